//! Types in annotations: `list[int]` and `int | None`.

use std::rc::Rc;

use crate::Result;
use crate::class::{Class, NativeClass};
use crate::exception::type_error;
use crate::name::Name;
use crate::native::Args;
use crate::object::Object;
use crate::operator::{Comparison, Operator, Side};
use crate::types;
use crate::value::{Tuple, Value};
use crate::vm::Vm;

static GENERIC_ALIAS: NativeClass = NativeClass::new("GenericAlias").module("types").not_a_base();
static UNION_TYPE: NativeClass = NativeClass::new("UnionType").module("types").not_a_base();

/// The built-in classes that take arguments in square brackets.
static GENERIC: &[&NativeClass] =
    &[&types::LIST, &types::DICT, &types::TUPLE, &types::SET, &types::FROZENSET, &types::TYPE];

/// `class[key]` of a built-in class; nothing if it takes no arguments.
#[must_use]
pub fn alias(class: &Rc<Class>, key: &Value) -> Option<Value> {
    let native = class.native_table()?;
    let is_generic = GENERIC.iter().any(|generic| std::ptr::eq(*generic, native));
    is_generic.then(|| Value::object(GenericAlias { origin: Rc::clone(class), args: arguments(key) }))
}

fn arguments(key: &Value) -> Rc<Tuple> {
    match key {
        Value::Tuple(args) => Rc::clone(args),
        one => Rc::new(Tuple::new([one.clone()])),
    }
}

/// `list[int]`.
struct GenericAlias {
    origin: Rc<Class>,
    args: Rc<Tuple>,
}

impl Object for GenericAlias {
    fn class(&self) -> Rc<Class> {
        GENERIC_ALIAS.class()
    }

    fn get_attribute(&self, vm: &mut Vm, _this: &Value, name: Name) -> Result<Option<Value>> {
        match name.as_str() {
            "__origin__" => Ok(Some(Value::Class(Rc::clone(&self.origin)))),
            "__args__" => Ok(Some(Value::Tuple(Rc::clone(&self.args)))),
            "__parameters__" => Ok(Some(Value::tuple([]))),
            _ => vm.find_attribute(&Value::Class(Rc::clone(&self.origin)), name),
        }
    }

    fn is_callable(&self) -> bool {
        true
    }

    fn call(&self, vm: &mut Vm, _this: &Value, args: Args<'_>) -> Result<Value> {
        vm.call(&Value::Class(Rc::clone(&self.origin)), args)
    }

    fn item(&self, _vm: &mut Vm, _this: &Value, _key: &Value) -> Result<Value> {
        Err(type_error(format!("{}[...] is not a generic class", self.origin.name())))
    }

    fn binary(&self, _vm: &mut Vm, this: &Value, op: Operator, other: &Value, side: Side) -> Result<Value> {
        Ok(match (op, side) {
            (Operator::BitOr, Side::Left) => union(this, other),
            (Operator::BitOr, Side::Right) => union(other, this),
            _ => Value::NotImplemented,
        })
    }

    fn compare(&self, vm: &mut Vm, _this: &Value, op: Comparison, other: &Value) -> Result<Value> {
        let Some(other) = other.downcast::<GenericAlias>() else { return Ok(Value::NotImplemented) };
        let same = Rc::ptr_eq(&self.origin, &other.origin)
            && vm.equals(&Value::Tuple(Rc::clone(&self.args)), &Value::Tuple(Rc::clone(&other.args)))?;
        Ok(match op {
            Comparison::Eq => Value::Bool(same),
            Comparison::NotEq => Value::Bool(!same),
            _ => Value::NotImplemented,
        })
    }

    fn hash(&self, vm: &mut Vm, _this: &Value) -> Result<i64> {
        vm.hash(&Value::Tuple(Rc::clone(&self.args)))
    }

    fn repr(&self, vm: &mut Vm, _this: &Value) -> Result<String> {
        let args = self.args.iter().map(|arg| shown(vm, arg)).collect::<Result<Vec<_>>>()?;
        Ok(format!("{}[{}]", self.origin.qualified_name(), args.join(", ")))
    }

