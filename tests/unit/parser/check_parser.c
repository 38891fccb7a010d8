/*
 * The parser: trees, the interactive feed, limits, and that it survives every failing allocation.
 */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "parser/driver.h"
#include "parser/dump.h"

/*
 * The link line wraps the C library's allocator: the n-th request fails, and so do all after it,
 * while `fail_after` counts down; negative: none does.
 */
static long fail_after = -1;

static bool fails(void)
{
    return fail_after == 0 || (fail_after > 0 && --fail_after == 0);
}

void *__real_malloc(size_t size);
void *__real_calloc(size_t n, size_t size);
void *__real_realloc(void *block, size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t n, size_t size);
void *__wrap_realloc(void *block, size_t size);

void *__wrap_malloc(size_t size)
{
    return fails() ? NULL : __real_malloc(size);
}

void *__wrap_calloc(size_t n, size_t size)
{
    return fails() ? NULL : __real_calloc(n, size);
}

void *__wrap_realloc(void *block, size_t size)
{
    return fails() ? NULL : __real_realloc(block, size);
}

/* ---- trees ---- */

/* The tree of a program without blanks and line ends, or the error's last line. */
static char *tree_of(const char *text, enum bt_parse_mode mode)
{
    struct bt_arena arena;
    struct bt_source source;
    struct bt_diag err;
    struct bt_module *module;
    struct bt_buf dump;
    struct bt_buf out;
    bt_arena_init(&arena);
    bt_diag_init(&err);
    bt_buf_init(&dump);
    bt_buf_init(&out);
    ck_assert(bt_source_from_text(&source, "x.py", text, strlen(text), &err));
    if (bt_parse(&arena, &source, mode, &module, &err)) {
        bt_ast_dump(module, false, &dump);
        for (const char *c = dump.data; *c != '\0'; c++) {
            if (*c == '\n' && c[1] != '\0') {
                bool after_open = c[-1] == '(' || c[-1] == '[';
                bt_buf_puts(&out, after_open ? "" : ", ");
            } else if (*c != ' ' && *c != '\n') {
                bt_buf_putc(&out, *c);
            }
        }
    } else {
        bt_buf_printf(&out, "%s: %s", bt_diag_class(err.kind), err.message);
    }
    bt_buf_free(&dump);
    bt_diag_free(&err);
    bt_source_free(&source);
    bt_arena_free(&arena);
    return bt_buf_take(&out);
}

#define NAME(id)    "Name(id='" id "', ctx=Load())"
#define EXPR(value) "Module(body=[Expr(value=" value ")])"

static const struct {
    const char *text, *tree;
} trees[] = {
    {"", "Module(body=[])"},
    {"a + b * c", EXPR("BinOp(left=" NAME("a") ", op=Add(), right=BinOp(left=" NAME(
                      "b") ", op=Mult(), right=" NAME("c") "))")},
    {"-a ** -b", EXPR("UnaryOp(op=USub(), operand=BinOp(left=" NAME(
                     "a") ", op=Pow(), right=UnaryOp(op=USub(), operand=" NAME("b") ")))")},
    {"a or b or c", EXPR("BoolOp(op=Or(), values=[" NAME("a") ", " NAME("b") ", " NAME("c") "])")},
    {"a < b is not c", EXPR("Compare(left=" NAME("a") ", ops=[Lt(), IsNot()], comparators=[" NAME(
                           "b") ", " NAME("c") "])")},
    {"a if b else c", EXPR("IfExp(test=" NAME("b") ", body=" NAME("a") ", orelse=" NAME("c") ")")},
    {"f(a, *b, c=d, **e)",
     EXPR(
         "Call(func=" NAME("f") ", args=[" NAME("a") ", Starred(value=" NAME("b") ", ctx=Load())], keywords=[keyword(arg='c', value=" NAME(
             "d") "), keyword(arg=None, value=" NAME("e") ")])")},
    {"'a' 'b' \"c\"", EXPR("Constant(value='abc')")},
    {"f'a{b!r:c}' 'd'",
     EXPR("JoinedStr(values=[Constant(value='a'), FormattedValue(value=" NAME(
         "b") ", conversion=114, format_spec=JoinedStr(values=[Constant(value='c')])), "
              "Constant(value='d')])")},
    {"f'{a = }'", EXPR("JoinedStr(values=[Constant(value='a='), FormattedValue(value=" NAME(
                      "a") ", conversion=114, format_spec=None)])")},
    {"with (a, b): pass",
     "Module(body=[With(items=[withitem(context_expr=" NAME(
         "a") ", optional_vars=None), "
              "withitem(context_expr=" NAME("b") ", optional_vars=None)], body=[Pass()])])"},
    {"with ((a, b)): pass",
     "Module(body=[With(items=[withitem(context_expr=Tuple(elts=[" NAME("a") ", " NAME(
         "b") "], ctx=Load()), optional_vars=None)], body=[Pass()])])"},
    {"(x): y", "Module(body=[AnnAssign(target=Name(id='x', ctx=Store()), annotation=" NAME(
                   "y") ", value=None, simple=0)])"},
    {"x[a, *b]", EXPR("Subscript(value=" NAME("x") ", slice=Tuple(elts=[" NAME(
                     "a") ", Starred(value=" NAME("b") ", ctx=Load())], ctx=Load()), ctx=Load())")},
    {"match a:\n case {'k': [b, *_], **c}: pass",
     "Module(body=[Match(subject=" NAME(
         "a") ", cases=[match_case(pattern=MatchMapping(keys=[Constant(value='k')], "
              "patterns=[MatchSequence(patterns=[MatchAs(pattern=None, name='b'), MatchStar(name=None)])], "
              "rest='c'), guard=None, body=[Pass()])])])"},
    {"if a: b\nelif c: d\nelse: e",
     "Module(body=[If(test=" NAME("a") ", body=[Expr(value=" NAME("b") ")], orelse=[If(test=" NAME(
         "c") ", body=[Expr(value=" NAME("d") ")], orelse=[Expr(value=" NAME("e") ")])])])"},
};

