// The command line: see options.h. Everything known about an option stands in options.def.
#include "cli/options.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/debug.h"
#include "cli/dis.h"
#include "cli/replay.h"
#include "cli/sweep.h"
#include "vm/knobs.h"

enum option_id {
#define BT_OPTION(id, short_name, long_name, argument, help) OPT_##id,
#include "cli/options.def"
    OPT_COUNT
};

static const struct option {
    char short_name;
    const char *long_name, *argument, *help;
} options[] = {
#define BT_OPTION(id, short_name, long_name, argument, help) \
    {short_name, long_name, argument, help},
#include "cli/options.def"
};

static const struct bt_command commands[] = {
#define BT_COMMAND(name, function, usage, help) {name, function, usage, help},
#include "cli/options.def"
};

const struct bt_command *bt_command_find(const char *name)
{
    for (size_t i = 0; i < sizeof commands / sizeof commands[0]; i++)
        if (strcmp(commands[i].name, name) == 0)
            return &commands[i];
    return NULL;
}

void bt_options_print_help(void)
{
    printf(
        "usage: baton [options] FILE [args]        run a script\n"
        "       baton [options] -c CODE [args]     run a text\n"
        "       baton [options] -m MODULE [args]   run a module\n"
        "       baton [options] - [args]           run what comes from standard input\n"
        "       baton [options]                    the prompt, or standard input if it is no terminal\n");
    for (size_t i = 0; i < sizeof commands / sizeof commands[0]; i++)
        printf("       baton %-28s %s\n", commands[i].usage, commands[i].help);
    printf("\nOptions:\n");
    for (size_t i = 0; i < sizeof options / sizeof options[0]; i++) {
        const struct option *o = &options[i];
        char left[64];
        int n = 0;
        if (o->short_name)
            n += snprintf(left + n, sizeof left - (size_t)n, "-%c", o->short_name);
        if (o->long_name)
            n += snprintf(left + n, sizeof left - (size_t)n, "%s--%s", o->short_name ? ", " : "",
                          o->long_name);
        if (o->argument)
            (void)snprintf(left + n, sizeof left - (size_t)n,
                           o->argument[0] == '[' ? "[=%s" : " %s",
                           o->argument + (o->argument[0] == '['));
        printf("  %-18s %s\n", left, o->help);
    }
    printf(
        "\nEnvironment: BATON_SWITCH, BATON_SUBSTRATE, PYTHONPATH, PYTHONHASHSEED, PYTHONUNBUFFERED,\n"
        "PYTHONINSPECT, PYTHONOPTIMIZE, PYTHONWARNINGS, NO_COLOR.\n"
        "Exit status: 0; 1 uncaught exception; 2 usage or missing file; 3 deadlock;\n"
        "4 a check failed; 5 a replay diverged; 6 a limit was reached; 130 after Ctrl-C;\n"
        "else what sys.exit was given.\n"
        "A script that is named like a command is run as ./NAME.\n");
}

__attribute__((format(printf, 1, 2))) static bool usage_error(const char *format, ...)
{
    va_list ap;
    fputs("baton: ", stderr);
    va_start(ap, format);
    vfprintf(stderr, format, ap);
    va_end(ap);
    fputs("\nTry `baton --help'.\n", stderr);
    return false;
}

static bool parse_seed(const char *text, const char *what, uint64_t *seed)
{
    if (strcmp(text, "random") == 0) {
        uint32_t few; // so that it can be typed in again
        if (getentropy(&few, sizeof few) != 0)
            return usage_error("no random seed to be had: %s", strerror(errno));
        *seed = few;
        return true;
    }
    char *end;
    errno = 0;
    unsigned long long v = strtoull(text, &end, 10);
    if (errno || *end || text[0] < '0' || text[0] > '9')
        return usage_error("%s needs a number or \"random\", not `%s'", what, text);
    *seed = v;
    return true;
}

