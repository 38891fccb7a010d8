/*
 * Annotations as text, for `from __future__ import annotations`: an expression written the way
 * Python writes it, with one space around operators and no more parentheses than it needs.
 */
#include "bytecode/disasm.h"
#include "compiler/unit.h"

#include <string.h>

// How tightly an expression binds: an operand that binds less tightly than its place asks for is
// put in parentheses.
enum level {
    TUPLE,
    TEST, // if-else, lambda
    OR,
    AND,
    NOT,
    COMPARE,
    BIT_OR,
    BIT_XOR,
    BIT_AND,
    SHIFT,
    ARITH,
    TERM,
    FACTOR,
    POWER,
    AWAIT,
    ATOM,
};

struct unparser {
    struct bt_compiler *c;
    struct bt_buf *out;
};

static void put(const struct unparser *u, const struct bt_expr *e, enum level level);

static void text(const struct unparser *u, const char *s)
{
    bt_buf_puts(u->out, s);
}

static void open_if(const struct unparser *u, bool needed)
{
    if (needed)
        text(u, "(");
}

static void close_if(const struct unparser *u, bool needed)
{
    if (needed)
        text(u, ")");
}

static void put_list(const struct unparser *u, const struct bt_expr_seq *seq)
{
    for (uint32_t i = 0; i < seq->n; i++) {
        if (i > 0)
            text(u, ", ");
        put(u, seq->items[i], TEST);
    }
}

/* ---- operators ---- */

static void put_bool(const struct unparser *u, const struct bt_expr *e, enum level level)
{
    bool is_and = e->u.bool_op.op == BT_BOOL_AND;
    enum level own = is_and ? AND : OR;
    open_if(u, level > own);
    for (uint32_t i = 0; i < e->u.bool_op.values.n; i++) {
        if (i > 0)
            text(u, is_and ? " and " : " or ");
        put(u, e->u.bool_op.values.items[i], own + 1);
    }
    close_if(u, level > own);
}

static void put_binary(const struct unparser *u, const struct bt_expr *e, enum level level)
{
    static const struct {
        const char *text;
        enum level level;
    } table[] = {
        [BT_OP_ADD] = {" + ", ARITH},       [BT_OP_SUB] = {" - ", ARITH},
        [BT_OP_MULT] = {" * ", TERM},       [BT_OP_MAT_MULT] = {" @ ", TERM},
        [BT_OP_DIV] = {" / ", TERM},        [BT_OP_MOD] = {" % ", TERM},
        [BT_OP_POW] = {" ** ", POWER},      [BT_OP_LSHIFT] = {" << ", SHIFT},
        [BT_OP_RSHIFT] = {" >> ", SHIFT},   [BT_OP_BIT_OR] = {" | ", BIT_OR},
        [BT_OP_BIT_XOR] = {" ^ ", BIT_XOR}, [BT_OP_BIT_AND] = {" & ", BIT_AND},
        [BT_OP_FLOOR_DIV] = {" // ", TERM},
    };
    enum level own = table[e->u.bin_op.op].level;
    bool right_first = e->u.bin_op.op == BT_OP_POW;
    open_if(u, level > own);
    put(u, e->u.bin_op.left, own + (right_first ? 1 : 0));
    text(u, table[e->u.bin_op.op].text);
    put(u, e->u.bin_op.right, own + (right_first ? 0 : 1));
    close_if(u, level > own);
}

static void put_unary(const struct unparser *u, const struct bt_expr *e, enum level level)
{
    static const char *const table[] = {
        [BT_UNARY_INVERT] = "~",
        [BT_UNARY_NOT] = "not ",
        [BT_UNARY_UADD] = "+",
        [BT_UNARY_USUB] = "-",
    };
    enum level own = e->u.unary_op.op == BT_UNARY_NOT ? NOT : FACTOR;
    open_if(u, level > own);
    text(u, table[e->u.unary_op.op]);
    put(u, e->u.unary_op.operand, own);
    close_if(u, level > own);
}

