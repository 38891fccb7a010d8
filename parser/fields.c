/*
 * The tables of fields, and the limit on depth. See fields.h.
 */
#include "parser/fields.h"

#include <stddef.h>
#include <string.h>

// clang-format off: tables, laid out by hand
#define F(label, type, owner, member)                          \
    {                                                          \
        label, BT_FIELD_##type, offsetof(struct owner, member) \
    }
#define E(label, type, member) F(label, type, bt_expr, u.member)
#define S(label, type, member) F(label, type, bt_stmt, u.member)
#define P(label, type, member) F(label, type, bt_pattern, u.member)

const struct bt_node_info *bt_expr_info(enum bt_expr_kind kind)
{
    static const struct bt_node_info info[] = {
        [BT_EXPR_BOOL_OP] = {"BoolOp",
                             {E("op", BOOL_OP, bool_op.op), E("values", EXPRS, bool_op.values)}},
        [BT_EXPR_NAMED_EXPR] = {"NamedExpr",
                                {E("target", EXPR, named_expr.target),
                                 E("value", EXPR, named_expr.value)}},
        [BT_EXPR_BIN_OP] = {"BinOp",
                            {E("left", EXPR, bin_op.left), E("op", OPERATOR, bin_op.op),
                             E("right", EXPR, bin_op.right)}},
        [BT_EXPR_UNARY_OP] = {"UnaryOp",
                              {E("op", UNARY_OP, unary_op.op),
                               E("operand", EXPR, unary_op.operand)}},
        [BT_EXPR_LAMBDA] = {"Lambda",
                            {E("args", ARGUMENTS, lambda.args), E("body", EXPR, lambda.body)}},
        [BT_EXPR_IF_EXP] = {"IfExp",
                            {E("test", EXPR, if_exp.test), E("body", EXPR, if_exp.body),
                             E("orelse", EXPR, if_exp.orelse)}},
        [BT_EXPR_DICT] = {"Dict", {E("keys", EXPRS, dict.keys), E("values", EXPRS, dict.values)}},
        [BT_EXPR_SET] = {"Set", {E("elts", EXPRS, set.elts)}},
        [BT_EXPR_LIST_COMP] = {"ListComp",
                               {E("elt", EXPR, comp.elt),
                                E("generators", COMPREHENSIONS, comp.generators)}},
        [BT_EXPR_SET_COMP] = {"SetComp",
                              {E("elt", EXPR, comp.elt),
                               E("generators", COMPREHENSIONS, comp.generators)}},
        [BT_EXPR_DICT_COMP] = {"DictComp",
                               {E("key", EXPR, dict_comp.key), E("value", EXPR, dict_comp.value),
                                E("generators", COMPREHENSIONS, dict_comp.generators)}},
        [BT_EXPR_GENERATOR_EXP] = {"GeneratorExp",
                                   {E("elt", EXPR, comp.elt),
                                    E("generators", COMPREHENSIONS, comp.generators)}},
        [BT_EXPR_AWAIT] = {"Await", {E("value", EXPR, yield.value)}},
        [BT_EXPR_YIELD] = {"Yield", {E("value", EXPR, yield.value)}},
        [BT_EXPR_YIELD_FROM] = {"YieldFrom", {E("value", EXPR, yield.value)}},
        [BT_EXPR_COMPARE] = {"Compare",
                             {E("left", EXPR, compare.left), E("ops", COMPARE, compare.n)}},
        [BT_EXPR_CALL] = {"Call",
                          {E("func", EXPR, call.func), E("args", EXPRS, call.args),
                           E("keywords", KEYWORDS, call.keywords)}},
        [BT_EXPR_FORMATTED_VALUE] = {"FormattedValue",
                                     {E("value", EXPR, formatted_value.value),
                                      E("conversion", INT, formatted_value.conversion),
                                      E("format_spec", EXPR, formatted_value.format_spec)}},
        [BT_EXPR_JOINED_STR] = {"JoinedStr", {E("values", EXPRS, joined_str.values)}},
        [BT_EXPR_CONSTANT] = {"Constant", {E("value", CONST, constant)}},
        [BT_EXPR_ATTRIBUTE] = {"Attribute",
                               {E("value", EXPR, attribute.value), E("attr", NAME, attribute.attr),
                                E("ctx", CTX, attribute.ctx)}},
        [BT_EXPR_SUBSCRIPT] = {"Subscript",
                               {E("value", EXPR, subscript.value),
                                E("slice", EXPR, subscript.slice), E("ctx", CTX, subscript.ctx)}},
        [BT_EXPR_STARRED] = {"Starred",
                             {E("value", EXPR, starred.value), E("ctx", CTX, starred.ctx)}},
        [BT_EXPR_NAME] = {"Name", {E("id", NAME, name.id), E("ctx", CTX, name.ctx)}},
        [BT_EXPR_LIST] = {"List", {E("elts", EXPRS, list.elts), E("ctx", CTX, list.ctx)}},
        [BT_EXPR_TUPLE] = {"Tuple", {E("elts", EXPRS, list.elts), E("ctx", CTX, list.ctx)}},
        [BT_EXPR_SLICE] = {"Slice",
                           {E("lower", EXPR, slice.lower), E("upper", EXPR, slice.upper),
                            E("step", EXPR, slice.step)}},
    };
    return &info[kind];
}

