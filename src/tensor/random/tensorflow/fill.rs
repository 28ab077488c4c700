//! The distributions that TensorFlow fills an array with: uniform, normal, truncated normal, uniform integers.
//!
//! Every method sets [`BLOCKS_PER_OUTPUT`](crate::random::philox::BLOCKS_PER_OUTPUT) blocks of the stream aside for each
//! output, as TensorFlow's stateful kernels and its `Generator` do; a stateless op uses a fresh stream and drops it.
//! Only the standard distributions live here: `tf.random.uniform` and `normal` scale them with ordinary ops
//! (`rnd * (maxval - minval) + minval` and `rnd * stddev + mean`, each step rounded to the dtype).
//!
//! # Design
//!
//! The logarithm, sine and cosine are those of the platform's C library, which are also TensorFlow's on that platform.

use std::f64::consts::PI;

use half::{bf16, f16};

use crate::random::philox::{Philox, Words};

/// Values of a normal beyond this many standard deviations are drawn again by `truncated_normal`.
const TRUNCATION: f64 = 2.0;

/// Box–Muller takes the logarithm of nothing smaller than this.
const SMALLEST: f64 = 1.0e-7;

/// A real element type that Philox streams can fill arrays with: `f16`, `bf16`, `f32`, `f64`.
pub trait Real: Copy + Default + Sized {
    /// Elements made of one block of four words.
    const PER_BLOCK: usize;

    /// Uniform values in [0, 1), the first [`Real::PER_BLOCK`] of which count.
    fn uniform(block: [u32; 4]) -> [Self; 4];

    /// Standard normal values, the first [`Real::PER_BLOCK`] of which count.
    fn normal(block: [u32; 4]) -> [Self; 4];

    /// The next two standard normal values, `None` where one falls outside the truncation.
    fn truncated_pair(words: &mut Words) -> [Option<Self>; 2];
}

impl Real for f32 {
    const PER_BLOCK: usize = 4;

    fn uniform(block: [u32; 4]) -> [f32; 4] {
        block.map(unit_f32)
    }

    fn normal([a, b, c, d]: [u32; 4]) -> [f32; 4] {
        let ([x, y], [z, w]) = (box_muller_f32(a, b), box_muller_f32(c, d));
        [x, y, z, w]
    }

    fn truncated_pair(words: &mut Words) -> [Option<f32>; 2] {
        let (a, b) = (words.next_word(), words.next_word());
        box_muller_f32(a, b).map(|value| (value.abs() < TRUNCATION as f32).then_some(value))
    }
}

impl Real for f64 {
    const PER_BLOCK: usize = 2;

    fn uniform([a, b, c, d]: [u32; 4]) -> [f64; 4] {
        [unit_f64(a, b), unit_f64(c, d), 0.0, 0.0]
    }

    fn normal(block: [u32; 4]) -> [f64; 4] {
        let [x, y] = box_muller_f64(block);
        [x, y, 0.0, 0.0]
    }

    fn truncated_pair(words: &mut Words) -> [Option<f64>; 2] {
        let block = std::array::from_fn(|_| words.next_word());
        box_muller_f64(block).map(|value| (value.abs() < TRUNCATION).then_some(value))
    }
}

/// The 16-bit types compute their normals in `f32`; only their uniforms have their own bits.
macro_rules! narrow_real {
    ($type:ty, $mantissa_bits:literal, $one:literal) => {
        impl Real for $type {
            const PER_BLOCK: usize = 4;

            fn uniform(block: [u32; 4]) -> [$type; 4] {
                block.map(|word| {
                    let mantissa = word as u16 & ((1 << $mantissa_bits) - 1);
                    let in_one_to_two = <$type>::from_bits($one << $mantissa_bits | mantissa);
                    <$type>::from_f32(in_one_to_two.to_f32() - 1.0)
                })
            }

            fn normal(block: [u32; 4]) -> [$type; 4] {
                <f32 as Real>::normal(block).map(<$type>::from_f32)
            }

            fn truncated_pair(words: &mut Words) -> [Option<$type>; 2] {
                <f32 as Real>::truncated_pair(words).map(|value| value.map(<$type>::from_f32))
            }
        }
    };
}

narrow_real!(f16, 10, 15);
narrow_real!(bf16, 7, 127);

/// An integer element type that Philox streams can fill arrays with: `i32`, `i64`, `u32`, `u64`.
pub trait Integer: Copy + Default + Sized {
    /// Elements made of one block of four words.
    const PER_BLOCK: usize;

    /// Values over the whole range of the type, the first [`Integer::PER_BLOCK`] of which count.
    fn full(block: [u32; 4]) -> [Self; 4];

