// Instructions and their lines: see lines.h.
#include "debugger/engine/lines.h"

#include "bytecode/positions.h"

uint32_t bt_lines_words(const struct bt_code *code, uint32_t word)
{
    return bt_op_info[code->unit->insns[word].op].words;
}

struct bt_lines bt_lines_of(const struct bt_code *code)
{
    return (struct bt_lines){.code = code};
}

bool bt_lines_next(struct bt_lines *l)
{
    struct bt_position at;
    l->word = l->started ? l->word + bt_lines_words(l->code, l->word) : 0;
    l->started = true;
    if (l->word >= l->code->n_insns)
        return false;
    l->begins = false;
    l->line = 0;
    l->jumps = (bt_op_info[l->code->unit->insns[l->word].op].flags & BT_OPF_E) != 0;
    if (!bt_positions_find(l->code->positions, l->code->positions_len, l->word, &at) ||
        at.line <= 0)
        return true;
    l->line = (uint32_t)at.line;
    // the rest of an expression of several lines, back on its first one, begins nothing
    bool within = l->line < l->before && (int64_t)l->before <= at.end_line;
    l->begins = !within && l->line != l->before;
    l->before = l->line;
    return true;
}
