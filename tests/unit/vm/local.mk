# Unit tests of this layer; they link $(VM_LIBS) and nothing above it.
#   UNIT_TESTS += tests/unit/vm/check_x
#   tests_unit_vm_check_x_SOURCES = tests/unit/vm/check_x.c
#   tests_unit_vm_check_x_LDADD = $(VM_LIBS) $(CHECK_LIBS)
UNIT_TESTS += tests/unit/vm/check_timers
tests_unit_vm_check_timers_SOURCES = tests/unit/vm/check_timers.c
tests_unit_vm_check_timers_LDADD = $(VM_LIBS) $(CHECK_LIBS)
