//! Large elementwise work gives, to the bit, what the same ops give on pieces small enough to be computed at once.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "a test may fail loudly")]

use tape_tensor::elementwise::{Binary, Unary, binary, binary_owned, unary};
use tape_tensor::reduce::sum;
use tape_tensor::{Array, Element, Scalar, Shape, settle};

/// Not a multiple of any block, but of a register but for the last elements.
const LENGTH: usize = 50_003;

/// A small array is computed at once.
const PIECE: usize = 4096;

fn numbers(seed: u32, length: usize) -> Vec<f32> {
    let mut state = seed;
    let next = |_| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 8) as f32 / (1 << 22) as f32 - 2.0
    };
    (0..length).map(next).collect()
}

fn vector(elements: Vec<f32>) -> Array {
    Array::from_vec([elements.len()], elements)
}

/// The bits of an array, which has to be computed for it.
fn bits(array: &Array) -> Vec<u32> {
    array.as_slice::<f32>().expect("float32").iter().map(|x| x.to_bits()).collect()
}

/// What `function` gives for whole vectors must be what it gives piece by piece.
fn check(function: impl Fn(&Array, &Array) -> Array) {
    let (x, y) = (numbers(1, LENGTH), numbers(2, LENGTH));
    let whole = function(&vector(x.clone()), &vector(y.clone()));
    let pieces = x.chunks(PIECE).zip(y.chunks(PIECE));
    let expected: Vec<u32> =
        pieces.flat_map(|(x, y)| bits(&function(&vector(x.to_vec()), &vector(y.to_vec())))).collect();
    assert_eq!(bits(&whole), expected);
}

fn scalar(x: f32) -> Array {
    Array::scalar(x)
}

#[test]
fn chains() {
    check(|x, y| {
        let twice = binary(Binary::Mul, &scalar(2.0), x).unwrap();
        let tanh = unary(Unary::Tanh, &binary(Binary::Add, &twice, &scalar(1.0)).unwrap()).unwrap();
        let exp = unary(Unary::Exp, &binary(Binary::Mul, &unary(Unary::Neg, x).unwrap(), y).unwrap()).unwrap();
        binary(Binary::TanhGrad, &tanh, &binary(Binary::Mul, &tanh, &exp).unwrap()).unwrap()
    });
    check(|x, y| binary(Binary::Pow, &unary(Unary::Abs, x).unwrap(), y).unwrap());
    check(|x, _| binary(Binary::Maximum, x, &scalar(0.5)).unwrap());
    check(|x, y| binary_owned(Binary::Sub, x.clone(), binary(Binary::Div, x, y).unwrap()).unwrap());
}

#[test]
fn pairs_of_ops() {
    let numbers = [scalar(1.5), scalar(-0.25)];
    let ops = [Binary::Add, Binary::Sub, Binary::Mul];
    for first in ops {
        for second in ops {
            check(|x, y| binary(second, &binary(first, x, y).unwrap(), x).unwrap());
            check(|x, y| binary(second, x, &binary(first, x, y).unwrap()).unwrap());
            check(|x, _| binary(second, &binary(first, x, &numbers[0]).unwrap(), &numbers[1]).unwrap());
            check(|x, _| binary(second, &numbers[1], &binary(first, &numbers[0], x).unwrap()).unwrap());
            check(|x, y| binary(second, &binary(first, x, &unary(Unary::Neg, y).unwrap()).unwrap(), y).unwrap());
            check(|x, y| binary(second, &binary(first, &unary(Unary::Neg, x).unwrap(), y).unwrap(), y).unwrap());
        }
    }
}

#[test]
fn longer_than_any_bound() {
    check(|x, y| (0..300).fold(x.clone(), |sum, _| binary(Binary::Add, &sum, y).unwrap()));
    check(|x, _| (0..40).fold(x.clone(), |power, _| binary(Binary::Mul, &power, &power).unwrap()));
}

#[test]
fn broadcasting() {
    let rows = 301;
    let (matrix, row, column) = (numbers(3, rows * 64), numbers(4, 64), numbers(5, rows));
    let whole = Array::from_vec([rows, 64], matrix.clone());
    let with_row = binary(Binary::Mul, &whole, &vector(row.clone())).unwrap();
    let both = binary(Binary::Add, &with_row, &Array::from_vec([rows, 1], column.clone())).unwrap();
    let expected: Vec<u32> = (0..rows * 64).map(|k| (matrix[k] * row[k % 64] + column[k / 64]).to_bits()).collect();
    assert_eq!(bits(&both), expected);
    assert_eq!(both.shape(), &Shape::from([rows, 64]));
}

