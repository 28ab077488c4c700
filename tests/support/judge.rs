//! Whether what a program wrote is what TensorFlow writes.
//!
//! Texts are compared byte for byte. Only a case whose first line is `# tolerance: …` may differ in the digits of its
//! inexact results; README.md in `tests/golden` says by how much.

/// What a case expects.
pub struct Expected {
    /// The program's text; its first lines may name a tolerance.
    pub source: String,
    /// Standard output, followed by the exception's text if one ends the program.
    pub out: String,
    /// Lines that occur on standard error in this order.
    pub err: Option<String>,
}

/// What the binary did.
pub struct Run {
    /// Its exit status; nothing when a signal ended it.
    pub status: Option<i32>,
    pub out: String,
    pub err: String,
}

/// By how much numbers may differ.
#[derive(Clone, Copy, PartialEq)]
enum Tolerance {
    /// 1e-6, and 1e-14 for numbers of ten or more digits.
    Auto,
    Relative(f64),
}

/// # Errors
/// What is wrong, for people to read.
pub fn judge(expected: &Expected, run: &Run) -> Result<(), String> {
    let tolerance = tolerance_of(&expected.source);
    let same = |want: &str, got: &str| want == got || tolerance.is_some_and(|tolerance| near(want, got, tolerance));
    if run.status == Some(0) {
        let ends_alike = expected.out.ends_with('\n') == run.out.ends_with('\n');
        if !(same(&expected.out, &run.out) && ends_alike) {
            return Err(difference(&expected.out, &run.out));
        }
    } else {
        judge_exception(expected, run, &same)?;
    }
    expected.err.as_deref().map_or(Ok(()), |want| occurs_in_order(want, &run.err))
}

/// Standard output must be a beginning of what is expected, and the rest must be the end of standard error.
fn judge_exception(expected: &Expected, run: &Run, same: &dyn Fn(&str, &str) -> bool) -> Result<(), String> {
    let shown: Vec<&str> =
        if run.err.trim().is_empty() { vec![] } else { run.err.trim_end_matches('\n').split('\n').collect() };
    let rest = match expected.out.strip_prefix(run.out.as_str()) {
        Some(rest) => Some(rest),
        None => splits(&expected.out).find(|(head, _)| same(head, &run.out)).map(|(_, rest)| rest),
    };
    let Some(rest) = rest else { return Err(difference(&expected.out, &format!("{}{}", run.out, run.err))) };
    if rest.trim().is_empty() {
        return Err(format!("exit status {:?} where none was expected; stderr: {}", run.status, run.err));
    }
    let count = rest.trim_end_matches('\n').split('\n').count();
    let mut tail: Vec<String> =
        shown[shown.len().saturating_sub(count)..].iter().map(|line| line.trim_end().to_string()).collect();
    if let Some(first) = tail.first_mut() {
        *first = bare_class_name(first);
    }
    let want: Vec<&str> = rest.trim_end_matches('\n').split('\n').map(str::trim_end).collect();
    let (want, tail) = (want.join("\n"), tail.join("\n"));
    if same(&want, &tail) { Ok(()) } else { Err(difference(&want, &tail)) }
}

/// The places at which a text can be cut between two lines, from the back.
fn splits(text: &str) -> impl Iterator<Item = (&str, &str)> {
    std::iter::once(text.len())
        .chain(text.rmatch_indices('\n').map(|(at, _)| at + 1))
        .chain([0])
        .map(|at| text.split_at(at))
}

/// `module.Class: message` as `Class: message`.
fn bare_class_name(line: &str) -> String {
    let end = line.find(':').unwrap_or(line.len());
    let (name, rest) = line.split_at(end);
    let dotted = name.contains('.') && name.split('.').all(|part| !part.is_empty() && part.chars().all(is_word));
    if dotted { format!("{}{rest}", name.rsplit('.').next().unwrap_or(name)) } else { line.to_string() }
}

