//! Axes in three dimensions: where their box stands on the sheet, and how it is drawn.
//!
//! # Design
//! The projection is orthographic: parallels stay parallel. What the box holds is cut into faces, pieces of lines and points, and
//! drawn from back to front (the painter's algorithm), which is exact enough for surfaces whose faces are small.

use crate::artist::{Anchor, Artist, Marker, Shape, Stroke, Text};
use crate::axes::Axes;
use crate::axis::{Side, Span, Ticks};
use crate::canvas::Canvas;
use crate::color::Color;
use crate::colormap::Mapped;
use crate::geometry::{Point, Rect};
use crate::layout::{PAD, POINT};
use crate::mathtext;
use crate::slices::Slices;
use crate::text::extent;

/// A place in three dimensions, in the data.
pub type Place = [f64; 3];

/// The part of what is seen that is left free on both sides, beside the margin of the data.
pub const PADDING: f64 = 1.0 / 48.0;

/// How long the sides of the box are.
const SIDES: Place = [1.0, 1.0, 0.75];

/// The walls at the back.
const WALL: Color = Color { red: 0xf4, green: 0xf4, blue: 0xf4, alpha: 1.0 };

/// The room around the box for labels, in font sizes.
const ROOM: f64 = 3.4;

/// The third direction of axes, and from where they are seen.
#[derive(Clone, Debug)]
pub struct Space {
    /// What stands beside the third axis.
    pub z: Side,
    /// How high the eye is above the ground, in degrees.
    pub elevation: f64,
    /// Where the eye is around the vertical, in degrees.
    pub azimuth: f64,
}

/// What a box holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Solid {
    /// Faces with their colours, in turn, and a border; perhaps coloured by numbers.
    Faces(Vec<Vec<Place>>, Vec<Color>, Stroke, Option<Mapped>),
    /// Lines, and markers at their points.
    Paths(Vec<Vec<Place>>, Stroke, Marker),
    /// Markers with areas in square points and colours, each in turn; perhaps coloured by numbers.
    Points(Vec<Place>, Vec<f64>, Vec<Color>, Marker, Option<Mapped>),
    /// Arrows of lines: their places, by which limits are found, and their lines.
    Arrows(Vec<Place>, Vec<Vec<Place>>, Stroke),
    /// Contours, each in a plane.
    Slices(Slices),
    /// A text.
    Text(Place, Text),
}

impl Solid {
    /// All its places.
    pub fn places(&self) -> Box<dyn Iterator<Item = &Place> + '_> {
        match self {
            Solid::Faces(paths, ..) | Solid::Paths(paths, ..) => Box::new(paths.iter().flatten()),
            Solid::Points(places, ..) | Solid::Arrows(places, ..) => Box::new(places.iter()),
            Solid::Slices(slices) => Box::new(slices.reach.iter()),
            Solid::Text(..) => Box::new(std::iter::empty()),
        }
    }

    /// The numbers behind its colours, if there are any.
    #[must_use]
    pub fn mapped(&self) -> Option<&Mapped> {
        match self {
            Solid::Faces(.., mapped) | Solid::Points(.., mapped) => mapped.as_ref(),
            Solid::Slices(slices) => Some(&slices.contours.mapped),
            _ => None,
        }
    }

    /// The same, to change it.
    pub fn mapped_mut(&mut self) -> Option<&mut Mapped> {
        match self {
            Solid::Faces(.., mapped) | Solid::Points(.., mapped) => mapped.as_mut(),
            Solid::Slices(slices) => Some(&mut slices.contours.mapped),
            _ => None,
        }
    }
}

/// A box on the sheet.
#[derive(Clone, Copy, Debug)]
pub struct Scene {
    spans: [Span; 3],
    right: Place,
    up: Place,
    toward: Place,
    middle: Point,
    scale: f64,
}

impl Scene {
    /// The box of axes in a frame, as large as fits with room for labels of a size in pixels.
    #[must_use]
    pub fn new(space: &Space, spans: [Span; 3], frame: Rect, label_size: f64) -> Scene {
        let (sin_up, cos_up) = space.elevation.to_radians().sin_cos();
        let (sin, cos) = space.azimuth.to_radians().sin_cos();
        let mut scene = Scene {
            spans,
            right: [-sin, cos, 0.0],
            up: [-sin_up * cos, -sin_up * sin, cos_up],
            toward: [cos_up * cos, cos_up * sin, sin_up],
            middle: Point::default(),
            scale: 1.0,
        };
        let reach = |along: Place| (0..3).map(|axis| along[axis].abs() * SIDES[axis]).sum::<f64>();
        let (width, height) = (reach(scene.right), reach(scene.up));
        // Labels stand at both sides and below, none above.
        let room = ROOM * label_size;
        let (wide, high) = ((frame.width - 2.0 * room).max(20.0), (frame.height - 1.2 * room).max(20.0));
        scene.scale = (wide / width).min(high / height);
        scene.middle = Point::new(frame.center().x, frame.top + 0.2 * room + high / 2.0);
        scene
    }

