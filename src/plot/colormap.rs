//! Maps from numbers to colours.

use crate::color::Color;
use crate::colormap_tables::{DISTINCT, SMOOTH, Sampled};

/// How many colours a smooth map has, as matplotlib makes them.
const SHADES: usize = 256;

/// A map from 0…1 to colours.
#[derive(Clone, Debug, PartialEq)]
pub struct Colormap {
    /// Its name, with `_r` when it runs backwards.
    pub name: String,
    /// Whether it was published as a list of colours, not as functions.
    pub listed: bool,
    colors: Vec<[f64; 3]>,
}

impl Colormap {
    /// A map by its name; `_r` at the end turns it round.
    ///
    /// # Examples
    /// ```
    /// use tape_plot::colormap::Colormap;
    /// let gray = Colormap::named("gray").unwrap();
    /// assert_eq!(gray.color(1.0).hex(), "#ffffff");
    /// assert!(Colormap::named("fog").is_none());
    /// ```
    #[must_use]
    pub fn named(name: &str) -> Option<Colormap> {
        let base = name.strip_suffix("_r").unwrap_or(name);
        let own = match base {
            "grey" => "gray",
            "gist_gray" | "gist_grey" => "gray",
            "Grays" => "Greys",
            "gist_yarg" => "binary",
            "twilight_shifted" => "twilight",
            other => other,
        };
        let smooth = SMOOTH.iter().find(|map| map.name == own);
        let map = smooth.or_else(|| DISTINCT.iter().find(|map| map.name == own))?;
        let mut colors = read(map);
        if smooth.is_some() {
            colors = (0..SHADES).map(|shade| between(&colors, shade as f64 / (SHADES - 1) as f64)).collect();
        }
        if base != name {
            colors.reverse();
        }
        Some(Colormap { name: name.to_owned(), listed: map.listed, colors })
    }

    /// A map of these colours; a smooth one runs from each to the next.
    #[must_use]
    pub fn from_colors(name: &str, colors: &[Color], smooth: bool) -> Colormap {
        let parts = |color: &Color| {
            let [red, green, blue, _] = color.parts();
            [red, green, blue]
        };
        let mut colors: Vec<[f64; 3]> = colors.iter().map(parts).collect();
        if smooth {
            colors = (0..SHADES).map(|shade| between(&colors, shade as f64 / (SHADES - 1) as f64)).collect();
        }
        Colormap { name: name.to_owned(), listed: !smooth, colors }
    }

    /// The names of all maps that are not turned round.
    #[must_use]
    pub fn names() -> Vec<&'static str> {
        SMOOTH.iter().chain(DISTINCT).map(|map| map.name).collect()
    }

    /// How many colours it has.
    #[must_use]
    pub fn len(&self) -> usize {
        self.colors.len()
    }

    /// Whether it has no colours.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.colors.is_empty()
    }

    /// Red, green and blue from 0 to 1 of a place from 0 to 1; what lies outside gets the first or last colour.
    #[must_use]
    pub fn parts(&self, at: f64) -> [f64; 3] {
        self.shade((at * self.colors.len() as f64).max(0.0) as usize)
    }

    /// The colour of the `index`-th shade.
    #[must_use]
    pub fn shade(&self, index: usize) -> [f64; 3] {
        self.colors[index.min(self.colors.len() - 1)]
    }

    /// The colour of a place from 0 to 1; of no number, none.
    #[must_use]
    pub fn color(&self, at: f64) -> Color {
        if at.is_nan() {
            return Color::NONE;
        }
        let [red, green, blue] = self.parts(at);
        Color::from_parts([red, green, blue, 1.0])
    }
}

fn read(map: &Sampled) -> Vec<[f64; 3]> {
    let digits = |text: &str| f64::from(u8::from_str_radix(text, 16).unwrap_or(0)) / 255.0;
    (0..map.colors.len() / 6)
        .map(|index| {
            let own = &map.colors[6 * index..6 * index + 6];
            [digits(&own[..2]), digits(&own[2..4]), digits(&own[4..])]
        })
        .collect()
}

fn between(colors: &[[f64; 3]], at: f64) -> [f64; 3] {
    let place = at * (colors.len() - 1) as f64;
    let index = (place as usize).min(colors.len().saturating_sub(2));
    let (low, high) = (colors[index], colors[(index + 1).min(colors.len() - 1)]);
    std::array::from_fn(|part| low[part] + (place - index as f64) * (high[part] - low[part]))
}

/// How numbers become places from 0 to 1 on a map.
#[derive(Clone, Debug, PartialEq)]
pub struct Norm {
    /// What becomes 0; the least of the values, if nothing is said.
    pub low: Option<f64>,
    /// What becomes 1; the greatest of the values, if nothing is said.
    pub high: Option<f64>,
    /// Whether their logarithms count.
    pub log: bool,
}

impl Norm {
    /// The ends for these values.
    #[must_use]
    pub fn limits(&self, values: &[f64]) -> (f64, f64) {
        let mut finite = values.iter().copied().filter(|value| value.is_finite() && (!self.log || *value > 0.0));
        let first = finite.next().unwrap_or(0.0);
        let (low, high) = finite.fold((first, first), |(low, high), value| (low.min(value), high.max(value)));
        (self.low.unwrap_or(low), self.high.unwrap_or(high))
    }

    /// The place of a value between the ends.
    #[must_use]
    pub fn place(&self, value: f64, (low, high): (f64, f64)) -> f64 {
        if low == high {
            return if value.is_nan() { value } else { 0.0 };
        }
        if self.log {
            return (value.ln() - low.ln()) / (high.ln() - low.ln());
        }
        (value - low) / (high - low)
    }
}

/// Numbers that are shown as colours.
#[derive(Clone, Debug, PartialEq)]
pub struct Mapped {
    /// The numbers.
    pub values: Vec<f64>,
    /// Their colours.
    pub map: Colormap,
    /// From the one to the other.
    pub norm: Norm,
}

impl Mapped {
    /// The colour of each number.
    #[must_use]
    pub fn colors(&self) -> Vec<Color> {
        let limits = self.limits();
        self.values.iter().map(|value| self.map.color(self.norm.place(*value, limits))).collect()
    }

    /// The numbers at both ends of the map.
    #[must_use]
    pub fn limits(&self) -> (f64, f64) {
        self.norm.limits(&self.values)
    }
}
