# cli/: see docs/architecture.md.  Add a file by adding its line here, headers too (they go into the tarball).
noinst_LTLIBRARIES += libcli.la
libcli_la_SOURCES =

# The program, from the day cli/main.c exists:
#   bin_PROGRAMS += baton
#   baton_SOURCES = cli/main.c
#   baton_LDADD = $(CLI_LIBS)
