//! `%capture`: what is run without its output.

use std::rc::Rc;

use tape_lang::compile::Mode;
use tape_lang::vm::{Console, Picture};
use tape_lang::{Result, Value, Vm};
use tape_text::Source;

use super::Call;
use crate::shell::state::State;

/// `%capture` and `%%capture`.
pub fn capture(vm: &mut Vm, call: Call<'_>) -> Result<Value> {
    let text = super::transform(call.cell.unwrap_or(call.line));
    let globals = Rc::clone(&vm.state::<State>().globals);
    let console = vm.set_console(Box::new(Nowhere));
    let result = vm.run_source(&Source::new("<captured cell>", text), &globals, Mode::default());
    tape_pyplot::show_figures(vm);
    vm.set_console(console);
    result.map(|_| Value::None)
}

/// A console whose output nobody sees.
struct Nowhere;

impl Console for Nowhere {
    fn write_stdout(&mut self, _text: &str) {}

    fn write_stderr(&mut self, _text: &str) {}

    fn read_line(&mut self, _prompt: &str) -> Option<String> {
        None
    }

    fn show(&mut self, _picture: &dyn Picture) -> bool {
        true
    }
}
