/*
 * Constant expressions: what can be computed now without anyone seeing a difference. Nothing that
 * would raise is folded, nor anything whose result is large. Ints are folded as long as they fit 64
 * bits.
 */
#include "compiler/unit.h"

#include <math.h>
#include <string.h>

#define FOLD_MAX_TEXT 4096 // longest str or bytes made by folding

static bool is_identifier_like(const char *text, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        char ch = text[i];
        if (!((ch >= 'a' && ch <= 'z') || (ch >= 'A' && ch <= 'Z') || (ch >= '0' && ch <= '9') ||
              ch == '_'))
            return false;
    }
    return true;
}

struct bt_image_const bt_fold_str(struct bt_compiler *c, const char *text, size_t len)
{
    struct bt_image_const k = {.kind = BT_K_STR};
    k.n = is_identifier_like(text, len) ? 1 : 0;
    k.u.s.text = bt_arena_copy(c->arena, text, len);
    k.u.s.len = len;
    if (k.u.s.text == NULL) {
        bt_context_no_memory(c);
        k.u.s.text = "";
        k.u.s.len = 0;
    }
    return k;
}

struct bt_image_const bt_fold_names(struct bt_compiler *c, const struct bt_name *const *names,
                                    uint32_t n)
{
    struct bt_image_const k = {.kind = BT_K_TUPLE};
    struct bt_image_const *items = bt_arena_alloc(c->arena, (n + 1) * sizeof *items);
    if (items == NULL) {
        bt_context_no_memory(c);
        return k;
    }
    for (uint32_t i = 0; i < n; i++) {
        items[i] = bt_fold_str(c, names[i]->text, names[i]->len);
        items[i].n = 1;
    }
    k.n = n;
    k.u.items = items;
    return k;
}

bool bt_fold_const(struct bt_compiler *c, const struct bt_const *k, struct bt_image_const *out)
{
    *out = (struct bt_image_const){.kind = BT_K_NONE};
    switch (k->kind) {
    case BT_CONST_NONE: break;
    case BT_CONST_FALSE: out->kind = BT_K_FALSE; break;
    case BT_CONST_TRUE: out->kind = BT_K_TRUE; break;
    case BT_CONST_ELLIPSIS: out->kind = BT_K_ELLIPSIS; break;
    case BT_CONST_INT:
        out->kind = BT_K_INT;
        out->u.i = k->u.i;
        break;
    case BT_CONST_BIG_INT:
        *out = bt_fold_str(c, k->u.big.digits, k->u.big.len);
        out->kind = BT_K_BIGINT;
        out->n = k->u.big.base;
        break;
    case BT_CONST_FLOAT:
        out->kind = BT_K_FLOAT;
        out->u.d = k->u.f;
        break;
    case BT_CONST_IMAG:
        out->kind = BT_K_COMPLEX;
        out->u.d = k->u.f;
        break;
    case BT_CONST_STR: *out = bt_fold_str(c, k->u.str.data, k->u.str.len); break;
    case BT_CONST_BYTES:
        *out = bt_fold_str(c, k->u.str.data, k->u.str.len);
        out->kind = BT_K_BYTES;
        out->n = 0;
        break;
    }
    return true;
}

bool bt_fold_truth(const struct bt_image_const *k)
{
    switch (k->kind) {
    case BT_K_NONE:
    case BT_K_FALSE: return false;
    case BT_K_TRUE:
    case BT_K_ELLIPSIS:
    case BT_K_BIGINT:
    case BT_K_CODE: return true;
    case BT_K_INT: return k->u.i != 0;
    case BT_K_FLOAT:
    case BT_K_COMPLEX: return k->u.d != 0;
    case BT_K_STR:
    case BT_K_BYTES: return k->u.s.len != 0;
    case BT_K_TUPLE:
    case BT_K_FROZENSET: return k->n != 0;
    }
    return false;
}

/* ---- arithmetic ---- */

static bool int_power(int64_t base, int64_t exponent, int64_t *out)
{
    int64_t result = 1;
    if (exponent < 0 || exponent > 128)
        return false;
    for (int64_t i = 0; i < exponent; i++) {
        if (__builtin_mul_overflow(result, base, &result))
            return false;
    }
    *out = result;
    return true;
}

static bool fold_int_div(enum bt_operator op, int64_t a, int64_t b, int64_t *out)
{
    if (b == 0 || (a == INT64_MIN && b == -1))
        return false;
    int64_t q = a / b, r = a % b;
    if (r != 0 && (r < 0) != (b < 0)) { // Python rounds down
        q--;
        r += b;
    }
    *out = op == BT_OP_MOD ? r : q;
    return true;
}

