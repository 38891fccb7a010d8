/*
 * The algorithm of list.sort, included by list_sort.c once for each way to compare: LESS(s, a, b,
 * out) says whether a comes before b, false on error; CHEAP is 1 if it cannot fail and is better
 * done once too often than guessed; NAME(x) gives the copy's functions their names. All three are
 * undefined again at the end.
 */

// ---- runs ----

// Length of the run at start; a strictly falling one is turned round (that keeps it stable).
static bool NAME(find_run)(struct sorter *s, size_t start, size_t *len)
{
    size_t i = start + 1;
    bool falling, less;
    *len = 1;
    if (i == s->n)
        return true;
    if (!LESS(s, s->keys[i], s->keys[start], &falling))
        return false;
    for (i++; i < s->n; i++) {
        if (!LESS(s, s->keys[i], s->keys[i - 1], &less))
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
static bool NAME(insert_sort)(struct sorter *s, size_t start, size_t sorted, size_t len)
{
    for (size_t i = start + sorted; i < start + len; i++) {
        bt_value key = s->keys[i];
        size_t low = start, n = i - start;
        bool less;
        while (n > 1) { // the answer is in [low, low + n]; without branches where LESS has none
            size_t half = n / 2;
            if (!LESS(s, key, s->keys[low + half - 1], &less))
                return false;
            low = less ? low : low + half;
            n = less ? half : n - half;
        }
        if (n == 1) {
            if (!LESS(s, key, s->keys[low], &less))
                return false;
            low += !less;
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

/*
 * Position in the sorted keys [start, start + n) where `key` goes: behind its equals if `after`,
 * else before them. Looks from the end `from_end` with doubling steps first: in merges of runs
 * that hardly overlap the answer is near.
 */
static bool NAME(gallop)(struct sorter *s, bt_value key, size_t start, size_t n, bool after,
                         bool from_end, size_t *out)
{
    size_t low = 0, high = n; // the answer is in [low, high]
    for (size_t step = 1; low < high; step *= 2) {
        size_t probe = from_end ? (step <= high ? high - step : 0) : low + step - 1;
        if (probe < low || probe >= high || step > n)
            break;
        bool less, right;
        if (!(after ? LESS(s, key, s->keys[start + probe], &less)
                    : LESS(s, s->keys[start + probe], key, &less)))
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
        if (!(after ? LESS(s, key, s->keys[start + middle], &less)
                    : LESS(s, s->keys[start + middle], key, &less)))
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
static bool NAME(merge_low)(struct sorter *s, size_t a, size_t na, size_t b, size_t nb)
{
    size_t to = a, left = 0, end = b + nb;
    bool ok = true;
    save(s, a, na);
    while (CHEAP && left < na && b < end) { // no branch: random keys would mispredict every other
        bool less;
        (void)LESS(s, s->keys[b], s->spare_keys[left], &less);
        s->keys[to] = less ? s->keys[b] : s->spare_keys[left];
        if (s->values)
            s->values[to] = less ? s->values[b] : s->spare_values[left];
        to++;
        b += less;
        left += !less;
    }
    while (left < na && b < end) {
        bool less;
        ok = LESS(s, s->keys[b], s->spare_keys[left], &less);
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
static bool NAME(merge_high)(struct sorter *s, size_t a, size_t na, size_t b, size_t nb)
{
    size_t to = b + nb, left = a + na, right = nb;
    bool ok = true;
    save(s, b, nb);
    while (CHEAP && right > 0 && left > a) {
        bool less;
        (void)LESS(s, s->spare_keys[right - 1], s->keys[left - 1], &less);
        to--;
        s->keys[to] = less ? s->keys[left - 1] : s->spare_keys[right - 1];
        if (s->values)
            s->values[to] = less ? s->values[left - 1] : s->spare_values[right - 1];
        left -= less;
        right -= !less;
    }
    while (right > 0 && left > a) {
        bool less;
        ok = LESS(s, s->spare_keys[right - 1], s->keys[left - 1], &less);
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
static bool NAME(merge_at)(struct sorter *s, size_t i)
{
    size_t a = s->runs[i].start, na = s->runs[i].len;
    size_t b = s->runs[i + 1].start, nb = s->runs[i + 1].len, skip;
    s->runs[i].len += nb;
    for (size_t k = i + 1; k + 1 < s->n_runs; k++)
        s->runs[k] = s->runs[k + 1];
    s->n_runs--;
    // What stands before the other run's first item, or behind its last, is in place already.
    if (!NAME(gallop)(s, s->keys[b], a, na, true, false, &skip))
        return false;
    a += skip;
    na -= skip;
    if (na == 0)
        return true;
    if (!NAME(gallop)(s, s->keys[a + na - 1], b, nb, false, true, &nb))
        return false;
    if (nb == 0)
        return true;
    return na <= nb ? NAME(merge_low)(s, a, na, b, nb) : NAME(merge_high)(s, a, na, b, nb);
}

// Keep each run longer than the two above it together; `all`: merge until one is left.
static bool NAME(collapse)(struct sorter *s, bool all)
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
        if (!NAME(merge_at)(s, i))
            return false;
    }
    return true;
}

static bool NAME(sort_all)(struct sorter *s)
{
    for (size_t start = 0, len; start < s->n; start += len) {
        if (!NAME(find_run)(s, start, &len))
            return false;
        if (len < MIN_RUN) {
            size_t rest = s->n - start, want = rest < MIN_RUN ? rest : MIN_RUN;
            if (!NAME(insert_sort)(s, start, len, want))
                return false;
            len = want;
        }
        s->runs[s->n_runs++] = (struct run){start, len};
        if (!NAME(collapse)(s, false))
            return false;
    }
    return NAME(collapse)(s, true);
}

#undef LESS
#undef CHEAP
#undef NAME
