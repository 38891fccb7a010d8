// Lines of the prompt: see parse.h.
#include "debugger/terminal/parse.h"

#include <ctype.h>
#include <string.h>

static bool space(char c)
{
    return c == ' ' || c == '\t';
}

bool bt_parse_number(const char *text, const char *end, json_int_t *number)
{
    json_int_t n = 0;
    if (!end)
        end = text + strlen(text);
    if (text == end || !isdigit((unsigned char)*text))
        return false;
    for (; text < end; text++) {
        if ((*text == ',' || *text == '_') && text + 1 < end)
            continue;
        if (!isdigit((unsigned char)*text) || n > 100000000000000000)
            return false;
        n = n * 10 + (*text - '0');
    }
    *number = n;
    return true;
}

json_t *bt_parse_thread(const char *text, size_t len)
{
    json_int_t number;
    while (len > 0 && space(text[len - 1]))
        len--;
    while (len > 0 && space(*text)) {
        text++;
        len--;
    }
    if (bt_parse_number(text, text + len, &number))
        return json_integer(number);
    if (len >= 2 && (*text == '\'' || *text == '"') && text[len - 1] == *text) {
        text++;
        len -= 2;
    }
    return json_stringn(text, len);
}

// ---- the forms of arguments ----
// Each fills args from text (trimmed). false: error says what is allowed, or is empty for the usual
// sentence.

typedef bool form(json_t *args, const char *text, struct bt_buf *error);

static bool put(json_t *args, const char *name, json_t *value)
{
    return json_object_set_new(args, name, value) == 0;
}

static bool nothing(json_t *args, const char *text, struct bt_buf *error)
{
    (void)args, (void)error;
    return !*text;
}

// The next word of text, its length in *len; *text moves on to it.
static bool word(const char **text, size_t *len)
{
    while (space(**text))
        (*text)++;
    *len = strcspn(*text, " \t");
    return *len > 0;
}

static bool count(json_t *args, const char *text, struct bt_buf *error)
{
    json_int_t n;
    (void)error;
    return !*text || (bt_parse_number(text, NULL, &n) && n > 0 && put(args, "n", json_integer(n)));
}

// [N] [all], in any order
static bool count_all(json_t *args, const char *text, struct bt_buf *error)
{
    (void)error;
    for (size_t len; word(&text, &len); text += len) {
        json_int_t n;
        if (len == 3 && memcmp(text, "all", 3) == 0)
            put(args, "others", json_true());
        else if (bt_parse_number(text, text + len, &n) && n > 0 && !json_object_get(args, "n"))
            put(args, "n", json_integer(n));
        else
            return false;
    }
    return true;
}

static bool only_all(json_t *args, const char *text, struct bt_buf *error)
{
    return count_all(args, text, error) && !json_object_get(args, "n");
}

// [LINE] [all]
static bool line_all(json_t *args, const char *text, struct bt_buf *error)
{
    if (!count_all(args, text, error))
        return false;
    json_t *n = json_object_get(args, "n");
    if (n) {
        put(args, "line", json_incref(n));
        (void)json_object_del(args, "n");
    }
    return true;
}

// [N] [THREAD] [all]
static bool count_thread(json_t *args, const char *text, struct bt_buf *error)
{
    size_t len;
    json_int_t n;
    (void)error;
    if (!word(&text, &len))
        return true;
    if (bt_parse_number(text, text + len, &n)) {
        if (n == 0)
            return false;
        put(args, "n", json_integer(n));
        text += len;
    }
    if (!word(&text, &len))
        return true;
    size_t rest = strlen(text);
    if (rest >= 3 && strcmp(text + rest - 3, "all") == 0 && (rest == 3 || space(text[rest - 4]))) {
        put(args, "others", json_true());
        rest -= 3;
        while (rest > 0 && space(text[rest - 1]))
            rest--;
    }
    return rest == 0 || put(args, "thread", bt_parse_thread(text, rest));
}

static bool thread(json_t *args, const char *text, struct bt_buf *error)
{
    (void)error;
    return *text && put(args, "thread", bt_parse_thread(text, strlen(text)));
}

static bool thread_or_none(json_t *args, const char *text, struct bt_buf *error)
{
    return !*text || thread(args, text, error);
}

static bool thread_or_all(json_t *args, const char *text, struct bt_buf *error)
{
    return strcmp(text, "all") == 0 ? put(args, "all", json_true()) : thread(args, text, error);
}

static bool expr_or_none(json_t *args, const char *text, struct bt_buf *error)
{
    (void)error;
    return !*text || put(args, "expr", json_string(text));
}

static bool expr(json_t *args, const char *text, struct bt_buf *error)
{
    return *text && expr_or_none(args, text, error);
}

