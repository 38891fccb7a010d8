/*
 * Emitting: appending to the list of instructions of the unit under construction, its constants and
 * names. After a failure nothing is appended and the numbers returned mean nothing.
 */
#include "compiler/unit.h"

#include "base/hash.h"

#include <string.h>

static struct bt_ir *append(struct bt_compiler *c, enum bt_op op)
{
    struct bt_builder *u = c->u;
    if (c->failed)
        return NULL;
    if (!bt_vec_reserve(&u->code, 1)) {
        bt_context_no_memory(c);
        return NULL;
    }
    struct bt_ir *ir = &u->code.items[u->code.n++];
    *ir = (struct bt_ir){
        .op = (uint8_t)op, .label = BT_NO_LABEL, .handler = u->handler, .pos = u->pos};
    return ir;
}

void bt_emit(struct bt_compiler *c, enum bt_op op, uint32_t a, uint32_t b, uint32_t x)
{
    struct bt_ir *ir = append(c, op);
    if (ir == NULL)
        return;
    ir->a = a;
    ir->b = b;
    ir->c = x;
}

void bt_emit_ext(struct bt_compiler *c, enum bt_op op, uint32_t a, uint32_t b, uint32_t x,
                 uint32_t ext_b, uint32_t ext_c)
{
    struct bt_ir *ir = append(c, op);
    if (ir == NULL)
        return;
    ir->a = a;
    ir->b = b;
    ir->c = x;
    ir->ext_b = ext_b;
    ir->ext_c = ext_c;
}

void bt_emit_jump(struct bt_compiler *c, enum bt_op op, uint32_t a, uint32_t b, uint32_t label)
{
    struct bt_ir *ir = append(c, op);
    if (ir == NULL)
        return;
    ir->a = a;
    ir->b = b;
    ir->label = label;
}

void bt_emit_build(struct bt_compiler *c, enum bt_op op, uint32_t dst, uint32_t first, uint32_t n)
{
    bt_emit(c, op, dst, n == 0 ? dst : first, n);
}

void bt_emit_unpack(struct bt_compiler *c, uint32_t first, uint32_t src, uint32_t n)
{
    bt_emit(c, BT_UNPACK_OP, n == 0 ? src : first, src, n);
}

void bt_emit_move(struct bt_compiler *c, uint32_t dst, uint32_t src)
{
    if (dst != src)
        bt_emit(c, BT_MOVE_OP, dst, src, 0);
}

/* ---- constants and names ---- */

static uint64_t bits_of(double d)
{
    uint64_t bits;
    memcpy(&bits, &d, sizeof bits);
    return bits;
}

static uint64_t hash_const(const struct bt_image_const *k)
{
    uint64_t h = bt_hash_u64((uint64_t)k->kind * 31 + k->n);
    switch (k->kind) {
    case BT_K_NONE:
    case BT_K_FALSE:
    case BT_K_TRUE:
    case BT_K_ELLIPSIS: return h;
    case BT_K_INT: return h ^ bt_hash_u64((uint64_t)k->u.i);
    case BT_K_FLOAT:
    case BT_K_COMPLEX: return h ^ bt_hash_u64(bits_of(k->u.d));
    case BT_K_BIGINT:
    case BT_K_STR:
    case BT_K_BYTES: return h ^ bt_hash_bytes(k->u.s.text, k->u.s.len, 0);
    case BT_K_TUPLE:
    case BT_K_FROZENSET:
        for (uint32_t i = 0; i < k->n; i++)
            h = bt_hash_u64(h ^ hash_const(&k->u.items[i]));
        return h;
    case BT_K_CODE: return h ^ bt_hash_u64((uintptr_t)k->u.unit);
    }
    return h;
}

static bool same_const(const struct bt_image_const *p, const struct bt_image_const *q)
{
    if (p->kind != q->kind || p->n != q->n)
        return false;
    switch (p->kind) {
    case BT_K_NONE:
    case BT_K_FALSE:
    case BT_K_TRUE:
    case BT_K_ELLIPSIS: return true;
    case BT_K_INT: return p->u.i == q->u.i;
    case BT_K_FLOAT:
    case BT_K_COMPLEX: return bits_of(p->u.d) == bits_of(q->u.d); // 0.0 is not -0.0
    case BT_K_BIGINT:
    case BT_K_STR:
    case BT_K_BYTES:
        return p->u.s.len == q->u.s.len && memcmp(p->u.s.text, q->u.s.text, p->u.s.len) == 0;
    case BT_K_TUPLE:
    case BT_K_FROZENSET:
        for (uint32_t i = 0; i < p->n; i++) {
            if (!same_const(&p->u.items[i], &q->u.items[i]))
                return false;
        }
        return true;
    case BT_K_CODE: return p->u.unit == q->u.unit;
    }
    return false;
}

