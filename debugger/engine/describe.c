// What the next instruction will do, in words: the table. See describe.h, docs/debugging.md.
#include "debugger/engine/describe.h"

#include <string.h>

#include "bytecode/disasm.h"
#include "runtime/objects/dict.h"
#include "runtime/objects/int.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/seq.h"
#include "runtime/objects/shape.h"
#include "runtime/objects/str.h"

/*
 * The sentences. %a %b %c: a register with its value; %A %B %C: its name alone; %e %f: the value in
 * c, in b, alone; %> ", into a" unless a is one of those read; %K: the constant in b and c; %N %n:
 * the name in b and c, in c; %g: the first with the value of that global; %i %I: the number in c,
 * in b and c; %x %y: the free variable of b, of a, with its value; %v: the attribute's or item's
 * present value.
 */
static const char *const sentences[BT_OP_COUNT] = {
    [BT_NOP_OP] = "does nothing",
    [BT_MOVE_OP] = "copies %b into %A",
    [BT_LOADK_OP] = "puts %K into %A",
    [BT_LOADI_OP] = "puts %I into %A",
    [BT_CHECK_OP] = "checks that %A has a value",
    [BT_UNSET_OP] = "forgets %A",
    [BT_DELETE_LOCAL_OP] = "deletes %a",
    [BT_MAKE_CELL_OP] = "makes a cell for %A, which inner functions share",
    [BT_LOAD_CELL_OP] = "reads %b into %A",
    [BT_STORE_CELL_OP] = "stores %b into %a",
    [BT_DELETE_CELL_OP] = "deletes %a",
    [BT_LOAD_FREE_OP] = "reads %x of an outer function into %A",
    [BT_STORE_FREE_OP] = "stores %b into %y of an outer function",
    [BT_DELETE_FREE_OP] = "deletes %y of an outer function",
    [BT_LOAD_CLOSURE_OP] = "takes the cell of %x for an inner function",
    [BT_LOAD_CLASS_FREE_OP] = "reads %n of the class, or %x of an outer function, into %A",
    [BT_LOAD_GLOBAL_OP] = "reads %g into %A",
    [BT_STORE_GLOBAL_OP] = "stores %a into global %N",
    [BT_DELETE_GLOBAL_OP] = "deletes global %N",
    [BT_LOAD_NAME_OP] = "reads %N into %A",
    [BT_STORE_NAME_OP] = "stores %a into %N",
    [BT_DELETE_NAME_OP] = "deletes %N",
    [BT_LOAD_LOCALS_OP] = "puts the namespace of the class into %A",
    [BT_LOAD_BUILD_CLASS_OP] = "begins to make a class",
    [BT_GETATTR_OP] = "reads %B.%n%v into %A",
    [BT_SETATTR_OP] = "stores %b into %A.%n%v",
    [BT_DELATTR_OP] = "deletes %A.%n",
    [BT_LOAD_METHOD_OP] = "looks up %b.%n, to call it",
    [BT_GETITEM_OP] = "reads %B[%e]%v into %A",
    [BT_GETITEMI_OP] = "reads %B[%i]%v into %A",
    [BT_SETITEM_OP] = "stores %c into %A[%f]%v",
    [BT_DELITEM_OP] = "deletes %A[%f]",
    [BT_MATMUL_OP] = "computes %b @ %c%>",
    [BT_ADD_OP] = "adds %c to %b%>",
    [BT_SUB_OP] = "subtracts %c from %b%>",
    [BT_MUL_OP] = "multiplies %b by %c%>",
    [BT_TRUEDIV_OP] = "divides %b by %c%>",
    [BT_FLOORDIV_OP] = "computes %b // %c%>",
    [BT_MOD_OP] = "computes %b %% %c%>",
    [BT_POW_OP] = "computes %b ** %c%>",
    [BT_LSHIFT_OP] = "computes %b << %c%>",
    [BT_RSHIFT_OP] = "computes %b >> %c%>",
    [BT_AND_OP] = "computes %b & %c%>",
    [BT_XOR_OP] = "computes %b ^ %c%>",
    [BT_OR_OP] = "computes %b | %c%>",
    [BT_IADD_OP] = "adds %c to %b%>",
    [BT_ISUB_OP] = "subtracts %c from %b%>",
    [BT_IMUL_OP] = "multiplies %b by %c%>",
    [BT_IMATMUL_OP] = "computes %b @= %c%>",
    [BT_ITRUEDIV_OP] = "divides %b by %c%>",
    [BT_IFLOORDIV_OP] = "computes %b //= %c%>",
    [BT_IMOD_OP] = "computes %b %%= %c%>",
    [BT_IPOW_OP] = "computes %b **= %c%>",
    [BT_ILSHIFT_OP] = "computes %b <<= %c%>",
    [BT_IRSHIFT_OP] = "computes %b >>= %c%>",
    [BT_IAND_OP] = "computes %b &= %c%>",
    [BT_IXOR_OP] = "computes %b ^= %c%>",
    [BT_IOR_OP] = "computes %b |= %c%>",
    [BT_ADDI_OP] = "adds %i to %b%>",
    [BT_SUBI_OP] = "subtracts %i from %b%>",
    [BT_MULI_OP] = "multiplies %b by %i%>",
    [BT_FLOORDIVI_OP] = "computes %b // %i%>",
    [BT_MODI_OP] = "computes %b %% %i%>",
    [BT_ANDI_OP] = "computes %b & %i%>",
    [BT_LSHIFTI_OP] = "computes %b << %i%>",
    [BT_RSHIFTI_OP] = "computes %b >> %i%>",
    [BT_IADDI_OP] = "adds %i to %b%>",
    [BT_ISUBI_OP] = "subtracts %i from %b%>",
    [BT_NEG_OP] = "computes -%b%>",
    [BT_POS_OP] = "computes +%b%>",
    [BT_INVERT_OP] = "computes ~%b%>",
    [BT_NOT_OP] = "computes not %b%>",
    [BT_LT_OP] = "compares %b < %c%>",
    [BT_LE_OP] = "compares %b <= %c%>",
    [BT_EQ_OP] = "compares %b == %c%>",
    [BT_NE_OP] = "compares %b != %c%>",
    [BT_GT_OP] = "compares %b > %c%>",
    [BT_GE_OP] = "compares %b >= %c%>",
    [BT_IS_OP] = "compares %b is %c%>",
    [BT_IS_NOT_OP] = "compares %b is not %c%>",
    [BT_IN_OP] = "looks for %b in %c%>",
    [BT_NOT_IN_OP] = "looks whether %b is not in %c%>",
    [BT_GETITER_OP] = "gets an iterator of %b%>",
    [BT_LIST_APPEND_OP] = "appends %b to the new list",
    [BT_LIST_EXTEND_OP] = "appends the items of %b to the new list",
    [BT_LIST_TO_TUPLE_OP] = "makes a tuple of %b%>",
    [BT_SET_ADD_OP] = "adds %b to the new set",
    [BT_SET_UPDATE_OP] = "adds the items of %b to the new set",
    [BT_MAP_ADD_OP] = "adds %b: %c to the new dict",
    [BT_DICT_UPDATE_OP] = "adds the items of %b to the new dict",
    [BT_DICT_MERGE_OP] = "adds the keywords of %b to the call's",
    [BT_GET_YIELD_FROM_OP] = "gets the iterator of %b, to yield from it",
    [BT_CATCH_OP] = "catches the exception",
    [BT_END_CATCH_OP] = "has handled the exception",
    [BT_MATCH_EXC_OP] = "looks whether %b is one of %c",
    [BT_RERAISE_OP] = "goes on raising %a",
    [BT_EXC_INFO_OP] = "takes apart %b, for __exit__",
    [BT_LOAD_ASSERTION_ERROR_OP] = "puts AssertionError into %A",
    [BT_IMPORT_NAME_OP] = "imports %n",
    [BT_IMPORT_FROM_OP] = "takes %n of %b",
    [BT_IMPORT_STAR_OP] = "takes all public names of %a",
    [BT_SETUP_ANNOTATIONS_OP] = "makes __annotations__, if it is not there",
    [BT_PRINT_EXPR_OP] = "shows %a",
    [BT_GET_LEN_OP] = "computes len(%b)%>",
    [BT_MATCH_SEQUENCE_OP] = "looks whether %b is a sequence",
    [BT_MATCH_MAPPING_OP] = "looks whether %b is a mapping",
    [BT_MATCH_KEYS_OP] = "looks for the keys %c in %b",
    [BT_MATCH_CLASS_OP] = "looks whether %b is a %c",
};

