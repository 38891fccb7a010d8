# Unit tests of this layer; they link $(PARSER_LIBS) and nothing above it.
#   UNIT_TESTS += tests/unit/parser/check_x
#   tests_unit_parser_check_x_SOURCES = tests/unit/parser/check_x.c
#   tests_unit_parser_check_x_LDADD = $(PARSER_LIBS) $(CHECK_LIBS)
