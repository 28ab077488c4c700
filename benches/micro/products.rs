//! Products of square matrices, by size: time, and multiplications and additions a second.

use divan::Bencher;
use divan::counter::ItemsCount;
use tape_tensor::matmul::{Side, matmul};

use crate::ramp;

#[divan::bench(args = [8, 64, 256, 1024], sample_count = 10)]
fn plain(bencher: Bencher<'_, '_>, n: usize) {
    product(bencher, n, Side::Plain, Side::Plain);
}

/// As the gradient of the left factor needs it.
#[divan::bench(args = [64, 256, 1024], sample_count = 10)]
fn right_transposed(bencher: Bencher<'_, '_>, n: usize) {
    product(bencher, n, Side::Plain, Side::Transposed);
}

/// As the gradient of the right factor needs it.
#[divan::bench(args = [64, 256, 1024], sample_count = 10)]
fn left_transposed(bencher: Bencher<'_, '_>, n: usize) {
    product(bencher, n, Side::Transposed, Side::Plain);
}

fn product(bencher: Bencher<'_, '_>, n: usize, left_side: Side, right_side: Side) {
    let (left, right) = (ramp(&[n, n]), ramp(&[n, n]));
    bencher
        .counter(ItemsCount::new(2 * n * n * n))
        .bench_local(|| matmul(&left, &right, left_side, right_side).unwrap());
}
