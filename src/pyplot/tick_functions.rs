//! Functions of the program that say what ticks say. A drawing calls no program, so they are called before one is made.

use std::cell::RefCell;
use std::rc::{Rc, Weak};

use tape_lang::{Result, Value, Vm};
use tape_plot::Shared;
use tape_plot::axes::Axes;
use tape_plot::figure::Figure;

use crate::axes::side;

/// A frame shows at most so many steps between ticks.
const MOST: usize = 9;

/// The functions, by the axes and the side that they write for.
#[derive(Default)]
struct Functions(RefCell<Vec<Written>>);

#[derive(Clone)]
struct Written {
    axes: Weak<RefCell<Axes>>,
    horizontal: bool,
    function: Value,
}

/// Has a function write the ticks of a side, or none any more.
pub fn set(vm: &mut Vm, axes: &Shared<Axes>, horizontal: bool, function: Option<Value>) {
    side(axes, horizontal, |side| side.named.clear());
    let functions = vm.state::<Functions>();
    let mut functions = functions.0.borrow_mut();
    functions.retain(|own| {
        own.axes.upgrade().is_some_and(|known| own.horizontal != horizontal || !Rc::ptr_eq(&known, axes))
    });
    functions.extend(function.map(|function| Written { axes: Rc::downgrade(axes), horizontal, function }));
}

/// Calls the functions for all places where a figure may have ticks.
///
/// # Errors
/// What they raise.
pub fn call(vm: &mut Vm, figure: &Shared<Figure>) -> Result<()> {
    let all = vm.state::<Functions>().0.borrow().clone();
    for Written { axes, horizontal, function } in all {
        let Some(axes) = axes.upgrade().filter(|axes| figure.borrow().axes.iter().any(|own| Rc::ptr_eq(own, axes)))
        else {
            continue;
        };
        let axis = side(&axes, horizontal, |side| side.axis.clone());
        let span = figure.borrow().span(&axis);
        let mut named: Vec<(f64, String)> = vec![];
        for most in (1..=MOST).rev() {
            for (index, place) in side(&axes, horizontal, |side| side.tick_places(&span, most)).into_iter().enumerate()
            {
                if named.iter().all(|(known, _)| *known != place) {
                    let said = vm.call_values(&function, &[Value::Float(place), Value::Int(index as i64)])?;
                    named.push((place, vm.str(&said)?));
                }
            }
        }
        side(&axes, horizontal, |side| side.named = named);
    }
    Ok(())
}
