//! `bytearray`.

use std::cell::RefCell;
use std::rc::Rc;

use super::byte_strings::{self, content};
use super::bytes::make;
use super::protocol;
use super::receiver::wrong_receiver;
use super::str::named_text;
use super::str_make::encode_text;
use crate::Result;
use crate::class::{Class, NativeClass};
use crate::exception::{index_error, type_error, value_error};
use crate::native::{Args, NativeFunction};
use crate::object::Object;
use crate::operator::{Comparison, Operator, Side};
use crate::text::{clamp_bounds, quote_changeable_bytes};
use crate::value::Value;
use crate::vm::Vm;

/// `bytearray`.
pub static BYTEARRAY: NativeClass = NativeClass::new("bytearray")
    .protocols(&[
        byte_strings::BYTEARRAY,
        protocol::SIZED,
        protocol::ITERABLE,
        protocol::CONTAINER,
        protocol::SUBSCRIPT,
        protocol::MUTABLE,
        protocol::CONCATENABLE,
        protocol::EXTENDABLE,
        protocol::ORDERED,
        protocol::FORMATTING,
    ])
    .methods(METHODS)
    .class_methods(CLASS_METHODS)
    .static_methods(STATIC_METHODS)
    .constructor(&NEW)
    .doc("A mutable sequence of bytes.");

static NEW: NativeFunction = NativeFunction::new(
    "bytearray",
    "(cls, source=<absent>, encoding=<absent>, errors='strict')",
    "A mutable sequence of bytes.",
    |vm, args| {
        let bytes = match (args.get(1), args.get(2)) {
            (None, _) => Vec::new(),
            (Some(source), Some(encoding)) if source.as_str().is_some() => {
                let encoding = named_text(encoding, "bytearray() argument 'encoding'")?;
                encode_text(source.as_str().unwrap_or_default(), encoding, args[3].as_str().unwrap_or("strict"))?
            }
            (Some(source), _) if source.as_str().is_some() => {
                return Err(type_error("string argument without an encoding"));
            }
            (Some(source), _) => make(vm, source, "bytearray")?,
        };
        Ok(Value::object(ByteArray::new(bytes)))
    },
);

static METHODS: &[NativeFunction] = &[
    NativeFunction::new("bytearray.append", "(self, item, /)", "Appends a byte.", |vm, args| {
        let byte = byte(vm, &args[1])?;
        this(&args)?.bytes.borrow_mut().push(byte);
        Ok(Value::None)
    }),
    NativeFunction::new("bytearray.clear", "(self, /)", "Removes all bytes.", |_, args| {
        this(&args)?.bytes.borrow_mut().clear();
        Ok(Value::None)
    }),
    NativeFunction::new("bytearray.copy", "(self, /)", "A copy.", |_, args| {
        Ok(Value::object(ByteArray::new(this(&args)?.to_vec())))
    }),
    NativeFunction::new(
        "bytearray.extend",
        "(self, iterable_of_ints, /)",
        "Appends the bytes of an iterable.",
        |vm, args| {
            if args[1].as_str().is_some() {
                return Err(type_error("'str' object cannot be interpreted as an integer"));
            }
            let more = make(vm, &args[1], "bytearray")?;
            this(&args)?.bytes.borrow_mut().extend(more);
            Ok(Value::None)
        },
    ),
    NativeFunction::new("bytearray.insert", "(self, index, item, /)", "Inserts a byte before an index.", |vm, args| {
        let (index, byte) = (vm.index(&args[1])?, byte(vm, &args[2])?);
        let mut bytes = this(&args)?.bytes.borrow_mut();
        let (at, _) = clamp_bounds(index, 0, bytes.len());
        let at = at.min(bytes.len());
        bytes.insert(at, byte);
        Ok(Value::None)
    }),
    NativeFunction::new("bytearray.pop", "(self, index=-1, /)", "Removes and returns a byte.", |vm, args| {
        let index = vm.index(&args[1])?;
        let mut bytes = this(&args)?.bytes.borrow_mut();
        if bytes.is_empty() {
            return Err(index_error("pop from empty bytearray"));
        }
        let at = if index < 0 { index + bytes.len() as i64 } else { index };
        if !(0..bytes.len() as i64).contains(&at) {
            return Err(index_error("pop index out of range"));
        }
        Ok(Value::Int(i64::from(bytes.remove(at as usize))))
    }),
    NativeFunction::new("bytearray.remove", "(self, value, /)", "Removes the first byte of a value.", |vm, args| {
        let byte = byte(vm, &args[1])?;
        let mut bytes = this(&args)?.bytes.borrow_mut();
        let Some(at) = bytes.iter().position(|&other| other == byte) else {
            return Err(value_error("value not found in bytearray"));
        };
        bytes.remove(at);
        Ok(Value::None)
    }),
    NativeFunction::new("bytearray.reverse", "(self, /)", "Reverses the order of its bytes.", |_, args| {
        this(&args)?.bytes.borrow_mut().reverse();
        Ok(Value::None)
    }),
];

