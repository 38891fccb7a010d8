// The tree of variables: see variables.h.
#include "debugger/engine/variables.h"

#include <stdio.h>
#include <string.h>

#include "debugger/engine/child.h"
#include "debugger/engine/values.h"
#include "runtime/objects/dict.h"
#include "runtime/objects/error.h"
#include "runtime/objects/function.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"

#define NAMED_MAX 10000u // that are counted

// ---- a VAR ----

static bool count_one(void *ctx, const struct bt_member_of *member)
{
    (void)member;
    return ++*(size_t *)ctx < NAMED_MAX;
}

json_t *bt_variable(struct bt_engine *e, struct bt_vthread *th, const char *name, bt_value v,
                    json_t *path, const char *expr, bool full)
{
    size_t named = 0, indexed = bt_members_count(th, v);
    bt_members_named(e, th, v, count_one, &named);
    return json_pack("{s:s, s:o?, s:s, s:I, s:I, s:o?, s:s?, s:b}", "name", name, "text",
                     bt_value_text(e, th, v, full), "type", bt_value_type(th, v), "named",
                     (json_int_t)named, "indexed", (json_int_t)indexed, "path", path, "expr", expr,
                     "set", 0);
}

// ---- a page of them ----

struct page {
    struct bt_engine *e;
    struct bt_vthread *th;
    json_t *out;
    const json_t *path;
    const char *expr;          // of the owner; NULL: none; "" at a scope
    bool assigns;              // an assignment to `expr` would last
    size_t start, count, seen; // of the named ones
};

// "x.items" can be followed by "[3]"; "a + b" cannot.
static bool is_primary(const char *expr)
{
    int depth = 0;
    for (const char *p = expr; *p; p++) {
        bool word = (*p >= 'a' && *p <= 'z') || (*p >= 'A' && *p <= 'Z') || *p == '_' ||
                    (*p >= '0' && *p <= '9') || *p == '.' || (unsigned char)*p >= 0x80;
        depth += (*p == '[') - (*p == ']');
        if (!word && *p != ']' && depth == 0)
            return false;
    }
    return true;
}

static json_t *lazy_variable(const char *name)
{
    return json_pack("{s:s, s:s, s:s, s:i, s:i, s:b, s:b}", "name", name, "text",
                     "(a property: not asked)", "type", "property", "named", 0, "indexed", 0,
                     "lazy", 1, "set", 0);
}

static bool add(void *ctx, const struct bt_member_of *m)
{
    struct page *page = ctx;
    if (m->kind == BT_MEMBER_NAMED &&
        (page->seen++ < page->start || page->seen > page->start + page->count))
        return page->seen < page->start + page->count;
    struct bt_buf expr;
    bt_buf_init(&expr);
    bool has = m->expr && page->expr;
    if (has) {
        bool simple = is_primary(page->expr);
        bt_buf_printf(&expr, simple ? "%s%s" : "(%s)%s", page->expr, m->expr);
    }
    json_t *path = json_copy((json_t *)(uintptr_t)page->path);
    (void)json_array_append_new(path, m->kind == BT_MEMBER_ITEM ? json_integer((json_int_t)m->item)
                                                                : json_stringn(m->name, m->len));
    json_t *v;
    if (m->lazy) {
        v = lazy_variable(m->name);
        (void)json_object_set_new(v, "path", path);
        (void)json_object_set_new(v, "expr", has ? json_string(expr.data) : json_null());
    } else {
        BT_ROOTS(&page->th->t, r, 1);
        r[0] = m->value;
        v = bt_variable(page->e, page->th, m->name, m->value, path, has ? expr.data : NULL, false);
        BT_UNROOT(&page->th->t, r);
    }
    (void)json_object_set_new(v, "set", json_boolean(m->set && has && page->assigns));
    (void)json_array_append_new(page->out, v);
    bt_buf_free(&expr);
    return true;
}

// ---- walking a path ----

struct place {
    struct bt_scope scope;
    bt_value value; // BT_UNSET: it is the scope itself
    const char *root;
    const char *text;   // of "eval"
    struct bt_buf expr; // what gives the value, if `named`
    bool named;
};

struct wanted {
    const char *name;
    size_t len, item;
    bt_value value;
    struct bt_buf *expr;
    bool found, named, lazy;
};

