// The scopes of a frame beyond its variables: registers, locks, the interpreter's lock. Rows of the
// tree of variables (see variables.h) made of what other queries answer.
#include <string.h>

#include "debugger/engine/variables.h"
#include "runtime/objects/function.h"

static json_t *row(const json_t *path, json_t *name, json_t *text, const char *type)
{
    json_t *v =
        json_pack("{s:o?, s:o?, s:s, s:i, s:i, s:O, s:n, s:b}", "name", name, "text", text, "type",
                  type ? type : "", "named", 0, "indexed", 0, "path", path, "expr", "set", 0);
    return v ? v : json_null();
}

static const char *text_of(const json_t *object, const char *key)
{
    const char *text = json_string_value(json_object_get(object, key));
    return text ? text : "";
}

static void registers(const json_t *path, const json_t *answer, json_t *rows)
{
    size_t i;
    const json_t *r;
    json_array_foreach (json_object_get(answer, "registers"), i, r) {
        json_t *v = row(path, json_incref(json_object_get(r, "name")),
                        json_incref(json_object_get(r, "text")), text_of(r, "type"));
        if (json_is_true(json_object_get(r, "set"))) { // a variable: its name is an expression
            (void)json_object_set(v, "expr", json_object_get(r, "name"));
            (void)json_object_set_new(v, "set", json_true());
        }
        (void)json_array_append_new(rows, v);
    }
}

static void locks(const json_t *path, const json_t *answer, json_t *rows)
{
    size_t i, n;
    const json_t *lock;
    json_array_foreach (json_object_get(answer, "locks"), i, lock) {
        json_int_t number = json_integer_value(json_object_get(lock, "lock"));
        const char *name = text_of(lock, "name"), *holder = text_of(lock, "holder_name");
        const char *at = text_of(lock, "at");
        json_t *shown = *name ? json_string(name) : json_sprintf("lock %d", (int)number);
        json_t *text = *holder ? json_sprintf("held by %s%s%s", holder, *at ? " since " : "", at)
                               : json_string("free");
        const json_t *waiter;
        json_array_foreach (json_object_get(lock, "waiter_names"), n, waiter) {
            json_t *more = json_sprintf("%s%s%s", json_string_value(text),
                                        n == 0 ? ", wanted by " : ", ", json_string_value(waiter));
            json_decref(text);
            text = more;
        }
        (void)json_array_append_new(rows, row(path, shown, text, text_of(lock, "kind")));
    }
}

static void gil(struct bt_engine *e, const json_t *path, const json_t *answer, json_t *rows)
{
    const json_t *settings = json_object_get(answer, "settings");
    struct bt_position at = bt_engine_position(e);
    const struct bt_vthread *holder = bt_engine_thread(e, e->current);
    char room[32];
    const struct {
        const char *name;
        json_t *text;
    } all[] = {
        {"holder", json_string(holder ? bt_stop_thread_name(holder, room) : "nobody")},
        {"instructions", json_sprintf("%llu", (unsigned long long)at.clock)},
        {"events", json_sprintf("%llu", (unsigned long long)at.events)},
        {"interval", json_incref(json_object_get(settings, "n"))},
        {"policy", json_incref(json_object_get(settings, "policy"))},
        {"schedule hash", json_incref(json_object_get(answer, "hash"))},
    };
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++)
        (void)json_array_append_new(rows, row(path, json_string(all[i].name), all[i].text, ""));
}

json_t *bt_scope_rows(struct bt_engine *e, struct bt_vthread *th, const json_t *path)
{
    static const struct {
        const char *root;
        bt_query_function *ask;
    } roots[] = {
        {"registers", bt_query_registers},
        {"locks", bt_query_locks},
        {"gil", bt_query_schedule},
    };
    const char *root = json_string_value(json_array_get(path, 0));
    size_t which = 0;
    while (which < 3 && strcmp(root ? root : "", roots[which].root) != 0)
        which++;
    if (which == 3)
        return NULL;
    json_t *request = json_pack("{s:O?, s:O?, s:i}", "thread", json_array_get(path, 1), "frame",
                                json_array_get(path, 2), "count", 1);
    json_t *answer = roots[which].ask(e, th, request);
    json_decref(request);
    if (!json_is_true(json_object_get(answer, "ok")))
        return answer;
    json_t *rows = json_array();
    if (which == 0)
        registers(path, answer, rows);
    else if (which == 1)
        locks(path, answer, rows);
    else
        gil(e, path, answer, rows);
    json_decref(answer);
    return json_pack("{s:b, s:I, s:o}", "ok", 1, "total", (json_int_t)json_array_size(rows),
                     "variables", rows);
}
