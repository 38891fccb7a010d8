/*
 * sys.breakpointhook: what breakpoint() calls. The debugger of this interpreter, whoever provides
 * it (vm/pause.h); or what the environment variable PYTHONBREAKPOINT names, by CPython's rules:
 * "0" is nothing at all, "module.function" is called with the arguments.
 */
#include "runtime/modules/sys_breakpoint.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "runtime/modules/import.h"
#include "runtime/modules/warnings.h"
#include "runtime/objects/error.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/seq.h"
#include "runtime/objects/str.h"
#include "vm/pause.h"

// The debugger takes what pdb.set_trace takes: header=TEXT, which it says at the stop.
static bt_value open_debugger(struct bt_thread *th, const struct bt_args *args)
{
    struct bt_breakpoint *b = bt_vm(th)->breakpoint;
    bt_value header = BT_NONE;
    if (args->npos > 0)
        return bt_type_error(th, "set_trace() takes 0 positional arguments but %d %s given",
                             (int)args->npos, args->npos == 1 ? "was" : "were");
    size_t n = bt_is_tuple(args->kwnames) ? bt_as_tuple(args->kwnames)->len : 0;
    for (size_t i = 0; i < n; i++) {
        bt_value name = bt_as_tuple(args->kwnames)->items[i];
        if (strcmp(bt_as_str(name)->data, "header") != 0)
            return bt_type_error(th, "set_trace() got an unexpected keyword argument '%S'", name);
        header = args->v[i];
    }
    if (b)
        b->reached(b, bt_vthread(th), bt_is_str(header) ? bt_as_str(header)->data : "");
    return BT_NONE;
}

// The function that "module.function" or "function" (a built-in one) names. BT_UNSET: there is
// none. [py]
static bt_value find_hook(struct bt_thread *th, const char *text)
{
    const char *dot = strrchr(text, '.'), *name = dot ? dot + 1 : text;
    if (dot == text)
        return BT_UNSET;
    char *module = dot ? bt_alloc_copy(text, (size_t)(dot - text)) : bt_alloc_copy("builtins", 8);
    if (!module)
        return bt_raise_no_memory(th);
    BT_ROOTS(th, r, 2);
    r[0] = bt_import_name(th, module);
    bt_free(module);
    bt_value hook = BT_ERROR;
    if (bt_is_error(r[0])) {
        if (bt_exc_is(th, BT_EXC_IMPORT_ERROR)) {
            bt_exc_clear(th);
            hook = BT_UNSET;
        }
    } else {
        r[1] = bt_intern(th, name, strlen(name));
        hook = bt_is_error(r[1]) ? r[1] : bt_getattr_opt(th, r[0], r[1]);
    }
    BT_UNROOT(th, r);
    return hook;
}

// [py]
static bt_value call_hook(struct bt_thread *th, const char *text, const struct bt_args *args)
{
    BT_ROOTS(th, r, 1);
    bt_value v = r[0] = find_hook(th, text);
    if (bt_is_unset(v)) {
        struct bt_buf message;
        bt_buf_init(&message);
        bt_buf_printf(&message, "Ignoring unimportable $PYTHONBREAKPOINT: \"%s\"", text);
        v = BT_NONE;
        if (message.failed)
            v = bt_raise_no_memory(th);
        else if (!bt_warn(th, BT_EXC_RUNTIME_WARNING, message.data))
            v = BT_ERROR;
        bt_buf_free(&message);
    } else if (!bt_is_error(v)) {
        v = bt_call(th, v, args);
    }
    BT_UNROOT(th, r);
    return v;
}

bt_value bt_sys_breakpointhook(struct bt_thread *th, const struct bt_args *args)
{
    const char *value = bt_vm(th)->config.ignore_environment ? NULL : getenv("PYTHONBREAKPOINT");
    if (!value || !*value || strcmp(value, "pdb.set_trace") == 0)
        return open_debugger(th, args);
    if (strcmp(value, "0") == 0)
        return BT_NONE;
    char *text = bt_alloc_copy(value, strlen(value)); // what is called may change the environment
    if (!text)
        return bt_raise_no_memory(th);
    bt_value v = call_hook(th, text, args);
    bt_free(text);
    return v;
}
