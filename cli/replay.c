// baton replay: see replay.h. The command line of the recorded run is read again, in its folder and
// with its environment; what is to be watched this time is what this command line says.
#include "cli/replay.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/mem.h"
#include "cli/options.h"
#include "cli/run.h"
#include "vm/knobs.h"
#include "vm/substrate.h"

static const char usage[] =
    "usage: baton replay FILE [--on-divergence stop|continue] [--substrate os|coroutine]\n"
    "                         [--export-switches FILE] [options for watching: see `baton --help']\n";

static int usage_error(const char *message, const char *what)
{
    fprintf(stderr, "baton: replay: ");
    fprintf(stderr, message, what);
    fprintf(stderr, "\n%s", usage);
    return 2;
}

struct wishes {
    const char *file;
    bool go_on;
    const char *switches; // where to write them, or NULL
    char **args;          // what is left, for bt_options_parse
    int n;
    struct bt_arena paths; // of what is written, made whole
};

// Options that watch, and such as change nothing that matters.
static bool is_allowed(const char *option, bool *argument)
{
    static const char *const with[] = {
        "--substrate", "--trace", "--trace-limit", "--trace-clock", "--timeout",
        "--max-instr", "-X"};
    static const char *const without[] = {"--gil-stats", "--trace-instr"};
    size_t len = strcspn(option, "=");
    *argument = false;
    for (size_t i = 0; i < sizeof with / sizeof with[0]; i++) {
        if (strlen(with[i]) == len && strncmp(with[i], option, len) == 0) {
            *argument = option[len] != '=';
            return true;
        }
    }
    for (size_t i = 0; i < sizeof without / sizeof without[0]; i++)
        if (strlen(without[i]) == len && strncmp(without[i], option, len) == 0)
            return true;
    return false;
}

// The status to exit with, or -1 to go on.
static int read_wishes(struct wishes *w, int argc, char **argv)
{
    w->args[w->n++] = argv[0];
    for (int i = 1; i < argc; i++) {
        char *arg = argv[i];
        bool argument;
        if (strcmp(arg, "--help") == 0 || strcmp(arg, "-h") == 0) {
            fputs(usage, stdout);
            return 0;
        }
        if (strncmp(arg, "--on-divergence", 15) == 0 && (arg[15] == '=' || !arg[15])) {
            const char *how = arg[15] ? arg + 16 : i + 1 < argc ? argv[++i] : "";
            w->go_on = strcmp(how, "continue") == 0;
            if (!w->go_on && strcmp(how, "stop") != 0)
                return usage_error("--on-divergence needs \"stop\" or \"continue\", not `%s'", how);
        } else if (strncmp(arg, "--export-switches", 17) == 0 && (arg[17] == '=' || !arg[17])) {
            w->switches = arg[17] ? arg + 18 : i + 1 < argc ? argv[++i] : "";
            if (!*w->switches)
                return usage_error("%s needs a file", "--export-switches");
        } else if (arg[0] == '-' && arg[1]) {
            if (!is_allowed(arg, &argument))
                return usage_error("%s is not for here: how to run is what the recording says",
                                   arg);
            w->args[w->n++] = arg;
            if (argument && i + 1 < argc)
                w->args[w->n++] = argv[++i];
        } else if (w->file) {
            return usage_error("one recording at a time, `%s' is too many", arg);
        } else {
            w->file = arg;
        }
    }
    return w->file ? -1 : usage_error("%s", "which recording?");
}

static bool is_ours(const char *variable)
{
    return strncmp(variable, "PYTHON", 6) == 0 || strncmp(variable, "BATON_", 6) == 0;
}

// The variables that Baton looks at, as they were.
static void restore_environment(const struct bt_recording *rec)
{
    static const char *const others[] = {"LC_ALL", "LC_CTYPE", "LANG",       "TZ",
                                         "TERM",   "NO_COLOR", "FORCE_COLOR"};
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
        unsetenv(others[i]);
    for (char **e = environ; e && *e;) {
        char name[256];
        size_t n = strcspn(*e, "=");
        if (!is_ours(*e) || n >= sizeof name) {
            e++;
            continue;
        }
        memcpy(name, *e, n);
        name[n] = '\0';
        unsetenv(name); // the rest moves up
    }
    for (char **e = rec->env; e && *e; e++) {
        char *equals = strchr(*e, '=');
        if (!equals)
            continue;
        *equals = '\0';
        (void)setenv(*e, equals + 1, true);
        *equals = '=';
    }
}

// "random" was a number; which one is in the header, and has been said.
static void settle_seed(struct bt_recording *rec)
{
    for (size_t i = 0; i < rec->n_args; i++) {
        bool joined = strcmp(rec->args[i], "--seed=random") == 0;
        if (joined || (i > 0 && strcmp(rec->args[i - 1], "--seed") == 0 &&
                       strcmp(rec->args[i], "random") == 0)) {
            strcpy(rec->args[i], joined ? "--seed=0" : "0");
            fprintf(stderr, "baton: --seed %llu\n", (unsigned long long)rec->seed);
        }
    }
}

