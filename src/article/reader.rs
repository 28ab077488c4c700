//! An article taken apart: prose, code, and the outputs that it shows.
//!
//! Damaged pages have fences that are broken, never closed or in the middle of things, so fences are hints here: what a stretch of lines is
//! shows in its own text, and in the words before it (`Output:`).

use crate::Known;
use crate::repair::{bound_names, is_code_line};

/// Code with the output that the article shows for it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Block {
    /// The code, as damaged as it stands there.
    pub code: String,
    /// What the article shows below it.
    pub shown: Option<Expected>,
}

/// An output that an article shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expected {
    /// Printed text or a value.
    Text(String),
    /// An exception.
    Error {
        /// Its type.
        class: String,
        /// Its message.
        message: String,
    },
}

/// What a stretch of lines without a blank one is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stretch {
    Prose,
    Code,
    Output,
    /// The words that announce an output.
    Label,
}

/// The code blocks of an article in order, with their outputs.
///
/// `known` tells the names that mean something before any code has run.
///
/// # Examples
/// ```
/// use tape_article::reader::{Expected, blocks};
/// let known = |name: &str| name == "print";
/// let text = "Add them:\n\n```\nprint(1 + 2)\n```\n\nOutput:\n\n`3`\n";
/// let blocks = blocks(text, &known);
/// assert_eq!(blocks[0].code, "print(1 + 2)\n");
/// assert_eq!(blocks[0].shown, Some(Expected::Text("3".to_owned())));
/// ```
#[must_use]
pub fn blocks(text: &str, known: Known<'_>) -> Vec<Block> {
    let mut reader = Reader { blocks: vec![], names: vec![], known };
    let mut announced = false;
    for stretch in stretches(text) {
        let kind = reader.kind(&stretch, announced);
        match kind {
            Stretch::Prose => reader.finish(),
            Stretch::Code => reader.add_code(&stretch),
            Stretch::Output => reader.add_output(&stretch),
            Stretch::Label => {}
        }
        announced = kind == Stretch::Label;
    }
    reader.blocks.retain(|block| !block.code.is_empty());
    reader.blocks
}

struct Reader<'k> {
    blocks: Vec<Block>,
    /// The names that the code so far has bound.
    names: Vec<String>,
    known: Known<'k>,
}

impl Reader<'_> {
    fn kind(&self, lines: &[String], announced: bool) -> Stretch {
        let first = lines[0].trim();
        if is_label(first) && lines.len() == 1 {
            return Stretch::Label;
        }
        if error_of(lines).is_some() || announced || lines.iter().any(|line| looks_printed(line.trim())) {
            return Stretch::Output;
        }
        let known = |name: &str| (self.known)(name) || self.names.iter().any(|bound| bound == name);
        if lines.iter().any(|line| is_code_line(line, &known)) { Stretch::Code } else { Stretch::Prose }
    }

    /// Ends the code block that is open.
    fn finish(&mut self) {
        if self.blocks.last().is_some_and(|block| !block.code.is_empty()) {
            self.blocks.push(Block::default());
        }
    }

    fn add_code(&mut self, lines: &[String]) {
        if self.blocks.last().is_none_or(|block| block.shown.is_some()) {
            self.blocks.push(Block::default());
        }
        let code: String = lines.iter().map(|line| format!("{line}\n")).collect();
        self.names.extend(bound_names(&code));
        if let Some(block) = self.blocks.last_mut() {
            block.code.push_str(&code);
        }
    }

    /// An output belongs to the last code before it. What a traceback shows of a cell is its code where the article lost it.
    fn add_output(&mut self, lines: &[String]) {
        while self.blocks.last().is_some_and(|block| block.code.is_empty()) {
            self.blocks.pop();
        }
        let Some(block) = self.blocks.last_mut() else { return };
        if let Some(error) = error_of(lines) {
            let code = code_in_traceback(lines);
            let own = block.code.lines().next_back().unwrap_or_default();
            match code.lines().position(|line| line == own.trim()) {
                Some(0) => block.code = block.code[..block.code.len() - own.len() - 1].to_owned() + &code,
                _ if block.shown.is_some() => self.blocks.push(Block { code, shown: None }),
                _ => {}
            }
            if let Some(block) = self.blocks.last_mut() {
                block.shown = Some(error);
            }
            return;
        }
        let text = lines.join("\n");
        block.shown = match block.shown.take() {
            Some(Expected::Text(before)) => Some(Expected::Text(format!("{before}\n{text}"))),
            Some(error) => Some(error),
            None => Some(Expected::Text(text)),
        };
    }
}

