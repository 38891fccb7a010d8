# lab/: see docs/architecture.md.  Add a file by adding its line here, headers too (they go into the tarball).
noinst_LTLIBRARIES += liblab.la
liblab_la_SOURCES = \
	lab/lab.c lab/lab.h \
	lab/outcome.c lab/outcome.h \
	lab/places.c lab/places.h
