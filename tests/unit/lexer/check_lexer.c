/*
 * The lexer: tokens and their places, layout, soft keywords, literals.
 */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/source.h"
#include "lexer/layout.h"
#include "lexer/literal.h"
#include "lexer/name.h"

static const char *const kind_names[] = {
#define BT_TOKEN(name, text)   #name,
#define BT_KEYWORD(name, text) #name,
#include "lexer/tokens.def"
#undef BT_TOKEN
#undef BT_KEYWORD
};

/* The kinds of all tokens, separated by blanks; the message after ERROR. */
static char *kinds_of(const char *text)
{
    struct bt_arena arena;
    struct bt_names names;
    struct bt_source source;
    struct bt_diag err;
    struct bt_buf out;
    bt_arena_init(&arena);
    bt_names_init(&names, &arena);
    bt_diag_init(&err);
    bt_buf_init(&out);
    ck_assert(bt_source_from_text(&source, "x.py", text, strlen(text), &err));
    struct bt_layout *layout = bt_layout_new(&source, &names, &err);
    ck_assert_ptr_nonnull(layout);
    struct bt_token token;
    do {
        bt_layout_next(layout, &token);
        bt_buf_printf(&out, "%s%s", out.len != 0 ? " " : "", kind_names[token.kind]);
    } while (token.kind != BT_TOK_END && token.kind != BT_TOK_ERROR);
    if (token.kind == BT_TOK_ERROR) {
        bt_buf_printf(&out, " %s", err.message);
    }
    bt_layout_free(layout);
    bt_diag_free(&err);
    bt_source_free(&source);
    bt_arena_free(&arena);
    return bt_buf_take(&out);
}

static const struct {
    const char *text, *kinds;
} layouts[] = {
    {"", "END"},
    {"\n\n  # nothing\n", "END"},
    {"x", "NAME NEWLINE END"},
    {"x # y\n\ny\n", "NAME NEWLINE NAME NEWLINE END"},
    {"if x:\n  y\nz", "IF NAME COLON NEWLINE INDENT NAME NEWLINE DEDENT NAME NEWLINE END"},
    {"if x:\n  if y:\n    z", "IF NAME COLON NEWLINE INDENT IF NAME COLON NEWLINE INDENT NAME "
                              "NEWLINE DEDENT DEDENT END"},
    {"(\n1,\n\n  2)\n", "LPAREN NUMBER COMMA NUMBER RPAREN NEWLINE END"},
    {"a + \\\n  b", "NAME PLUS NAME NEWLINE END"},
    {"if x:\n\ty\n        z\n",
     "IF NAME COLON NEWLINE INDENT NAME NEWLINE ERROR inconsistent use of tabs and spaces in "
     "indentation"},
    {"if x:\n    y\n  z\n", "IF NAME COLON NEWLINE INDENT NAME NEWLINE DEDENT ERROR unindent does "
                            "not match any outer indentation level"},
    {"(\n", "LPAREN END"},
    {"(]", "LPAREN ERROR closing parenthesis ']' does not match opening parenthesis '('"},
    {")", "ERROR unmatched ')'"},
    {"x\f\n\fy", "NAME NEWLINE NAME NEWLINE END"},
};

static const struct {
    const char *text, *kinds;
} soft[] = {
    {"match = 1", "NAME EQUAL NUMBER NEWLINE END"},
    {"match(x)", "NAME LPAREN NAME RPAREN NEWLINE END"},
    {"match(x):\n case y: z",
     "MATCH LPAREN NAME RPAREN COLON NEWLINE INDENT CASE NAME COLON NAME NEWLINE DEDENT END"},
    {"match[x]: y", "NAME LBRACKET NAME RBRACKET COLON NAME NEWLINE END"},
    {"match -x:\n case = 1", "MATCH MINUS NAME COLON NEWLINE INDENT CASE EQUAL NUMBER NEWLINE "
                             "DEDENT END"},
    {"case = match", "NAME EQUAL NAME NEWLINE END"},
    {"type X = y", "TYPE NAME EQUAL NAME NEWLINE END"},
    {"type(x)", "NAME LPAREN NAME RPAREN NEWLINE END"},
    {"a; type type = 1", "NAME SEMICOLON TYPE NAME EQUAL NUMBER NEWLINE END"},
    {"with (a, b): c", "WITH LPAREN NAME COMMA NAME RPAREN COLON NAME NEWLINE END"},
    {"with (a as b): c", "WITH WITH_LPAREN NAME AS NAME RPAREN COLON NAME NEWLINE END"},
    {"with (f(a) as b,\n c): d",
     "WITH WITH_LPAREN NAME LPAREN NAME RPAREN AS NAME COMMA NAME RPAREN COLON NAME NEWLINE END"},
};

