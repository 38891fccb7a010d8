# debugger/: see docs/architecture.md.  Add a file by adding its line here, headers too (they go into the tarball).
noinst_LTLIBRARIES += libdebugger.la
libdebugger_la_SOURCES = \
	debugger/wire.c debugger/wire.h \
	debugger/commands.c debugger/commands.h debugger/commands.def \
	debugger/engine/engine.c debugger/engine/engine.h \
	debugger/engine/stop.c \
	debugger/engine/describe.c debugger/engine/describe_call.c debugger/engine/describe.h \
	debugger/engine/say.c debugger/engine/say_value.c debugger/engine/say.h \
	debugger/engine/threads.c \
	debugger/engine/motion.c \
	debugger/engine/steps.c \
	debugger/engine/exec.c \
	debugger/engine/action.c \
	debugger/engine/points.c debugger/engine/points.h \
	debugger/engine/points_code.c debugger/engine/points_ask.c \
	debugger/engine/points_event.c \
	debugger/engine/watch.c debugger/engine/watch.h \
	debugger/engine/race.c debugger/engine/race.h \
	debugger/engine/peek.c debugger/engine/peek.h debugger/engine/peek_impl.h \
	debugger/engine/peek_object.c debugger/engine/peek_compile.c \
	debugger/engine/lines.c debugger/engine/lines.h \
	debugger/engine/code_lines.c \
	debugger/engine/turns.c debugger/engine/turns.h \
	debugger/engine/schedule.c \
	debugger/engine/timeline.c \
	debugger/engine/locks.c \
	debugger/engine/codes.c debugger/engine/codes.h \
	debugger/engine/disassemble.c \
	debugger/engine/snapshot.c \
	debugger/engine/child.c debugger/engine/child.h \
	debugger/engine/effects.c debugger/engine/effects.h \
	debugger/engine/values.c debugger/engine/values.h \
	debugger/engine/pretty.c \
	debugger/engine/evaluate.c debugger/engine/evaluate.h \
	debugger/engine/members.c debugger/engine/complete.c \
	debugger/engine/exceptions.c debugger/engine/sources.c \
	debugger/engine/scopes.c \
	debugger/engine/variables.c debugger/engine/variables.h \
	debugger/engine/attach.c \
	debugger/engine/query.c debugger/engine/query.h \
	debugger/session/session.c debugger/session/session.h debugger/session/private.h \
	debugger/session/process.c \
	debugger/session/output.c debugger/session/output.h \
	debugger/session/look.c debugger/session/look.h \
	debugger/session/motion.c debugger/session/names.c debugger/session/settings.c debugger/session/begin.c \
	debugger/session/look.c debugger/session/look.h debugger/session/who.c \
	debugger/session/motion.c debugger/session/names.c debugger/session/settings.c \
	debugger/session/points.c debugger/session/points.h \
	debugger/session/values.c \
	debugger/session/travel.c debugger/session/travel.h \
	debugger/session/snapshots.c debugger/session/snapshots.h \
	debugger/terminal/terminal.c debugger/terminal/terminal.h debugger/terminal/private.h \
	debugger/terminal/typed.c \
	debugger/terminal/parse.c debugger/terminal/parse_point.c debugger/terminal/parse.h \
	debugger/terminal/show.c debugger/terminal/show_code.c debugger/terminal/show_stop.c \
	debugger/terminal/show_threads.c debugger/terminal/show.h \
	debugger/terminal/help.c debugger/terminal/complete.c \
	debugger/terminal/show_threads.c debugger/terminal/show_schedule.c debugger/terminal/show.h \
	debugger/terminal/help.c \
	debugger/terminal/json.c \
	debugger/dap/dap.c debugger/dap/dap.h debugger/dap/private.h \
	debugger/dap/channel.c debugger/dap/channel.h \
	debugger/dap/requests.c \
	debugger/dap/start.c \
	debugger/dap/run.c \
	debugger/dap/points.c \
	debugger/dap/filters.c \
	debugger/dap/look.c \
	debugger/dap/values.c \
	debugger/dap/console.c \
	debugger/dap/sources.c
