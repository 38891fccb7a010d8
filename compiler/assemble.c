/*
 * Assembling: from the list of instructions to the unit of a code image. Registers get their
 * numbers, jumps their distances, blocks their lengths.
 *
 * A 16-bit jump that does not reach takes three instructions: it jumps over a JUMP over a far JUMP.
 * A block of more than 255 instructions is cut by a JUMP to the next word, so that every `len` fits
 * its byte.
 */
#include "compiler/unit.h"

#include "base/buf.h"

#include <string.h>

#define BLOCK_MAX 255

struct layout {
    struct bt_compiler *c;
    struct bt_builder *u;
    uint32_t *offset; // per instruction of the list: its first word; one more for the end
    bool *far;        // per instruction: takes the long form
    bool *cut;        // per instruction: a JUMP to the next word comes before it
    struct bt_insn *words;
    uint32_t n_words;
};

static bool is_short_jump(const struct bt_ir *ir)
{
    return ir->label != BT_NO_LABEL && bt_op_info[ir->op].operands[2] == 'j';
}

static void place_all(struct layout *l)
{
    uint32_t at = 0, run = 0;
    for (size_t i = 0; i < l->u->code.n; i++) {
        const struct bt_ir *ir = &l->u->code.items[i];
        l->cut[i] = false;
        if (!ir->dead) {
            bool ends = (bt_op_info[ir->op].flags & BT_OPF_E) != 0;
            if (run == BLOCK_MAX - 1 && !ends) {
                l->cut[i] = true;
                at++;
                run = 0;
            }
            run = ends ? 0 : run + 1;
        }
        l->offset[i] = at;
        if (!ir->dead)
            at += bt_op_info[ir->op].words + (l->far[i] ? 2u : 0u);
    }
    l->offset[l->u->code.n] = at;
    l->n_words = at;
}

// The distance of a jump that is an instruction of `words` words at word `at`.
static int64_t distance(const struct layout *l, uint32_t at, uint32_t words, uint32_t label)
{
    return (int64_t)l->offset[l->u->labels.items[label]] - (int64_t)(at + words);
}

static bool lengthen(struct layout *l)
{
    bool changed = false;
    for (size_t i = 0; i < l->u->code.n; i++) {
        const struct bt_ir *ir = &l->u->code.items[i];
        if (ir->dead || l->far[i] || !is_short_jump(ir))
            continue;
        int64_t d = distance(l, l->offset[i], bt_op_info[ir->op].words, ir->label);
        if (d < INT16_MIN || d > INT16_MAX)
            l->far[i] = changed = true;
    }
    return changed;
}

static uint32_t number_register(const struct layout *l, uint32_t reg)
{
    return bt_is_temp(reg) ? (uint32_t)l->u->locals.n + (reg & ~BT_TEMP) : reg;
}

static uint16_t operand16(struct layout *l, char letter, uint32_t value)
{
    switch (letter) {
    case 'r':
    case 'w':
    case 'm': value = number_register(l, value); break;
    case 'i': return (uint16_t)value;
    default: break;
    }
    if (value > UINT16_MAX)
        bt_context_error(l->c, (struct bt_span){.line = l->u->first_line},
                         "too many %s in one function, class or module",
                         letter == 'n'   ? "attribute names"
                         : letter == 'k' ? "functions"
                         : letter == 'x' ? "free variables"
                                         : "values");
    return (uint16_t)value;
}

static void put32(struct bt_insn *w, uint32_t value)
{
    w->b = (uint16_t)value;
    w->c = (uint16_t)(value >> 16);
}

static struct bt_insn jump_word(int64_t d)
{
    struct bt_insn w = {.op = BT_JUMP_OP};
    put32(&w, (uint32_t)(int32_t)d);
    return w;
}

