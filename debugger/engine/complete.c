// What could stand at the end of an expression that is being typed: names, attributes, keys. For a
// query's child process. Asks objects for __dir__, and for nothing else of theirs.
#include <string.h>

#include "debugger/engine/evaluate.h"
#include "debugger/engine/values.h"
#include "debugger/engine/variables.h"
#include "runtime/objects/dict.h"
#include "runtime/objects/error.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/seq.h"
#include "runtime/objects/str.h"
#include "runtime/objects/traceback_print.h"

#define ITEMS_MAX 500u

struct completion {
    struct bt_engine *e;
    struct bt_scope scope;
    const char *text;
    size_t len;
    size_t begin; // of the word to be completed
    json_t *items;
};

static bool in_name(char c)
{
    return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           (unsigned char)c >= 0x80;
}

static void offer(struct completion *c, const char *name, size_t len)
{
    size_t n = c->len - c->begin;
    bool hidden = len > 0 && name[0] == '_' && (n == 0 || c->text[c->begin] != '_');
    if (len < n || memcmp(name, c->text + c->begin, n) != 0 || hidden ||
        json_array_size(c->items) >= ITEMS_MAX)
        return;
    json_t *item = json_stringn(name, len);
    size_t i;
    const json_t *other;
    json_array_foreach (c->items, i, other)
        if (json_equal(item, other)) {
            json_decref(item);
            return;
        }
    (void)json_array_append_new(c->items, item);
}

static void offer_keys(struct completion *c, const struct bt_dict *d)
{
    bt_value key, value;
    for (size_t at = 0; bt_dict_next(d, &at, &key, &value);)
        if (bt_is_str(key))
            offer(c, bt_as_str(key)->data, bt_as_str(key)->len);
}

static void offer_names(struct completion *c)
{
    static const char *const words[] = {"and", "for",    "if",   "in",    "is",   "lambda", "not",
                                        "or",  "import", "None", "False", "True", "await"};
    offer_keys(c, bt_as_dict(c->scope.names));
    bt_value builtins = c->e->vm->builtins;
    if (bt_is_dict(builtins))
        offer_keys(c, bt_as_dict(builtins));
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        offer(c, words[i], strlen(words[i]));
}

// dir(v). [py]
static void offer_attributes(struct completion *c, bt_value v)
{
    struct bt_thread *th = &c->scope.th->t;
    BT_ROOTS(th, r, 3);
    r[0] = v;
    r[1] = bt_is_dict(c->e->vm->builtins)
               ? bt_dict_get_str(th, bt_as_dict(c->e->vm->builtins), bt_intern(th, "dir", 3))
               : BT_UNSET;
    r[2] = bt_is_unset(r[1]) ? BT_ERROR : bt_call1(th, r[1], r[0]);
    for (size_t i = 0; bt_is_list(r[2]) && i < bt_seq_len(r[2]); i++) {
        bt_value name = bt_seq_items(r[2])[i];
        if (bt_is_str(name))
            offer(c, bt_as_str(name)->data, bt_as_str(name)->len);
    }
    bt_exc_clear(th);
    BT_UNROOT(th, r);
}

static void offer_modules(struct completion *c)
{
    for (size_t i = 0; i < bt_stdlib_module_names_count; i++)
        offer(c, bt_stdlib_module_names[i], strlen(bt_stdlib_module_names[i]));
    if (bt_is_dict(c->e->vm->modules))
        offer_keys(c, bt_as_dict(c->e->vm->modules));
}

// Where the operand begins that ends at `end`: names, dots, and what stands in brackets or quotes.
static size_t operand(const char *text, size_t end)
{
    size_t at = end;
    int depth = 0;
    while (at > 0) {
        char c = text[at - 1];
        if (c == ']' || c == ')')
            depth++;
        else if ((c == '[' || c == '(') && depth-- == 0)
            break;
        else if (depth == 0 && !in_name(c) && c != '.' && c != '[' && c != '(')
            break;
        at--;
    }
    return at;
}

