// The laboratory: see lab.h.
#include "lab/lab.h"

#include "base/mem.h"

struct bt_lab {
    struct bt_vm *vm;
    struct bt_lab_options options;
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
        *failed = true;
        return NULL;
    }
    lab->vm = vm;
    lab->options = *options;
    vm->lab = lab;
    vm->before_exit = before_exit;
    return lab;
}

int bt_lab_finish(struct bt_lab *lab, int status)
{
    lab->vm->before_exit = NULL; // once
    return status;
}

void bt_lab_free(struct bt_lab *lab)
{
    if (!lab)
        return;
    lab->vm->lab = NULL;
    bt_free(lab);
}