    fn instance_check(&self, _vm: &mut Vm, _value: &Value) -> Option<Result<bool>> {
        Some(Err(type_error("isinstance() argument 2 cannot be a parameterized generic")))
    }
}

/// An argument as annotations show it: classes by their names.
fn shown(vm: &mut Vm, value: &Value) -> Result<String> {
    match value {
        Value::Class(class) => Ok(class.qualified_name()),
        Value::Ellipsis => Ok("...".to_owned()),
        Value::List(items) => {
            let items = items.to_vec().iter().map(|item| shown(vm, item)).collect::<Result<Vec<_>>>()?;
            Ok(format!("[{}]", items.join(", ")))
        }
        other => vm.repr(other),
    }
}

fn is_type(value: &Value) -> bool {
    matches!(value, Value::Class(_))
        || value.downcast::<GenericAlias>().is_some()
        || value.downcast::<UnionType>().is_some()
}

/// `left | right` of types; [`Value::NotImplemented`] when they are none.
#[must_use]
pub fn union(left: &Value, right: &Value) -> Value {
    let fits = |value: &Value| is_type(value) || value.is_none();
    if !fits(left) || !fits(right) || !(is_type(left) || is_type(right)) {
        return Value::NotImplemented;
    }
    let mut members: Vec<Value> = Vec::new();
    for side in [left, right] {
        match side.downcast::<UnionType>() {
            Some(union) => members.extend(union.members.iter().cloned()),
            None => members.push(side.clone()),
        }
    }
    let mut distinct: Vec<Value> = Vec::new();
    for member in members {
        if !distinct.iter().any(|known| known.is(&member)) {
            distinct.push(member);
        }
    }
    if distinct.len() == 1 {
        return distinct.swap_remove(0);
    }
    Value::object(UnionType { members: distinct })
}

/// `int | None`.
struct UnionType {
    members: Vec<Value>,
}

impl Object for UnionType {
    fn class(&self) -> Rc<Class> {
        UNION_TYPE.class()
    }

    fn get_attribute(&self, _vm: &mut Vm, _this: &Value, name: Name) -> Result<Option<Value>> {
        let class_of_none =
            |member: &Value| if member.is_none() { Value::Class(member.class()) } else { member.clone() };
        Ok((name.as_str() == "__args__").then(|| Value::tuple(self.members.iter().map(class_of_none))))
    }

    fn binary(&self, _vm: &mut Vm, this: &Value, op: Operator, other: &Value, side: Side) -> Result<Value> {
        Ok(match (op, side) {
            (Operator::BitOr, Side::Left) => union(this, other),
            (Operator::BitOr, Side::Right) => union(other, this),
            _ => Value::NotImplemented,
        })
    }

    fn compare(&self, _vm: &mut Vm, _this: &Value, op: Comparison, other: &Value) -> Result<Value> {
        let Some(other) = other.downcast::<UnionType>() else { return Ok(Value::NotImplemented) };
        let within = |a: &UnionType, b: &UnionType| a.members.iter().all(|x| b.members.iter().any(|y| x.is(y)));
        let same = within(self, other) && within(other, self);
        Ok(match op {
            Comparison::Eq => Value::Bool(same),
            Comparison::NotEq => Value::Bool(!same),
            _ => Value::NotImplemented,
        })
    }

    fn repr(&self, vm: &mut Vm, _this: &Value) -> Result<String> {
        let members = self.members.iter().map(|member| shown(vm, member)).collect::<Result<Vec<_>>>()?;
        Ok(members.join(" | "))
    }

    fn instance_check(&self, vm: &mut Vm, value: &Value) -> Option<Result<bool>> {
        for member in &self.members {
            match vm.is_instance(value, member) {
                Ok(false) => {}
                other => return Some(other),
            }
        }
        Some(Ok(false))
    }
}
