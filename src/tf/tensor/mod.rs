//! Tensors as the language sees them: `EagerTensor`.

mod attributes;
mod index;
pub mod operators;

use std::rc::Rc;

use tape_grad::{Tensor, Variable};
use tape_lang::exception::{attribute_error, type_error, value_error};
use tape_lang::value::Method;
use tape_lang::{Args, Class, Comparison, Name, NativeClass, Object, Operator, Result, Side, UnaryOp, Value, Vm};
use tape_show::PrintOptions;
use tape_tensor::Scalar;

pub use attributes::DEVICE;
pub use index::{index, select};

/// `tf.Tensor`, the abstract class.
pub static TENSOR: NativeClass = NativeClass::new("Tensor").module("tensorflow.python.framework.tensor");

/// The class of every tensor that has a value.
pub static EAGER_TENSOR: NativeClass = NativeClass::new("EagerTensor")
    .module("tensorflow.python.framework.ops")
    .base(&TENSOR)
    .methods(attributes::METHODS)
    .properties(attributes::PROPERTIES);

/// As TensorFlow's messages name the class.
const CLASS_NAME: &str = "tensorflow.python.framework.ops.EagerTensor";

/// A tensor as a value of the language.
pub struct TensorObject {
    tensor: Tensor,
    /// The variable and the index that it was read from: `variable[index].assign(...)` writes back.
    origin: Option<Box<(Variable, Value)>>,
}

impl TensorObject {
    /// The tensor.
    #[must_use]
    pub fn tensor(&self) -> &Tensor {
        &self.tensor
    }
}

/// A tensor as a value.
#[must_use]
pub fn value(tensor: Tensor) -> Value {
    Value::object(TensorObject { tensor, origin: None })
}

/// The part of a variable that an index selects, which can be assigned to.
#[must_use]
pub fn value_of_slice(tensor: Tensor, variable: &Variable, key: &Value) -> Value {
    Value::object(TensorObject { tensor, origin: Some(Box::new((variable.clone(), key.clone()))) })
}

/// `repr(tensor)` before a program has set any print options.
#[must_use]
pub fn repr(tensor: &Tensor) -> String {
    tape_show::tensor::repr(tensor.array(), &PrintOptions::default())
}

impl Object for TensorObject {
    fn class(&self) -> Rc<Class> {
        EAGER_TENSOR.class()
    }

    fn get_attribute(&self, _vm: &mut Vm, this: &Value, name: Name) -> Result<Option<Value>> {
        if EAGER_TENSOR.class().lookup(name).is_some() {
            return Ok(None);
        }
        match (&self.origin, attributes::SLICE_METHODS.iter().find(|method| method.name() == name.as_str())) {
            (Some(_), Some(method)) => {
                Ok(Some(Value::Method(Rc::new(Method { receiver: this.clone(), function: Value::Native(method) }))))
            }
            _ => Err(attributes::missing(name)),
        }
    }

    fn set_attribute(&self, _vm: &mut Vm, name: Name, _value: Value) -> Result<()> {
        Err(attribute_error(format!("'{CLASS_NAME}' object attribute '{name}' is read-only")))
    }

    fn call(&self, _vm: &mut Vm, _this: &Value, _args: Args<'_>) -> Result<Value> {
        Err(type_error(format!("'{CLASS_NAME}' object is not callable")))
    }

    fn binary(&self, vm: &mut Vm, this: &Value, op: Operator, other: &Value, side: Side) -> Result<Value> {
        operators::binary(vm, op, this, other, side)
    }

    fn unary(&self, _vm: &mut Vm, _this: &Value, op: UnaryOp) -> Result<Value> {
        operators::unary(op, &self.tensor)
    }

    fn compare(&self, vm: &mut Vm, this: &Value, op: Comparison, other: &Value) -> Result<Value> {
        operators::compare(vm, op, this, other)
    }

    fn abs(&self, _vm: &mut Vm, _this: &Value) -> Result<Value> {
        operators::wrap(tape_ops::abs(&self.tensor))
    }

    fn item(&self, vm: &mut Vm, _this: &Value, key: &Value) -> Result<Value> {
        index(vm, &self.tensor, key).map(value)
    }

    fn set_item(&self, _vm: &mut Vm, _key: &Value, _value: Value) -> Result<()> {
        Err(type_error(format!("'{CLASS_NAME}' object does not support item assignment")))
    }

    fn del_item(&self, _vm: &mut Vm, _key: &Value) -> Result<()> {
        Err(type_error(format!("'{CLASS_NAME}' object doesn't support item deletion")))
    }

