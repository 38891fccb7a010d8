/*
 * Binding the arguments of a call to the parameters of a native signature, with the messages that
 * CPython's C functions give. There are four kinds, told apart by the shape of the signature, as in
 * CPython:
 *   no parameter at all             "list.clear() takes no arguments (1 given)"
 *   one, positional only            "list.append() takes exactly one argument (2 given)"
 *   several, all positional only    "insert expected 2 arguments, got 1"
 *   any that may be given by name   "split() takes at most 2 arguments (3 given)"
 */
#include "runtime/objects/dict.h"
#include "runtime/objects/error.h"
#include "runtime/objects/function.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/seq.h"
#include "runtime/objects/str.h"

struct binding {
    struct bt_thread *th;
    const struct bt_signature *sig;
    const char *owner, *name;
    const struct bt_args *args;
    size_t n_kw;
};

static const char *plural(size_t n)
{
    return n == 1 ? "" : "s";
}

// "list.append" or "len"
static bool fail_qualified(const struct binding *b, const char *what, size_t given, bool show)
{
    const char *owner = b->owner != NULL ? b->owner : "", *dot = b->owner != NULL ? "." : "";
    if (show)
        return bt_fail(b->th, BT_EXC_TYPE_ERROR, "%s%s%s() takes %s (%zu given)", owner, dot,
                       b->name, what, given);
    return bt_fail(b->th, BT_EXC_TYPE_ERROR, "%s%s%s() takes %s", owner, dot, b->name, what);
}

static bool fail_expected(struct bt_thread *th, const char *name, size_t min, size_t max,
                          size_t given)
{
    size_t limit = given < min ? min : max;
    return bt_fail(th, BT_EXC_TYPE_ERROR, "%s expected %s%zu argument%s, got %zu", name,
                   min == max    ? ""
                   : given < min ? "at least "
                                 : "at most ",
                   limit, plural(limit), given);
}

bool bt_check_positional(struct bt_thread *th, const char *name, const struct bt_args *args,
                         size_t min, size_t max)
{
    if (!bt_is_unset(args->kwnames) && bt_as_tuple(args->kwnames)->len > 0)
        return bt_fail(th, BT_EXC_TYPE_ERROR, "%s() takes no keyword arguments", name);
    if (args->npos < min || args->npos > max)
        return fail_expected(th, name, min, max, args->npos);
    return true;
}

// Signatures in which nothing can be given by name. Checks the number; numbers do not count self.
static bool check_positional_only(const struct binding *b)
{
    const struct bt_signature *sig = b->sig;
    size_t first = sig->bound_first;
    size_t n = sig->n_pos - first, required = sig->n_required - first;
    if (b->args->npos < first)
        return fail_qualified(b, "at least one argument", 0, true);
    size_t given = b->args->npos - first;
    if (b->n_kw > 0)
        return fail_qualified(b, "no keyword arguments", 0, false);
    if (sig->var_args)
        return given >= required || fail_expected(b->th, b->name, required, SIZE_MAX, given);
    if (given >= required && given <= n)
        return true;
    if (n == 0)
        return fail_qualified(b, "no arguments", given, true);
    if (n == 1 && required == 1)
        return fail_qualified(b, "exactly one argument", given, true);
    return fail_expected(b->th, b->name, required, n, given);
}

// The others: what can be said before the names are looked at.
static bool check_numbers(const struct binding *b)
{
    const struct bt_signature *sig = b->sig;
    size_t first = sig->bound_first;
    if (b->args->npos < first)
        return fail_qualified(b, "at least one argument", 0, true);
    size_t given = b->args->npos - first;
    size_t n = sig->n_pos + sig->n_kwonly - first;
    if (!sig->var_args && !sig->var_kw && given + b->n_kw > n)
        return bt_fail(b->th, BT_EXC_TYPE_ERROR, "%s() takes at most %zu %sargument%s (%zu given)",
                       b->name, n, given == 0 ? "keyword " : "", plural(n), given + b->n_kw);
    size_t max = sig->n_pos - first;
    size_t min = sig->n_required < sig->n_posonly ? sig->n_required : sig->n_posonly;
    min = min > first ? min - first : 0;
    if (given > max && !sig->var_args) {
        if (max == 0)
            return bt_fail(b->th, BT_EXC_TYPE_ERROR, "%s() takes no positional arguments", b->name);
        return bt_fail(b->th, BT_EXC_TYPE_ERROR,
                       "%s() takes %s %zu positional argument%s (%zu given)", b->name,
                       min < max ? "at most" : "exactly", max, plural(max), given);
    }
    if (given < min)
        return bt_fail(b->th, BT_EXC_TYPE_ERROR,
                       "%s() takes %s %zu positional argument%s (%zu given)", b->name,
                       min < max ? "at least" : "exactly", min, plural(min), given);
    return true;
}

