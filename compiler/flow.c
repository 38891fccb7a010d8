/*
 * Tidying the list of instructions before it is assembled:
 *
 *   jumps to a JUMP go to where that one goes;
 *   a conditional jump over a JUMP becomes the opposite jump;
 *   a JUMP to a RETURN is a RETURN, and what is moved only to be returned is returned from where
 *   it is;
 *   what no path reaches is marked dead, and a JUMP to the instruction behind it too;
 *   CHECK of a local that is bound on every path is marked dead.
 *
 * The last is a data-flow analysis over basic blocks: a set bit means "may be unbound here". Since
 * an exception can come between any two instructions, a handler is entered with what holds anywhere
 * in the range it protects.
 */
#include "compiler/unit.h"

#include <string.h>

static const struct bt_op_info *info_of(const struct bt_ir *ir)
{
    return &bt_op_info[ir->op];
}

static uint32_t target_of(const struct bt_builder *u, uint32_t label)
{
    return u->labels.items[label];
}

static void thread_jumps(struct bt_builder *u)
{
    for (size_t i = 0; i < u->code.n; i++) {
        struct bt_ir *ir = &u->code.items[i];
        for (int hops = 0; ir->label != BT_NO_LABEL && hops < 8; hops++) {
            uint32_t to = target_of(u, ir->label);
            if (to >= u->code.n || u->code.items[to].op != BT_JUMP_OP || to == i)
                break;
            ir->label = u->code.items[to].label;
        }
    }
}

// After jumps have been threaded: the other instructions of a jump's target stay where they are.
static void return_early(struct bt_builder *u)
{
    for (size_t i = 0; i < u->code.n; i++) {
        struct bt_ir *ir = &u->code.items[i];
        if (ir->op != BT_JUMP_OP)
            continue;
        uint32_t to = target_of(u, ir->label);
        if (to < u->code.n && u->code.items[to].op == BT_RETURN_OP)
            *ir = u->code.items[to];
    }
}

static bool opposite(uint8_t op, uint8_t *out)
{
    static const uint8_t pairs[][2] = {
        {BT_JUMP_TRUE_OP, BT_JUMP_FALSE_OP},  {BT_JUMP_NONE_OP, BT_JUMP_NOT_NONE_OP},
        {BT_JUMP_LT_OP, BT_JUMP_NOT_LT_OP},   {BT_JUMP_LE_OP, BT_JUMP_NOT_LE_OP},
        {BT_JUMP_EQ_OP, BT_JUMP_NOT_EQ_OP},   {BT_JUMP_NE_OP, BT_JUMP_NOT_NE_OP},
        {BT_JUMP_GT_OP, BT_JUMP_NOT_GT_OP},   {BT_JUMP_GE_OP, BT_JUMP_NOT_GE_OP},
        {BT_JUMP_LTI_OP, BT_JUMP_NOT_LTI_OP}, {BT_JUMP_LEI_OP, BT_JUMP_NOT_LEI_OP},
        {BT_JUMP_EQI_OP, BT_JUMP_NOT_EQI_OP}, {BT_JUMP_NEI_OP, BT_JUMP_NOT_NEI_OP},
        {BT_JUMP_GTI_OP, BT_JUMP_NOT_GTI_OP}, {BT_JUMP_GEI_OP, BT_JUMP_NOT_GEI_OP},
    };
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        if (pairs[i][0] == op || pairs[i][1] == op) {
            *out = pairs[i][pairs[i][0] == op];
            return true;
        }
    }
    return false;
}

// Per instruction: does a jump lead to it? NULL without memory.
static bool *find_targets(const struct bt_builder *u)
{
    bool *targets = bt_alloc_zero(u->code.n + 1);
    for (size_t i = 0; targets != NULL && i < u->code.n; i++) {
        if (u->code.items[i].label != BT_NO_LABEL)
            targets[target_of(u, u->code.items[i].label)] = true;
    }
    return targets;
}

// `a = b; return a`, without a jump between the two, is `return b`.
static bool drop_moves(struct bt_compiler *c, struct bt_builder *u)
{
    bool *targets = find_targets(u);
    if (targets == NULL)
        return bt_context_no_memory(c);
    for (size_t i = 0; i + 1 < u->code.n; i++) {
        struct bt_ir *move = &u->code.items[i], *ret = move + 1;
        if (move->op != BT_MOVE_OP || ret->op != BT_RETURN_OP || ret->a != move->a ||
            targets[i + 1] || !bt_is_temp(move->a))
            continue;
        ret->a = move->b;
        move->op = BT_NOP_OP;
    }
    bt_free(targets);
    return true;
}

