//! Softmax and the cross entropies fused with it.
//!
//! The steps and their order are those of TensorFlow's `softmax_op_functor.h`, `xent_op.h` and `sparse_xent_op.h`:
//! the largest logit is taken out first; exponentials that are only summed are computed row by row.

use crate::cast::cast;
use crate::elementwise::{Binary, Kernel, Unary, binary, binary_owned, elements, places, unary};
use crate::layout;
use crate::math::Real;
use crate::reduce::{RowSum, max};
use crate::{Array, DType, Error, Result, Shape};

/// Runs a function for `f32` or `f64`; half floats go through `f32`.
macro_rules! each_float {
    ($array:expr, $function:ident($($argument:expr),*)) => {
        match $array.dtype() {
            DType::Float32 => $function::<f32>($($argument),*),
            DType::Float64 => $function::<f64>($($argument),*),
            other => Err(Error::Unimplemented(format!("{} is not implemented for {other}", stringify!($function)))),
        }
    };
}

/// `exp(x) / sum(exp(x))` along the last axis.
///
/// # Errors
/// [`Error::Axis`] for a scalar, [`Error::Unimplemented`] for anything but floats.
///
/// # Examples
/// ```
/// use tape_tensor::{Array, nn::softmax};
/// let logits = Array::from_vec([2], vec![0.0f64, 0.0]);
/// assert_eq!(softmax(&logits)?.as_slice::<f64>(), Some(&[0.5, 0.5][..]));
/// # Ok::<(), tape_tensor::Error>(())
/// ```
pub fn softmax(logits: &Array) -> Result<Array> {
    fn softmax<T: Real + Kernel + RowSum>(shifted: &Array) -> Result<Array> {
        let exponentials = unary(Unary::Exp, shifted)?;
        let sums = row_sums::<T>(&exponentials)?;
        let inverses = unary(Unary::Reciprocal, &sums)?;
        binary_owned(Binary::Mul, exponentials, inverses)
    }
    if logits.dtype().is_half() {
        return cast(&self::softmax(&cast(logits, DType::Float32)?)?, logits.dtype());
    }
    let shifted = shifted(logits)?;
    each_float!(shifted, softmax(&shifted))
}

/// The logarithm of [`softmax`] along the last axis.
///
/// # Errors
/// As [`softmax`].
pub fn log_softmax(logits: &Array) -> Result<Array> {
    fn log_softmax<T: Real + Kernel + RowSum>(shifted: &Array) -> Result<Array> {
        let exponentials = unary(Unary::Exp, shifted)?;
        let sums = row_sums::<T>(&row_exponentials::<T>(shifted, &exponentials)?)?;
        let logarithms = unary(Unary::Log, &sums)?;
        binary(Binary::Sub, shifted, &logarithms)
    }
    if logits.dtype().is_half() {
        return cast(&self::log_softmax(&cast(logits, DType::Float32)?)?, logits.dtype());
    }
    let shifted = shifted(logits)?;
    each_float!(shifted, log_softmax(&shifted))
}

/// The cross entropy of the rows of `logits` with the distributions `labels`, and its gradient by the logits. Both are
/// matrices and broadcast.
///
/// # Errors
/// [`Error::Broadcast`], [`Error::DTypeMismatch`], and as [`softmax`].
pub fn softmax_cross_entropy(logits: &Array, labels: &Array) -> Result<(Array, Array)> {
    fn softmax_cross_entropy<T: Real + Kernel + RowSum>(shifted: &Array, labels: &Array) -> Result<(Array, Array)> {
        let exponentials = unary(Unary::Exp, shifted)?;
        let sums = row_sums::<T>(&row_exponentials::<T>(shifted, &exponentials)?)?;
        let logarithms = unary(Unary::Log, &sums)?;
        let terms = binary_owned(Binary::Mul, labels.clone(), binary(Binary::Sub, &logarithms, shifted)?)?;
        let loss = row_sums::<T>(&terms)?;
        let rows = Shape::from(&loss.shape()[..loss.shape().rank() - 1]);
        let backprop = binary_owned(Binary::Sub, binary_owned(Binary::Div, exponentials, sums)?, labels.clone())?;
        Ok((loss.with_shape(rows), backprop))
    }
    if logits.dtype().is_half() {
        let (loss, backprop) =
            self::softmax_cross_entropy(&cast(logits, DType::Float32)?, &cast(labels, DType::Float32)?)?;
        return Ok((cast(&loss, logits.dtype())?, cast(&backprop, logits.dtype())?));
    }
    let (left, right) = (logits.shape(), labels.shape());
    let together =
        left.broadcast(right).ok_or_else(|| Error::Broadcast { left: left.clone(), right: right.clone() })?;
    let shifted = shifted(&layout::broadcast_to(logits, &together)?)?;
    each_float!(shifted, softmax_cross_entropy(&shifted, &layout::broadcast_to(labels, &together)?))
}