static const struct {
    const char *text, *kinds;
} fstrings[] = {
    {"f''", "FSTRING_START FSTRING_END NEWLINE END"},
    {"f'a{{b}}'", "FSTRING_START FSTRING_MIDDLE FSTRING_END NEWLINE END"},
    {"f'{x}'", "FSTRING_START FIELD_START NAME FIELD_END FSTRING_END NEWLINE END"},
    {"f'{x!r:>{w}}'", "FSTRING_START FIELD_START NAME EXCLAMATION NAME SPEC_COLON FSTRING_MIDDLE "
                      "FIELD_START NAME FIELD_END FIELD_END FSTRING_END NEWLINE END"},
    {"f'{x['a']}'", "FSTRING_START FIELD_START NAME LBRACKET STRING RBRACKET FIELD_END "
                    "FSTRING_END NEWLINE END"},
    {"f'{a[b:c]}'", "FSTRING_START FIELD_START NAME LBRACKET NAME COLON NAME RBRACKET FIELD_END "
                    "FSTRING_END NEWLINE END"},
    {"f'{x:=5}'", "FSTRING_START FIELD_START NAME SPEC_COLON FSTRING_MIDDLE FIELD_END "
                  "FSTRING_END NEWLINE END"},
    {"f'{x!=y}'", "FSTRING_START FIELD_START NAME NOT_EQUAL NAME FIELD_END FSTRING_END NEWLINE "
                  "END"},
    {"f'{f'{x}'}'", "FSTRING_START FIELD_START FSTRING_START FIELD_START NAME FIELD_END "
                    "FSTRING_END FIELD_END FSTRING_END NEWLINE END"},
    {"f'''{\nx\n}\n'''", "FSTRING_START FIELD_START NAME FIELD_END FSTRING_MIDDLE FSTRING_END "
                         "NEWLINE END"},
    {"rf'\\{x}'", "FSTRING_START FSTRING_MIDDLE FIELD_START NAME FIELD_END FSTRING_END NEWLINE "
                  "END"},
    {"f'}'", "FSTRING_START ERROR f-string: single '}' is not allowed"},
    {"f'{a)}'", "FSTRING_START FIELD_START NAME ERROR f-string: unmatched ')'"},
    {"f'a", "FSTRING_START ERROR unterminated f-string literal (detected at line 1)"},
    {"f'{a:{b:{c:{d}}}}'",
     "FSTRING_START FIELD_START NAME SPEC_COLON FIELD_START NAME SPEC_COLON FIELD_START NAME "
     "SPEC_COLON ERROR f-string: expressions nested too deeply"},
};

#define CHECK_KINDS(table)                          \
    do {                                            \
        char *kinds = kinds_of((table)[_i].text);   \
        ck_assert_str_eq(kinds, (table)[_i].kinds); \
        bt_free(kinds);                             \
    } while (0)

START_TEST(layout)
{
    CHECK_KINDS(layouts);
}
END_TEST

START_TEST(soft_keywords)
{
    CHECK_KINDS(soft);
}
END_TEST

START_TEST(fstring_parts)
{
    CHECK_KINDS(fstrings);
}
END_TEST

