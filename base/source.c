/*
 * Source text: decoding, line ends, the index of lines. See source.h.
 *
 * Decoding follows CPython's file tokenizer: a BOM, then a coding comment in one of the first two
 * lines, the second only when the first is blank or a comment.
 */
#include "base/source.h"

#include "base/diag.h"
#include "base/utf8.h"
#include "base/vec.h"

#include <string.h>

enum encoding { ENCODING_UTF8, ENCODING_LATIN1, ENCODING_ASCII, ENCODING_UNKNOWN };

enum { ENCODING_NAME_MAX = 63 };

static const struct bt_span NOWHERE;

void bt_source_free(struct bt_source *source)
{
    bt_free(source->name);
    bt_free(source->text);
    bt_free(source->line_starts);
    *source = (struct bt_source){0};
}

const char *bt_source_line(const struct bt_source *source, uint32_t line, size_t *len)
{
    if (line == 0 || line > source->n_lines) {
        *len = 0;
        return NULL;
    }
    uint32_t start = source->line_starts[line - 1];
    uint32_t end = source->line_starts[line];
    if (end > start && source->text[end - 1] == '\n') {
        end--;
    }
    *len = end - start;
    return source->text + start;
}

/* ---- coding comments ---- */

static bool is_name_char(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_' || c == '.';
}

/*
 * Looks for `coding[:=] NAME` in the comment of a line. 1: found, NAME in `name`; 0: a blank line
 * or a comment without; -1: a line of code.
 */
static int find_cookie(const char *line, size_t len, char name[ENCODING_NAME_MAX + 1])
{
    size_t i = 0;
    while (i < len && (line[i] == ' ' || line[i] == '\t' || line[i] == '\f')) {
        i++;
    }
    if (i == len) {
        return 0;
    }
    if (line[i] != '#') {
        return -1;
    }
    for (; i + 7 <= len; i++) {
        if (memcmp(line + i, "coding", 6) != 0 || (line[i + 6] != ':' && line[i + 6] != '=')) {
            continue;
        }
        size_t start = i + 7;
        while (start < len && (line[start] == ' ' || line[start] == '\t')) {
            start++;
        }
        size_t n = 0;
        while (start + n < len && is_name_char(line[start + n]) && n < ENCODING_NAME_MAX) {
            name[n] = line[start + n];
            n++;
        }
        if (n != 0) {
            name[n] = '\0';
            return 1;
        }
    }
    return 0;
}

/* Whether `name`, in any case and with '_' for '-', is `plain` or `plain` and "-...". */
static bool names_encoding(const char *name, const char *plain)
{
    for (; *plain != '\0'; name++, plain++) {
        char c = *name == '_' ? '-' : *name;
        if (c >= 'A' && c <= 'Z') {
            c = (char)(c + ('a' - 'A'));
        }
        if (c != *plain) {
            return false;
        }
    }
    return *name == '\0' || *name == '-' || *name == '_';
}

static enum encoding classify(const char *name)
{
    static const struct {
        const char *name;
        enum encoding encoding;
    } known[] = {
        {"utf-8", ENCODING_UTF8},        {"utf8", ENCODING_UTF8},
        {"latin-1", ENCODING_LATIN1},    {"latin1", ENCODING_LATIN1},
        {"iso-8859-1", ENCODING_LATIN1}, {"iso-latin-1", ENCODING_LATIN1},
        {"iso8859-1", ENCODING_LATIN1},  {"l1", ENCODING_LATIN1},
        {"ascii", ENCODING_ASCII},       {"us-ascii", ENCODING_ASCII},
    };
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        if (names_encoding(name, known[i].name)) {
            return known[i].encoding;
        }
    }
    return ENCODING_UNKNOWN;
}

/* The coding comment of the text, or "utf-8". */
static void declared_encoding(const char *bytes, size_t len, char name[ENCODING_NAME_MAX + 1])
{
    size_t start = 0;
    for (int line = 0; line < 2 && start < len; line++) {
        size_t end = start;
        while (end < len && bytes[end] != '\n' && bytes[end] != '\r') {
            end++;
        }
        int found = find_cookie(bytes + start, end - start, name);
        if (found > 0) {
            return;
        }
        if (found < 0) {
            break;
        }
        start = end + 1;
        if (end + 1 < len && bytes[end] == '\r' && bytes[end + 1] == '\n') {
            start++;
        }
    }
    memcpy(name, "utf-8", 6);
}

/* ---- making a source ---- */

/* Copies the text with its line ends made '\n' and a last '\n' added where there is none. */
static bool copy_text(struct bt_source *source, const char *bytes, size_t len, bool latin1)
{
    struct bt_buf buf;
    bt_buf_init(&buf);
    bt_buf_reserve(&buf, len + 1);
    for (size_t i = 0; i < len;) {
        size_t plain = i;
        while (plain < len && bytes[plain] != '\r' && !(latin1 && (bytes[plain] & 0x80) != 0)) {
            plain++;
        }
        bt_buf_write(&buf, bytes + i, plain - i);
        i = plain;
        if (i == len) {
            break;
        }
        if (bytes[i] != '\r') {
            bt_buf_put_code_point(&buf, (unsigned char)bytes[i]);
        } else {
            bt_buf_putc(&buf, '\n');
            i += i + 1 < len && bytes[i + 1] == '\n';
        }
        i++;
    }
    if (buf.len != 0 && buf.data != NULL && buf.data[buf.len - 1] != '\n') {
        bt_buf_putc(&buf, '\n');
    }
    source->len = buf.len;
    source->text = bt_buf_take(&buf);
    return source->text != NULL;
}

