//! From values of the language to arrays: numbers, nested sequences, and whatever knows how to become an array.

use std::cell::RefCell;

use num_bigint::BigInt;
use num_complex::Complex;
use num_traits::ToPrimitive;
use smallvec::SmallVec;
use tape_lang::exception::{overflow_error, type_error, value_error};
use tape_lang::{Name, Result, Value, Vm};
use tape_show::array::Strings;
use tape_tensor::array::Bytes;
use tape_tensor::cast::cast;
use tape_tensor::{Array, DType, Element, Shape};

use crate::descr::Descr;
use crate::error::from_kernel;
use crate::items::Items;
use crate::ndarray::NdArray;
use crate::promote::promote;
use crate::scalar::NumpyScalar;

/// The elements of anything: what `np.asarray` sees.
///
/// # Errors
/// `ValueError` for ragged sequences, `TypeError` for what arrays cannot hold.
pub fn items(vm: &mut Vm, value: &Value) -> Result<Items> {
    items_as(vm, value, None)
}

/// The elements of anything as an array of numbers; the meaning of strings is lost.
///
/// # Errors
/// As [`items`].
pub fn array(vm: &mut Vm, value: &Value) -> Result<Array> {
    Ok(items(vm, value)?.array)
}

/// The elements of anything in an element type, or in the one that they imply.
///
/// # Errors
/// As [`items`]; `OverflowError` for integers that do not fit.
pub fn items_as(vm: &mut Vm, value: &Value, descr: Option<Descr>) -> Result<Items> {
    if let Some(array) = value.downcast::<NdArray>() {
        return in_descr(vm, array.items(), descr);
    }
    if let Some(scalar) = value.downcast::<NumpyScalar>() {
        return in_descr(vm, scalar.array().into(), descr);
    }
    if let Some(array) = through_protocol(vm, value)? {
        return in_descr(vm, array, descr);
    }
    let mut leaves = Leaves::default();
    let extent = leaves.walk(vm, value)?;
    if extent.ragged {
        let found = crate::error::tuple(&extent.sizes);
        let depth = extent.sizes.len();
        return Err(value_error(format!(
            "setting an array element with a sequence. The requested array has an inhomogeneous shape after {depth} \
             dimensions. The detected shape was {found} + inhomogeneous part."
        )));
    }
    let kind = descr.unwrap_or_else(|| leaves.kind());
    let shape = Shape::from(&extent.sizes[..]);
    let array = leaves.fill(vm, kind, shape)?;
    Ok(Items { array, strings: kind.strings() })
}

/// What an object's `__array__` method gives, if it has one.
fn through_protocol(vm: &mut Vm, value: &Value) -> Result<Option<Items>> {
    if !matches!(value, Value::Object(_) | Value::Instance(_)) {
        return Ok(None);
    }
    let Some(method) = vm.find_attribute(value, Name::new("__array__"))? else { return Ok(None) };
    let made = vm.call_values(&method, &[])?;
    if let Some(array) = made.downcast::<NdArray>() {
        return Ok(Some(array.items()));
    }
    match made.downcast::<NumpyScalar>() {
        Some(scalar) => Ok(Some(scalar.array().into())),
        None => Err(value_error("object __array__ method not producing an array")),
    }
}

/// Elements in another element type.
///
/// # Errors
/// `ValueError` for text that is no number.
pub fn in_descr(vm: &mut Vm, items: Items, descr: Option<Descr>) -> Result<Items> {
    let Some(descr) = descr else { return Ok(items) };
    match (items.dtype(), descr.dtype()) {
        (DType::String, DType::String) => Ok(Items { strings: descr.strings(), ..items }),
        (DType::String, dtype) => Ok(parsed(vm, &items, dtype)?.into()),
        (_, DType::String) => {
            let text = |position| items.array.get(position).map(|scalar| tape_show::scalar::str(&scalar));
            let texts = (0..items.array.len()).filter_map(text).map(|text| Bytes::from(text.into_bytes()));
            if descr == Descr::Object {
                return Err(unsupported_objects());
            }
            Ok(Items { array: Array::from_vec(items.shape().clone(), texts.collect()), strings: descr.strings() })
        }
        (_, dtype) => Ok(cast(&items.array, dtype).map_err(from_kernel)?.into()),
    }
}

