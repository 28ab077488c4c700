//! The elementwise kernels of `f32` and `f64`; the formulas also serve the half floats.
//!
//! Formulas and the order of their operations are TensorFlow's (`cwise_ops.h`, `cwise_ops_gradients.h`,
//! `relu_op_functor.h`, `softplus_op.h`), so that the last digit agrees.

use super::kernel::{
    BLOCK, Comparable, Done, Kernel, Places, Side, Unsupported, compare, map, places, repeated, zip, zip_sides,
};
use super::{Binary, Compare, Unary};
use crate::Element;
use crate::math::bessel::{i0, i0e, i1, i1e};
use crate::math::error_function::{erfinv, ndtri};
use crate::math::{Flavour, Lane, Lanes, Plain, Real, gamma};
use crate::wide::wide;

/// `scale` and `scale · alpha` of the selu function.
const SELU_SCALE: f64 = 1.050_700_987_355_480_5;
const SELU_SCALE_ALPHA: f64 = 1.758_099_340_847_376_9;

macro_rules! real_kernels {
    ($($type:ty)*) => {$(
        impl Kernel for $type {
            fn unary_block(op: Unary, source: &[$type], target: &mut Places<$type>) -> Done {
                wide!(target.len(), unary_block::<$type>(op: Unary, source: &[$type], target: &mut Places<$type>) -> Done)
            }
            fn binary_block(op: Binary, left: &[$type], right: &[$type], target: &mut Places<$type>) -> Done {
                if op.is_arithmetic() {
                    return Self::binary_sides(op, Side::Each(left), Side::Each(right), target);
                }
                if op.is_gradient() {
                    wide!(
                        target.len(),
                        gradient_block::<$type>(
                            op: Binary, left: &[$type], right: &[$type], target: &mut Places<$type>
                        ) -> Done
                    )
                } else {
                    wide!(
                        target.len(),
                        binary_block::<$type>(
                            op: Binary, left: &[$type], right: &[$type], target: &mut Places<$type>
                        ) -> Done
                    )
                }
            }
            #[inline]
            fn arithmetic(op: Binary, x: $type, y: $type) -> Option<$type> {
                match op {
                    Binary::Add => Some(sum(x, y)),
                    Binary::Sub => Some(difference(x, y)),
                    Binary::Mul => Some(product(x, y)),
                    Binary::Div => Some(quotient(x, y)),
                    _ => None,
                }
            }
            fn binary_sides(op: Binary, left: Side<'_, $type>, right: Side<'_, $type>, target: &mut Places<$type>) -> Done {
                if !op.is_arithmetic() {
                    return repeated(left, right, target, |x, y, target| Self::binary_block(op, x, y, target));
                }
                wide!(
                    target.len(),
                    arithmetic_block::<$type>(
                        op: Binary, left: Side<'_, $type>, right: Side<'_, $type>, target: &mut Places<$type>
                    ) -> Done
                )
            }
            fn test_block(op: Unary, source: &[$type], target: &mut Places<bool>) -> Done {
                match op {
                    Unary::IsNan => map(source, target, <$type>::is_nan),
                    Unary::IsInf => map(source, target, <$type>::is_infinite),
                    Unary::IsFinite => map(source, target, <$type>::is_finite),
                    _ => Err(Unsupported),
                }
            }
        }
        impl Comparable for $type {
            fn compare_block(op: Compare, left: &[$type], right: &[$type], target: &mut Places<bool>) -> Done {
                wide!(
                    target.len(),
                    compare::<$type>(op: Compare, left: &[$type], right: &[$type], target: &mut Places<bool>) -> Done
                )
            }
        }
    )*};
}

real_kernels!(f32 f64);

