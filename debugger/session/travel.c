// The way back: see travel.h.
#include "debugger/session/travel.h"

#include <string.h>
#include <sys/prctl.h>

#include "base/mem.h"
#include "debugger/session/snapshots.h"

#define WINDOW 20000 // instructions that are searched first
#define WIDER  16    // ... and so many times more, each time
#define OVERLAP \
    1000 // a window reaches into the one behind it: a line's start needs what was before

bool bt_travel_begin(struct bt_session *s)
{
    if (!s->travel)
        s->travel = bt_alloc_zero(sizeof *s->travel);
    if (!s->travel)
        return false;
    (void)prctl(PR_SET_CHILD_SUBREAPER, 1);
    return true;
}

void bt_travel_end(struct bt_session *s)
{
    struct bt_travel *t = s->travel;
    if (s->current != s->tip)
        bt_program_free(s->current);
    s->current = s->tip;
    if (!t)
        return;
    for (size_t i = 0; i < t->n; i++)
        bt_program_free(t->snapshots[i]);
    bt_program_free(t->born);
    json_decref(t->tip_stop);
    json_decref(t->exception);
    bt_free(t);
    s->travel = NULL;
}

static bool is_ok(const json_t *answer)
{
    return json_is_true(json_object_get(answer, "ok"));
}

static const char *reason_of(const json_t *stop)
{
    const char *reason = json_string_value(json_object_get(stop, "reason"));
    return reason ? reason : "";
}

// Does the program stand inside an instruction there, and not before one?
static bool is_inside(const json_t *stop)
{
    static const char *const reasons[] = {"raise", "uncaught", "deadlock"};
    for (size_t i = 0; i < sizeof reasons / sizeof reasons[0]; i++)
        if (strcmp(reason_of(stop), reasons[i]) == 0)
            return !json_object_get(stop, "raised_here");
    return false;
}

static json_t *position_json(struct bt_position at)
{
    return json_pack("{s:I, s:I}", "clock", (json_int_t)at.clock, "events", (json_int_t)at.events);
}

// ---- which process is the current one ----

// The clone that was in the past is of no use any more.
static void to_tip(struct bt_session *s)
{
    if (s->current != s->tip)
        bt_program_free(s->current);
    s->current = s->tip;
}

// The program stands in the past now, in this clone.
static void to_clone(struct bt_session *s, struct bt_program *clone)
{
    if (s->current != s->tip)
        bt_program_free(s->current);
    else if (s->travel) {
        json_decref(s->travel->tip_stop);
        s->travel->tip_stop = json_incref(s->stop);
    }
    s->current = clone;
}

static json_t *at_tip(struct bt_session *s)
{
    json_t *stop = s->travel->tip_stop;
    to_tip(s);
    return json_pack("{s:b, s:O}", "ok", 1, "stop", stop);
}

// From here on nothing is as it was: the clone becomes the tip. NULL, or an error.
static json_t *new_future(struct bt_session *s)
{
    struct bt_position here = bt_program_position(s->current);
    uint64_t forgotten = s->tip->events - here.events;
    json_t *answer = bt_program_request(
        s, s->current, json_pack("{s:s, s:I}", "cmd", "future", "tip", (json_int_t)s->tip->pid));
    bt_program_free(s->tip);
    s->tip = s->current;
    s->status = -1;
    if (!is_ok(answer))
        return answer;
    size_t actions = (size_t)json_integer_value(json_object_get(answer, "actions_seen"));
    json_decref(answer);
    while (json_array_size(s->actions) > actions)
        (void)json_array_remove(s->actions, json_array_size(s->actions) - 1);
    bt_snapshots_cut(s, here, actions);
    char text[128];
    snprintf(text, sizeof text,
             forgotten ? "a new future begins here: the %llu events that followed are forgotten"
                       : "a new future begins here",
             (unsigned long long)forgotten);
    json_t *note = json_pack("{s:s, s:s}", "event", "note", "text", text);
    if (s->face->event)
        s->face->event(s->face->ctx, note);
    json_decref(note);
    return NULL;
}

