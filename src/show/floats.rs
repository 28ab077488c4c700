//! Columns of floating point numbers: one notation and one width for all the numbers of an array.

use crate::decimal::{Decimal, DigitBuffer, Real, exact_mantissa, exact_positional, integer_ascii};
use crate::options::{FloatMode, PrintOptions, Sign};
use crate::write;

/// The most places of the fixed mode: numpy refuses to print more.
const MOST_PLACES: usize = 16_383;

/// The numbers to be shown, with the notation that suits all of them.
///
/// # Design
/// The shortest digits of each number are found once, when the widths are measured; writing reuses them. The modes that
/// ask for a given number of digits are rare, and take their digits from the standard library.
pub(crate) struct Floats<'a> {
    cells: Vec<Cell>,
    options: &'a PrintOptions,
    sign: Sign,
    notation: Notation,
    /// Whether any of the numbers is not finite.
    any_special: bool,
    /// The columns before the point, the sign among them.
    left: usize,
    /// The columns after the point: digits, and in scientific notation the exponent.
    right: usize,
}

#[derive(Clone, Copy)]
enum Cell {
    Finite { value: f64, digits: Decimal },
    Infinite { negative: bool },
    Nan,
}

#[derive(Clone, Copy)]
enum Notation {
    /// Digits as needed, blanks up to the common width.
    Trimmed,
    /// The same number of digits for all.
    Places(usize),
    /// Powers of ten: as many digits for all, and at least so many digits of the exponent.
    Scientific { places: usize, exponent_width: usize },
}

impl<'a> Floats<'a> {
    /// Chooses the notation for `values`; `sign` overrides that of the options.
    pub(crate) fn new<T: Real>(values: impl Iterator<Item = T>, options: &'a PrintOptions, sign: Sign) -> Floats<'a> {
        let mut range = Range::default();
        let mut cells: Vec<Cell> = Vec::with_capacity(values.size_hint().0);
        cells.extend(values.map(|number| {
            let value = number.widen();
            if value.is_finite() {
                range.include(value);
                Cell::Finite { value, digits: number.shortest() }
            } else if value.is_nan() {
                Cell::Nan
            } else {
                Cell::Infinite { negative: value < 0.0 }
            }
        }));
        let any_special = cells.iter().any(|cell| !matches!(cell, Cell::Finite { .. }));
        let mut floats = Floats { cells, options, sign, notation: Notation::Trimmed, any_special, left: 0, right: 0 };
        if range.any_finite {
            if range.wants_scientific::<T>(options.suppress) {
                floats.measure_scientific();
            } else {
                floats.measure_positional();
            }
            floats.left += usize::from(sign == Sign::Space && !range.any_negative);
        }
        if any_special {
            floats.make_room_for_specials();
        }
        floats
    }

    /// How many columns every number takes; `None` where a NaN or an infinity may take more.
    pub(crate) fn width(&self) -> Option<usize> {
        (!self.any_special).then_some(self.left + 1 + self.right)
    }

    /// The precision that cuts shortest digits, if one does.
    fn cut(&self) -> Option<usize> {
        (self.options.floatmode != FloatMode::Unique).then_some(self.options.precision)
    }

    /// The places of the fixed mode.
    fn fixed_places(&self) -> usize {
        self.options.precision.min(MOST_PLACES)
    }

    fn measure_scientific(&mut self) {
        let (cut, fixed) = (self.cut(), self.options.floatmode == FloatMode::Fixed);
        let (mut places, mut exponent_width) = (0, 2);
        let mut left = 1;
        for cell in &mut self.cells {
            let Cell::Finite { value, digits } = cell else { continue };
            if let Some(precision) = cut {
                *digits = digits.cut_mantissa(precision, value.abs());
            }
            places = places.max(digits.mantissa_places());
            exponent_width = exponent_width.max(if digits.exponent().abs() >= 100 { 3 } else { 2 });
            left = left.max(1 + usize::from(self.sign.shows(*value)));
        }
        if fixed {
            places = self.fixed_places();
        }
        self.notation = Notation::Scientific { places, exponent_width };
        self.left = left;
        self.right = places + exponent_width + 2;
    }

    fn measure_positional(&mut self) {
        let (cut, fixed) = (self.cut(), self.options.floatmode == FloatMode::Fixed);
        let (mut left, mut right) = (0, 0);
        for cell in &mut self.cells {
            let Cell::Finite { value, digits } = cell else { continue };
            if let Some(precision) = cut {
                *digits = digits.cut_places(precision, value.abs());
            }
            left = left.max(digits.integer_width() + usize::from(self.sign.shows(*value)));
            right = right.max(digits.places());
        }
        if fixed {
            right = self.fixed_places();
        }
        let equal = matches!(self.options.floatmode, FloatMode::Fixed | FloatMode::MaxprecEqual);
        self.notation = if equal { Notation::Places(right) } else { Notation::Trimmed };
        self.left = left;
        self.right = right;
    }

    /// Widens the column where a NaN or an infinity would not fit.
    fn make_room_for_specials(&mut self) {
        let negative = self.cells.iter().any(|cell| matches!(cell, Cell::Infinite { negative: true }));
        let nan = self.options.nanstr.chars().count();
        let infinity = self.options.infstr.chars().count() + usize::from(negative || self.sign != Sign::Minus);
        self.left = self.left.max(nan.max(infinity).saturating_sub(self.right + 1));
    }

    /// Appends number `index` in its column.
    pub(crate) fn write(&self, index: usize, out: &mut String) {
        match self.cells[index] {
            Cell::Nan => self.write_special(if self.sign == Sign::Plus { "+" } else { "" }, &self.options.nanstr, out),
            Cell::Infinite { negative } => {
                let sign = self.sign.before(negative);
                self.write_special(sign, &self.options.infstr, out);
            }
            Cell::Finite { value, digits } => match self.notation {
                Notation::Trimmed => self.write_trimmed(value, digits, out),
                Notation::Places(places) => self.write_places(value, digits, places, out),
                Notation::Scientific { places, exponent_width } => {
                    self.write_sign(value, 1, out);
                    let exponent = self.write_mantissa(value, digits, places, out);
                    write_exponent(exponent, exponent_width, out);
                }
            },
        }
    }

    fn write_special(&self, sign: &str, text: &str, out: &mut String) {
        let width = sign.len() + text.chars().count();
        write::blanks(out, (self.left + self.right + 1).saturating_sub(width));
        out.push_str(sign);
        out.push_str(text);
    }

    /// Appends blanks and the sign so that `integer_width` more characters end at the point.
    fn write_sign(&self, value: f64, integer_width: usize, out: &mut String) {
        let sign = self.sign.before(value.is_sign_negative());
        write::blanks(out, self.left.saturating_sub(integer_width + sign.len()));
        out.push_str(sign);
    }

    fn write_trimmed(&self, value: f64, digits: Decimal, out: &mut String) {
        self.write_sign(value, digits.integer_width(), out);
        let places = write_positional(digits, out);
        write::blanks(out, self.right.saturating_sub(places));
    }

    fn write_places(&self, value: f64, digits: Decimal, places: usize, out: &mut String) {
        if digits.places() == places && self.options.floatmode != FloatMode::Fixed {
            return self.write_trimmed(value, digits, out);
        }
        let mut text = String::new();
        exact_positional(value.abs(), places, &mut text);
        let integer_width = text.find('.').unwrap_or(text.len());
        self.write_sign(value, integer_width, out);
        out.push_str(&text);
        if places == 0 {
            out.push('.');
        }
    }

    /// Appends `d.ddd` and returns its power of ten.
    ///
    /// # Design
    /// Where the column has more digits than this number needs, the exact ones follow, rounded. numpy's are the same but
    /// for eight powers of two among all doubles, and for those only when printed with one digit too many of sixteen.
    fn write_mantissa(&self, value: f64, digits: Decimal, places: usize, out: &mut String) -> i32 {
        if digits.mantissa_places() == places && self.options.floatmode != FloatMode::Fixed {
            let text = digits.ascii();
            out.push_str(&text[..1]);
            out.push('.');
            out.push_str(&text[1..]);
            return digits.exponent();
        }
        let exponent = exact_mantissa(value.abs(), places, out);
        if places == 0 {
            out.push('.');
        }
        exponent
    }
}

impl Sign {
    /// Whether a finite number carries a sign character.
    fn shows(self, value: f64) -> bool {
        value.is_sign_negative() || self == Sign::Plus
    }

