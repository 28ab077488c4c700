//! Sums, products, means and extremes over axes.

use half::{bf16, f16};
use num_complex::Complex;

use super::fold::{self, Fold, Leaf, reduce};
use super::plan::Plan;
use crate::cast::cast;
use crate::dispatch::each_real;
use crate::elementwise::{Binary, Unary, binary, binary_owned, elements, unary, unary_owned};
use crate::wide::wide;
use crate::{Array, DType, Element, Error, Result, Scalar, deferred};

/// Adds.
#[derive(Clone, Copy)]
pub struct Sum;
#[derive(Clone, Copy)]
struct Product;
#[derive(Clone, Copy)]
struct Largest;
#[derive(Clone, Copy)]
struct Smallest;

macro_rules! integer_folds {
    ($($type:ident)*) => {$(
        impl Fold<$type> for Sum {
            fn identity(self) -> $type { 0 }
            fn combine(self, partial: $type, element: $type) -> $type { partial.wrapping_add(element) }
        }
        impl Fold<$type> for Product {
            fn identity(self) -> $type { 1 }
            fn combine(self, partial: $type, element: $type) -> $type { partial.wrapping_mul(element) }
        }
        impl Fold<$type> for Largest {
            fn identity(self) -> $type { $type::MIN }
            fn combine(self, partial: $type, element: $type) -> $type { partial.max(element) }
        }
        impl Fold<$type> for Smallest {
            fn identity(self) -> $type { $type::MAX }
            fn combine(self, partial: $type, element: $type) -> $type { partial.min(element) }
        }
    )*};
}

integer_folds!(i8 i16 i32 i64 u8 u16 u32 u64);

macro_rules! float_folds {
    ($($type:ident $zero:expr, $one:expr;)*) => {$(
        impl Fold<$type> for Sum {
            #[inline(always)]
            fn identity(self) -> $type { $zero }
            #[inline(always)]
            fn combine(self, partial: $type, element: $type) -> $type { partial + element }
        }
        impl Fold<$type> for Product {
            #[inline(always)]
            fn identity(self) -> $type { $one }
            #[inline(always)]
            fn combine(self, partial: $type, element: $type) -> $type { partial * element }
        }
        impl Fold<$type> for Largest {
            #[inline(always)]
            fn identity(self) -> $type { $type::NEG_INFINITY }
            #[inline(always)]
            fn combine(self, partial: $type, element: $type) -> $type {
                // Without branches, so that lanes are compared side by side.
                if (element > partial) | element.is_nan() { element } else { partial }
            }
        }
        impl Fold<$type> for Smallest {
            #[inline(always)]
            fn identity(self) -> $type { $type::INFINITY }
            #[inline(always)]
            fn combine(self, partial: $type, element: $type) -> $type {
                // Without branches, so that lanes are compared side by side.
                if (element < partial) | element.is_nan() { element } else { partial }
            }
        }
    )*};
}

float_folds! {
    f16 f16::ZERO, f16::ONE;
    bf16 bf16::ZERO, bf16::ONE;
    f32 0.0, 1.0;
    f64 0.0, 1.0;
}

macro_rules! complex_folds {
    ($($type:ident)*) => {$(
        impl Fold<Complex<$type>> for Sum {
            fn identity(self) -> Complex<$type> { Complex::new(0.0, 0.0) }
            fn combine(self, partial: Complex<$type>, element: Complex<$type>) -> Complex<$type> { partial + element }
        }
        impl Fold<Complex<$type>> for Product {
            fn identity(self) -> Complex<$type> { Complex::new(1.0, 0.0) }
            fn combine(self, partial: Complex<$type>, element: Complex<$type>) -> Complex<$type> { partial * element }
        }
    )*};
}

complex_folds!(f32 f64);

/// A dtype with sums and products; `LANE` is how many fit into a register of 256 bits.
trait Reducible: Element + Copy {
    fn fold<F: Fold<Self>>(elements: &[Self], plan: &Plan, fold: F) -> Vec<Self>;
}

