"""Exceptions and stacks as text.  The text itself is made by the interpreter (_traceback)."""

import sys
import _traceback

__all__ = ['extract_stack', 'extract_tb', 'format_exception', 'format_exception_only', 'format_list', 'format_stack',
           'format_tb', 'print_exc', 'format_exc', 'print_exception', 'print_last', 'print_stack', 'print_tb',
           'clear_frames', 'FrameSummary', 'StackSummary', 'TracebackException', 'walk_stack', 'walk_tb', 'print_list']

_missing = object()
_SHOWN = 3  # repetitions of an entry that are printed


class FrameSummary:
    """One entry of a stack."""

    __slots__ = ('filename', 'lineno', 'end_lineno', 'colno', 'end_colno', 'name', '_line', '_text', 'locals')

    def __init__(self, filename, lineno, name, *, lookup_line=True, locals=None, line=None,
                 end_lineno=None, colno=None, end_colno=None, **kwargs):
        self.filename = filename
        self.lineno = lineno
        self.end_lineno = lineno if end_lineno is None else end_lineno
        self.colno = colno
        self.end_colno = end_colno
        self.name = name
        self._line = line
        self._text = None
        self.locals = {k: repr(v) for k, v in locals.items()} if locals else None

    @classmethod
    def _from_code(cls, code, lasti, locals=None):
        line, end_line, col, end_col, text, printed = _traceback.entry(code, lasti)
        self = cls(code.co_filename, line, code.co_name, line=text, locals=locals,
                   end_lineno=end_line, colno=col, end_colno=end_col)
        self._text = printed
        return self

    @classmethod
    def _from_frame(cls, frame, lineno, capture_locals=False):
        return cls(frame.f_code.co_filename, lineno, frame.f_code.co_name,
                   locals=frame.f_locals if capture_locals else None)

    @property
    def line(self):
        if self._line is None and self.lineno is not None:
            self._line = _traceback.getline(self.filename, self.lineno).strip()
        return self._line

    def _key(self):
        return self.filename, self.lineno, self.name

    def _format(self):
        text = self._text
        if text is None:
            text = f'  File "{self.filename}", line {self.lineno}, in {self.name}\n'
            if self.line:
                text += f'    {self.line.strip()}\n'
        if self.locals:
            for name, value in sorted(self.locals.items()):
                text += f'    {name} = {value}\n'
        return text

    def __eq__(self, other):
        if isinstance(other, FrameSummary):
            return tuple(self) == tuple(other) and self.locals == other.locals
        if isinstance(other, tuple):
            return tuple(self) == other
        return NotImplemented

    def __getitem__(self, position):
        return (self.filename, self.lineno, self.name, self.line)[position]

    def __iter__(self):
        return iter([self.filename, self.lineno, self.name, self.line])

    def __len__(self):
        return 4

    def __repr__(self):
        return f'<FrameSummary file {self.filename}, line {self.lineno} in {self.name}>'


def walk_tb(tb):
    """Yields (frame, line number) from the outermost entry on."""
    while tb is not None:
        yield tb.tb_frame, tb.tb_lineno
        tb = tb.tb_next


def walk_stack(f):
    """Yields (frame, line number) from the frame, or the caller, outwards."""
    if f is None:
        f = sys._getframe().f_back.f_back
    while f is not None:
        yield f, f.f_lineno
        f = f.f_back


def _limited(entries, limit):
    if limit is None:
        limit = getattr(sys, 'tracebacklimit', None)
        if limit is not None and limit < 0:
            limit = 0
    if limit is None:
        return entries
    return entries[:limit] if limit >= 0 else entries[limit:]


