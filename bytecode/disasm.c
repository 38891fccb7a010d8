/*
 * The disassembler. What an operand is comes from its letter in opcodes.def; the handful of
 * instructions whose operand has a meaning of its own (flags, a run of registers) are told apart
 * here. The listing is for reading: it is not parsed by anything.
 */
#include "bytecode/disasm.h"

#include "bytecode/positions.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NO_LABEL 0

struct listing {
    struct bt_buf *out;
    const struct bt_unit *unit;
    const struct bt_source *source;
    uint32_t *labels; // per word: number of its label, or NO_LABEL; NULL when memory is short
    uint32_t last_line;
};

/* ---- constants ---- */

static void put_escaped(struct bt_buf *out, const char *text, size_t len, bool ascii)
{
    bool single = memchr(text, '\'', len) != NULL && memchr(text, '"', len) == NULL;
    char quote = single ? '"' : '\'';
    bt_buf_putc(out, quote);
    for (size_t i = 0; i < len; i++) {
        unsigned char ch = (unsigned char)text[i];
        if (ch == '\n')
            bt_buf_puts(out, "\\n");
        else if (ch == '\t')
            bt_buf_puts(out, "\\t");
        else if (ch == '\r')
            bt_buf_puts(out, "\\r");
        else if (ch == '\\' || ch == (unsigned char)quote)
            bt_buf_printf(out, "\\%c", ch);
        else if (ch < ' ' || ch == 0x7f || (ascii && ch > 0x7f))
            bt_buf_printf(out, "\\x%02x", ch);
        else
            bt_buf_putc(out, (char)ch);
    }
    bt_buf_putc(out, quote);
}

static void put_double(struct bt_buf *out, double d, bool point)
{
    char text[40];
    int digits = 1;
    do // the shortest that reads back as the same number
        snprintf(text, sizeof text, "%.*g", digits, d);
    while (isfinite(d) && strtod(text, NULL) != d && ++digits <= 17);
    bt_buf_puts(out, text);
    if (point && isfinite(d) && strpbrk(text, ".e") == NULL)
        bt_buf_puts(out, ".0");
}

static void put_items(struct bt_buf *out, const struct bt_image_const *k)
{
    bt_buf_puts(out, k->kind == BT_K_TUPLE ? "(" : "frozenset({");
    for (uint32_t i = 0; i < k->n; i++) {
        if (i > 0)
            bt_buf_puts(out, ", ");
        bt_disassemble_const(out, &k->u.items[i]);
    }
    if (k->kind == BT_K_TUPLE)
        bt_buf_puts(out, k->n == 1 ? ",)" : ")");
    else
        bt_buf_puts(out, "})");
}

void bt_disassemble_const(struct bt_buf *out, const struct bt_image_const *k)
{
    switch (k->kind) {
    case BT_K_NONE: bt_buf_puts(out, "None"); break;
    case BT_K_FALSE: bt_buf_puts(out, "False"); break;
    case BT_K_TRUE: bt_buf_puts(out, "True"); break;
    case BT_K_ELLIPSIS: bt_buf_puts(out, "..."); break;
    case BT_K_INT: bt_buf_printf(out, "%lld", (long long)k->u.i); break;
    case BT_K_BIGINT:
        bt_buf_puts(out, k->n == 16 ? "0x" : k->n == 8 ? "0o" : k->n == 2 ? "0b" : "");
        bt_buf_write(out, k->u.s.text, k->u.s.len);
        break;
    case BT_K_FLOAT: put_double(out, k->u.d, true); break;
    case BT_K_COMPLEX:
        put_double(out, k->u.d, false);
        bt_buf_putc(out, 'j');
        break;
    case BT_K_STR: put_escaped(out, k->u.s.text, k->u.s.len, false); break;
    case BT_K_BYTES:
        bt_buf_putc(out, 'b');
        put_escaped(out, k->u.s.text, k->u.s.len, true);
        break;
    case BT_K_TUPLE:
    case BT_K_FROZENSET: put_items(out, k); break;
    case BT_K_CODE: bt_buf_printf(out, "code %s", k->u.unit->qualname.text); break;
    }
}

/* ---- operands ---- */

void bt_disassemble_register(struct bt_buf *out, const struct bt_unit *unit, uint32_t reg)
{
    if (reg < unit->n_locals)
        bt_buf_write(out, unit->varnames[reg].text, unit->varnames[reg].len);
    else
        bt_buf_printf(out, "t%u", reg - unit->n_locals);
}

