// Breakpoints: the table, and asking them. See engine.h, points.h.
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "debugger/engine/points.h"

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

// The condition: compiled at once, so that what is wrong with it is said at once.
static void compile(struct bt_point *p)
{
    const char *condition = text_of(p->source, "condition");
    char error[160];
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

// A line without a file is one of the file that the user looks at.
static void complete(struct bt_engine *e, struct bt_point *p, const json_t *request)
{
    if (p->kind != BT_POINT_LINE || p->file)
        return;
    struct bt_vthread *th =
        bt_engine_thread(e, json_integer_value(json_object_get(request, "thread")));
    if (!th)
        th = e->vm->main;
    json_int_t level = json_integer_value(json_object_get(request, "frame"));
    const struct bt_frame *f = bt_stop_frame_at(th, level > 0 ? (uint32_t)level : 0);
    while (f && bt_stop_is_library(f->code))
        f = f->prev;
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
        if (is_new)
            complete(e, p, request);
        if ((is_new || p->places == 0) && is_code(p) && !(is_new && p->message[0]))
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
    return json_pack("{s:b, s:o}", "ok", 1, "points", answers);
}

// ---- a hit ----

bool bt_point_hit(struct bt_engine *e, struct bt_point *p, struct bt_vthread *th,
                  const struct bt_frame *frame, struct bt_buf *text)
{
    bool yes = true;
    (void)text;
    if (p->thread && (!th || th->number != p->thread))
        return false;
    if (p->condition && bt_peek_truth(p->condition, e->vm, frame, &yes) && !yes)
        return false;
    if (e->motion.search)
        return true;
    p->hits++;
    e->points->changed = true;
    return p->hits > p->after;
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

static json_t *code_stop(struct bt_engine *e, struct bt_vthread *th, uint8_t mark)
{
    struct bt_points *points = e->points;
    uint32_t word = bt_frame_word(th->frame);
    bool begins = mark & BT_MARK_POINT || !(mark & BT_MARK_LINE) || !from_same_line(points, th);
    leave(points, th, (mark & BT_MARK_LEAVE) != 0);
    json_t *ids = NULL;
    struct bt_buf text;
    bt_buf_init(&text);
    for (size_t i = 0; mark & (BT_MARK_POINT | BT_MARK_LINE) && i < points->list.n; i++) {
        struct bt_point *p = points->list.items[i];
        if (p->kind == BT_POINT_LINE && (!begins || !(mark & BT_MARK_LINE)))
            continue;
        if (!bt_point_is_at(p, th->frame->code, word) || !bt_point_hit(e, p, th, th->frame, &text))
            continue;
        if (!ids)
            ids = json_array();
        (void)json_array_append_new(ids, json_integer(p->id));
        if (text.len == 0 || json_array_size(ids) > 1)
            bt_buf_printf(&text, text.len == 0 ? "breakpoint %u" : ", %u", p->id);
    }
    json_t *stop = NULL;
    if (ids) {
        stop = bt_stop_new(e, th, "breakpoint", text.data ? text.data : "breakpoint");
        (void)json_object_set_new(stop, "points", ids);
    }
    bt_buf_free(&text);
    return stop;
}

json_t *bt_points_check(struct bt_engine *e, struct bt_vthread *th)
{
    struct bt_points *points = e->points;
    const struct bt_code *code = th->frame->code;
    if (!points->code_points)
        return NULL;
    if (code != points->last_code) {
        points->last_marks = bt_point_marks(e, code);
        points->last_code = code;
    }
    if (!points->last_marks)
        return NULL;
    uint8_t mark = points->last_marks[bt_frame_word(th->frame)];
    return mark ? code_stop(e, th, mark) : NULL;
}

void bt_points_event(struct bt_engine *e, const struct bt_event *event)
{
    (void)e;
    (void)event;
}

void bt_points_raised(struct bt_engine *e, struct bt_vthread *th)
{
    (void)e;
    (void)th;
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
    (void)e;
    return 0;
}

void bt_points_sweep(struct bt_engine *e)
{
    bt_points_forget_code(e->points, false);
}
