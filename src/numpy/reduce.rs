//! Folding arrays along axes, in numpy's order, so that the last digits agree.

use num_complex::Complex;
use tape_lang::Result;
use tape_lang::exception::value_error;
use tape_tensor::cast::cast;
use tape_tensor::layout::{self, Axis, View, transpose};
use tape_tensor::{Array, DType, Element, Shape};

use crate::dispatch::each_type;
use crate::error::from_kernel;

/// The axes that a reduction removes.
#[derive(Clone, Debug)]
pub struct Axes {
    reduced: Vec<bool>,
}

impl Axes {
    /// These axes of an array of this rank, or all of them.
    #[must_use]
    pub fn new(axes: Option<&[usize]>, rank: usize) -> Axes {
        let reduced = (0..rank).map(|axis| axes.is_none_or(|axes| axes.contains(&axis))).collect();
        Axes { reduced }
    }

    /// The shape of the result.
    #[must_use]
    pub fn kept(&self, shape: &Shape) -> Shape {
        shape.iter().zip(&self.reduced).filter(|(_, reduced)| !**reduced).map(|(&size, _)| size).collect()
    }

    /// The shape of the result with the removed axes left in, of size 1.
    #[must_use]
    pub fn kept_dims(&self, shape: &Shape) -> Shape {
        shape.iter().zip(&self.reduced).map(|(&size, &reduced)| if reduced { 1 } else { size }).collect()
    }

    /// How many elements each result is made of.
    #[must_use]
    pub fn count(&self, shape: &Shape) -> usize {
        shape.iter().zip(&self.reduced).filter(|(_, reduced)| **reduced).map(|(&size, _)| size).product()
    }

    /// For each element, in order, the position of the result that it belongs to.
    fn targets(&self, shape: &[usize]) -> View {
        let mut view = View::of(shape);
        let mut step = 1;
        for (axis, reduced) in view.axes.iter_mut().zip(&self.reduced).rev() {
            *axis = if *reduced { Axis { step: 0, ..*axis } } else { Axis { step, ..*axis } };
            if !reduced {
                step *= axis.size as isize;
            }
        }
        view
    }

    /// How many elements at the end of a row are folded together.
    fn tail(&self, shape: &[usize]) -> usize {
        let last = self.reduced.iter().rev().take_while(|reduced| **reduced).count();
        shape[shape.len() - last..].iter().product()
    }
}

/// Folds each group of elements from the first to the last.
fn fold<T: Copy, R: Copy>(elements: &[T], shape: &[usize], axes: &Axes, start: R, step: impl Fn(R, T) -> R) -> Vec<R> {
    let length: usize = axes.kept(&Shape::from(shape)).elements();
    if length == 1 {
        return vec![elements.iter().fold(start, |so_far, &element| step(so_far, element))];
    }
    let mut results = vec![start; length];
    let mut elements = elements.iter();
    axes.targets(shape).positions(|position| {
        if let (Some(result), Some(&element)) = (results.get_mut(position), elements.next()) {
            *result = step(*result, element);
        }
    });
    results
}

/// A type that can be added.
pub trait Summable: Element + Copy {
    /// Zero.
    const ZERO: Self;
    /// The sum.
    fn plus(self, other: Self) -> Self;
    /// The product.
    fn times(self, other: Self) -> Self;
}

macro_rules! summable {
    ($($type:ty, $zero:expr, $plus:expr, $times:expr;)*) => {
        $(impl Summable for $type {
            const ZERO: $type = $zero;
            #[inline(always)]
            fn plus(self, other: $type) -> $type {
                $plus(self, other)
            }
            #[inline(always)]
            fn times(self, other: $type) -> $type {
                $times(self, other)
            }
        })*
    };
}

summable! {
    i64, 0, i64::wrapping_add, i64::wrapping_mul;
    u64, 0, u64::wrapping_add, u64::wrapping_mul;
    f32, 0.0, |a, b| a + b, |a, b| a * b;
    f64, 0.0, |a, b| a + b, |a, b| a * b;
    Complex<f32>, Complex::new(0.0, 0.0), |a, b| a + b, |a, b| a * b;
    Complex<f64>, Complex::new(0.0, 0.0), |a, b| a + b, |a, b| a * b;
}

