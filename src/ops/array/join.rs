//! Several arrays to one, and one to several.

use tape_grad::{Recorded, Upstream, basic};
use tape_tensor::layout;

use super::{one_axis_behind, with_attr};
use crate::prelude::*;

ops! {
    /// Tensors one behind the other along an axis that they have.
    ///
    /// >>> tf.concat([[[1, 2]], [[3, 4]]], axis=0)
    /// <tf.Tensor: shape=(2, 2), dtype=int32, numpy=
    /// array([[1, 2],
    ///        [3, 4]], dtype=int32)>
    fn concat ["tf.concat"] (values: Tensors, axis: Int) -> Tensor {
        let refused = |text: String| refused(&basic::CONCAT, values.len(), text);
        match values {
            [] => Err(refused("OpKernel 'ConcatV2' has constraint on attr 'T' not in NodeDef '[N=0, Tidx=DT_INT32]'".to_owned())),
            [only] => identity(only),
            [first, ..] => {
                let rank = first.rank();
                if rank == 0 {
                    return Err(refused("ConcatOp : Can't concatenate scalars (use tf.stack instead)".to_owned()));
                }
                let axis = counted(axis, rank).ok_or_else(|| refused(format!(
                    "ConcatOp : Expected concatenating dimensions in the range [{}, {rank}), but got {axis}", -(rank as i64)
                )))?;
                basic::concat(&values.iter().collect::<Vec<_>>(), axis)
            }
        }
    }

    /// Tensors of one shape side by side along a new axis.
    ///
    /// >>> tf.stack([[1, 2], [3, 4]])
    /// <tf.Tensor: shape=(2, 2), dtype=int32, numpy=
    /// array([[1, 2],
    ///        [3, 4]], dtype=int32)>
    /// >>> tf.stack([[1, 2], [3, 4]], axis=1)
    /// <tf.Tensor: shape=(2, 2), dtype=int32, numpy=
    /// array([[1, 3],
    ///        [2, 4]], dtype=int32)>
    fn stack ["tf.stack"] (values: Tensors, axis: Int = "0") -> Tensor {
        let Some(first) = values.first() else { return zeros(&Shape::from([0]), Float32) };
        let rank = first.rank() + 1;
        let axis = counted(axis, rank).ok_or_else(|| out_of_range(axis, rank))?;
        pack(&values.iter().collect::<Vec<_>>(), axis)
    }

    /// Tensors of one shape side by side along a new axis, which is counted from the front.
    op pack "Pack" ["tf.raw_ops.Pack"] (values: ANY many; axis: Int = "0") {
        infer: |inputs, attrs| {
            let mut forms = together(inputs)?;
            for form in &mut forms {
                if let PartialShape::Known(sizes) = &mut form.shape {
                    sizes.insert((attrs.int("axis").unwrap_or(0) as usize).min(sizes.len()), Some(inputs.len()));
                }
            }
            Ok(forms)
        },
        kernel: Whole(|inputs, attrs| Ok(smallvec![layout::stack(inputs, attrs.int("axis").unwrap_or(0) as usize)?])),
        batch: Rule(|inputs, attrs| {
            let behind = attrs.int("axis").unwrap_or(0) + 1;
            expanded(&OP, inputs, &with_attr(attrs, "axis", behind.into()))
        }),
        gradient: joint(Reads::NOTHING) |r, up| {
            let Some(g) = up.get(0) else { return Ok(vec![None; r.inputs()]) };
            let parts = unpack(g, r.attrs().get("axis").clone(), r.inputs())?;
            Ok(parts.into_iter().map(|part| Some(Cotangent::Dense(part))).collect())
        }
    }

    /// The slices along an axis, each without that axis.
    ///
    /// >>> tf.unstack([[1, 2], [3, 4]])
    /// [<tf.Tensor: shape=(2,), dtype=int32, numpy=array([1, 2], dtype=int32)>, <tf.Tensor: shape=(2,), dtype=int32, numpy=array([3, 4], dtype=int32)>]
    fn unstack ["tf.unstack"] (value: Tensor, num: MaybeInt = "None", axis: Int = "0") -> Vec<Tensor> {
        let shape = value.shape();
        let place = counted(axis, shape.rank()).ok_or_else(|| out_of_range(axis, shape.rank()))?;
        let count = shape[place];
        if num.is_some_and(|num| num != count as i64) {
            let text = format!("Input shape axis {place} must equal {}, got shape {shape}", num.unwrap_or(0));
            return Err(refused(&unpack::OP, num.unwrap_or(0) as usize, text));
        }
        Ok(unpack(value, place, count)?.into_vec())
    }

    /// The slices along an axis, which is counted from the front.
    op unpack "Unpack" ["tf.raw_ops.Unpack"] (value: ANY; axis: Int = "0", num: Int) -> Outputs {
        infer: |inputs, attrs| {
            let mut form = inputs[0].clone();
            if let PartialShape::Known(sizes) = &mut form.shape {
                sizes.remove((attrs.int("axis").unwrap_or(0) as usize).min(sizes.len().saturating_sub(1)));
            }
            Ok(std::iter::repeat_n(form, attrs.int("num").unwrap_or(0) as usize).collect())
        },
        kernel: Whole(|inputs, attrs| Ok(layout::unstack(inputs[0], attrs.int("axis").unwrap_or(0) as usize)?.into())),
        batch: Rule(|inputs, attrs| one_axis_behind(&OP, inputs, attrs)),
        gradient: joint(Reads::NOTHING) |r, up| {
            let parts = filled(r, up)?;
            Ok(vec![Some(pack(&parts.iter().collect::<Vec<_>>(), r.attrs().get("axis").clone())?.into())])
        }
    }

    /// Parts of a tensor along an axis: so many equal ones, or of the sizes in a list, of which one may be -1.
    ///
    /// >>> tf.split([1, 2, 3, 4], 2)
    /// [<tf.Tensor: shape=(2,), dtype=int32, numpy=array([1, 2], dtype=int32)>, <tf.Tensor: shape=(2,), dtype=int32, numpy=array([3, 4], dtype=int32)>]
    /// >>> tf.split([1, 2, 3, 4], [1, -1])
    /// [<tf.Tensor: shape=(1,), dtype=int32, numpy=array([1], dtype=int32)>, <tf.Tensor: shape=(3,), dtype=int32, numpy=array([2, 3, 4], dtype=int32)>]
    fn split ["tf.split"]
        (value: Tensor, num_or_size_splits: Any, axis: Int = "0", num: MaybeInt = "None") -> Vec<Tensor>
    {
        let _ = num;
        let (shape, rank) = (value.shape(), value.rank());
        let op = if matches!(num_or_size_splits, Attr::Int(_)) { &split_evenly::OP } else { &split_parts::OP };
        let ways = match num_or_size_splits {
            Attr::Int(count) => (*count).max(0) as usize,
            given => given.as_ints().map_or(0, <[i64]>::len),
        };
        let place = counted(axis, rank).ok_or_else(|| refused(op, ways, format!(
            "-input rank(-{rank}) <= split_dim < input rank ({rank}), but got {axis}"
        )))?;
        let size = shape[place];
        match num_or_size_splits {
            &Attr::Int(count) => {
                if count < 1 || size % count as usize != 0 {
                    return Err(refused(op, count.max(0) as usize, format!(
                        "Number of ways to split should evenly divide the split dimension, but got split_dim {place} \
                         (size = {size}) and num_split {count}"
                    )));
                }
                let sizes = vec![size / count as usize; count as usize];
                Ok(split_evenly(value, place, sizes)?.into_vec())
            }
            given => {
                let sizes = part_sizes(given.as_ints().unwrap_or(&[]), size)?;
                Ok(split_parts(value, place, sizes)?.into_vec())
            }
        }
    }

    /// Equal parts along an axis.
    op split_evenly "Split" ["tf.raw_ops.Split"] (value: ANY; axis: Int, sizes: Ints) -> Outputs {
        infer: parts_form,
        kernel: Whole(parts),
        batch: Rule(|inputs, attrs| one_axis_behind(&OP, inputs, attrs)),
        gradient: joint(Reads::NOTHING) joined
    }

    /// Parts of given sizes along an axis.
    op split_parts "SplitV" ["tf.raw_ops.SplitV"] (value: ANY; axis: Int, sizes: Ints) -> Outputs {
        infer: parts_form,
        kernel: Whole(parts),
        batch: Rule(|inputs, attrs| one_axis_behind(&OP, inputs, attrs)),
        gradient: joint(Reads::NOTHING) joined
    }
}

