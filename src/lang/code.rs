//! Compiled code: instructions for a machine with registers.
//!
//! A frame's registers hold, in this order, its parameters, its other variables, and temporaries. A temporary is written once
//! and read once; reading it empties it, so that values die as soon as Python's would.

use std::cell::UnsafeCell;
use std::rc::Rc;

use tape_text::Source;

use crate::ast;
use crate::exception::Marks;
use crate::name::Name;
use crate::value::{Str, Value};
use crate::vm::Numeric;

/// A register of the frame.
pub type Reg = u16;

/// An instruction. Two words are never needed: where a test has a target, a [`Op::Jump`] follows it and is its operand.
#[derive(Clone, Copy, Debug)]
#[repr(u8)]
pub enum Op {
    /// `d = constants[k]`.
    Const { d: Reg, k: u16 },
    /// `d = s`, a variable: the value is shared.
    Move { d: Reg, s: Reg },
    /// `d = s`, a temporary: the value moves.
    Take { d: Reg, s: Reg },
    /// Empties a register.
    Clear { r: Reg },
    /// Raises `UnboundLocalError` if the variable has no value.
    CheckLocal { r: Reg },
    /// `del` of a variable.
    DeleteLocal { r: Reg },

    /// `d = ` the global or builtin of the cache's name.
    LoadGlobal { d: Reg, c: u16 },
    /// Sets the global of the cache's name.
    StoreGlobal { s: Reg, c: u16 },
    /// `del` of a global.
    DeleteGlobal { c: u16 },
    /// `d = ` a name of a class body, or else a global.
    LoadName { d: Reg, c: u16 },
    /// Sets a name of a class body.
    StoreName { s: Reg, c: u16 },
    /// `del` of a name of a class body.
    DeleteName { c: u16 },
    /// Puts a cell into a variable's register, with the value that the register has.
    MakeCell { r: Reg },
    /// `d = ` the value in the cell of a variable.
    LoadCell { d: Reg, r: Reg },
    /// Sets the value in the cell of a variable.
    StoreCell { r: Reg, s: Reg },
    /// `del` of a variable in a cell.
    DeleteCell { r: Reg },
    /// `d = ` a variable of a function around.
    LoadFree { d: Reg, i: u16 },
    /// Sets a variable of a function around.
    StoreFree { i: u16, s: Reg },
    /// `del` of a variable of a function around.
    DeleteFree { i: u16 },
    /// `d = ` a name of a class body, or else a variable of a function around it.
    LoadNameOrFree { d: Reg, c: u16, i: u16 },
    /// `d = ` the cell itself.
    CellOf { d: Reg, r: Reg },

    /// `d = a + b`.
    Add { d: Reg, a: Reg, b: Reg },
    /// `d = a - b`.
    Sub { d: Reg, a: Reg, b: Reg },
    /// `d = a * b`.
    Mul { d: Reg, a: Reg, b: Reg },
    /// `d = a / b`.
    Div { d: Reg, a: Reg, b: Reg },
    /// `d = a % b`.
    Mod { d: Reg, a: Reg, b: Reg },
    /// `d = a // b`.
    FloorDiv { d: Reg, a: Reg, b: Reg },
    /// `d = a + constants[k]`.
    AddK { d: Reg, a: Reg, k: u16 },
    /// `d = a - constants[k]`.
    SubK { d: Reg, a: Reg, k: u16 },
    /// `d = a * constants[k]`.
    MulK { d: Reg, a: Reg, k: u16 },
    /// `d = a % constants[k]`.
    ModK { d: Reg, a: Reg, k: u16 },
    /// `d = a // constants[k]`.
    FloorDivK { d: Reg, a: Reg, k: u16 },
    /// `d = constants[k] * b`.
    KMul { d: Reg, k: u16, b: Reg },
    /// `d = constants[k] - b`.
    KSub { d: Reg, k: u16, b: Reg },
    /// `d = a op b` for every operator.
    Binary { op: ast::Operator, d: Reg, a: Reg, b: Reg },
    /// `d = a`, after `a += b`.
    AddInplace { d: Reg, a: Reg, b: Reg },
    /// `d = a`, after `a -= b`.
    SubInplace { d: Reg, a: Reg, b: Reg },
    /// `d = a`, after `a *= b`.
    MulInplace { d: Reg, a: Reg, b: Reg },
    /// `d = a`, after `a op= b` for every operator.
    Inplace { op: ast::Operator, d: Reg, a: Reg, b: Reg },
    /// `d = op a`.
    Unary { op: ast::UnaryOp, d: Reg, a: Reg },
    /// `d = a op b` for every comparison.
    Compare { op: ast::CmpOp, d: Reg, a: Reg, b: Reg },