// "t3..t5", or nothing for none
static void put_run(struct listing *l, uint32_t first, uint32_t n)
{
    if (n == 0) {
        bt_buf_putc(l->out, '-');
        return;
    }
    bt_disassemble_register(l->out, l->unit, first);
    if (n > 1) {
        bt_buf_puts(l->out, "..");
        bt_disassemble_register(l->out, l->unit, first + n - 1);
    }
}

static uint32_t target_of(const struct bt_insn *insn, uint32_t word, int32_t distance)
{
    return (uint32_t)((int64_t)word + bt_op_info[insn->op].words + distance);
}

// The word that an instruction may jump to; false if it does not jump.
static bool jump_target(const struct bt_insn *insn, uint32_t word, uint32_t *out)
{
    const char *operands = bt_op_info[insn->op].operands;
    if (strchr(operands, 'J') != NULL)
        *out = target_of(insn, word, (int32_t)bt_insn_bc(insn));
    else if (operands[2] == 'j')
        *out = target_of(insn, word, (int16_t)insn->c);
    else
        return false;
    return true;
}

static void put_label(struct listing *l, uint32_t word)
{
    if (l->labels != NULL && word < l->unit->n_insns)
        bt_buf_printf(l->out, "L%u", l->labels[word]);
    else
        bt_buf_printf(l->out, "%u", word);
}

static void put_const(struct listing *l, uint32_t index)
{
    if (index < l->unit->n_consts)
        bt_disassemble_const(l->out, &l->unit->consts[index]);
    else
        bt_buf_printf(l->out, "constant %u", index);
}

static void put_name(struct listing *l, uint32_t index)
{
    if (index < l->unit->n_names)
        bt_buf_puts(l->out, l->unit->names[index].text);
    else
        bt_buf_printf(l->out, "name %u", index);
}

static void put_free(struct listing *l, uint32_t index)
{
    if (index < l->unit->n_freevars)
        bt_buf_puts(l->out, l->unit->freevars[index].text);
    else
        bt_buf_printf(l->out, "free %u", index);
}

static void put_operand(struct listing *l, const struct bt_insn *insn, uint32_t word, char letter,
                        uint16_t value)
{
    uint32_t target = 0;
    switch (letter) {
    case 'r':
    case 'w':
    case 'm': bt_disassemble_register(l->out, l->unit, value); break;
    case 'k': put_const(l, value); break;
    case 'K': put_const(l, bt_insn_bc(insn)); break;
    case 'n': put_name(l, value); break;
    case 'N': put_name(l, bt_insn_bc(insn)); break;
    case 'i': bt_buf_printf(l->out, "%d", (int16_t)value); break;
    case 'I': bt_buf_printf(l->out, "%d", (int32_t)bt_insn_bc(insn)); break;
    case 'x': put_free(l, value); break;
    case 'j':
    case 'J':
        jump_target(insn, word, &target);
        bt_buf_puts(l->out, "to ");
        put_label(l, target);
        break;
    default: bt_buf_printf(l->out, "%u", value); break;
    }
}

/* ---- instructions whose operands say more ---- */

static void put_flags(struct bt_buf *out, unsigned flags)
{
    static const char *const names[] = {"defaults", "kwdefaults", "annotations", "closure",
                                        "type_params"};
    for (unsigned i = 0; i < 5; i++) {
        if (flags >> i & 1)
            bt_buf_printf(out, ", %s", names[i]);
    }
}

static void put_call(struct listing *l, const struct bt_insn *insn)
{
    bool method = insn->op == BT_CALL_METHOD_OP || insn->op == BT_CALL_METHOD_KW_OP;
    bt_disassemble_register(l->out, l->unit, insn->c);
    bt_buf_puts(l->out, " = ");
    bt_disassemble_register(l->out, l->unit, insn->a);
    bt_buf_putc(l->out, '(');
    if (insn->b > 0)
        put_run(l, insn->a + (method ? 2u : 1u), insn->b);
    if (insn->op == BT_CALL_KW_OP || insn->op == BT_CALL_METHOD_KW_OP) {
        bt_buf_puts(l->out, "; names ");
        put_const(l, bt_insn_bc(insn + 1));
    }
    bt_buf_putc(l->out, ')');
}

static void put_build(struct listing *l, const struct bt_insn *insn)
{
    uint32_t n = insn->op == BT_BUILD_MAP_OP ? insn->c * 2u : insn->c;
    bt_disassemble_register(l->out, l->unit, insn->a);
    bt_buf_puts(l->out, ", ");
    put_run(l, insn->b, n);
}

