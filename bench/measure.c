/*
 * Runs a command and prints what it cost; the helper of bench/run.
 *
 *     measure [-n TIMES] [-t SECONDS] OUT ERR COMMAND [ARGUMENT...]
 *
 * The command's stdout and stderr go to the files OUT and ERR.  With -n it runs several times, one
 * after the other, and the costs are added up; with -t what runs longer is killed, with all that it
 * has started in its process group.  One line comes out:
 *
 *     STATUS USER SYSTEM WALL PEAK
 *
 * STATUS is the exit status, 128 + the signal's number, or `timeout`; the times are in seconds, PEAK
 * is the largest resident size in KiB.  The first run that fails ends the series.
 *
 * It is in C because a scripting language sees processor time in ticks of 10 ms at best, and because
 * a process's peak counts what its parent held when it forked: this program holds next to nothing.
 */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* What a series of runs has cost so far. */
struct cost {
    double user;
    double sys;
    double wall;
    long peak;
};

struct options {
    long times;
    long limit; /* seconds; 0: none */
    const char *out;
    const char *err;
    char **command;
};

static double seconds_of(struct timeval t)
{
    return (double)t.tv_sec + (double)t.tv_usec / 1e6;
}

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* In the child: stream FD becomes the file at PATH. */
static void redirect(int fd, const char *path)
{
    int file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0666);
    if (file < 0 || dup2(file, fd) < 0)
        _exit(126);
    close(file);
}

static void run_child(const struct options *opt, const sigset_t *mask)
{
    setpgid(0, 0);
    redirect(STDOUT_FILENO, opt->out);
    redirect(STDERR_FILENO, opt->err);
    sigprocmask(SIG_SETMASK, mask, NULL);
    execvp(opt->command[0], opt->command);
    fprintf(stderr, "%s: %s\n", opt->command[0], strerror(errno));
    _exit(127);
}

/* Waits until CHILD has ended or the time is up; then, and on Ctrl-C, kills its process group.
   Whether the time was up. */
static bool await(pid_t child, double deadline, const sigset_t *watched)
{
    for (;;) {
        siginfo_t info = {0};
        if (waitid(P_PID, (id_t)child, &info, WEXITED | WNOHANG | WNOWAIT) == 0 && info.si_pid != 0)
            return false;
        double left = deadline - now();
        struct timespec t = {.tv_sec = 3600};
        if (deadline > 0) {
            t.tv_sec = left > 0 ? (time_t)left : 0;
            t.tv_nsec = left > 0 ? (long)((left - (double)t.tv_sec) * 1e9) : 0;
        }
        int sig = sigtimedwait(watched, NULL, &t);
        if (sig == SIGINT || sig == SIGTERM) {
            kill(-child, SIGKILL);
            exit(128 + sig);
        }
        if (sig < 0 && errno == EAGAIN && deadline > 0 && now() >= deadline) {
            kill(-child, SIGKILL);
            return true;
        }
    }
}

/* Runs the command once and adds its cost.  Its status in the words of the result line; STATUS has
   room for them. */
static bool run_once(const struct options *opt, struct cost *cost, char *status, size_t room)
{
    sigset_t watched, mask;
    sigemptyset(&watched);
    sigaddset(&watched, SIGCHLD);
    sigaddset(&watched, SIGINT);
    sigaddset(&watched, SIGTERM);
    sigprocmask(SIG_BLOCK, &watched, &mask);
    double start = now();
    pid_t child = fork();
    if (child < 0) {
        perror("measure: fork");
        exit(2);
    }
    if (child == 0)
        run_child(opt, &mask);
    setpgid(child, child);
    bool late = await(child, opt->limit > 0 ? start + (double)opt->limit : 0, &watched);
    int how = 0;
    struct rusage usage = {0};
    while (wait4(child, &how, 0, &usage) < 0 && errno == EINTR)
        ;
    cost->wall += now() - start;
    cost->user += seconds_of(usage.ru_utime);
    cost->sys += seconds_of(usage.ru_stime);
    if (usage.ru_maxrss > cost->peak)
        cost->peak = usage.ru_maxrss;
    int code = WIFSIGNALED(how) ? 128 + WTERMSIG(how) : WEXITSTATUS(how);
    if (late)
        snprintf(status, room, "timeout");
    else
        snprintf(status, room, "%d", code);
    return !late && code == 0;
}

static struct options read_options(int argc, char **argv)
{
    struct options opt = {.times = 1};
    int c;
    while ((c = getopt(argc, argv, "+n:t:")) != -1) {
        if (c == 'n')
            opt.times = strtol(optarg, NULL, 10);
        else if (c == 't')
            opt.limit = strtol(optarg, NULL, 10);
        else
            exit(2);
    }
    if (argc - optind < 3 || opt.times < 1) {
        fprintf(stderr, "usage: measure [-n TIMES] [-t SECONDS] OUT ERR COMMAND [ARGUMENT...]\n");
        exit(2);
    }
    opt.out = argv[optind];
    opt.err = argv[optind + 1];
    opt.command = argv + optind + 2;
    return opt;
}

int main(int argc, char **argv)
{
    struct options opt = read_options(argc, argv);
    struct cost cost = {0};
    char status[24] = "0";
    for (long i = 0; i < opt.times; i++) {
        if (!run_once(&opt, &cost, status, sizeof status))
            break;
    }
    printf("%s %.6f %.6f %.6f %ld\n", status, cost.user, cost.sys, cost.wall, cost.peak);
    return 0;
}
