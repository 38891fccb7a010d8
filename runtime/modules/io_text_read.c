/*
 * Reading text: decoding chunk by chunk, lines, and positions.
 *
 * What has been given to the script is cut off chunk and text when more is read, so the position of
 * the script in the file is that of the buffer beneath, minus the chunk, plus the bytes that
 * text[0..at) comes from: bytes_given finds their number, by decoding again if it must.
 *
 * Reading may release the lock. Another thread may read from the same object then, so each step
 * works on the fields as they are, and holds no pointer into them across a fill.
 */
#include <unistd.h>

#include "base/utf8.h"
#include "runtime/modules/io_impl.h"
#include "runtime/objects/error.h"
#include "runtime/objects/int.h"
#include "runtime/objects/protocol.h"

void bt_textio_reset(struct bt_textio *t)
{
    bt_buf_clear(&t->chunk);
    bt_buf_clear(&t->text);
    t->at = 0;
    t->decoded = 0;
    t->decoder = NULL;
}

// ---- line ends ----

void bt_put_universal(struct bt_buf *out, const char *text, size_t len, bool *after_cr,
                      unsigned *seen)
{
    size_t i = 0;
    while (i < len) {
        if (*after_cr) {
            *after_cr = false;
            *seen |= text[i] == '\n' ? 4 : 1;
            if (text[i] == '\n') {
                i++;
                continue;
            }
        }
        const char *cr = memchr(text + i, '\r', len - i);
        size_t n = cr == NULL ? len - i : (size_t)(cr - text) - i;
        if ((*seen & 2) == 0 && memchr(text + i, '\n', n) != NULL)
            *seen |= 2;
        bt_buf_write(out, text + i, n);
        i += n;
        if (cr != NULL) {
            bt_buf_putc(out, '\n');
            *after_cr = true;
            i++;
        }
    }
}

size_t bt_line_end(enum bt_newline newline, const char *text, size_t len, bool last)
{
    char wanted = newline == BT_NEWLINE_CR ? '\r' : '\n';
    for (size_t i = 0; i < len;) {
        if (newline == BT_NEWLINE_ANY) {
            while (i < len && text[i] != '\n' && text[i] != '\r')
                i++;
            if (i == len || (text[i] == '\r' && i + 1 == len && !last))
                return 0;
            return text[i] == '\r' && i + 1 < len && text[i + 1] == '\n' ? i + 2 : i + 1;
        }
        const char *end = memchr(text + i, wanted, len - i);
        if (end == NULL)
            return 0;
        i = (size_t)(end - text) + 1;
        if (newline != BT_NEWLINE_CRLF || (i >= 2 && text[i - 2] == '\r'))
            return i;
    }
    return 0;
}

// ---- decoding ----

// Is there a byte order mark (of `len` bytes) at the start of the chunk?
static bool has_mark(const struct bt_textio *t, const char *mark, size_t len)
{
    return t->chunk.len >= len && memcmp(t->chunk.data, mark, len) == 0;
}

/*
 * Chooses the decoder by the first bytes of the file, and has the mark itself skipped. False with
 * an exception; when there are too few bytes yet, there is no decoder still.
 */
static bool choose_decoder(struct bt_thread *th, struct bt_textio *t, bool eof)
{
    const char *key = t->codec->key;
    bool sig = strcmp(key, "utf-8-sig") == 0;
    bool wide = t->codec->order == BT_ORDER_NATIVE &&
                (strcmp(key, "utf-16") == 0 || strcmp(key, "utf-32") == 0);
    size_t skip = 0;
    t->decoder = t->codec;
    if (!sig && !wide)
        return true;
    if (t->chunk.len < 4 && !eof) {
        t->decoder = NULL;
        return true;
    }
    char name[] = "utf-16-le";
    name[4] = key[4];
    name[5] = key[5];
    if (sig) {
        skip = has_mark(t, "\xEF\xBB\xBF", 3) ? 3 : 0;
    } else {
        size_t unit = key[4] == '1' ? 2 : 4;
        bool big = has_mark(t, unit == 2 ? "\xFE\xFF" : "\0\0\xFE\xFF", unit);
        skip = big || has_mark(t, unit == 2 ? "\xFF\xFE" : "\xFF\xFE\0\0", unit) ? unit : 0;
        name[7] = big ? 'b' : 'l';
    }
    t->decoder = bt_codec_find(th, sig ? "utf-8" : name);
    t->decoded = skip;
    return t->decoder != NULL;
}

/*
 * Appends what chunk[from..to) means to `out`, line ends translated; *used of the bytes are done
 * with. Unless it is the end, a \r there waits for what follows.
 */
