# Floats in lists: the sun and four planets, step by step.
# small: 10
# kind: floats
import sys
from math import pi, sqrt

SUN = 4 * pi * pi
YEAR = 365.24
# Each body: x, y, z, its speed in each direction (AU per day), its mass (of the sun).
BODIES = [
    [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0],
    [4.84143144246472090, -1.16032004402742839, -0.103622044471123109,
     0.00166007664274403694, 0.00769901118419740425, -0.0000690460016972063023, 0.000954791938424326609],
    [8.34336671824457987, 4.12479856412430479, -0.403523417114321381,
     -0.00276742510726411, 0.00499852801234917, 0.0000230417297573763929, 0.000285885980666130812],
    [12.8943695621391310, -15.1111514016986312, -0.223307578892655734,
     0.00296460137564761618, 0.00237847173959480950, -0.0000296589568540237556, 0.0000436624404335156298],
    [15.3796971148509165, -25.9193146099879641, 0.179258772950371181,
     0.00268067772490389322, 0.00162824170038242295, -0.0000951592254519715870, 0.0000515138902046611451],
]


def prepare():
    bodies = [b[:3] + [v * YEAR for v in b[3:6]] + [b[6] * SUN] for b in BODIES]
    for axis in 3, 4, 5:
        bodies[0][axis] = -sum(b[axis] * b[6] for b in bodies) / SUN
    return bodies


def advance(bodies, dt, steps):
    pairs = [(a, b) for i, a in enumerate(bodies) for b in bodies[i + 1 :]]
    for _ in range(steps):
        for a, b in pairs:
            dx = a[0] - b[0]
            dy = a[1] - b[1]
            dz = a[2] - b[2]
            square = dx * dx + dy * dy + dz * dz
            pull = dt / (square * sqrt(square))
            of_b = b[6] * pull
            of_a = a[6] * pull
            a[3] -= dx * of_b
            a[4] -= dy * of_b
            a[5] -= dz * of_b
            b[3] += dx * of_a
            b[4] += dy * of_a
            b[5] += dz * of_a
        for body in bodies:
            body[0] += dt * body[3]
            body[1] += dt * body[4]
            body[2] += dt * body[5]


def energy(bodies):
    total = 0.0
    for i, a in enumerate(bodies):
        total += 0.5 * a[6] * (a[3] ** 2 + a[4] ** 2 + a[5] ** 2)
        for b in bodies[i + 1 :]:
            total -= a[6] * b[6] / sqrt((a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2 + (a[2] - b[2]) ** 2)
    return total


def run(steps):
    bodies = prepare()
    advance(bodies, 0.01, steps)
    return energy(bodies)


n = int(sys.argv[1]) if len(sys.argv) > 1 else 150000
result = run(n)
if abs(result + 0.1690) > 0.0002:
    sys.exit("nbody: wrong result: %r" % (result,))
