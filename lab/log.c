// The stored log: see log.h.
#include "lab/log.h"

#include <stdio.h>
#include <string.h>

#include "lab/names.h"
#include "runtime/objects/str.h"
#include "vm/sync.h"

#define MARK_MAX 400 // bytes of a mark's text that are kept

// ---- records ----

// Room for a record behind the last; NULL: no memory.
static struct bt_log_record *new_record(struct bt_log *log)
{
    struct bt_log_chunk *c = log->last;
    if (!c || c->n == BT_LOG_CHUNK) {
        if (log->n_chunks >= log->max_chunks) {
            c = log->first;
            log->first = c->next;
            for (size_t i = 0; i < c->n; i++)
                bt_timeline_feed(&log->base, &c->records[i]);
            log->start = (struct bt_tl_time){c->records[c->n - 1].clock, c->records[c->n - 1].wall};
            log->dropped += c->n;
        } else {
            c = bt_alloc(sizeof *c);
            if (!c) {
                log->failed = true;
                return NULL;
            }
            log->n_chunks++;
        }
        c->n = 0;
        c->next = NULL;
        if (log->first && log->first != c)
            log->last->next = c;
        else
            log->first = c;
        log->last = c;
    }
    log->total++;
    return &c->records[c->n++];
}

// ---- names ----

static struct bt_log_thread *thread_of(struct bt_log *log, uint32_t number)
{
    if (number >= log->cap_threads) {
        size_t cap = log->cap_threads ? log->cap_threads : 16;
        while (cap <= number)
            cap *= 2;
        struct bt_log_thread *more = bt_realloc_array(log->threads, cap, sizeof *more);
        if (!more) {
            log->failed = true;
            return NULL;
        }
        memset(more + log->cap_threads, 0, (cap - log->cap_threads) * sizeof *more);
        log->threads = more;
        log->cap_threads = cap;
    }
    if (number >= log->n_threads)
        log->n_threads = number + 1;
    log->threads[number].seen = true;
    return &log->threads[number];
}

// A thread may be renamed at any time: its last name counts.
static void note_name(struct bt_log *log, const struct bt_vthread *th)
{
    struct bt_log_thread *t = thread_of(log, th->number);
    if (!t || !bt_is_str(th->name))
        return;
    const struct bt_str *name = bt_as_str(th->name);
    if (t->name && strcmp(t->name, name->data) == 0)
        return;
    const char *copy = bt_arena_copy(&log->texts, name->data, strlen(name->data));
    if (copy)
        t->name = copy;
}

static uint32_t note_mark(struct bt_log *log, const char *text)
{
    size_t len = text ? strlen(text) : 0;
    if (len > MARK_MAX)
        for (len = MARK_MAX; len > 0 && ((unsigned char)text[len] & 0xC0) == 0x80;)
            len--;
    if (log->texts.used > log->text_limit)
        return 0;
    const char *copy = bt_arena_copy(&log->texts, text ? text : "", len);
    if (!copy || !bt_vec_push(&log->marks, copy))
        return 0;
    return (uint32_t)log->marks.n - 1;
}

// Where the thread is: in the innermost function of the script itself. The library's own lines say
// less to a reader.
static uint32_t place_of(struct bt_log *log, const struct bt_vthread *th)
{
    for (const struct bt_frame *f = th->frame; f; f = f->prev)
        if (strncmp(bt_as_str(f->code->filename)->data, "<frozen ", 8) != 0)
            return bt_places_find(&log->places, f->code, bt_frame_word(f));
    if (!th->frame)
        return 0;
    return bt_places_find(&log->places, th->frame->code, bt_frame_word(th->frame));
}

// ---- the sink ----

static uint32_t joined_by(const struct bt_vthread *th)
{
    for (const struct bt_vthread *t = th->vm->threads; t; t = t->next)
        if (th->waiter && th->waiter->queue == &t->joiners)
            return t->number;
    return 0;
}

// The first time that a thread waits for a lock: what the script calls it.
static void note_lock_name(struct bt_log *log, uint32_t number, const struct bt_frame *frame,
                           bt_value lock)
{
    if (number < log->locks.n && log->locks.items[number])
        return;
    while (log->locks.n <= number)
        if (!bt_vec_push(&log->locks, NULL))
            return;
    struct bt_buf name;
    bt_buf_init(&name);
    if (log->texts.used <= log->text_limit && bt_name_find(log->vm, frame, lock, &name) &&
        !name.failed)
        log->locks.items[number] = bt_arena_copy(&log->texts, name.data, name.len);
    if (!log->locks.items[number])
        log->locks.items[number] = "";
    bt_buf_free(&name);
}

