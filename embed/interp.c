/*
 * Interpreters for a host: made and ended, run, interrupted. Everything is done by the thread that
 * made the interpreter, its main thread, unless the function says otherwise.
 */
#include "embed/embed.h"

#include <limits.h>
#include <stdlib.h>

#include "runtime/modules/compile.h"
#include "runtime/modules/import.h"
#include "runtime/modules/module.h"
#include "runtime/modules/startup.h"
#include "runtime/objects/dict.h"
#include "runtime/objects/heap.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/seq.h"
#include "runtime/objects/str.h"
#include "vm/blocking.h"

// ---- the object that keeps the views' values alive ----

struct root {
    struct bt_object base;
    struct bt_embed *embed;
};

static void root_trace(struct bt_tracer *tracer, struct bt_object *object)
{
    bt_embed_trace(((struct root *)object)->embed, tracer);
}

static const struct bt_type_spec root_spec = {
    .name = "HostValues",
    .module = "baton",
    .flags = BT_TYPE_ABSTRACT,
    .size = sizeof(struct root),
    .slots = {.trace = root_trace},
};

struct bt_embed *bt_embed_of(const struct bt_vm *vm)
{
    bt_value v = vm->module_roots[BT_ROOT_EMBED];
    return bt_is_obj(v) ? ((struct root *)bt_obj(v))->embed : NULL;
}

static bool make_root(struct bt_embed *embed)
{
    struct bt_type *type = bt_type_from_spec(embed->main.th, &root_spec, NULL);
    struct root *root = type ? bt_new_object(embed->main.th, type, sizeof *root) : NULL;
    if (!root)
        return false;
    root->embed = embed;
    embed->vm->module_roots[BT_ROOT_EMBED] = bt_from_obj(root);
    return true;
}

// ---- deadlocks ----

// The main thread leaves where it waits as if by Ctrl-C, but with another exception.
static void on_deadlock(struct bt_vm *vm)
{
    struct bt_embed *embed = bt_embed_of(vm);
    embed->deadlock_pending = true;
    if (embed->config.deadlock)
        embed->config.deadlock(embed->config.user);
    bt_vm_interrupt(vm);
}

static bool on_interrupt(struct bt_thread *th)
{
    struct bt_embed *embed = bt_embed_of(bt_vm(th));
    if (!embed->deadlock_pending)
        return embed->on_interrupt(th);
    embed->deadlock_pending = false;
    embed->deadlocked = true;
    (void)bt_raise_with(th, BT_EXC_SYSTEM_EXIT, bt_from_small(3));
    return false;
}

// ---- made and ended ----

const char *baton_version(void)
{
    return PACKAGE_VERSION;
}

void baton_config_init(struct baton_config *config)
{
    struct bt_vm_config c;
    bt_vm_config_init(&c);
    *config = (struct baton_config){
        .switch_interval = c.switch_n,
        .policy = "fifo",
        .substrate = c.substrate->name,
        .hash_seed = c.hash_seed,
        .recursion_limit = c.recursion_limit,
        .optimize = c.optimize,
    };
}

// false: there is no such policy or substrate, or they do not go together.
static bool vm_config(struct bt_vm_config *to, const struct baton_config *from)
{
    bt_vm_config_init(to);
    to->switch_n = from->switch_interval ? from->switch_interval : 1;
    to->switch_max = from->switch_interval_max;
    to->switch_given = to->switch_n != BT_SWITCH_DEFAULT;
    to->seed = from->seed;
    char message[8];
    if (from->policy &&
        !bt_policy_parse(from->policy, &to->policy, &to->policy_parameter, message, sizeof message))
        return false;
    to->substrate = from->substrate ? bt_substrate_find(from->substrate) : &bt_substrate_os;
    if (!to->substrate || (to->substrate->one_thread && to->policy->flags & BT_POLICY_KERNEL))
        return false;
    to->hash_seed = from->hash_seed;
    to->recursion_limit = from->recursion_limit;
    to->optimize = from->optimize;
    to->ignore_environment = true;
    to->message = from->message;
    to->message_ctx = from->user;
    to->deadlock = on_deadlock;
    return true;
}

