/*
 * Conditions and the texts of logpoints. What can be seen without any effect is (peek.h); the rest
 * is asked of a child process, which refuses what would change the program.
 */
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "debugger/engine/effects.h"
#include "debugger/engine/evaluate.h"
#include "debugger/engine/points.h"
#include "debugger/engine/say.h"
#include "debugger/engine/values.h"
#include "runtime/objects/dict.h"
#include "runtime/objects/float.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"

#define VALUE_MAX 60 // bytes of a watched value's text

// A logpoint's text: words, then an expression, and so on.
struct bt_log_piece {
    char *before;         // words before it
    struct bt_peek *expr; // NULL: the end
    char conversion;      // 'r', 's', 'a', or 0
    char *spec;           // "" without one
};
struct bt_log {
    struct BT_VEC(struct bt_log_piece) pieces;
};

// ---- in the child ----

static bool put_value(struct bt_thread *th, struct bt_buf *out, bt_value v, const json_t *piece)
{
    BT_ROOTS(th, r, 3);
    const char *conversion = json_string_value(json_object_get(piece, "conversion"));
    const char *spec = json_string_value(json_object_get(piece, "spec"));
    char c = conversion ? *conversion : '\0';
    r[0] = v;
    r[1] = c == 'r' ? bt_repr(th, v) : c == 'a' ? bt_ascii(th, v) : c == 's' ? bt_str_of(th, v) : v;
    r[2] = bt_str_from(th, spec ? spec : "");
    if (!bt_is_error(r[1]) && !bt_is_error(r[2]))
        r[1] = bt_format(th, r[1], r[2]);
    bool ok = !bt_is_error(r[1]) && !bt_is_error(r[2]);
    if (ok)
        bt_buf_write(out, bt_as_str(r[1])->data, bt_as_str(r[1])->len);
    BT_UNROOT(th, r);
    return ok;
}

// The text of the exception on the thread, which is taken, between < and >. [py]
static void put_failure(struct bt_vthread *th, struct bt_buf *out)
{
    json_t *error = bt_value_failure(th);
    const char *text = json_string_value(json_object_get(error, "error"));
    bt_buf_printf(out, "<%s>", text ? text : "no memory");
    json_decref(error);
}

static json_t *condition(struct bt_engine *e, const struct bt_scope *scope, const char *text)
{
    bool yes = false;
    bt_value v = bt_scope_evaluate(e, scope, text);
    if (bt_is_error(v) || !bt_truth(&scope->th->t, v, &yes))
        return bt_value_failure(scope->th);
    return json_pack("{s:b, s:b}", "ok", 1, "truth", yes);
}

static json_t *texts(struct bt_engine *e, const struct bt_scope *scope, const json_t *pieces)
{
    struct bt_buf out;
    json_t *piece;
    size_t i;
    bt_buf_init(&out);
    json_array_foreach (pieces, i, piece) {
        const char *before = json_string_value(json_object_get(piece, "before"));
        const char *expr = json_string_value(json_object_get(piece, "expr"));
        bt_buf_puts(&out, before ? before : "");
        if (!expr)
            continue;
        bt_value v = bt_scope_evaluate(e, scope, expr);
        if (bt_is_error(v) || !put_value(&scope->th->t, &out, v, piece))
            put_failure(scope->th, &out);
    }
    return json_pack("{s:b, s:o}", "ok", 1, "text", bt_say_json(&out));
}

static json_t *value_text(struct bt_engine *e, const struct bt_scope *scope, const char *text)
{
    struct bt_buf out;
    bt_buf_init(&out);
    BT_ROOTS(&scope->th->t, r, 1);
    r[0] = bt_scope_evaluate(e, scope, text);
    json_t *result = NULL;
    if (bt_is_error(r[0]))
        result = bt_value_failure(scope->th);
    else
        bt_value_put(e, scope->th, &out, r[0], VALUE_MAX);
    BT_UNROOT(&scope->th->t, r);
    return result ? result : json_pack("{s:b, s:o}", "ok", 1, "text", bt_value_json(&out, false));
}