static void put_compare(const struct unparser *u, const struct bt_expr *e, enum level level)
{
    static const char *const table[] = {
        [BT_CMP_EQ] = " == ",         [BT_CMP_NOT_EQ] = " != ",     [BT_CMP_LT] = " < ",
        [BT_CMP_LTE] = " <= ",        [BT_CMP_GT] = " > ",          [BT_CMP_GTE] = " >= ",
        [BT_CMP_IS] = " is ",         [BT_CMP_IS_NOT] = " is not ", [BT_CMP_IN] = " in ",
        [BT_CMP_NOT_IN] = " not in ",
    };
    open_if(u, level > COMPARE);
    put(u, e->u.compare.left, COMPARE + 1);
    for (uint32_t i = 0; i < e->u.compare.n; i++) {
        text(u, table[e->u.compare.ops[i]]);
        put(u, e->u.compare.comparators[i], COMPARE + 1);
    }
    close_if(u, level > COMPARE);
}

static void put_if(const struct unparser *u, const struct bt_expr *e, enum level level)
{
    open_if(u, level > TEST);
    put(u, e->u.if_exp.body, TEST + 1);
    text(u, " if ");
    put(u, e->u.if_exp.test, TEST + 1);
    text(u, " else ");
    put(u, e->u.if_exp.orelse, TEST);
    close_if(u, level > TEST);
}

/* ---- lambda ---- */

static void put_arg(const struct unparser *u, bool *first, const char *stars,
                    const struct bt_arg *arg, const struct bt_expr *value)
{
    text(u, *first ? "" : ", ");
    *first = false;
    text(u, stars);
    if (arg != NULL)
        text(u, arg->arg->text);
    if (value != NULL) {
        text(u, "=");
        put(u, value, TEST);
    }
}

static void put_args(const struct unparser *u, const struct bt_arguments *a)
{
    bool first = true;
    uint32_t n = a->posonlyargs.n + a->args.n;
    for (uint32_t i = 0; i < n; i++) {
        const struct bt_arg *arg =
            i < a->posonlyargs.n ? a->posonlyargs.items[i] : a->args.items[i - a->posonlyargs.n];
        uint32_t without = n - a->defaults.n;
        put_arg(u, &first, "", arg, i >= without ? a->defaults.items[i - without] : NULL);
        if (i + 1 == a->posonlyargs.n)
            text(u, ", /");
    }
    if (a->vararg != NULL || a->kwonlyargs.n > 0)
        put_arg(u, &first, "*", a->vararg, NULL);
    for (uint32_t i = 0; i < a->kwonlyargs.n; i++)
        put_arg(u, &first, "", a->kwonlyargs.items[i], a->kw_defaults.items[i]);
    if (a->kwarg != NULL)
        put_arg(u, &first, "**", a->kwarg, NULL);
}

static void put_lambda(const struct unparser *u, const struct bt_expr *e, enum level level)
{
    const struct bt_arguments *a = e->u.lambda.args;
    bool any =
        a->posonlyargs.n + a->args.n + a->kwonlyargs.n > 0 || a->vararg != NULL || a->kwarg != NULL;
    open_if(u, level > TEST);
    text(u, any ? "lambda " : "lambda");
    put_args(u, a);
    text(u, ": ");
    put(u, e->u.lambda.body, TEST);
    close_if(u, level > TEST);
}

/* ---- displays and comprehensions ---- */

static void put_generators(const struct unparser *u, const struct bt_comprehension_seq *seq)
{
    for (uint32_t i = 0; i < seq->n; i++) {
        const struct bt_comprehension *g = seq->items[i];
        text(u, g->is_async ? " async for " : " for ");
        put(u, g->target, TUPLE);
        text(u, " in ");
        put(u, g->iter, TEST + 1);
        for (uint32_t k = 0; k < g->ifs.n; k++) {
            text(u, " if ");
            put(u, g->ifs.items[k], TEST + 1);
        }
    }
}

static void put_comp(const struct unparser *u, const struct bt_expr *e)
{
    const char *brackets = e->kind == BT_EXPR_LIST_COMP  ? "[]"
                           : e->kind == BT_EXPR_SET_COMP ? "{}"
                                                         : "()";
    bt_buf_putc(u->out, brackets[0]);
    put(u, e->u.comp.elt, TEST);
    put_generators(u, &e->u.comp.generators);
    bt_buf_putc(u->out, brackets[1]);
}

static void put_dict_comp(const struct unparser *u, const struct bt_expr *e)
{
    text(u, "{");
    put(u, e->u.dict_comp.key, TEST);
    text(u, ": ");
    put(u, e->u.dict_comp.value, TEST);
    put_generators(u, &e->u.dict_comp.generators);
    text(u, "}");
}

