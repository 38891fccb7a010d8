/*
 * What an instruction is about to write or read. Decoded from the instruction word and the
 * registers; an instruction makes at most one visible access (docs/gil.md).
 *
 * What runs Python code instead (a property, __setattr__, __setitem__) is no access itself: the
 * instructions of that code are.
 */
#include "base/hash.h"
#include "lab/races.h"
#include "runtime/objects/dict.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/seq.h"
#include "runtime/objects/str.h"
#include "runtime/objects/type.h"

static bool global(struct bt_race_target *t, const struct bt_dict *globals, bt_value name)
{
    *t = (struct bt_race_target){BT_RACE_GLOBAL, &globals->base, name.bits, name, NULL};
    return globals != NULL;
}

// Where obj.name is kept, if that is in the object itself.
static bool attribute(struct bt_vthread *th, struct bt_race_target *t, bt_value v, bt_value name)
{
    if (!bt_is_obj(v))
        return false;
    struct bt_type *type = bt_obj(v)->type;
    if (type == bt_type(&th->t, BT_T_MODULE))
        return global(t, ((const struct bt_module *)bt_obj(v))->dict, name);
    *t = (struct bt_race_target){BT_RACE_ATTRIBUTE, bt_obj(v), name.bits, name, NULL};
    if (type->flags & BT_TYPE_TYPE_SUB)
        return type->s.setattr == bt_type(&th->t, BT_T_TYPE)->s.setattr;
    if (type->s.setattr != bt_generic_setattr)
        return false;
    bt_value found = bt_type_lookup(type, name);
    return !bt_is_obj(found) || bt_obj(found)->type->s.descr_set == NULL ||
           bt_is_exact(&th->t, found, BT_T_MEMBER);
}

static bt_value name_of(bt_value names, size_t i)
{
    const struct bt_tuple *tuple = bt_as_tuple(names);
    return i < tuple->len ? tuple->items[i] : BT_UNSET;
}

static bool cell(struct bt_race_target *t, bt_value v, bt_value name)
{
    *t = (struct bt_race_target){BT_RACE_VARIABLE, bt_obj(v), 0, name, NULL};
    return bt_is_obj(v);
}

// Does a class that is derived from this type store items as the type does?
static bool stores_as(const struct bt_vthread *th, struct bt_type *type, int native)
{
    bt_value name = BT_NAME(&th->t, setitem);
    return type->s.setitem == bt_type(&th->t, native)->s.setitem ||
           bt_same(bt_type_lookup(type, name), bt_type_lookup(bt_type(&th->t, native), name));
}

// Is it a list, dict or bytearray, whose items are kept as they always are?
static bool keeps_items(const struct bt_vthread *th, bt_value v)
{
    if (!bt_is_obj(v))
        return false;
    struct bt_type *type = bt_obj(v)->type;
    return (type->flags & BT_TYPE_LIST_SUB)   ? stores_as(th, type, BT_T_LIST)
           : (type->flags & BT_TYPE_DICT_SUB) ? stores_as(th, type, BT_T_DICT)
                                              : type == bt_type(&th->t, BT_T_BYTEARRAY);
}

/*
 * The item of that key. Equal keys of other types than int and str (and of huge ints) are not
 * followed: the place would be another one for each of them, or one for all.
 */
static bool item(const struct bt_vthread *th, struct bt_race_target *t, bt_value v, bt_value key)
{
    if (!keeps_items(th, v))
        return false;
    *t = (struct bt_race_target){BT_RACE_ITEM, bt_obj(v), 0, key, NULL};
    if (bt_is_small(key)) {
        if (bt_small(key) < 0 && (bt_obj(v)->type->flags & BT_TYPE_LIST_SUB))
            key = bt_from_small(bt_small(key) + (int64_t)bt_as_list(v)->len);
        t->name = key;
        t->key = key.bits;
        return true;
    }
    if (!bt_is_str(key))
        return false;
    t->key = bt_hash_bytes(bt_as_str(key)->data, bt_as_str(key)->len, 0) | 1;
    return true;
}

// ---- calls that change a container ----

static const char *const changing[] = {
    "add",         "append",      "appendleft",  "clear",    "difference_update",
    "discard",     "extend",      "extendleft",  "insert",   "intersection_update",
    "move_to_end", "pop",         "popitem",     "popleft",  "remove",
    "reverse",     "rotate",      "setdefault",  "sort",     "symmetric_difference_update",
    "update",      "__setitem__", "__delitem__", "subtract",
};

static bool changes(const char *method)
{
    for (size_t i = 0; i < sizeof changing / sizeof changing[0]; i++)
        if (strcmp(changing[i], method) == 0)
            return true;
    return false;
}

// A container with native methods that change it; not what threads hand things over with.
static bool is_container(const struct bt_vthread *th, bt_value v)
{
    if (!bt_is_obj(v))
        return false;
    const struct bt_type *type = bt_obj(v)->type;
    if (type->flags & (BT_TYPE_LIST_SUB | BT_TYPE_DICT_SUB | BT_TYPE_SET_SUB))
        return true;
    for (; type; type = type->base_type)
        if (type == bt_type(&th->t, BT_T_BYTEARRAY) ||
            (type->spec && strcmp(type->spec->name, "deque") == 0))
            return true;
    return false;
}