static void write_one(struct layout *l, size_t i)
{
    const struct bt_ir *ir = &l->u->code.items[i];
    const struct bt_op_info *info = &bt_op_info[ir->op];
    uint32_t at = l->offset[i];
    struct bt_insn *w = &l->words[at];
    if (l->cut[i])
        w[-1] = jump_word(0);
    w->op = ir->op;
    const uint32_t values[] = {ir->a, ir->b, ir->c};
    uint16_t *fields[] = {&w->a, &w->b, &w->c};
    for (int k = 0; k < 3; k++) {
        char letter = info->operands[k];
        if (letter == '-')
            continue;
        if (letter == 'J') {
            put32(w, (uint32_t)(int32_t)distance(l, at, info->words, ir->label));
            break;
        }
        if (letter == 'K' || letter == 'N' || letter == 'I') {
            put32(w, values[k]);
            break;
        }
        if (letter == 'j')
            *fields[k] = l->far[i] ? 1 : (uint16_t)distance(l, at, info->words, ir->label);
        else
            *fields[k] = operand16(l, letter, values[k]);
    }
    if (info->words > 1 && (ir->ext_b | ir->ext_c) != 0) {
        w[1].b = (uint16_t)ir->ext_b;
        w[1].c = (uint16_t)ir->ext_c;
    }
    if (l->far[i]) {
        w[info->words] = jump_word(1);
        w[info->words + 1] = jump_word(distance(l, at, info->words + 2u, ir->label));
    }
}

// Walks the finished words backwards, counting from each block's end.
static bool write_lengths(struct layout *l)
{
    bool *starts = bt_alloc_zero(l->n_words + 1);
    if (starts == NULL)
        return bt_context_no_memory(l->c);
    for (uint32_t at = 0; at < l->n_words; at += bt_op_info[l->words[at].op].words)
        starts[at] = true;
    unsigned run = 0;
    for (uint32_t at = l->n_words; at-- > 0;) {
        if (!starts[at])
            continue;
        run = bt_op_info[l->words[at].op].flags & BT_OPF_E ? 1 : run + 1;
        l->words[at].len = (uint8_t)run;
    }
    bt_free(starts);
    return true;
}

static bool write_positions(struct layout *l, struct bt_unit *unit)
{
    struct bt_buf buf;
    bt_buf_init(&buf);
    struct bt_position prev = {0};
    const struct bt_position none = {0};
    for (size_t i = 0; i < l->u->code.n; i++) {
        const struct bt_ir *ir = &l->u->code.items[i];
        if (ir->dead)
            continue;
        if (l->cut[i])
            bt_positions_add(&buf, &prev, &none, 1);
        bt_positions_add(&buf, &prev, &ir->pos, bt_op_info[ir->op].words);
        for (int k = 0; l->far[i] && k < 2; k++)
            bt_positions_add(&buf, &prev, &ir->pos, 1);
    }
    char *copy =
        buf.failed ? NULL : bt_arena_copy(l->c->arena, buf.data == NULL ? "" : buf.data, buf.len);
    unit->positions = (const uint8_t *)copy;
    unit->positions_len = (uint32_t)buf.len;
    bt_buf_free(&buf);
    return copy != NULL || bt_context_no_memory(l->c);
}

static bool write_handlers(struct layout *l, struct bt_unit *unit)
{
    struct BT_VEC(struct bt_image_handler) ranges = {0};
    uint32_t open = BT_NO_HANDLER;
    bool ok = true;
    for (size_t i = 0; ok && i < l->u->code.n; i++) {
        const struct bt_ir *ir = &l->u->code.items[i];
        if (ir->dead)
            continue;
        if (ir->handler != BT_NO_HANDLER) {
            if (ir->handler != open || bt_vec_last(&ranges).end != l->offset[i] - l->cut[i]) {
                struct bt_image_handler r = {
                    .start = l->offset[i] - l->cut[i],
                    .handler = l->offset[l->u->labels.items[l->u->handlers.items[ir->handler]]],
                };
                ok = bt_vec_push(&ranges, r);
            }
            if (ok)
                bt_vec_last(&ranges).end =
                    l->offset[i] + bt_op_info[ir->op].words + (l->far[i] ? 2u : 0u);
        }
        open = ir->handler;
    }
    struct bt_image_handler *out = NULL;
    if (ok)
        out = bt_arena_alloc(l->c->arena, (ranges.n + 1) * sizeof *out);
    if (out != NULL && ranges.n > 0)
        memcpy(out, ranges.items, ranges.n * sizeof *out);
    unit->handlers = out;
    unit->n_handlers = (uint32_t)ranges.n;
    bt_vec_free(&ranges);
    return out != NULL || bt_context_no_memory(l->c);
}

