//! Where `savefig` puts pictures.

use std::cell::RefCell;
use std::collections::BTreeMap;

use tape_lang::Vm;

/// The pictures that a session saved, by path.
#[derive(Default)]
pub struct Saved(RefCell<BTreeMap<String, Vec<u8>>>);

/// Keeps a file in the session: what a script saves lives in memory and harms nothing on the disk.
pub fn store(vm: &mut Vm, path: &str, bytes: Vec<u8>) {
    vm.state::<Saved>().0.borrow_mut().insert(path.to_owned(), bytes);
}
