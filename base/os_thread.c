// OS threads over pthreads, events over Linux futexes. Owns nothing; called by vm/ and cli/.
#include "base/os_thread.h"

#include <errno.h>
#include <limits.h>
#include <linux/futex.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/mem.h"

#define KICK_SIGNAL   SIGURG // ignored by default, so that a late one does no harm
#define STACK_DEFAULT ((size_t)1 << 20)
#ifdef __SANITIZE_THREAD__
#define STACK_LARGEST ((size_t)2 << 20) // ThreadSanitizer follows calls 65,536 deep, no deeper
#else
#define STACK_LARGEST ((size_t)64 << 20)
#endif
#define STACK_RESERVE ((size_t)96 << 10) // what native code may use below the limit

void bt_mutex_init(struct bt_mutex *m)
{
    pthread_mutex_init(&m->m, NULL);
}

void bt_mutex_destroy(struct bt_mutex *m)
{
    pthread_mutex_destroy(&m->m);
}

void bt_mutex_lock(struct bt_mutex *m)
{
    pthread_mutex_lock(&m->m);
}

void bt_mutex_unlock(struct bt_mutex *m)
{
    pthread_mutex_unlock(&m->m);
}

void bt_cond_init(struct bt_cond *c)
{
    pthread_condattr_t attr;
    pthread_condattr_init(&attr);
    pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
    pthread_cond_init(&c->c, &attr);
    pthread_condattr_destroy(&attr);
}

void bt_cond_destroy(struct bt_cond *c)
{
    pthread_cond_destroy(&c->c);
}

bool bt_cond_wait(struct bt_cond *c, struct bt_mutex *m, int64_t deadline_ns)
{
    if (deadline_ns == BT_NO_DEADLINE)
        return pthread_cond_wait(&c->c, &m->m) == 0;
    struct timespec time = {deadline_ns / 1000000000, deadline_ns % 1000000000};
    return pthread_cond_timedwait(&c->c, &m->m, &time) != ETIMEDOUT;
}

void bt_cond_signal(struct bt_cond *c)
{
    pthread_cond_signal(&c->c);
}

void bt_cond_signal_all(struct bt_cond *c)
{
    pthread_cond_broadcast(&c->c);
}

void bt_wakeup_init(struct bt_wakeup *e)
{
    atomic_init(&e->word, 0);
}

void bt_wakeup_set(struct bt_wakeup *e, unsigned flags)
{
    // the system call gets the address only; if the memory is gone it wakes nobody
    if (atomic_fetch_or_explicit(&e->word, flags, memory_order_acq_rel) == 0)
        syscall(SYS_futex, &e->word, FUTEX_WAKE_PRIVATE, 1, NULL, NULL, 0);
}

unsigned bt_wakeup_wait(struct bt_wakeup *e, int64_t deadline_ns)
{
    for (;;) {
        unsigned flags = atomic_exchange_explicit(&e->word, 0, memory_order_acq_rel);
        if (flags)
            return flags;
        struct timespec ts, *timeout = NULL;
        if (deadline_ns != BT_NO_DEADLINE) {
            if (bt_clock_monotonic() >= deadline_ns)
                return atomic_exchange_explicit(&e->word, 0, memory_order_acq_rel);
            // an absolute deadline on CLOCK_MONOTONIC: no drift over spurious wake-ups
            ts = (struct timespec){.tv_sec = (time_t)(deadline_ns / 1000000000),
                                   .tv_nsec = (long)(deadline_ns % 1000000000)};
            timeout = &ts;
        }
        syscall(SYS_futex, &e->word, FUTEX_WAIT_BITSET_PRIVATE, 0, timeout, NULL,
                FUTEX_BITSET_MATCH_ANY);
    }
}

struct start {
    void (*fn)(void *);
    void *arg;
};

static void *thread_main(void *p)
{
    struct start start = *(struct start *)p;
    bt_free(p);
    start.fn(start.arg);
    return NULL;
}

int bt_os_thread_start(struct bt_os_thread *t, void (*fn)(void *), void *arg, size_t stack_size)
{
    struct start *start = bt_alloc(sizeof *start);
    if (!start)
        return ENOMEM;
    *start = (struct start){fn, arg};
    pthread_attr_t attr;
    pthread_attr_init(&attr);
    int err = pthread_attr_setstacksize(&attr, stack_size ? stack_size : STACK_DEFAULT);
    sigset_t all, old;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all,
                    &old); // inherited: the new thread begins with all signals blocked
    if (err == 0)
        err = pthread_create(&t->handle, &attr, thread_main, start);
    pthread_sigmask(SIG_SETMASK, &old, NULL);
    pthread_attr_destroy(&attr);
    if (err != 0)
        bt_free(start);
    return err;
}

void bt_os_thread_join(struct bt_os_thread *t)
{
    pthread_join(t->handle, NULL);
}

void bt_os_thread_detach(struct bt_os_thread *t)
{
    pthread_detach(t->handle);
}

struct bt_os_thread bt_os_thread_self(void)
{
    return (struct bt_os_thread){pthread_self()};
}

void bt_os_thread_yield(void)
{
    sched_yield();
}

