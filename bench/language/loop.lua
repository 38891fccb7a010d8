-- A plain integer loop; i % 8 is i & 7, which LuaJIT does not have.
local function run(n)
  local total = 0
  local i = 0
  while i < n do
    total = total + i % 8
    if total > 1000000 then total = total - 1000000 end
    i = i + 1
  end
  return total
end

local n = tonumber(arg[1]) or 12000000
local result = run(n)
assert(n ~= 12000000 or result == 1000000, "loop: wrong result " .. result)
