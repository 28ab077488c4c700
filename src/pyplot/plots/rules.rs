//! Straight lines and bands across the axes, and bundles of lines: `axhline`, `axvspan`, `hlines`, `stem`, `arrow`.

use tape_lang::exception::{type_error, value_error};
use tape_lang::{Args, NativeFunction, Result, Value, Vm};
use tape_plot::artist::{Artist, Dash, Direction, Line, Mark, Patch, Shape, Stroke};
use tape_plot::color::Color;
use tape_plot::geometry::Point;

use super::spread;
use crate::artists::{ARROW, AX_LINE, LINE, LINES, RECTANGLE, style_patches};
use crate::axes::handle;
use crate::containers::{Container, STEM};
use crate::keywords::Keywords;
use crate::numbers::{flat, pair};
use crate::style;

/// `axhline`, `axvline`, `axhspan`, `axvspan`, `hlines`, `axline`, `vlines`, `stem`, `arrow`.
pub static METHODS: &[NativeFunction] = &[
    NativeFunction::new(
        "Axes.axhline",
        "(self, y=0, xmin=0, xmax=1, **kwargs)",
        "A line across the axes.",
        |vm, args| rule(vm, args, Direction::Horizontal),
    )
    .python(),
    NativeFunction::new("Axes.axvline", "(self, x=0, ymin=0, ymax=1, **kwargs)", "A line up the axes.", |vm, args| {
        rule(vm, args, Direction::Vertical)
    })
    .python(),
    NativeFunction::new(
        "Axes.axhspan",
        "(self, ymin, ymax, xmin=0, xmax=1, **kwargs)",
        "A band across the axes.",
        |vm, args| band(vm, args, Direction::Horizontal),
    )
    .python(),
    NativeFunction::new(
        "Axes.axvspan",
        "(self, xmin, xmax, ymin=0, ymax=1, **kwargs)",
        "A band up the axes.",
        |vm, args| band(vm, args, Direction::Vertical),
    )
    .python(),
    NativeFunction::new(
        "Axes.hlines",
        "(self, y, xmin, xmax, **kwargs)",
        "Lines from one x to another.",
        |vm, args| bundle(vm, args, true),
    )
    .python(),
    NativeFunction::new(
        "Axes.vlines",
        "(self, x, ymin, ymax, **kwargs)",
        "Lines from one y to another.",
        |vm, args| bundle(vm, args, false),
    )
    .python(),
    NativeFunction::new(
        "Axes.stem",
        "(self, *args, linefmt=None, markerfmt=None, basefmt=None, bottom=0, label=None, **kwargs)",
        "Points on stems.",
        stem,
    ),
    NativeFunction::new("Axes.axline", "(self, xy1, xy2=None, *, slope=None, **kwargs)", "An endless line.", axline),
    NativeFunction::new("Axes.arrow", "(self, x, y, dx, dy, **kwargs)", "An arrow.", arrow).python(),
];

fn rule(vm: &mut Vm, args: Args<'_>, direction: Direction) -> Result<Value> {
    let own = handle(&args[0])?;
    let mut keywords = Keywords::of(args, 4);
    let (at, from, to) = (vm.float(&args[1])?, vm.float(&args[2])?, vm.float(&args[3])?);
    let colored = keywords.has(&["color", "c"]);
    let color = if colored { Color::BLACK } else { own.axes.borrow_mut().next_color() };
    let mut line = Line::new(Vec::new(), Vec::new());
    style::recolor(&mut line, color);
    style::style_line(vm, &mut keywords, &mut line)?;
    let mut artist = Artist::new(Shape::Rule(direction, at, [from, to], line.stroke));
    style::style_artist(vm, &mut keywords, &mut artist)?;
    keywords.finish("Line2D")?;
    Ok(own.add(&LINE, artist))
}

fn band(vm: &mut Vm, args: Args<'_>, direction: Direction) -> Result<Value> {
    let own = handle(&args[0])?;
    let mut keywords = Keywords::of(args, 5);
    let ends = [vm.float(&args[1])?, vm.float(&args[2])?];
    let colored = keywords.has(&["color", "facecolor", "fc"]);
    let fill = if colored { Color::BLACK } else { own.axes.borrow_mut().next_patch_color() };
    let mut patches = [Patch { outline: Vec::new(), fill, edge: Stroke::solid(Color::NONE, 1.0) }];
    style_patches(vm, &mut keywords, &mut patches)?;
    let [mut patch] = patches;
    if patch.edge.color == patch.fill {
        patch.edge.color = Color::NONE;
    }
    let mut artist = Artist::new(Shape::Band(direction, ends, patch));
    style::style_artist(vm, &mut keywords, &mut artist)?;
    keywords.finish("Rectangle")?;
    Ok(own.add(&RECTANGLE, artist))
}

fn axline(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let own = handle(&args[0])?;
    let mut keywords = Keywords::of(args, 4);
    let (x, y) = pair(vm, &args[1])?;
    let (dx, dy) = match (args[2].is_none(), args[3].is_none()) {
        (true, false) => (1.0, vm.float(&args[3])?),
        (false, true) => {
            let (to_x, to_y) = pair(vm, &args[2])?;
            (to_x - x, to_y - y)
        }
        _ => return Err(type_error("Exactly one of 'xy2' and 'slope' must be given")),
    };
    let mut line = Line::new(Vec::new(), Vec::new());
    if !keywords.has(&["color", "c"]) {
        style::recolor(&mut line, own.axes.borrow_mut().next_color());
    }
    style::style_line(vm, &mut keywords, &mut line)?;
    let mut artist = Artist::new(Shape::Endless(Point::new(x, y), Point::new(dx, dy), line.stroke));
    style::style_artist(vm, &mut keywords, &mut artist)?;
    keywords.finish("AxLine")?;
    Ok(own.add(&AX_LINE, artist))
}

