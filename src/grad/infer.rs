//! What is known of an op's outputs before it runs, when sizes or even the rank of its inputs may be unknown.

use smallvec::{SmallVec, smallvec};
use tape_tensor::{DType, Error, Result, Shape};

use crate::Attrs;

/// Computes the forms of the outputs from those of the inputs.
///
/// # Errors
/// The same that the kernel gives for inputs of these shapes.
pub type Infer = fn(&[Form], &Attrs) -> Result<Forms>;

/// The forms of an op's outputs.
pub type Forms = SmallVec<[Form; 1]>;

/// The dtype of a tensor and what is known of its shape.
#[derive(Clone, Debug, PartialEq)]
pub struct Form {
    pub dtype: DType,
    pub shape: PartialShape,
}

/// A shape of which the rank or some sizes may be unknown.
///
/// # Examples
/// ```
/// use tape_grad::infer::PartialShape;
/// let rows = PartialShape::Known([None, Some(3)].into_iter().collect());
/// let row = PartialShape::from(tape_tensor::Shape::from([3]));
/// assert_eq!(rows.broadcast(&row), Ok(rows.clone()));
/// ```
#[derive(Clone, Debug, PartialEq)]
pub enum PartialShape {
    /// Not even the rank is known.
    Unknown,
    /// The rank is known; `None` is an unknown size.
    Known(SmallVec<[Option<usize>; 4]>),
}

impl From<Shape> for PartialShape {
    fn from(shape: Shape) -> PartialShape {
        PartialShape::Known(shape.iter().map(|&size| Some(size)).collect())
    }
}

impl PartialShape {
    /// The shape, where everything is known.
    #[must_use]
    pub fn known(&self) -> Option<Shape> {
        match self {
            PartialShape::Unknown => None,
            PartialShape::Known(sizes) => sizes.iter().copied().collect(),
        }
    }

    /// The number of axes, if known.
    #[must_use]
    pub fn rank(&self) -> Option<usize> {
        match self {
            PartialShape::Unknown => None,
            PartialShape::Known(sizes) => Some(sizes.len()),
        }
    }

    /// What is known of the shape that two arrays take together under broadcasting.
    ///
    /// # Errors
    /// [`Error::Broadcast`] where known sizes contradict each other.
    pub fn broadcast(&self, other: &PartialShape) -> Result<PartialShape> {
        let (PartialShape::Known(left), PartialShape::Known(right)) = (self, other) else {
            return Ok(PartialShape::Unknown);
        };
        let rank = left.len().max(right.len());
        let size = |sizes: &[Option<usize>], axis: usize| match (axis + sizes.len()).checked_sub(rank) {
            Some(own) => sizes[own],
            None => Some(1),
        };
        let mut together = SmallVec::with_capacity(rank);
        for axis in 0..rank {
            together.push(match (size(left, axis), size(right, axis)) {
                (Some(1), other) | (other, Some(1)) => other,
                (Some(a), Some(b)) if a == b => Some(a),
                (Some(a), None) | (None, Some(a)) => Some(a),
                (None, None) => None,
                _ => return Err(self.mismatch(other)),
            });
        }
        Ok(PartialShape::Known(together))
    }

    /// The error that these two do not broadcast; unknown sizes, which cannot be to blame, show as 1.
    fn mismatch(&self, other: &PartialShape) -> Error {
        let shown = |shape: &PartialShape| match shape {
            PartialShape::Unknown => Shape::SCALAR,
            PartialShape::Known(sizes) => sizes.iter().map(|size| size.unwrap_or(1)).collect(),
        };
        Error::Broadcast { left: shown(self), right: shown(other) }
    }
}

/// One output just like the first input.
///
/// # Errors
/// None.
pub fn same(inputs: &[Form], _: &Attrs) -> Result<Forms> {
    Ok(inputs.iter().take(1).cloned().collect())
}

/// One output of the inputs' dtype in the shape that they broadcast to.
///
/// # Errors
/// [`Error::Broadcast`] where they do not.
pub fn broadcast(inputs: &[Form], _: &Attrs) -> Result<Forms> {
    let shape = broadcast_shape(inputs)?;
    Ok(inputs.iter().take(1).map(|first| Form { dtype: first.dtype, shape: shape.clone() }).collect())
}

/// One bool output in the shape that the inputs broadcast to.
///
/// # Errors
/// [`Error::Broadcast`] where they do not.
pub fn predicate(inputs: &[Form], _: &Attrs) -> Result<Forms> {
    Ok(smallvec![Form { dtype: DType::Bool, shape: broadcast_shape(inputs)? }])
}

/// One output of the first input's dtype of which no size is known.
///
/// # Errors
/// None.
pub fn unknown(inputs: &[Form], _: &Attrs) -> Result<Forms> {
    Ok(inputs.iter().take(1).map(|first| Form { dtype: first.dtype, shape: PartialShape::Unknown }).collect())
}

/// One output of a dtype of which no size is known.
///
/// # Errors
/// None.
pub fn some(dtype: DType) -> Result<Forms> {
    Ok(smallvec![Form { dtype, shape: PartialShape::Unknown }])
}

fn broadcast_shape(inputs: &[Form]) -> Result<PartialShape> {
    let Some((first, rest)) = inputs.split_first() else { return Ok(PartialShape::from(Shape::SCALAR)) };
    rest.iter().try_fold(first.shape.clone(), |shape, input| shape.broadcast(&input.shape))
}

/// Whether a rule infers forms that hold of the outputs, from all of the inputs' sizes and also when some are hidden.
#[must_use]
pub fn agrees(infer: Infer, attrs: &Attrs, inputs: &[Form], outputs: &[Form]) -> bool {
    let holds = |inferred: Forms| {
        inferred.len() == outputs.len()
            && inferred.iter().zip(outputs).all(|(inferred, output)| inferred.allows(output))
    };
    let hidden = |input: usize, shape: PartialShape| {
        let mut inputs = inputs.to_vec();
        inputs[input].shape = shape;
        infer(&inputs, attrs).is_ok_and(holds)
    };
    let ways = |input: usize| {
        let PartialShape::Known(sizes) = &inputs[input].shape else { return vec![PartialShape::Unknown] };
        let without = |axis: usize| {
            let mut sizes = sizes.clone();
            sizes[axis] = None;
            PartialShape::Known(sizes)
        };
        (0..sizes.len()).map(without).chain([PartialShape::Unknown]).collect()
    };
    infer(inputs, attrs).is_ok_and(holds)
        && (0..inputs.len()).all(|input| ways(input).into_iter().all(|shape| hidden(input, shape)))
}

impl Form {
    /// Whether a tensor of another form can turn out to be of this one.
    fn allows(&self, other: &Form) -> bool {
        let shapes = match (&self.shape, &other.shape) {
            (PartialShape::Known(own), PartialShape::Known(other)) => {
                own.len() == other.len() && own.iter().zip(other).all(|(own, other)| own.is_none() || own == other)
            }
            _ => true,
        };
        self.dtype == other.dtype && shapes
    }
}