// ---- operands ----

void bt_describe_name(struct bt_describe *d, uint32_t reg)
{
    bt_disassemble_register(d->out, d->unit, reg);
}

bt_value bt_describe_reg(const struct bt_describe *d, uint32_t reg)
{
    bt_value v = d->frame->regs[reg];
    bool cell = bt_is_exact(&d->th->t, v, BT_T_CELL);
    return cell ? ((const struct bt_cell *)bt_obj(v))->value : v;
}

void bt_describe_value(struct bt_describe *d, bt_value v)
{
    bt_buf_puts(d->out, " (");
    bt_say_value(d->out, d->th->vm, v, BT_DESCRIBE_VALUE);
    bt_buf_putc(d->out, ')');
}

static void put_register(struct bt_describe *d, uint32_t reg)
{
    bt_describe_name(d, reg);
    bt_describe_value(d, bt_describe_reg(d, reg));
}

// Functions, classes and modules are told by their names.
static bool says_itself(const struct bt_describe *d, bt_value v)
{
    static const int types[] = {BT_T_FUNCTION, BT_T_NATIVE, BT_T_MODULE, BT_T_METHOD_DESCR};
    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++)
        if (bt_is_exact(&d->th->t, v, types[i]))
            return true;
    return bt_is_type(v);
}

