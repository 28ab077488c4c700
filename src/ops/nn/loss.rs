//! Softmax, cross entropies and other losses.

use tape_grad::{Recorded, Upstream, basic};
use tape_tensor::nn;

use crate::prelude::*;

ops! {
    /// The exponentials along an axis, divided by their sum.
    ///
    /// >>> tf.nn.softmax([1.0, 2.0, 3.0])
    /// <tf.Tensor: shape=(3,), dtype=float32, numpy=array([0.09003057, 0.24472848, 0.66524094], dtype=float32)>
    fn softmax ["tf.nn.softmax", "tf.math.softmax"] (logits: Tensor, axis: MaybeInt = "None") -> Tensor {
        along(logits, axis, |rows| softmax_op(rows))
    }

    /// The softmax of each row.
    op softmax_op "Softmax" ["tf.raw_ops.Softmax"] (logits: FLOATS) {
        infer: infer::same,
        kernel: Whole(|inputs, _| rows_only(inputs[0], nn::softmax)),
        batch: Elementwise,
        gradient: { logits(g, out) => mul(sub(g, reduce_sum(mul(g, out), -1, true)), out) }
    }

    /// The logarithm of `softmax` along an axis, safe from overflow.
    ///
    /// >>> tf.nn.log_softmax([1.0, 2.0, 3.0])
    /// <tf.Tensor: shape=(3,), dtype=float32, numpy=array([-2.407606  , -1.4076059 , -0.40760595], dtype=float32)>
    fn log_softmax ["tf.nn.log_softmax", "tf.math.log_softmax"] (logits: Tensor, axis: MaybeInt = "None") -> Tensor {
        along(logits, axis, |rows| log_softmax_op(rows))
    }

    /// The logarithm of the softmax of each row.
    op log_softmax_op "LogSoftmax" ["tf.raw_ops.LogSoftmax"] (logits: FLOATS) {
        infer: infer::same,
        kernel: Whole(|inputs, _| rows_only(inputs[0], nn::log_softmax)),
        batch: Elementwise,
        gradient: { logits(g, out) => sub(g, mul(reduce_sum(g, -1, true), exp(out))) }
    }

    /// The cross entropy of the softmax of the logits with the distributions `labels`.
    ///
    /// >>> tf.nn.softmax_cross_entropy_with_logits(labels=[[0.0, 1.0]], logits=[[1.0, 2.0]])
    /// <tf.Tensor: shape=(1,), dtype=float32, numpy=array([0.31326166], dtype=float32)>
    fn softmax_cross_entropy_with_logits ["tf.nn.softmax_cross_entropy_with_logits"]
        (labels: Tensor, logits: Tensor, axis: Int = "-1") -> Tensor
    {
        let dtype = logits.dtype();
        let half = matches!(dtype, Float16 | BFloat16);
        let precise = if half { cast(logits, Float32)? } else { logits.clone() };
        let labels = cast(labels, precise.dtype())?;
        let (precise, labels) = (to_end(&precise, axis)?, to_end(&labels, axis)?);
        let shape = precise.shape();
        let outer = Shape::from(&shape[..shape.rank().saturating_sub(1)]);
        let mut outputs = softmax_cross_entropy(as_rows(&precise)?, as_rows(&labels)?)?;
        outputs.truncate(1);
        let cost = outputs.pop().ok_or_else(|| refused(&softmax_cross_entropy::OP, 2, "no output".to_owned()))?;
        let cost = basic::reshape(&cost, &outer)?;
        if half { cast(cost, dtype) } else { Ok(cost) }
    }

    /// The cross entropy of each row of logits with a row of labels, and the gradient by the logits.
    op softmax_cross_entropy "SoftmaxCrossEntropyWithLogits" ["tf.raw_ops.SoftmaxCrossEntropyWithLogits"]
        (features: FLOATS, labels: FLOATS) -> Outputs
    {
        infer: |inputs, _| {
            let shape = inputs[0].shape.broadcast(&inputs[1].shape)?;
            let dtype = inputs[0].dtype;
            let rows = match &shape {
                PartialShape::Known(sizes) => PartialShape::Known(sizes.iter().take(1).copied().collect()),
                PartialShape::Unknown => PartialShape::Unknown,
            };
            Ok(smallvec![Form { dtype, shape: rows }, Form { dtype, shape }])
        },
        kernel: Whole(|inputs, _| {
            let (logits, labels) = (inputs[0].shape(), inputs[1].shape());
            if logits.broadcast(labels).is_none() {
                return Err(invalid(format!(
                    "logits and labels must be broadcastable: logits_size={logits} labels_size={labels}"
                )));
            }
            let (loss, gradient) = nn::softmax_cross_entropy(inputs[0], inputs[1])?;
            Ok(smallvec![loss, gradient])
        }),
        gradient: joint(Reads::input(0).and(Reads::output(1))) |r, up| {
            let logits = match up.get(0) {
                Some(_) if r.wants(1) => Some(mul(rows(up)?, neg(log_softmax_op(r.x(0))))?.into()),
                _ => None,
            };
            Ok(vec![logits_gradient(r, up)?, logits])
        }
    }

    /// The cross entropy of the softmax of the logits with the classes `labels`.
    ///
    /// >>> tf.nn.sparse_softmax_cross_entropy_with_logits(labels=[1], logits=[[1.0, 2.0]])
    /// <tf.Tensor: shape=(1,), dtype=float32, numpy=array([0.31326166], dtype=float32)>
    fn sparse_softmax_cross_entropy_with_logits ["tf.nn.sparse_softmax_cross_entropy_with_logits"]
        (labels: Tensor of Tlabels, logits: Tensor) -> Tensor
    {
        let (own, asked) = (logits.shape(), labels.shape());
        let shapes = |shape: &Shape| tuple(shape);
        if own.rank() == 0 {
            return Err(Error::new(Kind::Value(format!("`logits` cannot be a scalar. Received logits={logits:?}`"))));
        }
        if asked.rank() + 1 != own.rank() {
            return Err(Error::new(Kind::Value(format!(
                "`labels.shape.rank` must equal `logits.shape.rank - 1`. Received: labels.shape={} of rank {} and \
                 logits.shape={} of rank {}", shapes(&asked), asked.rank(), shapes(&own), own.rank()
            ))));
        }
        if asked[..] != own[..asked.rank()] {
            return Err(Error::new(Kind::Value(format!(
                "`labels.shape` must equal `logits.shape` except for the last dimension. Received: labels.shape={} and \
                 logits.shape={}", shapes(&asked), shapes(&own)
            ))));
        }
        let half = logits.dtype() == Float16;
        let precise = if half { cast(logits, Float32)? } else { logits.clone() };
        let classes = basic::reshape(labels, &Shape::from([asked.elements()]))?;
        let mut outputs = sparse_softmax_cross_entropy(as_rows(&precise)?, classes)?;
        outputs.truncate(1);
        let cost = outputs.pop().ok_or_else(|| refused(&sparse_softmax_cross_entropy::OP, 2, "no output".to_owned()))?;
        let cost = basic::reshape(&cost, &asked)?;
        if half { cast(cost, Float16) } else { Ok(cost) }
    }

    /// The cross entropy of each row of logits with a class, and the gradient by the logits.
    op sparse_softmax_cross_entropy "SparseSoftmaxCrossEntropyWithLogits"
        ["tf.raw_ops.SparseSoftmaxCrossEntropyWithLogits"] (features: FLOATS, labels: INDICES of Tlabels) -> Outputs
    {
        infer: |inputs, _| {
            let (dtype, shape) = (inputs[0].dtype, inputs[0].shape.clone());
            Ok(smallvec![Form { dtype, shape: inputs[1].shape.clone() }, Form { dtype, shape }])
        },
        kernel: Whole(|inputs, _| {
            let (loss, gradient) = nn::sparse_softmax_cross_entropy(inputs[0], inputs[1])?;
            Ok(smallvec![loss, gradient])
        }),
        refuses: Values,
        gradient: joint(Reads::input(0).and(Reads::output(1))) |r, up| Ok(vec![logits_gradient(r, up)?, None])
    }

    /// The cross entropy of the logistic function of each logit with a probability.
    ///
    /// >>> tf.nn.sigmoid_cross_entropy_with_logits(labels=[0.0, 1.0], logits=[1.0, 2.0])
    /// <tf.Tensor: shape=(2,), dtype=float32, numpy=array([1.3132617, 0.126928 ], dtype=float32)>
    fn sigmoid_cross_entropy_with_logits ["tf.nn.sigmoid_cross_entropy_with_logits"] (labels: Tensor = "None", logits: Tensor = "None") -> Tensor {
        same_shape(labels, logits)?;
        let positive = &greater_equal(logits, number_like(0.0, logits))?;
        let zero = &number_like(0.0, logits)?;
        let upper = select(positive, logits, zero);
        let lower = select(positive, neg(logits), logits);
        add(sub(upper, mul(logits, labels)), log1p(exp(lower)))
    }

    /// `sigmoid_cross_entropy_with_logits` in which positive labels weigh `pos_weight`.
    ///
    /// >>> tf.nn.weighted_cross_entropy_with_logits([0.0, 1.0], [1.0, 2.0], 2.0)
    /// <tf.Tensor: shape=(2,), dtype=float32, numpy=array([1.3132617, 0.253856 ], dtype=float32)>
    fn weighted_cross_entropy_with_logits ["tf.nn.weighted_cross_entropy_with_logits"]
        (labels: Tensor, logits: Tensor, pos_weight: Tensor) -> Tensor
    {
        same_shape(labels, logits)?;
        let weight = add(1.0, mul(sub(pos_weight, 1.0), labels));
        let tail = add(log1p(exp(neg(abs(logits)))), relu(neg(logits)));
        add(mul(sub(1.0, labels), logits), mul(weight, tail))
    }

    /// The Poisson loss of rates given by their logarithms.
    ///
    /// >>> tf.nn.log_poisson_loss([1.0, 2.0], [0.0, 1.0])
    /// <tf.Tensor: shape=(2,), dtype=float32, numpy=array([1.        , 0.71828175], dtype=float32)>
    fn log_poisson_loss ["tf.nn.log_poisson_loss"]
        (targets: Tensor, log_input: Tensor, compute_full_loss: Bool = "False") -> Tensor
    {
        let loss = sub(exp(log_input), mul(log_input, targets));
        if !compute_full_loss {
            return loss;
        }
        let (zero, one) = (&number_like(0.0, targets)?, &number_like(1.0, targets)?);
        let stirling = add(
            sub(mul(targets, log(targets)), targets),
            mul(0.5, log(mul(number_like(std::f64::consts::TAU, targets), targets))),
        );
        let small = logical_and(greater_equal(targets, zero), less_equal(targets, one));
        add(loss, select(small, zero, stirling))
    }

    /// Half the sum of the squares of all elements.
    ///
    /// >>> tf.nn.l2_loss([3.0, 4.0])
    /// <tf.Tensor: shape=(), dtype=float32, numpy=12.5>
    op l2_loss "L2Loss" ["tf.nn.l2_loss"] (t: FLOATS) {
        infer: |inputs, _| Ok(smallvec![Form { dtype: inputs[0].dtype, shape: Shape::SCALAR.into() }]),
        kernel: Whole(|inputs, _| Ok(smallvec![nn::l2_loss(inputs[0])?])),
        gradient: { t(g, t) => mul(t, g) }
    }
}

