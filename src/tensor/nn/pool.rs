//! Pooling of images (batch, height, width, channels).

use super::window::{Geometry, Window};
use crate::array::check_size;
use crate::cast::cast;
use crate::elementwise::elements;
use crate::math::Real;
use crate::{Array, DType, Element, Error, Result, Shape, threads};

/// Runs a function for `f32` or `f64`; half floats go through `f32`.
macro_rules! through_floats {
    ($first:expr, $function:ident($($argument:expr),*)) => {
        match $first.dtype() {
            DType::Float32 => $function::<f32>($($argument),*),
            DType::Float64 => $function::<f64>($($argument),*),
            other => Err(Error::Unimplemented(format!("pooling is not implemented for {other}"))),
        }
    };
}

/// The largest element under each window of the given size.
///
/// # Errors
/// [`Error::Invalid`] where the input is not 4-dimensional, [`Error::Unimplemented`] for anything but floats and
/// integers of 32 bits or fewer.
pub fn max_pool2d(input: &Array, size: [usize; 2], window: &Window) -> Result<Array> {
    if !matches!(input.dtype(), DType::Float32 | DType::Float64) {
        return cast(&max_pool2d(&exact(input)?, size, window)?, input.dtype());
    }
    let geometry = Geometry::new(input.shape(), size, window)?;
    through_floats!(input, largest(input, &geometry))
}

fn largest<T: Real + Element>(input: &Array, geometry: &Geometry) -> Result<Array> {
    let (source, depth) = (elements::<T>(input)?, geometry.channels);
    let shape = geometry.output_shape(depth);
    check_size(&shape, T::DTYPE)?;
    let mut target = vec![-T::max_value(); shape.elements()];
    each_image(source, &mut target, geometry, |image, results| {
        let mut begun = usize::MAX;
        geometry.visit_runs(|run| {
            let results = &mut results[run.window * depth..][..depth];
            for pixel in image[run.pixel * depth..][..run.length * depth].chunks_exact(depth) {
                if begun == run.window {
                    for (best, &element) in results.iter_mut().zip(pixel) {
                        *best = if beats(element, *best) { element } else { *best };
                    }
                } else {
                    results.copy_from_slice(pixel);
                    begun = run.window;
                }
            }
        });
    });
    Ok(Array::from_vec(shape, target))
}

/// Whether an element takes the place of the largest one so far.
#[inline(always)]
fn beats<T: Real>(element: T, best: T) -> bool {
    // Without branches, so that channels are compared side by side.
    (element > best) | (element.is_nan() & !best.is_nan())
}

/// Runs `work` for each image and its part of the results, on several processors.
fn each_image<T: Real, R: Send>(
    source: &[T],
    results: &mut [R],
    geometry: &Geometry,
    work: impl Fn(&[T], &mut [R]) + Sync + Send,
) {
    let (image, own) = (geometry.pixels() * geometry.channels, results.len() / geometry.batch.max(1));
    if image > 0 && own > 0 {
        let images = source.chunks_exact(image).zip(results.chunks_exact_mut(own)).collect();
        threads::for_each(images, source.len(), || (), |(), (image, own): (&[T], &mut [R])| work(image, own));
    }
}

/// No pixel: the window lies beside the image.
const NOWHERE: u32 = u32::MAX;

