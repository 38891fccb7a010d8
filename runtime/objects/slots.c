/*
 * Slots of Python classes. A class that defines a dunder gets, in the slot the dunder stands for, a
 * generic function from this file that looks the dunder up on the type and calls it. A slot whose
 * dunders all come from one native base gets that base's C function itself, so that the fast paths
 * stay open.
 *
 * Called by class.c when a class is made, and by bt_type_changed when its dict or a base's changed.
 */
#include "runtime/objects/slots.h"

#include "runtime/objects/dict.h"
#include "runtime/objects/error.h"
#include "runtime/objects/exception.h"
#include "runtime/objects/function.h"
#include "runtime/objects/heap.h"
#include "runtime/objects/int.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/seq.h"
#include "runtime/objects/type.h"

// ---- finding and calling a dunder ----

// The special method `name` of v's type, ready to be called: *self is v, or unset if the method is
// bound already. *method is BT_UNSET if there is none; false only with an exception of __get__.
static bool find_special(struct bt_thread *th, bt_value v, bt_value name, bt_value *method,
                         bt_value *self)
{
    struct bt_type *type = bt_type_of(th, v);
    bt_value found = bt_type_find(th, type, name);
    *self = v;
    *method = found;
    if (!bt_is_obj(found))
        return true;
    struct bt_type *kind = bt_obj(found)->type;
    if (kind == bt_type(th, BT_T_FUNCTION) || kind == bt_type(th, BT_T_METHOD_DESCR) ||
        kind == bt_type(th, BT_T_SLOT_WRAPPER))
        return true;
    *self = BT_UNSET;
    if (!kind->s.descr_get)
        return true;
    *method = kind->s.descr_get(th, found, v, bt_from_obj(type));
    return !bt_is_error(*method);
}

#define STACK_ARGS 8

// method(self, *args, **kw); self may be unset.
static bt_value call_with_self(struct bt_thread *th, bt_value method, bt_value self,
                               const struct bt_args *args)
{
    if (bt_is_unset(self))
        return bt_call(th, method, args);
    size_t n = args->npos;
    if (!bt_is_unset(args->kwnames))
        n += bt_as_tuple(args->kwnames)->len;
    bt_value small[STACK_ARGS], *v = small;
    if (n + 1 > STACK_ARGS && !(v = bt_mem_alloc(th, (n + 1) * sizeof *v)))
        return BT_ERROR;
    v[0] = self;
    if (n)
        memcpy(v + 1, args->v, n * sizeof *v);
    struct bt_args with_self = {v, args->npos + 1, args->kwnames};
    bt_value result = bt_call(th, method, &with_self);
    if (v != small)
        bt_mem_free(th->interp, v, (n + 1) * sizeof *v);
    return result;
}

// v.name(args) by the type; the type is known to have the method, or had it a moment ago.
static bt_value call_args(struct bt_thread *th, bt_value v, bt_value name,
                          const struct bt_args *args)
{
    bt_value method, self;
    if (!find_special(th, v, name, &method, &self))
        return BT_ERROR;
    if (bt_is_unset(method))
        return bt_raise_attribute(th, v, name);
    BT_ROOTS(th, r, 1);
    r[0] = method;
    bt_value result = call_with_self(th, method, self, args);
    BT_UNROOT(th, r);
    return result;
}

static bt_value call_n(struct bt_thread *th, bt_value v, bt_value name, const bt_value *arg,
                       size_t n)
{
    struct bt_args args = {arg, n, BT_UNSET};
    return call_args(th, v, name, &args);
}

// The same; BT_NOT_IMPLEMENTED if the type has no such method.
static bt_value call_maybe(struct bt_thread *th, bt_value v, bt_value name, const bt_value *arg,
                           size_t n)
{
    bt_value result = bt_call_special(th, v, name, arg, n);
    return bt_is_unset(result) ? BT_NOT_IMPLEMENTED : result;
}

// ---- generic functions: text, size, iteration ----

#define UNARY(slot, dunder)                                    \
    static bt_value slot(struct bt_thread *th, bt_value self)  \
    {                                                          \
        return call_n(th, self, BT_NAME(th, dunder), NULL, 0); \
    }
