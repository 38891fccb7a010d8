// Looking beside the program: see peek.h. The expression is compiled as always; its code image is
// executed here, word by word, as far as nothing can happen.
#include "debugger/engine/peek.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "bytecode/image.h"
#include "debugger/engine/peek_impl.h"
#include "runtime/objects/dict.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/quick.h"
#include "runtime/objects/str.h"
#include "runtime/objects/strtab.h"

#define STEPS_MAX 10000

// ---- names ----

// The register or cell of a variable of the frame; *cell is set for the latter.
static bool variable(const struct bt_frame *f, const char *name, bt_value *out,
                     struct bt_object **cell)
{
    const struct bt_tuple *locals = bt_as_tuple(f->code->varnames);
    const struct bt_tuple *frees = bt_as_tuple(f->code->freevars);
    bt_value v = BT_UNSET;
    bool found = false;
    for (size_t i = 0; i < locals->len && i < f->code->n_locals && !found; i++)
        if (strcmp(bt_as_str(locals->items[i])->data, name) == 0) {
            v = f->regs[i];
            found = true;
        }
    for (size_t i = 0; i < frees->len && f->func->closure && !found; i++)
        if (strcmp(bt_as_str(frees->items[i])->data, name) == 0) {
            v = f->func->closure[i];
            found = true;
        }
    if (found && bt_is_obj(v) && bt_obj(v)->type->spec == &bt_cell_spec) {
        if (cell)
            *cell = bt_obj(v);
        v = ((const struct bt_cell *)bt_obj(v))->value;
    }
    *out = v;
    return found;
}

static struct bt_dict *main_globals(const struct bt_vm *vm)
{
    bt_value m = vm->main_module;
    return bt_is_obj(m) ? ((const struct bt_module *)bt_obj(m))->dict : NULL;
}

static bool named(struct bt_vm *vm, const struct bt_frame *f, struct bt_dict *globals,
                  struct bt_str *name, bt_value *out, struct bt_object **cell)
{
    struct bt_thread *th = &vm->main->t;
    name->base.type = bt_type(th, BT_T_STR);
    bt_value key = bt_from_obj(name);
    if (f && variable(f, name->data, out, cell))
        return !bt_is_unset(*out);
    *out = BT_UNSET;
    if (f && f->flags & BT_FRAME_NS && bt_is_exact(th, f->extra, BT_T_DICT))
        *out = bt_dict_get_str(th, bt_as_dict(f->extra), key);
    globals = f ? f->func->globals : globals ? globals : main_globals(vm);
    if (bt_is_unset(*out) && globals)
        *out = bt_dict_get_str(th, globals, key);
    struct bt_dict *builtins = f ? f->func->builtins : NULL;
    if (!builtins && bt_is_exact(th, vm->builtins, BT_T_DICT))
        builtins = bt_as_dict(vm->builtins);
    if (bt_is_unset(*out) && builtins)
        *out = bt_dict_get_str(th, builtins, key);
    return !bt_is_unset(*out);
}

bool bt_peek_name(struct bt_vm *vm, const struct bt_frame *frame, const char *name, bt_value *out,
                  struct bt_object **cell)
{
    struct bt_str *s = bt_peek_str(name, strlen(name));
    bool found = s && named(vm, frame, NULL, s, out, cell);
    bt_free(s);
    return found;
}

bool bt_peek_is_local(const struct bt_peek *p, const struct bt_frame *frame)
{
    const struct bt_unit *u = p->image->top;
    bt_value v;
    for (uint32_t w = 0; frame && w < u->n_insns; w += bt_op_info[u->insns[w].op].words) {
        const struct bt_insn *i = &u->insns[w];
        if ((i->op == BT_LOAD_NAME_OP || i->op == BT_LOAD_GLOBAL_OP) &&
            variable(frame, u->names[bt_insn_bc(i)].text, &v, NULL))
            return true;
    }
    return false;
}

// ---- executing ----

struct run {
    const struct bt_peek *p;
    struct bt_vm *vm;
    struct bt_thread *th;
    const struct bt_frame *frame;
    bt_value regs[BT_PEEK_REGISTERS];
    const struct bt_insn *pc;
};

static bool constant(const struct run *r, uint32_t i, bt_value *out)
{
    const struct bt_image_const *k = &r->p->image->top->consts[i];
    switch (k->kind) {
    case BT_K_NONE: *out = BT_NONE; return true;
    case BT_K_FALSE: *out = BT_FALSE; return true;
    case BT_K_TRUE: *out = BT_TRUE; return true;
    case BT_K_ELLIPSIS: *out = BT_ELLIPSIS; return true;
    case BT_K_INT: *out = bt_from_small(k->u.i); return bt_fits_small(k->u.i);
    case BT_K_FLOAT: *out = bt_from_double(k->u.d); return true;
    case BT_K_STR: {
        struct bt_str *s = r->p->strings[i];
        s->base.type = bt_type(r->th, BT_T_STR);
        *out = bt_from_obj(s);
        return true;
    }
    case BT_K_BIGINT:
    case BT_K_COMPLEX:
    case BT_K_BYTES:
    case BT_K_TUPLE:
    case BT_K_FROZENSET:
    case BT_K_CODE: break;
    }
    return false;
}

