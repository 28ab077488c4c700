class Vec:
    def __init__(self, *v):
        self.v = v
    def __add__(self, o):
        return Vec(*(a + b for a, b in zip(self.v, o.v))) if isinstance(o, Vec) else NotImplemented
    def __mul__(self, k):
        return Vec(*(a * k for a in self.v))
    __rmul__ = __mul__
    def __matmul__(self, o):
        return sum(a * b for a, b in zip(self.v, o.v))
    def __neg__(self):
        return self * -1
    def __eq__(self, o):
        return isinstance(o, Vec) and self.v == o.v
    def __lt__(self, o):
        return self.v < o.v
    def __getitem__(self, i):
        return self.v[i]
    def __len__(self):
        return len(self.v)
    def __contains__(self, x):
        return x in self.v
    def __bool__(self):
        return any(self.v)
    def __call__(self, f):
        return Vec(*map(f, self.v))
    def __repr__(self):
        return f'Vec{self.v}'
    def __hash__(self):
        return hash(self.v)
    def __abs__(self):
        return (self @ self) ** 0.5
a, b = Vec(1, 2), Vec(3, 4)
print(a + b, a * 3, 3 * a, a @ b, -a, a == Vec(1, 2), a != b, a < b, a[0], a[-1:], len(a), 2 in a, list(a), bool(Vec(0)), a(str), abs(b), {a: 1}[Vec(1, 2)])
for work in [lambda: a + 1, lambda: 1 + a, lambda: a - b, lambda: a >= b, lambda: a[5]]:
    try:
        work()
    except Exception as e:
        print(type(e).__name__, e)