fn unsupported_objects() -> tape_lang::Raise {
    type_error("arrays of objects other than bytes are not supported")
}

/// Text read as numbers.
fn parsed(vm: &mut Vm, items: &Items, dtype: DType) -> Result<Array> {
    let strings = items.array.as_slice::<Bytes>().unwrap_or_default();
    let values: Vec<Value> = strings
        .iter()
        .map(|bytes| match items.strings {
            Strings::Unicode => {
                crate::items::element_value(tape_tensor::Scalar::String(bytes.clone()), Strings::Unicode)
            }
            _ => Value::bytes(bytes.to_vec()),
        })
        .collect();
    Leaves { values, ..Leaves::default() }.fill(vm, Descr::Number(dtype), items.shape().clone())
}

/// The numbers in a nested sequence, in order, and what they have in common.
#[derive(Default)]
struct Leaves {
    /// Numbers and strings of the language, numpy scalars, and whole arrays.
    values: Vec<Value>,
    /// The numbers' dtype so far.
    dtype: Option<DType>,
    /// Whether there was an integer that only an unsigned 64-bit one can hold.
    strings: Option<Strings>,
    has_arrays: bool,
}

/// The shape of a nested sequence, as far as it has one.
struct Extent {
    sizes: SmallVec<[usize; 4]>,
    ragged: bool,
}

impl Extent {
    fn leaf(shape: &[usize]) -> Extent {
        Extent { sizes: SmallVec::from_slice(shape), ragged: false }
    }
}

impl Leaves {
    fn walk(&mut self, vm: &mut Vm, value: &Value) -> Result<Extent> {
        match value.plain() {
            Value::Int(_) => self.leaf(value.plain(), DType::Int64),
            Value::Float(_) => self.leaf(value.plain(), DType::Float64),
            Value::Bool(_) => self.leaf(value.plain(), DType::Bool),
            Value::Complex(_) => self.leaf(value.plain(), DType::Complex128),
            Value::BigInt(int) => {
                let dtype = if int.to_u64().is_some() { DType::UInt64 } else { DType::Float64 };
                self.leaf(value.plain(), dtype)
            }
            Value::Str(_) => self.string(value.plain(), Strings::Unicode),
            Value::Bytes(_) => self.string(value.plain(), Strings::Bytes),
            Value::List(list) => {
                let items = list.to_vec();
                self.sequence(vm, &items)
            }
            Value::Tuple(tuple) => {
                let items = std::rc::Rc::clone(tuple);
                self.sequence(vm, &items)
            }
            Value::Range(_) => {
                let items = vm.collect(value.plain())?;
                self.sequence(vm, &items)
            }
            Value::Object(_) | Value::Instance(_) => self.object(vm, value),
            other => Err(type_error(format!("arrays of '{}' objects are not supported", other.type_name()))),
        }
    }

    fn leaf(&mut self, value: &Value, dtype: DType) -> Result<Extent> {
        self.dtype = Some(self.dtype.map_or(dtype, |own| promote(own, dtype)));
        self.values.push(value.clone());
        Ok(Extent::leaf(&[]))
    }

    fn string(&mut self, value: &Value, strings: Strings) -> Result<Extent> {
        if self.strings != Some(Strings::Unicode) {
            self.strings = Some(strings);
        }
        self.values.push(value.clone());
        Ok(Extent::leaf(&[]))
    }

    fn object(&mut self, vm: &mut Vm, value: &Value) -> Result<Extent> {
        if let Some(scalar) = value.downcast::<NumpyScalar>() {
            return self.leaf(value, scalar.0.dtype());
        }
        let items = match value.downcast::<NdArray>() {
            Some(array) => Some(array.items()),
            None => through_protocol(vm, value)?,
        };
        if let Some(items) = items {
            return self.items(items);
        }
        match vm.length_of(value) {
            Some(length) => {
                length?;
                let items = vm.collect(value)?;
                self.sequence(vm, &items)
            }
            None => Err(type_error(format!("arrays of '{}' objects are not supported", value.type_name()))),
        }
    }

