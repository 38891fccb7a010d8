/*
 * What BufferedReader, BufferedWriter and BufferedRandom do: one struct with one buffer, which
 * holds either bytes read ahead or bytes to be written. Called by text files directly and by
 * scripts.
 *
 * Waiting happens before the buffer is looked at: the lock may be released there, and another
 * thread may use the same object meanwhile. A raw file made in Python is called by its methods,
 * with the same effect.
 */
#include <unistd.h>

#include "runtime/modules/io_impl.h"
#include "runtime/objects/error.h"
#include "runtime/objects/heap.h"
#include "runtime/objects/int.h"
#include "runtime/objects/protocol.h"
#include "vm/input.h"

static struct bt_buffered *as_buffered(bt_value v)
{
    return (struct bt_buffered *)bt_obj(v);
}

struct bt_buffered *bt_buffered_of(struct bt_thread *th, bt_value v)
{
    struct bt_io_state *state = bt_io_state(th);
    if (state == NULL || !bt_is_obj(v))
        return NULL;
    const struct bt_type *type = bt_obj(v)->type;
    bool ours = type == state->types[BT_IO_READER] || type == state->types[BT_IO_WRITER] ||
                type == state->types[BT_IO_RANDOM];
    return ours && bt_is_obj(as_buffered(v)->raw) ? as_buffered(v) : NULL;
}

// Initialised and not detached?
bool bt_buffered_attached(struct bt_thread *th, const struct bt_buffered *b)
{
    if (bt_is_obj(b->raw))
        return true;
    return bt_fail(th, BT_EXC_VALUE_ERROR,
                   bt_is_none(b->raw) ? "raw stream has been detached"
                                      : "I/O operation on uninitialized object");
}

// And not closed. [py: a raw file made in Python]
bool bt_buffered_check(struct bt_thread *th, struct bt_buffered *b, const char *closed_message)
{
    bool closed;
    if (!bt_buffered_attached(th, b))
        return false;
    struct bt_raw *raw = bt_raw_of(th, b->raw);
    if (raw != NULL)
        closed = raw->fd < 0;
    else if (!bt_io_closed(th, b->raw, &closed))
        return false;
    return !closed || bt_fail(th, BT_EXC_VALUE_ERROR, "%s", closed_message);
}

static bool need_buffer(struct bt_thread *th, struct bt_buffered *b)
{
    if (b->data == NULL)
        b->data = bt_mem_alloc(th, b->cap);
    return b->data != NULL;
}

// ---- the raw file beneath ----

// Up to `len` bytes to `data` (of b's buffer). [py, waits]
static bool raw_fill(struct bt_thread *th, struct bt_buffered *b)
{
    struct bt_raw *raw = bt_raw_of(th, b->raw);
    if (raw != NULL) {
        if (!bt_raw_wait(th, raw, false))
            return false;
        if (b->pos < b->end) // another thread has filled it
            return true;
        int64_t n = bt_raw_read(th, raw, b->data, b->cap);
        b->pos = 0;
        b->end = n > 0 ? (size_t)n : 0;
        return n >= 0;
    }
    bt_value size = bt_from_small((int64_t)b->cap);
    bt_value v = bt_io_call(th, b->raw, "read", &size, 1);
    const char *data;
    size_t len;
    if (bt_is_error(v))
        return false;
    if (bt_is_none(v))
        return true;
    if (!bt_bytes_view(th, v, &data, &len))
        return false;
    if (len > b->cap)
        return bt_fail(th, BT_EXC_OS_ERROR,
                       "raw readinto() returned invalid length %zu (should have been between 0 "
                       "and %zu)",
                       len, b->cap);
    memcpy(b->data, data, len);
    b->pos = 0;
    b->end = len;
    return true;
}

// Writes some of the bytes: `own` is false if they are b's pending ones. The number, -1 with an
// exception. [py, waits]
static int64_t raw_write(struct bt_thread *th, struct bt_buffered *b, const char *data, size_t len,
                         bool pending)
{
    struct bt_raw *raw = bt_raw_of(th, b->raw);
    if (raw != NULL) {
        if (raw->fd < 0) {
            (void)bt_raise(th, BT_EXC_VALUE_ERROR, "write to closed file");
            return -1;
        }
        if (!raw->writable) {
            bt_io_unsupported(th, "File not open for writing");
            return -1;
        }
        if (!bt_raw_wait(th, raw, true))
            return -1;
        // others may have written what was pending
        return bt_raw_write(th, raw, pending ? b->data : data, pending ? b->pending : len);
    }
    BT_ROOTS(th, r, 1);
    r[0] = bt_bytes_new(th, data, len);
    bt_value n = bt_is_error(r[0]) ? BT_ERROR : bt_io_call(th, b->raw, "write", r, 1);
    BT_UNROOT(th, r);
    int64_t count;
    if (bt_is_error(n) || !bt_as_int64(th, n, &count))
        return -1;
    if (count < 0 || (size_t)count > len) {
        (void)bt_raise(
            th, BT_EXC_OS_ERROR,
            "raw write() returned invalid length %lld (should have been between 0 and %zu)",
            (long long)count, len);
        return -1;
    }
    return count;
}

