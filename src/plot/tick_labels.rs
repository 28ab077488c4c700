//! What ticks say, by the rules of matplotlib's `ScalarFormatter` and `LogFormatter`.

/// What ticks share is written at the end of their axis if it has more digits than this number.
const SHARED: f64 = 1e3;

/// What ticks say: the fewest digits that tell them apart, and what all share.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Labels {
    /// A text for each tick.
    pub texts: Vec<String>,
    /// What stands at the end of the axis: a power of ten, a number to be added (`1e−6+1.2e3`), or nothing.
    pub factor: String,
}

/// The labels of linear ticks on an axis from `low` to `high`.
///
/// # Examples
/// ```
/// use tape_plot::tick_labels::labels;
/// assert_eq!(labels(&[-0.5, 0.0, 0.5], (-0.6, 0.6)).texts, ["−0.5", "0.0", "0.5"]);
/// let far = labels(&[12345.0, 12345.5, 12346.0], (12345.0, 12346.0));
/// assert_eq!((far.texts.join(" ").as_str(), far.factor.as_str()), ("5.0 5.5 6.0", "+1.234e4"));
/// ```
#[must_use]
pub fn labels(ticks: &[f64], (low, high): (f64, f64)) -> Labels {
    let offset = shared(ticks, low, high);
    let largest = ticks.iter().fold(0.0f64, |most, tick| most.max(tick.abs()));
    let power = match (offset == 0.0, largest == 0.0) {
        (false, _) => order(high - low),
        (true, true) => 0,
        (true, false) => order(largest),
    };
    let power = if (-4..6).contains(&power) { 0 } else { power };
    let scaled = |tick: &f64| (tick - offset) / 10f64.powi(power);
    let places: Vec<f64> = ticks.iter().map(scaled).collect();
    let ends = if ticks.len() < 2 { vec![scaled(&low), scaled(&high)] } else { Vec::new() };
    let digits = digits(&places, &ends);
    let texts = places.iter().map(|place| signed(*place, digits)).collect();
    let factor = if power == 0 { String::new() } else { format!("1e{power}") };
    let offset = if offset == 0.0 { String::new() } else { addend(offset) };
    Labels { texts, factor: (factor + &offset).replace('-', "−") }
}

/// The power of ten of a number.
fn order(value: f64) -> i32 {
    value.abs().log10().floor() as i32
}

/// The number that ticks are counted from: what all begin with, if that has enough digits; else 0.
fn shared(ticks: &[f64], low: f64, high: f64) -> f64 {
    let seen = || ticks.iter().copied().filter(|tick| *tick >= low && *tick <= high);
    let (least, most) = (seen().fold(f64::INFINITY, f64::min), seen().fold(f64::NEG_INFINITY, f64::max));
    if least >= most || (least <= 0.0 && most >= 0.0) {
        return 0.0;
    }
    let (small, large) = (least.abs().min(most.abs()), least.abs().max(most.abs()));
    let whole = |value: f64, power: i32| (value / 10f64.powi(power)).floor();
    let highest = large.log10().ceil() as i32;
    let lowest = highest - 20;
    // The lowest digit in which the smallest and the largest tick agree.
    let agree = |within: f64| {
        let differ = |power: &i32| whole(large, *power) - whole(small, *power) > within;
        1 + (lowest..=highest).rev().find(differ).unwrap_or(lowest)
    };
    let mut power = agree(0.0);
    if (large - small) / 10f64.powi(power) <= 1e-2 {
        // They lie on both sides of a round number: what they share is found one step later.
        power = agree(1.0);
    }
    let kept = whole(large, power);
    if kept >= SHARED { kept.copysign(least) * 10f64.powi(power) } else { 0.0 }
}

/// How many digits after the point tell places apart; `ends` count for the range alone.
fn digits(places: &[f64], ends: &[f64]) -> usize {
    let all = || places.iter().chain(ends).copied();
    let (least, most) = (all().fold(f64::INFINITY, f64::min), all().fold(f64::NEG_INFINITY, f64::max));
    let range = match most - least {
        0.0 if most != 0.0 => most.abs(),
        0.0 => 1.0,
        range => range,
    };
    if !range.is_finite() {
        return 0;
    }
    let tolerance = 1e-3 * 10f64.powi(order(range));
    let rounded = |value: f64, digits: i32| (value * 10f64.powi(digits)).round() / 10f64.powi(digits);
    let most = (3 - order(range)).max(0);
    let enough = |digits: &i32| places.iter().all(|place| (place - rounded(*place, *digits)).abs() < tolerance);
    (0..=most).rev().take_while(enough).last().unwrap_or(most + 1) as usize
}

/// A number that is to be added: `+1e9`, `-1.234e4`.
fn addend(value: f64) -> String {
    let power = order(value);
    let leading = (value.abs() / 10f64.powi(power) * 1e10).round() / 1e10;
    let sign = if value < 0.0 { '-' } else { '+' };
    if power == 0 { format!("{sign}{leading}") } else { format!("{sign}{leading}e{power}") }
}

