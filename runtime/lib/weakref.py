"""References that do not keep their object alive, and containers of such."""

import operator
from _weakref import ref, ReferenceType, getweakrefcount, getweakrefs

__all__ = ['ref', 'proxy', 'getweakrefcount', 'getweakrefs', 'WeakKeyDictionary', 'ReferenceType', 'ProxyType',
           'CallableProxyType', 'ProxyTypes', 'WeakValueDictionary', 'WeakSet', 'WeakMethod', 'finalize']


# ---- proxies ----

class ProxyType:
    """Stands for an object without keeping it alive."""

    __slots__ = ('_proxy_ref', '__weakref__')

    def __getattribute__(self, name):
        return getattr(_target(self), name)

    def __setattr__(self, name, value):
        setattr(_target(self), name, value)

    def __delattr__(self, name):
        delattr(_target(self), name)

    def __str__(self):
        return str(_target(self))

    def __repr__(self):
        target = object.__getattribute__(self, '_proxy_ref')()
        return f'<weakproxy at {id(self):#x} to {type(target).__name__} at {id(target):#x}>'

    def __bool__(self):
        return bool(_target(self))

    def __eq__(self, other):
        return _target(self) == _plain(other)

    def __ne__(self, other):
        return _target(self) != _plain(other)

    __hash__ = None


class CallableProxyType(ProxyType):
    __slots__ = ()

    def __call__(self, *args, **kwargs):
        return _target(self)(*args, **kwargs)


ProxyTypes = (ProxyType, CallableProxyType)


def _target(proxy):
    target = object.__getattribute__(proxy, '_proxy_ref')()
    if target is None:
        raise ReferenceError('weakly-referenced object no longer exists')
    return target


def _plain(value):
    return _target(value) if type(value) in ProxyTypes else value


def _forward(name, function):
    def method(self, *args):
        return function(_target(self), *map(_plain, args))

    method.__name__ = name
    setattr(ProxyType, name, method)


def _forward_operators():
    for name in ('lt', 'le', 'gt', 'ge', 'add', 'sub', 'mul', 'matmul', 'truediv', 'floordiv', 'mod', 'pow', 'lshift',
                 'rshift', 'and_', 'or_', 'xor', 'neg', 'pos', 'invert', 'abs', 'contains', 'getitem', 'setitem',
                 'delitem', 'index'):
        _forward(f'__{name.rstrip("_")}__', getattr(operator, name))
    for name in ('add', 'sub', 'mul', 'matmul', 'truediv', 'floordiv', 'mod', 'pow', 'lshift', 'rshift', 'and_', 'or_',
                 'xor'):
        plain = getattr(operator, name)
        _forward(f'__r{name.rstrip("_")}__', lambda a, b, plain=plain: plain(b, a))
        in_place = getattr(operator, 'i' + name.rstrip('_'))
        _forward(f'__i{name.rstrip("_")}__', in_place)
    for name, function in (('len', len), ('iter', iter), ('next', next), ('int', int), ('float', float),
                           ('divmod', divmod), ('reversed', reversed), ('bytes', bytes)):
        _forward(f'__{name}__', function)


_forward_operators()


def proxy(object, callback=None, /):
    """A proxy for the object; using it after the object's end raises ReferenceError."""
    result = _new_proxy(CallableProxyType if callable(object) else ProxyType)
    _set_ref(result, ref(object, None if callback is None else lambda _: callback(result)))
    return result


_new_proxy = object.__new__
_set_ref = ProxyType._proxy_ref.__set__


# ---- methods ----

class WeakMethod(ref):
    """A weak reference to a bound method: the method itself is made anew each time."""

    __slots__ = '_func_ref', '_meth_type', '_alive', '__weakref__'

    def __new__(cls, meth, callback=None):
        try:
            obj = meth.__self__
            func = meth.__func__
        except AttributeError:
            raise TypeError(f'argument should be a bound method, not {type(meth)}') from None

        def _cb(arg):
            self = self_wr()
            if self._alive:
                self._alive = False
                if callback is not None:
                    callback(self)

        self = ref.__new__(cls, obj, _cb)
        self._func_ref = ref(func, _cb)
        self._meth_type = type(meth)
        self._alive = True
        self_wr = ref(self)
        return self

    def __call__(self):
        obj = super().__call__()
        func = self._func_ref()
        if obj is None or func is None:
            return None
        return self._meth_type(func, obj)

    def __eq__(self, other):
        if not isinstance(other, WeakMethod):
            return NotImplemented
        if not self._alive or not other._alive:
            return self is other
        return ref.__eq__(self, other) and self._func_ref == other._func_ref

    __hash__ = ref.__hash__


