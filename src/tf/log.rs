//! TensorFlow's log, and where it goes: to standard error, in an interactive session to standard output.

use std::cell::Cell;

use tape_lang::{Name, Result, Value, Vm};

/// The module of the log, written in the language.
pub(crate) const MODULE: &str = "tensorflow.python.platform.tf_logging";

/// Whether the session is interactive.
#[derive(Default)]
struct Interactive(Cell<bool>);

/// Makes a session interactive: its log and `tf.print` go to standard output. The log finds out from `sys.ps1`, which IPython sets.
///
/// # Errors
/// None in practice: modules take any attribute.
pub fn be_interactive(vm: &mut Vm) -> Result<()> {
    vm.state::<Interactive>().0.set(true);
    let sys = vm.import("sys")?;
    vm.set_attribute(&sys, Name::new("ps1"), Value::str("In : "))
}

/// Logs a warning.
///
/// # Errors
/// What handlers raise that the program gave to the logger.
pub(crate) fn warn(vm: &mut Vm, text: &str) -> Result<()> {
    let module = vm.import(MODULE)?;
    let logger = vm.call_method(&module, Name::new("get_logger"), &[])?;
    vm.call_method(&logger, Name::new("warning"), &[Value::str(text)]).map(drop)
}

/// Writes what `tf.print` prints, whichever standard stream is named: TensorFlow hands it to a notebook as it is.
pub(crate) fn print(vm: &mut Vm, text: &str) {
    if vm.state::<Interactive>().0.get() {
        vm.write_stdout(text);
        vm.console().flush();
    } else {
        vm.write_stderr(text);
    }
}
