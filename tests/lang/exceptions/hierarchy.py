# Which exception is a subclass of which.
for name, parent in (("ZeroDivisionError", "ArithmeticError"), ("OverflowError", "ArithmeticError"), ("KeyError", "LookupError"),
                     ("IndexError", "LookupError"), ("UnboundLocalError", "NameError"), ("ModuleNotFoundError", "ImportError"),
                     ("RecursionError", "RuntimeError"), ("NotImplementedError", "RuntimeError"), ("FileNotFoundError", "OSError"),
                     ("TimeoutError", "OSError"), ("BrokenPipeError", "ConnectionError"), ("UnicodeDecodeError", "UnicodeError"),
                     ("UnicodeError", "ValueError"), ("IndentationError", "SyntaxError"), ("TabError", "IndentationError"),
                     ("StopIteration", "Exception"), ("GeneratorExit", "BaseException"), ("KeyboardInterrupt", "BaseException"),
                     ("SystemExit", "BaseException"), ("AssertionError", "Exception"), ("BufferError", "Exception"), ("EOFError", "Exception"),
                     ("MemoryError", "Exception"), ("AttributeError", "Exception"), ("StopAsyncIteration", "Exception"),
                     ("DeprecationWarning", "Warning"), ("UserWarning", "Warning"), ("FloatingPointError", "ArithmeticError")):
    import builtins

    t, p = getattr(builtins, name), getattr(builtins, parent)
    print(name, issubclass(t, p), t.__bases__[0].__name__, issubclass(t, Exception))
    # expect: ZeroDivisionError True ArithmeticError True
    # expect: OverflowError True ArithmeticError True
    # expect: KeyError True LookupError True
    # expect: IndexError True LookupError True
    # expect: UnboundLocalError True NameError True
    # expect: ModuleNotFoundError True ImportError True
    # expect: RecursionError True RuntimeError True
    # expect: NotImplementedError True RuntimeError True
    # expect: FileNotFoundError True OSError True
    # expect: TimeoutError True OSError True
    # expect: BrokenPipeError True ConnectionError True
    # expect: UnicodeDecodeError True UnicodeError True
    # expect: UnicodeError True ValueError True
    # expect: IndentationError True SyntaxError True
    # expect: TabError True IndentationError True
    # expect: StopIteration True Exception True
    # expect: GeneratorExit True BaseException False
    # expect: KeyboardInterrupt True BaseException False
    # expect: SystemExit True BaseException False
    # expect: AssertionError True Exception True
    # expect: BufferError True Exception True
    # expect: EOFError True Exception True
    # expect: MemoryError True Exception True
    # expect: AttributeError True Exception True
    # expect: StopAsyncIteration True Exception True
    # expect: DeprecationWarning True Warning True
    # expect: UserWarning True Warning True
    # expect: FloatingPointError True ArithmeticError True
print(IOError is OSError, EnvironmentError is OSError)  # expect: True True
