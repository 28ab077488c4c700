//! Images turned, cropped and padded.

use tape_grad::basic;

use super::{height_axis, part};
use crate::prelude::*;

ops! {
    /// Left and right exchanged.
    ///
    /// >>> tf.image.flip_left_right(tf.reshape(tf.range(4), [2, 2, 1]))[:, :, 0]
    /// <tf.Tensor: shape=(2, 2), dtype=int32, numpy=
    /// array([[1, 0],
    ///        [3, 2]], dtype=int32)>
    fn flip_left_right ["tf.image.flip_left_right"] (image: Tensor) -> Tensor {
        reverse(image, &[height_axis(image)? as i64 + 1][..])
    }

    /// Up and down exchanged.
    ///
    /// >>> tf.image.flip_up_down(tf.reshape(tf.range(4), [2, 2, 1]))[:, :, 0]
    /// <tf.Tensor: shape=(2, 2), dtype=int32, numpy=
    /// array([[2, 3],
    ///        [0, 1]], dtype=int32)>
    fn flip_up_down ["tf.image.flip_up_down"] (image: Tensor) -> Tensor {
        reverse(image, &[height_axis(image)? as i64][..])
    }

    /// Quarter turns to the left.
    ///
    /// >>> tf.image.rot90(tf.reshape(tf.range(4), [2, 2, 1]))[:, :, 0]
    /// <tf.Tensor: shape=(2, 2), dtype=int32, numpy=
    /// array([[1, 3],
    ///        [0, 2]], dtype=int32)>
    fn rot90 ["tf.image.rot90"] (image: Tensor, k: Int = "1") -> Tensor {
        let axis = height_axis(image)?;
        let mut order: Vec<usize> = (0..image.rank()).collect();
        order.swap(axis, axis + 1);
        let (height, width) = (axis as i64, axis as i64 + 1);
        match k.rem_euclid(4) {
            1 => basic::transpose(&reverse(image, &[width][..])?, &order),
            2 => reverse(image, &[height, width][..]),
            3 => reverse(basic::transpose(image, &order), &[width][..]),
            _ => Ok(image.clone()),
        }
    }

    /// The middle of an image, of which this share of the height and of the width is kept.
    ///
    /// >>> tf.image.central_crop(tf.reshape(tf.range(16), [4, 4, 1]), 0.5)[:, :, 0]
    /// <tf.Tensor: shape=(2, 2), dtype=int32, numpy=
    /// array([[ 5,  6],
    ///        [ 9, 10]], dtype=int32)>
    fn central_crop ["tf.image.central_crop"] (image: Tensor, central_fraction: Float) -> Tensor {
        if central_fraction <= 0.0 || central_fraction > 1.0 {
            return Err(Error::new(Kind::Value("central_fraction must be within (0, 1]".to_owned())));
        }
        if central_fraction == 1.0 {
            return Ok(image.clone());
        }
        let axis = height_axis(image)?;
        let (height, width) = (image.shape()[axis], image.shape()[axis + 1]);
        let start = |size: usize| ((size as f64 - size as f64 * central_fraction) / 2.0) as usize;
        let (top, left) = (start(height), start(width));
        part(image, (top, left), (height - 2 * top, width - 2 * left))
    }

    /// The part of an image that a box names.
    ///
    /// >>> tf.image.crop_to_bounding_box(tf.reshape(tf.range(9), [3, 3, 1]), 1, 0, 2, 2)[:, :, 0]
    /// <tf.Tensor: shape=(2, 2), dtype=int32, numpy=
    /// array([[3, 4],
    ///        [6, 7]], dtype=int32)>
    fn crop_to_bounding_box ["tf.image.crop_to_bounding_box"]
        (image: Tensor, offset_height: Int, offset_width: Int, target_height: Int, target_width: Int) -> Tensor
    {
        let axis = height_axis(image)?;
        let (height, width) = (image.shape()[axis] as i64, image.shape()[axis + 1] as i64);
        check(offset_width >= 0, "offset_width must be >= 0.")?;
        check(offset_height >= 0, "offset_height must be >= 0.")?;
        check(target_width > 0, "target_width must be > 0.")?;
        check(target_height > 0, "target_height must be > 0.")?;
        check(width >= target_width + offset_width, "width must be >= target + offset.")?;
        check(height >= target_height + offset_height, "height must be >= target + offset.")?;
        let size = |size: i64| size as usize;
        part(image, (size(offset_height), size(offset_width)), (size(target_height), size(target_width)))
    }

    /// An image in the middle of zeros.
    ///
    /// >>> tf.image.pad_to_bounding_box(tf.ones([1, 1, 1]), 0, 1, 2, 2)[:, :, 0]
    /// <tf.Tensor: shape=(2, 2), dtype=float32, numpy=
    /// array([[0., 1.],
    ///        [0., 0.]], dtype=float32)>
    fn pad_to_bounding_box ["tf.image.pad_to_bounding_box"]
        (image: Tensor, offset_height: Int, offset_width: Int, target_height: Int, target_width: Int) -> Tensor
    {
        let axis = height_axis(image)?;
        let (height, width) = (image.shape()[axis] as i64, image.shape()[axis + 1] as i64);
        let (below, right) = (target_height - offset_height - height, target_width - offset_width - width);
        check(offset_height >= 0, "offset_height must be >= 0")?;
        check(offset_width >= 0, "offset_width must be >= 0")?;
        check(right >= 0, "width must be <= target - offset")?;
        check(below >= 0, "height must be <= target - offset")?;
        let mut widths = vec![0; 2 * image.rank()];
        widths[2 * axis..][..4].copy_from_slice(&[offset_height, below, offset_width, right]);
        pad_constant(image, 0.0, widths)
    }
}

fn check(holds: bool, text: &str) -> Result<()> {
    if holds { Ok(()) } else { Err(Error::new(Kind::Value(text.to_owned()))) }
}
