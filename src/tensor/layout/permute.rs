//! The same elements in another order of axes.

use super::read;
use super::view::View;
use crate::{Array, Error, Result};

/// The array whose axis `i` is the axis `order[i]` of the old one.
///
/// # Errors
/// [`Error::Invalid`] where `order` is not a permutation of the axes.
///
/// # Examples
/// ```
/// use tape_tensor::{Array, layout::transpose};
/// let array = Array::from_vec([2, 2], vec![1, 2, 3, 4]);
/// assert_eq!(transpose(&array, &[1, 0])?.as_slice::<i32>(), Some(&[1, 3, 2, 4][..]));
/// # Ok::<(), tape_tensor::Error>(())
/// ```
pub fn transpose(array: &Array, order: &[usize]) -> Result<Array> {
    let rank = array.shape().rank();
    if order.len() != rank {
        return Err(Error::Invalid(format!(
            "transpose expects a vector of size {rank}. But input(1) is a vector of size {}",
            order.len()
        )));
    }
    if let Some(axis) = order.iter().find(|&&axis| axis >= rank) {
        return Err(Error::Invalid(format!("{axis} is out of range [0 .. {rank})")));
    }
    if let Some(axis) = (0..rank).find(|axis| !order.contains(axis)) {
        let order: Vec<String> = order.iter().map(usize::to_string).collect();
        return Err(Error::Invalid(format!("{axis} is missing from {{{}}}.", order.join(","))));
    }
    if order.iter().enumerate().all(|(new, &old)| new == old) {
        return Ok(array.clone());
    }
    read(array, &reordered(View::of(array.shape()), order))
}

/// The view with its axes in another order.
fn reordered(view: View, order: &[usize]) -> View {
    View { offset: view.offset, axes: order.iter().map(|&axis| view.axes[axis]).collect() }
}

/// The elements of an array of these sizes with its axes in another order.
pub(crate) fn permuted<T: Clone>(elements: &[T], sizes: &[usize], order: &[usize]) -> Vec<T> {
    reordered(View::of(sizes), order).read(elements)
}
