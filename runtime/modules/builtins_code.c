// Built-in functions that make and run code: compile, eval, exec, globals, locals, __build_class__,
// breakpoint.
#include "runtime/modules/builtins.h"
#include "runtime/modules/compile.h"
#include "runtime/objects/dict.h"
#include "runtime/objects/function.h"
#include "runtime/objects/int.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/seq.h"
#include "runtime/objects/str.h"
#include "vm/interp.h"

static bt_value builtin_globals(struct bt_thread *th, const bt_value *args)
{
    (void)args;
    struct bt_frame *frame = bt_current_frame(th);
    return frame ? bt_from_obj(frame->func->globals) : BT_NONE;
}

static bt_value builtin_locals(struct bt_thread *th, const bt_value *args)
{
    (void)args;
    struct bt_frame *frame = bt_current_frame(th);
    if (!frame)
        return bt_raise(th, BT_EXC_SYSTEM_ERROR, "frame does not exist");
    return bt_frame_locals(th, frame);
}

// ---- compile, eval, exec ----

// A source as text; `what` names the function in messages. false with an exception.
static bool source_text(struct bt_thread *th, bt_value v, const char *what, const char *kinds,
                        struct bt_compile_request *out)
{
    if (bt_is_str(v)) {
        out->text = bt_as_str(v)->data;
        out->len = bt_as_str(v)->len;
        out->file_bytes = false;
    } else if (bt_has_flag(v, BT_TYPE_BYTES_SUB) || bt_is_a(th, v, BT_T_BYTEARRAY)) {
        if (!bt_bytes_view(th, v, &out->text, &out->len))
            return false;
        out->file_bytes = true;
    } else {
        return bt_fail(th, BT_EXC_TYPE_ERROR, "%s() arg 1 must be a %s", what, kinds);
    }
    if (memchr(out->text, 0, out->len))
        return bt_fail(th, BT_EXC_SYNTAX_ERROR, "source code string cannot contain null bytes");
    return true;
}

// A path-like as text: os.fspath for str and bytes. [py]
static bt_value file_name(struct bt_thread *th, bt_value v)
{
    if (!bt_is_str(v) && !bt_has_flag(v, BT_TYPE_BYTES_SUB)) {
        bt_value path = bt_call_special(th, v, BT_NAME(th, fspath), NULL, 0);
        if (bt_is_unset(path))
            return bt_type_error(th, "expected str, bytes or os.PathLike object, not %.200T", v);
        v = path;
    }
    if (bt_has_flag(v, BT_TYPE_BYTES_SUB)) {
        struct bt_bytes *bytes = (struct bt_bytes *)bt_obj(v);
        return bt_str_decode(th, bytes->data, bytes->len, "utf-8", "surrogateescape");
    }
    if (!bt_str_settle(th, v))
        return BT_ERROR;
    return v;
}

static bool compile_mode(struct bt_thread *th, bt_value v, enum bt_compile_mode *out)
{
    if (!bt_is_str(v))
        return bt_fail(th, BT_EXC_TYPE_ERROR, "compile() argument 'mode' must be str, not %T", v);
    if (bt_str_is(v, "exec"))
        *out = BT_COMPILE_EXEC;
    else if (bt_str_is(v, "eval"))
        *out = BT_COMPILE_EVAL;
    else if (bt_str_is(v, "single"))
        *out = BT_COMPILE_SINGLE;
    else
        return bt_fail(th, BT_EXC_VALUE_ERROR, "compile() mode must be 'exec', 'eval' or 'single'");
    return true;
}

// (source, filename, mode, flags=0, dont_inherit=False, optimize=-1, *, _feature_version=-1)
static bt_value builtin_compile(struct bt_thread *th, const bt_value *args)
{
    int64_t flags, optimize;
    struct bt_compile_request request = {.how.own_namespace = true};
    BT_ROOTS(th, r, 1);
    bt_value result = BT_ERROR;
    r[0] = file_name(th, args[1]);
    if (bt_is_error(r[0]) || !compile_mode(th, args[2], &request.how.mode) ||
        !bt_as_int64(th, args[3], &flags) || !bt_as_int64(th, args[5], &optimize))
        goto done;
    if (flags & ~(int64_t)0x1FFFE00) {
        (void)bt_value_error(th, "compile(): unrecognised flags");
    } else if (optimize < -1 || optimize > 2) {
        (void)bt_value_error(th, "compile(): invalid optimize value");
    } else if (source_text(th, args[0], "compile", "string, bytes or AST object", &request)) {
        request.name = bt_as_str(r[0])->data;
        request.how.optimize = optimize < 0 ? bt_vm(th)->config.optimize : (int)optimize;
        result = bt_compile_text(th, &request);
    }
done:
    BT_UNROOT(th, r);
    return result;
}

