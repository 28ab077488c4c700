//! What `tf.print` and `tf.strings.format` put in the place of a tensor.

use tape_tensor::{Array, DType, Scalar};

use crate::{c_format, literal};

/// The elements of a tensor as TensorFlow's kernels print them: `[[1 2.5 ... 3]]`.
///
/// Of each axis the first and last `summarize` items are shown, all where that is negative. Strings stand in double
/// quotes and may hold any bytes, so the text is bytes.
///
/// # Examples
/// ```
/// use tape_show::tf_print;
/// use tape_tensor::Array;
/// let third = Array::from_vec([2], vec![2.0_f32, 1.0 / 3.0]);
/// assert_eq!(tf_print::tensor(&third, 3), b"[2 0.333333343]");
/// ```
#[must_use]
pub fn tensor(value: &Array, summarize: i64) -> Vec<u8> {
    let count = value.len();
    // As the kernel does it: an array of no elements shows none at either end, and a boolean one then has no text.
    let limit = usize::try_from(summarize).map_or(count, |limit| limit.min(count));
    let mut out = Vec::new();
    if value.dtype() == DType::Bool && limit == 0 {
        return out;
    }
    if value.dtype().is_complex() {
        complex(value, limit, &mut out);
    } else if value.shape().rank() == 0 {
        if limit > 0 {
            element(value, 0, &mut out);
        } else {
            out.extend(b"...");
        }
    } else {
        axis(value, 0, 0, limit, &mut out);
    }
    out
}

/// Complex numbers have no text in the kernel.
fn complex(value: &Array, limit: usize, out: &mut Vec<u8>) {
    let inside = value.shape().rank() > 0;
    out.extend(inside.then_some(b'['));
    for index in 0..limit {
        out.extend((index > 0).then_some(b' '));
        out.push(b'?');
    }
    if limit < value.len() {
        out.extend(b"...");
    }
    out.extend(inside.then_some(b']'));
}

/// Appends one item of the axis before `axis`, whose elements begin at `start`.
fn axis(value: &Array, axis_index: usize, start: usize, limit: usize, out: &mut Vec<u8>) {
    let shape = value.shape();
    if axis_index == shape.rank() {
        return element(value, start, out);
    }
    let size = shape[axis_index];
    let item: usize = shape[axis_index + 1..].iter().product();
    out.push(b'[');
    for index in 0..limit.min(size) {
        if index > 0 {
            gap(axis_index, shape.rank(), out);
        }
        axis(value, axis_index + 1, start + index * item, limit, out);
    }
    if size > limit.saturating_mul(2) {
        gap(axis_index, shape.rank(), out);
        out.extend(b"...");
    }
    for index in limit.max(size.saturating_sub(limit))..size {
        gap(axis_index, shape.rank(), out);
        axis(value, axis_index + 1, start + index * item, limit, out);
    }
    out.push(b']');
}

/// Appends what stands between two items of an axis: a blank in the last one, else new lines and the indent.
fn gap(axis: usize, rank: usize, out: &mut Vec<u8>) {
    if axis + 1 == rank {
        return out.push(b' ');
    }
    out.extend(std::iter::repeat_n(b'\n', rank - axis - 1));
    out.extend(std::iter::repeat_n(b' ', axis + 1));
}

fn element(value: &Array, index: usize, out: &mut Vec<u8>) {
    let Some(scalar) = value.get(index) else { return };
    let text = match scalar {
        Scalar::String(bytes) => {
            out.push(b'"');
            literal::c_escaped(&bytes, out);
            return out.push(b'"');
        }
        Scalar::Bool(value) => return out.push(b'0' + u8::from(value)),
        Scalar::Float16(value) => float(value.to_f32()),
        Scalar::BFloat16(value) => float(value.to_f32()),
        Scalar::Float32(value) => float(value),
        Scalar::Float64(value) => double(value),
        other => crate::scalar::str(&other),
    };
    out.extend(text.bytes());
}

/// Six digits, or nine where six do not tell the number apart. Kernels run with subnormal numbers flushed to zero.
fn float(value: f32) -> String {
    let value = if value.is_subnormal() { 0.0_f32.copysign(value) } else { value };
    c_format::general_round_trip(value, 6, 9)
}

/// Fifteen digits, or seventeen where fifteen do not tell the number apart.
fn double(value: f64) -> String {
    let value = if value.is_subnormal() { 0.0_f64.copysign(value) } else { value };
    c_format::general_round_trip(value, 15, 17)
}
