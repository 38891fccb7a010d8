# Marks change nothing.
# cpython: no (the module baton)
# unless: gc-stress
import baton

before = baton.schedule_hash()
baton.mark("here")
baton.mark(17)
baton.mark("a\0b \udc80")
print(baton.schedule_hash() == before)  # expect: True
