//! Numbers with so many digits behind the point, correctly rounded, and the digits of integers.

use std::fmt::Write;

/// No float has digits further behind the point than this.
const MOST_PLACES: usize = 1100;

/// The powers of ten that an integer of 64 bits holds.
const POWERS: [u64; 20] = {
    let mut powers = [1; 20];
    let mut at = 1;
    while at < powers.len() {
        powers[at] = powers[at - 1] * 10;
        at += 1;
    }
    powers
};

/// The absolute value with that many digits behind the point.
///
/// # Examples
/// ```
/// use tape_lang::number::fixed;
/// assert_eq!(fixed(2.5, 0), "2");
/// assert_eq!(fixed(-0.05, 1), "0.1");
/// assert_eq!(fixed(1e23, 1), "99999999999999991611392.0");
/// ```
#[must_use]
pub fn fixed(number: f64, places: usize) -> String {
    let mut text = String::new();
    push_fixed(&mut text, number, places);
    text
}

/// Appends the absolute value with that many digits behind the point.
pub(crate) fn push_fixed(text: &mut String, number: f64, places: usize) {
    let Some(units) = units(number.abs(), places) else {
        // Exact at any precision, but by arithmetic on large integers. Writing to a string cannot fail.
        let _ = write!(text, "{:.*}", places.min(MOST_PLACES), number.abs());
        text.extend(std::iter::repeat_n('0', places.saturating_sub(MOST_PLACES)));
        return;
    };
    let (whole, part) = (units / POWERS[places], units % POWERS[places]);
    push_digits(text, whole, 1);
    if places > 0 {
        text.push('.');
        push_digits(text, part, places);
    }
}

/// How many units of `10^-places` a number is, halves to even, if 64 bits hold that.
///
/// A float is `mantissa · 2^exponent`. The mantissa times the power of ten is an integer of fewer than 117 bits, and what the
/// shift by the exponent drops from it decides the rounding exactly.
fn units(magnitude: f64, places: usize) -> Option<u64> {
    const FRACTION_BITS: u32 = f64::MANTISSA_DIGITS - 1;
    const BIAS: i32 = 1075;
    let power = *POWERS.get(places)?;
    let bits = magnitude.to_bits();
    let (biased, fraction) = ((bits >> FRACTION_BITS) as i32, bits & ((1 << FRACTION_BITS) - 1));
    let (mantissa, exponent) = match biased {
        0 => (fraction, 1 - BIAS),
        0x7ff => return None,
        _ => (fraction | (1 << FRACTION_BITS), biased - BIAS),
    };
    let product = u128::from(mantissa) * u128::from(power);
    let shift = exponent.unsigned_abs();
    if exponent >= 0 {
        return if shift > 10 { None } else { u64::try_from(product << shift).ok() };
    }
    if shift > 120 {
        return Some(0);
    }
    let (whole, rest, half) = (product >> shift, product & ((1 << shift) - 1), 1 << (shift - 1));
    let up = rest > half || (rest == half && whole % 2 == 1);
    u64::try_from(whole + u128::from(up)).ok()
}

/// Appends an integer.
pub(crate) fn push_int(text: &mut String, int: i64) {
    if int < 0 {
        text.push('-');
    }
    push_digits(text, int.unsigned_abs(), 1);
}

/// Appends the decimal digits of an integer, with zeros before them up to `least` digits.
fn push_digits(text: &mut String, mut int: u64, least: usize) {
    let mut digits = [b'0'; 20];
    let mut start = digits.len();
    while int > 0 {
        start -= 1;
        digits[start] += (int % 10) as u8;
        int /= 10;
    }
    start = start.min(digits.len() - least);
    if let Ok(digits) = std::str::from_utf8(&digits[start..]) {
        text.push_str(digits);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agrees_with_exact_arithmetic() {
        let mut bits = 0x3ff0_0000_0000_0000_u64;
        for round in 0..200_000_u64 {
            bits = bits.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            // Numbers of everyday size, and some of any size at all.
            let any = f64::from_bits(bits & !(1 << 63));
            let number = if round % 8 == 0 { any } else { (bits >> 20) as f64 / f64::from(1 << (round % 30)) };
            let places = (round % 21) as usize;
            if number.is_finite() {
                assert_eq!(fixed(number, places), format!("{number:.places$}"), "{number:e} {places}");
            }
        }
        for (number, places) in [(0.0, 0), (0.5, 0), (1.5, 0), (0.125, 2), (5e-324, 19), (f64::MAX, 3), (9.995, 2)] {
            assert_eq!(fixed(number, places), format!("{number:.places$}"));
        }
    }

    #[test]
    fn integers() {
        for int in [0, 7, -7, 10, 123_456, i64::MAX, i64::MIN] {
            let mut text = String::new();
            push_int(&mut text, int);
            assert_eq!(text, int.to_string());
        }
    }
}
