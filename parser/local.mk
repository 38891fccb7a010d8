# parser/: see docs/architecture.md.  Add a file by adding its line here, headers too (they go into the tarball).
noinst_LTLIBRARIES += libparser.la libgrammar.la
libparser_la_SOURCES = \
	parser/ast.h \
	parser/build.c parser/build.h \
	parser/build_expr.c \
	parser/build_string.c \
	parser/build_args.c \
	parser/build_stmt.c \
	parser/build_pattern.c \
	parser/targets.c \
	parser/fields.c parser/fields.h \
	parser/dump.c parser/dump.h \
	parser/explain.c parser/explain.h \
	parser/recognise.c parser/recognise.h \
	parser/recognise_expr.c \
	parser/recognise_star.c \
	parser/recognise_atom.c \
	parser/recognise_call.c \
	parser/recognise_params.c \
	parser/recognise_stmt.c \
	parser/driver.c parser/driver.h

# The bison output is compiled by itself, with the warnings that generated code can stand:
libgrammar_la_SOURCES = parser/grammar.y
libgrammar_la_CFLAGS = $(GENERATED_CFLAGS)
libparser_la_LIBADD = libgrammar.la
BUILT_SOURCES += parser/grammar.h
