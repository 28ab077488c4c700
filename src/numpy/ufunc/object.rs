//! Ufuncs as programs see them: `np.add(x, y, out=z)`, `np.add.reduce(x)`.

use std::rc::Rc;

use tape_lang::exception::{type_error, value_error};
use tape_lang::{Args, Class, NativeClass, NativeFunction, Object, Property, Result, Value, Vm};
use tape_tensor::cast::cast;
use tape_tensor::{Array, DType, Scalar, elementwise};

use super::{Binary, Operand, Unary};
use crate::arguments::{axes, axis, deliver, unsupported};
use crate::convert;
use crate::descr;
use crate::error::from_kernel;
use crate::items::Items;
use crate::reduce::{self, Axes, End, Nans};

/// A ufunc.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Ufunc {
    /// Of one operand.
    Unary(Unary),
    /// Of two operands.
    Binary(Binary),
}

/// The ufuncs and their other names.
pub static UFUNCS: &[(&str, Ufunc)] = &{
    use Binary as B;
    use Ufunc::{Binary as Two, Unary as One};
    use Unary as U;
    [
        ("negative", One(U::Negative)),
        ("positive", One(U::Positive)),
        ("absolute", One(U::Absolute)),
        ("abs", One(U::Absolute)),
        ("fabs", One(U::Fabs)),
        ("sign", One(U::Sign)),
        ("square", One(U::Square)),
        ("reciprocal", One(U::Reciprocal)),
        ("conjugate", One(U::Conjugate)),
        ("conj", One(U::Conjugate)),
        ("floor", One(U::Floor)),
        ("ceil", One(U::Ceil)),
        ("trunc", One(U::Trunc)),
        ("rint", One(U::Rint)),
        ("sqrt", One(U::Sqrt)),
        ("cbrt", One(U::Cbrt)),
        ("exp", One(U::Exp)),
        ("exp2", One(U::Exp2)),
        ("expm1", One(U::Expm1)),
        ("log", One(U::Log)),
        ("log2", One(U::Log2)),
        ("log10", One(U::Log10)),
        ("log1p", One(U::Log1p)),
        ("sin", One(U::Sin)),
        ("cos", One(U::Cos)),
        ("tan", One(U::Tan)),
        ("arcsin", One(U::Arcsin)),
        ("arccos", One(U::Arccos)),
        ("arctan", One(U::Arctan)),
        ("asin", One(U::Arcsin)),
        ("acos", One(U::Arccos)),
        ("atan", One(U::Arctan)),
        ("sinh", One(U::Sinh)),
        ("cosh", One(U::Cosh)),
        ("tanh", One(U::Tanh)),
        ("arcsinh", One(U::Arcsinh)),
        ("arccosh", One(U::Arccosh)),
        ("arctanh", One(U::Arctanh)),
        ("asinh", One(U::Arcsinh)),
        ("acosh", One(U::Arccosh)),
        ("atanh", One(U::Arctanh)),
        ("degrees", One(U::Degrees)),
        ("radians", One(U::Radians)),
        ("rad2deg", One(U::Rad2deg)),
        ("deg2rad", One(U::Deg2rad)),
        ("spacing", One(U::Spacing)),
        ("invert", One(U::Invert)),
        ("bitwise_not", One(U::Invert)),
        ("bitwise_invert", One(U::Invert)),
        ("logical_not", One(U::LogicalNot)),
        ("isnan", One(U::Isnan)),
        ("isinf", One(U::Isinf)),
        ("isfinite", One(U::Isfinite)),
        ("signbit", One(U::Signbit)),
        ("add", Two(B::Add)),
        ("subtract", Two(B::Subtract)),
        ("multiply", Two(B::Multiply)),
        ("divide", Two(B::Divide)),
        ("true_divide", Two(B::Divide)),
        ("floor_divide", Two(B::FloorDivide)),
        ("remainder", Two(B::Remainder)),
        ("mod", Two(B::Remainder)),
        ("fmod", Two(B::Fmod)),
        ("power", Two(B::Power)),
        ("pow", Two(B::Power)),
        ("float_power", Two(B::FloatPower)),
        ("maximum", Two(B::Maximum)),
        ("minimum", Two(B::Minimum)),
        ("fmax", Two(B::Fmax)),
        ("fmin", Two(B::Fmin)),
        ("arctan2", Two(B::Arctan2)),
        ("atan2", Two(B::Arctan2)),
        ("hypot", Two(B::Hypot)),
        ("logaddexp", Two(B::Logaddexp)),
        ("logaddexp2", Two(B::Logaddexp2)),
        ("copysign", Two(B::Copysign)),
        ("nextafter", Two(B::Nextafter)),
        ("heaviside", Two(B::Heaviside)),
        ("bitwise_and", Two(B::BitwiseAnd)),
        ("bitwise_or", Two(B::BitwiseOr)),
        ("bitwise_xor", Two(B::BitwiseXor)),
        ("left_shift", Two(B::LeftShift)),
        ("right_shift", Two(B::RightShift)),
        ("bitwise_left_shift", Two(B::LeftShift)),
        ("bitwise_right_shift", Two(B::RightShift)),
        ("gcd", Two(B::Gcd)),
        ("lcm", Two(B::Lcm)),
        ("logical_and", Two(B::LogicalAnd)),
        ("logical_or", Two(B::LogicalOr)),
        ("logical_xor", Two(B::LogicalXor)),
        ("equal", Two(B::Equal)),
        ("not_equal", Two(B::NotEqual)),
        ("less", Two(B::Less)),
        ("less_equal", Two(B::LessEqual)),
        ("greater", Two(B::Greater)),
        ("greater_equal", Two(B::GreaterEqual)),
    ]
};

