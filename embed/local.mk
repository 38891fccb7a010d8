# embed/: see docs/architecture.md.  Add a file by adding its line here, headers too (they go into the tarball).
noinst_LTLIBRARIES += libembed.la
libembed_la_SOURCES =
libembed_la_SOURCES += embed/embed.h
libembed_la_SOURCES += embed/handle.c
libembed_la_SOURCES += embed/interp.c
libembed_la_SOURCES += embed/module.c
libembed_la_SOURCES += embed/object.c
libembed_la_SOURCES += embed/stream.c
libembed_la_SOURCES += embed/value.c

# What is installed for C programs: one archive of all layers beneath, the header, the pkg-config file.
include_HEADERS += include/baton.h
lib_LTLIBRARIES += libbaton.la
libbaton_la_SOURCES =
libbaton_la_LIBADD = $(EMBED_LIBS)
pkgconfigdir = $(libdir)/pkgconfig
pkgconfig_DATA = embed/baton.pc
