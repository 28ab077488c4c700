//! Artists on a canvas: from the numbers of the data to its pixels.

use crate::artist::{Artist, Contours, Direction, Image, Marker, Patch, Points, Shape, Stroke, Text};
use crate::canvas::Canvas;
use crate::color::Color;
use crate::figure::View;
use crate::geometry::{Point, Rect};

/// A frame and what it shows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Window {
    /// The frame in pixels.
    pub frame: Rect,
    /// The data that it shows.
    pub view: View,
}

impl Window {
    /// Where data stand in pixels.
    #[must_use]
    pub fn place(&self, at: Point) -> Point {
        Point::new(self.place_x(at.x), self.place_y(at.y))
    }

    /// Where a number stands to the right.
    #[must_use]
    pub fn place_x(&self, value: f64) -> f64 {
        self.frame.left + self.view.x.place(value) * self.frame.width
    }

    /// Where a number stands upwards.
    #[must_use]
    pub fn place_y(&self, value: f64) -> f64 {
        self.frame.bottom() - self.view.y.place(value) * self.frame.height
    }

    /// Points in pixels. What is far outside is moved closer, so that no drawing has to deal with enormous numbers.
    fn places<'a>(&self, points: impl IntoIterator<Item = &'a Point>) -> Vec<Point> {
        let far = 1e5;
        let near = |at: Point| Point::new(at.x.clamp(-far, far), at.y.clamp(-far, far));
        points.into_iter().map(|point| near(self.place(*point))).collect()
    }

    fn across(&self, direction: Direction, share: f64) -> f64 {
        match direction {
            Direction::Horizontal => self.frame.left + share * self.frame.width,
            Direction::Vertical => self.frame.bottom() - share * self.frame.height,
        }
    }

    /// Draws an artist.
    pub fn paint(&self, artist: &Artist, canvas: &mut dyn Canvas) {
        let alpha = artist.alpha;
        let faded = |color: Color| color.with_alpha(color.alpha * alpha);
        let thin = |stroke: &Stroke| Stroke { color: faded(stroke.color), ..*stroke };
        canvas.keep_colors(artist.mapped().is_some());
        match &artist.shape {
            Shape::Line(line) => {
                let points: Vec<Point> = line.points().collect();
                let points = self.places(&points);
                canvas.line(&points, &thin(&line.stroke));
                let marker = Marker { face: faded(line.marker.face), edge: thin(&line.marker.edge), ..line.marker };
                canvas.marks(&points, &marker);
            }
            Shape::Segments(lines, stroke) => {
                for line in lines {
                    canvas.line(&self.places(line), &thin(stroke));
                }
            }
            Shape::Rule(direction, at, [from, to], stroke) => {
                canvas.line(&self.rule(*direction, *at, *from, *to), &thin(stroke));
            }
            Shape::Band(direction, [from, to], patch) => {
                let mut outline = self.rule(*direction, *from, 0.0, 1.0);
                outline.extend(self.rule(*direction, *to, 0.0, 1.0).into_iter().rev());
                canvas.area(&[outline], faded(patch.fill), &thin(&patch.edge));
            }
            Shape::Points(points) => self.points(points, alpha, canvas),
            Shape::Patches(patches, _) => {
                for Patch { outline, fill, edge } in patches {
                    canvas.area(&[self.places(outline)], faded(*fill), &thin(edge));
                }
            }
            Shape::Image(image) => self.image(image, alpha, canvas),
            Shape::Mesh(cells, mapped) => {
                for (cell, color) in cells.iter().zip(mapped.colors()) {
                    // A hairline of its own colour closes the seams between cells.
                    let width = if alpha < 1.0 { 0.0 } else { 0.4 };
                    canvas.area(&[self.places(cell)], faded(color), &Stroke::solid(faded(color), width));
                }
            }
            Shape::Contours(contours) => self.contours(contours, alpha, canvas),
            Shape::Text(text) => self.text(text, alpha, canvas),
        }
        canvas.keep_colors(false);
    }

    fn rule(&self, direction: Direction, at: f64, from: f64, to: f64) -> Vec<Point> {
        let (from, to) = (self.across(direction, from), self.across(direction, to));
        match direction {
            Direction::Horizontal => [from, to].map(|x| Point::new(x, self.place_y(at))).to_vec(),
            Direction::Vertical => [from, to].map(|y| Point::new(self.place_x(at), y)).to_vec(),
        }
    }

    fn points(&self, points: &Points, alpha: f64, canvas: &mut dyn Canvas) {
        let places = self.places(&points.at);
        let marker = |index: usize, color: Color| {
            let color = color.with_alpha(color.alpha * alpha);
            let edge = points.edge.map_or(color, |edge| edge.with_alpha(edge.alpha * alpha));
            let size = points.areas[index % points.areas.len()].max(0.0).sqrt();
            Marker { mark: Some(points.mark), size, face: color, edge: Stroke::solid(edge, points.edge_width) }
        };
        let colors = points.colors();
        let mut start = 0;
        while start < places.len() {
            let own = marker(start, colors[start]);
            let same = (start..places.len()).take_while(|index| marker(*index, colors[*index]) == own).count();
            canvas.marks(&places[start..start + same.max(1)], &own);
            start += same.max(1);
        }
    }

    fn image(&self, image: &Image, alpha: f64, canvas: &mut dyn Canvas) {
        let [left, right, bottom, top] = image.extent;
        let (upper_left, lower_right) = (self.place(Point::new(left, top)), self.place(Point::new(right, bottom)));
        let mut pixels: Vec<Color> = image.pixels.colors();
        if upper_left.y > lower_right.y {
            pixels = pixels.chunks(image.columns).rev().flatten().copied().collect();
        }
        if upper_left.x > lower_right.x {
            pixels.chunks_mut(image.columns).for_each(<[Color]>::reverse);
        }
        for pixel in &mut pixels {
            pixel.alpha *= alpha;
        }
        canvas.image(Rect::between(upper_left, lower_right), image.columns, &pixels, image.smooth);
    }

    fn contours(&self, contours: &Contours, alpha: f64, canvas: &mut dyn Canvas) {
        for (paths, color) in contours.paths.iter().zip(contours.shades()) {
            let color = color.with_alpha(color.alpha * alpha);
            let places: Vec<Vec<Point>> = paths.iter().map(|path| self.places(path)).collect();
            if contours.filled {
                // A hairline of its own colour closes the seams between bands.
                let width = if alpha < 1.0 { 0.0 } else { 0.4 };
                canvas.area(&places, color, &Stroke::solid(color, width));
                continue;
            }
            for path in places {
                canvas.line(&path, &Stroke { color, width: contours.width, dash: contours.dash });
            }
        }
    }

    fn text(&self, text: &Text, alpha: f64, canvas: &mut dyn Canvas) {
        let at = if text.in_axes {
            Point::new(self.across(Direction::Horizontal, text.at.x), self.across(Direction::Vertical, text.at.y))
        } else {
            self.place(text.at)
        };
        let color = text.color.with_alpha(text.color.alpha * alpha);
        if let Some(target) = text.arrow.map(|target| self.place(target)) {
            let ground = text.ground(at).grown(2.0);
            let start = ground.clip(ground.center(), target).map_or(at, |(_, edge)| edge);
            if !ground.contains(target) {
                arrow(start, target, color, canvas);
            }
        }
        canvas.text(at, &Text { color, ..text.clone() });
    }
}

/// A line with a head at its end.
fn arrow(from: Point, to: Point, color: Color, canvas: &mut dyn Canvas) {
    let stroke = Stroke::solid(color, 1.0);
    let (dx, dy) = (to.x - from.x, to.y - from.y);
    let length = dx.hypot(dy);
    if !length.is_finite() || length < 1.0 {
        return;
    }
    let head = 7.0f64.min(length / 2.0);
    let wing = |side: f64| {
        let angle = dy.atan2(dx) + std::f64::consts::PI + side * 0.45;
        Point::new(to.x + head * angle.cos(), to.y + head * angle.sin())
    };
    canvas.line(&[from, to], &stroke);
    canvas.line(&[wing(1.0), to, wing(-1.0)], &stroke);
}
