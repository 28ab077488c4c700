//! Colours: red, green, blue, and how much of what lies below shows through.

use crate::named_colors::NAMED;

/// A colour.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Color {
    /// Red, 0 to 255.
    pub red: u8,
    /// Green, 0 to 255.
    pub green: u8,
    /// Blue, 0 to 255.
    pub blue: u8,
    /// 0 is invisible, 1 hides all below.
    pub alpha: f64,
}

/// The colours that lines take in turn: matplotlib's `tab10`, which are Tableau's.
pub const CYCLE: [Color; 10] = [
    Color::rgb(0x1f77b4),
    Color::rgb(0xff7f0e),
    Color::rgb(0x2ca02c),
    Color::rgb(0xd62728),
    Color::rgb(0x9467bd),
    Color::rgb(0x8c564b),
    Color::rgb(0xe377c2),
    Color::rgb(0x7f7f7f),
    Color::rgb(0xbcbd22),
    Color::rgb(0x17becf),
];

/// The names of [`CYCLE`] behind `tab:`.
const CYCLE_NAMES: [&str; 10] = ["blue", "orange", "green", "red", "purple", "brown", "pink", "gray", "olive", "cyan"];

impl Color {
    /// Black: on a dark background it is drawn light.
    pub const BLACK: Color = Color::rgb(0);
    /// White: on a dark background it is drawn dark.
    pub const WHITE: Color = Color::rgb(0xffffff);
    /// What grid lines have.
    pub const GRID: Color = Color { alpha: 0.6, ..Color::rgb(0xb0b0b0) };
    /// The border of a legend.
    pub const BORDER: Color = Color::rgb(0xcccccc);
    /// Nothing to see.
    pub const NONE: Color = Color { alpha: 0.0, ..Color::BLACK };

    /// A colour by its six hexadecimal digits.
    #[must_use]
    pub const fn rgb(digits: u32) -> Color {
        Color { red: (digits >> 16) as u8, green: (digits >> 8) as u8, blue: digits as u8, alpha: 1.0 }
    }

    /// A colour by parts from 0 to 1.
    #[must_use]
    pub fn from_parts([red, green, blue, alpha]: [f64; 4]) -> Color {
        let byte = |part: f64| (part.clamp(0.0, 1.0) * 255.0).round() as u8;
        Color { red: byte(red), green: byte(green), blue: byte(blue), alpha: alpha.clamp(0.0, 1.0) }
    }

    /// The parts from 0 to 1: red, green, blue, alpha.
    #[must_use]
    pub fn parts(self) -> [f64; 4] {
        let part = |byte: u8| f64::from(byte) / 255.0;
        [part(self.red), part(self.green), part(self.blue), self.alpha]
    }

    /// The same in bytes.
    #[must_use]
    pub fn bytes(self) -> [u8; 4] {
        [self.red, self.green, self.blue, (self.alpha * 255.0).round() as u8]
    }

    /// The same colour, more or less of it.
    #[must_use]
    pub fn with_alpha(self, alpha: f64) -> Color {
        Color { alpha: alpha.clamp(0.0, 1.0), ..self }
    }

    /// The colour of the `index`-th line.
    #[must_use]
    pub fn of_cycle(index: usize) -> Color {
        CYCLE[index % CYCLE.len()]
    }

    /// A colour by what matplotlib calls it: a name, a letter, `C0`, `tab:blue`, `#1f77b4`, a grey level `0.5`, `none`.
    ///
    /// # Examples
    /// ```
    /// use tape_plot::color::Color;
    /// assert_eq!(Color::parse("C1"), Some(Color::rgb(0xff7f0e)));
    /// assert_eq!(Color::parse("#f00"), Color::parse("red"));
    /// assert_eq!(Color::parse("reddish"), None);
    /// ```
    #[must_use]
    pub fn parse(text: &str) -> Option<Color> {
        if let [letter] = text.as_bytes()
            && let Some(color) = of_letter(*letter)
        {
            return Some(color);
        }
        if let Some(digits) = text.strip_prefix('#') {
            return of_digits(digits);
        }
        if let Some(index) = text.strip_prefix('C').and_then(|index| index.parse().ok()) {
            return Some(Color::of_cycle(index));
        }
        let lower = text.to_lowercase();
        if let Some(name) = lower.strip_prefix("tab:") {
            let name = if name == "grey" { "gray" } else { name };
            return CYCLE_NAMES.iter().position(|own| *own == name).map(Color::of_cycle);
        }
        if lower == "none" {
            return Some(Color::NONE);
        }
        if let Ok(index) = NAMED.binary_search_by(|(name, _)| (*name).cmp(&lower)) {
            return Some(Color::rgb(NAMED[index].1));
        }
        let level: f64 = text.parse().ok()?;
        (0.0..=1.0).contains(&level).then(|| Color::from_parts([level, level, level, 1.0]))
    }

    /// `#1f77b4`, without alpha.
    #[must_use]
    pub fn hex(self) -> String {
        format!("#{:02x}{:02x}{:02x}", self.red, self.green, self.blue)
    }

    /// How much light it gives, from 0 to 1 (relative luminance as WCAG 2 defines it).
    #[must_use]
    pub fn luminance(self) -> f64 {
        let linear = |part: f64| if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) };
        let [red, green, blue, _] = self.parts();
        0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
    }

    /// The colour between this one and another.
    #[must_use]
    pub fn toward(self, other: Color, share: f64) -> Color {
        let (own, other) = (self.parts(), other.parts());
        Color::from_parts(std::array::from_fn(|part| own[part] + share * (other[part] - own[part])))
    }
}

/// matplotlib's colours of one letter.
fn of_letter(letter: u8) -> Option<Color> {
    Some(match letter {
        b'b' => Color::rgb(0x0000ff),
        b'g' => Color::rgb(0x008000),
        b'r' => Color::rgb(0xff0000),
        b'c' => Color::rgb(0x00bfbf),
        b'm' => Color::rgb(0xbf00bf),
        b'y' => Color::rgb(0xbfbf00),
        b'k' => Color::BLACK,
        b'w' => Color::WHITE,
        _ => return None,
    })
}

/// Three, four, six or eight hexadecimal digits.
fn of_digits(digits: &str) -> Option<Color> {
    if !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    let full = match digits.len() {
        3 | 4 => digits.chars().flat_map(|digit| [digit, digit]).collect(),
        6 | 8 => digits.to_owned(),
        _ => return None,
    };
    let color = Color::rgb(u32::from_str_radix(&full[..6], 16).ok()?);
    let alpha = if full.len() == 8 { u8::from_str_radix(&full[6..], 16).ok()? } else { 255 };
    Some(color.with_alpha(f64::from(alpha) / 255.0))
}
