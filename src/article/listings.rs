//! Programs whose lines are numbered, among the words of a page: where they begin and end, without what a page's foot and head put between
//! their lines.

use std::ops::Range;

use tape_lang::parse::fragment::is_closed;

use crate::Known;
use crate::repair::characters::plain_characters;
use crate::repair::gutters::number_before;
use crate::repair::{cleaned, is_code_line};

/// The most lines that stand between two lines of a program where a page ends.
const LONGEST_BREAK: usize = 4;

/// A numbered program.
#[derive(Debug, PartialEq, Eq)]
pub struct Listing {
    /// Where it stands among the lines of the page.
    pub rows: Range<usize>,
    /// Its lines, with their numbers.
    pub lines: Vec<String>,
}

/// The numbered programs among the lines of a page.
pub fn listings(lines: &[&str], known: Known<'_>) -> Vec<Listing> {
    let mut found: Vec<Listing> = vec![];
    let mut row = 0;
    while row < lines.len() {
        match listing(lines, row).filter(|listing| listing.is_code(known)) {
            Some(listing) => {
                row = listing.rows.end;
                found.push(listing);
            }
            None => row += 1,
        }
    }
    found
}

/// The lines from a row on that are numbered 1, 2, 3, …
fn listing(lines: &[&str], from: usize) -> Option<Listing> {
    let is_number = |row: usize, number: usize| {
        lines.get(row).and_then(|line| number_before(line)).is_some_and(|(found, _)| found == number)
    };
    let mut kept: Vec<String> = vec![];
    let mut code = String::new();
    let (mut number, mut row, mut end) = (1, from, from);
    while row < lines.len() {
        if is_number(row, number) {
            kept.push(lines[row].to_owned());
            let (_, text) = number_before(lines[row])?;
            code.push_str(&format!("{}\n", plain_characters(text).as_deref().unwrap_or(text)));
            (number, row, end) = (number + 1, row + 1, row + 1);
            continue;
        }
        if number == 1 {
            return None;
        }
        let Some(next) = (row + 1..=row + LONGEST_BREAK).find(|&row| is_number(row, number)) else { break };
        let between = &lines[row..next];
        if !is_closed(&code) {
            // A line that was too long for the page goes on below.
            kept.extend(between.iter().map(|line| (*line).to_owned()));
        } else if !between.iter().all(|line| is_foot_or_head(line)) {
            break;
        }
        row = next;
    }
    (number > 2).then_some(Listing { rows: from..end, lines: kept })
}

impl Listing {
    /// Whether most of it is code: words are numbered too.
    fn is_code(&self, known: Known<'_>) -> bool {
        let texts = self.lines.iter().filter_map(|line| number_before(line)).map(|(_, text)| text.trim());
        let filled: Vec<&str> = texts.filter(|text| !text.is_empty()).collect();
        let is_code = |text: &&&str| {
            is_code_line(text, known) || cleaned(text).is_some_and(|cleaned| is_code_line(&cleaned, known))
        };
        !filled.is_empty() && filled.iter().filter(is_code).count() * 2 > filled.len()
    }
}

/// Whether a line is what books print at the edges of a page: its number, the title of a chapter with or without it.
fn is_foot_or_head(line: &str) -> bool {
    let line = line.trim();
    let number = |word: Option<&str>| word.is_some_and(|word| word.bytes().all(|byte| byte.is_ascii_digit()));
    let mut words = line.split_whitespace();
    let numbered = number(words.next()) || number(words.next_back());
    let words = line.chars().all(|c| c.is_alphanumeric() || c.is_whitespace() || ".,:&-–—|".contains(c));
    line.is_empty() || (words && (numbered || line.chars().all(|c| !c.is_lowercase())))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<Listing> {
        let lines: Vec<&str> = text.lines().collect();
        listings(&lines, &|name| ["print", "f"].contains(&name))
    }

    #[test]
    fn a_program_over_two_pages() {
        let text = "The text.\n1 x = f(1)\n2\n3 y = f(x)\n86\n\u{c}\nCHAPTER 4. GRADIENTS\n4 print(x,\ny)\n5 x = 2\nmore words\n";
        let lines = ["1 x = f(1)", "2", "3 y = f(x)", "4 print(x,", "y)", "5 x = 2"].map(str::to_owned).to_vec();
        assert_eq!(found(text), [Listing { rows: 1..10, lines }]);
    }

    #[test]
    fn numbered_words_are_no_program() {
        assert_eq!(found("1. Install it\n2. Run it\n3. Read x = 3\n"), []);
        assert_eq!(found("1 x = 1\n"), []);
    }
}
