# What the machine can do at best, without an interpreter: small C programs, built and run by
# `make limits'.
LIMITS = bench/limits/handoff bench/limits/stack_switch bench/limits/start_join \
    bench/limits/sleepers bench/limits/wake_latency
EXTRA_PROGRAMS += $(LIMITS)
CLEANFILES += $(LIMITS)
bench_limits_handoff_SOURCES = bench/limits/handoff.c bench/limits/limits.h
bench_limits_stack_switch_SOURCES = bench/limits/stack_switch.c bench/limits/limits.h
bench_limits_start_join_SOURCES = bench/limits/start_join.c bench/limits/limits.h
bench_limits_sleepers_SOURCES = bench/limits/sleepers.c bench/limits/limits.h
bench_limits_wake_latency_SOURCES = bench/limits/wake_latency.c bench/limits/limits.h

.PHONY: limits
limits: $(LIMITS)
	@for program in $(LIMITS); do ./$$program || exit 1; done
