# The targets a developer wants besides all, check, install and clean.

help:
	@sed 's/^/  /' $(srcdir)/tools/make-help.txt

# The scripts' expectations are CPython's behaviour: hold them against a CPython 3.13.
check-cpython:
	@if test -z "$(PYTHON313)"; then \
	    echo "check-cpython: no CPython 3.13 found; configure with PYTHON313=/path/to/python3.13" >&2; \
	    exit 1; fi
	@$(PYTHON313) $(srcdir)/tests/golden/syntax/record.py --check $(srcdir)/tests/golden/syntax/*.txt
	@$(PERL) $(srcdir)/tests/run --cpython $(PYTHON313) $(TESTFLAGS) $(TESTS)

# The whole suite with all threads of an interpreter on one OS thread.
check-coroutine:
	+@BATON_SUBSTRATE=coroutine $(MAKE) --no-print-directory check

# Random threaded programs, each run in every way that must make no difference.
check-lab: baton$(EXEEXT)
	$(PERL) $(srcdir)/tests/lab/campaign/run --baton ./baton$(EXEEXT) $(LABFLAGS)

# The whole suite in a build of another kind, in a folder of its own (build-asan ...).
check-asan check-tsan check-gc-stress check-clang: check-%:
	+@$(srcdir)/tools/check-build $* $(MAKE)
coverage:
	+@$(srcdir)/tools/check-build coverage $(MAKE)

# The front end on mutated scripts, then random programs beside CPython.
fuzz: baton$(EXEEXT) fuzz/fuzz_scanner fuzz/fuzz_parser fuzz/fuzz_compiler
	for target in scanner parser compiler; do \
	    fuzz/fuzz_$$target -n 20 $(srcdir)/tests/lang/*/*.py || exit 1; done
	if test -n "$(PYTHON313)"; then \
	    $(PYTHON313) -W ignore $(srcdir)/fuzz/random_programs.py --baton ./baton --count 300; fi

lint:
	@cd $(srcdir) && CC="$(CC)" BUILD="$(abs_builddir)" tools/lint
format:
	cd $(srcdir) && git ls-files '*.c' '*.h' | xargs clang-format -i

# (A folder named like a target cannot be listed whole, nor one that objects are built in.)
EXTRA_DIST += tools/bytecode-doc tools/check-build tools/cppcheck.supp tools/fill_expect.py tools/lint tools/make-help.txt tools/pgo-train \
    tools/unicode_names.py tools/unicode_tables.py tools/unicode_names.py fuzz/random_programs.py
.PHONY: help check-cpython check-coroutine check-lab check-asan check-tsan check-gc-stress check-clang coverage lint format \
    fuzz
