/*
 * Calling, whatever the callee. bt_call is the one way from C into code that may be Python; it is a
 * safepoint and it guards the C stack.
 *
 * Arguments stay where the caller has them. Who calls bt_call roots them (a frame's registers are
 * rooted); bt_call_n and those built on it root what they are given. What is added in front here,
 * self, is rooted here.
 */
#include "runtime/objects/error.h"
#include "runtime/objects/heap.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"

#define FEW 8

bt_value bt_call(struct bt_thread *th, bt_value callee, const struct bt_args *args)
{
    struct bt_type *type = bt_type_of(th, callee);
    if (type->s.call == NULL)
        return bt_type_error(th, "'%T' object is not callable", callee);
    if (!bt_enter(th, " while calling a Python object"))
        return BT_ERROR;
    BT_ROOTS(th, r, 2);
    r[0] = callee;
    r[1] = args->kwnames;
    bt_value result = bt_poll(th) ? type->s.call(th, callee, args) : BT_ERROR;
    BT_UNROOT(th, r);
    return result;
}

bt_value bt_call_n(struct bt_thread *th, bt_value callee, const bt_value *v, size_t n)
{
    // Callers of this one tend to have their arguments in a local array; the collector only reads
    // them.
    struct bt_roots roots = {th->roots, n, (bt_value *)(uintptr_t)v};
    th->roots = &roots;
    struct bt_args args = {v, n, BT_UNSET};
    bt_value result = bt_call(th, callee, &args);
    th->roots = roots.prev;
    return result;
}

bt_value bt_call0(struct bt_thread *th, bt_value callee)
{
    return bt_call_n(th, callee, NULL, 0);
}

bt_value bt_call1(struct bt_thread *th, bt_value callee, bt_value a)
{
    return bt_call_n(th, callee, &a, 1);
}

// callee(self, *v)
static bt_value call_with_self(struct bt_thread *th, bt_value callee, bt_value self,
                               const bt_value *v, size_t n)
{
    bt_value few[FEW];
    bt_value *all = few;
    if (n + 1 > FEW) {
        all = bt_mem_alloc(th, (n + 1) * sizeof *all);
        if (all == NULL)
            return BT_ERROR;
    }
    all[0] = self;
    if (n > 0)
        memcpy(all + 1, v, n * sizeof *v);
    struct bt_roots roots = {th->roots, n + 1, all};
    th->roots = &roots;
    bt_value result = bt_call_n(th, callee, all, n + 1);
    th->roots = roots.prev;
    if (all != few)
        bt_mem_free(th->interp, all, (n + 1) * sizeof *all);
    return result;
}

bt_value bt_call_method(struct bt_thread *th, bt_value obj, bt_value name, const bt_value *v,
                        size_t n)
{
    BT_ROOTS(th, r, 3);
    r[2] = obj;
    struct bt_roots roots = {th->roots, n, (bt_value *)(uintptr_t)v};
    th->roots = &roots;
    bt_value result = BT_ERROR;
    if (bt_getmethod(th, obj, name, &r[0], &r[1]))
        result =
            bt_is_unset(r[1]) ? bt_call_n(th, r[0], v, n) : call_with_self(th, r[0], r[1], v, n);
    th->roots = roots.prev;
    BT_UNROOT(th, r);
    return result;
}

bt_value bt_call_special(struct bt_thread *th, bt_value obj, bt_value name, const bt_value *v,
                         size_t n)
{
    struct bt_type *type = bt_type_of(th, obj);
    bt_value found = bt_type_find(th, type, name);
    if (bt_is_unset(found))
        return BT_UNSET;
    if (bt_takes_self(th, found))
        return call_with_self(th, found, obj, v, n);
    bt_value (*get)(struct bt_thread *, bt_value, bt_value, bt_value) =
        bt_type_of(th, found)->s.descr_get;
    if (get == NULL)
        return bt_call_n(th, found, v, n);
    BT_ROOTS(th, r, 2);
    r[0] = found;
    r[1] = obj;
    struct bt_roots roots = {th->roots, n, (bt_value *)(uintptr_t)v};
    th->roots = &roots;
    bt_value bound = get(th, found, obj, bt_from_obj(type));
    bt_value result = bt_is_error(bound) ? BT_ERROR : bt_call_n(th, bound, v, n);
    th->roots = roots.prev;
    BT_UNROOT(th, r);
    return result;
}

// The callable's qualified name with its module, unless that is builtins; BT_UNSET if it has no
// name.
static bt_value qualified_name(struct bt_thread *th, bt_value callee)
{
    BT_ROOTS(th, r, 2);
    bt_value result = BT_UNSET;
    r[0] = bt_getattr_opt(th, callee, BT_NAME(th, qualname));
    if (bt_is_error(r[0]) || bt_is_str(r[0])) {
        result = r[0];
        r[1] = bt_is_error(r[0]) ? BT_UNSET : bt_getattr_opt(th, callee, BT_NAME(th, module));
        if (bt_is_error(r[1]))
            result = BT_ERROR;
        else if (bt_is_str(r[1]) && !bt_str_is(r[1], "builtins"))
            result = bt_str_format(th, "%U.%U", bt_as_str(r[1]), bt_as_str(r[0]));
    }
    BT_UNROOT(th, r);
    return result;
}

bt_value bt_callee_text(struct bt_thread *th, bt_value callee)
{
    bt_value name = qualified_name(th, callee);
    if (bt_is_error(name))
        return BT_ERROR;
    if (bt_is_unset(name))
        return bt_str_of(th, callee);
    return bt_str_format(th, "%U()", bt_as_str(name));
}

bool bt_is_callable(struct bt_thread *th, bt_value v)
{
    return bt_type_of(th, v)->s.call != NULL;
}
