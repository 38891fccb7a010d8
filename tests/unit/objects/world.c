/*
 * The test interpreter: see world.h. The evaluator is a recursive descent over the text; values
 * that are under way are rooted in one array, for the builds that collect at every safepoint.
 */
#include "tests/unit/objects/world.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "runtime/objects/dict.h"
#include "runtime/objects/error.h"
#include "runtime/objects/float.h"
#include "runtime/objects/heap.h"
#include "runtime/objects/int.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/seq.h"
#include "runtime/objects/str.h"
#include "runtime/objects/type.h"

enum { MAX_ROOTS = 256, MAX_ARGS = 32 };

// ---- the interpreter ----

static bt_value handled(struct bt_thread *th BT_UNUSED)
{
    return BT_NONE;
}

static bool safepoint(struct bt_thread *th BT_UNUSED)
{
    return true;
}

static void trace_roots(struct bt_interp *interp, struct bt_tracer *tracer)
{
    struct world *w = (struct world *)interp; // its first member
    bt_mark(tracer, w->th.exc);
    for (struct bt_roots *r = w->th.roots; r != NULL; r = r->prev)
        bt_mark_values(tracer, r->v, r->n);
}

static bool warn(struct bt_thread *th BT_UNUSED, int category BT_UNUSED,
                 const char *message BT_UNUSED)
{
    return true;
}

static void unraisable(struct bt_thread *th, const char *where BT_UNUSED, bt_value object BT_UNUSED)
{
    bt_exc_clear(th);
}

static bool super_args(struct bt_thread *th, bt_value *type BT_UNUSED, bt_value *self BT_UNUSED)
{
    return bt_fail(th, BT_EXC_RUNTIME_ERROR, "super(): no arguments");
}

static const struct bt_upcalls upcalls = {
    .super_args = super_args,
    .handled = handled,
    .safepoint = safepoint,
    .trace_roots = trace_roots,
    .warn = warn,
    .unraisable = unraisable,
};

void world_open(struct world *w)
{
    memset(w, 0, sizeof *w);
    w->interp.up = &upcalls;
    w->interp.memory_error = BT_UNSET;
    w->th.interp = &w->interp;
    w->th.exc = BT_UNSET;
    w->th.recursion_limit = 1000;
    w->th.c_stack_limit = (char *)__builtin_frame_address(0) - 256L * 1024;
    if (!bt_state_open(&w->interp) || !bt_types_init(&w->th)) {
        fprintf(stderr, "no interpreter\n");
        abort();
    }
}

void world_close(struct world *w)
{
    bt_state_close(&w->interp);
}

// ---- the evaluator ----

struct parser {
    struct bt_thread *th;
    const char *at;
    bt_value *roots;
    size_t n;
};

static bt_value expression(struct parser *p);

static bt_value keep(struct parser *p, bt_value v)
{
    if (p->n == MAX_ROOTS)
        abort();
    return p->roots[p->n++] = v;
}

static bool take(struct parser *p, const char *token)
{
    while (*p->at == ' ')
        p->at++;
    size_t n = strlen(token);
    if (strncmp(p->at, token, n) != 0 ||
        (isalpha((unsigned char)*token) && isalnum((unsigned char)p->at[n])))
        return false;
    p->at += n;
    return true;
}

static void put_escape(struct parser *p, struct bt_buf *buf, bool bytes)
{
    char digits[9] = "";
    char c = *p->at++;
    size_t n = c == 'x' ? 2 : c == 'u' ? 4 : c == 'U' ? 8 : 0;
    if (n != 0) {
        memcpy(digits, p->at, n);
        p->at += n;
        uint32_t code = (uint32_t)strtoul(digits, NULL, 16);
        if (bytes)
            bt_buf_putc(buf, (char)code);
        else
            bt_buf_put_code_point(buf, code);
    } else {
        bt_buf_putc(buf, c == 'n' ? '\n' : c == 't' ? '\t' : c == 'r' ? '\r' : c == '0' ? '\0' : c);
    }
}

