//! The vectorised variant of each function, for one element of a full lane.

use super::{Real, exponential, hyperbolic, power, reciprocal, scale, trigonometric};

/// The functions as full lanes compute them.
pub trait Lanes: Real {
    /// The power of two that cuts the digits in halves.
    const SPLIT: f64;
    /// The largest power of two is one less than this.
    const MAX_EXPONENT: f64;
    /// Binary digits of the fraction.
    const DIGITS: f64;
    fn lane_exp(self) -> Self;
    fn lane_ln(self) -> Self;
    /// Below it sine and cosine need no branch.
    const HUGE_ANGLE: f64;
    fn lane_sin(self) -> Self;
    fn lane_cos(self) -> Self;
    /// [`Lanes::lane_sin`] of an angle below [`Lanes::HUGE_ANGLE`].
    #[inline(always)]
    fn lane_sin_near(self) -> Self {
        self.lane_sin()
    }
    /// [`Lanes::lane_cos`] of an angle below [`Lanes::HUGE_ANGLE`].
    #[inline(always)]
    fn lane_cos_near(self) -> Self {
        self.lane_cos()
    }
    fn lane_asin(self) -> Self;
    fn lane_acos(self) -> Self;
    fn lane_atan(self) -> Self;
    fn lane_tanh(self) -> Self;
    fn lane_atanh(self) -> Self;
    fn lane_reciprocal(self) -> Self;
    fn lane_rsqrt(self) -> Self;
    fn lane_sigmoid(self) -> Self;
    fn lane_frexp(self) -> (Self, Self);
    fn lane_ldexp(self, exponent: Self) -> Self;
    fn lane_log2_pair(self) -> (Self, Self);
    /// To the nearest whole number, halves away from zero.
    fn lane_round(self) -> Self;

    /// `log(1 + x)` by Kahan's formula.
    #[inline(always)]
    fn lane_ln_1p(self) -> Self {
        let more = self + Self::one();
        let logarithm = more.lane_ln();
        let general = self * (logarithm / (more - Self::one()));
        if more == Self::one() || more == logarithm { self } else { general }
    }

    /// `exp(x) - 1` by Kahan's formula, from `exp(x)`.
    #[inline(always)]
    fn lane_exp_m1(self, exponential: Self) -> Self {
        let less = exponential - Self::one();
        let logarithm = exponential.lane_ln();
        // Each case is computed, then one is chosen: no branch keeps the loop from becoming a vector's.
        let general = less * (self / logarithm);
        let general = if logarithm == exponential { exponential } else { general };
        let general = if less == -Self::one() { less } else { general };
        if exponential == Self::one() { self } else { general }
    }

    /// The angle of the point whose ordinate is `self`: the arctangent of the quotient, moved by π.
    #[inline(always)]
    fn lane_atan2(self, x: Self) -> Self {
        let y = self;
        let signed = |value: Self| if y.is_sign_negative() { -value } else { value };
        let shift = signed(if x.is_sign_negative() { Self::of(std::f64::consts::PI) } else { Self::zero() });
        let opposite = x.is_sign_negative() != y.is_sign_negative();
        let quotient = if x == Self::zero() && y == Self::zero() {
            Self::zero()
        } else if x.abs() == y.abs() {
            Self::one()
        } else {
            (y / x).abs()
        };
        let quotient = if opposite { -quotient } else { quotient };
        quotient.lane_atan() + shift
    }

    /// `x` to the power of `y`.
    #[inline(always)]
    fn lane_pow(self, y: Self) -> Self {
        power::power(self, y)
    }
}

impl Lanes for f32 {
    const HUGE_ANGLE: f64 = trigonometric::HUGE_COSINE as f64;
    const SPLIT: f64 = 4096.0;
    const MAX_EXPONENT: f64 = 128.0;
    const DIGITS: f64 = 24.0;

