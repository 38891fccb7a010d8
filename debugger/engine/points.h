/*
 * Among the files of the breakpoints: points.c (the table), points_code.c (places in the code),
 * points_event.c (hand-offs, locks, exceptions), watch.c, race.c, points_ask.c (conditions, texts).
 *
 * A point keeps nothing of the heap alive. What it holds of it is forgotten when that dies (sweep).
 */
#ifndef BT_ENGINE_POINTS_H
#define BT_ENGINE_POINTS_H

#include "base/buf.h"
#include "base/vec.h"
#include "debugger/engine/engine.h"
#include "debugger/engine/peek.h"

enum bt_point_kind {
    BT_POINT_LINE,
    BT_POINT_FUNCTION,
    BT_POINT_OFFSET,
    BT_POINT_GIL,
    BT_POINT_LOCK,
    BT_POINT_RACE,
    BT_POINT_DEADLOCK,
    BT_POINT_RAISE,
    BT_POINT_WATCH,
    BT_POINT_EXIT,
};

// What the points have to say at one moment.
struct bt_points_found {
    json_t *ids;         // those that stop, or NULL
    struct bt_buf text;  // of those that have something to say
    struct bt_buf plain; // the numbers of the others
    uint32_t n_plain;
    const char *reason;        // of the first
    struct bt_vthread *thread; // whom it is about, NULL: who is about to run
    json_t *over;              // points that have come to their end, or NULL
    json_t *change;            // of a watch: what has changed, or NULL
};

struct bt_watch;
struct bt_race_point;
struct bt_log;

struct bt_point {
    json_t *source; // POINT; owns the texts below
    uint32_t id;
    enum bt_point_kind kind;
    const char *file, *function, *expr, *type, *what; // NULL: not given
    uint32_t line;                                    // asked for; from `actual` on where it is
    uint32_t actual;                                  // 0: not known yet
    uint32_t offset;
    uint32_t thread;                   // 0: any
    uint64_t after, upto, every, hits; // upto, every 0: not given
    bool enabled, temporary, caught;   // caught: RAISE: not only what nobody handles
    uint32_t places;                   // instructions where it stands
    char message[200];                 // why it is not verified, or ""
    struct bt_peek *condition;         // or NULL
    struct bt_log *log;                // what it says instead of stopping, or NULL
    struct bt_peek *lock;              // LOCK: the expression, or NULL: any
    const struct bt_object *locked;    // ... what it was, or NULL
    struct bt_watch *watch;
    // WATCH with `race': the instruction that has begun last stores to the place, what it had and
    // what it gets; "stores" of the source asks for that: equal values are told, too
    bool stored;
    char before[100], after_it[100];
    struct bt_race_point *race;
    char failed[80]; // the error of the condition that was told last
};

// What there is in one code object.
struct bt_point_code {
    const struct bt_code *code; // NULL: free
    uint8_t *marks;             // one per word, enum bt_point_mark; NULL: nothing
};
enum bt_point_mark {
    BT_MARK_POINT = 1, // a breakpoint stands here
    BT_MARK_LINE = 2,  // ... where its line begins, unless control comes from the same line
    BT_MARK_LEAVE = 4, // a jump on a line with a breakpoint
};

// The last instruction marked LEAVE that a thread has executed.
struct bt_point_leave {
    uint32_t thread, word;
    uint64_t instr; // of the thread, before it
    const struct bt_frame *frame;
};

struct bt_points {
    struct BT_VEC(struct bt_point *) list;
    // the cache: open addressing by address
    struct bt_point_code *codes;
    size_t n_codes, cap_codes;
    const struct bt_code *last_code;
    const uint8_t *last_marks;
    struct BT_VEC(struct bt_point_leave) leaves;
    bool each;        // points.c: something needs a look before each instruction
    bool code_points; // some are places in the code
    uint32_t n_watches, n_races;
    // watches
    uint32_t last_thread;
    uint8_t last_op;
    const struct bt_code *last; // the code of the last instruction, and which
    uint32_t last_word;
    bool blind; // a motion is under way that stops at no point
    bool look;  // compare at the next instruction whatever the last one was
    // hand-offs: how the last holder gave the lock up
    uint32_t gave, gave_to;
    uint8_t gave_kind, gave_reason;
    bool changed; // hit counts since they were last told
};

