// The exception that a thread raises or handles. For a query's child process.
#include "runtime/objects/exception.h"

#include "debugger/engine/child.h"
#include "debugger/engine/evaluate.h"
#include "debugger/engine/values.h"
#include "runtime/objects/error.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/seq.h"
#include "runtime/objects/str.h"

#define CHAIN_MAX  10u
#define FRAMES_MAX 200u

// The innermost exception that is being handled, or BT_UNSET.
static bt_value handled(const struct bt_vthread *th)
{
    for (const struct bt_frame *f = th->frame; f; f = f->prev)
        if (bt_is_exception(f->handled))
            return f->handled;
    return BT_UNSET;
}

// From the outermost on: what the traceback has, or where the thread is if it has nothing yet.
static json_t *frames_of(struct bt_engine *e, const struct bt_vthread *th, bt_value v, bool raised)
{
    json_t *frames = json_array();
    bt_value at = bt_as_exception(v)->traceback;
    if (raised && !bt_is_obj(at)) {
        for (struct bt_frame *f = th->frame; f && json_array_size(frames) < FRAMES_MAX; f = f->prev)
            (void)json_array_insert_new(frames, 0, bt_stop_frame(e, f, 0));
    }
    while (bt_is_obj(at) && json_array_size(frames) < FRAMES_MAX) {
        const struct bt_traceback *tb = (const struct bt_traceback *)bt_obj(at);
        struct bt_frame f = {.code = tb->code, .pc = tb->code->insns + tb->pc};
        (void)json_array_append_new(frames, bt_stop_frame(e, &f, 0));
        at = tb->next;
    }
    size_t n = json_array_size(frames), i;
    json_t *frame;
    json_array_foreach (frames, i, frame)
        (void)json_object_set_new(frame, "level", json_integer((json_int_t)(n - 1 - i)));
    return frames;
}

// str(v) [py]
static json_t *message_of(struct bt_vthread *th, bt_value v)
{
    struct bt_buf out;
    bt_buf_init(&out);
    BT_ROOTS(&th->t, r, 1);
    r[0] = bt_str_of(&th->t, v);
    if (bt_is_error(r[0])) {
        bt_exc_clear(&th->t);
        bt_buf_puts(&out, "<its __str__ failed>");
    } else {
        bt_buf_write(&out, bt_as_str(r[0])->data, bt_as_str(r[0])->len);
    }
    BT_UNROOT(&th->t, r);
    return bt_value_json(&out, true);
}

static json_t *notes_of(struct bt_vthread *th, bt_value v)
{
    bt_value notes = bt_as_exception(v)->notes;
    json_t *list = json_array();
    for (size_t i = 0; bt_is_list(notes) && i < bt_seq_len(notes); i++)
        (void)json_array_append_new(list, message_of(th, bt_seq_items(notes)[i]));
    return list;
}

static json_t *describe(struct bt_engine *e, struct bt_vthread *th, bt_value v, bool raised,
                        unsigned depth)
{
    json_t *x =
        json_pack("{s:s, s:o?, s:o, s:o}", "type", bt_value_type(th, v), "text", message_of(th, v),
                  "frames", frames_of(e, th, v, raised), "notes", notes_of(th, v));
    const struct bt_exception *exc = bt_as_exception(v);
    if (depth < CHAIN_MAX && bt_is_exception(exc->cause))
        (void)json_object_set_new(x, "cause", describe(e, th, exc->cause, false, depth + 1));
    else if (depth < CHAIN_MAX && bt_is_exception(exc->context) && !exc->suppress_context)
        (void)json_object_set_new(x, "context", describe(e, th, exc->context, false, depth + 1));
    return x;
}

json_t *bt_query_exception(struct bt_engine *e, struct bt_vthread *th, const json_t *request)
{
    json_int_t number = json_integer_value(json_object_get(request, "thread"));
    struct bt_vthread *who = number > 0 ? bt_engine_thread(e, number) : th;
    if (!who)
        return bt_engine_error("there is no thread %d", (int)number);
    bt_child_become(e, who);
    BT_ROOTS(&who->t, r, 1);
    r[0] = bt_child_exception(e);
    bool raised = bt_is_exception(r[0]);
    if (!raised)
        r[0] = handled(who);
    char room[32];
    json_t *answer;
    if (bt_is_exception(r[0])) {
        json_t *x = describe(e, who, r[0], raised, 0);
        (void)json_object_set_new(x, "thread", json_integer(who->number));
        (void)json_object_set_new(x, "name", json_string(bt_stop_thread_name(who, room)));
        (void)json_object_set_new(x, "how", json_string(raised ? "raised" : "handled"));
        answer = json_pack("{s:b, s:o}", "ok", 1, "exception", x);
    } else {
        answer = bt_engine_error("%s raises and handles no exception now",
                                 bt_stop_thread_name(who, room));
    }
    BT_UNROOT(&who->t, r);
    return answer;
}
