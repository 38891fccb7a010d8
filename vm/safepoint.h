// The safepoint: all that can ask for a thread's attention is served in one place, safepoint.c.
#ifndef BT_VM_SAFEPOINT_H
#define BT_VM_SAFEPOINT_H

#include "vm/interp.h"

// Serve thread->attention: collect, dump, Ctrl-C, asynchronous exceptions, a cut turn. frame->pc is
// up to date. false: an exception is set, or the thread is stopped. [py]
BT_MUST_CHECK bool bt_safepoint_serve(struct bt_vthread *th);

static inline void bt_attention_set(struct bt_thread *th, uint32_t bits)
{
    atomic_fetch_or_explicit(&th->attention, bits, memory_order_relaxed);
}
// The same of all threads. Any OS thread.
void bt_attention_set_all(struct bt_vm *vm, uint32_t bits);
static inline void bt_attention_clear(struct bt_thread *th, uint32_t bits)
{
    atomic_fetch_and_explicit(&th->attention, ~bits, memory_order_relaxed);
}

#endif
