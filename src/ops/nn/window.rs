//! Windows on images as attributes: strides, dilations and what surrounds an image.

use tape_tensor::nn::{Border, Window};

use crate::prelude::*;

/// The attributes of a window: `strides` and `dilations` along height and width, `padding` by name or `EXPLICIT` with
/// `border`.
pub(super) fn window(attrs: &Attrs) -> Window {
    let pair = |name| match attrs.ints(name) {
        Some(&[height, width]) => [height.max(0) as usize, width.max(0) as usize],
        _ => [1, 1],
    };
    let border = match (attrs.text("padding"), attrs.ints("border")) {
        (Some("SAME"), _) => Border::Same,
        (Some("EXPLICIT"), Some(&[top, bottom, left, right])) => {
            let side = |size: i64| size.max(0) as usize;
            Border::Explicit([(side(top), side(bottom)), (side(left), side(right))])
        }
        _ => Border::Valid,
    };
    Window { strides: pair("strides"), dilations: pair("dilations"), border }
}

/// How many windows of a size lie along an axis.
pub(super) fn windows(size: usize, kernel: usize, axis: usize, window: &Window) -> usize {
    let stride = window.strides[axis].max(1);
    let reach = kernel.saturating_sub(1).saturating_mul(window.dilations[axis]).saturating_add(1);
    let padded = match window.border {
        Border::Same => return size.div_ceil(stride),
        Border::Valid => size,
        Border::Explicit(border) => size.saturating_add(border[axis].0).saturating_add(border[axis].1),
    };
    if padded < reach { 0 } else { (padded - reach) / stride + 1 }
}

/// Numbers along the spatial axes, given as one for all, one each, or with those of batch and channels around them.
pub(super) fn spatial(value: &Attr, axes: usize, name: &str) -> Result<Vec<i64>> {
    let given = match value {
        Attr::None => return Ok(vec![1; axes]),
        value => value.as_ints().unwrap_or(&[]),
    };
    match given.len() {
        1 => Ok(vec![given[0]; axes]),
        count if count == axes => Ok(given.to_vec()),
        count if count == axes + 2 => {
            if given[0] != 1 || given[count - 1] != 1 {
                let text = "Current implementation does not yet support strides in the batch and depth dimensions.";
                let error = tape_tensor::Error::Unimplemented(text.to_owned());
                return Err(Error::kernel(&conv2d_op::OP, 2, error));
            }
            Ok(given[1..=axes].to_vec())
        }
        count => {
            let shown: Vec<String> = given.iter().map(i64::to_string).collect();
            Err(Error::new(Kind::Value(format!(
                "{name} should be of length 1, {axes} or {}. Received: {name}=[{}] of length {count}",
                axes + 2,
                shown.join(", ")
            ))))
        }
    }
}

/// Padding by name, or a list of pairs for all four axes: the name, and the border along height and width.
pub(super) fn padding(given: &Attr, op: &'static tape_grad::OpDef) -> Result<(String, Vec<i64>)> {
    let pairs = match given {
        Attr::Str(name) if matches!(&**name, "SAME" | "VALID") => return Ok((name.to_string(), Vec::new())),
        Attr::Str(name) => {
            let registration = crate::registration(op.name);
            let allowed = registration.and_then(|own| {
                own.attributes
                    .split("; ")
                    .find_map(|attr| attr.strip_prefix("attr=padding:string,allowed=[")?.strip_suffix(']'))
            });
            let shown = registration.map_or(String::new(), |own| format!("; {}", own.summary(op.name)));
            return Err(Error::new(Kind::Invalid(format!(
                "Value for attr 'padding' of \"{name}\" is not in the list of allowed values: {}\n\t; NodeDef: {{{{node \
                 {}}}}}{shown} [Op:{}] name: ",
                allowed.unwrap_or_default(),
                op.name,
                op.name
            ))));
        }
        Attr::List(pairs) => pairs,
        _ => return Err(Error::new(Kind::Value("`padding` must be a string or a list of pairs".to_owned()))),
    };
    let flat: Vec<i64> = pairs.iter().flat_map(|pair| pair.as_ints().unwrap_or(&[]).to_vec()).collect();
    match flat[..] {
        [_, _, top, bottom, left, right, _, _] => Ok(("EXPLICIT".to_owned(), vec![top, bottom, left, right])),
        _ => Err(Error::new(Kind::Value("Explicit padding must be a list of 4 pairs".to_owned()))),
    }
}

/// Refuses images with their channels first, as TensorFlow's kernels on the CPU do.
pub(super) fn channels_last(data_format: &Attr, op: &'static tape_grad::OpDef) -> Result<()> {
    match data_format {
        Attr::Str(format) if format.starts_with("NC") => {
            let text = if op.name.starts_with("Conv") {
                format!(
                    "The {} op currently only supports the NHWC tensor format on the CPU. The op was given the format: \
                     {format}",
                    op.name
                )
            } else {
                format!("Default {}ingOp only supports NHWC on device type CPU", op.name)
            };
            let error =
                if op.name.starts_with("Conv") { tape_tensor::Error::Unimplemented(text) } else { invalid(text) };
            Err(Error::kernel(op, 1, error))
        }
        _ => Ok(()),
    }
}
