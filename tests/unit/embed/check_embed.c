// The embedding interface: every function of baton.h, by one interpreter at a time.
#include "baton.h"

#include <check.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct capture {
    char out[4096], err[4096], message[8192];
    int deadlocks;
};

static void append(char *to, size_t size, const char *text, size_t len)
{
    size_t have = strlen(to);
    if (len > size - have - 1)
        len = size - have - 1;
    memcpy(to + have, text, len);
    to[have + len] = '\0';
}

static void on_write(void *user, enum baton_stream stream, const char *text, size_t len)
{
    struct capture *c = user;
    append(stream == BATON_STDOUT ? c->out : c->err, sizeof c->out, text, len);
}

static void on_message(void *user, const char *text, size_t len)
{
    struct capture *c = user;
    append(c->message, sizeof c->message, text, len);
}

static void on_deadlock(void *user)
{
    ((struct capture *)user)->deadlocks++;
}

static struct baton *start_on(struct capture *c, const char *substrate)
{
    struct baton_config config;
    memset(c, 0, sizeof *c);
    baton_config_init(&config);
    config.user = c;
    config.write = on_write;
    config.message = on_message;
    config.deadlock = on_deadlock;
    config.substrate = substrate;
    struct baton *b = baton_new(&config);
    ck_assert_ptr_nonnull(b);
    return b;
}

static struct baton *start(struct capture *c)
{
    return start_on(c, getenv("BATON_SUBSTRATE")); // make check-coroutine
}

static enum baton_result run(struct baton *b, const char *text)
{
    return baton_run_text(b, "test", text, SIZE_MAX);
}

START_TEST(runs_and_captures)
{
    struct capture c;
    struct baton *b = start(&c);
    ck_assert_int_eq(run(b, "import sys\nprint('h\xC3\xA9', 2 ** 70)\nprint('e', file=sys.stderr)"),
                     BATON_OK);
    ck_assert_str_eq(c.out, "h\xC3\xA9 1180591620717411303424\n");
    ck_assert_str_eq(c.err, "e\n");
    ck_assert_uint_gt(baton_instructions(b), 0);
    ck_assert_ptr_nonnull(strchr(baton_version(), '.'));
    baton_free(b);
    baton_free(NULL);
}
END_TEST

START_TEST(exceptions_and_exits)
{
    struct capture c;
    struct baton *b = start(&c);
    ck_assert_ptr_null(baton_error(b));
    ck_assert_str_eq(baton_error_text(b), "");
    ck_assert_int_eq(run(b, "def f():\n    1 / 0\nf()\n"), BATON_EXCEPTION);
    ck_assert(baton_error_is(b, "ZeroDivisionError"));
    ck_assert(baton_error_is(b, "ArithmeticError"));
    ck_assert(!baton_error_is(b, "ValueError"));
    ck_assert(!baton_error_is(b, "no such class"));
    ck_assert_str_eq(baton_error_text(b), "Traceback (most recent call last):\n"
                                          "  File \"test\", line 3, in <module>\n"
                                          "  File \"test\", line 2, in f\n"
                                          "ZeroDivisionError: division by zero\n");
    ck_assert_str_eq(c.err, "");
    ck_assert_str_eq(baton_as_text(b, baton_to_str(b, baton_error(b)), NULL), "division by zero");
    baton_clear_error(b);
    ck_assert_ptr_null(baton_error(b));
    ck_assert_int_eq(run(b, "import sys; sys.exit(7)"), BATON_EXIT);
    ck_assert_int_eq(baton_exit_status(b), 7);
    ck_assert_int_eq(run(b, "f(\n"), BATON_EXCEPTION);
    ck_assert(baton_error_is(b, "SyntaxError"));
    ck_assert_int_eq(run(b, "print('on')"), BATON_OK); // and it goes on
    ck_assert_ptr_null(baton_raise(b, "KeyError", "k"));
    ck_assert(baton_error_is(b, "KeyError"));
    ck_assert_ptr_null(baton_raise(b, "print", "k"));
    ck_assert(baton_error_is(b, "SystemError"));
    baton_free(b);
}
END_TEST