/// The cross entropy of the rows of the matrix `logits` with the classes `labels`, and its gradient by the logits.
///
/// # Errors
/// [`Error::Invalid`] for a label that is no class or shapes that do not belong together, and as [`softmax`].
pub fn sparse_softmax_cross_entropy(logits: &Array, labels: &Array) -> Result<(Array, Array)> {
    fn sparse_softmax_cross_entropy<T: Real + Kernel + RowSum>(
        shifted: &Array,
        classes: &[usize],
    ) -> Result<(Array, Array)> {
        let width = shifted.shape().last().copied().unwrap_or(1);
        let exponentials = unary(Unary::Exp, shifted)?;
        let sums = row_sums::<T>(&row_exponentials::<T>(shifted, &exponentials)?)?;
        let pairs = elements::<T>(shifted)?.chunks_exact(width.max(1)).zip(elements::<T>(&sums)?).zip(classes);
        let loss = pairs.map(|((row, sum), &class)| sum.ln() - row[class]).collect::<Vec<T>>();
        let mut backprop = binary_owned(Binary::Div, exponentials, sums)?;
        for (row, &class) in
            backprop.as_mut_slice::<T>().unwrap_or_default().chunks_exact_mut(width.max(1)).zip(classes)
        {
            row[class] = row[class] - T::one();
        }
        Ok((Array::from_vec([classes.len()], loss), backprop))
    }
    if logits.dtype().is_half() {
        let (loss, backprop) = self::sparse_softmax_cross_entropy(&cast(logits, DType::Float32)?, labels)?;
        return Ok((cast(&loss, logits.dtype())?, cast(&backprop, logits.dtype())?));
    }
    let classes = classes(logits.shape(), labels)?;
    let shifted = shifted(logits)?;
    each_float!(shifted, sparse_softmax_cross_entropy(&shifted, &classes))
}

/// The labels as positions in the rows of the logits.
fn classes(logits: &Shape, labels: &Array) -> Result<Vec<usize>> {
    let &[rows, width] = &logits[..] else {
        return Err(Error::Invalid(format!("logits must be 2-D, but got shape {logits}")));
    };
    let asked = layout::indices(labels)?;
    if labels.shape().rank() != 1 || asked.len() != rows {
        return Err(Error::Invalid(format!(
            "logits and labels must have the same first dimension, got logits shape {logits} and labels shape {}",
            labels.shape()
        )));
    }
    asked
        .iter()
        .map(|&label| usize::try_from(label).ok().filter(|&class| class < width).ok_or(label))
        .collect::<std::result::Result<_, _>>()
        .map_err(|label| {
            let listed: Vec<String> = asked.iter().map(i64::to_string).collect();
            Error::Invalid(format!(
                "Received a label value of {label} which is outside the valid range of [0, {width}).  Label values: {}",
                listed.join(" ")
            ))
        })
}

/// Each row of the last axis without its largest element.
fn shifted(logits: &Array) -> Result<Array> {
    let rank = logits.shape().rank();
    let last = rank.checked_sub(1).ok_or(Error::Axis { axis: -1, rank })?;
    binary(Binary::Sub, logits, &max(logits, &[last], true)?)
}

/// The exponentials of each row by itself: those at its end leave the vectorised path, as in a reduction. `together` are those of
/// all elements in one piece, of which only the last leave it.
fn row_exponentials<T: Real + Kernel>(array: &Array, together: &Array) -> Result<Array> {
    let width = array.shape().last().copied().unwrap_or(1).max(1);
    let source = elements::<T>(array)?;
    if width.is_multiple_of(T::LANE) {
        return Ok(together.clone());
    }
    let mut exponentials = elements::<T>(together)?.to_vec();
    let (whole, last) = source.split_at(source.len() - source.len() % T::LANE);
    if !last.is_empty() {
        let mut register = vec![T::zero(); T::LANE];
        register[..last.len()].copy_from_slice(last);
        let mut results = register.clone();
        T::unary_block(Unary::Exp, &register, places(&mut results))
            .map_err(|_| Error::Unimplemented(format!("softmax is not implemented for {}", T::DTYPE)))?;
        exponentials[whole.len()..].copy_from_slice(&results[..last.len()]);
    }
    let tail = width - width % T::LANE;
    for (source, target) in source.chunks_exact(width).zip(exponentials.chunks_exact_mut(width)) {
        for (&logit, exponential) in source[tail..].iter().zip(&mut target[tail..]) {
            *exponential = logit.exp().flushed();
        }
    }
    Ok(Array::from_vec(array.shape().clone(), exponentials))
}

/// The sum of each row of the last axis, which stays with size 1.
fn row_sums<T: RowSum>(array: &Array) -> Result<Array> {
    let shape = array.shape();
    let Some((&width, outer)) = shape.split_last() else { return Ok(array.clone()) };
    let thin: Shape = outer.iter().copied().chain([1]).collect();
    let sums = T::row_sums(elements(array)?, width, thin.elements());
    Ok(Array::from_vec(thin, sums))
}
