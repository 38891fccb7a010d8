/*
 * A file that is only appended to, and outlives its writer: what has been written is in the file
 * even if the process is killed in the next moment, without a system call a write. The file is
 * mapped, window by window; behind the last byte written there are NULs until it is closed. What
 * cannot be mapped (a pipe, a device) is written in blocks instead.
 */
#ifndef BT_BASE_JOURNAL_H
#define BT_BASE_JOURNAL_H

#include <stddef.h>
#include <stdint.h>

struct bt_journal {
    int fd;  // -1: closed
    int err; // errno of the first failure; nothing is written after it
    char *window;
    size_t used, size; // bytes in the window
    int64_t base;      // where in the file the window begins; -1: it is a block to be written
};

// Make the file, or empty it. Returns 0 or an errno value.
int bt_journal_open(struct bt_journal *journal, const char *path);
// The same of a regular file that is open for reading and writing; the descriptor is the journal's
// from now on, unless it fails.
int bt_journal_adopt(struct bt_journal *journal, int fd);
// So many bytes have been written.
int64_t bt_journal_size(const struct bt_journal *journal);
// In a fork of the writer, which writes no more: keep the first `size` bytes of the file (no more
// than it has), go on appending behind them. Returns 0 or an errno value.
int bt_journal_cut(struct bt_journal *journal, int64_t size);
// Append. Errors are kept for the end.
void bt_journal_write(struct bt_journal *journal, const void *bytes, size_t len);
// Cut the file to what was written, close it. Returns 0 or errno of the first failure. Nothing on a
// closed one.
int bt_journal_close(struct bt_journal *journal);

#endif