    /// The places of a corner or tick in the box: each part from −½ to ½ of the side.
    fn on_sheet(&self, at: Place) -> Point {
        let along = |axis: Place| (0..3).map(|part| at[part] * SIDES[part] * axis[part]).sum::<f64>();
        Point::new(self.middle.x + self.scale * along(self.right), self.middle.y - self.scale * along(self.up))
    }

    fn in_box(&self, at: Place) -> Place {
        std::array::from_fn(|axis| self.spans[axis].place(at[axis]) - 0.5)
    }

    /// Where a place of the data stands on the sheet.
    #[must_use]
    pub fn place(&self, at: Place) -> Point {
        self.on_sheet(self.in_box(at))
    }

    /// How near a place is to the eye.
    fn nearness(&self, at: Place) -> f64 {
        let at = self.in_box(at);
        (0..3).map(|part| at[part] * SIDES[part] * self.toward[part]).sum()
    }

    /// The side of the box that is nearer along an axis: −½ or ½.
    fn front(&self, axis: usize) -> f64 {
        if self.toward[axis] >= 0.0 { 0.5 } else { -0.5 }
    }

    /// Draws the walls at the back with the lines at the ticks.
    pub fn walls(&self, ticks: [&Ticks; 3], canvas: &mut dyn Canvas) {
        for wall in 0..3 {
            let (a, b) = ((wall + 1) % 3, (wall + 2) % 3);
            let at = |along_a: f64, along_b: f64| {
                let mut place = [0.0; 3];
                (place[wall], place[a], place[b]) = (-self.front(wall), along_a, along_b);
                self.on_sheet(place)
            };
            let outline = vec![at(-0.5, -0.5), at(0.5, -0.5), at(0.5, 0.5), at(-0.5, 0.5)];
            canvas.area(&[outline], WALL, &Stroke::solid(Color::BORDER, 0.6));
            for (axis, flipped) in [(a, false), (b, true)] {
                for (tick, _) in &ticks[axis].major {
                    let tick = self.spans[axis].place(*tick) - 0.5;
                    let ends = if flipped { [at(-0.5, tick), at(0.5, tick)] } else { [at(tick, -0.5), at(tick, 0.5)] };
                    canvas.line(&ends, &Stroke::solid(Color::GRID, 0.6));
                }
            }
        }
    }

    /// Draws the three edges that axes are read at, without ticks.
    pub fn edges(&self, canvas: &mut dyn Canvas) {
        for axis in 0..3 {
            canvas.line(&self.edge(axis).map(|end| self.on_sheet(end)), &Stroke::solid(Color::BLACK, 0.8));
        }
    }

    /// The edge that an axis is read at: that of the ground in front, and for the third axis the upright one at the right.
    fn edge(&self, axis: usize) -> [Place; 2] {
        let ground = -self.front(2);
        let (mut from, mut to) = match axis {
            0 => ([0.0, self.front(1), ground], [0.0, self.front(1), ground]),
            1 => ([self.front(0), 0.0, ground], [self.front(0), 0.0, ground]),
            _ => {
                let corners = [[self.front(0), -self.front(1), 0.0], [-self.front(0), self.front(1), 0.0]];
                let [one, other] = corners.map(|corner| self.on_sheet(corner).x);
                let corner = if one >= other { corners[0] } else { corners[1] };
                (corner, corner)
            }
        };
        (from[axis], to[axis]) = (-0.5, 0.5);
        [from, to]
    }

