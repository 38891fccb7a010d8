/*
 * The operators: which operand's slot is asked first, and what is said when neither knows how.
 *
 * As in CPython: the left operand first, unless the right one's type is a subclass of the left
 * one's with a slot of its own. A slot that does not know answers NotImplemented.
 */
#include "runtime/objects/error.h"
#include "runtime/objects/function.h"
#include "runtime/objects/int_impl.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"

typedef bt_value (*binary_fn)(struct bt_thread *th, bt_value a, bt_value b);

static const struct {
    const char *plain, *inplace;
} texts[BT_BINOP_COUNT] = {
    [BT_OP_ADD] = {"+", "+="},      [BT_OP_SUB] = {"-", "-="},
    [BT_OP_MUL] = {"*", "*="},      [BT_OP_MATMUL] = {"@", "@="},
    [BT_OP_TRUEDIV] = {"/", "/="},  [BT_OP_FLOORDIV] = {"//", "//="},
    [BT_OP_MOD] = {"%", "%="},      [BT_OP_POW] = {"** or pow()", "**="},
    [BT_OP_LSHIFT] = {"<<", "<<="}, [BT_OP_RSHIFT] = {">>", ">>="},
    [BT_OP_AND] = {"&", "&="},      [BT_OP_XOR] = {"^", "^="},
    [BT_OP_OR] = {"|", "|="},       [BT_OP_DIVMOD] = {"divmod()", "divmod()"},
};

const char *bt_binop_text(enum bt_binop op, bool inplace)
{
    return inplace ? texts[op].inplace : texts[op].plain;
}

// ---- what is said when it cannot be done ----

static bool is_sequence(struct bt_thread *th, bt_value v)
{
    return bt_has_flag(v, BT_TYPE_STR_SUB | BT_TYPE_LIST_SUB | BT_TYPE_TUPLE_SUB |
                              BT_TYPE_BYTES_SUB) ||
           (bt_is_obj(v) && bt_is_a(th, v, BT_T_BYTEARRAY));
}

// The name of the sequence type that v is of or derives from.
static const char *sequence_name(bt_value v)
{
    return bt_is_str(v) ? "str" : bt_is_list(v) ? "list" : "tuple";
}

static BT_COLD bt_value unsupported(struct bt_thread *th, enum bt_binop op, bool inplace,
                                    bt_value a, bt_value b)
{
    if (op == BT_OP_ADD && is_sequence(th, a)) {
        if (bt_is_str(a) || bt_is_list(a) || bt_is_tuple(a))
            return bt_type_error(th, "can only concatenate %s (not \"%.200T\") to %s",
                                 sequence_name(a), b, sequence_name(a));
        return bt_type_error(th, "can't concat %.100T to %.100T", b, a);
    }
    if (op == BT_OP_MUL && (is_sequence(th, a) || is_sequence(th, b)))
        return bt_type_error(th, "can't multiply sequence by non-int of type '%.200T'",
                             is_sequence(th, a) ? b : a);
    const char *hint = "";
    if (op == BT_OP_RSHIFT && !inplace && bt_is_exact(th, a, BT_T_NATIVE) &&
        strcmp(((struct bt_native *)bt_obj(a))->spec->name, "print") == 0)
        hint = ". Did you mean \"print(<message>, file=<output_stream>)\"?";
    return bt_type_error(th, "unsupported operand type(s) for %s: '%.100T' and '%.100T'%s",
                         bt_binop_text(op, inplace), a, b, hint);
}

// ---- binary ----

