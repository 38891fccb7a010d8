"""Future and Executor, and waiting for several futures."""

import collections
import sys
import threading
import time

FIRST_COMPLETED = "FIRST_COMPLETED"
FIRST_EXCEPTION = "FIRST_EXCEPTION"
ALL_COMPLETED = "ALL_COMPLETED"

PENDING = "PENDING"
RUNNING = "RUNNING"
CANCELLED = "CANCELLED"
CANCELLED_AND_NOTIFIED = "CANCELLED_AND_NOTIFIED"
FINISHED = "FINISHED"

_DONE = (CANCELLED, CANCELLED_AND_NOTIFIED, FINISHED)
_NAMES = {PENDING: "pending", RUNNING: "running", CANCELLED: "cancelled",
          CANCELLED_AND_NOTIFIED: "cancelled", FINISHED: "finished"}

TimeoutError = TimeoutError


class Error(Exception):
    """The base of this module's exceptions."""


class CancelledError(Error):
    """The future was cancelled."""


class InvalidStateError(Error):
    """The operation is not allowed in this state."""


class BrokenExecutor(RuntimeError):
    """The executor cannot run anything any more."""


class Future:
    """The result of a call that may not have ended yet."""

    def __init__(self):
        self._condition = threading.Condition()
        self._state = PENDING
        self._result = None
        self._exception = None
        self._done_callbacks = []

    def __repr__(self):
        with self._condition:
            name = self.__class__.__name__
            state = _NAMES[self._state]
            if self._state != FINISHED:
                return f"<{name} at {id(self):#x} state={state}>"
            if self._exception is not None:
                what = "raised " + self._exception.__class__.__name__
            else:
                what = "returned " + self._result.__class__.__name__
            return f"<{name} at {id(self):#x} state={state} {what}>"

    def cancel(self):
        """Cancel it unless it runs or has ended; is it cancelled?"""
        with self._condition:
            if self._state in (RUNNING, FINISHED):
                return False
            if self._state != PENDING:
                return True
            self._state = CANCELLED
            self._condition.notify_all()
        self._invoke_callbacks()
        return True

    def cancelled(self):
        with self._condition:
            return self._state in (CANCELLED, CANCELLED_AND_NOTIFIED)

    def running(self):
        with self._condition:
            return self._state == RUNNING

    def done(self):
        with self._condition:
            return self._state in _DONE

    def add_done_callback(self, fn):
        """Call fn(self) when it has ended, at once if it has already."""
        with self._condition:
            if self._state not in _DONE:
                self._done_callbacks.append(fn)
                return
        self._call_back(fn)

    def _invoke_callbacks(self):
        for fn in self._done_callbacks:
            self._call_back(fn)

    def _call_back(self, fn):
        try:
            fn(self)
        except Exception:
            sys.excepthook(*sys.exc_info())

    def _remove_callback(self, fn):
        with self._condition:
            if fn in self._done_callbacks:
                self._done_callbacks.remove(fn)

    def _wait(self, timeout):
        """Wait for the end; CancelledError, TimeoutError. Holds the condition."""
        if self._state not in _DONE:
            self._condition.wait_for(lambda: self._state in _DONE, timeout)
        if self._state in (CANCELLED, CANCELLED_AND_NOTIFIED):
            raise CancelledError()
        if self._state != FINISHED:
            raise TimeoutError()

    def result(self, timeout=None):
        """What the call returned, or raise what it raised."""
        try:
            with self._condition:
                self._wait(timeout)
                if self._exception is not None:
                    raise self._exception
                return self._result
        finally:
            self = None  # no cycle through the traceback

    def exception(self, timeout=None):
        """What the call raised, or None."""
        with self._condition:
            self._wait(timeout)
            return self._exception

    # For executors.

    def set_running_or_notify_cancel(self):
        with self._condition:
            if self._state == CANCELLED:
                self._state = CANCELLED_AND_NOTIFIED
                return False
            if self._state == PENDING:
                self._state = RUNNING
                return True
            raise RuntimeError("Future in unexpected state")

    def _finish(self, result, exception):
        with self._condition:
            if self._state in _DONE:
                raise InvalidStateError(f"{self._state}: {self!r}")
            self._result = result
            self._exception = exception
            self._state = FINISHED
            self._condition.notify_all()
        self._invoke_callbacks()

    def set_result(self, result):
        self._finish(result, None)

    def set_exception(self, exception):
        self._finish(None, exception)


DoneAndNotDoneFutures = collections.namedtuple("DoneAndNotDoneFutures", "done not_done")


class _Arrivals:
    """The futures that have ended since someone began to wait, in that order."""

    def __init__(self, futures):
        self.condition = threading.Condition()
        self.ended = []
        self.futures = futures
        for f in futures:
            f.add_done_callback(self._arrived)

    def _arrived(self, future):
        with self.condition:
            self.ended.append(future)
            self.condition.notify_all()

    def close(self):
        for f in self.futures:
            f._remove_callback(self._arrived)


def wait(fs, timeout=None, return_when=ALL_COMPLETED):
    """Wait for futures: the sets of those that have ended and those that have not."""
    if return_when not in (FIRST_COMPLETED, FIRST_EXCEPTION, ALL_COMPLETED):
        raise ValueError("Invalid return condition: %r" % return_when)
    fs = set(fs)
    arrivals = _Arrivals(fs)

    def enough():
        if len(arrivals.ended) == len(fs):
            return True
        if return_when == FIRST_COMPLETED:
            return bool(arrivals.ended)
        if return_when == FIRST_EXCEPTION:
            return any(not f.cancelled() and f.exception() is not None
                       for f in arrivals.ended)
        return False
    with arrivals.condition:
        arrivals.condition.wait_for(enough, timeout)
        done = set(arrivals.ended)
    arrivals.close()
    return DoneAndNotDoneFutures(done, fs - done)


def as_completed(fs, timeout=None):
    """The futures one by one as they end."""
    fs = set(fs)
    end = None if timeout is None else time.monotonic() + timeout
    arrivals = _Arrivals(fs)
    given = 0
    try:
        while given < len(fs):
            with arrivals.condition:
                left = None if end is None else max(0, end - time.monotonic())
                if not arrivals.condition.wait_for(
                        lambda: len(arrivals.ended) > given, left):
                    raise TimeoutError("%d (of %d) futures unfinished"
                                       % (len(fs) - given, len(fs)))
                future = arrivals.ended[given]
            given += 1
            yield future
            future = None
    finally:
        arrivals.close()


class Executor:
    """What runs calls."""

    def submit(self, fn, /, *args, **kwargs):
        raise NotImplementedError()

    def map(self, fn, *iterables, timeout=None, chunksize=1):
        """fn of the items of iterables, in their order."""
        end = None if timeout is None else time.monotonic() + timeout
        futures = collections.deque(self.submit(fn, *args) for args in zip(*iterables))

        def results():
            try:
                while futures:
                    future = futures.popleft()
                    try:
                        if end is None:
                            value = future.result()
                        else:
                            value = future.result(end - time.monotonic())
                    finally:
                        future.cancel()
                        future = None
                    yield value
                    value = None
            finally:
                for f in futures:
                    f.cancel()
        return results()

    def shutdown(self, wait=True, *, cancel_futures=False):
        pass

    def __enter__(self):
        return self

    def __exit__(self, exc_type, exc_val, exc_tb):
        self.shutdown(wait=True)
        return False