    /// Jumps.
    Jump { target: u32 },
    /// Jumps backward; looks whether the program is to stop.
    JumpBack { target: u32 },
    /// Jumps if the truth of `r` is `expect`.
    Test { expect: bool, r: Reg },
    /// Jumps if the truth of `r` is `expect` and keeps `r`, else empties it: `and`, `or`.
    TestKeep { expect: bool, r: Reg },
    /// Jumps if the truth of `a < b` is `expect`.
    TestLt { expect: bool, a: Reg, b: Reg },
    /// Jumps if the truth of `a <= b` is `expect`.
    TestLtE { expect: bool, a: Reg, b: Reg },
    /// Jumps if the truth of `a > b` is `expect`.
    TestGt { expect: bool, a: Reg, b: Reg },
    /// Jumps if the truth of `a >= b` is `expect`.
    TestGtE { expect: bool, a: Reg, b: Reg },
    /// Jumps if the truth of `a == b` is `expect`.
    TestEq { expect: bool, a: Reg, b: Reg },
    /// Jumps if the truth of `a != b` is `expect`.
    TestNotEq { expect: bool, a: Reg, b: Reg },
    /// Jumps if the truth of `a < constants[k]` is `expect`.
    TestLtK { expect: bool, a: Reg, k: u16 },
    /// Jumps if the truth of `a <= constants[k]` is `expect`.
    TestLtEK { expect: bool, a: Reg, k: u16 },
    /// Jumps if the truth of `a > constants[k]` is `expect`.
    TestGtK { expect: bool, a: Reg, k: u16 },
    /// Jumps if the truth of `a >= constants[k]` is `expect`.
    TestGtEK { expect: bool, a: Reg, k: u16 },
    /// Jumps if the truth of `a == constants[k]` is `expect`.
    TestEqK { expect: bool, a: Reg, k: u16 },
    /// Jumps if the truth of `a != constants[k]` is `expect`.
    TestNotEqK { expect: bool, a: Reg, k: u16 },
    /// Jumps if `a is b` is `expect`.
    TestIs { expect: bool, a: Reg, b: Reg },
    /// Jumps if `a is None` is `expect`.
    TestNone { expect: bool, a: Reg },
    /// Jumps if `a in b` is `expect`.
    TestIn { expect: bool, a: Reg, b: Reg },

    /// Prepares a loop over `s`: `d` and the register behind it hold the iterator.
    GetIter { d: Reg, s: Reg },
    /// If the iterator `it` has another item, sets `d` to it and jumps; else empties the iterator and goes on.
    ForIter { d: Reg, it: Reg },
    /// `d = iter(s)`, as a value.
    Iter { d: Reg, s: Reg },
    /// `d = ` what a comprehension is given: `s` itself where loops walk by position, else `iter(s)`.
    IterArgument { d: Reg, s: Reg },

    /// `d = a.name`.
    LoadAttr { d: Reg, a: Reg, c: u16 },
    /// `a.name = s`.
    StoreAttr { a: Reg, s: Reg, c: u16 },
    /// `del a.name`.
    DeleteAttr { a: Reg, c: u16 },
    /// Prepares a call of `a.name`: the callee in `d`, its first argument (or nothing) behind it.
    LoadMethod { d: Reg, a: Reg, c: u16 },
    /// `d = a[b]`.
    Item { d: Reg, a: Reg, b: Reg },
    /// `d = a[constants[k]]`.
    ItemK { d: Reg, a: Reg, k: u16 },
    /// `a[b] = s`.
    SetItem { a: Reg, b: Reg, s: Reg },
    /// `del a[b]`.
    DelItem { a: Reg, b: Reg },
    /// `d = slice(s, s + 1, s + 2)`.
    BuildSlice { d: Reg, s: Reg },