START_TEST(tree_is_right)
{
    char *tree = tree_of(trees[_i].text, BT_PARSE_FILE);
    ck_assert_str_eq(tree, trees[_i].tree);
    bt_free(tree);
}
END_TEST

START_TEST(modes_differ)
{
    char *tree = tree_of(" a\n\n", BT_PARSE_EVAL);
    ck_assert_str_eq(tree, "IndentationError: unexpected indent");
    bt_free(tree);
    tree = tree_of("a, b\n\n", BT_PARSE_EVAL);
    ck_assert_str_eq(tree,
                     "Expression(body=Tuple(elts=[" NAME("a") ", " NAME("b") "], ctx=Load()))");
    bt_free(tree);
    tree = tree_of("x = 1", BT_PARSE_EVAL);
    ck_assert_str_eq(tree, "SyntaxError: invalid syntax");
    bt_free(tree);
    tree = tree_of("a; b", BT_PARSE_SINGLE);
    ck_assert_str_eq(tree,
                     "Interactive(body=[Expr(value=" NAME("a") "), Expr(value=" NAME("b") ")])");
    bt_free(tree);
    tree = tree_of("a\nb", BT_PARSE_SINGLE);
    ck_assert_str_eq(tree, "SyntaxError: multiple statements found while compiling a single "
                           "statement");
    bt_free(tree);
}
END_TEST

/* ---- limits ---- */

static char *repeated(const char *before, const char *unit, int n, const char *after)
{
    struct bt_buf buf;
    bt_buf_init(&buf);
    bt_buf_puts(&buf, before);
    for (int i = 0; i < n; i++) {
        bt_buf_puts(&buf, unit);
    }
    bt_buf_puts(&buf, after);
    return bt_buf_take(&buf);
}

static const struct {
    const char *before, *unit, *after;
    int n;
    const char *error; /* NULL: it parses */
} limits[] = {
    {"", "1+", "1", 100000, "RecursionError: maximum recursion depth exceeded during compilation"},
    {"", "1+", "1", 1000, NULL},
    {"x", ".y", "", 100000, "RecursionError: maximum recursion depth exceeded during compilation"},
    {"", "(", "", 10000, "SyntaxError: too many nested parentheses"},
    {"", "[", "]", 199, "SyntaxError: '[' was never closed"},
    {"", "-", "x", 100000,
     "MemoryError: Parser stack overflowed - Python source too complex to parse"},
    {"", "not ", "x", 100000,
     "MemoryError: Parser stack overflowed - Python source too complex to parse"},
    {"", "-", "x y", 1500, "SyntaxError: invalid syntax"},
    {"", "lambda:", "x y", 1500, "SyntaxError: invalid syntax"},
    {"if a: pass\n", "elif b: pass\n", "", 100000,
     "RecursionError: maximum recursion depth exceeded during compilation"},
    {"", "x = ", "1", 100000, NULL},
    {"f(", "a, ", "b)", 100000, NULL},
    {"f(", "a, ", "b c)", 20000, "SyntaxError: invalid syntax. Perhaps you forgot a comma?"},
    {"", "x\n", "", 100000, NULL},
};

