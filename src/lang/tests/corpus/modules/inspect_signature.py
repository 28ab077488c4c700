import inspect
from inspect import signature, Parameter, Signature
import functools

def show(*sources):
    for source in sources:
        try:
            print(source, '->', repr(eval(source)))
        except Exception as error:
            print(source, '->', type(error).__name__, error)


def f(a, /, b, c: int = 3, *args: str, d, e=5, **kw) -> bool:
    """Says
        what it does.

    And more.
    """
def g(x, y=None): return x
class C:
    """A class."""
    def __init__(self, n, *, flag=False): pass
    def method(self, p, q=1): "the method"
    @classmethod
    def make(cls, z): pass
    @staticmethod
    def fixed(u, v=2): pass
    def __call__(self, w): pass
class D(C):
    def method(self, p, q=1): pass
@functools.wraps(g)
def wrapper(*args, **kwargs): return g(*args, **kwargs)
show(
    'signature(f), str(signature(g)), signature(C), signature(C.method), signature(C(1).method), signature(C.make), signature(C.fixed), signature(C(1)), signature(lambda *, k: 0), signature(wrapper), signature(wrapper, follow_wrapped=False)',
    'list(signature(f).parameters), [p.kind.name for p in signature(f).parameters.values()], [p.kind.description for p in signature(f).parameters.values()], signature(f).return_annotation, signature(g).return_annotation is Signature.empty',
    "signature(f).parameters['c'], signature(f).parameters['c'].default, signature(f).parameters['c'].annotation, signature(f).parameters['d'].default is Parameter.empty, str(signature(f).parameters['args']), repr(signature(g))",
    'signature(g).bind(1, y=2), signature(g).bind(1).arguments, signature(f).bind(1, 2, 3, 4, 5, d=6, z=7).args, signature(f).bind(1, 2, d=6, z=7).kwargs, signature(f).bind_partial(1).arguments',
    'signature(g).bind()',
    'signature(g).bind(1, 2, 3)',
    'signature(g).bind(1, z=2)',
    'signature(g).bind(1, x=2)',
    'signature(f).bind(1, 2)',
    'signature(f).bind(a=1, b=2, d=3)',
    'signature(5)',
    "signature(g).replace(return_annotation=int), signature(g).replace(parameters=[]), signature(g).parameters['x'].replace(default=9), Signature([Parameter('q', Parameter.KEYWORD_ONLY, default=1, annotation=str)])",
    "Signature([Parameter('a', Parameter.KEYWORD_ONLY), Parameter('b', Parameter.POSITIONAL_ONLY)])",
    "Parameter('1a', Parameter.KEYWORD_ONLY)",
    'signature(functools.partial(f, 1)), signature(functools.partial(f, 1, d=2)), signature(functools.partial(g, y=3)), signature(functools.partial(g, 1, 2))',
)
ba = signature(g).bind(1); ba.apply_defaults(); print(ba.arguments, ba.args, ba.kwargs, ba)
ba = signature(f).bind(1, 2, d=0); ba.apply_defaults(); print(ba.args, ba.kwargs)
show(
    "inspect.getdoc(f), inspect.getdoc(C), inspect.getdoc(D.method), inspect.cleandoc('  a\\n    b\\n   c'), inspect.getdoc(g)",
    'inspect.isfunction(f), inspect.isfunction(len), inspect.isbuiltin(len), inspect.isclass(C), inspect.ismethod(C(1).method), inspect.ismethod(C.method), inspect.isroutine(len), inspect.ismodule(inspect), inspect.isabstract(C), inspect.isgeneratorfunction(f), inspect.isgenerator(x for x in ()), inspect.isdatadescriptor(property()), inspect.iscode(f.__code__), inspect.isawaitable(1), inspect.iscoroutinefunction(f), inspect.istraceback(None)',
    'inspect.getfullargspec(f)',
    'inspect.getfullargspec(g).args, inspect.getfullargspec(C.method), inspect.getmro(D)[1].__name__, inspect.unwrap(wrapper) is g, inspect.getcallargs(g, 1), inspect.getcallargs(f, 1, 2, 3, 4, d=5, t=6)',
    "[n for n, _ in inspect.getmembers(C) if not n.startswith('__')], [n for n, v in inspect.getmembers(D(1), inspect.ismethod)], inspect.getattr_static(C, 'fixed').__class__.__name__, inspect.getmodulename('a/b/c.py')",
)
