// The command line of baton sweep: see sweep.h and sweep.def.
#include "cli/sweep.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "cli/options.h"

enum option_id {
#define BT_OPTION(id, short_name, long_name, argument, help) OPT_##id,
#include "cli/sweep.def"
    OPT_COUNT
};

static const struct option {
    char short_name;
    const char *long_name, *argument, *help;
} options[] = {
#define BT_OPTION(id, short_name, long_name, argument, help) \
    {short_name, long_name, argument, help},
#include "cli/sweep.def"
};

bool bt_sweep_usage(const char *format, ...)
{
    va_list ap;
    fputs("baton sweep: ", stderr);
    va_start(ap, format);
    vfprintf(stderr, format, ap);
    va_end(ap);
    fputs("\nTry `baton sweep --help'.\n", stderr);
    return false;
}

static bool no_memory(void)
{
    fputs("baton sweep: not enough memory\n", stderr);
    return false;
}

static void print_help(void)
{
    printf(
        "usage: baton sweep [options] SCRIPT [args] [-- args]\n"
        "       baton sweep --merge FILE.json ... [--plot] [--export FILE]\n"
        "Run a script over a grid of switch intervals, policies and seeds, in parallel processes,\n"
        "and say how the runs ended. Options may stand behind SCRIPT, too; those of a plain run\n"
        "(--clock virtual, -O ...) are passed on.\n\nOptions:\n");
    for (size_t i = 0; i < OPT_COUNT; i++) {
        const struct option *o = &options[i];
        char left[64];
        int n = 0;
        if (o->short_name)
            n += snprintf(left + n, sizeof left - (size_t)n, "-%c", o->short_name);
        if (o->long_name)
            n += snprintf(left + n, sizeof left - (size_t)n, "%s--%s", o->short_name ? ", " : "",
                          o->long_name);
        if (o->argument)
            (void)snprintf(left + n, sizeof left - (size_t)n, " %s", o->argument);
        printf("  %-18s %s\n", left, o->help);
    }
    printf(
        "\nExit status: 0 no run failed; 4 some did (a check, an uncaught exception, a deadlock, a\n"
        "crash, a hang, a limit, a status other than 0); 1 the sweep could not be done; 2 usage;\n"
        "130 after Ctrl-C, which prints what there is.\n");
}

// ---- values ----

static bool parse_count(const char *text, const char *what, uint32_t most, uint32_t *out)
{
    char *end;
    errno = 0;
    unsigned long v = strtoul(text, &end, 10);
    if (text[0] < '0' || text[0] > '9' || *end || errno || v == 0 || v > most)
        return bt_sweep_usage("%s needs a number from 1 to %u, not `%s'", what, most, text);
    *out = (uint32_t)v;
    return true;
}

static bool parse_time(const char *text, int64_t *ns)
{
    static const struct unit {
        const char *name;
        double ns;
    } units[] = {{"", 1e9}, {"s", 1e9}, {"ms", 1e6}, {"m", 60e9}, {"h", 3600e9}};
    char *end;
    double v = strtod(text, &end);
    bool number = (text[0] >= '0' && text[0] <= '9') || text[0] == '.';
    for (size_t i = 0; number && i < sizeof units / sizeof units[0]; i++) {
        if (strcmp(end, units[i].name) == 0 && v * units[i].ns < 9e18) {
            *ns = (int64_t)(v * units[i].ns);
            if (*ns == 0 && v > 0)
                *ns = 1;
            return true;
        }
    }
    return bt_sweep_usage("--timeout needs a time as 90, 1.5s, 500ms or 2m, not `%s'", text);
}

static bool parse_shard(const char *text, struct bt_sweep *s)
{
    char *end;
    unsigned long i = strtoul(text, &end, 10), n = 0;
    bool ok = text[0] >= '0' && text[0] <= '9' && *end == '/' && end[1] >= '0' && end[1] <= '9';
    if (ok)
        n = strtoul(end + 1, &end, 10);
    if (!ok || *end || i < 1 || i > n || n > 1000000)
        return bt_sweep_usage("--shard needs I/N with I from 1 to N, not `%s'", text);
    s->shard = (uint32_t)i;
    s->n_shards = (uint32_t)n;
    return true;
}

static bool parse_metric(const char *text, struct bt_sweep *s)
{
    static const struct {
        const char *name;
        enum bt_sweep_metric metric;
    } known[] = {{"wall", BT_METRIC_WALL},
                 {"switches", BT_METRIC_SWITCHES},
                 {"instr", BT_METRIC_INSTR},
                 {"failed", BT_METRIC_FAILED}};
    bt_free(s->expr);
    s->expr = NULL;
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        if (strcmp(known[i].name, text) == 0) {
            s->metric = known[i].metric;
            s->metric_given = true;
            return true;
        }
    }
    s->metric = BT_METRIC_EXPR;
    s->metric_given = true;
    s->expr = bt_alloc_copy(text, strlen(text));
    return s->expr || no_memory();
}

