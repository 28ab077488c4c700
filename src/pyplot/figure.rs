//! Figures as objects.

use std::cell::RefCell;
use std::rc::Rc;

use tape_lang::exception::{not_implemented_error, value_error};
use tape_lang::{Args, Class, Name, NativeClass, NativeFunction, Object, Result, Value, Vm};
use tape_plot::artist::Text;
use tape_plot::axes::{Axes, Placement};
use tape_plot::color::Color;
use tape_plot::figure::{Figure, RESOLUTION, cell};
use tape_plot::geometry::{Point, Rect};
use tape_plot::{Shared, shared};

use crate::axes::AxesHandle;
use crate::colorbar::colorbar;
use crate::gridspec::{add_gridspec, mosaic};
use crate::keywords::{Keywords, accepted};
use crate::numbers::{exactly, flat};
use crate::saving::save;
use crate::state;
use crate::subplots::{cells, subplots};
use crate::text_style::TextStyle;
use crate::texts::{Role, TextHandle};

static FIGURE: NativeClass = NativeClass::new("Figure").module("matplotlib.figure").methods(METHODS);

/// A figure.
pub struct FigureHandle {
    /// Its number.
    pub number: i64,
    /// What it shows.
    pub figure: Shared<Figure>,
    /// The axes as the program sees them, with the cells of a grid in which they stand.
    pub axes: RefCell<Vec<(Value, Option<Cells>)>>,
    /// Which axes are current.
    pub current: RefCell<Option<Value>>,
}

/// Rows, columns, and the cells that axes take, counted from 0.
pub type Cells = (usize, usize, std::ops::Range<usize>);

/// `<Figure size 640x480 with 1 Axes>`.
#[must_use]
pub fn describe(figure: &Figure) -> String {
    format!("<Figure size {}x{} with {} Axes>", figure.width as i64, figure.height as i64, figure.count())
}

/// The handle behind a value.
///
/// # Errors
/// `TypeError` for what is no figure.
pub fn handle(this: &Value) -> Result<&FigureHandle> {
    this.downcast().ok_or_else(|| tape_lang::exception::type_error("a Figure is expected"))
}

impl FigureHandle {
    /// A new figure; the size is in inches.
    ///
    /// # Errors
    /// `ValueError` for a size that is none.
    pub fn open(vm: &mut Vm, number: Option<i64>, size: Option<&Value>) -> Result<Value> {
        let size = match size {
            Some(size) => size.clone(),
            None => state::parameters(vm)?.get_str("figure.figsize").unwrap_or(Value::None),
        };
        let inches = flat(vm, &size).unwrap_or_default();
        let [width, height] = inches[..] else {
            let shown = vm.repr(&size)?;
            return Err(value_error(format!(
                "Invalid figsize format, expected (x, y) or (x, y, unit) but got {shown}"
            )));
        };
        if !(width > 0.0 && height > 0.0 && width.max(height) < 1000.0) {
            return Err(value_error(format!("figure size must be positive finite not ({width}, {height})")));
        }
        let number = number.unwrap_or_else(|| state::next_number(vm));
        Ok(Value::object(FigureHandle {
            number,
            figure: shared(Figure::new(width * RESOLUTION, height * RESOLUTION)),
            axes: RefCell::new(Vec::new()),
            current: RefCell::new(None),
        }))
    }

