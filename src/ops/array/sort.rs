//! Order: sorting, the largest, searching and what is there only once.

use tape_grad::{DTypes, basic};
use tape_tensor::reduce::{self, Direction, Fit};

use crate::prelude::*;

/// What can be told apart.
const DISTINCT: DTypes = ANY;

/// What likelihoods are given in.
const SINGLES: DTypes = DTypes::new(&[Float32]);

ops! {
    /// The elements in order along an axis.
    ///
    /// >>> tf.sort([3, 1, 2])
    /// <tf.Tensor: shape=(3,), dtype=int32, numpy=array([1, 2, 3], dtype=int32)>
    /// >>> tf.sort([3, 1, 2], direction='DESCENDING')
    /// <tf.Tensor: shape=(3,), dtype=int32, numpy=array([3, 2, 1], dtype=int32)>
    fn sort ["tf.sort"] (values: Tensor, axis: Int = "-1", direction: Str = "'ASCENDING'") -> Tensor {
        ordered(values, axis, direction)
    }

    /// The positions of the elements in order along an axis.
    ///
    /// >>> tf.argsort([3, 1, 2])
    /// <tf.Tensor: shape=(3,), dtype=int32, numpy=array([1, 2, 0], dtype=int32)>
    fn argsort ["tf.argsort"]
        (values: Tensor, axis: Int = "-1", direction: Str = "'ASCENDING'", stable: Bool = "False") -> Tensor
    {
        let _ = stable;
        let rank = values.rank();
        let axis = counted(axis, rank).ok_or_else(|| out_of_range(axis))?;
        let order = order_of(direction)?;
        let positions = reduce::argsort(values.array(), axis, order);
        positions.map(Tensor::new).map_err(|error| Error::kernel(&top_k_op::OP, 1, error))
    }

    /// The `k` largest elements of each row and their positions.
    ///
    /// >>> tf.math.top_k([1.0, 5.0, 3.0], k=2)
    /// TopKV2(values=<tf.Tensor: shape=(2,), dtype=float32, numpy=array([5., 3.], dtype=float32)>, indices=<tf.Tensor: shape=(2,), dtype=int32, numpy=array([1, 2], dtype=int32)>)
    fn top_k ["tf.math.top_k", "tf.nn.top_k"]
        (input: Tensor, k: Int = "1", sorted: Bool = "True", index_type: DType = "tf.int32") -> Returned
    {
        let _ = sorted;
        let refused = |text: String| Err(refused(&top_k_op::OP, 2, text));
        let shape = input.shape();
        let Some(&columns) = shape.last() else {
            return refused(format!("input must be >= 1-D, got shape {shape}"));
        };
        match usize::try_from(k) {
            Err(_) => refused(format!("Need k >= 0, got {k}")),
            Ok(count) if count > columns => refused(format!("input must have at least k columns. Had {columns}, needed {k}")),
            Ok(count) => {
                let mut outputs = top_k_op(input, count)?.into_iter();
                let (values, positions) = (outputs.next(), outputs.next());
                let (Some(values), Some(positions)) = (values, positions) else { return refused("TopKV2 gave no output".to_owned()) };
                Ok(Returned::Named("TopKV2", &["values", "indices"], vec![values, cast(positions, index_type)?]))
            }
        }
    }

    /// The largest elements of each row and their positions.
    op top_k_op "TopKV2" ["tf.raw_ops.TopKV2"] (input: REALS; k: Int) -> Outputs {
        infer: |inputs, attrs| {
            let mut form = inputs[0].clone();
            if let PartialShape::Known(sizes) = &mut form.shape
                && let Some(last) = sizes.last_mut()
            {
                *last = Some(attrs.int("k").unwrap_or(0) as usize);
            }
            Ok(smallvec![form.clone(), Form { dtype: Int32, shape: form.shape }])
        },
        kernel: Whole(|inputs, attrs| {
            let (values, positions) = reduce::top_k(inputs[0], attrs.int("k").unwrap_or(0) as usize)?;
            Ok(smallvec![values, positions])
        }),
        batch: Rule(|inputs, attrs| batch::run_whole(&OP, &[inputs[0].array().clone()], attrs)),
        gradient: {
            input all(up, out1; r) => {
                let Some(g) = up.get(0) else { return Ok(None) };
                let shape = r.x_shape(0);
                let last = shape.rank() - 1;
                let (columns, k) = (shape[last], out1.shape()[last]);
                let rows = shape.elements() / columns.max(1);
                let offsets: Vec<i32> = (0..rows).flat_map(|row| std::iter::repeat_n((row * columns) as i32, k)).collect();
                let offsets = Tensor::new(Array::from_vec(Shape::from([rows * k]), offsets));
                let places = add(basic::reshape(out1, &Shape::from([rows * k]))?, offsets)?;
                let flat = basic::reshape(g, &Shape::from([rows * k]))?;
                Ok(Some(basic::reshape(&basic::unsorted_segment_sum(&flat, &places, shape.elements())?, &shape)?.into()))
            }
        }
    }

    /// Whether the class of each row is among the `k` likeliest.
    ///
    /// >>> tf.math.in_top_k([1, 0], [[0.1, 0.9], [0.2, 0.8]], k=1)
    /// <tf.Tensor: shape=(2,), dtype=bool, numpy=array([ True, False])>
    op in_top_k "InTopKV2" ["tf.math.in_top_k", "tf.nn.in_top_k"] (targets: INDICES, predictions: SINGLES of float; k: Int) {
        infer: |inputs, _| Ok(smallvec![Form { dtype: Bool, shape: inputs[0].shape.clone() }]),
        kernel: Whole(|inputs, attrs| {
            Ok(smallvec![reduce::in_top_k(inputs[0], inputs[1], attrs.int("k").unwrap_or(0).max(0) as usize)?])
        }),
        gradient: none "a test gives truth values"
    }

    /// The elements that are there, each once, in order of appearance, and for each element the number of its like.
    ///
    /// >>> tf.unique([3, 1, 3, 2])
    /// Unique(y=<tf.Tensor: shape=(3,), dtype=int32, numpy=array([3, 1, 2], dtype=int32)>, idx=<tf.Tensor: shape=(4,), dtype=int32, numpy=array([0, 1, 0, 2], dtype=int32)>)
    fn unique ["tf.unique"] (x: Tensor, out_idx: DType = "tf.int32") -> Returned {
        let (values, numbers, _) = distinct(x)?;
        Ok(Returned::Named("Unique", &["y", "idx"], vec![values, cast(numbers, out_idx)?]))
    }

    /// As `unique`, and how many of each there are.
    ///
    /// >>> tf.unique_with_counts([3, 1, 3, 2])
    /// UniqueWithCounts(y=<tf.Tensor: shape=(3,), dtype=int32, numpy=array([3, 1, 2], dtype=int32)>, idx=<tf.Tensor: shape=(4,), dtype=int32, numpy=array([0, 1, 0, 2], dtype=int32)>, count=<tf.Tensor: shape=(3,), dtype=int32, numpy=array([2, 1, 1], dtype=int32)>)
    fn unique_with_counts ["tf.unique_with_counts"] (x: Tensor, out_idx: DType = "tf.int32") -> Returned {
        let (values, numbers, counts) = distinct(x)?;
        let parts = vec![values, cast(numbers, out_idx)?, cast(counts, out_idx)?];
        Ok(Returned::Named("UniqueWithCounts", &["y", "idx", "count"], parts))
    }

    /// The elements that are there, each once, the number of each, and their counts.
    op unique_op "Unique" ["tf.raw_ops.Unique"] (x: DISTINCT) -> Outputs {
        infer: |inputs, _| {
            let vector = |dtype| Form { dtype, shape: PartialShape::Known(smallvec![None]) };
            let numbers = Form { dtype: Int64, shape: inputs[0].shape.clone() };
            Ok(smallvec![vector(inputs[0].dtype), numbers, vector(Int64)])
        },
        kernel: Whole(|inputs, _| {
            if inputs[0].shape().rank() != 1 {
                return Err(invalid("unique expects a 1D vector."));
            }
            let (values, numbers, counts) = reduce::unique(inputs[0])?;
            Ok(smallvec![values, numbers, counts])
        }),
        gradient: missing
    }

    /// Where each value would stand in a sorted row.
    ///
    /// >>> tf.searchsorted([1, 3, 5], [2, 3, 6])
    /// <tf.Tensor: shape=(3,), dtype=int32, numpy=array([1, 1, 3], dtype=int32)>
    fn searchsorted ["tf.searchsorted"]
        (sorted_sequence: Tensor, values: Tensor, side: Str = "'left'", out_type: DType = "tf.int32") -> Tensor
    {
        match side {
            "left" => cast(lower_bound(sorted_sequence, values), out_type),
            "right" => cast(upper_bound(sorted_sequence, values), out_type),
            side => Err(Error::new(Kind::Value(format!(
                "Argument `side` must be either 'right' or 'left'. Received: `side` = '{side}'."
            )))),
        }
    }

    /// The first place where each value would stand in a sorted row.
    op lower_bound "LowerBound" ["tf.raw_ops.LowerBound"] (sorted_inputs: REALS, values: REALS) {
        infer: |inputs, _| Ok(smallvec![Form { dtype: Int64, shape: inputs[1].shape.clone() }]),
        kernel: Whole(|inputs, _| Ok(smallvec![reduce::searchsorted(inputs[0], inputs[1], Fit::Left)?])),
        gradient: none "a position is a whole number"
    }

    /// The last place where each value would stand in a sorted row.
    op upper_bound "UpperBound" ["tf.raw_ops.UpperBound"] (sorted_inputs: REALS, values: REALS) {
        infer: |inputs, _| Ok(smallvec![Form { dtype: Int64, shape: inputs[1].shape.clone() }]),
        kernel: Whole(|inputs, _| Ok(smallvec![reduce::searchsorted(inputs[0], inputs[1], Fit::Right)?])),
        gradient: none "a position is a whole number"
    }
}

