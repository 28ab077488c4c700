//! How the parts of a formatted number come together: sign, prefix, grouped digits, the rest, padding.

use super::spec::{Align, FormatSpec};

/// A number's parts before they are laid out.
pub(super) struct Parts<'a> {
    /// `-`, `+`, a blank or nothing.
    pub sign: &'a str,
    /// `0x` and the like.
    pub prefix: &'a str,
    /// Digits before the point; grouped if the specification says so.
    pub whole: &'a str,
    /// All that follows: point, places, exponent, `%`. For infinities and NaN the word itself.
    pub rest: &'a str,
}

impl Parts<'_> {
    /// Lays them out.
    pub(super) fn lay_out(&self, spec: &FormatSpec) -> String {
        let zero_filled = spec.fill == '0' && spec.align == Align::AfterSign;
        let taken = self.sign.len() + self.prefix.len() + self.rest.len();
        let digits = match spec.grouping {
            Some(separator) if !self.whole.is_empty() => {
                let least = if zero_filled { spec.width.saturating_sub(taken) } else { 0 };
                grouped(self.whole, separator, spec.group_size(), least)
            }
            _ => self.whole.to_owned(),
        };
        if spec.align != Align::AfterSign {
            return spec.pad(&format!("{}{}{digits}{}", self.sign, self.prefix, self.rest));
        }
        let missing = spec.width.saturating_sub(taken + digits.len());
        let padding: String = std::iter::repeat_n(spec.fill, missing).collect();
        format!("{}{}{padding}{digits}{}", self.sign, self.prefix, self.rest)
    }
}

/// Digits with separators, filled with zeros up to `least` characters; a separator never stands first.
fn grouped(digits: &str, separator: char, size: usize, least: usize) -> String {
    let width = |digits: usize| digits + digits.saturating_sub(1) / size;
    // The fewest digits whose grouped width reaches `least`.
    let mut count = digits.len().max(least * size / (size + 1));
    while width(count) < least {
        count += 1;
    }
    let zeros = std::iter::repeat_n('0', count - digits.len());
    let mut text = String::with_capacity(width(count));
    for (at, digit) in zeros.chain(digits.chars()).enumerate() {
        if at > 0 && (count - at).is_multiple_of(size) {
            text.push(separator);
        }
        text.push(digit);
    }
    text
}
