/*
 * repr, str, ascii and format of any value, and the guard against containers that hold themselves.
 */
#include "base/buf.h"
#include "base/utf8.h"
#include "runtime/objects/error.h"
#include "runtime/objects/float.h"
#include "runtime/objects/heap.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/seq.h"
#include "runtime/objects/str.h"

static bt_value checked_str(struct bt_thread *th, bt_value result, const char *what)
{
    if (bt_is_error(result) || bt_is_str(result))
        return result;
    return bt_type_error(th, "%s returned non-string (type %.200T)", what, result);
}

bt_value bt_repr(struct bt_thread *th, bt_value v)
{
    struct bt_type *type = bt_type_of(th, v);
    if (!bt_enter(th, " while getting the repr of an object"))
        return BT_ERROR;
    BT_ROOTS(th, r, 1);
    r[0] = v;
    bt_stress_collect(th);
    bt_value result = type->s.repr != NULL ? checked_str(th, type->s.repr(th, v), "__repr__")
                                           : bt_str_format(th, "<%N object>", type);
    BT_UNROOT(th, r);
    return result;
}

bt_value bt_str_of(struct bt_thread *th, bt_value v)
{
    if (bt_is_exact(th, v, BT_T_STR))
        return v;
    struct bt_type *type = bt_type_of(th, v);
    if (type->s.str == NULL)
        return bt_repr(th, v);
    if (!bt_enter(th, " while getting the str of an object"))
        return BT_ERROR;
    BT_ROOTS(th, r, 1);
    r[0] = v;
    bt_stress_collect(th);
    bt_value result = checked_str(th, type->s.str(th, v), "__str__");
    BT_UNROOT(th, r);
    return result;
}

bt_value bt_ascii(struct bt_thread *th, bt_value v)
{
    bt_value text = bt_repr(th, v);
    if (bt_is_error(text) || bt_str_is_ascii(bt_as_str(text)))
        return text;
    const struct bt_str *s = bt_as_str(text);
    struct bt_buf buf;
    bt_buf_init(&buf);
    for (size_t i = 0, size; i < s->len; i += size) {
        uint32_t c = bt_utf8_decode(s->data + i, s->len - i, &size);
        if (c < 0x80)
            bt_buf_putc(&buf, (char)c);
        else if (c < 0x100)
            bt_buf_printf(&buf, "\\x%02x", c);
        else if (c < 0x10000)
            bt_buf_printf(&buf, "\\u%04x", c);
        else
            bt_buf_printf(&buf, "\\U%08x", c);
    }
    return bt_str_from_buf(th, &buf);
}

bt_value bt_format(struct bt_thread *th, bt_value v, bt_value spec)
{
    if (bt_is_str(spec) && bt_as_str(spec)->len == 0 && bt_is_exact(th, v, BT_T_STR))
        return v;
    struct bt_type *type = bt_type_of(th, v);
    if (type->s.format == NULL)
        return bt_type_error(th, "Type %.100T doesn't define __format__", v);
    BT_ROOTS(th, r, 2);
    r[0] = v;
    r[1] = spec;
    bt_stress_collect(th);
    bt_value result = type->s.format(th, v, spec);
    BT_UNROOT(th, r);
    if (!bt_is_error(result) && !bt_is_str(result))
        return bt_type_error(th, "__format__ must return a str, not %.200T", result);
    return result;
}

static bool written(struct bt_thread *th, const struct bt_buf *buf)
{
    if (buf->failed)
        (void)bt_raise_no_memory(th);
    return !buf->failed;
}

static bool write_str(struct bt_thread *th, struct bt_buf *buf, bt_value str)
{
    if (bt_is_error(str))
        return false;
    bt_buf_write(buf, bt_as_str(str)->data, bt_as_str(str)->len);
    return written(th, buf);
}

// What needs no object to be written.
static bool write_unboxed(struct bt_buf *buf, bt_value v)
{
    char text[32];
    if (bt_is_small(v))
        bt_buf_put_int(buf, bt_small(v));
    else if (bt_is_double(v))
        bt_buf_write(buf, text, bt_double_repr(bt_double(v), text));
    else
        return false;
    return true;
}

bool bt_buf_str(struct bt_thread *th, struct bt_buf *buf, bt_value v)
{
    if (write_unboxed(buf, v))
        return written(th, buf);
    return write_str(th, buf, bt_str_of(th, v));
}

bool bt_buf_repr(struct bt_thread *th, struct bt_buf *buf, bt_value v)
{
    if (write_unboxed(buf, v))
        return written(th, buf);
    if (bt_is_exact(th, v, BT_T_STR)) {
        (void)bt_buf_str_repr(buf, bt_as_str(v));
        return written(th, buf);
    }
    if (bt_is_none(v) || bt_is_bool(v)) {
        bt_buf_puts(buf, bt_is_none(v) ? "None" : bt_same(v, BT_TRUE) ? "True" : "False");
        return written(th, buf);
    }
    return write_str(th, buf, bt_repr(th, v));
}

bool bt_buf_address(struct bt_thread *th, struct bt_buf *buf, struct bt_object *object)
{
    uint64_t serial = bt_serial(th, object);
    if (serial == 0)
        return false;
    bt_buf_printf(buf, "0x%012llx", (unsigned long long)serial);
    return written(th, buf);
}

// ---- containers that hold themselves ----

// interp->method_reprs holds pairs: the thread (its address as an int, not a reference) and the
// object.
static bt_value thread_key(const struct bt_thread *th)
{
    return bt_from_small((int64_t)(uintptr_t)th);
}

bool bt_repr_enter(struct bt_thread *th, bt_value obj, bool *inside)
{
    struct bt_list *list = bt_as_list(th->interp->method_reprs);
    *inside = false;
    for (size_t i = 0; i + 1 < list->len; i += 2) {
        if (bt_same(list->items[i], thread_key(th)) && bt_same(list->items[i + 1], obj)) {
            *inside = true;
            return true;
        }
    }
    if (!bt_list_append(th, th->interp->method_reprs, thread_key(th)))
        return false;
    if (bt_list_append(th, th->interp->method_reprs, obj))
        return true;
    list->len--;
    return false;
}

void bt_repr_leave(struct bt_thread *th, bt_value obj)
{
    struct bt_list *list = bt_as_list(th->interp->method_reprs);
    for (size_t i = list->len; i >= 2; i -= 2) {
        if (!bt_same(list->items[i - 2], thread_key(th)) || !bt_same(list->items[i - 1], obj))
            continue;
        memmove(list->items + i - 2, list->items + i, (list->len - i) * sizeof *list->items);
        list->len -= 2;
        return;
    }
}
