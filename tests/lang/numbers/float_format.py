# The format codes of floats.
x = 3.14159265
print(f"{x:.2f} {x:.0f} {x:8.3f}| {x:<8.3f}| {x:^8.3f}| {x:08.3f} {x:+.1f} {x: .1f}")
# expect: 3.14 3    3.142| 3.142   |  3.142  | 0003.142 +3.1  3.1
print(f"{x:e} {x:.3e} {x:E} {x:g} {x:.3g} {x:G} {x:.10g} {1e10:g} {1e-5:g} {123456789.0:g} {x:n}")
# expect: 3.141593e+00 3.142e+00 3.141593E+00 3.14159 3.14 3.14159 3.14159265 1e+10 1e-05 1.23457e+08 3.14159
print(f"{0.256:%} {0.256:.1%} {1234567.891:,.2f} {1234567.891:_.1f} {1e20:,}")
# expect: 25.600000% 25.6% 1,234,567.89 1_234_567.9 1e+20
print(f"{1.0:g} {1.0:#g} {100000.0:g} {1000000.0:g} {1.0:.0f} {1.0:#.0f} {2.5:.0f} {3.5:.0f} {0.5:.0f}")
# expect: 1 1.00000 100000 1e+06 1 1. 2 4 0
print(f"{float('inf'):f} {float('-inf'):F} {float('nan'):f} {float('inf'):10}| {float('nan'):+}")
# expect: inf -INF nan        inf| +nan
print(f"{-0.0:f} {-0.0:z.1f} {-0.04:z.1f} {-0.04:.1f} {1e300:.0f}")
# expect: -0.000000 0.0 0.0 -0.0 1000000000000000052504760255204420248704468581108159154915854115511802457988908195786371375080447864043704443832883878176942523235360430575644792184786706982848387200926575803737830233794788090059368953234970799945081119038967640880074652742780142494579258788820056842838115669472196386865459400540160
print(f"{0.1:.20f} {1/3:.30f}")  # expect: 0.10000000000000000555 0.333333333333333314829616256247
print(f"{x} {x!r} {x!s:>12} {x:} {x:.3} {100.0:.3} {12345.0:.3} {1e16:.20}")
# expect: 3.14159265 3.14159265   3.14159265 3.14159265 3.14 1e+02 1.23e+04 10000000000000000.0
for spec in ("d", "x", "s", "c", ".1,f", "q"):
    try:
        print(format(x, spec))
    except ValueError as e:
        print(e)
        # expect: Unknown format code 'd' for object of type 'float'
        # expect: Unknown format code 'x' for object of type 'float'
        # expect: Unknown format code 's' for object of type 'float'
        # expect: Unknown format code 'c' for object of type 'float'
        # expect: Invalid format specifier '.1,f' for object of type 'float'
        # expect: Unknown format code 'q' for object of type 'float'
