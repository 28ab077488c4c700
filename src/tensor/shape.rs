//! Sizes of an array's axes, and how two of them broadcast.

use std::fmt;
use std::ops::Deref;
use std::rc::Rc;

/// How many axes are stored without an allocation.
const INLINE: usize = 3;

/// The sizes of an array's axes, outermost first. Cheap to clone.
///
/// # Examples
/// ```
/// use tape_tensor::Shape;
/// let shape = Shape::from([2, 3]);
/// assert_eq!(shape.rank(), 2);
/// assert_eq!(shape.elements(), 6);
/// assert_eq!(shape.to_string(), "[2,3]");
/// ```
#[derive(Clone)]
pub struct Shape(Repr);

#[derive(Clone)]
enum Repr {
    /// The sizes behind the last are 0, so that equal shapes are equal here.
    Inline {
        rank: u8,
        sizes: [usize; INLINE],
    },
    Shared(Rc<[usize]>),
}

impl Shape {
    /// The shape of a scalar: no axes.
    pub const SCALAR: Shape = Shape(Repr::Inline { rank: 0, sizes: [0; INLINE] });

    /// The number of axes.
    #[inline]
    #[must_use]
    pub fn rank(&self) -> usize {
        self.len()
    }

    /// The number of elements: the product of the sizes (1 for a scalar), saturating.
    #[inline]
    #[must_use]
    pub fn elements(&self) -> usize {
        self.iter().fold(1, |product, &size| product.saturating_mul(size))
    }

    /// How many elements apart neighbours along each axis are when the array is stored row by row.
    #[must_use]
    pub fn strides(&self) -> Vec<usize> {
        let mut strides = vec![1_usize; self.rank()];
        for axis in (1..self.rank()).rev() {
            strides[axis - 1] = usize::saturating_mul(strides[axis], self[axis]);
        }
        strides
    }

    /// The shape that two arrays take together under broadcasting; `None` where they are incompatible.
    ///
    /// ```
    /// use tape_tensor::Shape;
    /// let together = Shape::from([4, 1]).broadcast(&Shape::from([3]));
    /// assert_eq!(together, Some(Shape::from([4, 3])));
    /// ```
    #[must_use]
    pub fn broadcast(&self, other: &Shape) -> Option<Shape> {
        if self == other {
            return Some(self.clone());
        }
        let rank = self.rank().max(other.rank());
        let size = |shape: &Shape, axis: usize| match (axis + shape.rank()).checked_sub(rank) {
            Some(own) => shape[own],
            None => 1,
        };
        (0..rank)
            .map(|axis| match (size(self, axis), size(other, axis)) {
                (left, right) if left == right => Some(left),
                (1, right) => Some(right),
                (left, 1) => Some(left),
                _ => None,
            })
            .collect()
    }
}

impl Deref for Shape {
    type Target = [usize];

    #[inline]
    fn deref(&self) -> &[usize] {
        match &self.0 {
            Repr::Inline { rank, sizes } => &sizes[..*rank as usize],
            Repr::Shared(sizes) => sizes,
        }
    }
}

impl From<&[usize]> for Shape {
    fn from(sizes: &[usize]) -> Shape {
        if sizes.len() <= INLINE {
            let mut inline = [0; INLINE];
            inline[..sizes.len()].copy_from_slice(sizes);
            Shape(Repr::Inline { rank: sizes.len() as u8, sizes: inline })
        } else {
            Shape(Repr::Shared(sizes.into()))
        }
    }
}

impl<const N: usize> From<[usize; N]> for Shape {
    fn from(sizes: [usize; N]) -> Shape {
        Shape::from(&sizes[..])
    }
}

impl From<Vec<usize>> for Shape {
    fn from(sizes: Vec<usize>) -> Shape {
        Shape::from(&sizes[..])
    }
}

impl FromIterator<usize> for Shape {
    fn from_iter<I: IntoIterator<Item = usize>>(sizes: I) -> Shape {
        let mut sizes = sizes.into_iter();
        let mut inline = [0; INLINE];
        for rank in 0..INLINE {
            match sizes.next() {
                Some(size) => inline[rank] = size,
                None => return Shape(Repr::Inline { rank: rank as u8, sizes: inline }),
            }
        }
        match sizes.next() {
            Some(next) => Shape(Repr::Shared(inline.into_iter().chain([next]).chain(sizes).collect())),
            None => Shape(Repr::Inline { rank: INLINE as u8, sizes: inline }),
        }
    }
}

impl PartialEq for Shape {
    #[inline]
    fn eq(&self, other: &Shape) -> bool {
        match (&self.0, &other.0) {
            (Repr::Inline { rank, sizes: [a, b, c] }, Repr::Inline { rank: others, sizes: [x, y, z] }) => {
                // Without a call to the library's comparison of memory, which arrays of numbers would be compiled to.
                rank == others && (a ^ x) | (b ^ y) | (c ^ z) == 0
            }
            _ => **self == **other,
        }
    }
}

impl Eq for Shape {}

impl fmt::Debug for Shape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// As TensorFlow's kernels write shapes in messages: `[2,3]`, without blanks.
impl fmt::Display for Shape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[")?;
        for (axis, size) in self.iter().enumerate() {
            if axis > 0 {
                f.write_str(",")?;
            }
            write!(f, "{size}")?;
        }
        f.write_str("]")
    }
}