/// Runs a function of rows along any axis, by exchanging that axis with the last.
fn along(x: &Tensor, axis: Option<i64>, rows: fn(&Tensor) -> Result<Tensor>) -> Result<Tensor> {
    let (rank, axis) = (x.rank(), axis.unwrap_or(-1));
    if axis == -1 || axis == rank as i64 - 1 {
        return rows(x);
    }
    let place = counted(axis, rank).ok_or_else(|| {
        let text = format!(
            "`dim` must be in the range [{}, {rank}) where {rank} is the number of dimensions in the input. Received: \
             dim={axis}",
            -(rank as i64)
        );
        Error::new(Kind::Invalid(text))
    })?;
    let mut order: Vec<usize> = (0..rank).collect();
    order.swap(place, rank - 1);
    basic::transpose(&rows(&basic::transpose(x, &order)?)?, &order)
}

fn rows_only(
    array: &Array,
    kernel: fn(&Array) -> tape_tensor::Result<Array>,
) -> tape_tensor::Result<tape_grad::Arrays> {
    if array.shape().rank() == 0 {
        return Err(invalid("logits must have >= 1 dimension, got []"));
    }
    Ok(smallvec![kernel(array)?])
}

/// What flows into the loss of each row, as a column.
fn rows(up: &Upstream<'_>) -> Result<Tensor> {
    let g = up.get(0).cloned().ok_or_else(|| refused(&softmax_cross_entropy::OP, 2, "nothing flows".to_owned()))?;
    expand(g, 1)
}