    fn length(&self, _vm: &mut Vm) -> Option<Result<usize>> {
        Some(self.tensor.shape().first().copied().ok_or_else(|| type_error("Scalar tensor has no `len()`")))
    }

    fn iterate(&self, _vm: &mut Vm, _this: &Value) -> Option<Result<Value>> {
        Some(rows(&self.tensor))
    }

    fn truth(&self, _vm: &mut Vm) -> Result<bool> {
        truth(&self.tensor)
    }

    fn int(&self, vm: &mut Vm) -> Option<Result<Value>> {
        Some(only(&self.tensor).and_then(|scalar| vm.int(&tape_numpy::scalar_value(scalar))))
    }

    fn index(&self, vm: &mut Vm) -> Option<Result<Value>> {
        if !self.tensor.dtype().is_integer() {
            return Some(Err(type_error("only integer scalar arrays can be converted to a scalar index")));
        }
        self.int(vm)
    }

    fn float(&self, vm: &mut Vm) -> Option<Result<f64>> {
        Some(only(&self.tensor).and_then(|scalar| vm.float(&tape_numpy::scalar_value(scalar))))
    }

    fn repr(&self, vm: &mut Vm, _this: &Value) -> Result<String> {
        Ok(tape_show::tensor::repr(self.tensor.array(), &tape_numpy::print_options(vm)))
    }

    fn str(&self, vm: &mut Vm, _this: &Value) -> Result<String> {
        Ok(tape_show::tensor::str(self.tensor.array(), &tape_numpy::print_options(vm)))
    }

    fn format(&self, vm: &mut Vm, _this: &Value, spec: &str) -> Result<String> {
        vm.format(&tape_numpy::value_of(self.tensor.array().clone()), spec)
    }

    fn hash(&self, _vm: &mut Vm, _this: &Value) -> Result<i64> {
        Err(type_error("Tensor is unhashable. Instead, use tensor.ref() as the key."))
    }
}

/// The only element of a tensor without axes.
fn only(tensor: &Tensor) -> Result<Scalar> {
    match tensor.rank() {
        0 => tensor
            .array()
            .get(0)
            .ok_or_else(|| type_error("only 0-dimensional arrays can be converted to Python scalars")),
        _ => Err(type_error("only 0-dimensional arrays can be converted to Python scalars")),
    }
}

/// Whether the only element is not zero; an empty tensor is false.
///
/// # Errors
/// `ValueError` for several elements.
pub fn truth(tensor: &Tensor) -> Result<bool> {
    if tensor.array().len() > 1 {
        return Err(value_error(
            "The truth value of an array with more than one element is ambiguous. Use a.any() or a.all()",
        ));
    }
    let Some(scalar) = tensor.array().get(0) else { return Ok(false) };
    Ok(match scalar {
        Scalar::String(bytes) => !bytes.is_empty(),
        Scalar::Bool(flag) => flag,
        other => match tape_tensor::cast::cast(&scalar_array(other), tape_tensor::DType::Bool) {
            Ok(cast) => cast.as_slice::<bool>().is_some_and(|flags| flags.contains(&true)),
            Err(_) => true,
        },
    })
}

fn scalar_array(scalar: Scalar) -> tape_tensor::Array {
    tape_tensor::Array::full(tape_tensor::Shape::SCALAR, scalar).unwrap_or_else(|_| tape_tensor::Array::scalar(false))
}

/// An iterator over the rows, each made when it is asked for.
fn rows(tensor: &Tensor) -> Result<Value> {
    if tensor.rank() == 0 {
        return Err(type_error("Cannot iterate over a scalar tensor."));
    }
    Ok(Value::object(Rows { tensor: tensor.clone(), next: std::cell::Cell::new(0) }))
}

static ROWS: NativeClass = NativeClass::new("_EagerTensorIterator").module("tensorflow.python.framework.ops");

struct Rows {
    tensor: Tensor,
    next: std::cell::Cell<usize>,
}

impl Object for Rows {
    fn class(&self) -> Rc<Class> {
        ROWS.class()
    }

    fn is_iterator(&self) -> bool {
        true
    }

    fn iterate(&self, _vm: &mut Vm, this: &Value) -> Option<Result<Value>> {
        Some(Ok(this.clone()))
    }

    fn next(&self, vm: &mut Vm) -> Result<Option<Value>> {
        let row = self.next.get();
        if self.tensor.shape().first().is_none_or(|&rows| row >= rows) {
            return Ok(None);
        }
        self.next.set(row + 1);
        index(vm, &self.tensor, &Value::from(row)).map(|row| Some(value(row)))
    }
}
