"""Containers beside dict, list, set and tuple.

deque, defaultdict and the counting loop of Counter are native (_collections); named tuples,
OrderedDict and Counter are here, ChainMap and the User classes in collections/_user.py, the
abstract classes in collections/abc.py.
"""

__all__ = ['ChainMap', 'Counter', 'OrderedDict', 'UserDict', 'UserList', 'UserString',
           'defaultdict', 'deque', 'namedtuple']

import sys as _sys
from _collections import deque, defaultdict, _count_elements, _tuplegetter
from itertools import chain as _chain, repeat as _repeat, starmap as _starmap
from operator import itemgetter as _itemgetter


_KEYWORDS = frozenset([
    'False', 'None', 'True', 'and', 'as', 'assert', 'async', 'await', 'break', 'class',
    'continue', 'def', 'del', 'elif', 'else', 'except', 'finally', 'for', 'from', 'global', 'if',
    'import', 'in', 'is', 'lambda', 'nonlocal', 'not', 'or', 'pass', 'raise', 'return', 'try',
    'while', 'with', 'yield'])


def __getattr__(name):
    # The classes that need the abstract ones: loaded when somebody asks for them.
    if name in ('ChainMap', 'UserDict', 'UserList', 'UserString'):
        from collections import _user
        value = globals()[name] = getattr(_user, name)
        return value
    if name == 'abc':
        import collections.abc
        return _sys.modules['collections.abc']
    raise AttributeError(f'module {__name__!r} has no attribute {name!r}')


# ---- namedtuple ----

def _rename_bad_fields(fields):
    seen = set()
    for i, name in enumerate(fields):
        if (not name.isidentifier() or name in _KEYWORDS or name.startswith('_')
                or name in seen):
            fields[i] = f'_{i}'
        seen.add(name)


def _check_names(typename, fields, rename):
    for name in [typename] + fields:
        if type(name) is not str:
            raise TypeError('Type names and field names must be strings')
        if not name.isidentifier():
            raise ValueError(f'Type names and field names must be valid identifiers: {name!r}')
        if name in _KEYWORDS:
            raise ValueError(f'Type names and field names cannot be a keyword: {name!r}')
    seen = set()
    for name in fields:
        if name.startswith('_') and not rename:
            raise ValueError(f'Field names cannot start with an underscore: {name!r}')
        if name in seen:
            raise ValueError(f'Encountered duplicate field name: {name!r}')
        seen.add(name)


def _make_new(typename, fields, defaults):
    # Written as text so that calls name the fields, and errors too.
    names = ', '.join(fields)
    items = f'({names},)' if fields else '()'
    separator = ', ' if fields else ''
    scope = {'_new': tuple.__new__, '__builtins__': {}, '__name__': f'namedtuple_{typename}'}
    exec(f'def __new__(_cls{separator}{names}):\n    return _new(_cls, {items})\n', scope)
    new = scope['__new__']
    new.__doc__ = f'Create new instance of {typename}({names})'
    if defaults is not None:
        new.__defaults__ = defaults
    return new


def namedtuple(typename, field_names, *, rename=False, defaults=None, module=None):
    """A new subclass of tuple whose items have names, too.

    field_names is a sequence of names, or one str with commas or spaces between them.
    """
    if isinstance(field_names, str):
        field_names = field_names.replace(',', ' ').split()
    fields = list(map(str, field_names))
    typename = _sys.intern(str(typename))
    if rename:
        _rename_bad_fields(fields)
    _check_names(typename, fields, rename)
    field_defaults = {}
    if defaults is not None:
        defaults = tuple(defaults)
        if len(defaults) > len(fields):
            raise TypeError('Got more default values than field names')
        field_defaults = dict(zip(fields[len(fields) - len(defaults):], defaults))
    fields = tuple(map(_sys.intern, fields))
    size = len(fields)
    make_tuple = tuple.__new__

    @classmethod
    def _make(cls, iterable):
        result = make_tuple(cls, iterable)
        if len(result) != size:
            raise TypeError(f'Expected {size} arguments, got {len(result)}')
        return result

    def _replace(self, /, **kwds):
        result = self._make(map(kwds.pop, fields, self))
        if kwds:
            raise TypeError(f'Got unexpected field names: {list(kwds)!r}')
        return result

    def __repr__(self):
        items = ', '.join([f'{name}={value!r}' for name, value in zip(fields, self)])
        return f'{self.__class__.__name__}({items})'

    def _asdict(self):
        return dict(zip(self._fields, self))

    def __getnewargs__(self):
        return tuple(self)

    namespace = {
        '__doc__': f'{typename}({", ".join(fields)})',
        '__slots__': (),
        '_fields': fields,
        '_field_defaults': field_defaults,
        '__match_args__': fields,
    }
    functions = [_make_new(typename, fields, defaults), _make.__func__, _replace, __repr__,
                 _asdict, __getnewargs__]
    for function in functions:
        function.__qualname__ = f'{typename}.{function.__name__}'
        namespace[function.__name__] = function
    namespace['_make'] = _make
    namespace['__replace__'] = _replace
    for i, name in enumerate(fields):
        namespace[name] = _tuplegetter(i, f'Alias for field number {i}')
    result = type(typename, (tuple,), namespace)
    if module is None:
        try:
            module = _sys._getframe(1).f_globals.get('__name__', '__main__')
        except (AttributeError, ValueError):
            pass
    if module is not None:
        result.__module__ = module
    return result


# ---- OrderedDict ----

