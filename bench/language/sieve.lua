-- An array of flags: the number of primes below n, by Eratosthenes.
local function primes(n)
  local prime = {}
  for i = 1, n - 1 do prime[i] = true end
  local found = 0
  for i = 2, n - 1 do
    if prime[i] then
      found = found + 1
      local k = i * i
      while k < n do
        prime[k] = false
        k = k + i
      end
    end
  end
  return found
end

local n = tonumber(arg[1]) or 2000000
for _ = 1, 2 do
  local result = primes(n)
  assert(n ~= 2000000 or result == 148933, "sieve: wrong result")
end
