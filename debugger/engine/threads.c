// The threads and their frames, for `threads' and `backtrace'. See query.h.
#include "debugger/engine/query.h"
#include "debugger/engine/say.h"

// The innermost frame of the script; the innermost of all if there is none, NULL without frames.
static const struct bt_frame *script_frame(const struct bt_vthread *th, uint32_t *level)
{
    *level = 0;
    for (const struct bt_frame *f = th->frame; f; f = f->prev) {
        if (!bt_stop_is_library(f->code))
            return f;
        (*level)++;
    }
    *level = 0;
    return th->frame;
}

uint32_t bt_query_script_level(const struct bt_vthread *th)
{
    uint32_t level;
    (void)script_frame(th, &level);
    return level;
}

static json_t *thread_of(struct bt_engine *e, const struct bt_vthread *th)
{
    struct bt_buf name, status;
    uint32_t level;
    const struct bt_frame *frame = script_frame(th, &level);
    bt_buf_init(&name);
    bt_buf_init(&status);
    bt_say_thread(&name, th);
    if (!e->over)
        bt_say_status(&status, th);
    else if (!bt_say_wait(&status, th)) // after a deadlock it waits still
        bt_buf_puts(&status, "ended");
    return json_pack("{s:I, s:o, s:s, s:o, s:b, s:b, s:I, s:o, s:b}", "thread",
                     (json_int_t)th->number, "name", bt_say_json(&name), "state", bt_say_state(th),
                     "status", bt_say_json(&status), "frozen", th->frozen, "daemon", th->daemon,
                     "instr", (json_int_t)bt_thread_instructions(th), "frame",
                     frame ? bt_stop_frame(e, frame, level) : json_null(), "current",
                     th == e->vm->gil.holder && th->state == BT_THREAD_RUNNING);
}

json_t *bt_query_threads(struct bt_engine *e, struct bt_vthread *th, const json_t *request)
{
    (void)th;
    (void)request;
    json_t *threads = json_array();
    for (const struct bt_vthread *t = e->vm->threads; t; t = t->next)
        if (t->state != BT_THREAD_DONE)
            (void)json_array_append_new(threads, thread_of(e, t));
    return json_pack("{s:b, s:o}", "ok", 1, "threads", threads);
}

// ---- frames ----

// Part of a thread's frames, the innermost is number 0. count 0: all from there.
static json_t *stack_of(struct bt_engine *e, const struct bt_vthread *th, json_int_t start,
                        json_int_t count)
{
    json_t *frames = json_array();
    json_int_t total = 0;
    for (const struct bt_frame *f = th->frame; f; f = f->prev, total++)
        if (total >= start && (count <= 0 || total < start + count))
            (void)json_array_append_new(frames, bt_stop_frame(e, f, (uint32_t)total));
    struct bt_buf name, status;
    bt_buf_init(&name);
    bt_buf_init(&status);
    bt_say_thread(&name, th);
    bt_say_status(&status, th);
    return json_pack("{s:I, s:o, s:o, s:o, s:I}", "thread", (json_int_t)th->number, "name",
                     bt_say_json(&name), "status", bt_say_json(&status), "frames", frames, "total",
                     total);
}

json_t *bt_query_stack(struct bt_engine *e, struct bt_vthread *th, const json_t *request)
{
    json_int_t start = json_integer_value(json_object_get(request, "start"));
    json_int_t count = json_integer_value(json_object_get(request, "count"));
    if (json_is_true(json_object_get(request, "all"))) {
        json_t *threads = json_array();
        for (const struct bt_vthread *t = e->vm->threads; t; t = t->next)
            if (t->state != BT_THREAD_DONE)
                (void)json_array_append_new(threads, stack_of(e, t, start, count));
        return json_pack("{s:b, s:o}", "ok", 1, "threads", threads);
    }
    const json_t *number = json_object_get(request, "thread");
    struct bt_vthread *who = number ? bt_engine_thread(e, json_integer_value(number)) : th;
    if (!who)
        return bt_engine_error("there is no thread %d", (int)json_integer_value(number));
    json_t *result = stack_of(e, who, start, count);
    (void)json_object_set_new(result, "ok", json_true());
    return result;
}
