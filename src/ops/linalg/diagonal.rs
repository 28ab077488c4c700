//! Diagonals and bands of matrices.

use tape_grad::basic;
use tape_tensor::layout;

use crate::prelude::*;

ops! {
    /// Matrices with the numbers of the last axis on a diagonal.
    ///
    /// >>> tf.linalg.diag([1, 2])
    /// <tf.Tensor: shape=(2, 2), dtype=int32, numpy=
    /// array([[1, 0],
    ///        [0, 2]], dtype=int32)>
    fn diag ["tf.linalg.diag"] (
        diagonal: Tensor | k: Any = "0", num_rows: Int = "-1", num_cols: Int = "-1", padding_value: Any = "0",
        align: Str = "'RIGHT_LEFT'"
    ) -> Tensor {
        let _ = align;
        zero_padding(padding_value)?;
        matrix_diag(diagonal, offset(k)?, num_rows, num_cols)
    }

    /// Matrices with the numbers of the last axis on a diagonal.
    op matrix_diag "MatrixDiagV3" ["tf.raw_ops.MatrixDiagV3"]
        (diagonal: ANY; k: Int = "0", num_rows: Int = "-1", num_cols: Int = "-1")
    {
        infer: |inputs, attrs| {
            let PartialShape::Known(sizes) = &inputs[0].shape else { return infer::unknown(inputs, attrs) };
            let Some((&length, outer)) = sizes.split_last() else { return infer::unknown(inputs, attrs) };
            let k = attrs.int("k").unwrap_or(0);
            let side = |name, extra: i64| match attrs.int(name) {
                Some(given) if given >= 0 => Some(given as usize),
                _ => length.map(|length| length + extra.max(0) as usize),
            };
            let mut sizes: smallvec::SmallVec<[Option<usize>; 4]> = outer.iter().copied().collect();
            let (rows, columns) = (side("num_rows", -k), side("num_cols", k));
            // One side that is given and one that is not: the other is as small as possible.
            sizes.extend([rows, columns]);
            Ok(smallvec![Form { dtype: inputs[0].dtype, shape: PartialShape::Known(sizes) }])
        },
        kernel: Whole(|inputs, attrs| {
            let k = attrs.int("k").unwrap_or(0);
            let length = inputs[0].shape().last().copied().unwrap_or(0) as i64;
            let side = |name, extra: i64| match attrs.int(name) {
                Some(given) if given >= 0 => given,
                _ => length + extra.max(0),
            };
            let size = (side("num_rows", -k) as usize, side("num_cols", k) as usize);
            Ok(smallvec![layout::diag(inputs[0], k as isize, Some(size))?])
        }),
        batch: Elementwise,
        gradient: { diagonal(g; r) => matrix_diag_part(g, r.attrs().get("k").clone()) }
    }

    /// A diagonal of each matrix.
    ///
    /// >>> tf.linalg.diag_part([[1, 2], [3, 4]])
    /// <tf.Tensor: shape=(2,), dtype=int32, numpy=array([1, 4], dtype=int32)>
    /// >>> tf.linalg.diag_part([[1, 2], [3, 4]], k=1)
    /// <tf.Tensor: shape=(1,), dtype=int32, numpy=array([2], dtype=int32)>
    fn diag_part ["tf.linalg.diag_part"]
        (input: Tensor | k: Any = "0", padding_value: Any = "0", align: Str = "'RIGHT_LEFT'") -> Tensor
    {
        let _ = align;
        zero_padding(padding_value)?;
        matrix_diag_part(input, offset(k)?)
    }

    /// A diagonal of each matrix.
    op matrix_diag_part "MatrixDiagPartV3" ["tf.raw_ops.MatrixDiagPartV3"] (input: ANY; k: Int = "0") {
        infer: |inputs, attrs| {
            let PartialShape::Known(sizes) = &inputs[0].shape else { return infer::unknown(inputs, attrs) };
            let [outer @ .., rows, columns] = &sizes[..] else { return infer::unknown(inputs, attrs) };
            let k = attrs.int("k").unwrap_or(0);
            let length = match (rows, columns) {
                (Some(rows), Some(columns)) => Some((*rows as i64 + k.min(0)).min(*columns as i64 - k.max(0)).max(0) as usize),
                _ => None,
            };
            let sizes = outer.iter().copied().chain([length]).collect();
            Ok(smallvec![Form { dtype: inputs[0].dtype, shape: PartialShape::Known(sizes) }])
        },
        kernel: Whole(|inputs, attrs| {
            let shape = inputs[0].shape();
            if shape.rank() < 2 {
                return Err(invalid(format!("input must be at least 2-dim, received shape: {shape}")));
            }
            Ok(smallvec![layout::diag_part(inputs[0], attrs.int("k").unwrap_or(0) as isize)?])
        }),
        batch: Elementwise,
        gradient: {
            input(g; r) => {
                let shape = r.x_shape(0);
                let rank = shape.rank();
                matrix_diag(g, r.attrs().get("k").clone(), shape[rank - 2], shape[rank - 1])
            }
        }
    }

    /// Matrices with a diagonal replaced.
    ///
    /// >>> tf.linalg.set_diag([[1, 2], [3, 4]], [10, 40])
    /// <tf.Tensor: shape=(2, 2), dtype=int32, numpy=
    /// array([[10,  2],
    ///        [ 3, 40]], dtype=int32)>
    fn set_diag ["tf.linalg.set_diag"]
        (input: Tensor, diagonal: Tensor | k: Any = "0", align: Str = "'RIGHT_LEFT'") -> Tensor
    {
        let _ = align;
        matrix_set_diag(input, diagonal, offset(k)?)
    }

    /// Matrices with a diagonal replaced.
    op matrix_set_diag "MatrixSetDiagV3" ["tf.raw_ops.MatrixSetDiagV3"] (input: ANY, diagonal: ANY; k: Int = "0") {
        infer: infer::same,
        kernel: Whole(|inputs, attrs| {
            Ok(smallvec![layout::set_diag(inputs[0], inputs[1], attrs.int("k").unwrap_or(0) as isize)?])
        }),
        batch: Rule(|inputs, attrs| expanded(&OP, inputs, attrs)),
        gradient: {
            input(g; r) => matrix_set_diag(g, zeros(&r.x_shape(1), r.x_dtype(1)), r.attrs().get("k").clone()),
            diagonal(g; r) => matrix_diag_part(g, r.attrs().get("k").clone()),
        }
    }

    /// Matrices with zeros outside a band around the diagonal; a negative width keeps that whole side.
    ///
    /// >>> tf.linalg.band_part([[1, 2], [3, 4]], -1, 0)
    /// <tf.Tensor: shape=(2, 2), dtype=int32, numpy=
    /// array([[1, 0],
    ///        [3, 4]], dtype=int32)>
    op band_part "MatrixBandPart" ["tf.linalg.band_part"] (input: ANY; num_lower: Int, num_upper: Int) {
        infer: infer::same,
        kernel: Whole(|inputs, attrs| {
            let (lower, upper) = (attrs.int("num_lower").unwrap_or(-1), attrs.int("num_upper").unwrap_or(-1));
            Ok(smallvec![layout::band_part(inputs[0], lower, upper)?])
        }),
        batch: Elementwise,
        gradient: { input(g; r) => band_part(g, r.attrs().get("num_lower").clone(), r.attrs().get("num_upper").clone()) }
    }

    /// The sum of the diagonal of each matrix.
    ///
    /// >>> tf.linalg.trace([[1, 2], [3, 4]])
    /// <tf.Tensor: shape=(), dtype=int32, numpy=5>
    fn trace ["tf.linalg.trace"] (x: Tensor) -> Tensor {
        reduce_sum(matrix_diag_part(x, 0), &[-1_i64][..], false)
    }

    /// A tensor of twice the rank with the elements where both halves of the index agree.
    ///
    /// >>> tf.linalg.tensor_diag([1, 2])
    /// <tf.Tensor: shape=(2, 2), dtype=int32, numpy=
    /// array([[1, 0],
    ///        [0, 2]], dtype=int32)>
    fn tensor_diag ["tf.linalg.tensor_diag"] (diagonal: Tensor) -> Tensor {
        let shape = diagonal.shape();
        let flat = basic::reshape(diagonal, &Shape::from([shape.elements()]))?;
        let whole: Shape = shape.iter().chain(shape.iter()).copied().collect();
        basic::reshape(&matrix_diag(flat, 0, -1, -1)?, &whole)
    }

    /// The elements where both halves of the index agree.
    ///
    /// >>> tf.linalg.tensor_diag_part([[1, 2], [3, 4]])
    /// <tf.Tensor: shape=(2,), dtype=int32, numpy=array([1, 4], dtype=int32)>
    fn tensor_diag_part ["tf.linalg.tensor_diag_part"] (input: Tensor) -> Tensor {
        let shape = input.shape();
        let half = shape.rank() / 2;
        if shape.rank() == 0 || !shape.rank().is_multiple_of(2) {
            let text = format!("The rank of the tensor should be even and positive, got shape {shape}");
            return Err(refused(&matrix_diag_part::OP, 1, text));
        }
        if shape[..half] != shape[half..] {
            let text = format!("Invalid shape {shape}: dimensions 0 and {half} do not match.");
            return Err(refused(&matrix_diag_part::OP, 1, text));
        }
        let side: usize = shape[..half].iter().product();
        let matrix = basic::reshape(input, &Shape::from([side, side]))?;
        basic::reshape(&matrix_diag_part(matrix, 0)?, &Shape::from(&shape[..half]))
    }

    /// The cross product of vectors of three numbers.
    ///
    /// >>> tf.linalg.cross([1.0, 0.0, 0.0], [0.0, 1.0, 0.0])
    /// <tf.Tensor: shape=(3,), dtype=float32, numpy=array([0., 0., 1.], dtype=float32)>
    op cross "Cross" ["tf.linalg.cross"] (a: REALS, b: REALS) {
        infer: infer::same,
        kernel: Whole(|inputs, _| {
            use elementwise::{Binary, binary, binary_owned};
            let (a, b) = (inputs[0].shape(), inputs[1].shape());
            if a != b {
                return Err(invalid(format!("Both inputs must be of same shape: {a} vs. {b}")));
            }
            if a.last() != Some(&3) {
                return Err(invalid(format!("Cross-products are only defined for 3-element vectors, got {a}")));
            }
            let (last, back) = (a.rank() - 1, [-1, -2]);
            let turned = |array: &Array, by: i64| layout::roll(array, &[by], &[last]);
            let forward = binary(Binary::Mul, &turned(inputs[0], back[0])?, &turned(inputs[1], back[1])?)?;
            let backward = binary(Binary::Mul, &turned(inputs[0], back[1])?, &turned(inputs[1], back[0])?)?;
            Ok(smallvec![binary_owned(Binary::Sub, forward, backward)?])
        }),
        batch: Rule(|inputs, attrs| expanded(&OP, inputs, attrs)),
        gradient: {
            a(g, b) => cross(b, g),
            b(g, a) => cross(g, a),
        }
    }
}

/// The diagonal that `k` names: a single one.
fn offset(k: &Attr) -> Result<i64> {
    match k {
        Attr::Int(k) => Ok(*k),
        Attr::Ints(band) if band.len() == 2 && band[0] == band[1] => Ok(band[0]),
        _ => Err(Error::new(Kind::Value(
            "bands of several diagonals are not supported: `k` must be one number".to_owned(),
        ))),
    }
}

fn zero_padding(value: &Attr) -> Result<()> {
    match value {
        Attr::Int(0) | Attr::Bool(false) | Attr::None => Ok(()),
        Attr::Float(zero) if *zero == 0.0 => Ok(()),
        _ => Err(Error::new(Kind::Value("only a `padding_value` of 0 is supported".to_owned()))),
    }
}
