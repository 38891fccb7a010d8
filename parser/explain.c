/*
 * Syntax errors in Python's words. See explain.h.
 *
 * The tokens are read again from the start of the file. Then, in CPython's order: the mistakes that
 * the recogniser knows (recognise.h) in the statement that failed, on a first pass those few that
 * CPython does not leave to its second; else indentation; else "invalid
 * syntax" at the token that failed. Whatever came out, an error of the scanner further on in the
 * file outranks it, and so does a bracket that is open to the end of the file.
 */
#include "parser/explain.h"

#include "base/vec.h"
#include "parser/recognise.h"

#include <stdlib.h>

struct reading {
    struct bt_parser *p;
    struct bt_layout *layout;
    struct bt_diag scan_error; /* of the ERROR token, when there is one */
    struct BT_VEC(struct bt_token) tokens;
    struct BT_VEC(uint16_t) levels;
    uint32_t failed; /* index of the token that the parser refused */
};

static bool is_open(enum bt_token_kind kind)
{
    return kind == BT_TOK_LPAREN || kind == BT_TOK_WITH_LPAREN || kind == BT_TOK_LBRACKET ||
           kind == BT_TOK_LBRACE || kind == BT_TOK_FIELD_START;
}

static bool is_close(enum bt_token_kind kind)
{
    return kind == BT_TOK_RPAREN || kind == BT_TOK_RBRACKET || kind == BT_TOK_RBRACE ||
           kind == BT_TOK_FIELD_END;
}

/* Reads one more token; its kind, or ERROR when out of memory. */
static enum bt_token_kind read_token(struct reading *t)
{
    struct bt_token token;
    bt_layout_next(t->layout, &token);
    uint16_t level = t->levels.n != 0 ? bt_vec_last(&t->levels) : 0;
    if (is_open(token.kind)) {
        level++;
    } else if (is_close(token.kind) && level != 0) {
        level--;
    }
    const struct bt_source *source = t->p->source;
    if (token.text == source->text + source->len && source->n_lines != 0) {
        size_t len; /* what stands at the end of the text is about its last line */
        bt_source_line(source, source->n_lines, &len);
        uint32_t col = source->is_file ? BT_NO_COL : (uint32_t)len;
        token.span = (struct bt_span){source->n_lines, col, source->n_lines, col};
    } else if (token.kind == BT_TOK_INDENT || token.kind == BT_TOK_DEDENT) {
        uint32_t col =
            token.span.end_col; /* CPython points at the last column of the white space */
        token.span = (struct bt_span){token.span.line, col != 0 ? col - 1 : BT_NO_COL, 0, 0};
    }
    if (!bt_vec_push(&t->tokens, token) || !bt_vec_push(&t->levels, level)) {
        bt_diag_no_memory(&t->scan_error);
        return BT_TOK_ERROR;
    }
    return token.kind;
}

static bool at_end(enum bt_token_kind kind)
{
    return kind == BT_TOK_END || kind == BT_TOK_ERROR;
}

/* Reads up to the failed token, the rest of its line, and the token after that. */
static void read_tokens(struct reading *t)
{
    enum bt_token_kind kind;
    do {
        kind = read_token(t);
    } while (!at_end(kind) && t->tokens.n <= t->failed);
    while (!at_end(kind) && kind != BT_TOK_NEWLINE) {
        kind = read_token(t);
    }
    if (!at_end(kind)) {
        read_token(t);
    }
}

/* ---- lines and blocks ---- */

static bool is_mark(enum bt_token_kind kind)
{
    return kind == BT_TOK_NEWLINE || kind == BT_TOK_INDENT || kind == BT_TOK_DEDENT;
}

static enum bt_token_kind kind_at(const struct reading *t, uint32_t i)
{
    return t->tokens.items[i].kind;
}

/* The first token of the line that token `i` (or the NEWLINE at `i`) is in. */
static uint32_t line_start(const struct reading *t, uint32_t i)
{
    while (i > 0 && !is_mark(kind_at(t, i - 1))) {
        i--;
    }
    return i;
}

/*
 * The first token of the header whose block, or whose line, ended just before token `i`; `i` when
 * there is none.
 */
