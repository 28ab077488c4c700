//! `tf.random.poisson` and `tf.random.stateless_poisson`.

use super::backward::Backward;
use super::fill::Real;
use crate::random::ln_gamma::ln_gamma;
use crate::random::philox::{BLOCKS_PER_OUTPUT, Philox};

/// Rates below this are drawn by multiplying uniforms, larger ones by transformed rejection.
const SMALL_RATE: f64 = 10.0;

impl Philox {
    /// Draws `samples` values of the Poisson distribution for each of `rates`, as whole numbers.
    ///
    /// The order is that of TensorFlow's output `[samples…, rates…]`. TensorFlow draws in `f64` whatever the dtypes are. A
    /// rate that is negative, infinite or NaN gives NaN, where TensorFlow never returns.
    #[must_use]
    pub fn poisson(&mut self, rates: &[f64], samples: usize) -> Vec<f64> {
        let count = rates.len().saturating_mul(samples);
        let start = self.reserve(count as u64);
        let mut out = vec![0.0; count];
        for (rate_index, &rate) in rates.iter().enumerate() {
            for sample in 0..samples {
                let drawn = (rate_index * samples + sample) as u64;
                let region = start.ahead(drawn.wrapping_mul(BLOCKS_PER_OUTPUT));
                out[sample * rates.len() + rate_index] = draw(region, rate);
            }
        }
        out
    }
}

fn draw(stream: Philox, rate: f64) -> f64 {
    if !rate.is_finite() || rate < 0.0 {
        f64::NAN
    } else if rate < SMALL_RATE {
        draw_small(stream, rate)
    } else {
        draw_large(stream, rate)
    }
}

/// Counts how many uniforms can be multiplied before the product falls to exp(-rate) (Knuth, TAOCP 2, 3.4.1).
fn draw_small(mut stream: Philox, rate: f64) -> f64 {
    let limit = (-rate).exp();
    let mut uniforms = Backward::new(<f64 as Real>::uniform);
    let mut product = 1.0;
    let mut count = 0.0;
    loop {
        product *= uniforms.next(&mut stream);
        if product <= limit {
            return count;
        }
        count += 1.0;
    }
}

/// Transformed rejection (Hörmann, "The transformed rejection method for generating Poisson random variables", 1993).
fn draw_large(mut stream: Philox, rate: f64) -> f64 {
    let log_rate = rate.ln();
    let b = 0.931 + 2.53 * rate.sqrt();
    let a = -0.059 + 0.02483 * b;
    let inverse_alpha = 1.1239 + 1.1328 / (b - 3.4);
    let mut uniforms = Backward::new(<f64 as Real>::uniform);
    loop {
        let u = uniforms.next(&mut stream) - 0.5;
        let v = uniforms.next(&mut stream);
        let shifted = 0.5 - u.abs();
        let k = ((2.0 * a / shifted + b) * u + rate + 0.43).floor();
        // Inside this box every draw is accepted.
        if shifted >= 0.07 && v <= 0.9277 - 3.6224 / (b - 2.0) {
            return k;
        }
        if k < 0.0 || (shifted < 0.013 && v > shifted) {
            continue;
        }
        let left = (v * inverse_alpha / (a / (shifted * shifted) + b)).ln();
        if left <= -rate + k * log_rate - ln_gamma(k + 1.0) {
            return k;
        }
    }
}
