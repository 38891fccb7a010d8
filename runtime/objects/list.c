/*
 * list: a growable row of values, its operators and slots, and its two iterators. The methods are
 * in list_methods.c, sorting in list_sort.c.
 *
 * Invariants: len <= cap; items is NULL only when cap is 0. A callback may change the list or
 * free its block, so items and len are read anew after each. base.spare is 1 while the list is
 * being sorted and nobody has made it grow (list_sort.c).
 */
#include "runtime/objects/list.h"

#include "base/buf.h"
#include "runtime/objects/args.h"
#include "runtime/objects/error.h"
#include "runtime/objects/heap.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/shape.h"
#include "runtime/objects/str.h"
#include "runtime/objects/type.h"

// ---- memory ----

static bool set_cap(struct bt_thread *th, struct bt_list *list, size_t cap)
{
    bt_value *items =
        bt_mem_realloc(th, list->items, list->cap * sizeof *items, cap * sizeof *items);
    if (!items)
        return false;
    list->items = items;
    list->cap = cap;
    list->base.spare = 0;
    return true;
}

bool bt_list_reserve(struct bt_thread *th, struct bt_list *list, size_t more)
{
    if (more <= list->cap - list->len)
        return true;
    size_t want = list->len + more;
    if (want > PTRDIFF_MAX / sizeof(bt_value) / 2)
        return (void)bt_raise_no_memory(th), false;
    size_t slack = list->len == 0 && more > 1 ? 0 : want < 1024 ? want / 2 + 3 : want / 8;
    return set_cap(th, list, want + slack);
}

void bt_list_clear(struct bt_thread *th, struct bt_list *list)
{
    bt_value *items = list->items;
    size_t cap = list->cap;
    list->items = NULL;
    list->len = list->cap = 0;
    bt_mem_free(th->interp, items, cap * sizeof *items);
}

bool bt_list_splice(struct bt_thread *th, struct bt_list *list, size_t at, size_t n,
                    const bt_value *with, size_t n_with)
{
    if (n_with > n && !bt_list_reserve(th, list, n_with - n))
        return false;
    if (list->len == 0 && n_with == 0) // no block: no pointer to move
        return true;
    memmove(list->items + at + n_with, list->items + at + n,
            (list->len - at - n) * sizeof *list->items);
    if (n_with > 0)
        memcpy(list->items + at, with, n_with * sizeof *with);
    list->len += n_with - n;
    if (list->len < list->cap / 4 && list->cap > 32) {
        // Less room is a kindness, not a need: the list stays right if the block cannot shrink.
        if (!set_cap(th, list, list->len + list->len / 4 + 4))
            bt_exc_clear(th);
    }
    return true;
}

bt_value bt_list_new(struct bt_thread *th, const bt_value *items, size_t n)
{
    struct bt_list *list = bt_new_object(th, bt_type(th, BT_T_LIST), sizeof *list);
    if (!list)
        return BT_ERROR;
    list->items = NULL;
    list->len = list->cap = 0;
    if (n > 0) {
        if (n > PTRDIFF_MAX / sizeof(bt_value) / 2)
            return bt_raise_no_memory(th);
        list->items = bt_mem_alloc(th, n * sizeof(bt_value));
        if (!list->items)
            return BT_ERROR;
        if (items) {
            memcpy(list->items, items, n * sizeof(bt_value));
        } else {
            for (size_t i = 0; i < n; i++)
                list->items[i] = BT_NONE;
        }
        list->len = list->cap = n;
    }
    return bt_from_obj(list);
}

bool bt_list_append(struct bt_thread *th, bt_value list, bt_value item)
{
    struct bt_list *l = bt_as_list(list);
    if (BT_UNLIKELY(l->len == l->cap) && !bt_list_reserve(th, l, 1))
        return false;
    l->items[l->len++] = item;
    return true;
}

bt_value bt_list_to_tuple(struct bt_thread *th, bt_value list)
{
    return bt_tuple_new(th, bt_as_list(list)->items, bt_as_list(list)->len);
}

// Append whatever the iterator gives.
static bool extend_iter(struct bt_thread *th, bt_value list, bt_value iterable)
{
    size_t hint;
    bool ok = false;
    BT_ROOTS(th, r, 3);
    r[0] = list;
    r[1] = iterable;
    r[2] = bt_iter(th, iterable);
    if (bt_is_error(r[2]) || !bt_length_hint(th, iterable, 8, &hint))
        goto done;
    if (hint > 8 && !bt_list_reserve(th, bt_as_list(list), hint))
        bt_exc_clear(th); // a hint may be wrong: ask for the memory when the items come
    for (;;) {
        bt_value item = bt_iter_next(th, r[2]);
        if (bt_is_unset(item))
            break;
        if (bt_is_error(item) || !bt_list_append(th, list, item))
            goto done;
    }
    ok = true;
done:
    BT_UNROOT(th, r);
    return ok;
}

