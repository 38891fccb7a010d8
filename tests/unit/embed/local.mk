# Unit tests of this layer; they link $(EMBED_LIBS) and nothing above it.
#   UNIT_TESTS += tests/unit/embed/check_x
#   tests_unit_embed_check_x_SOURCES = tests/unit/embed/check_x.c
#   tests_unit_embed_check_x_LDADD = $(EMBED_LIBS) $(CHECK_LIBS)
