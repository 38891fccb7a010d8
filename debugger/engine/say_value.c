// Values as short texts, read from memory: see say.h.
#include "debugger/engine/say.h"
#include "runtime/objects/float.h"
#include "runtime/objects/int.h"
#include "runtime/objects/seq.h"
#include "runtime/objects/set.h"
#include "runtime/objects/str.h"

#define DEPTH_MAX 3 // of containers in containers

struct saying {
    struct bt_buf *out;
    const struct bt_vm *vm;
    size_t end; // of the room in out
    unsigned depth;
};

static void put_value(struct saying *s, bt_value v);

static bool full(const struct saying *s)
{
    return s->out->len >= s->end;
}

static size_t room(const struct saying *s)
{
    size_t left = full(s) ? 0 : s->end - s->out->len;
    return left < 8 ? 8 : left;
}

static bool exact(const struct saying *s, bt_value v, int type)
{
    return bt_is_exact(&s->vm->main->t, v, type);
}

static void put_name(struct saying *s, bt_value name)
{
    if (bt_is_str(name))
        bt_say_str(s->out, bt_as_str(name), 60);
    else
        bt_buf_putc(s->out, '?');
}

static void put_str(struct saying *s, bt_value v)
{
    const struct bt_str *str = bt_as_str(v);
    if (str->len + 2 <= room(s)) {
        struct bt_buf repr;
        bt_buf_init(&repr);
        if (bt_buf_str_repr(&repr, str) && !repr.failed) {
            bt_buf_write(s->out, repr.data, repr.len);
            bt_buf_free(&repr);
            return;
        }
        bt_buf_free(&repr);
    }
    bt_buf_putc(s->out, '\'');
    bt_say_str(s->out, str, room(s) - 2);
    bt_buf_putc(s->out, '\'');
}

static void put_int(struct saying *s, bt_value v)
{
    int64_t i;
    if (bt_int_get_i64(v, &i))
        bt_buf_put_int(s->out, i);
    else
        bt_buf_printf(s->out, "<int of %llu bits>", (unsigned long long)bt_int_bit_length(v));
}

static void put_float(struct saying *s, bt_value v)
{
    char text[32];
    size_t n = bt_double_repr(bt_double(v), text);
    bt_buf_write(s->out, text, n);
}

static void put_items(struct saying *s, const bt_value *items, size_t n, const char *brackets)
{
    bt_buf_putc(s->out, brackets[0]);
    for (size_t i = 0; i < n; i++) {
        if (i > 0)
            bt_buf_puts(s->out, ", ");
        if (full(s)) {
            bt_buf_puts(s->out, "...");
            break;
        }
        put_value(s, items[i]);
    }
    if (n == 1 && brackets[0] == '(')
        bt_buf_putc(s->out, ',');
    bt_buf_putc(s->out, brackets[1]);
}

static void put_dict(struct saying *s, const struct bt_dict *d, bool values)
{
    size_t pos = 0;
    bt_value key, value;
    const char *between = "";
    bt_buf_putc(s->out, '{');
    while (bt_dict_next(d, &pos, &key, &value)) {
        bt_buf_puts(s->out, between);
        between = ", ";
        if (full(s)) {
            bt_buf_puts(s->out, "...");
            break;
        }
        put_value(s, key);
        if (values) {
            bt_buf_puts(s->out, ": ");
            put_value(s, value);
        }
    }
    bt_buf_putc(s->out, '}');
}

static bool put_container(struct saying *s, bt_value v)
{
    bool list = exact(s, v, BT_T_LIST), tuple = exact(s, v, BT_T_TUPLE);
    bool dict = exact(s, v, BT_T_DICT), set = exact(s, v, BT_T_SET);
    if (!list && !tuple && !dict && !set)
        return false;
    if (set && bt_dict_len(&((const struct bt_set *)bt_obj(v))->table) == 0) {
        bt_buf_puts(s->out, "set()");
        return true;
    }
    if (s->depth == DEPTH_MAX) {
        bt_buf_puts(s->out, list ? "[...]" : tuple ? "(...)" : "{...}");
        return true;
    }
    s->depth++;
    if (list)
        put_items(s, bt_as_list(v)->items, bt_as_list(v)->len, "[]");
    else if (tuple)
        put_items(s, bt_as_tuple(v)->items, bt_as_tuple(v)->len, "()");
    else if (dict)
        put_dict(s, bt_as_dict(v), true);
    else
        put_dict(s, &((const struct bt_set *)bt_obj(v))->table, false);
    s->depth--;
    return true;
}

static void put_lock(struct saying *s, const struct bt_lock *lock)
{
    bt_buf_printf(s->out, "<%s", lock->reentrant ? "RLock" : "lock");
    if (lock->number)
        bt_buf_printf(s->out, " %u", lock->number);
    if (lock->locked)
        bt_say_holder(s->out, s->vm, lock);
    else
        bt_buf_puts(s->out, ", free");
    bt_buf_putc(s->out, '>');
}

