/*
 * Lists of switches: a schedule written down, one line for each time that the lock goes from a
 * thread to another one.
 *
 *     baton-switches 1
 *     switch 1 137 2 turn   # bank.py:12 in transfer
 *
 * Thread 1, when it has executed 137 instructions, hands over to thread 2, since its turn ends
 * there; what follows a # is a remark. Other reasons than turn only say where it gives the lock up
 * of its own accord: yield, cut, block, outside, end. The policy replay (vm/policy_replay.c)
 * follows such a list. Lines like these stand in recordings, too, where the policy needs them.
 */
#ifndef BT_LAB_SWITCHES_H
#define BT_LAB_SWITCHES_H

#include "base/buf.h"
#include "vm/event.h"
#include "vm/policy.h"

#define BT_SWITCHES_FORMAT "baton-switches 1"

// Hears of the hand-overs and passes each on.
struct bt_switch_watch {
    struct bt_event_sink sink; // first
    struct bt_switch given;    // who has given the lock up; thread 0: nobody
    const char *why;
    struct bt_code *code; // where; valid until the event after it
    uint32_t word;
    // One hand-over is complete.
    void (*put)(struct bt_switch_watch *watch, const struct bt_switch *given, const char *why);
};

// The watch begins; put is called for each hand-over from now on.
void bt_switch_watch_init(struct bt_switch_watch *watch);
// "turn" ... "end"; NULL: no such reason.
const char *bt_switch_reason(const char *word);
// Append to a text: how such a file begins; a line for one hand-over, with the place (nowhere: no
// remark).
struct bt_place;
void bt_switches_put_head(struct bt_buf *out);
void bt_switches_put(struct bt_buf *out, const struct bt_switch *s, const char *why,
                     const struct bt_place *place);
// Write the hand-overs of an interpreter's run into a file. NULL: it has been said why not.
struct bt_switch_export *bt_switch_export_new(struct bt_vm *vm, const char *path);
// false: not everything could be written; said on stderr.
BT_MUST_CHECK bool bt_switch_export_finish(struct bt_switch_export *e);
void bt_switch_export_free(struct bt_switch_export *e);
// Read a list from a file; the list is the caller's to free. false: it has been said what is wrong.
BT_MUST_CHECK bool bt_switches_load(struct bt_switches *switches, const char *path);
// Append one; false: no memory.
BT_MUST_CHECK bool bt_switches_add(struct bt_switches *switches, size_t *cap,
                                   const struct bt_switch *one);

#endif
