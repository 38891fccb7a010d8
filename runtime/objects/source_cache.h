/*
 * The source lines that tracebacks quote. Files are read at first need; what is no file
 * ("<string>", "<stdin>") is registered by whoever compiles it. One per interpreter, under its
 * lock.
 */
#ifndef BT_OBJECTS_SOURCE_CACHE_H
#define BT_OBJECTS_SOURCE_CACHE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct bt_interp;
struct bt_source_cache;

// Remember the text (UTF-8) of a source by the name its code objects have; replaces what was there.
// Nothing is kept of the arguments. false = no memory.
bool bt_source_cache_add(struct bt_interp *interp, const char *name, const char *text, size_t len);

// Line `line` (from 1) of the source, without its '\n', length in *len; NULL if there is no such
// file or line. Valid until the source is replaced. Reads the file the first time it is asked for.
const char *bt_source_cache_line(struct bt_interp *interp, const char *name, uint32_t line,
                                 size_t *len);

// Forget all texts (linecache.clearcache), or all and the cache itself.
void bt_source_cache_clear(struct bt_interp *interp);
void bt_source_cache_free(struct bt_interp *interp);

#endif
