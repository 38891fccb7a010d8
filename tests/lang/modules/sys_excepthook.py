# sys.excepthook handles what nobody caught.
# exit: 1
import sys


def hook(kind, value, tb):
    print("hook:", kind.__name__, value, tb.tb_lineno > 0)  # expect: hook: KeyError 'lost' True


sys.excepthook = hook
{}["lost"]
