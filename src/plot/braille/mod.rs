//! A figure as text: braille dots for lines and points, half blocks for images, box-drawing lines for the axes.

mod dots;

use self::dots::Dots;
use crate::artist::Shape;
use crate::axes::{Axes, Placement};
use crate::axis::Side;
use crate::color::Color;
use crate::figure::Figure;
use crate::geometry::Rect;
use crate::mathtext;
use crate::paint::Window;
use crate::space::{Scene, Space};

/// One character of the picture.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Cell {
    text: char,
    ink: Option<Color>,
    ground: Option<Color>,
}

/// From dark to bright.
const SHADES: [char; 5] = [' ', '░', '▒', '▓', '█'];

const BLANK: Cell = Cell { text: ' ', ink: None, ground: None };

/// A picture of characters.
#[derive(Clone, Debug, PartialEq)]
pub struct Picture {
    columns: usize,
    cells: Vec<Cell>,
}

/// The picture of a figure, at most so many characters wide.
#[must_use]
pub fn draw(figure: &Figure, columns: usize) -> Picture {
    let columns = columns.clamp(20, 84);
    let in_rows = |axes: &Axes| match axes.placement {
        Placement::Cell(part) | Placement::Frame(part) => (1.0 / part.height.max(0.1)).round() as usize,
    };
    let stacked = figure.axes.iter().map(|axes| in_rows(&axes.borrow())).max().unwrap_or(1);
    // A character is about twice as high as wide.
    let rows = ((columns as f64 * figure.height / figure.width / 2.3) as usize).clamp(12, 26).max(12 * stacked);
    let head = usize::from(!figure.title.text.is_empty());
    let mut picture = Picture { columns, cells: vec![BLANK; columns * (rows + head)] };
    picture.centered(&mathtext::plain(&figure.title.text), 0, 0, columns, None);
    for axes in &figure.axes {
        let axes = axes.borrow();
        let (Placement::Cell(part) | Placement::Frame(part)) = axes.placement;
        let scaled = |share: f64, of: usize| (share * of as f64).round() as usize;
        let (left, right) = (scaled(part.left, columns), scaled(part.right(), columns));
        let (top, bottom) = (scaled(part.top, rows) + head, scaled(part.bottom(), rows) + head);
        if axes.visible {
            picture.axes(figure, &axes, Block { left, top, width: right - left, height: bottom - top });
        }
    }
    picture
}

/// A rectangle of characters.
#[derive(Clone, Copy, Debug)]
struct Block {
    left: usize,
    top: usize,
    width: usize,
    height: usize,
}

impl Picture {
    /// The picture without colours.
    #[must_use]
    pub fn plain(&self) -> String {
        self.lines(|cell, text| {
            let shades: Vec<f64> = [cell.ink, cell.ground].into_iter().flatten().map(Color::luminance).collect();
            text.push(match cell.text {
                // Without colours the brightness of an image is all that is left of it.
                '▀' => SHADES[(shades.iter().sum::<f64>() / shades.len().max(1) as f64 * 4.99) as usize],
                other => other,
            });
        })
    }

    /// The picture with the escape sequences of a terminal of 256 colours.
    #[must_use]
    pub fn ansi(&self) -> String {
        let mut current = (None, None);
        let text = self.lines(|cell, text| {
            let wanted = (cell.ink.map(palette), cell.ground.map(palette));
            if wanted != current {
                text.push_str("\u{1b}[0");
                if let Some(ink) = wanted.0 {
                    text.push_str(&format!(";38;5;{ink}"));
                }
                if let Some(ground) = wanted.1 {
                    text.push_str(&format!(";48;5;{ground}"));
                }
                text.push('m');
                current = wanted;
            }
            text.push(cell.text);
        });
        if current == (None, None) { text } else { text + "\u{1b}[0m" }
    }

    fn lines(&self, mut write: impl FnMut(&Cell, &mut String)) -> String {
        let mut text = String::new();
        let rows = self.cells.iter().rposition(|cell| *cell != BLANK).map_or(0, |last| last / self.columns + 1);
        for line in self.cells.chunks(self.columns).take(rows) {
            let end = line.iter().rposition(|cell| *cell != BLANK).map_or(0, |last| last + 1);
            line[..end].iter().for_each(|cell| write(cell, &mut text));
            // Colours end with the line, so that no terminal paints the rest of it.
            write(&Cell { text: '\n', ..BLANK }, &mut text);
        }
        text
    }

