import typing, collections.abc
from typing import *

def show(*sources):
    for source in sources:
        try:
            print(source, '->', repr(eval(source)))
        except Exception as error:
            print(source, '->', type(error).__name__, error)


show(
    "List[int], Dict[str, int], Tuple[int, ...], Tuple[int, str], Tuple[()], Set[int], FrozenSet[str], Optional[int], Union[int, str], Union[int, None], Union[int], Union[int, int], Union[Union[int, str], float], Callable[[int, str], bool], Callable[..., int], Callable, Any, Type[int], Iterable[int], Iterator[str], Generator[int, None, str], Sequence[int], Mapping[str, int], Literal['a', 1, None], ClassVar[int], Final[int], Annotated[int, 'meta'], NoReturn, Deque[int], DefaultDict[str, int], Counter[str], Never, Self, LiteralString",
    'list[int], dict[str, list[int]], tuple[int, ...], type[int], int | str, int | None, list[int] | None, (int | str) == Union[int, str], collections.abc.Callable[[int], str], collections.abc.Iterable[int], Optional[Union[int, str]], Union[int, str] | float, None | int',
)
T = TypeVar('T'); K = TypeVar('K', int, str); B = TypeVar('B', bound=int); C = TypeVar('C', covariant=True); P = ParamSpec('P')
show(
    'T, K, B, C, P, T.__name__, K.__constraints__, B.__bound__, C.__covariant__, List[T], Dict[K, T][int, str], List[T][int], Union[T, int][str], Callable[[T], T][int], Tuple[T, ...][str]',
    "get_origin(List[int]), get_args(Dict[str, int]), get_origin(int), get_args(int), get_origin(Optional[int]), get_args(Optional[int]), get_args(Callable[[int, str], bool]), get_origin(Literal[1]), get_args(Literal[1, 2]), get_origin(list[int]), get_args(tuple[int, ...]), get_origin(int | str), get_args(int | str), get_args(Annotated[int, 'm', 5]), List[int].__origin__, List[int].__args__",
    "List[int] == List[int], hash(List[int]) == hash(List[int]), Union[int, str] == Union[str, int], Literal[1, 2] == Literal[2, 1], isinstance([], List), issubclass(list, Sequence), isinstance(5, Hashable), isinstance([], Iterable), isinstance({}, Mapping), isinstance(len, Callable), isinstance(5, int | str), isinstance('a', Union[int, str]), isinstance(None, Optional[int])",
    'isinstance([], List[int])',
    'isinstance([], list[int])',
    'List[int, str]',
    'Dict[int]',
    'Union[()]',
    'Optional[int, str]',
    'Any()',
    'int[str]',
    'Generic[int]',
    'Callable[int]',
    "TypeVar('T', int)",
    'List[5]',
    'Literal',
    'Union[5]',
)
def f(a: int, b: 'str' = 'x', *c: float, d: Optional[int] = None) -> List[int]: ...
class A(Generic[T]):
    x: int
    y: ClassVar[str] = 's'
    def m(self, v: T) -> 'A[T]': return self
class B2(A[int]):
    z: 'float'
show(
    'get_type_hints(f), get_type_hints(A), get_type_hints(B2), A[int], A[int]().__class__.__name__, A[int]().__orig_class__, A.__parameters__, B2.__orig_bases__, B2.__mro__[1:3], A[T][str], get_type_hints(A.m)',
    'A[int, str]',
    "cast(int, 'a'), NewType('UserId', int)(5), NewType('UserId', int).__name__, TYPE_CHECKING, overload.__name__, no_type_check(f) is f, final(A) is A, assert_type(5, int), reveal_type.__name__",
)
class Point(TypedDict): x: int; y: int
class Partial(TypedDict, total=False): z: int
class Whole(Point, Partial): w: Required[str]; v: NotRequired[int]
show(
    "Point(x=1, y=2), Point({'x': 1, 'y': 5}), Point.__annotations__, Point.__total__, Partial.__total__, Point.__required_keys__ == {'x', 'y'}, Partial.__optional_keys__, Whole.__required_keys__ == {'x', 'y', 'w'}, type(Point(x=1, y=2)).__name__, Point.__name__",
    'isinstance({}, Point)',
)
@runtime_checkable
class Closes(Protocol):
    def close(self) -> None: ...
class Quacks(Protocol):
    def quack(self): ...
class Duck:
    def quack(self): ...
    def close(self): ...
show(
    'isinstance(Duck(), Closes), isinstance(5, Closes), issubclass(Duck, Closes)',
    'isinstance(Duck(), Quacks)',
    'Closes()',
)
class Emp(NamedTuple):
    name: str
    id: int = 3
show(
    "Emp('a'), Emp._fields, Emp.__annotations__, NamedTuple('E', [('a', int)])(5), SupportsInt, isinstance(5, SupportsInt), isinstance('a', SupportsFloat), AnyStr, Text, ForwardRef('X'), get_overloads(f)",
    'assert_never(5)',
)
