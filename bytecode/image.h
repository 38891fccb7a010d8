/*
 * The code image: what the compiler makes of a source text, as plain data. It knows no interpreter:
 * no GIL, no heap, no values. The runtime makes code objects of it (bt_code_load); the build packs
 * images of the standard modules into bytes (pack.h), so that nothing is parsed at start.
 *
 * Everything an image points to is const and lives as long as the image: in its arena, or in static
 * storage.
 */
#ifndef BT_BYTECODE_IMAGE_H
#define BT_BYTECODE_IMAGE_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct bt_arena;

// One instruction word. An extension word uses a, b, c as its instruction says; an inline cache
// uses all 64 bits.
struct bt_insn {
    uint8_t op;  // enum bt_op
    uint8_t len; // instructions from this one to the end of its block, itself included
    uint16_t a, b, c;
};
_Static_assert(sizeof(struct bt_insn) == 8, "an instruction is one 64-bit word");

// b and c together as one 32-bit operand: b is the low half.
static inline uint32_t bt_insn_bc(const struct bt_insn *i)
{
    return (uint32_t)i->b | (uint32_t)i->c << 16;
}

enum bt_op {
#define BT_OP(name, operands, words, flags, meaning) BT_##name##_OP,
#include "bytecode/opcodes.def"
#undef BT_OP
    BT_OP_COUNT // further numbers up to 255: the eval loop's specialised forms, never in an image
};

enum bt_op_flags { BT_OPF_E = 1, BT_OPF_P = 2, BT_OPF_C = 4, BT_OPF_T = 8 };

struct bt_op_info {
    const char *name;
    const char *operands; // three letters, see opcodes.def
    uint8_t words;
    uint8_t flags;
    const char *meaning;
};
extern const struct bt_op_info bt_op_info[BT_OP_COUNT]; // bytecode/opcodes.c

enum bt_image_const_kind {
    BT_K_NONE,
    BT_K_FALSE,
    BT_K_TRUE,
    BT_K_ELLIPSIS,
    BT_K_INT,       // i
    BT_K_BIGINT,    // text, len: digits; base in n
    BT_K_FLOAT,     // d
    BT_K_COMPLEX,   // imaginary part d, real part 0
    BT_K_STR,       // text, len (WTF-8); n = 1: intern it (looks like an identifier)
    BT_K_BYTES,     // text, len
    BT_K_TUPLE,     // items, n
    BT_K_FROZENSET, // items, n
    BT_K_CODE,      // unit
};
struct bt_unit;
struct bt_image_const {
    enum bt_image_const_kind kind;
    uint32_t n;
    union {
        int64_t i;
        double d;
        struct {
            const char *text;
            size_t len;
        } s;
        const struct bt_image_const *items;
        const struct bt_unit *unit;
    } u;
};
struct bt_text { // UTF-8, NUL-terminated
    const char *text;
    size_t len;
};

// Exception table entry: if an instruction in words [start, end) raises, go on at `handler` (a
// CATCH). Sorted so that the first entry that contains the word is the innermost.
struct bt_image_handler {
    uint32_t start, end, handler;
};

enum bt_code_flags {
    BT_CODE_VARARGS = 1,
    BT_CODE_VARKW = 2,
    BT_CODE_GENERATOR = 4,
    BT_CODE_COROUTINE = 8,
    BT_CODE_ASYNC_GEN = 16,
    BT_CODE_CLASS = 32,  // class body: has a namespace
    BT_CODE_MODULE = 64, // module, eval or single: namespace given by the caller
    BT_CODE_NESTED = 128,
    BT_CODE_HAS_DOC = 256,   // constant 0 is the docstring
    BT_CODE_OPTIMIZED = 512, // function: locals are registers
};

// MAKE_FUNCTION's operand c: what stands in registers a, a+1 ... in this order.
enum bt_makefn {
    BT_FN_DEFAULTS = 1,
    BT_FN_KWDEFAULTS = 2,
    BT_FN_ANNOTATIONS = 4,
    BT_FN_CLOSURE = 8,
    BT_FN_TYPE_PARAMS = 16
};
// annotations: a tuple (name, value, name, value ...)

// LOAD_SPECIAL's operand c.
enum bt_special { BT_SP_ENTER, BT_SP_EXIT, BT_SP_AENTER, BT_SP_AEXIT };

// INTRINSIC's operand c; grows with the language. Each may raise.
//   EXC_GROUP_SPLIT  b = what is left of an exception (or None), b+1 = the type of an except*
//                    clause: a = the part that matches as a group (a lone exception is wrapped),
//                    which is now the one handled, or None; a+1 = the rest, or None
//   EXC_GROUP_JOIN   b = the exception caught, b+1 = list of what the except* clauses raised and
//                    what none has taken (may hold None): a = the exception to go on with, or None
enum bt_intrinsic {
    BT_IN_TYPE_VAR,
    BT_IN_TYPE_VAR_TUPLE,
    BT_IN_PARAM_SPEC,
    BT_IN_TYPE_ALIAS,
    BT_IN_SUBSCRIPT_GENERIC,
    BT_IN_AITER,
    BT_IN_ANEXT,
    BT_IN_AWAITABLE,
    BT_IN_ASYNC_WRAP,
    BT_IN_EXC_GROUP_SPLIT,
    BT_IN_EXC_GROUP_JOIN,
    BT_INTRINSIC_COUNT
};

/*
 * One unit: a module, class body, function, lambda or generator expression. Registers: 0 ..
 * n_pos+n_kwonly-1 parameters, then *args, then **kw (if flagged), then the other named locals up
 * to n_locals, then temporaries. A captured local's register holds its cell (MAKE_CELL at the
 * start).
 */
struct bt_unit {
    struct bt_text name, qualname;
    const struct bt_insn *insns;
    uint32_t n_insns; // words
    uint32_t n_regs, n_locals;
    uint32_t n_posonly, n_pos, n_kwonly; // n_pos includes n_posonly
    uint32_t flags;
    uint32_t first_line;
    const struct bt_image_const *consts;
    uint32_t n_consts;
    const struct bt_text *names; // attribute, global and import names
    uint32_t n_names;
    const struct bt_text *varnames; // n_locals register names
    const struct bt_text *cellvars; // names whose register holds a cell
    uint32_t n_cellvars;
    const struct bt_text *freevars; // in the order of the closure
    uint32_t n_freevars;
    const struct bt_image_handler *handlers;
    uint32_t n_handlers;
    const uint8_t *positions; // positions.h
    uint32_t positions_len;
};

struct bt_image {
    // images of static storage are never freed: their count starts at 1 and stays above
    atomic_uint refs;
    struct bt_arena *arena; // owns everything; NULL for static images
    struct bt_text filename;
    const struct bt_unit *top;
};
struct bt_image *bt_image_ref(struct bt_image *image);
void bt_image_unref(struct bt_image *image);

#endif
