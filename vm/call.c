/*
 * Calls of Python functions that the eval loop does not do itself: argument binding in full, calls
 * from native code, and the arguments of f(*args, **kwargs).
 */
#include <stdio.h>

#include "base/buf.h"
#include "runtime/objects/dict.h"
#include "runtime/objects/heap.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/seq.h"
#include "runtime/objects/str.h"
#include "vm/eval.h"

// ---- messages ----

// 'a', 'b', and 'c'
static void list_names(struct bt_buf *buf, const bt_value *names, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (i > 0)
            bt_buf_puts(buf, i + 1 < n ? ", " : n > 2 ? ", and " : " and ");
        bt_buf_printf(buf, "'%s'", bt_as_str(names[i])->data);
    }
}

static bool missing(struct bt_thread *th, struct bt_function *func, const bt_value *regs,
                    size_t from, size_t to, const char *kind)
{
    const bt_value *names = bt_as_tuple(func->code->varnames)->items;
    bt_value absent[256];
    size_t n = 0;
    for (size_t i = from; i < to; i++)
        if (bt_is_unset(regs[i]) && n < 256)
            absent[n++] = names[i];
    struct bt_buf buf;
    bt_buf_init(&buf);
    list_names(&buf, absent, n);
    bt_buf_putc(&buf, '\0');
    if (buf.failed)
        (void)bt_raise_no_memory(th);
    else
        (void)bt_type_error(th, "%S() missing %zu required %s argument%s: %s", func->qualname, n,
                            kind, n == 1 ? "" : "s", buf.data);
    bt_buf_free(&buf);
    return false;
}

static bool too_many(struct bt_thread *th, struct bt_function *func, const bt_value *regs,
                     size_t given)
{
    const struct bt_code *code = func->code;
    size_t n_defaults = bt_is_unset(func->defaults) || bt_is_none(func->defaults)
                            ? 0
                            : bt_as_tuple(func->defaults)->len;
    size_t kwonly_given = 0;
    for (size_t i = code->n_pos; i < code->n_params; i++)
        kwonly_given += !bt_is_unset(regs[i]);
    char takes[64], extra[64] = "";
    if (n_defaults > 0)
        snprintf(takes, sizeof takes, "from %zu to %u", code->n_pos - n_defaults, code->n_pos);
    else
        snprintf(takes, sizeof takes, "%u", code->n_pos);
    if (kwonly_given > 0)
        snprintf(extra, sizeof extra, " positional argument%s (and %zu keyword-only argument%s)",
                 given == 1 ? "" : "s", kwonly_given, kwonly_given == 1 ? "" : "s");
    bool plural = n_defaults > 0 || code->n_pos != 1;
    return bt_fail(th, BT_EXC_TYPE_ERROR, "%S() takes %s positional argument%s but %zu%s %s given",
                   func->qualname, takes, plural ? "s" : "", given, extra,
                   given == 1 && kwonly_given == 0 ? "was" : "were");
}

// A keyword that is no parameter: one that may only be given by position, or unknown.
static bool unexpected(struct bt_thread *th, struct bt_function *func, const bt_value *kwnames,
                       size_t n_kw, bt_value name)
{
    const struct bt_code *code = func->code;
    const bt_value *names = bt_as_tuple(code->varnames)->items;
    bt_value near =
        bt_suggest_among(names + code->n_posonly, (size_t)code->n_params - code->n_posonly, name);
    struct bt_buf buf;
    bt_buf_init(&buf);
    size_t n = 0;
    for (size_t i = 0; i < code->n_posonly; i++)
        for (size_t k = 0; k < n_kw; k++)
            if (bt_str_equal(bt_as_str(names[i]), bt_as_str(kwnames[k])))
                bt_buf_printf(&buf, "%s%s", n++ ? ", " : "", bt_as_str(names[i])->data);
    bt_buf_putc(&buf, '\0');
    if (buf.failed)
        (void)bt_raise_no_memory(th);
    else if (n > 0)
        (void)bt_type_error(
            th, "%S() got some positional-only arguments passed as keyword arguments: '%s'",
            func->qualname, buf.data);
    else if (!bt_is_unset(near))
        (void)bt_type_error(th, "%S() got an unexpected keyword argument '%S'. Did you mean '%S'?",
                            func->qualname, name, near);
    else
        (void)bt_type_error(th, "%S() got an unexpected keyword argument '%S'", func->qualname,
                            name);
    bt_buf_free(&buf);
    return false;
}

