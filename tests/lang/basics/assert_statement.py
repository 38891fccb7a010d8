# assert.
assert True
assert 1, "not shown"
for f in (lambda: check(0), lambda: check([]), lambda: check(None, "message"), lambda: check("", (1, 2))):
    def check(x, *message):
        if message:
            assert x, message[0]
        else:
            assert x

    try:
        f()
    except AssertionError as e:
        print(repr(e), e.args)
        # expect: AssertionError() ()
        # expect: AssertionError() ()
        # expect: AssertionError('message') ('message',)
        # expect: AssertionError((1, 2)) ((1, 2),)
assert __debug__
assert 2 + 2 == 5, f"arithmetic {2 + 2}"  # raises: AssertionError: arithmetic 4