static void put_raise(struct listing *l, const struct bt_insn *insn)
{
    if (insn->c >= 1)
        bt_disassemble_register(l->out, l->unit, insn->a);
    if (insn->c == 2) {
        bt_buf_puts(l->out, " from ");
        bt_disassemble_register(l->out, l->unit, insn->a + 1u);
    }
}

static void put_unpack(struct listing *l, const struct bt_insn *insn)
{
    bool star = insn->op == BT_UNPACK_EX_OP;
    uint32_t n = star ? insn[1].b + insn[1].c + 1u : insn->c;
    put_run(l, insn->a, n);
    bt_buf_puts(l->out, ", ");
    bt_disassemble_register(l->out, l->unit, insn->b);
    if (star)
        bt_buf_printf(l->out, ", star at %u", insn[1].b);
}

static const char *const special_names[] = {"__enter__", "__exit__", "__aenter__", "__aexit__"};

// The operands of an instruction that has its own way of showing them; false for all others.
static bool put_special(struct listing *l, const struct bt_insn *insn)
{
    switch (insn->op) {
    case BT_CALL_OP:
    case BT_CALL_KW_OP:
    case BT_CALL_METHOD_OP:
    case BT_CALL_METHOD_KW_OP: put_call(l, insn); return true;
    case BT_BUILD_LIST_OP:
    case BT_BUILD_TUPLE_OP:
    case BT_BUILD_SET_OP:
    case BT_BUILD_MAP_OP:
    case BT_BUILD_STRING_OP:
    case BT_BUILD_SLICE_OP: put_build(l, insn); return true;
    case BT_UNPACK_OP:
    case BT_UNPACK_EX_OP: put_unpack(l, insn); return true;
    case BT_RAISE_OP: put_raise(l, insn); return true;
    case BT_MAKE_FUNCTION_OP:
        bt_disassemble_register(l->out, l->unit, insn->a);
        bt_buf_puts(l->out, ", ");
        put_const(l, insn->b);
        put_flags(l->out, insn->c);
        return true;
    case BT_LOAD_SPECIAL_OP:
        bt_disassemble_register(l->out, l->unit, insn->a);
        bt_buf_puts(l->out, ", ");
        bt_disassemble_register(l->out, l->unit, insn->b);
        bt_buf_printf(l->out, ", %s", insn->c < 4 ? special_names[insn->c] : "?");
        return true;
    default: return false;
    }
}

static void put_operands(struct listing *l, const struct bt_insn *insn, uint32_t word)
{
    const char *operands = bt_op_info[insn->op].operands;
    const uint16_t values[] = {insn->a, insn->b, insn->c};
    const char *between = "";
    if (put_special(l, insn))
        return;
    for (int i = 0; i < 3; i++) {
        if (operands[i] == '-')
            continue;
        bt_buf_puts(l->out, between);
        put_operand(l, insn, word, operands[i], values[i]);
        between = ", ";
        if (operands[i] >= 'A' && operands[i] <= 'Z')
            break; // it covered b and c
    }
}

/* ---- listings ---- */

static void number_labels(struct listing *l)
{
    const struct bt_unit *u = l->unit;
    uint32_t target, next = 1;
    for (uint32_t w = 0; w < u->n_insns; w += bt_op_info[u->insns[w].op].words) {
        if (jump_target(&u->insns[w], w, &target) && target < u->n_insns)
            l->labels[target] = 1;
    }
    for (uint32_t i = 0; i < u->n_handlers; i++) {
        l->labels[u->handlers[i].handler] = 1;
        l->labels[u->handlers[i].start] = 1;
        if (u->handlers[i].end < u->n_insns)
            l->labels[u->handlers[i].end] = 1;
    }
    for (uint32_t w = 0; w < u->n_insns; w++) {
        if (l->labels[w] != NO_LABEL)
            l->labels[w] = next++;
    }
}

static void make_labels(struct listing *l)
{
    l->labels = bt_alloc_zero((l->unit->n_insns + 1u) * sizeof *l->labels);
    if (l->labels == NULL)
        l->out->failed = true;
    else
        number_labels(l);
}

static void put_source_line(struct listing *l, uint32_t word)
{
    struct bt_position place;
    if (!bt_positions_find(l->unit->positions, l->unit->positions_len, word, &place) ||
        (uint32_t)place.line == l->last_line)
        return;
    l->last_line = (uint32_t)place.line;
    size_t len = 0;
    const char *text = l->source == NULL ? NULL : bt_source_line(l->source, l->last_line, &len);
    bt_buf_printf(l->out, "%5u  ", l->last_line);
    if (text != NULL) {
        bt_buf_puts(l->out, "| ");
        bt_buf_write(l->out, text, len);
    }
    bt_buf_putc(l->out, '\n');
}