// The clone has come to where the tip stands. What was asked for goes on there, if it is not over.
static json_t *reached(struct bt_session *s, json_t *request, json_t *answer)
{
    const json_t *stop = json_object_get(answer, "stop");
    bool over = strcmp(reason_of(stop), "limit") != 0;
    json_t *rest = json_object_get(answer, "motion"), *last = s->travel->tip_stop;
    to_tip(s);
    if (over)
        return answer;
    if (json_object_get(last, "status")) { // the program has ended
        json_decref(answer);
        return json_pack("{s:b, s:O}", "ok", 1, "stop", last);
    }
    json_t *again = json_deep_copy(request);
    (void)json_object_del(again, "limit");
    if (rest)
        (void)json_object_set(again, "resume", rest);
    json_decref(answer);
    return bt_program_request(s, s->tip, again);
}

json_t *bt_travel_move(struct bt_session *s, json_t *request)
{
    struct bt_position end = bt_program_position(s->tip);
    json_t *there = json_deep_copy(request);
    (void)json_object_set_new(there, "limit", position_json(end));
    json_t *answer = bt_program_request(s, s->current, there);
    if (json_is_true(json_object_get(answer, "future"))) {
        json_decref(answer);
        json_t *error = new_future(s);
        return error ? error : bt_program_request(s, s->current, json_deep_copy(request));
    }
    json_t *stop = json_object_get(answer, "stop");
    if (!stop)
        return answer;
    bool before = is_inside(stop) && !is_inside(s->travel->tip_stop); // at the same position
    if (bt_position_compare(bt_position_of(stop), end) >= 0 && !before)
        return reached(s, request, answer);
    (void)json_object_set_new(stop, "past", json_true());
    return answer;
}

// ---- to a moment ----

// Stand still at a moment between the first snapshot and the tip. how: the members of a motion
// that goes there (stolen). from: the number of the snapshot to begin at. found: the stop there, if
// it is known, borrowed.
static json_t *stand_at(struct bt_session *s, size_t from, json_t *how, const json_t *found)
{
    json_t *error;
    struct bt_program *clone = bt_snapshots_clone(s, from, &error);
    if (!clone) {
        json_decref(how);
        return error;
    }
    (void)json_object_set_new(how, "cmd", json_string("run"));
    if (!json_object_get(how, "how"))
        (void)json_object_set_new(how, "how", json_string("to"));
    (void)json_object_set_new(how, "limit", position_json(bt_program_position(s->tip)));
    json_t *answer = bt_program_request(s, clone, how), *stop = json_object_get(answer, "stop");
    if (!stop) {
        bt_program_free(clone);
        return answer;
    }
    to_clone(s, clone);
    if (strcmp(reason_of(stop), "limit") == 0) {
        json_decref(answer);
        return at_tip(s);
    }
    if (found)
        (void)json_object_update(stop, (json_t *)(uintptr_t)found);
    (void)json_object_set_new(stop, "past", json_true());
    return answer;
}

// The same, by position.
static json_t *go_to(struct bt_session *s, struct bt_position at, const json_t *found)
{
    struct bt_position end = bt_program_position(s->tip);
    json_t *how = position_json(at);
    bool inside = is_inside(found);
    const json_t *last = bt_travel_is_past(s) ? s->travel->tip_stop : s->stop;
    if (bt_position_compare(at, end) == 0 && (!inside || is_inside(last))) {
        json_decref(how);
        return bt_travel_is_past(s) ? at_tip(s) : bt_session_stopped(s);
    }
    if (inside)
        (void)json_object_set_new(how, "inside", json_true());
    return stand_at(s, bt_snapshots_before(s, at, false), how, found);
}

// ---- an exception that nobody has caught ----

