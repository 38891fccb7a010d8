// Breakpoints: the table, and asking them. See engine.h, points.h.
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "debugger/engine/points.h"
#include "debugger/engine/race.h"
#include "debugger/engine/say.h"
#include "debugger/engine/watch.h"
#include "runtime/objects/dict.h"
#include "runtime/objects/heap.h"
#include "runtime/objects/str.h"
#include "runtime/objects/type.h"

static const char *const kinds[] = {
    [BT_POINT_LINE] = "line",         [BT_POINT_FUNCTION] = "function",
    [BT_POINT_OFFSET] = "offset",     [BT_POINT_GIL] = "gil",
    [BT_POINT_LOCK] = "lock",         [BT_POINT_RACE] = "race",
    [BT_POINT_DEADLOCK] = "deadlock", [BT_POINT_RAISE] = "raise",
    [BT_POINT_WATCH] = "watch",       [BT_POINT_EXIT] = "exit",
};

bool bt_points_init(struct bt_engine *e)
{
    e->points = bt_alloc_zero(sizeof *e->points);
    return e->points != NULL;
}

static void free_point(struct bt_point *p)
{
    if (!p)
        return;
    bt_peek_free(p->condition);
    bt_peek_free(p->lock);
    bt_watch_free(p->watch);
    bt_race_free(p->race);
    bt_point_log_free(p->log);
    json_decref(p->source);
    bt_free(p);
}

void bt_points_free(struct bt_engine *e)
{
    struct bt_points *p = e->points;
    for (size_t i = 0; p && i < p->list.n; i++)
        free_point(p->list.items[i]);
    if (p) {
        bt_points_forget_code(p, true);
        bt_vec_free(&p->leaves);
        bt_vec_free(&p->list);
    }
    bt_free(p);
}

// ---- the table ----

static uint64_t number_of(const json_t *source, const char *name)
{
    json_int_t n = json_integer_value(json_object_get(source, name));
    return n > 0 ? (uint64_t)n : 0;
}

static const char *text_of(const json_t *source, const char *name)
{
    const char *text = json_string_value(json_object_get(source, name));
    return text && *text ? text : NULL;
}

// What is an expression is compiled at once, so that what is wrong with it is said at once.
static void compile(struct bt_point *p)
{
    const char *lock = p->kind == BT_POINT_LOCK ? text_of(p->source, "lock") : NULL;
    const char *log = text_of(p->source, "log");
    const char *condition = text_of(p->source, "condition");
    char error[160];
    if (log && !bt_point_log_new(p, log))
        return;
    if (lock && !(p->lock = bt_peek_new(lock, error, sizeof error)))
        snprintf(p->message, sizeof p->message, "!%s", error);
    if (!condition)
        return;
    p->condition = bt_peek_new(condition, error, sizeof error);
    if (!p->condition)
        snprintf(p->message, sizeof p->message, "!the condition: %s", error);
}

static struct bt_point *new_point(const json_t *source)
{
    struct bt_point *p = bt_alloc_zero(sizeof *p);
    const char *kind = text_of(source, "kind");
    if (!p || !(p->source = json_deep_copy(source))) {
        bt_free(p);
        return NULL;
    }
    for (size_t i = 0; kind && i < sizeof kinds / sizeof kinds[0]; i++)
        if (strcmp(kinds[i], kind) == 0)
            p->kind = (enum bt_point_kind)i;
    p->id = (uint32_t)number_of(source, "id");
    p->file = text_of(p->source, "file");
    p->function = text_of(p->source, "function");
    if (!p->function && p->kind == BT_POINT_OFFSET)
        p->function = text_of(p->source, "code");
    p->expr = text_of(p->source, "expr");
    p->type = text_of(p->source, "type");
    p->what = text_of(p->source, "what");
    p->line = (uint32_t)number_of(source, "line");
    p->offset = (uint32_t)number_of(source, "offset");
    p->thread = (uint32_t)number_of(source, "thread");
    p->after = number_of(source, "after");
    p->upto = number_of(source, "upto");
    p->every = number_of(source, "every");
    p->enabled = !json_is_false(json_object_get(source, "enabled"));
    p->temporary = json_is_true(json_object_get(source, "temporary"));
    p->caught = !json_is_true(json_object_get(source, "uncaught"));
    compile(p);
    return p;
}

// What a point is, without what changes by itself.
static json_t *essence(const json_t *source)
{
    json_t *v = json_copy((json_t *)(uintptr_t)source);
    (void)json_object_del(v, "hits");
    (void)json_object_del(v, "in");
    (void)json_object_del(v, "is");
    return v;
}

