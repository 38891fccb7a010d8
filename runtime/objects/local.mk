# runtime/objects/: see docs/architecture.md.  Add a file by adding its line here, headers too (they go into the tarball).
noinst_LTLIBRARIES += libobjects.la
libobjects_la_SOURCES = \
	runtime/objects/dict.c runtime/objects/dict.h \
	runtime/objects/heap.c runtime/objects/heap.h runtime/objects/heap_private.h \
	runtime/objects/gc.c \
	runtime/objects/ptrmap.c runtime/objects/ptrmap.h \
	runtime/objects/weakref.h