    /// `low` plus `self`, taken as unsigned, modulo the unsigned width of `low..high`.
    fn within(self, low: Self, high: Self) -> Self;
}

macro_rules! integer {
    ($type:ty, $unsigned:ty, $per_block:literal, $full:expr) => {
        impl Integer for $type {
            const PER_BLOCK: usize = $per_block;

            fn full(block: [u32; 4]) -> [$type; 4] {
                let full: fn([u32; 4]) -> [$unsigned; 4] = $full;
                full(block).map(|value| value as $type)
            }

            fn within(self, low: $type, high: $type) -> $type {
                let width = (high as $unsigned).wrapping_sub(low as $unsigned).max(1);
                low.wrapping_add((self as $unsigned % width) as $type)
            }
        }
    };
}

integer!(i32, u32, 4, |block| block);
integer!(u32, u32, 4, |block| block);
integer!(i64, u64, 2, double_words);
integer!(u64, u64, 2, double_words);

fn double_words([a, b, c, d]: [u32; 4]) -> [u64; 4] {
    [u64::from(a) | u64::from(b) << 32, u64::from(c) | u64::from(d) << 32, 0, 0]
}

impl Philox {
    /// Fills `out` with uniform values in [0, 1).
    pub fn uniform<T: Real>(&mut self, out: &mut [T]) {
        fill(self.reserve(out.len() as u64), T::PER_BLOCK, out, T::uniform);
    }

    /// Fills `out` with values of the standard normal distribution.
    pub fn normal<T: Real>(&mut self, out: &mut [T]) {
        fill(self.reserve(out.len() as u64), T::PER_BLOCK, out, T::normal);
    }

    /// Fills `out` with values of the standard normal distribution that lie within two standard deviations.
    pub fn truncated_normal<T: Real>(&mut self, out: &mut [T]) {
        let start = self.reserve(out.len() as u64);
        // A group draws from its own region of the stream, as many words as it needs.
        let blocks_per_group = T::PER_BLOCK as u64 * super::BLOCKS_PER_OUTPUT / 4;
        for (index, group) in (0u64..).zip(out.chunks_mut(T::PER_BLOCK)) {
            let mut words = start.ahead(index.wrapping_mul(blocks_per_group)).words();
            let mut slots = group.iter_mut();
            while slots.len() > 0 {
                for value in T::truncated_pair(&mut words).into_iter().flatten() {
                    if let Some(slot) = slots.next() {
                        *slot = value;
                    }
                }
            }
        }
    }

    /// Fills `out` with integers from `low` to `high`, which is excluded and must be greater than `low`.
    pub fn uniform_int<T: Integer>(&mut self, low: T, high: T, out: &mut [T]) {
        fill(self.reserve(out.len() as u64), T::PER_BLOCK, out, |block| {
            T::full(block).map(|value| value.within(low, high))
        });
    }

    /// Fills `out` with integers over the whole range of their type.
    pub fn uniform_full_int<T: Integer>(&mut self, out: &mut [T]) {
        fill(self.reserve(out.len() as u64), T::PER_BLOCK, out, T::full);
    }
}

fn fill<T: Copy>(mut stream: Philox, per_block: usize, out: &mut [T], make: impl Fn([u32; 4]) -> [T; 4]) {
    for group in out.chunks_mut(per_block) {
        for (slot, value) in group.iter_mut().zip(make(stream.block())) {
            *slot = value;
        }
    }
}

/// The low 23 bits as a number in [0, 1).
pub(super) fn unit_f32(word: u32) -> f32 {
    f32::from_bits(127 << 23 | word & 0x007F_FFFF) - 1.0
}

/// The low 20 bits of `high` and all of `low` as a number in [0, 1).
pub(super) fn unit_f64(high: u32, low: u32) -> f64 {
    let mantissa = u64::from(high & 0x000F_FFFF) << 32 | u64::from(low);
    f64::from_bits(1023 << 52 | mantissa) - 1.0
}

/// Two independent standard normal values, sine first (Box and Muller 1958).
fn box_muller_f32(a: u32, b: u32) -> [f32; 2] {
    let radius = (-2.0 * unit_f32(a).max(SMALLEST as f32).ln()).sqrt();
    // TensorFlow multiplies by the f64 π and rounds once.
    let angle = (2.0 * PI * f64::from(unit_f32(b))) as f32;
    let (sine, cosine) = angle.sin_cos();
    [sine * radius, cosine * radius]
}

fn box_muller_f64([a, b, c, d]: [u32; 4]) -> [f64; 2] {
    let radius = (-2.0 * unit_f64(a, b).max(SMALLEST).ln()).sqrt();
    let (sine, cosine) = (2.0 * PI * unit_f64(c, d)).sin_cos();
    [sine * radius, cosine * radius]
}
