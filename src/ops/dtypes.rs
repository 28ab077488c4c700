//! The sets of dtypes that ops take.

use tape_grad::DTypes;
pub(crate) use tape_grad::basic::{INDICES, NUMBERS};
use tape_tensor::DType::{
    BFloat16, Bool, Complex64, Complex128, Float16, Float32, Float64, Int8, Int16, Int32, Int64, UInt8, UInt16, UInt32,
    UInt64,
};

/// Everything.
pub(crate) const ANY: DTypes = DTypes::ANY;

/// Numbers and truth values.
pub(crate) const ANY_BUT_STRINGS: DTypes = DTypes::new(&[
    Bool, Int8, Int16, Int32, Int64, UInt8, UInt16, UInt32, UInt64, BFloat16, Float16, Float32, Float64, Complex64,
    Complex128,
]);

/// Positions.
pub(crate) const POSITIONS: DTypes = DTypes::new(&[Int16, Int32, Int64]);

/// Truth values.
pub(crate) const BOOL: DTypes = DTypes::new(&[Bool]);

/// Real numbers with a fraction.
pub(crate) const FLOATS: DTypes = DTypes::new(&[BFloat16, Float16, Float32, Float64]);

/// The two that special functions are made for.
pub(crate) const FLOAT_OR_DOUBLE: DTypes = DTypes::new(&[Float32, Float64]);

/// Complex numbers.
pub(crate) const COMPLEX: DTypes = DTypes::new(&[Complex64, Complex128]);

/// What smooth functions are made for.
pub(crate) const CONTINUOUS: DTypes = DTypes::new(&[BFloat16, Float16, Float32, Float64, Complex64, Complex128]);

/// Whole numbers.
pub(crate) const INTEGERS: DTypes = DTypes::new(&[Int8, Int16, Int32, Int64, UInt8, UInt16, UInt32, UInt64]);

/// Numbers that have an order.
pub(crate) const REALS: DTypes =
    DTypes::new(&[Int8, Int16, Int32, Int64, UInt8, UInt16, UInt32, UInt64, BFloat16, Float16, Float32, Float64]);

/// Numbers that have an order and a negative.
pub(crate) const SIGNED_REALS: DTypes = DTypes::new(&[BFloat16, Float16, Float32, Float64, Int8, Int16, Int32, Int64]);

/// Numbers that have a negative.
pub(crate) const SIGNED: DTypes =
    DTypes::new(&[BFloat16, Float16, Float32, Float64, Int8, Int16, Int32, Int64, Complex64, Complex128]);

/// What random integers are made for.
pub(crate) const WHOLE: DTypes = DTypes::new(&[Int32, Int64, UInt32, UInt64]);

/// Real numbers without the brain float.
pub(crate) const HALF_TO_DOUBLE: DTypes = DTypes::new(&[Float16, Float32, Float64]);

/// The rates and counts of random events.
pub(crate) const RATES: DTypes = DTypes::new(&[Float16, Float32, Float64, Int32, Int64]);

/// The parts of a random stream's state.
pub(crate) const COUNTERS: DTypes = DTypes::new(&[UInt64]);

/// Numbers of things and of algorithms.
pub(crate) const COUNT: DTypes = DTypes::new(&[Int32]);
