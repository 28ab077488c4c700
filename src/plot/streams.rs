//! Stream lines: curves that follow a field of vectors on a grid, spread evenly.
//!
//! # Design
//! The idea is that of matplotlib's `streamplot`: a coarse mask notes where a curve has passed, a curve ends where another one is,
//! and new ones begin in cells that are still free, from the border inwards. Curves are integrated by Heun's method with a fixed
//! step along their length, which is enough for a drawing.

use crate::geometry::Point;

/// Vectors on a grid of straight rows and columns.
#[derive(Clone, Debug)]
pub struct Field<'a> {
    /// Where the columns are, in rising order and equally far apart.
    pub xs: &'a [f64],
    /// Where the rows are.
    pub ys: &'a [f64],
    /// The part of each vector to the right, row by row.
    pub us: &'a [f64],
    /// The part upwards.
    pub vs: &'a [f64],
}

/// The length of a step, in parts of the field's width and height.
const STEP: f64 = 0.004;

/// No curve has more steps than this.
const MOST: usize = 1000;

/// Curves shorter than this, in parts of the field, are not worth drawing.
const SHORTEST: f64 = 0.15;

/// How many cells the mask has across for a density of 1.
const CELLS: f64 = 30.0;

impl Field<'_> {
    /// The vector at a place that counts from 0 to 1 across the field, in such units; nothing outside or where it stands still.
    fn direction(&self, at: Point) -> Option<Point> {
        if !(0.0..=1.0).contains(&at.x) || !(0.0..=1.0).contains(&at.y) {
            return None;
        }
        let (columns, rows) = (self.xs.len(), self.ys.len());
        let (x, y) = (at.x * (columns - 1) as f64, at.y * (rows - 1) as f64);
        let (column, row) = ((x as usize).min(columns - 2), (y as usize).min(rows - 2));
        let (across, up) = (x - column as f64, y - row as f64);
        let between = |values: &[f64]| {
            let value = |row: usize, column: usize| values[row * columns + column];
            let along = |row: usize| (1.0 - across) * value(row, column) + across * value(row, column + 1);
            (1.0 - up) * along(row) + up * along(row + 1)
        };
        let (u, v) = (between(self.us) / self.width(), between(self.vs) / self.height());
        let length = u.hypot(v);
        (length.is_finite() && length > 0.0).then(|| Point::new(u / length, v / length))
    }

    fn width(&self) -> f64 {
        self.xs[self.xs.len() - 1] - self.xs[0]
    }

    fn height(&self) -> f64 {
        self.ys[self.ys.len() - 1] - self.ys[0]
    }

    /// A step along the field, or against it.
    fn step(&self, at: Point, sign: f64) -> Option<Point> {
        let moved = |by: Point| Point::new(at.x + sign * STEP * by.x, at.y + sign * STEP * by.y);
        let first = self.direction(at)?;
        let second = self.direction(moved(first))?;
        let next = moved(Point::new((first.x + second.x) / 2.0, (first.y + second.y) / 2.0));
        ((0.0..=1.0).contains(&next.x) && (0.0..=1.0).contains(&next.y)).then_some(next)
    }

    /// The curves, each from its beginning to its end.
    ///
    /// # Examples
    /// ```
    /// use tape_plot::streams::Field;
    /// let to_the_right = Field { xs: &[0.0, 1.0], ys: &[0.0, 1.0], us: &[1.0; 4], vs: &[0.0; 4] };
    /// let streams = to_the_right.streams(1.0);
    /// assert!(streams.len() > 10 && streams.iter().all(|stream| stream.windows(2).all(|pair| pair[0].x < pair[1].x)));
    /// ```
    #[must_use]
    pub fn streams(&self, density: f64) -> Vec<Vec<Point>> {
        if self.xs.len() < 2 || self.ys.len() < 2 || self.us.len() != self.xs.len() * self.ys.len() {
            return Vec::new();
        }
        let cells = (CELLS * density).clamp(2.0, 300.0) as usize;
        let mut mask = Mask { cells, taken: vec![false; cells * cells] };
        let mut streams = Vec::new();
        for (column, row) in inwards(cells) {
            let middle = |cell: usize| (cell as f64 + 0.5) / cells as f64;
            let start = Point::new(middle(column), middle(row));
            if mask.taken[mask.cell(start)] {
                continue;
            }
            let before = mask.taken.clone();
            let mut path = self.follow(start, -1.0, &mut mask);
            path.reverse();
            path.extend(self.follow(start, 1.0, &mut mask).into_iter().skip(1));
            if (path.len() as f64) * STEP < SHORTEST {
                mask.taken = before;
                continue;
            }
            let place = |at: &Point| Point::new(self.xs[0] + at.x * self.width(), self.ys[0] + at.y * self.height());
            // Every third step is enough to draw a curve.
            let last = path.last().filter(|_| !(path.len() - 1).is_multiple_of(3));
            streams.push(path.iter().step_by(3).chain(last).map(place).collect());
        }
        streams
    }

    fn follow(&self, start: Point, sign: f64, mask: &mut Mask) -> Vec<Point> {
        let mut path = vec![start];
        let mut at = start;
        let mut cell = mask.cell(start);
        mask.taken[cell] = true;
        while let Some(next) = self.step(at, sign).filter(|_| path.len() < MOST) {
            let own = mask.cell(next);
            if own != cell && mask.taken[own] {
                break;
            }
            mask.taken[own] = true;
            (cell, at) = (own, next);
            path.push(next);
        }
        path
    }
}

/// Where curves have passed.
struct Mask {
    cells: usize,
    taken: Vec<bool>,
}

impl Mask {
    fn cell(&self, at: Point) -> usize {
        let index = |share: f64| ((share * self.cells as f64) as usize).min(self.cells - 1);
        index(at.y) * self.cells + index(at.x)
    }
}

/// The cells of a square from its border inwards.
fn inwards(cells: usize) -> impl Iterator<Item = (usize, usize)> {
    (0..cells.div_ceil(2)).flat_map(move |ring| {
        let last = cells - 1 - ring;
        let across = (ring..=last).flat_map(move |at| [(at, ring), (at, last)]);
        across.chain((ring..=last).flat_map(move |at| [(ring, at), (last, at)]))
    })
}
