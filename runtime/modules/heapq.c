/*
 * The native half of heapq: the operations on a list that is a heap, each one instruction. The rest
 * is Python: runtime/lib/heapq.py.
 *
 * A heap's smallest item is first; the item at i is not greater than those at 2i+1 and 2i+2. Every
 * comparison may run Python code that changes the list, so its length is tested again after each.
 */
#include "runtime/modules/module.h"
#include "runtime/objects/error.h"
#include "runtime/objects/heap.h"
#include "runtime/objects/list.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/quick.h"

static bool is_list(struct bt_thread *th, bt_value v, const char *function)
{
    if (bt_is_list(v))
        return true;
    return bt_fail(th, BT_EXC_TYPE_ERROR, "%s() argument 1 must be list, not %T", function, v);
}

// Is item i before item j? false with RuntimeError if the comparison has changed the list's length.
static bool before(struct bt_thread *th, struct bt_list *heap, size_t i, size_t j, bool max,
                   bool *out)
{
    size_t len = heap->len;
    enum bt_quick quick =
        bt_quick_compare(th, heap->items[max ? j : i], heap->items[max ? i : j], BT_LT);
    if (quick != BT_QUICK_ASK) {
        *out = quick == BT_QUICK_YES;
        return true;
    }
    BT_ROOTS(th, r, 2);
    r[0] = heap->items[max ? j : i];
    r[1] = heap->items[max ? i : j];
    bool ok = bt_compare_bool(th, r[0], r[1], BT_LT, out);
    BT_UNROOT(th, r);
    if (ok && heap->len != len)
        return bt_fail(th, BT_EXC_RUNTIME_ERROR, "list changed size during iteration");
    return ok;
}

static void swap(struct bt_list *heap, size_t i, size_t j)
{
    bt_value t = heap->items[i];
    heap->items[i] = heap->items[j];
    heap->items[j] = t;
}

// Move the item at `at` towards the front until its parent is not after it, not beyond `root`.
static bool rise(struct bt_thread *th, struct bt_list *heap, size_t root, size_t at, bool max)
{
    while (at > root) {
        size_t parent = (at - 1) / 2;
        bool less;
        if (!before(th, heap, at, parent, max, &less))
            return false;
        if (!less)
            break;
        swap(heap, at, parent);
        at = parent;
    }
    return true;
}

// Move the item at `root` down to a leaf along the smaller children, then up to its place: fewer
// comparisons than stopping on the way, since most items belong near the leaves.
static bool sink(struct bt_thread *th, struct bt_list *heap, size_t root, bool max)
{
    size_t at = root, child;
    while ((child = 2 * at + 1) < heap->len) {
        if (child + 1 < heap->len) {
            bool less;
            if (!before(th, heap, child, child + 1, max, &less))
                return false;
            child += !less;
        }
        swap(heap, at, child);
        at = child;
    }
    return rise(th, heap, root, at, max);
}

static bt_value heappush(struct bt_thread *th, const bt_value *args)
{
    if (!is_list(th, args[0], "heappush") || !bt_list_append(th, args[0], args[1]))
        return BT_ERROR;
    struct bt_list *heap = bt_as_list(args[0]);
    return rise(th, heap, 0, heap->len - 1, false) ? BT_NONE : BT_ERROR;
}

static bt_value pop(struct bt_thread *th, bt_value list, bool max)
{
    struct bt_list *heap = bt_as_list(list);
    if (heap->len == 0)
        return bt_index_error(th, "index out of range");
    BT_ROOTS(th, r, 1);
    r[0] = heap->items[0];
    heap->items[0] = heap->items[heap->len - 1];
    bool ok = bt_list_splice(th, heap, heap->len - 1, 1, NULL, 0);
    if (ok && heap->len > 1)
        ok = sink(th, heap, 0, max);
    bt_value result = ok ? r[0] : BT_ERROR;
    BT_UNROOT(th, r);
    return result;
}

static bt_value heappop(struct bt_thread *th, const bt_value *args)
{
    return is_list(th, args[0], "heappop") ? pop(th, args[0], false) : BT_ERROR;
}
static bt_value heappop_max(struct bt_thread *th, const bt_value *args)
{
    return is_list(th, args[0], "_heappop_max") ? pop(th, args[0], true) : BT_ERROR;
}

static bt_value replace(struct bt_thread *th, bt_value list, bt_value item, bool max)
{
    struct bt_list *heap = bt_as_list(list);
    if (heap->len == 0)
        return bt_index_error(th, "index out of range");
    BT_ROOTS(th, r, 1);
    r[0] = heap->items[0];
    heap->items[0] = item;
    bt_value result = sink(th, heap, 0, max) ? r[0] : BT_ERROR;
    BT_UNROOT(th, r);
    return result;
}

static bt_value heapreplace(struct bt_thread *th, const bt_value *args)
{
    return is_list(th, args[0], "heapreplace") ? replace(th, args[0], args[1], false) : BT_ERROR;
}
static bt_value heapreplace_max(struct bt_thread *th, const bt_value *args)
{
    return is_list(th, args[0], "_heapreplace_max") ? replace(th, args[0], args[1], true)
                                                    : BT_ERROR;
}

static bt_value heappushpop(struct bt_thread *th, const bt_value *args)
{
    if (!is_list(th, args[0], "heappushpop"))
        return BT_ERROR;
    struct bt_list *heap = bt_as_list(args[0]);
    if (heap->len == 0)
        return args[1];
    bool less;
    BT_ROOTS(th, r, 1);
    r[0] = heap->items[0];
    bool ok = bt_compare_bool(th, r[0], args[1], BT_LT, &less);
    BT_UNROOT(th, r);
    if (!ok)
        return BT_ERROR;
    return less ? replace(th, args[0], args[1], false) : args[1];
}

static bt_value make_heap(struct bt_thread *th, bt_value list, bool max)
{
    struct bt_list *heap = bt_as_list(list);
    for (size_t i = heap->len / 2; i-- > 0;)
        if (!sink(th, heap, i, max))
            return BT_ERROR;
    return BT_NONE;
}

static bt_value heapify(struct bt_thread *th, const bt_value *args)
{
    return is_list(th, args[0], "heapify") ? make_heap(th, args[0], false) : BT_ERROR;
}
static bt_value heapify_max(struct bt_thread *th, const bt_value *args)
{
    return is_list(th, args[0], "_heapify_max") ? make_heap(th, args[0], true) : BT_ERROR;
}

static const struct bt_fn_spec functions[] = {
    {"heappush", heappush, "(heap, item, /)", "Add an item to the heap.", NULL, 0},
    {"heappop", heappop, "(heap, /)", "Remove the smallest item and return it.", NULL, 0},
    {"heapreplace", heapreplace, "(heap, item, /)", "heappop, then heappush.", NULL, 0},
    {"heappushpop", heappushpop, "(heap, item, /)", "heappush, then heappop.", NULL, 0},
    {"heapify", heapify, "(heap, /)", "Make a list a heap.", NULL, 0},
    {"_heappop_max", heappop_max, "(heap, /)", "heappop, greatest first.", NULL, 0},
    {"_heapreplace_max", heapreplace_max, "(heap, item, /)", "heapreplace, greatest first.", NULL,
     0},
    {"_heapify_max", heapify_max, "(heap, /)", "heapify, greatest first.", NULL, 0},
    {0},
};

const struct bt_module_spec bt_heapq_module = {
    .name = "_heapq",
    .doc = "Operations on a list that is a heap; see heapq.",
    .functions = functions,
};
