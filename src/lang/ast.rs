//! The syntax tree: Python 3.11's abstract grammar without `async`.
//!
//! Nodes are named and divided as in CPython's `ast` module. Three things differ, each because it saves every reader
//! of the tree some work: a default value stands with its parameter, a dict display holds pairs, and whether a name
//! is loaded, stored or deleted follows from where it stands (`targets`, `target`) instead of from a flag.
//!
//! Every node has the bytes it covers in the original text. Where a traceback marks something finer than a node (an
//! operator, an attribute's name, the brackets of a call) the node has a span for that too.
//!
//! # Design
//! The parser builds no tree higher than [`MAX_HEIGHT`], so that whoever walks or drops a tree may recurse.

use std::rc::Rc;

use num_bigint::BigInt;
use tape_text::Span;

/// The greatest height of a tree, counted in nested nodes.
///
/// CPython refuses higher trees too (`RecursionError: maximum recursion depth exceeded during compilation`), at three
/// times its recursion limit of 1000.
pub const MAX_HEIGHT: usize = 3000;

/// A name in a program.
pub type Identifier = Rc<str>;

/// A whole program, or a cell of one.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Module {
    /// Its statements.
    pub body: Vec<Stmt>,
}

/// A statement and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Stmt {
    /// From its first word to its last; a compound statement's block is part of it.
    pub span: Span,
    /// What it says.
    pub kind: StmtKind,
}

/// What a statement says.
#[derive(Clone, Debug, PartialEq)]
pub enum StmtKind {
    /// `def`. Behind an `Rc` because function objects keep their syntax tree.
    FunctionDef(Rc<FunctionDef>),
    /// `class`.
    ClassDef(Box<ClassDef>),
    /// `return value`.
    Return(Option<Expr>),
    /// `del a, b`.
    Delete(Vec<Expr>),
    /// `a = b, c = value`: the targets from left to right.
    Assign { targets: Vec<Expr>, value: Expr },
    /// `target += value`; `op_span` is the operator's with its `=`.
    AugAssign { target: Expr, op: Operator, op_span: Span, value: Expr },
    /// `target: annotation = value`.
    AnnAssign(Box<AnnAssign>),
    /// `for target in iter: body else: orelse`.
    For(Box<For>),
    /// `while test: body else: orelse`.
    While { test: Expr, body: Vec<Stmt>, orelse: Vec<Stmt> },
    /// `if test: body else: orelse`; an `elif` is an `orelse` with a single `If`.
    If { test: Expr, body: Vec<Stmt>, orelse: Vec<Stmt> },
    /// `with items: body`.
    With { items: Vec<WithItem>, body: Vec<Stmt> },
    /// `match subject: cases`.
    Match { subject: Expr, cases: Vec<MatchCase> },
    /// `raise exc from cause`.
    Raise { exc: Option<Expr>, cause: Option<Expr> },
    /// `try: …`.
    Try(Box<Try>),
    /// `assert test, msg`.
    Assert { test: Expr, msg: Option<Expr> },
    /// `import a.b as c, d`.
    Import(Vec<Alias>),
    /// `from module import names`; `level` counts leading dots; `*` is an alias of that name.
    ImportFrom { module: Option<Identifier>, names: Vec<Alias>, level: u32 },
    /// `global a, b`.
    Global(Vec<Identifier>),
    /// `nonlocal a, b`.
    Nonlocal(Vec<Identifier>),
    /// An expression on its own.
    Expr(Expr),
    /// `pass`.
    Pass,
    /// `break`.
    Break,
    /// `continue`.
    Continue,
}

/// A function definition.
#[derive(Clone, Debug, PartialEq)]
pub struct FunctionDef {
    /// From `def` to the end of the body.
    pub span: Span,
    /// Its name.
    pub name: Identifier,
    /// Where the name stands.
    pub name_span: Span,
    /// What it takes.
    pub parameters: Parameters,
    /// What it does.
    pub body: Vec<Stmt>,
    /// The expressions after `@`, from top to bottom.
    pub decorators: Vec<Expr>,
    /// The annotation after `->`.
    pub returns: Option<Expr>,
}

