# Unit tests of this layer; they link $(LAB_LIBS) and nothing above it.
#   UNIT_TESTS += tests/unit/lab/check_x
#   tests_unit_lab_check_x_SOURCES = tests/unit/lab/check_x.c
#   tests_unit_lab_check_x_LDADD = $(LAB_LIBS) $(CHECK_LIBS)
UNIT_TESTS += tests/unit/lab/check_sweep
tests_unit_lab_check_sweep_SOURCES = tests/unit/lab/check_sweep.c
tests_unit_lab_check_sweep_LDADD = $(LAB_LIBS) $(CHECK_LIBS)
