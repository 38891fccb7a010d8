# The math module.
import math

print(math.pi, math.e, math.tau, math.inf, math.nan)
# expect: 3.141592653589793 2.718281828459045 6.283185307179586 inf nan
print(math.sqrt(2), math.floor(-2.5), math.ceil(-2.5), math.trunc(-2.5), math.fabs(-3), math.factorial(20))
# expect: 1.4142135623730951 -3 -2 -2 3.0 2432902008176640000
print(math.gcd(12, 18), math.gcd(), math.lcm(4, 6), math.isqrt(99), math.comb(5, 2), math.perm(5, 2))
# expect: 6 0 12 9 10 20
print(math.sin(0), math.cos(0), math.atan2(1, 1), math.degrees(math.pi), math.radians(180), math.hypot(3, 4))
# expect: 0.0 1.0 0.7853981633974483 180.0 3.141592653589793 5.0
print(math.exp(1) == math.e, math.log(math.e), math.log(8, 2), math.log2(8), math.log10(1000), math.log1p(0))
# expect: True 1.0 3.0 3.0 3.0 0.0
print(math.isnan(math.nan), math.isinf(-math.inf), math.isfinite(1), math.copysign(1, -0.0), math.fmod(-7, 3))
# expect: True True True -1.0 -1.0
print(math.modf(2.5), math.frexp(8.0), math.ldexp(0.5, 4), math.fsum([0.1] * 10), math.prod([1, 2, 3, 4]))
# expect: (0.5, 2.0) (0.5, 4) 8.0 1.0 24
print(math.isclose(0.1 + 0.2, 0.3), math.dist((0, 0), (3, 4)), math.pow(2, 3), math.cbrt(27))
# expect: True 5.0 8.0 3.0000000000000004
print(math.floor(10 ** 20), math.log2(2 ** 200), math.factorial(30), math.sqrt(10 ** 40))
# expect: 100000000000000000000 200.0 265252859812191058636308480000000 1e+20
for f in (lambda: math.sqrt(-1), lambda: math.log(0), lambda: math.factorial(-1), lambda: math.sqrt("a"),
          lambda: math.exp(1000), lambda: math.isqrt(-1), lambda: math.floor(math.inf), lambda: math.gcd(1.5),
          lambda: math.factorial(2.5)):
    try:
        f()
    except Exception as e:
        print(type(e).__name__, e, sep=": ")
        # expect: ValueError: math domain error
        # expect: ValueError: math domain error
        # expect: ValueError: factorial() not defined for negative values
        # expect: TypeError: must be real number, not str
        # expect: OverflowError: math range error
        # expect: ValueError: isqrt() argument must be nonnegative
        # expect: OverflowError: cannot convert float infinity to integer
        # expect: TypeError: 'float' object cannot be interpreted as an integer
        # expect: TypeError: 'float' object cannot be interpreted as an integer
edge = [0, -1, 12, -18, 2**47 - 1, -2**47, 2**47, 2**63, 6 * 10**20, True]
print([math.gcd(a, -2**47) for a in edge])
print(sum(math.gcd(a, b) + math.lcm(a, b) for a in edge for b in edge))
# expect: [140737488355328, 1, 4, 2, 1, 140737488355328, 140737488355328, 140737488355328, 2097152, 1]
# expect: 176759030558430641692392393199845756
