//! The outlines of markers that are not round.

use crate::artist::Mark;
use crate::geometry::Point;

/// The lines of a marker of a radius at a place, and whether they are closed; none for round ones.
#[must_use]
pub fn outline(mark: Mark, at: Point, radius: f64) -> Vec<(Vec<Point>, bool)> {
    let on_circle = |degrees: f64, radius: f64| {
        let (sin, cos) = degrees.to_radians().sin_cos();
        Point::new(at.x + radius * cos, at.y - radius * sin)
    };
    match mark {
        Mark::Corners { count, turn, star, thin } => {
            let (count, turn) = (usize::from(count), f64::from(turn));
            // A square and a diamond have their sides, not their corners, at the marker's size.
            let radius = if count == 4 && !thin { radius * std::f64::consts::SQRT_2 } else { radius };
            let steps = if star { 2 * count } else { count };
            let corner = |step: usize| {
                let inner = if star && step % 2 == 1 { 0.382 } else { 1.0 };
                let corner = on_circle(turn + 360.0 * step as f64 / steps as f64, radius * inner);
                if thin { Point::new(at.x + 0.6 * (corner.x - at.x), corner.y) } else { corner }
            };
            vec![((0..steps).map(corner).collect(), true)]
        }
        Mark::Strokes { count, turn } => {
            let radius = if turn % 90 == 45 { radius * std::f64::consts::SQRT_2 } else { radius };
            let stroke = |index: u8| {
                let angle = f64::from(turn) + 180.0 * f64::from(index) / f64::from(count);
                (vec![on_circle(angle, radius), on_circle(angle + 180.0, radius)], false)
            };
            (0..count).map(stroke).collect()
        }
        Mark::Cross(turn) => {
            let arm = radius / 3.0;
            let quarter = [(arm, radius), (arm, arm), (radius, arm), (radius, -arm), (arm, -arm), (arm, -radius)];
            let half = quarter.iter().map(|(x, y)| (*x, *y)).chain(quarter.iter().map(|(x, y)| (-*x, -*y)));
            let turned = |(x, y): (f64, f64)| on_circle(y.atan2(x).to_degrees() + f64::from(turn), x.hypot(y));
            vec![(half.map(turned).collect(), true)]
        }
        Mark::Circle | Mark::Dot | Mark::Pixel => Vec::new(),
    }
}

/// The radius of a round marker that is asked for in a size, in pixels.
#[must_use]
pub fn round_radius(mark: Mark, radius: f64) -> f64 {
    match mark {
        Mark::Dot => radius / 2.0,
        Mark::Pixel => 0.5,
        _ => radius,
    }
}
