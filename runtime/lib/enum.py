"""Enumerations: classes whose members are a fixed set of named constants."""

from builtins import property as _builtin_property

_mapping_proxy = type(object.__dict__)

__all__ = [
    "CONFORM", "CONTINUOUS", "EJECT", "Enum", "EnumCheck", "EnumMeta",
    "EnumType", "Flag", "FlagBoundary", "IntEnum", "IntFlag", "KEEP",
    "NAMED_FLAGS", "ReprEnum", "STRICT", "StrEnum", "UNIQUE", "auto",
    "global_enum", "member", "nonmember", "property", "show_flag_values",
    "unique", "verify",
]

Enum = Flag = ReprEnum = EnumType = None  # made below; the metaclass asks for them


class nonmember:
    """Keeps a value from becoming a member."""

    def __init__(self, value):
        self.value = value


class member:
    """Makes a member of what would not be one, such as a function."""

    def __init__(self, value):
        self.value = value


class auto:
    """A value that the class chooses."""

    def __init__(self, value=None):
        self.value = value  # None: not chosen yet

    def __repr__(self):
        return "auto(%r)" % (self.value,)


class property(_builtin_property):
    """An attribute of members whose name a member may have all the same."""

    def __set_name__(self, owner, name):
        self.name = name
        self.clsname = owner.__name__

    def __get__(self, instance, owner=None):
        if instance is None:
            member = owner.__dict__.get("_member_map_", {}).get(self.name)
            if member is not None:
                return member
            raise AttributeError("%r has no attribute %r" % (owner, self.name))
        fget = self.fget
        if fget is None:
            return super().__get__(instance, owner)
        return fget(instance)

    def __set__(self, instance, value):
        if self.fset is None:
            raise AttributeError("<enum %r> cannot set attribute %r"
                                 % (self.clsname, self.name))
        super().__set__(instance, value)

    def __delete__(self, instance):
        raise AttributeError("<enum %r> cannot delete attribute %r"
                             % (self.clsname, self.name))


def _is_descriptor(obj):
    return (hasattr(obj, "__get__") or hasattr(obj, "__set__")
            or hasattr(obj, "__delete__"))


def _is_dunder(name):
    return (len(name) > 4 and name[:2] == name[-2:] == "__"
            and name[2] != "_" and name[-3] != "_")


def _is_sunder(name):
    return (len(name) > 2 and name[0] == name[-1] == "_"
            and name[1] != "_" and name[-2] != "_")


def _is_private(cls_name, name):
    prefix = "_%s__" % cls_name.lstrip("_")
    return (len(name) > len(prefix) and name.startswith(prefix)
            and not name.endswith("__"))


def _is_single_bit(value):
    return value != 0 and value & (value - 1) == 0


def _iter_bits(value):
    while value:
        bit = value & -value
        yield bit
        value ^= bit


_KNOWN_SUNDERS = frozenset({
    "_order_", "_generate_next_value_", "_numeric_repr_", "_missing_",
    "_ignore_", "_iter_member_", "_iter_member_by_value_",
    "_iter_member_by_def_", "_add_alias_", "_add_value_alias_",
})


