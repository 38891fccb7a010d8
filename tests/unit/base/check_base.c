/*
 * base: blocks, arena, vectors, buffers, UTF-8, hash, source text and diagnostics.
 */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/hash.h"
#include "base/mem.h"
#include "base/source.h"
#include "base/utf8.h"
#include "base/vec.h"

/* ---- memory ---- */

START_TEST(blocks_refuse_an_overflow)
{
    ck_assert_ptr_null(bt_alloc_array(SIZE_MAX / 2, 3));
    ck_assert_ptr_null(bt_realloc_array(NULL, SIZE_MAX / 2, 3));
    void *nothing = bt_alloc(0);
    ck_assert_ptr_nonnull(nothing);
    bt_free(nothing);
    bt_free(NULL);
}
END_TEST

START_TEST(arena_aligns_and_clears)
{
    struct bt_arena arena;
    bt_arena_init(&arena);
    for (size_t size = 0; size < 300; size++) {
        unsigned char *block = bt_arena_alloc(&arena, size);
        ck_assert_ptr_nonnull(block);
        ck_assert_uint_eq((uintptr_t)block % _Alignof(max_align_t), 0);
        for (size_t i = 0; i < size; i++) {
            ck_assert_uint_eq(block[i], 0);
        }
        memset(block, 0xFF, size);
    }
    char *large = bt_arena_alloc(&arena, 5 << 20);
    ck_assert_ptr_nonnull(large);
    large[(5 << 20) - 1] = 1;
    ck_assert_ptr_null(bt_arena_alloc(&arena, SIZE_MAX - 4));
    ck_assert_str_eq(bt_arena_copy(&arena, "abcd", 3), "abc");
    ck_assert_str_eq(bt_arena_printf(&arena, "%s-%d", "x", 42), "x-42");
    bt_arena_free(&arena);
    ck_assert_uint_eq(arena.used, 0);
}
END_TEST

START_TEST(vector_grows)
{
    struct BT_VEC(int) v = {0};
    for (int i = 0; i < 1000; i++) {
        ck_assert(bt_vec_push(&v, i));
    }
    ck_assert_int_eq(bt_vec_last(&v), 999);
    ck_assert_int_eq(bt_vec_pop(&v), 999);
    ck_assert_uint_eq(v.n, 999);
    ck_assert_int_eq(v.items[500], 500);
    bt_vec_free(&v);
    ck_assert_uint_eq(v.cap, 0);
}
END_TEST

START_TEST(buffer_collects)
{
    struct bt_buf buf;
    bt_buf_init(&buf);
    bt_buf_putc(&buf, 'a');
    bt_buf_puts(&buf, "bc");
    bt_buf_write(&buf, "d\0e", 3);
    bt_buf_fill(&buf, '.', 3);
    bt_buf_printf(&buf, "%05.1f", 2.5);
    bt_buf_put_code_point(&buf, 0x20AC);
    ck_assert(!buf.failed);
    ck_assert_uint_eq(buf.len, 17);
    ck_assert_mem_eq(buf.data, "abcd\0e...002.5\xE2\x82\xAC", 18);
    ck_assert(!bt_buf_reserve(&buf, SIZE_MAX));
    bt_buf_puts(&buf, "ignored");
    ck_assert_uint_eq(buf.len, 17);
    ck_assert_ptr_null(bt_buf_take(&buf));
    ck_assert_uint_eq(buf.cap, 0);
    char *empty = bt_buf_take(&buf);
    ck_assert_str_eq(empty, "");
    bt_free(empty);
}
END_TEST

/* ---- UTF-8 ---- */

static const struct {
    const char *text;
    uint32_t code_point, as_wtf8; /* BT_UTF8_BAD: no code point */
    size_t size, wtf8_size;
} decoding[] = {
    {"A", 'A', 'A', 1, 1},
    {"\xC3\xA9", 0xE9, 0xE9, 2, 2},
    {"\xE2\x82\xAC", 0x20AC, 0x20AC, 3, 3},
    {"\xF0\x9F\x90\x8D", 0x1F40D, 0x1F40D, 4, 4},
    {"\xF4\x8F\xBF\xBF", 0x10FFFF, 0x10FFFF, 4, 4},
    {"\xED\x9F\xBF", 0xD7FF, 0xD7FF, 3, 3},
    {"\xED\xA0\x80", BT_UTF8_BAD, 0xD800, 1, 3},      /* a surrogate */
    {"\xC0\x80", BT_UTF8_BAD, BT_UTF8_BAD, 1, 1},     /* overlong */
    {"\xE0\x80\x80", BT_UTF8_BAD, BT_UTF8_BAD, 1, 1}, /* overlong */
    {"\xF4\x90\x80\x80", BT_UTF8_BAD, BT_UTF8_BAD, 1, 1},
    {"\xFF", BT_UTF8_BAD, BT_UTF8_BAD, 1, 1},
    {"\x80", BT_UTF8_BAD, BT_UTF8_BAD, 1, 1},
    {"\xE2\x82", BT_UTF8_BAD, BT_UTF8_BAD, 2, 2}, /* cut short */
    {"\xE2\x82x", BT_UTF8_BAD, BT_UTF8_BAD, 2, 2},
    {"\xF0\x9F\x90", BT_UTF8_BAD, BT_UTF8_BAD, 3, 3},
};

