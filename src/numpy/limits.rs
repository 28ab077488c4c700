//! `np.finfo` and `np.iinfo`.

use std::rc::Rc;

use num_bigint::BigInt;
use tape_lang::exception::value_error;
use tape_lang::{Class, NativeClass, NativeFunction, Object, Property, Result, Value, Vm};
use tape_tensor::cast::cast;
use tape_tensor::{Array, DType};

use crate::convert::bounds;
use crate::descr::{self, Descr};
use crate::dtype::DTypeObject;
use crate::error::from_kernel;
use crate::value_of;

/// `numpy.finfo`.
pub static FINFO: NativeClass =
    NativeClass::new("finfo").module("numpy").constructor(&NEW_FINFO).properties(FLOAT_PROPERTIES);
/// `numpy.iinfo`.
pub static IINFO: NativeClass =
    NativeClass::new("iinfo").module("numpy").constructor(&NEW_IINFO).properties(INTEGER_PROPERTIES);

/// The limits of a float type.
struct FloatLimits {
    dtype: DType,
    /// Bits of the fraction and of the exponent.
    fraction: i32,
    exponent: i32,
}

/// The limits of an integer type.
struct IntegerLimits(DType);

/// The element type that an argument names, or has.
fn dtype_of(vm: &mut Vm, value: &Value) -> Result<Descr> {
    match descr::of_anything(value) {
        Some(descr) => Ok(descr),
        None if matches!(value, Value::Float(_)) => Ok(Descr::Number(DType::Float64)),
        None if matches!(value, Value::Int(_)) => Ok(Descr::Number(DType::Int64)),
        None => Ok(descr::argument(vm, value)?.unwrap_or(Descr::Number(DType::Float64))),
    }
}

static NEW_FINFO: NativeFunction =
    NativeFunction::new("finfo", "(cls, dtype)", "The limits of a float type.", |vm, args| {
        let descr = dtype_of(vm, &args[1])?;
        let (dtype, fraction, exponent) = match descr.dtype() {
            DType::Float16 => (DType::Float16, 10, 5),
            DType::Float32 | DType::Complex64 => (DType::Float32, 23, 8),
            DType::Float64 | DType::Complex128 => (DType::Float64, 52, 11),
            _ => {
                let class = vm.repr(&crate::dtype::type_of(descr))?;
                return Err(value_error(format!("data type {class} not inexact")));
            }
        };
        Ok(Value::object(FloatLimits { dtype, fraction, exponent }))
    });

static NEW_IINFO: NativeFunction =
    NativeFunction::new("iinfo", "(cls, type)", "The limits of an integer type.", |vm, args| {
        let descr = dtype_of(vm, &args[1])?;
        if !descr.dtype().is_integer() {
            return Err(value_error(format!("Invalid integer data type '{}'.", descr.kind())));
        }
        Ok(Value::object(IntegerLimits(descr.dtype())))
    });

impl FloatLimits {
    fn scalar(&self, value: f64) -> Result<Value> {
        Ok(value_of(cast(&Array::scalar(value), self.dtype).map_err(from_kernel)?))
    }

    /// The exponent of the smallest normal number.
    fn least_exponent(&self) -> i32 {
        2 - (1 << (self.exponent - 1))
    }

    fn largest(&self) -> f64 {
        (2.0 - self.epsilon()) * 2f64.powi((1 << (self.exponent - 1)) - 1)
    }

    fn epsilon(&self) -> f64 {
        2f64.powi(-self.fraction)
    }

    fn smallest_subnormal(&self) -> f64 {
        // 2^-1074 is too small for `powi`, which would pass through its reciprocal.
        2f64.powi(self.least_exponent()) * self.epsilon()
    }

    /// Decimal digits that survive.
    fn precision(&self) -> i32 {
        (f64::from(self.fraction) * std::f64::consts::LOG10_2) as i32
    }
}

fn limits(this: &Value) -> FloatLimits {
    match this.downcast::<FloatLimits>() {
        Some(limits) => FloatLimits { ..*limits },
        None => FloatLimits { dtype: DType::Float64, fraction: 52, exponent: 11 },
    }
}

