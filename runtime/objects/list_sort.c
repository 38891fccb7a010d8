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
    bool (*less)(struct bt_thread *th, bt_value a, bt_value b, bool *out);
    size_t n, n_runs;
    struct run runs[MAX_RUNS];
};

// ---- comparing ----

static bool less_any(struct bt_thread *th, bt_value a, bt_value b, bool *out)
{
    return bt_compare_bool(th, a, b, BT_LT, out);
}
static bool less_small(struct bt_thread *th BT_UNUSED, bt_value a, bt_value b, bool *out)
{
    *out = bt_small(a) < bt_small(b);
    return true;
}
static bool less_double(struct bt_thread *th BT_UNUSED, bt_value a, bt_value b, bool *out)
{
    *out = bt_double(a) < bt_double(b);
    return true;
}
// UTF-8 sorts by code point.
static bool less_str(struct bt_thread *th BT_UNUSED, bt_value a, bt_value b, bool *out)
{
    const struct bt_str *x = bt_as_str(a), *y = bt_as_str(b);
    int order = memcmp(x->data, y->data, x->len < y->len ? x->len : y->len);
    *out = order != 0 ? order < 0 : x->len < y->len;
    return true;
}

// Keys of one known type are compared without a look at the type.
static void choose_less(struct sorter *s)
{
    bool small = true, real = true, text = true;
    for (size_t i = 0; i < s->n && (small || real || text); i++) {
        small = small && bt_is_small(s->keys[i]);
        real = real && bt_is_double(s->keys[i]);
        text = text && bt_is_exact(s->th, s->keys[i], BT_T_STR);
    }
    s->less = small ? less_small : real ? less_double : text ? less_str : less_any;
}

// ---- runs ----

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

// Length of the run at start; a strictly falling one is turned round (that keeps it stable).
static bool find_run(struct sorter *s, size_t start, size_t *len)
{
    size_t i = start + 1;
    bool falling, less;
    *len = 1;
    if (i == s->n)
        return true;
    if (!s->less(s->th, s->keys[i], s->keys[start], &falling))
        return false;
    for (i++; i < s->n; i++) {
        if (!s->less(s->th, s->keys[i], s->keys[i - 1], &less))
            return false;
        if (less != falling)
            break;
    }
    *len = i - start;
    if (falling)
        reverse_slice(s, start, *len);
    return true;
}

// Items [start, start + sorted) are in order: insert those up to start + len.
static bool insert_sort(struct sorter *s, size_t start, size_t sorted, size_t len)
{
    for (size_t i = start + sorted; i < start + len; i++) {
        bt_value key = s->keys[i];
        size_t low = start, high = i;
        while (low < high) {
            size_t middle = low + (high - low) / 2;
            bool less;
            if (!s->less(s->th, key, s->keys[middle], &less))
                return false;
            if (less)
                high = middle;
            else
                low = middle + 1;
        }
        memmove(s->keys + low + 1, s->keys + low, (i - low) * sizeof key);
        s->keys[low] = key;
        if (s->values) {
            bt_value value = s->values[i];
            memmove(s->values + low + 1, s->values + low, (i - low) * sizeof value);
            s->values[low] = value;
        }
    }
    return true;
}

// ---- merging ----

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

/*
 * Position in the sorted keys [start, start + n) where `key` goes: behind its equals if `after`,
 * else before them. Looks from the end `from_end` with doubling steps first: in merges of runs
 * that hardly overlap the answer is near.
 */
static bool gallop(struct sorter *s, bt_value key, size_t start, size_t n, bool after,
                   bool from_end, size_t *out)
{
    size_t low = 0, high = n; // the answer is in [low, high]
    for (size_t step = 1; low < high; step *= 2) {
        size_t probe = from_end ? (step <= high ? high - step : 0) : low + step - 1;
        if (probe < low || probe >= high || step > n)
            break;
        bool less, right;
        if (!(after ? s->less(s->th, key, s->keys[start + probe], &less)
                    : s->less(s->th, s->keys[start + probe], key, &less)))
            return false;
        right = after ? !less : less; // the answer is to the right of probe
        if (right)
            low = probe + 1;
        else
            high = probe;
        if (right == from_end)
            break;
    }
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        bool less;
        if (!(after ? s->less(s->th, key, s->keys[start + middle], &less)
                    : s->less(s->th, s->keys[start + middle], key, &less)))
            return false;
        if (after ? !less : less)
            low = middle + 1;
        else
            high = middle;
    }
    *out = low;
    return true;
}