START_TEST(utf8_decodes)
{
    size_t size;
    size_t len = strlen(decoding[_i].text);
    ck_assert_uint_eq(bt_utf8_decode(decoding[_i].text, len, &size), decoding[_i].code_point);
    ck_assert_uint_eq(size, decoding[_i].size);
    ck_assert_uint_eq(bt_wtf8_decode(decoding[_i].text, len, &size), decoding[_i].as_wtf8);
    ck_assert_uint_eq(size, decoding[_i].wtf8_size);
}
END_TEST

START_TEST(utf8_encodes_what_it_decodes)
{
    for (uint32_t c = 0; c <= 0x10FFFF; c += c < 0x11000 ? 1 : 97) {
        char bytes[BT_UTF8_MAX];
        size_t size = bt_utf8_encode(c, bytes);
        size_t read;
        ck_assert_uint_eq(size, bt_utf8_encoded_size(c));
        ck_assert_uint_eq(size, bt_utf8_size((unsigned char)bytes[0]));
        ck_assert_uint_eq(bt_wtf8_decode(bytes, size, &read), c);
        ck_assert_uint_eq(read, size);
    }
}
END_TEST

START_TEST(utf8_measures)
{
    const char *text = "a\xC3\xA9\xE2\x82\xAC\xF0\x9F\x90\x8Dz";
    size_t len = strlen(text);
    ck_assert_uint_eq(bt_utf8_count(text, len), 5);
    ck_assert_uint_eq(bt_utf8_offset(text, len, 3), 6);
    ck_assert_uint_eq(bt_utf8_offset(text, len, 9), len);
    ck_assert_uint_eq(bt_utf8_width(text, len), 6);
    ck_assert_uint_eq(bt_utf8_valid_prefix(text, len), len);
    ck_assert_uint_eq(bt_utf8_valid_prefix("abcdefghij\xFFk", 12), 10);
    ck_assert_uint_eq(bt_wtf8_valid_prefix("ab\xED\xA0\x80", 5), 5);
    ck_assert(bt_utf8_is_ascii("0123456789abcdef", 16));
    ck_assert(!bt_utf8_is_ascii("0123456789abcde\x80", 16));
}
END_TEST

START_TEST(hash_depends_on_every_byte)
{
    char text[33] = "abcdefghijklmnopqrstuvwxyz012345";
    for (size_t len = 0; len <= 32; len++) {
        uint64_t hash = bt_hash_bytes(text, len, 0);
        ck_assert(hash == bt_hash_bytes(text, len, 0));
        ck_assert(hash != bt_hash_bytes(text, len, 1));
        for (size_t i = 0; i < len; i++) {
            text[i] ^= 1;
            ck_assert(hash != bt_hash_bytes(text, len, 0));
            text[i] ^= 1;
        }
    }
}
END_TEST

/* ---- source text ---- */

/* Makes a source of a file's bytes and gives its text, or the message. */
static char *decoded(const char *bytes, size_t len)
{
    struct bt_source source;
    struct bt_diag err;
    struct bt_buf out;
    bt_diag_init(&err);
    bt_buf_init(&out);
    if (bt_source_from_bytes(&source, "x.py", bytes, len, &err)) {
        bt_buf_puts(&out, source.text);
        bt_source_free(&source);
    } else {
        bt_diag_render(&err, &out);
    }
    bt_diag_free(&err);
    return bt_buf_take(&out);
}

static const struct {
    const char *bytes, *text;
} sources[] = {
    {"", ""},
    {"a", "a\n"},
    {"a\r\nb\rc\n", "a\nb\nc\n"},
    {"\xEF\xBB\xBFx\n", "x\n"},
    {"# coding: latin-1\n\xE9\n", "# coding: latin-1\n\xC3\xA9\n"},
    {"#!x\n# vim: set fileencoding=iso-8859-1 :\n\xE9\n",
     "#!x\n# vim: set fileencoding=iso-8859-1 :\n\xC3\xA9\n"},
    {"x\n# coding: foo\n", "x\n# coding: foo\n"},
    {"# coding: foo\n", "SyntaxError: encoding problem: foo\n"},
    {"\xEF\xBB\xBF# coding: latin-1\n", "SyntaxError: encoding problem: iso-8859-1 with BOM\n"},
    {"# coding: ascii\n\xE9\n", "SyntaxError: encoding problem: ascii\n"},
    {"x\ny = '\xFF'\n",
     "SyntaxError: Non-UTF-8 code starting with '\\xff' in file x.py on line 2, but no encoding "
     "declared; see https://peps.python.org/pep-0263/ for details\n"},
};

