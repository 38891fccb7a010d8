/*
 * Code objects: an interpreter's form of a unit of a code image, made by bt_code_load with the
 * constants as values and the names interned. The instructions are copied, because the eval loop
 * quickens them; tables stay in the image.
 */
#include "base/buf.h"
#include "base/mem.h"
#include "bytecode/liveness.h"
#include "bytecode/positions.h"
#include "runtime/objects/dict.h"
#include "runtime/objects/error.h"
#include "runtime/objects/float.h"
#include "runtime/objects/function.h"
#include "runtime/objects/heap.h"
#include "runtime/objects/int.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/seq.h"
#include "runtime/objects/str.h"
#include "runtime/objects/type.h"

// ---- loading ----

static bt_value load_unit(struct bt_thread *th, struct bt_image *image, const struct bt_unit *unit,
                          bt_value filename);

struct loader {
    struct bt_thread *th;
    struct bt_image *image;
    bt_value filename;
};

static bt_value load_const(const struct loader *l, const struct bt_image_const *k);

static bt_value load_tuple(const struct loader *l, const struct bt_image_const *k)
{
    BT_ROOTS(l->th, r, 1);
    r[0] = bt_tuple_new(l->th, NULL, k->n);
    for (uint32_t i = 0; i < k->n && !bt_is_error(r[0]); i++) {
        bt_value item = load_const(l, &k->u.items[i]);
        if (bt_is_error(item))
            r[0] = BT_ERROR;
        else
            bt_as_tuple(r[0])->items[i] = item;
    }
    BT_UNROOT(l->th, r);
    return r[0];
}

static bt_value load_frozenset(const struct loader *l, const struct bt_image_const *k)
{
    BT_ROOTS(l->th, r, 2);
    r[0] = bt_set_new(l->th, true);
    for (uint32_t i = 0; i < k->n && !bt_is_error(r[0]); i++) {
        r[1] = load_const(l, &k->u.items[i]);
        if (bt_is_error(r[1]) || !bt_set_add(l->th, r[0], r[1]))
            r[0] = BT_ERROR;
    }
    BT_UNROOT(l->th, r);
    return r[0];
}

static bt_value load_const(const struct loader *l, const struct bt_image_const *k)
{
    struct bt_thread *th = l->th;
    switch (k->kind) {
    case BT_K_NONE: return BT_NONE;
    case BT_K_FALSE: return BT_FALSE;
    case BT_K_TRUE: return BT_TRUE;
    case BT_K_ELLIPSIS: return BT_ELLIPSIS;
    case BT_K_INT: return bt_int_from_i64(th, k->u.i);
    case BT_K_BIGINT: return bt_int_from_text(th, k->u.s.text, k->u.s.len, (int)k->n);
    case BT_K_FLOAT: return bt_from_double(k->u.d);
    case BT_K_COMPLEX: return bt_complex_new(th, 0.0, k->u.d);
    case BT_K_STR:
        return k->n == 1 ? bt_intern(th, k->u.s.text, k->u.s.len)
                         : bt_str_new(th, k->u.s.text, k->u.s.len);
    case BT_K_BYTES: return bt_bytes_new(th, k->u.s.text, k->u.s.len);
    case BT_K_TUPLE: return load_tuple(l, k);
    case BT_K_FROZENSET: return load_frozenset(l, k);
    case BT_K_CODE: return load_unit(th, l->image, k->u.unit, l->filename);
    }
    return bt_raise(th, BT_EXC_SYSTEM_ERROR, "unknown constant in a code image");
}

static bt_value load_names(struct bt_thread *th, const struct bt_text *texts, uint32_t n)
{
    bt_value tuple = bt_tuple_new(th, NULL, n);
    for (uint32_t i = 0; i < n && !bt_is_error(tuple); i++) {
        bt_value name = bt_intern(th, texts[i].text, texts[i].len);
        if (bt_is_error(name))
            return BT_ERROR;
        bt_as_tuple(tuple)->items[i] = name;
    }
    return tuple;
}

// The arrays that are no objects. n_names and n_consts say how much of them is valid yet.
static bool load_arrays(const struct loader *l, struct bt_code *code)
{
    const struct bt_unit *unit = code->unit;
    struct bt_thread *th = l->th;
    code->insns = bt_mem_alloc(th, unit->n_insns * sizeof *code->insns);
    if (code->insns == NULL)
        return false;
    memcpy(code->insns, unit->insns, unit->n_insns * sizeof *code->insns);
    code->n_insns = unit->n_insns;
    code->names = bt_mem_alloc(th, unit->n_names * sizeof *code->names);
    if (code->names == NULL)
        return false;
    for (; code->n_names < unit->n_names; code->n_names++) {
        const struct bt_text *text = &unit->names[code->n_names];
        code->names[code->n_names] = bt_intern(th, text->text, text->len);
        if (bt_is_error(code->names[code->n_names]))
            return false;
    }
    code->consts = bt_mem_alloc(th, unit->n_consts * sizeof *code->consts);
    if (code->consts == NULL)
        return false;
    for (; code->n_consts < unit->n_consts; code->n_consts++) {
        code->consts[code->n_consts] = load_const(l, &unit->consts[code->n_consts]);
        if (bt_is_error(code->consts[code->n_consts]))
            return false;
    }
    return true;
}

