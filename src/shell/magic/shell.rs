//! The object behind `get_ipython()`, which runs magics, and those magics that speak of the shell itself.

use std::fmt::Write as _;
use std::rc::Rc;

use tape_lang::{Args, Class, NativeClass, NativeFunction, Object, Result, Value, Vm};

use super::{Call, MAGICS, find, run};
use crate::shell::help::{self, Depth};
use crate::shell::state::State;

static GET_IPYTHON: NativeFunction =
    NativeFunction::new("get_ipython", "()", "The running shell.", |_vm, _args| Ok(Value::object(Shell)));

static EXIT: NativeFunction = NativeFunction::new("exit", "(code=None)", "Leaves the shell.", |vm, args| {
    let status = args[0].as_int().unwrap_or(0);
    vm.state::<State>().exit.set(Some(status as i32));
    Ok(Value::None)
});

static METHODS: &[NativeFunction] = &[
    NativeFunction::new("InteractiveShell.run_line_magic", "(self, magic_name, line)", "Runs a magic.", |vm, args| {
        let (name, line) = (text(&args, 1), text(&args, 2));
        run(vm, name, Call { line, cell: None })
    }),
    NativeFunction::new(
        "InteractiveShell.run_cell_magic",
        "(self, magic_name, line, cell)",
        "Runs a magic with a cell.",
        |vm, args| {
            let (name, line, cell) = (text(&args, 1), text(&args, 2), text(&args, 3));
            run(vm, name, Call { line, cell: Some(cell) })
        },
    ),
    NativeFunction::new("InteractiveShell.system", "(self, cmd)", "Says that there are no commands.", |vm, args| {
        let command = text(&args, 1);
        vm.write_stderr(&format!("tape runs no commands of the system: !{command}\n"));
        Ok(Value::None)
    }),
];

static INTERACTIVE_SHELL: NativeClass =
    NativeClass::new("InteractiveShell").module("IPython.core.interactiveshell").methods(METHODS);

/// What `get_ipython()` returns.
struct Shell;

impl Object for Shell {
    fn class(&self) -> Rc<Class> {
        INTERACTIVE_SHELL.class()
    }
}

fn text<'a>(args: &Args<'a>, index: usize) -> &'a str {
    args.get(index).and_then(Value::as_str).unwrap_or("")
}

/// Gives the session's program `get_ipython`, `exit` and `quit`.
pub fn install(vm: &mut Vm) {
    let state = vm.state::<State>();
    for (name, function) in [("get_ipython", &GET_IPYTHON), ("exit", &EXIT), ("quit", &EXIT)] {
        state.globals.set_str(name, Value::Native(function));
    }
    state.hide_present_names();
}

/// `%lsmagic`.
pub fn list(vm: &mut Vm, _call: Call<'_>) -> Result<Value> {
    let row =
        |mark: &str, cell: bool| super::names(cell).map(|name| format!("{mark}{name}")).collect::<Vec<_>>().join("  ");
    let text = format!("Available line magics:\n{}\n\nAvailable cell magics:\n{}\n", row("%", false), row("%%", true));
    vm.write_stdout(&text);
    Ok(Value::None)
}

/// `%magic`.
pub fn explain(vm: &mut Vm, _call: Call<'_>) -> Result<Value> {
    let mut text = String::from(
        "Magics are commands of the shell. A line that begins with % calls one; %% gives it the whole cell.\n",
    );
    for magic in MAGICS {
        // Writing to a String cannot fail.
        let _ = write!(text, "\n{}\n    {}\n", magic.usage, magic.doc);
    }
    vm.write_stdout(&text);
    Ok(Value::None)
}

/// `%pip`: programs find what is built in, and nothing else.
pub fn install_nothing(vm: &mut Vm, call: Call<'_>) -> Result<Value> {
    vm.write_stderr(&format!("tape installs nothing; what is built in is there already: {}\n", call.line.trim()));
    Ok(Value::None)
}

/// `%matplotlib` and other magics that ask for what is so anyway.
pub fn nothing(_vm: &mut Vm, _call: Call<'_>) -> Result<Value> {
    Ok(Value::None)
}

/// `name?`.
pub fn pinfo(vm: &mut Vm, call: Call<'_>) -> Result<Value> {
    inform(vm, call.line, Depth::Usual)
}

/// `name??`.
pub fn pinfo2(vm: &mut Vm, call: Call<'_>) -> Result<Value> {
    inform(vm, call.line, Depth::Source)
}

fn inform(vm: &mut Vm, name: &str, depth: Depth) -> Result<Value> {
    let name = name.trim();
    if name.is_empty() {
        return explain(vm, Call { line: "", cell: None });
    }
    let text = match name.strip_prefix('%').and_then(|name| find(name.trim_start_matches('%'))) {
        Some(magic) => format!("{}\n    {}\n", magic.usage, magic.doc),
        None => {
            let globals = Rc::clone(&vm.state::<State>().globals);
            match help::about(vm, &globals, name, depth)? {
                Some(info) => format!("{}\n", info.markup().plain()),
                None => format!("Object `{name}` not found.\n"),
            }
        }
    };
    vm.write_stdout(&text);
    Ok(Value::None)
}
