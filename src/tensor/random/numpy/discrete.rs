//! Whole-number distributions that legacy and new numpy share.

use super::BitStream;
use crate::random::ln_gamma::ln_gamma;

/// A Poisson value; 0 for a rate that is none.
pub(super) fn poisson(stream: &mut impl BitStream, rate: f64) -> i64 {
    if rate >= 10.0 {
        poisson_by_rejection(stream, rate)
    } else if rate > 0.0 {
        poisson_by_product(stream, rate)
    } else {
        0
    }
}

fn poisson_by_product(stream: &mut impl BitStream, rate: f64) -> i64 {
    let limit = (-rate).exp();
    let mut product = 1.0;
    let mut count = 0;
    loop {
        product *= stream.next_f64();
        if product <= limit {
            return count;
        }
        count += 1;
    }
}

/// Hörmann, "The transformed rejection method for generating Poisson random variables" (1993), algorithm PTRS.
fn poisson_by_rejection(stream: &mut impl BitStream, rate: f64) -> i64 {
    let log_rate = rate.ln();
    let b = 0.931 + 2.53 * rate.sqrt();
    let a = -0.059 + 0.02483 * b;
    let inverse_alpha = 1.1239 + 1.1328 / (b - 3.4);
    let box_height = 0.9277 - 3.6224 / (b - 2.0);
    loop {
        let u = stream.next_f64() - 0.5;
        let v = stream.next_f64();
        let shifted = 0.5 - u.abs();
        let k = ((2.0 * a / shifted + b) * u + rate + 0.43).floor();
        if shifted >= 0.07 && v <= box_height {
            return k as i64;
        }
        if k < 0.0 || (shifted < 0.013 && v > shifted) {
            continue;
        }
        let left = v.ln() + inverse_alpha.ln() - (a / (shifted * shifted) + b).ln();
        if left <= -rate + k * log_rate - ln_gamma(k + 1.0) {
            return k as i64;
        }
    }
}

/// A binomial value: successes in `count` trials; 0 where count or probability is none.
pub(super) fn binomial(stream: &mut impl BitStream, count: i64, probability: f64) -> i64 {
    if count <= 0 || probability <= 0.0 || probability.is_nan() {
        0
    } else if probability <= 0.5 {
        binomial_of_rarer(stream, count, probability)
    } else if probability <= 1.0 {
        count - binomial_of_rarer(stream, count, 1.0 - probability)
    } else {
        count
    }
}

fn binomial_of_rarer(stream: &mut impl BitStream, count: i64, probability: f64) -> i64 {
    if probability * count as f64 <= 30.0 {
        binomial_by_inversion(stream, count, probability)
    } else {
        Btpe::new(count, probability).draw(stream)
    }
}

fn binomial_by_inversion(stream: &mut impl BitStream, count: i64, probability: f64) -> i64 {
    let n = count as f64;
    let failure = 1.0 - probability;
    let none = (n * failure.ln()).exp();
    let mean = n * probability;
    let bound = n.min(mean + 10.0 * (mean * failure + 1.0).sqrt()).floor();
    loop {
        let mut successes = 0.0;
        let mut weight = none;
        let mut uniform = stream.next_f64();
        while uniform > weight && successes <= bound {
            successes += 1.0;
            uniform -= weight;
            weight = (n - successes + 1.0) * probability * weight / (successes * failure);
        }
        if successes <= bound {
            return successes as i64;
        }
    }
}

/// Algorithm BTPE of Kachitvichyanukul and Schmeiser, "Binomial random variate generation" (CACM 31, 1988).
///
/// The density lies under a triangle, two parallelograms beside it and two exponential tails.
struct Btpe {
    n: f64,
    /// Probability of a success, at most one half, and of a failure.
    r: f64,
    q: f64,
    mode: f64,
    /// Half the base of the triangle, and its corners.
    half_base: f64,
    middle: f64,
    left: f64,
    right: f64,
    slack: f64,
    /// Rates of the tails.
    left_rate: f64,
    right_rate: f64,
    /// Areas up to and including the parallelograms, the left and the right tail.
    to_parallelograms: f64,
    to_left_tail: f64,
    to_right_tail: f64,
}

impl Btpe {
    fn new(count: i64, probability: f64) -> Btpe {
        let n = count as f64;
        let r = probability.min(1.0 - probability);
        let q = 1.0 - r;
        let mean = n * r + r;
        let mode = mean.floor();
        let half_base = (2.195 * (n * r * q).sqrt() - 4.6 * q).floor() + 0.5;
        let middle = mode + 0.5;
        let (left, right) = (middle - half_base, middle + half_base);
        let slack = 0.134 + 20.5 / (15.3 + mode);
        let rate = |a: f64| a * (1.0 + a / 2.0);
        let left_rate = rate((mean - left) / (mean - left * r));
        let right_rate = rate((right - mean) / (right * q));
        let to_parallelograms = half_base * (1.0 + 2.0 * slack);
        let to_left_tail = to_parallelograms + slack / left_rate;
        let to_right_tail = to_left_tail + slack / right_rate;
        Btpe {
            n,
            r,
            q,
            mode,
            half_base,
            middle,
            left,
            right,
            slack,
            left_rate,
            right_rate,
            to_parallelograms,
            to_left_tail,
            to_right_tail,
        }
    }

