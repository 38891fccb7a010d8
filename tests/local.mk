# The tests.  Each unit test is a program that runs Check's srunner_run_all once and exits with 1 when
# something failed; the folder's local.mk lists it.
UNIT_TESTS =
include tests/unit/base/local.mk
include tests/unit/lexer/local.mk
include tests/unit/parser/local.mk
include tests/unit/bytecode/local.mk
include tests/unit/compiler/local.mk
include tests/unit/objects/local.mk
include tests/unit/vm/local.mk
include tests/unit/lab/local.mk
include tests/unit/modules/local.mk
include tests/unit/embed/local.mk
include tests/unit/cli/local.mk
if HAVE_CHECK
check_PROGRAMS += $(UNIT_TESTS)
endif

EXTRA_DIST += tests/run tests/harness tests/lang tests/threads tests/lab tests/debug tests/golden tests/cli tests/lint \
    samples .ci/run

# TESTS=path restricts a run to a file or folder; TESTFLAGS=-v names what passed.
check-local:
	@BATON_TEST_BUILD=$(TEST_BUILD) $(PERL) $(srcdir)/tests/run --baton ./baton$(EXEEXT) \
	    --scale $(TEST_SCALE) $(check_PROGRAMS:%=--unit %) $(TESTFLAGS) $(TESTS)
.PHONY: check-local

# What tests/debug/dap.t has installed in the build folder.
distclean-local:
	rm -rf tests-dap
