/*
 * How a run ended, as one process tells another: `baton sweep` starts Baton again with a pipe, and
 * the run writes what it knows into it. So a script's own sys.exit(3) is not taken for a deadlock,
 * and what never wrote its last line has crashed or was killed.
 *
 * The text is lines of `key value`; a backslash and a newline in a value are written \\ and \n.
 * `started` comes when the script is about to run, `end` and the rest when it is over, `done` last.
 */
#ifndef BT_LAB_OUTCOME_H
#define BT_LAB_OUTCOME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

/* The environment variable that names the pipe: the number of its descriptor. */
#define BT_OUTCOME_VARIABLE "BATON_OUTCOME"

#define BT_LIMIT_OF_TIME "time" // the detail of BT_END_LIMIT when --timeout was the limit

// The rows: id, name in files, does such a run count as failed?
#define BT_ENDINGS(X)                                                    \
    X(OK, "ok", false)              /* the script ran to its end */      \
    X(EXIT, "exit", true)           /* with a status other than 0 */     \
    X(CHECK, "check", true)         /* a check was false */              \
    X(EXCEPTION, "exception", true) /* uncaught in the main thread */    \
    X(THREAD, "thread", true)       /* uncaught in another thread */     \
    X(DEADLOCK, "deadlock", true)   /* all threads blocked for good */   \
    X(LIMIT, "limit", true)         /* --max-instr or --timeout */       \
    X(CRASH, "crash", true)         /* a signal; the run said nothing */ \
    X(HANG, "hang", true)           /* stopped by the sweep; the same */ \
    X(METRIC, "metric", true)       /* --metric could not be evaluated */

enum bt_ending {
#define BT_X(id, name, failed) BT_END_##id,
    BT_ENDINGS(BT_X) BT_END_COUNT
};
#undef BT_X

struct bt_outcome {
    bool started; // the script has begun
    bool done;    // the record is whole
    enum bt_ending end;
    int status;      // exit status
    char *detail;    // the check, "TypeError: message", ...; NULL: nothing to say
    int64_t wall_ns; // of the script, without bringing the interpreter up and down
    uint64_t switches, instructions;
    char *metric; // str() of the expression; NULL: none asked for, or none to be had
};

const char *bt_ending_name(enum bt_ending end);
bool bt_ending_failed(enum bt_ending end);
// The ending of that name; BT_END_COUNT: there is none.
enum bt_ending bt_ending_find(const char *name, size_t len);

// Append everything after `started` to a buffer.
void bt_outcome_put(struct bt_buf *out, const struct bt_outcome *o);
// Read what a run wrote, up to where it broke off. Unknown keys are skipped. False: out of memory.
BT_MUST_CHECK bool bt_outcome_parse(struct bt_outcome *o, const char *text, size_t len);
// Release the strings; all fields are zero.
void bt_outcome_free(struct bt_outcome *o);

#endif
