# parser/: see docs/architecture.md.  Add a file by adding its line here, headers too (they go into the tarball).
noinst_LTLIBRARIES += libparser.la
libparser_la_SOURCES =

# The bison output is compiled by itself, with the warnings that generated code can stand:
#   noinst_LTLIBRARIES += libgrammar.la
#   libgrammar_la_SOURCES = parser/grammar.y
#   libgrammar_la_CFLAGS = $(GENERATED_CFLAGS)
#   libparser_la_LIBADD = libgrammar.la
#   BUILT_SOURCES += parser/grammar.h
