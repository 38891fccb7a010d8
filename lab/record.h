/*
 * Recording a run (--record FILE): the tape that writes what comes from outside, the format being
 * that of lab/recording.h.
 */
#ifndef BT_LAB_RECORD_H
#define BT_LAB_RECORD_H

#include "vm/input.h"

struct bt_record;

// Record this interpreter's run, before its start-up: vm->tape is set. args: the command line, the
// program's name not among it. NULL: it has been said on stderr why not.
struct bt_record *bt_record_new(struct bt_vm *vm, const char *path, int argc, char **args);
// The run ends with this status. false: not everything could be written; said on stderr.
BT_MUST_CHECK bool bt_record_finish(struct bt_record *record, int status);
void bt_record_free(struct bt_record *record);

#endif
