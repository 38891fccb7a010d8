// What CPython 3.13 says to calls with wrong arguments, to operators and to attributes that are not
// there: each row is an expression and its repr there, or "Type: message".
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "runtime/objects/state.h"
#include "tests/unit/objects/world.h"

static const struct {
    const char *expression, *expected;
} rows[] = {
    {"[].append()", "TypeError: list.append() takes exactly one argument (0 given)"},
    {"[].append(1, 2)", "TypeError: list.append() takes exactly one argument (2 given)"},
    {"[].append(x=1)", "TypeError: list.append() takes no keyword arguments"},
    {"[].clear(1)", "TypeError: list.clear() takes no arguments (1 given)"},
    {"[].clear(x=1)", "TypeError: list.clear() takes no keyword arguments"},
    {"[].insert(1)", "TypeError: insert expected 2 arguments, got 1"},
    {"[].pop(1, 2)", "TypeError: pop expected at most 1 argument, got 2"},
    {"[].sort(1)", "TypeError: sort() takes no positional arguments"},
    {"[].sort(x=1)", "TypeError: sort() got an unexpected keyword argument 'x'"},
    {"[].sort(key=1, reverse=1, x=2)",
     "TypeError: sort() takes at most 2 keyword arguments (3 given)"},
    {"[].sort(1, 2, 3)", "TypeError: sort() takes at most 2 arguments (3 given)"},
    {"[].index()", "TypeError: index expected at least 1 argument, got 0"},
    {"[].index(1, 2, 3, 4)", "TypeError: index expected at most 3 arguments, got 4"},
    {"''.split(1, 2, 3)", "TypeError: split() takes at most 2 arguments (3 given)"},
    {"''.split(sep=1, maxsplit=2, x=3)",
     "TypeError: split() takes at most 2 keyword arguments (3 given)"},
    {"''.split(1, sep=1)",
     "TypeError: argument for split() given by name ('sep') and position (1)"},
    {"''.encode(x=1)", "TypeError: encode() got an unexpected keyword argument 'x'"},
    {"''.replace('')", "TypeError: replace() takes at least 2 positional arguments (1 given)"},
    {"''.replace('', 1, 2, 3)", "TypeError: replace() takes at most 3 arguments (4 given)"},
    {"''.splitlines(1, 2)", "TypeError: splitlines() takes at most 1 argument (2 given)"},
    {"''.strip(1, 2)", "TypeError: strip expected at most 1 argument, got 2"},
    {"''.strip(x=2)", "TypeError: str.strip() takes no keyword arguments"},
    {"{}.get()", "TypeError: get expected at least 1 argument, got 0"},
    {"{}.get(1, 2, 3)", "TypeError: get expected at most 2 arguments, got 3"},
    {"dict.fromkeys()", "TypeError: fromkeys expected at least 1 argument, got 0"},
    {"dict.fromkeys(1, 2, 3)", "TypeError: fromkeys expected at most 2 arguments, got 3"},
    {"list.append()", "TypeError: unbound method list.append() needs an argument"},
    {"list.append(1, 2)",
     "TypeError: descriptor 'append' for 'list' objects doesn't apply to a 'int' object"},
    {"str.join(1, 2)",
     "TypeError: descriptor 'join' for 'str' objects doesn't apply to a 'int' object"},
    {"int.from_bytes()", "TypeError: from_bytes() missing required argument 'bytes' (pos 1)"},
    {"int(5).to_bytes(1, 2, 3)",
     "TypeError: to_bytes() takes at most 2 positional arguments (3 given)"},
    {"int(5).bit_length(1)", "TypeError: int.bit_length() takes no arguments (1 given)"},
    {"1 + 'a'", "TypeError: unsupported operand type(s) for +: 'int' and 'str'"},
    {"'a' + 1", "TypeError: can only concatenate str (not \"int\") to str"},
    {"[] + 1", "TypeError: can only concatenate list (not \"int\") to list"},
    {"() + []", "TypeError: can only concatenate tuple (not \"list\") to tuple"},
    {"b'' + 1", "TypeError: can't concat int to bytes"},
    {"1 + []", "TypeError: unsupported operand type(s) for +: 'int' and 'list'"},
    {"1.5 + 'a'", "TypeError: unsupported operand type(s) for +: 'float' and 'str'"},
    {"'a' * 'b'", "TypeError: can't multiply sequence by non-int of type 'str'"},
    {"[1] * 1.5", "TypeError: can't multiply sequence by non-int of type 'float'"},
    {"1.5 * [1]", "TypeError: can't multiply sequence by non-int of type 'float'"},
    {"{} + {}", "TypeError: unsupported operand type(s) for +: 'dict' and 'dict'"},
    {"1 < 'a'", "TypeError: '<' not supported between instances of 'int' and 'str'"},
    {"'a' >= 1", "TypeError: '>=' not supported between instances of 'str' and 'int'"},
    {"[] < ()", "TypeError: '<' not supported between instances of 'list' and 'tuple'"},
    {"{} < {}", "TypeError: '<' not supported between instances of 'dict' and 'dict'"},
    {"(1, 2) < (1, 'a')", "TypeError: '<' not supported between instances of 'int' and 'str'"},
    {"1 == 'a'", "False"},
    {"1 != 'a'", "True"},
    {"1 == 1.0", "True"},
    {"int(5)[0]", "TypeError: 'int' object is not subscriptable"},
    {"int(5)()", "TypeError: 'int' object is not callable"},
    {"'abc'()", "TypeError: 'str' object is not callable"},
    {"[1][1.5]", "TypeError: list indices must be integers or slices, not float"},
    {"[1]['a']", "TypeError: list indices must be integers or slices, not str"},
    {"'abc'['a']", "TypeError: string indices must be integers, not 'str'"},
    {"(1, 2)['a']", "TypeError: tuple indices must be integers or slices, not str"},
    {"{}[[]]", "TypeError: unhashable type: 'list'"},
    {"{1: 2}[3]", "KeyError: 3"},
    {"[1, 2][5]", "IndexError: list index out of range"},
    {"int[0]", "TypeError: type 'int' is not subscriptable"},
    {"int(5).x", "AttributeError: 'int' object has no attribute 'x'"},
    {"[].x", "AttributeError: 'list' object has no attribute 'x'"},
    {"int.x", "AttributeError: type object 'int' has no attribute 'x'"},
    {"list.append.x", "AttributeError: 'method_descriptor' object has no attribute 'x'"},
    {"'abc'.upper.x", "AttributeError: 'builtin_function_or_method' object has no attribute 'x'"},
    {"1 in 5", "TypeError: argument of type 'int' is not iterable"},
    {"'a' in 5", "TypeError: argument of type 'int' is not iterable"},
    {"1 in [1, 2]", "True"},
    {"1 in 'abc'", "TypeError: 'in <string>' requires string as left operand, not int"},
    {"[] in {}", "TypeError: unhashable type: 'list'"},
    {"'b' in 'abc'", "True"},
    {"list(5)", "TypeError: 'int' object is not iterable"},
    {"tuple(5)", "TypeError: 'int' object is not iterable"},
    {"list(1, 2)", "TypeError: list expected at most 1 argument, got 2"},
    {"tuple(1, 2)", "TypeError: tuple expected at most 1 argument, got 2"},
    {"dict(1)", "TypeError: 'int' object is not iterable"},
    {"set(5)", "TypeError: 'int' object is not iterable"},
    {"int([])",
     "TypeError: int() argument must be a string, a bytes-like object or a real number, not 'list'"},
    {"float([])", "TypeError: float() argument must be a string or a real number, not 'list'"},
    {"str(1, 2)", "TypeError: str() argument 'encoding' must be str, not int"},
    {"bytes('a')", "TypeError: string argument without an encoding"},
    {"list.append.__name__", "'append'"},
    {"list.append.__qualname__", "'list.append'"},
    {"list.append", "<method 'append' of 'list' objects>"},
    {"str.join", "<method 'join' of 'str' objects>"},
    {"'a'.__class__", "<class 'str'>"},
    {"int(1).__class__", "<class 'int'>"},
    {"int(5).__add__(1)", "6"},
    {"int(5).__add__('a')", "NotImplemented"},
    {"int(5).__add__()", "TypeError: expected 1 argument, got 0"},
    {"list.__len__([1])", "1"},
    {"list.__len__(5)",
     "TypeError: descriptor '__len__' requires a 'list' object but received a 'int'"},
    {"list.__len__()", "TypeError: descriptor '__len__' of 'list' object needs an argument"},
    {"[1, 2].__contains__(1)", "True"},
    {"[].__len__(1)", "TypeError: expected 0 arguments, got 1"},
    {"[1].__getitem__('a')", "TypeError: list indices must be integers or slices, not str"},
    {"int.__add__(1, 2)", "3"},
    {"int(1).real", "1"},
    {"float(1.5).imag", "0.0"},
    {"[].append.__self__", "[]"},
    {"[].append.__name__", "'append'"},
    {"'x'.join.__qualname__", "'str.join'"},
    {"zip(1)", "TypeError: 'int' object is not iterable"},
    {"enumerate(1, 2, 3)", "TypeError: enumerate() takes at most 2 arguments (3 given)"},
    {"range()", "TypeError: range expected at least 1 argument, got 0"},
    {"range(1, 2, 3, 4)", "TypeError: range expected at most 3 arguments, got 4"},
    {"range('a')", "TypeError: 'str' object cannot be interpreted as an integer"},
    {"range(1.5)", "TypeError: 'float' object cannot be interpreted as an integer"},
    {"slice()", "TypeError: slice expected at least 1 argument, got 0"},
    {"reversed(5)", "TypeError: 'int' object is not reversible"},
    {"map(1)", "TypeError: map() must have at least two arguments."},
    {"map()", "TypeError: map() must have at least two arguments."},
    {"filter()", "TypeError: filter expected 2 arguments, got 0"},
    {"bool(1, 2)", "TypeError: bool expected at most 1 argument, got 2"},
    {"complex('x')", "ValueError: complex() arg is a malformed string"},
    {"object(1)", "TypeError: object() takes no arguments"},
    {"type(1, 2)", "TypeError: type() takes 1 or 3 arguments"},
};

static struct world world;

START_TEST(says_what_cpython_says)
{
    world_open(&world);
    char *shown = world_show(&world, rows[_i].expression);
    ck_assert_msg(strcmp(shown, rows[_i].expected) == 0, "%s\n  gives    %s\n  expected %s",
                  rows[_i].expression, shown, rows[_i].expected);
    free(shown);
    world_close(&world);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("protocol");
    TCase *tc = tcase_create("messages");
    tcase_add_loop_test(tc, says_what_cpython_says, 0, sizeof rows / sizeof rows[0]);
    suite_add_tcase(suite, tc);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
