"""Names for type annotations. Nothing here checks types when a program runs."""

import abc
import collections
import collections.abc
import sys
import types
from types import GenericAlias

TYPE_CHECKING = False


def _type_repr(t):
    """How a type is shown within another's repr."""
    if isinstance(t, type) and not isinstance(t, GenericAlias):
        if t.__module__ == "builtins":
            return t.__qualname__
        return f"{t.__module__}.{t.__qualname__}"
    if t is ...:
        return "..."
    if isinstance(t, types.FunctionType):
        return t.__name__
    if isinstance(t, (list, tuple)):
        return "[" + ", ".join(map(_type_repr, t)) + "]"
    return repr(t)


def _type_check(arg):
    if arg is None:
        return type(None)
    if isinstance(arg, str):
        return ForwardRef(arg)
    return arg


def _parameters(args):
    """The type variables in some arguments, each once, in order."""
    found = []
    for arg in args:
        inner = ((arg,) if isinstance(arg, (TypeVar, ParamSpec, TypeVarTuple))
                 else _parameters(arg) if isinstance(arg, (list, tuple))
                 else () if isinstance(arg, type) and not isinstance(arg, GenericAlias)
                 else getattr(arg, "__parameters__", ()))
        for p in inner:
            if p not in found:
                found.append(p)
    return tuple(found)


def _replace(arg, values):
    """`arg` with its type variables replaced."""
    if isinstance(arg, (TypeVar, ParamSpec)):
        return values.get(arg, arg)
    if isinstance(arg, list):
        return [_replace(a, values) for a in arg]
    params = getattr(arg, "__parameters__", ())
    if params and not isinstance(arg, type):
        return arg[tuple(values.get(p, p) for p in params)]
    return arg


class _Operators:
    """X | Y of what can stand in an annotation."""

    def __or__(self, other):
        return Union[self, other]

    def __ror__(self, other):
        return Union[other, self]


class ForwardRef(_Operators):
    """An annotation that was given as text."""

    def __init__(self, arg):
        if not isinstance(arg, str):
            raise TypeError(f"Forward reference must be a string -- got {arg!r}")
        self.__forward_arg__ = arg

    def __eq__(self, other):
        return (isinstance(other, ForwardRef)
                and self.__forward_arg__ == other.__forward_arg__)

    def __hash__(self):
        return hash(self.__forward_arg__)

    def __repr__(self):
        return f"ForwardRef({self.__forward_arg__!r})"


class _SpecialForm(_Operators):
    """Any, Union, Optional ...: what is subscripted by a rule of its own."""

    def __init__(self, name, rule=None, doc=None):
        self._name = name
        self._rule = rule
        self.__doc__ = doc

    def __repr__(self):
        return f"typing.{self._name}"

    def __reduce__(self):
        return self._name

    def __call__(self, *args, **kwds):
        raise TypeError(f"Cannot instantiate {self!r}")

    def __instancecheck__(self, obj):
        raise TypeError(f"{self} cannot be used with isinstance()")

    def __subclasscheck__(self, cls):
        raise TypeError(f"{self} cannot be used with issubclass()")

    def __mro_entries__(self, bases):
        raise TypeError(f"Cannot subclass {self!r}")

    def __getitem__(self, args):
        if self._rule is None:
            raise TypeError(f"{self} is not subscriptable")
        return self._rule(self, args)


