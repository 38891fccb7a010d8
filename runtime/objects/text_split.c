/*
 * Cutting text: split, splitlines, partition, for str, bytes and bytearray (struct bt_text_kind).
 * Called by the types' methods. Arguments that may run Python code are converted before the bytes
 * are looked at: a bytearray may change.
 */
#include "runtime/objects/seq.h"
#include "runtime/objects/str_impl.h"

// A cut under way: pieces of `text` go to `list`.
struct cut {
    struct bt_thread *th;
    const struct bt_text_kind *kind;
    bt_value self, list;
    struct bt_span_bytes text;
};

static bool add_piece(const struct cut *cut, size_t from, size_t to)
{
    bt_value piece = cut->kind->make(cut->th, cut->self, cut->text.data + from, to - from);
    return !bt_is_error(piece) && bt_list_append(cut->th, cut->list, piece);
}

static bool split_by(const struct cut *cut, struct bt_span_bytes sep, uint64_t max)
{
    size_t from = 0;
    for (; max != 0; max--) {
        size_t at = bt_text_find(cut->text.data + from, cut->text.len - from, sep.data, sep.len);
        if (at == BT_NOT_FOUND)
            break;
        if (!add_piece(cut, from, from + at))
            return false;
        from += at + sep.len;
    }
    return add_piece(cut, from, cut->text.len);
}

static bool rsplit_by(const struct cut *cut, struct bt_span_bytes sep, uint64_t max)
{
    size_t to = cut->text.len;
    for (; max != 0; max--) {
        size_t at = bt_text_rfind(cut->text.data, to, sep.data, sep.len);
        if (at == BT_NOT_FOUND)
            break;
        if (!add_piece(cut, at + sep.len, to))
            return false;
        to = at;
    }
    return add_piece(cut, 0, to);
}

// The offset behind the white space (`space`) or behind the rest (not `space`) that begins at `at`.
static size_t skip(const struct cut *cut, size_t at, bool space)
{
    const char *end = cut->text.data + cut->text.len;
    const char *p = cut->text.data + at;
    while (p < end) {
        if (!bt_ascii_is(*p, cut->kind->space_bit)) {
            if (space)
                break;
            p++;
            continue;
        }
        size_t size = (unsigned char)*p < 0x80 ? 1 : cut->kind->space(p, end);
        if ((size != 0) != space)
            break;
        p += space ? size : 1;
    }
    return (size_t)(p - cut->text.data);
}

static size_t skip_back(const struct cut *cut, size_t at, bool space)
{
    const char *start = cut->text.data;
    const char *p = start + at;
    while (p > start) {
        size_t size = cut->kind->space_back(start, p);
        if ((size != 0) != space)
            break;
        p -= space ? size : 1;
    }
    return (size_t)(p - start);
}

static bool split_by_space(const struct cut *cut, uint64_t max)
{
    size_t from = skip(cut, 0, true);
    while (from < cut->text.len) {
        if (max-- == 0)
            return add_piece(cut, from, cut->text.len);
        size_t to = skip(cut, from, false);
        if (!add_piece(cut, from, to))
            return false;
        from = skip(cut, to, true);
    }
    return true;
}

static bool rsplit_by_space(const struct cut *cut, uint64_t max)
{
    size_t to = skip_back(cut, cut->text.len, true);
    while (to != 0) {
        if (max-- == 0)
            return add_piece(cut, 0, to);
        size_t from = skip_back(cut, to, false);
        if (!add_piece(cut, from, to))
            return false;
        to = skip_back(cut, from, true);
    }
    return true;
}

static void reverse(struct bt_list *list)
{
    for (size_t i = 0, j = list->len; i + 1 < j; i++) {
        bt_value v = list->items[i];
        list->items[i] = list->items[--j];
        list->items[j] = v;
    }
}

// Prepares a cut: the text's bytes and an empty list.
static bool begin(struct cut *cut, struct bt_thread *th, const struct bt_text_kind *kind,
                  bt_value self)
{
    *cut = (struct cut){.th = th, .kind = kind, .self = self};
    if (!kind->view(th, self, &cut->text))
        return false;
    cut->list = bt_list_new(th, NULL, 0);
    return !bt_is_error(cut->list);
}

bt_value bt_text_split(struct bt_thread *th, const struct bt_text_kind *kind, bt_value self,
                       bt_value sep, bt_value maxsplit, bool from_right)
{
    struct bt_span_bytes by;
    int64_t max = -1;
    struct cut cut;
    if (!bt_is_unset(maxsplit) && !bt_as_int64(th, maxsplit, &max))
        return BT_ERROR;
    bool by_space = bt_is_unset(sep) || bt_is_none(sep);
    if (!by_space && kind->utf8 && !bt_is_str(sep))
        return bt_type_error(th, "must be str or None, not %.100T", sep);
    if (!by_space && !kind->view(th, sep, &by))
        return BT_ERROR;
    if (!by_space && by.len == 0)
        return bt_value_error(th, "empty separator");
    if (!begin(&cut, th, kind, self))
        return BT_ERROR;
    uint64_t n = (uint64_t)max; // -1: as many as there are
    bool ok;
    if (from_right)
        ok = by_space ? rsplit_by_space(&cut, n) : rsplit_by(&cut, by, n);
    else
        ok = by_space ? split_by_space(&cut, n) : split_by(&cut, by, n);
    if (!ok)
        return BT_ERROR;
    if (from_right)
        reverse(bt_as_list(cut.list));
    return cut.list;
}

bt_value bt_text_splitlines(struct bt_thread *th, const struct bt_text_kind *kind, bt_value self,
                            bool keep_ends)
{
    struct cut cut;
    if (!begin(&cut, th, kind, self))
        return BT_ERROR;
    const char *end = cut.text.data + cut.text.len;
    size_t from = 0;
    for (size_t i = 0; i < cut.text.len;) {
        while (i < cut.text.len && !bt_ascii_is(cut.text.data[i], kind->line_bit))
            i++;
        size_t size = i < cut.text.len ? kind->line_end(cut.text.data + i, end) : 0;
        if (size == 0) {
            i++;
            continue;
        }
        if (!add_piece(&cut, from, keep_ends ? i + size : i))
            return BT_ERROR;
        i += size;
        from = i;
    }
    if (from < cut.text.len && !add_piece(&cut, from, cut.text.len))
        return BT_ERROR;
    return cut.list;
}

bt_value bt_text_partition(struct bt_thread *th, const struct bt_text_kind *kind, bt_value self,
                           bt_value sep, bool from_right)
{
    struct bt_span_bytes by;
    struct bt_span_bytes text;
    if (!kind->view(th, sep, &by) || !kind->view(th, self, &text))
        return BT_ERROR;
    if (by.len == 0)
        return bt_value_error(th, "empty separator");
    size_t at = from_right ? bt_text_rfind(text.data, text.len, by.data, by.len)
                           : bt_text_find(text.data, text.len, by.data, by.len);
    size_t ends[2]; // of the first part and of the separator
    if (at != BT_NOT_FOUND) {
        ends[0] = at;
        ends[1] = at + by.len;
    } else {
        ends[0] = ends[1] = from_right ? 0 : text.len;
    }
    bt_value before = kind->make(th, self, text.data, ends[0]);
    bt_value middle = kind->make(th, self, text.data + ends[0], ends[1] - ends[0]);
    bt_value behind = kind->make(th, self, text.data + ends[1], text.len - ends[1]);
    if (bt_is_error(before) || bt_is_error(middle) || bt_is_error(behind))
        return BT_ERROR;
    return bt_tuple_of(th, 3, before, middle, behind);
}
