//! Taking floats apart into a fraction and a power of two, and putting them together.

use super::{least, most};

macro_rules! scaling {
    ($type:ident, $bits:ident, $signed:ident, $mantissa:expr, $bias:expr; $frexp:ident, $ldexp:ident, $ldexp_normal:ident) => {
        /// The fraction, from 1/2 up to 1, and the power of two; zeros, infinities and nan come back as they are.
        #[inline(always)]
        pub fn $frexp(x: $type) -> ($type, $type) {
            const ALL_ONES: $bits = 2 * $bias + 1;
            let tiny = x.abs() < $type::MIN_POSITIVE;
            let normal = if tiny { x * ((1 as $bits) << ($mantissa + 1)) as $type } else { x };
            let offset = 1.0 - $bias as $type - if tiny { $mantissa as $type + 1.0 } else { 0.0 };
            let exponent = normal.abs().to_bits() >> $mantissa;
            let fraction = $type::from_bits(normal.to_bits() & !(ALL_ONES << $mantissa) | (0.5 as $type).to_bits());
            let keeps = x == 0.0 || exponent == ALL_ONES;
            (if keeps { x } else { fraction }, if keeps { 0.0 } else { exponent as $type + offset })
        }

        /// `x · 2^exponent` for any whole exponent.
        #[inline(always)]
        pub fn $ldexp(x: $type, exponent: $type) -> $type {
            const LIMIT: $type = (2 * $bias + 1 + $mantissa) as $type;
            let power = |exponent: $signed| $type::from_bits((exponent.wrapping_add($bias) as $bits) << $mantissa);
            let exponent = most(least(exponent, LIMIT), -LIMIT) as $signed;
            let quarter = exponent >> 2;
            x * power(quarter) * power(quarter) * power(quarter) * power(exponent - 3 * quarter)
        }

        /// `x · 2^exponent` where that power is a normal number.
        #[inline(always)]
        pub fn $ldexp_normal(x: $type, exponent: $type) -> $type {
            const ALL_ONES: $type = (2 * $bias + 1) as $type;
            let biased = least(most(exponent + $bias as $type, 0.0), ALL_ONES);
            x * $type::from_bits((biased as $signed as $bits) << $mantissa)
        }
    };
}

macro_rules! rounding {
    ($type:ident, $floor:ident, $round:ident, $magic:expr) => {
        /// The whole number not above x, for |x| up to a quarter of the numbers with a fraction. Without the
        /// instructions of SSE 4.1 rounding is a call; adding and subtracting a large number is not.
        #[inline(always)]
        pub fn $floor(x: $type) -> $type {
            let nearest = (x + $magic) - $magic;
            if nearest > x { nearest - 1.0 } else { nearest }
        }

        /// The nearest whole number, halves away from zero; numbers beyond that range stay.
        #[inline(always)]
        pub fn $round(x: $type) -> $type {
            let even = (x + $magic) - $magic;
            let tie = (x - even).abs() == 0.5 && (x - even).is_sign_negative() == x.is_sign_negative();
            let nearest = if tie { even + (1.0 as $type).copysign(x) } else { even };
            if x.abs() < $magic / 4.0 { nearest } else { x }
        }
    };
}

rounding!(f32, floor32, round32, 12_582_912.0);
rounding!(f64, floor64, round64, 6_755_399_441_055_744.0);

scaling!(f32, u32, i32, 23, 127; frexp32, ldexp32, ldexp_normal32);
scaling!(f64, u64, i64, 52, 1023; frexp64, ldexp64, ldexp_normal64);
