//! Orthogonal decompositions: eigenvectors, singular vectors, QR.

use tape_grad::{Recorded, Upstream};
use tape_tensor::linalg;

use crate::prelude::*;

ops! {
    /// The eigenvalues, in ascending order, and the eigenvectors, as columns, of each self-adjoint matrix.
    ///
    /// >>> tf.linalg.eigh([[2.0, 0.0], [0.0, 1.0]])
    /// (<tf.Tensor: shape=(2,), dtype=float32, numpy=array([1., 2.], dtype=float32)>, <tf.Tensor: shape=(2, 2), dtype=float32, numpy=
    /// array([[0., 1.],
    ///        [1., 0.]], dtype=float32)>)
    fn eigh ["tf.linalg.eigh"] (tensor: Tensor) -> (Tensor, Tensor) {
        let mut outputs = self_adjoint_eig(tensor, true)?.into_iter();
        pair(&mut outputs, &self_adjoint_eig::OP)
    }

    /// The eigenvalues, in ascending order, of each self-adjoint matrix.
    ///
    /// >>> tf.linalg.eigvalsh([[2.0, 0.0], [0.0, 1.0]])
    /// <tf.Tensor: shape=(2,), dtype=float32, numpy=array([1., 2.], dtype=float32)>
    fn eigvalsh ["tf.linalg.eigvalsh"] (tensor: Tensor) -> Tensor {
        let mut outputs = self_adjoint_eig(tensor, false)?.into_iter();
        Ok(pair(&mut outputs, &self_adjoint_eig::OP)?.0)
    }

    /// The eigenvalues and the eigenvectors of each self-adjoint matrix.
    op self_adjoint_eig "SelfAdjointEigV2" ["tf.raw_ops.SelfAdjointEigV2"] (input: SPECTRAL; compute_v: Bool = "True") -> Outputs {
        infer: |inputs, attrs| {
            let dtype = inputs[0].dtype;
            let (values, vectors) = match &inputs[0].shape {
                PartialShape::Known(sizes) if sizes.len() >= 2 => (
                    PartialShape::Known(sizes[..sizes.len() - 1].iter().copied().collect()),
                    if attrs.flag("compute_v") { inputs[0].shape.clone() } else { PartialShape::Unknown },
                ),
                _ => (PartialShape::Unknown, PartialShape::Unknown),
            };
            Ok(smallvec![Form { dtype, shape: values }, Form { dtype, shape: vectors }])
        },
        kernel: Whole(|inputs, attrs| {
            let (values, vectors) = linalg::eigh(inputs[0])?;
            let vectors = if attrs.flag("compute_v") { vectors } else { tape_tensor::layout::zeros(Shape::from([0]), vectors.dtype())? };
            Ok(smallvec![values, vectors])
        }),
        gradient: joint(Reads::INPUTS.and(Reads::OUTPUTS)) |r, up| {
            let values = diagonal_flow(r, up)?;
            let whole = if r.attrs().flag("compute_v") {
                let vectors = r.y(1);
                let middle = match up.get(1) {
                    Some(g) => add(values, mul(differences(r.y(0))?, batch_mat_mul(vectors, g, true, false)))?,
                    None => values,
                };
                batch_mat_mul(vectors, batch_mat_mul(middle, vectors, false, true), false, false)?
            } else {
                let (_, vectors) = eigh(r.x(0))?;
                batch_mat_mul(&vectors, batch_mat_mul(values, &vectors, false, true), false, false)?
            };
            let lower = &band_part(add(&whole, adjoint(&whole)), -1, 0)?;
            Ok(vec![Some(matrix_set_diag(lower, mul(0.5, matrix_diag_part(lower, 0)), 0)?.into())])
        }
    }

    /// The singular values, in descending order, and the left and right singular vectors of each matrix.
    ///
    /// >>> tf.linalg.svd([[3.0, 0.0], [0.0, 4.0]], compute_uv=False)
    /// <tf.Tensor: shape=(2,), dtype=float32, numpy=array([4., 3.], dtype=float32)>
    fn svd ["tf.linalg.svd"] (tensor: Tensor, full_matrices: Bool = "False", compute_uv: Bool = "True") -> Returned {
        let mut outputs = svd_op(tensor, compute_uv, full_matrices)?;
        if compute_uv {
            return Ok(Returned::Tuple(outputs.into_vec()));
        }
        outputs.truncate(1);
        outputs.pop().map(Returned::One).ok_or_else(|| refused(&svd_op::OP, 1, "Svd gave no output".to_owned()))
    }

    /// The singular values and vectors of each matrix.
    op svd_op "Svd" ["tf.raw_ops.Svd"] (input: SPECTRAL; compute_uv: Bool = "True", full_matrices: Bool = "False") -> Outputs {
        infer: |inputs, _| {
            let unknown = || Form { dtype: inputs[0].dtype, shape: PartialShape::Unknown };
            Ok(smallvec![unknown(), unknown(), unknown()])
        },
        kernel: Whole(|inputs, attrs| {
            let (values, left, right) = linalg::svd(inputs[0], attrs.flag("full_matrices"))?;
            if attrs.flag("compute_uv") {
                return Ok(smallvec![values, left, right]);
            }
            let none = tape_tensor::layout::zeros(Shape::from([0]), left.dtype())?;
            Ok(smallvec![values, none.clone(), none])
        }),
        gradient: joint(Reads::INPUTS.and(Reads::OUTPUTS)) |r, up| Ok(vec![Some(svd_gradient(r, up)?.into())])
    }

    /// The orthogonal and the upper triangular factor of each matrix.
    ///
    /// >>> tf.linalg.qr([[3.0, 1.0], [4.0, 1.0]])
    /// Qr(q=<tf.Tensor: shape=(2, 2), dtype=float32, numpy=
    /// array([[-0.6, -0.8],
    ///        [-0.8,  0.6]], dtype=float32)>, r=<tf.Tensor: shape=(2, 2), dtype=float32, numpy=
    /// array([[-5.        , -1.4000001 ],
    ///        [ 0.        , -0.20000005]], dtype=float32)>)
    fn qr ["tf.linalg.qr"] (input: Tensor, full_matrices: Bool = "False") -> Returned {
        Ok(Returned::Named("Qr", &["q", "r"], qr_op(input, full_matrices)?.into_vec()))
    }

    /// The orthogonal and the upper triangular factor of each matrix.
    op qr_op "Qr" ["tf.raw_ops.Qr"] (input: SPECTRAL; full_matrices: Bool = "False") -> Outputs {
        infer: |inputs, _| {
            let unknown = || Form { dtype: inputs[0].dtype, shape: PartialShape::Unknown };
            Ok(smallvec![unknown(), unknown()])
        },
        kernel: Whole(|inputs, attrs| {
            let (orthogonal, triangle) = linalg::qr(inputs[0], attrs.flag("full_matrices"))?;
            Ok(smallvec![orthogonal, triangle])
        }),
        gradient: joint(Reads::INPUTS.and(Reads::OUTPUTS)) |r, up| Ok(vec![Some(qr_gradient(r, up)?.into())])
    }

    /// The pseudoinverse of each matrix.
    ///
    /// >>> tf.linalg.pinv([[2.0, 0.0], [0.0, 4.0]])
    /// <tf.Tensor: shape=(2, 2), dtype=float32, numpy=
    /// array([[0.5 , 0.  ],
    ///        [0.  , 0.25]], dtype=float32)>
    fn pinv ["tf.linalg.pinv"] (a: Tensor, rcond: MaybeTensor of rcond = "None", validate_args: Bool = "False") -> Tensor {
        let _ = validate_args;
        let shape = a.shape();
        let longest = shape.iter().rev().take(2).copied().max().unwrap_or(0) as f64;
        let limit = match rcond {
            Some(given) => cast(given, a.dtype())?,
            None => number_like(10.0 * longest * epsilon(a.dtype()), a)?,
        };
        let [values, left, right] = decomposed(a)?;
        let cutoff = expand_dims(mul(limit, reduce_max(&values, &[-1_i64][..], false)), -1);
        let kept = select(greater(&values, cutoff), &values, number_like(f64::INFINITY, &values));
        batch_mat_mul(div(right, expand_dims(kept, -2)), left, false, true)
    }

    /// How many singular values of each matrix are not nearly zero.
    ///
    /// >>> tf.linalg.matrix_rank([[1.0, 2.0], [2.0, 4.0]])
    /// <tf.Tensor: shape=(), dtype=int32, numpy=1>
    fn matrix_rank ["tf.linalg.matrix_rank"] (a: Tensor, tol: MaybeTensor of tol = "None", validate_args: Bool = "False") -> Tensor {
        let _ = validate_args;
        let longest = a.shape().iter().rev().take(2).copied().max().unwrap_or(0) as f64;
        let [values, ..] = decomposed(a)?;
        let limit = match tol {
            Some(given) => cast(given, a.dtype())?,
            None => mul(epsilon(a.dtype()) * longest, reduce_max(&values, &[-1_i64][..], true))?,
        };
        reduce_sum(cast(greater(&values, limit), Int32), &[-1_i64][..], false)
    }
}

