// Values as text: see values.h. The built-in containers are written here, item by item, so that a
// list of a million items is as quick as one of ten; all else by its own repr.
#include "debugger/engine/values.h"

#include <stdio.h>

#include "debugger/engine/child.h"
#include "lab/names.h"
#include "runtime/modules/deque.h"
#include "runtime/modules/collections.h"
#include "runtime/modules/module.h"
#include "runtime/objects/dict.h"
#include "runtime/objects/exception.h"
#include "runtime/objects/int.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/seq.h"
#include "runtime/objects/str.h"
#include "runtime/objects/traceback_print.h"
#include "vm/sync.h"

#define TEXT_MAX  200u
#define FULL_MAX  ((size_t)4 << 20)
#define DEPTH_MAX 6u  // containers in containers
#define REPR_MS   500 // that a __repr__ may take

struct writer {
    struct bt_engine *e;
    struct bt_vthread *vt;
    struct bt_thread *th;
    struct bt_buf *out;
    size_t start;
    bt_value path[DEPTH_MAX]; // containers that are being written
    unsigned depth;
};

const char *bt_value_type(const struct bt_vthread *th, bt_value v)
{
    return bt_type_of(&th->t, v)->name;
}

bool bt_value_shown_as(const struct bt_vthread *th, bt_value v, int type_id)
{
    return bt_is_obj(v) && bt_is_subtype(bt_obj(v)->type, bt_type(&th->t, type_id)) &&
           bt_obj(v)->type->s.repr == bt_type(&th->t, type_id)->s.repr;
}

// Where an address begins that only this process has given (child.c); 0: not here.
static size_t address_at(const char *text, size_t len)
{
    static const char mark[] = " at 0x7e00"; // bt_child_serials
    size_t n = sizeof mark - 1;
    return len >= n + 8 && memcmp(text, mark, n) == 0 ? n + 8 : 0;
}

// Append a text without such addresses.
static void put_without_addresses(struct bt_buf *out, const char *text, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        size_t skip = text[i] == ' ' ? address_at(text + i, len - i) : 0;
        if (skip > 0)
            i += skip - 1;
        else
            bt_buf_putc(out, text[i]);
    }
}

// ---- errors ----

void bt_value_put_exception(struct bt_vthread *th, struct bt_buf *out, bt_value exception)
{
    BT_ROOTS(&th->t, r, 2);
    r[0] = exception;
    bt_buf_puts(out, bt_value_type(th, exception));
    r[1] = bt_str_of(&th->t, exception);
    if (bt_is_error(r[1])) {
        bt_exc_clear(&th->t);
        bt_buf_puts(out, ": <its __str__ failed>");
    } else if (bt_as_str(r[1])->len > 0) {
        bt_buf_puts(out, ": ");
        bt_buf_write(out, bt_as_str(r[1])->data, bt_as_str(r[1])->len);
    }
    struct bt_buf hint;
    bt_buf_init(&hint);
    bt_suggest(&th->t, &hint, exception);
    bt_buf_write(out, hint.data, hint.len);
    bt_buf_free(&hint);
    BT_UNROOT(&th->t, r);
}

json_t *bt_value_failure(struct bt_vthread *th)
{
    struct bt_buf out;
    bt_buf_init(&out);
    BT_ROOTS(&th->t, r, 1);
    r[0] = bt_exc_take(&th->t);
    if (!bt_is_unset(r[0]))
        bt_value_put_exception(th, &out, r[0]);
    BT_UNROOT(&th->t, r);
    json_t *text = bt_value_json(&out, false);
    json_t *error = bt_engine_error("%s", text ? json_string_value(text) : "no memory");
    json_decref(text);
    return error;
}

// ---- text as JSON ----

