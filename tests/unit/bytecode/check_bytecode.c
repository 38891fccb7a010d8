// The position table, the verifier and the disassembler on images made by hand.
#include "base/buf.h"
#include "bytecode/disasm.h"
#include "bytecode/positions.h"
#include "bytecode/verify.h"

#include <check.h>
#include <string.h>

START_TEST(test_positions)
{
    static const struct bt_position places[] = {
        {1, 1, 0, 5, -1, -1, -1, -1},     {1, 1, 0, 5, -1, -1, -1, -1},
        {300, 301, 7, 2, 300, 9, 301, 2}, {0, 0, -1, -1, -1, -1, -1, -1},
        {2, 2, -1, -1, -1, -1, -1, -1},   {2, 2, 100000, 200000, 2, 100001, 2, 100003},
    };
    static const unsigned words[] = {1, 4, 2, 1, 8, 3};
    struct bt_buf table;
    struct bt_position prev = {0}, got;
    bt_buf_init(&table);
    for (size_t i = 0; i < 6; i++)
        ck_assert(bt_positions_add(&table, &prev, &places[i], words[i]));
    const uint8_t *bytes = (const uint8_t *)table.data;
    uint32_t word = 0;
    for (size_t i = 0; i < 6; i++) {
        for (unsigned k = 0; k < words[i]; k++, word++) {
            bool found = bt_positions_find(bytes, table.len, word, &got);
            ck_assert_int_eq(found, places[i].line != 0);
            ck_assert_mem_eq(&got, &places[i], sizeof got);
        }
    }
    ck_assert(!bt_positions_find(bytes, table.len, word, &got));
    for (size_t len = 0; len < table.len; len++) // a table cut off is no reason to crash
        bt_positions_find(bytes, len, word - 1, &got);
    bt_buf_free(&table);
}
END_TEST

// A function of one parameter and one temporary.
static struct bt_unit unit_of(const struct bt_insn *insns, uint32_t n)
{
    static const struct bt_text names[] = {{"x", 1}};
    static const struct bt_image_const consts[] = {{.kind = BT_K_NONE}};
    return (struct bt_unit){
        .name = {"f", 1},
        .qualname = {"f", 1},
        .insns = insns,
        .n_insns = n,
        .n_regs = 2,
        .n_locals = 1,
        .n_pos = 1,
        .consts = consts,
        .n_consts = 1,
        .names = names,
        .n_names = 1,
        .varnames = names,
    };
}

static bool verifies(const struct bt_insn *insns, uint32_t n)
{
    struct bt_unit unit = unit_of(insns, n);
    struct bt_image image = {.top = &unit};
    return bt_verify(&image, NULL);
}

#define VERIFIES(...)                               \
    verifies((const struct bt_insn[]){__VA_ARGS__}, \
             sizeof((const struct bt_insn[]){__VA_ARGS__}) / sizeof(struct bt_insn))

START_TEST(test_verify)
{
    ck_assert(VERIFIES({BT_RETURN_OP, 1, 0, 0, 0}));
    ck_assert(VERIFIES({BT_LOADK_OP, 2, 1, 0, 0}, {BT_RETURN_OP, 1, 1, 0, 0}));
    ck_assert(!VERIFIES({BT_LOADK_OP, 2, 1, 0, 0}));                             // runs off
    ck_assert(!VERIFIES({BT_LOADK_OP, 2, 1, 1, 0}, {BT_RETURN_OP, 1, 1, 0, 0})); // constant
    ck_assert(!VERIFIES({BT_LOADK_OP, 2, 2, 0, 0}, {BT_RETURN_OP, 1, 1, 0, 0})); // register
    ck_assert(!VERIFIES({BT_LOADK_OP, 1, 1, 0, 0}, {BT_RETURN_OP, 1, 1, 0, 0})); // length
    ck_assert(!VERIFIES({BT_CALL_OP, 1, 1, 1, 1}, {BT_RETURN_OP, 1, 1, 0, 0}));  // arguments
    ck_assert(!VERIFIES({BT_JUMP_OP, 1, 0, 5, 0}));
    ck_assert(VERIFIES({BT_JUMP_OP, 1, 0, 0xffff, 0xffff}));
    ck_assert(!VERIFIES({200, 1, 0, 0, 0}));
    ck_assert(!VERIFIES({BT_GETATTR_OP, 1, 1, 0, 0})); // cut off
}
END_TEST

START_TEST(test_disassemble)
{
    const struct bt_insn insns[] = {
        {BT_JUMP_LTI_OP, 1, 0, 3, 1},
        {BT_RETURN_OP, 1, 0, 0, 0},
        {BT_LOADK_OP, 2, 1, 0, 0},
        {BT_RETURN_OP, 1, 1, 0, 0},
    };
    struct bt_unit unit = unit_of(insns, 4);
    struct bt_image image = {.top = &unit};
    struct bt_buf out;
    bt_buf_init(&out);
    bt_disassemble(&out, &image, NULL);
    ck_assert_str_eq(out.data, "f, line 0:\n"
                               "  parameters: x\n"
                               "        0  JUMP_LTI        x, 3, to L1\n"
                               "        1  RETURN          x\n"
                               "  L1:\n"
                               "        2  LOADK           t0, None\n"
                               "        3  RETURN          t0\n");
    bt_buf_free(&out);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("bytecode");
    TCase *tcase = tcase_create("bytecode");
    tcase_add_test(tcase, test_positions);
    tcase_add_test(tcase, test_verify);
    tcase_add_test(tcase, test_disassemble);
    suite_add_tcase(suite, tcase);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed != 0;
}