uint64_t bt_os_thread_id(void)
{
    return (uint64_t)syscall(SYS_gettid);
}

// How far down the calling thread's stack goes from `here`, at least.
static size_t stack_below(const char *here)
{
    // the first thread's stack grows as it is used, up to the limit; pthread_getattr_np would read
    // the whole of /proc/self/maps to say so
    struct rlimit limit;
    if (syscall(SYS_gettid) == getpid() && getrlimit(RLIMIT_STACK, &limit) == 0) {
        // the kernel has put the program's name at the upper end
        const char *top = (const char *)getauxval(AT_EXECFN);
        size_t used = top > here ? (size_t)(top - here) : 0;
        if (limit.rlim_cur == RLIM_INFINITY || limit.rlim_cur > STACK_LARGEST)
            return STACK_LARGEST;
        if (used < limit.rlim_cur)
            return (size_t)limit.rlim_cur - used;
    }
    pthread_attr_t attr;
    void *low = NULL;
    size_t size = 0;
    if (pthread_getattr_np(pthread_self(), &attr) == 0) {
        pthread_attr_getstack(&attr, &low, &size);
        pthread_attr_destroy(&attr);
    }
    return low ? (size_t)(here - (const char *)low) : STACK_DEFAULT / 2;
}

char *bt_os_stack_limit(void)
{
    char *here = __builtin_frame_address(0);
    size_t below = stack_below(here);
    // the main thread's stack may be declared larger or unlimited: that much is enough
    if (below > STACK_LARGEST)
        below = STACK_LARGEST;
    return here - below + STACK_RESERVE;
}

void bt_os_thread_kick(struct bt_os_thread *t)
{
    pthread_kill(t->handle, KICK_SIGNAL);
}

static void on_kick(int sig)
{
    (void)sig; // its only effect is that ppoll returns
}

void bt_os_signals_setup(void)
{
    struct sigaction sa;
    memset(&sa, 0, sizeof sa);
    sa.sa_handler = on_kick;
    sigaction(KICK_SIGNAL, &sa, NULL);
    sigset_t kick;
    sigemptyset(&kick);
    sigaddset(&kick, KICK_SIGNAL);
    pthread_sigmask(SIG_BLOCK, &kick, NULL);
}

int bt_os_poll_many(struct pollfd *fds, size_t n, int64_t deadline_ns)
{
    if (deadline_ns == 0)
        return poll(fds, (nfds_t)n, 0);
    sigset_t mask;
    pthread_sigmask(SIG_SETMASK, NULL, &mask);
    sigdelset(&mask, KICK_SIGNAL);
    struct timespec ts, *timeout = NULL;
    if (deadline_ns != BT_NO_DEADLINE) {
        int64_t left = deadline_ns - bt_clock_monotonic();
        if (left < 0)
            left = 0;
        ts = (struct timespec){.tv_sec = (time_t)(left / 1000000000),
                               .tv_nsec = (long)(left % 1000000000)};
        timeout = &ts;
    }
    return ppoll(fds, (nfds_t)n, timeout, &mask);
}

int bt_os_poll(int fd, short events, int64_t deadline_ns)
{
    struct pollfd p = {.fd = fd, .events = events, .revents = 0};
    // 0 is in the past, too, but lets a kick in
    int n = bt_os_poll_many(&p, 1, deadline_ns ? deadline_ns : 1);
    return n > 0 ? 1 : n == 0 ? 0 : -1;
}

void bt_os_call(void (*fn)(void *), void *arg)
{
    sigset_t kick, mask;
    sigemptyset(&kick);
    sigaddset(&kick, KICK_SIGNAL);
    pthread_sigmask(SIG_UNBLOCK, &kick, &mask);
    fn(arg);
    pthread_sigmask(SIG_SETMASK, &mask, NULL);
}

bool bt_os_kick_works(void)
{
    struct sigaction sa;
    sigset_t mask;
    return sigaction(KICK_SIGNAL, NULL, &sa) == 0 && sa.sa_handler == on_kick &&
           pthread_sigmask(SIG_SETMASK, NULL, &mask) == 0 && sigismember(&mask, KICK_SIGNAL);
}

void bt_os_cpus(struct bt_cpu_set *all)
{
    CPU_ZERO(&all->set);
    all->n = sched_getaffinity(0, sizeof all->set, &all->set) == 0 ? CPU_COUNT(&all->set) : 0;
}

int bt_os_cpu(void)
{
    return sched_getcpu();
}

void bt_os_thread_bind(struct bt_os_thread *t, int cpu, const struct bt_cpu_set *all)
{
    cpu_set_t one;
    CPU_ZERO(&one);
    if (cpu != BT_ANY_CPU)
        CPU_SET((size_t)cpu, &one);
    (void)pthread_setaffinity_np(t->handle, sizeof one, cpu == BT_ANY_CPU ? &all->set : &one);
}

void bt_os_die(int number)
{
    sigset_t set;
    signal(number, SIG_DFL);
    sigemptyset(&set);
    sigaddset(&set, number);
    raise(number);
    pthread_sigmask(SIG_UNBLOCK, &set, NULL);
    _exit(128 + number);
}
