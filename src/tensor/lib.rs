//! Arrays: dtypes, shapes, storage, kernels and random streams. No tape and no language in here.

pub mod array;
pub mod cast;
mod deferred;
mod dispatch;
pub mod dtype;
pub mod elementwise;
pub mod error;
mod flushing;
pub mod layout;
pub mod linalg;
mod math;
pub mod matmul;
pub mod nn;
mod one_hot;
pub mod random;
pub mod reduce;
pub mod shape;
mod storage;
mod threads;
mod wide;

pub use array::{Array, Buffer, Element, Scalar};
pub use deferred::{settle, wait_from};
pub use dtype::DType;
pub use error::{Error, Result};
pub use math::system;
pub use one_hot::OneHot;
pub use shape::Shape;
