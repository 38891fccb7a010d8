# typing: how annotations look, generic classes, protocols, named tuples and typed dicts.
from typing import *
import typing
print(List[int], Dict[str, int], Optional[int], Union[int, str], Union[int, None], Union[int], Any, Tuple[int, ...], Callable[[int], str], Callable[..., int], Literal['a', 1], ClassVar[int], Type[int], Iterable[str], List, Sequence[Optional[int]])
# expect: typing.List[int] typing.Dict[str, int] typing.Optional[int] typing.Union[int, str] typing.Optional[int] <class 'int'> typing.Any typing.Tuple[int, ...] typing.Callable[[int], str] typing.Callable[..., int] typing.Literal['a', 1] typing.ClassVar[int] typing.Type[int] typing.Iterable[str] typing.List typing.Sequence[typing.Optional[int]]
T = TypeVar('T'); K = TypeVar('K', bound=int); N = TypeVar('N', int, str)
print(T, K.__bound__, N.__constraints__, List[T][int], Dict[T, List[T]][str], List[T].__parameters__)
# expect: ~T <class 'int'> (<class 'int'>, <class 'str'>) typing.List[int] typing.Dict[str, typing.List[str]] (~T,)
class Stack(Generic[T]):
    def __init__(self): self.items: List[T] = []
    def push(self, x: T) -> None: self.items.append(x)
    def pop(self) -> T: return self.items.pop()
s = Stack[int](); s.push(1); print(s.pop(), Stack[int], Stack.__parameters__, isinstance(s, Stack))
# expect: 1 __main__.Stack[int] (~T,) True
class IntStack(Stack[int]): pass
print(IntStack().items, IntStack.__mro__[1].__name__)  # expect: [] Stack
class P(NamedTuple):
    x: int
    y: int = 3
    def add(self): return self.x + self.y
p = P(1); print(p, p.add(), p._fields, P.__annotations__, isinstance(p, tuple), p == (1, 3))
# expect: P(x=1, y=3) 4 ('x', 'y') {'x': <class 'int'>, 'y': <class 'int'>} True True
Q = NamedTuple('Q', [('a', int), ('b', str)]); print(Q(1, 'x'))  # expect: Q(a=1, b='x')
class TD(TypedDict):
    name: str
    n: int
print(TD(name='a', n=1), TD.__annotations__, sorted(TD.__required_keys__), TD.__total__)
# expect: {'name': 'a', 'n': 1} {'name': <class 'str'>, 'n': <class 'int'>} ['n', 'name'] True
class TD2(TD, total=False): z: int
print(sorted(TD2.__optional_keys__), sorted(TD2.__annotations__))  # expect: ['z'] ['n', 'name', 'z']
@runtime_checkable
class Closer(Protocol):
    def close(self) -> None: ...
class F:
    def close(self): pass
print(isinstance(F(), Closer), isinstance(3, Closer), issubclass(F, Closer))
# expect: True False True
class Nope(Protocol):
    def a(self): ...
try: isinstance(3, Nope)
except TypeError as e: print(e)
# expect: Instance and class checks can only be used with @runtime_checkable protocols
try: Nope()
except TypeError as e: print(e)  # expect: Protocols cannot be instantiated
print(cast(int, 'a'), get_origin(List[int]), get_args(Dict[str, int]), get_origin(Optional[int]), get_args(Optional[int]), get_args(Callable[[int, str], bool]))
# expect: a <class 'list'> (<class 'str'>, <class 'int'>) typing.Union (<class 'int'>, <class 'NoneType'>) ([<class 'int'>, <class 'str'>], <class 'bool'>)
def f(a: 'int', b: Optional['str'] = None) -> 'List[int]': ...
print(get_type_hints(f))
# expect: {'a': <class 'int'>, 'b': typing.Optional[str], 'return': typing.List[int]}
UserId = NewType('UserId', int); print(UserId(5), UserId)  # expect: 5 __main__.UserId
@overload
def g(x: int) -> int: ...
@overload
def g(x: str) -> str: ...
def g(x): return x
print(g(3))  # expect: 3
@final
class Fi: pass
print(isinstance([1], List), isinstance({}, Mapping), issubclass(list, Sequence), TYPE_CHECKING)
# expect: True True True False
for e in ['List[int]()', 'isinstance([], List[int])', 'Any()', 'Union[()]', 'List[int, str]', 'Optional[int, str]', 'isinstance(1, Any)', 'List()', 'Stack[int, str]', 'List[int][str]']:
    try: print(e, eval(e))
    except Exception as x: print(e, type(x).__name__, x)
    # expect: List[int]() TypeError Type List cannot be instantiated; use list() instead
    # expect: isinstance([], List[int]) TypeError Subscripted generics cannot be used with class and instance checks
    # expect: Any() TypeError Any cannot be instantiated
    # expect: Union[()] TypeError Cannot take a Union of no types.
    # expect: List[int, str] TypeError Too many arguments for typing.List; actual 2, expected 1
    # expect: Optional[int, str] TypeError typing.Optional requires a single type. Got (<class 'int'>, <class 'str'>).
    # expect: isinstance(1, Any) TypeError typing.Any cannot be used with isinstance()
    # expect: List() TypeError Type List cannot be instantiated; use list() instead
    # expect: Stack[int, str] TypeError Too many arguments for <class '__main__.Stack'>; actual 2, expected 1
    # expect: List[int][str] TypeError typing.List[int] is not a generic class
print(Union[int, str] == Union[str, int], hash(List[int]) == hash(List[int]), {List[int]: 1}[List[int]], List[int] == List[str])
# expect: True True 1 False
print(int | List[str], Optional[List[int]], Annotated[int, 'meta'], get_args(Annotated[int, 5]), Final, NoReturn)
# expect: typing.Union[int, typing.List[str]] typing.Optional[typing.List[int]] typing.Annotated[int, 'meta'] (<class 'int'>, 5) typing.Final typing.NoReturn
class Tree(Generic[T]):
    def __class_getitem__(cls, x): return super().__class_getitem__(x)
class MyList(List[int]): pass
print(MyList([1]), MyList.__bases__)  # expect: [1] (<class 'list'>, <class 'typing.Generic'>)
x: Final[int] = 3
print(__annotations__)  # expect: {'x': typing.Final[int]}
