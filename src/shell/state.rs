//! What a session remembers from cell to cell: inputs, outputs, and the names that hold them.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use tape_lang::value::{Dict, List};
use tape_lang::{Value, Vm};

/// How many of the last outputs have names of their own: `_`, `__`, `___`.
const RECENT: [&str; 3] = ["_", "__", "___"];

/// How many of the last inputs have names of their own.
const RECENT_INPUTS: [&str; 3] = ["_i", "_ii", "_iii"];

/// The memory of a session. It lives with the machine, so that what programs call (`get_ipython()`) finds it.
pub struct State {
    /// The names of the program: the dict of `__main__`.
    pub globals: Rc<Dict>,
    /// The texts as they were given, by number from 1.
    pub raw_inputs: RefCell<Vec<String>>,
    /// `In`: the texts as they ran.
    inputs: Rc<List>,
    /// `Out`: values by the number of their cell.
    outputs: Rc<Dict>,
    /// What `_`, `__` and `___` were last set to.
    recent: RefCell<[Value; 3]>,
    /// The number of the cell that runs or comes next.
    pub number: Cell<usize>,
    /// Whether the cell's value is not shown: it ends in a semicolon.
    pub quiet: Cell<bool>,
    /// What the cell's last expression showed.
    pub shown: RefCell<Option<String>>,
    /// The status with which the program asked to leave.
    pub exit: Cell<Option<i32>>,
    /// The names that were there before the user did anything.
    hidden: RefCell<Vec<String>>,
}

impl Default for State {
    fn default() -> State {
        State {
            globals: Rc::new(Dict::new()),
            raw_inputs: RefCell::new(vec![String::new()]),
            inputs: Rc::new(List::new(vec![Value::str("")])),
            outputs: Rc::new(Dict::new()),
            recent: RefCell::new(std::array::from_fn(|_| Value::str(""))),
            number: Cell::new(1),
            quiet: Cell::new(false),
            shown: RefCell::new(None),
            exit: Cell::new(None),
            hidden: RefCell::new(Vec::new()),
        }
    }
}

impl State {
    /// Gives the program the names of a notebook: `In`, `Out`, `_` and the rest.
    pub fn install_names(&self) {
        for (name, value) in
            [("In", Value::List(Rc::clone(&self.inputs))), ("Out", Value::Dict(Rc::clone(&self.outputs)))]
        {
            self.globals.set_str(name, value);
        }
        self.globals.set_str("_ih", Value::List(Rc::clone(&self.inputs)));
        self.globals.set_str("_oh", Value::Dict(Rc::clone(&self.outputs)));
        for name in RECENT.iter().chain(&RECENT_INPUTS) {
            self.globals.set_str(name, Value::str(""));
        }
        self.hide_present_names();
    }

    /// Leaves the names that are there out of what `%who` shows.
    pub fn hide_present_names(&self) {
        *self.hidden.borrow_mut() =
            self.globals.keys().iter().filter_map(|key| key.as_str().map(str::to_owned)).collect();
    }

    /// Notes the text of the cell that is about to run, unless it takes no number.
    pub fn begin(&self, raw: &str, program: &str, numbered: bool) {
        *self.shown.borrow_mut() = None;
        if !numbered {
            return;
        }
        let number = self.number.get();
        let previous: Vec<Value> = (1..=3).map(|back| self.input(number.checked_sub(back))).collect();
        for (name, value) in RECENT_INPUTS.iter().zip(previous) {
            self.globals.set_str(name, value);
        }
        let text = program.trim_end_matches('\n');
        self.raw_inputs.borrow_mut().push(raw.trim_end_matches('\n').to_owned());
        self.inputs.push(Value::str(text));
        self.globals.set_str(&format!("_i{number}"), Value::str(text));
    }

    /// Goes on to the next number, if the cell had one.
    pub fn end(&self, numbered: bool) {
        self.number.set(self.number.get() + usize::from(numbered));
    }

    fn input(&self, number: Option<usize>) -> Value {
        number.and_then(|number| self.inputs.get(number)).unwrap_or_else(|| Value::str(""))
    }

    /// Keeps a value that is shown under the names `_`, `_3` and `Out[3]`. A program that took `_` for itself keeps it.
    ///
    /// # Errors
    /// None in practice: a number is always a key.
    pub fn keep(&self, vm: &mut Vm, value: &Value) -> tape_lang::Result<()> {
        if matches!(value, Value::Dict(dict) if Rc::ptr_eq(dict, &self.outputs)) {
            return Ok(());
        }
        let number = self.number.get();
        self.outputs.insert(vm, Value::Int(number as i64), value.clone())?;
        self.globals.set_str(&format!("_{number}"), value.clone());
        let mut recent = self.recent.borrow_mut();
        let untouched = |(name, kept): (&&str, &Value)| self.globals.get_str(name).is_some_and(|value| value.is(kept));
        if RECENT.iter().zip(recent.iter()).all(untouched) {
            recent.rotate_right(1);
            recent[0] = value.clone();
            for (name, kept) in RECENT.iter().zip(recent.iter()) {
                self.globals.set_str(name, kept.clone());
            }
        }
        Ok(())
    }

    /// The value that a cell showed.
    pub fn output(&self, vm: &mut Vm, number: usize) -> Option<Value> {
        self.outputs.get(vm, &Value::Int(number as i64)).ok().flatten()
    }

    /// The names that the user made, in order.
    pub fn user_names(&self) -> Vec<String> {
        let hidden = self.hidden.borrow();
        let is_users = |name: &String| !name.starts_with('_') && !hidden.contains(name);
        let mut names: Vec<String> =
            self.globals.keys().iter().filter_map(|key| key.as_str().map(str::to_owned)).filter(is_users).collect();
        names.sort_unstable();
        names
    }
}
