// What the next instruction will do: calls, returns, iteration, exceptions, making things. See
// describe.h.
#include <string.h>

#include "bytecode/disasm.h"
#include "debugger/engine/describe.h"
#include "lab/put.h"
#include "runtime/objects/dict.h"
#include "runtime/objects/seq.h"
#include "runtime/objects/str.h"

#define ARGUMENTS 44u // columns of all arguments of a call, about

static void put_register(struct bt_describe *d, uint32_t reg)
{
    bt_describe_name(d, reg);
    bt_describe_value(d, bt_describe_reg(d, reg));
}

static void put_registers(struct bt_describe *d, uint32_t first, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        bt_buf_puts(d->out, i == 0 ? "" : i + 1 < n ? ", " : " and ");
        bt_describe_name(d, first + i);
    }
}

static void put_into(struct bt_describe *d, uint32_t reg)
{
    bt_buf_puts(d->out, ", into ");
    bt_describe_name(d, reg);
}

static void put_count(struct bt_describe *d, uint32_t n, const char *what)
{
    bt_buf_printf(d->out, "%u %s%s", n, what, n == 1 ? "" : "s");
}

// ---- who is called ----

static bt_value callee_of(const struct bt_describe *d, bt_value v)
{
    if (bt_is_exact(&d->th->t, v, BT_T_METHOD))
        v = ((const struct bt_method *)bt_obj(v))->func;
    return v;
}

// "add", "Account.deposit": without the functions that it stands in.
static void put_qualname(struct bt_describe *d, bt_value name)
{
    const struct bt_str *s = bt_as_str(name);
    char text[128];
    size_t n = s->len < sizeof text - 1 ? s->len : sizeof text - 1;
    memcpy(text, s->data, n);
    text[n] = '\0';
    const char *begin = text;
    for (const char *p = text; (p = strstr(p, "<locals>.")) != NULL;)
        begin = p += strlen("<locals>.");
    bt_put_text(d->out, begin, true, 60, 0);
}

static void put_native(struct bt_describe *d, const struct bt_native *native)
{
    bool bound = native->owner && bt_is_obj(native->self);
    if (bound)
        bt_buf_printf(d->out, "%s.", bt_obj(native->self)->type->name);
    else if (bt_is_str(native->module) && !bt_str_is(native->module, "builtins")) {
        const struct bt_str *s = bt_as_str(native->module);
        size_t skip = s->len > 0 && s->data[0] == '_' ? 1 : 0; // _thread, _io: as scripts write it
        bt_buf_write(d->out, s->data + skip, s->len - skip);
        bt_buf_putc(d->out, '.');
    }
    bt_buf_puts(d->out, native->spec->name);
}

static void put_callee(struct bt_describe *d, bt_value v, bt_value self)
{
    const struct bt_thread *th = &d->th->t;
    v = callee_of(d, v);
    if (bt_is_exact(th, v, BT_T_FUNCTION)) {
        put_qualname(d, ((const struct bt_function *)bt_obj(v))->qualname);
    } else if (bt_is_exact(th, v, BT_T_METHOD_DESCR)) {
        const struct bt_method_descr *m = (const struct bt_method_descr *)bt_obj(v);
        const char *of = bt_is_unset(self) ? m->type->name : bt_type_of(th, self)->name;
        bt_buf_printf(d->out, "%s.%s", of, m->spec->name);
    } else if (bt_is_exact(th, v, BT_T_NATIVE)) {
        put_native(d, (const struct bt_native *)bt_obj(v));
    } else if (bt_is_type(v)) {
        bt_buf_puts(d->out, ((const struct bt_type *)bt_obj(v))->name);
    } else {
        bt_say_value(d->out, d->th->vm, v, BT_DESCRIBE_VALUE);
    }
}

// ---- with what ----

static bt_value keyword(const struct bt_describe *d, uint32_t n, uint32_t i)
{
    bool kw = d->insn->op == BT_CALL_KW_OP || d->insn->op == BT_CALL_METHOD_KW_OP;
    if (!kw)
        return BT_UNSET;
    bt_value names = d->frame->code->consts[bt_insn_bc(d->insn + 1)];
    size_t n_names = bt_is_tuple(names) ? bt_as_tuple(names)->len : 0;
    return i + n_names >= n ? bt_as_tuple(names)->items[i + n_names - n] : BT_UNSET;
}

