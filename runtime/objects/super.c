/*
 * super: attribute lookup that begins behind a given class in the mro. Without arguments it takes
 * the class and the object from the calling frame (up->super_args).
 */
#include "runtime/objects/args.h"
#include "runtime/objects/dict.h"
#include "runtime/objects/error.h"
#include "runtime/objects/heap.h"
#include "runtime/objects/method_cache.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/seq.h"
#include "runtime/objects/shape.h"
#include "runtime/objects/str.h"
#include "runtime/objects/type.h"

struct bt_super {
    struct bt_object base;
    bt_value type; // the class whose successors are searched; BT_UNSET before __init__
    bt_value obj;  // the object or class that methods are bound to; BT_UNSET: unbound
    // whose mro is walked: type(obj), or obj if that is a class; NULL: unbound
    struct bt_type *start;
};

static struct bt_super *as_super(bt_value v)
{
    return (struct bt_super *)bt_obj(v);
}

static bt_value super_new(struct bt_thread *th, struct bt_type *type, const struct bt_args *args)
{
    (void)args;
    struct bt_super *s = bt_instance_new(th, type);
    if (!s)
        return BT_ERROR;
    s->type = s->obj = BT_UNSET;
    s->start = NULL;
    return bt_from_obj(s);
}

// The class whose mro is walked for obj; NULL with TypeError.
static struct bt_type *find_start(struct bt_thread *th, struct bt_type *type, bt_value obj)
{
    if (bt_is_type(obj) && bt_is_subtype((struct bt_type *)bt_obj(obj), type))
        return (struct bt_type *)bt_obj(obj);
    struct bt_type *kind = bt_type_of(th, obj);
    if (bt_is_subtype(kind, type))
        return kind;
    bt_value cls = bt_getattr_opt(th, obj, BT_NAME(th, class)); // a proxy may say it is another
    if (bt_is_error(cls))
        return NULL;
    if (bt_is_type(cls) && (struct bt_type *)bt_obj(cls) != kind &&
        bt_is_subtype((struct bt_type *)bt_obj(cls), type))
        return (struct bt_type *)bt_obj(cls);
    bool is_class = bt_is_type(obj);
    (void)bt_type_error(
        th, "super(type, obj): obj (%s %N) is not an instance or subtype of type (%N).",
        is_class ? "type" : "instance of", is_class ? (struct bt_type *)bt_obj(obj) : kind, type);
    return NULL;
}

static bool super_init(struct bt_thread *th, bt_value self, const struct bt_args *args)
{
    struct bt_super *s = as_super(self);
    bt_value type = BT_UNSET, obj = BT_UNSET;
    if (!bt_args_no_kw(th, args, "super") || !bt_args_count(th, args, "super()", 0, 2))
        return false;
    if (args->npos == 0) {
        if (!th->interp->up->super_args(th, &type, &obj))
            return false;
    } else {
        type = args->v[0];
        if (args->npos == 2 && !bt_is_none(args->v[1]))
            obj = args->v[1];
    }
    if (!bt_is_type(type))
        return bt_fail(th, BT_EXC_TYPE_ERROR, "super() argument 1 must be a type, not %T", type);
    struct bt_type *start = NULL;
    if (!bt_is_unset(obj) && !(start = find_start(th, (struct bt_type *)bt_obj(type), obj)))
        return false;
    s->type = type;
    s->obj = obj;
    s->start = start;
    return true;
}

bt_value bt_super_here(struct bt_thread *th)
{
    const struct bt_args none = {NULL, 0, BT_UNSET};
    bt_value v = super_new(th, bt_type(th, BT_T_SUPER), &none);
    if (bt_is_error(v))
        return v;
    BT_ROOTS(th, r, 1);
    r[0] = v;
    bool ok = super_init(th, v, &none);
    BT_UNROOT(th, r);
    return ok ? v : BT_ERROR;
}

// What the classes behind s->type have under the name; BT_UNSET if nothing.
static bt_value search(struct bt_thread *th, const struct bt_super *s, bt_value name)
{
    struct bt_tuple *mro = bt_as_tuple(s->start->mro);
    size_t i = 0;
    while (i < mro->len && !bt_same(mro->items[i], s->type))
        i++;
    for (i++; i < mro->len; i++) {
        bt_value v = bt_dict_get_str(th, ((struct bt_type *)bt_obj(mro->items[i]))->dict, name);
        if (!bt_is_unset(v))
            return v;
    }
    return BT_UNSET;
}