START_TEST(values_both_ways)
{
    struct capture c;
    struct baton *b = start(&c);
    struct baton_value *items[4] = {baton_none(b), baton_bool(b, true), baton_int(b, INT64_MIN),
                                    baton_float(b, 0.5)};
    struct baton_value *list = baton_list(b, items, 4), *tuple = baton_tuple(b, items, 2);
    struct baton_value *dict = baton_dict(b), *text = baton_str(b, "\xE2\x82\xAC!", 4);
    ck_assert(baton_set_item(b, dict, text, list));
    ck_assert_str_eq(baton_as_text(b, baton_repr(b, dict), NULL),
                     "{'\xE2\x82\xAC!': [None, True, -9223372036854775808, 0.5]}");
    const enum baton_kind kinds[] = {BATON_NONE, BATON_BOOL, BATON_INT, BATON_FLOAT};
    for (size_t i = 0; i < 4; i++)
        ck_assert_int_eq(baton_kind(b, items[i]), kinds[i]);
    ck_assert_int_eq(baton_kind(b, list), BATON_LIST);
    ck_assert_int_eq(baton_kind(b, tuple), BATON_TUPLE);
    ck_assert_int_eq(baton_kind(b, dict), BATON_DICT);
    ck_assert_int_eq(baton_kind(b, text), BATON_STR);
    ck_assert_int_eq(baton_kind(b, NULL), BATON_OTHER);
    size_t n;
    ck_assert(baton_len(b, list, &n) && n == 4);
    ck_assert_ptr_nonnull(baton_as_text(b, text, &n));
    ck_assert_uint_eq(n, 4);
    int64_t i;
    double d;
    bool truth;
    ck_assert(baton_as_int(b, items[2], &i) && i == INT64_MIN);
    ck_assert(baton_as_float(b, items[3], &d) && d > 0.4 && d < 0.6);
    ck_assert(baton_as_bool(b, items[0], &truth) && !truth);
    ck_assert(!baton_as_int(b, baton_eval(b, "2 ** 64"), &i));
    ck_assert(baton_error_is(b, "OverflowError"));
    ck_assert(!baton_as_float(b, text, &d));
    ck_assert(baton_error_is(b, "TypeError"));
    ck_assert_ptr_null(baton_as_text(b, list, NULL));
    ck_assert_ptr_null(baton_str(b, "\xFF", 1));
    ck_assert(baton_error_is(b, "UnicodeDecodeError"));
    baton_free(b);
}
END_TEST

START_TEST(objects)
{
    struct capture c;
    struct baton *b = start(&c);
    ck_assert_int_eq(run(b, "class P: pass\np = P()\ndef add(*n): return sum(n)"), BATON_OK);
    struct baton_value *p = baton_get_global(b, NULL, "p"), *item, *args[12];
    ck_assert(baton_setattr(b, p, "x", baton_int(b, 4)));
    int64_t i;
    ck_assert(baton_as_int(b, baton_getattr(b, p, "x"), &i) && i == 4);
    ck_assert_ptr_null(baton_getattr(b, p, "y"));
    ck_assert(baton_error_is(b, "AttributeError"));
    for (int k = 0; k < 12; k++)
        args[k] = baton_int(b, k);
    ck_assert(baton_as_int(b, baton_call(b, baton_eval(b, "add"), args, 12), &i) && i == 66);
    struct baton_value *it = baton_iter(b, baton_eval(b, "range(3)"));
    int64_t sum = 0;
    while (baton_next(b, it, &item) && item) {
        ck_assert(baton_as_int(b, item, &i));
        sum += i;
        baton_release(b, item);
    }
    ck_assert_int_eq(sum, 3);
    ck_assert(!baton_next(b, p, &item));
    ck_assert(baton_error_is(b, "TypeError"));
    ck_assert(baton_as_int(b, baton_get_item(b, baton_eval(b, "[5]"), baton_int(b, 0)), &i));
    ck_assert_int_eq(i, 5);
    // a failure travels through nested calls
    ck_assert_ptr_null(baton_get_item(b, baton_eval(b, "1 / 0"), baton_int(b, 0)));
    ck_assert(baton_error_is(b, "ZeroDivisionError"));
    baton_clear_error(b);
    ck_assert_ptr_null(baton_repr(b, NULL));
    ck_assert(baton_error_is(b, "SystemError"));
    struct baton_value *again = baton_keep(b, p);
    baton_release(b, p);
    baton_release(b, NULL);
    ck_assert(baton_as_int(b, baton_getattr(b, again, "x"), &i) && i == 4);
    baton_free(b);
}
END_TEST

