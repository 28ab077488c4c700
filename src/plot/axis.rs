//! One direction of axes: its scale, its limits, its ticks.

use crate::Shared;
use crate::artist::{Artist, Direction, Image, Mesh, Shape};
use crate::color::Color;
use crate::geometry::Point;
use crate::tick_labels::{self, Labels, Pattern};
use crate::ticks::{self, Rounding};

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
    /// The length of the linear part of a scale that is logarithmic on both sides, in decades.
    const LINEAR_PART: f64 = 1.0 / (1.0 - 0.1);

    /// The length that stands for a number; not a number where there is none.
    #[must_use]
    pub fn apply(self, value: f64) -> f64 {
        match self {
            Scale::Linear => value,
            Scale::Log if value > 0.0 => value.log10(),
            Scale::Log => f64::NAN,
            Scale::SymLog(linear) if value.abs() <= linear => value * Scale::LINEAR_PART / linear,
            Scale::SymLog(linear) => value.signum() * (Scale::LINEAR_PART + (value.abs() / linear).log10()),
        }
    }

    /// The number that a length stands for.
    #[must_use]
    pub fn invert(self, length: f64) -> f64 {
        match self {
            Scale::Linear => length,
            Scale::Log => (length * std::f64::consts::LN_10).exp(),
            Scale::SymLog(linear) if length.abs() <= Scale::LINEAR_PART => length * linear / Scale::LINEAR_PART,
            Scale::SymLog(linear) => length.signum() * linear * 10f64.powf(length.abs() - Scale::LINEAR_PART),
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
    /// The part of what is then seen that is left free beside it.
    pub padding: f64,
    /// The names that stand for 0, 1, 2 …, when the data were names.
    pub categories: Vec<String>,
}

impl Default for Axis {
    fn default() -> Axis {
        Axis { scale: Scale::Linear, limits: None, inverted: false, margin: 0.05, padding: 0.0, categories: Vec::new() }
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

    /// Whether a number is seen.
    #[must_use]
    pub fn shows(&self, value: f64) -> bool {
        let (low, high) = self.sorted();
        let room = 1e-9 * (high - low).abs();
        value >= low - room && value <= high + room
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
    /// Whether there are lines or points, be they empty.
    has_points: bool,
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
                self.has_points = true;
                self.include(line.points().filter(|point| point.is_finite()).map(|point| along(&point)), positive);
            }
            Shape::Segments(lines, _) => self.include(lines.iter().flatten().map(along), positive),
            Shape::Endless(through, ..) => self.include([along(through)], positive),
            Shape::Rule(runs, at, ..) if *runs != direction => self.include([*at], positive),
            Shape::Band(runs, ends, _) if *runs != direction => self.include(*ends, positive),
            Shape::Points(points) => {
                self.has_points = true;
                self.include(points.at.iter().filter(|point| point.is_finite()).map(along), positive);
            }
            Shape::Arrows(arrows) => self.include(arrows.tails.iter().map(along), positive),
            Shape::Patches(patches, sticky) => {
                self.include(patches.iter().flat_map(|patch| &patch.outline).map(along), positive);
                self.sticky.extend(&sticky[usize::from(direction == Direction::Vertical)]);
            }
            Shape::Image(Image { extent, .. }) => {
                let ends = if direction == Direction::Horizontal { &extent[..2] } else { &extent[2..] };
                self.include(ends.iter().copied(), positive);
                self.sticky.extend(ends);
            }
            Shape::Mesh(Mesh { reach: Some((from, to)), .. }) => self.include([along(from), along(to)], positive),
            Shape::Mesh(mesh) => {
                self.include(mesh.cells.iter().flatten().map(along), positive);
                self.sticky.extend(self.range.map(|(low, _)| low));
                self.sticky.extend(self.range.map(|(_, high)| high));
            }
            Shape::Contours(contours) => {
                let ends = [along(&contours.reach.0), along(&contours.reach.1)];
                self.include(ends, positive);
                self.sticky.extend(ends);
            }
            Shape::Streams(streams) => {
                let ends = [along(&streams.reach.0), along(&streams.reach.1)];
                self.include(ends, positive);
                self.sticky.extend(ends);
            }
            Shape::Solid(solid) => {
                let axis = usize::from(direction == Direction::Vertical);
                self.include(solid.places().map(|place| place[axis]), positive);
            }
            Shape::Rule(..) | Shape::Band(..) | Shape::Text(_) => {}
        }
    }

    /// Takes in the third part of what stands in three dimensions.
    pub fn add_height(&mut self, artist: &Artist, positive: bool) {
        if let Shape::Solid(solid) = &artist.shape {
            self.include(solid.places().map(|place| place[2]), positive);
        }
    }

    /// The ends of the view: the data's, with a margin, as matplotlib finds them.
    #[must_use]
    pub fn limits(&self, axis: &Axis) -> (f64, f64) {
        // An empty line draws the view together around the origin.
        let empty = (self.has_points && axis.scale != Scale::Log).then_some((0.0, 0.0));
        let Some((low, high)) = self.range.or(empty) else {
            return if axis.scale == Scale::Log { (1.0, 10.0) } else { (0.0, 1.0) };
        };
        let (low, high) = apart(low, high, axis.scale, 0.05);
        let (from, to) = (axis.scale.apply(low), axis.scale.apply(high));
        let space = (to - from) * axis.margin;
        let free_below = self.sticky.iter().copied().filter(|edge| *edge <= low).fold(f64::NEG_INFINITY, f64::max);
        let free_above = self.sticky.iter().copied().filter(|edge| *edge >= high).fold(f64::INFINITY, f64::min);
        let (low, high) =
            (axis.scale.invert(from - space).max(free_below), axis.scale.invert(to + space).min(free_above));
        let padding = axis.padding * (high - low);
        (low - padding, high + padding)
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

/// Where ticks stand if the program names no places.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Locator {
    /// At round numbers, with at most so many steps; as many as fit, if nothing is said.
    Round(Option<usize>, Rounding),
    /// At the multiples of a number.
    Multiples(f64),
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
    /// Whether the program named those places as whole numbers.
    pub ticks_are_whole: bool,
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
    /// Where they stand otherwise.
    pub locator: Locator,
    /// How the program writes them, if it says so.
    pub pattern: Option<Pattern>,
    /// What a function of the program says of places, if it writes them.
    pub named: Vec<(f64, String)>,
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
            ticks_are_whole: false,
            tick_labels: None,
            tick_size: 10.0,
            tick_color: Color::BLACK,
            tick_rotation: 0.0,
            shows_labels: true,
            shows_ticks: true,
            grid: None,
            locator: Locator::Round(None, Rounding::AXIS),
            pattern: None,
            named: Vec::new(),
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
        match (span.scale, self.locator) {
            _ if categories > 0 => (0..categories).map(|index| index as f64).collect(),
            (_, Locator::Multiples(step)) => ticks::multiples(low, high, step),
            (Scale::Linear, Locator::Round(given, rounding)) => {
                ticks::linear(low, high, given.unwrap_or(most), rounding)
            }
            (Scale::Log, _) => ticks::decades(low, high, most),
            (Scale::SymLog(linear), _) => ticks::symmetric_decades(low, high, linear),
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
        let Labels { texts, factor } = self.tick_texts(&places, span);
        let seen = |(at, _): &(f64, String)| span.shows(*at);
        Ticks { major: places.into_iter().zip(texts).filter(seen).collect(), minor, factor }
    }

    /// What ticks at places say.
    #[must_use]
    pub fn tick_texts(&self, places: &[f64], span: &Span) -> Labels {
        let categories = &self.axis.borrow().categories;
        let given = match (&self.tick_labels, categories.is_empty()) {
            (Some(given), _) => Some(given),
            (None, false) if self.ticks.is_none() => Some(categories),
            _ => None,
        };
        if let Some(given) = given {
            let mut texts = given.clone();
            texts.resize(places.len(), String::new());
            return Labels { texts, factor: String::new() };
        }
        if !self.named.is_empty() {
            let name = |place: &f64| self.named.iter().find(|(at, _)| at == place).map(|(_, text)| text.clone());
            let texts = places.iter().map(|place| name(place).unwrap_or_default()).collect();
            return Labels { texts, factor: String::new() };
        }
        if let Some(pattern) = &self.pattern {
            let texts = places.iter().map(|place| pattern.text(*place)).collect();
            return Labels { texts, factor: String::new() };
        }
        if span.scale == Scale::Linear {
            return tick_labels::labels(places, span.sorted());
        }
        Labels { texts: places.iter().map(|place| tick_labels::power(*place)).collect(), factor: String::new() }
    }
}
