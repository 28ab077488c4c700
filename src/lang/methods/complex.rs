//! `complex`.

use crate::class::Property;
use crate::native::NativeFunction;
use crate::value::Value;

/// Methods.
pub static METHODS: &[NativeFunction] = &[];
/// Computed attributes.
pub static PROPERTIES: &[Property] = &[];

/// `complex(real, imag)`.
pub static NEW: NativeFunction =
    NativeFunction::new("complex", "(cls, real=0, imag=0)", "Create a complex number.", |vm, args| {
        let (re, im) = (vm.float(&args[1])?, vm.float(&args[2])?);
        Ok(Value::complex(re, im))
    });
