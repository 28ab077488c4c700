//! The gamma function's relatives, after Moshier's Cephes library as TensorFlow carries it.

use super::{Lanes, horner};

/// Half the distance from 1 to the next number.
fn unit<T: Lanes>() -> T {
    T::EPSILON / T::of(2.0)
}

/// The derivative of the logarithm of the gamma function: recurrence up to 10, then the asymptotic series.
pub fn digamma<T: Lanes>(x: T) -> T {
    let (zero, one, half) = (T::zero(), T::one(), T::of(0.5));
    if x <= zero && x.floor() == x {
        return T::nan();
    }
    let reflection = if x <= zero { reflected_cotangent(x) } else { zero };
    let mut s = if x <= zero { one - x } else { x };
    let mut steps = zero;
    while s < T::of(10.0) {
        steps = steps + one / s;
        s = s + one;
    }
    s.ln() - half / s - asymptotic(s) - steps - reflection
}

/// `π cot(πx)` for a negative x, by its distance from the nearest whole number.
fn reflected_cotangent<T: Lanes>(x: T) -> T {
    let half = T::of(0.5);
    let mut rest = x - x.floor();
    if rest == half {
        return T::zero();
    }
    if rest > half {
        rest = x - (x.floor() + T::one());
    }
    let pi = T::of(std::f64::consts::PI);
    pi / (pi * rest).tan()
}

fn asymptotic<T: Lanes>(s: T) -> T {
    let z = T::one() / (s * s);
    if T::LANE == 8 {
        let series = [-1.0 / 240.0, 1.0 / 252.0, -1.0 / 120.0, 1.0 / 12.0];
        return if s < T::of(1e8) { z * horner(z, series.map(T::of)) } else { T::zero() };
    }
    let series = [
        8.333_333_333_333_333e-2,
        -2.109_279_609_279_609_4e-2,
        7.575_757_575_757_576e-3,
        -4.166_666_666_666_667e-3,
        3.968_253_968_253_968e-3,
        -8.333_333_333_333_333e-3,
        8.333_333_333_333_333e-2,
    ];
    if s < T::of(1e17) { z * horner(z, series.map(T::of)) } else { T::zero() }
}

/// Hurwitz' zeta function: the sum of `(q + n)^-x` over n from 0, nine terms and the Euler–Maclaurin formula.
pub fn zeta<T: Lanes>(x: T, q: T) -> T {
    let (zero, one) = (T::zero(), T::one());
    if x == one {
        return T::infinity();
    }
    if x < one || x.is_nan() || q.is_nan() {
        return T::nan();
    }
    if q <= zero {
        let even = (T::of(0.5) * x).round_to_even() == T::of(0.5) * x;
        if q == q.floor() {
            return if even { T::infinity() } else { T::nan() };
        }
        if x != x.floor() {
            return T::nan();
        }
    }
    let mut sum = q.powf(-x);
    let (mut a, mut term, mut count) = (q, zero, 0);
    while count < 9 || (T::LANE == 4 && a <= T::of(9.0)) {
        count += 1;
        a = a + one;
        term = a.powf(-x);
        sum = sum + term;
        if (term / sum).abs() < unit() {
            return sum;
        }
    }
    if term == zero { sum } else { euler_maclaurin(sum, term, a, x) }
}

/// The rest of the sum behind the term `a^-x`.
fn euler_maclaurin<T: Lanes>(mut sum: T, term: T, a: T, x: T) -> T {
    /// `(2k)! / B(2k)`.
    const COEFFICIENTS: [f64; 12] = [
        12.0,
        -720.0,
        30240.0,
        -1_209_600.0,
        47_900_160.0,
        -1.892_437_580_318_379_2e9,
        7.472_424_96e10,
        -2.950_130_727_918_164e12,
        1.164_678_281_435_006_7e14,
        -4.597_978_722_407_473e15,
        1.815_210_540_194_354_7e17,
        -7.166_165_256_175_667e18,
    ];
    let one = T::one();
    sum = sum + term * a / (x - one);
    sum = sum - T::of(0.5) * term;
    let (mut factor, mut power, mut k) = (one, term, T::zero());
    for coefficient in COEFFICIENTS {
        factor = factor * (x + k);
        power = power / a;
        let step = factor * power / T::of(coefficient);
        sum = sum + step;
        if (step / sum).abs() < unit() {
            break;
        }
        k = k + one;
        factor = factor * (x + k);
        power = power / a;
        k = k + one;
    }
    sum
}

/// The n-th derivative of the digamma function.
pub fn polygamma<T: Lanes>(n: T, x: T) -> T {
    let (zero, one) = (T::zero(), T::one());
    if n.floor() != n || n < zero {
        return T::nan();
    }
    if n == zero {
        return digamma(x);
    }
    let next = n + one;
    (-one).powf(next) * next.lgamma().exp() * zeta(next, x)
}

/// Whether a value or its derivative by the first argument is asked for.
#[derive(Clone, Copy, PartialEq)]
enum Mode {
    Value,
    Derivative,
}

