//! Pasted text made a program: prompts come off, and so does an indentation that all lines share; what a web page has damaged is mended.

use std::collections::HashSet;

use tape_article::repair::characters::with_hyphens;
pub use tape_article::repair::prompts::clean;
use tape_article::repair::prompts::page_cells;
use tape_article::repair::{Reading, is_well_formed, possible_loss, readings};
use tape_lang::Vm;

/// The names that mean something before any code has run. `tape` is not among them: on a page it is what `as tape:` has bound.
#[must_use]
pub fn vocabulary(vm: &Vm) -> HashSet<String> {
    vm.builtin_names().into_iter().filter(|name| name != "tape").collect()
}

/// Whether a program in order may have been damaged all the same, which is said.
fn is_doubtful(text: &str, known: &dyn Fn(&str) -> bool) -> bool {
    with_hyphens(text).is_some() || possible_loss(&clean(text), known).is_some()
}

/// The program that a damaged paste was, with what was repaired; nothing for a well-formed one, and for one that nothing repairs.
///
/// # Examples
/// ```
/// use tape::shell::paste::repaired;
/// let known = |name: &str| matches!(name, "range" | "print");
/// let reading = repaired("for i in range(2):\nprint(i)\n", &known).unwrap();
/// assert_eq!(reading.text, "for i in range(2):\n    print(i)\n");
/// assert_eq!(reading.notes, ["lost indentation"]);
/// assert_eq!(repaired(">>> for i in range(2):\n...     print(i)\n", &known), None);
/// ```
#[must_use]
pub fn repaired(text: &str, known: &dyn Fn(&str) -> bool) -> Option<Reading> {
    if page_cells(text).is_none() && is_well_formed(&clean(text), known) && !is_doubtful(text, known) {
        return None;
    }
    readings(text, known, 1).into_iter().next().filter(|reading| !reading.notes.is_empty())
}