static bt_value try_binary(struct bt_thread *th, enum bt_binop op, bt_value a, bt_value b)
{
    struct bt_type *ta = bt_type_of(th, a), *tb = bt_type_of(th, b);
    binary_fn left = ta->s.binary[op], right = NULL;
    if (ta != tb) {
        right = tb->s.binary[op];
        if (right == left)
            right = NULL;
    }
    if (left != NULL) {
        if (right != NULL && bt_is_subtype(tb, ta)) {
            bt_value result = right(th, a, b);
            if (!bt_same(result, BT_NOT_IMPLEMENTED))
                return result;
            right = NULL;
        }
        bt_value result = left(th, a, b);
        if (!bt_same(result, BT_NOT_IMPLEMENTED))
            return result;
    }
    return right != NULL ? right(th, a, b) : BT_NOT_IMPLEMENTED;
}

// A plain int, neither bool nor of a subclass?
static inline bool is_plain_int(const struct bt_thread *th, bt_value v)
{
    return bt_is_small(v) || bt_is_exact(th, v, BT_T_INT);
}

static inline bool is_number(const struct bt_thread *th, bt_value v)
{
    return bt_is_small(v) || bt_is_double(v) || bt_is_exact(th, v, BT_T_COMPLEX);
}

// Plain ints, floats and complex numbers, which need neither a look at the slots of both nor roots.
// BT_UNSET: it is something else.
static inline bt_value number_binary(struct bt_thread *th, enum bt_binop op, bt_value a, bt_value b)
{
    int type = BT_T_FLOAT;
    if (is_plain_int(th, a)) {
        if (is_plain_int(th, b) && op != BT_OP_MATMUL) {
            bt_value result = bt_int_wide(th, op, a, b);
            return bt_is_unset(result) ? bt_int_binary(th, op, a, b) : result;
        }
        if (!bt_is_small(a) || !bt_is_double(b))
            return BT_UNSET;
    } else if (!bt_is_double(a) || !(bt_is_double(b) || bt_is_small(b))) {
        if (!bt_is_exact(th, a, BT_T_COMPLEX) && !bt_is_exact(th, b, BT_T_COMPLEX))
            return BT_UNSET;
        if (!is_number(th, a) || !is_number(th, b))
            return BT_UNSET;
        type = BT_T_COMPLEX;
    }
    binary_fn fn = bt_type(th, type)->s.binary[op];
    return fn != NULL ? fn(th, a, b) : BT_UNSET;
}

// str + str, by far the commonest that is not for numbers.
static inline bool adds_strs(const struct bt_thread *th, enum bt_binop op, bt_value a, bt_value b)
{
    return op == BT_OP_ADD && bt_is_exact(th, a, BT_T_STR) && bt_is_exact(th, b, BT_T_STR);
}

bt_value bt_binary(struct bt_thread *th, enum bt_binop op, bt_value a, bt_value b)
{
    bt_value number = number_binary(th, op, a, b);
    if (!bt_is_unset(number))
        return number;
    if (adds_strs(th, op, a, b))
        return bt_str_concat(th, a, b);
    BT_ROOTS(th, r, 2);
    r[0] = a;
    r[1] = b;
    bt_stress_collect(th);
    bt_value result = try_binary(th, op, a, b);
    if (BT_UNLIKELY(bt_same(result, BT_NOT_IMPLEMENTED)))
        result = unsupported(th, op, false, a, b);
    BT_UNROOT(th, r);
    return result;
}

bt_value bt_inplace(struct bt_thread *th, enum bt_binop op, bt_value a, bt_value b)
{
    bt_value number = number_binary(th, op, a, b);
    if (!bt_is_unset(number))
        return number;
    if (adds_strs(th, op, a, b))
        return bt_str_concat(th, a, b);
    BT_ROOTS(th, r, 2);
    r[0] = a;
    r[1] = b;
    bt_stress_collect(th);
    binary_fn inplace = bt_type_of(th, a)->s.inplace[op];
    bt_value result = inplace != NULL ? inplace(th, a, b) : BT_NOT_IMPLEMENTED;
    if (bt_same(result, BT_NOT_IMPLEMENTED))
        result = try_binary(th, op, a, b);
    if (BT_UNLIKELY(bt_same(result, BT_NOT_IMPLEMENTED)))
        result = unsupported(th, op, true, a, b);
    BT_UNROOT(th, r);
    return result;
}

