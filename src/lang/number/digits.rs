//! The decimal digits of a float: the shortest that read back the same, or as many as somebody asks for, correctly rounded.
//!
//! Rust's formatting of floats is exact at any precision and rounds halves to even, as C's does; this module only takes the
//! digits out of it and bounds the work by what a float can have.

/// No float has more significant digits than this; further ones are zeros.
const MOST_SIGNIFICANT: usize = 800;

/// A finite number's absolute value as digits: `0.d₁d₂d₃… × 10^point`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Digits {
    /// ASCII digits, at least one; the first is `0` only for the number zero.
    pub digits: String,
    /// How many digits stand before the decimal point; negative for leading zeros behind it.
    pub point: i32,
}

impl Digits {
    /// The fewest digits that read back as the same number.
    #[must_use]
    pub fn shortest(number: f64) -> Digits {
        let text = format!("{:e}", number.abs());
        Digits::from_scientific(even_of_two(&text, number.abs()).as_deref().unwrap_or(&text))
    }

    /// That many significant digits (at least one).
    #[must_use]
    pub fn significant(number: f64, count: usize) -> Digits {
        let places = count.max(1) - 1;
        let mut digits = Digits::from_scientific(&format!("{:.*e}", places.min(MOST_SIGNIFICANT), number.abs()));
        digits.pad(count.max(1));
        digits
    }

    fn from_scientific(text: &str) -> Digits {
        let (mantissa, exponent) = text.split_once('e').unwrap_or((text, "0"));
        let digits = mantissa.chars().filter(|&c| c != '.').collect();
        Digits { digits, point: exponent.parse().unwrap_or(0) + 1 }
    }

    /// Appends zeros up to that many digits.
    fn pad(&mut self, count: usize) {
        let missing = count.saturating_sub(self.digits.len());
        self.digits.extend(std::iter::repeat_n('0', missing));
    }

    /// Removes zeros from the end; one digit stays.
    pub fn strip_zeros(&mut self) {
        let kept = self.digits.trim_end_matches('0').len().max(1);
        self.digits.truncate(kept);
    }

    /// Written with a point: `123.45`, `0.001`. At least `least_places` digits follow the point.
    #[must_use]
    pub fn positional(&self, least_places: usize) -> String {
        let point = self.point;
        let mut text = String::with_capacity(self.digits.len() + 8);
        if point <= 0 {
            text.push('0');
        } else {
            let whole = (point as usize).min(self.digits.len());
            text.push_str(&self.digits[..whole]);
            text.extend(std::iter::repeat_n('0', point as usize - whole));
        }
        let places_from = (point.max(0) as usize).min(self.digits.len());
        let leading = if point < 0 { point.unsigned_abs() as usize } else { 0 };
        let places = leading + self.digits.len() - places_from;
        if places.max(least_places) > 0 {
            text.push('.');
            text.extend(std::iter::repeat_n('0', leading));
            text.push_str(&self.digits[places_from..]);
            text.extend(std::iter::repeat_n('0', least_places.saturating_sub(places)));
        }
        text
    }

    /// Written with an exponent of at least two digits: `1.5e-07`.
    #[must_use]
    pub fn scientific(&self) -> String {
        let (first, rest) = self.digits.split_at(1);
        let exponent = self.point - 1;
        let sign = if exponent < 0 { '-' } else { '+' };
        let dot = if rest.is_empty() { "" } else { "." };
        format!("{first}{dot}{rest}e{sign}{:02}", exponent.unsigned_abs())
    }
}

/// Where two shortest texts are equally near, C's take the one that ends in an even digit and Rust's the larger one. Gives the
/// even one if `text` is the odd one of such a pair.
fn even_of_two(text: &str, number: f64) -> Option<String> {
    let mantissa = text.split('e').next()?;
    let last = mantissa.bytes().next_back()?;
    if last % 2 == 0 || mantissa.len() < 16 {
        return None;
    }
    let nearest = format!("{number:.*e}", mantissa.len() - 2);
    (nearest != text && nearest.parse() == Ok(number)).then_some(nearest)
}
