/*
 * The interpreter: everything hangs off struct bt_vm, which begins with the struct bt_interp that
 * the objects see. Several run in one process in parallel; they share nothing but const data.
 *
 * Locking: the holder of the lock, unless a field says otherwise.
 */
#ifndef BT_VM_INTERP_H
#define BT_VM_INTERP_H

#include "runtime/objects/exception.h"
#include "runtime/objects/type.h"
#include "vm/gil.h"
#include "vm/thread.h"

struct bt_frame_object;

// What native modules keep in the interpreter: one slot each.
enum bt_module_root {
    BT_ROOT_LOCK_TYPE,
    BT_ROOT_RLOCK_TYPE,
    BT_ROOT_IO,
    BT_ROOT_TIME,
    BT_ROOT_THREADING,
    BT_ROOT_WARNINGS,
    BT_ROOT_SIGNAL,
    BT_ROOT_ITERTOOLS,
    BT_ROOT_FUNCTOOLS,
    BT_ROOT_COLLECTIONS,
    BT_ROOT_REPL,
    BT_ROOT_STDIN,
    BT_ROOT_STDOUT,
    BT_ROOT_STDERR,
    BT_ROOT_STRUCT_SEQ,
    BT_ROOT_EMBED,
    BT_ROOT_QUEUE_EMPTY,
    BT_ROOT_BATON,
    BT_ROOT_LAST = 31,
    BT_MODULE_ROOTS
};

struct bt_vm_config {
    uint64_t switch_n;   // instructions a turn; BT_SWITCH_INF without limit
    uint64_t switch_max; // above switch_n: each turn's length is drawn from the two
    bool switch_given;   // the user has said so: no default of the policy's
    uint64_t max_instr;  // instructions of all threads, then the program ends; 0: any
    bool points_given;   // the user has said so: no default of the policy's
    bool cpython_points; // switch only where CPython 3.13 would
    bool wake_back;      // who comes from outside enters at the back, not in front
    const struct bt_substrate *substrate;
    const struct bt_policy *policy;     // who runs next
    const struct bt_switches *switches; // BT_POLICY_LIST: the list; the caller's
    const struct bt_policy *plays;      // in a replay: the policy that the list stands for
    const char *policy_parameter;       // what followed its colon, or NULL
    uint64_t seed;                      // of the policy's decisions
    uint64_t hash_seed;
    bool virtual_clock; // virtual.h
    bool replaying;     // a recorded run is repeated: nothing comes from outside
    int optimize;       // -O: 1, -OO: 2
    bool unbuffered, inspect, isolated, quiet, ignore_environment, verbose;
    bool dev_mode, no_site;
    uint32_t recursion_limit;
    int64_t timeout_ns; // what the program may take, for the message; 0: any (who measures calls
                        // bt_vm_request_end)
    bool specialise;    // false: no inline caches and no fast ways in the eval loop (general.c)
    bool counting;      // always count instruction by instruction, never by block
    bool bind_cpu;      // keep the threads that take turns on one processor (gil.c)
    // Baton's own messages (deadlock reports, thread dumps); default writes to descriptor 2
    void (*message)(void *ctx, const char *text, size_t len);
    void *message_ctx;
    // all threads are blocked for good: after the report. NULL: _exit(3). If it returns, it has
    // called bt_vm_interrupt, and the main thread comes back from its wait
    void (*deadlock)(struct bt_vm *vm);
};

struct bt_lab;
struct bt_debugger;
struct bt_breakpoint;

// What ends the process: the end of the script, or something that ends it on the spot.
enum bt_limit_state { BT_LIMIT_NONE, BT_LIMIT_WANTED, BT_LIMIT_SERVED };
enum bt_vm_end { BT_VM_END_SCRIPT, BT_VM_END_DEADLOCK, BT_VM_END_LIMIT, BT_VM_END_OS_EXIT };

struct bt_vm {
    struct bt_interp i; // first
    struct bt_gil gil;
    struct bt_vm_config config;
    struct bt_tape *tape;             // what records or replays the outside (input.h), or NULL
    struct bt_debugger *debugger;     // who may stop this interpreter (pause.h), or NULL
    struct bt_breakpoint *breakpoint; // whom breakpoint() calls (pause.h), or NULL
    struct bt_lab *lab;               // who watches this interpreter (lab/lab.h), or NULL
    int64_t now;              // virtual time: the monotonic clock, in nanoseconds (virtual.h)
    struct bt_timers timers;  // the deadlines on it
    uint32_t n_asleep;        // of those outside, threads that only sleep, in virtual time
    struct bt_random entropy; // the script's random bytes, in virtual time
    struct bt_vthread *main;
    struct bt_vthread *threads,
        *last_thread; // all that exist, in order of number; changes under gil.inbox_lock too
    uint32_t next_thread_number, n_threads; // n_threads: alive
    struct bt_worker *idle_workers;         // OS threads that wait for a thread to run (worker.c)
    uint32_t n_idle_workers;
    atomic_bool
        stopping; // the interpreter ends: threads that get the lock only unwind; read by any thread