#define FUNCTION                                                                     \
    {                                                                                \
        S("name", NAME, function_def.name), S("args", ARGUMENTS, function_def.args), \
            S("body", STMTS, function_def.body),                                     \
            S("decorator_list", EXPRS, function_def.decorator_list),                 \
            S("returns", EXPR, function_def.returns),                                \
            S("type_params", TYPE_PARAMS, function_def.type_params)                  \
    }
#define FOR                                                                                      \
    {                                                                                            \
        S("target", EXPR, for_.target), S("iter", EXPR, for_.iter), S("body", STMTS, for_.body), \
            S("orelse", STMTS, for_.orelse)                                                      \
    }
#define WITH                                                           \
    {                                                                  \
        S("items", WITHITEMS, with.items), S("body", STMTS, with.body) \
    }
#define TRY                                                                        \
    {                                                                              \
        S("body", STMTS, try_.body), S("handlers", HANDLERS, try_.handlers),       \
            S("orelse", STMTS, try_.orelse), S("finalbody", STMTS, try_.finalbody) \
    }

const struct bt_node_info *bt_stmt_info(enum bt_stmt_kind kind)
{
    static const struct bt_node_info info[] = {
        [BT_STMT_FUNCTION_DEF] = {"FunctionDef", FUNCTION},
        [BT_STMT_ASYNC_FUNCTION_DEF] = {"AsyncFunctionDef", FUNCTION},
        [BT_STMT_CLASS_DEF] = {"ClassDef",
                               {S("name", NAME, class_def.name), S("bases", EXPRS, class_def.bases),
                                S("keywords", KEYWORDS, class_def.keywords),
                                S("body", STMTS, class_def.body),
                                S("decorator_list", EXPRS, class_def.decorator_list),
                                S("type_params", TYPE_PARAMS, class_def.type_params)}},
        [BT_STMT_RETURN] = {"Return", {S("value", EXPR, return_.value)}},
        [BT_STMT_DELETE] = {"Delete", {S("targets", EXPRS, delete_.targets)}},
        [BT_STMT_ASSIGN] = {"Assign",
                            {S("targets", EXPRS, assign.targets), S("value", EXPR, assign.value)}},
        [BT_STMT_TYPE_ALIAS] = {"TypeAlias",
                                {S("name", EXPR, type_alias.name),
                                 S("type_params", TYPE_PARAMS, type_alias.type_params),
                                 S("value", EXPR, type_alias.value)}},
        [BT_STMT_AUG_ASSIGN] = {"AugAssign",
                                {S("target", EXPR, aug_assign.target),
                                 S("op", OPERATOR, aug_assign.op),
                                 S("value", EXPR, aug_assign.value)}},
        [BT_STMT_ANN_ASSIGN] = {"AnnAssign",
                                {S("target", EXPR, ann_assign.target),
                                 S("annotation", EXPR, ann_assign.annotation),
                                 S("value", EXPR, ann_assign.value),
                                 S("simple", BOOL, ann_assign.simple)}},
        [BT_STMT_FOR] = {"For", FOR},
        [BT_STMT_ASYNC_FOR] = {"AsyncFor", FOR},
        [BT_STMT_WHILE] = {"While",
                           {S("test", EXPR, while_.test), S("body", STMTS, while_.body),
                            S("orelse", STMTS, while_.orelse)}},
        [BT_STMT_IF] = {"If",
                        {S("test", EXPR, if_.test), S("body", STMTS, if_.body),
                         S("orelse", STMTS, if_.orelse)}},
        [BT_STMT_WITH] = {"With", WITH},
        [BT_STMT_ASYNC_WITH] = {"AsyncWith", WITH},
        [BT_STMT_MATCH] = {"Match",
                           {S("subject", EXPR, match.subject), S("cases", CASES, match.cases)}},
        [BT_STMT_RAISE] = {"Raise", {S("exc", EXPR, raise.exc), S("cause", EXPR, raise.cause)}},
        [BT_STMT_TRY] = {"Try", TRY},
        [BT_STMT_TRY_STAR] = {"TryStar", TRY},
        [BT_STMT_ASSERT] = {"Assert", {S("test", EXPR, assert_.test), S("msg", EXPR, assert_.msg)}},
        [BT_STMT_IMPORT] = {"Import", {S("names", ALIASES, import.names)}},
        [BT_STMT_IMPORT_FROM] = {"ImportFrom",
                                 {S("module", NAME, import_from.module),
                                  S("names", ALIASES, import_from.names),
                                  S("level", UINT32, import_from.level)}},
        [BT_STMT_GLOBAL] = {"Global", {S("names", NAMES, global.names)}},
        [BT_STMT_NONLOCAL] = {"Nonlocal", {S("names", NAMES, global.names)}},
        [BT_STMT_EXPR] = {"Expr", {S("value", EXPR, expr.value)}},
        [BT_STMT_PASS] = {"Pass", {{NULL, BT_FIELD_EXPR, 0}}},
        [BT_STMT_BREAK] = {"Break", {{NULL, BT_FIELD_EXPR, 0}}},
        [BT_STMT_CONTINUE] = {"Continue", {{NULL, BT_FIELD_EXPR, 0}}},
    };
    return &info[kind];
}

