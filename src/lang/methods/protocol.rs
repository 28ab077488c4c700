//! The methods behind operators, indexing and iteration of the built-in classes: `(1).__add__`, `list.__len__`,
//! `super().__setitem__(…)`. The machine itself does not call them; programs do, and look whether they are there.

use crate::Result;
use crate::exception::{key_error, type_error};
use crate::name::Name;
use crate::native::{Args, NativeFunction};
use crate::number;
use crate::operator::{Comparison, Operator, UnaryOp};
use crate::sequence;
use crate::value::Value;
use crate::vm::Vm;

/// Declares groups of methods: `GROUP "documentation" { "method" (signature) |vm, args| body; … }`.
macro_rules! groups {
    ($($group:ident $doc:literal { $($name:literal $signature:literal $body:expr;)* })*) => {
        $(
            #[doc = $doc]
            pub static $group: &[NativeFunction] =
                &[$(NativeFunction::new(concat!("object.", $name), $signature, "Implements the operation of this name.", $body)),*];
        )*
    };
}

groups! {
    SIZED "What has a length." {
        "__len__" "(self, /)" |vm, args| vm.length(&args[0]).map(Value::from);
    }
    ITERABLE "What can be iterated over." {
        "__iter__" "(self, /)" |vm, args| vm.iterate(&args[0]);
    }
    ITERATOR "What iterates." {
        "__iter__" "(self, /)" |_, args| Ok(args[0].clone());
        "__next__" "(self, /)" |vm, args| {
            vm.next(&args[0])?.ok_or_else(|| crate::exception::stop_iteration(Value::None))
        };
    }
    CONTAINER "What holds items." {
        "__contains__" "(self, key, /)" |vm, args| vm.contains(&args[0], &args[1]).map(Value::Bool);
    }
    SUBSCRIPT "What has items by index." {
        "__getitem__" "(self, key, /)" |vm, args| vm.item(&args[0], &args[1]);
    }
    MUTABLE "What can be changed by index." {
        "__setitem__" "(self, key, value, /)" |vm, args| {
            vm.set_item(&args[0], &args[1], args[2].clone())?;
            Ok(Value::None)
        };
        "__delitem__" "(self, key, /)" |vm, args| {
            vm.del_item(&args[0], &args[1])?;
            Ok(Value::None)
        };
    }
    ORDERED "What has an order." {
        "__lt__" "(self, value, /)" |vm, args| compare(vm, args, Comparison::Lt);
        "__le__" "(self, value, /)" |vm, args| compare(vm, args, Comparison::LtE);
        "__gt__" "(self, value, /)" |vm, args| compare(vm, args, Comparison::Gt);
        "__ge__" "(self, value, /)" |vm, args| compare(vm, args, Comparison::GtE);
    }
    CONCATENABLE "What can be concatenated and repeated." {
        "__add__" "(self, value, /)" |vm, args| sequence::binary(vm, Operator::Add, &args[0], &args[1]);
        "__mul__" "(self, value, /)" |vm, args| sequence::binary(vm, Operator::Mult, &args[0], &args[1]);
        "__rmul__" "(self, value, /)" |vm, args| sequence::binary(vm, Operator::Mult, &args[0], &args[1]);
    }
    EXTENDABLE "What grows in place." {
        "__iadd__" "(self, value, /)" |vm, args| vm.inplace(Operator::Add, &args[0], &args[1]);
        "__imul__" "(self, value, /)" |vm, args| vm.inplace(Operator::Mult, &args[0], &args[1]);
    }
    UNITABLE "What can be united." {
        "__or__" "(self, value, /)" |vm, args| sequence::binary(vm, Operator::BitOr, &args[0], &args[1]);
        "__ior__" "(self, value, /)" |vm, args| vm.inplace(Operator::BitOr, &args[0], &args[1]);
    }
    SET "What sets do." {
        "__and__" "(self, value, /)" |vm, args| sequence::binary(vm, Operator::BitAnd, &args[0], &args[1]);
        "__or__" "(self, value, /)" |vm, args| sequence::binary(vm, Operator::BitOr, &args[0], &args[1]);
        "__sub__" "(self, value, /)" |vm, args| sequence::binary(vm, Operator::Sub, &args[0], &args[1]);
        "__xor__" "(self, value, /)" |vm, args| sequence::binary(vm, Operator::BitXor, &args[0], &args[1]);
    }
    FORMATTING "`%` of strings." {
        "__mod__" "(self, value, /)" |vm, args| sequence::binary(vm, Operator::Mod, &args[0], &args[1]);
    }
    ARITHMETIC "What all numbers do." {
        "__add__" "(self, value, /)" |_, args| number::binary(Operator::Add, &args[0], args[1].plain());
        "__radd__" "(self, value, /)" |_, args| number::binary(Operator::Add, args[1].plain(), &args[0]);
        "__sub__" "(self, value, /)" |_, args| number::binary(Operator::Sub, &args[0], args[1].plain());
        "__rsub__" "(self, value, /)" |_, args| number::binary(Operator::Sub, args[1].plain(), &args[0]);
        "__mul__" "(self, value, /)" |_, args| number::binary(Operator::Mult, &args[0], args[1].plain());
        "__rmul__" "(self, value, /)" |_, args| number::binary(Operator::Mult, args[1].plain(), &args[0]);
        "__truediv__" "(self, value, /)" |_, args| number::binary(Operator::Div, &args[0], args[1].plain());
        "__rtruediv__" "(self, value, /)" |_, args| number::binary(Operator::Div, args[1].plain(), &args[0]);
        "__pow__" "(self, value, mod=None, /)" |_, args| number::binary(Operator::Pow, &args[0], args[1].plain());
        "__rpow__" "(self, value, mod=None, /)" |_, args| number::binary(Operator::Pow, args[1].plain(), &args[0]);
        "__neg__" "(self, /)" |vm, args| vm.unary(UnaryOp::USub, &args[0]);
        "__pos__" "(self, /)" |vm, args| vm.unary(UnaryOp::UAdd, &args[0]);
        "__abs__" "(self, /)" |vm, args| crate::builtins::absolute(vm, &args[0]);
        "__bool__" "(self, /)" |vm, args| vm.truth(&args[0]).map(Value::Bool);
    }
    REAL "What real numbers do beyond complex ones." {
        "__floordiv__" "(self, value, /)" |_, args| number::binary(Operator::FloorDiv, &args[0], args[1].plain());
        "__rfloordiv__" "(self, value, /)" |_, args| number::binary(Operator::FloorDiv, args[1].plain(), &args[0]);
        "__mod__" "(self, value, /)" |_, args| number::binary(Operator::Mod, &args[0], args[1].plain());
        "__rmod__" "(self, value, /)" |_, args| number::binary(Operator::Mod, args[1].plain(), &args[0]);
        "__divmod__" "(self, value, /)" |_, args| number::divide_with_remainder(&args[0], args[1].plain());
        "__int__" "(self, /)" |vm, args| vm.int(&args[0]);
        "__float__" "(self, /)" |vm, args| vm.float(&args[0]).map(Value::Float);
    }
    INTEGER "What integers do beyond floats." {
        "__and__" "(self, value, /)" |_, args| number::binary(Operator::BitAnd, &args[0], args[1].plain());
        "__rand__" "(self, value, /)" |_, args| number::binary(Operator::BitAnd, args[1].plain(), &args[0]);
        "__or__" "(self, value, /)" |_, args| number::binary(Operator::BitOr, &args[0], args[1].plain());
        "__ror__" "(self, value, /)" |_, args| number::binary(Operator::BitOr, args[1].plain(), &args[0]);
        "__xor__" "(self, value, /)" |_, args| number::binary(Operator::BitXor, &args[0], args[1].plain());
        "__rxor__" "(self, value, /)" |_, args| number::binary(Operator::BitXor, args[1].plain(), &args[0]);
        "__lshift__" "(self, value, /)" |_, args| number::binary(Operator::LShift, &args[0], args[1].plain());
        "__rshift__" "(self, value, /)" |_, args| number::binary(Operator::RShift, &args[0], args[1].plain());
        "__invert__" "(self, /)" |vm, args| vm.unary(UnaryOp::Invert, &args[0]);
        "__index__" "(self, /)" |vm, args| vm.index_value(&args[0]);
    }
    DESCRIPTOR "What turns into something else when it is found in a class." {
        "__get__" "(self, instance, owner=None, /)" |vm, args| {
            let instance = (!args[1].is_none()).then_some(&args[1]);
            let owner = match &args[2] {
                Value::Class(owner) => std::rc::Rc::clone(owner),
                _ => args[1].class(),
            };
            vm.bind(&args[0], instance, &owner)
        };
    }
    CALLABLE "What can be called." {
        "__call__" "(self, /, *args, **kwargs)" |vm, args| {
            let mut values = args.rest(1).to_vec();
            let mut names = Vec::new();
            for (key, value) in args.keywords(2).map(|dict| dict.items()).unwrap_or_default() {
                names.push(Name::new(key.as_str().unwrap_or_default()));
                values.push(value);
            }
            vm.call(&args[0], Args { values: &values, names: &names })
        };
    }
}

