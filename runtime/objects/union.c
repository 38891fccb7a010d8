// types.UnionType: int | str, as annotations have it and isinstance() takes it.
#include "base/buf.h"
#include "runtime/objects/error.h"
#include "runtime/objects/generic_alias.h"
#include "runtime/objects/heap.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/seq.h"
#include "runtime/objects/str.h"
#include "runtime/objects/type.h"

static bt_value args_of(bt_value v)
{
    return ((struct bt_union *)bt_obj(v))->args;
}

static bool can_be_in_union(const struct bt_thread *th, bt_value v)
{
    return bt_is_none(v) || bt_is_type(v) || bt_is_exact(th, v, BT_T_GENERIC_ALIAS) ||
           bt_is_exact(th, v, BT_T_UNION);
}

// Append the members of v that the list has not yet.
static bool add_members(struct bt_thread *th, bt_value list, bt_value v)
{
    if (bt_is_none(v))
        v = bt_from_obj(bt_type(th, BT_T_NONE));
    bool is_union = bt_is_exact(th, v, BT_T_UNION);
    const bt_value *members = is_union ? bt_as_tuple(args_of(v))->items : &v;
    size_t n = is_union ? bt_as_tuple(args_of(v))->len : 1;
    for (size_t i = 0; i < n; i++) {
        bool known = false;
        for (size_t j = 0; j < bt_as_list(list)->len && !known; j++) {
            if (!bt_eq(th, bt_as_list(list)->items[j], members[i], &known))
                return false;
        }
        if (!known && !bt_list_append(th, list, members[i]))
            return false;
    }
    return true;
}

bt_value bt_union_or(struct bt_thread *th, bt_value a, bt_value b)
{
    if (!can_be_in_union(th, a) || !can_be_in_union(th, b))
        return BT_NOT_IMPLEMENTED;
    BT_ROOTS(th, r, 1);
    bt_value result = BT_ERROR;
    r[0] = bt_list_new(th, NULL, 0);
    if (bt_is_error(r[0]) || !add_members(th, r[0], a) || !add_members(th, r[0], b))
        goto done;
    if (bt_as_list(r[0])->len == 1) {
        result = bt_as_list(r[0])->items[0];
        goto done;
    }
    bt_value args = bt_list_to_tuple(th, r[0]);
    struct bt_union *made =
        bt_is_error(args) ? NULL : bt_new_object(th, bt_type(th, BT_T_UNION), sizeof *made);
    if (made) {
        made->args = args;
        result = bt_from_obj(made);
    }
done:
    BT_UNROOT(th, r);
    return result;
}

static bt_value union_repr(struct bt_thread *th, bt_value self)
{
    struct bt_tuple *args = bt_as_tuple(args_of(self));
    struct bt_buf buf;
    bt_buf_init(&buf);
    for (size_t i = 0; i < args->len; i++) {
        bt_buf_puts(&buf, i ? " | " : "");
        if (!bt_generic_arg_repr(th, &buf, args->items[i])) {
            bt_buf_free(&buf);
            return BT_ERROR;
        }
    }
    return bt_str_from_buf(th, &buf);
}

static bool has_member(struct bt_thread *th, bt_value self, bt_value member, bool *out)
{
    struct bt_tuple *args = bt_as_tuple(args_of(self));
    *out = false;
    for (size_t i = 0; i < args->len && !*out; i++) {
        if (!bt_eq(th, args->items[i], member, out))
            return false;
    }
    return true;
}

static bt_value union_compare(struct bt_thread *th, bt_value a, bt_value b, enum bt_cmpop op)
{
    if ((op != BT_EQ && op != BT_NE) || !bt_is_exact(th, b, BT_T_UNION))
        return BT_NOT_IMPLEMENTED;
    struct bt_tuple *members = bt_as_tuple(args_of(a));
    bool same = members->len == bt_as_tuple(args_of(b))->len;
    for (size_t i = 0; i < members->len && same; i++) {
        if (!has_member(th, b, members->items[i], &same))
            return BT_ERROR;
    }
    return bt_bool(same == (op == BT_EQ));
}

// The same whatever the order.
static bool union_hash(struct bt_thread *th, bt_value self, int64_t *out)
{
    struct bt_tuple *args = bt_as_tuple(args_of(self));
    uint64_t sum = 0;
    for (size_t i = 0; i < args->len; i++) {
        int64_t hash;
        if (!bt_hash(th, args->items[i], &hash))
            return false;
        sum += (uint64_t)hash;
    }
    *out = (int64_t)sum;
    return true;
}

static void union_trace(struct bt_tracer *tracer, struct bt_object *o)
{
    bt_mark(tracer, ((struct bt_union *)o)->args);
}

// isinstance() and issubclass() with each of the members; generic aliases among them are refused as
// such.
static bt_value check_members(struct bt_thread *th, const bt_value *args, const char *what,
                              bool (*check)(struct bt_thread *th, bt_value v, bt_value cls,
                                            bool *out))
{
    struct bt_tuple *members = bt_as_tuple(args_of(args[0]));
    for (size_t i = 0; i < members->len; i++) {
        if (bt_is_exact(th, members->items[i], BT_T_GENERIC_ALIAS))
            return bt_type_error(th, "%s() argument 2 cannot be a parameterized generic", what);
    }
    bool yes = false;
    for (size_t i = 0; i < members->len && !yes; i++) {
        if (!check(th, args[1], members->items[i], &yes))
            return BT_ERROR;
    }
    return bt_bool(yes);
}

static bt_value instancecheck(struct bt_thread *th, const bt_value *args)
{
    return check_members(th, args, "isinstance", bt_isinstance);
}

static bt_value subclasscheck(struct bt_thread *th, const bt_value *args)
{
    if (!bt_is_type(args[1]))
        return bt_type_error(th, "issubclass() arg 1 must be a class");
    return check_members(th, args, "issubclass", bt_issubclass);
}

static bt_value get_args(struct bt_thread *th, bt_value self)
{
    (void)th;
    return args_of(self);
}

static bt_value get_parameters(struct bt_thread *th, bt_value self)
{
    (void)self;
    return th->interp->empty_tuple; // there are no type variables to be found
}

static const struct bt_fn_spec methods[] = {
    {"__instancecheck__", instancecheck, "(self, instance, /)", NULL, NULL, 0},
    {"__subclasscheck__", subclasscheck, "(self, subclass, /)", NULL, NULL, 0},
    {0},
};

static const struct bt_getset_spec getsets[] = {
    {"__args__", get_args, NULL, "the members"},
    {"__parameters__", get_parameters, NULL, "the type variables among them"},
    {0},
};

const struct bt_type_spec bt_union_spec = {
    .name = "types.UnionType",
    .doc = "Several types, any of which will do: int | str.",
    .flags = BT_TYPE_ABSTRACT,
    .size = sizeof(struct bt_union),
    .slots =
        {
            .repr = union_repr,
            .hash = union_hash,
            .compare = union_compare,
            .binary[BT_OP_OR] = bt_union_or,
            .trace = union_trace,
        },
    .methods = methods,
    .getsets = getsets,
};
