// A query's child process: see child.h.
#include "debugger/engine/child.h"

#include <signal.h>
#include <stdio.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/os_thread.h"
#include "lab/names.h"
#include "runtime/objects/heap.h"
#include "vm/safepoint.h"
#include "vm/sync.h"
#include "vm/report.h"

#define STACK_SIZE  ((size_t)64 << 20)
#define TICK_NS     10000000L
#define OUTPUT_MAX  65536u
#define MEMORY_MORE ((rlim_t)1 << 30) // bytes that it may use beyond the program's
#define NEVER       INT64_MAX

struct bt_child {
    struct bt_engine *e;
    struct bt_vthread *th;
    bt_query_function *function;
    const json_t *request;
    struct bt_event_sink sink;
    FILE *output;
    struct bt_mutex lock; // of what follows: shared with the watch
    struct bt_vthread *limited;
    int64_t limit; // on the monotonic clock
    bool reached;
    bool done;
    bool began;
    struct bt_beside beside; // it never ends
};

_Noreturn void bt_child_end(struct bt_engine *e, json_t *answer)
{
    struct bt_child *child = e->child;
    bt_mutex_lock(&child->lock);
    child->done = true; // the watch says nothing any more
    bt_mutex_unlock(&child->lock);
    (void)bt_wire_send(&e->wire, answer, -1);
    _exit(0);
}

// ---- what the program prints ----

// From now on it goes into a file of its own; what the program had not written out yet is the
// program's to write.
static void divert(struct bt_child *child)
{
    struct bt_vm *vm = child->e->vm;
    child->output = tmpfile();
    int to = child->output ? fileno(child->output) : -1;
    if (to < 0)
        return;
    (void)dup2(to, STDOUT_FILENO);
    (void)dup2(to, STDERR_FILENO);
    int input[2]; // nothing ever comes: who reads would wait
    if (pipe(input) == 0)
        (void)dup2(input[0], STDIN_FILENO);
    if (vm->flush)
        vm->flush(&child->th->t);
    if (ftruncate(to, 0) == 0)
        (void)lseek(to, 0, SEEK_SET);
}

json_t *bt_child_output(struct bt_engine *e, struct bt_vthread *th)
{
    struct bt_child *child = e->child;
    if (e->vm->flush)
        e->vm->flush(&th->t);
    int fd = child->output ? fileno(child->output) : -1;
    off_t end = fd >= 0 ? lseek(fd, 0, SEEK_CUR) : 0;
    if (end <= 0 || lseek(fd, 0, SEEK_SET) != 0)
        return NULL;
    size_t size = end < (off_t)OUTPUT_MAX ? (size_t)end : OUTPUT_MAX;
    char *data = bt_alloc(size);
    ssize_t n = data ? read(fd, data, size) : 0;
    json_t *text = NULL;
    while (n > 0 && !text && n + 4 > (ssize_t)size) // a character may be cut at the end
        text = json_stringn(data, (size_t)n--);
    if (!text && n > 0)
        text = json_stringn(data, (size_t)n);
    bt_free(data);
    (void)lseek(fd, end, SEEK_SET);
    return text;
}

// ---- what would make other threads run ----

static json_t *would_wait(struct bt_child *child, const struct bt_event *ev)
{
    const struct bt_vthread *th = ev->th;
    if (th->reason == BT_WAIT_SLEEP)
        return bt_engine_error("it would sleep");
    bt_value object = th->wait_object;
    if (th->reason != BT_WAIT_LOCK || !bt_is_obj(object))
        return bt_engine_error("it would wait for %s", bt_report_awaited(th->reason));
    const struct bt_lock *lock = (const struct bt_lock *)bt_obj(object);
    struct bt_vthread *owner = bt_engine_thread(child->e, lock->owner_number);
    char room[32];
    struct bt_buf name;
    bt_buf_init(&name);
    if (!bt_name_find(child->e->vm, th->frame, object, &name))
        bt_buf_printf(&name, "lock %u", lock->number);
    json_t *error = bt_engine_error("it would wait for %s, held by %s", name.data ? name.data : "",
                                    owner ? bt_stop_thread_name(owner, room) : "nobody");
    bt_buf_free(&name);
    return error;
}

static void event(struct bt_event_sink *sink, const struct bt_event *ev)
{
    struct bt_child *child = (struct bt_child *)((char *)sink - offsetof(struct bt_child, sink));
    switch (ev->kind) {
    case BT_EV_BLOCK:
    case BT_EV_OUTSIDE:
    case BT_EV_DEADLOCK: bt_child_end(child->e, would_wait(child, ev));
    case BT_EV_SWITCH:
    case BT_EV_YIELD: bt_child_end(child->e, bt_engine_error("it would let other threads run"));
    default: break;
    }
}

