//! A figure as pixels.

use tiny_skia::{
    FillRule, FilterQuality, LineCap, LineJoin, Mask, Paint, Path, PathBuilder, Pixmap, PixmapPaint,
    PremultipliedColorU8, Shader, StrokeDash, Transform,
};
use ttf_parser::{Face, OutlineBuilder};

use crate::artist::{Anchor, Mark, Marker, Stroke, Text};
use crate::canvas::{Canvas, baselines, dashes, thinned};
use crate::color::Color;
use crate::figure::Figure;
use crate::furniture;
use crate::geometry::{Point, Rect};
use crate::layout::POINT;
use crate::markers::{outline, round_radius};
use crate::{png, text};

/// The largest picture that is drawn, in pixels.
const MOST: f64 = 1e8;

/// A figure as a PNG file, `scale` pixels for each of its own; nothing for a size that is not drawn.
///
/// # Examples
/// ```
/// use tape_plot::figure::Figure;
/// let file = tape_plot::raster::draw(&Figure::new(320.0, 240.0), 1.0).unwrap();
/// assert!(file.starts_with(b"\x89PNG\r\n"));
/// ```
#[must_use]
pub fn draw(figure: &Figure, scale: f64) -> Option<Vec<u8>> {
    let (width, height) = ((figure.width * scale).round(), (figure.height * scale).round());
    if !(width >= 1.0 && height >= 1.0 && width * height <= MOST) {
        return None;
    }
    let pixmap = Pixmap::new(width as u32, height as u32)?;
    let face = Face::parse(dejavu::sans::regular(), 0).ok()?;
    let mut raster = Raster { pixmap, scale: scale as f32, mask: None, face };
    furniture::draw(figure, &mut raster);
    let pixels: Vec<u8> = raster
        .pixmap
        .pixels()
        .iter()
        .flat_map(|pixel| {
            let color = pixel.demultiply();
            [color.red(), color.green(), color.blue(), color.alpha()]
        })
        .collect();
    Some(png::encode(width as usize, height as usize, &pixels))
}

struct Raster {
    pixmap: Pixmap,
    scale: f32,
    mask: Option<Mask>,
    face: Face<'static>,
}

fn paint(color: Color) -> Paint<'static> {
    let Color { red, green, blue, alpha } = color;
    let shader = Shader::SolidColor(tiny_skia::Color::from_rgba8(red, green, blue, (alpha * 255.0).round() as u8));
    Paint { shader, anti_alias: true, ..Paint::default() }
}

fn add(builder: &mut PathBuilder, points: &[Point], closed: bool) {
    let mut drawing = false;
    for point in points {
        match (point.is_finite(), drawing) {
            (false, _) => drawing = false,
            (true, false) => {
                builder.move_to(point.x as f32, point.y as f32);
                drawing = true;
            }
            (true, true) => builder.line_to(point.x as f32, point.y as f32),
        }
    }
    if closed && drawing {
        builder.close();
    }
}

impl Raster {
    fn transform(&self) -> Transform {
        Transform::from_scale(self.scale, self.scale)
    }

    fn fill(&mut self, path: &Path, color: Color) {
        let transform = self.transform();
        if color.alpha > 0.0 {
            self.pixmap.fill_path(path, &paint(color), FillRule::EvenOdd, transform, self.mask.as_ref());
        }
    }

    fn stroke(&mut self, path: &Path, stroke: &Stroke) {
        if !stroke.is_visible() {
            return;
        }
        let width = stroke.width * POINT;
        let lengths: Vec<f32> = dashes(stroke.dash).iter().map(|length| (length * width.max(1.0)) as f32).collect();
        let own = tiny_skia::Stroke {
            width: width as f32,
            line_cap: LineCap::Butt,
            line_join: LineJoin::Round,
            dash: if lengths.is_empty() { None } else { StrokeDash::new(lengths, 0.0) },
            ..tiny_skia::Stroke::default()
        };
        let transform = self.transform();
        self.pixmap.stroke_path(path, &paint(stroke.color), &own, transform, self.mask.as_ref());
    }
}

impl Canvas for Raster {
    fn line(&mut self, points: &[Point], stroke: &Stroke) {
        let mut builder = PathBuilder::new();
        add(&mut builder, &thinned(points), false);
        if let Some(path) = builder.finish() {
            self.stroke(&path, stroke);
        }
    }

    fn area(&mut self, outlines: &[Vec<Point>], fill: Color, edge: &Stroke) {
        let mut builder = PathBuilder::new();
        outlines.iter().for_each(|outline| add(&mut builder, outline, true));
        if let Some(path) = builder.finish() {
            self.fill(&path, fill);
            self.stroke(&path, edge);
        }
    }

