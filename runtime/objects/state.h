/*
 * What the objects know of the interpreter and of the running thread. The VM has larger structs
 * that begin with these (vm/interp.h, vm/thread.h); nothing below the VM sees more than this.
 *
 * Locking: everything here is read and written by the holder of the interpreter's lock.
 */
#ifndef BT_OBJECTS_STATE_H
#define BT_OBJECTS_STATE_H

#include "runtime/objects/object.h"

// Type ids: the lines of types.def (BT_T_LIST), then those of exceptions.def (BT_EXC_VALUE_ERROR).
enum bt_type_id {
#define BT_TYPE(id, spec) BT_T_##id,
#define BT_TYPE_ABOVE(id) BT_T_##id,
#include "runtime/objects/types.def"
    BT_T_COUNT,
    BT_EXC_OBJECT_ROOT_ = BT_T_COUNT - 1,
#define BT_EXC(id, name, base) BT_EXC_##id,
#include "runtime/objects/exceptions.def"
#undef BT_EXC
    BT_TYPE_COUNT
};

// Names that C code uses, interned at start: the lines of names.def. BT_NAME(th, init) is the str
// "__init__".
enum bt_name_id {
#define BT_STR(id, text) BT_N_##id,
#include "runtime/objects/names.def"
#undef BT_STR
    BT_NAME_COUNT
};

#define BT_EXC_OBJECT_ROOT BT_T_OBJECT

struct bt_heap;
struct bt_strtab;
struct bt_shapes;
struct bt_signatures;
struct bt_method_cache;
struct bt_thread;
struct bt_traceback;

/*
 * What the layers above give the objects to call back. Set once by bt_vm when the interpreter is
 * made.
 */
struct bt_upcalls {
    // the innermost Python frame's function and the value of its n-th register, for zero-argument
    // super(); false with RuntimeError set if there is none
    bool (*super_args)(struct bt_thread *th, bt_value *type_out, bt_value *self_out);
    // the exception being handled (sys.exc_info), or BT_NONE
    bt_value (*handled)(struct bt_thread *th);
    // a safepoint: collect if wanted, raise KeyboardInterrupt if one is pending; false with an
    // exception set
    bool (*safepoint)(struct bt_thread *th);
    // a collection begins / is over (what it found dead has not been finalised yet)
    void (*collecting)(struct bt_thread *th, bool begins);
    // mark what the VM holds: frames, threads, modules; called by the collector
    void (*trace_roots)(struct bt_interp *interp, struct bt_tracer *tracer);
    // what lives is known: forget addresses of what does not; called by the collector
    void (*sweep_roots)(struct bt_interp *interp);
    // a warning: category is a type id; false if it became an exception
    bool (*warn)(struct bt_thread *th, int category, const char *message);
    // the call slot of the function type
    bt_value (*call_function)(struct bt_thread *th, bt_value self, const struct bt_args *args);
    // the spec of a type that is the VM's (BT_TYPE_ABOVE of types.def); asked for by bt_types_init
    const struct bt_type_spec *(*type_spec)(int type_id);
    // the frame object of a traceback's entry; the frame itself may be gone
    bt_value (*traceback_frame)(struct bt_thread *th, struct bt_traceback *tb);
    // globals of the innermost Python frame, NULL outside Python code
    struct bt_dict *(*globals)(struct bt_thread *th);
    // report an exception that cannot be raised (finaliser, weakref callback): consumes th->exc
    void (*unraisable)(struct bt_thread *th, const char *where, bt_value object);
};

struct bt_interp {
    struct bt_heap *heap;
    struct bt_strtab *strtab;        // interned strings
    struct bt_source_cache *sources; // lines for tracebacks; NULL until first needed
    struct bt_shapes *shapes;
    struct bt_signatures *signatures;     // parsed signature texts of native functions
    struct bt_method_cache *method_cache; // of bt_type_lookup
    struct bt_type *types[BT_TYPE_COUNT];
    bt_value names[BT_NAME_COUNT];
    bt_value chars[256]; // one-character strings, latin-1
    bt_value empty_str, empty_tuple, empty_bytes, empty_frozenset;
    bt_value memory_error; // made beforehand: raising it must not allocate
    uint64_t hash_seed;
    uint64_t next_serial; // for id(), default repr and hash
    uint32_t next_type_version;
    uint32_t next_keys_version; // dict.h
    uint32_t next_function_version;
    int64_t int_max_str_digits; // sys.set_int_max_str_digits
    bool specialise;            // the eval loop may fill inline caches and take its faster ways
    // list of objects whose repr is under way (recursion: "[...]")
    bt_value method_reprs;
    const struct bt_upcalls *up;
};

/*
 * Make the heap and the tables of an interpreter that is all zeros (state.c), with the values that
 * are no objects yet unset; then bt_types_init makes the types and calls bt_state_init_names once
 * the type objects of str, tuple, bytes, list and frozenset exist. false = no memory.
 * bt_state_close releases everything, objects included.
 */
