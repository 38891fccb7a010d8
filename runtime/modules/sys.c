// The module sys.
#include <float.h>
#include <math.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/buf.h"
#include "runtime/modules/colour.h"
#include "runtime/modules/import.h"
#include "runtime/modules/module.h"
#include "runtime/modules/startup.h"
#include "runtime/modules/struct_seq.h"
#include "runtime/modules/sys_breakpoint.h"
#include "runtime/objects/dict.h"
#include "runtime/objects/float.h"
#include "runtime/objects/heap.h"
#include "runtime/objects/int.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/seq.h"
#include "runtime/objects/str.h"
#include "runtime/objects/traceback_print.h"
#include "vm/kernel_lock.h"

// ---- the switch interval ----

static bt_value sys_setswitchinterval(struct bt_thread *th, const bt_value *args)
{
    struct bt_vm *vm = bt_vm(th);
    double seconds;
    if (bt_is_int(args[0]) && !bt_is_bool(args[0])) {
        int64_t n;
        if (!bt_as_int64(th, args[0], &n))
            return BT_ERROR;
        if (n < 1)
            return bt_value_error(th, "switch interval must be strictly positive");
        vm->switch_seconds = 0;
        // what getswitchinterval gave for a range A..B puts the range back
        bool shown = vm->switch_shown.n == (uint64_t)n;
        bt_gil_set_n(bt_vthread(th), (uint64_t)n, shown ? vm->switch_shown.max : (uint64_t)n);
        return BT_NONE;
    }
    if (!bt_as_double(th, args[0], &seconds))
        return BT_ERROR;
    if (!(seconds > 0))
        return bt_value_error(th, "switch interval must be strictly positive");
    // time slices are a policy of their own; without it the default number of instructions stands
    // for them
    vm->switch_seconds = seconds;
    if (vm->gil.kernel && bt_kernel_slice(vm->gil.kernel) > 0) {
        bt_kernel_set_slice(vm->gil.kernel,
                            seconds >= 1e6 ? (int64_t)1e15 : (int64_t)(seconds * 1e9) + 1);
        return BT_NONE;
    }
    uint64_t n = seconds >= 1e18 ? BT_SWITCH_INF : BT_SWITCH_DEFAULT;
    bt_gil_set_n(bt_vthread(th), n, n);
    return BT_NONE;
}

static bt_value sys_getswitchinterval(struct bt_thread *th, const bt_value *args)
{
    (void)args;
    struct bt_vm *vm = bt_vm(th);
    if (vm->switch_seconds > 0)
        return bt_from_double(vm->switch_seconds);
    if (vm->gil.n == BT_SWITCH_INF)
        return bt_from_double(HUGE_VAL);
    if (vm->gil.n_max > vm->gil.n) {
        vm->switch_shown.n = vm->gil.n;
        vm->switch_shown.max = vm->gil.n_max;
    }
    return bt_int_from_u64(th, vm->gil.n);
}

static bt_value sys_setcheckinterval(struct bt_thread *th, const bt_value *args)
{
    int64_t n;
    if (!bt_as_int64(th, args[0], &n))
        return BT_ERROR;
    // Python 2 took 0 and less for "check at every instruction"
    bt_vm(th)->switch_seconds = 0;
    uint64_t length = n < 1 ? 1 : (uint64_t)n;
    bt_gil_set_n(bt_vthread(th), length, length);
    return BT_NONE;
}

static bt_value sys_getcheckinterval(struct bt_thread *th, const bt_value *args)
{
    (void)args;
    uint64_t n = bt_vm(th)->gil.n;
    return bt_int_from_u64(th, n == BT_SWITCH_INF ? (uint64_t)INT64_MAX : n);
}

// ---- exceptions ----

static bt_value sys_exc_info(struct bt_thread *th, const bt_value *args)
{
    (void)args;
    bt_value exc = bt_handled_exception(th);
    if (bt_is_none(exc))
        return bt_tuple_of(th, 3, BT_NONE, BT_NONE, BT_NONE);
    return bt_tuple_of(th, 3, bt_from_obj(bt_type_of(th, exc)), exc,
                       bt_as_exception(exc)->traceback);
}

static bt_value sys_exception(struct bt_thread *th, const bt_value *args)
{
    (void)args;
    return bt_handled_exception(th);
}

