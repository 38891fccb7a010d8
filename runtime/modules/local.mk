# runtime/modules/: see docs/architecture.md.  Add a file by adding its line here, headers too (they go into the tarball).
noinst_LTLIBRARIES += libmodules.la
libmodules_la_SOURCES =
