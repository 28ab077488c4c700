//! Arithmetic of complex numbers, operation by operation as CPython computes it, so that the last digits agree.

use num_complex::Complex64;

use crate::fault::{Computed, Fault};

/// The largest whole exponent that is computed by multiplying.
const MOST_MULTIPLIED: f64 = 100.0;

/// `a * b`.
#[must_use]
pub fn multiply(a: Complex64, b: Complex64) -> Complex64 {
    Complex64::new(a.re * b.re - a.im * b.im, a.re * b.im + a.im * b.re)
}

/// `a / b`, by Smith's method: the larger part of the divisor is divided out first.
///
/// # Errors
/// `ZeroDivisionError`.
pub fn divide(a: Complex64, b: Complex64) -> Computed<Complex64> {
    if b.re == 0.0 && b.im == 0.0 {
        return Err(Fault::zero_division("complex division by zero"));
    }
    if b.re.abs() >= b.im.abs() {
        let ratio = b.im / b.re;
        let denominator = b.re + b.im * ratio;
        Ok(Complex64::new((a.re + a.im * ratio) / denominator, (a.im - a.re * ratio) / denominator))
    } else if b.im.abs() >= b.re.abs() {
        let ratio = b.re / b.im;
        let denominator = b.re * ratio + b.im;
        Ok(Complex64::new((a.re * ratio + a.im) / denominator, (a.im * ratio - a.re) / denominator))
    } else {
        Ok(Complex64::new(f64::NAN, f64::NAN))
    }
}

/// `a ** b`.
///
/// # Errors
/// `ZeroDivisionError` for zero raised to a negative or complex power, `OverflowError` when the result is too large.
pub fn power(a: Complex64, b: Complex64) -> Computed<Complex64> {
    let result = if b.im == 0.0 && b.re == b.re.floor() && b.re.abs() <= MOST_MULTIPLIED {
        whole_power(a, b.re as i32)?
    } else {
        polar_power(a, b)?
    };
    if result.re.is_infinite() || result.im.is_infinite() {
        return Err(Fault::overflow("complex exponentiation"));
    }
    Ok(result)
}

fn zero_power() -> Fault {
    Fault::zero_division("0.0 to a negative or complex power")
}

fn whole_power(a: Complex64, exponent: i32) -> Computed<Complex64> {
    if exponent > 0 {
        return Ok(repeated_square(a, exponent.unsigned_abs()));
    }
    if exponent < 0 && a.re == 0.0 && a.im == 0.0 {
        return Err(zero_power());
    }
    divide(Complex64::new(1.0, 0.0), repeated_square(a, exponent.unsigned_abs()))
}

fn repeated_square(a: Complex64, exponent: u32) -> Complex64 {
    let mut result = Complex64::new(1.0, 0.0);
    let mut square = a;
    let mut rest = exponent;
    while rest > 0 {
        if rest & 1 == 1 {
            result = multiply(result, square);
        }
        square = multiply(square, square);
        rest >>= 1;
    }
    result
}

fn polar_power(a: Complex64, b: Complex64) -> Computed<Complex64> {
    if b.re == 0.0 && b.im == 0.0 {
        return Ok(Complex64::new(1.0, 0.0));
    }
    if a.re == 0.0 && a.im == 0.0 {
        return if b.im != 0.0 || b.re < 0.0 { Err(zero_power()) } else { Ok(Complex64::new(0.0, 0.0)) };
    }
    let size = a.re.hypot(a.im);
    let angle = a.im.atan2(a.re);
    let mut length = size.powf(b.re);
    let mut phase = angle * b.re;
    if b.im != 0.0 {
        length *= (-angle * b.im).exp();
        phase += b.im * size.ln();
    }
    Ok(Complex64::new(length * phase.cos(), length * phase.sin()))
}

/// `abs(complex)`.
///
/// # Errors
/// `OverflowError` when the result is too large.
pub fn absolute(number: Complex64) -> Computed<f64> {
    let size = number.re.hypot(number.im);
    if size.is_infinite() && number.re.is_finite() && number.im.is_finite() {
        return Err(Fault::overflow("absolute value too large"));
    }
    Ok(size)
}
