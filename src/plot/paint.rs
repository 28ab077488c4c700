//! Artists on a canvas: from the numbers of the data to its pixels.

use crate::artist::{
    Anchor, Arrows, Artist, Contours, Direction, Image, Marker, Patch, Points, Shape, Streams, Stroke, Text,
};
use crate::canvas::Canvas;
use crate::color::Color;
use crate::figure::View;
use crate::geometry::{Point, Rect};
use crate::layout::POINT;
use crate::text::extent;

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

    /// Draws an artist. What stands on colours that mean numbers is `faithful` to its own.
    pub fn paint(&self, artist: &Artist, faithful: bool, canvas: &mut dyn Canvas) {
        let alpha = artist.alpha;
        let faded = |color: Color| color.with_alpha(color.alpha * alpha);
        let thin = |stroke: &Stroke| Stroke { color: faded(stroke.color), ..*stroke };
        canvas.keep_colors(faithful || artist.mapped().is_some());
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
            Shape::Endless(through, toward, stroke) => {
                let (from, to) =
                    (self.place(*through), self.place(Point::new(through.x + toward.x, through.y + toward.y)));
                let far = (self.frame.width + self.frame.height) * 4.0 / (to.x - from.x).hypot(to.y - from.y);
                let at = |share: f64| Point::new(from.x + share * (to.x - from.x), from.y + share * (to.y - from.y));
                canvas.line(&[at(-far), at(far)], &thin(stroke));
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
            Shape::Arrows(arrows) => self.arrows(arrows, alpha, canvas),
            Shape::Streams(streams) => self.streams(streams, alpha, canvas),
            Shape::Image(image) => self.image(image, alpha, canvas),
            Shape::Mesh(mesh) => {
                for (cell, color) in mesh.cells.iter().zip(mesh.mapped.colors()) {
                    // A hairline of its own colour closes the seams between cells.
                    let width = if alpha < 1.0 { 0.0 } else { 0.4 };
                    canvas.area(&[self.places(cell)], faded(color), &Stroke::solid(faded(color), width));
                }
            }
            Shape::Contours(contours) => self.contours(contours, alpha, canvas),
            Shape::Text(text) => self.text(text, alpha, canvas),
            // A scene draws all of them at once, from back to front.
            Shape::Solid(_) => {}
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

    fn arrows(&self, arrows: &Arrows, alpha: f64, canvas: &mut dyn Canvas) {
        let scale = arrows.scale.unwrap_or_else(|| arrows.fitting_scale());
        let across = (arrows.tails.len() as f64).sqrt().clamp(8.0, 25.0);
        let width = self.frame.width * arrows.width.unwrap_or(0.06 / across);
        let shades = arrows.mapped.as_ref().map(crate::colormap::Mapped::colors);
        for (index, (tail, vector)) in arrows.tails.iter().zip(&arrows.vectors).enumerate() {
            let color = match &shades {
                Some(shades) => shades[index.min(shades.len() - 1)],
                None => arrows.colors[index % arrows.colors.len()],
            };
            let from = self.place(*tail);
            let (dx, dy) = if arrows.in_data {
                let to = self.place(Point::new(tail.x + vector.x / scale, tail.y + vector.y / scale));
                (to.x - from.x, to.y - from.y)
            } else {
                let unit = self.frame.width / scale;
                (vector.x * unit, -vector.y * unit)
            };
            let from = Point::new(from.x - arrows.before * dx, from.y - arrows.before * dy);
            let outline = arrow_outline(from, dx, dy, width);
            let color = color.with_alpha(color.alpha * alpha);
            canvas.area(&[outline], color, &Stroke { color, width: 0.0, dash: crate::artist::Dash::Nothing });
        }
    }

    fn streams(&self, streams: &Streams, alpha: f64, canvas: &mut dyn Canvas) {
        let color = streams.stroke.color.with_alpha(streams.stroke.color.alpha * alpha);
        let stroke = Stroke { color, ..streams.stroke };
        for path in &streams.paths {
            let places = self.places(path);
            canvas.line(&places, &stroke);
            let middle = places.len() / 2;
            let (from, to) = (places[middle.saturating_sub(1)], places[middle]);
            let (dx, dy) = (to.x - from.x, to.y - from.y);
            let size = 5.0 * streams.head / dx.hypot(dy);
            if size.is_finite() {
                let corner = |along: f64, aside: f64| {
                    Point::new(to.x + size * (along * dx - aside * dy), to.y + size * (along * dy + aside * dx))
                };
                canvas.area(&[vec![corner(1.0, 0.0), corner(-0.6, 0.7), corner(-0.6, -0.7)]], color, &stroke);
            }
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
        for (index, (paths, color)) in contours.paths.iter().zip(contours.shades()).enumerate() {
            let color = color.with_alpha(color.alpha * alpha);
            let places: Vec<Vec<Point>> = paths.iter().map(|path| self.places(path)).collect();
            if contours.filled {
                // A hairline of its own colour closes the seams between bands.
                let width = if alpha < 1.0 { 0.0 } else { 0.4 };
                canvas.area(&places, color, &Stroke::solid(color, width));
                continue;
            }
            let stroke = Stroke { color, width: contours.width, dash: contours.dash };
            let label = contours.labels.iter().find(|(line, ..)| *line == index);
            let longest = places.iter().enumerate().max_by_key(|(_, path)| path.len()).map(|(at, _)| at);
            for (at, path) in places.iter().enumerate() {
                match label.filter(|_| longest == Some(at)) {
                    Some((_, text, size)) => labelled(path, &stroke, text, *size, canvas),
                    None => canvas.line(path, &stroke),
                }
            }
        }
    }

    /// Where the text of an artist stands in pixels.
    #[must_use]
    pub fn text_place(&self, text: &Text) -> Point {
        let at = if text.in_axes {
            Point::new(self.across(Direction::Horizontal, text.at.x), self.across(Direction::Vertical, text.at.y))
        } else {
            self.place(text.at)
        };
        Point::new(at.x + text.shift.x * POINT, at.y - text.shift.y * POINT)
    }

    fn text(&self, text: &Text, alpha: f64, canvas: &mut dyn Canvas) {
        let at = self.text_place(text);
        let faded = |color: Color| color.with_alpha(color.alpha * alpha);
        let area = text.area(at).grown(2.0);
        if let Some(target) = text.arrow.map(|target| self.place(target)) {
            let start = area.clip(area.center(), target).map_or(at, |(_, edge)| edge);
            if !area.contains(target) {
                arrow(start, target, faded(text.arrow_color.unwrap_or(text.color)), canvas);
            }
        }
        if let Some((fill, edge)) = &text.ground {
            canvas.area(&[area.grown(2.0).corners()], faded(*fill), &Stroke { color: faded(edge.color), ..*edge });
        }
        canvas.text(at, &Text { color: faded(text.color), ..text.clone() });
    }
}

/// A line with a gap in which its value is written, along the line and never upside down.
fn labelled(path: &[Point], stroke: &Stroke, text: &str, size: f64, canvas: &mut dyn Canvas) {
    // Values are easiest to read where the line runs level.
    let steepness = |at: &usize| (path[at + 1].y - path[at - 1].y).abs() / (path[at + 1].x - path[at - 1].x).abs();
    let inner = path.len() / 8..path.len() - path.len() / 8;
    let level = inner.filter(|at| *at > 0 && at + 1 < path.len()).min_by(|a, b| steepness(a).total_cmp(&steepness(b)));
    let middle = level.unwrap_or(path.len() / 2);
    let at = path[middle];
    let half = extent(text, size * POINT).0 / 2.0 + 3.0;
    let inside = |point: &Point| (point.x - at.x).hypot(point.y - at.y) < half;
    let first = middle - path[..middle].iter().rev().take_while(|point| inside(point)).count();
    let last = middle + path[middle..].iter().take_while(|point| inside(point)).count();
    if first == 0 && last == path.len() {
        return canvas.line(path, stroke);
    }
    canvas.line(&path[..first], stroke);
    canvas.line(&path[last.min(path.len() - 1)..], stroke);
    let (from, to) = (path[first], path[(last - 1).max(first)]);
    let angle = (from.y - to.y).atan2(to.x - from.x).to_degrees();
    let rotation = if angle > 90.0 {
        angle - 180.0
    } else if angle < -90.0 {
        angle + 180.0
    } else {
        angle
    };
    let anchor = (Anchor::Middle, Anchor::Middle);
    canvas.text(at, &Text { anchor, rotation, ..Text::new(text, size, stroke.color) });
}

/// An arrow of a field: a shaft of a width in pixels and a head three times as broad; a dot where there is no room for one.
fn arrow_outline(from: Point, dx: f64, dy: f64, width: f64) -> Vec<Point> {
    let length = dx.hypot(dy);
    if !length.is_finite() || length < width {
        let corner = |turn: f64| {
            let (sin, cos) = (turn * std::f64::consts::FRAC_PI_3).sin_cos();
            Point::new(from.x + width / 2.0 * cos, from.y + width / 2.0 * sin)
        };
        return (0..6).map(|turn| corner(f64::from(turn))).collect();
    }
    let (head, barb) = ((5.0 * width).min(length), (4.5 * width).min(0.9 * length));
    let size = head / (5.0 * width);
    let half = [(0.0, 0.5), (length - barb, 0.5), (length - head, 1.5), (length, 0.0)];
    let turned = |(along, aside): (f64, f64)| {
        let aside = aside * width * size;
        Point::new(from.x + (along * dx - aside * dy) / length, from.y + (along * dy + aside * dx) / length)
    };
    half.into_iter().chain(half.into_iter().rev().skip(1).map(|(along, aside)| (along, -aside))).map(turned).collect()
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
