# The benchmarks: what they run is in language/ and threads/, what the machine can do in limits/.
include bench/limits/local.mk

# Runs a command and says what it cost.
EXTRA_PROGRAMS += bench/measure
CLEANFILES += bench/measure
bench_measure_SOURCES = bench/measure.c

# Interleaved, beside what is installed.  BENCHES=PATH restricts it, BENCHFLAGS adds options:
# BENCHFLAGS='--interp old=/path/to/baton --runs 9'.
bench: baton$(EXEEXT) bench/measure$(EXEEXT)
	@$(PERL) $(srcdir)/bench/run --interp baton=./baton$(EXEEXT) \
	    $(if $(PYTHON313),--interp cpython3.13=$(PYTHON313)) --installed \
	    --measure bench/measure$(EXEEXT) $(BENCHFLAGS) $(BENCHES)

# The tables of docs/performance.md, measured anew (on a quiet machine).
performance: baton$(EXEEXT) bench/measure$(EXEEXT)
	@$(PERL) $(srcdir)/bench/run --interp baton=./baton$(EXEEXT) \
	    $(if $(PYTHON313),--interp cpython3.13=$(PYTHON313)) --installed \
	    --measure bench/measure$(EXEEXT) --insert $(srcdir)/docs/performance.md $(BENCHFLAGS)
.PHONY: bench performance

EXTRA_DIST += bench/run bench/lib bench/language bench/threads
