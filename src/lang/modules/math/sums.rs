//! Functions of many numbers: `dist`, `fsum`, `hypot`, `prod`.

use crate::Result;
use crate::exception::{overflow_error, value_error};
use crate::native::{Args, NativeFunction};
use crate::operator::Operator;
use crate::value::Value;
use crate::vm::Vm;

pub(super) static FUNCTIONS: &[NativeFunction] = &[
    NativeFunction::new(
        "math.dist",
        "(p, q, /)",
        "Return the Euclidean distance between two points p and q.",
        |vm, args| {
            let (p, q) = (floats(vm, &args[0])?, floats(vm, &args[1])?);
            if p.len() != q.len() {
                return Err(value_error("both points must have the same number of dimensions"));
            }
            Ok(Value::Float(norm(p.iter().zip(&q).map(|(p, q)| (p - q).abs()).collect())))
        },
    ),
    NativeFunction::new(
        "math.fsum",
        "(seq, /)",
        "Return an accurate floating point sum of values in the iterable seq.",
        |vm, args| exact_sum(&floats(vm, &args[0])?).map(Value::Float),
    ),
    NativeFunction::new(
        "math.hypot",
        "(*coordinates)",
        "Multidimensional Euclidean distance from the origin to a point.",
        |vm, args| {
            let coordinates: Vec<f64> = args.rest(0).iter().map(|value| vm.float(value)).collect::<Result<_>>()?;
            Ok(Value::Float(norm(coordinates.into_iter().map(f64::abs).collect())))
        },
    ),
    NativeFunction::new(
        "math.prod",
        "(iterable, /, *, start=1)",
        "Calculate the product of all the elements in the input iterable.",
        product,
    ),
];

fn floats(vm: &mut Vm, iterable: &Value) -> Result<Vec<f64>> {
    let items = vm.collect(iterable)?;
    items.iter().map(|value| vm.float(value)).collect()
}

fn product(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let mut product = args[1].clone();
    for item in vm.collect(&args[0])? {
        product = vm.binary(Operator::Mult, &product, &item)?;
    }
    Ok(product)
}

/// The square root of the sum of squares of numbers that are not negative.
///
/// The sum is kept in two floats and the root corrected by what it leaves over, so that the result is the nearest float in all
/// but rare cases.
fn norm(numbers: Vec<f64>) -> f64 {
    let largest = numbers.iter().copied().fold(0.0, f64::max);
    if numbers.iter().any(|number| number.is_infinite()) {
        return f64::INFINITY;
    }
    if numbers.iter().any(|number| number.is_nan()) {
        return f64::NAN;
    }
    if largest == 0.0 {
        return 0.0;
    }
    // A power of two scales without rounding.
    let exponent = ((largest.to_bits() >> 52) as i32 - 1023).clamp(-1000, 1000);
    let scale = 2_f64.powi(-exponent);
    let (mut sum, mut rest) = (0.0, 0.0);
    for number in numbers {
        let x = number * scale;
        let square = x * x;
        let lost = x.mul_add(x, -square);
        let (total, error) = two_sum(sum, square);
        sum = total;
        rest += error + lost;
    }
    let root = (sum + rest).sqrt();
    let square = root * root;
    let lost = root.mul_add(root, -square);
    let left = ((sum - square) - lost) + rest;
    (root + left / (2.0 * root)) / scale
}

/// The sum and what rounding took from it.
fn two_sum(a: f64, b: f64) -> (f64, f64) {
    let sum = a + b;
    let shadow = sum - a;
    (sum, (a - (sum - shadow)) + (b - shadow))
}

/// The sum, rounded once: Shewchuk's partial sums, which do not overlap.
fn exact_sum(numbers: &[f64]) -> Result<f64> {
    let mut partials: Vec<f64> = Vec::new();
    let mut special = 0.0;
    let mut infinite = 0.0;
    for &number in numbers {
        let mut x = number;
        let mut kept = 0;
        for index in 0..partials.len() {
            let mut y = partials[index];
            if x.abs() < y.abs() {
                std::mem::swap(&mut x, &mut y);
            }
            let high = x + y;
            let low = y - (high - x);
            if low != 0.0 {
                partials[kept] = low;
                kept += 1;
            }
            x = high;
        }
        partials.truncate(kept);
        if x != 0.0 {
            if x.is_finite() {
                partials.push(x);
            } else if number.is_finite() {
                return Err(overflow_error("intermediate overflow in fsum"));
            } else {
                if number.is_infinite() {
                    infinite += number;
                }
                special += number;
                partials.clear();
            }
        }
    }
    if special != 0.0 {
        if infinite.is_nan() {
            return Err(value_error("-inf + inf in fsum"));
        }
        return Ok(special);
    }
    Ok(round_partials(partials))
}

/// The sum of partial sums that do not overlap, smallest first.
fn round_partials(mut partials: Vec<f64>) -> f64 {
    let Some(mut high) = partials.pop() else { return 0.0 };
    let mut low = 0.0;
    while let Some(next) = partials.pop() {
        let x = high;
        high = x + next;
        low = next - (high - x);
        if low != 0.0 {
            break;
        }
    }
    // Halfway cases are decided by the sign of what follows.
    if let Some(&next) = partials.last()
        && (low < 0.0 && next < 0.0 || low > 0.0 && next > 0.0)
    {
        let doubled = low * 2.0;
        let x = high + doubled;
        if doubled == x - high {
            high = x;
        }
    }
    high
}