const struct bt_node_info *bt_pattern_info(enum bt_pattern_kind kind)
{
    static const struct bt_node_info info[] = {
        [BT_PATTERN_VALUE] = {"MatchValue", {P("value", EXPR, value.value)}},
        [BT_PATTERN_SINGLETON] = {"MatchSingleton", {P("value", CONST, singleton.value)}},
        [BT_PATTERN_SEQUENCE] = {"MatchSequence", {P("patterns", PATTERNS, sequence.patterns)}},
        [BT_PATTERN_MAPPING] = {"MatchMapping",
                                {P("keys", EXPRS, mapping.keys),
                                 P("patterns", PATTERNS, mapping.patterns),
                                 P("rest", NAME, mapping.rest)}},
        [BT_PATTERN_CLASS] = {"MatchClass",
                              {P("cls", EXPR, class_.cls), P("patterns", PATTERNS, class_.patterns),
                               P("kwd_attrs", NAMES, class_.kwd_attrs),
                               P("kwd_patterns", PATTERNS, class_.kwd_patterns)}},
        [BT_PATTERN_STAR] = {"MatchStar", {P("name", NAME, star.name)}},
        [BT_PATTERN_AS] = {"MatchAs",
                           {P("pattern", PATTERN, as.pattern), P("name", NAME, as.name)}},
        [BT_PATTERN_OR] = {"MatchOr", {P("patterns", PATTERNS, sequence.patterns)}},
    };
    return &info[kind];
}

const struct bt_node_info *bt_type_param_info(enum bt_type_param_kind kind)
{
    static const struct bt_node_info info[] = {
        [BT_TYPE_PARAM_VAR] = {"TypeVar",
                               {F("name", NAME, bt_type_param, name),
                                F("bound", EXPR, bt_type_param, bound),
                                F("default_value", EXPR, bt_type_param, default_value)}},
        [BT_TYPE_PARAM_SPEC] = {"ParamSpec",
                                {F("name", NAME, bt_type_param, name),
                                 F("default_value", EXPR, bt_type_param, default_value)}},
        [BT_TYPE_PARAM_VAR_TUPLE] = {"TypeVarTuple",
                                     {F("name", NAME, bt_type_param, name),
                                      F("default_value", EXPR, bt_type_param, default_value)}},
    };
    return &info[kind];
}

const struct bt_node_info *bt_part_info(enum bt_field_type type)
{
    static const struct bt_node_info info[] = {
        [BT_FIELD_ARGUMENTS] = {"arguments",
                                {F("posonlyargs", ARGS, bt_arguments, posonlyargs),
                                 F("args", ARGS, bt_arguments, args),
                                 F("vararg", ARG, bt_arguments, vararg),
                                 F("kwonlyargs", ARGS, bt_arguments, kwonlyargs),
                                 F("kw_defaults", EXPRS, bt_arguments, kw_defaults),
                                 F("kwarg", ARG, bt_arguments, kwarg),
                                 F("defaults", EXPRS, bt_arguments, defaults)}},
        [BT_FIELD_ARG] = {"arg",
                          {F("arg", NAME, bt_arg, arg), F("annotation", EXPR, bt_arg, annotation)}},
        [BT_FIELD_ALIASES] = {"alias",
                              {F("name", NAME, bt_alias, name),
                               F("asname", NAME, bt_alias, asname)}},
        [BT_FIELD_KEYWORDS] = {"keyword",
                               {F("arg", NAME, bt_keyword, arg),
                                F("value", EXPR, bt_keyword, value)}},
        [BT_FIELD_WITHITEMS] = {"withitem",
                                {F("context_expr", EXPR, bt_withitem, context_expr),
                                 F("optional_vars", EXPR, bt_withitem, optional_vars)}},
        [BT_FIELD_HANDLERS] = {"ExceptHandler",
                               {F("type", EXPR, bt_handler, type),
                                F("name", NAME, bt_handler, name),
                                F("body", STMTS, bt_handler, body)}},
        [BT_FIELD_CASES] = {"match_case",
                            {F("pattern", PATTERN, bt_match_case, pattern),
                             F("guard", EXPR, bt_match_case, guard),
                             F("body", STMTS, bt_match_case, body)}},
        [BT_FIELD_COMPREHENSIONS] = {"comprehension",
                                     {F("target", EXPR, bt_comprehension, target),
                                      F("iter", EXPR, bt_comprehension, iter),
                                      F("ifs", EXPRS, bt_comprehension, ifs),
                                      F("is_async", BOOL, bt_comprehension, is_async)}},
    };
    return &info[type == BT_FIELD_ARGS ? BT_FIELD_ARG : type];
}

