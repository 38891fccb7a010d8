# Comparisons of strs as values and in conditions: empty ones, equal texts of different objects,
# a common beginning, text beyond ASCII, a subclass with its own idea.
def texts():
    made = "".join(["ab", "c"])
    return ["", "x"[1:], "a", "ab", "abc", made, "abd", "b", "é", "z", "日本"]


def branches(a, b):
    out = ""
    if a == b:
        out += "="
    if a != b:
        out += "!"
    if a < b:
        out += "<"
    if a <= b:
        out += "["
    if a > b:
        out += ">"
    if a >= b:
        out += "]"
    if not a == b:
        out += "n"
    if not a < b:
        out += "m"
    return out


def values(a, b):
    return "".join("=!<[>]"[i] for i, v in enumerate([a == b, a != b, a < b, a <= b, a > b, a >= b]) if v)


all_texts = texts()
print(branches("", "x"[1:]), branches("abc", all_texts[5]), branches("ab", "abc"))  # expect: =[]m =[]m !<[n
print(branches("é", "z"), branches("z", "é"), branches("", "a"))  # expect: !>]nm !<[n !<[n
for a in all_texts:
    print(" ".join(values(a, b) for b in all_texts))
# expect: =[] =[] !<[ !<[ !<[ !<[ !<[ !<[ !<[ !<[ !<[
# expect: =[] =[] !<[ !<[ !<[ !<[ !<[ !<[ !<[ !<[ !<[
# expect: !>] !>] =[] !<[ !<[ !<[ !<[ !<[ !<[ !<[ !<[
# expect: !>] !>] !>] =[] !<[ !<[ !<[ !<[ !<[ !<[ !<[
# expect: !>] !>] !>] !>] =[] =[] !<[ !<[ !<[ !<[ !<[
# expect: !>] !>] !>] !>] =[] =[] !<[ !<[ !<[ !<[ !<[
# expect: !>] !>] !>] !>] !>] !>] =[] !<[ !<[ !<[ !<[
# expect: !>] !>] !>] !>] !>] !>] !>] =[] !<[ !<[ !<[
# expect: !>] !>] !>] !>] !>] !>] !>] !>] =[] !>] !<[
# expect: !>] !>] !>] !>] !>] !>] !>] !>] !<[ =[] !<[
# expect: !>] !>] !>] !>] !>] !>] !>] !>] !>] !>] =[]


class Loose(str):
    def __eq__(self, other):
        return str.__eq__(self.lower(), other.lower())

    def __lt__(self, other):
        return "never"

    __hash__ = None


print(Loose("A") == "a", "A" == Loose("a"), Loose("a") < "b", "a" != 1, "a" == None)  # expect: True True never True False
