//! Upper and lower case, and what a text consists of.

use super::unicode::{is_cased, is_title, push_folded, push_title};

/// `text.title()`: every word begins with its title case.
#[must_use]
pub fn title(text: &str) -> String {
    let mut titled = String::with_capacity(text.len());
    let mut inside = false;
    for (at, c) in text.char_indices() {
        if inside {
            push_lower(text, at, c, &mut titled);
        } else {
            push_title(c, &mut titled);
        }
        inside = is_cased(c);
    }
    titled
}

/// `text.capitalize()`.
#[must_use]
pub fn capitalize(text: &str) -> String {
    let mut capitalized = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        if at == 0 {
            push_title(c, &mut capitalized);
        } else {
            push_lower(text, at, c, &mut capitalized);
        }
    }
    capitalized
}

/// `text.swapcase()`.
#[must_use]
pub fn swap_case(text: &str) -> String {
    let mut swapped = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        if c.is_uppercase() {
            push_lower(text, at, c, &mut swapped);
        } else if c.is_lowercase() {
            swapped.extend(c.to_uppercase());
        } else {
            swapped.push(c);
        }
    }
    swapped
}

/// `text.casefold()`.
#[must_use]
pub fn fold_case(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    text.chars().for_each(|c| push_folded(c, &mut folded));
    folded
}

/// Appends the lower case of the character at `at`; a capital sigma that ends a word has one of its own.
fn push_lower(text: &str, at: usize, c: char, lowered: &mut String) {
    if c != 'Σ' {
        lowered.extend(c.to_lowercase());
        return;
    }
    let after = at + c.len_utf8();
    let follows = text[after..].chars().find(|c| !is_case_ignorable(*c)).is_some_and(is_cased);
    let precedes = text[..at].chars().rev().find(|c| !is_case_ignorable(*c)).is_some_and(is_cased);
    lowered.push(if precedes && !follows { 'ς' } else { 'σ' });
}

fn is_case_ignorable(c: char) -> bool {
    matches!(
        c,
        '\'' | '.' | ':' | '^' | '`' | '\u{a8}' | '\u{ad}' | '\u{af}' | '\u{b4}' | '\u{b7}' | '\u{300}'
            ..='\u{36f}' | '\u{2019}'
    )
}

/// `text.isupper()`: no small letters and at least one capital.
#[must_use]
pub fn is_upper(text: &str) -> bool {
    text.chars().any(char::is_uppercase) && !text.chars().any(|c| c.is_lowercase() || is_title(c))
}

/// `text.islower()`.
#[must_use]
pub fn is_lower(text: &str) -> bool {
    text.chars().any(char::is_lowercase) && !text.chars().any(|c| c.is_uppercase() || is_title(c))
}

/// `text.istitle()`: capitals only at the beginning of words, small letters only behind.
#[must_use]
pub fn is_titled(text: &str) -> bool {
    let mut inside = false;
    let mut any = false;
    for c in text.chars() {
        let capital = c.is_uppercase() || is_title(c);
        if capital == inside && (capital || c.is_lowercase()) {
            return false;
        }
        inside = is_cased(c);
        any |= inside;
    }
    any
}

/// `text.isalnum()` and its sisters: all characters are so, and there is at least one.
#[must_use]
pub fn all_are(text: &str, is: impl Fn(char) -> bool) -> bool {
    !text.is_empty() && text.chars().all(is)
}