static bt_value text(struct parser *p, bool bytes)
{
    struct bt_buf buf;
    bt_buf_init(&buf);
    char quote = *p->at++;
    while (*p->at != quote) {
        if (*p->at == '\0')
            abort();
        if (*p->at == '\\') {
            p->at++;
            put_escape(p, &buf, bytes);
        } else {
            bt_buf_putc(&buf, *p->at++);
        }
    }
    p->at++;
    if (!bytes)
        return bt_str_from_buf(p->th, &buf);
    bt_value v = bt_bytes_new(p->th, buf.len == 0 ? "" : buf.data, buf.len);
    bt_buf_free(&buf);
    return v;
}

static bt_value number(struct parser *p)
{
    bool real = false;
    bool negative = *p->at == '-';
    p->at += negative;
    const char *start = p->at;
    for (; isdigit((unsigned char)*p->at) || *p->at == '.' || *p->at == 'e'; p->at++)
        real |= !isdigit((unsigned char)*p->at);
    size_t len = (size_t)(p->at - start);
    bt_value v =
        real ? bt_float_from_text(p->th, start, len) : bt_int_from_text(p->th, start, len, 10);
    return negative && !bt_is_error(v) ? bt_unary(p->th, BT_NEG, v) : v;
}

// Items up to `close`, into v; with keyword names into `names` if not NULL.
static bool items(struct parser *p, const char *close, bt_value *v, size_t *n, bt_value *names,
                  size_t *n_names)
{
    for (*n = 0; !take(p, close); (*n)++) {
        const char *start = (take(p, ""), p->at);
        size_t len = strspn(start, "abcdefghijklmnopqrstuvwxyz_");
        if (*n == MAX_ARGS)
            abort();
        if (names != NULL && len != 0 && start[len] == '=' && start[len + 1] != '=') {
            names[(*n_names)++] = keep(p, bt_intern(p->th, start, len));
            p->at += len + 1;
        }
        v[*n] = keep(p, expression(p));
        if (bt_is_error(v[*n]))
            return false;
        take(p, ",");
    }
    return true;
}

static bt_value dict(struct parser *p)
{
    bt_value d = keep(p, bt_dict_new(p->th));
    while (!take(p, "}")) {
        bt_value key = keep(p, expression(p));
        take(p, ":");
        bt_value value = keep(p, expression(p));
        take(p, ",");
        if (bt_is_error(key) || bt_is_error(value) ||
            !bt_dict_set(p->th, bt_as_dict(d), key, value))
            return BT_ERROR;
    }
    return d;
}

static bt_value type_named(struct parser *p)
{
    take(p, "");
    size_t len = strspn(p->at, "abcdefghijklmnopqrstuvwxyz");
    for (int i = 0; i < BT_T_COUNT; i++) {
        const char *name = bt_type(p->th, i)->name;
        if (strlen(name) == len && strncmp(name, p->at, len) == 0) {
            p->at += len;
            return bt_from_obj(bt_type(p->th, i));
        }
    }
    fprintf(stderr, "not understood: %s\n", p->at);
    abort();
}

static bt_value atom(struct parser *p)
{
    bt_value v[MAX_ARGS];
    size_t n;
    take(p, "");
    if (*p->at == '\'' || *p->at == '"')
        return text(p, false);
    if (*p->at == 'b' && (p->at[1] == '\'' || p->at[1] == '"')) {
        p->at++;
        return text(p, true);
    }
    if (isdigit((unsigned char)*p->at) || *p->at == '-')
        return number(p);
    if (take(p, "None"))
        return BT_NONE;
    if (take(p, "True"))
        return BT_TRUE;
    if (take(p, "False"))
        return BT_FALSE;
    if (take(p, "("))
        return items(p, ")", v, &n, NULL, NULL) ? bt_tuple_new(p->th, v, n) : BT_ERROR;
    if (take(p, "["))
        return items(p, "]", v, &n, NULL, NULL) ? bt_list_new(p->th, v, n) : BT_ERROR;
    if (take(p, "{"))
        return dict(p);
    return type_named(p);
}

