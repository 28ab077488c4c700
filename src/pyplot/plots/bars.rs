//! `bar`, `barh` and the numbers on them.

use tape_lang::exception::value_error;
use tape_lang::{Args, NativeFunction, Result, Value, Vm};
use tape_plot::artist::{Artist, Patch, Shape, Stroke};
use tape_plot::color::Color;
use tape_plot::geometry::Point;

use super::spread;
use crate::artists::{ArtistHandle, RECTANGLE, style_patches};
use crate::axes::{AxesHandle, handle};
use crate::containers::{BAR, Container};
use crate::keywords::Keywords;
use crate::numbers::on_axis;
use crate::style;

/// `bar`, `barh`, `bar_label`.
pub static METHODS: &[NativeFunction] = &[
    NativeFunction::new(
        "Axes.bar",
        "(self, x, height, width=0.8, bottom=None, *, align='center', **kwargs)",
        "Upright bars.",
        |vm, args| bar(vm, args, false),
    )
    .python(),
    NativeFunction::new(
        "Axes.barh",
        "(self, y, width, height=0.8, left=None, *, align='center', **kwargs)",
        "Bars to the right.",
        |vm, args| bar(vm, args, true),
    )
    .python(),
    NativeFunction::new("Axes.bar_label", "(self, container, labels=None, **kwargs)", "Numbers on bars.", bar_label),
];

fn bar(vm: &mut Vm, args: Args<'_>, lying: bool) -> Result<Value> {
    let own = handle(&args[0])?;
    let mut keywords = Keywords::of(args, 6);
    let axis = {
        let axes = own.axes.borrow();
        if lying { axes.y.axis.clone() } else { axes.x.axis.clone() }
    };
    let places = on_axis(vm, &args[1], &axis)?.values;
    let mut lengths = crate::numbers::flat(vm, &args[2])?;
    let count = if places.len() == 1 { lengths.len() } else { places.len() };
    let places = if places.len() == 1 { vec![places[0]; count] } else { places };
    let name = if lying { "width" } else { "height" };
    if lengths.len() != count {
        lengths = spread(vm, &args[2], count, name)?;
    }
    let widths = spread(vm, &args[3], count, if lying { "height" } else { "width" })?;
    let starts = if args[4].is_none() { vec![0.0; count] } else { spread(vm, &args[4], count, "bottom")? };
    let before = match args[5].as_str() {
        Some("center") => 0.5,
        Some("edge") => 0.0,
        _ => {
            let shown = vm.repr(&args[5])?;
            return Err(value_error(format!(
                "{shown} is not a valid value for align; supported values are 'center', 'edge'"
            )));
        }
    };
    let outline = |index: usize| {
        let from = places[index] - before * widths[index];
        rectangle(from, starts[index], from + widths[index], starts[index] + lengths[index], lying)
    };
    let outlines: Vec<Vec<Point>> = (0..count).map(outline).collect();
    if let Some(ticks) = keywords.take(&["tick_label"]) {
        let labels = crate::numbers::texts(vm, &ticks)?;
        crate::axes::side(&own.axes, !lying, |side| {
            side.ticks = Some(places.clone());
            side.tick_labels = Some(labels);
        });
    }
    error_bars(vm, own, &mut keywords, (&places, &lengths, &starts), lying)?;
    let sticky = if lying { [starts.clone(), Vec::new()] } else { [Vec::new(), starts.clone()] };
    Ok(container(add_bars(vm, own, outlines, sticky, keywords)?))
}

/// The corners of a bar from one end of its base to the other, from its start to its end.
pub(super) fn rectangle(from: f64, start: f64, to: f64, end: f64, lying: bool) -> Vec<Point> {
    let corners = [(from, start), (to, start), (to, end), (from, end)];
    corners.map(|(along, up)| if lying { Point::new(up, along) } else { Point::new(along, up) }).to_vec()
}

/// A `BarContainer`.
pub(super) fn container(items: Vec<Value>) -> Value {
    let patches = Value::list(items.clone());
    Value::object(Container { class: &BAR, items, parts: vec![("patches", patches)] })
}