static bool numbers_or_none(json_t *args, const char *text, struct bt_buf *error)
{
    (void)error;
    json_t *list = json_array();
    bool good = list != NULL;
    for (size_t len; good && word(&text, &len); text += len) {
        json_int_t n;
        good = bt_parse_number(text, text + len, &n) &&
               json_array_append_new(list, json_integer(n)) == 0;
    }
    if (good && json_array_size(list) > 0)
        put(args, "numbers", json_incref(list));
    json_decref(list);
    return good;
}

static bool numbers(json_t *args, const char *text, struct bt_buf *error)
{
    return *text && numbers_or_none(args, text, error);
}

static bool number_or_none(json_t *args, const char *text, struct bt_buf *error)
{
    json_int_t n;
    (void)error;
    return !*text || (bt_parse_number(text, NULL, &n) && put(args, "number", json_integer(n)));
}

static bool level_or_none(json_t *args, const char *text, struct bt_buf *error)
{
    json_int_t n;
    (void)error;
    return !*text || (bt_parse_number(text, NULL, &n) && put(args, "level", json_integer(n)));
}

// NUMBER [EXPR]
static bool condition(json_t *args, const char *text, struct bt_buf *error)
{
    size_t len;
    json_int_t n;
    (void)error;
    if (!word(&text, &len) || !bt_parse_number(text, text + len, &n))
        return false;
    put(args, "number", json_integer(n));
    text += len;
    bool some = word(&text, &len);
    if (some && len == 2 && memcmp(text, "if", 2) == 0) {
        text += 2;
        some = word(&text, &len);
    }
    return put(args, "condition", some ? json_string(text) : json_null());
}

// EVENT|@CLOCK|start|end
static bool destination(json_t *args, const char *text, struct bt_buf *error)
{
    json_int_t n;
    (void)error;
    if (strcmp(text, "start") == 0 || strcmp(text, "end") == 0)
        return put(args, "to", json_string(text));
    if (strncmp(text, "event ", 6) == 0)
        text += 6;
    bool clock = *text == '@';
    return bt_parse_number(text + clock, NULL, &n) &&
           put(args, clock ? "clock" : "event", json_integer(n));
}

static bool policy(json_t *args, const char *text, struct bt_buf *error)
{
    (void)error;
    return !*text || put(args, "text", json_string(text));
}

static bool last(json_t *args, const char *text, struct bt_buf *error)
{
    json_int_t n;
    (void)error;
    return !*text ||
           (bt_parse_number(text, NULL, &n) && n > 0 && put(args, "last", json_integer(n)));
}

// [COUNT | save FILE]
static bool schedule(json_t *args, const char *text, struct bt_buf *error)
{
    json_int_t n;
    (void)error;
    if (strncmp(text, "save", 4) == 0 && (space(text[4]) || !text[4])) {
        text += 4;
        size_t len;
        return word(&text, &len) && put(args, "save", json_string(text));
    }
    return !*text ||
           (bt_parse_number(text, NULL, &n) && n > 0 && put(args, "count", json_integer(n)));
}

// [all | COUNT]
static bool backtrace(json_t *args, const char *text, struct bt_buf *error)
{
    if (strcmp(text, "all") == 0)
        return put(args, "all", json_true());
    return schedule(args, text, error) && !json_object_get(args, "save");
}

// [LINE | FUNCTION | FIRST,LAST]
static bool lines(json_t *args, const char *text, struct bt_buf *error)
{
    json_int_t a, b;
    (void)error;
    const char *comma = strchr(text, ',');
    if (!*text)
        return true;
    if (comma) {
        const char *second = comma + 1;
        while (space(*second))
            second++;
        const char *end = comma;
        while (end > text && space(end[-1]))
            end--;
        return bt_parse_number(text, end, &a) && bt_parse_number(second, NULL, &b) && a > 0 &&
               a <= b && put(args, "first", json_integer(a)) && put(args, "last", json_integer(b));
    }
    if (bt_parse_number(text, NULL, &a))
        return a > 0 && put(args, "line", json_integer(a));
    return put(args, "function", json_string(text));
}

// [FUNCTION | COUNT]
static bool instructions(json_t *args, const char *text, struct bt_buf *error)
{
    json_int_t n;
    (void)error;
    if (!*text)
        return true;
    if (bt_parse_number(text, NULL, &n))
        return n > 0 && put(args, "count", json_integer(n));
    return put(args, "function", json_string(text));
}

// [SETTING [VALUE] | TARGET = EXPR]
static bool setting(json_t *args, const char *text, struct bt_buf *error)
{
    (void)error;
    if (!*text)
        return true;
    const char *equal = strchr(text, '=');
    if (equal && equal > text && equal[1] != '=' && !strchr("!<>=", equal[-1])) {
        const char *value = equal + 1, *end = equal;
        while (space(*value))
            value++;
        while (end > text && space(end[-1]))
            end--;
        return *value && end > text &&
               put(args, "target", json_stringn(text, (size_t)(end - text))) &&
               put(args, "expr", json_string(value));
    }
    size_t len;
    (void)word(&text, &len);
    put(args, "name", json_stringn(text, len));
    text += len;
    return !word(&text, &len) || put(args, "value", json_string(text));
}

