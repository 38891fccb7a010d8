/*
 * Variables: from a name in the source to the instruction that reads, binds or deletes it. Inlined
 * comprehensions are looked at first, innermost first, then the unit's own scope.
 */
#include "compiler/unit.h"

enum place_kind { IN_REGISTER, IN_CELL, IN_FREE, IN_CLASS_FREE, IN_GLOBALS, IN_NAMESPACE };
struct place {
    enum place_kind kind;
    uint32_t slot;
};

static struct place of_unit_scope(const struct bt_compiler *c, const struct bt_symbol *s,
                                  bool in_comprehension)
{
    const struct bt_builder *u = c->u;
    bool function = bt_scope_is_function(u->scope);
    enum place_kind by_name =
        u->scope->kind == BT_SCOPE_CLASS || c->options.own_namespace ? IN_NAMESPACE : IN_GLOBALS;
    if (s == NULL)
        return (struct place){function ? IN_GLOBALS : by_name, 0};
    if (in_comprehension && (s->flags & BT_SYM_FREE_CLASS))
        return (struct place){IN_FREE, s->free_slot}; // it looks past the class
    switch (s->binding) {
    case BT_BIND_LOCAL:
        if (function)
            return (struct place){IN_REGISTER, s->slot};
        return (struct place){by_name, 0};
    case BT_BIND_CELL: return (struct place){IN_CELL, s->slot};
    case BT_BIND_FREE:
        if (u->scope->kind == BT_SCOPE_CLASS && !in_comprehension)
            return (struct place){IN_CLASS_FREE, s->slot};
        return (struct place){IN_FREE, s->slot};
    case BT_BIND_GLOBAL_EXPLICIT: return (struct place){IN_GLOBALS, 0};
    case BT_BIND_NONE:
    case BT_BIND_GLOBAL_IMPLICIT: break;
    }
    return (struct place){function ? IN_GLOBALS : by_name, 0};
}

static struct place find(const struct bt_compiler *c, const struct bt_name *name)
{
    const struct bt_builder *u = c->u;
    for (const struct bt_inlined *in = u->inlined; in != NULL; in = in->outer) {
        const struct bt_symbol *s = bt_scope_find(in->scope, name);
        if (s == NULL)
            continue;
        if (s->binding == BT_BIND_LOCAL)
            return (struct place){IN_REGISTER, s->slot};
        if (s->binding == BT_BIND_CELL)
            return (struct place){IN_CELL, s->slot};
        if (s->binding == BT_BIND_GLOBAL_EXPLICIT)
            return (struct place){IN_GLOBALS, 0};
        if (s->binding == BT_BIND_GLOBAL_IMPLICIT) // never the class around
            return (struct place){u->scope->kind == BT_SCOPE_MODULE && c->options.own_namespace
                                      ? IN_NAMESPACE
                                      : IN_GLOBALS,
                                  0};
    }
    return of_unit_scope(c, bt_scope_find(u->scope, name), u->inlined != NULL);
}

uint32_t bt_var_register(struct bt_compiler *c, const struct bt_name *name)
{
    struct place p = find(c, bt_unit_mangle(c, name));
    return p.kind == IN_REGISTER ? p.slot : BT_NO_REG;
}

void bt_var_load(struct bt_compiler *c, const struct bt_name *name, uint32_t dst)
{
    const struct bt_name *m = bt_unit_mangle(c, name);
    struct place p = find(c, m);
    switch (p.kind) {
    case IN_REGISTER:
        bt_emit(c, BT_CHECK_OP, p.slot, 0, 0);
        bt_emit_move(c, dst, p.slot);
        break;
    case IN_CELL: bt_emit(c, BT_LOAD_CELL_OP, dst, p.slot, 0); break;
    case IN_FREE: bt_emit(c, BT_LOAD_FREE_OP, dst, p.slot, 0); break;
    case IN_CLASS_FREE:
        bt_emit(c, BT_LOAD_CLASS_FREE_OP, dst, p.slot, bt_emit_name_index(c, m));
        break;
    case IN_GLOBALS: bt_emit(c, BT_LOAD_GLOBAL_OP, dst, bt_emit_name_index(c, m), 0); break;
    case IN_NAMESPACE: bt_emit(c, BT_LOAD_NAME_OP, dst, bt_emit_name_index(c, m), 0); break;
    }
}