// sys.NAME = [text]; NULL: an empty list.
static bool set_sys_list(struct bt_thread *th, const char *name, const char *text)
{
    bt_value item =
        text ? bt_str_decode(th, text, strlen(text), "utf-8", "surrogateescape") : BT_NONE;
    if (bt_is_error(item))
        return false;
    bt_value list = bt_list_new(th, &item, text ? 1 : 0);
    return bt_module_add(th, bt_as_dict(bt_vm(th)->sys_dict), name, list);
}

static bool bring_up(struct bt_embed *embed)
{
    struct bt_thread *th = embed->main.th;
    if (!make_root(embed) || !bt_startup(th) || !set_sys_list(th, "argv", "") ||
        !set_sys_list(th, "path", NULL) || !bt_embed_streams(embed))
        return false;
    embed->on_interrupt = embed->vm->on_interrupt;
    embed->vm->on_interrupt = on_interrupt;
    return true;
}

struct baton *baton_new(const struct baton_config *config)
{
    struct bt_embed *embed = bt_alloc_zero(sizeof *embed);
    if (!embed)
        return NULL;
    struct bt_vm_config c;
    baton_config_init(&embed->config);
    if (config)
        embed->config = *config;
    embed->vm = vm_config(&c, &embed->config) ? bt_vm_new(&c) : NULL;
    if (!embed->vm) {
        bt_free(embed);
        return NULL;
    }
    bt_embed_open(&embed->main, embed, &embed->vm->main->t);
    if (bring_up(embed))
        return &embed->main;
    bt_vm_free(embed->vm);
    bt_free(embed);
    return NULL;
}

void baton_free(struct baton *b)
{
    if (!b)
        return;
    struct bt_embed *embed = b->embed;
    (void)bt_shutdown(b->th, bt_join_script(b->th, 0));
    if (!bt_vm_stop_threads(embed->vm))
        return; // a thread is stuck in a system call and will touch all this when it comes back
    bt_embed_close(b);
    bt_vm_free(embed->vm);
    bt_free(embed);
}

void baton_setup_signals(void)
{
    bt_os_signals_setup();
}

// ---- running ----

// What has run has printed: the host sees it now. Then what became of it.
static enum baton_result outcome(struct baton *b, bool ok)
{
    struct bt_embed *embed = b->embed;
    bool deadlocked = embed->deadlocked;
    embed->deadlocked = false;
    enum baton_result result = BATON_OK;
    if (!ok && bt_exc_is_set(b->th) && bt_exc_is(b->th, BT_EXC_SYSTEM_EXIT)) {
        embed->exit_status = bt_exit_status(b->th);
        result = deadlocked ? BATON_DEADLOCK : BATON_EXIT;
    } else if (!bt_embed_check(b, ok)) {
        result = BATON_EXCEPTION;
    }
    if (embed->vm->flush)
        embed->vm->flush(b->th);
    return result;
}

enum baton_result baton_run_text(struct baton *b, const char *name, const char *text, size_t len)
{
    baton_clear_error(b);
    return outcome(b, !bt_is_error(bt_run_source(b->th, name, text, bt_embed_len(text, len), false,
                                                 bt_main_dict(b->th))));
}

// The folder of the script, links in it followed, at the front of sys.path.
static bool put_folder_first(struct bt_thread *th, const char *path)
{
    char folder[PATH_MAX];
    if (!realpath(path, folder))
        return true; // reading the file will say why
    char *slash = strrchr(folder, '/');
    slash[slash == folder] = '\0';
    bt_value v = bt_str_decode(th, folder, strlen(folder), "utf-8", "surrogateescape");
    bt_value list = bt_dict_get_str(th, bt_as_dict(bt_vm(th)->sys_dict), BT_NAME(th, _path));
    if (bt_is_error(v) || !bt_is_list(list))
        return !bt_is_error(v);
    bt_value all = bt_list_new(th, &v, 1);
    if (bt_is_error(all) || !bt_list_extend(th, all, list))
        return false;
    return bt_dict_set(th, bt_as_dict(bt_vm(th)->sys_dict), BT_NAME(th, _path), all);
}

