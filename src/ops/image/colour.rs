//! Brightness, contrast and colours.

use crate::prelude::*;

ops! {
    /// An image in another dtype, scaled so that the whole range is used: floats lie between 0 and 1.
    ///
    /// >>> tf.image.convert_image_dtype(tf.constant([[[0], [255]]], tf.uint8), tf.float32)
    /// <tf.Tensor: shape=(1, 2, 1), dtype=float32, numpy=
    /// array([[[0.],
    ///         [1.]]], dtype=float32)>
    fn convert_image_dtype ["tf.image.convert_image_dtype"] (image: Tensor, dtype: DType, saturate: Bool = "False") -> Tensor {
        let own = image.dtype();
        let to = |x: Tensor| if saturate { saturate_cast(x, dtype) } else { cast(x, dtype) };
        if own == dtype {
            return identity(image);
        }
        if own.is_integer() && dtype.is_integer() {
            let (scale_in, scale_out) = (largest(own), largest(dtype));
            if scale_in > scale_out {
                let scale = ((scale_in + 1.0) / (scale_out + 1.0)).floor();
                return to(floor_div(image, number_like(scale, image))?);
            }
            return mul(to(image.clone())?, ((scale_out + 1.0) / (scale_in + 1.0)).floor());
        }
        if own.is_floating() && dtype.is_floating() {
            return cast(image, dtype);
        }
        if own.is_integer() { mul(cast(image, dtype), 1.0 / largest(own)) } else { to(mul(image, largest(dtype) + 0.5)?) }
    }

    /// Another dtype, in which numbers out of its range become its ends.
    ///
    /// >>> tf.saturate_cast([-1.0, 300.0], tf.uint8)
    /// <tf.Tensor: shape=(2,), dtype=uint8, numpy=array([  0, 255], dtype=uint8)>
    fn saturate_cast ["tf.saturate_cast", "tf.dtypes.saturate_cast"] (value: Tensor, dtype: DType) -> Tensor {
        let value = &if value.dtype().is_complex() && !dtype.is_complex() { real(value)? } else { value.clone() };
        let own = value.dtype();
        if own.is_complex() || dtype.is_complex() || dtype == Bool || own == Bool {
            return cast(value, dtype);
        }
        let low = lowest(dtype).max(lowest(own));
        let high = below(largest(dtype).min(largest(own)), largest(dtype), own);
        cast(maximum(minimum(value, number_like(high, value)), number_like(low, value)), dtype)
    }

    /// An image with a number added, which is a share of the whole range.
    ///
    /// >>> tf.image.adjust_brightness([[[0.25], [0.5]]], 0.25)
    /// <tf.Tensor: shape=(1, 2, 1), dtype=float32, numpy=
    /// array([[[0.5 ],
    ///         [0.75]]], dtype=float32)>
    fn adjust_brightness ["tf.image.adjust_brightness"] (image: Tensor, delta: Float) -> Tensor {
        let floats = if matches!(image.dtype(), Float16 | Float32) { image.clone() } else { convert_image_dtype(image, Float32, false)? };
        convert_image_dtype(add(&floats, delta), image.dtype(), true)
    }

    /// An image whose distances from each channel's mean are multiplied.
    ///
    /// >>> tf.image.adjust_contrast([[[0.25], [0.75]]], 2.0)
    /// <tf.Tensor: shape=(1, 2, 1), dtype=float32, numpy=
    /// array([[[0.],
    ///         [1.]]], dtype=float32)>
    fn adjust_contrast ["tf.image.adjust_contrast"] (images: Tensor, contrast_factor: Float) -> Tensor {
        let floats = &if matches!(images.dtype(), Float16 | Float32) { images.clone() } else { convert_image_dtype(images, Float32, false)? };
        let rank = floats.rank() as i64;
        let mean = &reduce_mean(floats, &[rank - 3, rank - 2][..], true)?;
        let adjusted = add(mul(sub(floats, mean), contrast_factor), mean);
        convert_image_dtype(adjusted, images.dtype(), true)
    }

    /// The brightness of each pixel, from its red, green and blue.
    ///
    /// >>> tf.image.rgb_to_grayscale([[[1.0, 0.0, 0.0], [0.0, 1.0, 0.0]]])
    /// <tf.Tensor: shape=(1, 2, 1), dtype=float32, numpy=
    /// array([[[0.2989],
    ///         [0.587 ]]], dtype=float32)>
    fn rgb_to_grayscale ["tf.image.rgb_to_grayscale"] (images: Tensor) -> Tensor {
        let floats = convert_image_dtype(images, Float32, false)?;
        let weights = Tensor::new(Array::from_vec([3], vec![0.2989_f32, 0.5870, 0.1140]));
        let gray = expand_dims(tensordot(floats, weights, &Attr::from(&[-1_i64, -1][..])), -1);
        convert_image_dtype(gray, images.dtype(), false)
    }

    /// The brightness of each pixel as its red, green and blue.
    ///
    /// >>> tf.image.grayscale_to_rgb(tf.constant([[[1.0], [2.0]]]))
    /// <tf.Tensor: shape=(1, 2, 3), dtype=float32, numpy=
    /// array([[[1., 1., 1.],
    ///         [2., 2., 2.]]], dtype=float32)>
    fn grayscale_to_rgb ["tf.image.grayscale_to_rgb"] (images: Tensor) -> Tensor {
        if images.shape().last() != Some(&1) {
            return Err(Error::new(Kind::Value("Last dimension of a grayscale image should be size 1.".to_owned())));
        }
        let mut multiples = vec![1_i64; images.rank()];
        multiples[images.rank() - 1] = 3;
        tile(images, multiples)
    }

    /// Each image with the mean 0 and the deviation 1.
    ///
    /// >>> tf.image.per_image_standardization([[[1.0], [3.0]]])
    /// <tf.Tensor: shape=(1, 2, 1), dtype=float32, numpy=
    /// array([[[-1.],
    ///         [ 1.]]], dtype=float32)>
    fn per_image_standardization ["tf.image.per_image_standardization"] (image: Tensor) -> Tensor {
        let floats = &cast(image, Float32)?;
        let axes = &[-1_i64, -2, -3];
        let pixels = floats.shape().iter().rev().take(3).product::<usize>() as f64;
        let mean = reduce_mean(floats, &axes[..], true);
        let least = rsqrt(number_like(pixels, floats));
        div(sub(floats, mean), maximum(reduce_std(floats, Some(&axes[..]), true), least))
    }
}