// Where code runs: r[0] = globals, r[1] = namespace. Both absent: those of the caller.
static bool choose_namespaces(struct bt_thread *th, bt_value globals, bt_value locals, bt_value *r)
{
    r[0] = globals;
    r[1] = locals;
    if (bt_is_none(globals)) {
        struct bt_frame *frame = bt_current_frame(th);
        if (!frame)
            return bt_fail(th, BT_EXC_SYSTEM_ERROR, "globals and locals cannot be NULL");
        r[0] = bt_from_obj(frame->func->globals);
        if (bt_is_none(locals))
            r[1] = bt_frame_locals(th, frame);
    } else if (bt_is_none(locals)) {
        r[1] = globals;
    }
    return !bt_is_error(r[1]);
}

static bool is_mapping(const struct bt_thread *th, bt_value v)
{
    return bt_is_none(v) || bt_is_dict(v) || (bt_type_of(th, v)->s.getitem && !bt_is_str(v));
}

static bool add_builtins(struct bt_thread *th, bt_value globals)
{
    struct bt_dict *dict = bt_as_dict(globals);
    if (!bt_is_unset(bt_dict_get_str(th, dict, BT_NAME(th, builtins))))
        return true;
    return bt_dict_set(th, dict, BT_NAME(th, builtins), bt_vm(th)->builtins);
}

// Run source text or code with r[0], r[1] as choose_namespaces left them.
static bt_value run(struct bt_thread *th, bt_value source, const char *what,
                    enum bt_compile_mode mode, bt_value closure, bt_value *r)
{
    if (!add_builtins(th, r[0]))
        return BT_ERROR;
    r[2] = source;
    if (!bt_is_exact(th, source, BT_T_CODE)) {
        struct bt_compile_request request = {.name = "<string>",
                                             .how = {.mode = mode,
                                                     .optimize = bt_vm(th)->config.optimize,
                                                     .own_namespace = !bt_same(r[0], r[1])}};
        if (!source_text(th, source, what, "string, bytes or code object", &request))
            return BT_ERROR;
        while (mode == BT_COMPILE_EVAL && request.len > 0 &&
               (*request.text == ' ' || *request.text == '\t'))
            request.text++, request.len--;
        r[2] = bt_compile_text(th, &request);
        if (bt_is_error(r[2]))
            return BT_ERROR;
    }
    struct bt_code *code = (struct bt_code *)bt_obj(r[2]);
    if (code->n_free && bt_is_unset(closure))
        return bt_type_error(th, "code object passed to %s() may not contain free variables", what);
    return bt_run_code(th, code, bt_as_dict(r[0]), r[1], closure);
}

// (source, /, globals=None, locals=None)
static bt_value builtin_eval(struct bt_thread *th, const bt_value *args)
{
    if (!is_mapping(th, args[2]))
        return bt_type_error(th, "locals must be a mapping");
    if (!bt_is_none(args[1]) && !bt_is_dict(args[1]))
        return is_mapping(th, args[1])
                   ? bt_type_error(th, "globals must be a real dict; try eval(code, {}, mapping)")
                   : bt_type_error(th, "globals must be a dict");
    BT_ROOTS(th, r, 3);
    bt_value v = BT_ERROR;
    if (choose_namespaces(th, args[1], args[2], r))
        v = run(th, args[0], "eval", BT_COMPILE_EVAL, BT_UNSET, r);
    BT_UNROOT(th, r);
    return v;
}