/// What decompositions are made for.
const SPECTRAL: tape_grad::DTypes = tape_grad::DTypes::new(&[Float16, Float32, Float64, Complex64, Complex128]);

fn pair(outputs: &mut dyn Iterator<Item = Tensor>, op: &'static tape_grad::OpDef) -> Result<(Tensor, Tensor)> {
    match (outputs.next(), outputs.next()) {
        (Some(first), Some(second)) => Ok((first, second)),
        _ => Err(refused(op, 1, format!("{} gave no output", op.name))),
    }
}

fn decomposed(x: &Tensor) -> Result<[Tensor; 3]> {
    let outputs = svd_op(x, true, false)?;
    <[Tensor; 3]>::try_from(outputs.into_vec()).map_err(|_| refused(&svd_op::OP, 1, "Svd gave no output".to_owned()))
}

/// The distance from 1 to the next number.
fn epsilon(dtype: DType) -> f64 {
    if dtype == Float64 { f64::EPSILON } else { f64::from(f32::EPSILON) }
}

/// What flows into the values of a decomposition, as diagonal matrices.
fn diagonal_flow(r: &Recorded<'_>, up: &Upstream<'_>) -> Result<Tensor> {
    let flow = match up.get(0) {
        Some(g) => g.clone(),
        None => zeros(&r.y_shape(0), r.x_dtype(0))?,
    };
    matrix_diag(flow, 0, -1, -1)
}

