"""Classes that mostly store data: their special methods are written for them."""

import abc
import copy
import sys

__all__ = ["dataclass", "field", "Field", "FrozenInstanceError", "InitVar",
           "KW_ONLY", "MISSING", "fields", "asdict", "astuple",
           "make_dataclass", "replace", "is_dataclass"]


class FrozenInstanceError(AttributeError):
    pass


class _MISSING_TYPE:
    pass


class _HAS_DEFAULT_FACTORY_CLASS:
    def __repr__(self):
        return "<factory>"


class _KW_ONLY_TYPE:
    pass


class _FIELD_BASE:
    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return self.name


MISSING = _MISSING_TYPE()
KW_ONLY = _KW_ONLY_TYPE()
_HAS_DEFAULT_FACTORY = _HAS_DEFAULT_FACTORY_CLASS()
_FIELD = _FIELD_BASE("_FIELD")
_FIELD_CLASSVAR = _FIELD_BASE("_FIELD_CLASSVAR")
_FIELD_INITVAR = _FIELD_BASE("_FIELD_INITVAR")
_FIELDS = "__dataclass_fields__"
_PARAMS = "__dataclass_params__"
_POST_INIT = "__post_init__"
_EMPTY = type(object.__dict__)({})  # an empty read-only mapping


class InitVar:
    """The annotation of a parameter of __init__ that is no field."""

    __slots__ = ("type",)

    def __init__(self, type):
        self.type = type

    def __repr__(self):
        name = (self.type.__name__ if isinstance(self.type, type)
                else repr(self.type))
        return f"dataclasses.InitVar[{name}]"

    def __class_getitem__(cls, type):
        return InitVar(type)


class Field:
    """One field: its default and what it takes part in."""

    __slots__ = ("name", "type", "default", "default_factory", "repr", "hash",
                 "init", "compare", "metadata", "kw_only", "_field_type")

    def __init__(self, default, default_factory, init, repr, hash, compare,
                 metadata, kw_only):
        self.name = None
        self.type = None
        self.default = default
        self.default_factory = default_factory
        self.init = init
        self.repr = repr
        self.hash = hash
        self.compare = compare
        self.metadata = (_EMPTY if metadata is None
                         else type(object.__dict__)(metadata))
        self.kw_only = kw_only
        self._field_type = None

    def __repr__(self):
        return ("Field("
                f"name={self.name!r},"
                f"type={self.type!r},"
                f"default={self.default!r},"
                f"default_factory={self.default_factory!r},"
                f"init={self.init!r},"
                f"repr={self.repr!r},"
                f"hash={self.hash!r},"
                f"compare={self.compare!r},"
                f"metadata={self.metadata!r},"
                f"kw_only={self.kw_only!r},"
                f"_field_type={self._field_type})")

    def __set_name__(self, owner, name):
        method = getattr(type(self.default), "__set_name__", None)
        if method is not None:
            method(self.default, owner, name)


class _DataclassParams:
    __slots__ = ("init", "repr", "eq", "order", "unsafe_hash", "frozen",
                 "match_args", "kw_only", "slots", "weakref_slot")

    def __init__(self, **values):
        for name, value in values.items():
            setattr(self, name, value)

    def __repr__(self):
        return "_DataclassParams(%s)" % ",".join(
            f"{name}={getattr(self, name)!r}" for name in self.__slots__)


def field(*, default=MISSING, default_factory=MISSING, init=True, repr=True,
          hash=None, compare=True, metadata=None, kw_only=MISSING):
    """Say more about a field than its default."""
    if default is not MISSING and default_factory is not MISSING:
        raise ValueError("cannot specify both default and default_factory")
    return Field(default, default_factory, init, repr, hash, compare, metadata,
                 kw_only)


# ---- finding the fields ----

def _is_type(annotation, cls, name):
    """Is it typing.ClassVar, dataclasses.InitVar ... also as a string?"""
    if name == "ClassVar":
        typing = sys.modules.get("typing")
        wanted = getattr(typing, "ClassVar", MISSING)
    else:
        wanted = InitVar if name == "InitVar" else KW_ONLY
    if isinstance(annotation, str):
        prefix, _, last = annotation.split("[")[0].strip().rpartition(".")
        namespace = getattr(sys.modules.get(cls.__module__), "__dict__", {})
        if prefix:
            return getattr(namespace.get(prefix), last, None) is wanted
        return namespace.get(last) is wanted
    return (annotation is wanted or type(annotation) is wanted
            or getattr(annotation, "__origin__", None) is wanted)


