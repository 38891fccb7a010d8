/*
 * The tree as text. See dump.h. Strings are written as repr() does for ASCII; other characters are
 * escaped as \x, \u or \U, so that a test can have CPython's dump in the same form by ascii().
 */
#include "parser/dump.h"

#include "base/utf8.h"
#include "parser/fields.h"

#include <string.h>

struct dumper {
    struct bt_buf *out;
    bool attributes;
};

static void dump_node(struct dumper *d, const void *node, const struct bt_node_info *info,
                      const struct bt_span *span, unsigned depth);

static void new_line(struct dumper *d, unsigned depth)
{
    bt_buf_putc(d->out, '\n');
    bt_buf_fill(d->out, ' ', depth);
}

/* ---- leaves ---- */

static void dump_text(struct bt_buf *out, const char *text, size_t len, bool bytes)
{
    bool single = memchr(text, '\'', len) != NULL && memchr(text, '"', len) == NULL;
    char quote = single ? '"' : '\'';
    bt_buf_puts(out, bytes ? "b" : "");
    bt_buf_putc(out, quote);
    for (size_t i = 0; i < len;) {
        size_t size = 1;
        uint32_t c = (unsigned char)text[i];
        if (!bytes) {
            c = bt_wtf8_decode(text + i, len - i, &size);
        }
        i += size;
        if (c == (uint32_t)quote || c == '\\') {
            bt_buf_printf(out, "\\%c", (int)c);
        } else if (c == '\n' || c == '\r' || c == '\t') {
            bt_buf_puts(out, c == '\n' ? "\\n" : c == '\r' ? "\\r" : "\\t");
        } else if (c >= ' ' && c < 0x7F) {
            bt_buf_putc(out, (char)c);
        } else if (c <= 0xFF) {
            bt_buf_printf(out, "\\x%02x", c);
        } else {
            bt_buf_printf(out, c <= 0xFFFF ? "\\u%04x" : "\\U%08x", c);
        }
    }
    bt_buf_putc(out, quote);
}

static void dump_const(struct bt_buf *out, const struct bt_const *c)
{
    static const char *const words[] = {"None", "False", "True", "Ellipsis"};
    static const char *const prefixes[] = {[2] = "0b", [8] = "0o", [10] = "", [16] = "0x"};
    switch (c->kind) {
    case BT_CONST_NONE:
    case BT_CONST_FALSE:
    case BT_CONST_TRUE:
    case BT_CONST_ELLIPSIS: bt_buf_puts(out, words[c->kind]); break;
    case BT_CONST_INT: bt_buf_printf(out, "%lld", (long long)c->u.i); break;
    case BT_CONST_BIG_INT:
        bt_buf_printf(out, "%s%s", prefixes[c->u.big.base], c->u.big.digits);
        break;
    case BT_CONST_FLOAT: bt_buf_printf(out, "float %.17g", c->u.f); break;
    case BT_CONST_IMAG: bt_buf_printf(out, "imag %.17g", c->u.f); break;
    case BT_CONST_STR:
    case BT_CONST_BYTES:
        dump_text(out, c->u.str.data, c->u.str.len, c->kind == BT_CONST_BYTES);
        break;
    }
}

static const char *word_for(enum bt_field_type type, int value)
{
    static const char *const ctxs[] = {"Load()", "Store()", "Del()"};
    static const char *const bool_ops[] = {"And()", "Or()"};
    static const char *const operators[] = {
        "Add()",    "Sub()",    "Mult()",  "MatMult()", "Div()",    "Mod()",      "Pow()",
        "LShift()", "RShift()", "BitOr()", "BitXor()",  "BitAnd()", "FloorDiv()",
    };
    static const char *const unary_ops[] = {"Invert()", "Not()", "UAdd()", "USub()"};
    switch ((int)type) {
    case BT_FIELD_CTX: return ctxs[value];
    case BT_FIELD_BOOL_OP: return bool_ops[value];
    case BT_FIELD_OPERATOR: return operators[value];
    default: return unary_ops[value];
    }
}

/* ---- nodes ---- */

/* A node of the kind that a field of this type points to. */
static void dump_one(struct dumper *d, enum bt_field_type type, const void *node, unsigned depth)
{
    if (node == NULL) {
        bt_buf_puts(d->out, "None");
        return;
    }
    const struct bt_node_info *info = NULL;
    const struct bt_span *span = NULL;
    switch ((int)type) {
    case BT_FIELD_EXPR:
    case BT_FIELD_EXPRS:
        info = bt_expr_info(((const struct bt_expr *)node)->kind);
        span = &((const struct bt_expr *)node)->span;
        break;
    case BT_FIELD_STMTS:
        info = bt_stmt_info(((const struct bt_stmt *)node)->kind);
        span = &((const struct bt_stmt *)node)->span;
        break;
    case BT_FIELD_PATTERN:
    case BT_FIELD_PATTERNS:
        info = bt_pattern_info(((const struct bt_pattern *)node)->kind);
        span = &((const struct bt_pattern *)node)->span;
        break;
    case BT_FIELD_TYPE_PARAMS:
        info = bt_type_param_info(((const struct bt_type_param *)node)->kind);
        span = &((const struct bt_type_param *)node)->span;
        break;
    case BT_FIELD_ARG:
    case BT_FIELD_ARGS:
        info = bt_part_info(type);
        span = &((const struct bt_arg *)node)->span;
        break;
    case BT_FIELD_KEYWORDS:
        info = bt_part_info(type);
        span = &((const struct bt_keyword *)node)->span;
        break;
    case BT_FIELD_ALIASES:
        info = bt_part_info(type);
        span = &((const struct bt_alias *)node)->span;
        break;
    case BT_FIELD_HANDLERS:
        info = bt_part_info(type);
        span = &((const struct bt_handler *)node)->span;
        break;
    default: info = bt_part_info(type); break;
    }
    dump_node(d, node, info, span, depth);
}

