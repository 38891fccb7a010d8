/*
 * BaseExceptionGroup and ExceptionGroup: several exceptions raised as one, and taking them apart
 * again.
 *
 * Splitting walks the tree of groups recursively; bt_enter guards the C stack. Each part of a group
 * is made by derive(), which a subclass may override, and gets the original's traceback, cause,
 * context and notes.
 */
#include "runtime/objects/args.h"
#include "runtime/objects/error.h"
#include "runtime/objects/exception_impl.h"
#include "runtime/objects/function.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/seq.h"
#include "runtime/objects/str.h"

static bt_value get_message(struct bt_thread *th, bt_value self)
{
    (void)th;
    return bt_as_exception(self)->extra[BT_X_GROUP_MESSAGE];
}

static bt_value get_exceptions(struct bt_thread *th, bt_value self)
{
    (void)th;
    return bt_as_exception(self)->extra[BT_X_GROUP_EXCEPTIONS];
}

static bool set_readonly(struct bt_thread *th, bt_value self, bt_value value)
{
    (void)self;
    (void)value;
    return bt_fail(th, BT_EXC_ATTRIBUTE_ERROR, "readonly attribute");
}

const struct bt_getset_spec bt_exc_group_getsets[] = {
    {"message", get_message, set_readonly, "the message"},
    {"exceptions", get_exceptions, set_readonly, "the exceptions in the group"},
    {0},
};

// ---- making ----

// Check the second argument and return it as a tuple; *plain = all of them are Exceptions.
static bt_value read_exceptions(struct bt_thread *th, bt_value arg, bool *plain)
{
    if (!bt_is_tuple(arg) && !bt_is_list(arg) && !(bt_type_of(th, arg)->flags & BT_TYPE_SEQUENCE) &&
        (!bt_type_of(th, arg)->s.getitem || bt_is_dict(arg)))
        return bt_type_error(th, "second argument (exceptions) must be a sequence");
    bt_value tuple = bt_to_tuple(th, arg);
    if (bt_is_error(tuple))
        return BT_ERROR;
    struct bt_tuple *t = bt_as_tuple(tuple);
    if (!t->len)
        return bt_value_error(th, "second argument (exceptions) must be a non-empty sequence");
    *plain = true;
    for (size_t i = 0; i < t->len; i++) {
        if (!bt_is_exception(t->items[i]))
            return bt_value_error(
                th, "Item %zu of second argument (exceptions) is not an exception", i);
        if (!bt_is_a(th, t->items[i], BT_EXC_EXCEPTION))
            *plain = false;
    }
    return tuple;
}

bt_value bt_exc_group_new(struct bt_thread *th, struct bt_type *type, const struct bt_args *args)
{
    if (args->npos != 2)
        return bt_type_error(
            th, "BaseExceptionGroup.__new__() takes exactly 2 arguments (%zu given)", args->npos);
    if (!bt_is_str(args->v[0]))
        return bt_type_error(th, "BaseExceptionGroup.__new__() argument 1 must be str, not %T",
                             args->v[0]);
    bool plain = false;
    bt_value exceptions = read_exceptions(th, args->v[1], &plain);
    if (bt_is_error(exceptions))
        return BT_ERROR;
    BT_ROOTS(th, r, 1);
    r[0] = exceptions;
    bt_value e = BT_ERROR;
    if (type == bt_type(th, BT_EXC_BASE_EXCEPTION_GROUP)) {
        if (plain)
            type = bt_type(th, BT_EXC_EXCEPTION_GROUP);
    } else if (!plain && type == bt_type(th, BT_EXC_EXCEPTION_GROUP)) {
        (void)bt_type_error(th, "Cannot nest BaseExceptions in an ExceptionGroup");
        goto done;
    } else if (!plain && bt_is_subtype(type, bt_type(th, BT_EXC_EXCEPTION))) {
        (void)bt_type_error(th, "Cannot nest BaseExceptions in '%N'", type);
        goto done;
    }
    e = bt_exception_make(th, type, args);
    if (!bt_is_error(e)) {
        bt_as_exception(e)->extra[BT_X_GROUP_MESSAGE] = args->v[0];
        bt_as_exception(e)->extra[BT_X_GROUP_EXCEPTIONS] = exceptions;
    }
done:
    BT_UNROOT(th, r);
    return e;
}

