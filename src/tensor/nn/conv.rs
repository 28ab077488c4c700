//! Convolutions of images (batch, height, width, channels) with filters (height, width, in, out).
//!
//! A convolution is the product of the matrix of all patches with the matrix of the filters; its gradients are products
//! with the transposed matrices.

use super::window::{Geometry, Window};
use crate::array::check_size;
use crate::cast::cast;
use crate::elementwise::{Places, elements, filled, written};
use crate::matmul::{Side, matmul};
use crate::{Array, DType, Error, Result, Shape, threads};

/// Runs a function for `f32` and `f64`; half floats go through `f32`.
macro_rules! each_float {
    ($dtype:expr, $t:ident => $body:expr) => {
        match $dtype {
            DType::Float32 => {
                type $t = f32;
                $body
            }
            DType::Float64 => {
                type $t = f64;
                $body
            }
            other => Err(Error::Unimplemented(format!("convolution is not implemented for {other}"))),
        }
    };
}

/// The convolution (in the language of signal processing: the correlation) of images with filters.
///
/// # Errors
/// [`Error::Invalid`] where the shapes do not belong together, [`Error::DTypeMismatch`], [`Error::Unimplemented`] for
/// anything but floats and for groups of channels, [`Error::OutOfMemory`].
pub fn conv2d(input: &Array, filter: &Array, window: &Window) -> Result<Array> {
    if input.dtype().is_half() {
        return cast(&conv2d(&wide(input)?, &wide(filter)?, window)?, input.dtype());
    }
    let (geometry, channels) = checked(input.shape(), filter.shape(), window)?;
    let width = geometry.taps() * geometry.channels;
    let filter = filter.with_shape([width, channels]);
    let product = if goes_by_tap(&geometry, channels) {
        matmul(&patches_by_tap(input, &geometry)?, &filter, Side::Transposed, Side::Plain)?
    } else {
        matmul(&patches(input, &geometry)?, &filter, Side::Plain, Side::Plain)?
    };
    Ok(product.with_shape(geometry.output_shape(channels)))
}

/// The gradient of [`conv2d`] by its images, which have the shape `input`.
///
/// # Errors
/// As [`conv2d`].
pub fn conv2d_input_grad(input: &Shape, filter: &Array, upstream: &Array, window: &Window) -> Result<Array> {
    if filter.dtype().is_half() {
        return cast(&conv2d_input_grad(input, &wide(filter)?, &wide(upstream)?, window)?, filter.dtype());
    }
    let (geometry, channels) = checked(input, filter.shape(), window)?;
    check_upstream(upstream, &geometry.output_shape(channels))?;
    check_size(input, filter.dtype())?;
    let width = geometry.taps() * geometry.channels;
    let rows = upstream.with_shape([geometry.windows(), channels]);
    let patches = matmul(&rows, &filter.with_shape([width, channels]), Side::Plain, Side::Transposed)?;
    each_float!(patches.dtype(), T => {
        let source = elements::<T>(&patches)?;
        let depth = geometry.channels;
        let mut target = vec![0.0; input.elements()];
        let (image, rows) = (geometry.pixels() * depth, geometry.windows_an_image() * width);
        if image > 0 && rows > 0 {
            let images = source.chunks_exact(rows).zip(target.chunks_exact_mut(image)).collect();
            threads::for_each(images, source.len(), || (), |(), (rows, image): (&[T], &mut [T])| {
                geometry.visit_runs(|run| {
                    let row = &rows[run.window * width + run.tap * depth..][..run.length * depth];
                    for (sum, element) in image[run.pixel * depth..][..run.length * depth].iter_mut().zip(row) {
                        *sum += element;
                    }
                });
            });
        }
        Ok(Array::from_vec(input.clone(), target))
    })
}

/// The gradient of [`conv2d`] by its filters, which have the shape `filter`.
///
/// # Errors
/// As [`conv2d`].
pub fn conv2d_filter_grad(input: &Array, filter: &Shape, upstream: &Array, window: &Window) -> Result<Array> {
    if input.dtype().is_half() {
        return cast(&conv2d_filter_grad(&wide(input)?, filter, &wide(upstream)?, window)?, input.dtype());
    }
    let (geometry, channels) = checked(input.shape(), filter, window)?;
    check_upstream(upstream, &geometry.output_shape(channels))?;
    let rows = upstream.with_shape([geometry.windows(), channels]);
    let product = if goes_by_tap(&geometry, channels) {
        matmul(&patches_by_tap(input, &geometry)?, &rows, Side::Plain, Side::Plain)?
    } else {
        matmul(&patches(input, &geometry)?, &rows, Side::Transposed, Side::Plain)?
    };
    Ok(product.with_shape(filter.clone()))
}

