"""Text programs of tutorials: ciphers, palindromes, word counts, roman numerals, tables, a tokenizer and a calculator."""
import re
import string
from collections import Counter, defaultdict, namedtuple
from itertools import groupby


def caesar(text, shift):
    result = ""
    for char in text:
        if char.isupper():
            result += chr((ord(char) - 65 + shift) % 26 + 65)
        elif char.islower():
            result += chr((ord(char) - 97 + shift) % 26 + 97)
        else:
            result += char
    return result


print(caesar("Hello, World!", 3), caesar(caesar("Hello, World!", 3), -3))
for word in ("A man, a plan, a canal: Panama", "not one"):
    letters = [c.lower() for c in word if c.isalnum()]
    print(f"{word!r:35} {letters == letters[::-1]}")
text = """It was the best of times, it was the worst of times, it was the age of wisdom,
it was the age of foolishness, it was the epoch of belief, it was the epoch of incredulity."""
words = re.findall(r"[a-z']+", text.lower())
counts = Counter(words)
for word, count in counts.most_common(6):
    print(f"{word:<10}{count:>3} {'*' * count}")
by_length = defaultdict(set)
for word in words:
    by_length[len(word)].add(word)
for length in sorted(by_length, reverse=True)[:4]:
    print(length, sorted(by_length[length]))
ROMAN = [(1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")]


def roman(n):
    out = []
    for value, numeral in ROMAN:
        count, n = divmod(n, value)
        out.append(numeral * count)
    return "".join(out)


print([roman(n) for n in (1, 4, 9, 14, 40, 90, 400, 1994, 2024, 3999)])
print("".join(f"{k}{len(list(g))}" for k, g in groupby("aaabbbccd")), re.sub(r"(.)\1+", lambda m: f"{m[1]}{len(m[0])}", "aaabbbccd"))
print(sorted(["file10", "file2", "File1"], key=lambda s: [int(p) if p.isdigit() else p.lower() for p in re.split(r"(\d+)", s)]))
print(*[f"{i:2d} x {j:2d} = {i * j:3d}" for i in (3, 12) for j in (4, 11)], sep="\n")
rows = [("Name", "Qty", "Price"), ("Apple", 3, 1.5), ("Banana split", 12, 10.25), ("Kiwi", 100, 0.333)]
widths = [max(len(str(row[i])) for row in rows) for i in range(3)]
for i, (name, qty, price) in enumerate(rows):
    if i == 0:
        print(f"{name:<{widths[0]}} | {qty:>{widths[1]}} | {price:>8}")
        print("-+-".join("-" * w for w in (*widths[:2], 8)))
    else:
        print(f"{name:<{widths[0]}} | {qty:>{widths[1]}} | {price:>8.2f}")

Token = namedtuple("Token", "kind value column")
SPEC = [("NUMBER", r"\d+(\.\d*)?"), ("NAME", r"[A-Za-z_]\w*"), ("OP", r"\*\*|[-+*/()=]"), ("SKIP", r"[ \t]+"), ("BAD", r".")]
PATTERN = re.compile("|".join(f"(?P<{kind}>{pattern})" for kind, pattern in SPEC))


def tokenize(code):
    for match in PATTERN.finditer(code):
        kind, value = match.lastgroup, match.group()
        if kind == "SKIP":
            continue
        if kind == "BAD":
            raise SyntaxError(f"{value!r} unexpected at column {match.start()}")
        yield Token(kind, float(value) if "." in value else int(value) if kind == "NUMBER" else value, match.start())


class Calculator:
    """expr: term (('+'|'-') term)*; term: power (('*'|'/') power)*; power: atom ['**' power]."""

    def __init__(self):
        self.names = {}

    def run(self, code):
        self.tokens = [*tokenize(code), Token("END", None, len(code))]
        self.at = 0
        if len(self.tokens) > 2 and self.tokens[1].value == "=":
            name = self.take().value
            self.take()
            self.names[name] = self.expr()
            return None
        value = self.expr()
        if self.peek().kind != "END":
            raise SyntaxError(f"trailing {self.peek().value!r}")
        return value

    def peek(self):
        return self.tokens[self.at]

    def take(self):
        self.at += 1
        return self.tokens[self.at - 1]

    def expr(self):
        value = self.term()
        while (op := self.peek().value) in ("+", "-"):
            self.take()
            value = value + self.term() if op == "+" else value - self.term()
        return value

    def term(self):
        value = self.power()
        while (op := self.peek().value) in ("*", "/"):
            self.take()
            right = self.power()
            value = value * right if op == "*" else value / right
        return value

    def power(self):
        value = self.atom()
        if self.peek().value == "**":
            self.take()
            value **= self.power()
        return value

    def atom(self):
        match self.take():
            case Token("NUMBER", value):
                return value
            case Token("NAME", name):
                return self.names[name]
            case Token("OP", "("):
                value = self.expr()
                if self.take().value != ")":
                    raise SyntaxError("missing )")
                return value
            case Token("OP", "-"):
                return -self.power()
            case Token(kind=kind, column=column):
                raise SyntaxError(f"{kind} at {column}")


calculator = Calculator()
for code in ("1 + 2 * 3", "(1 + 2) * 3", "2 ** 3 ** 2", "x = 7 / 2", "x * -2", "10 - 4 - 3", "1.5 * (2 + ", "y", "3 $ 4", "1 / 0", "1 2"):
    try:
        print(f"{code:12} -> {calculator.run(code)}")
    except (SyntaxError, KeyError, ZeroDivisionError) as error:
        print(f"{code:12} !! {type(error).__name__}: {error}")
print(list(tokenize("a1 = 2.5*b")), string.ascii_letters[::13])
