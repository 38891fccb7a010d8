# runtime/modules/: see docs/architecture.md.  Add a file by adding its line here, headers too (they go into the tarball).
noinst_LTLIBRARIES += libmodules.la
libmodules_la_SOURCES =
libmodules_la_SOURCES += runtime/modules/module.c
libmodules_la_SOURCES += runtime/modules/module.h
libmodules_la_SOURCES += runtime/modules/collections.c
libmodules_la_SOURCES += runtime/modules/collections.h
libmodules_la_SOURCES += runtime/modules/collections_deque.c
