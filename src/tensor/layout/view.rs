//! A way of walking through the elements of an array: an offset, and a size and a step for each axis.
//!
//! Transposes, broadcasts, slices, diagonals and reversals are all views; reading one makes the new array, writing
//! through one makes the gradient or an assignment.

use smallvec::SmallVec;

use crate::Shape;

/// The axes of a view, outermost first.
pub type Axes = SmallVec<[Axis; 6]>;

/// How many elements an axis has and how far apart they are in the array.
#[derive(Clone, Copy, Debug)]
pub struct Axis {
    /// The number of elements.
    pub size: usize,
    /// From one element to the next, in elements of the array.
    pub step: isize,
}

/// A walk through an array. Whoever makes one sees to it that it stays inside.
#[derive(Clone, Debug)]
pub struct View {
    /// Where the first element stands.
    pub offset: usize,
    /// The axes, outermost first.
    pub axes: Axes,
}

impl View {
    /// The walk through a whole array in its own order.
    #[must_use]
    pub fn of(shape: &[usize]) -> View {
        let mut step = 1;
        let mut axes: Axes = shape
            .iter()
            .rev()
            .map(|&size| {
                let axis = Axis { size, step };
                step *= size as isize;
                axis
            })
            .collect();
        axes.reverse();
        View { offset: 0, axes }
    }

    /// The sizes of its axes.
    #[must_use]
    pub fn shape(&self) -> Shape {
        self.axes.iter().map(|axis| axis.size).collect()
    }

    /// The elements in the order of the walk.
    #[must_use]
    pub fn read<T: Clone>(&self, elements: &[T]) -> Vec<T> {
        let view = self.merged();
        let mut target = Vec::with_capacity(self.axes.iter().map(|axis| axis.size).product());
        view.rows(|start, Axis { size, step }| match step {
            1 => target.extend_from_slice(&elements[start..start + size]),
            0 => target.extend(std::iter::repeat_n(&elements[start], size).cloned()),
            _ => target.extend((0..size as isize).map(|k| elements[start.wrapping_add_signed(k * step)].clone())),
        });
        target
    }

    /// Visits the position of each element of the walk.
    pub fn positions(&self, mut visit: impl FnMut(usize)) {
        self.merged().rows(|start, Axis { size, step }| {
            for k in 0..size as isize {
                visit(start.wrapping_add_signed(k * step));
            }
        });
    }

    /// The same walk with as few axes as possible, at least one.
    fn merged(&self) -> View {
        let mut axes: Axes = SmallVec::new();
        for &axis in &self.axes {
            match axes.last_mut() {
                _ if axis.size == 1 => {}
                Some(last) if last.step == axis.step * axis.size as isize => {
                    *last = Axis { size: last.size * axis.size, step: axis.step };
                }
                _ => axes.push(axis),
            }
        }
        if axes.is_empty() {
            axes.push(Axis { size: 1, step: 1 });
        }
        View { offset: self.offset, axes }
    }

    /// Visits the first position of each run along the innermost axis.
    fn rows(&self, mut visit: impl FnMut(usize, Axis)) {
        let Some((&inner, outer)) = self.axes.split_last() else { return };
        if self.axes.iter().any(|axis| axis.size == 0) {
            return;
        }
        let mut indices: SmallVec<[usize; 6]> = SmallVec::from_elem(0, outer.len());
        let mut start = self.offset;
        loop {
            visit(start, inner);
            let mut axis = outer.len();
            loop {
                if axis == 0 {
                    return;
                }
                axis -= 1;
                indices[axis] += 1;
                start = start.wrapping_add_signed(outer[axis].step);
                if indices[axis] < outer[axis].size {
                    break;
                }
                start = start.wrapping_add_signed(-outer[axis].step * outer[axis].size as isize);
                indices[axis] = 0;
            }
        }
    }
}