class _Alias(_Operators):
    """What subscription gives: typing.List[int]."""

    def __init__(self, origin, args, name, module="typing"):
        self.__origin__ = origin
        self.__args__ = args
        self._name = name
        self.__module__ = module
        self.__parameters__ = _parameters(args)

    def __repr__(self):
        if self._name == "Callable":
            *params, result = self.__args__
            inner = ("..." if params == [...]
                     else "[" + ", ".join(map(_type_repr, params)) + "]")
            return f"typing.Callable[{inner}, {_type_repr(result)}]"
        if self._name == "Optional":
            others = [a for a in self.__args__ if a is not type(None)]
            return f"typing.Optional[{_type_repr(others[0])}]"
        if self._name == "Union":
            inner = ", ".join("NoneType" if a is type(None) else _type_repr(a)
                              for a in self.__args__)
            return f"typing.Union[{inner}]"
        if self._name == "Literal":
            return f"typing.Literal[{', '.join(map(repr, self.__args__))}]"
        if self._name == "Annotated":
            rest = ", ".join(map(repr, self.__metadata__))
            return f"typing.Annotated[{_type_repr(self.__origin__)}, {rest}]"
        name = (f"typing.{self._name}" if self._name
                else _type_repr(self.__origin__))
        return f"{name}[{', '.join(map(_type_repr, self.__args__)) or '()'}]"

    def __eq__(self, other):
        if not isinstance(other, _Alias):
            return NotImplemented
        if self.__origin__ is Union and other.__origin__ is Union:
            return set(self.__args__) == set(other.__args__)
        return (self.__origin__ == other.__origin__
                and self.__args__ == other.__args__
                and getattr(self, "__metadata__", None)
                == getattr(other, "__metadata__", None))

    def __hash__(self):
        args = (frozenset(self.__args__) if self.__origin__ is Union
                else tuple(str(a) if isinstance(a, list) else a for a in self.__args__))
        return hash((self.__origin__, args))

    def __getitem__(self, args):
        if not self.__parameters__:
            raise TypeError(f"{self} is not a generic class")
        if not isinstance(args, tuple):
            args = (args,)
        if len(args) != len(self.__parameters__):
            raise TypeError(
                f"Too {'many' if len(args) > len(self.__parameters__) else 'few'} "
                f"arguments for {self}; actual {len(args)}, "
                f"expected {len(self.__parameters__)}")
        values = dict(zip(self.__parameters__, map(_type_check, args)))
        new = tuple(_replace(a, values) for a in self.__args__)
        if self.__origin__ is Union:
            return Union[new]
        return _Alias(self.__origin__, new, self._name, self.__module__)

    def __call__(self, *args, **kwargs):
        if not callable(self.__origin__) or isinstance(self.__origin__, _SpecialForm):
            raise TypeError(f"Cannot instantiate {self!r}")
        if self._name:
            raise TypeError(f"Type {self._name} cannot be instantiated; "
                            f"use {self.__origin__.__name__}() instead")
        result = self.__origin__(*args, **kwargs)
        try:
            result.__orig_class__ = self
        except Exception:
            pass
        return result

    def __mro_entries__(self, bases):
        if isinstance(self.__origin__, _SpecialForm):
            raise TypeError(f"Cannot subclass {self!r}")
        if self.__origin__ is Generic and Protocol in bases:
            return ()
        result = [self.__origin__]
        if (self._name and Generic not in bases
                and not any(isinstance(b, _Alias) and b.__origin__ is Generic
                            for b in bases)
                and Generic not in self.__origin__.__mro__):
            result.append(Generic)
        return tuple(result)

    def __instancecheck__(self, obj):
        if self.__origin__ is Union:
            return any(isinstance(obj, a) for a in self.__args__)
        raise TypeError("Subscripted generics cannot be used with class and "
                        "instance checks")

    def __subclasscheck__(self, cls):
        if self.__origin__ is Union:
            return any(issubclass(cls, a) for a in self.__args__)
        raise TypeError("Subscripted generics cannot be used with class and "
                        "instance checks")

    def __getattr__(self, name):
        if name.startswith("__") and name.endswith("__"):
            raise AttributeError(name)
        return getattr(self.__origin__, name)


