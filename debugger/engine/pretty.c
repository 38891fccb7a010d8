// Values over several lines: see values.h. A container that fits into what is left of the line
// stands in it; else each of its items has a line of its own, or several.
#include "debugger/engine/values.h"

#include "runtime/objects/dict.h"
#include "runtime/objects/error.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/seq.h"
#include "runtime/objects/str.h"

#define WIDTH     80u
#define LINES_MAX 400u
#define ITEMS_MAX 200u // of one container
#define NEST_MAX  20u

struct pretty {
    struct bt_engine *e;
    struct bt_vthread *th;
    struct bt_buf *out;
    size_t lines;
    unsigned depth;
};

static void put(struct pretty *p, bt_value v, size_t indent, size_t after);

static void newline(struct pretty *p, size_t indent)
{
    bt_buf_putc(p->out, '\n');
    for (size_t i = 0; i < indent; i++)
        bt_buf_putc(p->out, ' ');
    p->lines++;
}

// Between items: false: enough has been shown.
static bool next(struct pretty *p, size_t i, size_t n, size_t indent)
{
    if (i == 0)
        return true;
    bt_buf_putc(p->out, ',');
    newline(p, indent);
    if (i < ITEMS_MAX && p->lines < LINES_MAX)
        return true;
    bt_buf_printf(p->out, "... +%zu", n - i);
    return false;
}

static void sequence(struct pretty *p, bt_value v, const char *brackets, size_t indent,
                     size_t after)
{
    bt_buf_putc(p->out, brackets[0]);
    for (size_t i = 0; i < bt_seq_len(v) && next(p, i, bt_seq_len(v), indent + 1); i++)
        put(p, bt_seq_items(v)[i], indent + 1, i + 1 == bt_seq_len(v) ? after + 1 : 1);
    if (bt_is_tuple(v) && bt_seq_len(v) == 1)
        bt_buf_putc(p->out, ',');
    bt_buf_putc(p->out, brackets[1]);
}

static void dict(struct pretty *p, bt_value v, size_t indent, size_t after)
{
    const struct bt_dict *d = bt_as_dict(v);
    bt_value key, value;
    size_t at = 0, n = bt_dict_len(d);
    bt_buf_putc(p->out, '{');
    for (size_t i = 0; bt_dict_next(d, &at, &key, &value) && next(p, i, n, indent + 1); i++) {
        size_t begin = p->out->len;
        bt_value_put(p->e, p->th, p->out, key, WIDTH);
        bt_buf_puts(p->out, ": ");
        put(p, value, indent + 1 + (p->out->len - begin), i + 1 == n ? after + 1 : 1);
    }
    bt_buf_putc(p->out, '}');
}

// Does it fit into the line whole? If so it is there.
static bool fits(struct pretty *p, bt_value v, size_t indent, size_t after)
{
    size_t begin = p->out->len, room = WIDTH > indent + after ? WIDTH - indent - after : 0;
    bt_value_put(p->e, p->th, p->out, v, 4 * WIDTH);
    if (p->out->failed || p->out->len - begin <= room)
        return true;
    p->out->len = begin;
    return false;
}

static void put(struct pretty *p, bt_value v, size_t indent, size_t after)
{
    bool list = bt_value_shown_as(p->th, v, BT_T_LIST),
         tuple = bt_value_shown_as(p->th, v, BT_T_TUPLE);
    bool table = bt_value_shown_as(p->th, v, BT_T_DICT);
    bool large = (list || tuple) ? bt_seq_len(v) > 1 : table && bt_dict_len(bt_as_dict(v)) > 0;
    if (!large || p->depth >= NEST_MAX) {
        bt_value_put(p->e, p->th, p->out, v, 40 * WIDTH);
        return;
    }
    if (fits(p, v, indent, after))
        return;
    p->depth++;
    if (table)
        dict(p, v, indent, after);
    else
        sequence(p, v, list ? "[]" : "()", indent, after);
    p->depth--;
}

json_t *bt_value_pretty(struct bt_engine *e, struct bt_vthread *th, bt_value v)
{
    struct bt_buf out;
    struct pretty p = {.e = e, .th = th, .out = &out};
    bt_buf_init(&out);
    BT_ROOTS(&th->t, r, 1);
    r[0] = v;
    put(&p, v, 0, 0);
    BT_UNROOT(&th->t, r);
    return bt_value_json(&out, true);
}
