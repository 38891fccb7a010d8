/*
 * Recording a run (--record FILE): the tape that writes what comes from outside, the format being
 * that of lab/recording.h.
 */
#ifndef BT_LAB_RECORD_H
#define BT_LAB_RECORD_H

#include <sys/types.h>

#include "lab/replay.h"
#include "vm/input.h"

struct bt_record;

// Record this interpreter's run, before its start-up: vm->tape is set. args: the command line, the
// program's name not among it. NULL: it has been said on stderr why not.
struct bt_record *bt_record_new(struct bt_vm *vm, const char *path, int argc, char **args);
// The same into a file that is open, which nobody else needs to see.
struct bt_record *bt_record_new_fd(struct bt_vm *vm, int fd, int argc, char **args);

// ---- for the debugger: a run that is recorded and gone back in ----
// End the line that is being written: the record can be read up to here.
void bt_record_settle(struct bt_record *record);
// In a fork of the recorded process, at once: where its files are.
void bt_record_look(struct bt_record *record);
// In a fork of the recorded process, made when the record was settled: from now on do what that
// one did next, as far as the record goes. ends: lives as long as the record. errno value.
BT_MUST_CHECK int bt_record_play(struct bt_record *record, const struct bt_replay_ends *ends);
// Go on by itself again, and record: what has not been played yet is cut off the record. The
// process that wrote it, `other`, stands still until this returns, and ends then. errno value.
BT_MUST_CHECK int bt_record_go_on(struct bt_record *record, pid_t other);
// Is it being played?
bool bt_record_is_playing(const struct bt_record *record);
// The run ends with this status. false: not everything could be written; said on stderr.
BT_MUST_CHECK bool bt_record_finish(struct bt_record *record, int status);
void bt_record_free(struct bt_record *record);

#endif
