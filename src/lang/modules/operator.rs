//! `_operator`: the operators of the language as functions.

use std::rc::Rc;

use crate::Result;
use crate::exception::{type_error, value_error};
use crate::name::Name;
use crate::native::{Args, NativeFunction};
use crate::operator::{Comparison, Operator, UnaryOp};
use crate::value::{Module, Value};
use crate::vm::Vm;

/// Declares functions of one or two values.
macro_rules! functions {
    (@signature a) => { "(a, /)" };
    (@signature a b) => { "(a, b, /)" };
    ($($name:literal $doc:literal ($($arg:ident)+) |$vm:ident, $args:ident| $body:expr;)*) => {
        static FUNCTIONS: &[NativeFunction] = &[$(NativeFunction::new(
            concat!("_operator.", $name),
            functions!(@signature $($arg)+),
            $doc,
            |$vm, $args| $body,
        )),*];
    };
}

functions! {
    "lt" "Same as a < b." (a b) |vm, args| vm.compare(Comparison::Lt, &args[0], &args[1]);
    "le" "Same as a <= b." (a b) |vm, args| vm.compare(Comparison::LtE, &args[0], &args[1]);
    "eq" "Same as a == b." (a b) |vm, args| vm.compare(Comparison::Eq, &args[0], &args[1]);
    "ne" "Same as a != b." (a b) |vm, args| vm.compare(Comparison::NotEq, &args[0], &args[1]);
    "ge" "Same as a >= b." (a b) |vm, args| vm.compare(Comparison::GtE, &args[0], &args[1]);
    "gt" "Same as a > b." (a b) |vm, args| vm.compare(Comparison::Gt, &args[0], &args[1]);
    "not_" "Same as not a." (a) |vm, args| Ok(Value::Bool(!vm.truth(&args[0])?));
    "truth" "Whether a is true." (a) |vm, args| vm.truth(&args[0]).map(Value::Bool);
    "is_" "Same as a is b." (a b) |_vm, args| Ok(Value::Bool(args[0].is(&args[1])));
    "is_not" "Same as a is not b." (a b) |_vm, args| Ok(Value::Bool(!args[0].is(&args[1])));
    "abs" "Same as abs(a)." (a) |vm, args| crate::builtins::absolute(vm, &args[0]);
    "add" "Same as a + b." (a b) |vm, args| vm.binary(Operator::Add, &args[0], &args[1]);
    "and_" "Same as a & b." (a b) |vm, args| vm.binary(Operator::BitAnd, &args[0], &args[1]);
    "floordiv" "Same as a // b." (a b) |vm, args| vm.binary(Operator::FloorDiv, &args[0], &args[1]);
    "index" "Same as a.__index__()." (a) |vm, args| vm.index_value(&args[0]);
    "inv" "Same as ~a." (a) |vm, args| vm.unary(UnaryOp::Invert, &args[0]);
    "invert" "Same as ~a." (a) |vm, args| vm.unary(UnaryOp::Invert, &args[0]);
    "lshift" "Same as a << b." (a b) |vm, args| vm.binary(Operator::LShift, &args[0], &args[1]);
    "mod" "Same as a % b." (a b) |vm, args| vm.binary(Operator::Mod, &args[0], &args[1]);
    "mul" "Same as a * b." (a b) |vm, args| vm.binary(Operator::Mult, &args[0], &args[1]);
    "matmul" "Same as a @ b." (a b) |vm, args| vm.binary(Operator::MatMult, &args[0], &args[1]);
    "neg" "Same as -a." (a) |vm, args| vm.unary(UnaryOp::USub, &args[0]);
    "or_" "Same as a | b." (a b) |vm, args| vm.binary(Operator::BitOr, &args[0], &args[1]);
    "pos" "Same as +a." (a) |vm, args| vm.unary(UnaryOp::UAdd, &args[0]);
    "pow" "Same as a ** b." (a b) |vm, args| vm.binary(Operator::Pow, &args[0], &args[1]);
    "rshift" "Same as a >> b." (a b) |vm, args| vm.binary(Operator::RShift, &args[0], &args[1]);
    "sub" "Same as a - b." (a b) |vm, args| vm.binary(Operator::Sub, &args[0], &args[1]);
    "truediv" "Same as a / b." (a b) |vm, args| vm.binary(Operator::Div, &args[0], &args[1]);
    "xor" "Same as a ^ b." (a b) |vm, args| vm.binary(Operator::BitXor, &args[0], &args[1]);
    "iadd" "Same as a += b." (a b) |vm, args| vm.inplace(Operator::Add, &args[0], &args[1]);
    "iand" "Same as a &= b." (a b) |vm, args| vm.inplace(Operator::BitAnd, &args[0], &args[1]);
    "ifloordiv" "Same as a //= b." (a b) |vm, args| vm.inplace(Operator::FloorDiv, &args[0], &args[1]);
    "ilshift" "Same as a <<= b." (a b) |vm, args| vm.inplace(Operator::LShift, &args[0], &args[1]);
    "imod" "Same as a %= b." (a b) |vm, args| vm.inplace(Operator::Mod, &args[0], &args[1]);
    "imul" "Same as a *= b." (a b) |vm, args| vm.inplace(Operator::Mult, &args[0], &args[1]);
    "imatmul" "Same as a @= b." (a b) |vm, args| vm.inplace(Operator::MatMult, &args[0], &args[1]);
    "ior" "Same as a |= b." (a b) |vm, args| vm.inplace(Operator::BitOr, &args[0], &args[1]);
    "ipow" "Same as a **= b." (a b) |vm, args| vm.inplace(Operator::Pow, &args[0], &args[1]);
    "irshift" "Same as a >>= b." (a b) |vm, args| vm.inplace(Operator::RShift, &args[0], &args[1]);
    "isub" "Same as a -= b." (a b) |vm, args| vm.inplace(Operator::Sub, &args[0], &args[1]);
    "itruediv" "Same as a /= b." (a b) |vm, args| vm.inplace(Operator::Div, &args[0], &args[1]);
    "ixor" "Same as a ^= b." (a b) |vm, args| vm.inplace(Operator::BitXor, &args[0], &args[1]);
    "concat" "Same as a + b, for a and b sequences." (a b) |vm, args| {
        has_items(vm, &args[0])?;
        vm.binary(Operator::Add, &args[0], &args[1])
    };
    "iconcat" "Same as a += b, for a and b sequences." (a b) |vm, args| {
        has_items(vm, &args[0])?;
        vm.inplace(Operator::Add, &args[0], &args[1])
    };
    "contains" "Same as b in a." (a b) |vm, args| vm.contains(&args[0], &args[1]).map(Value::Bool);
    "countOf" "How often b occurs in a." (a b) |vm, args| {
        let mut count = 0_i64;
        for item in items(vm, &args)? {
            count += i64::from(vm.equals(&item, &args[1])?);
        }
        Ok(Value::Int(count))
    };
    "indexOf" "Where b first occurs in a." (a b) |vm, args| {
        for (index, item) in items(vm, &args)?.into_iter().enumerate() {
            if vm.equals(&item, &args[1])? {
                return Ok(Value::from(index));
            }
        }
        Err(value_error("sequence.index(x): x not in sequence"))
    };
    "getitem" "Same as a[b]." (a b) |vm, args| vm.item(&args[0], &args[1]);
    "delitem" "Same as del a[b]." (a b) |vm, args| {
        vm.del_item(&args[0], &args[1])?;
        Ok(Value::None)
    };
}

