//! Where everything stands: frames leave as much room as the texts beside them need, and ticks are as many as fit.

use crate::artist::Anchor;
use crate::axes::{Aspect, Axes, Location, Placement};
use crate::axis::{Side, Span, Ticks};
use crate::figure::{Figure, RESOLUTION, View};
use crate::geometry::{Point, Rect};
use crate::paint::Window;
use crate::text::{LINE, extent};
use crate::{legend, mathtext};

/// Pixels for each point, the unit of fonts and lines.
pub const POINT: f64 = RESOLUTION / 72.0;

/// The length of a tick, in pixels.
pub const TICK: f64 = 3.5 * POINT;

/// The room between a tick and its label, and between a label and what comes after, in pixels.
pub const PAD: f64 = 3.5 * POINT;

/// The room at the edges of a figure and between its cells, in pixels: that of matplotlib's `tight_layout`.
const SPACE: f64 = 1.08 * 10.0 * POINT;

/// The width of a colorbar, and its distance from the frame, in pixels.
const COLORBAR: (f64, f64) = (18.0, 14.0);

/// Axes as they stand.
#[derive(Clone, Debug)]
pub struct Panel {
    /// The frame and what it shows.
    pub window: Window,
    /// The ticks below.
    pub x: Ticks,
    /// The angle of their labels in degrees.
    pub x_rotation: f64,
    /// How many steps there may be between the ticks below, and at the side.
    pub most: (usize, usize),
    /// The ticks at the side.
    pub y: Ticks,
    /// How far labels reach to the left or right of the frame: where the axis's own label begins.
    pub y_reach: f64,
    /// How far labels reach below the frame, or above.
    pub x_reach: f64,
    /// How much of the room above the frame ticks and their label take, those of a twin counted.
    pub head: f64,
    /// The scale of colours, and its ticks.
    pub colorbar: Option<(Rect, Span, Ticks)>,
    /// The legend.
    pub legend: Option<Rect>,
}

/// The room that texts need around a frame.
#[derive(Clone, Copy, Debug, Default)]
struct Margins {
    left: f64,
    right: f64,
    top: f64,
    bottom: f64,
}

impl Margins {
    fn with(self, other: Margins) -> Margins {
        Margins {
            left: self.left.max(other.left),
            right: self.right.max(other.right),
            top: self.top.max(other.top),
            bottom: self.bottom.max(other.bottom),
        }
    }
}

/// The panels of a figure's axes, in their order.
#[must_use]
pub fn panels(figure: &Figure) -> Vec<Panel> {
    let sheet = sheet(figure);
    let mut margins = Margins { left: 40.0, right: 10.0, top: 20.0, bottom: 30.0 };
    let stand = |margins: Margins| {
        let mut panels: Vec<Panel> =
            figure.axes.iter().map(|axes| panel(figure, &axes.borrow(), sheet, margins)).collect();
        share_heads(figure, &mut panels);
        panels
    };
    // Margins depend on the ticks and ticks on the room between margins: the second round settles both.
    for _ in 0..2 {
        let panels = stand(margins);
        let in_cells =
            figure.axes.iter().zip(&panels).filter(|(axes, _)| matches!(axes.borrow().placement, Placement::Cell(_)));
        margins = in_cells.fold(Margins::default(), |most, (axes, panel)| most.with(needed(&axes.borrow(), panel)));
    }
    let mut panels = stand(margins);
    for (axes, panel) in figure.axes.iter().zip(&mut panels) {
        panel.legend = legend::place(&axes.borrow(), panel);
    }
    panels
}

/// The title of axes stands above the ticks of a twin in the same place.
fn share_heads(figure: &Figure, panels: &mut [Panel]) {
    let heads: Vec<(Placement, f64)> =
        figure.axes.iter().zip(&*panels).map(|(axes, panel)| (axes.borrow().placement, panel.head)).collect();
    for (axes, panel) in figure.axes.iter().zip(panels) {
        let same = heads.iter().filter(|(placement, _)| *placement == axes.borrow().placement);
        panel.head = same.map(|(_, head)| *head).fold(0.0, f64::max);
    }
}

/// The part of a figure that cells divide.
fn sheet(figure: &Figure) -> Rect {
    let whole = Rect::new(0.0, 0.0, figure.width, figure.height).grown(-SPACE / 2.0);
    if figure.title.text.is_empty() {
        return whole;
    }
    let (_, height) = extent(&figure.title.text, figure.title.size * POINT);
    let head = height + SPACE;
    Rect::new(whole.left, whole.top + head, whole.width, whole.height - head)
}

