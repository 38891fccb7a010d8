// What can be called, and what it is made of: code, cell, function, bound method, native function,
// descriptors.
#ifndef BT_OBJECTS_FUNCTION_H
#define BT_OBJECTS_FUNCTION_H

#include "bytecode/image.h"
#include "runtime/objects/state.h"

/*
 * A code object: what an interpreter makes of one unit of a code image. `insns` is its own copy,
 * which the eval loop may quicken; all else is as the image says. Made by bt_code_load (code.c).
 */
struct bt_code {
    struct bt_object base;
    struct bt_insn *insns; // bt_mem, n_insns words, inline caches included
    uint32_t n_insns;
    uint16_t n_regs; // registers of a frame: parameters, locals, temporaries
    // positional (with positional-only), then keyword-only; *args and **kw follow
    uint16_t n_params;
    uint16_t n_posonly, n_pos, n_kwonly;
    uint16_t n_locals; // named registers (varnames), parameters first
    uint16_t n_cells;  // registers [n_locals - ...]: see cell_regs
    uint16_t n_free;
    // so many registers behind the parameters must be unset when it begins; the temporaries that
    // follow need not be
    uint16_t n_unset;
    uint32_t flags; // BT_CODE_* of image.h
    uint32_t first_line;
    bt_value *consts; // bt_mem
    uint32_t n_consts;
    bt_value *names; // interned strs, bt_mem
    uint32_t n_names;
    bt_value name, qualname, filename;
    bt_value varnames, cellvars, freevars; // tuples of str
    bt_value doc;
    // exception table, sorted, innermost first; in the kept image
    const struct bt_image_handler *handlers;
    uint32_t n_handlers;
    const uint8_t *positions; // see bytecode/positions.h; in the kept image
    uint32_t positions_len;
    struct bt_image *image;     // reference-counted: keeps handlers and positions alive
    const struct bt_unit *unit; // this unit within the image
    uint64_t *live;             // of bytecode/liveness.h, made when the collector wants it
    uint64_t quiet;             // the debugger has nothing to ask here (vm/pause.h)
};
// Make the code object of an image's top unit, nested ones included (as constants). Takes its own
// reference to image.
BT_MUST_CHECK bt_value bt_code_load(struct bt_thread *th, struct bt_image *image);

// The line of the instruction that covers a word of the code.
uint32_t bt_code_line(const struct bt_code *code, uint32_t word);

struct bt_cell {
    struct bt_object base;
    bt_value value; // BT_UNSET: empty
};
BT_MUST_CHECK bt_value bt_cell_new(struct bt_thread *th, bt_value value);

struct bt_function {
    struct bt_object base;
    struct bt_code *code;
    struct bt_dict *globals;
    struct bt_dict *builtins;
    bt_value *closure;      // the items of closure_tuple, or NULL
    bt_value closure_tuple; // tuple of cells, or BT_UNSET
    bt_value defaults;      // tuple or BT_UNSET
    bt_value kwdefaults;    // dict or BT_UNSET
    bt_value name, qualname, doc, module;
    // dict, or a tuple (name, value, ...) not yet made into one, or BT_UNSET
    bt_value annotations;
    bt_value type_params; // tuple or BT_UNSET
    struct bt_dict *dict; // attributes, or NULL
    uint32_t version;     // changes when code or defaults do
    // only positional parameters, no *args, no **kw, no generator: see vm/call.c
    // base.spare: n_params if it is simple, else BT_FN_NOT_SIMPLE: what a call compares
    bool simple;
};
#define BT_FN_NOT_SIMPLE 0xFFFFu

BT_MUST_CHECK bt_value bt_function_new(struct bt_thread *th, struct bt_code *code,
                                       struct bt_dict *globals, struct bt_dict *builtins);

struct bt_method { // a bound method
    struct bt_object base;
    bt_value func, self;
};
BT_MUST_CHECK bt_value bt_method_new(struct bt_thread *th, bt_value func, bt_value self);
// Whether `simple` holds for a function of this code.
bool bt_code_is_simple(const struct bt_code *code);

// A signature text, parsed at first use (signature.c). Belongs to the interpreter, is never freed
// before it.
struct bt_signature {
    uint16_t n; // parameters, self, *args and **kw included
    uint16_t n_posonly, n_pos, n_kwonly;
    uint16_t n_required;   // positional parameters without default
    bool var_args, var_kw; // in `n` order: positional ones, *args, keyword-only ones, **kw
    bool bound_first;      // the first parameter is self or cls: messages do not count it
    // all can be given by position, no defaults: the caller's argument array can be passed as it is
    bool plain;
    // all can be given by position: what is missing at the end has a default
    bool positional;
    bt_value *names;    // interned
    bt_value *defaults; // BT_ERROR: required; BT_UNSET: `=?`
};
struct bt_native { // a function of a native module, or a bound native method
    struct bt_object base;
    const struct bt_fn_spec *spec;
    const struct bt_signature *sig; // NULL until first needed
    bt_value self;                  // BT_UNSET for a module's function
    bt_value module;                // str or BT_NONE
    struct bt_type *owner;          // of a bound method: the type that has it; else NULL
};
struct bt_method_descr { // list.append on the type
    struct bt_object base;
    const struct bt_fn_spec *spec;
    const struct bt_signature *sig;
    struct bt_type *type;
};
BT_MUST_CHECK bt_value bt_native_new(struct bt_thread *th, const struct bt_fn_spec *spec,
                                     bt_value self, bt_value module);
// What a type's dict gets for a row of its method table: a method descriptor, which for BT_FN_CLASS
// binds the class; for BT_FN_STATIC the native function itself, which the caller wraps in a
// staticmethod.
BT_MUST_CHECK bt_value bt_method_descr_new(struct bt_thread *th, const struct bt_fn_spec *spec,
                                           struct bt_type *type);
// The parsed form of a signature text (a literal, remembered by address). NULL with MemoryError
// set; SystemError for a text that is no signature.
BT_MUST_CHECK const struct bt_signature *bt_signature(struct bt_thread *th, const char *text);
// The parsed signature of a native or method descriptor; NULL with an exception, also when it is
// raw.
BT_MUST_CHECK const struct bt_signature *bt_native_sig(struct bt_thread *th,
                                                       bt_value native_or_descr);
/*
 * Call a spec with arguments (self included for methods): binds unless raw. The caller roots the
 * arguments and has checked self. *sig caches the parsed signature. [py]
 */
BT_MUST_CHECK bt_value bt_native_call(struct bt_thread *th, const struct bt_fn_spec *spec,
                                      const struct bt_signature **sig, const char *owner,
                                      const struct bt_args *args);
/*
 * Call a native function or a method descriptor with positional arguments, which the caller roots.
 * v[-1] must be free: a bound method puts its self there. [py]
 */
BT_MUST_CHECK bt_value bt_native_call_n(struct bt_thread *th, struct bt_object *callee, bt_value *v,
                                        size_t n);
// Is v an instance of what the descriptor is for? TypeError as CPython's.
BT_MUST_CHECK bool bt_method_descr_check(struct bt_thread *th, const struct bt_method_descr *descr,
                                         const struct bt_args *args);

struct bt_property {
    struct bt_object base;
    bt_value fget, fset, fdel, doc, name; // None when absent
};
struct bt_wrapper { // classmethod and staticmethod objects
    struct bt_object base;
    bt_value callable;
    struct bt_dict *dict;
};

#endif