class _EnumDict(dict):
    """The namespace of the class body: sees in which order members are named."""

    def __init__(self, cls_name):
        super().__init__()
        self._cls_name = cls_name
        self._member_names = {}
        self._last_values = []
        self._ignore = []
        self._generate = None
        self._auto_called = False

    def __setitem__(self, key, value):
        if _is_private(self._cls_name, key):
            pass
        elif _is_sunder(key):
            if key not in _KNOWN_SUNDERS:
                raise ValueError("_sunder_ names, such as %r, are reserved "
                                 "for future Enum use." % key)
            if key == "_generate_next_value_":
                if self._auto_called:
                    raise TypeError("_generate_next_value_ must be defined "
                                    "before members")
                self._generate = getattr(value, "__func__", value)
            elif key == "_ignore_":
                if isinstance(value, str):
                    value = value.replace(",", " ").split()
                value = list(value)
                self._ignore = value
                taken = set(value) & set(self._member_names)
                if taken:
                    raise ValueError("_ignore_ cannot specify already set "
                                     "names: %r" % (taken,))
        elif _is_dunder(key):
            if key == "__order__":
                key = "_order_"
        elif key in self._member_names:
            raise TypeError("%r already defined as %r" % (key, self[key]))
        elif key in self._ignore or isinstance(value, nonmember):
            if isinstance(value, nonmember):
                value = value.value
        elif isinstance(value, member) or not _is_descriptor(value):
            if isinstance(value, member):
                value = value.value
            elif key in self:
                raise TypeError("%r already defined as %r" % (key, self[key]))
            value = self._resolve(key, value)
            self._member_names[key] = None
            self._last_values.append(value)
        super().__setitem__(key, value)

    def _resolve(self, key, value):
        """Give each auto() in a value its number."""
        if isinstance(value, auto):
            if value.value is None:
                value.value = self._generate(
                    key, 1, len(self._member_names), self._last_values[:])
                self._auto_called = True
            return value.value
        if type(value) is tuple and any(isinstance(v, auto) for v in value):
            return tuple(self._resolve(key, v) for v in value)
        return value

    def update(self, members, **more):
        for name in members:
            self[name] = members[name]
        for name, value in more.items():
            self[name] = value


