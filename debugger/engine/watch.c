/*
 * Watching an expression: the stop comes right after the instruction that has changed its value, in
 * whatever thread. It is looked at after each instruction that may store something; what it is made
 * of is found anew each time, so that it may pass through objects that come and go.
 *
 * An expression with variables of a function belongs to one call of it: to that thread, that code,
 * that depth. It is followed as long as the call lasts; travelling back to before and forth again
 * finds the same call.
 */
#include "debugger/engine/watch.h"

#include <stdio.h>
#include <string.h>

#include "base/hash.h"
#include "base/mem.h"
#include "debugger/engine/say.h"
#include "runtime/objects/dict.h"
#include "runtime/objects/heap.h"
#include "runtime/objects/seq.h"
#include "runtime/objects/str.h"

#define ITEMS_MAX 2048 // of a container that are looked at from each end
#define TEXT_MAX  60

struct state {
    bool there;
    uint64_t bits, inside;
};

struct bt_watch {
    struct bt_peek *expr;
    struct bt_dict *globals; // where names are looked up outside a call
    bool asked;              // it cannot be seen without running Python code: a child is asked
    bool generator;          // the call is a generator's
    bool local;              // it belongs to a call:
    uint32_t thread, depth;  // ... of this thread, so many frames deep
    char *function;          // ... of the function of that qualified name
    uint32_t first_line;
    const struct bt_frame *frame; // ... while it lasts, or NULL
    const struct bt_frame *seen;  // the thread's innermost frame when that was last made sure of
    struct state state;
    char text[TEXT_MAX * 4 + 8]; // of the value in `state`
};

// ---- values ----

// What a container holds, as a number; its own items only.
static uint64_t inside(const struct bt_vm *vm, bt_value v)
{
    const struct bt_thread *th = &vm->main->t;
    uint64_t h = 1;
    if (bt_is_exact(th, v, BT_T_LIST)) {
        const struct bt_list *l = bt_as_list(v);
        h = l->len + 1;
        for (size_t i = 0; i < l->len; i++) {
            h = bt_hash_u64(h ^ l->items[i].bits);
            if (i == ITEMS_MAX && l->len > 2 * ITEMS_MAX)
                i = l->len - ITEMS_MAX;
        }
    } else if (bt_is_exact(th, v, BT_T_DICT) || bt_is_exact(th, v, BT_T_SET)) {
        const struct bt_dict *d = bt_as_dict(v);
        h = bt_dict_len(d) + 1;
        for (uint32_t i = d->first; i < d->n_used; i++) {
            h = bt_hash_u64(h ^ d->entries[i].key.bits);
            h = bt_hash_u64(h ^ d->entries[i].value.bits);
            if (i == d->first + ITEMS_MAX && d->n_used - d->first > 2 * ITEMS_MAX)
                i = d->n_used - ITEMS_MAX;
        }
    }
    return h;
}

// The text of what a child says, too.
static struct state ask(struct bt_engine *e, const struct bt_watch *w, struct bt_buf *text)
{
    struct bt_vthread *th = w->frame ? bt_engine_thread(e, w->thread) : NULL;
    struct state s = {
        .there = bt_point_ask_value(e, bt_peek_text(w->expr), th, w->frame, w->globals, text)};
    s.bits = s.there ? bt_hash_bytes(text->data, text->len, 1) : 0;
    return s;
}

static struct state look(struct bt_engine *e, const struct bt_watch *w, struct bt_buf *text)
{
    struct state s = {0};
    bt_value v;
    if (w->asked)
        return ask(e, w, text);
    s.there = bt_peek_value(w->expr, e->vm, w->frame, &v);
    if (!s.there)
        return s;
    s.bits = v.bits;
    s.inside = bt_is_obj(v) ? inside(e->vm, v) : 0;
    if (bt_is_str(v)) // strs that are equal are the same to a reader
        s.bits = bt_hash_bytes(bt_as_str(v)->data, bt_as_str(v)->len, 1);
    return s;
}

static bool same(const struct state *a, const struct state *b)
{
    return a->there == b->there && a->bits == b->bits && a->inside == b->inside;
}

// The value is this now; text: what a child has said of it. Frees the text.
static void keep(const struct bt_engine *e, struct bt_watch *w, struct state s, struct bt_buf *text)
{
    bt_value v;
    if (!s.there) {
        text->len = 0;
        bt_buf_puts(text, "(nothing)");
    } else if (!w->asked && bt_peek_value(w->expr, e->vm, w->frame, &v)) {
        bt_say_value(text, e->vm, v, TEXT_MAX);
    }
    snprintf(w->text, sizeof w->text, "%.*s", (int)text->len, text->data ? text->data : "");
    bt_buf_free(text);
    w->state = s;
}

static void look_again(struct bt_engine *e, struct bt_watch *w)
{
    struct bt_buf text;
    bt_buf_init(&text);
    struct state s = look(e, w, &text);
    keep(e, w, s, &text);
}

// ---- calls ----

static uint32_t depth_of(const struct bt_frame *f)
{
    uint32_t n = 0;
    for (; f; f = f->prev)
        n++;
    return n;
}

