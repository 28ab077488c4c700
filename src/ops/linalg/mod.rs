//! Products, norms and decompositions.

mod batch_product;
pub mod diagonal;
pub mod einsum;
mod exponential;
pub mod inverse;
pub mod norm;
pub mod product;
pub mod spectral;