class _BareAlias(_Operators):
    """typing.List and the like before they are subscripted."""

    def __init__(self, origin, name, n_params):
        self.__origin__ = origin
        self._name = name
        self._n_params = n_params  # -1: any number
        self.__doc__ = f"A generic version of {origin.__module__}.{origin.__qualname__}."

    def __repr__(self):
        return f"typing.{self._name}"

    def __reduce__(self):
        return self._name

    def __getitem__(self, args):
        if self._name == "Callable":
            return self._callable(args)
        if not isinstance(args, tuple):
            args = (args,)
        if self._n_params >= 0 and len(args) != self._n_params:
            raise TypeError(
                f"Too {'many' if len(args) > self._n_params else 'few'} arguments "
                f"for {self}; actual {len(args)}, expected {self._n_params}")
        return _Alias(self.__origin__, tuple(map(_type_check, args)), self._name)

    def _callable(self, args):
        if not isinstance(args, tuple) or len(args) != 2:
            raise TypeError("Callable must be used as Callable[[arg, ...], result].")
        params, result = args
        if isinstance(params, list):
            params = tuple(map(_type_check, params))
        else:
            params = (params,)
        return _Alias(self.__origin__, params + (_type_check(result),), "Callable")

    def __call__(self, *args, **kwargs):
        raise TypeError(f"Type {self._name} cannot be instantiated; "
                        f"use {self.__origin__.__name__}() instead")

    def __mro_entries__(self, bases):
        return (self.__origin__,)

    def __instancecheck__(self, obj):
        return isinstance(obj, self.__origin__)

    def __subclasscheck__(self, cls):
        return issubclass(cls, self.__origin__)

    def __getattr__(self, name):
        if name.startswith("__") and name.endswith("__"):
            raise AttributeError(name)
        return getattr(self.__origin__, name)


# ---- the special forms ----

def _union(self, args):
    if args == ():
        raise TypeError("Cannot take a Union of no types.")
    if not isinstance(args, tuple):
        args = (args,)
    flat = []
    for arg in map(_type_check, args):
        is_union = (isinstance(arg, types.UnionType)
                    or isinstance(arg, _Alias) and arg.__origin__ is Union)
        for a in arg.__args__ if is_union else (arg,):
            if a not in flat:
                flat.append(a)
    if len(flat) == 1:
        return flat[0]
    optional = len(flat) == 2 and type(None) in flat
    return _Alias(Union, tuple(flat), "Optional" if optional else "Union")


def _optional(self, arg):
    if isinstance(arg, tuple):
        raise TypeError(f"{self} requires a single type. Got {arg!r}.")
    return Union[arg, None]


def _literal(self, args):
    args = args if isinstance(args, tuple) else (args,)
    flat = []
    for arg in args:
        inner = (arg.__args__ if isinstance(arg, _Alias) and arg.__origin__ is Literal
                 else (arg,))
        for a in inner:
            if not any(type(a) is type(b) and a == b for b in flat):
                flat.append(a)
    return _Alias(Literal, tuple(flat), "Literal")


def _single(self, arg):
    if isinstance(arg, tuple):
        raise TypeError(f"{self} accepts only single type.")
    return _Alias(self, (_type_check(arg),), self._name)


def _several(self, args):
    args = args if isinstance(args, tuple) else (args,)
    return _Alias(self, tuple(map(_type_check, args)), self._name)


def _annotated(self, args):
    if not isinstance(args, tuple) or len(args) < 2:
        raise TypeError("Annotated[...] should be used with at least two arguments "
                        "(a type and an annotation).")
    base, metadata = _type_check(args[0]), args[1:]
    if isinstance(base, _Alias) and base._name == "Annotated":
        base, metadata = base.__origin__, base.__metadata__ + metadata
    alias = _Alias(base, (base,), "Annotated")
    alias.__metadata__ = metadata
    return alias


class _AnyMeta(type):
    def __instancecheck__(self, obj):
        if self is Any:
            raise TypeError("typing.Any cannot be used with isinstance()")
        return super().__instancecheck__(obj)

    def __repr__(self):
        return "typing.Any" if self is Any else super().__repr__()


class Any(metaclass=_AnyMeta):
    """Any type."""

    def __new__(cls, *args, **kwargs):
        if cls is Any:
            raise TypeError("Any cannot be instantiated")
        return super().__new__(cls)


