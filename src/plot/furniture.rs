//! What stands around the data: the sheet, frames, ticks, labels, titles, legends, colorbars.

use crate::artist::{Anchor, Artist, Dash, Mark, Marker, Shape, Stroke, Text};
use crate::axes::{Axes, Title};
use crate::canvas::Canvas;
use crate::color::Color;
use crate::figure::Figure;
use crate::geometry::{Point, Rect};
use crate::layout::{PAD, POINT, Panel, TICK, panels, side_label};
use crate::legend::{BETWEEN, ENTRY, GAP, SAMPLE, columns};
use crate::mathtext;
use crate::space::Solid;

/// The lines of a frame.
const FRAME: Stroke = Stroke::solid(Color::BLACK, 0.8);

/// No line.
const NOTHING: Stroke = Stroke { color: Color::NONE, width: 0.0, dash: Dash::Nothing };

/// How many shades a colorbar shows.
const SHADES: usize = 128;

/// Draws a figure.
pub fn draw(figure: &Figure, canvas: &mut dyn Canvas) {
    let sheet = Rect::new(0.0, 0.0, figure.width, figure.height);
    canvas.area(&[sheet.corners()], figure.face.unwrap_or(Color::WHITE), &NOTHING);
    for (axes, panel) in figure.axes.iter().zip(panels(figure)) {
        let axes = axes.borrow();
        if axes.visible {
            draw_axes(&axes, &panel, canvas);
        }
    }
    for text in &figure.texts {
        canvas.text(Point::new(text.at.x * figure.width, (1.0 - text.at.y) * figure.height), text);
    }
    let top = Point::new(figure.width / 2.0, 7.0);
    heading(&figure.title, top, Anchor::Start, canvas);
}

fn draw_axes(axes: &Axes, panel: &Panel, canvas: &mut dyn Canvas) {
    let frame = panel.window.frame;
    if axes.shows_frame && !axes.on_right {
        // What fills the frame follows the sheet, if the program does not say otherwise.
        canvas.area(&[frame.corners()], axes.face.unwrap_or(Color::NONE), &NOTHING);
    }
    if let (Some(space), Some(scene)) = (&axes.space, &panel.scene) {
        let ticks = [&panel.x, &panel.y, &panel.z];
        if axes.shows_frame {
            scene.walls(ticks, canvas);
        }
        scene.contents(axes, canvas);
        if axes.shows_frame {
            let sides = [&axes.x, &axes.y, &space.z];
            (0..3).for_each(|axis| scene.axis(axis, sides[axis], ticks[axis], canvas));
        }
        colorbar(axes, panel, canvas);
        heading(&axes.title, Point::new(frame.center().x, frame.top - PAD), Anchor::End, canvas);
        legend(axes, panel, canvas);
        return;
    }
    if axes.shows_frame {
        grid(axes, panel, canvas);
    }
    canvas.clip(Some(frame));
    let (outside, inside): (Vec<_>, Vec<_>) =
        axes.drawn().into_iter().partition(|artist| matches!(artist.borrow().shape, Shape::Text(_)));
    let faithful = axes.is_coloured();
    for artist in inside {
        panel.window.paint(&artist.borrow(), faithful, canvas);
    }
    canvas.clip(None);
    if axes.shows_frame {
        spines(axes, frame, canvas);
        x_ticks(axes, panel, canvas);
        y_ticks(axes, panel, canvas);
        labels(axes, panel, canvas);
    }
    for artist in outside {
        panel.window.paint(&artist.borrow(), faithful, canvas);
    }
    colorbar(axes, panel, canvas);
    let factor = if panel.y.factor.is_empty() { 0.0 } else { axes.y.tick_size * POINT * crate::text::LINE };
    let above = factor.max(panel.head);
    heading(&axes.title, Point::new(frame.center().x, frame.top - PAD - above), Anchor::End, canvas);
    legend(axes, panel, canvas);
}

fn grid(axes: &Axes, panel: &Panel, canvas: &mut dyn Canvas) {
    let frame = panel.window.frame;
    if let Some(stroke) = &axes.x.grid {
        for (at, _) in &panel.x.major {
            let x = panel.window.place_x(*at);
            canvas.line(&[Point::new(x, frame.top), Point::new(x, frame.bottom())], stroke);
        }
    }
    if let Some(stroke) = &axes.y.grid {
        for (at, _) in &panel.y.major {
            let y = panel.window.place_y(*at);
            canvas.line(&[Point::new(frame.left, y), Point::new(frame.right(), y)], stroke);
        }
    }
}

fn spines(axes: &Axes, frame: Rect, canvas: &mut dyn Canvas) {
    let [upper_left, upper_right, lower_right, lower_left] = frame.corners()[..] else { return };
    if axes.spines == [true; 4] {
        canvas.area(&[frame.corners()], Color::NONE, &FRAME);
        return;
    }
    let sides =
        [(upper_left, lower_left), (upper_right, lower_right), (lower_left, lower_right), (upper_left, upper_right)];
    for ((from, to), _) in sides.into_iter().zip(axes.spines).filter(|(_, shown)| *shown) {
        canvas.line(&[from, to], &FRAME);
    }
}

