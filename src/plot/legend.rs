//! The legend: how large it is, and where it hides nothing.

use crate::artist::{Artist, Shape};
use crate::axes::{Axes, Legend, Location};
use crate::geometry::{Point, Rect};
use crate::layout::{POINT, Panel};
use crate::mathtext;
use crate::paint::Window;
use crate::text::{LINE, extent};

/// The places that are tried, in matplotlib's order: parts of the way across and down.
const PLACES: [(f64, f64); 9] =
    [(1.0, 0.0), (0.0, 0.0), (0.0, 1.0), (1.0, 1.0), (0.0, 0.5), (1.0, 0.5), (0.5, 1.0), (0.5, 0.0), (0.5, 0.5)];

/// The distance from the frame and the room inside the border, in font sizes.
const PAD: f64 = 0.5;

/// The length of the sample of a line, in font sizes.
pub const SAMPLE: f64 = 2.0;

/// The room between a sample and its name, in font sizes.
pub const GAP: f64 = 0.7;

/// The room between two columns, in font sizes.
pub const BETWEEN: f64 = 1.5;

/// The height of an entry, in font sizes.
pub const ENTRY: f64 = LINE + 0.25;

/// The widths of the columns of a legend in pixels, samples counted, and how many rows they have.
#[must_use]
pub fn columns(axes: &Axes, legend: &Legend) -> (Vec<f64>, usize) {
    let font = legend.size * POINT;
    let entries = axes.named();
    let rows = entries.len().div_ceil(legend.columns.clamp(1, entries.len().max(1)));
    let name = |(_, text): &(_, String)| extent(&mathtext::plain(text), font).0;
    let widest = |column: &[(_, String)]| column.iter().map(name).fold(0.0, f64::max) + (SAMPLE + GAP) * font;
    (entries.chunks(rows.max(1)).map(widest).collect(), rows)
}

/// The width and height of a legend in pixels.
#[must_use]
pub fn size(axes: &Axes, legend: &Legend) -> (f64, f64) {
    let font = legend.size * POINT;
    let (columns, rows) = columns(axes, legend);
    let title = if legend.title.is_empty() { (0.0, 0.0) } else { extent(&mathtext::plain(&legend.title), font) };
    let width = columns.iter().sum::<f64>() + (columns.len().max(1) - 1) as f64 * BETWEEN * font;
    (width.max(title.0) + 2.0 * PAD * font, rows as f64 * ENTRY * font + title.1 + PAD * font)
}

/// Where the legend of axes stands; nothing if it would be empty.
#[must_use]
pub fn place(axes: &Axes, panel: &Panel) -> Option<Rect> {
    let legend = axes.legend.as_ref()?;
    if axes.named().is_empty() {
        return None;
    }
    let (width, height) = size(axes, legend);
    let frame = panel.window.frame.grown(-PAD * legend.size * POINT);
    let at = |(across, down): (f64, f64)| {
        let (left, top) = (frame.left + across * (frame.width - width), frame.top + down * (frame.height - height));
        Rect::new(left, top, width, height)
    };
    Some(match legend.location {
        Location::At(across, down) => at((across, down)),
        Location::Outside => {
            let frame = panel.window.frame;
            Rect::new(frame.right() + 9.0, frame.top, width, height)
        }
        Location::Best => {
            let obstacles = obstacles(axes, &panel.window);
            let hidden = |rect: Rect| obstacles.iter().filter(|obstacle| obstacle.meets(&rect.grown(3.0))).count();
            PLACES.map(at).into_iter().min_by_key(|rect| hidden(*rect))?
        }
    })
}

/// Something that a legend should not hide: a piece of a line, or a filled rectangle.
enum Obstacle {
    Piece(Point, Point),
    Block(Rect),
}

impl Obstacle {
    fn meets(&self, rect: &Rect) -> bool {
        match self {
            Obstacle::Piece(from, to) => rect.clip(*from, *to).is_some(),
            Obstacle::Block(block) => rect.meets(block),
        }
    }
}

fn obstacles(axes: &Axes, window: &Window) -> Vec<Obstacle> {
    let mut found = Vec::new();
    for artist in &axes.artists {
        let artist = artist.borrow();
        if artist.visible {
            add_obstacles(&artist, window, &mut found);
        }
    }
    found
}

fn add_obstacles(artist: &Artist, window: &Window, found: &mut Vec<Obstacle>) {
    let place = |point: &Point| window.place(*point);
    match &artist.shape {
        Shape::Line(line) => {
            let points: Vec<Point> = line.points().map(|point| window.place(point)).collect();
            if line.stroke.is_visible() {
                found.extend(points.windows(2).map(|pair| Obstacle::Piece(pair[0], pair[1])));
            }
            found.extend(points.iter().map(|point| Obstacle::Piece(*point, *point)));
        }
        Shape::Segments(lines, _) => {
            found.extend(lines.iter().map(|line| Obstacle::Piece(place(&line[0]), place(&line[1]))));
        }
        Shape::Points(points) => {
            found.extend(points.at.iter().map(place).map(|point| Obstacle::Piece(point, point)));
        }
        Shape::Streams(streams) => {
            for path in &streams.paths {
                found.extend(path.windows(2).map(|pair| Obstacle::Piece(place(&pair[0]), place(&pair[1]))));
            }
        }
        Shape::Arrows(arrows) => {
            found.extend(arrows.tails.iter().map(place).map(|point| Obstacle::Piece(point, point)));
        }
        Shape::Patches(patches, _) => {
            for patch in patches {
                let places: Vec<Point> = patch.outline.iter().map(place).collect();
                if let [a, _, b, _] = places[..] {
                    found.push(Obstacle::Block(Rect::between(a, b)));
                } else {
                    found.extend(places.windows(2).map(|pair| Obstacle::Piece(pair[0], pair[1])));
                }
            }
        }
        Shape::Text(text) => {
            found.push(Obstacle::Block(text.area(window.text_place(text))));
        }
        _ => {}
    }
}
