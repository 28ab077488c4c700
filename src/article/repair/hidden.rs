//! Comments that swallowed code in a text that is a program without it, told from comments that only speak of code.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use tape_lang::parse::fragment::{TokenKind, tokens};

use super::comments::{Tail, comment_start, is_strong, tail_of};
use super::line::{Line, between_semicolons};
use super::split::split;
use crate::Known;

/// Words after which a comment speaks of code: `same as f(x)`, `the point x = 3`. What stands behind other words may have been a line.
const SPEAKING: [&str; 3] = [
    // What leads on to a value or a name.
    "a about again all also always an and any are as at be because both but by cf. do does e.g. each eg either else etc. except \
     for from has have i.e. ie if in instead internally into is just like never no not now of on once only or our per see simply \
     since so some such than that the then these this those to unless until use versus via vs vs. was were when where which while \
     with without your",
    // What is done with code.
    "add applies apply assume assumes call called calling calls can change check compute computes could disable enable equal \
     equals evaluate evaluates execute expect expects get gets give gives got implies invoke let make makes may mean means must \
     need needs pass perform print prints put raise raises remove replace return returned returning returns run runs satisfies set \
     sets setting should test tests trigger triggers try type uncomment used uses using verify want will would write writing",
    // What code is called.
    "api arg argument assertion attribute class code condition config constructor curve default equation example expression field \
     flag form formula function functions identity keyword kwarg line loss mapping method methods op operation operator option \
     parabola parameter point polynomial property rule statement syntax term todo value values variable variant",
];

/// A comment and the code that it may have swallowed.
struct Swallowed<'t> {
    /// The number of its line in the text, from 0.
    row: usize,
    /// The code before the comment.
    before: &'t str,
    /// Whether the words of the comment lead on to the code.
    mentioned: bool,
    /// What stands behind them, up to the next comment: statements in a row.
    parts: Vec<Line>,
}

impl Swallowed<'_> {
    /// Whether the comment stands behind code on its line.
    fn is_trailing(&self) -> bool {
        !self.before.trim().is_empty()
    }

    /// Whether its line stands in a block.
    fn is_nested(&self) -> bool {
        self.before.starts_with([' ', '\t'])
    }

    /// The names that it binds.
    fn bound(&self) -> impl Iterator<Item = &String> {
        self.parts.iter().flat_map(|part| &part.bound)
    }

    /// Whether all names mean something that its statements use before they bind them.
    fn is_meant(&self, visible: Known<'_>) -> bool {
        let mut own: Vec<&String> = vec![];
        self.parts.iter().all(|part| {
            if part.text.contains(":=") {
                own.extend(&part.bound);
            }
            let known = part.used.iter().all(|name| is_special(name) || visible(name) || own.contains(&name));
            own.extend(part.bound.iter().chain(&part.parameters));
            known || !part.parameters.is_empty()
        })
    }
}

/// The lines of a text as far as names go: what each binds and uses, without its comment.
struct Rows {
    lines: Vec<Line>,
    /// The rows that bind each name.
    bound: HashMap<String, Vec<usize>>,
    /// The rows that use each name.
    used: HashMap<String, Vec<usize>>,
}

impl Rows {
    /// Reads each line of a text by itself.
    fn new(text: &str) -> Rows {
        let code = |line: &str| Line::new(&line[..comment_start(line).unwrap_or(line.len())]);
        let lines: Vec<Line> = text.lines().map(code).collect();
        let (mut bound, mut used) = (HashMap::<String, Vec<usize>>::new(), HashMap::<String, Vec<usize>>::new());
        for (row, line) in lines.iter().enumerate() {
            for name in line.bound.iter().chain(&line.parameters) {
                bound.entry(name.clone()).or_default().push(row);
            }
            for name in &line.used {
                used.entry(name.clone()).or_default().push(row);
            }
        }
        Rows { lines, bound, used }
    }