UNARY(slot_repr, repr)
UNARY(slot_str, str)
UNARY(slot_neg, neg)
UNARY(slot_pos, pos)
UNARY(slot_invert, invert)
UNARY(slot_abs, abs)
UNARY(slot_int, int)
UNARY(slot_float, float)
UNARY(slot_index, index)
UNARY(slot_del, del)
#undef UNARY

static bt_value slot_format(struct bt_thread *th, bt_value self, bt_value spec)
{
    return call_n(th, self, BT_NAME(th, format), &spec, 1);
}

static bool slot_hash(struct bt_thread *th, bt_value self, int64_t *out)
{
    bt_value v = call_n(th, self, BT_NAME(th, hash), NULL, 0);
    if (bt_is_error(v))
        return false;
    if (!bt_is_int(v))
        return bt_fail(th, BT_EXC_TYPE_ERROR, "__hash__ method should return an integer");
    // a value that fits a machine word is taken as it is, as CPython does
    if (!bt_int_get_i64(v, out))
        *out = bt_int_hash(v);
    else if (*out == -1)
        *out = -2;
    return true;
}

static bt_value slot_compare(struct bt_thread *th, bt_value a, bt_value b, enum bt_cmpop op)
{
    bt_value name = th->interp->names[BT_N_lt + (int)op];
    bt_value found = bt_type_find(th, bt_type_of(th, a), name);
    if (bt_is_unset(found))
        return BT_NOT_IMPLEMENTED;
    if (bt_is_exact(th, found, BT_T_SLOT_WRAPPER)) {
        // a class with only some of the six: the base's C function does the others
        struct bt_type *base = ((struct bt_slot_wrapper *)bt_obj(found))->type;
        if (base->s.compare && bt_is_subtype(bt_type_of(th, a), base))
            return base->s.compare(th, a, b, op);
    }
    return call_maybe(th, a, name, &b, 1);
}

bool bt_slot_truth_result(struct bt_thread *th, bt_value v, bool *out)
{
    if (!bt_is_bool(v))
        return bt_fail(th, BT_EXC_TYPE_ERROR, "__bool__ should return bool, returned %T", v);
    *out = bt_same(v, BT_TRUE);
    return true;
}

static bool slot_truth(struct bt_thread *th, bt_value self, bool *out)
{
    bt_value v = call_n(th, self, BT_NAME(th, bool), NULL, 0);
    return !bt_is_error(v) && bt_slot_truth_result(th, v, out);
}

bool bt_slot_len_result(struct bt_thread *th, bt_value v, size_t *out)
{
    bt_value index = bt_to_index(th, v);
    if (bt_is_error(index))
        return false;
    if (bt_int_is_negative(index))
        return bt_fail(th, BT_EXC_VALUE_ERROR, "__len__() should return >= 0");
    int64_t len;
    if (!bt_int_get_i64(index, &len))
        return bt_fail(th, BT_EXC_OVERFLOW_ERROR, "cannot fit '%T' into an index-sized integer",
                       index);
    *out = (size_t)len;
    return true;
}

static bool slot_len(struct bt_thread *th, bt_value self, size_t *out)
{
    bt_value v = call_n(th, self, BT_NAME(th, len), NULL, 0);
    return !bt_is_error(v) && bt_slot_len_result(th, v, out);
}

static bt_value slot_iter(struct bt_thread *th, bt_value self)
{
    if (bt_is_none(bt_type_find(th, bt_type_of(th, self), BT_NAME(th, iter))))
        return bt_type_error(th, "'%T' object is not iterable", self);
    return call_n(th, self, BT_NAME(th, iter), NULL, 0);
}

static bt_value slot_next(struct bt_thread *th, bt_value self)
{
    bt_value v = call_n(th, self, BT_NAME(th, next), NULL, 0);
    if (!bt_is_error(v) || !bt_exc_is(th, BT_EXC_STOP_ITERATION))
        return v;
    // One with a value stays an exception: yield from and next() want it, bt_iter_next drops it.
    if (bt_as_tuple(bt_as_exception(th->exc)->args)->len > 0)
        return BT_ERROR;
    bt_exc_clear(th);
    return BT_UNSET;
}

