//! What `np.set_printoptions` can set.

/// Options of array printing, under numpy's names and with numpy's defaults.
///
/// They apply to arrays only, never to scalars.
///
/// # Examples
/// ```
/// use tape_show::{PrintOptions, array};
/// use tape_tensor::Array;
/// let third = Array::from_vec([1], vec![1.0 / 3.0]);
/// assert_eq!(array::str(&third, &PrintOptions::default()), "[0.33333333]");
/// assert_eq!(array::str(&third, &PrintOptions { precision: 3, ..PrintOptions::default() }), "[0.333]");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrintOptions {
    /// Digits after the point, as [`FloatMode`] reads them. The fixed mode stops at 16383, where numpy raises an error.
    pub precision: usize,
    /// Arrays of more elements than this are summarised.
    pub threshold: usize,
    /// How many items of each axis a summary shows at each end.
    pub edgeitems: usize,
    /// Lines are wrapped at this many columns.
    pub linewidth: usize,
    /// Whether small numbers are shown as zero instead of switching to scientific notation.
    pub suppress: bool,
    /// What a NaN looks like.
    pub nanstr: String,
    /// What infinity looks like.
    pub infstr: String,
    /// What stands before a number that is not negative.
    pub sign: Sign,
    /// How many digits floating point numbers get.
    pub floatmode: FloatMode,
}

impl Default for PrintOptions {
    fn default() -> PrintOptions {
        PrintOptions {
            precision: 8,
            threshold: 1000,
            edgeitems: 3,
            linewidth: 75,
            suppress: false,
            nanstr: "nan".into(),
            infstr: "inf".into(),
            sign: Sign::Minus,
            floatmode: FloatMode::Maxprec,
        }
    }
}

/// What stands before a number that is not negative.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// Nothing: `-`.
    Minus,
    /// A plus: `+`.
    Plus,
    /// A blank, where no number of the array is negative: ` `.
    Space,
}

impl Sign {
    /// The sign under numpy's name for it, `-`, `+` or a blank.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Sign> {
        [Sign::Minus, Sign::Plus, Sign::Space].into_iter().find(|sign| sign.name() == name)
    }

    /// numpy's name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Sign::Minus => "-",
            Sign::Plus => "+",
            Sign::Space => " ",
        }
    }
}

/// How many digits floating point numbers get.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FloatMode {
    /// Always `precision` digits after the point.
    Fixed,
    /// As few digits as tell each number apart from its neighbours, whatever the precision.
    Unique,
    /// As [`FloatMode::Unique`], cut to `precision` digits after the point.
    Maxprec,
    /// As [`FloatMode::Maxprec`], with as many digits for every number as the longest needs.
    MaxprecEqual,
}

impl FloatMode {
    /// The mode under numpy's name for it.
    #[must_use]
    pub fn from_name(name: &str) -> Option<FloatMode> {
        use FloatMode::{Fixed, Maxprec, MaxprecEqual, Unique};
        [Fixed, Unique, Maxprec, MaxprecEqual].into_iter().find(|mode| mode.name() == name)
    }

    /// numpy's name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            FloatMode::Fixed => "fixed",
            FloatMode::Unique => "unique",
            FloatMode::Maxprec => "maxprec",
            FloatMode::MaxprecEqual => "maxprec_equal",
        }
    }
}
