# Unit tests of this layer; they link $(BYTECODE_LIBS) and nothing above it.
#   UNIT_TESTS += tests/unit/bytecode/check_x
#   tests_unit_bytecode_check_x_SOURCES = tests/unit/bytecode/check_x.c
#   tests_unit_bytecode_check_x_LDADD = $(BYTECODE_LIBS) $(CHECK_LIBS)
