//! Micro-benchmarks of the rooms: `cargo bench --bench micro`, or with a filter behind it: `-- matmul`.
//!
//! They find out where a workload of `compare.py` spends its time; what counts for a user is measured there.

#![allow(clippy::unwrap_used, reason = "a benchmark may fail loudly")]

#[path = "../../src/allocator.rs"]
#[expect(dead_code, reason = "the figure for the collector is the binary's alone")]
mod allocator;
mod kernels;
mod parsing;
mod printing;
mod products;
mod tapes;

use tape_tensor::Array;

/// The binary's own: what a fresh buffer costs belongs to the figures.
#[global_allocator]
static ALLOCATOR: allocator::Allocator = allocator::Allocator;

fn main() {
    divan::main();
}

/// Single-precision numbers between -2 and 2, spread evenly.
fn ramp(shape: &[usize]) -> Array {
    let count = shape.iter().product::<usize>();
    let elements = (0..count).map(|i| 4.0 * i as f32 / count as f32 - 2.0).collect::<Vec<_>>();
    Array::from_vec(shape, elements)
}
