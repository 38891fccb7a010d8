# Unit tests of this layer; they link $(BASE_LIBS) and nothing above it.
#   UNIT_TESTS += tests/unit/base/check_x
#   tests_unit_base_check_x_SOURCES = tests/unit/base/check_x.c
#   tests_unit_base_check_x_LDADD = $(BASE_LIBS) $(CHECK_LIBS)
UNIT_TESTS += tests/unit/base/check_base
tests_unit_base_check_base_SOURCES = tests/unit/base/check_base.c
tests_unit_base_check_base_LDADD = $(BASE_LIBS) $(CHECK_LIBS)
UNIT_TESTS += tests/unit/base/check_coroutine
tests_unit_base_check_coroutine_SOURCES = tests/unit/base/check_coroutine.c
tests_unit_base_check_coroutine_LDADD = $(BASE_LIBS) $(CHECK_LIBS)
UNIT_TESTS += tests/unit/base/check_json
tests_unit_base_check_json_SOURCES = tests/unit/base/check_json.c
tests_unit_base_check_json_LDADD = $(BASE_LIBS) $(CHECK_LIBS)
