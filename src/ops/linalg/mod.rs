//! Products, norms and decompositions.

pub mod norm;
pub mod product;
