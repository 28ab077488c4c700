//! Functions of one or two real numbers, with the digits that TensorFlow's kernels give.
//!
//! * [`Real`]: what kernels see of floats, the standard functions and those that the system's C library adds
//! * [`Lanes`]: the vectorised variants
//! * [`Flavour`]: one of the two, for formulas that exist in both
//! * [`error_function`], [`gamma`], [`beta`], [`bessel`]: special functions
//!
//! # Design
//! TensorFlow's build for 256-bit registers computes the elements of full registers with approximations of its own
//! (Eigen's packet functions) and the few elements at the end of an array with the C library. The two differ in the
//! last digit, and articles show last digits. The approximations are written here for one lane, without branches where
//! that is possible, so that the compiler can vectorise them; products and sums are rounded one by one, never fused.
//! Coefficients are those of Eigen's `GenericPacketMathFunctions.h` and `SpecialFunctionsImpl.h`, which go back to
//! Moshier's Cephes library and to minimax fits.

pub mod bessel;
pub mod beta;
pub mod error_function;
mod exponential;
pub mod gamma;
mod half;
mod hyperbolic;
mod lanes;
mod power;
mod reciprocal;
mod scale;
pub mod system;
mod trigonometric;

use num_traits::Float;

pub use lanes::Lanes;

/// Floats as elementwise kernels see them.
pub trait Real: Float + Default + Send + Sync + 'static {
    /// Elements of one vector register of TensorFlow's builds (256 bits).
    const LANE: usize;
    /// The distance from 1 to the next number.
    const EPSILON: Self;
    /// The number nearest to `value`.
    fn of(value: f64) -> Self;
    /// Itself, or a zero of the same sign where it is too small for full precision.
    #[inline(always)]
    fn flushed(self) -> Self {
        self
    }
    /// The logarithm of the absolute value of the gamma function.
    fn lgamma(self) -> Self;
    /// To the nearest whole number, halves to the even one.
    fn round_to_even(self) -> Self;
    /// The next number in the direction of `towards`.
    fn next_after(self, towards: Self) -> Self;
    /// The inverse hyperbolic sine.
    fn area_sinh(self) -> Self;
    /// The inverse hyperbolic cosine.
    fn area_cosh(self) -> Self;
    /// The inverse hyperbolic tangent.
    fn area_tanh(self) -> Self;
    /// The hyperbolic tangent of an element outside a full lane.
    fn plain_tanh(self) -> Self;
    /// The logistic function of an element outside a full lane.
    fn plain_sigmoid(self) -> Self {
        let exponential = self.exp();
        if exponential.is_infinite() { Self::one() } else { exponential / (Self::one() + exponential) }
    }
    /// The error function, built on the given flavour of the exponential function.
    fn erf<F: Flavour>(self) -> Self;
    /// One minus the error function, built on the given flavour of the exponential function.
    fn erfc<F: Flavour>(self) -> Self;
}

macro_rules! real {
    ($type:ident, $lane:expr, $lgamma:ident, $nextafter:ident, $asinh:ident, $acosh:ident, $atanh:ident; $tanh:path, $erf:ident, $erfc:ident) => {
        impl Real for $type {
            const LANE: usize = $lane;
            const EPSILON: $type = $type::EPSILON;
            #[inline(always)]
            fn of(value: f64) -> $type {
                value as $type
            }
            #[inline(always)]
            fn flushed(self) -> $type {
                // A mask instead of a choice: choosing would store under a mask, which is slow.
                let sign = (-0.0 as $type).to_bits();
                let kept = if self.abs() < $type::MIN_POSITIVE { sign } else { !0 };
                $type::from_bits(self.to_bits() & kept)
            }
            fn lgamma(self) -> $type {
                system::$lgamma(self)
            }
            #[inline(always)]
            fn round_to_even(self) -> $type {
                self.round_ties_even()
            }
            fn next_after(self, towards: $type) -> $type {
                system::$nextafter(self, towards)
            }
            fn area_sinh(self) -> $type {
                system::$asinh(self)
            }
            fn area_cosh(self) -> $type {
                system::$acosh(self)
            }
            fn area_tanh(self) -> $type {
                system::$atanh(self)
            }
            #[inline(always)]
            fn plain_tanh(self) -> $type {
                $tanh(self)
            }
            #[inline(always)]
            fn erf<F: Flavour>(self) -> $type {
                error_function::$erf::<F>(self)
            }
            #[inline(always)]
            fn erfc<F: Flavour>(self) -> $type {
                error_function::$erfc::<F>(self)
            }
        }
    };
}

real!(f32, 8, lgammaf, nextafterf, asinhf, acoshf, atanhf; hyperbolic::tanh32, erf32, erfc32);
real!(f64, 4, lgamma, nextafter, asinh, acosh, atanh; f64::tanh, erf64, erfc64);

/// Whether a formula is computed in a full lane or for an element at the end of an array.
pub trait Flavour {
    fn exp<T: Lanes>(x: T) -> T;
    fn ln<T: Lanes>(x: T) -> T;
    fn reciprocal<T: Lanes>(x: T) -> T;
    fn rsqrt<T: Lanes>(x: T) -> T;
}

/// Full lanes: the vectorised functions.
pub struct Lane;

/// The elements that do not fill a lane: the C library's functions.
pub struct Plain;

impl Flavour for Lane {
    #[inline(always)]
    fn exp<T: Lanes>(x: T) -> T {
        x.lane_exp()
    }
    #[inline(always)]
    fn ln<T: Lanes>(x: T) -> T {
        x.lane_ln()
    }
    #[inline(always)]
    fn reciprocal<T: Lanes>(x: T) -> T {
        x.lane_reciprocal()
    }
    #[inline(always)]
    fn rsqrt<T: Lanes>(x: T) -> T {
        x.lane_rsqrt()
    }
}

impl Flavour for Plain {
    #[inline(always)]
    fn exp<T: Lanes>(x: T) -> T {
        x.exp()
    }
    #[inline(always)]
    fn ln<T: Lanes>(x: T) -> T {
        x.ln()
    }
    #[inline(always)]
    fn reciprocal<T: Lanes>(x: T) -> T {
        x.recip()
    }
    #[inline(always)]
    fn rsqrt<T: Lanes>(x: T) -> T {
        T::one() / x.sqrt()
    }
}

/// The polynomial with these coefficients, highest power first.
#[inline(always)]
fn horner<T: Float, const N: usize>(x: T, coefficients: [T; N]) -> T {
    let mut sum = coefficients[0];
    for &coefficient in &coefficients[1..] {
        sum = sum * x + coefficient;
    }
    sum
}

/// The smaller one; the first where one of them is nan.
#[inline(always)]
fn least<T: PartialOrd>(x: T, y: T) -> T {
    if y < x { y } else { x }
}

/// The larger one; the first where one of them is nan.
#[inline(always)]
fn most<T: PartialOrd>(x: T, y: T) -> T {
    if y > x { y } else { x }
}
