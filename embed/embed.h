/*
 * Inside the embedding interface: what one struct baton is made of, and how values and exceptions
 * pass between the interpreter and the host.
 *
 * A struct baton is a view of an interpreter by one of its threads. The host's (`main`) lives as
 * long as the interpreter; each call of a native function has one of its own on the C stack. All
 * views are in a list that the collector walks from the object in module_roots[BT_ROOT_EMBED].
 *
 * Locking: all of it is for the holder of the interpreter's lock, unless a field says otherwise.
 */
#ifndef BT_EMBED_EMBED_H
#define BT_EMBED_EMBED_H

#include "baton.h"
#include "base/buf.h"
#include "vm/interp.h"

struct bt_embed;

struct baton_value {
    bt_value v;
    bool borrowed; // an argument of a native function: on the C stack, in no list
    struct baton_value *next, **link; // of the view that made it; *link is this one
};

struct baton {
    struct bt_embed *embed;
    struct bt_thread *th;
    bt_value error;              // the exception of the last failure (marked), BT_UNSET
    struct baton_value *handles; // (marked)
    struct bt_buf error_text;    // what baton_error_text gave back last
    struct baton *prev, *next;   // the other views
};

struct bt_embed {
    struct baton main; // the host's view, first in the list
    struct bt_vm *vm;
    struct baton_config config;
    struct bt_type *function_type, *stream_type; // (marked); NULL until first needed
    int exit_status;
    bool deadlock_pending; // the main thread is to end its run because of a deadlock
    bool deadlocked;       // it has been told
    bool (*on_interrupt)(struct bt_thread *th); // what startup set
};

// The interpreter's part of the interface; NULL when the host is not one that uses it.
struct bt_embed *bt_embed_of(const struct bt_vm *vm);

// Open a view for this thread / give back what it holds. (handle.c)
void bt_embed_open(struct baton *b, struct bt_embed *embed, struct bt_thread *th);
void bt_embed_close(struct baton *b);
void bt_embed_trace(struct bt_embed *embed, struct bt_tracer *tracer);

// A new handle; BT_ERROR: the thread's exception becomes the view's, NULL.
struct baton_value *bt_embed_give(struct baton *b, bt_value v);
// ok false: the thread's exception becomes the view's. Returns ok.
bool bt_embed_check(struct baton *b, bool ok);
// Is the handle one? Otherwise there is an exception now.
bool bt_embed_given(struct baton *b, const struct baton_value *v);
// The interned str of a name, BT_ERROR with the exception on the thread.
BT_MUST_CHECK bt_value bt_embed_name(struct baton *b, const char *name);

// sys.stdout and sys.stderr that call config.write. (stream.c)
BT_MUST_CHECK bool bt_embed_streams(struct bt_embed *embed);

static inline size_t bt_embed_len(const char *text, size_t len)
{
    return len == SIZE_MAX ? strlen(text) : len;
}

#endif
