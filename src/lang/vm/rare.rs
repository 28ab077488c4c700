//! The instructions that are rare, or whose work is so large that a call more does not count.

use std::rc::Rc;

use super::registers::{empty, put, take, take_or_share};
use super::{Vm, gather, slow};
use crate::Result;
use crate::code::{Code, Op};
use crate::exception::{ASSERTION_ERROR, Raise, runtime_error};
use crate::methods::exception::raised;
use crate::value::{Cell, Dict, Value};

impl Vm {
    /// Does what an instruction says that neither jumps nor calls. The frame has noted where it is.
    ///
    /// # Safety
    /// The code and the registers are those of the running frame.
    #[allow(clippy::too_many_lines, reason = "one arm an instruction")]
    pub(super) unsafe fn do_rare(&mut self, op: Op, code: &Code, globals: &Dict, regs: *mut Value) -> Result<()> {
        // SAFETY: the compiler's promises that `registers` lists; each use below leans on them.
        unsafe {
            macro_rules! r {
                ($register:expr) => {
                    &*regs.add(usize::from($register))
                };
            }
            macro_rules! set {
                ($register:expr, $value:expr) => {{
                    let value = $value;
                    put(regs.add(usize::from($register)), value)
                }};
            }
            // Empties a temporary that has been read.
            macro_rules! spent {
                ($($register:expr),*) => {{
                    $(if usize::from($register) >= code.variables.len() {
                        empty(regs.add(usize::from($register)));
                    })*
                }};
            }
            match op {
                Op::DeleteLocal { r } => {
                    if (r!(r)).is_unset() {
                        return Err(slow::unbound_local(code, r));
                    }
                    empty(regs.add(usize::from(r)));
                }
                Op::DeleteGlobal { c } => {
                    let cache = code.caches.get_unchecked(usize::from(c));
                    slow::delete_global(globals, cache.name)?;
                    self.give_back(cache.name);
                }
                Op::LoadName { d, c } => {
                    let cache = code.caches.get_unchecked(usize::from(c));
                    let value = self.load_name(globals, cache)?;
                    set!(d, value);
                }
                Op::StoreName { s, c } => {
                    let cache = code.caches.get_unchecked(usize::from(c));
                    let value = take_or_share(code, regs, s);
                    self.store_name(cache.name, value)?;
                }
                Op::DeleteName { c } => {
                    let cache = code.caches.get_unchecked(usize::from(c));
                    self.delete_name(cache.name)?;
                }
                Op::DeleteCell { r } => {
                    if let Value::Cell(cell) = r!(r) {
                        if cell.get().is_unset() {
                            return Err(slow::unbound_local(code, r));
                        }
                        cell.set(Value::Unset);
                    }
                }
                Op::DeleteFree { i } => {
                    if self.free_cell(i).get().is_unset() {
                        return Err(slow::unbound_free(code, i));
                    }
                    self.free_cell(i).set(Value::Unset);
                }
                Op::LoadNameOrFree { d, c, i } => {
                    let cache = code.caches.get_unchecked(usize::from(c));
                    let own = self.own_name(cache.name)?;
                    let value = own.unwrap_or_else(|| self.free_cell(i).get());
                    if value.is_unset() {
                        return Err(slow::unbound_free(code, i));
                    }
                    set!(d, value);
                }
                Op::DeleteAttr { a, c } => {
                    let cache = code.caches.get_unchecked(usize::from(c));
                    self.del_attribute(r!(a), cache.name)?;
                    spent!(a);
                }
                Op::DelItem { a, b } => {
                    self.del_item(r!(a), r!(b))?;
                    spent!(a, b);
                }
                Op::MakeCell { r } => {
                    let value = take(regs.add(usize::from(r)));
                    set!(r, Value::Cell(Rc::new(Cell::new(value))));
                }
                Op::CellOf { d, r } => {
                    let cell = (r!(r)).clone();
                    set!(d, cell);
                }
                Op::IterArgument { d, s } => {
                    let value = take_or_share(code, regs, s);
                    let iterable = match value {
                        Value::Range(_) | Value::List(_) | Value::Tuple(_) => value,
                        other => self.iterate(&other)?,
                    };
                    set!(d, iterable);
                }
                Op::Iter { d, s } => {
                    let iterator = self.iterate(r!(s))?;
                    spent!(s);
                    set!(d, iterator);
                }
                Op::BuildSlice { d, s } => {
                    let slice = gather::slice_from(regs.add(usize::from(s)));
                    set!(d, slice);
                }
                Op::SetAdd { set, s } => {
                    let value = take_or_share(code, regs, s);
                    if let Value::Set(set) = r!(set) {
                        let set = Rc::clone(set);
                        set.add(self, value)?;
                    }
                }
                Op::DictSet { dict, k, v } => {
                    let (key, value) = (take_or_share(code, regs, k), take_or_share(code, regs, v));
                    if let Value::Dict(dict) = r!(dict) {
                        let dict = Rc::clone(dict);
                        dict.insert(self, key, value)?;
                    }
                }
                Op::MakeFunction { d, code: index, s } => {
                    let function = self.make_function(code, index, regs, s);
                    set!(d, function);
                }
                Op::BuildListFor { d, over } => set!(d, gather::list_for(&*regs.add(over as usize))),
                Op::BuildSet { d, s, n } => {
                    let items = gather::take_row(regs.add(s as usize), n as usize);
                    let set = self.build_set(items)?;
                    set!(d, set);
                }
                Op::BuildDict { d, s, n } => {
                    let items = gather::take_row(regs.add(s as usize), n as usize * 2);
                    let dict = self.build_dict(items)?;
                    set!(d, dict);
                }
                Op::ListExtend { list, s } => {
                    self.extend_list(r!(list), r!(s))?;
                    spent!(s);
                }
                Op::SpreadArguments { list, s, callee } => {
                    self.spread_arguments(r!(list), r!(s), r!(callee))?;
                    spent!(s);
                }
                Op::SetUpdate { set, s } => {
                    self.update_set(r!(set), r!(s))?;
                    spent!(s);
                }
                Op::DictUpdate { dict, s } => {
                    self.update_dict(r!(dict), r!(s))?;
                    spent!(s);
                }
                Op::DictMerge { dict, s, callee } => {
                    self.merge_keywords(r!(dict), r!(s), r!(callee))?;
                    spent!(s);
                }
                Op::ListToTuple { d, s } => {
                    let list = take(regs.add(s as usize));
                    let tuple = self.collect(&list)?;
                    drop(list);
                    set!(d, Value::tuple(tuple));
                }
                Op::UnpackStar { a, s, counts } => {
                    let value = take_or_share(code, regs, a);
                    let items = self.unpack_star(&value, usize::from(counts >> 8), usize::from(counts & 255))?;
                    for (index, item) in items.into_iter().enumerate() {
                        set!(s as usize + index, item);
                    }
                }
                Op::MakeClass { d, s } => {
                    let class = self.build_class(regs.add(s as usize))?;
                    set!(d, class);
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
                    empty(regs.add(usize::from(r)));
                }
                Op::WithEnter { d, context } => {
                    let value = self.enter_context(r!(context))?;
                    set!(d, value);
                }
                Op::WithExit { context } => {
                    let value = take(regs.add(context as usize));
                    self.exit_context(&value, None)?;
                }
                Op::WithExcept { d, context, r } => {
                    let exception = match r!(r) {
                        Value::Exception(exception) => Some(Rc::clone(exception)),
                        _ => None,
                    };
                    let value = take(regs.add(context as usize));
                    let swallow = self.exit_context(&value, exception.as_ref())?;
                    set!(d, Value::Bool(swallow));
                }
                Op::Import { whole, d, name, level } => {
                    let name = *code.names.get_unchecked(usize::from(name));
                    let module = self.import_statement(name, whole, level)?;
                    set!(d, module);
                }
                Op::ImportFrom { d, m, name } => {
                    let name = *code.names.get_unchecked(usize::from(name));
                    let value = self.import_from(r!(m), name)?;
                    set!(d, value);
                }
                Op::ImportStar { m } => self.import_star(r!(m), globals)?,
                Op::Annotations => self.ensure_annotations(globals)?,
                Op::Display { s } => {
                    let value = take_or_share(code, regs, s);
                    self.display(&value)?;
                }
                Op::MatchKind { mapping, d, s } => {
                    let is = self.match_kind(r!(s), mapping)?;
                    set!(d, Value::Bool(is));
                }
                Op::MatchLength { exact, d, s, n } => {
                    let length = self.length(r!(s))?;
                    let fits = if exact { length == n as usize } else { length >= n as usize };
                    set!(d, Value::Bool(fits));
                }
                Op::MatchKeys { d, s, keys } => {
                    let values = self.match_keys(r!(s), r!(keys))?;
                    spent!(keys);
                    set!(d, values);
                }
                Op::MatchRest { d, s, keys } => {
                    let rest = self.match_rest(r!(s), r!(keys))?;
                    spent!(keys);
                    set!(d, rest);
                }
                Op::MatchClass { d, s, class } => {
                    let row = gather::take_row(regs.add(class as usize), 3);
                    let values = self.match_class(r!(s), &row)?;
                    set!(d, values);
                }
                // The others are done in the loop.
                _ => return Err(slow::broken()),
            }
        }
        Ok(())
    }

