/*
 * The match statement. A pattern is code that falls through when it matches and jumps to `fail`
 * when it does not. What it captures stays in temporaries until the whole pattern has matched; only
 * then the names are bound, so that a failed pattern binds nothing.
 */
#include "bytecode/disasm.h"
#include "compiler/unit.h"

#include <string.h>

struct capture {
    const struct bt_name *name;
    uint32_t reg;
    struct capture *next;
};

struct pattern {
    struct capture *captures, **end; // in order
    const struct capture *outer;     // those of the pattern around an alternative
    uint32_t fail;
    bool may_always_match; // else a pattern that always matches is an error
};

static void compile_pattern(struct bt_compiler *c, const struct bt_pattern *p, struct pattern *ctx,
                            uint32_t subject);

static bool is_wildcard(const struct bt_pattern *p)
{
    return p->kind == BT_PATTERN_AS && p->u.as.name == NULL && p->u.as.pattern == NULL;
}

static bool is_wildcard_star(const struct bt_pattern *p)
{
    return p->kind == BT_PATTERN_STAR && p->u.star.name == NULL;
}

static bool captured(const struct capture *list, const struct bt_name *name)
{
    for (; list != NULL; list = list->next) {
        if (list->name == name)
            return true;
    }
    return false;
}

static void capture(struct bt_compiler *c, const struct bt_pattern *p, const struct bt_name *name,
                    struct pattern *ctx, uint32_t reg)
{
    if (bt_var_forbidden(c, name, p->span, false))
        return;
    if (captured(ctx->captures, name) || captured(ctx->outer, name)) {
        bt_context_error(c, p->span, "multiple assignments to name '%s' in pattern", name->text);
        return;
    }
    struct capture *item = bt_context_alloc(c, sizeof *item);
    if (item == NULL)
        return;
    item->name = name;
    item->reg = reg;
    *ctx->end = item;
    ctx->end = &item->next;
}

static void sub_pattern(struct bt_compiler *c, const struct bt_pattern *p, struct pattern *ctx,
                        uint32_t subject)
{
    bool before = ctx->may_always_match;
    ctx->may_always_match = true;
    compile_pattern(c, p, ctx, subject);
    ctx->may_always_match = before;
}

// Jump to fail unless op of a register and a small number holds.
static void need_number(struct bt_compiler *c, enum bt_op jump, enum bt_op wide_jump, uint32_t reg,
                        uint32_t number, uint32_t fail)
{
    if (number <= INT16_MAX) {
        bt_emit_jump(c, jump, reg, number, fail);
        return;
    }
    uint32_t mark = bt_temp_mark(c), t = bt_temp(c);
    bt_emit_int(c, t, number);
    bt_emit_jump(c, wide_jump, reg, t, fail);
    bt_temp_release(c, mark);
}

/* ---- literals and values ---- */

static void value_pattern(struct bt_compiler *c, const struct bt_pattern *p, struct pattern *ctx,
                          uint32_t subject)
{
    const struct bt_expr *value = p->u.value.value;
    uint32_t mark = bt_temp_mark(c);
    struct bt_image_const k;
    if (bt_fold(c, value, &k) && k.kind == BT_K_INT && k.u.i >= INT16_MIN && k.u.i <= INT16_MAX) {
        bt_emit_at_span(c, p->span);
        bt_emit_jump(c, BT_JUMP_NOT_EQI_OP, subject, (uint32_t)(int32_t)k.u.i, ctx->fail);
        return;
    }
    uint32_t v = bt_expr_operand(c, value, BT_NO_REG);
    bt_emit_at_span(c, p->span);
    bt_emit_jump(c, BT_JUMP_NOT_EQ_OP, subject, v, ctx->fail);
    bt_temp_release(c, mark);
}

static void singleton_pattern(struct bt_compiler *c, const struct bt_pattern *p,
                              struct pattern *ctx, uint32_t subject)
{
    struct bt_image_const k;
    bt_emit_at_span(c, p->span);
    bt_fold_const(c, &p->u.singleton.value, &k);
    if (k.kind == BT_K_NONE) {
        bt_emit_jump(c, BT_JUMP_NOT_NONE_OP, subject, 0, ctx->fail);
        return;
    }
    uint32_t mark = bt_temp_mark(c), t = bt_temp(c);
    bt_emit_const(c, t, &k);
    bt_emit(c, BT_IS_OP, t, subject, t);
    bt_emit_jump(c, BT_JUMP_FALSE_OP, t, 0, ctx->fail);
    bt_temp_release(c, mark);
}

