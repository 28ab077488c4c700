//! `plot` and its relatives.

use tape_lang::exception::{type_error, value_error};
use tape_lang::{Args, NativeFunction, Result, Value, Vm};
use tape_plot::artist::{Artist, Dash, Line, Shape};

use crate::artists::LINE;
use crate::axes::{AxesHandle, handle};
use crate::keywords::Keywords;
use crate::numbers::{Numbers, on_axis, shape_text};
use crate::state;
use crate::style::{self, Format};

/// `plot`, `step` and those with logarithmic axes.
pub static METHODS: &[NativeFunction] = &[
    NativeFunction::new(
        "Axes.plot",
        "(self, *args, **kwargs)",
        "Lines through points, or markers at them.",
        |vm, args| plot(vm, args, Steps::None),
    ),
    NativeFunction::new("Axes.step", "(self, x, y, *args, where='pre', **kwargs)", "A line in steps.", |vm, args| {
        let steps = match args[4].as_str() {
            Some("pre") => Steps::Before,
            Some("post") => Steps::After,
            Some("mid") => Steps::Between,
            _ => {
                let shown = vm.repr(&args[4])?;
                return Err(value_error(format!(
                    "{shown} is not a valid value for where; supported values are 'pre', 'post', 'mid'"
                )));
            }
        };
        let mut given = vec![args[1].clone(), args[2].clone()];
        given.extend(args.rest(3).iter().cloned());
        lines(vm, handle(&args[0])?, &given, Keywords::of(args, 5), steps)
    }),
    NativeFunction::new("Axes.semilogx", "(self, *args, **kwargs)", "Lines over a logarithmic x axis.", |vm, args| {
        logarithmic(vm, args, [true, false])
    }),
    NativeFunction::new("Axes.semilogy", "(self, *args, **kwargs)", "Lines over a logarithmic y axis.", |vm, args| {
        logarithmic(vm, args, [false, true])
    }),
    NativeFunction::new("Axes.loglog", "(self, *args, **kwargs)", "Lines over two logarithmic axes.", |vm, args| {
        logarithmic(vm, args, [true, true])
    }),
];

/// Where the steps of a line are.
#[derive(Clone, Copy, PartialEq)]
enum Steps {
    None,
    Before,
    After,
    Between,
}

fn plot(vm: &mut Vm, args: Args<'_>, steps: Steps) -> Result<Value> {
    lines(vm, handle(&args[0])?, args.rest(1), Keywords::of(args, 2), steps)
}

fn logarithmic(vm: &mut Vm, args: Args<'_>, [x, y]: [bool; 2]) -> Result<Value> {
    let own = handle(&args[0])?;
    for (wanted, method) in [(x, "set_xscale"), (y, "set_yscale")] {
        if wanted {
            vm.call_method(&args[0], tape_lang::Name::new(method), &[Value::str("log")])?;
        }
    }
    lines(vm, own, args.rest(1), Keywords::of(args, 2), Steps::None)
}

/// Draws groups of `y`, `x y`, `y fmt` or `x y fmt`.
fn lines(vm: &mut Vm, axes: &AxesHandle, given: &[Value], mut keywords: Keywords, steps: Steps) -> Result<Value> {
    keywords.accept(&["scalex", "scaley"]);
    let steps = match keywords.text(vm, &["drawstyle", "ds"])?.as_deref() {
        Some("steps" | "steps-pre") => Steps::Before,
        Some("steps-post") => Steps::After,
        Some("steps-mid") => Steps::Between,
        _ => steps,
    };
    let labels = match keywords.take(&["label"]) {
        Some(Value::List(list)) => list.to_vec().iter().map(|label| vm.str(label)).collect::<Result<Vec<_>>>()?,
        Some(label) => vec![vm.str(&label)?],
        None => Vec::new(),
    };
    let mut made = Vec::new();
    let mut rest = given;
    while let [first, after @ ..] = rest {
        let (x, y, after) = match after {
            [second, after @ ..] if second.as_str().is_none() => (Some(first), second, after),
            _ => (None, first, after),
        };
        let (format, after) = match after {
            [text, after @ ..] if text.as_str().is_some() => (style::format(text.as_str().unwrap_or_default())?, after),
            _ => (Format::default(), after),
        };
        rest = after;
        group(vm, axes, (x, y), format, steps, &mut made)?;
    }
    let width = state::parameter(vm, "lines.linewidth", 1.5)?;
    let entries = keywords.rest();
    let mut values = Vec::new();
    for (index, (mut line, format)) in made.into_iter().enumerate() {
        let mut own = Keywords::default();
        entries.iter().for_each(|(name, value)| own.offer(name, value.clone()));
        line.stroke.width = width;
        let has_color = own.has(&["color", "c"]);
        let color = match format.color {
            Some(color) => color,
            None if has_color => line.stroke.color,
            None => axes.axes.borrow_mut().next_color(),
        };
        style::recolor(&mut line, color);
        line.marker.mark = format.mark;
        // A marker without a line is asked for alone: 'o'.
        line.stroke.dash = format.dash.unwrap_or(if format.mark.is_some() { Dash::Nothing } else { Dash::Solid });
        style::style_line(vm, &mut own, &mut line)?;
        let mut artist = Artist::new(Shape::Line(line));
        style::style_artist(vm, &mut own, &mut artist)?;
        own.finish("Line2D")?;
        artist.label = match labels.get(index).or(labels.first()) {
            Some(label) => label.clone(),
            None => format!("_child{}", axes.axes.borrow().artists.len()),
        };
        values.push(axes.add(&LINE, artist));
    }
    Ok(Value::list(values))
}

