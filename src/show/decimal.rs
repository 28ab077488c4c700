//! Floating point numbers as decimal digits: the shortest that tell a number apart, and rounded ones.

use std::fmt::Write as _;

use half::f16;

use crate::write;

/// How many digits the shortest text of a double may need.
const MOST_DIGITS: usize = 17;

/// A non-negative decimal number, `d.ddd` times a power of ten, without trailing zeros.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Decimal {
    /// The digits in ASCII; `count` of them are used, at least one.
    digits: [u8; MOST_DIGITS],
    count: u8,
    /// The power of ten of the first digit.
    exponent: i16,
}

/// Room for the digits of a double and for the zero that zmij puts behind the point of a whole number.
const DIGITS_WITH_PADDING: usize = MOST_DIGITS + 1;

/// The ASCII digits of any `u64`.
pub(crate) type DigitBuffer = [u8; 20];

impl Decimal {
    pub(crate) const ZERO: Decimal = Decimal { digits: [b'0'; MOST_DIGITS], count: 1, exponent: 0 };

    /// The number with these digits, without a leading zero, at most [`MOST_DIGITS`] of them.
    fn new(digits: &[u8], exponent: i32) -> Decimal {
        let Some(last) = digits.iter().rposition(|&digit| digit != b'0') else { return Decimal::ZERO };
        let mut decimal = Decimal { digits: [b'0'; MOST_DIGITS], count: last as u8 + 1, exponent: exponent as i16 };
        decimal.digits[..=last].copy_from_slice(&digits[..=last]);
        decimal
    }

    /// A whole number below 10^17.
    fn from_integer(integer: u64) -> Decimal {
        let mut buffer = DigitBuffer::default();
        let digits = integer_ascii(integer, &mut buffer);
        Decimal::new(digits.as_bytes(), digits.len() as i32 - 1)
    }

    /// The power of ten of the first digit.
    pub(crate) fn exponent(self) -> i32 {
        i32::from(self.exponent)
    }

    /// How many digits follow the first one.
    pub(crate) fn mantissa_places(self) -> usize {
        usize::from(self.count) - 1
    }

    /// How many digits stand after the point in positional notation.
    pub(crate) fn places(self) -> usize {
        (i32::from(self.count) - 1 - self.exponent()).max(0) as usize
    }

    /// How many digits stand before the point in positional notation.
    pub(crate) fn integer_width(self) -> usize {
        (self.exponent() + 1).max(1) as usize
    }

    /// The digits as text.
    pub(crate) fn ascii(&self) -> &str {
        std::str::from_utf8(&self.digits[..usize::from(self.count)]).unwrap_or_default()
    }

    /// Rounds to at most `places` digits after the point. `value` is the number that these digits stand for.
    pub(crate) fn cut_places(self, places: usize, value: f64) -> Decimal {
        self.cut(as_i64(places).saturating_add(i64::from(self.exponent) + 1), value)
    }

    /// Rounds to at most `places` digits after the first one. `value` is the number that these digits stand for.
    pub(crate) fn cut_mantissa(self, places: usize, value: f64) -> Decimal {
        self.cut(as_i64(places).saturating_add(1), value)
    }

    /// Rounds to the first `kept` digits, where there are more.
    ///
    /// # Design
    /// The digits are the shortest ones of `value`. A shorter decimal between the two would be a shorter text for the
    /// same number, so rounding the digits rounds the value, except where the dropped digits are exactly one half.
    fn cut(self, kept: i64, value: f64) -> Decimal {
        if kept >= i64::from(self.count) {
            return self;
        }
        let Ok(kept) = usize::try_from(kept) else { return Decimal::ZERO };
        let (whole, rest) = self.digits[..usize::from(self.count)].split_at(kept);
        let up = if rest == b"5" { exceeds_half(value, kept, whole) } else { rest[0] >= b'5' };
        if up { self.rounded_up(kept) } else { Decimal::new(whole, self.exponent()) }
    }

    /// The first `kept` digits, the last of them one higher; of none of them one unit of the place before the first.
    fn rounded_up(mut self, kept: usize) -> Decimal {
        match self.digits[..kept].iter().rposition(|&digit| digit != b'9') {
            Some(place) => {
                self.digits[place] += 1;
                Decimal::new(&self.digits[..=place], self.exponent())
            }
            None => Decimal::new(b"1", self.exponent() + 1),
        }
    }
}