json_t *bt_value_json(struct bt_buf *text, bool lines)
{
    struct bt_buf clean;
    bt_buf_init(&clean);
    for (size_t i = 0; i < text->len; i++) {
        unsigned char c = (unsigned char)text->data[i];
        if (c >= 0x20 && c != 0x7F)
            bt_buf_putc(&clean, (char)c);
        else if (c == '\n' || c == '\t')
            bt_buf_puts(&clean, lines ? (c == '\n' ? "\n" : "\t") : c == '\n' ? "\\n" : "\\t");
        else
            bt_buf_printf(&clean, "\\x%02x", (unsigned)c);
    }
    json_t *v =
        clean.failed || text->failed ? NULL : json_stringn(clean.data ? clean.data : "", clean.len);
    if (!v && !clean.failed) // lone surrogates
        v = json_string("<text that is no UTF-8>");
    bt_buf_free(&clean);
    bt_buf_free(text);
    return v;
}

// ---- leaves ----

static void put_failure(struct writer *w, bt_value v, bool late)
{
    struct bt_thread *th = w->th;
    BT_ROOTS(th, r, 1);
    r[0] = bt_exc_take(th);
    if (bt_is_int(v)) { // more digits than sys.set_int_max_str_digits allows
        bt_buf_printf(w->out, "<int with too many digits to be shown>");
    } else if (late) {
        bt_buf_printf(w->out, "<%s object: its __repr__ takes too long>", bt_value_type(w->vt, v));
    } else {
        bt_buf_printf(w->out, "<%s object: its __repr__ raised ", bt_value_type(w->vt, v));
        bt_value_put_exception(w->vt, w->out, r[0]);
        bt_buf_putc(w->out, '>');
    }
    BT_UNROOT(th, r);
}

// At most n bytes of a text, whole characters.
static size_t cut(const char *text, size_t len, size_t n)
{
    if (len <= n)
        return len;
    while (n > 0 && ((unsigned char)text[n] & 0xC0) == 0x80)
        n--;
    return n;
}

static void put_own_repr(struct writer *w, bt_value v, size_t limit)
{
    struct bt_thread *th = w->th;
    BT_ROOTS(th, r, 2);
    r[0] = v;
    bt_child_limit(w->e, w->vt, REPR_MS);
    r[1] = bt_repr(th, v);
    bool late = bt_child_limit_end(w->e);
    if (bt_is_error(r[1])) {
        put_failure(w, v, late);
    } else {
        struct bt_buf text;
        bt_buf_init(&text);
        put_without_addresses(&text, bt_as_str(r[1])->data, bt_as_str(r[1])->len);
        size_t room = limit > w->out->len ? limit - w->out->len : 0;
        size_t n = cut(text.data ? text.data : "", text.len, room > 60 ? room : 60);
        bt_buf_write(w->out, text.data, n);
        if (n < text.len)
            bt_buf_printf(w->out, "... +%zu", text.len - n);
        bt_buf_free(&text);
    }
    BT_UNROOT(th, r);
}

static void put_text(struct writer *w, bt_value v, size_t limit)
{
    const struct bt_str *s = bt_as_str(v);
    size_t room = limit > w->out->len ? limit - w->out->len : 0;
    size_t n = cut(s->data, s->len, room > 20 ? room : 20);
    if (n == s->len) {
        (void)bt_buf_str_repr(w->out, s);
        return;
    }
    BT_ROOTS(w->th, r, 1);
    r[0] = bt_str_new(w->th, s->data, n);
    if (bt_is_error(r[0])) {
        bt_exc_clear(w->th);
    } else {
        (void)bt_buf_str_repr(w->out, bt_as_str(r[0]));
        bt_buf_printf(w->out, "... +%zu", bt_str_chars(s) - bt_str_chars(bt_as_str(r[0])));
    }
    BT_UNROOT(w->th, r);
}

