/*
 * Special methods without a nested loop. Where an operator, an attribute, an item or an iteration
 * comes down to one Python function with the arguments at hand, the eval loop enters that function
 * as it does for a call: bt_special_find says which. What its result means for the instruction is
 * worked out by bt_special_finish, unless it is simply the instruction's result.
 *
 * All else, and everything while specialisation is off, goes the general way by the slots of the
 * types (runtime/objects/slots.c), which nests a loop. The two must agree in order of evaluation,
 * in what they execute and in what they ask of the heap: so what is found here is what the slots
 * would have called first, and nothing else.
 */
#include "runtime/objects/function.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/shape.h"
#include "runtime/objects/seq.h"
#include "runtime/objects/slots.h"
#include "vm/eval.h"

// What has been asked so far when a function answers NotImplemented; kept in its frame.
enum asked {
    ASKED_LEFT,    // the left operand's method
    ASKED_RIGHT,   // the right operand's reflected method: there is nobody else
    ASKED_INPLACE, // the left operand's in-place method
    ASKED_EQUAL,   // == of the left operand, for !=
    ASKED_LEN,     // __len__ for a truth value
    ASKED_OTHER,
};

static bool is_instance(bt_value v)
{
    return bt_is_obj(v) && (bt_obj(v)->type->flags & BT_TYPE_HEAP) != 0;
}

// The function if it is a Python function for n arguments.
static bool usable(struct bt_thread *th, bt_value function, unsigned n, struct bt_special_call *out)
{
    if (!bt_is_exact(th, function, BT_T_FUNCTION) || bt_obj(function)->spare != n)
        return false;
    out->func = (struct bt_function *)bt_obj(function);
    out->n = n;
    return true;
}

static bool find(struct bt_thread *th, bt_value v, unsigned name, unsigned n,
                 struct bt_special_call *out)
{
    return usable(th, bt_type_find(th, bt_obj(v)->type, th->interp->names[name]), n, out);
}

static bool find_binary(struct bt_thread *th, enum bt_binop op, bool inplace, bt_value a,
                        bt_value b, bt_value *args, struct bt_special_call *out)
{
    out->how = BT_FRAME_ASKED;
    if (is_instance(a)) {
        struct bt_type *ta = bt_obj(a)->type;
        args[0] = a;
        args[1] = b;
        if (inplace) {
            bt_value own = bt_type_find(th, ta, th->interp->names[BT_N_iadd + (int)op]);
            out->asked = ASKED_INPLACE;
            if (!bt_is_unset(own))
                return usable(th, own, 2, out);
        }
        // a subclass on the right may be asked first
        if (is_instance(b) && bt_obj(b)->type != ta && bt_is_subtype(bt_obj(b)->type, ta))
            return false;
        out->asked = ASKED_LEFT;
        return find(th, a, BT_N_add + (unsigned)op, 2, out);
    }
    // a plain number knows nothing of the right operand, unless that is a number, too
    if ((!bt_is_small(a) && !bt_is_double(a)) || !is_instance(b) ||
        (bt_obj(b)->type->flags & (BT_TYPE_INT_SUB | BT_TYPE_FLOAT_SUB)) != 0)
        return false;
    args[0] = b;
    args[1] = a;
    out->asked = ASKED_RIGHT;
    return find(th, b, BT_N_radd + (unsigned)op, 2, out);
}

static bool find_compare(struct bt_thread *th, enum bt_cmpop op, bt_value a, bt_value b,
                         bt_value *args, struct bt_special_call *out)
{
    if (!is_instance(a))
        return false;
    struct bt_type *ta = bt_obj(a)->type;
    if (is_instance(b) && bt_obj(b)->type != ta && bt_is_subtype(bt_obj(b)->type, ta))
        return false;
    args[0] = a;
    args[1] = b;
    out->asked = ASKED_LEFT;
    bt_value found = bt_type_find(th, ta, th->interp->names[BT_N_lt + (int)op]);
    if (op == BT_NE && bt_is_exact(th, found, BT_T_SLOT_WRAPPER)) {
        // object's != is the opposite of the type's own ==
        if (((struct bt_slot_wrapper *)bt_obj(found))->type != bt_type(th, BT_T_OBJECT))
            return false;
        out->how = BT_FRAME_RESULT;
        out->asked = ASKED_EQUAL;
        return find(th, a, BT_N_eq, 2, out);
    }
    return usable(th, found, 2, out);
}

