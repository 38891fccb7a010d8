// The code objects that there are: see codes.h.
#include "debugger/engine/codes.h"

#include <stdio.h>
#include <string.h>

#include "runtime/objects/dict.h"
#include "runtime/objects/error.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/seq.h"
#include "runtime/objects/str.h"

#define DEPTH_MAX 6 // of functions in cells of functions, classes in classes

struct walk {
    struct bt_engine *e;
    bt_codes_visitor *visitor;
    void *ctx;
    struct bt_code *found;
    unsigned depth;
};

static bool is_a(const struct walk *w, bt_value v, int type)
{
    return bt_is_exact(&w->e->vm->main->t, v, type);
}

static bool visit_code(struct walk *w, struct bt_code *code)
{
    if (w->visitor(w->ctx, code)) {
        w->found = code;
        return true;
    }
    for (uint32_t i = 0; i < code->n_consts; i++)
        if (is_a(w, code->consts[i], BT_T_CODE) &&
            visit_code(w, (struct bt_code *)bt_obj(code->consts[i])))
            return true;
    return false;
}

static bool visit_dict(struct walk *w, const struct bt_dict *dict);

static bool visit_function(struct walk *w, const struct bt_function *f);

// What a name may be bound to.
static bool visit_value(struct walk *w, bt_value v)
{
    if (is_a(w, v, BT_T_METHOD))
        v = ((const struct bt_method *)bt_obj(v))->func;
    if (is_a(w, v, BT_T_FUNCTION))
        return visit_function(w, (const struct bt_function *)bt_obj(v));
    if (is_a(w, v, BT_T_STATICMETHOD) || is_a(w, v, BT_T_CLASSMETHOD))
        return visit_value(w, ((const struct bt_wrapper *)bt_obj(v))->callable);
    if (is_a(w, v, BT_T_PROPERTY)) {
        const struct bt_property *p = (const struct bt_property *)bt_obj(v);
        return visit_value(w, p->fget) || visit_value(w, p->fset) || visit_value(w, p->fdel);
    }
    if (bt_is_type(v))
        return visit_dict(w, ((const struct bt_type *)bt_obj(v))->dict);
    return false;
}

static bool visit_function(struct walk *w, const struct bt_function *f)
{
    if (visit_code(w, f->code))
        return true;
    bool found = false;
    if (w->depth == DEPTH_MAX || !f->closure)
        return false;
    w->depth++;
    for (uint32_t i = 0; i < f->code->n_free && !found; i++)
        if (is_a(w, f->closure[i], BT_T_CELL))
            found = visit_value(w, ((const struct bt_cell *)bt_obj(f->closure[i]))->value);
    w->depth--;
    return found;
}

static bool visit_dict(struct walk *w, const struct bt_dict *dict)
{
    size_t pos = 0;
    bt_value key, value;
    bool found = false;
    if (!dict || w->depth == DEPTH_MAX)
        return false;
    w->depth++;
    while (!found && bt_dict_next(dict, &pos, &key, &value))
        found = visit_value(w, value);
    w->depth--;
    return found;
}

// The script's own first: a name is looked for there before the library.
struct bt_code *bt_codes_visit(struct bt_engine *e, bt_codes_visitor *visitor, void *ctx)
{
    struct walk w = {.e = e, .visitor = visitor, .ctx = ctx};
    struct bt_vm *vm = e->vm;
    for (const struct bt_vthread *th = vm->threads; th; th = th->next)
        for (const struct bt_frame *f = th->frame; f; f = f->prev)
            if (visit_code(&w, f->code) || visit_function(&w, f->func))
                return w.found;
    for (const struct bt_vthread *th = vm->threads; th; th = th->next)
        for (const struct bt_frame *f = th->frame; f; f = f->prev)
            if (visit_dict(&w, f->func->globals))
                return w.found;
    size_t pos = 0;
    bt_value name, module;
    if (!bt_is_dict(vm->modules))
        return NULL;
    while (bt_dict_next(bt_as_dict(vm->modules), &pos, &name, &module))
        if (is_a(&w, module, BT_T_MODULE) &&
            visit_dict(&w, ((const struct bt_module *)bt_obj(module))->dict))
            return w.found;
    return NULL;
}

// ---- by number ----

static bool is_id(void *ctx, struct bt_code *code)
{
    return (uintptr_t)code == *(const uintptr_t *)ctx;
}

struct bt_code *bt_codes_by_id(struct bt_engine *e, uintptr_t id)
{
    return bt_codes_visit(e, is_id, &id);
}

