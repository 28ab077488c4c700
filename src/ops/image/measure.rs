//! What is measured on images: gradients, variation, likeness.

use super::differences;
use crate::prelude::*;

ops! {
    /// The differences of each pixel to the next one below and to the right, 0 at the edge.
    ///
    /// >>> tf.image.image_gradients(tf.reshape(tf.range(4.0), [1, 2, 2, 1]))[0][0, :, :, 0]
    /// <tf.Tensor: shape=(2, 2), dtype=float32, numpy=
    /// array([[2., 2.],
    ///        [0., 0.]], dtype=float32)>
    fn image_gradients ["tf.image.image_gradients"] (image: Tensor) -> (Tensor, Tensor) {
        if image.rank() != 4 {
            let text = format!("image_gradients expects a 4D tensor [batch_size, h, w, d], not {}.", tuple(&image.shape()));
            return Err(Error::new(Kind::Value(text)));
        }
        let (down, across) = differences(image)?;
        Ok((pad_constant(down, 0.0, &[0_i64, 0, 0, 1, 0, 0, 0, 0][..])?, pad_constant(across, 0.0, &[0_i64, 0, 0, 0, 0, 1, 0, 0][..])?))
    }

    /// The sum of the absolute differences of neighbouring pixels of each image.
    ///
    /// >>> tf.image.total_variation(tf.reshape(tf.range(4.0), [2, 2, 1]))
    /// <tf.Tensor: shape=(), dtype=float32, numpy=6.0>
    fn total_variation ["tf.image.total_variation"] (images: Tensor) -> Tensor {
        if !matches!(images.rank(), 3 | 4) {
            return Err(Error::new(Kind::Value("'images' must be either 3 or 4-dimensional.".to_owned())));
        }
        let axes = if images.rank() == 4 { Attr::from(&[1_i64, 2, 3][..]) } else { Attr::None };
        let (down, across) = differences(images)?;
        add(reduce_sum(abs(down), axes.clone(), false), reduce_sum(abs(across), axes, false))
    }

    /// The peak signal-to-noise ratio of two images, in decibels.
    ///
    /// >>> tf.image.psnr(tf.zeros([2, 2, 1]), tf.ones([2, 2, 1]) * 0.5, max_val=1.0)
    /// <tf.Tensor: shape=(), dtype=float32, numpy=6.020599842071533>
    fn psnr ["tf.image.psnr"] (a: Tensor, b: Tensor, max_val: Float) -> Tensor {
        let peak = convert_image_dtype(number_like(max_val, a), Float32, false)?;
        let (a, b) = (convert_image_dtype(a, Float32, false)?, convert_image_dtype(b, Float32, false)?);
        let error = reduce_mean(squared_difference(a, b), &[-3_i64, -2, -1][..], false);
        let ten = Tensor::scalar(10.0_f32.ln());
        sub(div(mul(20.0, log(peak)), ten), mul(f64::from((10.0 / 10.0_f64.ln()) as f32), log(error)))
    }
}
