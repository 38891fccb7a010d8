# fuzz/: targets for libFuzzer, and a main of our own that mutates files, for any compiler:
#   make fuzz/fuzz_parser && fuzz/fuzz_parser -n 1000 tests/lang/*/*.py
# (build with --enable-sanitize=address).  Not part of `make check'.
EXTRA_PROGRAMS += fuzz/fuzz_scanner fuzz/fuzz_parser fuzz/fuzz_compiler
fuzz_fuzz_scanner_SOURCES = fuzz/fuzz_scanner.c fuzz/mutate.c
fuzz_fuzz_scanner_LDADD = $(LEXER_LIBS)
fuzz_fuzz_parser_SOURCES = fuzz/fuzz_parser.c fuzz/mutate.c
fuzz_fuzz_parser_LDADD = $(PARSER_LIBS)
fuzz_fuzz_compiler_SOURCES = fuzz/fuzz_compiler.c fuzz/mutate.c
fuzz_fuzz_compiler_LDADD = $(COMPILER_LIBS)
