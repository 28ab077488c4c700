//! Shapes as TensorFlow and numpy print them.

use std::fmt::Write as _;

/// A shape as a tuple: `(2, 3)`, `(2,)`, `()`.
///
/// # Examples
/// ```
/// assert_eq!(tape_show::shape::str(&[2]), "(2,)");
/// ```
#[must_use]
pub fn str(sizes: &[usize]) -> String {
    tuple(sizes.iter().map(|&size| Some(size)))
}

/// TensorFlow's `str` of a shape whose rank (`None` outside) or sizes (`None` inside) may be unknown.
///
/// # Examples
/// ```
/// use tape_show::shape;
/// assert_eq!(shape::partial_str(Some(&[None, Some(3)])), "(None, 3)");
/// assert_eq!(shape::partial_str(None), "<unknown>");
/// ```
#[must_use]
pub fn partial_str(sizes: Option<&[Option<usize>]>) -> String {
    sizes.map_or_else(|| "<unknown>".into(), |sizes| tuple(sizes.iter().copied()))
}

/// TensorFlow's `repr` of a shape: `TensorShape([2, 3])`.
///
/// # Examples
/// ```
/// assert_eq!(tape_show::shape::repr(&[2, 3]), "TensorShape([2, 3])");
/// ```
#[must_use]
pub fn repr(sizes: &[usize]) -> String {
    list(sizes.iter().map(|&size| Some(size)))
}

/// TensorFlow's `repr` of a shape whose rank or sizes may be unknown: `TensorShape([None, 3])`, `TensorShape(None)`.
#[must_use]
pub fn partial_repr(sizes: Option<&[Option<usize>]>) -> String {
    sizes.map_or_else(|| "TensorShape(None)".into(), |sizes| list(sizes.iter().copied()))
}

fn tuple(sizes: impl ExactSizeIterator<Item = Option<usize>>) -> String {
    let comma = if sizes.len() == 1 { "," } else { "" };
    format!("({}{comma})", joined(sizes))
}

fn list(sizes: impl Iterator<Item = Option<usize>>) -> String {
    format!("TensorShape([{}])", joined(sizes))
}

fn joined(sizes: impl Iterator<Item = Option<usize>>) -> String {
    let mut out = String::new();
    for (axis, size) in sizes.enumerate() {
        if axis > 0 {
            out.push_str(", ");
        }
        let _ = match size {
            Some(size) => write!(out, "{size}"),
            None => write!(out, "None"),
        };
    }
    out
}
