//! Reductions and the kernels of networks against what TensorFlow computed (recorded by `record.py`), bit for bit but
//! where stated.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that cannot read its cases must fail"
)]

use tape_tensor::cast::cast;
use tape_tensor::elementwise::{Binary, Unary, betainc, binary, unary};
use tape_tensor::linalg::{self, Triangle};
use tape_tensor::matmul::{Side, matmul};
use tape_tensor::nn::{self, Border, Window};
use tape_tensor::reduce::{self, Scan, Segment};
use tape_tensor::{Array, DType, Result, Scalar, layout};

mod recorded;

use recorded::{array, distance, on_this_processor, sample, sizes};

const LINALG: &[&str] = &[
    "inverse",
    "determinant",
    "slogdet",
    "solve",
    "solve_adjoint",
    "lu",
    "triangular_solve",
    "triangular_solve_adjoint",
    "cholesky",
    "eigh",
    "qr",
    "svd",
];

/// How many units in the last place of the largest number of a result each number may be off. The sums of convolutions
/// and of decompositions are added in another order than TensorFlow's, and so are those of products of `f64`, of batches
/// and of a row with a column that is stored as a row.
fn tolerance(op: &str, dtype: DType, shape: &[usize]) -> f64 {
    match op {
        op if op.contains("conv2d") => 8.0,
        "batch_matmul" => 8.0,
        "matmul" if dtype == DType::Float64 || shape == [1, 40] => 16.0,
        op if LINALG.contains(&op) => 32.0,
        _ => 0.0,
    }
}

