//! The modules: `matplotlib`, `matplotlib.pyplot` and their parts.

use std::rc::Rc;

use tape_lang::exception::{attribute_error, not_implemented_error, type_error};
use tape_lang::value::Module;
use tape_lang::vm::Namespace;
use tape_lang::{Args, Class, Name, NativeClass, NativeFunction, Object, Raise, Result, Value, Vm};

use crate::names::{NOT_DRAWN, method, method_names};
use crate::plots::shapes;
use crate::pyplot::{FUNCTIONS, GET_CMAP, current_axes};
use crate::styles::{RC_CONTEXT, STYLE_CONTEXT, USE_STYLE, style_names};
use crate::{cm, lines, state, ticker};

/// A function of `pyplot` that is a method of the current axes.
struct Delegate {
    name: Name,
    method: Name,
}

static FUNCTION: NativeClass = NativeClass::new("function");

impl Delegate {
    /// A wrong call is refused in the name under which it was called.
    fn refused(&self, vm: &mut Vm, raise: Raise) -> Raise {
        let exception = Value::Exception(Rc::clone(raise.exception()));
        let text =
            if exception.type_name() == "TypeError" { vm.str(&exception).unwrap_or_default() } else { String::new() };
        match text.strip_prefix(&format!("Axes.{}() ", self.method)) {
            Some(rest) => type_error(format!("{}() {rest}", self.name)),
            None => raise,
        }
    }
}

impl Object for Delegate {
    fn class(&self) -> Rc<Class> {
        FUNCTION.class()
    }

    fn get_attribute(&self, _vm: &mut Vm, _this: &Value, name: Name) -> Result<Option<Value>> {
        Ok((name.as_str() == "__name__").then(|| self.name.value()))
    }

    fn is_callable(&self) -> bool {
        true
    }

    fn call(&self, vm: &mut Vm, _this: &Value, args: Args<'_>) -> Result<Value> {
        let axes = current_axes(vm)?;
        let method = vm.get_attribute(&axes, self.method)?;
        vm.call(&method, args).map_err(|raise| self.refused(vm, raise))
    }

    fn repr(&self, _vm: &mut Vm, this: &Value) -> Result<String> {
        Ok(format!("<function {} at {:#x}>", self.name, this.id()))
    }
}

/// `matplotlib.pyplot`.
struct Pyplot;

impl Namespace for Pyplot {
    fn get(&self, vm: &mut Vm, name: Name) -> Result<Option<Value>> {
        if name.as_str() == "get_cmap" {
            return Ok(Some(Value::Native(&GET_CMAP)));
        }
        if let Some(function) = FUNCTIONS.iter().find(|function| function.name() == name.as_str()) {
            return Ok(Some(Value::Native(function)));
        }
        if let Some(method) = method(name.as_str()) {
            return Ok(Some(Value::object(Delegate { name, method: Name::new(method) })));
        }
        match name.as_str() {
            "GridSpec" => Ok(Some(crate::gridspec::class())),
            name if NOT_DRAWN.contains(&name) => {
                Err(not_implemented_error(format!("matplotlib's {name} is not drawn here")))
            }
            name if shapes::CLASSES.iter().any(|(own, _)| *own == name) => {
                Ok(shapes::CLASSES.iter().find(|(own, _)| *own == name).map(|(_, class)| Value::from(*class)))
            }
            name if ticker::CLASSES.iter().any(|(own, _)| *own == name) => {
                Ok(ticker::CLASSES.iter().find(|(own, _)| *own == name).map(|(_, class)| Value::from(*class)))
            }
            "rc_context" => Ok(Some(Value::Native(&RC_CONTEXT))),
            "cm" => vm.import("matplotlib.cm").map(Some),
            "style" => vm.import("matplotlib.style").map(Some),
            "rcParams" => Ok(Some(Value::Dict(state::parameters(vm)?))),
            _ if name.is_dunder() => Ok(None),
            _ => Err(attribute_error(format!("module 'matplotlib.pyplot' has no attribute '{name}'"))),
        }
    }

    fn names(&self) -> Vec<&'static str> {
        let own = FUNCTIONS.iter().map(NativeFunction::name);
        own.chain(method_names()).chain(["get_cmap", "cm", "style", "rcParams", "rc_context"]).collect()
    }
}

