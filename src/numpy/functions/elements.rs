//! Functions of single elements that are no ufuncs: parts of complex numbers, rounding, clipping, closeness.

use tape_lang::exception::{type_error, value_error};
use tape_lang::{Args, NativeFunction, Result, Value, Vm};
use tape_tensor::cast::cast;
use tape_tensor::layout::broadcast_to;
use tape_tensor::{Array, DType, elementwise};

use super::sorting::selected;
use crate::arguments::deliver;
use crate::convert;
use crate::error::from_kernel;
use crate::items::Items;
use crate::ndarray::NdArray;
use crate::scalar::NumpyScalar;
use crate::ufunc::{self, Binary, Operand, Unary, quiet_binary, quiet_unary};
use crate::{give, value_of};

/// The functions.
pub static FUNCTIONS: &[NativeFunction] = &[
    NativeFunction::new("round", "(a, decimals=0, out=None)", "Rounded to a number of decimals.", round).python(),
    NativeFunction::new("around", "(a, decimals=0, out=None)", "Rounded to a number of decimals.", round).python(),
    NativeFunction::new("fix", "(x, out=None)", "Rounded towards zero.", fix).python(),
    NativeFunction::new(
        "clip",
        "(a, a_min=<no value>, a_max=<no value>, out=None, *, min=<no value>, max=<no value>)",
        "Values limited to an interval.",
        clip,
    )
    .python(),
    NativeFunction::new("real", "(val)", "The real parts.", real).python(),
    NativeFunction::new("imag", "(val)", "The imaginary parts.", imag).python(),
    NativeFunction::new("angle", "(z, deg=False)", "The angles of complex numbers.", angle).python(),
    NativeFunction::new(
        "nan_to_num",
        "(x, copy=True, nan=0.0, posinf=None, neginf=None)",
        "NaN and infinities replaced by numbers.",
        nan_to_num,
    )
    .python(),
    NativeFunction::new(
        "isclose",
        "(a, b, rtol=1e-05, atol=1e-08, equal_nan=False)",
        "Whether elements are equal within a tolerance.",
        isclose,
    )
    .python(),
    NativeFunction::new(
        "allclose",
        "(a, b, rtol=1e-05, atol=1e-08, equal_nan=False)",
        "Whether all elements are equal within a tolerance.",
        allclose,
    )
    .python(),
    NativeFunction::new(
        "array_equal",
        "(a1, a2, equal_nan=False)",
        "Whether two arrays have one shape and the same elements.",
        array_equal,
    )
    .python(),
    NativeFunction::new("array_equiv", "(a1, a2)", "Whether two arrays are equal when broadcast.", array_equiv)
        .python(),
    NativeFunction::new("isreal", "(x)", "Whether elements have no imaginary part.", isreal).python(),
    NativeFunction::new("iscomplex", "(x)", "Whether elements have an imaginary part.", iscomplex).python(),
    NativeFunction::new("isrealobj", "(x)", "Whether the type is not complex.", isrealobj).python(),
    NativeFunction::new("iscomplexobj", "(x)", "Whether the type is complex.", iscomplexobj).python(),
    NativeFunction::new("isscalar", "(element)", "Whether something is a scalar.", isscalar).python(),
    NativeFunction::new("isposinf", "(x, out=None)", "Whether elements are positive infinity.", isposinf).python(),
    NativeFunction::new("isneginf", "(x, out=None)", "Whether elements are negative infinity.", isneginf).python(),
    NativeFunction::new("sinc", "(x)", "The normalised sinc function.", sinc).python(),
    NativeFunction::new("modf", "(x, out=None)", "Fractional and whole parts.", modf),
    NativeFunction::new("divmod", "(x1, x2, /)", "Quotient and remainder.", divmod),
    NativeFunction::new("frexp", "(x, /)", "Mantissa and exponent.", frexp),
    NativeFunction::new("ldexp", "(x1, x2, /)", "x1 * 2**x2.", ldexp),
    NativeFunction::new(
        "unwrap",
        "(p, discont=None, axis=-1, *, period=6.283185307179586)",
        "Angles without jumps.",
        unwrap,
    )
    .python(),
    NativeFunction::new(
        "vectorize",
        "(pyfunc, otypes=None, doc=None, excluded=None, cache=False, signature=None)",
        "A function applied element by element.",
        super::apply::vectorize,
    )
    .python(),
];

