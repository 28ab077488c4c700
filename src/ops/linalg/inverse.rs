//! Inverses, determinants and systems of linear equations.

use tape_tensor::linalg::{self, Triangle};

use crate::prelude::*;

ops! {
    /// The inverse of each square matrix.
    ///
    /// >>> tf.linalg.inv([[2.0, 0.0], [0.0, 4.0]])
    /// <tf.Tensor: shape=(2, 2), dtype=float32, numpy=
    /// array([[0.5 , 0.  ],
    ///        [0.  , 0.25]], dtype=float32)>
    op inv "MatrixInverse" ["tf.linalg.inv"] (input: INVERTIBLE; adjoint: Bool = "False") {
        infer: infer::same,
        kernel: Whole(|inputs, attrs| Ok(smallvec![linalg::inverse(inputs[0], attrs.flag("adjoint"))?])),
        batch: Elementwise,
        refuses: Values,
        gradient: {
            input(g, out; r) => {
                let adjoint = r.attrs().flag("adjoint");
                neg(batch_mat_mul(out, batch_mat_mul(g, out, adjoint, !adjoint), !adjoint, false))
            }
        }
    }

    /// The determinant of each square matrix.
    ///
    /// >>> tf.linalg.det([[1.0, 2.0], [3.0, 4.0]])
    /// <tf.Tensor: shape=(), dtype=float32, numpy=-2.0>
    op det "MatrixDeterminant" ["tf.linalg.det"] (input: INVERTIBLE) {
        infer: without_matrix,
        kernel: Whole(|inputs, _| Ok(smallvec![linalg::determinant(inputs[0])?])),
        batch: Elementwise,
        gradient: { input(g, input, out) => mul(as_matrices(mul(g, out)?)?, inv(input, true)) }
    }

    /// The sign and the logarithm of the absolute value of the determinant of each square matrix.
    ///
    /// >>> tf.linalg.slogdet([[1.0, 2.0], [3.0, 4.0]])
    /// LogMatrixDeterminant(sign=<tf.Tensor: shape=(), dtype=float32, numpy=-1.0>, log_abs_determinant=<tf.Tensor: shape=(), dtype=float32, numpy=0.6931471824645996>)
    fn slogdet ["tf.linalg.slogdet"] (input: Tensor) -> Returned {
        let outputs = slogdet_op(input)?;
        Ok(Returned::Named("LogMatrixDeterminant", &["sign", "log_abs_determinant"], outputs.into_vec()))
    }

    /// The sign and the logarithm of the absolute value of the determinant of each square matrix.
    op slogdet_op "LogMatrixDeterminant" ["tf.raw_ops.LogMatrixDeterminant"] (input: INVERTIBLE) -> Outputs {
        infer: |inputs, attrs| {
            let form = without_matrix(inputs, attrs)?;
            Ok(form.iter().chain(form.iter()).cloned().collect())
        },
        kernel: Whole(|inputs, _| {
            let (sign, logarithm) = linalg::slogdet(inputs[0])?;
            Ok(smallvec![sign, logarithm])
        }),
        batch: Elementwise,
        gradient: joint(Reads::input(0)) |r, up| {
            let Some(g) = up.get(1) else { return Ok(vec![None]) };
            Ok(vec![Some(mul(as_matrices(g.clone())?, inv(r.x(0), true))?.into())])
        }
    }

    /// The logarithm of the determinant of each positive definite matrix.
    ///
    /// >>> tf.linalg.logdet([[2.0, 0.0], [0.0, 4.0]])
    /// <tf.Tensor: shape=(), dtype=float32, numpy=2.079441547393799>
    fn logdet ["tf.linalg.logdet"] (matrix: Tensor) -> Tensor {
        mul(2.0, reduce_sum(log(real(matrix_diag_part(cholesky(matrix), 0))), &[-1_i64][..], false))
    }

    /// The matrices `x` with `matrix x = rhs`.
    ///
    /// >>> tf.linalg.solve([[2.0, 0.0], [0.0, 4.0]], [[1.0], [1.0]])
    /// <tf.Tensor: shape=(2, 1), dtype=float32, numpy=
    /// array([[0.5 ],
    ///        [0.25]], dtype=float32)>
    op solve "MatrixSolve" ["tf.linalg.solve"] (matrix: INVERTIBLE, rhs: INVERTIBLE; adjoint: Bool = "False") {
        infer: |inputs, _| Ok(inputs.iter().skip(1).take(1).cloned().collect()),
        kernel: Whole(|inputs, attrs| Ok(smallvec![linalg::solve(inputs[0], inputs[1], attrs.flag("adjoint"))?])),
        batch: Rule(|inputs, attrs| expanded(&OP, inputs, attrs)),
        refuses: Values,
        gradient: {
            matrix(g, matrix, out; r) => {
                let adjoint = r.attrs().flag("adjoint");
                by_matrix(&solve(matrix, g, !adjoint)?, out, adjoint)
            },
            rhs(g, matrix; r) => solve(matrix, g, !r.attrs().flag("adjoint")),
        }
    }

    /// The matrices `x` with `matrix x = rhs`, of which only one triangle of `matrix` is read.
    ///
    /// >>> tf.linalg.triangular_solve([[2.0, 0.0], [1.0, 4.0]], [[2.0], [5.0]])
    /// <tf.Tensor: shape=(2, 1), dtype=float32, numpy=
    /// array([[1.],
    ///        [1.]], dtype=float32)>
    fn triangular_solve ["tf.linalg.triangular_solve"]
        (matrix: Tensor, rhs: Tensor, lower: Bool = "True", adjoint: Bool = "False") -> Tensor
    {
        triangular_solve_op(matrix, rhs, lower, adjoint)
    }

    /// The matrices `x` with `matrix x = rhs`, of which only one triangle of `matrix` is read.
    op triangular_solve_op "MatrixTriangularSolve" ["tf.raw_ops.MatrixTriangularSolve"]
        (matrix: TRIANGULAR, rhs: TRIANGULAR; lower: Bool = "True", adjoint: Bool = "False")
    {
        infer: |inputs, attrs| {
            let (PartialShape::Known(left), PartialShape::Known(right)) = (&inputs[0].shape, &inputs[1].shape) else {
                return infer::unknown(inputs, attrs);
            };
            let ([left @ .., _, _], [outer @ .., rows, columns]) = (&left[..], &right[..]) else {
                return infer::unknown(inputs, attrs);
            };
            let known = |sizes: &[Option<usize>]| PartialShape::Known(sizes.iter().copied().collect());
            let PartialShape::Known(mut sizes) = known(left).broadcast(&known(outer))? else {
                return infer::unknown(inputs, attrs);
            };
            sizes.extend([*rows, *columns]);
            Ok(smallvec![Form { dtype: inputs[1].dtype, shape: PartialShape::Known(sizes) }])
        },
        kernel: Whole(|inputs, attrs| {
            let triangle = if attrs.flag("lower") { Triangle::Lower } else { Triangle::Upper };
            Ok(smallvec![linalg::triangular_solve(inputs[0], inputs[1], triangle, attrs.flag("adjoint"))?])
        }),
        batch: Rule(|inputs, attrs| expanded(&OP, inputs, attrs)),
        refuses: Values,
        gradient: {
            matrix(g, matrix, out; r) => {
                let (lower, adjoint) = (r.attrs().flag("lower"), r.attrs().flag("adjoint"));
                let whole = by_matrix(&triangular_solve_op(matrix, g, lower, !adjoint)?, out, adjoint);
                if lower { band_part(whole, -1, 0) } else { band_part(whole, 0, -1) }
            },
            rhs(g, matrix; r) => triangular_solve_op(matrix, g, r.attrs().flag("lower"), !r.attrs().flag("adjoint")),
        }
    }

    /// The lower triangular matrices of which the product with their adjoint is each positive definite matrix.
    ///
    /// >>> tf.linalg.cholesky([[4.0, 2.0], [2.0, 5.0]])
    /// <tf.Tensor: shape=(2, 2), dtype=float32, numpy=
    /// array([[2., 0.],
    ///        [1., 2.]], dtype=float32)>
    op cholesky "Cholesky" ["tf.linalg.cholesky"] (input: INVERTIBLE) {
        infer: infer::same,
        kernel: Whole(|inputs, _| {
            let rank = inputs[0].shape().rank();
            if rank < 2 {
                return Err(invalid(format!("Input tensor 0 must have rank >= 2, got {rank}")));
            }
            Ok(smallvec![linalg::cholesky(inputs[0])?])
        }),
        batch: Elementwise,
        gradient: {
            input(g, out) => {
                let inverse = &triangular_solve_op(out, identity_like(out)?, true, false)?;
                let middle = &batch_mat_mul(out, g, true, false)?;
                let halved = matrix_set_diag(middle, mul(0.5, matrix_diag_part(middle, 0)), 0);
                let whole = &batch_mat_mul(batch_mat_mul(inverse, band_part(halved, -1, 0), true, false), inverse, false, false)?;
                mul(add(whole, adjoint(whole)), 0.5)
            }
        }
    }

    /// The matrices `x` with `chol cholᴴ x = rhs`.
    ///
    /// >>> tf.linalg.cholesky_solve([[2.0, 0.0], [1.0, 2.0]], [[4.0], [2.0]])
    /// <tf.Tensor: shape=(2, 1), dtype=float32, numpy=
    /// array([[1.],
    ///        [0.]], dtype=float32)>
    fn cholesky_solve ["tf.linalg.cholesky_solve"] (chol: Tensor, rhs: Tensor) -> Tensor {
        triangular_solve_op(chol, triangular_solve_op(chol, rhs, true, false), true, true)
    }

    /// The factors of each square matrix in one matrix, and the order of its rows.
    ///
    /// >>> tf.linalg.lu([[1.0, 2.0], [3.0, 4.0]])
    /// Lu(lu=<tf.Tensor: shape=(2, 2), dtype=float32, numpy=
    /// array([[3.        , 4.        ],
    ///        [0.33333334, 0.6666666 ]], dtype=float32)>, p=<tf.Tensor: shape=(2,), dtype=int32, numpy=array([1, 0], dtype=int32)>)
    fn lu ["tf.linalg.lu"] (input: Tensor, output_idx_type: DType = "tf.int32") -> Returned {
        let mut outputs = lu_op(input)?.into_vec();
        if let Some(order) = outputs.last_mut() {
            *order = cast(&*order, output_idx_type)?;
        }
        Ok(Returned::Named("Lu", &["lu", "p"], outputs))
    }

    /// The factors of each square matrix in one matrix, and the order of its rows.
    op lu_op "Lu" ["tf.raw_ops.Lu"] (input: INVERTIBLE) -> Outputs {
        infer: |inputs, attrs| {
            let order = match &inputs[0].shape {
                PartialShape::Known(sizes) => PartialShape::Known(sizes.iter().take(sizes.len().saturating_sub(1)).copied().collect()),
                PartialShape::Unknown => PartialShape::Unknown,
            };
            let _ = attrs;
            Ok(smallvec![inputs[0].clone(), Form { dtype: Int32, shape: order }])
        },
        kernel: Whole(|inputs, _| {
            let (factors, order) = linalg::lu(inputs[0])?;
            Ok(smallvec![factors, order])
        }),
        batch: Elementwise,
        refuses: Values,
        gradient: missing
    }

    /// The matrices `x` that the factors of `lu` take to `rhs`.
    ///
    /// >>> tf.linalg.lu_solve([[3.0, 4.0], [0.5, 2.0]], [1, 0], [[1.0], [2.0]])
    /// <tf.Tensor: shape=(2, 1), dtype=float32, numpy=
    /// array([[0.6666667],
    ///        [0.       ]], dtype=float32)>
    fn lu_solve ["tf.linalg.lu_solve"]
        (lower_upper: Tensor, perm: Tensor of perm, rhs: Tensor, validate_args: Bool = "False") -> Tensor
    {
        let _ = validate_args;
        let wrong = |text: &str| Err(Error::new(Kind::Value(text.to_owned())));
        if lower_upper.rank() < 2 {
            return wrong("Input `lower_upper` must have at least 2 dimensions.");
        } else if rhs.rank() < 2 {
            return wrong("Input `rhs` must have at least 2 dimensions.");
        } else if lower_upper.rank() != perm.rank() + 1 {
            return wrong("`rank(lower_upper)` must equal `rank(perm) + 1`");
        }
        let (rank, batch) = (rhs.rank(), perm.rank() - 1);
        let permuted = gather_along(rhs, perm, rank.saturating_sub(2), if batch + 2 == rank { batch } else { 0 })?;
        let shape = lower_upper.shape();
        let ones = ones(&Shape::from(&shape[..shape.rank() - 1]), lower_upper.dtype())?;
        let lower = matrix_set_diag(band_part(lower_upper, -1, 0), ones, 0);
        triangular_solve_op(lower_upper, triangular_solve_op(lower, permuted, true, false), false, false)
    }

    /// The matrices `x` for which `matrix x` is nearest to `rhs`, and which are the smallest such.
    ///
    /// >>> tf.linalg.lstsq([[1.0, 0.0], [0.0, 2.0], [0.0, 0.0]], [[1.0], [2.0], [3.0]])
    /// <tf.Tensor: shape=(2, 1), dtype=float32, numpy=
    /// array([[1.],
    ///        [1.]], dtype=float32)>
    fn lstsq ["tf.linalg.lstsq"]
        (matrix: Tensor, rhs: Tensor, l2_regularizer: Float = "0.0", fast: Bool = "True") -> Tensor
    {
        let _ = fast;
        let shape = matrix.shape();
        let [.., rows, columns] = shape[..] else {
            return Err(refused(&solve::OP, 2, "Shape must be at least rank 2".to_owned()));
        };
        let tall = rows >= columns;
        let gramian = batch_mat_mul(matrix, matrix, tall, !tall)?;
        let regular = add(&gramian, mul(identity_like(&gramian)?, l2_regularizer));
        let factor = &cholesky(regular)?;
        if tall {
            return cholesky_solve(factor, batch_mat_mul(matrix, rhs, true, false));
        }
        batch_mat_mul(matrix, cholesky_solve(factor, rhs), true, false)
    }

    /// The matrix exponential of each square matrix.
    ///
    /// >>> tf.linalg.expm([[0.0, 1.0], [0.0, 0.0]])
    /// <tf.Tensor: shape=(2, 2), dtype=float32, numpy=
    /// array([[1., 1.],
    ///        [0., 1.]], dtype=float32)>
    fn expm ["tf.linalg.expm"] (input: Tensor) -> Tensor {
        super::exponential::expm(input)
    }
}

