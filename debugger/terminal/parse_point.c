/*
 * What break, watch and log are given: a place, then clauses in any order,
 *
 *     [if EXPR] [thread T] [after N]
 *
 * The clauses are looked for from the end, outside brackets and quotes; a thread or a number that
 * is none belongs to the expression before it.
 */
#include <ctype.h>
#include <string.h>

#include "debugger/terminal/parse.h"

static bool space(char c)
{
    return c == ' ' || c == '\t';
}

// The length of the string literal that begins at text, as far as it goes.
static size_t quoted(const char *text, size_t len)
{
    size_t i = 1;
    while (i < len && text[i] != text[0])
        i += text[i] == '\\' ? 2 : 1;
    return i < len ? i + 1 : len;
}

// The last (or first) place in text where `word' stands by itself outside brackets and quotes;
// SIZE_MAX: nowhere.
static size_t find_word(const char *text, size_t len, const char *word, bool first)
{
    size_t found = SIZE_MAX, n = strlen(word);
    int depth = 0;
    for (size_t i = 0; i < len; i++) {
        if (strchr("([{", text[i]))
            depth++;
        else if (strchr(")]}", text[i]))
            depth--;
        else if (text[i] == '"' || text[i] == '\'')
            i += quoted(text + i, len - i) - 1;
        else if (depth == 0 && len - i > n && memcmp(text + i, word, n) == 0 &&
                 space(text[i + n]) && (i == 0 || space(text[i - 1]))) {
            found = i;
            if (first)
                break;
        }
    }
    return found;
}

static void trim(const char **text, size_t *len)
{
    while (*len > 0 && space((*text)[*len - 1]))
        (*len)--;
    while (*len > 0 && space(**text)) {
        (*text)++;
        (*len)--;
    }
}

// Can it be a thread: a number, a word, a name in quotes?
static bool is_thread(const char *text, size_t len)
{
    if (len == 0)
        return false;
    if (*text == '"' || *text == '\'')
        return quoted(text, len) == len && text[len - 1] == *text && len > 1;
    for (size_t i = 0; i < len; i++)
        if (space(text[i]) || strchr("\"'()[]{}=<>+*/%", text[i]))
            return false;
    return true;
}

// Take `thread T' and `after N' from the end of the text, as often as there is one.
static void take_clauses(const char *text, size_t *len, json_t *to)
{
    for (bool more = true; more;) {
        more = false;
        size_t at = find_word(text, *len, "thread", false);
        if (at != SIZE_MAX && !json_object_get(to, "thread")) {
            const char *arg = text + at + 6;
            size_t n = *len - at - 6;
            trim(&arg, &n);
            if (is_thread(arg, n)) {
                (void)json_object_set_new(to, "thread", bt_parse_thread(arg, n));
                *len = at;
                more = true;
            }
        }
        at = find_word(text, *len, "after", false);
        if (at != SIZE_MAX && !json_object_get(to, "after")) {
            const char *arg = text + at + 5;
            size_t n = *len - at - 5;
            json_int_t number;
            trim(&arg, &n);
            if (bt_parse_number(arg, arg + n, &number)) {
                (void)json_object_set_new(to, "after", json_integer(number));
                *len = at;
                more = true;
            }
        }
        while (*len > 0 && space(text[*len - 1]))
            (*len)--;
    }
}

// Take `if EXPR'. first: the place before it holds no expression, so the first `if' is ours; else
// the last one that is not half of `a if b else c'.
static bool take_condition(const char *text, size_t *len, bool first, json_t *to,
                           struct bt_buf *error)
{
    size_t at = find_word(text, *len, "if", first);
    if (at == SIZE_MAX && *len >= 2 && memcmp(text + *len - 2, "if", 2) == 0 &&
        (*len == 2 || space(text[*len - 3]))) {
        bt_buf_puts(error, "`if' needs an expression after it");
        return false;
    }
    if (at == SIZE_MAX)
        return true;
    const char *arg = text + at + 2;
    size_t n = *len - at - 2;
    trim(&arg, &n);
    if (!first && find_word(arg, n, "else", true) != SIZE_MAX)
        return true;
    (void)json_object_set_new(to, "condition", json_stringn(arg, n));
    *len = at;
    while (*len > 0 && space(text[*len - 1]))
        (*len)--;
    return true;
}