// A thread waits for a lock: which, and who has it.
static void note_lock(struct bt_log *log, struct bt_log_record *r, const struct bt_vthread *th)
{
    if (r->reason != BT_WAIT_LOCK || !bt_is_obj(th->wait_object))
        return;
    const struct bt_lock *lock = (const struct bt_lock *)bt_obj(th->wait_object);
    r->other = lock->number;
    r->flags =
        (uint16_t)((lock->reentrant ? BT_LOG_RLOCK : 0) | (lock->internal ? BT_LOG_INTERNAL : 0));
    if (lock->number)
        note_lock_name(log, lock->number, th->frame, th->wait_object);
    if (!lock->locked || lock->owner_number == 0)
        return;
    struct bt_log_record holder = *r;
    holder.kind = BT_LOG_HOLDER;
    holder.other = lock->owner_number;
    holder.place = lock->code ? bt_places_find(&log->places, lock->code, lock->word) : 0;
    struct bt_log_record *h = new_record(log);
    if (h)
        *h = holder;
}

static bool kept(int kind)
{
    switch (kind) {
    case BT_EV_SWITCH:
    case BT_EV_BLOCK:
    case BT_EV_WAKE:
    case BT_EV_START:
    case BT_EV_END:
    case BT_EV_OUTSIDE:
    case BT_EV_RETURN:
    case BT_EV_COLLECT:
    case BT_EV_YIELD:
    case BT_EV_TIMEOUT:
    case BT_EV_INTERRUPT:
    case BT_EV_RUN:
    case BT_EV_MARK:
    case BT_EV_CTRL_C:
    case BT_EV_DEADLOCK: return true;
    default: return false; // lock operations, which others may have asked for
    }
}

static void on_event(struct bt_event_sink *sink, const struct bt_event *e)
{
    struct bt_log *log = (struct bt_log *)sink;
    struct bt_vthread *th = e->th;
    if (log->failed || !kept(e->kind))
        return;
    if (e->kind == BT_EV_RUN || e->kind == BT_EV_END || e->kind == BT_EV_START)
        note_name(log, th);
    struct bt_log_record *r = new_record(log);
    if (!r)
        return;
    *r = (struct bt_log_record){
        .clock = e->clock,
        .instr = e->instr,
        .wall = log->sink.wants & BT_WANT_WALL ? e->wall - log->wall_start : 0,
        .thread = th->number,
        .other = e->other,
        .place = place_of(log, th),
        .kind = e->kind,
        .reason = e->reason,
    };
    if (e->kind == BT_EV_START) {
        (void)thread_of(log, e->other);
    } else if (e->kind == BT_EV_END) {
        struct bt_log_thread *t = thread_of(log, th->number);
        if (t)
            t->instr = e->instr;
    } else if (e->kind == BT_EV_MARK) {
        r->other = note_mark(log, e->text);
    } else if (e->kind == BT_EV_BLOCK) {
        note_lock(log, r, th);
    } else if (e->kind == BT_EV_DEADLOCK && !log->vm->config.deadlock) {
        r->kind = BT_LOG_DEADLOCK;
        r->reason = (uint8_t)th->reason;
        if (th->reason == BT_WAIT_JOIN || th->reason == BT_WAIT_EXIT)
            r->other = joined_by(th);
        note_lock(log, r, th);
    }
}

static void on_step(struct bt_event_sink *sink, struct bt_vthread *th)
{
    struct bt_log *log = (struct bt_log *)sink;
    if (log->failed)
        return;
    uint32_t word = bt_frame_word(th->frame);
    struct bt_log_record *r = new_record(log);
    if (!r)
        return;
    uint64_t instr = bt_thread_instructions(th), clock = bt_event_clock(th->vm);
    *r = (struct bt_log_record){
        .clock = clock > 0 ? clock - 1 : 0, // it is counted already, but not yet executed
        .instr = instr > 0 ? instr - 1 : 0,
        .thread = th->number,
        .other = bt_steps_find(&log->steps, th->frame->code, word),
        .place = bt_places_find(&log->places, th->frame->code, word),
        .kind = BT_LOG_STEP,
    };
}

