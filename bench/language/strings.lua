-- Text: build, join, split, replace, search, slice, compare, format.
local function run(n)
  local words = {}
  for i = 0, n - 1 do words[i + 1] = string.format("w%d", i % 977) end
  local text = table.concat(words, " ")
  local total = #text
  for piece in text:gmatch("[^ ]+") do
    if piece:sub(1, 2) == "w9" and piece:sub(-1) == "7" then
      total = total + #piece:upper()
    else
      local at = piece:find("55", 1, true)
      if at then total = total + piece:find("5", 1, true) - 1 end
    end
  end
  total = total + #text:gsub("w1", "one"):gsub(" ", ", ")
  local line = ""
  for k = 1, math.floor(n / 4) do
    line = line .. words[k]
    line = line .. ";"
    if #line > 60 then
      local _, nines = line:gsub("9", "")
      total = total + #line:match("^[w;]*(.-)[w;]*$") + nines
      line = line:sub(31)
    end
  end
  for i = 0, math.floor(n / 2) - 1 do
    local word = words[i + 1]
    total = total + #string.format("%s=%6s", word, i) + #(tostring(i) .. "/" .. word:sub(2))
  end
  local digits = 0
  for k = 1, 2 * n do
    local c = text:sub(k, k)
    if c >= "0" and c <= "9" then digits = digits + c:byte() - 48 end
  end
  local most = words[1]
  for k = 2, n do
    if words[k] > most then most = words[k] end
  end
  return total, digits, most, text:reverse():sub(1, 4)
end

local n = tonumber(arg[1]) or 800000
local total, digits, most, last = run(n)
assert(n ~= 800000 or (total == 19119697 and digits == 4351814 and most == "w99"), "strings: wrong result")
