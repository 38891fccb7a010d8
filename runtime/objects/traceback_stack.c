/*
 * One entry of a printed stack: `File "x.py", line 3, in f`, the source lines of the instruction,
 * and carets under the piece that it stands for. The rules are those of CPython 3.13:
 *
 *   the lines are shown without their common indentation; of a piece longer than a few lines only
 *   the first, the last and those around the operator are shown; the operator, bracket or
 *   parenthesis (the anchor of the position table) is marked ^ and the operands ~; there are no
 *   carets when they would only repeat what the line says.
 *
 * Called by traceback_print.c and by the VM's thread dumps. Nothing here runs Python code.
 */
#include <string.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "bytecode/positions.h"
#include "runtime/objects/function.h"
#include "runtime/objects/source_cache.h"
#include "runtime/objects/str.h"
#include "runtime/objects/traceback_print.h"

#define REPEATS_SHOWN 3

struct text_line {
    const char *text;
    size_t len;
};

// The lines of an instruction, and where in them it is; columns as the terminal shows them.
struct piece {
    struct bt_interp *interp;
    const char *file;
    struct bt_position pos;
    size_t margin;             // bytes of indentation common to all lines
    size_t n;                  // lines
    size_t start, end;         // bytes, in the first and the last line
    size_t start_col, end_col; // display columns
    bool anchored;
    size_t left_line, right_line; // the anchor: lines of its begin and end
    size_t left_col, right_col;   // display columns
    bool carets;
};

// ---- lines ----

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r') || (c >= 0x1c && c <= 0x1f);
}

static size_t leading_space(const char *text, size_t len)
{
    size_t n = 0;
    while (n < len && is_space(text[n]))
        n++;
    return n;
}

// Line number i of the piece as the file has it, without space at its end.
static struct text_line raw_line(const struct piece *p, size_t i)
{
    struct text_line line = {"", 0};
    const char *text =
        bt_source_cache_line(p->interp, p->file, (uint32_t)p->pos.line + (uint32_t)i, &line.len);
    if (!text)
        return (struct text_line){"", 0};
    line.text = text;
    while (line.len && is_space(text[line.len - 1]))
        line.len--;
    return line;
}

static struct text_line shown_line(const struct piece *p, size_t i)
{
    struct text_line line = raw_line(p, i);
    size_t cut = line.len < p->margin ? line.len : p->margin;
    return (struct text_line){line.text + cut, line.len - cut};
}

// The indentation that all lines which are not blank begin with.
static size_t common_margin(const struct piece *p)
{
    struct text_line first = {NULL, 0};
    size_t margin = 0;
    for (size_t i = 0; i < p->n; i++) {
        struct text_line line = raw_line(p, i);
        if (!line.len)
            continue;
        size_t indent = 0;
        while (indent < line.len && (line.text[indent] == ' ' || line.text[indent] == '\t'))
            indent++;
        if (!first.text) {
            first = line;
            margin = indent;
            continue;
        }
        size_t same = 0;
        while (same < margin && same < indent && line.text[same] == first.text[same])
            same++;
        margin = same;
    }
    return margin;
}

// Display columns of the first `bytes` of a line: wide characters take two.
static size_t columns(struct text_line line, size_t bytes)
{
    size_t col = 0;
    if (bytes > line.len)
        bytes = line.len;
    for (size_t i = 0; i < bytes;) {
        size_t size = bt_utf8_size((unsigned char)line.text[i]);
        if (i + size > line.len)
            size = line.len - i;
        size_t width = size == 1 ? 1 : bt_utf8_width(line.text + i, size);
        col += width == 2 ? 2 : 1;
        i += size;
    }
    return col;
}

// ---- whether carets say anything ----

static bool is_name(const char *text, size_t len)
{
    if (!len || (text[0] >= '0' && text[0] <= '9'))
        return false;
    for (size_t i = 0; i < len; i++) {
        char c = text[i];
        if (!(c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
              (c >= 'A' && c <= 'Z') || (c & 0x80)))
            return false;
    }
    return true;
}

