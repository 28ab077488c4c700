//! Products of matrices, vectors and whole tensors.

use tape_grad::{Arrays, DTypes, basic};
use tape_tensor::matmul::{Side, matmul as product};

use super::batch_product::of_members;
use crate::prelude::*;

/// What matrices may be made of.
const ENTRIES: DTypes = DTypes::new(&[
    BFloat16, Float16, Float32, Float64, Int32, Int64, UInt8, UInt16, UInt32, UInt64, Complex64, Complex128,
]);

/// What batches of matrices may be made of.
const BATCH_ENTRIES: DTypes = DTypes::new(&[
    BFloat16, Float16, Float32, Float64, Int16, Int32, Int64, UInt8, UInt16, UInt32, UInt64, Complex64, Complex128,
]);

ops! {
    /// The product of two matrices, or of batches of them, which broadcast.
    ///
    /// >>> a = tf.constant([[1.0, 2.0], [3.0, 4.0]])
    /// >>> tf.matmul(a, [[1.0], [1.0]])
    /// <tf.Tensor: shape=(2, 1), dtype=float32, numpy=
    /// array([[3.],
    ///        [7.]], dtype=float32)>
    /// >>> tf.matmul(a, a, transpose_b=True)
    /// <tf.Tensor: shape=(2, 2), dtype=float32, numpy=
    /// array([[ 5., 11.],
    ///        [11., 25.]], dtype=float32)>
    fn matmul ["tf.matmul", "tf.linalg.matmul"] (
        a: Tensor, b: Tensor, transpose_a: Bool = "False", transpose_b: Bool = "False", adjoint_a: Bool = "False",
        adjoint_b: Bool = "False", a_is_sparse: Bool = "False", b_is_sparse: Bool = "False",
        output_type: MaybeDType = "None", grad_a: Bool = "False", grad_b: Bool = "False"
    ) -> Tensor {
        // The last five say how to compute, not what; kernels here choose for themselves.
        let _ = (a_is_sparse, b_is_sparse, grad_a, grad_b);
        for (name, transpose, adjoint) in [("a", transpose_a, adjoint_a), ("b", transpose_b, adjoint_b)] {
            if transpose && adjoint {
                return Err(Error::new(Kind::Value(format!(
                    "Only one of `transpose_{name}` and `adjoint_{name}` can be True. \
                     Received `transpose_{name}`=True, `adjoint_{name}`=True."
                ))));
            }
        }
        let (a, b) = match output_type {
            Some(dtype) => (&cast(a, dtype)?, &cast(b, dtype)?),
            None => (a, b),
        };
        let read = |x: &Tensor, conjugate: bool| if conjugate { conj(x) } else { Ok(x.clone()) };
        if a.rank() > 2 || b.rank() > 2 {
            // Batches know adjoints only: a mere transpose conjugates first.
            return batch_mat_mul(read(a, transpose_a), read(b, transpose_b), adjoint_a || transpose_a, adjoint_b || transpose_b);
        }
        mat_mul(read(a, adjoint_a), read(b, adjoint_b), adjoint_a || transpose_a, adjoint_b || transpose_b)
    }

    /// The product of two matrices.
    op mat_mul "MatMul" ["tf.raw_ops.MatMul"]
        (a: ENTRIES, b: ENTRIES; transpose_a: Bool = "False", transpose_b: Bool = "False")
    {
        infer: |inputs, attrs| product_form(inputs, attrs.flag("transpose_a"), attrs.flag("transpose_b")),
        kernel: Whole(matrices),
        batch: Rule(|inputs, attrs| {
            let side = |name| if attrs.flag(name) { Side::Transposed } else { Side::Plain };
            let product = of_members(inputs[0], inputs[1], side("transpose_a"), side("transpose_b"));
            Ok(batch::one(product.map_err(|error| Error::kernel(&OP, 2, error))?))
        }),
        gradient: {
            a(g, b; r) => match (r.attrs().flag("transpose_a"), r.attrs().flag("transpose_b")) {
                (false, transposed) => mat_mul(g, conj(b), false, !transposed),
                (true, transposed) => mat_mul(conj(b), g, transposed, true),
            },
            b(g, a; r) => match (r.attrs().flag("transpose_a"), r.attrs().flag("transpose_b")) {
                (transposed, false) => mat_mul(conj(a), g, !transposed, false),
                (transposed, true) => mat_mul(g, conj(a), true, transposed),
            },
        }
    }

    /// The products of batches of matrices, which broadcast.
    op batch_mat_mul "BatchMatMulV2" ["tf.raw_ops.BatchMatMulV2"]
        (x: BATCH_ENTRIES, y: BATCH_ENTRIES; adj_x: Bool = "False", adj_y: Bool = "False")
    {
        infer: |inputs, attrs| product_form(inputs, attrs.flag("adj_x"), attrs.flag("adj_y")),
        kernel: Whole(batches),
        batch: Elementwise,
        gradient: {
            x(g, y; r) => match (r.attrs().flag("adj_x"), r.attrs().flag("adj_y")) {
                (false, adjoint) => batch_mat_mul(g, y, false, !adjoint),
                (true, adjoint) => batch_mat_mul(y, g, adjoint, true),
            },
            y(g, x; r) => match (r.attrs().flag("adj_x"), r.attrs().flag("adj_y")) {
                (adjoint, false) => batch_mat_mul(x, g, !adjoint, false),
                (adjoint, true) => batch_mat_mul(g, x, true, adjoint),
            },
        }
    }

    /// The product of a matrix with a vector, or of batches of them.
    ///
    /// >>> tf.linalg.matvec([[1.0, 2.0], [3.0, 4.0]], [1.0, 1.0])
    /// <tf.Tensor: shape=(2,), dtype=float32, numpy=array([3., 7.], dtype=float32)>
    fn matvec ["tf.linalg.matvec"] (
        a: Tensor, b: Tensor, transpose_a: Bool = "False", adjoint_a: Bool = "False", a_is_sparse: Bool = "False",
        b_is_sparse: Bool = "False"
    ) -> Tensor {
        let column = expand_dims(b, -1)?;
        let product =
            matmul(a, column, transpose_a, false, adjoint_a, false, a_is_sparse, b_is_sparse, None, false, false)?;
        squeeze(product, Some(&[-1]))
    }

    /// The product of two tensors, summed over pairs of axes: the last `axes` ones of `a` with the first ones of `b`, or
    /// those that two lists name.
    ///
    /// >>> a = tf.constant([[1.0, 2.0], [3.0, 4.0]])
    /// >>> tf.tensordot(a, a, axes=1)
    /// <tf.Tensor: shape=(2, 2), dtype=float32, numpy=
    /// array([[ 7., 10.],
    ///        [15., 22.]], dtype=float32)>
    /// >>> tf.tensordot(a, a, axes=[[0, 1], [0, 1]])
    /// <tf.Tensor: shape=(), dtype=float32, numpy=30.0>
    fn tensordot ["tf.tensordot", "tf.linalg.tensordot"] (a: Tensor, b: Tensor, axes: Any) -> Tensor {
        let (a_axes, b_axes) = summed_axes(axes, a.rank(), b.rank())?;
        let (left, free_a) = flattened(a, &a_axes, Summed::Last)?;
        let (right, free_b) = flattened(b, &b_axes, Summed::First)?;
        let shape: Shape = free_a.into_iter().chain(free_b).collect();
        basic::reshape(&mat_mul(left, right, false, false)?, &shape)
    }
}

