//! The calls that draw, as methods of axes: a file a kind.

pub mod areas;
pub mod bars;
pub mod contours;
pub mod distributions;
pub mod errors;
pub mod fields;
pub mod hexbin;
pub mod histogram;
pub mod images;
pub mod line;
pub mod parts;
pub mod points;
pub mod rules;
pub mod shapes;
pub mod slices;
pub mod space;
pub mod text;

use tape_lang::exception::value_error;
use tape_lang::{Result, Value, Vm};

use crate::numbers::flat;

/// As many numbers as there are places: one for all, or one each.
///
/// # Errors
/// `ValueError`, as numpy refuses to broadcast.
fn spread(vm: &mut Vm, value: &Value, count: usize, name: &str) -> Result<Vec<f64>> {
    let values = flat(vm, value)?;
    match values.len() {
        1 => Ok(vec![values[0]; count]),
        length if length == count => Ok(values),
        length => Err(value_error(format!(
            "shape mismatch: objects cannot be broadcast to a single shape.  Mismatch is between 'x' with shape ({count},) \
             and '{name}' with shape ({length},)."
        ))),
    }
}