/// For each window and channel the pixel of the first largest element, counted on its image.
fn winners<T: Real + Element>(source: &[T], geometry: &Geometry) -> Result<Vec<u32>> {
    let depth = geometry.channels;
    check_size(&geometry.output_shape(depth), DType::Complex128)?;
    let mut places = vec![NOWHERE; geometry.windows() * depth];
    each_image(source, &mut places, geometry, |image, places| {
        let mut begun = usize::MAX;
        let mut largest = vec![T::zero(); depth];
        geometry.visit_runs(|run| {
            let places = &mut places[run.window * depth..][..depth];
            for (nth, pixel) in image[run.pixel * depth..][..run.length * depth].chunks_exact(depth).enumerate() {
                let number = (run.pixel + nth) as u32;
                if begun == run.window {
                    for ((place, best), &element) in places.iter_mut().zip(&mut largest).zip(pixel) {
                        let beaten = beats(element, *best);
                        *best = if beaten { element } else { *best };
                        // By a mask: a choice between two places in memory is compiled to a branch a channel.
                        let mask = u32::from(beaten).wrapping_neg();
                        *place = number & mask | *place & !mask;
                    }
                } else {
                    places.fill(number);
                    largest.copy_from_slice(pixel);
                    begun = run.window;
                }
            }
        });
    });
    Ok(places)
}

/// The gradient of [`max_pool2d`]: all of it to the first largest element under each window.
///
/// # Errors
/// As [`max_pool2d`], and where `upstream` has not the shape of the result.
pub fn max_pool2d_grad(input: &Array, upstream: &Array, size: [usize; 2], window: &Window) -> Result<Array> {
    fn of<T: Real + Element>(input: &Array, upstream: &Array, geometry: &Geometry) -> Result<Array> {
        let (source, flow, depth) = (elements::<T>(input)?, elements::<T>(upstream)?, geometry.channels);
        let mut target = vec![T::zero(); source.len()];
        let (places, own) = (winners::<T>(source, geometry)?, (geometry.windows_an_image() * depth).max(1));
        let chosen = places.chunks_exact(own).zip(flow.chunks_exact(own));
        let images = target.chunks_exact_mut((geometry.pixels() * depth).max(1)).zip(chosen).collect();
        threads::for_each(
            images,
            places.len(),
            || (),
            |(), (image, (places, flow)): (&mut [T], (&[u32], &[T]))| {
                for (places, flow) in places.chunks_exact(depth).zip(flow.chunks_exact(depth)) {
                    for (channel, (&place, &gradient)) in places.iter().zip(flow).enumerate() {
                        if place != NOWHERE {
                            let sum = &mut image[place as usize * depth + channel];
                            *sum = *sum + gradient;
                        }
                    }
                }
            },
        );
        Ok(Array::from_vec(input.shape().clone(), target))
    }
    if input.dtype().is_half() {
        return cast(&max_pool2d_grad(&wide(input)?, &wide(upstream)?, size, window)?, input.dtype());
    }
    let geometry = Geometry::new(input.shape(), size, window)?;
    check_upstream(upstream, &geometry)?;
    through_floats!(input, of(input, upstream, &geometry))
}

/// What another array has where the first largest element under each window stands: the gradient of
/// [`max_pool2d_grad`] by what flows into it.
///
/// # Errors
/// As [`max_pool2d`], and where `values` has not the shape of the input.
pub fn max_pool2d_at(input: &Array, values: &Array, size: [usize; 2], window: &Window) -> Result<Array> {
    fn of<T: Real + Element>(input: &Array, values: &Array, geometry: &Geometry) -> Result<Array> {
        let (source, values, depth) = (elements::<T>(input)?, elements::<T>(values)?, geometry.channels);
        let (places, own) = (winners::<T>(source, geometry)?, (geometry.windows_an_image() * depth).max(1));
        let images = places.chunks_exact(own).zip(values.chunks_exact((geometry.pixels() * depth).max(1)));
        let taken = images.flat_map(|(places, image)| {
            places.iter().enumerate().map(move |(nth, &place)| match place {
                NOWHERE => T::zero(),
                place => image[place as usize * depth + nth % depth],
            })
        });
        Ok(Array::from_vec(geometry.output_shape(depth), taken.collect::<Vec<T>>()))
    }
    if input.dtype().is_half() {
        return cast(&max_pool2d_at(&wide(input)?, &wide(values)?, size, window)?, input.dtype());
    }
    if input.shape() != values.shape() {
        return Err(Error::Broadcast { left: input.shape().clone(), right: values.shape().clone() });
    }
    let geometry = Geometry::new(input.shape(), size, window)?;
    through_floats!(input, of(input, values, &geometry))
}

