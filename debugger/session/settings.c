// set: the session's settings, and assignments.
#include <string.h>

#include "debugger/session/private.h"

static json_t *tell(const struct bt_session *s)
{
    return json_pack("{s:b, s:s, s:{s:b}}", "ok", 1, "text",
                     s->library ? "library is on: steps, backtrace and up show the standard library"
                                : "library is off: steps, backtrace and up pass over the standard "
                                  "library",
                     "settings", "library", s->library);
}

json_t *bt_session_set(struct bt_session *s, const json_t *args)
{
    const char *name = json_string_value(json_object_get(args, "name"));
    const json_t *value = json_object_get(args, "value");
    const char *target = json_string_value(json_object_get(args, "target"));
    const char *expr = json_string_value(json_object_get(args, "expr"));
    if (target && expr) {
        json_t *statement = json_pack("{s:o}", "expr", json_sprintf("%s = %s", target, expr));
        json_t *result = bt_session_command(s, "print", statement);
        json_decref(statement);
        return result;
    }
    if (!name)
        return tell(s);
    if (strcmp(name, "library") != 0)
        return bt_session_error("there is no setting `%s': set library on|off, set confirm on|off, "
                                "set NAME = EXPR",
                                name);
    const char *text = json_string_value(value);
    if (value && !json_is_boolean(value) &&
        (!text || (strcmp(text, "on") != 0 && strcmp(text, "off") != 0)))
        return bt_session_error("set library on, or set library off");
    if (!value)
        return tell(s);
    s->library = json_is_true(value) || (text && text[1] == 'n');
    return bt_program_request(s, s->current,
                              json_pack("{s:s, s:b}", "cmd", "settings", "library", s->library));
}
