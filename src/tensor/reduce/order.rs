//! Sorting and what comes of it.

use std::cmp::Ordering;

use super::plan::reduced_axes;
use crate::array::Bytes;
use crate::dispatch::each_real;
use crate::elementwise::elements;
use crate::layout;
use crate::{Array, DType, Element, Error, Result, Shape};

/// Which way a sort goes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Direction {
    Ascending,
    Descending,
}

/// Whether [`searchsorted`] finds the first or the last place where a value fits.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Fit {
    Left,
    Right,
}

/// Runs an expression for the type of any dtype that has an order.
macro_rules! each_ordered {
    ($dtype:expr, $t:ident => $body:expr) => {
        match $dtype {
            DType::Bool => {
                type $t = bool;
                $body
            }
            DType::String => {
                type $t = Bytes;
                $body
            }
            dtype => each_real!(dtype, $t => $body, Err(Error::Unimplemented(format!("{dtype} has no order")))),
        }
    };
}

/// Numbers by size, nan after all others.
fn by_size<T: PartialOrd>(left: &T, right: &T) -> Ordering {
    let unordered = |x: &T| x.partial_cmp(x).is_none();
    left.partial_cmp(right).unwrap_or_else(|| unordered(left).cmp(&unordered(right)))
}

/// The positions along `axis` in the order of their elements, as `int32`; equal elements keep their order. Nan comes
/// after all numbers, also in descending order.
///
/// # Errors
/// [`Error::Axis`], [`Error::Unimplemented`] for complex numbers.
///
/// # Examples
/// ```
/// use tape_tensor::{Array, reduce::{Direction, argsort}};
/// let array = Array::from_vec([3], vec![2.0f32, 3.0, 1.0]);
/// assert_eq!(argsort(&array, 0, Direction::Ascending)?.as_slice::<i32>(), Some(&[2, 0, 1][..]));
/// # Ok::<(), tape_tensor::Error>(())
/// ```
pub fn argsort(array: &Array, axis: usize, direction: Direction) -> Result<Array> {
    fn of<T: Element + PartialOrd>(array: &Array, size: usize, inner: usize, direction: Direction) -> Result<Vec<i32>> {
        let source = elements::<T>(array)?;
        let mut target = vec![0; source.len()];
        let mut order: Vec<usize> = Vec::with_capacity(size);
        for first in (0..source.len() / size.max(1)).map(|line| line / inner * size * inner + line % inner) {
            let at = |place: &usize| &source[first + place * inner];
            order.clear();
            order.extend(0..size);
            order.sort_by(|left, right| match (by_size(at(left), at(right)), direction) {
                (order, Direction::Descending) if at(left).partial_cmp(at(right)).is_some() => order.reverse(),
                (order, _) => order,
            });
            for (nth, &place) in order.iter().enumerate() {
                target[first + nth * inner] = place as i32;
            }
        }
        Ok(target)
    }
    let shape = array.shape();
    reduced_axes(shape, &[axis])?;
    let inner: usize = shape[axis + 1..].iter().product();
    let places = each_ordered!(array.dtype(), T => of::<T>(array, shape[axis], inner.max(1), direction))?;
    Ok(Array::from_vec(shape.clone(), places))
}

/// The elements along `axis` in order; nan comes last.
///
/// # Errors
/// As [`argsort`].
pub fn sort(array: &Array, axis: usize, direction: Direction) -> Result<Array> {
    along(array, axis, &argsort(array, axis, direction)?)
}

/// The elements at the given positions along `axis`, one position for each result.
///
/// # Errors
/// [`Error::Axis`], [`Error::Invalid`] for a position outside, [`Error::DTypeMismatch`].
pub fn along(array: &Array, axis: usize, positions: &Array) -> Result<Array> {
    let shape = array.shape();
    reduced_axes(shape, &[axis])?;
    let asked = layout::indices(positions)?;
    let inner: usize = shape[axis + 1..].iter().product();
    let width = positions.shape().get(axis).copied().unwrap_or_default();
    let mut places = Vec::with_capacity(asked.len());
    for (nth, &index) in asked.iter().enumerate() {
        let block = nth / (width * inner).max(1);
        let place = usize::try_from(index).ok().filter(|&place| place < shape[axis]);
        let place = place.ok_or_else(|| {
            Error::Invalid(format!("index {index} is out of bounds for axis {axis} with size {}", shape[axis]))
        })?;
        places.push((block * shape[axis] + place) * inner + nth % inner.max(1));
    }
    let flat = array.with_shape([array.len()]);
    Ok(layout::take(&flat, 0, &places)?.with_shape(positions.shape().clone()))
}

/// Rows up to this length are sorted by insertion.
const INSERTED: usize = 16;

/// Sorts positions by their elements, largest first, as insertion does it with a comparison that knows no nan: a new
/// element that beats the first goes to the front, others move forward until one is not beaten.
fn insert_in_order<T: PartialOrd>(order: &mut [usize], row: &[T]) {
    for next in 1..order.len() {
        let beats = |other: usize| row[order[next]] > row[order[other]];
        let place =
            if beats(0) { 0 } else { (0..next).rev().find(|&other| !beats(other)).map_or(0, |other| other + 1) };
        order[place..=next].rotate_right(1);
    }
}

