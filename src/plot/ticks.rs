//! Where ticks stand and what they say: round numbers.

/// The round steps of ticks, as parts of a power of ten.
const STEPS: &[f64] = &[1.0, 2.0, 2.5, 5.0, 10.0];

/// The finer choice of steps for levels, of which as many as were asked for are to be found.
const LEVEL_STEPS: &[f64] = &[1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0];

/// Numbers farther from zero than this many times their range are counted from a round number nearby.
const FAR: f64 = 100.0;

/// Ticks at round numbers that reach from below `low` to above `high`: at most `most` steps of 1, 2, 2.5 or 5 times a
/// power of ten. The rule is that of matplotlib's `MaxNLocator`.
///
/// # Examples
/// ```
/// assert_eq!(tape_plot::ticks::linear(0.0, 10.0, 9), [0.0, 2.0, 4.0, 6.0, 8.0, 10.0]);
/// ```
#[must_use]
pub fn linear(low: f64, high: f64, most: usize) -> Vec<f64> {
    stepped(low, high, most, 2, STEPS)
}

/// [`linear`] for the levels of contours, whose steps may be less round.
#[must_use]
pub fn levels(low: f64, high: f64, most: usize) -> Vec<f64> {
    stepped(low, high, most, 1, LEVEL_STEPS)
}

fn stepped(low: f64, high: f64, most: usize, least: usize, parts: &[f64]) -> Vec<f64> {
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
    let steps: Vec<f64> =
        smaller.chain(parts.iter().map(|step| step * scale)).chain([10.0 * parts[1] * scale]).collect();
    let first = steps.iter().position(|step| *step >= range / most).unwrap_or(steps.len() - 1);
    let mut ticks = Vec::new();
    for step in steps[..=first].iter().rev() {
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

/// What ticks say: the fewest digits that tell them apart, and the power of ten that all share when they are very large
/// or very small.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Labels {
    /// A text for each tick.
    pub texts: Vec<String>,
    /// What stands at the end of the axis: `1e6`, or nothing.
    pub factor: String,
}

/// The labels of linear ticks.
///
/// # Examples
/// ```
/// let labels = tape_plot::ticks::labels(&[-0.5, 0.0, 0.5]);
/// assert_eq!(labels.texts, ["−0.5", "0.0", "0.5"]);
/// ```
#[must_use]
pub fn labels(ticks: &[f64]) -> Labels {
    let largest = ticks.iter().fold(0.0f64, |most, tick| most.max(tick.abs()));
    let power = if largest == 0.0 { 0 } else { largest.log10().floor() as i32 };
    let power = if (-4..6).contains(&power) { 0 } else { power };
    let scale = 10f64.powi(power);
    let scaled: Vec<f64> = ticks.iter().map(|tick| tick / scale).collect();
    let least = scaled.iter().copied().fold(f64::INFINITY, f64::min);
    let most = scaled.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let range = if most > least { most - least } else { most.abs() };
    let tolerance = if range > 0.0 { 1e-3 * 10f64.powf(range.log10().floor()) } else { 1e-3 };
    let rounded = |value: f64, digits: i32| (value * 10f64.powi(digits)).round() / 10f64.powi(digits);
    let digits = (0..12).find(|digits| scaled.iter().all(|tick| (tick - rounded(*tick, *digits)).abs() < tolerance));
    let digits = digits.unwrap_or(12) as usize;
    let texts = scaled.iter().map(|tick| signed(*tick, digits)).collect();
    Labels { texts, factor: if power == 0 { String::new() } else { format!("1e{power}").replace('-', "−") } }
}

fn signed(value: f64, digits: usize) -> String {
    let text = format!("{value:.digits$}");
    match text.strip_prefix('-') {
        Some(zero) if zero.bytes().all(|byte| matches!(byte, b'0' | b'.')) => zero.to_owned(),
        Some(rest) => format!("−{rest}"),
        None => text,
    }
}

/// A power of ten as it is written: `10³`; other numbers between as `2×10³`.
#[must_use]
pub fn power_label(value: f64) -> String {
    let power = (value.log10() + 1e-9).floor();
    let times = (value / 10f64.powf(power)).round();
    let exponent = crate::mathtext::superscript(&format!("{power}"));
    if times > 1.0 { format!("{times}×10{exponent}") } else { format!("10{exponent}") }
}
