# vm/: see docs/architecture.md.  Add a file by adding its line here, headers too (they go into the tarball).
noinst_LTLIBRARIES += libvm.la
libvm_la_SOURCES = \
	vm/thread.h vm/frame.h vm/interp.h vm/gil.h vm/blocking.h
