/*
 * _traceback: the printed form of exceptions and of single entries, for runtime/lib/traceback.py.
 * The text is made by runtime/objects/traceback_print.c and traceback_stack.c.
 */
#include "base/buf.h"
#include "bytecode/positions.h"
#include "runtime/modules/module.h"
#include "runtime/objects/error.h"
#include "runtime/objects/function.h"
#include "runtime/objects/int.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/seq.h"
#include "runtime/objects/source_cache.h"
#include "runtime/objects/str.h"
#include "runtime/objects/traceback_print.h"

static bt_value print(struct bt_thread *th, const bt_value *args,
                      bool (*printer)(struct bt_thread *, struct bt_buf *, bt_value, unsigned),
                      unsigned flags)
{
    struct bt_buf buf;
    bt_buf_init(&buf);
    if (!bt_is_exception(args[0]))
        return bt_type_error(th, "Exception expected for value, %T found", args[0]);
    if (printer(th, &buf, args[0], flags))
        return bt_str_from_buf(th, &buf);
    bt_buf_free(&buf);
    return BT_ERROR;
}

static bt_value format(struct bt_thread *th, const bt_value *args)
{
    bool chain, colour;
    if (!bt_truth(th, args[1], &chain) || !bt_truth(th, args[2], &colour))
        return BT_ERROR;
    return print(th, args, bt_exception_print_with,
                 (chain ? 0 : BT_PRINT_NO_CHAIN) | (colour ? BT_PRINT_COLOUR : 0));
}

static bt_value format_only(struct bt_thread *th, const bt_value *args)
{
    return print(th, args, bt_exception_print_only, 0);
}

// A number from 0 on, None for what the position table does not know.
static bt_value number(struct bt_thread *th, int32_t n)
{
    return n < 0 ? BT_NONE : bt_int_from_i64(th, n);
}

// The first source line of the place, without space around it.
static bt_value source_line(struct bt_thread *th, const struct bt_code *code, uint32_t line)
{
    size_t len = 0;
    const char *text = NULL;
    if (bt_is_str(code->filename))
        text = bt_source_cache_line(th->interp, bt_as_str(code->filename)->data, line, &len);
    if (!text)
        return BT_NAME(th, _empty);
    while (len && (text[len - 1] == ' ' || (text[len - 1] >= '\t' && text[len - 1] <= '\r')))
        len--;
    while (len && (*text == ' ' || (*text >= '\t' && *text <= '\r')))
        text++, len--;
    return bt_str_new(th, text, len);
}

// entry(code, lasti) -> (lineno, end_lineno, colno, end_colno, line, text as printed)
static bt_value entry(struct bt_thread *th, const bt_value *args)
{
    int64_t word;
    if (!bt_is_exact(th, args[0], BT_T_CODE))
        return bt_type_error(th, "entry() argument 1 must be code, not %T", args[0]);
    if (!bt_as_int64(th, args[1], &word))
        return BT_ERROR;
    const struct bt_code *code = (struct bt_code *)bt_obj(args[0]);
    struct bt_position pos;
    if (!bt_positions_find(code->positions, code->positions_len, (uint32_t)word, &pos) ||
        pos.line <= 0)
        pos = (struct bt_position){.line = (int32_t)code->first_line,
                                   .end_line = (int32_t)code->first_line,
                                   .col = -1,
                                   .end_col = -1};
    struct bt_buf buf;
    bt_buf_init(&buf);
    struct bt_stack_print stack = {.interp = th->interp, .out = &buf};
    bt_stack_print_entry(&stack, code, (uint32_t)word);
    bt_stack_print_end(&stack);
    bt_value v[] = {number(th, pos.line),
                    number(th, pos.end_line),
                    number(th, pos.col),
                    number(th, pos.end_col),
                    source_line(th, code, (uint32_t)pos.line),
                    bt_str_from_buf(th, &buf)};
    if (bt_is_error(v[4]) || bt_is_error(v[5]))
        return BT_ERROR;
    return bt_tuple_new(th, v, sizeof v / sizeof v[0]);
}

// getline(filename, lineno): with its newline, "" if there is none.
static bt_value getline(struct bt_thread *th, const bt_value *args)
{
    int64_t line;
    size_t len;
    if (!bt_is_str(args[0]))
        return bt_type_error(th, "getline() argument 1 must be str, not %T", args[0]);
    if (!bt_as_int64(th, args[1], &line))
        return BT_ERROR;
    const char *text = NULL;
    if (line > 0 && line <= UINT32_MAX)
        text = bt_source_cache_line(th->interp, bt_as_str(args[0])->data, (uint32_t)line, &len);
    if (!text)
        return BT_NAME(th, _empty);
    struct bt_buf buf;
    bt_buf_init(&buf);
    bt_buf_write(&buf, text, len);
    bt_buf_putc(&buf, '\n');
    return bt_str_from_buf(th, &buf);
}

static bt_value clearcache(struct bt_thread *th, const bt_value *args)
{
    (void)args;
    bt_source_cache_clear(th->interp);
    return BT_NONE;
}

static const struct bt_fn_spec functions[] = {
    {"format", format, "(exc, chain=True, colour=False, /)", "The text of an uncaught exception.",
     NULL, 0},
    {"format_only", format_only, "(exc, /)", "Its last lines.", NULL, 0},
    {"entry", entry, "(code, lasti, /)",
     "(lineno, end_lineno, colno, end_colno, line, text) of a place.", NULL, 0},
    {"getline", getline, "(filename, lineno, /)", "A line of a source file.", NULL, 0},
    {"clearcache", clearcache, "()", "Forget the source lines.", NULL, 0},
    {0},
};

const struct bt_module_spec bt_traceback_module = {
    .name = "_traceback",
    .doc = "The printed form of exceptions.",
    .functions = functions,
};