static uint32_t header_before(const struct reading *t, uint32_t i)
{
    if (i == 0 || !is_mark(kind_at(t, i - 1)) || kind_at(t, i - 1) == BT_TOK_INDENT) {
        return i;
    }
    uint32_t j = i - 1;
    if (kind_at(t, j) == BT_TOK_DEDENT) {
        unsigned depth = 0;
        do {
            depth += kind_at(t, j) == BT_TOK_DEDENT;
            depth -= kind_at(t, j) == BT_TOK_INDENT;
            j--;
        } while (depth != 0 && j > 0);
    }
    return line_start(t, j); /* j is the header's NEWLINE */
}

/* ---- the answers ---- */

static struct bt_span failed_span(const struct reading *t)
{
    return t->tokens.items[t->failed].span;
}

/* A try whose block ended without a handler; handlers of two sorts. False: neither. */
static bool explain_try(struct reading *t, uint32_t start)
{
    enum bt_token_kind kind = kind_at(t, t->failed);
    uint32_t header = header_before(t, t->failed);
    if (t->failed == start && header != start && kind_at(t, header) == BT_TOK_TRY &&
        kind != BT_TOK_INDENT) {
        bt_build_error(t->p, failed_span(t), "expected 'except' or 'finally' block");
        return true;
    }
    if (kind_at(t, start) != BT_TOK_EXCEPT || t->failed != start + 1) {
        return false;
    }
    header = header_before(t, start);
    if (header == start || kind_at(t, header) != BT_TOK_EXCEPT) {
        return false;
    }
    bool was_star = kind_at(t, header + 1) == BT_TOK_STAR;
    bool is_star = kind == BT_TOK_STAR;
    if (was_star == is_star || (is_star && (kind_at(t, start + 2) == BT_TOK_COLON ||
                                            kind_at(t, start + 2) == BT_TOK_NEWLINE))) {
        return false;
    }
    struct bt_span span = t->tokens.items[start].span;
    bt_build_error(t->p, is_star ? bt_span_join(span, failed_span(t)) : span,
                   "cannot have both 'except' and 'except*' on the same 'try'");
    return true;
}

/* A token that continues some other line makes no sense of its own. */
static bool begins_nothing(enum bt_token_kind kind)
{
    return kind == BT_TOK_ELIF || kind == BT_TOK_ELSE || kind == BT_TOK_EXCEPT ||
           kind == BT_TOK_FINALLY || is_mark(kind) || kind == BT_TOK_END;
}

/* Lets the recogniser read the statement at `start`; `*seen` is how far it looked. */
static bool recognise(struct reading *t, uint32_t start, uint32_t *seen)
{
    size_t n = t->tokens.n - start;
    struct bt_recogniser r = {
        .p = t->p,
        .tokens = t->tokens.items,
        .levels = t->levels.items,
        .n = (uint32_t)t->tokens.n,
        .base = start,
        .refused = UINT32_MAX,
        .memo = bt_alloc_array(n * BT_N_RULES, sizeof *r.memo),
    };
    if (r.memo == NULL) {
        bt_diag_no_memory(t->p->err);
        return true;
    }
    for (int pass = 1; pass <= 2 && !r.raised; pass++) {
        for (size_t i = 0; i < n * BT_N_RULES; i++) {
            r.memo[i].known = 0;
        }
        r.pos = start;
        r.seen = t->failed;
        r.invalid = pass == 2;
        bt_rec_statement(&r);
    }
    bt_free(r.memo);
    *seen = r.seen < r.n ? r.seen : r.n - 1;
    if (r.refused < t->failed) {
        t->failed = r.refused;
    }
    return r.raised;
}

/* The statement that the failed token is in, or the header that it should have been the block of.
 */
static uint32_t statement_start(const struct reading *t)
{
    uint32_t f = t->failed;
    uint32_t start = line_start(t, f);
    if (start == f && f >= 2 && kind_at(t, f - 1) == BT_TOK_NEWLINE &&
        kind_at(t, f - 2) == BT_TOK_COLON) {
        return line_start(t, f - 1);
    }
    return start;
}