bool bt_exc_group_init(struct bt_thread *th, bt_value self, const struct bt_args *args)
{
    return bt_exception_init(th, self, args);
}

bt_value bt_exc_group_str(struct bt_thread *th, bt_value self)
{
    const bt_value *x = bt_as_exception(self)->extra;
    size_t n = bt_as_tuple(x[BT_X_GROUP_EXCEPTIONS])->len;
    return bt_str_format(th, "%S (%zu sub-exception%s)", x[BT_X_GROUP_MESSAGE], n,
                         n == 1 ? "" : "s");
}

// ---- taking apart ----

static bool is_exception_type(bt_value v)
{
    return bt_is_type(v) && ((struct bt_type *)bt_obj(v))->flags & BT_TYPE_EXC_SUB;
}

// A condition is an exception type, a tuple of them, or a callable that is no class.
static bool check_condition(struct bt_thread *th, bt_value condition)
{
    if (is_exception_type(condition) || (!bt_is_type(condition) && bt_is_callable(th, condition)))
        return true;
    bool ok = bt_is_tuple(condition);
    for (size_t i = 0; ok && i < bt_as_tuple(condition)->len; i++)
        ok = is_exception_type(bt_as_tuple(condition)->items[i]);
    return ok || bt_fail(th, BT_EXC_TYPE_ERROR,
                         "expected an exception type, a tuple of exception types, or a "
                         "callable (other than a class)");
}

static bool matches(struct bt_thread *th, bt_value e, bt_value condition, bool *out)
{
    if (bt_is_exact(th, condition, BT_T_LIST)) { // these exceptions and no others: see join
        *out = false;
        for (size_t i = 0; i < bt_as_list(condition)->len && !*out; i++)
            *out = bt_same(bt_as_list(condition)->items[i], e);
        return true;
    }
    if (bt_is_type(condition) || bt_is_tuple(condition)) {
        size_t n = bt_is_type(condition) ? 1 : bt_as_tuple(condition)->len;
        const bt_value *types = bt_is_type(condition) ? &condition : bt_as_tuple(condition)->items;
        *out = false;
        for (size_t i = 0; i < n && !*out; i++)
            *out = bt_is_subtype(bt_obj(e)->type, (struct bt_type *)bt_obj(types[i]));
        return true;
    }
    bt_value v = bt_call1(th, condition, e);
    return !bt_is_error(v) && bt_truth(th, v, out);
}

// A group like `original` of other exceptions (a list; None if it is empty).
static bt_value part(struct bt_thread *th, bt_value original, bt_value exceptions)
{
    if (!bt_as_list(exceptions)->len)
        return BT_NONE;
    bt_value v = bt_call_method(th, original, BT_NAME(th, _derive), &exceptions, 1);
    if (bt_is_error(v))
        return BT_ERROR;
    if (!bt_is_a(th, v, BT_EXC_BASE_EXCEPTION_GROUP))
        return bt_type_error(th, "derive must return an instance of BaseExceptionGroup");
    struct bt_exception *to = bt_as_exception(v), *from = bt_as_exception(original);
    to->traceback = from->traceback;
    to->context = from->context;
    to->cause = from->cause;
    to->suppress_context = from->suppress_context;
    if (bt_is_list(from->notes)) {
        bt_value notes =
            bt_list_new(th, bt_as_list(from->notes)->items, bt_as_list(from->notes)->len);
        if (bt_is_error(notes))
            return BT_ERROR;
        to->notes = notes;
    }
    return v;
}

