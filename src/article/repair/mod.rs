//! From a damaged text to the programs that it may have been.
//!
//! A pipeline of small passes, a file a kind of damage; each gives the changed text and says what it repaired. The parser is the judge:
//! a text that is a program and in which no name looks broken is never touched. What several programs could explain gives several
//! [`Reading`]s, the most plausible first.

mod binding;
mod blocks;
pub mod characters;
pub mod comments;
mod evidence;
pub mod gutters;
mod hidden;
pub mod line;
mod logical;
mod mend;
mod names;
mod parentheses;
pub mod prompts;
mod scope;
pub mod split;

use std::collections::HashSet;

use self::blocks::layouts;
use self::evidence::Evidence;
use self::line::{Line, Role, parses};
pub use self::logical::{is_code_line, is_mendable, is_plain_code_line, maybe_code, statements_in};
use crate::Known;

/// A program that a damaged text may have been.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// The program.
    pub text: String,
    /// What was repaired, each in a few words. Empty for a text that was well-formed.
    pub notes: Vec<String>,
}

/// The programs that a text may have been, at most so many, the most plausible first; a well-formed text is its own and only reading, and
/// so is one that nothing here can repair. `known` tells the names that mean something already.
///
/// # Examples
/// ```
/// use tape_article::repair::readings;
/// let known = |name: &str| ["tf", "print", "x"].contains(&name);
/// let damaged = "with tf.GradientTape() as t:\nt.watch(x)\ny = x2\nprint(t.gradient(y, x))\n";
/// let readings = readings(damaged, &known, 4);
/// assert_eq!(readings[0].text, "with tf.GradientTape() as t:\n    t.watch(x)\n    y = x**2\nprint(t.gradient(y, x))\n");
/// assert_eq!(readings[0].notes, ["lost `**`", "lost indentation"]);
/// ```
#[must_use]
pub fn readings(text: &str, known: Known<'_>, most: usize) -> Vec<Reading> {
    if is_well_formed(text, known) {
        let reading = |text: &str, note: Option<&str>| Reading {
            text: text.to_owned(),
            notes: note.into_iter().map(str::to_owned).collect(),
        };
        let loss = possible_loss(text, known);
        let mut found = vec![reading(text, loss)];
        if let Some(plain) = characters::with_hyphens(text) {
            found = vec![reading(text, Some(DASHES)), reading(&plain, Some("typographic characters"))];
            found.truncate(most.max(1));
        }
        return found;
    }
    let mut draft = Draft { text: text.to_owned(), notes: vec![] };
    // What one pass takes off, as the numbers before prompts, may have hidden what another looks for.
    for _ in 0..CLEANINGS {
        let before = draft.text.clone();
        for (pass, note) in CLEANING {
            if let Some(cleaned) = pass(&draft.text) {
                draft.text = cleaned;
                draft.note(note);
                if is_well_formed(&draft.text, known) {
                    return vec![draft.reading()];
                }
            }
        }
        if draft.text == before {
            break;
        }
    }
    let mut found = rebuild(&draft, known, most);
    if found.is_empty() {
        found.push(Reading { text: text.to_owned(), notes: vec![] });
    }
    // A text that is no program says so itself when it runs.
    for reading in found.iter_mut().filter(|reading| reading.notes.is_empty() && is_program(&reading.text)) {
        reading.notes.push(UNMENDED.to_owned());
    }
    found
}

/// What is said of a program from which something is lost that nothing here can put back.
const UNMENDED: &str = "nothing, though something is lost";

/// What is said of a program that names its function as a statement, and which no other mark shows to be damaged.
const CALLS: &str = "nothing, though calls may have lost `()`";

/// What is said of a program whose strings hold dashes, which may be meant, and which no other mark shows to be damaged.
const DASHES: &str = "nothing, though dashes in strings may have been `-`";

/// A pass over a whole text: what is left after it, if it changes anything.
type Pass = fn(&str) -> Option<String>;

