# lexer/: see docs/architecture.md.  Add a file by adding its line here, headers too (they go into the tarball).
noinst_LTLIBRARIES += liblexer.la
liblexer_la_SOURCES = lexer/name.c lexer/name.h

# The flex output is compiled by itself, with the warnings that generated code can stand:
#   noinst_LTLIBRARIES += libscanner.la
#   libscanner_la_SOURCES = lexer/scanner.l
#   libscanner_la_CFLAGS = $(GENERATED_CFLAGS)
#   liblexer_la_LIBADD = libscanner.la
