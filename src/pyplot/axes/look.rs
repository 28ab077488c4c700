//! Frames, spines, twins, and setting many things at once.

use std::rc::Rc;

use tape_lang::exception::{attribute_error, key_error};
use tape_lang::{Class, Name, NativeClass, NativeFunction, Object, Result, Value, Vm};
use tape_plot::Shared;
use tape_plot::axes::Axes;
use tape_plot::axis::Side;

use super::{AxesHandle, handle, side};
use crate::figure::FigureHandle;
use crate::keywords::{Keywords, accepted};
use crate::style;
use crate::{tick_functions, ticker};

pub(super) static METHODS: &[NativeFunction] = &[
    NativeFunction::new("Axes.set", "(self, **kwargs)", "Sets several properties at once.", |vm, args| {
        set(vm, &args[0], Keywords::of(args, 1)).map(Value::list)
    }),
    NativeFunction::new("Axes.set_axis_off", "(self)", "Hides frame, ticks and labels.", |_vm, args| {
        handle(&args[0])?.axes.borrow_mut().shows_frame = false;
        Ok(Value::None)
    }),
    NativeFunction::new("Axes.set_axis_on", "(self)", "Shows frame, ticks and labels.", |_vm, args| {
        handle(&args[0])?.axes.borrow_mut().shows_frame = true;
        Ok(Value::None)
    }),
    NativeFunction::new("Axes.set_visible", "(self, b)", "Shows or hides the axes.", |vm, args| {
        let visible = vm.truth(&args[1])?;
        handle(&args[0])?.axes.borrow_mut().visible = visible;
        Ok(Value::None)
    }),
    NativeFunction::new("Axes.set_facecolor", "(self, color)", "What fills the frame.", |vm, args| {
        let face = style::color(vm, &args[1])?;
        handle(&args[0])?.axes.borrow_mut().face = Some(face);
        Ok(Value::None)
    }),
    NativeFunction::new("Axes.cla", "(self)", "Takes everything out.", |_vm, args| clear(&args[0])),
    NativeFunction::new("Axes.clear", "(self)", "Takes everything out.", |_vm, args| clear(&args[0])),
    NativeFunction::new("Axes.remove", "(self)", "Takes the axes out of their figure.", |_vm, args| {
        let own = handle(&args[0])?;
        own.figure.borrow_mut().axes.retain(|axes| !Rc::ptr_eq(axes, &own.axes));
        Ok(Value::None)
    }),
    NativeFunction::new("Axes.label_outer", "(self)", "Hides labels inside a grid.", |_vm, args| {
        let mut axes = handle(&args[0])?.axes.borrow_mut();
        if let tape_plot::axes::Placement::Cell(cell) = axes.placement {
            axes.x.shows_labels = cell.bottom() > 0.999;
            axes.y.shows_labels = cell.left < 0.001;
            if !axes.x.shows_labels {
                axes.x.label.clear();
            }
            if !axes.y.shows_labels {
                axes.y.label.clear();
            }
        }
        Ok(Value::None)
    }),
    NativeFunction::new(
        "Axes.twinx",
        "(self)",
        "Axes over these with the same x axis and their own y axis.",
        |vm, args| twin(vm, &args[0], |axes| Axes { on_right: true, ..axes }, true),
    ),
    NativeFunction::new(
        "Axes.twiny",
        "(self)",
        "Axes over these with the same y axis and their own x axis.",
        |vm, args| twin(vm, &args[0], |axes| Axes { x_above: true, shows_y: false, ..axes }, false),
    ),
    NativeFunction::new("Axes.get_figure", "(self, root=False)", "The figure that they stand in.", |vm, args| {
        vm.get_attribute(&args[0], Name::new("figure"))
    }),
    NativeFunction::new("Axes.set_prop_cycle", "(self, *args, **kwargs)", "Begins the colours again.", |_vm, args| {
        handle(&args[0])?.axes.borrow_mut().colors_used = 0;
        Ok(Value::None)
    }),
];

/// Axes over others that share one of their directions.
fn twin(vm: &mut Vm, this: &Value, look: fn(Axes) -> Axes, shares_x: bool) -> Result<Value> {
    let own = handle(this)?;
    let twin = {
        let axes = own.axes.borrow();
        let free = tape_plot::shared(tape_plot::axis::Axis::default());
        let (x, y) = if shares_x { (axes.x.axis.clone(), free) } else { (free, axes.y.axis.clone()) };
        look(Axes::over(axes.placement, x, y))
    };
    let figures = crate::state::figures(vm);
    let mut figures = figures.iter().filter_map(|value| value.downcast::<FigureHandle>());
    match figures.find(|figure| Rc::ptr_eq(&figure.figure, &own.figure)) {
        Some(figure) => figure.adopt(vm, twin, None),
        None => Ok(Value::None),
    }
}