fn occurs_in_order(want: &str, have: &str) -> Result<(), String> {
    let mut lines = have.split('\n').map(str::trim_end);
    for line in want.trim_end_matches('\n').split('\n').map(str::trim_end) {
        if !lines.any(|found| found == line) {
            return Err(format!("stderr lacks (in this order): {line:?}\nstderr is:\n{have}"));
        }
    }
    Ok(())
}

fn tolerance_of(source: &str) -> Option<Tolerance> {
    source.lines().take(3).find_map(|line| match line.strip_prefix("# tolerance: ")?.trim_end() {
        "ulp" => Some(Tolerance::Auto),
        "ulp float32" => Some(Tolerance::Relative(1e-6)),
        other => Some(Tolerance::Relative(other.strip_prefix("rel ")?.parse().ok()?)),
    })
}

/// Whether two texts agree but for blanks and for numbers within the tolerance.
fn near(a: &str, b: &str, tolerance: Tolerance) -> bool {
    let (a, b) = (collapse(a), collapse(b));
    let (shape_a, numbers_a) = split_numbers(&a);
    let (shape_b, numbers_b) = split_numbers(&b);
    shape_a == shape_b
        && numbers_a.len() == numbers_b.len()
        && numbers_a.iter().zip(&numbers_b).all(|(x, y)| x == y || near_number(x, y, tolerance))
}

/// Runs of blanks as one, none inside a bracket's edges: a digit more or less moves columns.
fn collapse(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.trim().chars() {
        match c {
            ' ' | '\t' | '\n' if out.ends_with([' ', '[', '(']) => {}
            ' ' | '\t' | '\n' => out.push(' '),
            ']' | ')' => {
                out.truncate(out.trim_end_matches(' ').len());
                out.push(c);
            }
            _ => out.push(c),
        }
    }
    out
}

/// The text with each number replaced by a mark between blanks, and the numbers.
fn split_numbers(text: &str) -> (String, Vec<&str>) {
    let (mut shape, mut numbers) = (String::new(), Vec::new());
    let mut at = 0;
    let mut before = None;
    while let Some(c) = text[at..].chars().next() {
        let bound = before.is_none_or(|b| !is_word(b) && b != '.');
        if let Some(length) = number_length(&text[at..]).filter(|_| bound) {
            numbers.push(&text[at..at + length]);
            shape.push_str(" # ");
            at += length;
            before = text[..at].chars().next_back();
        } else {
            shape.push(c);
            at += c.len_utf8();
            before = Some(c);
        }
    }
    (collapse(&shape), numbers)
}

/// How long the number is with which a text begins, if it begins with one that no letter follows.
fn number_length(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let digits = |from: usize| bytes[from..].iter().take_while(|b| b.is_ascii_digit()).count();
    let sign = usize::from(matches!(bytes.first(), Some(b'+' | b'-')));
    let whole = sign + digits(sign);
    let mut ends = Vec::new();
    if bytes.get(whole) == Some(&b'.') && (whole > sign || digits(whole + 1) > 0) {
        let fraction = whole + 1 + digits(whole + 1);
        ends.extend(exponent_end(text, fraction));
        ends.push(fraction);
    } else if whole > sign {
        ends.extend(exponent_end(text, whole));
    }
    if whole > sign {
        ends.push(whole);
    }
    ends.into_iter().find(|&end| text[end..].chars().next().is_none_or(|c| !is_word(c)))
}