/* ---- sequences ---- */

// Each item by its own index: what a `*_` stands for is never looked at.
static void items_by_index(struct bt_compiler *c, const struct bt_pattern *p, struct pattern *ctx,
                           uint32_t subject, uint32_t star)
{
    const struct bt_pattern_seq *seq = &p->u.sequence.patterns;
    for (uint32_t i = 0; i < seq->n; i++) {
        if (i == star || is_wildcard(seq->items[i]))
            continue;
        uint32_t item = bt_temp(c);
        bt_emit_at_span(c, p->span);
        if (i < star && i <= INT16_MAX) {
            bt_emit(c, BT_GETITEMI_OP, item, subject, i);
        } else {
            uint32_t index = bt_temp(c);
            if (i < star) {
                bt_emit_int(c, index, i);
            } else {
                uint32_t back = bt_temp(c);
                bt_emit(c, BT_GET_LEN_OP, index, subject, 0);
                bt_emit_int(c, back, seq->n - i);
                bt_emit(c, BT_SUB_OP, index, index, back);
            }
            bt_emit(c, BT_GETITEM_OP, item, subject, index);
        }
        sub_pattern(c, seq->items[i], ctx, item);
    }
}

static void items_unpacked(struct bt_compiler *c, const struct bt_pattern *p, struct pattern *ctx,
                           uint32_t subject, uint32_t star)
{
    const struct bt_pattern_seq *seq = &p->u.sequence.patterns;
    uint32_t first = bt_temps(c, seq->n);
    bt_emit_at_span(c, p->span);
    if (star == seq->n)
        bt_emit_unpack(c, first, subject, seq->n);
    else
        bt_emit_ext(c, BT_UNPACK_EX_OP, first, subject, 0, star, seq->n - star - 1);
    for (uint32_t i = 0; i < seq->n; i++) {
        const struct bt_pattern *item = seq->items[i];
        if (item->kind != BT_PATTERN_STAR)
            sub_pattern(c, item, ctx, first + i);
        else if (item->u.star.name != NULL)
            capture(c, item, item->u.star.name, ctx, first + i);
    }
}

static void sequence_pattern(struct bt_compiler *c, const struct bt_pattern *p, struct pattern *ctx,
                             uint32_t subject)
{
    const struct bt_pattern_seq *seq = &p->u.sequence.patterns;
    uint32_t star = seq->n, t = bt_temp(c);
    bool only_wildcards = true;
    for (uint32_t i = 0; i < seq->n; i++) {
        if (seq->items[i]->kind == BT_PATTERN_STAR) {
            if (star != seq->n) {
                bt_context_error(c, p->span, "multiple starred names in sequence pattern");
                return;
            }
            star = i;
        }
        only_wildcards =
            only_wildcards && (is_wildcard(seq->items[i]) || is_wildcard_star(seq->items[i]));
    }
    bt_emit_at_span(c, p->span);
    bt_emit(c, BT_MATCH_SEQUENCE_OP, t, subject, 0);
    bt_emit_jump(c, BT_JUMP_FALSE_OP, t, 0, ctx->fail);
    if (star == seq->n || seq->n > 1) {
        bt_emit(c, BT_GET_LEN_OP, t, subject, 0);
        if (star == seq->n)
            need_number(c, BT_JUMP_NOT_EQI_OP, BT_JUMP_NOT_EQ_OP, t, seq->n, ctx->fail);
        else
            need_number(c, BT_JUMP_NOT_GEI_OP, BT_JUMP_NOT_GE_OP, t, seq->n - 1, ctx->fail);
    }
    if (only_wildcards)
        return;
    if (star != seq->n && is_wildcard_star(seq->items[star]))
        items_by_index(c, p, ctx, subject, star);
    else
        items_unpacked(c, p, ctx, subject, star);
}

/* ---- mappings ---- */

