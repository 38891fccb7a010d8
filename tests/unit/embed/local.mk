# Unit tests of this layer; they link $(EMBED_LIBS) and nothing above it.
UNIT_TESTS += tests/unit/embed/check_embed
tests_unit_embed_check_embed_SOURCES = tests/unit/embed/check_embed.c
tests_unit_embed_check_embed_LDADD = $(EMBED_LIBS) $(CHECK_LIBS)