static bool decode(struct bt_thread *th, struct bt_textio *t, size_t from, size_t to, bool final,
                   struct bt_buf *out, size_t *used)
{
    bool universal = t->newline == BT_NEWLINE_UNIVERSAL;
    if (universal && !final && to > from && t->chunk.data[to - 1] == '\r')
        to--;
    bt_value v = bt_codec_decode(th, t->decoder, t->chunk.data == NULL ? "" : t->chunk.data + from,
                                 to - from, bt_as_str(t->errors)->data, final, used);
    if (bt_is_error(v))
        return false;
    const struct bt_str *s = bt_as_str(v);
    bool after_cr = false;
    if (universal)
        bt_put_universal(out, s->data, s->len, &after_cr, &t->seen);
    else
        bt_buf_write(out, s->data, s->len);
    if (after_cr)
        t->seen |= 1;
    return !out->failed || (bt_raise_no_memory(th), false);
}

// How many bytes of the chunk text[0..at) comes from.
static bool bytes_given(struct bt_thread *th, struct bt_textio *t, size_t *out)
{
    size_t low = 0;
    size_t high = t->decoded;
    *out = t->at == 0 ? 0 : high;
    if (t->at == 0 || t->at == t->text.len)
        return true;
    if (t->decoder->decode == bt_utf8_codec_decode &&
        t->text.len == high) { // nothing was translated
        *out = t->at;
        return true;
    }
    while (low < high) { // the longest beginning that gives no more than `at` bytes of text
        size_t middle = low + (high - low + 1) / 2;
        size_t used;
        struct bt_buf text;
        bt_buf_init(&text);
        bool ok = decode(th, t, 0, middle, false, &text, &used);
        bool fits = text.len <= t->at;
        bt_buf_free(&text);
        if (!ok)
            return false;
        if (fits)
            low = middle;
        else
            high = middle - 1;
    }
    *out = low;
    return true;
}

static void drop_front(struct bt_buf *buf, size_t n)
{
    if (n != 0) {
        memmove(buf->data, buf->data + n, buf->len - n + 1);
        buf->len -= n;
    }
}

// Cuts off what has been given.
static bool drop_given(struct bt_thread *th, struct bt_textio *t)
{
    size_t n;
    if (!bytes_given(th, t, &n))
        return false;
    drop_front(&t->chunk, n);
    t->decoded -= n;
    drop_front(&t->text, t->at);
    t->at = 0;
    return true;
}

// More bytes at the end of the chunk: what the buffer has, or all (`all`). [py, waits]
static bool read_chunk(struct bt_thread *th, struct bt_textio *t, bool all, bool *eof)
{
    struct bt_buffered *b = bt_buffered_of(th, t->buffer);
    const char *data;
    size_t len;
    *eof = all;
    if (b != NULL && all) {
        struct bt_buf bytes; // not the chunk itself: others may read while this waits
        bt_buf_init(&bytes);
        bool ok = bt_buffered_read(th, b, SIZE_MAX, &bytes);
        bt_buf_write(&t->chunk, bytes.data, bytes.len);
        bt_buf_free(&bytes);
        return ok;
    }
    if (b != NULL) {
        if (!bt_buffered_fill(th, b, eof))
            return false;
        bt_buf_write(&t->chunk, b->data + b->pos, b->end - b->pos);
        b->pos = b->end;
        return true;
    }
    bt_value size = bt_from_small((int64_t)BT_IO_BUFFER_SIZE);
    bt_value v = all ? bt_call_method(th, t->buffer, BT_NAME(th, _read), NULL, 0)
                     : bt_io_call(th, t->buffer, "read1", &size, 1);
    if (bt_is_error(v))
        return false;
    if (!bt_bytes_view(th, v, &data, &len)) {
        bt_exc_clear(th);
        return bt_fail(th, BT_EXC_TYPE_ERROR,
                       "underlying %s() should have returned a bytes-like object, not '%.200T'",
                       all ? "read" : "read1", v);
    }
    *eof = all || len == 0;
    bt_buf_write(&t->chunk, data, len);
    return true;
}

// Decodes more text; at the end of the file *eof and nothing. [py, waits]
static bool fill(struct bt_thread *th, struct bt_textio *t, bool all, bool *eof)
{
    size_t used;
    if (!read_chunk(th, t, all, eof) || !drop_given(th, t) ||
        (t->decoder == NULL && !choose_decoder(th, t, *eof)))
        return false;
    if (t->chunk.failed)
        return bt_raise_no_memory(th), false;
    if (t->decoder == NULL)
        return true;
    if (!decode(th, t, t->decoded, t->chunk.len, *eof, &t->text, &used))
        return false;
    t->decoded += used;
    return true;
}

// ---- read, readline ----

static struct bt_textio *check_read(struct bt_thread *th, bt_value self)
{
    struct bt_textio *t = bt_textio_ready(th, self);
    if (t != NULL && !t->can_read) {
        bt_io_unsupported(th, "not readable");
        return NULL;
    }
    return t;
}

// The next `len` bytes of the text.
static bt_value give(struct bt_thread *th, struct bt_textio *t, size_t len)
{
    bt_value v = bt_str_new(th, len == 0 ? "" : t->text.data + t->at, len);
    t->at += len;
    return v;
}