static void put_range(struct saying *s, const struct bt_range *r)
{
    bt_buf_puts(s->out, "range(");
    put_value(s, r->start);
    bt_buf_puts(s->out, ", ");
    put_value(s, r->stop);
    if (!bt_same(r->step, bt_from_small(1))) {
        bt_buf_puts(s->out, ", ");
        put_value(s, r->step);
    }
    bt_buf_putc(s->out, ')');
}

// The thread that a threading.Thread stands for; NULL: none, or it has not started.
static const struct bt_vthread *thread_of(const struct saying *s, bt_value v)
{
    const struct bt_vthread *th = s->vm->threads;
    while (th && !bt_same(th->object, v))
        th = th->next;
    return th;
}

// What is known by a name of its own.
static bool put_named(struct saying *s, bt_value v)
{
    if (bt_is_type(v)) {
        bt_buf_printf(s->out, "<class %s>", ((const struct bt_type *)bt_obj(v))->name);
    } else if (exact(s, v, BT_T_FUNCTION)) {
        bt_buf_puts(s->out, "<function ");
        put_name(s, ((const struct bt_function *)bt_obj(v))->qualname);
        bt_buf_putc(s->out, '>');
    } else if (exact(s, v, BT_T_NATIVE)) {
        bt_buf_printf(s->out, "<built-in %s>", ((const struct bt_native *)bt_obj(v))->spec->name);
    } else if (exact(s, v, BT_T_METHOD_DESCR)) {
        const struct bt_method_descr *m = (const struct bt_method_descr *)bt_obj(v);
        bt_buf_printf(s->out, "<method %s.%s>", m->type->name, m->spec->name);
    } else if (exact(s, v, BT_T_METHOD)) {
        bt_value func = ((const struct bt_method *)bt_obj(v))->func;
        bt_buf_puts(s->out, "<method ");
        if (exact(s, func, BT_T_FUNCTION))
            put_name(s, ((const struct bt_function *)bt_obj(func))->qualname);
        else
            put_value(s, func);
        bt_buf_putc(s->out, '>');
    } else if (exact(s, v, BT_T_MODULE)) {
        bt_buf_puts(s->out, "<module ");
        put_name(s, ((const struct bt_module *)bt_obj(v))->name);
        bt_buf_putc(s->out, '>');
    } else if (exact(s, v, BT_T_CODE)) {
        bt_buf_puts(s->out, "<code ");
        put_name(s, ((const struct bt_code *)bt_obj(v))->qualname);
        bt_buf_putc(s->out, '>');
    } else {
        return false;
    }
    return true;
}

static bool put_immediate(struct saying *s, bt_value v)
{
    if (bt_is_small(v))
        bt_buf_put_int(s->out, bt_small(v));
    else if (bt_is_double(v))
        put_float(s, v);
    else if (bt_is_obj(v))
        return false;
    else
        bt_buf_puts(s->out, bt_is_none(v)                    ? "None"
                            : bt_same(v, BT_TRUE)            ? "True"
                            : bt_same(v, BT_FALSE)           ? "False"
                            : bt_same(v, BT_ELLIPSIS)        ? "..."
                            : bt_same(v, BT_NOT_IMPLEMENTED) ? "NotImplemented"
                                                             : "unset");
    return true;
}

static void put_value(struct saying *s, bt_value v)
{
    if (put_immediate(s, v))
        return;
    const struct bt_type *type = bt_obj(v)->type;
    if (exact(s, v, BT_T_STR)) {
        put_str(s, v);
    } else if (exact(s, v, BT_T_INT)) {
        put_int(s, v);
    } else if (exact(s, v, BT_T_RANGE)) {
        put_range(s, (const struct bt_range *)bt_obj(v));
    } else if (exact(s, v, BT_T_CELL)) {
        put_value(s, ((const struct bt_cell *)bt_obj(v))->value);
    } else if (type->spec == &bt_lock_spec || type->spec == &bt_rlock_spec) {
        put_lock(s, (const struct bt_lock *)bt_obj(v));
    } else if (bt_is_exception(v) && bt_is_tuple(((struct bt_exception *)bt_obj(v))->args) &&
               s->depth < DEPTH_MAX) {
        const struct bt_tuple *args = bt_as_tuple(((struct bt_exception *)bt_obj(v))->args);
        s->depth++;
        bt_buf_puts(s->out, type->name);
        bt_buf_putc(s->out, '(');
        for (size_t i = 0; i < args->len && !full(s); i++) {
            bt_buf_puts(s->out, i > 0 ? ", " : "");
            put_value(s, args->items[i]);
        }
        bt_buf_putc(s->out, ')');
        s->depth--;
    } else if (thread_of(s, v)) {
        bt_buf_printf(s->out, "<%s ", type->name);
        bt_say_thread(s->out, thread_of(s, v));
        bt_buf_putc(s->out, '>');
    } else if (!put_container(s, v) && !put_named(s, v)) {
        bt_buf_printf(s->out, "<%s object>", type->name);
    }
}

void bt_say_value(struct bt_buf *out, const struct bt_vm *vm, bt_value v, size_t most)
{
    struct saying s = {.out = out, .vm = vm, .end = out->len + most};
    put_value(&s, v);
}