class StackSummary(list):
    """A stack, outermost entry first."""

    @classmethod
    def extract(cls, frame_gen, *, limit=None, lookup_lines=True, capture_locals=False):
        entries = [FrameSummary._from_frame(frame, lineno, capture_locals) for frame, lineno in frame_gen]
        return cls(_limited(entries, limit))

    @classmethod
    def _of_traceback(cls, tb, limit=None, capture_locals=False):
        entries = []
        while tb is not None:
            frame = tb.tb_frame
            locals = frame.f_locals if capture_locals else None
            entries.append(FrameSummary._from_code(frame.f_code, tb.tb_lasti, locals=locals))
            tb = tb.tb_next
        return cls(_limited(entries, limit))

    @classmethod
    def from_list(cls, a_list):
        result = cls()
        for entry in a_list:
            if not isinstance(entry, FrameSummary):
                filename, lineno, name, line = entry
                entry = FrameSummary(filename, lineno, name, line=line)
            result.append(entry)
        return result

    def format_frame_summary(self, frame_summary, **kwargs):
        return frame_summary._format()

    def format(self, **kwargs):
        """A list of strings, one for each entry; repeated ones are counted."""
        result = []
        last = None
        count = 0

        def repeats():
            if count > _SHOWN:
                more = count - _SHOWN
                result.append(f'  [Previous line repeated {more} more time{"s" if more > 1 else ""}]\n')

        for entry in self:
            text = self.format_frame_summary(entry)
            if text is None:
                continue
            if last != entry._key():
                repeats()
                last = entry._key()
                count = 0
            count += 1
            if count <= _SHOWN:
                result.append(text)
        repeats()
        return result


def extract_tb(tb, limit=None):
    return StackSummary._of_traceback(tb, limit)


def extract_stack(f=None, limit=None):
    if f is None:
        f = sys._getframe().f_back
    entries = [FrameSummary._from_frame(frame, lineno) for frame, lineno in walk_stack(f)]
    if limit is None:
        limit = getattr(sys, 'tracebacklimit', None)
        if limit is not None and limit < 0:
            limit = 0
    if limit is not None:
        entries = entries[:limit] if limit >= 0 else entries[limit:]
    entries.reverse()
    return StackSummary(entries)


def format_list(extracted_list):
    return StackSummary.from_list(extracted_list).format()


def print_list(extracted_list, file=None):
    if file is None:
        file = sys.stderr
    for item in format_list(extracted_list):
        print(item, file=file, end='')


def format_tb(tb, limit=None):
    return extract_tb(tb, limit).format()


def print_tb(tb, limit=None, file=None):
    print_list(extract_tb(tb, limit), file)


def format_stack(f=None, limit=None):
    if f is None:
        f = sys._getframe().f_back
    return extract_stack(f, limit).format()


def print_stack(f=None, limit=None, file=None):
    if f is None:
        f = sys._getframe().f_back
    print_list(extract_stack(f, limit), file)


def _exception_of(exc, value, tb):
    if value is _missing and tb is _missing:
        return exc
    if value is _missing or tb is _missing:
        raise ValueError('Both or neither of value and tb must be given')
    return value


