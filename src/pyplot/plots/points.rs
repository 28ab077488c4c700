//! `scatter`.

use tape_lang::exception::value_error;
use tape_lang::{Args, NativeFunction, Result, Value, Vm};
use tape_plot::artist::{Artist, Mark, Points, Shape};
use tape_plot::color::Color;
use tape_plot::colormap::Mapped;
use tape_plot::geometry::Point;

use crate::artists::PATHS;
use crate::axes::handle;
use crate::keywords::Keywords;
use crate::numbers::{flat, numbers, on_axis};
use crate::style;

/// `scatter`.
pub static METHODS: &[NativeFunction] = &[NativeFunction::new(
    "Axes.scatter",
    "(self, x, y, s=None, c=None, **kwargs)",
    "Points of their own size and colour.",
    scatter,
)
.python()];

fn scatter(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let own = handle(&args[0])?;
    let mut keywords = Keywords::of(args, 5);
    let (x_axis, y_axis) = {
        let axes = own.axes.borrow();
        (axes.x.axis.clone(), axes.y.axis.clone())
    };
    let (xs, ys) = (on_axis(vm, &args[1], &x_axis)?.values, on_axis(vm, &args[2], &y_axis)?.values);
    if xs.len() != ys.len() {
        return Err(value_error("x and y must be the same size"));
    }
    let areas = if args[3].is_none() { vec![36.0] } else { flat(vm, &args[3])? };
    if areas.is_empty() || (areas.len() != 1 && areas.len() != xs.len()) {
        return Err(value_error("s must be a scalar, or float array-like with the same size as x and y"));
    }
    let given = keywords.take(&["color", "facecolor", "facecolors", "fc"]);
    let (faces, mapped) = match (&args[4], given) {
        (Value::None, Some(value)) => (style::colors(vm, &value)?, None),
        (Value::None, None) => (vec![own.axes.borrow_mut().next_color()], None),
        (value, _) => faces(vm, &mut keywords, value, xs.len())?,
    };
    if mapped.is_none() {
        keywords.accept(&["cmap", "vmin", "vmax", "norm"]);
    }
    let faces = if faces.is_empty() { vec![Color::NONE] } else { faces };
    let at = xs.into_iter().zip(ys).map(|(x, y)| Point::new(x, y)).collect();
    let mut points = Points { at, areas, mark: Mark::Circle, faces, mapped, edge: None, edge_width: 1.0 };
    style_points(vm, &mut keywords, &mut points)?;
    let has_map = points.mapped.is_some();
    let mut artist = Artist::new(Shape::Points(points));
    style::style_artist(vm, &mut keywords, &mut artist)?;
    keywords.finish("PathCollection")?;
    let value = own.add(&PATHS, artist);
    if has_map {
        own.remember_mappable(vm, &value);
    }
    Ok(value)
}

/// Gives points the marker and outlines that keywords say.
///
/// # Errors
/// `ValueError`, `TypeError` for values that do not fit.
pub fn style_points(vm: &mut Vm, keywords: &mut Keywords, points: &mut Points) -> Result<()> {
    if let Some(value) = keywords.take(&["marker"]) {
        points.mark = style::mark(vm, &value)?.unwrap_or(Mark::Circle);
        // Strokes are drawn as wide as lines are.
        points.edge_width = if matches!(points.mark, Mark::Strokes { .. }) { 1.5 } else { points.edge_width };
    }
    match keywords.take(&["edgecolors", "edgecolor", "ec"]) {
        Some(word) if word.as_str() == Some("face") => points.edge = None,
        Some(value) => points.edge = Some(style::colors(vm, &value)?.first().copied().unwrap_or(Color::NONE)),
        None => {}
    }
    if let Some(value) = keywords.take(&["linewidths", "linewidth", "lw"]) {
        points.edge_width = flat(vm, &value)?.first().copied().unwrap_or(1.0);
    }
    Ok(())
}

/// Reads `c`: a colour, colours, or numbers to be mapped.
///
/// # Errors
/// `ValueError` for neither, or for another count than that of the points.
pub(super) fn faces(
    vm: &mut Vm,
    keywords: &mut Keywords,
    value: &Value,
    count: usize,
) -> Result<(Vec<Color>, Option<Mapped>)> {
    let one = |color: Color| (vec![color], None);
    if value.as_str().is_some() {
        return style::color(vm, value).map(one);
    }
    if let Ok(found) = numbers(vm, value) {
        if found.values.len() == count && (found.shape.len() != 2 || found.shape[0] == count || found.shape[1] == count)
        {
            return style::mapped(vm, keywords, found.values).map(|mapped| (Vec::new(), Some(mapped)));
        }
        return match found.shape[..] {
            [rows, 3 | 4] if rows == count || rows == 1 => {
                let width = found.shape[1];
                let color =
                    |part: &[f64]| Color::from_parts([part[0], part[1], part[2], part.get(3).copied().unwrap_or(1.0)]);
                Ok((found.values.chunks(width).map(color).collect(), None))
            }
            [3 | 4] if found.values.iter().all(|part| (0.0..=1.0).contains(part)) => style::color(vm, value).map(one),
            _ => Err(value_error(format!(
                "'c' argument has {} elements, which is inconsistent with 'x' and 'y' with size {count}.",
                found.values.len()
            ))),
        };
    }
    let items = vm.collect(value)?;
    let mut colors = Vec::with_capacity(items.len());
    for item in &items {
        let Some(color) = style::find_color(vm, item)? else {
            let shown = vm.str(value)?;
            return Err(value_error(format!(
                "'c' argument must be a color, a sequence of colors, or a sequence of numbers, not {shown}"
            )));
        };
        colors.push(color);
    }
    if colors.len() != count && colors.len() != 1 {
        return Err(value_error(format!(
            "'c' argument has {} elements, which is inconsistent with 'x' and 'y' with size {count}.",
            colors.len()
        )));
    }
    Ok((colors, None))
}