# ---- containers ----

class KeyedRef(ref):
    """A weak reference that knows the key it is kept under."""

    __slots__ = 'key',

    def __new__(cls, object, callback, key):
        self = ref.__new__(cls, object, callback)
        self.key = key
        return self

    def __init__(self, object, callback, key):
        super().__init__(object, callback)


class _WeakMapping:
    """What both dictionaries have in common: a dict in self.data."""

    def __len__(self):
        return sum(1 for _ in self.items())

    def __iter__(self):
        return iter(self.keys())

    def keys(self):
        for key, _ in self.items():
            yield key

    def values(self):
        for _, value in self.items():
            yield value

    def get(self, key, default=None):
        try:
            return self[key]
        except KeyError:
            return default

    def setdefault(self, key, default=None):
        try:
            return self[key]
        except KeyError:
            self[key] = default
            return default

    def pop(self, key, *default):
        try:
            value = self[key]
        except KeyError:
            if default:
                return default[0]
            raise
        del self[key]
        return value

    def popitem(self):
        for key, value in list(self.items()):
            del self[key]
            return key, value
        raise KeyError('dictionary is empty')

    def clear(self):
        self.data.clear()

    def update(self, other=(), /, **kwargs):
        for key, value in dict(other, **kwargs).items() if not hasattr(other, 'items') else other.items():
            self[key] = value
        if hasattr(other, 'items'):
            for key, value in kwargs.items():
                self[key] = value

    def copy(self):
        result = type(self)()
        for key, value in self.items():
            result[key] = value
        return result

    __copy__ = copy

    def __or__(self, other):
        result = self.copy()
        result.update(other)
        return result

    def __ior__(self, other):
        self.update(other)
        return self

    def __eq__(self, other):
        if isinstance(other, _WeakMapping):
            return dict(self.items()) == dict(other.items())
        return dict(self.items()) == other if isinstance(other, dict) else NotImplemented

    __hash__ = None

    def __repr__(self):
        return f'<{type(self).__name__} at {id(self):#x}>'


class WeakValueDictionary(_WeakMapping):
    """A dictionary whose entries go when their value does."""

    def __init__(self, other=(), /, **kwargs):
        self.data = {}
        self_ref = ref(self)

        def remove(reference):
            mapping = self_ref()
            if mapping is not None and mapping.data.get(reference.key) is reference:
                del mapping.data[reference.key]

        self._remove = remove
        self.update(other, **kwargs)

    def __getitem__(self, key):
        value = self.data[key]()
        if value is None:
            raise KeyError(key)
        return value

    def __setitem__(self, key, value):
        self.data[key] = KeyedRef(value, self._remove, key)

    def __delitem__(self, key):
        del self.data[key]

    def __contains__(self, key):
        reference = self.data.get(key)
        return reference is not None and reference() is not None

    def items(self):
        for key, reference in list(self.data.items()):
            value = reference()
            if value is not None:
                yield key, value

    def valuerefs(self):
        return list(self.data.values())


class WeakKeyDictionary(_WeakMapping):
    """A dictionary whose entries go when their key does."""

    def __init__(self, dict=None):
        self.data = {}
        self_ref = ref(self)

        def remove(reference):
            mapping = self_ref()
            if mapping is not None:
                mapping.data.pop(reference, None)

        self._remove = remove
        if dict is not None:
            self.update(dict)

    def __getitem__(self, key):
        return self.data[ref(key)]

    def __setitem__(self, key, value):
        self.data[ref(key, self._remove)] = value

    def __delitem__(self, key):
        del self.data[ref(key)]

    def __contains__(self, key):
        try:
            return ref(key) in self.data
        except TypeError:
            return False

    def items(self):
        for reference, value in list(self.data.items()):
            key = reference()
            if key is not None:
                yield key, value

    def keyrefs(self):
        return list(self.data)


