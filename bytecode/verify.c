// The verifier. One pass over the words finds where instructions start; a second checks each
// instruction by its operand letters.
#include "bytecode/verify.h"

#include <string.h>

struct check {
    const struct bt_unit *unit;
    struct bt_buf *why;
    bool *starts;  // per word: does an instruction start here?
    uint32_t word; // being checked
};

static bool complain(const struct check *v, const char *what)
{
    if (v->why != NULL)
        bt_buf_printf(v->why, "%s, word %u: %s\n",
                      v->unit->qualname.text == NULL ? "?" : v->unit->qualname.text, v->word, what);
    return false;
}

static bool find_starts(struct check *v)
{
    const struct bt_unit *u = v->unit;
    uint32_t w = 0;
    uint8_t last = BT_NOP_OP;
    while (w < u->n_insns) {
        v->word = w;
        last = u->insns[w].op;
        if (last >= BT_OP_COUNT)
            return complain(v, "no such instruction");
        v->starts[w] = true;
        w += bt_op_info[last].words;
    }
    if (w != u->n_insns)
        return complain(v, "instruction cut off");
    if (w == 0 || !(bt_op_info[last].flags & BT_OPF_T))
        return complain(v, "the code runs off its end");
    return true;
}

static bool check_run(const struct check *v, uint32_t first, uint32_t n)
{
    if (n > 0 && (uint64_t)first + n > v->unit->n_regs)
        return complain(v, "register out of range");
    return true;
}

static bool check_jump(const struct check *v, int64_t distance)
{
    int64_t to = (int64_t)v->word + bt_op_info[v->unit->insns[v->word].op].words + distance;
    if (to < 0 || to >= v->unit->n_insns || !v->starts[to])
        return complain(v, "jump to nowhere");
    return true;
}

static bool check_index(const struct check *v, uint32_t index, uint32_t n, const char *what)
{
    return index < n || complain(v, what);
}

static bool check_letter(const struct check *v, const struct bt_insn *insn, char letter,
                         uint16_t value)
{
    const struct bt_unit *u = v->unit;
    switch (letter) {
    case 'r':
    case 'w':
    case 'm': return check_run(v, value, 1);
    case 'k': return check_index(v, value, u->n_consts, "no such constant");
    case 'K': return check_index(v, bt_insn_bc(insn), u->n_consts, "no such constant");
    case 'n': return check_index(v, value, u->n_names, "no such name");
    case 'N': return check_index(v, bt_insn_bc(insn), u->n_names, "no such name");
    case 'x': return check_index(v, value, u->n_freevars, "no such free variable");
    case 'j': return check_jump(v, (int16_t)value);
    case 'J': return check_jump(v, (int32_t)bt_insn_bc(insn));
    default: return true;
    }
}

// The tuple of names of a call's keywords.
static bool check_keywords(const struct check *v, const struct bt_insn *insn)
{
    uint32_t index = bt_insn_bc(insn + 1);
    if (!check_index(v, index, v->unit->n_consts, "no such constant"))
        return false;
    const struct bt_image_const *k = &v->unit->consts[index];
    if (k->kind != BT_K_TUPLE || k->n > insn->b)
        return complain(v, "keywords without names");
    return true;
}

// Runs of registers, and what else the letters do not say.
static bool check_special(const struct check *v, const struct bt_insn *insn)
{
    switch (insn->op) {
    case BT_CALL_KW_OP: return check_run(v, insn->a, insn->b + 1u) && check_keywords(v, insn);
    case BT_CALL_METHOD_KW_OP:
        return check_run(v, insn->a, insn->b + 2u) && check_keywords(v, insn);
    case BT_CALL_OP: return check_run(v, insn->a, insn->b + 1u);
    case BT_CALL_METHOD_OP: return check_run(v, insn->a, insn->b + 2u);
    case BT_CALL_EX_OP:
    case BT_EXC_INFO_OP: return check_run(v, insn->a, 3);
    case BT_LOAD_METHOD_OP:
    case BT_LOAD_SPECIAL_OP:
    case BT_CATCH_OP:
    case BT_END_CATCH_OP:
    case BT_RERAISE_OP:
    case BT_IMPORT_NAME_OP: return check_run(v, insn->a, 2);
    case BT_BUILD_LIST_OP:
    case BT_BUILD_TUPLE_OP:
    case BT_BUILD_SET_OP:
    case BT_BUILD_STRING_OP:
    case BT_BUILD_SLICE_OP: return check_run(v, insn->b, insn->c);
    case BT_BUILD_MAP_OP: return check_run(v, insn->b, insn->c * 2u);
    case BT_UNPACK_OP: return check_run(v, insn->a, insn->c);
    case BT_UNPACK_EX_OP: return check_run(v, insn->a, insn[1].b + insn[1].c + 1u);
    case BT_FORMAT_OP: return check_run(v, insn->b, insn->c & 4 ? 2 : 1);
    case BT_RAISE_OP: return insn->c <= 2 && check_run(v, insn->a, insn->c);
    case BT_MAKE_FUNCTION_OP:
        return (v->unit->consts[insn->b].kind == BT_K_CODE || complain(v, "function of no code")) &&
               check_run(v, insn->a, (uint32_t)__builtin_popcount(insn->c));
    case BT_MATCH_CLASS_OP: return check_index(v, insn[1].c, v->unit->n_consts, "no such constant");
    case BT_INTRINSIC_OP:
        return insn->c < BT_INTRINSIC_COUNT || complain(v, "no such intrinsic function");
    default: return true;
    }
}