// A key that is a number, as 0, False, 0.0 and 0j are the same key.
static bool key_number(const struct bt_image_const *k, double *out)
{
    *out = k->kind == BT_K_INT                                ? (double)k->u.i
           : k->kind == BT_K_FLOAT || k->kind == BT_K_COMPLEX ? k->u.d
           : k->kind == BT_K_TRUE                             ? 1
                                                              : 0;
    return k->kind == BT_K_INT || k->kind == BT_K_FLOAT || k->kind == BT_K_TRUE ||
           k->kind == BT_K_FALSE || (k->kind == BT_K_COMPLEX && k->u.d == 0);
}

static bool same_key(const struct bt_image_const *a, const struct bt_image_const *b)
{
    if (a->kind == BT_K_STR && b->kind == BT_K_STR)
        return a->u.s.len == b->u.s.len && memcmp(a->u.s.text, b->u.s.text, a->u.s.len) == 0;
    if (a->kind == BT_K_BYTES && b->kind == BT_K_BYTES)
        return a->u.s.len == b->u.s.len && memcmp(a->u.s.text, b->u.s.text, a->u.s.len) == 0;
    double x, y;
    return a->kind == b->kind && a->kind == BT_K_INT ? a->u.i == b->u.i
           : key_number(a, &x) && key_number(b, &y)  ? x == y
                                                     : a->kind == BT_K_NONE && b->kind == BT_K_NONE;
}

static void check_keys(struct bt_compiler *c, const struct bt_pattern *p)
{
    const struct bt_expr_seq *keys = &p->u.mapping.keys;
    for (uint32_t i = 0; i < keys->n; i++) {
        struct bt_image_const a, b;
        if (!bt_fold(c, keys->items[i], &a)) {
            if (keys->items[i]->kind != BT_EXPR_ATTRIBUTE &&
                keys->items[i]->kind != BT_EXPR_BIN_OP && keys->items[i]->kind != BT_EXPR_UNARY_OP)
                bt_context_error(
                    c, p->span,
                    "mapping pattern keys may only match literals and attribute lookups");
            continue;
        }
        for (uint32_t j = 0; j < i; j++) {
            if (bt_fold(c, keys->items[j], &b) && same_key(&a, &b)) {
                struct bt_buf shown;
                bt_buf_init(&shown);
                bt_disassemble_const(&shown, &a);
                bt_context_error(c, p->span, "mapping pattern checks duplicate key (%s)",
                                 shown.data == NULL ? "" : shown.data);
                bt_buf_free(&shown);
                return;
            }
        }
    }
}

// {..., **rest}: a dict of what no key has taken.
static uint32_t rest_of(struct bt_compiler *c, const struct bt_pattern *p, uint32_t subject,
                        uint32_t keys)
{
    uint32_t rest = bt_temp(c), n = p->u.mapping.keys.n;
    bt_emit_at_span(c, p->span);
    bt_emit(c, BT_BUILD_MAP_OP, rest, rest, 0);
    bt_emit(c, BT_DICT_UPDATE_OP, rest, subject, 0);
    if (n == 0)
        return rest;
    uint32_t mark = bt_temp_mark(c);
    uint32_t first = bt_temps(c, n);
    bt_emit_unpack(c, first, keys, n);
    for (uint32_t i = 0; i < n; i++)
        bt_emit(c, BT_DELITEM_OP, rest, first + i, 0);
    bt_temp_release(c, mark);
    return rest;
}