/// One divided by the difference of each pair of values, 0 for a value with itself, and safe for equal ones.
fn differences(values: &Tensor) -> Result<Tensor> {
    let apart = sub(expand_dims(values, -2), expand_dims(values, -1));
    matrix_set_diag(safe_reciprocal(&apart?)?, zeros_like(values, None), 0)
}

fn safe_reciprocal(x: &Tensor) -> Result<Tensor> {
    mul(x, reciprocal(add(mul(x, x), 1e-20)))
}

/// The first columns of each matrix.
fn columns(x: &Tensor, from: usize, count: usize) -> Result<Tensor> {
    let shape = x.shape();
    let mut begin = vec![0; shape.rank()];
    begin[shape.rank() - 1] = from;
    let mut size = shape.to_vec();
    size[shape.rank() - 1] = count;
    tape_grad::basic::slice(x, &begin, &size)
}

/// The gradient of a singular value decomposition.
fn svd_gradient(r: &Recorded<'_>, up: &Upstream<'_>) -> Result<Tensor> {
    let flow = &diagonal_flow(r, up)?;
    let times = |x: &Tensor, y: &Tensor, left: bool, right: bool| batch_mat_mul(x, y, left, right);
    if !r.attrs().flag("compute_uv") {
        let [_, left, right] = decomposed(r.x(0))?;
        return times(&left, &times(flow, &right, false, true)?, false, false);
    }
    let shape = r.x_shape(0);
    let (mut m, mut n) = (shape[shape.rank() - 2], shape[shape.rank() - 1]);
    let full = r.attrs().flag("full_matrices");
    if full && m.abs_diff(n) > 1 {
        let text = format!(
            "svd gradient is not implemented for abs(m - n) > 1 when full_matrices is True. Received: m={m} and n={n}"
        );
        return Err(Error::new(Kind::Value(text)));
    }
    let vectors = |index: usize| -> Result<(Tensor, Tensor)> {
        let vectors = r.y(index).clone();
        let flow = match up.get(index) {
            Some(g) => g.clone(),
            None => zeros(&vectors.shape(), vectors.dtype())?,
        };
        Ok((vectors, flow))
    };
    let (mut left, mut right) = (vectors(1)?, vectors(2)?);
    let swapped = m > n;
    if swapped {
        std::mem::swap(&mut m, &mut n);
        std::mem::swap(&mut left, &mut right);
    }
    let values = r.y(0);
    let (u, u_flow) = &left;
    let (v, v_flow) = (&columns(&right.0, 0, m)?, &columns(&right.1, 0, m)?);
    let values_matrix = &matrix_diag(values, 0, -1, -1)?;
    let f = &differences(&square(values)?)?;
    let f_u = mul(f, times(u, u_flow, true, false))?;
    let f_v = mul(f, times(v, v_flow, true, false))?;
    let both = |x: &Tensor| add(x, adjoint(x));
    let inner = add(
        add(flow, times(&both(&f_u)?, values_matrix, false, false)),
        times(values_matrix, &both(&f_v)?, false, false),
    )?;
    let mut whole = times(u, &times(&inner, v, false, true)?, false, false)?;
    if m != n {
        let v_flow = &adjoint(v_flow)?;
        let mut outside = sub(v_flow, times(&times(v_flow, v, false, false)?, v, false, true))?;
        if full {
            let (rest, rest_flow) = (&columns(&right.0, m, n - m)?, &columns(&right.1, m, n - m)?);
            outside = sub(outside, times(&times(v, rest_flow, true, false)?, rest, false, true))?;
        }
        let inverse = matrix_diag(safe_reciprocal(values)?, 0, -1, -1)?;
        whole = add(whole, times(&times(u, &inverse, false, false)?, &outside, false, false))?;
    }
    if swapped { adjoint(whole) } else { Ok(whole) }
}