static bt_value slot_getitem(struct bt_thread *th, bt_value self, bt_value key)
{
    return call_n(th, self, BT_NAME(th, getitem), &key, 1);
}

static bool slot_setitem(struct bt_thread *th, bt_value self, bt_value key, bt_value value)
{
    bt_value arg[] = {key, value};
    bool del = bt_is_unset(value);
    bt_value name = del ? BT_NAME(th, delitem) : BT_NAME(th, setitem);
    bt_value v = bt_call_special(th, self, name, arg, del ? 1 : 2);
    if (bt_is_unset(v))
        return bt_fail(th, BT_EXC_TYPE_ERROR, "'%T' object does not support item %s", self,
                       del ? "deletion" : "assignment");
    return !bt_is_error(v);
}

static bool slot_contains(struct bt_thread *th, bt_value self, bt_value item, bool *out)
{
    if (bt_is_none(bt_type_find(th, bt_type_of(th, self), BT_NAME(th, contains))))
        return bt_fail(th, BT_EXC_TYPE_ERROR, "'%T' object is not a container", self);
    bt_value v = call_n(th, self, BT_NAME(th, contains), &item, 1);
    return !bt_is_error(v) && bt_truth(th, v, out);
}

// ---- calls, construction ----

static bt_value slot_call(struct bt_thread *th, bt_value self, const struct bt_args *args)
{
    return call_args(th, self, BT_NAME(th, call), args);
}

static bool slot_init(struct bt_thread *th, bt_value self, const struct bt_args *args)
{
    bt_value v = call_args(th, self, BT_NAME(th, init), args);
    if (bt_is_error(v))
        return false;
    if (!bt_is_none(v))
        return bt_fail(th, BT_EXC_TYPE_ERROR, "__init__() should return None, not '%T'", v);
    return true;
}

static bt_value slot_new(struct bt_thread *th, struct bt_type *type, const struct bt_args *args)
{
    bt_value cls = bt_from_obj(type);
    bt_value method = bt_getattr(th, cls, BT_NAME(th, new));
    if (bt_is_error(method))
        return BT_ERROR;
    BT_ROOTS(th, r, 1);
    r[0] = method;
    bt_value result = call_with_self(th, method, cls, args);
    BT_UNROOT(th, r);
    return result;
}

// ---- attributes ----

// __getattribute__ of self; BT_UNSET if it is object's and finds nothing.
static bt_value plain_getattribute(struct bt_thread *th, bt_value self, bt_value name)
{
    struct bt_type *type = bt_type_of(th, self);
    bt_value found = bt_type_find(th, type, BT_NAME(th, getattribute));
    if (bt_is_exact(th, found, BT_T_SLOT_WRAPPER)) {
        struct bt_slot_wrapper *wrapper = (struct bt_slot_wrapper *)bt_obj(found);
        if (wrapper->type->s.getattr && bt_is_subtype(type, wrapper->type))
            return wrapper->type->s.getattr == bt_generic_getattr
                       ? bt_generic_getattr_opt(th, self, name)
                       : wrapper->type->s.getattr(th, self, name);
    }
    return call_n(th, self, BT_NAME(th, getattribute), &name, 1);
}

static bt_value slot_getattr(struct bt_thread *th, bt_value self, bt_value name)
{
    bt_value v = plain_getattribute(th, self, name);
    if (!bt_is_unset(v) && (!bt_is_error(v) || !bt_exc_is(th, BT_EXC_ATTRIBUTE_ERROR)))
        return v;
    if (bt_is_unset(bt_type_find(th, bt_type_of(th, self), BT_NAME(th, getattr))))
        return bt_is_unset(v) ? bt_raise_attribute(th, self, name) : v;
    bt_exc_clear(th);
    return call_n(th, self, BT_NAME(th, getattr), &name, 1);
}