// A stop that says so is shown where the exception was raised, with all that was there.
static json_t *show_raised(struct bt_session *s, json_t *result)
{
    json_t *stop = json_object_get(result, "stop"), *raised = json_object_get(stop, "raised");
    static const char *const kept[] = {"reason", "text", "exception", "raised"};
    if (strcmp(reason_of(stop), "uncaught") != 0 || !raised || !s->travel || s->travel->n == 0)
        return result;
    size_t from = bt_snapshots_before(s, bt_position_of(raised), false);
    json_t *whole = bt_program_request(
        s, s->current,
        json_pack("{s:s, s:O}", "cmd", "exception", "thread", json_object_get(raised, "thread")));
    json_decref(s->travel->exception);
    s->travel->exception = whole;
    json_t *how = json_pack("{s:O, s:O}", "clock", json_object_get(raised, "clock"), "thread",
                            json_object_get(raised, "thread"));
    json_t *there = stand_at(s, from, how, NULL), *now = json_object_get(there, "stop");
    if (!now) {
        json_decref(there);
        return result;
    }
    for (size_t i = 0; i < sizeof kept / sizeof kept[0]; i++)
        (void)json_object_set(now, kept[i], json_object_get(stop, kept[i]));
    (void)json_object_set_new(now, "raised_here", json_true());
    (void)json_object_update_missing(there, result); // what the motion had to say besides
    json_decref(result);
    return there;
}

json_t *bt_travel_exception(struct bt_session *s, const json_t *args)
{
    // where it was raised it does not exist yet
    const json_t *stop = s->stop, *thread = json_object_get(args, "thread");
    if (json_object_get(stop, "raised_here") &&
        (!thread || json_equal(thread, json_object_get(stop, "thread"))))
        return json_incref(s->travel->exception);
    return bt_program_request(s, s->current, bt_session_request(s, "exception", args));
}

json_t *bt_travel_uncaught(struct bt_session *s, const json_t *before, json_t *request,
                           json_t *result)
{
    const json_t *raised = json_object_get(json_object_get(result, "stop"), "raised");
    const char *how = json_string_value(json_object_get(request, "how"));
    if (!raised)
        return result;
    bool seen = json_object_get(before, "raised_here") &&
                json_equal(json_object_get(before, "raised"), raised);
    if (seen && how && strcmp(how, "continue") == 0) {
        json_decref(result);
        result = bt_travel_is_past(s) ? bt_travel_move(s, request)
                                      : bt_program_request(s, s->current, json_deep_copy(request));
        bt_session_keep(s, result);
        return bt_travel_uncaught(s, NULL, request, result);
    }
    if (before && bt_position_of(before).clock >= bt_position_of(raised).clock)
        return result;
    result = show_raised(s, result);
    bt_session_keep(s, result);
    return result;
}

// The beginning of the run, with a word of why.
static json_t *go_to_start(struct bt_session *s, const char *text)
{
    json_t *answer =
        stand_at(s, 0, position_json(bt_program_position(s->travel->snapshots[0])), NULL);
    json_t *stop = json_object_get(answer, "stop");
    if (stop) {
        (void)json_object_set_new(stop, "reason", json_string("start"));
        (void)json_object_set_new(stop, "text", json_string(text));
    }
    return answer;
}

// ---- searching backwards ----


// A clone that stands at that instruction, or a little later; NULL: an error in *error.
static struct bt_program *clone_at(struct bt_session *s, uint64_t clock, json_t **error)
{
    struct bt_position at = {clock, 0};
    struct bt_program *clone = bt_snapshots_clone(s, bt_snapshots_before(s, at, false), error);
    if (!clone || clone->clock >= clock)
        return clone;
    json_t *answer =
        bt_program_request(s, clone,
                           json_pack("{s:s, s:s, s:I, s:I}", "cmd", "run", "how", "to", "clock",
                                     (json_int_t)clock, "events", (json_int_t)0));
    if (is_ok(answer)) {
        struct bt_position there = bt_position_of(json_object_get(answer, "stop"));
        clone->clock = there.clock;
        clone->events = there.events;
        json_decref(answer);
        return clone;
    }
    *error = answer;
    bt_program_free(clone);
    return NULL;
}

