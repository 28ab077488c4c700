//! Rows dealt out to several tensors, and dealt back.

use tape_grad::{Recorded, Upstream, basic};
use tape_tensor::layout;

use crate::prelude::*;

ops! {
    /// The rows of a tensor dealt out by the number of their part.
    ///
    /// >>> tf.dynamic_partition([10, 20, 30], [1, 0, 1], 2)
    /// [<tf.Tensor: shape=(1,), dtype=int32, numpy=array([20], dtype=int32)>, <tf.Tensor: shape=(2,), dtype=int32, numpy=array([10, 30], dtype=int32)>]
    fn dynamic_partition ["tf.dynamic_partition"] (data: Tensor, partitions: Tensor of partitions, num_partitions: Int) -> Vec<Tensor> {
        Ok(deal_out(data, partitions, num_partitions)?.into_vec())
    }

    /// The rows of a tensor dealt out by the number of their part.
    op deal_out "DynamicPartition" ["tf.raw_ops.DynamicPartition"] (data: ANY, partitions: PARTS; num_partitions: Int) -> Outputs {
        infer: |inputs, attrs| {
            let inner = match (&inputs[0].shape, inputs[1].shape.rank()) {
                (PartialShape::Known(sizes), Some(outer)) if outer <= sizes.len() => {
                    PartialShape::Known(std::iter::once(None).chain(sizes[outer..].iter().copied()).collect())
                }
                _ => PartialShape::Unknown,
            };
            let count = attrs.int("num_partitions").unwrap_or(0).max(0) as usize;
            Ok(std::iter::repeat_n(Form { dtype: inputs[0].dtype, shape: inner }, count).collect())
        },
        kernel: Whole(|inputs, attrs| {
            let (shape, asked) = (inputs[0].shape(), inputs[1].shape());
            if !shape.starts_with(asked) {
                return Err(invalid(format!("data.shape must start with partitions.shape, got data.shape = {shape}, partitions.shape = {asked}")));
            }
            let count = attrs.int("num_partitions").unwrap_or(0);
            let numbers = inputs[1].as_slice::<i32>().unwrap_or(&[]);
            if let Some((place, number)) = numbers.iter().enumerate().find(|(_, number)| !(0..count).contains(&i64::from(**number))) {
                return Err(invalid(format!("partitions[{place}] = {number} is not in [0, {count})")));
            }
            let rows: Shape = std::iter::once(asked.elements()).chain(shape[asked.rank()..].iter().copied()).collect();
            let rows = inputs[0].with_shape(rows);
            (0..count).map(|part| {
                let own: Vec<usize> = (0..numbers.len()).filter(|&row| i64::from(numbers[row]) == part).collect();
                layout::take(&rows, 0, &own)
            }).collect()
        }),
        refuses: Values,
        gradient: joint(Reads::input(1)) |r, up| Ok(vec![Some(dealt_back(r, up)?.into()), None])
    }

    /// A tensor whose rows come from several: row `indices[m][i]` is row `i` of `data[m]`, the last one that says so.
    ///
    /// >>> tf.dynamic_stitch([[0, 2], [1]], [[10, 30], [20]])
    /// <tf.Tensor: shape=(3,), dtype=int32, numpy=array([10, 20, 30], dtype=int32)>
    fn dynamic_stitch ["tf.dynamic_stitch"] (indices: Tensors, data: Tensors) -> Tensor {
        let refused = |text: &str| refused(&basic::CONCAT, data.len(), text.to_owned());
        let (mut places, mut rows) = (Vec::new(), Vec::new());
        for (own, data) in indices.iter().zip(data) {
            let (asked, shape) = (own.shape(), data.shape());
            if !shape.starts_with(&asked) {
                return Err(refused("data[0].shape must start with indices[0].shape"));
            }
            let inner = std::iter::once(asked.elements()).chain(shape[asked.rank()..].iter().copied()).collect();
            rows.push(basic::reshape(data, &inner)?);
            places.push(basic::reshape(own, &Shape::from([asked.elements()]))?);
        }
        let (Some(first), false) = (rows.first(), places.is_empty()) else { return Err(refused("DynamicStitch needs at least one input")) };
        let inner = first.shape()[1..].to_vec();
        let places = concat(&places, 0)?;
        let numbers = tape_tensor::cast::cast(places.array(), Int64).map_err(|error| Error::kernel(&basic::CONCAT, 1, error))?;
        let highest = numbers.as_slice::<i64>().unwrap_or(&[]).iter().copied().max().unwrap_or(-1);
        let whole: Shape = std::iter::once((highest + 1).max(0) as usize).chain(inner).collect();
        let rows = concat(&rows, 0)?;
        tensor_scatter_update(zeros(&whole, rows.dtype()), expand_dims(places, -1), rows)
    }

    /// The number of elements with each value from 0 up, or the sums of their weights.
    ///
    /// >>> tf.math.bincount([1, 1, 3])
    /// <tf.Tensor: shape=(4,), dtype=int32, numpy=array([0, 2, 0, 1], dtype=int32)>
    fn bincount ["tf.math.bincount"] (
        arr: Tensor of arr, weights: MaybeTensor = "None", minlength: MaybeInt = "None", maxlength: MaybeInt = "None",
        dtype: DType = "tf.int32" | axis: MaybeInt = "None", binary_output: Bool = "False"
    ) -> Tensor {
        if weights.is_some() && binary_output {
            let text = "Arguments `binary_output` and `weights` are mutually exclusive. Please specify only one.";
            return Err(Error::new(Kind::Value(text.to_owned())));
        }
        if !matches!(axis, None | Some(0)) {
            let text = format!("Unsupported value for argument axis={}. Only 0 is supported.", axis.unwrap_or(0));
            return Err(Error::new(Kind::Value(text)));
        }
        let refused = |error| Error::kernel(&basic::UNSORTED_SEGMENT_SUM, 3, error);
        let numbers = basic::reshape(&cast(arr, Int64)?, &Shape::from([arr.shape().elements()]))?;
        let values = numbers.array().as_slice::<i64>().unwrap_or(&[]);
        if values.iter().any(|&value| value < 0) {
            return Err(refused(invalid("Input arr must be non-negative!")));
        }
        let highest = values.iter().copied().max().map_or(0, |highest| highest.saturating_add(1));
        let size = highest.max(minlength.unwrap_or(0)).min(maxlength.unwrap_or(i64::MAX));
        let weights = weights.map(|weights| basic::reshape(weights, &numbers.shape())).transpose()?;
        let dtype = weights.as_ref().map_or(dtype, Tensor::dtype);
        let weights = weights.as_ref().map(Tensor::array);
        let counts = tape_tensor::reduce::bincount(numbers.array(), size.max(0) as usize, weights, dtype);
        let counts = Tensor::new(counts.map_err(refused)?);
        if binary_output { cast(greater(counts, 0.0), dtype) } else { Ok(counts) }
    }

    /// How often each class was predicted for each label.
    ///
    /// >>> tf.math.confusion_matrix([0, 1, 1], [0, 1, 0])
    /// <tf.Tensor: shape=(2, 2), dtype=int32, numpy=
    /// array([[1, 0],
    ///        [1, 1]], dtype=int32)>
    fn confusion_matrix ["tf.math.confusion_matrix"] (
        labels: Tensor of labels, predictions: Tensor of predictions, num_classes: MaybeInt = "None",
        weights: MaybeTensor of weights = "None", dtype: DType = "tf.int32"
    ) -> Tensor {
        let (labels, predictions) = (cast(labels, Int64)?, cast(predictions, Int64)?);
        let highest = |x: &Tensor| x.array().as_slice::<i64>().unwrap_or(&[]).iter().copied().max().unwrap_or(-1);
        let classes = match num_classes {
            Some(given) => given.max(0),
            None => highest(&labels).max(highest(&predictions)).saturating_add(1),
        };
        let values = match weights {
            Some(weights) => cast(weights, dtype)?,
            None => ones(&predictions.shape(), dtype)?,
        };
        scatter_nd(stack(&[labels, predictions], 1), values, Shape::from([classes as usize, classes as usize]))
    }

    /// The bin of each value, of so many of equal width over a range; values outside go to the bins at the ends.
    ///
    /// >>> tf.histogram_fixed_width_bins([-1.0, 0.0, 1.5, 2.0, 5.0, 15.0], [0.0, 5.0], nbins=5)
    /// <tf.Tensor: shape=(6,), dtype=int32, numpy=array([0, 0, 1, 2, 4, 4], dtype=int32)>
    fn histogram_fixed_width_bins ["tf.histogram_fixed_width_bins"]
        (values: Tensor, value_range: Tensor, nbins: Int = "100", dtype: DType = "tf.int32") -> Tensor
    {
        let _ = dtype;
        let ends = unstack(value_range, Some(2), 0)?;
        let scaled = div(sub(values, &ends[0]), sub(&ends[1], &ends[0]));
        let bins = floor(mul(nbins as f64, scaled))?;
        cast(minimum(maximum(bins, 0.0), nbins as f64 - 1.0), Int32)
    }

    /// How many values fall into each bin, of so many of equal width over a range.
    ///
    /// >>> tf.histogram_fixed_width([-1.0, 0.0, 1.5, 2.0, 5.0, 15.0], [0.0, 5.0], nbins=5)
    /// <tf.Tensor: shape=(5,), dtype=int32, numpy=array([2, 1, 1, 0, 2], dtype=int32)>
    fn histogram_fixed_width ["tf.histogram_fixed_width"]
        (values: Tensor, value_range: Tensor, nbins: Int = "100", dtype: DType = "tf.int32") -> Tensor
    {
        let bins = histogram_fixed_width_bins(values, value_range, nbins, Int32)?;
        bincount(bins, None, Some(nbins), Some(nbins), dtype, None, false)
    }
}

/// What parts are numbered by.
const PARTS: tape_grad::DTypes = tape_grad::DTypes::new(&[Int32]);

/// What flows into the parts, dealt back to where the rows came from.
fn dealt_back(r: &Recorded<'_>, up: &Upstream<'_>) -> Result<Tensor> {
    let numbers = r.x(1);
    let asked = numbers.shape();
    let order = Tensor::new(Array::from_vec(asked.clone(), (0..asked.elements() as i32).collect::<Vec<i32>>()));
    let places = dynamic_partition(order, numbers, r.outputs() as i64)?;
    let dtype = r.x_dtype(0);
    let flows = (0..r.outputs()).map(|part| match up.get(part) {
        Some(g) => Ok(g.clone()),
        None => zeros(&r.y_shape(part), dtype),
    });
    let stitched = dynamic_stitch(&places, &flows.collect::<Result<Vec<_>>>()?)?;
    basic::reshape(&stitched, &r.x_shape(0))
}
