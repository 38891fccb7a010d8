/*
 * The layout filter. See layout.h.
 *
 * Tokens wait in a queue, so that a statement can be looked at before its first token is given out:
 *  - `match` begins a match statement when its line ends in ':' and what follows can begin an
 *    expression; `case` is a keyword where a line begins directly in the block of one;
 *  - `type` is a keyword when a statement begins with it and a name follows;
 *  - the bracket after `with` encloses its items when an `as` stands directly within. (Without one
 *    it is parsed as an expression, and the parser takes a tuple apart.)
 *
 * Columns of an indentation are counted twice, with tabs to the next multiple of 8 and of 1: where
 * the two disagree on which line is deeper, the file mixes tabs and blanks inconsistently.
 */
#include "lexer/layout.h"

#include "base/vec.h"

#include <string.h>

struct indent {
    unsigned col;
    unsigned alt_col;
};

struct bt_layout {
    struct bt_scanner *scanner;
    const struct bt_source *source;
    struct bt_diag *err;

    struct BT_VEC(struct bt_token) queue; /* read from the scanner, not yet given out */
    size_t head;                          /* the first of them */
    bool ended;                           /* the last of them is END or ERROR */
    bool bad_indentation;                 /* ... and the ERROR is about indentation */

    /* As of the end of the queue. */
    struct indent indents[BT_MAX_INDENTS + 1];
    unsigned n_indents; /* beside the first, which is 0 */

    /* As of what was given out. */
    unsigned depth;
    bool is_match_block[BT_MAX_INDENTS + 1];
    bool match_began;   /* its INDENT is to come */
    bool at_line_start; /* the next token begins a logical line */
    bool at_statement;  /* the next token begins a statement */
    bool after_with;    /* the last token was `with` */
};

struct bt_layout *bt_layout_new(const struct bt_source *source, struct bt_names *names,
                                struct bt_diag *err)
{
    struct bt_layout *l = bt_alloc_zero(sizeof *l);
    if (l == NULL) {
        return NULL;
    }
    l->source = source;
    l->err = err;
    l->at_line_start = true;
    l->at_statement = true;
    if (!bt_vec_reserve(&l->queue, 16)) { /* so that push has a place for the error */
        bt_layout_free(l);
        return NULL;
    }
    l->scanner = bt_scanner_new(source, names, err);
    if (l->scanner == NULL) {
        bt_layout_free(l);
        return NULL;
    }
    return l;
}

void bt_layout_free(struct bt_layout *l)
{
    if (l != NULL) {
        bt_scanner_free(l->scanner);
        bt_vec_free(&l->queue);
        bt_free(l);
    }
}

bool bt_layout_error_outranks(const struct bt_layout *l)
{
    return !l->bad_indentation && !bt_scanner_error_is_mild(l->scanner);
}

const struct bt_scanner *bt_layout_scanner(const struct bt_layout *l)
{
    return l->scanner;
}

/* ---- reading into the queue ---- */

static void push(struct bt_layout *l, struct bt_token token)
{
    if (!bt_vec_push(&l->queue, token)) {
        bt_diag_no_memory(l->err);
        token.kind = BT_TOK_ERROR;
        l->queue.n += l->queue.n == 0;
        bt_vec_last(&l->queue) = token; /* there is no room: in the place of the last */
    }
    l->ended = token.kind == BT_TOK_END || token.kind == BT_TOK_ERROR;
}

static void fail(struct bt_layout *l, struct bt_token at, enum bt_diag_kind kind,
                 struct bt_span span, const char *message)
{
    bt_diag_set(l->err, kind, l->source, span, "%s", message);
    at.kind = BT_TOK_ERROR;
    l->bad_indentation = true;
    push(l, at);
}

/* The columns of the white space before `token`. A backslash at a line's end stops the count. */
static struct indent measure(const struct bt_token *token, size_t len)
{
    struct indent in = {0, 0};
    for (const char *c = token->text - len; c < token->text && *c != '\\'; c++) {
        if (*c == '\t') {
            in.col = (in.col / 8 + 1) * 8;
            in.alt_col++;
        } else if (*c == '\f') {
            in = (struct indent){0, 0};
        } else {
            in.col++;
            in.alt_col++;
        }
    }
    return in;
}