/// How many times the passes are gone through.
const CLEANINGS: usize = 4;

/// The passes that clean a text before its lines are looked at, and what each repairs.
const CLEANING: &[(Pass, &str)] = &[
    (characters::decode_entities, "HTML entities"),
    (characters::plain_characters, "typographic characters"),
    (gutters::without_quote_marks, "quote marks"),
    (gutters::without_logs, "log lines"),
    (gutters::without_backquotes, "backquotes"),
    (gutters::without_numbers, "line numbers"),
    (prompts::page_cells, "prompts"),
    (changed_by_prompts, "prompts"),
    (gutters::without_blank_lines, "blank lines between all lines"),
    (with_wide_powers, "lost `**`"),
];

/// The text without what pages put around code and into it (prompts, line numbers, backquotes, typographic characters); nothing where
/// there is none of it.
#[must_use]
pub fn cleaned(text: &str) -> Option<String> {
    let mut found = text.to_owned();
    for (pass, _) in CLEANING.iter().chain(CLEANING) {
        found = pass(&found).unwrap_or(found);
    }
    (found != text).then_some(found)
}

fn with_wide_powers(text: &str) -> Option<String> {
    logical::each_group(text, mend::wide_powers)
}

fn changed_by_prompts(text: &str) -> Option<String> {
    let cleaned = prompts::clean(text);
    (cleaned != text).then_some(cleaned)
}

/// A text under repair.
struct Draft {
    text: String,
    notes: Vec<String>,
}

impl Draft {
    fn note(&mut self, note: &str) {
        if !self.notes.iter().any(|known| known == note) {
            self.notes.push(note.to_owned());
        }
    }

    fn reading(self) -> Reading {
        Reading { text: self.text, notes: self.notes }
    }
}

/// Whether a text is a program with nothing in it that looks broken.
#[must_use]
pub fn is_well_formed(text: &str, known: Known<'_>) -> bool {
    let program = without_commands(text);
    // `In [3]: x = 1` is an assignment, but to a name that only pages have.
    if (program.trim_start().starts_with("In [") && !known("In")) || !parses(&program) {
        return false;
    }
    let lines = logical::lines_of(&program);
    let bound = names::bound(&lines);
    let visible = |name: &str| known(name) || bound.contains(name);
    let marked = characters::is_entity_in_code(&program, &visible) || characters::has_dash_arrow(&program);
    if marked || gutters::doubles_line_ends(&program) || hidden::hide_code(&program, &visible) {
        return false;
    }
    let texts: Vec<String> = lines.iter().map(|line| line.text.clone()).collect();
    names::unbound(&lines, known).is_none()
        && names::with_tape(&lines, known).is_none()
        && !parentheses::are_lost(&texts)
}

