//! numpy's words for what goes wrong.

use tape_lang::Raise;
use tape_lang::exception::{index_error, memory_error, type_error, value_error};
use tape_tensor::{Error, Shape};

/// A shape as numpy's messages about broadcasting show it: `(2,) `, `(2,3) `, without blanks inside.
#[must_use]
pub fn tight(shape: &[usize]) -> String {
    match shape {
        [one] => format!("({one},)"),
        many => format!("({})", many.iter().map(usize::to_string).collect::<Vec<_>>().join(",")),
    }
}

/// A shape as a tuple of the language: `(2, 3)`.
#[must_use]
pub fn tuple(shape: &[usize]) -> String {
    tape_show::shape::str(&Shape::from(shape))
}

/// Operands whose shapes do not fit together.
#[must_use]
pub fn cannot_broadcast(shapes: &[&[usize]]) -> Raise {
    let shapes: String = shapes.iter().map(|shape| tight(shape) + " ").collect();
    value_error(format!("operands could not be broadcast together with shapes {shapes}"))
}

/// Values that do not fit into what they are assigned to.
#[must_use]
pub fn cannot_broadcast_into(values: &[usize], target: &[usize]) -> Raise {
    value_error(format!("could not broadcast input array from shape {} into shape {}", tight(values), tight(target)))
}

/// An axis that an array does not have.
#[must_use]
pub fn axis_error(axis: i64, rank: usize) -> Raise {
    let text = format!("axis {axis} is out of bounds for array of dimension {rank}");
    Raise::new(&crate::exceptions::AXIS_ERROR, text)
}

/// An index outside an axis.
#[must_use]
pub fn index_out_of_bounds(index: i64, axis: usize, size: usize) -> Raise {
    index_error(format!("index {index} is out of bounds for axis {axis} with size {size}"))
}

/// A kernel's refusal in numpy's words, where the caller has none of its own.
#[must_use]
pub fn from_kernel(error: Error) -> Raise {
    match error {
        Error::Broadcast { left, right } => cannot_broadcast(&[&left, &right]),
        Error::Axis { axis, rank } => axis_error(axis, rank),
        Error::OutOfMemory { shape, dtype } => {
            let (shape, bytes) = (tuple(&shape), shape.elements().saturating_mul(dtype.size()));
            let size = binary_size(bytes);
            memory_error(format!("Unable to allocate {size} for an array with shape {shape} and data type {dtype}"))
        }
        Error::NegativePower => value_error("Integers to negative integer powers are not allowed."),
        Error::Matmul { left, right } => {
            value_error(format!("matmul: shapes {} and {} do not fit", tight(&left), tight(&right)))
        }
        Error::DTypeMismatch { expected, found } => type_error(format!("expected {expected} elements, found {found}")),
        Error::DivisionByZero => value_error("integer division by zero"),
        Error::Invalid(text) | Error::OutOfRange(text) => value_error(text),
        Error::Unimplemented(text) => type_error(text),
        Error::Interrupted => Raise::with_args(&tape_lang::exception::KEYBOARD_INTERRUPT, []),
    }
}

/// A number of bytes as numpy writes it: `7.45 GiB`.
fn binary_size(bytes: usize) -> String {
    const UNITS: [&str; 7] = ["bytes", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"];
    let power = ((usize::BITS - bytes.max(1).leading_zeros() - 1) / 10).min(6) as usize;
    if power == 0 {
        return format!("{bytes} bytes");
    }
    let value = bytes as f64 / 1024f64.powi(power as i32);
    match value {
        value if value < 9.995 => format!("{value:.2} {}", UNITS[power]),
        value if value < 99.95 => format!("{value:.1} {}", UNITS[power]),
        value => format!("{value:.0} {}", UNITS[power]),
    }
}