/// A part of complex numbers.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Part {
    /// The real part.
    Real,
    /// The imaginary part.
    Imaginary,
}

fn part_of(array: &Array, part: Part) -> Result<Array> {
    let op = if part == Part::Real { elementwise::Unary::Real } else { elementwise::Unary::Imag };
    match array.dtype() {
        dtype if dtype.is_complex() => elementwise::unary(op, array).map_err(from_kernel),
        _ if part == Part::Real => Ok(array.clone()),
        dtype => tape_tensor::layout::zeros(array.shape().clone(), dtype).map_err(from_kernel),
    }
}

/// `a.real` or `a.imag`.
///
/// # Errors
/// `MemoryError`.
pub fn part(this: &Value, part: Part) -> Result<Value> {
    if let Some(array) = this.downcast::<NdArray>() {
        if part == Part::Real && !array.dtype().is_complex() {
            return Ok(this.clone());
        }
        return Ok(crate::ndarray_of(part_of(&array.array(), part)?));
    }
    let Some(scalar) = this.downcast::<NumpyScalar>() else { return Ok(Value::None) };
    Ok(value_of(part_of(&scalar.array(), part)?))
}

/// `a.real = …` or `a.imag = …`.
///
/// # Errors
/// `TypeError` for the imaginary part of real numbers; what assigning raises.
pub fn set_part(vm: &mut Vm, this: &Value, value: &Value, part: Part) -> Result<()> {
    let Some(array) = this.downcast::<NdArray>() else { return Ok(()) };
    if !array.dtype().is_complex() {
        if part == Part::Imaginary {
            return Err(type_error("array does not have imaginary part to set"));
        }
        return vm.set_item(this, &Value::Ellipsis, value.clone());
    }
    let own = array.array();
    let new = convert::array(vm, value)?;
    let kept = part_of(&own, if part == Part::Real { Part::Imaginary } else { Part::Real })?;
    let new = broadcast_to(&cast(&new, kept.dtype()).map_err(from_kernel)?, own.shape()).map_err(from_kernel)?;
    let (re, im) = if part == Part::Real { (new, kept) } else { (kept, new) };
    array.fill_all(&ufunc::complex_of(&re, &im).map_err(from_kernel)?)
}

fn real(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    Ok(value_of(part_of(&convert::array(vm, &args[0])?, Part::Real)?))
}

fn imag(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    Ok(value_of(part_of(&convert::array(vm, &args[0])?, Part::Imaginary)?))
}

fn angle(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let array = convert::array(vm, &args[0])?;
    let (re, im) = (part_of(&array, Part::Real)?, part_of(&array, Part::Imaginary)?);
    let angles = quiet_binary(Binary::Arctan2, &im, &re)?;
    if vm.truth(&args[1])? {
        return Ok(value_of(quiet_unary(Unary::Degrees, &angles)?));
    }
    Ok(value_of(angles))
}

/// The elements rounded to a number of decimals, halves to even: scaled, rounded, and scaled back, as numpy does it.
///
/// # Errors
/// `TypeError` for strings.
pub fn rounded(vm: &mut Vm, array: &Array, decimals: i64) -> Result<Array> {
    let dtype = array.dtype();
    if dtype.is_integer() && decimals >= 0 {
        return Ok(array.clone());
    }
    if dtype == DType::Bool {
        let half = cast(array, DType::Float16).map_err(from_kernel)?;
        return ufunc::unary(vm, Unary::Rint, &half);
    }
    if decimals == 0 {
        return ufunc::unary(vm, Unary::Rint, array);
    }
    let scale = Operand::Float(10f64.powi(decimals.unsigned_abs().min(400) as i32));
    let (first, second) =
        if decimals > 0 { (Binary::Multiply, Binary::Divide) } else { (Binary::Divide, Binary::Multiply) };
    let scaled = ufunc::binary(vm, first, &array.into(), &scale)?.array;
    let whole = ufunc::unary(vm, Unary::Rint, &scaled)?;
    let result = ufunc::binary(vm, second, &whole.into(), &scale)?.array;
    cast(&result, dtype).map_err(from_kernel)
}

/// `round`.
pub fn round(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let array = convert::array(vm, &args[0])?;
    let decimals = vm.index(&args[1])?;
    let result = rounded(vm, &array, decimals)?;
    deliver(result, &args[2], "round")
}

