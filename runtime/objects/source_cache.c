/*
 * The cache of source texts. A list, newest first: a program has few source files, and lines are
 * asked for only when a traceback is printed. A file that cannot be read is remembered as an empty
 * text.
 */
#include "runtime/objects/source_cache.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/source.h"
#include "runtime/objects/state.h"

struct entry {
    struct entry *next;
    struct bt_source source; // source.text NULL: there is none
    char name[];
};

struct bt_source_cache {
    struct entry *first;
};

static struct bt_source_cache *cache_of(struct bt_interp *interp)
{
    if (!interp->sources)
        interp->sources = bt_alloc_zero(sizeof *interp->sources);
    return interp->sources;
}

static struct entry *find(const struct bt_source_cache *cache, const char *name)
{
    for (struct entry *e = cache->first; e; e = e->next) {
        if (!strcmp(e->name, name))
            return e;
    }
    return NULL;
}

static struct entry *find_or_add(struct bt_source_cache *cache, const char *name, bool *is_new)
{
    struct entry *e = find(cache, name);
    *is_new = e == NULL;
    if (e)
        return e;
    size_t len = strlen(name);
    e = bt_alloc_zero(sizeof *e + len + 1);
    if (!e)
        return NULL;
    memcpy(e->name, name, len);
    e->next = cache->first;
    cache->first = e;
    return e;
}

bool bt_source_cache_add(struct bt_interp *interp, const char *name, const char *text, size_t len)
{
    bool is_new;
    struct bt_source_cache *cache = cache_of(interp);
    struct entry *e = cache ? find_or_add(cache, name, &is_new) : NULL;
    if (!e)
        return false;
    struct bt_diag err;
    struct bt_source source = {0};
    bt_diag_init(&err);
    bool ok = bt_source_from_text(&source, name, text, len, &err);
    bt_diag_free(&err);
    bt_source_free(&e->source);
    e->source = ok ? source : (struct bt_source){0};
    return ok;
}

// The bytes of a regular file; false if it cannot be read.
static bool read_file(const char *name, struct bt_buf *buf)
{
    struct stat st;
    if (stat(name, &st) != 0 || !S_ISREG(st.st_mode))
        return false;
    FILE *file = fopen(name, "rbe");
    if (!file)
        return false;
    char chunk[8192];
    size_t n;
    while ((n = fread(chunk, 1, sizeof chunk, file)) > 0)
        bt_buf_write(buf, chunk, n);
    bool ok = !ferror(file) && !buf->failed;
    (void)fclose(file);
    return ok;
}

static void load(struct entry *e)
{
    struct bt_buf buf;
    struct bt_diag err;
    struct bt_source source = {0};
    bt_buf_init(&buf);
    bt_diag_init(&err);
    if (read_file(e->name, &buf) &&
        bt_source_from_bytes(&source, e->name, buf.data ? buf.data : "", buf.len, &err))
        e->source = source;
    bt_diag_free(&err);
    bt_buf_free(&buf);
}

const char *bt_source_cache_line(struct bt_interp *interp, const char *name, uint32_t line,
                                 size_t *len)
{
    bool is_new;
    struct bt_source_cache *cache = cache_of(interp);
    struct entry *e = cache ? find_or_add(cache, name, &is_new) : NULL;
    if (!e)
        return NULL;
    if (is_new)
        load(e);
    return e->source.text ? bt_source_line(&e->source, line, len) : NULL;
}

void bt_source_cache_clear(struct bt_interp *interp)
{
    struct bt_source_cache *cache = interp->sources;
    while (cache && cache->first) {
        struct entry *e = cache->first;
        cache->first = e->next;
        bt_source_free(&e->source);
        bt_free(e);
    }
}

void bt_source_cache_free(struct bt_interp *interp)
{
    bt_source_cache_clear(interp);
    bt_free(interp->sources);
    interp->sources = NULL;
}
