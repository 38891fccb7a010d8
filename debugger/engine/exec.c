/*
 * Statements of the user, executed in the program itself. See engine.h.
 *
 * They run beside the program: uncounted, without a switch. In a function they see its variables
 * as a namespace; what they have assigned is put back into registers and cells, and what is no
 * variable of the function becomes a global.
 */
#include <string.h>

#include "debugger/engine/engine.h"
#include "debugger/engine/query.h"
#include "runtime/modules/compile.h"
#include "runtime/objects/dict.h"
#include "runtime/objects/error.h"
#include "runtime/objects/exception.h"
#include "runtime/objects/seq.h"
#include "runtime/objects/str.h"

enum { NAMESPACE, CODE, VALUE, EXCEPTION, ROOTS };

// Compile it as an expression or, if it is none, as statements. false with an exception.
static bool compile(struct bt_thread *t, const char *text, bool own, bt_value *r, bool *expression)
{
    struct bt_compile_request request = {
        .name = "<debug>",
        .text = text,
        .len = strlen(text),
        .how = {.mode = BT_COMPILE_EVAL,
                .optimize = bt_vm(t)->config.optimize,
                .own_namespace = own},
    };
    r[CODE] = bt_compile_text(t, &request);
    *expression = !bt_is_error(r[CODE]);
    if (*expression)
        return true;
    if (!bt_exc_is(t, BT_EXC_SYNTAX_ERROR))
        return false;
    bt_exc_clear(t);
    request.how.mode = BT_COMPILE_EXEC;
    r[CODE] = bt_compile_text(t, &request);
    return !bt_is_error(r[CODE]);
}

// What the statements have left in the namespace of a function goes to its variables.
static bool put_back(struct bt_thread *t, struct bt_frame *frame, bt_value namespace)
{
    size_t pos = 0;
    bt_value name, value;
    while (bt_dict_next(bt_as_dict(namespace), &pos, &name, &value))
        if (bt_is_str(name) && !bt_frame_set_local(t, frame, name, value) &&
            !bt_dict_set(t, frame->func->globals, name, value))
            return false;
    return true;
}

static bool is_function(const struct bt_frame *frame)
{
    return (frame->code->flags & BT_CODE_OPTIMIZED) && !(frame->flags & BT_FRAME_NS);
}

// false with an exception. r: ROOTS of them.
static bool run(struct bt_thread *t, struct bt_frame *frame, const char *text, bt_value *r,
                bool *expression)
{
    r[NAMESPACE] = bt_frame_locals(t, frame);
    if (bt_is_error(r[NAMESPACE]))
        return false;
    bt_value globals = bt_from_obj(frame->func->globals);
    if (!compile(t, text, !bt_same(r[NAMESPACE], globals), r, expression))
        return false;
    r[VALUE] = bt_run_code(t, (struct bt_code *)bt_obj(r[CODE]), frame->func->globals, r[NAMESPACE],
                           BT_UNSET);
    bool ok = !bt_is_error(r[VALUE]);
    if (!ok)
        r[EXCEPTION] = bt_exc_take(t);
    // what was done before an exception is done
    if (is_function(frame) && !put_back(t, frame, r[NAMESPACE]))
        return false;
    if (!ok)
        (void)bt_raise_value(t, r[EXCEPTION]);
    return ok;
}

// "ValueError: bad", of the exception that is set, which is taken.
static json_t *failure(struct bt_engine *e, struct bt_vthread *th, bt_value *r)
{
    r[EXCEPTION] = bt_exc_take(&th->t);
    json_t *shown = e->past ? NULL : bt_query_value(e, th, r[EXCEPTION], true);
    const char *type = bt_type_of(&th->t, r[EXCEPTION])->name;
    const char *text = json_string_value(json_object_get(shown, "text"));
    json_t *error =
        text && *text ? bt_engine_error("%s: %s", type, text) : bt_engine_error("%s", type);
    json_decref(shown);
    return error;
}

json_t *bt_exec(struct bt_engine *e, struct bt_vthread *th, const json_t *what)
{
    const char *text = json_string_value(json_object_get(what, "code"));
    struct bt_vthread *who;
    struct bt_frame *frame;
    json_t *error = NULL;
    bool expression = false;
    struct bt_beside beside;
    if (!text)
        return bt_engine_error("what is to be executed?");
    if (!th)
        return bt_engine_error("every thread waits: nobody can execute it now");
    if (!bt_query_frame(e, th, what, &who, &frame, &error))
        return error;
    BT_ROOTS(&th->t, r, ROOTS + 1);
    struct bt_vthread *pinned = e->vm->gil.pinned;
    bt_beside_begin(th, &beside);
    bt_pause_pin(e->vm, th); // nobody moves while it sleeps
    r[ROOTS] = beside.exc;
    bool ok = run(&th->t, frame, text, r, &expression);
    if (!ok)
        error = failure(e, th, r);
    json_t *value = ok && expression && !e->past ? bt_query_value(e, th, r[VALUE], false) : NULL;
    bt_beside_end(th, &beside);
    bt_pause_pin(e->vm, pinned);
    BT_UNROOT(&th->t, r);
    bt_points_rebase(e);
    json_decref(e->result);
    e->result = error ? NULL : json_pack("{s:b, s:o*}", "ok", 1, "value", value);
    return error;
}
