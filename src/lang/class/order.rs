//! What a class takes from its bases: the order of lookups, and what its instances are made of.

use std::rc::Rc;

use super::{Class, NativeClass};
use crate::Result;
use crate::exception::type_error;

/// The order of lookups behind a class with these bases: the C3 linearisation.
pub(super) fn linearise(bases: &[Rc<Class>]) -> Result<Vec<Rc<Class>>> {
    let mut rows: Vec<Vec<Rc<Class>>> = bases.iter().map(|base| base.mro()).collect();
    rows.push(bases.to_vec());
    if let Some(twice) = bases.iter().enumerate().find(|(i, base)| bases[..*i].iter().any(|b| Rc::ptr_eq(b, base))) {
        return Err(type_error(format!("duplicate base class {}", twice.1.name())));
    }
    let mut order = Vec::new();
    loop {
        rows.retain(|row| !row.is_empty());
        if rows.is_empty() {
            return Ok(order);
        }
        let in_tail = |class: &Rc<Class>| rows.iter().any(|row| row[1..].iter().any(|c| Rc::ptr_eq(c, class)));
        let Some(next) = rows.iter().map(|row| Rc::clone(&row[0])).find(|head| !in_tail(head)) else {
            let heads = rows.iter().map(|row| &row[0]);
            let mut names: Vec<Rc<str>> = Vec::new();
            for head in heads {
                if !names.contains(&head.name()) {
                    names.push(head.name());
                }
            }
            let text = "Cannot create a consistent method resolution\norder (MRO) for bases";
            return Err(type_error(format!("{text} {}", names.join(", "))));
        };
        for row in &mut rows {
            if Rc::ptr_eq(&row[0], &next) {
                row.remove(0);
            }
        }
        order.push(next);
    }
}

/// The built-in class that says what instances are made of: the most derived of those of the bases.
pub(super) fn layout_of(bases: &[Rc<Class>]) -> Result<&'static NativeClass> {
    let mut layout: &'static NativeClass = bases[0].layout;
    for base in &bases[1..] {
        if base.layout.is_subclass_of(layout) {
            layout = base.layout;
        } else if !layout.is_subclass_of(base.layout) {
            return Err(type_error("multiple bases have instance lay-out conflict"));
        }
    }
    Ok(layout)
}