static bool clauses(const char *text, size_t *len, bool first, json_t *to, struct bt_buf *error)
{
    take_clauses(text, len, to);
    if (!take_condition(text, len, first, to, error))
        return false;
    take_clauses(text, len, to); // those that stand before it
    return true;
}

// ---- places ----

static void kind(json_t *to, const char *name)
{
    (void)json_object_set_new(to, "kind", json_string(name));
}

// *CODE+OFFSET, *+OFFSET (of the function looked at), *CODE
static bool offset(const char *text, size_t len, json_t *to)
{
    const char *plus = memchr(text, '+', len);
    json_int_t n = 0;
    if (plus && !bt_parse_number(plus + 1, text + len, &n))
        return false;
    size_t name = plus ? (size_t)(plus - text) : len;
    json_int_t id;
    kind(to, "offset");
    if (bt_parse_number(text, text + name, &id))
        (void)json_object_set_new(to, "code", json_integer(id));
    else if (name > 0)
        (void)json_object_set_new(to, "code", json_stringn(text, name));
    return json_object_set_new(to, "offset", json_integer(n)) == 0;
}

// LINE, FILE:LINE, FUNCTION, *CODE+OFFSET
static bool place(const char *text, size_t len, json_t *to, struct bt_buf *error)
{
    json_int_t line;
    const char *colon = memrchr(text, ':', len);
    if (len > 0 && *text == '*') {
        if (offset(text + 1, len - 1, to))
            return true;
        bt_buf_puts(error, "an instruction is *FUNCTION+OFFSET, as `dis' counts them: *add+3");
        return false;
    }
    if (bt_parse_number(text, text + len, &line) ||
        (colon && bt_parse_number(colon + 1, text + len, &line))) {
        if (line == 0) {
            bt_buf_puts(error, "lines are counted from 1");
            return false;
        }
        kind(to, "line");
        if (colon && colon > text)
            (void)json_object_set_new(to, "file", json_stringn(text, (size_t)(colon - text)));
        return json_object_set_new(to, "line", json_integer(line)) == 0;
    }
    for (size_t i = 0; i < len; i++)
        if (!isalnum((unsigned char)text[i]) && !strchr("_.<>", text[i]) &&
            (unsigned char)text[i] < 0x80) {
            bt_buf_printf(error,
                          "`%.*s' is no place: [FILE:]LINE, FUNCTION, *FUNCTION+OFFSET, gil, "
                          "lock L, race X, deadlock, raise [TYPE]",
                          (int)len, text);
            return false;
        }
    if (len == 0) {
        bt_buf_puts(error, "where? [FILE:]LINE, FUNCTION, *FUNCTION+OFFSET, gil, lock L, race X, "
                           "deadlock, raise [TYPE]");
        return false;
    }
    kind(to, "function");
    return json_object_set_new(to, "function", json_stringn(text, len)) == 0;
}

static bool lock(const char *text, size_t len, json_t *to)
{
    static const char *const whats[] = {"acquire", "contend", "release", "any"};
    kind(to, "lock");
    for (size_t i = 0; i < sizeof whats / sizeof whats[0]; i++) {
        size_t n = strlen(whats[i]);
        if (len >= n && memcmp(text + len - n, whats[i], n) == 0 &&
            (len == n || space(text[len - n - 1]))) {
            (void)json_object_set_new(to, "what", json_string(whats[i]));
            len -= n;
            trim(&text, &len);
            break;
        }
    }
    if (len > 0)
        (void)json_object_set_new(to, "lock", json_stringn(text, len));
    return true;
}

