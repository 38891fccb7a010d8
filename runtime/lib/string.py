"""Constants of characters, templates, and the formatter behind str.format."""

__all__ = ["ascii_letters", "ascii_lowercase", "ascii_uppercase", "capwords",
           "digits", "hexdigits", "octdigits", "printable", "punctuation",
           "whitespace", "Formatter", "Template"]

whitespace = " \t\n\r\v\f"
ascii_lowercase = "abcdefghijklmnopqrstuvwxyz"
ascii_uppercase = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
ascii_letters = ascii_lowercase + ascii_uppercase
digits = "0123456789"
hexdigits = digits + "abcdef" + "ABCDEF"
octdigits = "01234567"
punctuation = r"""!"#$%&'()*+,-./:;<=>?@[\]^_`{|}~"""
printable = digits + ascii_letters + punctuation + whitespace


def capwords(s, sep=None):
    """Each word with a capital, joined again."""
    return (sep or " ").join(map(str.capitalize, s.split(sep)))


def _identifier_end(text, start):
    """Where the ASCII identifier at `start` ends; `start` if there is none."""
    end = start
    while end < len(text) and (text[end] == "_" or text[end] in ascii_letters
                               or (end > start and text[end] in digits)):
        end += 1
    return end


class Template:
    """Text with $name and ${name} in it."""

    delimiter = "$"

    def __init__(self, template):
        self.template = template

    def _parts(self):
        """(text before, kind, name, place): kind is a name, an escape, or invalid."""
        text, mark = self.template, self.delimiter
        at = 0
        while True:
            found = text.find(mark, at)
            if found < 0:
                yield text[at:], None, None, len(text)
                return
            before, after = text[at:found], found + len(mark)
            if text.startswith(mark, after):
                yield before, "escape", mark, found
                at = after + len(mark)
                continue
            braced = text.startswith("{", after)
            start = after + braced
            end = _identifier_end(text, start)
            if end == start or (braced and not text.startswith("}", end)):
                yield before, "invalid", mark, after
                at = after
                continue
            at = end + braced
            yield before, "name", (text[start:end], text[found:at]), found

    def _invalid(self, place):
        lines = self.template[:place].splitlines(keepends=True)
        column = place - len("".join(lines[:-1])) if lines else 1
        raise ValueError("Invalid placeholder in string: line %d, col %d"
                         % (len(lines) or 1, column))

    @staticmethod
    def _mapping(mapping, kws):
        if mapping is None:
            return kws
        if kws:
            return {**dict(mapping), **kws}
        return mapping

    def substitute(self, mapping=None, /, **kws):
        values = self._mapping(mapping, kws)
        result = []
        for before, kind, name, place in self._parts():
            result.append(before)
            if kind == "name":
                result.append(str(values[name[0]]))
            elif kind == "escape":
                result.append(self.delimiter)
            elif kind == "invalid":
                self._invalid(place)
        return "".join(result)

    def safe_substitute(self, mapping=None, /, **kws):
        values = self._mapping(mapping, kws)
        result = []
        for before, kind, name, place in self._parts():
            result.append(before)
            if kind == "name":
                try:
                    result.append(str(values[name[0]]))
                except KeyError:
                    result.append(name[1])
            elif kind is not None:
                result.append(self.delimiter)
        return "".join(result)

    def is_valid(self):
        return all(kind != "invalid" for _, kind, _, _ in self._parts())

    def get_identifiers(self):
        names = []
        for _, kind, name, _ in self._parts():
            if kind == "name" and name[0] not in names:
                names.append(name[0])
        return names


def _split_field(field_name):
    """'a.b[c]' -> ('a', [(True, 'b'), (False, 'c')])."""
    end = 0
    while end < len(field_name) and field_name[end] not in ".[":
        end += 1
    first, rest = field_name[:end], []
    while end < len(field_name):
        if field_name[end] == ".":
            start = end = end + 1
            while end < len(field_name) and field_name[end] not in ".[":
                end += 1
            if start == end:
                raise ValueError("Empty attribute in format string")
            rest.append((True, field_name[start:end]))
        elif field_name[end] == "[":
            close = field_name.find("]", end)
            if close < 0:
                raise ValueError("Missing ']' in format string")
            key = field_name[end + 1:close]
            if not key:
                raise ValueError("Empty attribute in format string")
            rest.append((False, int(key) if key.isdigit() else key))
            end = close + 1
        else:
            raise ValueError("Only '.' or '[' may follow ']' in format field specifier")
    return (int(first) if first.isdigit() else first), rest


