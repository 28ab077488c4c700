//! What axes in three dimensions draw: `plot_surface`, `plot_wireframe`, `plot`, `scatter`, and their third axis.

use tape_lang::exception::{not_implemented_error, value_error};
use tape_lang::{Args, NativeFunction, Result, Value, Vm};
use tape_plot::artist::{Artist, Dash, Line, Mark, Marker, Shape, Stroke, Text};
use tape_plot::axis::Side;
use tape_plot::color::Color;
use tape_plot::space::{Place, Solid, Space, shaded};

use crate::artists::{LINE_3D, LINES_3D, PATHS_3D, SURFACE};
use crate::axes::{AxesHandle, handle};
use crate::keywords::{Keywords, accepted};
use crate::numbers::{Numbers, exactly, flat, float64, ndarray, numbers, texts};
use crate::style;
use crate::text_style::TextStyle;
use crate::texts::{Role, TextHandle};

/// A surface has at most so many faces along a side.
const MOST: usize = 50;

/// Methods of flat axes, and of matplotlib's boxes, that are not drawn in a box here.
macro_rules! undrawn {
    ($($name:literal),*) => {
        &[$(NativeFunction::new(concat!("Axes3D.", $name), "(self, *args, **kwargs)", "Not drawn here.", |_vm, _args| {
            Err(not_implemented_error(concat!($name, "() is not drawn in three dimensions here")))
        })),*]
    };
}

/// What axes in three dimensions refuse.
pub static UNDRAWN: &[NativeFunction] = undrawn!(
    "annotate",
    "axhline",
    "axline",
    "axvline",
    "bar",
    "bar3d",
    "barh",
    "boxplot",
    "errorbar",
    "fill",
    "fill_between",
    "hist",
    "hist2d",
    "hlines",
    "imshow",
    "pcolormesh",
    "pie",
    "plot_trisurf",
    "stem",
    "step",
    "streamplot",
    "violinplot",
    "vlines",
    "voxels"
);

/// What axes in three dimensions have beside, or instead of, what flat ones have.
pub static METHODS: &[NativeFunction] = &[
    NativeFunction::new("Axes3D.plot_surface", "(self, X, Y, Z, **kwargs)", "A surface over a grid.", surface).python(),
    NativeFunction::new("Axes3D.plot_wireframe", "(self, X, Y, Z, **kwargs)", "The lines of a grid.", wireframe)
        .python(),
    NativeFunction::new("Axes3D.plot", "(self, xs, ys, *args, **kwargs)", "A line in space.", plot).python(),
    NativeFunction::new("Axes3D.plot3D", "(self, xs, ys, *args, **kwargs)", "A line in space.", plot).python(),
    NativeFunction::new("Axes3D.scatter", "(self, xs, ys, zs=0, **kwargs)", "Points in space.", scatter).python(),
    NativeFunction::new("Axes3D.scatter3D", "(self, xs, ys, zs=0, **kwargs)", "Points in space.", scatter).python(),
    NativeFunction::new("Axes3D.text", "(self, x, y, z, s, **kwargs)", "A text in space.", text).python(),
    NativeFunction::new(
        "Axes3D.set_zlabel",
        "(self, zlabel, **kwargs)",
        "A label beside the third axis.",
        |vm, args| {
            let label = vm.str(&args[1])?;
            let mut keywords = Keywords::of(args, 2);
            let look = TextStyle::take(vm, &mut keywords)?;
            keywords.finish("Text")?;
            let axes = handle(&args[0])?.axes.clone();
            third(&axes.borrow().space, |_| ())?;
            if let Some(space) = &mut axes.borrow_mut().space {
                let side = &mut space.z;
                side.label = label;
                side.label_size = look.size.unwrap_or(side.label_size);
                side.label_color = look.color.unwrap_or(side.label_color);
            }
            Ok(TextHandle::value(Value::Float(0.5), Value::Int(0), Role::ZLabel(axes)))
        },
    )
    .python(),
    NativeFunction::new("Axes3D.get_zlabel", "(self)", "The label beside the third axis.", |_vm, args| {
        third(&handle(&args[0])?.axes.borrow().space, |side| Value::str(side.label.as_str()))
    }),
    NativeFunction::new(
        "Axes3D.set_zlim",
        "(self, bottom=None, top=None, **kwargs)",
        "The ends of the z axis.",
        set_limits,
    ),
    NativeFunction::new("Axes3D.get_zlim", "(self)", "The ends of the z axis.", |_vm, args| {
        limits(handle(&args[0])?).map(|(first, last)| Value::tuple([first, last].map(float64)))
    }),
    NativeFunction::new(
        "Axes3D.set_zticks",
        "(self, ticks, labels=None, **kwargs)",
        "Where ticks stand.",
        |vm, args| {
            let places = flat(vm, &args[1])?;
            let labels = if args[2].is_none() { None } else { Some(texts(vm, &args[2])?) };
            if let Some(space) = &mut handle(&args[0])?.axes.borrow_mut().space {
                (space.z.ticks, space.z.tick_labels) = (Some(places), labels);
            }
            Ok(Value::None)
        },
    ),
    NativeFunction::new("Axes3D.get_zticks", "(self)", "Where ticks stand.", |_vm, args| {
        let (places, _) = ticks(handle(&args[0])?)?;
        Ok(ndarray(&[places.len()], places))
    }),
    NativeFunction::new("Axes3D.get_zticklabels", "(self)", "What ticks say.", |_vm, args| {
        let (places, texts) = ticks(handle(&args[0])?)?;
        let text = |(at, text)| TextHandle::value(Value::Float(at), Value::Int(0), Role::Fixed(text));
        Ok(Value::list(places.into_iter().zip(texts).map(text).collect()))
    }),
    NativeFunction::new(
        "Axes3D.view_init",
        "(self, elev=None, azim=None, **kwargs)",
        "From where they are seen.",
        |vm, args| {
            let mut angle = |value: &Value| if value.is_none() { Ok(None) } else { vm.float(value).map(Some) };
            let (elevation, azimuth) = (angle(&args[1])?, angle(&args[2])?);
            if let Some(space) = &mut handle(&args[0])?.axes.borrow_mut().space {
                space.elevation = elevation.unwrap_or(30.0);
                space.azimuth = azimuth.unwrap_or(-60.0);
            }
            Ok(Value::None)
        },
    ),
    accepted("Axes3D.set_box_aspect", "(self, aspect, *, zoom=1)"),
    accepted("Axes3D.set_proj_type", "(self, proj_type, focal_length=None)"),
    accepted("Axes3D.mouse_init", "(self, **kwargs)"),
];

