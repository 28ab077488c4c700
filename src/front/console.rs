//! Standard input, output and error as the running program uses them.

use std::io::{self, BufRead, ErrorKind, IsTerminal, Write};

use tape_lang::vm::{Console, Picture};
use tape_text::Palette;

use super::graphics::Graphics;

/// How much output is gathered before it is written to a file or pipe.
const BUFFER: usize = 1 << 16;

/// The status of a process whose reader went away, as shells report it: 128 + SIGPIPE.
const BROKEN_PIPE: i32 = 141;

/// The process's own streams. On a terminal each piece of output is seen at once; a file or pipe gets it in blocks, as
/// Python writes it.
#[derive(Debug)]
pub struct Streams {
    buffer: Vec<u8>,
    at_once: bool,
    palette: Palette,
    graphics: Option<Graphics>,
}

/// How many characters a picture is wide where the terminal does not say how wide it is.
const COLUMNS: usize = 80;

/// The width of the terminal that standard output is.
fn columns() -> usize {
    terminal_size::terminal_size_of(io::stdout()).map_or(COLUMNS, |(width, _)| usize::from(width.0))
}

impl Streams {
    /// The process's streams, with pictures in colours or without.
    #[must_use]
    pub fn new(palette: Palette) -> Streams {
        let at_once = io::stdout().is_terminal();
        let coloured = at_once && palette == Palette::Ansi;
        let graphics = if coloured { Graphics::detect(|name| std::env::var(name).ok()) } else { None };
        Streams { buffer: Vec::new(), at_once, palette, graphics }
    }

    fn write_out(&mut self) {
        if self.buffer.is_empty() {
            return;
        }
        let mut stdout = io::stdout().lock();
        let result = stdout.write_all(&self.buffer).and_then(|()| stdout.flush());
        self.buffer.clear();
        leave_if_broken(&result);
    }
}

/// Ends the process quietly when nobody reads its output any more. Other errors of writing have nowhere to be told.
fn leave_if_broken(result: &io::Result<()>) {
    if matches!(result, Err(error) if error.kind() == ErrorKind::BrokenPipe) {
        std::process::exit(BROKEN_PIPE);
    }
}

impl Console for Streams {
    fn write_stdout(&mut self, text: &str) {
        self.buffer.extend_from_slice(text.as_bytes());
        if self.at_once || self.buffer.len() >= BUFFER {
            self.write_out();
        }
    }

    fn write_stderr(&mut self, text: &str) {
        leave_if_broken(&io::stderr().write_all(text.as_bytes()));
    }

    fn read_line(&mut self, prompt: &str) -> Option<String> {
        self.write_stdout(prompt);
        self.write_out();
        let mut line = String::new();
        match io::stdin().lock().read_line(&mut line) {
            Ok(0) | Err(_) => None,
            Ok(_) => Some(line.strip_suffix('\n').map_or(line.clone(), |line| line.trim_end_matches('\r').to_owned())),
        }
    }

    fn flush(&mut self) {
        self.write_out();
    }

    /// On a terminal a picture is shown as such, or in characters where the terminal shows no pictures; a file or pipe gets only
    /// what a program prints.
    fn show(&mut self, picture: &dyn Picture) -> bool {
        if !self.at_once {
            return false;
        }
        let pixels = self.graphics.map(|graphics| (graphics, picture.png_base64())).filter(|(_, png)| !png.is_empty());
        let text = match pixels {
            Some((graphics, png)) => graphics.sequence(&png),
            None => picture.characters(columns(), self.palette == Palette::Ansi),
        };
        self.write_stdout(&text);
        true
    }
}

impl Drop for Streams {
    fn drop(&mut self) {
        self.write_out();
    }
}