static bool pick(void *ctx, const struct bt_member_of *m)
{
    struct wanted *w = ctx;
    bool same = m->kind == BT_MEMBER_ITEM
                    ? !w->name && m->item == w->item
                    : w->name && m->len == w->len && memcmp(m->name, w->name, m->len) == 0;
    if (!same)
        return true;
    w->value = m->value;
    w->lazy = m->lazy;
    w->named = w->named && m->expr;
    if (w->named && w->expr->len > 0 && !is_primary(w->expr->data)) {
        struct bt_buf inner = *w->expr;
        bt_buf_init(w->expr);
        bt_buf_printf(w->expr, "(%s)", inner.data);
        bt_buf_free(&inner);
    }
    if (w->named)
        bt_buf_puts(w->expr, m->expr);
    w->found = true;
    return false;
}

// One step: false: there is nothing of that name; or an exception is set.
static bool step(struct bt_engine *e, struct place *p, const json_t *step_to)
{
    struct bt_vthread *th = p->scope.th;
    struct wanted w = {.name = json_string_value(step_to),
                       .len = json_string_length(step_to),
                       .item = (size_t)json_integer_value(step_to),
                       .value = BT_UNSET,
                       .expr = &p->expr,
                       .named = p->named};
    if (!bt_is_unset(p->value)) {
        if (w.name)
            bt_members_named(e, th, p->value, pick, &w);
        if (w.name && !w.found) // a named tuple's
            bt_members_items(e, th, p->value, 0, SIZE_MAX / 2, pick, &w);
        if (!w.name)
            bt_members_items(e, th, p->value, w.item, 1, pick, &w);
    } else if (strcmp(p->root, "globals") == 0 || !p->scope.frame) {
        bt_value globals =
            p->scope.frame ? bt_from_obj(p->scope.frame->func->globals) : p->scope.names;
        bt_members_namespace(e, th, bt_as_dict(globals), "", pick, &w);
    } else {
        bt_members_locals(e, th, p->scope.frame, pick, &w);
    }
    if (w.lazy) {
        bt_value name = bt_intern(&th->t, w.name, w.len);
        w.value = bt_is_error(name) ? name : bt_getattr(&th->t, p->value, name);
    }
    p->value = w.value;
    p->named = w.named;
    return w.found && !bt_is_error(w.value);
}

// The place of a path. r: two rooted values. NULL, or an error.
static json_t *walk(struct bt_engine *e, struct bt_vthread *th, const json_t *path, struct place *p,
                    bt_value *r)
{
    json_t *error = NULL;
    p->root = json_string_value(json_array_get(path, 0));
    p->value = BT_UNSET;
    if (!p->root)
        return bt_engine_error("\"path\" must be a list that begins with a scope");
    json_t *where = json_pack("{s:O?, s:O?}", "thread", json_array_get(path, 1), "frame",
                              json_array_get(path, 2));
    bool ok = bt_scope_open(e, th, where, &p->scope, &error);
    json_decref(where);
    if (!ok)
        return error;
    if (!bt_scope_names(e, &p->scope))
        return bt_value_failure(p->scope.th);
    r[0] = p->scope.names;
    size_t i = 3;
    p->named = true;
    if (strcmp(p->root, "eval") == 0) {
        const char *text = json_string_value(json_array_get(path, i++));
        p->value = bt_scope_evaluate(e, &p->scope, text ? text : "");
        if (bt_is_error(p->value))
            return bt_value_failure(p->scope.th);
        p->text = text;
        bt_buf_puts(&p->expr, text);
    }
    for (; i < json_array_size(path); i++) {
        r[1] = p->value;
        if (!step(e, p, json_array_get(path, i)))
            return bt_exc_is_set(&p->scope.th->t) ? bt_value_failure(p->scope.th)
                                                  : bt_engine_error("it is not there any more");
    }
    r[1] = p->value;
    return NULL;
}

// ---- the queries ----

// Is the value of an expression something that stays, and not a new one each time: no slice, call?
static bool stays(const char *expr)
{
    return is_primary(expr) && !strpbrk(expr, ":(");
}

