# lexer/: see docs/architecture.md.  Add a file by adding its line here, headers too (they go into the tarball).
noinst_LTLIBRARIES += liblexer.la libscanner.la
liblexer_la_SOURCES = \
	lexer/name.c lexer/name.h \
	lexer/token.c lexer/token.h lexer/tokens.def \
	lexer/literal.c lexer/literal.h \
	lexer/char_name.c lexer/char_name.h lexer/unicode_names.inc \
	lexer/state.c lexer/state.h lexer/scanner.h \
	lexer/modes.c \
	lexer/layout.c lexer/layout.h

# The flex output is compiled by itself, with the warnings that generated code can stand:
libscanner_la_SOURCES = lexer/scanner.l
libscanner_la_CFLAGS = $(GENERATED_CFLAGS)
liblexer_la_LIBADD = libscanner.la
