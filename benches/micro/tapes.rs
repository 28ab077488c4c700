//! What a tape adds to an op: the same chain of products without one, recorded, and swept back.

use divan::counter::ItemsCount;
use divan::{Bencher, black_box};
use tape_grad::{Source, Tape, Tensor, Unconnected, basic};

const LENGTHS: [usize; 3] = [1, 100, 10_000];

/// `x` times itself and again, `length` products.
fn powers(x: &Tensor, length: usize) -> Tensor {
    (0..length).fold(x.clone(), |power, _| basic::mul(&power, x).unwrap())
}

fn recorded(x: &Tensor, length: usize) -> (Tape, Tensor) {
    let tape = Tape::new(false, true);
    tape.enter().unwrap();
    tape.watch(x);
    let y = powers(x, length);
    tape.exit();
    (tape, y)
}

#[divan::bench(args = LENGTHS)]
fn untaped(bencher: Bencher<'_, '_>, length: usize) {
    let x = Tensor::scalar(1.000_01_f32);
    bencher.counter(ItemsCount::new(length)).bench_local(|| powers(black_box(&x), length));
}

#[divan::bench(args = LENGTHS)]
fn taped(bencher: Bencher<'_, '_>, length: usize) {
    let x = Tensor::scalar(1.000_01_f32);
    bencher.counter(ItemsCount::new(length)).bench_local(|| recorded(black_box(&x), length));
}

#[divan::bench(args = LENGTHS)]
fn backward(bencher: Bencher<'_, '_>, length: usize) {
    let x = Tensor::scalar(1.000_01_f32);
    bencher
        .counter(ItemsCount::new(length))
        .with_inputs(|| recorded(&x, length))
        .bench_local_values(|(tape, y)| tape.gradient(&[y], &[Source::from(&x)], None, Unconnected::None).unwrap());
}
