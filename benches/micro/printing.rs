//! The text of tensors.

use divan::Bencher;
use tape_show::{PrintOptions, tensor};

use crate::ramp;

/// A number, a table that is printed whole, one of which only the corners are.
#[divan::bench(args = [1, 30, 1000])]
fn matrix(bencher: Bencher<'_, '_>, n: usize) {
    let (table, options) = (ramp(&[n, n]), PrintOptions::default());
    bencher.bench_local(|| tensor::str(&table, &options));
}

#[divan::bench]
fn vector_of_three(bencher: Bencher<'_, '_>) {
    let (vector, options) = (ramp(&[3]), PrintOptions::default());
    bencher.bench_local(|| tensor::repr(&vector, &options));
}
