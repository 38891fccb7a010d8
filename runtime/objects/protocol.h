/*
 * The protocol: what one does with a value whatever its type, through the type slots. Functions
 * marked [py] may run Python code: they are GC and Ctrl-C safepoints, so unrooted locals must not
 * be used after them.
 */
#ifndef BT_OBJECTS_PROTOCOL_H
#define BT_OBJECTS_PROTOCOL_H

#include <stdatomic.h>

#include "runtime/objects/error.h"

// A safepoint for C code: collect if wanted, see to Ctrl-C. bt_call and bt_iter_next begin with it.
// [py]
BT_MUST_CHECK static inline bool bt_poll(struct bt_thread *th)
{
    if (BT_LIKELY(atomic_load_explicit(&th->attention, memory_order_relaxed) == 0) ||
        th->interp->up == NULL)
        return true;
    return th->interp->up->safepoint(th);
}

/*
 * In the build that looks for values nobody rooted, the other entries marked [py] collect too,
 * whether or not Python code runs; in other builds this is nothing.
 */
#ifdef BT_GC_STRESS
void bt_stress_collect(struct bt_thread *th);
#else
static inline void bt_stress_collect(struct bt_thread *th BT_UNUSED) {}
#endif

// ---- calling [py] ----
BT_MUST_CHECK bt_value bt_call(struct bt_thread *th, bt_value callee, const struct bt_args *args);
BT_MUST_CHECK bt_value bt_call_n(struct bt_thread *th, bt_value callee, const bt_value *v,
                                 size_t n);
BT_MUST_CHECK bt_value bt_call0(struct bt_thread *th, bt_value callee);
BT_MUST_CHECK bt_value bt_call1(struct bt_thread *th, bt_value callee, bt_value a);
// obj.name(*v): v[0..n) do not include obj.
BT_MUST_CHECK bt_value bt_call_method(struct bt_thread *th, bt_value obj, bt_value name,
                                      const bt_value *v, size_t n);
// Call the special method `name` looked up on the type only; BT_UNSET if the type has none. v:
// without obj; any n.
BT_MUST_CHECK bt_value bt_call_special(struct bt_thread *th, bt_value obj, bt_value name,
                                       const bt_value *v, size_t n);
bool bt_is_callable(struct bt_thread *th, bt_value v);
// How messages about a call show the callee: "__main__.C.f()", "len()", or its str if it has no
// name. [py]
BT_MUST_CHECK bt_value bt_callee_text(struct bt_thread *th, bt_value callee);
// Found on a type, may it be called with self as first argument instead of being bound first?
// (function, method descriptor, slot wrapper)
bool bt_takes_self(struct bt_thread *th, bt_value v);

/*
 * Bind arguments to a native signature text, parsed at first use and kept by the interpreter
 * (signature.c). `out` gets one value per parameter: defaults filled in, *args as a tuple, **kw as
 * a dict; at most BT_SIG_MAX of them. The caller roots `out` if it runs Python afterwards. Never
 * runs Python itself. TypeErrors as CPython's C functions have them; `owner` is the type or module
 * that messages name ("list" for list.append), or NULL.
 */
#define BT_SIG_MAX 24
struct bt_signature;
BT_MUST_CHECK bool bt_bind_native(struct bt_thread *th, const struct bt_signature *sig,
                                  const char *owner, const char *name, const struct bt_args *args,
                                  bt_value *out);
// The same for a text: for constructors and raw functions. text must be a literal (it is remembered
// by address).
BT_MUST_CHECK bool bt_bind(struct bt_thread *th, const char *text, const char *name,
                           const struct bt_args *args, bt_value *out);
// A constructor or raw function that takes no keyword arguments, and between min and max positional
// ones: "name() takes no keyword arguments", "name expected at most 1 argument, got 2".
BT_MUST_CHECK bool bt_check_positional(struct bt_thread *th, const char *name,
                                       const struct bt_args *args, size_t min, size_t max);

// ---- attributes [py] ----
BT_MUST_CHECK bt_value bt_getattr(struct bt_thread *th, bt_value obj, bt_value name);
// BT_UNSET instead of AttributeError; other errors pass.
BT_MUST_CHECK bt_value bt_getattr_opt(struct bt_thread *th, bt_value obj, bt_value name);
// value BT_UNSET deletes.
BT_MUST_CHECK bool bt_setattr(struct bt_thread *th, bt_value obj, bt_value name, bt_value value);
// For obj.name(...): a plain function or method descriptor found on the type comes back in *callee
// with *self = obj, the function of a classmethod with *self = the class; anything else is the
// attribute itself in *callee with *self = BT_UNSET.
BT_MUST_CHECK bool bt_getmethod(struct bt_thread *th, bt_value obj, bt_value name, bt_value *callee,
                                bt_value *self);
