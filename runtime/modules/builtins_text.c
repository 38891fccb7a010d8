// Built-in functions that write and read text: print, input, repr, ascii, format.
#include "base/buf.h"
#include "runtime/modules/builtins.h"
#include "runtime/objects/args.h"
#include "runtime/objects/dict.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/seq.h"
#include "runtime/objects/str.h"
#include "vm/interp.h"

static bt_value builtin_repr(struct bt_thread *th, const bt_value *args)
{
    return bt_repr(th, args[0]);
}
static bt_value builtin_ascii(struct bt_thread *th, const bt_value *args)
{
    return bt_ascii(th, args[0]);
}

// (value, format_spec='', /)
static bt_value builtin_format(struct bt_thread *th, const bt_value *args)
{
    if (!bt_is_str(args[1]))
        return bt_type_error(th, "format() argument 2 must be str, not %T", args[1]);
    return bt_format(th, args[0], args[1]);
}

// sys.NAME, or BT_UNSET.
static bt_value sys_get(struct bt_thread *th, bt_value name)
{
    bt_value sys = bt_vm(th)->sys_dict;
    return bt_is_dict(sys) ? bt_dict_get_str(th, bt_as_dict(sys), name) : BT_UNSET;
}

// ---- print ----

struct print_options {
    bt_value sep, end, file; // sep and end: str, or None for the usual
    bool flush;
};

static bool text_option(struct bt_thread *th, const char *name, bt_value v)
{
    return bt_is_none(v) || bt_is_str(v) ||
           bt_fail(th, BT_EXC_TYPE_ERROR, "%s must be None or a string, not %.200T", name, v);
}

static bool print_keywords(struct bt_thread *th, const struct bt_args *args,
                           struct print_options *o)
{
    size_t n = bt_is_unset(args->kwnames) ? 0 : bt_as_tuple(args->kwnames)->len;
    for (size_t i = 0; i < n; i++) {
        bt_value name = bt_as_tuple(args->kwnames)->items[i], v = args->v[args->npos + i];
        if (bt_str_is(name, "sep"))
            o->sep = v;
        else if (bt_str_is(name, "end"))
            o->end = v;
        else if (bt_str_is(name, "file"))
            o->file = v;
        else if (!bt_str_is(name, "flush"))
            return bt_args_unexpected(th, "print", name,
                                      (const char *const[]){"sep", "end", "file", "flush"}, 4);
        else if (!bt_truth(th, v, &o->flush))
            return false;
    }
    return true;
}

static bool write_to(struct bt_thread *th, bt_value file, bt_value text)
{
    return !bt_is_error(bt_call_method(th, file, BT_NAME(th, _write), &text, 1));
}

/*
 * To a file of our own types: everything in one write, so that lines of several threads are never
 * mixed. What was written before a failing str() is still written.
 */
static bool print_at_once(struct bt_thread *th, bt_value file, const struct bt_args *args,
                          const struct print_options *o)
{
    BT_ROOTS(th, r, 2);
    struct bt_buf text;
    bt_buf_init(&text);
    bool ok = true;
    for (size_t i = 0; i < args->npos && ok; i++) {
        if (i > 0 && bt_is_none(o->sep))
            bt_buf_putc(&text, ' ');
        else if (i > 0)
            bt_buf_write(&text, bt_as_str(o->sep)->data, bt_as_str(o->sep)->len);
        ok = bt_buf_str(th, &text, args->v[i]);
    }
    if (ok && bt_is_none(o->end))
        bt_buf_putc(&text, '\n');
    else if (ok)
        bt_buf_write(&text, bt_as_str(o->end)->data, bt_as_str(o->end)->len);
    if (!ok) {
        r[1] = bt_exc_take(th);
    }
    bool wrote = true;
    if (ok || text.len > 0) {
        r[0] = bt_str_from_buf(th, &text);
        wrote = !bt_is_error(r[0]) && write_to(th, file, r[0]);
    }
    bt_buf_free(&text);
    if (!ok && wrote)
        bt_exc_put(th, r[1]);
    BT_UNROOT(th, r);
    return ok && wrote;
}

// To anything else with a write method: piece by piece, as the method expects it.
static bool print_in_pieces(struct bt_thread *th, bt_value file, const struct bt_args *args,
                            const struct print_options *o)
{
    BT_ROOTS(th, r, 1);
    bool ok = true;
    bt_value space = th->interp->chars[' '], newline = th->interp->chars['\n'];
    for (size_t i = 0; i < args->npos && ok; i++) {
        if (i > 0)
            ok = write_to(th, file, bt_is_none(o->sep) ? space : o->sep);
        if (ok) {
            r[0] = bt_str_of(th, args->v[i]);
            ok = !bt_is_error(r[0]) && write_to(th, file, r[0]);
        }
    }
    BT_UNROOT(th, r);
    return ok && write_to(th, file, bt_is_none(o->end) ? newline : o->end);
}

