/*
 * Objects and types: the header of every heap object, the type with its slots, and the const specs
 * from which an interpreter makes its own type objects.
 *
 * Who calls it: everything above base/. Slots are how the objects call each other and how the VM is
 * called back: `bt_call` uses `type->call`, and the VM fills the function type's slot.
 *
 * Error convention. A function that returns bt_value returns BT_ERROR with the exception set on the
 * thread; a function that returns bool returns false with the exception set. Nothing else.
 *
 * GC convention. Collection happens at safepoints only: in the eval loop and in every entry that
 * may run Python code (bt_call, bt_iter_next, bt_getattr, bt_eq, bt_hash of a non-str ...;
 * protocol.h marks them with [py]). Allocation never collects. So a C local needs rooting (state.h,
 * BT_ROOTS) only if it is kept across a [py] call or a blocking region and nothing reachable holds
 * it. The arguments of a native function are rooted by its caller.
 */
#ifndef BT_OBJECTS_OBJECT_H
#define BT_OBJECTS_OBJECT_H

#include <stddef.h>

#include "runtime/objects/value.h"

struct bt_thread;
struct bt_interp;
struct bt_type;
struct bt_dict;
struct bt_str;
struct bt_tracer;
struct bt_buf;

// The header of every heap object. All fields: under the GIL.
struct bt_object {
    struct bt_type *type;
    uint8_t gc;     // mark colour and block kind; belongs to heap.c
    uint8_t flags;  // BT_OBJ_*
    uint16_t spare; // free for the type's own use
    uint32_t aux;   // free for the type's own use; an instance keeps its shape id here
};

enum bt_object_flags {
    BT_OBJ_HAS_SERIAL = 1, // id() was asked for: the serial is in the heap's side table
    BT_OBJ_HAS_WEAKREF = 2,
    BT_OBJ_FINALIZE = 4, // has a __del__ that has not run yet
    BT_OBJ_INTERNED = 8, // an interned str
    BT_OBJ_ASCII = 16,   // a str of ASCII characters only
    // holds no reference and owns nothing outside: neither `trace` nor `free` of its type is needed
    BT_OBJ_LEAF = 32,
    BT_OBJ_FREED = 64, // dead, and its `free` slot was called early (bt_heap_free_early)
};

// The binary operators, in the order of `binary`; names in protocol.c's one table.
enum bt_binop {
    BT_OP_ADD,
    BT_OP_SUB,
    BT_OP_MUL,
    BT_OP_MATMUL,
    BT_OP_TRUEDIV,
    BT_OP_FLOORDIV,
    BT_OP_MOD,
    BT_OP_POW,
    BT_OP_LSHIFT,
    BT_OP_RSHIFT,
    BT_OP_AND,
    BT_OP_XOR,
    BT_OP_OR,
    BT_OP_DIVMOD,
    BT_BINOP_COUNT
};

enum bt_cmpop { BT_LT, BT_LE, BT_EQ, BT_NE, BT_GT, BT_GE };

enum bt_unop { BT_NEG, BT_POS, BT_INVERT, BT_ABS, BT_UNOP_COUNT };

// The arguments of a call. Positional ones first, then the values of the keyword ones in the order
// of `kwnames` (a tuple of str, or BT_UNSET when there are none).
struct bt_args {
    const bt_value *v;
    size_t npos;
    bt_value kwnames;
};

/*
 * A native function. `args` holds one value per parameter of its signature text: defaults filled
 * in, *args packed to a tuple, **kwargs to a dict; a parameter whose default is written `=?` and
 * that was not given is BT_UNSET. For a method args[0] is self, already checked to be an instance
 * of the type.
 */
typedef bt_value (*bt_native_fn)(struct bt_thread *th, const bt_value *args);
// A native function that takes its arguments unbound (signature text "raw"; self is args->v[0]).
typedef bt_value (*bt_raw_fn)(struct bt_thread *th, const struct bt_args *args);

enum bt_fn_flags {
    BT_FN_RAW = 1,   // `raw` is set instead of `fn`
    BT_FN_CLASS = 2, // classmethod: args[0] is the type
    BT_FN_STATIC = 4,
};

// A row of a module's or a type's function table. A table ends with a row of zeros.
struct bt_fn_spec {
    const char *name;
    bt_native_fn fn;
    // "(self, object, /)", "(iterable, /, *, key=None, reverse=False)", "(*args, **kw)"
    const char *sig;
    const char *doc;
    bt_raw_fn raw; // with BT_FN_RAW; sig is then documentation only
    unsigned flags;
};

