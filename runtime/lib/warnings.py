"""Warnings: what is shown of them, once, and what becomes an error."""

import sys

__all__ = ["catch_warnings", "deprecated", "filterwarnings", "formatwarning",
           "resetwarnings", "showwarning", "simplefilter", "warn",
           "warn_explicit"]

# (action, message pattern or None, category, module pattern or None, line or 0);
# the first that matches counts.
filters = [
    ("default", None, DeprecationWarning, "__main__", 0),
    ("ignore", None, DeprecationWarning, None, 0),
    ("ignore", None, PendingDeprecationWarning, None, 0),
    ("ignore", None, ImportWarning, None, 0),
    ("ignore", None, ResourceWarning, None, 0),
]
defaultaction = "default"
onceregistry = {}
_version = 1  # of the filters: registries of another version are void


class WarningMessage:
    """One warning, as showwarning() and catch_warnings(record=True) get it."""

    def __init__(self, message, category, filename, lineno, file=None,
                 line=None, source=None):
        self.message = message
        self.category = category
        self.filename = filename
        self.lineno = lineno
        self.file = file
        self.line = line
        self.source = source
        self._category_name = category.__name__ if category else None

    def __str__(self):
        return ("{message : %r, category : %r, filename : %r, lineno : %s, "
                "line : %r}" % (self.message, self._category_name,
                                self.filename, self.lineno, self.line))


def formatwarning(message, category, filename, lineno, line=None):
    """The text of a warning, as it is shown."""
    return _format(WarningMessage(message, category, filename, lineno, line=line))


def _format(msg):
    text = f"{msg.filename}:{msg.lineno}: {msg.category.__name__}: {msg.message}\n"
    line = msg.line
    if line is None:
        try:
            import linecache
            line = linecache.getline(msg.filename, msg.lineno)
        except Exception:
            line = None
    if line and line.strip():
        text += "  %s\n" % line.strip()
    return text


def showwarning(message, category, filename, lineno, file=None, line=None):
    """Write a warning to a file, sys.stderr by default; may be replaced."""
    _write(WarningMessage(message, category, filename, lineno, file, line))


_original_showwarning = showwarning


def _write(msg):
    file = msg.file if msg.file is not None else sys.stderr
    if file is None:
        return
    try:
        file.write(_format(msg))
    except OSError:
        pass


_recorder = None  # where catch_warnings(record=True) collects


def _show(msg):
    if showwarning is not _original_showwarning:
        showwarning(msg.message, msg.category, msg.filename, msg.lineno,
                    msg.file, msg.line)
    elif _recorder is not None:
        _recorder(msg)
    else:
        _write(msg)


# ---- filters ----

def _add(item, append):
    global _version
    if item in filters:
        if append:
            return
        filters.remove(item)
    if append:
        filters.append(item)
    else:
        filters.insert(0, item)
    _version += 1


def _check_action(action):
    if action not in ("error", "ignore", "always", "all", "default", "module", "once"):
        raise ValueError(f"invalid action: {action!r}")


def filterwarnings(action, message="", category=Warning, module="", lineno=0,
                   append=False):
    """Add a filter; message and module are patterns."""
    _check_action(action)
    if not isinstance(category, type) or not issubclass(category, Warning):
        raise TypeError("category must be a Warning subclass, "
                        f"not '{type(category).__name__}'")
    if lineno < 0:
        raise ValueError("lineno must be an int >= 0")
    _add((action, message or None, category, module or None, lineno), append)


def simplefilter(action, category=Warning, lineno=0, append=False):
    """Add a filter for every message of a category."""
    _check_action(action)
    if lineno < 0:
        raise ValueError("lineno must be an int >= 0")
    _add((action, None, category, None, lineno), append)


def resetwarnings():
    """Remove all filters."""
    global _version
    filters[:] = []
    _version += 1


def _matches(pattern, text, whole):
    """A regular expression where `re` is there to read it, else a plain beginning."""
    try:
        import re
    except ImportError:
        if whole:
            return text == pattern
        return text.casefold().startswith(pattern.casefold())
    if whole:
        return re.match(pattern + r"\Z", text) is not None
    return re.match(pattern, text, re.I) is not None


def _action(text, category, module, lineno):
    for action, message, cat, mod, line in filters:
        if (issubclass(category, cat)
                and (line == 0 or lineno == line)
                and (message is None or _matches(message, text, False))
                and (mod is None or mod == module or _matches(mod, module, True))):
            return action
    return defaultaction


# ---- warning ----

def warn(message, category=None, stacklevel=1, source=None, *,
         skip_file_prefixes=()):
    """Warn about the calling line, or one further out."""
    if isinstance(message, Warning):
        category = message.__class__
    elif category is None:
        category = UserWarning
    if not (isinstance(category, type) and issubclass(category, Warning)):
        raise TypeError("category must be a Warning subclass, "
                        f"not '{type(category).__name__}'")
    try:
        frame = sys._getframe(max(stacklevel, 1))
    except ValueError:
        names, filename, lineno = sys.__dict__, "<sys>", 0
    else:
        while frame.f_back is not None and skip_file_prefixes and \
                frame.f_code.co_filename.startswith(tuple(skip_file_prefixes)):
            frame = frame.f_back
        names = frame.f_globals
        filename, lineno = frame.f_code.co_filename, frame.f_lineno
    warn_explicit(message, category, filename, lineno,
                  names.get("__name__", "<string>"),
                  names.setdefault("__warningregistry__", {}), names, source)


