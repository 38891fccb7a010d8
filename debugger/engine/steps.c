// Where a line begins, seen from a thread that goes from instruction to instruction. See engine.h.
//
// A line begins at the first instruction of a function; where the line is another one than that of
// the instruction before in the same frame; at a jump backwards (so each round of a loop on one
// line counts). It does not begin at the rest of an expression of several lines, back on its first
// one. So for each depth of calls the instruction that the frame there was at last is kept: when a
// call has returned, that one is what the next is compared with.
#include <string.h>

#include "base/mem.h"
#include "bytecode/line_spans.h"
#include "debugger/engine/engine.h"
#include "runtime/objects/heap.h"

#define CACHE 256

// The instruction that a frame was at last.
struct place {
    const struct bt_frame *frame; // NULL: none
    const struct bt_code *code;
    uint32_t word, line;
    uint32_t start; // what of this line has been executed begins at this word
};

struct bt_walk {
    // the lines of code objects, by their address
    struct {
        const struct bt_code *code; // NULL: free
        struct bt_line_span *spans;
    } cache[CACHE];
    struct place *seen; // of the thread that is followed, by the depth of the frame
    uint32_t n;
};

bool bt_walk_init(struct bt_engine *e)
{
    e->steps = bt_alloc_zero(sizeof *e->steps);
    return e->steps != NULL;
}

static void drop(struct bt_walk *steps, size_t slot)
{
    bt_free(steps->cache[slot].spans);
    steps->cache[slot].spans = NULL;
    steps->cache[slot].code = NULL;
}

void bt_walk_sweep(struct bt_engine *e)
{
    for (size_t i = 0; i < CACHE; i++)
        if (e->steps->cache[i].code && !bt_is_marked(&e->steps->cache[i].code->base))
            drop(e->steps, i);
}

void bt_walk_free(struct bt_engine *e)
{
    for (size_t i = 0; e->steps && i < CACHE; i++)
        drop(e->steps, i);
    if (e->steps)
        bt_free(e->steps->seen);
    bt_free(e->steps);
    e->steps = NULL;
}

static struct bt_line_span span_of(struct bt_engine *e, const struct bt_code *code, uint32_t word)
{
    size_t slot = ((uintptr_t)code >> 4) % CACHE;
    if (BT_UNLIKELY(e->steps->cache[slot].code != code)) {
        struct bt_line_span *spans = bt_alloc_array(code->n_insns, sizeof *spans);
        if (!spans)
            return (struct bt_line_span){0, 0};
        bt_line_spans(code->positions, code->positions_len, spans, code->n_insns);
        bt_free(e->steps->cache[slot].spans);
        e->steps->cache[slot].spans = spans;
        e->steps->cache[slot].code = code;
    }
    return e->steps->cache[slot].spans[word];
}

// The instruction as the compiler made it: the loop may have quickened its own copy.
static const struct bt_insn *original(const struct bt_code *code, uint32_t word)
{
    return &code->unit->insns[word];
}

static bool make_room(struct bt_walk *walk, uint32_t depth)
{
    if (depth < walk->n)
        return true;
    uint32_t n = depth + depth / 2 + 64;
    struct place *seen = bt_realloc(walk->seen, n * sizeof *seen);
    if (!seen)
        return false;
    memset(seen + walk->n, 0, (n - walk->n) * sizeof *seen);
    walk->seen = seen;
    walk->n = n;
    return true;
}

void bt_walk_begin(struct bt_engine *e, const struct bt_vthread *th)
{
    struct bt_walk *walk = e->steps;
    uint32_t depth = th->t.py_depth;
    if (walk->n > 0)
        memset(walk->seen, 0, walk->n * sizeof *walk->seen);
    if (!make_room(walk, depth))
        return;
    for (const struct bt_frame *f = th->frame; f; f = f->prev, depth--) {
        uint32_t word = bt_frame_word(f);
        walk->seen[depth] = (struct place){f, f->code, word, span_of(e, f->code, word).line, word};
    }
}

bool bt_walk_again(const struct bt_engine *e, const struct bt_vthread *th)
{
    const struct bt_frame *f = th->frame;
    if (th->t.py_depth >= e->steps->n)
        return false;
    const struct place *at = &e->steps->seen[th->t.py_depth];
    return f == at->frame && bt_frame_word(f) == 0 &&
           (f->code != at->code || original(at->code, at->word)->op == BT_RETURN_OP);
}

int bt_walk_result(const struct bt_frame *frame)
{
    const struct bt_insn *insn = original(frame->code, bt_frame_word(frame));
    return insn->op == BT_RETURN_OP || insn->op == BT_YIELD_OP ? (int)insn->a : -1;
}

// From `at` it has gone back to this word of the same line: is that the next round of a loop on one
// line? A `for' begins at its FORITER, which jumps back to what stands before it in each round, the
// first one, too.
static bool is_round(const struct place *at, uint32_t word)
{
    return original(at->code, at->word)->op != BT_FORITER_OP || word >= at->start;
}

static bool enters_loop(const struct place *at)
{
    return original(at->code, at->word)->op == BT_JUMP_OP && at->word > 0 &&
           original(at->code, at->word - 1)->op == BT_GETITER_OP;
}

uint32_t bt_walk_on(struct bt_engine *e, const struct bt_vthread *th)
{
    const struct bt_frame *f = th->frame;
    const struct bt_code *code = f->code;
    uint32_t word = bt_frame_word(f);
    if (!make_room(e->steps, th->t.py_depth))
        return 0;
    struct place *at = &e->steps->seen[th->t.py_depth];
    struct bt_line_span span = span_of(e, code, word);
    bool same = f == at->frame && code == at->code && !bt_walk_again(e, th);
    bool begins;
    if (!same)
        begins = word == 0 || original(code, word)->op == BT_CATCH_OP;
    else if (span.line == 0)
        begins = false;
    else if (word <= at->word && span.line == at->line)
        begins = is_round(at, word);
    else
        begins = span.line != at->line && !(span.line < at->line && at->line <= span.end);
    uint32_t line = span.line == 0 && same ? at->line : span.line;
    bool anew = !same || begins || word <= at->word || enters_loop(at);
    *at = (struct place){f, code, word, line, anew ? word : at->start};
    return begins ? (line > 0 ? line : 1) : 0;
}
