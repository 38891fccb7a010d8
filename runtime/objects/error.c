/*
 * Raising: making an exception object and putting it on the thread. Everything that fails ends
 * here.
 *
 * An exception is on the thread (th->exc) exactly while an error return travels. What is raised
 * while another exception is handled gets that one as its __context__.
 */
#ifdef HAVE_CONFIG_H
#endif

#include "runtime/objects/error.h"

#include "runtime/objects/exception.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/seq.h"
#include "runtime/objects/str.h"
#include "runtime/objects/type.h"

// The exception that is being handled becomes the context of the new one, unless that would close a
// circle: then the chain is cut where the new one stood in it.
static void set_context(struct bt_thread *th, bt_value exception)
{
    if (th->interp->up == NULL || th->interp->up->handled == NULL)
        return;
    bt_value handled = th->interp->up->handled(th);
    if (!bt_is_obj(handled) || bt_same(handled, exception))
        return;
    // The second pointer moves at half the speed and stops us in a circle that was there before.
    bt_value at = handled, slow = handled;
    bool step = false;
    for (;;) {
        bt_value next = bt_as_exception(at)->context;
        if (!bt_is_obj(next))
            break;
        if (bt_same(next, exception)) {
            bt_as_exception(at)->context = BT_NONE;
            break;
        }
        at = next;
        if (bt_same(at, slow))
            break;
        if (step)
            slow = bt_as_exception(slow)->context;
        step = !step;
    }
    bt_as_exception(exception)->context = handled;
}

bt_value bt_raise_value(struct bt_thread *th, bt_value exception)
{
    set_context(th, exception);
    th->exc = exception;
    return BT_ERROR;
}

bt_value bt_raise_with(struct bt_thread *th, int id, bt_value arg)
{
    bt_value exception = bt_exception_new(th, id, &arg, 1);
    if (bt_is_error(exception))
        return BT_ERROR;
    return bt_raise_value(th, exception);
}

bt_value bt_raise(struct bt_thread *th, int id, const char *format, ...)
{
    va_list ap;
    va_start(ap, format);
    bt_value message = bt_str_vformat(th, format, ap);
    va_end(ap);
    if (bt_is_error(message))
        return BT_ERROR;
    return bt_raise_with(th, id, message);
}

bt_value bt_raise_no_memory(struct bt_thread *th)
{
    bt_value exception = th->interp->memory_error;
    if (!bt_is_obj(exception)) { // the interpreter is still being made
        th->exc = BT_NONE;
        return BT_ERROR;
    }
    // One object serves every time: what the last time left on it goes.
    struct bt_exception *e = bt_as_exception(exception);
    e->traceback = e->context = e->cause = BT_NONE;
    e->notes = BT_UNSET;
    e->suppress_context = false;
    return bt_raise_value(th, exception);
}

bt_value bt_raise_errno(struct bt_thread *th, int errnum, bt_value filename)
{
    char scratch[128];
    bt_value args[3] = {bt_from_small(errnum),
                        bt_str_from(th, strerror_r(errnum, scratch, sizeof scratch)), filename};
    if (bt_is_error(args[1]))
        return BT_ERROR;
    bt_value exception = bt_exception_new(th, BT_EXC_OS_ERROR, args, bt_is_unset(filename) ? 2 : 3);
    if (bt_is_error(exception))
        return BT_ERROR;
    return bt_raise_value(th, exception);
}

static bt_value attribute_message(struct bt_thread *th, bt_value obj, struct bt_str *name)
{
    if (bt_is_type(obj))
        return bt_str_format(th, "type object '%N' has no attribute '%U'", bt_obj(obj), name);
    if (bt_is_exact(th, obj, BT_T_MODULE)) {
        bt_value module_name = ((struct bt_module *)bt_obj(obj))->name;
        if (bt_is_str(module_name))
            return bt_str_format(th, "module '%U' has no attribute '%U'", bt_as_str(module_name),
                                 name);
    }
    return bt_str_format(th, "'%T' object has no attribute '%U'", obj, name);
}

bt_value bt_raise_attribute(struct bt_thread *th, bt_value obj, bt_value name)
{
    bt_value message = attribute_message(th, obj, bt_as_str(name));
    if (bt_is_error(message))
        return BT_ERROR;
    bt_value exception = bt_exception_new(th, BT_EXC_ATTRIBUTE_ERROR, &message, 1);
    if (bt_is_error(exception))
        return BT_ERROR;
    bt_as_exception(exception)->extra[BT_X_ATTRIBUTE_NAME] = name;
    bt_as_exception(exception)->extra[BT_X_ATTRIBUTE_OBJ] = obj;
    return bt_raise_value(th, exception);
}

bt_value bt_raise_name(struct bt_thread *th, bt_value name, const char *format)
{
    bt_value message = bt_str_format(th, format, bt_as_str(name));
    if (bt_is_error(message))
        return BT_ERROR;
    bt_value exception = bt_exception_new(th, BT_EXC_NAME_ERROR, &message, 1);
    if (bt_is_error(exception))
        return BT_ERROR;
    bt_as_exception(exception)->extra[BT_X_NAME_NAME] = name;
    return bt_raise_value(th, exception);
}

bool bt_exc_is(struct bt_thread *th, int id)
{
    return bt_is_obj(th->exc) && bt_is_subtype(bt_obj(th->exc)->type, bt_type(th, id));
}

bt_value bt_exc_take(struct bt_thread *th)
{
    bt_value exception = th->exc;
    th->exc = BT_UNSET;
    return exception;
}

void bt_exc_put(struct bt_thread *th, bt_value exception)
{
    th->exc = exception;
}

bool bt_enter_failed(struct bt_thread *th, const char *where)
{
    return bt_fail(th, BT_EXC_RECURSION_ERROR, "maximum recursion depth exceeded%s", where);
}
