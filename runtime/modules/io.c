/*
 * The module _io: its types, open(), and what the files of an interpreter have in common: which may
 * hold data that is not written yet.
 *
 * A file that a script drops is closed when it is collected, which may be late. So that what it
 * wrote is on disk when the script looks (opens a file, asks for its size), these calls settle
 * first: regular files write out what is pending.
 */
#include "runtime/modules/io_impl.h"

#include <limits.h>

#include "runtime/modules/module.h"
#include "runtime/objects/args.h"
#include "runtime/objects/dict.h"
#include "runtime/objects/error.h"
#include "runtime/objects/heap.h"
#include "runtime/objects/int.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/seq.h"
#include "runtime/objects/weakref.h"

// ---- the state ----

static const struct {
    const struct bt_type_spec *spec;
    enum bt_io_type base; // its own id: object
} types[BT_IO_TYPE_COUNT] = {
    [BT_IO_BASE] = {&bt_io_base_spec, BT_IO_BASE},
    [BT_IO_RAW_BASE] = {&bt_io_raw_base_spec, BT_IO_BASE},
    [BT_IO_BUFFERED_BASE] = {&bt_io_buffered_base_spec, BT_IO_BASE},
    [BT_IO_TEXT_BASE] = {&bt_io_text_base_spec, BT_IO_BASE},
    [BT_IO_FILE] = {&bt_io_file_spec, BT_IO_RAW_BASE},
    [BT_IO_READER] = {&bt_io_reader_spec, BT_IO_BUFFERED_BASE},
    [BT_IO_WRITER] = {&bt_io_writer_spec, BT_IO_BUFFERED_BASE},
    [BT_IO_RANDOM] = {&bt_io_random_spec, BT_IO_BUFFERED_BASE},
    [BT_IO_BYTES] = {&bt_io_bytes_spec, BT_IO_BUFFERED_BASE},
    [BT_IO_TEXT] = {&bt_io_text_spec, BT_IO_TEXT_BASE},
    [BT_IO_STRING] = {&bt_io_string_spec, BT_IO_TEXT_BASE},
};

static void state_trace(struct bt_tracer *tracer, struct bt_object *object)
{
    struct bt_io_state *state = (struct bt_io_state *)object;
    for (int i = 0; i < BT_IO_TYPE_COUNT; i++) {
        if (state->types[i] != NULL)
            bt_mark_object(tracer, &state->types[i]->base);
    }
    bt_mark(tracer, state->unsupported);
    bt_mark(tracer, state->writers);
}

static const struct bt_type_spec state_spec = {
    .name = "_state",
    .module = "_io",
    .flags = BT_TYPE_ABSTRACT,
    .size = sizeof(struct bt_io_state),
    .slots = {.trace = state_trace},
};

// class UnsupportedOperation(OSError, ValueError)
static bt_value make_unsupported(struct bt_thread *th)
{
    struct bt_args none = {NULL, 0, BT_UNSET};
    bt_value type = BT_ERROR;
    BT_ROOTS(th, r, 3);
    r[0] = bt_tuple_of(th, 2, bt_from_obj(bt_type(th, BT_EXC_OS_ERROR)),
                       bt_from_obj(bt_type(th, BT_EXC_VALUE_ERROR)));
    r[1] = bt_str_from(th, "UnsupportedOperation");
    r[2] = bt_dict_new(th);
    if (!bt_is_error(r[0]) && !bt_is_error(r[1]) && !bt_is_error(r[2]) &&
        bt_module_add(th, bt_as_dict(r[2]), "__module__", bt_str_from(th, "io")))
        type = bt_type_new(th, bt_type(th, BT_T_TYPE), r[1], r[0], r[2], &none);
    BT_UNROOT(th, r);
    return type;
}