// The same, remembered. A class's version changes with its dict, its bases and theirs.
static bt_value find(struct bt_thread *th, const struct bt_super *s, bt_value name)
{
    uint32_t start = s->start->version, behind = ((struct bt_type *)bt_obj(s->type))->version;
    uint64_t mixed = (name.bits >> 4) ^ start ^ ((uint64_t)behind << 3);
    struct bt_super_cache_entry *entry =
        &th->interp->method_cache->supers[mixed % BT_SUPER_CACHE_SIZE];
    if (BT_LIKELY(entry->name == name.bits && entry->start == start && entry->behind == behind))
        return entry->value;
    bt_value v = search(th, s, name);
    if (start != 0 && behind != 0 && bt_type_remembers(th, name, v))
        *entry = (struct bt_super_cache_entry){name.bits, start, behind, v};
    return v;
}

// Is it for the object itself to say what `name` is?
static bool is_own(struct bt_thread *th, const struct bt_super *s, bt_value name)
{
    return !s->start || bt_same(name, BT_NAME(th, class)) || bt_is_unset(s->start->mro);
}

static bt_value super_getattr(struct bt_thread *th, bt_value self, bt_value name)
{
    struct bt_super *s = as_super(self);
    bt_value v = is_own(th, s, name) ? BT_UNSET : find(th, s, name);
    if (bt_is_unset(v))
        return bt_generic_getattr(th, self, name);
    struct bt_type *kind = bt_type_of(th, v);
    if (!kind->s.descr_get)
        return v;
    bool on_class = bt_is_obj(s->obj) && bt_obj(s->obj) == &s->start->base;
    return kind->s.descr_get(th, v, on_class ? BT_UNSET : s->obj, bt_from_obj(s->start));
}

bool bt_super_method(struct bt_thread *th, bt_value super, bt_value name, bt_value *callee,
                     bt_value *self)
{
    struct bt_super *s = as_super(super);
    *self = BT_UNSET;
    *callee = is_own(th, s, name) ? BT_UNSET : find(th, s, name);
    if (bt_is_exact(th, *callee, BT_T_FUNCTION)) {
        if (!bt_is_obj(s->obj) || bt_obj(s->obj) != &s->start->base)
            *self = s->obj;
        return true;
    }
    *callee = super_getattr(th, super, name);
    return !bt_is_error(*callee);
}

static bt_value super_descr_get(struct bt_thread *th, bt_value self, bt_value obj, bt_value type)
{
    (void)type;
    struct bt_super *s = as_super(self);
    if (bt_is_unset(obj) || s->start || bt_is_unset(s->type))
        return self;
    bt_value args[] = {s->type, obj};
    return bt_call_n(th, bt_from_obj(s->base.type), args, 2);
}

static bt_value super_repr(struct bt_thread *th, bt_value self)
{
    struct bt_super *s = as_super(self);
    const char *name = bt_is_type(s->type) ? ((struct bt_type *)bt_obj(s->type))->name : "NULL";
    if (s->start)
        return bt_str_format(th, "<super: <class '%s'>, <%N object>>", name, s->start);
    return bt_str_format(th, "<super: <class '%s'>, NULL>", name);
}

static void super_trace(struct bt_tracer *tracer, struct bt_object *o)
{
    struct bt_super *s = (struct bt_super *)o;
    bt_mark(tracer, s->type);
    bt_mark(tracer, s->obj);
    bt_mark_object(tracer, (struct bt_object *)s->start);
}

static bt_value get_thisclass(struct bt_thread *th, bt_value self)
{
    (void)th;
    return bt_is_unset(as_super(self)->type) ? BT_NONE : as_super(self)->type;
}

static bt_value get_self(struct bt_thread *th, bt_value self)
{
    (void)th;
    return bt_is_unset(as_super(self)->obj) ? BT_NONE : as_super(self)->obj;
}

static bt_value get_self_class(struct bt_thread *th, bt_value self)
{
    (void)th;
    return as_super(self)->start ? bt_from_obj(as_super(self)->start) : BT_NONE;
}

static const struct bt_getset_spec getsets[] = {
    {"__thisclass__", get_thisclass, NULL, "the class whose successors are searched"},
    {"__self__", get_self, NULL, "the object that methods are bound to"},
    {"__self_class__", get_self_class, NULL, "the class whose order is walked"},
    {0},
};

const struct bt_type_spec bt_super_spec = {
    .name = "super",
    .doc = "super(): the attributes of the next class in the order of bases.",
    .flags = BT_TYPE_BASE,
    .size = sizeof(struct bt_super),
    .slots =
        {
            .repr = super_repr,
            .getattr = super_getattr,
            .descr_get = super_descr_get,
            .new_ = super_new,
            .init = super_init,
            .trace = super_trace,
        },
    .getsets = getsets,
};
