"""string: constants, Template, Formatter and capwords."""
import string

print(string.ascii_lowercase, string.ascii_uppercase, string.digits, string.hexdigits, string.octdigits)
print(repr(string.punctuation), repr(string.whitespace), len(string.printable))
print(string.capwords("hello   wide world"), string.capwords("a-b-c", "-"))
t = string.Template("Dear $name, you owe ${amount}USD for $$5 of $thing.")
print(t.substitute(name="Ann", amount=12, thing="tea"))
print(t.safe_substitute(name="Bob"), t.template[:10])
print(t.substitute({"name": "C", "amount": 1, "thing": "x"}, name="D"))
print(t.get_identifiers(), t.is_valid(), string.Template("$ bad").is_valid())
for text in ("$missing", "bad $", "line\nworse ${"):
    try:
        string.Template(text).substitute()
    except (KeyError, ValueError) as error:
        print(type(error).__name__, error)


class Percent(string.Template):
    delimiter = "%"
    idpattern = "[a-z]+_[a-z]+"


print(Percent("%first_name and %{last_name} %% %x").safe_substitute(first_name="A", last_name="B"))


class Default(string.Formatter):
    def get_value(self, key, args, kwargs):
        if isinstance(key, str):
            return kwargs.get(key, f"<{key}>")
        return super().get_value(key, args, kwargs)

    def convert_field(self, value, conversion):
        if conversion == "u":
            return str(value).upper()
        return super().convert_field(value, conversion)

    def format_field(self, value, spec):
        if spec.endswith("~"):
            return format(value, spec[:-1]).replace(",", "'")
        return super().format_field(value, spec)


f = Default()
print(f.format("{0} {name} {missing} {0!u} {n:,~} {0!r:>8}", "abc", name="Eve", n=1234567))
print(list(string.Formatter().parse("a{b!r:>{w}}c{{}}{}")))
print(string.Formatter().vformat("{} {x[1]} {y.real}", (1,), {"x": [1, 2], "y": 3}))
for text in ("{", "{}", "{x}", "{0.nope}"):
    try:
        print(string.Formatter().format(text))
    except Exception as error:
        print(type(error).__name__, error)
table = str.maketrans("", "", string.punctuation)
words = "It's a truth, universally acknowledged: words!".translate(table).lower().split()
print(words)
shift = str.maketrans(string.ascii_lowercase, string.ascii_lowercase[13:] + string.ascii_lowercase[:13])
print("hello".translate(shift), "hello".translate(shift).translate(shift))