    #[inline(always)]
    fn lane_exp(self) -> f32 {
        exponential::exp32(self)
    }
    #[inline(always)]
    fn lane_ln(self) -> f32 {
        exponential::ln32(self)
    }
    #[inline(always)]
    fn lane_sin(self) -> f32 {
        trigonometric::sin32(self)
    }
    #[inline(always)]
    fn lane_cos(self) -> f32 {
        trigonometric::cos32(self)
    }
    #[inline(always)]
    fn lane_sin_near(self) -> f32 {
        trigonometric::sin_near32(self)
    }
    #[inline(always)]
    fn lane_cos_near(self) -> f32 {
        trigonometric::cos_near32(self)
    }
    #[inline(always)]
    fn lane_asin(self) -> f32 {
        trigonometric::asin32(self)
    }
    #[inline(always)]
    fn lane_acos(self) -> f32 {
        trigonometric::acos32(self)
    }
    #[inline(always)]
    fn lane_atan(self) -> f32 {
        trigonometric::atan32(self)
    }
    #[inline(always)]
    fn lane_tanh(self) -> f32 {
        hyperbolic::tanh32(self)
    }
    #[inline(always)]
    fn lane_atanh(self) -> f32 {
        hyperbolic::atanh32(self)
    }
    #[inline(always)]
    fn lane_reciprocal(self) -> f32 {
        reciprocal::reciprocal32(self)
    }
    #[inline(always)]
    fn lane_rsqrt(self) -> f32 {
        reciprocal::rsqrt32(self)
    }
    #[inline(always)]
    fn lane_sigmoid(self) -> f32 {
        exponential::sigmoid32(self)
    }
    #[inline(always)]
    fn lane_frexp(self) -> (f32, f32) {
        scale::frexp32(self)
    }
    #[inline(always)]
    fn lane_ldexp(self, exponent: f32) -> f32 {
        scale::ldexp32(self, exponent)
    }
    #[inline(always)]
    fn lane_log2_pair(self) -> (f32, f32) {
        power::log2_pair32(self)
    }
    #[inline(always)]
    fn lane_round(self) -> f32 {
        scale::round32(self)
    }
}

/// Sine, cosine and their inverses have no vectorised variant in double precision.
impl Lanes for f64 {
    const HUGE_ANGLE: f64 = 0.0;
    const SPLIT: f64 = 134_217_728.0;
    const MAX_EXPONENT: f64 = 1024.0;
    const DIGITS: f64 = 53.0;

    #[inline(always)]
    fn lane_exp(self) -> f64 {
        exponential::exp64(self)
    }
    #[inline(always)]
    fn lane_ln(self) -> f64 {
        exponential::ln64(self)
    }
    fn lane_sin(self) -> f64 {
        self.sin()
    }
    fn lane_cos(self) -> f64 {
        self.cos()
    }
    fn lane_asin(self) -> f64 {
        self.asin()
    }
    fn lane_acos(self) -> f64 {
        self.acos()
    }
    #[inline(always)]
    fn lane_atan(self) -> f64 {
        trigonometric::atan64(self)
    }
    #[inline(always)]
    fn lane_tanh(self) -> f64 {
        hyperbolic::tanh64(self)
    }
    #[inline(always)]
    fn lane_atanh(self) -> f64 {
        hyperbolic::atanh64(self)
    }
    #[inline(always)]
    fn lane_reciprocal(self) -> f64 {
        1.0 / self
    }
    #[inline(always)]
    fn lane_rsqrt(self) -> f64 {
        1.0 / self.sqrt()
    }
    #[inline(always)]
    fn lane_sigmoid(self) -> f64 {
        let exponential = self.lane_exp();
        if exponential == f64::INFINITY { 1.0 } else { exponential / (1.0 + exponential) }
    }
    #[inline(always)]
    fn lane_frexp(self) -> (f64, f64) {
        scale::frexp64(self)
    }
    #[inline(always)]
    fn lane_ldexp(self, exponent: f64) -> f64 {
        scale::ldexp64(self, exponent)
    }
    #[inline(always)]
    fn lane_log2_pair(self) -> (f64, f64) {
        power::log2_pair64(self)
    }
    #[inline(always)]
    fn lane_round(self) -> f64 {
        scale::round64(self)
    }
}
