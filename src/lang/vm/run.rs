//! The inner loop: fetches instructions and does what they say.
//!
//! What is done millions of times a second stands here; everything else is a method in [`slow`](super::slow) and its
//! neighbours. See [`registers`](super::registers) for why the unchecked accesses are sound.

#![allow(clippy::needless_borrow, reason = "a reference out of a raw pointer is taken in sight")]

use std::rc::Rc;

use super::frame::{Frame, FrameKind, too_deep};
use super::registers::{clear, put, share, take};
use super::{Vm, slow};
use crate::Result;
use crate::ast::{CmpOp, Operator, UnaryOp};
use crate::code::{Code, Op, Reg};
use crate::exception::{KEYBOARD_INTERRUPT, Raise, type_error};
use crate::native::Args;
use crate::operator::Comparison;
use crate::value::{Cell, Dict, Function, Instance, Value};

/// How a frame that native code entered came to its end.
pub(super) enum Exit {
    /// With this result.
    Returned(Value),
    /// It is a generator that handed out this value.
    Yielded(Value),
}

impl Vm {
    /// Calls a function of the program from native code.
    pub(super) fn call_function(&mut self, function: &Rc<Function>, args: Args<'_>) -> Result<Value> {
        let code = &function.code;
        if code.kind == crate::code::CodeKind::Generator {
            let bound = self.bind_arguments(function, args)?;
            return Ok(super::generator::make(function, bound));
        }
        if code.is_simple && args.names.is_empty() && args.values.len() == code.parameters.positional {
            self.enter(function, args.values.iter().cloned(), None)
        } else {
            let bound = self.bind_arguments(function, args)?;
            self.enter(function, bound.into_iter(), None)
        }
    }

    /// Runs a function whose parameters are bound; `locals` is the namespace of a class body or of `exec`.
    pub(super) fn enter(
        &mut self,
        function: &Rc<Function>,
        values: impl Iterator<Item = Value>,
        locals: Option<Rc<Dict>>,
    ) -> Result<Value> {
        let base = self.top();
        if !self.registers.fits(base, function.code.registers) {
            return Err(too_deep());
        }
        for (index, value) in values.enumerate() {
            // SAFETY: the parameters lie within the registers that were checked to fit.
            unsafe { put(base.add(index), value) };
        }
        self.push_frame(Frame {
            code: Rc::as_ptr(&function.code),
            function: Rc::as_ptr(function),
            pc: function.code.ops.as_ptr(),
            base,
            callee: 0,
            result: 0,
            kind: FrameKind::Entry,
            instance: Value::Unset,
            locals,
        })?;
        match self.run()? {
            Exit::Returned(value) | Exit::Yielded(value) => Ok(value),
        }
    }