// --seed. One drawn at random is said, or nobody could repeat the run.
static bool apply_seed(struct bt_options *o, const char *text)
{
    uint64_t seed;
    if (!parse_seed(text, "--seed", &seed))
        return false;
    if (strcmp(text, "random") == 0)
        fprintf(stderr, "baton: --seed %llu\n", (unsigned long long)seed);
    o->config.seed = o->config.hash_seed = seed;
    o->seed_given = true;
    return true;
}

static bool apply_switch(struct bt_options *o, const char *text, const char *what)
{
    if (!bt_switch_parse(text, &o->config.switch_n, &o->config.switch_max))
        return usage_error(
            "%s needs a number from 1 up, a range like 50..150, or \"inf\", not `%s'", what, text);
    o->config.switch_given = true;
    return true;
}

static bool apply_policy(struct bt_options *o, const char *text)
{
    char message[400];
    return bt_policy_parse(text, &o->config.policy, &o->config.policy_parameter, message,
                           sizeof message) ||
           usage_error("--policy: %s", message);
}

static bool apply_wake(struct bt_options *o, const char *text)
{
    o->config.wake_back = strcmp(text, "back") == 0;
    return o->config.wake_back || strcmp(text, "front") == 0 ||
           usage_error("--wake needs \"front\" or \"back\", not `%s'", text);
}

static bool apply_substrate(struct bt_options *o, const char *text, const char *what)
{
    const struct bt_substrate *substrate = bt_substrate_find(text);
    if (!substrate)
        return usage_error("%s needs \"os\" or \"coroutine\", not `%s'", what, text);
    o->config.substrate = substrate;
    o->substrate_given = true;
    return true;
}

static bool apply_switch_points(struct bt_options *o, const char *text)
{
    o->config.points_given = true;
    o->config.cpython_points = strcmp(text, "cpython") == 0;
    return o->config.cpython_points || strcmp(text, "all") == 0 ||
           usage_error("--switch-points needs \"all\" or \"cpython\", not `%s'", text);
}

static bool apply_max_instr(struct bt_options *o, const char *text)
{
    uint64_t n = 0, max = 0;
    bool ok = bt_switch_parse(text, &n, &max) && n == max && n != BT_SWITCH_INF;
    o->config.max_instr = n;
    return ok || usage_error("--max-instr needs a number from 1 up, not `%s'", text);
}

static bool apply_timeout(struct bt_options *o, const char *text)
{
    char *end;
    double seconds = strtod(text, &end);
    if (*end || end == text || !(seconds > 0 && seconds <= 1e9))
        return usage_error("--timeout needs a number of seconds above 0, not `%s'", text);
    o->config.timeout_ns = (int64_t)(seconds * 1e9) + 1;
    return true;
}

static bool apply_extra(struct bt_options *o, const char *text)
{
    if (strcmp(text, "dev") == 0) {
        o->config.dev_mode = true;
    } else if (strcmp(text, "specialise=off") == 0) {
        o->config.specialise = false;
    } else if (strcmp(text, "dispatch=counting") == 0) {
        o->config.counting = true;
    } else if (strcmp(text, "debug-on-error") == 0) {
        o->debug_on_error = true;
    } else if (strncmp(text, "int_max_str_digits=", 19) == 0) {
        char *end;
        o->int_max_str_digits = strtoll(text + 19, &end, 10);
        if (*end || (o->int_max_str_digits != 0 && o->int_max_str_digits < 640))
            return usage_error(
                "-X int_max_str_digits: invalid limit; must be >= 640 or 0 for unlimited.");
    }
    return true; // as CPython, others are accepted
}

static bool parse_stats(struct bt_lab_options *lab, const char *argument)
{
    const char *item = "";
    int len = 0;
    lab->wanted = true;
    return bt_stats_options_parse(&lab->stats, argument, &item, &len) ||
           usage_error("--gil-stats takes json, FILE.json, FILE.txt, instr, wall and no-hint, "
                       "between commas, not `%.*s'",
                       len, item);
}

