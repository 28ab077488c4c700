//! The rooms whose names a program finds without an import.

use tape_lang::Vm;

/// Gives the machine the language's builtins and the modules of the other rooms. Modules are registered, not built: what a
/// program does not use costs nothing at start-up.
pub fn install(vm: &mut Vm) {
    tape_lang::builtins::install(vm);
    tape_numpy::install(vm);
    tape_tf::install(vm);
    tape_pyplot::install(vm);
}
