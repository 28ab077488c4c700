//! A Markdown file in order: all its fences are closed, and all its code is code.
//!
//! Nothing is guessed in such a file. Code is what a fence says is Python; its output is the fence behind it, with no more than a few words
//! between. CommonMark has many ways to hold a fence (in a list, in a quotation, in a comment of HTML), so
//! `pulldown-cmark` reads it; damaged pages have a reader of their own ([`crate::reader`]), since one unclosed fence eats all the rest.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

use crate::reader::{Block, Expected};
use crate::repair::is_program;
use crate::signs::{announces, error_of};
use crate::transcript;

/// The words by which a fence says that it holds a program.
const CODE: &[&str] = &["python", "python3", "py", "py3", "tape", "pycon", "ipython", "ipython3", "code-cell"];

/// The words by which a fence says that it may hold an output.
const OUTPUT: &[&str] = &["", "text", "txt", "output", "console", "plaintext", "none", "pytb", "pycon"];

/// Where an output stands in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Its lines, in bytes of the file.
    range: Range<usize>,
    /// What stands before each of its lines: the marks of a quotation, the indentation of a list.
    prefix: String,
}

/// A block with the place of its output.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fenced {
    /// The code and the output shown.
    pub block: Block,
    /// Where the output stands, if one is shown.
    pub place: Option<Place>,
}

/// The blocks of a Markdown file in order; nothing for a text that is none.
///
/// # Examples
/// ```
/// use tape_article::markdown::read;
/// let text = "Add:\n\n```python\nprint(1 + 2)\n```\n\nOutput:\n\n```\n3\n```\n";
/// let blocks = read(text).unwrap();
/// assert_eq!(blocks[0].block.code, "print(1 + 2)\n");
/// assert!(blocks[0].place.is_some());
/// assert_eq!(read("```python\nprint(1 + 2)\n"), None);
/// ```
#[must_use]
pub fn read(text: &str) -> Option<Vec<Fenced>> {
    let mut reader = Reader { text, found: vec![], waits: Waits::Not };
    let mut fence: Option<Fence> = None;
    let mut said: Option<String> = None;
    for (event, range) in Parser::new_ext(text, Options::empty()).into_offset_iter() {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => {
                fence = Some(Fence::new(text, &info, range)?);
            }
            Event::End(TagEnd::CodeBlock) => {
                if let Some(fence) = fence.take() {
                    reader.take(&fence)?;
                }
            }
            Event::Text(part) | Event::Code(part) => {
                if let Some(fence) = &mut fence {
                    fence.content.push_str(&part);
                } else if let Some(said) = &mut said {
                    said.push_str(&part);
                }
            }
            Event::Start(Tag::Paragraph) => said = Some(String::new()),
            Event::End(TagEnd::Paragraph) => reader.pass(&said.take().unwrap_or_default()),
            Event::Start(Tag::Heading { .. } | Tag::Table(_) | Tag::HtmlBlock) | Event::Rule => {
                reader.waits = Waits::Not
            }
            _ => {}
        }
    }
    (!reader.found.is_empty()).then_some(reader.found)
}

/// The file with other outputs at these places.
///
/// # Examples
/// ```
/// use tape_article::markdown::{read, with_outputs};
/// let text = "```python\nprint(1 + 2)\n```\n\n```\n4\n```\n";
/// let place = read(text).unwrap()[0].place.clone().unwrap();
/// assert_eq!(with_outputs(text, &[(place, "3".to_owned())]), text.replace('4', "3"));
/// ```
#[must_use]
pub fn with_outputs(text: &str, outputs: &[(Place, String)]) -> String {
    let mut changed = text.to_owned();
    for (place, output) in outputs.iter().rev() {
        let line = |line: &str| format!("{}\n", format!("{}{line}", place.prefix).trim_end());
        changed.replace_range(place.range.clone(), &output.lines().map(line).collect::<String>());
    }
    changed
}

/// Whether an output is waited for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Waits {
    Not,
    /// Behind the code.
    Behind,
    /// Behind the code and a few words.
    Announced,
}

/// A fence that is closed.
struct Fence {
    words: Vec<String>,
    /// The text in it, without what stands before each line.
    content: String,
    place: Place,
}

impl Fence {
    /// A fence at a place of the text; nothing when it is not closed.
    fn new(text: &str, info: &str, range: Range<usize>) -> Option<Fence> {
        let block = text[range.clone()].trim_end();
        let (first, last) = (block.find('\n')?, block.rfind('\n')?);
        let mark = block.chars().next()?;
        let closing = block[last..].trim_start_matches(|c: char| c.is_whitespace() || c == '>');
        let length = |line: &str| line.chars().take_while(|c| *c == mark).count();
        if length(closing) < length(block) {
            return None;
        }
        let before = text[..range.start].rfind('\n').map_or(0, |newline| newline + 1);
        let prefix = text[before..range.start].chars().map(|c| if c == '>' { c } else { ' ' }).collect();
        let place = Place { range: range.start + first + 1..range.start + last + 1, prefix };
        let words = info.split(|c: char| c.is_whitespace() || "{}.,".contains(c)).filter(|word| !word.is_empty());
        let words = words.map(str::to_lowercase).collect();
        Some(Fence { words, content: String::new(), place })
    }

    fn is_code(&self) -> bool {
        self.words.iter().any(|word| CODE.contains(&&**word))
    }

