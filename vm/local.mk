# vm/: see docs/architecture.md.  Add a file by adding its line here, headers too (they go into the tarball).
noinst_LTLIBRARIES += libvm.la
libvm_la_SOURCES = \
	vm/blocking.c vm/blocking.h \
	vm/cache.c vm/cache.h \
	vm/call.c \
	vm/eval.c vm/eval.h \
	vm/event.c vm/event.h \
	vm/files.c vm/files.h \
	vm/frame.c vm/frame.h \
	vm/frame_object.c \
	vm/general.c vm/special.c \
	vm/generator.c \
	vm/gil.c vm/gil.h \
	vm/knobs.c vm/knobs.h \
	vm/input.c vm/input.h \
	vm/interp.c vm/interp.h \
	vm/items.c \
	vm/kernel_lock.c vm/kernel_lock.h \
	vm/ops.c \
	vm/policy.c vm/policy.h \
	vm/policy_fifo.c vm/policy_kernel.c vm/policy_lifo.c vm/policy_pct.c vm/policy_replay.c vm/policy_priority.c vm/policy_random.c \
	vm/poll_set.c vm/poll_set.h \
	vm/policy.c vm/policy.h vm/policy_fifo.c \
	vm/report.c vm/report.h \
	vm/pause.c vm/pause.h \
	vm/safepoint.c vm/safepoint.h \
	vm/scheduler.c \
	vm/substrate.c vm/substrate.h vm/substrate_os.c vm/substrate_coroutine.c \
	vm/switch_points.c vm/switch_points.h \
	vm/sync.c vm/sync.h \
	vm/sync_types.c \
	vm/thread.c vm/thread.h \
	vm/timers.c vm/timers.h \
	vm/unpack.c \
	vm/unwind.c \
	vm/virtual.c vm/virtual.h \
	vm/worker.c vm/worker.h
