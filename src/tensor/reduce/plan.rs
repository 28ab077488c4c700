//! What a reduction over a set of axes amounts to, once neighbouring axes of one kind are merged.

use crate::{Error, Result, Shape};

/// The merged axes of a reduction, alternately kept and reduced, and the shape of its result.
pub struct Plan {
    /// Sizes of the merged axes.
    pub sizes: Vec<usize>,
    /// Whether the first of them is reduced.
    pub reduces_first: bool,
    /// The shape of the result.
    pub shape: Shape,
}

impl Plan {
    /// The plan for reducing `axes` (in any order, each below the rank) of an array of shape `shape`.
    ///
    /// Axes of size 1 belong to whatever stands beside them.
    pub fn new(shape: &Shape, axes: &[usize], keepdims: bool) -> Result<Plan> {
        let reduced = reduced_axes(shape, axes)?;
        let mut sizes: Vec<usize> = Vec::new();
        let (mut reduces_first, mut reducing) = (false, false);
        for (&size, &is_reduced) in shape.iter().zip(&reduced).filter(|(size, _)| **size != 1) {
            match sizes.last_mut() {
                Some(last) if reducing == is_reduced => *last *= size,
                last => {
                    if last.is_none() {
                        reduces_first = is_reduced;
                    }
                    sizes.push(size);
                }
            }
            reducing = is_reduced;
        }
        let kept = shape.iter().zip(&reduced);
        let shape = if keepdims {
            kept.map(|(&size, &is_reduced)| if is_reduced { 1 } else { size }).collect()
        } else {
            kept.filter(|(_, is_reduced)| !**is_reduced).map(|(&size, _)| size).collect()
        };
        Ok(Plan { sizes, reduces_first, shape })
    }

    /// Whether all elements become one.
    pub fn is_of_all(&self) -> bool {
        self.sizes.len() == 1 && self.reduces_first
    }
}

/// For each axis of the shape whether it is among `axes`.
pub fn reduced_axes(shape: &Shape, axes: &[usize]) -> Result<Vec<bool>> {
    let mut reduced = vec![false; shape.rank()];
    for &axis in axes {
        match reduced.get_mut(axis) {
            Some(reduced) => *reduced = true,
            None => return Err(Error::Axis { axis: axis as i64, rank: shape.rank() }),
        }
    }
    Ok(reduced)
}
