//! Runs a Python file with the bare language: `cargo run -p tape-lang --example run FILE`.
#![allow(clippy::print_stdout, clippy::print_stderr, clippy::expect_used, reason = "this is a front")]

use std::io::Write;
use std::rc::Rc;

use tape_lang::Vm;
use tape_lang::compile::Mode;
use tape_lang::traceback;
use tape_lang::value::{Dict, Value};
use tape_lang::vm::Console;
use tape_text::Source;

/// The real standard streams.
struct Standard(std::io::BufWriter<std::io::Stdout>);

impl Console for Standard {
    fn write_stdout(&mut self, text: &str) {
        let _ = self.0.write_all(text.as_bytes());
    }

    fn write_stderr(&mut self, text: &str) {
        let _ = self.0.flush();
        eprint!("{text}");
    }

    fn read_line(&mut self, prompt: &str) -> Option<String> {
        self.write_stdout(prompt);
        let _ = self.0.flush();
        let mut line = String::new();
        let count = std::io::stdin().read_line(&mut line).ok()?;
        (count > 0).then(|| line.trim_end_matches('\n').to_owned())
    }

    fn flush(&mut self) {
        let _ = self.0.flush();
    }
}

fn run(path: &str) -> i32 {
    let text = std::fs::read_to_string(path).expect("a file to run");
    let mut vm = Vm::new(Box::new(Standard(std::io::BufWriter::new(std::io::stdout()))));
    let globals = Rc::new(Dict::new());
    globals.set_str("__name__", Value::str("__main__"));
    let result = vm.run_source(&Source::new(path, text), &globals, Mode::default());
    vm.console().flush();
    match result {
        Ok(_) => 0,
        Err(raise) => {
            let text = traceback::python(&mut vm, raise.exception());
            eprint!("{text}");
            1
        }
    }
}

fn main() {
    let path = std::env::args().nth(1).expect("the name of a file");
    // Deep recursion needs a stack of known size.
    let thread = std::thread::Builder::new().stack_size(256 << 20).spawn(move || run(&path)).expect("a thread");
    std::process::exit(thread.join().unwrap_or(2));
}
