//! Points and rectangles of the drawing: pixels, y downwards.

/// A place.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Point {
    /// To the right.
    pub x: f64,
    /// Downwards in pixels, upwards in data.
    pub y: f64,
}

impl Point {
    /// The place at `x`, `y`.
    #[must_use]
    pub const fn new(x: f64, y: f64) -> Point {
        Point { x, y }
    }

    /// Whether both coordinates are numbers.
    #[must_use]
    pub fn is_finite(self) -> bool {
        self.x.is_finite() && self.y.is_finite()
    }
}

/// A rectangle with upright sides.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Rect {
    /// The left side.
    pub left: f64,
    /// The upper side.
    pub top: f64,
    /// The extent to the right.
    pub width: f64,
    /// The extent downwards.
    pub height: f64,
}

impl Rect {
    /// A rectangle by its upper left corner and its size.
    #[must_use]
    pub const fn new(left: f64, top: f64, width: f64, height: f64) -> Rect {
        Rect { left, top, width, height }
    }

    /// The rectangle between two corners.
    #[must_use]
    pub fn between(a: Point, b: Point) -> Rect {
        Rect::new(a.x.min(b.x), a.y.min(b.y), (a.x - b.x).abs(), (a.y - b.y).abs())
    }

    /// The right side.
    #[must_use]
    pub fn right(&self) -> f64 {
        self.left + self.width
    }

    /// The lower side.
    #[must_use]
    pub fn bottom(&self) -> f64 {
        self.top + self.height
    }

    /// The corners, from the upper left with the clock.
    #[must_use]
    pub fn corners(&self) -> Vec<Point> {
        let (left, top, right, bottom) = (self.left, self.top, self.right(), self.bottom());
        vec![Point::new(left, top), Point::new(right, top), Point::new(right, bottom), Point::new(left, bottom)]
    }

    /// The place halfway.
    #[must_use]
    pub fn center(&self) -> Point {
        Point::new(self.left + self.width / 2.0, self.top + self.height / 2.0)
    }

    /// Whether a place lies inside.
    #[must_use]
    pub fn contains(&self, at: Point) -> bool {
        at.x >= self.left && at.x <= self.right() && at.y >= self.top && at.y <= self.bottom()
    }

    /// Whether two rectangles share a place.
    #[must_use]
    pub fn meets(&self, other: &Rect) -> bool {
        self.left < other.right() && other.left < self.right() && self.top < other.bottom() && other.top < self.bottom()
    }

    /// The rectangle with its sides moved outwards.
    #[must_use]
    pub fn grown(&self, by: f64) -> Rect {
        Rect::new(self.left - by, self.top - by, self.width + 2.0 * by, self.height + 2.0 * by)
    }

    /// The part of a straight line that lies inside (Liang and Barsky's clipping).
    #[must_use]
    pub fn clip(&self, a: Point, b: Point) -> Option<(Point, Point)> {
        let (dx, dy) = (b.x - a.x, b.y - a.y);
        let (mut from, mut to) = (0.0f64, 1.0f64);
        let sides =
            [(-dx, a.x - self.left), (dx, self.right() - a.x), (-dy, a.y - self.top), (dy, self.bottom() - a.y)];
        for (toward, distance) in sides {
            if toward == 0.0 {
                if distance < 0.0 {
                    return None;
                }
                continue;
            }
            let at = distance / toward;
            if toward < 0.0 { from = from.max(at) } else { to = to.min(at) }
        }
        let at = |t: f64| Point::new(a.x + t * dx, a.y + t * dy);
        (from <= to).then(|| (at(from), at(to)))
    }
}