fn bundle(vm: &mut Vm, args: Args<'_>, lying: bool) -> Result<Value> {
    let own = handle(&args[0])?;
    let mut keywords = Keywords::of(args, 4);
    let places = flat(vm, &args[1])?;
    let (from, to) = (spread(vm, &args[2], places.len(), "min")?, spread(vm, &args[3], places.len(), "max")?);
    let mut stroke = Stroke::solid(Color::of_cycle(0), 1.5);
    if let Some(value) = keywords.take(&["colors", "color"]) {
        stroke.color = style::colors(vm, &value)?.first().copied().unwrap_or(stroke.color);
    }
    style::style_stroke(vm, &mut keywords, &mut stroke)?;
    let place = |along: f64, at: f64| if lying { Point::new(along, at) } else { Point::new(at, along) };
    let lines = places.iter().enumerate().map(|(index, at)| [place(from[index], *at), place(to[index], *at)]).collect();
    let mut artist = Artist::new(Shape::Segments(lines, stroke));
    style::style_artist(vm, &mut keywords, &mut artist)?;
    keywords.finish("LineCollection")?;
    Ok(own.add(&LINES, artist))
}

fn stem(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let own = handle(&args[0])?;
    let (xs, ys) = match args.rest(1) {
        [y] => {
            let ys = flat(vm, y)?;
            ((0..ys.len()).map(|x| x as f64).collect(), ys)
        }
        [x, y, ..] => (flat(vm, x)?, flat(vm, y)?),
        [] => {
            return Err(type_error("stem expected between 1 or 3 positional arguments, got ()"));
        }
    };
    if xs.len() != ys.len() {
        return Err(value_error(format!(
            "x and y must have same first dimension, but have shapes ({},) and ({},)",
            xs.len(),
            ys.len()
        )));
    }
    let read = |value: &Value| value.as_str().map(style::format).transpose();
    let (lines_format, marks_format, base_format) = (read(&args[2])?, read(&args[3])?, read(&args[4])?);
    let bottom = vm.float(&args[5])?;
    let first = lines_format.and_then(|format| format.color).unwrap_or(Color::of_cycle(0));
    let stems = xs.iter().zip(&ys).map(|(x, y)| [Point::new(*x, bottom), Point::new(*x, *y)]).collect();
    let dash = lines_format.and_then(|format| format.dash).unwrap_or(Dash::Solid);
    let stems = own.add(&LINES, Artist::new(Shape::Segments(stems, Stroke { color: first, width: 1.5, dash })));
    let ends = [xs.iter().copied().fold(f64::INFINITY, f64::min), xs.iter().copied().fold(f64::NEG_INFINITY, f64::max)];
    let mut base = Line::new(ends.to_vec(), vec![bottom; 2]);
    style::recolor(&mut base, base_format.and_then(|format| format.color).unwrap_or(Color::of_cycle(3)));
    let base = own.add(&LINE, Artist::new(Shape::Line(base)));
    let mut marks = Line::new(xs, ys);
    style::recolor(&mut marks, marks_format.and_then(|format| format.color).unwrap_or(first));
    marks.stroke.dash = Dash::Nothing;
    marks.marker.mark = marks_format.and_then(|format| format.mark).or(Some(Mark::Circle));
    let mut artist = Artist::new(Shape::Line(marks));
    if !args[6].is_none() {
        artist.label = vm.str(&args[6])?;
    }
    let marks = own.add(&LINE, artist);
    let items = vec![marks.clone(), stems.clone(), base.clone()];
    let parts = vec![("markerline", marks), ("stemlines", stems), ("baseline", base)];
    Ok(Value::object(Container { class: &STEM, items, parts }))
}

/// A line with a head: three pieces.
fn pieces(from: Point, to: Point, head: f64) -> [[Point; 2]; 3] {
    let (dx, dy) = (to.x - from.x, to.y - from.y);
    let wing = |side: f64| {
        let (sin, cos) = (side * 0.45f64).sin_cos();
        Point::new(to.x - head * (dx * cos - dy * sin), to.y - head * (dx * sin + dy * cos))
    };
    [[from, to], [to, wing(1.0)], [to, wing(-1.0)]]
}

fn arrow(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let own = handle(&args[0])?;
    let mut keywords = Keywords::of(args, 5);
    let mut at = |index: usize| vm.float(&args[index]);
    let (x, y, dx, dy) = (at(1)?, at(2)?, at(3)?, at(4)?);
    let mut stroke = Stroke::solid(Color::of_cycle(0), 1.2);
    if let Some(value) = keywords.take(&["color", "fc", "facecolor", "ec", "edgecolor"]) {
        stroke.color = style::color(vm, &value)?;
    }
    style::style_stroke(vm, &mut keywords, &mut stroke)?;
    let length = dx.hypot(dy);
    let head = keywords.float(vm, &["head_length"])?.map_or(0.15, |head| (head / length).min(1.0));
    for accepted in [
        "width",
        "head_width",
        "length_includes_head",
        "shape",
        "overhang",
        "head_starts_at_zero",
        "ec",
        "edgecolor",
        "fc",
        "facecolor",
    ] {
        keywords.take(&[accepted]);
    }
    let lines = pieces(Point::new(x, y), Point::new(x + dx, y + dy), head).to_vec();
    let mut artist = Artist::new(Shape::Segments(lines, stroke));
    style::style_artist(vm, &mut keywords, &mut artist)?;
    keywords.finish("FancyArrow")?;
    Ok(own.add(&ARROW, artist))
}
