//! Arrays from a shape, a range or another array's form.

use tape_grad::basic;
use tape_tensor::layout;

use crate::prelude::*;

ops! {
    /// Zeros of a shape; empty strings for strings, `False` for truth values.
    ///
    /// >>> tf.zeros([2, 3])
    /// <tf.Tensor: shape=(2, 3), dtype=float32, numpy=
    /// array([[0., 0., 0.],
    ///        [0., 0., 0.]], dtype=float32)>
    fn zeros ["tf.zeros"] (shape: Shape, dtype: DType = "tf.float32") -> Tensor {
        layout::zeros(shape.clone(), dtype).map(Tensor::new).map_err(|error| Error::kernel(&fill::OP, 2, error))
    }

    /// Ones of a shape.
    ///
    /// >>> tf.ones([3], dtype=tf.int32)
    /// <tf.Tensor: shape=(3,), dtype=int32, numpy=array([1, 1, 1], dtype=int32)>
    fn ones ["tf.ones"] (shape: Shape, dtype: DType = "tf.float32") -> Tensor {
        let one = cast(Tensor::scalar(1.0_f64), dtype)?;
        Ok(Tensor::new(filled(&one, shape)?))
    }

    /// Zeros in the form of a tensor.
    ///
    /// >>> tf.zeros_like([[1, 2], [3, 4]])
    /// <tf.Tensor: shape=(2, 2), dtype=int32, numpy=
    /// array([[0, 0],
    ///        [0, 0]], dtype=int32)>
    fn zeros_like ["tf.zeros_like"] (input: Tensor, dtype: MaybeDType = "None") -> Tensor {
        zeros(&input.shape(), dtype.unwrap_or(input.dtype()))
    }

    /// Ones in the form of a tensor.
    ///
    /// >>> tf.ones_like([[1.0, 2.0]])
    /// <tf.Tensor: shape=(1, 2), dtype=float32, numpy=array([[1., 1.]], dtype=float32)>
    fn ones_like ["tf.ones_like"] (input: Tensor, dtype: MaybeDType = "None") -> Tensor {
        let dtype = dtype.unwrap_or(input.dtype());
        if dtype == DType::String {
            return Err(Error::new(Kind::DTypeNotAllowed { op: &ones_like_op::OP, group: "T", dtype }));
        }
        ones(&input.shape(), dtype)
    }

    /// Ones in the form of a tensor.
    op ones_like_op "OnesLike" ["tf.raw_ops.OnesLike"] (x: ANY_BUT_STRINGS) {
        infer: infer::same,
        kernel: Whole(|inputs, _| {
            let one = tape_tensor::cast::cast(&Array::scalar(true), inputs[0].dtype())?;
            Ok(smallvec![layout::broadcast_to(&one, inputs[0].shape())?])
        }),
        batch: Elementwise,
        gradient: none "ones are ones"
    }

    /// A shape filled with one value.
    ///
    /// >>> tf.fill([2, 2], 7.0)
    /// <tf.Tensor: shape=(2, 2), dtype=float32, numpy=
    /// array([[7., 7.],
    ///        [7., 7.]], dtype=float32)>
    fn fill_shape ["tf.fill"] (dims: Shape, value: Tensor) -> Tensor {
        fill(value, dims)
    }

    /// A shape filled with one value.
    op fill "Fill" ["tf.raw_ops.Fill"] (value: ANY; dims: Shape) {
        infer: |inputs, attrs| {
            let shape = attrs.shape("dims").cloned().unwrap_or(Shape::SCALAR);
            Ok(smallvec![Form { dtype: inputs[0].dtype, shape: shape.into() }])
        },
        kernel: Whole(|inputs, attrs| {
            let shape = attrs.shape("dims").cloned().unwrap_or(Shape::SCALAR);
            Ok(smallvec![layout::broadcast_to(inputs[0], &shape)?])
        }),
        gradient: { value(g) => basic::sum_all(g) }
    }

    /// The identity matrix, or a batch of it.
    ///
    /// >>> tf.eye(2)
    /// <tf.Tensor: shape=(2, 2), dtype=float32, numpy=
    /// array([[1., 0.],
    ///        [0., 1.]], dtype=float32)>
    fn eye ["tf.eye", "tf.linalg.eye"]
        (num_rows: Int, num_columns: MaybeInt = "None", batch_shape: MaybeInts = "None", dtype: DType = "tf.float32") -> Tensor
    {
        let size = |size: i64| usize::try_from(size).map_err(|_| refused(&fill::OP, 2, format!("Dimension {size} must be >= 0")));
        let (rows, columns) = (size(num_rows)?, size(num_columns.unwrap_or(num_rows))?);
        let batch = batch_shape.unwrap_or(&[]).iter().map(|&axis| size(axis)).collect::<Result<Vec<_>>>()?;
        layout::eye(&batch, rows, columns, dtype).map(Tensor::new).map_err(|error| Error::kernel(&fill::OP, 2, error))
    }

    /// The numbers from `start` to below `limit` in steps; with one argument, from 0 to below it.
    ///
    /// >>> tf.range(5)
    /// <tf.Tensor: shape=(5,), dtype=int32, numpy=array([0, 1, 2, 3, 4], dtype=int32)>
    /// >>> tf.range(1.0, 2.0, 0.25)
    /// <tf.Tensor: shape=(4,), dtype=float32, numpy=array([1.  , 1.25, 1.5 , 1.75], dtype=float32)>
    fn range ["tf.range"] (start: Tensor, limit: MaybeTensor = "None", delta: Tensor = "1", dtype: MaybeDType = "None") -> Tensor {
        let zero = number_like(0.0, start)?;
        let (start, limit) = match limit {
            Some(limit) => (start, limit),
            None => (&zero, start),
        };
        let given = [start.dtype(), limit.dtype(), delta.dtype()];
        let dtype = match dtype {
            Some(dtype) => dtype,
            None => widest(&given).ok_or_else(|| Error::new(Kind::Value("range takes numbers".to_owned())))?,
        };
        range_op(cast(start, dtype), cast(limit, dtype), cast(delta, dtype))
    }

    /// The numbers from `start` to below `limit` in steps.
    op range_op "Range" ["tf.raw_ops.Range"] (start: REALS, limit: REALS, delta: REALS) {
        infer: |inputs, _| Ok(smallvec![Form { dtype: inputs[0].dtype, shape: PartialShape::Known(smallvec![None]) }]),
        kernel: Whole(|inputs, _| Ok(smallvec![layout::range(inputs[0], inputs[1], inputs[2])?])),
        refuses: Values,
        gradient: none "the length of a range is a whole number"
    }

    /// So many numbers evenly spaced from `start` to `stop`, both included.
    ///
    /// >>> tf.linspace(0.0, 1.0, 5)
    /// <tf.Tensor: shape=(5,), dtype=float32, numpy=array([0.  , 0.25, 0.5 , 0.75, 1.  ], dtype=float32)>
    fn linspace ["tf.linspace"] (start: Tensor, stop: Tensor, num: Int | axis: Int = "0") -> Tensor {
        let float = |x: &Tensor| if x.dtype().is_integer() { cast(x, Float64) } else { Ok(x.clone()) };
        let (start, stop) = (&float(start)?, &cast(float(stop)?, float(start)?.dtype())?);
        spaced(start, stop, num, axis)
    }

    /// For each index a vector of `depth` numbers: `on_value` at that position, `off_value` elsewhere.
    ///
    /// >>> tf.one_hot([0, 2, -1], 3)
    /// <tf.Tensor: shape=(3, 3), dtype=float32, numpy=
    /// array([[1., 0., 0.],
    ///        [0., 0., 1.],
    ///        [0., 0., 0.]], dtype=float32)>
    fn one_hot ["tf.one_hot"] (
        indices: Tensor of TI, depth: Int, on_value: MaybeTensor = "None", off_value: MaybeTensor = "None",
        axis: MaybeInt = "None", dtype: MaybeDType = "None"
    ) -> Tensor {
        let dtype = dtype.or(on_value.map(Tensor::dtype)).or(off_value.map(Tensor::dtype)).unwrap_or(Float32);
        for (name, value) in [("on_value", on_value), ("off_value", off_value)] {
            if let Some(value) = value
                && value.dtype() != dtype
            {
                let (own, text) = (value.dtype(), "does not match dtype parameter");
                return Err(Error::new(Kind::Type(format!("dtype <dtype: '{own}'> of {name} {text} <dtype: '{dtype}'>"))));
            }
        }
        let value = |given: Option<&Tensor>, default: f64| match given {
            Some(given) => Ok(given.clone()),
            None => cast(Tensor::scalar(default), dtype),
        };
        one_hot_op(indices, value(on_value, 1.0), value(off_value, 0.0), depth, axis.unwrap_or(-1))
    }

    /// For each index a vector of `depth` values.
    op one_hot_op "OneHot" ["tf.raw_ops.OneHot"]
        (indices: ONE_HOT_INDICES of TI, on_value: ANY, off_value: ANY; depth: Int, axis: Int = "-1")
    {
        infer: |inputs, attrs| {
            let PartialShape::Known(sizes) = &inputs[0].shape else {
                return Ok(smallvec![Form { dtype: inputs[1].dtype, shape: PartialShape::Unknown }]);
            };
            let mut sizes = sizes.clone();
            let place = counted(attrs.int("axis").unwrap_or(-1), sizes.len() + 1).unwrap_or(sizes.len());
            sizes.insert(place, Some(attrs.int("depth").unwrap_or(0).max(0) as usize));
            Ok(smallvec![Form { dtype: inputs[1].dtype, shape: PartialShape::Known(sizes) }])
        },
        kernel: Whole(|inputs, attrs| {
            let (depth, axis) = (attrs.int("depth").unwrap_or(0), attrs.int("axis").unwrap_or(-1));
            let rank = inputs[0].shape().rank();
            let size = usize::try_from(depth).map_err(|_| invalid(format!("depth must be non-negative, got: {depth}")))?;
            let place = counted(axis, rank + 1).ok_or_else(|| invalid(format!(
                "Expected axis to be -1 or between [0, {}).  But received: {axis}", rank + 1
            )))?;
            let (Some(on), Some(off)) = (inputs[1].get(0), inputs[2].get(0)) else {
                return Err(invalid("on_value must be a scalar, but got: []"));
            };
            Ok(smallvec![layout::one_hot(inputs[0], size, &on, &off, place)?])
        }),
        gradient: none "an index is a whole number"
    }

    /// The coordinates of the elements that are not zero; with two more tensors, elements of the first where the condition
    /// holds and of the second elsewhere.
    ///
    /// >>> tf.where([True, False, True])
    /// <tf.Tensor: shape=(2, 1), dtype=int64, numpy=
    /// array([[0],
    ///        [2]])>
    /// >>> tf.where([True, False], [1.0, 2.0], [10.0, 20.0])
    /// <tf.Tensor: shape=(2,), dtype=float32, numpy=array([ 1., 20.], dtype=float32)>
    fn where_ ["tf.where"] (condition: Tensor of bool, x: MaybeTensor = "None", y: MaybeTensor = "None") -> Tensor {
        match (x, y) {
            (None, None) => coordinates(condition),
            (Some(x), Some(y)) => select(condition, x, y),
            _ => Err(Error::new(Kind::Value("x and y must both be non-None or both be None.".to_owned()))),
        }
    }

    /// The coordinates of the elements that are not zero.
    op coordinates "Where" ["tf.raw_ops.Where"] (condition: ANY_BUT_STRINGS) {
        infer: |inputs, _| {
            let shape = PartialShape::Known(smallvec![None, inputs[0].shape.rank()]);
            Ok(smallvec![Form { dtype: Int64, shape }])
        },
        kernel: Whole(|inputs, _| Ok(smallvec![layout::argwhere(inputs[0])?])),
        gradient: none "coordinates are whole numbers"
    }

    /// For each length a row of truth values, of which so many hold.
    ///
    /// >>> tf.sequence_mask([1, 3], 3)
    /// <tf.Tensor: shape=(2, 3), dtype=bool, numpy=
    /// array([[ True, False, False],
    ///        [ True,  True,  True]])>
    fn sequence_mask ["tf.sequence_mask"] (lengths: Tensor, maxlen: MaybeTensor = "None", dtype: DType = "tf.bool") -> Tensor {
        let longest = match maxlen {
            Some(given) => given.clone(),
            None => maximum(reduce_max(lengths, Attr::None, false), 0.0)?,
        };
        let places = range_op(number_like(0.0, &longest), &longest, number_like(1.0, &longest));
        cast(less(places, cast(expand_dims(lengths, -1), longest.dtype())), dtype)
    }

    /// The coordinates of a grid, from those along each axis.
    ///
    /// >>> tf.meshgrid([1, 2], [3, 4])
    /// [<tf.Tensor: shape=(2, 2), dtype=int32, numpy=
    /// array([[1, 2],
    ///        [1, 2]], dtype=int32)>, <tf.Tensor: shape=(2, 2), dtype=int32, numpy=
    /// array([[3, 3],
    ///        [4, 4]], dtype=int32)>]
    fn meshgrid ["tf.meshgrid"] (args: Rest | indexing: Str = "'xy'") -> Vec<Tensor> {
        if !matches!(indexing, "xy" | "ij") {
            return Err(Error::new(Kind::Value(format!(
                "Argument `indexing` parameter must be either 'xy' or 'ij', got '{indexing}'"
            ))));
        }
        let mut order: Vec<usize> = (0..args.len()).collect();
        if indexing == "xy" && args.len() > 1 {
            order.swap(0, 1);
        }
        let sizes: Shape = order.iter().map(|&index| args[index].shape().elements()).collect();
        let grid = |(index, x): (usize, &Tensor)| {
            let own: Shape = order.iter().map(|&axis| if axis == index { x.shape().elements() } else { 1 }).collect();
            mul(basic::reshape(x, &own), ones(&sizes, x.dtype()))
        };
        args.iter().enumerate().map(grid).collect()
    }
}

