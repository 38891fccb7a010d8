/*
 * Looking at an expression's value beside the program, in its own process: what can have no effect
 * whatever. Nothing is allocated in the heap, no Python code runs, nothing is counted; so a
 * condition that is true or false millions of times leaves the run as it was. What it cannot say
 * (a call, a property, a result that would need a new object) has to be asked of a child process.
 */
#ifndef BT_ENGINE_PEEK_H
#define BT_ENGINE_PEEK_H

#include "vm/interp.h"

struct bt_peek;

// Compile an expression (UTF-8). NULL: `error` says why, in words for the user ("SyntaxError: ...",
// "it would assign to x").
struct bt_peek *bt_peek_new(const char *text, char *error, size_t room);
void bt_peek_free(struct bt_peek *p);
// The expression as it was given, without space around it.
const char *bt_peek_text(const struct bt_peek *p);

// Where names are looked up without a frame: these globals; NULL: the main module's.
void bt_peek_set_globals(struct bt_peek *p, struct bt_dict *globals);
// Its value for a thread at a frame (NULL: for the main module). The value is borrowed: it lives
// as long as nothing of the program moves. false: somebody else has to say.
bool bt_peek_value(const struct bt_peek *p, struct bt_vm *vm, const struct bt_frame *frame,
                   bt_value *out);
// The same as true or false.
bool bt_peek_truth(const struct bt_peek *p, struct bt_vm *vm, const struct bt_frame *frame,
                   bool *out);
// Is the value made with variables of the frame itself, so that it is another in another function?
bool bt_peek_is_local(const struct bt_peek *p, const struct bt_frame *frame);

// Does it look anything up by name, so that its value may change?
bool bt_peek_has_names(const struct bt_peek *p);
// Has Python code to be run for it, whatever its names mean: calls, new objects?
bool bt_peek_needs_python(const struct bt_peek *p);
// Is it a name, an attribute or an item, and not made of several?
bool bt_peek_is_place(const struct bt_peek *p);

// What a name means at a frame: the variable's value, a global's, a builtin's. false: nothing.
// cell: NULL, or where to put the cell that holds it, if one does.
bool bt_peek_name(struct bt_vm *vm, const struct bt_frame *frame, const char *name, bt_value *out,
                  struct bt_object **cell);

#endif