// The closure that exec() was given for code with free variables; BT_UNSET when there is none.
static bool check_closure(struct bt_thread *th, bt_value source, bt_value closure)
{
    bool is_code = bt_is_exact(th, source, BT_T_CODE);
    if (!is_code)
        return bt_is_none(closure) ||
               bt_fail(th, BT_EXC_TYPE_ERROR,
                       "closure can only be used when source is a code object");
    size_t n = ((struct bt_code *)bt_obj(source))->n_free;
    if (n == 0)
        return bt_is_none(closure) ||
               bt_fail(th, BT_EXC_TYPE_ERROR, "cannot use a closure with this code object");
    bool ok = bt_is_exact(th, closure, BT_T_TUPLE) && bt_as_tuple(closure)->len == n;
    for (size_t i = 0; ok && i < n; i++)
        ok = bt_is_exact(th, bt_as_tuple(closure)->items[i], BT_T_CELL);
    return ok || bt_fail(th, BT_EXC_TYPE_ERROR,
                         "code object requires a closure of exactly length %zu", n);
}

// (source, /, globals=None, locals=None, *, closure=None)
static bt_value builtin_exec(struct bt_thread *th, const bt_value *args)
{
    if (!bt_is_none(args[1]) && !bt_is_dict(args[1]))
        return bt_type_error(th, "exec() globals must be a dict, not %.100T", args[1]);
    if (!is_mapping(th, args[2]))
        return bt_type_error(th, "locals must be a mapping or None, not %.100T", args[2]);
    if (!check_closure(th, args[0], args[3]))
        return BT_ERROR;
    BT_ROOTS(th, r, 3);
    bt_value v = BT_ERROR, closure = bt_is_none(args[3]) ? BT_UNSET : args[3];
    if (choose_namespaces(th, args[1], args[2], r))
        v = run(th, args[0], "exec", BT_COMPILE_EXEC, closure, r);
    BT_UNROOT(th, r);
    return bt_is_error(v) ? v : BT_NONE;
}

// sys.breakpointhook(*args, **kw)
static bt_value builtin_breakpoint(struct bt_thread *th, const struct bt_args *args)
{
    bt_value sys = bt_vm(th)->sys_dict;
    bt_value hook = bt_is_dict(sys)
                        ? bt_dict_get_str(th, bt_as_dict(sys), BT_NAME(th, _breakpointhook))
                        : BT_UNSET;
    if (bt_is_unset(hook))
        return bt_raise(th, BT_EXC_RUNTIME_ERROR, "lost sys.breakpointhook");
    return bt_call(th, hook, args);
}

// ---- class statements ----

enum { CLASS_BASES, CLASS_META, CLASS_NS, CLASS_CELL, CLASS_CALL, CLASS_KW, CLASS_ROOTS };

// The bases with those replaced that are no classes but have __mro_entries__. [py]
static bt_value resolve_bases(struct bt_thread *th, bt_value bases)
{
    size_t n = bt_as_tuple(bases)->len;
    size_t first = 0;
    while (first < n && bt_is_type(bt_as_tuple(bases)->items[first]))
        first++;
    if (first == n)
        return bases;
    BT_ROOTS(th, r, 2);
    bt_value result = BT_ERROR;
    r[0] = bt_list_new(th, NULL, 0);
    bool ok = !bt_is_error(r[0]);
    for (size_t i = 0; i < n && ok; i++) {
        bt_value base = bt_as_tuple(bases)->items[i];
        bt_value method =
            bt_is_type(base) ? BT_UNSET : bt_getattr_opt(th, base, BT_NAME(th, mro_entries));
        if (bt_is_unset(method)) {
            ok = bt_list_append(th, r[0], base);
            continue;
        }
        r[1] = bt_is_error(method) ? method : bt_call1(th, method, bases);
        ok = !bt_is_error(r[1]);
        if (ok && !bt_is_tuple(r[1]))
            ok = bt_fail(th, BT_EXC_TYPE_ERROR, "__mro_entries__ must return a tuple");
        ok = ok && bt_list_extend(th, r[0], r[1]);
    }
    if (ok)
        result = bt_list_to_tuple(th, r[0]);
    BT_UNROOT(th, r);
    return result;
}

// The most derived of `meta` and the types of the bases; TypeError when there is none.
static bt_value choose_metaclass(struct bt_thread *th, bt_value meta, bt_value bases)
{
    struct bt_type *winner = (struct bt_type *)bt_obj(meta);
    for (size_t i = 0; i < bt_as_tuple(bases)->len; i++) {
        struct bt_type *type = bt_type_of(th, bt_as_tuple(bases)->items[i]);
        if (bt_is_subtype(winner, type))
            continue;
        if (!bt_is_subtype(type, winner))
            return bt_type_error(th,
                                 "metaclass conflict: the metaclass of a derived class must be a "
                                 "(non-strict) subclass of the metaclasses of all its bases");
        winner = type;
    }
    return bt_from_obj(winner);
}

