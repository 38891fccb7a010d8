# Press Ctrl-C: it reaches the main thread in whatever it waits for, here a sleep; `finally` blocks
# run, and the shell sees status 130.
import time

print("press Ctrl-C", flush=True)
try:
    time.sleep(60)
finally:
    print("cleaned up")
