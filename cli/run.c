// Running a main program: see run.h.
#include "cli/run.h"

#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/mem.h"
#include "cli/attach.h"
#include "cli/ending.h"
#include "cli/repl.h"
#include "cli/signals.h"
#include "debugger/engine/engine.h"
#include "runtime/modules/import.h"
#include "runtime/modules/startup.h"
#include "runtime/objects/dict.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/seq.h"
#include "runtime/objects/source_cache.h"
#include "runtime/objects/str.h"
#include "vm/blocking.h"
#include "vm/input.h"

static bt_value os_text(struct bt_thread *th, const char *text)
{
    return bt_str_decode(th, text, strlen(text), "utf-8", "surrogateescape");
}

static bool append_text(struct bt_thread *th, bt_value list, const char *text, size_t len)
{
    bt_value v = bt_str_decode(th, text, len, "utf-8", "surrogateescape");
    return !bt_is_error(v) && bt_list_append(th, list, v);
}

// sys.argv
static bool set_argv(struct bt_thread *th, const char *first, const struct bt_options *o)
{
    bt_value list = bt_list_new(th, NULL, 0), v = os_text(th, first);
    bool ok = !bt_is_error(list) && !bt_is_error(v) && bt_list_append(th, list, v);
    for (int i = 0; ok && i < o->n_args; i++) {
        v = os_text(th, o->args[i]);
        ok = !bt_is_error(v) && bt_list_append(th, list, v);
    }
    return ok && bt_dict_set(th, bt_as_dict(bt_vm(th)->sys_dict), BT_NAME(th, _argv), list);
}

// sys.path: the first entry (NULL: none), then PYTHONPATH.
static bool set_path(struct bt_thread *th, const char *first, const struct bt_options *o)
{
    bt_value list = bt_list_new(th, NULL, 0);
    bool ok = !bt_is_error(list);
    if (ok && first && !o->safe_path) {
        bt_value v = os_text(th, first);
        ok = !bt_is_error(v) && bt_list_append(th, list, v);
    }
    const char *text = o->config.ignore_environment ? NULL : getenv("PYTHONPATH");
    while (ok && text && *text) {
        const char *colon = strchrnul(text, ':');
        ok = colon == text || append_text(th, list, text, (size_t)(colon - text));
        text = *colon ? colon + 1 : colon;
    }
    return ok && bt_dict_set(th, bt_as_dict(bt_vm(th)->sys_dict), BT_NAME(th, _path), list);
}

// sys.warnoptions: -X dev, PYTHONWARNINGS (between commas), -W; the warnings module reads them.
static bool set_warnoptions(struct bt_thread *th, const struct bt_options *o)
{
    bt_value list = bt_list_new(th, NULL, 0);
    bool ok = !bt_is_error(list) &&
              bt_dict_set(th, bt_as_dict(bt_vm(th)->sys_dict), BT_NAME(th, _warnoptions), list);
    if (ok && o->config.dev_mode)
        ok = append_text(th, list, "default", 7);
    const char *text = o->config.ignore_environment ? NULL : getenv("PYTHONWARNINGS");
    while (ok && text && *text) {
        const char *comma = strchrnul(text, ',');
        ok = comma == text || append_text(th, list, text, (size_t)(comma - text));
        text = *comma ? comma + 1 : comma;
    }
    for (int i = 0; ok && i < o->n_warnings; i++)
        ok = append_text(th, list, o->warnings[i], strlen(o->warnings[i]));
    // the module says at once what it cannot read
    return ok && (bt_as_list(list)->len == 0 || !bt_is_error(bt_import_name(th, "warnings")));
}

static bool set_file(struct bt_thread *th, const char *path)
{
    bt_value v = os_text(th, path);
    return !bt_is_error(v) && bt_dict_set(th, bt_main_dict(th), BT_NAME(th, file), v);
}

// The script's name as __file__ and tracebacks have it: with the current folder in front. As it is
// if that is unknown.
static const char *absolute(const char *path, char out[PATH_MAX])
{
    char cwd[PATH_MAX];
    if (path[0] == '/' || !getcwd(cwd, sizeof cwd))
        return path;
    if (path[0] == '.' && path[1] == '/')
        path += 2;
    int n = snprintf(out, PATH_MAX, "%s/%s", cwd, path);
    return n > 0 && n < PATH_MAX ? out : path;
}

// The folder of a script, links in it followed, as the first entry of sys.path.
static void script_folder(const char *path, char folder[PATH_MAX])
{
    if (!realpath(path, folder)) {
        folder[0] = '\0';
        return;
    }
    char *slash = strrchr(folder, '/');
    if (slash == folder)
        slash++;
    if (slash)
        *slash = '\0';
}

