/*
 * Coroutines, see coroutine.h. Called by vm/substrate_coroutine.c.
 *
 * The sanitizers follow the stacks of threads; they are told of every switch.
 */
#include "base/coroutine.h"

#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/mem.h"

#define STACK_DEFAULT ((size_t)1 << 20)
#define STACK_RESERVE ((size_t)96 << 10) // what native code may use below the limit

#if (defined __x86_64__ || defined __aarch64__) && defined __linux__
#define SWITCH_IN_ASSEMBLY 1
#else
#define SWITCH_IN_ASSEMBLY 0
#include <ucontext.h>
#endif

// gcc defines a macro, clang answers a question
#if defined __SANITIZE_ADDRESS__
#define FOR_ASAN 1
#elif defined __has_feature
#if __has_feature(address_sanitizer)
#define FOR_ASAN 1
#endif
#endif
#if defined __SANITIZE_THREAD__
#define FOR_TSAN 1
#elif defined __has_feature
#if __has_feature(thread_sanitizer)
#define FOR_TSAN 1
#endif
#endif

#ifdef FOR_ASAN
#include <pthread.h>
#include <sanitizer/common_interface_defs.h>
#endif
#ifdef FOR_TSAN
#include <sanitizer/tsan_interface.h>
#endif

struct bt_coroutine {
#if SWITCH_IN_ASSEMBLY
    void *sp; // while it does not run: what was pushed lies there
#else
    ucontext_t context;
#endif
    void (*fn)(void *);
    void *arg;
    char *mapping; // guard page and stack; NULL for an adopted one
    size_t mapped, guard;
#ifdef FOR_ASAN
    void *fake_stack;
    const void *bottom; // of its stack, and the size
    size_t size;
#endif
#ifdef FOR_TSAN
    void *fiber;
#endif
};

// ---- the switch ----

#if SWITCH_IN_ASSEMBLY
// Push what the caller wants preserved, store the stack pointer at *save, take `load` as the stack
// pointer, pop, return there.
void bt_coroutine_swap_stacks(void **save, void *load);
void bt_coroutine_first(void);

#ifdef __x86_64__
// rdi = save, rsi = load; a new stack holds the coroutine where rbx is popped from.
__asm__(".text\n"
        ".p2align 4\n"
        ".globl bt_coroutine_swap_stacks\n"
        ".hidden bt_coroutine_swap_stacks\n"
        ".type bt_coroutine_swap_stacks, @function\n"
        "bt_coroutine_swap_stacks:\n"
        "    pushq %rbp\n"
        "    pushq %rbx\n"
        "    pushq %r12\n"
        "    pushq %r13\n"
        "    pushq %r14\n"
        "    pushq %r15\n"
        "    movq %rsp, (%rdi)\n"
        "    movq %rsi, %rsp\n"
        "    popq %r15\n"
        "    popq %r14\n"
        "    popq %r13\n"
        "    popq %r12\n"
        "    popq %rbx\n"
        "    popq %rbp\n"
        "    ret\n"
        ".size bt_coroutine_swap_stacks, . - bt_coroutine_swap_stacks\n"
        ".p2align 4\n"
        ".globl bt_coroutine_first\n"
        ".hidden bt_coroutine_first\n"
        ".type bt_coroutine_first, @function\n"
        "bt_coroutine_first:\n"
        "    .cfi_startproc\n"
        "    .cfi_undefined rip\n" // a debugger's backtrace ends here
        "    movq %rbx, %rdi\n"
        "    call bt_coroutine_start\n"
        "    ud2\n"
        "    .cfi_endproc\n"
        ".size bt_coroutine_first, . - bt_coroutine_first\n");