/// Lines between blank ones and fences, without the marks of fences and of code.
fn stretches(text: &str) -> Vec<Vec<String>> {
    let mut stretches = vec![vec![]];
    for line in text.lines() {
        let mut line = line.trim_end();
        let opened = line.trim_start().strip_prefix("```");
        if let Some(rest) = opened {
            stretches.push(vec![]);
            let word = rest.trim();
            let language = ["python", "py", "python3", "text", "none", "bash", "console"].contains(&word);
            line = if language { "" } else { rest };
        }
        let closed = line.strip_suffix("```");
        line = closed.unwrap_or(line);
        let plain = line.trim();
        let inline = plain.strip_prefix('`').and_then(|rest| rest.strip_suffix('`')).filter(|rest| !rest.contains('`'));
        let line = inline.unwrap_or(line);
        if line.trim().is_empty() {
            stretches.push(vec![]);
        } else if let Some(stretch) = stretches.last_mut() {
            stretch.push(line.to_owned());
        }
        if closed.is_some() || inline.is_some() {
            stretches.push(vec![]);
        }
    }
    joined_errors(stretches.into_iter().filter(|stretch| !stretch.is_empty()).collect())
}

/// A traceback that a fence or a blank line cut in two is one stretch.
fn joined_errors(stretches: Vec<Vec<String>>) -> Vec<Vec<String>> {
    let mut joined: Vec<Vec<String>> = vec![];
    for stretch in stretches {
        match joined.last_mut() {
            Some(before) if before[0].contains("Traceback (most recent call last)") && closing(before).is_none() => {
                before.extend(stretch);
            }
            _ => joined.push(stretch),
        }
    }
    joined
}

fn is_label(line: &str) -> bool {
    let word = line.trim_end_matches(':').trim().to_lowercase();
    let announced = ["output", "outputs", "out", "result", "results", "prints", "this prints", "you should see"];
    announced.contains(&word.as_str()) || word.starts_with("out[") && word.ends_with(']')
}

/// Whether a line is what a program printed: a tensor, an array, or what is left of one.
fn looks_printed(line: &str) -> bool {
    ["tf.Tensor(", "<tf.Tensor", "<tf.Variable", "tensor(", "array([", "[[", "(<tf.Tensor"]
        .iter()
        .any(|start| line.starts_with(start))
        || line.ends_with(")>")
        || line.contains("dtype=") && line.contains("numpy=") && !line.contains(" = ")
}

/// The last `Type: message` of a traceback.
fn closing(lines: &[String]) -> Option<(String, String)> {
    let text = lines.join(" ");
    let (at, class) = text
        .match_indices(": ")
        .filter_map(|(at, _)| {
            let start = text[..at]
                .rfind(|letter: char| !letter.is_alphanumeric() && letter != '_')
                .map_or(0, |before| before + 1);
            let class = &text[start..at];
            (class.ends_with("Error") || class.ends_with("Exception")).then_some((at, class))
        })
        .last()?;
    Some((class.to_owned(), text[at + 2..].trim().to_owned()))
}

fn error_of(lines: &[String]) -> Option<Expected> {
    let traceback = lines.iter().any(|line| line.contains("Traceback (most recent call last)"));
    let bare = lines.len() == 1 && closing(lines).is_some_and(|(class, _)| lines[0].trim_start().starts_with(&class));
    if !traceback && !bare {
        return None;
    }
    closing(lines).map(|(class, message)| Expected::Error { class, message })
}

/// The lines of the cell that IPython shows in its first frame.
fn code_in_traceback(lines: &[String]) -> String {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_traceback_gives_back_the_code_it_shows() {
        let text = "```z = f(y)\n\nI get:\n\n```RuntimeError     Traceback (most recent call last)\n<ipython-input-1> in 2>()\n1 z = f(y)\n\
                    ----> 2 g(z)```\n/usr/lib/a.py in g(z) 10 raise RuntimeError: it is spent\n";
        let found = blocks(text, &|name| ["f", "y", "g"].contains(&name));
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].code, "z = f(y)\ng(z)\n");
        let error = Expected::Error { class: "RuntimeError".to_owned(), message: "it is spent".to_owned() };
        assert_eq!(found[0].shown, Some(error));
    }
}