static void push_mark(struct bt_layout *l, enum bt_token_kind kind, const struct bt_token *before)
{
    struct bt_token mark = {.kind = kind, .text = before->text, .span = before->span};
    mark.span.end_line = mark.span.line;
    mark.span.end_col = mark.span.col;
    if (kind == BT_TOK_INDENT) {
        mark.span.col = 0;
    }
    push(l, mark);
}

/* Puts INDENT or DEDENTs before the first token of a line. False: an error was put instead. */
static bool push_indentation(struct bt_layout *l, const struct bt_token *token, size_t len)
{
    struct bt_span start_of_line = {.line = token->span.line, .col = 0};
    struct indent in = measure(token, len);
    struct indent top = l->indents[l->n_indents];
    const char *mixed = "inconsistent use of tabs and spaces in indentation";
    if (in.col > top.col) {
        if (in.alt_col <= top.alt_col) {
            fail(l, *token, BT_DIAG_TAB_ERROR, start_of_line, mixed);
            return false;
        }
        if (l->n_indents + 1 >= BT_MAX_INDENTS) {
            fail(l, *token, BT_DIAG_INDENTATION_ERROR, start_of_line,
                 "too many levels of indentation");
            return false;
        }
        l->indents[++l->n_indents] = in;
        push_mark(l, BT_TOK_INDENT, token);
        return !l->ended;
    }
    while (l->n_indents != 0 && in.col < l->indents[l->n_indents].col) {
        l->n_indents--;
        push_mark(l, BT_TOK_DEDENT, token);
        if (l->ended) {
            return false;
        }
    }
    top = l->indents[l->n_indents];
    if (in.col != top.col) {
        size_t line_len;
        bt_source_line(l->source, token->span.line, &line_len);
        start_of_line.col = (uint32_t)line_len;
        fail(l, *token, BT_DIAG_INDENTATION_ERROR, start_of_line,
             "unindent does not match any outer indentation level");
        return false;
    }
    if (in.alt_col != top.alt_col) {
        fail(l, *token, BT_DIAG_TAB_ERROR, start_of_line, mixed);
        return false;
    }
    return true;
}

/* Reads one token of the scanner, with what belongs before it, into the queue. */
static void read_more(struct bt_layout *l)
{
    struct bt_token token = {0};
    int indent;
    bt_scanner_next(l->scanner, &token, &indent);
    if (indent >= 0 && token.kind != BT_TOK_ERROR && !push_indentation(l, &token, (size_t)indent)) {
        return;
    }
    if (token.kind == BT_TOK_END && bt_scanner_depth(l->scanner) == 0) {
        while (l->n_indents != 0) {
            l->n_indents--;
            push_mark(l, BT_TOK_DEDENT, &token);
        }
    }
    push(l, token);
}

/* The token `ahead` places after the next one to be given out; the last one beyond the end. */
static const struct bt_token *peek(struct bt_layout *l, size_t ahead)
{
    while (!l->ended && l->head + ahead >= l->queue.n) {
        read_more(l);
    }
    size_t i = l->head + ahead;
    return &l->queue.items[i < l->queue.n ? i : l->queue.n - 1];
}

/* ---- soft keywords ---- */

static bool is_word(const struct bt_token *token, const char *word)
{
    return token->kind == BT_TOK_NAME && token->len == strlen(word) &&
           memcmp(token->text, word, token->len) == 0;
}

/* What `match` before a token of this kind can be. */
enum match_reading { A_NAME, A_STATEMENT, EITHER };

static enum match_reading read_match_before(enum bt_token_kind next)
{
    if (next == BT_TOK_NAME || next == BT_TOK_NUMBER || next == BT_TOK_STRING ||
        next == BT_TOK_FSTRING_START || next == BT_TOK_LBRACE || next == BT_TOK_TILDE ||
        next == BT_TOK_ELLIPSIS || next == BT_TOK_NONE || next == BT_TOK_TRUE ||
        next == BT_TOK_FALSE || next == BT_TOK_LAMBDA || next == BT_TOK_AWAIT) {
        return A_STATEMENT;
    }
    if (next == BT_TOK_LPAREN || next == BT_TOK_LBRACKET || next == BT_TOK_MINUS ||
        next == BT_TOK_PLUS || next == BT_TOK_STAR || next == BT_TOK_NOT) {
        return EITHER;
    }
    return A_NAME;
}

