// What the compiler makes of good programs: as few instructions as promised, and everything that
// does not fit a short form.
#include "tests/unit/compiler/compile_text.h"

#include "base/mem.h"
#include "bytecode/liveness.h"
#include "bytecode/pack.h"
#include "bytecode/positions.h"

static struct compiled c;

static const struct bt_unit *function(const char *text)
{
    compile_good(&c, text);
    return inner_unit(c.image->top, 0);
}

START_TEST(test_locals_are_operands)
{
    const struct bt_unit *u = function("def f(a, b):\n    c = a + b\n    c += 1\n    return c\n");
    ck_assert_uint_eq(count_all(u), 3);
    ck_assert_uint_eq(u->insns[0].op, BT_ADD_OP);
    ck_assert_uint_eq(u->insns[0].a, 2);
    ck_assert_uint_eq(u->insns[1].op, BT_IADDI_OP);
    ck_assert_uint_eq(u->insns[1].a, 2);
    ck_assert_uint_eq(u->insns[2].op, BT_RETURN_OP);
    compiled_free(&c);
}
END_TEST

// One visible access an instruction: the increment of a global can be torn.
START_TEST(test_increment_of_global)
{
    const struct bt_unit *u = function("def f():\n    global c\n    c += 1\n");
    ck_assert_uint_eq(u->insns[0].op, BT_LOAD_GLOBAL_OP);
    ck_assert_uint_eq(u->insns[3].op, BT_IADDI_OP);
    ck_assert_uint_eq(u->insns[4].op, BT_STORE_GLOBAL_OP);
    compiled_free(&c);
}
END_TEST

START_TEST(test_while_has_one_jump)
{
    const struct bt_unit *u = function("def f(n):\n    i = 0\n    while i < n:\n        i += 1\n");
    ck_assert_uint_eq(count_op(u, BT_JUMP_OP), 0);
    ck_assert_uint_eq(count_op(u, BT_JUMP_LT_OP), 1);
    ck_assert_uint_eq(count_op(u, BT_JUMP_NOT_LT_OP), 1);
    compiled_free(&c);
}
END_TEST

START_TEST(test_checks)
{
    // bound on every path, or checked before
    const struct bt_unit *u =
        function("def f(a):\n    if a: b = 1\n    else: b = 2\n    return b\n");
    ck_assert_uint_eq(count_op(u, BT_CHECK_OP), 0);
    compiled_free(&c);
    u = function("def f(a):\n    if a: b = 1\n    print(b)\n    return b\n");
    ck_assert_uint_eq(count_op(u, BT_CHECK_OP), 1);
    compiled_free(&c);
    // a handler sees what held anywhere in its try
    u = function(
        "def f(g):\n    try:\n        b = g()\n    except E:\n        return b\n    return b\n");
    ck_assert_uint_eq(count_op(u, BT_CHECK_OP), 1);
    compiled_free(&c);
    // an empty loop binds nothing
    u = function("def f(a):\n    for b in a: b\n    return b\n");
    ck_assert_uint_eq(count_op(u, BT_CHECK_OP), 1);
    compiled_free(&c);
    u = function("def f(a):\n    del a\n    return a\n");
    ck_assert_uint_eq(count_op(u, BT_CHECK_OP), 1);
    compiled_free(&c);
}
END_TEST

START_TEST(test_walrus_copies)
{
    const struct bt_unit *u = function("def f(x):\n    return x + (x := 2)\n");
    ck_assert_uint_eq(u->insns[0].op, BT_MOVE_OP);
    compiled_free(&c);
}
END_TEST

START_TEST(test_long_block_is_cut)
{
    struct bt_buf text;
    bt_buf_init(&text);
    bt_buf_puts(&text, "def f(a):\n");
    for (int i = 0; i < 1000; i++)
        bt_buf_puts(&text, "    a = a + a\n");
    const struct bt_unit *u = function(text.data); // the verifier checks every length
    ck_assert_uint_eq(u->insns[0].len, 255);
    ck_assert_uint_eq(count_op(u, BT_JUMP_OP), 3);
    bt_buf_free(&text);
    compiled_free(&c);
}
END_TEST

