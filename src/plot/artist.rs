//! What axes hold: lines, points, bars, areas, images, contours and text, in the numbers of the data.

use crate::color::Color;
use crate::colormap::Mapped;
use crate::geometry::{Point, Rect};
use crate::layout::POINT;
use crate::space::Solid;
use crate::text::extent;

pub use crate::strokes::{Dash, Mark, Marker, Stroke};

/// Along which axis something runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Left to right.
    Horizontal,
    /// Upwards.
    Vertical,
}

/// Points joined by a line.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// To the right.
    pub xs: Vec<f64>,
    /// Upwards.
    pub ys: Vec<f64>,
    /// The line.
    pub stroke: Stroke,
    /// What stands at the points.
    pub marker: Marker,
}

impl Line {
    /// A line as matplotlib draws it when nothing is said.
    #[must_use]
    pub fn new(xs: Vec<f64>, ys: Vec<f64>) -> Line {
        let color = Color::of_cycle(0);
        let marker = Marker { mark: None, size: 6.0, face: color, edge: Stroke::solid(color, 1.0) };
        Line { xs, ys, stroke: Stroke::solid(color, 1.5), marker }
    }

    /// The points.
    pub fn points(&self) -> impl Iterator<Item = Point> + '_ {
        self.xs.iter().zip(&self.ys).map(|(x, y)| Point::new(*x, *y))
    }
}

/// Points of their own size and colour.
#[derive(Clone, Debug, PartialEq)]
pub struct Points {
    /// Where.
    pub at: Vec<Point>,
    /// Their areas in square points, in turn.
    pub areas: Vec<f64>,
    /// Their form.
    pub mark: Mark,
    /// What fills them, in turn.
    pub faces: Vec<Color>,
    /// The numbers whose colours fill them, if they are coloured by numbers.
    pub mapped: Option<Mapped>,
    /// Their outlines; nothing where those have the colour of the face.
    pub edge: Option<Color>,
    /// The width of the outlines in points.
    pub edge_width: f64,
}

impl Points {
    /// The face of each point.
    #[must_use]
    pub fn colors(&self) -> Vec<Color> {
        match &self.mapped {
            Some(mapped) => mapped.colors(),
            None => self.at.iter().enumerate().map(|(index, _)| self.faces[index % self.faces.len()]).collect(),
        }
    }
}

/// A filled outline.
#[derive(Clone, Debug, PartialEq)]
pub struct Patch {
    /// Its corners.
    pub outline: Vec<Point>,
    /// What fills it.
    pub fill: Color,
    /// Its border.
    pub edge: Stroke,
}

/// Numbers or colours in rows, shown as an image.
#[derive(Clone, Debug, PartialEq)]
pub struct Image {
    /// How many rows.
    pub rows: usize,
    /// How many columns.
    pub columns: usize,
    /// What they show.
    pub pixels: Pixels,
    /// Left, right, bottom and top of the image in the data.
    pub extent: [f64; 4],
    /// Whether pixels run into each other.
    pub smooth: bool,
}

/// What an image shows, row by row from above.
#[derive(Clone, Debug, PartialEq)]
pub enum Pixels {
    /// Numbers.
    Mapped(Mapped),
    /// Colours.
    Colors(Vec<Color>),
}

impl Pixels {
    /// The colour of each pixel.
    #[must_use]
    pub fn colors(&self) -> Vec<Color> {
        match self {
            Pixels::Mapped(mapped) => mapped.colors(),
            Pixels::Colors(colors) => colors.clone(),
        }
    }
}

/// Filled cells, coloured by numbers.
#[derive(Clone, Debug, PartialEq)]
pub struct Mesh {
    /// The corners of each.
    pub cells: Vec<Vec<Point>>,
    /// Their numbers.
    pub mapped: Mapped,
    /// The lower left and upper right corner of what limits are found from, where the cells reach beyond it.
    pub reach: Option<(Point, Point)>,
}

/// The lines, or the bands between the lines, of equal value.
#[derive(Clone, Debug, PartialEq)]
pub struct Contours {
    /// The values of the lines.
    pub levels: Vec<f64>,
    /// For each line, or each band: its paths. Those of a band are closed and may have holes.
    pub paths: Vec<Vec<Vec<Point>>>,
    /// Whether they are bands.
    pub filled: bool,
    /// The colours: of each line's value, of each band's middle.
    pub mapped: Mapped,
    /// Colours that were given instead, in turn.
    pub colors: Vec<Color>,
    /// The width of lines in points.
    pub width: f64,
    /// The gaps of lines.
    pub dash: Dash,
    /// The reach of the grid: its lower left and upper right corner.
    pub reach: (Point, Point),
    /// What is written on lines: which line, what, and its font size in points.
    pub labels: Vec<(usize, String, f64)>,
}