static void put_global(struct bt_describe *d, uint32_t name)
{
    struct bt_function *f = d->frame->func;
    bt_value key = d->frame->code->names[name], v = BT_UNSET;
    bool builtin = false;
    if (f->globals)
        v = bt_dict_get_str(&d->th->t, f->globals, key);
    if (bt_is_unset(v) && f->builtins) {
        v = bt_dict_get_str(&d->th->t, f->builtins, key);
        builtin = !bt_is_unset(v);
    }
    bt_buf_printf(d->out, "%s %s", builtin ? "built-in" : "global", d->unit->names[name].text);
    if (bt_is_unset(v))
        bt_buf_puts(d->out, " (which does not exist)");
    else if (!says_itself(d, v))
        bt_describe_value(d, v);
}

static void put_free(struct bt_describe *d, uint32_t i)
{
    bt_buf_puts(d->out, i < d->unit->n_freevars ? d->unit->freevars[i].text : "?");
    const bt_value *cells = d->frame->func->closure;
    if (cells && i < d->unit->n_freevars && bt_is_exact(&d->th->t, cells[i], BT_T_CELL))
        bt_describe_value(d, ((const struct bt_cell *)bt_obj(cells[i]))->value);
}

// An instance's own attribute, where nothing but reading it happens; BT_UNSET else.
static bt_value attribute(struct bt_describe *d, bt_value v, uint32_t name)
{
    if (!bt_is_obj(v) || bt_is_type(v))
        return BT_UNSET;
    bt_value key = d->frame->code->names[name];
    struct bt_object *o = bt_obj(v);
    if (!(o->type->flags & BT_TYPE_PLAIN_GETATTR) || o->type->instance_offset == 0 ||
        !bt_is_unset(bt_type_lookup(o->type, key)))
        return BT_UNSET;
    return bt_instance_get(&d->th->t, o, key);
}

