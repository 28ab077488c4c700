//! Making text wider.

/// `text.ljust(width, fill)`.
#[must_use]
pub fn left_justify(text: &str, width: usize, fill: char) -> String {
    padded(text, 0, missing(text, width), fill)
}

/// `text.rjust(width, fill)`.
#[must_use]
pub fn right_justify(text: &str, width: usize, fill: char) -> String {
    padded(text, missing(text, width), 0, fill)
}

/// `text.center(width, fill)`: what cannot be halved goes to the left in fields of odd width.
#[must_use]
pub fn centre(text: &str, width: usize, fill: char) -> String {
    let missing = missing(text, width);
    let left = missing / 2 + (missing & width & 1);
    padded(text, left, missing - left, fill)
}

/// `text.zfill(width)`: zeros behind the sign.
#[must_use]
pub fn zero_fill(text: &str, width: usize) -> String {
    let sign = usize::from(text.starts_with(['+', '-']));
    format!("{}{}", &text[..sign], padded(&text[sign..], missing(text, width), 0, '0'))
}

fn missing(text: &str, width: usize) -> usize {
    width.saturating_sub(text.chars().count())
}

fn padded(text: &str, left: usize, right: usize, fill: char) -> String {
    let mut wide = String::with_capacity(text.len() + (left + right) * fill.len_utf8());
    wide.extend(std::iter::repeat_n(fill, left));
    wide.push_str(text);
    wide.extend(std::iter::repeat_n(fill, right));
    wide
}

/// `text.expandtabs(size)`.
#[must_use]
pub fn expand_tabs(text: &str, size: usize) -> String {
    let mut expanded = String::with_capacity(text.len());
    let mut column = 0;
    for c in text.chars() {
        match c {
            '\t' if size > 0 => {
                let blanks = size - column % size;
                expanded.extend(std::iter::repeat_n(' ', blanks));
                column += blanks;
            }
            '\t' => {}
            _ => {
                expanded.push(c);
                column = if matches!(c, '\n' | '\r') { 0 } else { column + 1 };
            }
        }
    }
    expanded
}
