def t(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__, e)
import bisect, collections, contextlib, copy, functools, heapq, itertools as it, math, operator, random, statistics, string, textwrap
t(lambda: math.sqrt(2)); t(lambda: math.sqrt(-1)); t(lambda: math.log(8, 2)); t(lambda: math.log(10**400)); t(lambda: math.exp(1000)); t(lambda: math.factorial(20)); t(lambda: math.factorial(1.5)); t(lambda: math.gcd(12, 18)); t(lambda: math.comb(5, 2)); t(lambda: math.perm(5, 2)); t(lambda: math.isqrt(10**30)); t(lambda: math.floor(-1.5)); t(lambda: math.ceil(1.2)); t(lambda: math.hypot(1, 2, 3)); t(lambda: math.hypot(3, 4)); t(lambda: math.dist([1, 2], [4, 6])); t(lambda: math.fsum([0.1] * 10)); t(lambda: math.prod([1, 2, 3])); t(lambda: math.isclose(1, 1 + 1e-10)); t(lambda: math.gamma(0.5)); t(lambda: math.gamma(-0.5)); t(lambda: math.lgamma(100)); t(lambda: math.erf(0.5)); t(lambda: math.frexp(8)); t(lambda: math.ldexp(0.5, 4)); t(lambda: math.modf(-3.7)); t(lambda: math.pow(0, -1)); t(lambda: math.fmod(1, 0)); t(lambda: math.sin('a')); t(lambda: math.gamma(171.5)); t(lambda: math.lgamma(0.7)); t(lambda: math.trunc('a')); t(lambda: math.log(0)); t(lambda: math.nextafter(1, 2)); t(lambda: math.remainder(10, 3)); t(lambda: math.asinh(1))
random.seed(42); t(random.random); t(lambda: random.randint(1, 6)); t(lambda: random.choice('abc')); t(lambda: random.sample(range(100), 5)); t(lambda: random.uniform(1, 2)); t(lambda: random.gauss(0, 1)); t(lambda: random.choices([1, 2, 3], weights=[1, 2, 3], k=5)); l = list(range(10)); random.shuffle(l); print(l); t(lambda: random.randrange(0, 100, 7)); t(lambda: random.randint(5, 1)); t(lambda: random.choice([])); t(lambda: random.getrandbits(70)); t(lambda: random.Random(1).random()); random.seed('abc'); t(random.random); random.seed(2.5); t(random.random); t(lambda: random.betavariate(1, 2)); t(lambda: random.expovariate(1)); t(lambda: random.normalvariate(0, 1)); t(lambda: random.triangular()); t(lambda: random.sample([1], 2)); t(lambda: random.sample({1}, 1)); random.seed(-7); t(random.random); random.seed(10**30); t(lambda: random.randrange(10**30))
t(lambda: list(it.accumulate([1, 2, 3]))); t(lambda: list(it.accumulate([1, 2, 3], operator.mul, initial=10))); t(lambda: list(it.chain('ab', [1]))); t(lambda: list(it.chain.from_iterable(['ab', 'c']))); t(lambda: list(it.combinations('abcd', 2))); t(lambda: list(it.combinations_with_replacement('ab', 2))); t(lambda: list(it.permutations([1, 2, 3]))); t(lambda: list(it.permutations([1, 2, 3], 2))); t(lambda: list(it.product('ab', [1, 2]))); t(lambda: list(it.product([0, 1], repeat=2))); t(lambda: list(it.product())); t(lambda: list(it.islice(it.count(5), 3))); t(lambda: list(it.islice(range(10), 2, 8, 3))); t(lambda: list(it.islice('abc', None))); t(lambda: list(it.islice('abc', -1))); t(lambda: list(it.repeat('x', 3))); t(lambda: [x for x, _ in zip(it.cycle('ab'), range(5))]); t(lambda: list(it.takewhile(lambda x: x < 3, [1, 2, 3, 1]))); t(lambda: list(it.dropwhile(lambda x: x < 3, [1, 2, 3, 1]))); t(lambda: list(it.starmap(pow, [(2, 3), (3, 2)]))); t(lambda: list(it.zip_longest('ab', [1], fillvalue='-'))); t(lambda: list(it.compress('abc', [1, 0, 1]))); t(lambda: list(it.filterfalse(lambda x: x % 2, range(5)))); t(lambda: [(k, list(g)) for k, g in it.groupby('aabbbc')]); t(lambda: [k for k, g in it.groupby([1, 3, 2, 4], key=lambda x: x % 2)]); t(lambda: [list(x) for x in it.tee([1, 2], 2)]); t(lambda: list(it.pairwise('abcd'))); t(lambda: list(it.combinations([1], 2))); t(lambda: list(it.islice([1, 2, 3], 1, None)))
@functools.lru_cache(maxsize=None)
def fib(n):
    "Fibonacci."
    return n if n < 2 else fib(n - 1) + fib(n - 2)
