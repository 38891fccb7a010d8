"""What os.path knows of files themselves."""

import posix as _posix

__all__ = ['commonprefix', 'exists', 'getatime', 'getctime', 'getmtime', 'getsize', 'isdir',
           'isfile', 'samefile', 'sameopenfile', 'samestat']


def _is_dir_mode(mode):
    return mode & 0o170000 == 0o040000


def _is_file_mode(mode):
    return mode & 0o170000 == 0o100000


def exists(path):
    """Does the path exist? False for broken symbolic links."""
    try:
        _posix.stat(path)
    except (OSError, ValueError):
        return False
    return True


def isfile(path):
    """Is it a regular file?"""
    try:
        return _is_file_mode(_posix.stat(path).st_mode)
    except (OSError, ValueError):
        return False


def isdir(path):
    """Is it a folder?"""
    try:
        return _is_dir_mode(_posix.stat(path).st_mode)
    except (OSError, ValueError):
        return False


def getsize(filename):
    return _posix.stat(filename).st_size


def getmtime(filename):
    return _posix.stat(filename).st_mtime


def getatime(filename):
    return _posix.stat(filename).st_atime


def getctime(filename):
    return _posix.stat(filename).st_ctime


def samestat(s1, s2):
    return s1.st_ino == s2.st_ino and s1.st_dev == s2.st_dev


def samefile(f1, f2):
    return samestat(_posix.stat(f1), _posix.stat(f2))


def sameopenfile(fp1, fp2):
    return samestat(_posix.stat(fp1), _posix.stat(fp2))


def commonprefix(m):
    """The longest beginning that all items have."""
    if not m:
        return ''
    low, high = min(m), max(m)
    for i, item in enumerate(low):
        if item != high[i]:
            return low[:i]
    return low
