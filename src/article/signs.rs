//! What single lines of an article show: that an output follows, that they were printed, that they end a traceback.

use crate::reader::Expected;
use crate::repair::prompts::is_page_cell;

/// What stands in the first line of a traceback.
pub const TRACEBACK: &str = "Traceback (most recent call last)";

/// Whether a line only announces an output.
pub fn is_label(line: &str) -> bool {
    let word = line.trim_end_matches(':').trim().to_lowercase();
    let announced = ["output", "outputs", "out", "result", "results", "prints", "this prints", "you should see"];
    announced.contains(&word.as_str()) || word.starts_with("out[") && word.ends_with(']')
}

/// Whether a line begins a cell of a notebook that is shown with its code behind it: `In [3]:`, `In [None]: x`.
pub fn is_cell(line: &str) -> bool {
    is_page_cell(line.trim_matches(['`', ' ']))
}

/// Whether words may lead on to an output: a sentence that ends does not.
pub fn announces(said: &str) -> bool {
    is_label(said) || !said.trim_end().ends_with(['.', '!', '?'])
}

/// Whether a line is what a program printed: a tensor, an array, or what is left of one.
pub fn looks_printed(line: &str) -> bool {
    let inner = line.trim_start_matches(['(', '[', '{']);
    ["<tf.", "TensorShape(", "array(["].iter().any(|start| inner.starts_with(start))
        || ["tf.Tensor(", "tensor(", "[["].iter().any(|start| line.starts_with(start))
        || line.ends_with(")>")
        || line.contains("dtype=") && line.contains("numpy=") && !line.contains(" = ")
}

/// Whether a line holds nothing but numbers and constants, in brackets or not.
pub fn is_numbers(line: &str) -> bool {
    let words = line.split(|c: char| c.is_whitespace() || "[](),".contains(c)).filter(|word| !word.is_empty());
    let mut words = words.peekable();
    let constant = |word: &str| matches!(word, "None" | "True" | "False") || word.parse::<f64>().is_ok();
    words.peek().is_some() && words.all(constant)
}

/// Whether lines are the numbers 1, 2, 3 …: those of lines.
pub fn counts(lines: &[String]) -> bool {
    lines.len() > 1 && lines.iter().enumerate().all(|(at, line)| line.trim().parse() == Ok(at + 1))
}

/// The last `Type: message` of a traceback.
pub fn closing(lines: &[String]) -> Option<(String, String)> {
    let text = lines.join(" ");
    let (at, class) = text
        .match_indices(": ")
        .filter_map(|(at, _)| {
            let word = |letter: char| letter.is_alphanumeric() || letter == '_';
            let start = text[..at].trim_end_matches(word).len();
            let class = &text[start..at];
            (class.ends_with("Error") || class.ends_with("Exception")).then_some((at, class))
        })
        .last()?;
    Some((class.to_owned(), text[at + 2..].trim().to_owned()))
}

/// The exception that lines show: a traceback, or `Type: message` alone.
pub fn error_of(lines: &[String]) -> Option<Expected> {
    let begins = lines.iter().position(|line| line.contains(TRACEBACK));
    let traceback = begins.is_some();
    let bare = lines.len() == 1 && closing(lines).is_some_and(|(class, _)| lines[0].trim_start().starts_with(&class));
    if !traceback && !bare {
        return None;
    }
    let rule = |line: &&String| !line.is_empty() && line.bytes().all(|byte| byte == b'-');
    let printed: String =
        lines[..begins.unwrap_or(0)].iter().filter(|line| !rule(line)).map(|line| format!("{line}\n")).collect();
    closing(lines).map(|(class, message)| Expected::Error { printed, class, message, traceback })
}

/// The lines of the cell that IPython shows in its first frame.
pub fn code_in_traceback(lines: &[String]) -> String {
    let mut code = String::new();
    for line in lines.iter().skip(1) {
        let numbered = line.trim_start().trim_start_matches('-').trim_start_matches('>').trim_start();
        let digits = numbered.chars().take_while(char::is_ascii_digit).count();
        if digits > 0 && numbered[digits..].starts_with(' ') {
            code.push_str(numbered[digits + 1..].trim_end());
            code.push('\n');
        } else if !code.is_empty() {
            break;
        }
    }
    code
}