// An attribute computed by C. `set` gets BT_UNSET to delete; NULL means read-only.
struct bt_getset_spec {
    const char *name;
    bt_value (*get)(struct bt_thread *th, bt_value self);
    bool (*set)(struct bt_thread *th, bt_value self, bt_value value);
    const char *doc;
};

/*
 * The slots. NULL = the type has no such operation (after inheritance: bt_type_ready copies a
 * base's slot where the type has none). A Python class gets slots that look the dunder up (type.c).
 * For each slot that a native type fills, its dict gets the dunder as a wrapper (slots.def).
 */
struct bt_slots {
    bt_value (*repr)(struct bt_thread *th, bt_value self);
    bt_value (*str)(struct bt_thread *th, bt_value self);
    bt_value (*format)(struct bt_thread *th, bt_value self, bt_value spec);
    bool (*hash)(struct bt_thread *th, bt_value self, int64_t *out); // -1 is a legal result
    // or NotImplemented
    bt_value (*compare)(struct bt_thread *th, bt_value a, bt_value b, enum bt_cmpop op);
    bool (*truth)(struct bt_thread *th, bt_value self, bool *out);
    bool (*len)(struct bt_thread *th, bt_value self, size_t *out);
    bt_value (*iter)(struct bt_thread *th, bt_value self);
    // BT_UNSET at the end, no StopIteration
    bt_value (*next)(struct bt_thread *th, bt_value self);
    bt_value (*getitem)(struct bt_thread *th, bt_value self, bt_value key);
    // BT_UNSET deletes
    bool (*setitem)(struct bt_thread *th, bt_value self, bt_value key, bt_value value);
    bool (*contains)(struct bt_thread *th, bt_value self, bt_value item, bool *out);
    bt_value (*call)(struct bt_thread *th, bt_value self, const struct bt_args *args);
    // default: bt_generic_getattr
    bt_value (*getattr)(struct bt_thread *th, bt_value self, bt_value name);
    // BT_UNSET deletes
    bool (*setattr)(struct bt_thread *th, bt_value self, bt_value name, bt_value value);
    // obj unset: class access
    bt_value (*descr_get)(struct bt_thread *th, bt_value self, bt_value obj, bt_value type);
    // BT_UNSET deletes
    bool (*descr_set)(struct bt_thread *th, bt_value self, bt_value obj, bt_value value);
    // either operand may be the one of this type, as in CPython's nb_ slots; NotImplemented = try
    // the other. A sequence returns NotImplemented for a + or * it cannot do: bt_binary words the
    // TypeError when nobody can.
    bt_value (*binary[BT_BINOP_COUNT])(struct bt_thread *th, bt_value a, bt_value b);
    bt_value (*inplace[BT_BINOP_COUNT])(struct bt_thread *th, bt_value a, bt_value b);
    bt_value (*unary[BT_UNOP_COUNT])(struct bt_thread *th, bt_value self);
    bt_value (*to_int)(struct bt_thread *th, bt_value self);   // __int__
    bt_value (*to_float)(struct bt_thread *th, bt_value self); // __float__
    bt_value (*index)(struct bt_thread *th, bt_value self);    // __index__
    // args without cls
    bt_value (*new_)(struct bt_thread *th, struct bt_type *type, const struct bt_args *args);
    // args without self
    bool (*init)(struct bt_thread *th, bt_value self, const struct bt_args *args);
    // __del__; runs Python, from a safepoint
    bt_value (*del)(struct bt_thread *th, bt_value self);
    // for the heap; neither may allocate, raise or run Python
    void (*trace)(struct bt_tracer *tracer, struct bt_object *object); // bt_mark each value held
    // release what lies outside the object
    void (*free)(struct bt_interp *interp, struct bt_object *object);
};