def _get_field(cls, name, annotation, default_kw_only):
    default = getattr(cls, name, MISSING)
    if isinstance(default, Field):
        f = default
    else:
        if isinstance(default, _member_descriptor):
            default = MISSING  # from __slots__
        f = field(default=default)
    f.name = name
    f.type = annotation
    f._field_type = _FIELD
    if _is_type(annotation, cls, "ClassVar"):
        f._field_type = _FIELD_CLASSVAR
    elif _is_type(annotation, cls, "InitVar"):
        f._field_type = _FIELD_INITVAR
    if f._field_type is not _FIELD and f.default_factory is not MISSING:
        raise TypeError(f"field {f.name} cannot have a default factory")
    if f._field_type is _FIELD_CLASSVAR:
        if f.kw_only is not MISSING:
            raise TypeError(f"field {f.name} is a ClassVar but specifies kw_only")
    elif f.kw_only is MISSING:
        f.kw_only = default_kw_only
    if f._field_type is _FIELD and f.default.__class__.__hash__ is None:
        raise ValueError(f"mutable default {type(f.default)} for field "
                         f"{f.name} is not allowed: use default_factory")
    return f


class _Slotted:
    __slots__ = ("probe",)


_member_descriptor = type(_Slotted.probe)


def _collect_fields(cls, kw_only):
    fields = {}
    for base in cls.__mro__[-1:0:-1]:
        for f in getattr(base, _FIELDS, {}).values():
            fields[f.name] = f
    own = []
    seen_kw_only = False
    annotations = cls.__dict__.get("__annotations__", {})
    for name, annotation in annotations.items():
        if _is_type(annotation, cls, "KW_ONLY"):
            if seen_kw_only:
                raise TypeError(f"{name!r} is KW_ONLY, but KW_ONLY "
                                "has already been specified")
            seen_kw_only = kw_only = True
        else:
            own.append(_get_field(cls, name, annotation, kw_only))
    for f in own:
        fields[f.name] = f
        if isinstance(getattr(cls, f.name, None), Field):
            if f.default is MISSING:
                delattr(cls, f.name)
            else:
                setattr(cls, f.name, f.default)
    for name, value in cls.__dict__.items():
        if isinstance(value, Field) and name not in annotations:
            raise TypeError(f"{name!r} is a field but has no type annotation")
    return fields


# ---- writing the methods ----

def _make(cls, name, params, body, names):
    """A method of the class from its source; `names` are its globals' additions."""
    namespace = {}
    source = (f"def __create_fn__({', '.join(names)}):\n"
              f" def {name}({', '.join(params)}):\n"
              + "\n".join("  " + line for line in body)
              + f"\n return {name}")
    module = sys.modules.get(cls.__module__)
    exec(source, vars(module) if module is not None else {}, namespace)
    method = namespace["__create_fn__"](**names)
    method.__qualname__ = f"{cls.__qualname__}.{name}"
    method.__module__ = cls.__module__
    return method


def _init_method(cls, fields, frozen, has_post_init):
    seen_default = None
    std = [f for f in fields if f.init and not f.kw_only]
    kw = [f for f in fields if f.init and f.kw_only]
    for f in std:
        if f.default is not MISSING or f.default_factory is not MISSING:
            seen_default = f
        elif seen_default is not None:
            raise TypeError(f"non-default argument {f.name!r} follows default "
                            f"argument {seen_default.name!r}")
    names = {"__dataclass_HAS_DEFAULT_FACTORY__": _HAS_DEFAULT_FACTORY,
             "__dataclass_builtins_object__": object}
    self_name = "__dataclass_self__" if any(f.name == "self" for f in fields) else "self"
    body = []
    for f in fields:
        if f.default is not MISSING:
            names[f"__dataclass_dflt_{f.name}__"] = f.default
        if f.default_factory is not MISSING:
            names[f"__dataclass_dflt_{f.name}__"] = f.default_factory
        value = _init_value(f)
        if value is None or f._field_type is not _FIELD:
            continue
        if frozen:
            body.append("__dataclass_builtins_object__.__setattr__("
                        f"{self_name},{f.name!r},{value})")
        else:
            body.append(f"{self_name}.{f.name}={value}")
    if has_post_init:
        given = ",".join(f.name for f in fields if f._field_type is _FIELD_INITVAR)
        body.append(f"{self_name}.{_POST_INIT}({given})")
    params = [self_name] + [_init_param(f) for f in std]
    if kw:
        params += ["*"] + [_init_param(f) for f in kw]
    method = _make(cls, "__init__", params, body or ["pass"], names)
    method.__annotations__ = {f.name: f.type for f in std + kw}
    method.__annotations__["return"] = None
    return method


