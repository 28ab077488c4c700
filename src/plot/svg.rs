//! A figure as SVG.
//!
//! # Design
//! The drawing stands on a ground of its own and follows the reader's light or dark theme by a media query, which works inside a
//! page as well as in an image; readers without media queries show the light one. Black, white and greys are turned round on a
//! dark ground, dark colours are lightened, and colours that stand for numbers stay as they are. No identifiers are used, so that
//! several figures can stand in one page.

use std::collections::BTreeSet;
use std::fmt::Write;

use crate::artist::{Anchor, Mark, Marker, Stroke, Text};
use crate::canvas::{Canvas, baselines, dashes, thinned};
use crate::color::Color;
use crate::figure::Figure;
use crate::furniture;
use crate::geometry::{Point, Rect};
use crate::layout::POINT;
use crate::markers::{outline, round_radius};
use crate::png;
use crate::text::FONTS;

/// The ground in a dark theme, and what black becomes on it.
const DARK: (u8, u8) = (0x1e, 0xe6);

/// An image of no more pixels than this is written as rectangles.
const CELLS: usize = 1024;

/// A figure as the text of an SVG file: the same text for the same figure.
///
/// # Examples
/// ```
/// use tape_plot::figure::Figure;
/// let svg = tape_plot::svg::draw(&Figure::new(320.0, 240.0));
/// assert!(svg.contains("viewBox=\"0 0 320 240\""));
/// ```
#[must_use]
pub fn draw(figure: &Figure) -> String {
    let mut svg = Svg::default();
    furniture::draw(figure, &mut svg);
    let (width, height) = (number(figure.width), number(figure.height));
    let mut file = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"tape-figure\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"0 0 {width} {height}\" font-family=\"{FONTS}\" stroke-linejoin=\"round\">\n"
    );
    let rules: String = svg.adapted.iter().cloned().collect();
    if !rules.is_empty() {
        let _ = writeln!(file, "<style>@media(prefers-color-scheme:dark){{{rules}}}</style>");
    }
    file + &svg.body + "</svg>\n"
}

#[derive(Default)]
struct Svg {
    body: String,
    /// The rules for a dark theme.
    adapted: BTreeSet<String>,
    clipped: bool,
    keeps_colors: bool,
}

/// A number with at most two digits after the point.
fn number(value: f64) -> String {
    let text = format!("{:.2}", value);
    let short = text.trim_end_matches('0').trim_end_matches('.');
    if short == "-0" { "0".to_owned() } else { short.to_owned() }
}

fn pair(at: Point) -> String {
    format!("{} {}", number((at.x * 10.0).round() / 10.0), number((at.y * 10.0).round() / 10.0))
}

/// What a colour becomes on a dark ground.
fn on_dark(color: Color) -> Color {
    if color.red == color.green && color.green == color.blue {
        let (ground, ink) = (f64::from(DARK.0), f64::from(DARK.1));
        let level = (ink - f64::from(color.red) / 255.0 * (ink - ground)).round() as u8;
        return Color { red: level, green: level, blue: level, alpha: color.alpha };
    }
    let ground = Color { red: DARK.0, green: DARK.0, blue: DARK.0, alpha: 1.0 }.luminance();
    let contrast = |color: Color| (color.luminance() + 0.05) / (ground + 0.05);
    let lighter = (0..=10).map(|step| color.toward(Color::WHITE, f64::from(step) / 10.0));
    let found = lighter.into_iter().find(|color| contrast(*color) >= 3.0).unwrap_or(color);
    found.with_alpha(color.alpha)
}

impl Svg {
    /// The attributes that give an element its colours.
    fn colors(&mut self, fill: Option<Color>, stroke: Option<Color>) -> String {
        let mut text = String::new();
        let mut classes = Vec::new();
        for (attribute, color) in [("fill", fill), ("stroke", stroke)] {
            let Some(color) = color.filter(|color| color.alpha > 0.0) else {
                if attribute == "fill" {
                    text.push_str(" fill=\"none\"");
                }
                continue;
            };
            let _ = write!(text, " {attribute}=\"{}\"", short_hex(color));
            if color.alpha < 1.0 {
                let _ = write!(text, " {attribute}-opacity=\"{}\"", number(color.alpha));
            }
            let adapted = on_dark(color);
            if adapted != color && !self.keeps_colors {
                let class = format!("{}{}", &attribute[..1], &color.hex()[1..]);
                let rule = format!(".tape-figure .{class}{{{attribute}:{}}}", short_hex(adapted));
                self.adapted.insert(rule);
                classes.push(class);
            }
        }
        if !classes.is_empty() {
            let _ = write!(text, " class=\"{}\"", classes.join(" "));
        }
        text
    }

