//! Methods of generators.

use crate::class::Property;
use crate::native::NativeFunction;

/// Methods.
pub static METHODS: &[NativeFunction] = &[];
/// Computed attributes.
pub static PROPERTIES: &[Property] = &[];