static struct bt_io_state *make_state(struct bt_thread *th)
{
    struct bt_type *type = bt_type_from_spec(th, &state_spec, NULL);
    struct bt_io_state *state = type == NULL ? NULL : bt_new_object_zero(th, type, sizeof *state);
    if (state == NULL)
        return NULL;
    state->unsupported = BT_UNSET;
    state->writers = bt_list_new(th, NULL, 0);
    if (bt_is_error(state->writers))
        return NULL;
    bt_vm(th)->module_roots[BT_ROOT_IO] = bt_from_obj(state);
    for (int i = 0; i < BT_IO_TYPE_COUNT; i++) {
        struct bt_type *base =
            types[i].base == (enum bt_io_type)i ? NULL : state->types[types[i].base];
        state->types[i] = bt_type_from_spec(th, types[i].spec, base);
        if (state->types[i] == NULL)
            return NULL;
    }
    state->unsupported = make_unsupported(th);
    return bt_is_error(state->unsupported) ? NULL : state;
}

struct bt_io_state *bt_io_state(struct bt_thread *th)
{
    bt_value v = bt_vm(th)->module_roots[BT_ROOT_IO];
    if (bt_is_obj(v))
        return (struct bt_io_state *)bt_obj(v);
    struct bt_io_state *state = make_state(th);
    if (state == NULL)
        bt_vm(th)->module_roots[BT_ROOT_IO] = BT_UNSET;
    return state;
}

bool bt_io_is(struct bt_thread *th, bt_value v, enum bt_io_type type)
{
    bt_value state = bt_vm(th)->module_roots[BT_ROOT_IO];
    return bt_is_obj(v) && bt_is_obj(state) &&
           bt_is_subtype(bt_obj(v)->type, ((struct bt_io_state *)bt_obj(state))->types[type]);
}

// ---- what all files need ----

bt_value bt_io_unsupported(struct bt_thread *th, const char *message)
{
    struct bt_io_state *state = bt_io_state(th);
    if (state == NULL)
        return BT_ERROR;
    BT_ROOTS(th, r, 1);
    r[0] = bt_str_from(th, message);
    bt_value exception = bt_is_error(r[0]) ? BT_ERROR : bt_call1(th, state->unsupported, r[0]);
    BT_UNROOT(th, r);
    return bt_is_error(exception) ? BT_ERROR : bt_raise_value(th, exception);
}

bool bt_io_fail_closed(struct bt_thread *th)
{
    return bt_fail(th, BT_EXC_VALUE_ERROR, "I/O operation on closed file.");
}

bt_value bt_io_call(struct bt_thread *th, bt_value file, const char *name, const bt_value *v,
                    size_t n)
{
    bt_value key = bt_intern(th, name, strlen(name));
    return bt_is_error(key) ? BT_ERROR : bt_call_method(th, file, key, v, n);
}

bool bt_io_closed(struct bt_thread *th, bt_value file, bool *closed)
{
    bt_value v = bt_getattr(th, file, BT_NAME(th, _closed));
    return !bt_is_error(v) && bt_truth(th, v, closed);
}

bool bt_io_size(struct bt_thread *th, bt_value v, int64_t *size)
{
    *size = -1;
    if (bt_is_none(v) || bt_is_unset(v))
        return true;
    if (!bt_is_int(v) && bt_type_of(th, v)->s.index == NULL)
        return bt_fail(th, BT_EXC_TYPE_ERROR, "argument should be integer or None, not '%.200T'",
                       v);
    if (!bt_as_int64(th, v, size))
        return false;
    *size = *size < 0 ? -1 : *size;
    return true;
}

// ---- files with data to be written ----

// The object of a weak reference of the list, BT_UNSET if it is gone.
static bt_value writer_at(const struct bt_list *list, size_t i)
{
    return ((const struct bt_weakref *)bt_obj(list->items[i]))->object;
}

bool bt_io_add_writer(struct bt_thread *th, bt_value v)
{
    struct bt_io_state *state = bt_io_state(th);
    if (state == NULL)
        return false;
    struct bt_list *list = bt_as_list(state->writers);
    size_t kept = 0;
    for (size_t i = 0; i < list->len; i++) {
        if (!bt_is_unset(writer_at(list, i)))
            list->items[kept++] = list->items[i];
    }
    list->len = kept;
    bt_value ref = bt_weakref_new(th, bt_type(th, BT_T_WEAKREF), v, BT_NONE);
    return !bt_is_error(ref) && bt_list_append(th, state->writers, ref);
}

