//! The regularised incomplete beta function, after Moshier's Cephes library as TensorFlow carries it.

use num_traits::Float;

use super::Real;

/// `I_x(a, b)` in single precision.
pub fn betainc32(a: f32, b: f32, x: f32) -> f32 {
    match outside(a, b, x) {
        Some(value) => value,
        None if a <= 1.0 => {
            let rest = a * x.ln() + b * (-x).ln_1p() + (a + b).lgamma() - (a + 1.0).lgamma() - b.lgamma();
            above_one32(a + 1.0, b, x) + rest.exp()
        }
        None => above_one32(a, b, x),
    }
}

/// The value at and beyond the ends of the domain.
fn outside<T: Float>(a: T, b: T, x: T) -> Option<T> {
    let (zero, one) = (T::zero(), T::one());
    if a.is_nan() || b.is_nan() || x.is_nan() || a <= zero || b <= zero || x < zero || x > one {
        Some(T::nan())
    } else if x == zero || x == one {
        Some(x)
    } else {
        None
    }
}

/// For a above 1; beyond the mean by symmetry.
fn above_one32(a: f32, b: f32, x: f32) -> f32 {
    let turned = x > a / (a + b);
    let (a, b, x, rest) = if turned { (b, a, 1.0 - x, x) } else { (a, b, x, 1.0 - x) };
    let value = if b > 10.0 && (b * x / a).abs() < 0.3 {
        power_series32(a, b, x)
    } else {
        let (fraction, power) = if x * (a + b - 2.0) / (a - 1.0) < 1.0 {
            (continued_fraction(a, b, x, Branch::Small), b * rest.ln())
        } else {
            (continued_fraction(a, b, x, Branch::Large), (b - 1.0) * rest.ln())
        };
        let logarithm = power + (a * x.ln() + (a + b).lgamma() - a.lgamma() - b.lgamma());
        (logarithm + (fraction / a).ln()).exp()
    };
    if turned { 1.0 - value } else { value }
}

fn power_series32(mut a: f32, mut b: f32, x: f32) -> f32 {
    let mut factor = a * x.ln() + (b - 1.0) * (-x).ln_1p() - a.ln();
    factor -= a.lgamma() + b.lgamma();
    factor += (a + b).lgamma();
    let ratio = x / (1.0 - x);
    let (mut sum, mut term) = (0.0, 1.0f32);
    loop {
        b -= 1.0;
        if b == 0.0 {
            break;
        }
        a += 1.0;
        term *= ratio * b / a;
        sum += term;
        if term.abs() <= f32::EPSILON / 2.0 {
            break;
        }
    }
    factor.exp() * (1.0 + sum)
}

/// `I_x(a, b)` in double precision.
pub fn betainc64(a: f64, b: f64, x: f64) -> f64 {
    const UNIT: f64 = f64::EPSILON / 2.0;
    if let Some(value) = outside(a, b, x) {
        return value;
    }
    if b * x <= 1.0 && x <= 0.95 {
        return power_series64(a, b, x);
    }
    let turned = x > a / (a + b);
    let (a, b, x, rest) = if turned { (b, a, 1.0 - x, x) } else { (a, b, x, 1.0 - x) };
    let value = if turned && b * x <= 1.0 && x <= 0.95 {
        power_series64(a, b, x)
    } else {
        let fraction = if x * (a + b - 2.0) - (a - 1.0) < 0.0 {
            continued_fraction(a, b, x, Branch::Small)
        } else {
            continued_fraction(a, b, x, Branch::Large) / rest
        };
        let logarithm = a * x.ln() + (b * rest.ln() + (a + b).lgamma() - a.lgamma() - b.lgamma());
        (logarithm + (fraction / a).ln()).exp()
    };
    match turned {
        true if value <= UNIT => 1.0 - UNIT,
        true => 1.0 - value,
        false => value,
    }
}

fn power_series64(a: f64, b: f64, x: f64) -> f64 {
    let inverse = 1.0 / a;
    let first = (1.0 - b) * x / (a + 1.0);
    let (mut product, mut term, mut n, mut sum) = ((1.0 - b) * x, first, 2.0, 0.0);
    while term.abs() > f64::EPSILON / 2.0 * inverse {
        product *= (n - b) * x / n;
        term = product / (a + n);
        sum += term;
        n += 1.0;
    }
    sum += first;
    sum += inverse;
    ((a + b).lgamma() - a.lgamma() - b.lgamma() + a * x.ln() + sum.ln()).exp()
}

/// Which of the two continued fractions converges faster.
#[derive(Clone, Copy, PartialEq)]
enum Branch {
    Small,
    Large,
}

fn continued_fraction<T: Real>(a: T, b: T, x: T, branch: Branch) -> T {
    let (zero, one, two) = (T::zero(), T::one(), T::of(2.0));
    let single = T::LANE == 8;
    let unit = T::EPSILON / two;
    let (steps, close, shrink) = if single { (100, unit, unit) } else { (300, T::of(3.0) * unit, T::EPSILON) };
    let grow = one / shrink;
    let (mut k2, mut k6, step, x) = match branch {
        Branch::Small => (a + b, b - one, one, x),
        Branch::Large => (b - one, a + b, -one, x / (one - x)),
    };
    let (mut k1, mut k3, mut k4, mut k5, mut k8) = (a, a, a + one, one, a + two);
    let (mut p, mut q, mut old_p, mut old_q) = (one, one, zero, one);
    let mut value = one;
    for _ in 0..steps {
        for factor in [-(x * k1 * k2) / (k3 * k4), (x * k5 * k6) / (k4 * k8)] {
            (p, old_p) = (p + old_p * factor, p);
            (q, old_q) = (q + old_q * factor, q);
        }
        if q != zero {
            let ratio = p / q;
            if (value - ratio).abs() < ratio.abs() * close {
                return ratio;
            }
            value = ratio;
        }
        k1 = k1 + one;
        k2 = k2 + step;
        k3 = k3 + two;
        k4 = k4 + two;
        k5 = k5 + one;
        k6 = k6 - step;
        k8 = k8 + two;
        let scale = if q.abs() + p.abs() > grow {
            shrink
        } else if q.abs() < shrink || p.abs() < shrink {
            grow
        } else {
            one
        };
        (p, q, old_p, old_q) = (p * scale, q * scale, old_p * scale, old_q * scale);
    }
    value
}