    /// Draws an axis with its ticks and labels.
    pub fn axis(&self, axis: usize, side: &Side, ticks: &Ticks, canvas: &mut dyn Canvas) {
        let [from, to] = self.edge(axis);
        let (start, end) = (self.on_sheet(from), self.on_sheet(to));
        canvas.line(&[start, end], &Stroke::solid(Color::BLACK, 0.8));
        let middle = Point::new(f64::midpoint(start.x, end.x), f64::midpoint(start.y, end.y));
        let along = Point::new(end.x - start.x, end.y - start.y);
        let length = along.x.hypot(along.y).max(1.0);
        // Labels stand at a right angle to the edge, away from the middle of the box.
        let aside = Point::new(-along.y / length, along.x / length);
        let away = (middle.x - self.middle.x) * aside.x + (middle.y - self.middle.y) * aside.y;
        let outward = if away >= 0.0 { aside } else { Point::new(-aside.x, -aside.y) };
        let beyond = |at: Point, by: f64| Point::new(at.x + by * outward.x, at.y + by * outward.y);
        let mut labels: Vec<(Point, Text)> = Vec::new();
        let mut widest = 0.0f64;
        for (tick, label) in &ticks.major {
            let mut place = from;
            place[axis] = self.spans[axis].place(*tick) - 0.5;
            let at = self.on_sheet(place);
            canvas.line(&[at, beyond(at, 4.0)], &Stroke::solid(side.tick_color, 0.8));
            let text = label_text(label, side.tick_size, side.tick_color, 0.0);
            let (width, height) = extent(&text.text, side.tick_size * POINT);
            let half = 0.5 * (width * outward.x.abs() + height * outward.y.abs());
            widest = widest.max(4.0 + PAD + 2.0 * half);
            labels.push((beyond(at, 4.0 + PAD + half), text));
        }
        // Where labels would touch, every second or third is enough.
        let touch = |stride: usize| {
            let areas: Vec<Rect> = labels.iter().step_by(stride).map(|(at, text)| text.area(*at)).collect();
            areas.windows(2).any(|pair| pair[0].meets(&pair[1]))
        };
        let stride = (1..=labels.len().max(1)).find(|stride| !touch(*stride)).unwrap_or(1);
        for (at, text) in labels.iter().step_by(stride).filter(|_| side.shows_labels) {
            canvas.text(*at, text);
        }
        if !side.label.is_empty() {
            let mut angle = (-along.y).atan2(along.x).to_degrees();
            if angle > 90.0 {
                angle -= 180.0;
            } else if angle <= -90.0 {
                angle += 180.0;
            }
            let text = label_text(&side.label, side.label_size, side.label_color, angle);
            canvas.text(beyond(middle, widest + 0.7 * side.label_size * POINT), &text);
        }
    }

    /// Draws what the box holds, from back to front.
    pub fn contents(&self, axes: &Axes, canvas: &mut dyn Canvas) {
        let mut pieces: Vec<(f64, Piece)> = Vec::new();
        for artist in axes.drawn() {
            let artist = artist.borrow();
            if let Shape::Solid(solid) = &artist.shape {
                self.cut(&artist, solid, &mut pieces);
            }
        }
        pieces.sort_by(|a, b| a.0.total_cmp(&b.0));
        for (_, piece) in pieces {
            canvas.keep_colors(piece.keeps_colors());
            match piece {
                Piece::Face(outlines, fill, edge, _) => canvas.area(&outlines, fill, &edge),
                Piece::Line(ends, stroke, _) => canvas.line(&ends, &stroke),
                Piece::Mark(at, marker, _) => canvas.marks(&[at], &marker),
                Piece::Text(at, text) => canvas.text(at, &text),
            }
        }
        canvas.keep_colors(false);
    }