// clang-format on

/* ---- the limit on depth ---- */

static bool fields_too_deep(const void *node, const struct bt_node_info *info, unsigned depth);

static bool expr_too_deep(const struct bt_expr *e, unsigned depth)
{
    return e != NULL && (depth == 0 || fields_too_deep(e, bt_expr_info(e->kind), depth - 1));
}

static bool stmts_too_deep(struct bt_stmt_seq stmts, unsigned depth)
{
    for (uint32_t i = 0; i < stmts.n; i++) {
        const struct bt_stmt *s = stmts.items[i];
        if (depth == 0 || fields_too_deep(s, bt_stmt_info(s->kind), depth - 1)) {
            return true;
        }
    }
    return false;
}

static bool exprs_too_deep(uint32_t n, struct bt_expr *const *items, unsigned depth)
{
    for (uint32_t i = 0; i < n; i++) {
        if (expr_too_deep(items[i], depth)) {
            return true;
        }
    }
    return false;
}

/* Any of the sequences: they differ in what they point to only. */
struct parts {
    uint32_t n;
    void **items;
};

static const struct bt_node_info *info_of(enum bt_field_type type, const void *node)
{
    if (type == BT_FIELD_PATTERNS || type == BT_FIELD_PATTERN) {
        return bt_pattern_info(((const struct bt_pattern *)node)->kind);
    }
    if (type == BT_FIELD_TYPE_PARAMS) {
        return bt_type_param_info(((const struct bt_type_param *)node)->kind);
    }
    return bt_part_info(type);
}

/* A part such as a keyword or a handler counts as a level, too. */
static bool part_too_deep(enum bt_field_type type, const void *part, unsigned depth)
{
    return part != NULL && (depth == 0 || fields_too_deep(part, info_of(type, part), depth - 1));
}

static bool field_too_deep(const struct bt_expr *node, const void *field, enum bt_field_type type,
                           unsigned depth)
{
    struct parts parts;
    void *part;
    switch ((int)type) {
    case BT_FIELD_EXPR: return expr_too_deep(*(struct bt_expr *const *)field, depth);
    case BT_FIELD_EXPRS: {
        const struct bt_expr_seq *seq = field;
        return exprs_too_deep(seq->n, seq->items, depth);
    }
    case BT_FIELD_COMPARE:
        return exprs_too_deep(node->u.compare.n, node->u.compare.comparators, depth);
    case BT_FIELD_STMTS: return stmts_too_deep(*(const struct bt_stmt_seq *)field, depth);
    case BT_FIELD_PATTERN:
    case BT_FIELD_ARGUMENTS:
    case BT_FIELD_ARG: memcpy(&part, field, sizeof part); return part_too_deep(type, part, depth);
    case BT_FIELD_PATTERNS:
    case BT_FIELD_ARGS:
    case BT_FIELD_KEYWORDS:
    case BT_FIELD_WITHITEMS:
    case BT_FIELD_HANDLERS:
    case BT_FIELD_CASES:
    case BT_FIELD_COMPREHENSIONS:
    case BT_FIELD_TYPE_PARAMS:
        memcpy(&parts, field, sizeof parts);
        for (uint32_t i = 0; i < parts.n; i++) {
            if (part_too_deep(type, parts.items[i], depth)) {
                return true;
            }
        }
        return false;
    default: return false;
    }
}

static bool fields_too_deep(const void *node, const struct bt_node_info *info, unsigned depth)
{
    for (const struct bt_field *f = info->fields; f < info->fields + BT_MAX_FIELDS; f++) {
        if (f->name == NULL) {
            break;
        }
        if (field_too_deep(node, (const char *)node + f->offset, f->type, depth)) {
            return true;
        }
    }
    return false;
}

bool bt_ast_too_deep(const struct bt_module *module)
{
    return stmts_too_deep(module->body, BT_AST_MAX_DEPTH) ||
           expr_too_deep(module->expression, BT_AST_MAX_DEPTH);
}
