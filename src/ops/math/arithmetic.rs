//! Sums, products, quotients and what is made of them.

use tape_grad::{DTypes, basic};

use crate::prelude::*;

/// What `Add` takes beside numbers: strings.
const SUMMANDS: DTypes = DTypes::new(&[
    BFloat16,
    Float16,
    Float32,
    Float64,
    UInt8,
    Int8,
    Int16,
    Int32,
    Int64,
    Complex64,
    Complex128,
    DType::String,
]);

/// What remainders with the sign of the dividend are made for.
const REMAINDERS: DTypes = DTypes::new(&[Int32, Int64, BFloat16, Float16, Float32, Float64]);

/// What squared differences are made for.
const DISTANCES: DTypes = DTypes::new(&[BFloat16, Float16, Float32, Float64, Int32, Int64, Complex64, Complex128]);

ops! {
    /// The sum of each pair of elements. Strings are joined.
    ///
    /// >>> tf.add(tf.constant([1.0, 2.0]), 10.0)
    /// <tf.Tensor: shape=(2,), dtype=float32, numpy=array([11., 12.], dtype=float32)>
    fn add_any ["tf.add", "tf.math.add"] (x: Tensor, y: Tensor) -> Tensor {
        if x.dtype() == DType::String { join(x, y) } else { add(x, y) }
    }

    /// The sum of each pair of elements.
    op add "AddV2" ["tf.raw_ops.AddV2"] (x: NUMBERS, y: NUMBERS) { as basic::ADD }

    /// Each pair of strings joined.
    op join "Add" ["tf.raw_ops.Add"] (x: SUMMANDS, y: SUMMANDS) {
        binary: Add,
        gradient: {
            x(g) => Ok(g.clone()),
            y(g) => Ok(g.clone()),
        }
    }

    /// The difference of each pair of elements.
    ///
    /// >>> tf.subtract([5.0, 2.0], [1.0, 4.0])
    /// <tf.Tensor: shape=(2,), dtype=float32, numpy=array([ 4., -2.], dtype=float32)>
    op sub "Sub" ["tf.subtract", "tf.math.subtract"] (x: NUMBERS, y: NUMBERS) {
        binary: Sub,
        gradient: {
            x(g) => Ok(g.clone()),
            y(g) => neg(g),
        }
    }

    /// The product of each pair of elements.
    ///
    /// >>> tf.multiply([1.0, 2.0, 3.0], [2.0, 0.5, -1.0])
    /// <tf.Tensor: shape=(3,), dtype=float32, numpy=array([ 2.,  1., -3.], dtype=float32)>
    op mul "Mul" ["tf.multiply", "tf.math.multiply"] (x: NUMBERS, y: NUMBERS) { as basic::MUL }

    /// The quotient of each pair of floats; of integers the quotient rounded towards zero.
    ///
    /// >>> tf.realdiv([1.0, 2.0], [4.0, 5.0])
    /// <tf.Tensor: shape=(2,), dtype=float32, numpy=array([0.25, 0.4 ], dtype=float32)>
    op div "RealDiv" ["tf.realdiv"] (x: NUMBERS, y: NUMBERS) {
        binary: Div,
        gradient: {
            x(g, y) => div(g, conj(y)),
            y(g, x, y) => mul(g, div(div(neg(conj(x)), conj(y)), conj(y))),
        }
    }

    /// The quotient of each pair of elements. Integers are divided as floats.
    ///
    /// >>> tf.divide(tf.constant([3, 4]), tf.constant([2, 2]))
    /// <tf.Tensor: shape=(2,), dtype=float64, numpy=array([1.5, 2. ])>
    /// >>> tf.divide([1.0, -1.0], 0.0)
    /// <tf.Tensor: shape=(2,), dtype=float32, numpy=array([ inf, -inf], dtype=float32)>
    fn divide ["tf.divide", "tf.math.divide", "tf.truediv", "tf.math.truediv"] (x: Tensor, y: Tensor) -> Tensor {
        if x.dtype() != y.dtype() {
            let text = format!("`x` and `y` must have the same dtype, got tf.{} != tf.{}.", x.dtype(), y.dtype());
            return Err(Error::new(Kind::Type(text)));
        }
        if matches!(x.dtype(), Bool | DType::String) {
            let text = format!(
                "Invalid dtype tf.{} in __truediv__. Expected one of {{tf.uint8, tf.int8, tf.uint16, tf.int16, tf.uint32, \
                 tf.int32, tf.uint64, tf.int64, tf.bfloat16, tf.float16, tf.float32, tf.float64, tf.complex64, \
                 tf.complex128}}.", x.dtype()
            );
            return Err(Error::new(Kind::Type(text)));
        }
        match x.dtype() {
            Int8 | Int16 | UInt8 | UInt16 => div(cast(x, Float32), cast(y, Float32)),
            Int32 | Int64 | UInt32 | UInt64 => div(cast(x, Float64), cast(y, Float64)),
            _ => div(x, y),
        }
    }

    /// The quotient of each pair of elements, rounded down.
    ///
    /// >>> tf.math.floordiv(tf.constant([7, -7]), 2)
    /// <tf.Tensor: shape=(2,), dtype=int32, numpy=array([ 3, -4], dtype=int32)>
    op floor_div "FloorDiv" ["tf.math.floordiv"] (x: NUMBERS, y: NUMBERS) {
        binary: FloorDiv,
        refuses: Values,
        gradient: none "a quotient rounded down is flat between whole numbers"
    }

    /// The remainder of each pair of elements, with the sign of the divisor as in Python.
    ///
    /// >>> tf.math.floormod(tf.constant([7, -7]), 3)
    /// <tf.Tensor: shape=(2,), dtype=int32, numpy=array([1, 2], dtype=int32)>
    op floor_mod "FloorMod" ["tf.math.floormod", "tf.math.mod"] (x: REALS, y: REALS) {
        binary: FloorMod,
        refuses: Values,
        gradient: {
            x(g) => Ok(g.clone()),
            y(g, x, y) => mul(g, neg(floor_div(x, y))),
        }
    }

    /// The quotient of each pair of elements, rounded towards zero.
    ///
    /// >>> tf.truncatediv(tf.constant([7, -7]), 2)
    /// <tf.Tensor: shape=(2,), dtype=int32, numpy=array([ 3, -3], dtype=int32)>
    op truncate_div "TruncateDiv" ["tf.truncatediv"] (x: NUMBERS, y: NUMBERS) {
        binary: TruncDiv,
        refuses: Values,
        gradient: none "a quotient rounded towards zero is flat between whole numbers"
    }

    /// The remainder of each pair of elements, with the sign of the dividend as in C.
    ///
    /// >>> tf.truncatemod(tf.constant([7, -7]), 3)
    /// <tf.Tensor: shape=(2,), dtype=int32, numpy=array([ 1, -1], dtype=int32)>
    op truncate_mod "TruncateMod" ["tf.truncatemod"] (x: REMAINDERS, y: REMAINDERS) {
        binary: TruncMod,
        refuses: Values,
        gradient: missing
    }

    /// The quotient of each pair of elements, 0 where the divisor is 0.
    ///
    /// >>> tf.math.divide_no_nan([1.0, 2.0], [0.0, 4.0])
    /// <tf.Tensor: shape=(2,), dtype=float32, numpy=array([0. , 0.5], dtype=float32)>
    op div_no_nan "DivNoNan" ["tf.math.divide_no_nan"] (x: CONTINUOUS, y: CONTINUOUS) {
        binary: DivNoNan,
        gradient: {
            x(g, y) => div_no_nan(g, conj(y)),
            y(g, x, y) => mul(g, div_no_nan(div_no_nan(neg(conj(x)), conj(y)), conj(y))),
        }
    }

    /// The product of each pair of elements, 0 where the second one is 0 even if the first is infinite or no number.
    ///
    /// >>> tf.math.multiply_no_nan([float('nan'), 2.0], [0.0, 3.0])
    /// <tf.Tensor: shape=(2,), dtype=float32, numpy=array([0., 6.], dtype=float32)>
    op mul_no_nan "MulNoNan" ["tf.math.multiply_no_nan"] (x: CONTINUOUS, y: CONTINUOUS) {
        binary: MulNoNan,
        gradient: {
            x(g, y) => mul_no_nan(g, y),
            y(g, x) => mul_no_nan(x, g),
        }
    }

    /// Each element with the other sign.
    ///
    /// >>> tf.negative([1.0, -2.0])
    /// <tf.Tensor: shape=(2,), dtype=float32, numpy=array([-1.,  2.], dtype=float32)>
    op neg "Neg" ["tf.negative", "tf.math.negative"] (x: SIGNED) {
        unary: Neg,
        gradient: { x(g) => neg(g) }
    }

    /// The absolute value of each element; of a complex number its length.
    ///
    /// >>> tf.abs([-1.5, 2.0])
    /// <tf.Tensor: shape=(2,), dtype=float32, numpy=array([1.5, 2. ], dtype=float32)>
    /// >>> tf.abs(tf.constant([3.0 + 4.0j]))
    /// <tf.Tensor: shape=(1,), dtype=float64, numpy=array([5.])>
    fn abs ["tf.abs", "tf.math.abs"] (x: Tensor) -> Tensor {
        if x.dtype().is_complex() { complex_abs(x) } else { real_abs(x) }
    }

    /// The absolute value of each real element.
    op real_abs "Abs" ["tf.raw_ops.Abs"] (x: SIGNED_REALS) {
        unary: Abs,
        gradient: { x(g, x) => mul(g, sign(x)) }
    }

    /// -1, 0 or 1, as each element is negative, zero or positive; of a complex number `x / |x|`.
    ///
    /// >>> tf.sign([-3.0, 0.0, 2.0])
    /// <tf.Tensor: shape=(3,), dtype=float32, numpy=array([-1.,  0.,  1.], dtype=float32)>
    op sign "Sign" ["tf.sign", "tf.math.sign"] (x: SIGNED) {
        unary: Sign,
        gradient: { x(_g; r) => zeros(&r.x_shape(0), r.x_dtype(0)) }
    }

    /// One divided by each element.
    ///
    /// >>> tf.math.reciprocal([2.0, 4.0])
    /// <tf.Tensor: shape=(2,), dtype=float32, numpy=array([0.5 , 0.25], dtype=float32)>
    op reciprocal "Reciprocal" ["tf.math.reciprocal"] (x: SIGNED) {
        unary: Reciprocal,
        gradient: { x(g, out) => reciprocal_grad(out, g) }
    }

    /// The gradient of `reciprocal` from its result and what flows into it.
    op reciprocal_grad "ReciprocalGrad" ["tf.raw_ops.ReciprocalGrad"] (y: CONTINUOUS, dy: CONTINUOUS) {
        binary: ReciprocalGrad,
        gradient: {
            y(g, y, dy) => mul(mul(mul(conj(g), -2.0), dy), conj(y)),
            dy(g, y) => reciprocal_grad(conj(y), g),
        }
    }

    /// One divided by each element, 0 where the element is 0.
    ///
    /// >>> tf.math.reciprocal_no_nan([2.0, 0.0])
    /// <tf.Tensor: shape=(2,), dtype=float32, numpy=array([0.5, 0. ], dtype=float32)>
    fn reciprocal_no_nan ["tf.math.reciprocal_no_nan"] (x: Tensor) -> Tensor {
        div_no_nan(number_like(1.0, x), x)
    }

    /// The square of the difference of each pair of elements.
    ///
    /// >>> tf.math.squared_difference([1.0, 5.0], [4.0, 3.0])
    /// <tf.Tensor: shape=(2,), dtype=float32, numpy=array([9., 4.], dtype=float32)>
    op squared_difference "SquaredDifference" ["tf.math.squared_difference"] (x: DISTANCES, y: DISTANCES) {
        binary: SquaredDifference,
        gradient: {
            x(g, x, y) => mul(mul(2.0, g), sub(x, y)),
            y(g, x, y) => neg(mul(mul(2.0, g), sub(x, y))),
        }
    }

    /// A tensor times a number.
    ///
    /// >>> tf.math.scalar_mul(2.0, tf.constant([1.0, 2.0]))
    /// <tf.Tensor: shape=(2,), dtype=float32, numpy=array([2., 4.], dtype=float32)>
    fn scalar_mul ["tf.math.scalar_mul", "tf.scalar_mul"] (scalar: Tensor, x: Tensor) -> Tensor {
        mul(scalar, x)
    }

    /// The larger of each pair of elements.
    ///
    /// >>> tf.maximum([1.0, 5.0], [2.0, 3.0])
    /// <tf.Tensor: shape=(2,), dtype=float32, numpy=array([2., 5.], dtype=float32)>
    op maximum "Maximum" ["tf.maximum", "tf.math.maximum"] (x: REALS, y: REALS) {
        binary: Maximum,
        gradient: {
            x(g, x, y) => select(greater_equal(x, y), g, zeros(&g.shape(), g.dtype())),
            y(g, x, y) => select(greater_equal(x, y), zeros(&g.shape(), g.dtype()), g),
        }
    }

    /// The smaller of each pair of elements.
    ///
    /// >>> tf.minimum([1.0, 5.0], [2.0, 3.0])
    /// <tf.Tensor: shape=(2,), dtype=float32, numpy=array([1., 3.], dtype=float32)>
    op minimum "Minimum" ["tf.minimum", "tf.math.minimum"] (x: REALS, y: REALS) {
        binary: Minimum,
        gradient: {
            x(g, x, y) => select(less_equal(x, y), g, zeros(&g.shape(), g.dtype())),
            y(g, x, y) => select(less_equal(x, y), zeros(&g.shape(), g.dtype()), g),
        }
    }

    /// The sum of several tensors of one shape.
    ///
    /// >>> tf.math.accumulate_n([tf.constant([1.0, 2.0]), tf.constant([3.0, 4.0])])
    /// <tf.Tensor: shape=(2,), dtype=float32, numpy=array([4., 6.], dtype=float32)>
    fn accumulate_n ["tf.math.accumulate_n"] (inputs: Tensors, shape: Any = "None", tensor_dtype: MaybeDType = "None") -> Tensor {
        let _ = (shape, tensor_dtype);
        match inputs {
            [] => Err(Error::new(Kind::Value("inputs must be a list of at least one Tensor with the same dtype and shape".to_owned()))),
            [only] => Ok(only.clone()),
            several => add_n(several),
        }
    }

    /// The sum of several tensors of one shape.
    ///
    /// >>> tf.add_n([tf.constant([1.0, 2.0]), tf.constant([3.0, 4.0])])
    /// <tf.Tensor: shape=(2,), dtype=float32, numpy=array([4., 6.], dtype=float32)>
    fn add_n ["tf.add_n", "tf.math.add_n"] (inputs: Tensors) -> Tensor {
        match inputs {
            [] => {
                let text = "Inputs must be an iterable of at least one Tensor/IndexedSlices with the same dtype and shape.";
                Err(Error::new(Kind::Value(text.to_owned())))
            }
            [only] => Ok(only.clone()),
            several => sum_of(&several.iter().collect::<Vec<_>>()),
        }
    }

    /// The sum of several tensors of one shape.
    op sum_of "AddN" ["tf.raw_ops.AddN"] (inputs: NUMBERS many) {
        infer: |inputs, _| together(inputs),
        kernel: Whole(|inputs, _| {
            let (first, rest) = inputs.split_first().ok_or_else(|| invalid("AddN needs at least one input"))?;
            let sum = rest.iter().try_fold((*first).clone(), |sum, next| {
                if sum.shape() == next.shape() {
                    return elementwise::binary_owned(elementwise::Binary::Add, sum, (*next).clone());
                }
                Err(invalid(format!(
                    "Inputs to operation AddN of type AddN must have the same size and shape.  \
                     Input 0: {} != input {}: {}",
                    first.shape(), inputs.iter().position(|input| input.shape() != first.shape()).unwrap_or(0), next.shape()
                )))
            })?;
            Ok(smallvec![sum])
        }),
        batch: Rule(|inputs, attrs| expanded(&OP, inputs, attrs)),
        gradient: joint(Reads::NOTHING) |r, up| Ok(vec![up.get(0).cloned().map(Cotangent::Dense); r.inputs()])
    }
}
