// A launch request: see dap_launch.h. Its arguments become the words of a command line of `baton
// debug', so that both know the same options and refuse the same ones.
#include "cli/dap_launch.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "cli/debug.h"
#include "cli/debug_options.h"

struct launched {
    struct bt_session_options session;
    const struct bt_dap_launcher *launcher;
    struct bt_debug_options options;
    json_t *args, *words;
    char **argv; // of words
    int argc;
};

void bt_dap_launcher_init(struct bt_dap_launcher *l, int in, int out, int listener)
{
    *l = (struct bt_dap_launcher){.protocol = {in, out, listener}};
}

static const char *text_of(const json_t *args, const char *key)
{
    return json_string_value(json_object_get(args, key));
}

// ---- the words ----

static bool is_null(const json_t *value)
{
    return !value || json_is_null(value);
}

static void add(json_t *words, const char *word)
{
    (void)json_array_append_new(words, json_string(word));
}

// A text as it is, a number in digits.
static bool add_value(json_t *words, const json_t *value)
{
    if (json_is_string(value))
        (void)json_array_append(words, (json_t *)(uintptr_t)value);
    else if (json_is_integer(value))
        (void)json_array_append_new(words, json_sprintf("%lld", json_integer_value(value)));
    else
        return false;
    return true;
}

// Words of an array, or of a text between spaces.
static bool add_words(json_t *words, const json_t *value)
{
    size_t i;
    json_t *item;
    if (json_is_string(value)) {
        for (const char *p = json_string_value(value); *p;) {
            p += strspn(p, " ");
            size_t len = strcspn(p, " ");
            if (len > 0)
                (void)json_array_append_new(words, json_stringn(p, len));
            p += len;
        }
        return true;
    }
    if (!is_null(value) && !json_is_array(value))
        return false;
    json_array_foreach(value, i, item) if (!add_value(words, item)) return false;
    return true;
}

// A path as seen from the folder that the program runs in.
static void add_path(json_t *words, const json_t *args, const char *path)
{
    char here[PATH_MAX];
    const char *folder = text_of(args, "cwd");
    if (path[0] == '/') {
        add(words, path);
        return;
    }
    if (!folder || folder[0] != '/')
        folder = getcwd(here, sizeof here) ? here : ".";
    (void)json_array_append_new(words, json_sprintf("%s/%s", folder, path));
}

static const char *make_words(json_t *words, const json_t *args)
{
    static const char *const options[] = {"switch", "policy", "seed"};
    const char *input = text_of(args, "stdin"), *replay = text_of(args, "replay");
    const char *program = text_of(args, "program"), *module = text_of(args, "module");
    add(words, "debug");
    for (size_t i = 0; i < sizeof options / sizeof options[0]; i++) {
        const json_t *value = json_object_get(args, options[i]);
        if (is_null(value))
            continue;
        (void)json_array_append_new(words, json_sprintf("--%s", options[i]));
        if (!add_value(words, value))
            return "\"switch\", \"policy\" and \"seed\" are texts or numbers";
    }
    if (!add_words(words, json_object_get(args, "options")))
        return "\"options\" is an array of texts, options of baton such as \"--clock\", "
               "\"virtual\"";
    if (input) {
        add(words, "--stdin");
        add_path(words, args, input);
    }
    if (replay) {
        add(words, "--replay");
        add_path(words, args, replay);
        return NULL;
    }
    if (module && !program) {
        add(words, "-m");
        add(words, module);
    } else if (program && *program) {
        add_path(words, args, program);
    } else {
        return "launch needs \"program\", the script to be debugged; or \"module\"; or \"replay\", "
               "a recording";
    }
    return add_words(words, json_object_get(args, "args"))
               ? NULL
               : "\"args\" is an array of texts, what the script finds in sys.argv";
}

static bool make_argv(struct launched *p)
{
    size_t i;
    json_t *word;
    p->argv = bt_alloc_array(json_array_size(p->words) + 1, sizeof *p->argv);
    if (!p->argv)
        return false;
    json_array_foreach(p->words, i, word) p->argv[p->argc++] =
        (char *)(uintptr_t)json_string_value(word);
    p->argv[p->argc] = NULL;
    return true;
}

