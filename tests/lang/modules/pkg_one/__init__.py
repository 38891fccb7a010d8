print("pkg_one runs,", __name__, __package__)
from .inner import thing
from . import sibling
level = "package"
