# Unit tests of this layer; they link $(LEXER_LIBS) and nothing above it.
#   UNIT_TESTS += tests/unit/lexer/check_x
#   tests_unit_lexer_check_x_SOURCES = tests/unit/lexer/check_x.c
#   tests_unit_lexer_check_x_LDADD = $(LEXER_LIBS) $(CHECK_LIBS)
UNIT_TESTS += tests/unit/lexer/check_lexer
tests_unit_lexer_check_lexer_SOURCES = tests/unit/lexer/check_lexer.c
tests_unit_lexer_check_lexer_LDADD = $(LEXER_LIBS) $(CHECK_LIBS)
