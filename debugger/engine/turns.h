// The turns so far, kept for `schedule' and `timeline'.
#ifndef BT_ENGINE_TURNS_H
#define BT_ENGINE_TURNS_H

#include "lab/log.h"
#include "lab/switches.h"

#define BT_TURNS_LOG ((size_t)1 << 20) // bytes of the latest events that are kept

struct bt_turns {
    struct bt_switch_watch watch; // first: hears of the hand-overs
    struct bt_vm *vm;
    struct bt_log *log; // the latest events
    // All hand-overs, in a few bytes each: thread, instructions, next, reason, place in log->places
    struct bt_buf list;
    uint64_t n; // of them
};

// The next hand-over of the list: *pos starts at 0; false at the end.
bool bt_turns_next(const struct bt_turns *t, size_t *pos, struct bt_switch *out, const char **why,
                   uint32_t *place);

#endif