static struct bt_text text_of(struct bt_compiler *c, const char *text, size_t len)
{
    char *copy = bt_arena_copy(c->arena, text, len);
    if (copy == NULL)
        bt_context_no_memory(c);
    return (struct bt_text){copy, len};
}

static const struct bt_text *texts(struct bt_compiler *c, const struct bt_name *const *names,
                                   size_t n, uint32_t *count)
{
    struct bt_text *out = bt_arena_alloc(c->arena, (n + 1) * sizeof *out);
    if (out == NULL) {
        bt_context_no_memory(c);
        return NULL;
    }
    for (size_t i = 0; i < n; i++)
        out[i] = text_of(c, names[i]->text, names[i]->len);
    *count = (uint32_t)n;
    return out;
}

static void fill_tables(struct bt_compiler *c, struct bt_unit *unit)
{
    struct bt_builder *u = c->u;
    unit->name = text_of(c, u->name, strlen(u->name));
    unit->qualname = text_of(c, u->qualname, strlen(u->qualname));
    unit->n_locals = (uint32_t)u->locals.n;
    unit->n_regs = unit->n_locals + u->max_temps;
    unit->n_posonly = u->n_posonly;
    unit->n_pos = u->n_pos;
    unit->n_kwonly = u->n_kwonly;
    unit->flags = u->flags;
    unit->first_line = u->first_line;
    struct bt_image_const *consts = bt_arena_alloc(c->arena, (u->consts.n + 1) * sizeof *consts);
    if (consts == NULL) {
        bt_context_no_memory(c);
        return;
    }
    for (size_t i = 0; i < u->consts.n; i++)
        consts[i] = u->consts.items[i].value;
    unit->consts = consts;
    unit->n_consts = (uint32_t)u->consts.n;
    unit->names = texts(c, u->names.items, u->names.n, &unit->n_names);
    unit->varnames = texts(c, u->locals.items, u->locals.n, &unit->n_locals);
    unit->cellvars = texts(c, u->cells.items, u->cells.n, &unit->n_cellvars);
    unit->freevars = texts(c, u->frees.items, u->frees.n, &unit->n_freevars);
    if (unit->n_regs > UINT16_MAX)
        bt_context_error(c, (struct bt_span){.line = u->first_line},
                         "too many local variables and values in one function, class or module");
}

static bool write_code(struct layout *l, struct bt_unit *unit)
{
    do
        place_all(l);
    while (lengthen(l));
    l->words = bt_arena_alloc(l->c->arena, (l->n_words + 1) * sizeof *l->words);
    if (l->words == NULL)
        return bt_context_no_memory(l->c);
    for (size_t i = 0; i < l->u->code.n; i++) {
        if (!l->u->code.items[i].dead)
            write_one(l, i);
    }
    unit->insns = l->words;
    unit->n_insns = l->n_words;
    return write_lengths(l) && write_positions(l, unit) && write_handlers(l, unit);
}

const struct bt_unit *bt_assemble(struct bt_compiler *c)
{
    struct bt_builder *u = c->u;
    struct layout l = {.c = c, .u = u};
    struct bt_unit *unit = bt_arena_alloc(c->arena, sizeof *unit);
    l.offset = bt_alloc_array(u->code.n + 1, sizeof *l.offset);
    l.far = bt_alloc_zero(u->code.n + 1);
    l.cut = bt_alloc_zero(u->code.n + 1);
    if (unit == NULL || l.offset == NULL || l.far == NULL || l.cut == NULL) {
        bt_context_no_memory(c);
    } else {
        fill_tables(c, unit);
        if (!c->failed)
            write_code(&l, unit);
    }
    bt_free(l.offset);
    bt_free(l.far);
    bt_free(l.cut);
    return c->failed ? NULL : unit;
}
