//! `hexbin`: how many points fall into the cells of a honeycomb.
//!
//! # Design
//! The cells are those of matplotlib: two rectangular grids of middles, one half a step aside of the other; a point belongs to the
//! nearer of the two middles that are nearest to it in each grid.

use tape_lang::exception::{not_implemented_error, value_error};
use tape_lang::{Args, NativeFunction, Result, Value, Vm};
use tape_plot::artist::{Artist, Mesh, Shape};
use tape_plot::geometry::Point;

use crate::artists::HEXAGONS;
use crate::axes::handle;
use crate::keywords::Keywords;
use crate::numbers::{flat, pair};
use crate::style;

/// `hexbin`.
pub static METHODS: &[NativeFunction] = &[NativeFunction::new(
    "Axes.hexbin",
    "(self, x, y, C=None, **kwargs)",
    "How many points fall into hexagonal cells.",
    hexbin,
)
.python()];

fn hexbin(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let own = handle(&args[0])?;
    let mut keywords = Keywords::of(args, 4);
    let (xs, ys) = (flat(vm, &args[1])?, flat(vm, &args[2])?);
    if xs.len() != ys.len() {
        return Err(value_error("x and y must be the same size"));
    }
    let weights = if args[3].is_none() { None } else { Some(flat(vm, &args[3])?) };
    let columns = match keywords.take(&["gridsize"]) {
        Some(value) if vm.length_of(&value).is_some() => pair(vm, &value)?,
        Some(value) => rows_of(vm.float(&value)?),
        None => rows_of(100.0),
    };
    for refused in ["reduce_C_function", "bins", "xscale", "yscale", "marginals", "extent"] {
        if keywords.has(&[refused]) {
            return Err(not_implemented_error(format!("hexbin() takes no {refused} here")));
        }
    }
    let least = keywords.float(vm, &["mincnt"])?;
    let comb = Honeycomb::new(&xs, &ys, (columns.0.max(1.0) as usize, columns.1.max(1.0) as usize));
    let mut cells = Vec::new();
    let mut values = Vec::new();
    for (middle, points) in comb.cells(&xs, &ys) {
        let count = points.len() as f64;
        let value = match &weights {
            None => count,
            Some(weights) => points.iter().map(|point| weights[*point]).sum::<f64>() / count,
        };
        let needed = least.unwrap_or(if weights.is_some() { 1.0 } else { 0.0 });
        if count >= needed && value.is_finite() {
            cells.push(comb.hexagon(middle));
            values.push(value);
        }
    }
    let mapped = style::mapped(vm, &mut keywords, values)?;
    let mut artist = Artist::new(Shape::Mesh(Mesh { cells, mapped, reach: Some(comb.reach()) }));
    style::style_artist(vm, &mut keywords, &mut artist)?;
    keywords.accept(&["linewidths", "edgecolors", "linewidth", "edgecolor", "lw", "ec"]);
    keywords.finish("PolyCollection")?;
    let value = own.add(&HEXAGONS, artist);
    own.remember_mappable(vm, &value);
    Ok(value)
}

/// Columns and rows of cells that are regular hexagons on a square sheet.
fn rows_of(columns: f64) -> (f64, f64) {
    (columns, (columns / 3f64.sqrt()).trunc())
}

/// A honeycomb over points.
struct Honeycomb {
    columns: usize,
    rows: usize,
    low: Point,
    high: Point,
    step: Point,
}

impl Honeycomb {
    fn new(xs: &[f64], ys: &[f64], (columns, rows): (usize, usize)) -> Honeycomb {
        let ends = |values: &[f64]| {
            let finite = || values.iter().copied().filter(|value| value.is_finite());
            let (low, high) = (finite().fold(f64::INFINITY, f64::min), finite().fold(f64::NEG_INFINITY, f64::max));
            if low > high {
                return (0.0, 1.0);
            }
            if low == high { (low - 0.1, high + 0.1) } else { (low, high) }
        };
        let ((left, right), (bottom, top)) = (ends(xs), ends(ys));
        // No point may stand at the side of the honeycomb.
        let padding = 1e-9 * (right - left);
        let (left, right) = (left - padding, right + padding);
        Honeycomb {
            columns,
            rows,
            low: Point::new(left, bottom),
            high: Point::new(right, top),
            step: Point::new((right - left) / columns as f64, (top - bottom) / rows as f64),
        }
    }

    fn reach(&self) -> (Point, Point) {
        (self.low, self.high)
    }

    /// The middle of each cell with the points in it, in matplotlib's order: column by column, the outer grid first.
    fn cells(&self, xs: &[f64], ys: &[f64]) -> Vec<(Point, Vec<usize>)> {
        let outer = (self.columns + 1) * (self.rows + 1);
        let at = |column: f64, row: f64| Point::new(self.low.x + column * self.step.x, self.low.y + row * self.step.y);
        let grid = |columns: usize, rows: usize, aside: f64| {
            let place = move |index: usize| ((index / rows) as f64 + aside, (index % rows) as f64 + aside);
            (0..columns * rows).map(place)
        };
        let middles = grid(self.columns + 1, self.rows + 1, 0.0).chain(grid(self.columns, self.rows, 0.5));
        let mut cells: Vec<(Point, Vec<usize>)> = middles.map(|(column, row)| (at(column, row), vec![])).collect();
        for (index, (x, y)) in xs.iter().zip(ys).enumerate().filter(|(_, (x, y))| x.is_finite() && y.is_finite()) {
            let (x, y) = ((x - self.low.x) / self.step.x, (y - self.low.y) / self.step.y);
            let (near, inner) = ((x.round_ties_even(), y.round_ties_even()), (x.floor(), y.floor()));
            let to_near = (x - near.0).powi(2) + 3.0 * (y - near.1).powi(2);
            let to_inner = (x - inner.0 - 0.5).powi(2) + 3.0 * (y - inner.1 - 0.5).powi(2);
            let cell = match to_near < to_inner {
                true => near.0 as usize * (self.rows + 1) + near.1 as usize,
                false => outer + inner.0 as usize * self.rows + inner.1 as usize,
            };
            if let Some((_, points)) = cells.get_mut(cell) {
                points.push(index);
            }
        }
        cells
    }

    fn hexagon(&self, middle: Point) -> Vec<Point> {
        let corners = [(0.5, -0.5), (0.5, 0.5), (0.0, 1.0), (-0.5, 0.5), (-0.5, -0.5), (0.0, -1.0)];
        let corner = |(x, y): (f64, f64)| Point::new(middle.x + x * self.step.x, middle.y + y * self.step.y / 3.0);
        corners.into_iter().map(corner).collect()
    }
}
