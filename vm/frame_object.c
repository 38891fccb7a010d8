/*
 * Frame objects: what sys._getframe(), tracebacks and generators show of a frame. A frame object
 * points at its frame while that lives; when the frame goes, the object keeps line, code and (for
 * functions) the locals as they were.
 */
#include "runtime/objects/dict.h"
#include "runtime/objects/heap.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"
#include "vm/interp.h"

bt_value bt_frame_object(struct bt_vthread *vt, struct bt_frame *frame)
{
    struct bt_vm *vm = vt->vm;
    if (frame->flags & BT_FRAME_OBJECT)
        for (struct bt_frame_object *o = vm->frame_objects; o; o = o->next)
            if (o->frame == frame)
                return bt_from_obj(o);
    struct bt_frame_object *o = bt_new_object(&vt->t, bt_type(&vt->t, BT_T_FRAME), sizeof *o);
    if (!o)
        return BT_ERROR;
    o->frame = frame;
    o->code = frame->code;
    o->globals = bt_from_obj(frame->func->globals);
    o->locals = BT_UNSET;
    o->back = BT_UNSET;
    o->line = 0;
    o->word = 0;
    o->next = vm->frame_objects;
    vm->frame_objects = o;
    frame->flags |= BT_FRAME_OBJECT;
    // once dead it may not be found in that list any more
    return bt_heap_free_early(&vt->t, &o->base) ? bt_from_obj(o) : BT_ERROR;
}

bt_value bt_traceback_frame(struct bt_thread *th, struct bt_traceback *tb)
{
    struct bt_vthread *vt = bt_vthread(th);
    for (struct bt_frame *f = vt->frame; f; f = f->prev)
        if (f->code == tb->code && bt_frame_word(f) == tb->pc)
            return bt_frame_object(vt, f);
    for (struct bt_frame *f = vt->frame; f; f = f->prev)
        if (f->code == tb->code)
            return bt_frame_object(vt, f);
    // it has ended and nobody kept its locals
    bt_value locals = bt_dict_new(th);
    if (bt_is_error(locals))
        return BT_ERROR;
    struct bt_frame_object *o = bt_new_object(th, bt_type(th, BT_T_FRAME), sizeof *o);
    if (!o)
        return BT_ERROR;
    o->frame = NULL;
    o->code = tb->code;
    o->globals = bt_from_obj(tb->globals);
    o->locals = locals;
    o->back = BT_NONE;
    o->line = bt_traceback_line(tb);
    o->word = tb->pc;
    o->next = NULL;
    return bt_from_obj(o);
}

static void unlink_object(struct bt_vm *vm, struct bt_frame_object *o)
{
    for (struct bt_frame_object **p = &vm->frame_objects; *p; p = &(*p)->next) {
        if (*p == o) {
            *p = o->next;
            return;
        }
    }
}

void bt_frame_object_detach(struct bt_vthread *vt, struct bt_frame *frame)
{
    struct bt_vm *vm = vt->vm;
    struct bt_frame_object *o = vm->frame_objects;
    while (o && o->frame != frame)
        o = o->next;
    if (!o)
        return;
    struct bt_thread *th = &vt->t;
    bt_value pending = th->exc; // this happens while exceptions travel
    th->exc = BT_UNSET;
    bt_value locals = bt_frame_locals(th, frame);
    o->locals = bt_is_error(locals) ? BT_NONE : locals;
    o->line = bt_frame_line(frame);
    o->word = bt_frame_word(frame);
    bt_value back = BT_NONE;
    if (frame->prev) {
        back = bt_frame_object(vt, frame->prev);
        if (bt_is_error(back))
            back = BT_NONE;
    }
    o->back = back;
    th->exc = pending;
    o->frame = NULL;
    frame->flags &= (uint16_t)~BT_FRAME_OBJECT;
    unlink_object(vm, o);
}

static struct bt_frame_object *self_of(bt_value self)
{
    return (struct bt_frame_object *)bt_obj(self);
}

static bt_value get_line(struct bt_thread *th, bt_value self)
{
    (void)th;
    struct bt_frame_object *o = self_of(self);
    return bt_from_small(o->frame ? bt_frame_line(o->frame) : o->line);
}

static bt_value get_lasti(struct bt_thread *th, bt_value self)
{
    (void)th;
    struct bt_frame_object *o = self_of(self);
    return bt_from_small(o->frame ? bt_frame_word(o->frame) : o->word);
}

static bt_value get_code(struct bt_thread *th, bt_value self)
{
    (void)th;
    return bt_from_obj(self_of(self)->code);
}

static bt_value get_globals(struct bt_thread *th, bt_value self)
{
    (void)th;
    return self_of(self)->globals;
}

static bt_value get_locals(struct bt_thread *th, bt_value self)
{
    struct bt_frame_object *o = self_of(self);
    return o->frame ? bt_frame_locals(th, o->frame) : o->locals;
}

static bt_value get_back(struct bt_thread *th, bt_value self)
{
    struct bt_frame_object *o = self_of(self);
    if (!o->frame)
        return o->back;
    return o->frame->prev ? bt_frame_object(bt_vthread(th), o->frame->prev) : BT_NONE;
}

static bt_value get_builtins(struct bt_thread *th, bt_value self)
{
    return bt_from_obj(bt_builtins_for(th, bt_as_dict(self_of(self)->globals)));
}

static bt_value frame_repr(struct bt_thread *th, bt_value self)
{
    struct bt_frame_object *o = self_of(self);
    return bt_str_format(th, "<frame at 0x%llx, file %R, line %zu, code %S>",
                         (long long)bt_serial(th, &o->base), o->code->filename,
                         (size_t)(o->frame ? bt_frame_line(o->frame) : o->line), o->code->name);
}

static void frame_trace(struct bt_tracer *tracer, struct bt_object *object)
{
    struct bt_frame_object *o = (struct bt_frame_object *)object;
    bt_mark_object(tracer, &o->code->base);
    bt_mark(tracer, o->globals);
    bt_mark(tracer, o->locals);
    bt_mark(tracer, o->back);
    if (o->frame && (o->frame->flags & BT_FRAME_GENERATOR))
        bt_mark(tracer, o->frame->extra);
}

static void frame_free(struct bt_interp *interp, struct bt_object *object)
{
    struct bt_frame_object *o = (struct bt_frame_object *)object;
    if (o->frame) {
        // the frame goes on without; a generator's frame may be dying with it, so it is not written
        // to
        unlink_object((struct bt_vm *)interp, o);
    }
}

static const struct bt_getset_spec frame_getsets[] = {
    {"f_lineno", get_line, NULL, "The line being executed."},
    {"f_lasti", get_lasti, NULL, "The instruction word being executed."},
    {"f_code", get_code, NULL, NULL},
    {"f_globals", get_globals, NULL, NULL},
    {"f_locals", get_locals, NULL, NULL},
    {"f_builtins", get_builtins, NULL, NULL},
    {"f_back", get_back, NULL, "The caller's frame, or None."},
    {NULL, NULL, NULL, NULL},
};

const struct bt_type_spec bt_frame_spec = {
    .name = "frame",
    .flags = BT_TYPE_ABSTRACT | BT_TYPE_PLAIN_GETATTR,
    .size = sizeof(struct bt_frame_object),
    .slots = {.repr = frame_repr, .trace = frame_trace, .free = frame_free},
    .getsets = frame_getsets,
};