/// The sum of neighbours in memory: halves of a long row, eight partial sums in a shorter one (Higham's pairwise summation, with
/// numpy's block of 128).
fn pairwise<T: Summable>(elements: &[T]) -> T {
    const BLOCK: usize = 128;
    match elements.len() {
        0..8 => elements.iter().fold(T::ZERO, |sum, &element| sum.plus(element)),
        length if length <= BLOCK => {
            let (chunks, rest) = elements.as_chunks::<8>();
            let mut sums = chunks[0];
            for chunk in &chunks[1..] {
                for (sum, &element) in sums.iter_mut().zip(chunk) {
                    *sum = sum.plus(element);
                }
            }
            let [a, b, c, d, e, f, g, h] = sums;
            let total = (a.plus(b).plus(c.plus(d))).plus(e.plus(f).plus(g.plus(h)));
            rest.iter().fold(total, |sum, &element| sum.plus(element))
        }
        length => {
            let half = length / 2;
            let (left, right) = elements.split_at(half - half % 8);
            pairwise(left).plus(pairwise(right))
        }
    }
}

fn sum_of<T: Summable>(array: &Array, axes: &Axes) -> Vec<T> {
    let elements = array.as_slice::<T>().unwrap_or_default();
    let tail = axes.tail(array.shape());
    if tail <= 1 || elements.is_empty() {
        return fold(elements, array.shape(), axes, T::ZERO, T::plus);
    }
    sum_of_rows(&elements.chunks_exact(tail).map(pairwise).collect::<Vec<T>>(), array.shape(), axes)
}

/// The sums along axes from those of the rows that the trailing reduced axes make.
fn sum_of_rows<T: Summable>(rows: &[T], shape: &[usize], axes: &Axes) -> Vec<T> {
    let rank = shape.len() - axes.reduced.iter().rev().take_while(|reduced| **reduced).count();
    let outer = Axes { reduced: axes.reduced[..rank].to_vec() };
    fold(rows, &shape[..rank], &outer, T::ZERO, T::plus)
}

/// How many elements numpy casts at a time.
const BUFFER: usize = 8192;

/// The sums of rows of `tail` elements in another type: numpy casts through a buffer and adds up what each buffer sums to, so that
/// large arrays need no copy in the wider type.
fn buffered_sums<T: Summable>(array: &Array, tail: usize, dtype: DType) -> Result<Vec<T>> {
    let flat = array.with_shape([array.len()]);
    let sum_of_row = |begin: usize| {
        (begin..begin + tail).step_by(BUFFER).try_fold(T::ZERO, |sum, place| {
            let size = BUFFER.min(begin + tail - place);
            let part = widened(&layout::slice(&flat, &[place], &[size]).map_err(from_kernel)?, dtype)?;
            Ok(sum.plus(pairwise(part.as_slice::<T>().unwrap_or_default())))
        })
    };
    (0..array.len()).step_by(tail).map(sum_of_row).collect()
}

/// The dtype in which sums and products of a dtype are computed.
#[must_use]
pub fn sum_dtype(dtype: DType) -> DType {
    match dtype {
        DType::Bool | DType::Int8 | DType::Int16 | DType::Int32 => DType::Int64,
        DType::UInt8 | DType::UInt16 | DType::UInt32 => DType::UInt64,
        other => other,
    }
}

/// Runs an expression with `$t` standing for the wide type in which a dtype is summed.
macro_rules! each_wide {
    ($dtype:expr, $t:ident => $body:expr) => {
        match $dtype {
            DType::UInt64 => {
                type $t = u64;
                $body
            }
            DType::Float32 => {
                type $t = f32;
                $body
            }
            DType::Float64 => {
                type $t = f64;
                $body
            }
            DType::Complex64 => {
                type $t = Complex<f32>;
                $body
            }
            DType::Complex128 => {
                type $t = Complex<f64>;
                $body
            }
            _ => {
                type $t = i64;
                $body
            }
        }
    };
}

/// The type in which sums of a dtype add up: halves in single precision.
fn wide_dtype(dtype: DType) -> DType {
    match dtype {
        DType::Float16 | DType::BFloat16 => DType::Float32,
        dtype if dtype.is_unsigned() => DType::UInt64,
        dtype if dtype.is_integer() || dtype == DType::Bool => DType::Int64,
        other => other,
    }
}