class WeakSet:
    """A set whose members go when nothing else holds them."""

    def __init__(self, data=None):
        self.data = set()
        self_ref = ref(self)

        def remove(reference):
            owner = self_ref()
            if owner is not None:
                owner.data.discard(reference)

        self._remove = remove
        if data is not None:
            self.update(data)

    def __iter__(self):
        for reference in list(self.data):
            item = reference()
            if item is not None:
                yield item

    def __len__(self):
        return sum(1 for _ in self)

    def __contains__(self, item):
        try:
            return ref(item) in self.data
        except TypeError:
            return False

    def add(self, item):
        self.data.add(ref(item, self._remove))

    def discard(self, item):
        self.data.discard(ref(item))

    def remove(self, item):
        self.data.remove(ref(item))

    def pop(self):
        while True:
            try:
                item = self.data.pop()()
            except KeyError:
                raise KeyError('pop from empty WeakSet') from None
            if item is not None:
                return item

    def clear(self):
        self.data.clear()

    def update(self, other):
        for item in other:
            self.add(item)

    def copy(self):
        return type(self)(self)

    def union(self, other):
        result = self.copy()
        result.update(other)
        return result

    def intersection(self, other):
        return type(self)(item for item in other if item in self)

    def difference(self, other):
        other = set(other)
        return type(self)(item for item in self if item not in other)

    def issubset(self, other):
        return set(self) <= set(other)

    def issuperset(self, other):
        return set(self) >= set(other)

    def isdisjoint(self, other):
        return set(self).isdisjoint(other)

    def __or__(self, other):
        return self.union(other)

    def __and__(self, other):
        return self.intersection(other)

    def __sub__(self, other):
        return self.difference(other)

    def __le__(self, other):
        return self.issubset(other)

    def __ge__(self, other):
        return self.issuperset(other)

    def __eq__(self, other):
        return set(self) == set(other) if isinstance(other, (WeakSet, set, frozenset)) else NotImplemented

    __hash__ = None

    def __repr__(self):
        return repr(self.data)


# ---- finalizers ----

class finalize:
    """Calls a function once, when the object goes or the program ends, whichever comes first."""

    __slots__ = ()
    _registry = {}
    _registered = False

    class _Info:
        __slots__ = ('weakref', 'func', 'args', 'kwargs', 'atexit')

    def __init__(self, obj, func, /, *args, **kwargs):
        info = self._Info()
        info.weakref = ref(obj, self)
        info.func = func
        info.args = args
        info.kwargs = kwargs or None
        info.atexit = True
        self._registry[self] = info
        if not finalize._registered:
            finalize._registered = True
            try:
                import atexit
            except ImportError:
                return
            atexit.register(finalize._at_exit)

    @classmethod
    def _at_exit(cls):
        for finalizer, info in reversed(list(cls._registry.items())):
            if info.atexit:
                finalizer()

    def __call__(self, _=None):
        """Call the function now, unless it has been or was detached."""
        info = self._registry.pop(self, None)
        if info is not None:
            return info.func(*info.args, **(info.kwargs or {}))

    def detach(self):
        """Forget it; returns (object, function, args, kwargs), or None."""
        info = self._registry.get(self)
        obj = info and info.weakref()
        if obj is not None and self._registry.pop(self, None):
            return obj, info.func, info.args, info.kwargs or {}

    def peek(self):
        """The same without forgetting it."""
        info = self._registry.get(self)
        obj = info and info.weakref()
        if obj is not None:
            return obj, info.func, info.args, info.kwargs or {}

    @property
    def alive(self):
        return self in self._registry

    @property
    def atexit(self):
        info = self._registry.get(self)
        return bool(info) and info.atexit

    @atexit.setter
    def atexit(self, value):
        info = self._registry.get(self)
        if info:
            info.atexit = bool(value)

    def __repr__(self):
        info = self._registry.get(self)
        obj = info and info.weakref()
        if obj is None:
            return f'<{type(self).__name__} object at {id(self):#x}; dead>'
        return f'<{type(self).__name__} object at {id(self):#x}; for {type(obj).__qualname__!r} at {id(obj):#x}>'
