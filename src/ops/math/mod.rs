//! Functions of numbers, element by element.

pub mod arithmetic;
pub mod bitwise;
pub mod compare;
pub mod complex;
pub mod exponential;
pub mod rounding;
pub mod scan;
pub mod special;
pub mod trigonometry;
