/*
 * posix: the process and the machine: ids, environment, signals to others, random bytes, exit.
 */
#include <errno.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/times.h>
#include <sys/utsname.h>
#include <unistd.h>

#include "runtime/modules/path_arg.h"
#include "runtime/modules/posix_impl.h"
#include "runtime/modules/struct_seq.h"
#include "runtime/objects/error.h"
#include "runtime/objects/int.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/seq.h"
#include "runtime/objects/str.h"
#include "vm/input.h"

#define ID(name)                                                                       \
    static bt_value posix_##name(struct bt_thread *th, const bt_value *args BT_UNUSED) \
    {                                                                                  \
        return bt_int_from_i64(th, BT_INPUT(th, #name, (int64_t)name()));              \
    }
ID(getpid)
ID(getppid)
ID(getuid)
ID(geteuid)
ID(getgid)
ID(getegid)

static bt_value posix_putenv(struct bt_thread *th, const bt_value *args)
{
    struct bt_buf name;
    struct bt_buf value;
    bt_buf_init(&name);
    bt_buf_init(&value);
    bt_value v = BT_ERROR;
    if (bt_path_encode(th, NULL, args[0], &name) && bt_path_encode(th, NULL, args[1], &value)) {
        if (name.len <= 1 || strchr(name.data, '=') != NULL)
            v = bt_value_error(th, "illegal environment variable name");
        else
            v = bt_posix_done(th, setenv(name.data, value.data, 1), BT_UNSET);
    }
    bt_buf_free(&name);
    bt_buf_free(&value);
    return v;
}

static bt_value posix_unsetenv(struct bt_thread *th, const bt_value *args)
{
    struct bt_buf name;
    bt_buf_init(&name);
    bt_value v = BT_ERROR;
    if (bt_path_encode(th, NULL, args[0], &name))
        v = bt_posix_done(th, unsetenv(name.data), BT_UNSET);
    bt_buf_free(&name);
    return v;
}

static bt_value posix_umask(struct bt_thread *th, const bt_value *args)
{
    int mask;
    return bt_posix_int(th, args[0], &mask)
               ? bt_from_small(BT_INPUT(th, "umask", umask((mode_t)mask)))
               : BT_ERROR;
}

static bt_value posix_kill(struct bt_thread *th, const bt_value *args)
{
    int pid;
    int number;
    if (!bt_posix_int(th, args[0], &pid) || !bt_posix_int(th, args[1], &number))
        return BT_ERROR;
    return bt_posix_done(th, (int)BT_INPUT(th, "kill", kill(pid, number)), BT_UNSET);
}

static bt_value posix_exit(struct bt_thread *th, const bt_value *args)
{
    int status;
    if (!bt_posix_int(th, args[0], &status))
        return BT_ERROR;
    bt_vm(th)->end = BT_VM_END_OS_EXIT;
    _exit(bt_vm_before_exit(bt_vm(th), status));
}

static bt_value posix_abort(struct bt_thread *th BT_UNUSED, const bt_value *args BT_UNUSED)
{
    abort();
}

static bt_value posix_urandom(struct bt_thread *th, const bt_value *args)
{
    int64_t n;
    if (!bt_as_int64(th, args[0], &n))
        return BT_ERROR;
    if (n < 0)
        return bt_value_error(th, "negative argument not allowed");
    bt_value v = bt_bytes_new(th, NULL, (size_t)n);
    if (bt_is_error(v))
        return BT_ERROR;
    return bt_input_random(th, ((struct bt_bytes *)bt_obj(v))->data, (size_t)n) ? v : BT_ERROR;
}

static bt_value posix_cpu_count(struct bt_thread *th, const bt_value *args BT_UNUSED)
{
    int64_t n = BT_INPUT(th, "cpus", sysconf(_SC_NPROCESSORS_ONLN));
    return n > 0 ? bt_from_small(n) : BT_NONE;
}

static int count_cpus(void)
{
    cpu_set_t set;
    return sched_getaffinity(0, sizeof set, &set) == 0 ? CPU_COUNT(&set) : -1;
}

static bt_value posix_process_cpu_count(struct bt_thread *th, const bt_value *args BT_UNUSED)
{
    int64_t n = BT_INPUT(th, "cpus", count_cpus());
    return n > 0 ? bt_from_small(n) : BT_NONE;
}

static bt_value posix_uname(struct bt_thread *th, const bt_value *args BT_UNUSED)
{
    static const char *const fields[] = {"sysname", "nodename", "release",
                                         "version", "machine",  NULL};
    static const struct bt_struct_seq_spec spec = {"uname_result", "posix", fields, 5};
    struct utsname u;
    if (BT_INPUT_DATA(th, "uname", uname(&u) == 0 ? (int64_t)sizeof u : -1, &u, sizeof u) < 0)
        return bt_raise_errno(th, errno, BT_UNSET);
    struct bt_type *type = bt_struct_seq_type(th, &spec);
    if (type == NULL)
        return BT_ERROR;
    bt_value v[] = {bt_str_from(th, u.sysname), bt_str_from(th, u.nodename),
                    bt_str_from(th, u.release), bt_str_from(th, u.version),
                    bt_str_from(th, u.machine)};
    for (size_t i = 0; i < 5; i++) {
        if (bt_is_error(v[i]))
            return BT_ERROR;
    }
    return bt_struct_seq_new(th, type, v);
}

static int get_times(int64_t *numbers)
{
    struct tms t;
    numbers[4] = times(&t);
    numbers[0] = t.tms_utime;
    numbers[1] = t.tms_stime;
    numbers[2] = t.tms_cutime;
    numbers[3] = t.tms_cstime;
    return 0;
}

static bt_value posix_times(struct bt_thread *th, const bt_value *args BT_UNUSED)
{
    static const char *const fields[] = {"user",    "system", "children_user", "children_system",
                                         "elapsed", NULL};
    static const struct bt_struct_seq_spec spec = {"times_result", "posix", fields, 5};
    int64_t t[5];
    double tick = (double)sysconf(_SC_CLK_TCK);
    (void)BT_INPUT_NUMBERS(th, "times", get_times(t), t);
    struct bt_type *type = bt_struct_seq_type(th, &spec);
    if (type == NULL)
        return BT_ERROR;
    bt_value v[] = {bt_from_double((double)t[0] / tick), bt_from_double((double)t[1] / tick),
                    bt_from_double((double)t[2] / tick), bt_from_double((double)t[3] / tick),
                    bt_from_double((double)t[4] / tick)};
    return bt_struct_seq_new(th, type, v);
}

static bt_value posix_getloadavg(struct bt_thread *th, const bt_value *args BT_UNUSED)
{
    double load[3];
    memset(load, 0, sizeof load);
    if (BT_INPUT_DATA(th, "loadavg", getloadavg(load, 3) == 3 ? (int64_t)sizeof load : -1, load,
                      sizeof load) < 0)
        return bt_raise(th, BT_EXC_OS_ERROR, "Load averages are unobtainable");
    return bt_tuple_of(th, 3, bt_from_double(load[0]), bt_from_double(load[1]),
                       bt_from_double(load[2]));
}

const struct bt_fn_spec bt_posix_process[] = {
    {"getpid", posix_getpid, "()", "The number of this process.", NULL, 0},
    {"getppid", posix_getppid, "()", "The number of the parent process.", NULL, 0},
    {"getuid", posix_getuid, "()", "The user's number.", NULL, 0},
    {"geteuid", posix_geteuid, "()", "The effective user's number.", NULL, 0},
    {"getgid", posix_getgid, "()", "The group's number.", NULL, 0},
    {"getegid", posix_getegid, "()", "The effective group's number.", NULL, 0},
    {"putenv", posix_putenv, "(name, value, /)", "Sets an environment variable.", NULL, 0},
    {"unsetenv", posix_unsetenv, "(name, /)", "Removes an environment variable.", NULL, 0},
    {"umask", posix_umask, "(mask, /)", "Sets the mask of permissions; gives the one before.", NULL,
     0},
    {"kill", posix_kill, "(pid, signal, /)", "Sends a signal to a process.", NULL, 0},
    {"_exit", posix_exit, "(status)", "Ends the process at once.", NULL, 0},
    {"abort", posix_abort, "()", "Ends the process with SIGABRT.", NULL, 0},
    {"urandom", posix_urandom, "(size, /)", "Random bytes from the system.", NULL, 0},
    {"cpu_count", posix_cpu_count, "()", "How many processors there are.", NULL, 0},
    {"process_cpu_count", posix_process_cpu_count, "()",
     "How many processors this process may use.", NULL, 0},
    {"uname", posix_uname, "()", "The names of the system.", NULL, 0},
    {"times", posix_times, "()", "Processor times of the process and its children.", NULL, 0},
    {"getloadavg", posix_getloadavg, "()", "The load of the last 1, 5 and 15 minutes.", NULL, 0},
    {0},
};
