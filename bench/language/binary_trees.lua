-- Allocation: build many small trees and one large, and count their nodes.
local function tree(depth)
  if depth == 0 then return {false, false} end
  depth = depth - 1
  return {tree(depth), tree(depth)}
end

local function count(node)
  local left, right = node[1], node[2]
  if not left then return 1 end
  return 1 + count(left) + count(right)
end

local function run(deepest)
  local long_lived = tree(deepest)
  local total = 0
  for depth = 4, deepest, 4 do
    for _ = 1, 2 ^ (deepest - depth + 4) do total = total + count(tree(depth)) end
  end
  return total + count(long_lived)
end

local n = tonumber(arg[1]) or 16
local result = run(n)
assert(n ~= 16 or result == 8449775, "binary_trees: wrong result " .. result)
