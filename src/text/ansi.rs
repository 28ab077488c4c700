//! Markup in colours: the only place that knows what a [`Tag`] looks like on a terminal.

use colored::{ColoredString, Colorize};

use crate::markup::{Markup, Tag};

/// Whether text is shown in colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Palette {
    /// With the escape sequences of a terminal.
    Ansi,
    /// As it is.
    Plain,
}

impl Palette {
    /// The text as it is written to the terminal or file.
    ///
    /// # Examples
    /// ```
    /// use tape_text::{Markup, Palette, Tag};
    /// let mut markup = Markup::from_plain("Out");
    /// markup.push(Tag::Error, "ValueError");
    /// assert_eq!(Palette::Plain.render(&markup), "OutValueError");
    /// assert_eq!(Palette::Ansi.render(&markup), "Out\u{1b}[31mValueError\u{1b}[0m");
    /// ```
    #[must_use]
    pub fn render(self, markup: &Markup) -> String {
        match self {
            Palette::Plain => markup.plain(),
            Palette::Ansi => {
                // The palette has been chosen already: `colored` must not look at the environment again.
                colored::control::set_override(true);
                markup.pieces().iter().map(|(tag, text)| paint(*tag, text)).collect()
            }
        }
    }
}

/// One piece in its colour; the text keeps its width.
fn paint(tag: Tag, text: &str) -> String {
    let styled: ColoredString = match tag {
        Tag::Plain => return text.to_string(),
        Tag::Literal => text.cyan(),
        Tag::Str => text.yellow(),
        Tag::Keyword => text.green().bold(),
        Tag::Builtin => text.green(),
        Tag::Comment => text.italic().bright_black(),
        Tag::Error => text.red(),
        Tag::Guilty => text.green(),
        Tag::InPrompt => text.green(),
        Tag::OutPrompt => text.red(),
        Tag::Hint => text.dimmed(),
        Tag::Heading => text.bold(),
        Tag::Match => text.bold().underline(),
    };
    styled.to_string()
}