enum bt_type_flags {
    BT_TYPE_BASE = 1, // may be subclassed
    // made by a class statement or type(): has a module, attributes can be set
    BT_TYPE_HEAP = 2,
    BT_TYPE_INSTANCE_DICT = 4, // instances carry a shape and slots (struct bt_instance_part)
    BT_TYPE_ABSTRACT = 8,      // cannot be instantiated from Python ("cannot create 'X' instances")
    BT_TYPE_IMMUTABLE_ATTRS = 16,
    // fast subclass tests, inherited
    BT_TYPE_INT_SUB = 1 << 8,
    BT_TYPE_STR_SUB = 1 << 9,
    BT_TYPE_LIST_SUB = 1 << 10,
    BT_TYPE_TUPLE_SUB = 1 << 11,
    BT_TYPE_DICT_SUB = 1 << 12,
    BT_TYPE_EXC_SUB = 1 << 13,
    BT_TYPE_TYPE_SUB = 1 << 14,
    BT_TYPE_BYTES_SUB = 1 << 15,
    BT_TYPE_FLOAT_SUB = 1 << 16,
    BT_TYPE_SET_SUB = 1 << 17, // set or frozenset
    BT_TYPE_MAPPING = 1 << 18,
    BT_TYPE_SEQUENCE = 1 << 19,      // for match
    BT_TYPE_PLAIN_GETATTR = 1 << 20, // getattr is bt_generic_getattr: inline caches may be used
    BT_TYPE_PLAIN_NEW = 1 << 21,     // new_ is object's: the VM may make the instance itself
    BT_TYPE_SHAPED = 1 << 22,        // has an instance part, and aux is its shape
    // messages name it without its module, as a class written in Python
    BT_TYPE_BARE_NAME = 1 << 23,
    // __abstractmethods__ is set and not empty: object.__new__ refuses
    BT_TYPE_HAS_ABSTRACT = 1 << 24,
    // what bt_generic_getattr finds is the attribute; if it finds nothing there may be __getattr__
    BT_TYPE_PLAIN_FOUND = 1 << 26,
    BT_TYPE_PLAIN_NEXT = 1 << 25, // next runs no Python and raises no StopIteration
};

/*
 * Instances of Python classes. `struct bt_object.aux` is the id of the shape (shape.h): the map
 * from attribute name to slot number. Slots 0..capacity-1 are inline, the rest in `more`. A shape
 * says what the inline capacity is, and how many slots hold something. When an instance's
 * attributes stop being simple (many
 * deletions, more than BT_SHAPE_MAX names, __dict__ replaced), it goes over to a dict of its own:
 * shape id BT_SHAPE_DICT. Subclasses of native types (class L(list)) have the part at
 * type->instance_offset, after the native struct; where the native struct varies in length (str,
 * bytes, tuple) instance_offset is BT_INSTANCE_AT_END and the part follows the last item
 * (bt_instance_part of shape.h finds it). A native type that uses `aux` itself (str, bytes, dict,
 * frozenset) or varies in length leaves no room for a shape: its subclasses lack BT_TYPE_SHAPED,
 * and their attributes are always in a dict (NULL while there are none).
 */
#define BT_INSTANCE_AT_END ((size_t)1)

struct bt_more_slots { // bt_mem
    size_t n;
    bt_value v[];
};
struct bt_instance_part {
    // the dict that holds the attributes (BT_SHAPE_DICT), else the slots beyond the inline ones;
    // NULL while there is none
    union {
        struct bt_dict *dict;
        struct bt_more_slots *more;
    };
    bt_value slots[]; // as many as the shape has inline; those it has no name for hold nothing
};

struct bt_type {
    struct bt_object base;
    // UTF-8, what repr and messages show ("list"); owned by name_str for heap types
    const char *name;
    bt_value name_str, qualname, module, doc;
    uint32_t flags;
    // changes with every change of the type or of a base; unique in the interpreter
    uint32_t version;
    size_t size;            // bytes of an instance without its instance part
    size_t instance_offset; // of struct bt_instance_part, 0 if there is none
    uint32_t root_shape;    // id of the empty shape; 0 until the first instance
    uint32_t n_slots_hint;  // inline capacity for new instances: the most seen so far
    // bytes of a new instance, if it is but header, instance part and slots, of shape root_shape,
    // without a finaliser: what bt_instance_new_plain makes; 0 otherwise
    uint32_t plain_size;
    uint32_t ctor_version; // the version `ctor` is for
    bt_value ctor;         // how the eval loop makes instances: see constructor() there; not marked
    struct bt_type *base_type;       // first native layout base; NULL for object
    bt_value bases;                  // tuple
    bt_value mro;                    // tuple, itself first
    struct bt_dict *dict;            // the namespace
    bt_value subclasses;             // list of direct subclasses (weak: swept by the heap)
    const struct bt_type_spec *spec; // NULL for heap types
    bt_value slot_names;             // __slots__ members, tuple or unset
    struct bt_slots s;
};

// The const description of a native type; stands at the foot of the type's file, listed in
// types.def.
struct bt_type_spec {
    const char *name;   // "list"
    const char *module; // NULL = "builtins"
    const char *doc;
    uint32_t flags;
    uint16_t base_id; // enum bt_type_id; 0 (object) by default
    size_t size;      // sizeof(struct bt_list)
    struct bt_slots slots;
    const struct bt_fn_spec *methods;     // may be NULL
    const struct bt_getset_spec *getsets; // may be NULL
    // signature text of the constructor, for help and inspect; may be NULL
    const char *new_sig;
};

#endif