impl Ufunc {
    /// numpy's own name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Ufunc::Unary(Unary::Rad2deg) => "rad2deg",
            Ufunc::Unary(op) => op.name(),
            Ufunc::Binary(op) => op.name(),
        }
    }

    const fn inputs(self) -> usize {
        match self {
            Ufunc::Unary(_) => 1,
            Ufunc::Binary(_) => 2,
        }
    }
}

/// `numpy.ufunc`.
pub static UFUNC: NativeClass = NativeClass::new("ufunc")
    .module("numpy")
    .named_in_full()
    .methods(METHODS)
    .properties(PROPERTIES)
    .doc("Functions that operate element by element.");

/// A ufunc as a value.
pub struct UfuncObject(pub Ufunc);

static METHODS: &[NativeFunction] = &[
    NativeFunction::new(
        "ufunc.reduce",
        "(self, array, axis=0, dtype=None, out=None, keepdims=False, initial=None, where=True)",
        "Reduces an array by one axis with the operation.",
        reduce_with,
    ),
    NativeFunction::new(
        "ufunc.accumulate",
        "(self, array, axis=0, dtype=None, out=None)",
        "All the partial results of a reduction.",
        accumulate,
    ),
    NativeFunction::new("ufunc.outer", "(self, A, B, /)", "The operation on each pair of elements.", outer),
    NativeFunction::new(
        "ufunc.at",
        "(self, a, indices, b=None, /)",
        "The operation in place, at indices that may repeat.",
        at,
    ),
];

static PROPERTIES: &[Property] = &[
    Property::new("__name__", "The name.", |_, this| Ok(Value::str(read(this).name()))),
    Property::new("nin", "The number of inputs.", |_, this| Ok(Value::from(read(this).inputs()))),
    Property::new("nout", "The number of outputs.", |_, _| Ok(Value::Int(1))),
    Property::new("nargs", "The number of arguments.", |_, this| Ok(Value::from(read(this).inputs() + 1))),
];

fn read(value: &Value) -> Ufunc {
    value.downcast::<UfuncObject>().map_or(Ufunc::Binary(Binary::Add), |ufunc| ufunc.0)
}

/// The options of a call, beside its operands.
#[derive(Default)]
struct Options {
    out: Value,
    mask: Option<Value>,
    dtype: Option<DType>,
}

impl Object for UfuncObject {
    fn class(&self) -> Rc<Class> {
        UFUNC.class()
    }

    fn is_callable(&self) -> bool {
        true
    }

    fn repr(&self, _vm: &mut Vm, _this: &Value) -> Result<String> {
        Ok(format!("<ufunc '{}'>", self.0.name()))
    }

