/*
 * Attributes and constructors of the exceptions that carry more than their args: StopIteration,
 * SystemExit, ImportError, AttributeError, NameError, SyntaxError; and KeyError's text. They live
 * in struct bt_exception's `extra`.
 *
 * Referred to by the table of exception.c.
 */
#include "base/buf.h"
#include "runtime/objects/args.h"
#include "runtime/objects/error.h"
#include "runtime/objects/exception_impl.h"
#include "runtime/objects/int.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/seq.h"
#include "runtime/objects/str.h"

// Positional arguments to args, keyword ones named in `names` to extra from `first` on.
static bool init_with_keywords(struct bt_thread *th, bt_value self, const struct bt_args *args,
                               const char *fn, const char *const *names, size_t n, size_t first)
{
    struct bt_exception *e = bt_as_exception(self);
    struct bt_args positional = {args->v, args->npos, BT_UNSET};
    bt_value v[BT_X_COUNT] = {0};
    // only the keywords: positional arguments are the message
    struct bt_args keywords = {args->v + args->npos, 0, args->kwnames};
    for (size_t i = 0; i < n; i++)
        v[i] = BT_UNSET;
    if (!bt_exception_init(th, self, &positional))
        return false;
    if (bt_args_n_kw(args) && !bt_args_named(th, &keywords, fn, names, n, v))
        return false;
    memcpy(&e->extra[first], v, n * sizeof v[0]);
    return true;
}

// ---- StopIteration, SystemExit ----

EXTRA(value, BT_X_STOP_VALUE)

const struct bt_getset_spec bt_exc_stop_getsets[] = {
    {"value", get_value, set_value, "what the generator returned"},
    {0},
};

bool bt_exc_stop_init(struct bt_thread *th, bt_value self, const struct bt_args *args)
{
    if (!bt_exception_init(th, self, args))
        return false;
    bt_as_exception(self)->extra[BT_X_STOP_VALUE] = args->npos ? args->v[0] : BT_NONE;
    return true;
}

EXTRA(code, BT_X_EXIT_CODE)

const struct bt_getset_spec bt_exc_exit_getsets[] = {
    {"code", get_code, set_code, "the exit status"},
    {0},
};

bool bt_exc_exit_init(struct bt_thread *th, bt_value self, const struct bt_args *args)
{
    if (!bt_exception_init(th, self, args))
        return false;
    struct bt_exception *e = bt_as_exception(self);
    e->extra[BT_X_EXIT_CODE] = args->npos > 1 ? e->args : args->npos ? args->v[0] : BT_NONE;
    return true;
}

// ---- ImportError ----

EXTRA(import_msg, BT_X_IMPORT_MSG)
EXTRA(import_name, BT_X_IMPORT_NAME)
EXTRA(import_path, BT_X_IMPORT_PATH)
EXTRA(import_name_from, BT_X_IMPORT_NAME_FROM)

const struct bt_getset_spec bt_exc_import_getsets[] = {
    {"msg", get_import_msg, set_import_msg, "the message"},
    {"name", get_import_name, set_import_name, "the module's name"},
    {"path", get_import_path, set_import_path, "the module's path"},
    {"name_from", get_import_name_from, set_import_name_from, "the name that the module lacks"},
    {0},
};

bool bt_exc_import_init(struct bt_thread *th, bt_value self, const struct bt_args *args)
{
    static const char *const names[] = {"name", "path", "name_from"};
    if (!init_with_keywords(th, self, args, "ImportError", names, 3, BT_X_IMPORT_NAME))
        return false;
    bt_as_exception(self)->extra[BT_X_IMPORT_MSG] = args->npos == 1 ? args->v[0] : BT_UNSET;
    return true;
}

bt_value bt_exc_import_str(struct bt_thread *th, bt_value self)
{
    bt_value msg = bt_as_exception(self)->extra[BT_X_IMPORT_MSG];
    return bt_is_str(msg) ? msg : bt_exception_str(th, self);
}

void bt_import_error_fields(struct bt_thread *th, bt_value name, bt_value path, bt_value name_from)
{
    if (!bt_exc_is(th, BT_EXC_IMPORT_ERROR))
        return;
    bt_value *x = bt_as_exception(th->exc)->extra;
    x[BT_X_IMPORT_NAME] = name;
    x[BT_X_IMPORT_PATH] = path;
    x[BT_X_IMPORT_NAME_FROM] = name_from;
}

// ---- AttributeError, NameError, KeyError ----

EXTRA(attribute_name, BT_X_ATTRIBUTE_NAME)
EXTRA(attribute_obj, BT_X_ATTRIBUTE_OBJ)

const struct bt_getset_spec bt_exc_attribute_getsets[] = {
    {"name", get_attribute_name, set_attribute_name, "the attribute's name"},
    {"obj", get_attribute_obj, set_attribute_obj, "the object that lacks it"},
    {0},
};