bool bt_list_extend(struct bt_thread *th, bt_value list, bt_value iterable)
{
    struct bt_list *l = bt_as_list(list);
    if (bt_is_exact(th, iterable, BT_T_LIST) || bt_is_exact(th, iterable, BT_T_TUPLE)) {
        size_t n = bt_seq_len(iterable);
        if (!bt_list_reserve(th, l, n))
            return false;
        if (n > 0) // x.extend(x): reserve may have moved its items
            memcpy(l->items + l->len, bt_seq_items(iterable), n * sizeof *l->items);
        l->len += n;
        return true;
    }
    return extend_iter(th, list, iterable);
}

// ---- slots ----

static bt_value list_new(struct bt_thread *th, struct bt_type *type,
                         const struct bt_args *args BT_UNUSED)
{
    struct bt_list *list = bt_instance_new(th, type);
    if (!list)
        return BT_ERROR;
    list->items = NULL;
    list->len = list->cap = 0;
    return bt_from_obj(list);
}

static bool list_init(struct bt_thread *th, bt_value self, const struct bt_args *args)
{
    struct bt_type *exact = bt_type(th, BT_T_LIST), *type = bt_type_of(th, self);
    if ((type == exact || type->s.init == exact->s.init) && !bt_args_no_kw(th, args, "list"))
        return false;
    if (!bt_args_count(th, args, "list", 0, 1))
        return false;
    bt_list_clear(th, bt_as_list(self));
    return args->npos == 0 || bt_list_extend(th, self, args->v[0]);
}

static void list_trace(struct bt_tracer *tracer, struct bt_object *object)
{
    const struct bt_list *list = (const struct bt_list *)object;
    bt_mark_owned(tracer, list->cap * sizeof *list->items);
    bt_mark_items(tracer, list->items, list->len);
}

static void list_free(struct bt_interp *interp, struct bt_object *object)
{
    struct bt_list *list = (struct bt_list *)object;
    bt_mem_free(interp, list->items, list->cap * sizeof *list->items);
}

static bt_value list_repr(struct bt_thread *th, bt_value self)
{
    if (bt_as_list(self)->len == 0)
        return bt_str_from(th, "[]");
    bool inside;
    if (!bt_repr_enter(th, self, &inside))
        return BT_ERROR;
    if (inside)
        return bt_str_from(th, "[...]");
    struct bt_buf buf;
    bt_buf_init(&buf);
    bt_buf_putc(&buf, '[');
    bool ok = bt_seq_repr_items(th, &buf, self);
    bt_buf_putc(&buf, ']');
    bt_repr_leave(th, self);
    if (ok)
        return bt_str_from_buf(th, &buf);
    bt_buf_free(&buf);
    return BT_ERROR;
}

static bt_value list_compare(struct bt_thread *th, bt_value a, bt_value b, enum bt_cmpop op)
{
    if (!bt_is_list(a) || !bt_is_list(b))
        return BT_NOT_IMPLEMENTED;
    return bt_seq_compare(th, a, b, op);
}

static bool list_len(struct bt_thread *th BT_UNUSED, bt_value self, size_t *out)
{
    *out = bt_as_list(self)->len;
    return true;
}

static bt_value list_iter(struct bt_thread *th, bt_value self)
{
    return bt_seq_pos_iter_new(th, BT_T_LIST_ITER, self, 0);
}

bool bt_list_index(struct bt_thread *th, bt_value self, bt_value key, const char *message,
                   size_t *out)
{
    int64_t i;
    if (!bt_index_number(th, key, "list", &i))
        return false;
    size_t len = bt_as_list(self)->len; // after the callback
    if (i < 0)
        i += (int64_t)len;
    if (i < 0 || (size_t)i >= len)
        return bt_fail(th, BT_EXC_INDEX_ERROR, "%s", message);
    *out = (size_t)i;
    return true;
}

