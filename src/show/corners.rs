//! Which elements of an array are shown: all of them, or those at both ends of every long axis.

/// The part of an array that is shown.
pub(crate) struct Corners {
    shape: Vec<usize>,
    /// The sizes of the shown part.
    sizes: Vec<usize>,
    /// How many items at each end of an axis are kept; `None` where everything is shown.
    edge: Option<usize>,
}

impl Corners {
    /// The corners of `edge` items of an array of this shape, or with `None` the whole array.
    pub(crate) fn new(shape: &[usize], edge: Option<usize>) -> Corners {
        let size = |&size: &usize| match edge {
            // Nothing at each end is a slice of everything in numpy, and is measured as such.
            Some(edge) if edge > 0 && size > edge.saturating_mul(2) => 2 * edge,
            _ => size,
        };
        Corners { shape: shape.to_vec(), sizes: shape.iter().map(size).collect(), edge }
    }

    /// The sizes of the shown part.
    pub(crate) fn sizes(&self) -> &[usize] {
        &self.sizes
    }

    /// How many items lead and trail the dots along an axis, where it has dots.
    pub(crate) fn ends(&self, axis: usize) -> Option<(usize, usize)> {
        let edge = self.edge?;
        (self.shape[axis] > edge.saturating_mul(2)).then_some((edge, edge.max(1)))
    }

    /// Copies the shown elements, in row-major order.
    pub(crate) fn pick<T: Clone>(&self, elements: &[T]) -> Vec<T> {
        if self.sizes == self.shape {
            return elements.to_vec();
        }
        let mut picked = Vec::with_capacity(self.sizes.iter().product());
        self.pick_axis(0, elements, &mut picked);
        picked
    }

    fn pick_axis<T: Clone>(&self, axis: usize, elements: &[T], picked: &mut Vec<T>) {
        let (size, shown) = (self.shape[axis], self.sizes[axis]);
        let item = elements.len() / size.max(1);
        let (lead, trail) = if size == shown { (size, 0) } else { (shown / 2, shown / 2) };
        if axis + 1 == self.shape.len() {
            picked.extend_from_slice(&elements[..lead]);
            picked.extend_from_slice(&elements[size - trail..]);
            return;
        }
        for index in (0..lead).chain(size - trail..size) {
            self.pick_axis(axis + 1, &elements[index * item..(index + 1) * item], picked);
        }
    }
}
