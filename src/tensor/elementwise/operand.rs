//! One operand of an elementwise op, seen through the broadcast shape, block by block.

use smallvec::{SmallVec, smallvec};

use super::kernel::{Places, Side, rewrite};
use crate::Shape;

/// Hands out the elements of a broadcast operand in the order of the result.
pub struct Operand<'a, T> {
    elements: &'a [T],
    layout: Layout,
    scratch: Vec<T>,
}

enum Layout {
    /// Of the result's own shape.
    Dense,
    /// One element for all; the scratch is full of it once slices are asked for.
    Splat,
    /// Sizes of the result's axes and how far apart this operand's elements are along each (0 where it is repeated).
    Strided(Vec<(usize, usize)>),
}

impl<'a, T: Clone> Operand<'a, T> {
    /// An operand of shape `own` as part of a result of shape `result`, to which it can be broadcast.
    pub fn new(elements: &'a [T], own: &Shape, result: &Shape) -> Operand<'a, T> {
        let total = result.elements();
        let (layout, scratch) = match elements {
            _ if elements.len() == total => (Layout::Dense, Vec::new()),
            [_] => (Layout::Splat, Vec::new()),
            _ => (Layout::Strided(merged_axes(own, result)), Vec::new()),
        };
        Operand { elements, layout, scratch }
    }

    /// The `length` (at most [`BLOCK`](super::BLOCK)) elements from position `start` of the result.
    pub fn block(&mut self, start: usize, length: usize) -> &[T] {
        match &self.layout {
            Layout::Dense => &self.elements[start..start + length],
            Layout::Splat => {
                if self.scratch.len() < length {
                    self.scratch.resize(length, self.elements[0].clone());
                }
                &self.scratch[..length]
            }
            Layout::Strided(axes) => {
                rewrite(&mut self.scratch, length, |places| gather(self.elements, axes, start, places));
                &self.scratch
            }
        }
    }
}

impl<T: Copy> Operand<'_, T> {
    /// Whether any number of elements can be handed out at once: they lie in a row, or one stands for all.
    pub fn is_straight(&self) -> bool {
        !matches!(self.layout, Layout::Strided(_))
    }

    /// The `length` elements from position `start` of the result: any number of them where the operand is straight, else
    /// at most [`BLOCK`](super::BLOCK).
    pub fn side(&mut self, start: usize, length: usize) -> Side<'_, T> {
        match self.layout {
            Layout::Splat => Side::All(self.elements[0]),
            _ => Side::Each(self.block(start, length)),
        }
    }
}

/// The axes of `result` with the strides of an operand of shape `own`; neighbours that form one run are merged.
pub fn merged_axes(own: &Shape, result: &Shape) -> Vec<(usize, usize)> {
    let strides = own.strides();
    let missing = result.rank() - own.rank();
    let mut axes: Vec<(usize, usize)> = Vec::with_capacity(result.rank());
    for (axis, &size) in result.iter().enumerate() {
        let stride = match axis.checked_sub(missing) {
            Some(axis) if own[axis] != 1 => strides[axis],
            _ => 0,
        };
        match axes.last_mut() {
            _ if size == 1 => {}
            Some((outer, apart)) if *apart == stride * size => (*outer, *apart) = (*outer * size, stride),
            _ => axes.push((size, stride)),
        }
    }
    axes
}

/// Writes the elements from position `start` on of the array that `axes` describe, as many as there are places.
pub fn gather<T: Clone>(elements: &[T], axes: &[(usize, usize)], start: usize, target: &mut Places<T>) {
    let Some((&(run, step), outer)) = axes.split_last() else {
        return copy(target, elements);
    };
    if target.is_empty() {
        return;
    }
    let mut place = Odometer::at(outer, start / run);
    let (mut first, mut rest) = (start % run, target);
    while !rest.is_empty() {
        let count = (run - first).min(rest.len());
        let (now, later) = rest.split_at_mut(count);
        let from = &elements[place.offset + first * step..];
        match step {
            0 => fill(now, &from[0]),
            1 => copy(now, &from[..count]),
            _ => copy(now, from.iter().step_by(step)),
        }
        (first, rest) = (0, later);
        place.advance(outer);
    }
}

/// A place in the outer axes of an operand. Short rows would spend their time on divisions if each looked up its own.
struct Odometer {
    indices: SmallVec<[usize; 4]>,
    offset: usize,
}

impl Odometer {
    /// At row `row` of the axes.
    fn at(axes: &[(usize, usize)], mut row: usize) -> Odometer {
        let mut odometer = Odometer { indices: smallvec![0; axes.len()], offset: 0 };
        for (index, &(size, stride)) in odometer.indices.iter_mut().zip(axes).rev() {
            *index = row % size;
            odometer.offset += *index * stride;
            row /= size;
        }
        odometer
    }

    /// To the next row; behind the last one comes the first.
    #[inline]
    fn advance(&mut self, axes: &[(usize, usize)]) {
        for (index, &(size, stride)) in self.indices.iter_mut().zip(axes).rev() {
            *index += 1;
            self.offset += stride;
            if *index < size {
                return;
            }
            *index = 0;
            self.offset -= size * stride;
        }
    }
}

fn fill<T: Clone>(target: &mut Places<T>, element: &T) {
    for place in target {
        place.write(element.clone());
    }
}

fn copy<'a, T: Clone + 'a>(target: &mut Places<T>, elements: impl IntoIterator<Item = &'a T>) {
    for (place, element) in target.iter_mut().zip(elements) {
        place.write(element.clone());
    }
}
