/*
 * Printing an uncaught exception, word for word as CPython 3.13 does: the chain of causes and
 * contexts, each with its stack; the type, the text, the notes; SyntaxError's own form; the boxes
 * of exception groups.
 *
 * The entries of a stack are printed by traceback_stack.c, suggestions are made by suggest.c. str()
 * and repr() of values may run Python code: what they raise is swallowed and shown as "<exception
 * str() failed>".
 */
#include <stdio.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "runtime/objects/dict.h"
#include "runtime/objects/error.h"
#include "runtime/objects/int.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/seq.h"
#include "runtime/objects/str.h"
#include "runtime/objects/traceback_print.h"
#include "runtime/objects/type.h"

#define GROUP_WIDTH 15 // exceptions of a group that are shown
#define GROUP_DEPTH 10

struct printer {
    struct bt_thread *th;
    struct bt_buf *out;
    unsigned flags;
    size_t depth;    // of exception groups
    bool need_close; // the box of the innermost group has still to be closed
    bt_value seen;   // list of the exceptions met, against circles (rooted by the caller)
};

// ---- boxes ----

// Each line of the text with the margin of the present depth in front.
static void emit(struct printer *p, struct bt_buf *text, char margin)
{
    const char *at = text->data ? text->data : "", *end = at + text->len;
    if (text->failed)
        p->out->failed = true;
    while (at < end) {
        const char *newline = memchr(at, '\n', (size_t)(end - at));
        const char *next = newline ? newline + 1 : end;
        if (p->depth) {
            bt_buf_fill(p->out, ' ', 2 * p->depth);
            bt_buf_putc(p->out, margin);
            bt_buf_putc(p->out, ' ');
        }
        bt_buf_write(p->out, at, (size_t)(next - at));
        at = next;
    }
    bt_buf_clear(text);
}

static void emit_text(struct printer *p, const char *text, char margin)
{
    struct bt_buf buf;
    bt_buf_init(&buf);
    bt_buf_puts(&buf, text);
    emit(p, &buf, margin);
    bt_buf_free(&buf);
}

// ---- the last lines ----

// str(v) or repr(v), or a note that it failed.
static void put_safely(struct printer *p, struct bt_buf *out, bt_value v, bool repr,
                       const char *what)
{
    size_t before = out->len;
    if (repr ? bt_buf_repr(p->th, out, v) : bt_buf_str(p->th, out, v))
        return;
    bt_exc_clear(p->th);
    if (out->data && out->len > before) {
        out->len = before;
        out->data[before] = '\0';
    }
    bt_buf_printf(out, "<%s %s() failed>", what, repr ? "repr" : "str");
}

// "ValueError", "package.module.Error".
static void put_type_name(struct printer *p, struct bt_buf *out, bt_value exception)
{
    struct bt_type *type = bt_obj(exception)->type;
    bt_value module = bt_type_module(p->th, type);
    if (bt_is_unset(module) || !bt_is_str(module))
        bt_buf_puts(out, "<unknown>.");
    else if (!bt_str_is(module, "builtins") && !bt_str_is(module, "__main__"))
        bt_buf_printf(out, "%.*s.", (int)bt_as_str(module)->len, bt_as_str(module)->data);
    bt_buf_puts(out, bt_as_str(type->qualname)->data);
}

// "Type: text", or "Type" when there is no text.
static void put_headline(struct printer *p, struct bt_buf *out, bt_value exception)
{
    bool colour = p->flags & BT_PRINT_COLOUR;
    struct bt_buf text;
    bt_buf_init(&text);
    put_safely(p, &text, exception, false, "exception");
    bt_suggest(p->th, &text, exception);
    bt_buf_puts(out, colour ? BT_ANSI_BOLD_MAGENTA : "");
    put_type_name(p, out, exception);
    bt_buf_puts(out, colour ? BT_ANSI_RESET : "");
    if (text.len) {
        bt_buf_puts(out, ": ");
        bt_buf_puts(out, colour ? BT_ANSI_MAGENTA : "");
        bt_buf_write(out, text.data, text.len);
        bt_buf_puts(out, colour ? BT_ANSI_RESET : "");
    }
    bt_buf_putc(out, '\n');
    bt_buf_free(&text);
}

static void put_notes(struct printer *p, struct bt_buf *out, bt_value exception)
{
    bt_value notes = bt_as_exception(exception)->notes;
    if (bt_is_unset(notes) || bt_is_none(notes))
        return;
    if (!bt_is_list(notes) && !bt_is_tuple(notes)) {
        put_safely(p, out, notes, true, "__notes__");
        bt_buf_putc(out, '\n');
        return;
    }
    BT_ROOTS(p->th, r, 1);
    r[0] = notes;
    for (size_t i = 0;; i++) {
        size_t n = bt_is_list(notes) ? bt_as_list(notes)->len : bt_as_tuple(notes)->len;
        if (i >= n)
            break;
        put_safely(p, out,
                   bt_is_list(notes) ? bt_as_list(notes)->items[i] : bt_as_tuple(notes)->items[i],
                   false, "note");
        bt_buf_putc(out, '\n');
    }
    BT_UNROOT(p->th, r);
}