/* Whether the logical line whose second token is next in the queue ends in ':'. */
static bool line_ends_in_colon(struct bt_layout *l)
{
    enum bt_token_kind last = BT_TOK_NEWLINE;
    for (size_t i = 0;; i++) {
        enum bt_token_kind kind = peek(l, i)->kind;
        if (kind == BT_TOK_NEWLINE || kind == BT_TOK_END || kind == BT_TOK_ERROR) {
            return last == BT_TOK_COLON;
        }
        last = kind;
    }
}

static bool begins_match(struct bt_layout *l)
{
    switch (read_match_before(peek(l, 0)->kind)) {
    case A_STATEMENT: return true;
    case EITHER: return line_ends_in_colon(l);
    case A_NAME: break;
    }
    return false;
}

/* Whether an `as` stands directly within the bracket that was just given out. */
static bool bracket_holds_as(struct bt_layout *l)
{
    unsigned depth = 0;
    for (size_t i = 0;; i++) {
        enum bt_token_kind kind = peek(l, i)->kind;
        if (kind == BT_TOK_LPAREN || kind == BT_TOK_LBRACKET || kind == BT_TOK_LBRACE ||
            kind == BT_TOK_FIELD_START) {
            depth++;
        } else if (kind == BT_TOK_RPAREN || kind == BT_TOK_RBRACKET || kind == BT_TOK_RBRACE ||
                   kind == BT_TOK_FIELD_END) {
            if (depth == 0) {
                return false;
            }
            depth--;
        } else if (kind == BT_TOK_END || kind == BT_TOK_ERROR) {
            return false;
        } else if (kind == BT_TOK_AS && depth == 0) {
            return true;
        }
    }
}

/* The kind of the token just taken, where its place in the statement has a say. */
static enum bt_token_kind decide(struct bt_layout *l, const struct bt_token *token)
{
    if (token->kind == BT_TOK_NAME && l->at_statement) {
        if (l->at_line_start && is_word(token, "match") && begins_match(l)) {
            return BT_TOK_MATCH;
        }
        if (l->at_line_start && l->is_match_block[l->depth] && is_word(token, "case")) {
            return BT_TOK_CASE;
        }
        if (is_word(token, "type") && peek(l, 0)->kind == BT_TOK_NAME) {
            return BT_TOK_TYPE;
        }
    }
    if (token->kind == BT_TOK_LPAREN && l->after_with && bracket_holds_as(l)) {
        return BT_TOK_WITH_LPAREN;
    }
    return token->kind;
}

/* Keeps track of blocks and statements as the tokens go out. */
static void note(struct bt_layout *l, enum bt_token_kind kind)
{
    if (kind == BT_TOK_INDENT) {
        l->is_match_block[++l->depth] = l->match_began;
    } else if (kind == BT_TOK_DEDENT) {
        l->depth--;
    }
    if (kind == BT_TOK_MATCH) {
        l->match_began = true;
    } else if (l->at_line_start) {
        l->match_began = false;
    }
    l->at_line_start = kind == BT_TOK_NEWLINE || kind == BT_TOK_INDENT || kind == BT_TOK_DEDENT;
    l->at_statement = l->at_line_start || kind == BT_TOK_SEMICOLON || kind == BT_TOK_COLON;
    l->after_with = kind == BT_TOK_WITH;
}

void bt_layout_next(struct bt_layout *l, struct bt_token *token)
{
    *token = *peek(l, 0);
    if (token->kind == BT_TOK_END || token->kind == BT_TOK_ERROR) {
        return;
    }
    l->head++;
    token->kind = decide(l, token);
    note(l, token->kind);
    if (l->head == l->queue.n && !l->ended) {
        l->head = 0;
        l->queue.n = 0;
    }
}