static bool contents(const struct bt_vthread *th, struct bt_race_target *t, bt_value v,
                     const char *call)
{
    *t = (struct bt_race_target){BT_RACE_CONTENTS, bt_obj(v), 0, BT_UNSET, call};
    return is_container(th, v);
}

// What the call of this native does; v: its arguments, self included.
static bool native(const struct bt_vthread *th, struct bt_race_target *t,
                   const struct bt_fn_spec *spec, const bt_value *v, size_t n)
{
    if (n > 0 && changes(spec->name))
        return contents(th, t, v[0], spec->name);
    // heapq's functions and bisect's change their first argument
    if (n > 0 && ((strncmp(spec->name, "heap", 4) == 0) || strncmp(spec->name, "insort", 6) == 0))
        return contents(th, t, v[0], spec->name);
    return false;
}

static bool call(const struct bt_vthread *th, struct bt_race_target *t, bt_value callee,
                 const bt_value *v, size_t n)
{
    if (!bt_is_obj(callee))
        return false;
    const struct bt_object *o = bt_obj(callee);
    if (o->type == bt_type(&th->t, BT_T_METHOD_DESCR))
        return native(th, t, ((const struct bt_method_descr *)o)->spec, v, n);
    if (o->type != bt_type(&th->t, BT_T_NATIVE))
        return false;
    const struct bt_native *f = (const struct bt_native *)o;
    return bt_is_unset(f->self) ? native(th, t, f->spec, v, n)
                                : native(th, t, f->spec, &f->self, 1);
}

// ---- the instruction ----

static bool decode_call(const struct bt_vthread *th, const struct bt_insn *pc, const bt_value *R,
                        struct bt_race_target *t)
{
    bool method = pc->op == BT_CALL_METHOD_OP || pc->op == BT_CALL_METHOD_KW_OP;
    const bt_value *v = &R[pc->a + 1];
    size_t n = pc->b;
    if (method && bt_is_unset(*v))
        v++;
    else if (method)
        n++;
    return call(th, t, R[pc->a], v, n);
}

static bool decode_write(struct bt_vthread *th, const struct bt_frame *f, const struct bt_insn *pc,
                         struct bt_race_target *t)
{
    const bt_value *R = f->regs, *names = f->code->names;
    switch (pc->op) {
    case BT_STORE_GLOBAL_OP:
    case BT_DELETE_GLOBAL_OP: return global(t, f->func->globals, names[bt_insn_bc(pc)]);
    case BT_STORE_NAME_OP:
    case BT_DELETE_NAME_OP:
        return !(f->flags & BT_FRAME_NS) && global(t, f->func->globals, names[bt_insn_bc(pc)]);
    case BT_SETATTR_OP: return attribute(th, t, R[pc->a], names[pc->c]);
    case BT_DELATTR_OP: return attribute(th, t, R[pc->a], names[pc->c]);
    case BT_STORE_CELL_OP:
    case BT_DELETE_CELL_OP: return cell(t, R[pc->a], name_of(f->code->varnames, pc->a));
    case BT_STORE_FREE_OP:
    case BT_DELETE_FREE_OP:
        return f->func->closure &&
               cell(t, f->func->closure[pc->a], name_of(f->code->freevars, pc->a));
    case BT_SETITEM_OP:
    case BT_DELITEM_OP: return item(th, t, R[pc->a], R[pc->b]);
    case BT_IADD_OP:
    case BT_IOR_OP:
    case BT_IAND_OP:
    case BT_ISUB_OP:
    case BT_IXOR_OP:
    case BT_IMUL_OP: return contents(th, t, R[pc->b], "in place");
    case BT_CALL_OP:
    case BT_CALL_KW_OP:
    case BT_CALL_METHOD_OP:
    case BT_CALL_METHOD_KW_OP: return decode_call(th, pc, R, t);
    default: return false;
    }
}

static bool decode_read(struct bt_vthread *th, const struct bt_frame *f, const struct bt_insn *pc,
                        struct bt_race_target *t)
{
    const bt_value *R = f->regs, *names = f->code->names;
    switch (pc->op) {
    case BT_LOAD_GLOBAL_OP: return global(t, f->func->globals, names[bt_insn_bc(pc)]);
    case BT_LOAD_NAME_OP:
        return !(f->flags & BT_FRAME_NS) && global(t, f->func->globals, names[bt_insn_bc(pc)]);
    case BT_GETATTR_OP: return attribute(th, t, R[pc->b], names[pc->c]);
    case BT_LOAD_CELL_OP: return cell(t, R[pc->b], BT_UNSET);
    case BT_LOAD_FREE_OP: return f->func->closure && cell(t, f->func->closure[pc->b], BT_UNSET);
    case BT_GETITEM_OP: return item(th, t, R[pc->b], R[pc->c]);
    case BT_GETITEMI_OP: return item(th, t, R[pc->b], bt_from_small((int16_t)pc->c));
    case BT_IN_OP:
    case BT_NOT_IN_OP: return contents(th, t, R[pc->c], "in");
    case BT_GETITER_OP: return contents(th, t, R[pc->b], "iter");
    default: return false;
    }
}

bool bt_race_decode(struct bt_vthread *th, struct bt_race_target *out, bool *write)
{
    const struct bt_frame *f = th->frame;
    *write = decode_write(th, f, f->pc, out);
    return *write || decode_read(th, f, f->pc, out);
}