// r[CLASS_CALL] = (name, bases, namespace, keyword values ...), r[CLASS_KW] = their names;
// metaclass= goes to r[CLASS_META].
static bool class_arguments(struct bt_thread *th, const struct bt_args *args, bt_value *r)
{
    size_t n_kw = bt_is_unset(args->kwnames) ? 0 : bt_as_tuple(args->kwnames)->len, n = 0;
    r[CLASS_CALL] = bt_tuple_new(th, NULL, 3 + n_kw);
    r[CLASS_KW] = bt_is_error(r[CLASS_CALL]) ? BT_ERROR : bt_tuple_new(th, NULL, n_kw);
    if (bt_is_error(r[CLASS_KW]))
        return false;
    struct bt_tuple *call = bt_as_tuple(r[CLASS_CALL]), *kw = bt_as_tuple(r[CLASS_KW]);
    for (size_t i = 0; i < n_kw; i++) {
        bt_value name = bt_as_tuple(args->kwnames)->items[i];
        if (bt_str_is(name, "metaclass")) {
            r[CLASS_META] = args->v[args->npos + i];
            continue;
        }
        kw->items[n] = name;
        call->items[3 + n++] = args->v[args->npos + i];
    }
    kw->len = n; // nobody has seen the tuples yet
    call->len = 3 + n;
    if (n == 0)
        r[CLASS_KW] = BT_UNSET;
    return true;
}

// The namespace for the body: metaclass.__prepare__(name, bases, **kw), or a new dict. [py]
static bool prepare_namespace(struct bt_thread *th, bt_value *r)
{
    if (bt_same(r[CLASS_META], bt_from_obj(bt_type(th, BT_T_TYPE)))) {
        r[CLASS_NS] = bt_dict_new(th);
        return !bt_is_error(r[CLASS_NS]);
    }
    BT_ROOTS(th, p, 2);
    p[0] = bt_getattr_opt(th, r[CLASS_META], BT_NAME(th, prepare));
    if (bt_is_unset(p[0])) {
        r[CLASS_NS] = bt_dict_new(th);
    } else if (!bt_is_error(p[0])) {
        struct bt_tuple *call = bt_as_tuple(r[CLASS_CALL]);
        p[1] = bt_tuple_new(th, NULL, call->len - 1);
        r[CLASS_NS] = p[1];
        if (!bt_is_error(p[1])) {
            bt_value *v = bt_as_tuple(p[1])->items;
            v[0] = call->items[0];
            v[1] = call->items[1];
            memcpy(v + 2, call->items + 3, (call->len - 3) * sizeof *v);
            struct bt_args args = {v, 2, r[CLASS_KW]};
            r[CLASS_NS] = bt_call(th, p[0], &args);
        }
    }
    bool ok = !bt_is_error(p[0]) && !bt_is_error(r[CLASS_NS]);
    BT_UNROOT(th, p);
    if (!ok)
        return false;
    if (is_mapping(th, r[CLASS_NS]) && !bt_is_none(r[CLASS_NS]))
        return true;
    if (bt_is_type(r[CLASS_META]))
        return bt_fail(th, BT_EXC_TYPE_ERROR, "%s.__prepare__() must return a mapping, not %.200T",
                       ((struct bt_type *)bt_obj(r[CLASS_META]))->name, r[CLASS_NS]);
    return bt_fail(th, BT_EXC_TYPE_ERROR,
                   "<metaclass>.__prepare__() must return a mapping, not %.200T", r[CLASS_NS]);
}

// type.__new__ must have put the new class into the cell that the body's methods use as __class__.
static bool check_class_cell(struct bt_thread *th, bt_value cell, bt_value cls, bt_value name)
{
    if (!bt_is_exact(th, cell, BT_T_CELL) || !bt_is_type(cls))
        return true;
    bt_value v = ((struct bt_cell *)bt_obj(cell))->value;
    if (bt_same(v, cls))
        return true;
    if (bt_is_unset(v))
        return bt_fail(th, BT_EXC_RUNTIME_ERROR,
                       "__class__ not set defining %.200R as %.200R. Was __classcell__ propagated "
                       "to type.__new__?",
                       name, cls);
    return bt_fail(th, BT_EXC_TYPE_ERROR, "__class__ set to %.200R defining %.200R as %.200R", v,
                   name, cls);
}