static bool read_recorded(struct bt_options *o, struct bt_recording *rec, char **argv)
{
    settle_seed(rec);
    argv[0] = (char *)(uintptr_t) "baton";
    for (size_t i = 0; i < rec->n_args; i++)
        argv[i + 1] = rec->args[i];
    if (!bt_options_parse(o, (int)rec->n_args + 1, argv))
        return false;
    if (o->kind == BT_RUN_PROMPT)
        o->kind = BT_RUN_STDIN;
    if (o->config.policy->flags & (BT_POLICY_KERNEL | BT_POLICY_LIST)) {
        o->config.plays = o->config.policy;
        o->config.policy = &bt_policy_replay;
        o->config.switches = &rec->switches;
        (void)bt_switch_parse(rec->n, &o->config.switch_n, &o->config.switch_max);
    }
    o->config.seed = rec->seed;
    o->config.hash_seed = rec->hash_seed;
    return true;
}

// A file named on this command line, whatever folder the recorded run was in. The path is
// in the arena of w. NULL: it has been said why not.
static const char *from_here(struct wishes *w, const char *file)
{
    char folder[PATH_MAX];
    if (strcmp(file, "-") == 0 || file[0] == '/')
        return file;
    size_t size = PATH_MAX + strlen(file) + 2;
    char *path = getcwd(folder, sizeof folder) ? bt_arena_alloc(&w->paths, size) : NULL;
    if (path)
        (void)snprintf(path, size, "%s/%s", folder, file);
    else
        fprintf(stderr, "baton: cannot write %s: %s\n", file, strerror(errno));
    return path;
}

static bool settle_files(struct wishes *w, struct bt_lab_options *lab)
{
    struct bt_trace_options *traces = &lab->trace;
    for (int i = 0; i < traces->n; i++)
        if (!(traces->files[i] = from_here(w, traces->files[i])))
            return false;
    const char **stats = &lab->stats.file;
    return !*stats || (*stats = from_here(w, *stats)) != NULL;
}

// wire: to a debugger's session, or -1.
static int run(struct wishes *w, struct bt_recording *rec, char **argv, int wire)
{
    struct bt_options mine, o;
    w->args[w->n] = (char *)(uintptr_t) "-"; // no prompt
    if (!bt_options_parse(&mine, w->n + 1, w->args))
        return 2;
    if (strcmp(rec->version, PACKAGE_VERSION) != 0)
        fprintf(stderr, "baton: %s was recorded by Baton %s, this is %s\n", w->file, rec->version,
                PACKAGE_VERSION);
    restore_environment(rec);
    if (!read_recorded(&o, rec, argv))
        return 2;
    const char *title = o.lab.trace.title;
    o.lab = mine.lab;
    o.lab.trace.title = title;
    if (!settle_files(w, &o.lab))
        return 2;
    o.lab.wanted = true;
    o.lab.record = NULL;
    o.lab.replay = rec;
    o.lab.go_on = w->go_on;
    if (w->switches && !(o.lab.switches = from_here(w, w->switches)))
        return 2;
    o.config.replaying = true;
    o.lab.own_limit = mine.config.max_instr != 0;
    if (o.lab.own_limit)
        o.config.max_instr = mine.config.max_instr;
    if (mine.substrate_given)
        o.config.substrate = mine.config.substrate;
    if ((o.debug_wire = wire) >= 0) {
        o.config.substrate = &bt_substrate_coroutine;
        o.config.unbuffered = true;
    }
    if (chdir(rec->cwd) != 0)
        fprintf(stderr, "baton: can't go to the recorded run's folder %s: %s\n", rec->cwd,
                strerror(errno));
    return bt_cli_run(&o);
}

static int run_file(struct wishes *w, int wire)
{
    struct bt_recording rec;
    if (!bt_recording_open(&rec, w->file))
        return 2;
    char **recorded = bt_alloc_array(rec.n_args + 2, sizeof(char *));
    int status = recorded ? run(w, &rec, recorded, wire) : 1;
    bt_free(recorded);
    bt_recording_close(&rec);
    return status;
}

int bt_cli_replay(int argc, char **argv)
{
    struct wishes w = {.args = bt_alloc_array((size_t)argc + 2, sizeof(char *))};
    if (!w.args)
        return 1;
    bt_arena_init(&w.paths);
    int status = read_wishes(&w, argc, argv);
    if (status < 0)
        status = run_file(&w, -1);
    bt_arena_free(&w.paths);
    bt_free(w.args);
    return status;
}

int bt_cli_replay_debugged(const char *file, int wire)
{
    char name[] = "debug", *args[3] = {name, NULL, NULL};
    struct wishes w = {.file = file, .args = args, .n = 1};
    bt_arena_init(&w.paths);
    int status = run_file(&w, wire);
    bt_arena_free(&w.paths);
    return status;
}
