# Unit tests of this layer; they link $(OBJECTS_LIBS) and nothing above it.
#   UNIT_TESTS += tests/unit/objects/check_x
#   tests_unit_objects_check_x_SOURCES = tests/unit/objects/check_x.c
#   tests_unit_objects_check_x_LDADD = $(OBJECTS_LIBS) $(CHECK_LIBS)
UNIT_TESTS += tests/unit/objects/check_text
tests_unit_objects_check_text_SOURCES = tests/unit/objects/check_text.c
tests_unit_objects_check_text_SOURCES += tests/unit/objects/world.c tests/unit/objects/world.h
tests_unit_objects_check_text_LDADD = $(OBJECTS_LIBS) $(CHECK_LIBS)
UNIT_TESTS += tests/unit/objects/check_types
tests_unit_objects_check_types_SOURCES = tests/unit/objects/check_types.c tests/unit/objects/objects_fixture.h
tests_unit_objects_check_types_LDADD = $(OBJECTS_LIBS) $(CHECK_LIBS)
UNIT_TESTS += tests/unit/objects/check_heap
tests_unit_objects_check_heap_SOURCES = tests/unit/objects/check_heap.c tests/unit/objects/world.c tests/unit/objects/world.h
tests_unit_objects_check_heap_LDADD = $(OBJECTS_LIBS) $(CHECK_LIBS)
UNIT_TESTS += tests/unit/objects/check_protocol
tests_unit_objects_check_protocol_SOURCES = tests/unit/objects/check_protocol.c tests/unit/objects/world.c tests/unit/objects/world.h
tests_unit_objects_check_protocol_LDADD = $(OBJECTS_LIBS) $(CHECK_LIBS)