static bool add_trace(struct bt_lab_options *lab, const char *file)
{
    const char *kinds = bt_trace_check(file);
    if (kinds)
        return usage_error("--trace needs a file that ends in %s, not `%s'", kinds, file);
    if (lab->trace.n == BT_TRACE_FILES)
        return usage_error("there can be %d --trace at most", BT_TRACE_FILES);
    lab->trace.files[lab->trace.n++] = file;
    lab->wanted = true;
    return true;
}

static bool parse_trace_limit(size_t *limit, const char *text)
{
    char *end;
    errno = 0;
    unsigned long long v = strtoull(text, &end, 10);
    int shift = *end == 'K' ? 10 : *end == 'M' ? 20 : *end == 'G' ? 30 : 0;
    bool ok = text[0] >= '0' && text[0] <= '9' && errno == 0 && !end[shift ? 1 : 0] &&
              v <= (SIZE_MAX >> 1) >> shift && v << shift >= BT_TRACE_MINIMUM;
    *limit = (size_t)v << shift;
    return ok || usage_error("--trace-limit needs a size of 256K or more, such as 500K, 64M or 1G, "
                             "not `%s'",
                             text);
}

// One option; *stop when what follows is no longer for us.
static bool apply(struct bt_options *o, enum option_id id, const char *argument, bool *stop)
{
    switch (id) {
    case OPT_COMMAND:
        o->kind = BT_RUN_CODE;
        o->what = argument;
        *stop = true;
        return true;
    case OPT_MODULE:
        o->kind = BT_RUN_MODULE;
        o->what = argument;
        *stop = true;
        return true;
    case OPT_SWITCH: return apply_switch(o, argument, "--switch");
    case OPT_POLICY: return apply_policy(o, argument);
    case OPT_WAKE: return apply_wake(o, argument);
    case OPT_SWITCH_POINTS: return apply_switch_points(o, argument);
    case OPT_MAX_INSTR: return apply_max_instr(o, argument);
    case OPT_TIMEOUT: return apply_timeout(o, argument);
    case OPT_INSPECT: o->config.inspect = true; return true;
    case OPT_QUIET: o->config.quiet = true; return true;
    case OPT_UNBUFFERED: o->config.unbuffered = true; return true;
    case OPT_IGNORE_ENV: o->config.ignore_environment = true; return true;
    case OPT_ISOLATED:
        o->config.isolated = o->config.ignore_environment = o->safe_path = true;
        return true;
    case OPT_SAFE_PATH: o->safe_path = true; return true;
    case OPT_OPTIMIZE: o->config.optimize++; return true;
    case OPT_WARNINGS:
        if (o->n_warnings < (int)(sizeof o->warnings / sizeof o->warnings[0]))
            o->warnings[o->n_warnings++] = argument;
        return true;
    case OPT_EXTRA: return apply_extra(o, argument);
    case OPT_SEED: return apply_seed(o, argument);
    case OPT_TRACE: return add_trace(&o->lab, argument);
    case OPT_TRACE_CLOCK:
        o->lab.trace.wall = strcmp(argument, "wall") == 0;
        return o->lab.trace.wall || strcmp(argument, "instr") == 0 ||
               usage_error("--trace-clock needs \"instr\" or \"wall\", not `%s'", argument);
    case OPT_TRACE_INSTR: o->lab.trace.instr = true; return true;
    case OPT_TRACE_LIMIT: return parse_trace_limit(&o->lab.trace.limit, argument);
    case OPT_CHECK:
        if (o->n_checks == BT_MAX_CHECKS)
            return usage_error("there can be %d --check at most", BT_MAX_CHECKS);
        o->checks[o->n_checks++] = argument;
        return true;
    case OPT_RECORD:
        o->lab.record = argument;
        o->lab.wanted = true;
        return argument[0] != '\0' || usage_error("--record needs a file name");
    case OPT_CLOCK:
        o->config.virtual_clock = strcmp(argument, "virtual") == 0;
        return o->config.virtual_clock || strcmp(argument, "real") == 0 ||
               usage_error("--clock needs \"real\" or \"virtual\", not `%s'", argument);
    case OPT_SUBSTRATE: return apply_substrate(o, argument, "--substrate");
    case OPT_GIL_STATS: return parse_stats(&o->lab, argument);
    case OPT_METRIC: o->metric = argument; return true;
    case OPT_VERSION:
        printf("Baton %s (Python 3.13)\n", PACKAGE_VERSION);
        o->done = *stop = true;
        return true;
    case OPT_HELP:
        bt_options_print_help();
        o->done = *stop = true;
        return true;
    case OPT_VERBOSE: o->config.verbose = true; return true;
    case OPT_NO_SITE:
    case OPT_NO_USER:
    case OPT_NO_BYTECODE:
    case OPT_COUNT: return true;
    }
    return true;
}

