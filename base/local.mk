# base/: see docs/architecture.md.  Add a file by adding its line here, headers too (they go into the tarball).
noinst_LTLIBRARIES += libbase.la
libbase_la_SOURCES = \
	base/mem.c base/mem.h \
	base/random.h base/slab.c base/slab.h \
	base/arena.c base/arena.h \
	base/vec.c base/vec.h \
	base/buf.c base/buf.h \
	base/utf8.c base/utf8.h \
	base/hash.c base/hash.h \
	base/journal.c base/journal.h \
	base/source.c base/source.h \
	base/diag.c base/diag.h \
	base/os_thread.c base/os_thread.h \
	base/json.c base/json.h \
	base/process.c base/process.h \
	base/clock.c base/clock.h \
	base/terminal.c base/terminal.h \
	base/editing.c base/editing.h \
	base/coroutine.c base/coroutine.h
libbase_la_SOURCES += base/entropy.c base/entropy.h