    fn call(&self, vm: &mut Vm, _this: &Value, args: Args<'_>) -> Result<Value> {
        let (name, inputs) = (self.0.name(), self.0.inputs());
        let given = args.by_position();
        if given.len() < inputs || given.len() > inputs + 1 {
            let (were, count) = (if given.len() == 1 { "was" } else { "were" }, given.len());
            return Err(type_error(format!(
                "{name}() takes from {inputs} to {} positional arguments but {count} {were} given",
                inputs + 1
            )));
        }
        let mut options = Options { out: given.get(inputs).cloned().unwrap_or_default(), ..Options::default() };
        for (keyword, value) in args.by_name() {
            match keyword.as_str() {
                "out" => options.out = value.clone(),
                "where" if matches!(value, Value::Bool(true)) => {}
                "where" => options.mask = Some(value.clone()),
                "dtype" => options.dtype = descr::number(vm, value)?,
                "casting" | "order" | "subok" | "signature" => {}
                other => return Err(type_error(format!("{name}() got an unexpected keyword argument '{other}'"))),
            }
        }
        let result = self.compute(vm, given, &options)?;
        match options.mask {
            None => deliver(result, &options.out, name),
            Some(mask) => masked(vm, result, &mask, &options.out, name),
        }
    }
}

impl UfuncObject {
    fn compute(&self, vm: &mut Vm, operands: &[Value], options: &Options) -> Result<Items> {
        let operand = |vm: &mut Vm, value: &Value| -> Result<Operand> {
            let operand = match super::text_operand(value) {
                Some(text) => text,
                None => Operand::read(vm, value)?,
            };
            match options.dtype {
                Some(dtype) => Ok(Operand::from(operand.array_as(dtype)?)),
                None => Ok(operand),
            }
        };
        let first = operand(vm, &operands[0])?;
        match self.0 {
            Ufunc::Unary(op) => Ok(super::unary(vm, op, &first.array())?.into()),
            Ufunc::Binary(op) => {
                let second = operand(vm, &operands[1])?;
                super::binary(vm, op, &first, &second)
            }
        }
    }
}

/// A result only where a mask is true; elsewhere what `out` held.
fn masked(vm: &mut Vm, result: Items, mask: &Value, out: &Value, name: &str) -> Result<Value> {
    let mask = cast(&convert::array(vm, mask)?, DType::Bool).map_err(from_kernel)?;
    let held = match crate::array_of(out) {
        Some(held) => cast(&held, result.dtype()).map_err(from_kernel)?,
        None => tape_tensor::layout::zeros(result.shape().clone(), result.dtype()).map_err(from_kernel)?,
    };
    let chosen = elementwise::select(&mask, &result.array, &held).map_err(from_kernel)?;
    deliver(chosen, out, name)
}

fn binary_of(this: &Value, method: &str) -> Result<Binary> {
    match read(this) {
        Ufunc::Binary(op) => Ok(op),
        Ufunc::Unary(_) => Err(value_error(format!("{method} only supported for binary functions"))),
    }
}

fn reduce_with(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let op = binary_of(&args[0], "reduce")?;
    let array = convert::array(vm, &args[1])?;
    let rank = array.shape().rank();
    let removed = axes(vm, &args[2], rank)?;
    let axes = Axes::new(removed.as_deref(), rank);
    let dtype = descr::number(vm, &args[3])?;
    let result = match op {
        Binary::Add => reduce::sum(&array, &axes, dtype.unwrap_or_else(|| reduce::sum_dtype(array.dtype())))?,
        Binary::Multiply => reduce::product(&array, &axes, dtype.unwrap_or_else(|| reduce::sum_dtype(array.dtype())))?,
        Binary::Maximum => reduce::extreme(&array, &axes, End::Largest, Nans::Spread)?,
        Binary::Minimum => reduce::extreme(&array, &axes, End::Smallest, Nans::Spread)?,
        Binary::Fmax => reduce::extreme(&array, &axes, End::Largest, Nans::Skip)?,
        Binary::Fmin => reduce::extreme(&array, &axes, End::Smallest, Nans::Skip)?,
        Binary::LogicalAnd => reduce::truth(&array, &axes, true)?,
        Binary::LogicalOr => reduce::truth(&array, &axes, false)?,
        _ => step_by_step(vm, op, &array, removed.as_deref())?,
    };
    let result = match args.get(6) {
        Some(initial) if !initial.is_none() => {
            let initial = Operand::read(vm, initial)?;
            super::binary(vm, op, &Operand::from(result), &initial)?.array
        }
        _ => result,
    };
    let result = if vm.truth(&args[5])? { result.with_shape(axes.kept_dims(array.shape())) } else { result };
    deliver(result, &args[4], op.name())
}