static bt_value subscript(struct parser *p, bt_value obj)
{
    bt_value part[3] = {BT_NONE, BT_NONE, BT_NONE};
    size_t n = 0;
    bool slice = false;
    while (!take(p, "]")) {
        if (take(p, ":")) {
            slice = true;
            n++;
        } else {
            part[n] = keep(p, expression(p));
            if (bt_is_error(part[n]))
                return BT_ERROR;
        }
    }
    bt_value key = slice ? keep(p, bt_slice_new(p->th, part[0], part[1], part[2])) : part[0];
    return bt_is_error(key) ? BT_ERROR : bt_getitem(p->th, obj, key);
}

static bt_value call(struct parser *p, bt_value callee)
{
    bt_value v[MAX_ARGS];
    bt_value names[MAX_ARGS];
    size_t n;
    size_t n_names = 0;
    if (!items(p, ")", v, &n, names, &n_names))
        return BT_ERROR;
    bt_value kwnames = n_names == 0 ? BT_UNSET : keep(p, bt_tuple_new(p->th, names, n_names));
    return bt_call(p->th, callee, &(struct bt_args){v, n - n_names, kwnames});
}

static bt_value primary(struct parser *p)
{
    bt_value v = keep(p, atom(p));
    while (!bt_is_error(v)) {
        if (take(p, ".")) {
            size_t len = strspn(p->at, "abcdefghijklmnopqrstuvwxyz_");
            bt_value name = keep(p, bt_intern(p->th, p->at, len));
            p->at += len;
            v = keep(p, bt_getattr(p->th, v, name));
        } else if (take(p, "(")) {
            v = keep(p, call(p, v));
        } else if (take(p, "[")) {
            v = keep(p, subscript(p, v));
        } else {
            break;
        }
    }
    return v;
}

static bt_value expression(struct parser *p)
{
    static const struct {
        const char *token;
        int op; // binary, or -1 - comparison, or 100: in
    } operators[] = {
        {"+", BT_OP_ADD},   {"*", BT_OP_MUL},   {"%", BT_OP_MOD},   {"<=", -1 - BT_LE},
        {"==", -1 - BT_EQ}, {"!=", -1 - BT_NE}, {">=", -1 - BT_GE}, {"<", -1 - BT_LT},
        {">", -1 - BT_GT},  {"in", 100},
    };
    bt_value left = primary(p);
    for (size_t i = 0; !bt_is_error(left) && i < sizeof operators / sizeof *operators; i++) {
        if (!take(p, operators[i].token))
            continue;
        bt_value right = primary(p);
        int op = operators[i].op;
        bool found;
        if (bt_is_error(right))
            return BT_ERROR;
        if (op == 100)
            return bt_contains(p->th, right, left, &found) ? bt_bool(found) : BT_ERROR;
        if (op < 0)
            return bt_compare(p->th, left, right, (enum bt_cmpop)(-1 - op));
        return bt_binary(p->th, (enum bt_binop)op, left, right);
    }
    return left;
}

bt_value world_eval(struct world *w, const char *source)
{
    struct bt_thread *th = &w->th;
    BT_ROOTS(th, roots, MAX_ROOTS);
    struct parser p = {.th = th, .at = source, .roots = roots};
    bt_value v = expression(&p);
    if (!bt_is_error(v) && *p.at != '\0') {
        fprintf(stderr, "not understood: %s\n", p.at);
        abort();
    }
    BT_UNROOT(th, roots);
    return v;
}

char *world_show(struct world *w, const char *source)
{
    struct bt_thread *th = &w->th;
    struct bt_buf out;
    bt_buf_init(&out);
    BT_ROOTS(th, r, 1);
    r[0] = world_eval(w, source);
    if (bt_is_error(r[0]) || !bt_buf_repr(th, &out, r[0])) {
        r[0] = bt_exc_take(th);
        bt_buf_clear(&out);
        bt_buf_puts(&out, bt_type_of(th, r[0])->name);
        bt_buf_puts(&out, ": ");
        if (!bt_buf_str(th, &out, r[0]))
            abort();
    }
    BT_UNROOT(th, r);
    return bt_buf_take(&out);
}