/// Multiplies two matrices, in TensorFlow's words where they do not fit.
fn matrices(inputs: &[&Array], attrs: &Attrs) -> tape_tensor::Result<Arrays> {
    let (a, b) = (inputs[0].shape(), inputs[1].shape());
    if a.rank() != b.rank() {
        return Err(invalid(format!("In[0] and In[1] has different ndims: {a} vs. {b}")));
    }
    if a.rank() != 2 {
        return Err(invalid(format!("In[0] and In[1] ndims must be == 2: {}", a.rank())));
    }
    let side = |name| if attrs.flag(name) { Side::Transposed } else { Side::Plain };
    multiply(inputs, side("transpose_a"), side("transpose_b"))
}

/// Multiplies batches of matrices, in TensorFlow's words where they do not fit.
fn batches(inputs: &[&Array], attrs: &Attrs) -> tape_tensor::Result<Arrays> {
    let (a, b) = (inputs[0].shape(), inputs[1].shape());
    for (index, shape) in [a, b].into_iter().enumerate() {
        if shape.rank() < 2 {
            return Err(invalid(format!("In[{index}] ndims must be >= 2: {}", shape.rank())));
        }
    }
    if Shape::from(&a[..a.rank() - 2]).broadcast(&Shape::from(&b[..b.rank() - 2])).is_none() {
        return Err(invalid(format!("In[0] and In[1] must have compatible batch dimensions: {a} vs. {b}")));
    }
    let side = |name| if attrs.flag(name) { Side::Adjoint } else { Side::Plain };
    multiply(inputs, side("adj_x"), side("adj_y"))
}

