/*
 * Packing. Numbers take 7 bits a byte, the low ones first. A text is its length, its bytes and a
 * NUL. Instructions and floats are copied as they are, instructions at an even offset: the bytes
 * are for the machine that made them.
 */
#include "bytecode/pack.h"

#include "base/arena.h"

#include <string.h>

/* ---- packing ---- */

static void put_number(struct bt_buf *out, uint64_t n)
{
    while (n >= 0x80) {
        bt_buf_putc(out, (char)(n | 0x80));
        n >>= 7;
    }
    bt_buf_putc(out, (char)n);
}

static void put_text(struct bt_buf *out, const char *text, size_t len)
{
    put_number(out, len);
    bt_buf_write(out, text, len);
    bt_buf_putc(out, '\0');
}

static void put_texts(struct bt_buf *out, const struct bt_text *texts, uint32_t n)
{
    put_number(out, n);
    for (uint32_t i = 0; i < n; i++)
        put_text(out, texts[i].text, texts[i].len);
}

static void put_unit(struct bt_buf *out, const struct bt_unit *unit);

static void put_const(struct bt_buf *out, const struct bt_image_const *k)
{
    bt_buf_putc(out, (char)k->kind);
    put_number(out, k->n);
    switch (k->kind) {
    case BT_K_NONE:
    case BT_K_FALSE:
    case BT_K_TRUE:
    case BT_K_ELLIPSIS: break;
    case BT_K_INT: put_number(out, (uint64_t)k->u.i); break;
    case BT_K_FLOAT:
    case BT_K_COMPLEX: bt_buf_write(out, &k->u.d, sizeof k->u.d); break;
    case BT_K_BIGINT:
    case BT_K_STR:
    case BT_K_BYTES: put_text(out, k->u.s.text, k->u.s.len); break;
    case BT_K_TUPLE:
    case BT_K_FROZENSET:
        for (uint32_t i = 0; i < k->n; i++)
            put_const(out, &k->u.items[i]);
        break;
    case BT_K_CODE: put_unit(out, k->u.unit); break;
    }
}

static void put_unit(struct bt_buf *out, const struct bt_unit *unit)
{
    const uint32_t numbers[] = {unit->n_regs,   unit->n_posonly, unit->n_pos,
                                unit->n_kwonly, unit->flags,     unit->first_line};
    put_text(out, unit->name.text, unit->name.len);
    put_text(out, unit->qualname.text, unit->qualname.len);
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        put_number(out, numbers[i]);
    put_number(out, unit->n_insns);
    if (out->len % 2 != 0)
        bt_buf_putc(out, '\0');
    bt_buf_write(out, unit->insns, unit->n_insns * sizeof *unit->insns);
    put_number(out, unit->n_consts);
    for (uint32_t i = 0; i < unit->n_consts; i++)
        put_const(out, &unit->consts[i]);
    put_texts(out, unit->names, unit->n_names);
    put_texts(out, unit->varnames, unit->n_locals);
    put_texts(out, unit->cellvars, unit->n_cellvars);
    put_texts(out, unit->freevars, unit->n_freevars);
    put_number(out, unit->n_handlers);
    for (uint32_t i = 0; i < unit->n_handlers; i++) {
        put_number(out, unit->handlers[i].start);
        put_number(out, unit->handlers[i].end);
        put_number(out, unit->handlers[i].handler);
    }
    put_text(out, (const char *)unit->positions, unit->positions_len);
}

void bt_image_pack(struct bt_buf *out, const struct bt_image *image)
{
    put_text(out, image->filename.text, image->filename.len);
    put_unit(out, image->top);
}

/* ---- unpacking ---- */

// `failed`: memory is short, or the bytes ended too early. From then on everything read is zero.
struct reader {
    const uint8_t *start, *next, *end;
    struct bt_arena *arena;
    bool failed;
};

static const uint8_t *take(struct reader *r, size_t n)
{
    if (r->failed || n > (size_t)(r->end - r->next)) {
        r->failed = true;
        return NULL;
    }
    r->next += n;
    return r->next - n;
}

static uint64_t get_number(struct reader *r)
{
    uint64_t n = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
        const uint8_t *byte = take(r, 1);
        if (byte == NULL)
            return 0;
        n |= (uint64_t)(*byte & 0x7f) << shift;
        if (*byte < 0x80)
            break;
    }
    return n;
}

// A count of things that take at least a byte each: no more than there are bytes.
static uint32_t get_count(struct reader *r)
{
    uint64_t n = get_number(r);
    if (n > (size_t)(r->end - r->next) || n > UINT32_MAX) {
        r->failed = true;
        return 0;
    }
    return (uint32_t)n;
}

static void *allocate(struct reader *r, size_t n, size_t size)
{
    void *block = r->failed ? NULL : bt_arena_alloc(r->arena, (n + 1) * size);
    if (block == NULL)
        r->failed = true;
    return block;
}

