//! Arithmetic of integers of any size where Python's differs from the processor's.

use num_bigint::{BigInt, Sign};
use num_integer::Integer;
use num_traits::{Signed, ToPrimitive, Zero};

use crate::fault::{Computed, Fault, FaultKind};

/// Shifts and powers whose results would have more bits than this are refused: they would eat all memory.
const MOST_BITS: u64 = 1 << 31;

/// `a // b`, rounded down.
///
/// # Errors
/// `ZeroDivisionError`.
pub fn floor_divide(a: &BigInt, b: &BigInt) -> Computed<BigInt> {
    if b.is_zero() {
        return Err(Fault::zero_division("integer division or modulo by zero"));
    }
    Ok(a.div_floor(b))
}

/// `a % b`, with the sign of `b`.
///
/// # Errors
/// `ZeroDivisionError`.
pub fn modulo(a: &BigInt, b: &BigInt) -> Computed<BigInt> {
    if b.is_zero() {
        return Err(Fault::zero_division("integer modulo by zero"));
    }
    Ok(a.mod_floor(b))
}

/// `a / b` as the nearest float.
///
/// # Errors
/// `ZeroDivisionError`, and `OverflowError` when the quotient is too large.
pub fn true_divide(a: &BigInt, b: &BigInt) -> Computed<f64> {
    if b.is_zero() {
        return Err(Fault::zero_division("division by zero"));
    }
    if a.is_zero() {
        return Ok(if b.is_negative() { -0.0 } else { 0.0 });
    }
    let negative = a.is_negative() != b.is_negative();
    let (a, b) = (a.magnitude(), b.magnitude());
    let too_large = || Fault::overflow("integer division result too large for a float");
    // The quotient needs 55 bits or more, of which the last says whether anything was left over; never finer than the
    // smallest float, whose exponent is −1074.
    let distance = a.bits() as i64 - b.bits() as i64;
    if distance > 1025 {
        return Err(too_large());
    }
    let shift = (55 - distance).min(1076);
    let (quotient, remainder) = if shift >= 0 { (a << shift).div_rem(b) } else { a.div_rem(&(b << -shift)) };
    let sticky = u32::from(!remainder.is_zero());
    let quotient = (quotient << 1_u32) | num_bigint::BigUint::from(sticky);
    let magnitude = scale(quotient.to_u128().unwrap_or(u128::MAX), -(shift + 1));
    if magnitude.is_infinite() {
        return Err(too_large());
    }
    Ok(if negative { -magnitude } else { magnitude })
}

/// `mantissa · 2^exponent`, rounded once.
fn scale(mantissa: u128, exponent: i64) -> f64 {
    // Below the normal range the mantissa is cut to the bits that are left before it becomes a float.
    let bits = 128 - i64::from(mantissa.leading_zeros());
    let lowest = -1074;
    let excess = (lowest - exponent).max(bits - 53).max(0);
    if excess == 0 {
        return mantissa as f64 * exp2(exponent);
    }
    let half = 1_u128 << (excess - 1);
    let kept = mantissa >> excess;
    let cut = mantissa & ((1_u128 << excess) - 1);
    let up = cut > half || (cut == half && kept & 1 == 1);
    (kept + u128::from(up)) as f64 * exp2(exponent + excess)
}

/// 2^exponent; exact down to the smallest float.
fn exp2(exponent: i64) -> f64 {
    match exponent {
        ..-1074 => 0.0,
        -1074..-1022 => f64::from_bits(1 << (exponent + 1074)),
        -1022..=1023 => f64::from_bits(((exponent + 1023) as u64) << 52),
        _ => f64::INFINITY,
    }
}

/// `a ** b` for an exponent that is not negative.
///
/// # Errors
/// `MemoryError` when no memory could hold the result.
pub fn power(a: &BigInt, b: &BigInt) -> Computed<BigInt> {
    match b.to_u32() {
        Some(exponent) if a.bits().saturating_mul(u64::from(exponent)) <= MOST_BITS || a.bits() <= 1 => {
            Ok(a.pow(exponent))
        }
        _ if a.bits() <= 1 => Ok(if a.is_negative() && b.is_even() { -a } else { a.clone() }),
        _ => Err(Fault::new(FaultKind::Memory, "")),
    }
}

/// `pow(a, b, m)`.
///
/// # Errors
/// `ValueError` for a modulus of 0 and for a base without inverse.
pub fn power_modulo(a: &BigInt, b: &BigInt, modulus: &BigInt) -> Computed<BigInt> {
    if modulus.is_zero() {
        return Err(Fault::value("pow() 3rd argument cannot be 0"));
    }
    if b.is_negative() {
        let inverse =
            a.modinv(&modulus.abs()).ok_or_else(|| Fault::value("base is not invertible for the given modulus"))?;
        return Ok(inverse.modpow(&-b, modulus));
    }
    Ok(a.modpow(b, modulus))
}

