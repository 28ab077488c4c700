//! Lengths, and tensors cut down to a length.

use crate::prelude::*;

ops! {
    /// The length of a tensor: of all elements, of the vectors along an axis, or of the matrices along two.
    ///
    /// >>> tf.norm([3.0, 4.0])
    /// <tf.Tensor: shape=(), dtype=float32, numpy=5.0>
    /// >>> tf.norm([[3.0, 4.0], [6.0, 8.0]], axis=1)
    /// <tf.Tensor: shape=(2,), dtype=float32, numpy=array([ 5., 10.], dtype=float32)>
    /// >>> tf.norm([3.0, -4.0], ord=1)
    /// <tf.Tensor: shape=(), dtype=float32, numpy=7.0>
    fn norm ["tf.norm", "tf.linalg.norm"]
        (tensor: Tensor, ord: Any = "'euclidean'", axis: Any = "None", keepdims: MaybeBool = "None") -> Tensor
    {
        let order = Order::new(ord, axis)?;
        let kept = match (order, axis) {
            (Order::Euclidean, _) => sqrt(reduce_sum(mul(tensor, conj(tensor)), axis.clone(), true)),
            (Order::Sum, Attr::Ints(axes)) => reduce_max(reduce_sum(abs(tensor), axes[0], true), axes[1], true),
            (Order::Sum, _) => reduce_sum(abs(tensor), axis.clone(), true),
            (Order::Largest, Attr::Ints(axes)) => reduce_max(reduce_sum(abs(tensor), axes[1], true), axes[0], true),
            (Order::Largest, _) => reduce_max(abs(tensor), axis.clone(), true),
            (Order::Power(p), _) => pow(reduce_sum(pow(abs(tensor), p), axis.clone(), true), 1.0 / p),
        }?;
        if keepdims.unwrap_or(false) { Ok(kept) } else { squeeze(kept, axis.as_ints()) }
    }

    /// The tensor divided by its norm, and the norm.
    ///
    /// >>> tf.linalg.normalize([3.0, 4.0])
    /// (<tf.Tensor: shape=(2,), dtype=float32, numpy=array([0.6, 0.8], dtype=float32)>, <tf.Tensor: shape=(1,), dtype=float32, numpy=array([5.], dtype=float32)>)
    fn normalize ["tf.linalg.normalize"] (tensor: Tensor, ord: Any = "'euclidean'", axis: Any = "None") -> (Tensor, Tensor) {
        let length = cast(norm(tensor, ord, axis, Some(true)), tensor.dtype())?;
        Ok((div(tensor, &length)?, length))
    }

    /// The tensor divided by its length over some axes, which is not taken smaller than `sqrt(epsilon)`.
    ///
    /// >>> tf.math.l2_normalize([3.0, 4.0])
    /// <tf.Tensor: shape=(2,), dtype=float32, numpy=array([0.6, 0.8], dtype=float32)>
    fn l2_normalize ["tf.math.l2_normalize", "tf.nn.l2_normalize", "tf.linalg.l2_normalize"]
        (x: Tensor, axis: MaybeInts = "None", epsilon: Float = "1e-12" | dim: MaybeInts = "None") -> Tensor
    {
        let axis = axis.or(dim);
        if x.dtype().is_complex() {
            let sum = reduce_sum(add(square(real(x)), square(imag(x))), axis, true)?;
            let inverse = &rsqrt(maximum(&sum, epsilon))?;
            return complex(mul(real(x), inverse), mul(imag(x), inverse));
        }
        let sum = reduce_sum(square(x), axis, true)?;
        mul(x, rsqrt(maximum(&sum, epsilon)))
    }

    /// The square root of the sum of the squares of all elements of several tensors.
    ///
    /// >>> tf.linalg.global_norm([tf.constant([3.0]), tf.constant([4.0])])
    /// <tf.Tensor: shape=(), dtype=float32, numpy=5.0>
    fn global_norm ["tf.linalg.global_norm"] (t_list: Tensors) -> Tensor {
        let halves = t_list.iter().map(l2_loss).collect::<Result<Vec<_>>>()?;
        let half = reduce_sum(stack(&halves, 0), Attr::None, false);
        sqrt(mul(half, 2.0))
    }

    /// Tensors scaled together so that their joint length is not above `clip_norm`, and the length that they had.
    ///
    /// >>> tf.clip_by_global_norm([tf.constant([3.0]), tf.constant([4.0])], 1.0)
    /// ([<tf.Tensor: shape=(1,), dtype=float32, numpy=array([0.6], dtype=float32)>, <tf.Tensor: shape=(1,), dtype=float32, numpy=array([0.8], dtype=float32)>], <tf.Tensor: shape=(), dtype=float32, numpy=5.0>)
    fn clip_by_global_norm ["tf.clip_by_global_norm"]
        (t_list: Tensors, clip_norm: Tensor of clip, use_norm: MaybeTensor of norm = "None") -> Returned
    {
        let length = match use_norm {
            Some(given) => given.clone(),
            None => global_norm(t_list)?,
        };
        let limit = &cast(clip_norm, length.dtype())?;
        let finite = mul(limit, minimum(div(number_like(1.0, &length), &length), div(number_like(1.0, &length), limit)));
        let scale = &add(finite, sub(&length, &length))?;
        let clipped = t_list.iter().map(|t| identity(mul(t, cast(scale, t.dtype())))).collect::<Result<Vec<_>>>()?;
        Ok(Returned::Pair(clipped, length))
    }

    /// The tensor scaled so that its length over some axes, or over all of them, is not above `clip_norm`.
    ///
    /// >>> tf.clip_by_norm([3.0, 4.0], 1.0)
    /// <tf.Tensor: shape=(2,), dtype=float32, numpy=array([0.6, 0.8], dtype=float32)>
    fn clip_by_norm ["tf.clip_by_norm"]
        (t: Tensor, clip_norm: Tensor of clip, axes: MaybeInts = "None") -> Tensor
    {
        let limit = &cast(maximum(clip_norm, number_like(0.0, clip_norm)), t.dtype())?;
        let squares = &reduce_sum(mul(t, t), axes, true)?;
        let positive = &greater(squares, 0.0)?;
        // A length of 0 has no gradient of its own.
        let safe = select(positive, squares, number_like(1.0, squares));
        let length = select(positive, sqrt(safe), squares);
        identity(div(mul(t, limit), maximum(length, limit)))
    }

    /// The elements pushed into the range from `clip_value_min` to `clip_value_max`.
    ///
    /// >>> tf.clip_by_value([-1.0, 0.5, 3.0], 0.0, 1.0)
    /// <tf.Tensor: shape=(3,), dtype=float32, numpy=array([0. , 0.5, 1. ], dtype=float32)>
    fn clip_by_value ["tf.clip_by_value"] (t: Tensor, clip_value_min: Tensor, clip_value_max: Tensor) -> Tensor {
        let shape = t.shape();
        let checked = |clipped: Tensor| {
            if clipped.shape() == shape {
                return Ok(clipped);
            }
            let text = format!("Shapes {} and {} are incompatible", tuple(&shape), tuple(&clipped.shape()));
            Err(Error::new(Kind::Value(text)))
        };
        let below = checked(minimum(t, clip_value_max)?)?;
        checked(maximum(below, clip_value_min)?)
    }
}