static bool fold_ints(enum bt_operator op, int64_t a, int64_t b, struct bt_image_const *out)
{
    out->kind = BT_K_INT;
    int64_t *r = &out->u.i;
    switch (op) {
    case BT_OP_ADD: return !__builtin_add_overflow(a, b, r);
    case BT_OP_SUB: return !__builtin_sub_overflow(a, b, r);
    case BT_OP_MULT: return !__builtin_mul_overflow(a, b, r);
    case BT_OP_POW: return int_power(a, b, r);
    case BT_OP_FLOOR_DIV:
    case BT_OP_MOD: return fold_int_div(op, a, b, r);
    case BT_OP_LSHIFT: return b >= 0 && b < 62 && !__builtin_mul_overflow(a, (int64_t)1 << b, r);
    case BT_OP_RSHIFT:
        if (b < 0)
            return false;
        *r = a >> (b > 63 ? 63 : b);
        return true;
    case BT_OP_BIT_AND: *r = a & b; return true;
    case BT_OP_BIT_OR: *r = a | b; return true;
    case BT_OP_BIT_XOR: *r = a ^ b; return true;
    case BT_OP_DIV:
        // exact only while both are exact as doubles
        if (b == 0 || a > (1LL << 53) || a < -(1LL << 53) || b > (1LL << 53) || b < -(1LL << 53))
            return false;
        out->kind = BT_K_FLOAT;
        out->u.d = (double)a / (double)b;
        return true;
    case BT_OP_MAT_MULT: return false;
    }
    return false;
}

static bool fold_floats(enum bt_operator op, double a, double b, struct bt_image_const *out)
{
    out->kind = BT_K_FLOAT;
    if (op == BT_OP_ADD)
        out->u.d = a + b;
    else if (op == BT_OP_SUB)
        out->u.d = a - b;
    else if (op == BT_OP_MULT)
        out->u.d = a * b;
    else if (op == BT_OP_DIV && b != 0)
        out->u.d = a / b;
    else
        return false;
    return true;
}

static bool as_double(const struct bt_image_const *k, double *out)
{
    if (k->kind == BT_K_FLOAT)
        *out = k->u.d;
    else if (k->kind == BT_K_INT && k->u.i <= (1LL << 53) && k->u.i >= -(1LL << 53))
        *out = (double)k->u.i;
    else
        return false;
    return true;
}

static bool fold_texts(struct bt_compiler *c, const struct bt_image_const *a,
                       const struct bt_image_const *b, struct bt_image_const *out)
{
    size_t len = a->u.s.len + b->u.s.len;
    if (len > FOLD_MAX_TEXT)
        return false;
    char *text = bt_arena_alloc(c->arena, len + 1);
    if (text == NULL)
        return bt_context_no_memory(c);
    memcpy(text, a->u.s.text, a->u.s.len);
    memcpy(text + a->u.s.len, b->u.s.text, b->u.s.len);
    *out = (struct bt_image_const){.kind = a->kind};
    out->n = a->kind == BT_K_STR && is_identifier_like(text, len) ? 1 : 0;
    out->u.s.text = text;
    out->u.s.len = len;
    return true;
}

static bool fold_repeat(struct bt_compiler *c, const struct bt_image_const *a, int64_t times,
                        struct bt_image_const *out)
{
    if (times < 0)
        times = 0;
    if (a->u.s.len != 0 && (uint64_t)times > FOLD_MAX_TEXT / a->u.s.len)
        return false;
    size_t len = a->u.s.len * (size_t)(a->u.s.len == 0 ? 0 : times);
    char *text = bt_arena_alloc(c->arena, len + 1);
    if (text == NULL)
        return bt_context_no_memory(c);
    for (size_t at = 0; at < len; at += a->u.s.len)
        memcpy(text + at, a->u.s.text, a->u.s.len);
    *out = (struct bt_image_const){.kind = a->kind};
    out->n = a->kind == BT_K_STR && is_identifier_like(text, len) ? 1 : 0;
    out->u.s.text = text;
    out->u.s.len = len;
    return true;
}

static bool is_text(const struct bt_image_const *k)
{
    return k->kind == BT_K_STR || k->kind == BT_K_BYTES;
}

static bool fold_binary(struct bt_compiler *c, const struct bt_expr *e, struct bt_image_const *out)
{
    struct bt_image_const a, b;
    double x, y;
    // the right one first: in a long chain of + it soon says no
    if (!bt_fold(c, e->u.bin_op.right, &b) || !bt_fold(c, e->u.bin_op.left, &a))
        return false;
    *out = (struct bt_image_const){.kind = BT_K_NONE};
    enum bt_operator op = e->u.bin_op.op;
    if (a.kind == BT_K_INT && b.kind == BT_K_INT)
        return fold_ints(op, a.u.i, b.u.i, out);
    if (as_double(&a, &x) && as_double(&b, &y))
        return fold_floats(op, x, y, out);
    if (op == BT_OP_ADD && is_text(&a) && a.kind == b.kind)
        return fold_texts(c, &a, &b, out);
    if (op == BT_OP_MULT && is_text(&a) && b.kind == BT_K_INT)
        return fold_repeat(c, &a, b.u.i, out);
    if (op == BT_OP_MULT && is_text(&b) && a.kind == BT_K_INT)
        return fold_repeat(c, &b, a.u.i, out);
    return false;
}

