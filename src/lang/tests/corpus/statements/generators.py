def count(n):
    while n:
        got = yield n
        if got:
            n = got
        else:
            n -= 1
    return 'end'
g = count(3)
print(next(g), next(g), g.send(5), list(g))
def chain():
    result = yield from count(2)
    yield result
print(list(chain()))
def guarded():
    try:
        yield 1
        yield 2
    except ValueError as e:
        yield f'caught {e}'
    finally:
        print('closed')
g = guarded()
print(next(g), g.throw(ValueError('x')))
g.close()
g = guarded()
next(g)
g.close()
try:
    next(g)
except StopIteration as e:
    print('stop', e.value)
print(sum(x * x for x in count(4)))