Union = _SpecialForm("Union", _union, "One of several types.")
Optional = _SpecialForm("Optional", _optional, "A type or None.")
Literal = _SpecialForm("Literal", _literal, "One of some values.")
ClassVar = _SpecialForm("ClassVar", _single, "A variable of the class.")
Final = _SpecialForm("Final", _single, "A name that is not bound again.")
Annotated = _SpecialForm("Annotated", _annotated, "A type and what else is known.")
NoReturn = _SpecialForm("NoReturn")
Never = _SpecialForm("Never")
Self = _SpecialForm("Self")
LiteralString = _SpecialForm("LiteralString")
TypeAlias = _SpecialForm("TypeAlias")
Concatenate = _SpecialForm("Concatenate", _several)
TypeGuard = _SpecialForm("TypeGuard", _single)
TypeIs = _SpecialForm("TypeIs", _single)
Required = _SpecialForm("Required", _single)
NotRequired = _SpecialForm("NotRequired", _single)
ReadOnly = _SpecialForm("ReadOnly", _single)
Unpack = _SpecialForm("Unpack", _single)


# ---- type variables and generic classes ----

class _Variable(_Operators):
    def __init__(self, name):
        self.__name__ = name

    def __mro_entries__(self, bases):
        raise TypeError(f"Cannot subclass an instance of {type(self).__name__}")


class TypeVar(_Variable):
    """A type that is not known yet."""

    def __init__(self, name, *constraints, bound=None, covariant=False,
                 contravariant=False, infer_variance=False, default=None):
        super().__init__(name)
        if covariant and contravariant:
            raise ValueError("Bivariant types are not supported.")
        if len(constraints) == 1:
            raise TypeError("A single constraint is not allowed")
        self.__constraints__ = constraints
        self.__bound__ = bound
        self.__covariant__ = covariant
        self.__contravariant__ = contravariant
        self.__default__ = default

    def __repr__(self):
        sign = "+" if self.__covariant__ else "-" if self.__contravariant__ else "~"
        return sign + self.__name__


class ParamSpec(_Variable):
    """The parameters of a function that is not known yet."""

    def __init__(self, name, *, bound=None, covariant=False, contravariant=False,
                 default=None):
        super().__init__(name)
        self.__bound__ = bound
        self.args = f"{name}.args"
        self.kwargs = f"{name}.kwargs"

    def __repr__(self):
        return "~" + self.__name__


class TypeVarTuple(_Variable):
    """Any number of types."""

    def __iter__(self):
        yield Unpack[self]

    def __repr__(self):
        return self.__name__


class Generic:
    """The base of classes with type variables."""

    __slots__ = ()

    def __class_getitem__(cls, params):
        if not isinstance(params, tuple):
            params = (params,)
        params = tuple(map(_type_check, params))
        if cls in (Generic, Protocol):
            if not params:
                raise TypeError(f"Parameter list to {cls.__qualname__}[...] cannot be empty")
            if not all(isinstance(p, _Variable) or getattr(p, "__origin__", None) is Unpack
                       for p in params):
                raise TypeError(f"Parameters to {cls.__name__}[...] must all be type "
                                "variables or parameter specification variables.")
            return _Alias(cls, params, cls.__name__)
        expected = getattr(cls, "__parameters__", ())
        if not expected:
            raise TypeError(f"{cls} is not a generic class")
        if (len(expected) != len(params)
                and not any(isinstance(p, (TypeVarTuple, ParamSpec)) for p in expected)):
            raise TypeError(
                f"Too {'many' if len(params) > len(expected) else 'few'} arguments for "
                f"{cls}; actual {len(params)}, expected {len(expected)}")
        return _Alias(cls, params, None)

    def __init_subclass__(cls, *args, **kwargs):
        super().__init_subclass__(*args, **kwargs)
        bases = cls.__dict__.get("__orig_bases__", ())
        params = ()
        for base in bases:
            if isinstance(base, _Alias) and base.__origin__ in (Generic, Protocol):
                params = base.__parameters__
                break
        else:
            params = _parameters(bases)
        cls.__parameters__ = params


class _ProtocolMeta(abc.ABCMeta):
    def __instancecheck__(cls, instance):
        if not getattr(cls, "_is_protocol", False):
            return super().__instancecheck__(instance)
        if not getattr(cls, "_is_runtime_protocol", False):
            raise TypeError("Instance and class checks can only be used with "
                            "@runtime_checkable protocols")
        return super().__instancecheck__(instance) or all(
            hasattr(instance, name) for name in _protocol_members(cls))

    def __subclasscheck__(cls, other):
        if (getattr(cls, "_is_protocol", False) and cls is not Protocol
                and not getattr(cls, "_is_runtime_protocol", False)):
            raise TypeError("Instance and class checks can only be used with "
                            "@runtime_checkable protocols")
        return super().__subclasscheck__(other)


