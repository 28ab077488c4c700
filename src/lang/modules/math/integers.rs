//! Functions of integers.

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{One, Signed, ToPrimitive};

use crate::Result;
use crate::exception::{overflow_error, value_error};
use crate::native::NativeFunction;
use crate::number::{int, to_big};
use crate::value::Value;
use crate::vm::Vm;

pub(super) static FUNCTIONS: &[NativeFunction] = &[
    NativeFunction::new(
        "math.comb",
        "(n, k, /)",
        "Number of ways to choose k items from n items without repetition and without order.",
        |vm, args| {
            let (n, k) = (big(vm, &args[0])?, big(vm, &args[1])?);
            counts(&n, &k)?;
            if k > n {
                return Ok(Value::Int(0));
            }
            let fewest = k.clone().min(&n - &k);
            let fewest =
                fewest.to_u64().ok_or_else(|| overflow_error("min(n - k, k) must not exceed 18446744073709551615"))?;
            let mut result = BigInt::one();
            for i in 0..fewest {
                result = result * (&n - i) / (i + 1);
                interruptible(vm, i)?;
            }
            Ok(Value::big(result))
        },
    ),
    NativeFunction::new("math.factorial", "(n, /)", "Find n!.", |vm, args| factorial(vm, &args[0])),
    NativeFunction::new("math.gcd", "(*integers)", "Greatest Common Divisor.", |vm, args| {
        let mut result = BigInt::ZERO;
        for integer in args.rest(0) {
            result = result.gcd(&big(vm, integer)?);
        }
        Ok(Value::big(result))
    }),
    NativeFunction::new(
        "math.isqrt",
        "(n, /)",
        "Return the integer part of the square root of the input.",
        |vm, args| Ok(Value::big(int::integer_sqrt(&big(vm, &args[0])?)?)),
    ),
    NativeFunction::new("math.lcm", "(*integers)", "Least Common Multiple.", |vm, args| {
        let mut result = BigInt::one();
        for integer in args.rest(0) {
            result = result.lcm(&big(vm, integer)?);
        }
        Ok(Value::big(result))
    }),
    NativeFunction::new(
        "math.perm",
        "(n, k=None, /)",
        "Number of ways to choose k items from n items without repetition and with order.",
        |vm, args| {
            if args[1].is_none() {
                return factorial(vm, &args[0]);
            }
            let (n, k) = (big(vm, &args[0])?, big(vm, &args[1])?);
            counts(&n, &k)?;
            if k > n {
                return Ok(Value::Int(0));
            }
            let count = k.to_u64().ok_or_else(|| overflow_error("k must not exceed 18446744073709551615"))?;
            let mut result = BigInt::one();
            for i in 0..count {
                result *= &n - i;
                interruptible(vm, i)?;
            }
            Ok(Value::big(result))
        },
    ),
];

fn big(vm: &mut Vm, value: &Value) -> Result<BigInt> {
    Ok(to_big(&vm.index_value(value)?).unwrap_or_default())
}

fn counts(n: &BigInt, k: &BigInt) -> Result<()> {
    if n.is_negative() {
        return Err(value_error("n must be a non-negative integer"));
    }
    if k.is_negative() {
        return Err(value_error("k must be a non-negative integer"));
    }
    Ok(())
}

fn interruptible(vm: &mut Vm, step: u64) -> Result<()> {
    if step.is_multiple_of(256) { vm.check_interrupt() } else { Ok(()) }
}

fn factorial(vm: &mut Vm, n: &Value) -> Result<Value> {
    let n = big(vm, n)?;
    if n.is_negative() {
        return Err(value_error("factorial() not defined for negative values"));
    }
    let largest = i64::MAX;
    let too_large = || overflow_error(format!("factorial() argument should not exceed {largest}"));
    let n = n.to_i64().ok_or_else(too_large)?;
    let mut result = BigInt::one();
    for i in 2..=n as u64 {
        result *= i;
        interruptible(vm, i)?;
    }
    Ok(Value::big(result))
}
