//! Where ticks stand: at round numbers.

/// Which steps between ticks are round.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rounding {
    /// The parts of a power of ten that a step may be, from 1 to 10.
    pub parts: &'static [f64],
    /// Whether steps are whole numbers.
    pub whole: bool,
    /// At least so many ticks are to be seen.
    pub least: usize,
    /// What part of the shortest step is enough.
    pub leeway: f64,
}

impl Rounding {
    /// The steps of an axis: `AutoLocator`.
    pub const AXIS: Rounding = Rounding { parts: &[1.0, 2.0, 2.5, 5.0, 10.0], whole: false, least: 2, leeway: 1.0 };

    /// The steps of axes in three dimensions, whose ends lie a little farther out than what they show.
    pub const SPACE: Rounding = Rounding { leeway: 23.0 / 24.0, ..Rounding::AXIS };

    /// The steps of a locator of the program's own: `MaxNLocator`.
    pub const FINE: Rounding =
        Rounding { parts: &[1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0], ..Rounding::AXIS };

    /// The steps of an image's rows and columns.
    pub const CELLS: Rounding = Rounding { parts: &[1.0, 2.0, 5.0, 10.0], whole: true, ..Rounding::AXIS };

    /// The steps of levels, of which as many as were asked for are to be found.
    const LEVELS: Rounding = Rounding { least: 1, ..Rounding::FINE };
}

/// Numbers farther from zero than this many times their range are counted from a round number nearby.
const FAR: f64 = 100.0;

/// The levels of contours: round numbers, about as many as are asked for.
#[must_use]
pub fn levels(low: f64, high: f64, most: usize) -> Vec<f64> {
    linear(low, high, most, Rounding::LEVELS)
}

/// The multiples of a step from below `low` to above `high`: `MultipleLocator`.
#[must_use]
pub fn multiples(low: f64, high: f64, step: f64) -> Vec<f64> {
    let first = (low / step - 1e-10).ceil() - 1.0;
    let count = ((high - low) / step + 0.001).floor() + 3.0;
    if !(step > 0.0 && count < 1e4) {
        return vec![low];
    }
    (0..count as i64).map(|index| (first + index as f64) * step).collect()
}

/// Ticks at round numbers that reach from below `low` to above `high`: at most `most` steps of 1, 2, 2.5 or 5 times a
/// power of ten, or whatever else is round. The rule is that of matplotlib's `MaxNLocator`.
///
/// # Examples
/// ```
/// use tape_plot::ticks::{Rounding, linear};
/// assert_eq!(linear(0.0, 10.0, 9, Rounding::AXIS), [0.0, 2.0, 4.0, 6.0, 8.0, 10.0]);
/// assert_eq!(linear(-0.5, 2.5, 9, Rounding::CELLS), [-1.0, 0.0, 1.0, 2.0, 3.0]);
/// ```
#[must_use]
pub fn linear(low: f64, high: f64, most: usize, rounding: Rounding) -> Vec<f64> {
    let Rounding { parts, whole, least, leeway } = rounding;
    let range = high - low;
    if !range.is_finite() || range <= 0.0 {
        return vec![low];
    }
    let most = most.max(1) as f64;
    let middle = f64::midpoint(low, high);
    let offset =
        if middle.abs() / range < FAR { 0.0 } else { 10f64.powf(middle.abs().log10().floor()).copysign(middle) };
    let scale = 10f64.powf((range / most).log10().floor());
    let (near, far) = (low - offset, high - offset);
    let smaller = parts[..parts.len() - 1].iter().map(|step| 0.1 * step * scale);
    let mut steps: Vec<f64> =
        smaller.chain(parts.iter().map(|step| step * scale)).chain([10.0 * parts[1] * scale]).collect();
    if whole {
        steps.retain(|step| *step < 1.0 || (step - step.round()).abs() < 0.001);
    }
    let first = steps.iter().position(|step| *step >= leeway * range / most).unwrap_or(steps.len() - 1);
    let mut ticks = Vec::new();
    for step in steps[..=first].iter().rev() {
        let room = far.floor() - near.ceil() + 1.0;
        let step = if whole && room >= least as f64 { step.max(1.0) } else { *step };
        let base = (near / step).floor() * step;
        let last = edge_above((far - base) / step, offset / step) as i64;
        let start = edge_below((near - base) / step, offset / step) as i64;
        ticks = (start..=last).map(|index| index as f64 * step + base).collect();
        if ticks.iter().filter(|tick| **tick >= near && **tick <= far).count() >= least {
            break;
        }
    }
    ticks.into_iter().map(|tick| tick + offset).collect()
}

/// Whether a quotient is a whole number but for rounding.
fn is_whole(quotient: f64, offset: f64) -> bool {
    let tolerance = if offset == 0.0 { 1e-10 } else { (10f64.powf(offset.abs().log10() - 12.0)).clamp(1e-10, 0.4999) };
    (quotient - quotient.round()).abs() < tolerance
}

fn edge_below(quotient: f64, offset: f64) -> f64 {
    if is_whole(quotient, offset) { quotient.round() } else { quotient.floor() }
}

fn edge_above(quotient: f64, offset: f64) -> f64 {
    if is_whole(quotient, offset) { quotient.round() } else { quotient.ceil() }
}

/// The powers of ten from below `low` to above `high`, thinned out to at most `most` in between.
#[must_use]
pub fn decades(low: f64, high: f64, most: usize) -> Vec<f64> {
    let (first, last) = (low.log10().floor() as i32, high.log10().ceil() as i32);
    let inside = (high.log10().floor() as i32 - low.log10().ceil() as i32 + 1).max(1) as usize;
    let stride = inside.div_ceil(most.max(1) + 1).max(1);
    (first..=last).filter(|power| power.rem_euclid(stride as i32) == 0).map(|power| 10f64.powi(power)).collect()
}

/// The places between powers of ten: 2, 3, … 9 times each; none when the powers stand too close.
#[must_use]
pub fn between_decades(low: f64, high: f64) -> Vec<f64> {
    let (first, last) = (low.log10().floor() as i32, high.log10().ceil() as i32);
    if last - first > 10 {
        return Vec::new();
    }
    let places = (first..=last).flat_map(|power| (2..10).map(move |times| f64::from(times) * 10f64.powi(power)));
    places.filter(|place| *place >= low && *place <= high).collect()
}

/// The powers of ten on both sides of zero, with zero between them, on an axis that is linear up to `linear`.
#[must_use]
pub fn symmetric_decades(low: f64, high: f64, linear: f64) -> Vec<f64> {
    const MOST: usize = 15;
    let start = linear.log10().floor() as i32;
    let powers = |end: f64| start..((end.abs() + 1.0).log10().ceil() as i32).max(start);
    let below = if low < -linear { powers(low) } else { 0..0 };
    let above = if high > linear { powers(high) } else { 0..0 };
    let stride = ((below.len() + 1 + above.len()) / (MOST - 1)).max(1);
    let negative = below.step_by(stride).map(|power| -10f64.powi(power)).collect::<Vec<f64>>();
    let positive = above.step_by(stride).map(|power| 10f64.powi(power));
    negative.into_iter().rev().chain([0.0]).chain(positive).collect()
}