impl Mode {
    /// After so many steps a series is taken as it is.
    fn steps<T: Lanes>(self) -> usize {
        match self {
            Mode::Value => 2000,
            Mode::Derivative if T::LANE == 8 => 200,
            Mode::Derivative => 500,
        }
    }
}

/// The regularised lower incomplete gamma function.
pub fn igamma<T: Lanes>(a: T, x: T) -> T {
    lower(a, x, Mode::Value)
}

/// The derivative of [`igamma`] by its first argument.
pub fn igamma_grad_a<T: Lanes>(a: T, x: T) -> T {
    lower(a, x, Mode::Derivative)
}

/// The regularised upper incomplete gamma function.
pub fn igammac<T: Lanes>(a: T, x: T) -> T {
    let (zero, one) = (T::zero(), T::one());
    if x < zero || a <= zero || a.is_nan() || x.is_nan() {
        T::nan()
    } else if x < one || x < a {
        one - series(a, x, Mode::Value)
    } else {
        continued_fraction(a, x, Mode::Value)
    }
}

fn lower<T: Lanes>(a: T, x: T, mode: Mode) -> T {
    let (zero, one) = (T::zero(), T::one());
    if x == zero {
        return zero;
    }
    if x < zero || a <= zero || a.is_nan() || x.is_nan() {
        return T::nan();
    }
    if x > one && x > a {
        let upper = continued_fraction(a, x, mode);
        return if mode == Mode::Value { one - upper } else { -upper };
    }
    series(a, x, mode)
}

/// `x^a exp(-x) / Γ(a)`, 0 where that underflows.
fn main_term<T: Lanes>(a: T, x: T) -> T {
    let logarithm = a * x.ln() - x - a.lgamma();
    if logarithm < -T::max_value().ln() || logarithm.is_nan() { T::zero() } else { logarithm.exp() }
}

fn series<T: Lanes>(a: T, x: T, mode: Mode) -> T {
    let (zero, one) = (T::zero(), T::one());
    let main = main_term(a, x);
    if main == zero {
        return zero;
    }
    let main = main / a;
    let (mut r, mut c, mut sum) = (a, one, one);
    let (mut slope, mut slopes) = (zero, zero);
    for _ in 0..mode.steps::<T>() {
        r = r + one;
        let term = x / r;
        slope = term * slope + (-x / (r * r)) * c;
        slopes = slopes + slope;
        c = c * term;
        sum = sum + c;
        let done = match mode {
            Mode::Value => c <= unit::<T>() * sum,
            Mode::Derivative => slope.abs() <= unit::<T>() * slopes.abs(),
        };
        if done {
            break;
        }
    }
    match mode {
        Mode::Value => sum * main,
        Mode::Derivative => sum * (main * (x.ln() - digamma(a + one))) + slopes * main,
    }
}

/// Numerator and denominator of the fraction with their derivatives.
#[derive(Clone, Copy)]
struct Convergent<T> {
    p: T,
    q: T,
    dp: T,
    dq: T,
}

impl<T: Lanes> Convergent<T> {
    fn scaled(self, factor: T) -> Convergent<T> {
        Convergent { p: self.p * factor, q: self.q * factor, dp: self.dp * factor, dq: self.dq * factor }
    }
}

fn continued_fraction<T: Lanes>(a: T, x: T, mode: Mode) -> T {
    let (zero, one) = (T::zero(), T::one());
    let main = if x.is_infinite() { zero } else { main_term(a, x) };
    if main == zero {
        return zero;
    }
    let shrink = if T::LANE == 8 { unit::<T>() } else { T::EPSILON };
    let (mut y, mut c) = (one - a, zero);
    let mut z = x + y + one;
    let mut before = Convergent { p: one, q: x, dp: zero, dq: zero };
    let mut last = Convergent { p: x + one, q: z * x, dp: zero, dq: -x };
    let mut value = last.p / last.q;
    let mut slope = (last.dp - value * last.dq) / last.q;
    for _ in 0..mode.steps::<T>() {
        c = c + one;
        y = y + one;
        z = z + T::of(2.0);
        let yc = y * c;
        let next = Convergent {
            p: last.p * z - before.p * yc,
            q: last.q * z - before.q * yc,
            dp: last.dp * z - last.p - before.dp * yc + before.p * c,
            dq: last.dq * z - last.q - before.dq * yc + before.q * c,
        };
        if next.q != zero {
            let (old_value, old_slope) = (value, slope);
            value = next.p / next.q;
            slope = (next.dp - value * next.dq) / next.q;
            let done = match mode {
                Mode::Value => (old_value - value).abs() <= unit::<T>() * value.abs(),
                Mode::Derivative => (slope - old_slope).abs() <= unit(),
            };
            if done {
                break;
            }
        }
        (before, last) = (last, next);
        if next.p.abs() > one / shrink {
            (before, last) = (before.scaled(shrink), last.scaled(shrink));
        }
    }
    match mode {
        Mode::Value => value * main,
        Mode::Derivative => value * (main * (x.ln() - digamma(a))) + slope * main,
    }
}