START_TEST(source_decodes)
{
    char *text = decoded(sources[_i].bytes, strlen(sources[_i].bytes));
    ck_assert_str_eq(text, sources[_i].text);
    bt_free(text);
}
END_TEST

START_TEST(source_refuses_nul)
{
    char *text = decoded("a\nbc\0d\n", 7);
    ck_assert_str_eq(text, "  File \"x.py\", line 2\n    bc\n"
                           "SyntaxError: source code cannot contain null bytes\n");
    bt_free(text);
}
END_TEST

START_TEST(source_knows_its_lines)
{
    struct bt_source source;
    struct bt_diag err;
    bt_diag_init(&err);
    ck_assert(bt_source_from_text(&source, "<x>", "ab\n\ncd", 6, &err));
    ck_assert_uint_eq(source.n_lines, 3);
    size_t len;
    ck_assert_ptr_eq(bt_source_line(&source, 3, &len), source.text + 4);
    ck_assert_uint_eq(len, 2);
    ck_assert_ptr_nonnull(bt_source_line(&source, 2, &len));
    ck_assert_uint_eq(len, 0);
    ck_assert_ptr_null(bt_source_line(&source, 4, &len));
    ck_assert_ptr_null(bt_source_line(&source, 0, &len));
    bt_source_free(&source);
}
END_TEST

/* ---- diagnostics ---- */

static const struct {
    struct bt_span span;
    const char *shown;
} places[] = {
    {{1, 4, 1, 6}, "  File \"x.py\", line 1\n    x = ab\n        ^^\nSyntaxError: no\n"},
    {{1, 4, 1, 4}, "  File \"x.py\", line 1\n    x = ab\n        ^\nSyntaxError: no\n"},
    {{1, 4, 0, 0}, "  File \"x.py\", line 1\n    x = ab\n        ^\nSyntaxError: no\n"},
    {{1, 4, 2, 3}, "  File \"x.py\", line 1\n    x = ab\n        ^^\nSyntaxError: no\n"},
    {{2, 2, 2, 4}, "  File \"x.py\", line 2\n    \xC3\xA9\xC3\xA9\n    ^\nSyntaxError: no\n"},
    {{2, 4, 2, 6}, "  File \"x.py\", line 2\n    \xC3\xA9\xC3\xA9\n     ^\nSyntaxError: no\n"},
    {{3, 1, 3, 2}, "  File \"x.py\", line 3\n    \ty\n    \t^\nSyntaxError: no\n"},
    {{1, BT_NO_COL, 1, BT_NO_COL}, "  File \"x.py\", line 1\n    x = ab\nSyntaxError: no\n"},
    {{9, 0, 9, 1}, "  File \"x.py\", line 9\nSyntaxError: no\n"},
    {{0, 0, 0, 0}, "SyntaxError: no\n"},
};

START_TEST(diagnostic_points)
{
    struct bt_source source;
    struct bt_diag err;
    struct bt_buf out;
    const char *text = "x = ab\n  \xC3\xA9\xC3\xA9\n\ty\n";
    bt_diag_init(&err);
    bt_buf_init(&out);
    ck_assert(bt_source_from_text(&source, "x.py", text, strlen(text), &err));
    bt_diag_set(&err, BT_DIAG_SYNTAX_ERROR, &source, places[_i].span, "n%s", "o");
    bt_diag_render(&err, &out);
    ck_assert_str_eq(out.data, places[_i].shown);
    bt_buf_free(&out);
    bt_diag_free(&err);
    bt_source_free(&source);
}
END_TEST

#define COUNT(array) ((int)(sizeof(array) / sizeof(array)[0]))

int main(void)
{
    Suite *suite = suite_create("base");
    TCase *t = tcase_create("base");
    tcase_add_test(t, blocks_refuse_an_overflow);
    tcase_add_test(t, arena_aligns_and_clears);
    tcase_add_test(t, vector_grows);
    tcase_add_test(t, buffer_collects);
    tcase_add_loop_test(t, utf8_decodes, 0, COUNT(decoding));
    tcase_add_test(t, utf8_encodes_what_it_decodes);
    tcase_add_test(t, utf8_measures);
    tcase_add_test(t, hash_depends_on_every_byte);
    tcase_add_loop_test(t, source_decodes, 0, COUNT(sources));
    tcase_add_test(t, source_refuses_nul);
    tcase_add_test(t, source_knows_its_lines);
    tcase_add_loop_test(t, diagnostic_points, 0, COUNT(places));
    suite_add_tcase(suite, t);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