static bool slot_setattr(struct bt_thread *th, bt_value self, bt_value name, bt_value value)
{
    bt_value arg[] = {name, value};
    bt_value v = bt_is_unset(value) ? call_n(th, self, BT_NAME(th, delattr), arg, 1)
                                    : call_n(th, self, BT_NAME(th, setattr), arg, 2);
    return !bt_is_error(v);
}

static bt_value slot_descr_get(struct bt_thread *th, bt_value self, bt_value obj, bt_value type)
{
    bt_value arg[] = {bt_is_unset(obj) ? BT_NONE : obj, bt_is_unset(type) ? BT_NONE : type};
    bt_value v = bt_call_special(th, self, BT_NAME(th, get), arg, 2);
    return bt_is_unset(v) ? self : v;
}

static bool slot_descr_set(struct bt_thread *th, bt_value self, bt_value obj, bt_value value)
{
    bt_value arg[] = {obj, value};
    bt_value v = bt_is_unset(value) ? call_n(th, self, BT_NAME(th, delete), arg, 1)
                                    : call_n(th, self, BT_NAME(th, set), arg, 2);
    return !bt_is_error(v);
}

// ---- operators ----

typedef bt_value (*binary_fn)(struct bt_thread *th, bt_value a, bt_value b);

// Does b's type bring its own reflected method, one that a's type does not have?
static bool overrides_reflected(struct bt_thread *th, bt_value a, bt_value b, bt_value rname)
{
    bt_value theirs = bt_type_find(th, bt_type_of(th, b), rname);
    bt_value ours = bt_type_find(th, bt_type_of(th, a), rname);
    return !bt_is_unset(theirs) && !bt_same(theirs, ours);
}

// a op b where one of the two, or both, is an instance of a class whose slot is `self_fn`.
static bt_value binary(struct bt_thread *th, enum bt_binop op, binary_fn self_fn, bt_value a,
                       bt_value b)
{
    struct bt_type *ta = bt_type_of(th, a), *tb = bt_type_of(th, b);
    bt_value name = th->interp->names[BT_N_add + (int)op];
    bt_value rname = th->interp->names[BT_N_radd + (int)op];
    bool other = ta != tb && tb->s.binary[op] == self_fn;
    if (ta->s.binary[op] == self_fn) {
        if (other && bt_is_subtype(tb, ta) && overrides_reflected(th, a, b, rname)) {
            bt_value v = call_maybe(th, b, rname, &a, 1);
            if (!bt_same(v, BT_NOT_IMPLEMENTED))
                return v;
            other = false;
        }
        bt_value v = call_maybe(th, a, name, &b, 1);
        if (!bt_same(v, BT_NOT_IMPLEMENTED) || ta == tb)
            return v;
    }
    return other ? call_maybe(th, b, rname, &a, 1) : BT_NOT_IMPLEMENTED;
}

#define BINARY(slot, op)                                               \
    static bt_value slot(struct bt_thread *th, bt_value a, bt_value b) \
    {                                                                  \
        return binary(th, op, slot, a, b);                             \
    }
#define INPLACE(slot, dunder)                                          \
    static bt_value slot(struct bt_thread *th, bt_value a, bt_value b) \
    {                                                                  \
        return call_maybe(th, a, BT_NAME(th, dunder), &b, 1);          \
    }
BINARY(slot_add, BT_OP_ADD)
BINARY(slot_sub, BT_OP_SUB)
BINARY(slot_mul, BT_OP_MUL)
BINARY(slot_matmul, BT_OP_MATMUL)
BINARY(slot_truediv, BT_OP_TRUEDIV)
BINARY(slot_floordiv, BT_OP_FLOORDIV)
BINARY(slot_mod, BT_OP_MOD)
BINARY(slot_pow, BT_OP_POW)
BINARY(slot_lshift, BT_OP_LSHIFT)
BINARY(slot_rshift, BT_OP_RSHIFT)
BINARY(slot_and, BT_OP_AND)
BINARY(slot_xor, BT_OP_XOR)
BINARY(slot_or, BT_OP_OR)
BINARY(slot_divmod, BT_OP_DIVMOD)
INPLACE(slot_iadd, iadd)
INPLACE(slot_isub, isub)
INPLACE(slot_imul, imul)
INPLACE(slot_imatmul, imatmul)
INPLACE(slot_itruediv, itruediv)
INPLACE(slot_ifloordiv, ifloordiv)
INPLACE(slot_imod, imod)
INPLACE(slot_ipow, ipow)
INPLACE(slot_ilshift, ilshift)
INPLACE(slot_irshift, irshift)
INPLACE(slot_iand, iand)
INPLACE(slot_ixor, ixor)
INPLACE(slot_ior, ior)
#undef BINARY
#undef INPLACE

