# The sun, the four outer planets, and gravity: floating point in inner loops.  The energy printed
# before and after tells how exact the steps are.
PI = 3.141592653589793
SUN = 4 * PI * PI
YEAR = 365.24

bodies = [
    [[0.0, 0.0, 0.0], [0.0, 0.0, 0.0], SUN],
    [[4.84143144246472090, -1.16032004402742839, -0.103622044471123109],
     [0.00166007664274403694 * YEAR, 0.00769901118419740425 * YEAR, -0.0000690460016972063023 * YEAR],
     0.000954791938424326609 * SUN],
    [[8.34336671824457987, 4.12479856412430479, -0.403523417114321381],
     [-0.00276742510726411 * YEAR, 0.00499852801234917238 * YEAR, 0.0000230417297573763929 * YEAR],
     0.000285885980666130812 * SUN],
    [[12.8943695621391310, -15.1111514016986312, -0.223307578892655734],
     [0.00296460137564761618 * YEAR, 0.0023784717395948095 * YEAR, -0.0000296589568540237556 * YEAR],
     0.0000436624404335156298 * SUN],
    [[15.3796971148509165, -25.9193146099879641, 0.179258772950371181],
     [0.00268067772490389322 * YEAR, 0.00162824170038242295 * YEAR, -0.0000951592254519715870 * YEAR],
     0.0000515138902046611451 * SUN],
]
pairs = [(a, b) for i, a in enumerate(bodies) for b in bodies[i + 1 :]]


def advance(dt, steps):
    for step in range(steps):
        for (p, v, m), (q, w, n) in pairs:
            dx, dy, dz = p[0] - q[0], p[1] - q[1], p[2] - q[2]
            mag = dt * (dx * dx + dy * dy + dz * dz) ** -1.5
            v[0] -= dx * n * mag
            v[1] -= dy * n * mag
            v[2] -= dz * n * mag
            w[0] += dx * m * mag
            w[1] += dy * m * mag
            w[2] += dz * m * mag
        for p, v, m in bodies:
            for i in range(3):
                p[i] += dt * v[i]


def energy():
    e = sum(0.5 * m * (v[0] ** 2 + v[1] ** 2 + v[2] ** 2) for p, v, m in bodies)
    for (p, v, m), (q, w, n) in pairs:
        e -= m * n / sum((a - b) ** 2 for a, b in zip(p, q)) ** 0.5
    return e


for axis in range(3):
    bodies[0][1][axis] = -sum(v[axis] * m for p, v, m in bodies) / SUN
print(f"{energy():.9f}")
advance(0.01, 1000)
print(f"{energy():.9f}")
