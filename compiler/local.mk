# compiler/: see docs/architecture.md.  Add a file by adding its line here, headers too (they go into the tarball).
noinst_LTLIBRARIES += libcompiler.la
libcompiler_la_SOURCES = \
	compiler/assemble.c \
	compiler/assign.c \
	compiler/call.c \
	compiler/compiler.c compiler/compiler.h \
	compiler/comprehension.c \
	compiler/cond.c \
	compiler/context.c compiler/context.h \
	compiler/def.c \
	compiler/emit.c \
	compiler/expr.c \
	compiler/flow.c \
	compiler/fold.c \
	compiler/future.c \
	compiler/import.c \
	compiler/match.c \
	compiler/names.c \
	compiler/resolve.c \
	compiler/scope.c compiler/scope.h \
	compiler/stmt.c \
	compiler/symtab.c \
	compiler/try.c \
	compiler/try_star.c \
	compiler/unit.c compiler/unit.h \
	compiler/unparse.c