fn compute(op: &str, dtype: DType, shape: &[usize], arguments: &[usize]) -> Result<Vec<Array>> {
    let x = sample(shape, dtype, 0);
    let x = if LINALG.contains(&op) { heavier(&x, 5.0)? } else { x };
    let one = |result: Result<Array>| result.map(|array| vec![array]);
    let two = |result: Result<(Array, Array)>| result.map(|(first, second)| vec![first, second]);
    let ids = || {
        let ids = [0i64; 20].into_iter().chain([1; 5]).chain([3; 18]).collect::<Vec<i64>>();
        Array::from_vec([ids.len()], ids)
    };
    match op {
        "sum" => one(reduce::sum(&x, arguments, false)),
        "mean" => one(reduce::mean(&x, arguments, false)),
        "max" => one(reduce::max(&x, arguments, false)),
        "min" => one(reduce::min(&x, arguments, false)),
        "prod" => one(reduce::prod(&x, arguments, false)),
        "euclidean_norm" => one(reduce::euclidean_norm(&x, arguments, false)),
        "softmax" => one(nn::softmax(&x)),
        "log_softmax" => one(nn::log_softmax(&x)),
        "l2_loss" => one(nn::l2_loss(&x)),
        "cumsum" => one(reduce::cumsum(&x, 0, Scan::default())),
        "cumulative_logsumexp" => one(reduce::cumulative_logsumexp(&x, 0, Scan::default())),
        "sparse_softmax_cross_entropy" => {
            let labels = (0..shape[0]).map(|row| (row % shape[1]) as i64).collect::<Vec<i64>>();
            two(nn::sparse_softmax_cross_entropy(&x, &Array::from_vec([shape[0]], labels)))
        }
        "softmax_cross_entropy" => two(nn::softmax_cross_entropy(&x, &unary(Unary::Abs, &sample(shape, dtype, 500))?)),
        "segment_sum" => one(reduce::segment(&x, &ids(), Segment::Sum)),
        "segment_mean" => one(reduce::segment(&x, &ids(), Segment::Mean)),
        "segment_prod" => one(reduce::segment(&x, &ids(), Segment::Prod)),
        "segment_max" => one(reduce::segment(&x, &ids(), Segment::Max)),
        "segment_min" => one(reduce::segment(&x, &ids(), Segment::Min)),
        "conv2d" => {
            let filter = sample(&arguments[..4], dtype, 700);
            let window = window(arguments);
            let y = nn::conv2d(&x, &filter, &window)?;
            let upstream = sample(y.shape(), dtype, 99);
            let images = nn::conv2d_input_grad(x.shape(), &filter, &upstream, &window)?;
            Ok(vec![y, images, nn::conv2d_filter_grad(&x, filter.shape(), &upstream, &window)?])
        }
        "depthwise_conv2d" => {
            let filter = sample(&[arguments[0], arguments[1], shape[3], 2], dtype, 700);
            let window = window(arguments);
            let y = nn::depthwise_conv2d(&x, &filter, &window)?;
            let upstream = sample(y.shape(), dtype, 99);
            let (images, filters) = nn::depthwise_conv2d_grads(&x, &filter, &upstream, &window)?;
            Ok(vec![y, images, filters])
        }
        "matmul" => {
            let &[columns, first, second] = arguments else { panic!("three arguments") };
            let (rows, inner) = (shape[0], shape[1]);
            let side = |transposed| if transposed == 1 { Side::Transposed } else { Side::Plain };
            let x = sample(&if first == 1 { [inner, rows] } else { [rows, inner] }, dtype, 0);
            let y = sample(&if second == 1 { [columns, inner] } else { [inner, columns] }, dtype, 300);
            one(matmul(&x, &y, side(first), side(second)))
        }
        "batch_matmul" => {
            let y = sample(&[shape[0], shape[2], arguments[0]], dtype, 300);
            one(matmul(&x, &y, Side::Plain, Side::Plain))
        }
        "betainc" => {
            let positive = |start, factor: f64| {
                let factor = cast(&Array::scalar(factor), dtype)?;
                binary(Binary::Mul, &unary(Unary::Abs, &sample(shape, dtype, start))?, &factor)
            };
            one(betainc(&positive(0, 4.0)?, &positive(77, 4.0)?, &positive(160, 0.5)?))
        }
        "inverse" => one(linalg::inverse(&x, false)),
        "determinant" => one(linalg::determinant(&x)),
        "slogdet" => two(linalg::slogdet(&x)),
        "solve" => one(linalg::solve(&x, &right(shape, dtype), false)),
        "solve_adjoint" => one(linalg::solve(&x, &right(shape, dtype), true)),
        "lu" => one(linalg::lu(&x).map(|(factors, _)| factors)),
        "triangular_solve" => one(linalg::triangular_solve(&x, &right(shape, dtype), Triangle::Lower, false)),
        "triangular_solve_adjoint" => one(linalg::triangular_solve(&x, &right(shape, dtype), Triangle::Lower, true)),
        "cholesky" => one(linalg::cholesky(&heavier(&x, 4.0)?)),
        "eigh" => two(linalg::eigh(&x)),
        "qr" => two(linalg::qr(&x, arguments[0] == 1)),
        "svd" => linalg::svd(&x, arguments[0] == 1).map(|(s, u, v)| vec![s, u, v]),
        "max_pool2d" => {
            let (size, window) = ([arguments[0], arguments[1]], window(arguments));
            let y = nn::max_pool2d(&x, size, &window)?;
            let upstream = sample(y.shape(), dtype, 99);
            Ok(vec![y, nn::max_pool2d_grad(&x, &upstream, size, &window)?])
        }
        "avg_pool2d" => {
            let (size, window) = ([arguments[0], arguments[1]], window(arguments));
            let y = nn::avg_pool2d(&x, size, &window)?;
            let upstream = sample(y.shape(), dtype, 99);
            Ok(vec![y, nn::avg_pool2d_grad(x.shape(), &upstream, size, &window)?])
        }
        other => panic!("no kernel {other}"),
    }
}

/// The matrices with a number added to their diagonals.
fn heavier(x: &Array, number: f64) -> Result<Array> {
    let [.., rows, columns] = x.shape()[..] else { panic!("no matrices") };
    let diagonal =
        binary(Binary::Mul, &layout::eye(&[], rows, columns, x.dtype())?, &cast(&Array::scalar(number), x.dtype())?)?;
    binary(Binary::Add, x, &diagonal)
}

/// The right sides of a linear system.
fn right(shape: &[usize], dtype: DType) -> Array {
    sample(&[&shape[..shape.len() - 1], &[2]].concat(), dtype, 50)
}

/// The window of an image case, whose last arguments are the stride and whether the padding is SAME.
fn window(arguments: &[usize]) -> Window {
    let border = if arguments[5] == 1 { Border::Same } else { Border::Valid };
    Window { strides: [arguments[4]; 2], dilations: [1; 2], border }
}