    fn draw(&self, stream: &mut impl BitStream) -> i64 {
        loop {
            let u = stream.next_f64() * self.to_right_tail;
            let v = stream.next_f64();
            if u <= self.half_base {
                return (self.middle - self.half_base * v + u).floor() as i64;
            }
            if let Some((y, v)) = self.propose(u, v)
                && self.accepts(y, v)
            {
                return y as i64;
            }
        }
    }

    /// A candidate outside the triangle and the height at which it is judged.
    fn propose(&self, u: f64, v: f64) -> Option<(f64, f64)> {
        if u <= self.to_parallelograms {
            let x = self.left + (u - self.half_base) / self.slack;
            let height = v * self.slack + 1.0 - (self.mode - x + 0.5).abs() / self.half_base;
            (height <= 1.0).then_some((x.floor(), height))
        } else if u <= self.to_left_tail {
            let y = (self.left + v.ln() / self.left_rate).floor();
            (y >= 0.0 && v != 0.0).then_some((y, v * (u - self.to_parallelograms) * self.left_rate))
        } else {
            let y = (self.right - v.ln() / self.right_rate).floor();
            (y <= self.n && v != 0.0).then_some((y, v * (u - self.to_left_tail) * self.right_rate))
        }
    }

    fn accepts(&self, y: f64, v: f64) -> bool {
        let variance = self.n * self.r * self.q;
        let distance = (y - self.mode).abs();
        if distance <= 20.0 || distance >= variance / 2.0 - 1.0 {
            return v <= self.ratio(y);
        }
        let k = distance;
        let squeeze = k / variance * ((k * (k / 3.0 + 0.625) + 0.166_666_666_666_666_66) / variance + 0.5);
        let centre = -k * k / (2.0 * variance);
        let log_height = v.ln();
        if log_height < centre - squeeze {
            true
        } else if log_height > centre + squeeze {
            false
        } else {
            log_height <= self.log_ratio(y)
        }
    }

    /// The density at `y` over that at the mode, by recurrence.
    fn ratio(&self, y: f64) -> f64 {
        let s = self.r / self.q;
        let a = s * (self.n + 1.0);
        let (low, high) = (self.mode.min(y) as i64, self.mode.max(y) as i64);
        let up = self.mode < y;
        (low + 1..=high).fold(1.0, |ratio, i| {
            let factor = a / i as f64 - s;
            if up { ratio * factor } else { ratio / factor }
        })
    }

    /// The logarithm of that ratio, by Stirling's series.
    fn log_ratio(&self, y: f64) -> f64 {
        let (x1, f1) = (y + 1.0, self.mode + 1.0);
        let (z, w) = (self.n + 1.0 - self.mode, self.n - y + 1.0);
        let tail = |x: f64| {
            let square = x * x;
            (13680. - (462. - (132. - (99. - 140. / square) / square) / square) / square) / x / 166_320.
        };
        self.middle * (f1 / x1).ln()
            + (self.n - self.mode + 0.5) * (z / w).ln()
            + (y - self.mode) * (w * self.r / (x1 * self.q)).ln()
            + tail(f1)
            + tail(z)
            + tail(x1)
            + tail(w)
    }
}

/// The number of the first success, by adding up probabilities.
pub(super) fn geometric_by_search(stream: &mut impl BitStream, probability: f64) -> i64 {
    let uniform = stream.next_f64();
    let mut trials = 1;
    let mut term = probability;
    let mut sum = probability;
    // The sum stops growing before it reaches the largest uniform only when the probability is no number.
    while uniform > sum && term > 0.0 {
        term *= 1.0 - probability;
        sum += term;
        trials += 1;
    }
    trials
}

/// `counts.len()` binomial values that add up to `total`.
pub(super) fn multinomial(stream: &mut impl BitStream, total: i64, weights: &[f64]) -> Vec<i64> {
    let mut counts = vec![0; weights.len()];
    let Some((last, others)) = counts.split_last_mut() else { return counts };
    let mut left = total;
    let mut weight_left = 1.0;
    for (count, weight) in others.iter_mut().zip(weights) {
        *count = binomial(stream, left, weight / weight_left);
        left -= *count;
        if left <= 0 {
            break;
        }
        weight_left -= weight;
    }
    *last = left.max(0);
    counts
}