static bool raise_of(const char *text, size_t len, json_t *to)
{
    kind(to, "raise");
    if (len == 8 && memcmp(text, "uncaught", 8) == 0)
        return json_object_set_new(to, "uncaught", json_true()) == 0;
    return len == 0 || json_object_set_new(to, "type", json_stringn(text, len)) == 0;
}

// Does the text begin with this word? Then *rest and *n are what follows it.
static bool begins(const char *text, size_t len, const char *word, const char **rest, size_t *n)
{
    size_t w = strlen(word);
    if (len < w || memcmp(text, word, w) != 0 || (len > w && !space(text[w])))
        return false;
    *rest = text + w;
    *n = len - w;
    trim(rest, n);
    return true;
}

static bool parse_break(const char *text, json_t *to, struct bt_buf *error)
{
    size_t len = strlen(text), n;
    const char *rest;
    bool by_expr = begins(text, len, "lock", &rest, &n) || begins(text, len, "race", &rest, &n);
    if (!clauses(text, &len, !by_expr, to, error))
        return false;
    if (begins(text, len, "lock", &rest, &n))
        return lock(rest, n, to);
    if (begins(text, len, "raise", &rest, &n))
        return raise_of(rest, n, to);
    if (begins(text, len, "race", &rest, &n)) {
        if (n == 0) {
            bt_buf_puts(error, "race needs what may be raced for: break race counter");
            return false;
        }
        kind(to, "race");
        return json_object_set_new(to, "expr", json_stringn(rest, n)) == 0;
    }
    if ((begins(text, len, "gil", &rest, &n) || begins(text, len, "deadlock", &rest, &n)) &&
        n == 0) {
        kind(to, *text == 'g' ? "gil" : "deadlock");
        return true;
    }
    return place(text, len, to, error);
}

static json_t *parsed(bool good, json_t *to)
{
    if (good)
        return to;
    json_decref(to);
    return NULL;
}

json_t *bt_parse_break(const char *text, struct bt_buf *error)
{
    json_t *to = json_object();
    return parsed(to && parse_break(text, to, error), to);
}

json_t *bt_parse_watch(const char *text, struct bt_buf *error)
{
    json_t *to = json_object();
    size_t len = strlen(text);
    bool good = to && clauses(text, &len, false, to, error);
    if (good && len == 0) {
        bt_buf_puts(error, "watch what? watch counter, watch box.value, watch items[0]");
        good = false;
    }
    if (good)
        (void)json_object_set_new(to, "expr", json_stringn(text, len));
    return parsed(good, to);
}

// The inside of a string in quotes, \" and \\ resolved.
static json_t *unquoted(const char *text, size_t len)
{
    struct bt_buf out;
    bt_buf_init(&out);
    for (size_t i = 1; i + 1 < len; i++) {
        if (text[i] == '\\' && i + 2 < len && (text[i + 1] == text[0] || text[i + 1] == '\\'))
            i++;
        bt_buf_putc(&out, text[i]);
    }
    json_t *v = json_stringn(out.data ? out.data : "", out.len);
    bt_buf_free(&out);
    return v;
}

json_t *bt_parse_log(const char *text, struct bt_buf *error)
{
    json_t *to = json_object();
    size_t len = strlen(text), at = strcspn(text, "\"'");
    size_t n = at < len ? quoted(text + at, len - at) : 0;
    bool good = to && n > 1 && text[at + n - 1] == text[at];
    if (!good) {
        bt_buf_puts(error, "log needs a place and a text in quotes: log 12 \"i is {i}\"");
        return parsed(false, to);
    }
    const char *rest = text + at + n;
    size_t left = len - at - n;
    trim(&rest, &left);
    size_t kept = left;
    good = clauses(rest, &kept, true, to, error);
    if (good && kept > 0) {
        bt_buf_puts(error, "after the text: [if EXPR] [thread T] [after N]");
        good = false;
    }
    (void)json_object_set_new(to, "log", unquoted(text + at, n));
    const char *where = text;
    trim(&where, &at);
    return parsed(good && place(where, at, to, error), to);
}
