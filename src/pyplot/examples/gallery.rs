//! Runs a script and writes each figure that it shows: `cargo run -p tape-pyplot --example gallery SCRIPT FOLDER`.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "an example is a front of its own")]

use std::cell::Cell;
use std::path::PathBuf;
use std::rc::Rc;

use tape_lang::Vm;
use tape_lang::compile::Mode;
use tape_lang::value::Dict;
use tape_lang::vm::{Console, Picture};

/// Writes pictures into a folder, numbered; each also to standard output in characters.
struct Folder {
    path: PathBuf,
    count: Rc<Cell<usize>>,
}

impl Console for Folder {
    fn write_stdout(&mut self, text: &str) {
        print!("{text}");
    }

    fn write_stderr(&mut self, text: &str) {
        eprint!("{text}");
    }

    fn read_line(&mut self, _prompt: &str) -> Option<String> {
        None
    }

    fn show(&mut self, picture: &dyn Picture) -> bool {
        let number = self.count.get() + 1;
        self.count.set(number);
        println!("{number}: {}\n{}", picture.text(), picture.characters(80, std::env::args().nth(3).is_some()));
        let written = std::fs::write(self.path.join(format!("{number:02}.svg")), picture.svg());
        written.is_ok()
    }
}

fn main() -> std::io::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let script = arguments.next().unwrap_or_default();
    let path = PathBuf::from(arguments.next().unwrap_or_else(|| ".".to_owned()));
    let mut vm = Vm::new(Box::new(Folder { path, count: Rc::new(Cell::new(0)) }));
    tape_lang::builtins::install(&vm);
    tape_numpy::install(&mut vm);
    tape_pyplot::install(&mut vm);
    let source = tape_text::Source::new(script.as_str(), std::fs::read_to_string(&script)?);
    if let Err(raise) = vm.run_source(&source, &Rc::new(Dict::new()), Mode::default()) {
        let exception = tape_lang::Value::Exception(Rc::clone(raise.exception()));
        eprintln!("{} {}", exception.type_name(), vm.str(&exception).unwrap_or_default());
    }
    tape_pyplot::show_figures(&mut vm);
    Ok(())
}
