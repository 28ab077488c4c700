import gc
class Node:
    def __init__(self, n): self.n, self.other = n, None
    def __del__(self): print('del', self.n)
def ring(first, second):
    a, b = Node(first), Node(second)
    a.other, b.other = b, a
ring(1, 2)
print('made', gc.isenabled())
print(gc.collect() > 0, gc.collect())
a = Node(3)
del a
print('after del')
a = Node(4)
a = None
print('after None')
def f():
    n = Node(5)
    print('in f')
f()
print('after f')
def g():
    try:
        yield 1
        yield 2
    finally:
        print('cleanup')
for x in g():
    print(x)
    break
print('left the generator')
l = []
l.append(l)
d = {}
d['d'] = d
del l, d
print(gc.collect())
def rec():
    def fact(n): return 1 if n < 2 else n * fact(n - 1)
    return fact(5)
print(rec(), gc.collect() > 0, gc.collect(), gc.get_threshold(), gc.disable(), gc.isenabled(), gc.enable(), gc.isenabled())
nodes = [Node(10), Node(11)]
nodes.pop()
print('popped')
nodes.clear()
print('cleared')
class Bad:
    def __del__(self): raise ValueError('ignored')
