# bytecode/: see docs/architecture.md.  Add a file by adding its line here, headers too (they go into the tarball).
noinst_LTLIBRARIES += libbytecode.la
libbytecode_la_SOURCES = \
	bytecode/opcodes.c bytecode/opcodes.def \
	bytecode/pack.c bytecode/pack.h \
	bytecode/disasm.c bytecode/disasm.h \
	bytecode/image.c bytecode/image.h \
	bytecode/liveness.c bytecode/liveness.h \
	bytecode/positions.c bytecode/positions.h bytecode/line_spans.h \
	bytecode/verify.c bytecode/verify.h