/* Any of the sequences: they differ in what they point to only. */
struct parts {
    uint32_t n;
    void **items;
};

static void dump_seq(struct dumper *d, enum bt_field_type type, struct parts parts, unsigned depth)
{
    bt_buf_putc(d->out, '[');
    for (uint32_t i = 0; i < parts.n; i++) {
        new_line(d, depth + 1);
        if (type == BT_FIELD_NAMES) {
            const struct bt_name *name = parts.items[i];
            dump_text(d->out, name->text, name->len, false);
        } else {
            dump_one(d, type, parts.items[i], depth + 1);
        }
    }
    bt_buf_putc(d->out, ']');
}

static void dump_compare(struct dumper *d, const struct bt_expr *e, unsigned depth)
{
    static const char *const ops[] = {"Eq()",  "NotEq()", "Lt()",    "LtE()", "Gt()",
                                      "GtE()", "Is()",    "IsNot()", "In()",  "NotIn()"};
    bt_buf_putc(d->out, '[');
    for (uint32_t i = 0; i < e->u.compare.n; i++) {
        new_line(d, depth + 1);
        bt_buf_puts(d->out, ops[e->u.compare.ops[i]]);
    }
    bt_buf_putc(d->out, ']');
    new_line(d, depth);
    bt_buf_puts(d->out, "comparators=");
    struct parts parts = {e->u.compare.n, (void **)e->u.compare.comparators};
    dump_seq(d, BT_FIELD_EXPRS, parts, depth);
}

static void dump_field(struct dumper *d, const void *node, const struct bt_field *f, unsigned depth)
{
    const char *at = (const char *)node + f->offset;
    struct parts parts;
    const void *part;
    switch (f->type) {
    case BT_FIELD_NAME: {
        const struct bt_name *name = *(const struct bt_name *const *)(const void *)at;
        if (name == NULL) {
            bt_buf_puts(d->out, "None");
        } else {
            dump_text(d->out, name->text, name->len, false);
        }
        break;
    }
    case BT_FIELD_EXPR:
    case BT_FIELD_PATTERN:
    case BT_FIELD_ARGUMENTS:
    case BT_FIELD_ARG:
        memcpy(&part, at, sizeof part);
        dump_one(d, f->type, part, depth);
        break;
    case BT_FIELD_EXPRS:
    case BT_FIELD_STMTS:
    case BT_FIELD_PATTERNS:
    case BT_FIELD_NAMES:
    case BT_FIELD_ALIASES:
    case BT_FIELD_ARGS:
    case BT_FIELD_KEYWORDS:
    case BT_FIELD_WITHITEMS:
    case BT_FIELD_HANDLERS:
    case BT_FIELD_CASES:
    case BT_FIELD_COMPREHENSIONS:
    case BT_FIELD_TYPE_PARAMS:
        memcpy(&parts, at, sizeof parts);
        dump_seq(d, f->type, parts, depth);
        break;
    case BT_FIELD_COMPARE: dump_compare(d, node, depth); break;
    case BT_FIELD_CONST: dump_const(d->out, (const struct bt_const *)(const void *)at); break;
    case BT_FIELD_CTX:
    case BT_FIELD_BOOL_OP:
    case BT_FIELD_OPERATOR:
    case BT_FIELD_UNARY_OP: {
        int value;
        memcpy(&value, at, sizeof value);
        bt_buf_puts(d->out, word_for(f->type, value));
        break;
    }
    case BT_FIELD_BOOL: bt_buf_puts(d->out, *(const bool *)(const void *)at ? "1" : "0"); break;
    case BT_FIELD_INT: bt_buf_printf(d->out, "%d", *(const int *)(const void *)at); break;
    case BT_FIELD_UINT32: bt_buf_printf(d->out, "%u", *(const uint32_t *)(const void *)at); break;
    }
}

static void dump_node(struct dumper *d, const void *node, const struct bt_node_info *info,
                      const struct bt_span *span, unsigned depth)
{
    bt_buf_printf(d->out, "%s(", info->name);
    for (const struct bt_field *f = info->fields; f < info->fields + BT_MAX_FIELDS; f++) {
        if (f->name == NULL) {
            break;
        }
        new_line(d, depth + 1);
        bt_buf_printf(d->out, "%s=", f->name);
        dump_field(d, node, f, depth + 1);
    }
    if (d->attributes && span != NULL) {
        new_line(d, depth + 1);
        bt_buf_printf(d->out, "@%u:%u-%u:%u", span->line, span->col, span->end_line, span->end_col);
    }
    bt_buf_putc(d->out, ')');
}

void bt_ast_dump(const struct bt_module *module, bool attributes, struct bt_buf *out)
{
    struct dumper d = {out, attributes};
    if (module->kind == BT_MODULE_EXPRESSION) {
        bt_buf_puts(out, "Expression(\n body=");
        dump_one(&d, BT_FIELD_EXPR, module->expression, 1);
    } else {
        bt_buf_puts(out, module->kind == BT_MODULE_MODULE ? "Module(" : "Interactive(");
        bt_buf_puts(out, "\n body=");
        struct parts parts;
        memcpy(&parts, &module->body, sizeof parts);
        dump_seq(&d, BT_FIELD_STMTS, parts, 1);
    }
    bt_buf_puts(out, ")\n");
}
