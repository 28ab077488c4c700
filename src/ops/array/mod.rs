//! Where elements lie: making arrays, other shapes, parts and joints.

pub mod identity;
pub mod make;