static bool is_its(const struct bt_watch *w, const struct bt_frame *f)
{
    return f->code->first_line == w->first_line && w->function &&
           strcmp(bt_as_str(f->code->qualname)->data, w->function) == 0;
}

// Find the call among the thread's frames; NULL: it is not under way.
static const struct bt_frame *find_call(const struct bt_watch *w, const struct bt_vthread *th)
{
    uint32_t depth = depth_of(th->frame);
    const struct bt_frame *f = th->frame;
    for (; f && depth > w->depth; f = f->prev)
        depth--;
    if (f && depth == w->depth && is_its(w, f))
        return f;
    f = w->generator ? th->frame : NULL;
    while (f && !is_its(w, f))
        f = f->prev;
    return f;
}

static char *copy_of(const char *text)
{
    char *copy = bt_alloc(strlen(text) + 1);
    return copy ? strcpy(copy, text) : NULL;
}

// The call that the session has kept from when the point was set / the one at this frame.
static bool set_scope(struct bt_engine *e, struct bt_watch *w, const json_t *scope)
{
    w->local = true;
    w->thread = (uint32_t)json_integer_value(json_object_get(scope, "thread"));
    w->depth = (uint32_t)json_integer_value(json_object_get(scope, "depth"));
    w->generator = json_is_true(json_object_get(scope, "generator"));
    w->first_line = (uint32_t)json_integer_value(json_object_get(scope, "line"));
    const char *function = json_string_value(json_object_get(scope, "function"));
    w->function = copy_of(function ? function : "");
    const struct bt_vthread *th = bt_engine_thread(e, w->thread);
    w->frame = th ? find_call(w, th) : NULL;
    w->seen = th ? th->frame : NULL;
    return w->function != NULL;
}

static json_t *scope_of(const struct bt_vthread *th, const struct bt_frame *f)
{
    return json_pack("{s:I, s:I, s:I, s:s, s:b}", "thread", (json_int_t)th->number, "depth",
                     (json_int_t)depth_of(f), "line", (json_int_t)f->code->first_line, "function",
                     bt_as_str(f->code->qualname)->data, "generator",
                     (f->flags & BT_FRAME_GENERATOR) != 0);
}

// ---- made and ended ----

void bt_watch_free(struct bt_watch *w)
{
    if (!w)
        return;
    bt_peek_free(w->expr);
    bt_free(w->function);
    bt_free(w);
}

// Nothing can be seen of it: is there nothing, or has Python code to be run to see it?
static void ask_at_first(struct bt_engine *e, struct bt_point *p)
{
    struct bt_watch *w = p->watch;
    struct bt_buf text;
    bt_buf_init(&text);
    struct state s = ask(e, w, &text);
    if (s.there) {
        w->asked = true;
        json_t *scope = json_object_get(p->source, "scope");
        if (!scope) {
            scope = json_object();
            (void)json_object_set_new(p->source, "scope", scope);
        }
        (void)json_object_set_new(scope, "asked", json_true());
        keep(e, w, s, &text);
        return;
    }
    const char *error = text.data ? text.data : "", *hint = strstr(error, ". Did you mean");
    bool wrong = strncmp(error, "SyntaxError", 11) == 0 || strncmp(error, "it would", 8) == 0;
    snprintf(p->message, sizeof p->message, "%s%.*s",
             wrong ? "!" : "it has no value yet: ", (int)(hint ? hint - error : 150), error);
    bt_buf_free(&text);
}

bool bt_watch_new(struct bt_engine *e, struct bt_point *p, const json_t *request)
{
    char error[160];
    struct bt_watch *w = bt_alloc_zero(sizeof *w);
    struct bt_vthread *th;
    if (!w || !p->expr)
        return false;
    p->watch = w;
    w->expr = bt_peek_new(p->expr, error, sizeof error);
    if (!w->expr) {
        snprintf(p->message, sizeof p->message, "!%s", error);
        return false;
    }
    if (!bt_peek_has_names(w->expr)) {
        snprintf(p->message, sizeof p->message, "!%s never changes", p->expr);
        return false;
    }
    const json_t *scope = json_object_get(p->source, "scope");
    const struct bt_frame *f = bt_point_frame(e, p, request, &th);
    if (json_object_get(scope, "function")) {
        if (!set_scope(e, w, scope))
            return false;
    } else if (f && bt_peek_is_local(w->expr, f)) {
        json_t *here = scope_of(th, f);
        (void)json_object_set_new(p->source, "scope", here);
        if (!set_scope(e, w, here))
            return false;
    } else {
        w->globals = bt_point_globals(e, p, f);
        bt_peek_set_globals(w->expr, w->globals);
    }
    w->asked = json_is_true(json_object_get(scope, "asked")) || bt_peek_needs_python(w->expr);
    look_again(e, w);
    if (!w->state.there)
        ask_at_first(e, p);
    return p->message[0] != '!';
}

void bt_watch_rebase(struct bt_engine *e, struct bt_watch *w)
{
    if (w && w->expr)
        look_again(e, w);
}

