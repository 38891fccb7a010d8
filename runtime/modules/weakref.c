// _weakref: the type of weak references and what is known of an object's, for
// runtime/lib/weakref.py.
#include "runtime/objects/weakref.h"
#include "runtime/modules/module.h"
#include "runtime/objects/heap.h"
#include "runtime/objects/seq.h"

static bt_value getweakrefs(struct bt_thread *th, const bt_value *args)
{
    bt_value list = bt_list_new(th, NULL, 0);
    struct bt_weakref *at =
        bt_is_obj(args[0]) ? bt_heap_weakrefs(th->interp->heap, bt_obj(args[0])) : NULL;
    for (; at && !bt_is_error(list); at = at->next) {
        if (!bt_list_append(th, list, bt_from_obj(at)))
            list = BT_ERROR;
    }
    return list;
}

static bt_value getweakrefcount(struct bt_thread *th, const bt_value *args)
{
    int64_t n = 0;
    struct bt_weakref *at =
        bt_is_obj(args[0]) ? bt_heap_weakrefs(th->interp->heap, bt_obj(args[0])) : NULL;
    for (; at; at = at->next)
        n++;
    return bt_from_small(n);
}

static const struct bt_fn_spec functions[] = {
    {"getweakrefs", getweakrefs, "(object, /)", "A list of the object's weak references.", NULL, 0},
    {"getweakrefcount", getweakrefcount, "(object, /)", "How many weak references the object has.",
     NULL, 0},
    {0},
};

static bool init(struct bt_thread *th, struct bt_dict *dict)
{
    bt_value type = bt_from_obj(bt_type(th, BT_T_WEAKREF));
    return bt_module_add(th, dict, "ref", type) && bt_module_add(th, dict, "ReferenceType", type);
}

const struct bt_module_spec bt_weakref_module = {
    .name = "_weakref",
    .doc = "Weak references.",
    .functions = functions,
    .init = init,
};
