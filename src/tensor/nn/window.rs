//! How windows lie on images: the geometry that convolutions and poolings share.

use std::ops::Range;

use crate::{Error, Result, Shape};

/// What surrounds an image.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Border {
    /// Nothing: windows lie wholly inside.
    Valid,
    /// As much as gives one window for each stride, the odd element behind.
    Same,
    /// So many elements before and after, along height and width.
    Explicit([(usize, usize); 2]),
}

/// The steps of a window along height and width, the distance of its own elements, and the border.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Window {
    pub strides: [usize; 2],
    pub dilations: [usize; 2],
    pub border: Border,
}

/// A window of a certain size on images of a certain shape (batch, height, width, channels).
#[derive(Clone, Copy, Debug)]
pub(super) struct Geometry {
    pub batch: usize,
    pub image: [usize; 2],
    pub channels: usize,
    pub kernel: [usize; 2],
    /// Windows along height and width.
    pub output: [usize; 2],
    before: [usize; 2],
    strides: [usize; 2],
    dilations: [usize; 2],
}

/// Taps of one window that are neighbours, and so are the pixels under them.
#[derive(Clone, Copy, Debug)]
pub(super) struct Run {
    /// The number of the window on its image.
    pub window: usize,
    /// The number of the first tap.
    pub tap: usize,
    /// The number of the first pixel on the image.
    pub pixel: usize,
    pub length: usize,
}

impl Geometry {
    pub fn new(shape: &Shape, kernel: [usize; 2], window: &Window) -> Result<Geometry> {
        let &[batch, height, width, channels] = &shape[..] else {
            return Err(Error::Invalid(format!("input must be 4-dimensional{shape}")));
        };
        if window.strides.contains(&0) || window.dilations.contains(&0) || kernel.contains(&0) {
            return Err(Error::Invalid("strides, dilations and window sizes must be positive".to_owned()));
        }
        let image = [height, width];
        let (mut output, mut before) = ([0; 2], [0; 2]);
        for axis in 0..2 {
            let reach = (kernel[axis] - 1).saturating_mul(window.dilations[axis]).saturating_add(1);
            let (ahead, after) = match window.border {
                Border::Valid => (0, 0),
                Border::Explicit(border) => border[axis],
                Border::Same => {
                    let last = image[axis].div_ceil(window.strides[axis]).saturating_sub(1);
                    let missing = (last * window.strides[axis]).saturating_add(reach).saturating_sub(image[axis]);
                    (missing / 2, missing - missing / 2)
                }
            };
            let padded = image[axis].saturating_add(ahead).saturating_add(after);
            before[axis] = ahead;
            output[axis] = if padded < reach { 0 } else { (padded - reach) / window.strides[axis] + 1 };
        }
        Ok(Geometry {
            batch,
            image,
            channels,
            kernel,
            output,
            before,
            strides: window.strides,
            dilations: window.dilations,
        })
    }

    /// The number of windows on all images.
    pub fn windows(&self) -> usize {
        self.batch.saturating_mul(self.output[0]).saturating_mul(self.output[1])
    }

    /// The elements of one window.
    pub fn taps(&self) -> usize {
        self.kernel[0].saturating_mul(self.kernel[1])
    }

    /// The windows on one image.
    pub fn windows_an_image(&self) -> usize {
        self.output[0].saturating_mul(self.output[1])
    }

    /// The pixels of one image.
    pub fn pixels(&self) -> usize {
        self.image[0].saturating_mul(self.image[1])
    }

    /// The taps of each window of one image that lie on it, window by window, in runs.
    #[inline(always)]
    pub fn visit_runs(&self, mut visit: impl FnMut(Run)) {
        let mut window = 0;
        for row in 0..self.output[0] {
            for column in 0..self.output[1] {
                for tap_row in 0..self.kernel[0] {
                    let Some(y) = self.place(0, row, tap_row) else { continue };
                    let (tap, line) = (tap_row * self.kernel[1], y * self.image[1]);
                    self.visit_line(column, |first, x, length| {
                        visit(Run { window, tap: tap + first, pixel: line + x, length });
                    });
                }
                window += 1;
            }
        }
    }

    /// The taps of a window in column `column` that lie on a line of the image: the first tap, its place, how many. One call of `visit`
    /// stands here, so that it is compiled into the loop.
    #[inline(always)]
    fn visit_line(&self, column: usize, mut visit: impl FnMut(usize, usize, usize)) {
        let spread = self.dilations[1] > 1;
        for nth in 0..if spread { self.kernel[1] } else { 1 } {
            let run = if spread { self.place(1, column, nth).map(|x| (nth, x, 1)) } else { self.run(column) };
            if let Some((first, x, length)) = run {
                visit(first, x, length);
            }
        }
    }

    /// The one run of a window without gaps on a line of the image.
    #[inline(always)]
    fn run(&self, column: usize) -> Option<(usize, usize, usize)> {
        let start = column * self.strides[1];
        let first = self.before[1].saturating_sub(start);
        let end = (self.image[1] + self.before[1]).saturating_sub(start).min(self.kernel[1]);
        (first < end).then(|| (first, start + first - self.before[1], end - first))
    }

    /// Whether neighbouring windows have neighbouring elements under each tap, a line full of them.
    pub fn has_long_lines(&self) -> bool {
        self.channels == 1 && self.strides[1] == 1 && self.output[1] > self.kernel[1]
    }

    /// For each line of windows of one image: its windows, those of them that have the tap on the image, and the first pixel under it.
    /// Neighbouring windows have neighbouring elements ([`Geometry::has_long_lines`]).
    #[inline(always)]
    pub fn visit_lines(&self, tap: usize, mut visit: impl FnMut(Range<usize>, Range<usize>, usize)) {
        let (tap_row, tap_column) = (tap / self.kernel[1], tap % self.kernel[1]);
        let shift = tap_column * self.dilations[1];
        let width = self.output[1];
        let first = self.before[1].saturating_sub(shift).min(width);
        let end = (self.image[1] + self.before[1]).saturating_sub(shift).clamp(first, width);
        for row in 0..self.output[0] {
            let windows = row * width..(row + 1) * width;
            match self.place(0, row, tap_row) {
                Some(y) if first < end => {
                    visit(windows, first..end, y * self.image[1] + first + shift - self.before[1])
                }
                _ => visit(windows, 0..0, 0),
            }
        }
    }

    /// Where along an axis a tap of a window lies, if on the image.
    #[inline(always)]
    fn place(&self, axis: usize, window: usize, tap: usize) -> Option<usize> {
        (window * self.strides[axis] + tap * self.dilations[axis])
            .checked_sub(self.before[axis])
            .filter(|&place| place < self.image[axis])
    }

    /// For each window on all images its number and, for each of its taps that lies on the image, the number of the tap and
    /// of the pixel.
    pub fn visit(&self, mut visit: impl FnMut(usize, usize, usize)) {
        for image in 0..self.batch {
            let (windows, pixels) = (image * self.windows_an_image(), image * self.pixels());
            self.visit_runs(|run| {
                for nth in 0..run.length {
                    visit(windows + run.window, run.tap + nth, pixels + run.pixel + nth);
                }
            });
        }
    }

    /// The shape of an array with so many channels for each window.
    pub fn output_shape(&self, channels: usize) -> Shape {
        Shape::from([self.batch, self.output[0], self.output[1], channels])
    }
}
