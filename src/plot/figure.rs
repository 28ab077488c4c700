//! A figure: axes on a sheet.

use std::ops::Range;
use std::rc::Rc;

use crate::artist::{Artist, Direction, Text};
use crate::axes::{Aspect, Axes, Placement, Title};
use crate::axis::{Axis, Extent, Scale, Span, apart};
use crate::color::Color;
use crate::geometry::Rect;
use crate::{Shared, shared};

/// Pixels for each inch of a figure.
pub const RESOLUTION: f64 = 100.0;

/// A sheet with axes.
#[derive(Clone, Debug)]
pub struct Figure {
    /// Its width in pixels.
    pub width: f64,
    /// Its height in pixels.
    pub height: f64,
    /// What stands on it, the hidden ones first.
    pub axes: Vec<Shared<Axes>>,
    /// What stands above all axes.
    pub title: Title,
    /// Texts on the sheet; their places count from 0 to 1 from its lower left.
    pub texts: Vec<Text>,
    /// Its colour, if it has one of its own.
    pub face: Option<Color>,
    /// Whether the program asked for frames that are as large as they can be (`tight_layout`). They always are; but only then are
    /// ticks as many as fit such frames, and not as many as matplotlib shows in the narrower ones that it draws else.
    pub is_tight: bool,
}

/// What axes show in both directions.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct View {
    /// To the right.
    pub x: Span,
    /// Upwards.
    pub y: Span,
}

impl Figure {
    /// An empty figure of a size in pixels.
    #[must_use]
    pub fn new(width: f64, height: f64) -> Figure {
        Figure {
            width,
            height,
            axes: Vec::new(),
            title: Title::empty(12.0),
            texts: Vec::new(),
            face: None,
            is_tight: false,
        }
    }

    /// Adds axes.
    pub fn add(&mut self, axes: Axes) -> Shared<Axes> {
        let axes = shared(axes);
        self.axes.push(axes.clone());
        axes
    }

    /// Adds axes in cells of a grid; the cells are counted from 0, row by row.
    pub fn add_subplot(&mut self, rows: usize, columns: usize, cells: Range<usize>) -> Shared<Axes> {
        self.add(Axes::new(Placement::Cell(cell(rows, columns, cells))))
    }

    /// How many axes it has, those of colorbars counted.
    #[must_use]
    pub fn count(&self) -> usize {
        self.axes.iter().map(|axes| 1 + usize::from(axes.borrow().colorbar.is_some())).sum()
    }

    /// What axes show. Equal units that are to be had by wider limits are not seen here, as they depend on the frame.
    #[must_use]
    pub fn view(&self, axes: &Axes) -> View {
        View { x: self.span(&axes.x.axis), y: self.span(&axes.y.axis) }
    }

    /// The part of an axis that is seen, found from all that share it.
    #[must_use]
    pub fn span(&self, axis: &Shared<Axis>) -> Span {
        let own = axis.borrow();
        let (first, last) = match own.limits {
            Some(limits) => limits,
            None => {
                let (low, high) = self.extent(axis, own.scale == Scale::Log).limits(&own);
                if own.inverted { (high, low) } else { (low, high) }
            }
        };
        let (first, last) = apart(first, last, own.scale, 0.05);
        Span { scale: own.scale, first, last }
    }

    fn extent(&self, axis: &Shared<Axis>, positive: bool) -> Extent {
        let mut extent = Extent::default();
        for axes in &self.axes {
            let axes = axes.borrow();
            let along = [(&axes.x, Direction::Horizontal), (&axes.y, Direction::Vertical)];
            for (_, direction) in along.iter().filter(|(side, _)| Rc::ptr_eq(&side.axis, axis)) {
                for artist in axes.artists.iter().filter(|artist| is_counted(artist)) {
                    extent.add(&artist.borrow(), *direction, positive);
                }
            }
            if axes.space.as_ref().is_some_and(|space| Rc::ptr_eq(&space.z.axis, axis)) {
                axes.artists.iter().for_each(|artist| extent.add_height(&artist.borrow(), positive));
            }
        }
        extent
    }
}

impl View {
    /// The view that shows equal units in a frame of a size: one direction is widened.
    #[must_use]
    pub fn with_aspect(self, aspect: Aspect, width: f64, height: f64) -> View {
        if aspect != Aspect::Limits || self.x.scale != Scale::Linear || self.y.scale != Scale::Linear {
            return self;
        }
        let unit = ((self.x.last - self.x.first).abs() / width).max((self.y.last - self.y.first).abs() / height);
        let widened = |span: Span, pixels: f64| {
            let (middle, half) = (f64::midpoint(span.first, span.last), unit * pixels / 2.0);
            let half = half.copysign(span.last - span.first);
            Span { first: middle - half, last: middle + half, ..span }
        };
        View { x: widened(self.x, width), y: widened(self.y, height) }
    }
}

fn is_counted(artist: &Shared<Artist>) -> bool {
    let artist = artist.borrow();
    artist.visible && artist.counts
}

/// Cells of a grid, in parts of the whole.
#[must_use]
pub fn cell(rows: usize, columns: usize, cells: Range<usize>) -> Rect {
    let last = cells.end.max(cells.start + 1) - 1;
    let (top, bottom) = (cells.start / columns, last / columns);
    let (left, right) = ((cells.start % columns).min(last % columns), (cells.start % columns).max(last % columns));
    let (width, height) = (1.0 / columns as f64, 1.0 / rows as f64);
    Rect::new(
        left as f64 * width,
        top as f64 * height,
        (right - left + 1) as f64 * width,
        (bottom - top + 1) as f64 * height,
    )
}