bool bt_exc_attribute_init(struct bt_thread *th, bt_value self, const struct bt_args *args)
{
    static const char *const names[] = {"name", "obj"};
    return init_with_keywords(th, self, args, "AttributeError", names, 2, BT_X_ATTRIBUTE_NAME);
}

EXTRA(name_name, BT_X_NAME_NAME)

const struct bt_getset_spec bt_exc_name_getsets[] = {
    {"name", get_name_name, set_name_name, "the name that was not found"},
    {0},
};

bool bt_exc_name_init(struct bt_thread *th, bt_value self, const struct bt_args *args)
{
    static const char *const names[] = {"name"};
    return init_with_keywords(th, self, args, "NameError", names, 1, BT_X_NAME_NAME);
}

bt_value bt_exc_key_str(struct bt_thread *th, bt_value self)
{
    struct bt_tuple *args = bt_as_tuple(bt_as_exception(self)->args);
    return args->len == 1 ? bt_repr(th, args->items[0]) : bt_exception_str(th, self);
}

// ---- SyntaxError ----

EXTRA(syntax_msg, BT_X_SYNTAX_MSG)
EXTRA(syntax_filename, BT_X_SYNTAX_FILENAME)
EXTRA(syntax_lineno, BT_X_SYNTAX_LINENO)
EXTRA(syntax_offset, BT_X_SYNTAX_OFFSET)
EXTRA(syntax_text, BT_X_SYNTAX_TEXT)
EXTRA(syntax_end_lineno, BT_X_SYNTAX_END_LINENO)
EXTRA(syntax_end_offset, BT_X_SYNTAX_END_OFFSET)
EXTRA(syntax_print, BT_X_SYNTAX_PRINT_FILE_AND_LINE)

const struct bt_getset_spec bt_exc_syntax_getsets[] = {
    {"msg", get_syntax_msg, set_syntax_msg, "the message"},
    {"filename", get_syntax_filename, set_syntax_filename, "the file's name"},
    {"lineno", get_syntax_lineno, set_syntax_lineno, "the line"},
    {"offset", get_syntax_offset, set_syntax_offset, "the column"},
    {"text", get_syntax_text, set_syntax_text, "the text of the line"},
    {"end_lineno", get_syntax_end_lineno, set_syntax_end_lineno, "the line of the end"},
    {"end_offset", get_syntax_end_offset, set_syntax_end_offset, "the column of the end"},
    {"print_file_and_line", get_syntax_print, set_syntax_print, "whether to show the place"},
    {0},
};

// The second argument: (filename, lineno, offset, text[, end_lineno, end_offset]).
static bool syntax_place(struct bt_thread *th, struct bt_exception *e, bt_value arg)
{
    bt_value tuple = bt_to_tuple(th, arg);
    if (bt_is_error(tuple))
        return false;
    size_t n = bt_as_tuple(tuple)->len;
    if (n < 4)
        return bt_fail(th, BT_EXC_TYPE_ERROR, "function takes at least 4 arguments (%zu given)", n);
    if (n > 6)
        return bt_fail(th, BT_EXC_TYPE_ERROR, "function takes at most 6 arguments (%zu given)", n);
    if (n == 5)
        return bt_fail(th, BT_EXC_TYPE_ERROR,
                       "end_offset must be provided when end_lineno is provided");
    memcpy(&e->extra[BT_X_SYNTAX_FILENAME], bt_as_tuple(tuple)->items, n * sizeof(bt_value));
    return true;
}

bool bt_exc_syntax_init(struct bt_thread *th, bt_value self, const struct bt_args *args)
{
    if (!bt_exception_init(th, self, args))
        return false;
    struct bt_exception *e = bt_as_exception(self);
    if (args->npos >= 1)
        e->extra[BT_X_SYNTAX_MSG] = args->v[0];
    return args->npos != 2 || syntax_place(th, e, args->v[1]);
}

bt_value bt_exc_syntax_str(struct bt_thread *th, bt_value self)
{
    const bt_value *x = bt_as_exception(self)->extra;
    bt_value msg = bt_is_unset(x[BT_X_SYNTAX_MSG]) ? BT_NONE : x[BT_X_SYNTAX_MSG];
    const char *file = NULL;
    int64_t line = 0;
    if (bt_is_str(x[BT_X_SYNTAX_FILENAME])) {
        const char *path = bt_as_str(x[BT_X_SYNTAX_FILENAME])->data, *slash = strrchr(path, '/');
        file = slash ? slash + 1 : path;
    }
    bool has_line =
        bt_is_int(x[BT_X_SYNTAX_LINENO]) && bt_int_get_i64(x[BT_X_SYNTAX_LINENO], &line);
    if (file && has_line)
        return bt_str_format(th, "%S (%s, line %lld)", msg, file, (long long)line);
    if (file)
        return bt_str_format(th, "%S (%s)", msg, file);
    if (has_line)
        return bt_str_format(th, "%S (line %lld)", msg, (long long)line);
    return bt_str_of(th, msg);
}