bt_value bt_textio_read(struct bt_thread *th, const bt_value *args)
{
    int64_t size;
    bool eof = false;
    if (!bt_io_size(th, args[1], &size))
        return BT_ERROR;
    struct bt_textio *t = check_read(th, args[0]);
    if (t == NULL)
        return BT_ERROR;
    if (size < 0) {
        if (!fill(th, t, true, &eof))
            return BT_ERROR;
        return give(th, t, t->text.len - t->at);
    }
    while (!eof && bt_utf8_count(t->text.data + t->at, t->text.len - t->at) < (size_t)size) {
        if (!fill(th, t, false, &eof))
            return BT_ERROR;
    }
    return give(th, t, bt_utf8_offset(t->text.data + t->at, t->text.len - t->at, (size_t)size));
}

// A line of at most `limit` characters (-1: any number); an empty str at the end of the file.
static bt_value read_line(struct bt_thread *th, struct bt_textio *t, int64_t limit)
{
    bool eof = false;
    for (;;) {
        size_t have = t->text.len - t->at;
        const char *start = t->text.data == NULL ? "" : t->text.data + t->at;
        size_t n = bt_line_end(t->newline, start, have, eof);
        if (n == 0 && !eof && (limit < 0 || bt_utf8_count(start, have) < (size_t)limit)) {
            if (!fill(th, t, false, &eof))
                return BT_ERROR;
            continue;
        }
        n = n == 0 ? have : n;
        if (limit >= 0 && bt_utf8_count(start, n) > (size_t)limit)
            n = bt_utf8_offset(start, n, (size_t)limit);
        return give(th, t, n);
    }
}

bt_value bt_textio_readline(struct bt_thread *th, const bt_value *args)
{
    int64_t size;
    if (!bt_io_size(th, args[1], &size))
        return BT_ERROR;
    struct bt_textio *t = check_read(th, args[0]);
    return t == NULL ? BT_ERROR : read_line(th, t, size);
}

bt_value bt_textio_next(struct bt_thread *th, bt_value self)
{
    struct bt_textio *t = check_read(th, self);
    if (t == NULL)
        return BT_ERROR;
    bt_value line = read_line(th, t, -1);
    return bt_is_error(line) || bt_as_str(line)->len != 0 ? line : BT_UNSET;
}

// ---- positions ----

bt_value bt_textio_tell(struct bt_thread *th, const bt_value *args)
{
    struct bt_textio *t = bt_textio_ready(th, args[0]);
    bool seekable;
    size_t given;
    int64_t at;
    if (t == NULL)
        return BT_ERROR;
    bt_value can = bt_io_call(th, t->buffer, "seekable", NULL, 0);
    if (bt_is_error(can) || !bt_truth(th, can, &seekable))
        return BT_ERROR;
    if (!seekable)
        return bt_io_unsupported(th, "underlying stream is not seekable");
    if (!bt_textio_flush(th, t))
        return BT_ERROR;
    bt_value v = bt_io_call(th, t->buffer, "tell", NULL, 0);
    if (bt_is_error(v) || !bt_as_int64(th, v, &at) || !bytes_given(th, t, &given))
        return BT_ERROR;
    return bt_int_from_i64(th, at - (int64_t)(t->chunk.len - given));
}

// Where a seek relative to the present position or to the end goes: only to these places
// themselves.
static bool relative(struct bt_thread *th, const bt_value *args, int64_t whence, bool zero,
                     bt_value *target)
{
    if (whence == SEEK_CUR) {
        if (!zero)
            return bt_io_unsupported(th, "can't do nonzero cur-relative seeks"), false;
        *target = bt_textio_tell(th, args);
        return !bt_is_error(*target);
    }
    if (!zero)
        return bt_io_unsupported(th, "can't do nonzero end-relative seeks"), false;
    return true;
}

bt_value bt_textio_seek(struct bt_thread *th, const bt_value *args)
{
    struct bt_textio *t = bt_textio_ready(th, args[0]);
    int64_t cookie;
    int64_t whence;
    bool seekable;
    if (t == NULL || !bt_as_int64(th, args[1], &cookie) || !bt_as_int64(th, args[2], &whence))
        return BT_ERROR;
    bt_value can = bt_io_call(th, t->buffer, "seekable", NULL, 0);
    if (bt_is_error(can) || !bt_truth(th, can, &seekable))
        return BT_ERROR;
    if (!seekable)
        return bt_io_unsupported(th, "underlying stream is not seekable");
    if (whence < 0 || whence > 2)
        return bt_value_error(th, "invalid whence (%lld, should be 0, 1 or 2)", (long long)whence);
    bt_value target[2] = {args[1], bt_from_small(whence == SEEK_END ? SEEK_END : SEEK_SET)};
    if (whence != SEEK_SET && !relative(th, args, whence, cookie == 0, &target[0]))
        return BT_ERROR;
    if (whence == SEEK_SET && cookie < 0)
        return bt_value_error(th, "negative seek position %R", args[1]);
    if (!bt_textio_flush(th, t))
        return BT_ERROR;
    bt_value v = bt_io_call(th, t->buffer, "seek", target, 2);
    if (bt_is_error(v))
        return BT_ERROR;
    bt_textio_reset(t);
    t->started = !bt_same(v, bt_from_small(0)) || t->codec->encode == bt_utf8_codec_encode;
    return v;
}
