// The command line of `baton debug': see debug_options.h.
#include "cli/debug_options.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"

static const char usage[] =
    "usage: baton debug [options] SCRIPT [args]        debug a script\n"
    "       baton debug [options] -c CODE [args]       ... a text\n"
    "       baton debug [options] -m MODULE [args]     ... a module\n"
    "       baton debug [options] --replay RECORDING   ... a run that `baton --record' has recorded\n"
    "\n"
    "Options:\n"
    "  -ex COMMAND     execute a command first (repeatable)\n"
    "  -x FILE         execute the commands in a file first (repeatable)\n"
    "  --stdin FILE    what the script reads as its standard input\n"
    "  --json          requests and answers as JSON, a line each, for programs\n"
    "  -q              no greeting\n"
    "  -h, --help      print this help and exit\n"
    "and those of a run that choose its schedule: -N, --policy, --seed, --switch-points, --wake,\n"
    "--clock, --max-instr, and -E, -I, -O, -P, -W, -X (`baton --help' explains them).\n"
    "\n"
    "At the prompt, `help' lists the commands. Without a terminal they are read from standard input.\n";

__attribute__((format(printf, 1, 2))) static int refuse(const char *format, ...)
{
    va_list ap;
    va_start(ap, format);
    fputs("baton: debug: ", stderr);
    vfprintf(stderr, format, ap);
    fputs("\nTry `baton debug --help'.\n", stderr);
    va_end(ap);
    return 2;
}

// Options of a run that a session has no use for.
static const struct {
    const char *option, *why;
} refused[] = {
    {"-i", "the debugger has a prompt of its own"},
    {"--record", "a session records by itself; `schedule save FILE' keeps the schedule"},
    {"--timeout", "a program that stands still would run out of time; there is --max-instr"},
    {"--trace", "`baton --record FILE', then `baton replay FILE --trace', draws timelines"},
    {"--gil-stats", "`baton --record FILE', then `baton replay FILE --gil-stats', counts"},
};

// Is the word that option, alone, with `=', or as one letter among others; or a longer one
// (--trace-clock)?
static bool is_option(const char *word, const char *option)
{
    if (option[1] != '-') // the letters before one that takes what follows
        return word[1] != '-' && memchr(word, option[1], strcspn(word, "cmNWX")) != NULL;
    size_t len = strlen(option);
    return strncmp(word, option, len) == 0 &&
           (word[len] == '\0' || word[len] == '=' || word[len] == '-');
}

static int check_word(const char *word, const char *argument)
{
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++)
        if (is_option(word, refused[i].option))
            return refuse("%s is not for here: %s", refused[i].option, refused[i].why);
    bool substrate = is_option(word, "--substrate");
    const char *what = strchr(word, '=') ? strchr(word, '=') + 1 : argument;
    if (substrate && what && strcmp(what, "os") == 0)
        return refuse("--substrate os is not for here: the way back needs coroutines; the schedule "
                      "is the same");
    return -1;
}

// --name=ARGUMENT, --name ARGUMENT; *value NULL: it is another option. false: the argument is
// missing.
static bool own_option(const char *name, int argc, char **argv, int *i, const char **value)
{
    size_t len = strlen(name);
    *value = NULL;
    if (strncmp(argv[*i], name, len) != 0)
        return true;
    if (argv[*i][len] == '=' && name[1] == '-')
        *value = argv[*i] + len + 1;
    else if (argv[*i][len] != '\0')
        return true;
    else if (*i + 1 < argc)
        *value = argv[++*i];
    return *value != NULL;
}

static int read_word(struct bt_debug_options *o, int argc, char **argv, int *i)
{
    static const char *const names[] = {"-ex", "-x", "--stdin", "--replay"};
    const char *value = NULL;
    size_t k = 0;
    for (; k < 4 && !value; k++)
        if (!own_option(names[k], argc, argv, i, &value))
            return refuse("%s needs an argument", names[k]);
    if (value && k <= 2) {
        o->is_file[o->terminal.n_commands] = k == 2;
        o->commands[o->terminal.n_commands++] = value;
    } else if (value) {
        *(k == 3 ? &o->input : &o->replay) = value;
    } else if (strcmp(argv[*i], "--json") == 0) {
        o->terminal.json = true;
    } else if (strcmp(argv[*i], "-h") == 0 || strcmp(argv[*i], "--help") == 0) {
        fputs(usage, stdout);
        return 0;
    } else {
        int words = bt_options_words(argv[*i]), status;
        const char *argument = words == 2 && *i + 1 < argc ? argv[*i + 1] : NULL;
        if ((status = check_word(argv[*i], argument)) >= 0)
            return status;
        o->words[o->n_words++] = argv[*i];
        if (argument)
            o->words[o->n_words++] = argv[++*i];
    }
    return -1;
}

