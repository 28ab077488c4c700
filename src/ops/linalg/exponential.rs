//! The exponential of a matrix, by scaling, a Padé approximation and squaring.
//!
//! Source of the coefficients and bounds: N. Higham, "The Scaling and Squaring Method for the Matrix Exponential
//! Revisited" (2005), tables 2.2 and 2.3.

use super::inverse::identity_like;
use crate::prelude::*;

/// The approximations of one precision: up to each norm, the one with these coefficients; beyond the last bound the
/// matrix is scaled down to `largest` first.
struct Method {
    bounds: &'static [f64],
    coefficients: &'static [&'static [f64]],
    largest: f64,
}

const PADE3: &[f64] = &[120.0, 60.0, 12.0];
const PADE5: &[f64] = &[30240.0, 15120.0, 3360.0, 420.0, 30.0];
const PADE7: &[f64] = &[17297280.0, 8648640.0, 1995840.0, 277200.0, 25200.0, 1512.0, 56.0];
const PADE9: &[f64] =
    &[17643225600.0, 8821612800.0, 2075673600.0, 302702400.0, 30270240.0, 2162160.0, 110880.0, 3960.0, 90.0];
const PADE13: &[f64] = &[
    64764752532480000.0,
    32382376266240000.0,
    7771770303897600.0,
    1187353796428800.0,
    129060195264000.0,
    10559470521600.0,
    670442572800.0,
    33522128640.0,
    1323241920.0,
    40840800.0,
    960960.0,
    16380.0,
    182.0,
];

const SINGLE: Method = Method {
    bounds: &[4.258730016922831e-1, 1.880152677804762],
    coefficients: &[PADE3, PADE5, PADE7],
    largest: 3.925_724_783_138_66,
};

const DOUBLE: Method = Method {
    bounds: &[1.495585217958292e-2, 2.539_398_330_063_23e-1, 9.504178996162932e-1, 2.097847961257068],
    coefficients: &[PADE3, PADE5, PADE7, PADE9, PADE13],
    largest: 5.371920351148152,
};

/// The exponential of each square matrix.
pub(super) fn expm(x: &Tensor) -> Result<Tensor> {
    let method = match x.dtype() {
        Float16 | Float32 | Complex64 => &SINGLE,
        Float64 | Complex128 => &DOUBLE,
        other => {
            let text = format!("tf.linalg.expm does not support matrices of type <dtype: '{other}'>");
            return Err(Error::new(Kind::Value(text)));
        }
    };
    let rank = x.rank() as i64;
    let columns = reduce_sum(abs(x), &[rank - 2][..], false);
    let norm = expand_dims(expand_dims(reduce_max(columns, &[-1_i64][..], false), -1), -1)?;
    let number = |value: f64| number_like(value, &norm);
    let doublings = div(log(div(&norm, number(method.largest)?)), log(number(2.0)?));
    let squarings = maximum(floor(doublings), 0.0)?;
    let scaled = div(x, cast(pow(number(2.0)?, &squarings), x.dtype()));
    let (mut odd, mut even) = pade(&scaled?, method.coefficients[method.bounds.len()])?;
    for (bound, coefficients) in method.bounds.iter().zip(method.coefficients).rev() {
        let (smaller_odd, smaller_even) = pade(x, coefficients)?;
        let small = &less(&norm, number(*bound)?)?;
        odd = select(small, smaller_odd, odd)?;
        even = select(small, smaller_even, even)?;
    }
    let mut result = solve(add(neg(&odd), &even), add(&odd, &even), false)?;
    for done in 0..count(&squarings) {
        let again = less(number(f64::from(done))?, &squarings);
        result = select(again, matmul_square(&result)?, &result)?;
    }
    Ok(result)
}

fn matmul_square(x: &Tensor) -> Result<Tensor> {
    batch_mat_mul(x, x, false, false)
}

/// The largest of some small whole numbers; none where they are not finite.
fn count(numbers: &Tensor) -> u32 {
    let wide = tape_tensor::cast::cast(numbers.array(), Float64).ok();
    let largest =
        wide.as_ref().and_then(|array| array.as_slice::<f64>()).unwrap_or(&[]).iter().copied().fold(0.0, f64::max);
    if largest.is_finite() { largest.min(1100.0) as u32 } else { 0 }
}

/// The odd and the even part of the numerator of a Padé approximation.
fn pade(x: &Tensor, b: &[f64]) -> Result<(Tensor, Tensor)> {
    let times = |x: &Tensor, y: &Tensor| batch_mat_mul(x, y, false, false);
    let mut odd: Vec<f64> = b.iter().skip(1).step_by(2).copied().chain([1.0]).collect();
    let mut even: Vec<f64> = b.iter().step_by(2).copied().collect();
    // The highest powers of order 13 come as products with the sixth.
    let high = (b.len() == 13).then(|| (odd.split_off(4), even.split_off(4)));
    let mut powers = vec![identity_like(x)?, times(x, x)?];
    while powers.len() < odd.len().max(even.len()) {
        let next = times(&powers[powers.len() - 1], &powers[1])?;
        powers.push(next);
    }
    let (mut u, mut v) = (polynomial(&odd, &powers)?, polynomial(&even, &powers)?);
    if let Some((odd, even)) = high {
        u = add(times(&powers[3], &polynomial(&odd, &powers[1..])?)?, u)?;
        v = add(times(&powers[3], &polynomial(&even, &powers[1..])?)?, v)?;
    }
    Ok((times(x, &u)?, v))
}

/// The sum of coefficients times powers, the highest first.
fn polynomial(coefficients: &[f64], powers: &[Tensor]) -> Result<Tensor> {
    let term =
        |(&b, power): (&f64, &Tensor)| if b == 1.0 { Ok(power.clone()) } else { mul(number_like(b, power), power) };
    let mut terms = coefficients.iter().zip(powers).rev().map(term);
    let first = terms.next().unwrap_or_else(|| zeros_like(&powers[0], None))?;
    terms.try_fold(first, add)
}
