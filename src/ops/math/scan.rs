//! Running totals along an axis.

use tape_tensor::reduce::{self, Scan};

use crate::prelude::*;

ops! {
    /// The running sum along an axis.
    ///
    /// >>> tf.cumsum([1, 2, 3])
    /// <tf.Tensor: shape=(3,), dtype=int32, numpy=array([1, 3, 6], dtype=int32)>
    /// >>> tf.cumsum([1, 2, 3], exclusive=True, reverse=True)
    /// <tf.Tensor: shape=(3,), dtype=int32, numpy=array([5, 3, 0], dtype=int32)>
    op cumsum "Cumsum" ["tf.cumsum", "tf.math.cumsum"]
        (x: NUMBERS; axis: Int = "0", exclusive: Bool = "False", reverse: Bool = "False")
    {
        infer: infer::same,
        kernel: Whole(|inputs, attrs| scanned(reduce::cumsum, inputs[0], attrs)),
        batch: Rule(|inputs, attrs| members(&OP, inputs, attrs)),
        gradient: {
            x(g; r) => {
                let attrs = r.attrs();
                cumsum(g, attrs.get("axis").clone(), attrs.flag("exclusive"), !attrs.flag("reverse"))
            }
        }
    }

    /// The running product along an axis.
    ///
    /// >>> tf.math.cumprod([1, 2, 3])
    /// <tf.Tensor: shape=(3,), dtype=int32, numpy=array([1, 2, 6], dtype=int32)>
    op cumprod "Cumprod" ["tf.math.cumprod"]
        (x: NUMBERS; axis: Int = "0", exclusive: Bool = "False", reverse: Bool = "False")
    {
        infer: infer::same,
        kernel: Whole(|inputs, attrs| scanned(reduce::cumprod, inputs[0], attrs)),
        batch: Rule(|inputs, attrs| members(&OP, inputs, attrs)),
        gradient: {
            x(g, x; r) => {
                let (axis, exclusive, reverse) = (r.attrs().get("axis"), r.attrs().flag("exclusive"), r.attrs().flag("reverse"));
                let product = cumprod(x, axis.clone(), exclusive, reverse);
                div_no_nan(cumsum(mul(product, g), axis.clone(), exclusive, !reverse), x)
            }
        }
    }

    /// The logarithm of the running sum of exponentials along an axis, safe from overflow.
    ///
    /// >>> tf.math.cumulative_logsumexp([1.0, 2.0, 3.0])
    /// <tf.Tensor: shape=(3,), dtype=float32, numpy=array([1.       , 2.3132617, 3.4076061], dtype=float32)>
    op cumulative_logsumexp "CumulativeLogsumexp" ["tf.math.cumulative_logsumexp"]
        (x: FLOATS; axis: Int = "0", exclusive: Bool = "False", reverse: Bool = "False")
    {
        infer: infer::same,
        kernel: Whole(|inputs, attrs| scanned(reduce::cumulative_logsumexp, inputs[0], attrs)),
        batch: Rule(|inputs, attrs| members(&OP, inputs, attrs)),
        gradient: {
            x(g, x, out; r) => {
                // The positive and the negative part of what flows in, each in logarithms.
                let lowest = number_like(lowest(g.dtype()), g)?;
                let part = |sign: &dyn Fn(&Tensor) -> Result<Tensor>| {
                    let flow = &sign(g)?;
                    let logarithm = select(greater(flow, 0.0), log(flow), &lowest);
                    let attrs = r.attrs();
                    let total = cumulative_logsumexp(
                        sub(logarithm, out), attrs.get("axis").clone(), attrs.flag("exclusive"), !attrs.flag("reverse"),
                    );
                    exp(add(total, x))
                };
                sub(part(&|g| Ok(g.clone())), part(&|g| neg(g)))
            }
        }
    }
}

fn axis_of(attrs: &Attrs, rank: usize) -> tape_tensor::Result<usize> {
    let axis = attrs.int("axis").unwrap_or(0);
    counted(axis, rank).ok_or_else(|| {
        let counted = if axis < 0 { axis + rank as i64 } else { axis };
        invalid(format!("ScanOp: Expected scan axis in the range [{}, {rank}), but got {counted}", -(rank as i64)))
    })
}

fn scanned(
    kernel: fn(&Array, usize, Scan) -> tape_tensor::Result<Array>,
    array: &Array,
    attrs: &Attrs,
) -> tape_tensor::Result<tape_grad::Arrays> {
    let scan = Scan { exclusive: attrs.flag("exclusive"), reverse: attrs.flag("reverse") };
    Ok(smallvec![kernel(array, axis_of(attrs, array.shape().rank())?, scan)?])
}

fn members(op: &'static tape_grad::OpDef, inputs: &[&Tensor], attrs: &Attrs) -> Result<Outputs> {
    let axis = axis_of(attrs, inputs[0].rank()).map_err(|error| Error::kernel(op, 1, error))?;
    let own = ["exclusive", "reverse"].map(|name| (name, attrs.get(name).clone()));
    let shifted = Attrs::new(std::iter::once(("axis", Attr::from(axis + 1))).chain(own));
    batch::run_whole(op, &[inputs[0].array().clone()], &shifted)
}

/// The lowest finite number of a dtype.
fn lowest(dtype: DType) -> f64 {
    match dtype {
        Float16 => -65504.0,
        BFloat16 => -3.389_531_389_251_535_5e38,
        Float32 => f64::from(f32::MIN),
        _ => f64::MIN,
    }
}