static bool parse_export(const char *text, struct bt_sweep_options *o)
{
    static const char *const endings[] = {".json", ".csv", ".md", ".svg", ".html"};
    const char *dot = strrchr(text, '.');
    if (o->n_exports == BT_MAX_EXPORTS)
        return bt_sweep_usage("there can be %d --export at most", BT_MAX_EXPORTS);
    for (size_t i = 0; dot && i < sizeof endings / sizeof endings[0]; i++) {
        if (strcmp(dot, endings[i]) == 0) {
            o->exports[o->n_exports++] = text;
            return true;
        }
    }
    return bt_sweep_usage("--export needs a file that ends in .json, .csv, .md, .svg or .html, "
                          "not `%s'",
                          text);
}

static bool parse_seed(const char *text, struct bt_sweep_grid *grid)
{
    char *end;
    errno = 0;
    unsigned long long v = strtoull(text, &end, 10);
    if (text[0] < '0' || text[0] > '9' || *end || errno)
        return bt_sweep_usage("--seed needs a number, not `%s' (--seeds K for several)", text);
    grid->first_seed = v;
    grid->n_seeds = 1;
    grid->seed_given = true;
    return true;
}

static bool set_program(struct bt_sweep *s, const char *option, const char *what)
{
    if (s->program.n > 0)
        return bt_sweep_usage("one of SCRIPT, -c CODE and -m MODULE is enough");
    s->script = bt_alloc_copy(what, strlen(what));
    bool ok = s->script && bt_sweep_word(&s->program, option) && bt_sweep_word(&s->program, what);
    return ok || no_memory();
}

// A wrong list: which option, which list, what is wrong with it.
static bool list_error(const char *option, const char *text, const char *wrong)
{
    return !wrong || bt_sweep_usage("%s %s, not `%s'", option, wrong, text);
}

static bool apply(struct bt_sweep_options *o, enum option_id id, const char *a)
{
    struct bt_sweep *s = o->sweep;
    switch (id) {
    case OPT_SWITCH: return list_error("-N", a, bt_sweep_add_n(&s->grid, a));
    case OPT_POLICY: return bt_sweep_add_policies(&s->grid, a) || no_memory();
    case OPT_SEEDS: return list_error("--seeds", a, bt_sweep_set_seeds(&s->grid, a));
    case OPT_SEED: return parse_seed(a, &s->grid);
    case OPT_RUNS: return parse_count(a, "-r", 1000000, &o->repeats);
    case OPT_CHECK:
        if (s->checks.n == BT_MAX_CHECKS)
            return bt_sweep_usage("there can be %d --check at most", BT_MAX_CHECKS);
        return bt_sweep_word(&s->checks, a) || no_memory();
    case OPT_METRIC: return parse_metric(a, s);
    case OPT_JOBS: return parse_count(a, "-j", 1000, &o->jobs);
    case OPT_TIMEOUT: return parse_time(a, &o->timeout_ns);
    case OPT_STDIN: o->input = a; return true;
    case OPT_PLOT: o->plot = true; return true;
    case OPT_EXPORT: return parse_export(a, o);
    case OPT_SAVE: o->save = a; return true;
    case OPT_NO_SAVE: o->save = NULL; return true;
    case OPT_NO_NEIGHBOURS: s->grid.probes = false; return true;
    case OPT_SHARD: return parse_shard(a, s);
    case OPT_MERGE: o->merge = true; return true;
    case OPT_CODE: return set_program(s, "-c", a);
    case OPT_MODULE: return set_program(s, "-m", a);
    case OPT_HELP:
        print_help();
        o->done = true;
        return true;
    case OPT_COUNT: break;
    }
    return true;
}

// ---- words ----

// The option that `word` begins; its argument, if it is in the same word.
static enum option_id find_option(const char *word, const char **attached)
{
    *attached = NULL;
    for (size_t i = 0; i < OPT_COUNT; i++) {
        const struct option *o = &options[i];
        if (word[1] == '-' && o->long_name) {
            size_t len = strlen(o->long_name);
            if (strncmp(word + 2, o->long_name, len) != 0 ||
                (word[2 + len] && word[2 + len] != '='))
                continue;
            *attached = word[2 + len] ? word + 3 + len : NULL;
            return (enum option_id)i;
        }
        if (word[1] == o->short_name && word[1] != '\0' && (o->argument || !word[2])) {
            *attached = word[2] ? word + 2 : NULL;
            return (enum option_id)i;
        }
    }
    return OPT_COUNT;
}

