/*
 * A recording on disk, read: lines of text, described in docs/replay.md.
 *
 *     baton-record 1
 *     baton 0.1.0                      the version that wrote it
 *     cwd "/home/me"
 *     arg "-N"                         the command line, one word each
 *     env "TZ=UTC"                     variables that Baton itself looks at
 *     n 100003 / policy fifo / seed 0 / hash-seed 0 / clock real / substrate os
 *     begin
 *     turn 12                          what follows happened in this turn
 *     1 mono 5310 96 98                thread, clock: nanoseconds since its last reading, each
 *     1 read 6 "hello\n"               thread, call, what it gave, !errno, data
 *     1 stat 0 [33188 ...]             numbers instead of bytes
 *     2 source 9f2c... "/home/me/a.py" a source was read: hash of its text
 *     arrive return 2 at 31 5120       events, instruction clock
 *     notice serve 1 at 31 5120        Ctrl-C, or (notice end) --timeout
 *     check 64 77aa...                 events, the schedule's hash
 *     switch 1 137 2 turn              see lab/switches.h; where the policy needs them
 *     schedule 81 9000 12ab...         its end: events, instruction clock, hash
 *     end 0                            the exit status
 */
#ifndef BT_LAB_RECORDING_H
#define BT_LAB_RECORDING_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "lab/switches.h"
#include "vm/input.h"

#define BT_RECORD_FORMAT "baton-record 1"

enum bt_entry_kind {
    BT_ENTRY_NONE, // nothing follows: the recording was cut short
    BT_ENTRY_ANSWER,
    BT_ENTRY_SOURCE,
    BT_ENTRY_ARRIVE,
    BT_ENTRY_NOTICE,
    BT_ENTRY_CHECK,
    BT_ENTRY_SWITCH, // only while the file is opened: they go into `switches`
    BT_ENTRY_SCHEDULE,
    BT_ENTRY_END,
};

#define BT_CLOCKS 4
extern const char *const bt_clock_names[BT_CLOCKS];
extern const char *const bt_arrival_names[5];         // by enum bt_arrival
extern const char *const bt_notice_names[BT_NOTICES]; // by enum bt_notice

struct bt_tape_entry {
    enum bt_entry_kind kind;
    size_t line;   // of the file
    uint64_t turn; // in which it happened, as far as it is known
    uint32_t thread;
    char what[16];          // an answer's call
    int64_t value;          // an answer's; an end's status
    int err;                // an answer's
    const char *data;       // an answer's bytes, a source's path (NUL-terminated); the recording's
    size_t len;             // of it
    unsigned how;           // enum bt_arrival, enum bt_notice
    uint64_t events, clock; // where in the schedule
    uint64_t hash;
    uint32_t next;  // a switch's successor; its instruction is in `clock`
    bool ends_turn; // a switch's
};

struct bt_recording {
    const char *path;
    char *text;
    size_t len;
    // the header
    char *version, *cwd, *n, *policy, *clock, *substrate;
    uint64_t seed, hash_seed;
    char **args; // NULL behind the last
    char **env;  // "NAME=VALUE", NULL behind the last
    size_t n_args, n_env;
    bool complete;               // it has an end
    bool opening;                // it is being read for the first time
    struct bt_switches switches; // all of them
    size_t cap_switches;
    // reading on
    const char *at;
    size_t line;
    uint64_t turn;
    int64_t clocks[BT_CLOCKS]; // last readings
    uint32_t clock_thread;     // inside a line of clock readings: whose, and which
    int clock_open;            // -1: not inside one
    struct bt_buf data;        // of the entry read last
    struct {
        const char *at;
        uint64_t turn;
        int64_t clocks[BT_CLOCKS];
        bool inside; // a line of clock readings
    } before;        // the entry read last: what had been read then
    char error[160]; // what is damaged
};

// The schedule's hash is noted, or compared, after so many events: often at first, then every 4096.
static inline uint64_t bt_next_checkpoint(uint64_t events)
{
    return events + (events < 16 ? 16 : events < 4096 ? events : 4096);
}

// Read and check a file. false: what is wrong has been said on stderr.
BT_MUST_CHECK bool bt_recording_open(struct bt_recording *r, const char *path);
// Read on in a recording that is being made, from byte number `from` of the file, where an entry
// begins, as far as it goes now; without a header. turn, clocks: of the entries before. errno.
BT_MUST_CHECK int bt_recording_resume(struct bt_recording *r, const char *path, int fd,
                                      int64_t from, uint64_t turn, const int64_t clocks[BT_CLOCKS]);
// The next entry; BT_ENTRY_NONE at the end. false: it is damaged (after bt_recording_open only when
// there is no memory), r->error says how.
BT_MUST_CHECK bool bt_recording_next(struct bt_recording *r, struct bt_tape_entry *entry);
void bt_recording_close(struct bt_recording *r);

#endif
