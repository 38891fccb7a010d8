-- Recursive calls: the Fibonacci numbers in the slowest way.
local function fib(n)
  if n < 2 then return n end
  return fib(n - 1) + fib(n - 2)
end

local n = tonumber(arg[1]) or 34
local result = fib(n)
assert(n ~= 34 or result == 5702887, "fib: wrong result")
