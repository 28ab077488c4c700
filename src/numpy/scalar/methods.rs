//! Methods and attributes that all numpy scalars have.

use std::rc::Rc;

use tape_lang::{Args, Class, NativeFunction, Object, Property, Result, Value, Vm, types};
use tape_tensor::DType;

use super::NumpyScalar;
use crate::descr::Descr;
use crate::dtype::DTypeObject;

/// Methods of `numpy.generic`.
pub static METHODS: &[NativeFunction] =
    &[NativeFunction::new("generic.item", "(self, *args)", "The value as one of Python's own.", |_vm, args| {
        Ok(args[0].downcast::<NumpyScalar>().map_or(Value::None, NumpyScalar::python))
    })];

/// Attributes of `numpy.generic`.
pub static PROPERTIES: &[Property] = &[
    Property::new("dtype", "The element type.", |_, this| {
        let dtype = this.downcast::<NumpyScalar>().map_or(DType::Float64, |scalar| scalar.0.dtype());
        Ok(Value::object(DTypeObject(Descr::Number(dtype))))
    }),
    Property::new("shape", "The sizes of the axes: none.", |_, _| Ok(Value::tuple([]))),
    Property::new("ndim", "The number of axes.", |_, _| Ok(Value::Int(0))),
    Property::new("size", "The number of elements.", |_, _| Ok(Value::Int(1))),
];

/// `__repr__` of numpy's string classes: `np.str_('abc')`.
pub struct StringRepr;

impl Object for StringRepr {
    fn class(&self) -> Rc<Class> {
        types::BUILTIN_FUNCTION.class()
    }

    fn call(&self, vm: &mut Vm, _this: &Value, args: Args<'_>) -> Result<Value> {
        let Some(string) = args.values.first() else { return Ok(Value::None) };
        let inner = vm.repr(&string.plain().clone())?;
        Ok(Value::str(format!("np.{}({inner})", string.type_name())))
    }

    fn is_callable(&self) -> bool {
        true
    }

    fn descriptor_get(
        &self,
        _vm: &mut Vm,
        _this: &Value,
        instance: Option<&Value>,
        _owner: &Rc<Class>,
    ) -> Option<Result<Value>> {
        instance.map(|instance| {
            let function = Value::object(StringRepr);
            Ok(Value::Method(Rc::new(tape_lang::value::Method { function, receiver: instance.clone() })))
        })
    }
}
