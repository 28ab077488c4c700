//! What IPython shows for each kind of value.

use std::rc::Rc;

use tape_lang::value::Dict;
use tape_lang::{Class, Name, Result, Value, Vm};

use super::layout::Layout;
use crate::shell::signature::signature;

/// Longer containers end in `...`.
const LONGEST: usize = 1000;

/// The text of a value.
///
/// # Errors
/// What a `__repr__` of the program raises; `RecursionError` for values nested too deep.
pub fn pretty(vm: &mut Vm, value: &Value) -> Result<String> {
    let mut printer = Printer { layout: Layout::default(), parents: Vec::new() };
    printer.value(vm, value)?;
    Ok(printer.layout.finish())
}

struct Printer {
    layout: Layout,
    /// The containers that are being printed, to find those that hold themselves.
    parents: Vec<usize>,
}

impl Printer {
    fn value(&mut self, vm: &mut Vm, value: &Value) -> Result<()> {
        let address = value.identity();
        let cycle = address.is_some_and(|address| self.parents.contains(&address));
        if let Some(address) = address.filter(|_| is_container(value)) {
            self.parents.push(address);
            let result = vm.deeper(" while getting the repr of an object", |vm| self.kind(vm, value, cycle));
            self.parents.pop();
            return result;
        }
        self.kind(vm, value, cycle)
    }

    fn kind(&mut self, vm: &mut Vm, value: &Value, cycle: bool) -> Result<()> {
        if let Some(dict) = as_defaultdict(value) {
            return self.defaultdict(vm, value, dict.items(), cycle);
        }
        if own_repr(value) {
            return self.repr(vm, value);
        }
        match value.plain() {
            Value::List(list) => self.sequence(vm, ("[", "]"), list.to_vec(), cycle),
            Value::Tuple(tuple) => {
                let close = if tuple.len() == 1 { ",)" } else { ")" };
                self.sequence(vm, ("(", close), tuple.to_vec(), cycle)
            }
            Value::Dict(dict) => self.dict(vm, dict.items(), cycle),
            Value::Set(set) if !set.is_empty() => self.set(vm, ("{", "}"), set.to_vec(), cycle),
            Value::FrozenSet(set) if !set.is_empty() => self.set(vm, ("frozenset({", "})"), set.to_vec(), cycle),
            Value::Set(_) | Value::FrozenSet(_) => {
                self.layout.text(&format!("{}()", value.type_name()));
                Ok(())
            }
            Value::Class(class) if !class.has_metaclass() => {
                self.layout.text(&class_name(class));
                Ok(())
            }
            Value::Function(_) => self.function(vm, value),
            Value::Native(native) if !native.is_method() => self.function(vm, value),
            Value::Exception(exception) => {
                let args = exception.args.borrow().to_vec();
                self.call(vm, &class_name(exception.class()), args)
            }
            Value::Instance(instance) if instance.payload().is_unset() => {
                self.layout.text(&format!("<{} at {:#x}>", class_name(instance.class()), value.id()));
                Ok(())
            }
            _ => {
                // IPython shows what has no repr of its own without the word `object`.
                let default = format!(" object at {:#x}>", value.id());
                let text = vm.repr(value)?;
                match text.strip_suffix(&default) {
                    Some(start) if start == format!("<{}", value.class().qualified_name()) => {
                        self.layout.text(&format!("{start} at {:#x}>", value.id()));
                        Ok(())
                    }
                    _ => self.repr(vm, value),
                }
            }
        }
    }

    /// A repr as it is; its line ends stay.
    fn repr(&mut self, vm: &mut Vm, value: &Value) -> Result<()> {
        let text = vm.repr(value)?;
        self.layout.open(0, "");
        for (index, line) in text.lines().enumerate() {
            if index > 0 {
                self.layout.hard_break();
            }
            self.layout.text(line);
        }
        self.layout.close(0, "");
        Ok(())
    }

    fn sequence(&mut self, vm: &mut Vm, (open, close): (&str, &str), items: Vec<Value>, cycle: bool) -> Result<()> {
        if cycle {
            self.layout.text(&format!("{open}...{}", close.trim_start_matches(',')));
            return Ok(());
        }
        self.layout.open(open.len(), open);
        for (index, item) in items.iter().enumerate() {
            if !self.separate(index) {
                break;
            }
            self.value(vm, item)?;
        }
        self.layout.close(open.len(), close);
        Ok(())
    }

    /// What stands before an item; nothing more follows when the container is too long.
    fn separate(&mut self, index: usize) -> bool {
        if index > 0 {
            self.layout.text(",");
            self.layout.breakable();
        }
        if index == LONGEST {
            self.layout.text("...");
        }
        index < LONGEST
    }

