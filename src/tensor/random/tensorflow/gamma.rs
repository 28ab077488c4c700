//! `tf.random.gamma` and `tf.random.stateless_gamma`.
//!
//! Source: Marsaglia and Tsang, "A simple method for generating gamma variables" (ACM TOMS 26, 2000).

use super::backward::Backward;
use super::fill::Real;
use crate::random::philox::{BLOCKS_PER_OUTPUT, Philox};
use tape_random::pow;

impl Philox {
    /// Draws `samples` values of the gamma distribution with scale 1 for each of `alphas`.
    ///
    /// The order is that of TensorFlow's output `[samples…, alphas…]`. TensorFlow draws in `f64` and rounds to the dtype;
    /// then the ops divide by `beta` and take the larger of that and the smallest normal number of the dtype.
    #[must_use]
    pub fn gamma(&mut self, alphas: &[f64], samples: usize) -> Vec<f64> {
        let count = alphas.len().saturating_mul(samples);
        let start = self.reserve(count as u64);
        let mut out = vec![0.0; count];
        for (alpha_index, &alpha) in alphas.iter().enumerate() {
            for sample in 0..samples {
                let drawn = (alpha_index * samples + sample) as u64;
                let region = start.ahead(drawn.wrapping_mul(BLOCKS_PER_OUTPUT));
                out[sample * alphas.len() + alpha_index] = draw(region, alpha);
            }
        }
        out
    }
}

fn draw(mut stream: Philox, alpha: f64) -> f64 {
    let mut uniforms = Backward::new(<f64 as Real>::uniform);
    if alpha == 1.0 {
        return -(-uniforms.next(&mut stream)).ln_1p();
    }
    // A shape below one is drawn as shape + 1 and scaled down.
    let small = alpha < 1.0;
    let d = alpha + if small { 2.0 / 3.0 } else { -1.0 / 3.0 };
    let c = 1.0 / 3.0 / d.sqrt();
    let mut normals = Backward::new(<f64 as Real>::normal);
    loop {
        let x = normals.next(&mut stream);
        let v = 1.0 + c * x;
        if v <= 0.0 {
            continue;
        }
        let v = v * v * v;
        let u = uniforms.next(&mut stream);
        // The first test spares most draws the two logarithms; NaN, from a shape that is none, leaves here too.
        let accepted =
            u < 1.0 - 0.0331 * (x * x) * (x * x) || u.ln() < 0.5 * x * x + d * (1.0 - v + v.ln()) || v.is_nan();
        if accepted && small {
            return d * v * pow(uniforms.next(&mut stream), 1.0 / alpha);
        } else if accepted {
            return d * v;
        }
    }
}
