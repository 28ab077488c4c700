//! `imshow`, `matshow`, `pcolormesh`.

use tape_lang::exception::type_error;
use tape_lang::{Args, NativeFunction, Result, Value, Vm};
use tape_plot::artist::{Artist, Image, Mesh, Pixels, Shape};
use tape_plot::axes::Aspect;
use tape_plot::axis::Locator;
use tape_plot::color::Color;
use tape_plot::geometry::Point;
use tape_plot::ticks::Rounding;

use crate::artists::{IMAGE, MESH, POLYGONS};
use crate::axes::{AxesHandle, handle};
use crate::keywords::Keywords;
use crate::numbers::{Numbers, flat, numbers};
use crate::style;

/// `imshow`, `matshow`, `pcolormesh`, `pcolor`.
pub static METHODS: &[NativeFunction] = &[
    NativeFunction::new("Axes.imshow", "(self, X, **kwargs)", "Numbers or colours as an image.", |vm, args| {
        imshow(vm, handle(&args[0])?, &args[1], Keywords::of(args, 2))
    })
    .python(),
    NativeFunction::new("Axes.matshow", "(self, Z, **kwargs)", "A matrix as an image.", |vm, args| {
        let own = handle(&args[0])?;
        let value = imshow(vm, own, &args[1], Keywords::of(args, 2))?;
        let mut axes = own.axes.borrow_mut();
        axes.x_above = true;
        let rule = Locator::Round(Some(9), Rounding::CELLS);
        (axes.x.locator, axes.y.locator) = (rule, rule);
        Ok(value)
    })
    .python(),
    NativeFunction::new("Axes.pcolormesh", "(self, *args, **kwargs)", "Numbers as coloured cells.", |vm, args| {
        mesh(vm, args, false)
    }),
    NativeFunction::new("Axes.pcolor", "(self, *args, **kwargs)", "Numbers as coloured cells.", |vm, args| {
        mesh(vm, args, true)
    }),
];

fn imshow(vm: &mut Vm, axes: &AxesHandle, value: &Value, mut keywords: Keywords) -> Result<Value> {
    let Numbers { shape, values, whole } = numbers(vm, value)?;
    let refused = || type_error(format!("Invalid shape {} for image data", crate::numbers::shape_text(&shape)));
    let (rows, columns, depth) = match shape[..] {
        [rows, columns] | [rows, columns, 1] => (rows, columns, 1),
        [rows, columns, depth @ (3 | 4)] => (rows, columns, depth),
        _ => return Err(refused()),
    };
    let pixels = if depth == 1 {
        Pixels::Mapped(style::mapped(vm, &mut keywords, values)?)
    } else {
        for unused in ["cmap", "vmin", "vmax", "norm"] {
            keywords.take(&[unused]);
        }
        // Whole numbers count to 255, others to 1.
        let most = if whole { 255.0 } else { 1.0 };
        let color = |part: &[f64]| {
            let alpha = part.get(3).map_or(1.0, |alpha| alpha / most);
            Color::from_parts([part[0] / most, part[1] / most, part[2] / most, alpha])
        };
        Pixels::Colors(values.chunks(depth).map(color).collect())
    };
    let lower = match keywords.text(vm, &["origin"])? {
        Some(origin) => origin == "lower",
        None => false,
    };
    let (width, height) = (columns as f64 - 0.5, rows as f64 - 0.5);
    let extent = match keywords.take(&["extent"]) {
        Some(value) => {
            <[f64; 4]>::try_from(flat(vm, &value)?).map_err(|_| type_error("extent must have 4 elements"))?
        }
        None if lower => [-0.5, width, -0.5, height],
        None => [-0.5, width, height, -0.5],
    };
    let smooth = keywords
        .text(vm, &["interpolation"])?
        .is_some_and(|how| !matches!(how.as_str(), "nearest" | "none" | "antialiased" | "auto"));
    let aspect = match keywords.take(&["aspect"]) {
        Some(word) if word.as_str() == Some("auto") => Aspect::Auto,
        Some(word) if word.as_str() == Some("equal") => Aspect::Frame(1.0),
        Some(number) => Aspect::Frame(vm.float(&number)?),
        None => Aspect::Frame(1.0),
    };
    // The first row is above, unless the origin is below: then an image is kept with its last row first.
    let pixels = if lower { upside_down(pixels, columns) } else { pixels };
    let image = Image { rows, columns, pixels, extent, smooth };
    let mut artist = Artist::new(Shape::Image(image));
    style::style_artist(vm, &mut keywords, &mut artist)?;
    keywords.finish("AxesImage")?;
    let value = axes.add(&IMAGE, artist);
    {
        let mut own = axes.axes.borrow_mut();
        own.aspect = aspect;
        let [left, right, bottom, top] = extent;
        own.x.axis.borrow_mut().limits = Some((left, right));
        own.y.axis.borrow_mut().limits = Some((bottom, top));
    }
    axes.remember_mappable(vm, &value);
    Ok(value)
}