fn exponent_end(text: &str, at: usize) -> Option<usize> {
    let rest = text[at..].strip_prefix('e')?;
    let unsigned = rest.strip_prefix(['+', '-']).unwrap_or(rest);
    let digits = unsigned.bytes().take_while(u8::is_ascii_digit).count();
    (digits > 0).then(|| text.len() - unsigned.len() + digits)
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

fn near_number(x: &str, y: &str, tolerance: Tolerance) -> bool {
    let is_integer = |text: &str| text.trim_start_matches(['+', '-']).bytes().all(|b| b.is_ascii_digit());
    if is_integer(x) && is_integer(y) {
        return false;
    }
    let (Ok(a), Ok(b)) = (x.parse::<f64>(), y.parse::<f64>()) else { return false };
    let limit = match tolerance {
        Tolerance::Relative(limit) => limit,
        Tolerance::Auto if significant_digits(x).max(significant_digits(y)) >= 10 => 1e-14,
        Tolerance::Auto => 1e-6,
    };
    let scale = a.abs().max(b.abs());
    a == b || (a - b).abs() <= limit * scale + last_place(x, y, scale, limit)
}

fn significant_digits(number: &str) -> usize {
    let mantissa: String = number.split('e').next().unwrap_or("").chars().filter(char::is_ascii_digit).collect();
    mantissa.trim_start_matches('0').len()
}

/// One unit in the last printed place, for numbers that the print precision cut short.
fn last_place(x: &str, y: &str, scale: f64, limit: f64) -> f64 {
    let unit = |number: &str| {
        let (mantissa, exponent) = number.split_once('e').unwrap_or((number, "0"));
        let decimals = mantissa.split_once('.').map_or(0, |(_, fraction)| fraction.len());
        10f64.powi(exponent.parse::<i32>().unwrap_or(0) - decimals as i32)
    };
    let unit = unit(x).max(unit(y));
    let bound = scale * if limit == 1e-14 { 1e-13 } else { 10.0 * limit };
    if unit <= bound { unit * 1.000_000_1 } else { 0.0 }
}

/// The first lines in which two texts differ, and what stands around them.
fn difference(want: &str, got: &str) -> String {
    let (wanted, gotten): (Vec<&str>, Vec<&str>) = (want.split('\n').collect(), got.split('\n').collect());
    let from = wanted.iter().zip(&gotten).take_while(|(a, b)| a == b).count();
    let window = |lines: &[&str], mark: &str| -> String {
        lines.iter().skip(from).take(12).map(|line| format!("{mark} {line}\n")).collect()
    };
    format!("line {} differs\n{}{}", from + 1, window(&wanted, "-"), window(&gotten, "+"))
}

/// The judge itself must be strict: each of these would hide a wrong program.
#[cfg(test)]
pub fn check_the_judge() -> Result<(), String> {
    let case = |source: &str, out: &str| Expected { source: source.into(), out: out.into(), err: None };
    let ran = |status, out: &str, err: &str| Run { status: Some(status), out: out.into(), err: err.into() };
    let verdicts = [
        (case("", "1.0\n"), ran(0, "1.0\n", ""), true),
        (case("", "1.0000001\n"), ran(0, "1.0000002\n", ""), false),
        (case("# tolerance: ulp\n", "1.0000001\n"), ran(0, "1.0000002\n", ""), true),
        (case("# tolerance: ulp\n", "1.00001\n"), ran(0, "1.00004\n", ""), false),
        (case("# tolerance: ulp\n", "[ 1.5  2]\n"), ran(0, "[1.5 3]\n", ""), false),
        (case("# tolerance: ulp\n", "[-0.5  2.]\n"), ran(0, "[-0.5 2.]\n", ""), true),
        (case("# tolerance: ulp\n", "0.12345678901234\n"), ran(0, "0.12345678901299\n", ""), false),
        (case("# tolerance: rel 1e-3\n", "1.5\n"), ran(0, "1.501\n", ""), true),
        (case("", "1\nValueError: no\n"), ran(1, "1\n", "Traceback\na.b.ValueError: no\n"), true),
        (case("", "1\nValueError: no\n"), ran(1, "1\n", "ValueError: yes\n"), false),
        (case("", "1\nValueError: no\n"), ran(0, "1\nValueError: no\n", ""), true),
        (case("", "1\n"), ran(1, "1\n", "ValueError: no\n"), false),
    ];
    for (index, (expected, run, verdict)) in verdicts.into_iter().enumerate() {
        if judge(&expected, &run).is_ok() != verdict {
            return Err(format!("verdict {index} is not {verdict}"));
        }
    }
    Ok(())
}