    /// What an instruction raises, and whether it is raised anew rather than passed on.
    ///
    /// # Safety
    /// As [`Vm::do_rare`].
    pub(super) unsafe fn raised_by(&mut self, op: Op, code: &Code, regs: *mut Value) -> (Raise, bool) {
        // SAFETY: as above.
        unsafe {
            match op {
                Op::Raise { r } => {
                    let value = take_or_share(code, regs, r);
                    let raise = match raised(self, &value) {
                        Ok(exception) => Raise::from_exception(exception),
                        Err(raise) => raise,
                    };
                    (raise, true)
                }
                Op::RaiseFrom { r, cause } => {
                    let (value, cause) = (take_or_share(code, regs, r), take_or_share(code, regs, cause));
                    (self.raise_from(&value, &cause), true)
                }
                Op::RaiseAgain => match &self.handled {
                    Some(handled) => (Raise::from_exception(Rc::clone(handled)), false),
                    None => {
                        let text = "No active exception to reraise";
                        (runtime_error(text), true)
                    }
                },
                Op::Reraise { r } => match take(regs.add(r as usize)) {
                    Value::Exception(exception) => (Raise::from_exception(exception), false),
                    _ => (slow::broken(), true),
                },
                Op::RaiseAssertion { r } => {
                    let message = take_or_share(code, regs, r);
                    (Raise::with_args(&ASSERTION_ERROR, [message]), true)
                }
                Op::RaiseAssertionBare => (Raise::with_args(&ASSERTION_ERROR, []), true),
                _ => (slow::broken(), true),
            }
        }
    }
}