// The same point as before, with what it has found out; NULL: there was none.
static struct bt_point *keep(struct bt_points *points, const json_t *source)
{
    uint32_t id = (uint32_t)number_of(source, "id");
    for (size_t i = 0; i < points->list.n; i++) {
        struct bt_point *p = points->list.items[i];
        if (!p || p->id != id)
            continue;
        json_t *a = essence(p->source), *b = essence(source);
        bool same = json_equal(a, b) != 0;
        json_decref(a);
        json_decref(b);
        if (!same)
            return NULL;
        points->list.items[i] = NULL;
        return p;
    }
    return NULL;
}

static bool is_code(const struct bt_point *p)
{
    return p->kind <= BT_POINT_OFFSET;
}

const struct bt_frame *bt_point_frame(struct bt_engine *e, const struct bt_point *p,
                                      const json_t *request, struct bt_vthread **th)
{
    const json_t *in = json_object_get(p->source, "in");
    const json_t *level = json_object_get(p->source, "level");
    if (!json_is_integer(in))
        in = json_object_get(request, "thread");
    if (!json_is_integer(level))
        level = json_object_get(request, "frame");
    *th = bt_engine_thread(e, json_integer_value(in));
    json_int_t n = json_integer_value(level);
    const struct bt_frame *f = *th ? bt_stop_frame_at(*th, n > 0 ? (uint32_t)n : 0) : NULL;
    while (f && n == 0 && !e->library && bt_stop_is_library(f->code))
        f = f->prev;
    return f;
}

struct bt_dict *bt_point_globals(struct bt_engine *e, struct bt_point *p, const struct bt_frame *f)
{
    struct bt_thread *th = &e->vm->main->t;
    const char *module = text_of(json_object_get(p->source, "scope"), "module");
    if (!module) {
        bt_value name = f ? bt_dict_get_str(th, f->func->globals, BT_NAME(th, name)) : BT_UNSET;
        if (!bt_is_str(name))
            return f ? f->func->globals : NULL;
        (void)json_object_set_new(p->source, "scope",
                                  json_pack("{s:s}", "module", bt_as_str(name)->data));
        return f->func->globals;
    }
    size_t pos = 0;
    bt_value key, value;
    while (bt_is_exact(th, e->vm->modules, BT_T_DICT) &&
           bt_dict_next(bt_as_dict(e->vm->modules), &pos, &key, &value))
        if (bt_str_is(key, module) && bt_is_exact(th, value, BT_T_MODULE))
            return ((const struct bt_module *)bt_obj(value))->dict;
    return NULL;
}

// A line without a file is one of the file that the user looks at.
static void complete(struct bt_engine *e, struct bt_point *p, const json_t *request)
{
    if (p->kind != BT_POINT_LINE || p->file)
        return;
    struct bt_vthread *th;
    const struct bt_frame *f = bt_point_frame(e, p, request, &th);
    bt_value path; // after the end, or outside Python code: the script
    if (!f && bt_peek_name(e->vm, NULL, "__file__", &path, NULL) && bt_is_str(path))
        (void)json_object_set_new(p->source, "file", json_string(bt_as_str(path)->data));
    p->file = text_of(p->source, "file");
    if (!f)
        return;
    json_t *frame = bt_stop_frame(e, f, 0);
    (void)json_object_set(p->source, "file", json_object_get(frame, "file"));
    json_decref(frame);
    p->file = text_of(p->source, "file");
}

json_t *bt_point_answer(const struct bt_point *p)
{
    bool verified = is_code(p) ? p->places > 0 && !p->message[0] : !p->message[0];
    json_t *v = json_pack("{s:I, s:b, s:I, s:I}", "id", (json_int_t)p->id, "verified", verified,
                          "places", (json_int_t)p->places, "hits", (json_int_t)p->hits);
    if (p->actual)
        (void)json_object_set_new(v, "line", json_integer(p->actual));
    if (p->message[0])
        (void)json_object_set_new(v, "message", json_string(p->message));
    json_t *scope = json_object_get(p->source, "scope");
    if (scope)
        (void)json_object_set(v, "scope", scope);
    json_t *base = json_object_get(p->source, "base");
    if (base)
        (void)json_object_set(v, "base", base);
    const char *file = p->file ? p->file : text_of(p->source, "in");
    if (file)
        (void)json_object_set_new(v, "file", json_string(file));
    return v;
}

void bt_point_tell(struct bt_engine *e, const struct bt_point *p)
{
    bt_engine_tell(e, json_pack("{s:s, s:o}", "event", "point", "point", bt_point_answer(p)), -1);
}