fn fix(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let array = convert::array(vm, &args[0])?;
    deliver(ufunc::unary(vm, Unary::Trunc, &array)?, &args[1], "fix")
}

/// `clip`.
pub fn clip(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let bound = |first: usize, second: usize| args.get(first).or(args.get(second)).filter(|value| !value.is_none());
    let mut result = Operand::read(vm, &args[0])?;
    for (value, op) in [(bound(1, 4), Binary::Maximum), (bound(2, 5), Binary::Minimum)] {
        if let Some(value) = value {
            let limit = Operand::read(vm, value)?;
            result = Operand::Items(ufunc::binary(vm, op, &result, &limit)?);
        }
    }
    deliver(result.array(), &args[3], "clip")
}

fn nan_to_num(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let items = convert::items(vm, &args[0])?;
    let dtype = items.dtype();
    if dtype.is_complex() {
        return Err(crate::arguments::unsupported("nan_to_num of complex numbers"));
    }
    if !dtype.is_floating() {
        return Ok(give(items));
    }
    let (least, greatest) = match dtype {
        DType::Float16 => (-65504.0, 65504.0),
        DType::Float32 => (f64::from(f32::MIN), f64::from(f32::MAX)),
        _ => (f64::MIN, f64::MAX),
    };
    let replacement = |vm: &mut Vm, value: &Value, default: f64| -> Result<Array> {
        let number = if value.is_none() { default } else { vm.float(value)? };
        cast(&Array::scalar(number), dtype).map_err(from_kernel)
    };
    let infinite = cast(&Array::scalar(f64::INFINITY), dtype).map_err(from_kernel)?;
    let cases = [
        (quiet_unary(Unary::Isnan, &items.array)?, replacement(vm, &args[2], 0.0)?),
        (quiet_binary(Binary::Equal, &items.array, &infinite)?, replacement(vm, &args[3], greatest)?),
        (
            quiet_binary(Binary::Equal, &items.array, &quiet_unary(Unary::Negative, &infinite)?)?,
            replacement(vm, &args[4], least)?,
        ),
    ];
    let mut result = items;
    for (places, value) in cases {
        result = selected(&places, &value.into(), &result)?;
    }
    if matches!(args[1], Value::Bool(false))
        && let Some(array) = args[0].downcast::<NdArray>()
    {
        array.fill_all(&result.array)?;
        return Ok(args[0].clone());
    }
    Ok(give(result))
}

/// Whether elements are equal within tolerances: `|a - b| <= atol + rtol · |b|`.
///
/// # Errors
/// `ValueError` where the shapes do not fit.
pub fn close(a: &Array, b: &Array, rtol: f64, atol: f64, equal_nan: bool) -> Result<Array> {
    let distance = quiet_unary(Unary::Absolute, &quiet_binary(Binary::Subtract, &signed(a)?, &signed(b)?)?)?;
    let size = quiet_unary(Unary::Absolute, &signed(b)?)?;
    let weak = |x: f64, array: &Array| {
        let dtype = if array.dtype().is_floating() { array.dtype() } else { DType::Float64 };
        cast(&Array::scalar(x), dtype).map_err(from_kernel)
    };
    let relative = quiet_binary(Binary::Multiply, &weak(rtol, &size)?, &size)?;
    let limit = quiet_binary(Binary::Add, &weak(atol, &relative)?, &relative)?;
    let near = quiet_binary(Binary::LessEqual, &distance, &limit)?;
    let finite = quiet_unary(Unary::Isfinite, b)?;
    let same = quiet_binary(Binary::Equal, a, b)?;
    let close = quiet_binary(Binary::LogicalOr, &quiet_binary(Binary::LogicalAnd, &near, &finite)?, &same)?;
    if !equal_nan {
        return Ok(close);
    }
    let both = quiet_binary(Binary::LogicalAnd, &quiet_unary(Unary::Isnan, a)?, &quiet_unary(Unary::Isnan, b)?)?;
    quiet_binary(Binary::LogicalOr, &close, &both)
}

/// Numbers that can be subtracted without wrapping round zero.
fn signed(array: &Array) -> Result<Array> {
    match array.dtype() {
        DType::Bool => cast(array, DType::Int8).map_err(from_kernel),
        dtype if dtype.is_unsigned() => cast(array, DType::Float64).map_err(from_kernel),
        _ => Ok(array.clone()),
    }
}