// ---- points.c ----
// Has the thread hit the point, which is there? Asks the condition, counts; a logpoint speaks.
// th: the thread, frame: where to evaluate (NULL: the main module). true: it stops; `text`, if not
// NULL, gets what the stop says instead of "breakpoint N" when the condition has failed.
bool bt_point_hit(struct bt_engine *e, struct bt_point *p, struct bt_vthread *th,
                  const struct bt_frame *frame, struct bt_buf *text);
// One that stops, for the text "breakpoint N" if text is NULL.
void bt_points_found_add(struct bt_points_found *found, const struct bt_point *p,
                         const char *reason, const char *text);
// The line of the instruction that was executed last; 0: not known.
uint32_t bt_points_last_line(const struct bt_points *points);
// Where the user looks when the point is set: the frame that the point or the request names, but
// not one of the library's. NULL: none; *th: whose.
const struct bt_frame *bt_point_frame(struct bt_engine *e, const struct bt_point *p,
                                      const json_t *request, struct bt_vthread **th);
// The globals that its expression is about: those of the module that it was set in, which the
// session keeps ("scope"). NULL: the main module's.
struct bt_dict *bt_point_globals(struct bt_engine *e, struct bt_point *p, const struct bt_frame *f);
// Tell the session that a point is verified now, or says something else.
void bt_point_tell(struct bt_engine *e, const struct bt_point *p);
json_t *bt_point_answer(const struct bt_point *p);
// A stop that an event asks for: at the next moment.
void bt_point_pending(struct bt_engine *e, const struct bt_point *p, struct bt_vthread *th,
                      const char *reason, const char *text);

// ---- points_ask.c ----
enum bt_asked { BT_ASKED_NO, BT_ASKED_YES, BT_ASKED_FAILED };
// Is the condition true? FAILED: why is appended to text, if that has not been said before.
enum bt_asked bt_point_ask(struct bt_engine *e, struct bt_point *p, struct bt_vthread *th,
                           const struct bt_frame *frame, struct bt_buf *text);
// The repr of an expression, asked of a child, appended to out. false: out has the error. Without a
// frame, names are those globals (NULL: the main module's).
bool bt_point_ask_value(struct bt_engine *e, const char *expr, struct bt_vthread *th,
                        const struct bt_frame *frame, const struct bt_dict *globals,
                        struct bt_buf *out);
// Make p->log of the text; false: p->message says what is wrong with it.
bool bt_point_log_new(struct bt_point *p, const char *text);
void bt_point_log_free(struct bt_log *log);
// A logpoint says its text.
void bt_point_log(struct bt_engine *e, struct bt_point *p, struct bt_vthread *th,
                  const struct bt_frame *frame);
// Query (query.c): evaluates the pieces of a condition or a text.
json_t *bt_point_query(struct bt_engine *e, struct bt_vthread *th, const json_t *request);

// ---- points_event.c ----
// What a LOCK point's expression means, tried at a frame.
void bt_point_find_lock(struct bt_engine *e, struct bt_point *p, const struct bt_frame *frame);

// ---- points_code.c ----
// Find where the points stand, in all code that there is / in code that has just appeared.
void bt_point_places(struct bt_engine *e, struct bt_point *p);
// The marks of this code, made if need be; NULL: there are none.
const uint8_t *bt_point_marks(struct bt_engine *e, const struct bt_code *code);
void bt_points_forget_code(struct bt_points *p, bool all);
// Does the point stand at this word?
bool bt_point_is_at(const struct bt_point *p, const struct bt_code *code, uint32_t word);

#endif
