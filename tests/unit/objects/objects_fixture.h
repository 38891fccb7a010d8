// An interpreter without a VM for the unit tests of runtime/objects: one thread, all native types.
#ifndef BT_TESTS_OBJECTS_FIXTURE_H
#define BT_TESTS_OBJECTS_FIXTURE_H

#include <check.h>
#include <stdlib.h>

#include "runtime/objects/dict.h"
#include "runtime/objects/error.h"
#include "runtime/objects/exception.h"
#include "runtime/objects/heap.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/seq.h"
#include "runtime/objects/str.h"
#include "runtime/objects/type.h"

struct fixture {
    struct bt_interp interp;
    struct bt_thread thread;
};

static inline struct bt_thread *fixture_open(struct fixture *f)
{
    char here;
    memset(f, 0, sizeof *f);
    f->thread.interp = &f->interp;
    f->thread.exc = BT_UNSET;
    f->thread.recursion_limit = 1000;
    f->thread.c_stack_limit = (char *)((uintptr_t)&here - (uintptr_t)512 * 1024);
    ck_assert(bt_state_open(&f->interp));
    ck_assert(bt_types_init(&f->thread));
    ck_assert(!bt_exc_is_set(&f->thread));
    return &f->thread;
}

static inline void fixture_close(struct fixture *f)
{
    bt_state_close(&f->interp);
}

// The text of str(v) is `text`.
static inline void expect_str(struct bt_thread *th, bt_value v, const char *text)
{
    ck_assert(!bt_is_error(v));
    bt_value s = bt_str_of(th, v);
    ck_assert(bt_is_str(s));
    ck_assert_str_eq(bt_as_str(s)->data, text);
}

// An exception is set whose "Type: text" is this; takes it off.
static inline void expect_raised(struct bt_thread *th, const char *text)
{
    ck_assert_msg(bt_exc_is_set(th), "no exception, expected %s", text);
    bt_value e = bt_exc_take(th);
    bt_value s = bt_str_format(th, "%T: %S", e, e);
    ck_assert(bt_is_str(s));
    ck_assert_str_eq(bt_as_str(s)->data, text);
}

#endif