print(fib(80), fib.cache_info(), fib.__name__, fib.__doc__); fib.cache_clear(); print(fib.cache_info())
@functools.lru_cache(2)
def sq(x): return x * x
sq(1); sq(2); sq(3); sq(1); print(sq.cache_info())
def deco(f):
    @functools.wraps(f)
    def w(*a, **k):
        "inner"
        return f(*a, **k)
    return w
@deco
def named(a: int) -> str: "docs"; return str(a)
print(named.__name__, named.__doc__, named(1), named.__wrapped__.__name__)
p = functools.partial(int, base=2); print(p('101'), p.keywords, p.func, p); t(lambda: functools.reduce(operator.add, [1, 2, 3], 10)); t(lambda: functools.reduce(operator.add, [])); t(lambda: sorted([3, 1, 2], key=functools.cmp_to_key(lambda a, b: b - a)))
class Q:
    n = 0
    @functools.cached_property
    def v(self): Q.n += 1; return Q.n
    @functools.lru_cache
    def m(self, x): return x + 1
q = Q(); print(q.v, q.v, q.m(1), q.m(1), Q.m.cache_info())
@functools.total_ordering
class V:
    def __init__(self, x): self.x = x
    def __eq__(self, o): return self.x == o.x
    def __lt__(self, o): return self.x < o.x
print(V(1) <= V(2), V(2) > V(1), V(1) >= V(2), max(V(1), V(3)).x)
@functools.singledispatch
def show(x): return 'any'
@show.register(int)
def _(x): return 'int'
@show.register
def _(x: str): return 'str'
print(show(1), show('a'), show(1.5), show(True))
Pt = collections.namedtuple('Pt', 'x y', defaults=[5]); pt = Pt(1); print(pt, pt.x, pt.y, pt[0], pt._asdict(), pt._replace(x=9), Pt._fields, pt == (1, 5), Pt._make([7, 8]), [*pt], isinstance(pt, tuple)); t(lambda: Pt()); t(lambda: Pt(1, 2, 3)); t(lambda: Pt(1, z=2)); t(lambda: setattr(pt, 'x', 2)); t(lambda: collections.namedtuple('A', 'def')); x, y = pt; print(x, y)
c = collections.Counter('abracadabra'); print(c, c.most_common(2), c['z'], sum(c.values()), c + collections.Counter('ab'), c - collections.Counter('aab'), sorted(c.elements())[:3]); c.update('zz'); print(c['z'], len(c)); t(lambda: collections.Counter(a=1) == collections.Counter('a'))
dd = collections.defaultdict(list); dd['a'].append(1); dd['b'].append(2); print(dd, dict(dd), dd.get('q'), 'q' in dd); t(lambda: collections.defaultdict(int)['x']); t(lambda: collections.defaultdict(5))
od = collections.OrderedDict([('a', 1), ('b', 2)]); od.move_to_end('a'); print(od, list(od), od.popitem(last=False), od == {'a': 1}); od['z'] = 0; print(od)
dq = collections.deque([1, 2, 3], maxlen=3); dq.append(4); dq.appendleft(0); print(dq, dq[0], dq[-1], len(dq), list(dq), dq.pop(), dq.popleft()); dq.extend([7, 8, 9]); dq.rotate(1); print(dq, 8 in dq); t(lambda: collections.deque().pop()); t(lambda: dq[10])
cm = collections.ChainMap({'a': 1}, {'a': 2, 'b': 3}); print(cm['a'], cm['b'], len(cm), sorted(cm), cm); t(lambda: cm['z'])
t(lambda: statistics.mean([1, 2, 3, 4])); t(lambda: statistics.mean([1, 2, 4])); t(lambda: statistics.median([3, 1, 2])); t(lambda: statistics.stdev([1, 2, 3, 4])); t(lambda: statistics.pstdev([1.5, 2.5])); t(lambda: statistics.variance([1, 2, 3])); t(lambda: statistics.mode('aab')); t(lambda: statistics.mean([])); t(lambda: statistics.quantiles([1, 2, 3, 4])); t(lambda: statistics.fmean([1, 2]))
t(lambda: string.ascii_letters); t(lambda: string.Template('$a ${b} $$').substitute(a=1, b=2)); t(lambda: string.capwords('ab cd')); print(textwrap.fill('The quick brown fox jumps over the lazy dog', 20)); t(lambda: textwrap.dedent('  a\n   b\n')); t(lambda: textwrap.indent('a\nb', '> ')); t(lambda: textwrap.shorten('Hello wide world', 12))
a = [[1], {'k': [2]}]; b = copy.deepcopy(a); b[0].append(9); print(a, b, copy.copy(a)[0] is a[0]); o = Q(); o.z = [1]; o2 = copy.deepcopy(o); o2.z.append(2); print(o.z, o2.z, copy.copy(o).z is o.z)
@contextlib.contextmanager
def ctx(n):
    print('in', n)
    try: yield n * 2
    except ValueError as e: print('caught', e)
    finally: print('out')
