/*
 * The loop between the layout filter and bison's push parser. See driver.h.
 */
#include "parser/driver.h"

#include "parser/build.h"
#include "parser/fields.h"
#include "parser/explain.h"
#include "parser/grammar.h"

#include <string.h>

/* bison's number of each kind of token. One that the grammar lacks does not compile. */
static const int bison_kind[BT_N_TOKENS] = {
#define BT_TOKEN(name, text)   [BT_TOK_##name] = BT_YY_##name,
#define BT_KEYWORD(name, text) [BT_TOK_##name] = BT_YY_##name,
#include "lexer/tokens.def"
#undef BT_TOKEN
#undef BT_KEYWORD
};

static const int bison_start[] = {
    [BT_PARSE_FILE] = BT_YY_START_FILE,
    [BT_PARSE_EVAL] = BT_YY_START_EVAL,
    [BT_PARSE_SINGLE] = BT_YY_START_SINGLE,
};

/* Copies the scanner's warnings before those of the parser, by place. */
static bool collect_warnings(struct bt_parser *p, const struct bt_scanner *scanner)
{
    struct bt_warning **at = &p->warnings;
    for (const struct bt_scan_warning *w = bt_scanner_warnings(scanner); w != NULL; w = w->next) {
        struct bt_warning *copy = bt_build_alloc(p, sizeof *copy);
        if (copy == NULL) {
            return false;
        }
        copy->span = w->span;
        copy->message = w->message;
        while (*at != NULL &&
               ((*at)->span.line < w->span.line ||
                ((*at)->span.line == w->span.line && (*at)->span.col <= w->span.col))) {
            at = &(*at)->next;
        }
        copy->next = *at;
        *at = copy;
        at = &copy->next;
    }
    return true;
}

/*
 * Gives bison one token; YYPUSH_MORE to go on. What is not written (indentation, the end of a line)
 * has its place, without width, where the last written token ended: so symbols end there, too.
 */
static int push_token(struct bt_parser *p, bt_yypstate *state, const struct bt_token *token)
{
    BT_YYSTYPE value = {
        .lexeme = {token->text, token->len, token->raw, token->name},
    };
    struct bt_span span = token->span;
    p->current = span;
    if (token->kind == BT_TOK_NEWLINE || token->kind == BT_TOK_INDENT ||
        token->kind == BT_TOK_DEDENT || token->kind == BT_TOK_END) {
        span = p->written;
    }
    p->written = (struct bt_span){span.end_line, span.end_col, span.end_line, span.end_col};
    return bt_yypush_parse(state, bison_kind[token->kind], &value, &span, p);
}

/* Pushes tokens until bison has all or something is wrong; `last` is the token that it saw last. */
static bool push_all(struct bt_parser *p, struct bt_layout *layout, bt_yypstate *state,
                     enum bt_parse_mode mode, struct bt_token *last)
{
    BT_YYSTYPE none = {0};
    struct bt_span origin = {1, 0, 1, 0};
    p->written = origin;
    int status = bt_yypush_parse(state, bison_start[mode], &none, &origin, p);
    while (status == YYPUSH_MORE) {
        bt_layout_next(layout, last);
        p->n_tokens++;
        if (last->kind == BT_TOK_ERROR) {
            return false;
        }
        status = push_token(p, state, last);
    }
    return status == 0;
}

/* The error for a parse that bison gave up. */
static void report(struct bt_parser *p, enum bt_parse_mode mode, const struct bt_token *last)
{
    if (p->err->kind != BT_DIAG_NONE && !p->in_doubt) {
        return;
    }
    if (p->exhausted || !(p->unexpected || p->in_doubt)) {
        bt_diag_set(p->err, BT_DIAG_MEMORY_ERROR, NULL, last->span,
                    "Parser stack overflowed - Python source too complex to parse");
        return;
    }
    bt_explain(p, mode, p->n_tokens - 1);
}

/* What a parse found out, beside its tree or its error. */
struct outcome {
    bool wants_more;  /* the text ended too early */
    bool is_compound; /* an interactive statement is a block */
};

