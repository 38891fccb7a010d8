/*
 * Constructors of match statements and their patterns. See build.h.
 */
#include "parser/build.h"

#include <string.h>

struct bt_stmt *bt_build_match(struct bt_parser *p, struct bt_span span, struct bt_expr *subject,
                               struct bt_ast_list *cases)
{
    struct bt_stmt *s = bt_build_stmt(p, BT_STMT_MATCH, span);
    if (s != NULL) {
        s->u.match.subject = subject;
        s->u.match.cases = BT_SEQ(bt_match_case_seq, cases);
    }
    return s;
}

struct bt_match_case *bt_build_case(struct bt_parser *p, struct bt_pattern *pattern,
                                    struct bt_expr *guard, struct bt_ast_list *body)
{
    struct bt_match_case *c = bt_build_alloc(p, sizeof *c);
    if (c != NULL) {
        *c = (struct bt_match_case){pattern, guard, BT_SEQ(bt_stmt_seq, body)};
    }
    return c;
}

static struct bt_pattern *new_pattern(struct bt_parser *p, enum bt_pattern_kind kind,
                                      struct bt_span span)
{
    struct bt_pattern *pattern = bt_build_alloc(p, sizeof *pattern);
    if (pattern != NULL) {
        pattern->kind = kind;
        pattern->span = span;
    }
    return pattern;
}

struct bt_pattern *bt_build_pattern_value(struct bt_parser *p, struct bt_span span,
                                          struct bt_expr *value)
{
    if (value->kind == BT_EXPR_CONSTANT && value->u.constant.kind <= BT_CONST_TRUE) {
        struct bt_pattern *singleton = new_pattern(p, BT_PATTERN_SINGLETON, span);
        if (singleton != NULL) {
            singleton->u.singleton.value = value->u.constant;
        }
        return singleton;
    }
    if (value->kind == BT_EXPR_JOINED_STR) {
        return bt_build_doubt(p, span, "patterns may only match literals and attribute lookups");
    }
    struct bt_pattern *pattern = new_pattern(p, BT_PATTERN_VALUE, span);
    if (pattern != NULL) {
        pattern->u.value.value = value;
    }
    return pattern;
}

struct bt_pattern *bt_build_pattern_sequence(struct bt_parser *p, struct bt_span span,
                                             enum bt_pattern_kind kind,
                                             struct bt_ast_list *patterns)
{
    struct bt_pattern *pattern = new_pattern(p, kind, span);
    if (pattern != NULL) {
        pattern->u.sequence.patterns = BT_SEQ(bt_pattern_seq, patterns);
    }
    return pattern;
}

struct bt_pattern *bt_build_pattern_single(struct bt_parser *p, struct bt_pattern *pattern)
{
    if (pattern->kind == BT_PATTERN_STAR) {
        return bt_build_doubt(p, pattern->span, "invalid syntax");
    }
    return pattern;
}

static bool is_wildcard(const struct bt_name *name)
{
    return strcmp(name->text, "_") == 0;
}

struct bt_pattern *bt_build_pattern_capture(struct bt_parser *p, struct bt_span span,
                                            const struct bt_name *name)
{
    struct bt_pattern *pattern = new_pattern(p, BT_PATTERN_AS, span);
    if (pattern != NULL) {
        pattern->u.as.name = is_wildcard(name) ? NULL : name;
    }
    return pattern;
}

struct bt_pattern *bt_build_pattern_as(struct bt_parser *p, struct bt_span span,
                                       struct bt_pattern *pattern, const struct bt_name *name,
                                       struct bt_span name_span)
{
    if (is_wildcard(name)) {
        return bt_build_doubt(p, name_span, "cannot use '_' as a target");
    }
    struct bt_pattern *as = new_pattern(p, BT_PATTERN_AS, span);
    if (as != NULL) {
        as->u.as.pattern = pattern;
        as->u.as.name = name;
    }
    return as;
}

struct bt_pattern *bt_build_pattern_star(struct bt_parser *p, struct bt_span span,
                                         const struct bt_name *name)
{
    struct bt_pattern *pattern = new_pattern(p, BT_PATTERN_STAR, span);
    if (pattern != NULL) {
        pattern->u.star.name = is_wildcard(name) ? NULL : name;
    }
    return pattern;
}