/// What indices of `one_hot` may be.
const ONE_HOT_INDICES: tape_grad::DTypes = tape_grad::DTypes::new(&[UInt8, Int8, Int32, Int64]);

fn filled(one: &Tensor, shape: &Shape) -> Result<Array> {
    layout::broadcast_to(one.array(), shape).map_err(|error| Error::kernel(&fill::OP, 2, error))
}

/// The dtype that a range takes: the last of those given, in this order.
fn widest(given: &[DType]) -> Option<DType> {
    [Int32, Int64, Float16, BFloat16, Float32, Float64].into_iter().rev().find(|dtype| given.contains(dtype))
}

/// The numbers of `linspace`: from `start` by equal steps, and `stop` itself at the end.
fn spaced(start: &Tensor, stop: &Tensor, num: i64, axis: i64) -> Result<Tensor> {
    let shapes = (start.shape(), stop.shape());
    let apart = || tape_tensor::Error::Broadcast { left: shapes.0.clone(), right: shapes.1.clone() };
    let shape = shapes.0.broadcast(&shapes.1).ok_or_else(|| Error::kernel(&basic::BROADCAST_TO, 2, apart()))?;
    let place = counted(axis, shape.rank() + 1)
        .ok_or_else(|| Error::new(Kind::Value(format!("axis {axis} is out of range"))))?;
    let whole = |x: &Tensor| expand(basic::broadcast_to(x, &shape), place);
    let (first, last) = (whole(start)?, whole(stop)?);
    let count = num.max(0);
    if count < 2 {
        let none: Vec<i64> =
            (0..=shape.rank() as i64).map(|axis| if axis == place as i64 { count } else { -1 }).collect();
        return slice(first, &vec![0; none.len()], &none);
    }
    let step = div(sub(&last, &first), (count - 1) as f64);
    let along: Vec<i64> = (0..=shape.rank() as i64).map(|axis| if axis == place as i64 { -1 } else { 1 }).collect();
    let numbers = range_op(number_like(1.0, start), number_like((count - 1) as f64, start), number_like(1.0, start));
    let inner = add(&first, mul(step, reshape(numbers, &along)))?;
    concat(&[first, inner, last], place as i64)
}
