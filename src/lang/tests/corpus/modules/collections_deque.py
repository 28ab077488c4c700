def show(lines):
    for line in lines.strip().splitlines():
        try:
            print(line, "->", repr(eval(line)))
        except Exception as error:
            print(line, "->", type(error).__name__ + ":", error)


from collections import deque
d = deque('abc'); print(d, len(d), d[0], d[-1], list(d), d.append('d'), d.appendleft('z'), d, d.pop(), d.popleft(), d, d.extend('xy'), d.extendleft('12'), d)
d.rotate(2); print(d); d.rotate(-1); print(d); d.rotate(); print(d, d.index('x'), d.count('x'), d.remove('x'), d, d.reverse(), d, d.insert(1, 'INS'), d, d.copy() == d, 'a' in d, d.maxlen, bool(deque()))
m = deque(maxlen=3)
for i in range(5): m.append(i)
print(m, m.maxlen, m.appendleft('L'), m, deque([1, 2, 3, 4], 2), deque(m, maxlen=None), m.extend([7, 8]), m, repr(deque(maxlen=0)), deque([1], maxlen=0))
d = deque(range(6)); d[0] = 'first'; del d[1]; print(d, d[2], list(reversed(d)), deque([1, 2]) + deque([3]), deque([1]) * 3, deque([1, 2]) == deque([1, 2]), deque([1, 2]) == [1, 2], deque([1, 2]) < deque([1, 3]), sorted(deque([3, 1])), max(deque([1, 5])), [*deque('ab')], d.clear(), d)
d += [1, 2]; d *= 2; print(d, deque([[1]]).copy(), deque(deque('ab')), deque({'a': 1}), iter(d).__class__.__name__)
show('''
deque().pop()
deque().popleft()
deque()[0]
deque([1])[5]
deque([1])['a']
deque([1])[0:1]
deque([1]).remove(5)
deque([1]).index(5)
deque(5)
deque([1], -1)
deque([1], 'a')
deque(maxlen=2).insert(0, 1)
deque([1, 2], 2).insert(0, 1)
deque([1]) + [1]
deque([1]) < [1]
hash(deque())
deque([1]).foo
deque([1]).rotate('a')
deque([1], maxlen=3).maxlen
deque([3, 1, 2]).sort()
deque('abc').index('c', 0, 2), 
deque('abcabc').index('a', 1), deque('aab').count('a'), deque() == deque(), deque([deque([1])]), bool(deque([0])), deque([1, 2]).__len__(), deque([1]).__contains__(1)
''')
d = deque([1, 2, 3])
try:
    for x in d: d.append(x)
except RuntimeError as err: print(err)
r = deque(); r.append(r); print(r)
def tail(items, n): return list(deque(items, n))
def moving_average(values, n=3):
    window = deque(values[:n - 1], n)
    for v in values[n - 1:]:
        window.append(v); yield sum(window) / n
print(tail(range(10), 3), list(moving_average([40, 30, 50, 46, 39, 44])))
graph = {'A': 'BC', 'B': 'D', 'C': 'D', 'D': ''}; queue, seen = deque(['A']), []
while queue:
    node = queue.popleft()
    if node not in seen: seen.append(node); queue.extend(graph[node])
print(seen)
class Stack(deque):
    push = deque.append
    def peek(self): return self[-1]
s = Stack(); s.push(1); s.push(2); print(s, s.peek(), s.pop(), len(s), isinstance(s, deque), Stack('ab', maxlen=1))