/// A class definition.
#[derive(Clone, Debug, PartialEq)]
pub struct ClassDef {
    /// From `class` to the end of the body.
    pub span: Span,
    /// Its name.
    pub name: Identifier,
    /// Where the name stands.
    pub name_span: Span,
    /// Base classes; may hold [`ExprKind::Starred`].
    pub bases: Vec<Expr>,
    /// `metaclass=…` and other keywords.
    pub keywords: Vec<Keyword>,
    /// What stands in it.
    pub body: Vec<Stmt>,
    /// The expressions after `@`, from top to bottom.
    pub decorators: Vec<Expr>,
}

/// `target: annotation = value`.
#[derive(Clone, Debug, PartialEq)]
pub struct AnnAssign {
    /// A name, an attribute or an item.
    pub target: Expr,
    /// The annotation.
    pub annotation: Expr,
    /// The value, if one is given.
    pub value: Option<Expr>,
    /// Whether the target is a bare name, not in parentheses: only then is the annotation recorded.
    pub simple: bool,
}

/// A `for` statement.
#[derive(Clone, Debug, PartialEq)]
pub struct For {
    /// What each item is assigned to.
    pub target: Expr,
    /// What is iterated over.
    pub iter: Expr,
    /// The loop's body.
    pub body: Vec<Stmt>,
    /// What runs if no `break` ended the loop.
    pub orelse: Vec<Stmt>,
}

/// A `try` statement.
#[derive(Clone, Debug, PartialEq)]
pub struct Try {
    /// What is tried.
    pub body: Vec<Stmt>,
    /// The `except` clauses.
    pub handlers: Vec<ExceptHandler>,
    /// What runs if nothing was raised.
    pub orelse: Vec<Stmt>,
    /// What runs at the end in any case.
    pub finalbody: Vec<Stmt>,
    /// Whether the clauses are `except*`.
    pub star: bool,
}

/// An `except` clause.
#[derive(Clone, Debug, PartialEq)]
pub struct ExceptHandler {
    /// From `except` to the end of the body.
    pub span: Span,
    /// The class or tuple of classes it catches; none catches all.
    pub class: Option<Expr>,
    /// The name after `as`.
    pub name: Option<Identifier>,
    /// What it does.
    pub body: Vec<Stmt>,
}

/// `context as target` in a `with` statement.
#[derive(Clone, Debug, PartialEq)]
pub struct WithItem {
    /// The context manager.
    pub context: Expr,
    /// What its value is assigned to.
    pub target: Option<Expr>,
}

/// `case pattern if guard: body`.
#[derive(Clone, Debug, PartialEq)]
pub struct MatchCase {
    /// What is matched.
    pub pattern: Pattern,
    /// The condition after `if`.
    pub guard: Option<Expr>,
    /// What runs.
    pub body: Vec<Stmt>,
}

/// `name as asname` in an import; `name` is dotted as written.
#[derive(Clone, Debug, PartialEq)]
pub struct Alias {
    /// Where it stands.
    pub span: Span,
    /// What is imported.
    pub name: Identifier,
    /// The name after `as`.
    pub asname: Option<Identifier>,
}

/// The parameters of a function or lambda, in the order in which they are written.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Parameters {
    /// Those before `/`.
    pub positional_only: Vec<Parameter>,
    /// Those that may be given by position or by name.
    pub positional: Vec<Parameter>,
    /// `*args`.
    pub rest: Option<Parameter>,
    /// Those after `*` or `*args`.
    pub keyword_only: Vec<Parameter>,
    /// `**kwargs`.
    pub keyword_rest: Option<Parameter>,
}

/// A parameter.
#[derive(Clone, Debug, PartialEq)]
pub struct Parameter {
    /// The name and its annotation.
    pub span: Span,
    /// Its name.
    pub name: Identifier,
    /// The annotation after `:`. That of `*args` may be [`ExprKind::Starred`].
    pub annotation: Option<Expr>,
    /// The value after `=`.
    pub default: Option<Expr>,
}

/// An expression and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Expr {
    /// What it covers; parentheses around an expression are not part of it, those of a tuple are.
    pub span: Span,
    /// What it says.
    pub kind: ExprKind,
}