// "(1, k=2)"; long: "() with 2 arguments"
static void put_arguments(struct bt_describe *d, uint32_t first, uint32_t n)
{
    struct bt_buf args;
    bt_buf_init(&args);
    for (uint32_t i = 0; i < n && args.len <= ARGUMENTS; i++) {
        bt_value name = keyword(d, n, i);
        bt_buf_puts(&args, i > 0 ? ", " : "");
        if (bt_is_str(name)) {
            bt_say_str(&args, bt_as_str(name), 30);
            bt_buf_putc(&args, '=');
        }
        bt_say_value(&args, d->th->vm, bt_describe_reg(d, first + i), BT_DESCRIBE_VALUE);
    }
    if (args.len > ARGUMENTS || args.failed) {
        bt_buf_puts(d->out, "() with ");
        put_count(d, n, "argument");
    } else {
        bt_buf_printf(d->out, "(%s)", args.data ? args.data : "");
    }
    bt_buf_free(&args);
}

// ---- locks ----

static const char *native_name(const struct bt_describe *d, bt_value v)
{
    if (bt_is_exact(&d->th->t, v, BT_T_METHOD_DESCR))
        return ((const struct bt_method_descr *)bt_obj(v))->spec->name;
    if (bt_is_exact(&d->th->t, v, BT_T_NATIVE))
        return ((const struct bt_native *)bt_obj(v))->spec->name;
    return "";
}

static void put_acquire(struct bt_describe *d, const struct bt_lock *lock, uint32_t n)
{
    bt_buf_puts(d->out, ": ");
    bt_say_lock(d->out, d->th->vm, d->frame, lock);
    if (!lock->locked) {
        bt_buf_puts(d->out, " is free");
    } else if (lock->reentrant && lock->owner == d->th) {
        bt_buf_puts(d->out, " is its own already");
    } else {
        struct bt_buf holder;
        bt_buf_init(&holder);
        bt_say_holder(&holder, d->th->vm, lock);
        bt_buf_printf(d->out, " is%s", holder.data ? holder.data + 1 : " held"); // without comma
        bt_buf_free(&holder);
        bt_buf_puts(d->out, n == 0 ? ", so it waits" : "");
    }
}

static void put_release(struct bt_describe *d, const struct bt_lock *lock)
{
    const struct bt_waiter *w = lock->waiters.first;
    bt_buf_puts(d->out, ": ");
    if (lock->reentrant && lock->count > 1) {
        bt_say_lock(d->out, d->th->vm, d->frame, lock);
        bt_buf_printf(d->out, " stays its own, %u times", lock->count - 1);
        return;
    }
    bt_buf_puts(d->out, "sets ");
    bt_say_lock(d->out, d->th->vm, d->frame, lock);
    bt_buf_puts(d->out, " free");
    if (w) {
        bt_buf_puts(d->out, ", ");
        bt_say_thread(d->out, w->thread);
        bt_buf_puts(d->out, " waits for it");
    }
}

static void put_lock(struct bt_describe *d, bt_value function, bt_value self, uint32_t n)
{
    if (bt_is_exact(&d->th->t, function, BT_T_NATIVE) && bt_is_unset(self))
        self = ((const struct bt_native *)bt_obj(function))->self;
    if (!bt_is_obj(self) ||
        (bt_obj(self)->type->spec != &bt_lock_spec && bt_obj(self)->type->spec != &bt_rlock_spec))
        return;
    const struct bt_lock *lock = (const struct bt_lock *)bt_obj(self);
    const char *name = native_name(d, function);
    if (strcmp(name, "acquire") == 0 || strcmp(name, "__enter__") == 0)
        put_acquire(d, lock, n);
    else if (strcmp(name, "release") == 0 || strcmp(name, "__exit__") == 0)
        put_release(d, lock);
}