bool bt_io_settle(struct bt_thread *th)
{
    struct bt_io_state *state = bt_io_state(th);
    if (state == NULL)
        return false;
    BT_ROOTS(th, r, 1);
    bool ok = true;
    for (size_t i = 0; ok && i < bt_as_list(state->writers)->len; i++) {
        r[0] = writer_at(bt_as_list(state->writers), i);
        struct bt_buffered *b = bt_is_unset(r[0]) ? NULL : bt_buffered_of(th, r[0]);
        const struct bt_raw *raw = b == NULL || b->pending == 0 ? NULL : bt_raw_of(th, b->raw);
        if (raw == NULL || !raw->regular || raw->fd < 0 || bt_buffered_flush(th, b))
            continue;
        // not the business of who opens another file, but for Ctrl-C
        ok = bt_exc_is(th, BT_EXC_OS_ERROR);
        if (ok)
            bt_exc_clear(th);
    }
    BT_UNROOT(th, r);
    return ok;
}

// ---- open ----

// What a mode string asks for.
struct mode {
    char raw[8]; // for the raw file: "rb+" ...
    bool text, binary, reading, writing, updating;
};

static bool parse_mode(struct bt_thread *th, const char *text, struct mode *m)
{
    *m = (struct mode){.raw = ""};
    size_t kinds = 0;
    for (const char *p = text; *p != '\0'; p++) {
        if (strchr("rwxabt+", *p) == NULL || strchr(p + 1, *p) != NULL) {
            bt_value shown = bt_str_from(th, text);
            return !bt_is_error(shown) &&
                   bt_fail(th, BT_EXC_VALUE_ERROR, "invalid mode: %R", shown);
        }
        kinds += strchr("rwxa", *p) != NULL;
        m->reading |= *p == 'r';
        m->writing |= *p == 'w' || *p == 'x' || *p == 'a';
        m->updating |= *p == '+';
        m->text |= *p == 't';
        m->binary |= *p == 'b';
        if (strchr("rwxa", *p) != NULL)
            m->raw[0] = *p;
    }
    if (m->text && m->binary)
        return bt_fail(th, BT_EXC_VALUE_ERROR, "can't have text and binary mode at once");
    if (kinds != 1)
        return bt_fail(th, BT_EXC_VALUE_ERROR,
                       "must have exactly one of create/read/write/append mode");
    m->raw[1] = 'b';
    m->raw[2] = m->updating ? '+' : '\0';
    return true;
}

static bool check_binary(struct bt_thread *th, const struct mode *m, bt_value encoding,
                         bt_value errors, bt_value newline)
{
    const char *what = NULL;
    if (!m->binary)
        return true;
    if (!bt_is_none(encoding))
        what = "an encoding";
    else if (!bt_is_none(errors))
        what = "an errors";
    else if (!bt_is_none(newline))
        what = "a newline";
    return what == NULL ||
           bt_fail(th, BT_EXC_VALUE_ERROR, "binary mode doesn't take %s argument", what);
}

// What open() puts on top of the raw file r[0], in r[1] and r[2].
static bt_value open_layers(struct bt_thread *th, bt_value *r, const struct mode *m,
                            const char *mode_text, int64_t buffering, const bt_value text_args[3])
{
    struct bt_raw *raw = (struct bt_raw *)bt_obj(r[0]);
    bool line_buffering = buffering == 1 && !m->binary;
    if (buffering < 0 && m->binary == false) {
        bt_value tty = raw->regular ? BT_FALSE : bt_io_call(th, r[0], "isatty", NULL, 0);
        if (bt_is_error(tty))
            return BT_ERROR;
        line_buffering = bt_same(tty, BT_TRUE);
    }
    if (buffering == 0) {
        if (!m->binary)
            return bt_value_error(th, "can't have unbuffered text I/O");
        return r[0];
    }
    enum bt_io_type kind = m->updating ? BT_IO_RANDOM : m->reading ? BT_IO_READER : BT_IO_WRITER;
    r[1] = bt_buffered_new(th, kind, r[0], buffering > 1 ? (size_t)buffering : BT_IO_BUFFER_SIZE);
    if (bt_is_error(r[1]) || m->binary)
        return r[1];
    r[2] = bt_textio_new(th, r[1], text_args[0], text_args[1], text_args[2], line_buffering, false);
    if (bt_is_error(r[2]))
        return BT_ERROR;
    ((struct bt_textio *)bt_obj(r[2]))->mode = bt_str_from(th, mode_text);
    return bt_is_error(((struct bt_textio *)bt_obj(r[2]))->mode) ? BT_ERROR : r[2];
}

