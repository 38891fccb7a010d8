# A float is its value: two NaNs are the same object, so containers find one by the other.
# cpython: no (there each float("nan") is an object of its own)
nan = float("nan")
print(nan is float("nan"), nan == float("nan"))  # expect: True False
print({nan: 1}.get(float("nan")), [float("nan")] == [nan])  # expect: 1 True