static void on_sweep(struct bt_event_sink *sink)
{
    struct bt_log *log = (struct bt_log *)sink;
    bt_places_sweep(&log->places);
    bt_steps_sweep(&log->steps);
}

// ---- its life ----

struct bt_log *bt_log_new(struct bt_vm *vm, unsigned wants, size_t limit)
{
    struct bt_log *log = bt_alloc_zero(sizeof *log);
    if (!log)
        return NULL;
    log->vm = vm;
    log->max_chunks = limit / sizeof(struct bt_log_chunk);
    if (log->max_chunks < 2)
        log->max_chunks = 2;
    log->text_limit = limit / 4;
    bt_timeline_init(&log->base);
    bt_arena_init(&log->texts);
    bool ok = bt_places_init(&log->places);
    ok = bt_steps_init(&log->steps) && ok;
    if (!ok || !bt_vec_push(&log->marks, "")) {
        bt_log_free(log);
        return NULL;
    }
    log->sink = (struct bt_event_sink){
        .event = on_event,
        .step = wants & BT_WANT_STEPS ? on_step : NULL,
        .sweep = on_sweep,
        .wants = wants,
    };
    if (wants & BT_WANT_WALL)
        log->wall_start = bt_event_wall(vm);
    log->start.clock = bt_event_clock(vm);
    struct bt_log_record r = {
        .clock = log->start.clock,
        .instr = bt_thread_instructions(vm->main),
        .thread = vm->main->number,
        .kind = BT_EV_RUN,
    };
    bt_timeline_begin(&log->base, r.thread, BT_TL_RUNNING, &r);
    bt_event_watch(vm, &log->sink);
    return log;
}

// The longest folder that all files of the script lie in, with its slash.
static size_t common_folder(const struct bt_places *p)
{
    const char *first = NULL;
    size_t len = 0;
    for (size_t i = 1; i < p->n; i++) {
        const char *file = p->places[i].file;
        const char *slash = strrchr(file, '/');
        if (file[0] != '/' || !slash)
            continue;
        if (!first) {
            first = file;
            len = (size_t)(slash - file) + 1;
        }
        size_t same = 0;
        while (same < len && file[same] == first[same])
            same++;
        while (same > 0 && first[same - 1] != '/')
            same--;
        len = same;
    }
    return len;
}

void bt_log_finish(struct bt_log *log)
{
    struct bt_vm *vm = log->vm;
    bt_event_unwatch(vm, &log->sink);
    const struct bt_vthread *holder = vm->gil.holder;
    log->end = (struct bt_log_record){
        .clock = bt_event_clock(vm),
        .instr = holder ? bt_thread_instructions(holder) : 0,
        .wall = log->sink.wants & BT_WANT_WALL ? bt_event_wall(vm) - log->wall_start : 0,
        .kind = BT_LOG_FINISH,
    };
    for (const struct bt_vthread *th = vm->threads; th; th = th->next) {
        if (th->state == BT_THREAD_NEW)
            continue;
        note_name(log, th);
        struct bt_log_thread *t = thread_of(log, th->number);
        if (t)
            t->instr = bt_thread_instructions(th);
    }
    log->prefix = common_folder(&log->places);
}

void bt_log_free(struct bt_log *log)
{
    if (!log)
        return;
    while (log->first) {
        struct bt_log_chunk *next = log->first->next;
        bt_free(log->first);
        log->first = next;
    }
    bt_timeline_free(&log->base);
    bt_places_free(&log->places);
    bt_steps_free(&log->steps);
    bt_arena_free(&log->texts);
    bt_vec_free(&log->marks);
    bt_vec_free(&log->locks);
    bt_free(log->threads);
    bt_free(log);
}

const char *bt_log_thread_name(const struct bt_log *log, uint32_t thread, char room[24])
{
    if (thread < log->n_threads && log->threads[thread].name)
        return log->threads[thread].name;
    if (thread == 1)
        return "MainThread";
    snprintf(room, 24, "thread %u", thread);
    return room;
}

const char *bt_log_lock_name(const struct bt_log *log, uint32_t lock)
{
    return lock < log->locks.n && log->locks.items[lock] ? log->locks.items[lock] : "";
}

const char *bt_log_file(const struct bt_log *log, const struct bt_place *place)
{
    return place->file[0] == '/' && strlen(place->file) > log->prefix ? place->file + log->prefix
                                                                      : place->file;
}