#define FRAME_WORDS 9 // six registers, the return address, and zeros so that the stack is aligned
#define FRAME_SELF  4 // rbx
#define FRAME_ENTRY 6
#else
// x0 = save, x1 = load; a new stack holds the coroutine where x19 is loaded from.
__asm__(".text\n"
        ".p2align 4\n"
        ".globl bt_coroutine_swap_stacks\n"
        ".hidden bt_coroutine_swap_stacks\n"
        ".type bt_coroutine_swap_stacks, %function\n"
        "bt_coroutine_swap_stacks:\n"
        "    sub sp, sp, #160\n"
        "    stp x19, x20, [sp]\n"
        "    stp x21, x22, [sp, #16]\n"
        "    stp x23, x24, [sp, #32]\n"
        "    stp x25, x26, [sp, #48]\n"
        "    stp x27, x28, [sp, #64]\n"
        "    stp x29, x30, [sp, #80]\n"
        "    stp d8, d9, [sp, #96]\n"
        "    stp d10, d11, [sp, #112]\n"
        "    stp d12, d13, [sp, #128]\n"
        "    stp d14, d15, [sp, #144]\n"
        "    mov x2, sp\n"
        "    str x2, [x0]\n"
        "    mov sp, x1\n"
        "    ldp x19, x20, [sp]\n"
        "    ldp x21, x22, [sp, #16]\n"
        "    ldp x23, x24, [sp, #32]\n"
        "    ldp x25, x26, [sp, #48]\n"
        "    ldp x27, x28, [sp, #64]\n"
        "    ldp x29, x30, [sp, #80]\n"
        "    ldp d8, d9, [sp, #96]\n"
        "    ldp d10, d11, [sp, #112]\n"
        "    ldp d12, d13, [sp, #128]\n"
        "    ldp d14, d15, [sp, #144]\n"
        "    add sp, sp, #160\n"
        "    ret\n"
        ".size bt_coroutine_swap_stacks, . - bt_coroutine_swap_stacks\n"
        ".p2align 4\n"
        ".globl bt_coroutine_first\n"
        ".hidden bt_coroutine_first\n"
        ".type bt_coroutine_first, %function\n"
        "bt_coroutine_first:\n"
        "    .cfi_startproc\n"
        "    .cfi_undefined x30\n"
        "    mov x0, x19\n"
        "    bl bt_coroutine_start\n"
        "    brk #1\n"
        "    .cfi_endproc\n"
        ".size bt_coroutine_first, . - bt_coroutine_first\n");
#define FRAME_WORDS 20
#define FRAME_SELF  0  // x19
#define FRAME_ENTRY 11 // x30
#endif
#endif

// The sanitizers' books: before the switch away, and after the first or a later arrival.
static void before_switch(struct bt_coroutine *from, struct bt_coroutine *to, int for_good)
{
#ifdef FOR_ASAN
    __sanitizer_start_switch_fiber(for_good ? NULL : &from->fake_stack, to->bottom, to->size);
#endif
#ifdef FOR_TSAN
    __tsan_switch_to_fiber(to->fiber, 0);
#endif
    (void)from;
    (void)to;
    (void)for_good;
}

static void after_switch(struct bt_coroutine *self)
{
#ifdef FOR_ASAN
    __sanitizer_finish_switch_fiber(self->fake_stack, NULL, NULL);
#endif
    (void)self;
}

// The first function on a new stack; reached from assembly by name.
_Noreturn void bt_coroutine_start(struct bt_coroutine *self);
_Noreturn void bt_coroutine_start(struct bt_coroutine *self)
{
    after_switch(self);
    self->fn(self->arg);
    abort(); // coroutine.h: fn must not return
}

static void swap(struct bt_coroutine *from, struct bt_coroutine *to)
{
#if SWITCH_IN_ASSEMBLY
    bt_coroutine_swap_stacks(&from->sp, to->sp);
#else
    swapcontext(&from->context, &to->context);
#endif
}

void bt_coroutine_switch(struct bt_coroutine *from, struct bt_coroutine *to)
{
    before_switch(from, to, 0);
    swap(from, to);
    after_switch(from);
}

void bt_coroutine_leave(struct bt_coroutine *from, struct bt_coroutine *to)
{
    before_switch(from, to, 1);
    swap(from, to);
    abort(); // somebody went on with a coroutine that had left
}