// ---- time ----

void bt_child_limit(struct bt_engine *e, struct bt_vthread *th, unsigned milliseconds)
{
    struct bt_child *child = e->child;
    if (!child)
        return;
    bt_mutex_lock(&child->lock);
    child->limited = th;
    child->reached = false;
    child->limit = bt_clock_monotonic() + (int64_t)milliseconds * 1000000;
    bt_mutex_unlock(&child->lock);
}

bool bt_child_limit_end(struct bt_engine *e)
{
    struct bt_child *child = e->child;
    if (!child)
        return false;
    bt_mutex_lock(&child->lock);
    bool reached = child->reached;
    child->limit = NEVER;
    if (reached) {
        child->limited->async_exc = BT_UNSET;
        bt_attention_clear(&child->limited->t, BT_ATTN_ASYNC_EXC);
    }
    child->reached = false;
    bt_mutex_unlock(&child->lock);
    return reached;
}

// The other thread of the process: sees to the time.
_Noreturn static void watch(struct bt_child *child)
{
    int64_t end = bt_clock_monotonic() + (int64_t)BT_CHILD_PATIENCE * 1000000000;
    for (;;) {
        struct timespec tick = {0, TICK_NS};
        (void)nanosleep(&tick, NULL);
        int64_t now = bt_clock_monotonic();
        bt_mutex_lock(&child->lock);
        if (child->limit < now) {
            child->limit = NEVER;
            child->reached = true;
            child->limited->async_exc =
                bt_from_obj(bt_type(&child->limited->t, BT_EXC_KEYBOARD_INTERRUPT));
            bt_attention_set(&child->limited->t, BT_ATTN_ASYNC_EXC);
        }
        if (now >= end && !child->done) {
            json_t *error = bt_engine_error("it takes longer than %d seconds", BT_CHILD_PATIENCE);
            (void)bt_wire_send(&child->e->wire, error, -1);
            _exit(0);
        }
        bt_mutex_unlock(&child->lock);
    }
}

// ---- the process ----

// Everything of the run that would be noted or heard is cut off.
static void cut_off(struct bt_child *child)
{
    struct bt_vm *vm = child->e->vm;
    vm->debugger = NULL;
    vm->tape = NULL;
    vm->gil.sinks = NULL;
    vm->gil.checkpoint = UINT64_MAX;
    vm->before_exit = NULL;
    vm->gil.pinned = NULL;
    vm->i.next_serial = BT_CHILD_SERIALS;
    // no collection: what existed is still there afterwards (effects.c)
    ((struct bt_heap_fast *)(void *)vm->i.heap)->credit = INT64_MAX / 2;
    child->sink = (struct bt_event_sink){.event = event};
    bt_event_watch(vm, &child->sink);
}

// An evaluation that asks for more and more memory gets MemoryError, not the machine's.
static void limit_memory(void)
{
#ifndef BT_HEAP_ASAN
    struct rusage usage;
    struct rlimit limit;
    if (getrusage(RUSAGE_SELF, &usage) != 0 || getrlimit(RLIMIT_DATA, &limit) != 0)
        return;
    limit.rlim_cur = (rlim_t)usage.ru_maxrss * 1024 + STACK_SIZE + MEMORY_MORE;
    if (limit.rlim_cur < limit.rlim_max)
        (void)setrlimit(RLIMIT_DATA, &limit);
#endif
}

void bt_child_become(struct bt_engine *e, struct bt_vthread *th)
{
    struct bt_child *child = e->child;
    if (child->th == th && child->began)
        return;
    child->began = true;
    child->th = th;
    th->t.c_stack_limit = bt_os_stack_limit();
    bt_beside_begin(th, &child->beside);
    th->t.exc = BT_UNSET;
}

bt_value bt_child_exception(const struct bt_engine *e)
{
    return e->child->beside.exc;
}

static void work(void *arg)
{
    struct bt_child *child = arg;
    bt_child_become(child->e, child->th);
    divert(child);
    bt_child_end(child->e, child->function(child->e, child->th, child->request));
}

_Noreturn void bt_child_answer(struct bt_engine *e, struct bt_vthread *th,
                               bt_query_function *function, const json_t *request, int fd)
{
    struct bt_child child = {.e = e, .th = th, .function = function, .request = request};
    struct bt_os_thread worker;
    child.limit = NEVER;
    bt_mutex_init(&child.lock);
    e->in_child = true;
    e->child = &child;
    e->wire.fd = fd;
    signal(SIGINT, SIG_IGN); // the session's to see to
    cut_off(&child);
    limit_memory();
    if (bt_os_thread_start(&worker, work, &child, STACK_SIZE) != 0)
        bt_child_end(e, bt_engine_error("no memory"));
    watch(&child);
}