    fn items(&mut self, items: Items) -> Result<Extent> {
        let shape = items.shape().clone();
        match items.dtype() {
            DType::String => self.strings = Some(items.strings),
            dtype => self.dtype = Some(self.dtype.map_or(dtype, |own| promote(own, dtype))),
        }
        self.has_arrays = true;
        self.values.push(Value::object(NdArray::new(items)));
        Ok(Extent::leaf(&shape))
    }

    fn sequence(&mut self, vm: &mut Vm, items: &[Value]) -> Result<Extent> {
        let mut extent: Option<Extent> = None;
        for item in items {
            let inner = vm.deeper("", |vm| self.walk(vm, item))?;
            match &mut extent {
                None => extent = Some(inner),
                Some(known) => {
                    let common = known.sizes.iter().zip(&inner.sizes).take_while(|(a, b)| a == b).count();
                    known.ragged |= inner.ragged || common < known.sizes.len() || common < inner.sizes.len();
                    known.sizes.truncate(common);
                }
            }
        }
        let mut extent = extent.unwrap_or_else(|| Extent::leaf(&[]));
        extent.sizes.insert(0, items.len());
        Ok(extent)
    }

    /// The element type of them all.
    fn kind(&self) -> Descr {
        match (self.strings, self.dtype) {
            (Some(Strings::Unicode), _) => Descr::Text(0),
            (Some(Strings::Bytes), None) => Descr::Bytes(0),
            (Some(Strings::Bytes), Some(_)) => Descr::Text(0),
            (Some(Strings::Objects), _) => Descr::Object,
            (None, dtype) => Descr::Number(dtype.unwrap_or(DType::Float64)),
        }
    }

    fn fill(self, vm: &mut Vm, kind: Descr, shape: Shape) -> Result<Array> {
        if self.has_arrays {
            return self.join(vm, kind, shape);
        }
        let dtype = kind.dtype();
        let vm = RefCell::new(vm);
        let wide = match dtype {
            DType::String => collect(&self.values, shape, |value| text(&mut vm.borrow_mut(), value, kind)),
            DType::Bool => collect(&self.values, shape, |value| vm.borrow_mut().truth(value)),
            DType::UInt64 => {
                collect(&self.values, shape, |value| integer(&mut vm.borrow_mut(), value, dtype).map(|int| int as u64))
            }
            dtype if dtype.is_integer() => {
                collect(&self.values, shape, |value| integer(&mut vm.borrow_mut(), value, dtype).map(|int| int as i64))
            }
            dtype if dtype.is_complex() => collect(&self.values, shape, |value| complex(&mut vm.borrow_mut(), value)),
            _ => collect(&self.values, shape, |value| real(&mut vm.borrow_mut(), value)),
        }?;
        cast(&wide, dtype).map_err(from_kernel)
    }

    /// Leaves of which some are whole arrays.
    fn join(self, vm: &mut Vm, kind: Descr, shape: Shape) -> Result<Array> {
        let mut parts = Vec::with_capacity(self.values.len());
        for value in &self.values {
            let part = items_as(vm, value, Some(kind))?.array;
            parts.push(part.with_shape([part.len()]));
        }
        let joined = tape_tensor::layout::concat(&parts.iter().collect::<Vec<_>>(), 0).map_err(from_kernel)?;
        Ok(joined.with_shape(shape))
    }
}

fn collect<T: Element>(values: &[Value], shape: Shape, read: impl FnMut(&Value) -> Result<T>) -> Result<Array> {
    Ok(Array::from_vec(shape, values.iter().map(read).collect::<Result<Vec<T>>>()?))
}

/// A value as a real number.
fn real(vm: &mut Vm, value: &Value) -> Result<f64> {
    match value {
        Value::Float(float) => Ok(*float),
        Value::Int(int) => Ok(*int as f64),
        _ => match string_of(value) {
            Some(text) => text.trim().parse().map_err(|_| {
                let shown = vm.repr(value).unwrap_or_default();
                value_error(format!("could not convert string to float: {shown}"))
            }),
            None if matches!(value.plain(), Value::Complex(_)) => {
                Err(type_error("float() argument must be a string or a real number, not 'complex'"))
            }
            None => vm.float(value),
        },
    }
}

