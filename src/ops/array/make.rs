//! Arrays from nothing but a shape.

use tape_tensor::layout;

use crate::prelude::*;

ops! {
    /// Zeros of a shape.
    ///
    /// >>> tf.zeros([2, 3])
    fn zeros ["tf.zeros"] (shape: Shape, dtype: DType = "tf.float32") -> Tensor {
        layout::zeros(shape.clone(), dtype).map(Tensor::new).map_err(|error| Error::kernel(&fill::OP, 2, error))
    }

    /// A shape filled with one value.
    ///
    /// >>> tf.fill([2, 2], 7.0)
    op fill "Fill" ["tf.fill"] (value: ANY; dims: Shape) {
        infer: |inputs, attrs| {
            let shape = attrs.shape("dims").cloned().unwrap_or(Shape::SCALAR);
            Ok(smallvec![Form { dtype: inputs[0].dtype, shape: shape.into() }])
        },
        kernel: Whole(|inputs, attrs| {
            let shape = attrs.shape("dims").cloned().unwrap_or(Shape::SCALAR);
            Ok(smallvec![layout::broadcast_to(inputs[0], &shape)?])
        }),
        gradient: { value(g) => tape_grad::basic::sum_all(g) }
    }
}
