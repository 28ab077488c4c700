//! The methods of ndarrays; numpy scalars have them too. Most are the functions of the same names.

use tape_lang::exception::{index_error, value_error};
use tape_lang::{Args, NativeFunction, Result, Value, Vm};
use tape_show::array::Strings;
use tape_tensor::array::Bytes;
use tape_tensor::cast::bitcast;
use tape_tensor::{Array, DType};

use super::NdArray;
use crate::arguments::{shape, unsupported};
use crate::convert;
use crate::descr;
use crate::error::from_kernel;
use crate::functions::{elements, joining, matrices, reductions, shaping, sorting};
use crate::items::{Items, python_value};
use crate::scalar::NumpyScalar;
use crate::warning::warn;

/// Methods.
pub static METHODS: &[NativeFunction] = &[
    NativeFunction::new(
        "sum",
        "(self, /, axis=None, dtype=None, out=None, keepdims=False, initial=None, where=None)",
        "The sum over an axis.",
        reductions::sum,
    ),
    NativeFunction::new(
        "prod",
        "(self, /, axis=None, dtype=None, out=None, keepdims=False, initial=None, where=None)",
        "The product over an axis.",
        reductions::prod,
    ),
    NativeFunction::new(
        "mean",
        "(self, /, axis=None, dtype=None, out=None, keepdims=False, *, where=None)",
        "The mean over an axis.",
        reductions::mean,
    ),
    NativeFunction::new(
        "std",
        "(self, /, axis=None, dtype=None, out=None, ddof=0, keepdims=False, *, where=None, mean=None, correction=None)",
        "The standard deviation over an axis.",
        reductions::std,
    ),
    NativeFunction::new(
        "var",
        "(self, /, axis=None, dtype=None, out=None, ddof=0, keepdims=False, *, where=None, mean=None, correction=None)",
        "The variance over an axis.",
        reductions::var,
    ),
    NativeFunction::new(
        "max",
        "(self, /, axis=None, out=None, keepdims=False, initial=None, where=None)",
        "The maximum along an axis.",
        reductions::max,
    ),
    NativeFunction::new(
        "min",
        "(self, /, axis=None, out=None, keepdims=False, initial=None, where=None)",
        "The minimum along an axis.",
        reductions::min,
    ),
    NativeFunction::new(
        "argmax",
        "(self, /, axis=None, out=None, *, keepdims=False)",
        "Where the maximum is.",
        reductions::argmax,
    ),
    NativeFunction::new(
        "argmin",
        "(self, /, axis=None, out=None, *, keepdims=False)",
        "Where the minimum is.",
        reductions::argmin,
    ),
    NativeFunction::new(
        "all",
        "(self, /, axis=None, out=None, keepdims=False, *, where=None)",
        "Whether all elements are true.",
        reductions::all,
    ),
    NativeFunction::new(
        "any",
        "(self, /, axis=None, out=None, keepdims=False, *, where=None)",
        "Whether any element is true.",
        reductions::any,
    ),
    NativeFunction::new("cumsum", "(self, /, axis=None, dtype=None, out=None)", "The running sum.", reductions::cumsum),
    NativeFunction::new(
        "cumprod",
        "(self, /, axis=None, dtype=None, out=None)",
        "The running product.",
        reductions::cumprod,
    ),
    NativeFunction::new(
        "reshape",
        "(self, /, *shape, order='C', copy=None)",
        "The same elements under another shape.",
        shaping::reshape_method,
    ),
    NativeFunction::new("ravel", "(self, /, order='C')", "The elements in one axis.", shaping::ravel),
    NativeFunction::new("flatten", "(self, /, order='C')", "A copy of the elements in one axis.", flatten),
    NativeFunction::new("transpose", "(self, /, *axes)", "The axes in another order.", shaping::transpose_method),
    NativeFunction::new("swapaxes", "(self, axis1, axis2, /)", "Two axes exchanged.", shaping::swapaxes),
    NativeFunction::new("squeeze", "(self, /, axis=None)", "Without axes of size 1.", shaping::squeeze),
    NativeFunction::new("resize", "(self, /, *new_shape, refcheck=True)", "Another shape, in place.", resize),
    NativeFunction::new("repeat", "(self, /, repeats, axis=None)", "Each element repeated.", joining::repeat),
    NativeFunction::new(
        "take",
        "(self, /, indices, axis=None, out=None, mode='raise')",
        "The elements at indices.",
        sorting::take,
    ),
    NativeFunction::new(
        "sort",
        "(self, /, axis=-1, kind=None, order=None, *, stable=None)",
        "Sorts in place.",
        sorting::sort_in_place,
    ),
    NativeFunction::new(
        "argsort",
        "(self, /, axis=-1, kind=None, order=None, *, stable=None)",
        "The indices that would sort it.",
        sorting::argsort,
    ),
    NativeFunction::new(
        "searchsorted",
        "(self, /, v, side='left', sorter=None)",
        "Where values should be inserted.",
        sorting::searchsorted,
    ),
    NativeFunction::new("nonzero", "(self, /)", "The indices of elements that are not zero.", sorting::nonzero),
    NativeFunction::new(
        "clip",
        "(self, /, min=<no value>, max=<no value>, out=None)",
        "Values limited to an interval.",
        clip,
    ),
    NativeFunction::new(
        "round",
        "(self, /, decimals=0, out=None)",
        "Rounded to a number of decimals.",
        elements::round,
    ),
    NativeFunction::new("dot", "(self, /, b, out=None)", "The product with another array.", matrices::dot),
    NativeFunction::new(
        "trace",
        "(self, /, offset=0, axis1=0, axis2=1, dtype=None, out=None)",
        "The sum of the diagonal.",
        matrices::trace,
    ),
    NativeFunction::new(
        "diagonal",
        "(self, /, offset=0, axis1=0, axis2=1)",
        "The elements of the diagonal.",
        matrices::diagonal,
    ),
    NativeFunction::new("conj", "(self, /)", "The complex conjugate.", conjugate),
    NativeFunction::new("conjugate", "(self, /)", "The complex conjugate.", conjugate),
    NativeFunction::new(
        "astype",
        "(self, /, dtype, order='K', casting='unsafe', subok=True, copy=True)",
        "A copy in another element type.",
        astype,
    ),
    NativeFunction::new("copy", "(self, /, order='C')", "A copy.", copy),
    NativeFunction::new("view", "(self, /, dtype=None, type=None)", "Another view of the elements.", view),
    NativeFunction::new("fill", "(self, value, /)", "Puts one value in all places.", fill),
    NativeFunction::new("put", "(self, /, indices, values, mode='raise')", "Puts values at positions.", put),
    NativeFunction::new("item", "(self, /, *args)", "One element as one of Python's own values.", item),
    NativeFunction::new("tolist", "(self, /)", "The elements as nested lists.", tolist),
    NativeFunction::new("tobytes", "(self, /, order='C')", "The elements as bytes.", tobytes),
    NativeFunction::new(
        "setflags",
        "(self, /, write=None, align=None, uic=None)",
        "Says whether it can be written to.",
        setflags,
    ),
    NativeFunction::new("__array__", "(self, dtype=None, /, *, copy=None)", "The array itself.", to_array),
    NativeFunction::new("__round__", "(self, ndigits=None, /)", "round(self, ndigits).", dunder_round),
    NativeFunction::new("__copy__", "(self, /)", "A copy.", dunder_copy),
    NativeFunction::new("__deepcopy__", "(self, memo=None, /)", "A copy.", dunder_copy),
    NativeFunction::new("is_integer", "(self, /)", "Whether the number is whole.", is_integer),
    NativeFunction::new("as_integer_ratio", "(self, /)", "The number as a fraction.", as_integer_ratio),
    NativeFunction::new("bit_count", "(self, /)", "How many bits are set.", bit_count),
];