static bool load_texts(const struct loader *l, struct bt_code *code)
{
    struct bt_thread *th = l->th;
    const struct bt_unit *unit = code->unit;
    code->name = bt_intern(th, unit->name.text, unit->name.len);
    code->qualname = bt_intern(th, unit->qualname.text, unit->qualname.len);
    code->varnames = load_names(th, unit->varnames, unit->n_locals);
    code->cellvars = load_names(th, unit->cellvars, unit->n_cellvars);
    code->freevars = load_names(th, unit->freevars, unit->n_freevars);
    return !bt_is_error(code->name) && !bt_is_error(code->qualname) &&
           !bt_is_error(code->varnames) && !bt_is_error(code->cellvars) &&
           !bt_is_error(code->freevars);
}

static void copy_numbers(struct bt_code *code, const struct bt_unit *unit)
{
    code->n_regs = (uint16_t)unit->n_regs;
    code->n_params = (uint16_t)(unit->n_pos + unit->n_kwonly);
    code->n_posonly = (uint16_t)unit->n_posonly;
    code->n_pos = (uint16_t)unit->n_pos;
    code->n_kwonly = (uint16_t)unit->n_kwonly;
    code->n_locals = (uint16_t)unit->n_locals;
    // the collector tells so many temporaries apart; of more, it takes all for alive
    bool few = unit->n_regs - unit->n_locals <= BT_LIVENESS_MAX;
    code->n_unset = (uint16_t)((few ? code->n_locals : code->n_regs) - code->n_params);
    code->n_cells = (uint16_t)unit->n_cellvars;
    code->n_free = (uint16_t)unit->n_freevars;
    code->flags = unit->flags;
    code->first_line = unit->first_line;
    code->handlers = unit->handlers;
    code->n_handlers = unit->n_handlers;
    code->positions = unit->positions;
    code->positions_len = unit->positions_len;
}

static bt_value load_unit(struct bt_thread *th, struct bt_image *image, const struct bt_unit *unit,
                          bt_value filename)
{
    if (!bt_enter(th, ""))
        return BT_ERROR;
    struct bt_code *code = bt_new_object_zero(th, bt_type(th, BT_T_CODE), sizeof *code);
    if (code == NULL)
        return BT_ERROR;
    struct loader l = {th, image, filename};
    BT_ROOTS(th, r, 1);
    r[0] = bt_from_obj(code);
    code->image = bt_image_ref(image);
    code->unit = unit;
    code->filename = filename;
    code->doc = BT_NONE;
    copy_numbers(code, unit);
    bt_value result = r[0];
    if (!load_texts(&l, code) || !load_arrays(&l, code))
        result = BT_ERROR;
    else if ((unit->flags & BT_CODE_HAS_DOC) != 0 && code->n_consts > 0)
        code->doc = code->consts[0];
    BT_UNROOT(th, r);
    return result;
}

bt_value bt_code_load(struct bt_thread *th, struct bt_image *image)
{
    BT_ROOTS(th, r, 1);
    r[0] = bt_intern(th, image->filename.text, image->filename.len);
    bt_value code = bt_is_error(r[0]) ? BT_ERROR : load_unit(th, image, image->top, r[0]);
    BT_UNROOT(th, r);
    return code;
}

bool bt_code_is_simple(const struct bt_code *code)
{
    const uint32_t special =
        BT_CODE_VARARGS | BT_CODE_VARKW | BT_CODE_GENERATOR | BT_CODE_COROUTINE | BT_CODE_ASYNC_GEN;
    return (code->flags & special) == 0 && code->n_kwonly == 0;
}

// ---- the type ----

static struct bt_code *as_code(bt_value v)
{
    return (struct bt_code *)bt_obj(v);
}

static void code_trace(struct bt_tracer *tracer, struct bt_object *object)
{
    struct bt_code *code = (struct bt_code *)object;
    const struct bt_unit *unit = code->unit;
    bt_mark_owned(tracer, unit->n_insns * sizeof *code->insns +
                              (unit->n_names + unit->n_consts) * sizeof(bt_value));
    bt_mark_values(tracer, code->consts, code->n_consts);
    bt_mark_values(tracer, code->names, code->n_names);
    const bt_value texts[] = {code->name,     code->qualname, code->filename, code->varnames,
                              code->cellvars, code->freevars, code->doc};
    bt_mark_values(tracer, texts, sizeof texts / sizeof texts[0]);
}