// Does what follows the option belong to the script (-c CODE, -m MODULE)?
static bool ends_options(const char *word)
{
    return word[0] == '-' && (word[1] == 'c' || word[1] == 'm');
}

static int read_words(struct bt_debug_options *o, int argc, char **argv)
{
    int i = 1, status = -1;
    o->words[o->n_words++] = argv[0];
    for (bool stop = false; i < argc && !stop && status < 0; i++) {
        if (argv[i][0] != '-' || argv[i][1] == '\0' || strcmp(argv[i], "--") == 0)
            break;
        stop = ends_options(argv[i]);
        status = read_word(o, argc, argv, &i);
    }
    while (status < 0 && i < argc)
        o->words[o->n_words++] = argv[i++];
    return status;
}

const char *bt_debug_options_refuse(struct bt_options *run)
{
    static const char stdin_is_taken[] =
        "the script must be a file: standard input is for the debugger's commands";
    if (run->kind == BT_RUN_COMMAND)
        run->kind = BT_RUN_FILE; // a script that is called as a command is
    run->config.inspect = false; // of the environment
    if (run->kind == BT_RUN_PROMPT || (run->kind == BT_RUN_STDIN && !*run->what))
        return "which script?";
    if (run->kind == BT_RUN_STDIN)
        return stdin_is_taken;
    if (run->config.policy->flags & BT_POLICY_KERNEL)
        return "with the policies ticks and slices the kernel chooses who runs, so nothing could "
               "be done again; `--policy random' comes close";
    return NULL;
}

// What a plain run would say about it, before there is a session.
static int check_script(const char *path)
{
    char folder[PATH_MAX];
    struct stat st;
    int fd = stat(path, &st) == 0 ? open(path, O_RDONLY | O_CLOEXEC) : -1;
    if (fd >= 0) {
        close(fd);
        return -1;
    }
    int err = errno;
    bool whole = path[0] != '/' && getcwd(folder, sizeof folder);
    fprintf(stderr, "baton: can't open file '%s%s%s': [Errno %d] %s\n", whole ? folder : "",
            whole ? "/" : "", path, err, strerror(err));
    return 2;
}

static int check(struct bt_debug_options *o)
{
    if (o->input && access(o->input, R_OK) != 0)
        return refuse("can't read %s: %s", o->input, strerror(errno));
    if (o->replay) {
        if (o->n_words > 1)
            return refuse("with --replay, how to run is what the recording says; `%s' is too much",
                          o->words[1]);
        if (o->input)
            return refuse("with --replay, the input is what the recording says: no --stdin");
        return access(o->replay, R_OK) == 0
                   ? -1
                   : refuse("can't read %s: %s", o->replay, strerror(errno));
    }
    if (!bt_options_parse(&o->run, o->n_words, o->words))
        return 2;
    if (o->run.done)
        return 0;
    const char *why = bt_debug_options_refuse(&o->run);
    if (why)
        return refuse("%s", why);
    o->terminal.quiet = o->run.config.quiet;
    return o->run.kind == BT_RUN_FILE ? check_script(o->run.what) : -1;
}

int bt_debug_options_parse(struct bt_debug_options *o, int argc, char **argv)
{
    memset(o, 0, sizeof *o);
    o->commands = bt_alloc_array((size_t)argc + 1, sizeof *o->commands);
    o->is_file = bt_alloc_array((size_t)argc + 1, sizeof *o->is_file);
    o->words = bt_alloc_array((size_t)argc + 1, sizeof *o->words);
    if (!o->commands || !o->is_file || !o->words)
        return refuse("not enough memory");
    o->terminal.commands = o->commands;
    o->terminal.is_file = o->is_file;
    int status = read_words(o, argc, argv);
    return status >= 0 ? status : check(o);
}

void bt_debug_options_free(struct bt_debug_options *o)
{
    bt_free(o->commands);
    bt_free(o->is_file);
    bt_free(o->words);
}