/// A text in the manner of labels.
fn label(text: &str, size: f64, color: Color, anchor: (Anchor, Anchor), rotation: f64) -> Text {
    Text { anchor, rotation, ..Text::new(&mathtext::plain(text), size, color) }
}

fn x_ticks(axes: &Axes, panel: &Panel, canvas: &mut dyn Canvas) {
    if axes.on_right {
        return;
    }
    let (frame, side) = (panel.window.frame, &axes.x);
    let (edge, outwards) = if axes.x_above { (frame.top, -1.0) } else { (frame.bottom(), 1.0) };
    let tick = |x: f64, length: f64| [Point::new(x, edge), Point::new(x, edge + outwards * length)];
    if side.shows_ticks {
        for at in &panel.x.minor {
            canvas.line(&tick(panel.window.place_x(*at), 0.57 * TICK), &Stroke::solid(side.tick_color, 0.6));
        }
    }
    let beyond = if side.shows_ticks { TICK } else { 0.0 } + 0.6 * PAD;
    let across = if panel.x_rotation % 90.0 == 0.0 { Anchor::Middle } else { Anchor::End };
    let anchor = (across, if axes.x_above { Anchor::End } else { Anchor::Start });
    for (at, text) in &panel.x.major {
        let x = panel.window.place_x(*at);
        if side.shows_ticks {
            canvas.line(&tick(x, TICK), &Stroke::solid(side.tick_color, 0.8));
        }
        if side.shows_labels {
            let text = label(text, side.tick_size, side.tick_color, anchor, panel.x_rotation);
            canvas.text(Point::new(x, edge + outwards * beyond), &text);
        }
    }
    if !panel.x.factor.is_empty() && side.shows_labels {
        let at = Point::new(frame.right(), edge + outwards * (panel.x_reach + 0.3 * PAD));
        canvas.text(at, &label(&panel.x.factor, side.tick_size, side.tick_color, (Anchor::End, anchor.1), 0.0));
    }
}

fn y_ticks(axes: &Axes, panel: &Panel, canvas: &mut dyn Canvas) {
    if !axes.shows_y {
        return;
    }
    let (frame, side) = (panel.window.frame, &axes.y);
    let (edge, outwards) = if axes.on_right { (frame.right(), 1.0) } else { (frame.left, -1.0) };
    let tick = |y: f64, length: f64| [Point::new(edge, y), Point::new(edge + outwards * length, y)];
    if side.shows_ticks {
        for at in &panel.y.minor {
            canvas.line(&tick(panel.window.place_y(*at), 0.57 * TICK), &Stroke::solid(side.tick_color, 0.6));
        }
    }
    let x = edge + outwards * (if side.shows_ticks { TICK } else { 0.0 } + PAD);
    let anchor = (if axes.on_right { Anchor::Start } else { Anchor::End }, Anchor::Middle);
    for (at, text) in &panel.y.major {
        let y = panel.window.place_y(*at);
        if side.shows_ticks {
            canvas.line(&tick(y, TICK), &Stroke::solid(side.tick_color, 0.8));
        }
        if side.shows_labels {
            canvas.text(Point::new(x, y), &label(text, side.tick_size, side.tick_color, anchor, side.tick_rotation));
        }
    }
    if !panel.y.factor.is_empty() && side.shows_labels {
        let start = if axes.on_right { Anchor::End } else { Anchor::Start };
        let text = label(&panel.y.factor, side.tick_size, side.tick_color, (start, Anchor::End), 0.0);
        canvas.text(Point::new(edge, frame.top - 0.5 * PAD), &text);
    }
}

fn labels(axes: &Axes, panel: &Panel, canvas: &mut dyn Canvas) {
    let frame = panel.window.frame;
    if !axes.x.label.is_empty() && !axes.on_right {
        let beyond = panel.x_reach + 0.6 * PAD;
        let (y, down) =
            if axes.x_above { (frame.top - beyond, Anchor::End) } else { (frame.bottom() + beyond, Anchor::Start) };
        let (at, anchor) = (Point::new(frame.center().x, y), (Anchor::Middle, down));
        canvas.text(at, &label(&axes.x.label, axes.x.label_size, axes.x.label_color, anchor, 0.0));
    }
    if !axes.y.label.is_empty() && axes.shows_y {
        let (at, anchor) = side_label(panel, axes.on_right);
        let text = label(&axes.y.label, axes.y.label_size, axes.y.label_color, (Anchor::Middle, anchor), 90.0);
        canvas.text(at, &text);
    }
}

fn heading(title: &Title, at: Point, anchor: Anchor, canvas: &mut dyn Canvas) {
    if !title.text.is_empty() {
        let text = label(&title.text, title.size, title.color, (Anchor::Middle, anchor), 0.0);
        canvas.text(at, &Text { bold: title.bold, ..text });
    }
}

