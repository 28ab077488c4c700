//! The numbers that stand beside tensors in a program or a rule: `2 * x`, `sub(y, 1.0)`.

use std::cell::RefCell;

use tape_grad::Tensor;
use tape_tensor::{Array, DType, Result, cast};

/// How many are remembered.
const SLOTS: usize = 64;

thread_local! {
    static KNOWN: RefCell<[Option<Literal>; SLOTS]> = const { RefCell::new([const { None }; SLOTS]) };
}

struct Literal {
    bits: u64,
    dtype: DType,
    tensor: Tensor,
}

/// A number as a tensor without axes that is only an op's operand. Nobody else may get it: a program that watched it would
/// watch the same number everywhere.
///
/// # Design
/// A loop meets the same few numbers again and again, and a tape keeps those that are factors, so they are remembered.
///
/// # Errors
/// For dtypes that hold no numbers.
pub fn literal(number: f64, dtype: DType) -> Result<Tensor> {
    let bits = number.to_bits();
    KNOWN.with_borrow_mut(|known| {
        let slot = &mut known[slot_of(bits)];
        if let Some(literal) = slot
            && literal.bits == bits
            && literal.dtype == dtype
        {
            return Ok(literal.tensor.clone());
        }
        let tensor = Tensor::new(cast::cast(&Array::scalar(number), dtype)?);
        *slot = Some(Literal { bits, dtype, tensor: tensor.clone() });
        Ok(tensor)
    })
}

/// The slot of a number, by Fibonacci hashing: its best bits are the highest.
fn slot_of(bits: u64) -> usize {
    (bits.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> (u64::BITS - SLOTS.trailing_zeros())) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_remembered_by_value_and_dtype() {
        let two = literal(2.0, DType::Float32).unwrap();
        assert!(two.same(&literal(2.0, DType::Float32).unwrap()));
        assert!(!two.same(&literal(2.0, DType::Float64).unwrap()));
        assert!(!literal(0.0, DType::Float64).unwrap().same(&literal(-0.0, DType::Float64).unwrap()));
        assert!(literal(1.0, DType::String).is_err());
    }
}
