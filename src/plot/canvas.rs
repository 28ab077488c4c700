//! What a drawing must be able to do.

use crate::artist::{Marker, Stroke, Text};
use crate::color::Color;
use crate::geometry::{Point, Rect};

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
