// Expressions for peek.c: from text to a code image, which is not loaded into the interpreter.
#include <stdio.h>
#include <string.h>

#include "base/diag.h"
#include "base/mem.h"
#include "bytecode/image.h"
#include "debugger/engine/peek_impl.h"
#include "runtime/modules/translate.h"

static bool no_warning(void *ctx, const char *message, struct bt_span span)
{
    (void)ctx;
    (void)message;
    (void)span;
    return true;
}

// Does the unit itself write? The name of what, or NULL.
static const char *writes(const struct bt_unit *u)
{
    for (uint32_t w = 0; w < u->n_insns; w += bt_op_info[u->insns[w].op].words) {
        const struct bt_insn *i = &u->insns[w];
        if (i->op == BT_STORE_GLOBAL_OP || i->op == BT_STORE_NAME_OP ||
            i->op == BT_DELETE_NAME_OP || i->op == BT_DELETE_GLOBAL_OP)
            return u->names[bt_insn_bc(i)].text;
    }
    return NULL;
}

void *bt_peek_str(const char *text, size_t len)
{
    bool ascii = true;
    size_t chars = 0;
    for (size_t i = 0; i < len; i++) {
        ascii = ascii && (unsigned char)text[i] < 0x80;
        chars += ((unsigned char)text[i] & 0xC0) != 0x80;
    }
    size_t gap = bt_str_gap(ascii);
    char *block = bt_alloc_zero(sizeof(struct bt_str) + gap + sizeof(struct bt_str_more) + len + 1);
    if (!block)
        return NULL;
    struct bt_str *s = (struct bt_str *)(void *)block;
    s->base.flags = (uint8_t)(BT_OBJ_LEAF | (ascii ? BT_OBJ_ASCII : 0));
    s->len = len;
    s->data = block + sizeof *s + gap;
    if (!ascii)
        bt_str_more(s)->n_chars = chars;
    memcpy(s->data, text, len);
    return block;
}

static bool prepare(struct bt_peek *p)
{
    const struct bt_unit *u = p->image->top;
    p->names = bt_alloc_zero((u->n_names + 1) * sizeof *p->names);
    p->strings = bt_alloc_zero((u->n_consts + 1) * sizeof *p->strings);
    if (!p->names || !p->strings)
        return false;
    for (uint32_t i = 0; i < u->n_names; i++) {
        p->names[i] = bt_peek_str(u->names[i].text, u->names[i].len);
        if (!p->names[i])
            return false;
    }
    for (uint32_t i = 0; i < u->n_consts; i++) {
        if (u->consts[i].kind != BT_K_STR)
            continue;
        p->strings[i] = bt_peek_str(u->consts[i].u.s.text, u->consts[i].u.s.len);
        if (!p->strings[i])
            return false;
    }
    return true;
}

static char *stripped(const char *text)
{
    while (*text == ' ' || *text == '\t')
        text++;
    size_t len = strlen(text);
    while (len > 0 && (text[len - 1] == ' ' || text[len - 1] == '\t' || text[len - 1] == '\n'))
        len--;
    char *copy = bt_alloc(len + 1);
    if (copy) {
        memcpy(copy, text, len);
        copy[len] = '\0';
    }
    return copy;
}

// It is no expression: is it a statement?
static bool is_statement(const struct bt_source *source)
{
    struct bt_diag diag;
    struct bt_image *image;
    const struct bt_translate_options how = {.mode = BT_COMPILE_EXEC};
    bt_diag_init(&diag);
    bool ok = bt_translate(source, &how, no_warning, NULL, &image, &diag);
    if (ok)
        bt_image_unref(image);
    bt_diag_free(&diag);
    return ok;
}

static bool compile(struct bt_peek *p, char *error, size_t room)
{
    bool statement = false;
    struct bt_diag diag;
    struct bt_source source;
    bt_diag_init(&diag);
    const struct bt_translate_options how = {.mode = BT_COMPILE_EVAL, .own_namespace = true};
    bool ok = bt_source_from_text(&source, "<debugger>", p->text, strlen(p->text), &diag);
    if (ok) {
        ok = bt_translate(&source, &how, no_warning, NULL, &p->image, &diag);
        statement = !ok && is_statement(&source);
        bt_source_free(&source);
    }
    if (statement)
        snprintf(error, room, "`%.60s' is a statement, not an expression (== compares)", p->text);
    else if (!ok)
        snprintf(error, room, "%s: %s", bt_diag_class(diag.kind),
                 diag.message ? diag.message : "out of memory");
    bt_diag_free(&diag);
    return ok;
}

