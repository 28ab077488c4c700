import inspect
def gen(n):
    local = n * 2
    received = yield local
    yield received
g = gen(4)
print(inspect.getgeneratorstate(g)); next(g)
print(inspect.getgeneratorstate(g)); g.send('sent')
print(list(g))
print(inspect.getgeneratorstate(g))
print(inspect.isgeneratorfunction(gen), inspect.isgenerator(gen(1)), inspect.isgeneratorfunction(lambda: (yield)))
class Base:
    attr: int = 3
    def one(self): pass
    @property
    def two(self): return 2
    @staticmethod
    def three(): pass
    @classmethod
    def four(cls): pass
print(inspect.get_annotations(Base), inspect.get_annotations(gen), inspect.formatannotation(int), inspect.formatannotation(list[int]))
print(inspect.CO_GENERATOR & gen.__code__.co_flags != 0, inspect.CO_VARARGS, inspect.GEN_CREATED, inspect.Parameter.empty)
