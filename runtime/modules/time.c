// The module time: sleeping, clocks, dates. Every clock is read here, so that a recording has one
// place to look.
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/clock.h"
#include "base/mem.h"
#include "runtime/modules/module.h"
#include "runtime/modules/struct_seq.h"
#include "runtime/objects/dict.h"
#include "runtime/objects/float.h"
#include "runtime/objects/int.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/seq.h"
#include "runtime/objects/str.h"
#include "vm/blocking.h"
#include "vm/input.h"

// ---- sleeping and clocks ----

static bt_value time_sleep(struct bt_thread *th, const bt_value *args)
{
    int64_t ns;
    if (!bt_ns_from_seconds(th, args[0], &ns))
        return BT_ERROR;
    if (ns < 0)
        return bt_value_error(th, "sleep length must be non-negative");
    return bt_sleep(th, ns) ? BT_NONE : BT_ERROR;
}

#define CLOCK(name, clock)                                                       \
    static bt_value time_##name(struct bt_thread *th, const bt_value *args)      \
    {                                                                            \
        (void)args;                                                              \
        return bt_from_double((double)bt_input_clock(th, clock) / 1e9);          \
    }                                                                            \
    static bt_value time_##name##_ns(struct bt_thread *th, const bt_value *args) \
    {                                                                            \
        (void)args;                                                              \
        return bt_int_from_i64(th, bt_input_clock(th, clock));                   \
    }
CLOCK(time, BT_CLOCK_REAL)
CLOCK(monotonic, BT_CLOCK_MONOTONIC)
CLOCK(process_time, BT_CLOCK_PROCESS)
CLOCK(thread_time, BT_CLOCK_THREAD)

static bt_value time_get_clock_info(struct bt_thread *th, const bt_value *args)
{
    static const struct {
        const char *name, *implementation;
        bool monotonic, adjustable;
    } clocks[] = {
        {"time", "clock_gettime(CLOCK_REALTIME)", false, true},
        {"monotonic", "clock_gettime(CLOCK_MONOTONIC)", true, false},
        {"perf_counter", "clock_gettime(CLOCK_MONOTONIC)", true, false},
        {"process_time", "clock_gettime(CLOCK_PROCESS_CPUTIME_ID)", true, false},
        {"thread_time", "clock_gettime(CLOCK_THREAD_CPUTIME_ID)", true, false},
    };
    for (size_t i = 0; i < sizeof clocks / sizeof clocks[0]; i++) {
        if (!bt_str_is(args[0], clocks[i].name))
            continue;
        BT_ROOTS(th, r, 1);
        r[0] = bt_call0(th, bt_from_obj(bt_type(th, BT_T_NAMESPACE)));
        const char *names[] = {"implementation", "monotonic", "adjustable", "resolution"};
        bt_value values[] = {bt_str_from(th, clocks[i].implementation),
                             bt_bool(clocks[i].monotonic), bt_bool(clocks[i].adjustable),
                             bt_from_double(1e-9)};
        for (int k = 0; k < 4 && !bt_is_error(r[0]); k++) {
            bt_value name = bt_intern(th, names[k], strlen(names[k]));
            if (bt_is_error(name) || bt_is_error(values[k]) ||
                !bt_setattr(th, r[0], name, values[k]))
                r[0] = BT_ERROR;
        }
        bt_value info = r[0];
        BT_UNROOT(th, r);
        return info;
    }
    return bt_value_error(th, "unknown clock");
}

// ---- struct_time ----

static const char *const struct_time_fields[] = {"tm_year",  "tm_mon",  "tm_mday",   "tm_hour",
                                                 "tm_min",   "tm_sec",  "tm_wday",   "tm_yday",
                                                 "tm_isdst", "tm_zone", "tm_gmtoff", NULL};
static const struct bt_struct_seq_spec struct_time_spec = {"struct_time", "time",
                                                           struct_time_fields, 9};

