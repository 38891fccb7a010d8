/*
 * A unit under construction, and the functions by which the parts of the compiler emit into it.
 *
 * Registers. Named locals are numbered from 0; temporaries are a stack and carry BT_TEMP until the
 * unit is assembled, when they get the numbers after the locals (whose number is only known then:
 * inlined comprehensions add some). Code is a list of struct bt_ir; jumps name labels. flow.c
 * tidies the list, assemble.c makes the unit of it.
 */
#ifndef BT_COMPILER_UNIT_H
#define BT_COMPILER_UNIT_H

#include "base/vec.h"
#include "bytecode/image.h"
#include "bytecode/positions.h"
#include "compiler/context.h"

#define BT_TEMP       0x80000000u // flag of a temporary register
#define BT_NO_REG     UINT32_MAX  // no destination wanted
#define BT_NO_LABEL   UINT32_MAX
#define BT_NO_HANDLER UINT32_MAX

// One instruction of the list.
struct bt_ir {
    uint8_t op;
    bool dead; // unreachable: flow.c says so
    // registers may carry BT_TEMP; a 32-bit operand stands in its first letter
    uint32_t a, b, c;
    uint32_t ext_b, ext_c; // the extension word of instructions that have one
    uint32_t label;        // where it jumps to, or BT_NO_LABEL
    uint32_t handler;      // index into handlers of what catches its exception, or BT_NO_HANDLER
    struct bt_position pos;
};

// A statement that a return, break or continue inside it has to clean up after.
enum bt_block_kind {
    BT_BLOCK_WHILE,
    BT_BLOCK_FOR,
    BT_BLOCK_FINALLY,     // inside try: with a finally clause still to run
    BT_BLOCK_FINALLY_END, // inside the exceptional copy of a finally clause
    BT_BLOCK_WITH,
    BT_BLOCK_HANDLER, // inside an except clause
    BT_BLOCK_NAMED,   // inside `except E as name`
    BT_BLOCK_STAR,    // inside an except* clause: no return, break, continue
};
struct bt_block {
    enum bt_block_kind kind;
    struct bt_block *outer;
    uint32_t handler; // what catches outside of the block
    uint32_t break_label, continue_label;
    uint32_t reg;                   // of the exception caught, or of the context manager's exit
    const struct bt_stmt_seq *body; // of finally
    const struct bt_name *name;     // of except ... as
    struct bt_span span;
};

// An inlined comprehension whose code is being emitted.
struct bt_inlined {
    struct bt_scope *scope;
    struct bt_inlined *outer;
};

struct bt_const_slot { // a constant of the unit
    struct bt_image_const value;
    uint64_t hash;
};

struct bt_builder {
    struct bt_builder *outer;
    struct bt_scope *scope;
    const struct bt_name *class_name; // for mangling
    const char *name, *qualname;      // in the image's arena
    uint32_t flags, first_line;
    uint32_t n_posonly, n_pos, n_kwonly;

    struct BT_VEC(struct bt_ir) code;
    struct BT_VEC(uint32_t) labels;   // index into code
    struct BT_VEC(uint32_t) handlers; // label of each handler's CATCH
    struct BT_VEC(struct bt_const_slot) consts;
    struct BT_VEC(uint32_t) const_table; // open-addressed: index + 1
    struct BT_VEC(const struct bt_name *) names;
    struct BT_VEC(uint32_t) name_table;
    struct BT_VEC(const struct bt_name *) locals; // names of the registers
    struct BT_VEC(bool) local_busy;               // a comprehension that is open uses it
    struct BT_VEC(const struct bt_name *) cells;
    struct BT_VEC(const struct bt_name *) frees;
    struct BT_VEC(const struct bt_name *) static_attrs; // of a class: self.x = in its methods

    uint32_t n_temps, max_temps;
    uint32_t handler;    // what catches exceptions of the code being emitted
    uint32_t class_cell; // register of __class__, BT_NO_REG
    struct bt_block *blocks;
    struct bt_inlined *inlined;
    struct bt_position pos;
    bool interactive_expr; // statements' values are shown
};