    /// Whether a name is used below a row, and nothing above the use has bound it.
    fn misses(&self, row: usize, name: &str) -> bool {
        let bound = self.bound.get(name).map_or(self.lines.len(), |rows| rows[0]);
        self.uses(name, row + 1..bound)
    }

    /// Whether anything reads what a row would bind a name to: something below it, or, in what may be a loop, anything.
    fn reads(&self, row: usize, name: &str, nested: bool) -> bool {
        let below = self.bound.get(name).into_iter().flatten().find(|bound| **bound > row);
        let end = below.map_or(self.lines.len(), |bound| bound + 1);
        self.uses(name, row + 1..end) || (nested && self.used.contains_key(name))
    }

    fn uses(&self, name: &str, rows: Range<usize>) -> bool {
        self.used.get(name).is_some_and(|used| used.iter().any(|row| rows.contains(row)))
    }
}

/// Whether a comment of a program has swallowed code, so that the program lacks it.
pub fn hide_code(program: &str, visible: Known<'_>) -> bool {
    if !program.contains('#') {
        return false;
    }
    let rows = Rows::new(program);
    let code: HashSet<String> = rows.lines.iter().map(|line| squeezed(&line.text)).collect();
    swallowed(program, visible).iter().any(|hidden| {
        let [first, rest @ ..] = &hidden.parts[..] else { return false };
        if lists_values(&first.text) {
            return false;
        }
        let new = |name: &String| rows.misses(hidden.row, name) && !visible(name);
        let watches = first.text.split_once(".watch(").is_some_and(|(tape, _)| !visible(tape));
        if hidden.bound().any(new) || watches {
            return true;
        }
        // What a comment of its own explains is often said as it stands in the program.
        let repeated = rest.is_empty() && !hidden.is_trailing() && code.contains(&squeezed(&first.text));
        let shows = first.text.starts_with("print(");
        !hidden.mentioned && (shows || !repeated) && hidden.is_meant(visible) && acts(hidden, &rows)
    })
}

/// `tp = [2, 1], fp = [0, 0]` says what values are, though it would be a program.
fn lists_values(text: &str) -> bool {
    let mut depth = 0usize;
    let (mut equals, mut commas) = (0, 0);
    for word in tokens(text) {
        match word.kind {
            kind if kind.opens() => depth += 1,
            kind if kind.closes() => depth = depth.saturating_sub(1),
            _ if depth > 0 => {}
            TokenKind::Equal => equals += 1,
            TokenKind::Comma if equals > 0 => commas += 1,
            _ => {}
        }
    }
    equals > 1 && commas > 0
}

/// Whether code behind a comment's words does something: what only has a value may be spoken of.
fn acts(hidden: &Swallowed<'_>, rows: &Rows) -> bool {
    let [first, rest @ ..] = &hidden.parts[..] else { return false };
    let assigned = assignment(&first.text);
    if first.text == "pass" {
        return false;
    }
    // Nobody says several statements in a row in a comment.
    let several = !rest.is_empty() && (hidden.is_trailing() || assigned.is_some());
    if first.text.starts_with("print(") || several {
        return true;
    }
    let Some(at) = assigned else { return hidden.is_trailing() && is_strong(&first.text) };
    if !first.text[..at].ends_with(' ') {
        return false;
    }
    if hidden.is_trailing() {
        // What the line itself binds is explained.
        let own = Line::new(hidden.before).bound;
        return !first.bound.iter().any(|name| own.contains(name));
    }
    // `x: y = 3` says what a value is, and what nothing reads is an equation.
    let annotated = tokens(&first.text).get(1).is_some_and(|word| word.kind == TokenKind::Colon);
    !annotated && first.bound.iter().any(|name| rows.reads(hidden.row, name, hidden.is_nested()))
}

