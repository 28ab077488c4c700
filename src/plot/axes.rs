//! Axes: a coordinate system and what it shows.

use crate::artist::{Artist, Shape, Stroke};
use crate::axis::{Axis, Locator, Side};
use crate::color::Color;
use crate::geometry::Rect;
use crate::space::{PADDING, Space};
use crate::ticks::Rounding;
use crate::{Shared, shared};

/// Where axes stand in their figure, in parts of its width and height from the upper left.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Placement {
    /// A cell, in which labels and ticks have room.
    Cell(Rect),
    /// The frame itself.
    Frame(Rect),
}

/// How a unit upwards compares to a unit to the right.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Aspect {
    /// However it fits.
    Auto,
    /// So many times as long; the frame gives way.
    Frame(f64),
    /// Equally long; the limits give way.
    Limits,
}

/// A heading.
#[derive(Clone, Debug, PartialEq)]
pub struct Title {
    /// What it says.
    pub text: String,
    /// The font's size in points.
    pub size: f64,
    /// Its colour.
    pub color: Color,
    /// Whether it is bold.
    pub bold: bool,
}

impl Title {
    /// No heading yet, of a size.
    #[must_use]
    pub fn empty(size: f64) -> Title {
        Title { text: String::new(), size, color: Color::BLACK, bold: false }
    }
}

/// Where a legend stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Location {
    /// Where it hides least.
    Best,
    /// At a part of the way across and a part of the way down, each 0, ½ or 1.
    At(f64, f64),
    /// Beside the axes, to the right.
    Outside,
}

/// A legend.
#[derive(Clone, Debug)]
pub struct Legend {
    /// What it names; all artists with a label, if nothing is said.
    pub entries: Option<Vec<(Shared<Artist>, String)>>,
    /// Where it stands.
    pub location: Location,
    /// The font's size in points.
    pub size: f64,
    /// Its heading.
    pub title: String,
    /// How many columns it has.
    pub columns: usize,
    /// Whether it has a border and a ground.
    pub frame: bool,
}

/// A scale of colours beside axes.
#[derive(Clone, Debug)]
pub struct Colorbar {
    /// Whose colours.
    pub of: Shared<Artist>,
    /// What stands beside it, and its ticks.
    pub side: Side,
}

/// A coordinate system.
#[derive(Clone, Debug)]
pub struct Axes {
    /// Where it stands.
    pub placement: Placement,
    /// What it shows.
    pub artists: Vec<Shared<Artist>>,
    /// To the right.
    pub x: Side,
    /// Upwards.
    pub y: Side,
    /// What stands above.
    pub title: Title,
    /// What the colours and markers mean.
    pub legend: Option<Legend>,
    /// What colours mean as numbers.
    pub colorbar: Option<Colorbar>,
    /// Whether frame, ticks and labels are shown.
    pub shows_frame: bool,
    /// Which sides of the frame are shown: left, right, bottom, top.
    pub spines: [bool; 4],
    /// How the units compare.
    pub aspect: Aspect,
    /// What fills the frame.
    pub face: Option<Color>,
    /// Whether it lies over other axes and has its vertical ticks at the right (`twinx`).
    pub on_right: bool,
    /// Whether its horizontal ticks and their label stand above (`twiny`, `matshow`).
    pub x_above: bool,
    /// Whether the vertical ticks and their label are shown: not those of `twiny`.
    pub shows_y: bool,
    /// The third direction, if they have one.
    pub space: Option<Space>,
    /// Whether it is drawn.
    pub visible: bool,
    /// How many colours of the cycle are used up.
    pub colors_used: usize,
    /// The same for filled shapes, which count for themselves.
    pub patch_colors_used: usize,
}

impl Axes {
    /// Empty axes.
    #[must_use]
    pub fn new(placement: Placement) -> Axes {
        Axes::over(placement, shared(Axis::default()), shared(Axis::default()))
    }

