// Motions: how far the program is to go, and whether it has come there. See engine.h.
#include <string.h>

#include "debugger/engine/engine.h"
#include "debugger/engine/say.h"
#include "runtime/objects/str.h"

static const char *const names[] = {
    [BT_MOTION_START] = "start",
    [BT_MOTION_CONTINUE] = "continue",
    [BT_MOTION_INSN] = "insn",
    [BT_MOTION_LINE] = "line",
    [BT_MOTION_FINISH] = "finish",
    [BT_MOTION_UNTIL] = "until",
    [BT_MOTION_SWITCH] = "switch",
    [BT_MOTION_BACK] = "back",
    [BT_MOTION_TO] = "to",
    [BT_MOTION_TO_RAISE] = "to-raise",
    [BT_MOTION_TO_EVENT] = "to-event",
    [BT_MOTION_AT_INSTR] = "at-instr",
};

static enum bt_motion_how how_of(const char *name)
{
    for (size_t i = 1; name && i < sizeof names / sizeof names[0]; i++)
        if (names[i] && strcmp(names[i], name) == 0)
            return (enum bt_motion_how)i;
    return BT_MOTION_NONE;
}

static struct bt_position position_of(const json_t *at)
{
    if (!json_is_object(at))
        return BT_POSITION_NONE;
    return (struct bt_position){
        (uint64_t)json_integer_value(json_object_get(at, "clock")),
        (uint64_t)json_integer_value(json_object_get(at, "events")),
    };
}

// Only this thread moves (0: all do). An action of its own, so that a replay does the same; in the
// past it is as it was then.
static bool pin(struct bt_engine *e, struct bt_vthread *th, uint32_t thread)
{
    if (e->past)
        return false;
    json_t *what = json_pack("{s:s, s:I}", "action", "pin", "thread", (json_int_t)thread);
    json_decref(bt_action_do(e, th, what));
    json_decref(what);
    return thread != 0;
}

// Does it stand inside an instruction, which its next one follows?
static bool is_inside(const struct bt_vthread *who)
{
    switch (who->state) {
    case BT_THREAD_BLOCKED:
    case BT_THREAD_OUTSIDE: return true;
    case BT_THREAD_READY:
        return who->entered == BT_ENTER_WOKEN || who->entered == BT_ENTER_OUTSIDE ||
               who->entered == BT_ENTER_YIELD;
    case BT_THREAD_NEW:
    case BT_THREAD_RUNNING:
    case BT_THREAD_DONE: break;
    }
    return false;
}

static bool is_step(enum bt_motion_how how)
{
    return how == BT_MOTION_INSN || how == BT_MOTION_LINE || how == BT_MOTION_FINISH ||
           how == BT_MOTION_UNTIL;
}

// It is for its thread alone to move.
static bool is_for_one(const struct bt_motion *m)
{
    return is_step(m->how) || (m->how == BT_MOTION_CONTINUE && m->alone);
}

static bool passes_over(const struct bt_engine *e, const struct bt_code *code)
{
    return !e->library && bt_stop_is_library(code);
}

// The frame that a motion is about: that of the level, or the first one behind it that is not
// passed over.
static json_t *choose_frame(struct bt_engine *e, struct bt_motion *m, const struct bt_vthread *who,
                            const json_t *level)
{
    json_int_t left = json_integer_value(level);
    const struct bt_frame *f = who->frame;
    m->depth = who->t.py_depth;
    for (; f && left > 0; left--, m->depth--)
        f = f->prev;
    if (!f && left >= 0 && m->how != BT_MOTION_LINE)
        return bt_engine_error("there is no frame %d", (int)json_integer_value(level));
    while (f && !level && passes_over(e, f->code)) {
        f = f->prev;
        m->depth--;
    }
    if (!f && m->how == BT_MOTION_LINE) {
        m->into = true; // not yet in the script
        m->depth = UINT32_MAX;
        return NULL;
    }
    if (!f)
        return bt_engine_error("it has not come to the script yet");
    m->frame = f;
    m->code = f->code;
    uint32_t line = bt_frame_line(f);
    if (m->line != 0 && m->line <= line)
        return bt_engine_error("a line behind %u, where %s() is", line,
                               bt_as_str(f->code->name)->data);
    if (m->line == 0)
        m->line = line + 1;
    return NULL;
}