// ---- SyntaxError ----

static bool int_extra(bt_value exception, int index, int64_t *out)
{
    bt_value v = bt_as_exception(exception)->extra[index];
    return bt_is_int(v) && bt_int_get_i64(v, out);
}

// The range to underline, 1-based, in characters of the whole line of `chars` characters without
// its newline.
static void syntax_range(bt_value exception, size_t chars, size_t whole, int64_t *offset,
                         int64_t *end)
{
    int64_t line = 0, end_line = -1;
    (void)int_extra(exception, BT_X_SYNTAX_LINENO, &line);
    (void)int_extra(exception, BT_X_SYNTAX_END_LINENO, &end_line);
    if (line == end_line) {
        if (!int_extra(exception, BT_X_SYNTAX_END_OFFSET, end) || *end == 0)
            *end = *offset;
    } else {
        *end = (int64_t)chars + 1;
    }
    if (whole && *offset > (int64_t)whole) {
        *offset = (int64_t)whole + 1;
        if (*end < *offset)
            *end = *offset;
    }
    if (*offset >= *end || *end < 0)
        *end = *offset + 1;
}

// The line, its characters from..to-1 in colour.
static void put_syntax_line(struct bt_buf *out, const char *line, size_t len, int64_t from,
                            int64_t to)
{
    size_t start = len, end = len;
    if (to > from) {
        start = bt_utf8_offset(line, len, (size_t)from);
        end = bt_utf8_offset(line, len, (size_t)to);
    }
    bt_buf_puts(out, "    ");
    bt_buf_write(out, line, start);
    if (to > from) {
        bt_buf_puts(out, BT_ANSI_BOLD_RED);
        bt_buf_write(out, line + start, end - start);
        bt_buf_puts(out, BT_ANSI_RESET);
    }
    bt_buf_write(out, line + end, len - end);
    bt_buf_putc(out, '\n');
}

static void put_syntax_carets(struct printer *p, struct bt_buf *out, const char *text, size_t len,
                              int64_t from, int64_t to)
{
    bool colour = p->flags & BT_PRINT_COLOUR;
    bt_buf_puts(out, "    ");
    size_t at = 0;
    for (int64_t i = 0; i < from; i++) {
        char c = ' ';
        if (at < len) {
            if (text[at] >= '\t' && text[at] <= '\r')
                c = text[at];
            at += bt_utf8_size((unsigned char)text[at]);
        }
        bt_buf_putc(out, c);
    }
    bt_buf_puts(out, colour ? BT_ANSI_BOLD_RED : "");
    bt_buf_fill(out, '^', to > from ? (size_t)(to - from) : 0);
    bt_buf_puts(out, colour ? BT_ANSI_RESET : "");
    bt_buf_putc(out, '\n');
}

// The quoted line, with the part [offset, end) in colour if wanted, and the carets.
static void put_syntax_text(struct printer *p, struct bt_buf *out, bt_value exception)
{
    const struct bt_str *text = bt_as_str(bt_as_exception(exception)->extra[BT_X_SYNTAX_TEXT]);
    size_t len = text->len, indent = 0;
    while (len && text->data[len - 1] == '\n')
        len--;
    while (indent < len &&
           (text->data[indent] == ' ' || text->data[indent] == '\f' || text->data[indent] == '\n'))
        indent++;
    int64_t offset, end, from = -1;
    if (int_extra(exception, BT_X_SYNTAX_OFFSET, &offset)) {
        syntax_range(exception, bt_utf8_count(text->data, len), bt_str_chars(text), &offset, &end);
        from = offset - 1 - (int64_t)indent;
    }
    const char *line = text->data + indent;
    if (from < 0) {
        put_syntax_line(out, line, len - indent, 0, 0);
        return;
    }
    int64_t to = end - 1 - (int64_t)indent;
    bool colour = p->flags & BT_PRINT_COLOUR;
    put_syntax_line(out, line, len - indent, from, colour ? to : from);
    put_syntax_carets(p, out, line, len - indent, from, to);
}