static bt_value sys_exit(struct bt_thread *th, const bt_value *args)
{
    return bt_raise_with(th, BT_EXC_SYSTEM_EXIT, args[0]);
}

static bt_value sys_excepthook(struct bt_thread *th, const bt_value *args)
{
    struct bt_buf buf;
    bt_buf_init(&buf);
    if (bt_is_exception(args[1]) &&
        !bt_exception_print_with(th, &buf, args[1], bt_stderr_print_flags(th))) {
        bt_buf_free(&buf);
        return BT_ERROR;
    }
    bt_write_stderr(th, buf.data ? buf.data : "", buf.len);
    bt_buf_free(&buf);
    return BT_NONE;
}

static bt_value sys_displayhook(struct bt_thread *th, const bt_value *args)
{
    if (bt_is_none(args[0]))
        return BT_NONE;
    BT_ROOTS(th, r, 2);
    r[0] = bt_repr(th, args[0]);
    bt_value result = BT_ERROR;
    if (!bt_is_error(r[0])) {
        r[1] = bt_str_format(th, "%S\n", r[0]);
        bt_value out = bt_dict_get_str(th, bt_as_dict(bt_vm(th)->sys_dict), BT_NAME(th, _stdout));
        if (bt_is_unset(out))
            (void)bt_raise(th, BT_EXC_RUNTIME_ERROR, "lost sys.stdout");
        else if (!bt_is_error(r[1]) &&
                 !bt_is_error(bt_call_method(th, out, BT_NAME(th, _write), &r[1], 1)) &&
                 bt_dict_set(th, bt_as_dict(bt_vm(th)->builtins), BT_NAME(th, _underscore),
                             args[0]))
            result = BT_NONE;
    }
    BT_UNROOT(th, r);
    return result;
}

static bt_value sys_unraisablehook(struct bt_thread *th, const bt_value *args)
{
    bt_value exc = bt_getattr(th, args[0], bt_intern(th, "exc_value", 9));
    if (bt_is_error(exc))
        return exc;
    return bt_is_exception(exc) ? sys_excepthook(th, (bt_value[]){BT_NONE, exc, BT_NONE}) : BT_NONE;
}

// ---- limits ----

static bt_value sys_getrecursionlimit(struct bt_thread *th, const bt_value *args)
{
    (void)args;
    return bt_from_small(th->recursion_limit);
}

static bt_value sys_setrecursionlimit(struct bt_thread *th, const bt_value *args)
{
    int64_t n;
    if (!bt_as_int64(th, args[0], &n))
        return BT_ERROR;
    if (n < 1)
        return bt_value_error(th, "recursion limit must be greater or equal than 1");
    if (n > INT32_MAX)
        return bt_overflow_error(th, "Python int too large to convert to C int");
    if (n <= th->py_depth)
        return bt_raise(
            th, BT_EXC_RECURSION_ERROR,
            "cannot set the recursion limit to %d at the recursion depth %d: the limit is too low",
            (int)n, (int)th->py_depth);
    struct bt_vm *vm = bt_vm(th);
    vm->config.recursion_limit = (uint32_t)n;
    for (struct bt_vthread *t = vm->threads; t; t = t->next)
        t->t.recursion_limit = (uint32_t)n;
    return BT_NONE;
}

static bt_value sys_get_int_max_str_digits(struct bt_thread *th, const bt_value *args)
{
    (void)args;
    return bt_from_small(th->interp->int_max_str_digits);
}

static bt_value sys_set_int_max_str_digits(struct bt_thread *th, const bt_value *args)
{
    int64_t n;
    if (!bt_as_int64(th, args[0], &n))
        return BT_ERROR;
    if (n != 0 && n < 640)
        return bt_value_error(th, "maxdigits must be 0 or larger than 640");
    th->interp->int_max_str_digits = n;
    return BT_NONE;
}

// ---- the rest ----

static bt_value sys_intern(struct bt_thread *th, const bt_value *args)
{
    if (!bt_is_exact(th, args[0], BT_T_STR))
        return bt_type_error(th, "can't intern %T", args[0]);
    return bt_intern_str(th, args[0]);
}

static bt_value sys_getframe(struct bt_thread *th, const bt_value *args)
{
    int64_t depth;
    if (!bt_as_int64(th, args[0], &depth))
        return BT_ERROR;
    struct bt_frame *frame = bt_current_frame(th);
    while (frame && depth-- > 0)
        frame = frame->prev;
    if (!frame)
        return bt_value_error(th, "call stack is not deep enough");
    return bt_frame_object(bt_vthread(th), frame);
}

