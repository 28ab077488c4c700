//! Fields of vectors: `quiver`, `streamplot`.

use tape_lang::exception::{not_implemented_error, type_error, value_error};
use tape_lang::{Args, NativeFunction, Result, Value, Vm};
use tape_plot::artist::{Arrows, Artist, Shape, Streams, Stroke};
use tape_plot::color::Color;
use tape_plot::geometry::Point;
use tape_plot::streams::Field;

use crate::artists::{LINES, QUIVER};
use crate::axes::handle;
use crate::keywords::Keywords;
use crate::numbers::{Numbers, numbers};
use crate::style;

/// `quiver`, `streamplot`.
pub static METHODS: &[NativeFunction] = &[
    NativeFunction::new("Axes.quiver", "(self, *args, **kwargs)", "A field of arrows.", quiver),
    NativeFunction::new("Axes.streamplot", "(self, x, y, u, v, **kwargs)", "Curves along a field.", streamplot)
        .python(),
];

fn quiver(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let own = handle(&args[0])?;
    let mut keywords = Keywords::of(args, 2);
    let given = args.rest(1).iter().map(|value| numbers(vm, value)).collect::<Result<Vec<_>>>()?;
    let (places, us, vs, shades) = match &given[..] {
        [u, v] => (None, u, v, None),
        [u, v, shades] => (None, u, v, Some(shades)),
        [x, y, u, v] => (Some((x, y)), u, v, None),
        [x, y, u, v, shades] => (Some((x, y)), u, v, Some(shades)),
        other => {
            return Err(type_error(format!(
                "quiver() takes from 2 to 5 positional arguments but {} were given",
                other.len()
            )));
        }
    };
    if us.values.len() != vs.values.len() {
        return Err(value_error("Arguments U and V must have the same size"));
    }
    let tails = tails(places, us)?;
    let mapped = shades.map(|shades| style::mapped(vm, &mut keywords, shades.values.clone())).transpose()?;
    let in_data = keywords.text(vm, &["scale_units"])?.is_some_and(|units| units == "xy")
        || keywords.text(vm, &["angles"])?.is_some_and(|angles| angles == "xy") && keywords.has(&["scale"]);
    let colors = keywords.take(&["color", "facecolor"]).map(|value| style::colors(vm, &value)).transpose()?;
    let before = match keywords.text(vm, &["pivot"])?.as_deref() {
        Some("mid" | "middle") => 0.5,
        Some("tip") => 1.0,
        _ => 0.0,
    };
    let arrows = Arrows {
        tails,
        vectors: us.values.iter().zip(&vs.values).map(|(u, v)| Point::new(*u, *v)).collect(),
        scale: keywords.float(vm, &["scale"])?,
        in_data,
        before,
        width: keywords.float(vm, &["width"])?,
        colors: colors.filter(|colors| !colors.is_empty()).unwrap_or_else(|| vec![Color::BLACK]),
        mapped,
    };
    keywords.accept(&["angles", "units", "headwidth", "headlength", "headaxislength", "minshaft", "minlength", "cmap"]);
    let has_map = arrows.mapped.is_some();
    let mut artist = Artist::new(Shape::Arrows(arrows));
    style::style_artist(vm, &mut keywords, &mut artist)?;
    keywords.finish("Quiver")?;
    let value = own.add(&QUIVER, artist);
    if has_map {
        own.remember_mappable(vm, &value);
    }
    Ok(value)
}

/// Where the arrows stand: on a grid of whole numbers, or at places given for each or for each row and column.
fn tails(places: Option<(&Numbers, &Numbers)>, us: &Numbers) -> Result<Vec<Point>> {
    let columns = us.shape.last().copied().unwrap_or(1).max(1);
    let at = |index: usize| match places {
        None => Some(Point::new((index % columns) as f64, (index / columns) as f64)),
        Some((x, y)) => {
            let whole = x.values.len() == us.values.len();
            let (across, up) = if whole { (index, index) } else { (index % columns, index / columns) };
            Some(Point::new(*x.values.get(across)?, *y.values.get(up)?))
        }
    };
    let tails: Option<Vec<Point>> = (0..us.values.len()).map(at).collect();
    tails.ok_or_else(|| {
        value_error(format!("Argument U has a size {}, which does not match the positions", us.values.len()))
    })
}

fn streamplot(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let own = handle(&args[0])?;
    let mut keywords = Keywords::of(args, 5);
    let (x, y, u, v) = (numbers(vm, &args[1])?, numbers(vm, &args[2])?, numbers(vm, &args[3])?, numbers(vm, &args[4])?);
    let xs = if let [_, columns] = x.shape[..] { x.values[..columns].to_vec() } else { x.values };
    let ys =
        if let [_, columns] = y.shape[..] { y.values.iter().step_by(columns).copied().collect() } else { y.values };
    let rises = |places: &[f64]| places.len() > 1 && places.windows(2).all(|pair| pair[1] > pair[0]);
    if !rises(&xs) || !rises(&ys) {
        return Err(value_error("'x' and 'y' must be strictly increasing"));
    }
    if u.values.len() != xs.len() * ys.len() || v.values.len() != u.values.len() {
        return Err(value_error("'u' and 'v' must match the shape of the (x, y) grid"));
    }
    let density = keywords.float(vm, &["density"])?.unwrap_or(1.0);
    let mut stroke = Stroke::solid(own.axes.borrow_mut().next_color(), 1.5);
    if let Some(value) = keywords.take(&["color"]) {
        stroke.color = style::find_color(vm, &value)?.ok_or_else(|| {
            not_implemented_error("streamplot with a colour for each place is not drawn here: give one colour")
        })?;
    }
    style::style_stroke(vm, &mut keywords, &mut stroke)?;
    let head = keywords.float(vm, &["arrowsize"])?.unwrap_or(1.0);
    keywords.accept(&["cmap", "norm", "arrowstyle", "minlength", "maxlength", "start_points", "integration_direction"]);
    keywords.accept(&["broken_streamlines", "transform"]);
    let field = Field { xs: &xs, ys: &ys, us: &u.values, vs: &v.values };
    let reach = (Point::new(xs[0], ys[0]), Point::new(xs[xs.len() - 1], ys[ys.len() - 1]));
    let streams = Streams { paths: field.streams(density), stroke, head, reach };
    let mut artist = Artist::new(Shape::Streams(streams));
    style::style_artist(vm, &mut keywords, &mut artist)?;
    keywords.finish("LineCollection")?;
    Ok(own.add(&LINES, artist))
}
