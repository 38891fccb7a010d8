# if/elif/else, conditional expressions, and/or/not.
for n in (-1, 0, 1, 5):
    if n < 0:
        print("negative")  # expect: negative
    elif n == 0:
        print("zero")  # expect: zero
    elif n == 1:
        print("one")  # expect: one
    else:
        print("more")  # expect: more
print("a" if 1 else "b", "a" if 0 else "b", 1 if 0 else 2 if 0 else 3, (1 if [] else 2) + 3)
# expect: a b 3 5


def say(x):
    print("say", x)
    return x


print(say(0) and say(1) or say(2))
# expect: say 0
# expect: say 2
# expect: 2
print(say(1) or say(2) and say(3))
# expect: say 1
# expect: 1
print(not say(0) and not say(""))
# expect: say 0
# expect: say
# expect: True
print(say([]) or say({}) or say("last"))
# expect: say []
# expect: say {}
# expect: say last
# expect: last
x = None
print(x is None, x is not None, not x is None, None == False, x or "default", 1 if x else 0)
# expect: True False False False default 0
if 0:
    print("never")
if not (1 and 0):
    print("not")  # expect: not
print(1 < 2 == True, (1 < 2) == True, 1 == 1 in [1], 3 > 2 > 1 != 0)  # expect: False True True True
