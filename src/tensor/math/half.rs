//! The half floats: every sum and product is rounded, every function is that of `f32`, rounded.

use half::{bf16, f16};

use super::{Flavour, Lanes, Real};

macro_rules! half {
    ($($type:ident $epsilon:expr;)*) => {$(
        impl Real for $type {
            const LANE: usize = 8;
            const EPSILON: $type = $epsilon;
            fn of(value: f64) -> $type {
                $type::from_f64(value)
            }
            fn lgamma(self) -> $type {
                $type::from_f32(self.to_f32().lgamma())
            }
            fn round_to_even(self) -> $type {
                $type::from_f32(self.to_f32().round_to_even())
            }
            fn next_after(self, towards: $type) -> $type {
                $type::from_f32(self.to_f32().next_after(towards.to_f32()))
            }
            fn area_sinh(self) -> $type {
                $type::from_f32(self.to_f32().area_sinh())
            }
            fn area_cosh(self) -> $type {
                $type::from_f32(self.to_f32().area_cosh())
            }
            fn area_tanh(self) -> $type {
                $type::from_f32(self.to_f32().area_tanh())
            }
            fn plain_tanh(self) -> $type {
                $type::from_f32(self.to_f32().plain_tanh())
            }
            fn erf<F: Flavour>(self) -> $type {
                $type::from_f32(Real::erf::<F>(self.to_f32()))
            }
            fn erfc<F: Flavour>(self) -> $type {
                $type::from_f32(Real::erfc::<F>(self.to_f32()))
            }
        }

        impl Lanes for $type {
            const HUGE_ANGLE: f64 = 0.0;
            const SPLIT: f64 = <f32 as Lanes>::SPLIT;
            const MAX_EXPONENT: f64 = <f32 as Lanes>::MAX_EXPONENT;
            const DIGITS: f64 = <f32 as Lanes>::DIGITS;
            fn lane_exp(self) -> $type {
                $type::from_f32(self.to_f32().lane_exp())
            }
            fn lane_ln(self) -> $type {
                $type::from_f32(self.to_f32().lane_ln())
            }
            fn lane_sin(self) -> $type {
                $type::from_f32(self.to_f32().lane_sin())
            }
            fn lane_cos(self) -> $type {
                $type::from_f32(self.to_f32().lane_cos())
            }
            fn lane_asin(self) -> $type {
                $type::from_f32(self.to_f32().lane_asin())
            }
            fn lane_acos(self) -> $type {
                $type::from_f32(self.to_f32().lane_acos())
            }
            fn lane_atan(self) -> $type {
                $type::from_f32(self.to_f32().lane_atan())
            }
            fn lane_tanh(self) -> $type {
                $type::from_f32(self.to_f32().lane_tanh())
            }
            fn lane_atanh(self) -> $type {
                $type::from_f32(self.to_f32().lane_atanh())
            }
            fn lane_reciprocal(self) -> $type {
                $type::from_f32(self.to_f32().lane_reciprocal())
            }
            fn lane_rsqrt(self) -> $type {
                $type::from_f32(self.to_f32().lane_rsqrt())
            }
            fn lane_sigmoid(self) -> $type {
                let exponential = self.lane_exp();
                if exponential == $type::INFINITY { $type::ONE } else { exponential / ($type::ONE + exponential) }
            }
            fn lane_ln_1p(self) -> $type {
                $type::from_f32(self.to_f32().lane_ln_1p())
            }
            fn lane_frexp(self) -> ($type, $type) {
                let (fraction, exponent) = self.to_f32().lane_frexp();
                ($type::from_f32(fraction), $type::from_f32(exponent))
            }
            fn lane_ldexp(self, exponent: $type) -> $type {
                $type::from_f32(self.to_f32().lane_ldexp(exponent.to_f32()))
            }
            fn lane_log2_pair(self) -> ($type, $type) {
                let (high, low) = self.to_f32().lane_log2_pair();
                ($type::from_f32(high), $type::from_f32(low))
            }
            fn lane_round(self) -> $type {
                $type::from_f32(self.to_f32().lane_round())
            }
            fn lane_pow(self, y: $type) -> $type {
                $type::from_f32(self.to_f32().lane_pow(y.to_f32()))
            }
        }
    )*};
}

// Eigen takes 2^-13 for the distance from 1 to the next `float16`, an eighth of what it is.
half! {
    f16 f16::from_bits(0x0800);
    bf16 bf16::EPSILON;
}
