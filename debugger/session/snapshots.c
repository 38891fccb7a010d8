// The snapshots: see snapshots.h.
#include "debugger/session/snapshots.h"

#include <string.h>

#include "base/mem.h"
#include "debugger/session/travel.h"

struct bt_position bt_position_of(const json_t *stop)
{
    return (struct bt_position){
        (uint64_t)json_integer_value(json_object_get(stop, "clock")),
        (uint64_t)json_integer_value(json_object_get(stop, "events")),
    };
}

static void drop(struct bt_travel *t, size_t i)
{
    bt_program_free(t->snapshots[i]);
    memmove(t->snapshots + i, t->snapshots + i + 1, (--t->n - i) * sizeof t->snapshots[0]);
}

// The one that is missed least: the gap that it leaves is small for its age. Never the first one,
// nor the last.
static size_t least_missed(const struct bt_travel *t)
{
    size_t least = 1;
    double least_cost = 0;
    uint64_t now = t->snapshots[t->n - 1]->clock;
    for (size_t i = 1; i + 1 < t->n; i++) {
        double gap = (double)(t->snapshots[i + 1]->clock - t->snapshots[i - 1]->clock);
        double cost = gap / ((double)(now - t->snapshots[i]->clock) + 1);
        if (i == 1 || cost < least_cost) {
            least = i;
            least_cost = cost;
        }
    }
    return least;
}

void bt_snapshots_add(struct bt_session *s, struct bt_program *snapshot)
{
    struct bt_travel *t = s->travel;
    size_t i = t->n;
    while (i > 0 && bt_position_compare(bt_program_position(t->snapshots[i - 1]),
                                        bt_program_position(snapshot)) > 0)
        i--;
    memmove(t->snapshots + i + 1, t->snapshots + i, (t->n++ - i) * sizeof t->snapshots[0]);
    t->snapshots[i] = snapshot;
    if (t->n > BT_SNAPSHOTS_MAX)
        drop(t, least_missed(t));
}

void bt_snapshots_cut(struct bt_session *s, struct bt_position at, size_t n_actions)
{
    struct bt_travel *t = s->travel;
    for (size_t i = t->n; i > 0; i--) {
        const struct bt_program *p = t->snapshots[i - 1];
        int order = bt_position_compare(bt_program_position(p), at);
        if (order > 0 || (order == 0 && p->actions > n_actions))
            drop(t, i - 1);
    }
}

size_t bt_snapshots_before(const struct bt_session *s, struct bt_position at, bool by_events)
{
    const struct bt_travel *t = s->travel;
    size_t i = t->n;
    while (i > 1) {
        const struct bt_program *p = t->snapshots[i - 1];
        if (by_events ? p->events <= at.events
                      : bt_position_compare(bt_program_position(p), at) <= 0)
            break;
        i--;
    }
    return i > 0 ? i - 1 : 0;
}

// What the session knows and the clone has to. NULL, or an error.
static json_t *instruct(struct bt_session *s, struct bt_program *clone, size_t actions)
{
    json_t *left = json_array();
    for (size_t i = actions; i < json_array_size(s->actions); i++)
        (void)json_array_append(left, json_array_get(s->actions, i));
    json_t *requests[] = {
        json_pack("{s:s, s:o}", "cmd", "actions", "actions", left),
        json_pack("{s:s, s:b}", "cmd", "settings", "library", s->library),
    };
    json_t *error = NULL;
    for (size_t i = 0; i < sizeof requests / sizeof requests[0]; i++) {
        if (error || !requests[i]) {
            json_decref(requests[i]);
            continue;
        }
        json_t *answer = bt_program_request(s, clone, requests[i]);
        if (json_is_true(json_object_get(answer, "ok")))
            json_decref(answer);
        else
            error = answer;
    }
    return error;
}

struct bt_program *bt_snapshots_clone(struct bt_session *s, size_t i, json_t **error)
{
    struct bt_travel *t = s->travel;
    for (;; i--) {
        if (!t || i >= t->n) {
            *error = bt_session_error(
                "there is no way back: the run was not recorded; use `baton debug'");
            return NULL;
        }
        json_t *answer = bt_program_request(s, t->snapshots[i], json_pack("{s:s}", "cmd", "clone"));
        bool ok = json_is_true(json_object_get(answer, "ok")) && t->born;
        if (ok || i == 0) {
            *error = ok ? NULL : json_incref(answer);
            json_decref(answer);
            break;
        }
        drop(t, i); // the system has ended it, for want of memory perhaps
        json_decref(answer);
    }
    struct bt_program *clone = t->born;
    size_t actions = t->snapshots[i]->actions;
    t->born = NULL;
    if (!clone)
        return NULL;
    json_t *ready = bt_wire_receive(&clone->wire);
    if (ready && json_is_true(json_object_get(ready, "ok"))) {
        json_decref(ready);
        *error = instruct(s, clone, actions);
    } else {
        *error = ready ? ready : bt_session_error("the clone's process has ended");
    }
    clone->clock = t->snapshots[i]->clock;
    clone->events = t->snapshots[i]->events;
    if (!*error)
        return clone;
    bt_program_free(clone);
    return NULL;
}

void bt_travel_heard(struct bt_session *s, struct bt_program *from, const json_t *event)
{
    struct bt_travel *t = s->travel;
    int fd = bt_wire_take_fd(&from->wire);
    struct bt_program *p = t && fd >= 0 ? bt_program_new(-1, fd) : NULL;
    if (!p)
        return;
    json_t *born = bt_wire_receive(&p->wire);
    p->pid = (pid_t)json_integer_value(json_object_get(born, "pid"));
    json_decref(born);
    if (p->pid <= 0) {
        p->pid = -1;
        bt_program_free(p);
        return;
    }
    const char *what = json_string_value(json_object_get(event, "event"));
    if (strcmp(what, "snapshot") == 0) {
        struct bt_position at = bt_position_of(event);
        p->clock = at.clock;
        p->events = at.events;
        p->actions = (size_t)json_integer_value(json_object_get(event, "actions"));
        bt_snapshots_add(s, p);
        return;
    }
    bt_program_free(t->born);
    t->born = p;
}