fn upside_down(pixels: Pixels, columns: usize) -> Pixels {
    match pixels {
        Pixels::Mapped(mut mapped) => {
            mapped.values = mapped.values.chunks(columns.max(1)).rev().flatten().copied().collect();
            Pixels::Mapped(mapped)
        }
        Pixels::Colors(colors) => Pixels::Colors(colors.chunks(columns.max(1)).rev().flatten().copied().collect()),
    }
}

/// Corner places of cells: given as such, or found around their middles.
fn edges(middles: &[f64], cells: usize) -> Vec<f64> {
    if middles.len() == cells + 1 {
        return middles.to_vec();
    }
    if cells == 1 {
        return vec![middles[0] - 0.5, middles[0] + 0.5];
    }
    let between = middles.windows(2).map(|pair| f64::midpoint(pair[0], pair[1]));
    let first = middles[0] - (middles[1] - middles[0]) / 2.0;
    let last = middles[cells - 1] + (middles[cells - 1] - middles[cells - 2]) / 2.0;
    std::iter::once(first).chain(between).chain([last]).collect()
}

fn mesh(vm: &mut Vm, args: Args<'_>, polygons: bool) -> Result<Value> {
    let own = handle(&args[0])?;
    let mut keywords = Keywords::of(args, 2);
    let class = if polygons { &POLYGONS } else { &MESH };
    let (places, values) = match args.rest(1) {
        [values] => (None, values),
        [x, y, values] => (Some((x, y)), values),
        other => {
            return Err(type_error(format!(
                "pcolormesh() takes 1 or 3 positional arguments but {} were given",
                other.len()
            )));
        }
    };
    let values = numbers(vm, values)?;
    let [rows, columns] = values.shape[..] else {
        return Err(type_error(format!("Incompatible X, Y inputs to pcolormesh; C has shape {}", values.shape_text())));
    };
    if rows == 0 || columns == 0 {
        return Err(type_error("pcolormesh() needs at least one cell"));
    }
    keywords.take(&["shading"]);
    let mapped = style::mapped(vm, &mut keywords, values.values)?;
    let (xs, ys) = match places {
        None => {
            let count = |count: usize| Numbers {
                shape: vec![count + 1],
                values: (0..=count).map(|at| at as f64).collect(),
                whole: true,
            };
            (count(columns), count(rows))
        }
        Some((x, y)) => (numbers(vm, x)?, numbers(vm, y)?),
    };
    let shape = match (straight(&xs, rows, columns, true), straight(&ys, rows, columns, false)) {
        (Some(xs), Some(ys)) => straight_mesh(&edges(&xs, columns), &edges(&ys, rows), mapped),
        _ => {
            return Err(type_error(format!(
                "Dimensions of C ({rows}, {columns}) should be one smaller than X{} and Y{}, which should be straight grids",
                xs.shape_text(),
                ys.shape_text()
            )));
        }
    };
    let mut artist = Artist::new(shape);
    style::style_artist(vm, &mut keywords, &mut artist)?;
    for accepted in ["edgecolors", "edgecolor", "linewidth", "linewidths", "lw"] {
        keywords.take(&[accepted]);
    }
    keywords.finish(class.name())?;
    let value = own.add(class, artist);
    own.remember_mappable(vm, &value);
    Ok(value)
}

/// The places along one direction: a row of its own, or the first row or column of a grid.
fn straight(numbers: &Numbers, rows: usize, columns: usize, along_x: bool) -> Option<Vec<f64>> {
    let cells = if along_x { columns } else { rows };
    let found: Vec<f64> = match numbers.shape[..] {
        [_] => numbers.values.clone(),
        [_, width] if along_x => numbers.values[..width].to_vec(),
        [_, width] => numbers.values.iter().step_by(width).copied().collect(),
        _ => return None,
    };
    (found.len() == cells || found.len() == cells + 1).then_some(found)
}

/// An image where all cells are equally large; else cells of their own.
fn straight_mesh(xs: &[f64], ys: &[f64], mut mapped: tape_plot::colormap::Mapped) -> Shape {
    let (columns, rows) = (xs.len() - 1, ys.len() - 1);
    let even = |edges: &[f64]| {
        let step = (edges[edges.len() - 1] - edges[0]) / (edges.len() - 1) as f64;
        edges.windows(2).all(|pair| (pair[1] - pair[0] - step).abs() < 1e-6 * step.abs())
    };
    if even(xs) && even(ys) {
        mapped.values = mapped.values.chunks(columns).rev().flatten().copied().collect();
        let extent = [xs[0], xs[columns], ys[0], ys[rows]];
        return Shape::Image(Image { rows, columns, pixels: Pixels::Mapped(mapped), extent, smooth: false });
    }
    let cell = |row: usize, column: usize| {
        let (left, right, low, high) = (xs[column], xs[column + 1], ys[row], ys[row + 1]);
        vec![Point::new(left, low), Point::new(right, low), Point::new(right, high), Point::new(left, high)]
    };
    let cells = (0..rows).flat_map(|row| (0..columns).map(move |column| cell(row, column))).collect();
    Shape::Mesh(Mesh { cells, mapped, reach: None })
}
