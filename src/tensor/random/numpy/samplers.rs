//! Distributions over any stream: the formulas that `RandomState` and `Generator` share.

use std::f64::consts::PI;

use super::{BitStream, discrete};
use tape_random::pow;

/// Shapes below which a beta value is 0 or 1 to the last bit.
const TINY_SHAPE: f64 = 3e-103;

/// numpy's distributions, one value a call.
pub trait Samplers: BitStream {
    /// `standard_normal()`.
    fn standard_normal(&mut self) -> f64;

    /// `standard_exponential()`.
    fn standard_exponential(&mut self) -> f64;

    /// `random()`: a number in [0, 1).
    fn random(&mut self) -> f64 {
        self.next_f64()
    }

    /// `uniform(low, high)`.
    fn uniform(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.next_f64()
    }

    /// `normal(loc, scale)`.
    fn normal(&mut self, loc: f64, scale: f64) -> f64 {
        loc + scale * self.standard_normal()
    }

    /// `exponential(scale)`.
    fn exponential(&mut self, scale: f64) -> f64 {
        scale * self.standard_exponential()
    }

    /// `lognormal(mean, sigma)`.
    fn lognormal(&mut self, mean: f64, sigma: f64) -> f64 {
        self.normal(mean, sigma).exp()
    }

    /// `standard_gamma(shape)`.
    fn standard_gamma(&mut self, shape: f64) -> f64 {
        if shape == 1.0 {
            self.standard_exponential()
        } else if shape == 0.0 {
            0.0
        } else if shape > 1.0 {
            gamma_above_one(self, shape)
        } else if shape > 0.0 {
            gamma_below_one(self, shape)
        } else {
            f64::NAN
        }
    }

    /// `gamma(shape, scale)`.
    fn gamma(&mut self, shape: f64, scale: f64) -> f64 {
        scale * self.standard_gamma(shape)
    }

    /// `beta(a, b)`.
    fn beta(&mut self, a: f64, b: f64) -> f64 {
        if a > 0.0 && b > 0.0 && a <= 1.0 && b <= 1.0 {
            return self.beta_below_one(a, b);
        }
        let left = self.standard_gamma(a);
        let right = self.standard_gamma(b);
        left / (left + right)
    }

    /// `beta(a, b)` for shapes of at most one.
    fn beta_below_one(&mut self, a: f64, b: f64) -> f64 {
        if a < TINY_SHAPE && b < TINY_SHAPE {
            let is_one = (a + b) * self.next_f64() < a;
            return if is_one { 1.0 } else { 0.0 };
        }
        let ([u, v], [x, y]) = beta_by_johnk(self, a, b);
        if x > 0.0 && y > 0.0 {
            return x / (x + y);
        }
        let difference = u.ln() / a - v.ln() / b;
        if difference > 0.0 {
            (-(-difference).exp().ln_1p()).exp()
        } else {
            (difference - difference.exp().ln_1p()).exp()
        }
    }

    /// `chisquare(df)`.
    fn chisquare(&mut self, freedom: f64) -> f64 {
        2.0 * self.standard_gamma(freedom / 2.0)
    }

    /// `f(dfnum, dfden)`.
    fn f(&mut self, numerator: f64, denominator: f64) -> f64 {
        let above = self.chisquare(numerator) * denominator;
        above / (self.chisquare(denominator) * numerator)
    }

    /// `standard_t(df)`.
    fn standard_t(&mut self, freedom: f64) -> f64 {
        let normal = self.standard_normal();
        let gamma = self.standard_gamma(freedom / 2.0);
        (freedom / 2.0).sqrt() * normal / gamma.sqrt()
    }

    /// `standard_cauchy()`.
    fn standard_cauchy(&mut self) -> f64 {
        let above = self.standard_normal();
        above / self.standard_normal()
    }

    /// `pareto(a)`.
    fn pareto(&mut self, a: f64) -> f64 {
        (self.standard_exponential() / a).exp_m1()
    }

    /// `weibull(a)`.
    fn weibull(&mut self, a: f64) -> f64 {
        if a == 0.0 { 0.0 } else { pow(self.standard_exponential(), 1.0 / a) }
    }

    /// `power(a)`.
    fn power(&mut self, a: f64) -> f64 {
        pow(-(-self.standard_exponential()).exp_m1(), 1.0 / a)
    }

    /// `laplace(loc, scale)`.
    fn laplace(&mut self, loc: f64, scale: f64) -> f64 {
        let u = next_nonzero(self);
        if u >= 0.5 { loc - scale * (2.0 - u - u).ln() } else { loc + scale * (u + u).ln() }
    }

    /// `gumbel(loc, scale)`.
    fn gumbel(&mut self, loc: f64, scale: f64) -> f64 {
        let u = 1.0 - next_nonzero(self);
        loc - scale * (-u.ln()).ln()
    }

    /// `logistic(loc, scale)`.
    fn logistic(&mut self, loc: f64, scale: f64) -> f64 {
        let u = next_nonzero(self);
        loc + scale * (u / (1.0 - u)).ln()
    }

    /// `rayleigh(scale)`.
    fn rayleigh(&mut self, mode: f64) -> f64 {
        mode * (2.0 * self.standard_exponential()).sqrt()
    }