impl Contours {
    /// The value of each line, or the middle of each band.
    #[must_use]
    pub fn heights(&self) -> Vec<f64> {
        match self.filled {
            true => self.levels.windows(2).map(|pair| f64::midpoint(pair[0], pair[1])).collect(),
            false => self.levels.clone(),
        }
    }

    /// The colour of each line or band.
    #[must_use]
    pub fn shades(&self) -> Vec<Color> {
        match self.colors.as_slice() {
            [] => self.mapped.colors(),
            given => (0..self.paths.len()).map(|index| given[index % given.len()]).collect(),
        }
    }
}

/// A field of arrows.
#[derive(Clone, Debug, PartialEq)]
pub struct Arrows {
    /// Where they begin, in the data.
    pub tails: Vec<Point>,
    /// Where they point to, to the right and upwards.
    pub vectors: Vec<Point>,
    /// How many units of a vector are as long as the axes are wide; or as a unit of the data, if `in_data`.
    pub scale: Option<f64>,
    /// Whether vectors are measured in the data.
    pub in_data: bool,
    /// What part of a vector lies before the tail: a half where arrows are centred.
    pub before: f64,
    /// The width of their shafts in parts of the axes' width.
    pub width: Option<f64>,
    /// Their colours, in turn.
    pub colors: Vec<Color>,
    /// The numbers whose colours they have, if they are coloured by numbers.
    pub mapped: Option<Mapped>,
}

impl Arrows {
    /// The scale that suits them: arrows of a mean length nearly touch each other (matplotlib's rule).
    #[must_use]
    pub fn fitting_scale(&self) -> f64 {
        let lengths = || self.vectors.iter().map(|vector| vector.x.hypot(vector.y)).filter(|length| length.is_finite());
        let mean = lengths().sum::<f64>() / lengths().count().max(1) as f64;
        let across = (self.tails.len() as f64).sqrt().clamp(8.0, 25.0);
        if mean > 0.0 { 1.8 * mean * across } else { 1.0 }
    }
}

/// Curves that follow a field, each with a head in its middle.
#[derive(Clone, Debug, PartialEq)]
pub struct Streams {
    /// The curves.
    pub paths: Vec<Vec<Point>>,
    /// How they are drawn.
    pub stroke: Stroke,
    /// The size of their heads, as a multiple of the usual.
    pub head: f64,
    /// The lower left and upper right corner of the field.
    pub reach: (Point, Point),
}

/// Where a text stands to its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// The place is its left or upper end.
    Start,
    /// Its middle.
    Middle,
    /// Its right or lower end.
    End,
}

/// A text.
#[derive(Clone, Debug, PartialEq)]
pub struct Text {
    /// Where.
    pub at: Point,
    /// Whether the place counts from 0 to 1 across the axes, not in the data.
    pub in_axes: bool,
    /// What it says.
    pub text: String,
    /// The font's size in points.
    pub size: f64,
    /// Its colour.
    pub color: Color,
    /// Its alignment to the right and downwards.
    pub anchor: (Anchor, Anchor),
    /// Its angle in degrees against the clock.
    pub rotation: f64,
    /// Whether it is bold.
    pub bold: bool,
    /// How far it is from its place, in points to the right and upwards.
    pub shift: Point,
    /// Where an arrow from it points, in the data.
    pub arrow: Option<Point>,
    /// The arrow's colour, where it is not the text's.
    pub arrow_color: Option<Color>,
    /// A box behind it: what fills it, and its border.
    pub ground: Option<(Color, Stroke)>,
}

impl Text {
    /// A text that ends above its place.
    #[must_use]
    pub fn new(text: &str, size: f64, color: Color) -> Text {
        Text {
            at: Point::default(),
            in_axes: false,
            text: text.to_owned(),
            size,
            color,
            anchor: (Anchor::Start, Anchor::End),
            rotation: 0.0,
            bold: false,
            shift: Point::default(),
            arrow: None,
            arrow_color: None,
            ground: None,
        }
    }