static void summarise(struct bt_points *points)
{
    points->code_points = false;
    points->n_watches = points->n_races = 0;
    for (size_t i = 0; i < points->list.n; i++) {
        const struct bt_point *p = points->list.items[i];
        if (!p->enabled)
            continue;
        points->code_points |= is_code(p);
        points->n_watches += p->kind == BT_POINT_WATCH;
        points->n_races += p->kind == BT_POINT_RACE;
    }
    points->each = points->code_points || points->n_watches || points->n_races;
}

// A watch that hears of all stores to the place; of a local variable, which no instruction names,
// it hears the changes only.
static void watch_stores(struct bt_engine *e, struct bt_point *p, const json_t *request)
{
    char message[sizeof p->message];
    memcpy(message, p->message, sizeof message);
    uintptr_t base = bt_race_new(e, p, request) ? bt_race_base(p->race) : 0;
    if (p->message[0] && strcmp(p->message, message) != 0) {
        bt_race_free(p->race);
        p->race = NULL;
    }
    memcpy(p->message, message, sizeof message);
    if (base)
        (void)json_object_set_new(p->source, "base", json_integer((json_int_t)base));
}

// What a new point means, now that it is known where the user looks.
static void resolve(struct bt_engine *e, struct bt_point *p, const json_t *request)
{
    complete(e, p, request);
    if (p->kind == BT_POINT_WATCH) {
        if (bt_watch_new(e, p, request) && json_is_true(json_object_get(p->source, "stores")))
            watch_stores(e, p, request);
    } else if (p->kind == BT_POINT_RACE) {
        (void)bt_race_new(e, p, request);
    } else if (p->kind == BT_POINT_LOCK) {
        struct bt_vthread *th;
        const struct bt_frame *f = bt_point_frame(e, p, request, &th);
        if (p->lock)
            bt_peek_set_globals(p->lock, bt_point_globals(e, p, f));
        bt_point_find_lock(e, p, f);
    }
}

json_t *bt_points_set(struct bt_engine *e, const json_t *request)
{
    struct bt_points *points = e->points;
    const json_t *given = json_object_get(request, "points");
    size_t n = json_array_size(given);
    struct BT_VEC(struct bt_point *) list = {0};
    json_t *answers = json_array();
    if (!answers || !bt_vec_reserve(&list, n + 1)) {
        json_decref(answers);
        return bt_engine_error("no memory");
    }
    for (size_t i = 0; i < n; i++) {
        const json_t *source = json_array_get(given, i);
        struct bt_point *p = keep(points, source);
        bool is_new = !p;
        if (is_new)
            p = new_point(source);
        if (!p)
            continue;
        p->hits = number_of(source, "hits");
        list.items[list.n++] = p;
        bool wrong = p->message[0] == '!';
        if (is_new && !wrong)
            resolve(e, p, request);
        if (p->places == 0 && is_code(p) && !wrong)
            bt_point_places(e, p);
        (void)json_array_append_new(answers, bt_point_answer(p));
    }
    for (size_t i = 0; i < points->list.n; i++)
        free_point(points->list.items[i]);
    bt_vec_free(&points->list);
    points->list.items = list.items;
    points->list.n = list.n;
    points->list.cap = list.cap;
    bt_points_forget_code(points, true);
    summarise(points);
    unsigned kept = e->sink.wants & ~(unsigned)(BT_WANT_LOCKS | BT_WANT_SYNC);
    bt_event_rewant(e->vm, &e->sink, kept | bt_points_wants(e));
    return json_pack("{s:b, s:o}", "ok", 1, "points", answers);
}

// ---- a hit ----

// So many hits: does this one stop?
static bool counts(const struct bt_point *p)
{
    if (p->hits <= p->after || (p->upto && p->hits > p->upto))
        return false;
    return !p->every || (p->hits - p->after) % p->every == 0;
}

// Is the thread the one that the point is for? By its number, or a name that it may get later.
static bool is_for(const struct bt_point *p, const struct bt_vthread *th)
{
    char room[32];
    const char *name = text_of(p->source, "thread");
    if (p->thread)
        return th && th->number == p->thread;
    return !name || (th && strcmp(bt_stop_thread_name(th, room), name) == 0);
}

bool bt_point_hit(struct bt_engine *e, struct bt_point *p, struct bt_vthread *th,
                  const struct bt_frame *frame, struct bt_buf *text)
{
    if (e->points->blind || !is_for(p, th))
        return false;
    enum bt_asked asked = bt_point_ask(e, p, th, frame, text);
    if (asked == BT_ASKED_NO)
        return false;
    if (e->motion.search)
        return !p->log;
    if (asked == BT_ASKED_FAILED)
        return true;
    p->hits++;
    e->points->changed = true;
    if (!counts(p))
        return false;
    if (!p->log)
        return true;
    bt_point_log(e, p, th, frame);
    return false;
}

