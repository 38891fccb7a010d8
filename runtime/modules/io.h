// The files of the interpreter: what startup and shutdown need of the io module (io*.c).
#ifndef BT_MODULES_IO_H
#define BT_MODULES_IO_H

#include "vm/interp.h"

// Make sys.stdin, stdout, stderr (and __stdin__ ...) over descriptors 0, 1, 2 (None for a closed
// one), builtins.open, and set vm->flush. The sys module exists. Once.
BT_MUST_CHECK bool bt_io_init(struct bt_thread *th);
// The interpreter ends: flush sys.stdout and sys.stderr and every file still open. false if what
// was printed could not be written: that has been reported on stderr as CPython does, and the exit
// status becomes 120.
bool bt_io_finish(struct bt_thread *th);

#endif