#[inline(always)]
pub fn unary_block<T: Lanes + Element>(op: Unary, source: &[T], target: &mut Places<T>) -> Done {
    let (zero, one) = (T::zero(), T::one());
    match op {
        Unary::Neg => map(source, target, |x: T| -x),
        Unary::Abs => map(source, target, T::abs),
        Unary::Sign => each(source, target, sign),
        Unary::Square => each(source, target, |x| x * x),
        Unary::Sqrt => each(source, target, T::sqrt),
        Unary::Rsqrt => lanes1(source, target, T::lane_rsqrt, |x| one / x.sqrt()),
        Unary::Reciprocal => lanes1(source, target, T::lane_reciprocal, |x| one / x),
        Unary::Exp => lanes1(source, target, T::lane_exp, T::exp),
        Unary::Expm1 => after_exp(source, target, T::lane_exp_m1, T::exp_m1),
        Unary::Log => lanes1(source, target, T::lane_ln, T::ln),
        Unary::Log1p => lanes1(source, target, T::lane_ln_1p, T::ln_1p),
        Unary::Sin => unless_huge(source, target, T::lane_sin_near, T::lane_sin, T::sin),
        Unary::Cos => unless_huge(source, target, T::lane_cos_near, T::lane_cos, T::cos),
        Unary::Tan => each(source, target, T::tan),
        Unary::Asin => lanes1(source, target, T::lane_asin, T::asin),
        Unary::Acos => lanes1(source, target, T::lane_acos, T::acos),
        Unary::Atan => lanes1(source, target, T::lane_atan, T::atan),
        Unary::Sinh => each(source, target, T::sinh),
        Unary::Cosh => each(source, target, T::cosh),
        Unary::Tanh => lanes1(source, target, T::lane_tanh, T::plain_tanh),
        Unary::Asinh => each(source, target, T::area_sinh),
        Unary::Acosh => each(source, target, T::area_cosh),
        Unary::Atanh => lanes1(source, target, T::lane_atanh, T::area_tanh),
        Unary::Sigmoid => lanes1(source, target, T::lane_sigmoid, T::plain_sigmoid),
        Unary::Softplus => {
            let limit = T::EPSILON.ln() + T::of(2.0);
            after_exp(
                source,
                target,
                |x, exponential| softplus(x, limit, exponential, exponential.lane_ln_1p()),
                |x| softplus(x, limit, x.exp(), x.exp().ln_1p()),
            )
        }
        Unary::Softsign => each(source, target, |x| x / (x.abs() + one)),
        Unary::Relu => lanes1(source, target, |x| larger(zero, x), |x| larger(x, zero)),
        Unary::Relu6 => {
            let six = T::of(6.0);
            lanes1(source, target, |x| smaller(six, larger(zero, x)), |x| smaller(larger(x, zero), six))
        }
        Unary::Elu => lanes1(source, target, elu::<T, Lane>, elu::<T, Plain>),
        Unary::Selu => lanes1(source, target, selu::<T, Lane>, selu::<T, Plain>),
        Unary::Erf => lanes1(source, target, T::erf::<Lane>, T::erf::<Plain>),
        Unary::Erfc => lanes1(source, target, T::erfc::<Lane>, T::erfc::<Plain>),
        Unary::Erfinv => specialized(source, target, erfinv::<T, Lane>, erfinv::<T, Plain>),
        Unary::Ndtri => specialized(source, target, ndtri::<T, Lane>, ndtri::<T, Plain>),
        Unary::Lgamma => each(source, target, T::lgamma),
        Unary::Digamma => each(source, target, gamma::digamma),
        Unary::BesselI0 => specialized(source, target, i0::<T, Lane>, i0::<T, Plain>),
        Unary::BesselI0e => specialized(source, target, i0e::<T, Lane>, i0e::<T, Plain>),
        Unary::BesselI1 => specialized(source, target, i1::<T, Lane>, i1::<T, Plain>),
        Unary::BesselI1e => specialized(source, target, i1e::<T, Lane>, i1e::<T, Plain>),
        Unary::Floor => each(source, target, T::floor),
        Unary::Ceil => each(source, target, T::ceil),
        Unary::Round | Unary::Rint => each(source, target, T::round_to_even),
        Unary::Trunc => each(source, target, T::trunc),
        Unary::Conj | Unary::Real => each(source, target, |x| x),
        Unary::Imag => each(source, target, |_| zero),
        Unary::Angle => each(source, target, |x| if x < zero { T::of(std::f64::consts::PI) } else { zero }),
        Unary::LogicalNot | Unary::Invert | Unary::IsNan | Unary::IsInf | Unary::IsFinite => Err(Unsupported),
    }
}

