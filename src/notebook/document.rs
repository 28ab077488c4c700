//! A notebook as a document: its cells, and all else kept as it was.

use serde_json::ser::PrettyFormatter;
use serde_json::{Map, Serializer, Value, json};
use thiserror::Error;

use crate::lines::{join, split};
use crate::output::Output;

/// The version of the format that new notebooks have.
const MAJOR: u64 = 4;
const MINOR: u64 = 5;

/// Why a text is no notebook that can be read.
#[derive(Debug, Error)]
pub enum ReadError {
    /// It is not JSON.
    #[error("it is not JSON: {0}")]
    Json(#[from] serde_json::Error),
    /// It is JSON, but holds no list of cells.
    #[error("it has no cells")]
    NoCells,
    /// It is a notebook of another time.
    #[error("its format is nbformat {0}; only nbformat 4 is read")]
    Version(u64),
}

/// What a cell is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A program.
    Code,
    /// Prose.
    Markdown,
    /// Neither: text for some converter.
    Raw,
}

impl Kind {
    fn name(self) -> &'static str {
        match self {
            Kind::Code => "code",
            Kind::Markdown => "markdown",
            Kind::Raw => "raw",
        }
    }
}

/// A cell of a notebook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// What it is.
    pub kind: Kind,
    /// Its text.
    pub source: String,
    /// The tags that its author gave it.
    pub tags: Vec<String>,
    /// What it left when it last ran.
    pub outputs: Vec<Output>,
}

/// A notebook.
///
/// # Examples
/// ```
/// use tape_notebook::{Kind, Notebook, Output, Stream};
/// let mut notebook = Notebook::new();
/// notebook.push(Kind::Code, "print(1)");
/// notebook.set_outputs(0, Some(1), &[Output::Stream { stream: Stream::Out, text: "1\n".into() }]);
/// let again = Notebook::read(&notebook.write())?;
/// assert_eq!(again.cells().next().map(|cell| cell.source), Some("print(1)".to_owned()));
/// # Ok::<(), tape_notebook::ReadError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Notebook {
    document: Map<String, Value>,
    cells: Vec<Value>,
}

impl Default for Notebook {
    fn default() -> Notebook {
        Notebook::new()
    }
}

impl Notebook {
    /// An empty notebook of this shell's.
    #[must_use]
    pub fn new() -> Notebook {
        let mut document = Map::new();
        document.insert("cells".to_owned(), Value::Null);
        let kernel = json!({"display_name": "Tape", "language": "python", "name": "tape"});
        document.insert("metadata".to_owned(), json!({"kernelspec": kernel, "language_info": language_info()}));
        document.insert("nbformat".to_owned(), MAJOR.into());
        document.insert("nbformat_minor".to_owned(), MINOR.into());
        Notebook { document, cells: Vec::new() }
    }

    /// Reads a notebook file.
    ///
    /// # Errors
    /// When the text is no notebook, or one of a format before nbformat 4.
    pub fn read(text: &str) -> Result<Notebook, ReadError> {
        let mut document: Map<String, Value> = serde_json::from_str(text)?;
        match document.get("nbformat").and_then(Value::as_u64) {
            Some(MAJOR) => {}
            Some(other) => return Err(ReadError::Version(other)),
            None => return Err(ReadError::NoCells),
        }
        // The place in the document is kept: the cells return to it.
        match document.get_mut("cells").map(Value::take) {
            Some(Value::Array(cells)) => Ok(Notebook { document, cells }),
            _ => Err(ReadError::NoCells),
        }
    }

    /// The notebook as a file: as nbformat lays it out, fields in the order in which they were read.
    #[must_use]
    pub fn write(&self) -> String {
        let mut document = self.document.clone();
        document.insert("cells".to_owned(), Value::Array(self.cells.clone()));
        let mut bytes = Vec::new();
        let mut serializer = Serializer::with_formatter(&mut bytes, PrettyFormatter::with_indent(b" "));
        // Neither writing to memory nor JSON's own values can fail.
        let _ = serde::Serialize::serialize(&document, &mut serializer);
        bytes.push(b'\n');
        String::from_utf8(bytes).unwrap_or_default()
    }

    /// The cells in order.
    pub fn cells(&self) -> impl Iterator<Item = Cell> {
        self.cells.iter().map(cell)
    }

