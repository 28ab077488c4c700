//! `fill_between`, `fill`, `stackplot`.

use tape_lang::exception::value_error;
use tape_lang::{Args, NativeFunction, Result, Value, Vm};
use tape_plot::artist::{Artist, Patch, Shape, Stroke};
use tape_plot::color::Color;
use tape_plot::geometry::Point;

use crate::artists::{FILL, POLYGON, style_patches};
use crate::axes::{AxesHandle, handle};
use crate::keywords::Keywords;
use crate::numbers::{flat, numbers};
use crate::style;

/// `fill_between`, `fill_betweenx`, `fill`, `stackplot`.
pub static METHODS: &[NativeFunction] = &[
    NativeFunction::new(
        "Axes.fill_between",
        "(self, x, y1, y2=0, where=None, interpolate=False, step=None, **kwargs)",
        "The area between two curves.",
        |vm, args| fill_between(vm, args, false),
    )
    .python(),
    NativeFunction::new(
        "Axes.fill_betweenx",
        "(self, y, x1, x2=0, where=None, step=None, interpolate=False, **kwargs)",
        "The area between two upright curves.",
        |vm, args| fill_between(vm, args, true),
    )
    .python(),
    NativeFunction::new("Axes.fill", "(self, *args, **kwargs)", "Filled polygons.", fill),
    NativeFunction::new("Axes.stackplot", "(self, x, *args, **kwargs)", "Areas on top of each other.", stackplot),
];

/// Puts outlines of one look into axes; the view may end at their base without a margin.
fn add(
    vm: &mut Vm,
    axes: &AxesHandle,
    class: &'static tape_lang::NativeClass,
    outlines: Vec<Vec<Point>>,
    base: Option<f64>,
    mut keywords: Keywords,
) -> Result<Value> {
    let colored = keywords.has(&["color", "facecolor", "fc"]);
    let fill = if colored { Color::BLACK } else { axes.axes.borrow_mut().next_patch_color() };
    let edge = Stroke::solid(Color::NONE, 1.0);
    let mut patches: Vec<Patch> = outlines.into_iter().map(|outline| Patch { outline, fill, edge }).collect();
    style_patches(vm, &mut keywords, &mut patches)?;
    // The outline of an area has the colour of the area: drawn twice, it would show where the area is half transparent.
    for patch in patches.iter_mut().filter(|patch| patch.edge.color == patch.fill) {
        patch.edge.color = Color::NONE;
    }
    let mut artist = Artist::new(Shape::Patches(patches, [Vec::new(), base.into_iter().collect()]));
    style::style_artist(vm, &mut keywords, &mut artist)?;
    keywords.finish(class.name())?;
    Ok(axes.add(class, artist))
}

fn fill_between(vm: &mut Vm, args: Args<'_>, upright: bool) -> Result<Value> {
    let own = handle(&args[0])?;
    let along = flat(vm, &args[1])?;
    let (first_name, second_name, x_name) = if upright { ("x1", "x2", "y") } else { ("y1", "y2", "x") };
    let mut curve = |value: &Value, name: &str| -> Result<Vec<f64>> {
        let found = flat(vm, value)?;
        match found.len() {
            1 => Ok(vec![found[0]; along.len()]),
            length if length == along.len() => Ok(found),
            length => Err(value_error(format!(
                "'{x_name}' has size {}, but '{name}' has an unequal size of {length}",
                along.len()
            ))),
        }
    };
    let (first, second) = (curve(&args[2], first_name)?, curve(&args[3], second_name)?);
    let shown = match &args[4] {
        Value::None => vec![1.0; along.len()],
        value => flat(vm, value)?,
    };
    if shown.len() != along.len() {
        return Err(value_error(format!("where size ({}) does not match 'x' size ({})", shown.len(), along.len())));
    }
    let seen = |index: &usize| {
        shown[*index] != 0.0 && [along[*index], first[*index], second[*index]].iter().all(|value| value.is_finite())
    };
    let place = |along: f64, up: f64| if upright { Point::new(up, along) } else { Point::new(along, up) };
    let indices: Vec<usize> = (0..along.len()).filter(seen).collect();
    let outline = |run: &[usize]| {
        let there = run.iter().map(|index| place(along[*index], first[*index]));
        there.chain(run.iter().rev().map(|index| place(along[*index], second[*index]))).collect()
    };
    let runs = indices.chunk_by(|a, b| a + 1 == *b).filter(|run| run.len() > 1);
    let outlines = runs.map(outline).collect();
    add(vm, own, &FILL, outlines, None, Keywords::of(args, 7))
}

fn fill(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let own = handle(&args[0])?;
    let mut made = Vec::new();
    let mut rest = args.rest(1);
    while let [x, y, after @ ..] = rest {
        let (xs, ys) = (flat(vm, x)?, flat(vm, y)?);
        let mut keywords = Keywords::of(args, 2);
        rest = after;
        if let [format, after @ ..] = rest
            && let Some(text) = format.as_str()
        {
            if let Some(color) = style::format(text)?.color {
                keywords.offer("color", Value::str(color.hex()));
            }
            rest = after;
        }
        let outline = xs.into_iter().zip(ys).map(|(x, y)| Point::new(x, y)).collect();
        made.push(add(vm, own, &POLYGON, vec![outline], None, keywords)?);
    }
    Ok(Value::list(made))
}

fn stackplot(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let own = handle(&args[0])?;
    let xs = flat(vm, &args[1])?;
    let mut rows = Vec::new();
    for value in args.rest(2) {
        let found = numbers(vm, value)?;
        rows.extend(found.values.chunks(xs.len().max(1)).map(<[f64]>::to_vec));
    }
    let mut keywords = Keywords::of(args, 3);
    let labels =
        keywords.take(&["labels"]).map(|value| crate::numbers::texts(vm, &value)).transpose()?.unwrap_or_default();
    let colors = keywords.take(&["colors"]).map(|value| style::colors(vm, &value)).transpose()?.unwrap_or_default();
    let alpha = keywords.take(&["alpha"]);
    keywords.take(&["baseline"]);
    keywords.finish("FillBetweenPolyCollection")?;
    let mut base = vec![0.0; xs.len()];
    let mut made = Vec::new();
    for (index, row) in rows.iter().enumerate() {
        if row.len() != xs.len() {
            return Err(value_error("all rows must have as many numbers as x"));
        }
        let top: Vec<f64> = base.iter().zip(row).map(|(low, own)| low + own).collect();
        let there = xs.iter().zip(&top).map(|(x, y)| Point::new(*x, *y));
        let outline = there.chain(xs.iter().zip(&base).rev().map(|(x, y)| Point::new(*x, *y))).collect();
        let mut look = Keywords::default();
        if let Some(label) = labels.get(index) {
            look.offer("label", Value::str(label.as_str()));
        }
        if !colors.is_empty() {
            look.offer("facecolor", Value::str(colors[index % colors.len()].hex()));
        }
        alpha.iter().for_each(|alpha| look.offer("alpha", alpha.clone()));
        made.push(add(vm, own, &FILL, vec![outline], (index == 0).then_some(0.0), look)?);
        base = top;
    }
    Ok(Value::list(made))
}