// An option of a plain run: passed on, with its argument.
static bool pass_on(struct bt_sweep *s, int argc, char **argv, int *i)
{
    static const char *const single[] = {"--trace",   "--record", "--gil-stats",
                                         "--version", "-V",       "-i"};
    const char *word = argv[*i];
    int n = bt_options_words(word);
    if (n == 0)
        return bt_sweep_usage("unknown option %.*s", (int)strcspn(word, "="), word);
    for (size_t k = 0; k < sizeof single / sizeof single[0]; k++)
        if (strncmp(word, single[k], strcspn(word, "=")) == 0 && strcspn(word, "=") > 1)
            return bt_sweep_usage("%s is for a single run", single[k]);
    if (n == 2 && *i + 1 >= argc)
        return bt_sweep_usage("%s needs an argument", word);
    for (; n > 0; n--, ++*i)
        if (!bt_sweep_word(&s->options, argv[*i]))
            return no_memory();
    --*i;
    return true;
}

static bool take_option(struct bt_sweep_options *o, int argc, char **argv, int *i)
{
    const char *argument;
    const char *word = argv[*i];
    enum option_id id = find_option(word, &argument);
    if (id == OPT_COUNT)
        return pass_on(o->sweep, argc, argv, i);
    if (!options[id].argument)
        return argument ? bt_sweep_usage("--%s takes no argument", options[id].long_name)
                        : apply(o, id, NULL);
    if (!argument && *i + 1 >= argc)
        return bt_sweep_usage("%s needs an argument: %s", word, options[id].argument);
    return apply(o, id, argument ? argument : argv[++*i]);
}

// The script, then its arguments.
static bool take_word(struct bt_sweep_options *o, char *word)
{
    struct bt_sweep *s = o->sweep;
    o->files[o->n_files++] = word;
    if (s->program.n > 0)
        return bt_sweep_word(&s->args, word) || no_memory();
    if (strcmp(word, "-") == 0)
        return bt_sweep_usage("a sweep cannot run what comes from standard input");
    struct bt_buf path;
    bt_buf_init(&path);
    if (bt_command_find(word)) // a script that is named like one
        bt_buf_puts(&path, "./");
    bt_buf_puts(&path, word);
    s->script = bt_alloc_copy(word, strlen(word));
    bool ok = s->script && !path.failed &&
              (path.data[0] != '-' || bt_sweep_word(&s->program, "--")) &&
              bt_sweep_word(&s->program, path.data);
    bt_buf_free(&path);
    return ok || no_memory();
}

// "lost" of "dir/lost.py".
static bool make_name(struct bt_sweep *s)
{
    const char *text = s->script;
    if (strcmp(s->program.items[0], "-c") == 0)
        text = "code";
    const char *slash = strrchr(text, '/');
    if (slash && slash[1])
        text = slash + 1;
    size_t len = strlen(text);
    if (len > 3 && strcmp(text + len - 3, ".py") == 0)
        len -= 3;
    s->name = bt_alloc_copy(text, len);
    return s->name || no_memory();
}

// What was not said.
static bool complete(struct bt_sweep_options *o)
{
    struct bt_sweep *s = o->sweep;
    if (s->program.n == 0)
        return bt_sweep_usage("which script?");
    if (s->grid.n.n == 0 && bt_sweep_add_n(&s->grid, "1..100000"))
        return no_memory();
    if (s->grid.policies.n == 0 && !bt_sweep_add_policies(&s->grid, ""))
        return no_memory();
    bool kernel = false;
    for (size_t i = 0; i < s->grid.policies.n; i++)
        kernel |= s->grid.policies.items[i].kernel;
    s->grid.repeats = o->repeats ? o->repeats : kernel ? 5 : 1;
    if (!make_name(s))
        return false;
    return bt_sweep_prepare(s) ||
           bt_sweep_usage("this grid has too many runs: 10 million are the most");
}

bool bt_sweep_options_parse(struct bt_sweep_options *o, int argc, char **argv)
{
    bool plain = false; // behind --
    o->files = bt_alloc_array((size_t)argc, sizeof *o->files);
    if (!o->files)
        return no_memory();
    for (int i = 1; i < argc && !o->done; i++) {
        bool ok;
        if (!plain && strcmp(argv[i], "--") == 0)
            ok = plain = true;
        else if (!plain && argv[i][0] == '-' && argv[i][1])
            ok = take_option(o, argc, argv, &i);
        else
            ok = take_word(o, argv[i]);
        if (!ok)
            return false;
    }
    if (o->done)
        return true;
    if (o->merge)
        return o->n_files > 0 || bt_sweep_usage("--merge needs the .json files of the shards");
    return complete(o);
}