START_TEST(limit_holds)
{
    char *text = repeated(limits[_i].before, limits[_i].unit, limits[_i].n, limits[_i].after);
    struct bt_arena arena;
    struct bt_source source;
    struct bt_diag err;
    struct bt_module *module;
    bt_arena_init(&arena);
    bt_diag_init(&err);
    ck_assert(bt_source_from_text(&source, "x.py", text, strlen(text), &err));
    bool good = bt_parse(&arena, &source, BT_PARSE_FILE, &module, &err);
    if (limits[_i].error == NULL) {
        ck_assert_msg(good, "%s", err.message);
    } else {
        char said[200];
        ck_assert(!good);
        snprintf(said, sizeof said, "%s: %s", bt_diag_class(err.kind), err.message);
        ck_assert_str_eq(said, limits[_i].error);
    }
    bt_diag_free(&err);
    bt_source_free(&source);
    bt_arena_free(&arena);
    bt_free(text);
}
END_TEST

/* ---- warnings ---- */

START_TEST(warnings_are_kept)
{
    const char *text = "x = '\\d'\ny = 1if x else 2\nz = f'\\{x}'\n";
    struct bt_arena arena;
    struct bt_source source;
    struct bt_diag err;
    struct bt_module *module;
    bt_arena_init(&arena);
    bt_diag_init(&err);
    ck_assert(bt_source_from_text(&source, "x.py", text, strlen(text), &err));
    ck_assert(bt_parse(&arena, &source, BT_PARSE_FILE, &module, &err));
    const struct bt_warning *w = module->warnings;
    ck_assert_uint_eq(w->span.line, 1);
    ck_assert_str_eq(w->message, "invalid escape sequence '\\d'");
    w = w->next;
    ck_assert_uint_eq(w->span.line, 2);
    ck_assert_str_eq(w->message, "invalid decimal literal");
    w = w->next;
    ck_assert_uint_eq(w->span.line, 3);
    ck_assert_str_eq(w->message, "invalid escape sequence '\\{'");
    ck_assert_ptr_null(w->next);
    bt_source_free(&source);
    bt_arena_free(&arena);
}
END_TEST

/* ---- the feed ---- */

/* Lines as typed, and what the feed makes of each: m(ore), d(one), e(rror). */
static const struct {
    const char *lines, *answers;
} feeds[] = {
    {"x = 1\n", "d"},
    {"\n# nothing\n", "dd"},
    {"if x:\n  y\n\n", "mmd"},
    {"if x: y\n\n", "md"},
    {"if x:\n  y\nelse:\n  z\n\n", "mmmmd"},
    {"if x:\n  if y:\n    z\n\n", "mmmd"},
    {"f(1,\n\n2)\n", "mmd"},
    {"'''a\n\nb'''\n", "mmd"},
    {"x = \\\n1\n", "md"},
    {"@d\ndef f():\n  pass\n\n", "mmmd"},
    {"class A:\n  def f(self):\n    pass\n\n", "mmmd"},
    {"try:\n  x\nfinally:\n  y\n\n", "mmmmd"},
    {"match x:\n  case 1:\n    y\n\n", "mmmd"},
    {"a b\nc\n", "ed"},
    {"if x:\n  a b\nc\n", "med"},
    {"if x:\ny\n", "me"},
    {"'a\n", "e"},
    {"(]\n", "e"},
    {"x; y = 2\n", "d"},
};

