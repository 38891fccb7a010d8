/*
 * str + str, such that `s += x` in a loop takes time in proportion to the text and not to its
 * square.
 *
 * Nobody counts references, so it is not known whether the old `s` is still needed, and it must
 * stay as it is. But its bytes can serve the new one as well: both have the same store, which holds
 * the text of the longest with room behind it; every str knows how much of it is its own.
 *
 *   s1 "abc"        len 3 --+
 *   s2 "abcdef"     len 6 --+--> store "abcdefgh\0......"
 *   s3 "abcdefgh"   len 8 --+          room for more ^
 *
 * A result of + is marked BT_STR_GROWN. The first + on a str so marked takes the mark away and
 * prepares for more: the text goes into a store half as large again, or is appended where it is. So
 * only the longest str of a store has the mark, and only it is appended to; a str that is the left
 * operand of many additions is copied by all but one. Short strs are copied: that is cheap.
 */
#include "runtime/objects/str_impl.h"

// Bytes from which on a text is worth a store.
enum { STORE_MIN = 256 };

struct bt_str_store {
    struct bt_object base;
    size_t cap;                 // bytes of text there is room for
    struct bt_str_store *older; // kept alive with it, or NULL
    char data[];                // cap bytes and a NUL
};

static struct bt_str_store *new_store(struct bt_thread *th, size_t cap)
{
    if (cap > PTRDIFF_MAX / 2) {
        (void)bt_raise_no_memory(th);
        return NULL;
    }
    struct bt_str_store *store =
        bt_new_object(th, bt_type(th, BT_T_STR_STORE), sizeof *store + cap + 1);
    if (store == NULL)
        return NULL;
    store->cap = cap;
    store->older = NULL;
    return store;
}

// A str of the first `len` bytes of the store; the mark says that it may be appended to.
static bt_value new_stored(struct bt_thread *th, struct bt_str_store *store, size_t len,
                           size_t n_chars)
{
    struct bt_str *s =
        bt_new_object(th, bt_type(th, BT_T_STR), sizeof *s + sizeof(struct bt_str_more));
    if (s == NULL)
        return BT_ERROR;
    s->base.flags |= len == n_chars ? BT_OBJ_ASCII : 0;
    s->base.spare = BT_STR_GROWN | BT_STR_STORED;
    s->len = len;
    s->data = store->data;
    *bt_str_more(s) = (struct bt_str_more){n_chars, NULL, store};
    return bt_from_obj(s);
}

// x + y, where x has the mark.
static bt_value grow(struct bt_thread *th, struct bt_str *x, const struct bt_str *y)
{
    size_t len = x->len + y->len;
    struct bt_str_store *store = NULL;
    if ((x->base.spare & BT_STR_STORED) != 0)
        store = bt_str_more(x)->store;
    bool append = store != NULL && len <= store->cap;
    if (!append) {
        store = new_store(th, len + len / 2);
        if (store == NULL)
            return BT_ERROR;
        memcpy(store->data, x->data, x->len);
    }
    bt_value v = new_stored(th, store, len, bt_str_chars(x) + bt_str_chars(y));
    if (bt_is_error(v))
        return v;
    memcpy(store->data + x->len, y->data, y->len);
    store->data[len] = '\0';
    x->base.spare &= BT_STR_STORED;
    if (append)
        x->base.spare |= BT_STR_OVERGROWN;
    return v;
}

bt_value bt_str_concat(struct bt_thread *th, bt_value a, bt_value b)
{
    struct bt_str *x = bt_as_str(a);
    const struct bt_str *y = bt_as_str(b);
    if (y->len == 0)
        return bt_str_plain(th, a);
    if (x->len == 0)
        return bt_str_plain(th, b);
    size_t len = x->len + y->len;
    if (len >= STORE_MIN && (x->base.spare & BT_STR_GROWN) != 0)
        return grow(th, x, y);
    struct bt_str *s = bt_str_alloc(th, len, bt_str_chars(x) + bt_str_chars(y));
    if (s == NULL)
        return BT_ERROR;
    s->base.spare = BT_STR_GROWN;
    bt_text_copy(s->data, x->data, x->len);
    bt_text_copy(s->data + x->len, y->data, y->len);
    return bt_from_obj(s);
}

bool bt_str_settle(struct bt_thread *th, bt_value str)
{
    struct bt_str *s = bt_as_str(str);
    if ((s->base.spare & BT_STR_OVERGROWN) != 0) {
        struct bt_str_more *more = bt_str_more(s);
        struct bt_str_store *store = new_store(th, s->len);
        if (store == NULL)
            return false;
        memcpy(store->data, s->data, s->len);
        store->data[s->len] = '\0';
        store->older = more->store; // somebody may be reading there
        more->store = store;
        s->data = store->data;
    }
    s->base.spare &= BT_STR_STORED;
    return true;
}

static void store_trace(struct bt_tracer *tracer, struct bt_object *object)
{
    bt_mark_object(tracer, (struct bt_object *)((struct bt_str_store *)object)->older);
}

const struct bt_type_spec bt_str_store_spec = {
    .name = "str_store",
    .flags = BT_TYPE_ABSTRACT,
    .size = sizeof(struct bt_str_store),
    .slots = {.trace = store_trace},
};