// {"condition":EXPR} -> {"truth":b}, {"value":EXPR} -> {"text":its repr}, {"pieces":[...]} -> {"text":...}
json_t *bt_point_query(struct bt_engine *e, struct bt_vthread *th, const json_t *request)
{
    struct bt_scope scope;
    json_t *result = NULL;
    if (!bt_scope_open(e, th, request, &scope, &result))
        return result;
    BT_ROOTS(&scope.th->t, r, 1);
    const json_t *globals = json_object_get(request, "globals"); // an address: we are a fork
    if (!json_object_get(request, "thread"))
        scope.frame = NULL;
    if (globals)
        scope.names = bt_dict_copy(
            &scope.th->t, (struct bt_dict *)(uintptr_t)(uint64_t)json_integer_value(globals));
    if (globals ? bt_is_error(scope.names) : !bt_scope_names(e, &scope))
        result = bt_value_failure(scope.th);
    r[0] = scope.names;
    struct bt_effects *effects = result ? NULL : bt_effects_begin(e);
    const char *text = json_string_value(json_object_get(request, "condition"));
    const char *value = json_string_value(json_object_get(request, "value"));
    if (!result)
        result = text    ? condition(e, &scope, text)
                 : value ? value_text(e, &scope, value)
                         : texts(e, &scope, json_object_get(request, "pieces"));
    struct bt_buf what;
    bt_buf_init(&what);
    if (effects && bt_effects_end(e, effects, &what)) {
        json_decref(result);
        result = bt_engine_error("it would change %.*s", (int)what.len, what.data);
    }
    bt_buf_free(&what);
    BT_UNROOT(&scope.th->t, r);
    return result;
}

// ---- asking ----

// globals: where names are looked up if there is no frame; NULL: the main module's.
static json_t *ask(struct bt_engine *e, struct bt_vthread *th, const struct bt_frame *frame,
                   const struct bt_dict *globals, const char *what, json_t *value)
{
    json_t *request = json_pack("{s:o}", what, value);
    uint32_t level = 0;
    for (const struct bt_frame *f = th ? th->frame : NULL; f && f != frame; f = f->prev)
        level++;
    if (th && frame) {
        (void)json_object_set_new(request, "thread", json_integer(th->number));
        (void)json_object_set_new(request, "frame", json_integer(level));
    } else if (globals) {
        (void)json_object_set_new(request, "globals", json_integer((json_int_t)(uintptr_t)globals));
    }
    json_t *answer = bt_query(e, e->vm->gil.holder, "evaluate-point", request);
    json_decref(request);
    return answer ? answer : bt_engine_error("nobody can say");
}

static bool is_ok(const json_t *answer)
{
    return json_is_true(json_object_get(answer, "ok"));
}

static const char *error_of(const json_t *answer)
{
    const char *error = json_string_value(json_object_get(answer, "error"));
    return error ? error : "nobody can say";
}

enum bt_asked bt_point_ask(struct bt_engine *e, struct bt_point *p, struct bt_vthread *th,
                           const struct bt_frame *frame, struct bt_buf *text)
{
    bool yes;
    if (!p->condition)
        return BT_ASKED_YES;
    if (bt_peek_truth(p->condition, e->vm, frame, &yes))
        return yes ? BT_ASKED_YES : BT_ASKED_NO;
    json_t *answer = ask(e, th, frame, NULL, "condition", json_string(bt_peek_text(p->condition)));
    if (is_ok(answer)) {
        yes = json_is_true(json_object_get(answer, "truth"));
        json_decref(answer);
        return yes ? BT_ASKED_YES : BT_ASKED_NO;
    }
    const char *error = error_of(answer);
    bool new = strncmp(error, p->failed, sizeof p->failed - 1) != 0;
    snprintf(p->failed, sizeof p->failed, "%s", error);
    if (new)
        bt_buf_printf(text,
                      strncmp(error, "it would", 8) == 0
                          ? "breakpoint %u: its condition: %s"
                          : "breakpoint %u: its condition failed: %s",
                      p->id, error);
    json_decref(answer);
    return new ? BT_ASKED_FAILED : BT_ASKED_NO;
}