    bt_value modules;  // sys.modules (dict)
    bt_value builtins; // the builtins module's dict
    bt_value sys_dict;
    bt_value main_module;
    bt_value argv;                         // list, becomes sys.argv
    bt_value import_state;                 // whatever runtime/modules/import.c keeps (marked)
    struct bt_attr_table *attr_table;      // behind the inline caches (cache.h), or NULL
    struct bt_frame_object *frame_objects; // those whose frame lives; not marked from here
    bt_value signal_handlers; // dict number -> callable, set by the signal module (marked)
    // the switch interval as Python sees it
    double switch_seconds;  // what sys.setswitchinterval was given as float, or 0
    char *policy_parameter; // config.policy_parameter, when the script has chosen the policy
    struct {
        uint64_t n, max;
    } switch_shown; // the range of which sys.getswitchinterval last gave n, or 0
    // set by runtime/modules: prints an uncaught exception of a thread (threading.excepthook);
    // consumes th->exc
    void (*thread_failed)(struct bt_thread *th, struct bt_vthread *thread);
    // set by the io module: writes out what the script has printed; must not run Python code
    void (*flush)(struct bt_thread *th);
    // Ctrl-C has reached the main thread: raise KeyboardInterrupt, or run the script's handler.
    // NULL: KeyboardInterrupt
    bool (*on_interrupt)(struct bt_thread *th);
    uint32_t next_lock_number;
    size_t thread_stack_size; // of new threads' OS threads; 0 = the default
    // a thread has ended: its handle (runtime/modules) forgets the struct and keeps what it shows
    void (*detach_handle)(struct bt_thread *th, bt_value handle);
    // the run ends with this status: what watches writes its findings and may return another one.
    // Called once, under the lock, before anything that ends the process; NULL: nothing to do
    int (*before_exit)(struct bt_vm *vm, int status);
    enum bt_vm_end end;       // for before_exit: written before the call that ends the process
    atomic_bool interrupt;    // Ctrl-C waits for the main thread; any thread sets it
    atomic_bool pause_wanted; // by the debugger; a signal handler sets it
    atomic_bool dump;         // a dump of all threads is wanted; any thread sets it
    atomic_int limit;         // enum bt_limit_state: the program is to end; any thread sets it
    atomic_int end_signal; // the signal that asks for it; 0: its time is over. Written before limit
    // set by runtime/modules; NULL: silent
    bool (*warn)(struct bt_thread *th, int category, const char *message);
    void (*unraisable)(struct bt_thread *th, const char *where,
                       bt_value object); // consumes th->exc
    bt_value
        module_roots[BT_MODULE_ROOTS]; // what native modules keep, by enum bt_module_root (marked)
};

// The policy as the script sees it.
static inline const struct bt_policy *bt_vm_policy(const struct bt_vm *vm)
{
    return vm->config.plays ? vm->config.plays : vm->gil.policy;
}

static inline struct bt_vm *bt_vm(const struct bt_thread *th)
{
    return (struct bt_vm *)th->interp;
}

// Defaults of a configuration (no environment read).
void bt_vm_config_init(struct bt_vm_config *config);
// A new interpreter with its main thread, which the caller is and which holds the lock. NULL: no
// memory. Types exist, modules do not: runtime/modules adds them.
struct bt_vm *bt_vm_new(const struct bt_vm_config *config);
// Wait for all non-daemon threads (the main thread's; it holds the lock). false: Ctrl-C, the
// exception is set.
bool bt_vm_join_threads(struct bt_vm *vm);
// Let no other thread run Python code any more; each gets the lock once to unwind. false: one is
// stuck in a system call.
bool bt_vm_stop_threads(struct bt_vm *vm);
// Stop the threads and release everything. No finaliser runs here.
void bt_vm_free(struct bt_vm *vm);
// Stop the threads of an interpreter whose process is about to end: the system takes the memory as
// it is, which is much faster. Checked builds release it all the same, to see that nothing is lost.
void bt_vm_leave(struct bt_vm *vm);

// ---- running code (vm/eval.c, vm/call.c) ----
// Run a module's, class's or exec'd code: globals, and the namespace (BT_UNSET: the globals). [py]
BT_MUST_CHECK bt_value bt_run_code(struct bt_thread *th, struct bt_code *code,
                                   struct bt_dict *globals, bt_value ns, bt_value closure);
// Run a class body: the function made of it, with this namespace. Returns what the body returns
// (the __class__ cell or None).
BT_MUST_CHECK bt_value bt_run_class_body(struct bt_thread *th, bt_value func, bt_value ns);
// The builtins dict that goes with these globals (their __builtins__, else the interpreter's).
struct bt_dict *bt_builtins_for(struct bt_thread *th, struct bt_dict *globals);
// Innermost Python frame, or NULL.
static inline struct bt_frame *bt_current_frame(struct bt_thread *th)
{
    return bt_vthread(th)->frame;
}
// The exception being handled (sys.exc_info()[1]) or None.
bt_value bt_handled_exception(struct bt_thread *th);

// The process is about to end with this status, the normal way or on the spot: call before_exit, if
// it has not been. Returns the status to end with.
int bt_vm_before_exit(struct bt_vm *vm, int status);

// ---- from other threads and signal handlers' helper threads ----
// Ctrl-C: KeyboardInterrupt in the main thread, whatever it waits for. Any OS thread.
void bt_vm_interrupt(struct bt_vm *vm);
// Ctrl-\: print every thread's traceback, the locks and the holder as soon as possible. Any OS
// thread.
void bt_vm_request_dump(struct bt_vm *vm);
// End the process as soon as possible. signal 0: the program's time (config.timeout_ns) is over;
// say where each thread is, status 6. Else that signal asks for it: what watches writes its
// findings, and the process dies of the signal. Any OS thread.
void bt_vm_request_end(struct bt_vm *vm, int signal);
// End the process by that signal now; a replay only returns its status. The holder's, or of nobody
// if nobody runs.
_Noreturn void bt_vm_terminate(struct bt_vm *vm, int signal);
// Has somebody begun to act on that? If nobody does for a while, the running thread is inside one
// long instruction.
bool bt_vm_end_is_served(const struct bt_vm *vm);

#endif
