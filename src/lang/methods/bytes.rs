//! `bytes`.

use crate::exception::type_error;
use crate::native::NativeFunction;
use crate::value::Value;

/// Methods.
pub static METHODS: &[NativeFunction] = &[];
/// Class methods.
pub static CLASS_METHODS: &[NativeFunction] = &[];

/// `bytes(source)`.
pub static NEW: NativeFunction =
    NativeFunction::new("bytes", "(cls, source=b'', /)", "Bytes of integers.", |vm, args| {
        let Some(source) = args.get(1) else { return Ok(Value::bytes([])) };
        let mut bytes = Vec::new();
        for item in vm.collect(source)? {
            let byte = item.as_int().and_then(|int| u8::try_from(int).ok());
            bytes.push(byte.ok_or_else(|| type_error("bytes must be in range(0, 256)"))?);
        }
        Ok(Value::bytes(bytes))
    });
