//! `contour` and `contourf`.

use tape_lang::exception::type_error;
use tape_lang::{Args, NativeFunction, Result, Value, Vm};
use tape_plot::artist::{Artist, Contours, Dash, Shape};
use tape_plot::contour::{Grid, levels};
use tape_plot::geometry::Point;
use tape_plot::tick_labels::{Pattern, labels as labels_of};

use crate::artists::{ArtistHandle, CONTOURS};
use crate::axes::{AxesHandle, handle};
use crate::keywords::Keywords;
use crate::numbers::{flat, numbers};
use crate::style;
use crate::texts::{Role, TextHandle};

/// `contour`, `contourf`, `clabel`.
pub static METHODS: &[NativeFunction] = &[
    NativeFunction::new("Axes.contour", "(self, *args, **kwargs)", "Lines of equal value.", |vm, args| {
        contour(vm, args, false)
    }),
    NativeFunction::new(
        "Axes.contourf",
        "(self, *args, **kwargs)",
        "The bands between lines of equal value.",
        |vm, args| contour(vm, args, true),
    ),
    NativeFunction::new("Axes.clabel", "(self, CS, levels=None, **kwargs)", "The values on contour lines.", clabel),
];

fn contour(vm: &mut Vm, args: Args<'_>, filled: bool) -> Result<Value> {
    let own = handle(&args[0])?;
    let mut keywords = Keywords::of(args, 2);
    let contours = trace(vm, args.rest(1), &mut keywords, filled)?;
    add(vm, own, Artist::new(Shape::Contours(contours)), keywords)
}

/// Puts contours into axes.
///
/// # Errors
/// `AttributeError` for keywords that are left over.
pub fn add(vm: &mut Vm, own: &AxesHandle, mut artist: Artist, mut keywords: Keywords) -> Result<Value> {
    style::style_artist(vm, &mut keywords, &mut artist)?;
    keywords.finish("QuadContourSet")?;
    let value = own.add(&CONTOURS, artist);
    own.remember_mappable(vm, &value);
    Ok(value)
}

/// The contours of what is given: `[X, Y,] Z [, levels]`.
///
/// # Errors
/// `TypeError`, as matplotlib raises it for arguments that make no grid.
pub fn trace(vm: &mut Vm, given: &[Value], keywords: &mut Keywords, filled: bool) -> Result<Contours> {
    let (places, z, wanted) = match given {
        [z] => (None, z, None),
        [z, levels] => (None, z, Some(levels)),
        [x, y, z] => (Some((x, y)), z, None),
        [x, y, z, levels] => (Some((x, y)), z, Some(levels)),
        other => {
            let name = if filled { "contourf" } else { "contour" };
            let error = format!("{name}() takes from 1 to 4 positional arguments but {} were given", other.len());
            return Err(type_error(error));
        }
    };
    let z = numbers(vm, z)?;
    let [rows, columns] = z.shape[..] else {
        return Err(type_error(format!("Input z must be 2D, not {}D", z.shape.len())));
    };
    if rows < 2 || columns < 2 {
        return Err(type_error(format!(
            "Input z must be at least a (2, 2) shaped array, but has shape {}",
            z.shape_text()
        )));
    }
    let at = match places {
        None => {
            (0..rows * columns).map(|index| Point::new((index % columns) as f64, (index / columns) as f64)).collect()
        }
        Some((x, y)) => grid_places(vm, x, y, rows, columns)?,
    };
    let wanted = keywords.take(&["levels"]).or_else(|| wanted.cloned());
    let finite = || z.values.iter().copied().filter(|value| value.is_finite());
    let (low, high) = (finite().fold(f64::INFINITY, f64::min), finite().fold(f64::NEG_INFINITY, f64::max));
    let levels = match &wanted {
        None => levels(low, high, 7),
        Some(value) if vm.length_of(value).is_none() || vm.has_index(value) => {
            levels(low, high, vm.index(value)?.clamp(1, 1000) as usize)
        }
        Some(value) => flat(vm, value)?,
    };
    let grid = Grid { columns, at, values: z.values };
    let paths: Vec<Vec<Vec<Point>>> = if filled {
        let regions: Vec<Vec<Vec<Point>>> = levels.iter().map(|level| grid.region(*level)).collect();
        regions.windows(2).map(|pair| pair.concat()).collect()
    } else {
        levels.iter().map(|level| grid.line(*level)).collect()
    };
    let values =
        if filled { levels.windows(2).map(|pair| f64::midpoint(pair[0], pair[1])).collect() } else { levels.clone() };
    let colors =
        keywords.take(&["colors", "color"]).map(|value| style::colors(vm, &value)).transpose()?.unwrap_or_default();
    let mut mapped = style::mapped(vm, keywords, values)?;
    mapped.norm.low = mapped.norm.low.or(levels.first().copied());
    mapped.norm.high = mapped.norm.high.or(levels.last().copied());
    let width = match keywords.take(&["linewidths", "linewidth"]) {
        Some(value) => flat(vm, &value)?.first().copied().unwrap_or(1.5),
        None => 1.5,
    };
    let dash = match keywords.take(&["linestyles", "linestyle"]) {
        Some(value) => style::dash(vm, &value)?,
        None => Dash::Solid,
    };
    for accepted in ["extend", "origin", "extent", "locator", "algorithm", "negative_linestyles"] {
        keywords.take(&[accepted]);
    }
    let corner = |pick: fn(f64, f64) -> f64, from: f64| {
        let x = grid.at.iter().fold(from, |far, at| pick(far, at.x));
        Point::new(x, grid.at.iter().fold(from, |far, at| pick(far, at.y)))
    };
    let reach = (corner(f64::min, f64::INFINITY), corner(f64::max, f64::NEG_INFINITY));
    Ok(Contours { levels, paths, filled, mapped, colors, width, dash, reach, labels: Vec::new() })
}