/// Any other operation, slice by slice along one axis.
fn step_by_step(vm: &mut Vm, op: Binary, array: &Array, axes: Option<&[usize]>) -> Result<Array> {
    let [axis] = axes.unwrap_or(&[0])[..] else { return Err(unsupported("reducing several axes with this ufunc")) };
    let slices = tape_tensor::layout::unstack(array, axis).map_err(from_kernel)?;
    let mut slices = slices.into_iter();
    let Some(mut result) = slices.next() else {
        return Err(value_error(format!("zero-size array to reduction operation {} which has no identity", op.name())));
    };
    for slice in slices {
        result = super::binary(vm, op, &result.into(), &slice.into())?.array;
    }
    Ok(result)
}

fn accumulate(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let op = binary_of(&args[0], "accumulate")?;
    let array = convert::array(vm, &args[1])?;
    let axis = axis(vm, &args[2], array.shape().rank())?;
    let dtype = descr::number(vm, &args[3])?.unwrap_or_else(|| reduce::sum_dtype(array.dtype()));
    let result = match op {
        Binary::Add | Binary::Multiply => reduce::running(&array, axis, dtype, op == Binary::Multiply)?,
        _ => {
            let mut results: Vec<Array> = Vec::new();
            for slice in tape_tensor::layout::unstack(&array, axis).map_err(from_kernel)? {
                let next = match results.last() {
                    Some(last) => super::binary(vm, op, &last.into(), &slice.into())?.array,
                    None => slice,
                };
                results.push(next);
            }
            tape_tensor::layout::stack(&results.iter().collect::<Vec<_>>(), axis).map_err(from_kernel)?
        }
    };
    deliver(result, &args[4], op.name())
}

fn outer(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let op = binary_of(&args[0], "outer")?;
    let (x, y) = (convert::array(vm, &args[1])?, convert::array(vm, &args[2])?);
    let tall = x.shape().iter().copied().chain(std::iter::repeat_n(1, y.shape().rank())).collect::<Vec<_>>();
    Ok(crate::give(super::binary(vm, op, &x.with_shape(tall).into(), &y.into())?))
}

fn at(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let ufunc = read(&args[0]);
    let indices = convert::items(vm, &args[2])?;
    let values = if args[3].is_none() { None } else { Some(convert::array(vm, &args[3])?) };
    let values = match values {
        Some(values) => Some(tape_tensor::layout::broadcast_to(&values, indices.shape()).map_err(from_kernel)?),
        None => None,
    };
    for position in 0..indices.array.len() {
        let Some(index) = indices.array.get(position) else { break };
        if matches!(index, Scalar::Bool(_)) {
            return Err(unsupported("a mask in ufunc.at"));
        }
        let key = crate::items::python_value(&index, indices.strings);
        let old = vm.item(&args[1], &key)?;
        let old = Operand::read(vm, &old)?;
        let new = match (ufunc, &values) {
            (Ufunc::Unary(op), _) => super::unary(vm, op, &old.array())?,
            (Ufunc::Binary(op), Some(values)) => {
                let value = values.get(position).map(|scalar| crate::scalar::array_of(&scalar));
                let value = value.unwrap_or_else(|| Array::scalar(0i64));
                super::binary(vm, op, &old, &value.into())?.array
            }
            (Ufunc::Binary(_), None) => return Err(value_error("second operand needed for ufunc")),
        };
        vm.set_item(&args[1], &key, crate::value_of(new))?;
    }
    Ok(Value::None)
}