    fn is_output(&self) -> bool {
        self.words.first().is_none_or(|word| OUTPUT.contains(&&**word))
    }
}

struct Reader<'t> {
    text: &'t str,
    found: Vec<Fenced>,
    waits: Waits,
}

impl Reader<'_> {
    /// Takes a fence; nothing when it says that it is code, and is none.
    fn take(&mut self, fence: &Fence) -> Option<()> {
        let lines: Vec<&str> = fence.content.lines().collect();
        if lines.iter().any(|line| opens_code(line)) {
            return None;
        }
        if let Some(parts) = transcript::parts(&lines).filter(|_| fence.is_code() || fence.is_output()) {
            self.waits = Waits::Not;
            parts.iter().for_each(|part| self.take_part(fence, part));
            return self.found.iter().all(Fenced::is_sound).then_some(());
        }
        if fence.is_code() {
            let block = Block { code: fence.content.clone(), ..Block::default() };
            self.found.push(Fenced { block, place: None });
            self.waits = Waits::Behind;
            return is_program(&fence.content).then_some(());
        }
        let waited = std::mem::replace(&mut self.waits, Waits::Not) != Waits::Not;
        if let Some(last) = self.found.last_mut().filter(|_| waited && fence.is_output()) {
            last.block.shown = Some(expected(&lines));
            last.place = Some(fence.place.clone());
        }
        Some(())
    }

    /// Takes what was typed at a prompt, with what came of it.
    fn take_part(&mut self, fence: &Fence, part: &transcript::Part) {
        let code = part.code.iter().map(|line| format!("{line}\n")).collect();
        let shown = (!part.output.is_empty()).then(|| expected(&part.output));
        let lines: Vec<usize> = self.text[fence.place.range.clone()].split_inclusive('\n').map(str::len).collect();
        let at = |line: usize| fence.place.range.start + lines.iter().take(line).sum::<usize>();
        let range = at(part.place.start)..at(part.place.end);
        let place = shown.is_some().then(|| Place { range, prefix: fence.place.prefix.clone() });
        self.found.push(Fenced { block: Block { code, shown, ..Block::default() }, place });
    }

    /// Passes words. A sentence ends the wait for an output.
    fn pass(&mut self, said: &str) {
        self.waits = match self.waits {
            Waits::Behind if announces(said) => Waits::Announced,
            _ => Waits::Not,
        };
    }
}

impl Fenced {
    fn is_sound(&self) -> bool {
        is_program(&self.block.code)
    }
}

/// Whether a line opens a fence of code: inside another one it shows that this has lost its end.
fn opens_code(line: &str) -> bool {
    line.strip_prefix("```").is_some_and(|word| CODE.contains(&word.trim()))
}

fn expected(lines: &[impl AsRef<str>]) -> Expected {
    let lines: Vec<String> = lines.iter().map(|line| line.as_ref().to_owned()).collect();
    error_of(&lines).unwrap_or_else(|| Expected::Text(lines.join("\n")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<(String, Option<Expected>)> {
        read(text).unwrap().into_iter().map(|found| (found.block.code, found.block.shown)).collect()
    }

    fn printed(text: &str) -> Option<Expected> {
        Some(Expected::Text(text.to_owned()))
    }

    #[test]
    fn only_fences_are_read() {
        let text = "x = 5\n\n    y = 6\n\n```bash\npip install x\n```\n\n~~~py\nprint(1)\n~~~\n\nThat is all there is.\n\n```\n1\n```\n";
        assert_eq!(shown(text), [("print(1)\n".to_owned(), None)]);
    }

    #[test]
    fn fences_in_lists_and_quotations() {
        let text = "1. Print:\n   ```python\n   print(1)\n   ```\n   which prints\n   ```\n   2\n   ```\n\n> ```python\n> 3\n> ```\n> ```text\n> 4\n> ```\n";
        assert_eq!(shown(text), [("print(1)\n".to_owned(), printed("2")), ("3\n".to_owned(), printed("4"))]);
        let places: Vec<_> = read(text).unwrap().into_iter().filter_map(|found| found.place).collect();
        let outputs: Vec<_> = places.into_iter().zip(["1\n5".to_owned(), "3".to_owned()]).collect();
        let expected = text.replace("   2\n", "   1\n   5\n").replace("> 4\n", "> 3\n");
        assert_eq!(with_outputs(text, &outputs), expected);
    }

    #[test]
    fn transcripts_give_several_outputs() {
        let text = "```pycon\n>>> x = 2\n>>> x\n2\n>>> 1 / 0\nTraceback (most recent call last):\n  ...\nZeroDivisionError: division by zero\n```\n";
        let error = Expected::Error {
            printed: String::new(),
            class: "ZeroDivisionError".to_owned(),
            message: "division by zero".to_owned(),
            traceback: true,
        };
        assert_eq!(shown(text), [("x = 2\nx\n".to_owned(), printed("2")), ("1 / 0\n".to_owned(), Some(error))]);
        let place = read(text).unwrap()[0].place.clone().unwrap();
        assert_eq!(with_outputs(text, &[(place, "3\n4".to_owned())]), text.replace("\n2\n", "\n3\n4\n"));
    }

    #[test]
    fn what_is_not_in_order() {
        for text in ["```python\nx = = 1\n```\n", "```python\nx = 1\n```python\ny\n", "x = 1\n", "```import a\nx```\n"]
        {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
