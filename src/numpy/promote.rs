//! Which dtype operands take together: numpy's promotion, with Python's own numbers weak (NEP 50).

use tape_tensor::DType;

/// The dtype that holds the values of both.
#[must_use]
pub fn promote(left: DType, right: DType) -> DType {
    use DType::{BFloat16, Bool, Complex64, Complex128, Float16, Float32, Float64, String};
    if left == right {
        return left;
    }
    match (left, right) {
        (String, _) | (_, String) => String,
        (Bool, other) | (other, Bool) => other,
        (a, b) if a.is_complex() || b.is_complex() => {
            if real_part(a).max_float(real_part(b)) == Float64 {
                Complex128
            } else {
                Complex64
            }
        }
        (BFloat16, Float16) | (Float16, BFloat16) => Float32,
        (BFloat16, other) | (other, BFloat16) => {
            if other.is_floating() {
                other
            } else {
                BFloat16
            }
        }
        (a, b) if a.is_floating() || b.is_floating() => as_float(a).max_float(as_float(b)),
        (a, b) => integers(a, b),
    }
}

/// The float that complex numbers are made of; other dtypes as [`as_float`].
fn real_part(dtype: DType) -> DType {
    match dtype {
        DType::Complex64 => DType::Float32,
        DType::Complex128 => DType::Float64,
        other => as_float(other),
    }
}

/// The smallest float that holds an integer dtype; floats as they are.
#[must_use]
pub fn as_float(dtype: DType) -> DType {
    match dtype {
        DType::Bool | DType::Int8 | DType::UInt8 => DType::Float16,
        DType::Int16 | DType::UInt16 => DType::Float32,
        dtype if dtype.is_integer() => DType::Float64,
        other => other,
    }
}

trait MaxFloat {
    fn max_float(self, other: Self) -> Self;
}

impl MaxFloat for DType {
    fn max_float(self, other: DType) -> DType {
        if self.size() >= other.size() { self } else { other }
    }
}

fn integers(left: DType, right: DType) -> DType {
    let (signed, unsigned) = match (left.is_unsigned(), right.is_unsigned()) {
        (false, true) => (left, right),
        (true, false) => (right, left),
        _ => return left.max_float(right),
    };
    match unsigned.size() {
        size if size < signed.size() => signed,
        1 => DType::Int16,
        2 => DType::Int32,
        4 => DType::Int64,
        _ => DType::Float64,
    }
}

/// The dtype of an operation of an array with an integer of Python's.
#[must_use]
pub fn with_int(dtype: DType) -> DType {
    if dtype == DType::Bool { DType::Int64 } else { dtype }
}

/// The dtype of an operation of an array with a float of Python's.
#[must_use]
pub fn with_float(dtype: DType) -> DType {
    if dtype == DType::Bool || dtype.is_integer() { DType::Float64 } else { dtype }
}

/// The dtype of an operation of an array with a complex number of Python's.
#[must_use]
pub fn with_complex(dtype: DType) -> DType {
    match dtype {
        DType::Float16 | DType::Float32 | DType::Complex64 => DType::Complex64,
        _ => DType::Complex128,
    }
}

/// Whether values of one dtype may be put into another under numpy's rule `same_kind`.
#[must_use]
pub fn same_kind(from: DType, to: DType) -> bool {
    let rank = |dtype: DType| match dtype {
        DType::Bool => 0,
        dtype if dtype.is_unsigned() => 1,
        dtype if dtype.is_integer() => 2,
        dtype if dtype.is_floating() => 3,
        dtype if dtype.is_complex() => 4,
        _ => 5,
    };
    rank(from) <= rank(to)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn promotion_is_numpys() {
        use DType::{Complex64, Complex128, Float16, Float32, Float64, Int8, Int32, Int64, UInt8, UInt32, UInt64};
        assert_eq!(promote(Int32, Float32), Float64);
        assert_eq!(promote(Int8, Float16), Float16);
        assert_eq!(promote(UInt8, Int8), DType::Int16);
        assert_eq!(promote(UInt32, Int32), Int64);
        assert_eq!(promote(UInt64, Int64), Float64);
        assert_eq!(promote(Complex64, Float64), Complex128);
        assert_eq!(promote(Complex64, Int32), Complex128);
        assert_eq!(promote(Complex64, Int8), Complex64);
    }
}