static bt_value from_tm(struct bt_thread *th, const struct tm *tm)
{
    struct bt_type *type = bt_struct_seq_type(th, &struct_time_spec);
    if (!type)
        return BT_ERROR;
    bt_value v[11] = {bt_from_small(tm->tm_year + 1900),
                      bt_from_small(tm->tm_mon + 1),
                      bt_from_small(tm->tm_mday),
                      bt_from_small(tm->tm_hour),
                      bt_from_small(tm->tm_min),
                      bt_from_small(tm->tm_sec),
                      bt_from_small((tm->tm_wday + 6) % 7),
                      bt_from_small(tm->tm_yday + 1),
                      bt_from_small(tm->tm_isdst)};
    BT_ROOTS(th, r, 1);
    r[0] = bt_struct_seq_new(th, type, v);
    if (!bt_is_error(r[0])) {
        bt_value zone = bt_intern(th, "tm_zone", 7), offset = bt_intern(th, "tm_gmtoff", 9);
        bt_value zone_name = bt_str_from(th, tm->tm_zone ? tm->tm_zone : "");
        if (bt_is_error(zone) || bt_is_error(offset) || bt_is_error(zone_name) ||
            !bt_setattr(th, r[0], zone, zone_name) ||
            !bt_setattr(th, r[0], offset, bt_from_small(tm->tm_gmtoff)))
            r[0] = BT_ERROR;
    }
    bt_value seq = r[0];
    BT_UNROOT(th, r);
    return seq;
}

static bool seconds_arg(struct bt_thread *th, bt_value v, time_t *out)
{
    if (bt_is_none(v) || bt_is_unset(v)) {
        *out = (time_t)(bt_input_clock(th, BT_CLOCK_REAL) / 1000000000);
        return true;
    }
    double d;
    if (bt_is_small(v))
        d = (double)bt_small(v);
    else if (!bt_as_double(th, v, &d))
        return false;
    if (isnan(d))
        return bt_fail(th, BT_EXC_VALUE_ERROR, "Invalid value NaN (not a number)");
    d = floor(d);
    if (!(d > -9e18 && d < 9e18))
        return bt_fail(th, BT_EXC_OVERFLOW_ERROR, "timestamp out of range for platform time_t");
    *out = (time_t)d;
    return true;
}

static bt_value time_gmtime(struct bt_thread *th, const bt_value *args)
{
    time_t t;
    struct tm tm;
    if (!seconds_arg(th, args[0], &t))
        return BT_ERROR;
    errno = 0;
    if (!gmtime_r(&t, &tm))
        return bt_raise_errno(th, errno ? errno : EINVAL, BT_UNSET);
    tm.tm_zone = "UTC";
    return from_tm(th, &tm);
}

static bt_value time_localtime(struct bt_thread *th, const bt_value *args)
{
    time_t t;
    struct tm tm;
    if (!seconds_arg(th, args[0], &t))
        return BT_ERROR;
    errno = 0;
    if (!localtime_r(&t, &tm))
        return bt_raise_errno(th, errno ? errno : EINVAL, BT_UNSET);
    return from_tm(th, &tm);
}

// A tuple of nine numbers as struct tm, checked as strftime does when `check`.
static bool to_tm(struct bt_thread *th, bt_value v, struct tm *tm, bool check)
{
    if (!bt_is_tuple(v))
        return bt_fail(th, BT_EXC_TYPE_ERROR, "Tuple or struct_time argument required");
    if (bt_as_tuple(v)->len != 9)
        return bt_fail(th, BT_EXC_TYPE_ERROR, "function takes exactly 9 arguments (%zu given)",
                       bt_as_tuple(v)->len);
    int64_t n[9];
    for (int i = 0; i < 9; i++) {
        if (!bt_as_int64(th, bt_as_tuple(v)->items[i], &n[i]))
            return false;
        if (n[i] < INT32_MIN || n[i] > INT32_MAX)
            return bt_fail(th, BT_EXC_OVERFLOW_ERROR, "Python int too large to convert to C int");
    }
    *tm = (struct tm){.tm_year = (int)n[0] - 1900,
                      .tm_mon = (int)n[1] - 1,
                      .tm_mday = (int)n[2],
                      .tm_hour = (int)n[3],
                      .tm_min = (int)n[4],
                      .tm_sec = (int)n[5],
                      .tm_wday = (int)((n[6] + 1) % 7),
                      .tm_yday = (int)n[7] - 1,
                      .tm_isdst = (int)n[8]};
    if (!check)
        return true;
    // 0 stands for the first month, day of the month and day of the year
    if (tm->tm_mon == -1)
        tm->tm_mon = 0;
    if (tm->tm_mday == 0)
        tm->tm_mday = 1;
    if (tm->tm_yday == -1)
        tm->tm_yday = 0;
    const char *bad = tm->tm_mon < 0 || tm->tm_mon > 11      ? "month out of range"
                      : tm->tm_mday < 0 || tm->tm_mday > 31  ? "day of month out of range"
                      : tm->tm_hour < 0 || tm->tm_hour > 23  ? "hour out of range"
                      : tm->tm_min < 0 || tm->tm_min > 59    ? "minute out of range"
                      : tm->tm_sec < 0 || tm->tm_sec > 61    ? "seconds out of range"
                      : tm->tm_wday < 0                      ? "day of week out of range"
                      : tm->tm_yday < 0 || tm->tm_yday > 365 ? "day of year out of range"
                                                             : NULL;
    return !bad || bt_fail(th, BT_EXC_VALUE_ERROR, "%s", bad);
}

