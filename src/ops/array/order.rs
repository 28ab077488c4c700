//! The elements of a tensor in another order.

use tape_tensor::layout;

use super::with_attr;
use crate::prelude::*;

ops! {
    /// The elements in the opposite order along some axes.
    ///
    /// >>> tf.reverse([1, 2, 3], axis=[0])
    /// <tf.Tensor: shape=(3,), dtype=int32, numpy=array([3, 2, 1], dtype=int32)>
    op reverse "ReverseV2" ["tf.reverse"] (tensor: ANY; axis: Ints) {
        infer: infer::same,
        kernel: Whole(|inputs, attrs| {
            let rank = inputs[0].shape().rank();
            let mut axes = Vec::new();
            for (index, &axis) in attrs.ints("axis").unwrap_or(&[]).iter().enumerate() {
                let place = counted(axis, rank).ok_or_else(|| invalid(format!(
                    "'axis'[{index}] = {axis} is out of valid range [0, {}", rank as i64 - 1
                )))?;
                if axes.contains(&place) {
                    return Err(invalid(format!("axis {place} specified more than once.")));
                }
                axes.push(place);
            }
            Ok(smallvec![layout::reverse(inputs[0], &axes)?])
        }),
        batch: Rule(|inputs, attrs| {
            let rank = inputs[0].rank() as i64;
            let axes = attrs.ints("axis").unwrap_or(&[]).iter().map(|&axis| if axis < 0 { axis + rank + 1 } else { axis + 1 });
            let attrs = with_attr(attrs, "axis", axes.collect::<Vec<i64>>().into());
            batch::run_whole(&OP, &[inputs[0].array().clone()], &attrs)
        }),
        gradient: { tensor(g; r) => reverse(g, r.attrs().get("axis").clone()) }
    }

    /// The first so many elements along an axis in the opposite order, as many as a length says for each row.
    ///
    /// >>> tf.reverse_sequence([[1, 2, 3], [4, 5, 6]], [2, 3], seq_axis=1, batch_axis=0)
    /// <tf.Tensor: shape=(2, 3), dtype=int32, numpy=
    /// array([[2, 1, 3],
    ///        [6, 5, 4]], dtype=int32)>
    fn reverse_sequence ["tf.reverse_sequence"]
        (input: Tensor, seq_lengths: Tensor of lengths, seq_axis: MaybeInt = "None", batch_axis: MaybeInt = "None") -> Tensor
    {
        let shape = input.shape();
        let (along, across) = (seq_axis.unwrap_or(0), batch_axis.unwrap_or(0));
        let place = |axis: i64| counted(axis, shape.rank()).ok_or_else(|| {
            refused(&reverse::OP, 2, format!("seq_dim must be < input rank ( {axis} vs. {})", shape.rank()))
        });
        let (along, across) = (place(along)?, place(across)?);
        let lengths = cast(seq_lengths, Int64)?;
        let lengths = lengths.array().as_slice::<i64>().unwrap_or(&[]);
        if lengths.len() != shape[across] {
            let text = format!("Length of seq_lengths != input.dims({across}), ({} vs. {})", lengths.len(), shape[across]);
            return Err(refused(&reverse::OP, 2, text));
        }
        let size = shape[along] as i64;
        if let Some(place) = lengths.iter().position(|length| !(0..=size).contains(length)) {
            let wrong = if lengths[place] < 0 { "< 0".to_owned() } else { format!("> input.dims({along})") };
            return Err(refused(&reverse::OP, 2, format!("seq_lens({place}) {wrong}")));
        }
        let strides = shape.strides();
        let from: Vec<i64> = (0..shape.elements()).map(|place| {
            let (step, row) = ((place / strides[along]) % shape[along], (place / strides[across]) % shape[across]);
            let length = lengths[row];
            let turned = if (step as i64) < length { length - 1 - step as i64 } else { step as i64 };
            place as i64 + (turned - step as i64) * strides[along] as i64
        }).collect();
        let flat = tape_grad::basic::reshape(input, &Shape::from([shape.elements()]))?;
        let from = Tensor::new(Array::from_vec([from.len()], from));
        tape_grad::basic::reshape(&gather_along(flat, from, 0, 0)?, &shape)
    }

    /// For each place of a permutation, where it is taken from.
    ///
    /// >>> tf.math.invert_permutation([2, 0, 1])
    /// <tf.Tensor: shape=(3,), dtype=int32, numpy=array([1, 2, 0], dtype=int32)>
    fn invert_permutation ["tf.math.invert_permutation"] (x: Tensor) -> Tensor {
        let count = x.shape().elements();
        let order = cast(x, Int64)?;
        let order = order.array().as_slice::<i64>().unwrap_or(&[]);
        let mut inverse = vec![-1_i64; count];
        for (to, &from) in order.iter().enumerate() {
            let place = usize::try_from(from).ok().filter(|&place| place < count);
            let place = place.ok_or_else(|| refused(&reverse::OP, 1, format!("{from} is not between 0 and {count}")))?;
            if inverse[place] >= 0 {
                return Err(refused(&reverse::OP, 1, format!("{from} is duplicated in the input.")));
            }
            inverse[place] = to as i64;
        }
        cast(Tensor::new(Array::from_vec(x.shape(), inverse)), x.dtype())
    }

    /// The elements moved along some axes; those that fall out at the end come in at the front.
    ///
    /// >>> tf.roll([1, 2, 3, 4], shift=1, axis=0)
    /// <tf.Tensor: shape=(4,), dtype=int32, numpy=array([4, 1, 2, 3], dtype=int32)>
    op roll "Roll" ["tf.roll"] (input: ANY; shift: Ints, axis: Ints) {
        infer: infer::same,
        kernel: Whole(|inputs, attrs| {
            let rank = inputs[0].shape().rank();
            let (shifts, axes) = (attrs.ints("shift").unwrap_or(&[]), attrs.ints("axis").unwrap_or(&[]));
            if rank == 0 {
                return Err(invalid("input must be 1-D or higher"));
            }
            if shifts.len() != axes.len() {
                return Err(invalid("shift and axis must have the same size"));
            }
            let axes = axes.iter().map(|&axis| counted(axis, rank).ok_or_else(|| invalid(format!("axis {axis} is out of range"))));
            Ok(smallvec![layout::roll(inputs[0], shifts, &axes.collect::<tape_tensor::Result<Vec<_>>>()?)?])
        }),
        batch: Rule(|inputs, attrs| {
            let rank = inputs[0].rank() as i64;
            let axes = attrs.ints("axis").unwrap_or(&[]).iter().map(|&axis| if axis < 0 { axis + rank + 1 } else { axis + 1 });
            let attrs = with_attr(attrs, "axis", axes.collect::<Vec<i64>>().into());
            batch::run_whole(&OP, &[inputs[0].array().clone()], &attrs)
        }),
        gradient: {
            input(g; r) => {
                let back: Vec<i64> = r.attrs().ints("shift").unwrap_or(&[]).iter().map(|shift| -shift).collect();
                roll(g, back, r.attrs().get("axis").clone())
            }
        }
    }
}