START_TEST(keywords_are_known)
{
    ck_assert_int_eq(bt_token_of_word("nonlocal", 8), BT_TOK_NONLOCAL);
    ck_assert_int_eq(bt_token_of_word("is", 2), BT_TOK_IS);
    ck_assert_int_eq(bt_token_of_word("isx", 3), BT_TOK_NAME);
    ck_assert_int_eq(bt_token_of_word("i", 1), BT_TOK_NAME);
    ck_assert_int_eq(bt_token_of_word("match", 5), BT_TOK_NAME);
    ck_assert(bt_token_is_keyword(BT_TOK_YIELD));
    ck_assert(!bt_token_is_keyword(BT_TOK_NAME));
}
END_TEST

START_TEST(brackets_have_a_limit)
{
    char text[2 * BT_MAX_BRACKETS + 8];
    memset(text, '(', BT_MAX_BRACKETS);
    memset(text + BT_MAX_BRACKETS, ')', BT_MAX_BRACKETS);
    text[(size_t)2 * BT_MAX_BRACKETS] = '\0';
    char *kinds = kinds_of(text);
    ck_assert_ptr_null(strstr(kinds, "ERROR"));
    bt_free(kinds);
    memset(text, '(', BT_MAX_BRACKETS + 1);
    kinds = kinds_of(text);
    ck_assert_ptr_nonnull(strstr(kinds, "ERROR too many nested parentheses"));
    bt_free(kinds);
}
END_TEST

START_TEST(names_are_normalised_and_shared)
{
    struct bt_arena arena;
    struct bt_names names;
    bt_arena_init(&arena);
    bt_names_init(&names, &arena);
    const struct bt_name *fi = bt_names_intern(&names, "fi", 2);
    ck_assert_ptr_eq(bt_names_intern_source(&names, "\xEF\xAC\x81", 3), fi);
    ck_assert_ptr_eq(bt_names_intern_source(&names, "fix", 2), fi);
    ck_assert_ptr_ne(bt_names_intern(&names, "f", 1), fi);
    for (int i = 0; i < 5000; i++) {
        char text[16];
        int len = snprintf(text, sizeof text, "n%d", i);
        const struct bt_name *name = bt_names_intern(&names, text, (size_t)len);
        ck_assert_str_eq(name->text, text);
    }
    ck_assert_ptr_eq(bt_names_intern(&names, "fi", 2), fi);
    bt_arena_free(&arena);
}
END_TEST

/* ---- literals ---- */

static const struct {
    const char *text;
    enum bt_const_kind kind;
    int64_t i;
    double f;
    const char *digits;
} numbers[] = {
    {"0", BT_CONST_INT, 0, 0, NULL},
    {"00_0", BT_CONST_INT, 0, 0, NULL},
    {"1_000", BT_CONST_INT, 1000, 0, NULL},
    {"0xFf", BT_CONST_INT, 255, 0, NULL},
    {"0o_17", BT_CONST_INT, 15, 0, NULL},
    {"0B101", BT_CONST_INT, 5, 0, NULL},
    {"9223372036854775807", BT_CONST_INT, INT64_MAX, 0, NULL},
    {"9223372036854775808", BT_CONST_BIG_INT, 0, 0, "9223372036854775808"},
    {"0x1_0000_0000_0000_0000", BT_CONST_BIG_INT, 0, 0, "10000000000000000"},
    {"1.5", BT_CONST_FLOAT, 0, 1.5, NULL},
    {"1e3", BT_CONST_FLOAT, 0, 1000, NULL},
    {"1_0.2_5E-1", BT_CONST_FLOAT, 0, 1.025, NULL},
    {".5", BT_CONST_FLOAT, 0, .5, NULL},
    {"1e999", BT_CONST_FLOAT, 0, __builtin_inf(), NULL},
    {"3j", BT_CONST_IMAG, 0, 3, NULL},
    {"1.5e1J", BT_CONST_IMAG, 0, 15, NULL},
};

START_TEST(number_values)
{
    struct bt_arena arena;
    struct bt_const c;
    bt_arena_init(&arena);
    ck_assert(bt_literal_number(&arena, numbers[_i].text, strlen(numbers[_i].text), &c));
    ck_assert_int_eq(c.kind, numbers[_i].kind);
    if (c.kind == BT_CONST_INT) {
        ck_assert_int_eq(c.u.i, numbers[_i].i);
    } else if (c.kind == BT_CONST_BIG_INT) {
        ck_assert_str_eq(c.u.big.digits, numbers[_i].digits);
    } else {
        ck_assert(c.u.f == numbers[_i].f);
    }
    bt_arena_free(&arena);
}
END_TEST