#[inline(always)]
fn arithmetic_block<T: Real>(op: Binary, left: Side<'_, T>, right: Side<'_, T>, target: &mut Places<T>) -> Done {
    match op {
        Binary::Add => zip_sides(left, right, target, sum),
        Binary::Sub => zip_sides(left, right, target, difference),
        Binary::Mul => zip_sides(left, right, target, product),
        Binary::Div => zip_sides(left, right, target, quotient),
        _ => Err(Unsupported),
    }
}

/// Declares the operations of arithmetic on two numbers; what is too small is flushed to zero.
macro_rules! flushing {
    ($($name:ident $op:tt;)*) => {$(
        #[inline(always)]
        fn $name<T: Real>(x: T, y: T) -> T {
            (x $op y).flushed()
        }
    )*};
}

flushing! {
    sum +;
    difference -;
    product *;
    quotient /;
}

#[inline(always)]
pub fn binary_block<T: Lanes + Element>(op: Binary, left: &[T], right: &[T], target: &mut Places<T>) -> Done {
    let zero = T::zero();
    let unless_zero = |x: T, value: T| if x == zero { zero } else { value };
    let unless_zero_itself = |x: T, value: T| if x == zero { x } else { value };
    match op {
        Binary::FloorDiv => pairs(left, right, target, |x, y| (x / y).floor()),
        Binary::TruncDiv => pairs(left, right, target, |x, y| (x / y).trunc()),
        Binary::FloorMod => pairs(left, right, target, |x, y| {
            let rest = x % y;
            if rest != zero && ((y < zero) != (rest < zero)) { rest + y } else { rest }
        }),
        Binary::TruncMod => pairs(left, right, target, |x, y| x % y),
        Binary::Pow => powers(left, right, target),
        Binary::Maximum => lanes(left, right, target, |x, y| larger(y, x), larger),
        Binary::Minimum => lanes(left, right, target, |x, y| smaller(y, x), smaller),
        Binary::SquaredDifference => pairs(left, right, target, |x, y| (x - y) * (x - y)),
        Binary::Atan2 => lanes(left, right, target, T::lane_atan2, T::atan2),
        Binary::Xdivy => lanes(left, right, target, |x, y| unless_zero_itself(x, x / y), |x, y| unless_zero(x, x / y)),
        Binary::Xlogy => {
            lanes(left, right, target, |x, y| unless_zero_itself(x, x * y.lane_ln()), |x, y| unless_zero(x, x * y.ln()))
        }
        Binary::Xlog1py => lanes(
            left,
            right,
            target,
            |x, y| unless_zero_itself(x, x * y.lane_ln_1p()),
            |x, y| unless_zero(x, x * y.ln_1p()),
        ),
        Binary::DivNoNan => pairs(left, right, target, |x, y| unless_zero(y, x / y)),
        Binary::MulNoNan => pairs(left, right, target, |x, y| unless_zero(y, x * y)),
        Binary::NextAfter => zip(left, right, target, T::next_after),
        Binary::Igamma => pairs(left, right, target, gamma::igamma),
        Binary::Igammac => pairs(left, right, target, gamma::igammac),
        Binary::IgammaGradA => pairs(left, right, target, gamma::igamma_grad_a),
        Binary::Zeta => pairs(left, right, target, gamma::zeta),
        Binary::Polygamma => pairs(left, right, target, gamma::polygamma),
        Binary::LeakyRelu => pairs(left, right, target, |x, alpha| if x > zero { x } else { x * alpha }),
        _ => Err(Unsupported),
    }
}

