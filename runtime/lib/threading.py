"""Threads, and what they wait for each other with.

Locks, conditions, events and semaphores are native (module _thread); here is the Thread class and what is made of those.
"""

import _thread
from _thread import (
    RLock, Condition, Event, Semaphore, BoundedSemaphore, TIMEOUT_MAX,
    get_ident, get_native_id, stack_size, error as ThreadError, _local as local,
)
from itertools import count as _count
import sys as _sys

Lock = _thread.LockType

__all__ = [
    "get_ident", "active_count", "Condition", "current_thread", "enumerate", "main_thread", "TIMEOUT_MAX", "Event", "Lock",
    "RLock", "Semaphore", "BoundedSemaphore", "Thread", "Barrier", "BrokenBarrierError", "Timer", "ThreadError",
    "setprofile", "settrace", "local", "stack_size", "excepthook", "ExceptHookArgs", "getprofile", "gettrace",
    "setprofile_all_threads", "settrace_all_threads", "get_native_id",
]

_next_number = _count(1).__next__  # one instruction: no two threads get the same number
_trace_hook = None
_profile_hook = None


class Thread(_thread._Startable):
    """A thread of control: Thread(target=f, args=(...)).start(), or a subclass with its own run()."""

    def __init__(self, group=None, target=None, name=None, args=(), kwargs=None, *, daemon=None):
        if group is not None:
            raise AssertionError("group argument must be None for now")
        if name is None:
            name = f"Thread-{_next_number()}"
            if target is not None:
                try:
                    name += f" ({target.__name__})"
                except AttributeError:
                    pass
        self._name = str(name)
        self._target = target
        self._args = args
        self._kwargs = {} if kwargs is None else kwargs
        if daemon is None:
            daemon = current_thread().daemon
        self._daemonic = bool(daemon)
        self._started = False
        self._handle = _thread._ThreadHandle()
        self._initialized = True

    _initialized = False

    def __repr__(self):
        assert self._initialized, "Thread.__init__() was not called"
        status = "initial"
        if self._started:
            status = "stopped" if self._handle.is_done() else "started"
        if self._daemonic:
            status += " daemon"
        if self.ident is not None:
            status += f" {self.ident}"
        return f"<{type(self).__name__}({self._name}, {status})>"

    def _check(self):
        if not self._initialized:
            raise RuntimeError("Thread.__init__() not called")

    def run(self):
        """What the thread does: call the target."""
        try:
            if self._target is not None:
                self._target(*self._args, **self._kwargs)
        finally:
            del self._target, self._args, self._kwargs

    def join(self, timeout=None):
        """Wait until the thread has ended, or the timeout (seconds) is over."""
        self._check()
        if not self._started:
            raise RuntimeError("cannot join thread before it is started")
        if self is current_thread():
            raise RuntimeError("cannot join current thread")
        if timeout is not None:
            timeout = max(timeout, 0)
        self._handle.join(timeout)

    def is_alive(self):
        assert self._initialized, "Thread.__init__() not called"
        return self._started and not self._handle.is_done()

    @property
    def name(self):
        assert self._initialized, "Thread.__init__() not called"
        return self._name

    @name.setter
    def name(self, name):
        assert self._initialized, "Thread.__init__() not called"
        self._name = str(name)
        _thread._set_name(self, self._name)

    @property
    def ident(self):
        assert self._initialized, "Thread.__init__() not called"
        return self._handle.ident

    @property
    def native_id(self):
        assert self._initialized, "Thread.__init__() not called"
        return self._handle.native_id

    @property
    def daemon(self):
        assert self._initialized, "Thread.__init__() not called"
        return self._daemonic

    @daemon.setter
    def daemon(self, daemonic):
        self._check()
        if self._started:
            raise RuntimeError("cannot set daemon status of active thread")
        self._daemonic = bool(daemonic)

    def isDaemon(self):
        return self.daemon

    def setDaemon(self, daemonic):
        self.daemon = daemonic

    def getName(self):
        return self.name

    def setName(self, name):
        self.name = name


class _OwnThread(Thread):
    """A thread that threading did not start: the main one, or one of _thread.start_new_thread."""

    def __init__(self, name, ident, daemon):
        Thread.__init__(self, name=name, daemon=daemon)
        self._started = True
        self._ident = ident
        self._native_id = get_native_id()

    @property
    def ident(self):
        return self._ident

    @property
    def native_id(self):
        return self._native_id

    def is_alive(self):
        return True


class _MainThread(_OwnThread):
    def __init__(self):
        _OwnThread.__init__(self, "MainThread", 1, False)
        self._ended = Event()

    def is_alive(self):
        return not self._ended.is_set()

    def join(self, timeout=None):
        """Wait until the main program has ended; the interpreter then waits for the threads that are no daemons."""
        if self is current_thread():
            raise RuntimeError("cannot join current thread")
        self._ended.wait(timeout)


class _DummyThread(_OwnThread):
    def __init__(self):
        _OwnThread.__init__(self, f"Dummy-{_next_number()}", get_ident(), True)
        _thread._set_current(self, self._name)

    def join(self, timeout=None):
        raise RuntimeError("cannot join a dummy thread")


def current_thread():
    """The Thread object of the calling thread."""
    thread = _thread._current()
    if thread is None:
        thread = _DummyThread()
    return thread


def currentThread():
    return current_thread()


_main_thread = None


def main_thread():
    return _main_thread


def enumerate():
    """The Thread objects of all threads alive."""
    return [thread for thread in _thread._all() if thread is not None]


def active_count():
    return len(enumerate())


def activeCount():
    return active_count()


