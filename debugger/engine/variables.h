/*
 * Variables, their values, and what is in them: the tree that editors unfold. A place in it is a
 * PATH, a JSON array that begins with a root ("locals", thread, level ...) and goes on with an int
 * for an item or a string for a name. It is walked anew for each request. For a query's child
 * process.
 */
#ifndef BT_ENGINE_VARIABLES_H
#define BT_ENGINE_VARIABLES_H

#include "debugger/engine/evaluate.h"

// A VAR (see docs/debugging-json.md). path is stolen; expr: what gives the value when it is
// evaluated, or NULL. The caller roots v. NULL: no memory. [py]
json_t *bt_variable(struct bt_engine *e, struct bt_vthread *th, const char *name, bt_value v,
                    json_t *path, const char *expr, bool full);

// scopes.c: the answer for a path whose root is "registers", "locks" or "gil"; NULL for others.
json_t *bt_scope_rows(struct bt_engine *e, struct bt_vthread *th, const json_t *path);

// ---- members.c: what is in a value ----

enum bt_member_kind { BT_MEMBER_NAMED, BT_MEMBER_ITEM };

// One of them. Return false to stop.
struct bt_member_of {
    enum bt_member_kind kind;
    const char *name; // as shown; valid during the call
    size_t len;
    bt_value value;   // BT_UNSET with `lazy`
    size_t item;      // its number among the items
    const char *expr; // what follows the owner's expression: ".name", "[3]"; NULL: there is none
    bool set;         // can be assigned
    bool lazy;        // a property: to be asked for by name
};
typedef bool bt_member_function(void *ctx, const struct bt_member_of *member);

// Names and items of a value: names first, in the order in which they were made; items number
// start .. start + count - 1. Calls nothing of the script's, but __repr__ for odd keys of dicts.
void bt_members_named(struct bt_engine *e, struct bt_vthread *th, bt_value v,
                      bt_member_function *fn, void *ctx);
void bt_members_items(struct bt_engine *e, struct bt_vthread *th, bt_value v, size_t start,
                      size_t count, bt_member_function *fn, void *ctx);
// How many items.
size_t bt_members_count(const struct bt_vthread *th, bt_value v);
// The variables of a frame: parameters first, as written, then free variables.
void bt_members_locals(struct bt_engine *e, struct bt_vthread *th, struct bt_frame *frame,
                       bt_member_function *fn, void *ctx);
// Those of a namespace: without dunders; data first, then functions, classes, modules.
void bt_members_namespace(struct bt_engine *e, struct bt_vthread *th, const struct bt_dict *dict,
                          const char *access, bt_member_function *fn, void *ctx);

#endif