fn signed(value: f64, digits: usize) -> String {
    let text = format!("{value:.digits$}");
    match text.strip_prefix('-') {
        Some(zero) if zero.bytes().all(|byte| matches!(byte, b'0' | b'.')) => zero.to_owned(),
        Some(rest) => format!("−{rest}"),
        None => text,
    }
}

/// A power of ten as a formula: `$\mathdefault{10^{3}}$`; other numbers as `$\mathdefault{2\times10^{3}}$`.
///
/// # Examples
/// ```
/// use tape_plot::{mathtext::plain, tick_labels::power};
/// assert_eq!([1000.0, -0.02, 0.0].map(|value| plain(&power(value))), ["10³", "−2×10⁻²", "0"]);
/// ```
#[must_use]
pub fn power(value: f64) -> String {
    if value == 0.0 {
        return "$\\mathdefault{0}$".to_owned();
    }
    let sign = if value < 0.0 { "-" } else { "" };
    let power = (value.abs().log10() + 1e-9).floor();
    let times = (value.abs() / 10f64.powf(power)).round();
    let times = if times > 1.0 { format!("{times}\\times") } else { String::new() };
    format!("$\\mathdefault{{{sign}{times}10^{{{power}}}}}$")
}

/// How a program writes its ticks: a text around a number, from a pattern such as `{x:.2f} m` or `$%.0f`.
#[derive(Clone, Debug, PartialEq)]
pub struct Pattern {
    before: String,
    after: String,
    digits: usize,
    /// `f`, `e`, `g`, `d` or `%`.
    form: char,
    grouped: bool,
}

impl Pattern {
    /// A share of a whole as a percentage; `digits` after the point.
    #[must_use]
    pub fn percentage(digits: usize) -> Pattern {
        Pattern { before: String::new(), after: "%".to_owned(), digits, form: 'f', grouped: false }
    }

    /// Reads a pattern with one number in it, in the manner of `str.format` or of `%`; nothing for a pattern that asks for more.
    ///
    /// # Examples
    /// ```
    /// use tape_plot::tick_labels::Pattern;
    /// let text = |pattern: &str, value| Pattern::parse(pattern).map(|pattern| pattern.text(value));
    /// assert_eq!(text("{x:.1f} s", 0.25).as_deref(), Some("0.2 s"));
    /// assert_eq!(text("$%d", -3.0).as_deref(), Some("$-3"));
    /// assert_eq!(text("{x:,.0f}", 12_000.0).as_deref(), Some("12,000"));
    /// assert_eq!(text("{x:>8}", 1.0), None);
    /// ```
    #[must_use]
    pub fn parse(pattern: &str) -> Option<Pattern> {
        let (before, spec, after) = match (pattern.find('{'), pattern.find('%')) {
            (Some(open), _) => {
                let close = open + pattern[open..].find('}')?;
                let field = &pattern[open + 1..close];
                (&pattern[..open], field.split_once(':').map_or("g", |(_, spec)| spec), &pattern[close + 1..])
            }
            (None, Some(start)) => {
                let length = 1 + pattern[start + 1..].find(|c: char| c.is_ascii_alphabetic())?;
                (&pattern[..start], &pattern[start + 1..=start + length], &pattern[start + length + 1..])
            }
            (None, None) => return None,
        };
        let form = spec.chars().last().filter(|form| "fegd%".contains(*form))?;
        let spec = &spec[..spec.len() - 1];
        let (grouped, spec) = spec.strip_prefix(',').map_or((false, spec), |rest| (true, rest));
        let digits = match spec.strip_prefix('.') {
            Some(digits) => digits.parse().ok()?,
            None if !spec.is_empty() => return None,
            None if form == 'd' => 0,
            None => 6,
        };
        Some(Pattern { before: before.to_owned(), after: after.replace("%%", "%"), digits, form, grouped })
    }

    /// What it makes of a number.
    #[must_use]
    pub fn text(&self, value: f64) -> String {
        let digits = self.digits;
        let number = match self.form {
            'e' => {
                let text = format!("{value:.digits$e}");
                let (parts, power) = text.split_once('e').unwrap_or((&text, "0"));
                let power: i32 = power.parse().unwrap_or(0);
                format!("{parts}e{}{:02}", if power < 0 { '-' } else { '+' }, power.abs())
            }
            'g' => format!("{}", (value * 1e6).round() / 1e6),
            '%' => format!("{:.digits$}%", 100.0 * value),
            _ => format!("{value:.digits$}"),
        };
        let number = if self.grouped { grouped(&number) } else { number };
        format!("{}{number}{}", self.before, self.after)
    }
}

/// A number with a comma after every third digit before the point.
fn grouped(number: &str) -> String {
    let (whole, rest) = number.split_at(number.find('.').unwrap_or(number.len()));
    let digits = whole.trim_start_matches('-');
    let mut text = whole[..whole.len() - digits.len()].to_owned();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index) % 3 == 0 {
            text.push(',');
        }
        text.push(digit);
    }
    text + rest
}
