# Unit tests of this layer; they link $(COMPILER_LIBS) and nothing above it.
UNIT_TESTS += tests/unit/compiler/check_code
tests_unit_compiler_check_code_SOURCES = tests/unit/compiler/check_code.c tests/unit/compiler/compile_text.h
tests_unit_compiler_check_code_LDADD = $(COMPILER_LIBS) $(CHECK_LIBS)
UNIT_TESTS += tests/unit/compiler/check_errors
tests_unit_compiler_check_errors_SOURCES = tests/unit/compiler/check_errors.c \
    tests/unit/compiler/compile_text.h tests/unit/compiler/errors.def
tests_unit_compiler_check_errors_LDADD = $(COMPILER_LIBS) $(CHECK_LIBS)
UNIT_TESTS += tests/unit/compiler/check_memory
tests_unit_compiler_check_memory_SOURCES = tests/unit/compiler/check_memory.c tests/unit/compiler/compile_text.h
tests_unit_compiler_check_memory_LDADD = $(COMPILER_LIBS) $(CHECK_LIBS)
tests_unit_compiler_check_memory_LDFLAGS = $(AM_LDFLAGS) -Wl,--wrap=malloc -Wl,--wrap=calloc -Wl,--wrap=realloc
