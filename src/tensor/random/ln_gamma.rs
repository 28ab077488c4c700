//! The logarithm of the gamma function, for the acceptance tests of the rejection samplers.

use std::f64::consts::TAU;

/// ln Γ(x) for x > 0, computed as numpy's samplers compute it.
///
/// Source: Zhang and Jin, "Computation of Special Functions" (1996): Stirling's series above 7, recurrence below.
pub(super) fn ln_gamma(x: f64) -> f64 {
    const SERIES: [f64; 10] = [
        8.333_333_333_333_333e-2,
        -2.777_777_777_777_778e-3,
        7.936_507_936_507_937e-4,
        -5.952_380_952_380_952e-4,
        8.417_508_417_508_418e-4,
        -1.917_526_917_526_918e-3,
        6.410_256_410_256_41e-3,
        -2.955_065_359_477_124e-2,
        1.796_443_723_688_307e-1,
        -1.392_432_216_905_9,
    ];
    if x == 1.0 || x == 2.0 {
        return 0.0;
    }
    let steps = if x <= 7.0 { (7.0 - x).floor() } else { 0.0 };
    let mut shifted = x + steps;
    let inverse_square = 1.0 / (shifted * shifted);
    let series = SERIES.iter().rev().fold(0.0, |sum, term| sum * inverse_square + term);
    let mut result = series / shifted + 0.5 * TAU.ln() + (shifted - 0.5) * shifted.ln() - shifted;
    for _ in 0..steps as u32 {
        shifted -= 1.0;
        result -= shifted.ln();
    }
    result
}
