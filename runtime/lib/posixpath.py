"""Paths as POSIX has them: os.path."""

import posix as _posix
from posix import fspath as _fspath
from genericpath import *
from genericpath import _is_dir_mode, _is_file_mode

curdir = '.'
pardir = '..'
extsep = '.'
sep = '/'
pathsep = ':'
defpath = '/bin:/usr/bin'
altsep = None
devnull = '/dev/null'
supports_unicode_filenames = False


def _parts(p):
    # sep, curdir and pardir of the path's own type
    return (b'/', b'.', b'..') if isinstance(p, bytes) else ('/', '.', '..')


def _check_types(function, *args):
    if any(isinstance(a, str) for a in args) and any(isinstance(a, bytes) for a in args):
        raise TypeError("Can't mix strings and bytes in path components") from None
    for a in args:
        if not isinstance(a, (str, bytes)):
            raise TypeError('%s() argument must be str, bytes, or os.PathLike object, not %r'
                            % (function, type(a).__name__)) from None


def normcase(s):
    return _fspath(s)


def isabs(s):
    s = _fspath(s)
    return s.startswith(_parts(s)[0])


def join(a, *p):
    a = _fspath(a)
    slash = _parts(a)[0]
    path = a
    try:
        for b in p:
            b = _fspath(b)
            if b.startswith(slash) or not path:
                path = b
            elif path.endswith(slash):
                path += b
            else:
                path += slash + b
    except (TypeError, AttributeError, BytesWarning):
        _check_types('join', a, *p)
        raise
    return path


def split(p):
    p = _fspath(p)
    slash = _parts(p)[0]
    i = p.rfind(slash) + 1
    head, tail = p[:i], p[i:]
    if head and head != slash * len(head):
        head = head.rstrip(slash)
    return head, tail


def splitext(p):
    p = _fspath(p)
    slash, dot, _ = _parts(p)
    start = p.rfind(slash) + 1
    i = p.rfind(dot)
    # dots at the beginning of the name begin no extension
    if i > start and p[start:i].strip(dot):
        return p[:i], p[i:]
    return p, p[:0]


def splitdrive(p):
    p = _fspath(p)
    return p[:0], p


def splitroot(p):
    p = _fspath(p)
    slash = _parts(p)[0]
    empty = p[:0]
    if not p.startswith(slash):
        return empty, empty, p
    if p[1:2] != slash or p[2:3] == slash:
        return empty, slash, p[1:]
    return empty, p[:2], p[2:]


def basename(p):
    p = _fspath(p)
    return p[p.rfind(_parts(p)[0]) + 1:]


def dirname(p):
    return split(p)[0]


def islink(path):
    """Is it a symbolic link?"""
    try:
        return _posix.lstat(path).st_mode & 0o170000 == 0o120000
    except (OSError, ValueError, AttributeError):
        return False


def lexists(path):
    """Does the path exist, if only as a broken symbolic link?"""
    try:
        _posix.lstat(path)
    except (OSError, ValueError):
        return False
    return True


def isjunction(path):
    _fspath(path)
    return False


def ismount(path):
    """Does another file system begin here?"""
    try:
        here = _posix.lstat(path)
        above = _posix.lstat(join(path, '..'))
    except (OSError, ValueError):
        return False
    if here.st_mode & 0o170000 == 0o120000:
        return False
    return here.st_dev != above.st_dev or here.st_ino == above.st_ino


def expanduser(path):
    path = _fspath(path)
    text = path.decode('utf-8', 'surrogateescape') if isinstance(path, bytes) else path
    if text != '~' and not text.startswith('~/'):
        return path
    home = _posix.environ.get('HOME')
    if home is None:
        return path
    text = home.rstrip('/') + text[1:] or '/'
    return text.encode('utf-8', 'surrogateescape') if isinstance(path, bytes) else text


def expandvars(path):
    """$name and ${name} replaced by environment variables; unknown ones stay."""
    path = _fspath(path)
    if isinstance(path, bytes):
        return expandvars(path.decode('utf-8', 'surrogateescape')).encode('utf-8',
                                                                        'surrogateescape')
    import os
    out = []
    i = 0
    while i < len(path):
        j = i + 1
        if path[i] == '$' and path[j:j + 1] == '{':
            end = path.find('}', j)
            name = path[j + 1:end] if end >= 0 else None
            j = end + 1
        elif path[i] == '$':
            while j < len(path) and (path[j] == '_' or path[j].isascii() and path[j].isalnum()):
                j += 1
            name = path[i + 1:j]
        else:
            name = None
        if name and name in os.environ:
            out.append(os.environ[name])
            i = j
        else:
            out.append(path[i])
            i += 1
    return ''.join(out)


def normpath(path):
    """Without '.', '..' where they can be resolved, and double slashes."""
    path = _fspath(path)
    slash, dot, dots = _parts(path)
    if not path:
        return dot
    _, root, rest = splitroot(path)
    names = []
    for name in rest.split(slash):
        if not name or name == dot:
            continue
        if name != dots or (not root and not names) or (names and names[-1] == dots):
            names.append(name)
        elif names:
            names.pop()
    return root + slash.join(names) or dot


def abspath(path):
    path = _fspath(path)
    if not isabs(path):
        cwd = _posix.getcwd()
        if isinstance(path, bytes):
            cwd = cwd.encode('utf-8', 'surrogateescape')
        path = join(cwd, path)
    return normpath(path)


def realpath(filename, *, strict=False):
    """The absolute path with all symbolic links resolved."""
    filename = _fspath(filename)
    if isinstance(filename, bytes):
        return realpath(filename.decode('utf-8', 'surrogateescape'),
                        strict=strict).encode('utf-8', 'surrogateescape')
    path = '/' if isabs(filename) else _posix.getcwd()
    rest = [name for name in reversed(filename.split('/')) if name]
    links = 0
    while rest:
        name = rest.pop()
        if name == '.':
            continue
        if name == '..':
            path = dirname(path)
            continue
        inner = join(path, name)
        if strict:
            _posix.lstat(inner)
        if islink(inner) and links < 40:
            links += 1
            target = _posix.readlink(inner)
            if isabs(target):
                path = '/'
            rest.extend(part for part in reversed(target.split('/')) if part)
        else:
            path = inner
    return path


def relpath(path, start=None):
    """The path as seen from `start`, the working folder by default."""
    path = _fspath(path)
    if not path:
        raise ValueError('no path specified')
    slash, dot, dots = _parts(path)
    start = dot if start is None else _fspath(start)
    there = [name for name in abspath(path).split(slash) if name]
    here = [name for name in abspath(start).split(slash) if name]
    same = len(commonprefix([there, here]))
    return slash.join([dots] * (len(here) - same) + there[same:]) or dot


def commonpath(paths):
    """The longest path that all of them lie under."""
    paths = [_fspath(p) for p in paths]
    if not paths:
        raise ValueError('commonpath() arg is an empty sequence')
    slash, dot, _ = _parts(paths[0])
    absolute = isabs(paths[0])
    if any(isabs(p) != absolute for p in paths):
        raise ValueError("Can't mix absolute and relative paths")
    split_paths = [[name for name in p.split(slash) if name and name != dot] for p in paths]
    common = commonprefix(split_paths)
    return (slash if absolute else slash[:0]) + slash.join(common)