/* ---- unit.c: opening and closing units, names ---- */

// Open a unit for `scope`, within c->u. False after an error (nothing is opened).
bool bt_unit_open(struct bt_compiler *c, struct bt_scope *scope, const char *name, uint32_t flags,
                  uint32_t first_line);
// Assemble the innermost unit and close it; NULL after an error.
const struct bt_unit *bt_unit_close(struct bt_compiler *c);
// `name` mangled for the class around.
const struct bt_name *bt_unit_mangle(struct bt_compiler *c, const struct bt_name *name);
// A register named `name`, for a comprehension's target; give it back when its code is done.
uint32_t bt_unit_borrow(struct bt_compiler *c, const struct bt_name *name);
void bt_unit_give_back(struct bt_compiler *c, uint32_t reg);

/* ---- emit.c: instructions ---- */

// Emit one instruction. What does not fit its operand is an error found when the unit is assembled.
void bt_emit(struct bt_compiler *c, enum bt_op op, uint32_t a, uint32_t b, uint32_t x);
void bt_emit_ext(struct bt_compiler *c, enum bt_op op, uint32_t a, uint32_t b, uint32_t x,
                 uint32_t ext_b, uint32_t ext_c);
void bt_emit_jump(struct bt_compiler *c, enum bt_op op, uint32_t a, uint32_t b, uint32_t label);
// A display of n values from `first` on; with none of them no register is named that may not exist.
void bt_emit_build(struct bt_compiler *c, enum bt_op op, uint32_t dst, uint32_t first, uint32_t n);
void bt_emit_unpack(struct bt_compiler *c, uint32_t first, uint32_t src, uint32_t n);
// nothing if they are the same
void bt_emit_move(struct bt_compiler *c, uint32_t dst, uint32_t src);
// A constant into a register.
void bt_emit_const(struct bt_compiler *c, uint32_t dst, const struct bt_image_const *k);
void bt_emit_none(struct bt_compiler *c, uint32_t dst);
void bt_emit_int(struct bt_compiler *c, uint32_t dst, int64_t i);
void bt_emit_str(struct bt_compiler *c, uint32_t dst, const char *text, size_t len);

uint32_t bt_emit_label(struct bt_compiler *c);            // a new label
void bt_emit_bind(struct bt_compiler *c, uint32_t label); // it is here
// a new handler whose CATCH is at label
uint32_t bt_emit_handler(struct bt_compiler *c, uint32_t label);

// The place in the source of what is emitted next: `e` with the anchor of its operator, or a span.
void bt_emit_at(struct bt_compiler *c, const struct bt_expr *e);
void bt_emit_at_span(struct bt_compiler *c, struct bt_span span);
// The place of `e`, begun at the name of the attribute `attr` when that is on a later line.
void bt_emit_at_attr(struct bt_compiler *c, const struct bt_expr *e, const struct bt_expr *attr);
void bt_emit_at_none(struct bt_compiler *c);

// Temporaries: a new one on top; `n` in a row (the first is returned); free all above a mark.
uint32_t bt_temp(struct bt_compiler *c);
uint32_t bt_temps(struct bt_compiler *c, uint32_t n);
static inline uint32_t bt_temp_mark(const struct bt_compiler *c)
{
    return c->u->n_temps;
}
static inline void bt_temp_release(struct bt_compiler *c, uint32_t mark)
{
    c->u->n_temps = mark;
}
static inline bool bt_is_temp(uint32_t reg)
{
    return (reg & BT_TEMP) != 0;
}

// Index of a constant, of an attribute or global name (mangled already).
uint32_t bt_emit_const_index(struct bt_compiler *c, const struct bt_image_const *k);
uint32_t bt_emit_name_index(struct bt_compiler *c, const struct bt_name *name);

/* ---- flow.c and assemble.c ---- */