    /// `d = (s, s + 1, …)`.
    BuildTuple { d: Reg, s: Reg, n: u16 },
    /// `d = [s, s + 1, …]`.
    BuildList { d: Reg, s: Reg, n: u16 },
    /// `d = {s, s + 1, …}`.
    BuildSet { d: Reg, s: Reg, n: u16 },
    /// `d = {s: s + 1, …}` with `n` pairs.
    BuildDict { d: Reg, s: Reg, n: u16 },
    /// `d = []` with room for as many items as the register `over` has, if it tells: a comprehension that keeps them all.
    BuildListFor { d: Reg, over: Reg },
    /// `list.append(s)`.
    ListAppend { list: Reg, s: Reg },
    /// `list.extend(s)`.
    ListExtend { list: Reg, s: Reg },
    /// Adds the arguments `*s` of the call of `callee`.
    SpreadArguments { list: Reg, s: Reg, callee: Reg },
    /// `set.add(s)`.
    SetAdd { set: Reg, s: Reg },
    /// `set.update(s)`.
    SetUpdate { set: Reg, s: Reg },
    /// `dict[k] = v`.
    DictSet { dict: Reg, k: Reg, v: Reg },
    /// `dict.update(s)`, for `{**s}`.
    DictUpdate { dict: Reg, s: Reg },
    /// Adds the keyword arguments `**s` of the call of `callee`.
    DictMerge { dict: Reg, s: Reg, callee: Reg },
    /// `d = tuple(s)` of a list that nobody else has.
    ListToTuple { d: Reg, s: Reg },
    /// `d = ` a new text that begins as `constants[k]` and that nobody else has: an f-string.
    StartText { d: Reg, k: u16 },
    /// Appends `constants[k]` to the f-string `d`.
    AppendText { d: Reg, k: u16 },
    /// Appends `format(s, spec)` to the f-string `d` after a conversion; the spec is a register, [`NO_SPEC`] for none.
    AppendField { conversion: FormatConversion, d: Reg, s: Reg, spec: u16 },
    /// `s, s + 1, … = a` with `n` targets.
    Unpack { a: Reg, s: Reg, n: u16 },
    /// The same with a starred target: `counts` has the targets before it in its high byte and those behind it in its low one.
    UnpackStar { a: Reg, s: Reg, counts: u16 },

    /// Hands out `s` and waits; `d` is what is sent.
    Yield { d: Reg, s: Reg },
    /// Hands out all that the iterator `it` has; `d` is what it returns. The register behind `it` is what to send next.
    YieldFrom { d: Reg, it: Reg },
    /// `d = ` the function of `codes[code]`; `s` defaults, `s + 1` keyword defaults, `s + 2` annotations, each or nothing.
    MakeFunction { d: Reg, code: u16, s: Reg },
    /// `d = ` the class made by the body function `s`, with the name `s + 1`, the list of bases `s + 2`, the keywords `s + 3`.
    MakeClass { d: Reg, s: Reg },

    /// `raise r`.
    Raise { r: Reg },
    /// `raise r from cause`.
    RaiseFrom { r: Reg, cause: Reg },
    /// `raise`.
    RaiseAgain,
    /// Raises the exception in `r` anew at the end of a handler that did not want it.
    Reraise { r: Reg },
    /// Begins to handle the exception in `r`; the one that was handled before goes behind it.
    EnterHandler { r: Reg },
    /// Ends that.
    LeaveHandler { r: Reg },
    /// Jumps unless the exception in `r` is one of the classes `class`.
    TestException { r: Reg, class: Reg },
    /// `raise AssertionError(r)`.
    RaiseAssertion { r: Reg },
    /// `raise AssertionError`.
    RaiseAssertionBare,
    /// `d = context.__enter__()`; the context stays where it is.
    WithEnter { d: Reg, context: Reg },
    /// `context.__exit__(None, None, None)`.
    WithExit { context: Reg },
    /// `d = ` the truth of `context.__exit__(…)` for the exception in `r`.
    WithExcept { d: Reg, context: Reg, r: Reg },