fn closeness(vm: &mut Vm, args: &Args<'_>) -> Result<Array> {
    let (a, b) = (convert::array(vm, &args[0])?, convert::array(vm, &args[1])?);
    let (rtol, atol) = (vm.float(&args[2])?, vm.float(&args[3])?);
    let equal_nan = vm.truth(&args[4])?;
    close(&a, &b, rtol, atol, equal_nan)
}

fn isclose(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    Ok(value_of(closeness(vm, &args)?))
}

fn all_true(array: &Array) -> bool {
    array.as_slice::<bool>().is_some_and(|found| !found.contains(&false))
}

fn allclose(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    Ok(Value::Bool(all_true(&closeness(vm, &args)?)))
}

/// Whether the elements of two arrays are equal, broadcast.
fn equal(vm: &mut Vm, a: Items, b: Items) -> Result<Array> {
    Ok(ufunc::binary(vm, Binary::Equal, &Operand::Items(a), &Operand::Items(b))?.array)
}

fn array_equal(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let (Ok(a), Ok(b)) = (convert::items(vm, &args[0]), convert::items(vm, &args[1])) else {
        return Ok(Value::Bool(false));
    };
    if a.shape() != b.shape() {
        return Ok(Value::Bool(false));
    }
    if vm.truth(&args[2])? {
        return Ok(Value::Bool(all_true(&close(&a.array, &b.array, 0.0, 0.0, true)?)));
    }
    Ok(Value::Bool(all_true(&equal(vm, a, b)?)))
}

fn array_equiv(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let (a, b) = (convert::items(vm, &args[0])?, convert::items(vm, &args[1])?);
    if a.shape().broadcast(b.shape()).is_none() {
        return Ok(Value::Bool(false));
    }
    Ok(Value::Bool(all_true(&equal(vm, a, b)?)))
}

fn imaginary_is_zero(vm: &mut Vm, value: &Value) -> Result<Array> {
    let array = convert::array(vm, value)?;
    let imaginary = part_of(&array, Part::Imaginary)?;
    let zero = cast(&Array::scalar(false), imaginary.dtype()).map_err(from_kernel)?;
    quiet_binary(Binary::Equal, &imaginary, &zero)
}

fn isreal(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    Ok(value_of(imaginary_is_zero(vm, &args[0])?))
}

fn iscomplex(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let real = imaginary_is_zero(vm, &args[0])?;
    Ok(value_of(quiet_unary(Unary::LogicalNot, &real)?))
}

fn iscomplexobj(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    Ok(Value::Bool(convert::items(vm, &args[0])?.dtype().is_complex()))
}

fn isrealobj(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    Ok(Value::Bool(!convert::items(vm, &args[0])?.dtype().is_complex()))
}

fn isscalar(_vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let number = matches!(
        args[0].plain(),
        Value::Int(_)
            | Value::BigInt(_)
            | Value::Float(_)
            | Value::Bool(_)
            | Value::Complex(_)
            | Value::Str(_)
            | Value::Bytes(_)
    );
    Ok(Value::Bool(number || crate::is_scalar(&args[0])))
}

fn is_infinity(vm: &mut Vm, args: &Args<'_>, infinity: f64) -> Result<Value> {
    let array = convert::array(vm, &args[0])?;
    let wide = cast(&array, DType::Float64).map_err(from_kernel)?;
    deliver(quiet_binary(Binary::Equal, &wide, &Array::scalar(infinity))?, &args[1], "isinf")
}

fn isposinf(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    is_infinity(vm, &args, f64::INFINITY)
}

fn isneginf(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    is_infinity(vm, &args, f64::NEG_INFINITY)
}

fn sinc(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let x = convert::array(vm, &args[0])?;
    let x = if x.dtype().is_floating() { x } else { cast(&x, DType::Float64).map_err(from_kernel)? };
    let weak = |number: f64| cast(&Array::scalar(number), x.dtype()).map_err(from_kernel);
    let is_zero = quiet_binary(Binary::Equal, &x, &weak(0.0)?)?;
    let small = selected(&is_zero, &weak(f64::EPSILON)?.into(), &x.clone().into())?.array;
    let angle = quiet_binary(Binary::Multiply, &weak(std::f64::consts::PI)?, &small)?;
    Ok(value_of(quiet_binary(Binary::Divide, &quiet_unary(Unary::Sin, &angle)?, &angle)?))
}

