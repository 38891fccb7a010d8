# lab/: see docs/architecture.md.  Add a file by adding its line here, headers too (they go into the tarball).
noinst_LTLIBRARIES += liblab.la
liblab_la_SOURCES = \
	lab/lab.c lab/lab.h \
	lab/outcome.c lab/outcome.h \
	lab/sweep.h lab/sweep_grid.c lab/sweep_words.c lab/sweep_run.c lab/sweep_rows.c lab/sweep_text.c \
	lab/sweep_table.c lab/sweep_notes.c lab/sweep_save.c lab/sweep_merge.c lab/sweep_chart.c \
	lab/gantt.c lab/gantt.h \
	lab/names.c lab/names.h \
	lab/put.c lab/put.h \
	lab/races.c lab/race_access.c lab/race_names.c lab/races.h \
	lab/stats.c lab/stats_waits.c lab/stats.h \
	lab/stats_text.c lab/stats_json.c lab/stats_text.h \
	lab/stats_report.c lab/stats_report.h \
	lab/places.c lab/places.h \
	lab/record.c lab/record.h \
	lab/recording.c lab/recording.h \
	lab/replay.c lab/replay.h \
	lab/switches.c lab/switches.h \
	lab/log.c lab/log.h \
	lab/steps.c lab/steps.h \
	lab/timeline.c lab/timeline.h \
	lab/trace.c lab/trace.h lab/trace_impl.h \
	lab/trace_html.c lab/trace_page.h \
	lab/trace_json.c \
	lab/trace_svg.c \
	lab/trace_vcd.c \
	lab/trace_txt.c \
	lab/trace_words.c

# The page of --trace FILE.html, as a string in C.
nodist_liblab_la_SOURCES = lab/trace_page.c
lab/trace_page.c: $(srcdir)/lab/trace_page.html
	@$(MKDIR_P) lab
	$(AM_V_GEN){ echo '#include "lab/trace_page.h"'; echo 'const char bt_trace_page[] ='; \
	    sed -e 's/[\\"]/\\&/g' -e 's/^/"/' -e 's/$$/\\n"/' $(srcdir)/lab/trace_page.html; \
	    echo ';'; } >$@.tmp && mv $@.tmp $@
CLEANFILES += lab/trace_page.c
EXTRA_DIST += lab/trace_page.html