static struct bt_text get_text(struct reader *r)
{
    uint32_t len = get_count(r);
    const uint8_t *text = take(r, (size_t)len + 1);
    return (struct bt_text){(const char *)text, text == NULL ? 0 : len};
}

static const struct bt_text *get_texts(struct reader *r, uint32_t *count)
{
    uint32_t n = get_count(r);
    struct bt_text *texts = allocate(r, n, sizeof *texts);
    for (uint32_t i = 0; i < n && !r->failed; i++)
        texts[i] = get_text(r);
    *count = n;
    return texts;
}

static const struct bt_unit *get_unit(struct reader *r);

static const struct bt_image_const *get_consts(struct reader *r, uint32_t n);

static void get_const(struct reader *r, struct bt_image_const *k)
{
    const uint8_t *kind = take(r, 1);
    if (kind == NULL || *kind > BT_K_CODE) {
        r->failed = true;
        return;
    }
    k->kind = (enum bt_image_const_kind) * kind;
    k->n = (uint32_t)get_number(r);
    switch (k->kind) {
    case BT_K_NONE:
    case BT_K_FALSE:
    case BT_K_TRUE:
    case BT_K_ELLIPSIS: break;
    case BT_K_INT: k->u.i = (int64_t)get_number(r); break;
    case BT_K_FLOAT:
    case BT_K_COMPLEX: {
        const uint8_t *bytes = take(r, sizeof k->u.d);
        if (bytes != NULL)
            memcpy(&k->u.d, bytes, sizeof k->u.d);
        break;
    }
    case BT_K_BIGINT:
    case BT_K_STR:
    case BT_K_BYTES: {
        struct bt_text text = get_text(r);
        k->u.s.text = text.text;
        k->u.s.len = text.len;
        break;
    }
    case BT_K_TUPLE:
    case BT_K_FROZENSET: k->u.items = get_consts(r, k->n); break;
    case BT_K_CODE: k->u.unit = get_unit(r); break;
    }
}

static const struct bt_image_const *get_consts(struct reader *r, uint32_t n)
{
    if (n > (size_t)(r->end - r->next))
        r->failed = true;
    struct bt_image_const *consts = allocate(r, n, sizeof *consts);
    for (uint32_t i = 0; i < n && !r->failed; i++)
        get_const(r, &consts[i]);
    return consts;
}

static void get_insns(struct reader *r, struct bt_unit *unit)
{
    unit->n_insns = get_count(r);
    if ((r->next - r->start) % 2 != 0)
        take(r, 1);
    unit->insns = (const void *)take(r, (size_t)unit->n_insns * sizeof *unit->insns);
}

static void get_handlers(struct reader *r, struct bt_unit *unit)
{
    unit->n_handlers = get_count(r);
    struct bt_image_handler *handlers = allocate(r, unit->n_handlers, sizeof *handlers);
    for (uint32_t i = 0; i < unit->n_handlers && !r->failed; i++) {
        handlers[i].start = (uint32_t)get_number(r);
        handlers[i].end = (uint32_t)get_number(r);
        handlers[i].handler = (uint32_t)get_number(r);
    }
    unit->handlers = handlers;
}

static const struct bt_unit *get_unit(struct reader *r)
{
    struct bt_unit *unit = allocate(r, 0, sizeof *unit);
    if (unit == NULL)
        return NULL;
    uint32_t *const numbers[] = {&unit->n_regs,   &unit->n_posonly, &unit->n_pos,
                                 &unit->n_kwonly, &unit->flags,     &unit->first_line};
    unit->name = get_text(r);
    unit->qualname = get_text(r);
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        *numbers[i] = (uint32_t)get_number(r);
    get_insns(r, unit);
    unit->n_consts = get_count(r);
    unit->consts = get_consts(r, unit->n_consts);
    unit->names = get_texts(r, &unit->n_names);
    unit->varnames = get_texts(r, &unit->n_locals);
    unit->cellvars = get_texts(r, &unit->n_cellvars);
    unit->freevars = get_texts(r, &unit->n_freevars);
    get_handlers(r, unit);
    struct bt_text positions = get_text(r);
    unit->positions = (const uint8_t *)positions.text;
    unit->positions_len = (uint32_t)positions.len;
    return unit;
}

struct bt_image *bt_image_unpack(const uint8_t *bytes, size_t len)
{
    struct bt_arena *arena = bt_alloc(sizeof *arena);
    if (arena == NULL)
        return NULL;
    bt_arena_init(arena);
    struct reader r = {bytes, bytes, bytes + len, arena, false};
    struct bt_image *image = allocate(&r, 0, sizeof *image);
    if (image != NULL) {
        atomic_init(&image->refs, 1);
        image->arena = arena;
        image->filename = get_text(&r);
        image->top = get_unit(&r);
    }
    if (r.failed) {
        bt_arena_free(arena);
        bt_free(arena);
        return NULL;
    }
    return image;
}