class EnumType(type):
    """The type of enumerations."""

    @classmethod
    def __prepare__(metacls, cls, bases, **kwds):
        metacls._check_for_existing_members(cls, bases)
        namespace = _EnumDict(cls)
        member_type, first_enum = metacls._get_mixins(cls, bases)
        if first_enum is not None:
            namespace._generate = first_enum._generate_next_value_
        return namespace

    def __new__(metacls, cls, bases, classdict, *, boundary=None,
                _simple=False, **kwds):
        names = list(classdict._member_names)
        ignore = classdict._ignore
        classdict = dict(classdict)
        for name in ignore:
            classdict.pop(name, None)
        invalid = set(names) & {"mro", ""}
        if invalid:
            raise ValueError("invalid enum member name(s) %s"
                             % ",".join(repr(n) for n in sorted(invalid)))
        order = classdict.pop("_order_", None)
        if "_generate_next_value_" in classdict and not isinstance(
                classdict["_generate_next_value_"], staticmethod):
            classdict["_generate_next_value_"] = staticmethod(
                classdict["_generate_next_value_"])
        classdict.pop("_ignore_", None)
        values = {name: classdict.pop(name) for name in names}
        member_type, first_enum = metacls._get_mixins(cls, bases)
        new_member, save_new, use_args = metacls._find_new(
            classdict, member_type, first_enum)
        classdict["_member_names_"] = []
        classdict["_member_map_"] = {}
        classdict["_value2member_map_"] = {}
        classdict["_unhashable_values_"] = []
        classdict["_member_type_"] = member_type
        classdict["_new_member_"] = new_member
        classdict["_use_args_"] = use_args
        classdict["_boundary_"] = (
            boundary or getattr(first_enum, "_boundary_", None))
        classdict["_flag_mask_"] = 0
        classdict["_singles_mask_"] = 0
        classdict["_all_bits_"] = 0
        classdict["_inverted_"] = None
        enum_class = super().__new__(metacls, cls, bases, classdict, **kwds)
        metacls._choose_text_methods(enum_class, classdict, member_type,
                                     first_enum)
        for name, value in values.items():
            enum_class._add_member(name, value)
        if save_new:
            enum_class.__new_member__ = enum_class.__dict__["__new__"]
        if Enum is not None:
            enum_class.__new__ = Enum.__new__
        if Flag is not None and issubclass(enum_class, Flag):
            enum_class._finish_flag()
        if order is not None:
            enum_class._check_order(order)
        return enum_class

    def __init__(cls, *args, **kwds):
        pass

    # ---- making the members ----

    @staticmethod
    def _choose_text_methods(cls, namespace, member_type, first_enum):
        """Which special methods count: those of the enumeration, or of a mixed-in type."""
        if Enum is None or first_enum is None:
            return
        names = {"__repr__", "__str__", "__format__"} - set(namespace)
        if ReprEnum is not None and ReprEnum in cls.__bases__:
            if "__format__" in names:
                cls.__format__ = member_type.__format__
            if "__str__" in names:
                method = member_type.__str__
                cls.__str__ = (member_type.__repr__
                               if method is object.__str__ else method)
            names -= {"__str__", "__format__"}
        for name in names:
            found = getattr(cls, name)
            if found in (getattr(member_type, name), getattr(object, name)):
                setattr(cls, name, getattr(first_enum, name))
        if Flag is not None and issubclass(cls, Flag):
            # int's operators come earlier in the order of the bases.
            for name in ("__or__", "__and__", "__xor__", "__ror__", "__rand__",
                         "__rxor__", "__invert__"):
                if name not in namespace:
                    setattr(cls, name, getattr(Flag, name))

    def _add_member(cls, name, value):
        member_type = cls._member_type_
        args = value if isinstance(value, tuple) else (value,)
        if member_type is tuple:
            args = (args,)
        if not cls._use_args_:
            made = cls._new_member_(cls)
        else:
            made = cls._new_member_(cls, *args)
        if not hasattr(made, "_value_"):
            if member_type is object:
                made._value_ = value
            else:
                try:
                    made._value_ = member_type(*args)
                except Exception as exc:
                    raise TypeError("_value_ not set in __new__, unable to "
                                    "create it") from exc
        value = made._value_
        made._name_ = name
        made.__objclass__ = cls
        made._sort_order_ = len(cls._member_names_)
        if type(made).__init__ is not object.__init__:
            made.__init__(*args)
            value = made._value_
        if Flag is not None and issubclass(cls, Flag) and not isinstance(value, int):
            raise TypeError("%s.%s: %r is not an int" % (cls.__name__, name, value))
        canonical = cls._find_by_value(value)
        if canonical is None:
            is_flag = Flag is not None and issubclass(cls, Flag)
            if is_flag and value >= 0:
                cls._flag_mask_ |= value
                if _is_single_bit(value):
                    cls._singles_mask_ |= value
            if not is_flag or _is_single_bit(value):
                cls._member_names_.append(name)
            canonical = made
            try:
                cls._value2member_map_[value] = made
            except TypeError:
                cls._unhashable_values_.append((value, made))
        cls._member_map_[name] = canonical
        holder = None
        for base in cls.__mro__[1:]:
            found = base.__dict__.get(name)
            if found is not None:
                holder = found
                break
        if not isinstance(holder, property):
            type.__setattr__(cls, name, canonical)
        else:
            redirect = property(holder.fget, holder.fset, holder.fdel)
            redirect.__set_name__(cls, name)
            type.__setattr__(cls, name, redirect)

    def _find_by_value(cls, value):
        try:
            return cls._value2member_map_.get(value)
        except TypeError:
            for known, found in cls._unhashable_values_:
                if known == value:
                    return found
        return None

    def _finish_flag(cls):
        cls._all_bits_ = 2 ** cls._flag_mask_.bit_length() - 1
        values = [cls._member_map_[name]._value_ for name in cls._member_names_]
        if sorted(values) != values:
            cls._iter_member_ = cls._iter_member_by_def_
        # A negative value stands for all other bits.
        for m in list(cls._member_map_.values()):
            if m._value_ < 0:
                del cls._value2member_map_[m._value_]
                m._value_ &= cls._all_bits_ if cls._boundary_ is KEEP else cls._flag_mask_
                cls._value2member_map_.setdefault(m._value_, m)

    def _check_order(cls, order):
        if isinstance(order, str):
            order = order.replace(",", " ").split()
        listed = [n for n in order
                  if n in cls._member_names_ or n not in cls._member_map_]
        if listed != cls._member_names_:
            raise TypeError("member order does not match _order_:\n  %r\n  %r"
                            % (cls._member_names_, listed))

    @classmethod
    def _check_for_existing_members(mcls, class_name, bases):
        for chain in bases:
            for base in chain.__mro__:
                if isinstance(base, EnumType) and base._member_names_:
                    raise TypeError("<enum %r> cannot extend %r"
                                    % (class_name, base))

    @classmethod
    def _get_mixins(mcls, class_name, bases):
        """The type of the values, and the enumeration that is extended."""
        if not bases:
            return object, None
        first_enum = bases[-1]
        if not isinstance(first_enum, EnumType):
            raise TypeError("new enumerations should be created as "
                            "`EnumName([mixin_type, ...] [data_type,] enum_type)`")
        return mcls._find_data_type(class_name, bases) or object, first_enum

    @classmethod
    def _find_data_type(mcls, class_name, bases):
        types = []
        for chain in bases:
            candidate = None
            for base in chain.__mro__:
                if base is object:
                    continue
                if isinstance(base, EnumType):
                    if base._member_type_ is not object:
                        types.append(base._member_type_)
                        break
                elif "__new__" in base.__dict__:
                    types.append(candidate or base)
                    break
                else:
                    candidate = candidate or base
        found = []
        for t in types:
            if t not in found:
                found.append(t)
        if len(found) > 1:
            raise TypeError("too many data types for %r: %r"
                            % (class_name, set(found)))
        return found[0] if found else None

    @classmethod
    def _find_new(mcls, classdict, member_type, first_enum):
        """__new__ of the members; whether it is to be kept; whether it wants the value."""
        new = classdict.get("__new__")
        save = first_enum is not None and new is not None
        if new is None:
            for name in ("__new_member__", "__new__"):
                for holder in (member_type, first_enum):
                    found = getattr(holder, name, None)
                    if found not in (None, None.__new__, object.__new__,
                                     getattr(Enum, "__new__", None)):
                        new = found
                        break
                if new is not None:
                    break
            else:
                new = object.__new__
        if isinstance(new, staticmethod):
            new = new.__func__
        use_args = not (first_enum is None or new is object.__new__)
        return new, save, use_args

    # ---- what one does with an enumeration ----

    def __bool__(cls):
        return True

    def __call__(cls, value, names=None, *values, module=None,
                 qualname=None, type=None, start=1, boundary=None):
        if cls._member_map_ or (names is None and type is None and Enum is not cls):
            if names is not None:
                value = (value, names) + values
            return cls.__new__(cls, value)
        if names is None and type is None:
            return cls.__new__(cls, value)
        return cls._create_(value, names, module=module, qualname=qualname,
                            type=type, start=start, boundary=boundary)

    def _create_(cls, class_name, names, *, module=None, qualname=None,
                 type=None, start=1, boundary=None):
        metacls = cls.__class__
        bases = (cls,) if type is None else (type, cls)
        classdict = metacls.__prepare__(class_name, bases)
        if isinstance(names, str):
            names = names.replace(",", " ").split()
        if isinstance(names, (tuple, list)) and names and isinstance(names[0], str):
            original, names = names, []
            last_values = []
            for count, name in enumerate(original):
                value = cls._generate_next_value_(name, start, count, last_values[:])
                last_values.append(value)
                names.append((name, value))
        for item in names or ():
            if isinstance(item, str):
                name, value = item, names[item]
            else:
                name, value = item
            classdict[name] = value
        if module is None:
            import sys
            try:
                module = sys._getframe(2).f_globals["__name__"]
            except (AttributeError, ValueError, KeyError):
                module = None
        if module is not None:
            classdict["__module__"] = module
        if qualname is not None:
            classdict["__qualname__"] = qualname
        return metacls.__new__(metacls, class_name, bases, classdict,
                               boundary=boundary)

    def __contains__(cls, value):
        if isinstance(value, cls):
            return True
        try:
            cls(value)
            return True
        except ValueError:
            return cls._find_by_value(value) is not None

    def __delattr__(cls, attr):
        if attr in cls.__dict__.get("_member_map_", {}):
            raise AttributeError("%r cannot delete member %r."
                                 % (cls.__name__, attr))
        super().__delattr__(attr)

    def __setattr__(cls, name, value):
        if name in cls.__dict__.get("_member_map_", {}):
            raise AttributeError("cannot reassign member %r" % (name,))
        super().__setattr__(name, value)

    def __dir__(cls):
        return sorted(set(["__class__", "__contains__", "__doc__",
                           "__getitem__", "__init_subclass__", "__iter__",
                           "__len__", "__members__", "__module__", "__name__",
                           "__qualname__"] + cls._member_names_))

    def __getitem__(cls, name):
        return cls._member_map_[name]

    def __iter__(cls):
        return (cls._member_map_[name] for name in cls._member_names_)

    def __len__(cls):
        return len(cls._member_names_)

    @_builtin_property
    def __members__(cls):
        return _mapping_proxy(cls._member_map_)

    def __repr__(cls):
        if Flag is not None and issubclass(cls, Flag):
            return "<flag %r>" % cls.__name__
        return "<enum %r>" % cls.__name__

    def __reversed__(cls):
        return (cls._member_map_[name] for name in reversed(cls._member_names_))