// Merge [a, a + na) and [b, b + nb), b = a + na; the left part goes to the spare arrays.
static bool merge_low(struct sorter *s, size_t a, size_t na, size_t b, size_t nb)
{
    size_t to = a, left = 0, end = b + nb;
    bool ok = true;
    save(s, a, na);
    while (left < na && b < end) {
        bool less;
        ok = s->less(s->th, s->keys[b], s->spare_keys[left], &less);
        if (!ok)
            break;
        if (less) {
            shift(s, to++, b++);
        } else {
            copy(s, to++, left, 1);
            left++;
        }
    }
    copy(s, to, left, na - left); // on failure too: no item gets lost
    return ok;
}

// The same from the end; the right part goes to the spare arrays.
static bool merge_high(struct sorter *s, size_t a, size_t na, size_t b, size_t nb)
{
    size_t to = b + nb, left = a + na, right = nb;
    bool ok = true;
    save(s, b, nb);
    while (right > 0 && left > a) {
        bool less;
        ok = s->less(s->th, s->spare_keys[right - 1], s->keys[left - 1], &less);
        if (!ok)
            break;
        if (less) {
            shift(s, --to, --left);
        } else {
            copy(s, --to, right - 1, 1);
            right--;
        }
    }
    copy(s, to - right, 0, right);
    return ok;
}

// Merge run i with the next one.
static bool merge_at(struct sorter *s, size_t i)
{
    size_t a = s->runs[i].start, na = s->runs[i].len;
    size_t b = s->runs[i + 1].start, nb = s->runs[i + 1].len, skip;
    s->runs[i].len += nb;
    for (size_t k = i + 1; k + 1 < s->n_runs; k++)
        s->runs[k] = s->runs[k + 1];
    s->n_runs--;
    // What stands before the other run's first item, or behind its last, is in place already.
    if (!gallop(s, s->keys[b], a, na, true, false, &skip))
        return false;
    a += skip;
    na -= skip;
    if (na == 0)
        return true;
    if (!gallop(s, s->keys[a + na - 1], b, nb, false, true, &nb))
        return false;
    if (nb == 0)
        return true;
    return na <= nb ? merge_low(s, a, na, b, nb) : merge_high(s, a, na, b, nb);
}

// Keep each run longer than the two above it together; `all`: merge until one is left.
static bool collapse(struct sorter *s, bool all)
{
    while (s->n_runs > 1) {
        size_t i = s->n_runs - 2;
        const struct run *r = s->runs;
        bool uneven = (i > 0 && r[i - 1].len <= r[i].len + r[i + 1].len) ||
                      (i > 1 && r[i - 2].len <= r[i - 1].len + r[i].len);
        if (all || uneven) {
            if (i > 0 && r[i - 1].len < r[i + 1].len)
                i--;
        } else if (r[i].len > r[i + 1].len) {
            break;
        }
        if (!merge_at(s, i))
            return false;
    }
    return true;
}

static bool sort_all(struct sorter *s)
{
    for (size_t start = 0, len; start < s->n; start += len) {
        if (!find_run(s, start, &len))
            return false;
        if (len < MIN_RUN) {
            size_t rest = s->n - start, want = rest < MIN_RUN ? rest : MIN_RUN;
            if (!insert_sort(s, start, len, want))
                return false;
            len = want;
        }
        s->runs[s->n_runs++] = (struct run){start, len};
        if (!collapse(s, false))
            return false;
    }
    return collapse(s, true);
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
        choose_less(&s);
        if (reverse) // so that equal items keep their order
            reverse_slice(&s, 0, n);
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