BT_MUST_CHECK bool bt_state_open(struct bt_interp *interp);
BT_MUST_CHECK bool bt_state_init_names(struct bt_thread *th);
void bt_state_close(struct bt_interp *interp);

/*
 * Rooted C locals. Declared in the function that needs them, popped on each exit from it:
 *
 *     BT_ROOTS(th, r, 2);             // bt_value r[2], both unset, known to the collector
 *     r[0] = ...;
 *     ...
 *     BT_UNROOT(th, r);
 */
struct bt_roots {
    struct bt_roots *prev;
    size_t n;
    bt_value *v;
};

#define BT_ROOTS(th, name, count)                                \
    bt_value name[count];                                        \
    for (size_t name##_i = 0; name##_i < (count); name##_i++)    \
        name[name##_i] = BT_UNSET;                               \
    struct bt_roots name##_roots = {(th)->roots, (count), name}; \
    (th)->roots = &name##_roots
#define BT_UNROOT(th, name) ((th)->roots = name##_roots.prev)

struct bt_thread {
    struct bt_interp *interp;
    // the exception being raised, or BT_UNSET; set exactly while an error return travels
    bt_value exc;
    struct bt_roots *roots;
    uint32_t c_depth;  // nesting of C calls that may recurse (bt_enter/bt_leave)
    uint32_t py_depth; // Python frames, for the recursion limit
    uint32_t recursion_limit;
    char *c_stack_limit;         // lowest address of the C stack that may be used
    _Atomic(uint32_t) attention; // BT_ATTN_*: work for the next safepoint
};

enum bt_attention {
    BT_ATTN_GC = 1,        // the allocation debt is over its threshold
    BT_ATTN_SIGNAL = 2,    // a Python-level signal (Ctrl-C) waits; main thread only
    BT_ATTN_ASYNC_EXC = 4, // an asynchronous exception is to be raised here
    BT_ATTN_STOP = 8,      // the interpreter ends: run no further instruction
    BT_ATTN_DUMP = 16,     // print every thread's traceback (Ctrl-\)
    BT_ATTN_HOOK = 32,     // the debugger wants a word
    BT_ATTN_LIMIT = 128,   // the program's time is over
    BT_ATTN_DROP = 256,    // another thread asks for the lock (kernel_lock.c)
    BT_ATTN_RECOUNT = 64,  // a nested loop has used up the budget: count instruction by instruction
};

#define BT_NAME(th, id) ((th)->interp->names[BT_N_##id])

// The type of any value.
static inline struct bt_type *bt_type_of(const struct bt_thread *th, bt_value v)
{
    if (BT_LIKELY(bt_is_obj(v)))
        return bt_obj(v)->type;
    struct bt_type *const *types = th->interp->types;
    if (bt_is_small(v))
        return types[BT_T_INT];
    if (bt_is_double(v))
        return types[BT_T_FLOAT];
    if (bt_is_bool(v))
        return types[BT_T_BOOL];
    if (bt_same(v, BT_ELLIPSIS))
        return types[BT_T_ELLIPSIS];
    if (bt_same(v, BT_NOT_IMPLEMENTED))
        return types[BT_T_NOT_IMPLEMENTED];
    return types[BT_T_NONE];
}
static inline struct bt_type *bt_type(const struct bt_thread *th, int id)
{
    return th->interp->types[id];
}
// Exactly of that native type? (Not for int, float, bool, None: they have value tests.)
static inline bool bt_is_exact(const struct bt_thread *th, bt_value v, int id)
{
    return bt_is_obj(v) && bt_obj(v)->type == th->interp->types[id];
}
// A heap object whose type has one of the BT_TYPE_*_SUB flags? (int: use bt_is_int of int.h)
static inline bool bt_has_flag(bt_value v, uint32_t flag)
{
    return bt_is_obj(v) && (bt_obj(v)->type->flags & flag) != 0;
}
static inline bool bt_is_str(bt_value v)
{
    return bt_has_flag(v, BT_TYPE_STR_SUB);
}
static inline bool bt_is_tuple(bt_value v)
{
    return bt_has_flag(v, BT_TYPE_TUPLE_SUB);
}
static inline bool bt_is_list(bt_value v)
{
    return bt_has_flag(v, BT_TYPE_LIST_SUB);
}
static inline bool bt_is_dict(bt_value v)
{
    return bt_has_flag(v, BT_TYPE_DICT_SUB);
}
static inline bool bt_is_type(bt_value v)
{
    return bt_has_flag(v, BT_TYPE_TYPE_SUB);
}
static inline bool bt_is_exception(bt_value v)
{
    return bt_has_flag(v, BT_TYPE_EXC_SUB);
}

// Enter a C function that may recurse (repr, compare, nested eval): false with RecursionError set
// when the C stack is nearly used up.
BT_COLD bool bt_enter_failed(struct bt_thread *th, const char *where);
static inline bool bt_enter(struct bt_thread *th, const char *where)
{
    if (BT_UNLIKELY((char *)__builtin_frame_address(0) < th->c_stack_limit))
        return bt_enter_failed(th, where);
    return true;
}

#endif