/// The lines of one group: a table has one a column.
fn group(
    vm: &mut Vm,
    axes: &AxesHandle,
    (x, y): (Option<&Value>, &Value),
    format: Format,
    steps: Steps,
    made: &mut Vec<(Line, Format)>,
) -> Result<()> {
    let (x_axis, y_axis) = {
        let axes = axes.axes.borrow();
        (axes.x.axis.clone(), axes.y.axis.clone())
    };
    let xs = x.map(|x| on_axis(vm, x, &x_axis)).transpose()?.map(at_least_one);
    let ys = at_least_one(on_axis(vm, y, &y_axis)?);
    let rows = ys.shape[0];
    let xs = xs.unwrap_or_else(|| Numbers {
        shape: vec![rows],
        values: (0..rows).map(|x| x as f64).collect(),
        whole: false,
    });
    if xs.shape[0] != rows {
        return Err(value_error(format!(
            "x and y must have same first dimension, but have shapes {} and {}",
            xs.shape_text(),
            ys.shape_text()
        )));
    }
    if xs.shape.len() > 2 || ys.shape.len() > 2 {
        return Err(value_error(format!(
            "x and y can be no greater than 2D, but have shapes {} and {}",
            shape_text(&xs.shape),
            shape_text(&ys.shape)
        )));
    }
    let (x_columns, y_columns) = (xs.columns(), ys.columns());
    if x_columns.len() > 1 && y_columns.len() > 1 && x_columns.len() != y_columns.len() {
        return Err(value_error(format!("x has {} columns but y has {} columns", x_columns.len(), y_columns.len())));
    }
    if x_columns.is_empty() || y_columns.is_empty() {
        return Err(type_error("there is nothing to plot in a table without columns"));
    }
    for index in 0..x_columns.len().max(y_columns.len()) {
        let xs = x_columns[index % x_columns.len()].clone();
        let ys = y_columns[index % y_columns.len()].clone();
        let (xs, ys) = stepped(xs, ys, steps);
        made.push((Line::new(xs, ys), format));
    }
    Ok(())
}

fn at_least_one(mut numbers: Numbers) -> Numbers {
    if numbers.shape.is_empty() {
        numbers.shape.push(1);
    }
    numbers
}

fn stepped(xs: Vec<f64>, ys: Vec<f64>, steps: Steps) -> (Vec<f64>, Vec<f64>) {
    if steps == Steps::None || xs.is_empty() {
        return (xs, ys);
    }
    let (mut stepped_xs, mut stepped_ys) = (vec![xs[0]], vec![ys[0]]);
    for index in 1..xs.len() {
        let (from, to) = ((xs[index - 1], ys[index - 1]), (xs[index], ys[index]));
        let middle = f64::midpoint(from.0, to.0);
        let corners = match steps {
            Steps::Before => vec![(from.0, to.1)],
            Steps::After => vec![(to.0, from.1)],
            _ => vec![(middle, from.1), (middle, to.1)],
        };
        for (x, y) in corners.into_iter().chain([to]) {
            stepped_xs.push(x);
            stepped_ys.push(y);
        }
    }
    (stepped_xs, stepped_ys)
}