/// The `k` largest elements of each row of the last axis, largest first, and their positions as `int32`; of equal
/// elements the first comes first. Nan counts as the smallest, but where a short row is sorted as a whole it stays
/// where insertion leaves it, as in TensorFlow.
///
/// # Errors
/// [`Error::Invalid`] where there is no last axis or it is shorter than `k`, [`Error::Unimplemented`] for dtypes
/// without an order.
pub fn top_k(array: &Array, k: usize) -> Result<(Array, Array)> {
    fn of<T: Element + PartialOrd>(array: &Array, width: usize, k: usize) -> Result<Vec<i32>> {
        let mut target = Vec::new();
        for row in elements::<T>(array)?.chunks_exact(width.max(1)) {
            let mut order: Vec<usize> = (0..width).collect();
            if k == width && width <= INSERTED && row.iter().any(|x| x.partial_cmp(x).is_none()) {
                insert_in_order(&mut order, row);
            } else {
                order.sort_by(|&left, &right| by_size(&row[right], &row[left]));
            }
            target.extend(order[..k].iter().map(|&place| place as i32));
        }
        Ok(target)
    }
    let shape = array.shape();
    let Some((&width, outer)) = shape.split_last() else {
        return Err(Error::Invalid(format!("input must be >= 1-D, got shape {shape}")));
    };
    if k > width {
        return Err(Error::Invalid(format!("input must have at least k columns. Had {width}, needed {k}")));
    }
    let places = each_ordered!(array.dtype(), T => of::<T>(array, width, k))?;
    let places = Array::from_vec(outer.iter().copied().chain([k]).collect::<Shape>(), places);
    Ok((along(array, outer.len(), &places)?, places))
}

/// The distinct elements of a vector in the order of their first occurrence, for each element the position of its
/// value among them, and how often each occurs; the last two as `int64`.
///
/// # Errors
/// [`Error::Unimplemented`] for complex numbers.
pub fn unique(array: &Array) -> Result<(Array, Array, Array)> {
    fn of<T: Element + PartialOrd>(array: &Array) -> Result<(Vec<usize>, Vec<i64>, Vec<i64>)> {
        let source = elements::<T>(array)?;
        let mut order: Vec<usize> = (0..source.len()).collect();
        order.sort_by(|&left, &right| by_size(&source[left], &source[right]));
        let mut groups: Vec<&[usize]> = order.chunk_by(|&left, &right| source[left] == source[right]).collect();
        groups.sort_by_key(|group| group[0]);
        let mut numbers = vec![0; source.len()];
        for (number, group) in groups.iter().enumerate() {
            for &place in *group {
                numbers[place] = number as i64;
            }
        }
        let firsts = groups.iter().map(|group| group[0]).collect();
        Ok((firsts, numbers, groups.iter().map(|group| group.len() as i64).collect()))
    }
    let flat = array.with_shape([array.len()]);
    let (firsts, numbers, counts) = each_ordered!(array.dtype(), T => of::<T>(&flat))?;
    let values = layout::take(&flat, 0, &firsts)?;
    Ok((values, Array::from_vec([numbers.len()], numbers), Array::from_vec([counts.len()], counts)))
}

/// For each value the place in its row of `sorted` where it keeps the order, as `int64`; the leading axes of both
/// arrays are the same.
///
/// # Errors
/// [`Error::Invalid`] where the leading axes differ, [`Error::DTypeMismatch`], [`Error::Unimplemented`].
pub fn searchsorted(sorted: &Array, values: &Array, fit: Fit) -> Result<Array> {
    fn of<T: Element + PartialOrd>(
        sorted: &Array,
        values: &Array,
        widths: (usize, usize),
        fit: Fit,
    ) -> Result<Vec<i64>> {
        let (rows, values) = (elements::<T>(sorted)?, elements::<T>(values)?);
        let place = |(nth, value): (usize, &T)| {
            let row = &rows[nth / widths.1.max(1) * widths.0..][..widths.0];
            row.partition_point(|element| match by_size(element, value) {
                Ordering::Less => true,
                Ordering::Equal => fit == Fit::Right,
                Ordering::Greater => false,
            }) as i64
        };
        Ok(values.iter().enumerate().map(place).collect())
    }
    let (left, right) = (sorted.shape(), values.shape());
    let differ = || Error::Invalid("Leading dim_size of both tensors must match.".to_owned());
    let ([left @ .., width], [right @ .., asked]) = (&left[..], &right[..]) else { return Err(differ()) };
    if left != right {
        return Err(differ());
    }
    let places = each_ordered!(sorted.dtype(), T => of::<T>(sorted, values, (*width, *asked), fit))?;
    Ok(Array::from_vec(values.shape().clone(), places))
}

/// For each prediction row whether the target class is among its `k` largest entries.
///
/// # Errors
/// [`Error::Invalid`] where the shapes do not belong together, [`Error::Unimplemented`] for predictions that are not
/// real.
pub fn in_top_k(targets: &Array, predictions: &Array, k: usize) -> Result<Array> {
    fn of<T: Copy + PartialOrd + Element>(classes: &[i64], predictions: &Array, k: usize) -> Result<Vec<bool>> {
        let width = predictions.shape()[1].max(1);
        let rows = elements::<T>(predictions)?.chunks_exact(width);
        let hit = |(row, &class): (&[T], &i64)| {
            let own = usize::try_from(class).ok().and_then(|class| row.get(class));
            let finite = row.iter().all(|x| x.partial_cmp(x).is_some());
            own.is_some_and(|own| finite && row.iter().filter(|other| *other > own).count() < k)
        };
        Ok(rows.zip(classes).map(hit).collect())
    }
    let [rows, _] = predictions.shape()[..] else {
        return Err(Error::Invalid("predictions must be 2-dimensional".to_owned()));
    };
    let classes = layout::indices(targets)?;
    if classes.len() != rows {
        return Err(Error::Invalid(format!(
            "First dimension of predictions {rows} must match length of targets {}",
            classes.len()
        )));
    }
    let hits = each_real!(
        predictions.dtype(),
        T => of::<T>(&classes, predictions, k)?,
        return Err(Error::Unimplemented(format!("in_top_k is not implemented for {}", predictions.dtype())))
    );
    Ok(Array::from_vec(targets.shape().clone(), hits))
}