struct bt_pattern *bt_build_pattern_mapping(struct bt_parser *p, struct bt_span span,
                                            struct bt_ast_list *pairs)
{
    struct bt_pattern *pattern = new_pattern(p, BT_PATTERN_MAPPING, span);
    struct bt_ast_list *keys = bt_ast_list_new(p);
    struct bt_ast_list *values = bt_ast_list_new(p);
    if (pattern == NULL || keys == NULL || values == NULL) {
        return NULL;
    }
    for (uint32_t i = 0; i < bt_ast_list_n(pairs); i++) {
        const struct bt_pair *pair = pairs->items[i];
        if (pair->rest != NULL) {
            pattern->u.mapping.rest = pair->rest;
        } else if (bt_ast_list_add(p, keys, pair->key) == NULL ||
                   bt_ast_list_add(p, values, pair->value) == NULL) {
            return NULL;
        }
    }
    pattern->u.mapping.keys = BT_SEQ(bt_expr_seq, keys);
    pattern->u.mapping.patterns = BT_SEQ(bt_pattern_seq, values);
    return pattern;
}

struct bt_class_pattern_item *bt_build_class_pattern_item(struct bt_parser *p, struct bt_span span,
                                                          const struct bt_name *name,
                                                          struct bt_pattern *pattern)
{
    struct bt_class_pattern_item *item = bt_build_alloc(p, sizeof *item);
    if (item != NULL) {
        *item = (struct bt_class_pattern_item){name, span, pattern};
    }
    return item;
}

struct bt_pattern *bt_build_pattern_class(struct bt_parser *p, struct bt_span span,
                                          struct bt_expr *cls, struct bt_ast_list *items)
{
    struct bt_pattern *pattern = new_pattern(p, BT_PATTERN_CLASS, span);
    struct bt_ast_list *positional = bt_ast_list_new(p);
    struct bt_ast_list *names = bt_ast_list_new(p);
    struct bt_ast_list *values = bt_ast_list_new(p);
    if (pattern == NULL || positional == NULL || names == NULL || values == NULL) {
        return NULL;
    }
    for (uint32_t i = 0; i < bt_ast_list_n(items); i++) {
        const struct bt_class_pattern_item *item = items->items[i];
        bool added;
        if (item->name != NULL) {
            added = bt_ast_list_add(p, names, (void *)item->name) != NULL &&
                    bt_ast_list_add(p, values, item->pattern) != NULL;
        } else if (names->n != 0) {
            struct bt_span run = item->span; /* with the positional ones right after it */
            for (uint32_t j = i + 1; j < items->n; j++) {
                const struct bt_class_pattern_item *next = items->items[j];
                if (next->name != NULL) {
                    break;
                }
                run = bt_span_join(run, next->span);
            }
            added = bt_build_doubt(p, run, "positional patterns follow keyword patterns");
        } else {
            added = bt_ast_list_add(p, positional, item->pattern) != NULL;
        }
        if (!added) {
            return NULL;
        }
    }
    pattern->u.class_.cls = cls;
    pattern->u.class_.patterns = BT_SEQ(bt_pattern_seq, positional);
    pattern->u.class_.kwd_attrs = BT_SEQ(bt_name_seq, names);
    pattern->u.class_.kwd_patterns = BT_SEQ(bt_pattern_seq, values);
    return pattern;
}

struct bt_expr *bt_build_complex(struct bt_parser *p, struct bt_span span, struct bt_expr *real,
                                 enum bt_operator op, struct bt_expr *imaginary)
{
    const struct bt_expr *number = real->kind == BT_EXPR_UNARY_OP ? real->u.unary_op.operand : real;
    if (number->u.constant.kind == BT_CONST_IMAG) {
        return bt_build_doubt(p, real->span, "real number required in complex literal");
    }
    if (imaginary->u.constant.kind != BT_CONST_IMAG) {
        return bt_build_doubt(p, imaginary->span, "imaginary number required in complex literal");
    }
    return bt_build_binary(p, span, real, op, imaginary);
}