macro_rules! reducible {
    ($($type:ty, $lane:expr;)*) => {$(
        impl Reducible for $type {
            fn fold<F: Fold<$type>>(elements: &[$type], plan: &Plan, fold: F) -> Vec<$type> {
                reduce::<$type, F, $lane>(elements, plan, fold)
            }
        }
    )*};
}

reducible! {
    i8, 1; i16, 1; i32, 8; i64, 4; u8, 1; u16, 1; u32, 8; u64, 4;
    f16, 8; bf16, 8; Complex<f32>, 4; Complex<f64>, 2;
}

macro_rules! widely_reducible {
    ($($type:ty, $lane:expr;)*) => {$(
        impl Reducible for $type {
            fn fold<F: Fold<$type>>(elements: &[$type], plan: &Plan, fold: F) -> Vec<$type> {
                #[inline(always)]
                fn whole<F: Fold<$type>>(elements: &[$type], plan: &Plan, fold: F) -> Vec<$type> {
                    reduce::<$type, F, $lane>(elements, plan, fold)
                }
                wide!(
                    elements.len(),
                    whole(elements: &[$type], plan: &Plan, fold: F) -> Vec<$type> where F: Fold<$type>
                )
            }
        }
    )*};
}

widely_reducible! { f32, 8; f64, 4; }

/// A float whose sums can be computed row by row or piece by piece, in the order of [`sum`].
pub(crate) trait RowSum: Element + Copy {
    /// The sum of a leaf under way.
    type Leaf;
    /// The sum of each of `rows` rows of `width` elements.
    fn row_sums(elements: &[Self], width: usize, rows: usize) -> Vec<Self>;
    /// The bounds of the leaves of a row: all starts, and the end.
    fn leaves(length: usize) -> Vec<usize>;
    /// The sum of no element of a leaf.
    fn leaf() -> Self::Leaf;
    /// Adds the next elements of a leaf: multiples of four registers, but for the last ones.
    fn add(leaf: &mut Self::Leaf, elements: &[Self]);
    /// The sum of a leaf.
    fn result(leaf: Self::Leaf) -> Self;
    /// The sum of a row of `length` elements from those of its leaves.
    fn joined(partials: &[Self], length: usize) -> Self;
}

macro_rules! row_sum {
    ($($type:ty, $lane:expr;)*) => {$(
        impl RowSum for $type {
            type Leaf = Leaf<$type, Sum, $lane>;
            fn row_sums(elements: &[$type], width: usize, rows: usize) -> Vec<$type> {
                #[inline(always)]
                fn all(elements: &[$type], width: usize) -> Vec<$type> {
                    fold::rows::<$type, Sum, $lane>(elements, width, Sum)
                }
                if width == 0 {
                    return vec![0.0; rows];
                }
                wide!(elements.len(), all(elements: &[$type], width: usize) -> Vec<$type>)
            }
            fn leaves(length: usize) -> Vec<usize> {
                fold::leaves::<$lane>(0, length)
            }
            fn leaf() -> Self::Leaf {
                Leaf::new(Sum)
            }
            fn add(leaf: &mut Self::Leaf, elements: &[$type]) {
                #[inline(always)]
                fn add(leaf: &mut Leaf<$type, Sum, $lane>, elements: &[$type]) {
                    leaf.add(elements);
                }
                wide!(elements.len(), add(leaf: &mut Leaf<$type, Sum, $lane>, elements: &[$type]) -> ())
            }
            fn result(leaf: Self::Leaf) -> $type {
                leaf.result()
            }
            fn joined(partials: &[$type], length: usize) -> $type {
                fold::joined::<$type, Sum, $lane>(&mut partials.iter().copied(), 0, length, Sum)
            }
        }
    )*};
}

row_sum! { f32, 8; f64, 4; }

