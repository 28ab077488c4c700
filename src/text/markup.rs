//! Tagged pieces of text: inner rooms say what a piece *is*, the rim decides how it looks.

/// What a piece of text means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tag {
    /// Plain text.
    Plain,
    /// A number or another literal.
    Literal,
    /// A string literal.
    Str,
    /// A keyword of the language.
    Keyword,
    /// A name that is built in.
    Builtin,
    /// A comment.
    Comment,
    /// The name of an error's type.
    Error,
    /// The line at which an error arose, or its marker.
    Guilty,
    /// The `In [1]:` prompt.
    InPrompt,
    /// The `Out[1]:` prompt.
    OutPrompt,
    /// Advice that TensorFlow would not give: shown dim.
    Hint,
    /// The heading of a help text.
    Heading,
    /// The bracket that belongs to the one at the cursor.
    Match,
}

/// A text in tagged pieces.
///
/// # Examples
/// ```
/// use tape_text::{Markup, Tag};
/// let mut markup = Markup::default();
/// markup.push(Tag::Error, "ValueError");
/// markup.push(Tag::Plain, ": no");
/// assert_eq!(markup.plain(), "ValueError: no");
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Markup {
    pieces: Vec<(Tag, String)>,
}

impl Markup {
    /// A single plain piece.
    #[must_use]
    pub fn from_plain(text: impl Into<String>) -> Markup {
        Markup { pieces: vec![(Tag::Plain, text.into())] }
    }

    /// Appends a piece.
    pub fn push(&mut self, tag: Tag, text: impl Into<String>) {
        self.pieces.push((tag, text.into()));
    }

    /// Appends all pieces of another text.
    pub fn append(&mut self, other: Markup) {
        self.pieces.extend(other.pieces);
    }

    /// The pieces in order.
    #[must_use]
    pub fn pieces(&self) -> &[(Tag, String)] {
        &self.pieces
    }

    /// The text without its tags.
    #[must_use]
    pub fn plain(&self) -> String {
        self.pieces.iter().map(|(_, text)| text.as_str()).collect()
    }
}
