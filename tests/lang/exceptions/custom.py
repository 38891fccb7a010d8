# Exception classes of one's own.
class AppError(Exception):
    """Base."""


class NotFound(AppError):
    def __init__(self, what, *, hint=None):
        super().__init__(what)
        self.what, self.hint = what, hint

    def __str__(self):
        return f"{self.what} not found" + (f" (try {self.hint})" if self.hint else "")


for e in (NotFound("x"), NotFound("y", hint="z"), AppError("plain", 1), AppError()):
    try:
        raise e
    except NotFound as n:
        print("NotFound:", n, n.args, repr(n))
        # expect: NotFound: x not found ('x',) NotFound('x')
        # expect: NotFound: y not found (try z) ('y',) NotFound('y')
    except AppError as a:
        print("AppError:", a, a.args, repr(a))
        # expect: AppError: ('plain', 1) ('plain', 1) AppError('plain', 1)
        # expect: AppError:  () AppError()


class Multi(KeyError, AttributeError):
    pass


for t in (KeyError, AttributeError, LookupError):
    try:
        raise Multi("m")
    except t as e:
        print(t.__name__, e)
        # expect: KeyError 'm'
        # expect: AttributeError 'm'
        # expect: LookupError 'm'
raise NotFound("last")  # raises: NotFound: last not found