/// The corners of the grid: from a row and a column of places, or from a place for each.
fn grid_places(vm: &mut Vm, x: &Value, y: &Value, rows: usize, columns: usize) -> Result<Vec<Point>> {
    let (x, y) = (numbers(vm, x)?, numbers(vm, y)?);
    let whole = rows * columns;
    let place = |index: usize| {
        let x_index = if x.shape.len() == 1 { index % columns } else { index };
        let y_index = if y.shape.len() == 1 { index / columns } else { index };
        Point::new(x.values[x_index], y.values[y_index])
    };
    let fits = |numbers: &crate::numbers::Numbers, side: usize| match numbers.shape[..] {
        [length] => length == side,
        _ => numbers.values.len() == whole,
    };
    if !fits(&x, columns) || !fits(&y, rows) {
        return Err(type_error(match (x.shape.len(), y.shape.len()) {
            (1, 1) => format!("Length of x ({}) must match number of columns in z ({columns})", x.values.len()),
            _ => format!("Shapes of x {} and z ({rows}, {columns}) do not match", x.shape_text()),
        }));
    }
    Ok((0..whole).map(place).collect())
}

/// Writes the value of each contour line into its longest path.
fn clabel(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    handle(&args[0])?;
    let mut keywords = Keywords::of(args, 3);
    let size = keywords.font_size(vm, &["fontsize"])?.unwrap_or(10.0);
    let form = keywords.text(vm, &["fmt"])?;
    keywords.accept(&["inline", "inline_spacing", "colors", "use_clabeltext", "manual", "rightside_up", "zorder"]);
    let wanted = if args[2].is_none() { None } else { Some(flat(vm, &args[2])?) };
    let Some(set) = args[1].downcast::<ArtistHandle>() else { return Ok(Value::None) };
    let levels = match &set.artist.borrow().shape {
        Shape::Contours(contours) => contours.levels.clone(),
        _ => Vec::new(),
    };
    let mut labels = Vec::new();
    for (line, level) in levels.iter().enumerate() {
        if wanted.as_ref().is_some_and(|wanted| !wanted.contains(level)) {
            continue;
        }
        let text = match form.as_deref().filter(|form| form.contains(['%', '{'])).and_then(Pattern::parse) {
            Some(pattern) => pattern.text(*level),
            None => labels_of(&[*level], (*level, *level)).texts.concat(),
        };
        labels.push((line, text, size));
    }
    let texts =
        labels.iter().map(|(_, text, _)| TextHandle::value(Value::Int(0), Value::Int(0), Role::Fixed(text.clone())));
    let made = Value::list(texts.collect());
    if let Shape::Contours(contours) = &mut set.artist.borrow_mut().shape {
        contours.labels = labels;
    }
    Ok(made)
}
