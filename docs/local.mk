# docs/: the pages, and the man page and shell completion, which are made from the option table.
EXTRA_DIST += docs/architecture.md docs/bytecode.md docs/differences.md docs/editors.md editors docs/embedding.md docs/debugging-json.md \
    docs/debugging.md docs/debugger.md docs/gil.md docs/performance.md docs/policies.md docs/replay.md docs/sweep.md docs/testing.md \
    docs/threads.md docs/decisions docs/images docs/statistics.md docs/baton.1.in tools/baton.bash.in \
    tools/from-options docs/traces.md
from_options = $(PERL) $(srcdir)/tools/from-options $(srcdir)/cli/options.def $(PACKAGE_VERSION)
made_from_options = $(srcdir)/cli/options.def $(srcdir)/cli/sweep.def $(srcdir)/tools/from-options

nodist_man1_MANS = docs/baton.1
docs/baton.1: $(srcdir)/docs/baton.1.in $(made_from_options)
	@$(MKDIR_P) docs
	$(AM_V_GEN)$(from_options) $(srcdir)/docs/baton.1.in >$@.tmp && mv $@.tmp $@

completiondir = $(datadir)/bash-completion/completions
nodist_completion_DATA = tools/baton
tools/baton: $(srcdir)/tools/baton.bash.in $(made_from_options)
	@$(MKDIR_P) tools
	$(AM_V_GEN)$(from_options) $(srcdir)/tools/baton.bash.in >$@.tmp && mv $@.tmp $@
CLEANFILES += docs/baton.1 tools/baton
