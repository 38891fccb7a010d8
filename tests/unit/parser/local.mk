# Unit tests of this layer; they link $(PARSER_LIBS) and nothing above it.
#   UNIT_TESTS += tests/unit/parser/check_x
#   tests_unit_parser_check_x_SOURCES = tests/unit/parser/check_x.c
#   tests_unit_parser_check_x_LDADD = $(PARSER_LIBS) $(CHECK_LIBS)
UNIT_TESTS += tests/unit/parser/check_parser
tests_unit_parser_check_parser_SOURCES = tests/unit/parser/check_parser.c
tests_unit_parser_check_parser_LDADD = $(PARSER_LIBS) $(CHECK_LIBS)
tests_unit_parser_check_parser_LDFLAGS = $(AM_LDFLAGS) -Wl,--wrap=malloc,--wrap=calloc,--wrap=realloc

UNIT_TESTS += tests/unit/parser/check_syntax
tests_unit_parser_check_syntax_SOURCES = tests/unit/parser/check_syntax.c
tests_unit_parser_check_syntax_CPPFLAGS = $(AM_CPPFLAGS) \
    -DSYNTAX_CORPORA='"$(abs_top_srcdir)/tests/golden/syntax"'
tests_unit_parser_check_syntax_LDADD = $(PARSER_LIBS) $(CHECK_LIBS)

# No test by itself: what the parser makes of a file, for comparisons with CPython and for timing.
EXTRA_PROGRAMS += tests/unit/parser/astdump
tests_unit_parser_astdump_SOURCES = tests/unit/parser/astdump.c
tests_unit_parser_astdump_LDADD = $(PARSER_LIBS)
