//! Lines of equal value, and the regions between them, on a grid.
//!
//! # Design
//! Each cell is cut at the level along its sides, values in between being linear; what stays is a polygon. Sides that two
//! cells share run in opposite directions and cancel each other, so the sides that are left over form the outline of the whole
//! region. Of those, the ones that cross a cell form the level line. One rule gives both.

use std::collections::BTreeMap;

use crate::geometry::Point;
use crate::ticks;

/// Numbers at the corners of a grid, row by row.
#[derive(Clone, Debug)]
pub struct Grid {
    /// How many corners a row has.
    pub columns: usize,
    /// Where the corners are.
    pub at: Vec<Point>,
    /// Their numbers.
    pub values: Vec<f64>,
}

/// A corner of an outline: a corner of the grid (twice), or a place between two of them.
type Corner = (usize, usize);

/// Round levels for numbers from `low` to `high`, about `count` of them, as matplotlib chooses them.
#[must_use]
pub fn levels(low: f64, high: f64, count: usize) -> Vec<f64> {
    let found = ticks::levels(low, high, count + 1);
    let first = found.iter().rposition(|level| *level < low).unwrap_or(0);
    let last = found.iter().position(|level| *level > high).map_or(found.len(), |index| index + 1);
    if last < first + 3 { found } else { found[first..last].to_vec() }
}

impl Grid {
    /// The closed outlines of where the numbers are at least `level`; holes are outlines of their own.
    #[must_use]
    pub fn region(&self, level: f64) -> Vec<Vec<Point>> {
        let mut sides: BTreeMap<Corner, Vec<Corner>> = BTreeMap::new();
        self.each_side(level, |from, to| {
            let back =
                sides.get_mut(&to).and_then(|ends| ends.iter().position(|end| *end == from).map(|at| (ends, at)));
            match back {
                Some((ends, at)) => drop(ends.swap_remove(at)),
                None => sides.entry(from).or_default().push(to),
            }
        });
        self.trace(sides, level)
    }

    /// The lines where the numbers are `level`.
    #[must_use]
    pub fn line(&self, level: f64) -> Vec<Vec<Point>> {
        let mut sides: BTreeMap<Corner, Vec<Corner>> = BTreeMap::new();
        self.each_side(level, |from, to| {
            if from.0 != from.1 && to.0 != to.1 {
                sides.entry(from).or_default().push(to);
            }
        });
        self.trace(sides, level)
    }

    /// Hands out the sides of every cell's part that is at least `level`.
    fn each_side(&self, level: f64, mut each: impl FnMut(Corner, Corner)) {
        let rows = self.values.len() / self.columns.max(1);
        let mut part: Vec<Corner> = Vec::with_capacity(8);
        for row in 1..rows {
            for column in 1..self.columns {
                let last = row * self.columns + column;
                let corners = [last - self.columns - 1, last - self.columns, last, last - 1];
                if corners.iter().any(|corner| !self.values[*corner].is_finite()) {
                    continue;
                }
                part.clear();
                for (index, &corner) in corners.iter().enumerate() {
                    let next = corners[(index + 1) % 4];
                    let (inside, next_inside) = (self.values[corner] >= level, self.values[next] >= level);
                    if inside {
                        part.push((corner, corner));
                    }
                    if inside != next_inside {
                        part.push((corner.min(next), corner.max(next)));
                    }
                }
                for (index, from) in part.iter().enumerate() {
                    each(*from, part[(index + 1) % part.len()]);
                }
            }
        }
    }

    /// Joins sides end to end: open paths first, then closed ones.
    fn trace(&self, mut sides: BTreeMap<Corner, Vec<Corner>>, level: f64) -> Vec<Vec<Point>> {
        let mut arrivals: BTreeMap<Corner, usize> = BTreeMap::new();
        for end in sides.values().flatten() {
            *arrivals.entry(*end).or_default() += 1;
        }
        let opens = |(from, ends): (&Corner, &Vec<Corner>)| ends.len() > arrivals.get(from).copied().unwrap_or(0);
        let open: Vec<Corner> = sides.iter().filter(|entry| opens(*entry)).map(|(from, _)| *from).collect();
        let mut paths = Vec::new();
        for start in open {
            paths.extend(self.follow(&mut sides, start, level));
        }
        while let Some(start) = sides.keys().next().copied() {
            paths.extend(self.follow(&mut sides, start, level));
        }
        paths
    }

    fn follow(&self, sides: &mut BTreeMap<Corner, Vec<Corner>>, start: Corner, level: f64) -> Option<Vec<Point>> {
        let mut path = vec![self.place(start, level)];
        let mut at = start;
        while let Some(ends) = sides.get_mut(&at) {
            let next = ends.pop();
            if ends.is_empty() {
                sides.remove(&at);
            }
            let Some(next) = next else { break };
            path.push(self.place(next, level));
            at = next;
            if at == start {
                break;
            }
        }
        (path.len() > 1).then_some(path)
    }

    fn place(&self, (from, to): Corner, level: f64) -> Point {
        let (a, b) = (self.at[from], self.at[to]);
        if from == to {
            return a;
        }
        let share = (level - self.values[from]) / (self.values[to] - self.values[from]);
        Point::new(a.x + share * (b.x - a.x), a.y + share * (b.y - a.y))
    }
}
