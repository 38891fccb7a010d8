# compiler/: see docs/architecture.md.  Add a file by adding its line here, headers too (they go into the tarball).
noinst_LTLIBRARIES += libcompiler.la
libcompiler_la_SOURCES =
