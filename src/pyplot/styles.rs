//! `plt.style`.

use std::cell::RefCell;
use std::rc::Rc;

use tape_lang::exception::os_error;
use tape_lang::value::Dict;
use tape_lang::{Class, Exception, NativeClass, NativeFunction, Object, Result, Value, Vm};

use crate::state;

/// The styles that `plt.style.use` knows by name. They change nothing here: figures follow the reader's theme.
const STYLES: [&str; 28] = [
    "Solarize_Light2",
    "bmh",
    "classic",
    "dark_background",
    "fast",
    "fivethirtyeight",
    "ggplot",
    "grayscale",
    "petroff10",
    "petroff6",
    "petroff8",
    "seaborn-v0_8",
    "seaborn-v0_8-bright",
    "seaborn-v0_8-colorblind",
    "seaborn-v0_8-dark",
    "seaborn-v0_8-dark-palette",
    "seaborn-v0_8-darkgrid",
    "seaborn-v0_8-deep",
    "seaborn-v0_8-muted",
    "seaborn-v0_8-notebook",
    "seaborn-v0_8-paper",
    "seaborn-v0_8-pastel",
    "seaborn-v0_8-poster",
    "seaborn-v0_8-talk",
    "seaborn-v0_8-ticks",
    "seaborn-v0_8-white",
    "seaborn-v0_8-whitegrid",
    "tableau-colorblind10",
];

/// The names of styles, sorted.
#[must_use]
pub fn style_names() -> Value {
    Value::list(STYLES.map(Value::str).to_vec())
}

/// `plt.style.use`.
pub static USE_STYLE: NativeFunction =
    NativeFunction::new("use", "(style)", "Accepts a style by its name.", |vm, args| {
        take_style(vm, &args[0])?;
        Ok(Value::None)
    });

/// `plt.style.context`.
pub static STYLE_CONTEXT: NativeFunction =
    NativeFunction::new("context", "(style, after_reset=False)", "A style for a with block.", |_vm, args| {
        Ok(Value::object(Guard { new: New::Style(args[0].clone()), old: RefCell::default() }))
    });

/// `plt.rc_context`.
pub static RC_CONTEXT: NativeFunction =
    NativeFunction::new("rc_context", "(rc=None, fname=None)", "Parameters for a with block.", |_vm, args| {
        let new = if let Value::Dict(new) = &args[0] { New::Parameters(Rc::clone(new)) } else { New::Nothing };
        Ok(Value::object(Guard { new, old: RefCell::default() }))
    });

fn take_style(vm: &mut Vm, style: &Value) -> Result<()> {
    let names = if style.as_str().is_some() { vec![vm.str(style)?] } else { Vec::new() };
    for name in names {
        // Styles of seaborn were once known without a version.
        let known = STYLES.contains(&name.as_str()) || name == "default" || name.starts_with("seaborn");
        if !known {
            return Err(os_error(format!(
                "'{name}' is not a valid package style, path of style file, URL of style file, or library style name (library \
                 styles are listed in `style.available`)"
            )));
        }
        let grid = name.contains("grid") || matches!(name.as_str(), "ggplot" | "bmh" | "fivethirtyeight");
        if grid {
            state::parameters(vm)?.set_str("axes.grid", Value::Bool(true));
        }
    }
    Ok(())
}

/// What holds in a with block.
enum New {
    Nothing,
    Style(Value),
    Parameters(Rc<Dict>),
}

/// `with plt.style.context(…):`, `with plt.rc_context(…):`.
struct Guard {
    new: New,
    /// The parameters before it.
    old: RefCell<Vec<(Value, Value)>>,
}

static GUARD: NativeClass = NativeClass::new("_GeneratorContextManager").module("contextlib").not_a_base();

impl Object for Guard {
    fn class(&self) -> Rc<Class> {
        GUARD.class()
    }

    fn enter(&self, vm: &mut Vm, _this: &Value) -> Result<Value> {
        let parameters = state::parameters(vm)?;
        *self.old.borrow_mut() = parameters.items();
        match &self.new {
            New::Nothing => {}
            New::Style(style) => take_style(vm, style)?,
            New::Parameters(new) => {
                for (name, value) in new.items() {
                    parameters.insert(vm, name, value)?;
                }
            }
        }
        Ok(Value::None)
    }

    fn exit(&self, vm: &mut Vm, _exception: Option<&Rc<Exception>>) -> Result<bool> {
        let parameters = state::parameters(vm)?;
        parameters.clear();
        for (name, value) in self.old.take() {
            parameters.insert(vm, name, value)?;
        }
        Ok(false)
    }
}