fn colorbar(axes: &Axes, panel: &Panel, canvas: &mut dyn Canvas) {
    let (Some(colorbar), Some((rect, span, ticks))) = (&axes.colorbar, &panel.colorbar) else { return };
    let artist = colorbar.of.borrow();
    if let Some(mapped) = artist.mapped() {
        let bands = match &artist.shape {
            Shape::Contours(contours) if contours.filled => contours.paths.len().max(1),
            _ => SHADES.min(mapped.map.len()),
        };
        let place = |index: usize| (index as f64 + 0.5) / bands as f64;
        let shades: Vec<Color> = (0..bands).rev().map(|index| mapped.map.color(place(index))).collect();
        canvas.keep_colors(true);
        canvas.image(*rect, 1, &shades, false);
        canvas.keep_colors(false);
    }
    canvas.area(&[rect.corners()], Color::NONE, &FRAME);
    let side = &colorbar.side;
    let right = rect.right() + TICK + PAD;
    let mut widest = 0.0f64;
    for (at, text) in &ticks.major {
        let y = rect.bottom() - span.place(*at) * rect.height;
        canvas.line(&[Point::new(rect.right(), y), Point::new(rect.right() + TICK, y)], &FRAME);
        let text = label(text, side.tick_size, side.tick_color, (Anchor::Start, Anchor::Middle), 0.0);
        widest = widest.max(crate::text::width(&text.text, side.tick_size * POINT));
        canvas.text(Point::new(right, y), &text);
    }
    if !ticks.factor.is_empty() {
        let text = label(&ticks.factor, side.tick_size, side.tick_color, (Anchor::Start, Anchor::End), 0.0);
        canvas.text(Point::new(rect.left, rect.top - 0.5 * PAD), &text);
    }
    if !side.label.is_empty() {
        let at = Point::new(right + widest + PAD, rect.center().y);
        let text = label(&side.label, side.label_size, side.label_color, (Anchor::Middle, Anchor::Start), 90.0);
        canvas.text(at, &text);
    }
}

fn legend(axes: &Axes, panel: &Panel, canvas: &mut dyn Canvas) {
    let (Some(legend), Some(rect)) = (&axes.legend, panel.legend) else { return };
    let font = legend.size * POINT;
    if legend.frame {
        canvas.area(&[rect.corners()], Color::WHITE.with_alpha(0.8), &Stroke::solid(Color::BORDER, 0.8));
    }
    let mut top = rect.top + 0.25 * font;
    if !legend.title.is_empty() {
        let text = label(&legend.title, legend.size, Color::BLACK, (Anchor::Middle, Anchor::Start), 0.0);
        canvas.text(Point::new(rect.center().x, top), &text);
        top += crate::text::LINE * font;
    }
    let (columns, rows) = columns(axes, legend);
    let mut left = rect.left + 0.5 * font;
    for (entries, width) in axes.named().chunks(rows.max(1)).zip(columns) {
        for (row, (artist, name)) in entries.iter().enumerate() {
            let middle = top + (row as f64 + 0.5) * ENTRY * font;
            sample(&artist.borrow(), Rect::new(left, middle - 0.35 * font, SAMPLE * font, 0.7 * font), canvas);
            let text = label(name, legend.size, Color::BLACK, (Anchor::Start, Anchor::Middle), 0.0);
            canvas.text(Point::new(left + (SAMPLE + GAP) * font, middle), &text);
        }
        left += width + BETWEEN * font;
    }
}

/// What an artist looks like, in a small rectangle.
fn sample(artist: &Artist, rect: Rect, canvas: &mut dyn Canvas) {
    let faded = |color: Color| color.with_alpha(color.alpha * artist.alpha);
    let middle = rect.center();
    let across = [Point::new(rect.left, middle.y), Point::new(rect.right(), middle.y)];
    match &artist.shape {
        Shape::Line(line) => {
            canvas.line(&across, &Stroke { color: faded(line.stroke.color), ..line.stroke });
            let marker = Marker { face: faded(line.marker.face), ..line.marker };
            canvas.marks(&[middle], &marker);
        }
        Shape::Solid(Solid::Paths(_, stroke, marker)) => {
            canvas.line(&across, stroke);
            canvas.marks(&[middle], marker);
        }
        Shape::Solid(Solid::Arrows(_, _, stroke))
        | Shape::Segments(_, stroke)
        | Shape::Endless(_, _, stroke)
        | Shape::Rule(_, _, _, stroke) => {
            canvas.line(&across, stroke);
        }
        Shape::Points(points) => {
            let face = points.colors().get(points.at.len() / 2).copied().unwrap_or(Color::NONE);
            let edge = Stroke::solid(points.edge.unwrap_or(face), points.edge_width);
            let size = points.areas[0].sqrt().clamp(3.0, 10.0);
            let marker = Marker { mark: Some(points.mark), size, face: faded(face), edge };
            canvas.marks(&[middle], &marker);
        }
        Shape::Band(_, _, patch) => canvas.area(&[rect.corners()], faded(patch.fill), &patch.edge),
        Shape::Patches(patches, _) => {
            if let Some(patch) = patches.first() {
                canvas.area(&[rect.corners()], faded(patch.fill), &patch.edge);
            }
        }
        _ => canvas.marks(&[middle], &Marker { mark: Some(Mark::Circle), size: 6.0, face: Color::BLACK, edge: FRAME }),
    }
}
