# runtime/lib/: the standard modules written in Python.
