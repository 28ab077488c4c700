//! Colormaps and norms as objects: `plt.cm.viridis`, `matplotlib.colors.Normalize`.

use std::rc::Rc;

use tape_lang::exception::attribute_error;
use tape_lang::value::Module;
use tape_lang::vm::Namespace;
use tape_lang::{Args, Class, Name, NativeClass, NativeFunction, Object, Result, Value, Vm};
use tape_plot::colormap::{Colormap, Norm};

use crate::numbers::{Numbers, float64, ndarray, numbers};
use crate::style::colors;

static SEGMENTED: NativeClass =
    NativeClass::new("LinearSegmentedColormap").module("matplotlib.colors").class_methods(FROM_LIST);
static LISTED: NativeClass = NativeClass::new("ListedColormap").module("matplotlib.colors").constructor(&NEW_LISTED);

/// A colormap.
pub struct ColormapHandle(pub Colormap);

impl Object for ColormapHandle {
    fn class(&self) -> Rc<Class> {
        if self.0.listed { LISTED.class() } else { SEGMENTED.class() }
    }

    fn get_attribute(&self, _vm: &mut Vm, _this: &Value, name: Name) -> Result<Option<Value>> {
        Ok(match name.as_str() {
            "name" => Some(Value::str(self.0.name.as_str())),
            "N" => Some(Value::Int(self.0.len() as i64)),
            "colors" if self.0.listed => {
                let colors = (0..self.0.len())
                    .map(|index| Value::list(self.0.shade(index).into_iter().map(Value::Float).collect()));
                Some(Value::list(colors.collect()))
            }
            _ => None,
        })
    }

    fn is_callable(&self) -> bool {
        true
    }

    /// The colours of numbers from 0 to 1, or of whole numbers that count shades.
    fn call(&self, vm: &mut Vm, _this: &Value, args: Args<'_>) -> Result<Value> {
        let Some(first) = args.values.first() else {
            return Err(tape_lang::exception::type_error(
                "Colormap.__call__() missing 1 required positional argument: 'X'",
            ));
        };
        let alpha = match args.by_name().find(|(name, _)| name.as_str() == "alpha") {
            Some((_, alpha)) if !alpha.is_none() => vm.float(alpha)?,
            _ => 1.0,
        };
        let Numbers { shape, values, whole } = numbers(vm, first)?;
        let parts = |value: &f64| {
            let [red, green, blue] = if whole { self.0.shade(value.max(0.0) as usize) } else { self.0.parts(*value) };
            [red, green, blue, alpha]
        };
        if shape.is_empty() {
            return Ok(Value::tuple(values.iter().flat_map(parts).map(float64)));
        }
        let shape: Vec<usize> = shape.into_iter().chain([4]).collect();
        Ok(ndarray(&shape, values.iter().flat_map(parts).collect()))
    }
}

static NEW_LISTED: NativeFunction = NativeFunction::new(
    "ListedColormap",
    "(cls, colors, name='from_list', N=None)",
    "A map of these colours.",
    |vm, args| {
        let colors = colors(vm, &args[1])?;
        let name = vm.str(&args[2])?;
        Ok(Value::object(ColormapHandle(Colormap::from_colors(&name, &colors, false))))
    },
);

static FROM_LIST: &[NativeFunction] = &[NativeFunction::new(
    "LinearSegmentedColormap.from_list",
    "(cls, name, colors, N=256, gamma=1.0)",
    "A map that runs from each colour to the next.",
    |vm, args| {
        let colors = colors(vm, &args[2])?;
        let name = vm.str(&args[1])?;
        Ok(Value::object(ColormapHandle(Colormap::from_colors(&name, &colors, true))))
    },
)];

static NORMALIZE: NativeClass = NativeClass::new("Normalize").module("matplotlib.colors").constructor(&NEW_NORMALIZE);
static LOG_NORM: NativeClass = NativeClass::new("LogNorm").module("matplotlib.colors").constructor(&NEW_LOG_NORM);