/// `np.ndarray(shape)`: zeros, where numpy leaves the elements to chance.
pub static NEW: NativeFunction = NativeFunction::new(
    "ndarray",
    "(cls, shape, dtype=None, buffer=None, offset=0, strides=None, order=None)",
    "An array of a shape and type.",
    |vm, args| {
        if !args[3].is_none() {
            return Err(unsupported("buffer= of np.ndarray"));
        }
        let dtype = crate::arguments::dtype_or(vm, &args[2], DType::Float64)?;
        let shape = shape(vm, &args[1])?;
        Ok(crate::ndarray_of(tape_tensor::layout::zeros(shape, dtype).map_err(from_kernel)?))
    },
);

fn made(items: Items) -> Value {
    Value::object(NdArray::new(items))
}

fn flatten(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let flat = shaping::ravel(vm, args)?;
    Ok(made(convert::items(vm, &flat)?))
}

fn resize(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let Some(array) = args[0].downcast::<NdArray>() else { return Ok(Value::None) };
    let shape = match args.rest(1) {
        [one] => shape(vm, one)?,
        many => shape(vm, &Value::tuple(many.to_vec()))?,
    };
    if array.base().is_some() {
        return Err(value_error("cannot resize this array: it does not own its data"));
    }
    let items = array.items();
    let flat = items.array.with_shape([items.array.len()]);
    let wanted = shape.elements();
    let kept = tape_tensor::layout::slice(&flat, &[0], &[wanted.min(flat.len())]).map_err(from_kernel)?;
    let zeros = tape_tensor::layout::zeros([wanted - kept.len()].into(), items.dtype()).map_err(from_kernel)?;
    let joined = tape_tensor::layout::concat(&[&kept, &zeros], 0).map_err(from_kernel)?;
    array.replace(items.with(joined.with_shape(shape)));
    Ok(Value::None)
}