def warn_explicit(message, category, filename, lineno, module=None,
                  registry=None, module_globals=None, source=None):
    """Warn about a place that is given."""
    _warn(message, category, filename, lineno, module, registry, source, None)


def _warn(message, category, filename, lineno, module, registry, source, line):
    lineno = int(lineno)
    if module is None:
        module = filename or "<unknown>"
        if module[-3:].lower() == ".py":
            module = module[:-3]
    if registry is None:
        registry = {}
    if registry.get("version", 0) != _version:
        registry.clear()
        registry["version"] = _version
    if isinstance(message, Warning):
        text = str(message)
        category = message.__class__
    else:
        text = message
        message = category(message)
    key = (text, category, lineno)
    if registry.get(key):
        return
    action = _action(text, category, module, lineno)
    if action == "ignore":
        return
    if action == "error":
        raise message
    if action == "once":
        registry[key] = True
        if onceregistry.get((text, category)):
            return
        onceregistry[text, category] = True
    elif action == "module":
        registry[key] = True
        if registry.get((text, category, 0)):
            return
        registry[text, category, 0] = True
    elif action == "default":
        registry[key] = True
    _show(WarningMessage(message, category, filename, lineno, line=line,
                         source=source))


class catch_warnings:
    """Put the filters back at the end of the block; record: the list of warnings."""

    def __init__(self, *, record=False, module=None, action=None,
                 category=Warning, lineno=0, append=False):
        self._record = record
        self._filter = None if action is None else (action, category, lineno, append)
        self._entered = False

    def __repr__(self):
        return "catch_warnings(%s)" % ("record=True" if self._record else "")

    def __enter__(self):
        global _recorder, _version, showwarning
        if self._entered:
            raise RuntimeError("Cannot enter %r twice" % self)
        self._entered = True
        self._saved = filters[:], showwarning, _recorder
        _version += 1
        log = None
        if self._record:
            log = []
            _recorder = log.append
            showwarning = _original_showwarning
        if self._filter is not None:
            simplefilter(*self._filter)
        return log

    def __exit__(self, *exc_info):
        global _recorder, _version, showwarning
        if not self._entered:
            raise RuntimeError("Cannot exit %r without entering first" % self)
        filters[:], showwarning, _recorder = self._saved
        _version += 1


class deprecated:
    """Decorator: using the class or function gives a DeprecationWarning."""

    def __init__(self, message, /, *, category=DeprecationWarning, stacklevel=1):
        if not isinstance(message, str):
            raise TypeError("Expected an object of type str for 'message', "
                            f"not {type(message).__name__!r}")
        self.message = message
        self.category = category
        self.stacklevel = stacklevel

    def __call__(self, arg, /):
        message, category, level = self.message, self.category, self.stacklevel
        if category is None:
            arg.__deprecated__ = message
            return arg
        from functools import wraps
        if isinstance(arg, type):
            original = arg.__init__

            @wraps(original)
            def __init__(self, *args, **kwargs):
                if type(self) is arg:
                    warn(message, category=category, stacklevel=level + 1)
                original(self, *args, **kwargs)
            arg.__init__ = __init__
            arg.__deprecated__ = message
            return arg

        @wraps(arg)
        def wrapper(*args, **kwargs):
            warn(message, category=category, stacklevel=level + 1)
            return arg(*args, **kwargs)
        wrapper.__deprecated__ = message
        arg.__deprecated__ = message
        return wrapper


# ---- -W and PYTHONWARNINGS ----

class _BadOption(Exception):
    """One of sys.warnoptions says nothing."""


def _option_action(word):
    if not word:
        return "default"
    if word == "all":
        return "always"
    for action in ("default", "always", "ignore", "module", "once", "error"):
        if action.startswith(word):
            return action
    raise _BadOption(f"invalid action: {word!r}")


def _option_category(name):
    if not name:
        return Warning
    module, _, last = name.rpartition(".")
    try:
        if module:
            found = getattr(__import__(module, None, None, [last]), last)
        else:
            import builtins
            found = getattr(builtins, last)
    except ImportError:
        raise _BadOption(f"invalid module name: {module!r}") from None
    except AttributeError:
        raise _BadOption(f"unknown warning category: {name!r}") from None
    if not (isinstance(found, type) and issubclass(found, Warning)):
        raise _BadOption(f"invalid warning category: {name!r}")
    return found


def _option_pattern(text, end):
    try:
        import re
    except ImportError:
        return text  # compared as it is
    return re.escape(text) + end


def _add_option(option):
    parts = option.split(":")
    if len(parts) > 5:
        raise _BadOption(f"too many fields (max 5): {option!r}")
    parts = [part.strip() for part in parts] + [""] * (5 - len(parts))
    action, message, category, module, line = parts
    action, category = _option_action(action), _option_category(category)
    try:
        line = int(line) if line else 0
        if line < 0:
            raise ValueError
    except ValueError:
        raise _BadOption(f"invalid lineno {line!r}") from None
    filterwarnings(action, message and _option_pattern(message, ""), category,
                   module and _option_pattern(module, r"\Z"), line)


for _option in sys.warnoptions:
    try:
        _add_option(_option)
    except _BadOption as _error:
        print("Invalid -W option ignored:", _error, file=sys.stderr)