/// The order of a norm.
#[derive(Clone, Copy)]
enum Order {
    Euclidean,
    Sum,
    Largest,
    Power(f64),
}

impl Order {
    /// The order that `ord` names, which must make sense for vectors or matrices, as `axis` says.
    fn new(ord: &Attr, axis: &Attr) -> Result<Order> {
        let matrices = matches!(axis, Attr::Ints(_));
        if let Attr::Ints(axes) = axis
            && (axes.len() != 2 || axes[0] == axes[1])
        {
            let text = format!("'axis' must be None, an integer, or a tuple of 2 unique integers, got {axes:?}");
            return Err(Error::new(Kind::Value(text)));
        }
        let number = match ord {
            Attr::Int(value) => Some(*value as f64),
            Attr::Float(value) => Some(*value),
            _ => None,
        };
        match (ord, number) {
            (Attr::Str(name), _) if &**name == "euclidean" || (matrices && &**name == "fro") => Ok(Order::Euclidean),
            (_, Some(1.0)) => Ok(Order::Sum),
            (_, Some(2.0)) if !matrices => Ok(Order::Euclidean),
            (_, Some(f64::INFINITY)) => Ok(Order::Largest),
            (_, Some(p)) if p > 0.0 && !matrices => Ok(Order::Power(p)),
            _ => Err(Error::new(Kind::Value(if matrices {
                format!("'ord' must be a supported matrix norm in ['euclidean', 'fro', 1, inf], got {}", shown(ord))
            } else {
                format!("'ord' must be a supported vector norm, got {}", shown(ord))
            }))),
        }
    }
}

/// A parameter as Python's `str` shows it.
fn shown(attr: &Attr) -> String {
    match attr {
        Attr::Str(text) => text.to_string(),
        Attr::Int(value) => value.to_string(),
        Attr::Float(value) => format!("{value:?}"),
        other => format!("{other:?}"),
    }
}
