/* See process.h. */
#include "base/process.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/mem.h"

/* The first executable file of that name in the folders of PATH. */
static char *search_path(const char *name)
{
    const char *text = getenv("PATH");
    struct bt_buf file;
    bt_buf_init(&file);
    while (text && *text) {
        const char *colon = strchrnul(text, ':');
        bt_buf_clear(&file);
        bt_buf_write(&file, text, (size_t)(colon - text));
        bt_buf_puts(&file, file.len ? "/" : "./");
        bt_buf_puts(&file, name);
        if (!file.failed && access(file.data, X_OK) == 0)
            return bt_buf_take(&file);
        text = *colon ? colon + 1 : colon;
    }
    bt_buf_free(&file);
    return NULL;
}

char *bt_self_path(const char *argv0)
{
    char path[PATH_MAX];
    ssize_t n = readlink("/proc/self/exe", path, sizeof path - 1);
    if (n > 0 && (size_t)n < sizeof path - 1) {
        path[n] = '\0';
        if (access(path, X_OK) == 0) /* not when it was replaced while it runs */
            return bt_alloc_copy(path, (size_t)n);
    }
    if (!argv0 || !*argv0)
        return NULL;
    return strchr(argv0, '/') ? bt_alloc_copy(argv0, strlen(argv0)) : search_path(argv0);
}

/* In the child: make `fd` number `as`; a pipe's end that has this number already is kept open. */
static bool place(int fd, int as)
{
    if (fd == as)
        return fcntl(fd, F_SETFD, 0) == 0;
    return dup2(fd, as) == as;
}

__attribute__((noreturn)) static void become(const struct bt_spawn *how, int in, int pipes[3][2])
{
    setpgid(0, 0);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    /* Out of the way of 0 to 3 first, so that none overwrites another. */
    int fds[4] = {in, pipes[0][1], pipes[1][1], pipes[2][1]};
    for (int i = 0; i < 4; i++)
        if (fds[i] < 4 && (fds[i] = fcntl(fds[i], F_DUPFD_CLOEXEC, 4)) < 0)
            _exit(127);
    for (int i = 0; i < 4; i++)
        if (!place(fds[i], i))
            _exit(127);
    sigprocmask(SIG_SETMASK, how->mask, NULL);
    execve(how->path, how->argv, how->env);
    _exit(127);
}

static void close_all(int pipes[3][2])
{
    for (int i = 0; i < 3; i++)
        for (int k = 0; k < 2; k++)
            if (pipes[i][k] >= 0)
                close(pipes[i][k]);
}

bool bt_process_start(struct bt_process *p, const struct bt_spawn *how)
{
    int pipes[3][2] = {{-1, -1}, {-1, -1}, {-1, -1}}, in;
    memset(p, 0, sizeof *p);
    for (int i = 0; i < 3; i++) {
        if (pipe2(pipes[i], O_CLOEXEC) != 0 || fcntl(pipes[i][0], F_SETFL, O_NONBLOCK) != 0) {
            int err = errno;
            close_all(pipes);
            errno = err;
            return false;
        }
    }
    in = open(how->input, O_RDONLY | O_CLOEXEC);
    pid_t pid = in < 0 ? -1 : fork();
    if (pid == 0)
        become(how, in, pipes);
    int err = errno;
    if (in >= 0)
        close(in);
    if (pid < 0) {
        close_all(pipes);
        errno = err;
        return false;
    }
    setpgid(pid, pid); /* both do it: whoever is first */
    for (int i = 0; i < 3; i++)
        close(pipes[i][1]);
    *p = (struct bt_process){pid, pipes[0][0], pipes[1][0], pipes[2][0], false, 0};
    return true;
}

void bt_process_signal(const struct bt_process *p, int signal)
{
    kill(-p->pid, signal);
}

bool bt_process_reap(struct bt_process *p)
{
    if (!p->ended && waitpid(p->pid, &p->status, WNOHANG) == p->pid)
        p->ended = true;
    return p->ended;
}

void bt_process_end(struct bt_process *p)
{
    bt_process_signal(p, SIGKILL);
    while (!p->ended) {
        if (waitpid(p->pid, &p->status, 0) == p->pid || errno != EINTR)
            p->ended = true;
    }
    int *fds[3] = {&p->out, &p->err, &p->note};
    for (int i = 0; i < 3; i++) {
        if (*fds[i] >= 0)
            close(*fds[i]);
        *fds[i] = -1;
    }
}

static const int watched[] = {SIGCHLD, SIGINT, SIGTERM, SIGHUP};
#define N_WATCHED (sizeof watched / sizeof watched[0])

int bt_signal_fd_open(sigset_t *old)
{
    sigset_t set;
    sigemptyset(&set);
    for (size_t i = 0; i < N_WATCHED; i++) {
        struct sigaction sa;
        bool ignored = sigaction(watched[i], NULL, &sa) == 0 && sa.sa_handler == SIG_IGN;
        if (watched[i] == SIGCHLD && ignored)
            signal(SIGCHLD, SIG_DFL); /* ignored, children would leave no status */
        else if (ignored)
            continue;
        sigaddset(&set, watched[i]);
    }
    if (sigprocmask(SIG_BLOCK, &set, old) != 0)
        return -1;
    int fd = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
    if (fd < 0) {
        int err = errno;
        sigprocmask(SIG_SETMASK, old, NULL);
        errno = err;
    }
    return fd;
}

int bt_signal_fd_next(int fd)
{
    struct signalfd_siginfo info;
    ssize_t n;
    do
        n = read(fd, &info, sizeof info);
    while (n < 0 && errno == EINTR);
    return n == (ssize_t)sizeof info ? (int)info.ssi_signo : 0;
}

void bt_signal_fd_close(int fd, const sigset_t *old)
{
    while (bt_signal_fd_next(fd) > 0)
        continue; /* they have been acted upon */
    close(fd);
    sigprocmask(SIG_SETMASK, old, NULL);
}