static bool truth(const struct run *r, bt_value v, bool *out)
{
    size_t len;
    *out = false;
    if (bt_is_none(v))
        return true;
    if (bt_is_bool(v))
        *out = bt_same(v, BT_TRUE);
    else if (bt_is_small(v))
        *out = bt_small(v) != 0;
    else if (bt_is_double(v))
        *out = bt_double(v) != 0;
    else if (bt_quick_len(r->th, v, &len))
        *out = len > 0;
    else if (bt_is_obj(v) && !bt_obj(v)->type->s.truth && !bt_obj(v)->type->s.len)
        *out = true;
    else
        return false;
    return true;
}

static bool compare(const struct run *r, bt_value a, bt_value b, enum bt_cmpop op, bool *out)
{
    enum bt_quick quick = bt_quick_compare(r->th, a, b, op);
    *out = quick == BT_QUICK_YES;
    return quick != BT_QUICK_ASK;
}

static bool contains(const struct run *r, bt_value item, bt_value in, bool *out)
{
    uint32_t hash;
    int64_t whole;
    if (bt_is_exact(r->th, in, BT_T_LIST) || bt_is_exact(r->th, in, BT_T_TUPLE)) {
        const bt_value *items = bt_seq_items(in);
        for (size_t i = 0, n = bt_seq_len(in); i < n; i++) {
            enum bt_quick q = bt_quick_equal(r->th, items[i], item);
            if (q == BT_QUICK_NO)
                continue;
            *out = true;
            return q == BT_QUICK_YES;
        }
        *out = false;
        return true;
    }
    if (bt_is_exact(r->th, in, BT_T_STR) && bt_is_exact(r->th, item, BT_T_STR)) {
        const struct bt_str *a = bt_as_str(in), *b = bt_as_str(item);
        *out = b->len == 0 || memmem(a->data, a->len, b->data, b->len) != NULL;
        return true;
    }
    if (!bt_is_exact(r->th, in, BT_T_DICT) && !bt_is_exact(r->th, in, BT_T_SET))
        return false;
    if (!bt_quick_hash(r->th, item, &whole) || !bt_dict_hash(r->th, item, &hash))
        return false;
    int has = bt_dict_has_quick(r->th, bt_as_dict(in), item, hash);
    *out = has == 1;
    return has >= 0;
}

static bool small_binary(int64_t a, int64_t b, int op, bt_value *out)
{
    int64_t v;
    switch (op) {
    case BT_OP_ADD: v = a + b; break;
    case BT_OP_SUB: v = a - b; break;
    case BT_OP_MUL:
        if (__builtin_mul_overflow(a, b, &v))
            return false;
        break;
    case BT_OP_FLOORDIV:
        if (b == 0)
            return false;
        v = a / b - (a % b != 0 && (a < 0) != (b < 0));
        break;
    case BT_OP_MOD:
        if (b == 0)
            return false;
        v = a % b;
        v += v != 0 && (v < 0) != (b < 0) ? b : 0;
        break;
    case BT_OP_TRUEDIV:
        if (b == 0)
            return false;
        *out = bt_from_arith((double)a / (double)b);
        return true;
    case BT_OP_AND: v = a & b; break;
    case BT_OP_OR: v = a | b; break;
    case BT_OP_XOR: v = a ^ b; break;
    case BT_OP_LSHIFT:
        if (b < 0 || b > 15 || a > INT32_MAX || a < INT32_MIN)
            return false;
        v = a * (1 << b);
        break;
    case BT_OP_RSHIFT:
        if (b < 0 || b > 62)
            return false;
        v = a >> b;
        break;
    default: return false;
    }
    *out = bt_from_small(v);
    return bt_fits_small(v);
}

static bool number(bt_value v, double *out)
{
    *out = bt_is_double(v) ? bt_double(v) : bt_is_small(v) ? (double)bt_small(v) : 0;
    return bt_is_double(v) || bt_is_small(v);
}

static bool binary(bt_value a, bt_value b, int op, bt_value *out)
{
    double x, y;
    if (bt_is_bool(a))
        a = bt_from_small(bt_same(a, BT_TRUE));
    if (bt_is_bool(b) && (bt_is_small(a) || bt_is_double(a)))
        b = bt_from_small(bt_same(b, BT_TRUE));
    if (bt_both_small(a, b))
        return small_binary(bt_small(a), bt_small(b), op, out);
    if (!number(a, &x) || !number(b, &y))
        return false;
    switch (op) {
    case BT_OP_ADD: *out = bt_from_double(x + y); return true;
    case BT_OP_SUB: *out = bt_from_double(x - y); return true;
    case BT_OP_MUL: *out = bt_from_double(x * y); return true;
    case BT_OP_TRUEDIV: *out = bt_from_double(y != 0 ? x / y : 0); return y != 0;
    default: return false;
    }
}