void bt_var_store(struct bt_compiler *c, const struct bt_name *name, uint32_t src)
{
    const struct bt_name *m = bt_unit_mangle(c, name);
    struct place p = find(c, m);
    switch (p.kind) {
    case IN_REGISTER: bt_emit_move(c, p.slot, src); break;
    case IN_CELL: bt_emit(c, BT_STORE_CELL_OP, p.slot, src, 0); break;
    case IN_FREE:
    case IN_CLASS_FREE: bt_emit(c, BT_STORE_FREE_OP, p.slot, src, 0); break;
    case IN_GLOBALS: bt_emit(c, BT_STORE_GLOBAL_OP, src, bt_emit_name_index(c, m), 0); break;
    case IN_NAMESPACE: bt_emit(c, BT_STORE_NAME_OP, src, bt_emit_name_index(c, m), 0); break;
    }
}

void bt_var_delete(struct bt_compiler *c, const struct bt_name *name)
{
    const struct bt_name *m = bt_unit_mangle(c, name);
    struct place p = find(c, m);
    switch (p.kind) {
    case IN_REGISTER: bt_emit(c, BT_DELETE_LOCAL_OP, p.slot, 0, 0); break;
    case IN_CELL: bt_emit(c, BT_DELETE_CELL_OP, p.slot, 0, 0); break;
    case IN_FREE:
    case IN_CLASS_FREE: bt_emit(c, BT_DELETE_FREE_OP, p.slot, 0, 0); break;
    case IN_GLOBALS: bt_emit(c, BT_DELETE_GLOBAL_OP, 0, bt_emit_name_index(c, m), 0); break;
    case IN_NAMESPACE: bt_emit(c, BT_DELETE_NAME_OP, 0, bt_emit_name_index(c, m), 0); break;
    }
}

bool bt_var_forbidden(struct bt_compiler *c, const struct bt_name *name, struct bt_span span,
                      bool deleting)
{
    if (!bt_context_is(name, "__debug__"))
        return false;
    bt_context_error(c, span, "cannot %s __debug__", deleting ? "delete" : "assign to");
    return true;
}

// The cell of a variable of this unit (or one around it) into dst.
static void load_cell_itself(struct bt_compiler *c, const struct bt_name *name, uint32_t dst)
{
    const struct bt_builder *u = c->u;
    for (const struct bt_inlined *in = u->inlined; in != NULL; in = in->outer) {
        const struct bt_symbol *s = bt_scope_find(in->scope, name);
        if (s != NULL && s->binding == BT_BIND_CELL) {
            bt_emit_move(c, dst, s->slot);
            return;
        }
    }
    if (u->class_cell != BT_NO_REG && bt_context_is(name, "__class__")) {
        bt_emit_move(c, dst, u->class_cell);
        return;
    }
    const struct bt_symbol *s = bt_scope_find(u->scope, name);
    if (s == NULL)
        return;
    if (s->flags & BT_SYM_FREE_CLASS)
        bt_emit(c, BT_LOAD_CLOSURE_OP, dst, s->free_slot, 0);
    else if (s->binding == BT_BIND_CELL)
        bt_emit_move(c, dst, s->slot);
    else
        bt_emit(c, BT_LOAD_CLOSURE_OP, dst, s->slot, 0);
}

bool bt_var_closure(struct bt_compiler *c, const struct bt_scope *inner, uint32_t dst)
{
    uint32_t n = 0;
    for (const struct bt_symbol *s = inner->first; s != NULL; s = s->next)
        n += s->binding == BT_BIND_FREE || (s->flags & BT_SYM_FREE_CLASS) ? 1 : 0;
    if (n == 0)
        return false;
    uint32_t mark = bt_temp_mark(c);
    uint32_t first = bt_temps(c, n);
    for (const struct bt_symbol *s = inner->first; s != NULL; s = s->next) {
        if (s->binding == BT_BIND_FREE || (s->flags & BT_SYM_FREE_CLASS)) {
            // the inner unit was built already: its slots say the order
            uint32_t slot = s->flags & BT_SYM_FREE_CLASS ? s->free_slot : s->slot;
            load_cell_itself(c, s->name, first + slot);
        }
    }
    bt_emit(c, BT_BUILD_TUPLE_OP, dst, first, n);
    bt_temp_release(c, mark);
    return true;
}
