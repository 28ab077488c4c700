//! From one dtype to another.
//!
//! * [`cast`]: the same numbers, as near as the new dtype can hold them
//! * [`bitcast`]: the same bytes

use half::{bf16, f16};
use num_complex::Complex;

use crate::array::check_size;
use crate::dispatch::each_kernel_type;
use crate::elementwise::elements;
use crate::{Array, DType, Element, Error, Result, Shape};

/// The same numbers in another dtype.
///
/// Fractions are cut off, integers keep their low bits, bools are 0 and 1 and anything but zero is true, the imaginary
/// part is lost. Numbers that an integer cannot hold become what the x86 instructions make of them: the smallest
/// integer of 32 or 64 bits, of which narrower integers keep the low bits.
///
/// # Errors
/// [`Error::Unimplemented`] from or to strings.
///
/// # Examples
/// ```
/// use tape_tensor::{Array, DType, cast::cast};
/// let array = Array::from_vec([2], vec![1.7f32, -2.5]);
/// assert_eq!(cast(&array, DType::Int32)?.as_slice::<i32>(), Some(&[1, -2][..]));
/// # Ok::<(), tape_tensor::Error>(())
/// ```
pub fn cast(array: &Array, dtype: DType) -> Result<Array> {
    if array.dtype() == dtype {
        return Ok(array.clone());
    }
    let refused = || Err(Error::Unimplemented(format!("Cast {} to {} is not supported", array.dtype(), dtype)));
    each_kernel_type!(array.dtype(), From => each_kernel_type!(dtype, To => cast_of::<From, To>(array), refused()), refused())
}

fn cast_of<F: Element + Into64 + Copy, T: Element + From64>(array: &Array) -> Result<Array> {
    let source = elements::<F>(array)?;
    if let [one] = source {
        return Ok(Array::one(array.shape().clone(), T::from64(one.into64())));
    }
    check_size(array.shape(), T::DTYPE)?;
    Ok(Array::from_vec(array.shape().clone(), source.iter().map(|element| T::from64(element.into64())).collect()))
}

/// A number on its way from one dtype to another, without loss.
#[derive(Clone, Copy)]
pub enum Number {
    Signed(i64),
    Unsigned(u64),
    Single(f32),
    Double(f64),
    Complex(Complex<f64>),
}

/// To a [`Number`].
pub trait Into64 {
    fn into64(&self) -> Number;
}

/// From a [`Number`].
pub trait From64 {
    fn from64(number: Number) -> Self;
}

macro_rules! into64 {
    ($($type:ty, $x:ident => $number:expr;)*) => {
        $(impl Into64 for $type {
            #[inline(always)]
            fn into64(&self) -> Number {
                let $x = *self;
                $number
            }
        })*
    };
}

into64! {
    bool, x => Number::Unsigned(u64::from(x));
    i8, x => Number::Signed(i64::from(x));
    i16, x => Number::Signed(i64::from(x));
    i32, x => Number::Signed(i64::from(x));
    i64, x => Number::Signed(x);
    u8, x => Number::Unsigned(u64::from(x));
    u16, x => Number::Unsigned(u64::from(x));
    u32, x => Number::Unsigned(u64::from(x));
    u64, x => Number::Unsigned(x);
    f16, x => Number::Single(x.to_f32());
    bf16, x => Number::Single(x.to_f32());
    f32, x => Number::Single(x);
    f64, x => Number::Double(x);
    Complex<f32>, x => Number::Complex(Complex::new(f64::from(x.re), f64::from(x.im)));
    Complex<f64>, x => Number::Complex(x);
}

/// What `cvttsd2si` makes of a double: the smallest integer where it does not fit.
#[inline(always)]
fn truncate64(x: f64) -> i64 {
    if (-9_223_372_036_854_775_808.0..9_223_372_036_854_775_808.0).contains(&x) { x as i64 } else { i64::MIN }
}

/// The same for integers of 32 bits.
#[inline(always)]
fn truncate32(x: f64) -> i32 {
    if x > -2_147_483_649.0 && x < 2_147_483_648.0 { x as i32 } else { i32::MIN }
}

/// To 64 unsigned bits: the upper half of the range goes through the signed conversion of the difference.
#[inline(always)]
fn truncate_unsigned64(x: f64) -> u64 {
    const HALF: f64 = 9_223_372_036_854_775_808.0;
    if x < HALF { truncate64(x) as u64 } else { truncate64(x - HALF) as u64 ^ (1 << 63) }
}

macro_rules! integer_from64 {
    ($($type:ty, $real:expr;)*) => {
        $(impl From64 for $type {
            #[inline(always)]
            fn from64(number: Number) -> $type {
                match number {
                    Number::Signed(x) => x as $type,
                    Number::Unsigned(x) => x as $type,
                    Number::Single(x) => $real(f64::from(x)) as $type,
                    Number::Double(x) => $real(x) as $type,
                    Number::Complex(x) => $real(x.re) as $type,
                }
            }
        })*
    };
}