// Is text[0..len), which stands before a call, "target =" or "a = b ="? Then the call is the
// statement's value.
static bool is_assignment(const char *text, size_t len)
{
    int depth = 0;
    char last = 0; // the last character that is no space
    bool any = false;
    for (size_t i = 0; i < len; i++) {
        char c = text[i];
        if (c == '(' || c == '[' || c == '{')
            depth++;
        else if (c == ')' || c == ']' || c == '}')
            depth--;
        else if (c == '\'' || c == '"' || c == '#' || c == '\\')
            return false; // a target with a string in it: too rare to take apart
        else if (depth == 0 && (c == ';' || c == ':'))
            return false;
        else if (depth == 0 && c == '=') {
            if (!last || strchr("=<>!+-*/%&|^@", last) || (i + 1 < len && text[i + 1] == '='))
                return false;
            any = true;
        }
        if (!is_space(c))
            last = c;
    }
    return any && depth == 0 && last == '=';
}

// Does what follows the piece on its last line leave the statement as it is?
static bool ends_statement(struct text_line line, size_t end)
{
    size_t at = end + leading_space(line.text + end, line.len - end);
    return at >= line.len || line.text[at] == '#' || line.text[at] == ';';
}

// A call that is the whole value of an assignment, or `return f(...)`: carets under all of it would
// say nothing.
static bool is_whole_value(const struct piece *p)
{
    struct text_line first = shown_line(p, 0), last = shown_line(p, p->n - 1);
    if (!p->anchored || (size_t)p->pos.anchor_col < p->margin ||
        p->pos.anchor_end_line != p->pos.end_line || p->pos.anchor_end_col != p->pos.end_col ||
        !ends_statement(last, p->end))
        return false;
    struct text_line anchor = shown_line(p, p->left_line);
    size_t at = (size_t)p->pos.anchor_col - p->margin;
    if (at >= anchor.len || anchor.text[at] != '(')
        return false;
    size_t skip = leading_space(first.text, first.len);
    const char *before = first.text + skip;
    size_t len = p->start > skip ? p->start - skip : 0;
    if (len > 6 && !memcmp(before, "return", 6) && leading_space(before + 6, len - 6) == len - 6)
        return p->left_line == 0 && at > p->start && is_name(first.text + p->start, at - p->start);
    return is_assignment(before, len);
}

static bool wants_carets(const struct piece *p)
{
    if (is_whole_value(p))
        return false;
    if (p->anchored)
        return true;
    struct text_line first = shown_line(p, 0), last = shown_line(p, p->n - 1);
    size_t start = p->start < first.len ? p->start : first.len;
    size_t end = p->end < last.len ? p->end : last.len;
    return leading_space(first.text, start) < start ||
           leading_space(last.text + end, last.len - end) < last.len - end;
}

// ---- measuring ----

static size_t minus_margin(const struct piece *p, int32_t col)
{
    return (size_t)col > p->margin ? (size_t)col - p->margin : 0;
}

static void measure_anchor(struct piece *p)
{
    const struct bt_position *pos = &p->pos;
    p->anchored = pos->anchor_col >= 0 && pos->anchor_line >= pos->line &&
                  pos->anchor_end_line <= pos->end_line && pos->anchor_end_line >= pos->anchor_line;
    if (!p->anchored)
        return;
    p->left_line = (size_t)(pos->anchor_line - pos->line);
    p->right_line = (size_t)(pos->anchor_end_line - pos->line);
    p->left_col = columns(shown_line(p, p->left_line), minus_margin(p, pos->anchor_col));
    p->right_col = columns(shown_line(p, p->right_line), minus_margin(p, pos->anchor_end_col));
}

static void measure(struct piece *p)
{
    p->n = (size_t)(p->pos.end_line - p->pos.line) + 1;
    p->margin = common_margin(p);
    p->start = minus_margin(p, p->pos.col);
    p->end = minus_margin(p, p->pos.end_col);
    struct text_line last = shown_line(p, p->n - 1);
    if (p->end > last.len)
        p->end = last.len;
    p->start_col = columns(shown_line(p, 0), p->start);
    p->end_col = columns(last, p->end);
    measure_anchor(p);
    p->carets = wants_carets(p);
}

