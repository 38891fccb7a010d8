// Expressions in a frame of the program: see evaluate.h.
#include "debugger/engine/evaluate.h"

#include <string.h>

#include "debugger/engine/child.h"
#include "debugger/engine/effects.h"
#include "debugger/engine/values.h"
#include "debugger/engine/variables.h"
#include "runtime/modules/compile.h"
#include "runtime/modules/startup.h"
#include "runtime/objects/dict.h"
#include "runtime/objects/error.h"
#include "runtime/objects/function.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"
#include "runtime/objects/type.h"

#define FILE_NAME "<debugger>"

// ---- the names ----

bool bt_scope_open(struct bt_engine *e, struct bt_vthread *th, const json_t *request,
                   struct bt_scope *scope, json_t **error)
{
    *scope = (struct bt_scope){.th = th, .names = BT_UNSET};
    const json_t *number = json_object_get(request, "thread");
    bool given = json_integer_value(number) > 0;
    struct bt_vthread *who = given ? bt_engine_thread(e, json_integer_value(number)) : th;
    if (!e->over || (who && who->frame)) {
        if (!bt_query_frame(e, th, request, &scope->th, &scope->frame, error) &&
            !(who && who == e->vm->main && !who->frame))
            return false;
        if (who && !who->frame) {
            json_decref(*error);
            scope->th = th;
            scope->frame = NULL;
        }
    }
    bt_child_become(e, scope->th);
    return true;
}

static bt_value main_globals(const struct bt_vm *vm)
{
    bt_value module = vm->main_module;
    if (!bt_is_obj(module) || !bt_is_subtype(bt_obj(module)->type, vm->i.types[BT_T_MODULE]))
        return BT_UNSET;
    return bt_from_obj(((const struct bt_module *)bt_obj(module))->dict);
}

bool bt_scope_names(struct bt_engine *e, struct bt_scope *scope)
{
    struct bt_thread *th = &scope->th->t;
    if (!scope->frame) {
        scope->names = main_globals(e->vm);
        if (bt_is_unset(scope->names))
            scope->names = bt_dict_new(th);
        return !bt_is_error(scope->names);
    }
    bt_value globals = bt_from_obj(scope->frame->func->globals);
    BT_ROOTS(th, r, 2);
    r[0] = bt_frame_locals(th, scope->frame);
    bool ok = !bt_is_error(r[0]);
    if (ok && bt_same(r[0], globals)) {
        scope->names = globals;
    } else if (ok) {
        r[1] = bt_dict_copy(th, bt_as_dict(globals));
        ok = !bt_is_error(r[1]) && bt_dict_update(th, bt_as_dict(r[1]), r[0]);
        scope->names = r[1];
    }
    BT_UNROOT(th, r);
    return ok;
}

// ---- code ----

static bool op_only_looks(uint8_t op)
{
    switch (op) {
    case BT_CALL_OP:
    case BT_CALL_KW_OP:
    case BT_CALL_METHOD_OP:
    case BT_CALL_METHOD_KW_OP:
    case BT_CALL_EX_OP:
    case BT_GETITER_OP:
    case BT_FORITER_OP:
    case BT_UNPACK_OP:
    case BT_UNPACK_EX_OP:
    case BT_LIST_EXTEND_OP:
    case BT_SET_UPDATE_OP:
    case BT_DICT_UPDATE_OP:
    case BT_DICT_MERGE_OP:
    case BT_IN_OP: // an iterator would go on
    case BT_NOT_IN_OP:
    case BT_SEND_OP:
    case BT_STORE_GLOBAL_OP:
    case BT_STORE_NAME_OP:
    case BT_DELETE_GLOBAL_OP:
    case BT_DELETE_NAME_OP:
    case BT_SETATTR_OP:
    case BT_DELATTR_OP:
    case BT_SETITEM_OP:
    case BT_DELITEM_OP:
    case BT_IMPORT_NAME_OP:
    case BT_INTRINSIC_OP: return false;
    default: return true;
    }
}

static bool unit_only_looks(const struct bt_unit *unit)
{
    for (uint32_t w = 0; w < unit->n_insns;) {
        uint8_t op = unit->insns[w].op;
        if (op >= BT_OP_COUNT || !op_only_looks(op))
            return false;
        w += bt_op_info[op].words;
    }
    return true;
}

bool bt_code_only_looks(const struct bt_code *code)
{
    return unit_only_looks(code->unit);
}

static bt_value compile(struct bt_thread *th, const char *text, enum bt_compile_mode mode)
{
    struct bt_compile_request request = {
        .name = FILE_NAME,
        .text = text,
        .len = strlen(text),
        .how = {.mode = mode, .optimize = bt_vm(th)->config.optimize},
    };
    return bt_compile_text(th, &request);
}

static bt_value run(const struct bt_scope *scope, bt_value code)
{
    struct bt_dict *names = bt_as_dict(scope->names);
    struct bt_thread *th = &scope->th->t;
    if (bt_is_unset(bt_dict_get_str(th, names, BT_NAME(th, builtins))) &&
        !bt_dict_set(th, names, BT_NAME(th, builtins), bt_vm(th)->builtins))
        return BT_ERROR;
    return bt_run_code(th, (struct bt_code *)bt_obj(code), names, BT_UNSET, BT_UNSET);
}

