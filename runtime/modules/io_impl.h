/*
 * The files of Python: raw files, buffers, text, and the in-memory ones; the standard streams. The
 * module is _io; what scripts import as io is runtime/lib/io.py.
 *
 * Three layers, as in CPython: text (io_text.c) over a buffer (io_buffered.c) over a raw file
 * (io_raw.c). Between our own types the calls are direct; a layer made in Python is called by its
 * methods.
 *
 * Locking: an object is used under the interpreter's lock. Reading from a terminal or a pipe that
 * has nothing releases it, before and not during the system call: so what a function knew of an
 * object is to be read anew after a wait.
 */
#ifndef BT_MODULES_IO_IMPL_H
#define BT_MODULES_IO_IMPL_H

#include "base/buf.h"
#include "runtime/modules/io.h"
#include "runtime/objects/codec.h"
#include "vm/interp.h"

#define BT_IO_BUFFER_SIZE ((size_t)8192)

// The types of the module, in the order of io.c's table; a base comes before what is derived from
// it.
enum bt_io_type {
    BT_IO_BASE,
    BT_IO_RAW_BASE,
    BT_IO_BUFFERED_BASE,
    BT_IO_TEXT_BASE,
    BT_IO_FILE,
    BT_IO_READER,
    BT_IO_WRITER,
    BT_IO_RANDOM,
    BT_IO_BYTES,
    BT_IO_TEXT,
    BT_IO_STRING,
    BT_IO_TYPE_COUNT
};

// What the module keeps in the interpreter (module_roots[BT_ROOT_IO]).
struct bt_io_state {
    struct bt_object base;
    struct bt_type *types[BT_IO_TYPE_COUNT];
    bt_value unsupported; // io.UnsupportedOperation
    bt_value
        writers; // list of weak references to buffers and texts that may hold data to be written
};

// A raw file.
struct bt_raw {
    struct bt_object base;
    int fd; // -1: closed
    bool readable, writable, appending, created;
    bool close_fd;        // close() closes the descriptor too
    bool regular;         // a regular file: never waits
    bool patient;         // a standard stream: waits for room with the lock held
    signed char seekable; // -1: not known yet
    bt_value name;
};

/*
 * A buffer over a raw file: it holds either bytes read ahead, data[pos..end), or bytes still to be
 * written, data[0..pending); one of the two is empty.
 */
struct bt_buffered {
    struct bt_object base;
    bt_value raw; // BT_NONE: detached; BT_UNSET: not initialised
    char *data;   // bt_mem, NULL until needed
    size_t cap;
    size_t pos, end;
    size_t pending;
    bool can_read, can_write;
};

// How lines end, by the `newline` argument.
enum bt_newline {
    BT_NEWLINE_UNIVERSAL, // None: \r and \r\n are read as \n
    BT_NEWLINE_ANY,       // '': each of them ends a line, as it is
    BT_NEWLINE_LF,
    BT_NEWLINE_CR,
    BT_NEWLINE_CRLF,
};

struct bt_textio {
    struct bt_object base;
    bt_value buffer; // BT_NONE: detached; BT_UNSET: not initialised
    const struct bt_codec *codec;
    bt_value encoding, errors; // str
    bt_value mode;             // what open() was given, or BT_UNSET
    enum bt_newline newline;
    bool line_buffering, write_through;
    bool can_read, can_write;
    bool started;  // something was written: no byte order mark any more
    unsigned seen; // kinds of line ends met: 1 \r, 2 \n, 4 \r\n
    /*
     * Reading: `text` is what the first `decoded` bytes of `chunk` mean; text[at..) has not been
     * given yet. `decoder` is the codec without its byte order mark, chosen by the mark; NULL until
     * something is read.
     */
    const struct bt_codec *decoder;
    struct bt_buf chunk, text;
    size_t decoded;
    size_t at;
};