static bool parse(struct bt_arena *arena, const struct bt_source *source, enum bt_parse_mode mode,
                  struct bt_module **out, struct bt_diag *err, struct outcome *outcome)
{
    bt_diag_free(err);
    *outcome = (struct outcome){false, false};
    struct bt_parser p = {.arena = arena, .source = source, .err = err};
    p.next_warning = &p.warnings;
    p.names = bt_arena_alloc(arena, sizeof *p.names);
    if (p.names == NULL) {
        return bt_diag_no_memory(err);
    }
    bt_names_init(p.names, arena);
    struct bt_layout *layout = bt_layout_new(source, p.names, err);
    bt_yypstate *state = bt_yypstate_new();
    struct bt_token last = {0};
    bool good = false;
    if (layout == NULL || state == NULL) {
        bt_diag_no_memory(err);
    } else if (!push_all(&p, layout, state, mode, &last)) {
        const struct bt_scanner *scanner = bt_layout_scanner(layout);
        outcome->wants_more = bt_scanner_wants_more(scanner) ||
                              (p.unexpected && last.text == source->text + source->len);
        report(&p, mode, &last);
    } else if (bt_ast_too_deep(p.module)) {
        bt_diag_set(err, BT_DIAG_RECURSION_ERROR, NULL, last.span,
                    "maximum recursion depth exceeded during compilation");
    } else if (collect_warnings(&p, bt_layout_scanner(layout))) {
        p.module->warnings = p.warnings;
        outcome->is_compound = p.single_compound;
        *out = p.module;
        good = true;
    }
    if (state != NULL) {
        bt_yypstate_delete(state);
    }
    bt_layout_free(layout);
    return good;
}

bool bt_parse(struct bt_arena *arena, const struct bt_source *source, enum bt_parse_mode mode,
              struct bt_module **out, struct bt_diag *err)
{
    struct outcome outcome;
    return parse(arena, source, mode, out, err, &outcome);
}

/* ---- one line after another ---- */

struct bt_feed {
    char *name;
    struct bt_buf text; /* of the statement so far */
    bool complete;      /* the next line begins a new statement */
    struct bt_source source;
};

struct bt_feed *bt_feed_new(const char *name)
{
    struct bt_feed *feed = bt_alloc_zero(sizeof *feed);
    if (feed != NULL && (feed->name = bt_alloc_copy(name, strlen(name))) == NULL) {
        bt_free(feed);
        feed = NULL;
    }
    return feed;
}

void bt_feed_free(struct bt_feed *feed)
{
    if (feed != NULL) {
        bt_source_free(&feed->source);
        bt_buf_free(&feed->text);
        bt_free(feed->name);
        bt_free(feed);
    }
}

void bt_feed_reset(struct bt_feed *feed)
{
    feed->complete = true;
}

const struct bt_source *bt_feed_source(const struct bt_feed *feed)
{
    return &feed->source;
}

static bool is_blank(const char *line, size_t len)
{
    for (size_t i = 0; i < len && line[i] != '#'; i++) {
        if (strchr(" \t\f\r\n", line[i]) == NULL) {
            return false;
        }
    }
    return true;
}

/*
 * Parses what there is. A block is at its end only after a blank line, or at the end of the input:
 * until then the parse is only to find errors, and lines that want more are no error.
 */
static enum bt_feed_status parse_fed(struct bt_feed *feed, bool at_end, bool after_blank,
                                     struct bt_arena *arena, struct bt_module **out,
                                     struct bt_diag *err)
{
    bt_source_free(&feed->source);
    const char *text = feed->text.data != NULL ? feed->text.data : "";
    if (feed->text.failed) {
        bt_diag_no_memory(err);
        return BT_FEED_ERROR;
    }
    if (!bt_source_from_text(&feed->source, feed->name, text, feed->text.len, err)) {
        return BT_FEED_ERROR;
    }
    struct outcome outcome;
    if (!parse(arena, &feed->source, BT_PARSE_SINGLE, out, err, &outcome)) {
        if (at_end || !outcome.wants_more) {
            return BT_FEED_ERROR;
        }
        bt_diag_free(err);
        return BT_FEED_MORE;
    }
    const struct bt_module *module = *out;
    bool is_block = module->body.n == 1 && outcome.is_compound;
    return is_block && !at_end && !after_blank ? BT_FEED_MORE : BT_FEED_DONE;
}

enum bt_feed_status bt_feed_line(struct bt_feed *feed, const char *line, size_t len,
                                 struct bt_arena *arena, struct bt_module **out,
                                 struct bt_diag *err)
{
    if (feed->complete) {
        bt_buf_clear(&feed->text);
        feed->complete = false;
    }
    bool first = feed->text.len == 0;
    bt_buf_write(&feed->text, line, len);
    enum bt_feed_status status =
        parse_fed(feed, false, !first && is_blank(line, len), arena, out, err);
    feed->complete = status != BT_FEED_MORE;
    return status;
}

enum bt_feed_status bt_feed_end(struct bt_feed *feed, struct bt_arena *arena,
                                struct bt_module **out, struct bt_diag *err)
{
    if (feed->complete) {
        bt_buf_clear(&feed->text);
    }
    feed->complete = true;
    return parse_fed(feed, true, true, arena, out, err);
}