static CLASS_METHODS: &[NativeFunction] =
    &[NativeFunction::new("bytearray.fromhex", "(cls, string, /)", "Bytes out of hexadecimal digits.", |_, args| {
        let bytes = byte_strings::from_hex(named_text(&args.values[1], "fromhex() argument")?)?;
        Ok(Value::object(ByteArray::new(bytes)))
    })];

static STATIC_METHODS: &[NativeFunction] =
    &[NativeFunction::new("bytearray.maketrans", "(frm, to, /)", "A table for translate().", |_, args| {
        byte_strings::make_table(&args[0], &args[1])
    })];

/// A mutable sequence of bytes.
pub struct ByteArray {
    bytes: RefCell<Vec<u8>>,
}

fn this<'a>(args: &Args<'a>) -> Result<&'a ByteArray> {
    args.values[0].downcast().ok_or_else(|| wrong_receiver("bytearray", args.values.first()))
}

fn byte(vm: &mut Vm, value: &Value) -> Result<u8> {
    u8::try_from(vm.index(value)?).map_err(|_| value_error("byte must be in range(0, 256)"))
}

impl ByteArray {
    /// A bytearray of these bytes.
    pub(crate) fn new(bytes: Vec<u8>) -> ByteArray {
        ByteArray { bytes: RefCell::new(bytes) }
    }

    /// A copy of its bytes.
    pub(crate) fn to_vec(&self) -> Vec<u8> {
        self.bytes.borrow().clone()
    }

    fn position(&self, vm: &mut Vm, key: &Value) -> Result<usize> {
        let index = vm.index(key)?;
        let length = self.bytes.borrow().len() as i64;
        let at = if index < 0 { index + length } else { index };
        if !(0..length).contains(&at) {
            return Err(index_error("bytearray index out of range"));
        }
        Ok(at as usize)
    }
}

impl ByteArray {
    /// Changes it by way of a list of its bytes: for what takes slices.
    fn change_as_list(&self, vm: &mut Vm, change: impl FnOnce(&mut Vm, &Value) -> Result<()>) -> Result<()> {
        let list = vm.collect(&Value::bytes(self.bytes.borrow().clone()))?;
        let list = Value::list(list);
        change(vm, &list)?;
        let changed: Result<Vec<u8>> = vm.collect(&list)?.iter().map(|item| byte(vm, item)).collect();
        *self.bytes.borrow_mut() = changed?;
        Ok(())
    }
}

impl Object for ByteArray {
    fn class(&self) -> Rc<Class> {
        BYTEARRAY.class()
    }

    fn repr(&self, _vm: &mut Vm, _this: &Value) -> Result<String> {
        Ok(format!("bytearray({})", quote_changeable_bytes(&self.bytes.borrow())))
    }