def _init_param(f):
    if f.default_factory is not MISSING:
        return f"{f.name}=__dataclass_HAS_DEFAULT_FACTORY__"
    if f.default is not MISSING:
        return f"{f.name}=__dataclass_dflt_{f.name}__"
    return f.name


def _init_value(f):
    """The expression that a field is set to; None: it is not set."""
    default = f"__dataclass_dflt_{f.name}__"
    if f.default_factory is not MISSING:
        if not f.init:
            return f"{default}()"
        return (f"{default}() if {f.name} is __dataclass_HAS_DEFAULT_FACTORY__ "
                f"else {f.name}")
    if f.init:
        return f.name
    return default if f.default is not MISSING else None


def _repr_method(fields):
    running = set()

    def __repr__(self):
        key = id(self)
        if key in running:
            return "..."
        running.add(key)
        try:
            return self.__class__.__qualname__ + "(" + ", ".join(
                [f"{f.name}={getattr(self, f.name)!r}" for f in fields]) + ")"
        finally:
            running.discard(key)
    return __repr__


def _compare_body(op, fields):
    def pair(owner):
        inner = ",".join(f"{owner}.{f.name}" for f in fields)
        return f"({inner},)" if fields else "()"
    return ["if other.__class__ is self.__class__:",
            f" return {pair('self')}{op}{pair('other')}",
            "return NotImplemented"]


def _eq_body(fields):
    terms = " and ".join(f"self.{f.name}==other.{f.name}" for f in fields) or "True"
    return ["if self is other:",
            " return True",
            "if other.__class__ is self.__class__:",
            f" return {terms}",
            "return NotImplemented"]


def _frozen_methods(cls, fields):
    names = frozenset(f.name for f in fields)

    def __setattr__(self, name, value):
        if type(self) is cls or name in names:
            raise FrozenInstanceError(f"cannot assign to field {name!r}")
        super(cls, self).__setattr__(name, value)

    def __delattr__(self, name):
        if type(self) is cls or name in names:
            raise FrozenInstanceError(f"cannot delete field {name!r}")
        super(cls, self).__delattr__(name)
    return __setattr__, __delattr__


def _set_qualname(cls, method):
    method.__qualname__ = f"{cls.__qualname__}.{method.__name__}"
    return method


def _set_new(cls, method):
    """Add the method unless the class has one of that name; was there one?"""
    if method.__name__ in cls.__dict__:
        return True
    setattr(cls, method.__name__, _set_qualname(cls, method))
    return False


def _process_hash(cls, params, fields, has_explicit_hash):
    if not params.unsafe_hash:
        if params.eq and not params.frozen:
            if not has_explicit_hash:
                cls.__hash__ = None
            return
        if not (params.eq and params.frozen) or has_explicit_hash:
            return
    elif has_explicit_hash:
        raise TypeError(f"Cannot overwrite attribute __hash__ in class {cls.__name__}")
    used = [f for f in fields if (f.compare if f.hash is None else f.hash)]
    inner = ",".join(f"self.{f.name}" for f in used)
    body = [f"return hash(({inner},))" if used else "return hash(())"]
    cls.__hash__ = _make(cls, "__hash__", ["self"], body, {})


def _check_frozen_bases(cls, frozen):
    any_frozen = all_frozen = None
    for base in cls.__mro__[-1:0:-1]:
        if _FIELDS in base.__dict__:
            is_frozen = getattr(base, _PARAMS).frozen
            any_frozen = bool(any_frozen) or is_frozen
            all_frozen = is_frozen if all_frozen is None else all_frozen and is_frozen
    if any_frozen is None:
        return
    if any_frozen and not frozen:
        raise TypeError("cannot inherit non-frozen dataclass from a frozen one")
    if frozen and not all_frozen:
        raise TypeError("cannot inherit frozen dataclass from a non-frozen one")


