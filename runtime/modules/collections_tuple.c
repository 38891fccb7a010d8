// _collections._tuplegetter: the attributes of named tuples. Items by number, read-only.
#include "runtime/modules/collections.h"
#include "runtime/objects/args.h"
#include "runtime/objects/error.h"
#include "runtime/objects/heap.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/seq.h"

static struct bt_tuplegetter *as_getter(bt_value v)
{
    return (struct bt_tuplegetter *)bt_obj(v);
}

static bt_value getter_new(struct bt_thread *th, struct bt_type *type, const struct bt_args *args)
{
    int64_t index;
    if (!bt_args_no_kw(th, args, "_tuplegetter") ||
        !bt_args_count(th, args, "_tuplegetter", 2, 2) || !bt_as_int64(th, args->v[0], &index))
        return BT_ERROR;
    struct bt_tuplegetter *getter = bt_new_object(th, type, sizeof *getter);
    if (!getter)
        return BT_ERROR;
    getter->doc = args->v[1];
    getter->index = index;
    return bt_from_obj(getter);
}

static void getter_trace(struct bt_tracer *tracer, struct bt_object *object)
{
    bt_mark(tracer, ((struct bt_tuplegetter *)object)->doc);
}

static bt_value getter_repr(struct bt_thread *th, bt_value self)
{
    return bt_str_format(th, "_tuplegetter(%lld, %R)", (long long)as_getter(self)->index,
                         as_getter(self)->doc);
}

static bool getter_set(struct bt_thread *th, bt_value self BT_UNUSED, bt_value obj BT_UNUSED,
                       bt_value value)
{
    return bt_fail(th, BT_EXC_ATTRIBUTE_ERROR,
                   bt_is_unset(value) ? "can't delete attribute" : "can't set attribute");
}

static bt_value get_doc(struct bt_thread *th BT_UNUSED, bt_value self)
{
    return as_getter(self)->doc;
}
static bool set_doc(struct bt_thread *th BT_UNUSED, bt_value self, bt_value value)
{
    as_getter(self)->doc = bt_is_unset(value) ? BT_NONE : value;
    return true;
}

static const struct bt_getset_spec getter_getsets[] = {
    {"__doc__", get_doc, set_doc, "What the field is."},
    {0},
};

const struct bt_type_spec bt_tuplegetter_spec = {
    .name = "_tuplegetter",
    .module = "collections",
    .size = sizeof(struct bt_tuplegetter),
    .slots =
        {
            .repr = getter_repr,
            .descr_get = bt_tuplegetter_get,
            .descr_set = getter_set,
            .new_ = getter_new,
            .trace = getter_trace,
        },
    .getsets = getter_getsets,
};
