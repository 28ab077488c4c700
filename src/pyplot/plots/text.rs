//! `text` and `annotate`.

use tape_lang::exception::value_error;
use tape_lang::{Args, NativeFunction, Result, Value, Vm};
use tape_plot::artist::{Anchor, Artist, Shape, Text};
use tape_plot::color::Color;
use tape_plot::geometry::Point;

use crate::artists::{ArtistHandle, LINE};
use crate::axes::{AxesHandle, handle};
use crate::keywords::Keywords;
use crate::numbers::flat;
use crate::texts::{Role, TextHandle};

/// `text`, `annotate`.
pub static METHODS: &[NativeFunction] = &[
    NativeFunction::new("Axes.text", "(self, x, y, s, fontdict=None, **kwargs)", "A text in the axes.", |vm, args| {
        let at = (vm.float(&args[1])?, vm.float(&args[2])?);
        let text = vm.str(&args[3])?;
        let mut keywords = Keywords::of(args, 5);
        keywords.offer("fontdict", args[4].clone());
        let role = place(vm, handle(&args[0])?, at, &text, None, keywords)?;
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
    let role = place(vm, axes, at, text, None, keywords)?;
    Ok(TextHandle::value(Value::Float(at.0), Value::Float(at.1), role))
}

fn annotate(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let own = handle(&args[0])?;
    let mut keywords = Keywords::of(args, 4);
    let mut pair = |value: &Value| -> Result<(f64, f64)> {
        match flat(vm, value)?[..] {
            [x, y] => Ok((x, y)),
            _ => Err(value_error("not enough values to unpack (expected 2)")),
        }
    };
    let target = pair(&args[2])?;
    let at = if args[3].is_none() { target } else { pair(&args[3])? };
    let arrow = keywords.take(&["arrowprops"]).is_some();
    let in_points = keywords.text(vm, &["textcoords"])?.is_some_and(|unit| unit.starts_with("offset"));
    for accepted in ["xycoords", "annotation_clip"] {
        keywords.take(&[accepted]);
    }
    let at = if in_points { target } else { at };
    let text = vm.str(&args[1])?;
    let role = place(vm, own, at, &text, arrow.then_some(Point::new(target.0, target.1)), keywords)?;
    let role = if let Role::Artist(artist, axes, _) = role { Role::Artist(artist, axes, true) } else { role };
    let places = vm.collect(if args[3].is_none() { &args[2] } else { &args[3] })?;
    Ok(TextHandle::value(places[0].clone(), places[1].clone(), role))
}

fn anchor(word: &str) -> Anchor {
    match word {
        "center" | "center_baseline" => Anchor::Middle,
        "right" | "bottom" | "baseline" => Anchor::End,
        _ => Anchor::Start,
    }
}

fn place(
    vm: &mut Vm,
    axes: &AxesHandle,
    at: (f64, f64),
    text: &str,
    arrow: Option<Point>,
    mut keywords: Keywords,
) -> Result<Role> {
    let across = keywords.text(vm, &["ha", "horizontalalignment"])?.map_or(Anchor::Start, |word| anchor(&word));
    let down = keywords.text(vm, &["va", "verticalalignment"])?.map_or(Anchor::End, |word| anchor(&word));
    let rotation = match keywords.take(&["rotation"]) {
        Some(word) if word.as_str() == Some("vertical") => 90.0,
        Some(word) if word.as_str() == Some("horizontal") => 0.0,
        Some(value) => vm.float(&value)?,
        None => 0.0,
    };
    let transform = keywords.take(&["transform"]);
    let in_axes =
        transform.as_ref().and_then(|value| value.downcast::<crate::axes::Transform>()).is_some_and(|own| own.0);
    let text = tape_plot::mathtext::plain(text);
    let shape = Text {
        at: Point::new(at.0, at.1),
        in_axes,
        text,
        size: 10.0,
        color: Color::BLACK,
        anchor: (across, down),
        rotation,
        bold: false,
        arrow,
    };
    let artist = Artist::new(Shape::Text(shape));
    let value = axes.add(&LINE, artist);
    let handle = value.downcast::<ArtistHandle>();
    let Some(ArtistHandle { artist, axes, .. }) = handle else { return Ok(Role::Tick(String::new())) };
    let role = Role::Artist(artist.clone(), axes.clone(), false);
    role.style(vm, keywords)?;
    Ok(role)
}