// Double a table of index+1 entries.
static bool grow_table(struct bt_compiler *c, uint32_t **table, size_t *cap)
{
    size_t want = *cap == 0 ? 16 : *cap * 2;
    uint32_t *fresh = bt_alloc_zero(want * sizeof *fresh);
    if (fresh == NULL)
        return bt_context_no_memory(c);
    bt_free(*table);
    *table = fresh;
    *cap = want;
    return true;
}

static bool grow_consts(struct bt_compiler *c)
{
    struct bt_builder *u = c->u;
    if (!grow_table(c, &u->const_table.items, &u->const_table.cap))
        return false;
    size_t mask = u->const_table.cap - 1;
    for (uint32_t k = 0; k < u->consts.n; k++) {
        size_t i = (size_t)u->consts.items[k].hash & mask;
        while (u->const_table.items[i] != 0)
            i = (i + 1) & mask;
        u->const_table.items[i] = k + 1;
    }
    return true;
}

uint32_t bt_emit_const_index(struct bt_compiler *c, const struct bt_image_const *k)
{
    struct bt_builder *u = c->u;
    if (c->failed || ((u->consts.n + 1) * 2 > u->const_table.cap && !grow_consts(c)))
        return 0;
    uint64_t hash = hash_const(k);
    size_t mask = u->const_table.cap - 1;
    size_t i = (size_t)hash & mask;
    for (; u->const_table.items[i] != 0; i = (i + 1) & mask) {
        uint32_t index = u->const_table.items[i] - 1;
        if (u->consts.items[index].hash == hash && same_const(&u->consts.items[index].value, k))
            return index;
    }
    struct bt_const_slot slot = {*k, hash};
    if (!bt_vec_push(&u->consts, slot)) {
        bt_context_no_memory(c);
        return 0;
    }
    u->const_table.items[i] = (uint32_t)u->consts.n;
    return (uint32_t)u->consts.n - 1;
}

static bool grow_names(struct bt_compiler *c)
{
    struct bt_builder *u = c->u;
    if (!grow_table(c, &u->name_table.items, &u->name_table.cap))
        return false;
    size_t mask = u->name_table.cap - 1;
    for (uint32_t k = 0; k < u->names.n; k++) {
        size_t i = (size_t)u->names.items[k]->hash & mask;
        while (u->name_table.items[i] != 0)
            i = (i + 1) & mask;
        u->name_table.items[i] = k + 1;
    }
    return true;
}

uint32_t bt_emit_name_index(struct bt_compiler *c, const struct bt_name *name)
{
    struct bt_builder *u = c->u;
    if (c->failed || name == NULL || ((u->names.n + 1) * 2 > u->name_table.cap && !grow_names(c)))
        return 0;
    size_t mask = u->name_table.cap - 1;
    size_t i = (size_t)name->hash & mask;
    for (; u->name_table.items[i] != 0; i = (i + 1) & mask) {
        if (u->names.items[u->name_table.items[i] - 1] == name)
            return u->name_table.items[i] - 1;
    }
    if (!bt_vec_push(&u->names, name)) {
        bt_context_no_memory(c);
        return 0;
    }
    u->name_table.items[i] = (uint32_t)u->names.n;
    return (uint32_t)u->names.n - 1;
}

void bt_emit_const(struct bt_compiler *c, uint32_t dst, const struct bt_image_const *k)
{
    if (k->kind == BT_K_INT && k->u.i >= INT32_MIN && k->u.i <= INT32_MAX)
        bt_emit(c, BT_LOADI_OP, dst, (uint32_t)(int32_t)k->u.i, 0);
    else
        bt_emit(c, BT_LOADK_OP, dst, bt_emit_const_index(c, k), 0);
}

void bt_emit_none(struct bt_compiler *c, uint32_t dst)
{
    bt_emit_const(c, dst, &(struct bt_image_const){.kind = BT_K_NONE});
}

void bt_emit_int(struct bt_compiler *c, uint32_t dst, int64_t i)
{
    bt_emit_const(c, dst, &(struct bt_image_const){.kind = BT_K_INT, .u.i = i});
}

void bt_emit_str(struct bt_compiler *c, uint32_t dst, const char *text, size_t len)
{
    struct bt_image_const k = bt_fold_str(c, text, len);
    bt_emit_const(c, dst, &k);
}

/* ---- labels and handlers ---- */

uint32_t bt_emit_label(struct bt_compiler *c)
{
    if (c->failed)
        return 0;
    if (!bt_vec_push(&c->u->labels, UINT32_MAX)) {
        bt_context_no_memory(c);
        return 0;
    }
    return (uint32_t)c->u->labels.n - 1;
}