// ---- binding ----

static int find_parameter(const struct bt_code *code, bt_value name)
{
    const bt_value *names = bt_as_tuple(code->varnames)->items;
    for (unsigned i = code->n_posonly; i < code->n_params; i++)
        if (bt_same(names[i], name))
            return (int)i;
    for (unsigned i = code->n_posonly; i < code->n_params; i++)
        if (bt_str_equal(bt_as_str(names[i]), bt_as_str(name)))
            return (int)i;
    return -1;
}

static bool bind_keywords(struct bt_thread *th, struct bt_function *func, bt_value *regs,
                          const struct bt_args *args)
{
    const struct bt_code *code = func->code;
    const struct bt_tuple *kwnames = bt_as_tuple(args->kwnames);
    bt_value *var_kw = NULL;
    if (code->flags & BT_CODE_VARKW)
        var_kw = &regs[code->n_params + ((code->flags & BT_CODE_VARARGS) ? 1 : 0)];
    for (size_t k = 0; k < kwnames->len; k++) {
        bt_value name = kwnames->items[k], value = args->v[args->npos + k];
        if (!bt_is_str(name))
            return bt_fail(th, BT_EXC_TYPE_ERROR, "%S() keywords must be strings", func->qualname);
        int i = find_parameter(code, name);
        if (i >= 0) {
            if (!bt_is_unset(regs[i]))
                return bt_fail(th, BT_EXC_TYPE_ERROR, "%S() got multiple values for argument '%S'",
                               func->qualname, name);
            regs[i] = value;
        } else if (var_kw) {
            bt_value old;
            if (!bt_dict_get(th, bt_as_dict(*var_kw), name, &old))
                return false;
            if (!bt_is_unset(old))
                return bt_fail(th, BT_EXC_TYPE_ERROR,
                               "%S() got multiple values for keyword argument '%S'", func->qualname,
                               name);
            if (!bt_dict_set(th, bt_as_dict(*var_kw), name, value))
                return false;
        } else {
            return unexpected(th, func, kwnames->items, kwnames->len, name);
        }
    }
    return true;
}

static bool fill_defaults(struct bt_thread *th, struct bt_function *func, bt_value *regs,
                          size_t npos)
{
    const struct bt_code *code = func->code;
    size_t n_defaults = bt_is_tuple(func->defaults) ? bt_as_tuple(func->defaults)->len : 0;
    size_t required = code->n_pos > n_defaults ? code->n_pos - n_defaults : 0;
    for (size_t i = npos; i < required; i++)
        if (bt_is_unset(regs[i]))
            return missing(th, func, regs, 0, required, "positional");
    for (size_t i = npos > required ? npos : required; i < code->n_pos; i++)
        if (bt_is_unset(regs[i]))
            regs[i] = bt_as_tuple(func->defaults)
                          ->items[i - required + (n_defaults - (code->n_pos - required))];
    const bt_value *names = bt_as_tuple(code->varnames)->items;
    bool absent = false;
    for (size_t i = code->n_pos; i < code->n_params; i++) {
        if (!bt_is_unset(regs[i]))
            continue;
        if (bt_is_dict(func->kwdefaults))
            regs[i] = bt_dict_get_str(th, bt_as_dict(func->kwdefaults), names[i]);
        absent = absent || bt_is_unset(regs[i]);
    }
    return !absent || missing(th, func, regs, code->n_pos, code->n_params, "keyword-only");
}

