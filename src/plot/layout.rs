//! Where everything stands: frames leave as much room as the texts beside them need, and ticks are as many as fit.

use crate::artist::Anchor;
use crate::axes::{Aspect, Axes, Colorbar, Location, Placement};
use crate::axis::{Side, Span, Ticks};
use crate::figure::{Figure, RESOLUTION, View};
use crate::geometry::{Point, Rect};
use crate::paint::Window;
use crate::space::Scene;
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
    /// The ticks of the third axis.
    pub z: Ticks,
    /// The box, if there are three axes.
    pub scene: Option<Scene>,
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

/// The room that cells leave at the edges of the sheet, and between them.
#[derive(Clone, Copy, Debug)]
struct Room {
    edges: Margins,
    across: f64,
    down: f64,
}

impl Room {
    /// The room that a first guess leaves.
    const GUESS: Room =
        Room { edges: Margins { left: 40.0, right: 10.0, top: 20.0, bottom: 30.0 }, across: 50.0, down: 50.0 };

    /// The room that axes in cells need: at an edge what the axes there need, between two cells what any two neighbours need.
    fn needed(figure: &Figure, panels: &[Panel]) -> Room {
        let mut room = Room { edges: Margins::default(), across: SPACE, down: SPACE };
        let mut inside = Margins::default();
        for (axes, panel) in figure.axes.iter().zip(panels) {
            let axes = axes.borrow();
            let Placement::Cell(part) = axes.placement else { continue };
            let needed = needed(&axes, panel);
            let raise = |at_edge: bool, edge: &mut f64, inner: &mut f64, needed: f64| {
                let own = if at_edge { edge } else { inner };
                *own = own.max(needed);
            };
            let (edges, last) = (&mut room.edges, 1.0 - 1e-9);
            raise(part.left < 1e-9, &mut edges.left, &mut inside.left, needed.left);
            raise(part.right() > last, &mut edges.right, &mut inside.right, needed.right);
            raise(part.top < 1e-9, &mut edges.top, &mut inside.top, needed.top);
            raise(part.bottom() > last, &mut edges.bottom, &mut inside.bottom, needed.bottom);
        }
        room.across += inside.left + inside.right;
        room.down += inside.top + inside.bottom;
        room
    }

    /// The frame in a part of a sheet: frames of equal parts are equally large.
    fn frame(&self, sheet: Rect, part: Rect) -> Rect {
        let width = sheet.width - self.edges.left - self.edges.right + self.across;
        let height = sheet.height - self.edges.top - self.edges.bottom + self.down;
        Rect::new(
            sheet.left + self.edges.left + part.left * width,
            sheet.top + self.edges.top + part.top * height,
            (part.width * width - self.across).max(20.0),
            (part.height * height - self.down).max(20.0),
        )
    }
}

/// The panels of a figure's axes, in their order.
#[must_use]
pub fn panels(figure: &Figure) -> Vec<Panel> {
    let sheet = sheet(figure);
    let stand = |room: Room| {
        let mut panels: Vec<Panel> =
            figure.axes.iter().map(|axes| panel(figure, &axes.borrow(), sheet, room)).collect();
        share_heads(figure, &mut panels);
        panels
    };
    // Room depends on the ticks and ticks on the room: the second round settles both.
    let room = (0..2).fold(Room::GUESS, |room, _| Room::needed(figure, &stand(room)));
    let mut panels = stand(room);
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
    let whole = Rect::new(0.0, 0.0, figure.width, figure.height).grown(-SPACE);
    if figure.title.text.is_empty() {
        return whole;
    }
    let (_, height) = extent(&figure.title.text, figure.title.size * POINT);
    let head = height + SPACE;
    Rect::new(whole.left, whole.top + head, whole.width, whole.height - head)
}

