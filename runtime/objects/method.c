/*
 * Bound methods, and the cells that closures share.
 */
#include "base/buf.h"
#include "runtime/objects/dict.h"
#include "runtime/objects/error.h"
#include "runtime/objects/function.h"
#include "runtime/objects/heap.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/seq.h"
#include "runtime/objects/str.h"
#include "runtime/objects/type.h"

#define FEW 8

static struct bt_method *as_method(bt_value v)
{
    return (struct bt_method *)bt_obj(v);
}

bt_value bt_method_new(struct bt_thread *th, bt_value func, bt_value self)
{
    struct bt_method *method = bt_new_object(th, bt_type(th, BT_T_METHOD), sizeof *method);
    if (method == NULL)
        return BT_ERROR;
    method->func = func;
    method->self = self;
    return bt_from_obj(method);
}

static void method_trace(struct bt_tracer *tracer, struct bt_object *object)
{
    bt_mark(tracer, ((struct bt_method *)object)->func);
    bt_mark(tracer, ((struct bt_method *)object)->self);
}

static bt_value method_call(struct bt_thread *th, bt_value self, const struct bt_args *args)
{
    size_t n_kw = bt_is_unset(args->kwnames) ? 0 : bt_as_tuple(args->kwnames)->len;
    size_t n = 1 + args->npos + n_kw;
    bt_value few[FEW];
    bt_value *v = few;
    if (n > FEW) {
        v = bt_mem_alloc(th, n * sizeof *v);
        if (v == NULL)
            return BT_ERROR;
    }
    v[0] = as_method(self)->self;
    if (n > 1)
        memcpy(v + 1, args->v, (n - 1) * sizeof *v);
    struct bt_roots roots = {th->roots, n, v};
    th->roots = &roots;
    struct bt_args all = {v, args->npos + 1, args->kwnames};
    bt_value result = bt_call(th, as_method(self)->func, &all);
    th->roots = roots.prev;
    if (v != few)
        bt_mem_free(th->interp, v, n * sizeof *v);
    return result;
}

// "<bound method C.f of <C object at ...>>"
static bt_value method_repr(struct bt_thread *th, bt_value self)
{
    BT_ROOTS(th, r, 2);
    bt_value result = BT_ERROR;
    r[0] = bt_getattr_opt(th, as_method(self)->func, BT_NAME(th, qualname));
    if (bt_is_unset(r[0]))
        r[0] = bt_getattr_opt(th, as_method(self)->func, BT_NAME(th, name));
    if (!bt_is_error(r[0])) {
        r[1] = bt_repr(th, as_method(self)->self);
        if (!bt_is_error(r[1]) && bt_is_str(r[0]))
            result = bt_str_format(th, "<bound method %U of %U>", bt_as_str(r[0]), bt_as_str(r[1]));
        else if (!bt_is_error(r[1]))
            result = bt_str_format(th, "<bound method ? of %U>", bt_as_str(r[1]));
    }
    BT_UNROOT(th, r);
    return result;
}

static bt_value method_compare(struct bt_thread *th, bt_value a, bt_value b, enum bt_cmpop op)
{
    if ((op != BT_EQ && op != BT_NE) || !bt_is_exact(th, a, BT_T_METHOD) ||
        !bt_is_exact(th, b, BT_T_METHOD))
        return BT_NOT_IMPLEMENTED;
    bool equal;
    bt_value self_a = as_method(a)->self, self_b = as_method(b)->self;
    if (!bt_eq(th, as_method(a)->func, as_method(b)->func, &equal))
        return BT_ERROR;
    return bt_bool((equal && bt_same(self_a, self_b)) == (op == BT_EQ));
}

static bool method_hash(struct bt_thread *th, bt_value self, int64_t *out)
{
    int64_t func;
    uint64_t serial = as_method(self)->self.bits;
    if (!bt_hash(th, as_method(self)->func, &func))
        return false;
    if (bt_is_obj(as_method(self)->self)) {
        serial = bt_serial(th, bt_obj(as_method(self)->self));
        if (serial == 0)
            return false;
    }
    *out = func ^ (int64_t)(serial * 0x9E3779B1u);
    if (*out == -1)
        *out = -2;
    return true;
}

// What the method type itself does not have is looked up in the function.
static bt_value method_getattr(struct bt_thread *th, bt_value self, bt_value name)
{
    bt_value found = bt_type_find(th, bt_type(th, BT_T_METHOD), name);
    if (!bt_is_unset(found) && !bt_same(name, BT_NAME(th, doc)))
        return bt_generic_getattr(th, self, name);
    return bt_getattr(th, as_method(self)->func, name);
}

static bt_value method_get_func(struct bt_thread *th, bt_value self)
{
    (void)th;
    return as_method(self)->func;
}

static bt_value method_get_self(struct bt_thread *th, bt_value self)
{
    (void)th;
    return as_method(self)->self;
}

