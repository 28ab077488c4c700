//! `tf.random.stateless_binomial` and `Generator.binomial`.

use num_traits::Float;

use super::backward::Backward;
use super::fill::Real;
use crate::random::philox::{BLOCKS_PER_OUTPUT, Philox};

/// Means below this are drawn by inversion, larger ones by transformed rejection.
const SMALL_MEAN: f64 = 10.0;

/// Blocks between the outputs of the inversion; those of the rejection are as far apart as anybody's.
const BLOCKS_PER_INVERSION: u64 = 42;

impl Philox {
    /// Draws `samples` values of the binomial distribution for each pair of a count and a probability.
    ///
    /// The order is that of TensorFlow's output `[samples…, pairs…]`; counts and probabilities are broadcast by the
    /// caller. A probability that is NaN gives NaN.
    #[must_use]
    pub fn binomial<T: Float>(&mut self, trials: &[(T, T)], samples: usize) -> Vec<f64> {
        let start = *self;
        // TensorFlow reckons with two hundred words for each sample, rounded up to blocks.
        let blocks = (trials.len() as u64).wrapping_mul(200).wrapping_mul(samples as u64 + 3) / 4;
        self.skip(blocks.wrapping_mul(BLOCKS_PER_OUTPUT));
        let mut out = vec![0.0; trials.len().saturating_mul(samples)];
        for (index, &(count, probability)) in trials.iter().enumerate() {
            let method = Method::choose(count, probability);
            for sample in 0..samples {
                let drawn = (index * samples + sample) as u64;
                out[sample * trials.len() + index] = method.draw(start, drawn);
            }
        }
        out
    }
}

/// How the values of one pair are drawn.
#[derive(Clone, Copy)]
enum Method {
    Known(f64),
    /// Of successes and failures the rarer is drawn, and failures are taken from the count.
    Drawn {
        count: f64,
        rarer: f64,
        failures: bool,
        by_rejection: bool,
    },
}

impl Method {
    /// The comparisons are made in the precision of the arguments, the draws in `f64`.
    fn choose<T: Float>(count: T, probability: T) -> Method {
        let wide = |value: T| value.to_f64().unwrap_or(f64::NAN);
        if count <= T::zero() || probability <= T::zero() {
            return Method::Known(0.0);
        } else if probability >= T::one() {
            return Method::Known(wide(count));
        } else if probability.is_nan() || !count.is_finite() {
            return Method::Known(f64::NAN);
        }
        let failures = wide(probability) > 0.5;
        let rarer = if failures { T::one() - probability } else { probability };
        let by_rejection = wide(count * rarer) >= SMALL_MEAN;
        Method::Drawn { count: wide(count), rarer: wide(rarer), failures, by_rejection }
    }

    fn draw(self, start: Philox, index: u64) -> f64 {
        let (count, failures, drawn) = match self {
            Method::Known(value) => return value,
            Method::Drawn { count, rarer, failures, by_rejection: true } => {
                let region = start.ahead(index.wrapping_mul(BLOCKS_PER_OUTPUT));
                (count, failures, draw_by_rejection(region, count, rarer))
            }
            Method::Drawn { count, rarer, failures, by_rejection: false } => {
                let region = start.ahead(index.wrapping_mul(BLOCKS_PER_INVERSION));
                (count, failures, draw_by_inversion(region, count, rarer))
            }
        };
        if failures { count - drawn } else { drawn }
    }
}

/// Sums geometric variables until they exceed the number of trials.
fn draw_by_inversion(mut stream: Philox, count: f64, probability: f64) -> f64 {
    let mut uniforms = Backward::new(<f64 as Real>::uniform);
    let mut trials = 0.0;
    let mut successes = 0.0;
    loop {
        let uniform = uniforms.next(&mut stream);
        trials += (uniform.ln() / (-probability).ln_1p()).ceil();
        if trials > count {
            return successes;
        }
        successes += 1.0;
    }
}

/// Transformed rejection (Hörmann, "The generation of binomial random variates", 1993).
fn draw_by_rejection(mut stream: Philox, count: f64, probability: f64) -> f64 {
    let deviation = (count * probability * (1.0 - probability)).sqrt();
    let b = 1.15 + 2.53 * deviation;
    let a = -0.0873 + 0.0248 * b + 0.01 * probability;
    let c = count * probability + 0.5;
    let box_height = 0.92 - 4.2 / b;
    let odds = probability / (1.0 - probability);
    let alpha = (2.83 + 5.1 / b) * deviation;
    let mode = ((count + 1.0) * probability).floor();
    let mut uniforms = Backward::new(<f64 as Real>::uniform);
    loop {
        let u = uniforms.next(&mut stream);
        let v = uniforms.next(&mut stream);
        let u = u - 0.5;
        let shifted = 0.5 - u.abs();
        let k = ((2.0 * a / shifted + b) * u + c).floor();
        if shifted >= 0.07 && v <= box_height {
            return k;
        }
        if k < 0.0 || k > count {
            continue;
        }
        let left = (v * alpha / (a / (shifted * shifted) + b)).ln();
        let right = (mode + 0.5) * ((mode + 1.0) / (odds * (count - mode + 1.0))).ln()
            + (count + 1.0) * ((count - mode + 1.0) / (count - k + 1.0)).ln()
            + (k + 0.5) * (odds * (count - k + 1.0) / (k + 1.0)).ln()
            + stirling_tail(mode)
            + stirling_tail(count - mode)
            - stirling_tail(k)
            - stirling_tail(count - k);
        if left <= right {
            return k;
        }
    }
}

/// What Stirling's approximation of ln k! leaves out.
fn stirling_tail(k: f64) -> f64 {
    const TAILS: [f64; 10] = [
        0.081_061_466_795_327_2,
        0.041_340_695_955_409_2,
        0.027_677_925_684_998_3,
        0.020_790_672_103_765_09,
        0.016_644_691_189_821_1,
        0.013_876_128_823_070_7,
        0.011_896_709_945_891_7,
        0.010_411_265_261_972,
        0.009_255_462_182_712_73,
        0.008_330_563_433_362_87,
    ];
    if let Some(&tail) = TAILS.get(k as usize) {
        return tail;
    }
    let square = (k + 1.0) * (k + 1.0);
    (1.0 / 12.0 - (1.0 / 360.0 - 1.0 / 1260.0 / square) / square) / (k + 1.0)
}