def _process_class(cls, params):
    _check_frozen_bases(cls, params.frozen)
    fields = _collect_fields(cls, params.kw_only)
    setattr(cls, _FIELDS, fields)
    setattr(cls, _PARAMS, params)
    explicit_hash = cls.__dict__.get("__hash__", MISSING)
    has_explicit_hash = not (explicit_hash is MISSING or (
        explicit_hash is None and "__eq__" in cls.__dict__))
    if params.order and not params.eq:
        raise ValueError("eq must be true if order is true")
    real = [f for f in fields.values() if f._field_type is _FIELD]
    init_fields = [f for f in fields.values()
                   if f._field_type in (_FIELD, _FIELD_INITVAR)]
    if params.init:
        _set_new(cls, _init_method(cls, init_fields, params.frozen,
                                   hasattr(cls, _POST_INIT)))
    _set_new(cls, _replace_method)
    if params.repr:
        _set_new(cls, _repr_method([f for f in real if f.repr]))
    compared = [f for f in real if f.compare]
    if params.eq:
        _set_new(cls, _make(cls, "__eq__", ["self", "other"], _eq_body(compared), {}))
    if params.order:
        for name, op in (("__lt__", "<"), ("__le__", "<="), ("__gt__", ">"), ("__ge__", ">=")):
            if _set_new(cls, _make(cls, name, ["self", "other"],
                                   _compare_body(op, compared), {})):
                raise TypeError(f"Cannot overwrite attribute {name} in class "
                                f"{cls.__name__} Consider using functools.total_ordering")
    if params.frozen:
        for method in _frozen_methods(cls, real):
            if _set_new(cls, method):
                raise TypeError(f"Cannot overwrite attribute {method.__name__} "
                                f"in class {cls.__name__}")
    _process_hash(cls, params, real, has_explicit_hash)
    if not getattr(cls, "__doc__"):
        cls.__doc__ = cls.__name__ + _signature_text(init_fields)
    if params.match_args and "__match_args__" not in cls.__dict__:
        cls.__match_args__ = tuple(f.name for f in init_fields
                                   if f.init and not f.kw_only)
    if params.weakref_slot and not params.slots:
        raise TypeError("weakref_slot is True but slots is False")
    if params.slots:
        cls = _add_slots(cls, params.frozen, params.weakref_slot)
    abc.update_abstractmethods(cls)
    return cls


def _signature_text(fields):
    def one(f):
        kind = f.type.__name__ if isinstance(f.type, type) else repr(f.type)
        text = f"{f.name}: {kind}"
        if f.default is not MISSING:
            text += f" = {f.default!r}"
        elif f.default_factory is not MISSING:
            text += " = <factory>"
        return text
    std = [one(f) for f in fields if f.init and not f.kw_only]
    kw = [one(f) for f in fields if f.init and f.kw_only]
    return "(" + ", ".join(std + (["*"] + kw if kw else [])) + ")"


def _add_slots(cls, is_frozen, weakref_slot):
    """The class made anew with __slots__."""
    if "__slots__" in cls.__dict__:
        raise TypeError(f"{cls.__name__} already specifies __slots__")
    namespace = dict(cls.__dict__)
    names = tuple(f.name for f in fields(cls))
    inherited = set()
    for base in cls.__mro__[1:-1]:
        slots = base.__dict__.get("__slots__", ())
        inherited.update((slots,) if isinstance(slots, str) else slots)
    namespace["__slots__"] = tuple(n for n in names if n not in inherited) + (
        ("__weakref__",) if weakref_slot and "__weakref__" not in inherited else ())
    for name in names:
        namespace.pop(name, None)
    namespace.pop("__dict__", None)
    namespace.pop("__weakref__", None)
    qualname = getattr(cls, "__qualname__", None)
    new = type(cls)(cls.__name__, cls.__bases__, namespace)
    if qualname is not None:
        new.__qualname__ = qualname
    if is_frozen:
        if "__getstate__" not in namespace:
            new.__getstate__ = _frozen_getstate
        if "__setstate__" not in namespace:
            new.__setstate__ = _frozen_setstate
    # What super() and __class__ in the methods mean is now the new class.
    for value in namespace.values():
        function = getattr(value, "__func__", getattr(value, "fget", value))
        code = getattr(function, "__code__", None)
        if code is not None and "__class__" in code.co_freevars:
            cell = function.__closure__[code.co_freevars.index("__class__")]
            if cell.cell_contents is cls:
                cell.cell_contents = new
    return new


def _frozen_getstate(self):
    return [getattr(self, f.name) for f in fields(self)]


def _frozen_setstate(self, state):
    for f, value in zip(fields(self), state):
        object.__setattr__(self, f.name, value)


def dataclass(cls=None, /, *, init=True, repr=True, eq=True, order=False,
              unsafe_hash=False, frozen=False, match_args=True, kw_only=False,
              slots=False, weakref_slot=False):
    """Add __init__, __repr__, __eq__ and more to a class, from its annotations."""
    params = _DataclassParams(init=init, repr=repr, eq=eq, order=order,
                              unsafe_hash=unsafe_hash, frozen=frozen,
                              match_args=match_args, kw_only=kw_only,
                              slots=slots, weakref_slot=weakref_slot)
    if cls is None:
        return lambda cls: _process_class(cls, params)
    return _process_class(cls, params)