static bt_value list_getitem(struct bt_thread *th, bt_value self, bt_value key)
{
    size_t i;
    if (!bt_is_exact(th, key, BT_T_SLICE)) {
        if (!bt_list_index(th, self, key, "list index out of range", &i))
            return BT_ERROR;
        return bt_as_list(self)->items[i];
    }
    int64_t start, stop, step;
    if (!bt_slice_unpack(th, key, &start, &stop, &step))
        return BT_ERROR;
    const struct bt_list *list = bt_as_list(self);
    size_t count = bt_slice_adjust(list->len, &start, &stop, step);
    if (step == 1)
        return bt_list_new(th, list->items ? list->items + start : NULL, count);
    bt_value result = bt_list_new(th, NULL, count);
    if (bt_is_error(result))
        return result;
    for (i = 0; i < count; i++, start += step)
        bt_as_list(result)->items[i] = list->items[start];
    return result;
}

// del self[start:stop:step], count items of it, step not 1.
static void delete_stride(struct bt_list *list, int64_t start, int64_t step, size_t count)
{
    if (step < 0) {
        start += step * (int64_t)(count - 1);
        step = -step;
    }
    size_t to = (size_t)start, next = (size_t)start, left = count;
    for (size_t from = (size_t)start; from < list->len; from++) {
        if (left > 0 && from == next) {
            next += (size_t)step;
            left--;
        } else {
            list->items[to++] = list->items[from];
        }
    }
    list->len = to;
}

// self[key] = value, or del self[key] with value unset; key is a slice.
static bool assign_slice(struct bt_thread *th, bt_value self, bt_value key, bt_value value)
{
    int64_t start, stop, step;
    if (!bt_slice_unpack(th, key, &start, &stop, &step))
        return false;
    bt_value items = BT_UNSET; // an own copy, so that x[1:] = x works
    if (!bt_is_unset(value)) {
        if (!bt_is_list(value) && !bt_is_tuple(value) && !bt_type_of(th, value)->s.iter &&
            !bt_type_of(th, value)->s.getitem)
            return bt_fail(th, BT_EXC_TYPE_ERROR, "must assign iterable to extended slice");
        items = bt_to_list(th, value);
        if (bt_is_error(items))
            return false;
    }
    struct bt_list *list = bt_as_list(self);
    size_t count = bt_slice_adjust(list->len, &start, &stop, step);
    size_t n = bt_is_unset(items) ? 0 : bt_as_list(items)->len;
    const bt_value *with = n ? bt_as_list(items)->items : NULL;
    if (step == 1)
        return bt_list_splice(th, list, (size_t)start, count, with, n);
    if (bt_is_unset(items)) {
        if (count > 0)
            delete_stride(list, start, step, count);
        return true;
    }
    if (n != count)
        return bt_fail(th, BT_EXC_VALUE_ERROR,
                       "attempt to assign sequence of size %zu to extended slice of size %zu", n,
                       count);
    for (size_t i = 0; i < count; i++, start += step)
        list->items[start] = with[i];
    return true;
}

static bool list_setitem(struct bt_thread *th, bt_value self, bt_value key, bt_value value)
{
    size_t i;
    if (bt_is_exact(th, key, BT_T_SLICE))
        return assign_slice(th, self, key, value);
    if (!bt_list_index(th, self, key, "list assignment index out of range", &i))
        return false;
    if (bt_is_unset(value))
        return bt_list_splice(th, bt_as_list(self), i, 1, NULL, 0);
    bt_as_list(self)->items[i] = value;
    return true;
}

static bt_value list_add(struct bt_thread *th, bt_value a, bt_value b)
{
    if (!bt_is_list(a))
        return BT_NOT_IMPLEMENTED;
    if (!bt_is_list(b))
        return bt_seq_no_concat(th, a, b, BT_T_LIST);
    const struct bt_list *x = bt_as_list(a), *y = bt_as_list(b);
    bt_value sum = bt_list_new(th, NULL, x->len + y->len);
    if (bt_is_error(sum))
        return sum;
    bt_value *items = bt_as_list(sum)->items;
    if (x->len > 0)
        memcpy(items, x->items, x->len * sizeof *items);
    if (y->len > 0)
        memcpy(items + x->len, y->items, y->len * sizeof *items);
    return sum;
}

static bt_value list_iadd(struct bt_thread *th, bt_value a, bt_value b)
{
    return bt_list_extend(th, a, b) ? a : BT_ERROR;
}

static bt_value list_mul(struct bt_thread *th, bt_value a, bt_value b)
{
    bool left = bt_is_list(a), known;
    bt_value self = left ? a : b;
    size_t n;
    if (!bt_seq_repeat_count(th, left ? b : a, bt_as_list(self)->len, &n, &known))
        return BT_ERROR;
    if (!known)
        return bt_seq_no_repeat(th, a, b, left);
    const struct bt_list *list = bt_as_list(self);
    bt_value result = bt_list_new(th, NULL, list->len * n);
    if (!bt_is_error(result))
        bt_seq_fill(bt_as_list(result)->items, list->items, list->len, n);
    return result;
}