static bt_value item(struct bt_describe *d, bt_value v, bt_value key)
{
    const struct bt_thread *th = &d->th->t;
    bool list = bt_is_exact(th, v, BT_T_LIST), tuple = bt_is_exact(th, v, BT_T_TUPLE);
    if (bt_is_exact(th, v, BT_T_DICT) && bt_is_exact(th, key, BT_T_STR))
        return bt_dict_get_str(&d->th->t, bt_as_dict(v), key);
    if ((!list && !tuple) || !bt_is_small(key))
        return BT_UNSET;
    int64_t i = bt_small(key), n = (int64_t)(list ? bt_as_list(v)->len : bt_as_tuple(v)->len);
    i = i < 0 ? i + n : i;
    if (i < 0 || i >= n)
        return BT_UNSET;
    return list ? bt_as_list(v)->items[i] : bt_as_tuple(v)->items[i];
}

void bt_describe_store(struct bt_vthread *th, bt_value *before, bt_value *after)
{
    struct bt_describe d = {.th = th, .frame = th->frame, .unit = th->frame->code->unit};
    struct bt_function *f = th->frame->func;
    const struct bt_insn *i = d.insn = &d.unit->insns[bt_frame_word(th->frame)];
    const bt_value *r = th->frame->regs;
    *before = *after = BT_UNSET;
    switch (i->op) {
    case BT_STORE_GLOBAL_OP:
    case BT_STORE_NAME_OP:
        *after = r[i->a];
        if (f->globals)
            *before = bt_dict_get_str(&th->t, f->globals, d.frame->code->names[bt_insn_bc(i)]);
        break;
    case BT_STORE_CELL_OP:
        *before = bt_describe_reg(&d, i->a);
        *after = r[i->b];
        break;
    case BT_STORE_FREE_OP:
        *before = ((const struct bt_cell *)bt_obj(f->closure[i->a]))->value;
        *after = r[i->b];
        break;
    case BT_SETATTR_OP:
        *before = attribute(&d, bt_describe_reg(&d, i->a), i->c);
        *after = r[i->b];
        break;
    case BT_SETITEM_OP:
        *before = item(&d, r[i->a], r[i->b]);
        *after = r[i->c];
        break;
    default: break;
    }
}

static void put_present(struct bt_describe *d)
{
    const struct bt_insn *i = d->insn;
    const bt_value *r = d->frame->regs;
    bt_value v = BT_UNSET;
    switch (i->op) {
    case BT_GETATTR_OP: v = attribute(d, bt_describe_reg(d, i->b), i->c); break;
    case BT_SETATTR_OP: v = attribute(d, bt_describe_reg(d, i->a), i->c); break;
    case BT_GETITEM_OP: v = item(d, r[i->b], r[i->c]); break;
    case BT_GETITEMI_OP: v = item(d, r[i->b], bt_from_small((int16_t)i->c)); break;
    case BT_SETITEM_OP: v = item(d, r[i->a], r[i->b]); break;
    default: break;
    }
    if (!bt_is_unset(v) && !bt_is_error(v))
        bt_describe_value(d, v);
}

static void put_const(struct bt_describe *d, uint32_t i)
{
    bt_say_value(d->out, d->th->vm, d->frame->code->consts[i], BT_DESCRIBE_VALUE);
}

static void put_value(struct bt_describe *d, uint32_t reg)
{
    bt_say_value(d->out, d->th->vm, bt_describe_reg(d, reg), BT_DESCRIBE_VALUE);
}

static void put_into(struct bt_describe *d)
{
    const struct bt_insn *i = d->insn;
    const char *operands = bt_op_info[i->op].operands;
    if (i->a == i->b || (operands[2] == 'r' && i->a == i->c))
        return;
    bt_buf_puts(d->out, ", into ");
    bt_describe_name(d, i->a);
}