/// A count as a signed number; none that could be told apart is beyond its range.
fn as_i64(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// Whether a number whose shortest digits are `whole` and a final five is rounded up to the first `kept`: ties to even.
fn exceeds_half(value: f64, kept: usize, whole: &[u8]) -> bool {
    // 800 digits hold every double exactly, so what follows the shortest digits tells the direction.
    let exact = format!("{value:.800e}");
    let mut tail = exact.bytes().filter(u8::is_ascii_digit).take(801).skip(kept);
    match tail.next() {
        Some(b'5') if tail.all(|digit| digit == b'0') => whole.last().is_some_and(|digit| digit % 2 == 1),
        Some(first) => first >= b'5',
        None => false,
    }
}

/// The digits of an integer as text.
pub(crate) fn integer_ascii(mut integer: u64, buffer: &mut DigitBuffer) -> &str {
    let mut start = buffer.len();
    loop {
        start -= 1;
        buffer[start] = b'0' + (integer % 10) as u8;
        integer /= 10;
        if integer == 0 {
            break;
        }
    }
    std::str::from_utf8(&buffer[start..]).unwrap_or_default()
}

/// No double has more digits than this after its first one, nor after its point.
const EXACT_PLACES: usize = 1100;

/// To fewer places than this, the shortest digits of a double followed by zeros are the exact ones, rounded.
/// (Subnormal doubles are coarser.)
const SHORTEST_IS_EXACT: usize = 15;

/// Appends a magnitude as `d.ddd` with exactly `places` digits after the point, and returns its power of ten.
pub(crate) fn exact_mantissa(magnitude: f64, places: usize, out: &mut String) -> i32 {
    if places < SHORTEST_IS_EXACT && !magnitude.is_subnormal() {
        let digits = magnitude.shortest().cut_mantissa(places, magnitude);
        let (first, rest) = digits.ascii().split_at(1);
        out.push_str(first);
        if places > 0 {
            out.push('.');
        }
        out.push_str(rest);
        write::zeros(out, places - rest.len());
        return digits.exponent();
    }
    let start = out.len();
    let exact = places.min(EXACT_PLACES);
    let _ = write!(out, "{magnitude:.exact$e}");
    let Some(mark) = out[start..].rfind('e') else { return 0 };
    let exponent = out[start + mark + 1..].parse().unwrap_or(0);
    out.truncate(start + mark);
    write::zeros(out, places - exact);
    exponent
}

/// Appends a magnitude in positional notation with exactly `places` digits after the point.
pub(crate) fn exact_positional(magnitude: f64, places: usize, out: &mut String) {
    let exact = places.min(EXACT_PLACES);
    let _ = write!(out, "{magnitude:.exact$}");
    write::zeros(out, places - exact);
}

/// A real floating point type.
pub(crate) trait Real: Copy {
    /// From this magnitude on arrays turn to scientific notation.
    const ARRAY_LIMIT: f64;
    /// From this magnitude on scalars turn to scientific notation.
    const SCALAR_LIMIT: f64;
    /// Below this magnitude arrays turn to scientific notation: 0.0001 in this type.
    const SMALL: f64;
    /// The same number as a double, always exact.
    fn widen(self) -> f64;
    /// The shortest digits that tell the magnitude of a finite number from its neighbours in this type.
    fn shortest(self) -> Decimal;
    /// The quotient of two magnitudes in the arithmetic of this type.
    fn quotient(numerator: f64, denominator: f64) -> f64;
}

impl Real for f64 {
    const ARRAY_LIMIT: f64 = 1e8;
    const SCALAR_LIMIT: f64 = 1e16;
    const SMALL: f64 = 0.0001;

    fn widen(self) -> f64 {
        self
    }

    fn shortest(self) -> Decimal {
        let magnitude = self.abs();
        if magnitude < 9_007_199_254_740_992.0 && magnitude.trunc() == magnitude {
            return Decimal::from_integer(magnitude as u64);
        }
        parse(zmij::Buffer::new().format_finite(magnitude))
    }

    fn quotient(numerator: f64, denominator: f64) -> f64 {
        numerator / denominator
    }
}

impl Real for f32 {
    const ARRAY_LIMIT: f64 = 1e6;
    const SCALAR_LIMIT: f64 = 1e6;
    const SMALL: f64 = 0.0001_f32 as f64;

    fn widen(self) -> f64 {
        f64::from(self)
    }

    fn shortest(self) -> Decimal {
        let magnitude = self.abs();
        if magnitude < 16_777_216.0 && magnitude.trunc() == magnitude {
            return Decimal::from_integer(magnitude as u64);
        }
        parse(zmij::Buffer::new().format_finite(magnitude))
    }

    fn quotient(numerator: f64, denominator: f64) -> f64 {
        f64::from(numerator as f32 / denominator as f32)
    }
}

impl Real for f16 {
    const ARRAY_LIMIT: f64 = 1e3;
    const SCALAR_LIMIT: f64 = 1e3;
    // 0.0001 rounded to the nearest of the steps of 2^-24 that float16 has there.
    const SMALL: f64 = 1678.0 / 16_777_216.0;

    fn widen(self) -> f64 {
        self.to_f64()
    }

    fn shortest(self) -> Decimal {
        shortest_half(self)
    }

    fn quotient(numerator: f64, denominator: f64) -> f64 {
        f16::from_f32(numerator as f32 / denominator as f32).to_f64()
    }
}

/// Reads back the digits of a positive number in the notation that zmij writes: `0.00125`, `12.5`, `1.25e-7`, `1e22`.
fn parse(text: &str) -> Decimal {
    let bytes = text.as_bytes();
    // A power of ten takes no more than the last five bytes.
    let tail = bytes.len().saturating_sub(5);
    let (mantissa, power) = match bytes[tail..].iter().position(|&byte| byte == b'e') {
        Some(mark) => (&bytes[..tail + mark], text[tail + mark + 1..].parse().unwrap_or(0)),
        None => (bytes, 0),
    };
    let point = mantissa.iter().position(|&byte| byte == b'.').unwrap_or(mantissa.len());
    if mantissa[0] == b'0' {
        let zeros = mantissa[2..].iter().take_while(|&&byte| byte == b'0').count();
        return Decimal::new(&mantissa[2 + zeros..], power - 1 - zeros as i32);
    }
    let (whole, fraction) = (&mantissa[..point], mantissa.get(point + 1..).unwrap_or_default());
    let mut digits = [b'0'; DIGITS_WITH_PADDING];
    digits[..whole.len()].copy_from_slice(whole);
    digits[whole.len()..whole.len() + fraction.len()].copy_from_slice(fraction);
    Decimal::new(&digits[..whole.len() + fraction.len()], power + point as i32 - 1)
}

/// The shortest digits within half a step of a float16, and of those the nearest ones.
///
/// # Design
/// Every float16 and every midpoint between two is a whole number of steps of 2^-25, so integers decide exactly. Units
/// are tried from the greatest down; the first that has a multiple inside the interval gives the fewest digits.
fn shortest_half(value: f16) -> Decimal {
    const STEPS: f64 = 33_554_432.0;
    let bits = value.to_bits() & 0x7fff;
    if bits == 0 {
        return Decimal::ZERO;
    }
    let steps = |bits: u16| (f16::from_bits(bits).to_f64() * STEPS) as u128;
    let exact = steps(bits);
    let below = (exact - steps(bits - 1)) / 2;
    // The spacing above is that of this number's own exponent.
    let above = if bits == 0x7bff { 16 * (STEPS as u128) } else { (steps(bits + 1) - exact) / 2 };
    // Midpoints belong to the neighbour with the even significand.
    let open = u128::from(bits % 2);
    for power in (-12_i32..=4).rev() {
        let scale = 10_u128.pow(power.min(0).unsigned_abs());
        let unit = 10_u128.pow(power.max(0) as u32) * STEPS as u128;
        let (low, high) = ((exact - below) * scale + open, (exact + above) * scale - open);
        let target = exact * scale;
        let (down, up) = (target / unit, target / unit + 1);
        let fits = |multiple: u128| (low..=high).contains(&(multiple * unit));
        let (left, right) = (target - down * unit, up * unit - target);
        let digits = match (fits(down) && down > 0, fits(up)) {
            (true, true) if left < right || (left == right && down.is_multiple_of(2)) => down,
            (true, false) => down,
            (_, true) => up,
            (false, false) => continue,
        };
        let whole = Decimal::from_integer(digits as u64);
        return Decimal { exponent: whole.exponent + power as i16, ..whole };
    }
    Decimal::ZERO
}
