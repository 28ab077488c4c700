//! Reading arrays that `record.py` wrote, and comparing floats by their bits.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that cannot read its cases must fail"
)]
#![allow(dead_code, reason = "each test file uses its part")]

use half::{bf16, f16};
use num_complex::Complex;
use tape_tensor::{Array, DType, Scalar};

/// The recorded lines as they hold on this processor. TensorFlow's reciprocals begin with an estimate of the processor, which those of
/// Intel make otherwise than those of AMD, where most was recorded; `intel` has the lines that differ. A line is known by what stands
/// before its numbers.
pub fn on_this_processor<'a>(lines: &'a str, intel: &'a str) -> Vec<&'a str> {
    let head = |line: &'a str| line.split(" | ").next();
    let replaced: Vec<&str> = if is_intel() { intel.lines().collect() } else { Vec::new() };
    for line in intel.lines() {
        assert!(lines.lines().any(|other| head(other) == head(line)), "replaces nothing: {:?}", head(line));
    }
    let own = |line: &&'a str| replaced.iter().copied().find(|other| head(other) == head(line));
    lines.lines().map(|line| own(&line).unwrap_or(line)).collect()
}

#[cfg(target_arch = "x86_64")]
fn is_intel() -> bool {
    let vendor = std::arch::x86_64::__cpuid(0);
    [vendor.ebx, vendor.edx, vendor.ecx].map(u32::to_le_bytes).as_flattened() == b"GenuineIntel"
}

#[cfg(not(target_arch = "x86_64"))]
fn is_intel() -> bool {
    false
}

/// An array from the bits of its elements in hex.
pub fn array(dtype: DType, field: &str) -> Array {
    let bits: Vec<u64> = field.split(',').map(|x| u64::from_str_radix(x.trim(), 16).expect("hex")).collect();
    let count = bits.len();
    let f32s = || bits.iter().map(|&x| f32::from_bits(x as u32)).collect::<Vec<f32>>();
    let f64s = || bits.iter().map(|&x| f64::from_bits(x)).collect::<Vec<f64>>();
    macro_rules! integers {
        ($type:ty) => {
            Array::from_vec([count], bits.iter().map(|&x| x as $type).collect::<Vec<$type>>())
        };
    }
    match dtype {
        DType::Bool => Array::from_vec([count], bits.iter().map(|&x| x != 0).collect::<Vec<bool>>()),
        DType::Int8 => integers!(i8),
        DType::Int16 => integers!(i16),
        DType::Int32 => integers!(i32),
        DType::Int64 => integers!(i64),
        DType::UInt8 => integers!(u8),
        DType::UInt16 => integers!(u16),
        DType::UInt32 => integers!(u32),
        DType::UInt64 => integers!(u64),
        DType::Float16 => {
            Array::from_vec([count], bits.iter().map(|&x| f16::from_bits(x as u16)).collect::<Vec<f16>>())
        }
        DType::BFloat16 => {
            Array::from_vec([count], bits.iter().map(|&x| bf16::from_bits(x as u16)).collect::<Vec<bf16>>())
        }
        DType::Float32 => Array::from_vec([count], f32s()),
        DType::Float64 => Array::from_vec([count], f64s()),
        DType::Complex64 => {
            let pairs: Vec<Complex<f32>> = f32s().chunks(2).map(|pair| Complex::new(pair[0], pair[1])).collect();
            Array::from_vec([count / 2], pairs)
        }
        DType::Complex128 => {
            let pairs: Vec<Complex<f64>> = f64s().chunks(2).map(|pair| Complex::new(pair[0], pair[1])).collect();
            Array::from_vec([count / 2], pairs)
        }
        DType::String => panic!("strings are not recorded"),
    }
}

/// How many floats lie between two elements; 0 for two nan, whatever their bits, and for equal integers. Complex
/// numbers: their distance in units of the last place of the result.
pub fn distance(left: &Scalar, right: &Scalar) -> u64 {
    let single = |x: f32, y: f32| if x.is_nan() && y.is_nan() { 0 } else { order32(x).abs_diff(order32(y)) };
    let double = |x: f64, y: f64| if x.is_nan() && y.is_nan() { 0 } else { order64(x).abs_diff(order64(y)) };
    match (left, right) {
        (Scalar::Float16(x), Scalar::Float16(y)) if x.is_nan() && y.is_nan() => 0,
        (Scalar::BFloat16(x), Scalar::BFloat16(y)) if x.is_nan() && y.is_nan() => 0,
        (Scalar::Float32(x), Scalar::Float32(y)) => single(*x, *y),
        (Scalar::Float64(x), Scalar::Float64(y)) => double(*x, *y),
        (Scalar::Complex64(x), Scalar::Complex64(y)) => ((x - y).norm() / (y.norm() * f32::EPSILON)) as u64,
        (Scalar::Complex128(x), Scalar::Complex128(y)) => ((x - y).norm() / (y.norm() * f64::EPSILON)) as u64,
        (x, y) if x == y => 0,
        _ => u64::MAX,
    }
}

/// The place of a float among all floats.
fn order32(x: f32) -> i64 {
    let bits = i64::from(x.to_bits() as i32);
    if bits < 0 { i64::from(i32::MIN) - bits - 1 } else { bits }
}

fn order64(x: f64) -> i64 {
    let bits = x.to_bits() as i64;
    if bits < 0 { i64::MIN.wrapping_sub(bits) - 1 } else { bits }
}

/// Numbers between -2 and 2 in no order to speak of: the same as those of `record.py`.
pub fn sample(shape: &[usize], dtype: DType, start: usize) -> Array {
    let count: usize = shape.iter().product();
    let numbers = (start..start + count).map(|i| ((i * 7919 + 13) % 10007) as f64 / 10007.0 * 4.0 - 2.0);
    let wide = Array::from_vec(shape.to_vec(), numbers.collect::<Vec<f64>>());
    tape_tensor::cast::cast(&wide, dtype).expect("a number")
}

/// Sizes as in `2,3`; `-` for none.
pub fn sizes(field: &str) -> Vec<usize> {
    if field == "-" { Vec::new() } else { field.split(',').map(|size| size.parse().expect("a size")).collect() }
}