/// A value as an integer that fits a dtype; fractions are cut off.
fn integer(vm: &mut Vm, value: &Value, dtype: DType) -> Result<i128> {
    let int = match value {
        Value::Int(int) => i128::from(*int),
        Value::Float(_) => return Ok(i128::from(vm.int(value)?.as_int().unwrap_or(i64::MIN))),
        _ => match string_of(value) {
            Some(text) => text.trim().parse().map_err(|_| {
                let shown = vm.repr(value).unwrap_or_default();
                value_error(format!("invalid literal for int() with base 10: {shown}"))
            })?,
            None => match vm.int(value)? {
                Value::BigInt(int) => big(&int, dtype)?,
                other => i128::from(other.as_int().unwrap_or(0)),
            },
        },
    };
    if value.downcast::<NumpyScalar>().is_some() {
        return Ok(int);
    }
    check_bounds(int, dtype)?;
    Ok(int)
}

fn big(int: &BigInt, dtype: DType) -> Result<i128> {
    int.to_i128().ok_or_else(|| out_of_bounds(&int.to_string(), dtype))
}

/// The least and the greatest integer of a dtype.
#[must_use]
pub fn bounds(dtype: DType) -> (i128, i128) {
    let bits = 8 * dtype.size() as u32;
    if dtype.is_unsigned() { (0, (1 << bits) - 1) } else { (-(1 << (bits - 1)), (1 << (bits - 1)) - 1) }
}

/// Refuses an integer of Python's that a dtype cannot hold.
///
/// # Errors
/// `OverflowError`.
pub fn check_bounds(int: i128, dtype: DType) -> Result<()> {
    let (least, greatest) = bounds(dtype);
    if (least..=greatest).contains(&int) { Ok(()) } else { Err(out_of_bounds(&int.to_string(), dtype)) }
}

fn out_of_bounds(int: &str, dtype: DType) -> tape_lang::Raise {
    match dtype {
        DType::Int64 => overflow_error("Python int too large to convert to C long"),
        _ => overflow_error(format!("Python integer {int} out of bounds for {dtype}")),
    }
}

fn complex(vm: &mut Vm, value: &Value) -> Result<Complex<f64>> {
    match value.plain() {
        Value::Complex(complex) => Ok(**complex),
        _ => match value.downcast::<NumpyScalar>().map(NumpyScalar::python) {
            Some(Value::Complex(complex)) => Ok(*complex),
            _ => Ok(Complex::new(real(vm, value)?, 0.0)),
        },
    }
}

/// The text of a string of either kind.
fn string_of(value: &Value) -> Option<String> {
    match value.plain() {
        Value::Str(text) => Some(text.as_str().to_owned()),
        Value::Bytes(bytes) => Some(String::from_utf8_lossy(bytes).into_owned()),
        _ => None,
    }
}

/// A value as an element of an array of strings, cut to the width of the type.
fn text(vm: &mut Vm, value: &Value, kind: Descr) -> Result<Bytes> {
    let bytes = match value.plain() {
        Value::Bytes(bytes) => bytes.to_vec(),
        Value::Str(_) if kind == Descr::Object => return Err(unsupported_objects()),
        Value::Str(text) => text.as_bytes().to_vec(),
        _ if kind == Descr::Object => return Err(unsupported_objects()),
        other => vm.str(other)?.into_bytes(),
    };
    Ok(match kind {
        Descr::Text(width) if width > 0 => {
            String::from_utf8_lossy(&bytes).chars().take(width).collect::<String>().into_bytes().into()
        }
        Descr::Bytes(width) if width > 0 => bytes.into_iter().take(width).collect(),
        _ => bytes.into(),
    })
}

/// The element type of elements; that of strings is as wide as the longest.
#[must_use]
pub fn descr_of(items: &Items) -> Descr {
    let width = |length: fn(&[u8]) -> usize| {
        let strings = items.array.as_slice::<Bytes>().unwrap_or_default();
        strings.iter().map(|string| length(string)).max().unwrap_or(0).max(1)
    };
    match (items.dtype(), items.strings) {
        (DType::String, Strings::Objects) => Descr::Object,
        (DType::String, Strings::Bytes) => Descr::Bytes(width(<[u8]>::len)),
        (DType::String, Strings::Unicode) => Descr::Text(width(|bytes| String::from_utf8_lossy(bytes).chars().count())),
        (dtype, _) => Descr::Number(dtype),
    }
}