static bool check_instruction(const struct check *v)
{
    const struct bt_insn *insn = &v->unit->insns[v->word];
    const char *letters = bt_op_info[insn->op].operands;
    const uint16_t values[] = {insn->a, insn->b, insn->c};
    for (int i = 0; i < 3; i++) {
        if (!check_letter(v, insn, letters[i], values[i]))
            return false;
        if (letters[i] >= 'A' && letters[i] <= 'Z')
            break; // it covers b and c
    }
    return check_special(v, insn);
}

static bool check_lengths(struct check *v)
{
    const struct bt_unit *u = v->unit;
    unsigned run = 0;
    for (uint32_t w = u->n_insns; w-- > 0;) {
        if (!v->starts[w])
            continue;
        v->word = w;
        run = bt_op_info[u->insns[w].op].flags & BT_OPF_E ? 1 : run + 1;
        if (run > UINT8_MAX || u->insns[w].len != run)
            return complain(v, "wrong block length");
    }
    return true;
}

static bool check_handlers(struct check *v)
{
    const struct bt_unit *u = v->unit;
    for (uint32_t i = 0; i < u->n_handlers; i++) {
        const struct bt_image_handler *h = &u->handlers[i];
        v->word = h->handler;
        if (h->start >= h->end || h->end > u->n_insns || !v->starts[h->start] ||
            (h->end < u->n_insns && !v->starts[h->end]))
            return complain(v, "handler of a range that is none");
        if (h->handler >= u->n_insns || !v->starts[h->handler] ||
            u->insns[h->handler].op != BT_CATCH_OP)
            return complain(v, "handler that does not begin with CATCH");
    }
    return true;
}

static bool check_header(struct check *v)
{
    const struct bt_unit *u = v->unit;
    uint64_t params = (uint64_t)u->n_pos + u->n_kwonly + (u->flags & BT_CODE_VARARGS ? 1 : 0) +
                      (u->flags & BT_CODE_VARKW ? 1 : 0);
    if (u->n_posonly > u->n_pos || params > u->n_locals || u->n_locals > u->n_regs ||
        u->n_regs > UINT16_MAX)
        return complain(v, "more parameters than registers");
    if ((u->flags & BT_CODE_HAS_DOC) && (u->n_consts == 0 || u->consts[0].kind != BT_K_STR))
        return complain(v, "no docstring");
    return true;
}

static bool check_unit(const struct bt_unit *unit, struct bt_buf *why)
{
    struct check v = {.unit = unit, .why = why};
    v.starts = bt_alloc_zero(unit->n_insns + 1u);
    if (v.starts == NULL)
        return complain(&v, "out of memory");
    bool ok = check_header(&v) && find_starts(&v) && check_lengths(&v) && check_handlers(&v);
    for (v.word = 0; ok && v.word < unit->n_insns; v.word++) {
        if (v.starts[v.word])
            ok = check_instruction(&v);
    }
    bt_free(v.starts);
    for (uint32_t i = 0; ok && i < unit->n_consts; i++) {
        if (unit->consts[i].kind == BT_K_CODE)
            ok = check_unit(unit->consts[i].u.unit, why);
    }
    return ok;
}

bool bt_verify(const struct bt_image *image, struct bt_buf *why)
{
    return check_unit(image->top, why);
}