// Whom a motion is about, and what it is like now.
static json_t *choose_thread(struct bt_engine *e, struct bt_motion *m, struct bt_vthread *who,
                             const struct bt_vthread *th)
{
    char room[32];
    m->began = bt_thread_instructions(who);
    m->here = who == th && !e->fixed;
    bt_walk_begin(e, who);
    if (!is_for_one(m) || m->search)
        return NULL;
    if (who->state == BT_THREAD_NEW)
        return bt_engine_error("%s has not started yet", bt_stop_thread_name(who, room));
    if (who->frozen)
        return bt_engine_error("%s is frozen: thaw it first", bt_stop_thread_name(who, room));
    m->waited = !m->others && who->state == BT_THREAD_BLOCKED;
    if (m->how == BT_MOTION_INSN)
        m->instr = m->began + m->n - (is_inside(who) ? 1 : 0);
    return NULL;
}

static uint64_t number_of(const json_t *request, const char *name, uint64_t otherwise)
{
    const json_t *v = json_object_get(request, name);
    return json_is_integer(v) && json_integer_value(v) >= 0 ? (uint64_t)json_integer_value(v)
                                                            : otherwise;
}

static void read_request(struct bt_motion *m, const json_t *request)
{
    m->limit = position_of(json_object_get(request, "limit"));
    m->search = strcmp(json_string_value(json_object_get(request, "cmd")), "search") == 0;
    m->found_at = BT_POSITION_NONE;
    m->inclusive = json_is_true(json_object_get(request, "inclusive"));
    m->inside = json_is_true(json_object_get(request, "inside"));
    m->others = json_is_true(json_object_get(request, "others"));
    m->alone = json_is_false(json_object_get(request, "others"));
    m->into = json_is_true(json_object_get(request, "into"));
    m->n = number_of(request, "n", 1);
    m->line = (uint32_t)number_of(request, "line", 0);
    m->depth = (uint32_t)number_of(request, "depth", UINT32_MAX);
    m->serial = number_of(request, "serial", 0);
    m->event = number_of(request, "event", 0);
    m->instr = number_of(request, "instr", UINT64_MAX);
    m->target =
        (struct bt_position){number_of(request, "clock", 0), number_of(request, "events", 0)};
}

// ---- from a clone to the tip ----

// The frame of the thread that is its number `depth`, counted from the outermost.
static const struct bt_frame *frame_at(const struct bt_vthread *who, uint32_t depth)
{
    const struct bt_frame *f = who->frame;
    for (uint32_t at = who->t.py_depth; f && at > depth; at--)
        f = f->prev;
    return f;
}

json_t *bt_motion_save(struct bt_engine *e)
{
    const struct bt_motion *m = &e->motion;
    const struct bt_vthread *who = m->thread ? bt_engine_thread(e, m->thread) : NULL;
    uint32_t at = who ? who->t.py_depth : 0;
    const struct bt_frame *f = who ? who->frame : NULL;
    for (; f && f != m->frame; at--)
        f = f->prev;
    return json_pack("{s:I, s:I, s:I, s:I, s:I, s:I, s:b}", "n", (json_int_t)m->n, "instr",
                     (json_int_t)m->instr, "began", (json_int_t)m->began, "depth",
                     (json_int_t)m->depth, "line", (json_int_t)m->line, "frame",
                     (json_int_t)(f && m->frame ? at : 0), "left", m->left);
}

// The motion goes on that a clone has brought here.
static void resume(struct bt_engine *e, const json_t *saved)
{
    struct bt_motion *m = &e->motion;
    const struct bt_vthread *who = m->thread ? bt_engine_thread(e, m->thread) : NULL;
    uint32_t at = (uint32_t)number_of(saved, "frame", 0);
    m->n = number_of(saved, "n", 1);
    m->instr = (uint64_t)json_integer_value(json_object_get(saved, "instr"));
    m->began = number_of(saved, "began", 0);
    m->depth = (uint32_t)number_of(saved, "depth", UINT32_MAX);
    m->line = (uint32_t)number_of(saved, "line", 0);
    m->left = json_is_true(json_object_get(saved, "left"));
    m->frame = who && at > 0 ? frame_at(who, at) : NULL;
    m->code = m->frame ? m->frame->code : NULL;
}