void bt_points_found_add(struct bt_points_found *found, const struct bt_point *p,
                         const char *reason, const char *text)
{
    bool words = text && *text;
    if (!found->ids) {
        found->ids = json_array();
        found->reason = reason;
    }
    (void)json_array_append_new(found->ids, json_integer(p->id));
    if (words) {
        bt_buf_puts(&found->text, found->text.len ? "; " : "");
        bt_buf_puts(&found->text, text);
        return;
    }
    bt_buf_printf(&found->plain, "%s%u", found->plain.len ? ", " : "", p->id);
    found->n_plain++;
}

// Does control come to this line from the line itself?
static bool from_same_line(const struct bt_points *points, const struct bt_vthread *th)
{
    for (size_t i = 0; i < points->leaves.n; i++) {
        const struct bt_point_leave *l = &points->leaves.items[i];
        if (l->thread == th->number)
            return l->frame == th->frame && l->word < bt_frame_word(th->frame) &&
                   l->instr + 1 == bt_thread_instructions(th) &&
                   bt_code_line(th->frame->code, l->word) == bt_frame_line(th->frame);
    }
    return false;
}

static void leave(struct bt_points *points, const struct bt_vthread *th, bool leaves)
{
    struct bt_point_leave l = {th->number, bt_frame_word(th->frame), bt_thread_instructions(th),
                               leaves ? th->frame : NULL};
    for (size_t i = 0; i < points->leaves.n; i++)
        if (points->leaves.items[i].thread == th->number) {
            points->leaves.items[i] = l;
            return;
        }
    if (leaves)
        (void)bt_vec_push(&points->leaves, l);
}

static void check_code(struct bt_engine *e, struct bt_vthread *th, uint8_t mark,
                       struct bt_points_found *found)
{
    struct bt_points *points = e->points;
    uint32_t word = bt_frame_word(th->frame);
    bool begins = mark & BT_MARK_LINE && !from_same_line(points, th);
    leave(points, th, (mark & BT_MARK_LEAVE) != 0);
    for (size_t i = 0; mark & (BT_MARK_POINT | BT_MARK_LINE) && i < points->list.n; i++) {
        struct bt_point *p = points->list.items[i];
        if ((p->kind == BT_POINT_LINE && !begins) || !bt_point_is_at(p, th->frame->code, word))
            continue;
        struct bt_buf text;
        bt_buf_init(&text);
        if (bt_point_hit(e, p, th, th->frame, &text))
            bt_points_found_add(found, p, "breakpoint", text.len ? text.data : NULL);
        bt_buf_free(&text);
    }
}

static void put_value(struct bt_buf *out, const struct bt_engine *e, bt_value v)
{
    if (bt_is_unset(v) || bt_is_error(v))
        bt_buf_puts(out, "(nothing)");
    else
        bt_say_value(out, e->vm, v, 60);
}

// Is th about to store to the watch's place? What is there, and what will be?
static void note_store(struct bt_engine *e, struct bt_point *p, struct bt_vthread *th)
{
    bt_value before, after;
    p->stored = bt_race_stores(e, p, th);
    if (!p->stored)
        return;
    bt_describe_store(th, &before, &after);
    struct bt_buf old, new;
    bt_buf_init(&old);
    bt_buf_init(&new);
    put_value(&old, e, before);
    put_value(&new, e, after);
    snprintf(p->before, sizeof p->before, "%s", old.data ? old.data : "");
    snprintf(p->after_it, sizeof p->after_it, "%s", new.data ? new.data : "");
    bt_buf_free(&old);
    bt_buf_free(&new);
}

// Watches compare what the last instruction has left; races look at what comes.
static void check_values(struct bt_engine *e, struct bt_vthread *th, struct bt_points_found *found)
{
    struct bt_points *points = e->points;
    for (size_t i = 0; i < points->list.n; i++) {
        struct bt_point *p = points->list.items[i];
        if (!p->enabled)
            continue;
        if (p->kind == BT_POINT_WATCH) {
            bt_watch_check(e, p, th, found);
            note_store(e, p, th);
        }
        if (p->kind == BT_POINT_RACE)
            bt_race_check(e, p, th, found);
    }
    points->look = false;
    points->last_thread = th->number;
    points->last = th->frame->code;
    points->last_word = bt_frame_word(th->frame);
    points->last_op = points->last->unit->insns[points->last_word].op;
}

