/*
 * Baton's embedding interface: run Python in a C program.
 *
 *     struct baton *b = baton_new(NULL);
 *     if (b && baton_run_text(b, "hello", "print('hello')", SIZE_MAX) != BATON_OK)
 *         fputs(baton_error_text(b), stderr);
 *     baton_free(b);
 *
 * Interpreters. A struct baton is one interpreter, with its own objects, its own lock (the baton)
 * and its own threads. Any number live in a process side by side; they share nothing. One
 * interpreter belongs to the OS thread that made it: only that thread calls these functions with
 * it, except baton_interrupt and baton_dump_threads, which any OS thread may call while the
 * interpreter lives. Between calls that thread holds the baton, so the interpreter's other threads
 * run only during baton_run_..., baton_eval, baton_call, baton_join and the like.
 *
 * Native functions. A C function that Python calls may run on any thread of the interpreter. It is
 * given a struct baton of its own, good for that call on that thread only, and uses no other.
 *
 * Handles. A struct baton_value stands for a Python object and keeps it alive. Handles made with
 * the struct baton of baton_new last until baton_release or baton_free; those made in a native
 * function last until it returns, unless baton_keep made them.
 *
 * Errors. A function that gives back a handle gives NULL, one that gives back bool gives false,
 * when a Python exception occurred; baton_error and baton_error_text tell which. It stays until
 * the next one, the next baton_run_..., or baton_clear_error. A NULL handle as an argument makes a
 * function fail and keeps the exception there is, so that calls can be nested and checked once.
 * Running out of memory is the exception MemoryError; nothing here aborts or exits.
 *
 * Texts are UTF-8. A length of SIZE_MAX means: up to the NUL.
 */
#ifndef BATON_H
#define BATON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

struct baton;
struct baton_value;

#define BATON_SWITCH_INF UINT64_MAX // no limit: threads change only where they wait

// How a run ended.
enum baton_result {
    BATON_OK,
    BATON_EXCEPTION, // uncaught: baton_error, baton_error_text. Nothing has been printed
    BATON_EXIT,      // SystemExit: baton_exit_status
    BATON_DEADLOCK,  // all threads waited for each other; reported by `message`
};

enum baton_stream { BATON_STDOUT = 1, BATON_STDERR = 2 };

/*
 * The settings of a new interpreter. The callbacks run on any of its OS threads while that thread
 * holds the baton, and may call no function of this file.
 */
struct baton_config {
    uint64_t switch_interval; // instructions a turn, from 1 up, or BATON_SWITCH_INF
    uint64_t hash_seed;       // of str and bytes; the same seed gives the same order everywhere
    uint32_t recursion_limit; // Python calls deep
    int optimize;             // 1: no assert statements, 2: no docstrings either
    void *user;               // the first argument of every callback
    // What the script prints; NULL: descriptors 1 and 2.
    void (*write)(void *user, enum baton_stream stream, const char *text, size_t len);
    // What Baton itself says: deadlock reports, thread dumps. NULL: descriptor 2.
    void (*message)(void *user, const char *text, size_t len);
    // All threads wait for each other; the report has been given to `message`. After it, the main
    // thread gets SystemExit(3) where it waits, and the run ends as BATON_DEADLOCK. May be NULL.
    void (*deadlock)(void *user);
    uint64_t switch_interval_max; // above switch_interval: each turn's length is drawn between them
    uint64_t seed;                // of those lengths and of the policy's decisions
    const char *policy;           // who runs next, as for `baton --policy`; NULL: "fifo"
    // What carries the threads: "os", an OS thread each, or "coroutine": all of them run on the OS
    // thread that made the interpreter, while it is in a function of this file. NULL: "os".
    const char *substrate;
};

// ---- interpreters ----

// The library's version, "1.2.3". Lives for ever.
const char *baton_version(void);

// Fill a configuration with the defaults: no callbacks, no environment variable read.
void baton_config_init(struct baton_config *config);

// A new interpreter; the calling OS thread becomes its main thread. config: NULL = the defaults; it
// is copied, but `policy` has to live as long as the interpreter. NULL when there is not enough
// memory, or no such policy or substrate, or the policy needs OS threads.
struct baton *baton_new(const struct baton_config *config);

