//! How lines and markers look.

use crate::color::Color;

/// How a line is broken up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dash {
    /// Not at all.
    Solid,
    /// `--`.
    Dashed,
    /// `:`.
    Dotted,
    /// `-.`.
    DashDot,
    /// No line.
    Nothing,
}

/// How a line is drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stroke {
    /// Its colour.
    pub color: Color,
    /// Its width in points.
    pub width: f64,
    /// Its gaps.
    pub dash: Dash,
}

impl Stroke {
    /// A line without gaps.
    #[must_use]
    pub const fn solid(color: Color, width: f64) -> Stroke {
        Stroke { color, width, dash: Dash::Solid }
    }

    /// Whether there is anything to see.
    #[must_use]
    pub fn is_visible(&self) -> bool {
        self.dash != Dash::Nothing && self.width > 0.0 && self.color.alpha > 0.0
    }
}

/// The form of a marker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// A small disc: `.`.
    Dot,
    /// One pixel: `,`.
    Pixel,
    /// `o`.
    Circle,
    /// A polygon or star with its corners on a circle: `^`, `s`, `D`, `p`, `h`, `*` and their kin.
    Corners {
        /// How many corners point outwards.
        count: u8,
        /// The angle of the first, in degrees, counted from the right against the clock.
        turn: i16,
        /// Whether it is a star.
        star: bool,
        /// Whether it is drawn at half its width.
        thin: bool,
    },
    /// Strokes through the middle: `+`, `x`, `|`, `_`.
    Strokes {
        /// How many.
        count: u8,
        /// The angle of the first, in degrees.
        turn: i16,
    },
    /// A broad plus, turned by an angle in degrees: `P`, `X`.
    Cross(i16),
}

impl Mark {
    /// The marker that matplotlib calls by this text; nothing for an unknown one.
    #[must_use]
    pub fn parse(text: &str) -> Option<Mark> {
        let corners = |count, turn| Mark::Corners { count, turn, star: false, thin: false };
        Some(match text {
            "." => Mark::Dot,
            "," => Mark::Pixel,
            "o" | "8" => Mark::Circle,
            "v" | "1" => corners(3, 270),
            "^" | "2" => corners(3, 90),
            "<" | "3" => corners(3, 180),
            ">" | "4" => corners(3, 0),
            "s" => corners(4, 45),
            "D" => corners(4, 90),
            "d" => Mark::Corners { count: 4, turn: 90, star: false, thin: true },
            "p" => corners(5, 90),
            "h" => corners(6, 90),
            "H" => corners(6, 0),
            "*" => Mark::Corners { count: 5, turn: 90, star: true, thin: false },
            "+" => Mark::Strokes { count: 2, turn: 0 },
            "x" => Mark::Strokes { count: 2, turn: 45 },
            "|" => Mark::Strokes { count: 1, turn: 90 },
            "_" => Mark::Strokes { count: 1, turn: 0 },
            "P" => Mark::Cross(0),
            "X" => Mark::Cross(45),
            _ => return None,
        })
    }
}

/// Markers of one kind.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Marker {
    /// Their form; nothing for none.
    pub mark: Option<Mark>,
    /// Their diameter in points.
    pub size: f64,
    /// What fills them.
    pub face: Color,
    /// Their outline.
    pub edge: Stroke,
}