EnumMeta = EnumType


class Enum(metaclass=EnumType):
    """A class of named constants."""

    def __new__(cls, value):
        if type(value) is cls:
            return value
        found = cls._find_by_value(value)
        if found is not None:
            return found
        if not cls._member_map_:
            if getattr(cls, "_member_names_", None) is not None and cls in (Enum, Flag):
                raise TypeError("%r has no members; specify `names=()` if you meant "
                                "to create a new, empty, enum" % cls)
            raise TypeError("%r has no members" % cls)
        exc = result = None
        try:
            result = cls._missing_(value)
        except Exception as e:
            exc = e
        try:
            if isinstance(result, cls):
                return result
            if (Flag is not None and issubclass(cls, Flag)
                    and cls._boundary_ is EJECT and isinstance(result, int)):
                return result
            failure = ValueError("%r is not a valid %s" % (value, cls.__qualname__))
            if result is None and exc is None:
                raise failure
            if exc is None:
                exc = TypeError("error in %s._missing_: returned %r instead of None "
                                "or a valid member" % (cls.__name__, result))
            if not isinstance(exc, ValueError):
                exc.__context__ = failure
            raise exc
        finally:
            exc = failure = None

    def __init__(self, *args, **kwds):
        pass

    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        if not last_values:
            return start
        try:
            return sorted(last_values)[-1] + 1
        except TypeError:
            raise TypeError("unable to sort non-numeric values") from None

    @classmethod
    def _missing_(cls, value):
        return None

    def _add_alias_(self, name):
        cls = type(self)
        if cls._member_map_.get(name, self) is not self:
            raise NameError("%r is already bound: %r" % (name, cls._member_map_[name]))
        cls._member_map_[name] = self
        type.__setattr__(cls, name, self)

    def _add_value_alias_(self, value):
        cls = type(self)
        if cls._find_by_value(value) not in (None, self):
            raise ValueError("%r is already bound: %r" % (value, cls._find_by_value(value)))
        try:
            cls._value2member_map_.setdefault(value, self)
        except TypeError:
            cls._unhashable_values_.append((value, self))

    def __repr__(self):
        cls = type(self)
        value_repr = cls._member_type_.__repr__ if cls._member_type_ is not object else repr
        if cls._member_type_ is not object and "__dataclass_fields__" in getattr(cls._member_type_, "__dict__", {}):
            value_repr = repr
        return "<%s.%s: %s>" % (cls.__name__, self._name_, value_repr(self._value_))

    def __str__(self):
        return "%s.%s" % (type(self).__name__, self._name_)

    def __dir__(self):
        names = set(n for n in dir(type(self)._member_type_) if n[:1] != "_")
        names |= {n for n in getattr(self, "__dict__", {}) if n[:1] != "_"}
        for cls in type(self).__mro__:
            for name, obj in cls.__dict__.items():
                if name[:1] != "_" and name not in type(self)._member_map_:
                    names.add(name)
        return sorted(names | {"__class__", "__doc__", "__eq__", "__hash__",
                               "__module__", "name", "value"})

    def __format__(self, format_spec):
        return str.__format__(str(self), format_spec)

    def __hash__(self):
        return hash(self._name_)

    def __reduce_ex__(self, proto):
        return self.__class__, (self._value_,)

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self

    @property
    def name(self):
        """The name of the member."""
        return self._name_

    @property
    def value(self):
        """The value of the member."""
        return self._value_