void bt_watch_sweep(struct bt_watch *w)
{
    if (w && w->globals && !bt_is_marked((const struct bt_object *)w->globals)) {
        w->globals = NULL;
        bt_peek_set_globals(w->expr, NULL);
    }
}

// ---- looking ----

// May an instruction store something that others see?
static bool may_store(uint8_t op)
{
    switch (op) {
    case BT_STORE_CELL_OP:
    case BT_DELETE_CELL_OP:
    case BT_STORE_FREE_OP:
    case BT_DELETE_FREE_OP:
    case BT_STORE_GLOBAL_OP:
    case BT_DELETE_GLOBAL_OP:
    case BT_STORE_NAME_OP:
    case BT_DELETE_NAME_OP:
    case BT_SETATTR_OP:
    case BT_DELATTR_OP:
    case BT_SETITEM_OP:
    case BT_DELITEM_OP:
    case BT_IMPORT_NAME_OP:
    case BT_IMPORT_STAR_OP:
    case BT_CALL_OP:
    case BT_CALL_KW_OP:
    case BT_CALL_METHOD_OP:
    case BT_CALL_METHOD_KW_OP:
    case BT_CALL_EX_OP:
    case BT_FORITER_OP:
    case BT_SEND_OP:
    case BT_LIST_APPEND_OP:
    case BT_LIST_EXTEND_OP:
    case BT_SET_ADD_OP:
    case BT_SET_UPDATE_OP:
    case BT_MAP_ADD_OP:
    case BT_DICT_UPDATE_OP:
    case BT_DICT_MERGE_OP:
    case BT_UNPACK_OP:
    case BT_SETUP_ANNOTATIONS_OP: return true;
    default: return op >= BT_IADD_OP && op <= BT_IXOR_OP + 1;
    }
}

// Is the call still under way, or again? false: it has just ended.
static bool follow(struct bt_engine *e, struct bt_watch *w)
{
    const struct bt_vthread *th = bt_engine_thread(e, w->thread);
    if (th && w->seen == th->frame)
        return true;
    const struct bt_frame *f = th ? find_call(w, th) : NULL;
    // a generator's call goes on later, from another depth
    bool ended = w->frame && !f && !w->generator;
    if (!w->frame && f) { // it begins: what it has now is no change
        w->frame = f;
        look_again(e, w);
    }
    w->frame = f;
    w->seen = th ? th->frame : NULL;
    return !ended;
}

static void over(struct bt_engine *e, const struct bt_point *p, struct bt_points_found *found)
{
    if (e->motion.search)
        return;
    char text[200];
    snprintf(text, sizeof text, "watch %u of %s is over: %s() has ended", p->id,
             bt_peek_text(p->watch->expr), p->watch->function);
    bt_points_found_add(found, p, "watch", text);
    if (!found->over)
        found->over = json_array();
    (void)json_array_append_new(found->over, json_integer(p->id));
}

// It has been changed, or written, by the last instruction. th is before its next one.
static void report(struct bt_engine *e, struct bt_point *p, struct bt_vthread *th, const char *old,
                   const char *new, struct bt_points_found *found)
{
    struct bt_points *points = e->points;
    const char *expr = bt_peek_text(p->watch->expr);
    struct bt_vthread *who = bt_engine_thread(e, points->last_thread);
    who = who && who->frame ? who : th;
    struct bt_buf text;
    bt_buf_init(&text);
    if (bt_point_hit(e, p, who, who->frame, &text)) {
        if (text.len == 0)
            bt_buf_printf(&text, "%s: %s -> %s", expr, old, new);
        bt_points_found_add(found, p, "watch", text.data ? text.data : "");
        found->thread = who;
        json_decref(found->change);
        found->change =
            json_pack("{s:s, s:s, s:s, s:I, s:I}", "expr", expr, "old", old, "new", new, "thread",
                      (json_int_t)who->number, "line", (json_int_t)bt_points_last_line(points));
    }
    bt_buf_free(&text);
}

void bt_watch_check(struct bt_engine *e, struct bt_point *p, struct bt_vthread *th,
                    struct bt_points_found *found)
{
    struct bt_points *points = e->points;
    struct bt_watch *w = p->watch;
    struct bt_buf text;
    bool stored = p->stored;
    p->stored = false;
    if (!w || !w->expr)
        return;
    if (stored) {
        if (!w->local || (follow(e, w) && w->frame))
            look_again(e, w);
        report(e, p, th, p->before, p->after_it, found);
        return;
    }
    if (w->local && !follow(e, w)) {
        over(e, p, found);
        return;
    }
    if (w->local ? !w->frame : !points->look && !may_store(points->last_op))
        return;
    if (w->asked && !points->look &&
        (!may_store(points->last_op) || !points->last || bt_stop_is_library(points->last)))
        return;
    bt_buf_init(&text);
    struct state s = look(e, w, &text);
    if (same(&s, &w->state)) {
        bt_buf_free(&text);
        return;
    }
    char old[sizeof w->text];
    memcpy(old, w->text, sizeof old);
    keep(e, w, s, &text);
    if (s.there && p->message[0]) {
        p->message[0] = '\0';
        bt_point_tell(e, p);
    }
    report(e, p, th, old, w->text, found);
}
