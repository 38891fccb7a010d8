// Breakpoints in the code: which instructions a line, a function, an offset means. See points.h.
#include <stdio.h>
#include <string.h>

#include "base/hash.h"
#include "base/mem.h"
#include "debugger/engine/lines.h"
#include "debugger/engine/points.h"
#include "runtime/objects/heap.h"
#include "runtime/objects/str.h"

// ---- names ----

static const char *text_of(bt_value str)
{
    return bt_is_str(str) ? bt_as_str(str)->data : "";
}

// Is it that file: the whole path, or its last parts, or either without ".py"?
static bool file_is(const char *path, const char *asked)
{
    while (strncmp(asked, "./", 2) == 0)
        asked += 2;
    size_t n = strlen(path), m = strlen(asked);
    return m <= n && strcmp(path + n - m, asked) == 0 &&
           (m == n || asked[0] == '/' || path[n - m - 1] == '/');
}

// "bank" of ".../bank.py", of ".../bank/__init__.py"; its length in *len.
static const char *module_of(const char *path, size_t *len)
{
    size_t n = strlen(path);
    static const char init[] = "/__init__.py";
    if (n >= sizeof init && strcmp(path + n - (sizeof init - 1), init) == 0)
        n -= sizeof init - 1;
    else if (n > 3 && strcmp(path + n - 3, ".py") == 0)
        n -= 3;
    size_t at = n;
    while (at > 0 && path[at - 1] != '/')
        at--;
    *len = n - at;
    return path + at;
}

// Are they the same but for "<locals>." in the first?
static bool qualname_is(const char *qualname, const char *asked)
{
    static const char locals[] = "<locals>.";
    while (*qualname && *asked) {
        if (strncmp(qualname, locals, sizeof locals - 1) == 0 && *asked != '<') {
            qualname += sizeof locals - 1;
        } else if (*qualname++ != *asked++) {
            return false;
        }
    }
    return *qualname == *asked;
}

static bool function_is(const struct bt_code *code, const char *asked)
{
    if (code->flags & (BT_CODE_CLASS | BT_CODE_MODULE))
        return strcmp(text_of(code->name), asked) == 0 && asked[0] == '<';
    const char *qualname = text_of(code->qualname), *name = text_of(code->name);
    if (strcmp(name, asked) == 0 || qualname_is(qualname, asked))
        return true;
    size_t n = strlen(asked), len; // the class: its __init__
    if (strncmp(qualname, asked, n) == 0 && strcmp(qualname + n, ".__init__") == 0)
        return true;
    const char *module = module_of(text_of(code->filename), &len);
    return n > len && strncmp(asked, module, len) == 0 && asked[len] == '.' &&
           qualname_is(qualname, asked + len + 1);
}

static bool is_of(const struct bt_point *p, const struct bt_code *code)
{
    if (p->file && !file_is(text_of(code->filename), p->file))
        return false;
    if (p->kind == BT_POINT_LINE)
        return p->file != NULL;
    const json_t *is = json_object_get(p->source, "is");
    if (is)
        return (uintptr_t)json_integer_value(is) == (uintptr_t)code;
    if (json_is_integer(json_object_get(p->source, "code")))
        return (uintptr_t)json_integer_value(json_object_get(p->source, "code")) == (uintptr_t)code;
    return p->function && function_is(code, p->function);
}

// ---- words ----

// Where a function begins for a reader: behind what makes its cells.
static uint32_t first_word(const struct bt_code *code)
{
    const struct bt_insn *insns = code->unit->insns;
    uint32_t w = 0;
    while (w < code->n_insns && (insns[w].op == BT_MAKE_CELL_OP || insns[w].op == BT_NOP_OP))
        w += bt_lines_words(code, w);
    return w < code->n_insns ? w : 0;
}

// ---- where a line has code ----

struct search {
    struct bt_point *p;
    struct bt_engine *e;
    uint32_t exact;                   // places on the very line
    uint32_t inner_first, inner_line; // of the innermost function around the line: its first line,
                                      // the next line with code; 0: none
    uint32_t any_line;                // the next line with code anywhere in the file
    uint32_t places;
    bool file;
};

