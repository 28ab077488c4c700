//! `errorbar`.

use tape_lang::exception::value_error;
use tape_lang::{Args, Name, NativeFunction, Result, Value, Vm};
use tape_plot::artist::{Artist, Dash, Line, Mark, Shape, Stroke};
use tape_plot::geometry::Point;

use crate::artists::{ArtistHandle, LINE, LINES};
use crate::axes::{AxesHandle, handle};
use crate::containers::{Container, ERROR_BAR};
use crate::keywords::Keywords;
use crate::numbers::{flat, numbers};
use crate::style;

/// `errorbar`.
pub static METHODS: &[NativeFunction] = &[NativeFunction::new(
    "Axes.errorbar",
    "(self, x, y, yerr=None, xerr=None, fmt='', **kwargs)",
    "Points with how uncertain they are.",
    errorbar,
)
.python()];

fn errorbar(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let own = handle(&args[0])?;
    let mut keywords = Keywords::of(args, 6);
    let (xs, ys) = (flat(vm, &args[1])?, flat(vm, &args[2])?);
    if xs.len() != ys.len() {
        return Err(value_error("'x' and 'y' must have the same size"));
    }
    let cap = keywords.float(vm, &["capsize"])?.unwrap_or(0.0);
    let error_color = keywords.take(&["ecolor"]).map(|value| style::color(vm, &value)).transpose()?;
    let error_width = keywords.float(vm, &["elinewidth"])?;
    keywords.take(&["capthick"]);
    keywords.take(&["barsabove"]);
    let hidden = args[5].as_str().is_some_and(|format| format.eq_ignore_ascii_case("none"));
    let plot = vm.get_attribute(&args[0], Name::new("plot"))?;
    let mut values = vec![args[1].clone(), args[2].clone()];
    if !hidden {
        values.push(args[5].clone());
    }
    let given = keywords.names();
    let names: Vec<Name> = given.iter().map(|name| Name::new(name)).collect();
    for name in &given {
        values.push(keywords.take(&[name]).unwrap_or(Value::None));
    }
    let lines = vm.call(&plot, Args { values: &values, names: &names })?;
    let line = vm.item(&lines, &Value::Int(0))?;
    let color = match line.downcast::<ArtistHandle>() {
        Some(handle) => {
            handle.artist.borrow_mut().visible = !hidden;
            match &handle.artist.borrow().shape {
                Shape::Line(line) => line.stroke,
                _ => Stroke::solid(tape_plot::color::Color::BLACK, 1.5),
            }
        }
        None => Stroke::solid(tape_plot::color::Color::BLACK, 1.5),
    };
    let stroke = Stroke {
        color: error_color.unwrap_or(color.color),
        width: error_width.unwrap_or(color.width),
        dash: Dash::Solid,
    };
    let (mut caps, mut bars) = (Vec::new(), Vec::new());
    for (value, along_x) in [(&args[4], true), (&args[3], false)] {
        if !value.is_none() {
            let (bar, ends) = add_bars(vm, own, (&xs, &ys), value, along_x, stroke, cap)?;
            bars.push(bar);
            caps.extend(ends);
        }
    }
    let first = if hidden { Value::None } else { line };
    let items = vec![first, Value::tuple(caps), Value::tuple(bars)];
    Ok(Value::object(Container { class: &ERROR_BAR, items, parts: Vec::new() }))
}

/// Draws error bars at points; returns the bars and their caps.
///
/// # Errors
/// `ValueError` for errors that are negative or of another shape.
pub(super) fn add_bars(
    vm: &mut Vm,
    axes: &AxesHandle,
    (xs, ys): (&[f64], &[f64]),
    value: &Value,
    along_x: bool,
    stroke: Stroke,
    cap: f64,
) -> Result<(Value, Vec<Value>)> {
    let name = if along_x { "xerr" } else { "yerr" };
    let found = numbers(vm, value)?;
    let count = xs.len();
    let (below, above) = match found.shape[..] {
        [] | [1] => (vec![found.values[0]; count], vec![found.values[0]; count]),
        [length] if length == count => (found.values.clone(), found.values.clone()),
        [2, length] if length == count => (found.values[..count].to_vec(), found.values[count..].to_vec()),
        _ => {
            return Err(value_error(format!(
                "'{name}' (shape: {}) must be a scalar or a 1D or (2, n) array-like whose shape matches '{}' (shape: \
                 ({count},))",
                found.shape_text(),
                if along_x { "x" } else { "y" }
            )));
        }
    };
    if found.values.iter().any(|error| *error < 0.0) {
        return Err(value_error(format!("'{name}' must not contain negative values")));
    }
    let ends = |index: usize| {
        let (x, y) = (xs[index], ys[index]);
        match along_x {
            true => [Point::new(x - below[index], y), Point::new(x + above[index], y)],
            false => [Point::new(x, y - below[index]), Point::new(x, y + above[index])],
        }
    };
    let bars: Vec<[Point; 2]> = (0..count).map(ends).collect();
    let mut caps = Vec::new();
    if cap > 0.0 {
        for end in 0..2 {
            let (xs, ys) = bars.iter().map(|bar| (bar[end].x, bar[end].y)).unzip();
            let mut line = Line::new(xs, ys);
            style::recolor(&mut line, stroke.color);
            line.stroke.dash = Dash::Nothing;
            line.marker.mark = Some(Mark::Strokes { count: 1, turn: if along_x { 90 } else { 0 } });
            line.marker.size = 2.0 * cap;
            line.marker.edge.width = 1.0;
            caps.push(axes.add(&LINE, Artist::new(Shape::Line(line))));
        }
    }
    Ok((axes.add(&LINES, Artist::new(Shape::Segments(bars, stroke))), caps))
}
