// For the tests of the compiler: from a text to an image, verified, or to the error.
#ifndef TESTS_COMPILE_TEXT_H
#define TESTS_COMPILE_TEXT_H

#include "base/buf.h"
#include "base/diag.h"
#include "bytecode/image.h"
#include "bytecode/verify.h"
#include "compiler/compiler.h"
#include "parser/driver.h"

#include <check.h>
#include <string.h>

// One compile. `image` is NULL when it failed; `err` then says why. The warnings stay in `arena`.
struct compiled {
    struct bt_source source;
    struct bt_arena arena;
    struct bt_diag err;
    struct bt_image *image;
    struct bt_warning *warnings;
};

static inline bool compile_mode(struct compiled *c, const char *text, enum bt_parse_mode mode,
                                const struct bt_compile_options *options)
{
    struct bt_module *tree;
    memset(c, 0, sizeof *c);
    bt_diag_init(&c->err);
    bt_arena_init(&c->arena);
    return bt_source_from_text(&c->source, "<test>", text, strlen(text), &c->err) &&
           bt_parse(&c->arena, &c->source, mode, &tree, &c->err) &&
           bt_compile(tree, &c->source, options, &c->image, &c->warnings, &c->err);
}

static inline void compiled_free(struct compiled *c)
{
    bt_image_unref(c->image);
    bt_arena_free(&c->arena);
    bt_source_free(&c->source);
    bt_diag_free(&c->err);
}

// Compiles a file's text that must be right, and verifies the image.
static inline void compile_good(struct compiled *c, const char *text)
{
    const struct bt_compile_options options = {0};
    struct bt_buf why;
    bt_buf_init(&why);
    bool ok = compile_mode(c, text, BT_PARSE_FILE, &options);
    ck_assert_msg(ok, "%s", c->err.message == NULL ? "out of memory" : c->err.message);
    ck_assert_msg(bt_verify(c->image, &why), "%s", why.data);
    bt_buf_free(&why);
}

// The unit of the n-th code constant of a unit.
static inline const struct bt_unit *inner_unit(const struct bt_unit *unit, unsigned n)
{
    for (uint32_t i = 0; i < unit->n_consts; i++) {
        if (unit->consts[i].kind == BT_K_CODE && n-- == 0)
            return unit->consts[i].u.unit;
    }
    ck_abort_msg("no such unit");
    return NULL;
}

// How many instructions of one kind a unit has.
static inline unsigned count_op(const struct bt_unit *unit, enum bt_op op)
{
    unsigned n = 0;
    for (uint32_t w = 0; w < unit->n_insns; w += bt_op_info[unit->insns[w].op].words)
        n += unit->insns[w].op == op;
    return n;
}

static inline unsigned count_all(const struct bt_unit *unit)
{
    unsigned n = 0;
    for (uint32_t w = 0; w < unit->n_insns; w += bt_op_info[unit->insns[w].op].words)
        n++;
    return n;
}

#endif