static bool raw_seek(struct bt_thread *th, struct bt_buffered *b, int64_t offset, int whence,
                     int64_t *out)
{
    struct bt_raw *raw = bt_raw_of(th, b->raw);
    if (raw != NULL)
        return bt_raw_seek(th, raw, offset, whence, out);
    BT_ROOTS(th, r, 2);
    r[0] = bt_int_from_i64(th, offset);
    r[1] = bt_from_small(whence);
    bt_value v = bt_is_error(r[0]) ? BT_ERROR : bt_io_call(th, b->raw, "seek", r, 2);
    BT_UNROOT(th, r);
    return !bt_is_error(v) && bt_as_int64(th, v, out);
}

// ---- what text files and the methods below do ----

bool bt_buffered_flush(struct bt_thread *th, struct bt_buffered *b)
{
    while (b->pending != 0) {
        int64_t n = raw_write(th, b, b->data, b->pending, true);
        if (n < 0)
            return false;
        size_t done = (size_t)n < b->pending ? (size_t)n : b->pending;
        b->pending -= done;
        memmove(b->data, b->data + done, b->pending);
    }
    return true;
}

void bt_buffered_flush_blind(struct bt_thread *th, struct bt_buffered *b, struct bt_raw *raw)
{
    size_t done = 0;
    int fd = bt_input_stream(th, raw->fd); // nothing of the recording: it may be at its end
    while (fd >= 0 && done < b->pending) {
        ssize_t n = write(fd, b->data + done, b->pending - done);
        if (n <= 0)
            break;
        done += (size_t)n;
    }
    b->pending -= done;
    if (done != 0)
        memmove(b->data, b->data + done, b->pending);
}

// Puts the raw file's position where this object's is: bytes read ahead are given back.
bool bt_buffered_unread(struct bt_thread *th, struct bt_buffered *b)
{
    int64_t at;
    size_t ahead = b->end - b->pos;
    b->pos = b->end = 0;
    return ahead == 0 || raw_seek(th, b, -(int64_t)ahead, SEEK_CUR, &at);
}

bool bt_buffered_write(struct bt_thread *th, struct bt_buffered *b, const char *data, size_t len)
{
    if (!need_buffer(th, b) || (b->pos != b->end && !bt_buffered_unread(th, b)))
        return false;
    b->pos = b->end = 0;
    while (len != 0) {
        size_t room = b->cap - b->pending;
        if (len > room || (b->pending == 0 && len >= b->cap)) {
            if (b->pending != 0) {
                if (!bt_buffered_flush(th, b))
                    return false;
                continue;
            }
            if (len >= b->cap) {
                int64_t n = raw_write(th, b, data, len, false);
                if (n < 0)
                    return false;
                data += n;
                len -= (size_t)n;
                continue;
            }
        }
        memcpy(b->data + b->pending, data, len);
        b->pending += len;
        break;
    }
    return true;
}

bool bt_buffered_fill(struct bt_thread *th, struct bt_buffered *b, bool *eof)
{
    *eof = false;
    if (b->pos < b->end)
        return true;
    if (!need_buffer(th, b) || !bt_buffered_flush(th, b) || !raw_fill(th, b))
        return false;
    *eof = b->pos == b->end;
    return true;
}

// Takes up to n bytes that are there.
size_t bt_buffered_take(struct bt_buffered *b, size_t n, struct bt_buf *out)
{
    size_t have = b->end - b->pos;
    n = n < have ? n : have;
    bt_buf_write(out, b->data + b->pos, n);
    b->pos += n;
    return n;
}

bool bt_buffered_read(struct bt_thread *th, struct bt_buffered *b, size_t n, struct bt_buf *out)
{
    while (n != 0) {
        bool eof;
        if (!bt_buffered_fill(th, b, &eof))
            return false;
        if (eof)
            break;
        size_t took = bt_buffered_take(b, n, out);
        n -= n == SIZE_MAX ? 0 : took;
        if (out->failed)
            return bt_raise_no_memory(th), false;
    }
    return true;
}

bool bt_buffered_tell(struct bt_thread *th, struct bt_buffered *b, int64_t *out)
{
    if (!raw_seek(th, b, 0, SEEK_CUR, out))
        return false;
    *out += (int64_t)b->pending - (int64_t)(b->end - b->pos);
    return true;
}

bool bt_buffered_seek(struct bt_thread *th, struct bt_buffered *b, int64_t offset, int whence,
                      int64_t *out)
{
    if (!bt_buffered_flush(th, b))
        return false;
    if (whence == SEEK_CUR)
        offset -= (int64_t)(b->end - b->pos);
    b->pos = b->end = 0;
    return raw_seek(th, b, offset, whence, out);
}
