-- Float loops: how many points of an n by n grid lie in the Mandelbrot set?
local function inside(n, limit)
  local found = 0
  for row = 0, n - 1 do
    local ci = 2.4 * row / n - 1.2
    for column = 0, n - 1 do
      local cr = 3.0 * column / n - 2.0
      local r, i, rr, ii = 0.0, 0.0, 0.0, 0.0
      local k = 0
      while k < limit and rr + ii <= 4.0 do
        i = 2.0 * r * i + ci
        r = rr - ii + cr
        rr = r * r
        ii = i * i
        k = k + 1
      end
      if k == limit then found = found + 1 end
    end
  end
  return found
end

local n = tonumber(arg[1]) or 400
local result = inside(n, 120)
assert(n ~= 400 or result == 34265, "mandelbrot: wrong result " .. result)
