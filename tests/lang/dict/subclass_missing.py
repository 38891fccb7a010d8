# __missing__ and other subclass hooks.
class Default(dict):
    def __missing__(self, key):
        print("missing", key)
        self[key] = value = []
        return value


d = Default(a=[1])
d["b"].append(5)  # expect: missing b
print(d, d["a"], d.get("zzz"), "q" in d, len(d), isinstance(d, dict), type(d.copy()).__name__)
# expect: {'a': [1], 'b': [5]} [1] None False 2 True dict


class Upper(dict):
    def __setitem__(self, key, value):
        super().__setitem__(key.upper(), value)

    def __getitem__(self, key):
        return super().__getitem__(key.upper())


u = Upper()
u["a"] = 1
print(u, u["a"], u["A"], u.get("a"), list(u))  # expect: {'A': 1} 1 1 None ['A']
