//! "Did you mean …?": the name that a misspelt one is nearest to, by CPython's measure.

use std::rc::Rc;

use crate::exception::{ATTRIBUTE_ERROR, Exception, NAME_ERROR};
use crate::value::Dict;
use crate::vm::Vm;

/// What it costs to add, drop or change a letter.
const MOVE: usize = 2;

/// What it costs to change a letter's case.
const CASE: usize = 1;

/// Longer names are not compared, after what they share at both ends is taken off.
const LONGEST: usize = 40;

/// With more candidates none is suggested.
const MOST_CANDIDATES: usize = 750;

/// Names that a program finds without an import and CPython's user has imported.
const IMPORTED: [&str; 2] = ["tf", "np"];

/// The name that the user of a `NameError` or `AttributeError` may have meant.
pub fn suggestion(vm: &mut Vm, exception: &Rc<Exception>) -> Option<String> {
    let dict = exception.dict();
    let wrong = dict.get_str("name")?;
    let wrong = wrong.as_str()?;
    if exception.is(&ATTRIBUTE_ERROR) {
        let object = dict.get_str("obj")?;
        return nearest(wrong, &vm.attribute_names(&object)).map(str::to_owned);
    }
    if !exception.is(&NAME_ERROR) {
        return None;
    }
    let keys =
        |dict: &Dict| -> Vec<String> { dict.keys().iter().filter_map(|key| key.as_str().map(str::to_owned)).collect() };
    let (locals, mut globals) = match exception.traceback.borrow().first() {
        Some(entry) => {
            let locals = entry.code.variables.iter().chain(&entry.code.free);
            (locals.map(|name| name.as_str().to_owned()).collect(), keys(&entry.globals))
        }
        None => (Vec::new(), Vec::new()),
    };
    globals.extend(IMPORTED.map(str::to_owned));
    let builtins = keys(vm.builtins());
    [locals, globals, builtins].iter().find_map(|names| nearest(wrong, names).map(str::to_owned))
}

/// The candidate nearest to a name, if one is near enough; of equally near ones the first.
fn nearest<'n>(wrong: &str, candidates: &'n [String]) -> Option<&'n str> {
    if candidates.len() >= MOST_CANDIDATES {
        return None;
    }
    let mut best: Option<(usize, &str)> = None;
    for candidate in candidates.iter().map(String::as_str).filter(|candidate| *candidate != wrong) {
        let allowed = (wrong.len() + candidate.len() + 3) * MOVE / 6;
        let allowed = best.map_or(allowed, |(distance, _)| allowed.min(distance.saturating_sub(1)));
        let distance = distance(wrong.as_bytes(), candidate.as_bytes(), allowed);
        if distance <= allowed && best.is_none_or(|(known, _)| distance < known) {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, name)| name)
}

/// What it costs to turn one name into the other; more than `allowed` when it costs more than that.
fn distance(mut a: &[u8], mut b: &[u8], allowed: usize) -> usize {
    while let ([first, rest @ ..], [other, others @ ..]) = (a, b)
        && first == other
    {
        (a, b) = (rest, others);
    }
    while let ([rest @ .., last], [others @ .., other]) = (a, b)
        && last == other
    {
        (a, b) = (rest, others);
    }
    if a.is_empty() || b.is_empty() {
        return (a.len() + b.len()) * MOVE;
    }
    if a.len() > LONGEST || b.len() > LONGEST {
        return allowed + 1;
    }
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    if (long.len() - short.len()) * MOVE > allowed {
        return allowed + 1;
    }
    // One row of the table of costs between all beginnings of both names.
    let mut row: Vec<usize> = (1..=short.len()).map(|count| count * MOVE).collect();
    let mut result = 0;
    for (index, letter) in long.iter().enumerate() {
        let mut diagonal = index * MOVE;
        result = diagonal;
        let mut least = usize::MAX;
        for (other, cost) in short.iter().zip(&mut row) {
            let change = diagonal + change(*letter, *other);
            diagonal = *cost;
            result = (result.min(*cost) + MOVE).min(change);
            *cost = result;
            least = least.min(result);
        }
        if least > allowed {
            return allowed + 1;
        }
    }
    result
}

fn change(a: u8, b: u8) -> usize {
    match (a == b, a.eq_ignore_ascii_case(&b)) {
        (true, _) => 0,
        (false, true) => CASE,
        (false, false) => MOVE,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(wrong: &str, candidates: &[&str]) -> Option<String> {
        let names: Vec<String> = candidates.iter().map(|name| (*name).to_owned()).collect();
        nearest(wrong, &names).map(str::to_owned)
    }

    /// Measured on CPython 3.11.
    #[test]
    fn the_measure_is_cpythons() {
        assert_eq!(near("prnt", &["input", "print"]).as_deref(), Some("print"));
        assert_eq!(near("pritn", &["print"]).as_deref(), Some("print"));
        assert_eq!(near("gradients", &["gradient", "batch_jacobian"]).as_deref(), Some("gradient"));
        assert_eq!(near("reshape", &["dtype", "shape"]).as_deref(), Some("shape"));
        assert_eq!(near("sqroot", &["sqrt"]).as_deref(), Some("sqrt"));
        assert_eq!(near("T", &["dtype", "shape"]), None);
        assert_eq!(near("foo", &["bar", "spam"]), None);
        assert_eq!(near("Print", &["print"]).as_deref(), Some("print"));
    }
}
