//! The same elements: in another dtype, or with another relation to the tape.

use tape_grad::basic;

use crate::prelude::*;

ops! {
    /// The elements in another dtype. Towards integers, fractions are cut off.
    ///
    /// >>> tf.cast([1.8, -1.8], tf.int32)
    /// <tf.Tensor: shape=(2,), dtype=int32, numpy=array([ 1, -1], dtype=int32)>
    fn cast ["tf.cast", "tf.dtypes.cast"] (x: Tensor, dtype: DType) -> Tensor {
        basic::cast(x, dtype)
    }

    /// The same elements as a new tensor, which tapes follow.
    ///
    /// >>> tf.identity([1.0, 2.0])
    /// <tf.Tensor: shape=(2,), dtype=float32, numpy=array([1., 2.], dtype=float32)>
    op identity "Identity" ["tf.identity"] (input: ANY) {
        infer: infer::same,
        kernel: Whole(|inputs, _| Ok(smallvec![inputs[0].clone()])),
        batch: Elementwise,
        gradient: { input(g) => Ok(g.clone()) }
    }

    /// Several tensors, each as a new one.
    ///
    /// >>> tf.identity_n([tf.constant(1.0), tf.constant(2)])
    /// [<tf.Tensor: shape=(), dtype=float32, numpy=1.0>, <tf.Tensor: shape=(), dtype=int32, numpy=2>]
    fn identity_n ["tf.identity_n"] (input: Tensors) -> Vec<Tensor> {
        Ok(identities(&input.iter().collect::<Vec<_>>())?.into_vec())
    }

    /// Several tensors, each as a new one.
    op identities "IdentityN" ["tf.raw_ops.IdentityN"] (input: ANY each) -> Outputs {
        infer: |inputs, _| Ok(inputs.iter().cloned().collect()),
        kernel: Whole(|inputs, _| Ok(inputs.iter().map(|input| (*input).clone()).collect())),
        batch: Rule(|inputs, attrs| expanded(&OP, inputs, attrs)),
        gradient: joint(Reads::NOTHING) |r, up| {
            let flow = |index| match up.get(index) {
                Some(g) => Ok(Some(g.clone().into())),
                None => Ok(Some(zeros(&r.x_shape(index), r.x_dtype(index))?.into())),
            };
            (0..r.inputs()).map(flow).collect()
        }
    }

    /// The same bytes as elements of another dtype.
    ///
    /// >>> tf.bitcast(1.0, tf.int32)
    /// <tf.Tensor: shape=(), dtype=int32, numpy=1065353216>
    op bitcast "Bitcast" ["tf.bitcast"] (input: NUMBERS; r#type: DType) {
        infer: |inputs, attrs| {
            let dtype = attrs.dtype("type").unwrap_or(inputs[0].dtype);
            if dtype.size() == inputs[0].dtype.size() {
                return Ok(smallvec![Form { dtype, shape: inputs[0].shape.clone() }]);
            }
            Ok(smallvec![Form { dtype, shape: PartialShape::Unknown }])
        },
        kernel: Whole(|inputs, attrs| {
            Ok(smallvec![tape_tensor::cast::bitcast(inputs[0], attrs.dtype("type").unwrap_or(inputs[0].dtype()))?])
        }),
        gradient: none "bytes are whole numbers"
    }

    /// The same elements, which must have a shape; sizes of -1 may be anything.
    ///
    /// >>> tf.ensure_shape([1, 2, 3], [None])
    /// <tf.Tensor: shape=(3,), dtype=int32, numpy=array([1, 2, 3], dtype=int32)>
    fn ensure_shape ["tf.ensure_shape"] (x: Tensor, shape: Any) -> Tensor {
        let own = x.shape();
        let expected: Option<Vec<Option<usize>>> = match shape {
            Attr::None => None,
            Attr::Shape(shape) => Some(shape.iter().map(|&size| Some(size)).collect()),
            Attr::List(sizes) => Some(sizes.iter().map(|size| match size {
                Attr::Int(size) => usize::try_from(*size).ok(),
                _ => None,
            }).collect()),
            given => Some(given.as_ints().unwrap_or(&[]).iter().map(|&size| usize::try_from(size).ok()).collect()),
        };
        if let Some(expected) = expected
            && (expected.len() != own.rank() || expected.iter().zip(own.iter()).any(|(size, own)| size.is_some_and(|size| size != *own)))
        {
            let sizes: Vec<String> = expected.iter().map(|size| size.map_or("?".to_owned(), |size| size.to_string())).collect();
            let text = format!("Shape of tensor input {own} is not compatible with expected shape [{}].", sizes.join(","));
            return Err(refused(&ensured::OP, 1, text));
        }
        ensured(x)
    }

    /// The same elements, of which the shape has been looked at.
    op ensured "EnsureShape" ["tf.raw_ops.EnsureShape"] (input: ANY) {
        infer: infer::same,
        kernel: Whole(|inputs, _| Ok(smallvec![inputs[0].clone()])),
        batch: Elementwise,
        gradient: { input(g) => Ok(g.clone()) }
    }

    /// The same elements, through which no gradient flows.
    ///
    /// >>> tf.stop_gradient([1.0, 2.0])
    /// <tf.Tensor: shape=(2,), dtype=float32, numpy=array([1., 2.], dtype=float32)>
    op stop_gradient "StopGradient" ["tf.stop_gradient"] (input: ANY) {
        infer: infer::same,
        kernel: Whole(|inputs, _| Ok(smallvec![inputs[0].clone()])),
        batch: Elementwise,
        gradient: none "stop_gradient blocks it"
    }
}