fn clear(this: &Value) -> Result<Value> {
    handle(this)?.axes.borrow_mut().clear();
    Ok(Value::None)
}

/// Calls the setter of each keyword: `ax.set(title='…', xlim=(0, 1))`.
///
/// # Errors
/// `AttributeError` for a keyword that has none, and whatever the setters raise.
pub fn set(vm: &mut Vm, this: &Value, mut keywords: Keywords) -> Result<Vec<Value>> {
    let mut results = Vec::new();
    for name in keywords.names() {
        let Some(value) = keywords.take(&[&name]) else { continue };
        if matches!(name.as_str(), "label" | "adjustable" | "autoscale_on" | "frame_on" | "gid") {
            continue;
        }
        let setter = vm.find_attribute(this, Name::new(&format!("set_{name}")))?;
        let Some(setter) = setter else {
            return Err(attribute_error(format!("Axes.set() got an unexpected keyword argument '{name}'")));
        };
        results.push(vm.call_values(&setter, &[value])?);
    }
    Ok(results)
}

static X_TICK: NativeClass = NativeClass::new("XTick").module("matplotlib.axis");
static Y_TICK: NativeClass = NativeClass::new("YTick").module("matplotlib.axis");

/// A tick as an object: true for one of the x axis.
pub struct TickHandle(pub bool);

impl Object for TickHandle {
    fn class(&self) -> Rc<Class> {
        if self.0 { X_TICK.class() } else { Y_TICK.class() }
    }
}

static TRANSFORM: NativeClass = NativeClass::new("BboxTransformTo").module("matplotlib.transforms");

/// Coordinates that count from 0 to 1 across the axes, or those of the data.
pub struct Transform(pub bool);

impl Object for Transform {
    fn class(&self) -> Rc<Class> {
        TRANSFORM.class()
    }
}

static SPINES: NativeClass = NativeClass::new("Spines").module("matplotlib.spines");
static SPINE: NativeClass = NativeClass::new("Spine").module("matplotlib.spines").methods(SPINE_METHODS);

/// The names of the sides of a frame, in the order in which axes keep them.
const SIDES: [&str; 4] = ["left", "right", "bottom", "top"];

/// The sides of a frame.
pub struct Spines(pub Shared<Axes>);

impl Spines {
    fn chosen(&self, names: Vec<usize>) -> Value {
        Value::object(Spine { axes: self.0.clone(), sides: names })
    }
}

impl Object for Spines {
    fn class(&self) -> Rc<Class> {
        SPINES.class()
    }

    fn get_attribute(&self, _vm: &mut Vm, _this: &Value, name: Name) -> Result<Option<Value>> {
        Ok(SIDES.iter().position(|side| *side == name.as_str()).map(|side| self.chosen(vec![side])))
    }

    fn item(&self, vm: &mut Vm, _this: &Value, key: &Value) -> Result<Value> {
        let names = match key {
            Value::Str(_) => vec![vm.str(key)?],
            Value::List(_) | Value::Tuple(_) => crate::numbers::texts(vm, key)?,
            _ => SIDES.map(str::to_owned).to_vec(),
        };
        let find = |name: &String| {
            SIDES.iter().position(|side| side == name).ok_or_else(|| key_error(Value::str(name.as_str())))
        };
        Ok(self.chosen(names.iter().map(find).collect::<Result<_>>()?))
    }
}

/// Some sides of a frame.
struct Spine {
    axes: Shared<Axes>,
    sides: Vec<usize>,
}

impl Object for Spine {
    fn class(&self) -> Rc<Class> {
        SPINE.class()
    }
}

static SPINE_METHODS: &[NativeFunction] = &[
    NativeFunction::new("Spine.set_visible", "(self, b)", "Shows or hides the side.", |vm, args| {
        let visible = vm.truth(&args[1])?;
        show(&args[0], visible);
        Ok(Value::None)
    }),
    NativeFunction::new("Spine.set_color", "(self, c)", "Gives the side a colour; `'none'` hides it.", |vm, args| {
        if style::color(vm, &args[1])?.alpha == 0.0 {
            show(&args[0], false);
        }
        Ok(Value::None)
    }),
    NativeFunction::new("Spine.set_position", "(self, position)", "Accepted: sides stay at the edge.", |_vm, _args| {
        Ok(Value::None)
    }),
    NativeFunction::new("Spine.set_linewidth", "(self, w)", "Accepted: sides keep their width.", |_vm, _args| {
        Ok(Value::None)
    }),
];

fn show(this: &Value, visible: bool) {
    if let Some(spine) = this.downcast::<Spine>() {
        spine.sides.iter().for_each(|side| spine.axes.borrow_mut().spines[*side] = visible);
    }
}

static X_AXIS: NativeClass = NativeClass::new("XAxis").module("matplotlib.axis").methods(AXIS_METHODS);
static Y_AXIS: NativeClass = NativeClass::new("YAxis").module("matplotlib.axis").methods(AXIS_METHODS);

