//! Taking floats apart into a fraction and a power of two, and putting them together.

use super::{least, most};

macro_rules! scaling {
    ($type:ident, $bits:ident, $signed:ident, $mantissa:expr, $bias:expr; $integer:ident, $frexp:ident, $ldexp:ident, $ldexp_near:ident, $power:ident) => {
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
            (if keeps { x } else { fraction }, if keeps { 0.0 } else { exponent as $signed as $type + offset })
        }

        /// `x · 2^exponent` for any whole exponent.
        #[inline(always)]
        pub fn $ldexp(x: $type, exponent: $type) -> $type {
            const LIMIT: $type = (2 * $bias + 1 + $mantissa) as $type;
            let exponent = $integer(most(least(exponent, LIMIT), -LIMIT));
            let quarter = exponent >> 2;
            x * $power(quarter) * $power(quarter) * $power(quarter) * $power(exponent - 3 * quarter)
        }

        /// `x · 2^exponent` for an x near 1 and a whole exponent that is hardly larger than that of any number: it is cut in
        /// two, so that only the last product is rounded. Where the exponent is beyond that, any number.
        #[inline(always)]
        pub fn $ldexp_near(x: $type, exponent: $type) -> $type {
            let exponent = $integer(exponent);
            let half = exponent >> 1;
            x * $power(half) * $power(exponent.wrapping_sub(half))
        }

        /// Two to the power of a normal exponent; of others, any number.
        #[inline(always)]
        fn $power(exponent: $signed) -> $type {
            $type::from_bits((exponent.wrapping_add($bias) as $bits) << $mantissa)
        }
    };
}

macro_rules! rounding {
    ($type:ident, $signed:ident, $round:ident, $integer:ident, $magic:expr) => {
        /// A small whole number as an integer; of nan, any. A cast would have to look for nan and for what is too large:
        /// here the digits stand in the low bits of a sum.
        #[inline(always)]
        fn $integer(x: $type) -> $signed {
            const MAGIC: $type = $magic;
            (x + MAGIC).to_bits().wrapping_sub(MAGIC.to_bits()) as $signed
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

rounding!(f32, i32, round32, integer32, 12_582_912.0);
rounding!(f64, i64, round64, integer64, 6_755_399_441_055_744.0);

scaling!(f32, u32, i32, 23, 127; integer32, frexp32, ldexp32, ldexp_near32, power32);
scaling!(f64, u64, i64, 52, 1023; integer64, frexp64, ldexp64, ldexp_near64, power64);

/// `x · 2^exponent` where that power is a normal number.
#[inline(always)]
pub fn ldexp_normal32(x: f32, exponent: f32) -> f32 {
    let biased = least(most(exponent + 127.0, 0.0), 255.0);
    x * f32::from_bits((integer32(biased) as u32) << 23)
}