static bool index_lines(struct bt_source *source)
{
    size_t n = 0;
    for (const char *p = source->text; (p = strchr(p, '\n')) != NULL; p++) {
        n++;
    }
    source->line_starts = bt_alloc_array(n + 1, sizeof *source->line_starts);
    if (source->line_starts == NULL) {
        return false;
    }
    size_t line = 0;
    source->line_starts[0] = 0;
    for (const char *p = source->text; (p = strchr(p, '\n')) != NULL; p++) {
        source->line_starts[++line] = (uint32_t)(p - source->text) + 1;
    }
    source->n_lines = (uint32_t)n;
    return true;
}

/* Fills a source of bytes that are known to be fit. Offsets are 32 bits wide: 4 GB is no program.
 */
static bool make(struct bt_source *source, const char *name, const char *bytes, size_t len,
                 bool latin1, struct bt_diag *err)
{
    source->name = bt_alloc_copy(name, strlen(name));
    if (source->name == NULL || len >= UINT32_MAX / 2 || !copy_text(source, bytes, len, latin1) ||
        !index_lines(source)) {
        bt_source_free(source);
        return bt_diag_no_memory(err);
    }
    return true;
}

/* Number of the line that holds `offset`, from 1, and where it begins. */
static uint32_t line_of(const char *bytes, size_t offset, size_t *start)
{
    uint32_t line = 1;
    *start = 0;
    for (size_t i = 0; i < offset; i++) {
        if (bytes[i] == '\n') {
            line++;
            *start = i + 1;
        }
    }
    return line;
}

/* The error for a NUL at `offset`: it shows the line up to there. */
static bool refuse_nul(const char *name, const char *bytes, size_t offset, struct bt_diag *err)
{
    size_t start;
    uint32_t line = line_of(bytes, offset, &start);
    bt_diag_set(err, BT_DIAG_SYNTAX_ERROR, NULL, NOWHERE, "source code cannot contain null bytes");
    err->line = line;
    err->end_line = line;
    err->file = bt_alloc_copy(name, strlen(name));
    err->text = bt_alloc_copy(bytes + start, offset - start);
    return false;
}

bool bt_source_from_bytes(struct bt_source *source, const char *name, const char *bytes, size_t len,
                          struct bt_diag *err)
{
    *source = (struct bt_source){0};
    bool bom = len >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0;
    if (bom) {
        bytes += 3;
        len -= 3;
    }
    char declared[ENCODING_NAME_MAX + 1];
    declared_encoding(bytes, len, declared);
    enum encoding encoding = classify(declared);
    if (bom && encoding != ENCODING_UTF8) {
        return bt_diag_set(err, BT_DIAG_SYNTAX_ERROR, NULL, NOWHERE,
                           "encoding problem: %s with BOM",
                           encoding == ENCODING_LATIN1 ? "iso-8859-1" : declared);
    }
    bool bad = encoding == ENCODING_UNKNOWN;
    if (encoding == ENCODING_ASCII) {
        bad = !bt_utf8_is_ascii(bytes, len);
    }
    if (bad) {
        return bt_diag_set(err, BT_DIAG_SYNTAX_ERROR, NULL, NOWHERE, "encoding problem: %s",
                           declared);
    }
    size_t valid = encoding == ENCODING_UTF8 ? bt_utf8_valid_prefix(bytes, len) : len;
    const char *nul = len != 0 ? memchr(bytes, '\0', len) : NULL;
    if (valid < len && (nul == NULL || (size_t)(nul - bytes) > valid)) {
        size_t start;
        return bt_diag_set(err, BT_DIAG_SYNTAX_ERROR, NULL, NOWHERE,
                           "Non-UTF-8 code starting with '\\x%02x' in file %s on line %u, but no "
                           "encoding declared; see https://peps.python.org/pep-0263/ for details",
                           (unsigned char)bytes[valid], name, line_of(bytes, valid, &start));
    }
    if (nul != NULL) {
        return refuse_nul(name, bytes, (size_t)(nul - bytes), err);
    }
    source->is_file = true;
    return make(source, name, bytes, len, encoding == ENCODING_LATIN1, err);
}

bool bt_source_from_text(struct bt_source *source, const char *name, const char *text, size_t len,
                         struct bt_diag *err)
{
    *source = (struct bt_source){0};
    if (len != 0 && memchr(text, '\0', len) != NULL) {
        return bt_diag_set(err, BT_DIAG_SYNTAX_ERROR, NULL, NOWHERE,
                           "source code string cannot contain null bytes");
    }
    size_t valid = bt_utf8_valid_prefix(text, len);
    if (valid < len) {
        return bt_diag_set(
            err, BT_DIAG_SYNTAX_ERROR, NULL, NOWHERE,
            "(unicode error) 'utf-8' codec can't decode byte 0x%02x in position %zu: "
            "invalid start byte",
            (unsigned char)text[valid], valid);
    }
    return make(source, name, text, len, false, err);
}
