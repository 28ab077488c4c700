//! What a session gives back: data, for a front to show.

use tape_text::Markup;

/// What came of a cell or script. Its output went to the console while it ran.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Nothing to show.
    Done,
    /// The value of a cell's last expression.
    Value(Shown),
    /// An exception that nobody caught.
    Error(Box<Failure>),
    /// The program asked to leave, with this status.
    Exit(i32),
}

/// A value as the prompt shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// The number of its cell.
    pub number: usize,
    /// Its text.
    pub text: String,
}

impl Shown {
    /// `Out[3]: text`; a text of several lines begins on a line of its own.
    ///
    /// # Examples
    /// ```
    /// use tape::shell::Shown;
    /// let shown = |text: &str| Shown { number: 3, text: text.into() }.markup().plain();
    /// assert_eq!(shown("5"), "Out[3]: 5\n");
    /// assert_eq!(shown("a\nb"), "Out[3]: \na\nb\n");
    /// ```
    #[must_use]
    pub fn markup(&self) -> Markup {
        let mut markup = Markup::default();
        markup.push(tape_text::Tag::OutPrompt, format!("Out[{}]: ", self.number));
        let line_end = if self.text.contains('\n') { "\n" } else { "" };
        markup.push(tape_text::Tag::Plain, format!("{line_end}{}\n", self.text));
        markup
    }
}

/// An exception that nobody caught.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// Its class's bare name.
    pub class: String,
    /// Its text.
    pub message: String,
    /// The whole report.
    pub traceback: Report,
    /// For a text that does not parse: its name and the line.
    pub place: Option<(String, u32)>,
    /// What the user could do about it, where that is known.
    pub hint: Option<String>,
}

/// The report of an exception in its pieces: head, frames, message. Line ends join them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report(Vec<Markup>);

impl Report {
    /// A report of such pieces; a frame brings a line end of its own, so that blank lines divide frames.
    #[must_use]
    pub fn new(pieces: Vec<Markup>) -> Report {
        Report(pieces)
    }

    /// The pieces, as Jupyter lists them.
    #[must_use]
    pub fn pieces(&self) -> &[Markup] {
        &self.0
    }

    /// The whole text, with its line end.
    ///
    /// # Examples
    /// ```
    /// use tape::shell::Report;
    /// use tape_text::Markup;
    /// let report = Report::new(["head", "frame\n", "E: no"].map(Markup::from_plain).to_vec());
    /// assert_eq!(report.plain(), "head\nframe\n\nE: no\n");
    /// ```
    #[must_use]
    pub fn markup(&self) -> Markup {
        let mut markup = Markup::default();
        for piece in &self.0 {
            markup.append(piece.clone());
            markup.push(tape_text::Tag::Plain, "\n");
        }
        markup
    }

    /// The whole text without colours.
    #[must_use]
    pub fn plain(&self) -> String {
        self.markup().plain()
    }
}