// ---- checking them ----

// What has been said on stderr since it was turned into `file`, as one sentence.
static void read_error(struct bt_dap_launcher *l, FILE *file)
{
    static const char *const heads[] = {"baton: ", "debug: "};
    char text[sizeof l->error], *start = text;
    rewind(file);
    size_t n = fread(text, 1, sizeof text - 1, file);
    text[n] = '\0';
    char *hint = strstr(text, "\nTry `");
    if (hint)
        *hint = '\0';
    for (size_t i = 0; i < 2; i++)
        if (strncmp(start, heads[i], strlen(heads[i])) == 0)
            start += strlen(heads[i]);
    start[strcspn(start, "\n")] = '\0';
    snprintf(l->error, sizeof l->error, "%s",
             *start ? start : "these options make no run of a script");
}

// Read the words as `baton debug' does; what it says goes into l->error.
static bool parse(struct bt_dap_launcher *l, struct launched *p)
{
    FILE *file = tmpfile();
    int kept = dup(STDERR_FILENO);
    fflush(stderr);
    if (file && kept >= 0)
        (void)dup2(fileno(file), STDERR_FILENO);
    int status = bt_debug_options_parse(&p->options, p->argc, p->argv);
    fflush(stderr);
    if (file && kept >= 0)
        (void)dup2(kept, STDERR_FILENO);
    l->error[0] = '\0';
    if (file && status >= 0)
        read_error(l, file);
    if (file)
        (void)fclose(file);
    if (kept >= 0)
        close(kept);
    return status < 0;
}

// ---- the program's process ----

static bool enter(const json_t *args)
{
    const char *name, *folder = text_of(args, "cwd");
    json_t *value;
    json_object_foreach(json_object_get(args, "env"), name, value)
    {
        const char *text = json_string_value(value);
        if (!*name || strchr(name, '='))
            continue;
        (void)(text ? setenv(name, text, 1) : unsetenv(name));
    }
    if (folder && chdir(folder) != 0) {
        perror(folder);
        return false;
    }
    return true;
}

// Be the program. The environment may say how it is to run: the words are read again.
static int run(void *ctx, int wire)
{
    struct launched *p = ctx;
    struct bt_debug_options options;
    struct bt_session_options session = {.run = NULL};
    for (size_t i = 0; i < sizeof p->launcher->protocol / sizeof p->launcher->protocol[0]; i++)
        if (p->launcher->protocol[i] >= 0)
            close(p->launcher->protocol[i]);
    int status = enter(p->args) ? bt_debug_options_parse(&options, p->argc, p->argv) : 2;
    if (status >= 0)
        return status;
    bt_debug_session(&options, &session);
    return session.run(session.ctx, wire);
}

struct bt_session_options *bt_dap_launcher_launch(void *ctx, const json_t *args, const char **error)
{
    struct bt_dap_launcher *l = ctx;
    struct launched *p = bt_alloc_zero(sizeof *p);
    *error = "no memory";
    if (!p)
        return NULL;
    p->launcher = l;
    p->args = json_deep_copy(args);
    p->words = json_array();
    const char *why = p->args && p->words ? make_words(p->words, args) : "no memory";
    const char *folder = text_of(args, "cwd");
    if (!why && folder && access(folder, X_OK) != 0)
        why = "\"cwd\" is no folder that can be entered";
    if (!why && !make_argv(p))
        why = "no memory";
    if (!why && !parse(l, p))
        why = l->error;
    if (why) {
        *error = why;
        bt_dap_launcher_release(l, &p->session);
        return NULL;
    }
    bt_debug_session(&p->options, &p->session);
    p->session.run = run;
    p->session.ctx = p;
    *error = NULL;
    return &p->session;
}

void bt_dap_launcher_release(void *ctx, struct bt_session_options *options)
{
    struct launched *p = (struct launched *)options; // its first member
    (void)ctx;
    if (p->argv)
        bt_debug_options_free(&p->options);
    bt_free(p->argv);
    json_decref(p->args);
    json_decref(p->words);
    bt_free(p);
}