static bool parse_long(struct bt_options *o, char **argv, int argc, int *i, bool *stop)
{
    const char *text = argv[*i] + 2, *equals = strchr(text, '=');
    size_t len = equals ? (size_t)(equals - text) : strlen(text);
    for (size_t k = 0; k < sizeof options / sizeof options[0]; k++) {
        if (!options[k].long_name || strlen(options[k].long_name) != len ||
            strncmp(options[k].long_name, text, len) != 0)
            continue;
        const char *argument = NULL;
        if (options[k].argument) {
            if (equals)
                argument = equals + 1;
            else if (options[k].argument[0] == '[') // may be left out
                argument = NULL;
            else if (*i + 1 < argc)
                argument = argv[++*i];
            else
                return usage_error("--%s needs an argument: %s", options[k].long_name,
                                   options[k].argument);
        } else if (equals) {
            return usage_error("--%s takes no argument", options[k].long_name);
        }
        return apply(o, (enum option_id)k, argument, stop);
    }
    return usage_error("unknown option --%.*s", (int)len, text);
}

static bool parse_short(struct bt_options *o, char **argv, int argc, int *i, bool *stop)
{
    for (const char *p = argv[*i] + 1; *p && !*stop; p++) {
        size_t k = 0;
        while (k < sizeof options / sizeof options[0] && options[k].short_name != *p)
            k++;
        if (k == sizeof options / sizeof options[0])
            return usage_error("unknown option -%c", *p);
        const char *argument = NULL;
        if (options[k].argument) {
            if (p[1])
                argument = p + 1;
            else if (*i + 1 < argc)
                argument = argv[++*i];
            else
                return usage_error("argument expected for the -%c option", *p);
        }
        if (!apply(o, (enum option_id)k, argument, stop))
            return false;
        if (argument)
            break;
    }
    return true;
}

int bt_options_words(const char *word)
{
    if (word[0] != '-' || word[1] == '\0')
        return 0;
    if (word[1] == '-') {
        size_t len = strcspn(word + 2, "=");
        for (size_t k = 0; k < OPT_COUNT; k++)
            if (options[k].long_name && strlen(options[k].long_name) == len &&
                strncmp(options[k].long_name, word + 2, len) == 0)
                return options[k].argument && options[k].argument[0] != '[' && !word[2 + len] ? 2
                                                                                              : 1;
        return 0;
    }
    for (const char *p = word + 1; *p; p++) {
        size_t k = 0;
        while (k < OPT_COUNT && options[k].short_name != *p)
            k++;
        if (k == OPT_COUNT)
            return 0;
        if (options[k].argument)
            return p[1] ? 1 : 2;
    }
    return 1;
}

static bool apply_environment(struct bt_options *o)
{
    const char *text;
    if (!o->config.switch_given && (text = getenv("BATON_SWITCH")) && *text &&
        !apply_switch(o, text, "BATON_SWITCH"))
        return false;
    return o->substrate_given || !(text = getenv("BATON_SUBSTRATE")) || !*text ||
           apply_substrate(o, text, "BATON_SUBSTRATE");
}

