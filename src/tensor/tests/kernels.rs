//! Reductions and the kernels of networks against what TensorFlow computed (recorded by `record.py`), bit for bit but
//! where stated.

use tape_tensor::cast::cast;
use tape_tensor::elementwise::{Unary, unary};
use tape_tensor::reduce::{self, Scan, Segment};
use tape_tensor::{Array, DType, Result, nn};

mod recorded;

use recorded::{array, distance, sample, sizes};

/// How many units in the last place a result may be off, where it is not 0.
fn tolerance(_op: &str) -> u64 {
    0
}

fn compute(op: &str, dtype: DType, shape: &[usize], arguments: &[usize]) -> Result<Vec<Array>> {
    let x = sample(shape, dtype, 0);
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
        other => panic!("no kernel {other}"),
    }
}

#[test]
fn recorded_results() {
    let mut failures = Vec::new();
    for line in include_str!("recorded/kernels.txt").lines() {
        let fields: Vec<&str> = line.split(" | ").collect();
        let &[op, dtype, shape, arguments] = fields[0].split(' ').collect::<Vec<_>>().as_slice() else {
            panic!("{line}");
        };
        let dtype = DType::from_name(dtype).expect("a dtype");
        let results = compute(op, dtype, &sizes(shape), &sizes(arguments)).expect(fields[0]);
        for (result, field) in results.iter().zip(&fields[1..]) {
            let expected = array(dtype, field);
            assert_eq!(result.len(), expected.len(), "{}", fields[0]);
            let off: Vec<u64> =
                (0..expected.len()).map(|k| distance(&result.get(k).unwrap(), &expected.get(k).unwrap())).collect();
            if let Some(first) = off.iter().position(|&off| off > tolerance(op)) {
                let count = off.iter().filter(|&&off| off > tolerance(op)).count();
                failures.push(format!(
                    "{}: {count} of {}, [{first}] {:?} instead of {:?}",
                    fields[0],
                    off.len(),
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
