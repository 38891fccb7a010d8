// The check boxes of the breakpoint view: exceptions, and what happens among threads.
#include <string.h>

#include "debugger/dap/private.h"

static const struct filter {
    const char *name, *label, *description;
    const char *kind;   // of the point; NULL: the program stops by itself, unless it is off
    const char *member; // of the point that the condition becomes, NULL: there is none
    const char *condition;
    bool on, needed;
} filters[] = {
    {"uncaught", "Uncaught exceptions", "Stop where an exception is raised that nothing handles",
     NULL, NULL, NULL, true, false},
    {"raised", "Raised exceptions", "Stop where an exception is raised", "raise", "type",
     "The exception's type, such as ValueError", false, false},
    {"handoff", "Lock hand-off", "Stop when the interpreter's lock goes to another thread", "gil",
     NULL, NULL, false, false},
    {"lock", "Lock acquire", "Stop when a thread acquires a lock of the program", "lock", "lock",
     "The lock, an expression such as account.lock", false, false},
    {"race", "Race", "Stop when a second thread touches a variable with no lock in common", "race",
     "expr", "The variable, attribute or item, such as counter", false, true},
    {"deadlock", "Deadlock", "Stop when no thread can ever go on", NULL, NULL, NULL, true, false},
};
#define N_FILTERS (sizeof filters / sizeof filters[0])

json_t *bt_dap_filters(void)
{
    json_t *list = json_array();
    for (size_t i = 0; i < N_FILTERS; i++) {
        const struct filter *f = &filters[i];
        (void)json_array_append_new(
            list, json_pack("{s:s, s:s, s:s, s:b, s:b, s:s*}", "filter", f->name, "label", f->label,
                            "description", f->description, "default", f->on, "supportsCondition",
                            f->condition != NULL, "conditionDescription", f->condition));
    }
    return list;
}

static const struct filter *find(const char *name)
{
    for (size_t i = 0; name && i < N_FILTERS; i++)
        if (strcmp(filters[i].name, name) == 0)
            return &filters[i];
    return NULL;
}

// What a checked box asks of the session: a POINT, {"error"}, or {"none"} if there is nothing to
// set.
static json_t *wish(struct bt_dap *d, const char *name, const char *condition)
{
    const struct filter *f = find(name);
    if (!f)
        return json_pack("{s:s}", "error", "there is no such filter");
    d->stop_uncaught = d->stop_uncaught || strcmp(name, "uncaught") == 0;
    d->stop_deadlock = d->stop_deadlock || strcmp(name, "deadlock") == 0;
    if (!f->kind)
        return json_pack("{s:b}", "none", 1);
    bool given = condition && condition[strspn(condition, " ")];
    if (!given && f->needed)
        return json_pack("{s:s}", "error",
                         "it needs a condition: the variable to be watched, such as counter");
    json_t *point = json_pack("{s:s}", "kind", f->kind);
    if (point && given && f->member)
        (void)json_object_set_new(point, f->member, json_string(condition));
    if (point && strcmp(f->kind, "lock") == 0)
        (void)json_object_set_new(point, "what", json_string("acquire"));
    return point;
}

json_t *bt_dap_set_exception_breakpoints(struct bt_dap *d, const json_t *args)
{
    json_t *wanted = json_array(), *item;
    size_t i;
    d->stop_uncaught = d->stop_deadlock = false;
    json_array_foreach (json_object_get(args, "filters"), i, item)
        (void)json_array_append_new(wanted, wish(d, json_string_value(item), NULL));
    json_array_foreach (json_object_get(args, "filterOptions"), i, item)
        (void)json_array_append_new(
            wanted, wish(d, bt_dap_text(item, "filterId"), bt_dap_text(item, "condition")));
    return bt_dap_replace_points(d, "exception", wanted);
}
