# Unit tests of this layer; they link $(CLI_LIBS) and nothing above it.
#   UNIT_TESTS += tests/unit/cli/check_x
#   tests_unit_cli_check_x_SOURCES = tests/unit/cli/check_x.c
#   tests_unit_cli_check_x_LDADD = $(CLI_LIBS) $(CHECK_LIBS)