// The same for an object of exactly the type super: a function is not bound, *self is what it would
// be bound to. (super.c)
BT_MUST_CHECK bool bt_super_method(struct bt_thread *th, bt_value super, bt_value name,
                                   bt_value *callee, bt_value *self);
// super() without arguments, in the innermost Python frame.
BT_MUST_CHECK bt_value bt_super_here(struct bt_thread *th);
// object.__getattribute__ and __setattr__: slots for types without their own.
bt_value bt_generic_getattr(struct bt_thread *th, bt_value obj, bt_value name);
// The same; BT_UNSET if there is no such attribute. The name is interned. [py]
BT_MUST_CHECK bt_value bt_generic_getattr_opt(struct bt_thread *th, bt_value obj, bt_value name);
bool bt_generic_setattr(struct bt_thread *th, bt_value obj, bt_value name, bt_value value);
// The same for an object whose attributes are in `dict` (may be NULL) rather than in an instance
// part: function, module.
bt_value bt_generic_getattr_dict(struct bt_thread *th, bt_value obj, bt_value name,
                                 struct bt_dict *dict);
// setattr into such a dict, *dict made when it is NULL; descriptors of the type come first.
bool bt_generic_setattr_dict(struct bt_thread *th, bt_value obj, bt_value name, bt_value value,
                             struct bt_dict **dict);
// Look the name, an interned str, up along the type's MRO: no descriptors called, no Python run, no
// error: BT_UNSET if absent.
bt_value bt_type_lookup(struct bt_type *type, bt_value name);
// The same through the interpreter's method cache; for whoever has the thread at hand.
bt_value bt_type_find(struct bt_thread *th, struct bt_type *type, bt_value name);
// For the collector: the cache forgets everything (names and versions may be used anew).
void bt_method_cache_clear(struct bt_interp *interp);

// ---- items, iteration, size [py] ----
BT_MUST_CHECK bt_value bt_getitem(struct bt_thread *th, bt_value obj, bt_value key);
// BT_UNSET deletes
BT_MUST_CHECK bool bt_setitem(struct bt_thread *th, bt_value obj, bt_value key, bt_value value);
BT_MUST_CHECK bool bt_contains(struct bt_thread *th, bt_value container, bt_value item, bool *out);
BT_MUST_CHECK bool bt_len(struct bt_thread *th, bt_value obj, size_t *out);
// What __iter__ has returned, if it is an iterator; else TypeError.
BT_MUST_CHECK bt_value bt_iter_result(struct bt_thread *th, bt_value v);
BT_MUST_CHECK bt_value bt_iter(struct bt_thread *th, bt_value obj);
// The next item; BT_UNSET at the end (StopIteration is swallowed).
BT_MUST_CHECK bt_value bt_iter_next(struct bt_thread *th, bt_value iterator);
// __length_hint__, or `otherwise`.
BT_MUST_CHECK bool bt_length_hint(struct bt_thread *th, bt_value obj, size_t otherwise,
                                  size_t *out);
// The items as a new list / tuple (the object itself if it is an exact tuple).
BT_MUST_CHECK bt_value bt_to_list(struct bt_thread *th, bt_value iterable);
BT_MUST_CHECK bt_value bt_to_tuple(struct bt_thread *th, bt_value iterable);

// ---- operators [py] ----
BT_MUST_CHECK bt_value bt_binary(struct bt_thread *th, enum bt_binop op, bt_value a, bt_value b);
BT_MUST_CHECK bt_value bt_inplace(struct bt_thread *th, enum bt_binop op, bt_value a, bt_value b);
// What is left of a op b once one of the operands' own method, which came first, has answered
// NotImplemented: the right operand's, that of both, or nobody's. [py]
enum bt_binary_step { BT_BINARY_RIGHT, BT_BINARY_BOTH, BT_BINARY_NONE };
BT_MUST_CHECK bt_value bt_binary_rest(struct bt_thread *th, enum bt_binop op, bool inplace,
                                      bt_value a, bt_value b, enum bt_binary_step step);
