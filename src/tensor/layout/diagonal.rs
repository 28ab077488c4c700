//! Diagonals of matrices.

use super::view::{Axis, View};
use super::{read, slice, zeros};
use crate::array::check_size;
use crate::{Array, Error, Result, Shape};

/// Matrices with the rows of the last axis on the diagonal `offset` (above the main one if positive) and zeros
/// elsewhere; as small as possible, or of the given rows and columns.
///
/// # Errors
/// [`Error::Invalid`] where there is no last axis or the diagonal does not fit, [`Error::OutOfMemory`].
pub fn diag(diagonal: &Array, offset: isize, size: Option<(usize, usize)>) -> Result<Array> {
    let Some((&length, batch)) = diagonal.shape().split_last() else {
        return Err(Error::Invalid("diagonal must be at least 1-dim, received shape: []".to_owned()));
    };
    let square = length.saturating_add(offset.unsigned_abs());
    let (rows, columns) = size.unwrap_or((square, square));
    let shape: Shape = batch.iter().copied().chain([rows, columns]).collect();
    check_size(&shape, diagonal.dtype())?;
    set_diag(&zeros(shape, diagonal.dtype())?, diagonal, offset)
}

/// The diagonals `offset` of the matrices in the last two axes.
///
/// # Errors
/// [`Error::Invalid`] where there are no matrices or they have no such diagonal.
pub fn diag_part(array: &Array, offset: isize) -> Result<Array> {
    read(array, &diagonal(array.shape(), offset)?)
}

/// The matrices in the last two axes with their diagonals `offset` replaced.
///
/// # Errors
/// [`Error::Invalid`] where there are no matrices or the diagonals have not the right length.
pub fn set_diag(array: &Array, values: &Array, offset: isize) -> Result<Array> {
    let view = diagonal(array.shape(), offset)?;
    if view.shape() != *values.shape() {
        return Err(Error::Invalid(format!(
            "Either first dimensions of diagonal don't match input.shape[:-2], or diagonal.shape[:-1] is not equal to \
             the longests diagonal in range [lower_diag_index:upper_diag_index].\nInput shape: {}\nDiagonal shape: \
             {}\nExpected diagonal shape: {}",
            array.shape(),
            values.shape(),
            view.shape()
        )));
    }
    slice::write(array.clone(), &view, values)
}

/// The view of the diagonals.
fn diagonal(shape: &Shape, offset: isize) -> Result<View> {
    let mut view = matrices(shape)?;
    let (Some(columns), Some(rows)) = (view.axes.pop(), view.axes.pop()) else { return Ok(view) };
    let (down, right) = (offset.min(0).unsigned_abs(), offset.max(0).unsigned_abs());
    if down > rows.size || right > columns.size {
        return Err(Error::Invalid(format!(
            "lower_diag_index is out of bound: {offset} It must be between {} and {}",
            -(rows.size as isize),
            columns.size
        )));
    }
    let length = (rows.size - down).min(columns.size - right);
    if length > 0 {
        view.offset = down * rows.step as usize + right;
    }
    view.axes.push(Axis { size: length, step: rows.step + columns.step });
    Ok(view)
}

fn matrices(shape: &Shape) -> Result<View> {
    if shape.rank() < 2 {
        return Err(Error::Invalid(format!("input must be at least 2-dim, received shape: {shape}")));
    }
    Ok(View::of(shape))
}

/// The matrices in the last two axes with zeros outside the band of `lower` diagonals below and `upper` ones above the
/// main one; all of them for a negative number.
///
/// # Errors
/// [`Error::Invalid`] where there are no matrices.
pub fn band_part(array: &Array, lower: i64, upper: i64) -> Result<Array> {
    let shape = array.shape();
    let [.., rows, columns] = matrices(shape)?.shape()[..] else { return Ok(array.clone()) };
    let inside = |row: usize, column: usize| {
        let (row, column) = (row as i64, column as i64);
        (lower < 0 || row - column <= lower) && (upper < 0 || column - row <= upper)
    };
    let mask = (0..rows).flat_map(|row| (0..columns).map(move |column| inside(row, column))).collect();
    let mask = Array::from_vec([rows, columns], mask);
    crate::elementwise::select(&mask, array, &zeros(Shape::SCALAR, array.dtype())?)
}
