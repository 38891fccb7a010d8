# Unit tests of this layer; they link $(OBJECTS_LIBS) and nothing above it.
#   UNIT_TESTS += tests/unit/objects/check_x
#   tests_unit_objects_check_x_SOURCES = tests/unit/objects/check_x.c
#   tests_unit_objects_check_x_LDADD = $(OBJECTS_LIBS) $(CHECK_LIBS)