/// What an expression says.
#[derive(Clone, Debug, PartialEq)]
pub enum ExprKind {
    /// A literal.
    Constant(Constant),
    /// A name.
    Name(Identifier),
    /// `a and b and c`: at least two values.
    BoolOp { op: BoolOp, values: Vec<Expr> },
    /// `target := value`; the target is a name.
    NamedExpr { target: Box<Expr>, value: Box<Expr> },
    /// `left op right`; `op_span` is the operator's.
    BinOp { left: Box<Expr>, op: Operator, op_span: Span, right: Box<Expr> },
    /// `op operand`.
    UnaryOp { op: UnaryOp, operand: Box<Expr> },
    /// `lambda parameters: body`. Behind an `Rc` because function objects keep their syntax tree.
    Lambda(Rc<Lambda>),
    /// `body if test else orelse`.
    IfExp { test: Box<Expr>, body: Box<Expr>, orelse: Box<Expr> },
    /// `{key: value, **mapping}`.
    Dict(Vec<DictItem>),
    /// `{a, b}`.
    Set(Vec<Expr>),
    /// `[element for …]`.
    ListComp { element: Box<Expr>, generators: Vec<Comprehension> },
    /// `{element for …}`.
    SetComp { element: Box<Expr>, generators: Vec<Comprehension> },
    /// `{key: value for …}`.
    DictComp { key: Box<Expr>, value: Box<Expr>, generators: Vec<Comprehension> },
    /// `(element for …)`.
    GeneratorExp { element: Box<Expr>, generators: Vec<Comprehension> },
    /// `yield value`.
    Yield(Option<Box<Expr>>),
    /// `yield from value`.
    YieldFrom(Box<Expr>),
    /// `left < b <= c`.
    Compare(Box<Compare>),
    /// `func(args, keywords)`.
    Call(Box<Call>),
    /// An f-string, with the plain strings written beside it.
    JoinedStr(Vec<FStringPart>),
    /// `value.name`.
    Attribute { value: Box<Expr>, name: Identifier, name_span: Span },
    /// `value[index]`; `brackets` runs from `[` to `]`.
    Subscript { value: Box<Expr>, index: Box<Expr>, brackets: Span },
    /// `*value` in a call, a display, an index or a target.
    Starred(Box<Expr>),
    /// `[a, b]`.
    List(Vec<Expr>),
    /// `a, b`.
    Tuple(Vec<Expr>),
    /// `lower:upper:step` in an index.
    Slice { lower: Option<Box<Expr>>, upper: Option<Box<Expr>>, step: Option<Box<Expr>> },
}

/// A literal's value.
#[derive(Clone, Debug, PartialEq)]
pub enum Constant {
    /// `None`.
    None,
    /// `True` or `False`.
    Bool(bool),
    /// `...`.
    Ellipsis,
    /// An integer that fits.
    Int(i64),
    /// An integer that does not.
    BigInt(Rc<BigInt>),
    /// A floating-point number.
    Float(f64),
    /// The imaginary part of `2j`.
    Imaginary(f64),
    /// A string: escapes decoded, neighbours joined.
    Str(Rc<str>),
    /// Bytes: escapes decoded, neighbours joined.
    Bytes(Rc<[u8]>),
}

/// `lambda parameters: body`.
#[derive(Clone, Debug, PartialEq)]
pub struct Lambda {
    /// From `lambda` to the end of the body.
    pub span: Span,
    /// What it takes.
    pub parameters: Parameters,
    /// What it returns.
    pub body: Expr,
}

/// `key: value`, or `**value` without a key.
#[derive(Clone, Debug, PartialEq)]
pub struct DictItem {
    /// The key.
    pub key: Option<Expr>,
    /// The value, or the mapping that is unpacked.
    pub value: Expr,
}

/// `for target in iter if …`.
#[derive(Clone, Debug, PartialEq)]
pub struct Comprehension {
    /// What each item is assigned to.
    pub target: Expr,
    /// What is iterated over.
    pub iter: Expr,
    /// The conditions.
    pub conditions: Vec<Expr>,
}

/// A chain of comparisons: as many operators as comparators, at least one.
#[derive(Clone, Debug, PartialEq)]
pub struct Compare {
    /// The leftmost operand.
    pub left: Expr,
    /// The operators from left to right.
    pub ops: Vec<CmpOp>,
    /// The operands after each operator.
    pub comparators: Vec<Expr>,
}