// out[0] = the part of e that matches, out[1] = the rest; None where there is nothing. out is
// rooted by the caller.
static bool split(struct bt_thread *th, bt_value e, bt_value condition, bt_value out[2])
{
    bool match, ok = false;
    if (!bt_enter(th, " in exceptiongroup_split_recursive") || !matches(th, e, condition, &match))
        return false;
    out[0] = match ? e : BT_NONE;
    out[1] = match ? BT_NONE : e;
    if (match || !bt_is_a(th, e, BT_EXC_BASE_EXCEPTION_GROUP))
        return true;
    BT_ROOTS(th, r, 5); // matching, rest; result of one member; e
    r[0] = bt_list_new(th, NULL, 0);
    r[1] = bt_list_new(th, NULL, 0);
    r[4] = e;
    if (bt_is_error(r[0]) || bt_is_error(r[1]))
        goto done;
    struct bt_tuple *members = bt_as_tuple(bt_as_exception(e)->extra[BT_X_GROUP_EXCEPTIONS]);
    for (size_t i = 0; i < members->len; i++) {
        if (!split(th, members->items[i], condition, &r[2]))
            goto done;
        for (size_t side = 0; side < 2; side++) {
            if (!bt_is_none(r[2 + side]) && !bt_list_append(th, r[side], r[2 + side]))
                goto done;
        }
    }
    for (size_t side = 0; side < 2; side++) {
        if (bt_is_error(out[side] = part(th, e, r[side])))
            goto done;
    }
    ok = true;
done:
    BT_UNROOT(th, r);
    return ok;
}

static bt_value group_split(struct bt_thread *th, const bt_value *args)
{
    if (!check_condition(th, args[1]))
        return BT_ERROR;
    BT_ROOTS(th, r, 2);
    bt_value result = split(th, args[0], args[1], r) ? bt_tuple_new(th, r, 2) : BT_ERROR;
    BT_UNROOT(th, r);
    return result;
}

static bt_value group_subgroup(struct bt_thread *th, const bt_value *args)
{
    if (!check_condition(th, args[1]))
        return BT_ERROR;
    BT_ROOTS(th, r, 2);
    bt_value result = split(th, args[0], args[1], r) ? r[0] : BT_ERROR;
    BT_UNROOT(th, r);
    return result;
}

static bt_value group_derive(struct bt_thread *th, const bt_value *args)
{
    bt_value pair[] = {bt_as_exception(args[0])->extra[BT_X_GROUP_MESSAGE], args[1]};
    return bt_call_n(th, bt_from_obj(bt_type(th, BT_EXC_BASE_EXCEPTION_GROUP)), pair, 2);
}

// ---- except* ----

// TypeError unless `type` is what an except* clause may name.
static bool check_clause_type(struct bt_thread *th, bt_value type)
{
    const bt_value *types = bt_is_tuple(type) ? bt_as_tuple(type)->items : &type;
    size_t n = bt_is_tuple(type) ? bt_as_tuple(type)->len : 1;
    for (size_t i = 0; i < n; i++) {
        if (!is_exception_type(types[i]))
            return bt_fail(
                th, BT_EXC_TYPE_ERROR,
                "catching classes that do not inherit from BaseException is not allowed");
        if (bt_is_subtype((struct bt_type *)bt_obj(types[i]),
                          bt_type(th, BT_EXC_BASE_EXCEPTION_GROUP)))
            return bt_fail(
                th, BT_EXC_TYPE_ERROR,
                "catching ExceptionGroup with except* is not allowed. Use except instead.");
    }
    return true;
}

// A new group of the exceptions in the list, without a message.
static bt_value nameless_group(struct bt_thread *th, bt_value exceptions)
{
    bt_value args[] = {th->interp->empty_str, exceptions};
    return bt_call_n(th, bt_from_obj(bt_type(th, BT_EXC_BASE_EXCEPTION_GROUP)), args, 2);
}

static bt_value wrapped(struct bt_thread *th, bt_value exc)
{
    BT_ROOTS(th, r, 1);
    r[0] = bt_tuple_new(th, &exc, 1);
    bt_value group = bt_is_error(r[0]) ? BT_ERROR : nameless_group(th, r[0]);
    BT_UNROOT(th, r);
    if (!bt_is_error(group))
        bt_as_exception(group)->traceback = bt_as_exception(exc)->traceback;
    return group;
}

