//! Elementwise kernels, by op and size: time, and elements a second.

use divan::Bencher;
use divan::counter::ItemsCount;
use tape_tensor::elementwise::{Binary, Unary, binary, unary};

use crate::ramp;

/// In registers, in the first cache, in the second, in memory.
const SIZES: [usize; 4] = [1, 1_000, 100_000, 4_000_000];

const UNARY: [Unary; 4] = [Unary::Neg, Unary::Exp, Unary::Tanh, Unary::Log];
const BINARY: [Binary; 3] = [Binary::Add, Binary::Mul, Binary::TanhGrad];

#[divan::bench(args = UNARY, consts = SIZES, sample_count = 20)]
fn of_one<const N: usize>(bencher: Bencher<'_, '_>, op: &Unary) {
    let array = ramp(&[N]);
    bencher.counter(ItemsCount::new(N)).bench_local(|| unary(*op, &array).unwrap());
}

#[divan::bench(args = BINARY, consts = SIZES, sample_count = 20)]
fn of_two<const N: usize>(bencher: Bencher<'_, '_>, op: &Binary) {
    let (left, right) = (ramp(&[N]), ramp(&[N]));
    bencher.counter(ItemsCount::new(N)).bench_local(|| binary(*op, &left, &right).unwrap());
}

/// A row under every row of a matrix, as a layer adds its bias.
#[divan::bench(args = [32, 256], sample_count = 20)]
fn bias(bencher: Bencher<'_, '_>, rows: usize) {
    let (matrix, row) = (ramp(&[rows, 128]), ramp(&[128]));
    bencher.counter(ItemsCount::new(rows * 128)).bench_local(|| binary(Binary::Add, &matrix, &row).unwrap());
}
