# ExceptionGroup and except*.
def run(*errors):
    try:
        raise ExceptionGroup("several", list(errors))
    except* ValueError as g:
        print("values", g.exceptions)
    except* (KeyError, TypeError) as g:
        print("others", g.exceptions)
    else:
        print("else")
    finally:
        print("finally")


run(ValueError(1), KeyError(2), ValueError(3))
# expect: values (ValueError(1), ValueError(3))
# expect: others (KeyError(2),)
# expect: finally
try:
    run(ValueError(1), OSError("left"))
except ExceptionGroup as g:
    print(repr(g), g.message, len(g.exceptions))
    # expect: values (ValueError(1),)
    # expect: finally
    # expect: ExceptionGroup('several', [OSError('left')]) several 1
try:
    raise ValueError("naked")
except* ValueError as g:
    print(repr(g))  # expect: ExceptionGroup('', (ValueError('naked'),))
g = ExceptionGroup("m", [ValueError(1), ExceptionGroup("n", [TypeError(2), ValueError(3)])])
print(g, g.split(ValueError), g.subgroup(TypeError), g.derive([OSError()]), isinstance(g, Exception))
# expect: m (2 sub-exceptions) (ExceptionGroup('m', [ValueError(1), ExceptionGroup('n', [ValueError(3)])]), ExceptionGroup('m', [ExceptionGroup('n', [TypeError(2)])])) m (1 sub-exception) m (1 sub-exception) True
for args in (("m", []), ("m", [5]), (5, [ValueError()]), ("m",)):
    try:
        ExceptionGroup(*args)
    except (TypeError, ValueError) as e:
        print(e)
        # expect: second argument (exceptions) must be a non-empty sequence
        # expect: Item 0 of second argument (exceptions) is not an exception
        # expect: BaseExceptionGroup.__new__() argument 1 must be str, not int
        # expect: BaseExceptionGroup.__new__() takes exactly 2 arguments (1 given)