class OrderedDict(dict):
    """A dict whose order counts in comparisons and can be changed.

    Every dict keeps the order of insertion here, so only what changes the order is new. Moving a
    key to the front builds the table anew; all else takes constant time.
    """

    def popitem(self, last=True):
        """Remove and return a (key, value) pair: the last one, or the first."""
        if not self:
            raise KeyError('dictionary is empty')
        if last:
            return dict.popitem(self)
        key = next(iter(self))
        return key, dict.pop(self, key)

    def move_to_end(self, key, last=True):
        """Move a key to the end, or to the front; KeyError if it is not there."""
        value = dict.pop(self, key)
        if last:
            dict.__setitem__(self, key, value)
            return
        items = list(dict.items(self))
        dict.clear(self)
        dict.__setitem__(self, key, value)
        dict.update(self, items)

    def copy(self):
        return self.__class__(self)

    __copy__ = copy

    @classmethod
    def fromkeys(cls, iterable, value=None):
        self = cls()
        for key in iterable:
            self[key] = value
        return self

    def __eq__(self, other):
        if isinstance(other, OrderedDict):
            return dict.__eq__(self, other) and all(map(lambda a, b: a is b or a == b,
                                                        self, other))
        return dict.__eq__(self, other)

    def __ne__(self, other):
        result = self.__eq__(other)
        return result if result is NotImplemented else not result

    __hash__ = None

    def __repr__(self):
        if not self:
            return f'{self.__class__.__name__}()'
        return f'{self.__class__.__name__}({dict.__repr__(self)})'

    def __or__(self, other):
        if not isinstance(other, dict):
            return NotImplemented
        result = self.__class__(self)
        result.update(other)
        return result

    def __ror__(self, other):
        if not isinstance(other, dict):
            return NotImplemented
        result = self.__class__(other)
        result.update(self)
        return result


# ---- Counter ----

class Counter(dict):
    """How often each item comes: a dict from items to counts.

    Items that are missing count 0. Counts may be 0 or less; the operators drop those.
    """

    def __init__(self, iterable=None, /, **kwds):
        super().__init__()
        self.update(iterable, **kwds)

    def __missing__(self, key):
        return 0

    def total(self):
        """The sum of the counts."""
        return sum(self.values())

    def most_common(self, n=None):
        """The n most common items with their counts, or all, most common first."""
        items = sorted(self.items(), key=_itemgetter(1), reverse=True)
        return items if n is None else items[:max(n, 0)]

    def elements(self):
        """Each item as often as it counts."""
        return _chain.from_iterable(_starmap(_repeat, self.items()))

    @classmethod
    def fromkeys(cls, iterable, v=None):
        raise NotImplementedError(
            'Counter.fromkeys() is undefined.  Use Counter(iterable) instead.')

    def update(self, iterable=None, /, **kwds):
        """Add counts: from a mapping, or 1 for each item of an iterable."""
        if iterable is not None:
            if hasattr(iterable, 'items') and hasattr(iterable, 'keys'):
                if self:
                    for item, count in iterable.items():
                        self[item] = count + self.get(item, 0)
                else:
                    super().update(iterable)
            else:
                _count_elements(self, iterable)
        if kwds:
            self.update(kwds)

    def subtract(self, iterable=None, /, **kwds):
        """Take counts away: those of a mapping, or 1 for each item of an iterable."""
        if iterable is not None:
            if hasattr(iterable, 'items') and hasattr(iterable, 'keys'):
                for item, count in iterable.items():
                    self[item] = self.get(item, 0) - count
            else:
                for item in iterable:
                    self[item] = self.get(item, 0) - 1
        if kwds:
            self.subtract(kwds)

    def copy(self):
        return self.__class__(self)

    def __reduce__(self):
        return self.__class__, (dict(self),)

    def __delitem__(self, item):
        if item in self:
            super().__delitem__(item)

    def __repr__(self):
        if not self:
            return f'{self.__class__.__name__}()'
        try:
            items = dict(self.most_common())
        except TypeError:  # counts that have no order
            items = dict(self)
        return f'{self.__class__.__name__}({items!r})'

    def _combined(self, other, combine, both=True):
        # A new counter of combine(own count, other count), where that is positive.
        result = Counter()
        for item, count in self.items():
            new = combine(count, other[item])
            if new > 0:
                result[item] = new
        if both:
            for item, count in other.items():
                if item not in self:
                    new = combine(0, count)
                    if new > 0:
                        result[item] = new
        return result

    def __add__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        return self._combined(other, lambda a, b: a + b)

    def __sub__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        return self._combined(other, lambda a, b: a - b)

    def __or__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        return self._combined(other, max)

    def __and__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        return self._combined(other, min, both=False)

    def __pos__(self):
        return self._combined(Counter(), lambda a, b: a)

    def __neg__(self):
        return self._combined(Counter(), lambda a, b: -a)

    def _keep_positive(self):
        for item in [item for item, count in self.items() if not count > 0]:
            del self[item]
        return self

    def __iadd__(self, other):
        for item, count in other.items():
            self[item] += count
        return self._keep_positive()

    def __isub__(self, other):
        for item, count in other.items():
            self[item] -= count
        return self._keep_positive()

    def __ior__(self, other):
        for item, count in other.items():
            if count > self[item]:
                self[item] = count
        return self._keep_positive()

    def __iand__(self, other):
        for item, count in list(self.items()):
            if other[item] < count:
                self[item] = other[item]
        return self._keep_positive()

    def _all(self, other, test):
        # Does test(own count, other count) hold for every item of either?
        return all([test(self[item], other[item]) for item in _chain(self, other)])

    def __eq__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        return self._all(other, lambda a, b: a == b)

    def __ne__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        return not self == other

    __hash__ = None

    def __le__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        return self._all(other, lambda a, b: a <= b)

    def __lt__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        return self <= other and self != other

    def __ge__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        return self._all(other, lambda a, b: a >= b)

    def __gt__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        return self >= other and self != other
