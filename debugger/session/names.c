// Threads by name: what people write becomes a number before a command sees it.
#include <string.h>

#include "debugger/session/private.h"

static json_t *list_of(const json_t *threads, const char *beginning)
{
    struct bt_buf names;
    size_t i, n = 0;
    const json_t *t;
    bt_buf_init(&names);
    json_array_foreach(threads, i, t)
    {
        const char *name = json_string_value(json_object_get(t, "name"));
        if (name && strncmp(name, beginning, strlen(beginning)) == 0)
            bt_buf_printf(&names, "%s%s", n++ ? ", " : "", name);
    }
    json_t *text = json_string(names.data ? names.data : "");
    bt_buf_free(&names);
    return text;
}

// The number of the thread of that name, or of the only one whose name begins so. 0: an error.
static json_int_t number_of(const json_t *threads, const char *wanted, json_t **error)
{
    json_int_t found = 0;
    size_t i, n = 0;
    const json_t *t;
    json_array_foreach(threads, i, t)
    {
        const char *name = json_string_value(json_object_get(t, "name"));
        json_int_t number = json_integer_value(json_object_get(t, "thread"));
        if (name && strcmp(name, wanted) == 0)
            return number;
        if (name && *wanted && strncmp(name, wanted, strlen(wanted)) == 0) {
            found = number;
            n++;
        }
    }
    if (n == 1)
        return found;
    json_t *names = list_of(threads, n > 1 ? wanted : "");
    const char *text = json_string_value(names);
    *error = n > 1 ? bt_session_error("`%s' is ambiguous: %s", wanted, text ? text : "")
                   : bt_session_error("there is no thread `%s': %s", wanted, text ? text : "");
    json_decref(names);
    return 0;
}

json_t *bt_session_with_numbers(struct bt_session *s, const json_t *args, bool may_come,
                                json_t **error)
{
    const char *wanted = json_string_value(json_object_get(args, "thread"));
    json_t *copy = json_deep_copy(args);
    *error = NULL;
    if (!wanted || !copy)
        return copy;
    json_t *r = bt_program_request(s, s->current, json_pack("{s:s}", "cmd", "threads"));
    json_int_t number = number_of(json_object_get(r, "threads"), wanted, error);
    json_decref(r);
    if (number)
        (void)json_object_set_new(copy, "thread", json_integer(number));
    if (*error && may_come) {
        json_decref(*error);
        *error = NULL;
    }
    return copy;
}

json_t *bt_session_name_of(struct bt_session *s, json_int_t number)
{
    json_t *r = bt_program_request(s, s->current, json_pack("{s:s}", "cmd", "threads"));
    json_t *name = NULL;
    const json_t *t;
    size_t i;
    json_array_foreach(json_object_get(r, "threads"), i,
                       t) if (json_integer_value(json_object_get(t, "thread")) == number) name =
        json_incref(json_object_get(t, "name"));
    json_decref(r);
    return name ? name : json_sprintf("thread %lld", (long long)number);
}
