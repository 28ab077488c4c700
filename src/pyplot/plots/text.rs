//! `text` and `annotate`.

use tape_lang::{Args, NativeFunction, Result, Value, Vm};
use tape_plot::artist::{Anchor, Artist, Shape, Text};
use tape_plot::color::Color;
use tape_plot::geometry::Point;

use crate::axes::{AxesHandle, handle};
use crate::keywords::Keywords;
use crate::numbers::pair;
use crate::texts::{Role, TextHandle};

/// `text`, `annotate`.
pub static METHODS: &[NativeFunction] = &[
    NativeFunction::new("Axes.text", "(self, x, y, s, fontdict=None, **kwargs)", "A text in the axes.", |vm, args| {
        let at = (vm.float(&args[1])?, vm.float(&args[2])?);
        let text = vm.str(&args[3])?;
        let mut keywords = Keywords::of(args, 5);
        keywords.offer("fontdict", args[4].clone());
        let role = place(vm, handle(&args[0])?, at, &text, (None, None), keywords)?;
        Ok(TextHandle::value(args[1].clone(), args[2].clone(), role))
    })
    .python(),
    NativeFunction::new("Axes.annotate", "(self, text, xy, xytext=None, **kwargs)", "A text with an arrow.", annotate)
        .python(),
];

/// Puts a text into axes.
///
/// # Errors
/// `AttributeError` for unknown keywords.
pub(super) fn add(vm: &mut Vm, axes: &AxesHandle, at: (f64, f64), text: &str, keywords: Keywords) -> Result<Value> {
    let role = place(vm, axes, at, text, (None, None), keywords)?;
    Ok(TextHandle::value(Value::Float(at.0), Value::Float(at.1), role))
}

fn annotate(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let own = handle(&args[0])?;
    let mut keywords = Keywords::of(args, 4);
    let target = pair(vm, &args[2])?;
    let at = if args[3].is_none() { target } else { pair(vm, &args[3])? };
    let arrow = keywords.take(&["arrowprops"]);
    let in_points = keywords.text(vm, &["textcoords"])?.is_some_and(|unit| unit.starts_with("offset"));
    keywords.accept(&["xycoords", "annotation_clip"]);
    let text = vm.str(&args[1])?;
    let arrow = match &arrow {
        Some(Value::Dict(dict)) => {
            let color = ["color", "facecolor", "fc", "ec"].iter().find_map(|name| dict.get_str(name));
            let color = color.map(|color| crate::style::color(vm, &color)).transpose()?;
            Some((Point::new(target.0, target.1), color))
        }
        _ => None,
    };
    let shift = in_points.then_some(Point::new(at.0, at.1));
    let place = if in_points { target } else { at };
    let role = self::place(vm, own, place, &text, (arrow, shift), keywords)?;
    let role = if let Role::Artist(artist, axes, _) = role { Role::Artist(artist, axes, true) } else { role };
    let places = vm.collect(if args[3].is_none() { &args[2] } else { &args[3] })?;
    Ok(TextHandle::value(places[0].clone(), places[1].clone(), role))
}

/// What an arrow points at, in which colour; how far a text is from its place, in points.
type Arrow = (Option<(Point, Option<Color>)>, Option<Point>);

fn place(
    vm: &mut Vm,
    axes: &AxesHandle,
    at: (f64, f64),
    text: &str,
    (arrow, shift): Arrow,
    mut keywords: Keywords,
) -> Result<Role> {
    let transform = keywords.take(&["transform"]);
    let in_axes =
        transform.as_ref().and_then(|value| value.downcast::<crate::axes::Transform>()).is_some_and(|own| own.0);
    let shape = Text {
        at: Point::new(at.0, at.1),
        in_axes,
        shift: shift.unwrap_or_default(),
        text: tape_plot::mathtext::plain(text),
        size: crate::state::parameter(vm, "font.size", 10.0)?,
        color: Color::BLACK,
        anchor: (Anchor::Start, Anchor::End),
        rotation: 0.0,
        bold: false,
        arrow: arrow.map(|(target, _)| target),
        arrow_color: arrow.and_then(|(_, color)| color),
        ground: None,
    };
    let artist = axes.axes.borrow_mut().add(Artist::new(Shape::Text(shape)));
    let role = Role::Artist(artist, axes.axes.clone(), false);
    role.style(vm, keywords)?;
    Ok(role)
}
