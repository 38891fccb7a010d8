"""Functions that take or return functions.

reduce, partial, cmp_to_key and the cache behind lru_cache are native (_functools).
"""

__all__ = ['update_wrapper', 'wraps', 'WRAPPER_ASSIGNMENTS', 'WRAPPER_UPDATES',
           'total_ordering', 'cache', 'cmp_to_key', 'lru_cache', 'reduce', 'partial',
           'partialmethod', 'singledispatch', 'singledispatchmethod', 'cached_property']

from _functools import cmp_to_key, partial, reduce, _lru_cache_wrapper

WRAPPER_ASSIGNMENTS = ('__module__', '__name__', '__qualname__', '__doc__', '__annotations__',
                       '__type_params__')
WRAPPER_UPDATES = ('__dict__',)


def update_wrapper(wrapper, wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=WRAPPER_UPDATES):
    """Make a wrapper look like the function it wraps, which it gets as __wrapped__."""
    for name in assigned:
        try:
            value = getattr(wrapped, name)
        except AttributeError:
            continue
        setattr(wrapper, name, value)
    for name in updated:
        getattr(wrapper, name).update(getattr(wrapped, name, {}))
    wrapper.__wrapped__ = wrapped
    return wrapper


def wraps(wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=WRAPPER_UPDATES):
    """A decorator: update_wrapper of what it decorates."""
    return partial(update_wrapper, wrapped=wrapped, assigned=assigned, updated=updated)


# ---- total_ordering ----

def _comparison(root, name, from_root):
    # The method `name`, computed from the method `root` that the class has.
    def method(self, other):
        result = getattr(type(self), root)(self, other)
        if result is NotImplemented:
            return result
        return from_root(self, other, result)

    method.__name__ = name
    method.__doc__ = f'Made by total_ordering from {root}.'
    return method


# For each root the other three, from its result.
_ORDERINGS = {
    '__lt__': (('__gt__', lambda self, other, lt: not lt and self != other),
               ('__le__', lambda self, other, lt: lt or self == other),
               ('__ge__', lambda self, other, lt: not lt)),
    '__le__': (('__ge__', lambda self, other, le: not le or self == other),
               ('__lt__', lambda self, other, le: le and self != other),
               ('__gt__', lambda self, other, le: not le)),
    '__gt__': (('__lt__', lambda self, other, gt: not gt and self != other),
               ('__ge__', lambda self, other, gt: gt or self == other),
               ('__le__', lambda self, other, gt: not gt)),
    '__ge__': (('__le__', lambda self, other, ge: not ge or self == other),
               ('__gt__', lambda self, other, ge: ge and self != other),
               ('__lt__', lambda self, other, ge: not ge)),
}


def total_ordering(cls):
    """A class decorator: fill in the comparisons, given __eq__ and one of the order."""
    roots = [name for name in _ORDERINGS if getattr(cls, name) is not getattr(object, name)]
    if not roots:
        raise ValueError('must define at least one ordering operation: < > <= >=')
    root = max(roots)  # __lt__ before __le__ before __gt__ before __ge__
    for name, from_root in _ORDERINGS[root]:
        if name not in roots:
            method = _comparison(root, name, from_root)
            method.__qualname__ = f'{cls.__qualname__}.{name}'
            setattr(cls, name, method)
    return cls


# ---- caches ----

_cache_info = None


def _cache_info_type():
    global _cache_info
    if _cache_info is None:
        from collections import namedtuple
        _cache_info = namedtuple('CacheInfo', ['hits', 'misses', 'maxsize', 'currsize'],
                                 module='functools')
    return _cache_info


def lru_cache(maxsize=128, typed=False):
    """A decorator: keep the results of the last `maxsize` different calls (None: of all)."""
    if isinstance(maxsize, int):
        maxsize = max(maxsize, 0)
    elif callable(maxsize) and isinstance(typed, bool):
        return _decorate(maxsize, 128, typed)  # @lru_cache without arguments
    elif maxsize is not None:
        raise TypeError('Expected first argument to be an integer, a callable, or None')
    return lambda function: _decorate(function, maxsize, typed)


def _decorate(function, maxsize, typed):
    wrapper = _lru_cache_wrapper(function, maxsize, typed, _cache_info_type())
    wrapper.cache_parameters = lambda: {'maxsize': maxsize, 'typed': typed}
    return update_wrapper(wrapper, function)


def cache(user_function, /):
    """lru_cache without a limit."""
    return lru_cache(maxsize=None)(user_function)


class cached_property:
    """A property that is computed once and then is an attribute of the instance."""

    def __init__(self, func):
        self.func = func
        self.attrname = None
        self.__doc__ = func.__doc__
        self.__module__ = func.__module__

    def __set_name__(self, owner, name):
        if self.attrname is None:
            self.attrname = name
        elif name != self.attrname:
            raise TypeError('Cannot assign the same cached_property to two different names '
                            f'({self.attrname!r} and {name!r}).')

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        if self.attrname is None:
            raise TypeError(
                'Cannot use cached_property instance without calling __set_name__ on it.')
        try:
            attributes = instance.__dict__
        except AttributeError:
            raise TypeError(f"No '__dict__' attribute on {type(instance).__name__!r} instance to "
                            f'cache {self.attrname!r} property.') from None
        if self.attrname in attributes:
            return attributes[self.attrname]
        value = self.func(instance)
        attributes[self.attrname] = value
        return value