static bool negate_digits(struct bt_compiler *c, struct bt_image_const *k)
{
    const char *text = k->u.s.text;
    char *made = text[0] == '-' ? bt_arena_printf(c->arena, "%s", text + 1)
                                : bt_arena_printf(c->arena, "-%s", text);
    if (made == NULL)
        return bt_context_no_memory(c);
    k->u.s.text = made;
    k->u.s.len = strlen(made);
    return true;
}

static bool fold_unary(struct bt_compiler *c, const struct bt_expr *e, struct bt_image_const *out)
{
    if (!bt_fold(c, e->u.unary_op.operand, out))
        return false;
    if (e->u.unary_op.op == BT_UNARY_NOT) {
        bool truth = bt_fold_truth(out);
        *out = (struct bt_image_const){.kind = truth ? BT_K_FALSE : BT_K_TRUE};
        return true;
    }
    if (e->u.unary_op.op == BT_UNARY_UADD)
        return out->kind == BT_K_INT || out->kind == BT_K_FLOAT || out->kind == BT_K_BIGINT;
    if (out->kind == BT_K_INT && e->u.unary_op.op == BT_UNARY_INVERT) {
        out->u.i = ~out->u.i;
        return true;
    }
    if (e->u.unary_op.op != BT_UNARY_USUB)
        return false;
    if (out->kind == BT_K_INT && out->u.i != INT64_MIN) {
        out->u.i = -out->u.i;
        return true;
    }
    if (out->kind == BT_K_FLOAT) {
        out->u.d = -out->u.d;
        return true;
    }
    return out->kind == BT_K_BIGINT && out->n == 10 && negate_digits(c, out);
}

static bool fold_tuple(struct bt_compiler *c, const struct bt_expr *e, struct bt_image_const *out)
{
    const struct bt_expr_seq *elts = &e->u.list.elts;
    if (e->u.list.ctx != BT_CTX_LOAD)
        return false;
    if (elts->n > 0 && elts->items[0]->kind != BT_EXPR_CONSTANT &&
        elts->items[0]->kind != BT_EXPR_UNARY_OP && elts->items[0]->kind != BT_EXPR_TUPLE &&
        elts->items[0]->kind != BT_EXPR_BIN_OP && elts->items[0]->kind != BT_EXPR_NAME)
        return false;
    struct bt_image_const *items = bt_arena_alloc(c->arena, (elts->n + 1) * sizeof *items);
    if (items == NULL)
        return bt_context_no_memory(c);
    for (uint32_t i = 0; i < elts->n; i++) {
        if (!bt_fold(c, elts->items[i], &items[i]))
            return false;
    }
    *out = (struct bt_image_const){.kind = BT_K_TUPLE, .n = elts->n};
    out->u.items = items;
    return true;
}

bool bt_fold(struct bt_compiler *c, const struct bt_expr *e, struct bt_image_const *out)
{
    if (c->failed)
        return false;
    if (e->kind == BT_EXPR_CONSTANT)
        return bt_fold_const(c, &e->u.constant, out);
    if (e->kind == BT_EXPR_BIN_OP)
        return fold_binary(c, e, out);
    if (e->kind == BT_EXPR_UNARY_OP)
        return fold_unary(c, e, out);
    if (e->kind == BT_EXPR_TUPLE)
        return fold_tuple(c, e, out);
    if (e->kind == BT_EXPR_NAME && e->u.name.ctx == BT_CTX_LOAD &&
        bt_context_is(e->u.name.id, "__debug__")) {
        *out = (struct bt_image_const){.kind = c->options.optimize > 0 ? BT_K_FALSE : BT_K_TRUE};
        return true;
    }
    return false;
}

bool bt_fold_container(struct bt_compiler *c, const struct bt_expr *e, bool for_in,
                       struct bt_image_const *out)
{
    struct bt_expr tuple = {.kind = BT_EXPR_TUPLE};
    if (e->kind != BT_EXPR_LIST && e->kind != BT_EXPR_SET)
        return false;
    if (e->kind == BT_EXPR_SET && for_in)
        return false; // a set may have fewer items, in another order
    tuple.u.list.elts = e->kind == BT_EXPR_SET ? e->u.set.elts : e->u.list.elts;
    tuple.u.list.ctx = BT_CTX_LOAD;
    if (!bt_fold(c, &tuple, out))
        return false;
    if (e->kind == BT_EXPR_SET)
        out->kind = BT_K_FROZENSET;
    return true;
}
