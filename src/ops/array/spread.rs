//! More elements than there were: repetitions and borders.

use tape_grad::basic;
use tape_tensor::layout::{self, Padding};

use super::{first_axis_gets, with_attr};
use crate::prelude::*;

ops! {
    /// The whole tensor repeated along each axis.
    ///
    /// >>> tf.tile([[1, 2]], [2, 3])
    /// <tf.Tensor: shape=(2, 6), dtype=int32, numpy=
    /// array([[1, 2, 1, 2, 1, 2],
    ///        [1, 2, 1, 2, 1, 2]], dtype=int32)>
    op tile "Tile" ["tf.tile"] (input: ANY; multiples: Ints) {
        infer: |inputs, attrs| {
            let PartialShape::Known(sizes) = &inputs[0].shape else { return infer::unknown(inputs, attrs) };
            let multiples = attrs.ints("multiples").unwrap_or(&[]);
            let tiled = sizes.iter().zip(multiples).map(|(size, &count)| size.map(|size| size * count.max(0) as usize));
            Ok(smallvec![Form { dtype: inputs[0].dtype, shape: PartialShape::Known(tiled.collect()) }])
        },
        kernel: Whole(|inputs, attrs| {
            let (multiples, rank) = (attrs.ints("multiples").unwrap_or(&[]), inputs[0].shape().rank());
            if multiples.len() != rank {
                let given = multiples.len();
                return Err(invalid(format!("Expected multiples argument to be a vector of length {rank} but got length {given}")));
            }
            if let Some((axis, count)) = multiples.iter().enumerate().find(|(_, count)| **count < 0) {
                return Err(invalid(format!("Expected multiples[{axis}] >= 0, but got {count}")));
            }
            let multiples: Vec<usize> = multiples.iter().map(|&count| count as usize).collect();
            Ok(smallvec![layout::tile(inputs[0], &multiples)?])
        }),
        batch: Rule(|inputs, attrs| first_axis_gets(&[1], "multiples", &OP, inputs, attrs)),
        gradient: {
            input(g; r) => {
                // The copies of each axis become an axis of their own, and add up.
                let shape = r.x_shape(0);
                let counts = r.attrs().ints("multiples").unwrap_or(&[]);
                let apart: Shape = counts.iter().zip(shape.iter()).flat_map(|(&count, &size)| [count as usize, size]).collect();
                let copies: Vec<usize> = (0..shape.rank()).map(|axis| 2 * axis).collect();
                basic::sum(&basic::reshape(g, &apart)?, &copies, false)
            }
        }
    }

    /// Each element repeated along an axis, as often as one number or one number an element says; without an axis the
    /// tensor is flattened.
    ///
    /// >>> tf.repeat([1, 2], 2)
    /// <tf.Tensor: shape=(4,), dtype=int32, numpy=array([1, 1, 2, 2], dtype=int32)>
    /// >>> tf.repeat([[1, 2], [3, 4]], [2, 1], axis=0)
    /// <tf.Tensor: shape=(3, 2), dtype=int32, numpy=
    /// array([[1, 2],
    ///        [1, 2],
    ///        [3, 4]], dtype=int32)>
    fn repeat ["tf.repeat"] (input: Tensor, repeats: Ints, axis: MaybeInt = "None") -> Tensor {
        let flat = match axis {
            None => &reshape(input, &[-1])?,
            Some(_) if input.rank() == 0 => &reshape(input, &[-1])?,
            Some(_) => input,
        };
        let shape = flat.shape();
        let axis = axis.unwrap_or(0);
        let place = counted(axis, shape.rank()).ok_or_else(|| Error::new(Kind::Value(format!(
            "axis={axis} out of bounds: expected {}<=axis<{}", -(shape.rank() as i64), shape.rank()
        ))))?;
        let size = shape[place];
        if let Some(negative) = repeats.iter().find(|&&count| count < 0) {
            return Err(refused(&tile::OP, 1, format!("Expected multiples[{}] >= 0, but got {negative}", place + 1)));
        }
        let counts: Vec<usize> = match repeats {
            [all] => vec![*all as usize; size],
            each if each.len() == size => each.iter().map(|&count| count as usize).collect(),
            each => return Err(Error::new(Kind::Value(format!("Dimensions {size} and {} are not compatible", each.len())))),
        };
        let whole = counts.iter().fold(0, |sum: usize, &count| sum.saturating_add(count));
        tape_tensor::array::check_size(&Shape::from([whole]), flat.dtype()).map_err(|error| Error::kernel(&tile::OP, 1, error))?;
        let places: Vec<i32> = counts.iter().enumerate().flat_map(|(place, &count)| std::iter::repeat_n(place as i32, count)).collect();
        gather_along(flat, Tensor::new(Array::from_vec([places.len()], places)), place, 0)
    }

    /// A border around a tensor: of one value, or of the tensor mirrored at its edge.
    ///
    /// >>> tf.pad([[1, 2]], [[0, 1], [1, 1]])
    /// <tf.Tensor: shape=(2, 4), dtype=int32, numpy=
    /// array([[0, 1, 2, 0],
    ///        [0, 0, 0, 0]], dtype=int32)>
    /// >>> tf.pad([1, 2, 3], [[2, 0]], mode='REFLECT')
    /// <tf.Tensor: shape=(5,), dtype=int32, numpy=array([3, 2, 1, 2, 3], dtype=int32)>
    fn pad ["tf.pad"] (tensor: Tensor, paddings: Any, mode: Str = "'CONSTANT'", constant_values: Tensor = "0") -> Tensor {
        let widths = widths(paddings)?;
        match mode.to_uppercase().as_str() {
            "CONSTANT" => {
                let value = cast(constant_values, tensor.dtype())?;
                pad_constant(tensor, value, widths)
            }
            mode @ ("REFLECT" | "SYMMETRIC") => pad_mirror(tensor, widths, mode),
            mode => Err(Error::new(Kind::Value(format!(
                "Value of argument `mode` expected to be one of \"CONSTANT\", \"REFLECT\", or \"SYMMETRIC\". \
                 Received `mode` = {mode}"
            )))),
        }
    }

    /// A border of one value.
    op pad_constant "Pad" ["tf.raw_ops.PadV2"] (input: ANY, constant_values: ANY; paddings: Ints) {
        infer: padded_form,
        kernel: Whole(|inputs, attrs| {
            let value = inputs[1].get(0).ok_or_else(|| invalid("constant_values must be a scalar"))?;
            Ok(smallvec![layout::pad(inputs[0], &checked(inputs[0], attrs)?, &Padding::Constant(value))?])
        }),
        batch: Rule(|inputs, attrs| match inputs {
            [_, value] if value.is_batched() => batch::member_by_member(&OP, inputs, attrs),
            _ => {
                let numbers: Vec<i64> = [0, 0].iter().chain(attrs.ints("paddings").unwrap_or(&[])).copied().collect();
                let attrs = with_attr(attrs, "paddings", numbers.into());
                batch::run_whole(&OP, &[inputs[0].array().clone(), inputs[1].array().clone()], &attrs)
            }
        }),
        gradient: {
            input(g; r) => inner(g, &r.x_shape(0), r.attrs()),
            constant_values(g; r) => sub(basic::sum_all(g)?, basic::sum_all(&inner(g, &r.x_shape(0), r.attrs())?)?),
        }
    }

    /// A border of the tensor mirrored at its edge.
    op pad_mirror "MirrorPad" ["tf.raw_ops.MirrorPad"] (input: ANY; paddings: Ints, mode: Str) {
        infer: padded_form,
        kernel: Whole(|inputs, attrs| {
            let mirror = if attrs.text("mode") == Some("REFLECT") { Padding::Reflect } else { Padding::Symmetric };
            Ok(smallvec![layout::pad(inputs[0], &checked(inputs[0], attrs)?, &mirror)?])
        }),
        batch: Rule(|inputs, attrs| first_axis_gets(&[0, 0], "paddings", &OP, inputs, attrs)),
        gradient: { input(g; r) => folded(g, &r.x_shape(0), r.attrs()) }
    }
}

