# An event that nobody will set; a timeout would be no deadlock.
# exit: 3
# expect-err: [Dd]eadlock
# cpython: no (waits for ever)
import threading

print(threading.Event().wait(0.05))  # expect: False
threading.Event().wait()