static bt_value sys_current_frames(struct bt_thread *th, const bt_value *args)
{
    (void)args;
    BT_ROOTS(th, r, 1);
    r[0] = bt_dict_new(th);
    bool ok = !bt_is_error(r[0]);
    for (struct bt_vthread *t = bt_vm(th)->threads; ok && t; t = t->next) {
        if (!t->frame)
            continue;
        bt_value frame = bt_frame_object(t, t->frame);
        ok = !bt_is_error(frame) &&
             bt_dict_set(th, bt_as_dict(r[0]), bt_from_small(t->number), frame);
    }
    bt_value dict = r[0];
    BT_UNROOT(th, r);
    return ok ? dict : BT_ERROR;
}

static bt_value sys_getsizeof(struct bt_thread *th, const bt_value *args)
{
    bt_value size = bt_call_special(th, args[0], BT_NAME(th, sizeof), NULL, 0);
    if (!bt_is_unset(size))
        return size;
    return bt_from_small((int64_t)bt_type_of(th, args[0])->size);
}

static bt_value sys_constant_text(struct bt_thread *th, const bt_value *args)
{
    (void)args;
    return bt_str_from(th, "utf-8");
}

static bt_value sys_is_finalizing(struct bt_thread *th, const bt_value *args)
{
    (void)args;
    return bt_bool(atomic_load(&bt_vm(th)->stopping));
}

static bt_value sys_gettrace(struct bt_thread *th, const bt_value *args)
{
    (void)th;
    (void)args;
    return BT_NONE;
}

static const struct bt_fn_spec functions[] = {
    {"setswitchinterval", sys_setswitchinterval, "(interval, /)",
     "Set how long a thread's turn is: an int counts instructions; a float is seconds, as in CPython.",
     NULL, 0},
    {"getswitchinterval", sys_getswitchinterval, "()", "What setswitchinterval was given last.",
     NULL, 0},
    {"setcheckinterval", sys_setcheckinterval, "(n, /)",
     "Set the length of a turn in instructions, as Python 2 had it.", NULL, 0},
    {"getcheckinterval", sys_getcheckinterval, "()", "The length of a turn in instructions.", NULL,
     0},
    {"exc_info", sys_exc_info, "()", "(type, value, traceback) of the exception being handled.",
     NULL, 0},
    {"exception", sys_exception, "()", "The exception being handled, or None.", NULL, 0},
    {"exit", sys_exit, "(status=None, /)", "Raise SystemExit.", NULL, 0},
    {"excepthook", sys_excepthook, "(exctype, value, traceback, /)", "Print an uncaught exception.",
     NULL, 0},
    {"displayhook", sys_displayhook, "(object, /)", "Print a value typed at the prompt.", NULL, 0},
    {"breakpointhook", NULL, "(*args, **kws)",
     "What breakpoint() calls: opens the debugger, or what $PYTHONBREAKPOINT names.",
     bt_sys_breakpointhook, BT_FN_RAW},
    {"unraisablehook", sys_unraisablehook, "(unraisable, /)",
     "Print an exception that cannot be raised.", NULL, 0},
    {"getrecursionlimit", sys_getrecursionlimit, "()", "How deep calls may nest.", NULL, 0},
    {"setrecursionlimit", sys_setrecursionlimit, "(limit, /)", "Set how deep calls may nest.", NULL,
     0},
    {"get_int_max_str_digits", sys_get_int_max_str_digits, "()",
     "Most digits that int and str convert.", NULL, 0},
    {"set_int_max_str_digits", sys_set_int_max_str_digits, "(maxdigits)",
     "Set the most digits that int and str convert.", NULL, 0},
    {"intern", sys_intern, "(string, /)", "The one str of this text.", NULL, 0},
    {"_getframe", sys_getframe, "(depth=0, /)", "A frame of the call stack.", NULL, 0},
    {"_current_frames", sys_current_frames, "()", "The innermost frame of each thread.", NULL, 0},
    {"getsizeof", sys_getsizeof, "(object, default=?)", "Bytes of an object.", NULL, 0},
    {"getdefaultencoding", sys_constant_text, "()", "utf-8", NULL, 0},
    {"getfilesystemencoding", sys_constant_text, "()", "utf-8", NULL, 0},
    {"is_finalizing", sys_is_finalizing, "()", "Is the interpreter ending?", NULL, 0},
    {"gettrace", sys_gettrace, "()", "None: Baton's debugger works below Python.", NULL, 0},
    {NULL, NULL, NULL, NULL, NULL, 0},
};