    /// Takes axes in and makes them current.
    pub fn adopt(&self, vm: &mut Vm, axes: Axes, cells: Option<Cells>) -> Result<Value> {
        let axes = self.figure.borrow_mut().add(axes);
        let params = state::parameters(vm)?;
        if params.get_str("axes.grid").is_some_and(|value| matches!(value, Value::Bool(true))) {
            axes.borrow_mut().set_grid(true, true, Some(crate::axes::GRID_LINE));
        }
        let sizes = [
            state::parameter(vm, "axes.labelsize", 10.0)?,
            state::parameter(vm, "xtick.labelsize", 10.0)?,
            state::parameter(vm, "ytick.labelsize", 10.0)?,
            state::parameter(vm, "axes.titlesize", 12.0)?,
        ];
        let scale = state::parameter(vm, "font.size", 10.0)? / 10.0;
        {
            let mut axes = axes.borrow_mut();
            (axes.x.label_size, axes.y.label_size) = (sizes[0] * scale, sizes[0] * scale);
            (axes.x.tick_size, axes.y.tick_size) = (sizes[1] * scale, sizes[2] * scale);
            axes.title.size = sizes[3] * scale;
        }
        let is_in_space = axes.borrow().space.is_some();
        let value = Value::object(AxesHandle { figure: self.figure.clone(), axes, is_in_space });
        self.axes.borrow_mut().push((value.clone(), cells));
        *self.current.borrow_mut() = Some(value.clone());
        Ok(value)
    }

    /// The current axes; new ones that fill the figure, if there are none.
    ///
    /// # Errors
    /// As [`FigureHandle::adopt`].
    pub fn current_axes(&self, vm: &mut Vm) -> Result<Value> {
        let current = self.current.borrow().clone();
        match current {
            Some(axes) => Ok(axes),
            None => self.subplot(vm, (1, 1, 0..1), &mut Keywords::default()),
        }
    }

    /// New axes in cells of a grid.
    ///
    /// # Errors
    /// `NotImplementedError` for projections.
    pub fn subplot(&self, vm: &mut Vm, cells: Cells, keywords: &mut Keywords) -> Result<Value> {
        let (rows, columns, range) = cells.clone();
        let mut axes = new_axes(vm, Placement::Cell(cell(rows, columns, range)), keywords)?;
        if let Some(other) = keywords.take(&["sharex"]).as_ref().and_then(|other| other.downcast::<AxesHandle>()) {
            axes.x.axis = other.axes.borrow().x.axis.clone();
        }
        if let Some(other) = keywords.take(&["sharey"]).as_ref().and_then(|other| other.downcast::<AxesHandle>()) {
            axes.y.axis = other.axes.borrow().y.axis.clone();
        }
        if let Some(face) = keywords.take(&["facecolor", "fc"]) {
            axes.face = Some(crate::style::color(vm, &face)?);
        }
        self.adopt(vm, axes, Some(cells))
    }

    /// Takes everything out.
    pub fn clear(&self) {
        let mut figure = self.figure.borrow_mut();
        let (width, height) = (figure.width, figure.height);
        *figure = Figure::new(width, height);
        self.axes.borrow_mut().clear();
        *self.current.borrow_mut() = None;
    }
}

/// Axes of the projection that keywords name.
///
/// # Errors
/// `NotImplementedError` for projections that are not drawn.
fn new_axes(vm: &mut Vm, placement: Placement, keywords: &mut Keywords) -> Result<Axes> {
    match keywords.text(vm, &["projection"])?.as_deref() {
        None | Some("rectilinear") => Ok(Axes::new(placement)),
        Some("3d") => Ok(Axes::in_space(placement)),
        Some(other) => Err(not_implemented_error(format!("projection '{other}' is not drawn here"))),
    }
}

impl Object for FigureHandle {
    fn class(&self) -> Rc<Class> {
        FIGURE.class()
    }

    fn get_attribute(&self, _vm: &mut Vm, _this: &Value, name: Name) -> Result<Option<Value>> {
        Ok(match name.as_str() {
            "axes" => Some(Value::list(self.axes.borrow().iter().map(|(axes, _)| axes.clone()).collect())),
            "number" => Some(Value::Int(self.number)),
            "dpi" => Some(Value::Float(RESOLUTION)),
            "canvas" => Some(Value::object(Canvas)),
            _ => None,
        })
    }

    fn repr(&self, _vm: &mut Vm, _this: &Value) -> Result<String> {
        Ok(describe(&self.figure.borrow()))
    }

