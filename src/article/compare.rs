//! Whether what an article shows is what a program put out: exact in numbers and shapes, tolerant of what web pages eat.

use crate::reader::Expected;
use crate::repair::characters::decode_entities;
use crate::repair::gutters::without_logs;

/// What a block of code put out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Produced {
    /// Printed text and the value of the last expression, as a notebook shows it.
    pub text: String,
    /// The type and the message of the exception that ended it.
    pub error: Option<(String, String)>,
}

/// Whether both are the same but for white space, quotes and the front of the first value, which pages take for a tag
/// (`<tf.Tensor: shape=(`).
///
/// # Examples
/// ```
/// use tape_article::compare::{Produced, agree};
/// use tape_article::reader::Expected;
/// let produced = Produced { text: "<tf.Tensor: shape=(), dtype=float32, numpy=6.0>".to_owned(), error: None };
/// assert!(agree(&Expected::Text("6.0>".to_owned()), &produced));
/// assert!(!agree(&Expected::Text("5.0>".to_owned()), &produced));
/// ```
#[must_use]
pub fn agree(shown: &Expected, produced: &Produced) -> bool {
    match (shown, &produced.error) {
        (Expected::Text(shown), None) => {
            let shown = decode_entities(shown).map_or_else(|| essence(shown), |plain| essence(&plain));
            let mut text = essence(&produced.text);
            // Which lines are logged depends on the version, and on where a notebook shows them.
            if let Some(rest) = without_logs(&produced.text).filter(|_| text != shown) {
                text = essence(&rest);
            }
            match text.strip_suffix(&shown) {
                Some("") => true,
                // A number that is cut in the middle is another number.
                Some(front) => {
                    !shown.is_empty()
                        && front.starts_with(['<', '[', '('])
                        && !front.ends_with(|end: char| end.is_ascii_digit() || "-.".contains(end))
                }
                None => false,
            }
        }
        (Expected::Error { class, message, .. }, Some((own_class, own_message))) => {
            class == own_class && essence(message) == essence(own_message)
        }
        (Expected::Text(shown), Some((class, message))) => {
            essence(shown) == essence(&format!("{}{class}: {message}", produced.text))
        }
        _ => false,
    }
}

/// Whether both are the same but for the amount of white space and for log lines that are not shown, for articles that have lost nothing.
///
/// # Examples
/// ```
/// use tape_article::compare::{Produced, is_same};
/// use tape_article::reader::Expected;
/// let produced = Produced { text: "[1. 2.]\n".to_owned(), error: None };
/// assert!(is_same(&Expected::Text("[1.  2.]".to_owned()), &produced));
/// assert!(!is_same(&Expected::Text("1. 2.]".to_owned()), &produced));
/// let logged = Produced { text: "WARNING:tensorflow:Slow\n2.0\n".to_owned(), error: None };
/// assert!(is_same(&Expected::Text("2.0".to_owned()), &logged));
/// ```
#[must_use]
pub fn is_same(shown: &Expected, produced: &Produced) -> bool {
    let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    match (shown, &produced.error) {
        (Expected::Text(text), None) => {
            let logged = || without_logs(&produced.text).is_some_and(|rest| words(text) == words(&rest));
            words(text) == words(&produced.text) || logged()
        }
        (Expected::Text(text), Some((class, message))) => {
            words(text) == words(&format!("{}\n{class}: {message}", produced.text))
        }
        (Expected::Error { printed, .. }, _) => agree(shown, produced) && words(printed) == words(&produced.text),
    }
}

/// How many lines, from the first on, are just what was printed; nothing where no number of them is.
///
/// # Examples
/// ```
/// use tape_article::compare::{Produced, lines_shown};
/// let produced = Produced { text: "x: 1\ny: 2\n".to_owned(), error: None };
/// assert_eq!(lines_shown(&["x: 1", "y: 2", "Then we go on."], &produced), Some(2));
/// assert_eq!(lines_shown(&["x: 1", "y: 3"], &produced), None);
/// ```
#[must_use]
pub fn lines_shown(lines: &[impl AsRef<str>], produced: &Produced) -> Option<usize> {
    let text = Some(essence(&produced.text)).filter(|text| !text.is_empty() && produced.error.is_none())?;
    let mut rest = &*text;
    for (row, line) in lines.iter().enumerate() {
        rest = rest.strip_prefix(&essence(line.as_ref()))?;
        if rest.is_empty() {
            return Some(row + 1);
        }
    }
    None
}

/// The text without white space and quotes, with one kind of dash, and as all versions of TensorFlow and numpy write it.
fn essence(text: &str) -> String {
    let quotes = ['\'', '"', '\u{2018}', '\u{2019}', '\u{201c}', '\u{201d}', '`'];
    let plain = text
        .chars()
        .filter(|letter| !letter.is_whitespace() && !quotes.contains(letter))
        .map(|letter| if letter == '\u{2212}' { '-' } else { letter })
        .collect();
    without_ids(with_bare_scalars(plain))
}

/// `6.0` for `np.float32(6.0)`, `True` for `np.True_`: numpy before 2 said no more.
fn with_bare_scalars(text: String) -> String {
    let mut found = String::with_capacity(text.len());
    let mut rest = &*text;
    while let Some(at) = rest.find("np.") {
        let (before, scalar) = rest.split_at(at);
        found.push_str(before);
        let own = before.ends_with(|letter: char| letter.is_alphanumeric() || "_.".contains(letter));
        let (value, after) = match scalar_of(&scalar[3..]).filter(|_| !own) {
            Some(parts) => parts,
            None => ("np.", &scalar[3..]),
        };
        found.push_str(value);
        rest = after;
    }
    found + rest
}

/// The value of a scalar's repr without its `np.`, and what stands behind it.
fn scalar_of(text: &str) -> Option<(&str, &str)> {
    for truth in ["True", "False"] {
        if let Some(after) = text.strip_prefix(truth) {
            return Some((truth, after.strip_prefix('_')?));
        }
    }
    let (name, rest) = text.split_once('(')?;
    let kind = name.trim_end_matches(|letter: char| letter.is_ascii_digit() || letter == '_');
    let (value, after) = rest.split_once(')')?;
    (["float", "int", "uint", "bool", "str"].contains(&kind) && !value.contains('(')).then_some((value, after))
}

/// `<tf.Tensor:shape=` for `<tf.Tensor:id=12,shape=`: TensorFlow 2.0 counted its tensors.
fn without_ids(text: String) -> String {
    let mut parts = text.split("<tf.Tensor:id=");
    let mut found = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        found.push_str("<tf.Tensor:");
        found.push_str(part.trim_start_matches(|letter: char| letter.is_ascii_digit()).trim_start_matches(','));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scalars_and_tensors_of_older_versions() {
        let same = |shown: &str, text: &str| {
            agree(&Expected::Text(shown.to_owned()), &Produced { text: text.to_owned(), error: None })
        };
        assert!(same("6.75", "np.float32(6.75)"));
        assert!(same("[1.0, True, 'a']", "[np.float64(1.0), np.True_, np.str_('a')]"));
        assert!(same(
            "<tf.Tensor: id=38, shape=(), dtype=float32, numpy=6.0>",
            "<tf.Tensor: shape=(), dtype=float32, numpy=6.0>"
        ));
        assert!(same("&lt;tf.Tensor: shape=()&gt;", "<tf.Tensor: shape=()>"));
        assert!(same("None", "WARNING:tensorflow:The dtype of the watched tensor must be floating\nNone\n"));
        assert!(!same("6.7", "np.float32(6.75)"));
        assert!(!same("6", "np.array(6)"));
    }
}