class ReprEnum(Enum):
    """Only the repr is the enumeration's; the text is the value's."""


class IntEnum(int, ReprEnum):
    """An enumeration whose members are ints too."""


class StrEnum(str, ReprEnum):
    """An enumeration whose members are strings too."""

    def __new__(cls, *values):
        if len(values) > 3:
            raise TypeError("too many arguments for str(): %r" % (values,))
        if len(values) == 1 and not isinstance(values[0], str):
            raise TypeError("%r is not a string" % (values[0],))
        if len(values) >= 2 and not isinstance(values[1], str):
            raise TypeError("encoding must be a string, not %r" % (values[1],))
        if len(values) == 3 and not isinstance(values[2], str):
            raise TypeError("errors must be a string, not %r" % (values[2],))
        value = str(*values)
        made = str.__new__(cls, value)
        made._value_ = value
        return made

    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        return name.lower()


class FlagBoundary(StrEnum):
    """What becomes of bits that no flag has."""

    STRICT = auto()
    CONFORM = auto()
    EJECT = auto()
    KEEP = auto()


STRICT, CONFORM, EJECT, KEEP = FlagBoundary


class Flag(Enum, boundary=STRICT):
    """An enumeration of bits that can be combined."""

    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        if not last_values:
            return start if start is not None else 1
        last = max(last_values)
        try:
            high = last.bit_length() - 1
        except Exception:
            raise TypeError("invalid flag value %r" % last) from None
        return 2 ** (high + 1)

    _numeric_repr_ = repr

    @classmethod
    def _iter_member_by_value_(cls, value):
        for bit in _iter_bits(value & cls._flag_mask_):
            found = cls._value2member_map_.get(bit)
            if found is not None:
                yield found

    _iter_member_ = _iter_member_by_value_

    @classmethod
    def _iter_member_by_def_(cls, value):
        yield from sorted(cls._iter_member_by_value_(value),
                          key=lambda m: m._sort_order_)

    @classmethod
    def _missing_(cls, value):
        if not isinstance(value, int):
            raise ValueError("%r is not a valid %s" % (value, cls.__qualname__))
        mask, all_bits = cls._flag_mask_, cls._all_bits_
        negative = None
        if not ~all_bits <= value <= all_bits or value & (all_bits ^ mask):
            if cls._boundary_ is STRICT:
                width = max(value.bit_length(), mask.bit_length())
                raise ValueError("%r invalid value %r\n    given %s\n  allowed %s"
                                 % (cls, value, _bits_text(value, width),
                                    _bits_text(mask, width)))
            if cls._boundary_ is CONFORM:
                value &= mask
            elif cls._boundary_ is EJECT:
                return value
            elif value < 0:  # KEEP
                value = max(all_bits + 1, 2 ** value.bit_length()) + value
        if value < 0:
            negative = value
            value = all_bits + 1 + value
        unknown = value & ~mask
        if cls._member_type_ is object:
            made = object.__new__(cls)
        else:
            made = cls._member_type_.__new__(cls, value)
        if not hasattr(made, "_value_"):
            made._value_ = value
        made.__objclass__ = cls
        parts = [m._name_ for m in cls._iter_member_(value)]
        known = 0
        for m in cls._iter_member_(value):
            known |= m._value_
        if parts:
            made._name_ = "|".join(parts)
            rest = value & ~known & ~mask
            if rest:
                made._name_ += "|%s" % cls._numeric_repr_(rest)
        else:
            made._name_ = None
        made._sort_order_ = None
        made = cls._value2member_map_.setdefault(value, made)
        if negative is not None:
            cls._value2member_map_[negative] = made
        return made

    def __contains__(self, other):
        if not isinstance(other, self.__class__):
            raise TypeError("unsupported operand type(s) for 'in': %r and %r"
                            % (type(other).__qualname__, self.__class__.__qualname__))
        return other._value_ & self._value_ == other._value_

    def __iter__(self):
        yield from self._iter_member_(self._value_)

    def __len__(self):
        return self._value_.bit_count()

    def __repr__(self):
        cls = type(self)
        shown = cls._numeric_repr_(self._value_)
        if self._name_ is None:
            return "<%s: %s>" % (cls.__name__, shown)
        return "<%s.%s: %s>" % (cls.__name__, self._name_, shown)

    def __str__(self):
        cls = type(self)
        if self._name_ is None:
            return "%s(%r)" % (cls.__name__, self._value_)
        return "%s.%s" % (cls.__name__, self._name_)

    def __bool__(self):
        return bool(self._value_)

    def _operand(self, other):
        if isinstance(other, type(self)):
            return other._value_
        if self._member_type_ is not object and isinstance(other, self._member_type_):
            return other
        return None

    def __or__(self, other):
        value = self._operand(other)
        return NotImplemented if value is None else type(self)(self._value_ | value)

    def __and__(self, other):
        value = self._operand(other)
        return NotImplemented if value is None else type(self)(self._value_ & value)

    def __xor__(self, other):
        value = self._operand(other)
        return NotImplemented if value is None else type(self)(self._value_ ^ value)

    def __invert__(self):
        cls = type(self)
        if cls._boundary_ in (EJECT, KEEP):
            return cls(~self._value_)
        return cls(cls._singles_mask_ & ~self._value_)

    __ror__ = __or__
    __rand__ = __and__
    __rxor__ = __xor__