static bool find_metaclass(struct bt_thread *th, bt_value *r)
{
    if (bt_is_unset(r[CLASS_META])) {
        struct bt_tuple *bases = bt_as_tuple(r[CLASS_BASES]);
        struct bt_type *type =
            bases->len ? bt_type_of(th, bases->items[0]) : bt_type(th, BT_T_TYPE);
        r[CLASS_META] = bt_from_obj(type);
    }
    if (bt_is_type(r[CLASS_META]))
        r[CLASS_META] = choose_metaclass(th, r[CLASS_META], r[CLASS_BASES]);
    return !bt_is_error(r[CLASS_META]);
}

static bt_value build_class(struct bt_thread *th, const struct bt_args *args, bt_value *r)
{
    bt_value name = args->v[1];
    bt_value given = bt_tuple_new(th, args->v + 2, args->npos - 2);
    r[CLASS_BASES] = given; // rooted while __mro_entries__ runs
    if (bt_is_error(given) || !class_arguments(th, args, r))
        return BT_ERROR;
    bt_as_tuple(r[CLASS_CALL])->items[0] = name;
    bt_as_tuple(r[CLASS_CALL])->items[1] = given;
    r[CLASS_BASES] = resolve_bases(th, given);
    if (bt_is_error(r[CLASS_BASES]))
        return BT_ERROR;
    bool replaced = !bt_same(r[CLASS_BASES], given);
    struct bt_tuple *call = bt_as_tuple(r[CLASS_CALL]);
    r[CLASS_CELL] = given; // still needed for __orig_bases__
    call->items[1] = r[CLASS_BASES];
    if (!find_metaclass(th, r) || !prepare_namespace(th, r))
        return BT_ERROR;
    if (replaced && !bt_setitem(th, r[CLASS_NS], BT_NAME(th, orig_bases), given))
        return BT_ERROR;
    call->items[2] = r[CLASS_NS];
    r[CLASS_CELL] = bt_run_class_body(th, args->v[0], r[CLASS_NS]);
    if (bt_is_error(r[CLASS_CELL]))
        return BT_ERROR;
    struct bt_args for_meta = {call->items, 3, r[CLASS_KW]};
    bt_value cls = bt_call(th, r[CLASS_META], &for_meta);
    if (bt_is_error(cls) || !check_class_cell(th, r[CLASS_CELL], cls, name))
        return BT_ERROR;
    return cls;
}

// (func, name, /, *bases, [metaclass], **kwds)
static bt_value builtin_build_class(struct bt_thread *th, const struct bt_args *args)
{
    if (args->npos < 2)
        return bt_type_error(th, "__build_class__: not enough arguments");
    if (!bt_is_exact(th, args->v[0], BT_T_FUNCTION))
        return bt_type_error(th, "__build_class__: func must be a function");
    if (!bt_is_str(args->v[1]))
        return bt_type_error(th, "__build_class__: name is not a string");
    BT_ROOTS(th, r, CLASS_ROOTS);
    bt_value cls = build_class(th, args, r);
    BT_UNROOT(th, r);
    return cls;
}

const struct bt_fn_spec bt_builtins_code[] = {
    {"__build_class__", NULL, "(func, name, /, *bases, metaclass=?, **kwds)",
     "What a class statement calls.", builtin_build_class, BT_FN_RAW},
    {"breakpoint", NULL, "(*args, **kws)", "Call sys.breakpointhook.", builtin_breakpoint,
     BT_FN_RAW},
    {"compile", builtin_compile,
     "(source, filename, mode, flags=0, dont_inherit=False, optimize=-1, *, _feature_version=-1)",
     "Source text as a code object, for exec() or eval().", NULL, 0},
    {"eval", builtin_eval, "(source, /, globals=None, locals=None)",
     "The value of an expression, or of code.", NULL, 0},
    {"exec", builtin_exec, "(source, /, globals=None, locals=None, *, closure=None)",
     "Run statements, or code.", NULL, 0},
    {"globals", builtin_globals, "()", "The dictionary of the module's variables.", NULL, 0},
    {"locals", builtin_locals, "()", "The dictionary of the local variables.", NULL, 0},
    {0},
};