    /// `triangular(left, mode, right)`.
    fn triangular(&mut self, left: f64, mode: f64, right: f64) -> f64 {
        let base = right - left;
        let u = self.next_f64();
        if u <= (mode - left) / base {
            left + (u * ((mode - left) * base)).sqrt()
        } else {
            right - ((1.0 - u) * ((right - mode) * base)).sqrt()
        }
    }

    /// `vonmises(mu, kappa)`.
    fn vonmises(&mut self, mu: f64, kappa: f64) -> f64 {
        if kappa > 1e6 {
            // So narrow that the circle looks straight.
            let angle = mu + (1.0 / kappa).sqrt() * self.standard_normal();
            return if angle < -PI {
                angle + 2.0 * PI
            } else if angle > PI {
                angle - 2.0 * PI
            } else {
                angle
            };
        }
        vonmises_by_rejection(self, mu, kappa)
    }

    /// `poisson(lam)`.
    fn poisson(&mut self, rate: f64) -> i64
    where
        Self: Sized,
    {
        discrete::poisson(self, rate)
    }

    /// `binomial(n, p)`.
    fn binomial(&mut self, count: i64, probability: f64) -> i64
    where
        Self: Sized,
    {
        discrete::binomial(self, count, probability)
    }

    /// `negative_binomial(n, p)`.
    fn negative_binomial(&mut self, count: f64, probability: f64) -> i64
    where
        Self: Sized,
    {
        let rate = self.gamma(count, (1.0 - probability) / probability);
        self.poisson(rate)
    }

    /// `geometric(p)`.
    fn geometric(&mut self, probability: f64) -> i64
    where
        Self: Sized,
    {
        if probability >= 1.0 / 3.0 {
            return discrete::geometric_by_search(self, probability);
        }
        (-self.standard_exponential() / (-probability).ln_1p()).ceil() as i64
    }

    /// `multinomial(n, pvals)`.
    fn multinomial(&mut self, total: i64, weights: &[f64]) -> Vec<i64>
    where
        Self: Sized,
    {
        discrete::multinomial(self, total, weights)
    }
}

/// A uniform value, drawn again while it is zero.
fn next_nonzero<S: BitStream + ?Sized>(stream: &mut S) -> f64 {
    loop {
        let u = stream.next_f64();
        if u > 0.0 {
            return u;
        }
    }
}

/// Marsaglia and Tsang, "A simple method for generating gamma variables" (2000).
fn gamma_above_one<S: Samplers + ?Sized>(stream: &mut S, shape: f64) -> f64 {
    let b = shape - 1.0 / 3.0;
    let c = 1.0 / (9.0 * b).sqrt();
    loop {
        let x = stream.standard_normal();
        let v = 1.0 + c * x;
        if v <= 0.0 {
            continue;
        }
        let v = v * v * v;
        let u = stream.next_f64();
        if u < 1.0 - 0.0331 * (x * x) * (x * x) || u.ln() < 0.5 * x * x + b * (1.0 - v + v.ln()) {
            return b * v;
        }
    }
}

/// Algorithm GS of Ahrens and Dieter (1974).
fn gamma_below_one<S: Samplers + ?Sized>(stream: &mut S, shape: f64) -> f64 {
    loop {
        let u = stream.next_f64();
        let v = stream.standard_exponential();
        let (x, bound) = if u <= 1.0 - shape {
            (pow(u, 1.0 / shape), v)
        } else {
            let y = -((1.0 - u) / shape).ln();
            (pow(1.0 - shape + shape * y, 1.0 / shape), v + y)
        };
        if x <= bound {
            return x;
        }
    }
}

/// A pair of uniforms, and of their powers whose sum is at most 1 (Jöhnk 1964).
pub(super) fn beta_by_johnk<S: BitStream + ?Sized>(stream: &mut S, a: f64, b: f64) -> ([f64; 2], [f64; 2]) {
    loop {
        let u = stream.next_f64();
        let v = stream.next_f64();
        let x = pow(u, 1.0 / a);
        let y = pow(v, 1.0 / b);
        if x + y <= 1.0 && u + v > 0.0 {
            return ([u, v], [x, y]);
        }
    }
}

/// Best and Fisher, "Efficient simulation of the von Mises distribution" (1979).
pub(super) fn vonmises_by_rejection<S: BitStream + ?Sized>(stream: &mut S, mu: f64, kappa: f64) -> f64 {
    if kappa.is_nan() {
        return f64::NAN;
    } else if kappa < 1e-8 {
        return PI * (2.0 * stream.next_f64() - 1.0);
    }
    let s = if kappa < 1e-5 {
        1.0 / kappa + kappa
    } else {
        let r = 1.0 + (1.0 + 4.0 * kappa * kappa).sqrt();
        let rho = (r - (2.0 * r).sqrt()) / (2.0 * kappa);
        (1.0 + rho * rho) / (2.0 * rho)
    };
    let w = loop {
        let z = (PI * stream.next_f64()).cos();
        let w = (1.0 + s * z) / (s + z);
        let y = kappa * (s - w);
        let v = stream.next_f64();
        if y * (2.0 - y) - v >= 0.0 || (y / v).ln() + 1.0 - y >= 0.0 || y.is_nan() {
            break w;
        }
    };
    let turn = if stream.next_f64() < 0.5 { -w.acos() } else { w.acos() };
    let angle = turn + mu;
    let wrapped = (angle.abs() + PI) % (2.0 * PI) - PI;
    if angle < 0.0 { -wrapped } else { wrapped }
}