// The right operand's reflected method, when the left one's class is written in Python.
static bt_value ask_right(struct bt_thread *th, enum bt_binop op, bt_value a, bt_value b)
{
    struct bt_type *ta = bt_type_of(th, a), *tb = bt_type_of(th, b);
    binary_fn right = tb->s.binary[op];
    if (ta == tb || right == NULL)
        return BT_NOT_IMPLEMENTED;
    if (right != ta->s.binary[op])
        return right(th, a, b);
    bt_value v = bt_call_special(th, b, th->interp->names[BT_N_radd + (int)op], &a, 1);
    return bt_is_unset(v) ? BT_NOT_IMPLEMENTED : v;
}

bt_value bt_binary_rest(struct bt_thread *th, enum bt_binop op, bool inplace, bt_value a,
                        bt_value b, enum bt_binary_step step)
{
    BT_ROOTS(th, r, 2);
    r[0] = a;
    r[1] = b;
    bt_value result = step == BT_BINARY_NONE    ? BT_NOT_IMPLEMENTED
                      : step == BT_BINARY_RIGHT ? ask_right(th, op, a, b)
                                                : try_binary(th, op, a, b);
    if (bt_same(result, BT_NOT_IMPLEMENTED))
        result = unsupported(th, op, inplace, a, b);
    BT_UNROOT(th, r);
    return result;
}

// ---- pow with a modulus ----

static BT_COLD bt_value unsupported_power(struct bt_thread *th, bt_value a, bt_value b,
                                          bt_value modulus)
{
    if (bt_is_double(a) || bt_is_double(b) || bt_is_double(modulus))
        return bt_type_error(th,
                             "pow() 3rd argument not allowed unless all arguments are integers");
    if (bt_is_exact(th, a, BT_T_COMPLEX) || bt_is_exact(th, b, BT_T_COMPLEX))
        return bt_value_error(th, "complex modulo");
    return bt_type_error(
        th, "unsupported operand type(s) for ** or pow(): '%.100T', '%.100T', '%.100T'", a, b,
        modulus);
}

bt_value bt_power(struct bt_thread *th, bt_value a, bt_value b, bt_value modulus)
{
    if (bt_is_none(modulus))
        return bt_binary(th, BT_OP_POW, a, b);
    bool heap_type = (bt_type_of(th, a)->flags & BT_TYPE_HEAP) != 0;
    if (bt_is_int(a) && bt_is_int(b) && bt_is_int(modulus) && !heap_type)
        return bt_int_pow_mod(th, a, b, modulus);
    BT_ROOTS(th, r, 3);
    r[0] = a;
    r[1] = b;
    r[2] = modulus;
    bt_value result = BT_UNSET;
    if (heap_type)
        result = bt_call_special(th, a, BT_NAME(th, pow), r + 1, 2);
    if (bt_is_unset(result) || bt_same(result, BT_NOT_IMPLEMENTED))
        result = unsupported_power(th, a, b, modulus);
    BT_UNROOT(th, r);
    return result;
}

// ---- unary ----

bt_value bt_unary(struct bt_thread *th, enum bt_unop op, bt_value v)
{
    static const char *const names[BT_UNOP_COUNT] = {
        [BT_NEG] = "unary -", [BT_POS] = "unary +", [BT_INVERT] = "unary ~", [BT_ABS] = "abs()"};
    bt_value (*fn)(struct bt_thread *, bt_value) = bt_type_of(th, v)->s.unary[op];
    if (fn == NULL)
        return bt_type_error(th, "bad operand type for %s: '%.200T'", names[op], v);
    BT_ROOTS(th, r, 1);
    r[0] = v;
    bt_stress_collect(th);
    bt_value result = fn(th, v);
    BT_UNROOT(th, r);
    return result;
}
