/* JSON: see json.h. */
#include "base/json.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

#define MAX_DEPTH 200

struct reader {
    struct bt_arena *arena;
    const char *text;
    size_t len, at;
    bool no_memory;
};

static bool read_value(struct reader *r, struct bt_json *v, int depth);

static void skip_space(struct reader *r)
{
    while (r->at < r->len && r->text[r->at] && strchr(" \t\r\n", r->text[r->at]))
        r->at++;
}

static bool take(struct reader *r, char c)
{
    skip_space(r);
    if (r->at == r->len || r->text[r->at] != c)
        return false;
    r->at++;
    return true;
}

static bool take_word(struct reader *r, const char *word)
{
    size_t n = strlen(word);
    if (r->len - r->at < n || memcmp(r->text + r->at, word, n) != 0)
        return false;
    r->at += n;
    return true;
}

static size_t take_digits(struct reader *r)
{
    size_t from = r->at;
    while (r->at < r->len && r->text[r->at] >= '0' && r->text[r->at] <= '9')
        r->at++;
    return r->at - from;
}

static bool keep_text(struct reader *r, struct bt_json *v, const char *text, size_t len)
{
    v->text = bt_arena_copy(r->arena, text, len);
    v->len = len;
    r->no_memory |= !v->text;
    return v->text != NULL;
}

static bool read_number(struct reader *r, struct bt_json *v)
{
    size_t from = r->at;
    if (r->text[r->at] == '-')
        r->at++;
    bool zero = r->at < r->len && r->text[r->at] == '0';
    size_t n = take_digits(r);
    if (n == 0 || (zero && n > 1))
        return false;
    if (r->at < r->len && r->text[r->at] == '.') {
        r->at++;
        if (take_digits(r) == 0)
            return false;
    }
    if (r->at < r->len && (r->text[r->at] == 'e' || r->text[r->at] == 'E')) {
        r->at++;
        if (r->at < r->len && (r->text[r->at] == '+' || r->text[r->at] == '-'))
            r->at++;
        if (take_digits(r) == 0)
            return false;
    }
    v->kind = BT_JSON_NUMBER;
    return keep_text(r, v, r->text + from, r->at - from);
}

/* ---- strings ---- */

static bool read_hex(struct reader *r, uint32_t *out)
{
    *out = 0;
    for (int i = 0; i < 4; i++) {
        if (r->at == r->len)
            return false;
        char c = r->text[r->at];
        int digit = c >= '0' && c <= '9'   ? c - '0'
                    : c >= 'a' && c <= 'f' ? c - 'a' + 10
                    : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                           : -1;
        if (digit < 0)
            return false;
        *out = *out << 4 | (uint32_t)digit;
        r->at++;
    }
    return true;
}

/* Behind "\u"; two halves of a pair are one character, a lone one becomes U+FFFD. */
static bool read_code_point(struct reader *r, struct bt_buf *out)
{
    uint32_t c, low;
    if (!read_hex(r, &c))
        return false;
    if (c >= 0xD800 && c < 0xDC00 && take_word(r, "\\u")) {
        if (!read_hex(r, &low))
            return false;
        if (low >= 0xDC00 && low < 0xE000)
            c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
        else
            c = 0xFFFD;
    }
    bt_buf_put_code_point(out, c >= 0xD800 && c < 0xE000 ? 0xFFFD : c);
    return true;
}

static bool read_escape(struct reader *r, struct bt_buf *out)
{
    static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
    if (r->at == r->len)
        return false;
    char c = r->text[r->at++];
    if (c == 'u')
        return read_code_point(r, out);
    const char *p = c ? strchr(from, c) : NULL;
    if (p)
        bt_buf_putc(out, to[p - from]);
    return p != NULL;
}

/* Behind the opening quote. */
static bool read_string(struct reader *r, struct bt_json *v)
{
    struct bt_buf out;
    bool ok = true;
    bt_buf_init(&out);
    while (ok && r->at < r->len && r->text[r->at] != '"') {
        unsigned char c = (unsigned char)r->text[r->at];
        size_t size = 1;
        if (c == '\\') {
            r->at++;
            ok = read_escape(r, &out);
        } else if (c < ' ' ||
                   bt_utf8_decode(r->text + r->at, r->len - r->at, &size) == BT_UTF8_BAD) {
            ok = false;
        } else {
            bt_buf_write(&out, r->text + r->at, size);
            r->at += size;
        }
    }
    ok = ok && r->at < r->len;
    if (ok) {
        r->at++; /* the closing quote */
        v->kind = BT_JSON_STRING;
        r->no_memory |= out.failed;
        ok = !out.failed && keep_text(r, v, out.data ? out.data : "", out.len);
    }
    bt_buf_free(&out);
    return ok;
}