// The end, as at the end of a program: waits for the threads that are no daemons, runs atexit
// functions, stops the daemons wherever they are, flushes files, releases everything and every
// handle. A thread stuck in a system call for longer than 2 s keeps the memory. b may be NULL.
void baton_free(struct baton *b);

// Optional, once per process, by its main thread before others start: handles SIGURG, so that
// baton_interrupt and baton_free reach a thread that waits for a pipe or a terminal at once.
void baton_setup_signals(void);

// ---- running ----

// Run a program text of len bytes in __main__; `name` stands in tracebacks. Does not wait for the
// threads it has started: see baton_join.
enum baton_result baton_run_text(struct baton *b, const char *name, const char *text, size_t len);

// Run a file in __main__: sys.argv is [path], __file__ is path, its folder comes first in sys.path.
// A file that cannot be read is the exception OSError.
enum baton_result baton_run_file(struct baton *b, const char *path);

// The value of an expression in __main__.
struct baton_value *baton_eval(struct baton *b, const char *expression);

// Run the threads that are no daemons until all of them have ended.
enum baton_result baton_join(struct baton *b);

// The status of the last BATON_EXIT (what sys.exit was given, 0 to 255) or BATON_DEADLOCK (3);
// 0 before.
int baton_exit_status(const struct baton *b);

// KeyboardInterrupt in the main thread, whatever it does or waits for; if nothing runs, in the next
// run. From any OS thread.
void baton_interrupt(struct baton *b);

// Every thread's traceback, the locks and who holds them, to `message`, as soon as a thread can.
// From any OS thread.
void baton_dump_threads(struct baton *b);

// Put a folder at the end of sys.path.
bool baton_add_path(struct baton *b, const char *folder);

// ---- the baton ----

// Bytecode instructions executed by all threads so far. The same program and settings give the same
// number, as long as nothing outside decides.
uint64_t baton_instructions(const struct baton *b);

// Instructions a turn. Setting takes effect within the turn in progress; false for 0 (ValueError).
uint64_t baton_switch_interval(const struct baton *b);
bool baton_set_switch_interval(struct baton *b, uint64_t n);

// Around what blocks or computes for long, in a native function or in the host's own loop: let the
// other threads run. Between the two no other function may be called with this b, and no text of a
// handle be looked at. baton_enter waits for the baton; false = Ctrl-C (KeyboardInterrupt) or the
// interpreter ends: a native function then returns NULL soon. With coroutines, which have one OS
// thread only, the others have their turn within baton_enter.
void baton_leave(struct baton *b);
bool baton_enter(struct baton *b);

// ---- exceptions ----

// The exception object of the last failure as a new handle; NULL if there is none.
struct baton_value *baton_error(struct baton *b);

// The same as text: traceback and all, as Python prints it, ending in a newline. "" if there is
// none. Belongs to b; good until the next call of this function or baton_free.
const char *baton_error_text(struct baton *b);

// Is there an exception, an instance of this built-in class ("ValueError") or of one derived?
bool baton_error_is(struct baton *b, const char *class_name);

// Forget it.
void baton_clear_error(struct baton *b);

// Make an exception of a built-in class: `return baton_raise(b, "ValueError", "too long");` in a
// native function. Always NULL.
struct baton_value *baton_raise(struct baton *b, const char *class_name, const char *message);

// ---- handles ----

// Another handle on the same object, which outlives the native function that makes it.
struct baton_value *baton_keep(struct baton *b, const struct baton_value *v);

// The handle is not used any more. v may be NULL. Has no effect on a native function's arguments.
void baton_release(struct baton *b, struct baton_value *v);

// ---- C to Python: each a new handle ----