/// Puts bars into axes, with what keywords say of them; returns the handles of the bars.
pub(super) fn add_bars(
    vm: &mut Vm,
    axes: &AxesHandle,
    outlines: Vec<Vec<Point>>,
    sticky: [Vec<f64>; 2],
    mut keywords: Keywords,
) -> Result<Vec<Value>> {
    let colored = keywords.has(&["color", "facecolor", "fc"]);
    let fill = if colored { Color::BLACK } else { axes.axes.borrow_mut().next_patch_color() };
    let edge = Stroke::solid(Color::NONE, 0.0);
    let mut patches: Vec<Patch> = outlines.into_iter().map(|outline| Patch { outline, fill, edge }).collect();
    // A colour fills bars; only `edgecolor` draws their outlines.
    let edges = keywords.take(&["edgecolor", "ec", "edgecolors"]);
    if let Some(colors) = keywords.take(&["color"]) {
        keywords.offer("facecolor", colors);
    }
    if let Some(edges) = edges {
        keywords.offer("edgecolor", edges);
    }
    style_patches(vm, &mut keywords, &mut patches)?;
    let labels = match keywords.take(&["label"]) {
        Some(Value::List(list)) => list.to_vec().first().map(|label| vm.str(label)).transpose()?,
        Some(label) => Some(vm.str(&label)?),
        None => None,
    };
    let count = patches.len();
    let mut artist = Artist::new(Shape::Patches(patches, sticky));
    style::style_artist(vm, &mut keywords, &mut artist)?;
    keywords.take(&["log", "orientation"]);
    keywords.finish("Rectangle")?;
    artist.label = labels.unwrap_or_default();
    let whole = axes.add(&RECTANGLE, artist);
    Ok(match whole.downcast::<ArtistHandle>() {
        Some(ArtistHandle { artist, axes, .. }) => (0..count)
            .map(|index| {
                let (artist, axes) = (artist.clone(), axes.clone());
                Value::object(ArtistHandle { class: &RECTANGLE, artist, axes, index })
            })
            .collect(),
        None => Vec::new(),
    })
}

/// The error bars that `xerr` and `yerr` ask for.
fn error_bars(
    vm: &mut Vm,
    axes: &AxesHandle,
    keywords: &mut Keywords,
    (places, lengths, starts): (&[f64], &[f64], &[f64]),
    lying: bool,
) -> Result<()> {
    let cap = keywords.float(vm, &["capsize"])?.unwrap_or(0.0);
    let color = keywords.take(&["ecolor"]).map(|value| style::color(vm, &value)).transpose()?;
    let mut stroke = Stroke::solid(color.unwrap_or(Color::BLACK), 1.5);
    if let Some(Value::Dict(dict)) = keywords.take(&["error_kw"])
        && let Some(width) = dict.get_str("elinewidth").or_else(|| dict.get_str("lw"))
    {
        stroke.width = vm.float(&width)?;
    }
    for (name, along_x) in [("xerr", true), ("yerr", false)] {
        if let Some(error) = keywords.take(&[name]) {
            let ends: Vec<f64> = lengths.iter().zip(starts).map(|(length, start)| length + start).collect();
            let (xs, ys) = if lying { (&ends[..], places) } else { (places, &ends[..]) };
            super::errors::add_bars(vm, axes, (xs, ys), &error, along_x, stroke, cap)?;
        }
    }
    Ok(())
}

fn bar_label(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let own = handle(&args[0])?;
    let mut keywords = Keywords::of(args, 3);
    let form = keywords.text(vm, &["fmt"])?.unwrap_or_else(|| "%g".to_owned());
    let inside = keywords.text(vm, &["label_type"])?.is_some_and(|place| place == "center");
    keywords.take(&["padding"]);
    let given = if args[2].is_none() { None } else { Some(crate::numbers::texts(vm, &args[2])?) };
    let look = keywords.rest();
    let bars = vm.collect(&args[1])?;
    let mut made = Vec::new();
    for (index, bar) in bars.iter().enumerate() {
        let Some((end, middle)) = bar.downcast::<ArtistHandle>().and_then(ends) else { continue };
        let text = match given.as_ref().and_then(|texts| texts.get(index)) {
            Some(text) => text.clone(),
            None => {
                let spec = Value::str(form.as_str());
                let formatted = vm.binary(tape_lang::Operator::Mod, &spec, &Value::Float(end.y))?;
                vm.str(&formatted)?
            }
        };
        let at = if inside { middle } else { end };
        let mut own_keywords = Keywords::default();
        own_keywords.offer("ha", Value::str("center"));
        own_keywords.offer("va", Value::str(if inside { "center" } else { "bottom" }));
        for (name, value) in &look {
            own_keywords.offer(name, value.clone());
        }
        super::text::add(vm, own, (at.x, at.y), &text, own_keywords)?;
        let role = crate::texts::Role::Fixed(text);
        made.push(crate::texts::TextHandle::value(Value::Int(0), Value::Int(0), role));
    }
    Ok(Value::list(made))
}

/// The middle of a bar's end, and of the bar.
fn ends(bar: &ArtistHandle) -> Option<(Point, Point)> {
    let artist = bar.artist.borrow();
    let Shape::Patches(patches, _) = &artist.shape else { return None };
    let outline = &patches.get(bar.index)?.outline;
    let (a, b) = (outline.first()?, outline.get(2)?);
    let middle = f64::midpoint(a.x, b.x);
    Some((Point::new(middle, b.y), Point::new(middle, f64::midpoint(a.y, b.y))))
}