/// A norm.
pub struct NormHandle(pub Norm);

impl Object for NormHandle {
    fn class(&self) -> Rc<Class> {
        if self.0.log { LOG_NORM.class() } else { NORMALIZE.class() }
    }

    fn is_callable(&self) -> bool {
        true
    }

    fn call(&self, vm: &mut Vm, _this: &Value, args: Args<'_>) -> Result<Value> {
        let Some(first) = args.values.first() else { return Ok(Value::None) };
        let Numbers { shape, values, .. } = numbers(vm, first)?;
        let limits = self.0.limits(&values);
        let places: Vec<f64> = values.iter().map(|value| self.0.place(*value, limits)).collect();
        Ok(if shape.is_empty() { float64(places[0]) } else { ndarray(&shape, places) })
    }
}

fn norm(vm: &mut Vm, args: Args<'_>, log: bool) -> Result<Value> {
    let mut end = |value: &Value| if value.is_none() { Ok(None) } else { vm.float(value).map(Some) };
    let (low, high) = (end(&args[1])?, end(&args[2])?);
    Ok(Value::object(NormHandle(Norm { low, high, log })))
}

static NEW_NORMALIZE: NativeFunction = NativeFunction::new(
    "Normalize",
    "(cls, vmin=None, vmax=None, clip=False)",
    "From two ends to 0 and 1.",
    |vm, args| norm(vm, args, false),
);

static NEW_LOG_NORM: NativeFunction = NativeFunction::new(
    "LogNorm",
    "(cls, vmin=None, vmax=None, clip=False)",
    "The same for logarithms.",
    |vm, args| norm(vm, args, true),
);

/// `matplotlib.cm`.
struct Maps;

impl Namespace for Maps {
    fn get(&self, _vm: &mut Vm, name: Name) -> Result<Option<Value>> {
        if name.as_str() == "get_cmap" {
            return Ok(Some(Value::Native(&crate::pyplot::GET_CMAP)));
        }
        match Colormap::named(name.as_str()) {
            Some(map) => Ok(Some(Value::object(ColormapHandle(map)))),
            None if name.is_dunder() => Ok(None),
            None => Err(attribute_error(format!("module 'matplotlib.cm' has no attribute '{name}'"))),
        }
    }

    fn names(&self) -> Vec<&'static str> {
        Colormap::names()
    }
}

/// Makes `matplotlib.cm`.
///
/// # Errors
/// None.
pub fn module(_vm: &mut Vm) -> Result<Rc<Module>> {
    Ok(Rc::new(Module::lazy("matplotlib.cm", Rc::new(Maps))))
}

/// Makes `matplotlib.colors`.
///
/// # Errors
/// None.
pub fn colors_module(_vm: &mut Vm) -> Result<Rc<Module>> {
    let module = Module::new("matplotlib.colors");
    let classes = [
        ("ListedColormap", &LISTED),
        ("LinearSegmentedColormap", &SEGMENTED),
        ("Normalize", &NORMALIZE),
        ("LogNorm", &LOG_NORM),
    ];
    for (name, class) in classes {
        module.dict.set_str(name, Value::from(class));
    }
    module.dict.set_str("to_rgba", Value::Native(&TO_RGBA));
    module.dict.set_str("to_hex", Value::Native(&TO_HEX));
    Ok(Rc::new(module))
}

static TO_RGBA: NativeFunction =
    NativeFunction::new("to_rgba", "(c, alpha=None)", "A colour as four numbers from 0 to 1.", |vm, args| {
        let mut color = crate::style::color(vm, &args[0])?;
        if !args[1].is_none() {
            color = color.with_alpha(vm.float(&args[1])?);
        }
        Ok(Value::tuple(color.parts().map(Value::Float)))
    });

static TO_HEX: NativeFunction =
    NativeFunction::new("to_hex", "(c, keep_alpha=False)", "A colour as `#rrggbb`.", |vm, args| {
        Ok(Value::str(crate::style::color(vm, &args[0])?.hex()))
    });
