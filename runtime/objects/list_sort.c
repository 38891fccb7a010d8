/*
 * list.sort and sorted(): a stable, adaptive merge sort. It finds the runs that are in order
 * already (turning strictly falling ones round), lengthens short ones by binary insertion, and
 * merges neighbours of about the same length first, so that sorted or partly sorted input costs
 * little more than one look at each item.
 *
 * While it runs, the list is empty to whoever looks: keys and __lt__ may run any Python code. The
 * items live in arrays of the sort's own that are rooted. base.spare is 1 as long as nobody has
 * made the list grow meanwhile; otherwise the result is put back and ValueError raised.
 */
#include "runtime/objects/list.h"

#include "runtime/objects/error.h"
#include "runtime/objects/heap.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"

#define MIN_RUN  32 // shorter runs are lengthened by insertion
#define MAX_RUNS 64 // on the stack: run lengths at least grow like Fibonacci numbers

struct run {
    size_t start, len;
};

/*
 * One sort under way. `keys` decide the order, `values` move with them; without a key function
 * `values` is NULL and the keys are the items.
 */
struct sorter {
    struct bt_thread *th;
    bt_value *keys, *values;
    bt_value *spare_keys, *spare_values; // as long as the longer half of a merge can be
    enum { SORT_SMALL, SORT_DOUBLE, SORT_STR, SORT_TUPLE, SORT_ANY } kind; // of all keys
    int64_t min, max;                                                      // of small ones
    bool in_order;                                                         // never falling
    size_t n, n_runs;
    struct run runs[MAX_RUNS];
};

// ---- comparing ----

static inline bool less_any(struct sorter *s, bt_value a, bt_value b, bool *out)
{
    return bt_compare_bool(s->th, a, b, BT_LT, out);
}
static inline bool less_small(struct sorter *s BT_UNUSED, bt_value a, bt_value b, bool *out)
{
    *out = bt_small(a) < bt_small(b);
    return true;
}
static inline bool less_double(struct sorter *s BT_UNUSED, bt_value a, bt_value b, bool *out)
{
    *out = bt_double(a) < bt_double(b);
    return true;
}
// UTF-8 sorts by code point.
static inline bool less_str(struct sorter *s BT_UNUSED, bt_value a, bt_value b, bool *out)
{
    const struct bt_str *x = bt_as_str(a), *y = bt_as_str(b);
    int order = memcmp(x->data, y->data, x->len < y->len ? x->len : y->len);
    *out = order != 0 ? order < 0 : x->len < y->len;
    return true;
}
// Tuples with an int or float in front: it decides mostly.
static inline bool less_tuple(struct sorter *s, bt_value a, bt_value b, bool *out)
{
    bt_value x = bt_as_tuple(a)->items[0], y = bt_as_tuple(b)->items[0];
    if (bt_both_small(x, y) && !bt_same(x, y)) {
        *out = bt_small(x) < bt_small(y);
        return true;
    }
    return bt_compare_bool(s->th, a, b, BT_LT, out);
}

// Keys of one known type are compared without a look at the type.
static void look_at_keys(struct sorter *s)
{
    bool small = true, real = true, text = true, tuple = true;
    s->min = INT64_MAX;
    s->max = INT64_MIN;
    s->in_order = true;
    for (size_t i = 0; i < s->n && (small || real || text || tuple); i++) {
        bt_value v = s->keys[i];
        small = small && bt_is_small(v);
        real = real && bt_is_double(v);
        text = text && bt_is_exact(s->th, v, BT_T_STR);
        tuple = tuple && bt_is_exact(s->th, v, BT_T_TUPLE) && bt_as_tuple(v)->len > 0;
        if (!small)
            continue;
        int64_t k = bt_small(v);
        s->in_order = s->in_order && k >= s->max;
        s->min = k < s->min ? k : s->min;
        s->max = k > s->max ? k : s->max;
    }
    s->kind = small   ? SORT_SMALL
              : real  ? SORT_DOUBLE
              : text  ? SORT_STR
              : tuple ? SORT_TUPLE
                      : SORT_ANY;
}