class TracebackException:
    """An exception as it was when this object was made, ready to be printed later."""

    def __init__(self, exc_type, exc_value, exc_traceback, *, limit=None, lookup_lines=True, capture_locals=False,
                 compact=False, max_group_width=15, max_group_depth=10, save_exc_type=True, _seen=None):
        seen = _seen or set()
        seen.add(id(exc_value))
        self.stack = StackSummary._of_traceback(exc_traceback, limit, capture_locals)
        self.exc_type = exc_type if save_exc_type else None
        self._only = _traceback.format_only(exc_value) if exc_value is not None else 'NoneType: None\n'
        self._str = str(exc_value)
        self.__notes__ = getattr(exc_value, '__notes__', None)
        self.__suppress_context__ = getattr(exc_value, '__suppress_context__', False)
        self.__cause__ = self._linked(getattr(exc_value, '__cause__', None), seen, limit, capture_locals)
        self.__context__ = None
        if self.__cause__ is None or not compact:
            self.__context__ = self._linked(getattr(exc_value, '__context__', None), seen, limit, capture_locals)
        self.exceptions = None
        self._whole = None
        if isinstance(exc_value, BaseExceptionGroup):
            self._whole = _traceback.format(exc_value, True)
            self.exceptions = [TracebackException(type(e), e, e.__traceback__, limit=limit, _seen=seen)
                               for e in exc_value.exceptions]
        if isinstance(exc_value, SyntaxError):
            self.filename = exc_value.filename
            self.lineno = None if exc_value.lineno is None else str(exc_value.lineno)
            self.end_lineno = None if exc_value.end_lineno is None else str(exc_value.end_lineno)
            self.text = exc_value.text
            self.offset = exc_value.offset
            self.end_offset = exc_value.end_offset
            self.msg = exc_value.msg

    @staticmethod
    def _linked(exc, seen, limit, capture_locals):
        if exc is None or id(exc) in seen:
            return None
        return TracebackException(type(exc), exc, exc.__traceback__, limit=limit, capture_locals=capture_locals,
                                  _seen=seen)

    @classmethod
    def from_exception(cls, exc, *args, **kwargs):
        return cls(type(exc), exc, exc.__traceback__, *args, **kwargs)

    @property
    def exc_type_str(self):
        if self.exc_type is None:
            return None
        module = self.exc_type.__module__
        if module in ('__main__', 'builtins'):
            return self.exc_type.__qualname__
        return f'{module}.{self.exc_type.__qualname__}'

    def format_exception_only(self, *, show_group=False, **kwargs):
        yield from self._only.splitlines(True)

    def format(self, *, chain=True, **kwargs):
        if self._whole is not None and chain:
            yield from self._whole.splitlines(True)
            return
        if chain:
            if self.__cause__ is not None:
                yield from self.__cause__.format(chain=chain)
                yield '\nThe above exception was the direct cause of the following exception:\n\n'
            elif self.__context__ is not None and not self.__suppress_context__:
                yield from self.__context__.format(chain=chain)
                yield '\nDuring handling of the above exception, another exception occurred:\n\n'
        if self.stack:
            yield 'Traceback (most recent call last):\n'
            yield from self.stack.format()
        yield from self.format_exception_only()

    def print(self, *, file=None, chain=True, **kwargs):
        if file is None:
            file = sys.stderr
        for line in self.format(chain=chain):
            print(line, file=file, end='')

    def __str__(self):
        return self._str

    def __eq__(self, other):
        if isinstance(other, TracebackException):
            return self.__dict__ == other.__dict__
        return NotImplemented


def format_exception(exc, /, value=_missing, tb=_missing, limit=None, chain=True, **kwargs):
    value = _exception_of(exc, value, tb)
    if value is None:
        return ['NoneType: None\n']
    if tb is _missing:
        tb = value.__traceback__
    return list(TracebackException(type(value), value, tb, limit=limit).format(chain=chain))


def format_exception_only(exc, /, value=_missing, *, show_group=False, **kwargs):
    if value is _missing:
        value = exc
    if value is None:
        return ['NoneType: None\n']
    return list(TracebackException(type(value), value, None).format_exception_only(show_group=show_group))


def print_exception(exc, /, value=_missing, tb=_missing, limit=None, file=None, chain=True, **kwargs):
    if file is None:
        file = sys.stderr
    for line in format_exception(exc, value, tb, limit, chain):
        print(line, file=file, end='')


def print_exc(limit=None, file=None, chain=True):
    """The exception that is being handled."""
    print_exception(sys.exception(), limit=limit, file=file, chain=chain)


def format_exc(limit=None, chain=True):
    return ''.join(format_exception(sys.exception(), limit=limit, chain=chain))


def print_last(limit=None, file=None, chain=True):
    if not hasattr(sys, 'last_exc') and not hasattr(sys, 'last_type'):
        raise ValueError('no last exception')
    exc = sys.last_exc if hasattr(sys, 'last_exc') else sys.last_value
    print_exception(exc, limit=limit, file=file, chain=chain)


def clear_frames(tb):
    """Let go of the locals of all frames of the traceback that have ended."""
    while tb is not None:
        clear = getattr(tb.tb_frame, 'clear', None)
        if clear is not None:
            try:
                clear()
            except RuntimeError:
                pass
        tb = tb.tb_next