START_TEST(test_far_jumps)
{
    struct bt_buf text;
    bt_buf_init(&text);
    bt_buf_puts(&text, "def f(a, it):\n    for b in it:\n        if a < b:\n");
    for (int i = 0; i < 40000; i++)
        bt_buf_puts(&text, "            a = a + b\n");
    bt_buf_puts(&text, "    return a\n");
    const struct bt_unit *u = function(text.data);
    ck_assert_uint_gt(u->n_insns, 40000);
    ck_assert_uint_eq(count_op(u, BT_FORITER_OP), 1);
    bt_buf_free(&text);
    compiled_free(&c);
}
END_TEST

START_TEST(test_many_constants)
{
    struct bt_buf text;
    bt_buf_init(&text);
    for (int i = 0; i < 70000; i++)
        bt_buf_printf(&text, "x = '%d'\n", i);
    compile_good(&c, text.data);
    ck_assert_uint_gt(c.image->top->n_consts, 70000);
    bt_buf_free(&text);
    compiled_free(&c);
}
END_TEST

START_TEST(test_many_arguments)
{
    struct bt_buf text;
    bt_buf_init(&text);
    bt_buf_puts(&text, "f(");
    for (int i = 0; i < 70000; i++)
        bt_buf_puts(&text, "a, ");
    bt_buf_puts(&text, ")\nx = [");
    for (int i = 0; i < 70000; i++)
        bt_buf_puts(&text, "a, ");
    bt_buf_puts(&text, "]\n");
    compile_good(&c, text.data);
    ck_assert_uint_lt(c.image->top->n_regs, 200);
    bt_buf_free(&text);
    compiled_free(&c);
}
END_TEST

START_TEST(test_docstring)
{
    const struct bt_unit *u = function("def f():\n    '''One.\n\n      Two.\n    '''\n");
    ck_assert(u->flags & BT_CODE_HAS_DOC);
    ck_assert_str_eq(u->consts[0].u.s.text, "One.\n\nTwo.\n");
    compiled_free(&c);
}
END_TEST

START_TEST(test_options)
{
    const struct bt_compile_options two = {.optimize = 2};
    ck_assert(compile_mode(&c, "def f():\n    'doc'\n    assert x\n", BT_PARSE_FILE, &two));
    const struct bt_unit *u = inner_unit(c.image->top, 0);
    ck_assert(!(u->flags & BT_CODE_HAS_DOC));
    ck_assert_uint_eq(count_op(u, BT_RAISE_OP), 0);
    compiled_free(&c);
    const struct bt_compile_options own = {.own_namespace = true};
    ck_assert(compile_mode(&c, "x", BT_PARSE_EVAL, &own));
    ck_assert_uint_eq(c.image->top->insns[0].op, BT_LOAD_NAME_OP);
    compiled_free(&c);
    ck_assert(compile_mode(&c, "x\n", BT_PARSE_SINGLE, &(struct bt_compile_options){0}));
    ck_assert_uint_eq(count_op(c.image->top, BT_PRINT_EXPR_OP), 1);
    compiled_free(&c);
}
END_TEST

START_TEST(test_anchors)
{
    compile_good(&c, "x = (a  )  +  b\n");
    const struct bt_unit *u = c.image->top;
    struct bt_position p;
    uint32_t w = 0;
    while (u->insns[w].op != BT_ADD_OP)
        w += bt_op_info[u->insns[w].op].words;
    ck_assert(bt_positions_find(u->positions, u->positions_len, w, &p));
    ck_assert_int_eq(p.line, 1);
    ck_assert_int_eq(p.col, 4);
    ck_assert_int_eq(p.end_col, 15);
    ck_assert_int_eq(p.anchor_col, 11);
    ck_assert_int_eq(p.anchor_end_col, 12);
    compiled_free(&c);
}
END_TEST

