//! Arrays: dtypes, shapes, storage, kernels and random streams. No tape and no language in here.

pub mod array;
pub mod dtype;
pub mod error;
pub mod shape;

pub use array::{Array, Buffer, Element, Scalar};
pub use dtype::DType;
pub use error::{Error, Result};
pub use shape::Shape;