with ctx(3) as v: print(v)
with ctx(4): raise ValueError('boom')
with contextlib.suppress(KeyError): {}['x']
with contextlib.nullcontext(5) as z: print(z)
with contextlib.ExitStack() as st: print(st.enter_context(ctx(1)), st.callback(print, 'cb') and 1)
h = [5, 1, 4]; heapq.heapify(h); heapq.heappush(h, 0); print(heapq.heappop(h), h, heapq.nlargest(2, h), heapq.nsmallest(2, h)); print(bisect.bisect([1, 2, 2, 3], 2), bisect.bisect_left([1, 2, 2, 3], 2)); print(operator.itemgetter(1, 0)('ab'), operator.attrgetter('real')(5), operator.methodcaller('upper')('a'))
from dataclasses import dataclass, field, asdict, astuple, replace, fields
@dataclass
class Item:
    name: str
    price: float = 1.5
    tags: list = field(default_factory=list)
    def total(self, n): return self.price * n
i = Item('a'); print(i, i == Item('a'), i.total(2), asdict(i), astuple(i), replace(i, name='b'), [f.name for f in fields(i)]); t(lambda: Item()); t(lambda: Item('a', 1, [], 4)); t(lambda: Item('a', zz=1)); t(lambda: hash(i))
@dataclass(frozen=True, order=True)
class F:
    x: int
    y: int = 0
print(F(1) < F(2), hash(F(1)) == hash(F(1)), sorted([F(2), F(1)]), {F(1): 'a'}); t(lambda: setattr(F(1), 'x', 5))
@dataclass
class Sub(Item):
    extra: int = 0
    def __post_init__(self): self.extra += 1
print(Sub('n', extra=4))
from typing import List, Optional, Dict, Union, Callable, Any, NamedTuple, Tuple
class NT(NamedTuple):
    a: int
    b: str = 'q'
print(NT(1), NT(1).b, List[int], Optional[int], Dict[str, int], Union[int, str], Callable[[int], str], Any, Tuple[int, ...])
from abc import ABC, abstractmethod
class Ab(ABC):
    @abstractmethod
    def f(self): ...
t(lambda: Ab())
class Bc(Ab):
    def f(self): return 1
print(Bc().f())