uint32_t bt_points_last_line(const struct bt_points *points)
{
    return points->last ? bt_code_line(points->last, points->last_word) : 0;
}

static json_t *stop_of(struct bt_engine *e, struct bt_vthread *th, struct bt_points_found *found)
{
    json_t *stop = NULL;
    if (found->n_plain > 0)
        bt_buf_printf(&found->text, "%sbreakpoint%s %.*s", found->text.len ? "; " : "",
                      found->n_plain > 1 ? "s" : "", (int)found->plain.len, found->plain.data);
    if (found->ids) {
        json_t *text = json_stringn(found->text.data ? found->text.data : "", found->text.len);
        struct bt_vthread *who = found->thread ? found->thread : th;
        stop = bt_stop_new(e, who, found->reason, text ? json_string_value(text) : "?");
        json_decref(text);
        (void)json_object_set_new(stop, "points", found->ids);
        if (found->change)
            (void)json_object_set(stop, "change", found->change);
        if (found->over)
            (void)json_object_set(stop, "over", found->over);
    }
    json_decref(found->change);
    json_decref(found->over);
    bt_buf_free(&found->text);
    bt_buf_free(&found->plain);
    return stop;
}

json_t *bt_points_check(struct bt_engine *e, struct bt_vthread *th)
{
    struct bt_points *points = e->points;
    const struct bt_code *code = th->frame->code;
    struct bt_points_found found = {0};
    if (points->n_watches || points->n_races)
        check_values(e, th, &found);
    if (points->code_points) {
        if (code != points->last_code) {
            points->last_marks = bt_point_marks(e, code);
            points->last_code = code;
        }
        uint8_t mark = points->last_marks ? points->last_marks[bt_frame_word(th->frame)] : 0;
        if (mark)
            check_code(e, th, mark, &found);
    }
    return found.ids ? stop_of(e, th, &found) : NULL;
}

void bt_points_rebase(struct bt_engine *e)
{
    for (size_t i = 0; i < e->points->list.n; i++)
        bt_watch_rebase(e, e->points->list.items[i]->watch);
}

void bt_points_passed(struct bt_engine *e, const struct bt_vthread *th)
{
    struct bt_points *points = e->points;
    if (points->blind) // what it has passed was not looked at
        bt_points_rebase(e);
    points->blind = e->motion.how == BT_MOTION_TO || e->motion.how == BT_MOTION_TO_EVENT ||
                    e->motion.how == BT_MOTION_TO_RAISE;
    points->look = true;
    if (!th || !th->frame)
        return;
    points->last_thread = th->number;
    points->last = th->frame->code;
    points->last_word = bt_frame_word(th->frame);
}

bool bt_points_quiet(const struct bt_engine *e)
{
    const struct bt_points *points = e->points;
    return points->n_watches == 0 && points->n_races == 0 &&
           (!points->code_points || !points->last_marks);
}

bool bt_points_each(const struct bt_engine *e)
{
    return e->points->each;
}

void bt_points_report(struct bt_engine *e, json_t *result)
{
    struct bt_points *points = e->points;
    if (!points->changed)
        return;
    points->changed = false;
    json_t *hits = json_array();
    for (size_t i = 0; i < points->list.n; i++)
        if (points->list.items[i]->hits > 0)
            (void)json_array_append_new(hits,
                                        json_pack("[I, I]", (json_int_t)points->list.items[i]->id,
                                                  (json_int_t)points->list.items[i]->hits));
    (void)json_object_set_new(result, "hits", hits);
}

unsigned bt_points_wants(const struct bt_engine *e)
{
    unsigned wants = 0;
    for (size_t i = 0; i < e->points->list.n; i++)
        if (e->points->list.items[i]->enabled) {
            if (e->points->list.items[i]->kind == BT_POINT_LOCK)
                wants |= BT_WANT_LOCKS;
            if (e->points->list.items[i]->kind == BT_POINT_RACE)
                wants |= BT_WANT_SYNC | BT_WANT_LOCKS;
        }
    return wants;
}

void bt_points_sweep(struct bt_engine *e)
{
    struct bt_points *points = e->points;
    bt_points_forget_code(points, false);
    if (points->last && !bt_is_marked(&points->last->base))
        points->last = NULL;
    for (size_t i = 0; i < points->list.n; i++) {
        struct bt_point *p = points->list.items[i];
        bt_watch_sweep(p->watch);
        bt_race_sweep(p->race);
        if (p->locked && !bt_is_marked(p->locked))
            p->locked = NULL;
    }
}