json_t *bt_motion_begin(struct bt_engine *e, struct bt_vthread *th, const json_t *request)
{
    struct bt_motion m = {.how = how_of(json_string_value(json_object_get(request, "how")))};
    json_t *error = NULL;
    if (m.how == BT_MOTION_NONE)
        return bt_engine_error("there is no such motion");
    if (e->over)
        return bt_engine_error("the program has ended");
    read_request(&m, request);
    if (m.n == 0)
        return bt_engine_error("a number from 1 up");
    const json_t *number = json_object_get(request, "thread");
    if (json_is_string(number))
        return bt_engine_error("there is no thread '%s'", json_string_value(number));
    m.thread = (uint32_t)number_of(request, "thread", th ? th->number : 0);
    struct bt_vthread *who = m.thread ? bt_engine_thread(e, m.thread) : NULL;
    if (m.how == BT_MOTION_TO) {
        if (json_object_get(request, "events") || !number)
            m.thread = 0; // whoever it is
    } else if (!who && (is_step(m.how) || m.how == BT_MOTION_BACK) && !m.search &&
               !json_object_get(request, "limit")) {
        return m.thread ? bt_engine_error("there is no thread %u", m.thread)
                        : bt_engine_error("which thread?");
    }
    if (m.how == BT_MOTION_SWITCH)
        m.thread = th ? th->number : 0;
    if (who)
        error = choose_thread(e, &m, who, th);
    if (!error && who && !m.search && is_step(m.how) && m.how != BT_MOTION_INSN &&
        !(m.how == BT_MOTION_LINE && m.into))
        error = choose_frame(e, &m, who, json_object_get(request, "level"));
    if (error)
        return error;
    e->motion = m;
    if (is_for_one(&m) && !m.search && !m.others && !m.waited)
        e->motion.pinned = pin(e, th, m.thread);
    if (json_object_get(request, "resume"))
        resume(e, json_object_get(request, "resume"));
    return NULL;
}

void bt_motion_end(struct bt_engine *e)
{
    if (e->vm->gil.pinned)
        (void)pin(e, e->vm->gil.holder, 0);
    json_decref(e->motion.value);
    json_decref(e->motion.found);
    e->motion = (struct bt_motion){.how = BT_MOTION_NONE, .limit = BT_POSITION_NONE};
}

// ---- has it come to its end? ----

bool bt_motion_at_limit(const struct bt_engine *e)
{
    const struct bt_motion *m = &e->motion;
    return m->how != BT_MOTION_NONE && m->limit.clock != UINT64_MAX &&
           bt_position_compare(bt_engine_position(e), m->limit) >= 0;
}

bool bt_motion_at_target(const struct bt_engine *e, const struct bt_vthread *th)
{
    const struct bt_motion *m = &e->motion;
    if (m->inside)
        return false;
    if (m->how == BT_MOTION_TO_EVENT)
        return e->vm->gil.events >= m->event;
    if (m->how != BT_MOTION_TO)
        return false;
    if (m->instr != UINT64_MAX)
        return th && th->number == m->thread && bt_thread_instructions(th) >= m->instr;
    if (m->thread != 0)
        return th && th->number == m->thread && bt_event_clock(e->vm) >= m->target.clock;
    return bt_position_compare(bt_engine_position(e), m->target) >= 0;
}

// A step has come to its end: counts.
static json_t *stepped(struct bt_engine *e, struct bt_vthread *th)
{
    struct bt_motion *m = &e->motion;
    if (m->search) {
        m->found_at = bt_engine_position(e);
        return NULL;
    }
    if (m->how == BT_MOTION_LINE && --m->n > 0) {
        m->frame = th->frame;
        m->code = th->frame->code;
        m->depth = th->t.py_depth;
        m->left = false;
        return NULL;
    }
    json_t *stop = bt_stop_new(e, th, "step", "");
    if (m->value)
        (void)json_object_set(stop, "value", m->value);
    return stop;
}

// Where is the thread, seen from the frame that the motion is about? false: in what that one has
// called, or nowhere of interest.
static bool is_outside_calls(struct bt_engine *e, const struct bt_vthread *th)
{
    struct bt_motion *m = &e->motion;
    uint32_t depth = th->t.py_depth;
    bool mine = th->frame == m->frame && th->frame->code == m->code;
    if (mine && bt_walk_again(e, th) && !(th->frame->flags & BT_FRAME_GENERATOR)) {
        m->frame = NULL; // native code calls the function again
        m->left = true;
        m->depth = depth - 1;
        return false;
    }
    if (depth > m->depth && !mine)
        return false;
    if (depth < m->depth && !mine) {
        m->depth = depth;
        m->left = true;
    }
    return true;
}

static bool next_line(struct bt_engine *e, const struct bt_vthread *th)
{
    struct bt_motion *m = &e->motion;
    if (m->search || m->into) {
        if (!m->into && th->t.py_depth > m->depth)
            return false;
        return bt_walk_on(e, th) && !passes_over(e, th->frame->code);
    }
    uint32_t line = is_outside_calls(e, th) ? bt_walk_on(e, th) : 0;
    if (line == 0)
        return false;
    if (th->frame == m->frame)
        return m->how == BT_MOTION_LINE || line >= m->line;
    return m->left && th->t.py_depth == m->depth && !passes_over(e, th->frame->code);
}