/// The gradient of a QR decomposition.
fn qr_gradient(record: &Recorded<'_>, up: &Upstream<'_>) -> Result<Tensor> {
    let (q, r) = (record.y(0), record.y(1));
    let flow = |index: usize, like: &Tensor| match up.get(index) {
        Some(g) => Ok(g.clone()),
        None => zeros(&like.shape(), like.dtype()),
    };
    let (dq, dr) = (flow(0, q)?, flow(1, r)?);
    let rank = q.rank();
    let (rows, order, width) = (q.shape()[rank - 2], r.shape()[rank - 2], r.shape()[rank - 1]);
    if order > width && rows == q.shape()[rank - 1] {
        let text = format!(
            "QrGrad not implemented when nrows > ncols and full_matrices is true. Received r.shape={} with nrows={order}and ncols={width}.",
            tuple(&r.shape())
        );
        return Err(Error::new(Kind::Value(text)));
    }
    if rows >= width {
        return deep_qr_gradient(q, r, &dq, &dr);
    }
    let rest = columns(record.x(0), rows, width - rows)?;
    let (u, du) = (columns(r, 0, rows)?, columns(&dr, 0, rows)?);
    let dv = columns(&dr, rows, width - rows)?;
    let dq = add(&dq, batch_mat_mul(rest, &dv, false, true))?;
    let dx = deep_qr_gradient(q, &u, &dq, &du)?;
    let dy = batch_mat_mul(q, dv, false, false)?;
    concat(&[dx, dy], -1)
}

/// The gradient where no matrix has more columns than rows.
fn deep_qr_gradient(q: &Tensor, r: &Tensor, dq: &Tensor, dr: &Tensor) -> Result<Tensor> {
    // `x r⁻ᴴ` for an upper triangular r.
    let divided = |x: Result<Tensor>| adjoint(triangular_solve_op(r, adjoint(x), false, false));
    let qdq = &batch_mat_mul(q, dq, true, false)?;
    let rdr = &batch_mat_mul(r, dr, false, true)?;
    let skew = add(sub(qdq, adjoint(qdq)), sub(rdr, adjoint(rdr)));
    let inside = batch_mat_mul(q, add(dr, divided(band_part(skew, -1, 0))), false, false);
    let whole = add(inside, divided(sub(dq, batch_mat_mul(q, qdq, false, false))))?;
    if !q.dtype().is_complex() {
        return Ok(whole);
    }
    let m = &sub(rdr, adjoint(qdq))?;
    let diagonal = &matrix_set_diag(zeros_like(m, None), matrix_diag_part(m, 0), 0)?;
    let correction = sub(diagonal, cast(real(diagonal), q.dtype()));
    add(whole, divided(batch_mat_mul(q, adjoint(correction), false, false)))
}