    /// `d = ` the module `names[name]`, or the one it begins with when the whole path is not asked for.
    Import { whole: bool, d: Reg, name: u16, level: u16 },
    /// `d = ` the attribute or submodule `names[name]` of the module `m`.
    ImportFrom { d: Reg, m: Reg, name: u16 },
    /// Copies the public names of the module `m` into the globals.
    ImportStar { m: Reg },
    /// Makes `__annotations__`, unless it is there.
    Annotations,
    /// Shows a value at a prompt.
    Display { s: Reg },

    /// `d = ` whether the subject `s` is a sequence (`kind` 0) or a mapping (1) for a pattern.
    MatchKind { mapping: bool, d: Reg, s: Reg },
    /// `d = ` whether the subject has `n` items, or at least so many.
    MatchLength { exact: bool, d: Reg, s: Reg, n: u16 },
    /// `d = ` the values of the keys in the tuple `keys` of the subject, or `None`.
    MatchKeys { d: Reg, s: Reg, keys: Reg },
    /// `d = ` what a mapping has beside the keys in the tuple `keys`.
    MatchRest { d: Reg, s: Reg, keys: Reg },
    /// `d = ` the attributes of the subject that a class pattern asks for, or `None`; `class` is the class, behind it the number of
    /// positional patterns and the tuple of names.
    MatchClass { d: Reg, s: Reg, class: Reg },

    /// `d = f(f + 2, …)` with `n` arguments.
    Call { d: Reg, f: Reg, n: u16 },
    /// The same after [`Op::LoadMethod`]: if `f + 1` holds a value, that is the first argument before the others.
    CallMethod { d: Reg, f: Reg, n: u16 },
    /// The same with the last arguments named by the constant tuple `names`; the result goes to `f`.
    CallNamed { method: bool, f: Reg, n: u16, names: u16 },
    /// `d = f(*(f + 2), **(f + 3))`, a list and a dict (or nothing).
    CallSpread { method: bool, d: Reg, f: Reg },
    /// Goes over to the body of the function, which is compiled now if this is its first call.
    EnterBody,
    /// Runs the function on plain numbers and leaves it, if that can be done.
    EnterNumeric,
    /// Leaves the frame with a value; registers from `live` on are empty.
    Return { r: Reg, live: Reg },
    /// Leaves the frame with a constant.
    ReturnConst { k: u16, live: Reg },
}

/// No format spec.
pub const NO_SPEC: u16 = u16::MAX;

/// What an f-string's field does to its value before formatting it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum FormatConversion {
    /// Nothing.
    None,
    /// `!s`.
    Str,
    /// `!r`.
    Repr,
    /// `!a`.
    Ascii,
}

/// What a place in the code remembers of the last time it ran.
pub struct Cache {
    /// The name that it looks up.
    pub name: Name,
    /// The name's string.
    pub text: Rc<Str>,
    /// What is remembered; only the machine on this thread touches it.
    pub(crate) memory: UnsafeCell<Memory>,
}

/// What a lookup found.
#[derive(Default)]
pub(crate) struct Memory {
    /// What kind of thing was found where; the machine's business.
    pub kind: u8,
    /// A position in a dict that is tried first.
    pub slot: u32,
    /// The version of the class, or of the keys of the globals.
    pub version: u32,
    /// Where the globals stand that the version belongs to.
    pub address: usize,
    /// What was found.
    pub value: Value,
}

impl Cache {
    /// An empty cache for a name.
    #[must_use]
    pub fn new(name: Name) -> Cache {
        Cache { name, text: name.text(), memory: UnsafeCell::default() }
    }
}

/// Instructions whose exceptions are handled in this frame.
#[derive(Clone, Copy, Debug)]
pub struct Handler {
    /// The first instruction.
    pub start: u32,
    /// One past the last.
    pub end: u32,
    /// Where handling goes on.
    pub target: u32,
    /// Where the exception is put; registers from here on are emptied.
    pub register: Reg,
}

