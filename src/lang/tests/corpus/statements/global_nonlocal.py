total = 0
def add(n):
    global total, made
    total += n
    made = 'new'
add(3)
print(total, made)
def outer():
    x = 'outer'
    def middle():
        def inner():
            nonlocal x
            x = 'inner'
        inner()
        return x
    return middle(), x
print(outer())
def unbound():
    print(total)
    total = 1
try:
    unbound()
except UnboundLocalError as e:
    print(e)
def free():
    def use():
        return later
    try:
        use()
    except NameError as e:
        print(e)
    later = 1
    return use()
print(free())