bool bt_exception_group_match(struct bt_thread *th, bt_value exc, bt_value type, bt_value out[2])
{
    bool match;
    if (!check_clause_type(th, type))
        return false;
    out[0] = BT_NONE;
    out[1] = exc;
    if (bt_is_none(exc))
        return true;
    bool is_group = bt_is_a(th, exc, BT_EXC_BASE_EXCEPTION_GROUP);
    if (!matches(th, exc, type, &match))
        return false;
    if (match) {
        out[1] = BT_NONE;
        out[0] = is_group ? exc : wrapped(th, exc);
        return !bt_is_error(out[0]);
    }
    return !is_group || split(th, exc, type, out);
}

// Was `e` split off `caught`, not raised anew? It has the same traceback, cause, context and notes
// then.
static bool is_part_of(const struct bt_exception *e, const struct bt_exception *caught)
{
    return bt_same(e->traceback, caught->traceback) && bt_same(e->cause, caught->cause) &&
           bt_same(e->context, caught->context) &&
           bt_is_unset(e->notes) == bt_is_unset(caught->notes);
}

// Append the exceptions at the bottom of e's tree of groups.
static bool add_leaves(struct bt_thread *th, bt_value list, bt_value e)
{
    if (!bt_is_a(th, e, BT_EXC_BASE_EXCEPTION_GROUP))
        return bt_list_append(th, list, e);
    if (!bt_enter(th, " in collect_exception_group_leaf_ids"))
        return false;
    struct bt_tuple *members = bt_as_tuple(bt_as_exception(e)->extra[BT_X_GROUP_EXCEPTIONS]);
    for (size_t i = 0; i < members->len; i++) {
        if (!add_leaves(th, list, members->items[i]))
            return false;
    }
    return true;
}

// Sort what is in the list: parts of `caught` give their leaves, the others are raised. Both lists
// are filled.
static bool sort_out(struct bt_thread *th, bt_value caught, bt_value list, bt_value leaves,
                     bt_value raised)
{
    for (size_t i = 0; i < bt_as_list(list)->len; i++) {
        bt_value e = bt_as_list(list)->items[i];
        if (bt_is_none(e))
            continue;
        if (is_part_of(bt_as_exception(e), bt_as_exception(caught))
                ? !add_leaves(th, leaves, e)
                : !bt_list_append(th, raised, e))
            return false;
    }
    return true;
}

bt_value bt_exception_group_join(struct bt_thread *th, bt_value caught, bt_value list)
{
    if (!bt_as_list(list)->len)
        return BT_NONE;
    if (!bt_is_a(th, caught, BT_EXC_BASE_EXCEPTION_GROUP))
        return bt_as_list(list)->items[0]; // only one clause can have had it
    BT_ROOTS(th, r, 4);                    // leaves, raised, split in two
    bt_value result = BT_ERROR;
    r[0] = bt_list_new(th, NULL, 0);
    r[1] = bt_list_new(th, NULL, 0);
    if (bt_is_error(r[0]) || bt_is_error(r[1]) || !sort_out(th, caught, list, r[0], r[1]))
        goto done;
    r[2] = BT_NONE;
    if (bt_as_list(r[0])->len && !split(th, caught, r[0], &r[2]))
        goto done;
    if (!bt_as_list(r[1])->len) {
        result = r[2];
        goto done;
    }
    if (!bt_is_none(r[2]) && !bt_list_append(th, r[1], r[2]))
        goto done;
    result = bt_as_list(r[1])->len == 1 ? bt_as_list(r[1])->items[0] : nameless_group(th, r[1]);
done:
    BT_UNROOT(th, r);
    return result;
}

const struct bt_fn_spec bt_exc_group_methods[] = {
    {"split", group_split, "(self, matcher_value, /)", "(the part that matches, the rest)", NULL,
     0},
    {"subgroup", group_subgroup, "(self, matcher_value, /)", "The part that matches, or None.",
     NULL, 0},
    {"derive", group_derive, "(self, excs, /)",
     "A group with the same message around other exceptions.", NULL, 0},
    {0},
};