// ---- making and freeing ----

#if SWITCH_IN_ASSEMBLY
// As if it had called swap_stacks from the first line of bt_coroutine_first.
static bool prepare(struct bt_coroutine *co)
{
    uintptr_t top = (uintptr_t)(co->mapping + co->mapped) & ~(uintptr_t)63;
    void **frame = (void **)top - FRAME_WORDS;
    for (int i = 0; i < FRAME_WORDS; i++)
        frame[i] = NULL;
    frame[FRAME_SELF] = co;
    frame[FRAME_ENTRY] = __extension__(void *) bt_coroutine_first;
    co->sp = frame;
    return true;
}
#else
// makecontext passes ints only.
static void enter(unsigned high, unsigned low)
{
    bt_coroutine_start((struct bt_coroutine *)(((uintptr_t)high << 16 << 16) | low));
}

static bool prepare(struct bt_coroutine *co)
{
    if (getcontext(&co->context) != 0)
        return false;
    co->context.uc_stack.ss_sp = co->mapping + co->guard;
    co->context.uc_stack.ss_size = co->mapped - co->guard;
    co->context.uc_link = NULL;
    uintptr_t self = (uintptr_t)co;
    makecontext(&co->context, (void (*)(void))enter, 2, (unsigned)(self >> 16 >> 16),
                (unsigned)self);
    return true;
}
#endif

struct bt_coroutine *bt_coroutine_adopt(void)
{
    struct bt_coroutine *co = bt_alloc_zero(sizeof *co);
    if (!co)
        return NULL;
#ifdef FOR_ASAN
    pthread_attr_t attr;
    void *address;
    if (pthread_getattr_np(pthread_self(), &attr) == 0) {
        if (pthread_attr_getstack(&attr, &address, &co->size) == 0)
            co->bottom = address;
        pthread_attr_destroy(&attr);
    }
#endif
#ifdef FOR_TSAN
    co->fiber = __tsan_get_current_fiber();
#endif
    return co;
}

struct bt_coroutine *bt_coroutine_new(void (*fn)(void *), void *arg, size_t stack_size)
{
    size_t page = (size_t)sysconf(_SC_PAGESIZE);
    size_t size = stack_size ? stack_size : STACK_DEFAULT;
    struct bt_coroutine *co = bt_alloc_zero(sizeof *co);
    if (!co || size > SIZE_MAX / 2) {
        bt_free(co);
        errno = ENOMEM;
        return NULL;
    }
    co->fn = fn;
    co->arg = arg;
    co->guard = page;
    co->mapped = page + (size + page - 1) / page * page;
    char *mapping = mmap(NULL, co->mapped, PROT_READ | PROT_WRITE,
                         MAP_PRIVATE | MAP_ANONYMOUS | MAP_STACK | MAP_NORESERVE, -1, 0);
    if (mapping == MAP_FAILED) {
        bt_free(co);
        errno = ENOMEM;
        return NULL;
    }
    co->mapping = mapping;
    if (mprotect(mapping, page, PROT_NONE) != 0 || !prepare(co)) {
        int err = errno;
        munmap(mapping, co->mapped);
        bt_free(co);
        errno = err;
        return NULL;
    }
#ifdef FOR_ASAN
    co->bottom = mapping + page;
    co->size = co->mapped - page;
#endif
#ifdef FOR_TSAN
    co->fiber = __tsan_create_fiber(0);
#endif
    return co;
}

void bt_coroutine_free(struct bt_coroutine *co)
{
    if (!co)
        return;
    if (co->mapping) {
#ifdef FOR_TSAN
        __tsan_destroy_fiber(co->fiber);
#endif
        munmap(co->mapping, co->mapped);
    }
    bt_free(co);
}

char *bt_coroutine_stack_limit(const struct bt_coroutine *co)
{
    return co->mapping ? co->mapping + co->guard + STACK_RESERVE : NULL;
}