static void put_dict(const struct unparser *u, const struct bt_expr *e)
{
    text(u, "{");
    for (uint32_t i = 0; i < e->u.dict.keys.n; i++) {
        text(u, i > 0 ? ", " : "");
        if (e->u.dict.keys.items[i] != NULL) {
            put(u, e->u.dict.keys.items[i], TEST);
            text(u, ": ");
            put(u, e->u.dict.values.items[i], TEST);
        } else {
            text(u, "**");
            put(u, e->u.dict.values.items[i], BIT_OR);
        }
    }
    text(u, "}");
}

static void put_tuple(const struct unparser *u, const struct bt_expr *e, enum level level)
{
    const struct bt_expr_seq *elts = &e->u.list.elts;
    if (elts->n == 0) {
        text(u, "()");
        return;
    }
    open_if(u, level > TUPLE);
    put_list(u, elts);
    text(u, elts->n == 1 ? "," : "");
    close_if(u, level > TUPLE);
}

/* ---- calls, attributes, items ---- */

static void put_call(const struct unparser *u, const struct bt_expr *e)
{
    const struct bt_expr_seq *args = &e->u.call.args;
    put(u, e->u.call.func, ATOM);
    if (args->n == 1 && e->u.call.keywords.n == 0 &&
        args->items[0]->kind == BT_EXPR_GENERATOR_EXP) {
        put(u, args->items[0], TEST); // its parentheses are those of the call
        return;
    }
    text(u, "(");
    put_list(u, args);
    for (uint32_t i = 0; i < e->u.call.keywords.n; i++) {
        const struct bt_keyword *k = e->u.call.keywords.items[i];
        text(u, i + args->n > 0 ? ", " : "");
        if (k->arg != NULL) {
            text(u, k->arg->text);
            text(u, "=");
        } else {
            text(u, "**");
        }
        put(u, k->value, TEST);
    }
    text(u, ")");
}

static void put_attribute(const struct unparser *u, const struct bt_expr *e)
{
    const struct bt_expr *value = e->u.attribute.value;
    put(u, value, ATOM);
    // 1 .real, not 1.real
    bool is_int = value->kind == BT_EXPR_CONSTANT && (value->u.constant.kind == BT_CONST_INT ||
                                                      value->u.constant.kind == BT_CONST_BIG_INT);
    text(u, is_int ? " ." : ".");
    text(u, e->u.attribute.attr->text);
}

static void put_slice(const struct unparser *u, const struct bt_expr *e)
{
    if (e->u.slice.lower != NULL)
        put(u, e->u.slice.lower, TEST);
    text(u, ":");
    if (e->u.slice.upper != NULL)
        put(u, e->u.slice.upper, TEST);
    if (e->u.slice.step != NULL) {
        text(u, ":");
        put(u, e->u.slice.step, TEST);
    }
}

/* ---- constants and f-strings ---- */

static void put_const(const struct unparser *u, const struct bt_const *k)
{
    struct bt_image_const value;
    bt_fold_const(u->c, k, &value);
    if (k->kind == BT_CONST_STR && k->u.str.u_prefix)
        text(u, "u");
    bt_disassemble_const(u->out, &value);
}

static void put_literal_part(struct bt_buf *out, const struct bt_expr *e)
{
    const char *s = e->u.constant.u.str.data;
    for (size_t i = 0; i < e->u.constant.u.str.len; i++) {
        bt_buf_putc(out, s[i]);
        if (s[i] == '{' || s[i] == '}')
            bt_buf_putc(out, s[i]); // doubled
    }
}

// The inside of an f-string, without its quotes.
static void put_joined(const struct unparser *u, const struct bt_expr *e)
{
    if (e->kind == BT_EXPR_JOINED_STR) {
        for (uint32_t i = 0; i < e->u.joined_str.values.n; i++)
            put_joined(u, e->u.joined_str.values.items[i]);
        return;
    }
    if (e->kind == BT_EXPR_CONSTANT) {
        put_literal_part(u->out, e);
        return;
    }
    text(u, "{");
    size_t start = u->out->len;
    put(u, e->u.formatted_value.value, TEST + 1);
    if (u->out->len > start && u->out->data[start] == '{') { // "{{" would be a brace
        bt_buf_putc(u->out, ' ');
        memmove(u->out->data + start + 1, u->out->data + start, u->out->len - start - 1);
        u->out->data[start] = ' ';
    }
    if (e->u.formatted_value.conversion > 0)
        bt_buf_printf(u->out, "!%c", e->u.formatted_value.conversion);
    if (e->u.formatted_value.format_spec != NULL) {
        text(u, ":");
        put_joined(u, e->u.formatted_value.format_spec);
    }
    text(u, "}");
}

