//! Lines, areas and images in dots of braille.

use super::{Cell, Picture};
use crate::artist::{Mark, Marker, Stroke, Text};
use crate::canvas::Canvas;
use crate::color::Color;
use crate::geometry::{Point, Rect};
use crate::mathtext;

/// A field of dots, two by four to a character; behind them two squares a character for images.
pub(super) struct Dots {
    width: usize,
    height: usize,
    dots: Vec<u8>,
    inks: Vec<Option<Color>>,
    squares: Vec<[Option<Color>; 2]>,
    texts: Vec<(usize, usize, String, Color)>,
    keeps_colors: bool,
}

impl Dots {
    pub(super) fn new(width: usize, height: usize) -> Dots {
        let count = width * height;
        Dots {
            width,
            height,
            dots: vec![0; count],
            inks: vec![None; count],
            squares: vec![[None; 2]; count],
            texts: Vec::new(),
            keeps_colors: false,
        }
    }

    fn dot(&mut self, x: f64, y: f64, color: Color) {
        if x < 0.0 || y < 0.0 || x >= 2.0 * self.width as f64 || y >= 4.0 * self.height as f64 {
            return;
        }
        let (x, y) = (x as usize, y as usize);
        let bit = match (x % 2, y % 4) {
            (0, 3) => 0x40,
            (1, 3) => 0x80,
            (0, row) => 1 << row,
            (_, row) => 8 << row,
        };
        let index = y / 4 * self.width + x / 2;
        self.dots[index] |= bit;
        self.inks[index] = Some(color);
    }

    /// Copies the field into a picture. Black, which the terminal's own colour stands for, has no colour.
    pub(super) fn copy(&self, picture: &mut Picture, left: usize, top: usize) {
        let own = |color: Option<Color>| color.filter(|color| color.hex() != "#000000" && color.hex() != "#ffffff");
        for index in 0..self.dots.len() {
            let (column, row) = (left + index % self.width, top + index / self.width);
            let dots = char::from_u32(0x2800 + u32::from(self.dots[index])).unwrap_or(' ');
            let cell = match (self.dots[index], self.squares[index]) {
                (0, [None, None]) => continue,
                (0, [above, below]) => Cell { text: '▀', ink: above, ground: below },
                (_, [above, _]) => Cell { text: dots, ink: own(self.inks[index]), ground: above },
            };
            picture.put(column, row, cell);
        }
        for (column, row, text, color) in &self.texts {
            picture.write(text, left + column, top + row, own(Some(*color)));
        }
    }

    /// Sets every dot whose middle lies inside outlines, by the rule of even and odd crossings.
    fn fill(&mut self, outlines: &[Vec<Point>], mut set: impl FnMut(&mut Dots, usize, usize)) {
        for y in 0..4 * self.height {
            let middle = y as f64 + 0.5;
            let mut crossings = Vec::new();
            for outline in outlines {
                for (index, a) in outline.iter().enumerate() {
                    let b = outline[(index + 1) % outline.len()];
                    if (a.y <= middle) != (b.y <= middle) {
                        crossings.push(a.x + (middle - a.y) / (b.y - a.y) * (b.x - a.x));
                    }
                }
            }
            crossings.sort_by(f64::total_cmp);
            for pair in crossings.chunks_exact(2) {
                let from = (pair[0] - 0.5).ceil().max(0.0) as usize;
                let to = ((pair[1] - 0.5).floor().max(-1.0) + 1.0) as usize;
                (from..to.min(2 * self.width)).for_each(|x| set(self, x, y));
            }
        }
    }

    fn square(&mut self, x: usize, y: usize, color: Color) {
        self.squares[y / 4 * self.width + x / 2][y % 4 / 2] = Some(color);
    }
}

impl Canvas for Dots {
    fn line(&mut self, points: &[Point], stroke: &Stroke) {
        if !stroke.is_visible() {
            return;
        }
        let field = Rect::new(0.0, 0.0, 2.0 * self.width as f64, 4.0 * self.height as f64);
        for pair in points.windows(2).filter(|pair| pair[0].is_finite() && pair[1].is_finite()) {
            let Some((from, to)) = field.clip(pair[0], pair[1]) else { continue };
            let steps = (to.x - from.x).abs().max((to.y - from.y).abs()).ceil().max(1.0);
            for step in 0..=steps as usize {
                let share = step as f64 / steps;
                let edge = |value: f64, end: f64| value.min(end - 0.01);
                let x = edge(from.x + share * (to.x - from.x), field.width);
                self.dot(x, edge(from.y + share * (to.y - from.y), field.height), stroke.color);
            }
        }
    }

    fn area(&mut self, outlines: &[Vec<Point>], fill: Color, edge: &Stroke) {
        let faithful = self.keeps_colors;
        if fill.alpha > 0.0 {
            self.fill(outlines, |dots, x, y| match faithful {
                true => dots.square(x, y, fill),
                // Every other dot for what is half transparent.
                false if fill.alpha < 0.7 && (x + y) % 2 == 1 => {}
                false => dots.dot(x as f64, y as f64, fill),
            });
        }
        if !faithful && edge.color != fill {
            for outline in outlines {
                let closed: Vec<Point> = outline.iter().chain(outline.first()).copied().collect();
                self.line(&closed, edge);
            }
        }
    }

    fn marks(&mut self, at: &[Point], marker: &Marker) {
        if marker.mark.is_none() {
            return;
        }
        let color = if marker.face.alpha > 0.0 { marker.face } else { marker.edge.color };
        let (right, bottom) = (2.0 * self.width as f64 - 0.01, 4.0 * self.height as f64 - 0.01);
        // One dot is hard to see: what is not small gets four.
        let beside: &[f64] = if marker.size > 4.0 && marker.mark != Some(Mark::Dot) { &[0.0, -1.0] } else { &[0.0] };
        let inside = |point: &&Point| {
            point.is_finite() && (0.0..=right + 1.0).contains(&point.x) && (0.0..=bottom + 1.0).contains(&point.y)
        };
        for point in at.iter().filter(inside) {
            for (dx, dy) in beside.iter().flat_map(|dx| beside.iter().map(move |dy| (dx, dy))) {
                self.dot((point.x + dx).clamp(0.0, right), (point.y + dy).clamp(0.0, bottom), color);
            }
        }
    }

    fn image(&mut self, frame: Rect, columns: usize, pixels: &[Color], _smooth: bool) {
        let rows = pixels.len() / columns.max(1);
        for y in (0..4 * self.height).step_by(2) {
            for x in (0..2 * self.width).step_by(2) {
                let at = Point::new(x as f64 + 1.0, y as f64 + 1.0);
                if frame.contains(at) {
                    let column = ((at.x - frame.left) / frame.width * columns as f64) as usize;
                    let row = ((at.y - frame.top) / frame.height * rows as f64) as usize;
                    self.square(x, y, pixels[row.min(rows - 1) * columns + column.min(columns - 1)]);
                }
            }
        }
    }

    fn text(&mut self, at: Point, text: &Text) {
        if at.is_finite() && at.x >= 0.0 && at.y >= 0.0 {
            let (column, row) = ((at.x / 2.0) as usize, (at.y / 4.0) as usize);
            if column < self.width && row < self.height {
                let room: String = mathtext::plain(&text.text).chars().take(self.width - column).collect();
                self.texts.push((column, row, room, text.color));
            }
        }
    }

    fn clip(&mut self, _to: Option<Rect>) {}

    fn keep_colors(&mut self, keep: bool) {
        self.keeps_colors = keep;
    }
}