static void put_syntax_error(struct printer *p, struct bt_buf *out, bt_value exception)
{
    const bt_value *x = bt_as_exception(exception)->extra;
    bool colour = p->flags & BT_PRINT_COLOUR;
    const char *on = colour ? BT_ANSI_MAGENTA : "", *off = colour ? BT_ANSI_RESET : "";
    bool has_file = !bt_is_unset(x[BT_X_SYNTAX_FILENAME]) && !bt_is_none(x[BT_X_SYNTAX_FILENAME]);
    bool has_line = !bt_is_unset(x[BT_X_SYNTAX_LINENO]) && !bt_is_none(x[BT_X_SYNTAX_LINENO]);
    if (has_line) {
        bt_buf_printf(out, "  File %s\"", on);
        if (has_file)
            put_safely(p, out, x[BT_X_SYNTAX_FILENAME], false, "filename");
        else
            bt_buf_puts(out, "<string>");
        bt_buf_printf(out, "\"%s, line %s", off, on);
        put_safely(p, out, x[BT_X_SYNTAX_LINENO], false, "lineno");
        bt_buf_printf(out, "%s\n", off);
    }
    if (bt_is_str(x[BT_X_SYNTAX_TEXT]))
        put_syntax_text(p, out, exception);
    bt_buf_puts(out, colour ? BT_ANSI_BOLD_MAGENTA : "");
    put_type_name(p, out, exception);
    bt_buf_printf(out, "%s: %s", off, on);
    if (bt_is_unset(x[BT_X_SYNTAX_MSG]) || bt_is_none(x[BT_X_SYNTAX_MSG]))
        bt_buf_puts(out, "<no detail available>");
    else
        put_safely(p, out, x[BT_X_SYNTAX_MSG], false, "exception");
    bt_buf_puts(out, off);
    if (!has_line && has_file) {
        bt_buf_puts(out, " (");
        put_safely(p, out, x[BT_X_SYNTAX_FILENAME], false, "filename");
        bt_buf_putc(out, ')');
    }
    bt_buf_putc(out, '\n');
}

static void put_only(struct printer *p, struct bt_buf *out, bt_value exception)
{
    if (bt_is_a(p->th, exception, BT_EXC_SYNTAX_ERROR))
        put_syntax_error(p, out, exception);
    else
        put_headline(p, out, exception);
    put_notes(p, out, exception);
}

// ---- one exception, and groups ----

static bool print_chain(struct printer *p, bt_value exception);

static void emit_stack(struct printer *p, bt_value exception, const char *headline, char margin)
{
    bt_value traceback = bt_as_exception(exception)->traceback;
    if (!bt_is_obj(traceback))
        return;
    struct bt_buf buf;
    bt_buf_init(&buf);
    emit_text(p, headline, margin);
    bt_traceback_print(p->th, &buf, traceback, p->flags);
    emit(p, &buf, '|');
    bt_buf_free(&buf);
}

static void emit_only(struct printer *p, bt_value exception)
{
    struct bt_buf buf;
    bt_buf_init(&buf);
    put_only(p, &buf, exception);
    emit(p, &buf, '|');
    bt_buf_free(&buf);
}

// One line of the box: the number of a member, or its end.
static void put_ruler(struct printer *p, bool first, const char *title)
{
    bt_buf_fill(p->out, ' ', 2 * p->depth);
    bt_buf_printf(p->out, "%s+---------------- %s ----------------\n", first ? "+-" : "  ", title);
}

static bool print_member(struct printer *p, bt_value members, size_t i)
{
    char title[24];
    size_t n = bt_as_tuple(members)->len;
    bool truncated = i >= GROUP_WIDTH, ok = true;
    if (truncated)
        memcpy(title, "...", 4);
    else
        (void)snprintf(title, sizeof title, "%zu", i + 1);
    put_ruler(p, i == 0, title);
    p->depth++;
    if (truncated) {
        char text[64];
        size_t more = n - GROUP_WIDTH;
        (void)snprintf(text, sizeof text, "and %zu more exception%s\n", more, more > 1 ? "s" : "");
        emit_text(p, text, '|');
    } else {
        unsigned flags = p->flags;
        p->flags &= ~(unsigned)BT_PRINT_COLOUR; // as CPython has it: members are plain
        ok = print_chain(p, bt_as_tuple(members)->items[i]);
        p->flags = flags;
    }
    return ok;
}

static bool print_group(struct printer *p, bt_value exception)
{
    bool top = p->depth == 0, ok = true;
    if (top)
        p->depth++;
    emit_stack(p, exception, "Exception Group Traceback (most recent call last):\n",
               top ? '+' : '|');
    emit_only(p, exception);
    bt_value members = bt_as_exception(exception)->extra[BT_X_GROUP_EXCEPTIONS];
    size_t n = bt_as_tuple(members)->len;
    if (n > GROUP_WIDTH)
        n = GROUP_WIDTH + 1;
    p->need_close = false;
    for (size_t i = 0; i < n && ok; i++) {
        bool last = i == n - 1;
        if (last)
            p->need_close = true; // unless a member that is a group closes it
        ok = print_member(p, members, i);
        if (last && p->need_close) {
            bt_buf_fill(p->out, ' ', 2 * p->depth);
            bt_buf_puts(p->out, "+------------------------------------\n");
            p->need_close = false;
        }
        p->depth--;
    }
    if (top)
        p->depth = 0;
    return ok;
}