class Formatter:
    """str.format() in parts that a subclass can replace."""

    def format(self, format_string, /, *args, **kwargs):
        return self.vformat(format_string, args, kwargs)

    def vformat(self, format_string, args, kwargs):
        used_args = set()
        result, _ = self._vformat(format_string, args, kwargs, used_args, 2)
        self.check_unused_args(used_args, args, kwargs)
        return result

    def _vformat(self, format_string, args, kwargs, used_args,
                 recursion_depth, auto_arg_index=0):
        if recursion_depth < 0:
            raise ValueError("Max string recursion exceeded")
        result = []
        for literal, name, spec, conversion in self.parse(format_string):
            if literal:
                result.append(literal)
            if name is None:
                continue
            first = _split_field(name)[0]
            if first == "":
                if auto_arg_index is False:
                    raise ValueError("cannot switch from manual field "
                                     "specification to automatic field numbering")
                name = str(auto_arg_index) + name
                auto_arg_index += 1
            elif isinstance(first, int):
                if auto_arg_index:
                    raise ValueError("cannot switch from manual field "
                                     "specification to automatic field numbering")
                auto_arg_index = False
            obj, used = self.get_field(name, args, kwargs)
            used_args.add(used)
            obj = self.convert_field(obj, conversion)
            spec, auto_arg_index = self._vformat(
                spec, args, kwargs, used_args, recursion_depth - 1, auto_arg_index)
            result.append(self.format_field(obj, spec))
        return "".join(result), auto_arg_index

    def get_value(self, key, args, kwargs):
        return args[key] if isinstance(key, int) else kwargs[key]

    def check_unused_args(self, used_args, args, kwargs):
        pass

    def format_field(self, value, format_spec):
        return format(value, format_spec)

    def convert_field(self, value, conversion):
        if conversion is None:
            return value
        if conversion == "s":
            return str(value)
        if conversion == "r":
            return repr(value)
        if conversion == "a":
            return ascii(value)
        raise ValueError("Unknown conversion specifier {0!s}".format(conversion))

    def parse(self, format_string):
        """(literal, field name, spec, conversion) for each field."""
        text, at, literal = format_string, 0, []
        while at < len(text):
            c = text[at]
            if c in "{}" and text[at + 1:at + 2] == c:
                literal.append(c)
                yield "".join(literal), None, None, None
                literal = []
                at += 2
            elif c == "}":
                raise ValueError("Single '}' encountered in format string")
            elif c == "{":
                at, field = self._field(text, at + 1)
                yield ("".join(literal),) + field
                literal = []
            else:
                literal.append(c)
                at += 1
        if literal:
            yield "".join(literal), None, None, None

    @staticmethod
    def _field(text, start):
        """The field that begins at `start`, after its brace: (end, (name, spec, conversion))."""
        depth, end, bracket = 1, start, False
        while end < len(text):
            c = text[end]
            if c == "{":
                depth += 1
            elif c == "}":
                depth -= 1
                if depth == 0:
                    break
            end += 1
        if depth:
            raise ValueError("Single '{' encountered in format string"
                             if start == len(text) else "expected '}' before end of string")
        body = text[start:end]
        at = 0
        while at < len(body) and (bracket or body[at] not in ":!"):
            bracket = (bracket or body[at] == "[") and body[at] != "]"
            at += 1
        name, rest, conversion, spec = body[:at], body[at:], None, ""
        if rest.startswith("!"):
            if len(rest) < 2:
                raise ValueError("end of string while looking for conversion specifier")
            conversion, rest = rest[1], rest[2:]
            if rest and not rest.startswith(":"):
                raise ValueError("expected ':' after conversion specifier")
        if rest.startswith(":"):
            spec = rest[1:]
        return end + 1, (name, spec, conversion)

    def get_field(self, field_name, args, kwargs):
        first, rest = _split_field(field_name)
        obj = self.get_value(first, args, kwargs)
        for is_attr, key in rest:
            obj = getattr(obj, key) if is_attr else obj[key]
        return obj, first
