# f-strings.
name, n, x, items = "Ada", 7, 3.14159, [1, 2, 3]
print(f"{name} {n + 1} {name!r} {x:.2f} {items[1]} {len(items)} {'nested'} {{literal}} {n:>5}|{n:<5}|{n:^5}|")
# expect: Ada 8 'Ada' 3.14 2 3 nested {literal}     7|7    |  7  |
print(f"{n=} {n = } {name=!s} {x=:.1f} {n + 1=} {name!r:>8} {items=}")
# expect: n=7 n = 7 name=Ada x=3.1 n + 1=8    'Ada' items=[1, 2, 3]
width, precision = 10, 3
print(f"{x:{width}.{precision}f}|{name:{'*'}^{width}}|{n:0{width}d}|{'a' if n > 5 else 'b'}|{(lambda v: v * 2)(n)}")
# expect:      3.142|***Ada****|0000000007|a|14
print(f"{f'{n} inner {name}'} outer", f"{'a' 'b'}", f"{n!s}{n!r}{n!a}", f"", f"{''}", rf"\n{n}", f"\x41{n}\n".strip())
# expect: 7 inner Ada outer ab 777   \n7 A7
print(f"{name
    .upper()} {
    n  # a comment
}", f'''{
    n
}''')  # expect: ADA 7 7
print(f"{"same quotes"} {f"{f"{n}"}"} {items[0]}{'\n'}end")
# expect: same quotes 7 1
# expect: end
print("a" f"{n}" "b{n}" f"c", f"{ {'k': n}['k'] }", f"{n:{n}}", f"{(n := 9)} {n:=5}", f"{n,} {n, 1}", f"{*items, 4}")
# expect: a7b{n}c 7       7 9     9 (9,) (9, 1) (1, 2, 3, 4)
print(f"{x:>{width}}", f"{True:d}", f"{None}", f"{1000000:,}", f"{name:s}", f"{'%'}{5}%", f"{3 != 4}", f"{n==9}")
# expect:    3.14159 1 None 1,000,000 Ada %5% True True


class Odd:
    def __format__(self, spec):
        return f"<{spec}>"

    def __repr__(self):
        return "Odd!"


print(f"{Odd()} {Odd():abc} {Odd()!r} {Odd()!r:>6} {Odd():{n}-{name}} {Odd():%H:%M}")
# expect: <> <abc> Odd!   Odd! <9-Ada> <%H:%M>