static bool print_one(struct printer *p, bt_value exception)
{
    if (!bt_is_a(p->th, exception, BT_EXC_BASE_EXCEPTION_GROUP) ||
        !bt_is_tuple(bt_as_exception(exception)->extra[BT_X_GROUP_EXCEPTIONS])) {
        emit_stack(p, exception, "Traceback (most recent call last):\n", '|');
        emit_only(p, exception);
        return true;
    }
    if (p->depth > GROUP_DEPTH) {
        char text[48];
        (void)snprintf(text, sizeof text, "... (max_group_depth is %d)\n", GROUP_DEPTH);
        emit_text(p, text, '|');
        return true;
    }
    return print_group(p, exception);
}

// ---- the chain ----

static bool was_seen(const struct printer *p, bt_value exception)
{
    struct bt_list *list = bt_as_list(p->seen);
    for (size_t i = 0; i < list->len; i++) {
        if (bt_same(list->items[i], exception))
            return true;
    }
    return false;
}

// What is printed before the exception: its cause or context; BT_UNSET for none.
static bt_value link_of(const struct printer *p, bt_value exception, bool *is_cause)
{
    const struct bt_exception *e = bt_as_exception(exception);
    *is_cause = false;
    if (p->flags & BT_PRINT_NO_CHAIN)
        return BT_UNSET;
    if (bt_is_exception(e->cause) && !was_seen(p, e->cause)) {
        *is_cause = true;
        return e->cause;
    }
    if (bt_is_exception(e->context) && !e->suppress_context && !was_seen(p, e->context))
        return e->context;
    return BT_UNSET;
}

static bool print_chain(struct printer *p, bt_value exception)
{
    static const char cause_text[] =
        "\nThe above exception was the direct cause of the following exception:\n\n";
    static const char context_text[] =
        "\nDuring handling of the above exception, another exception occurred:\n\n";
    struct bt_thread *th = p->th;
    bool ok = false, is_cause;
    BT_ROOTS(th, r, 2); // the chain to the first one; is each the cause of the one before?
    r[0] = bt_list_new(th, NULL, 0);
    r[1] = bt_list_new(th, NULL, 0);
    if (bt_is_error(r[0]) || bt_is_error(r[1]))
        goto done;
    for (bt_value e = exception; !bt_is_unset(e);) {
        if (!bt_list_append(th, p->seen, e) || !bt_list_append(th, r[0], e))
            goto done;
        e = link_of(p, e, &is_cause);
        if (!bt_list_append(th, r[1], bt_bool(is_cause)))
            goto done;
    }
    for (size_t i = bt_as_list(r[0])->len; i-- > 0;) {
        if (!print_one(p, bt_as_list(r[0])->items[i]))
            goto done;
        if (i > 0)
            emit_text(p,
                      bt_same(bt_as_list(r[1])->items[i - 1], BT_TRUE) ? cause_text : context_text,
                      '|');
    }
    ok = true;
done:
    BT_UNROOT(th, r);
    return ok;
}

// ---- the whole ----

// Runs `print` with th->exc out of the way. false = no memory, MemoryError set.
static bool run(struct bt_thread *th, struct bt_buf *out, bt_value exception, unsigned flags,
                bool only)
{
    BT_ROOTS(th, r, 3);
    struct printer p = {.th = th, .out = out, .flags = flags};
    bool ok = false;
    r[0] = exception;
    r[1] = th->exc;
    th->exc = BT_UNSET;
    r[2] = p.seen = bt_list_new(th, NULL, 0);
    if (!bt_is_error(p.seen)) {
        if (only)
            put_only(&p, out, exception);
        ok = only || print_chain(&p, exception);
    }
    if (ok && out->failed) {
        (void)bt_raise_no_memory(th);
        ok = false;
    }
    if (ok)
        th->exc = r[1];
    BT_UNROOT(th, r);
    return ok;
}

bool bt_exception_print_with(struct bt_thread *th, struct bt_buf *out, bt_value exception,
                             unsigned flags)
{
    return run(th, out, exception, flags, false);
}

bool bt_exception_print_only(struct bt_thread *th, struct bt_buf *out, bt_value exception,
                             unsigned flags)
{
    return run(th, out, exception, flags, true);
}

bool bt_exception_print(struct bt_thread *th, struct bt_buf *out, bt_value exception)
{
    return run(th, out, exception, 0, false);
}
