// The script's descriptors, followed: see files.h.
#include "vm/files.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"

static struct bt_file *file_of(struct bt_files *f, int fd)
{
    return fd >= 0 && fd < BT_FILES ? &f->fd[fd] : NULL;
}

bool bt_files_open(struct bt_files *f)
{
    *f = (struct bt_files){.kept = -1};
    struct stat st;
    bool is_open = fstat(STDIN_FILENO, &st) == 0;
    f->keep_input = is_open && lseek(STDIN_FILENO, 0, SEEK_CUR) < 0;
    if (!f->keep_input)
        return true;
    int low = memfd_create("baton-input", MFD_CLOEXEC);
    f->kept = low < 0 ? -1 : fcntl(low, F_DUPFD_CLOEXEC, BT_FILES);
    if (low >= 0)
        close(low);
    return f->kept >= 0;
}

void bt_files_look(struct bt_files *f)
{
    for (int fd = 0; fd < BT_FILES && !f->following; fd++)
        f->fd[fd] = (struct bt_file){
            .open = fcntl(fd, F_GETFD) >= 0, .offset = lseek(fd, 0, SEEK_CUR), .like = -1};
}

// ---- standard input ----

bool bt_files_has_input(const struct bt_files *f)
{
    struct stat st;
    return f->keep_input && fstat(f->kept, &st) == 0 && st.st_size > f->read;
}

int64_t bt_files_read_input(struct bt_files *f, void *data, size_t len)
{
    ssize_t n = pread(f->kept, data, len, f->read);
    if (n > 0 || len == 0)
        return n;
    n = read(STDIN_FILENO, data, len);
    int err = errno;
    for (ssize_t done = 0; done < n;) {
        ssize_t put = pwrite(f->kept, (char *)data + done, (size_t)(n - done), f->read + done);
        if (put <= 0)
            break; // what cannot be kept is not read again
        done += put;
    }
    errno = err;
    return n;
}

// ---- following ----

void bt_files_opened(struct bt_files *f, int fd, const char *path, int flags)
{
    struct bt_file *file = file_of(f, fd);
    if (!file || !f->following)
        return;
    bt_free(file->path);
    *file = (struct bt_file){.open = true,
                             .made = true,
                             .flags = flags,
                             .offset = path ? 0 : -1,
                             .path = path ? bt_alloc_copy(path, strlen(path)) : NULL,
                             .like = -1};
}

void bt_files_sought(struct bt_files *f, int fd, int64_t offset)
{
    struct bt_file *file = file_of(f, fd);
    if (file && offset >= 0)
        file->offset = offset;
}

void bt_files_passed(struct bt_files *f, int fd, int64_t n)
{
    struct bt_file *file = file_of(f, fd);
    if (fd == STDIN_FILENO && f->keep_input)
        f->read += n;
    else if (file && file->offset >= 0)
        file->offset += n;
}

void bt_files_moved(struct bt_files *f, int from, int to)
{
    struct bt_file *file = file_of(f, to);
    if (to == STDIN_FILENO)
        f->keep_input = false;
    if (!file || !f->following || from == to)
        return;
    bt_free(file->path);
    const struct bt_file *same = file_of(f, from);
    *file = (struct bt_file){.open = from >= 0, .made = from >= 0, .like = from, .offset = -1};
    if (!same)
        return;
    file->flags = same->flags;
    file->offset = same->offset;
    file->path = same->path ? bt_alloc_copy(same->path, strlen(same->path)) : NULL;
    if (!same->made)
        file->like = from;
    else if (same->like >= 0)
        file->like = same->like;
}

// ---- back to the real ones ----

// As it was opened, but for what makes or empties a file.
static int open_again(const struct bt_file *file)
{
    return open(file->path, (file->flags & ~(O_CREAT | O_EXCL | O_TRUNC)) | O_CLOEXEC);
}

// The same file, or end of a pipe, that another process has under that number.
static int take(pid_t other, int fd)
{
    char path[64];
    snprintf(path, sizeof path, "/proc/%ld/fdinfo/%d", (long)other, fd);
    FILE *info = fopen(path, "re");
    int flags = -1;
    char line[128];
    while (info && flags < 0 && fgets(line, sizeof line, info))
        (void)sscanf(line, "flags: %o", (unsigned *)&flags);
    if (info)
        (void)fclose(info);
    if (flags < 0)
        return -1;
    snprintf(path, sizeof path, "/proc/%ld/fd/%d", (long)other, fd);
    return open(path, (flags & (O_ACCMODE | O_APPEND | O_NONBLOCK)) | O_CLOEXEC);
}

// A descriptor for what the script takes number fd to be; -1.
static int find(const struct bt_file *file, int fd, pid_t other)
{
    int found = file->path ? open_again(file) : -1;
    if (found < 0 && file->path == NULL && file->like >= 0)
        found = fcntl(file->like, F_DUPFD_CLOEXEC, BT_FILES);
    if (found < 0 && other > 0)
        found = take(other, fd);
    return found;
}

void bt_files_restore(struct bt_files *f, pid_t other)
{
    int found[BT_FILES];
    for (int fd = 0; fd < BT_FILES; fd++) { // before any is overwritten
        found[fd] = f->fd[fd].open && f->fd[fd].made ? find(&f->fd[fd], fd, other) : -1;
        if (found[fd] >= 0 && found[fd] < BT_FILES) {
            int high = fcntl(found[fd], F_DUPFD_CLOEXEC, BT_FILES);
            close(found[fd]);
            found[fd] = high;
        }
    }
    for (int fd = 0; fd < BT_FILES; fd++) {
        struct bt_file *file = &f->fd[fd];
        if (found[fd] >= 0) {
            (void)dup3(found[fd], fd, O_CLOEXEC);
            close(found[fd]);
        } else if (!file->open || file->made) {
            close(fd);
        }
        if (file->open && file->offset >= 0)
            (void)lseek(fd, file->offset, SEEK_SET);
        bt_free(file->path);
        file->path = NULL;
    }
    f->following = false;
}