static void mapping_pattern(struct bt_compiler *c, const struct bt_pattern *p, struct pattern *ctx,
                            uint32_t subject)
{
    const struct bt_expr_seq *keys = &p->u.mapping.keys;
    uint32_t t = bt_temp(c), tuple = bt_temp(c), n = keys->n;
    check_keys(c, p);
    bt_emit_at_span(c, p->span);
    bt_emit(c, BT_MATCH_MAPPING_OP, t, subject, 0);
    bt_emit_jump(c, BT_JUMP_FALSE_OP, t, 0, ctx->fail);
    if (n > 0) {
        bt_emit(c, BT_GET_LEN_OP, t, subject, 0);
        need_number(c, BT_JUMP_NOT_GEI_OP, BT_JUMP_NOT_GE_OP, t, n, ctx->fail);
        struct bt_expr all = {.kind = BT_EXPR_TUPLE, .span = p->span};
        all.u.list.elts = *keys;
        all.u.list.ctx = BT_CTX_LOAD;
        bt_expr_to(c, &all, tuple);
        uint32_t values = bt_temps(c, n);
        bt_emit_at_span(c, p->span);
        bt_emit(c, BT_MATCH_KEYS_OP, t, subject, tuple);
        bt_emit_jump(c, BT_JUMP_NONE_OP, t, 0, ctx->fail);
        bt_emit_unpack(c, values, t, n);
        for (uint32_t i = 0; i < n; i++)
            sub_pattern(c, p->u.mapping.patterns.items[i], ctx, values + i);
    }
    if (p->u.mapping.rest != NULL)
        capture(c, p, p->u.mapping.rest, ctx, rest_of(c, p, subject, tuple));
}

/* ---- classes ---- */

static void check_attributes(struct bt_compiler *c, const struct bt_pattern *p)
{
    const struct bt_name_seq *names = &p->u.class_.kwd_attrs;
    for (uint32_t i = 0; i < names->n; i++) {
        bt_var_forbidden(c, names->items[i], p->u.class_.kwd_patterns.items[i]->span, false);
        for (uint32_t j = i + 1; j < names->n; j++) {
            if (names->items[i] == names->items[j])
                bt_context_error(c, p->u.class_.kwd_patterns.items[j]->span,
                                 "attribute name repeated in class pattern: %s",
                                 names->items[j]->text);
        }
    }
}

static void class_pattern(struct bt_compiler *c, const struct bt_pattern *p, struct pattern *ctx,
                          uint32_t subject)
{
    const struct bt_pattern_seq *args = &p->u.class_.patterns;
    const struct bt_pattern_seq *kwds = &p->u.class_.kwd_patterns;
    uint32_t n = args->n + kwds->n;
    check_attributes(c, p);
    uint32_t t = bt_temp(c);
    uint32_t cls = bt_expr_operand(c, p->u.class_.cls, t);
    struct bt_image_const names =
        bt_fold_names(c, p->u.class_.kwd_attrs.items, p->u.class_.kwd_attrs.n);
    uint32_t names_index = bt_emit_const_index(c, &names);
    if (args->n > UINT16_MAX || names_index > UINT16_MAX) {
        bt_context_error(c, p->span, "too many sub-patterns in class pattern");
        return;
    }
    uint32_t values = bt_temps(c, n);
    // a traceback marks the pattern as the call that it looks like
    struct bt_expr call = {.kind = BT_EXPR_CALL, .span = p->span};
    call.u.call.func = p->u.class_.cls;
    bt_emit_at(c, &call);
    bt_emit_ext(c, BT_MATCH_CLASS_OP, t, subject, cls, args->n, names_index);
    bt_emit_jump(c, BT_JUMP_NONE_OP, t, 0, ctx->fail);
    bt_emit_unpack(c, values, t, n);
    for (uint32_t i = 0; i < n; i++) {
        const struct bt_pattern *item = i < args->n ? args->items[i] : kwds->items[i - args->n];
        if (!is_wildcard(item))
            sub_pattern(c, item, ctx, values + i);
    }
}

/* ---- alternatives ---- */

static uint32_t count(const struct capture *list)
{
    uint32_t n = 0;
    for (; list != NULL; list = list->next)
        n++;
    return n;
}

// Put what an alternative has captured where the first alternative's captures are kept.
static bool settle(struct bt_compiler *c, const struct bt_pattern *p, const struct capture *kept,
                   const struct capture *own)
{
    if (count(kept) != count(own))
        return bt_context_error(c, p->span, "alternative patterns bind different names");
    for (; kept != NULL; kept = kept->next) {
        const struct capture *k = own;
        while (k != NULL && k->name != kept->name)
            k = k->next;
        if (k == NULL)
            return bt_context_error(c, p->span, "alternative patterns bind different names");
        bt_emit_move(c, kept->reg, k->reg);
    }
    return true;
}