    fn put(&mut self, column: usize, row: usize, cell: Cell) {
        if column < self.columns
            && let Some(place) = self.cells.get_mut(row * self.columns + column)
        {
            *place = cell;
        }
    }

    fn write(&mut self, text: &str, column: usize, row: usize, ink: Option<Color>) {
        for (index, c) in text.chars().enumerate() {
            self.put(column + index, row, Cell { text: c, ink, ground: None });
        }
    }

    fn centered(&mut self, text: &str, row: usize, left: usize, width: usize, ink: Option<Color>) {
        let text: String = text.lines().next().unwrap_or("").chars().take(width).collect();
        let free = width - text.chars().count();
        self.write(&text, left + free / 2, row, ink);
    }

    fn axes(&mut self, figure: &Figure, axes: &Axes, block: Block) {
        let title = mathtext::plain(&axes.title.text);
        let y_label = mathtext::plain(&axes.y.label);
        let x_label = mathtext::plain(&axes.x.label);
        let names = if axes.legend.is_some() { axes.named() } else { Vec::new() };
        let shown = axes.shows_frame && axes.space.is_none();
        let head = usize::from(!title.is_empty()) + usize::from(!y_label.is_empty() && shown);
        let foot = usize::from(axes.space.is_some())
            + if shown { 2 + usize::from(!x_label.is_empty()) } else { 0 }
            + usize::from(!names.is_empty());
        let height = block.height.saturating_sub(head + foot + 1).max(3);
        let view = figure.view(axes);
        let y = axes.y.ticks(&view.y, (height / 3).clamp(1, 6));
        let y_texts: Vec<String> = y.major.iter().map(|(_, text)| mathtext::plain(text)).collect();
        let widest = y_texts.iter().map(|text| text.chars().count()).max().unwrap_or(0).max(y.factor.chars().count());
        let gutter = if shown && axes.y.shows_labels { widest + 1 } else { 1 };
        let width = block.width.saturating_sub(2 * gutter.min(4) + gutter).max(8);
        let (left, top) = (block.left + gutter + 1, block.top + head);
        let canvas_frame = Rect::new(0.0, 0.0, 2.0 * width as f64, 4.0 * height as f64);
        let view = view.with_aspect(axes.aspect, canvas_frame.width, canvas_frame.height);
        let window = Window { frame: canvas_frame, view };
        let mut dots = Dots::new(width, height);
        for artist in axes.drawn() {
            window.paint(&artist.borrow(), false, &mut dots);
        }
        if let Some(space) = &axes.space {
            let spans = [view.x, view.y, figure.span(&space.z.axis)];
            let scene = Scene::new(space, spans, canvas_frame, 0.0);
            scene.edges(&mut dots);
            scene.contents(axes, &mut dots);
        }
        dots.copy(self, left, top);
        self.centered(&title, block.top, left, width, None);
        if shown {
            self.write(&y_label, block.left, block.top + head - usize::from(!y_label.is_empty()), None);
            let right = axes.on_right.then_some(left + width);
            self.y_axis(axes, &window, (left, top, height), &y_texts, &y, right);
            self.x_axis(axes, &window, (left, top + height, width));
            self.centered(&x_label, top + height + 2, left, width, None);
        }
        if let Some(space) = &axes.space {
            self.centered(&ranges(axes, space, figure), top + height, left, width, None);
        }
        self.legend(&names, left, top + height + foot - usize::from(!names.is_empty()), width);
    }