/// The largest number of a dtype.
fn largest(dtype: DType) -> f64 {
    match dtype {
        Int8 => f64::from(i8::MAX),
        Int16 => f64::from(i16::MAX),
        Int32 => f64::from(i32::MAX),
        Int64 => i64::MAX as f64,
        UInt8 => f64::from(u8::MAX),
        UInt16 => f64::from(u16::MAX),
        UInt32 => f64::from(u32::MAX),
        UInt64 => u64::MAX as f64,
        Float16 => 65504.0,
        BFloat16 => 3.389_531_389_251_535_5e38,
        Float32 => f64::from(f32::MAX),
        _ => f64::MAX,
    }
}

/// The lowest number of a dtype.
fn lowest(dtype: DType) -> f64 {
    match dtype {
        Int8 => f64::from(i8::MIN),
        Int16 => f64::from(i16::MIN),
        Int32 => f64::from(i32::MIN),
        Int64 => i64::MIN as f64,
        UInt8 | UInt16 | UInt32 | UInt64 => 0.0,
        other => -largest(other),
    }
}

/// A bound as a float, or the float below where rounding would put it past the target's largest number.
fn below(bound: f64, limit: f64, dtype: DType) -> f64 {
    match dtype {
        Float32 if f64::from(bound as f32) > limit => f64::from((bound as f32).next_down()),
        Float64 if limit >= 9.2e18 && bound >= limit && limit < 1e20 => bound.next_down(),
        _ => bound,
    }
}