static bool run_file(struct baton *b, const char *path)
{
    struct bt_thread *th = b->th;
    size_t len;
    if (!set_sys_list(th, "argv", path) || !put_folder_first(th, path))
        return false;
    char *text = bt_read_file(th, path, &len);
    if (!text)
        return false;
    bt_value file = bt_str_decode(th, path, strlen(path), "utf-8", "surrogateescape");
    bool ok = bt_module_add(th, bt_main_dict(th), "__file__", file) &&
              !bt_is_error(bt_run_source(th, path, text, len, true, bt_main_dict(th)));
    bt_free(text);
    return ok;
}

enum baton_result baton_run_file(struct baton *b, const char *path)
{
    baton_clear_error(b);
    return outcome(b, run_file(b, path));
}

struct baton_value *baton_eval(struct baton *b, const char *expression)
{
    struct bt_thread *th = b->th;
    struct bt_compile_request request = {
        .name = "<string>",
        .text = expression,
        .len = strlen(expression),
        .how = {.mode = BT_COMPILE_EVAL, .optimize = b->embed->config.optimize},
    };
    BT_ROOTS(th, r, 1);
    r[0] = bt_compile_text(th, &request);
    bt_value v = bt_is_error(r[0]) ? BT_ERROR
                                   : bt_run_code(th, (struct bt_code *)bt_obj(r[0]),
                                                 bt_main_dict(th), BT_UNSET, BT_UNSET);
    BT_UNROOT(th, r);
    return bt_embed_give(b, v);
}

enum baton_result baton_join(struct baton *b)
{
    return outcome(b, bt_vm_join_threads(b->embed->vm));
}

int baton_exit_status(const struct baton *b)
{
    return b->embed->exit_status;
}

void baton_interrupt(struct baton *b)
{
    bt_vm_interrupt(b->embed->vm);
}

void baton_dump_threads(struct baton *b)
{
    bt_vm_request_dump(b->embed->vm);
}

bool baton_add_path(struct baton *b, const char *folder)
{
    struct bt_thread *th = b->th;
    bt_value v = bt_str_decode(th, folder, strlen(folder), "utf-8", "surrogateescape");
    bt_value list = bt_dict_get_str(th, bt_as_dict(b->embed->vm->sys_dict), BT_NAME(th, _path));
    if (!bt_is_error(v) && !bt_is_list(list))
        return bt_embed_check(b, bt_fail(th, BT_EXC_TYPE_ERROR, "sys.path must be a list"));
    return bt_embed_check(b, !bt_is_error(v) && bt_list_append(th, list, v));
}

// ---- the baton ----

uint64_t baton_instructions(const struct baton *b)
{
    const struct bt_vm *vm = b->embed->vm;
    uint64_t n = vm->gil.ended_instructions;
    for (const struct bt_vthread *th = vm->threads; th; th = th->next)
        n += bt_thread_instructions(th);
    return n;
}

uint64_t baton_switch_interval(const struct baton *b)
{
    return b->embed->vm->gil.n;
}

bool baton_set_switch_interval(struct baton *b, uint64_t n)
{
    if (n == 0)
        return bt_embed_check(
            b, bt_fail(b->th, BT_EXC_VALUE_ERROR, "switch interval must be strictly positive"));
    bt_gil_set_n(bt_vthread(b->th), n, n);
    return true;
}

void baton_leave(struct baton *b)
{
    bt_outside_begin(bt_vthread(b->th), BT_WAIT_IO, BT_NO_DEADLINE);
}

bool baton_enter(struct baton *b)
{
    enum bt_wait_result result = bt_outside_end(bt_vthread(b->th));
    if (result == BT_INTERRUPTED)
        return bt_embed_check(b, bt_safepoint(b->th));
    return result != BT_STOPPED;
}