/// The fused gradients, whose values differ from the plain formula (a zero upstream stays zero).
#[inline(always)]
pub fn gradient_block<T: Lanes + Element>(op: Binary, left: &[T], right: &[T], target: &mut Places<T>) -> Done {
    let (zero, one, half) = (T::zero(), T::one(), T::of(0.5));
    let unless_zero = |product: T, factor: T| if factor == zero { zero } else { product * factor };
    match op {
        Binary::SqrtGrad => lanes(
            left,
            right,
            target,
            |y, dy| unless_zero(half / y, dy),
            |y, dy| if dy == zero { zero } else { half * dy / y },
        ),
        Binary::RsqrtGrad => lanes(
            left,
            right,
            target,
            |y, dy| unless_zero(-half * (y * y), unless_zero(y, dy)),
            |y, dy| if dy == zero { zero } else { -half * (dy * y) * (y * y) },
        ),
        Binary::TanhGrad => pairs(left, right, target, |y, dy| dy * (one - y * y)),
        Binary::SigmoidGrad => lanes(left, right, target, |y, dy| dy * (y * (one - y)), |y, dy| dy * y * (one - y)),
        Binary::ReciprocalGrad => pairs(left, right, target, |y, dy| unless_zero(-y * y, dy)),
        Binary::SoftplusGrad => {
            lanes(left, right, target, |dy, x| dy / ((-x).lane_exp() + one), |dy, x| dy / ((-x).exp() + one))
        }
        Binary::SoftsignGrad => pairs(left, right, target, |dy, x| {
            let base = x.abs() + one;
            dy / (base * base)
        }),
        Binary::EluGrad => pairs(left, right, target, |dy, y| if y < zero { (y + one) * dy } else { dy }),
        Binary::SeluGrad => {
            let (scale, scale_alpha) = (T::of(SELU_SCALE), T::of(SELU_SCALE_ALPHA));
            pairs(left, right, target, |dy, y| if y < zero { dy * (y + scale_alpha) } else { dy * scale })
        }
        Binary::ReluGrad => pairs(left, right, target, |dy, x| dy * if x > zero { one } else { zero }),
        Binary::Relu6Grad => {
            let six = T::of(6.0);
            pairs(left, right, target, |dy, x| dy * if x > zero && x < six { one } else { zero })
        }
        _ => Err(Unsupported),
    }
}

/// One function for every element, what is too small flushed to zero.
///
/// A loop of its own: a closure around a long function would not be compiled into the loop, nor for its registers.
#[inline(always)]
fn each<T: Real>(source: &[T], target: &mut Places<T>, function: impl Fn(T) -> T) -> Done {
    for (result, &element) in target.iter_mut().zip(source) {
        result.write(function(element).flushed());
    }
    Ok(())
}

/// One function for every pair of elements, what is too small flushed to zero.
#[inline(always)]
fn pairs<T: Real>(left: &[T], right: &[T], target: &mut Places<T>, function: impl Fn(T, T) -> T) -> Done {
    for ((result, &left), &right) in target.iter_mut().zip(left).zip(right) {
        result.write(function(left, right).flushed());
    }
    Ok(())
}

/// One function for the pairs that fill whole lanes, another for the rest.
#[inline(always)]
fn lanes<T: Real>(
    left: &[T],
    right: &[T],
    target: &mut Places<T>,
    lane: impl Fn(T, T) -> T,
    rest: impl Fn(T, T) -> T,
) -> Done {
    let full = target.len() / T::LANE * T::LANE;
    pairs(&left[..full], &right[..full], &mut target[..full], lane)?;
    pairs(&left[full..], &right[full..], &mut target[full..], rest)
}

/// One function for the elements that fill whole lanes, another for the rest.
#[inline(always)]
fn lanes1<T: Real>(source: &[T], target: &mut Places<T>, lane: impl Fn(T) -> T, rest: impl Fn(T) -> T) -> Done {
    let full = target.len() / T::LANE * T::LANE;
    each(&source[..full], &mut target[..full], lane)?;
    each(&source[full..], &mut target[full..], rest)
}

