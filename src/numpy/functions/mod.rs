//! The functions of numpy, by what they are about.

pub mod apply;
pub mod creation;
pub mod elements;
pub mod joining;
pub mod matrices;
pub mod reductions;
pub mod shaping;
pub mod sorting;