    /// The sign before a number.
    fn before(self, negative: bool) -> &'static str {
        match (negative, self) {
            (true, _) => "-",
            (false, Sign::Plus) => "+",
            (false, Sign::Minus | Sign::Space) => "",
        }
    }
}

/// Appends a number with its point and no more digits than it has; returns how many follow the point.
pub(crate) fn write_positional(digits: Decimal, out: &mut String) -> usize {
    let text = digits.ascii();
    let exponent = digits.exponent();
    if exponent < 0 {
        out.push_str("0.");
        write::zeros(out, exponent.unsigned_abs() as usize - 1);
        out.push_str(text);
    } else {
        let (whole, fraction) = text.split_at(text.len().min(exponent as usize + 1));
        out.push_str(whole);
        write::zeros(out, exponent as usize + 1 - whole.len());
        out.push('.');
        out.push_str(fraction);
    }
    digits.places()
}

/// Appends `e+05`, with at least `width` digits.
pub(crate) fn write_exponent(exponent: i32, width: usize, out: &mut String) {
    out.push_str(if exponent < 0 { "e-" } else { "e+" });
    let size = exponent.unsigned_abs();
    if width == 2 && size < 100 {
        // By far the most.
        out.push(char::from(b'0' + (size / 10) as u8));
        return out.push(char::from(b'0' + (size % 10) as u8));
    }
    let mut buffer = DigitBuffer::default();
    let text = integer_ascii(u64::from(size), &mut buffer);
    write::zeros(out, width.saturating_sub(text.len()));
    out.push_str(text);
}

/// The extremes of the finite numbers of an array.
struct Range {
    any_finite: bool,
    any_negative: bool,
    smallest: f64,
    largest: f64,
}

impl Default for Range {
    fn default() -> Range {
        Range { any_finite: false, any_negative: false, smallest: f64::INFINITY, largest: 0.0 }
    }
}

impl Range {
    fn include(&mut self, value: f64) {
        self.any_finite = true;
        self.any_negative |= value.is_sign_negative();
        let magnitude = value.abs();
        if magnitude > 0.0 {
            self.smallest = self.smallest.min(magnitude);
            self.largest = self.largest.max(magnitude);
        }
    }

    /// Whether numbers so large, so small or so far apart are shown with powers of ten.
    fn wants_scientific<T: Real>(&self, suppress: bool) -> bool {
        if self.largest == 0.0 {
            return false;
        }
        self.largest >= T::ARRAY_LIMIT
            || (!suppress && (self.smallest < T::SMALL || T::quotient(self.largest, self.smallest) > 1000.0))
    }
}