fn clip(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let [this, low, high, out] = [0, 1, 2, 3].map(|index| args[index].clone());
    elements::clip(vm, Args::positional(&[this, low, high, out, Value::Unset, Value::Unset]))
}

fn conjugate(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let array = convert::array(vm, &args[0])?;
    if !array.dtype().is_complex() {
        return Ok(args[0].clone());
    }
    Ok(crate::value_of(crate::ufunc::quiet_unary(crate::ufunc::Unary::Conjugate, &array)?))
}

/// `astype`: from floats to integers what does not fit is warned of.
fn astype(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let items = convert::items(vm, &args[0])?;
    let descr = descr::argument(vm, &args[1])?.unwrap_or(descr::Descr::Number(DType::Float64));
    let (from, to) = (items.dtype(), descr.dtype());
    if args[3].as_str() == Some("safe") && crate::promote::promote(from, to) != to {
        return Err(tape_lang::exception::type_error(format!(
            "Cannot cast array data from dtype('{from}') to dtype('{to}') according to the rule 'safe'"
        )));
    }
    if from.is_complex() && !to.is_complex() && to != DType::Bool {
        warn(vm, "ComplexWarning", "Casting complex values to real discards the imaginary part")?;
    }
    if from.is_floating() && to.is_integer() && has_unfit(&items.array, to) {
        warn(vm, "RuntimeWarning", "invalid value encountered in cast")?;
    }
    let result = convert::in_descr(vm, items, Some(descr))?;
    if args[0].downcast::<NumpyScalar>().is_some() { Ok(crate::give(result)) } else { Ok(made(result)) }
}

/// Whether some elements are no numbers or too large for an integer dtype.
fn has_unfit(array: &Array, to: DType) -> bool {
    let (least, greatest) = convert::bounds(to);
    let Ok(wide) = tape_tensor::cast::cast(array, DType::Float64) else { return false };
    let unfit = |x: &f64| !(x.trunc() >= least as f64 && x.trunc() <= greatest as f64);
    wide.as_slice::<f64>().is_some_and(|elements| elements.iter().any(unfit))
}

fn copy(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let items = convert::items(vm, &args[0])?;
    if args[0].downcast::<NumpyScalar>().is_some() { Ok(crate::give(items)) } else { Ok(made(items)) }
}

fn dunder_copy(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    copy(vm, args)
}

fn view(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    match descr::argument(vm, &args[1])? {
        None => shaping::viewed(vm, &args[0], |_, view| Ok(view)),
        Some(descr) if descr::of_anything(&args[0]) == Some(descr) => shaping::viewed(vm, &args[0], |_, view| Ok(view)),
        Some(descr) => {
            let array = convert::array(vm, &args[0])?;
            reinterpreted(&array, descr.dtype())
        }
    }
}

/// The bytes of the last axis as elements of another dtype.
fn reinterpreted(array: &Array, dtype: DType) -> Result<Value> {
    let (from, to) = (array.dtype().size(), dtype.size());
    let (last, outer) = array.shape().split_last().map_or((1, &[][..]), |(last, outer)| (*last, outer));
    if !(last * from).is_multiple_of(to) {
        return Err(value_error(
            "When changing to a larger dtype, its size must be a divisor of the total size in bytes of the last axis of \
             the array.",
        ));
    }
    let bytes = bitcast(array, DType::UInt8).map_err(from_kernel)?;
    let bytes = bytes.with_shape([bytes.len() / to, to]);
    let bytes = if to == 1 { bytes.with_shape([bytes.len()]) } else { bytes };
    let elements = bitcast(&bytes, dtype).map_err(from_kernel)?;
    let sizes: Vec<usize> = outer.iter().copied().chain([last * from / to]).collect();
    Ok(made(elements.with_shape(sizes).into()))
}

fn fill(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    vm.set_item(&args[0], &Value::Ellipsis, args[1].clone())?;
    Ok(Value::None)
}

