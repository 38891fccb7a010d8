# lab/: see docs/architecture.md.  Add a file by adding its line here, headers too (they go into the tarball).
noinst_LTLIBRARIES += liblab.la
liblab_la_SOURCES = \
	lab/lab.c lab/lab.h \
	lab/outcome.c lab/outcome.h \
	lab/sweep.h lab/sweep_grid.c lab/sweep_run.c lab/sweep_rows.c lab/sweep_text.c \
	lab/sweep_table.c lab/sweep_notes.c lab/sweep_save.c lab/sweep_merge.c lab/sweep_chart.c \
	lab/places.c lab/places.h
