-- Floats in arrays: the sun and four planets, step by step.
local SUN, YEAR, sqrt = 4 * math.pi * math.pi, 365.24, math.sqrt
local BODIES = {
  {0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0},
  {4.84143144246472090, -1.16032004402742839, -0.103622044471123109,
   0.00166007664274403694, 0.00769901118419740425, -0.0000690460016972063023, 0.000954791938424326609},
  {8.34336671824457987, 4.12479856412430479, -0.403523417114321381,
   -0.00276742510726411, 0.00499852801234917, 0.0000230417297573763929, 0.000285885980666130812},
  {12.8943695621391310, -15.1111514016986312, -0.223307578892655734,
   0.00296460137564761618, 0.00237847173959480950, -0.0000296589568540237556, 0.0000436624404335156298},
  {15.3796971148509165, -25.9193146099879641, 0.179258772950371181,
   0.00268067772490389322, 0.00162824170038242295, -0.0000951592254519715870, 0.0000515138902046611451},
}

local function prepare()
  for _, b in ipairs(BODIES) do
    for axis = 4, 6 do b[axis] = b[axis] * YEAR end
    b[7] = b[7] * SUN
  end
  for axis = 4, 6 do
    local sum = 0
    for _, b in ipairs(BODIES) do sum = sum + b[axis] * b[7] end
    BODIES[1][axis] = -sum / SUN
  end
  return BODIES
end

local function advance(bodies, dt, steps)
  local pairs_ = {}
  for i = 1, #bodies do
    for j = i + 1, #bodies do pairs_[#pairs_ + 1] = {bodies[i], bodies[j]} end
  end
  for _ = 1, steps do
    for k = 1, #pairs_ do
      local a, b = pairs_[k][1], pairs_[k][2]
      local dx, dy, dz = a[1] - b[1], a[2] - b[2], a[3] - b[3]
      local square = dx * dx + dy * dy + dz * dz
      local pull = dt / (square * sqrt(square))
      local of_b, of_a = b[7] * pull, a[7] * pull
      a[4] = a[4] - dx * of_b
      a[5] = a[5] - dy * of_b
      a[6] = a[6] - dz * of_b
      b[4] = b[4] + dx * of_a
      b[5] = b[5] + dy * of_a
      b[6] = b[6] + dz * of_a
    end
    for i = 1, #bodies do
      local body = bodies[i]
      body[1] = body[1] + dt * body[4]
      body[2] = body[2] + dt * body[5]
      body[3] = body[3] + dt * body[6]
    end
  end
end

local function energy(bodies)
  local total = 0.0
  for i, a in ipairs(bodies) do
    total = total + 0.5 * a[7] * (a[4] ^ 2 + a[5] ^ 2 + a[6] ^ 2)
    for j = i + 1, #bodies do
      local b = bodies[j]
      total = total - a[7] * b[7] / sqrt((a[1] - b[1]) ^ 2 + (a[2] - b[2]) ^ 2 + (a[3] - b[3]) ^ 2)
    end
  end
  return total
end

local bodies = prepare()
advance(bodies, 0.01, tonumber(arg[1]) or 150000)
assert(math.abs(energy(bodies) + 0.1690) < 0.0002, "nbody: wrong result")
