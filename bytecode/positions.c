/*
 * The position table. One entry per instruction, each begins with a byte:
 *
 *   bits 0-2  words of the instruction, less 1
 *   bit 3     the same position as the entry before; nothing follows
 *   bit 4     no position; nothing follows
 *   bit 5     an anchor follows
 *
 * then, as variable-length numbers (7 bits a byte, low ones first; signed ones zigzag): the line
 * less the line of the entry before (signed), end_line - line, col + 1, end_col + 1; and for an
 * anchor its line less `line`, its column, its end line less `line`, its end column. Looking up
 * walks the table from its start: it is done only for tracebacks.
 */
#include "bytecode/positions.h"

#include "base/buf.h"
#include "bytecode/line_spans.h"

enum { WORDS = 7, SAME = 8, NONE = 16, ANCHOR = 32 };

static void put_number(struct bt_buf *out, uint32_t n)
{
    while (n >= 0x80) {
        bt_buf_putc(out, (char)(n | 0x80));
        n >>= 7;
    }
    bt_buf_putc(out, (char)n);
}

static void put_signed(struct bt_buf *out, int32_t n)
{
    put_number(out, n < 0 ? ((uint32_t)(-(n + 1)) << 1 | 1) : (uint32_t)n << 1);
}

static bool same_place(const struct bt_position *p, const struct bt_position *q)
{
    return p->line == q->line && p->end_line == q->end_line && p->col == q->col &&
           p->end_col == q->end_col && p->anchor_line == q->anchor_line &&
           p->anchor_col == q->anchor_col && p->anchor_end_line == q->anchor_end_line &&
           p->anchor_end_col == q->anchor_end_col;
}

bool bt_positions_add(struct bt_buf *out, struct bt_position *prev,
                      const struct bt_position *position, unsigned words)
{
    unsigned head = (words - 1) & WORDS;
    if (position->line == 0) {
        bt_buf_putc(out, (char)(head | NONE));
        return !out->failed;
    }
    if (same_place(prev, position)) {
        bt_buf_putc(out, (char)(head | SAME));
        return !out->failed;
    }
    bool anchor = position->anchor_col >= 0;
    bt_buf_putc(out, (char)(head | (anchor ? ANCHOR : 0u)));
    put_signed(out, position->line - prev->line);
    put_signed(out, position->end_line - position->line);
    put_number(out, (uint32_t)(position->col + 1));
    put_number(out, (uint32_t)(position->end_col + 1));
    if (anchor) {
        put_signed(out, position->anchor_line - position->line);
        put_number(out, (uint32_t)position->anchor_col);
        put_signed(out, position->anchor_end_line - position->line);
        put_number(out, (uint32_t)position->anchor_end_col);
    }
    *prev = *position;
    return !out->failed;
}

// A reader of the table; at its end every number is 0.
struct reader {
    const uint8_t *next, *end;
};

static uint32_t get_number(struct reader *r)
{
    uint32_t n = 0;
    for (unsigned shift = 0; r->next < r->end && shift < 32; shift += 7) {
        uint8_t byte = *r->next++;
        n |= (uint32_t)(byte & 0x7f) << shift;
        if (byte < 0x80)
            break;
    }
    return n;
}

static int32_t get_signed(struct reader *r)
{
    uint32_t n = get_number(r);
    return n & 1 ? -(int32_t)(n >> 1) - 1 : (int32_t)(n >> 1);
}

static void get_place(struct reader *r, unsigned head, struct bt_position *p)
{
    p->line += get_signed(r);
    p->end_line = p->line + get_signed(r);
    p->col = (int32_t)get_number(r) - 1;
    p->end_col = (int32_t)get_number(r) - 1;
    p->anchor_line = p->anchor_col = p->anchor_end_line = p->anchor_end_col = -1;
    if (head & ANCHOR) {
        p->anchor_line = p->line + get_signed(r);
        p->anchor_col = (int32_t)get_number(r);
        p->anchor_end_line = p->line + get_signed(r);
        p->anchor_end_col = (int32_t)get_number(r);
    }
}

bool bt_positions_find(const uint8_t *table, size_t len, uint32_t word, struct bt_position *out)
{
    struct reader r = {table, table + len};
    struct bt_position place = {0};
    uint32_t at = 0;
    while (r.next < r.end) {
        unsigned head = *r.next++;
        if (!(head & (SAME | NONE)))
            get_place(&r, head, &place);
        at += (head & WORDS) + 1;
        if (word < at) {
            *out = place;
            if (head & NONE)
                *out = (struct bt_position){0, 0, -1, -1, -1, -1, -1, -1};
            return !(head & NONE);
        }
    }
    return false;
}

void bt_line_spans(const uint8_t *table, size_t len, struct bt_line_span *out, uint32_t n)
{
    struct reader r = {table, table + len};
    struct bt_position place = {0};
    uint32_t at = 0;
    while (r.next < r.end && at < n) {
        unsigned head = *r.next++;
        if (!(head & (SAME | NONE)))
            get_place(&r, head, &place);
        bool none = (head & NONE) || place.line <= 0;
        for (unsigned left = (head & WORDS) + 1; left > 0 && at < n; left--)
            out[at++] = none
                            ? (struct bt_line_span){0, 0}
                            : (struct bt_line_span){(uint32_t)place.line, (uint32_t)place.end_line};
    }
    for (; at < n; at++)
        out[at] = (struct bt_line_span){0, 0};
}