/// How many elements before and after along each axis, as a flat list.
fn widths(paddings: &Attr) -> Result<Vec<i64>> {
    let pairs = match paddings {
        Attr::List(pairs) => pairs.iter().map(|pair| Some(pair.as_ints()?.to_vec())).collect::<Option<Vec<_>>>(),
        Attr::Ints(none) if none.is_empty() => Some(Vec::new()),
        Attr::Array(table) => Some(
            tape_tensor::cast::cast(table, Int64)
                .ok()
                .and_then(|table| table.as_slice::<i64>().map(<[i64]>::to_vec))
                .unwrap_or_default()
                .chunks(2)
                .map(<[i64]>::to_vec)
                .collect(),
        ),
        _ => None,
    };
    let pairs = pairs.filter(|pairs| pairs.iter().all(|pair| pair.len() == 2));
    let pairs = pairs
        .ok_or_else(|| refused(&pad_constant::OP, 1, "paddings must be a matrix with 2 columns: []".to_owned()))?;
    Ok(pairs.concat())
}

fn pairs(attrs: &Attrs) -> Vec<(usize, usize)> {
    let flat = attrs.ints("paddings").unwrap_or(&[]);
    flat.chunks_exact(2).map(|pair| (pair[0].max(0) as usize, pair[1].max(0) as usize)).collect()
}