    /// The rectangle that an upright text at a place covers, in pixels.
    #[must_use]
    pub fn area(&self, at: Point) -> Rect {
        let (width, height) = extent(&self.text, self.size * POINT);
        let before = |anchor: Anchor| match anchor {
            Anchor::Start => 0.0,
            Anchor::Middle => 0.5,
            Anchor::End => 1.0,
        };
        Rect::new(at.x - before(self.anchor.0) * width, at.y - before(self.anchor.1) * height, width, height)
    }
}

/// What an artist draws.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// Points joined by a line.
    Line(Line),
    /// Straight lines of their own.
    Segments(Vec<[Point; 2]>, Stroke),
    /// An endless line: through a place, in a direction.
    Endless(Point, Point, Stroke),
    /// A line across the axes, from one part of the way to another.
    Rule(Direction, f64, [f64; 2], Stroke),
    /// A band across the axes between two values.
    Band(Direction, [f64; 2], Patch),
    /// Markers.
    Points(Points),
    /// Filled outlines; the values (to the right, upwards) at which the view may end without a margin.
    Patches(Vec<Patch>, [Vec<f64>; 2]),
    /// A field of arrows.
    Arrows(Arrows),
    /// Curves that follow a field.
    Streams(Streams),
    /// An image.
    Image(Image),
    /// Filled cells, coloured by numbers.
    Mesh(Mesh),
    /// Contours.
    Contours(Contours),
    /// A text.
    Text(Text),
    /// What stands in three dimensions.
    Solid(Solid),
}

/// Something that axes hold.
#[derive(Clone, Debug, PartialEq)]
pub struct Artist {
    /// What the legend calls it.
    pub label: String,
    /// Whether it is drawn.
    pub visible: bool,
    /// Whether limits take it into account: a shape that a program adds does so from the next artist on.
    pub counts: bool,
    /// Later ones hide earlier ones.
    pub order: f64,
    /// How much of it is seen, beside the alpha of its colours.
    pub alpha: f64,
    /// What it draws.
    pub shape: Shape,
}

impl Artist {
    /// An artist with matplotlib's order for its kind: images below areas below lines below text.
    #[must_use]
    pub fn new(shape: Shape) -> Artist {
        let order = match &shape {
            Shape::Image(_) | Shape::Mesh(_) => 0.0,
            Shape::Points(_) | Shape::Patches(..) | Shape::Band(..) | Shape::Arrows(_) => 1.0,
            Shape::Contours(contours) if contours.filled => 1.0,
            Shape::Line(_)
            | Shape::Segments(..)
            | Shape::Endless(..)
            | Shape::Rule(..)
            | Shape::Contours(_)
            | Shape::Streams(_) => 2.0,
            Shape::Text(_) => 3.0,
            Shape::Solid(_) => 1.0,
        };
        Artist { label: String::new(), visible: true, counts: true, order, alpha: 1.0, shape }
    }

    /// The numbers behind its colours, if there are any: what a colorbar shows.
    #[must_use]
    pub fn mapped(&self) -> Option<&Mapped> {
        match &self.shape {
            Shape::Points(points) => points.mapped.as_ref(),
            Shape::Arrows(arrows) => arrows.mapped.as_ref(),
            Shape::Image(Image { pixels: Pixels::Mapped(mapped), .. }) | Shape::Mesh(Mesh { mapped, .. }) => {
                Some(mapped)
            }
            Shape::Contours(contours) => Some(&contours.mapped),
            Shape::Solid(solid) => solid.mapped(),
            _ => None,
        }
    }

    /// The same, to change it.
    pub fn mapped_mut(&mut self) -> Option<&mut Mapped> {
        match &mut self.shape {
            Shape::Points(points) => points.mapped.as_mut(),
            Shape::Arrows(arrows) => arrows.mapped.as_mut(),
            Shape::Image(Image { pixels: Pixels::Mapped(mapped), .. }) | Shape::Mesh(Mesh { mapped, .. }) => {
                Some(mapped)
            }
            Shape::Contours(contours) => Some(&mut contours.mapped),
            Shape::Solid(solid) => solid.mapped_mut(),
            _ => None,
        }
    }

    /// Whether the legend names it.
    #[must_use]
    pub fn is_named(&self) -> bool {
        !self.label.is_empty() && !self.label.starts_with('_')
    }
}