struct bt_peek *bt_peek_new(const char *text, char *error, size_t room)
{
    struct bt_peek *p = bt_alloc_zero(sizeof *p);
    snprintf(error, room, "no memory");
    if (!p || !(p->text = stripped(text)) || !compile(p, error, room)) {
        bt_peek_free(p);
        return NULL;
    }
    const char *name = writes(p->image->top);
    if (name)
        snprintf(error, room, "it would assign to %s", name);
    if (name || !prepare(p)) {
        bt_peek_free(p);
        return NULL;
    }
    return p;
}

void bt_peek_free(struct bt_peek *p)
{
    if (!p)
        return;
    const struct bt_unit *u = p->image ? p->image->top : NULL;
    for (uint32_t i = 0; u && p->names && i < u->n_names; i++)
        bt_free(p->names[i]);
    for (uint32_t i = 0; u && p->strings && i < u->n_consts; i++)
        bt_free(p->strings[i]);
    bt_free(p->names);
    bt_free(p->strings);
    if (p->image)
        bt_image_unref(p->image);
    bt_free(p->text);
    bt_free(p);
}

void bt_peek_set_globals(struct bt_peek *p, struct bt_dict *globals)
{
    p->globals = globals;
}

const char *bt_peek_text(const struct bt_peek *p)
{
    return p->text;
}

// ---- what it is made of ----

bool bt_peek_has_names(const struct bt_peek *p)
{
    const struct bt_unit *u = p->image->top;
    for (uint32_t w = 0; w < u->n_insns; w += bt_op_info[u->insns[w].op].words)
        if (u->insns[w].op == BT_LOAD_NAME_OP || u->insns[w].op == BT_LOAD_GLOBAL_OP)
            return true;
    return false;
}

// Is it a builtin whose call is known here (call() below)?
static bool is_known_call(const char *name)
{
    static const char *const known[] = {"len", "abs", "isinstance", "type", "bool"};
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
        if (strcmp(known[i], name) == 0)
            return true;
    return false;
}

bool bt_peek_needs_python(const struct bt_peek *p)
{
    const struct bt_unit *u = p->image->top;
    const char *callee[BT_PEEK_REGISTERS] = {NULL};
    if (u->n_regs > BT_PEEK_REGISTERS)
        return true;
    for (uint32_t w = 0; w < u->n_insns; w += bt_op_info[u->insns[w].op].words) {
        const struct bt_insn *i = &u->insns[w];
        switch (i->op) {
        case BT_LOAD_NAME_OP:
        case BT_LOAD_GLOBAL_OP: callee[i->a] = u->names[bt_insn_bc(i)].text; break;
        case BT_CALL_OP:
            if (!callee[i->a] || !is_known_call(callee[i->a]))
                return true;
            break;
        case BT_LOAD_METHOD_OP:
        case BT_CALL_KW_OP:
        case BT_CALL_METHOD_OP:
        case BT_CALL_METHOD_KW_OP:
        case BT_CALL_EX_OP:
        case BT_MAKE_FUNCTION_OP:
        case BT_BUILD_SLICE_OP:
        case BT_BUILD_LIST_OP:
        case BT_BUILD_TUPLE_OP:
        case BT_BUILD_SET_OP:
        case BT_BUILD_MAP_OP:
        case BT_BUILD_STRING_OP:
        case BT_POW_OP: return true;
        default: break;
        }
    }
    return false;
}

bool bt_peek_is_place(const struct bt_peek *p)
{
    const struct bt_unit *u = p->image->top;
    uint8_t last = BT_RETURN_OP;
    for (uint32_t w = 0; w < u->n_insns; w += bt_op_info[u->insns[w].op].words)
        if (u->insns[w].op != BT_RETURN_OP)
            last = u->insns[w].op;
    return last == BT_LOAD_NAME_OP || last == BT_LOAD_GLOBAL_OP || last == BT_GETATTR_OP ||
           last == BT_GETITEM_OP || last == BT_GETITEMI_OP;
}
