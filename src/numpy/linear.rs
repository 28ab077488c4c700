//! Products of vectors and matrices.

use tape_lang::Result;
use tape_lang::exception::value_error;
use tape_tensor::cast::cast;
use tape_tensor::matmul::{Side, matmul_gradual};
use tape_tensor::{Array, DType, Shape};

use crate::error::from_kernel;
use crate::promote::promote;

/// `x @ y`: matrices, with a vector as a row on the left and as a column on the right.
///
/// # Errors
/// `ValueError` where the sizes do not fit.
pub fn matmul(x: &Array, y: &Array) -> Result<Array> {
    const SIGNATURE: &str = "(n?,k),(k,m?)->(n?,m?)";
    for (number, operand) in [x, y].into_iter().enumerate() {
        if operand.shape().rank() == 0 {
            return Err(value_error(format!(
                "matmul: Input operand {number} does not have enough dimensions (has 0, gufunc core with signature \
                 {SIGNATURE} requires 1)"
            )));
        }
    }
    let inner = x.shape().last().copied().unwrap_or(1);
    let depth_axis = y.shape().rank().saturating_sub(2);
    let depth = y.shape()[depth_axis];
    if inner != depth {
        return Err(value_error(format!(
            "matmul: Input operand 1 has a mismatch in its core dimension 0, with gufunc signature {SIGNATURE} (size \
             {depth} is different from {inner})"
        )));
    }
    let dtype = promote(x.dtype(), y.dtype());
    let (vector_left, vector_right) = (x.shape().rank() == 1, y.shape().rank() == 1);
    let left = if vector_left { x.with_shape([1, inner]) } else { x.clone() };
    let right = if vector_right { y.with_shape([depth, 1]) } else { y.clone() };
    let product = product(&left, &right, dtype)?;
    let mut sizes = product.shape().to_vec();
    if vector_right {
        sizes.pop();
    }
    if vector_left {
        sizes.remove(sizes.len() - 1 - usize::from(!vector_right));
    }
    Ok(product.with_shape(Shape::from(sizes)))
}

/// The product of batches of matrices in a dtype.
fn product(left: &Array, right: &Array, dtype: DType) -> Result<Array> {
    let inner = if dtype == DType::Bool { DType::Int64 } else { dtype };
    let (left, right) = (cast(left, inner).map_err(from_kernel)?, cast(right, inner).map_err(from_kernel)?);
    let product = matmul_gradual(&left, &right, Side::Plain, Side::Plain).map_err(from_kernel)?;
    cast(&product, dtype).map_err(from_kernel)
}