fn panel(figure: &Figure, axes: &Axes, sheet: Rect, margins: Margins) -> Panel {
    let frame = match axes.placement {
        Placement::Frame(part) => within(Rect::new(0.0, 0.0, figure.width, figure.height), part),
        Placement::Cell(part) => {
            let cell = within(sheet, part).grown(-SPACE / 2.0);
            let width = (cell.width - margins.left - margins.right).max(20.0);
            let height = (cell.height - margins.top - margins.bottom).max(20.0);
            Rect::new(cell.left + margins.left, cell.top + margins.top, width, height)
        }
    };
    let view = figure.view(axes);
    let frame = with_aspect(frame, axes, &view);
    let view = view.with_aspect(axes.aspect, frame.width, frame.height);
    let room = if figure.is_tight { frame } else { with_aspect(standard_frame(figure, axes), axes, &view) };
    let x_most = ((room.width / (3.0 * axes.x.tick_size * POINT)) as usize).clamp(1, 9);
    let y_most = ((room.height / (2.0 * axes.y.tick_size * POINT)) as usize).clamp(1, 9);
    let (x, x_most) = fitting_ticks(&axes.x, &view.x, x_most, frame.width, false);
    let (y, y_most) = fitting_ticks(&axes.y, &view.y, y_most, frame.height, true);
    // Ticks that the program insists on are turned where they would touch.
    let crowded = axes.x.tick_rotation == 0.0 && touches(&axes.x, &view.x, &x, frame.width, false);
    let x_rotation = if crowded { 40.0 } else { axes.x.tick_rotation };
    let colorbar = axes.colorbar.as_ref().map(|colorbar| {
        let rect = Rect::new(frame.right() + COLORBAR.1, frame.top, COLORBAR.0, frame.height);
        let span = colorbar_span(colorbar);
        let (ticks, _) = fitting_ticks(&colorbar.side, &span, y_most.max(1), frame.height, true);
        (rect, span, ticks)
    });
    let mut panel = Panel {
        window: Window { frame, view },
        x,
        x_rotation,
        most: (x_most, y_most),
        y,
        y_reach: 0.0,
        x_reach: 0.0,
        head: 0.0,
        colorbar,
        legend: None,
    };
    panel.y_reach = side_reach(&axes.y, &panel.y);
    panel.x_reach = x_reach(&axes.x, &panel);
    if axes.x_above {
        panel.head = panel.x_reach + label_room(&axes.x);
    }
    panel
}

/// What the scale of a colorbar shows.
#[must_use]
pub fn colorbar_span(colorbar: &crate::axes::Colorbar) -> Span {
    let artist = colorbar.of.borrow();
    let (first, last) = artist.mapped().map_or((0.0, 1.0), crate::colormap::Mapped::limits);
    let log = artist.mapped().is_some_and(|mapped| mapped.norm.log);
    let scale = if log { crate::axis::Scale::Log } else { crate::axis::Scale::Linear };
    let (first, last) = crate::axis::apart(first, last, scale, 0.1);
    Span { scale, first, last }
}

fn within(whole: Rect, part: Rect) -> Rect {
    Rect::new(
        whole.left + part.left * whole.width,
        whole.top + part.top * whole.height,
        part.width * whole.width,
        part.height * whole.height,
    )
}

/// The frame as large as equal units let it be, in the middle of its room.
fn with_aspect(frame: Rect, axes: &Axes, view: &View) -> Rect {
    let Aspect::Frame(ratio) = axes.aspect else { return frame };
    let wanted = ratio * ((view.y.last - view.y.first) / (view.x.last - view.x.first)).abs();
    if !wanted.is_finite() || wanted <= 0.0 {
        return frame;
    }
    let (width, height) = (frame.width.min(frame.height / wanted), frame.height.min(frame.width * wanted));
    let middle = frame.center();
    Rect::new(middle.x - width / 2.0, middle.y - height / 2.0, width, height)
}

/// The frame that matplotlib gives axes by default, at the upper left: cells are a fifth of their size apart, and a colorbar takes a
/// fifth of the width.
fn standard_frame(figure: &Figure, axes: &Axes) -> Rect {
    let share = |part: f64| part / (1.2 - 0.2 * part);
    let (width, height) = match axes.placement {
        Placement::Frame(part) => (part.width, part.height),
        Placement::Cell(part) => (0.775 * share(part.width), 0.77 * share(part.height)),
    };
    let left = if axes.colorbar.is_some() { 0.8 } else { 1.0 };
    Rect::new(0.0, 0.0, left * width * figure.width, height * figure.height)
}

/// Ticks along a side of a length in pixels, and with how many steps: fewer where their labels would touch.
fn fitting_ticks(side: &Side, span: &Span, most: usize, length: f64, upright: bool) -> (Ticks, usize) {
    let fewer = (1..=most).rev().map(|most| (side.ticks(span, most), most));
    let mut last = None;
    for (ticks, most) in fewer {
        let fits = !touches(side, span, &ticks, length, upright);
        last = Some((ticks, most));
        if fits || side.ticks.is_some() || side.tick_rotation != 0.0 {
            break;
        }
    }
    last.unwrap_or_else(|| (side.ticks(span, 1), 1))
}