    /// Adds a cell at the end.
    pub fn push(&mut self, kind: Kind, source: &str) {
        let id = format!("cell-{}", self.cells.len() + 1);
        let mut cell = Map::new();
        cell.insert("cell_type".to_owned(), kind.name().into());
        if kind == Kind::Code {
            cell.insert("execution_count".to_owned(), Value::Null);
        }
        cell.insert("id".to_owned(), id.into());
        cell.insert("metadata".to_owned(), json!({}));
        if kind == Kind::Code {
            cell.insert("outputs".to_owned(), json!([]));
        }
        cell.insert("source".to_owned(), split(source));
        self.cells.push(Value::Object(cell));
    }

    /// Sets what the cell at an index left when it ran, and under which number it did. An index without a cell changes nothing.
    pub fn set_outputs(&mut self, index: usize, number: Option<usize>, outputs: &[Output]) {
        let Some(Value::Object(cell)) = self.cells.get_mut(index) else { return };
        cell.insert("execution_count".to_owned(), number.into());
        cell.insert("outputs".to_owned(), outputs.iter().map(Output::to_json).collect());
    }
}

/// What notebooks and clients are told of the language.
#[must_use]
pub fn language_info() -> Value {
    json!({
        "codemirror_mode": {"name": "ipython", "version": 3},
        "file_extension": ".tape",
        "mimetype": "text/x-python",
        "name": "python",
        "nbconvert_exporter": "python",
        "pygments_lexer": "ipython3",
        "version": "3.11",
    })
}

fn cell(value: &Value) -> Cell {
    let kind = match value.get("cell_type").and_then(Value::as_str) {
        Some("code") => Kind::Code,
        Some("markdown") => Kind::Markdown,
        _ => Kind::Raw,
    };
    let list = |value: Option<&Value>| value.and_then(Value::as_array).cloned().unwrap_or_default();
    let tags = list(value.get("metadata").and_then(|metadata| metadata.get("tags")));
    Cell {
        kind,
        source: value.get("source").map(join).unwrap_or_default(),
        tags: tags.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
        outputs: list(value.get("outputs")).iter().filter_map(Output::from_json).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const STRANGE: &str = r#"{
 "future": {
  "z": 1,
  "a": [
   2.5,
   null
  ]
 },
 "cells": [
  {
   "source": "x = 'é'",
   "cell_type": "code",
   "mood": "good",
   "outputs": [],
   "metadata": {
    "tags": [
     "skip-execution"
    ]
   },
   "execution_count": 7
  }
 ],
 "nbformat_minor": 9,
 "nbformat": 4,
 "metadata": {}
}
"#;

    #[test]
    fn what_is_not_understood_stays_where_it_was() {
        let mut notebook = Notebook::read(STRANGE).unwrap();
        assert_eq!(notebook.write(), STRANGE);
        notebook.set_outputs(0, Some(1), &[]);
        assert_eq!(notebook.write(), STRANGE.replace("\"execution_count\": 7", "\"execution_count\": 1"));
        let cell = notebook.cells().next().unwrap();
        assert_eq!((cell.kind, cell.source.as_str()), (Kind::Code, "x = 'é'"));
        assert_eq!(cell.tags, ["skip-execution"]);
    }

    #[test]
    fn what_is_no_notebook_says_why() {
        let error = |text: &str| Notebook::read(text).unwrap_err().to_string();
        assert!(error("print(1)").starts_with("it is not JSON"));
        assert_eq!(error("{}"), "it has no cells");
        assert_eq!(error(r#"{"nbformat": 4}"#), "it has no cells");
        assert_eq!(error(r#"{"nbformat": 3}"#), "its format is nbformat 3; only nbformat 4 is read");
    }

    #[test]
    fn new_cells_have_what_their_kind_has() {
        let mut notebook = Notebook::new();
        notebook.push(Kind::Markdown, "# Title");
        notebook.push(Kind::Code, "1\n2");
        notebook.set_outputs(9, None, &[]);
        let text = notebook.write();
        assert!(text.contains("\"source\": [\n    \"1\\n\",\n    \"2\"\n   ]"));
        assert_eq!(text.matches("execution_count").count(), 1);
        assert_eq!(Notebook::read(&text).unwrap(), notebook);
    }
}
