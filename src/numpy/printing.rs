//! Print options, and the functions that make text of arrays.

use std::cell::RefCell;
use std::rc::Rc;

use tape_lang::Vm;
use tape_show::PrintOptions;

/// The options in force on a machine.
#[derive(Default)]
pub struct PrintState(pub RefCell<Rc<PrintOptions>>);

/// The options in force: what `np.set_printoptions` has set.
#[must_use]
pub fn options(vm: &mut Vm) -> Rc<PrintOptions> {
    Rc::clone(&vm.state::<PrintState>().0.borrow())
}