START_TEST(feed_knows_when_to_go_on)
{
    struct bt_feed *feed = bt_feed_new("<stdin>");
    ck_assert_ptr_nonnull(feed);
    const char *line = feeds[_i].lines;
    for (const char *answer = feeds[_i].answers; *answer != '\0'; answer++) {
        struct bt_arena arena;
        struct bt_diag err;
        struct bt_module *module = NULL;
        bt_arena_init(&arena);
        bt_diag_init(&err);
        size_t len = (size_t)(strchr(line, '\n') + 1 - line);
        enum bt_feed_status status = bt_feed_line(feed, line, len, &arena, &module, &err);
        ck_assert_msg("mde"[status] == *answer, "%.*s: %c", (int)len - 1, line, "mde"[status]);
        ck_assert(status != BT_FEED_DONE || module->kind == BT_MODULE_INTERACTIVE);
        line += len;
        bt_diag_free(&err);
        bt_arena_free(&arena);
    }
    bt_feed_free(feed);
}
END_TEST

START_TEST(feed_ends)
{
    struct bt_feed *feed = bt_feed_new("<stdin>");
    struct bt_arena arena;
    struct bt_diag err;
    struct bt_module *module = NULL;
    bt_arena_init(&arena);
    bt_diag_init(&err);
    ck_assert_int_eq(bt_feed_line(feed, "if x: y\n", 8, &arena, &module, &err), BT_FEED_MORE);
    ck_assert_int_eq(bt_feed_end(feed, &arena, &module, &err), BT_FEED_DONE);
    ck_assert_uint_eq(module->body.n, 1);
    ck_assert_int_eq(bt_feed_end(feed, &arena, &module, &err), BT_FEED_DONE);
    ck_assert_uint_eq(module->body.n, 0);
    ck_assert_int_eq(bt_feed_line(feed, "(\n", 2, &arena, &module, &err), BT_FEED_MORE);
    bt_feed_reset(feed);
    ck_assert_int_eq(bt_feed_line(feed, "x\n", 2, &arena, &module, &err), BT_FEED_DONE);
    ck_assert_int_eq(bt_feed_line(feed, "(\n", 2, &arena, &module, &err), BT_FEED_MORE);
    ck_assert_int_eq(bt_feed_end(feed, &arena, &module, &err), BT_FEED_ERROR);
    ck_assert_str_eq(err.message, "'(' was never closed");
    bt_diag_free(&err);
    bt_feed_free(feed);
    bt_arena_free(&arena);
}
END_TEST

/* ---- memory ---- */

/* One try with the allocation number `n` failing; whether the parse was through before it. */
static bool survives(const char *text, long n)
{
    struct bt_arena arena;
    struct bt_source source;
    struct bt_diag err;
    struct bt_module *module;
    bt_arena_init(&arena);
    bt_diag_init(&err);
    fail_after = n;
    bool made = bt_source_from_text(&source, "x.py", text, strlen(text), &err);
    bool good = made && bt_parse(&arena, &source, BT_PARSE_FILE, &module, &err);
    bool failed = fail_after == 0;
    fail_after = -1;
    if (failed && !good) {
        ck_assert_int_eq(err.kind, BT_DIAG_MEMORY_ERROR);
    }
    if (made) {
        bt_source_free(&source);
    }
    bt_diag_free(&err);
    bt_arena_free(&arena);
    return !failed;
}

START_TEST(no_allocation_is_vital)
{
    static const char *const texts[] = {
        "def f(a, b=1, *c: d, **e) -> g:\n"
        "    'doc'\n"
        "    with (a as b, c): x: int = f'{a!r:{b}}' '\\d'\n"
        "    return [i for i in (1, 2.5, 3j, 12345678901234567890) if i] or {a: b, **c}\n",
        "def f():\n    x = (1, 2)\n    y = f(a, b c)\n",
        "if x:\n    f() = 1\n",
        "x = '\\x4'\n",
    };
    for (long n = 1; !survives(texts[_i], n); n++) {
        ck_assert_int_lt(n, 10000);
    }
}
END_TEST

#define COUNT(array) ((int)(sizeof(array) / sizeof(array)[0]))

int main(void)
{
    Suite *suite = suite_create("parser");
    TCase *t = tcase_create("parser");
    tcase_add_loop_test(t, tree_is_right, 0, COUNT(trees));
    tcase_add_test(t, modes_differ);
    tcase_add_loop_test(t, limit_holds, 0, COUNT(limits));
    tcase_add_test(t, warnings_are_kept);
    tcase_add_loop_test(t, feed_knows_when_to_go_on, 0, COUNT(feeds));
    tcase_add_test(t, feed_ends);
    tcase_add_loop_test(t, no_allocation_is_vital, 0, 4);
    suite_add_tcase(suite, t);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
