//! Functions of three numbers.

use super::drive::{blocks, elements, together};
use super::operand::Operand;
use crate::array::check_size;
use crate::cast::cast;
use crate::math::beta::{betainc32, betainc64};
use crate::{Array, DType, Element, Error, Result};

/// The regularised incomplete beta function `I_x(a, b)`, broadcasting.
///
/// # Errors
/// [`Error::Broadcast`], [`Error::DTypeMismatch`], [`Error::Unimplemented`] for anything but floats,
/// [`Error::OutOfMemory`].
pub fn betainc(a: &Array, b: &Array, x: &Array) -> Result<Array> {
    match a.dtype() {
        DType::Float32 => each(a, b, x, betainc32),
        DType::Float64 => each(a, b, x, betainc64),
        half if half.is_half() => {
            let wide = |array| cast(array, DType::Float32);
            cast(&each(&wide(a)?, &wide(b)?, &wide(x)?, betainc32)?, half)
        }
        other => Err(Error::Unimplemented(format!("betainc is not implemented for {other}"))),
    }
}

fn each<T: Element + Copy + Default>(a: &Array, b: &Array, x: &Array, function: fn(T, T, T) -> T) -> Result<Array> {
    let shape = together(a.shape(), &together(b.shape(), x.shape())?)?;
    check_size(&shape, T::DTYPE)?;
    let mut operands = [
        Operand::new(elements::<T>(a)?, a.shape(), &shape),
        Operand::new(elements::<T>(b)?, b.shape(), &shape),
        Operand::new(elements::<T>(x)?, x.shape(), &shape),
    ];
    let mut target = vec![T::default(); shape.elements()];
    for (start, chunk) in blocks(&mut target) {
        let length = chunk.len();
        let [a, b, x] = operands.each_mut().map(|operand| operand.block(start, length));
        for (nth, result) in chunk.iter_mut().enumerate() {
            *result = function(a[nth], b[nth], x[nth]);
        }
    }
    Ok(Array::from_vec(shape, target))
}
