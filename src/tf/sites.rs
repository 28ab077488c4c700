//! Where in the program each op was called: what the tape's records remember.

use std::cell::RefCell;
use std::rc::Rc;

use tape_grad::Site;
use tape_lang::Vm;
use tape_text::{Source, Span};

/// The call sites seen so far; a record keeps an index into them.
#[derive(Default)]
pub struct Sites(RefCell<Vec<(Rc<Source>, Span)>>);

/// Tells the tape that the ops that follow are called from where the program stands.
pub fn mark(vm: &mut Vm) {
    let Some(place) = vm.current_place() else { return };
    let sites = vm.state::<Sites>();
    let mut known = sites.0.borrow_mut();
    // The last few sites are those of the running loop: a longer look back would cost more than it saves.
    let recent = known.len().saturating_sub(16);
    let same = |site: &(Rc<Source>, Span)| site.1 == place.span && Rc::ptr_eq(&site.0, &place.source);
    let index = match known[recent..].iter().rposition(same) {
        Some(index) => recent + index,
        None => {
            known.push((place.source, place.span));
            known.len() - 1
        }
    };
    tape_grad::set_site(Site(index as u32));
}

/// The place behind a record's site.
pub fn place(vm: &mut Vm, site: Site) -> Option<(Rc<Source>, Span)> {
    vm.state::<Sites>().0.borrow().get(site.0 as usize).cloned()
}