fn multiply(inputs: &[&Array], left: Side, right: Side) -> tape_tensor::Result<Arrays> {
    match product(inputs[0], inputs[1], left, right) {
        Ok(product) => Ok(smallvec![product]),
        Err(tape_tensor::Error::Matmul { .. }) => {
            let (a, b) = (inputs[0].shape(), inputs[1].shape());
            Err(invalid(format!("Matrix size-incompatible: In[0]: {a}, In[1]: {b}")))
        }
        Err(other) => Err(other),
    }
}

/// The form of a product of matrices of which either may be turned.
fn product_form(inputs: &[Form], turn_left: bool, turn_right: bool) -> tape_tensor::Result<Forms> {
    let (PartialShape::Known(left), PartialShape::Known(right)) = (&inputs[0].shape, &inputs[1].shape) else {
        return infer::unknown(inputs, &Attrs::NONE);
    };
    let ([left_batch @ .., a, b], [right_batch @ .., c, d]) = (&left[..], &right[..]) else {
        return infer::unknown(inputs, &Attrs::NONE);
    };
    let batch = |sizes: &[Option<usize>]| PartialShape::Known(sizes.iter().copied().collect());
    let PartialShape::Known(mut sizes) = batch(left_batch).broadcast(&batch(right_batch))? else {
        return infer::unknown(inputs, &Attrs::NONE);
    };
    sizes.push(if turn_left { *b } else { *a });
    sizes.push(if turn_right { *c } else { *d });
    Ok(smallvec![Form { dtype: inputs[0].dtype, shape: PartialShape::Known(sizes) }])
}

/// The axes that a tensor product sums over, counted from the front.
fn summed_axes(axes: &Attr, left: usize, right: usize) -> Result<(Vec<usize>, Vec<usize>)> {
    let wrong = |text: String| Error::new(Kind::Value(text));
    let (a, b): (Vec<i64>, Vec<i64>) = match axes {
        &Attr::Int(count) => {
            if count < 0 {
                return Err(wrong(format!("`axes` must be at least 0. Received: {count}.")));
            }
            if count > left as i64 {
                return Err(wrong(format!(
                    "`axes` must not be larger than the number of dimensions of tensor {count}."
                )));
            }
            ((left as i64 - count..left as i64).collect(), (0..count).collect())
        }
        Attr::Ints(pair) if pair.len() == 2 => (vec![pair[0]], vec![pair[1]]),
        Attr::List(lists) => match (lists.first().and_then(Attr::as_ints), lists.get(1).and_then(Attr::as_ints)) {
            (Some(a), Some(b)) if lists.len() == 2 => (a.to_vec(), b.to_vec()),
            _ => return Err(wrong("`axes` must be an integer or have length 2.".to_owned())),
        },
        _ => return Err(wrong("`axes` must be an integer or have length 2.".to_owned())),
    };
    if a.len() != b.len() {
        return Err(wrong(format!("Different number of contraction axes `a` and `b`, {} != {}.", a.len(), b.len())));
    }
    let all = |axes: Vec<i64>, rank| axes.into_iter().map(|axis| counted(axis, rank)).collect::<Option<Vec<_>>>();
    let missing = || Error::new(Kind::Index("list index out of range".to_owned()));
    Ok((all(a, left).ok_or_else(missing)?, all(b, right).ok_or_else(missing)?))
}

/// Which axis of a matrix holds the elements that are summed over.
#[derive(Clone, Copy, PartialEq)]
enum Summed {
    First,
    Last,
}

/// A tensor as a matrix of its free axes and its summed ones, and the sizes of the free ones.
fn flattened(x: &Tensor, axes: &[usize], summed: Summed) -> Result<(Tensor, Vec<usize>)> {
    let shape = x.shape();
    let free: Vec<usize> = (0..shape.rank()).filter(|axis| !axes.contains(axis)).collect();
    let sizes: Vec<usize> = free.iter().map(|&axis| shape[axis]).collect();
    let (outer, inner) = (sizes.iter().product(), axes.iter().map(|&axis| shape[axis]).product());
    let (order, matrix): (Vec<usize>, [usize; 2]) = match summed {
        Summed::Last => (free.into_iter().chain(axes.iter().copied()).collect(), [outer, inner]),
        Summed::First => (axes.iter().copied().chain(free).collect(), [inner, outer]),
    };
    let turned = if order.is_sorted() { x.clone() } else { basic::transpose(x, &order)? };
    Ok((basic::reshape(&turned, &Shape::from(matrix))?, sizes))
}