// ---- struct sequences ----

static const char *const version_fields[] = {"major",        "minor",  "micro",
                                             "releaselevel", "serial", NULL};
static const struct bt_struct_seq_spec version_spec = {"version_info", "sys", version_fields, 5};
static const char *const flags_fields[] = {"debug",
                                           "inspect",
                                           "interactive",
                                           "optimize",
                                           "dont_write_bytecode",
                                           "no_user_site",
                                           "no_site",
                                           "ignore_environment",
                                           "verbose",
                                           "bytes_warning",
                                           "quiet",
                                           "hash_randomization",
                                           "isolated",
                                           "dev_mode",
                                           "utf8_mode",
                                           "warn_default_encoding",
                                           "safe_path",
                                           "int_max_str_digits",
                                           NULL};
static const struct bt_struct_seq_spec flags_spec = {"flags", "sys", flags_fields, 18};
static const char *const float_fields[] = {"max",     "max_exp",    "max_10_exp", "min",
                                           "min_exp", "min_10_exp", "dig",        "mant_dig",
                                           "epsilon", "radix",      "rounds",     NULL};
static const struct bt_struct_seq_spec float_spec = {"float_info", "sys", float_fields, 11};
static const char *const int_fields[] = {"bits_per_digit", "sizeof_digit", "default_max_str_digits",
                                         "str_digits_check_threshold", NULL};
static const struct bt_struct_seq_spec int_spec = {"int_info", "sys", int_fields, 4};
static const char *const hash_fields[] = {"width",     "modulus",   "inf",       "nan",    "imag",
                                          "algorithm", "hash_bits", "seed_bits", "cutoff", NULL};
static const struct bt_struct_seq_spec hash_spec = {"hash_info", "sys", hash_fields, 9};
static const char *const thread_fields[] = {"name", "lock", "version", NULL};
static const struct bt_struct_seq_spec thread_spec = {"thread_info", "sys", thread_fields, 3};

static bool add_seq(struct bt_thread *th, struct bt_dict *dict,
                    const struct bt_struct_seq_spec *spec, const bt_value *values)
{
    struct bt_type *type = bt_struct_seq_type(th, spec);
    return type && bt_module_add(th, dict, spec->name, bt_struct_seq_new(th, type, values));
}

static bool add_sequences(struct bt_thread *th, struct bt_dict *dict)
{
    const struct bt_vm_config *config = &bt_vm(th)->config;
    bt_value zero = bt_from_small(0);
    bt_value version[] = {bt_from_small(3), bt_from_small(13), zero, bt_str_from(th, "final"),
                          zero};
    bt_value flags[] = {zero,
                        bt_bool(config->inspect),
                        zero,
                        bt_from_small(config->optimize),
                        bt_from_small(1),
                        zero,
                        bt_from_small(config->no_site),
                        bt_from_small(config->ignore_environment),
                        bt_from_small(config->verbose),
                        zero,
                        bt_from_small(config->quiet),
                        bt_from_small(config->hash_seed != 0),
                        bt_from_small(config->isolated),
                        bt_bool(config->dev_mode),
                        bt_from_small(1),
                        zero,
                        bt_bool(config->isolated),
                        bt_from_small(th->interp->int_max_str_digits)};
    flags[1] = bt_from_small(config->inspect);
    bt_value floats[] = {bt_from_double(DBL_MAX),
                         bt_from_small(DBL_MAX_EXP),
                         bt_from_small(DBL_MAX_10_EXP),
                         bt_from_double(DBL_MIN),
                         bt_from_small(DBL_MIN_EXP),
                         bt_from_small(DBL_MIN_10_EXP),
                         bt_from_small(DBL_DIG),
                         bt_from_small(DBL_MANT_DIG),
                         bt_from_double(DBL_EPSILON),
                         bt_from_small(FLT_RADIX),
                         bt_from_small(1)};
    bt_value ints[] = {bt_from_small(64), bt_from_small(8), bt_from_small(4300),
                       bt_from_small(640)};
    bt_value hashes[] = {bt_from_small(64),
                         bt_int_from_i64(th, ((int64_t)1 << 61) - 1),
                         bt_from_small(314159),
                         zero,
                         bt_from_small(1000003),
                         bt_str_from(th, "siphash13"),
                         bt_from_small(32),
                         bt_from_small(64),
                         zero};
    bt_value threads[] = {bt_str_from(th, "pthread"), bt_str_from(th, "baton"), BT_NONE};
    return add_seq(th, dict, &version_spec, version) && add_seq(th, dict, &flags_spec, flags) &&
           add_seq(th, dict, &float_spec, floats) && add_seq(th, dict, &int_spec, ints) &&
           add_seq(th, dict, &hash_spec, hashes) && add_seq(th, dict, &thread_spec, threads);
}