/// The mean of the elements under each window that lie on the image.
///
/// # Errors
/// [`Error::Invalid`] where the input is not 4-dimensional, [`Error::Unimplemented`] for anything but floats.
pub fn avg_pool2d(input: &Array, size: [usize; 2], window: &Window) -> Result<Array> {
    fn of<T: Real + Element>(input: &Array, geometry: &Geometry) -> Result<Array> {
        let (source, depth) = (elements::<T>(input)?, geometry.channels);
        check_size(&geometry.output_shape(depth), T::DTYPE)?;
        let mut target = vec![T::zero(); geometry.windows() * depth];
        geometry.visit(|window, _, pixel| {
            for (sum, &element) in target[window * depth..][..depth].iter_mut().zip(&source[pixel * depth..][..depth]) {
                *sum = *sum + element;
            }
        });
        for (sums, count) in target.chunks_exact_mut(depth.max(1)).zip(counts(geometry)) {
            for sum in sums {
                *sum = *sum / T::of(count as f64);
            }
        }
        Ok(Array::from_vec(geometry.output_shape(depth), target))
    }
    if input.dtype().is_half() {
        return cast(&avg_pool2d(&wide(input)?, size, window)?, input.dtype());
    }
    let geometry = Geometry::new(input.shape(), size, window)?;
    through_floats!(input, of(input, &geometry))
}

/// The gradient of [`avg_pool2d`] by its images, which have the shape `input`.
///
/// # Errors
/// As [`avg_pool2d`], and where `upstream` has not the shape of the result.
pub fn avg_pool2d_grad(input: &Shape, upstream: &Array, size: [usize; 2], window: &Window) -> Result<Array> {
    fn of<T: Real + Element>(input: &Shape, upstream: &Array, geometry: &Geometry) -> Result<Array> {
        let (flow, depth, counts) = (elements::<T>(upstream)?, geometry.channels, counts(geometry));
        let mut target = vec![T::zero(); input.elements()];
        geometry.visit(|window, _, pixel| {
            let share = T::one() / T::of(counts[window] as f64);
            for (sum, &gradient) in target[pixel * depth..][..depth].iter_mut().zip(&flow[window * depth..][..depth]) {
                *sum = *sum + gradient * share;
            }
        });
        Ok(Array::from_vec(input.clone(), target))
    }
    if upstream.dtype().is_half() {
        return cast(&avg_pool2d_grad(input, &wide(upstream)?, size, window)?, upstream.dtype());
    }
    let geometry = Geometry::new(input, size, window)?;
    check_upstream(upstream, &geometry)?;
    check_size(input, upstream.dtype())?;
    through_floats!(upstream, of(input, upstream, &geometry))
}

/// How many elements of each window lie on the image.
fn counts(geometry: &Geometry) -> Vec<usize> {
    let mut counts = vec![0; geometry.windows()];
    geometry.visit(|window, _, _| counts[window] += 1);
    counts
}

fn check_upstream(upstream: &Array, geometry: &Geometry) -> Result<()> {
    let expected = geometry.output_shape(geometry.channels);
    if *upstream.shape() != expected {
        let found = upstream.shape();
        return Err(Error::Invalid(format!("upstream has shape {found} where the pooling gives {expected}")));
    }
    Ok(())
}

fn wide(array: &Array) -> Result<Array> {
    cast(array, DType::Float32)
}

/// The array in a float dtype that holds all its values.
fn exact(array: &Array) -> Result<Array> {
    match array.dtype() {
        DType::Float16 | DType::BFloat16 => cast(array, DType::Float32),
        DType::Int8 | DType::Int16 | DType::Int32 | DType::UInt8 | DType::UInt16 | DType::UInt32 => {
            cast(array, DType::Float64)
        }
        other => Err(Error::Unimplemented(format!("pooling is not implemented for {other}"))),
    }
}