integer_from64! {
    i8, truncate32;
    i16, truncate32;
    i32, truncate32;
    i64, truncate64;
    u8, truncate32;
    u16, truncate32;
    u32, truncate64;
    u64, truncate_unsigned64;
}

impl From64 for bool {
    #[inline(always)]
    fn from64(number: Number) -> bool {
        match number {
            Number::Signed(x) => x != 0,
            Number::Unsigned(x) => x != 0,
            Number::Single(x) => x != 0.0,
            Number::Double(x) => x != 0.0,
            Number::Complex(x) => x.re != 0.0,
        }
    }
}

impl From64 for f32 {
    #[inline(always)]
    fn from64(number: Number) -> f32 {
        match number {
            Number::Signed(x) => x as f32,
            Number::Unsigned(x) => x as f32,
            Number::Single(x) => x,
            Number::Double(x) => x as f32,
            Number::Complex(x) => x.re as f32,
        }
    }
}

impl From64 for f64 {
    #[inline(always)]
    fn from64(number: Number) -> f64 {
        match number {
            Number::Signed(x) => x as f64,
            Number::Unsigned(x) => x as f64,
            Number::Single(x) => f64::from(x),
            Number::Double(x) => x,
            Number::Complex(x) => x.re,
        }
    }
}

/// The half floats are rounded from `f32`, as TensorFlow does it.
impl From64 for f16 {
    #[inline(always)]
    fn from64(number: Number) -> f16 {
        f16::from_f32(f32::from64(number))
    }
}

impl From64 for bf16 {
    #[inline(always)]
    fn from64(number: Number) -> bf16 {
        bf16::from_f32(f32::from64(number))
    }
}

impl From64 for Complex<f32> {
    #[inline(always)]
    fn from64(number: Number) -> Complex<f32> {
        match number {
            Number::Complex(x) => Complex::new(x.re as f32, x.im as f32),
            real => Complex::new(f32::from64(real), 0.0),
        }
    }
}

impl From64 for Complex<f64> {
    #[inline(always)]
    fn from64(number: Number) -> Complex<f64> {
        match number {
            Number::Complex(x) => x,
            real => Complex::new(f64::from64(real), 0.0),
        }
    }
}

/// The same bytes under another dtype.
///
/// To a narrower dtype a new last axis appears, to a wider one the last axis, which must hold exactly the bytes of one
/// element, disappears.
///
/// # Errors
/// [`Error::Invalid`] where the last axis does not fit, [`Error::Unimplemented`] for strings.
pub fn bitcast(array: &Array, dtype: DType) -> Result<Array> {
    let (from, to) = (array.dtype(), dtype);
    if from == to {
        return Ok(array.clone());
    }
    let shape = bitcast_shape(array.shape(), from, to)?;
    let refused = || Err(Error::Unimplemented(format!("bitcast from {from} to {to} is not implemented")));
    let bytes = each_kernel_type!(from, T => elements::<T>(array)?.iter().flat_map(|x| x.to_bytes()).collect::<Vec<u8>>(), return refused());
    each_kernel_type!(to, T => Ok(Array::from_vec(shape, bytes.chunks_exact(to.size()).map(T::from_bytes).collect())), refused())
}

fn bitcast_shape(shape: &Shape, from: DType, to: DType) -> Result<Shape> {
    if from.size() >= to.size() {
        let ratio = from.size() / to.size();
        return Ok(shape.iter().copied().chain((ratio > 1).then_some(ratio)).collect());
    }
    let ratio = to.size() / from.size();
    match shape.split_last() {
        Some((&last, outer)) if last == ratio => Ok(Shape::from(outer)),
        _ => Err(Error::Invalid(format!("Cannot bitcast from {} to {}", i64::from(from as u8), i64::from(to as u8)))),
    }
}

/// An element as bytes in memory order.
trait Raw: Sized {
    fn to_bytes(&self) -> Vec<u8>;
    fn from_bytes(bytes: &[u8]) -> Self;
}

macro_rules! raw {
    ($($type:ty)*) => {
        $(impl Raw for $type {
            fn to_bytes(&self) -> Vec<u8> {
                self.to_ne_bytes().to_vec()
            }
            fn from_bytes(bytes: &[u8]) -> $type {
                <[u8; size_of::<$type>()]>::try_from(bytes).map(<$type>::from_ne_bytes).unwrap_or_default()
            }
        })*
    };
}

raw!(i8 i16 i32 i64 u8 u16 u32 u64 f16 bf16 f32 f64);

impl Raw for bool {
    fn to_bytes(&self) -> Vec<u8> {
        vec![u8::from(*self)]
    }
    fn from_bytes(bytes: &[u8]) -> bool {
        bytes.iter().any(|&byte| byte != 0)
    }
}

impl<T: Raw> Raw for Complex<T> {
    fn to_bytes(&self) -> Vec<u8> {
        [self.re.to_bytes(), self.im.to_bytes()].concat()
    }
    fn from_bytes(bytes: &[u8]) -> Complex<T> {
        let (re, im) = bytes.split_at(bytes.len() / 2);
        Complex::new(T::from_bytes(re), T::from_bytes(im))
    }
}