fn fold_array<T: Reducible, F: Fold<T>>(array: &Array, axes: &[usize], keepdims: bool, fold: F) -> Result<Array> {
    let plan = Plan::new(array.shape(), axes, keepdims)?;
    let results = T::fold(elements::<T>(array)?, &plan, fold);
    Ok(Array::from_vec(plan.shape, results))
}

/// The sum over `axes`; the reduced axes stay as size 1 with `keepdims`. Integers wrap.
///
/// # Errors
/// [`Error::Axis`] for an axis that is not there, [`Error::Unimplemented`] for bools and strings.
///
/// # Examples
/// ```
/// use tape_tensor::{Array, reduce::sum};
/// let array = Array::from_vec([2, 2], vec![1.0f32, 2.0, 3.0, 4.0]);
/// assert_eq!(sum(&array, &[0], false)?.as_slice::<f32>(), Some(&[4.0, 6.0][..]));
/// # Ok::<(), tape_tensor::Error>(())
/// ```
pub fn sum(array: &Array, axes: &[usize], keepdims: bool) -> Result<Array> {
    let plan = Plan::new(array.shape(), axes, keepdims)?;
    if plan.is_of_all()
        && let Some(result) = deferred::sum(array, &plan.shape)
    {
        return Ok(result);
    }
    match array.dtype() {
        DType::BFloat16 => cast(&sum(&cast(array, DType::Float32)?, axes, keepdims)?, DType::BFloat16),
        DType::Complex64 => fold_array::<Complex<f32>, _>(array, axes, keepdims, Sum),
        DType::Complex128 => fold_array::<Complex<f64>, _>(array, axes, keepdims, Sum),
        dtype => each_real!(dtype, T => fold_array::<T, _>(array, axes, keepdims, Sum), missing("sum", dtype)),
    }
}

/// The product over `axes`.
///
/// # Errors
/// As [`sum`].
pub fn prod(array: &Array, axes: &[usize], keepdims: bool) -> Result<Array> {
    match array.dtype() {
        DType::Complex64 => fold_array::<Complex<f32>, _>(array, axes, keepdims, Product),
        DType::Complex128 => fold_array::<Complex<f64>, _>(array, axes, keepdims, Product),
        dtype => each_real!(dtype, T => fold_array::<T, _>(array, axes, keepdims, Product), missing("prod", dtype)),
    }
}

/// The arithmetic mean over `axes`: the sum divided by the number of elements. That of integers is rounded towards
/// zero; that of no elements is nan, or 0 for integers.
///
/// # Errors
/// As [`sum`].
pub fn mean(array: &Array, axes: &[usize], keepdims: bool) -> Result<Array> {
    let dtype = array.dtype();
    let wide = match dtype {
        DType::BFloat16 => DType::Float32,
        DType::Int8 | DType::Int16 | DType::Int32 => DType::Int64,
        DType::UInt8 | DType::UInt16 | DType::UInt32 => DType::UInt64,
        other => other,
    };
    let total = sum(&cast(array, wide)?, axes, keepdims)?;
    if total.is_empty() {
        return cast(&total, dtype);
    }
    let count = cast(&Array::scalar((array.len() / total.len()) as i64), wide)?;
    let mean = match wide {
        DType::Int64 | DType::UInt64 if array.is_empty() => total,
        DType::Int64 | DType::UInt64 => binary(Binary::TruncDiv, &total, &count)?,
        _ => binary_owned(Binary::Div, total, count)?,
    };
    cast(&mean, dtype)
}

/// The largest element over `axes`; nan if there is one, the lowest value of the dtype if there is no element.
///
/// # Errors
/// [`Error::Axis`], [`Error::Unimplemented`] for dtypes without an order.
pub fn max(array: &Array, axes: &[usize], keepdims: bool) -> Result<Array> {
    each_real!(array.dtype(), T => fold_array::<T, _>(array, axes, keepdims, Largest), missing("max", array.dtype()))
}