// The last stop of this search (borrowed) before `now`; NULL: there is none, or there is an error.
// In windows, nearest first, each wider than the one behind it.
static json_t *search(struct bt_session *s, const json_t *what, struct bt_position now,
                      json_t **error)
{
    const uint64_t first = s->travel->snapshots[0]->clock;
    struct bt_position limit = now;
    *error = NULL;
    for (uint64_t window = WINDOW;; window *= WIDER) {
        bool last = now.clock < first + window;
        uint64_t from = last ? first : now.clock - window;
        struct bt_program *clone = clone_at(s, from, error);
        if (!clone)
            return NULL;
        json_t *request = json_deep_copy(what);
        (void)json_object_set_new(request, "cmd", json_string("search"));
        (void)json_object_set_new(request, "limit", position_json(limit));
        if (is_inside(s->stop))
            (void)json_object_set_new(request, "inside", json_true());
        json_t *answer = bt_program_request(s, clone, request);
        bt_program_free(clone);
        if (!is_ok(answer)) {
            *error = answer;
            return NULL;
        }
        if (json_object_get(answer, "interrupted")) {
            json_decref(answer);
            *error = bt_session_error("interrupted: the program is where it was");
            return NULL;
        }
        json_t *found = json_incref(json_object_get(answer, "found"));
        json_decref(answer);
        if (json_is_object(found))
            return found;
        json_decref(found);
        if (last)
            return NULL;
        limit = (struct bt_position){from + OVERLAP, 0};
        if (bt_position_compare(limit, now) > 0)
            limit = now;
    }
}

static json_t *no_way(struct bt_session *s)
{
    if (s->travel && s->travel->n > 0)
        return NULL;
    return bt_session_error("there is no way back: the run was not recorded; use `baton debug'");
}

json_t *bt_travel_search(struct bt_session *s, const json_t *what, json_t **error)
{
    *error = no_way(s);
    return *error ? NULL : search(s, what, bt_program_position(s->current), error);
}

// The moment and the members that a STOP of that thread has now; a new reference, or an error.
static json_t *where(struct bt_session *s, json_int_t thread, json_t **stop)
{
    json_t *answer = bt_program_request(s, s->current,
                                        json_pack("{s:s, s:I}", "cmd", "where", "thread", thread));
    *stop = json_object_get(answer, "stop");
    return answer;
}

static const char beginning[] = "this is the beginning of the run";

// There is nothing of the thread before this: to its first instruction, or stay there.
static json_t *go_to_first(struct bt_session *s, json_int_t thread)
{
    json_t *error = NULL, *stop, *answer = where(s, thread, &stop);
    const char *name = json_string_value(json_object_get(stop, "name"));
    if (thread <= 1 || !stop) {
        json_decref(answer);
        return go_to_start(s, beginning);
    }
    json_t *what = json_pack("{s:s, s:I, s:i}", "how", "at-instr", "thread", thread, "instr", 0);
    json_t *found = search(s, what, bt_program_position(s->current), &error);
    json_t *result = error   ? error
                     : found ? go_to(s, bt_position_of(found), NULL)
                             : bt_session_error("this is where %s begins", name ? name : "it");
    json_t *there = found ? json_object_get(result, "stop") : NULL;
    if (there) {
        char text[160];
        snprintf(text, sizeof text, "this is where %s begins", name ? name : "it");
        (void)json_object_set_new(there, "reason", json_string("start"));
        (void)json_object_set_new(there, "text", json_string(text));
    }
    json_decref(what);
    json_decref(found);
    json_decref(answer);
    return result;
}

// Back to the last stop of a search, n times. what: stolen; thread: whom it is about, 0: all.
static json_t *back(struct bt_session *s, json_t *what, json_int_t n, json_int_t thread)
{
    struct bt_position at = bt_program_position(s->current);
    json_t *found = NULL, *error = NULL;
    for (; n > 0; n--) {
        json_t *next = search(s, what, at, &error);
        if (!next)
            break;
        json_decref(found);
        found = next;
        at = bt_position_of(found);
    }
    json_decref(what);
    json_t *result = error ? error : n > 0 ? go_to_first(s, thread) : go_to(s, at, found);
    json_decref(found);
    return result;
}

static json_int_t times(const json_t *args)
{
    json_int_t n = json_integer_value(json_object_get(args, "n"));
    return n > 0 ? n : 1;
}

static json_int_t thread_of(const struct bt_session *s, const json_t *args)
{
    const json_t *thread = json_object_get(args, "thread");
    return json_is_integer(thread) ? json_integer_value(thread) : s->thread ? s->thread : 1;
}

// ---- the commands ----

