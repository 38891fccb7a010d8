# The time module.
import time

a = time.monotonic()
time.sleep(0.02)
b = time.monotonic()
print(0.015 < b - a < 1, time.time() > 1.6e9, time.perf_counter() <= time.perf_counter(), type(time.time_ns()).__name__, type(time.monotonic_ns()).__name__)
# expect: True True True int int
print(time.process_time() >= 0, time.thread_time() >= 0, time.process_time_ns() >= 0, time.perf_counter_ns() > 0, time.thread_time_ns() >= 0)
# expect: True True True True True
t = time.gmtime(86400 * 365.25)
print(t.tm_year, t.tm_mon, t.tm_mday, t[3], t.tm_wday, t.tm_yday, tuple(t), len(t))
# expect: 1971 1 1 6 4 1 (1971, 1, 1, 6, 0, 0, 4, 1, 0) 9
print(time.strftime("%Y-%m-%d %H:%M:%S %a %b %j %%", t), time.asctime(t), time.gmtime(0).tm_year, time.strftime("%d", time.gmtime(0)))
# expect: 1971-01-01 06:00:00 Fri Jan 001 % Fri Jan  1 06:00:00 1971 1970 01
print(t)
# expect: time.struct_time(tm_year=1971, tm_mon=1, tm_mday=1, tm_hour=6, tm_min=0, tm_sec=0, tm_wday=4, tm_yday=1, tm_isdst=0)
print(time.mktime(time.localtime(1000)) == 1000, time.ctime(0), time.timezone, time.tzname[0])
# expect: True Thu Jan  1 00:00:00 1970 0 UTC
time.sleep(0)
time.sleep(0.001)
for f in (lambda: time.sleep(-1), lambda: time.sleep("a"), lambda: time.sleep(), lambda: time.sleep(float("nan")), lambda: time.strftime(5)):
    try:
        f()
    except Exception as e:
        print(type(e).__name__, e, sep=": ")
        # expect: ValueError: sleep length must be non-negative
        # expect: TypeError: 'str' object cannot be interpreted as an integer
        # expect: TypeError: time.sleep() takes exactly one argument (0 given)
        # expect: ValueError: Invalid value NaN (not a number)
        # expect: TypeError: strftime() argument 1 must be str, not int