START_TEST(test_pack)
{
    static const char text[] = "import a\n"
                               "def f(x, *y, k=-1.5, z=(1, 'a', b'b', 1j, ..., 10 ** 30)):\n"
                               "    try:\n        return lambda: x in {1, 2, 3}\n"
                               "    except a.E: return -123456789012345678\n";
    struct bt_buf packed, again;
    bt_buf_init(&packed);
    bt_buf_init(&again);
    compile_good(&c, text);
    bt_image_pack(&packed, c.image);
    struct bt_image *image = bt_image_unpack((const uint8_t *)packed.data, packed.len);
    ck_assert_ptr_nonnull(image);
    ck_assert(bt_verify(image, NULL));
    bt_image_pack(&again, image);
    ck_assert_uint_eq(again.len, packed.len);
    ck_assert_mem_eq(again.data, packed.data, packed.len);
    bt_image_unref(image);
    for (size_t len = 0; len < packed.len; len++) // cut off anywhere
        bt_image_unref(bt_image_unpack((const uint8_t *)packed.data, len));
    bt_buf_free(&packed);
    bt_buf_free(&again);
    compiled_free(&c);
}
END_TEST

// A new frame's temporaries hold anything, so none of them may count as alive at its first
// instruction.
START_TEST(test_nothing_alive_at_entry)
{
    static const char *const texts[] = {
        "def f(m):\n    with m as x:\n        x()\n    return x\n",
        "def f(m):\n    for i in m:\n        with i:\n            return 1\n",
        "def f(v):\n    a, *b = v\n    (c, d), e = v\n    v.x, v.y = v\n    return b\n",
        "def f(a):\n    return f'{a!r}', f'{a:>{a}}', [], (), {}, set(), [*a], {**a}\n",
        "def f(a):\n    def g(x=1, *, y=2): return a\n    return lambda: g\n",
        "def f(a):\n    try:\n        a()\n    except a as e:\n        raise\n"
        "    except a.b:\n        raise a from None\n    finally:\n        a.c()\n",
        "def f(a):\n    try:\n        a()\n    except* a as e:\n        a.b()\n",
        "def f(a):\n    while a:\n        try:\n            return a()\n        finally:\n"
        "            if a: break\n",
        "def f(a):\n    match a:\n        case [x, {'k': y}, a(z=1)]: return x\n        case _: a()\n",
        "def f(a):\n    x = yield a\n    y = yield from a(*x, **x)\n    return a[x:y], a[::2]\n",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        const struct bt_unit *u = function(texts[i]);
        uint64_t *live = bt_alloc_array(u->n_insns, sizeof *live);
        ck_assert(live && bt_liveness(u, live));
        ck_assert_msg(live[0] == 0, "%s", texts[i]);
        bt_free(live);
        compiled_free(&c);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("code");
    TCase *tcase = tcase_create("code");
    tcase_set_timeout(tcase, 60);
    tcase_add_test(tcase, test_locals_are_operands);
    tcase_add_test(tcase, test_increment_of_global);
    tcase_add_test(tcase, test_while_has_one_jump);
    tcase_add_test(tcase, test_checks);
    tcase_add_test(tcase, test_walrus_copies);
    tcase_add_test(tcase, test_long_block_is_cut);
    tcase_add_test(tcase, test_far_jumps);
    tcase_add_test(tcase, test_many_constants);
    tcase_add_test(tcase, test_many_arguments);
    tcase_add_test(tcase, test_docstring);
    tcase_add_test(tcase, test_options);
    tcase_add_test(tcase, test_anchors);
    tcase_add_test(tcase, test_pack);
    tcase_add_test(tcase, test_nothing_alive_at_entry);
    suite_add_tcase(suite, tcase);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed != 0;
}