/// The gradient of a softmax cross entropy by its logits, also where the gradient that it gives is itself differentiated.
fn logits_gradient(r: &Recorded<'_>, up: &Upstream<'_>) -> Result<Option<Cotangent>> {
    let first = match up.get(0) {
        Some(_) if r.wants(0) => Some(mul(rows(up)?, r.y(1))?),
        _ => None,
    };
    let second = match up.get(1) {
        Some(g) if r.wants(0) => {
            let softmax = &softmax_op(r.x(0))?;
            let mean = batch_mat_mul(expand(g, 1), expand(softmax, 2), false, false);
            Some(mul(sub(g, squeeze(mean, Some(&[1]))), softmax)?)
        }
        _ => None,
    };
    Ok(match (first, second) {
        (Some(first), Some(second)) => Some(add(first, second)?.into()),
        (first, second) => first.or(second).map(Cotangent::Dense),
    })
}

fn same_shape(labels: &Tensor, logits: &Tensor) -> Result<()> {
    if labels.shape() == logits.shape() {
        return Ok(());
    }
    let (own, asked) = (tuple(&logits.shape()), tuple(&labels.shape()));
    Err(Error::new(Kind::Value(format!(
        "`logits` and `labels` must have the same shape, received ({own} vs {asked})."
    ))))
}

/// All leading axes as one.
fn as_rows(x: &Tensor) -> Result<Tensor> {
    let shape = x.shape();
    let last = shape.last().copied().unwrap_or(1);
    basic::reshape(x, &Shape::from([shape.elements() / last.max(1), last]))
}

/// The tensor with an axis moved behind all others.
fn to_end(x: &Tensor, axis: i64) -> Result<Tensor> {
    let rank = x.rank();
    let place = counted(axis, rank).unwrap_or(rank.saturating_sub(1));
    if place + 1 >= rank {
        return Ok(x.clone());
    }
    let order: Vec<usize> = (0..rank).filter(|&other| other != place).chain([place]).collect();
    basic::transpose(x, &order)
}
