/*
 * Calls: the callee in a temporary, its arguments in those behind it. `o.m(...)` is a method call,
 * which makes no bound method. Calls with * or ** (or very many arguments) build a tuple and a
 * dict.
 */
#include "compiler/unit.h"

// more are passed by a tuple, so that a frame needs no more registers for them
#define MANY_ARGS 1000

static bool needs_unpacking(const struct bt_expr_seq *args, const struct bt_keyword_seq *keywords)
{
    for (uint32_t i = 0; i < args->n; i++) {
        if (args->items[i]->kind == BT_EXPR_STARRED)
            return true;
    }
    for (uint32_t i = 0; i < keywords->n; i++) {
        if (keywords->items[i]->arg == NULL)
            return true;
    }
    return args->n + keywords->n > MANY_ARGS;
}

static void check_keywords(struct bt_compiler *c, const struct bt_keyword_seq *keywords)
{
    for (uint32_t i = 0; i < keywords->n; i++) {
        const struct bt_keyword *k = keywords->items[i];
        if (k->arg == NULL)
            continue;
        if (bt_var_forbidden(c, k->arg, k->span, false))
            return;
        for (uint32_t j = i + 1; j < keywords->n; j++) {
            if (keywords->items[j]->arg == k->arg) {
                bt_context_error(c, keywords->items[j]->span, "keyword argument repeated: %s",
                                 k->arg->text);
                return;
            }
        }
    }
}

static uint32_t keyword_names(struct bt_compiler *c, const struct bt_keyword_seq *keywords)
{
    const struct bt_name **names = bt_context_alloc(c, (keywords->n + 1) * sizeof(void *));
    if (names == NULL)
        return 0;
    for (uint32_t i = 0; i < keywords->n; i++)
        names[i] = bt_unit_mangle(c, keywords->items[i]->arg);
    struct bt_image_const k = bt_fold_names(c, names, keywords->n);
    return bt_emit_const_index(c, &k);
}

/* ---- f(*args, **kw) ---- */

// The positional arguments as one value in `dst`, the top temporary but for the extras, which begin
// there.
static void star_args(struct bt_compiler *c, uint32_t dst, uint32_t n_extra,
                      const struct bt_expr_seq *args, const struct bt_position *place)
{
    if (n_extra == 0 && args->n == 1 && args->items[0]->kind == BT_EXPR_STARRED) {
        bt_expr_to(c, args->items[0]->u.starred.value, dst);
        return;
    }
    uint32_t mark = bt_temp_mark(c);
    c->u->pos = *place;
    bt_emit_build(c, BT_BUILD_LIST_OP, dst, dst, n_extra);
    for (uint32_t i = 0; i < args->n; i++) {
        const struct bt_expr *e = args->items[i];
        bool star = e->kind == BT_EXPR_STARRED;
        uint32_t item = bt_expr_operand(c, star ? e->u.starred.value : e, BT_NO_REG);
        c->u->pos = *place;
        bt_emit(c, star ? BT_LIST_EXTEND_OP : BT_LIST_APPEND_OP, dst, item, 0);
        bt_temp_release(c, mark);
    }
    bt_emit(c, BT_LIST_TO_TUPLE_OP, dst, dst, 0);
}

// A run of name=value arguments from `i` as a dict in dst; the index behind the run.
static uint32_t keyword_run(struct bt_compiler *c, const struct bt_keyword_seq *keywords,
                            uint32_t i, uint32_t dst, const struct bt_position *place)
{
    uint32_t mark = bt_temp_mark(c), n = 0;
    for (; i < keywords->n && keywords->items[i]->arg != NULL && n < 64; i++, n++) {
        const struct bt_name *name = bt_unit_mangle(c, keywords->items[i]->arg);
        c->u->pos = *place;
        bt_emit_str(c, bt_temp(c), name->text, name->len);
        bt_expr_push(c, keywords->items[i]->value);
    }
    c->u->pos = *place;
    bt_emit_build(c, BT_BUILD_MAP_OP, dst, mark | BT_TEMP, n);
    bt_temp_release(c, mark);
    return i;
}

