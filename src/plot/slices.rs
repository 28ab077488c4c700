//! Contours in three dimensions: flat lines or bands, each in a plane at a right angle to an axis.

use crate::artist::Contours;
use crate::color::Color;
use crate::geometry::Point;
use crate::space::Place;

/// Contours in planes at a right angle to an axis.
#[derive(Clone, Debug, PartialEq)]
pub struct Slices {
    /// The lines or bands: to the right and upwards are the two axes that follow the one of the planes in turn.
    pub contours: Contours,
    /// The axis: 0, 1 or 2.
    pub axis: usize,
    /// Where on it all of them lie; nothing where each lies at its value.
    pub offset: Option<f64>,
    /// The least and the greatest of what they were found from, along each axis.
    pub reach: [Place; 2],
}

impl Slices {
    /// The paths of each line or band with its colour, in space.
    pub fn paths(&self) -> impl Iterator<Item = (Color, Vec<Vec<Place>>)> + '_ {
        let heights = self.contours.heights();
        let shades = self.contours.shades();
        self.contours.paths.iter().zip(heights).zip(shades).map(|((paths, height), shade)| {
            let height = self.offset.unwrap_or(height);
            let path = |path: &Vec<Point>| path.iter().map(|at| self.place(*at, height)).collect();
            (shade, paths.iter().map(path).collect())
        })
    }

    fn place(&self, at: Point, height: f64) -> Place {
        let mut place = [height; 3];
        place[(self.axis + 1) % 3] = at.x;
        place[(self.axis + 2) % 3] = at.y;
        place
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::artist::Dash;
    use crate::colormap::{Colormap, Mapped, Norm};

    #[test]
    fn lines_lie_at_their_values_or_all_in_one_plane() {
        let line = |x: f64| vec![vec![Point::new(x, 1.0), Point::new(x, 2.0)]];
        let contours = Contours {
            levels: vec![10.0, 20.0],
            paths: vec![line(3.0), line(4.0)],
            filled: false,
            mapped: Mapped {
                values: vec![10.0, 20.0],
                map: Colormap::named("viridis").unwrap(),
                norm: Norm { low: None, high: None, log: false },
            },
            colors: vec![Color::BLACK],
            width: 1.0,
            dash: Dash::Solid,
            reach: (Point::default(), Point::default()),
            labels: vec![],
        };
        let slices = |axis, offset| Slices { contours: contours.clone(), axis, offset, reach: [[0.0; 3]; 2] };
        let first = |slices: Slices| slices.paths().map(|(_, paths)| paths[0][0]).collect::<Vec<Place>>();
        assert_eq!(first(slices(2, None)), [[3.0, 1.0, 10.0], [4.0, 1.0, 20.0]]);
        assert_eq!(first(slices(0, Some(-1.0))), [[-1.0, 3.0, 1.0], [-1.0, 4.0, 1.0]]);
        assert_eq!(first(slices(1, None)), [[1.0, 10.0, 3.0], [1.0, 20.0, 4.0]]);
    }
}
