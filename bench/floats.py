# Floating point: a Mandelbrot set.
def mandelbrot(size, limit):
    inside = 0
    for row in range(size):
        for column in range(size):
            cr, ci = 3.0 * column / size - 2.0, 3.0 * row / size - 1.5
            r = i = 0.0
            for n in range(limit):
                r, i = r * r - i * i + cr, 2.0 * r * i + ci
                if r * r + i * i > 4.0:
                    break
            else:
                inside += 1
    return inside


print(mandelbrot(150, 100))