static bool file(json_t *args, const char *text, struct bt_buf *error)
{
    (void)error;
    return *text && put(args, "file", json_string(text));
}

static bool topic(json_t *args, const char *text, struct bt_buf *error)
{
    (void)error;
    return !*text || put(args, "command", json_string(text));
}

static bool take(json_t *args, json_t *parsed)
{
    bool good = parsed && json_object_update(args, parsed) == 0;
    json_decref(parsed);
    return good;
}

static bool point(json_t *args, const char *text, struct bt_buf *error)
{
    return !*text || take(args, bt_parse_break(text, error));
}

static bool watch(json_t *args, const char *text, struct bt_buf *error)
{
    return *text && take(args, bt_parse_watch(text, error));
}

static bool logpoint(json_t *args, const char *text, struct bt_buf *error)
{
    return *text && take(args, bt_parse_log(text, error));
}

static const struct {
    const char *name;
    form *parse;
} forms[] = {
    {"stepi", count_thread},
    {"step", count_all},
    {"next", count_all},
    {"finish", only_all},
    {"until", line_all},
    {"continue", count},
    {"reverse-stepi", count_thread},
    {"reverse-step", count},
    {"reverse-next", count},
    {"goto", destination},
    {"switch", thread},
    {"freeze", thread},
    {"thaw", thread_or_all},
    {"sched", policy},
    {"schedule", schedule},
    {"timeline", last},
    {"break", point},
    {"tbreak", point},
    {"watch", watch},
    {"log", logpoint},
    {"commands", number_or_none},
    {"delete", numbers_or_none},
    {"enable", numbers},
    {"disable", numbers},
    {"condition", condition},
    {"thread", thread_or_none},
    {"backtrace", backtrace},
    {"up", count},
    {"down", count},
    {"frame", level_or_none},
    {"list", lines},
    {"print", expr},
    {"pp", expr},
    {"display", expr_or_none},
    {"undisplay", number_or_none},
    {"dis", instructions},
    {"who", expr},
    {"set", setting},
    {"source", file},
    {"help", topic},
};

static form *form_of(const char *name)
{
    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++)
        if (strcmp(forms[i].name, name) == 0)
            return forms[i].parse;
    return nothing;
}

// ---- lines ----

static void unknown(const char *line, size_t len, const char *several, struct bt_buf *error)
{
    if (*several)
        bt_buf_printf(error, "`%.*s' is ambiguous: %s", (int)len, line, several);
    else
        bt_buf_printf(error, "there is no command `%.*s' (help lists them); to evaluate: p %s",
                      (int)len, line, line);
}

static void wrong(const struct bt_command *command, const char *text, struct bt_buf *error)
{
    bool sign = *text == '+' || *text == '-'; // a number may begin so
    if (*text && strchr("=+-*/.<>([", *text) && !(sign && isdigit((unsigned char)text[1])))
        bt_buf_printf(error, "`%s' is a command here; for the variable: p or ! before it",
                      command->name);
    else if (*command->arguments)
        bt_buf_printf(error, "usage: %s %s", command->name, command->arguments);
    else
        bt_buf_printf(error, "`%s' takes no arguments", command->name);
}

// The command's name ends at a space, or where something stands that is in no name: "p(x)", "x=1".
static size_t name_length(const char *line)
{
    size_t n = 0;
    while (isalnum((unsigned char)line[n]) || line[n] == '-' || line[n] == '_' ||
           (unsigned char)line[n] >= 0x80)
        n++;
    return n;
}

const struct bt_command *bt_parse_line(const char *line, json_t **args, struct bt_buf *error)
{
    struct bt_buf several, text;
    const struct bt_command *command;
    bt_buf_init(&several);
    bt_buf_init(&text);
    *args = NULL;
    while (space(*line))
        line++;
    size_t len = name_length(line);
    if (*line == '!' || *line == '?') {
        command = bt_commands_find(*line == '!' ? "print" : "help", *line == '!' ? 5 : 4, NULL);
        len = 1;
    } else {
        command = bt_commands_find(line, len, &several);
    }
    if (!command) {
        unknown(line, len ? len : strcspn(line, " \t"), several.data ? several.data : "", error);
    } else {
        const char *rest = line + len;
        while (space(*rest))
            rest++;
        size_t n = strlen(rest);
        while (n > 0 && space(rest[n - 1]))
            n--;
        bt_buf_write(&text, rest, n);
        const char *given = text.data ? text.data : "";
        *args = json_object();
        if (!*args || !form_of(command->name)(*args, given, error)) {
            if (error->len == 0)
                wrong(command, given, error);
            json_decref(*args);
            *args = NULL;
            command = NULL;
        }
    }
    bt_buf_free(&several);
    bt_buf_free(&text);
    return command;
}
