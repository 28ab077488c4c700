//! From a dtype to a Rust type, once a call.

/// Runs an expression with `$t` standing for the Rust type of a dtype.
macro_rules! each_type {
    ($dtype:expr, $t:ident => $body:expr) => {
        match $dtype {
            tape_tensor::DType::Bool => {
                type $t = bool;
                $body
            }
            tape_tensor::DType::Int8 => {
                type $t = i8;
                $body
            }
            tape_tensor::DType::Int16 => {
                type $t = i16;
                $body
            }
            tape_tensor::DType::Int32 => {
                type $t = i32;
                $body
            }
            tape_tensor::DType::Int64 => {
                type $t = i64;
                $body
            }
            tape_tensor::DType::UInt8 => {
                type $t = u8;
                $body
            }
            tape_tensor::DType::UInt16 => {
                type $t = u16;
                $body
            }
            tape_tensor::DType::UInt32 => {
                type $t = u32;
                $body
            }
            tape_tensor::DType::UInt64 => {
                type $t = u64;
                $body
            }
            tape_tensor::DType::Float16 => {
                type $t = half::f16;
                $body
            }
            tape_tensor::DType::BFloat16 => {
                type $t = half::bf16;
                $body
            }
            tape_tensor::DType::Float32 => {
                type $t = f32;
                $body
            }
            tape_tensor::DType::Float64 => {
                type $t = f64;
                $body
            }
            tape_tensor::DType::Complex64 => {
                type $t = num_complex::Complex<f32>;
                $body
            }
            tape_tensor::DType::Complex128 => {
                type $t = num_complex::Complex<f64>;
                $body
            }
            tape_tensor::DType::String => {
                type $t = tape_tensor::array::Bytes;
                $body
            }
        }
    };
}

pub(crate) use each_type;