    /// Runs the topmost frame until it ends.
    #[allow(clippy::too_many_lines, reason = "one arm an instruction; splitting the loop would cost a call each")]
    pub(super) fn run(&mut self) -> Result<Exit> {
        'frames: loop {
            let (mut code, mut regs, mut pc, mut globals): (*const Code, *mut Value, *const Op, *const Dict);
            macro_rules! load_frame {
                () => {{
                    let count = self.frames.len();
                    let frame = self.frames.get_unchecked(count - 1);
                    code = frame.code;
                    regs = frame.base;
                    pc = frame.pc;
                    globals = Rc::as_ptr(&(*frame.function).globals);
                }};
            }
            // SAFETY: there is a frame: `run` is entered with one and leaves when its own is gone. Its function lives as long.
            unsafe { load_frame!() };
            let (raise, fresh): (Raise, bool) = 'ops: loop {
                // SAFETY: the compiler's promises that `registers` lists; each use below leans on them.
                unsafe {
                    macro_rules! r {
                        ($register:expr) => {
                            &*regs.add($register as usize)
                        };
                    }
                    macro_rules! k {
                        ($constant:expr) => {
                            (&(*code).constants).get_unchecked($constant as usize)
                        };
                    }
                    macro_rules! set {
                        ($register:expr, $value:expr) => {{
                            let value = $value;
                            put(regs.add($register as usize), value)
                        }};
                    }
                    // Notes where the frame is, before anything that may look at it or raise.
                    macro_rules! sync {
                        () => {{
                            let count = self.frames.len();
                            self.frames.get_unchecked_mut(count - 1).pc = pc;
                        }};
                    }
                    macro_rules! check {
                        ($result:expr) => {
                            match $result {
                                Ok(value) => value,
                                Err(raise) => break 'ops (raise, true),
                            }
                        };
                    }
                    macro_rules! slow {
                        ($result:expr) => {{
                            sync!();
                            check!($result)
                        }};
                    }
                    // Empties a temporary that has been read.
                    macro_rules! spent {
                        ($($register:expr),*) => {{
                            let first = (&(*code).variables).len();
                            $(if $register as usize >= first {
                                put(regs.add($register as usize), Value::Unset);
                            })*
                        }};
                    }
                    macro_rules! arithmetic {
                        ($d:expr, $a:expr, $b:expr, $int:ident, $float:expr, $slow:expr, ($($spent:expr),*)) => {{
                            match ($a, $b) {
                                (Value::Int(x), Value::Int(y)) if let Some(z) = x.$int(*y) => set!($d, Value::Int(z)),
                                (Value::Float(x), Value::Float(y)) => set!($d, Value::Float($float(*x, *y))),
                                (Value::Float(x), Value::Int(y)) => set!($d, Value::Float($float(*x, *y as f64))),
                                (Value::Int(x), Value::Float(y)) => set!($d, Value::Float($float(*x as f64, *y))),
                                (x, y) => {
                                    sync!();
                                    let result = check!($slow(self, x, y));
                                    spent!($($spent),*);
                                    set!($d, result);
                                }
                            }
                        }};
                    }
                    macro_rules! binary {
                        ($op:ident) => {
                            |vm: &mut Vm, x: &Value, y: &Value| vm.binary(Operator::$op, x, y)
                        };
                    }
                    macro_rules! inplace {
                        ($op:ident) => {
                            |vm: &mut Vm, x: &Value, y: &Value| vm.inplace(Operator::$op, x, y)
                        };
                    }
                    // Jumps to the target of the jump that follows, or steps over it.
                    macro_rules! branch {
                        ($jumps:expr) => {{
                            if $jumps {
                                match *pc {
                                    Op::Jump { target } => pc = (&(*code).ops).as_ptr().add(target as usize),
                                    Op::JumpBack { target } => {
                                        pc = (&(*code).ops).as_ptr().add(target as usize);
                                        if self.is_interrupted() {
                                            sync!();
                                            break 'ops (interrupted(self), true);
                                        }
                                    }
                                    _ => {}
                                }
                            } else {
                                pc = pc.add(1);
                            }
                        }};
                    }
                    macro_rules! test {
                        ($expect:expr, $a:expr, $b:expr, $compare:tt, $op:ident, ($($spent:expr),*)) => {{
                            let holds = match ($a, $b) {
                                (Value::Int(x), Value::Int(y)) => *x $compare *y,
                                (Value::Float(x), Value::Float(y)) => *x $compare *y,
                                (x, y) => {
                                    sync!();
                                    let holds = check!(slow::compare_truth(self, Comparison::$op, x, y));
                                    spent!($($spent),*);
                                    holds
                                }
                            };
                            branch!(holds == $expect)
                        }};
                    }
                    let op = *pc;
                    pc = pc.add(1);
                    match op {
                        Op::Const { d, k } => set!(d, share(k!(k))),
                        Op::Move { d, s } => {
                            let value = share(regs.add(s as usize));
                            set!(d, value);
                        }
                        Op::Take { d, s } => {
                            let value = take(regs.add(s as usize));
                            set!(d, value);
                        }
                        Op::Clear { r } => set!(r, Value::Unset),
                        Op::CheckLocal { r } => {
                            if (r!(r)).is_unset() {
                                sync!();
                                break 'ops (slow::unbound_local(&*code, r), true);
                            }
                        }
                        Op::DeleteLocal { r } => {
                            if (r!(r)).is_unset() {
                                sync!();
                                break 'ops (slow::unbound_local(&*code, r), true);
                            }
                            set!(r, Value::Unset);
                        }

                        Op::LoadGlobal { d, c } => {
                            let cache = (&(*code).caches).get_unchecked(c as usize);
                            let memory = &*cache.memory.get();
                            let known = match memory.kind {
                                1 => (*globals).get_at(memory.slot as usize, cache.name),
                                2 if memory.address == globals as usize
                                    && memory.version == (*globals).keys_version() =>
                                {
                                    self.builtins.get_at(memory.slot as usize, cache.name)
                                }
                                _ => None,
                            };
                            match known {
                                Some(value) => set!(d, value),
                                None => {
                                    let value = slow!(self.load_global(&*globals, cache));
                                    set!(d, value);
                                }
                            }
                        }
                        Op::StoreGlobal { s, c } => {
                            let cache = (&(*code).caches).get_unchecked(c as usize);
                            let value = take_or_share(code, regs, s);
                            slow::store_global(&*globals, cache, value);
                        }
                        Op::DeleteGlobal { c } => {
                            let cache = (&(*code).caches).get_unchecked(c as usize);
                            slow!(slow::delete_global(&*globals, cache.name));
                        }
                        Op::LoadName { d, c } => {
                            let cache = (&(*code).caches).get_unchecked(c as usize);
                            let value = slow!(self.load_name(&*globals, cache));
                            set!(d, value);
                        }
                        Op::StoreName { s, c } => {
                            let cache = (&(*code).caches).get_unchecked(c as usize);
                            let value = take_or_share(code, regs, s);
                            slow!(self.store_name(cache.name, value));
                        }
                        Op::DeleteName { c } => {
                            let cache = (&(*code).caches).get_unchecked(c as usize);
                            slow!(self.delete_name(cache.name));
                        }
                        Op::MakeCell { r } => {
                            let value = take(regs.add(r as usize));
                            set!(r, Value::Cell(Rc::new(Cell::new(value))));
                        }
                        Op::LoadCell { d, r } => {
                            let value = match r!(r) {
                                Value::Cell(cell) => cell.get(),
                                other => other.clone(),
                            };
                            if value.is_unset() {
                                sync!();
                                break 'ops (slow::unbound_local(&*code, r), true);
                            }
                            set!(d, value);
                        }
                        Op::StoreCell { r, s } => {
                            let value = take_or_share(code, regs, s);
                            if let Value::Cell(cell) = r!(r) {
                                cell.set(value);
                            }
                        }
                        Op::DeleteCell { r } => {
                            if let Value::Cell(cell) = r!(r) {
                                if cell.get().is_unset() {
                                    sync!();
                                    break 'ops (slow::unbound_local(&*code, r), true);
                                }
                                cell.set(Value::Unset);
                            }
                        }
                        Op::LoadFree { d, i } => {
                            let value = self.free_cell(i).get();
                            if value.is_unset() {
                                sync!();
                                break 'ops (slow::unbound_free(&*code, i), true);
                            }
                            set!(d, value);
                        }
                        Op::StoreFree { i, s } => {
                            let value = take_or_share(code, regs, s);
                            self.free_cell(i).set(value);
                        }
                        Op::DeleteFree { i } => {
                            if self.free_cell(i).get().is_unset() {
                                sync!();
                                break 'ops (slow::unbound_free(&*code, i), true);
                            }
                            self.free_cell(i).set(Value::Unset);
                        }
                        Op::LoadNameOrFree { d, c, i } => {
                            let cache = (&(*code).caches).get_unchecked(c as usize);
                            let own = slow!(self.own_name(cache.name));
                            let value = own.unwrap_or_else(|| self.free_cell(i).get());
                            if value.is_unset() {
                                break 'ops (slow::unbound_free(&*code, i), true);
                            }
                            set!(d, value);
                        }
                        Op::CellOf { d, r } => {
                            let cell = (r!(r)).clone();
                            set!(d, cell);
                        }

                        Op::Add { d, a, b } => {
                            arithmetic!(d, r!(a), r!(b), checked_add, |x: f64, y: f64| x + y, binary!(Add), (a, b));
                        }
                        Op::Sub { d, a, b } => {
                            arithmetic!(d, r!(a), r!(b), checked_sub, |x: f64, y: f64| x - y, binary!(Sub), (a, b));
                        }
                        Op::Mul { d, a, b } => {
                            arithmetic!(d, r!(a), r!(b), checked_mul, |x: f64, y: f64| x * y, binary!(Mult), (a, b));
                        }
                        Op::AddK { d, a, k } => {
                            arithmetic!(d, r!(a), k!(k), checked_add, |x: f64, y: f64| x + y, binary!(Add), (a));
                        }
                        Op::SubK { d, a, k } => {
                            arithmetic!(d, r!(a), k!(k), checked_sub, |x: f64, y: f64| x - y, binary!(Sub), (a));
                        }
                        Op::MulK { d, a, k } => {
                            arithmetic!(d, r!(a), k!(k), checked_mul, |x: f64, y: f64| x * y, binary!(Mult), (a));
                        }
                        Op::KMul { d, k, b } => {
                            arithmetic!(d, k!(k), r!(b), checked_mul, |x: f64, y: f64| x * y, binary!(Mult), (b));
                        }
                        Op::KSub { d, k, b } => {
                            arithmetic!(d, k!(k), r!(b), checked_sub, |x: f64, y: f64| x - y, binary!(Sub), (b));
                        }
                        Op::Div { d, a, b } => {
                            let quotient = match (r!(a), r!(b)) {
                                (Value::Float(x), Value::Float(y)) if *y != 0.0 => Some(*x / *y),
                                (Value::Float(x), Value::Int(y)) if *y != 0 => Some(*x / *y as f64),
                                (Value::Int(x), Value::Float(y)) if *y != 0.0 => Some(*x as f64 / *y),
                                (Value::Int(x), Value::Int(y)) => slow::small_quotient(*x, *y),
                                _ => None,
                            };
                            match quotient {
                                Some(quotient) => set!(d, Value::Float(quotient)),
                                None => {
                                    let result = slow!(self.binary(Operator::Div, r!(a), r!(b)));
                                    spent!(a, b);
                                    set!(d, result);
                                }
                            }
                        }
                        Op::Mod { d, a, b } => match (r!(a), r!(b)) {
                            (Value::Int(x), Value::Int(y)) if *y > 0 => {
                                let remainder = x.rem_euclid(*y);
                                set!(d, Value::Int(remainder));
                            }
                            (x, y) => {
                                let result = slow!(self.binary(Operator::Mod, x, y));
                                spent!(a, b);
                                set!(d, result);
                            }
                        },
                        Op::FloorDiv { d, a, b } => match (r!(a), r!(b)) {
                            (Value::Int(x), Value::Int(y)) if *y > 0 => {
                                let quotient = x.div_euclid(*y);
                                set!(d, Value::Int(quotient));
                            }
                            (x, y) => {
                                let result = slow!(self.binary(Operator::FloorDiv, x, y));
                                spent!(a, b);
                                set!(d, result);
                            }
                        },
                        Op::ModK { d, a, k } => match (r!(a), k!(k)) {
                            (Value::Int(x), Value::Int(y)) if *y > 0 => {
                                let remainder = x.rem_euclid(*y);
                                set!(d, Value::Int(remainder));
                            }
                            (x, y) => {
                                let result = slow!(self.binary(Operator::Mod, x, y));
                                spent!(a);
                                set!(d, result);
                            }
                        },
                        Op::FloorDivK { d, a, k } => match (r!(a), k!(k)) {
                            (Value::Int(x), Value::Int(y)) if *y > 0 => {
                                let quotient = x.div_euclid(*y);
                                set!(d, Value::Int(quotient));
                            }
                            (x, y) => {
                                let result = slow!(self.binary(Operator::FloorDiv, x, y));
                                spent!(a);
                                set!(d, result);
                            }
                        },
                        Op::Binary { op, d, a, b } => {
                            let result = match (op, r!(a), r!(b)) {
                                (Operator::Pow, Value::Float(x), Value::Int(2)) => Value::Float(*x * *x),
                                (Operator::BitAnd, Value::Int(x), Value::Int(y)) => Value::Int(*x & *y),
                                (Operator::BitOr, Value::Int(x), Value::Int(y)) => Value::Int(*x | *y),
                                (Operator::BitXor, Value::Int(x), Value::Int(y)) => Value::Int(*x ^ *y),
                                (op, x, y) => {
                                    let result = slow!(self.binary(op, x, y));
                                    spent!(a, b);
                                    result
                                }
                            };
                            set!(d, result);
                        }
                        Op::AddInplace { d, a, b } => {
                            if let (Value::Str(_), Value::Str(other)) = (r!(a), r!(b))
                                && d == a
                                && a != b
                            {
                                let other = Rc::clone(other);
                                slow::append_text(&mut *regs.add(a as usize), &other);
                                spent!(b);
                            } else {
                                arithmetic!(
                                    d,
                                    r!(a),
                                    r!(b),
                                    checked_add,
                                    |x: f64, y: f64| x + y,
                                    inplace!(Add),
                                    (a, b)
                                );
                            }
                        }
                        Op::SubInplace { d, a, b } => {
                            arithmetic!(d, r!(a), r!(b), checked_sub, |x: f64, y: f64| x - y, inplace!(Sub), (a, b));
                        }
                        Op::MulInplace { d, a, b } => {
                            arithmetic!(d, r!(a), r!(b), checked_mul, |x: f64, y: f64| x * y, inplace!(Mult), (a, b));
                        }
                        Op::Inplace { op, d, a, b } => {
                            let result = match (op, r!(a), r!(b)) {
                                (Operator::Div, Value::Float(x), Value::Float(y)) if *y != 0.0 => Value::Float(*x / *y),
                                (op, x, y) => {
                                    let result = slow!(self.inplace(op, x, y));
                                    spent!(a, b);
                                    result
                                }
                            };
                            set!(d, result);
                        }
                        Op::Unary { op, d, a } => {
                            let result = match (op, r!(a)) {
                                (UnaryOp::USub, Value::Float(x)) => Value::Float(-*x),
                                (UnaryOp::USub, Value::Int(x)) if *x != i64::MIN => Value::Int(-*x),
                                (UnaryOp::Not, Value::Bool(x)) => Value::Bool(!*x),
                                (op, x) => {
                                    let result = slow!(self.unary(op, x));
                                    spent!(a);
                                    result
                                }
                            };
                            set!(d, result);
                        }
                        Op::Compare { op, d, a, b } => {
                            let result = match (op, r!(a), r!(b)) {
                                (CmpOp::Lt, Value::Int(x), Value::Int(y)) => Value::Bool(x < y),
                                (CmpOp::Gt, Value::Int(x), Value::Int(y)) => Value::Bool(x > y),
                                (CmpOp::Eq, Value::Int(x), Value::Int(y)) => Value::Bool(x == y),
                                (CmpOp::Lt, Value::Float(x), Value::Float(y)) => Value::Bool(x < y),
                                (CmpOp::Gt, Value::Float(x), Value::Float(y)) => Value::Bool(x > y),
                                (op, x, y) => {
                                    let result = slow!(self.compare_op(op, x, y));
                                    spent!(a, b);
                                    result
                                }
                            };
                            set!(d, result);
                        }

                        Op::Jump { target } => pc = (&(*code).ops).as_ptr().add(target as usize),
                        Op::JumpBack { target } => {
                            pc = (&(*code).ops).as_ptr().add(target as usize);
                            if self.is_interrupted() {
                                sync!();
                                break 'ops (interrupted(self), true);
                            }
                        }
                        Op::Test { expect, r } => {
                            let truth = match r!(r) {
                                Value::Bool(truth) => *truth,
                                Value::Int(int) => *int != 0,
                                Value::None => false,
                                other => {
                                    let truth = slow!(self.truth(other));
                                    spent!(r);
                                    truth
                                }
                            };
                            branch!(truth == expect);
                        }
                        Op::TestKeep { expect, r } => {
                            let truth = slow!(self.truth(r!(r)));
                            if truth != expect {
                                set!(r, Value::Unset);
                            }
                            branch!(truth == expect);
                        }
                        Op::TestLt { expect, a, b } => test!(expect, r!(a), r!(b), <, Lt, (a, b)),
                        Op::TestLtE { expect, a, b } => test!(expect, r!(a), r!(b), <=, LtE, (a, b)),
                        Op::TestGt { expect, a, b } => test!(expect, r!(a), r!(b), >, Gt, (a, b)),
                        Op::TestGtE { expect, a, b } => test!(expect, r!(a), r!(b), >=, GtE, (a, b)),
                        Op::TestEq { expect, a, b } => test!(expect, r!(a), r!(b), ==, Eq, (a, b)),
                        Op::TestNotEq { expect, a, b } => test!(expect, r!(a), r!(b), !=, NotEq, (a, b)),
                        Op::TestLtK { expect, a, k } => test!(expect, r!(a), k!(k), <, Lt, (a)),
                        Op::TestLtEK { expect, a, k } => test!(expect, r!(a), k!(k), <=, LtE, (a)),
                        Op::TestGtK { expect, a, k } => test!(expect, r!(a), k!(k), >, Gt, (a)),
                        Op::TestGtEK { expect, a, k } => test!(expect, r!(a), k!(k), >=, GtE, (a)),
                        Op::TestEqK { expect, a, k } => test!(expect, r!(a), k!(k), ==, Eq, (a)),
                        Op::TestNotEqK { expect, a, k } => test!(expect, r!(a), k!(k), !=, NotEq, (a)),
                        Op::TestIs { expect, a, b } => {
                            let same = (r!(a)).is(r!(b));
                            spent!(a, b);
                            branch!(same == expect);
                        }
                        Op::TestNone { expect, a } => {
                            let same = (r!(a)).is_none();
                            spent!(a);
                            branch!(same == expect);
                        }
                        Op::TestIn { expect, a, b } => {
                            let found = slow!(self.contains(r!(b), r!(a)));
                            spent!(a, b);
                            branch!(found == expect);
                        }

                        Op::GetIter { d, s } => {
                            let value = take_or_share(code, regs, s);
                            let iterator = match value {
                                Value::Range(_) | Value::List(_) | Value::Tuple(_) => value,
                                other => slow!(self.iterate(&other)),
                            };
                            set!(d, iterator);
                            set!(d + 1, Value::Int(0));
                        }
                        Op::ForIter { d, it } => {
                            let Value::Int(position) = &mut *regs.add(it as usize + 1) else {
                                break 'ops (slow::broken(), true);
                            };
                            let item = match r!(it) {
                                Value::Range(range) => {
                                    let at = *position;
                                    if at < range.length {
                                        *position = at + 1;
                                        Some(Value::Int(range.at(at)))
                                    } else {
                                        None
                                    }
                                }
                                Value::List(list) => {
                                    let at = *position;
                                    *position = at + 1;
                                    list.get(at as usize)
                                }
                                Value::Tuple(tuple) => {
                                    let at = *position;
                                    *position = at + 1;
                                    tuple.get(at as usize).cloned()
                                }
                                other => slow!(self.next(other)),
                            };
                            match item {
                                Some(item) => {
                                    set!(d, item);
                                    branch!(true);
                                }
                                None => {
                                    set!(it, Value::Unset);
                                    pc = pc.add(1);
                                }
                            }
                        }
                        Op::Iter { d, s } => {
                            let iterator = slow!(self.iterate(r!(s)));
                            spent!(s);
                            set!(d, iterator);
                        }

                        Op::LoadAttr { d, a, c } => {
                            let cache = (&(*code).caches).get_unchecked(c as usize);
                            let known = slow::known_attribute(r!(a), cache);
                            let value = match known {
                                Some(value) => value,
                                None => slow!(self.load_attribute(r!(a), cache)),
                            };
                            spent!(a);
                            set!(d, value);
                        }
                        Op::StoreAttr { a, s, c } => {
                            let cache = (&(*code).caches).get_unchecked(c as usize);
                            let value = take_or_share(code, regs, s);
                            slow!(self.store_attribute(r!(a), cache, value));
                            spent!(a);
                        }
                        Op::DeleteAttr { a, c } => {
                            let cache = (&(*code).caches).get_unchecked(c as usize);
                            slow!(self.del_attribute(r!(a), cache.name));
                            spent!(a);
                        }
                        Op::LoadMethod { d, a, c } => {
                            let cache = (&(*code).caches).get_unchecked(c as usize);
                            let known = slow::known_method(r!(a), cache);
                            let (function, this) = match known {
                                Some(function) => (function, true),
                                None => slow!(self.load_method(r!(a), cache)),
                            };
                            if this {
                                let receiver = take_or_share(code, regs, a);
                                set!(d + 1, receiver);
                                set!(d, function);
                            } else {
                                let receiver = match &function {
                                    Value::Method(method) => Some((method.function.clone(), method.receiver.clone())),
                                    _ => None,
                                };
                                spent!(a);
                                match receiver {
                                    Some((function, receiver)) => {
                                        set!(d, function);
                                        set!(d + 1, receiver);
                                    }
                                    None => {
                                        set!(d, function);
                                        set!(d + 1, Value::Unset);
                                    }
                                }
                            }
                        }
                        Op::Item { d, a, b } => {
                            let value = match (r!(a), r!(b)) {
                                (Value::List(list), Value::Int(index))
                                    if let Some(item) = slow::list_item(list, *index) =>
                                {
                                    item
                                }
                                (x, y) => slow!(self.item(x, y)),
                            };
                            spent!(a, b);
                            set!(d, value);
                        }
                        Op::ItemK { d, a, k } => {
                            let value = match (r!(a), k!(k)) {
                                (Value::List(list), Value::Int(index))
                                    if let Some(item) = slow::list_item(list, *index) =>
                                {
                                    item
                                }
                                (x, y) => slow!(self.item(x, y)),
                            };
                            spent!(a);
                            set!(d, value);
                        }
                        Op::SetItem { a, b, s } => {
                            let value = take_or_share(code, regs, s);
                            slow!(self.set_item(r!(a), r!(b), value));
                            spent!(a, b);
                        }
                        Op::DelItem { a, b } => {
                            slow!(self.del_item(r!(a), r!(b)));
                            spent!(a, b);
                        }
                        Op::BuildSlice { d, s } => {
                            let slice = slow::slice_from(regs.add(s as usize));
                            set!(d, slice);
                        }

                        Op::BuildTuple { d, s, n } => {
                            let tuple = slow::tuple_from(regs.add(s as usize), n as usize);
                            set!(d, tuple);
                        }
                        Op::BuildList { d, s, n } => {
                            let list = Value::list(slow::take_row(regs.add(s as usize), n as usize));
                            set!(d, list);
                        }
                        Op::BuildSet { d, s, n } => {
                            let items = slow::take_row(regs.add(s as usize), n as usize);
                            let set = slow!(self.build_set(items));
                            set!(d, set);
                        }
                        Op::BuildDict { d, s, n } => {
                            let items = slow::take_row(regs.add(s as usize), n as usize * 2);
                            let dict = slow!(self.build_dict(items));
                            set!(d, dict);
                        }
                        Op::ListAppend { list, s } => {
                            let value = take_or_share(code, regs, s);
                            if let Value::List(list) = r!(list) {
                                list.push(value);
                            }
                        }
                        Op::ListExtend { list, s } => {
                            slow!(self.extend_list(r!(list), r!(s)));
                            spent!(s);
                        }
                        Op::SpreadArguments { list, s, callee } => {
                            slow!(self.spread_arguments(r!(list), r!(s), r!(callee)));
                            spent!(s);
                        }
                        Op::SetAdd { set, s } => {
                            let value = take_or_share(code, regs, s);
                            if let Value::Set(set) = r!(set) {
                                let set = Rc::clone(set);
                                slow!(set.add(self, value));
                            }
                        }
                        Op::SetUpdate { set, s } => {
                            slow!(self.update_set(r!(set), r!(s)));
                            spent!(s);
                        }
                        Op::DictSet { dict, k, v } => {
                            let (key, value) = (take_or_share(code, regs, k), take_or_share(code, regs, v));
                            if let Value::Dict(dict) = r!(dict) {
                                let dict = Rc::clone(dict);
                                slow!(dict.insert(self, key, value));
                            }
                        }
                        Op::DictUpdate { dict, s } => {
                            slow!(self.update_dict(r!(dict), r!(s)));
                            spent!(s);
                        }
                        Op::DictMerge { dict, s, callee } => {
                            slow!(self.merge_keywords(r!(dict), r!(s), r!(callee)));
                            spent!(s);
                        }
                        Op::ListToTuple { d, s } => {
                            let list = take(regs.add(s as usize));
                            let tuple = slow!(self.collect(&list));
                            drop(list);
                            set!(d, Value::tuple(tuple));
                        }
                        Op::BuildString { d, s, n } => {
                            let text = slow::join_texts(regs.add(s as usize), n as usize);
                            set!(d, text);
                        }
                        Op::Format { conversion, d, s, spec } => {
                            let text = slow!(self.format_field(
                                r!(s),
                                conversion,
                                if spec == crate::code::NO_SPEC { None } else { Some(r!(spec)) }
                            ));
                            spent!(s);
                            if spec != crate::code::NO_SPEC {
                                spent!(spec);
                            }
                            set!(d, text);
                        }
                        Op::Unpack { a, s, n } => {
                            let value = take_or_share(code, regs, a);
                            match &value {
                                Value::Tuple(tuple) if tuple.len() == n as usize => {
                                    for (index, item) in tuple.iter().enumerate() {
                                        set!(s as usize + index, item.clone());
                                    }
                                }
                                other => {
                                    let items = slow!(self.unpack(other, n as usize));
                                    for (index, item) in items.into_iter().enumerate() {
                                        set!(s as usize + index, item);
                                    }
                                }
                            }
                        }
                        Op::UnpackStar { a, s, counts } => {
                            let value = take_or_share(code, regs, a);
                            let items =
                                slow!(self.unpack_star(&value, usize::from(counts >> 8), usize::from(counts & 255)));
                            for (index, item) in items.into_iter().enumerate() {
                                set!(s as usize + index, item);
                            }
                        }

                        Op::Call { d, f, n } => {
                            sync!();
                            match self.begin_call(regs, d, f, f + 2, n) {
                                Ok(true) => load_frame!(),
                                Ok(false) => {}
                                Err(raise) => break 'ops (raise, true),
                            }
                        }
                        Op::CallMethod { d, f, n } => {
                            sync!();
                            let (first, n) = if (r!(f + 1)).is_unset() { (f + 2, n) } else { (f + 1, n + 1) };
                            match self.begin_call(regs, d, f, first, n) {
                                Ok(true) => load_frame!(),
                                Ok(false) => {}
                                Err(raise) => break 'ops (raise, true),
                            }
                        }
                        Op::CallNamed { method, f, n, names } => {
                            sync!();
                            let this = method && !(r!(f + 1)).is_unset();
                            let (first, n) = if this { (f + 1, n + 1) } else { (f + 2, n) };
                            match self.begin_named_call(regs, f, first, n, k!(names)) {
                                Ok(true) => load_frame!(),
                                Ok(false) => {}
                                Err(raise) => break 'ops (raise, true),
                            }
                        }
                        Op::CallSpread { method, d, f } => {
                            sync!();
                            match self.begin_spread_call(regs, d, f, method) {
                                Ok(true) => load_frame!(),
                                Ok(false) => {}
                                Err(raise) => break 'ops (raise, true),
                            }
                        }
                        Op::Return { r, live } => {
                            let value = take_or_share(code, regs, r);
                            clear(regs, (live as usize).min((*code).registers));
                            match self.leave(value) {
                                Ok(None) => load_frame!(),
                                Ok(Some(exit)) => return Ok(exit),
                                Err(raise) => break 'ops (raise, true),
                            }
                        }
                        Op::ReturnConst { k, live } => {
                            let value = share(k!(k));
                            clear(regs, (live as usize).min((*code).registers));
                            match self.leave(value) {
                                Ok(None) => load_frame!(),
                                Ok(Some(exit)) => return Ok(exit),
                                Err(raise) => break 'ops (raise, true),
                            }
                        }
                        Op::Yield { d, s } => {
                            sync!();
                            let value = take_or_share(code, regs, s);
                            self.suspend_generator(d);
                            return Ok(Exit::Yielded(value));
                        }
                        Op::YieldFrom { d, it } => {
                            let sent = take(regs.add(it as usize + 1));
                            match slow!(self.delegate(r!(it), sent)) {
                                Exit::Yielded(value) => {
                                    // The same instruction goes on with what is sent next.
                                    pc = pc.sub(1);
                                    sync!();
                                    self.suspend_generator(it + 1);
                                    return Ok(Exit::Yielded(value));
                                }
                                Exit::Returned(value) => {
                                    set!(it, Value::Unset);
                                    set!(d, value);
                                }
                            }
                        }
                        Op::MakeFunction { d, code: index, s } => {
                            let function = self.make_function(&*code, index, regs, s);
                            set!(d, function);
                        }
                        Op::MakeClass { d, s } => {
                            let class = slow!(self.build_class(regs.add(s as usize)));
                            set!(d, class);
                        }

                        Op::Raise { r } => {
                            sync!();
                            let value = take_or_share(code, regs, r);
                            let raise = match crate::methods::exception::raised(self, &value) {
                                Ok(exception) => Raise::from_exception(exception),
                                Err(raise) => raise,
                            };
                            break 'ops (raise, true);
                        }
                        Op::RaiseFrom { r, cause } => {
                            sync!();
                            let (value, cause) = (take_or_share(code, regs, r), take_or_share(code, regs, cause));
                            break 'ops (self.raise_from(&value, &cause), true);
                        }
                        Op::RaiseAgain => {
                            sync!();
                            match &self.handled {
                                Some(handled) => break 'ops (Raise::from_exception(Rc::clone(handled)), false),
                                None => {
                                    let text = "No active exception to reraise";
                                    break 'ops (crate::exception::runtime_error(text), true);
                                }
                            }
                        }
                        Op::Reraise { r } => {
                            sync!();
                            match take(regs.add(r as usize)) {
                                Value::Exception(exception) => break 'ops (Raise::from_exception(exception), false),
                                _ => break 'ops (slow::broken(), true),
                            }
                        }
                        Op::EnterHandler { r } => {
                            let exception = match r!(r) {
                                Value::Exception(exception) => Some(Rc::clone(exception)),
                                _ => None,
                            };
                            let before = std::mem::replace(&mut self.handled, exception);
                            set!(r + 1, before.map_or(Value::None, Value::Exception));
                        }
                        Op::LeaveHandler { r } => {
                            self.handled = match take(regs.add(r as usize + 1)) {
                                Value::Exception(before) => Some(before),
                                _ => None,
                            };
                            set!(r, Value::Unset);
                        }
                        Op::TestException { r, class } => {
                            let matches = slow!(slow::matches_exception(r!(r), r!(class)));
                            spent!(class);
                            branch!(!matches);
                        }
                        Op::RaiseAssertion { r } => {
                            sync!();
                            let message = take_or_share(code, regs, r);
                            break 'ops (Raise::with_args(&crate::exception::ASSERTION_ERROR, [message]), true);
                        }
                        Op::RaiseAssertionBare => {
                            sync!();
                            break 'ops (Raise::with_args(&crate::exception::ASSERTION_ERROR, []), true);
                        }
                        Op::WithEnter { d, context } => {
                            let value = slow!(self.enter_context(r!(context)));
                            set!(d, value);
                        }
                        Op::WithExit { context } => {
                            let value = take(regs.add(context as usize));
                            slow!(self.exit_context(&value, None));
                        }
                        Op::WithExcept { d, context, r } => {
                            let exception = match r!(r) {
                                Value::Exception(exception) => Some(Rc::clone(exception)),
                                _ => None,
                            };
                            let value = take(regs.add(context as usize));
                            let swallow = slow!(self.exit_context(&value, exception.as_ref()));
                            set!(d, Value::Bool(swallow));
                        }

                        Op::Import { whole, d, name, level } => {
                            let name = *(&(*code).names).get_unchecked(name as usize);
                            let module = slow!(self.import_statement(name, whole, level));
                            set!(d, module);
                        }
                        Op::ImportFrom { d, m, name } => {
                            let name = *(&(*code).names).get_unchecked(name as usize);
                            let value = slow!(self.import_from(r!(m), name));
                            set!(d, value);
                        }
                        Op::ImportStar { m } => slow!(self.import_star(r!(m), &*globals)),
                        Op::Annotations => slow!(self.ensure_annotations(&*globals)),
                        Op::Display { s } => {
                            let value = take_or_share(code, regs, s);
                            slow!(self.display(&value));
                        }

                        Op::MatchKind { mapping, d, s } => {
                            let is = slow!(self.match_kind(r!(s), mapping));
                            set!(d, Value::Bool(is));
                        }
                        Op::MatchLength { exact, d, s, n } => {
                            let length = slow!(self.length(r!(s)));
                            let fits = if exact { length == n as usize } else { length >= n as usize };
                            set!(d, Value::Bool(fits));
                        }
                        Op::MatchKeys { d, s, keys } => {
                            let values = slow!(self.match_keys(r!(s), r!(keys)));
                            spent!(keys);
                            set!(d, values);
                        }
                        Op::MatchRest { d, s, keys } => {
                            let rest = slow!(self.match_rest(r!(s), r!(keys)));
                            spent!(keys);
                            set!(d, rest);
                        }
                        Op::MatchClass { d, s, class } => {
                            let row = slow::take_row(regs.add(class as usize), 3);
                            let values = slow!(self.match_class(r!(s), &row));
                            set!(d, values);
                        }
                    }
                }
            };
            if let Some(raise) = self.unwind(raise, fresh) {
                return Err(raise);
            }
            continue 'frames;
        }
    }

    #[inline]
    fn is_interrupted(&self) -> bool {
        self.interrupt.load(std::sync::atomic::Ordering::Relaxed)
    }

    /// The cell of a variable of a function around the running one.
    #[inline]
    fn free_cell(&self, index: u16) -> &Cell {
        let count = self.frames.len();
        // SAFETY: a frame is running, and the compiler counts its free variables.
        unsafe { (&*self.frames.get_unchecked(count - 1).function).closure.get_unchecked(usize::from(index)) }
    }

    /// Ends the running frame with a value: tells native code if it was the one that called.
    #[inline]
    fn leave(&mut self, value: Value) -> Result<Option<Exit>> {
        let count = self.frames.len();
        // SAFETY: a frame is running; one of kind `Call` owns nothing, so that forgetting it is enough, and the frame below it is
        // its caller, whose registers these are.
        unsafe {
            let frame = self.frames.get_unchecked(count - 1);
            if frame.kind == FrameKind::Call {
                let (callee, result) = (usize::from(frame.callee), usize::from(frame.result));
                self.frames.set_len(count - 1);
                let base = self.frames.get_unchecked(count - 2).base;
                if callee != result {
                    put(base.add(callee), Value::Unset);
                }
                put(base.add(result), value);
                return Ok(None);
            }
        }
        self.leave_rarely(value)
    }

    fn leave_rarely(&mut self, value: Value) -> Result<Option<Exit>> {
        let Some(frame) = self.frames.pop() else { return Ok(Some(Exit::Returned(value))) };
        let value = match frame.kind {
            FrameKind::Call => value,
            FrameKind::Init => {
                if !value.is_none() {
                    let name = value.type_name();
                    return Err(type_error(format!("__init__() should return None, not '{name}'")));
                }
                frame.instance
            }
            FrameKind::Entry | FrameKind::Generator => return Ok(Some(Exit::Returned(value))),
        };
        let count = self.frames.len();
        // SAFETY: a frame that was called has its caller below it, whose registers these are.
        unsafe {
            let base = self.frames.get_unchecked(count - 1).base;
            if frame.callee != frame.result {
                put(base.add(usize::from(frame.callee)), Value::Unset);
            }
            put(base.add(usize::from(frame.result)), value);
        }
        Ok(None)
    }

    /// Calls what is in the register `f` with the `n` registers from `first` on. Tells whether a frame was begun; if not, the
    /// result is in `d` already.
    ///
    /// # Safety
    /// The registers are those of the running frame.
    #[inline]
    unsafe fn begin_call(&mut self, regs: *mut Value, d: Reg, f: Reg, first: Reg, n: u16) -> Result<bool> {
        // SAFETY: the caller's.
        unsafe {
            if let Value::Function(function) = &*regs.add(usize::from(f)) {
                let code: &Code = &function.code;
                if code.is_simple && usize::from(n) == code.parameters.positional {
                    self.push_call(function, regs.add(usize::from(first)), f, d)?;
                    return Ok(true);
                }
            }
            self.begin_other_call(regs, d, f, first, n)
        }
    }

    /// # Safety
    /// As [`Vm::begin_call`].
    unsafe fn begin_other_call(&mut self, regs: *mut Value, d: Reg, f: Reg, first: Reg, n: u16) -> Result<bool> {
        // SAFETY: the caller's. The registers do not move while native code runs, and it writes only above them.
        unsafe {
            let callee = &*regs.add(usize::from(f));
            let values = std::slice::from_raw_parts(regs.add(usize::from(first)), usize::from(n));
            let result = match callee {
                Value::Native(native) => {
                    let args = Args::positional(values);
                    super::call::check_receiver(native, args)?;
                    native.call(self, args)?
                }
                Value::Function(function) if function.code.kind == crate::code::CodeKind::Function => {
                    if self.begin_with_defaults(regs, d, f, first, n)? {
                        return Ok(true);
                    }
                    let function = Rc::clone(function);
                    let bound = self.bind_arguments(&function, Args::positional(values))?;
                    clear(regs.add(usize::from(first)), usize::from(n));
                    return self.begin_bound(regs, d, f, &function, bound, FrameKind::Call, Value::Unset);
                }
                Value::Method(method) if first == f + 2 => {
                    // There is room for the first argument before the others.
                    let (function, receiver) = (method.function.clone(), method.receiver.clone());
                    put(regs.add(usize::from(f)), function);
                    put(regs.add(usize::from(f) + 1), receiver);
                    return self.begin_call(regs, d, f, f + 1, n + 1);
                }
                Value::Class(class) if first == f + 2 => {
                    if let Some(init) = slow::plain_init(class) {
                        return self.begin_init(regs, d, f, &init, n);
                    }
                    let class = Value::Class(Rc::clone(class));
                    self.call(&class, Args::positional(values))?
                }
                other => {
                    let callee = other.clone();
                    self.call(&callee, Args::positional(values))?
                }
            };
            clear(regs.add(usize::from(first)), usize::from(n));
            put(regs.add(usize::from(f)), Value::Unset);
            put(regs.add(usize::from(d)), result);
            Ok(false)
        }
    }

    /// Calls a function that lacks only arguments with defaults, which are put behind those that are there.
    ///
    /// # Safety
    /// As [`Vm::begin_call`]; the callee is a function.
    unsafe fn begin_with_defaults(&mut self, regs: *mut Value, d: Reg, f: Reg, first: Reg, n: u16) -> Result<bool> {
        // SAFETY: the caller's; the parameters are written only if they fit.
        unsafe {
            let Value::Function(function) = &*regs.add(usize::from(f)) else { return Ok(false) };
            let code: &Code = &function.code;
            let (given, wanted) = (usize::from(n), code.parameters.positional);
            let base = regs.add(usize::from(first));
            if !code.is_simple || given > wanted || !self.registers.fits(base, code.registers) {
                return Ok(false);
            }
            let defaults = Rc::clone(&function.defaults.borrow());
            let lacking = wanted - given;
            if lacking > defaults.len() {
                return Ok(false);
            }
            for (index, default) in defaults[defaults.len() - lacking..].iter().enumerate() {
                put(base.add(given + index), default.clone());
            }
            self.push_call(function, base, f, d)?;
        }
        Ok(true)
    }

    /// Calls a class of the program that has an `__init__` and nothing else out of the ordinary.
    ///
    /// # Safety
    /// As [`Vm::begin_call`].
    unsafe fn begin_init(&mut self, regs: *mut Value, d: Reg, f: Reg, init: &Rc<Function>, n: u16) -> Result<bool> {
        // SAFETY: the caller's.
        unsafe {
            let Value::Class(class) = &*regs.add(usize::from(f)) else { return Ok(false) };
            let instance = Value::Instance(Rc::new(Instance::new(Rc::clone(class))));
            put(regs.add(usize::from(f)), Value::Function(Rc::clone(init)));
            put(regs.add(usize::from(f) + 1), instance.clone());
            let count = usize::from(n) + 1;
            let code: &Code = &init.code;
            if code.is_simple && count == code.parameters.positional {
                self.push_frame(Frame {
                    code,
                    function: Rc::as_ptr(init),
                    pc: code.ops.as_ptr(),
                    base: regs.add(usize::from(f) + 1),
                    callee: f,
                    result: d,
                    kind: FrameKind::Init,
                    instance,
                    locals: None,
                })?;
                return Ok(true);
            }
            let first = regs.add(usize::from(f) + 1);
            let bound = self.bind_arguments(init, Args::positional(std::slice::from_raw_parts(first, count)))?;
            clear(first, count);
            self.begin_bound(regs, d, f, init, bound, FrameKind::Init, instance)
        }
    }

    /// Begins a frame for a function whose parameters are bound. The function is in the register `f`.
    ///
    /// # Safety
    /// As [`Vm::begin_call`].
    #[allow(clippy::too_many_arguments, reason = "what a frame is made of")]
    pub(super) unsafe fn begin_bound(
        &mut self,
        regs: *mut Value,
        d: Reg,
        f: Reg,
        function: &Rc<Function>,
        bound: super::arguments::Bound,
        kind: FrameKind,
        instance: Value,
    ) -> Result<bool> {
        // SAFETY: the caller's; the parameters are written only if they fit.
        unsafe {
            let base = regs.add(usize::from(f) + 1);
            if !self.registers.fits(base, function.code.registers) {
                return Err(too_deep());
            }
            for (index, value) in bound.into_iter().enumerate() {
                put(base.add(index), value);
            }
            self.push_frame(Frame {
                code: Rc::as_ptr(&function.code),
                function: Rc::as_ptr(function),
                pc: function.code.ops.as_ptr(),
                base,
                callee: f,
                result: d,
                kind,
                instance,
                locals: None,
            })?;
        }
        Ok(true)
    }
}

/// The value of a register: moved out of a temporary, shared with a variable.
///
/// # Safety
/// The register is one of the frame that runs the code.
#[inline]
unsafe fn take_or_share(code: *const Code, regs: *mut Value, register: Reg) -> Value {
    // SAFETY: the caller's.
    unsafe {
        let slot = regs.add(usize::from(register));
        if usize::from(register) >= (&(*code).variables).len() { take(slot) } else { share(slot) }
    }
}

#[cold]
fn interrupted(vm: &mut Vm) -> Raise {
    vm.interrupt.store(false, std::sync::atomic::Ordering::Relaxed);
    Raise::with_args(&KEYBOARD_INTERRUPT, [])
}
