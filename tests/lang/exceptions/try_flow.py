# The order of try, except, else, finally.
def run(f):
    try:
        print("try")
        f()
    except ZeroDivisionError:
        print("zero")
    except (KeyError, IndexError) as e:
        print("lookup", type(e).__name__)
    except Exception as e:
        print("other", e)
    else:
        print("else")
    finally:
        print("finally")


run(lambda: 1)
# expect: try
# expect: else
# expect: finally
run(lambda: 1 / 0)
# expect: try
# expect: zero
# expect: finally
run(lambda: {}[1])
# expect: try
# expect: lookup KeyError
# expect: finally
run(lambda: [][1])
# expect: try
# expect: lookup IndexError
# expect: finally
run(lambda: int("x"))
# expect: try
# expect: other invalid literal for int() with base 10: 'x'
# expect: finally
try:
    run(lambda: (_ for _ in ()).throw(SystemExit(3)))
except SystemExit as e:
    print("exit", e.code)
    # expect: try
    # expect: finally
    # expect: exit 3
try:
    try:
        raise ValueError("inner")
    finally:
        print("cleanup")  # expect: cleanup
except ValueError as e:
    print("outer", e)  # expect: outer inner
try:
    pass
except:
    print("never")
else:
    print("else")  # expect: else
try:
    raise KeyError
except:
    print("bare")  # expect: bare


def nested():
    for i in range(3):
        try:
            try:
                if i == 1:
                    raise ValueError(i)
                if i == 2:
                    return "returned"
            except ValueError:
                print("caught", i)
                continue
            finally:
                print("inner finally", i)
        finally:
            print("outer finally", i)


print(nested())
# expect: inner finally 0
# expect: outer finally 0
# expect: caught 1
# expect: inner finally 1
# expect: outer finally 1
# expect: inner finally 2
# expect: outer finally 2
# expect: returned
try:
    e = "kept?"
    raise ValueError
except ValueError as e:
    pass
try:
    e
except NameError as x:
    print(x)  # expect: name 'e' is not defined