/// `matplotlib`.
struct Package;

/// The modules inside `matplotlib`.
const PARTS: [&str; 8] = ["pyplot", "cm", "colors", "gridspec", "lines", "patches", "style", "ticker"];

static USE: NativeFunction = NativeFunction::new(
    "use",
    "(backend, *, force=True)",
    "Accepts a backend: figures leave as the session shows them.",
    |_vm, _args| Ok(Value::None),
);

static GET_BACKEND: NativeFunction =
    NativeFunction::new("get_backend", "()", "The name of the backend.", |_vm, _args| Ok(Value::str("agg")));

impl Namespace for Package {
    fn get(&self, vm: &mut Vm, name: Name) -> Result<Option<Value>> {
        match name.as_str() {
            part if PARTS.contains(&part) => vm.import(&format!("matplotlib.{part}")).map(Some),
            "rcParams" => Ok(Some(Value::Dict(state::parameters(vm)?))),
            "rc" | "rcdefaults" | "rc_context" => Pyplot.get(vm, name),
            "use" => Ok(Some(Value::Native(&USE))),
            "get_backend" => Ok(Some(Value::Native(&GET_BACKEND))),
            "colormaps" => Ok(Some(Value::object(Colormaps))),
            "__version__" => Ok(Some(Value::str("3.11.2"))),
            _ => Ok(None),
        }
    }

    fn names(&self) -> Vec<&'static str> {
        PARTS
            .into_iter()
            .chain(["rcParams", "rc", "rcdefaults", "use", "get_backend", "colormaps", "__version__"])
            .collect()
    }
}

static COLORMAPS: NativeClass = NativeClass::new("ColormapRegistry").module("matplotlib.cm");

/// `matplotlib.colormaps`: colormaps by name.
struct Colormaps;

impl Object for Colormaps {
    fn class(&self) -> Rc<Class> {
        COLORMAPS.class()
    }

    fn item(&self, vm: &mut Vm, _this: &Value, key: &Value) -> Result<Value> {
        vm.call_values(&Value::Native(&GET_CMAP), std::slice::from_ref(key))
    }
}

/// The builtin `plt` of the dialect.
struct Dialect;

impl Namespace for Dialect {
    fn get(&self, vm: &mut Vm, name: Name) -> Result<Option<Value>> {
        if name.as_str() == "plt" { vm.import("matplotlib.pyplot").map(Some) } else { Ok(None) }
    }

    fn names(&self) -> Vec<&'static str> {
        vec!["plt"]
    }
}

/// Brings `matplotlib`, its parts and the builtin `plt` into a machine.
pub fn install(vm: &mut Vm) {
    vm.register_module("matplotlib", |_| Ok(Rc::new(Module::lazy("matplotlib", Rc::new(Package)))));
    vm.register_module("matplotlib.pyplot", |_| Ok(Rc::new(Module::lazy("matplotlib.pyplot", Rc::new(Pyplot)))));
    vm.register_module("matplotlib.cm", cm::module);
    vm.register_module("matplotlib.colors", cm::colors_module);
    vm.register_module("matplotlib.patches", shapes::module);
    vm.register_module("matplotlib.lines", lines::module);
    vm.register_module("matplotlib.gridspec", |_| {
        let module = Module::new("matplotlib.gridspec");
        module.dict.set_str("GridSpec", crate::gridspec::class());
        Ok(Rc::new(module))
    });
    for name in ["mpl_toolkits.mplot3d", "mpl_toolkits.mplot3d.axes3d"] {
        vm.register_module(name, |_| {
            let module = Module::new("mpl_toolkits.mplot3d");
            module.dict.set_str("Axes3D", crate::axes::class_in_space());
            Ok(Rc::new(module))
        });
    }
    vm.register_module("mpl_toolkits", |_| Ok(Rc::new(Module::new("mpl_toolkits"))));
    vm.register_module("matplotlib.ticker", ticker::module);
    vm.register_module("matplotlib.style", |_| {
        let module = Module::new("matplotlib.style");
        module.dict.set_str("use", Value::Native(&USE_STYLE));
        module.dict.set_str("context", Value::Native(&STYLE_CONTEXT));
        module.dict.set_str("available", style_names());
        Ok(Rc::new(module))
    });
    vm.add_builtins(Rc::new(Dialect));
}
