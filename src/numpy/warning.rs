//! Warnings, as CPython writes them to standard error: once for each place and text.

use std::cell::RefCell;
use std::collections::HashSet;

use tape_lang::{Result, Vm};

/// The warnings that were shown, each with its place.
#[derive(Default)]
struct Shown(RefCell<HashSet<(String, u32, String)>>);

/// Warns of something at the line that is running.
///
/// # Errors
/// None; a filter that makes errors of warnings would raise here.
pub fn warn(vm: &mut Vm, category: &str, text: &str) -> Result<()> {
    let place = vm.current_place().map(|place| {
        let (line, _) = place.source.position(place.span.start);
        (place.source.name().to_owned(), line, place.source.line(line).trim().to_owned())
    });
    let (file, line, code) = place.unwrap_or_default();
    if !vm.state::<Shown>().0.borrow_mut().insert((file.clone(), line, format!("{category}: {text}"))) {
        return Ok(());
    }
    let code = if code.is_empty() { String::new() } else { format!("  {code}\n") };
    vm.write_stderr(&format!("{file}:{line}: {category}: {text}\n{code}"));
    Ok(())
}
