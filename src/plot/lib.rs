//! Pictures of numbers: what a figure shows as data, and its drawing as SVG or in braille. Knows no language and no tensors.
//!
//! * [`color`], [`colormap`]: colours and the maps from numbers to them.
//! * [`strokes`]: how lines and markers look.
//! * [`artist`]: lines, points, bars, areas, images, contours, text: what axes hold; [`contour`]: level lines of a grid;
//!   [`streams`]: curves along a field.
//! * [`axis`]: limits, scale and ticks of a direction; [`ticks`], [`tick_labels`]: round numbers.
//! * [`space`]: axes in three dimensions.
//! * [`axes`], [`figure`]: the picture as a program builds it.
//! * [`layout`]: where everything stands, from the sizes of its texts; [`legend`]: where the legend hides nothing.
//! * [`canvas`]: what a drawing must be able to do; [`paint`]: artists on a canvas.
//! * [`furniture`]: what stands around the data: frames, ticks, labels, legends.
//! * [`svg`], [`braille`], [`raster`]: the three drawings. [`png`]: pixels as a file; [`markers`]: their outlines.
//!
//! # Examples
//! ```
//! use tape_plot::artist::{Artist, Line, Shape};
//! use tape_plot::figure::Figure;
//! let mut figure = Figure::new(640.0, 480.0);
//! let axes = figure.add_subplot(1, 1, 0..1);
//! axes.borrow_mut().add(Artist::new(Shape::Line(Line::new(vec![0.0, 1.0, 2.0], vec![0.0, 1.0, 4.0]))));
//! assert!(tape_plot::svg::draw(&figure).starts_with("<svg"));
//! assert!(tape_plot::braille::draw(&figure, 60).plain().contains('⠤'));
//! ```

pub mod artist;
pub mod axes;
pub mod axis;
pub mod braille;
pub mod canvas;
pub mod color;
pub mod colormap;
mod colormap_tables;
pub mod contour;
pub mod figure;
pub mod furniture;
pub mod geometry;
pub mod layout;
pub mod legend;
pub mod markers;
pub mod mathtext;
mod named_colors;
pub mod paint;
pub mod png;
pub mod raster;
pub mod slices;
pub mod space;
pub mod streams;
pub mod strokes;
pub mod svg;
pub mod text;
pub mod tick_labels;
pub mod ticks;

use std::cell::RefCell;
use std::rc::Rc;

/// What a figure holds and a program has a handle of: changing it changes the picture.
pub type Shared<T> = Rc<RefCell<T>>;

/// Makes something shared.
pub fn shared<T>(value: T) -> Shared<T> {
    Rc::new(RefCell::new(value))
}