    fn str(&self, _vm: &mut Vm, _this: &Value) -> Result<String> {
        let figure = self.figure.borrow();
        Ok(format!("Figure({}x{})", figure.width as i64, figure.height as i64))
    }
}

static CANVAS: NativeClass =
    NativeClass::new("FigureCanvasAgg").module("matplotlib.backends.backend_agg").methods(CANVAS_METHODS);

static CANVAS_METHODS: &[NativeFunction] = &[
    accepted("FigureCanvasAgg.draw", "(self)"),
    accepted("FigureCanvasAgg.draw_idle", "(self)"),
    accepted("FigureCanvasAgg.flush_events", "(self)"),
];

/// What a figure is drawn on: here it is drawn when it leaves.
struct Canvas;

impl Object for Canvas {
    fn class(&self) -> Rc<Class> {
        CANVAS.class()
    }
}

static METHODS: &[NativeFunction] = &[
    NativeFunction::new("Figure.add_subplot", "(self, *args, **kwargs)", "New axes in a grid.", |vm, args| {
        let (cells, mut keywords) = (cells(vm, args.rest(1))?, Keywords::of(args, 2));
        let axes = handle(&args[0])?.subplot(vm, cells, &mut keywords)?;
        crate::axes::set(vm, &axes, keywords)?;
        Ok(axes)
    }),
    NativeFunction::new("Figure.add_axes", "(self, rect, **kwargs)", "New axes at a place.", |vm, args| {
        let [left, bottom, width, height] = exactly(vm, &args[1])?;
        let place = Rect::new(left, 1.0 - bottom - height, width, height);
        let mut keywords = Keywords::of(args, 2);
        let axes = new_axes(vm, Placement::Frame(place), &mut keywords)?;
        let axes = handle(&args[0])?.adopt(vm, axes, None)?;
        crate::axes::set(vm, &axes, keywords)?;
        Ok(axes)
    }),
    NativeFunction::new(
        "Figure.subplots",
        "(self, nrows=1, ncols=1, **kwargs)",
        "Axes in all cells of a grid.",
        |vm, args| {
            let (rows, columns) = (vm.index(&args[1])?, vm.index(&args[2])?);
            subplots(vm, handle(&args[0])?, rows, columns, &mut Keywords::of(args, 3))
        },
    ),
    NativeFunction::new("Figure.add_gridspec", "(self, nrows=1, ncols=1, **kwargs)", "A grid for axes.", add_gridspec),
    NativeFunction::new("Figure.subplot_mosaic", "(self, mosaic, **kwargs)", "Axes by names.", |vm, args| {
        mosaic(vm, handle(&args[0])?, &args[1])
    }),
    NativeFunction::new("Figure.gca", "(self)", "The current axes.", |vm, args| handle(&args[0])?.current_axes(vm)),
    NativeFunction::new("Figure.suptitle", "(self, t, **kwargs)", "A heading above all axes.", |vm, args| {
        let role = Role::Heading(handle(&args[0])?.figure.clone());
        let mut keywords = Keywords::of(args, 2);
        keywords.offer("text", Value::str(vm.str(&args[1])?));
        role.style(vm, keywords)?;
        Ok(TextHandle::value(Value::Float(0.5), Value::Float(0.98), role))
    }),
    NativeFunction::new("Figure.text", "(self, x, y, s, fontdict=None, **kwargs)", "A text on the sheet.", text)
        .python(),
    NativeFunction::new("Figure.colorbar", "(self, mappable, **kwargs)", "A scale of colours.", |vm, args| {
        colorbar(vm, &args[1], Keywords::of(args, 2))
    }),
    NativeFunction::new("Figure.savefig", "(self, fname, **kwargs)", "Saves the figure.", |vm, args| {
        save(vm, handle(&args[0])?, &args[1], Keywords::of(args, 2))
    }),
    NativeFunction::new("Figure.clf", "(self)", "Takes everything out.", |_vm, args| {
        handle(&args[0])?.clear();
        Ok(Value::None)
    }),
    NativeFunction::new("Figure.clear", "(self)", "Takes everything out.", |_vm, args| {
        handle(&args[0])?.clear();
        Ok(Value::None)
    }),
    NativeFunction::new("Figure.show", "(self, warn=True)", "Shows the figure.", |vm, _args| {
        state::show_figures(vm);
        Ok(Value::None)
    }),
    NativeFunction::new("Figure.legend", "(self, *args, **kwargs)", "A legend for the current axes.", |vm, args| {
        let axes = handle(&args[0])?.current_axes(vm)?;
        crate::axes::legend(vm, &axes, args.rest(1), Keywords::of(args, 2))
    }),
    NativeFunction::new("Figure.set_size_inches", "(self, w, h=None, forward=True)", "Changes the size.", set_size),
    NativeFunction::new("Figure.get_size_inches", "(self)", "The size in inches.", |_vm, args| {
        let figure = handle(&args[0])?.figure.borrow();
        Ok(crate::numbers::ndarray(&[2], vec![figure.width / RESOLUTION, figure.height / RESOLUTION]))
    }),
    NativeFunction::new("Figure.set_facecolor", "(self, color)", "What fills it.", |vm, args| {
        let face = crate::style::color(vm, &args[1])?;
        handle(&args[0])?.figure.borrow_mut().face = Some(face);
        Ok(Value::None)
    }),
    NativeFunction::new("Figure.tight_layout", "(self, **kwargs)", "Frames as large as they can be.", tighten),
    NativeFunction::new("Figure.set_tight_layout", "(self, tight)", "Frames as large as they can be.", tighten),
    NativeFunction::new(
        "Figure.set_layout_engine",
        "(self, layout=None, **kwargs)",
        "Frames as large as they can be.",
        tighten,
    ),
    accepted("Figure.subplots_adjust", "(self, **kwargs)"),
    accepted("Figure.set_dpi", "(self, val)"),
    accepted("Figure.autofmt_xdate", "(self, **kwargs)"),
    accepted("Figure.align_labels", "(self, axs=None)"),
];