static void put_fstring(const struct unparser *u, const struct bt_expr *e)
{
    struct bt_buf inner;
    bt_buf_init(&inner);
    const struct unparser within = {u->c, &inner};
    put_joined(&within, e);
    struct bt_image_const k = {.kind = BT_K_STR};
    k.u.s.text = inner.data == NULL ? "" : inner.data;
    k.u.s.len = inner.len;
    text(u, "f");
    bt_disassemble_const(u->out, &k);
    u->out->failed = u->out->failed || inner.failed;
    bt_buf_free(&inner);
}

static void put_star(const struct unparser *u, const struct bt_expr *e)
{
    text(u, "*");
    put(u, e->u.starred.value, BIT_OR);
}

static void put_walrus(const struct unparser *u, const struct bt_expr *e)
{
    text(u, "(");
    put(u, e->u.named_expr.target, ATOM);
    text(u, " := ");
    put(u, e->u.named_expr.value, ATOM);
    text(u, ")");
}

static void put_yield(const struct unparser *u, const struct bt_expr *e, enum level level)
{
    if (e->kind == BT_EXPR_AWAIT) {
        open_if(u, level > AWAIT);
        text(u, "await ");
        put(u, e->u.yield.value, ATOM);
        close_if(u, level > AWAIT);
        return;
    }
    text(u, e->kind == BT_EXPR_YIELD ? "(yield" : "(yield from");
    if (e->u.yield.value != NULL) {
        text(u, " ");
        put(u, e->u.yield.value, TEST);
    }
    text(u, ")");
}

static void put(const struct unparser *u, const struct bt_expr *e, enum level level)
{
    switch (e->kind) {
    case BT_EXPR_BOOL_OP: put_bool(u, e, level); break;
    case BT_EXPR_NAMED_EXPR: put_walrus(u, e); break;
    case BT_EXPR_BIN_OP: put_binary(u, e, level); break;
    case BT_EXPR_UNARY_OP: put_unary(u, e, level); break;
    case BT_EXPR_LAMBDA: put_lambda(u, e, level); break;
    case BT_EXPR_IF_EXP: put_if(u, e, level); break;
    case BT_EXPR_DICT: put_dict(u, e); break;
    case BT_EXPR_SET:
        text(u, "{");
        put_list(u, &e->u.set.elts);
        text(u, "}");
        break;
    case BT_EXPR_LIST_COMP:
    case BT_EXPR_SET_COMP:
    case BT_EXPR_GENERATOR_EXP: put_comp(u, e); break;
    case BT_EXPR_DICT_COMP: put_dict_comp(u, e); break;
    case BT_EXPR_AWAIT:
    case BT_EXPR_YIELD:
    case BT_EXPR_YIELD_FROM: put_yield(u, e, level); break;
    case BT_EXPR_COMPARE: put_compare(u, e, level); break;
    case BT_EXPR_CALL: put_call(u, e); break;
    case BT_EXPR_FORMATTED_VALUE:
    case BT_EXPR_JOINED_STR: put_fstring(u, e); break;
    case BT_EXPR_CONSTANT: put_const(u, &e->u.constant); break;
    case BT_EXPR_ATTRIBUTE: put_attribute(u, e); break;
    case BT_EXPR_SUBSCRIPT:
        put(u, e->u.subscript.value, ATOM);
        text(u, "[");
        put(u, e->u.subscript.slice, TUPLE);
        text(u, "]");
        break;
    case BT_EXPR_STARRED: put_star(u, e); break;
    case BT_EXPR_NAME: text(u, e->u.name.id->text); break;
    case BT_EXPR_LIST:
        text(u, "[");
        put_list(u, &e->u.list.elts);
        text(u, "]");
        break;
    case BT_EXPR_TUPLE: put_tuple(u, e, level); break;
    case BT_EXPR_SLICE: put_slice(u, e); break;
    }
}

bool bt_unparse(struct bt_compiler *c, const struct bt_expr *e, struct bt_image_const *out)
{
    struct bt_buf buf;
    bt_buf_init(&buf);
    const struct unparser u = {c, &buf};
    put(&u, e, TEST);
    if (buf.failed)
        bt_context_no_memory(c);
    else
        *out = bt_fold_str(c, buf.data == NULL ? "" : buf.data, buf.len);
    bt_buf_free(&buf);
    return !c->failed;
}
