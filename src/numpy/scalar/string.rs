//! What numpy's string classes add to the strings of the language.

use std::rc::Rc;

use tape_lang::{Args, Class, Object, Result, Value, Vm, types};

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