// ---- the table ----

const struct bt_slot_row bt_slot_rows[BT_SLOT_ROWS] = {
#define BT_SLOT(name, field, generic, wrap, doc) \
    {BT_N_##name, offsetof(struct bt_slots, field), (bt_slot_fn)generic, "__" #name "__", doc},
#include "runtime/objects/slots.def"
#undef BT_SLOT
};

// ---- choosing the function of a slot ----

// The native function that `found`, a value of some dict, stands for at this slot; NULL if it is
// something else.
static bt_slot_fn native_slot(struct bt_thread *th, struct bt_type *type,
                              const struct bt_slot_row *row, bt_value found)
{
    struct bt_type *base = NULL;
    if (bt_is_exact(th, found, BT_T_SLOT_WRAPPER)) {
        struct bt_slot_wrapper *wrapper = (struct bt_slot_wrapper *)bt_obj(found);
        if (wrapper->row->name == row->name)
            base = wrapper->type;
    } else if (row->name == BT_N_new && bt_is_exact(th, found, BT_T_NATIVE)) {
        bt_value self = ((struct bt_native *)bt_obj(found))->self;
        if (bt_is_type(self))
            base = (struct bt_type *)bt_obj(self);
    }
    return base && bt_is_subtype(type, base) ? bt_slot_get(&base->s, row->offset) : NULL;
}

// Renew one slot; rows [first, end) are its lines.
static void update_slot(struct bt_thread *th, struct bt_type *type, size_t first, size_t end)
{
    bt_slot_fn native = NULL;
    bool generic = false;
    for (size_t i = first; i < end; i++) {
        const struct bt_slot_row *row = &bt_slot_rows[i];
        bt_value found = bt_type_lookup(type, th->interp->names[row->name]);
        if (bt_is_unset(found))
            continue;
        if (row->name == BT_N_hash && bt_is_none(found))
            continue; // unhashable: no function
        bt_slot_fn fn = native_slot(th, type, row, found);
        if (!fn || (native && native != fn))
            generic = true;
        else
            native = fn;
    }
    bt_slot_set(&type->s, bt_slot_rows[first].offset,
                generic ? bt_slot_rows[first].generic : native);
}

static size_t end_of_slot(size_t first)
{
    size_t end = first + 1;
    while (end < BT_SLOT_ROWS && bt_slot_rows[end].offset == bt_slot_rows[first].offset)
        end++;
    return end;
}

void bt_slots_update(struct bt_thread *th, struct bt_type *type, bt_value name)
{
    for (size_t first = 0, end; first < BT_SLOT_ROWS; first = end) {
        end = end_of_slot(first);
        bool wanted = bt_is_unset(name);
        for (size_t i = first; i < end && !wanted; i++)
            wanted = bt_same(th->interp->names[bt_slot_rows[i].name], name);
        if (wanted)
            update_slot(th, type, first, end);
    }
}

void bt_slots_inherit(struct bt_type *type, const struct bt_type *base)
{
    // a type that compares in its own way must say how it hashes, too
    bool own_hash = type->s.compare != NULL;
    for (size_t at = 0; at < sizeof(struct bt_slots); at += sizeof(bt_slot_fn)) {
        if (bt_slot_get(&type->s, at) || (at == offsetof(struct bt_slots, hash) && own_hash))
            continue;
        bt_slot_set(&type->s, at, bt_slot_get(&base->s, at));
    }
}