/* ---- what holds others ---- */

static bool read_items(struct reader *r, struct bt_json *v, int depth)
{
    bool object = v->kind == BT_JSON_OBJECT;
    char end = object ? '}' : ']';
    struct bt_json **link = &v->first;
    if (take(r, end))
        return true;
    do {
        struct bt_json *item = bt_arena_alloc(r->arena, sizeof *item), key = {0};
        if (!item) {
            r->no_memory = true;
            return false;
        }
        if (object && (!take(r, '"') || !read_string(r, &key) || !take(r, ':')))
            return false;
        if (!read_value(r, item, depth + 1))
            return false;
        item->key = key.text;
        *link = item;
        link = &item->next;
        v->n_items++;
    } while (take(r, ','));
    return take(r, end);
}

static bool read_value(struct reader *r, struct bt_json *v, int depth)
{
    skip_space(r);
    if (r->at == r->len || depth > MAX_DEPTH)
        return false;
    char c = r->text[r->at];
    if (c == '-' || (c >= '0' && c <= '9'))
        return read_number(r, v);
    if (c == '"') {
        r->at++;
        return read_string(r, v);
    }
    if (c == '[' || c == '{') {
        r->at++;
        v->kind = c == '[' ? BT_JSON_ARRAY : BT_JSON_OBJECT;
        return read_items(r, v, depth);
    }
    v->kind = c == 't' ? BT_JSON_TRUE : c == 'f' ? BT_JSON_FALSE : BT_JSON_NULL;
    return take_word(r, c == 't' ? "true" : c == 'f' ? "false" : "null");
}

const struct bt_json *bt_json_parse(struct bt_arena *arena, const char *text, size_t len,
                                    size_t *where)
{
    struct reader r = {.arena = arena, .text = text, .len = len};
    struct bt_json *v = bt_arena_alloc(arena, sizeof *v);
    bool ok = v && read_value(&r, v, 0);
    if (ok) {
        skip_space(&r);
        ok = r.at == len;
    }
    *where = !v || r.no_memory ? SIZE_MAX : r.at;
    return ok ? v : NULL;
}

/* ---- looking ---- */

const struct bt_json *bt_json_get(const struct bt_json *in, const char *key)
{
    const struct bt_json *found = NULL;
    if (!in || in->kind != BT_JSON_OBJECT)
        return NULL;
    for (const struct bt_json *item = in->first; item; item = item->next)
        if (strcmp(item->key, key) == 0)
            found = item;
    return found;
}

const char *bt_json_text(const struct bt_json *v)
{
    return v && v->kind == BT_JSON_STRING ? v->text : NULL;
}

bool bt_json_u64(const struct bt_json *v, uint64_t *out)
{
    if (!v || v->kind != BT_JSON_NUMBER || strspn(v->text, "0123456789") != v->len)
        return false;
    errno = 0;
    *out = strtoull(v->text, NULL, 10);
    return errno == 0;
}

bool bt_json_double(const struct bt_json *v, double *out)
{
    if (!v || v->kind != BT_JSON_NUMBER)
        return false;
    *out = strtod(v->text, NULL);
    return true;
}

/* ---- writing ---- */

void bt_json_put_string(struct bt_buf *out, const char *text, size_t len)
{
    bt_buf_putc(out, '"');
    for (size_t i = 0; i < len;) {
        unsigned char c = (unsigned char)text[i];
        size_t size = 1;
        if (c == '"' || c == '\\')
            bt_buf_printf(out, "\\%c", c);
        else if (c == '\n')
            bt_buf_puts(out, "\\n");
        else if (c < ' ' || c == 0x7F)
            bt_buf_printf(out, "\\u%04x", c);
        else if (bt_utf8_decode(text + i, len - i, &size) == BT_UTF8_BAD)
            bt_buf_puts(out, "\xEF\xBF\xBD");
        else
            bt_buf_write(out, text + i, size);
        i += size;
    }
    bt_buf_putc(out, '"');
}