    /// Empty axes over axes that they may share with others.
    #[must_use]
    pub fn over(placement: Placement, x: Shared<Axis>, y: Shared<Axis>) -> Axes {
        Axes {
            placement,
            artists: Vec::new(),
            x: Side::new(x),
            y: Side::new(y),
            title: Title::empty(12.0),
            legend: None,
            colorbar: None,
            shows_frame: true,
            spines: [true; 4],
            aspect: Aspect::Auto,
            face: None,
            on_right: false,
            x_above: false,
            shows_y: true,
            space: None,
            visible: true,
            colors_used: 0,
            patch_colors_used: 0,
        }
    }

    /// Empty axes in three dimensions, seen as matplotlib shows them.
    #[must_use]
    pub fn in_space(placement: Placement) -> Axes {
        let axis = |margin| shared(Axis { margin, padding: PADDING, ..Axis::default() });
        let space = Space { z: Side::new(axis(0.0)), elevation: 30.0, azimuth: -60.0 };
        let mut axes = Axes { space: Some(space), ..Axes::over(placement, axis(0.05), axis(0.05)) };
        axes.sides().into_iter().for_each(|side| side.locator = Locator::Round(None, Rounding::SPACE));
        axes
    }

    /// Its two sides, or three.
    pub fn sides(&mut self) -> Vec<&mut Side> {
        let third = self.space.as_mut().map(|space| &mut space.z);
        [&mut self.x, &mut self.y].into_iter().chain(third).collect()
    }

    /// Puts an artist into them.
    pub fn add(&mut self, artist: Artist) -> Shared<Artist> {
        if !matches!(artist.shape, Shape::Text(_)) {
            self.count_all();
        }
        let artist = shared(artist);
        self.artists.push(artist.clone());
        artist
    }

    /// Has limits take all artists into account.
    pub fn count_all(&mut self) {
        self.artists.iter().for_each(|artist| artist.borrow_mut().counts = true);
    }

    /// Takes an artist out of them.
    pub fn remove(&mut self, artist: &Shared<Artist>) {
        self.artists.retain(|own| !std::rc::Rc::ptr_eq(own, artist));
    }

    /// Takes everything out; place and shared limits stay.
    pub fn clear(&mut self) {
        let empty = if self.space.is_some() { Axes::in_space(self.placement) } else { Axes::new(self.placement) };
        *self = Axes { on_right: self.on_right, ..empty };
    }

    /// The next colour for lines and points.
    pub fn next_color(&mut self) -> Color {
        self.colors_used += 1;
        Color::of_cycle(self.colors_used - 1)
    }

    /// The next colour for bars and areas.
    pub fn next_patch_color(&mut self) -> Color {
        self.patch_colors_used += 1;
        Color::of_cycle(self.patch_colors_used - 1)
    }

    /// The artists that are seen, the hidden ones first.
    #[must_use]
    pub fn drawn(&self) -> Vec<Shared<Artist>> {
        let mut drawn: Vec<Shared<Artist>> =
            self.artists.iter().filter(|artist| artist.borrow().visible).cloned().collect();
        drawn.sort_by(|a, b| a.borrow().order.total_cmp(&b.borrow().order));
        drawn
    }

    /// Whether colours that mean numbers cover the frame: an image or filled contours.
    #[must_use]
    pub fn is_coloured(&self) -> bool {
        self.artists.iter().any(|artist| {
            let artist = artist.borrow();
            let covers = match &artist.shape {
                Shape::Image(_) | Shape::Mesh(_) => true,
                Shape::Contours(contours) => contours.filled,
                _ => false,
            };
            covers && artist.visible
        })
    }

    /// What the legend names.
    #[must_use]
    pub fn named(&self) -> Vec<(Shared<Artist>, String)> {
        match self.legend.as_ref().and_then(|legend| legend.entries.clone()) {
            Some(entries) => entries,
            None => {
                let named = self.artists.iter().filter(|artist| artist.borrow().is_named());
                named.map(|artist| (artist.clone(), artist.borrow().label.clone())).collect()
            }
        }
    }

    /// Shows or hides grid lines.
    pub fn set_grid(&mut self, x: bool, y: bool, stroke: Option<Stroke>) {
        if x {
            self.x.grid = stroke;
        }
        if y {
            self.y.grid = stroke;
        }
    }
}