// Remove what cannot be reached, jumps to jumps and checks of locals that are certainly bound.
bool bt_flow_tidy(struct bt_compiler *c);
// Make the unit of the list.
const struct bt_unit *bt_assemble(struct bt_compiler *c);

/* ---- names.c: variables ---- */

// The register that holds a local variable right now, so that it can be an operand as it is;
// BT_NO_REG if the name is no plain local. No check is emitted.
uint32_t bt_var_register(struct bt_compiler *c, const struct bt_name *name);
void bt_var_load(struct bt_compiler *c, const struct bt_name *name, uint32_t dst);
void bt_var_store(struct bt_compiler *c, const struct bt_name *name, uint32_t src);
void bt_var_delete(struct bt_compiler *c, const struct bt_name *name);
// Put the cells that `inner` needs into a tuple at `dst`; false if it needs none.
bool bt_var_closure(struct bt_compiler *c, const struct bt_scope *inner, uint32_t dst);
// Is storing to the name forbidden (__debug__)? Then an error is recorded.
bool bt_var_forbidden(struct bt_compiler *c, const struct bt_name *name, struct bt_span span,
                      bool deleting);

/* ---- fold.c ---- */

// The value of a constant expression; false if it has none that can be known now.
bool bt_fold(struct bt_compiler *c, const struct bt_expr *e, struct bt_image_const *out);
// A list or set display of constants that nobody can change: the right side of `in` as a tuple or
// frozenset, what a for loop goes over as a tuple.
bool bt_fold_container(struct bt_compiler *c, const struct bt_expr *e, bool for_in,
                       struct bt_image_const *out);
bool bt_fold_truth(const struct bt_image_const *k);
// A constant of the tree as one of the image.
bool bt_fold_const(struct bt_compiler *c, const struct bt_const *k, struct bt_image_const *out);
struct bt_image_const bt_fold_str(struct bt_compiler *c, const char *text, size_t len);
// A tuple of the names.
struct bt_image_const bt_fold_names(struct bt_compiler *c, const struct bt_name *const *names,
                                    uint32_t n);

/* ---- expr.c, call.c, cond.c, comprehension.c ---- */

// Evaluate into a register of its own or, for a plain local, give its register as it is. `hint` is
// a temporary that may be used for it, or BT_NO_REG for a new one.
uint32_t bt_expr_operand(struct bt_compiler *c, const struct bt_expr *e, uint32_t hint);
// Evaluate into `dst`, which is written by the last instruction only (it may be a local that e
// reads).
void bt_expr_to(struct bt_compiler *c, const struct bt_expr *e, uint32_t dst);
// Evaluate into a new temporary on top.
// As bt_expr_operand for what a loop goes over.
uint32_t bt_expr_iterable(struct bt_compiler *c, const struct bt_expr *e, uint32_t hint);
uint32_t bt_expr_push(struct bt_compiler *c, const struct bt_expr *e);
// Evaluate for its effects.
void bt_expr_effect(struct bt_compiler *c, const struct bt_expr *e);
// As bt_expr_operand, safe against `later` (may be NULL) rebinding the local by := .
uint32_t bt_expr_operand_before(struct bt_compiler *c, const struct bt_expr *e, uint32_t hint,
                                const struct bt_expr *later);
// Does evaluating `e` rebind a local of this unit?
bool bt_expr_rebinds(const struct bt_compiler *c, const struct bt_expr *e);
// A list, set or tuple display of `elts` into dst.
void bt_expr_sequence(struct bt_compiler *c, enum bt_op build, const struct bt_expr_seq *elts,
                      const struct bt_expr *at, uint32_t dst);
void bt_expr_call(struct bt_compiler *c, const struct bt_expr *e, uint32_t dst);
// Call what stands in `base`, the top temporary but for n_extra arguments that stand in base+1 ...
// already; the result goes to dst, the call is placed at `place`.
void bt_call_with(struct bt_compiler *c, uint32_t base, uint32_t n_extra,
                  const struct bt_expr_seq *args, const struct bt_keyword_seq *keywords,
                  uint32_t dst, const struct bt_position *place);