fn third<T>(space: &Option<Space>, read: impl FnOnce(&Side) -> T) -> Result<T> {
    space.as_ref().map(|space| read(&space.z)).ok_or_else(|| value_error("these axes are flat"))
}

/// The ticks of the third axis and what they say.
fn ticks(axes: &AxesHandle) -> Result<(Vec<f64>, Vec<String>)> {
    let most = axes.panel().map_or(9, |panel| panel.most.1);
    let figure = axes.figure.borrow();
    let own = axes.axes.borrow();
    third(&own.space, |side| {
        let span = figure.span(&side.axis);
        let places = side.tick_places(&span, most);
        let texts = side.tick_texts(&places, &span).texts;
        (places, texts)
    })
}

fn limits(axes: &AxesHandle) -> Result<(f64, f64)> {
    let figure = axes.figure.borrow();
    let own = axes.axes.borrow();
    third(&own.space, |side| figure.span(&side.axis)).map(|span| (span.first, span.last))
}

fn set_limits(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let own = handle(&args[0])?;
    let (low, high) = limits(own)?;
    let (first, last) = if args[2].is_none() && vm.length_of(&args[1]).is_some() {
        let [first, last] = exactly(vm, &args[1])?;
        (first, last)
    } else {
        let mut end = |value: &Value, now: f64| if value.is_none() { Ok(now) } else { vm.float(value) };
        (end(&args[1], low)?, end(&args[2], high)?)
    };
    if let Some(space) = &own.axes.borrow().space {
        space.z.axis.borrow_mut().limits = Some((first, last));
    }
    Ok(Value::tuple([first, last].map(Value::Float)))
}

