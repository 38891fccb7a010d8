# cli/: see docs/architecture.md.  Add a file by adding its line here, headers too (they go into the tarball).
noinst_LTLIBRARIES += libcli.la
libcli_la_SOURCES = \
	cli/options.c cli/options.h cli/options.def \
	cli/signals.c cli/signals.h \
	cli/ending.c cli/ending.h \
	cli/run.c cli/run.h \
	cli/replay.c cli/replay.h \
	cli/feed.c cli/feed.h \
	cli/repl.c cli/repl.h \
	cli/sweep.c cli/sweep_options.c cli/sweep.h cli/sweep.def \
	cli/dis.c cli/dis.h \
	cli/dap.c cli/dap_launch.c cli/dap_launch.h \
	cli/attach.c cli/attach.h \
	cli/debug.c cli/debug.h \
	cli/debug_options.c cli/debug_options.h

bin_PROGRAMS += baton
baton_SOURCES = cli/main.c
baton_LDADD = $(CLI_LIBS)
baton_LDFLAGS = $(AM_LDFLAGS) $(PIE_LDFLAGS)