/// The widths of a border, which must be one pair an axis and not negative.
fn checked(array: &Array, attrs: &Attrs) -> tape_tensor::Result<Vec<(usize, usize)>> {
    let flat = attrs.ints("paddings").unwrap_or(&[]);
    let shape = array.shape();
    if flat.len() != 2 * shape.rank() {
        return Err(invalid(format!(
            "The first dimension of paddings must be the rank of inputs[{},2] {shape}",
            flat.len() / 2
        )));
    }
    if let Some(pair) = flat.chunks_exact(2).find(|pair| pair[0] < 0 || pair[1] < 0) {
        return Err(invalid(format!("Paddings must be non-negative: {} {}", pair[0], pair[1])));
    }
    Ok(pairs(attrs))
}

fn padded_form(inputs: &[Form], attrs: &Attrs) -> tape_tensor::Result<Forms> {
    let PartialShape::Known(sizes) = &inputs[0].shape else { return infer::unknown(inputs, attrs) };
    let padded = sizes.iter().zip(pairs(attrs)).map(|(size, (before, after))| size.map(|size| size + before + after));
    Ok(smallvec![Form { dtype: inputs[0].dtype, shape: PartialShape::Known(padded.collect()) }])
}

/// What lies within the border.
fn inner(g: &Tensor, shape: &Shape, attrs: &Attrs) -> Result<Tensor> {
    basic::slice(g, &pairs(attrs).iter().map(|pair| pair.0).collect::<Vec<_>>(), shape)
}

/// The gradient of a mirrored border: each element of the border flows to where it was taken from.
fn folded(g: &Tensor, shape: &Shape, attrs: &Attrs) -> Result<Tensor> {
    let edge = usize::from(attrs.text("mode") == Some("REFLECT"));
    let mut folded = g.clone();
    for (axis, (before, after)) in pairs(attrs).into_iter().enumerate() {
        let size = shape[axis];
        let from: Vec<i32> = (0..before + size + after)
            .map(|place| {
                let distance = place as i64 - before as i64;
                let last = size as i64 - 1;
                let mirrored = if distance < 0 {
                    -distance - 1 + edge as i64
                } else if distance > last {
                    2 * last + 1 - edge as i64 - distance
                } else {
                    distance
                };
                mirrored as i32
            })
            .collect();
        let places = Tensor::new(Array::from_vec([from.len()], from));
        let mut order: Vec<usize> = (0..shape.rank()).collect();
        order.swap(0, axis);
        let front = basic::transpose(&folded, &order)?;
        folded = basic::transpose(&basic::unsorted_segment_sum(&front, &places, size)?, &order)?;
    }
    Ok(folded)
}