static bool find_truth(struct bt_thread *th, bt_value v, bt_value *args,
                       struct bt_special_call *out)
{
    if (!is_instance(v))
        return false;
    args[0] = v;
    out->how = BT_FRAME_RESULT;
    out->asked = ASKED_OTHER;
    bt_value found = bt_type_find(th, bt_obj(v)->type, BT_NAME(th, bool));
    if (!bt_is_unset(found))
        return usable(th, found, 1, out);
    out->asked = ASKED_LEN;
    return find(th, v, BT_N_len, 1, out);
}

// The getter of a property, or __getattr__ where nothing else has the name.
static bool find_getattr(struct bt_thread *th, bt_value v, bt_value name, bt_value *args,
                         struct bt_special_call *out)
{
    if (!bt_is_obj(v))
        return false;
    struct bt_type *type = bt_obj(v)->type;
    bt_value found = bt_type_find(th, type, name);
    args[0] = v;
    if ((type->flags & BT_TYPE_PLAIN_GETATTR) != 0)
        return bt_is_exact(th, found, BT_T_PROPERTY) &&
               usable(th, ((struct bt_property *)bt_obj(found))->fget, 1, out);
    // what a property raises leads to __getattr__, too
    if ((type->flags & BT_TYPE_PLAIN_FOUND) == 0 || !bt_is_unset(found) ||
        ((type->flags & BT_TYPE_INSTANCE_DICT) != 0 &&
         !bt_is_unset(bt_instance_get(th, bt_obj(v), name))))
        return false;
    args[1] = name;
    return find(th, v, BT_N_getattr, 2, out);
}

// The setter of a property, or __setattr__.
static bool find_setattr(struct bt_thread *th, bt_value v, bt_value name, bt_value value,
                         bt_value *args, struct bt_special_call *out)
{
    if (!is_instance(v))
        return false;
    struct bt_type *type = bt_obj(v)->type;
    args[0] = v;
    out->how = BT_FRAME_RESULT;
    out->asked = ASKED_OTHER;
    if (type->s.setattr == bt_generic_setattr) {
        bt_value found = bt_type_find(th, type, name);
        args[1] = value;
        return bt_is_exact(th, found, BT_T_PROPERTY) &&
               usable(th, ((struct bt_property *)bt_obj(found))->fset, 2, out);
    }
    args[1] = name;
    args[2] = value;
    return find(th, v, BT_N_setattr, 3, out);
}

// GETITEM and SETITEM, IN and iteration: a method of the container alone.
static bool find_of(struct bt_thread *th, bt_value v, unsigned name, unsigned n, bt_value b,
                    bt_value c, bt_value *args, struct bt_special_call *out)
{
    if (!is_instance(v))
        return false;
    args[0] = v;
    args[1] = b;
    args[2] = c;
    out->asked = ASKED_OTHER;
    return find(th, v, name, n, out);
}

// The operator of an instruction with a small int as right operand.
static enum bt_binop operator_of(unsigned op)
{
    switch (op) {
    case BT_ADDI_OP:
    case BT_IADDI_OP: return BT_OP_ADD;
    case BT_SUBI_OP:
    case BT_ISUBI_OP: return BT_OP_SUB;
    case BT_MULI_OP: return BT_OP_MUL;
    case BT_FLOORDIVI_OP: return BT_OP_FLOORDIV;
    case BT_MODI_OP: return BT_OP_MOD;
    case BT_ANDI_OP: return BT_OP_AND;
    case BT_LSHIFTI_OP: return BT_OP_LSHIFT;
    default: return BT_OP_RSHIFT;
    }
}

