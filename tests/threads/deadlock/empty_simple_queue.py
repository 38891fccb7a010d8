# Waiting for an item that nobody will put into a SimpleQueue.
# exit: 3
# expect-err: an item in a queue
# cpython: no (waits for ever)
import queue

queue.SimpleQueue().get()