/// The array in the type in which sums of a dtype add up.
fn widened(array: &Array, dtype: DType) -> Result<Array> {
    cast(array, wide_dtype(dtype)).map_err(from_kernel)
}

/// The sums along axes, computed in `dtype`.
///
/// # Errors
/// `TypeError` for strings.
pub fn sum(array: &Array, axes: &Axes, dtype: DType) -> Result<Array> {
    let shape = axes.kept(array.shape());
    let tail = axes.tail(array.shape());
    // Rows that fit the buffer sum up to the same without it, all cast at once.
    let sums = if array.dtype() != dtype && tail > BUFFER {
        let wide = wide_dtype(dtype);
        each_wide!(wide, T => {
            let rows = buffered_sums::<T>(array, tail, dtype)?;
            Array::from_vec(shape, sum_of_rows(&rows, array.shape(), axes))
        })
    } else {
        let wide = widened(array, dtype)?;
        each_wide!(wide.dtype(), T => Array::from_vec(shape, sum_of::<T>(&wide, axes)))
    };
    cast(&sums, dtype).map_err(from_kernel)
}

/// The products along axes, computed in `dtype`.
///
/// # Errors
/// `TypeError` for strings.
pub fn product(array: &Array, axes: &Axes, dtype: DType) -> Result<Array> {
    let wide = widened(array, dtype)?;
    let shape = axes.kept(array.shape());
    let one = cast(&Array::scalar(true), wide.dtype()).map_err(from_kernel)?;
    let products = each_wide!(wide.dtype(), T => {
        let one = one.as_slice::<T>().and_then(|one| one.first().copied()).unwrap_or(T::ZERO);
        Array::from_vec(shape, fold(wide.as_slice::<T>().unwrap_or_default(), array.shape(), axes, one, T::times))
    });
    cast(&products, dtype).map_err(from_kernel)
}

/// Which end of an order is looked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum End {
    /// The largest.
    Largest,
    /// The smallest.
    Smallest,
}

/// What is done with elements that are not numbers.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Nans {
    /// One makes the result one.
    Spread,
    /// They do not count.
    Skip,
}

/// An order of elements in which only some may be no numbers.
pub trait Ordered: Element {
    /// Whether it comes before another.
    fn before(&self, other: &Self) -> bool;
    /// Whether it is no number.
    fn is_no_number(&self) -> bool {
        false
    }
}

macro_rules! ordered {
    ($($type:ty)*) => { $(impl Ordered for $type {
        fn before(&self, other: &$type) -> bool { self < other }
    })* };
}

macro_rules! ordered_float {
    ($($type:ty)*) => { $(impl Ordered for $type {
        fn before(&self, other: &$type) -> bool { self < other }
        fn is_no_number(&self) -> bool { self.is_nan() }
    })* };
}

macro_rules! ordered_complex {
    ($($type:ty)*) => { $(impl Ordered for Complex<$type> {
        fn before(&self, other: &Complex<$type>) -> bool {
            self.re < other.re || (self.re == other.re && self.im < other.im)
        }
        fn is_no_number(&self) -> bool { self.re.is_nan() || self.im.is_nan() }
    })* };
}

ordered!(bool i8 i16 i32 i64 u8 u16 u32 u64 tape_tensor::array::Bytes);
ordered_float!(half::f16 half::bf16 f32 f64);
ordered_complex!(f32 f64);

/// Whether `candidate` replaces `best`.
fn wins<T: Ordered>(candidate: &T, best: &T, end: End, nans: Nans) -> bool {
    match (candidate.is_no_number(), best.is_no_number()) {
        (true, false) => nans == Nans::Spread,
        (false, true) => nans == Nans::Skip,
        (true, true) => false,
        (false, false) => match end {
            End::Largest => best.before(candidate),
            End::Smallest => candidate.before(best),
        },
    }
}

/// The elements as rows, each of which is folded to one result.
fn as_rows(array: &Array, axes: &Axes) -> Result<Array> {
    let rank = axes.reduced.len();
    let order: Vec<usize> =
        (0..rank).filter(|&axis| !axes.reduced[axis]).chain((0..rank).filter(|&axis| axes.reduced[axis])).collect();
    let count = axes.count(array.shape());
    let rows = axes.kept(array.shape()).elements();
    Ok(transpose(array, &order).map_err(from_kernel)?.with_shape([rows, count]))
}

