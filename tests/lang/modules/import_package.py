# Packages, submodules, relative imports.
import pkg_one
# expect: pkg_one runs, pkg_one pkg_one
# expect: inner runs, pkg_one.inner pkg_one
import pkg_one.sub.deep
from pkg_one import sub, level, inner as i
from pkg_one.sub import deep
import pkg_one.sub.deep as dd

print(pkg_one.thing, pkg_one.sibling.other, i.thing, level, deep.thing, dd is deep, pkg_one.sub is sub)
# expect: thing of inner thing of inner thing of inner package thing of inner True True
print(pkg_one.__name__, pkg_one.sub.deep.__name__, deep.__package__, pkg_one.__package__, sub.__path__[0].endswith("sub"))
# expect: pkg_one pkg_one.sub.deep pkg_one.sub pkg_one True
import sys

print(sorted(m for m in sys.modules if m.startswith("pkg_one")))
# expect: ['pkg_one', 'pkg_one.inner', 'pkg_one.sibling', 'pkg_one.sub', 'pkg_one.sub.deep']