/// `ax.xaxis`, `ax.yaxis`.
pub struct AxisHandle {
    /// Whose.
    pub axes: Value,
    /// Whether it is the x axis.
    pub horizontal: bool,
}

impl Object for AxisHandle {
    fn class(&self) -> Rc<Class> {
        if self.horizontal { X_AXIS.class() } else { Y_AXIS.class() }
    }
}

fn of_axis(this: &Value) -> Option<(&AxisHandle, &AxesHandle)> {
    let axis: &AxisHandle = this.downcast()?;
    Some((axis, axis.axes.downcast()?))
}

static AXIS_METHODS: &[NativeFunction] = &[
    NativeFunction::new("Axis.set_visible", "(self, b)", "Shows or hides ticks and their labels.", |vm, args| {
        let visible = vm.truth(&args[1])?;
        if let Some((axis, axes)) = of_axis(&args[0]) {
            side(&axes.axes, axis.horizontal, |side| {
                (side.shows_labels, side.shows_ticks) = (visible, visible);
                if !visible {
                    side.label.clear();
                }
            });
        }
        Ok(Value::None)
    }),
    NativeFunction::new("Axis.set_ticks", "(self, ticks, labels=None, **kwargs)", "Where ticks stand.", |vm, args| {
        let Some((axis, _)) = of_axis(&args[0]) else { return Ok(Value::None) };
        let method = if axis.horizontal { "set_xticks" } else { "set_yticks" };
        vm.call_method(&axis.axes.clone(), Name::new(method), &[args[1].clone(), args[2].clone()])
    }),
    NativeFunction::new(
        "Axis.set_label_text",
        "(self, label, **kwargs)",
        "What stands beside the axis.",
        |vm, args| {
            let Some((axis, _)) = of_axis(&args[0]) else { return Ok(Value::None) };
            let method = if axis.horizontal { "set_xlabel" } else { "set_ylabel" };
            vm.call_method(&axis.axes.clone(), Name::new(method), &[args[1].clone()])
        },
    ),
    NativeFunction::new("Axis.grid", "(self, visible=True, **kwargs)", "Lines at the ticks.", |vm, args| {
        let shown = vm.truth(&args[1])?;
        if let Some((axis, axes)) = of_axis(&args[0]) {
            side(&axes.axes, axis.horizontal, |side| side.grid = shown.then_some(super::GRID_LINE));
        }
        Ok(Value::None)
    }),
    NativeFunction::new("Axis.set_major_locator", "(self, locator)", "Where ticks stand.", |_vm, args| {
        let locator = ticker::locator(&args[1])?;
        on_side(&args[0], |side| match locator {
            ticker::Places::At(places) => side.ticks = Some(places),
            ticker::Places::By(locator) => (side.ticks, side.locator) = (None, locator),
        });
        Ok(Value::None)
    }),
    NativeFunction::new("Axis.set_major_formatter", "(self, formatter)", "What ticks say.", |vm, args| {
        let pattern = ticker::pattern(vm, &args[1])?;
        if let Some((axis, axes)) = of_axis(&args[0]) {
            let function = if let ticker::Texts::By(function) = &pattern { Some(function.clone()) } else { None };
            tick_functions::set(vm, &axes.axes, axis.horizontal, function);
        }
        on_side(&args[0], |side| match pattern {
            ticker::Texts::Nothing => side.shows_labels = false,
            ticker::Texts::Own => side.pattern = None,
            ticker::Texts::As(pattern) => side.pattern = Some(pattern),
            ticker::Texts::By(_) => side.pattern = None,
        });
        Ok(Value::None)
    }),
    NativeFunction::new("Axis.tick_top", "(self)", "Ticks above the axes.", |_vm, args| tick_above(&args[0], true)),
    NativeFunction::new("Axis.tick_bottom", "(self)", "Ticks below the axes.", |_vm, args| tick_above(&args[0], false)),
    NativeFunction::new("Axis.set_ticks_position", "(self, position)", "Ticks above or below.", |_vm, args| {
        tick_above(&args[0], args[1].as_str() == Some("top"))
    }),
    accepted("Axis.set_minor_locator", "(self, locator)"),
    accepted("Axis.set_minor_formatter", "(self, formatter)"),
    accepted("Axis.set_label_position", "(self, position)"),
];

fn on_side(this: &Value, work: impl FnOnce(&mut Side)) {
    if let Some((axis, axes)) = of_axis(this) {
        side(&axes.axes, axis.horizontal, work);
    }
}

fn tick_above(this: &Value, above: bool) -> Result<Value> {
    if let Some((AxisHandle { horizontal: true, .. }, axes)) = of_axis(this) {
        axes.axes.borrow_mut().x_above = above;
    }
    Ok(Value::None)
}