static void put_lock(struct writer *w, bt_value v)
{
    struct bt_lock *lock = (struct bt_lock *)bt_obj(v);
    struct bt_buf name;
    bt_buf_init(&name);
    bt_buf_puts(w->out, lock->reentrant ? "<RLock" : "<lock");
    if (lock->number)
        bt_buf_printf(w->out, " %u", lock->number);
    if (bt_name_find(w->e->vm, w->vt->frame, v, &name))
        bt_buf_printf(w->out, " '%s'",
                      name.data + (strncmp(name.data, "__main__.", 9) == 0 ? 9 : 0));
    bt_buf_free(&name);
    char room[32];
    const struct bt_vthread *owner = bt_engine_thread(w->e, lock->owner_number);
    if (!lock->locked)
        bt_buf_puts(w->out, ", free>");
    else if (owner)
        bt_buf_printf(w->out, ", held by %s>", bt_stop_thread_name(owner, room));
    else
        bt_buf_printf(w->out, ", held by a thread that has ended>");
}

// ---- containers ----

static void put(struct writer *w, bt_value v, size_t limit);

// A container begins: false: it is one of those that are being written, or they are too deep.
static bool enter(struct writer *w, bt_value v)
{
    for (unsigned i = 0; i < w->depth; i++)
        if (bt_same(w->path[i], v))
            return false;
    if (w->depth == DEPTH_MAX)
        return false;
    w->path[w->depth++] = v;
    return true;
}

// How far an item may go that begins here: half of what is left, so that the next ones show, too.
static size_t half(const struct writer *w, size_t limit)
{
    size_t at = w->out->len;
    return limit > at ? at + (limit - at) / 2 + 8 : at;
}

// Before item i of n: the comma, or the rest as a number. false: that is all.
static bool next(struct writer *w, size_t i, size_t n, size_t limit)
{
    if (i > 0)
        bt_buf_puts(w->out, ", ");
    if (i == 0 || w->out->len < limit)
        return true;
    bt_buf_printf(w->out, "... +%zu", n - i);
    return false;
}

static void put_sequence(struct writer *w, bt_value v, const char *brackets, size_t limit)
{
    bool tuple = bt_is_tuple(v);
    bt_buf_putc(w->out, brackets[0]);
    if (bt_seq_len(v) > 0 && !enter(w, v)) {
        bt_buf_puts(w->out, "...");
    } else if (bt_seq_len(v) > 0) {
        for (size_t i = 0; i < bt_seq_len(v) && next(w, i, bt_seq_len(v), limit); i++)
            put(w, bt_seq_items(v)[i], half(w, limit));
        w->depth--;
        if (tuple && bt_seq_len(v) == 1)
            bt_buf_putc(w->out, ',');
    }
    bt_buf_putc(w->out, brackets[1]);
}

static void put_deque(struct writer *w, bt_value v, size_t limit)
{
    const struct bt_deque *d = bt_as_deque(v);
    bt_buf_puts(w->out, "deque([");
    if (enter(w, v)) {
        for (size_t i = 0; i < d->len && next(w, i, d->len, limit); i++)
            put(w, *bt_deque_slot(d, i), half(w, limit));
        w->depth--;
    } else {
        bt_buf_puts(w->out, "...");
    }
    bt_buf_puts(w->out, "]");
    if (d->maxlen >= 0)
        bt_buf_printf(w->out, ", maxlen=%lld", (long long)d->maxlen);
    bt_buf_puts(w->out, ")");
}

static void put_dict(struct writer *w, bt_value v, size_t limit)
{
    const struct bt_dict *d = bt_as_dict(v);
    bt_value key, value;
    bt_buf_putc(w->out, '{');
    if (bt_dict_len(d) > 0 && !enter(w, v)) {
        bt_buf_puts(w->out, "...");
    } else if (bt_dict_len(d) > 0) {
        size_t at = 0;
        for (size_t i = 0; bt_dict_next(d, &at, &key, &value); i++) {
            if (!next(w, i, bt_dict_len(d), limit))
                break;
            BT_ROOTS(w->th, r, 1);
            r[0] = value;
            put(w, key, half(w, limit));
            bt_buf_puts(w->out, ": ");
            put(w, r[0], half(w, limit));
            BT_UNROOT(w->th, r);
        }
        w->depth--;
    }
    bt_buf_putc(w->out, '}');
}

