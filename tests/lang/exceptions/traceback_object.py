# Walking a traceback.
def a(): b()
def b(): 1 / 0


try:
    a()
except ZeroDivisionError as e:
    tb = e.__traceback__
    while tb:
        print(tb.tb_frame.f_code.co_name, tb.tb_lineno)
        # expect: <module> 7
        # expect: a 2
        # expect: b 3
        tb = tb.tb_next
    print(type(e.__traceback__).__name__)  # expect: traceback
import sys


def who():
    f = sys._getframe()
    return f.f_code.co_name, f.f_lineno - f.f_code.co_firstlineno, f.f_back.f_code.co_name, sorted(f.f_locals)


print(who())  # expect: ('who', 2, '<module>', ['f'])