static void put_call(struct bt_describe *d)
{
    const struct bt_insn *i = d->insn;
    bool method = i->op == BT_CALL_METHOD_OP || i->op == BT_CALL_METHOD_KW_OP;
    bt_value function = d->frame->regs[i->a], self = method ? d->frame->regs[i->a + 1] : BT_UNSET;
    bt_buf_puts(d->out, "calls ");
    put_callee(d, function, self);
    if (i->op == BT_CALL_EX_OP) {
        bt_buf_puts(d->out, "(*");
        bt_say_value(d->out, d->th->vm, d->frame->regs[i->a + 1], BT_DESCRIBE_VALUE);
        if (!bt_is_unset(d->frame->regs[i->a + 2])) {
            bt_buf_puts(d->out, ", **");
            bt_say_value(d->out, d->th->vm, d->frame->regs[i->a + 2], BT_DESCRIBE_VALUE);
        }
        bt_buf_putc(d->out, ')');
        return;
    }
    put_arguments(d, i->a + (method ? 2u : 1u), i->b);
    put_lock(d, function, self, i->b);
}

// ---- back ----

static void put_caller(struct bt_describe *d)
{
    const struct bt_frame *caller = d->frame->prev;
    bt_buf_puts(d->out, " to ");
    bt_say_str(d->out, bt_as_str(caller->code->name), 40);
    bt_buf_puts(d->out, caller->code->flags & BT_CODE_OPTIMIZED ? "(), " : ", ");
    bt_describe_line(d, caller, bt_frame_word(caller));
}

static void put_return(struct bt_describe *d)
{
    const struct bt_frame *f = d->frame;
    uint32_t flags = f->code->flags;
    bool main = d->th == d->th->vm->main;
    if (flags & (BT_CODE_MODULE | BT_CODE_CLASS)) {
        bt_buf_puts(d->out, flags & BT_CODE_CLASS ? "ends the class body"
                            : f->prev             ? "ends the module"
                            : main                ? "ends the script"
                                                  : "ends");
        return;
    }
    bt_buf_puts(d->out, "returns ");
    put_register(d, d->insn->a);
    if (f->prev)
        put_caller(d);
    else
        bt_buf_puts(d->out, main ? "" : ": the thread's function ends");
}

// ---- iteration ----

// What the iterator gives next, where that is known. false: nothing more.
static bool peek(const struct bt_describe *d, bt_value v, bt_value *next)
{
    const struct bt_thread *th = &d->th->t;
    *next = BT_UNSET;
    if (bt_is_exact(th, v, BT_T_RANGE_ITER) && bt_obj(v)->spare == 1) {
        const struct bt_range_iter *r = (const struct bt_range_iter *)bt_obj(v);
        if (r->left > 0)
            *next = bt_from_small(r->next);
        return r->left > 0;
    }
    bool list = bt_is_exact(th, v, BT_T_LIST_ITER);
    if (!list && !bt_is_exact(th, v, BT_T_TUPLE_ITER))
        return true;
    const struct bt_seq_pos_iter *it = (const struct bt_seq_pos_iter *)bt_obj(v);
    if (!bt_is_obj(it->seq))
        return false;
    const bt_value *items = list ? bt_as_list(it->seq)->items : bt_as_tuple(it->seq)->items;
    size_t n = list ? bt_as_list(it->seq)->len : bt_as_tuple(it->seq)->len;
    if (it->pos < n)
        *next = items[it->pos];
    return it->pos < n;
}

static void put_next(struct bt_describe *d)
{
    bt_value iterator = bt_describe_reg(d, d->insn->a), next;
    if (!peek(d, iterator, &next)) {
        bt_buf_puts(d->out, "finds no more items: the loop ends");
        return;
    }
    bt_buf_puts(d->out, "takes the next item");
    if (!bt_is_unset(next))
        bt_describe_value(d, next);
    bt_buf_printf(d->out, " of %s", bt_type_of(&d->th->t, iterator)->name);
    put_into(d, d->insn->b);
}

// ---- making things ----

static void put_build(struct bt_describe *d)
{
    const struct bt_insn *i = d->insn;
    switch (i->op) {
    case BT_BUILD_STRING_OP:
        bt_buf_puts(d->out, "joins ");
        put_count(d, i->c, "string");
        break;
    case BT_BUILD_SLICE_OP: bt_buf_puts(d->out, "makes a slice"); break;
    case BT_BUILD_MAP_OP:
        bt_buf_puts(d->out, "makes a dict of ");
        put_count(d, i->c, "item");
        break;
    default:
        bt_buf_printf(d->out, "makes a %s of ",
                      i->op == BT_BUILD_LIST_OP    ? "list"
                      : i->op == BT_BUILD_TUPLE_OP ? "tuple"
                                                   : "set");
        put_count(d, i->c, "item");
        break;
    }
    put_into(d, i->a);
}