// The operation of an arithmetic instruction and its right operand.
static enum bt_binop arithmetic(const struct bt_insn *pc, const bt_value *regs, bool *inplace,
                                bt_value *b)
{
    unsigned op = pc->op;
    *inplace = (op >= BT_IADD_OP && op <= BT_IOR_OP) || op == BT_IADDI_OP || op == BT_ISUBI_OP;
    if (op >= BT_ADDI_OP) {
        *b = bt_from_small((int16_t)pc->c);
        return operator_of(op);
    }
    *b = regs[pc->c];
    return (enum bt_binop)(op - (op >= BT_IADD_OP ? BT_IADD_OP : BT_ADD_OP));
}

// The comparison of a compare-and-jump and its right operand; *unless: it jumps if that is false.
static enum bt_cmpop comparison(const struct bt_insn *pc, const bt_value *regs, bool *unless,
                                bt_value *b)
{
    // four forms: plain, NOT, small int, NOT with small int; six comparisons each
    unsigned which = (unsigned)pc->op - BT_JUMP_LT_OP;
    *b = which < 12 ? regs[pc->b] : bt_from_small((int16_t)pc->b);
    *unless = which % 12 >= 6;
    return (enum bt_cmpop)(which % 6);
}

bool bt_special_find(struct bt_thread *th, const struct bt_insn *pc, bt_value name, bt_value *regs,
                     bt_value *args, struct bt_special_call *out)
{
    if (!th->interp->specialise)
        return false;
    bool flag;
    bt_value b;
    out->how = 0;
    out->asked = ASKED_OTHER;
    out->to = pc->a;
    out->words = bt_op_info[pc->op].words;
    switch (pc->op) {
    case BT_ADD_OP ... BT_ISUBI_OP: {
        enum bt_binop op = arithmetic(pc, regs, &flag, &b);
        return find_binary(th, op, flag, regs[pc->b], b, args, out);
    }
    case BT_NEG_OP ... BT_INVERT_OP:
        return find_of(th, regs[pc->b], BT_N_neg + (pc->op - BT_NEG_OP), 1, BT_UNSET, BT_UNSET,
                       args, out);
    case BT_LT_OP ... BT_GE_OP:
        out->how = BT_FRAME_ASKED;
        return find_compare(th, (enum bt_cmpop)(pc->op - BT_LT_OP), regs[pc->b], regs[pc->c], args,
                            out);
    case BT_JUMP_LT_OP ... BT_JUMP_NOT_GEI_OP: {
        enum bt_cmpop op = comparison(pc, regs, &flag, &b);
        out->how = BT_FRAME_RESULT;
        return find_compare(th, op, regs[pc->a], b, args, out);
    }
    case BT_NOT_OP: return find_truth(th, regs[pc->b], args, out);
    case BT_JUMP_TRUE_OP:
    case BT_JUMP_FALSE_OP: return find_truth(th, regs[pc->a], args, out);
    case BT_GETITEM_OP:
        return find_of(th, regs[pc->b], BT_N_getitem, 2, regs[pc->c], BT_UNSET, args, out);
    case BT_GETITEMI_OP:
        return find_of(th, regs[pc->b], BT_N_getitem, 2, bt_from_small((int16_t)pc->c), BT_UNSET,
                       args, out);
    case BT_SETITEM_OP:
        out->how = BT_FRAME_RESULT;
        return find_of(th, regs[pc->a], BT_N_setitem, 3, regs[pc->b], regs[pc->c], args, out);
    case BT_DELITEM_OP:
        out->how = BT_FRAME_RESULT;
        return find_of(th, regs[pc->a], BT_N_delitem, 2, regs[pc->b], BT_UNSET, args, out);
    case BT_IN_OP:
    case BT_NOT_IN_OP:
        out->how = BT_FRAME_RESULT;
        return find_of(th, regs[pc->c], BT_N_contains, 2, regs[pc->b], BT_UNSET, args, out);
    case BT_GETITER_OP:
        out->how = BT_FRAME_RESULT;
        return find_of(th, regs[pc->b], BT_N_iter, 1, BT_UNSET, BT_UNSET, args, out);
    case BT_FORITER_OP:
        out->how = BT_FRAME_NEXT;
        return find_of(th, regs[pc->a], BT_N_next, 1, BT_UNSET, BT_UNSET, args, out);
    case BT_LOAD_METHOD_OP: regs[pc->a + 1] = BT_UNSET; // fall through
    case BT_GETATTR_OP: return find_getattr(th, regs[pc->b], name, args, out);
    case BT_SETATTR_OP: return find_setattr(th, regs[pc->a], name, regs[pc->b], args, out);
    default: return false;
    }
}