static bt_value list_imul(struct bt_thread *th, bt_value a, bt_value b)
{
    struct bt_list *list = bt_as_list(a);
    bool known;
    size_t n;
    if (!bt_seq_repeat_count(th, b, list->len, &n, &known))
        return BT_ERROR;
    if (!known)
        return bt_seq_no_repeat(th, a, b, true);
    if (n == 0) {
        bt_list_clear(th, list);
    } else if (n > 1 && list->len > 0) {
        if (!bt_list_reserve(th, list, list->len * (n - 1)))
            return BT_ERROR;
        bt_seq_fill(list->items + list->len, list->items, list->len, n - 1);
        list->len *= n;
    }
    return a;
}

const struct bt_type_spec bt_list_spec = {
    .name = "list",
    .doc = "A row of values that can change: list(iterable).",
    .flags = BT_TYPE_BASE | BT_TYPE_LIST_SUB | BT_TYPE_SEQUENCE,
    .size = sizeof(struct bt_list),
    .slots =
        {
            .repr = list_repr,
            .compare = list_compare,
            .len = list_len,
            .iter = list_iter,
            .getitem = list_getitem,
            .setitem = list_setitem,
            .contains = bt_seq_contains,
            .binary = {[BT_OP_ADD] = list_add, [BT_OP_MUL] = list_mul},
            .inplace = {[BT_OP_ADD] = list_iadd, [BT_OP_MUL] = list_imul},
            .new_ = list_new,
            .init = list_init,
            .trace = list_trace,
            .free = list_free,
        },
    .methods = bt_list_methods,
    .new_sig = "(iterable=(), /)",
};

// ---- the iterators ----

static struct bt_seq_pos_iter *as_iter(bt_value v)
{
    return (struct bt_seq_pos_iter *)bt_obj(v);
}

static bt_value list_iter_next(struct bt_thread *th BT_UNUSED, bt_value self)
{
    struct bt_seq_pos_iter *it = as_iter(self);
    if (bt_is_unset(it->seq))
        return BT_UNSET;
    const struct bt_list *list = bt_as_list(it->seq);
    if (it->pos < list->len)
        return list->items[it->pos++];
    it->seq = BT_UNSET;
    return BT_UNSET;
}

// Backwards: pos is one behind the item to give next.
static bt_value list_rev_iter_next(struct bt_thread *th BT_UNUSED, bt_value self)
{
    struct bt_seq_pos_iter *it = as_iter(self);
    if (bt_is_unset(it->seq))
        return BT_UNSET;
    const struct bt_list *list = bt_as_list(it->seq);
    if (it->pos > 0 && it->pos <= list->len)
        return list->items[--it->pos];
    it->seq = BT_UNSET;
    return BT_UNSET;
}

static void list_iter_trace(struct bt_tracer *tracer, struct bt_object *object)
{
    bt_mark(tracer, ((struct bt_seq_pos_iter *)object)->seq);
}

static bt_value list_iter_hint(struct bt_thread *th, const bt_value *args)
{
    const struct bt_seq_pos_iter *it = as_iter(args[0]);
    if (bt_is_unset(it->seq))
        return bt_from_small(0);
    size_t len = bt_as_list(it->seq)->len;
    if (it->base.type == bt_type(th, BT_T_LIST_REV_ITER))
        return bt_from_small(it->pos <= len ? (int64_t)it->pos : 0);
    return bt_from_small(it->pos < len ? (int64_t)(len - it->pos) : 0);
}

static const struct bt_fn_spec list_iter_methods[] = {
    {"__length_hint__", list_iter_hint, "(self, /)", "How many items are left.", NULL, 0},
    {0},
};

const struct bt_type_spec bt_list_iter_spec = {
    .name = "list_iterator",
    .flags = BT_TYPE_ABSTRACT | BT_TYPE_PLAIN_NEXT,
    .size = sizeof(struct bt_seq_pos_iter),
    .slots =
        {
            .iter = bt_iter_self,
            .next = list_iter_next,
            .trace = list_iter_trace,
        },
    .methods = list_iter_methods,
};

const struct bt_type_spec bt_list_rev_iter_spec = {
    .name = "list_reverseiterator",
    .flags = BT_TYPE_ABSTRACT | BT_TYPE_PLAIN_NEXT,
    .size = sizeof(struct bt_seq_pos_iter),
    .slots =
        {
            .iter = bt_iter_self,
            .next = list_rev_iter_next,
            .trace = list_iter_trace,
        },
    .methods = list_iter_methods,
};