static bt_value implementation(struct bt_thread *th, struct bt_dict *dict)
{
    BT_ROOTS(th, r, 1);
    r[0] = bt_call0(th, bt_from_obj(bt_type(th, BT_T_NAMESPACE)));
    bt_value names[] = {bt_intern(th, "name", 4), bt_intern(th, "cache_tag", 9),
                        bt_intern(th, "version", 7)};
    bt_value values[] = {bt_str_from(th, "baton"), BT_NONE,
                         bt_dict_get_str(th, dict, bt_intern(th, "version_info", 12))};
    for (int i = 0; i < 3 && !bt_is_error(r[0]); i++)
        if (bt_is_error(names[i]) || bt_is_error(values[i]) ||
            !bt_setattr(th, r[0], names[i], values[i]))
            r[0] = BT_ERROR;
    bt_value v = r[0];
    BT_UNROOT(th, r);
    return v;
}

static bool init(struct bt_thread *th, struct bt_dict *dict)
{
    struct bt_vm *vm = bt_vm(th);
    vm->sys_dict = bt_from_obj(dict);
    char exe[4096];
    ssize_t n = readlink("/proc/self/exe", exe, sizeof exe);
    if (!add_sequences(th, dict))
        return false;
    return bt_module_add(th, dict, "modules", vm->modules) &&
           bt_module_add(th, dict, "argv", bt_list_new(th, NULL, 0)) &&
           bt_module_add(th, dict, "path", bt_list_new(th, NULL, 0)) &&
           bt_module_add(th, dict, "version",
                         bt_str_from(th, "3.13.0 (Baton " PACKAGE_VERSION ")")) &&
           bt_module_add(th, dict, "hexversion", bt_from_small(0x030D00F0)) &&
           bt_module_add(th, dict, "implementation", implementation(th, dict)) &&
           bt_module_add(th, dict, "platform", bt_str_from(th, "linux")) &&
           bt_module_add(th, dict, "byteorder", bt_str_from(th, "little")) &&
           bt_module_add(th, dict, "maxsize", bt_int_from_i64(th, INT64_MAX)) &&
           bt_module_add(th, dict, "maxunicode", bt_from_small(0x10FFFF)) &&
           bt_module_add(th, dict, "executable",
                         n > 0 ? bt_str_decode(th, exe, (size_t)n, "utf-8", "surrogateescape")
                               : th->interp->empty_str) &&
           bt_module_add(th, dict, "prefix", bt_str_from(th, "/usr")) &&
           bt_module_add(th, dict, "base_prefix", bt_str_from(th, "/usr")) &&
           bt_module_add(th, dict, "copyright", bt_str_from(th, "Baton: MIT licence.")) &&
           bt_module_add(th, dict, "api_version", bt_from_small(1013)) &&
           bt_module_add(th, dict, "dont_write_bytecode", BT_TRUE) &&
           bt_module_add(th, dict, "warnoptions", bt_list_new(th, NULL, 0)) &&
           bt_module_add(th, dict, "float_repr_style", bt_str_from(th, "short")) &&
           bt_module_add(th, dict, "__excepthook__",
                         bt_dict_get_str(th, dict, BT_NAME(th, _excepthook))) &&
           bt_module_add(th, dict, "__displayhook__",
                         bt_dict_get_str(th, dict, BT_NAME(th, _displayhook))) &&
           bt_module_add(th, dict, "__breakpointhook__",
                         bt_dict_get_str(th, dict, BT_NAME(th, _breakpointhook)));
}

const struct bt_module_spec bt_sys_module = {
    .name = "sys",
    .doc = "What a program can ask and tell the interpreter.",
    .functions = functions,
    .init = init,
};