// What the frame that is to be left returns is shown as it is now.
static void keep_value(struct bt_engine *e, struct bt_vthread *th)
{
    struct bt_motion *m = &e->motion;
    int reg = th->frame == m->frame ? bt_walk_result(th->frame) : -1;
    if (reg < 0)
        return;
    const struct bt_frame *f = th->frame;
    json_decref(m->value);
    m->value = bt_query_value(e, th, f->flags & BT_FRAME_CTOR ? f->extra : f->regs[reg], false);
}

static bool has_returned(struct bt_engine *e, struct bt_vthread *th)
{
    struct bt_motion *m = &e->motion;
    if (m->search)
        return th->t.py_depth < m->depth;
    if (th->t.py_depth == m->depth && !m->left)
        keep_value(e, th);
    bool outside = is_outside_calls(e, th);
    if (outside)
        (void)bt_walk_on(e, th);
    return outside && m->left && !passes_over(e, th->frame->code);
}

// The same of a motion that is about this thread.
static json_t *check_own(struct bt_engine *e, struct bt_vthread *th)
{
    struct bt_motion *m = &e->motion;
    uint64_t instr = bt_thread_instructions(th);
    if (m->waited) {
        m->waited = false; // it has got through
        m->pinned = pin(e, th, th->number);
    }
    if (m->here && instr == m->began && !m->search)
        return NULL; // it has not moved yet
    bool over = false;
    switch (m->how) {
    case BT_MOTION_INSN: over = m->search || instr >= m->instr; break;
    case BT_MOTION_AT_INSTR: over = instr == m->instr; break;
    case BT_MOTION_UNTIL:
    case BT_MOTION_LINE: over = next_line(e, th); break;
    case BT_MOTION_FINISH: over = has_returned(e, th); break;
    case BT_MOTION_BACK:
        return m->changed ? bt_stop_new(e, th, "switched", "has the lock again") : NULL;
    case BT_MOTION_NONE:
    case BT_MOTION_START:
    case BT_MOTION_CONTINUE:
    case BT_MOTION_SWITCH:
    case BT_MOTION_TO:
    case BT_MOTION_TO_RAISE:
    case BT_MOTION_TO_EVENT:
    case BT_MOTION_BY_HAND: break;
    }
    return over ? stepped(e, th) : NULL;
}

json_t *bt_motion_check(struct bt_engine *e, struct bt_vthread *th)
{
    const struct bt_motion *m = &e->motion;
    switch (m->how) {
    case BT_MOTION_START:
        if (bt_stop_is_library(th->frame->code))
            return NULL;
        e->started = true;
        return bt_stop_new(e, th, "start", "the first line");
    case BT_MOTION_BY_HAND:
        return th->number == m->thread ? bt_stop_new(e, th, "switched", "has the lock now") : NULL;
    case BT_MOTION_TO_EVENT:
    case BT_MOTION_TO: return bt_motion_at_target(e, th) ? bt_stop_new(e, th, "goto", "") : NULL;
    case BT_MOTION_SWITCH:
        return m->changed ? bt_stop_new(e, th, "switched", "has the lock now") : NULL;
    case BT_MOTION_AT_INSTR:
    case BT_MOTION_INSN:
    case BT_MOTION_LINE:
    case BT_MOTION_FINISH:
    case BT_MOTION_UNTIL:
    case BT_MOTION_BACK: return th->number == m->thread ? check_own(e, th) : NULL;
    case BT_MOTION_NONE:
    case BT_MOTION_CONTINUE:
    case BT_MOTION_TO_RAISE: break;
    }
    return NULL;
}

json_t *bt_motion_found(struct bt_engine *e)
{
    struct bt_motion *m = &e->motion;
    struct bt_position at = m->found_at;
    if (at.clock == UINT64_MAX)
        return json_pack("{s:b, s:o?}", "ok", 1, "found", json_incref(m->found));
    return json_pack("{s:b, s:{s:s, s:I, s:I, s:I}}", "ok", 1, "found", "reason", "step", "clock",
                     (json_int_t)at.clock, "events", (json_int_t)at.events, "thread",
                     (json_int_t)m->thread);
}

// ---- events ----