// What the path shows: a scope's variables, or what is in a value.
static json_t *list(struct bt_engine *e, struct place *p, const json_t *request)
{
    const char *kind = json_string_value(json_object_get(request, "kind"));
    bool items = !kind || strcmp(kind, "named") != 0, names = !kind || strcmp(kind, "indexed") != 0;
    struct bt_vthread *th = p->scope.th;
    json_int_t start = json_integer_value(json_object_get(request, "start"));
    json_int_t count = json_integer_value(json_object_get(request, "count"));
    struct page page = {.e = e,
                        .th = th,
                        .out = json_array(),
                        .path = json_object_get(request, "path"),
                        .expr = p->named ? (p->expr.data ? p->expr.data : "") : NULL,
                        .assigns = strcmp(p->root, "eval") != 0 || stays(p->text),
                        .start = start > 0 ? (size_t)start : 0,
                        .count = count > 0 ? (size_t)count : SIZE_MAX / 4};
    size_t total = 0, n_items = 0;
    if (bt_is_unset(p->value) && (strcmp(p->root, "globals") == 0 || !p->scope.frame)) {
        bt_value globals =
            p->scope.frame ? bt_from_obj(p->scope.frame->func->globals) : p->scope.names;
        bt_members_namespace(e, th, bt_as_dict(globals), "", add, &page);
        bt_members_namespace(e, th, bt_as_dict(globals), "", count_one, &total);
    } else if (bt_is_unset(p->value)) {
        bt_members_locals(e, th, p->scope.frame, add, &page);
        bt_members_locals(e, th, p->scope.frame, count_one, &total);
    } else {
        bt_members_named(e, th, p->value, count_one, &total);
        if (names)
            bt_members_named(e, th, p->value, add, &page);
        total = names ? total : 0;
        size_t from = page.start > total ? page.start - total : 0;
        size_t room =
            page.count -
            (json_array_size(page.out) < page.count ? json_array_size(page.out) : page.count);
        page.start = page.seen = 0; // a named tuple's items are named, too
        page.count = SIZE_MAX / 4;
        if (items && room > 0)
            bt_members_items(e, th, p->value, from, room, add, &page);
        n_items = items ? bt_members_count(th, p->value) : 0;
    }
    return json_pack("{s:b, s:o, s:I}", "ok", 1, "variables", page.out, "total",
                     (json_int_t)(total + n_items));
}

json_t *bt_query_variables(struct bt_engine *e, struct bt_vthread *th, const json_t *request)
{
    struct place place = {.value = BT_UNSET};
    json_t *rows = bt_scope_rows(e, th, json_object_get(request, "path"));
    if (rows)
        return rows;
    bt_value v[2] = {BT_UNSET, BT_UNSET};
    struct bt_roots roots = {NULL, 2, v};
    const json_t *number = json_array_get(json_object_get(request, "path"), 1);
    struct bt_vthread *who = bt_engine_thread(e, json_integer_value(number));
    who = who ? who : th; // the thread on whose account it runs has the roots
    roots.prev = who->t.roots;
    who->t.roots = &roots;
    bt_buf_init(&place.expr);
    json_t *answer = walk(e, th, json_object_get(request, "path"), &place, v);
    if (!answer)
        answer = list(e, &place, request);
    bt_buf_free(&place.expr);
    who->t.roots = roots.prev;
    return answer;
}

static json_t *scope_of(const char *name, const char *root, uint32_t thread, json_int_t level,
                        bool expensive)
{
    return json_pack("{s:s, s:[s, I, I], s:b}", "name", name, "path", root, (json_int_t)thread,
                     level, "expensive", (int)expensive);
}

json_t *bt_query_scopes(struct bt_engine *e, struct bt_vthread *th, const json_t *request)
{
    struct bt_scope scope;
    json_t *error = NULL;
    if (!bt_scope_open(e, th, request, &scope, &error))
        return error;
    json_int_t level = json_integer_value(json_object_get(request, "frame"));
    json_t *scopes = json_array();
    uint32_t number = scope.th->number;
    if (scope.frame &&
        (scope.frame->code->flags & BT_CODE_OPTIMIZED || scope.frame->flags & BT_FRAME_NS))
        (void)json_array_append_new(scopes, scope_of("Locals", "locals", number, level, false));
    (void)json_array_append_new(scopes, scope_of("Globals", "globals", number, level, false));
    (void)json_array_append_new(scopes, scope_of("Registers", "registers", number, level, true));
    (void)json_array_append_new(scopes, scope_of("Locks", "locks", number, level, true));
    (void)json_array_append_new(scopes, scope_of("GIL", "gil", number, level, true));
    return json_pack("{s:b, s:o}", "ok", 1, "scopes", scopes);
}

// The frame's own variables: {"names":[...]} and the page that `variables` gives.
json_t *bt_query_locals(struct bt_engine *e, struct bt_vthread *th, const json_t *request)
{
    struct bt_scope scope;
    json_t *error = NULL;
    if (!bt_scope_open(e, th, request, &scope, &error))
        return error;
    json_t *r = json_pack("{s:[s, I, I]}", "path", "locals", (json_int_t)scope.th->number,
                          json_integer_value(json_object_get(request, "frame")));
    json_t *answer = bt_query_variables(e, th, r);
    json_decref(r);
    return answer;
}
