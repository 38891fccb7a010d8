"""Functions to be called when the program ends, the last registered first."""

import sys

__all__ = ["register", "unregister"]

_callbacks = []


def register(func, /, *args, **kwargs):
    """Call func(*args, **kwargs) at the end; usable as a decorator."""
    if not callable(func):
        raise TypeError("the first argument must be callable")
    _callbacks.append((func, args, kwargs))
    return func


def unregister(func, /):
    """Do not call the function after all, however often it was registered."""
    _callbacks[:] = [c for c in _callbacks if not (c[0] is func or c[0] == func)]


def _clear():
    _callbacks.clear()


def _ncallbacks():
    return len(_callbacks)


def _run_exitfuncs():
    """What the interpreter calls at its end."""
    while _callbacks:
        func, args, kwargs = _callbacks.pop()
        try:
            func(*args, **kwargs)
        except SystemExit:
            pass
        except BaseException as exc:
            import traceback
            if sys.stderr is not None:
                sys.stderr.write(f"Exception ignored in atexit callback {func!r}:\n")
                traceback.print_exception(exc)
