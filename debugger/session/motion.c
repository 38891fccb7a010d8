// Moving the program forward.
#include "debugger/session/private.h"

json_t *bt_session_stopped(struct bt_session *s)
{
    return json_pack("{s:b, s:O}", "ok", 1, "stop", s->stop);
}

json_t *bt_session_move(struct bt_session *s, json_t *request)
{
    s->running = true;
    json_t *result = bt_program_request(s, s->current, request);
    s->running = false;
    json_t *stop = json_object_get(result, "stop");
    if (stop) {
        json_decref(s->stop);
        s->stop = json_incref(stop);
        s->thread = (uint32_t)json_integer_value(json_object_get(stop, "thread"));
        s->frame = 0;
        s->current->clock = (uint64_t)json_integer_value(json_object_get(stop, "clock"));
        s->current->events = (uint64_t)json_integer_value(json_object_get(stop, "events"));
        const json_t *status = json_object_get(stop, "status");
        if (status)
            s->status = (int)json_integer_value(status);
    }
    json_t *actions = json_object_get(result, "actions");
    if (actions) {
        (void)json_array_extend(s->actions, actions);
        (void)json_object_del(result, "actions");
    }
    return result;
}