#[test]
fn sums_keep_their_order() {
    for length in [8192, 10_000, 50_003, 200_000] {
        let elements = numbers(6, length);
        // A row of a matrix is added at once, in the same order where the first one begins.
        let rows = Array::from_vec([2, length], [elements.clone(), elements.clone()].concat());
        let expected = bits(&sum(&rows, &[1], false).unwrap())[0];
        assert_eq!(bits(&sum(&vector(elements.clone()), &[0], false).unwrap()), [expected], "{length} elements");
        let squares = unary(Unary::Square, &vector(elements.clone())).unwrap();
        let total = sum(&squares, &[0], false).unwrap();
        let half = binary(Binary::Mul, &total, &scalar(0.5)).unwrap();
        let squared: Vec<f32> = elements.iter().map(|x| x * x).collect();
        let rows = Array::from_vec([2, length], [squared.clone(), squared].concat());
        let expected = f32::from_bits(bits(&sum(&rows, &[1], false).unwrap())[0]) * 0.5;
        assert_eq!(bits(&half), [expected.to_bits()]);
    }
}

#[test]
fn numbers_found_by_another_pass() {
    let x = vector(numbers(7, LENGTH));
    let total = sum(&unary(Unary::Exp, &x).unwrap(), &[0], false).unwrap();
    let shares = binary(Binary::Div, &unary(Unary::Exp, &x).unwrap(), &total).unwrap();
    let again = binary(Binary::Sub, &shares, &sum(&shares, &[0], false).unwrap()).unwrap();
    let total = f32::from_bits(bits(&total)[0]);
    let exponentials = unary(Unary::Exp, &x).unwrap();
    let expected: Vec<f32> = exponentials.as_slice::<f32>().unwrap().iter().map(|x| x / total).collect();
    assert_eq!(bits(&shares), expected.iter().map(|x| x.to_bits()).collect::<Vec<_>>());
    let rest = f32::from_bits(bits(&sum(&shares, &[0], false).unwrap())[0]);
    assert_eq!(bits(&again), expected.iter().map(|x| (x - rest).to_bits()).collect::<Vec<_>>());
}

#[test]
fn writing_leaves_the_others_alone() {
    let mut filled = Array::full([LENGTH], Scalar::Float32(3.0)).unwrap();
    let twin = filled.clone();
    let double = binary(Binary::Add, &filled, &twin).unwrap();
    filled.as_mut_slice::<f32>().unwrap()[7] = 0.0;
    assert_eq!(filled.get(7), Some(Scalar::Float32(0.0)));
    assert_eq!(twin.get(7), Some(Scalar::Float32(3.0)));
    assert_eq!(double.get(7), Some(Scalar::Float32(6.0)));
    assert_eq!(double.as_slice::<f64>(), None);
}

#[test]
fn settling_computes_what_is_left() {
    let x = vector(numbers(8, LENGTH));
    let kept = unary(Unary::Sin, &x).unwrap();
    let dropped = unary(Unary::Cos, &kept).unwrap();
    drop(dropped);
    settle();
    let expected = numbers(8, LENGTH)
        .chunks(PIECE)
        .flat_map(|x| bits(&unary(Unary::Sin, &vector(x.to_vec())).unwrap()))
        .collect::<Vec<_>>();
    assert_eq!(bits(&kept), expected);
}

#[test]
fn double_precision() {
    let elements: Vec<f64> = numbers(9, LENGTH).into_iter().map(f64::from).collect();
    let x = Array::from_vec([LENGTH], elements.clone());
    let result = binary(Binary::Mul, &unary(Unary::Exp, &x).unwrap(), &x).unwrap();
    let piece = |x: &[f64]| {
        let x = Array::from_vec([x.len()], x.to_vec());
        binary(Binary::Mul, &unary(Unary::Exp, &x).unwrap(), &x).unwrap().as_slice::<f64>().unwrap().to_vec()
    };
    let expected: Vec<f64> = elements.chunks(PIECE).flat_map(piece).collect();
    assert_eq!(result.as_slice::<f64>(), Some(&expected[..]));
    assert_eq!(f64::DTYPE, result.dtype());
}