static void star_keywords(struct bt_compiler *c, uint32_t callee, uint32_t dst,
                          const struct bt_keyword_seq *keywords, const struct bt_position *place)
{
    uint32_t mark = bt_temp_mark(c), i;
    if (keywords->n == 0) {
        c->u->pos = *place;
        bt_emit(c, BT_UNSET_OP, dst, 0, 0);
        return;
    }
    i = keyword_run(c, keywords, 0, dst, place); // empty when the first is **
    while (i < keywords->n) {
        uint32_t t = bt_temp(c);
        if (keywords->items[i]->arg != NULL)
            i = keyword_run(c, keywords, i, t, place);
        else
            t = bt_expr_operand(c, keywords->items[i++]->value, t);
        c->u->pos = *place;
        bt_emit(c, BT_DICT_MERGE_OP, dst, t, callee);
        bt_temp_release(c, mark);
    }
}

static void call_unpacking(struct bt_compiler *c, uint32_t base, uint32_t n_extra,
                           const struct bt_expr_seq *args, const struct bt_keyword_seq *keywords,
                           uint32_t dst, const struct bt_position *place)
{
    if (n_extra < 2)
        bt_temps(c, 2 - n_extra);
    star_args(c, base + 1, n_extra, args, place);
    star_keywords(c, base, base + 2, keywords, place);
    c->u->pos = *place;
    bt_emit(c, BT_CALL_EX_OP, base, 0, dst);
}

/* ---- all calls ---- */

// Arguments behind those that stand there already, then the call itself.
static void call_plain(struct bt_compiler *c, enum bt_op op, uint32_t base, uint32_t n_extra,
                       const struct bt_expr_seq *args, const struct bt_keyword_seq *keywords,
                       uint32_t dst, const struct bt_position *place)
{
    uint32_t n = n_extra + args->n + keywords->n;
    for (uint32_t i = 0; i < args->n; i++)
        bt_expr_push(c, args->items[i]);
    for (uint32_t i = 0; i < keywords->n; i++)
        bt_expr_push(c, keywords->items[i]->value);
    c->u->pos = *place;
    if (keywords->n == 0) {
        bt_emit(c, op, base, n, dst);
        return;
    }
    uint32_t names = keyword_names(c, keywords);
    bt_emit_ext(c, op == BT_CALL_OP ? BT_CALL_KW_OP : BT_CALL_METHOD_KW_OP, base, n, dst,
                names & 0xffff, names >> 16);
}

void bt_call_with(struct bt_compiler *c, uint32_t base, uint32_t n_extra,
                  const struct bt_expr_seq *args, const struct bt_keyword_seq *keywords,
                  uint32_t dst, const struct bt_position *place)
{
    check_keywords(c, keywords);
    if (needs_unpacking(args, keywords))
        call_unpacking(c, base, n_extra, args, keywords, dst, place);
    else
        call_plain(c, BT_CALL_OP, base, n_extra, args, keywords, dst, place);
}

static void call_method(struct bt_compiler *c, const struct bt_expr *e, uint32_t dst)
{
    const struct bt_expr *method = e->u.call.func;
    uint32_t base = bt_temps(c, 2);
    uint32_t object = bt_expr_operand(c, method->u.attribute.value, base);
    bt_emit_at_attr(c, method, method);
    const struct bt_name *name = bt_unit_mangle(c, method->u.attribute.attr);
    bt_emit(c, BT_LOAD_METHOD_OP, base, object, bt_emit_name_index(c, name));
    bt_emit_at_attr(c, e, method);
    struct bt_position place = c->u->pos;
    check_keywords(c, &e->u.call.keywords);
    call_plain(c, BT_CALL_METHOD_OP, base, 0, &e->u.call.args, &e->u.call.keywords, dst, &place);
}

void bt_expr_call(struct bt_compiler *c, const struct bt_expr *e, uint32_t dst)
{
    uint32_t mark = bt_temp_mark(c);
    const struct bt_expr *func = e->u.call.func;
    if (func->kind == BT_EXPR_ATTRIBUTE && !needs_unpacking(&e->u.call.args, &e->u.call.keywords)) {
        call_method(c, e, dst);
    } else {
        uint32_t base = bt_expr_push(c, func);
        bt_emit_at(c, e);
        struct bt_position place = c->u->pos;
        bt_call_with(c, base, 0, &e->u.call.args, &e->u.call.keywords, dst, &place);
    }
    bt_temp_release(c, mark);
}