class IntFlag(int, ReprEnum, Flag, boundary=KEEP):
    """Flags that are ints too."""


def _bits_text(value, width):
    """A number in binary with its sign bit apart: '0b0 0101'."""
    if value >= 0:
        return "0b0 " + bin(value)[2:].rjust(width, "0")
    return "0b1 " + bin(value & (2 ** width - 1))[2:].rjust(width, "0")


def unique(enumeration):
    """Decorator: no two names for one value."""
    aliases = [(name, m._name_) for name, m in enumeration.__members__.items()
               if name != m._name_]
    if aliases:
        raise ValueError("duplicate values found in %r: %s" % (
            enumeration, ", ".join("%s -> %s" % pair for pair in aliases)))
    return enumeration


class EnumCheck(StrEnum):
    """What verify() can check."""

    CONTINUOUS = "no skipped integer values"
    NAMED_FLAGS = "multi-flag aliases may not contain unnamed flags"
    UNIQUE = "one name per value"


CONTINUOUS, NAMED_FLAGS, UNIQUE = EnumCheck


class verify:
    """Decorator: check an enumeration for some properties."""

    def __init__(self, *checks):
        self.checks = checks

    def __call__(self, enumeration):
        name = enumeration.__name__
        is_flag = issubclass(enumeration, Flag)
        for check in self.checks:
            if check is UNIQUE:
                aliases = [(n, m._name_) for n, m in enumeration.__members__.items()
                           if n != m._name_]
                if aliases:
                    raise ValueError("aliases found in %r: %s" % (
                        enumeration, ", ".join("%s -> %s" % p for p in aliases)))
            elif check is CONTINUOUS:
                values = set(m._value_ for m in enumeration)
                if len(values) < 2:
                    continue
                low, high = min(values), max(values)
                if is_flag:
                    missing = [2 ** i for i in range(low.bit_length(), high.bit_length())
                               if 2 ** i not in values]
                else:
                    missing = [i for i in range(low + 1, high) if i not in values]
                if missing:
                    raise ValueError("invalid %s %r: missing values %s" % (
                        "flag" if is_flag else "enum", name,
                        ", ".join(str(v) for v in missing)))
            elif check is NAMED_FLAGS:
                known = enumeration._singles_mask_
                bad = [(n, m._value_ & ~known)
                       for n, m in enumeration._member_map_.items() if m._value_ & ~known]
                if bad:
                    total = 0
                    for n, bits in bad:
                        total |= bits
                    names = ", ".join(n for n, bits in bad)
                    alias = ("alias %s is missing" % names if len(bad) == 1
                             else "aliases %s are missing" % names)
                    raise ValueError("invalid Flag %r: %s combined values of 0x%x "
                                     "[use enum.show_flag_values(value) for details]"
                                     % (name, alias, total))
        return enumeration


def show_flag_values(value):
    return list(_iter_bits(value))


def global_enum(cls):
    """Decorator: put the members into the module's namespace too."""
    import sys
    sys.modules[cls.__module__].__dict__.update(cls.__members__)
    return cls