/// Powers, a loop of their own: so long a function would not be compiled into one that is given it.
#[inline(always)]
fn powers<T: Lanes>(left: &[T], right: &[T], target: &mut Places<T>) -> Done {
    let full = target.len() / T::LANE * T::LANE;
    let (lanes, rest) = target.split_at_mut(full);
    for ((result, &base), &exponent) in lanes.iter_mut().zip(left).zip(right) {
        result.write(base.lane_pow(exponent).flushed());
    }
    pairs(&left[full..], &right[full..], rest, T::powf)
}

/// As [`lanes1`] for functions of angles: blocks without a huge one take the way without branches.
#[inline(always)]
fn unless_huge<T: Lanes>(
    source: &[T],
    target: &mut Places<T>,
    near: impl Fn(T) -> T,
    lane: impl Fn(T) -> T,
    rest: impl Fn(T) -> T,
) -> Done {
    let limit = T::of(T::HUGE_ANGLE);
    for (source, target) in source.chunks(BLOCK).zip(target.chunks_mut(BLOCK)) {
        // Without stopping at the first: so it is a vector's loop too.
        if source.iter().fold(true, |near, x| near & (x.abs() < limit)) {
            lanes1(source, target, &near, &rest)?;
        } else {
            lanes1(source, target, &lane, &rest)?;
        }
    }
    Ok(())
}

/// As [`lanes1`] for functions of an element and its exponential, in two passes: the compiler makes a vector's loop of
/// each, but not of both in one.
#[inline(always)]
fn after_exp<T: Lanes>(source: &[T], target: &mut Places<T>, lane: impl Fn(T, T) -> T, rest: impl Fn(T) -> T) -> Done {
    let full = target.len() / T::LANE * T::LANE;
    let mut exponentials = [T::default(); BLOCK];
    for (source, target) in source[..full].chunks(BLOCK).zip(target[..full].chunks_mut(BLOCK)) {
        let exponentials = &mut exponentials[..source.len()];
        map(source, places(exponentials), T::lane_exp)?;
        pairs(source, exponentials, target, &lane)?;
    }
    each(&source[full..], &mut target[full..], rest)
}

/// `log(1 + exp(x))`, which is x where that is large and exp(x) where it is small.
#[inline(always)]
fn softplus<T: Real>(x: T, limit: T, exponential: T, logarithm: T) -> T {
    let small = if x < limit { exponential } else { logarithm };
    if x > -limit { x } else { small }
}

#[inline(always)]
fn elu<T: Lanes, F: Flavour>(x: T) -> T {
    if x < T::zero() { F::exp(x) - T::one() } else { x }
}

#[inline(always)]
fn selu<T: Lanes, F: Flavour>(x: T) -> T {
    if x < T::zero() { T::of(SELU_SCALE_ALPHA) * (F::exp(x) - T::one()) } else { T::of(SELU_SCALE) * x }
}

/// As [`lanes1`] for functions that have a vectorised variant in single precision only.
#[inline(always)]
fn specialized<T: Real>(source: &[T], target: &mut Places<T>, lane: impl Fn(T) -> T, rest: impl Fn(T) -> T) -> Done {
    if T::LANE == 8 { lanes1(source, target, lane, rest) } else { each(source, target, rest) }
}

/// -1, 0 or 1; nan stays.
#[inline(always)]
fn sign<T: Real>(x: T) -> T {
    if x > T::zero() {
        T::one()
    } else if x < T::zero() {
        -T::one()
    } else if x.is_nan() {
        x
    } else {
        T::zero()
    }
}

/// The larger of two numbers, the first if they are equal; nan if one of them is.
#[inline(always)]
fn larger<T: Real>(x: T, y: T) -> T {
    if y > x || (y.is_nan() && !x.is_nan()) { y } else { x }
}

/// The smaller of two numbers, the first if they are equal; nan if one of them is.
#[inline(always)]
fn smaller<T: Real>(x: T, y: T) -> T {
    if y < x || (y.is_nan() && !x.is_nan()) { y } else { x }
}
