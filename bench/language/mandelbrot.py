# Float loops: how many points of an n by n grid lie in the Mandelbrot set?
# small: 10
# kind: floats
import sys


def inside(n, limit):
    found = 0
    for row in range(n):
        ci = 2.4 * row / n - 1.2
        for column in range(n):
            cr = 3.0 * column / n - 2.0
            r = i = rr = ii = 0.0
            k = 0
            while k < limit and rr + ii <= 4.0:
                i = 2.0 * r * i + ci
                r = rr - ii + cr
                rr = r * r
                ii = i * i
                k += 1
            if k == limit:
                found += 1
    return found


RESULTS = {10: 22, 400: 34265}
n = int(sys.argv[1]) if len(sys.argv) > 1 else 400
result = inside(n, 120)
if RESULTS.get(n, result) != result:
    sys.exit("mandelbrot: wrong result: %r" % (result,))