// The script cannot be opened: CPython's words and status.
static int cannot_open(struct bt_thread *th, const char *path, int err)
{
    char whole[PATH_MAX];
    bt_exc_clear(th);
    path = absolute(path, whole);
    fprintf(stderr, "baton: can't open file '%s': [Errno %d] %s\n", path, err, strerror(err));
    return 2;
}

static bool run_package_main(struct bt_thread *th, const char *folder, bool *found)
{
    char path[PATH_MAX];
    snprintf(path, sizeof path, "%s/__main__.py", folder);
    *found = access(path, F_OK) == 0;
    if (!*found)
        return true;
    size_t len;
    char *text = bt_read_file(th, path, &len);
    bool ok = text && set_file(th, path) &&
              !bt_is_error(bt_run_source(th, path, text, len, true, bt_main_dict(th)));
    bt_free(text);
    return ok;
}

static int run_file(struct bt_thread *th, const struct bt_options *o)
{
    struct stat st;
    char folder[PATH_MAX];
    const char *path = o->what;
    if (stat(path, &st) != 0)
        return cannot_open(th, path, errno);
    bool directory = S_ISDIR(st.st_mode), ok = false, found = true;
    if (directory)
        snprintf(folder, sizeof folder, "%s", path);
    else
        script_folder(path, folder);
    if (!set_argv(th, path, o) || !set_path(th, folder, o))
        return bt_ending_status(th);
    if (directory) {
        char whole[PATH_MAX];
        ok = run_package_main(th, absolute(path, whole), &found);
        if (!found) {
            fprintf(stderr, "baton: can't find '__main__' module in '%s'\n", path);
            return 1;
        }
    } else {
        size_t len;
        char whole[PATH_MAX];
        char *text = bt_read_file(th, path, &len);
        if (!text)
            return cannot_open(th, path, errno ? errno : EIO);
        path = absolute(path, whole);
        ok = set_file(th, path) &&
             !bt_is_error(bt_run_source(th, path, text, len, true, bt_main_dict(th)));
        bt_free(text);
    }
    return ok ? 0 : bt_ending_status(th);
}

static int run_code(struct bt_thread *th, const struct bt_options *o)
{
    struct bt_buf buf;
    bt_buf_init(&buf);
    bt_buf_puts(&buf, o->what);
    bt_buf_putc(&buf, '\n');
    bool ok = !buf.failed && set_argv(th, "-c", o) && set_path(th, "", o);
    // For tracebacks: they quote it under the name that exec("...") has, too, as in CPython.
    if (ok && !bt_source_cache_add(th->interp, "<string>", buf.data, buf.len)) {
        bt_raise_no_memory(th);
        ok = false;
    }
    ok = ok &&
         !bt_is_error(bt_run_source(th, "<string>", buf.data, buf.len, false, bt_main_dict(th)));
    bt_buf_free(&buf);
    return ok ? 0 : bt_ending_status(th);
}

static int run_stdin(struct bt_thread *th, const struct bt_options *o)
{
    struct bt_buf buf;
    bt_buf_init(&buf);
    bool ok = set_argv(th, o->what, o) && set_path(th, "", o);
    while (ok) {
        char block[8192];
        bool ready;
        ok = bt_wait_fd(th, STDIN_FILENO, POLLIN, BT_NO_DEADLINE, &ready);
        int64_t n = ok ? bt_input_read(th, STDIN_FILENO, block, sizeof block) : 0;
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            break; // a closed standard input is an empty script
        bt_buf_write(&buf, block, (size_t)n);
    }
    ok = ok && !buf.failed &&
         !bt_is_error(bt_run_source(th, "<stdin>", buf.data ? buf.data : "", buf.len, true,
                                    bt_main_dict(th)));
    bt_buf_free(&buf);
    return ok ? 0 : bt_ending_status(th);
}

static bool run_module_code(struct bt_thread *th, const struct bt_options *o)
{
    BT_ROOTS(th, r, 4);
    char cwd[PATH_MAX];
    bt_value name = r[3] = os_text(th, o->what);
    bool ok = !bt_is_error(name) && set_path(th, getcwd(cwd, sizeof cwd) ? cwd : "", o) &&
              set_argv(th, "-m", o) && bt_find_main_module(th, name, &r[0], &r[1], &r[2]) &&
              bt_dict_set(th, bt_main_dict(th), BT_NAME(th, package), r[2]);
    if (ok && bt_is_str(r[1])) {
        const char *path = bt_as_str(r[1])->data;
        size_t len;
        char *text = bt_read_file(th, path, &len);
        ok = text && set_argv(th, path, o) && set_file(th, path) &&
             !bt_is_error(bt_run_source(th, path, text, len, true, bt_main_dict(th)));
        bt_free(text);
    } else if (ok) {
        ok = !bt_is_error(
            bt_run_code(th, (struct bt_code *)bt_obj(r[0]), bt_main_dict(th), BT_UNSET, BT_UNSET));
    }
    BT_UNROOT(th, r);
    return ok;
}

