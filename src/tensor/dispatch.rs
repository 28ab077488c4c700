//! From a dtype at run time to a Rust type at compile time, once a call.

/// Runs an expression with `$t` standing for the Rust type of any dtype.
macro_rules! each_dtype {
    ($dtype:expr, $t:ident => $body:expr) => {
        $crate::dispatch::each_kernel_type!($dtype, $t => $body, { type $t = $crate::array::Bytes; $body })
    };
}

/// Runs an expression with `$t` standing for the Rust type of a dtype; for strings, runs the other one.
macro_rules! each_kernel_type {
    ($dtype:expr, $t:ident => $body:expr, $string:expr) => {
        match $dtype {
            $crate::DType::Bool => { type $t = bool; $body }
            $crate::DType::Complex64 => { type $t = num_complex::Complex<f32>; $body }
            $crate::DType::Complex128 => { type $t = num_complex::Complex<f64>; $body }
            $crate::DType::String => $string,
            _ => $crate::dispatch::each_real!($dtype, $t => $body, $string),
        }
    };
}

/// Runs an expression with `$t` standing for the Rust type of an integer or real dtype; for others, the other one.
macro_rules! each_real {
    ($dtype:expr, $t:ident => $body:expr, $other:expr) => {
        match $dtype {
            $crate::DType::Int8 => {
                type $t = i8;
                $body
            }
            $crate::DType::Int16 => {
                type $t = i16;
                $body
            }
            $crate::DType::Int32 => {
                type $t = i32;
                $body
            }
            $crate::DType::Int64 => {
                type $t = i64;
                $body
            }
            $crate::DType::UInt8 => {
                type $t = u8;
                $body
            }
            $crate::DType::UInt16 => {
                type $t = u16;
                $body
            }
            $crate::DType::UInt32 => {
                type $t = u32;
                $body
            }
            $crate::DType::UInt64 => {
                type $t = u64;
                $body
            }
            $crate::DType::Float16 => {
                type $t = half::f16;
                $body
            }
            $crate::DType::BFloat16 => {
                type $t = half::bf16;
                $body
            }
            $crate::DType::Float32 => {
                type $t = f32;
                $body
            }
            $crate::DType::Float64 => {
                type $t = f64;
                $body
            }
            _ => $other,
        }
    };
}

pub(crate) use {each_dtype, each_kernel_type, each_real};
