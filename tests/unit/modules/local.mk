# Unit tests of this layer; they link $(MODULES_LIBS) and nothing above it.
#   UNIT_TESTS += tests/unit/modules/check_x
#   tests_unit_modules_check_x_SOURCES = tests/unit/modules/check_x.c
#   tests_unit_modules_check_x_LDADD = $(MODULES_LIBS) $(CHECK_LIBS)
UNIT_TESTS += tests/unit/modules/check_events
tests_unit_modules_check_events_SOURCES = tests/unit/modules/check_events.c
tests_unit_modules_check_events_LDADD = $(MODULES_LIBS) $(CHECK_LIBS)