/// The geometry, and the number of channels that come out.
fn checked(input: &Shape, filter: &Shape, window: &Window) -> Result<(Geometry, usize)> {
    let &[height, width, depth, channels] = &filter[..] else {
        return Err(Error::Invalid(format!("filter must be 4-dimensional: {filter}")));
    };
    let geometry = Geometry::new(input, [height, width], window)?;
    if depth == 0 || !geometry.channels.is_multiple_of(depth) {
        return Err(Error::Invalid(format!(
            "input depth must be evenly divisible by filter depth: {} vs {depth}",
            geometry.channels
        )));
    }
    if geometry.channels != depth {
        return Err(match filter[3] % (geometry.channels / depth.max(1)) {
            0 => Error::Unimplemented("convolution with groups of channels is not implemented".to_owned()),
            _ => Error::Invalid(format!(
                "output depth must be evenly divisible by number of groups: {} vs {}",
                filter[3],
                geometry.channels / depth.max(1)
            )),
        });
    }
    check_size(&geometry.output_shape(channels), DType::Float64)?;
    Ok((geometry, channels))
}

fn check_upstream(upstream: &Array, expected: &Shape) -> Result<()> {
    if upstream.shape() != expected {
        return Err(Error::Invalid(format!(
            "out_backprop has shape {} where the convolution gives {expected}",
            upstream.shape()
        )));
    }
    Ok(())
}

/// One row for each window: the elements under it, zeros outside the image.
fn patches(input: &Array, geometry: &Geometry) -> Result<Array> {
    let depth = geometry.channels;
    let shape = Shape::from([geometry.windows(), geometry.taps().saturating_mul(depth)]);
    check_size(&shape, input.dtype())?;
    each_float!(input.dtype(), T => {
        let source = elements::<T>(input)?;
        let mut target = vec![<T>::default(); shape.elements()];
        let width = shape[1];
        let (image, rows) = (geometry.pixels() * depth, geometry.windows_an_image() * width);
        if image > 0 && rows > 0 {
            let images = source.chunks_exact(image).zip(target.chunks_exact_mut(rows)).collect();
            threads::for_each(images, shape.elements(), || (), |(), (image, rows): (&[T], &mut [T])| {
                geometry.visit_runs(|run| {
                    let row = &mut rows[run.window * width + run.tap * depth..];
                    copy_run(&image[run.pixel * depth..], row, run.length * depth);
                });
            });
        }
        Ok(Array::from_vec(shape, target))
    })
}

/// Whether the patches are better written by [`patches_by_tap`]. The digits are the same: only a product with one column adds up in an
/// order that depends on how its matrix lies.
fn goes_by_tap(geometry: &Geometry, channels: usize) -> bool {
    geometry.has_long_lines() && channels > 1
}

/// The transpose of [`patches`] for images of one channel: one row for each tap, in which the elements of a line of the image are
/// neighbours.
fn patches_by_tap(input: &Array, geometry: &Geometry) -> Result<Array> {
    let shape = Shape::from([geometry.taps(), geometry.windows()]);
    check_size(&shape, input.dtype())?;
    each_float!(input.dtype(), T => {
        let source = elements::<T>(input)?;
        let target = written(shape.elements(), |target| {
            let taps = target.chunks_exact_mut(geometry.windows().max(1)).enumerate().collect();
            threads::for_each(taps, shape.elements(), || (), |(), (tap, row): (usize, &mut Places<T>)| {
                let images = source.chunks_exact(geometry.pixels().max(1));
                for (image, windows) in images.zip(row.chunks_exact_mut(geometry.windows_an_image().max(1))) {
                    geometry.visit_lines(tap, |windows_of_line, on_image, pixel| {
                        let line = &mut windows[windows_of_line];
                        let (before, rest) = line.split_at_mut(on_image.start);
                        let (on_line, after) = rest.split_at_mut(on_image.len());
                        filled(before, T::default());
                        on_line.write_copy_of_slice(&image[pixel..][..on_image.len()]);
                        filled(after, T::default());
                    });
                }
            });
            Ok::<(), Error>(())
        })?;
        Ok(Array::from_vec(shape, target))
    })
}

/// Copies the first elements: as an array where they are few, for a copy of a length that the compiler knows needs no call.
#[inline(always)]
fn copy_run<T: Copy>(source: &[T], target: &mut [T], length: usize) {
    macro_rules! copy {
        ($($few:literal)*) => {
            match length {
                $($few => {
                    if let (Some(target), Some(source)) = (target.first_chunk_mut::<$few>(), source.first_chunk()) {
                        *target = *source;
                    }
                })*
                _ => target[..length].copy_from_slice(&source[..length]),
            }
        };
    }
    copy!(1 2 3 4 5 6 7 8);
}

