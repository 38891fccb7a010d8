/*
 * How long it takes to go on on another stack, without the kernel: what a switch between coroutines
 * costs, and the least that any scheduler in one thread can pay.
 *
 *   stack_switch  saved registers and the stack pointer (x86-64 and AArch64 only)
 *   swapcontext   the C library's, which also saves the signal mask: a system call
 */
#include "limits.h"

#include <ucontext.h>

#define STACK_SIZE 65536
#define SWITCHES   2000000
#define SLOW       200000

#if defined __x86_64__ || defined __aarch64__

// Save the caller's registers on its stack and that stack's pointer in *from; go on where `to` was
// saved.
void stack_switch(void **from, void *to);

#ifdef __x86_64__
__asm__(".text\n.globl stack_switch\n.type stack_switch,@function\nstack_switch:\n"
        "pushq %rbp\npushq %rbx\npushq %r12\npushq %r13\npushq %r14\npushq %r15\n"
        "movq %rsp,(%rdi)\nmovq %rsi,%rsp\n"
        "popq %r15\npopq %r14\npopq %r13\npopq %r12\npopq %rbx\npopq %rbp\nret\n"
        ".size stack_switch,.-stack_switch\n");
#define SAVED_WORDS 8 // six registers, where to return to, and one that keeps the stack aligned
#define SAVED_ENTRY 6
#else
__asm__(".text\n.globl stack_switch\n.type stack_switch,%function\nstack_switch:\n"
        "sub sp,sp,#160\nstp x19,x20,[sp]\nstp x21,x22,[sp,#16]\nstp x23,x24,[sp,#32]\n"
        "stp x25,x26,[sp,#48]\nstp x27,x28,[sp,#64]\nstp x29,x30,[sp,#80]\nstp d8,d9,[sp,#96]\n"
        "stp d10,d11,[sp,#112]\nstp d12,d13,[sp,#128]\nstp d14,d15,[sp,#144]\n"
        "mov x9,sp\nstr x9,[x0]\nmov sp,x1\n"
        "ldp x19,x20,[sp]\nldp x21,x22,[sp,#16]\nldp x23,x24,[sp,#32]\nldp x25,x26,[sp,#48]\n"
        "ldp x27,x28,[sp,#64]\nldp x29,x30,[sp,#80]\nldp d8,d9,[sp,#96]\nldp d10,d11,[sp,#112]\n"
        "ldp d12,d13,[sp,#128]\nldp d14,d15,[sp,#144]\nadd sp,sp,#160\nret\n"
        ".size stack_switch,.-stack_switch\n");
#define SAVED_WORDS 20
#define SAVED_ENTRY 11
#endif

static void *main_stack, *other_stack;

static void other(void)
{
    for (;;)
        stack_switch(&other_stack, main_stack);
}

static void measure_own(void)
{
    char *stack = aligned_alloc(16, STACK_SIZE);
    if (!stack)
        exit(1);
    void **top = (void **)(void *)(stack + STACK_SIZE) - SAVED_WORDS;
    memset(top, 0, SAVED_WORDS * sizeof *top);
    void (*entry)(void) = other;
    memcpy(&top[SAVED_ENTRY], &entry, sizeof entry);
    other_stack = top;
    double begin = seconds(CLOCK_MONOTONIC);
    for (int i = 0; i < SWITCHES / 2; i++)
        stack_switch(&main_stack, other_stack);
    figure("stack_switch", (seconds(CLOCK_MONOTONIC) - begin) * 1e9 / SWITCHES, "ns");
    free(stack);
}
#else
static void measure_own(void) {}
#endif

static ucontext_t here, there;

static void other_context(void)
{
    for (;;)
        swapcontext(&there, &here);
}

int main(void)
{
    measure_own();
    char *stack = malloc(STACK_SIZE);
    if (!stack || getcontext(&there) != 0)
        return 1;
    there.uc_stack.ss_sp = stack;
    there.uc_stack.ss_size = STACK_SIZE;
    makecontext(&there, other_context, 0);
    double begin = seconds(CLOCK_MONOTONIC);
    for (int i = 0; i < SLOW / 2; i++)
        swapcontext(&here, &there);
    figure("swapcontext", (seconds(CLOCK_MONOTONIC) - begin) * 1e9 / SLOW, "ns");
    free(stack);
    return 0;
}
