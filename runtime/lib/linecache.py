"""Lines of source files, as tracebacks quote them."""

from _traceback import getline as _getline, clearcache

__all__ = ['getline', 'getlines', 'clearcache', 'checkcache']


def getline(filename, lineno, module_globals=None):
    """The line with its newline; '' if there is none."""
    return _getline(filename, lineno)


def getlines(filename, module_globals=None):
    """All lines of the file."""
    lines = []
    while line := _getline(filename, len(lines) + 1):
        lines.append(line)
    return lines


def checkcache(filename=None):
    """Read changed files anew when next asked for."""
    clearcache()
