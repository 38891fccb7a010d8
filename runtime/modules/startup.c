// Bringing an interpreter up and down: see startup.h.
#include "runtime/modules/startup.h"

#include <stdio.h>
#include <unistd.h>

#include "base/buf.h"
#include "runtime/modules/import.h"
#include "runtime/modules/io.h"
#include "runtime/modules/module.h"
#include "runtime/modules/thread_module.h"
#include "runtime/modules/warnings.h"
#include "runtime/objects/dict.h"
#include "runtime/objects/heap.h"
#include "runtime/objects/int.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/seq.h"
#include "runtime/objects/str.h"
#include "runtime/objects/traceback_print.h"

struct bt_dict *bt_main_dict(struct bt_thread *th)
{
    return ((struct bt_module *)bt_obj(bt_vm(th)->main_module))->dict;
}

static bool make_builtins(struct bt_thread *th)
{
    struct bt_vm *vm = bt_vm(th);
    vm->modules = bt_dict_new(th);
    if (bt_is_error(vm->modules))
        return false;
    bt_value module = bt_import_name(th, "builtins");
    if (bt_is_error(module))
        return false;
    struct bt_dict *dict = ((struct bt_module *)bt_obj(module))->dict;
    vm->builtins = bt_from_obj(dict);
    for (const struct bt_fn_spec *f = bt_import_functions; f->name; f++)
        if (!bt_module_add(th, dict, f->name,
                           bt_native_new(th, f, BT_UNSET, BT_NAME(th, _builtins))))
            return false;
    return true;
}

static bool make_main(struct bt_thread *th)
{
    struct bt_vm *vm = bt_vm(th);
    bt_value name = BT_NAME(th, main);
    bt_value module = bt_module_new(th, name);
    if (bt_is_error(module))
        return false;
    vm->main_module = module;
    struct bt_dict *dict = ((struct bt_module *)bt_obj(module))->dict;
    return bt_dict_set(th, bt_as_dict(vm->modules), name, module) &&
           bt_dict_set(th, dict, BT_NAME(th, builtins),
                       bt_dict_get_str(th, bt_as_dict(vm->modules), BT_NAME(th, _builtins))) &&
           bt_dict_set(th, dict, BT_NAME(th, package), BT_NONE) &&
           bt_dict_set(th, dict, BT_NAME(th, loader), BT_NONE) &&
           bt_dict_set(th, dict, BT_NAME(th, spec), BT_NONE);
}

static void report_unraisable(struct bt_thread *th, const char *where, bt_value object)
{
    BT_ROOTS(th, r, 2);
    r[0] = object;
    r[1] = bt_exc_take(th);
    struct bt_buf buf;
    bt_buf_init(&buf);
    if (bt_is_unset(object)) { // `where` says it: "on flushing sys.stdout"
        bt_buf_printf(&buf, "Exception ignored %s:\n", where);
    } else {
        bt_buf_puts(&buf, "Exception ignored in: ");
        if (!bt_buf_repr(th, &buf, object)) {
            bt_exc_clear(th);
            bt_buf_puts(&buf, "<object repr() failed>");
        }
        bt_buf_putc(&buf, '\n');
    }
    if (!bt_is_exception(r[1]) ||
        !bt_exception_print_with(th, &buf, r[1], BT_PRINT_BRIEF | BT_PRINT_NO_CHAIN))
        bt_exc_clear(th);
    bt_write_stderr(th, buf.data ? buf.data : "", buf.len);
    bt_buf_free(&buf);
    BT_UNROOT(th, r);
}

static bool raise_interrupt(struct bt_thread *th)
{
    bt_value exc = bt_exception_new(th, BT_EXC_KEYBOARD_INTERRUPT, NULL, 0);
    if (!bt_is_error(exc))
        (void)bt_raise_value(th, exc);
    return false;
}

bool bt_startup(struct bt_thread *th)
{
    struct bt_vm *vm = bt_vm(th);
    vm->unraisable = report_unraisable;
    vm->on_interrupt = raise_interrupt;
    vm->warn = bt_warn;
    return make_builtins(th) && !bt_is_error(bt_import_name(th, "sys")) && bt_io_init(th) &&
           bt_thread_module_hooks(th) && make_main(th);
}

// ---- text for the user ----

