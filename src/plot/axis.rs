//! One direction of axes: its scale, its limits, its ticks.

use crate::Shared;
use crate::artist::{Artist, Direction, Image, Shape};
use crate::color::Color;
use crate::geometry::Point;
use crate::ticks::{self, Labels};

/// How numbers become lengths.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Scale {
    /// Equal differences are equally long.
    Linear,
    /// Equal quotients are equally long.
    Log,
    /// As `Log` on both sides of zero, linear up to this value.
    SymLog(f64),
}

impl Scale {
    /// The length that stands for a number; not a number where there is none.
    #[must_use]
    pub fn apply(self, value: f64) -> f64 {
        match self {
            Scale::Linear => value,
            Scale::Log if value > 0.0 => value.log10(),
            Scale::Log => f64::NAN,
            Scale::SymLog(linear) if value.abs() <= linear => value / linear,
            Scale::SymLog(linear) => value.signum() * (1.0 + (value.abs() / linear).log10()),
        }
    }

    /// The number that a length stands for.
    #[must_use]
    pub fn invert(self, length: f64) -> f64 {
        match self {
            Scale::Linear => length,
            Scale::Log => 10f64.powf(length),
            Scale::SymLog(linear) if length.abs() <= 1.0 => length * linear,
            Scale::SymLog(linear) => length.signum() * linear * 10f64.powf(length.abs() - 1.0),
        }
    }
}

/// What all axes that share a direction have in common.
#[derive(Clone, Debug, PartialEq)]
pub struct Axis {
    /// Its scale.
    pub scale: Scale,
    /// The ends that the program gave, the first at the left or below.
    pub limits: Option<(f64, f64)>,
    /// Whether the found limits run the other way.
    pub inverted: bool,
    /// The part of the data's extent that is left free on both sides.
    pub margin: f64,
    /// The names that stand for 0, 1, 2 …, when the data were names.
    pub categories: Vec<String>,
}

impl Default for Axis {
    fn default() -> Axis {
        Axis { scale: Scale::Linear, limits: None, inverted: false, margin: 0.05, categories: Vec::new() }
    }
}

/// The part of an axis that is seen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Span {
    /// Its scale.
    pub scale: Scale,
    /// The number at the left or below.
    pub first: f64,
    /// The number at the right or above.
    pub last: f64,
}

impl Span {
    /// Where a number stands: 0 at the first end, 1 at the last.
    #[must_use]
    pub fn place(&self, value: f64) -> f64 {
        let (first, last) = (self.scale.apply(self.first), self.scale.apply(self.last));
        (self.scale.apply(value) - first) / (last - first)
    }

    /// The lesser and the greater end.
    #[must_use]
    pub fn sorted(&self) -> (f64, f64) {
        (self.first.min(self.last), self.first.max(self.last))
    }
}

/// What the limits of an axis are found from.
#[derive(Clone, Debug, Default)]
pub struct Extent {
    range: Option<(f64, f64)>,
    /// Values at which the view may end without a margin.
    sticky: Vec<f64>,
}

impl Extent {
    fn include(&mut self, values: impl IntoIterator<Item = f64>, positive: bool) {
        for value in values {
            if value.is_finite() && (!positive || value > 0.0) {
                let (low, high) = self.range.unwrap_or((value, value));
                self.range = Some((low.min(value), high.max(value)));
            }
        }
    }

    /// Takes in an artist. A logarithmic axis sees only what is `positive`.
    pub fn add(&mut self, artist: &Artist, direction: Direction, positive: bool) {
        let along = |point: &Point| if direction == Direction::Horizontal { point.x } else { point.y };
        match &artist.shape {
            Shape::Line(line) => {
                let values = if direction == Direction::Horizontal { &line.xs } else { &line.ys };
                self.include(values.iter().copied(), positive);
            }
            Shape::Segments(lines, _) => self.include(lines.iter().flatten().map(along), positive),
            Shape::Rule(runs, at, ..) if *runs != direction => self.include([*at], positive),
            Shape::Band(runs, ends, _) if *runs != direction => self.include(*ends, positive),
            Shape::Points(points) => self.include(points.at.iter().map(along), positive),
            Shape::Patches(patches, sticky) => {
                self.include(patches.iter().flat_map(|patch| &patch.outline).map(along), positive);
                self.sticky.extend(sticky[usize::from(direction == Direction::Vertical)]);
            }
            Shape::Image(Image { extent, .. }) => {
                let ends = if direction == Direction::Horizontal { &extent[..2] } else { &extent[2..] };
                self.include(ends.iter().copied(), positive);
                self.sticky.extend(ends);
            }
            Shape::Mesh(cells, _) => {
                self.include(cells.iter().flatten().map(along), positive);
                self.sticky.extend(self.range.map(|(low, _)| low));
                self.sticky.extend(self.range.map(|(_, high)| high));
            }
            Shape::Contours(contours) => {
                let ends = [along(&contours.reach.0), along(&contours.reach.1)];
                self.include(ends, positive);
                self.sticky.extend(ends);
            }
            Shape::Rule(..) | Shape::Band(..) | Shape::Text(_) => {}
        }
    }

    /// The ends of the view: the data's, with a margin, as matplotlib finds them.
    #[must_use]
    pub fn limits(&self, axis: &Axis) -> (f64, f64) {
        let Some((low, high)) = self.range else {
            return if axis.scale == Scale::Log { (1.0, 10.0) } else { (0.0, 1.0) };
        };
        let (low, high) = apart(low, high, axis.scale, 0.05);
        let (from, to) = (axis.scale.apply(low), axis.scale.apply(high));
        let space = (to - from) * axis.margin;
        let free_below = self.sticky.iter().copied().filter(|edge| *edge <= low).fold(f64::NEG_INFINITY, f64::max);
        let free_above = self.sticky.iter().copied().filter(|edge| *edge >= high).fold(f64::INFINITY, f64::min);
        (axis.scale.invert(from - space).max(free_below), axis.scale.invert(to + space).min(free_above))
    }
}