// ---- io.c ----
extern const struct bt_fn_spec bt_io_functions[]; // open first
// The state; made with the types at the first call. NULL with MemoryError.
BT_MUST_CHECK struct bt_io_state *bt_io_state(struct bt_thread *th);
// UnsupportedOperation(message).
BT_COLD bt_value bt_io_unsupported(struct bt_thread *th, const char *message);
// ValueError "I/O operation on closed file."
BT_COLD bool bt_io_fail_closed(struct bt_thread *th);
// Remembers an object that may hold data to be written when the interpreter ends.
BT_MUST_CHECK bool bt_io_add_writer(struct bt_thread *th, bt_value v);
// Writes out what regular files still hold: before a file is opened or looked at. False for Ctrl-C.
BT_MUST_CHECK bool bt_io_settle(struct bt_thread *th);
// open(). [py]
BT_MUST_CHECK bt_value bt_io_open(struct bt_thread *th, bt_value file, const char *mode,
                                  int64_t buffering, bt_value encoding, bt_value errors,
                                  bt_value newline, bool close_fd, bt_value opener);
// Is v of this type or derived from it?
bool bt_io_is(struct bt_thread *th, bt_value v, enum bt_io_type type);
// The attribute `closed` of any file. [py]
BT_MUST_CHECK bool bt_io_closed(struct bt_thread *th, bt_value file, bool *closed);
// A size argument: None and negative numbers are -1. [py]
BT_MUST_CHECK bool bt_io_size(struct bt_thread *th, bt_value v, int64_t *size);
// file.NAME() of a layer beneath, whatever it is. [py]
BT_MUST_CHECK bt_value bt_io_call(struct bt_thread *th, bt_value file, const char *name,
                                  const bt_value *v, size_t n);

// ---- io_raw.c ----
extern const struct bt_type_spec bt_io_file_spec;
// A raw file on an open descriptor.
BT_MUST_CHECK bt_value bt_raw_new(struct bt_thread *th, int fd, const char *mode, bool close_fd,
                                  bt_value name);
// Opens a file: `mode` is "r", "wb+" ... [py]
BT_MUST_CHECK bool bt_raw_open(struct bt_thread *th, struct bt_raw *raw, bt_value file,
                               const char *mode, bool close_fd, bt_value opener);
// Waits until there is something to read, or for room. [waits]
BT_MUST_CHECK bool bt_raw_wait(struct bt_thread *th, struct bt_raw *raw, bool write);
// One read() / write() that does not wait any more: the number of bytes, -1 with OSError.
int64_t bt_raw_read(struct bt_thread *th, struct bt_raw *raw, char *data, size_t len);
int64_t bt_raw_write(struct bt_thread *th, struct bt_raw *raw, const char *data, size_t len);
BT_MUST_CHECK bool bt_raw_seek(struct bt_thread *th, struct bt_raw *raw, int64_t offset, int whence,
                               int64_t *out);
BT_MUST_CHECK bool bt_raw_close(struct bt_thread *th, struct bt_raw *raw);
// The raw file behind a buffer if it is one of ours, else NULL.
struct bt_raw *bt_raw_of(struct bt_thread *th, bt_value v);

// ---- io_buffered.c, io_buffered_type.c ----
// Initialised and not detached; with `closed_message`, not closed either. ValueError. [py]
BT_MUST_CHECK bool bt_buffered_attached(struct bt_thread *th, const struct bt_buffered *b);
BT_MUST_CHECK bool bt_buffered_check(struct bt_thread *th, struct bt_buffered *b,
                                     const char *closed_message);
// Gives bytes read ahead back to the raw file.
BT_MUST_CHECK bool bt_buffered_unread(struct bt_thread *th, struct bt_buffered *b);
// Takes up to n of the bytes read ahead.
size_t bt_buffered_take(struct bt_buffered *b, size_t n, struct bt_buf *out);
extern const struct bt_type_spec bt_io_reader_spec, bt_io_writer_spec, bt_io_random_spec;
BT_MUST_CHECK bt_value bt_buffered_new(struct bt_thread *th, enum bt_io_type type, bt_value raw,
                                       size_t size);