fn put(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let flat = super::FlatIterator::over(&args[0]);
    let indices = match &args[1] {
        one @ Value::Int(_) => Value::list(vec![one.clone()]),
        other => other.clone(),
    };
    vm.set_item(&flat, &indices, args[2].clone())?;
    Ok(Value::None)
}

fn item(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let items = convert::items(vm, &args[0])?;
    let position = match args.rest(1) {
        [] if items.array.len() == 1 => 0,
        [] => return Err(value_error("can only convert an array of size 1 to a Python scalar")),
        [one] if !matches!(one, Value::Tuple(_)) => {
            let (index, size) = (vm.index(one)?, items.array.len());
            let from_front = if index < 0 { index + size as i64 } else { index };
            let place = usize::try_from(from_front).ok().filter(|&place| place < size);
            place.ok_or_else(|| index_error(format!("index {index} is out of bounds for size {size}")))?
        }
        many => {
            let indices = match many {
                [Value::Tuple(tuple)] => tuple.to_vec(),
                many => many.to_vec(),
            };
            if indices.len() != items.rank() {
                return Err(value_error("incorrect number of indices for array"));
            }
            let mut position = 0;
            for (axis, index) in indices.iter().enumerate() {
                let (index, size) = (vm.index(index)?, items.shape()[axis]);
                let from_front = if index < 0 { index + size as i64 } else { index };
                let place = usize::try_from(from_front).ok().filter(|&place| place < size);
                let place = place.ok_or_else(|| crate::error::index_out_of_bounds(index, axis, size))?;
                position = position * size + place;
            }
            position
        }
    };
    Ok(items.array.get(position).map_or(Value::None, |scalar| python_value(&scalar, items.strings)))
}

fn tolist(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let items = convert::items(vm, &args[0])?;
    let mut at = 0;
    Ok(nested(&items, items.shape(), &mut at))
}

/// The elements from position `at` on, as lists of this shape.
fn nested(items: &Items, shape: &[usize], at: &mut usize) -> Value {
    match shape.split_first() {
        None => {
            let value = items.array.get(*at).map_or(Value::None, |scalar| python_value(&scalar, items.strings));
            *at += 1;
            value
        }
        Some((&size, inner)) => Value::list((0..size).map(|_| nested(items, inner, at)).collect()),
    }
}

fn tobytes(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let items = convert::items(vm, &args[0])?;
    if items.dtype() == DType::String {
        if items.strings != Strings::Bytes {
            return Err(unsupported("tobytes() of text"));
        }
        let strings = items.array.as_slice::<Bytes>().unwrap_or_default();
        let width = convert::descr_of(&items).itemsize();
        let padded = strings
            .iter()
            .flat_map(|string| string.iter().copied().chain(std::iter::repeat_n(0, width - string.len())));
        return Ok(Value::bytes(padded.collect::<Vec<u8>>()));
    }
    let bytes = bitcast(&items.array, DType::UInt8).map_err(from_kernel)?;
    Ok(Value::bytes(bytes.as_slice::<u8>().unwrap_or_default()))
}

fn setflags(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    if let Some(array) = args[0].downcast::<NdArray>()
        && !args[1].is_none()
    {
        array.set_writeable(vm.truth(&args[1])?);
    }
    Ok(Value::None)
}

fn to_array(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    match descr::argument(vm, &args[1])? {
        None => shaping::as_ndarray(vm, &args[0]),
        descr => Ok(made(convert::items_as(vm, &args[0], descr)?)),
    }
}

/// `round(x)` of a numpy float is a Python integer; with a number of digits it stays a numpy number.
fn dunder_round(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let array = convert::array(vm, &args[0])?;
    if args[1].is_none() && args[0].downcast::<NumpyScalar>().is_some() {
        let rounded = elements::rounded(vm, &array, 0)?;
        return vm.int(&crate::value_of(rounded));
    }
    let decimals = if args[1].is_none() { 0 } else { vm.index(&args[1])? };
    Ok(crate::value_of(elements::rounded(vm, &array, decimals)?))
}

fn is_integer(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let value = convert::items(vm, &args[0])?;
    let whole = match value.array.get(0).map(|scalar| python_value(&scalar, value.strings)) {
        Some(Value::Float(float)) => float.is_finite() && float == float.trunc(),
        _ => true,
    };
    Ok(Value::Bool(whole))
}

fn as_integer_ratio(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let number = Value::Float(vm.float(&args[0])?);
    vm.call_method(&number, tape_lang::Name::new("as_integer_ratio"), &[])
}

fn bit_count(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let number = vm.index_value(&args[0])?;
    vm.call_method(&number, tape_lang::Name::new("bit_count"), &[])
}
