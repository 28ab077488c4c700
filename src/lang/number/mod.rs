//! Numbers: integers of any size, floats and complex numbers with Python's meaning and Python's errors.

pub mod complex;
mod digits;
mod fixed;
pub mod float;
pub mod int;
mod operate;
mod parse;
mod repr;

pub use digits::Digits;
pub use fixed::fixed;
pub(crate) use fixed::{push_fixed, push_int};
pub use float::big_to_float;
pub use operate::{absolute, binary, divide_with_remainder, equal, order, to_big, to_complex, unary};
pub use parse::{parse_complex, parse_float, parse_int};
pub(crate) use repr::shortest_magnitude;
pub use repr::{MOST_INT_DIGITS, int_in_base, repr_big, repr_complex, repr_float};
