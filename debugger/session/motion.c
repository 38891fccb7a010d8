// Moving the program forward.
#include "debugger/session/travel.h"

json_t *bt_session_stopped(struct bt_session *s)
{
    return json_pack("{s:b, s:O}", "ok", 1, "stop", s->stop);
}

void bt_session_keep(struct bt_session *s, json_t *result)
{
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
}

json_t *bt_session_move(struct bt_session *s, json_t *request)
{
    s->running = true;
    json_t *result = bt_travel_is_past(s) ? bt_travel_move(s, request)
                                          : bt_program_request(s, s->current, json_incref(request));
    json_decref(request);
    s->running = false;
    bt_session_keep(s, result);
    return result;
}