class Timer(Thread):
    """Calls a function after a time: Timer(seconds, function, args, kwargs).start(); cancel() stops it before."""

    def __init__(self, interval, function, args=None, kwargs=None):
        Thread.__init__(self)
        self.interval = interval
        self.function = function
        self.args = args if args is not None else []
        self.kwargs = kwargs if kwargs is not None else {}
        self.finished = Event()

    def cancel(self):
        self.finished.set()

    def run(self):
        self.finished.wait(self.interval)
        if not self.finished.is_set():
            self.function(*self.args, **self.kwargs)
        self.finished.set()


class BrokenBarrierError(RuntimeError):
    pass


class Barrier:
    """Lets a number of threads wait for each other: the last one to come frees all."""

    # A round is a list of one: what has become of those that came to it. Who comes when it has ended is in the next
    # one already, so nobody waits for the others to leave.
    _FILLING, _OPEN, _BROKEN = range(3)

    def __init__(self, parties, action=None, timeout=None):
        if parties < 1:
            raise ValueError("parties must be > 0")
        self._cond = Condition(Lock())
        self._parties = parties
        self._action = action
        self._timeout = timeout
        self._inside = 0
        self._broken = False
        self._round = [self._FILLING]

    def __repr__(self):
        cls = type(self)
        state = "broken" if self.broken else f"waiters={self.n_waiting}/{self.parties}"
        return f"<{cls.__module__}.{cls.__qualname__} at {id(self):#x}: {state}>"

    def wait(self, timeout=None):
        """Wait for the others. Each thread gets another number from 0 to parties-1."""
        if timeout is None:
            timeout = self._timeout
        with self._cond:
            if self._broken:
                raise BrokenBarrierError
            index = self._inside
            self._inside = index + 1
            if self._inside == self._parties:
                self._open()
            else:
                self._wait_for_others(self._round, timeout)
            return index

    def _open(self):
        try:
            if self._action:
                self._action()
        except:
            self._break()
            raise
        self._end_round(self._OPEN)

    def _wait_for_others(self, this, timeout):
        try:
            if timeout is None:
                while not this[0]:
                    self._cond.wait()
            elif not self._cond.wait_for(lambda: this[0], timeout):
                self._break()
        except:
            if not this[0]:
                self._inside -= 1
            raise
        if this[0] != self._OPEN:
            raise BrokenBarrierError

    def _end_round(self, end):
        self._round[0] = end
        self._round = [self._FILLING]
        self._inside = 0
        self._cond.notify_all()

    def _break(self):
        self._broken = True
        self._end_round(self._BROKEN)

    def reset(self):
        """Break the barrier for those that wait, and make it new."""
        with self._cond:
            self._end_round(self._BROKEN)
            self._broken = False

    def abort(self):
        with self._cond:
            self._break()

    @property
    def parties(self):
        return self._parties

    @property
    def n_waiting(self):
        return self._inside

    @property
    def broken(self):
        return self._broken


class ExceptHookArgs(tuple):
    """What excepthook gets: exc_type, exc_value, exc_traceback, thread."""

    __slots__ = ()
    __match_args__ = ("exc_type", "exc_value", "exc_traceback", "thread")

    def __new__(cls, values):
        values = tuple(values)
        if len(values) != 4:
            raise TypeError(f"_thread.ExceptHookArgs() takes a 4-sequence ({len(values)}-sequence given)")
        return tuple.__new__(cls, values)

    @property
    def exc_type(self):
        return self[0]

    @property
    def exc_value(self):
        return self[1]

    @property
    def exc_traceback(self):
        return self[2]

    @property
    def thread(self):
        return self[3]

    def __repr__(self):
        return "_thread._ExceptHookArgs(exc_type=%r, exc_value=%r, exc_traceback=%r, thread=%r)" % self


ExceptHookArgs.__name__ = ExceptHookArgs.__qualname__ = "_ExceptHookArgs"
ExceptHookArgs.__module__ = "_thread"


def excepthook(args, /):
    """Print the uncaught exception of a thread."""
    if args.exc_type is SystemExit:
        return
    stderr = _sys.stderr
    if stderr is None:
        return
    thread = args.thread
    name = thread._name if thread is not None else str(get_ident())
    stderr.write(f"Exception in thread {name}:\n")
    stderr.flush()
    _sys.__excepthook__(args.exc_type, args.exc_value, args.exc_traceback)


__excepthook__ = excepthook


def _report(thread, exc):
    # called by the interpreter for what a thread has not caught
    args = ExceptHookArgs((type(exc), exc, exc.__traceback__, thread))
    try:
        hook = excepthook
    except NameError:
        hook = __excepthook__
    try:
        hook(args)
    except Exception as error:
        error.__suppress_context__ = True
        if _sys.stderr is not None:
            _sys.stderr.write("Exception in threading.excepthook:\n")
        _sys.excepthook(type(error), error, error.__traceback__)


def settrace(func):
    global _trace_hook
    _trace_hook = func


def gettrace():
    return _trace_hook


def setprofile(func):
    global _profile_hook
    _profile_hook = func


def getprofile():
    return _profile_hook


_atexits = []


def _register_atexit(func, *args, **kwargs):
    """Call it when the main thread has ended, before the other threads are waited for: pools need that."""
    _atexits.append((func, args, kwargs))


def _run_atexits():
    _main_thread._ended.set()
    while _atexits:
        func, args, kwargs = _atexits.pop()
        func(*args, **kwargs)


settrace_all_threads = settrace
setprofile_all_threads = setprofile

_main_thread = _MainThread.__new__(_MainThread)
_thread._set_main(_main_thread, "MainThread")
_main_thread._daemonic = False
_MainThread.__init__(_main_thread)