static void code_free(struct bt_interp *interp, struct bt_object *object)
{
    struct bt_code *code = (struct bt_code *)object;
    const struct bt_unit *unit = code->unit;
    bt_mem_free(interp, code->insns, unit->n_insns * sizeof *code->insns);
    bt_mem_free(interp, code->names, unit->n_names * sizeof *code->names);
    bt_mem_free(interp, code->consts, unit->n_consts * sizeof *code->consts);
    bt_free(code->live);
    bt_image_unref(code->image);
}

static bt_value code_repr(struct bt_thread *th, bt_value self)
{
    struct bt_code *code = as_code(self);
    struct bt_buf buf;
    bt_buf_init(&buf);
    bt_buf_printf(&buf, "<code object %s at ", bt_as_str(code->name)->data);
    if (!bt_buf_address(th, &buf, &code->base)) {
        bt_buf_free(&buf);
        return BT_ERROR;
    }
    bt_buf_printf(&buf, ", file \"%s\", line %u>", bt_as_str(code->filename)->data,
                  code->first_line);
    return bt_str_from_buf(th, &buf);
}

#define GET_VALUE(field)                                             \
    static bt_value get_##field(struct bt_thread *th, bt_value self) \
    {                                                                \
        (void)th;                                                    \
        return as_code(self)->field;                                 \
    }
GET_VALUE(name)
GET_VALUE(qualname)
GET_VALUE(filename)
GET_VALUE(cellvars)
GET_VALUE(freevars)

#define GET_NUMBER(name, expression)                                \
    static bt_value get_##name(struct bt_thread *th, bt_value self) \
    {                                                               \
        (void)th;                                                   \
        const struct bt_code *code = as_code(self);                 \
        return bt_from_small(expression);                           \
    }
GET_NUMBER(firstlineno, code->first_line)
GET_NUMBER(argcount, code->n_pos)
GET_NUMBER(posonlyargcount, code->n_posonly)
GET_NUMBER(kwonlyargcount, code->n_kwonly)
GET_NUMBER(stacksize, code->n_regs - code->n_locals)

// co_varnames: the parameters in Python's order, then the locals; a captured local that is no
// parameter is a cellvar.
static bt_value get_varnames(struct bt_thread *th, bt_value self)
{
    const struct bt_code *code = as_code(self);
    size_t n_args = (size_t)code->n_params + ((code->flags & BT_CODE_VARARGS) != 0) +
                    ((code->flags & BT_CODE_VARKW) != 0);
    const struct bt_tuple *names = bt_as_tuple(code->varnames),
                          *cells = bt_as_tuple(code->cellvars);
    BT_ROOTS(th, r, 1);
    r[0] = bt_list_new(th, NULL, 0);
    bool ok = !bt_is_error(r[0]);
    for (size_t i = 0; ok && i < names->len; i++) {
        bool is_cell = false;
        for (size_t j = 0; i >= n_args && j < cells->len; j++)
            is_cell |= bt_same(cells->items[j], names->items[i]);
        ok = is_cell || bt_list_append(th, r[0], names->items[i]);
    }
    bt_value result = ok ? bt_list_to_tuple(th, r[0]) : BT_ERROR;
    BT_UNROOT(th, r);
    return result;
}

static bt_value get_nlocals(struct bt_thread *th, bt_value self)
{
    bt_value names = get_varnames(th, self);
    return bt_is_error(names) ? BT_ERROR : bt_from_small((int64_t)bt_as_tuple(names)->len);
}

static bt_value get_consts(struct bt_thread *th, bt_value self)
{
    return bt_tuple_new(th, as_code(self)->consts, as_code(self)->n_consts);
}

static bt_value get_names(struct bt_thread *th, bt_value self)
{
    return bt_tuple_new(th, as_code(self)->names, as_code(self)->n_names);
}

static bt_value get_code_bytes(struct bt_thread *th, bt_value self)
{
    const struct bt_unit *unit = as_code(self)->unit;
    return bt_bytes_new(th, (const char *)unit->insns, unit->n_insns * sizeof *unit->insns);
}

