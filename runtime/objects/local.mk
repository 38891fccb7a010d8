# runtime/objects/: see docs/architecture.md.  Add a file by adding its line here, headers too (they go into the tarball).
noinst_LTLIBRARIES += libobjects.la
libobjects_la_SOURCES = \
	runtime/objects/dict.c runtime/objects/dict.h \
	runtime/objects/heap.c runtime/objects/heap.h runtime/objects/heap_private.h \
	runtime/objects/gc.c \
	runtime/objects/ptrmap.c runtime/objects/ptrmap.h \
	runtime/objects/weakref.h \
	runtime/objects/message.c \
	runtime/objects/str.c runtime/objects/str.h runtime/objects/str_impl.h \
	runtime/objects/str_methods.h runtime/objects/str_case.c runtime/objects/str_repr.c \
	runtime/objects/str_search.c runtime/objects/strtab.c runtime/objects/strtab.h \
	runtime/objects/text_args.c \
	runtime/objects/unicode.c runtime/objects/unicode_tables.h \
	runtime/objects/error.c runtime/objects/error.h runtime/objects/exception.h \
	runtime/objects/signature.c runtime/objects/signature.h runtime/objects/bind.c runtime/objects/native.c
