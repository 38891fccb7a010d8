/*
 * The code objects that there are: of the frames of all threads, of what their globals and all
 * modules hold, and those nested in them. For queries, in their child process.
 */
#ifndef BT_ENGINE_CODES_H
#define BT_ENGINE_CODES_H

#include "debugger/engine/engine.h"

// Hears of a code object, of some more than once; true: it is the one, look no further.
typedef bool bt_codes_visitor(void *ctx, struct bt_code *code);
// Go through all. The one that the visitor chose, or NULL.
struct bt_code *bt_codes_visit(struct bt_engine *e, bt_codes_visitor *visitor, void *ctx);
// The one with this id (FRAME's "code"), NULL: there is none.
struct bt_code *bt_codes_by_id(struct bt_engine *e, uintptr_t id);
// The one whose instructions lie at this address; *word: which one. NULL: none.
struct bt_code *bt_codes_by_address(struct bt_engine *e, uintptr_t address, uint32_t *word);
// The one that a dotted name means in a frame ("add", "acc.deposit", "Account.deposit"; may run
// Python code), or whose name it is; frame may be NULL. NULL: *error is a new answer.
struct bt_code *bt_codes_by_name(struct bt_engine *e, struct bt_vthread *th, struct bt_frame *frame,
                                 const char *name, json_t **error);

#endif