bool bt_point_ask_value(struct bt_engine *e, const char *expr, struct bt_vthread *th,
                        const struct bt_frame *frame, const struct bt_dict *globals,
                        struct bt_buf *out)
{
    json_t *answer = ask(e, th, frame, globals, "value", json_string(expr));
    const char *text = json_string_value(json_object_get(answer, is_ok(answer) ? "text" : "error"));
    bool ok = is_ok(answer) && text;
    bt_buf_puts(out, text ? text : "nobody can say");
    json_decref(answer);
    return ok;
}

// ---- logpoints ----

void bt_point_log_free(struct bt_log *log)
{
    for (size_t i = 0; log && i < log->pieces.n; i++) {
        bt_free(log->pieces.items[i].before);
        bt_free(log->pieces.items[i].spec);
        bt_peek_free(log->pieces.items[i].expr);
    }
    if (log)
        bt_vec_free(&log->pieces);
    bt_free(log);
}

static char *part(const char *text, size_t len)
{
    char *copy = bt_alloc(len + 1);
    if (copy) {
        memcpy(copy, text, len);
        copy[len] = '\0';
    }
    return copy;
}

// Where an expression in braces ends: at '}', at '!' and a letter, or at ':'. It begins at text.
static size_t expression_end(const char *text)
{
    int depth = 0;
    char quote = '\0';
    size_t i = 0;
    for (; text[i]; i++) {
        char c = text[i];
        if (quote) {
            if (c == '\\' && text[i + 1])
                i++;
            else if (c == quote)
                quote = '\0';
            continue;
        }
        if (c == '"' || c == '\'')
            quote = c;
        else if (strchr("([{", c))
            depth++;
        else if (depth > 0 && strchr(")]}", c))
            depth--;
        else if (depth == 0 && (c == '}' || c == ':' || (c == '!' && text[i + 1] != '=')))
            break;
    }
    return i;
}

// {expr}, {expr!r:spec}, {expr=}: from behind the brace; where it goes on, or NULL.
static const char *parse_piece(struct bt_point *p, struct bt_log_piece *piece, const char *text,
                               struct bt_buf *words)
{
    char error[120];
    size_t n = expression_end(text), end = n;
    const char *at = text + n;
    while (end > 0 && text[end - 1] == ' ')
        end--;
    if (end > 1 && text[end - 1] == '=' && !strchr("=!<>", text[end - 2])) {
        bt_buf_write(words, text, end);
        end--;
        piece->conversion = 'r';
    }
    if (*at == '!') {
        piece->conversion = at[1];
        at += at[1] ? 2 : 1;
    }
    const char *spec = *at == ':' ? at + 1 : at;
    at = strchr(spec, '}');
    if (!at || (piece->conversion && !strchr("rsa", piece->conversion))) {
        snprintf(p->message, sizeof p->message,
                 at ? "!after `!' comes r, s or a" : "!a `{' is not closed");
        return NULL;
    }
    char *expr = part(text, end);
    piece->spec = part(spec, (size_t)(at - spec));
    piece->expr = expr ? bt_peek_new(expr, error, sizeof error) : NULL;
    if (!piece->expr)
        snprintf(p->message, sizeof p->message, "!{%s}: %s", expr ? expr : "", error);
    bt_free(expr);
    return piece->expr && piece->spec ? at + 1 : NULL;
}