static FLOAT_PROPERTIES: &[Property] = &[
    Property::new("eps", "The distance from 1 to the next number.", |_, this| {
        limits(this).scalar(limits(this).epsilon())
    }),
    Property::new("epsneg", "The distance from 1 to the number before it.", |_, this| {
        limits(this).scalar(limits(this).epsilon() / 2.0)
    }),
    Property::new("max", "The largest number.", |_, this| limits(this).scalar(limits(this).largest())),
    Property::new("min", "The smallest number.", |_, this| limits(this).scalar(-limits(this).largest())),
    Property::new("tiny", "The smallest positive normal number.", |_, this| {
        limits(this).scalar(2f64.powi(limits(this).least_exponent()))
    }),
    Property::new("smallest_normal", "The smallest positive normal number.", |_, this| {
        limits(this).scalar(2f64.powi(limits(this).least_exponent()))
    }),
    Property::new("smallest_subnormal", "The smallest positive number.", |_, this| {
        limits(this).scalar(limits(this).smallest_subnormal())
    }),
    Property::new("resolution", "The decimal resolution.", |_, this| limits(this).scalar(resolution(&limits(this)))),
    Property::new("precision", "Decimal digits that survive.", |_, this| Ok(Value::from(limits(this).precision()))),
    Property::new("bits", "Bits of a number.", |_, this| Ok(Value::from(limits(this).dtype.size() * 8))),
    Property::new("nmant", "Bits of the fraction.", |_, this| Ok(Value::from(limits(this).fraction))),
    Property::new("nexp", "Bits of the exponent.", |_, this| Ok(Value::from(limits(this).exponent))),
    Property::new("iexp", "Bits of the exponent.", |_, this| Ok(Value::from(limits(this).exponent))),
    Property::new("maxexp", "The least power of two that overflows.", |_, this| {
        Ok(Value::from(1 << (limits(this).exponent - 1)))
    }),
    Property::new("minexp", "The exponent of the smallest normal number.", |_, this| {
        Ok(Value::from(limits(this).least_exponent()))
    }),
    Property::new("machep", "The exponent of eps.", |_, this| Ok(Value::from(-limits(this).fraction))),
    Property::new("negep", "The exponent of epsneg.", |_, this| Ok(Value::from(-limits(this).fraction - 1))),
    Property::new("dtype", "The element type.", |_, this| {
        Ok(Value::object(DTypeObject(Descr::Number(limits(this).dtype))))
    }),
];

/// The power of ten that the precision stands for, read as a decimal so that it is exact.
fn resolution(limits: &FloatLimits) -> f64 {
    format!("1e-{}", limits.precision()).parse().unwrap_or(0.0)
}

const RULE: &str = "---------------------------------------------------------------";

impl Object for FloatLimits {
    fn class(&self) -> Rc<Class> {
        FINFO.class()
    }

    fn repr(&self, vm: &mut Vm, _this: &Value) -> Result<String> {
        let largest = self.scalar(self.largest())?;
        let largest = vm.str(&largest)?;
        let resolution = self.scalar(resolution(self))?;
        let resolution = vm.str(&resolution)?;
        Ok(format!("finfo(resolution={resolution}, min=-{largest}, max={largest}, dtype={})", self.dtype))
    }

    fn str(&self, vm: &mut Vm, _this: &Value) -> Result<String> {
        let mut text = |value: f64| -> Result<String> {
            let value = self.scalar(value)?;
            vm.str(&value)
        };
        let tiny = 2f64.powi(self.least_exponent());
        let (resolution, eps, epsneg) = (text(resolution(self))?, text(self.epsilon())?, text(self.epsilon() / 2.0)?);
        let (small, least, largest) = (text(tiny)?, text(self.smallest_subnormal())?, text(self.largest())?);
        let (precision, machep, negep) = (self.precision(), -self.fraction, -self.fraction - 1);
        let (minexp, maxexp, nexp) = (self.least_exponent(), 1 << (self.exponent - 1), self.exponent);
        Ok(format!(
            "Machine parameters for {}\n{RULE}\n\
             precision = {precision:3}   resolution = {resolution}\n\
             machep = {machep:6}   eps =        {eps}\n\
             negep =  {negep:6}   epsneg =     {epsneg}\n\
             minexp = {minexp:6}   tiny =       {small}\n\
             maxexp = {maxexp:6}   max =        {largest}\n\
             nexp =   {nexp:6}   min =        -max\n\
             smallest_normal = {small}   smallest_subnormal = {least}\n{RULE}\n",
            self.dtype
        ))
    }
}

fn integer(this: &Value) -> DType {
    this.downcast::<IntegerLimits>().map_or(DType::Int64, |limits| limits.0)
}

static INTEGER_PROPERTIES: &[Property] = &[
    Property::new("min", "The smallest integer.", |_, this| Ok(Value::big(BigInt::from(bounds(integer(this)).0)))),
    Property::new("max", "The largest integer.", |_, this| Ok(Value::big(BigInt::from(bounds(integer(this)).1)))),
    Property::new("bits", "Bits of an integer.", |_, this| Ok(Value::from(integer(this).size() * 8))),
    Property::new("kind", "The kind of the type, a letter.", |_, this| {
        Ok(Value::from(Descr::Number(integer(this)).kind()))
    }),
    Property::new("dtype", "The element type.", |_, this| Ok(Value::object(DTypeObject(Descr::Number(integer(this)))))),
];

impl Object for IntegerLimits {
    fn class(&self) -> Rc<Class> {
        IINFO.class()
    }

    fn repr(&self, _vm: &mut Vm, _this: &Value) -> Result<String> {
        let (least, greatest) = bounds(self.0);
        Ok(format!("iinfo(min={least}, max={greatest}, dtype={})", self.0))
    }

    fn str(&self, _vm: &mut Vm, _this: &Value) -> Result<String> {
        let (least, greatest) = bounds(self.0);
        Ok(format!("Machine parameters for {}\n{RULE}\nmin = {least}\nmax = {greatest}\n{RULE}\n", self.0))
    }
}
