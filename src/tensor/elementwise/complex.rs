//! The elementwise kernels of complex numbers.

use num_complex::{Complex, ComplexFloat};

use super::drive::{elements, missing};
use super::kernel::{Comparable, Done, Kernel, Places, Unsupported, map, written, zip};
use super::{Binary, Compare, Unary};
use crate::math::Real;
use crate::{Array, DType, Element, Error, Result};

macro_rules! complex_kernels {
    ($($type:ty)*) => {$(
        impl Kernel for Complex<$type> {
            fn unary_block(op: Unary, source: &[Self], target: &mut Places<Self>) -> Done {
                unary_block(op, source, target)
            }
            fn binary_block(op: Binary, left: &[Self], right: &[Self], target: &mut Places<Self>) -> Done {
                binary_block(op, left, right, target)
            }
            fn test_block(op: Unary, source: &[Self], target: &mut Places<bool>) -> Done {
                match op {
                    Unary::IsNan => map(source, target, Complex::is_nan),
                    Unary::IsInf => map(source, target, Complex::is_infinite),
                    Unary::IsFinite => map(source, target, Complex::is_finite),
                    _ => Err(Unsupported),
                }
            }
        }
        impl Comparable for Complex<$type> {
            fn compare_block(op: Compare, left: &[Self], right: &[Self], target: &mut Places<bool>) -> Done {
                match op {
                    Compare::Equal => zip(left, right, target, |x, y| x == y),
                    Compare::NotEqual => zip(left, right, target, |x, y| x != y),
                    _ => Err(Unsupported),
                }
            }
        }
    )*};
}

complex_kernels!(f32 f64);

fn unary_block<T>(op: Unary, source: &[Complex<T>], target: &mut Places<Complex<T>>) -> Done
where
    T: Real + num_traits::FloatConst,
    Complex<T>: ComplexFloat<Real = T>,
{
    let (zero, one) = (Complex::new(T::zero(), T::zero()), Complex::new(T::one(), T::zero()));
    match op {
        Unary::Neg => map(source, target, |x| -x),
        Unary::Sign => map(source, target, |x| {
            if x == zero {
                zero
            } else {
                {
                    let norm = x.norm();
                    Complex::new(x.re / norm, x.im / norm)
                }
            }
        }),
        Unary::Square => map(source, target, |x| x * x),
        Unary::Sqrt => map(source, target, |x| x.sqrt()),
        Unary::Rsqrt => map(source, target, |x| one / x.sqrt()),
        Unary::Reciprocal => map(source, target, |x| one / x),
        Unary::Exp => map(source, target, |x| x.exp()),
        Unary::Expm1 => map(source, target, expm1),
        Unary::Log => map(source, target, |x| x.ln()),
        Unary::Log1p => map(source, target, log1p),
        Unary::Sin => map(source, target, |x| x.sin()),
        Unary::Cos => map(source, target, |x| x.cos()),
        Unary::Tan => map(source, target, |x| x.tan()),
        Unary::Asin => map(source, target, |x| x.asin()),
        Unary::Acos => map(source, target, |x| x.acos()),
        Unary::Atan => map(source, target, |x| x.atan()),
        Unary::Sinh => map(source, target, |x| x.sinh()),
        Unary::Cosh => map(source, target, |x| x.cosh()),
        Unary::Tanh => map(source, target, |x| x.tanh()),
        Unary::Asinh => map(source, target, |x| x.asinh()),
        Unary::Acosh => map(source, target, |x| x.acosh()),
        Unary::Atanh => map(source, target, |x| x.atanh()),
        Unary::Sigmoid => map(source, target, |x| {
            let exp = x.exp();
            if exp.re.is_infinite() { one } else { exp / (exp + one) }
        }),
        Unary::Conj => map(source, target, |x| x.conj()),
        _ => Err(Unsupported),
    }
}

/// `exp(x) - 1`, exact near 0: with u = exp(x), (u - 1) · x / log(u).
fn expm1<T>(x: Complex<T>) -> Complex<T>
where
    T: Real + num_traits::FloatConst,
{
    let one = Complex::new(T::one(), T::zero());
    let exp = x.exp();
    if exp == one {
        return x;
    }
    let less = exp - one;
    if less == -one { less } else { less * x / exp.ln() }
}

/// `log(1 + x)`, exact near 0: with u = 1 + x, x · log(u) / (u - 1).
fn log1p<T>(x: Complex<T>) -> Complex<T>
where
    T: Real + num_traits::FloatConst,
{
    let one = Complex::new(T::one(), T::zero());
    let more = one + x;
    if more == one { x } else { x * (more.ln() / (more - one)) }
}

