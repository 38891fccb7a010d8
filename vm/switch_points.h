// Where a turn that is over may end, with --switch-points cpython: see switch_points.c.
#ifndef BT_VM_SWITCH_POINTS_H
#define BT_VM_SWITCH_POINTS_H

#include "vm/thread.h"

// The turn is over and th->deferring: `pc` is the instruction in `frame` that comes next. Is this a
// place where CPython would look? (Also when the program's limit is reached.) To be asked before
// each instruction from there on.
bool bt_switch_point(struct bt_vthread *th, const struct bt_frame *frame, const struct bt_insn *pc);

#endif
