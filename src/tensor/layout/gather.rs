//! Elements at given positions.

use super::indices;
use crate::array::check_size;
use crate::dispatch::each_dtype;
use crate::elementwise::elements;
use crate::{Array, Element, Error, Result, Shape};

/// The slices of `array` along `axis` at the given indices, which are of any shape and take the place of the axis.
///
/// The first `batch_dims` axes of both arrays (at most `axis` of them) run together.
///
/// # Errors
/// [`Error::Invalid`] for an index outside the axis or batch axes that differ, [`Error::Axis`],
/// [`Error::DTypeMismatch`] where the indices are not integers, [`Error::OutOfMemory`].
///
/// # Examples
/// ```
/// use tape_tensor::{Array, layout::gather};
/// let array = Array::from_vec([3], vec![10, 20, 30]);
/// let picked = gather(&array, &Array::from_vec([2], vec![2i32, 0]), 0, 0)?;
/// assert_eq!(picked.as_slice::<i32>(), Some(&[30, 10][..]));
/// # Ok::<(), tape_tensor::Error>(())
/// ```
pub fn gather(array: &Array, positions: &Array, axis: usize, batch_dims: usize) -> Result<Array> {
    let (own, asked) = (array.shape(), positions.shape());
    if axis >= own.rank() || batch_dims > axis || batch_dims > asked.rank() {
        return Err(Error::Axis { axis: axis as i64, rank: own.rank() });
    }
    for batch in 0..batch_dims {
        if own[batch] != asked[batch] {
            return Err(Error::Invalid(format!(
                "params.shape[{batch}]: {} should be equal to indices.shape[{batch}]: {}",
                own[batch], asked[batch]
            )));
        }
    }
    let shape: Shape = own[..axis].iter().chain(&asked[batch_dims..]).chain(&own[axis + 1..]).copied().collect();
    check_size(&shape, array.dtype())?;
    let places = in_axis(positions, own[axis])?;
    let batches: usize = own[..batch_dims].iter().product();
    let outer: usize = own[batch_dims..axis].iter().product();
    let inner: usize = own[axis + 1..].iter().product();
    each_dtype!(array.dtype(), T => {
        let source = elements::<T>(array)?;
        let mut target: Vec<T> = Vec::with_capacity(shape.elements());
        let count = places.len() / batches.max(1);
        for batch in 0..batches {
            let places = &places[batch * count..][..count];
            for row in 0..outer {
                let block = (batch * outer + row) * own[axis];
                for &place in places {
                    target.extend_from_slice(&source[(block + place) * inner..][..inner]);
                }
            }
        }
        Ok(Array::from_vec(shape, target))
    })
}

/// The indices as positions in an axis of this size.
fn in_axis(positions: &Array, size: usize) -> Result<Vec<usize>> {
    let asked = indices(positions)?;
    let place = |(nth, &index): (usize, &i64)| match usize::try_from(index) {
        Ok(place) if place < size => Ok(place),
        _ => {
            let place = match positions.shape().rank() {
                0 => String::new(),
                _ => format!("[{}]", coordinates(nth, positions.shape())),
            };
            Err(Error::Invalid(format!("indices{place} = {index} is not in [0, {size})")))
        }
    };
    asked.iter().enumerate().map(place).collect()
}

/// A row-major position as coordinates, as in `1,0`.
fn coordinates(position: usize, shape: &[usize]) -> String {
    let mut rest = position;
    let mut coordinates: Vec<String> = Vec::with_capacity(shape.len());
    for &size in shape.iter().rev() {
        coordinates.push((rest % size).to_string());
        rest /= size;
    }
    coordinates.reverse();
    coordinates.join(",")
}

/// The slices of `array` at the coordinates that the last axis of `positions` lists; `batch_dims` leading axes run
/// together.
///
/// # Errors
/// [`Error::Invalid`] for coordinates outside the array or more of them than it has axes, [`Error::DTypeMismatch`],
/// [`Error::OutOfMemory`].
pub fn gather_nd(array: &Array, positions: &Array, batch_dims: usize) -> Result<Array> {
    let (own, asked) = (array.shape(), positions.shape());
    let Some((&depth, outer)) = asked.split_last() else {
        return Err(Error::Invalid("indices must be at least a vector".to_owned()));
    };
    if batch_dims > outer.len() || batch_dims > own.rank() || own[..batch_dims] != outer[..batch_dims] {
        return Err(Error::Invalid(format!("batch dimensions of {own} and {asked} differ")));
    }
    if depth > own.rank() - batch_dims {
        return Err(Error::Invalid(format!(
            "index innermost dimension length must be <= params rank; saw: {depth} vs. {}",
            own.rank() - batch_dims
        )));
    }
    let (indexed, kept) = own[batch_dims..].split_at(depth);
    let shape: Shape = outer.iter().chain(kept).copied().collect();
    check_size(&shape, array.dtype())?;
    let asked = indices(positions)?;
    let inner: usize = kept.iter().product();
    let block: usize = indexed.iter().product();
    let batches: usize = outer[..batch_dims].iter().product();
    let rows: usize = outer.iter().product();
    let mut places = Vec::with_capacity(rows);
    for row in 0..rows {
        let coordinates = &asked[row * depth..][..depth];
        let place = flat(coordinates, indexed).ok_or_else(|| {
            let (row, coordinates) = (super::gather::coordinates(row, outer), listed(coordinates));
            Error::Invalid(format!(
                "indices[{row}] = [{coordinates}] does not index into param shape {own}, node name: GatherNd"
            ))
        })?;
        places.push(row / (rows / batches.max(1)).max(1) * block + place);
    }
    each_dtype!(array.dtype(), T => {
        let source = elements::<T>(array)?;
        let target = places.iter().flat_map(|place| source[place * inner..][..inner].iter().cloned());
        Ok(Array::from_vec(shape, target.collect::<Vec<T>>()))
    })
}

/// The row-major position of coordinates, if they lie inside.
pub(super) fn flat(coordinates: &[i64], sizes: &[usize]) -> Option<usize> {
    coordinates.iter().zip(sizes).try_fold(0, |place, (&index, &size)| {
        let index = usize::try_from(index).ok().filter(|&index| index < size)?;
        Some(place * size + index)
    })
}

/// Coordinates as TensorFlow's messages list them: `1, 0`.
pub(super) fn listed(coordinates: &[i64]) -> String {
    coordinates.iter().map(i64::to_string).collect::<Vec<_>>().join(", ")
}

/// The slices along `axis` at positions that are known to be inside.
pub(super) fn take_of<T: Element>(array: &Array, axis: usize, places: &[usize]) -> Result<Array> {
    let own = array.shape();
    let source = elements::<T>(array)?;
    let outer: usize = own[..axis].iter().product();
    let inner: usize = own[axis + 1..].iter().product();
    let shape: Shape = own.iter().enumerate().map(|(k, &size)| if k == axis { places.len() } else { size }).collect();
    let mut target = Vec::with_capacity(shape.elements());
    for block in 0..outer {
        for place in places {
            target.extend_from_slice(&source[(block * own[axis] + place) * inner..][..inner]);
        }
    }
    Ok(Array::from_vec(shape, target))
}