bt_value bt_io_open(struct bt_thread *th, bt_value file, const char *mode, int64_t buffering,
                    bt_value encoding, bt_value errors, bt_value newline, bool close_fd,
                    bt_value opener)
{
    struct mode m;
    if (!parse_mode(th, mode, &m) || !check_binary(th, &m, encoding, errors, newline) ||
        !bt_io_settle(th))
        return BT_ERROR;
    bt_value text_args[3] = {encoding, errors, newline};
    bt_value result = BT_ERROR;
    BT_ROOTS(th, r, 3);
    r[0] = bt_raw_new(th, -1, m.raw, close_fd, file);
    if (!bt_is_error(r[0])) {
        struct bt_raw *raw = (struct bt_raw *)bt_obj(r[0]);
        if (bt_raw_open(th, raw, file, m.raw, close_fd, opener)) {
            result = open_layers(th, r, &m, mode, buffering, text_args);
            if (bt_is_error(result)) { // the layers' error, not one of closing
                bt_value error = bt_exc_take(th);
                if (!bt_raw_close(th, raw))
                    bt_exc_clear(th);
                bt_exc_put(th, error);
            }
        }
    }
    BT_UNROOT(th, r);
    return result;
}

// (file, mode='r', buffering=-1, encoding=None, errors=None, newline=None, closefd=True,
// opener=None)
static bt_value io_open(struct bt_thread *th, const bt_value *args)
{
    static const struct {
        int i;
        const char *name;
    } texts[] = {{3, "encoding"}, {4, "errors"}, {5, "newline"}};
    int64_t buffering;
    bool close_fd;
    if (!bt_is_str(args[1]))
        return bt_type_error(th, "open() argument 'mode' must be str, not %.50T", args[1]);
    if (!bt_str_settle(th, args[1]) || !bt_as_int64(th, args[2], &buffering) ||
        !bt_truth(th, args[6], &close_fd))
        return BT_ERROR;
    for (size_t i = 0; i < 3; i++) {
        bt_value v = args[texts[i].i];
        if (!bt_is_none(v) && !bt_is_str(v))
            return bt_type_error(th, "open() argument '%s' must be str or None, not %.50T",
                                 texts[i].name, v);
        if (bt_is_str(v) && !bt_str_settle(th, v))
            return BT_ERROR;
    }
    return bt_io_open(th, args[0], bt_as_str(args[1])->data, buffering, args[3], args[4], args[5],
                      close_fd, args[7]);
}

static bt_value io_text_encoding(struct bt_thread *th, const bt_value *args)
{
    return bt_is_none(args[0]) ? bt_str_from(th, "locale") : args[0];
}

const struct bt_fn_spec bt_io_functions[] = {
    {"open", io_open,
     "(file, mode='r', buffering=-1, encoding=None, errors=None, newline=None, closefd=True, "
     "opener=None)",
     "Opens a file and gives a file object.", NULL, 0},
    {"text_encoding", io_text_encoding, "(encoding, stacklevel=2, /)",
     "The encoding, or 'locale' when it is None.", NULL, 0},
    {0},
};

static bool init(struct bt_thread *th, struct bt_dict *dict)
{
    struct bt_io_state *state = bt_io_state(th);
    if (state == NULL ||
        !bt_module_add(th, dict, "DEFAULT_BUFFER_SIZE", bt_from_small(BT_IO_BUFFER_SIZE)) ||
        !bt_module_add(th, dict, "UnsupportedOperation", state->unsupported) ||
        !bt_module_add(th, dict, "BlockingIOError",
                       bt_from_obj(bt_type(th, BT_EXC_BLOCKING_IO_ERROR))))
        return false;
    for (int i = 0; i < BT_IO_TYPE_COUNT; i++) {
        if (!bt_module_add(th, dict, types[i].spec->name, bt_from_obj(state->types[i])))
            return false;
    }
    return true;
}

const struct bt_module_spec bt_io_module = {
    .name = "_io",
    .doc = "The file types and open().",
    .functions = bt_io_functions,
    .init = init,
};