static void put_operand(struct bt_describe *d, char letter)
{
    const struct bt_insn *i = d->insn;
    switch (letter) {
    case 'a': put_register(d, i->a); break;
    case 'b': put_register(d, i->b); break;
    case 'c': put_register(d, i->c); break;
    case 'A': bt_describe_name(d, i->a); break;
    case 'B': bt_describe_name(d, i->b); break;
    case 'K': put_const(d, bt_insn_bc(i)); break;
    case 'N': bt_buf_puts(d->out, d->unit->names[bt_insn_bc(i)].text); break;
    case 'n': bt_buf_puts(d->out, d->unit->names[i->c].text); break;
    case 'g': put_global(d, bt_insn_bc(i)); break;
    case 'i': bt_buf_printf(d->out, "%d", (int16_t)i->c); break;
    case 'I': bt_buf_printf(d->out, "%d", (int32_t)bt_insn_bc(i)); break;
    case 'x': put_free(d, i->b); break;
    case 'y': put_free(d, i->a); break;
    case 'e': put_value(d, i->c); break;
    case 'f': put_value(d, i->b); break;
    case 'v': put_present(d); break;
    case '>': put_into(d); break;
    default: bt_buf_putc(d->out, letter); break;
    }
}

static void put_sentence(struct bt_describe *d, const char *sentence)
{
    for (const char *p = sentence; *p; p++) {
        if (*p == '%')
            put_operand(d, *++p);
        else
            bt_buf_putc(d->out, *p);
    }
}

// ---- jumps ----

void bt_describe_line(struct bt_describe *d, const struct bt_frame *frame, uint32_t word)
{
    bt_buf_printf(d->out, "line %u", bt_code_line(frame->code, word));
    if (frame->code->image == d->frame->code->image)
        return;
    bt_buf_puts(d->out, " of ");
    bt_say_str(d->out, bt_as_str(frame->code->filename), 40);
}

static void put_target(struct bt_describe *d)
{
    const struct bt_insn *i = d->insn;
    const struct bt_op_info *info = &bt_op_info[i->op];
    bool wide = strchr(info->operands, 'J') != NULL;
    int64_t distance = wide ? (int32_t)bt_insn_bc(i) : (int16_t)i->c;
    uint32_t target = (uint32_t)((int64_t)d->word + info->words + distance);
    uint32_t here = bt_code_line(d->frame->code, d->word);
    uint32_t there = bt_code_line(d->frame->code, target);
    const char *back = target <= d->word ? " back" : "";
    if (there == here || there == 0)
        bt_buf_printf(d->out, "jumps%s within line %u", back, here);
    else
        bt_buf_printf(d->out, "jumps%s to line %u", back, there);
}

// Is the comparison of two numbers true? -1: that is not known without doing it.
static int compare(bt_value a, bt_value b, unsigned op)
{
    bool floats = bt_is_double(a) || bt_is_double(b);
    if ((!bt_is_small(a) && !bt_is_double(a)) || (!bt_is_small(b) && !bt_is_double(b)))
        return -1;
    double x = bt_is_double(a) ? bt_double(a) : (double)bt_small(a);
    double y = bt_is_double(b) ? bt_double(b) : (double)bt_small(b);
    int64_t i = floats ? 0 : bt_small(a), k = floats ? 0 : bt_small(b);
    switch (op) {
    case BT_LT: return floats ? x < y : i < k;
    case BT_LE: return floats ? x <= y : i <= k;
    case BT_EQ: return floats ? x == y : i == k;
    case BT_NE: return floats ? x != y : i != k;
    case BT_GT: return floats ? x > y : i > k;
    default: return floats ? x >= y : i >= k;
    }
}

static int truth(const struct bt_describe *d, bt_value v)
{
    const struct bt_thread *th = &d->th->t;
    if (bt_is_exact(th, v, BT_T_STR))
        return bt_as_str(v)->len > 0;
    if (bt_is_exact(th, v, BT_T_LIST))
        return bt_as_list(v)->len > 0;
    if (bt_is_exact(th, v, BT_T_TUPLE))
        return bt_as_tuple(v)->len > 0;
    if (bt_is_exact(th, v, BT_T_DICT))
        return bt_dict_len(bt_as_dict(v)) > 0;
    if (bt_is_bool(v) || bt_is_none(v))
        return bt_same(v, BT_TRUE);
    return bt_is_small(v) ? bt_small(v) != 0 : bt_is_double(v) ? bt_double(v) != 0 : -1;
}

