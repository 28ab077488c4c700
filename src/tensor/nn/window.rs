//! How windows lie on images: the geometry that convolutions and poolings share.

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

    /// For each window its number and, for each of its taps that lies on the image, the number of the tap and of the
    /// pixel.
    pub fn visit(&self, mut visit: impl FnMut(usize, usize, usize)) {
        let mut window = 0;
        for image in 0..self.batch {
            for row in 0..self.output[0] {
                for column in 0..self.output[1] {
                    for tap in 0..self.taps() {
                        let place = [(row, tap / self.kernel[1], 0), (column, tap % self.kernel[1], 1)].map(
                            |(at, step, axis)| {
                                (at * self.strides[axis] + step * self.dilations[axis])
                                    .checked_sub(self.before[axis])
                                    .filter(|&place| place < self.image[axis])
                            },
                        );
                        if let [Some(y), Some(x)] = place {
                            visit(window, tap, (image * self.image[0] + y) * self.image[1] + x);
                        }
                    }
                    window += 1;
                }
            }
        }
    }

    /// The shape of an array with so many channels for each window.
    pub fn output_shape(&self, channels: usize) -> Shape {
        Shape::from([self.batch, self.output[0], self.output[1], channels])
    }
}