    fn dict(&mut self, vm: &mut Vm, items: Vec<(Value, Value)>, cycle: bool) -> Result<()> {
        if cycle {
            self.layout.text("{...}");
            return Ok(());
        }
        self.layout.open(1, "{");
        for (index, (key, value)) in items.iter().enumerate() {
            if !self.separate(index) {
                break;
            }
            self.value(vm, key)?;
            self.layout.text(": ");
            self.value(vm, value)?;
        }
        self.layout.close(1, "}");
        Ok(())
    }

    /// `defaultdict(factory, {…})`.
    fn defaultdict(&mut self, vm: &mut Vm, value: &Value, items: Vec<(Value, Value)>, cycle: bool) -> Result<()> {
        let factory = vm.find_attribute(value, Name::new("default_factory"))?.unwrap_or(Value::None);
        self.layout.open("defaultdict(".len(), "defaultdict(");
        if cycle {
            self.layout.text("...");
        } else {
            self.value(vm, &factory)?;
            self.separate(1);
            self.dict(vm, items, false)?;
        }
        self.layout.close("defaultdict(".len(), ")");
        Ok(())
    }

    /// A set's members in order, as far as they can be ordered.
    fn set(&mut self, vm: &mut Vm, brackets: (&str, &str), members: Vec<Value>, cycle: bool) -> Result<()> {
        let short = members.len() < LONGEST;
        let sorted = if short { sorted(vm, &members) } else { members };
        self.sequence(vm, brackets, sorted, cycle)
    }

    /// `name(arg, …)`.
    fn call(&mut self, vm: &mut Vm, name: &str, args: Vec<Value>) -> Result<()> {
        self.sequence(vm, (&format!("{name}("), ")"), args, false)
    }

    fn function(&mut self, vm: &mut Vm, value: &Value) -> Result<()> {
        let text = |vm: &mut Vm, name: Name| -> Result<Option<String>> {
            Ok(vm.find_attribute(value, name)?.and_then(|value| value.as_str().map(str::to_owned)))
        };
        let qualname = text(vm, Name::QUALNAME)?.unwrap_or_default();
        let module = text(vm, Name::MODULE)?.filter(|module| !is_builtins(module));
        let signature = signature(vm, value)?.unwrap_or_default();
        let dotted = module.map_or(String::new(), |module| format!("{module}."));
        // The built-in functions of modules carry the module in their names.
        let name = qualname.strip_prefix(&dotted).unwrap_or(&qualname);
        self.layout.text(&format!("<function {dotted}{name}{signature}>"));
        Ok(())
    }
}

fn is_container(value: &Value) -> bool {
    matches!(value.plain(), Value::List(_) | Value::Tuple(_) | Value::Dict(_) | Value::Set(_) | Value::FrozenSet(_))
}

/// What a `collections.defaultdict` holds.
fn as_defaultdict(value: &Value) -> Option<Rc<Dict>> {
    let Value::Instance(instance) = value else { return None };
    let class = instance.class();
    let is_one = &*class.qualname() == "defaultdict" && class.module().as_deref() == Some("collections");
    match value.plain() {
        Value::Dict(dict) if is_one => Some(Rc::clone(dict)),
        _ => None,
    }
}

/// Whether a class of the program says how its instances look.
fn own_repr(value: &Value) -> bool {
    let class = match value {
        Value::Instance(instance) => instance.class(),
        Value::Exception(exception) => exception.class(),
        _ => return false,
    };
    let of_program = |class: &&Rc<Class>| class.native_table().is_none();
    std::iter::once(class)
        .chain(class.ancestors())
        .take_while(of_program)
        .any(|class| class.dict().get_name(Name::REPR).is_some())
}

/// A class with its module, which builtins have no need of.
fn class_name(class: &Class) -> String {
    match class.module() {
        Some(module) if !is_builtins(&module) => format!("{module}.{}", class.qualname()),
        _ => class.qualname().to_string(),
    }
}

fn is_builtins(module: &str) -> bool {
    module == "builtins"
}

/// The members in order; as they are, when they do not compare.
fn sorted(vm: &mut Vm, members: &[Value]) -> Vec<Value> {
    let by_value = vm.builtin(Name::new("sorted")).ok().flatten();
    let list = Value::list(members.to_vec());
    let ordered = by_value.and_then(|function| vm.call_values(&function, &[list]).ok());
    match ordered {
        Some(Value::List(list)) => list.to_vec(),
        _ => members.to_vec(),
    }
}