static void put_name_and_operands(struct listing *l, const struct bt_insn *insn, uint32_t word)
{
    size_t start = l->out->len;
    bt_buf_printf(l->out, "%-15s ", bt_op_info[insn->op].name);
    put_operands(l, insn, word);
    while (l->out->len > start && l->out->data[l->out->len - 1] == ' ')
        l->out->data[--l->out->len] = '\0';
}

static void put_instruction(struct listing *l, uint32_t word)
{
    const struct bt_insn *insn = &l->unit->insns[word];
    put_source_line(l, word);
    if (l->labels != NULL && l->labels[word] != NO_LABEL)
        bt_buf_printf(l->out, "  L%u:\n", l->labels[word]);
    bt_buf_printf(l->out, "%9u  ", word);
    put_name_and_operands(l, insn, word);
    bt_buf_putc(l->out, '\n');
}

static void put_handlers(struct listing *l)
{
    const struct bt_unit *u = l->unit;
    if (u->n_handlers == 0)
        return;
    bt_buf_puts(l->out, "  exceptions:\n");
    for (uint32_t i = 0; i < u->n_handlers; i++) {
        bt_buf_puts(l->out, "    from ");
        put_label(l, u->handlers[i].start);
        bt_buf_puts(l->out, " to ");
        if (u->handlers[i].end < u->n_insns)
            put_label(l, u->handlers[i].end);
        else
            bt_buf_puts(l->out, "the end");
        bt_buf_puts(l->out, ": go to ");
        put_label(l, u->handlers[i].handler);
        bt_buf_putc(l->out, '\n');
    }
}

static void put_texts(struct bt_buf *out, const char *what, const struct bt_text *texts, uint32_t n)
{
    if (n == 0)
        return;
    bt_buf_printf(out, "  %s:", what);
    for (uint32_t i = 0; i < n; i++)
        bt_buf_printf(out, "%s %s", i > 0 ? "," : "", texts[i].text);
    bt_buf_putc(out, '\n');
}

void bt_disassemble_unit(struct bt_buf *out, const struct bt_unit *unit,
                         const struct bt_source *source)
{
    struct listing l = {.out = out, .unit = unit, .source = source};
    bt_buf_printf(out, "%s, line %u:\n", unit->qualname.text, unit->first_line);
    uint32_t n_params = unit->n_pos + unit->n_kwonly + (unit->flags & BT_CODE_VARARGS ? 1 : 0) +
                        (unit->flags & BT_CODE_VARKW ? 1 : 0);
    put_texts(out, "parameters", unit->varnames, n_params);
    put_texts(out, "cells", unit->cellvars, unit->n_cellvars);
    put_texts(out, "free", unit->freevars, unit->n_freevars);
    make_labels(&l);
    for (uint32_t w = 0; w < unit->n_insns && !out->failed;
         w += bt_op_info[unit->insns[w].op].words)
        put_instruction(&l, w);
    put_handlers(&l);
    bt_free(l.labels);
}

void bt_disassemble_instruction(struct bt_buf *out, const struct bt_unit *unit, uint32_t word)
{
    struct listing l = {.out = out, .unit = unit};
    make_labels(&l);
    if (word < unit->n_insns)
        put_name_and_operands(&l, &unit->insns[word], word);
    bt_free(l.labels);
}

uint32_t bt_disassemble_label(const struct bt_unit *unit, uint32_t word)
{
    struct bt_buf out;
    bt_buf_init(&out);
    struct listing l = {.out = &out, .unit = unit};
    make_labels(&l);
    uint32_t label = l.labels != NULL && word < unit->n_insns ? l.labels[word] : NO_LABEL;
    bt_free(l.labels);
    return label;
}

static void put_nested(struct bt_buf *out, const struct bt_unit *unit,
                       const struct bt_source *source)
{
    bt_disassemble_unit(out, unit, source);
    for (uint32_t i = 0; i < unit->n_consts; i++) {
        if (unit->consts[i].kind == BT_K_CODE) {
            bt_buf_putc(out, '\n');
            put_nested(out, unit->consts[i].u.unit, source);
        }
    }
}

void bt_disassemble(struct bt_buf *out, const struct bt_image *image,
                    const struct bt_source *source)
{
    put_nested(out, image->top, source);
}
