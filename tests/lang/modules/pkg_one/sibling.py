from .inner import thing as other
from . import inner
from .sub import deep
from pkg_one.inner import thing
