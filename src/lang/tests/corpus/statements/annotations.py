x: int = 5
y: 'list[int]'
def f(a: int, b: str = 'x', *c: float, d: bool = True) -> dict:
    z: int = a
    return {}
class C:
    p: int
    q: str = 'q'
print(__annotations__, f.__annotations__, C.__annotations__, hasattr(C, 'p'))
