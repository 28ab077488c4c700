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