fn binary_block<T>(op: Binary, left: &[Complex<T>], right: &[Complex<T>], target: &mut Places<Complex<T>>) -> Done
where
    T: Real + num_traits::FloatConst,
{
    let zero = Complex::new(T::zero(), T::zero());
    let one = Complex::new(T::one(), T::zero());
    let half = Complex::new(T::of(0.5), T::zero());
    match op {
        Binary::Add => zip(left, right, target, |x, y| x + y),
        Binary::Sub => zip(left, right, target, |x, y| x - y),
        Binary::Mul => zip(left, right, target, |x, y| x * y),
        Binary::Div => zip(left, right, target, |x, y| x / y),
        Binary::Pow => zip(left, right, target, |x, y| if y == zero { one } else { x.powc(y) }),
        Binary::SquaredDifference => zip(left, right, target, |x, y| (x - y) * (x - y).conj()),
        Binary::Xdivy => zip(left, right, target, |x, y| if x == zero { zero } else { x / y }),
        Binary::Xlogy => zip(left, right, target, |x, y| if x == zero { zero } else { x * y.ln() }),
        Binary::Xlog1py => zip(left, right, target, |x, y| if x == zero { zero } else { x * log1p(y) }),
        Binary::DivNoNan => {
            zip(left, right, target, |x, y| if y == zero || x * y.conj() == zero { zero } else { x / y })
        }
        Binary::MulNoNan => zip(left, right, target, |x, y| if y == zero { zero } else { x * y }),
        Binary::SqrtGrad => zip(left, right, target, |y, dy| if dy == zero { zero } else { half * dy / y.conj() }),
        Binary::RsqrtGrad => {
            zip(
                left,
                right,
                target,
                |y, dy| {
                    if dy == zero { zero } else { -half * (dy * y.conj()) * (y.conj() * y.conj()) }
                },
            )
        }
        Binary::TanhGrad => zip(left, right, target, |y, dy| dy * (one - y * y)),
        Binary::SigmoidGrad => zip(left, right, target, |y, dy| dy * y * (one - y)),
        Binary::ReciprocalGrad => {
            zip(left, right, target, |y, dy| if dy == zero { zero } else { -y.conj() * y.conj() * dy })
        }
        _ => Err(Unsupported),
    }
}

/// The absolute value, real part, imaginary part or argument of each number, as real numbers.
pub fn part(op: Unary, array: &Array) -> Result<Array> {
    match array.dtype() {
        DType::Complex64 => part_of::<f32>(op, array),
        _ => part_of::<f64>(op, array),
    }
}

fn part_of<T: Real + Element>(op: Unary, array: &Array) -> Result<Array>
where
    Complex<T>: Element,
{
    let source = elements::<Complex<T>>(array)?;
    let parts = written(array.len(), |target| match op {
        Unary::Abs => map(source, target, |x: Complex<T>| x.re.hypot(x.im)),
        Unary::Real => map(source, target, |x: Complex<T>| x.re),
        Unary::Imag => map(source, target, |x: Complex<T>| x.im),
        Unary::Angle => map(source, target, |x: Complex<T>| x.im.atan2(x.re)),
        _ => Err(Unsupported),
    });
    Ok(Array::from_vec(array.shape().clone(), parts.or_else(|Unsupported| missing(op, array.dtype()))?))
}

/// A complex array of real and imaginary parts, broadcasting.
///
/// # Errors
/// [`Error::Broadcast`], [`Error::DTypeMismatch`], [`Error::Unimplemented`] for parts that are not `f32` or `f64`.
pub fn complex(real: &Array, imaginary: &Array) -> Result<Array> {
    match real.dtype() {
        DType::Float32 => combine::<f32>(real, imaginary),
        DType::Float64 => combine::<f64>(real, imaginary),
        other => Err(Error::Unimplemented(format!("complex is not implemented for {other}"))),
    }
}

fn combine<T: Real + Element>(real: &Array, imaginary: &Array) -> Result<Array>
where
    Complex<T>: Element,
{
    let shape = super::drive::together(real.shape(), imaginary.shape())?;
    crate::array::check_size(&shape, Complex::<T>::DTYPE)?;
    let mut re = super::operand::Operand::new(elements::<T>(real)?, real.shape(), &shape);
    let mut im = super::operand::Operand::new(elements::<T>(imaginary)?, imaginary.shape(), &shape);
    let mut target = vec![Complex::new(T::zero(), T::zero()); shape.elements()];
    for (start, chunk) in super::drive::blocks(&mut target) {
        let (re, im) = (re.block(start, chunk.len()), im.block(start, chunk.len()));
        for ((result, &re), &im) in chunk.iter_mut().zip(re).zip(im) {
            *result = Complex::new(re, im);
        }
    }
    Ok(Array::from_vec(shape, target))
}