/// For each group of elements the place, in its row, of the largest or smallest one.
fn places<T: Ordered>(rows: &Array, end: End, nans: Nans) -> Vec<usize> {
    let [_, count] = rows.shape()[..] else { return Vec::new() };
    let elements = rows.as_slice::<T>().unwrap_or_default();
    elements
        .chunks_exact(count.max(1))
        .map(|row| {
            let mut best = 0;
            for (place, element) in row.iter().enumerate().skip(1) {
                if wins(element, &row[best], end, nans) {
                    best = place;
                }
            }
            best
        })
        .collect()
}

/// The largest or smallest elements along axes.
///
/// # Errors
/// `ValueError` where there are none to choose from.
pub fn extreme(array: &Array, axes: &Axes, end: End, nans: Nans) -> Result<Array> {
    let shape = axes.kept(array.shape());
    if axes.count(array.shape()) == 0 && shape.elements() > 0 {
        let name = if end == End::Largest { "maximum" } else { "minimum" };
        return Err(value_error(format!("zero-size array to reduction operation {name} which has no identity")));
    }
    fn of<T: Ordered>(rows: &Array, shape: Shape, end: End, nans: Nans) -> Array {
        let count = rows.shape()[1];
        let elements = rows.as_slice::<T>().unwrap_or_default();
        let places = places::<T>(rows, end, nans);
        let found = places.iter().enumerate().map(|(row, place)| elements[row * count + place].clone());
        Array::from_vec(shape, found.collect())
    }
    let rows = as_rows(array, axes)?;
    Ok(each_type!(array.dtype(), T => of::<T>(&rows, shape, end, nans)))
}

/// Where the largest or smallest elements along axes stand, as `int64`.
///
/// # Errors
/// `ValueError` where there are none to choose from.
pub fn place_of_extreme(array: &Array, axes: &Axes, end: End, nans: Nans) -> Result<Array> {
    let shape = axes.kept(array.shape());
    if axes.count(array.shape()) == 0 && shape.elements() > 0 {
        let name = if end == End::Largest { "argmax" } else { "argmin" };
        return Err(value_error(format!("attempt to get {name} of an empty sequence")));
    }
    let rows = as_rows(array, axes)?;
    let places = each_type!(array.dtype(), T => places::<T>(&rows, end, nans));
    Ok(Array::from_vec(shape, places.into_iter().map(|place| place as i64).collect()))
}

/// Whether all (or any) of the elements along axes are true.
///
/// # Errors
/// `TypeError` for strings.
pub fn truth(array: &Array, axes: &Axes, all: bool) -> Result<Array> {
    let bools = cast(array, DType::Bool).map_err(from_kernel)?;
    let elements = bools.as_slice::<bool>().unwrap_or_default();
    let shape = axes.kept(array.shape());
    let found = fold(
        elements,
        array.shape(),
        axes,
        all,
        |so_far, element| {
            if all { so_far & element } else { so_far | element }
        },
    );
    Ok(Array::from_vec(shape, found))
}

/// The running sums or products along one axis, computed in `dtype`.
///
/// # Errors
/// `TypeError` for strings.
pub fn running(array: &Array, axis: usize, dtype: DType, product: bool) -> Result<Array> {
    fn of<T: Summable>(array: &mut Array, axis: usize, product: bool) {
        let shape = array.shape().clone();
        let inner: usize = shape[axis + 1..].iter().product();
        let row = shape[axis] * inner;
        let Some(elements) = array.as_mut_slice::<T>() else { return };
        for block in elements.chunks_exact_mut(row.max(1)) {
            for position in inner..block.len() {
                let before = block[position - inner];
                block[position] = if product { before.times(block[position]) } else { before.plus(block[position]) };
            }
        }
    }
    let mut wide = widened(array, dtype)?;
    if !array.is_empty() {
        each_wide!(wide.dtype(), T => of::<T>(&mut wide, axis, product));
    }
    cast(&wide, dtype).map_err(from_kernel)
}