void bt_emit_bind(struct bt_compiler *c, uint32_t label)
{
    if (!c->failed)
        c->u->labels.items[label] = (uint32_t)c->u->code.n;
}

uint32_t bt_emit_handler(struct bt_compiler *c, uint32_t label)
{
    if (c->failed)
        return BT_NO_HANDLER;
    if (!bt_vec_push(&c->u->handlers, label)) {
        bt_context_no_memory(c);
        return BT_NO_HANDLER;
    }
    return (uint32_t)c->u->handlers.n - 1;
}

/* ---- temporaries ---- */

uint32_t bt_temps(struct bt_compiler *c, uint32_t n)
{
    struct bt_builder *u = c->u;
    uint32_t first = u->n_temps;
    u->n_temps += n;
    if (u->n_temps > u->max_temps)
        u->max_temps = u->n_temps;
    return first | BT_TEMP;
}

uint32_t bt_temp(struct bt_compiler *c)
{
    return bt_temps(c, 1);
}

/* ---- places ---- */

void bt_emit_at_span(struct bt_compiler *c, struct bt_span span)
{
    c->u->pos = (struct bt_position){
        .line = (int32_t)span.line,
        .end_line = (int32_t)span.end_line,
        .col = (int32_t)span.col,
        .end_col = (int32_t)span.end_col,
        .anchor_line = -1,
        .anchor_col = -1,
        .anchor_end_line = -1,
        .anchor_end_col = -1,
    };
}

void bt_emit_at_none(struct bt_compiler *c)
{
    bt_emit_at_span(c, (struct bt_span){0});
    c->u->pos.col = c->u->pos.end_col = -1;
}

// A walk over the source text behind an operand, to its operator or bracket.
struct cursor {
    const struct bt_source *source;
    uint32_t line, col;
    size_t len;
    const char *text;
};

static bool to_line(struct cursor *at, uint32_t line)
{
    at->line = line;
    at->text = bt_source_line(at->source, line, &at->len);
    return at->text != NULL;
}

// Skip blanks, comments, continuations and closing parentheses; or, with `stop`, everything up to
// that character.
static bool skip_to(struct cursor *at, char stop)
{
    for (;;) {
        char ch = at->col < at->len ? at->text[at->col] : '#';
        if (ch == '#' || ch == '\\') {
            at->col = 0;
            if (!to_line(at, at->line + 1))
                return false;
        } else if (stop != 0 ? ch == stop : ch != ' ' && ch != '\t' && ch != '\f' && ch != ')') {
            return true;
        } else {
            at->col++;
        }
    }
}

static void anchor(struct bt_compiler *c, const struct bt_expr *left, char stop,
                   const struct bt_expr *e)
{
    struct bt_position *p = &c->u->pos;
    struct cursor at = {.source = c->source, .col = left->span.end_col};
    if (c->source == NULL || !to_line(&at, left->span.end_line) || !skip_to(&at, stop))
        return;
    p->anchor_line = p->anchor_end_line = (int32_t)at.line;
    p->anchor_col = (int32_t)at.col;
    if (stop != 0) { // brackets: to the end of the whole expression
        p->anchor_end_line = (int32_t)e->span.end_line;
        p->anchor_end_col = (int32_t)e->span.end_col;
        return;
    }
    const struct bt_span *right = &e->u.bin_op.right->span;
    uint32_t end = at.col + 1;
    if (end < at.len && (right->line > at.line || end < right->col)) {
        char ch = at.text[end];
        if (ch != ' ' && ch != '\t' && ch != '\f' && ch != '\\' && ch != '#')
            end++;
    }
    p->anchor_end_col = (int32_t)end;
}

void bt_emit_at(struct bt_compiler *c, const struct bt_expr *e)
{
    bt_emit_at_span(c, e->span);
    if (e->kind == BT_EXPR_BIN_OP)
        anchor(c, e->u.bin_op.left, 0, e);
    else if (e->kind == BT_EXPR_SUBSCRIPT)
        anchor(c, e->u.subscript.value, '[', e);
    else if (e->kind == BT_EXPR_CALL)
        anchor(c, e->u.call.func, '(', e);
}

void bt_emit_at_attr(struct bt_compiler *c, const struct bt_expr *e, const struct bt_expr *attr)
{
    bt_emit_at(c, e);
    if (e->span.line == attr->span.end_line)
        return;
    struct bt_position *p = &c->u->pos;
    p->line = (int32_t)attr->span.end_line;
    p->col = (int32_t)(attr->span.end_col - attr->u.attribute.attr->len);
    if (p->end_line < p->line)
        p->end_line = p->line;
}