# ---- what one does with them ----

def fields(class_or_instance):
    """The fields, as a tuple."""
    try:
        found = getattr(class_or_instance, _FIELDS)
    except AttributeError:
        raise TypeError("must be called with a dataclass type or instance") from None
    return tuple(f for f in found.values() if f._field_type is _FIELD)


def _is_dataclass_instance(obj):
    return hasattr(type(obj), _FIELDS)


def is_dataclass(obj):
    cls = obj if isinstance(obj, type) else type(obj)
    return hasattr(cls, _FIELDS)


def asdict(obj, *, dict_factory=dict):
    """The fields as a dictionary, dataclasses within them too."""
    if not _is_dataclass_instance(obj):
        raise TypeError("asdict() should be called on dataclass instances")
    return _convert(obj, lambda pairs: dict_factory(pairs), True)


def astuple(obj, *, tuple_factory=tuple):
    """The fields as a tuple, dataclasses within them too."""
    if not _is_dataclass_instance(obj):
        raise TypeError("astuple() should be called on dataclass instances")
    return _convert(obj, lambda values: tuple_factory(values), False)


def _convert(obj, make, named):
    if _is_dataclass_instance(obj):
        if named:
            return make([(f.name, _convert(getattr(obj, f.name), make, True))
                         for f in fields(obj)])
        return make([_convert(getattr(obj, f.name), make, False)
                     for f in fields(obj)])
    cls = type(obj)
    if isinstance(obj, tuple) and hasattr(obj, "_fields"):
        return cls(*[_convert(v, make, named) for v in obj])
    if isinstance(obj, (list, tuple)):
        return cls(_convert(v, make, named) for v in obj)
    if isinstance(obj, dict):
        items = [(_convert(k, make, named), _convert(v, make, named))
                 for k, v in obj.items()]
        if hasattr(cls, "default_factory"):
            result = cls(obj.default_factory)
            result.update(items)
            return result
        return cls(items)
    return copy.deepcopy(obj)


def make_dataclass(cls_name, fields, *, bases=(), namespace=None, init=True,
                   repr=True, eq=True, order=False, unsafe_hash=False,
                   frozen=False, match_args=True, kw_only=False, slots=False,
                   weakref_slot=False, module=None):
    """A dataclass from a list of names, (name, type) or (name, type, field)."""
    namespace = {} if namespace is None else dict(namespace)
    annotations = {}
    defaults = {}
    for item in fields:
        if isinstance(item, str):
            name, annotation = item, "typing.Any"
        elif len(item) == 2:
            name, annotation = item
        elif len(item) == 3:
            name, annotation, default = item
            defaults[name] = default
        else:
            raise TypeError(f"Invalid field: {item!r}")
        if not isinstance(name, str) or not name.isidentifier():
            raise TypeError(f"Field names must be valid identifiers: {name!r}")
        if name in annotations:
            raise TypeError(f"Field name duplicated: {name!r}")
        annotations[name] = annotation
    namespace.update(defaults)
    namespace["__annotations__"] = annotations
    if module is None:
        try:
            module = sys._getframe(1).f_globals["__name__"]
        except (AttributeError, ValueError, KeyError):
            pass
    if module is not None:
        namespace.setdefault("__module__", module)
    bases = tuple(bases)
    metaclass = type(bases[0]) if bases else type
    cls = metaclass(cls_name, bases, namespace)
    return dataclass(cls, init=init, repr=repr, eq=eq, order=order,
                     unsafe_hash=unsafe_hash, frozen=frozen,
                     match_args=match_args, kw_only=kw_only, slots=slots,
                     weakref_slot=weakref_slot)


def replace(obj, /, **changes):
    """A new object of the same type with some fields changed."""
    if not _is_dataclass_instance(obj):
        raise TypeError("replace() should be called on dataclass instances")
    return _replace(obj, **changes)


def _replace(self, /, **changes):
    for f in getattr(self, _FIELDS).values():
        if f._field_type is _FIELD_CLASSVAR:
            continue
        if not f.init:
            if f.name in changes:
                raise TypeError(f"field {f.name} is declared with init=False, it "
                                "cannot be specified with replace()")
            continue
        if f.name not in changes:
            if f._field_type is _FIELD_INITVAR and f.default is MISSING:
                raise TypeError(f"InitVar {f.name!r} must be specified with replace()")
            changes[f.name] = getattr(self, f.name)
    return self.__class__(**changes)


def _replace_method(self, /, **changes):
    return _replace(self, **changes)


_replace_method.__name__ = "__replace__"