// The value of text[from, to) if that only looks: BT_UNSET otherwise. [py]
static bt_value value_of(struct completion *c, size_t from, size_t to)
{
    char *text = strndup(c->text + from, to - from);
    bt_value v = text && *text ? bt_scope_look(c->e, &c->scope, text) : BT_UNSET;
    free(text);
    if (bt_is_error(v)) {
        bt_exc_clear(&c->scope.th->t);
        return BT_UNSET;
    }
    return v;
}

// x['a: the keys of x, as they are to be written.
static void offer_items(struct completion *c, size_t bracket)
{
    BT_ROOTS(&c->scope.th->t, r, 1);
    r[0] = value_of(c, operand(c->text, bracket), bracket);
    c->begin = bracket + 1;
    if (bt_is_dict(r[0])) {
        bt_value key, value;
        size_t at = 0;
        for (size_t i = 0; i < ITEMS_MAX && bt_dict_next(bt_as_dict(r[0]), &at, &key, &value);
             i++) {
            if (bt_is_obj(key) && !bt_is_exact(&c->scope.th->t, key, BT_T_STR))
                continue;
            struct bt_buf out;
            bt_buf_init(&out);
            bt_value_put(c->e, c->scope.th, &out, key, 200);
            bt_buf_putc(&out, ']');
            offer(c, out.data ? out.data : "", out.len);
            bt_buf_free(&out);
        }
    }
    BT_UNROOT(&c->scope.th->t, r);
}

// The bracket that the end of the text stands right behind (or behind it and a key's beginning).
static bool after_bracket(const struct completion *c, size_t *bracket)
{
    size_t at = c->len;
    while (at > 0 && in_name(c->text[at - 1]))
        at--;
    if (at > 0 && (c->text[at - 1] == '\'' || c->text[at - 1] == '"'))
        at--;
    else if (at != c->len && !(c->text[at] >= '0' && c->text[at] <= '9'))
        return false;
    if (at < 2 || c->text[at - 1] != '[')
        return false;
    *bracket = at - 1;
    return in_name(c->text[at - 2]) || c->text[at - 2] == ']' || c->text[at - 2] == ')';
}

static void complete(struct completion *c)
{
    size_t bracket;
    if (after_bracket(c, &bracket)) {
        offer_items(c, bracket);
        return;
    }
    c->begin = c->len;
    while (c->begin > 0 && in_name(c->text[c->begin - 1]))
        c->begin--;
    const char *start = c->text + strspn(c->text, " \t");
    if (strncmp(start, "import ", 7) == 0 || strncmp(start, "from ", 5) == 0) {
        offer_modules(c);
    } else if (c->begin > 0 && c->text[c->begin - 1] == '.') {
        BT_ROOTS(&c->scope.th->t, r, 1);
        r[0] = value_of(c, operand(c->text, c->begin - 1), c->begin - 1);
        if (!bt_is_unset(r[0]))
            offer_attributes(c, r[0]);
        BT_UNROOT(&c->scope.th->t, r);
    } else {
        offer_names(c);
    }
}

json_t *bt_query_complete(struct bt_engine *e, struct bt_vthread *th, const json_t *request)
{
    const json_t *text = json_object_get(request, "text");
    struct completion c = {.e = e,
                           .text = json_is_string(text) ? json_string_value(text) : "",
                           .len = json_string_length(text),
                           .items = json_array()};
    json_t *error = NULL;
    if (!bt_scope_open(e, th, request, &c.scope, &error))
        return error;
    BT_ROOTS(&c.scope.th->t, r, 1);
    if (bt_scope_names(e, &c.scope)) {
        r[0] = c.scope.names;
        complete(&c);
    }
    bt_exc_clear(&c.scope.th->t);
    BT_UNROOT(&c.scope.th->t, r);
    return json_pack("{s:b, s:o, s:I}", "ok", 1, "items", c.items, "begin", (json_int_t)c.begin);
}
