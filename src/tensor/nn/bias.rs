//! Small pieces of neural networks: biases and the sum of squares.

use crate::cast::cast;
use crate::elementwise::{Binary, Unary, binary, binary_owned, unary};
use crate::reduce::sum;
use crate::{Array, Error, Result, Shape};

/// The array with `bias`, a vector, added along `axis` (the last one, or 1 where channels come first).
///
/// # Errors
/// [`Error::Invalid`] where the bias has not one number an element of that axis, [`Error::DTypeMismatch`].
pub fn bias_add(array: &Array, bias: &Array, axis: usize) -> Result<Array> {
    let own = array.shape();
    let size = *own.get(axis).ok_or(Error::Axis { axis: axis as i64, rank: own.rank() })?;
    if bias.shape()[..] != [size] {
        return Err(Error::Invalid(format!(
            "Must provide as many biases as the last dimension of the input tensor: {} vs. {own}",
            bias.shape()
        )));
    }
    let spread: Shape = std::iter::once(size).chain(own[axis + 1..].iter().map(|_| 1)).collect();
    binary(Binary::Add, array, &bias.with_shape(spread))
}

/// Half the sum of the squares of all elements.
///
/// # Errors
/// [`Error::Unimplemented`] for anything but floats.
pub fn l2_loss(array: &Array) -> Result<Array> {
    let half = cast(&Array::scalar(0.5f64), array.dtype())?;
    let axes: Vec<usize> = (0..array.shape().rank()).collect();
    sum(&binary_owned(Binary::Mul, unary(Unary::Square, array)?, half)?, &axes, false)
}