/// Each channel convolved with its own filters (height, width, channels, multiplier).
///
/// # Errors
/// As [`conv2d`].
pub fn depthwise_conv2d(input: &Array, filter: &Array, window: &Window) -> Result<Array> {
    if input.dtype().is_half() {
        return cast(&depthwise_conv2d(&wide(input)?, &wide(filter)?, window)?, input.dtype());
    }
    let (geometry, multiplier) = depthwise(input.shape(), filter.shape(), window)?;
    let depth = geometry.channels;
    each_float!(input.dtype(), T => {
        let (source, weights) = (elements::<T>(input)?, elements::<T>(filter)?);
        let mut target = vec![<T>::default(); geometry.windows() * depth * multiplier];
        geometry.visit(|row, tap, pixel| {
            for channel in 0..depth {
                let x = source[pixel * depth + channel];
                let weights = &weights[(tap * depth + channel) * multiplier..][..multiplier];
                let sums = &mut target[(row * depth + channel) * multiplier..][..multiplier];
                for (sum, weight) in sums.iter_mut().zip(weights) {
                    *sum += x * weight;
                }
            }
        });
        Ok(Array::from_vec(geometry.output_shape(depth * multiplier), target))
    })
}

/// The gradients of [`depthwise_conv2d`] by its images and by its filters.
///
/// # Errors
/// As [`conv2d`].
pub fn depthwise_conv2d_grads(
    input: &Array,
    filter: &Array,
    upstream: &Array,
    window: &Window,
) -> Result<(Array, Array)> {
    if input.dtype().is_half() {
        let (images, filters) = depthwise_conv2d_grads(&wide(input)?, &wide(filter)?, &wide(upstream)?, window)?;
        return Ok((cast(&images, input.dtype())?, cast(&filters, input.dtype())?));
    }
    let (geometry, multiplier) = depthwise(input.shape(), filter.shape(), window)?;
    let depth = geometry.channels;
    check_upstream(upstream, &geometry.output_shape(depth * multiplier))?;
    each_float!(input.dtype(), T => {
        let (source, weights) = (elements::<T>(input)?, elements::<T>(filter)?);
        let flow = elements::<T>(upstream)?;
        let mut images = vec![<T>::default(); source.len()];
        let mut filters = vec![<T>::default(); weights.len()];
        geometry.visit(|row, tap, pixel| {
            for channel in 0..depth {
                for nth in 0..multiplier {
                    let gradient = flow[(row * depth + channel) * multiplier + nth];
                    let weight = (tap * depth + channel) * multiplier + nth;
                    images[pixel * depth + channel] += gradient * weights[weight];
                    filters[weight] += gradient * source[pixel * depth + channel];
                }
            }
        });
        Ok((Array::from_vec(input.shape().clone(), images), Array::from_vec(filter.shape().clone(), filters)))
    })
}

/// The geometry, and how many filters each channel has.
fn depthwise(input: &Shape, filter: &Shape, window: &Window) -> Result<(Geometry, usize)> {
    let &[height, width, depth, multiplier] = &filter[..] else {
        return Err(Error::Invalid(format!("filter must be 4-dimensional: {filter}")));
    };
    let geometry = Geometry::new(input, [height, width], window)?;
    if geometry.channels != depth {
        return Err(Error::Invalid(format!(
            "input and filter must have the same depth: {} vs {depth}",
            geometry.channels
        )));
    }
    check_size(&geometry.output_shape(depth.saturating_mul(multiplier)), DType::Float64)?;
    Ok((geometry, multiplier))
}

fn wide(array: &Array) -> Result<Array> {
    cast(array, DType::Float32)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::transpose;
    use crate::nn::window::Border;

    #[test]
    fn patches_by_tap_are_the_transposed_patches() {
        let shape = Shape::from([2, 7, 9, 1]);
        let images = Array::from_vec(shape.clone(), (0..126u8).map(f32::from).collect::<Vec<f32>>());
        for border in [Border::Valid, Border::Same, Border::Explicit([(0, 3), (2, 1)])] {
            for (kernel, strides, dilations) in
                [([3, 3], [1, 1], [1, 1]), ([2, 4], [2, 1], [1, 1]), ([3, 2], [1, 1], [2, 3]), ([1, 1], [3, 1], [1, 1])]
            {
                let geometry = Geometry::new(&shape, kernel, &Window { strides, dilations, border }).unwrap();
                let by_tap = transpose(&patches_by_tap(&images, &geometry).unwrap(), &[1, 0]).unwrap();
                let patches = patches(&images, &geometry).unwrap();
                assert_eq!(by_tap.as_slice::<f32>(), patches.as_slice::<f32>(), "{kernel:?} {border:?}");
            }
        }
    }
}
