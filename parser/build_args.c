/*
 * Parameters of functions and lambdas, and type parameters. See build.h.
 *
 * The grammar takes parameters in any order; here they are sorted into bt_arguments, and an order
 * that Python does not allow is refused with its message.
 */
#include "parser/build.h"

struct bt_arg *bt_build_param_arg(struct bt_parser *p, struct bt_span span,
                                  const struct bt_name *name, struct bt_expr *annotation)
{
    struct bt_arg *arg = bt_build_alloc(p, sizeof *arg);
    if (arg != NULL) {
        arg->span = span;
        arg->arg = name;
        arg->annotation = annotation;
    }
    return arg;
}

struct bt_param *bt_build_param(struct bt_parser *p, enum bt_param_kind kind, struct bt_span span,
                                struct bt_arg *arg, struct bt_expr *default_value)
{
    struct bt_param *param = bt_build_alloc(p, sizeof *param);
    if (param != NULL) {
        *param = (struct bt_param){kind, span, arg, default_value};
    }
    return param;
}

/* Parameters sorted so far. */
struct sorting {
    struct bt_arguments *out;
    struct bt_ast_list
        *positional; /* of the plain ones, before it is known which are only positional */
    struct bt_ast_list *posonly;
    struct bt_ast_list *kwonly;
    struct bt_ast_list *defaults;
    struct bt_ast_list *kw_defaults;
    const struct bt_param *star;      /* bare or not */
    const struct bt_param *bare_star; /* with nothing after it yet */
    bool slash;
};

static bool add_plain(struct bt_parser *p, struct sorting *s, const struct bt_param *param)
{
    if (s->star != NULL) {
        s->bare_star = NULL;
        return bt_ast_list_add(p, s->kwonly, param->arg) != NULL &&
               bt_ast_list_add(p, s->kw_defaults, param->default_value) != NULL;
    }
    if (param->default_value != NULL) {
        if (bt_ast_list_add(p, s->defaults, param->default_value) == NULL) {
            return false;
        }
    } else if (s->defaults->n != 0) {
        return bt_build_doubt(p, param->span,
                              "parameter without a default follows parameter with a default");
    }
    return bt_ast_list_add(p, s->positional, param->arg) != NULL;
}

static bool add_slash(struct bt_parser *p, struct sorting *s, const struct bt_param *param,
                      bool is_last)
{
    if (s->slash) {
        return bt_build_doubt(p, param->span, "/ may appear only once");
    }
    if (s->star != NULL) {
        return bt_build_doubt(p, param->span, "/ must be ahead of *");
    }
    if (s->positional->n == 0) {
        return bt_build_doubt(p, param->span,
                              is_last ? "invalid syntax" : "at least one argument must precede /");
    }
    s->slash = true;
    s->posonly = s->positional;
    s->positional = bt_ast_list_new(p);
    return s->positional != NULL;
}

static bool add_param(struct bt_parser *p, struct sorting *s, const struct bt_param *param,
                      bool is_last)
{
    if (s->out->kwarg != NULL) {
        return bt_build_doubt(p, param->span, "arguments cannot follow var-keyword argument");
    }
    switch (param->kind) {
    case BT_PARAM_PLAIN: return add_plain(p, s, param);
    case BT_PARAM_SLASH: return add_slash(p, s, param, is_last);
    case BT_PARAM_STAR:
        if (s->star != NULL) {
            return bt_build_doubt(p, param->span, "* argument may appear only once");
        }
        s->star = param;
        s->bare_star = param->arg == NULL ? param : NULL;
        s->out->vararg = param->arg;
        return true;
    case BT_PARAM_DOUBLE_STAR:
        if (s->bare_star != NULL) {
            return bt_build_doubt(p, s->bare_star->span, "named arguments must follow bare *");
        }
        s->out->kwarg = param->arg;
        return true;
    }
    return false;
}

struct bt_arguments *bt_build_arguments(struct bt_parser *p, struct bt_ast_list *params)
{
    struct sorting s = {.out = bt_build_alloc(p, sizeof *s.out)};
    if (s.out == NULL || params == NULL) {
        return s.out;
    }
    s.positional = bt_ast_list_new(p);
    s.kwonly = bt_ast_list_new(p);
    s.defaults = bt_ast_list_new(p);
    s.kw_defaults = bt_ast_list_new(p);
    if (s.positional == NULL || s.kwonly == NULL || s.defaults == NULL || s.kw_defaults == NULL) {
        return NULL;
    }
    for (uint32_t i = 0; i < params->n; i++) {
        if (!add_param(p, &s, params->items[i], i + 1 == params->n)) {
            return NULL;
        }
    }
    if (s.bare_star != NULL) {
        return bt_build_doubt(p, s.bare_star->span, "named arguments must follow bare *");
    }
    s.out->posonlyargs = BT_SEQ(bt_arg_seq, s.posonly);
    s.out->args = BT_SEQ(bt_arg_seq, s.positional);
    s.out->kwonlyargs = BT_SEQ(bt_arg_seq, s.kwonly);
    s.out->kw_defaults = BT_SEQ(bt_expr_seq, s.kw_defaults);
    s.out->defaults = BT_SEQ(bt_expr_seq, s.defaults);
    return s.out;
}

struct bt_type_param *bt_build_type_param(struct bt_parser *p, struct bt_span span,
                                          enum bt_type_param_kind kind, const struct bt_name *name,
                                          struct bt_expr *bound, struct bt_expr *default_value)
{
    struct bt_type_param *t = bt_build_alloc(p, sizeof *t);
    if (t != NULL) {
        *t = (struct bt_type_param){kind, span, name, bound, default_value};
    }
    return t;
}
