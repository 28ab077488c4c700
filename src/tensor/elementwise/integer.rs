//! The elementwise kernels of integers: sums and products wrap, division by zero is refused by the driver.

use super::kernel::{Comparable, Done, Kernel, Places, Unsupported, compare, map, zip};
use super::{Binary, Compare, Unary};

macro_rules! integer_kernels {
    ($($type:ident $signedness:ident;)*) => {$(
        impl Kernel for $type {
            fn unary_block(op: Unary, source: &[$type], target: &mut Places<$type>) -> Done {
                match op {
                    Unary::Neg => map(source, target, $type::wrapping_neg),
                    Unary::Abs => map(source, target, |x| abs!($signedness, x)),
                    Unary::Sign => map(source, target, |x| sign!($signedness, x)),
                    Unary::Square => map(source, target, |x| x.wrapping_mul(x)),
                    Unary::Relu => map(source, target, |x| x.max(0)),
                    Unary::Relu6 => map(source, target, |x| x.clamp(0, 6)),
                    Unary::Invert => map(source, target, |x: $type| !x),
                    Unary::Floor | Unary::Ceil | Unary::Round | Unary::Trunc | Unary::Conj | Unary::Real => {
                        map(source, target, |x| x)
                    }
                    Unary::Imag => map(source, target, |_| 0),
                    _ => Err(Unsupported),
                }
            }

            fn binary_block(op: Binary, left: &[$type], right: &[$type], target: &mut Places<$type>) -> Done {
                match op {
                    Binary::Add => zip(left, right, target, $type::wrapping_add),
                    Binary::Sub => zip(left, right, target, $type::wrapping_sub),
                    Binary::Mul => zip(left, right, target, $type::wrapping_mul),
                    Binary::FloorDiv => zip(left, right, target, floor_div::$type),
                    Binary::TruncDiv => zip(left, right, target, |x, y| if y == 0 { 0 } else { x.wrapping_div(y) }),
                    Binary::FloorMod => zip(left, right, target, floor_mod::$type),
                    Binary::TruncMod => zip(left, right, target, |x, y| if y == 0 { 0 } else { x.wrapping_rem(y) }),
                    Binary::Pow => zip(left, right, target, power::$type),
                    Binary::Maximum => zip(left, right, target, |x, y| x.max(y)),
                    Binary::Minimum => zip(left, right, target, |x, y| x.min(y)),
                    Binary::SquaredDifference => zip(left, right, target, |x, y| {
                        let difference = x.wrapping_sub(y);
                        difference.wrapping_mul(difference)
                    }),
                    Binary::And => zip(left, right, target, |x, y| x & y),
                    Binary::Or => zip(left, right, target, |x, y| x | y),
                    Binary::Xor => zip(left, right, target, |x, y| x ^ y),
                    Binary::LeftShift => zip(left, right, target, |x, y| x << shift!($signedness, $type, y)),
                    Binary::RightShift => zip(left, right, target, |x, y| x >> shift!($signedness, $type, y)),
                    Binary::ReluGrad => zip(left, right, target, |dy, x| if x > 0 { dy } else { 0 }),
                    Binary::Relu6Grad => zip(left, right, target, |dy, x| if x > 0 && x < 6 { dy } else { 0 }),
                    _ => Err(Unsupported),
                }
            }

            #[allow(unused_comparisons)]
            fn refuses(op: Binary, right: &$type) -> bool {
                match op {
                    Binary::FloorDiv | Binary::TruncDiv | Binary::FloorMod | Binary::TruncMod => *right == 0,
                    Binary::Pow => *right < 0,
                    _ => false,
                }
            }
        }

        impl Comparable for $type {
            fn compare_block(op: Compare, left: &[$type], right: &[$type], target: &mut Places<bool>) -> Done {
                compare(op, left, right, target)
            }
        }
    )*};
}

macro_rules! abs {
    (signed, $x:expr) => {
        $x.wrapping_abs()
    };
    (unsigned, $x:expr) => {
        $x
    };
}

macro_rules! sign {
    (signed, $x:expr) => {
        $x.signum()
    };
    (unsigned, $x:expr) => {
        $x.min(1)
    };
}

/// The number of bits to shift by: none for a negative number, at most all but one.
macro_rules! shift {
    (signed, $type:ident, $y:expr) => {
        $y.clamp(0, ($type::BITS - 1) as $type) as u32
    };
    (unsigned, $type:ident, $y:expr) => {
        $y.min(($type::BITS - 1) as $type) as u32
    };
}

integer_kernels! {
    i8 signed;
    i16 signed;
    i32 signed;
    i64 signed;
    u8 unsigned;
    u16 unsigned;
    u32 unsigned;
    u64 unsigned;
}

macro_rules! for_each_integer {
    ($($type:ident)*) => {
        /// The quotient rounded down; 0 for a zero divisor.
        mod floor_div {
            $(#[allow(unused_comparisons)]
            pub fn $type(x: $type, y: $type) -> $type {
                if y == 0 {
                    return 0;
                }
                let quotient = x.wrapping_div(y);
                if (x < 0) != (y < 0) && quotient.wrapping_mul(y) != x { quotient.wrapping_sub(1) } else { quotient }
            })*
        }

        /// The remainder with the divisor's sign; 0 for a zero divisor.
        mod floor_mod {
            $(#[allow(unused_comparisons)]
            pub fn $type(x: $type, y: $type) -> $type {
                if y == 0 {
                    return 0;
                }
                let rest = x.wrapping_rem(y);
                if rest != 0 && (rest < 0) != (y < 0) { rest.wrapping_add(y) } else { rest }
            })*
        }

        /// A power by repeated squaring, wrapping; 1 for a negative exponent.
        mod power {
            $(#[allow(unused_comparisons)]
            pub fn $type(mut base: $type, mut exponent: $type) -> $type {
                let mut result: $type = 1;
                while exponent > 0 {
                    if exponent & 1 == 1 {
                        result = result.wrapping_mul(base);
                    }
                    base = base.wrapping_mul(base);
                    exponent >>= 1;
                }
                result
            })*
        }
    };
}

for_each_integer!(i8 i16 i32 i64 u8 u16 u32 u64);
