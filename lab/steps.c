// Instructions as text: see steps.h.
#include "lab/steps.h"

#include <string.h>

#include "base/buf.h"
#include "base/hash.h"
#include "bytecode/disasm.h"
#include "runtime/objects/heap.h"

struct bt_step_key {
    const struct bt_code *code; // NULL: free
    uint32_t word, number;
};

bool bt_steps_init(struct bt_steps *s)
{
    *s = (struct bt_steps){.cap = 64, .cap_keys = 256};
    bt_arena_init(&s->arena);
    s->texts = bt_alloc_array(s->cap, sizeof *s->texts);
    s->keys = bt_alloc_zero(s->cap_keys * sizeof *s->keys);
    if (!s->texts || !s->keys) {
        bt_steps_free(s);
        return false;
    }
    s->texts[s->n++] = "";
    return true;
}

void bt_steps_free(struct bt_steps *s)
{
    bt_free(s->texts);
    bt_free(s->keys);
    bt_arena_free(&s->arena);
    *s = (struct bt_steps){0};
}

static struct bt_step_key *slot(struct bt_step_key *keys, size_t cap, const struct bt_code *code,
                                uint32_t word)
{
    size_t i = bt_hash_u64((uint64_t)(uintptr_t)code ^ word * 0x9E3779B97F4A7C15u);
    for (;; i++) {
        struct bt_step_key *k = &keys[i & (cap - 1)];
        if (!k->code || (k->code == code && k->word == word))
            return k;
    }
}

static bool grow_keys(struct bt_steps *s)
{
    size_t cap = s->cap_keys * 2;
    struct bt_step_key *keys = bt_alloc_zero(cap * sizeof *keys);
    if (!keys)
        return false;
    for (size_t i = 0; i < s->cap_keys; i++)
        if (s->keys[i].code)
            *slot(keys, cap, s->keys[i].code, s->keys[i].word) = s->keys[i];
    bt_free(s->keys);
    s->keys = keys;
    s->cap_keys = cap;
    return true;
}

static uint32_t new_text(struct bt_steps *s, const struct bt_code *code, uint32_t word)
{
    if (s->n == s->cap) {
        void *more = bt_realloc_array(s->texts, s->cap * 2, sizeof *s->texts);
        if (!more)
            return 0;
        s->texts = more;
        s->cap *= 2;
    }
    struct bt_buf buf;
    bt_buf_init(&buf);
    bt_disassemble_instruction(&buf, code->unit, word);
    const char *text = buf.failed ? NULL : bt_arena_copy(&s->arena, buf.data, buf.len);
    bt_buf_free(&buf);
    if (!text)
        return 0;
    s->texts[s->n] = text;
    return (uint32_t)s->n++;
}

uint32_t bt_steps_find(struct bt_steps *s, const struct bt_code *code, uint32_t word)
{
    struct bt_step_key *k = slot(s->keys, s->cap_keys, code, word);
    if (k->code)
        return k->number;
    if (s->n_keys >= s->cap_keys / 4 * 3) {
        if (!grow_keys(s))
            return 0;
        k = slot(s->keys, s->cap_keys, code, word);
    }
    uint32_t number = new_text(s, code, word);
    if (number == 0)
        return 0;
    *k = (struct bt_step_key){code, word, number};
    s->n_keys++;
    return number;
}

void bt_steps_sweep(struct bt_steps *s)
{
    bool dead = false;
    for (size_t i = 0; i < s->cap_keys && !dead; i++)
        dead = s->keys[i].code && !bt_is_marked(&s->keys[i].code->base);
    if (!dead)
        return;
    struct bt_step_key *kept = bt_alloc_zero(s->cap_keys * sizeof *kept);
    s->n_keys = 0;
    if (!kept) { // what lives will be looked up anew
        memset(s->keys, 0, s->cap_keys * sizeof *s->keys);
        return;
    }
    for (size_t i = 0; i < s->cap_keys; i++) {
        const struct bt_step_key *k = &s->keys[i];
        if (!k->code || !bt_is_marked(&k->code->base))
            continue;
        *slot(kept, s->cap_keys, k->code, k->word) = *k;
        s->n_keys++;
    }
    bt_free(s->keys);
    s->keys = kept;
}
