// A file that outlives its writer: see journal.h.
#include "base/journal.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"

#define WINDOW ((size_t)256 << 10) // a multiple of every page size

// The disk space is there before it is mapped, else a full disk would be a SIGBUS.
static int map_window(struct bt_journal *j)
{
    int err = posix_fallocate(j->fd, j->base, WINDOW);
    if (err != 0)
        return err;
    void *p = mmap(NULL, WINDOW, PROT_READ | PROT_WRITE, MAP_SHARED, j->fd, j->base);
    if (p == MAP_FAILED)
        return errno;
    j->window = p;
    j->used = 0;
    return 0;
}

int bt_journal_open(struct bt_journal *j, const char *path)
{
    struct stat st;
    *j = (struct bt_journal){.size = WINDOW};
    j->fd = open(path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (j->fd < 0 && (errno == EACCES || errno == ENXIO)) // a device or pipe to write to
        j->fd = open(path, O_WRONLY | O_CLOEXEC);
    if (j->fd < 0)
        return errno;
    if (fstat(j->fd, &st) == 0 && S_ISREG(st.st_mode)) {
        j->err = map_window(j);
    } else {
        j->base = -1;
        j->window = bt_alloc(WINDOW);
        j->err = j->window ? 0 : ENOMEM;
    }
    if (j->err != 0) {
        close(j->fd);
        j->fd = -1;
    }
    return j->err;
}

int bt_journal_adopt(struct bt_journal *j, int fd)
{
    *j = (struct bt_journal){.fd = fd, .size = WINDOW};
    j->err = ftruncate(fd, 0) == 0 ? map_window(j) : errno;
    if (j->err != 0)
        j->fd = -1;
    return j->err;
}

int64_t bt_journal_size(const struct bt_journal *j)
{
    return (j->base > 0 ? j->base : 0) + (int64_t)j->used;
}

int bt_journal_cut(struct bt_journal *j, int64_t size)
{
    if (j->fd < 0 || j->base < 0)
        return EINVAL;
    if (j->window)
        munmap(j->window, WINDOW);
    j->window = NULL;
    j->base = size - size % (int64_t)WINDOW;
    j->err = ftruncate(j->fd, size) == 0 ? map_window(j) : errno;
    j->used = (size_t)(size - j->base);
    return j->err;
}

static int write_block(struct bt_journal *j)
{
    for (size_t done = 0; done < j->used;) {
        ssize_t n = write(j->fd, j->window + done, j->used - done);
        if (n < 0 && errno != EINTR)
            return errno;
        done += n > 0 ? (size_t)n : 0;
    }
    j->used = 0;
    return 0;
}

static int next_window(struct bt_journal *j)
{
    if (j->base < 0)
        return write_block(j);
    munmap(j->window, WINDOW);
    j->window = NULL;
    j->base += (int64_t)WINDOW;
    j->used = 0;
    return map_window(j);
}

void bt_journal_write(struct bt_journal *j, const void *bytes, size_t len)
{
    const char *p = bytes;
    while (len > 0 && j->err == 0) {
        size_t n = j->size - j->used < len ? j->size - j->used : len;
        memcpy(j->window + j->used, p, n);
        j->used += n;
        p += n;
        len -= n;
        if (j->used == j->size)
            j->err = next_window(j);
    }
}

int bt_journal_close(struct bt_journal *j)
{
    if (j->fd < 0)
        return j->err;
    int err = j->err;
    if (j->base < 0) {
        if (err == 0)
            err = write_block(j);
        bt_free(j->window);
    } else {
        if (j->window)
            munmap(j->window, WINDOW);
        if (ftruncate(j->fd, j->base + (int64_t)j->used) != 0 && err == 0)
            err = errno;
    }
    if (close(j->fd) != 0 && err == 0)
        err = errno;
    j->fd = -1;
    j->window = NULL;
    return j->err = err;
}
