// Argument checks for constructors and raw native functions: see args.h.
#include "runtime/objects/args.h"

#include "runtime/objects/error.h"
#include "runtime/objects/seq.h"
#include "runtime/objects/str.h"

size_t bt_args_n_kw(const struct bt_args *args)
{
    return bt_is_obj(args->kwnames) ? bt_as_tuple(args->kwnames)->len : 0;
}

bool bt_args_no_kw(struct bt_thread *th, const struct bt_args *args, const char *name)
{
    if (bt_args_n_kw(args) == 0)
        return true;
    return bt_fail(th, BT_EXC_TYPE_ERROR, "%s() takes no keyword arguments", name);
}

bool bt_args_count(struct bt_thread *th, const struct bt_args *args, const char *name, size_t min,
                   size_t max)
{
    if (args->npos >= min && args->npos <= max)
        return true;
    size_t limit = args->npos < min ? min : max;
    const char *how = min == max ? "" : args->npos < min ? "at least " : "at most ";
    return bt_fail(th, BT_EXC_TYPE_ERROR, "%s expected %s%zu argument%s, got %zu", name, how, limit,
                   limit == 1 ? "" : "s", args->npos);
}

bool bt_args_unexpected(struct bt_thread *th, const char *name, bt_value kw,
                        const char *const *names, size_t n)
{
    bt_value known[8];
    if (n > sizeof known / sizeof known[0])
        n = sizeof known / sizeof known[0];
    for (size_t i = 0; i < n; i++) {
        known[i] = bt_intern(th, names[i], strlen(names[i]));
        if (bt_is_error(known[i]))
            return false;
    }
    bt_value near = bt_is_str(kw) ? bt_suggest_among(known, n, kw) : BT_UNSET;
    if (bt_is_unset(near))
        return bt_fail(th, BT_EXC_TYPE_ERROR, "%s() got an unexpected keyword argument %R", name,
                       kw);
    return bt_fail(th, BT_EXC_TYPE_ERROR,
                   "%s() got an unexpected keyword argument %R. Did you mean '%U'?", name, kw,
                   bt_as_str(near));
}

bool bt_args_named(struct bt_thread *th, const struct bt_args *args, const char *name,
                   const char *const *names, size_t n, bt_value *out)
{
    size_t n_kw = bt_args_n_kw(args);
    if (args->npos + n_kw > n)
        return bt_fail(th, BT_EXC_TYPE_ERROR, "%s() takes at most %zu argument%s (%zu given)", name,
                       n, n == 1 ? "" : "s", args->npos + n_kw);
    for (size_t i = 0; i < n; i++)
        out[i] = i < args->npos ? args->v[i] : BT_UNSET;
    for (size_t k = 0; k < n_kw; k++) {
        bt_value kw = bt_as_tuple(args->kwnames)->items[k];
        size_t i = 0;
        while (i < n && !bt_str_is(kw, names[i]))
            i++;
        if (i == n)
            return bt_args_unexpected(th, name, kw, names, n);
        if (!bt_is_unset(out[i]))
            return bt_fail(th, BT_EXC_TYPE_ERROR,
                           "argument for %s() given by name ('%s') and position (%zu)", name,
                           names[i], i + 1);
        out[i] = args->v[args->npos + k];
    }
    return true;
}

bool bt_readonly_attribute(struct bt_thread *th, bt_value self BT_UNUSED, bt_value value BT_UNUSED)
{
    return bt_fail(th, BT_EXC_ATTRIBUTE_ERROR, "readonly attribute");
}