// ---- output ----

// The caret for a display column of a line: ' ', '^' or '~'.
static char caret_at(const struct piece *p, size_t line, size_t col, size_t indent)
{
    if (col < indent || (line == 0 && col < p->start_col))
        return ' ';
    if (!p->anchored)
        return '^';
    bool after = line > p->left_line || (line == p->left_line && col >= p->left_col);
    bool before = line < p->right_line || (line == p->right_line && col < p->right_col);
    return after && before ? '^' : '~';
}

static size_t caret_count(const struct piece *p, size_t line)
{
    struct text_line text = shown_line(p, line);
    return line == p->n - 1 ? p->end_col : columns(text, text.len);
}

// A run of equal carets in colour: under the line, or the text above it.
static void put_coloured(struct bt_buf *out, char caret, const char *text, size_t len)
{
    const char *colour = caret == '^' ? BT_ANSI_BOLD_RED : caret == '~' ? BT_ANSI_RED : NULL;
    if (colour)
        bt_buf_puts(out, colour);
    bt_buf_write(out, text, len);
    if (colour)
        bt_buf_puts(out, BT_ANSI_RESET);
}

static void put_coloured_line(const struct piece *p, struct bt_buf *out, size_t line)
{
    struct text_line text = shown_line(p, line);
    size_t indent = leading_space(text.text, text.len), n = caret_count(p, line);
    bt_buf_puts(out, "    ");
    size_t col = 0, from = 0;
    char run = ' ';
    for (size_t i = 0; i < text.len;) {
        char caret = col < n ? caret_at(p, line, col, indent) : ' ';
        if (caret != run) {
            put_coloured(out, run, text.text + from, i - from);
            run = caret;
            from = i;
        }
        size_t size = bt_utf8_size((unsigned char)text.text[i]);
        i += i + size > text.len ? text.len - i : size;
        col = columns(text, i);
    }
    put_coloured(out, run, text.text + from, text.len - from);
    bt_buf_putc(out, '\n');
}

static void put_carets(const struct piece *p, struct bt_buf *out, size_t line, bool colour)
{
    struct text_line text = shown_line(p, line);
    size_t indent = leading_space(text.text, text.len), n = caret_count(p, line);
    bt_buf_puts(out, "    ");
    for (size_t col = 0; col < n;) {
        char caret = caret_at(p, line, col, indent);
        size_t len = 1;
        while (col + len < n && caret_at(p, line, col + len, indent) == caret)
            len++;
        if (colour && caret != ' ')
            bt_buf_puts(out, caret == '^' ? BT_ANSI_BOLD_RED : BT_ANSI_RED);
        bt_buf_fill(out, caret, len);
        if (colour && caret != ' ')
            bt_buf_puts(out, BT_ANSI_RESET);
        col += len;
    }
    bt_buf_putc(out, '\n');
}

static void put_line(const struct piece *p, struct bt_buf *out, size_t line, unsigned flags)
{
    struct text_line text = shown_line(p, line);
    bool colour = p->carets && flags & BT_PRINT_COLOUR;
    if (colour) {
        put_coloured_line(p, out, line);
    } else {
        bt_buf_puts(out, "    ");
        bt_buf_write(out, text.text, text.len);
        bt_buf_putc(out, '\n');
    }
    if (p->carets)
        put_carets(p, out, line, colour);
}

// The first line, the last, and those around the ends of the anchor.
static bool is_significant(const struct piece *p, size_t line)
{
    if (line == 0 || line == p->n - 1)
        return true;
    return p->anchored && ((line + 1 >= p->left_line && line <= p->left_line + 1) ||
                           (line + 1 >= p->right_line && line <= p->right_line + 1));
}

static void put_lines(const struct piece *p, struct bt_buf *out, unsigned flags)
{
    size_t last = 0;
    for (size_t line = 0; line < p->n; line++) {
        if (!is_significant(p, line))
            continue;
        size_t between = line > last ? line - last - 1 : 0;
        if (between == 1)
            put_line(p, out, line - 1, flags);
        else if (between > 1)
            bt_buf_printf(out, "    ...<%zu lines>...\n", between);
        put_line(p, out, line, flags);
        last = line;
    }
}