void bt_write_stderr(struct bt_thread *th, const char *text, size_t len)
{
    struct bt_vm *vm = bt_vm(th);
    bt_value err = bt_is_unset(vm->sys_dict)
                       ? BT_NONE
                       : bt_dict_get_str(th, bt_as_dict(vm->sys_dict), BT_NAME(th, _stderr));
    if (bt_is_none(err))
        return;
    if (!bt_is_unset(err)) {
        BT_ROOTS(th, r, 2);
        r[0] = err;
        r[1] = bt_str_decode(th, text, len, "utf-8", "replace");
        bool ok = !bt_is_error(r[1]) &&
                  !bt_is_error(bt_call_method(th, err, BT_NAME(th, _write), &r[1], 1));
        ok = ok && !bt_is_error(bt_call_method(th, r[0], BT_NAME(th, _flush), NULL, 0));
        BT_UNROOT(th, r);
        if (ok)
            return;
        bt_exc_clear(th);
    }
    while (len > 0) {
        ssize_t n = write(STDERR_FILENO, text, len);
        if (n <= 0)
            return;
        text += n;
        len -= (size_t)n;
    }
}

void bt_print_exception(struct bt_thread *th)
{
    struct bt_vm *vm = bt_vm(th);
    BT_ROOTS(th, r, 2);
    r[0] = bt_exc_take(th);
    if (vm->flush)
        vm->flush(th); // what was printed before comes first
    bt_value hook = bt_dict_get_str(th, bt_as_dict(vm->sys_dict), BT_NAME(th, _excepthook));
    bt_value args[3] = {bt_from_obj(bt_type_of(th, r[0])), r[0], bt_as_exception(r[0])->traceback};
    bool ok = !bt_is_unset(hook) && !bt_is_none(hook) && !bt_is_error(bt_call_n(th, hook, args, 3));
    if (!ok && !bt_vthread(th)->stopped) {
        struct bt_buf buf;
        bt_buf_init(&buf);
        if (bt_exc_is_set(th)) {
            r[1] = bt_exc_take(th);
            bt_buf_puts(&buf, "Error in sys.excepthook:\n");
            if (!bt_exception_print(th, &buf, r[1]))
                bt_exc_clear(th);
            bt_buf_puts(&buf, "\nOriginal exception was:\n");
        }
        if (!bt_exception_print(th, &buf, r[0]))
            bt_exc_clear(th);
        bt_write_stderr(th, buf.data ? buf.data : "", buf.len);
        bt_buf_free(&buf);
    }
    BT_UNROOT(th, r);
}

// ---- the end ----

static int status_of_system_exit(struct bt_thread *th)
{
    BT_ROOTS(th, r, 2);
    r[0] = bt_exc_take(th);
    r[1] = bt_getattr_opt(th, r[0], BT_NAME(th, _code));
    int status = 1;
    int64_t i;
    if (bt_is_error(r[1])) {
        bt_exc_clear(th);
    } else if (bt_is_unset(r[1]) || bt_is_none(r[1])) {
        status = 0;
    } else if (bt_is_int(r[1])) {
        status = bt_int_get_i64(bt_int_plain(r[1]), &i) ? (int)(i & 0xFF) : 255;
    } else {
        struct bt_buf buf;
        bt_buf_init(&buf);
        if (bt_vm(th)->flush)
            bt_vm(th)->flush(th);
        if (!bt_buf_str(th, &buf, r[1]))
            bt_exc_clear(th);
        bt_buf_putc(&buf, '\n');
        bt_write_stderr(th, buf.data ? buf.data : "", buf.len);
        bt_buf_free(&buf);
    }
    BT_UNROOT(th, r);
    return status;
}

int bt_exit_status(struct bt_thread *th)
{
    if (bt_exc_is(th, BT_EXC_SYSTEM_EXIT))
        return status_of_system_exit(th);
    bool interrupted = bt_exc_is(th, BT_EXC_KEYBOARD_INTERRUPT);
    bt_print_exception(th);
    return interrupted ? 130 : 1;
}

// Call a function of a module if the module is there; what it raises is printed.
static void call_if_loaded(struct bt_thread *th, const char *module, const char *function)
{
    bt_value name = bt_intern(th, module, strlen(module));
    if (bt_is_error(name)) {
        bt_exc_clear(th);
        return;
    }
    bt_value m = bt_dict_get_str(th, bt_as_dict(bt_vm(th)->modules), name);
    if (bt_is_unset(m) || bt_is_none(m))
        return;
    bt_value fn = bt_intern(th, function, strlen(function));
    if (bt_is_error(fn) || bt_is_error(bt_call_method(th, m, fn, NULL, 0)))
        bt_print_exception(th);
}

int bt_join_script(struct bt_thread *th, int status)
{
    call_if_loaded(th, "threading", "_run_atexits");
    if (!bt_vm_join_threads(bt_vm(th))) {
        int s = bt_exit_status(th);
        status = status ? status : s;
    }
    return status;
}

int bt_shutdown(struct bt_thread *th, int status)
{
    struct bt_vm *vm = bt_vm(th);
    call_if_loaded(th, "atexit", "_run_exitfuncs");
    (void)bt_vm_stop_threads(vm);
    if (!bt_io_finish(th))
        status = 120;
    return status;
}