fn order_of(direction: &str) -> Result<Direction> {
    match direction {
        "ASCENDING" => Ok(Direction::Ascending),
        "DESCENDING" => Ok(Direction::Descending),
        _ => Err(Error::new(Kind::Value(format!(
            "Argument `direction` should be one of ASCENDING, DESCENDING. Received: direction={direction}"
        )))),
    }
}

fn out_of_range(axis: i64) -> Error {
    refused(&crate::strided_slice::OP, 1, format!("slice index {axis} of dimension 0 out of bounds."))
}

/// Sorts along an axis by sorting the last one downwards.
fn ordered(values: &Tensor, axis: i64, direction: &str) -> Result<Tensor> {
    let order = order_of(direction)?;
    let rank = values.rank();
    let axis = counted(axis, rank).ok_or_else(|| out_of_range(axis))?;
    // Upwards is downwards of the negative; of unsigned integers, of what is missing to the largest.
    let dtype = values.dtype();
    let mirrored = |x: &Tensor| match (order, dtype) {
        (Direction::Descending, _) => Ok(x.clone()),
        (_, dtype) if dtype.is_unsigned() => invert(x),
        (_, dtype) if dtype.is_integer() => sub(neg(x), 1.0),
        _ => neg(x),
    };
    let mut exchange: Vec<usize> = (0..rank).collect();
    exchange.swap(axis, rank - 1);
    let exchanged = |x: &Tensor| if axis == rank - 1 { Ok(x.clone()) } else { basic::transpose(x, &exchange) };
    let lines = exchanged(&mirrored(values)?)?;
    let mut outputs = top_k_op(&lines, lines.shape()[rank - 1])?;
    outputs.truncate(1);
    let sorted = outputs.pop().ok_or_else(|| out_of_range(axis as i64))?;
    mirrored(&exchanged(&sorted)?)
}

fn distinct(x: &Tensor) -> Result<(Tensor, Tensor, Tensor)> {
    let mut outputs = unique_op(x)?.into_iter();
    match (outputs.next(), outputs.next(), outputs.next()) {
        (Some(values), Some(numbers), Some(counts)) => Ok((values, numbers, counts)),
        _ => Err(refused(&unique_op::OP, 1, "Unique gave no output".to_owned())),
    }
}