static void look_for_line(struct search *s, const struct bt_code *code)
{
    uint32_t asked = s->p->line, last = 0, next = 0;
    struct bt_lines l = bt_lines_of(code);
    s->file = true;
    while (bt_lines_next(&l)) {
        if (!l.begins)
            continue;
        s->exact += l.line == asked;
        last = l.line > last ? l.line : last;
        if (l.line >= asked && (next == 0 || l.line < next))
            next = l.line;
    }
    if (next == 0)
        return;
    if (s->any_line == 0 || next < s->any_line)
        s->any_line = next;
    bool function = !(code->flags & BT_CODE_MODULE);
    if (function && code->first_line <= asked && asked <= last &&
        (s->inner_first < code->first_line || s->inner_first == 0)) {
        s->inner_first = code->first_line;
        s->inner_line = next;
    }
}

static uint32_t count_line(const struct bt_code *code, uint32_t line)
{
    struct bt_lines l = bt_lines_of(code);
    uint32_t n = 0;
    while (bt_lines_next(&l))
        n += l.begins && l.line == line;
    return n;
}

// ---- all code that there is ----

struct codes {
    struct BT_VEC(const struct bt_code *) list;
    const struct bt_type *type;
    struct bt_point *p;
    bool no_memory;
};

static void collect_code(struct bt_object *o, void *data)
{
    struct codes *c = data;
    if (o->type != c->type || !((const struct bt_code *)o)->unit)
        return;
    if (is_of(c->p, (const struct bt_code *)o) && !bt_vec_push(&c->list, (const struct bt_code *)o))
        c->no_memory = true;
}

static void place_line(struct bt_engine *e, struct bt_point *p, const struct codes *c)
{
    struct search s = {.p = p, .e = e};
    for (size_t i = 0; i < c->list.n; i++)
        look_for_line(&s, c->list.items[i]);
    p->actual = s.exact ? p->line : s.inner_line ? s.inner_line : s.any_line;
    for (size_t i = 0; p->actual && i < c->list.n; i++)
        p->places += count_line(c->list.items[i], p->actual);
    if (p->actual)
        p->message[0] = '\0';
    else if (s.file)
        snprintf(p->message, sizeof p->message, "%sthere is no code at line %u or behind it",
                 p->file && *p->file == '<' ? "" : "!", p->line);
    else
        snprintf(p->message, sizeof p->message, "%s has not been loaded yet",
                 p->file ? p->file : "the file");
}

static void place_offset(struct bt_point *p, const struct codes *c)
{
    for (size_t i = 0; i < c->list.n; i++) {
        const struct bt_code *code = c->list.items[i];
        uint32_t w = 0;
        while (w < code->n_insns && w < p->offset)
            w += bt_lines_words(code, w);
        p->places += w == p->offset && w < code->n_insns;
    }
    p->message[0] = '\0';
    if (p->places == 0 && c->list.n > 0)
        snprintf(p->message, sizeof p->message,
                 "!no instruction begins at %u there: `dis' shows where they do", p->offset);
    else if (p->places == 0)
        snprintf(p->message, sizeof p->message, "there is no function %s yet",
                 p->function ? p->function : "of that number");
}

// A name that is none of a function, but of a variable that holds one: a lambda, an alias.
static bool by_value(struct bt_engine *e, struct bt_point *p)
{
    char error[80];
    struct bt_peek *peek = p->function ? bt_peek_new(p->function, error, sizeof error) : NULL;
    const struct bt_vthread *th = e->vm->gil.holder;
    bt_value v;
    bool found = peek && bt_peek_value(peek, e->vm, th ? th->frame : NULL, &v);
    bt_peek_free(peek);
    if (found && bt_is_exact(&e->vm->main->t, v, BT_T_METHOD))
        v = ((const struct bt_method *)bt_obj(v))->func;
    if (!found || !bt_is_exact(&e->vm->main->t, v, BT_T_FUNCTION))
        return false;
    const struct bt_code *code = ((const struct bt_function *)bt_obj(v))->code;
    return json_object_set_new(p->source, "is", json_integer((json_int_t)(uintptr_t)code)) == 0;
}

void bt_point_places(struct bt_engine *e, struct bt_point *p)
{
    struct codes c = {.type = bt_type(&e->vm->main->t, BT_T_CODE), .p = p};
    p->places = 0;
    bt_heap_each(e->vm->i.heap, collect_code, &c);
    if (c.list.n == 0 && p->kind != BT_POINT_LINE && by_value(e, p))
        bt_heap_each(e->vm->i.heap, collect_code, &c);
    if (p->kind == BT_POINT_LINE) {
        place_line(e, p, &c);
    } else if (p->kind == BT_POINT_OFFSET) {
        place_offset(p, &c);
    } else {
        p->places = (uint32_t)c.list.n;
        p->actual = c.list.n ? bt_code_line(c.list.items[0], first_word(c.list.items[0])) : 0;
        p->message[0] = '\0';
        if (c.list.n == 0)
            snprintf(p->message, sizeof p->message, "there is no function %s yet", p->function);
    }
    if (c.list.n > 0 && !p->file && p->kind != BT_POINT_LINE)
        (void)json_object_set_new(p->source, "in", json_string(text_of(c.list.items[0]->filename)));
    bt_vec_free(&c.list);
}