// The index of the keyword-only or positional parameter of that name, or n.
static size_t find_parameter(const struct bt_signature *sig, bt_value name)
{
    size_t named = (size_t)sig->n - sig->var_kw;
    for (size_t i = 0; i < named; i++) {
        if (bt_same(sig->names[i], name))
            return i;
    }
    for (size_t i = 0; i < named; i++) {
        if (bt_str_equal(bt_as_str(sig->names[i]), bt_as_str(name)))
            return i;
    }
    return sig->n;
}

static bool fail_unexpected(const struct binding *b, bt_value name)
{
    const struct bt_signature *sig = b->sig;
    bt_value near =
        bt_suggest_among(sig->names + sig->n_posonly, (size_t)sig->n - sig->n_posonly, name);
    if (bt_is_unset(near))
        return bt_fail(b->th, BT_EXC_TYPE_ERROR, "%s() got an unexpected keyword argument '%U'",
                       b->name, bt_as_str(name));
    return bt_fail(b->th, BT_EXC_TYPE_ERROR,
                   "%s() got an unexpected keyword argument '%U'. Did you mean '%U'?", b->name,
                   bt_as_str(name), bt_as_str(near));
}

static bool bind_keyword(const struct binding *b, bt_value name, bt_value value, bt_value *out,
                         bt_value kw)
{
    const struct bt_signature *sig = b->sig;
    size_t i = find_parameter(sig, name);
    bool is_star = sig->var_args && i == sig->n_pos;
    if (i >= sig->n_posonly && i < sig->n && !is_star) {
        if (!bt_is_error(out[i]))
            return bt_fail(b->th, BT_EXC_TYPE_ERROR,
                           "argument for %s() given by name ('%U') and position (%zu)", b->name,
                           bt_as_str(name), i + 1 - sig->bound_first);
        out[i] = value;
        return true;
    }
    if (!bt_is_unset(kw))
        return bt_dict_set(b->th, bt_as_dict(kw), name, value);
    return fail_unexpected(b, name);
}

static bool fill_defaults(const struct binding *b, size_t from, size_t to, bt_value *out)
{
    for (size_t i = from; i < to; i++) {
        if (!bt_is_error(out[i]))
            continue;
        out[i] = b->sig->defaults[i];
        if (bt_is_error(out[i]))
            return bt_fail(b->th, BT_EXC_TYPE_ERROR,
                           "%s() missing required argument '%U' (pos %zu)", b->name,
                           bt_as_str(b->sig->names[i]), i + 1 - b->sig->bound_first);
    }
    return true;
}

static bool bind_general(const struct binding *b, bt_value *out)
{
    const struct bt_signature *sig = b->sig;
    const struct bt_args *args = b->args;
    size_t n_direct = args->npos < sig->n_pos ? args->npos : sig->n_pos;
    for (size_t i = 0; i < sig->n; i++)
        out[i] = i < n_direct ? args->v[i] : BT_ERROR;
    size_t next = sig->n_pos;
    if (sig->var_args) {
        out[next] = bt_tuple_new(b->th, args->v + n_direct, args->npos - n_direct);
        if (bt_is_error(out[next++]))
            return false;
    }
    bt_value kw = BT_UNSET;
    if (sig->var_kw) {
        kw = bt_dict_new(b->th);
        if (bt_is_error(kw))
            return false;
        out[sig->n - 1] = kw;
    }
    for (size_t i = 0; i < b->n_kw; i++) {
        if (!bind_keyword(b, bt_as_tuple(args->kwnames)->items[i], args->v[args->npos + i], out,
                          kw))
            return false;
    }
    return fill_defaults(b, n_direct, sig->n_pos, out) &&
           fill_defaults(b, next, (size_t)next + sig->n_kwonly, out);
}

bool bt_bind_native(struct bt_thread *th, const struct bt_signature *sig, const char *owner,
                    const char *name, const struct bt_args *args, bt_value *out)
{
    struct binding b = {th, sig, owner, name, args, 0};
    if (!bt_is_unset(args->kwnames))
        b.n_kw = bt_as_tuple(args->kwnames)->len;
    bool by_name = sig->n_kwonly > 0 || sig->var_kw || sig->n_pos > sig->n_posonly;
    if (!(by_name ? check_numbers(&b) : check_positional_only(&b)))
        return false;
    return bind_general(&b, out);
}

bool bt_bind(struct bt_thread *th, const char *text, const char *name, const struct bt_args *args,
             bt_value *out)
{
    const struct bt_signature *sig = bt_signature(th, text);
    return sig != NULL && bt_bind_native(th, sig, NULL, name, args, out);
}