/// What is said of a program that is well-formed and may have lost something all the same.
#[must_use]
pub fn possible_loss(text: &str, known: Known<'_>) -> Option<&'static str> {
    let lines = logical::lines_of(text);
    if names::lack_a_tape(&lines, known) {
        return Some(UNMENDED);
    }
    let texts: Vec<String> = lines.into_iter().map(|line| line.text).collect();
    parentheses::may_be_lost(&texts).then_some(CALLS)
}

/// Whether a text is a program, but for commands of the shell's (`%matplotlib inline`).
#[must_use]
pub fn is_program(text: &str) -> bool {
    parses(&without_commands(text))
}

/// The names that a program binds, outside its functions and in them.
#[must_use]
pub fn bound_names(text: &str) -> Vec<String> {
    logical::lines_of(text).into_iter().flat_map(|line| line.bound.into_iter().chain(line.parameters)).collect()
}

/// The text with `pass` for each line that is the shell's: `%matplotlib inline`, `!pip …`.
fn without_commands(text: &str) -> String {
    let is_command = |line: &str| line.trim_start().starts_with(['%', '!']) || line.trim_end().ends_with('?');
    if !text.lines().any(is_command) {
        return text.to_owned();
    }
    let plain = |line: &str| {
        let indent = &line[..line.len() - line.trim_start().len()];
        if is_command(line) { format!("{indent}pass\n") } else { format!("{line}\n") }
    };
    text.lines().map(plain).collect()
}

/// Takes a text apart into logical lines, mends these, and finds their blocks.
fn rebuild(draft: &Draft, known: Known<'_>, most: usize) -> Vec<Reading> {
    let mut found = Vec::new();
    let mut seen = HashSet::new();
    for one_line in [false, true] {
        let Some((mut lines, mut notes)) = logical::lines(&draft.text, known, one_line) else { continue };
        repair_names(&mut lines, &mut notes, known);
        let mut all = draft.notes.clone();
        all.extend(notes.into_iter().filter(|note| !draft.notes.contains(note)));
        found
            .extend(arrange(&lines, &all, known, most).into_iter().filter(|reading| seen.insert(reading.text.clone())));
        if !found.is_empty() && !one_line {
            let text = &found[0].text;
            if is_well_formed(text, known) && most <= 1 {
                break;
            }
        }
    }
    found.truncate(most);
    found
}

/// Puts back what names show to be lost.
fn repair_names(lines: &mut Vec<Line>, notes: &mut Vec<String>, known: Known<'_>) {
    let note = |notes: &mut Vec<String>, text: String| {
        if !notes.contains(&text) {
            notes.push(text);
        }
    };
    for _ in 0..3 {
        let Some((texts, lost)) = names::unbound(lines, known) else { break };
        logical::replace(lines, &texts);
        lost.into_iter().for_each(|what| note(notes, format!("lost {what}")));
    }
    let texts: Vec<String> = lines.iter().map(|line| line.text.clone()).collect();
    let eaten = notes.iter().any(|note| note == "lost `()`");
    if (eaten || parentheses::are_lost(&texts))
        && let Some(texts) = parentheses::put_back(&texts)
    {
        logical::replace(lines, &texts);
        note(notes, "lost `()`".to_owned());
    }
    while let Some((at, header)) = names::with_tape(lines, known) {
        note(notes, format!("the lost line `{header}`"));
        let mut line = Line::new(&header);
        line.indent = lines[at].indent;
        line.put_back = true;
        lines.insert(at, line);
    }
}

/// The programs that logical lines make: with the indentation that they have, if that is one; else with those that are plausible.
fn arrange(lines: &[Line], notes: &[String], known: Known<'_>, most: usize) -> Vec<Reading> {
    let mut found = Vec::new();
    let nested = lines.iter().any(|line| line.indent.is_some_and(|indent| indent > 0));
    let flat = lines.iter().all(|line| line.role == Role::Simple);
    let as_it_is: Vec<usize> = lines.iter().map(|line| line.indent.unwrap_or(0)).collect();
    if nested || flat || lines.iter().all(|line| line.role == Role::Simple || line.inline) {
        let text = assemble(lines, &as_it_is);
        if parses(&text) {
            found.push(Reading { text, notes: notes.to_vec() });
            if nested || flat {
                return found;
            }
        }
    }
    let evidence = Evidence::new(lines, known);
    let mut notes = notes.to_vec();
    notes.push("lost indentation".to_owned());
    for (depths, _) in layouts(lines, &evidence, most) {
        let columns: Vec<usize> = depths.iter().map(|depth| depth * 4).collect();
        let text = assemble(lines, &columns);
        if parses(&text) {
            found.push(Reading { text, notes: notes.clone() });
        }
    }
    found
}

/// The lines at their columns.
fn assemble(lines: &[Line], columns: &[usize]) -> String {
    let mut text = String::new();
    for (line, column) in lines.iter().zip(columns) {
        for part in line.comments.iter().chain([&line.text]) {
            text.push_str(&" ".repeat(*column));
            text.push_str(part);
            text.push('\n');
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    const KNOWN: &[&str] = &["tf", "np", "print", "range", "len", "x", "None", "GradientTape"];

    fn repaired(text: &str) -> String {
        readings(text, &|name| KNOWN.contains(&name), 1).remove(0).text
    }

    #[test]
    fn what_is_well_formed_stays() {
        let texts = [
            "x = 1  # y = 2\n",
            "for i in range(3):\n  print(i)\n",
            "print('a — b')\n",
            "print('a – b', -1)\n",
            "%matplotlib inline\nx = 1\n",
            "",
        ];
        for text in texts {
            let all = readings(text, &|name| KNOWN.contains(&name), 8);
            assert_eq!(all, [Reading { text: text.to_owned(), notes: vec![] }]);
        }
    }

    #[test]
    fn dashes_that_may_be_meant() {
        let all = readings("print('2020–01')\n", &|name| KNOWN.contains(&name), 8);
        assert_eq!([&*all[0].text, &*all[1].text], ["print('2020–01')\n", "print('2020-01')\n"]);
        assert_eq!(all[0].notes, [DASHES]);
    }

    #[test]
    fn tapes_end_where_they_are_asked() {
        assert_eq!(
            repaired(
                "with tf.GradientTape() as t1: with tf.GradientTape() as t2: y = 2*(x**3) dy = t2.gradient(y, x) d2y = t1.gradient(dy, x) print(dy) print(d2y)"
            ),
            "with tf.GradientTape() as t1:\n    with tf.GradientTape() as t2:\n        y = 2*(x**3)\n    dy = t2.gradient(y, x)\nd2y = t1.gradient(dy, x)\nprint(dy)\nprint(d2y)\n"
        );
    }

    #[test]
    fn a_tape_that_nobody_opened() {
        assert_eq!(
            repaired(
                "t.watch(x) #keep track of the x\ny = tf.reduce_sum(x) #sum up the elements in x which is 6 z = tf.square(y) #square of y dz_dx = t.gradient(z, x) #taking the differential z with respect to x print(dz_dx)"
            ),
            "with GradientTape() as t:\n    t.watch(x) #keep track of the x\n    y = tf.reduce_sum(x)  #sum up the elements in x which is 6\n    z = tf.square(y)  #square of y\ndz_dx = t.gradient(z, x)  #taking the differential z with respect to x\nprint(dz_dx)\n"
        );
    }

    #[test]
    fn flat_functions_loops_and_classes() {
        assert_eq!(
            repaired(
                "def f(n):\nif n < 2:\nreturn n\nreturn f(n - 1)\nfor i in range(3):\nif i == 1:\nprint(i)\nelse:\nprint(f(i))\nprint('end')\n"
            ),
            "def f(n):\n    if n < 2:\n        return n\n    return f(n - 1)\nfor i in range(3):\n    if i == 1:\n        print(i)\n    else:\n        print(f(i))\nprint('end')\n"
        );
        assert_eq!(
            repaired(
                "class A:\ndef __init__(self, w):\nself.w = w\ndef __call__(self, v):\nreturn self.w * v\na = A(2)\nprint(a(3))\n"
            ),
            "class A:\n    def __init__(self, w):\n        self.w = w\n    def __call__(self, v):\n        return self.w * v\na = A(2)\nprint(a(3))\n"
        );
    }

    #[test]
    fn pairs_of_damage() {
        assert_eq!(repaired(">>> ifx isnotNone:\n... print(“a”)\n"), "if x is not None:\n    print(\"a\")\n");
        assert_eq!(
            repaired("`with tf.GradientTape as t:`\n`t.watch(x)`\n`y = x3`\n`print(t.gradient(y, x).numpy)`"),
            "with tf.GradientTape() as t:\n    t.watch(x)\n    y = x**3\nprint(t.gradient(y, x).numpy())\n"
        );
    }
}