fn out_of_range(axis: i64, rank: usize) -> Error {
    Error::new(Kind::Value(format!("Argument `axis` = {axis} not in range [{}, {rank})", -(rank as i64))))
}

/// The sizes of parts, with -1 for what the others leave.
fn part_sizes(given: &[i64], whole: usize) -> Result<Vec<usize>> {
    let refused = |text| Err(refused(&split_parts::OP, given.len(), text));
    if given.iter().filter(|&&size| size == -1).count() > 1 {
        return refused("There can only be one -1 in the input.".to_owned());
    }
    let known: i64 = given.iter().filter(|&&size| size != -1).sum();
    let left = whole as i64 - known;
    if left < 0 || (left != 0 && !given.contains(&-1)) {
        return refused(format!(
            "Determined shape must either match input shape along split_dim exactly if fully specified, or be less than \
             the size of the input along split_dim if not fully specified.  Got: {known}"
        ));
    }
    if let Some((index, size)) = given.iter().enumerate().find(|(_, size)| **size < -1) {
        return refused(format!("Split size at index {index} must be >= 0. Got: {size}"));
    }
    Ok(given.iter().map(|&size| if size == -1 { left as usize } else { size as usize }).collect())
}

fn sizes_of(attrs: &Attrs) -> Vec<usize> {
    attrs.ints("sizes").unwrap_or(&[]).iter().map(|&size| size as usize).collect()
}

fn parts(inputs: &[&Array], attrs: &Attrs) -> tape_tensor::Result<tape_grad::Arrays> {
    Ok(layout::split(inputs[0], &sizes_of(attrs), attrs.int("axis").unwrap_or(0) as usize)?.into())
}

fn parts_form(inputs: &[Form], attrs: &Attrs) -> tape_tensor::Result<Forms> {
    let axis = attrs.int("axis").unwrap_or(0) as usize;
    let part = |size: usize| {
        let mut form = inputs[0].clone();
        if let PartialShape::Known(sizes) = &mut form.shape
            && let Some(own) = sizes.get_mut(axis)
        {
            *own = Some(size);
        }
        form
    };
    Ok(sizes_of(attrs).into_iter().map(part).collect())
}

/// What flows into each output, with zeros where nothing does.
fn filled(r: &Recorded<'_>, up: &Upstream<'_>) -> Result<Vec<Tensor>> {
    let dtype = r.x_dtype(0);
    (0..r.outputs())
        .map(|index| match up.get(index) {
            Some(g) => Ok(g.clone()),
            None => zeros(&r.y_shape(index), dtype),
        })
        .collect()
}

fn joined(r: &Recorded<'_>, up: &Upstream<'_>) -> Result<Vec<Option<Cotangent>>> {
    let parts = filled(r, up)?;
    Ok(vec![Some(concat(&parts, r.attrs().int("axis").unwrap_or(0))?.into())])
}
