//! Products of matrices of which one or both carry a batch.
//!
//! # Design
//! A batch times one matrix is a single product: that of the members' rows, or columns, laid side by side. TensorFlow's
//! vectorised jacobians compute the same one, so that the last digits agree.

use tape_tensor::layout::transpose;
use tape_tensor::matmul::{Side, matmul};

use crate::prelude::*;

/// The products of the members, `[members, m, k]`.
///
/// # Errors
/// Those of [`matmul`].
pub(super) fn of_members(
    left: &Tensor,
    right: &Tensor,
    left_side: Side,
    right_side: Side,
) -> tape_tensor::Result<Array> {
    if let Some(products) = of_one_hot(left, right, left_side, right_side)? {
        return Ok(products);
    }
    let (left_batched, right_batched) = (left.is_batched(), right.is_batched());
    let (left, right) = (left.array(), right.array());
    match (left_batched, right_batched) {
        (true, false) => of_left(left, right, left_side, right_side),
        (false, true) => of_right(left, right, left_side, right_side),
        _ => matmul(left, right, left_side, right_side),
    }
}

/// The products of members that are still known by what differs between them, where that is the shorter way.
fn of_one_hot(left: &Tensor, right: &Tensor, left_side: Side, right_side: Side) -> tape_tensor::Result<Option<Array>> {
    match (left.as_one_hot(), right.as_one_hot()) {
        (Some(members), None) if !right.is_batched() && left_side == Side::Plain => {
            members.times(right.array(), right_side)
        }
        (None, Some(members)) if !left.is_batched() && right_side == Side::Plain => {
            members.times_left(left.array(), left_side)
        }
        _ => Ok(None),
    }
}

/// Members `[m, n]`, or turned, times one matrix: their rows below each other.
fn of_left(members: &Array, matrix: &Array, side: Side, matrix_side: Side) -> tape_tensor::Result<Array> {
    let members = if side == Side::Plain { members.clone() } else { transpose(members, &[0, 2, 1])? };
    let &[count, rows, inner] = &members.shape()[..] else { return matmul(&members, matrix, Side::Plain, matrix_side) };
    let products = matmul(&members.with_shape([count * rows, inner]), matrix, Side::Plain, matrix_side)?;
    let columns = products.shape()[1];
    Ok(products.with_shape([count, rows, columns]))
}

/// One matrix times members `[n, k]`, or turned: their columns beside each other.
fn of_right(matrix: &Array, members: &Array, matrix_side: Side, side: Side) -> tape_tensor::Result<Array> {
    let &[count, first, second] = &members.shape()[..] else { return matmul(matrix, members, matrix_side, side) };
    let (inner, columns) = if side == Side::Plain { (first, second) } else { (second, first) };
    if columns == 1 {
        // The members are the rows of a matrix already: the product turned round leaves its rows in place.
        let turned = if matrix_side == Side::Plain { Side::Transposed } else { Side::Plain };
        let products = matmul(&members.with_shape([count, inner]), matrix, Side::Plain, turned)?;
        let rows = products.shape()[1];
        return Ok(products.with_shape([count, rows, 1]));
    }
    let products = if side == Side::Plain {
        let beside = transpose(members, &[1, 0, 2])?.with_shape([inner, count * columns]);
        matmul(matrix, &beside, matrix_side, Side::Plain)?
    } else {
        matmul(matrix, &members.with_shape([count * columns, inner]), matrix_side, Side::Transposed)?
    };
    let rows = products.shape()[0];
    transpose(&products.with_shape([rows, count, columns]), &[1, 0, 2])
}
