//! Batches whose members are alike but for few elements: the rows of an identity, and what becomes of them.
//!
//! # Design
//! A jacobian sends an identity backwards, `n` rows of `n` elements. It need not be written down: an elementwise op gives each
//! element one result in the row where it is hot and another one in all other rows, whatever it makes of zeros (times infinity
//! they are NaN). So `2 n` elements stand for `n²`, and exactly those that the dense batch has. In a product with a matrix
//! each sum has one term that is not zero, so that it needs no summing: `n` times less work.

use std::cell::OnceCell;
use std::ops::Range;

use num_traits::Float;

use crate::dispatch::each_kernel_type;
use crate::elementwise::elements;
use crate::layout::{broadcast_to, transpose};
use crate::matmul::{Side, matmul};
use crate::{Array, DType, Element, Result, Shape};

/// A batch whose member `row` has the elements of `hot` at the row-major positions `row`, `row + width`, `row + 2 width` and
/// so on, and those of `cold` elsewhere.
///
/// # Examples
/// ```
/// use tape_tensor::{Array, OneHot};
/// let identity = OneHot::new(0..2, 2, Array::from_vec([2], vec![1.0f32, 1.0]), Array::scalar(0.0f32));
/// assert_eq!(identity.dense().as_slice::<f32>(), Some(&[1.0, 0.0, 0.0, 1.0][..]));
/// ```
#[derive(Clone, Debug)]
pub struct OneHot {
    rows: Range<usize>,
    width: usize,
    hot: Array,
    cold: Array,
    dense: OnceCell<Array>,
}

impl OneHot {
    /// The members `rows` of such a batch; `cold` has as many elements as `hot`, or one.
    #[must_use]
    pub fn new(rows: Range<usize>, width: usize, hot: Array, cold: Array) -> OneHot {
        debug_assert!(cold.len() == 1 || cold.len() == hot.len());
        OneHot { rows, width, hot, cold, dense: OnceCell::new() }
    }

    /// How many members there are.
    #[must_use]
    pub fn members(&self) -> usize {
        self.rows.len()
    }

    /// Each element as it is where it is hot, in the shape of a member.
    #[must_use]
    pub fn hot(&self) -> &Array {
        &self.hot
    }

    /// Each element as it is elsewhere, or the one that all are.
    #[must_use]
    pub fn cold(&self) -> &Array {
        &self.cold
    }

    /// The same rows of other elements.
    #[must_use]
    pub fn with(&self, hot: Array, cold: Array) -> OneHot {
        OneHot::new(self.rows.clone(), self.width, hot, cold)
    }

    /// The same with members of another shape of as many elements.
    #[must_use]
    pub fn with_shape(&self, shape: &Shape) -> OneHot {
        let cold = if self.cold.len() == 1 { Shape::SCALAR } else { shape.clone() };
        self.with(self.hot.with_shape(shape.clone()), self.cold.with_shape(cold))
    }

    /// Whether another batch is hot at the same places of members of the same shape.
    #[must_use]
    pub fn is_like(&self, other: &OneHot) -> bool {
        self.rows == other.rows && self.width == other.width && self.hot.shape() == other.hot.shape()
    }

    /// All members, written down when somebody first asks: `[members, member...]`.
    #[must_use]
    pub fn dense(&self) -> &Array {
        // Strings have no gradients.
        self.dense.get_or_init(|| each_kernel_type!(self.hot.dtype(), T => self.written::<T>(), self.hot.clone()))
    }

    fn written<T: Element + Copy>(&self) -> Array {
        let (hot, cold) = (self.hot.as_slice::<T>().unwrap_or(&[]), self.cold.as_slice::<T>().unwrap_or(&[]));
        let mut target = match cold {
            [one] => vec![*one; self.members() * hot.len()],
            several => several.repeat(self.members()),
        };
        for (row, position) in self.places() {
            target[row * hot.len() + position] = hot[position];
        }
        Array::from_vec(self.shape_of(self.hot.shape()), target)
    }

    /// The hot places: the number of the member and the position in it.
    fn places(&self) -> impl Iterator<Item = (usize, usize)> {
        let (elements, width, start) = (self.hot.len(), self.width.max(1), self.rows.start);
        self.rows.clone().flat_map(move |row| (row..elements).step_by(width).map(move |place| (row - start, place)))
    }

    /// The shape of all members of this shape.
    fn shape_of(&self, member: &[usize]) -> Shape {
        std::iter::once(self.members()).chain(member.iter().copied()).collect()
    }