/// Two ends that differ: equal ones are moved apart by a part of their size.
#[must_use]
pub fn apart(low: f64, high: f64, scale: Scale, by: f64) -> (f64, f64) {
    let (small, large) = (low.min(high), low.max(high));
    if large - small > 1e-15 * small.abs().max(large.abs()) {
        return (low, high);
    }
    match scale {
        Scale::Log => (low / 10.0, high * 10.0),
        _ if low == 0.0 && high == 0.0 => (-by, by),
        _ => (low - by * low.abs(), high + by * high.abs()),
    }
}

/// What one side of axes shows of an axis.
#[derive(Clone, Debug)]
pub struct Side {
    /// Limits and scale, which several axes may share.
    pub axis: Shared<Axis>,
    /// What stands beside it.
    pub label: String,
    /// The label's font size in points.
    pub label_size: f64,
    /// The label's colour.
    pub label_color: Color,
    /// Where ticks stand, if the program says so.
    pub ticks: Option<Vec<f64>>,
    /// What they say, if the program says so.
    pub tick_labels: Option<Vec<String>>,
    /// Their font size in points.
    pub tick_size: f64,
    /// Their colour.
    pub tick_color: Color,
    /// The angle of their labels in degrees.
    pub tick_rotation: f64,
    /// Whether their labels are shown.
    pub shows_labels: bool,
    /// Whether ticks are shown.
    pub shows_ticks: bool,
    /// Lines at the ticks, across the axes.
    pub grid: Option<crate::artist::Stroke>,
    /// At most so many steps between ticks, if the program says so.
    pub most: Option<usize>,
}

/// The ticks of a side.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ticks {
    /// Where ticks stand and what they say.
    pub major: Vec<(f64, String)>,
    /// Ticks that say nothing.
    pub minor: Vec<f64>,
    /// The power of ten that all share.
    pub factor: String,
}

impl Side {
    /// A side of an axis.
    #[must_use]
    pub fn new(axis: Shared<Axis>) -> Side {
        Side {
            axis,
            label: String::new(),
            label_size: 10.0,
            label_color: Color::BLACK,
            ticks: None,
            tick_labels: None,
            tick_size: 10.0,
            tick_color: Color::BLACK,
            tick_rotation: 0.0,
            shows_labels: true,
            shows_ticks: true,
            grid: None,
            most: None,
        }
    }

    /// The places of its ticks, some of which may lie outside of the span: what `get_xticks()` gives.
    #[must_use]
    pub fn tick_places(&self, span: &Span, most: usize) -> Vec<f64> {
        if let Some(places) = &self.ticks {
            return places.clone();
        }
        let (low, high) = span.sorted();
        let categories = self.axis.borrow().categories.len();
        let most = self.most.unwrap_or(most);
        match span.scale {
            _ if categories > 0 => (0..categories).map(|index| index as f64).collect(),
            Scale::Linear => ticks::linear(low, high, most),
            Scale::Log => ticks::decades(low, high, most),
            Scale::SymLog(linear) => {
                let largest = low.abs().max(high.abs()).max(10.0 * linear);
                let above: Vec<f64> =
                    ticks::decades(linear, largest, most / 2).into_iter().filter(|at| *at >= linear).collect();
                above.iter().rev().map(|at| -at).chain([0.0]).chain(above.iter().copied()).collect()
            }
        }
    }

    /// The ticks that are seen.
    #[must_use]
    pub fn ticks(&self, span: &Span, most: usize) -> Ticks {
        let mut places = self.tick_places(span, most);
        let (low, high) = span.sorted();
        let mut minor = Vec::new();
        if span.scale == Scale::Log && self.ticks.is_none() {
            minor = ticks::between_decades(low, high);
            let seen = |at: &&f64| **at >= low && **at <= high;
            if places.iter().filter(seen).count() < 2 && minor.len() < 10 {
                places.append(&mut minor);
                places.sort_by(f64::total_cmp);
            }
        }
        let room = 1e-9 * (high - low).abs();
        let seen = |at: &f64| *at >= low - room && *at <= high + room;
        if self.tick_labels.is_none() && self.axis.borrow().categories.is_empty() {
            // What is not seen has no say in how many digits are shown.
            places.retain(seen);
        }
        let Labels { texts, factor } = self.labels(&places, span.scale);
        let seen = |(at, _): &(f64, String)| seen(at);
        Ticks { major: places.into_iter().zip(texts).filter(seen).collect(), minor, factor }
    }

    fn labels(&self, places: &[f64], scale: Scale) -> Labels {
        let categories = self.axis.borrow().categories.clone();
        let given = match (&self.tick_labels, categories.is_empty()) {
            (Some(given), _) => Some(given.clone()),
            (None, false) if self.ticks.is_none() => Some(categories),
            _ => None,
        };
        if let Some(mut texts) = given {
            texts.resize(places.len(), String::new());
            return Labels { texts, factor: String::new() };
        }
        if scale == Scale::Linear {
            return ticks::labels(places);
        }
        let label = |at: &f64| match *at {
            0.0 => "0".to_owned(),
            at if at < 0.0 => format!("−{}", ticks::power_label(-at)),
            at => ticks::power_label(at),
        };
        Labels { texts: places.iter().map(label).collect(), factor: String::new() }
    }
}
