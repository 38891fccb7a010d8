// The laboratory: see lab.h.
#include "lab/lab.h"

#include <stdio.h>

#include "base/mem.h"

struct bt_lab {
    struct bt_vm *vm;
    struct bt_lab_options options;
    struct bt_record *record;
    struct bt_replay *replay;
    struct bt_switch_export *switches;
    struct bt_stats_watch *stats; // NULL: none
    struct bt_trace *trace;       // NULL: none
};

static int before_exit(struct bt_vm *vm, int status)
{
    return bt_lab_finish(vm->lab, status);
}

struct bt_lab *bt_lab_new(struct bt_vm *vm, const struct bt_lab_options *options, bool *failed)
{
    *failed = false;
    if (!options->wanted)
        return NULL;
    struct bt_lab *lab = bt_alloc_zero(sizeof *lab);
    if (!lab) {
        fputs("baton: not enough memory to start\n", stderr);
        *failed = true;
        return NULL;
    }
    lab->vm = vm;
    lab->options = *options;
    bool ok = options->trace.n == 0 || (lab->trace = bt_trace_new(vm, &options->trace));
    ok = ok && (!options->stats.wanted || (lab->stats = bt_stats_watch_new(vm, &options->stats)));
    if (!ok) {
        bt_lab_free(lab);
        *failed = true;
        return NULL;
    }
    vm->lab = lab;
    vm->before_exit = before_exit;
    if (options->record)
        lab->record = bt_record_new(vm, options->record, options->argc, options->argv);
    else if (options->record_fd > 0)
        lab->record = bt_record_new_fd(vm, options->record_fd, options->argc, options->argv);
    if (options->replay)
        lab->replay = bt_replay_new(vm, options->replay, options->go_on, options->own_limit);
    if (options->switches)
        lab->switches = bt_switch_export_new(vm, options->switches);
    bool recorded = options->record || options->record_fd > 0;
    *failed = (recorded && !lab->record) || (options->replay && !lab->replay) ||
              (options->switches && !lab->switches);
    return lab;
}

int bt_lab_finish(struct bt_lab *lab, int status)
{
    lab->vm->before_exit = NULL; // once
    if (lab->replay)
        status = bt_replay_finish(lab->replay, status);
    if (lab->record && !bt_record_finish(lab->record, status) && status == 0)
        status = 1;
    if (lab->switches && !bt_switch_export_finish(lab->switches) && status == 0)
        status = 1;
    if (lab->stats)
        status = bt_stats_watch_finish(lab->stats, status);
    if (lab->trace)
        status = bt_trace_finish(lab->trace, status);
    return status;
}

struct bt_record *bt_lab_record(const struct bt_lab *lab)
{
    return lab ? lab->record : NULL;
}

struct bt_replay *bt_lab_replay(const struct bt_lab *lab)
{
    return lab ? lab->replay : NULL;
}

void bt_lab_free(struct bt_lab *lab)
{
    if (!lab)
        return;
    lab->vm->lab = NULL;
    bt_record_free(lab->record);
    bt_replay_free(lab->replay);
    bt_switch_export_free(lab->switches);
    bt_stats_watch_free(lab->stats);
    bt_trace_free(lab->trace);
    bt_free(lab);
}
