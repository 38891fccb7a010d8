/*
 * The door to the parser: text in, tree out. The compiler, eval(), import and the REPL come here.
 */
#ifndef BT_PARSER_DRIVER_H
#define BT_PARSER_DRIVER_H

#include "base/arena.h"
#include "base/diag.h"
#include "base/source.h"
#include "parser/ast.h"

enum bt_parse_mode {
    BT_PARSE_FILE,   /* a Module */
    BT_PARSE_EVAL,   /* an Expression */
    BT_PARSE_SINGLE, /* an Interactive: one interactive statement */
};

/*
 * Parses the whole source. True: `*out` is the tree, in `arena`, which the caller frees when done
 * with it (the tree does not refer to the source). False: `err` says what is wrong.
 */
BT_MUST_CHECK bool bt_parse(struct bt_arena *arena, const struct bt_source *source,
                            enum bt_parse_mode mode, struct bt_module **out, struct bt_diag *err);

enum bt_feed_status {
    BT_FEED_MORE,  /* the statement is not at its end */
    BT_FEED_DONE,  /* a statement is complete (or the line was empty: an Interactive of none) */
    BT_FEED_ERROR, /* the text is wrong */
};

/* The lines of one interactive statement so far; for one REPL. */
struct bt_feed;

/* A feed whose errors show `name` ("<stdin>") as the file; NULL when out of memory. */
BT_MUST_CHECK struct bt_feed *bt_feed_new(const char *name);
void bt_feed_free(struct bt_feed *feed);

/* Forgets the lines so far (Ctrl-C, or an error in running the statement has nothing to do with
 * it). */
void bt_feed_reset(struct bt_feed *feed);

/*
 * Adds one line of `len` bytes, with its '\n'. BT_FEED_DONE: `*out` is the tree, in `arena`;
 * BT_FEED_ERROR: `err` says what is wrong. After both the next line begins a new statement.
 */
enum bt_feed_status bt_feed_line(struct bt_feed *feed, const char *line, size_t len,
                                 struct bt_arena *arena, struct bt_module **out,
                                 struct bt_diag *err);

/*
 * The input has ended (Ctrl-D) amid a statement: completes it or says what is wrong with it.
 * BT_FEED_DONE with an Interactive of none when no line is pending.
 */
enum bt_feed_status bt_feed_end(struct bt_feed *feed, struct bt_arena *arena,
                                struct bt_module **out, struct bt_diag *err);

/* The source of the statement last fed, for tracebacks; valid until the next line. */
const struct bt_source *bt_feed_source(const struct bt_feed *feed);

#endif
