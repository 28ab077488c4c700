//! Which figures there are, which is current, and how they leave.

use std::cell::RefCell;
use std::rc::Rc;

use tape_lang::value::Dict;
use tape_lang::vm::Picture;
use tape_lang::{Result, Value, Vm};
use tape_plot::Shared;
use tape_plot::colormap::Colormap;
use tape_plot::figure::Figure;

use crate::figure::FigureHandle;
use crate::style;

/// What `pyplot` remembers between calls.
#[derive(Default)]
pub struct State {
    /// The open figures, in the order in which they were made.
    figures: RefCell<Vec<Value>>,
    /// The number of the current one.
    current: RefCell<Option<i64>>,
    /// `rcParams`.
    parameters: RefCell<Option<Rc<Dict>>>,
}

/// The figures of a machine.
#[must_use]
pub fn figures(vm: &mut Vm) -> Vec<Value> {
    vm.state::<State>().figures.borrow().clone()
}

fn number_of(figure: &Value) -> i64 {
    figure.downcast::<FigureHandle>().map_or(0, |handle| handle.number)
}

/// The open figure of a number.
#[must_use]
pub fn figure_of_number(vm: &mut Vm, number: i64) -> Option<Value> {
    figures(vm).into_iter().find(|figure| number_of(figure) == number)
}

/// Makes a figure current; it is opened unless it is open.
pub fn make_current(vm: &mut Vm, figure: &Value) {
    let state = vm.state::<State>();
    let number = number_of(figure);
    let mut figures = state.figures.borrow_mut();
    if !figures.iter().any(|own| number_of(own) == number) {
        figures.push(figure.clone());
    }
    *state.current.borrow_mut() = Some(number);
}

/// The number that the next new figure gets.
#[must_use]
pub fn next_number(vm: &mut Vm) -> i64 {
    figures(vm).iter().map(number_of).max().unwrap_or(0) + 1
}

/// The current figure, a new one if there is none: `plt.gcf()`.
///
/// # Errors
/// `ValueError` when `rcParams` asks for an impossible size.
pub fn current_figure(vm: &mut Vm) -> Result<Value> {
    let current = *vm.state::<State>().current.borrow();
    match current.and_then(|number| figure_of_number(vm, number)) {
        Some(figure) => Ok(figure),
        None => {
            let figure = FigureHandle::open(vm, None, None)?;
            make_current(vm, &figure);
            Ok(figure)
        }
    }
}

/// Closes figures: all, or that of a number.
pub fn close(vm: &mut Vm, number: Option<i64>) {
    let state = vm.state::<State>();
    let mut figures = state.figures.borrow_mut();
    figures.retain(|figure| number.is_some_and(|number| number_of(figure) != number));
    *state.current.borrow_mut() = figures.last().map(number_of);
}

/// The number of the current figure, if there is one.
#[must_use]
pub fn current_number(vm: &mut Vm) -> Option<i64> {
    *vm.state::<State>().current.borrow()
}

/// A figure on its way out.
struct Leaving<'a>(&'a Figure);

impl Picture for Leaving<'_> {
    fn text(&self) -> String {
        crate::figure::describe(self.0)
    }

    fn svg(&self) -> String {
        tape_plot::svg::draw(self.0)
    }

    fn png_base64(&self) -> String {
        tape_plot::png::base64(&tape_plot::raster::draw(self.0, 1.0).unwrap_or_default())
    }

    fn characters(&self, columns: usize, color: bool) -> String {
        let picture = tape_plot::braille::draw(self.0, columns);
        if color { picture.ansi() } else { picture.plain() }
    }
}

/// Hands all open figures to the console and closes those that it could show: `plt.show()`, and the end of a notebook's cell.
///
/// A console that shows no pictures (a script whose output is read by nobody at a terminal) leaves them open, as matplotlib does
/// without a display.
pub fn show_figures(vm: &mut Vm) {
    for value in figures(vm) {
        let Some(figure) = value.downcast::<FigureHandle>() else { continue };
        // A function that fails leaves its ticks without texts: nobody is there to take the exception.
        let _ = crate::tick_functions::call(vm, &figure.figure);
        let shown = figure.figure.borrow().count() == 0 || vm.console().show(&Leaving(&figure.figure.borrow()));
        if shown {
            close(vm, Some(figure.number));
        }
    }
}

/// `rcParams`: a dict with the parameters that programs set.
///
/// # Errors
/// None in practice: a text is always a key.
pub fn parameters(vm: &mut Vm) -> Result<Rc<Dict>> {
    let state = vm.state::<State>();
    if let Some(dict) = &*state.parameters.borrow() {
        return Ok(Rc::clone(dict));
    }
    let dict = Rc::new(Dict::new());
    reset_parameters(&dict);
    *state.parameters.borrow_mut() = Some(Rc::clone(&dict));
    Ok(dict)
}

/// Gives `rcParams` matplotlib's defaults.
pub fn reset_parameters(dict: &Dict) {
    dict.clear();
    let numbers = [
        ("axes.labelsize", 10.0),
        ("axes.titlesize", 12.0),
        ("axes.linewidth", 0.8),
        ("figure.dpi", 100.0),
        ("font.size", 10.0),
        ("legend.fontsize", 10.0),
        ("lines.linewidth", 1.5),
        ("lines.markersize", 6.0),
        ("savefig.dpi", 100.0),
        ("xtick.labelsize", 10.0),
        ("ytick.labelsize", 10.0),
    ];
    for (name, value) in numbers {
        dict.set_str(name, Value::Float(value));
    }
    for name in ["axes.grid", "figure.autolayout", "text.usetex", "axes.unicode_minus"] {
        dict.set_str(name, Value::Bool(name == "axes.unicode_minus"));
    }
    let texts =
        [("image.cmap", "viridis"), ("image.origin", "upper"), ("font.family", "sans-serif"), ("backend", "agg")];
    for (name, value) in texts {
        dict.set_str(name, Value::str(value));
    }
    dict.set_str("axes.prop_cycle", crate::cycle::value());
    dict.set_str("figure.figsize", Value::list(vec![Value::Float(6.4), Value::Float(4.8)]));
}

/// A number in `rcParams`, or its default.
///
/// # Errors
/// `TypeError` when it is none.
pub fn parameter(vm: &mut Vm, name: &str, default: f64) -> Result<f64> {
    match parameters(vm)?.get_str(name) {
        Some(value) => crate::keywords::font_size(vm, &value),
        None => Ok(default),
    }
}

/// The colormap that is used when none is named.
///
/// # Errors
/// `ValueError` for an unknown name in `rcParams`.
pub fn default_colormap(vm: &mut Vm) -> Result<Colormap> {
    let named = parameters(vm)?.get_str("image.cmap").unwrap_or_else(|| Value::str("viridis"));
    style::colormap(vm, &named, "cmap")
}

/// A figure's data behind a value.
#[must_use]
pub fn data(figure: &Value) -> Option<Shared<Figure>> {
    figure.downcast::<FigureHandle>().map(|handle| handle.figure.clone())
}
