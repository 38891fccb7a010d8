/*
 * The script's descriptors in a run that a debugger goes back in (debugger/engine/snapshot.c). In a
 * replay no file is opened, read or moved; this is where the script takes them to be, so that they
 * can be put there when the replay ends and the run goes on for real.
 *
 * Standard input, where it cannot be moved (a terminal, a pipe), is kept: what has been read once
 * is in a file of ours, and is read from there again before anything new is.
 */
#ifndef BT_VM_FILES_H
#define BT_VM_FILES_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#define BT_FILES 64 // descriptors that are followed

struct bt_file {
    bool open;      // the script takes it to be open
    bool made;      // ... by a call that was not made in this process
    int flags;      // of open()
    int64_t offset; // where it is; -1: it cannot be moved
    char *path;     // made by open(); else NULL
    int like;       // made as another name of this descriptor; -1: it was not
};

struct bt_files {
    bool following;  // a replay: the descriptors are followed
    bool keep_input; // descriptor 0 is the standard input, and cannot be moved
    int kept;        // the file of what was read from it
    int64_t read;    // so much of it has been read in this run
    struct bt_file fd[BT_FILES];
};

// The run begins. false with errno.
bool bt_files_open(struct bt_files *files);
// Where the descriptors are now, in a process whose replay begins here sooner or later.
void bt_files_look(struct bt_files *files);
// The replay ends here: make the descriptors what the script takes them to be. other: a process
// that has been further on, to take from it what cannot be opened again; 0: none. Those that cannot
// be had are closed.
void bt_files_restore(struct bt_files *files, pid_t other);

// read() of descriptor 0, with what was read before.
int64_t bt_files_read_input(struct bt_files *files, void *data, size_t len);
// Is there something to be read again?
bool bt_files_has_input(const struct bt_files *files);

// The script has opened one (path: how, or NULL) / moved its place / read or written n bytes / made
// `to` another name of `from`, or closed it (from -1).
void bt_files_opened(struct bt_files *files, int fd, const char *path, int flags);
void bt_files_sought(struct bt_files *files, int fd, int64_t offset);
void bt_files_passed(struct bt_files *files, int fd, int64_t n);
void bt_files_moved(struct bt_files *files, int from, int to);

#endif