/// The byte at which a statement's first `=` stands, or `+=`: the one of an argument is none.
fn assignment(text: &str) -> Option<usize> {
    let mut depth = 0usize;
    for word in tokens(text) {
        match word.kind {
            kind if kind.opens() => depth += 1,
            kind if kind.closes() => depth = depth.saturating_sub(1),
            TokenKind::Equal | TokenKind::AugAssign if depth == 0 => return Some(word.start as usize),
            _ => {}
        }
    }
    None
}

/// Whether the words of a comment lead on to the code that stands behind them.
pub fn is_mention(said: &str) -> bool {
    let said = said.trim_end();
    let last = said.rsplit(|c: char| c.is_whitespace() || c == '#').next().unwrap_or_default();
    let word = last.trim_start_matches(['(', '"', '\'', '`', '[']).to_lowercase();
    let open = said.ends_with(|c: char| !c.is_alphanumeric() && !".!?)]\"'".contains(c));
    open || SPEAKING.iter().any(|words| words.split(' ').any(|speaking| speaking == word))
}

/// Whether a name is one that Python gives to modules: `__annotations__`.
fn is_special(name: &str) -> bool {
    name.len() > 4 && name.starts_with("__") && name.ends_with("__")
}

fn squeezed(text: &str) -> String {
    text.split_whitespace().collect()
}

/// The comments of a text behind whose words code stands.
fn swallowed<'t>(text: &'t str, known: Known<'_>) -> Vec<Swallowed<'t>> {
    let hidden = |(row, line): (usize, &'t str)| {
        let (before, comment) = line.split_at(comment_start(line)?);
        let Tail { code, mentioned, .. } = tail_of(comment, known)?;
        let code = &code[..comment_start(&code).unwrap_or(code.len())];
        let statements = split(code)?;
        let parts = statements.iter().flat_map(|part| between_semicolons(part)).map(Line::new).collect();
        Some(Swallowed { row, before, mentioned, parts })
    };
    text.lines().enumerate().filter_map(hidden).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hides(program: &str) -> bool {
        let names = ["tf", "print", "x", "f", "t", "range"];
        let bound = crate::repair::bound_names(program);
        hide_code(program, &|name| names.contains(&name) || bound.iter().any(|known| known == name))
    }

    #[test]
    fn a_line_that_ran_into_a_comment() {
        let texts = [
            "y = f(x) # square it z = y * 2\nprint(z)\n",
            "t.watch(x) # the first input t.watch(f)\n",
            "a = [1] # change it a[0] = 5\nprint(a)\n",
            "y = f(x) # and show it print(y)\n",
            "# Our numbers a = 2; b = 3\nf(x)\n",
            "y = f(x) # a minus print(y – 1)\n",
            "y = f(x) # the large ones print(y[y &gt; 8])\n",
            "y = f(x) # the loop fori inrange(3):\n",
            "t.watch(x) # the next step y = f(x)\nf(1)\ny = f(x)\n",
            "f(x) # in short f(x, k=1)\n",
            "f(x) # it fails raise f(x)\n",
            "f(x) # sum it up @f(2)\ndef g(): return 1\n",
            "a = 1; b = 2 # show them print(a, b)\n",
            "z = 0\n# our first number z = 1\nprint(z)\n",
        ];
        for text in texts {
            assert!(hides(text), "{text}");
        }
    }

    #[test]
    fn a_comment_that_speaks_of_code() {
        let texts = [
            "# print(x)\n",
            "# you can also use print(x)\n",
            "y = f(x) # the same as f(x)\n",
            "y = f(x) # differentiate at the point x = 3\n",
            "y = x * x # the parabola y = x**2\n",
            "y = f(x) # sums with axis=1\n",
            "# tp = [2, 1, 0], fp = [2, 0, 0]\nf(x)\n",
            "# a call f(x)\n",
            "f(x) # for the backward pass\n",
            "# one more number z = 1\nf(2)\n",
        ];
        for text in texts {
            assert!(!hides(text), "{text}");
        }
    }
}
