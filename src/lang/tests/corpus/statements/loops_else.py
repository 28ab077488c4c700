"""for/else, while/else, break and continue through try/finally, nested loops, loop variables afterwards."""
for n in range(2, 12):
    for x in range(2, n):
        if n % x == 0:
            print(n, "=", x, "*", n // x)
            break
    else:
        print(n, "is prime")


def search(items, wanted):
    for i, item in enumerate(items):
        try:
            if item is None:
                continue
            if item == wanted:
                return i
            if item == "stop":
                break
        finally:
            print("looked at", item)
    else:
        return "not there"
    return "stopped"


print(search([None, 1, 2], 2), search([1], 2), search(["stop", 2], 2), search([], 1))
n = 27
steps = 0
while n != 1:
    n = n // 2 if n % 2 == 0 else 3 * n + 1
    steps += 1
    if steps > 1000:
        break
else:
    print("reached one after", steps)
while True:
    try:
        steps -= 100
        if steps < 0:
            break
        continue
    finally:
        print("finally", steps)
else:
    print("never")
for i in []:
    pass
else:
    print("empty loops end well", "i" in globals())
for i in range(3):
    for j in range(3):
        if j == i:
            continue
        if i + j == 3:
            break
        print(i, j, end="; ")
    else:
        print("row", i, "whole")
print(i, j)
for i, (a, *b) in enumerate(["abc", (1, 2), [3]]):
    print(i, a, b)
box, items = {}, [0, 0, 0]
for box["last"] in "xyz":
    pass
for items[1] in range(5):
    pass
print(box, items)
for x in (numbers := [1, 2, 3]):
    if x < 3:
        numbers.append(x * 10)
print(numbers)
total = 0
for i in range(10):
    i *= 2
    total += i
print(total, i)


def countdown(n):
    while n:
        yield n
        n -= 1
        if n == 2:
            return "early"
    else:
        return "all"


def outer():
    result = yield from countdown(4)
    yield result
    result = yield from countdown(1)
    yield result


print(list(outer()))
for k in range(3):
    class Local:
        value = k
        for z in "ab":
            value += 1
    print(Local.value, Local.z, end=" ")
print()
for text in ("break", "continue", "for x in y: pass\nelse: continue", "while 1:\n  def f(): break", "for 1 in x: pass", "for f() in x: pass", "for x y: pass",
             "while: pass", "for x in: pass", "if x:\nelse: pass", "else: pass"):
    try:
        compile(text, "t", "exec")
    except SyntaxError as error:
        print(error.msg, error.lineno)