// Options that exclude each other.
static bool agree(const struct bt_options *o)
{
    const struct bt_policy *policy = o->config.policy;
    if (!(policy->flags & BT_POLICY_KERNEL))
        return true;
    if (o->config.substrate->one_thread)
        return usage_error("--policy %s needs OS threads, not --substrate %s", policy->name,
                           o->config.substrate->name);
    if (o->config.virtual_clock)
        return usage_error("--policy %s lets the kernel choose, so there is no --clock virtual",
                           policy->name);
    return true;
}

static bool apply_python_environment(struct bt_options *o)
{
    const char *text;
    if (o->config.ignore_environment)
        return true;
    if ((text = getenv("PYTHONUNBUFFERED")) && *text)
        o->config.unbuffered = true;
    if ((text = getenv("PYTHONINSPECT")) && *text)
        o->config.inspect = true;
    if ((text = getenv("PYTHONOPTIMIZE")) && *text) {
        int n = atoi(text) > 0 ? atoi(text) : 1;
        if (n > o->config.optimize)
            o->config.optimize = n;
    }
    if ((text = getenv("PYTHONSAFEPATH")) && *text)
        o->safe_path = true;
    if (!o->seed_given && (text = getenv("PYTHONHASHSEED")) && *text)
        return parse_seed(text, "PYTHONHASHSEED", &o->config.hash_seed);
    return true;
}

// The options that only make sense with others.
static bool check_traces(const struct bt_options *o)
{
    const struct bt_trace_options *t = &o->lab.trace;
    if (t->n == 0 && (t->wall || t->instr || t->limit))
        return usage_error("--trace-%s needs a --trace FILE", t->instr   ? "instr"
                                                              : t->limit ? "limit"
                                                                         : "clock");
    bool text = !t->instr;
    for (int i = 0; i < t->n; i++) {
        size_t len = strlen(t->files[i]);
        text = text || strcmp(t->files[i], "-") == 0 ||
               (len >= 4 && strcmp(t->files[i] + len - 4, ".txt") == 0);
    }
    return text || usage_error("--trace-instr needs a --trace FILE.txt, or - for standard output");
}

bool bt_options_parse(struct bt_options *o, int argc, char **argv)
{
    memset(o, 0, sizeof *o);
    bt_vm_config_init(&o->config);
    o->config.bind_cpu = true;
    o->int_max_str_digits = -1;
    o->debug_wire = -1;
    int i = 1;
    bool stop = false;
    for (; i < argc && !stop; i++) {
        if (argv[i][0] != '-' || argv[i][1] == '\0')
            break;
        if (strcmp(argv[i], "--") == 0) {
            i++;
            break;
        }
        bool ok = argv[i][1] == '-' ? parse_long(o, argv, argc, &i, &stop)
                                    : parse_short(o, argv, argc, &i, &stop);
        if (!ok)
            return false;
    }
    if (o->done)
        return true;
    if (!o->config.ignore_environment && !apply_environment(o))
        return false;
    if (!agree(o) || !apply_python_environment(o))
        return false;
    if (!stop) {
        if (i >= argc) {
            o->kind = isatty(STDIN_FILENO) || o->config.inspect ? BT_RUN_PROMPT : BT_RUN_STDIN;
            o->what = "";
        } else {
            o->what = argv[i++];
            o->kind = strcmp(o->what, "-") == 0  ? BT_RUN_STDIN
                      : bt_command_find(o->what) ? BT_RUN_COMMAND
                                                 : BT_RUN_FILE;
        }
    }
    o->args = argv + i;
    o->n_args = argc - i;
    o->lab.argv = argv + 1;
    o->lab.argc = argc - 1;
    if (o->lab.record &&
        (o->kind == BT_RUN_PROMPT || o->kind == BT_RUN_COMMAND || o->config.inspect))
        return usage_error("--record is for scripts, not for the prompt or a command");
    o->lab.trace.title = o->kind == BT_RUN_CODE ? "-c" : *o->what ? o->what : NULL;
    return check_traces(o);
}
