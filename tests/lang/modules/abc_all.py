# abc: abstract methods, registration, hooks.
from abc import ABC, ABCMeta, abstractmethod
class Shape(ABC):
    @abstractmethod
    def area(self): ...
    @property
    @abstractmethod
    def name(self): ...
class Sq(Shape):
    def area(self): return 4
class Full(Sq):
    name = 'full'
for c in (Shape, Sq, Full):
    try: print(c().area())
    except TypeError as e: print(e)
    # expect: Can't instantiate abstract class Shape without an implementation for abstract methods 'area', 'name'
    # expect: Can't instantiate abstract class Sq without an implementation for abstract method 'name'
    # expect: 4
print(isinstance(Full(), Shape), issubclass(Sq, Shape), issubclass(int, Shape), sorted(Shape.__abstractmethods__))
# expect: True True False ['area', 'name']
Shape.register(int)
print(isinstance(3, Shape), issubclass(bool, Shape), isinstance('a', Shape))
# expect: True True False
class Hook(ABC):
    @classmethod
    def __subclasshook__(cls, C):
        if any('foo' in B.__dict__ for B in C.__mro__): return True
        return NotImplemented
class F:
    def foo(self): pass
print(isinstance(F(), Hook), isinstance(3, Hook))  # expect: True False
try: Shape.register(5)
except TypeError as e: print(e)  # expect: Can only register classes