static bool unary(const struct run *r, uint8_t op, bt_value v, bt_value *out)
{
    bool yes;
    if (op == BT_NOT_OP) {
        if (!truth(r, v, &yes))
            return false;
        *out = bt_bool(!yes);
        return true;
    }
    if (bt_is_double(v) && op != BT_INVERT_OP) {
        *out = op == BT_NEG_OP ? bt_from_double(-bt_double(v)) : v;
        return true;
    }
    if (!bt_is_small(v))
        return false;
    int64_t i = op == BT_NEG_OP ? -bt_small(v) : op == BT_INVERT_OP ? ~bt_small(v) : bt_small(v);
    *out = bt_from_small(i);
    return bt_fits_small(i);
}

// A call of a builtin that only looks.
static bool call(const struct run *r, bt_value callee, const bt_value *v, size_t n, bt_value *out)
{
    const struct bt_thread *th = r->th;
    size_t len;
    bool yes;
    if (!bt_is_obj(callee) || n == 0)
        return false;
    if (bt_same(callee, bt_from_obj(bt_type(th, BT_T_TYPE))) && n == 1) {
        *out = bt_from_obj(bt_type_of(th, v[0]));
        return true;
    }
    if (bt_same(callee, bt_from_obj(bt_type(th, BT_T_BOOL))) && n == 1) {
        bool known = truth(r, v[0], &yes);
        *out = bt_bool(known && yes);
        return known;
    }
    if (!bt_is_exact(th, callee, BT_T_NATIVE))
        return false;
    const struct bt_native *f = (const struct bt_native *)bt_obj(callee);
    if (!bt_is_unset(f->self) || !bt_str_is(f->module, "builtins"))
        return false;
    if (strcmp(f->spec->name, "len") == 0 && n == 1 && bt_quick_len(th, v[0], &len)) {
        *out = bt_from_small((int64_t)len);
        return true;
    }
    if (strcmp(f->spec->name, "abs") == 0 && n == 1)
        return bt_is_small(v[0]) && bt_small(v[0]) > BT_SMALL_MIN
                   ? (*out = bt_from_small(bt_small(v[0]) < 0 ? -bt_small(v[0]) : bt_small(v[0])),
                      true)
               : bt_is_double(v[0]) ? (*out = bt_from_double(fabs(bt_double(v[0]))), true)
                                    : false;
    if (strcmp(f->spec->name, "isinstance") == 0 && n == 2 && bt_is_exact(th, v[1], BT_T_TYPE)) {
        *out = bt_bool(bt_is_subtype(bt_type_of(th, v[0]), (struct bt_type *)bt_obj(v[1])));
        return true;
    }
    return false;
}

// Jumps that compare. *jump: whether to.
static bool compare_jump(const struct run *r, const struct bt_insn *i, bool *jump)
{
    bool with_int = i->op >= BT_JUMP_LTI_OP;
    int first = with_int ? BT_JUMP_LTI_OP : BT_JUMP_LT_OP, n = i->op - first;
    bt_value b = with_int ? bt_from_small((int16_t)i->b) : r->regs[i->b];
    if (!compare(r, r->regs[i->a], b, (enum bt_cmpop)(n % 6), jump))
        return false;
    *jump = *jump != (n >= 6);
    return true;
}

// A jump: where r->pc goes. false: not known.
static bool jump(struct run *r, const struct bt_insn *i)
{
    bool yes = true;
    int32_t far = (int32_t)bt_insn_bc(i);
    switch (i->op) {
    case BT_JUMP_OP: break;
    case BT_JUMP_TRUE_OP:
    case BT_JUMP_FALSE_OP:
        if (!truth(r, r->regs[i->a], &yes))
            return false;
        yes = yes == (i->op == BT_JUMP_TRUE_OP);
        break;
    case BT_JUMP_NONE_OP: yes = bt_is_none(r->regs[i->a]); break;
    case BT_JUMP_NOT_NONE_OP: yes = !bt_is_none(r->regs[i->a]); break;
    default:
        if (!compare_jump(r, i, &yes))
            return false;
        far = (int16_t)i->c;
        break;
    }
    r->pc += yes ? far : 0;
    return true;
}

