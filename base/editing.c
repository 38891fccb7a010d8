// Lines from a terminal, edited by libedit. See editing.h.
#include "base/editing.h"

#include <stdint.h>

#ifdef HAVE_LIBEDIT
#include <dlfcn.h>
#include <errno.h>
#include <histedit.h>
#include <limits.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <wchar.h>

#include "base/mem.h"

#define HISTORY_LINES 1000

// What is used of the library: X(name of the function, its type).
#define FUNCTIONS(X)                                                \
    X(el_init, EditLine *(*)(const char *, FILE *, FILE *, FILE *)) \
    X(el_set, int (*)(EditLine *, int, ...))                        \
    X(el_wset, int (*)(EditLine *, int, ...))                       \
    X(el_get, int (*)(EditLine *, int, ...))                        \
    X(el_gets, const char *(*)(EditLine *, int *))                  \
    X(el_reset, void (*)(EditLine *))                               \
    X(el_end, void (*)(EditLine *))                                 \
    X(el_line, const LineInfo *(*)(EditLine *))                     \
    X(el_insertstr, int (*)(EditLine *, const char *))              \
    X(el_source, int (*)(EditLine *, const char *))                 \
    X(history, int (*)(History *, HistEvent *, int, ...))           \
    X(history_init, History *(*)(void))                             \
    X(history_end, void (*)(History *))

struct bt_editing {
    struct bt_editing_options options;
    void *library;
#define MEMBER(name, type) __typeof__((type)0) name;
    FUNCTIONS(MEMBER)
#undef MEMBER
    EditLine *line;
    History *lines; // or NULL
    char *file;     // where `lines` are kept, or NULL
    const char *prompt;
    bool interrupted;
};

static bool load(struct bt_editing *e)
{
    // the library's name on Linux distributions: Debian's, that of the others
    static const char *const names[] = {"libedit.so.2", "libedit.so.0", "libedit.so"};
    for (size_t i = 0; !e->library && i < sizeof names / sizeof names[0]; i++)
        e->library = dlopen(names[i], RTLD_NOW | RTLD_GLOBAL);
    if (!e->library)
        return false;
    bool all = true;
#define FIND(name, type)                        \
    {                                           \
        void *found = dlsym(e->library, #name); \
        memcpy(&e->name, &found, sizeof found); \
        all = all && found;                     \
    }
    FUNCTIONS(FIND)
#undef FIND
    return all;
}

// libedit's callbacks get its handle only, and there is nothing global to find the rest by: the
// function that asks the handle is looked up anew.
static struct bt_editing *editing_of(EditLine *line)
{
    int (*get)(EditLine *, int, ...);
    void *found = dlsym(RTLD_DEFAULT, "el_get"), *data = NULL;
    memcpy(&get, &found, sizeof found);
    get(line, EL_CLIENTDATA, &data);
    return data;
}

static char *prompt_text(EditLine *line)
{
    return (char *)(uintptr_t)editing_of(line)->prompt;
}

// libedit asks for a key.
static int read_key(EditLine *line, wchar_t *out)
{
    struct bt_editing *e = editing_of(line);
    char bytes[MB_LEN_MAX];
    size_t n = 0;
    mbstate_t state;
    while (n < sizeof bytes) {
        if (!e->options.wait(e->options.ctx)) {
            e->interrupted = true;
            return -1;
        }
        ssize_t got = read(STDIN_FILENO, &bytes[n], 1);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return 0;
        n++;
        memset(&state, 0, sizeof state);
        size_t used = mbrtowc(out, bytes, n, &state);
        if (used != (size_t)-2)
            return used == (size_t)-1 ? (*out = (unsigned char)bytes[0], 1) : 1;
    }
    return 0;
}

// The tab key.
static unsigned char complete(EditLine *line, int key)
{
    struct bt_editing *e = editing_of(line);
    const LineInfo *info = e->el_line(line);
    struct bt_buf insert, list;
    unsigned char result = CC_ERROR;
    (void)key;
    bt_buf_init(&insert);
    bt_buf_init(&list);
    e->options.complete(e->options.ctx, info->buffer, (size_t)(info->cursor - info->buffer),
                        &insert, &list);
    if (insert.len > 0) {
        result = e->el_insertstr(line, insert.data) == 0 ? CC_REFRESH : CC_ERROR;
    } else if (list.len > 0) {
        printf("\n%s", list.data);
        fflush(stdout);
        result = CC_REDISPLAY;
    }
    bt_buf_free(&insert);
    bt_buf_free(&list);
    return result;
}

static void open_history(struct bt_editing *e)
{
    HistEvent event;
    e->lines = e->history_init();
    if (!e->lines)
        return;
    e->history(e->lines, &event, H_SETSIZE, HISTORY_LINES);
    e->el_set(e->line, EL_HIST, e->history, e->lines);
    const char *home = getenv("HOME");
    if (home && asprintf(&e->file, "%s/%s", home, e->options.history) < 0)
        e->file = NULL;
    if (e->file)
        e->history(e->lines, &event, H_LOAD, e->file);
}

struct bt_editing *bt_editing_start(const struct bt_editing_options *options)
{
    if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO))
        return NULL;
    struct bt_editing *e = bt_alloc_zero(sizeof *e);
    if (!e)
        return NULL;
    e->options = *options;
    e->prompt = "";
    setlocale(LC_CTYPE, "");
    if (!load(e) || !(e->line = e->el_init("baton", stdin, stdout, stderr))) {
        bt_free(e);
        return NULL;
    }
    e->el_set(e->line, EL_CLIENTDATA, e);
    e->el_set(e->line, EL_PROMPT, prompt_text);
    e->el_set(e->line, EL_EDITOR, "emacs");
    e->el_set(e->line, EL_SIGNAL, 0);
    e->el_set(e->line, EL_GETCFN, read_key);
    if (options->complete) {
        // the wide form, as the other one never frees its copies of the texts
        e->el_wset(e->line, EL_ADDFN, L"bt-complete", L"complete what is typed", complete);
        e->el_set(e->line, EL_BIND, "^I", "bt-complete", NULL);
    }
    open_history(e);
    e->el_source(e->line, NULL);
    return e;
}

void bt_editing_end(struct bt_editing *e)
{
    if (!e)
        return;
    if (e->lines) {
        HistEvent event;
        if (e->file)
            e->history(e->lines, &event, H_SAVE, e->file);
        e->history_end(e->lines);
    }
    free(e->file);
    e->el_end(e->line);
    bt_free(e);
}

enum bt_line bt_editing_line(struct bt_editing *e, const char *prompt, struct bt_buf *line)
{
    int n = 0;
    HistEvent event;
    e->interrupted = false;
    e->prompt = prompt;
    const char *text = e->el_gets(e->line, &n);
    if (e->interrupted) {
        e->el_reset(e->line);
        return BT_LINE_INTERRUPTED;
    }
    if (!text || n <= 0)
        return BT_LINE_END;
    bt_buf_write(line, text, (size_t)n);
    if (e->lines && n > 1)
        e->history(e->lines, &event, H_ENTER, text);
    return BT_LINE_OK;
}

#else

struct bt_editing *bt_editing_start(const struct bt_editing_options *options)
{
    (void)options;
    return NULL;
}

void bt_editing_end(struct bt_editing *e)
{
    (void)e;
}

enum bt_line bt_editing_line(struct bt_editing *e, const char *prompt, struct bt_buf *line)
{
    (void)e, (void)prompt, (void)line;
    return BT_LINE_END;
}
#endif
