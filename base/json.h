/*
 * JSON (RFC 8259): a reader that makes a tree, and the one piece of writing that is not obvious.
 */
#ifndef BT_BASE_JSON_H
#define BT_BASE_JSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"

enum bt_json_kind {
    BT_JSON_NULL,
    BT_JSON_FALSE,
    BT_JSON_TRUE,
    BT_JSON_NUMBER, /* text: as it was written */
    BT_JSON_STRING, /* text: UTF-8 */
    BT_JSON_ARRAY,  /* items */
    BT_JSON_OBJECT, /* items, each with its key */
};

struct bt_json {
    enum bt_json_kind kind;
    const char *key;              /* its name in the object that it stands in; else NULL */
    const char *text;             /* NUL-terminated; a string may hold NULs of its own */
    size_t len;                   /* of text */
    struct bt_json *first, *next; /* items: a list; the next item of the same list */
    size_t n_items;
};

/* Reads one value with nothing but white space around it. The tree lives in `arena`. NULL: it is no
 * JSON, too deeply nested (more than 200), or memory is short (`*where` is then SIZE_MAX); `*where`
 * is the offset of what could not be read. */
const struct bt_json *bt_json_parse(struct bt_arena *arena, const char *text, size_t len,
                                    size_t *where);

/* The item of an object by its name, the last of that name; NULL: there is none, or `in` is no
 * object (or NULL). */
const struct bt_json *bt_json_get(const struct bt_json *in, const char *key);
/* The text of a string; NULL for anything else. */
const char *bt_json_text(const struct bt_json *v);
/* A whole number from 0 up; false for anything else. */
bool bt_json_u64(const struct bt_json *v, uint64_t *out);
bool bt_json_double(const struct bt_json *v, double *out);

/* Append a text as a JSON string, in quotes. Bytes that are no UTF-8 become U+FFFD. */
void bt_json_put_string(struct bt_buf *out, const char *text, size_t len);

#endif
