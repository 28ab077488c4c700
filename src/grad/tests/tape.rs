//! The tape's rules, on ops simple enough to differentiate by hand.

#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

use tape_grad::{Forward, Source, Tape, Tensor, Unconnected, Variable, basic};
use tape_tensor::Array;

fn values(tensor: &Tensor) -> Vec<f64> {
    tensor.array().as_slice::<f64>().unwrap().to_vec()
}

fn vector(elements: &[f64]) -> Tensor {
    Tensor::new(Array::from_vec([elements.len()], elements.to_vec()))
}

fn gradient(tape: &Tape, target: &Tensor, source: &Tensor) -> Option<Tensor> {
    let gradients =
        tape.gradient(std::slice::from_ref(target), &[Source::from(source)], None, Unconnected::None).unwrap();
    gradients[0].as_ref().map(|g| g.dense().unwrap())
}

fn recording(persistent: bool) -> Tape {
    let tape = Tape::new(persistent, true);
    tape.enter().unwrap();
    tape
}

#[test]
fn a_square_has_gradient_two_x() {
    let (x, tape) = (vector(&[1.0, -2.0]), recording(false));
    tape.watch(&x);
    let y = basic::mul(&x, &x).unwrap();
    tape.exit();
    assert_eq!(tape.ops().iter().map(|(op, _)| op.name).collect::<Vec<_>>(), ["Mul"]);
    assert_eq!(values(&gradient(&tape, &y, &x).unwrap()), [2.0, -4.0]);
}

#[test]
fn broadcasting_is_undone_by_sums() {
    let (x, row) = (vector(&[1.0, 2.0]), Tensor::new(Array::from_vec([1, 2], vec![3.0, 4.0])));
    let column = Tensor::new(Array::from_vec([3, 1], vec![1.0, 2.0, 3.0]));
    let tape = recording(true);
    tape.watch(&x);
    tape.watch(&column);
    let y = basic::mul(&basic::add(&x, &column).unwrap(), &row).unwrap();
    tape.exit();
    assert_eq!(values(&gradient(&tape, &y, &x).unwrap()), [9.0, 12.0]);
    let by_column = gradient(&tape, &y, &column).unwrap();
    assert_eq!(values(&by_column), [7.0, 7.0, 7.0]);
    assert_eq!(*by_column.shape(), [3, 1]);
}

#[test]
fn nested_tapes_give_higher_orders() {
    let x = Tensor::scalar(2.0_f64);
    let (outer, middle, inner) = (recording(false), recording(false), recording(false));
    for tape in [&outer, &middle, &inner] {
        tape.watch(&x);
    }
    let y = basic::mul(&basic::mul(&x, &x).unwrap(), &x).unwrap();
    let first = gradient(&inner, &y, &x).unwrap();
    let second = gradient(&middle, &first, &x).unwrap();
    outer.exit();
    let third = gradient(&outer, &second, &x).unwrap();
    assert_eq!([values(&first), values(&second), values(&third)].concat(), [12.0, 12.0, 6.0]);
}

#[test]
fn a_plain_tape_answers_once() {
    let (x, tape) = (Tensor::scalar(2.0_f64), recording(false));
    tape.watch(&x);
    let y = basic::mul(&x, &x).unwrap();
    tape.exit();
    assert!(gradient(&tape, &y, &x).is_some());
    let again = tape.gradient(&[y], &[Source::from(&x)], None, Unconnected::None);
    assert!(matches!(again.unwrap_err().kind(), tape_grad::Kind::TapeSpent));
}

#[test]
fn what_was_done_before_watching_does_not_count() {
    let (x, tape) = (Tensor::scalar(2.0_f64), recording(true));
    let early = basic::mul(&x, &x).unwrap();
    tape.watch(&x);
    let late = basic::mul(&x, &x).unwrap();
    tape.exit();
    assert!(gradient(&tape, &early, &x).is_none());
    assert_eq!(values(&gradient(&tape, &late, &x).unwrap()), [4.0]);
    assert_eq!(values(&gradient(&tape, &x, &x).unwrap()), [1.0]);
}

#[test]
fn all_reads_of_a_variable_add_up_at_it() {
    let (v, tape) = (Variable::new(Array::scalar(3.0_f64), "v", true), recording(false));
    let before = v.read();
    v.assign(Array::scalar(5.0_f64));
    let y = basic::mul(&before, &v.read()).unwrap();
    tape.exit();
    assert_eq!(tape.watched_variables().len(), 1);
    let gradients = tape.gradient(&[y], &[Source::from(&v)], None, Unconnected::None).unwrap();
    assert_eq!(values(&gradients[0].as_ref().unwrap().dense().unwrap()), [8.0]);
}

