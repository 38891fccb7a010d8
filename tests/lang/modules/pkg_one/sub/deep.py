from ..inner import thing

