//! What a drawing must be able to do.

use crate::artist::{Anchor, Dash, Marker, Stroke, Text};
use crate::color::Color;
use crate::geometry::{Point, Rect};
use crate::text::LINE;

/// Something to draw on. Places are in its own pixels, y downwards; widths and font sizes are in points.
pub trait Canvas {
    /// An open line through points. A point that is no number interrupts it.
    fn line(&mut self, points: &[Point], stroke: &Stroke);

    /// Closed outlines; where they overlap an even number of times there is a hole.
    fn area(&mut self, outlines: &[Vec<Point>], fill: Color, edge: &Stroke);

    /// The same marker at many places.
    fn marks(&mut self, at: &[Point], marker: &Marker);

    /// An image of pixels, row by row from above.
    fn image(&mut self, frame: Rect, columns: usize, pixels: &[Color], smooth: bool);

    /// A text at a place.
    fn text(&mut self, at: Point, text: &Text);

    /// Hides what is drawn outside of a rectangle, until the next call.
    fn clip(&mut self, to: Option<Rect>);

    /// Says whether colours stand for numbers, and must not be adapted to a dark background, until the next call.
    fn keep_colors(&mut self, keep: bool);
}

/// A line with more points than this is thinned out to what a reader can see.
const MANY: usize = 2_000;

/// The first, lowest, highest and last point of each column of pixels: all that can be seen of a line with very many points.
#[must_use]
pub fn thinned(points: &[Point]) -> Vec<Point> {
    if points.len() < MANY || points.windows(2).any(|pair| pair[1].x.is_nan() || pair[1].x < pair[0].x) {
        return points.to_vec();
    }
    let column = |point: &Point| (point.x * 2.0).floor() as i64;
    let mut seen = Vec::new();
    for group in points.chunk_by(|a, b| column(a) == column(b)) {
        let by_height = |a: &&Point, b: &&Point| a.y.total_cmp(&b.y);
        let ends = [group.first(), group.iter().min_by(by_height), group.iter().max_by(by_height), group.last()];
        seen.extend(ends.into_iter().flatten().copied());
    }
    seen
}

/// The lengths of dashes and gaps in turn, in widths of the line; none for a line without gaps.
#[must_use]
pub fn dashes(dash: Dash) -> &'static [f64] {
    match dash {
        Dash::Solid | Dash::Nothing => &[],
        Dash::Dashed => &[3.7, 1.6],
        Dash::Dotted => &[1.0, 1.65],
        Dash::DashDot => &[6.4, 1.6, 1.0, 1.6],
    }
}

/// The lines of a text, and how far below its place the foot of each stands, in pixels.
pub fn baselines(text: &str, anchor: Anchor, size: f64) -> impl Iterator<Item = (&str, f64)> {
    let above = (text.lines().count().max(1) - 1) as f64 * LINE * size;
    let first = match anchor {
        Anchor::Start => 0.8 * size,
        Anchor::Middle => 0.36 * size - above / 2.0,
        Anchor::End => -0.2 * size - above,
    };
    text.lines().enumerate().map(move |(index, line)| (line, first + index as f64 * LINE * size))
}
