/*
 * Diagnostics: making one, and printing it as Python prints a SyntaxError. See diag.h.
 */
#include "base/diag.h"

#include "base/utf8.h"

#include <string.h>

void bt_diag_init(struct bt_diag *diag)
{
    *diag = (struct bt_diag){0};
}

void bt_diag_free(struct bt_diag *diag)
{
    bt_free(diag->message);
    bt_free(diag->file);
    bt_free(diag->text);
    bt_diag_init(diag);
}

bool bt_diag_no_memory(struct bt_diag *diag)
{
    bt_diag_free(diag);
    diag->kind = BT_DIAG_MEMORY_ERROR;
    return false;
}

/* A column in bytes of `line`, as one in characters from 1. Past the end of the line it runs on. */
static uint32_t char_col(const char *line, size_t len, uint32_t col)
{
    size_t inside = col < len ? col : len;
    size_t chars = bt_utf8_count(line, inside);
    return (uint32_t)(chars + (col - inside)) + 1;
}

/* The place, as lines and columns in characters, and the text of its first line. */
static bool set_place(struct bt_diag *diag, const struct bt_source *source, struct bt_span span)
{
    diag->line = span.line;
    diag->end_line = span.end_line != 0 ? span.end_line : span.line;
    diag->file = bt_alloc_copy(source->name, strlen(source->name));
    if (diag->file == NULL) {
        return false;
    }
    size_t len;
    const char *line = bt_source_line(source, span.line, &len);
    diag->col = span.col != BT_NO_COL ? char_col(line, len, span.col) : 0;
    if (line != NULL) {
        diag->text = bt_alloc_copy(line, len + (line[len] == '\n'));
        if (diag->text == NULL) {
            return false;
        }
    }
    if (span.end_line != 0 && span.col != BT_NO_COL) {
        line = bt_source_line(source, span.end_line, &len);
        diag->end_col = char_col(line, len, span.end_col);
    }
    return true;
}

bool bt_diag_vset(struct bt_diag *diag, enum bt_diag_kind kind, const struct bt_source *source,
                  struct bt_span span, const char *format, va_list args)
{
    bt_diag_free(diag);
    struct bt_buf message;
    bt_buf_init(&message);
    bt_buf_vprintf(&message, format, args);
    diag->message = bt_buf_take(&message);
    if (diag->message == NULL) {
        return bt_diag_no_memory(diag);
    }
    diag->kind = kind;
    if (source != NULL && span.line != 0 && !set_place(diag, source, span)) {
        return bt_diag_no_memory(diag);
    }
    return false;
}

bool bt_diag_set(struct bt_diag *diag, enum bt_diag_kind kind, const struct bt_source *source,
                 struct bt_span span, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    bt_diag_vset(diag, kind, source, span, format, args);
    va_end(args);
    return false;
}

const char *bt_diag_class(enum bt_diag_kind kind)
{
    switch (kind) {
    case BT_DIAG_SYNTAX_ERROR: return "SyntaxError";
    case BT_DIAG_INDENTATION_ERROR: return "IndentationError";
    case BT_DIAG_TAB_ERROR: return "TabError";
    case BT_DIAG_MEMORY_ERROR: return "MemoryError";
    case BT_DIAG_RECURSION_ERROR: return "RecursionError";
    case BT_DIAG_SYNTAX_WARNING: return "SyntaxWarning";
    case BT_DIAG_DEPRECATION_WARNING: return "DeprecationWarning";
    case BT_DIAG_NONE: break;
    }
    return "";
}

/* Spaces under the characters before the caret; white space that is not a blank stays as it is. */
static void render_indent(const char *text, size_t len, size_t chars, struct bt_buf *out)
{
    for (size_t i = 0; chars != 0; chars--) {
        char c = ' ';
        if (i < len) {
            if (text[i] == '\t' || text[i] == '\f' || text[i] == '\v') {
                c = text[i];
            }
            i += bt_utf8_size((unsigned char)text[i]);
        }
        bt_buf_putc(out, c);
    }
}

/* The quoted line without its indentation, and the carets under it where there is a column. */
static void render_text(const struct bt_diag *diag, struct bt_buf *out)
{
    const char *text = diag->text;
    size_t len = strlen(text);
    while (len != 0 && text[len - 1] == '\n') {
        len--;
    }
    size_t chars = bt_utf8_count(text, len);
    size_t whole = bt_utf8_count(text, strlen(text));
    size_t indent = 0;
    while (indent < len && (text[indent] == ' ' || text[indent] == '\f')) {
        indent++;
    }
    bt_buf_puts(out, "    ");
    bt_buf_write(out, text + indent, len - indent);
    bt_buf_putc(out, '\n');
    if (diag->col == 0) {
        return;
    }
    size_t from = diag->col;
    size_t to = chars + 1;
    if (diag->end_line == diag->line || diag->end_line == 0) {
        to = diag->end_col != 0 ? diag->end_col : from;
    }
    if (from > whole && whole != 0) {
        from = whole + 1;
        to = to < from ? from : to;
    }
    if (from == to) {
        to = from + 1;
    }
    if (from <= indent) {
        return;
    }
    bt_buf_puts(out, "    ");
    render_indent(text + indent, len - indent, from - 1 - indent, out);
    bt_buf_fill(out, '^', to > from ? to - from : 0);
    bt_buf_putc(out, '\n');
}

void bt_diag_render(const struct bt_diag *diag, struct bt_buf *out)
{
    if (diag->line != 0) {
        bt_buf_printf(out, "  File \"%s\", line %u\n", diag->file != NULL ? diag->file : "<string>",
                      diag->line);
    }
    if (diag->text != NULL) {
        render_text(diag, out);
    }
    bt_buf_puts(out, bt_diag_class(diag->kind));
    if (diag->message != NULL) {
        bt_buf_printf(out, ": %s", diag->message);
    }
    bt_buf_putc(out, '\n');
}
