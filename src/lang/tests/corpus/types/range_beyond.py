B=10**20
r=range(B,B+10,3)
print(r,len(r),list(r),r[-1],r[1:3],r[::-1],list(r[::-1]),list(reversed(r)),r.start,r.stop,r.step,r.index(B+3),r.count(B+3),r.count(1),bool(r),bool(range(B,B)))
print(r==range(B,B+12,3),r!=range(B,B+12,3),hash(r)==hash(range(B,B+12,3)),r==range(3),range(3)==r,r==1, range(1,B,B)==range(1,2), range(1,2)==range(1,B,B), hash(range(1,2))==hash(range(1,B,B)), range(B,0)==range(0), range(0)==range(B,0))
print(B in r,B+1 in r,1.5 in range(B,B+2), float(B) in r, type(r), isinstance(r,range), type(iter(r)))
for e in ('len(range(B))','r[10]','r["a"]','r[::0]','r.index(7)','range(B,B,0)','range(1.5)','range(B)["x"]','len(range(-2**63,2**63-1))', 'r<r', 'r[1.5:]', 'range(0,1,0)','next(reversed(range(B)))', 'range(B)[B-1]', 'range(B)[-B]','range(B)[5:B//2:7]', 'range(B)[::-1]','list(range(-2**63,-2**63+3))','list(range(2**63,2**63-3,-1))','range(2**63-1)', 'len(range(2**63-1))','len(range(2**63))','range(B)[3:7]','list(zip(range(B),"abc"))','range(True, 5)','range(-B,B,B)[1:]','[*range(-B,B,B)]','max(r)','sum(r)','sorted(r,reverse=True)','[x for x in enumerate(range(B,B+2))]','repr(range(B)[0:0])','{r:1}[range(B,B+12,3)]','range(B).start','tuple(map(str,r))','r.foo','range(5)[B]','hash(range(B))==hash(range(B))', 'import_', 'range(10)[::B]', 'range(10)[B:]','range(2**62,2**63-1,2**62)[::2]','range(0,2**63-1,2**62)[::3]', 'copy.copy(r)', 'copy.deepcopy(r) == r', 'random.seed(1) or random.randrange(B,B+10)', 'random.choice(r)','random.sample(range(5),2)'):
    import copy, random
    try: print(e, eval(e))
    except Exception as x: print(e, type(x).__name__, x)
def f():
    for i in range(B,B+2): yield i
print(*f())
match r:
    case [a,*rest]: print(a,rest)
a,b,*c=r; print(a,b,c)
