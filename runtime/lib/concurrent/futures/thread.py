"""ThreadPoolExecutor."""

import itertools
import os
import queue
import threading

from concurrent.futures import _base


class BrokenThreadPool(_base.BrokenExecutor):
    """A worker's initializer has failed."""


class _Work:
    def __init__(self, future, fn, args, kwargs):
        self.future = future
        self.fn = fn
        self.args = args
        self.kwargs = kwargs

    def run(self):
        if not self.future.set_running_or_notify_cancel():
            return
        try:
            result = self.fn(*self.args, **self.kwargs)
        except BaseException as exc:
            self.future.set_exception(exc)
            self = None  # no cycle through the traceback
        else:
            self.future.set_result(result)


_all_shutdown = False
_pools = {}  # id -> executor, of those that have threads


def _python_exit():
    """The program ends: let the workers finish what was submitted."""
    global _all_shutdown
    _all_shutdown = True
    for pool in list(_pools.values()):
        pool._work_queue.put(None)


threading._register_atexit(_python_exit)


class ThreadPoolExecutor(_base.Executor):
    """Runs calls on a number of threads, which it starts as they are needed."""

    _counter = itertools.count().__next__

    def __init__(self, max_workers=None, thread_name_prefix="",
                 initializer=None, initargs=()):
        if max_workers is None:
            max_workers = min(32, (getattr(os, "cpu_count", lambda: 1)() or 1) + 4)
        if max_workers <= 0:
            raise ValueError("max_workers must be greater than 0")
        if initializer is not None and not callable(initializer):
            raise TypeError("initializer must be a callable")
        self._max_workers = max_workers
        self._work_queue = queue.SimpleQueue()
        self._idle = threading.Semaphore(0)
        self._threads = []
        self._broken = False
        self._shutdown = False
        self._lock = threading.Lock()
        self._thread_name_prefix = (thread_name_prefix or
                                    "ThreadPoolExecutor-%d" % self._counter())
        self._initializer = initializer
        self._initargs = initargs

    def submit(self, fn, /, *args, **kwargs):
        with self._lock:
            if self._broken:
                raise BrokenThreadPool(self._broken)
            if self._shutdown:
                raise RuntimeError("cannot schedule new futures after shutdown")
            if _all_shutdown:
                raise RuntimeError("cannot schedule new futures after "
                                   "interpreter shutdown")
            future = _base.Future()
            self._work_queue.put(_Work(future, fn, args, kwargs))
            self._adjust_thread_count()
            return future

    def _adjust_thread_count(self):
        if self._idle.acquire(timeout=0):
            return
        n = len(self._threads)
        if n < self._max_workers:
            t = threading.Thread(name="%s_%d" % (self._thread_name_prefix, n),
                                 target=self._worker)
            t.start()
            self._threads.append(t)
            _pools[id(self)] = self

    def _worker(self):
        if self._initializer is not None:
            try:
                self._initializer(*self._initargs)
            except BaseException:
                import sys
                sys.excepthook(*sys.exc_info())
                self._initializer_failed()
                return
        work_queue = self._work_queue
        while True:
            try:
                work = work_queue.get_nowait()
            except queue.Empty:
                self._idle.release()
                work = work_queue.get()
            if work is not None:
                work.run()
                work = None
                continue
            if _all_shutdown or self._shutdown:
                self._shutdown = True
                work_queue.put(None)  # for the next worker
                return

    def _initializer_failed(self):
        with self._lock:
            self._broken = ("A thread initializer failed, the thread pool "
                            "is not usable anymore")
            while True:
                try:
                    work = self._work_queue.get_nowait()
                except queue.Empty:
                    break
                if work is not None:
                    work.future.set_exception(BrokenThreadPool(self._broken))

    def shutdown(self, wait=True, *, cancel_futures=False):
        with self._lock:
            self._shutdown = True
            if cancel_futures:
                while True:
                    try:
                        work = self._work_queue.get_nowait()
                    except queue.Empty:
                        break
                    if work is not None:
                        work.future.cancel()
            self._work_queue.put(None)
        if wait:
            for t in self._threads:
                t.join()
            _pools.pop(id(self), None)
