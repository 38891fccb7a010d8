// Figures and texts in the laboratory's reports: see put.h.
#include "lab/put.h"

#include <stdio.h>
#include <string.h>

#include "base/utf8.h"

void bt_put_count(struct bt_buf *out, uint64_t n, int width)
{
    char digits[32], text[48];
    int len = snprintf(digits, sizeof digits, "%llu", (unsigned long long)n), k = 0;
    for (int i = 0; i < len; i++) {
        if (i > 0 && (len - i) % 3 == 0)
            text[k++] = ',';
        text[k++] = digits[i];
    }
    text[k] = '\0';
    bt_buf_printf(out, "%*s", width, text);
}

void bt_put_time(struct bt_buf *out, int64_t ns, int width)
{
    static const struct {
        double unit;
        const char *name;
    } units[] = {{1e9, "s"}, {1e6, "ms"}, {1e3, "us"}, {1, "ns"}};
    char text[48];
    if (ns <= 0) {
        bt_buf_printf(out, "%*s", width, ns == 0 ? "0" : "-");
        return;
    }
    size_t u = 0;
    while (u < 3 && (double)ns < units[u].unit)
        u++;
    double v = (double)ns / units[u].unit;
    int decimals = units[u].unit <= 1 || v >= 99.95 ? 0 : v >= 9.995 ? 1 : 2;
    (void)snprintf(text, sizeof text, "%.*f %s", decimals, v, units[u].name);
    bt_buf_printf(out, "%*s", width, text);
}

void bt_put_share(struct bt_buf *out, double part, double whole, int width)
{
    char text[32] = "-";
    if (whole > 0)
        (void)snprintf(text, sizeof text, "%.1f %%", 100 * part / whole);
    bt_buf_printf(out, "%*s", width, text);
}

static void put_escaped(struct bt_buf *out, uint32_t c)
{
    if (c < 0x100)
        bt_buf_printf(out, "\\x%02x", c);
    else
        bt_buf_printf(out, c < 0x10000 ? "\\u%04x" : "\\U%08x", c);
}

static bool is_plain(uint32_t c, bool unicode)
{
    if (c < 0x7F)
        return c >= 0x20;
    // no control characters, no lone surrogates, no line or paragraph separators or changes of
    // direction
    return unicode && c >= 0xA0 && !(c >= 0xD800 && c < 0xE000) && !(c >= 0x2028 && c <= 0x202E) &&
           !(c >= 0x2066 && c <= 0x2069) && c != BT_UTF8_BAD;
}

// The next character of a text as it is to be written; returns how many columns it takes.
static size_t put_one(struct bt_buf *out, const char *text, size_t len, bool unicode, size_t *size)
{
    size_t before = out->len;
    uint32_t c = bt_wtf8_decode(text, len, size);
    if (is_plain(c, unicode))
        bt_buf_write(out, text, *size);
    else
        put_escaped(out, c == BT_UTF8_BAD ? (unsigned char)text[0] : c);
    return out->failed ? 0 : bt_utf8_width(out->data + before, out->len - before);
}

void bt_put_text(struct bt_buf *out, const char *text, bool unicode, size_t most, size_t width)
{
    struct bt_buf whole;
    bt_buf_init(&whole);
    size_t len = strlen(text), columns = 0, cut = 0, cut_columns = 0;
    for (size_t i = 0, size; i < len && columns <= most; i += size) {
        if (columns + 2 <= most) { // ".." would fit behind what there is so far
            cut = whole.len;
            cut_columns = columns;
        }
        columns += put_one(&whole, text + i, len - i, unicode, &size);
    }
    bool fits = columns <= most;
    if (!whole.failed)
        bt_buf_write(out, whole.data, fits ? whole.len : cut);
    if (!fits) {
        bt_buf_puts(out, "..");
        columns = cut_columns + 2;
    }
    if (columns < width)
        bt_buf_fill(out, ' ', width - columns);
    bt_buf_free(&whole);
}

void bt_put_json_str(struct bt_buf *out, const char *text)
{
    size_t len = strlen(text);
    bt_buf_putc(out, '"');
    for (size_t i = 0, size; i < len; i += size) {
        uint32_t c = bt_wtf8_decode(text + i, len - i, &size);
        if (c == '"' || c == '\\')
            bt_buf_printf(out, "\\%c", (char)c);
        else if (c == BT_UTF8_BAD)
            bt_buf_puts(out, "\\ufffd");
        else if (c < 0x20 || c == 0x7F || (c >= 0xD800 && c < 0xE000))
            bt_buf_printf(out, "\\u%04x", c);
        else
            bt_buf_write(out, text + i, size);
    }
    bt_buf_putc(out, '"');
}

const char *bt_put_basename(const char *file)
{
    const char *slash = strrchr(file, '/');
    return slash && slash[1] ? slash + 1 : file;
}

void bt_put_place(struct bt_buf *out, const struct bt_place *place, bool unicode)
{
    if (place->line == 0) {
        bt_buf_puts(out, "?");
        return;
    }
    bt_put_text(out, bt_put_basename(place->file), unicode, 40, 0);
    bt_buf_printf(out, ":%u", place->line);
}
