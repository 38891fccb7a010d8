/*
 * The formats of messages: bt_str_format and bt_str_vformat (error.h has the table of directives).
 * Everything that raises comes here.
 *
 * The format is read in one pass that collects the arguments, and written in another: %R and %S may
 * run Python code, and meanwhile the arguments still to come have to be rooted.
 */
#include <limits.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "runtime/objects/error.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"

enum { MAX_PARTS = 24 };

// A stretch of literal text, or one directive with its argument.
struct part {
    char kind; // 0: literal; else the directive's letter, 'd' for every signed number, 'u' unsigned
    size_t precision; // SIZE_MAX: none
    const char *text; // of a literal or %s
    size_t len;       // of a literal
    long long number;
    size_t root; // of %T %R %S %U: which root
    const struct bt_type *type;
};

// The number after '.', SIZE_MAX when there is none.
static size_t read_precision(const char **format)
{
    const char *p = *format;
    if (*p != '.')
        return SIZE_MAX;
    size_t n = 0;
    for (p++; *p >= '0' && *p <= '9'; p++)
        n = n * 10 + (size_t)(*p - '0');
    *format = p;
    return n;
}

// NOLINTBEGIN(clang-analyzer-valist.Uninitialized): read_format's caller has started the list
// Reads the letters of a number's directive and takes its argument from `ap`.
static bool read_number(const char **format, struct part *part, va_list *ap)
{
    const char *p = *format;
    int longs = 0;
    bool size = false;
    for (; *p == 'l' || *p == 'z'; p++) {
        longs += *p == 'l';
        size |= *p == 'z';
    }
    bool is_signed = *p == 'd' || *p == 'i';
    if (!is_signed && *p != 'u' && *p != 'x')
        return false;
    if (longs == 2)
        part->number = va_arg(*ap, long long);
    else if (longs == 1 || size)
        part->number = va_arg(*ap, long); // on a 64-bit machine ssize_t is as wide
    else if (is_signed)
        part->number = va_arg(*ap, int);
    else
        part->number = (long long)va_arg(*ap, unsigned);
    part->kind = is_signed ? 'd' : *p;
    *format = p + 1;
    return true;
}

// Reads one directive (after the '%'). `*root` counts the values, which go into `roots`.
static void read_directive(const char **format, struct part *part, va_list *ap, bt_value *roots,
                           size_t *root)
{
    part->precision = read_precision(format);
    if (read_number(format, part, ap))
        return;
    part->kind = *(*format)++;
    switch (part->kind) {
    case 's': part->text = va_arg(*ap, const char *); break;
    case 'c': part->number = va_arg(*ap, int); break;
    case 'N': part->type = va_arg(*ap, const struct bt_type *); break;
    case 'U':
        part->root = (*root)++;
        roots[part->root] = bt_from_obj(va_arg(*ap, const struct bt_str *));
        break;
    case 'T':
    case 'R':
    case 'S':
        part->root = (*root)++;
        roots[part->root] = va_arg(*ap, bt_value);
        break;
    default: // "%%"
        part->kind = 0;
        part->text = *format - 1;
        part->len = 1;
        break;
    }
}

static size_t read_format(const char *format, struct part *parts, va_list *ap, bt_value *roots)
{
    size_t n = 0;
    size_t root = 0;
    while (*format != '\0' && n < MAX_PARTS) {
        struct part *part = &parts[n++];
        *part = (struct part){.precision = SIZE_MAX};
        if (*format == '%') {
            format++;
            read_directive(&format, part, ap, roots, &root);
        } else {
            part->text = format;
            part->len = strcspn(format, "%");
            format += part->len;
        }
    }
    return n;
}
// NOLINTEND(clang-analyzer-valist.Uninitialized)

// At most `precision` characters of valid UTF-8.
static void put_cut(struct bt_buf *buf, const char *text, size_t len, size_t precision)
{
    bt_buf_write(buf, text, precision >= len ? len : bt_utf8_offset(text, len, precision));
}

// Text from outside: whatever is not UTF-8 is shown as U+FFFD.
static void put_c_text(struct bt_buf *buf, const char *text, size_t precision)
{
    size_t len = precision == SIZE_MAX ? strlen(text) : strnlen(text, precision);
    while (len != 0) {
        size_t good = bt_wtf8_valid_prefix(text, len);
        bt_buf_write(buf, text, good);
        text += good;
        len -= good;
        if (len != 0) {
            size_t size;
            (void)bt_wtf8_decode(text, len, &size);
            if (size < len ||
                precision == SIZE_MAX) // a character cut in two at the end is left out
                bt_buf_put_code_point(buf, 0xFFFD);
            text += size;
            len -= size;
        }
    }
}

// The name of a type as CPython's messages have it: a native type of a module with the module's.
static void put_type(struct bt_buf *buf, const struct bt_type *type, size_t precision)
{
    if (type->spec && type->spec->module && !(type->flags & BT_TYPE_BARE_NAME))
        bt_buf_printf(buf, "%s.", type->spec->module);
    put_c_text(buf, type->name, precision);
}

static bool put_value(struct bt_thread *th, struct bt_buf *buf, const struct part *part, bt_value v)
{
    bt_value text = part->kind == 'R' ? bt_repr(th, v) : bt_str_of(th, v);
    if (bt_is_error(text))
        return false;
    put_cut(buf, bt_as_str(text)->data, bt_as_str(text)->len, part->precision);
    return true;
}

static bool put_part(struct bt_thread *th, struct bt_buf *buf, const struct part *part,
                     const bt_value *roots)
{
    switch (part->kind) {
    case 0: bt_buf_write(buf, part->text, part->len); return true;
    case 's': put_c_text(buf, part->text, part->precision); return true;
    case 'c': bt_buf_put_code_point(buf, (uint32_t)part->number); return true;
    case 'N': put_type(buf, part->type, part->precision); return true;
    case 'T': put_type(buf, bt_type_of(th, roots[part->root]), part->precision); return true;
    case 'd': bt_buf_printf(buf, "%lld", part->number); return true;
    case 'u': bt_buf_printf(buf, "%llu", (unsigned long long)part->number); return true;
    case 'x': bt_buf_printf(buf, "%llx", (unsigned long long)part->number); return true;
    case 'U': {
        const struct bt_str *s = bt_as_str(roots[part->root]);
        put_cut(buf, s->data, s->len, part->precision);
        return true;
    }
    default: return put_value(th, buf, part, roots[part->root]);
    }
}

bt_value bt_str_vformat(struct bt_thread *th, const char *format, va_list ap)
{
    struct part parts[MAX_PARTS];
    BT_ROOTS(th, roots, MAX_PARTS);
    va_list args;
    va_copy(args, ap);
    size_t n = read_format(format, parts, &args, roots);
    va_end(args);

    struct bt_buf buf;
    bt_buf_init(&buf);
    bool ok = true;
    for (size_t i = 0; ok && i < n; i++)
        ok = put_part(th, &buf, &parts[i], roots);
    BT_UNROOT(th, roots);
    if (!ok) {
        bt_buf_free(&buf);
        return BT_ERROR;
    }
    return bt_str_from_buf(th, &buf);
}

bt_value bt_str_format(struct bt_thread *th, const char *format, ...)
{
    va_list ap;
    va_start(ap, format);
    bt_value v = bt_str_vformat(th, format, ap);
    va_end(ap);
    return v;
}