/// `tight_layout`: see [`Figure::is_tight`].
fn tighten(_vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    handle(&args[0])?.figure.borrow_mut().is_tight = true;
    Ok(Value::None)
}

fn text(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let (x, y, shown) = (vm.float(&args[1])?, vm.float(&args[2])?, vm.str(&args[3])?);
    let mut keywords = Keywords::of(args, 5);
    keywords.offer("fontdict", args[4].clone());
    let look = TextStyle::take(vm, &mut keywords)?;
    keywords.finish_as(|name| format!("'Text' object has no property '{name}'"))?;
    let plain = Text::new(&tape_plot::mathtext::plain(&shown), 10.0, Color::BLACK);
    let text = Text {
        at: Point::new(x, y),
        size: look.size.unwrap_or(plain.size),
        color: look.color.unwrap_or(plain.color),
        anchor: (look.across.unwrap_or(plain.anchor.0), look.down.unwrap_or(plain.anchor.1)),
        rotation: look.rotation.unwrap_or(0.0),
        bold: look.bold.unwrap_or(false),
        ..plain
    };
    handle(&args[0])?.figure.borrow_mut().texts.push(text);
    Ok(TextHandle::value(args[1].clone(), args[2].clone(), Role::Fixed(shown)))
}

fn set_size(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let mut inches = flat(vm, &args[1])?;
    if !args[2].is_none() {
        inches.push(vm.float(&args[2])?);
    }
    if let [width, height] = inches[..] {
        let mut figure = handle(&args[0])?.figure.borrow_mut();
        (figure.width, figure.height) = (width * RESOLUTION, height * RESOLUTION);
    }
    Ok(Value::None)
}
