//! TensorFlow's log, and where it goes: to standard error, in an interactive session to standard output.

use std::cell::Cell;

use tape_lang::Vm;

/// Whether the session is interactive, as TensorFlow finds out from `sys.ps1` and from IPython's kernel.
#[derive(Default)]
struct Interactive(Cell<bool>);

/// Makes a session interactive: its log and `tf.print` go to standard output.
pub fn be_interactive(vm: &mut Vm) {
    vm.state::<Interactive>().0.set(true);
}

/// Writes a whole line of the log.
pub(crate) fn write(vm: &mut Vm, text: &str) {
    if vm.state::<Interactive>().0.get() { vm.write_stdout(text) } else { vm.write_stderr(text) }
}