/// A grid of places: rows and columns of three tables, no more than `most` of each.
fn grid(vm: &mut Vm, args: Args<'_>, most: usize) -> Result<Vec<Vec<Place>>> {
    let tables = [numbers(vm, &args[1])?, numbers(vm, &args[2])?, numbers(vm, &args[3])?];
    let [rows, columns] = tables[2].shape[..] else {
        return Err(value_error("Argument Z must be 2-dimensional."));
    };
    let at = |table: &Numbers, row: usize, column: usize| match table.shape[..] {
        [own_rows, own_columns] => {
            let (row, column) = (if own_rows == 1 { 0 } else { row }, if own_columns == 1 { 0 } else { column });
            table.values.get(row * own_columns + column).copied()
        }
        [_] => table.values.get(column).copied(),
        _ => table.values.first().copied(),
    };
    let chosen = |count: usize| -> Vec<usize> {
        let stride = count.div_ceil(most).max(1);
        let mut chosen: Vec<usize> = (0..count).step_by(stride).collect();
        if chosen.last() != Some(&(count - 1)) {
            chosen.push(count - 1);
        }
        chosen
    };
    if rows < 2 || columns < 2 {
        return Err(value_error("Argument Z must have at least two rows and two columns."));
    }
    let place = |row: usize, column: usize| -> Option<Place> {
        Some([at(&tables[0], row, column)?, at(&tables[1], row, column)?, at(&tables[2], row, column)?])
    };
    let columns = chosen(columns);
    let row = |row: usize| columns.iter().map(|column| place(row, *column)).collect::<Option<Vec<Place>>>();
    let grid: Option<Vec<Vec<Place>>> = chosen(rows).into_iter().map(row).collect();
    grid.ok_or_else(|| value_error("shape mismatch: objects cannot be broadcast to a single shape"))
}

fn surface(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let own = handle(&args[0])?;
    let mut keywords = Keywords::of(args, 4);
    let count = keywords.float(vm, &["rcount", "ccount"])?.map_or(MOST, |count| count.clamp(2.0, 200.0) as usize);
    let grid = grid(vm, args, count)?;
    let faces: Vec<Vec<Place>> = grid
        .windows(2)
        .flat_map(|rows| (1..rows[0].len()).map(|at| vec![rows[0][at - 1], rows[1][at - 1], rows[1][at], rows[0][at]]))
        .collect();
    let mean = |face: &Vec<Place>| face.iter().map(|at| at[2]).sum::<f64>() / face.len() as f64;
    let mapped = match keywords.has(&["cmap"]) {
        true => Some(style::mapped(vm, &mut keywords, faces.iter().map(mean).collect())?),
        false => None,
    };
    let color = match keywords.take(&["color", "facecolor", "facecolors"]) {
        Some(value) => style::colors(vm, &value)?.first().copied().unwrap_or(Color::of_cycle(0)),
        None if mapped.is_some() => Color::BLACK,
        None => own.axes.borrow_mut().next_color(),
    };
    let shades = keywords.truth(vm, &["shade"])?.unwrap_or(true);
    let colors = match (&mapped, shades) {
        (None, true) => faces.iter().map(|face| shaded(color, face)).collect(),
        _ => vec![color],
    };
    let mut edge = Stroke { color: Color::NONE, width: 1.0, dash: Dash::Solid };
    if let Some(value) = keywords.take(&["edgecolor", "edgecolors", "ec"]) {
        edge.color = style::color(vm, &value)?;
    }
    style::style_stroke(vm, &mut keywords, &mut edge)?;
    keywords.accept(&["rstride", "cstride", "lightsource", "norm", "vmin", "vmax"]);
    let has_map = mapped.is_some();
    let mut artist = Artist::new(Shape::Solid(Solid::Faces(faces, colors, edge, mapped)));
    style::style_artist(vm, &mut keywords, &mut artist)?;
    keywords.finish("Poly3DCollection")?;
    let value = own.add(&SURFACE, artist);
    if has_map {
        own.remember_mappable(vm, &value);
    }
    Ok(value)
}

fn wireframe(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let own = handle(&args[0])?;
    let mut keywords = Keywords::of(args, 4);
    let count = keywords.float(vm, &["rcount", "ccount"])?.map_or(MOST, |count| count.clamp(2.0, 200.0) as usize);
    let grid = grid(vm, args, count)?;
    let across = (0..grid[0].len()).map(|column| grid.iter().map(|row| row[column]).collect());
    let paths = grid.iter().cloned().chain(across).collect();
    let mut line = line(vm, own, &mut keywords)?;
    line.stroke.width = keywords.float(vm, &["linewidths"])?.unwrap_or(line.stroke.width);
    keywords.accept(&["rstride", "cstride"]);
    let mut artist = Artist::new(Shape::Solid(Solid::Paths(paths, line.stroke, line.marker)));
    style::style_artist(vm, &mut keywords, &mut artist)?;
    keywords.finish("Line3DCollection")?;
    Ok(own.add(&LINES_3D, artist))
}

/// A line's look: the next colour of the cycle, and what keywords say.
fn line(vm: &mut Vm, axes: &AxesHandle, keywords: &mut Keywords) -> Result<Line> {
    let mut line = Line::new(Vec::new(), Vec::new());
    if !keywords.has(&["color", "c"]) {
        style::recolor(&mut line, axes.axes.borrow_mut().next_color());
    }
    style::style_line(vm, keywords, &mut line)?;
    Ok(line)
}