fn touches(side: &Side, span: &Span, ticks: &Ticks, length: f64, upright: bool) -> bool {
    let size = side.tick_size * POINT;
    let ends = ticks.major.iter().map(|(at, label)| {
        let (width, height) = extent(&mathtext::plain(label), size);
        let half = if upright { 0.8 * height } else { width + 0.3 * size } / 2.0;
        (span.place(*at) * length - half, span.place(*at) * length + half)
    });
    let mut ends: Vec<(f64, f64)> = ends.collect();
    ends.sort_by(|a, b| a.0.total_cmp(&b.0));
    side.shows_labels && ends.windows(2).any(|pair| pair[0].1 > pair[1].0)
}

/// How far ticks and their labels reach to the side of a frame.
fn side_reach(side: &Side, ticks: &Ticks) -> f64 {
    let tick = if side.shows_ticks { TICK } else { 0.0 };
    if !side.shows_labels || ticks.major.is_empty() {
        return tick;
    }
    tick + PAD + widest(side, ticks)
}

fn widest(side: &Side, ticks: &Ticks) -> f64 {
    let width = |label: &String| {
        let (width, height) = extent(&mathtext::plain(label), side.tick_size * POINT);
        turned(width, height, side.tick_rotation).0
    };
    ticks.major.iter().map(|(_, label)| width(label)).fold(0.0, f64::max)
}

fn x_reach(side: &Side, panel: &Panel) -> f64 {
    let tick = if side.shows_ticks { TICK } else { 0.0 };
    if !side.shows_labels || panel.x.major.is_empty() {
        return tick;
    }
    let height = |label: &String| {
        let (width, height) = extent(&mathtext::plain(label), side.tick_size * POINT);
        turned(width, height, panel.x_rotation).1
    };
    tick + PAD * 0.6 + panel.x.major.iter().map(|(_, label)| height(label)).fold(0.0, f64::max)
}

/// The size of a turned rectangle.
fn turned(width: f64, height: f64, degrees: f64) -> (f64, f64) {
    let (sin, cos) = degrees.to_radians().sin_cos();
    (width * cos.abs() + height * sin.abs(), width * sin.abs() + height * cos.abs())
}

/// The height of an axis's label with the room before it.
fn label_room(side: &Side) -> f64 {
    if side.label.is_empty() {
        return 0.0;
    }
    extent(&mathtext::plain(&side.label), side.label_size * POINT).1 + PAD
}

fn needed(axes: &Axes, panel: &Panel) -> Margins {
    let title = match axes.title.text.as_str() {
        "" => 0.0,
        text => extent(text, axes.title.size * POINT).1 + PAD,
    };
    if !axes.shows_frame {
        return Margins { top: title, ..Margins::default() };
    }
    let half_label = if axes.y.shows_labels { axes.y.tick_size * POINT / 2.0 } else { 0.0 };
    let factor = if panel.y.factor.is_empty() { 0.0 } else { axes.y.tick_size * POINT * LINE + PAD };
    let last = panel.x.major.last().filter(|_| axes.x.shows_labels);
    let beyond = last.map_or(0.0, |(at, label)| {
        let half = extent(&mathtext::plain(label), axes.x.tick_size * POINT).0 / 2.0;
        (panel.window.place_x(*at) + half - panel.window.frame.right()).max(0.0)
    });
    let beside = if axes.shows_y { panel.y_reach + label_room(&axes.y) } else { 0.0 };
    let x_factor = if panel.x.factor.is_empty() { 0.0 } else { axes.x.tick_size * POINT * LINE };
    let mut margins = Margins {
        left: if axes.on_right { 0.0 } else { beside },
        right: if axes.on_right { beside } else { beyond },
        top: (title + factor.max(panel.head)).max(half_label),
        bottom: if axes.x_above {
            half_label
        } else {
            (panel.x_reach + label_room(&axes.x).max(x_factor)).max(half_label)
        },
    };
    if let (Some(colorbar), Some((_, _, ticks))) = (&axes.colorbar, &panel.colorbar) {
        margins.right += COLORBAR.0 + COLORBAR.1 + side_reach(&colorbar.side, ticks) + label_room(&colorbar.side);
        if !ticks.factor.is_empty() {
            margins.top = margins.top.max(title.max(axes.y.tick_size * POINT * LINE + PAD));
        }
    }
    if let Some(legend) = axes.legend.as_ref().filter(|legend| legend.location == Location::Outside) {
        margins.right += legend::size(axes, legend).0 + SPACE;
    }
    margins
}

/// Where an axis's own label stands at the side: its place, turned by a quarter.
#[must_use]
pub fn side_label(panel: &Panel, on_right: bool) -> (Point, Anchor) {
    let frame = panel.window.frame;
    let reach = panel.y_reach + PAD * 0.6;
    let x = if on_right { frame.right() + reach } else { frame.left - reach };
    (Point::new(x, frame.center().y), if on_right { Anchor::Start } else { Anchor::End })
}