    fn marks(&mut self, at: &[Point], marker: &Marker) {
        let Some(mark) = marker.mark else { return };
        let radius = round_radius(mark, marker.size * POINT / 2.0);
        for place in at.iter().filter(|place| place.is_finite()) {
            let mut builder = PathBuilder::new();
            outline(mark, *place, radius).iter().for_each(|(line, closed)| add(&mut builder, line, *closed));
            if matches!(mark, Mark::Circle | Mark::Dot | Mark::Pixel) {
                builder.push_circle(place.x as f32, place.y as f32, radius as f32);
            }
            let Some(path) = builder.finish() else { continue };
            if !matches!(mark, Mark::Strokes { .. }) {
                self.fill(&path, marker.face);
            }
            self.stroke(&path, &marker.edge);
        }
    }

    fn image(&mut self, frame: Rect, columns: usize, pixels: &[Color], smooth: bool) {
        let rows = pixels.len() / columns.max(1);
        let Some(mut image) = Pixmap::new(columns as u32, rows as u32) else { return };
        for (own, color) in image.pixels_mut().iter_mut().zip(pixels) {
            let [red, green, blue, alpha] = color.parts();
            let part = |part: f64| (part * alpha * 255.0).round() as u8;
            let pixel = PremultipliedColorU8::from_rgba(part(red), part(green), part(blue), part(1.0));
            *own = pixel.unwrap_or(*own);
        }
        let quality = if smooth { FilterQuality::Bilinear } else { FilterQuality::Nearest };
        let paint = PixmapPaint { quality, ..PixmapPaint::default() };
        let transform = Transform::from_row(
            (frame.width / columns as f64) as f32,
            0.0,
            0.0,
            (frame.height / rows as f64) as f32,
            frame.left as f32,
            frame.top as f32,
        );
        let transform = transform.post_concat(self.transform());
        self.pixmap.draw_pixmap(0, 0, image.as_ref(), &paint, transform, self.mask.as_ref());
    }

    fn text(&mut self, at: Point, text: &Text) {
        if !at.is_finite() {
            return;
        }
        let size = text.size * POINT;
        for (line, down) in baselines(&text.text, text.anchor.1, size) {
            let width = text::width(line, size);
            let start = match text.anchor.0 {
                Anchor::Start => 0.0,
                Anchor::Middle => -width / 2.0,
                Anchor::End => -width,
            };
            let mut glyphs = Glyphs { builder: PathBuilder::new(), left: 0.0 };
            for c in line.chars() {
                if let Some(glyph) = self.face.glyph_index(c) {
                    self.face.outline_glyph(glyph, &mut glyphs);
                    glyphs.left += f32::from(self.face.glyph_hor_advance(glyph).unwrap_or(0));
                }
            }
            let unit = (size / f64::from(self.face.units_per_em())) as f32;
            let placed = Transform::from_row(unit, 0.0, 0.0, -unit, start as f32, down as f32)
                .post_concat(Transform::from_rotate(-text.rotation as f32))
                .post_translate(at.x as f32, at.y as f32);
            let Some(path) = glyphs.builder.finish().and_then(|path| path.transform(placed)) else { continue };
            let transform = self.transform();
            let ink = paint(text.color);
            self.pixmap.fill_path(&path, &ink, FillRule::Winding, transform, self.mask.as_ref());
            if text.bold {
                // The font's bold face would double its size in the program.
                let heavier = tiny_skia::Stroke { width: 0.06 * size as f32, ..tiny_skia::Stroke::default() };
                self.pixmap.stroke_path(&path, &ink, &heavier, transform, self.mask.as_ref());
            }
        }
    }

    fn clip(&mut self, to: Option<Rect>) {
        self.mask = to.and_then(|to| {
            let mut mask = Mask::new(self.pixmap.width(), self.pixmap.height())?;
            let rect = tiny_skia::Rect::from_xywh(to.left as f32, to.top as f32, to.width as f32, to.height as f32)?;
            mask.fill_path(&PathBuilder::from_rect(rect), FillRule::Winding, true, self.transform());
            Some(mask)
        });
    }

    fn keep_colors(&mut self, _keep: bool) {}
}

/// Glyphs in a row, in units of the font.
struct Glyphs {
    builder: PathBuilder,
    left: f32,
}

impl OutlineBuilder for Glyphs {
    fn move_to(&mut self, x: f32, y: f32) {
        self.builder.move_to(self.left + x, y);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.builder.line_to(self.left + x, y);
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        self.builder.quad_to(self.left + x1, y1, self.left + x, y);
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        self.builder.cubic_to(self.left + x1, y1, self.left + x2, y2, self.left + x, y);
    }

    fn close(&mut self) {
        self.builder.close();
    }
}