/// What can be inverted.
const INVERTIBLE: tape_grad::DTypes = tape_grad::DTypes::new(&[Float16, Float32, Float64, Complex64, Complex128]);

/// What triangles can be solved for.
const TRIANGULAR: tape_grad::DTypes =
    tape_grad::DTypes::new(&[BFloat16, Float16, Float32, Float64, Complex64, Complex128]);

/// The form of what each matrix is reduced to.
fn without_matrix(inputs: &[Form], attrs: &Attrs) -> tape_tensor::Result<Forms> {
    let PartialShape::Known(sizes) = &inputs[0].shape else { return infer::unknown(inputs, attrs) };
    let outer = sizes.iter().take(sizes.len().saturating_sub(2)).copied().collect();
    Ok(smallvec![Form { dtype: inputs[0].dtype, shape: PartialShape::Known(outer) }])
}

/// Numbers as matrices of one element.
fn as_matrices(x: Tensor) -> Result<Tensor> {
    let rank = x.rank();
    expand(expand(x, rank), rank + 1)
}

/// Identity matrices in the form of square matrices.
pub(crate) fn identity_like(x: &Tensor) -> Result<Tensor> {
    let shape = x.shape();
    let ones = ones(&Shape::from(&shape[..shape.rank() - 1]), x.dtype())?;
    matrix_diag(ones, 0, -1, -1)
}

/// What flows into the matrix of a system of equations.
fn by_matrix(right: &Tensor, solution: &Tensor, adjoint: bool) -> Result<Tensor> {
    neg(if adjoint { batch_mat_mul(solution, right, false, true) } else { batch_mat_mul(right, solution, false, true) })
}