    fn length(&self, _vm: &mut Vm) -> Option<Result<usize>> {
        Some(Ok(self.bytes.borrow().len()))
    }

    fn item(&self, vm: &mut Vm, _this: &Value, key: &Value) -> Result<Value> {
        if let Value::Slice(_) = key {
            let bytes = Value::bytes(self.bytes.borrow().clone());
            let part = vm.item(&bytes, key)?;
            return Ok(Value::object(ByteArray::new(content(&part).unwrap_or_default())));
        }
        let at = self.position(vm, key)?;
        Ok(Value::Int(i64::from(self.bytes.borrow()[at])))
    }

    fn set_item(&self, vm: &mut Vm, key: &Value, value: Value) -> Result<()> {
        if let Value::Slice(_) = key {
            let items = match content(&value) {
                Some(bytes) => vm.collect(&Value::bytes(bytes))?,
                None => vm.collect(&value)?,
            };
            return self.change_as_list(vm, |vm, list| vm.set_item(list, key, Value::list(items)));
        }
        let at = self.position(vm, key)?;
        let byte = byte(vm, &value)?;
        self.bytes.borrow_mut()[at] = byte;
        Ok(())
    }

    fn del_item(&self, vm: &mut Vm, key: &Value) -> Result<()> {
        self.change_as_list(vm, |vm, list| vm.del_item(list, key))
    }

    fn iterate(&self, vm: &mut Vm, _this: &Value) -> Option<Result<Value>> {
        let bytes = Value::bytes(self.bytes.borrow().clone());
        Some(vm.iterate(&bytes))
    }

    fn contains(&self, vm: &mut Vm, item: &Value) -> Option<Result<bool>> {
        let item = content(item).map_or_else(|| item.clone(), Value::bytes);
        Some(vm.contains(&Value::bytes(self.to_vec()), &item))
    }

    fn binary(&self, vm: &mut Vm, _this: &Value, op: Operator, other: &Value, side: Side) -> Result<Value> {
        match (op, side, content(other), other.as_int()) {
            (Operator::Add, Side::Left, Some(more), _) => {
                Ok(Value::object(ByteArray::new([self.to_vec(), more].concat())))
            }
            // What stands on the left decides the kind.
            (Operator::Add, Side::Right, Some(before), _) => Ok(Value::bytes([before, self.to_vec()].concat())),
            (Operator::Add, Side::Left, None, _) => {
                Err(type_error(format!("can't concat {} to bytearray", other.type_name())))
            }
            (Operator::Mult, _, None, Some(count)) => {
                let repeated = vm.binary(Operator::Mult, &Value::bytes(self.to_vec()), &Value::Int(count))?;
                Ok(Value::object(ByteArray::new(content(&repeated).unwrap_or_default())))
            }
            (Operator::Mod, Side::Left, ..) => {
                Ok(Value::object(ByteArray::new(crate::format::percent_bytes(vm, &self.to_vec(), other)?)))
            }
            _ => Ok(Value::NotImplemented),
        }
    }

    fn inplace(&self, vm: &mut Vm, this: &Value, op: Operator, other: &Value) -> Result<Value> {
        if !matches!(op, Operator::Add | Operator::Mult) {
            return Ok(Value::NotImplemented);
        }
        let result = self.binary(vm, this, op, other, Side::Left)?;
        let Some(bytes) = content(&result) else { return Ok(result) };
        *self.bytes.borrow_mut() = bytes;
        Ok(this.clone())
    }

    fn compare(&self, _vm: &mut Vm, _this: &Value, op: Comparison, other: &Value) -> Result<Value> {
        let Some(other) = content(other) else { return Ok(Value::NotImplemented) };
        Ok(Value::Bool(op.holds(self.bytes.borrow().as_slice().cmp(&other))))
    }

    fn hash(&self, _vm: &mut Vm, _this: &Value) -> Result<i64> {
        Err(type_error("unhashable type: 'bytearray'"))
    }
}