// Our own buffer, not closed; NULL for anything else.
struct bt_buffered *bt_buffered_of(struct bt_thread *th, bt_value v);
// Has bytes read ahead, or reads some: false at the end of the file is *eof. [py, waits]
BT_MUST_CHECK bool bt_buffered_fill(struct bt_thread *th, struct bt_buffered *b, bool *eof);
// Appends up to `n` bytes (SIZE_MAX: to the end of the file) to `out`. [py, waits]
BT_MUST_CHECK bool bt_buffered_read(struct bt_thread *th, struct bt_buffered *b, size_t n,
                                    struct bt_buf *out);
// The bytes must stay where they are during waits. [py, waits]
BT_MUST_CHECK bool bt_buffered_write(struct bt_thread *th, struct bt_buffered *b, const char *data,
                                     size_t len);
BT_MUST_CHECK bool bt_buffered_flush(struct bt_thread *th, struct bt_buffered *b);
BT_MUST_CHECK bool bt_buffered_tell(struct bt_thread *th, struct bt_buffered *b, int64_t *out);
BT_MUST_CHECK bool bt_buffered_seek(struct bt_thread *th, struct bt_buffered *b, int64_t offset,
                                    int whence, int64_t *out);
// Writes out what is pending without running Python code or raising; for the end of the process.
void bt_buffered_flush_blind(struct bt_thread *th, struct bt_buffered *b, struct bt_raw *raw);

// ---- io_text.c, io_text_read.c ----
extern const struct bt_type_spec bt_io_text_spec;
extern const struct bt_fn_spec bt_text_methods[];
BT_MUST_CHECK bt_value bt_textio_new(struct bt_thread *th, bt_value buffer, bt_value encoding,
                                     bt_value errors, bt_value newline, bool line_buffering,
                                     bool write_through);
BT_MUST_CHECK bool bt_textio_flush(struct bt_thread *th, struct bt_textio *t);
// A TextIOWrapper that is initialised, with its buffer, not closed; else NULL with ValueError. [py]
struct bt_textio *bt_textio_ready(struct bt_thread *th, bt_value v);
BT_MUST_CHECK bool bt_newline_arg(struct bt_thread *th, bt_value v, enum bt_newline *out);
/*
 * The end of the first line in text[0..len): offset behind its line end. 0: there is none, `*rest`
 * is where a search in more text may begin. `last`: nothing follows, so a \r at the end is a whole
 * line end.
 */
size_t bt_line_end(enum bt_newline newline, const char *text, size_t len, bool last);
// Appends text with \r\n and \r made \n. `after_cr` is carried from call to call; `seen` collects
// the kinds.
void bt_put_universal(struct bt_buf *out, const char *text, size_t len, bool *after_cr,
                      unsigned *seen);
bt_value bt_textio_read(struct bt_thread *th, const bt_value *args);
bt_value bt_textio_readline(struct bt_thread *th, const bt_value *args);
bt_value bt_textio_next(struct bt_thread *th, bt_value self);
bt_value bt_textio_seek(struct bt_thread *th, const bt_value *args);
bt_value bt_textio_tell(struct bt_thread *th, const bt_value *args);
// Forgets what was read ahead.
void bt_textio_reset(struct bt_textio *t);
// The kinds of line ends as the attribute `newlines` shows them.
bt_value bt_newlines_seen(struct bt_thread *th, unsigned seen);

// ---- io_base.c, io_bytes.c, io_string.c ----
extern const struct bt_type_spec bt_io_base_spec, bt_io_raw_base_spec, bt_io_buffered_base_spec,
    bt_io_text_base_spec;
extern const struct bt_type_spec bt_io_bytes_spec, bt_io_string_spec;
// Methods of any file, by the name's file: iteration and the context manager.
bt_value bt_io_enter(struct bt_thread *th, const bt_value *args);
bt_value bt_io_exit(struct bt_thread *th, const bt_value *args);
bt_value bt_io_readlines(struct bt_thread *th, const bt_value *args);
bt_value bt_io_writelines(struct bt_thread *th, const bt_value *args);
bt_value bt_io_iter(struct bt_thread *th, bt_value self);

#endif
