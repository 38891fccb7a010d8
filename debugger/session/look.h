// Looking at the program where it stands: threads, frames, source, instructions, the schedule. The
// user looks at one thread and one of its frames, until the program moves.
#ifndef BT_SESSION_LOOK_H
#define BT_SESSION_LOOK_H

#include "debugger/session/private.h"

bt_session_function bt_look_threads, bt_look_thread, bt_look_backtrace, bt_look_up, bt_look_down,
    bt_look_frame, bt_look_list, bt_look_registers, bt_look_instructions, bt_look_locks,
    bt_look_schedule, bt_look_timeline;
// who.c
bt_session_function bt_look_who;

#endif
