//! Drawing with probabilities: the parts of `choice` that legacy and new numpy share.

use super::BitStream;

/// The running sums of `weights`, scaled to end at 1.
fn distribution(weights: &[f64]) -> Vec<f64> {
    let running = weights.iter().scan(0.0, |sum, weight| {
        *sum += weight;
        Some(*sum)
    });
    let mut cumulative: Vec<f64> = running.collect();
    let total = cumulative.last().copied().unwrap_or_default();
    for value in &mut cumulative {
        *value /= total;
    }
    cumulative
}

fn pick(cumulative: &[f64], uniform: f64) -> usize {
    cumulative.partition_point(|&weight| weight <= uniform)
}

/// `size` indices drawn with the probabilities `weights`, which may repeat.
pub(super) fn with_replacement(stream: &mut impl BitStream, weights: &[f64], size: usize) -> Vec<usize> {
    let cumulative = distribution(weights);
    (0..size).map(|_| pick(&cumulative, stream.next_f64())).collect()
}

/// `size` different indices drawn with the probabilities `weights`, or as many as have a probability above zero.
///
/// numpy draws as many as are missing, keeps the first of each, and draws again without the weights of those.
pub(super) fn without_replacement(stream: &mut impl BitStream, weights: &[f64], size: usize) -> Vec<usize> {
    let mut weights = weights.to_vec();
    let possible = weights.iter().filter(|&&weight| weight > 0.0).count();
    let size = size.min(possible);
    let mut found = Vec::with_capacity(size);
    while found.len() < size {
        let cumulative = distribution(&weights);
        let missing = size - found.len();
        let drawn: Vec<usize> = (0..missing).map(|_| pick(&cumulative, stream.next_f64())).collect();
        for index in drawn {
            // A weight that is gone has been found already; one past the end comes of weights that are not numbers.
            match weights.get_mut(index) {
                Some(weight) if *weight != 0.0 => *weight = 0.0,
                Some(_) => continue,
                None => return found,
            }
            found.push(index);
        }
    }
    found
}