START_TEST(modules_and_files)
{
    struct capture c;
    struct baton *b = start(&c);
    ck_assert_ptr_nonnull(baton_getattr(b, baton_import(b, "math"), "pi"));
    ck_assert_ptr_null(baton_import(b, "no_such_module"));
    ck_assert(baton_error_is(b, "ModuleNotFoundError"));
    ck_assert(baton_set_global(b, "math", "tau2", baton_int(b, 3)));
    ck_assert_ptr_nonnull(baton_get_global(b, "math", "tau2"));
    ck_assert(!baton_set_global(b, "no_such_module", "x", baton_none(b)));
    ck_assert(baton_set_global(b, NULL, "x", baton_int(b, 3)));
    ck_assert_ptr_null(baton_get_global(b, NULL, "nothing"));
    ck_assert(baton_error_is(b, "NameError"));
    char folder[] = "/tmp/baton-embed-XXXXXX", path[64], beside[64];
    ck_assert_ptr_nonnull(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/main.py", folder);
    snprintf(beside, sizeof beside, "%s/beside.py", folder);
    FILE *f = fopen(path, "w");
    fputs("import sys, beside\nprint(beside.x, x, len(sys.argv), __file__ == sys.argv[0])\n", f);
    fclose(f);
    f = fopen(beside, "w");
    fputs("x = 1\n", f);
    fclose(f);
    ck_assert_int_eq(baton_run_file(b, path), BATON_OK);
    ck_assert_str_eq(c.out, "1 3 1 True\n");
    ck_assert_int_eq(baton_run_file(b, folder), BATON_EXCEPTION);
    ck_assert(baton_error_is(b, "IsADirectoryError"));
    ck_assert(baton_add_path(b, folder));
    unlink(path);
    unlink(beside);
    rmdir(folder);
    ck_assert_int_eq(baton_run_file(b, path), BATON_EXCEPTION);
    ck_assert(baton_error_is(b, "FileNotFoundError"));
    baton_free(b);
}
END_TEST

// ---- native functions ----

static struct baton_value *join(struct baton *b, struct baton_value *const *args, size_t n,
                                void *data)
{
    ck_assert_uint_eq(n, 3);
    size_t count;
    if (!baton_len(b, args[1], &count))
        return NULL;
    char text[100];
    snprintf(text, sizeof text, "%s %zu %s %s", baton_as_text(b, args[0], NULL), count,
             args[2] ? "end" : "none", (const char *)data);
    return baton_str(b, text, SIZE_MAX);
}

static struct baton_value *refuse(struct baton *b, struct baton_value *const *args, size_t n,
                                  void *data)
{
    (void)n;
    (void)data;
    bool silent;
    if (!baton_as_bool(b, args[0], &silent))
        return NULL;
    return silent ? NULL : baton_raise(b, "ValueError", "from C");
}

// Calls back, and keeps what came of it.
static struct baton_value *apply(struct baton *b, struct baton_value *const *args, size_t n,
                                 void *data)
{
    (void)n;
    struct baton_value *v = baton_call(b, args[0], NULL, 0);
    *(struct baton_value **)data = v ? baton_keep(b, v) : NULL;
    return v;
}

static struct baton_value *nap(struct baton *b, struct baton_value *const *args, size_t n,
                               void *data)
{
    (void)args;
    (void)n;
    (void)data;
    baton_leave(b);
    usleep(50000);
    return baton_enter(b) ? baton_none(b) : NULL;
}

START_TEST(native_functions)
{
    struct capture c;
    static struct baton_value *kept;
    char data[] = "data";
    const struct baton_function table[] = {
        {"join", join, "(text, *rest, end=?)", "Joins.", data},
        {"fail", refuse, "(silent=False)", NULL, NULL},
        {"apply", apply, "(function, /)", NULL, &kept},
        {"nap", nap, "()", NULL, NULL},
        {NULL, NULL, NULL, NULL, NULL},
    };
    const struct baton_function bad[] = {{"f", join, "(oops", NULL, NULL}, {0}};
    struct baton *b = start(&c);
    ck_assert(baton_add_module(b, "host", "A module.", table));
    ck_assert(!baton_add_module(b, "bad", NULL, bad));
    ck_assert(baton_error_is(b, "SystemError"));
    ck_assert_int_eq(
        run(b, "import host, threading\n"
               "print(host.join('a', 1, 2), host.join('a', end=1), host.join, host.__doc__)\n"
               "print(host.join.__name__, host.join.__doc__, host.fail.__doc__)\n"
               "try: host.fail()\n"
               "except ValueError as e: print(e)\n"
               "try: host.fail(True)\n"
               "except SystemError as e: print(e)\n"
               "try: host.join()\n"
               "except TypeError: print('TypeError')\n"
               "print(host.apply(lambda: 'kept'))\n"
               "def naps(): [host.nap() for _ in range(2)]\n"
               "t = [threading.Thread(target=naps) for _ in range(4)]\n"
               "for x in t: x.start()\n"
               "for x in t: x.join()\n"
               "host.apply(lambda: 1 / 0)\n"),
        BATON_EXCEPTION);
    ck_assert(baton_error_is(b, "ZeroDivisionError"));
    ck_assert_str_eq(c.out, "a 2 none data a 0 end data <built-in function join> A module.\n"
                            "join Joins. None\n"
                            "from C\n"
                            "fail() returned NULL without an exception\n"
                            "TypeError\n"
                            "kept\n");
    ck_assert_ptr_null(kept);
    baton_free(b);
}
END_TEST

START_TEST(handles_survive_collections)
{
    struct capture c;
    struct baton *b = start(&c);
    struct baton_value *v[100];
    for (int i = 0; i < 100; i++)
        v[i] = baton_list(b, (struct baton_value *[]){baton_int(b, i), baton_dict(b)}, 2);
    ck_assert_int_eq(run(b, "import gc\nfor i in range(3): gc.collect()\n"
                            "x = [[i] for i in range(99999)]"),
                     BATON_OK);
    for (int i = 0; i < 100; i++) {
        char text[32];
        snprintf(text, sizeof text, "[%d, {}]", i);
        ck_assert_str_eq(baton_as_text(b, baton_repr(b, v[i]), NULL), text);
        baton_release(b, v[i]);
    }
    baton_free(b);
}
END_TEST

// ---- threads ----

// The order in which three threads of a run write their names.
static void order_under(const char *policy, uint64_t seed, char out[64])
{
    struct baton_config config;
    baton_config_init(&config);
    config.switch_interval = 5;
    config.switch_interval_max = 20;
    config.policy = policy;
    config.seed = seed;
    struct baton *b = baton_new(&config);
    ck_assert_ptr_nonnull(b);
    ck_assert_int_eq(run(b, "import threading\n"
                            "log = []\n"
                            "def f(name):\n"
                            "    for i in range(9): log.append(name)\n"
                            "threads = [threading.Thread(target=f, args=(n,)) for n in 'ABC']\n"
                            "for t in threads: t.start()\n"
                            "for t in threads: t.join()\n"
                            "text = ''.join(log)\n"),
                     BATON_OK);
    snprintf(out, 64, "%s", baton_as_text(b, baton_get_global(b, NULL, "text"), NULL));
    baton_free(b);
}

START_TEST(policies)
{
    char a[64], again[64], other[64];
    order_under("random", 1, a);
    order_under("random", 1, again);
    order_under("random", 2, other);
    ck_assert_str_eq(a, again);
    ck_assert_str_ne(a, other);
    order_under("pct:3", 7, a);
    ck_assert_uint_eq(strlen(a), 27);
    order_under("slices:1ms", 0, a);
    ck_assert_uint_eq(strlen(a), 27);
    order_under(NULL, 0, a);
    order_under("fifo", 0, again);
    ck_assert_str_eq(a, again);

    struct baton_config config;
    baton_config_init(&config);
    config.policy = "fifi";
    ck_assert_ptr_null(baton_new(&config));
    config.policy = "pct:0";
    ck_assert_ptr_null(baton_new(&config));
}
END_TEST

START_TEST(switch_interval_and_dump)
{
    struct capture c;
    struct baton *b = start(&c);
    ck_assert_uint_gt(baton_switch_interval(b), 1);
    ck_assert(baton_set_switch_interval(b, 3));
    ck_assert_uint_eq(baton_switch_interval(b), 3);
    ck_assert(!baton_set_switch_interval(b, 0));
    ck_assert(baton_error_is(b, "ValueError"));
    ck_assert(baton_set_switch_interval(b, BATON_SWITCH_INF));
    baton_dump_threads(b);
    ck_assert_int_eq(run(b, "for i in range(100): pass"), BATON_OK);
    ck_assert_ptr_nonnull(strstr(c.message, "MainThread"));
    baton_free(b);
}
END_TEST

START_TEST(deadlock_ends_the_run_only)
{
    struct capture c;
    struct baton *b = start(&c);
    const char *script = "import threading\n"
                         "a, z = threading.Lock(), threading.Lock()\n"
                         "def f(x, y, e, o):\n"
                         "    with x:\n"
                         "        e.set(); o.wait()\n"
                         "        with y: pass\n"
                         "p, q = threading.Event(), threading.Event()\n"
                         "t = [threading.Thread(target=f, args=(a, z, p, q), daemon=True),\n"
                         "     threading.Thread(target=f, args=(z, a, q, p), daemon=True)]\n"
                         "for x in t: x.start()\n"
                         "for x in t: x.join()\n";
    ck_assert_int_eq(run(b, script), BATON_DEADLOCK);
    ck_assert_int_eq(c.deadlocks, 1);
    ck_assert_int_eq(baton_exit_status(b), 3);
    ck_assert_ptr_nonnull(strstr(c.message, "deadlock"));
    ck_assert_int_eq(run(b, "l = threading.Lock(); l.acquire(); l.acquire()"), BATON_DEADLOCK);
    ck_assert_int_eq(c.deadlocks, 2);
    ck_assert_int_eq(run(b, "print('alive')"), BATON_OK);
    ck_assert_str_eq(c.out, "alive\n");
    baton_free(b);
}
END_TEST

static void *interrupt_soon(void *b)
{
    usleep(100000);
    baton_interrupt(b);
    return NULL;
}

static void interrupted(struct baton *b, const char *script)
{
    pthread_t t;
    ck_assert_int_eq(pthread_create(&t, NULL, interrupt_soon, b), 0);
    ck_assert_int_eq(run(b, script), BATON_EXCEPTION);
    ck_assert(baton_error_is(b, "KeyboardInterrupt"));
    pthread_join(t, NULL);
}

START_TEST(interrupts)
{
    struct capture c;
    baton_setup_signals();
    struct baton *b = start(&c);
    interrupted(b, "while True: pass");
    interrupted(b, "import time; time.sleep(100)");
    interrupted(b, "import os; r, w = os.pipe(); os.read(r, 1)");
    ck_assert_int_eq(run(b, "print(1)"), BATON_OK);
    baton_free(b);
}
END_TEST

START_TEST(join_and_free_with_daemons)
{
    struct capture c;
    struct baton *b = start(&c);
    ck_assert_int_eq(run(b, "import threading, time, atexit\n"
                            "def f():\n"
                            "    time.sleep(0.05); print('f')\n"
                            "threading.Thread(target=f).start()\n"
                            "def loop():\n"
                            "    while True: pass\n"
                            "for i in range(3):\n"
                            "    threading.Thread(target=loop, daemon=True).start()\n"
                            "threading.Thread(target=time.sleep, args=(99,), daemon=True).start()\n"
                            "l = threading.Lock(); l.acquire()\n"
                            "threading.Thread(target=l.acquire, daemon=True).start()\n"
                            "atexit.register(print, 'bye')\n"),
                     BATON_OK);
    ck_assert_int_eq(baton_join(b), BATON_OK);
    ck_assert_str_eq(c.out, "f\n");
    baton_free(b);
    ck_assert_str_eq(c.out, "f\nbye\n");
}
END_TEST

// ---- many interpreters ----

static size_t resident_pages(void)
{
    size_t size, resident;
    FILE *f = fopen("/proc/self/statm", "r");
    int n = fscanf(f, "%zu %zu", &size, &resident);
    fclose(f);
    return n == 2 ? resident : 0;
}

static void make_and_free(int n)
{
    for (int i = 0; i < n; i++) {
        struct capture c;
        struct baton *b = start(&c);
        ck_assert_int_eq(run(b, "import threading\nt = threading.Thread(target=print, args=(1,))\n"
                                "t.start(); t.join()"),
                         BATON_OK);
        ck_assert_str_eq(c.out, "1\n");
        baton_free(b);
    }
}

START_TEST(a_hundred_one_after_the_other)
{
    make_and_free(20);
    size_t before = resident_pages();
    make_and_free(100);
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
    ck_assert_uint_lt(resident_pages(), before + 256);
#else
    (void)before; // these keep freed memory aside
#endif
}
END_TEST

// The same race in each of eight OS threads, with another switch interval each, half of them with
// coroutines.
struct racer {
    struct capture c;
    int interval;
    const char *substrate;
    bool ok;
};

static void *race(void *arg)
{
    struct racer *r = arg;
    struct baton *b = start_on(&r->c, r->substrate);
    char text[400];
    snprintf(text, sizeof text,
             "import sys, threading\n"
             "sys.setswitchinterval(%d)\n"
             "c = 0\n"
             "def f():\n"
             "    global c\n"
             "    for i in range(3000): c += 1\n"
             "t = [threading.Thread(target=f) for _ in range(4)]\n"
             "for x in t: x.start()\n"
             "for x in t: x.join()\n"
             "print(c)\n",
             r->interval);
    r->ok = run(b, text) == BATON_OK;
    baton_free(b);
    return NULL;
}

START_TEST(substrate_is_known_or_refused)
{
    struct baton_config config;
    baton_config_init(&config);
    ck_assert_str_eq(config.substrate, "os");
    config.substrate = "threads";
    ck_assert_ptr_null(baton_new(&config));
    config.substrate = "coroutine";
    config.policy = "ticks";
    ck_assert_ptr_null(baton_new(&config));
}
END_TEST

START_TEST(eight_side_by_side)
{
    static struct racer together[8], alone;
    pthread_t t[8];
    for (int i = 0; i < 8; i++) {
        together[i].interval = 2 * i + 1;
        together[i].substrate = i % 2 == 0 ? "coroutine" : NULL;
        ck_assert_int_eq(pthread_create(&t[i], NULL, race, &together[i]), 0);
    }
    for (int i = 0; i < 8; i++)
        pthread_join(t[i], NULL);
    for (int i = 0; i < 8; i++) { // what the neighbours do changes nothing
        alone.interval = together[i].interval;
        (void)race(&alone);
        ck_assert(together[i].ok && alone.ok);
        ck_assert_str_eq(together[i].c.out, alone.c.out);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("embed");
    TCase *tc = tcase_create("embed");
    tcase_set_timeout(tc, 240);
    tcase_add_test(tc, runs_and_captures);
    tcase_add_test(tc, exceptions_and_exits);
    tcase_add_test(tc, values_both_ways);
    tcase_add_test(tc, objects);
    tcase_add_test(tc, modules_and_files);
    tcase_add_test(tc, native_functions);
    tcase_add_test(tc, handles_survive_collections);
    tcase_add_test(tc, policies);
    tcase_add_test(tc, switch_interval_and_dump);
    tcase_add_test(tc, deadlock_ends_the_run_only);
    tcase_add_test(tc, interrupts);
    tcase_add_test(tc, join_and_free_with_daemons);
    tcase_add_test(tc, a_hundred_one_after_the_other);
    tcase_add_test(tc, substrate_is_known_or_refused);
    tcase_add_test(tc, eight_side_by_side);
    suite_add_tcase(suite, tc);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? 1 : 0;
}