static const struct {
    const char *body;
    unsigned flags;
    const char *value;   /* NULL: an error */
    const char *message; /* NULL: neither error nor warning */
} escapes[] = {
    {"abc", 0, "abc", NULL},
    {"a\\n\\t\\\\\\'\\\"", 0, "a\n\t\\'\"", NULL},
    {"\\x41\\101\\u00e9\\U0001F40D", 0, "AA\xC3\xA9\xF0\x9F\x90\x8D", NULL},
    {"\\ud800", 0, "\xED\xA0\x80", NULL},
    {"\\N{BULLET}\\N{line feed}\\N{CJK UNIFIED IDEOGRAPH-4E00}\\N{HANGUL SYLLABLE GGAGG}", 0,
     "\xE2\x80\xA2\n\xE4\xB8\x80\xEA\xB9\x8E", NULL},
    {"\\N{nonsense}", 0, NULL,
     "(unicode error) 'unicodeescape' codec can't decode bytes in position 0-11: unknown Unicode "
     "character name"},
    {"a\\\nb", 0, "ab", NULL},
    {"\\x41\\xff", BT_LITERAL_BYTES, "A\xFF", NULL},
    {"\\u0041", BT_LITERAL_BYTES, "\\u0041", "invalid escape sequence '\\u'"},
    {"\\n\\d", BT_LITERAL_RAW, "\\n\\d", NULL},
    {"{{a}}", BT_LITERAL_BRACES, "{a}", NULL},
    {"\\d", 0, "\\d", "invalid escape sequence '\\d'"},
    {"\\400", 0, "\xC4\x80", "invalid octal escape sequence '\\400'"},
    {"\\x4", 0, NULL,
     "(unicode error) 'unicodeescape' codec can't decode bytes in position 0-2: truncated \\xXX "
     "escape"},
    {"\xC3\xA9\\u12", 0, NULL,
     "(unicode error) 'unicodeescape' codec can't decode bytes in position 10-13: truncated "
     "\\uXXXX escape"},
    {"\\U00110000", 0, NULL,
     "(unicode error) 'unicodeescape' codec can't decode bytes in position 0-9: illegal Unicode "
     "character"},
    {"\\N", 0, NULL,
     "(unicode error) 'unicodeescape' codec can't decode bytes in position 0-1: malformed \\N "
     "character escape"},
    {"ab\\x", BT_LITERAL_BYTES, NULL, "(value error) invalid \\x escape at position 2"},
};

START_TEST(string_values)
{
    struct bt_escape_report report = {0};
    struct bt_buf out;
    bt_buf_init(&out);
    bool good = bt_literal_text(&out, escapes[_i].body, strlen(escapes[_i].body), escapes[_i].flags,
                                &report);
    ck_assert(good == (escapes[_i].value != NULL));
    if (good) {
        ck_assert_str_eq(out.data, escapes[_i].value);
    }
    ck_assert_str_eq(report.message, escapes[_i].message != NULL ? escapes[_i].message : "");
    bt_buf_free(&out);
}
END_TEST

#define COUNT(array) ((int)(sizeof(array) / sizeof(array)[0]))

int main(void)
{
    Suite *suite = suite_create("lexer");
    TCase *t = tcase_create("lexer");
    tcase_add_loop_test(t, layout, 0, COUNT(layouts));
    tcase_add_loop_test(t, soft_keywords, 0, COUNT(soft));
    tcase_add_loop_test(t, fstring_parts, 0, COUNT(fstrings));
    tcase_add_test(t, keywords_are_known);
    tcase_add_test(t, brackets_have_a_limit);
    tcase_add_test(t, names_are_normalised_and_shared);
    tcase_add_loop_test(t, number_values, 0, COUNT(numbers));
    tcase_add_loop_test(t, string_values, 0, COUNT(escapes));
    suite_add_tcase(suite, t);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