    /// The products of the members, `[m, n]`, with a matrix of `n` rows from the right: `[members, m, k]`. Nothing where they
    /// take sums: where not all that is cold vanishes in them, or several hot elements of a member meet.
    ///
    /// # Errors
    /// Those of [`matmul`].
    pub fn times(&self, right: &Array, side: Side) -> Result<Option<Array>> {
        let &[m, n] = &self.hot.shape()[..] else { return Ok(None) };
        if self.width < n || !self.cold_vanishes(|cold| matmul(cold, right, Side::Plain, side))? {
            return Ok(None);
        }
        let right = if side == Side::Plain { right.clone() } else { transpose(right, &[1, 0])? };
        Ok(match right.dtype() {
            DType::Float32 => Some(self.scaled_rows::<f32>(&right, m, n)?),
            DType::Float64 => Some(self.scaled_rows::<f64>(&right, m, n)?),
            _ => None,
        })
    }

    /// The products of a matrix of `m` columns with the members, `[m, n]`, on its right: `[members, k, n]`. Nothing where they
    /// take sums.
    ///
    /// # Errors
    /// Those of [`matmul`].
    pub fn times_left(&self, left: &Array, side: Side) -> Result<Option<Array>> {
        let &[_, n] = &self.hot.shape()[..] else { return Ok(None) };
        if self.width < self.hot.len() || !self.cold_vanishes(|cold| matmul(left, cold, side, Side::Plain))? {
            return Ok(None);
        }
        let columns = if side == Side::Plain { transpose(left, &[1, 0])? } else { left.clone() };
        Ok(match columns.dtype() {
            DType::Float32 => Some(self.scaled_columns::<f32>(&columns, n)?),
            DType::Float64 => Some(self.scaled_columns::<f64>(&columns, n)?),
            _ => None,
        })
    }

    /// Whether the cold elements, and their product too, are zeros and nothing else.
    fn cold_vanishes(&self, product: impl Fn(&Array) -> Result<Array>) -> Result<bool> {
        let cold = broadcast_to(&self.cold, self.hot.shape())?;
        Ok(is_zero(&cold) && is_zero(&product(&cold)?))
    }

    /// For each hot element `[i, j]` of a member the row `j` of the matrix, times the element, as row `i` of the result.
    fn scaled_rows<T: Element + Float>(&self, matrix: &Array, m: usize, n: usize) -> Result<Array> {
        let k = matrix.shape()[1];
        let (hot, matrix) = (elements::<T>(&self.hot)?, elements::<T>(matrix)?);
        let mut target = vec![T::zero(); self.members() * m * k];
        for (row, place) in self.places() {
            let (i, j) = (place / n, place % n);
            let (source, target) = (&matrix[j * k..][..k], &mut target[(row * m + i) * k..][..k]);
            for (result, &element) in target.iter_mut().zip(source) {
                *result = term(hot[place], element);
            }
        }
        Ok(Array::from_vec(self.shape_of(&[m, k]), target))
    }

    /// For each hot element `[i, j]` of a member the row `i` of the matrix, times the element, as column `j` of the result.
    fn scaled_columns<T: Element + Float>(&self, matrix: &Array, n: usize) -> Result<Array> {
        let k = matrix.shape()[1];
        let (hot, matrix) = (elements::<T>(&self.hot)?, elements::<T>(matrix)?);
        let mut target = vec![T::zero(); self.members() * k * n];
        for (row, place) in self.places() {
            let (i, j) = (place / n, place % n);
            let column = target[row * k * n..][..k * n].iter_mut().skip(j).step_by(n);
            for (result, &element) in column.zip(&matrix[i * k..][..k]) {
                *result = term(element, hot[place]);
            }
        }
        Ok(Array::from_vec(self.shape_of(&[k, n]), target))
    }
}

/// A product as the only term of a sum that begins at zero: never `-0.0`.
fn term<T: Float>(x: T, y: T) -> T {
    x * y + T::zero()
}

/// Whether all elements are zero, if they are of a type whose products are computed here.
fn is_zero(array: &Array) -> bool {
    match array.dtype() {
        DType::Float32 => array.as_slice::<f32>().is_some_and(|elements| elements.iter().all(|&x| x == 0.0)),
        DType::Float64 => array.as_slice::<f64>().is_some_and(|elements| elements.iter().all(|&x| x == 0.0)),
        _ => false,
    }
}