static bt_value builtin_print(struct bt_thread *th, const struct bt_args *args)
{
    struct print_options o = {BT_NONE, BT_NONE, BT_NONE, false};
    if (!print_keywords(th, args, &o))
        return BT_ERROR;
    BT_ROOTS(th, r, 1);
    r[0] = o.file;
    bool ok = true;
    if (bt_is_none(o.file)) {
        r[0] = sys_get(th, BT_NAME(th, _stdout));
        if (bt_is_unset(r[0]))
            ok = bt_fail(th, BT_EXC_RUNTIME_ERROR, "lost sys.stdout");
    }
    if (ok && !bt_is_none(r[0])) {
        ok = text_option(th, "sep", o.sep) && text_option(th, "end", o.end);
        bool ours = !(bt_type_of(th, r[0])->flags & BT_TYPE_HEAP);
        if (ok)
            ok = ours ? print_at_once(th, r[0], args, &o) : print_in_pieces(th, r[0], args, &o);
        if (ok && o.flush)
            ok = !bt_is_error(bt_call_method(th, r[0], BT_NAME(th, _flush), NULL, 0));
    }
    BT_UNROOT(th, r);
    return ok ? BT_NONE : BT_ERROR;
}

// ---- input ----

// sys.NAME or RuntimeError "input(): lost sys.NAME".
static bt_value input_stream(struct bt_thread *th, bt_value name)
{
    bt_value v = sys_get(th, name);
    if (bt_is_unset(v) || bt_is_none(v))
        return bt_raise(th, BT_EXC_RUNTIME_ERROR, "input(): lost sys.%S", name);
    return v;
}

static bool flush(struct bt_thread *th, bt_value file)
{
    return !bt_is_error(bt_call_method(th, file, BT_NAME(th, _flush), NULL, 0));
}

// (prompt=?, /)
static bt_value builtin_input(struct bt_thread *th, const bt_value *args)
{
    BT_ROOTS(th, r, 4);
    bt_value result = BT_ERROR;
    r[0] = input_stream(th, BT_NAME(th, _stdin));
    r[1] = bt_is_error(r[0]) ? r[0] : input_stream(th, BT_NAME(th, _stdout));
    r[2] = bt_is_error(r[1]) ? r[1] : input_stream(th, BT_NAME(th, _stderr));
    if (bt_is_error(r[2]))
        goto done;
    if (!flush(th, r[2]))
        bt_exc_clear(th);
    if (!bt_is_unset(args[0])) {
        r[3] = bt_str_of(th, args[0]);
        if (bt_is_error(r[3]) || !write_to(th, r[1], r[3]))
            goto done;
    }
    if (!flush(th, r[1]))
        bt_exc_clear(th);
    r[3] = bt_call_method(th, r[0], BT_NAME(th, _readline), NULL, 0);
    if (bt_is_error(r[3]))
        goto done;
    if (!bt_is_str(r[3])) {
        (void)bt_type_error(th, "object.readline() returned non-string");
        goto done;
    }
    struct bt_str *line = bt_as_str(r[3]);
    if (line->len == 0)
        result = bt_raise(th, BT_EXC_EOF_ERROR, "EOF when reading a line");
    else if (line->data[line->len - 1] == '\n')
        result = bt_str_new(th, line->data, line->len - 1);
    else
        result = r[3];
done:
    BT_UNROOT(th, r);
    return result;
}

const struct bt_fn_spec bt_builtins_text[] = {
    {"ascii", builtin_ascii, "(obj, /)", "repr() with everything but ASCII escaped.", NULL, 0},
    {"format", builtin_format, "(value, format_spec='', /)",
     "The value as text by a format specification.", NULL, 0},
    {"input", builtin_input, "(prompt=?, /)",
     "A line from standard input without its newline, after writing the prompt.", NULL, 0},
    {"print", NULL, "(*args, sep=' ', end='\\n', file=None, flush=False)",
     "Write the values as text to a file, sys.stdout by default.", builtin_print, BT_FN_RAW},
    {"repr", builtin_repr, "(obj, /)", "The object as text for a programmer to read.", NULL, 0},
    {0},
};