// `if c: go to L1; go to X; L1:` is `if not c: go to X; L1:`.
static bool turn_jumps(struct bt_compiler *c, struct bt_builder *u)
{
    bool *targets = find_targets(u);
    if (targets == NULL)
        return bt_context_no_memory(c);
    for (size_t i = 0; i + 2 < u->code.n; i++) {
        struct bt_ir *ir = &u->code.items[i], *jump = ir + 1;
        uint8_t op;
        if (ir->label == BT_NO_LABEL || jump->op != BT_JUMP_OP || targets[i + 1] ||
            target_of(u, ir->label) != i + 2 || !opposite(ir->op, &op))
            continue;
        ir->op = op;
        ir->label = jump->label;
        jump->op = BT_NOP_OP; // dropped with the jumps to the next instruction
        jump->label = BT_NO_LABEL;
    }
    bt_free(targets);
    return true;
}

static bool mark_dead(struct bt_compiler *c, struct bt_builder *u)
{
    struct BT_VEC(uint32_t) work = {0};
    for (size_t i = 0; i < u->code.n; i++)
        u->code.items[i].dead = true;
    bool ok = bt_vec_push(&work, 0u);
    while (ok && work.n > 0) {
        uint32_t i = bt_vec_pop(&work);
        while (ok && i < u->code.n && u->code.items[i].dead) {
            struct bt_ir *ir = &u->code.items[i];
            ir->dead = false;
            if (ir->label != BT_NO_LABEL)
                ok = bt_vec_push(&work, target_of(u, ir->label));
            if (ok && ir->handler != BT_NO_HANDLER)
                ok = bt_vec_push(&work, target_of(u, u->handlers.items[ir->handler]));
            if (info_of(ir)->flags & BT_OPF_T)
                break;
            i++;
        }
    }
    bt_vec_free(&work);
    return ok || bt_context_no_memory(c);
}

static void drop_jumps_to_next(struct bt_builder *u)
{
    for (size_t i = 0; i < u->code.n; i++) {
        struct bt_ir *ir = &u->code.items[i];
        if (ir->op == BT_NOP_OP)
            ir->dead = true;
        if (ir->dead || ir->op != BT_JUMP_OP)
            continue;
        size_t to = target_of(u, ir->label), next = i + 1;
        if (to <= i)
            continue;
        while (next < to && u->code.items[next].dead)
            next++;
        ir->dead = next == to;
    }
}

/* ---- CHECK ---- */

struct checks {
    struct bt_builder *u;
    uint32_t *bit_of;   // per local: its bit, or UINT32_MAX when nothing asks for it
    uint32_t n_words;   // of one set
    uint32_t *block_of; // per instruction: the block that it begins, or UINT32_MAX
    uint32_t n_blocks;
    uint32_t *starts; // per block: its first instruction
    uint64_t *in;     // per block: one set
    bool *seen, *queued;
    uint64_t *now;
    struct BT_VEC(uint32_t) work;
};

static uint32_t number_bits(struct checks *k)
{
    uint32_t n = 0;
    for (size_t i = 0; i < k->u->code.n; i++) {
        const struct bt_ir *ir = &k->u->code.items[i];
        if (!ir->dead && ir->op == BT_CHECK_OP && k->bit_of[ir->a] == UINT32_MAX)
            k->bit_of[ir->a] = n++;
    }
    return n;
}

static void find_blocks(struct checks *k)
{
    struct bt_builder *u = k->u;
    for (size_t i = 0; i < u->code.n; i++)
        k->block_of[i] = UINT32_MAX;
    k->block_of[0] = 0;
    for (size_t i = 0; i < u->code.n; i++) {
        const struct bt_ir *ir = &u->code.items[i];
        if (ir->dead)
            continue;
        if (ir->label != BT_NO_LABEL)
            k->block_of[target_of(u, ir->label)] = 0;
        if (ir->handler != BT_NO_HANDLER)
            k->block_of[target_of(u, u->handlers.items[ir->handler])] = 0;
        if ((ir->label != BT_NO_LABEL || (info_of(ir)->flags & BT_OPF_T)) && i + 1 < u->code.n)
            k->block_of[i + 1] = 0;
    }
    for (uint32_t i = 0; i < u->code.n; i++) {
        if (k->block_of[i] == 0) {
            k->block_of[i] = k->n_blocks;
            k->starts[k->n_blocks++] = i;
        }
    }
}

// What holds now also holds at the beginning of the block at instruction `at`.
static bool flow_into(struct checks *k, uint32_t at)
{
    uint32_t block = k->block_of[at];
    uint64_t *in = &k->in[(size_t)block * k->n_words];
    bool more = !k->seen[block];
    for (uint32_t w = 0; w < k->n_words; w++) {
        more = more || (k->now[w] & ~in[w]) != 0;
        in[w] |= k->now[w];
    }
    if (!more || k->queued[block])
        return true;
    k->seen[block] = k->queued[block] = true;
    return bt_vec_push(&k->work, block);
}

static void set_bit(struct checks *k, uint32_t reg, bool unbound)
{
    if (bt_is_temp(reg) || k->bit_of[reg] == UINT32_MAX)
        return;
    uint64_t bit = (uint64_t)1 << (k->bit_of[reg] % 64);
    if (unbound)
        k->now[k->bit_of[reg] / 64] |= bit;
    else
        k->now[k->bit_of[reg] / 64] &= ~bit;
}