static MORE: &[NativeFunction] = &[
    NativeFunction::new("_operator.setitem", "(a, b, c, /)", "Same as a[b] = c.", |vm, args| {
        vm.set_item(&args[0], &args[1], args[2].clone())?;
        Ok(Value::None)
    }),
    NativeFunction::new(
        "_operator.length_hint",
        "(obj, default=0, /)",
        "An estimate of the number of items in obj.",
        |vm, args| {
            let default = vm.index_value(&args[1])?;
            if let Some(length) = vm.length_of(&args[0]) {
                return length.map(Value::from);
            }
            match vm.find_attribute(&args[0], Name::new("__length_hint__"))? {
                Some(hint) => vm.call_values(&hint, &[]),
                None => Ok(default),
            }
        },
    ),
];

fn items(vm: &mut Vm, args: &Args<'_>) -> Result<Vec<Value>> {
    match vm.try_iterate(&args[0])? {
        Some(iterator) => vm.collect(&iterator),
        None => Err(type_error(format!("argument of type '{}' is not iterable", args[0].type_name()))),
    }
}

/// Refuses what is no sequence.
fn has_items(vm: &mut Vm, value: &Value) -> Result<()> {
    match vm.find_attribute(value, Name::GETITEM)? {
        Some(_) => Ok(()),
        None => Err(type_error(format!("'{}' object can't be concatenated", value.type_name()))),
    }
}

/// Makes the module.
pub(super) fn load(_vm: &mut Vm) -> Result<Rc<Module>> {
    Ok(super::module_of("_operator", "Operator interface.", &[FUNCTIONS, MORE]))
}
