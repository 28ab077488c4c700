//! The inner loop: fetches instructions and does what they say.
//!
//! What is done millions of times a second stands here; everything else is a method in [`slow`](super::slow) and its
//! neighbours. See [`registers`](super::registers) for why the unchecked accesses are sound.

#![allow(clippy::needless_borrow, reason = "a reference out of a raw pointer is taken in sight")]

use std::hint::cold_path;
use std::rc::Rc;
use std::sync::atomic::Ordering;

use super::registers::{clear, empty, move_or_share, put, put_row, put_words, share, take, take_or_share, take_words};
use super::{Vm, cached, fstring, gather, quick, slow};
use crate::Result;
use crate::ast::Operator;
use crate::code::{Code, NO_SPEC, Op};
use crate::cycles;
use crate::exception::Raise;
use crate::operator::Comparison;
use crate::value::Value;
use crate::value::words::Words;

/// How a frame that native code entered came to its end.
pub(super) enum Exit {
    /// With this result.
    Returned(Value),
    /// It is a generator that handed out this value.
    Yielded(Value),
}

impl Vm {
    /// The loop: see [`Vm::run`].
    #[allow(clippy::too_many_lines, reason = "one arm an instruction; splitting the loop would cost a call each")]
    pub(super) fn run_frames(&mut self) -> Result<Exit> {
        'frames: loop {
            let (mut code, mut regs, mut pc): (*const Code, *mut Value, *const Op);
            macro_rules! load_frame {
                () => {{
                    let count = self.frames.len();
                    let frame = self.frames.get_unchecked(count - 1);
                    code = frame.code;
                    regs = frame.base;
                    pc = frame.pc;
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
                    macro_rules! cache {
                        ($cache:expr) => {
                            (&(*code).caches).get_unchecked($cache as usize)
                        };
                    }
                    macro_rules! set {
                        ($register:expr, $value:expr) => {{
                            let value = $value;
                            put(regs.add($register as usize), value)
                        }};
                    }
                    // The same of a value that moves from another place.
                    macro_rules! put {
                        ($register:expr, $words:expr) => {{
                            let words = $words;
                            put_words(regs.add($register as usize), words)
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
                                Err(raise) => {
                                    cold_path();
                                    break 'ops (raise, true);
                                }
                            }
                        };
                    }
                    macro_rules! slow {
                        ($result:expr) => {{
                            cold_path();
                            sync!();
                            check!($result)
                        }};
                    }
                    // Empties a temporary that has been read.
                    macro_rules! spent {
                        ($($register:expr),*) => {{
                            let first = (&(*code).variables).len();
                            $(if $register as usize >= first {
                                empty(regs.add($register as usize));
                            })*
                        }};
                    }
                    // An operation that is done here for plain numbers and by a method for all else.
                    macro_rules! operate {
                        (
                            $d:expr, quick::$quick:ident $(($quick_op:expr))?, $vm:ident.$slow:ident($($op:expr)?),
                            $a:expr, $b:expr, ($($spent:expr),*)
                        ) => {
                            match quick::$quick($($quick_op,)? $a, $b) {
                                Some(result) => set!($d, result),
                                None => {
                                    let result = slow!($vm.$slow($($op,)? $a, $b));
                                    spent!($($spent),*);
                                    set!($d, result);
                                }
                            }
                        };
                    }
                    macro_rules! item {
                        ($d:expr, $a:expr, $key:expr, ($($spent:expr),*)) => {
                            match quick::item(r!($a), $key) {
                                Some(place) => {
                                    let words = share(place);
                                    spent!($($spent),*);
                                    put!($d, words);
                                }
                                None => {
                                    let item = slow!(self.item(r!($a), $key));
                                    spent!($($spent),*);
                                    set!($d, item);
                                }
                            }
                        };
                    }
                    // Puts a register's value where it goes, or lets a method do that.
                    macro_rules! store {
                        ($place:expr, $s:expr, $value:ident => $slow:expr) => {
                            match $place {
                                Some(place) => put_words(place, move_or_share(&*code, regs, $s)),
                                None => {
                                    let $value = take_or_share(&*code, regs, $s);
                                    slow!($slow)
                                }
                            }
                        };
                    }
                    // A call that begins a frame, unless it is done already.
                    macro_rules! begin {
                        ($begun:expr) => {
                            if check!($begun) {
                                load_frame!()
                            }
                        };
                    }
                    // A call by position, most often of a function that takes just these arguments.
                    macro_rules! call {
                        ($d:expr, $f:expr, $first:expr, $n:expr) => {{
                            sync!();
                            match r!($f) {
                                Value::Function(function) if function.code.takes_plainly($n as usize) => {
                                    let base = regs.add($first as usize);
                                    check!(self.push_call(function, base, $f, $d));
                                    code = Rc::as_ptr(&function.code);
                                    regs = base;
                                    pc = (&(*code).ops).as_ptr();
                                }
                                _ => begin!(self.begin_other_call(regs, $d, $f, $first, $n)),
                            }
                        }};
                    }
                    // Leaves the frame, whose code may be gone with the function.
                    macro_rules! leave {
                        ($words:expr, $live:expr) => {{
                            let words = $words;
                            clear(regs, $live as usize);
                            match self.caller_of_call() {
                                Some((base, callee, result)) => {
                                    empty(base.add(callee));
                                    put_words(base.add(result), words);
                                    load_frame!()
                                }
                                None => match check!(self.leave_rarely(words.into_value())) {
                                    None => load_frame!(),
                                    Some(exit) => return Ok(exit),
                                },
                            }
                        }};
                    }
                    // Jumps backward, and looks whether the program is to stop.
                    macro_rules! jump_back {
                        ($target:expr) => {{
                            pc = (&(*code).ops).as_ptr().add($target as usize);
                            if self.interrupt.load(Ordering::Relaxed) {
                                slow!(self.check_interrupt())
                            }
                        }};
                    }
                    // Jumps to the target of the jump that follows, or steps over it.
                    macro_rules! branch {
                        ($jumps:expr) => {{
                            if $jumps {
                                match *pc {
                                    Op::Jump { target } => pc = (&(*code).ops).as_ptr().add(target as usize),
                                    Op::JumpBack { target } => jump_back!(target),
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
                                    cold_path();
                                    sync!();
                                    let holds = check!(slow::compare_truth(self, Comparison::$op, x, y));
                                    spent!($($spent),*);
                                    holds
                                }
                            };
                            branch!(holds == $expect)
                        }};
                    }
                    // The globals of the running function.
                    macro_rules! globals {
                        () => {{
                            let count = self.frames.len();
                            &*Rc::as_ptr(&(&*self.frames.get_unchecked(count - 1).function).globals)
                        }};
                    }
                    // Each arm reads what it needs of the instruction: read whole before the jump, its parts would take the
                    // registers of the processor that `pc` and `regs` live in.
                    let at = pc;
                    pc = pc.add(1);
                    match *at {
                        Op::Const { d, k } => put!(d, share(k!(k))),
                        Op::Move { d, s } => put!(d, share(regs.add(s as usize))),
                        Op::Take { d, s } => put!(d, take_words(regs.add(s as usize))),
                        Op::Clear { r } => empty(regs.add(r as usize)),
                        Op::CheckLocal { r } => {
                            if (r!(r)).is_unset() {
                                sync!();
                                break 'ops (slow::unbound_local(&*code, r), true);
                            }
                        }

                        Op::LoadGlobal { d, c } => match self.known_global(globals!(), cache!(c)) {
                            Some(place) => put!(d, share(place)),
                            None => set!(d, slow!(self.load_global(globals!(), cache!(c)))),
                        },
                        Op::StoreGlobal { s, c } => {
                            let value = take_or_share(&*code, regs, s);
                            cached::store_global(globals!(), cache!(c), value);
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
                            let value = take_or_share(&*code, regs, s);
                            if let Value::Cell(cell) = r!(r) {
                                cycles::into_cell(cell, &value);
                                cell.set(value);
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
                            let value = take_or_share(&*code, regs, s);
                            let cell = self.free_cell(i);
                            cycles::into_cell(cell, &value);
                            cell.set(value);
                        }

                        Op::Add { d, a, b } => {
                            operate!(d, quick::add, self.binary(Operator::Add), r!(a), r!(b), (a, b))
                        }
                        Op::Sub { d, a, b } => {
                            operate!(d, quick::sub, self.binary(Operator::Sub), r!(a), r!(b), (a, b))
                        }
                        Op::Mul { d, a, b } => {
                            operate!(d, quick::mul, self.binary(Operator::Mult), r!(a), r!(b), (a, b))
                        }
                        Op::AddK { d, a, k } => operate!(d, quick::add, self.binary(Operator::Add), r!(a), k!(k), (a)),
                        Op::SubK { d, a, k } => operate!(d, quick::sub, self.binary(Operator::Sub), r!(a), k!(k), (a)),
                        Op::MulK { d, a, k } => operate!(d, quick::mul, self.binary(Operator::Mult), r!(a), k!(k), (a)),
                        Op::KMul { d, k, b } => operate!(d, quick::mul, self.binary(Operator::Mult), k!(k), r!(b), (b)),
                        Op::KSub { d, k, b } => operate!(d, quick::sub, self.binary(Operator::Sub), k!(k), r!(b), (b)),
                        Op::Div { d, a, b } => {
                            operate!(d, quick::div, self.binary(Operator::Div), r!(a), r!(b), (a, b))
                        }
                        Op::Mod { d, a, b } => {
                            operate!(d, quick::modulo, self.binary(Operator::Mod), r!(a), r!(b), (a, b))
                        }
                        Op::FloorDiv { d, a, b } => {
                            operate!(d, quick::floor_div, self.binary(Operator::FloorDiv), r!(a), r!(b), (a, b))
                        }
                        Op::ModK { d, a, k } => {
                            operate!(d, quick::modulo, self.binary(Operator::Mod), r!(a), k!(k), (a))
                        }
                        Op::FloorDivK { d, a, k } => {
                            operate!(d, quick::floor_div, self.binary(Operator::FloorDiv), r!(a), k!(k), (a))
                        }
                        Op::Binary { op, d, a, b } => {
                            operate!(d, quick::binary(op), self.binary(op), r!(a), r!(b), (a, b))
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
                                operate!(d, quick::add, self.inplace(Operator::Add), r!(a), r!(b), (a, b));
                            }
                        }
                        Op::SubInplace { d, a, b } => {
                            operate!(d, quick::sub, self.inplace(Operator::Sub), r!(a), r!(b), (a, b))
                        }
                        Op::MulInplace { d, a, b } => {
                            operate!(d, quick::mul, self.inplace(Operator::Mult), r!(a), r!(b), (a, b))
                        }
                        Op::Inplace { op, d, a, b } => {
                            operate!(d, quick::inplace(op), self.inplace(op), r!(a), r!(b), (a, b))
                        }
                        Op::Unary { op, d, a } => {
                            let result = match quick::unary(op, r!(a)) {
                                Some(result) => result,
                                None => slow!(self.unary(op, r!(a))),
                            };
                            spent!(a);
                            set!(d, result);
                        }
                        Op::Compare { op, d, a, b } => {
                            operate!(d, quick::compare(op), self.compare_op(op), r!(a), r!(b), (a, b))
                        }

                        Op::Jump { target } => pc = (&(*code).ops).as_ptr().add(target as usize),
                        Op::JumpBack { target } => jump_back!(target),
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
                                empty(regs.add(r as usize));
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
                            let value = take_or_share(&*code, regs, s);
                            let iterator = match value {
                                Value::Range(_) | Value::List(_) | Value::Tuple(_) => value,
                                other => slow!(self.iterate(&other)),
                            };
                            set!(d, iterator);
                            set!(d + 1, Value::Int(0));
                        }
                        Op::ForIter { d, it } => {
                            let position = &mut *regs.add(it as usize + 1);
                            let there_is_more = match quick::advance(r!(it), position, regs.add(d as usize)) {
                                quick::Next::Item => true,
                                quick::Next::End => false,
                                quick::Next::Unknown => match slow!(self.next(r!(it))) {
                                    Some(item) => {
                                        set!(d, item);
                                        true
                                    }
                                    None => false,
                                },
                            };
                            if !there_is_more {
                                empty(regs.add(it as usize));
                            }
                            branch!(there_is_more);
                        }

                        Op::LoadAttr { d, a, c } => match cached::known_attribute(r!(a), cache!(c)) {
                            Some(place) => {
                                let words = share(place);
                                spent!(a);
                                put!(d, words);
                            }
                            None => {
                                let value = slow!(self.load_attribute(r!(a), cache!(c)));
                                spent!(a);
                                set!(d, value);
                            }
                        },
                        Op::StoreAttr { a, s, c } => {
                            let place = cached::known_place(r!(a), cache!(c), r!(s));
                            store!(place, s, value => self.store_attribute(r!(a), cache!(c), value));
                            spent!(a);
                        }
                        Op::LoadMethod { d, a, c } => {
                            if let Some(function) = cached::known_method(r!(a), cache!(c)) {
                                put!(d + 1, move_or_share(&*code, regs, a));
                                put!(d, share(function));
                                continue 'ops;
                            }
                            let (function, this) = slow!(self.load_method(r!(a), cache!(c)));
                            if this {
                                put!(d + 1, move_or_share(&*code, regs, a));
                                set!(d, function);
                            } else {
                                spent!(a);
                                let (function, receiver) = slow::parts_of_method(function);
                                set!(d, function);
                                set!(d + 1, receiver);
                            }
                        }
                        Op::Item { d, a, b } => item!(d, a, r!(b), (a, b)),
                        Op::ItemK { d, a, k } => item!(d, a, k!(k), (a)),
                        Op::SetItem { a, b, s } => {
                            let place = quick::item_to_set(r!(a), r!(b), r!(s));
                            store!(place, s, value => self.set_item(r!(a), r!(b), value));
                            spent!(a, b);
                        }

                        Op::BuildTuple { d, s, n } => {
                            let tuple = gather::tuple_from(regs.add(s as usize), n as usize);
                            set!(d, tuple);
                        }
                        Op::BuildList { d, s, n } => {
                            let list = Value::list(gather::take_row(regs.add(s as usize), n as usize));
                            set!(d, list);
                        }
                        Op::ListAppend { list, s } => {
                            if let Value::List(list) = r!(list) {
                                list.push_words(move_or_share(&*code, regs, s));
                            }
                        }
                        Op::StartText { d, k } => set!(d, fstring::start(k!(k))),
                        Op::AppendText { d, k } => fstring::append(&mut *regs.add(d as usize), k!(k)),
                        Op::AppendField { conversion, d, s, spec } => {
                            let given = (spec != NO_SPEC).then(|| r!(spec));
                            slow!(self.append_field(&mut *regs.add(d as usize), r!(s), conversion, given));
                            spent!(s);
                            if spec != NO_SPEC {
                                spent!(spec);
                            }
                        }
                        Op::Unpack { a, s, n } => {
                            let value = take_or_share(&*code, regs, a);
                            match &value {
                                Value::Tuple(tuple) if tuple.len() == n as usize => {
                                    put_row(regs.add(s as usize), tuple.iter().cloned());
                                }
                                other => put_row(regs.add(s as usize), slow!(self.unpack(other, n as usize))),
                            }
                        }

                        Op::Call { d, f, n } => call!(d, f, f + 2, n),
                        Op::CallMethod { d, f, n } => {
                            let (first, n) = if (r!(f + 1)).is_unset() { (f + 2, n) } else { (f + 1, n + 1) };
                            call!(d, f, first, n);
                        }
                        Op::CallNamed { method, f, n, names } => {
                            sync!();
                            let this = method && !(r!(f + 1)).is_unset();
                            let (first, n) = if this { (f + 1, n + 1) } else { (f + 2, n) };
                            begin!(self.begin_named_call(regs, f, first, n, k!(names)));
                        }
                        Op::CallSpread { method, d, f } => {
                            sync!();
                            begin!(self.begin_spread_call(regs, d, f, method));
                        }
                        Op::EnterBody => {
                            cold_path();
                            sync!();
                            check!(self.enter_body());
                            load_frame!();
                        }
                        Op::EnterNumeric => {
                            if let Some(result) = slow!(self.enter_numeric(&*code, regs)) {
                                leave!(Words::from_value(result), 0)
                            }
                        }
                        Op::Return { r, live } => {
                            // The frame ends: its variables are as good as temporaries.
                            leave!(take_words(regs.add(r as usize)), live)
                        }
                        Op::ReturnConst { k, live } => leave!(share(k!(k)), live),
                        Op::Yield { d, s } => {
                            sync!();
                            let value = take_or_share(&*code, regs, s);
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
                                    empty(regs.add(it as usize));
                                    set!(d, value);
                                }
                            }
                        }

                        Op::TestException { r, class } => {
                            let matches = slow!(slow::matches_exception(r!(r), r!(class)));
                            spent!(class);
                            branch!(!matches);
                        }
                        op @ (Op::Raise { .. }
                        | Op::RaiseFrom { .. }
                        | Op::RaiseAgain
                        | Op::Reraise { .. }
                        | Op::RaiseAssertion { .. }
                        | Op::RaiseAssertionBare) => {
                            sync!();
                            break 'ops self.raised_by(op, &*code, regs);
                        }
                        op => slow!(self.do_rare(op, &*code, globals!(), regs)),
                    }
                }
            };
            if let Some(raise) = self.unwind(raise, fresh) {
                return Err(raise);
            }
            continue 'frames;
        }
    }
}