bool bt_point_log_new(struct bt_point *p, const char *text)
{
    p->log = bt_alloc_zero(sizeof *p->log);
    bool ok = p->log != NULL;
    while (ok) {
        struct bt_buf words;
        struct bt_log_piece piece = {0};
        bt_buf_init(&words);
        for (; *text && (*text != '{' || text[1] == '{'); text++) {
            text += (*text == '{' || *text == '}') && text[1] == *text;
            bt_buf_putc(&words, *text);
        }
        bool more = *text == '{';
        if (more) {
            text = parse_piece(p, &piece, text + 1, &words);
            ok = text != NULL;
        }
        piece.before = part(words.data ? words.data : "", words.len);
        bt_buf_free(&words);
        ok = bt_vec_push(&p->log->pieces, piece) && ok && piece.before;
        if (!more)
            break;
    }
    return ok;
}

// A value that is shown the same way whatever else there is.
static bool put_simple(struct bt_engine *e, struct bt_buf *out, const struct bt_log_piece *piece,
                       const struct bt_frame *frame)
{
    bt_value v;
    if (piece->spec[0] || !bt_peek_value(piece->expr, e->vm, frame, &v))
        return false;
    bool is_str = bt_is_exact(&e->vm->main->t, v, BT_T_STR);
    if (is_str && piece->conversion != 'r' && piece->conversion != 'a')
        bt_buf_write(out, bt_as_str(v)->data, bt_as_str(v)->len);
    else if (is_str && piece->conversion == 'r')
        (void)bt_buf_str_repr(out, bt_as_str(v));
    else if (bt_is_small(v))
        bt_buf_put_int(out, bt_small(v));
    else if (bt_is_bool(v) || bt_is_none(v))
        bt_buf_puts(out, bt_is_none(v) ? "None" : bt_same(v, BT_TRUE) ? "True" : "False");
    else if (bt_is_double(v)) {
        char text[32];
        bt_buf_write(out, text, bt_double_repr(bt_double(v), text));
    } else
        return false;
    return true;
}

// The whole text, asked of a child; `out` gets it.
static void ask_text(struct bt_engine *e, const struct bt_log *log, struct bt_vthread *th,
                     const struct bt_frame *frame, struct bt_buf *out)
{
    json_t *pieces = json_array();
    for (size_t i = 0; i < log->pieces.n; i++) {
        const struct bt_log_piece *p = &log->pieces.items[i];
        char conversion[2] = {p->conversion, '\0'};
        json_t *piece = json_pack("{s:s, s:s, s:s}", "before", p->before, "conversion", conversion,
                                  "spec", p->spec ? p->spec : "");
        if (p->expr)
            (void)json_object_set_new(piece, "expr", json_string(bt_peek_text(p->expr)));
        (void)json_array_append_new(pieces, piece);
    }
    json_t *answer = ask(e, th, frame, NULL, "pieces", pieces);
    const char *text = json_string_value(json_object_get(answer, "text"));
    out->len = 0;
    if (text)
        bt_buf_puts(out, text);
    else
        bt_buf_printf(out, "<%s>", error_of(answer));
    json_decref(answer);
}

void bt_point_log(struct bt_engine *e, struct bt_point *p, struct bt_vthread *th,
                  const struct bt_frame *frame)
{
    struct bt_buf text;
    bool simple = true;
    bt_buf_init(&text);
    for (size_t i = 0; i < p->log->pieces.n && simple; i++) {
        const struct bt_log_piece *piece = &p->log->pieces.items[i];
        bt_buf_puts(&text, piece->before);
        simple = !piece->expr || put_simple(e, &text, piece, frame);
    }
    if (!simple)
        ask_text(e, p->log, th, frame, &text);
    struct bt_position at = bt_engine_position(e);
    char room[32];
    json_t *event = json_pack("{s:s, s:I, s:o, s:I, s:s, s:I, s:I}", "event", "log", "point",
                              (json_int_t)p->id, "text", bt_say_json(&text), "thread",
                              (json_int_t)th->number, "name", bt_stop_thread_name(th, room),
                              "clock", (json_int_t)at.clock, "events", (json_int_t)at.events);
    bt_engine_tell(e, event, -1);
}