/// `a << b`.
///
/// # Errors
/// `ValueError` for a negative count, `MemoryError` when no memory could hold the result.
pub fn shift_left(a: &BigInt, b: &BigInt) -> Computed<BigInt> {
    if b.is_negative() {
        return Err(Fault::value("negative shift count"));
    }
    if a.is_zero() {
        return Ok(BigInt::ZERO);
    }
    match b.to_u64() {
        Some(count) if count <= MOST_BITS => Ok(a << count),
        Some(_) => Err(Fault::new(FaultKind::Memory, "")),
        None => Err(Fault::overflow("too many digits in integer")),
    }
}

/// `a >> b`, rounded down.
///
/// # Errors
/// `ValueError` for a negative count.
pub fn shift_right(a: &BigInt, b: &BigInt) -> Computed<BigInt> {
    if b.is_negative() {
        return Err(Fault::value("negative shift count"));
    }
    match b.to_u64() {
        Some(count) => Ok(a >> count.min(a.bits() + 1)),
        None => Ok(if a.is_negative() { (-1).into() } else { BigInt::ZERO }),
    }
}

/// `round(int, -zeros)`: to a multiple of 10^zeros, halves to the even multiple.
#[must_use]
pub fn round_to_zeros(int: &BigInt, zeros: u32) -> BigInt {
    // A power of ten beyond the number leaves nothing of it; more need not be computed.
    if u64::from(zeros) > int.bits() {
        return BigInt::ZERO;
    }
    let unit = BigInt::from(10).pow(zeros);
    let (quotient, remainder) = int.div_mod_floor(&unit);
    let up = match (&remainder * 2_u32).cmp(&unit) {
        std::cmp::Ordering::Less => false,
        std::cmp::Ordering::Greater => true,
        std::cmp::Ordering::Equal => quotient.is_odd(),
    };
    (quotient + u32::from(up)) * unit
}

/// `math.isqrt`.
///
/// # Errors
/// `ValueError` for a negative number.
pub fn integer_sqrt(int: &BigInt) -> Computed<BigInt> {
    if int.is_negative() {
        return Err(Fault::value("isqrt() argument must be nonnegative"));
    }
    Ok(int.sqrt())
}

/// The order of bytes in `int.to_bytes`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ByteOrder {
    /// The first byte counts most.
    Big,
    /// The last byte counts most.
    Little,
}

impl ByteOrder {
    /// Reads `'big'` or `'little'`.
    ///
    /// # Errors
    /// `ValueError` for any other word.
    pub fn parse(text: &str) -> Computed<ByteOrder> {
        match text {
            "big" => Ok(ByteOrder::Big),
            "little" => Ok(ByteOrder::Little),
            _ => Err(Fault::value("byteorder must be either 'little' or 'big'")),
        }
    }
}

/// `int.to_bytes`.
///
/// # Errors
/// `OverflowError` when the integer does not fit.
pub fn to_bytes(int: &BigInt, length: usize, order: ByteOrder, signed: bool) -> Computed<Vec<u8>> {
    let negative = int.sign() == Sign::Minus;
    if negative && !signed {
        return Err(Fault::overflow("can't convert negative int to unsigned"));
    }
    let too_big = || Fault::overflow("int too big to convert");
    let bytes = if signed { int.to_signed_bytes_be() } else { int.magnitude().to_bytes_be() };
    let bytes = if int.is_zero() { Vec::new() } else { bytes };
    if bytes.len() > length {
        return Err(too_big());
    }
    let mut padded = vec![if negative { 0xff } else { 0 }; length - bytes.len()];
    padded.extend(bytes);
    if order == ByteOrder::Little {
        padded.reverse();
    }
    Ok(padded)
}

/// `int.from_bytes`.
#[must_use]
pub fn from_bytes(bytes: &[u8], order: ByteOrder, signed: bool) -> BigInt {
    match (order, signed) {
        (ByteOrder::Big, false) => BigInt::from_bytes_be(Sign::Plus, bytes),
        (ByteOrder::Little, false) => BigInt::from_bytes_le(Sign::Plus, bytes),
        (ByteOrder::Big, true) => BigInt::from_signed_bytes_be(bytes),
        (ByteOrder::Little, true) => BigInt::from_signed_bytes_le(bytes),
    }
}