static void put_unpack(struct bt_describe *d)
{
    const struct bt_insn *i = d->insn;
    bool star = i->op == BT_UNPACK_EX_OP;
    bt_buf_puts(d->out, "unpacks ");
    put_register(d, i->b);
    bt_buf_puts(d->out, " into ");
    put_registers(d, i->a, star ? i[1].b + i[1].c + 1u : i->c);
}

static void put_intrinsic(struct bt_describe *d)
{
    switch (d->insn->c) {
    case BT_IN_EXC_GROUP_SPLIT:
        bt_buf_puts(d->out, "takes those exceptions of ");
        put_register(d, d->insn->b);
        bt_buf_puts(d->out, " that `except*' names");
        break;
    case BT_IN_EXC_GROUP_JOIN:
        bt_buf_puts(d->out, "puts together the exceptions that are left");
        break;
    default:
        bt_buf_puts(d->out, "calls an inner function of the interpreter with ");
        put_register(d, d->insn->b);
        break;
    }
}

// ---- exceptions ----

static void put_raise(struct bt_describe *d)
{
    const struct bt_insn *i = d->insn;
    if (i->c == 0) {
        bt_buf_puts(d->out, "raises the exception again");
        return;
    }
    bt_buf_puts(d->out, "raises ");
    bt_value v = bt_describe_reg(d, i->a);
    if (bt_is_type(v))
        bt_buf_puts(d->out, ((const struct bt_type *)bt_obj(v))->name);
    else
        bt_say_value(d->out, d->th->vm, v, 2 * BT_DESCRIBE_VALUE);
    if (i->c == 2) {
        bt_buf_puts(d->out, " from ");
        bt_say_value(d->out, d->th->vm, bt_describe_reg(d, i->a + 1u), BT_DESCRIBE_VALUE);
    }
}

// ---- all ----

static void put_simple(struct bt_describe *d, const char *before, uint32_t reg, const char *after)
{
    bt_buf_puts(d->out, before);
    put_register(d, reg);
    bt_buf_puts(d->out, after);
}

bool bt_describe_special(struct bt_describe *d)
{
    static const char *const specials[] = {"__enter__", "__exit__", "__aenter__", "__aexit__"};
    const struct bt_insn *i = d->insn;
    switch (i->op) {
    case BT_CALL_OP:
    case BT_CALL_KW_OP:
    case BT_CALL_METHOD_OP:
    case BT_CALL_METHOD_KW_OP:
    case BT_CALL_EX_OP: put_call(d); return true;
    case BT_RETURN_OP: put_return(d); return true;
    case BT_YIELD_OP:
        put_simple(d, "yields ", i->a, "");
        if (d->frame->prev)
            put_caller(d);
        return true;
    case BT_SEND_OP: put_simple(d, "asks ", i->a, " for its next value, to yield it"); return true;
    case BT_FORITER_OP: put_next(d); return true;
    case BT_LOAD_SPECIAL_OP:
        put_simple(d, "looks up ", i->b, ".");
        bt_buf_printf(d->out, "%s, to call it", specials[i->c & 3]);
        return true;
    case BT_FORMAT_OP:
        put_simple(d, "formats ", i->b, "");
        put_into(d, i->a);
        return true;
    case BT_BUILD_LIST_OP:
    case BT_BUILD_TUPLE_OP:
    case BT_BUILD_SET_OP:
    case BT_BUILD_MAP_OP:
    case BT_BUILD_STRING_OP:
    case BT_BUILD_SLICE_OP: put_build(d); return true;
    case BT_UNPACK_OP:
    case BT_UNPACK_EX_OP: put_unpack(d); return true;
    case BT_MAKE_FUNCTION_OP:
        bt_buf_puts(d->out, "makes the function ");
        bt_buf_puts(d->out, d->unit->consts[i->b].u.unit->name.text);
        put_into(d, i->a);
        return true;
    case BT_RAISE_OP: put_raise(d); return true;
    case BT_INTRINSIC_OP: put_intrinsic(d); return true;
    default: return false;
    }
}