    fn stroke(stroke: &Stroke) -> String {
        let width = stroke.width * POINT;
        let mut text = format!(" stroke-width=\"{}\"", number(width));
        let pattern = dashes(stroke.dash);
        if !pattern.is_empty() {
            let lengths: Vec<String> = pattern.iter().map(|length| number(length * width.max(1.0))).collect();
            let _ = write!(text, " stroke-dasharray=\"{}\"", lengths.join(" "));
        }
        text
    }
}

fn short_hex(color: Color) -> String {
    let hex = color.hex();
    let digits = &hex.as_bytes()[1..];
    let doubled = digits.chunks(2).all(|pair| pair[0] == pair[1]);
    if doubled {
        digits.iter().step_by(2).fold("#".to_owned(), |text, digit| text + &char::from(*digit).to_string())
    } else {
        hex
    }
}

/// The data of a path through points; one that is no number interrupts it.
fn path(points: &[Point], closed: bool) -> String {
    let mut data = String::new();
    let mut drawing = false;
    let mut last = String::new();
    for point in points {
        if !point.is_finite() {
            drawing = false;
            continue;
        }
        let own = pair(*point);
        if drawing && own == last {
            continue;
        }
        data.push_str(if drawing { " " } else { "M" });
        data.push_str(&own);
        drawing = true;
        last = own;
    }
    if closed && drawing {
        data.push('z');
    }
    data
}

impl Svg {
    /// The pixels of a small image as rectangles: not every reader leaves enlarged images unblurred.
    fn cells(&mut self, frame: Rect, columns: usize, pixels: &[Color]) {
        let rows = pixels.len() / columns;
        let x = |column: usize| number(frame.left + frame.width * column as f64 / columns as f64);
        let y = |row: usize| number(frame.top + frame.height * row as f64 / rows as f64);
        self.body.push_str("<g shape-rendering=\"crispEdges\">\n");
        for (row, line) in pixels.chunks(columns).enumerate() {
            let mut column = 0;
            for run in line.chunk_by(|a, b| a == b) {
                let (left, right) = (x(column), x(column + run.len()));
                column += run.len();
                let colors = self.colors(Some(run[0]), None);
                let (top, bottom) = (y(row), y(row + 1));
                let _ = writeln!(self.body, "<path d=\"M{left} {top}H{right}V{bottom}H{left}z\"{colors}/>");
            }
        }
        self.body.push_str("</g>\n");
    }
}

impl Canvas for Svg {
    fn line(&mut self, points: &[Point], stroke: &Stroke) {
        let data = path(&thinned(points), false);
        if !stroke.is_visible() || data.is_empty() {
            return;
        }
        let colors = self.colors(None, Some(stroke.color));
        let look = Svg::stroke(stroke);
        let _ = writeln!(self.body, "<path d=\"{data}\"{colors}{look}/>");
    }

    fn area(&mut self, outlines: &[Vec<Point>], fill: Color, edge: &Stroke) {
        let data: String = outlines.iter().map(|outline| path(outline, true)).collect();
        if data.is_empty() || (fill.alpha == 0.0 && !edge.is_visible()) {
            return;
        }
        let edged = edge.is_visible();
        let colors = self.colors(Some(fill), edged.then_some(edge.color));
        let look = if edged { Svg::stroke(edge) } else { String::new() };
        let rule = if outlines.len() > 1 { " fill-rule=\"evenodd\"" } else { "" };
        let _ = writeln!(self.body, "<path d=\"{data}\"{rule}{colors}{look}/>");
    }