// The result of a motion backwards, kept as where the program stands.
static json_t *kept(struct bt_session *s, json_t *result)
{
    result = show_raised(s, result);
    s->running = false;
    bt_session_keep(s, result);
    return result;
}

// Back to where the thread was about to execute its instruction number n.
static json_t *back_to_instruction(struct bt_session *s, json_int_t thread, uint64_t n)
{
    json_t *what =
        json_pack("{s:s, s:I, s:I}", "how", "at-instr", "thread", thread, "instr", (json_int_t)n);
    return back(s, what, 1, thread);
}

json_t *bt_travel_reverse_stepi(struct bt_session *s, const json_t *args)
{
    json_t *error = no_way(s), *stop;
    if (error)
        return error;
    json_int_t thread = thread_of(s, args), n = times(args);
    json_t *answer = where(s, thread, &stop);
    json_int_t instr = json_integer_value(json_object_get(stop, "instr"));
    if (!stop)
        return answer;
    json_decref(answer);
    s->running = true;
    return kept(s, instr < n ? go_to_first(s, thread)
                             : back_to_instruction(s, thread, (uint64_t)(instr - n)));
}

static json_t *back_by_line(struct bt_session *s, const json_t *args, const char *how, bool into)
{
    json_t *error = no_way(s), *stop;
    if (error)
        return error;
    json_int_t thread = thread_of(s, args);
    json_t *answer = where(s, thread, &stop);
    json_int_t depth = json_integer_value(json_object_get(stop, "depth"));
    if (!stop)
        return answer;
    json_decref(answer);
    s->running = true;
    return kept(s, back(s,
                        json_pack("{s:s, s:I, s:I, s:b}", "how", how, "thread", thread, "depth",
                                  depth, "into", into),
                        times(args), thread));
}

json_t *bt_travel_reverse_step(struct bt_session *s, const json_t *args)
{
    return back_by_line(s, args, "line", true);
}

json_t *bt_travel_reverse_next(struct bt_session *s, const json_t *args)
{
    return back_by_line(s, args, "line", false);
}

json_t *bt_travel_reverse_finish(struct bt_session *s, const json_t *args)
{
    return back_by_line(s, args, "finish", false);
}

json_t *bt_travel_reverse_continue(struct bt_session *s, const json_t *args)
{
    json_t *error = no_way(s);
    if (error)
        return error;
    s->running = true;
    return kept(s, back(s, json_pack("{s:s}", "how", "continue"), times(args), 0));
}

json_t *bt_travel_goto(struct bt_session *s, const json_t *args)
{
    json_t *error = no_way(s);
    if (error)
        return error;
    const char *to = json_string_value(json_object_get(args, "to"));
    const json_t *event = json_object_get(args, "event"), *clock = json_object_get(args, "clock");
    struct bt_position at = {0}, end = bt_program_position(s->tip);
    s->running = true;
    if (to && strcmp(to, "start") == 0)
        return kept(s, go_to_start(s, beginning));
    if (to && strcmp(to, "end") == 0)
        return kept(s, bt_travel_is_past(s) ? at_tip(s) : bt_session_stopped(s));
    if (event) {
        at.events = (uint64_t)json_integer_value(event);
        if (at.events <= end.events)
            return kept(s, stand_at(s, bt_snapshots_before(s, at, true),
                                    json_pack("{s:s, s:I}", "how", "to-event", "event",
                                              (json_int_t)at.events),
                                    NULL));
    } else if (clock) {
        at.clock = (uint64_t)json_integer_value(clock);
        if (bt_position_compare(at, end) <= 0)
            return kept(s, go_to(s, at, NULL));
    } else {
        s->running = false;
        return bt_session_error("goto needs EVENT, @CLOCK, start or end");
    }
    if (bt_travel_is_past(s)) // further than the run has come
        json_decref(at_tip(s));
    json_t *request = json_pack("{s:s, s:s}", "cmd", "run", "how", event ? "to-event" : "to");
    (void)json_object_set(request, event ? "event" : "clock",
                          (json_t *)(uintptr_t)(event ? event : clock));
    return kept(s, bt_program_request(s, s->current, request));
}