_NOT_MEMBERS = frozenset({
    "__abstractmethods__", "__annotations__", "__dict__", "__doc__", "__init__",
    "__module__", "__new__", "__slots__", "__subclasshook__", "__weakref__",
    "__class_getitem__", "__orig_bases__", "__parameters__", "__qualname__",
    "__firstlineno__", "__static_attributes__", "__match_args__", "_is_protocol",
    "_is_runtime_protocol", "_abc_registry", "_abc_yes", "_abc_no", "_abc_no_count",
})


def _protocol_members(cls):
    names = set()
    for base in cls.__mro__[:-1]:
        if base.__name__ in ("Protocol", "Generic"):
            continue
        names.update(base.__dict__)
        names.update(base.__dict__.get("__annotations__", ()))
    return names - _NOT_MEMBERS


class Protocol(Generic, metaclass=_ProtocolMeta):
    """The base of classes that say what methods others must have."""

    __slots__ = ()
    _is_protocol = True

    def __init_subclass__(cls, *args, **kwargs):
        super().__init_subclass__(*args, **kwargs)
        if not cls.__dict__.get("_is_protocol", False):
            cls._is_protocol = any(b is Protocol for b in cls.__bases__)
        if cls._is_protocol:
            cls.__subclasshook__ = classmethod(_protocol_hook)
            if "__init__" not in cls.__dict__:
                cls.__init__ = _no_protocol_init


def _protocol_hook(cls, other):
    if not cls.__dict__.get("_is_protocol", False):
        return NotImplemented
    for name in _protocol_members(cls):
        for base in other.__mro__:
            if name in base.__dict__:
                if base.__dict__[name] is None:
                    return NotImplemented
                break
        else:
            return NotImplemented
    return True


def _no_protocol_init(self, *args, **kwargs):
    if type(self)._is_protocol:
        raise TypeError("Protocols cannot be instantiated")


def runtime_checkable(cls):
    """Decorator: let isinstance() look for the protocol's methods."""
    if not getattr(cls, "_is_protocol", False):
        raise TypeError("@runtime_checkable can be only applied to protocol "
                        "classes, got %r" % cls)
    cls._is_runtime_protocol = True
    return cls


# ---- generic versions of the classes ----

_any_number = -1
List = _BareAlias(list, "List", 1)
Dict = _BareAlias(dict, "Dict", 2)
Set = _BareAlias(set, "Set", 1)
FrozenSet = _BareAlias(frozenset, "FrozenSet", 1)
Tuple = _BareAlias(tuple, "Tuple", _any_number)
Type = _BareAlias(type, "Type", 1)
DefaultDict = _BareAlias(collections.defaultdict, "DefaultDict", 2)
OrderedDict = _BareAlias(collections.OrderedDict, "OrderedDict", 2)
Counter = _BareAlias(collections.Counter, "Counter", 1)
ChainMap = _BareAlias(collections.ChainMap, "ChainMap", 2)
Deque = _BareAlias(collections.deque, "Deque", 1)
Callable = _BareAlias(collections.abc.Callable, "Callable", 2)
Text = str


def _abc_aliases():
    params = {"Mapping": 2, "MutableMapping": 2, "Generator": 3, "Hashable": 0,
              "Sized": 0, "ItemsView": 2, "Coroutine": 3, "AsyncGenerator": 2}
    for name in ("Awaitable", "Coroutine", "AsyncIterable", "AsyncIterator",
                 "AsyncGenerator", "Iterable", "Iterator", "Reversible",
                 "Container", "Collection", "Hashable", "Sized", "Sequence",
                 "MutableSequence", "Mapping", "MutableMapping", "MutableSet",
                 "MappingView", "KeysView", "ItemsView", "ValuesView", "Generator"):
        origin = getattr(collections.abc, name, None)
        if origin is not None:
            globals()[name] = _BareAlias(origin, name, params.get(name, 1))
    globals()["AbstractSet"] = _BareAlias(collections.abc.Set, "AbstractSet", 1)


