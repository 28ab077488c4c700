//! `tf.random.categorical` and `tf.random.stateless_categorical`.

use super::fill::unit_f64;
use crate::random::philox::Philox;

impl Philox {
    /// Draws `samples` class numbers for each row of `logits`, whose rows have `classes` elements.
    ///
    /// The class of a row whose logits are all infinite or NaN is `classes`, one past the last, as in TensorFlow.
    ///
    /// # Design
    ///
    /// TensorFlow splits large batches between threads and starts each part at its own place in the stream, so its
    /// result for them depends on the number of cores; this is the result of one thread.
    #[must_use]
    pub fn categorical(&mut self, logits: &[f64], classes: usize, samples: usize) -> Vec<i64> {
        let rows = logits.chunks_exact(classes.max(1));
        let words_per_row = samples.div_ceil(4).saturating_mul(8);
        let mut words = self.reserve(rows.len().saturating_mul(words_per_row) as u64).words();
        let mut drawn = Vec::with_capacity(rows.len().saturating_mul(samples));
        for row in rows {
            let cumulative = cumulative_weights(row);
            let total = cumulative.last().copied().unwrap_or_default();
            drawn.extend((0..samples).map(|_| {
                let (high, low) = (words.next_word(), words.next_word());
                let target = unit_f64(high, low) * total;
                cumulative.partition_point(|&weight| weight <= target) as i64
            }));
        }
        drawn
    }
}

/// The running sums of `exp(logit)`, scaled so that the largest term is 1.
fn cumulative_weights(logits: &[f64]) -> Vec<f64> {
    let largest = logits.iter().copied().filter(|logit| logit.is_finite()).fold(f64::MIN, f64::max);
    let mut total = 0.0;
    let running = logits.iter().map(|logit| {
        if logit.is_finite() {
            total += (logit - largest).exp();
        }
        total
    });
    running.collect()
}