void bt_expr_slice_parts(struct bt_compiler *c, const struct bt_expr *e, uint32_t dst);
// Jump to label if the truth of `e` is `when`; else fall through.
void bt_cond_jump(struct bt_compiler *c, const struct bt_expr *e, uint32_t label, bool when);
void bt_cond_compare(struct bt_compiler *c, const struct bt_expr *e, uint32_t dst);
void bt_comprehension(struct bt_compiler *c, const struct bt_expr *e, uint32_t dst);
void bt_yield(struct bt_compiler *c, const struct bt_expr *e, uint32_t dst);
enum bt_op bt_expr_binop(enum bt_operator op);

/* ---- assign.c ---- */

void bt_assign(struct bt_compiler *c, const struct bt_expr *target, uint32_t src);
void bt_assign_stmt(struct bt_compiler *c, const struct bt_stmt *s);
void bt_assign_aug(struct bt_compiler *c, const struct bt_stmt *s);
void bt_assign_ann(struct bt_compiler *c, const struct bt_stmt *s);
void bt_assign_delete(struct bt_compiler *c, const struct bt_expr *target);

/* ---- stmt.c, try.c, def.c, import.c, match.c ---- */

void bt_stmts(struct bt_compiler *c, const struct bt_stmt_seq *seq);
void bt_stmt(struct bt_compiler *c, const struct bt_stmt *s);
// Leave all blocks out to `until` (exclusive; NULL: all), emitting their cleanup.
void bt_block_unwind(struct bt_compiler *c, const struct bt_block *until);
void bt_block_push(struct bt_compiler *c, struct bt_block *b, enum bt_block_kind kind);
void bt_block_pop(struct bt_compiler *c);
void bt_try(struct bt_compiler *c, const struct bt_stmt *s);
void bt_try_star(struct bt_compiler *c, const struct bt_stmt *s); // without its finally
void bt_with(struct bt_compiler *c, const struct bt_stmt *s, uint32_t index);
// Emits the call of __exit__, kept in two registers, above all temporaries in use; `caught` may be
// BT_NO_REG.
uint32_t bt_with_call_exit(struct bt_compiler *c, uint32_t exit, uint32_t caught);
void bt_function_def(struct bt_compiler *c, const struct bt_stmt *s);
void bt_class_def(struct bt_compiler *c, const struct bt_stmt *s);
void bt_lambda(struct bt_compiler *c, const struct bt_expr *e, uint32_t dst);
// Make a function of a finished unit: the extras that `flags` (enum bt_makefn) names stand in base,
// base+1 ..., where the function goes; its closure is added. base is the top temporary if there are
// no extras.
void bt_def_make(struct bt_compiler *c, const struct bt_unit *unit, const struct bt_scope *scope,
                 uint32_t base, uint32_t flags);
void bt_import(struct bt_compiler *c, const struct bt_stmt *s);
void bt_import_from(struct bt_compiler *c, const struct bt_stmt *s);
void bt_type_alias(struct bt_compiler *c, const struct bt_stmt *s);
void bt_match(struct bt_compiler *c, const struct bt_stmt *s);
// The docstring of a body, or NULL; and as a constant without its indentation, as Python keeps it
// since 3.13.
const struct bt_const *bt_def_docstring(const struct bt_stmt_seq *body);
struct bt_image_const bt_def_clean_doc(struct bt_compiler *c, const struct bt_const *doc);
// Does a body annotate names (nested functions and classes aside)?
bool bt_has_annotations(const struct bt_stmt_seq *seq);

/* ---- future.c ---- */
bool bt_future_scan(struct bt_compiler *c);

/* ---- unparse.c: annotations as text ---- */
bool bt_unparse(struct bt_compiler *c, const struct bt_expr *e, struct bt_image_const *out);

#endif
