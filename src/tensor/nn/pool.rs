//! Pooling of images (batch, height, width, channels).

use super::window::{Geometry, Window};
use crate::array::check_size;
use crate::cast::cast;
use crate::elementwise::elements;
use crate::math::Real;
use crate::{Array, DType, Element, Error, Result, Shape};

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
    let places = winners::<T>(source, geometry)?;
    let values = places.iter().enumerate().map(|(nth, &place)| match place {
        Some(place) => source[place * depth + nth % depth],
        None => -T::max_value(),
    });
    Ok(Array::from_vec(geometry.output_shape(depth), values.collect::<Vec<T>>()))
}

/// For each window and channel the pixel of the first largest element.
fn winners<T: Real + Element>(source: &[T], geometry: &Geometry) -> Result<Vec<Option<usize>>> {
    let depth = geometry.channels;
    check_size(&geometry.output_shape(depth), DType::Complex128)?;
    let mut places: Vec<Option<usize>> = vec![None; geometry.windows() * depth];
    geometry.visit(|window, _, pixel| {
        for (channel, place) in places[window * depth..][..depth].iter_mut().enumerate() {
            let element = source[pixel * depth + channel];
            let beaten = place.is_none_or(|best| {
                let best = source[best * depth + channel];
                element > best || (element.is_nan() && !best.is_nan())
            });
            if beaten {
                *place = Some(pixel);
            }
        }
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
        for ((nth, place), &gradient) in winners::<T>(source, geometry)?.into_iter().enumerate().zip(flow) {
            if let Some(pixel) = place {
                let sum = &mut target[pixel * depth + nth % depth];
                *sum = *sum + gradient;
            }
        }
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
        let places = winners::<T>(source, geometry)?;
        let taken = places.iter().enumerate().map(|(nth, place)| match place {
            Some(pixel) => values[pixel * depth + nth % depth],
            None => T::zero(),
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