// co_flags in CPython's numbers.
static bt_value get_flags(struct bt_thread *th, bt_value self)
{
    static const struct {
        uint32_t ours;
        int theirs;
    } map[] = {
        {BT_CODE_OPTIMIZED, 0x3},   {BT_CODE_VARARGS, 0x4},       {BT_CODE_VARKW, 0x8},
        {BT_CODE_NESTED, 0x10},     {BT_CODE_GENERATOR, 0x20},    {BT_CODE_COROUTINE, 0x80},
        {BT_CODE_ASYNC_GEN, 0x200}, {BT_CODE_HAS_DOC, 0x4000000},
    };
    (void)th;
    int flags = 0;
    for (size_t i = 0; i < sizeof map / sizeof map[0]; i++) {
        if ((as_code(self)->flags & map[i].ours) != 0)
            flags |= map[i].theirs;
    }
    return bt_from_small(flags);
}

static bt_value number_or_none(int64_t n, int64_t none)
{
    return n == none ? BT_NONE : bt_from_small(n);
}

// co_positions(): one (line, end line, column, end column) for each instruction word.
static bt_value code_positions(struct bt_thread *th, const bt_value *args)
{
    const struct bt_code *code = as_code(args[0]);
    BT_ROOTS(th, r, 2);
    r[0] = bt_list_new(th, NULL, 0);
    bool ok = !bt_is_error(r[0]);
    for (uint32_t word = 0; ok && word < code->n_insns; word++) {
        struct bt_position p = {0, 0, -1, -1, -1, -1, -1, -1};
        (void)bt_positions_find(code->positions, code->positions_len, word, &p);
        r[1] = bt_tuple_of(th, 4, number_or_none(p.line, 0), number_or_none(p.end_line, 0),
                           number_or_none(p.col, -1), number_or_none(p.end_col, -1));
        ok = !bt_is_error(r[1]) && bt_list_append(th, r[0], r[1]);
    }
    bt_value result = ok ? bt_iter(th, r[0]) : BT_ERROR;
    BT_UNROOT(th, r);
    return result;
}

// co_lines(): (start, end, line) in bytes for each run of instructions of one line.
static bt_value code_lines(struct bt_thread *th, const bt_value *args)
{
    const struct bt_code *code = as_code(args[0]);
    const int64_t size = (int64_t)sizeof *code->insns;
    BT_ROOTS(th, r, 2);
    r[0] = bt_list_new(th, NULL, 0);
    bool ok = !bt_is_error(r[0]);
    int32_t line = -1;
    uint32_t start = 0;
    for (uint32_t word = 0; ok && word <= code->n_insns; word++) {
        struct bt_position p = {0, 0, -1, -1, -1, -1, -1, -1};
        if (word < code->n_insns)
            (void)bt_positions_find(code->positions, code->positions_len, word, &p);
        if (word < code->n_insns && (p.line == line || line == -1)) {
            line = p.line;
            continue;
        }
        r[1] = bt_tuple_of(th, 3, bt_from_small(start * size), bt_from_small(word * size),
                           number_or_none(line, 0));
        ok = !bt_is_error(r[1]) && bt_list_append(th, r[0], r[1]);
        start = word;
        line = p.line;
    }
    bt_value result = ok ? bt_iter(th, r[0]) : BT_ERROR;
    BT_UNROOT(th, r);
    return result;
}

static const struct bt_getset_spec code_getsets[] = {
    {"co_name", get_name, NULL, NULL},
    {"co_qualname", get_qualname, NULL, NULL},
    {"co_filename", get_filename, NULL, NULL},
    {"co_firstlineno", get_firstlineno, NULL, NULL},
    {"co_argcount", get_argcount, NULL, NULL},
    {"co_posonlyargcount", get_posonlyargcount, NULL, NULL},
    {"co_kwonlyargcount", get_kwonlyargcount, NULL, NULL},
    {"co_nlocals", get_nlocals, NULL, NULL},
    {"co_stacksize", get_stacksize, NULL, NULL},
    {"co_flags", get_flags, NULL, NULL},
    {"co_varnames", get_varnames, NULL, NULL},
    {"co_cellvars", get_cellvars, NULL, NULL},
    {"co_freevars", get_freevars, NULL, NULL},
    {"co_consts", get_consts, NULL, NULL},
    {"co_names", get_names, NULL, NULL},
    {"co_code", get_code_bytes, NULL, NULL},
    {0},
};

static const struct bt_fn_spec code_methods[] = {
    {"co_positions", code_positions, "(self, /)", "The source range of each instruction word.",
     NULL, 0},
    {"co_lines", code_lines, "(self, /)", "The line of each run of instructions.", NULL, 0},
    {0},
};

const struct bt_type_spec bt_code_spec = {
    .name = "code",
    .doc = "A unit of compiled Python.",
    .flags = BT_TYPE_ABSTRACT,
    .size = sizeof(struct bt_code),
    .methods = code_methods,
    .getsets = code_getsets,
    .slots = {.repr = code_repr, .trace = code_trace, .free = code_free},
};
