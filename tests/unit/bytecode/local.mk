# Unit tests of this layer; they link $(BYTECODE_LIBS) and nothing above it.
UNIT_TESTS += tests/unit/bytecode/check_bytecode
tests_unit_bytecode_check_bytecode_SOURCES = tests/unit/bytecode/check_bytecode.c
tests_unit_bytecode_check_bytecode_LDADD = $(BYTECODE_LIBS) $(CHECK_LIBS)
