// The input gate: see input.h.
#include "vm/input.h"

#include <unistd.h>

#include "base/clock.h"
#include "base/entropy.h"
#include "runtime/objects/error.h"
#include "vm/files.h"
#include "vm/virtual.h"

static int64_t virtual_clock(struct bt_thread *th, enum bt_clock clock)
{
    const struct bt_vm *vm = bt_vm(th);
    switch (clock) {
    case BT_CLOCK_REAL: return BT_VIRTUAL_EPOCH + (vm->now - BT_VIRTUAL_START);
    case BT_CLOCK_MONOTONIC: return vm->now;
    case BT_CLOCK_PROCESS: return (int64_t)bt_event_clock(vm) * BT_VIRTUAL_INSTR;
    case BT_CLOCK_THREAD: return (int64_t)bt_thread_instructions(bt_vthread(th)) * BT_VIRTUAL_INSTR;
    }
    return 0;
}

static int64_t real_clock(enum bt_clock clock)
{
    switch (clock) {
    case BT_CLOCK_REAL: return bt_clock_real();
    case BT_CLOCK_MONOTONIC: return bt_clock_monotonic();
    case BT_CLOCK_PROCESS: return bt_clock_process();
    case BT_CLOCK_THREAD: return bt_clock_thread();
    }
    return 0;
}

int64_t bt_input_clock(struct bt_thread *th, enum bt_clock clock)
{
    const struct bt_vm *vm = bt_vm(th);
    if (vm->config.virtual_clock)
        return virtual_clock(th, clock);
    static const char *const names[] = {"real", "mono", "cpu", "cpu-thread"};
    return BT_INPUT(th, names[clock], real_clock(clock));
}

// Numbers of a generator as bytes.
static void expand(struct bt_random *from, char *bytes, size_t n)
{
    for (size_t i = 0; i < n; i++)
        bytes[i] = (char)(bt_random_next(from) >> 56);
}

bool bt_input_random(struct bt_thread *th, void *bytes, size_t n)
{
    struct bt_vm *vm = bt_vm(th);
    if (vm->config.virtual_clock) {
        expand(&vm->entropy, bytes, n);
        return true;
    }
    if (!vm->tape)
        return bt_entropy(bytes, n) ||
               bt_fail(th, BT_EXC_OS_ERROR, "no random bytes from the system");
    // one number from the system stands for all of them, so that records are small
    struct bt_random seed = {0};
    struct bt_answer a = {0};
    if (!bt_input_taken(th, "random", &a)) {
        a.err = bt_entropy(&seed, sizeof seed) ? 0 : EIO;
        a.value = (int64_t)seed.state;
        bt_input_keep(th, "random", &a);
    }
    seed.state = (uint64_t)a.value;
    expand(&seed, bytes, n);
    return a.err == 0 || bt_fail(th, BT_EXC_OS_ERROR, "no random bytes from the system");
}

void bt_input_source(struct bt_thread *th, const char *path, const char *text, size_t len)
{
    struct bt_tape *tape = bt_vm(th)->tape;
    if (tape)
        tape->source(tape, bt_vthread(th), path, text, len);
}

void bt_input_keep_odd(struct bt_thread *th, const char *what, struct bt_answer *a, int64_t usual)
{
    struct bt_tape *tape = bt_vm(th)->tape;
    int64_t unsaid = tape->unsaid++;
    if (a->value == usual)
        return;
    a->data = &unsaid;
    a->len = sizeof unsaid;
    a->numbers = true;
    tape->answer(tape, bt_vthread(th), what, a);
}

void bt_input_take_odd(struct bt_thread *th, const char *what, struct bt_answer *a)
{
    struct bt_tape *tape = bt_vm(th)->tape;
    if (tape->comes(tape, bt_vthread(th), what))
        tape->answer(tape, bt_vthread(th), what, a);
    else
        tape->unsaid++;
}

// ---- descriptors ----

int bt_input_stream(const struct bt_thread *th, int fd)
{
    const struct bt_tape *tape = bt_vm(th)->tape;
    if (!tape || !tape->replaying)
        return fd;
    bool known =
        !tape->silent && fd >= 0 && fd < (int)sizeof tape->streams && tape->streams[fd] != 0;
    return known ? tape->streams[fd] : -1;
}

void bt_input_moved(struct bt_thread *th, int from, int to)
{
    struct bt_tape *tape = bt_vm(th)->tape;
    const int n = sizeof tape->streams;
    if (tape && tape->files)
        bt_files_moved(tape->files, from, to);
    if (tape && to >= 0 && to < n)
        tape->streams[to] = from >= 0 && from < n ? tape->streams[from] : 0;
}