/// `__getitem__` of dicts: a class derived from `dict` may say what a missing key gives.
pub static MAPPING: &[NativeFunction] = &[NativeFunction::new(
    "dict.__getitem__",
    "(self, key, /)",
    "Implements the operation of this name.",
    |vm, args| {
        let Value::Dict(dict) = args[0].plain() else {
            return Err(type_error(format!("a dict is required, not {}", args[0].type_name())));
        };
        if let Some(value) = dict.get(vm, &args[1])? {
            return Ok(value);
        }
        match vm.call_special(&args[0], Name::MISSING, std::slice::from_ref(&args[1]))? {
            Some(value) => Ok(value),
            None => Err(key_error(args[1].clone())),
        }
    },
)
.whole()];

fn compare(vm: &mut Vm, args: Args<'_>, op: Comparison) -> Result<Value> {
    let (left, right) = (&args[0], args[1].plain());
    let same_kind = match (left, right) {
        (Value::Set(_) | Value::FrozenSet(_), Value::Set(_) | Value::FrozenSet(_)) => true,
        _ if left.as_float().is_some() => right.as_float().is_some(),
        _ => std::mem::discriminant(left) == std::mem::discriminant(right),
    };
    if same_kind { vm.compare(op, left, right) } else { Ok(Value::NotImplemented) }
}
