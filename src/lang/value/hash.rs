//! Hashes of plain values. Numbers hash as CPython hashes them: `hash(1) == hash(1.0)`, and small integers are their own hash.

use std::hash::{BuildHasher, Hasher};

use num_bigint::BigInt;
use num_traits::ToPrimitive;
use rustc_hash::FxBuildHasher;

use super::Value;

/// CPython's modulus for numeric hashes, 2⁶¹ − 1.
const MODULUS: i64 = (1 << 61) - 1;

/// The hash of an integer.
#[inline]
#[must_use]
pub fn hash_int(int: i64) -> i64 {
    let hash = if int.unsigned_abs() < MODULUS as u64 { int } else { int % MODULUS };
    if hash == -1 { -2 } else { hash }
}

/// The hash of an integer of any size.
fn hash_big(int: &BigInt) -> i64 {
    let hash = (int % MODULUS).to_i64().unwrap_or(0);
    if hash == -1 { -2 } else { hash }
}

/// The hash of a float, equal to that of an equal integer: CPython's reduction modulo 2⁶¹ − 1, bit by bit of the mantissa.
#[must_use]
pub fn hash_float(float: f64) -> i64 {
    if float.is_infinite() {
        return if float > 0.0 { 314_159 } else { -314_159 };
    }
    if float.is_nan() {
        return (float.to_bits() >> 4) as i64;
    }
    if float == float.trunc() && float.abs() < 9.0e18 {
        return hash_int(float as i64);
    }
    let bits = float.abs().to_bits();
    let biased = (bits >> 52) as i64;
    let fraction = bits & ((1 << 52) - 1);
    let (mantissa, exponent) = if biased == 0 { (fraction, -1074) } else { (fraction | (1 << 52), biased - 1075) };
    // mantissa · 2^exponent modulo 2⁶¹ − 1, where multiplying by 2 is rotating 61 bits.
    let rotation = exponent.rem_euclid(61) as u32;
    let value = mantissa % MODULUS as u64;
    let modulus = MODULUS as u64;
    let rotated = ((value << rotation) & modulus) | (value >> (61 - rotation));
    let hash = if float < 0.0 { -(rotated as i64) } else { rotated as i64 };
    if hash == -1 { -2 } else { hash }
}

/// The hash of a text.
#[must_use]
pub fn hash_text(text: &str) -> i64 {
    hash_bytes(text.as_bytes())
}

fn hash_bytes(bytes: &[u8]) -> i64 {
    let mut hasher = FxBuildHasher.build_hasher();
    hasher.write(bytes);
    // 0 stands for "not computed" and −1 is no hash in CPython.
    match hasher.finish() as i64 {
        0 | -1 => 1,
        hash => hash,
    }
}

/// CPython's hash of a tuple (xxHash's mixing of its items' hashes).
pub(crate) fn hash_tuple(hashes: impl ExactSizeIterator<Item = i64>) -> i64 {
    const P1: u64 = 11_400_714_785_074_694_791;
    const P2: u64 = 14_029_467_366_897_019_727;
    const P5: u64 = 2_870_177_450_012_600_261;
    let length = hashes.len() as u64;
    let mut acc = P5;
    for hash in hashes {
        acc = acc.wrapping_add((hash as u64).wrapping_mul(P2));
        acc = acc.rotate_left(31).wrapping_mul(P1);
    }
    acc = acc.wrapping_add(length ^ (P5 ^ 3_527_539));
    if acc == u64::MAX { 1_546_275_796 } else { acc as i64 }
}

impl Value {
    /// The hash of a value whose hash needs no program to run; nothing for the others (and for what cannot be hashed).
    #[must_use]
    pub fn plain_hash(&self) -> Option<i64> {
        Some(match self {
            Value::Str(text) => text.hash(),
            Value::Int(int) => hash_int(*int),
            Value::Bool(value) => i64::from(*value),
            Value::Float(float) => hash_float(*float),
            Value::BigInt(int) => hash_big(int),
            Value::Complex(complex) => {
                let imaginary = hash_float(complex.im).wrapping_mul(1_000_003);
                match hash_float(complex.re).wrapping_add(imaginary) {
                    -1 => -2,
                    hash => hash,
                }
            }
            Value::None => 0x00fc_a864_2070,
            Value::Bytes(bytes) => hash_bytes(bytes),
            Value::Range(range) => hash_tuple(range.hash_parts().into_iter()),
            Value::Tuple(tuple) => {
                let hashes: Option<Vec<i64>> = tuple.iter().map(Value::plain_hash).collect();
                hash_tuple(hashes?.into_iter())
            }
            Value::Function(_)
            | Value::Native(_)
            | Value::Module(_)
            | Value::Generator(_)
            | Value::Ellipsis
            | Value::NotImplemented => self.id() >> 4,
            _ => return None,
        })
    }
}