static void apply(struct checks *k, const struct bt_ir *ir)
{
    if (ir->op == BT_CHECK_OP) {
        set_bit(k, ir->a, false);
        return;
    }
    if (ir->op == BT_UNSET_OP || ir->op == BT_DELETE_LOCAL_OP) {
        set_bit(k, ir->a, true);
        return;
    }
    if (ir->op == BT_UNPACK_OP) {
        for (uint32_t i = 0; i < ir->c; i++)
            set_bit(k, ir->a + i, false);
        return;
    }
    const char *operands = info_of(ir)->operands;
    const uint32_t regs[] = {ir->a, ir->b, ir->c};
    for (int i = 0; i < 3; i++) {
        if (operands[i] == 'w' || operands[i] == 'm')
            set_bit(k, regs[i], false);
    }
}

// Follow one block to its end; with `mark`, mark the checks that cannot fail instead of passing on
// what holds.
static bool run_block(struct checks *k, uint32_t block, bool mark)
{
    struct bt_builder *u = k->u;
    memcpy(k->now, &k->in[(size_t)block * k->n_words], k->n_words * sizeof *k->now);
    for (uint32_t i = k->starts[block]; i < u->code.n; i++) {
        struct bt_ir *ir = &u->code.items[i];
        if (i != k->starts[block] && k->block_of[i] != UINT32_MAX)
            return mark || flow_into(k, i);
        if (ir->dead)
            continue;
        if (mark && ir->op == BT_CHECK_OP)
            ir->dead = !(k->now[k->bit_of[ir->a] / 64] >> (k->bit_of[ir->a] % 64) & 1);
        if (!mark && ir->handler != BT_NO_HANDLER &&
            !flow_into(k, target_of(u, u->handlers.items[ir->handler])))
            return false;
        if (!mark && ir->op == BT_FORITER_OP && !flow_into(k, i + 1))
            return false; // at the end it writes nothing
        apply(k, ir);
        if (mark)
            continue;
        if (ir->label != BT_NO_LABEL && !flow_into(k, target_of(u, ir->label)))
            return false;
        if ((info_of(ir)->flags & BT_OPF_T) || ir->op == BT_FORITER_OP)
            return true;
    }
    return true;
}

static bool run_checks(struct checks *k)
{
    struct bt_builder *u = k->u;
    uint32_t n_params = u->n_pos + u->n_kwonly + (u->flags & BT_CODE_VARARGS ? 1 : 0) +
                        (u->flags & BT_CODE_VARKW ? 1 : 0);
    for (uint32_t r = 0; r < u->locals.n; r++)
        set_bit(k, r, r >= n_params);
    if (!flow_into(k, 0))
        return false;
    while (k->work.n > 0) {
        uint32_t block = bt_vec_pop(&k->work);
        k->queued[block] = false;
        if (!run_block(k, block, false))
            return false;
    }
    for (uint32_t b = 0; b < k->n_blocks; b++) {
        if (k->seen[b])
            run_block(k, b, true);
    }
    return true;
}

static bool allocate(struct checks *k)
{
    size_t n = k->u->code.n;
    k->block_of = bt_alloc_array(n, sizeof *k->block_of);
    k->starts = bt_alloc_array(n, sizeof *k->starts);
    if (k->block_of == NULL || k->starts == NULL)
        return false;
    find_blocks(k);
    k->in = bt_alloc_zero((size_t)k->n_blocks * k->n_words * sizeof *k->in);
    k->now = bt_alloc_zero(k->n_words * sizeof *k->now);
    k->seen = bt_alloc_zero(k->n_blocks);
    k->queued = bt_alloc_zero(k->n_blocks);
    return k->in != NULL && k->now != NULL && k->seen != NULL && k->queued != NULL;
}

static bool drop_checks(struct bt_compiler *c, struct bt_builder *u)
{
    struct checks k = {.u = u};
    k.bit_of = bt_alloc_array(u->locals.n, sizeof *k.bit_of);
    bool ok = k.bit_of != NULL;
    if (ok) {
        memset(k.bit_of, 0xff, u->locals.n * sizeof *k.bit_of);
        uint32_t n = number_bits(&k);
        k.n_words = (n + 63) / 64;
        if (n > 0)
            ok = allocate(&k) && run_checks(&k);
    }
    bt_free(k.bit_of);
    bt_free(k.block_of);
    bt_free(k.starts);
    bt_free(k.in);
    bt_free(k.now);
    bt_free(k.seen);
    bt_free(k.queued);
    bt_vec_free(&k.work);
    return ok || bt_context_no_memory(c);
}

bool bt_flow_tidy(struct bt_compiler *c)
{
    struct bt_builder *u = c->u;
    if (c->failed || u->code.n == 0)
        return !c->failed;
    thread_jumps(u);
    return_early(u);
    if (!turn_jumps(c, u) || !drop_moves(c, u) || !mark_dead(c, u) || !drop_checks(c, u))
        return false;
    drop_jumps_to_next(u);
    return true;
}