fn panel(figure: &Figure, axes: &Axes, sheet: Rect, room: Room) -> Panel {
    let frame = match axes.placement {
        Placement::Frame(part) => within(Rect::new(0.0, 0.0, figure.width, figure.height), part),
        Placement::Cell(part) => room.frame(sheet, part),
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
        z: Ticks::default(),
        scene: None,
        colorbar,
        legend: None,
    };
    panel.y_reach = side_reach(&axes.y, &panel.y);
    if let Some(space) = &axes.space {
        let span = figure.span(&space.z.axis);
        let room = if figure.is_tight { frame } else { standard_frame(figure, axes) };
        let most = ((room.width.min(room.height) / (3.0 * space.z.tick_size * POINT)) as usize).clamp(1, 9);
        (panel.x, panel.y) = (axes.x.ticks(&view.x, most), axes.y.ticks(&view.y, most));
        (panel.most, panel.z) = ((most, most), space.z.ticks(&span, most));
        panel.scene = Some(Scene::new(space, [view.x, view.y, span], frame, space.z.label_size * POINT));
        return panel;
    }
    panel.x_reach = x_reach(&axes.x, &panel);
    if axes.x_above {
        panel.head = panel.x_reach + label_room(&axes.x);
    }
    panel
}

/// What the scale of a colorbar shows.
#[must_use]
pub fn colorbar_span(colorbar: &Colorbar) -> Span {
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

/// The frame that matplotlib gives axes by default, in parts of the figure from its lower left: cells are a fifth of their size apart,
/// and a colorbar takes a fifth of the width.
#[must_use]
pub fn standard_place(axes: &Axes) -> Rect {
    let share = |part: f64| part / (1.2 - 0.2 * part);
    match axes.placement {
        Placement::Frame(part) => Rect::new(part.left, 1.0 - part.bottom(), part.width, part.height),
        Placement::Cell(part) => {
            let (width, height) = (0.775 * share(part.width), 0.77 * share(part.height));
            let before = part.left / part.width * 1.2 * width;
            let below = (1.0 - part.bottom()) / part.height * 1.2 * height;
            let left = if axes.colorbar.is_some() { 0.8 } else { 1.0 };
            Rect::new(0.125 + before, 0.11 + below, left * width, height)
        }
    }
}

/// That frame's size in pixels.
fn standard_frame(figure: &Figure, axes: &Axes) -> Rect {
    let Rect { width, height, .. } = standard_place(axes);
    Rect::new(0.0, 0.0, width * figure.width, height * figure.height)
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
    if axes.space.is_some() {
        let colorbar = axes.colorbar.as_ref().zip(panel.colorbar.as_ref());
        let right = colorbar.map_or(0.0, |(colorbar, (_, _, ticks))| colorbar_room(colorbar, ticks));
        return Margins { top: title, right, ..Margins::default() };
    }
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
        margins.right += colorbar_room(colorbar, ticks);
        if !ticks.factor.is_empty() {
            margins.top = margins.top.max(title.max(axes.y.tick_size * POINT * LINE + PAD));
        }
    }
    if let Some(legend) = axes.legend.as_ref().filter(|legend| legend.location == Location::Outside) {
        margins.right += legend::size(axes, legend).0 + SPACE;
    }
    margins
}

/// How far a colorbar reaches to the right of the frame.
fn colorbar_room(colorbar: &Colorbar, ticks: &Ticks) -> f64 {
    COLORBAR.0 + COLORBAR.1 + side_reach(&colorbar.side, ticks) + label_room(&colorbar.side)
}

/// Where an axis's own label stands at the side: its place, turned by a quarter.
#[must_use]
pub fn side_label(panel: &Panel, on_right: bool) -> (Point, Anchor) {
    let frame = panel.window.frame;
    let reach = panel.y_reach + PAD * 0.6;
    let x = if on_right { frame.right() + reach } else { frame.left - reach };
    (Point::new(x, frame.center().y), if on_right { Anchor::Start } else { Anchor::End })
}