static const char *skip_space(const char *text)
{
    return text + strspn(text, " \t");
}

bt_value bt_scope_evaluate(struct bt_engine *e, const struct bt_scope *scope, const char *text)
{
    (void)e;
    struct bt_thread *th = &scope->th->t;
    BT_ROOTS(th, r, 1);
    r[0] = compile(th, skip_space(text), BT_COMPILE_EVAL);
    bt_value v = bt_is_error(r[0]) ? r[0] : run(scope, r[0]);
    BT_UNROOT(th, r);
    return v;
}

bt_value bt_scope_look(struct bt_engine *e, const struct bt_scope *scope, const char *text)
{
    (void)e;
    struct bt_thread *th = &scope->th->t;
    BT_ROOTS(th, r, 1);
    r[0] = compile(th, skip_space(text), BT_COMPILE_EVAL);
    bt_value v = r[0];
    if (!bt_is_error(v))
        v = bt_code_only_looks((struct bt_code *)bt_obj(v)) ? run(scope, v) : BT_UNSET;
    BT_UNROOT(th, r);
    return v;
}

// ---- the query ----

struct evaluation {
    struct bt_engine *e;
    struct bt_scope scope;
    const char *text;
    bool full, pretty, statement;
    bt_value code, value; // rooted
    struct bt_effects *effects;
};

// An expression, or else statements. false: an exception is set.
static bool compile_any(struct evaluation *v)
{
    struct bt_thread *th = &v->scope.th->t;
    v->text = skip_space(v->text);
    v->code = compile(th, v->text, BT_COMPILE_EVAL);
    if (!bt_is_error(v->code) || !bt_exc_is(th, BT_EXC_SYNTAX_ERROR))
        return !bt_is_error(v->code);
    bt_exc_clear(th);
    v->statement = true;
    v->code = compile(th, v->text, BT_COMPILE_EXEC);
    return !bt_is_error(v->code);
}

// "SyntaxError: invalid syntax (<debugger>, line 1)" without its end.
static json_t *error_of(struct evaluation *v)
{
    json_t *error = bt_value_failure(v->scope.th);
    const char *text = json_string_value(json_object_get(error, "error"));
    const char *place = text ? strstr(text, " (" FILE_NAME ", line ") : NULL;
    if (place)
        (void)json_object_set_new(error, "error", json_stringn(text, (size_t)(place - text)));
    return error;
}

static void put_output(struct evaluation *v, json_t *answer)
{
    json_t *output = bt_child_output(v->e, v->scope.th);
    if (output)
        (void)json_object_set_new(answer, "output", output);
}

// The value as an answer. How it is written comes after the effects: a __repr__ has none.
static json_t *answer(struct evaluation *v, const json_t *request)
{
    json_t *a;
    if (v->statement) {
        a = json_pack("{s:n, s:n}", "text", "type");
    } else {
        json_t *path = json_pack("[s, I, I, s]", "eval", (json_int_t)v->scope.th->number,
                                 json_integer_value(json_object_get(request, "frame")), v->text);
        a = bt_variable(v->e, v->scope.th, v->text, v->value, path, v->text, v->full);
        if (v->pretty)
            (void)json_object_set_new(a, "text", bt_value_pretty(v->e, v->scope.th, v->value));
    }
    (void)json_object_set_new(a, "ok", json_true());
    return a;
}

static json_t *evaluate(struct evaluation *v, const json_t *request)
{
    struct bt_buf what;
    bt_buf_init(&what);
    if (!compile_any(v))
        return error_of(v);
    if (v->statement || !bt_code_only_looks((struct bt_code *)bt_obj(v->code))) {
        v->effects = bt_effects_begin(v->e);
        if (!v->effects)
            return bt_engine_error("no memory");
    }
    v->value = run(&v->scope, v->code);
    if (bt_is_error(v->value)) {
        json_t *error = error_of(v);
        put_output(v, error);
        return error;
    }
    bool writes = v->effects && bt_effects_end(v->e, v->effects, &what);
    json_t *a = answer(v, request);
    put_output(v, a);
    (void)json_object_set_new(a, "statement", json_boolean(v->statement));
    if (writes) {
        (void)json_object_set_new(a, "writes", json_true());
        (void)json_object_set_new(a, "changes", json_stringn(what.data, what.len));
    }
    bt_buf_free(&what);
    return a;
}

json_t *bt_query_evaluate(struct bt_engine *e, struct bt_vthread *th, const json_t *request)
{
    struct evaluation v = {
        .e = e,
        .text = json_string_value(json_object_get(request, "expr")),
        .full = json_is_true(json_object_get(request, "full")),
        .pretty = json_is_true(json_object_get(request, "pretty")),
    };
    json_t *error = NULL;
    if (!v.text || !*skip_space(v.text))
        return bt_engine_error("an expression is missing");
    if (!bt_scope_open(e, th, request, &v.scope, &error))
        return error;
    // nothing is collected in this process unless the code asks for it: see child.c
    BT_ROOTS(&v.scope.th->t, r, 1);
    json_t *a = bt_scope_names(e, &v.scope) ? NULL : bt_value_failure(v.scope.th);
    r[0] = v.scope.names;
    if (!a)
        a = evaluate(&v, request);
    BT_UNROOT(&v.scope.th->t, r);
    return a;
}