static int binop_of(uint8_t op, bt_value *right, const struct run *r, const struct bt_insn *i)
{
    static const uint8_t with_int[] = {
        [BT_ADDI_OP - BT_ADDI_OP] = BT_OP_ADD,
        [BT_SUBI_OP - BT_ADDI_OP] = BT_OP_SUB,
        [BT_MULI_OP - BT_ADDI_OP] = BT_OP_MUL,
        [BT_FLOORDIVI_OP - BT_ADDI_OP] = BT_OP_FLOORDIV,
        [BT_MODI_OP - BT_ADDI_OP] = BT_OP_MOD,
        [BT_ANDI_OP - BT_ADDI_OP] = BT_OP_AND,
        [BT_LSHIFTI_OP - BT_ADDI_OP] = BT_OP_LSHIFT,
        [BT_RSHIFTI_OP - BT_ADDI_OP] = BT_OP_RSHIFT,
    };
    if (op >= BT_ADD_OP && op <= BT_OR_OP) {
        *right = r->regs[i->c];
        return BT_OP_ADD + (op - BT_ADD_OP);
    }
    if (op >= BT_ADDI_OP && op <= BT_RSHIFTI_OP) {
        *right = bt_from_small((int16_t)i->c);
        return with_int[op - BT_ADDI_OP];
    }
    return -1;
}

// One instruction without a jump. false: not known here.
static bool step(struct run *r, const struct bt_insn *i)
{
    bt_value *R = r->regs, right;
    bool yes;
    int op = binop_of(i->op, &right, r, i);
    if (op >= 0)
        return binary(R[i->b], right, op, &R[i->a]);
    switch (i->op) {
    case BT_NOP_OP: return true;
    case BT_MOVE_OP: R[i->a] = R[i->b]; return true;
    case BT_LOADK_OP: return constant(r, bt_insn_bc(i), &R[i->a]);
    case BT_LOADI_OP: R[i->a] = bt_from_small((int32_t)bt_insn_bc(i)); return true;
    case BT_LOAD_NAME_OP:
    case BT_LOAD_GLOBAL_OP:
        return named(r->vm, r->frame, r->p->globals, r->p->names[bt_insn_bc(i)], &R[i->a], NULL);
    case BT_GETATTR_OP: return bt_peek_attribute(r->th, R[i->b], r->p->names[i->c], &R[i->a]);
    case BT_GETITEM_OP: return bt_peek_item(r->th, R[i->b], R[i->c], &R[i->a]);
    case BT_GETITEMI_OP:
        return bt_peek_item(r->th, R[i->b], bt_from_small((int16_t)i->c), &R[i->a]);
    case BT_NEG_OP:
    case BT_POS_OP:
    case BT_INVERT_OP:
    case BT_NOT_OP: return unary(r, i->op, R[i->b], &R[i->a]);
    case BT_LT_OP:
    case BT_LE_OP:
    case BT_EQ_OP:
    case BT_NE_OP:
    case BT_GT_OP:
    case BT_GE_OP:
        if (!compare(r, R[i->b], R[i->c], (enum bt_cmpop)(i->op - BT_LT_OP), &yes))
            return false;
        R[i->a] = bt_bool(yes);
        return true;
    case BT_IS_OP:
    case BT_IS_NOT_OP:
        R[i->a] = bt_bool(bt_same(R[i->b], R[i->c]) == (i->op == BT_IS_OP));
        return true;
    case BT_IN_OP:
    case BT_NOT_IN_OP:
        if (!contains(r, R[i->b], R[i->c], &yes))
            return false;
        R[i->a] = bt_bool(yes == (i->op == BT_IN_OP));
        return true;
    case BT_CALL_OP: return call(r, R[i->a], &R[i->a + 1], i->b, &R[i->c]);
    default: return false;
    }
}

bool bt_peek_value(const struct bt_peek *p, struct bt_vm *vm, const struct bt_frame *frame,
                   bt_value *out)
{
    const struct bt_unit *u = p->image->top;
    struct run r = {.p = p, .vm = vm, .th = &vm->main->t, .frame = frame, .pc = u->insns};
    if (u->n_regs > BT_PEEK_REGISTERS)
        return false;
    for (int steps = 0; steps < STEPS_MAX; steps++) {
        const struct bt_insn *i = r.pc;
        r.pc += bt_op_info[i->op].words;
        if (i->op == BT_RETURN_OP) {
            *out = r.regs[i->a];
            return !bt_is_unset(*out) && !bt_is_error(*out);
        }
        bool jumps = i->op >= BT_JUMP_OP && i->op <= BT_JUMP_NOT_GEI_OP;
        if (!(jumps ? jump(&r, i) : step(&r, i)))
            return false;
    }
    return false;
}

bool bt_peek_truth(const struct bt_peek *p, struct bt_vm *vm, const struct bt_frame *frame,
                   bool *out)
{
    bt_value v;
    const struct run r = {.p = p, .vm = vm, .th = &vm->main->t};
    return bt_peek_value(p, vm, frame, &v) && truth(&r, v, out);
}