/// The smallest element over `axes`; nan if there is one, the highest value of the dtype if there is no element.
///
/// # Errors
/// As [`max`].
pub fn min(array: &Array, axes: &[usize], keepdims: bool) -> Result<Array> {
    each_real!(array.dtype(), T => fold_array::<T, _>(array, axes, keepdims, Smallest), missing("min", array.dtype()))
}

/// The square root of the sum of the squared absolute values over `axes`.
///
/// # Errors
/// As [`sum`].
pub fn euclidean_norm(array: &Array, axes: &[usize], keepdims: bool) -> Result<Array> {
    if array.dtype() == DType::BFloat16 {
        return cast(&euclidean_norm(&cast(array, DType::Float32)?, axes, keepdims)?, DType::BFloat16);
    }
    let squares = match array.dtype().is_complex() {
        true => binary(Binary::Mul, array, &unary(Unary::Conj, array)?)?,
        false => unary(Unary::Square, array)?,
    };
    unary_owned(Unary::Sqrt, sum(&squares, axes, keepdims)?)
}

#[derive(Clone, Copy)]
struct All;
#[derive(Clone, Copy)]
struct Any;

impl Fold<bool> for All {
    fn identity(self) -> bool {
        true
    }
    fn combine(self, partial: bool, element: bool) -> bool {
        partial & element
    }
}

impl Fold<bool> for Any {
    fn identity(self) -> bool {
        false
    }
    fn combine(self, partial: bool, element: bool) -> bool {
        partial | element
    }
}

fn fold_bools<F: Fold<bool>>(array: &Array, axes: &[usize], keepdims: bool, fold: F) -> Result<Array> {
    let plan = Plan::new(array.shape(), axes, keepdims)?;
    let results = reduce::<bool, F, 16>(elements(array)?, &plan, fold);
    Ok(Array::from_vec(plan.shape, results))
}

/// Whether all elements over `axes` are true.
///
/// # Errors
/// [`Error::Axis`], [`Error::DTypeMismatch`] for anything but bools.
pub fn all(array: &Array, axes: &[usize], keepdims: bool) -> Result<Array> {
    fold_bools(array, axes, keepdims, All)
}

/// Whether any element over `axes` is true.
///
/// # Errors
/// As [`all`].
pub fn any(array: &Array, axes: &[usize], keepdims: bool) -> Result<Array> {
    fold_bools(array, axes, keepdims, Any)
}

/// How many elements over `axes` are not zero, as `int64`.
///
/// # Errors
/// [`Error::Axis`], [`Error::Unimplemented`] for strings.
pub fn count_nonzero(array: &Array, axes: &[usize], keepdims: bool) -> Result<Array> {
    let zero = cast(&Array::scalar(false), array.dtype())?;
    let nonzero = crate::elementwise::compare(crate::elementwise::Compare::NotEqual, array, &zero)?;
    sum(&cast(&nonzero, DType::Int64)?, axes, keepdims)
}

/// `log(sum(exp(x)))` over `axes`, with the largest element taken out first so that nothing overflows.
///
/// # Errors
/// As [`sum`].
pub fn logsumexp(array: &Array, axes: &[usize], keepdims: bool) -> Result<Array> {
    let largest = max(array, axes, true)?;
    let finite = unary(Unary::IsFinite, &largest)?;
    let zero = Array::full(crate::Shape::SCALAR, Scalar::Bool(false)).and_then(|zero| cast(&zero, array.dtype()))?;
    let largest = crate::elementwise::select(&finite, &largest, &zero)?;
    let exponentials = unary_owned(Unary::Exp, binary(Binary::Sub, array, &largest)?)?;
    let logarithm = unary_owned(Unary::Log, sum(&exponentials, axes, keepdims)?)?;
    let shape = logarithm.shape().clone();
    binary_owned(Binary::Add, logarithm, largest.with_shape(shape))
}

fn missing<T>(name: &str, dtype: DType) -> Result<T> {
    Err(Error::Unimplemented(format!("{name} is not implemented for {dtype}")))
}