static bt_value time_mktime(struct bt_thread *th, const bt_value *args)
{
    struct tm tm;
    if (!to_tm(th, args[0], &tm, false))
        return BT_ERROR;
    tm.tm_wday = -1;
    time_t t = mktime(&tm);
    if (t == (time_t)-1 && tm.tm_wday == -1)
        return bt_overflow_error(th, "mktime argument out of range");
    return bt_from_double((double)t);
}

static bool time_arg(struct bt_thread *th, bt_value v, struct tm *tm)
{
    if (!bt_is_unset(v) && !bt_is_none(v))
        return to_tm(th, v, tm, true);
    time_t t = (time_t)(bt_input_clock(th, BT_CLOCK_REAL) / 1000000000);
    return localtime_r(&t, tm) != NULL;
}

static bt_value time_strftime(struct bt_thread *th, const bt_value *args)
{
    struct tm tm;
    if (!bt_is_str(args[0]))
        return bt_type_error(th, "strftime() argument 1 must be str, not %T", args[0]);
    if (!bt_str_settle(th, args[0]) || !time_arg(th, args[1], &tm))
        return BT_ERROR;
    const struct bt_str *format = bt_as_str(args[0]);
    if (format->len == 0)
        return th->interp->empty_str;
    for (size_t size = 256 + format->len * 8; size < ((size_t)1 << 26); size *= 4) {
        char *text = bt_alloc(size);
        if (!text)
            return bt_raise_no_memory(th);
        size_t n = strftime(text, size, format->data, &tm);
        if (n > 0 || size > 256 * format->len) {
            bt_value v = bt_str_decode(th, text, n, "utf-8", "surrogateescape");
            bt_free(text);
            return v;
        }
        bt_free(text);
    }
    return th->interp->empty_str;
}

