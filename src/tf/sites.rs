//! Where in the program each op was called: what the tape's records remember.

use std::cell::RefCell;
use std::rc::Rc;

use rustc_hash::FxHashMap;
use tape_grad::Site;
use tape_lang::Vm;
use tape_lang::code::Code;
use tape_text::{Source, Span};

/// The call sites seen so far, one an instruction; a record keeps an index into them.
#[derive(Default)]
pub struct Sites {
    known: RefCell<Vec<(Rc<Source>, Span)>>,
    by_instruction: RefCell<FxHashMap<Address, (Rc<Code>, Site)>>,
}

/// The address of a code, which whoever remembers it keeps, and the number of an instruction in it.
type Address = (usize, usize);

/// Tells the tape that the ops that follow are called from where the program stands.
pub fn mark(vm: &mut Vm) {
    let Some(address) = vm.instruction_address() else { return };
    let sites = vm.state::<Sites>();
    let mut by_instruction = sites.by_instruction.borrow_mut();
    if let Some((_, site)) = by_instruction.get(&address) {
        return tape_grad::set_site(*site);
    }
    let (Some(place), Some(code)) = (vm.current_place(), vm.running_code()) else { return };
    let mut known = sites.known.borrow_mut();
    let site = Site(known.len() as u32);
    known.push((place.source, place.span));
    by_instruction.insert(address, (code, site));
    tape_grad::set_site(site);
}

/// The place behind a record's site.
pub fn place(vm: &mut Vm, site: Site) -> Option<(Rc<Source>, Span)> {
    vm.state::<Sites>().known.borrow().get(site.0 as usize).cloned()
}