// The condition has been said; it holds (1), does not (0), or that is not known; `when` it does, or
// does not, the instruction jumps.
static void put_jump(struct bt_describe *d, int holds, bool when)
{
    if (holds < 0) {
        bt_buf_printf(d->out, " is %s? then ", when ? "true" : "false");
        put_target(d);
        return;
    }
    bt_buf_printf(d->out, " is %s: ", holds ? "true" : "false");
    if ((holds == 1) == when)
        put_target(d);
    else
        bt_buf_puts(d->out, "goes on");
}

static void put_comparison(struct bt_describe *d)
{
    static const char *const signs[] = {"<", "<=", "==", "!=", ">", ">="};
    const struct bt_insn *i = d->insn;
    unsigned n = i->op - BT_JUMP_LT_OP, op = n % 6;
    bool immediate = n >= 12, negated = n / 6 % 2 == 1;
    bt_value a = bt_describe_reg(d, i->a);
    bt_value b = immediate ? bt_from_small((int16_t)i->b) : bt_describe_reg(d, i->b);
    put_register(d, i->a);
    bt_buf_printf(d->out, " %s ", signs[op]);
    if (immediate)
        bt_buf_printf(d->out, "%d", (int16_t)i->b);
    else
        put_register(d, i->b);
    put_jump(d, compare(a, b, op), !negated);
}

static bool jump(struct bt_describe *d)
{
    const struct bt_insn *i = d->insn;
    if (i->op < BT_JUMP_OP || i->op > BT_JUMP_NOT_GEI_OP)
        return false; // its registers may hold anything, if they are but written
    bt_value v = i->op != BT_JUMP_OP ? bt_describe_reg(d, i->a) : BT_NONE;
    switch (i->op) {
    case BT_JUMP_OP: put_target(d); return true;
    case BT_JUMP_TRUE_OP:
    case BT_JUMP_FALSE_OP:
        put_register(d, i->a);
        put_jump(d, truth(d, v), i->op == BT_JUMP_TRUE_OP);
        return true;
    case BT_JUMP_NONE_OP:
    case BT_JUMP_NOT_NONE_OP:
        put_register(d, i->a);
        bt_buf_puts(d->out, " is None");
        put_jump(d, bt_is_none(v), i->op == BT_JUMP_NONE_OP);
        return true;
    default: break;
    }
    put_comparison(d);
    return true;
}

// ---- all of them ----

// One that waits, or goes on with something it has begun.
static bool begun(struct bt_describe *d)
{
    if (bt_say_wait(d->out, d->th))
        return true;
    if (d->frame)
        return false;
    bt_buf_puts(d->out, bt_thread_instructions(d->th) == 0 ? "begins to run" : "goes on");
    return true;
}

json_t *bt_describe_next(struct bt_engine *e, struct bt_vthread *th)
{
    (void)e;
    struct bt_buf out;
    bt_buf_init(&out);
    struct bt_describe d = {.out = &out, .th = th, .frame = th->frame};
    if (!begun(&d)) {
        d.unit = d.frame->code->unit;
        d.word = bt_frame_word(d.frame);
        d.insn = &d.unit->insns[d.word];
        // one that was woken, or came back from outside, is in the middle of its instruction
        bool within = th->state == BT_THREAD_READY && !(d.frame->flags & BT_FRAME_BOUNDARY) &&
                      (th->entered == BT_ENTER_WOKEN || th->entered == BT_ENTER_OUTSIDE ||
                       th->entered == BT_ENTER_YIELD);
        if (within)
            bt_buf_puts(&out, "goes on: ");
        if (!jump(&d) && !bt_describe_special(&d) && sentences[d.insn->op])
            put_sentence(&d, sentences[d.insn->op]);
    }
    if (out.failed) {
        bt_buf_free(&out);
        return NULL;
    }
    return bt_say_json(&out);
}