_abc_aliases()

AnyStr = TypeVar("AnyStr", bytes, str)
T = TypeVar("T")
KT = TypeVar("KT")
VT = TypeVar("VT")


class IO(Generic[AnyStr]):
    """The type of files."""

    __slots__ = ()


class TextIO(IO[str]):
    __slots__ = ()


class BinaryIO(IO[bytes]):
    __slots__ = ()


@runtime_checkable
class SupportsInt(Protocol):
    __slots__ = ()

    @abc.abstractmethod
    def __int__(self):
        pass


@runtime_checkable
class SupportsFloat(Protocol):
    __slots__ = ()

    @abc.abstractmethod
    def __float__(self):
        pass


@runtime_checkable
class SupportsIndex(Protocol):
    __slots__ = ()

    @abc.abstractmethod
    def __index__(self):
        pass


@runtime_checkable
class SupportsAbs(Protocol[T]):
    __slots__ = ()

    @abc.abstractmethod
    def __abs__(self):
        pass


# ---- functions ----

def cast(typ, val):
    """The value as it is; for type checkers it is of that type."""
    return val


def overload(func):
    """Decorator: one of several signatures; the last definition is the real one."""
    return _overload_dummy


def _overload_dummy(*args, **kwds):
    raise NotImplementedError(
        "You should not call an overloaded function. A series of @overload-decorated "
        "functions outside a stub module should always be followed by an "
        "implementation that is not @overload-ed.")


def _marked(attribute):
    def decorator(f):
        try:
            setattr(f, attribute, True)
        except (AttributeError, TypeError):
            pass
        return f
    return decorator


final = _marked("__final__")
override = _marked("__override__")
no_type_check = _marked("__no_type_check__")


def assert_never(arg, /):
    raise AssertionError(f"Expected code to be unreachable, but got: {arg!r}")


def assert_type(val, typ, /):
    return val


def reveal_type(obj, /):
    print(f"Runtime type is {type(obj).__name__!r}", file=sys.stderr)
    return obj


def get_origin(tp):
    """list for List[int], Union for Optional[int] ..., or None."""
    if isinstance(tp, _Alias) and tp._name == "Annotated":
        return Annotated
    if isinstance(tp, (_Alias, _BareAlias, GenericAlias)):
        return tp.__origin__
    if isinstance(tp, types.UnionType):
        return types.UnionType
    return Generic if tp is Generic else None


def get_args(tp):
    """(int,) for List[int] ..."""
    if isinstance(tp, _Alias) and tp._name == "Annotated":
        return (tp.__origin__,) + tp.__metadata__
    if isinstance(tp, _Alias) and tp._name == "Callable":
        *params, result = tp.__args__
        return (... if params == [...] else list(params), result)
    if isinstance(tp, (_Alias, GenericAlias, types.UnionType)):
        return tp.__args__
    return ()


def get_type_hints(obj, globalns=None, localns=None, include_extras=False):
    """The annotations of a function, class or module, texts evaluated."""
    hints = {}
    if isinstance(obj, type):
        for base in reversed(obj.__mro__):
            module = sys.modules.get(base.__module__)
            names = globalns if globalns is not None else getattr(module, "__dict__", {})
            for name, value in base.__dict__.get("__annotations__", {}).items():
                hints[name] = _evaluate(value, names, localns or dict(vars(base)))
    else:
        names = globalns if globalns is not None else getattr(
            getattr(obj, "__wrapped__", obj), "__globals__", getattr(obj, "__dict__", {}))
        for name, value in getattr(obj, "__annotations__", {}).items():
            hints[name] = _evaluate(value, names, localns)
    if not include_extras:
        hints = {name: value.__origin__
                 if isinstance(value, _Alias) and value._name == "Annotated" else value
                 for name, value in hints.items()}
    return hints


