# Unit tests of this layer; they link $(COMPILER_LIBS) and nothing above it.
#   UNIT_TESTS += tests/unit/compiler/check_x
#   tests_unit_compiler_check_x_SOURCES = tests/unit/compiler/check_x.c
#   tests_unit_compiler_check_x_LDADD = $(COMPILER_LIBS) $(CHECK_LIBS)