// ---- what the result means ----

static bt_value finish_binary(struct bt_thread *th, const struct bt_insn *pc, const bt_value *regs,
                              unsigned asked)
{
    bool inplace;
    bt_value b;
    enum bt_binop op = arithmetic(pc, regs, &inplace, &b);
    enum bt_binary_step step = asked == ASKED_LEFT    ? BT_BINARY_RIGHT
                               : asked == ASKED_RIGHT ? BT_BINARY_NONE
                                                      : BT_BINARY_BOTH;
    return bt_binary_rest(th, op, inplace, regs[pc->b], b, step);
}

// The result of a comparison whose left operand's method has returned v.
static bt_value finish_compare(struct bt_thread *th, bt_value a, bt_value b, enum bt_cmpop op,
                               unsigned asked, bt_value v)
{
    if (bt_same(v, BT_NOT_IMPLEMENTED))
        return bt_compare_rest(th, a, b, op);
    bool truth;
    if (asked != ASKED_EQUAL)
        return v;
    return bt_truth(th, v, &truth) ? bt_bool(!truth) : BT_ERROR;
}

static bool finish_truth(struct bt_thread *th, bt_value v, unsigned asked, bool *out)
{
    size_t len;
    if (asked != ASKED_LEN)
        return bt_slot_truth_result(th, v, out);
    if (!bt_slot_len_result(th, v, &len))
        return false;
    *out = len != 0;
    return true;
}

static enum bt_special_end store(bt_value *to, bt_value v)
{
    if (bt_is_error(v))
        return BT_SPECIAL_FAILED;
    *to = v;
    return BT_SPECIAL_NEXT;
}

static enum bt_special_end jump_if(bool ok, bool taken)
{
    return !ok ? BT_SPECIAL_FAILED : taken ? BT_SPECIAL_JUMP : BT_SPECIAL_NEXT;
}

enum bt_special_end bt_special_finish(struct bt_thread *th, const struct bt_insn *pc,
                                      bt_value *regs, unsigned asked, bt_value v)
{
    bool truth = false, unless, ok;
    bt_value b;
    switch (pc->op) {
    case BT_ADD_OP ... BT_ISUBI_OP: return store(&regs[pc->a], finish_binary(th, pc, regs, asked));
    case BT_LT_OP ... BT_GE_OP:
        return store(&regs[pc->a], finish_compare(th, regs[pc->b], regs[pc->c],
                                                  (enum bt_cmpop)(pc->op - BT_LT_OP), asked, v));
    case BT_JUMP_LT_OP ... BT_JUMP_NOT_GEI_OP: {
        enum bt_cmpop op = comparison(pc, regs, &unless, &b);
        v = finish_compare(th, regs[pc->a], b, op, asked, v);
        ok = !bt_is_error(v) && bt_truth(th, v, &truth);
        return jump_if(ok, truth != unless);
    }
    case BT_NOT_OP:
        ok = finish_truth(th, v, asked, &truth);
        return store(&regs[pc->a], ok ? bt_bool(!truth) : BT_ERROR);
    case BT_JUMP_TRUE_OP:
    case BT_JUMP_FALSE_OP:
        ok = finish_truth(th, v, asked, &truth);
        return jump_if(ok, truth == (pc->op == BT_JUMP_TRUE_OP));
    case BT_IN_OP:
    case BT_NOT_IN_OP:
        ok = bt_truth(th, v, &truth);
        return store(&regs[pc->a], ok ? bt_bool(truth == (pc->op == BT_IN_OP)) : BT_ERROR);
    case BT_GETITER_OP: return store(&regs[pc->a], bt_iter_result(th, v));
    default: return BT_SPECIAL_NEXT; // SETITEM, DELITEM, SETATTR: nobody wants it
    }
}