// modulus or None
BT_MUST_CHECK bt_value bt_power(struct bt_thread *th, bt_value a, bt_value b, bt_value modulus);
BT_MUST_CHECK bt_value bt_unary(struct bt_thread *th, enum bt_unop op, bt_value v);
BT_MUST_CHECK bt_value bt_compare(struct bt_thread *th, bt_value a, bt_value b, enum bt_cmpop op);
// What is left of a comparison once a's own method has answered NotImplemented. [py]
BT_MUST_CHECK bt_value bt_compare_rest(struct bt_thread *th, bt_value a, bt_value b,
                                       enum bt_cmpop op);
// The truth of the comparison; no shortcut for identity (x == x may be false).
BT_MUST_CHECK bool bt_compare_bool(struct bt_thread *th, bt_value a, bt_value b, enum bt_cmpop op,
                                   bool *out);
// Identity or equality, as containers compare.
BT_MUST_CHECK bool bt_eq(struct bt_thread *th, bt_value a, bt_value b, bool *out);
BT_MUST_CHECK bool bt_truth_slow(struct bt_thread *th, bt_value v, bool *out);
static inline bool bt_truth(struct bt_thread *th, bt_value v, bool *out)
{
    if (bt_is_bool(v)) {
        *out = bt_same(v, BT_TRUE);
        return true;
    }
    return bt_truth_slow(th, v, out);
}
// hash(v); TypeError "unhashable type: 'list'".
BT_MUST_CHECK bool bt_hash(struct bt_thread *th, bt_value v, int64_t *out);

// ---- text [py] ----
BT_MUST_CHECK bt_value bt_repr(struct bt_thread *th, bt_value v);
BT_MUST_CHECK bt_value bt_str_of(struct bt_thread *th, bt_value v); // str(v)
BT_MUST_CHECK bt_value bt_ascii(struct bt_thread *th, bt_value v);
// format(v, spec); spec a str
BT_MUST_CHECK bt_value bt_format(struct bt_thread *th, bt_value v, bt_value spec);
// Append str(v) / repr(v) to a byte buffer.
BT_MUST_CHECK bool bt_buf_str(struct bt_thread *th, struct bt_buf *buf, bt_value v);
BT_MUST_CHECK bool bt_buf_repr(struct bt_thread *th, struct bt_buf *buf, bt_value v);
// Append what reprs show for an address: the object's serial, "0x00000000002a". Runs no Python.
BT_MUST_CHECK bool bt_buf_address(struct bt_thread *th, struct bt_buf *buf,
                                  struct bt_object *object);
// Recursion guard of container reprs: *inside = true if obj's repr is already under way (then write
// "[...]").
BT_MUST_CHECK bool bt_repr_enter(struct bt_thread *th, bt_value obj, bool *inside);
void bt_repr_leave(struct bt_thread *th, bt_value obj);

// ---- numbers ----
// v as an index: int, or __index__ [py]. TypeError "'T' object cannot be interpreted as an
// integer".
BT_MUST_CHECK bt_value bt_to_index(struct bt_thread *th, bt_value v);
// The same as int64_t; clipped = too large values become INT64_MIN/MAX instead of OverflowError.
BT_MUST_CHECK bool bt_as_int64(struct bt_thread *th, bt_value v, int64_t *out);
BT_MUST_CHECK bool bt_as_int64_clipped(struct bt_thread *th, bt_value v, int64_t *out);
// ValueError when negative
BT_MUST_CHECK bool bt_as_size(struct bt_thread *th, bt_value v, size_t *out);
// float, int, __float__, __index__
BT_MUST_CHECK bool bt_as_double(struct bt_thread *th, bt_value v, double *out);

// ---- classes [py: __instancecheck__ and the like] ----
bool bt_is_subtype(const struct bt_type *type, const struct bt_type *base);
BT_MUST_CHECK bool bt_isinstance(struct bt_thread *th, bt_value v, bt_value cls, bool *out);
BT_MUST_CHECK bool bt_issubclass(struct bt_thread *th, bt_value c, bt_value cls, bool *out);
// What type.__instancecheck__ and type.__subclasscheck__ do.
BT_MUST_CHECK bool bt_isinstance_default(struct bt_thread *th, bt_value v, bt_value cls, bool *out);
BT_MUST_CHECK bool bt_issubclass_default(struct bt_thread *th, bt_value c, bt_value cls, bool *out);
// Exact or derived native type: TypeError otherwise.
static inline bool bt_is_a(const struct bt_thread *th, bt_value v, int type_id)
{
    return bt_is_subtype(bt_type_of(th, v), bt_type(th, type_id));
}

// The text of an operator as messages show it ("+", "//", "** or pow()"), with "=" for in-place.
const char *bt_binop_text(enum bt_binop op, bool inplace);

#endif
