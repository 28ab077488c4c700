//! The functions of numpy, by what they are about.

pub mod apply;
pub mod calculus;
pub mod creation;
pub mod elements;
pub mod grids;
pub mod indexing;
pub mod joining;
pub mod matrices;
pub mod ranges;
pub mod reductions;
pub mod shaping;
pub mod sorting;
pub mod statistics;
pub mod types;
