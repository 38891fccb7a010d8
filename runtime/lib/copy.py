"""Shallow and deep copies."""

__all__ = ["Error", "copy", "deepcopy", "replace"]


class Error(Exception):
    pass


error = Error

_ATOMS = frozenset({
    type(None), int, float, bool, complex, bytes, str, type, range, slice,
    property, type(Ellipsis), type(NotImplemented), type(lambda: None),
    type(len), type([].append), type(str.join),
})


def copy(x):
    """A new object with the same contents."""
    cls = type(x)
    if cls in _ATOMS or cls is tuple or cls is frozenset or issubclass(cls, type):
        return x
    if cls in (list, dict, set, bytearray):
        return x.copy()
    method = getattr(cls, "__copy__", None)
    if method is not None:
        return method(x)
    return _rebuild(x, _reduce(x), None)


def deepcopy(x, memo=None, _nil=[]):
    """A new object whose contents are deep copies too."""
    cls = type(x)
    if cls in _ATOMS:
        return x
    if memo is None:
        memo = {}
    key = id(x)
    y = memo.get(key, _nil)
    if y is not _nil:
        return y
    copier = _DEEP.get(cls)
    if copier is not None:
        y = copier(x, memo)
    elif issubclass(cls, type):
        y = x
    else:
        method = getattr(x, "__deepcopy__", None)
        if method is not None:
            y = method(memo)
        else:
            y = _rebuild(x, _reduce(x), memo)
    if y is not x:
        memo[key] = y
        memo.setdefault(id(memo), []).append(x)  # alive as long as the memo
    return y


def _deep_list(x, memo):
    y = []
    memo[id(x)] = y
    for item in x:
        y.append(item if type(item) in _ATOMS else deepcopy(item, memo))
    return y


def _deep_tuple(x, memo):
    y = [item if type(item) in _ATOMS else deepcopy(item, memo) for item in x]
    if id(x) in memo:  # it held itself
        return memo[id(x)]
    for old, new in zip(x, y):
        if old is not new:
            return tuple(y)
    return x


def _deep_dict(x, memo):
    y = {}
    memo[id(x)] = y
    for key, value in x.items():
        if type(key) not in _ATOMS:
            key = deepcopy(key, memo)
        y[key] = value if type(value) in _ATOMS else deepcopy(value, memo)
    return y


def _deep_set(x, memo):
    y = type(x)([item if type(item) in _ATOMS else deepcopy(item, memo) for item in x])
    memo[id(x)] = y
    return y


def _deep_method(x, memo):
    return type(x)(x.__func__, deepcopy(x.__self__, memo))


class _Probe:
    def method(self):
        pass


_DEEP = {
    list: _deep_list,
    tuple: _deep_tuple,
    dict: _deep_dict,
    set: _deep_set,
    frozenset: _deep_set,
    bytearray: lambda x, memo: bytearray(x),
    type(_Probe().method): _deep_method,
}


def _slot_names(cls):
    names = []
    for c in cls.__mro__:
        slots = c.__dict__.get("__slots__", ())
        if isinstance(slots, str):
            slots = (slots,)
        for name in slots:
            if name in ("__dict__", "__weakref__"):
                continue
            if name.startswith("__") and not name.endswith("__"):
                stripped = c.__name__.lstrip("_")
                if stripped:
                    name = f"_{stripped}{name}"
            names.append(name)
    return names


def _state(x):
    """What x's attributes are: a dict, or a pair with those of __slots__."""
    method = type(x).__dict__.get("__getstate__")
    if method is None:
        for c in type(x).__mro__[1:-1]:
            if "__getstate__" in c.__dict__:
                method = c.__dict__["__getstate__"]
                break
    if method is not None:
        return method(x)
    state = getattr(x, "__dict__", None)
    state = dict(state) if state else None
    slots = {name: getattr(x, name) for name in _slot_names(type(x))
             if hasattr(x, name)}
    return (state, slots) if slots else state


def _new_object(cls, *args, **kwargs):
    return cls.__new__(cls, *args, **kwargs)


def _overrides(cls, name):
    return any(name in c.__dict__ for c in cls.__mro__
               if c is not object)


def _reduce(x):
    """(callable, arguments, state, list items, dict items) to make x again."""
    cls = type(x)
    if _overrides(cls, "__reduce_ex__"):
        return x.__reduce_ex__(4)
    if _overrides(cls, "__reduce__"):
        return x.__reduce__()
    if cls in (type(iter([])), type(iter(())), type(iter({}))):
        raise Error("un(deep)copyable object of type %s" % cls)
    if issubclass(cls, BaseException):
        state = x.__dict__ or None
        return cls, x.args, state, None, None
    args, kwargs = (), {}
    if hasattr(cls, "__getnewargs_ex__"):
        args, kwargs = x.__getnewargs_ex__()
    elif _overrides(cls, "__getnewargs__"):
        args = x.__getnewargs__()
    elif isinstance(x, tuple):
        args = (tuple(x),)
    elif isinstance(x, (str, bytes, int, float, frozenset)):
        args = (_plain(x),)
    if kwargs:
        make = lambda *a: _new_object(a[0], *a[1:], **kwargs)
    else:
        make = _new_object
    items = iter(x) if isinstance(x, list) else None
    pairs = iter(x.items()) if isinstance(x, dict) else None
    if isinstance(x, set):
        return _copy_set, (cls, list(x)), _state(x), None, None
    if not isinstance(x, (list, dict)) and not _is_plain_object(cls):
        raise TypeError(f"cannot pickle '{cls.__name__}' object")
    return make, (cls,) + tuple(args), _state(x), items, pairs


def _plain(x):
    for base in (str, bytes, int, float, frozenset):
        if isinstance(x, base):
            return base(x) if base is not str else str.__str__(x)


def _copy_set(cls, items):
    y = cls.__new__(cls)
    set.update(y, items)
    return y


def _is_plain_object(cls):
    """A Python class, made of nothing that C code keeps to itself."""
    known = (object, int, float, str, bytes, tuple, frozenset, list, dict, set)
    return all(c in known or "__module__" in c.__dict__ for c in cls.__mro__)


def _rebuild(x, rv, memo):
    if isinstance(rv, str):
        return x
    func, args, state, items, pairs = (tuple(rv) + (None,) * 3)[:5]
    deep = memo is not None
    if deep:
        args = tuple(deepcopy(arg, memo) for arg in args)
    y = func(*args)
    if deep:
        memo[id(x)] = y
    if state is not None:
        if deep:
            state = deepcopy(state, memo)
        if hasattr(y, "__setstate__"):
            y.__setstate__(state)
        else:
            slots = None
            if isinstance(state, tuple) and len(state) == 2:
                state, slots = state
            if state:
                y.__dict__.update(state)
            if slots:
                for name, value in slots.items():
                    setattr(y, name, value)
    for item in items or ():
        y.append(deepcopy(item, memo) if deep else item)
    for key, value in pairs or ():
        if deep:
            y[deepcopy(key, memo)] = deepcopy(value, memo)
        else:
            y[key] = value
    return y


def replace(obj, /, **changes):
    """A copy of obj with some of its fields changed."""
    method = getattr(type(obj), "__replace__", None)
    if method is None:
        raise TypeError(
            f"replace() does not support {type(obj).__name__} objects")
    return method(obj, **changes)
