//! Where the extremes stand.

use tape_tensor::reduce;

use crate::prelude::*;

/// What positions are numbered by.
const ORDERED: tape_grad::DTypes = tape_grad::DTypes::new(&[
    Bool, Int8, Int16, Int32, Int64, UInt8, UInt16, UInt32, UInt64, BFloat16, Float16, Float32, Float64,
]);

ops! {
    /// The position of the largest element along an axis; of several the first.
    ///
    /// >>> tf.argmax([[1.0, 5.0, 2.0], [7.0, 0.0, 7.0]], axis=1)
    /// <tf.Tensor: shape=(2,), dtype=int64, numpy=array([1, 0])>
    op argmax "ArgMax" ["tf.argmax", "tf.math.argmax"]
        (input: ORDERED; axis: MaybeInt = "None", output_type: DType = "tf.int64")
    {
        infer: position_form,
        kernel: Whole(|inputs, attrs| along(reduce::argmax, inputs[0], attrs)),
        batch: Rule(|inputs, attrs| members(&OP, inputs, attrs)),
        gradient: none "a position is a whole number"
    }

    /// The position of the smallest element along an axis; of several the first.
    ///
    /// >>> tf.argmin([[1.0, 5.0, 2.0], [7.0, 0.0, 0.0]], axis=1)
    /// <tf.Tensor: shape=(2,), dtype=int64, numpy=array([0, 1])>
    op argmin "ArgMin" ["tf.argmin", "tf.math.argmin"]
        (input: ORDERED; axis: MaybeInt = "None", output_type: DType = "tf.int64")
    {
        infer: position_form,
        kernel: Whole(|inputs, attrs| along(reduce::argmin, inputs[0], attrs)),
        batch: Rule(|inputs, attrs| members(&OP, inputs, attrs)),
        gradient: none "a position is a whole number"
    }
}

/// The axis to look along, counted from the front.
fn axis_of(attrs: &Attrs, rank: usize) -> tape_tensor::Result<usize> {
    let axis = attrs.int("axis").unwrap_or(0);
    counted(axis, rank)
        .ok_or_else(|| invalid(format!("Expected dimension in the range [{}, {rank}), but got {axis}", -(rank as i64))))
}

fn along(
    kernel: fn(&Array, usize) -> tape_tensor::Result<Array>,
    array: &Array,
    attrs: &Attrs,
) -> tape_tensor::Result<tape_grad::Arrays> {
    let axis = axis_of(attrs, array.shape().rank())?;
    let positions = kernel(array, axis)?;
    Ok(smallvec![tape_tensor::cast::cast(&positions, attrs.dtype("output_type").unwrap_or(Int64))?])
}

fn position_form(inputs: &[Form], attrs: &Attrs) -> tape_tensor::Result<Forms> {
    let dtype = attrs.dtype("output_type").unwrap_or(Int64);
    let PartialShape::Known(sizes) = &inputs[0].shape else {
        return Ok(smallvec![Form { dtype, shape: PartialShape::Unknown }]);
    };
    let mut left = sizes.clone();
    left.remove(axis_of(attrs, sizes.len())?);
    Ok(smallvec![Form { dtype, shape: PartialShape::Known(left) }])
}

fn members(op: &'static tape_grad::OpDef, inputs: &[&Tensor], attrs: &Attrs) -> Result<Outputs> {
    let axis = axis_of(attrs, inputs[0].rank()).map_err(|error| Error::kernel(op, 1, error))?;
    let shifted = Attrs::new([("axis", Attr::from(axis + 1)), ("output_type", attrs.get("output_type").clone())]);
    batch::run_whole(op, &[inputs[0].array().clone()], &shifted)
}