/// Places from three rows of numbers; one number stands for all.
fn places(vm: &mut Vm, [x, y, z]: [&Value; 3]) -> Result<Vec<Place>> {
    let rows = [flat(vm, x)?, flat(vm, y)?, flat(vm, z)?];
    let count = rows.iter().map(Vec::len).max().unwrap_or(0);
    if rows.iter().any(|row| row.len() != count && row.len() != 1) {
        return Err(value_error("x, y and z must have the same size"));
    }
    Ok((0..count).map(|index| std::array::from_fn(|axis| rows[axis][index % rows[axis].len()])).collect())
}

fn plot(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let own = handle(&args[0])?;
    let mut keywords = Keywords::of(args, 4);
    let given = args.rest(3);
    let (heights, rest) = match given {
        [first, rest @ ..] if first.as_str().is_none() => (first.clone(), rest),
        rest => (keywords.take(&["zs"]).unwrap_or(Value::Int(0)), rest),
    };
    let path = places(vm, [&args[1], &args[2], &heights])?;
    let format = rest.first().and_then(Value::as_str).map(style::format).transpose()?.unwrap_or_default();
    if let (Some(color), false) = (format.color, keywords.has(&["color", "c"])) {
        keywords.offer("color", Value::str(color.hex()));
    }
    let has_dash = keywords.has(&["linestyle", "ls"]);
    let mut line = line(vm, own, &mut keywords)?;
    line.marker.mark = line.marker.mark.or(format.mark);
    if !has_dash {
        let alone = if format.mark.is_some() { Dash::Nothing } else { Dash::Solid };
        line.stroke.dash = format.dash.unwrap_or(alone);
    }
    let mut artist = Artist::new(Shape::Solid(Solid::Paths(vec![path], line.stroke, line.marker)));
    style::style_artist(vm, &mut keywords, &mut artist)?;
    keywords.finish("Line3D")?;
    Ok(Value::list(vec![own.add(&LINE_3D, artist)]))
}

fn scatter(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let own = handle(&args[0])?;
    let mut keywords = Keywords::of(args, 4);
    let at = places(vm, [&args[1], &args[2], &args[3]])?;
    let areas = keywords.take(&["s"]).map(|value| flat(vm, &value)).transpose()?;
    let areas = areas.filter(|areas| !areas.is_empty()).unwrap_or_else(|| vec![20.0]);
    let given = keywords.take(&["c", "color"]);
    let (colors, mapped) = match given {
        None => (vec![own.axes.borrow_mut().next_color()], None),
        Some(value) => super::points::faces(vm, &mut keywords, &value, at.len())?,
    };
    let mark = match keywords.take(&["marker"]) {
        Some(value) => style::mark(vm, &value)?.unwrap_or(Mark::Circle),
        None => Mark::Circle,
    };
    keywords.accept(&[
        "depthshade",
        "edgecolors",
        "edgecolor",
        "linewidths",
        "linewidth",
        "cmap",
        "vmin",
        "vmax",
        "norm",
    ]);
    let marker = Marker { mark: Some(mark), size: 6.0, face: Color::BLACK, edge: Stroke::solid(Color::BLACK, 1.0) };
    let has_map = mapped.is_some();
    let mut artist = Artist::new(Shape::Solid(Solid::Points(at, areas, colors, marker, mapped)));
    style::style_artist(vm, &mut keywords, &mut artist)?;
    keywords.finish("Path3DCollection")?;
    let value = own.add(&PATHS_3D, artist);
    if has_map {
        own.remember_mappable(vm, &value);
    }
    Ok(value)
}

fn text(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let own = handle(&args[0])?;
    let at = [vm.float(&args[1])?, vm.float(&args[2])?, vm.float(&args[3])?];
    let shown = vm.str(&args[4])?;
    let mut keywords = Keywords::of(args, 5);
    let look = TextStyle::take(vm, &mut keywords)?;
    keywords.finish("Text")?;
    let plain =
        Text::new(&tape_plot::mathtext::plain(&shown), look.size.unwrap_or(10.0), look.color.unwrap_or(Color::BLACK));
    let anchor = (look.across.unwrap_or(plain.anchor.0), look.down.unwrap_or(plain.anchor.1));
    own.axes.borrow_mut().add(Artist::new(Shape::Solid(Solid::Text(at, Text { anchor, ..plain }))));
    Ok(TextHandle::value(args[1].clone(), args[2].clone(), Role::Fixed(shown)))
}