static void put_set(struct writer *w, bt_value v, size_t limit)
{
    bool frozen = bt_is_exact(w->th, v, BT_T_FROZENSET);
    const struct bt_set *s = bt_as_set(v);
    size_t n = bt_dict_len(&s->table);
    if (n == 0) {
        bt_buf_puts(w->out, frozen ? "frozenset()" : "set()");
        return;
    }
    bt_buf_puts(w->out, frozen ? "frozenset({" : "{");
    if (enter(w, v)) {
        bt_value key;
        size_t at = 0;
        for (size_t i = 0; bt_set_next(s, &at, &key) && next(w, i, n, limit); i++)
            put(w, key, half(w, limit));
        w->depth--;
    } else {
        bt_buf_puts(w->out, "...");
    }
    bt_buf_puts(w->out, frozen ? "})" : "}");
}

static bool is_lock(const struct writer *w, bt_value v)
{
    const bt_value *roots = w->e->vm->module_roots;
    bt_value type = bt_is_obj(v) ? bt_from_obj(bt_obj(v)->type) : BT_UNSET;
    return bt_is_obj(v) &&
           (bt_same(type, roots[BT_ROOT_LOCK_TYPE]) || bt_same(type, roots[BT_ROOT_RLOCK_TYPE]));
}

static bool is_deque(bt_value v)
{
    return bt_is_of_spec(v, &bt_deque_spec) && strcmp(bt_obj(v)->type->name, "deque") == 0;
}

static void put(struct writer *w, bt_value v, size_t limit)
{
    if (!bt_enter(w->th, "")) {
        bt_exc_clear(w->th);
        bt_buf_puts(w->out, "...");
    } else if (bt_is_exact(w->th, v, BT_T_STR)) {
        put_text(w, v, limit);
    } else if (bt_value_shown_as(w->vt, v, BT_T_LIST)) {
        put_sequence(w, v, "[]", limit);
    } else if (bt_value_shown_as(w->vt, v, BT_T_TUPLE)) {
        put_sequence(w, v, "()", limit);
    } else if (bt_value_shown_as(w->vt, v, BT_T_DICT)) {
        put_dict(w, v, limit);
    } else if (bt_is_exact(w->th, v, BT_T_SET) || bt_is_exact(w->th, v, BT_T_FROZENSET)) {
        put_set(w, v, limit);
    } else if (is_deque(v)) {
        put_deque(w, v, limit);
    } else if (is_lock(w, v)) {
        put_lock(w, v);
    } else {
        put_own_repr(w, v, limit);
    }
}

void bt_value_put(struct bt_engine *e, struct bt_vthread *th, struct bt_buf *out, bt_value v,
                  size_t max)
{
    struct writer w = {.e = e, .vt = th, .th = &th->t, .out = out, .start = out->len};
    BT_ROOTS(&th->t, r, 1);
    r[0] = v;
    put(&w, v, out->len + max);
    BT_UNROOT(&th->t, r);
}

json_t *bt_value_text(struct bt_engine *e, struct bt_vthread *th, bt_value v, bool full)
{
    struct bt_buf out;
    bt_buf_init(&out);
    if (!full) {
        bt_value_put(e, th, &out, v, TEXT_MAX);
        return bt_value_json(&out, false);
    }
    struct writer w = {.e = e, .vt = th, .th = &th->t, .out = &out};
    BT_ROOTS(&th->t, r, 1);
    r[0] = v;
    if (is_lock(&w, v))
        put_lock(&w, v);
    else
        put_own_repr(&w, v, FULL_MAX);
    BT_UNROOT(&th->t, r);
    return bt_value_json(&out, true);
}