/// A call.
#[derive(Clone, Debug, PartialEq)]
pub struct Call {
    /// What is called.
    pub func: Expr,
    /// Arguments by position; may hold [`ExprKind::Starred`].
    pub args: Vec<Expr>,
    /// Arguments by name.
    pub keywords: Vec<Keyword>,
    /// From `(` to `)`.
    pub parentheses: Span,
}

/// `name=value`, or `**value` without a name.
#[derive(Clone, Debug, PartialEq)]
pub struct Keyword {
    /// The whole of it.
    pub span: Span,
    /// The name; none for `**value`.
    pub name: Option<Identifier>,
    /// The value.
    pub value: Expr,
}

/// A part of an f-string.
#[derive(Clone, Debug, PartialEq)]
pub enum FStringPart {
    /// Text: escapes decoded, `{{` and `}}` undone. The text of a self-documenting `{x=}` (here `x=`) is part of the
    /// literal before it.
    Literal(Rc<str>),
    /// `{value!conversion:spec}`.
    Formatted(Box<FormattedValue>),
}

/// A replacement field of an f-string.
#[derive(Clone, Debug, PartialEq)]
pub struct FormattedValue {
    /// From `{` to `}`.
    pub span: Span,
    /// What is formatted.
    pub value: Expr,
    /// What is done before formatting; `{x=}` without a conversion or spec has [`Conversion::Repr`].
    pub conversion: Option<Conversion>,
    /// The format spec after `:`, which may hold fields of its own.
    pub spec: Option<Vec<FStringPart>>,
}

/// What an f-string's field does to its value before formatting it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Conversion {
    /// `!s`.
    Str,
    /// `!r`.
    Repr,
    /// `!a`.
    Ascii,
}

/// `and`, `or`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BoolOp {
    /// `and`.
    And,
    /// `or`.
    Or,
}

/// A binary operator.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Operator {
    /// `+`.
    Add,
    /// `-`.
    Sub,
    /// `*`.
    Mult,
    /// `@`.
    MatMult,
    /// `/`.
    Div,
    /// `%`.
    Mod,
    /// `**`.
    Pow,
    /// `<<`.
    LShift,
    /// `>>`.
    RShift,
    /// `|`.
    BitOr,
    /// `^`.
    BitXor,
    /// `&`.
    BitAnd,
    /// `//`.
    FloorDiv,
}

/// A prefix operator.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum UnaryOp {
    /// `~`.
    Invert,
    /// `not`.
    Not,
    /// `+`.
    UAdd,
    /// `-`.
    USub,
}

/// A comparison operator.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CmpOp {
    /// `==`.
    Eq,
    /// `!=`.
    NotEq,
    /// `<`.
    Lt,
    /// `<=`.
    LtE,
    /// `>`.
    Gt,
    /// `>=`.
    GtE,
    /// `is`.
    Is,
    /// `is not`.
    IsNot,
    /// `in`.
    In,
    /// `not in`.
    NotIn,
}

/// A pattern of a `case` and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Pattern {
    /// What it covers.
    pub span: Span,
    /// What it says.
    pub kind: PatternKind,
}

/// What a pattern says.
#[derive(Clone, Debug, PartialEq)]
pub enum PatternKind {
    /// A value compared with `==`: a literal or a dotted name.
    Value(Expr),
    /// `None`, `True` or `False`, compared with `is`.
    Singleton(Constant),
    /// `[a, *rest]`.
    Sequence(Vec<Pattern>),
    /// `{key: pattern, **rest}`.
    Mapping { keys: Vec<Expr>, patterns: Vec<Pattern>, rest: Option<Identifier> },
    /// `Class(pattern, name=pattern)`.
    Class { class: Expr, patterns: Vec<Pattern>, keywords: Vec<(Identifier, Pattern)> },
    /// `*name`; `*_` has no name. Only in a sequence.
    Star(Option<Identifier>),
    /// `pattern as name`; a bare name has no pattern, and `_` has neither.
    As { pattern: Option<Box<Pattern>>, name: Option<Identifier> },
    /// `a | b`.
    Or(Vec<Pattern>),
}