# ---- partialmethod ----

class partialmethod:
    """A method with some arguments given beforehand."""

    def __init__(self, func, /, *args, **keywords):
        if isinstance(func, partialmethod):
            self.func = func.func
            self.args = func.args + args
            self.keywords = {**func.keywords, **keywords}
            return
        if not callable(func) and not hasattr(func, '__get__'):
            raise TypeError(f'the first argument {func!r} must be a callable or a descriptor')
        self.func = func
        self.args = args
        self.keywords = keywords

    def __repr__(self):
        items = [repr(self.func), *map(repr, self.args)]
        items += [f'{name}={value!r}' for name, value in self.keywords.items()]
        return f'functools.{self.__class__.__name__}({", ".join(items)})'

    def __get__(self, obj, cls=None):
        get = getattr(type(self.func), '__get__', None)
        if get is not None:
            bound = get(self.func, obj, cls)
            if bound is not self.func:
                result = partial(bound, *self.args, **self.keywords)
                owner = getattr(bound, '__self__', None)
                if owner is not None:
                    result.__self__ = owner
                return result

        def method(cls_or_self, /, *args, **keywords):
            return self.func(cls_or_self, *self.args, *args, **{**self.keywords, **keywords})

        method.__partialmethod__ = self
        return method.__get__(obj, cls)

    @property
    def __isabstractmethod__(self):
        return getattr(self.func, '__isabstractmethod__', False)


# ---- singledispatch ----

def _find_implementation(cls, registry):
    # The function registered for the nearest class that cls is.
    for base in cls.__mro__:
        if base in registry:
            found = base
            break
    else:
        found = object
    # An abstract class that cls is registered with is nearer than object.
    if found is object:
        candidates = [base for base in registry
                      if base is not object and issubclass(cls, base)]
        nearest = [c for c in candidates
                   if not any(o is not c and issubclass(o, c) for o in candidates)]
        if len(nearest) > 1:
            raise RuntimeError(f'Ambiguous dispatch: {nearest[0]!r} or {nearest[1]!r}')
        if nearest:
            found = nearest[0]
    return registry.get(found)


def singledispatch(func):
    """A decorator: a function whose implementation depends on the type of its first argument."""
    registry = {object: func}
    cache = {}

    def dispatch(cls):
        """The implementation for a class."""
        if cls not in cache:
            cache[cls] = _find_implementation(cls, registry)
        return cache[cls]

    def register(cls, func=None):
        """Register an implementation for a class; also as a decorator."""
        if func is None:
            if isinstance(cls, type):
                return lambda f: register(cls, f)
            func = cls
            annotations = getattr(func, '__annotations__', {})
            if not annotations:
                raise TypeError(f'Invalid first argument to `register()`: {cls!r}. Use either '
                                '`@register(some_class)` or plain `@register` on an annotated '
                                'function.')
            name, cls = next(iter(annotations.items()))
            if not isinstance(cls, type):
                raise TypeError(f'Invalid annotation for {name!r}. {cls!r} is not a class.')
        registry[cls] = func
        cache.clear()
        return func

    def wrapper(*args, **kw):
        if not args:
            raise TypeError(f'{name} requires at least 1 positional argument')
        return dispatch(args[0].__class__)(*args, **kw)

    name = getattr(func, '__name__', 'singledispatch function')
    wrapper.register = register
    wrapper.dispatch = dispatch
    wrapper.registry = registry
    wrapper._clear_cache = cache.clear
    update_wrapper(wrapper, func)
    return wrapper


class singledispatchmethod:
    """singledispatch for methods: the first argument after self or cls counts."""

    def __init__(self, func):
        if not callable(func) and not hasattr(func, '__get__'):
            raise TypeError(f'{func!r} is not callable or a descriptor')
        self.dispatcher = singledispatch(func)
        self.func = func

    def register(self, cls, method=None):
        return self.dispatcher.register(cls, func=method)

    def __get__(self, obj, cls=None):
        def method(*args, **kwargs):
            if not args:
                name = getattr(self.func, '__name__', 'singledispatchmethod method')
                raise TypeError(f'{name} requires at least 1 positional argument')
            found = self.dispatcher.dispatch(args[0].__class__)
            return found.__get__(obj, cls)(*args, **kwargs)

        method.__isabstractmethod__ = self.__isabstractmethod__
        method.register = self.register
        update_wrapper(method, self.func)
        return method

    @property
    def __isabstractmethod__(self):
        return getattr(self.func, '__isabstractmethod__', False)