bool bt_point_is_at(const struct bt_point *p, const struct bt_code *code, uint32_t word)
{
    if (!p->enabled || p->kind > BT_POINT_OFFSET || !is_of(p, code))
        return false;
    if (p->kind == BT_POINT_LINE)
        return bt_code_line(code, word) == p->actual;
    return word == (p->kind == BT_POINT_OFFSET ? p->offset : first_word(code));
}

// ---- the cache ----

static void mark_line(uint8_t *marks, const struct bt_code *code, uint32_t line)
{
    struct bt_lines l = bt_lines_of(code);
    while (bt_lines_next(&l)) {
        if (l.line != line)
            continue;
        if (l.begins)
            marks[l.word] |= BT_MARK_LINE;
        if (l.jumps)
            marks[l.word] |= BT_MARK_LEAVE;
    }
}

static bool mark(uint8_t *marks, const struct bt_code *code, const struct bt_point *p)
{
    if (p->kind == BT_POINT_LINE) {
        if (p->actual == 0 || count_line(code, p->actual) == 0)
            return false;
        if (marks)
            mark_line(marks, code, p->actual);
        return true;
    }
    uint32_t word = p->kind == BT_POINT_OFFSET ? p->offset : first_word(code);
    if (word >= code->n_insns)
        return false;
    if (marks)
        marks[word] |= BT_MARK_POINT;
    return true;
}

static uint8_t *make_marks(struct bt_engine *e, const struct bt_code *code)
{
    const struct bt_points *points = e->points;
    uint8_t *marks = NULL;
    for (size_t i = 0; i < points->list.n; i++) {
        struct bt_point *p = points->list.items[i];
        if (!p->enabled || p->kind > BT_POINT_OFFSET || !is_of(p, code))
            continue;
        if (p->places == 0) { // it has waited for this code
            bt_point_places(e, p);
            bt_point_tell(e, p);
        }
        if (!mark(NULL, code, p))
            continue;
        if (!marks)
            marks = bt_alloc_zero(code->n_insns);
        if (marks)
            (void)mark(marks, code, p);
    }
    return marks;
}

static struct bt_point_code *slot_of(const struct bt_points *p, const struct bt_code *code)
{
    for (size_t i = bt_hash_u64((uint64_t)(uintptr_t)code);; i++) {
        struct bt_point_code *c = &p->codes[i & (p->cap_codes - 1)];
        if (!c->code || c->code == code)
            return c;
    }
}

static bool rebuild(struct bt_points *p, size_t cap, bool living)
{
    struct bt_point_code *old = p->codes;
    size_t old_cap = p->cap_codes;
    struct bt_point_code *table = bt_alloc_zero(cap * sizeof *table);
    if (!table)
        return false;
    p->codes = table;
    p->cap_codes = cap;
    p->n_codes = 0;
    for (size_t i = 0; i < old_cap; i++) {
        if (!old[i].code)
            continue;
        if (living && !bt_is_marked(&old[i].code->base)) {
            bt_free(old[i].marks);
            continue;
        }
        *slot_of(p, old[i].code) = old[i];
        p->n_codes++;
    }
    bt_free(old);
    return true;
}

const uint8_t *bt_point_marks(struct bt_engine *e, const struct bt_code *code)
{
    struct bt_points *p = e->points;
    if (p->n_codes + 1 > p->cap_codes / 2 &&
        !rebuild(p, p->cap_codes ? p->cap_codes * 2 : 256, false))
        return NULL;
    struct bt_point_code *c = slot_of(p, code);
    if (!c->code) {
        *c = (struct bt_point_code){code, make_marks(e, code)};
        p->n_codes++;
    }
    return c->marks;
}

void bt_points_forget_code(struct bt_points *p, bool all)
{
    p->last_code = NULL;
    p->last_marks = NULL;
    if (!all && (p->cap_codes == 0 || rebuild(p, p->cap_codes, true)))
        return;
    for (size_t i = 0; i < p->cap_codes; i++)
        bt_free(p->codes[i].marks);
    bt_free(p->codes);
    p->codes = NULL;
    p->n_codes = p->cap_codes = 0;
}