def _evaluate(value, globalns, localns):
    if value is None:
        return type(None)
    if isinstance(value, ForwardRef):
        value = value.__forward_arg__
    if isinstance(value, str):
        return _evaluate(_type_check(eval(value, globalns, localns)), globalns, localns)
    if isinstance(value, _Alias) and value._name != "Literal":
        args = tuple(_evaluate(a, globalns, localns) for a in value.__args__)
        if value.__origin__ is Union:
            return Union[args]
        new = _Alias(value.__origin__, args, value._name, value.__module__)
        if hasattr(value, "__metadata__"):
            new.__metadata__ = value.__metadata__
        return new
    return value


class NewType(_Operators):
    """A name for a type that is its own for type checkers."""

    def __init__(self, name, tp):
        self.__name__ = name
        self.__qualname__ = name
        self.__supertype__ = tp
        self.__module__ = sys._getframe(1).f_globals.get("__name__")

    def __call__(self, x, /):
        return x

    def __repr__(self):
        return f"{self.__module__}.{self.__qualname__}"


# ---- NamedTuple, TypedDict ----

class _NamedTupleMeta(type):
    def __new__(cls, typename, bases, ns):
        annotations = ns.get("__annotations__", {})
        defaults = []
        for name in annotations:
            if name in ns:
                defaults.append(ns[name])
            elif defaults:
                raise TypeError(f"Non-default namedtuple field {name} cannot follow "
                                f"default field{'s' if len(defaults) > 1 else ''} "
                                f"{', '.join(n for n in annotations if n in ns)}")
        made = collections.namedtuple(typename, list(annotations), defaults=defaults,
                                      module=ns.get("__module__"))
        made.__annotations__ = dict(annotations)
        for key, value in ns.items():
            if key in ("__new__", "__init__", "__slots__", "__getnewargs__",
                       "_fields", "_field_defaults"):
                raise AttributeError("Cannot overwrite NamedTuple attribute " + key)
            if key not in ("__annotations__", "__module__", "__dict__") and key not in annotations:
                setattr(made, key, value)
        return made


def NamedTuple(typename, fields=None, /, **kwargs):
    """A named tuple with annotations: as a base class, or called."""
    fields = list(fields) if fields is not None else list(kwargs.items())
    made = collections.namedtuple(typename, [name for name, _ in fields],
                                  module=sys._getframe(1).f_globals.get("__name__"))
    made.__annotations__ = {name: _type_check(t) for name, t in fields}
    return made


_NamedTupleBase = type.__new__(_NamedTupleMeta, "NamedTuple", (), {})


NamedTuple.__mro_entries__ = lambda bases: (_NamedTupleBase,)


class _TypedDictMeta(type):
    def __new__(cls, name, bases, ns, total=True):
        made = type.__new__(_TypedDictMeta, name, (dict,), ns)
        annotations, required = {}, set()
        for base in bases:
            annotations.update(getattr(base, "__annotations__", {}))
            required |= getattr(base, "__required_keys__", set())
        own = ns.get("__annotations__", {})
        annotations.update(own)
        for key, value in own.items():
            origin = get_origin(value)
            if origin is Required or (total and origin is not NotRequired):
                required.add(key)
        made.__annotations__ = annotations
        made.__required_keys__ = frozenset(required)
        made.__optional_keys__ = frozenset(annotations) - made.__required_keys__
        made.__total__ = total
        return made

    def __call__(cls, *args, **kwargs):
        return dict(*args, **kwargs)

    def __instancecheck__(cls, obj):
        raise TypeError("TypedDict does not support instance and class checks")

    __subclasscheck__ = __instancecheck__


def TypedDict(typename, fields=(), /, *, total=True):
    """A dict with known keys: as a base class, or called."""
    return _TypedDictMeta(typename, (), {"__annotations__": dict(fields),
                                         "__module__": sys._getframe(1).f_globals.get("__name__")},
                          total=total)


_TypedDictBase = type.__new__(_TypedDictMeta, "TypedDict", (), {})
TypedDict.__mro_entries__ = lambda bases: (_TypedDictBase,)

__all__ = [name for name in globals() if name[0] != "_" and name not in (
    "abc", "collections", "sys", "types", "GenericAlias", "T", "KT", "VT")]
