//! Decompositions of batches of matrices, which stand in the last two axes.
//!
//! * by elimination: [`inverse`], [`determinant`], [`slogdet`], [`solve`], [`lu`]
//! * triangles: [`triangular_solve`], [`cholesky`]
//! * orthogonal: [`qr`], [`eigh`], [`svd`]
//!
//! # Design
//! The algorithms, and with them signs and orders of vectors, are those of Eigen that TensorFlow calls, written over
//! one small dense [`matrix`]; at the sizes of a shell that costs nothing, and no library's sign has to be undone.

mod eigh;
mod lu;
mod matrix;
mod qr;
mod rotation;
mod svd;
mod triangular;

pub use eigh::eigh;
pub use lu::{determinant, inverse, lu, slogdet, solve};
pub use qr::qr;
pub use svd::svd;
pub use triangular::{Triangle, cholesky, triangular_solve};
