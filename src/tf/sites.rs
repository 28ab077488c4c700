//! Where in the program each op was called: what the tape's records remember.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use rustc_hash::FxHashMap;
use tape_grad::Site;
use tape_lang::Vm;
use tape_lang::code::Code;
use tape_text::{Source, Span};

/// The codes that have called ops, each with a number. They are kept, so that no other ever stands at the address of one.
#[derive(Default)]
struct Codes {
    known: Vec<Rc<Code>>,
    by_address: FxHashMap<usize, u32>,
}

thread_local! {
    static CODES: RefCell<Codes> = RefCell::default();
    /// The code that called the last op, by its address, and its number: nearly always that of the next one.
    static LAST: Cell<(usize, u32)> = const { Cell::new((0, 0)) };
}

/// Tells the tape that the ops that follow are called from where the program stands.
#[inline]
pub fn mark(vm: &Vm) {
    let Some((address, instruction)) = vm.instruction_address() else { return };
    let (last, number) = LAST.get();
    if address == last {
        return tape_grad::set_site(Site { code: number, instruction: instruction as u32 });
    }
    if let Some(code) = number_of(vm, address) {
        LAST.set((address, code));
        tape_grad::set_site(Site { code, instruction: instruction as u32 });
    }
}

/// The number of the code that runs, which stands at `address`.
fn number_of(vm: &Vm, address: usize) -> Option<u32> {
    CODES.with_borrow_mut(|codes| {
        if let Some(&number) = codes.by_address.get(&address) {
            return Some(number);
        }
        let number = u32::try_from(codes.known.len()).ok()?;
        codes.known.push(vm.running_code()?);
        codes.by_address.insert(address, number);
        Some(number)
    })
}

/// The place behind a record's site.
#[must_use]
pub fn place(site: Site) -> Option<(Rc<Source>, Span)> {
    CODES.with_borrow(|codes| {
        let code = codes.known.get(site.code as usize)?;
        Some((Rc::clone(&code.source), code.marks_at(site.instruction as usize).whole))
    })
}