static bool bind(struct bt_thread *th, struct bt_function *func, bt_value *regs,
                 const struct bt_args *args)
{
    const struct bt_code *code = func->code;
    size_t n = args->npos < code->n_pos ? args->npos : code->n_pos;
    for (size_t i = 0; i < n; i++)
        regs[i] = args->v[i];
    if (code->flags & BT_CODE_VARARGS) {
        bt_value rest = bt_tuple_new(th, args->v + n, args->npos - n);
        if (bt_is_error(rest))
            return false;
        regs[code->n_params] = rest;
    }
    if (code->flags & BT_CODE_VARKW) {
        bt_value dict = bt_dict_new(th);
        if (bt_is_error(dict))
            return false;
        regs[code->n_params + ((code->flags & BT_CODE_VARARGS) ? 1 : 0)] = dict;
    }
    if (!bt_is_unset(args->kwnames) && !bind_keywords(th, func, regs, args))
        return false;
    if (args->npos > code->n_pos && !(code->flags & BT_CODE_VARARGS))
        return too_many(th, func, regs, args->npos);
    return fill_defaults(th, func, regs, n);
}

struct bt_frame *bt_bind_call(struct bt_vthread *th, struct bt_function *func,
                              const struct bt_args *args)
{
    struct bt_frame *frame = bt_frame_push(th, func, NULL, 0);
    if (!frame)
        return NULL;
    // the frame is not running yet: an error is its caller's
    frame->flags |= BT_FRAME_BOUNDARY;
    if (!bind(&th->t, func, frame->regs, args)) {
        bt_frame_pop(th, frame);
        return NULL;
    }
    frame->flags &= (uint16_t)~BT_FRAME_BOUNDARY;
    return frame;
}

bt_value bt_function_call(struct bt_thread *th, bt_value callee, const struct bt_args *args)
{
    struct bt_vthread *vt = bt_vthread(th);
    struct bt_function *func = (struct bt_function *)bt_obj(callee);
    if (vt->stopped)
        return BT_ERROR;
    struct bt_frame *frame;
    if (func->simple && args->npos == func->code->n_params && bt_is_unset(args->kwnames))
        frame = bt_frame_push(vt, func, args->v, args->npos);
    else
        frame = bt_bind_call(vt, func, args);
    if (!frame)
        return BT_ERROR;
    if (func->code->flags & (BT_CODE_GENERATOR | BT_CODE_COROUTINE | BT_CODE_ASYNC_GEN))
        return bt_generator_new(vt, frame);
    frame->flags |= BT_FRAME_ENTRY;
    return bt_eval(vt, frame, false);
}

// ---- f(*args, **kwargs) ----

static bool spread_positional(struct bt_thread *th, bt_value callee, bt_value *v)
{
    if (bt_is_tuple(*v))
        return true;
    bt_value tuple = bt_to_tuple(th, *v);
    if (!bt_is_error(tuple)) {
        *v = tuple;
        return true;
    }
    return bt_op_not_iterable_args(th, callee, *v);
}

bool bt_spread_args(struct bt_thread *th, bt_value callee, bt_value *r, struct bt_args *out)
{
    if (!spread_positional(th, callee, &r[0]))
        return false;
    *out = (struct bt_args){bt_as_tuple(r[0])->items, bt_as_tuple(r[0])->len, BT_UNSET};
    if (bt_is_unset(r[1]) || bt_dict_len(bt_as_dict(r[1])) == 0)
        return true;
    struct bt_dict *dict = bt_as_dict(r[1]);
    size_t npos = out->npos, n_kw = bt_dict_len(dict);
    bt_value names = bt_tuple_new(th, NULL, n_kw);
    bt_value all = bt_tuple_new(th, NULL, npos + n_kw);
    if (bt_is_error(names) || bt_is_error(all))
        return false;
    for (size_t i = 0; i < npos; i++)
        bt_as_tuple(all)->items[i] = out->v[i];
    size_t pos = 0, i = 0;
    bt_value key, value;
    while (i < n_kw && bt_dict_next(dict, &pos, &key, &value)) {
        if (!bt_is_str(key))
            return bt_fail(th, BT_EXC_TYPE_ERROR, "keywords must be strings");
        bt_as_tuple(names)->items[i] = key;
        bt_as_tuple(all)->items[npos + i++] = value;
    }
    r[0] = all;
    r[1] = names;
    *out = (struct bt_args){bt_as_tuple(all)->items, npos, names};
    return true;
}
