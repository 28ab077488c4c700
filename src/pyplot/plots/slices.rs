//! Contours and arrows in three dimensions: `contour`, `contourf`, `quiver` of axes with a third direction.

use tape_lang::exception::{type_error, value_error};
use tape_lang::{Args, NativeFunction, Result, Value, Vm};
use tape_plot::artist::{Artist, Line, Shape};
use tape_plot::slices::Slices;
use tape_plot::space::{Place, Solid};

use super::{contours, spread};
use crate::artists::LINES_3D;
use crate::axes::handle;
use crate::keywords::Keywords;
use crate::numbers::flat;
use crate::style;

/// `contour`, `contour3D`, `contourf`, `contourf3D`, `quiver`, `quiver3D`.
pub static METHODS: &[NativeFunction] = &[
    NativeFunction::new("Axes3D.contour", "(self, *args, **kwargs)", "Lines of equal value in space.", lines),
    NativeFunction::new("Axes3D.contour3D", "(self, *args, **kwargs)", "Lines of equal value in space.", lines),
    NativeFunction::new("Axes3D.contourf", "(self, *args, **kwargs)", "Bands of equal value in space.", bands),
    NativeFunction::new("Axes3D.contourf3D", "(self, *args, **kwargs)", "Bands of equal value in space.", bands),
    NativeFunction::new("Axes3D.quiver", "(self, *args, **kwargs)", "A field of arrows in space.", quiver),
    NativeFunction::new("Axes3D.quiver3D", "(self, *args, **kwargs)", "A field of arrows in space.", quiver),
];

fn lines(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    contour(vm, args, false)
}

fn bands(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    contour(vm, args, true)
}

fn contour(vm: &mut Vm, args: Args<'_>, filled: bool) -> Result<Value> {
    let own = handle(&args[0])?;
    let mut keywords = Keywords::of(args, 2);
    let [x, y, z, rest @ ..] = args.rest(1) else {
        let name = if filled { "contourf" } else { "contour" };
        return Err(type_error(format!("Axes3D.{name}() needs X, Y and Z")));
    };
    let axis = match keywords.text(vm, &["zdir"])?.as_deref() {
        Some("x") => 0,
        Some("y") => 1,
        _ => 2,
    };
    let offset = keywords.float(vm, &["offset"])?;
    keywords.accept(&["extend3d", "stride", "axlim_clip"]);
    let tables = [x, y, z];
    let mut turned: Vec<Value> = (1..=3).map(|step| tables[(axis + step) % 3].clone()).collect();
    turned.extend_from_slice(rest);
    let contours = contours::trace(vm, &turned, &mut keywords, filled)?;
    let mut reach = [[0.0; 3]; 2];
    for (own, table) in tables.into_iter().enumerate() {
        let values = flat(vm, table)?;
        let finite = values.into_iter().filter(|value| value.is_finite());
        let (low, high) = finite.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), v| (low.min(v), high.max(v)));
        (reach[0][own], reach[1][own]) = (low, high);
    }
    if let (true, [low, .., high]) = (filled, contours.heights().as_slice()) {
        (reach[0][axis], reach[1][axis]) = (*low, *high);
    }
    let slices = Slices { contours, axis, offset, reach };
    contours::add(vm, own, Artist::new(Shape::Solid(Solid::Slices(slices))), keywords)
}

/// Arrows of lines: a shaft, and two strokes for its head.
fn quiver(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let own = handle(&args[0])?;
    let mut keywords = Keywords::of(args, 2);
    let given = args.rest(1);
    if given.len() != 6 {
        return Err(type_error("Axes3D.quiver() needs X, Y, Z, U, V and W"));
    }
    let mut count = 0;
    for value in given {
        count = count.max(flat(vm, value)?.len());
    }
    let rows: Vec<Vec<f64>> = given.iter().map(|value| spread(vm, value, count, "quiver")).collect::<Result<_>>()?;
    let length = keywords.float(vm, &["length"])?.unwrap_or(1.0);
    let ratio = keywords.float(vm, &["arrow_length_ratio"])?.unwrap_or(0.3);
    let normal = keywords.truth(vm, &["normalize"])?.unwrap_or(false);
    let before = match keywords.text(vm, &["pivot"])?.as_deref() {
        None | Some("tail") => 0.0,
        Some("middle") => 0.5,
        Some("tip") => 1.0,
        Some(other) => {
            return Err(value_error(format!(
                "'{other}' is not a valid value for pivot; supported values are 'tail', 'middle', 'tip'"
            )));
        }
    };
    let (mut places, mut lines): (Vec<Place>, Vec<Vec<Place>>) = (vec![], vec![]);
    for parts in (0..count).map(|index| std::array::from_fn::<f64, 6, _>(|row| rows[row][index])) {
        let [x, y, z, u, v, w] = parts;
        let (at, vector): (Place, Place) = ([x, y, z], [u, v, w]);
        let norm = vector.iter().map(|part| part * part).sum::<f64>().sqrt();
        let scale = if normal { length / norm } else { length };
        if norm > 0.0 && scale.is_finite() {
            lines.extend(arrow(at, vector.map(|part| part * scale), before, ratio));
            places.push(at);
        }
    }
    let color = keywords.take(&["color", "colors", "edgecolor", "ec"]);
    let color = color.map(|value| style::color(vm, &value)).transpose()?;
    let mut line = Line::new(vec![], vec![]);
    style::recolor(&mut line, color.unwrap_or(tape_plot::color::Color::of_cycle(0)));
    line.stroke.width = keywords.float(vm, &["linewidths"])?.unwrap_or(line.stroke.width);
    style::style_line(vm, &mut keywords, &mut line)?;
    let mut artist = Artist::new(Shape::Solid(Solid::Arrows(places, lines, line.stroke)));
    style::style_artist(vm, &mut keywords, &mut artist)?;
    keywords.finish("Line3DCollection")?;
    Ok(own.add(&LINES_3D, artist))
}

/// The lines of an arrow; its head's strokes stand off by 15° in a level plane, as matplotlib turns them.
fn arrow(at: Place, vector: Place, before: f64, ratio: f64) -> [Vec<Place>; 2] {
    let tail: Place = std::array::from_fn(|axis| at[axis] - before * vector[axis]);
    let tip: Place = std::array::from_fn(|axis| tail[axis] + vector[axis]);
    let across = vector[0].hypot(vector[1]);
    // The axis that the strokes turn about: level, and at a right angle to the arrow.
    let [x, y] = if across > 0.0 { [vector[1] / across, -vector[0] / across] } else { [0.0, 1.0] };
    let stroke = |degrees: f64| -> Place {
        let (sin, cos) = degrees.to_radians().sin_cos();
        let [u, v, w] = vector;
        let along = (x * u + y * v) * (1.0 - cos);
        let turned =
            [u * cos + y * w * sin + x * along, v * cos - x * w * sin + y * along, w * cos + (x * v - y * u) * sin];
        std::array::from_fn(|axis| tip[axis] - ratio * turned[axis])
    };
    [vec![tail, tip], vec![stroke(15.0), tip, stroke(-15.0)]]
}
