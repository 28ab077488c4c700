//! Notebooks as files: nbformat 4, read and written so that what is not understood stays as it was.
//!
//! * [`Notebook`] is a document: read, asked for its cells, given their outputs, written.
//! * [`Output`] is what a cell leaves: printed text, a value, a picture, an error.
//!
//! The format: <https://nbformat.readthedocs.io/en/latest/format_description.html>. Nothing here runs a cell.

mod document;
mod lines;
mod output;

pub use document::{Cell, Kind, Notebook, ReadError, language_info};
pub use output::{Data, Output, Stream};
