/*
 * Running a recording again: the tape that gives out what lab/recording.h reads, and sees to it
 * that the run is the recorded one.
 */
#ifndef BT_LAB_REPLAY_H
#define BT_LAB_REPLAY_H

#include "lab/recording.h"
#include "vm/input.h"

#define BT_STATUS_DIVERGED 5

struct bt_replay;

// Let this interpreter repeat the recorded run, before its start-up: vm->tape is set. go_on: when
// the run differs from the recording say so and go on, else end the process with status 5. The
// recording stays the caller's. own_limit: config.max_instr is for this run, and no part of the
// recorded one. NULL: no memory.
struct bt_replay *bt_replay_new(struct bt_vm *vm, struct bt_recording *recording, bool go_on,
                                bool own_limit);
// Where a replay goes that is a part of a debugger's session. Neither returns.
struct bt_replay_ends {
    void *ctx;
    void (*at_end)(void *ctx); // the recording has no more
    void (*diverged)(void *ctx, const char *text);
};
// Let this interpreter, which is a fork of one that has been recorded, repeat what that one did
// next; like `tape`, the recorder's, from which this one takes over. Prints nothing. NULL: no
// memory.
struct bt_replay *bt_replay_resume(struct bt_vm *vm, struct bt_recording *recording,
                                   const struct bt_tape *tape, const struct bt_replay_ends *ends);
// A replay of a recording is debugged: from now on its ends are these. silent: it prints nothing.
void bt_replay_watch(struct bt_replay *replay, const struct bt_replay_ends *ends, bool silent);
// It is to end here: the recorder takes over again. The entry that would have come next is the one
// that the recording has read last.
void bt_replay_leave(struct bt_replay *replay, struct bt_tape *tape);
// The run ends with this status. Returns it, or 5 when it has diverged.
int bt_replay_finish(struct bt_replay *replay, int status);
void bt_replay_free(struct bt_replay *replay);

#endif