// That there is no such module is said in one line; all else is an uncaught exception.
static int run_module(struct bt_thread *th, const struct bt_options *o)
{
    if (run_module_code(th, o))
        return 0;
    if (bt_exc_is(th, BT_EXC_MODULE_NOT_FOUND_ERROR) &&
        bt_is_none(bt_as_exception(th->exc)->traceback)) {
        struct bt_buf buf;
        bt_buf_init(&buf);
        bt_value exc = bt_exc_take(th);
        bt_value name = bt_getattr_opt(th, exc, BT_NAME(th, _name));
        if (bt_is_error(name) || bt_is_unset(name) || !bt_buf_str(th, &buf, name))
            bt_exc_clear(th);
        fprintf(stderr, "baton: No module named %.*s\n", (int)buf.len, buf.data ? buf.data : "");
        bt_buf_free(&buf);
        return 1;
    }
    return bt_ending_status(th);
}

static int run_main(struct bt_thread *th, const struct bt_options *o)
{
    switch (o->kind) {
    case BT_RUN_FILE: return run_file(th, o);
    case BT_RUN_CODE: return run_code(th, o);
    case BT_RUN_MODULE: return run_module(th, o);
    case BT_RUN_STDIN: return run_stdin(th, o);
    case BT_RUN_PROMPT:
        if (!set_argv(th, "", o) || !set_path(th, "", o))
            return bt_ending_status(th);
        return bt_repl(th);
    case BT_RUN_COMMAND: break;
    }
    return 2;
}

// From the interpreter's start to its end, signals aside.
static int run_whole(const struct bt_options *o, struct bt_vm *vm, struct bt_ending_report *ending)
{
    struct bt_thread *th = &vm->main->t;
    if (!bt_startup(th)) {
        fputs("baton: cannot start\n", stderr);
        if (bt_exc_is_set(th) && !bt_is_unset(vm->sys_dict))
            bt_print_exception(th);
        return 1;
    }
    if (o->int_max_str_digits >= 0)
        vm->i.int_max_str_digits = o->int_max_str_digits;
    bool ready = set_warnoptions(th, o);
    bt_ending_start(ending, vm);
    int status = ready ? run_main(th, o) : bt_ending_status(th);
    if (o->config.inspect && o->kind != BT_RUN_PROMPT)
        status = bt_repl(th);
    status = bt_join_script(th, status);
    status = bt_ending_check(ending, th, status);
    return bt_vm_before_exit(vm, bt_shutdown(th, status));
}

int bt_cli_run(const struct bt_options *o)
{
    struct bt_ending_report ending;
    if (!bt_ending_open(&ending, o))
        return 2;
    struct bt_vm_config config = o->config;
    struct bt_switches switches = {0};
    config.message_ctx = &ending;
    if ((config.policy->flags & BT_POLICY_LIST) && !config.switches) {
        config.switches = &switches;
        if (!bt_switches_load(&switches, config.policy_parameter)) {
            bt_ending_close(&ending);
            return 2;
        }
    }
    bt_os_signals_setup();
    struct bt_vm *vm = bt_vm_new(&config);
    if (!vm) {
        fputs("baton: not enough memory to start\n", stderr);
        bt_ending_close(&ending);
        return 1;
    }
    bool debugged = o->debug_wire >= 0; // signals are the debugger's session's
    struct bt_signals *signals =
        debugged ? NULL
                 : bt_signals_start(vm, config.replaying ? 0 : config.timeout_ns, o->lab.wanted);
    bool lab_failed;
    struct bt_lab *lab = bt_lab_new(vm, &o->lab, &lab_failed);
    struct bt_engine *engine = debugged && !lab_failed ? bt_engine_new(vm, o->debug_wire) : NULL;
    struct bt_attach attach;
    if (!debugged && signals)
        bt_attach_start(&attach, o, vm, signals, ending.fd >= 0);
    int status = 1;
    if (lab_failed)
        status = 2;
    else if (debugged ? engine != NULL : signals != NULL)
        status = run_whole(o, vm, &ending);
    else
        fputs("baton: cannot start\n", stderr);
    if (!debugged && signals)
        bt_attach_end(&attach);
    bt_engine_free(engine);
    bt_lab_free(lab);
    bt_signals_stop(signals);
    bt_vm_leave(vm);
    bt_free(switches.list);
    bt_ending_close(&ending);
    if (status == 130)
        bt_os_die(SIGINT);
    return status;
}