static void plain_error(struct reading *t, enum bt_parse_mode mode)
{
    struct bt_parser *p = t->p;
    struct bt_span span = failed_span(t);
    enum bt_token_kind kind = kind_at(t, t->failed);
    if (mode == BT_PARSE_SINGLE && p->single_done) {
        span = (struct bt_span){1, 0, 1, 0};
        bt_build_error(p, span, "multiple statements found while compiling a single statement");
    } else if (kind == BT_TOK_INDENT || kind == BT_TOK_DEDENT) {
        bt_diag_set(p->err, BT_DIAG_INDENTATION_ERROR, p->source, span, "unexpected %sindent",
                    kind == BT_TOK_INDENT ? "" : "un");
    } else {
        bt_build_error(p, span, "invalid syntax");
    }
}

/* "'(' was never closed" */
static void never_closed(struct reading *t)
{
    char bracket;
    struct bt_span span;
    if (bt_scanner_open_bracket(bt_layout_scanner(t->layout), &bracket, &span)) {
        bt_diag_set(t->p->err, BT_DIAG_SYNTAX_ERROR, t->p->source, span, "'%c' was never closed",
                    bracket);
    }
}

static void take_scan_error(struct reading *t)
{
    bt_diag_free(t->p->err);
    *t->p->err = t->scan_error;
    bt_diag_init(&t->scan_error);
}

/* Reads the rest of the file for an error that outranks the one found. */
static void check_rest(struct reading *t, uint32_t seen, bool found)
{
    uint32_t line = t->tokens.items[seen].span.line;
    bool looked = at_end(bt_vec_last(&t->tokens).kind) && seen + 1 == t->tokens.n;
    while (!at_end(bt_vec_last(&t->tokens).kind)) {
        if (read_token(t) == BT_TOK_ERROR) {
            break;
        }
        if (t->tokens.n > t->failed + 2) { /* only the last one matters */
            t->tokens.items[t->tokens.n - 2] = bt_vec_last(&t->tokens);
            t->tokens.n--;
            t->levels.items[t->levels.n - 2] = bt_vec_last(&t->levels);
            t->levels.n--;
        }
    }
    const struct bt_scanner *scanner = bt_layout_scanner(t->layout);
    if (t->scan_error.kind != BT_DIAG_NONE) {
        if (t->scan_error.kind == BT_DIAG_MEMORY_ERROR || bt_layout_error_outranks(t->layout) ||
            (looked && !found)) {
            take_scan_error(t);
        }
        return;
    }
    char bracket;
    struct bt_span open;
    if (bt_scanner_open_bracket(scanner, &bracket, &open) && (line > open.line || looked)) {
        never_closed(t);
    }
}

static void explain(struct reading *t, enum bt_parse_mode mode)
{
    read_tokens(t);
    if (t->failed >= t->tokens.n) {
        t->failed = (uint32_t)t->tokens.n - 1;
    }
    if (t->scan_error.kind == BT_DIAG_MEMORY_ERROR || kind_at(t, t->failed) == BT_TOK_ERROR) {
        take_scan_error(t);
        return;
    }
    if (kind_at(t, t->failed) == BT_TOK_END &&
        bt_scanner_depth(bt_layout_scanner(t->layout)) != 0) {
        never_closed(t);
        return;
    }
    uint32_t start = statement_start(t);
    uint32_t seen = t->failed;
    bool single_more = mode == BT_PARSE_SINGLE && t->p->single_done;
    bool found = explain_try(t, start);
    if (!found && !single_more && !(start == t->failed && begins_nothing(kind_at(t, start)))) {
        found = recognise(t, start, &seen);
    }
    if (!found && t->p->err->kind == BT_DIAG_NONE) {
        plain_error(t, mode);
        if (t->p->err->kind == BT_DIAG_INDENTATION_ERROR) {
            return;
        }
    }
    check_rest(t, seen, found);
}

void bt_explain(struct bt_parser *p, enum bt_parse_mode mode, uint32_t failed)
{
    struct reading t = {.p = p, .failed = failed};
    bt_diag_init(&t.scan_error);
    t.layout = bt_layout_new(p->source, p->names, &t.scan_error);
    if (t.layout == NULL) {
        bt_diag_no_memory(p->err);
        return;
    }
    explain(&t, mode);
    bt_layout_free(t.layout);
    bt_vec_free(&t.tokens);
    bt_vec_free(&t.levels);
    bt_diag_free(&t.scan_error);
}