fn modf(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let array = convert::array(vm, &args[0])?;
    let array = cast(&array, crate::promote::as_float(array.dtype())).map_err(from_kernel)?;
    let whole = quiet_unary(Unary::Trunc, &array)?;
    let rest = quiet_binary(Binary::Copysign, &quiet_binary(Binary::Subtract, &array, &whole)?, &array)?;
    Ok(Value::tuple([value_of(rest), value_of(whole)]))
}

fn divmod(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let (x, y) = (Operand::read(vm, &args[0])?, Operand::read(vm, &args[1])?);
    let quotient = ufunc::binary(vm, Binary::FloorDivide, &x, &y)?;
    let remainder = ufunc::binary(vm, Binary::Remainder, &x, &y)?;
    Ok(Value::tuple([give(quotient), give(remainder)]))
}

fn frexp(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let array = convert::array(vm, &args[0])?;
    let wide = cast(&array, DType::Float64).map_err(from_kernel)?;
    let (mut mantissas, mut exponents) = (Vec::new(), Vec::new());
    for &x in wide.as_slice::<f64>().unwrap_or_default() {
        let (mantissa, exponent) = split_float(x);
        mantissas.push(mantissa);
        exponents.push(exponent);
    }
    let mantissas = Array::from_vec(array.shape().clone(), mantissas);
    let mantissas = cast(&mantissas, crate::promote::as_float(array.dtype())).map_err(from_kernel)?;
    Ok(Value::tuple([value_of(mantissas), value_of(Array::from_vec(array.shape().clone(), exponents))]))
}

/// A number as a mantissa from one half up to one, and a power of two.
fn split_float(x: f64) -> (f64, i32) {
    if x == 0.0 || !x.is_finite() {
        return (x, 0);
    }
    let (scaled, shift) = if x.abs() < f64::MIN_POSITIVE { (x * 2f64.powi(64), -64) } else { (x, 0) };
    let exponent = ((scaled.to_bits() >> 52) & 0x7ff) as i32 - 1022;
    (f64::from_bits((scaled.to_bits() & !(0x7ff << 52)) | (1022 << 52)), exponent + shift)
}

fn ldexp(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let (x, exponent) = (Operand::read(vm, &args[0])?, Operand::read(vm, &args[1])?);
    if !exponent.own_dtype().is_integer() {
        return Err(value_error("ldexp needs whole exponents"));
    }
    let power = ufunc::binary(vm, Binary::Power, &Operand::Float(2.0), &exponent.array_as(DType::Float64)?.into())?;
    let x_dtype = crate::promote::as_float(x.own_dtype());
    let power = cast(&power.array, x_dtype).map_err(from_kernel)?;
    Ok(give(ufunc::binary(vm, Binary::Multiply, &x, &power.into())?))
}

fn unwrap(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let array = cast(&convert::array(vm, &args[0])?, DType::Float64).map_err(from_kernel)?;
    let axis = crate::arguments::axis(vm, &args[2], array.shape().rank())?;
    let period = vm.float(&args[3])?;
    let limit = if args[1].is_none() { period / 2.0 } else { vm.float(&args[1])?.max(period / 2.0) };
    let result = super::sorting::along_rows(&array, axis, |rows, size| {
        let mut rows = rows.clone();
        if let Some(elements) = rows.as_mut_slice::<f64>() {
            for row in elements.chunks_exact_mut(size.max(1)) {
                unwrap_row(row, period, limit);
            }
        }
        Ok(rows)
    })?;
    Ok(value_of(result))
}

fn unwrap_row(row: &mut [f64], period: f64, limit: f64) {
    let half = period / 2.0;
    let mut correction = 0.0;
    let mut last = row.first().copied().unwrap_or(0.0);
    for angle in row.iter_mut().skip(1) {
        let step = *angle - last;
        last = *angle;
        let mut wrapped = (step + half).rem_euclid(period) - half;
        if wrapped == -half && step > 0.0 {
            wrapped = half;
        }
        if step.abs() >= limit {
            correction += wrapped - step;
        }
        *angle += correction;
    }
}