/// How an inner function gets a variable that it shares.
#[derive(Clone, Copy, Debug)]
pub enum Capture {
    /// The cell in a register of the frame that makes the function.
    Cell(Reg),
    /// A free variable of that frame.
    Free(u16),
}

/// The parameters of a function in the order of their registers: by position, keyword-only, `*args`, `**kwargs`.
#[derive(Clone, Debug, Default)]
pub struct ParameterList {
    /// Their names.
    pub names: Box<[Name]>,
    /// How many are positional-only.
    pub positional_only: usize,
    /// How many may be given by position, those included.
    pub positional: usize,
    /// How many must be given by name.
    pub keyword_only: usize,
    /// Whether there is `*args`.
    pub rest: bool,
    /// Whether there is `**kwargs`.
    pub keyword_rest: bool,
}

impl ParameterList {
    /// How many registers they take.
    #[inline]
    #[must_use]
    pub fn count(&self) -> usize {
        self.names.len()
    }
}

/// The syntax from which a function was compiled.
#[derive(Clone)]
pub enum Definition {
    /// `def`.
    Function(Rc<ast::FunctionDef>),
    /// `lambda`.
    Lambda(Rc<ast::Lambda>),
}

/// What a piece of code is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CodeKind {
    /// A module or a cell.
    Module,
    /// A function, lambda or comprehension.
    Function,
    /// A generator function or generator expression.
    Generator,
    /// A class body.
    Class,
}

/// The code of a module, a function, a class body or a comprehension.
pub struct Code {
    /// Its name as tracebacks show it.
    pub name: Name,
    /// Its qualified name.
    pub qualname: Rc<Str>,
    /// The text it was compiled from.
    pub source: Rc<Source>,
    /// What it is.
    pub kind: CodeKind,
    /// The instructions.
    pub ops: Box<[Op]>,
    /// For each instruction, what a traceback marks.
    pub marks: Box<[Marks]>,
    /// Constants.
    pub constants: Box<[Value]>,
    /// Lookups with memory.
    pub caches: Box<[Cache]>,
    /// Other names.
    pub names: Box<[Name]>,
    /// The code of the functions and classes defined in it.
    pub codes: Box<[Rc<Code>]>,
    /// Exception handlers, inner ones first.
    pub handlers: Box<[Handler]>,
    /// Parameters.
    pub parameters: ParameterList,
    /// Whether all parameters are plain positional ones, so that a call need not look closer.
    pub is_simple: bool,
    /// The names of parameters and variables by register.
    pub variables: Box<[Name]>,
    /// How many registers a frame has.
    pub registers: usize,
    /// The variables that it gets from the function around it.
    pub captures: Box<[Capture]>,
    /// The names of those.
    pub free: Box<[Name]>,
    /// The docstring.
    pub doc: Value,
    /// The syntax of a function.
    pub definition: Option<Definition>,
    /// The first line.
    pub line: u32,
    /// What is known of a function that may be run on plain numbers; such code begins with [`Op::EnterNumeric`].
    pub(crate) numeric: Option<Box<Numeric>>,
}

impl Code {
    /// Whether a call with so many arguments by position puts each of them where its parameter is, and lacks none.
    #[inline(always)]
    pub(crate) fn takes_plainly(&self, arguments: usize) -> bool {
        self.is_simple && self.parameters.positional == arguments
    }

    /// Whether an exception that is raised at an instruction is handled here.
    pub(crate) fn covers(&self, op: usize) -> bool {
        // A frame that waits stands behind the instruction that it was left at.
        let at = op.saturating_sub(1) as u32;
        self.handlers.iter().any(|handler| (handler.start..handler.end).contains(&at))
    }

    /// Where the instruction stands in the text.
    #[must_use]
    pub fn marks_at(&self, op: usize) -> Marks {
        self.marks.get(op).copied().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_instruction_is_eight_bytes() {
        assert_eq!(size_of::<Op>(), 8);
    }
}