static bool all_blank(const struct piece *p)
{
    for (size_t i = 0; i < p->n; i++) {
        if (raw_line(p, i).len)
            return false;
    }
    return true;
}

static void put_source(struct bt_interp *interp, struct bt_buf *out, const char *file,
                       const struct bt_position *pos, unsigned flags)
{
    struct piece p = {.interp = interp, .file = file, .pos = *pos, .n = 1};
    if (pos->line <= 0)
        return;
    if (pos->end_line < pos->line)
        p.pos.end_line = pos->line;
    p.n = (size_t)(p.pos.end_line - p.pos.line) + 1;
    if (all_blank(&p))
        return;
    if (pos->col < 0 || pos->end_col < 0) {
        struct text_line line = raw_line(&p, 0);
        size_t indent = leading_space(line.text, line.len);
        bt_buf_puts(out, "    ");
        bt_buf_write(out, line.text + indent, line.len - indent);
        bt_buf_putc(out, '\n');
        return;
    }
    measure(&p);
    put_lines(&p, out, flags);
}

static const char *text_of(bt_value str)
{
    return bt_is_str(str) ? bt_as_str(str)->data : "?";
}

static void put_place(struct bt_stack_print *print, const struct bt_code *code, uint32_t line)
{
    const char *on = print->flags & BT_PRINT_COLOUR ? BT_ANSI_MAGENTA : "";
    const char *off = print->flags & BT_PRINT_COLOUR ? BT_ANSI_RESET : "";
    bt_buf_printf(print->out, "  File %s\"%s\"%s, line %s%u%s, in %s%s%s\n", on,
                  text_of(code->filename), off, on, line, off, on, text_of(code->name), off);
}

static void put_repeats(struct bt_stack_print *print)
{
    if (print->count <= REPEATS_SHOWN)
        return;
    size_t more = print->count - REPEATS_SHOWN;
    bt_buf_printf(print->out, "  [Previous line repeated %zu more time%s]\n", more,
                  more > 1 ? "s" : "");
}

static bool same_text(bt_value a, bt_value b)
{
    return bt_same(a, b) ||
           (bt_is_str(a) && bt_is_str(b) && bt_str_equal(bt_as_str(a), bt_as_str(b)));
}

void bt_stack_print_entry(struct bt_stack_print *print, const struct bt_code *code, uint32_t word)
{
    struct bt_position pos;
    bool known = bt_positions_find(code->positions, code->positions_len, word, &pos);
    uint32_t line = known && pos.line > 0 ? (uint32_t)pos.line : code->first_line;
    const struct bt_code *last = print->code;
    if (!last || print->line != line || !same_text(last->filename, code->filename) ||
        !same_text(last->name, code->name)) {
        put_repeats(print);
        print->code = code;
        print->line = line;
        print->count = 0;
    }
    if (++print->count > REPEATS_SHOWN)
        return;
    put_place(print, code, line);
    if (!known || pos.line <= 0)
        pos = (struct bt_position){
            .line = (int32_t)line, .end_line = (int32_t)line, .col = -1, .end_col = -1};
    if (print->flags & BT_PRINT_BRIEF)
        pos.col = pos.end_col = -1;
    put_source(print->interp, print->out, text_of(code->filename), &pos, print->flags);
}

void bt_stack_print_end(struct bt_stack_print *print)
{
    put_repeats(print);
    print->code = NULL;
    print->count = 0;
}

void bt_traceback_print(struct bt_thread *th, struct bt_buf *out, bt_value traceback,
                        unsigned flags)
{
    struct bt_stack_print print = {.interp = th->interp, .out = out, .flags = flags};
    for (bt_value at = traceback; bt_is_obj(at);) {
        struct bt_traceback *tb = (struct bt_traceback *)bt_obj(at);
        bt_stack_print_entry(&print, tb->code, tb->pc);
        at = tb->next;
    }
    bt_stack_print_end(&print);
}