static bt_value ascii_time(struct bt_thread *th, const struct tm *tm)
{
    static const char *const days[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static const char *const months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                         "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    char text[128];
    snprintf(text, sizeof text, "%s %s %2d %02d:%02d:%02d %d", days[tm->tm_wday % 7],
             months[tm->tm_mon], tm->tm_mday, tm->tm_hour, tm->tm_min, tm->tm_sec,
             tm->tm_year + 1900);
    return bt_str_from(th, text);
}

static bt_value time_asctime(struct bt_thread *th, const bt_value *args)
{
    struct tm tm;
    return time_arg(th, args[0], &tm) ? ascii_time(th, &tm) : BT_ERROR;
}

static bt_value time_ctime(struct bt_thread *th, const bt_value *args)
{
    time_t t;
    struct tm tm;
    if (!seconds_arg(th, args[0], &t))
        return BT_ERROR;
    if (!localtime_r(&t, &tm))
        return bt_raise_errno(th, errno, BT_UNSET);
    return ascii_time(th, &tm);
}

static bt_value time_strptime(struct bt_thread *th, const bt_value *args)
{
    if (!bt_is_str(args[0]) || !bt_is_str(args[1]))
        return bt_type_error(th, "strptime() argument %d must be str, not %T",
                             bt_is_str(args[0]) ? 1 : 0, bt_is_str(args[0]) ? args[1] : args[0]);
    if (!bt_str_settle(th, args[0]) || !bt_str_settle(th, args[1]))
        return BT_ERROR;
    struct tm tm = {.tm_year = 0, .tm_mday = 1, .tm_isdst = -1};
    const char *end = strptime(bt_as_str(args[0])->data, bt_as_str(args[1])->data, &tm);
    if (!end)
        return bt_value_error(th, "time data %R does not match format %R", args[0], args[1]);
    if (*end)
        return bt_value_error(th, "unconverted data remains: %s", end);
    struct tm whole = tm; // the day of the week and of the year follow from the date
    whole.tm_isdst = 0;
    whole.tm_hour = 12;
    if (timegm(&whole) != (time_t)-1 || whole.tm_yday > 0) {
        tm.tm_wday = whole.tm_wday;
        tm.tm_yday = whole.tm_yday;
    }
    tm.tm_zone = NULL;
    return from_tm(th, &tm);
}

static bt_value time_tzset(struct bt_thread *th, const bt_value *args)
{
    (void)th;
    (void)args;
    tzset();
    return BT_NONE;
}

static const struct bt_fn_spec functions[] = {
    {"sleep", time_sleep, "(object, /)",
     "Wait that many seconds; other threads run meanwhile. 0 lets the next one run.", NULL, 0},
    {"time", time_time, "()", "Seconds since 1970-01-01 UTC.", NULL, 0},
    {"time_ns", time_time_ns, "()", "The same in nanoseconds, an int.", NULL, 0},
    {"monotonic", time_monotonic, "()", "Seconds of a clock that never goes back.", NULL, 0},
    {"monotonic_ns", time_monotonic_ns, "()", "The same in nanoseconds, an int.", NULL, 0},
    {"perf_counter", time_monotonic, "()", "Seconds of the finest clock.", NULL, 0},
    {"perf_counter_ns", time_monotonic_ns, "()", "The same in nanoseconds, an int.", NULL, 0},
    {"process_time", time_process_time, "()", "Processor time of the process in seconds.", NULL, 0},
    {"process_time_ns", time_process_time_ns, "()", "The same in nanoseconds, an int.", NULL, 0},
    {"thread_time", time_thread_time, "()", "Processor time of the thread in seconds.", NULL, 0},
    {"thread_time_ns", time_thread_time_ns, "()", "The same in nanoseconds, an int.", NULL, 0},
    {"get_clock_info", time_get_clock_info, "(name, /)", "What a clock is like.", NULL, 0},
    {"gmtime", time_gmtime, "(seconds=None, /)", "A time as a struct_time in UTC.", NULL, 0},
    {"localtime", time_localtime, "(seconds=None, /)", "A time as a struct_time here.", NULL, 0},
    {"mktime", time_mktime, "(t, /)", "A local struct_time as seconds.", NULL, 0},
    {"strftime", time_strftime, "(format, t=None, /)", "A struct_time as text.", NULL, 0},
    {"strptime", time_strptime, "(string, format='%a %b %d %H:%M:%S %Y', /)",
     "Text as a struct_time.", NULL, 0},
    {"asctime", time_asctime, "(t=None, /)", "A struct_time as 'Sat Jun 06 16:26:11 1998'.", NULL,
     0},
    {"ctime", time_ctime, "(seconds=None, /)", "A time as text.", NULL, 0},
    {"tzset", time_tzset, "()", "Read the time zone again.", NULL, 0},
    {NULL, NULL, NULL, NULL, NULL, 0},
};

static bool init(struct bt_thread *th, struct bt_dict *dict)
{
    tzset();
    time_t now = (time_t)(bt_clock_real() / 1000000000);
    struct tm tm;
    if (!localtime_r(&now, &tm))
        tm = (struct tm){0};
    struct bt_type *type = bt_struct_seq_type(th, &struct_time_spec);
    bt_value names = bt_tuple_of(th, 2, bt_str_from(th, tzname[0]), bt_str_from(th, tzname[1]));
    return type && bt_module_add(th, dict, "struct_time", bt_from_obj(type)) &&
           bt_module_add(th, dict, "tzname", names) &&
           bt_module_add(th, dict, "timezone", bt_from_small(timezone)) &&
           bt_module_add(th, dict, "altzone",
                         bt_from_small(daylight ? timezone - 3600 : timezone)) &&
           bt_module_add(th, dict, "daylight", bt_from_small(daylight)) &&
           bt_module_add(th, dict, "CLOCK_REALTIME", bt_from_small(CLOCK_REALTIME)) &&
           bt_module_add(th, dict, "CLOCK_MONOTONIC", bt_from_small(CLOCK_MONOTONIC));
}

const struct bt_module_spec bt_time_module = {
    .name = "time",
    .doc = "Sleeping, clocks and dates.",
    .functions = functions,
    .init = init,
};