    fn marks(&mut self, at: &[Point], marker: &Marker) {
        let Some(mark) = marker.mark else { return };
        let places: Vec<Point> = at.iter().copied().filter(|point| point.is_finite()).collect();
        if places.is_empty() {
            return;
        }
        let radius = marker.size * POINT / 2.0;
        let edge = if marker.edge.is_visible() { marker.edge.width * POINT } else { 0.0 };
        let plain = marker.edge.color == marker.face || edge == 0.0;
        let round = matches!(mark, Mark::Circle | Mark::Dot | Mark::Pixel);
        let radius = round_radius(mark, radius);
        if round && plain && marker.face.alpha == 1.0 {
            // Lines of no length with round ends: the shortest way to write many discs.
            let data: String = places.iter().map(|place| format!("M{}h0", pair(*place))).collect();
            let colors = self.colors(None, Some(marker.face));
            let width = number(2.0 * radius + edge);
            let _ =
                writeln!(self.body, "<path d=\"{data}\"{colors} stroke-width=\"{width}\" stroke-linecap=\"round\"/>");
            return;
        }
        let strokes = matches!(mark, Mark::Strokes { .. });
        let fill = if strokes { None } else { Some(marker.face) };
        let colors = self.colors(fill, (edge > 0.0).then_some(marker.edge.color));
        let look = if edge > 0.0 { Svg::stroke(&marker.edge) } else { String::new() };
        let _ = writeln!(self.body, "<g{colors}{look}>");
        for place in places {
            let _ = match round {
                true => writeln!(
                    self.body,
                    "<circle cx=\"{}\" cy=\"{}\" r=\"{}\"/>",
                    number(place.x),
                    number(place.y),
                    number(radius)
                ),
                false => {
                    let lines = outline(mark, place, radius);
                    let data: String = lines.iter().map(|(line, closed)| path(line, *closed)).collect();
                    writeln!(self.body, "<path d=\"{data}\"/>")
                }
            };
        }
        self.body.push_str("</g>\n");
    }

    fn image(&mut self, frame: Rect, columns: usize, pixels: &[Color], smooth: bool) {
        if columns == 0 || pixels.is_empty() {
            return;
        }
        if !smooth && pixels.len() <= CELLS {
            self.cells(frame, columns, pixels);
            return;
        }
        let bytes: Vec<u8> = pixels.iter().flat_map(|pixel| pixel.bytes()).collect();
        let data = png::base64(&png::encode(columns, pixels.len() / columns, &bytes));
        let look = if smooth { "" } else { " image-rendering=\"optimizeSpeed\" style=\"image-rendering:pixelated\"" };
        let Rect { left, top, width, height } = frame;
        let _ = writeln!(
            self.body,
            "<image x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" preserveAspectRatio=\"none\"{look} \
             href=\"data:image/png;base64,{data}\"/>",
            number(left),
            number(top),
            number(width),
            number(height)
        );
    }

    fn text(&mut self, at: Point, text: &Text) {
        if !at.is_finite() || text.text.is_empty() {
            return;
        }
        let size = text.size * POINT;
        let anchor = match text.anchor.0 {
            Anchor::Start => "",
            Anchor::Middle => " text-anchor=\"middle\"",
            Anchor::End => " text-anchor=\"end\"",
        };
        let colors = self.colors(Some(text.color), None);
        let weight = if text.bold { " font-weight=\"bold\"" } else { "" };
        for (line, down) in baselines(&text.text, text.anchor.1, size) {
            let place = if text.rotation == 0.0 {
                format!("x=\"{}\" y=\"{}\"", number(at.x), number(at.y + down))
            } else {
                let turn = format!("translate({}) rotate({})", pair(at), number(-text.rotation));
                format!("transform=\"{turn}\" y=\"{}\"", number(down))
            };
            let size = number(size);
            let _ = writeln!(
                self.body,
                "<text {place} font-size=\"{size}\"{anchor}{weight}{colors}>{}</text>",
                escaped(line)
            );
        }
    }

    fn clip(&mut self, to: Option<Rect>) {
        if std::mem::replace(&mut self.clipped, to.is_some()) {
            self.body.push_str("</svg>\n");
        }
        if let Some(Rect { left, top, width, height }) = to {
            let [x, y, width, height] = [left, top, width, height].map(number);
            // An inner drawing clips what stands outside of it, and keeps the coordinates.
            let _ = writeln!(
                self.body,
                "<svg x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" viewBox=\"{x} {y} {width} {height}\">"
            );
        }
    }

    fn keep_colors(&mut self, keep: bool) {
        self.keeps_colors = keep;
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
