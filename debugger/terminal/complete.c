// The tab key: commands, threads, files; names and attributes as the program has them.
#include <dirent.h>
#include <string.h>

#include "debugger/terminal/private.h"

#define COLUMN 24 // columns of a word in a list

static bool name_byte(char c)
{
    return c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (unsigned char)c >= 0x80;
}

static void add(json_t *items, const char *item, const char *part, size_t len)
{
    if (strncmp(item, part, len) == 0)
        (void)json_array_append_new(items, json_string(item));
}

static void add_commands(json_t *items, const char *part, size_t len)
{
    const struct bt_command *c;
    for (size_t i = 0; (c = bt_commands_at(i)) != NULL; i++)
        add(items, c->name, part, len);
}

static void add_threads(struct bt_terminal *t, json_t *items, const char *part, size_t len)
{
    json_t *result = bt_session_command(t->session, "threads", NULL);
    const json_t *v;
    size_t i;
    json_array_foreach(json_object_get(result, "threads"), i, v)
        add(items, bt_show_text(v, "name"), part, len);
    json_decref(result);
}

static void add_files(json_t *items, const char *part, size_t len)
{
    char folder[4096];
    const char *slash = memrchr(part, '/', len);
    size_t n = slash ? (size_t)(slash - part) + 1 : 0;
    if (n >= sizeof folder)
        return;
    memcpy(folder, part, n);
    folder[n] = '\0';
    DIR *dir = opendir(n ? folder : ".");
    const struct dirent *d;
    while (dir && (d = readdir(dir)) != NULL) {
        char path[sizeof folder + 260];
        snprintf(path, sizeof path, "%s%s%s", folder, d->d_name, d->d_type == DT_DIR ? "/" : "");
        if (d->d_name[0] != '.' || (len > n && part[n] == '.'))
            add(items, path, part, len);
    }
    if (dir)
        closedir(dir);
}

// What the program knows: `text' is an expression so far; the items complete its last name.
static void add_names(struct bt_terminal *t, json_t *items, const char *text, size_t len)
{
    json_t *args = json_pack("{s:o}", "text", json_stringn(text, len));
    json_t *result = args ? bt_session_command(t->session, "complete", args) : NULL;
    const json_t *v;
    size_t i, part = 0;
    while (part < len && name_byte(text[len - part - 1]))
        part++;
    json_array_foreach(json_object_get(result, "items"), i, v) if (json_is_string(v))
        add(items, json_string_value(v), text + len - part, part);
    json_decref(args);
    json_decref(result);
}

static bool one_of(const char *name, const char *const *names)
{
    while (*names && strcmp(*names, name) != 0)
        names++;
    return *names != NULL;
}

// What may follow the command. Returns how many bytes at the end of text the items begin with.
static size_t arguments(struct bt_terminal *t, const struct bt_command *c, const char *text,
                        size_t len, json_t *items)
{
    static const char *const threads[] = {"stepi", "reverse-stepi", "switch", "freeze",
                                          "thaw",  "thread",        NULL};
    static const char *const points[] = {"gil", "lock", "race", "deadlock", "raise", NULL};
    const char *blank = memrchr(text, ' ', len);
    const char *part = blank ? blank + 1 : text;
    size_t n = len - (size_t)(part - text);
    if (one_of(c->name, threads)) {
        add_threads(t, items, part, n);
        return n;
    }
    if (strcmp(c->name, "help") == 0) {
        add_commands(items, part, n);
        return n;
    }
    if (strcmp(c->name, "source") == 0 || strcmp(c->name, "schedule") == 0) {
        if (c->name[1] == 'c' && !blank)
            add(items, "save", part, n);
        else
            add_files(items, part, n);
        return n;
    }
    bool after_thread = blank && blank - text >= 6 && strncmp(blank - 6, "thread", 6) == 0;
    if (c->group == BT_GROUP_POINTS && after_thread) {
        add_threads(t, items, part, n);
        return n;
    }
    if (strcmp(c->name, "break") == 0 && !blank)
        for (size_t i = 0; points[i]; i++)
            add(items, points[i], part, n);
    if (strcmp(c->name, "set") == 0 && !blank) {
        add(items, "library", part, n);
        add(items, "confirm", part, n);
    }
    bool expression = (c->flags & BT_COMMAND_EXPR) != 0;
    add_names(t, items, expression ? text : part, expression ? len : n);
    size_t last = 0;
    while (last < n && name_byte(part[n - last - 1]))
        last++;
    return last;
}

// ---- what comes of it ----

static size_t common(const json_t *items)
{
    const char *first = json_string_value(json_array_get(items, 0));
    size_t n = first ? strlen(first) : 0, i;
    const json_t *v;
    json_array_foreach(items, i, v)
    {
        const char *other = json_string_value(v);
        size_t k = 0;
        while (k < n && first[k] == other[k])
            k++;
        n = k;
    }
    while (n > 0 && first && ((unsigned char)first[n] & 0xC0) == 0x80)
        n--;
    return n;
}

static void put_list(const struct bt_terminal *t, const json_t *items, struct bt_buf *list)
{
    size_t width = t->show.width ? t->show.width : 80, at = 0, i;
    const json_t *v;
    json_array_foreach(items, i, v)
    {
        const char *text = json_string_value(v);
        size_t w = strlen(text) < COLUMN ? COLUMN : strlen(text) + 2;
        if (at > 0 && at + w > width) {
            bt_buf_putc(list, '\n');
            at = 0;
        }
        bt_buf_printf(list, "%s", text);
        bt_buf_fill(list, ' ', w - strlen(text));
        at += w;
    }
    bt_buf_putc(list, '\n');
}

void bt_terminal_complete(void *ctx, const char *text, size_t len, struct bt_buf *insert,
                          struct bt_buf *list)
{
    struct bt_terminal *t = ctx;
    json_t *items = json_array();
    size_t word = 0, part;
    while (len > 0 && *text == ' ') {
        text++;
        len--;
    }
    bool statement = len > 0 && *text == '!';
    while (word < len && text[word] != ' ')
        word++;
    const struct bt_command *c =
        statement ? bt_commands_find("print", 5, NULL) : bt_commands_find(text, word, NULL);
    size_t skip = statement ? 1 : word;
    while (skip < len && text[skip] == ' ')
        skip++;
    part = len;
    if (!statement && word == len)
        add_commands(items, text, len);
    else if (c)
        part = arguments(t, c, text + skip, len - skip, items);
    size_t n = common(items);
    if (json_array_size(items) > 0 && n > part)
        bt_buf_write(insert, json_string_value(json_array_get(items, 0)) + part, n - part);
    if (json_array_size(items) == 1 && word == len && !statement)
        bt_buf_putc(insert, ' ');
    if (insert->len == 0 && json_array_size(items) > 1)
        put_list(t, items, list);
    json_decref(items);
}