struct baton_value *baton_none(struct baton *b);
struct baton_value *baton_bool(struct baton *b, bool value);
struct baton_value *baton_int(struct baton *b, int64_t value);
struct baton_value *baton_float(struct baton *b, double value);
// len bytes of UTF-8; anything else is UnicodeDecodeError.
struct baton_value *baton_str(struct baton *b, const char *text, size_t len);
// n items, which keep their own handles.
struct baton_value *baton_tuple(struct baton *b, struct baton_value *const *items, size_t n);
struct baton_value *baton_list(struct baton *b, struct baton_value *const *items, size_t n);
// Empty; baton_set_item fills it.
struct baton_value *baton_dict(struct baton *b);

// ---- Python to C ----

enum baton_kind {
    BATON_NONE,
    BATON_BOOL,
    BATON_INT, // each with the instances of derived classes
    BATON_FLOAT,
    BATON_STR,
    BATON_TUPLE,
    BATON_LIST,
    BATON_DICT,
    BATON_OTHER, // anything else, and a NULL handle
};
enum baton_kind baton_kind(const struct baton *b, const struct baton_value *v);

// bool(v).
bool baton_as_bool(struct baton *b, const struct baton_value *v, bool *out);
// An int, or what has __index__: OverflowError beyond 64 bits, TypeError for the rest.
bool baton_as_int(struct baton *b, const struct baton_value *v, int64_t *out);
// A number, or what has __float__: TypeError for the rest.
bool baton_as_float(struct baton *b, const struct baton_value *v, double *out);
// The text of a str, with a NUL behind it; len (may be NULL) gets its bytes. It belongs to the
// object. TypeError for anything else.
const char *baton_as_text(struct baton *b, const struct baton_value *v, size_t *len);
// str(v) and repr(v).
struct baton_value *baton_to_str(struct baton *b, const struct baton_value *v);
struct baton_value *baton_repr(struct baton *b, const struct baton_value *v);

// ---- what Python does with objects ----

// len(v).
bool baton_len(struct baton *b, const struct baton_value *v, size_t *out);
// v[key], v[key] = item (item NULL is a failure, not a deletion).
struct baton_value *baton_get_item(struct baton *b, const struct baton_value *v,
                                   const struct baton_value *key);
bool baton_set_item(struct baton *b, const struct baton_value *v, const struct baton_value *key,
                    const struct baton_value *item);
// iter(v); then the next item: *item is a new handle, or NULL at the end.
struct baton_value *baton_iter(struct baton *b, const struct baton_value *v);
bool baton_next(struct baton *b, const struct baton_value *iterator, struct baton_value **item);
// v.name, v.name = attribute.
struct baton_value *baton_getattr(struct baton *b, const struct baton_value *v, const char *name);
bool baton_setattr(struct baton *b, const struct baton_value *v, const char *name,
                   const struct baton_value *attribute);
// v(*args).
struct baton_value *baton_call(struct baton *b, const struct baton_value *v,
                               struct baton_value *const *args, size_t n);

// ---- modules ----

// import name: the module of that full name ("a.b" is a.b itself).
struct baton_value *baton_import(struct baton *b, const char *name);
// A global name of a module that has been imported; module NULL: of __main__. NameError if there is
// none, ModuleNotFoundError if the module is not there.
struct baton_value *baton_get_global(struct baton *b, const char *module, const char *name);
bool baton_set_global(struct baton *b, const char *module, const char *name,
                      const struct baton_value *value);

/*
 * A C function for Python. args has one handle per parameter of the signature: *rest as a tuple,
 * **rest as a dict, defaults filled in; NULL for a parameter with the default `?` that was not
 * given. The handles last until the function returns. It gives back a handle of this b, or NULL
 * after an exception (its own by baton_raise, or one it was told of).
 */
typedef struct baton_value *(*baton_native)(struct baton *b, struct baton_value *const *args,
                                            size_t n, void *data);

struct baton_function {
    const char *name; // NULL ends a table
    baton_native function;
    const char *signature; // "(text, /, times=1, *, sep='')"; defaults are literals or ?
    const char *doc;       // or NULL
    void *data;            // handed on
};

// Make a native module that `import name` finds. The table and its texts have to live as long as
// the interpreter. A signature that is none, or has more than 24 parameters, is SystemError.
bool baton_add_module(struct baton *b, const char *name, const char *doc,
                      const struct baton_function *functions);

#ifdef __cplusplus
}
#endif

#endif