    fn cut(&self, artist: &Artist, solid: &Solid, pieces: &mut Vec<(f64, Piece)>) {
        let faded = |color: Color| color.with_alpha(color.alpha * artist.alpha);
        let mean = |places: &[Place]| places.iter().map(|at| self.nearness(*at)).sum::<f64>() / places.len() as f64;
        match solid {
            Solid::Faces(faces, colors, edge, mapped) => {
                let shades = mapped.as_ref().map(Mapped::colors);
                for (index, face) in
                    faces.iter().enumerate().filter(|(_, face)| face.iter().flatten().all(|at| at.is_finite()))
                {
                    let color = shades.as_ref().map_or_else(|| colors[index % colors.len()], |shades| shades[index]);
                    let fill = faded(color);
                    let edge =
                        if edge.is_visible() { Stroke { color: faded(edge.color), ..*edge } } else { seam(fill) };
                    let outline = face.iter().map(|at| self.place(*at)).collect();
                    pieces.push((mean(face), Piece::Face(vec![outline], fill, edge, shades.is_some())));
                }
            }
            Solid::Paths(paths, stroke, marker) => {
                let stroke = Stroke { color: faded(stroke.color), ..*stroke };
                for path in paths {
                    for pair in path.windows(2).filter(|_| stroke.is_visible()) {
                        let ends = vec![self.place(pair[0]), self.place(pair[1])];
                        pieces.push((mean(pair), Piece::Line(ends, stroke, false)));
                    }
                    for at in path.iter().filter(|_| marker.mark.is_some()) {
                        pieces.push((self.nearness(*at), Piece::Mark(self.place(*at), *marker, false)));
                    }
                }
            }
            Solid::Points(places, areas, colors, marker, mapped) => {
                let shades = mapped.as_ref().map(Mapped::colors);
                for (index, at) in places.iter().enumerate() {
                    let color = shades.as_ref().map_or_else(|| colors[index % colors.len()], |shades| shades[index]);
                    let (face, size) = (faded(color), areas[index % areas.len()].max(0.0).sqrt());
                    let marker = Marker { size, face, edge: Stroke::solid(face, marker.edge.width), ..*marker };
                    pieces.push((self.nearness(*at), Piece::Mark(self.place(*at), marker, shades.is_some())));
                }
            }
            Solid::Arrows(_, lines, stroke) => {
                let stroke = Stroke { color: faded(stroke.color), ..*stroke };
                for line in lines {
                    let ends = line.iter().map(|at| self.place(*at)).collect();
                    pieces.push((mean(line), Piece::Line(ends, stroke, false)));
                }
            }
            Solid::Slices(slices) => {
                let contours = &slices.contours;
                for (shade, paths) in slices.paths().filter(|(_, paths)| !paths.is_empty()) {
                    let color = faded(shade);
                    if contours.filled {
                        let outlines = paths.iter().map(|path| path.iter().map(|at| self.place(*at)).collect());
                        let edge = Stroke { color: Color::NONE, width: 0.0, dash: crate::artist::Dash::Nothing };
                        pieces.push((mean(&paths.concat()), Piece::Face(outlines.collect(), color, edge, true)));
                        continue;
                    }
                    let stroke = Stroke { color, width: contours.width, dash: contours.dash };
                    for pair in paths.iter().flat_map(|path| path.windows(2)) {
                        let ends = pair.iter().map(|at| self.place(*at)).collect();
                        pieces.push((mean(pair), Piece::Line(ends, stroke, true)));
                    }
                }
            }
            Solid::Text(at, text) => pieces.push((f64::INFINITY, Piece::Text(self.place(*at), text.clone()))),
        }
    }
}

/// A part of what a box holds that is drawn at once; the flags say whether its colours stand for numbers.
enum Piece {
    Face(Vec<Vec<Point>>, Color, Stroke, bool),
    Line(Vec<Point>, Stroke, bool),
    Mark(Point, Marker, bool),
    Text(Point, Text),
}

impl Piece {
    fn keeps_colors(&self) -> bool {
        matches!(self, Piece::Face(.., true) | Piece::Line(.., true) | Piece::Mark(.., true))
    }
}

/// A hairline of an area's own colour, which closes the seam to the next one.
fn seam(fill: Color) -> Stroke {
    Stroke::solid(fill, if fill.alpha < 1.0 { 0.0 } else { 0.4 })
}

fn label_text(text: &str, size: f64, color: Color, rotation: f64) -> Text {
    Text { anchor: (Anchor::Middle, Anchor::Middle), rotation, ..Text::new(&mathtext::plain(text), size, color) }
}

/// A colour in the light that matplotlib puts on surfaces of one colour: from the upper left, never quite dark.
#[must_use]
pub fn shaded(color: Color, face: &[Place]) -> Color {
    let [a, b, .., d] = face else { return color };
    let minus = |from: &Place, to: &Place| -> Place { std::array::from_fn(|axis| to[axis] - from[axis]) };
    let (one, other) = (minus(a, b), minus(a, d));
    let cross: Place = std::array::from_fn(|axis| {
        let (next, last) = ((axis + 1) % 3, (axis + 2) % 3);
        one[next] * other[last] - one[last] * other[next]
    });
    let length = cross.iter().map(|part| part * part).sum::<f64>().sqrt();
    let (height, around) = (19.4712f64.to_radians(), (90.0 - 225.0f64).to_radians());
    let light = [around.cos() * height.cos(), around.sin() * height.cos(), height.sin()];
    let towards = (0..3).map(|axis| cross[axis] * light[axis]).sum::<f64>() / length;
    if !towards.is_finite() {
        return color;
    }
    let share = 0.3 + 0.7 * (towards + 1.0) / 2.0;
    let [red, green, blue, alpha] = color.parts();
    Color::from_parts([red * share, green * share, blue * share, alpha])
}