// ---- moving keys and values together ----

static void reverse_values(bt_value *v, size_t n)
{
    for (size_t i = 0; v && i < n / 2; i++) {
        bt_value t = v[i];
        v[i] = v[n - 1 - i];
        v[n - 1 - i] = t;
    }
}

static void reverse_slice(struct sorter *s, size_t start, size_t n)
{
    reverse_values(s->keys + start, n);
    if (s->values)
        reverse_values(s->values + start, n);
}

static void copy(struct sorter *s, size_t to, size_t from, size_t n)
{
    memcpy(s->keys + to, s->spare_keys + from, n * sizeof *s->keys);
    if (s->values)
        memcpy(s->values + to, s->spare_values + from, n * sizeof *s->values);
}
static void save(struct sorter *s, size_t from, size_t n)
{
    memcpy(s->spare_keys, s->keys + from, n * sizeof *s->keys);
    if (s->values)
        memcpy(s->spare_values, s->values + from, n * sizeof *s->values);
}
static void shift(struct sorter *s, size_t to, size_t from)
{
    s->keys[to] = s->keys[from];
    if (s->values)
        s->values[to] = s->values[from];
}

// ---- the algorithm, for each kind of keys ----

#define NAME(x)            x##_small
#define CHEAP              1
#define LESS(s, a, b, out) less_small(s, a, b, out)
#include "runtime/objects/list_sort_algorithm.def"
#define NAME(x)            x##_double
#define CHEAP              1
#define LESS(s, a, b, out) less_double(s, a, b, out)
#include "runtime/objects/list_sort_algorithm.def"
#define NAME(x)            x##_str
#define CHEAP              0
#define LESS(s, a, b, out) less_str(s, a, b, out)
#include "runtime/objects/list_sort_algorithm.def"
#define NAME(x)            x##_tuple
#define CHEAP              0
#define LESS(s, a, b, out) less_tuple(s, a, b, out)
#include "runtime/objects/list_sort_algorithm.def"
#define NAME(x)            x##_any
#define CHEAP              0
#define LESS(s, a, b, out) less_any(s, a, b, out)
#include "runtime/objects/list_sort_algorithm.def"

// ---- many small ints: by their digits ----

#define DIGIT_BITS 11
#define DIGITS     (1u << DIGIT_BITS)

// Is that better than merging? For keys in a narrow range and in no order yet.
static bool digits_pay(const struct sorter *s, unsigned *n_digits)
{
    if (s->kind != SORT_SMALL || s->n < 512 || s->n > UINT32_MAX || s->in_order)
        return false;
    uint64_t range = (uint64_t)(s->max - s->min);
    *n_digits = 0;
    for (; range > 0; range >>= DIGIT_BITS)
        ++*n_digits;
    size_t falls = 0;
    for (size_t i = 1; i < s->n; i++)
        falls += bt_small(s->keys[i]) < bt_small(s->keys[i - 1]);
    return *n_digits <= 4 && falls > s->n / 8 && falls < s->n - s->n / 8;
}

// One pass: stable, by one digit, from `keys` to `out`.
static void sort_digit(const struct sorter *s, unsigned shift_by, const bt_value *keys,
                       const bt_value *values, bt_value *out, bt_value *out_values)
{
    uint32_t at[DIGITS] = {0}, total = 0;
    for (size_t i = 0; i < s->n; i++)
        at[(uint64_t)(bt_small(keys[i]) - s->min) >> shift_by & (DIGITS - 1)]++;
    for (size_t d = 0; d < DIGITS; d++) {
        uint32_t n = at[d];
        at[d] = total;
        total += n;
    }
    for (size_t i = 0; i < s->n; i++) {
        uint32_t to = at[(uint64_t)(bt_small(keys[i]) - s->min) >> shift_by & (DIGITS - 1)]++;
        out[to] = keys[i];
        if (values)
            out_values[to] = values[i];
    }
}

