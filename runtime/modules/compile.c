// See compile.h. Nothing is kept: the source and the tree are freed when the code object is there.
#include "runtime/modules/compile.h"

#include "base/diag.h"
#include "base/source.h"
#include "base/utf8.h"
#include "runtime/modules/warnings.h"
#include "runtime/objects/error.h"
#include "runtime/objects/exception.h"
#include "runtime/objects/function.h"
#include "runtime/objects/seq.h"
#include "runtime/objects/str.h"

static bt_value text_or_none(struct bt_thread *th, const char *text)
{
    return text ? bt_str_decode(th, text, strlen(text), "utf-8", "replace") : BT_NONE;
}

static bt_value number_or_none(uint32_t n)
{
    return n ? bt_from_small(n) : BT_NONE;
}

static int exception_id(enum bt_diag_kind kind)
{
    switch (kind) {
    case BT_DIAG_INDENTATION_ERROR: return BT_EXC_INDENTATION_ERROR;
    case BT_DIAG_TAB_ERROR: return BT_EXC_TAB_ERROR;
    case BT_DIAG_MEMORY_ERROR: return BT_EXC_MEMORY_ERROR;
    case BT_DIAG_RECURSION_ERROR: return BT_EXC_RECURSION_ERROR;
    case BT_DIAG_NONE:
    case BT_DIAG_SYNTAX_ERROR:
    case BT_DIAG_SYNTAX_WARNING:
    case BT_DIAG_DEPRECATION_WARNING: break;
    }
    return BT_EXC_SYNTAX_ERROR;
}

bt_value bt_raise_diag(struct bt_thread *th, const struct bt_diag *diag)
{
    int id = exception_id(diag->kind);
    if (id == BT_EXC_MEMORY_ERROR && !diag->message)
        return bt_raise_no_memory(th);
    if (diag->line == 0 && !diag->text)
        return bt_raise(th, id, "%s", diag->message ? diag->message : "");
    bt_value place[6];
    place[0] = text_or_none(th, diag->file);
    place[1] = bt_is_error(place[0]) ? BT_ERROR : text_or_none(th, diag->text);
    bt_value message = bt_is_error(place[1]) ? BT_ERROR : bt_str_from(th, diag->message);
    if (bt_is_error(message))
        return BT_ERROR;
    place[3] = place[1];
    place[1] = number_or_none(diag->line);
    place[2] = bt_from_small(diag->col);
    place[4] = number_or_none(diag->end_line);
    place[5] = diag->end_line ? bt_from_small(diag->end_col) : BT_NONE;
    bt_value args[2] = {message, bt_tuple_new(th, place, 6)};
    bt_value exception = bt_is_error(args[1]) ? BT_ERROR : bt_exception_new(th, id, args, 2);
    return bt_is_error(exception) ? exception : bt_raise_value(th, exception);
}

struct warning_place {
    struct bt_thread *th;
    const struct bt_source *source;
    struct bt_diag *diag;
};

// A SyntaxWarning that the filters make an error is a SyntaxError with its place.
static bool warn(void *ctx, const char *message, struct bt_span span)
{
    const struct warning_place *place = ctx;
    size_t len = 0;
    const char *text = bt_source_line(place->source, span.line, &len);
    if (bt_warn_about(place->th, BT_EXC_SYNTAX_WARNING, message, place->source->name, span.line,
                      text, len))
        return true;
    if (bt_exc_is(place->th, BT_EXC_SYNTAX_WARNING)) {
        bt_exc_clear(place->th);
        bt_diag_set(place->diag, BT_DIAG_SYNTAX_ERROR, place->source, span, "%s", message);
    }
    return false;
}

// An expression has no newline at its end: what is wrong there is at no column, and the quoted line
// is as it was given.
static void adjust_for_eval(const struct bt_compile_request *request, struct bt_diag *diag)
{
    size_t len = diag->text ? strlen(diag->text) : 0;
    if (request->len && request->text[request->len - 1] == '\n')
        return;
    if (len && diag->text[len - 1] == '\n')
        diag->text[--len] = '\0';
    if (diag->text && diag->col > bt_utf8_count(diag->text, len))
        diag->col = diag->end_col = 0;
}

bt_value bt_compile_text(struct bt_thread *th, const struct bt_compile_request *request)
{
    struct bt_diag diag;
    struct bt_source source;
    bt_value code = BT_ERROR;
    bt_diag_init(&diag);
    bool ok = request->file_bytes
                  ? bt_source_from_bytes(&source, request->name, request->text, request->len, &diag)
                  : bt_source_from_text(&source, request->name, request->text, request->len, &diag);
    if (ok) {
        struct bt_image *image;
        struct warning_place place = {th, &source, &diag};
        ok = bt_translate(&source, &request->how, warn, &place, &image, &diag);
        bt_source_free(&source);
        if (ok) {
            code = bt_code_load(th, image);
            bt_image_unref(image);
        }
    }
    if (!ok && request->how.mode == BT_COMPILE_EVAL)
        adjust_for_eval(request, &diag);
    if (!ok && !bt_exc_is_set(th))
        (void)bt_raise_diag(th, &diag);
    bt_diag_free(&diag);
    return code;
}