static struct bt_files *files_of(const struct bt_thread *th)
{
    const struct bt_tape *tape = bt_vm(th)->tape;
    return tape ? tape->files : NULL;
}

static bool is_kept(const struct bt_files *files, int fd)
{
    return files && fd == STDIN_FILENO && files->keep_input;
}

int64_t bt_input_read(struct bt_thread *th, int fd, void *data, size_t len)
{
    struct bt_files *files = files_of(th);
    int64_t n = BT_INPUT_DATA(th, "read",
                              is_kept(files, fd) ? bt_files_read_input(files, data, len)
                                                 : read(fd, data, len),
                              data, len);
    if (n > 0 && files)
        bt_files_passed(files, fd, n);
    return n;
}

int64_t bt_input_seek(struct bt_thread *th, int fd, int64_t offset, int whence)
{
    int64_t at = BT_INPUT(th, "seek", lseek(fd, offset, whence));
    if (at >= 0 && files_of(th))
        bt_files_sought(files_of(th), fd, at);
    return at;
}

int64_t bt_input_poll(struct bt_thread *th, int fd, short events)
{
    const struct bt_files *files = files_of(th);
    return BT_INPUT(th, "poll",
                    is_kept(files, fd) && bt_files_has_input(files) ? 1
                                                                    : bt_os_poll(fd, events, 0));
}

void bt_input_opened(struct bt_thread *th, int fd, const char *path, int flags)
{
    if (fd >= 0 && files_of(th))
        bt_files_opened(files_of(th), fd, path, flags);
}

// All of it, to a stream of ours; errors have no one to go to.
static void write_again(int fd, const char *data, size_t len)
{
    while (len > 0) {
        ssize_t n = write(fd, data, len);
        if (n < 0 && errno != EINTR)
            return;
        if (n > 0) {
            data += n;
            len -= (size_t)n;
        }
    }
}

int64_t bt_input_write(struct bt_thread *th, int fd, const char *data, size_t len)
{
    int64_t n = BT_INPUT_EFFECT(th, "write", (int64_t)len, write(fd, data, len));
    int err = errno;
    if (n > 0 && files_of(th))
        bt_files_passed(files_of(th), fd, n);
    errno = err;
    if (n > 0 && bt_input_replaying(th)) {
        int stream = bt_input_stream(th, fd);
        if (stream >= 0)
            write_again(stream, data, (size_t)n <= len ? (size_t)n : len);
        errno = err;
    }
    return n;
}

// ---- the schedule ----

void bt_input_arrive(struct bt_vm *vm, bool idle)
{
    struct bt_vthread *th;
    unsigned how;
    while ((th = vm->tape->next_arrival(vm->tape, idle, &how)) != NULL) {
        bt_gil_set_going(th, how);
        idle = false;
    }
}

bool bt_input_notice(struct bt_vthread *th, enum bt_notice where)
{
    struct bt_vm *vm = th->vm;
    bool seen = atomic_load_explicit(&vm->interrupt, memory_order_relaxed);
    return BT_LIKELY(!vm->tape) ? seen : vm->tape->notice(vm->tape, th, where, seen);
}

void bt_input_face_outside(struct bt_vm *vm)
{
    const struct bt_substrate *substrate = vm->gil.substrate;
    for (struct bt_vthread *th = vm->threads; th; th = th->next) {
        bool waits = th->state == BT_THREAD_BLOCKED || th->state == BT_THREAD_OUTSIDE;
        if (!waits || bt_timer_is_set(&th->timer) || bt_timer_is_set(&th->alarm) || th->polling)
            continue;
        th->parked = false;
        if (th->state == BT_THREAD_OUTSIDE && th->reason == BT_WAIT_IO && th->poll_fd >= 0)
            substrate->poll(th, th->poll_fd, th->poll_events, th->deadline);
        else if (th->deadline != BT_NO_DEADLINE)
            substrate->sleep(th, th->deadline);
        else if (th->state == BT_THREAD_OUTSIDE)
            bt_gil_arrive(th, BT_ARRIVED_RETURN); // its system call has not been made
    }
}

void bt_input_end(struct bt_vm *vm)
{
    struct bt_tape *tape = vm->tape;
    if (!tape || tape->over)
        return;
    tape->over = true;
    tape->end(tape);
    tape->drives = false;
}
