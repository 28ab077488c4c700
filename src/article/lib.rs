//! Damaged text made a program: what is pasted from a web page.
//!
//! * [`reader`]: an article taken apart into code and the outputs that it shows; [`markdown`]: one that is in order, [`html`]: one that
//!   is still a page; [`transcript`]: what was typed at a prompt and what came of it.
//! * [`doubt`]: lines that may be code or an output, which only a run can tell.
//! * [`pieces`]: a text cut where something new may begin.
//! * [`compare`]: whether an output is the one that is shown.
//! * [`repair`]: the programs that a damaged text may have been, the most plausible first.
//!
//! Nothing is evaluated here.

pub mod compare;
pub mod doubt;
pub mod html;
mod listings;
pub mod markdown;
mod mixed;
pub mod pieces;
pub mod reader;
pub mod repair;
mod signs;
pub mod transcript;

/// Whether a name means something before the program has said so: a builtin.
pub type Known<'k> = &'k dyn Fn(&str) -> bool;

/// An article taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Article {
    /// Its blocks in order.
    pub blocks: Vec<markdown::Fenced>,
    /// Whether it is Markdown in order, in which nothing is guessed and nothing repaired.
    pub sound: bool,
}

/// Takes an article apart by the reader that it needs. `known` tells the names that mean something before any code has run.
///
/// # Examples
/// ```
/// let known = |name: &str| name == "print";
/// assert!(tape_article::read("```python\nprint(1)\n```\n", &known).sound);
/// assert!(!tape_article::read("```python\nprint(1)\n", &known).sound);
/// ```
#[must_use]
pub fn read(text: &str, known: Known<'_>) -> Article {
    match markdown::read(text) {
        Some(blocks) => Article { blocks, sound: true },
        None => {
            let blocks = reader::blocks(text, known).into_iter();
            Article { blocks: blocks.map(|block| markdown::Fenced { block, place: None }).collect(), sound: false }
        }
    }
}