    fn y_axis(
        &mut self,
        axes: &Axes,
        window: &Window,
        (left, top, height): (usize, usize, usize),
        texts: &[String],
        ticks: &crate::axis::Ticks,
        right: Option<usize>,
    ) {
        let edge = right.unwrap_or(left - 1);
        for row in 0..height {
            self.put(edge, top + row, Cell { text: '│', ..BLANK });
        }
        for ((at, _), text) in ticks.major.iter().zip(texts) {
            let row = ((window.place_y(*at) / 4.0) as usize).min(height - 1);
            self.put(edge, top + row, Cell { text: if right.is_some() { '├' } else { '┤' }, ..BLANK });
            if axes.y.shows_labels {
                let start = right.map_or_else(|| edge.saturating_sub(text.chars().count()), |edge| edge + 1);
                self.write(text, start, top + row, None);
            }
        }
        if !ticks.factor.is_empty() && top > 0 {
            self.write(&ticks.factor, edge.saturating_sub(ticks.factor.chars().count()), top - 1, None);
        }
    }

    fn x_axis(&mut self, axes: &Axes, window: &Window, (left, row, width): (usize, usize, usize)) {
        self.put(left - 1, row, Cell { text: '└', ..BLANK });
        for column in 0..width {
            self.put(left + column, row, Cell { text: '─', ..BLANK });
        }
        let mut ticks = axes.x.ticks(&window.view.x, (width / 9).clamp(1, 9));
        if !ticks.factor.is_empty() {
            ticks.major.iter_mut().for_each(|(_, text)| text.push_str(&ticks.factor));
        }
        let mut free = 0;
        for (at, text) in &ticks.major {
            let column = left + ((window.place_x(*at) / 2.0) as usize).min(width - 1);
            self.put(column, row, Cell { text: '┬', ..BLANK });
            let text = mathtext::plain(text);
            let count = text.chars().count();
            let start = column.saturating_sub(count / 2);
            if axes.x.shows_labels && start >= free && start + count <= self.columns {
                self.write(&text, start, row + 1, None);
                free = start + count + 1;
            }
        }
    }

    fn legend(
        &mut self,
        names: &[(crate::Shared<crate::artist::Artist>, String)],
        left: usize,
        row: usize,
        width: usize,
    ) {
        let mut column = left;
        for (artist, name) in names {
            let artist = artist.borrow();
            let (sign, color) = sample(&artist.shape);
            let name = mathtext::plain(name);
            let count = name.chars().count();
            if column + count + 3 > left + width.max(20) {
                break;
            }
            self.write(sign, column, row, color);
            self.write(&name, column + 3, row, None);
            column += count + 6;
        }
    }
}

/// What the axes of a box show, in words: there is no room for ticks at its edges.
fn ranges(axes: &Axes, space: &Space, figure: &Figure) -> String {
    let range = |(side, name): (&Side, &str)| {
        let ticks = side.ticks(&figure.span(&side.axis), 5).major;
        let ends = ticks.first().zip(ticks.last());
        let label = if side.label.is_empty() { name.to_owned() } else { mathtext::plain(&side.label) };
        ends.map_or(label.clone(), |((_, first), (_, last))| format!("{label}: {first} … {last}"))
    };
    [(&axes.x, "x"), (&axes.y, "y"), (&space.z, "z")].map(range).join("   ")
}

/// What a legend shows of an artist.
fn sample(shape: &Shape) -> (&'static str, Option<Color>) {
    match shape {
        Shape::Line(line) if line.stroke.is_visible() => ("⠒⠒", Some(line.stroke.color)),
        Shape::Line(line) => ("• ", Some(line.marker.face)),
        Shape::Points(points) => ("• ", points.colors().first().copied()),
        Shape::Patches(patches, _) => ("██", patches.first().map(|patch| patch.fill)),
        Shape::Band(_, _, patch) => ("██", Some(patch.fill)),
        Shape::Segments(_, stroke) | Shape::Rule(_, _, _, stroke) => ("⠒⠒", Some(stroke.color)),
        _ => ("██", None),
    }
}

/// The number of a colour among the 256 of a terminal: its cube of six levels, or its greys.
fn palette(color: Color) -> u8 {
    let level = |byte: u8| (u16::from(byte) * 5 + 127) / 255;
    let (red, green, blue) = (level(color.red), level(color.green), level(color.blue));
    if color.red == color.green && color.green == color.blue {
        return 232 + (u16::from(color.red) * 23 / 255) as u8;
    }
    (16 + 36 * red + 6 * green + blue) as u8
}
