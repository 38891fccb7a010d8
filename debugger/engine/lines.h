// Walking over a code object's instructions and the source lines they stand for. (It knows no
// engine: two of the names would be the same.)
#ifndef BT_ENGINE_LINES_H
#define BT_ENGINE_LINES_H

#include "runtime/objects/function.h"

struct bt_lines {
    const struct bt_code *code;
    uint32_t word; // of the instruction at hand
    uint32_t line; // its line, 0: none
    bool begins;   // a statement may begin here: another line than that of the instruction before
    bool jumps;    // it may go somewhere else
    uint32_t before;
    bool started;
};

// Before the first instruction of a code object.
struct bt_lines bt_lines_of(const struct bt_code *code);
// Go on to the next instruction; false: there is none.
bool bt_lines_next(struct bt_lines *l);
// Words that the instruction at a word takes.
uint32_t bt_lines_words(const struct bt_code *code, uint32_t word);

#endif
