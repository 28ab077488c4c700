//! Images: (height, width, channels), or batches of them.

pub mod colour;
pub mod measure;
pub mod transform;

use tape_grad::{Error, Kind, Result, Tensor};
use tape_tensor::Shape;

/// A rank that an image or a batch of them has; the axis of its height.
fn height_axis(image: &Tensor) -> Result<usize> {
    match image.rank() {
        3 => Ok(0),
        4 => Ok(1),
        rank if rank < 3 => {
            let text =
                format!("'image' (shape {}) must be at least three-dimensional.", crate::error::tuple(&image.shape()));
            Err(Error::new(Kind::Value(text)))
        }
        _ => {
            let shape = crate::error::tuple(&image.shape());
            Err(Error::new(Kind::Value(format!("'image' (shape {shape})must have either 3 or 4 dimensions."))))
        }
    }
}

/// A part of each image.
fn part(image: &Tensor, (top, left): (usize, usize), (height, width): (usize, usize)) -> Result<Tensor> {
    let axis = height_axis(image)?;
    let shape = image.shape();
    let (mut begin, mut size) = (vec![0; shape.rank()], shape.to_vec());
    (begin[axis], begin[axis + 1]) = (top, left);
    (size[axis], size[axis + 1]) = (height, width);
    tape_grad::basic::slice(image, &begin, &Shape::from(size))
}

/// The differences of neighbours along the height and along the width.
fn differences(image: &Tensor) -> Result<(Tensor, Tensor)> {
    let axis = height_axis(image)?;
    let shape = image.shape();
    let (height, width) = (shape[axis], shape[axis + 1]);
    let (rows, columns) = (height.saturating_sub(1), width.saturating_sub(1));
    let down = crate::sub(part(image, (height - rows, 0), (rows, width)), part(image, (0, 0), (rows, width)))?;
    let across =
        crate::sub(part(image, (0, width - columns), (height, columns)), part(image, (0, 0), (height, columns)))?;
    Ok((down, across))
}