static void blocked(struct bt_engine *e, const struct bt_vthread *th)
{
    struct bt_buf text;
    bt_buf_init(&text);
    bt_say_thread(&text, th);
    bt_buf_putc(&text, ' ');
    if (!bt_say_wait(&text, th))
        bt_buf_puts(&text, "waits");
    e->pending = json_pack("{s:s, s:o, s:I}", "reason", "blocked", "text", bt_say_json(&text),
                           "thread", (json_int_t)th->number);
}

static void ended(struct bt_engine *e, const struct bt_vthread *th)
{
    struct bt_buf text;
    bt_buf_init(&text);
    bt_say_thread(&text, th);
    bt_buf_puts(&text, " has ended");
    e->pending = json_pack("{s:s, s:o}", "reason", "ended", "text", bt_say_json(&text));
    if (e->motion.value)
        (void)json_object_set(e->pending, "value", e->motion.value);
}

// A search that is about one thread: what the others execute needs no look.
static bool is_of_one(const struct bt_motion *m)
{
    return m->search && m->thread != 0 && (is_step(m->how) || m->how == BT_MOTION_AT_INSTR);
}

// Is there something to be done at this clock, when enough events have happened?
static bool is_near(const struct bt_engine *e, uint64_t clock)
{
    bool action = e->next_action < e->n_actions && e->actions[e->next_action].at.clock <= clock;
    return action || clock >= e->motion.limit.clock || clock >= e->armed;
}

// The thread of such a search gets the lock, or gives it up.
static void look_again(struct bt_engine *e, const struct bt_event *event)
{
    bool gives =
        event->kind == BT_EV_SWITCH || event->kind == BT_EV_BLOCK || event->kind == BT_EV_OUTSIDE;
    if (event->kind == BT_EV_RUN)
        bt_pause_each(e->vm, true);
    else if (gives && !is_near(e, bt_event_clock(e->vm))) {
        bt_pause_each(e->vm, false);
        bt_pause_at(e->vm, e->armed);
    }
}

void bt_motion_event(struct bt_engine *e, const struct bt_event *event)
{
    struct bt_motion *m = &e->motion;
    bool own = event->th->number == m->thread;
    if (own && is_of_one(m))
        look_again(e, event);
    // (nobody held it before, if that thread has ended)
    if (event->kind == BT_EV_RUN && m->how == BT_MOTION_SWITCH && event->th->number != m->thread)
        m->changed = true;
    else if (event->kind == BT_EV_RUN && m->how == BT_MOTION_BACK && own)
        m->changed = true;
    else if (event->kind == BT_EV_BLOCK && own && m->pinned && !e->pending && !m->search)
        blocked(e, event->th);
    else if (event->kind == BT_EV_END && own && !e->pending && !m->search &&
             (is_for_one(m) || m->how == BT_MOTION_BACK || m->how == BT_MOTION_BY_HAND))
        ended(e, event->th);
    else if (m->how != BT_MOTION_TO_EVENT || e->vm->gil.events < m->event)
        return;
    bt_pause_now(e->vm);
}

// ---- where to pause ----

static uint64_t earlier(uint64_t a, uint64_t b)
{
    return a < b ? a : b;
}

void bt_motion_arm(struct bt_engine *e)
{
    const struct bt_motion *m = &e->motion;
    uint64_t clock = bt_event_clock(e->vm), at = bt_snapshot_due(e);
    bool travels = m->how == BT_MOTION_TO || m->how == BT_MOTION_TO_EVENT;
    bool steps = m->how == BT_MOTION_START || is_step(m->how) || m->how == BT_MOTION_BY_HAND ||
                 m->how == BT_MOTION_AT_INSTR;
    const struct bt_vthread *holder = e->vm->gil.holder;
    if (is_of_one(m) && holder && holder->number != m->thread)
        steps = false;
    bool each = steps || (!travels && !is_of_one(m) && bt_points_each(e));
    if (m->how == BT_MOTION_TO && m->instr == UINT64_MAX && clock < m->target.clock)
        at = earlier(at, m->target.clock);
    else if (m->how == BT_MOTION_TO || (travels && e->vm->gil.events >= m->event))
        each = true;
    bool slow = false;
    if (m->limit.clock <= clock)
        slow = true;
    else
        at = earlier(at, m->limit.clock);
    if (e->next_action < e->n_actions) {
        uint64_t next = e->actions[e->next_action].at.clock;
        if (next <= clock)
            slow = true;
        else
            at = earlier(at, next);
    }
    e->armed = at;
    e->slow = slow;
    bt_pause_each(e->vm, each || slow);
    bt_pause_at(e->vm, at);
}
