# Waiting for an item that nobody will put.
# exit: 3
# expect-err: [Dd]eadlock
# cpython: no (waits for ever)
import queue

queue.Queue().get()