static void sort_by_digits(struct sorter *s, unsigned n_digits)
{
    for (unsigned d = 0; d < n_digits; d++) {
        if (d % 2 == 0)
            sort_digit(s, d * DIGIT_BITS, s->keys, s->values, s->spare_keys, s->spare_values);
        else
            sort_digit(s, d * DIGIT_BITS, s->spare_keys, s->spare_values, s->keys, s->values);
    }
    if (n_digits % 2 != 0)
        copy(s, 0, 0, s->n);
}

static bool sort_all(struct sorter *s)
{
    unsigned n_digits;
    if (digits_pay(s, &n_digits)) {
        sort_by_digits(s, n_digits);
        return true;
    }
    switch (s->kind) {
    case SORT_SMALL: return sort_all_small(s);
    case SORT_DOUBLE: return sort_all_double(s);
    case SORT_STR: return sort_all_str(s);
    case SORT_TUPLE: return sort_all_tuple(s);
    case SORT_ANY: break;
    }
    return sort_all_any(s);
}

// ---- the call ----

static bool make_keys(struct bt_thread *th, bt_value key_fn, const bt_value *values, bt_value *keys,
                      size_t n)
{
    for (size_t i = 0; i < n; i++) {
        keys[i] = bt_call1(th, key_fn, values[i]);
        if (bt_is_error(keys[i]))
            return false;
    }
    return true;
}

// Sort n values in `block`, which has room for 2 n more, 4 n in all with a key function.
static bool sort_block(struct bt_thread *th, bt_value *block, size_t n, bt_value key_fn,
                       bool reverse)
{
    bool with_key = !bt_is_none(key_fn), ok;
    struct sorter s = {.th = th, .n = n};
    struct bt_roots roots = {th->roots, with_key ? 4 * n : 2 * n, block};
    th->roots = &roots;
    s.keys = with_key ? block + 2 * n : block;
    s.values = with_key ? block : NULL;
    s.spare_keys = s.keys + n;
    s.spare_values = with_key ? block + n : NULL;
    ok = !with_key || make_keys(th, key_fn, s.values, s.keys, n);
    if (ok) {
        if (reverse) // so that equal items keep their order
            reverse_slice(&s, 0, n);
        look_at_keys(&s);
        ok = sort_all(&s);
        if (reverse)
            reverse_slice(&s, 0, n);
    }
    th->roots = roots.prev;
    return ok;
}

bool bt_list_sort(struct bt_thread *th, bt_value list, bt_value key, bool reverse)
{
    struct bt_list *l = bt_as_list(list);
    size_t n = l->len, cap = l->cap;
    size_t n_block = bt_is_none(key) ? 2 * n : 4 * n;
    bt_value *items = l->items;
    if (n == 0)
        return true;
    bt_value *block = bt_mem_alloc(th, n_block * sizeof *block);
    if (!block)
        return false;
    memcpy(block, items, n * sizeof *block);
    for (size_t i = n; i < n_block; i++)
        block[i] = BT_UNSET;
    l->items = NULL;
    l->len = l->cap = 0;
    l->base.spare = 1;
    BT_ROOTS(th, r, 2);
    r[0] = list;
    r[1] = key;
    bool ok = sort_block(th, block, n, key, reverse);
    BT_UNROOT(th, r);
    bool changed = !l->base.spare;
    bt_list_clear(th, l);
    l->base.spare = 0;
    memcpy(items, block, n * sizeof *items); // a failed sort leaves all items, in some order
    l->items = items;
    l->len = n;
    l->cap = cap;
    bt_mem_free(th->interp, block, n_block * sizeof *block);
    if (ok && changed)
        return bt_fail(th, BT_EXC_VALUE_ERROR, "list modified during sort");
    return ok;
}