static bt_value method_new(struct bt_thread *th, struct bt_type *type, const struct bt_args *args)
{
    (void)type;
    if (!bt_check_positional(th, "method", args, 2, 2))
        return BT_ERROR;
    if (!bt_is_callable(th, args->v[0]))
        return bt_type_error(th, "first argument must be callable");
    if (bt_is_none(args->v[1]))
        return bt_type_error(th, "instance must not be None");
    return bt_method_new(th, args->v[0], args->v[1]);
}

static bt_value method_descr_get(struct bt_thread *th, bt_value self, bt_value obj, bt_value type)
{
    (void)th;
    (void)obj;
    (void)type;
    return self;
}

static const struct bt_getset_spec method_getsets[] = {
    {"__func__", method_get_func, NULL, "the function (or other callable) implementing a method"},
    {"__self__", method_get_self, NULL, "the instance to which a method is bound"},
    {0},
};

const struct bt_type_spec bt_method_spec = {
    .name = "method",
    .doc = "A function bound to an instance.",
    .size = sizeof(struct bt_method),
    .getsets = method_getsets,
    .new_sig = "(function, instance, /)",
    .slots =
        {
            .repr = method_repr,
            .hash = method_hash,
            .compare = method_compare,
            .call = method_call,
            .getattr = method_getattr,
            .descr_get = method_descr_get,
            .new_ = method_new,
            .trace = method_trace,
        },
};

// ---- cells ----

static struct bt_cell *as_cell(bt_value v)
{
    return (struct bt_cell *)bt_obj(v);
}

bt_value bt_cell_new(struct bt_thread *th, bt_value value)
{
    struct bt_cell *cell = bt_new_object(th, bt_type(th, BT_T_CELL), sizeof *cell);
    if (cell == NULL)
        return BT_ERROR;
    cell->value = value;
    return bt_from_obj(cell);
}

static void cell_trace(struct bt_tracer *tracer, struct bt_object *object)
{
    bt_mark(tracer, ((struct bt_cell *)object)->value);
}

static bt_value cell_repr(struct bt_thread *th, bt_value self)
{
    bt_value value = as_cell(self)->value;
    struct bt_buf buf;
    bt_buf_init(&buf);
    bt_buf_puts(&buf, "<cell at ");
    bool ok = bt_buf_address(th, &buf, bt_obj(self));
    if (bt_is_unset(value)) {
        bt_buf_puts(&buf, ": empty>");
    } else {
        bt_buf_printf(&buf, ": %s object at ", bt_type_of(th, value)->name);
        if (bt_is_obj(value))
            ok = ok && bt_buf_address(th, &buf, bt_obj(value));
        else
            bt_buf_puts(&buf, "0x000000000000");
        bt_buf_putc(&buf, '>');
    }
    if (!ok) {
        bt_buf_free(&buf);
        return BT_ERROR;
    }
    return bt_str_from_buf(th, &buf);
}

// Two cells compare as their contents; an empty one comes before any other.
static bt_value cell_compare(struct bt_thread *th, bt_value a, bt_value b, enum bt_cmpop op)
{
    if (!bt_is_exact(th, a, BT_T_CELL) || !bt_is_exact(th, b, BT_T_CELL))
        return BT_NOT_IMPLEMENTED;
    bt_value x = as_cell(a)->value, y = as_cell(b)->value;
    if (!bt_is_unset(x) && !bt_is_unset(y))
        return bt_compare(th, x, y, op);
    return bt_compare(th, bt_from_small(!bt_is_unset(x)), bt_from_small(!bt_is_unset(y)), op);
}

static bt_value cell_get_contents(struct bt_thread *th, bt_value self)
{
    bt_value value = as_cell(self)->value;
    return bt_is_unset(value) ? bt_value_error(th, "cell is empty") : value;
}

static bool cell_set_contents(struct bt_thread *th, bt_value self, bt_value value)
{
    (void)th;
    as_cell(self)->value = value;
    return true;
}

static bt_value cell_new(struct bt_thread *th, struct bt_type *type, const struct bt_args *args)
{
    (void)type;
    if (!bt_check_positional(th, "cell", args, 0, 1))
        return BT_ERROR;
    return bt_cell_new(th, args->npos == 1 ? args->v[0] : BT_UNSET);
}

static const struct bt_getset_spec cell_getsets[] = {
    {"cell_contents", cell_get_contents, cell_set_contents, NULL},
    {0},
};

const struct bt_type_spec bt_cell_spec = {
    .name = "cell",
    .doc = "What a closure shares of a variable.",
    .size = sizeof(struct bt_cell),
    .getsets = cell_getsets,
    .new_sig = "([contents])",
    .slots = {.repr = cell_repr, .compare = cell_compare, .new_ = cell_new, .trace = cell_trace},
};