#[test]
fn a_jacobian_is_swept_at_once_and_can_be_differentiated() {
    let x = vector(&[1.0, 2.0, 3.0]);
    let (outer, inner) = (recording(false), recording(false));
    outer.watch(&x);
    inner.watch(&x);
    let y = basic::mul(&basic::mul(&x, &x).unwrap(), &basic::sum_all(&x).unwrap()).unwrap();
    inner.exit();
    let rows = inner.jacobian(&y, &[Source::from(&x)], Unconnected::None).unwrap();
    let jacobian = rows[0].as_ref().unwrap().dense().unwrap();
    // d(x_i^2 s)/dx_j = 2 x_i s [i = j] + x_i^2
    assert_eq!(values(&jacobian), [13.0, 1.0, 1.0, 4.0, 28.0, 4.0, 9.0, 9.0, 45.0]);
    let total = basic::sum_all(&jacobian).unwrap();
    outer.exit();
    // sum = 2 s^2 + 3 sum(x^2), so d/dx_k = 4 s + 6 x_k
    assert_eq!(values(&gradient(&outer, &total, &x).unwrap()), [30.0, 36.0, 42.0]);
}

#[test]
fn a_batch_jacobian_keeps_members_apart() {
    let x = Tensor::new(Array::from_vec([2, 2], vec![1.0, 2.0, 3.0, 4.0]));
    let tape = recording(false);
    tape.watch(&x);
    let y = basic::mul(&x, &basic::sum(&x, &[1], true).unwrap()).unwrap();
    tape.exit();
    let jacobian = tape.batch_jacobian(&y, &Source::from(&x), Unconnected::None).unwrap().unwrap().dense().unwrap();
    assert_eq!(*jacobian.shape(), [2, 2, 2]);
    assert_eq!(values(&jacobian), [4.0, 1.0, 2.0, 5.0, 10.0, 3.0, 4.0, 11.0]);
}

#[test]
fn gathered_rows_flow_back_sparse() {
    let (x, tape) = (vector(&[1.0, 2.0, 3.0]), recording(false));
    tape.watch(&x);
    let places = Tensor::new(Array::from_vec([3], vec![2_i32, 0, 2]));
    let y = basic::gather_rows(&x, &places).unwrap();
    tape.exit();
    let gradients = tape.gradient(&[y], &[Source::from(&x)], None, Unconnected::None).unwrap();
    let sparse = gradients[0].as_ref().unwrap();
    assert!(matches!(sparse, tape_grad::Cotangent::Sparse(_)));
    assert_eq!(values(&sparse.dense().unwrap()), [1.0, 0.0, 2.0]);
}

#[test]
fn forward_mode_agrees_and_nests() {
    let (x, one) = (Tensor::scalar(2.0_f64), Tensor::scalar(1.0_f64));
    let outer = Forward::new(&[(Source::from(&x), one.clone())]);
    outer.enter();
    let inner = Forward::new(&[(Source::from(&x), one)]);
    inner.enter();
    let y = basic::mul(&basic::mul(&x, &x).unwrap(), &x).unwrap();
    inner.exit();
    let first = inner.jvp(&Source::from(&y)).unwrap();
    outer.exit();
    let second = outer.jvp(&Source::from(&first)).unwrap();
    assert_eq!([values(&first), values(&second)].concat(), [12.0, 12.0]);
}

#[test]
fn forward_over_reverse_gives_hessian_products() {
    let x = vector(&[1.0, 3.0]);
    let forward = Forward::new(&[(Source::from(&x), vector(&[1.0, 2.0]))]);
    forward.enter();
    let tape = recording(false);
    tape.watch(&x);
    let y = basic::sum_all(&basic::mul(&basic::mul(&x, &x).unwrap(), &x).unwrap()).unwrap();
    tape.exit();
    let g = gradient(&tape, &y, &x).unwrap();
    forward.exit();
    assert_eq!(values(&g), [3.0, 27.0]);
    assert_eq!(values(&forward.jvp(&Source::from(&g)).unwrap()), [6.0, 36.0]);
}

#[test]
fn a_million_ops_differentiate_and_drop_without_recursion() {
    let (x, tape) = (Tensor::scalar(1.0_f64), recording(false));
    tape.watch(&x);
    let factor = Tensor::scalar(1.0_f64);
    let mut y = x.clone();
    for _ in 0..1_000_000 {
        y = basic::mul(&y, &factor).unwrap();
    }
    tape.exit();
    assert_eq!(values(&gradient(&tape, &y, &x).unwrap()), [1.0]);
}