/// The distance of neighbouring floats at the largest number of an array.
fn unit(array: &Array) -> f64 {
    let largest = |numbers: &[f64]| numbers.iter().filter(|x| x.is_finite()).fold(0.0, |x: f64, y| x.max(y.abs()));
    let wide = cast(array, DType::Float64).unwrap();
    let epsilon = if array.dtype() == DType::Float32 { f64::from(f32::EPSILON) } else { f64::EPSILON };
    largest(wide.as_slice::<f64>().unwrap()) * epsilon
}

/// Whether two numbers are the same, or no further apart than allowed.
fn agree(left: &Scalar, right: &Scalar, allowed: f64) -> bool {
    let number = |scalar: &Scalar| match scalar {
        Scalar::Float32(x) => f64::from(*x),
        Scalar::Float64(x) => *x,
        other => panic!("{other:?} is no float"),
    };
    distance(left, right) == 0 || (number(left) - number(right)).abs() <= allowed
}

#[test]
fn recorded_results() {
    let mut failures = Vec::new();
    let lines = on_this_processor(include_str!("recorded/kernels.txt"), include_str!("recorded/kernels-intel.txt"));
    for line in lines {
        let fields: Vec<&str> = line.split(" | ").collect();
        let &[op, dtype, shape, arguments] = fields[0].split(' ').collect::<Vec<_>>().as_slice() else {
            panic!("{line}");
        };
        let dtype = DType::from_name(dtype).expect("a dtype");
        let results = compute(op, dtype, &sizes(shape), &sizes(arguments)).expect(fields[0]);
        for (result, field) in results.iter().zip(&fields[1..]) {
            let expected = array(dtype, field);
            assert_eq!(result.len(), expected.len(), "{}", fields[0]);
            let unit = unit(&expected);
            let off = (0..expected.len())
                .filter(|&k| {
                    !agree(
                        &result.get(k).unwrap(),
                        &expected.get(k).unwrap(),
                        tolerance(op, dtype, &sizes(shape)) * unit,
                    )
                })
                .collect::<Vec<usize>>();
            if let Some(&first) = off.first() {
                failures.push(format!(
                    "{}: {} of {}, [{first}] {:?} instead of {:?}",
                    fields[0],
                    off.len(),
                    expected.len(),
                    result.get(first),
                    expected.get(first)
                ));
            }
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn a_sum_over_all_axes_is_that_of_the_broadcast_array() {
    let x = cast(&sample(&[4, 1, 3], DType::Int64, 0), DType::Int64).unwrap();
    let wide = tape_tensor::layout::broadcast_to(&x, &[4, 5, 3].into()).unwrap();
    let total = |x: &Array| reduce::sum(x, &[0, 1, 2], false).unwrap().as_slice::<i64>().unwrap()[0];
    assert_eq!(total(&wide), 5 * total(&x));
}

/// Bands of rows, blocks of columns and blocks of terms, on several threads: each sum is still added up from its first to
/// its last term.
#[test]
fn large_products_are_summed_in_order() {
    let (rows, inner, columns) = (101, 519, 600);
    let x = sample(&[rows, inner], DType::Float64, 0);
    let y = sample(&[inner, columns], DType::Float64, 300);
    let (left, right) = (x.as_slice::<f64>().unwrap(), y.as_slice::<f64>().unwrap());
    let expected: Vec<f64> = (0..rows * columns)
        .map(|place| {
            let (row, column) = (place / columns, place % columns);
            (0..inner).fold(0.0, |sum, term| sum + left[row * inner + term] * right[term * columns + column])
        })
        .collect();
    let turned = |array: &Array| layout::transpose(array, &[1, 0]).unwrap();
    let (plain, transposed) = (Side::Plain, Side::Transposed);
    for product in [
        matmul(&x, &y, plain, plain),
        matmul(&turned(&x), &y, transposed, plain),
        matmul(&x, &turned(&y), plain, transposed),
        matmul(&turned(&x), &turned(&y), transposed, transposed),
    ] {
        assert_eq!(product.unwrap().as_slice::<f64>(), Some(&expected[..]));
    }
}
