//! Functions of one or two real numbers, with the digits that TensorFlow's kernels give.
//!
//! [`Real`] is what the kernels see of `f32` and `f64`: the functions of the standard library, the special functions,
//! and the vectorised variants whose last digit differs from them.

mod system;

use num_traits::Float;

/// `f32` and `f64` as elementwise kernels see them.
pub trait Real: Float + Default + 'static {
    /// Elements of one vector register of TensorFlow's builds (256 bits): elements of a full lane go through the
    /// vectorised variant of a function, the few at the end of an array through the plain one.
    const LANE: usize;
    /// The distance from 1 to the next number.
    const EPSILON: Self;
    /// The number nearest to `value`.
    fn of(value: f64) -> Self;
    fn erf(self) -> Self;
    fn erfc(self) -> Self;
    /// The logarithm of the absolute value of the gamma function.
    fn lgamma(self) -> Self;
    /// To the nearest whole number, halves to the even one.
    fn round_to_even(self) -> Self;
    /// The next number in the direction of `towards`.
    fn next_after(self, towards: Self) -> Self;
}

macro_rules! real {
    ($type:ident, $lane:expr, $erf:ident, $erfc:ident, $lgamma:ident, $nextafter:ident) => {
        impl Real for $type {
            const LANE: usize = $lane;
            const EPSILON: $type = $type::EPSILON;
            fn of(value: f64) -> $type {
                value as $type
            }
            fn erf(self) -> $type {
                system::$erf(self)
            }
            fn erfc(self) -> $type {
                system::$erfc(self)
            }
            fn lgamma(self) -> $type {
                system::$lgamma(self)
            }
            fn round_to_even(self) -> $type {
                self.round_ties_even()
            }
            fn next_after(self, towards: $type) -> $type {
                system::$nextafter(self, towards)
            }
        }
    };
}

real!(f32, 8, erff, erfcf, lgammaf, nextafterf);
real!(f64, 4, erf, erfc, lgamma, nextafter);