static void or_pattern(struct bt_compiler *c, const struct bt_pattern *p, struct pattern *ctx,
                       uint32_t subject)
{
    const struct bt_pattern_seq *seq = &p->u.sequence.patterns;
    struct pattern kept = {.end = &kept.captures};
    uint32_t done = bt_emit_label(c);
    for (uint32_t i = 0; i < seq->n && !c->failed; i++) {
        bool last = i + 1 == seq->n;
        struct pattern own = {.fail = last ? ctx->fail : bt_emit_label(c),
                              .outer = ctx->captures,
                              .may_always_match = last && ctx->may_always_match};
        own.end = &own.captures;
        compile_pattern(c, seq->items[i], &own, subject);
        for (const struct capture *k = own.captures; i == 0 && k != NULL; k = k->next)
            capture(c, p, k->name, &kept, bt_temp(c));
        bt_emit_at_none(c);
        if (!settle(c, p, kept.captures, own.captures))
            return;
        if (!last) {
            bt_emit_jump(c, BT_JUMP_OP, 0, 0, done);
            bt_emit_bind(c, own.fail);
        }
    }
    bt_emit_bind(c, done);
    for (const struct capture *k = kept.captures; k != NULL; k = k->next)
        capture(c, p, k->name, ctx, k->reg);
}

static void as_pattern(struct bt_compiler *c, const struct bt_pattern *p, struct pattern *ctx,
                       uint32_t subject)
{
    const struct bt_name *name = p->u.as.name;
    if (p->u.as.pattern == NULL && !ctx->may_always_match) {
        if (name != NULL)
            bt_context_error(c, p->span, "name capture '%s' makes remaining patterns unreachable",
                             name->text);
        else
            bt_context_error(c, p->span, "wildcard makes remaining patterns unreachable");
        return;
    }
    if (p->u.as.pattern != NULL)
        compile_pattern(c, p->u.as.pattern, ctx, subject);
    if (name != NULL)
        capture(c, p, name, ctx, subject);
}

static void compile_pattern(struct bt_compiler *c, const struct bt_pattern *p, struct pattern *ctx,
                            uint32_t subject)
{
    if (c->failed)
        return;
    switch (p->kind) {
    case BT_PATTERN_VALUE: value_pattern(c, p, ctx, subject); break;
    case BT_PATTERN_SINGLETON: singleton_pattern(c, p, ctx, subject); break;
    case BT_PATTERN_SEQUENCE: sequence_pattern(c, p, ctx, subject); break;
    case BT_PATTERN_MAPPING: mapping_pattern(c, p, ctx, subject); break;
    case BT_PATTERN_CLASS: class_pattern(c, p, ctx, subject); break;
    case BT_PATTERN_STAR: break; // handled by the sequence around
    case BT_PATTERN_AS: as_pattern(c, p, ctx, subject); break;
    case BT_PATTERN_OR: or_pattern(c, p, ctx, subject); break;
    }
}

void bt_match(struct bt_compiler *c, const struct bt_stmt *s)
{
    const struct bt_match_case_seq *cases = &s->u.match.cases;
    uint32_t mark = bt_temp_mark(c), end = bt_emit_label(c);
    uint32_t subject = bt_expr_push(c, s->u.match.subject); // a case may rebind the variable
    for (uint32_t i = 0; i < cases->n && !c->failed; i++) {
        const struct bt_match_case *m = cases->items[i];
        uint32_t inner = bt_temp_mark(c);
        struct pattern ctx = {.fail = bt_emit_label(c),
                              .may_always_match = m->guard != NULL || i + 1 == cases->n};
        ctx.end = &ctx.captures;
        compile_pattern(c, m->pattern, &ctx, subject);
        bt_emit_at_span(c, m->pattern->span);
        for (const struct capture *k = ctx.captures; k != NULL; k = k->next)
            bt_var_store(c, k->name, k->reg);
        bt_temp_release(c, inner);
        if (m->guard != NULL)
            bt_cond_jump(c, m->guard, ctx.fail, false);
        bt_stmts(c, &m->body);
        bt_emit_at_none(c);
        bt_emit_jump(c, BT_JUMP_OP, 0, 0, end);
        bt_emit_bind(c, ctx.fail);
    }
    bt_emit_bind(c, end);
    bt_temp_release(c, mark);
}
