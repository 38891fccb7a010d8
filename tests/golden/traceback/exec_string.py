# Code without a file has no lines to show.
exec("def f():\n    1 / 0\n\nf()")