static bool holds_address(void *ctx, struct bt_code *code)
{
    uintptr_t address = *(const uintptr_t *)ctx;
    return address >= (uintptr_t)code->insns && address < (uintptr_t)(code->insns + code->n_insns);
}

struct bt_code *bt_codes_by_address(struct bt_engine *e, uintptr_t address, uint32_t *word)
{
    struct bt_code *code = bt_codes_visit(e, holds_address, &address);
    if (code)
        *word = (uint32_t)((address - (uintptr_t)code->insns) / sizeof *code->insns);
    return code;
}

// ---- by name ----

static bool has_qualname(void *ctx, struct bt_code *code)
{
    return bt_str_is(code->qualname, ctx);
}

static bool has_name(void *ctx, struct bt_code *code)
{
    return bt_str_is(code->name, ctx);
}

// A variable as the frame sees it, BT_UNSET: there is none.
static bt_value variable(struct bt_vthread *th, const struct bt_frame *f, bt_value name)
{
    const struct bt_tuple *locals = bt_as_tuple(f->code->varnames);
    for (size_t i = 0; i < locals->len && i < f->code->n_locals; i++)
        if (bt_same(locals->items[i], name)) {
            bt_value v = f->regs[i];
            bool cell = bt_is_exact(&th->t, v, BT_T_CELL);
            return cell ? ((const struct bt_cell *)bt_obj(v))->value : v;
        }
    const struct bt_tuple *names = bt_as_tuple(f->code->freevars);
    for (size_t i = 0; f->func->closure && i < names->len; i++)
        if (bt_same(names->items[i], name))
            return ((const struct bt_cell *)bt_obj(f->func->closure[i]))->value;
    bt_value v = f->func->globals ? bt_dict_get_str(&th->t, f->func->globals, name) : BT_UNSET;
    if (bt_is_unset(v) && f->func->builtins)
        v = bt_dict_get_str(&th->t, f->func->builtins, name);
    return v;
}

// What the dotted name gives; BT_UNSET: nothing.
static bt_value value_of(struct bt_vthread *th, const struct bt_frame *f, const char *name)
{
    BT_ROOTS(&th->t, r, 1);
    bool first = true;
    for (const char *p = name; *p;) {
        size_t n = strcspn(p, ".");
        bt_value part = bt_intern(&th->t, p, n);
        if (bt_is_error(part))
            r[0] = BT_UNSET;
        else if (first)
            r[0] = variable(th, f, part);
        else
            r[0] = bt_getattr(&th->t, r[0], part);
        if (bt_is_error(r[0])) {
            (void)bt_exc_take(&th->t);
            r[0] = BT_UNSET;
        }
        if (bt_is_unset(r[0]))
            break;
        first = false;
        p += n;
        p += *p == '.';
    }
    bt_value v = r[0];
    BT_UNROOT(&th->t, r);
    return v;
}

static struct bt_code *code_of(const struct bt_thread *th, bt_value v)
{
    if (bt_is_exact(th, v, BT_T_METHOD))
        v = ((const struct bt_method *)bt_obj(v))->func;
    if (bt_is_exact(th, v, BT_T_FUNCTION))
        return ((const struct bt_function *)bt_obj(v))->code;
    if (bt_is_exact(th, v, BT_T_GENERATOR) && bt_obj(v)->spare != BT_GEN_DONE)
        return ((const struct bt_generator *)bt_obj(v))->frame.code;
    return bt_is_exact(th, v, BT_T_CODE) ? (struct bt_code *)bt_obj(v) : NULL;
}

struct bt_code *bt_codes_by_name(struct bt_engine *e, struct bt_vthread *th, struct bt_frame *frame,
                                 const char *name, json_t **error)
{
    bt_value v = frame ? value_of(th, frame, name) : BT_UNSET;
    struct bt_code *code = code_of(&th->t, v);
    if (code)
        return code;
    if (bt_is_type(v)) {
        *error = bt_engine_error("%.100s is a class: name one of its functions, as in %.100s.NAME",
                                 name, name);
        return NULL;
    }
    char copy[256];
    snprintf(copy, sizeof copy, "%s", name);
    code = bt_codes_visit(e, has_qualname, copy);
    if (!code)
        code = bt_codes_visit(e, has_name, copy);
    if (!code)
        *error = bt_engine_error(bt_is_unset(v) ? "there is no function \"%.200s\""
                                                : "\"%.200s\" is no function with Python code",
                                 name);
    return code;
}
