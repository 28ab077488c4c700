//! `bytearray`.

use std::cell::RefCell;
use std::rc::Rc;

use super::bytes::make;
use super::receiver::wrong_receiver;
use super::str::named_text;
use super::str_make::{decode_bytes, encode_text};
use crate::Result;
use crate::class::{Class, NativeClass};
use crate::exception::{index_error, type_error, value_error};
use crate::native::{Args, NativeFunction};
use crate::object::Object;
use crate::operator::{Comparison, Operator, Side};
use crate::text::quote_bytes;
use crate::value::Value;
use crate::vm::Vm;

/// `bytearray`.
pub static BYTEARRAY: NativeClass =
    NativeClass::new("bytearray").constructor(&NEW).methods(METHODS).doc("A mutable sequence of bytes.");

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
            (Some(source), _) => content(source).map_or_else(|| make(vm, source, "bytearray"), Ok)?,
        };
        Ok(Value::object(ByteArray { bytes: RefCell::new(bytes) }))
    },
);

static METHODS: &[NativeFunction] = &[
    NativeFunction::new("bytearray.append", "(self, item, /)", "Appends a byte.", |vm, args| {
        let byte = byte(vm, &args[1])?;
        this(&args)?.bytes.borrow_mut().push(byte);
        Ok(Value::None)
    }),
    NativeFunction::new(
        "bytearray.decode",
        "(self, /, encoding='utf-8', errors='strict')",
        "Its text in an encoding.",
        |_, args| {
            let name = named_text(&args.values[1], "decode() argument 'encoding'")?;
            let errors = named_text(&args.values[2], "decode() argument 'errors'")?;
            Ok(Value::str(decode_bytes(&this(&args)?.bytes.borrow(), name, errors)?))
        },
    ),
    NativeFunction::new("bytearray.extend", "(self, iterable, /)", "Appends the bytes of an iterable.", |vm, args| {
        let more = content(&args[1]).map_or_else(|| make(vm, &args[1], "bytearray"), Ok)?;
        this(&args)?.bytes.borrow_mut().extend(more);
        Ok(Value::None)
    }),
];

/// A mutable sequence of bytes.
pub struct ByteArray {
    bytes: RefCell<Vec<u8>>,
}

fn this<'a>(args: &Args<'a>) -> Result<&'a ByteArray> {
    args.values[0].downcast().ok_or_else(|| wrong_receiver("bytearray", args.values.first()))
}

/// The bytes of a `bytes` or `bytearray`.
pub(crate) fn content(value: &Value) -> Option<Vec<u8>> {
    match value.plain() {
        Value::Bytes(bytes) => Some(bytes.to_vec()),
        other => other.downcast::<ByteArray>().map(|array| array.bytes.borrow().clone()),
    }
}

fn byte(vm: &mut Vm, value: &Value) -> Result<u8> {
    u8::try_from(vm.index(value)?).map_err(|_| value_error("byte must be in range(0, 256)"))
}

impl ByteArray {
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
        Ok(format!("bytearray({})", quote_bytes(&self.bytes.borrow())))
    }

    fn length(&self, _vm: &mut Vm) -> Option<Result<usize>> {
        Some(Ok(self.bytes.borrow().len()))
    }

    fn item(&self, vm: &mut Vm, _this: &Value, key: &Value) -> Result<Value> {
        if let Value::Slice(_) = key {
            let bytes = Value::bytes(self.bytes.borrow().clone());
            let part = vm.item(&bytes, key)?;
            return Ok(Value::object(ByteArray { bytes: RefCell::new(content(&part).unwrap_or_default()) }));
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

    fn binary(&self, _vm: &mut Vm, _this: &Value, op: Operator, other: &Value, side: Side) -> Result<Value> {
        match (op, side, content(other)) {
            (Operator::Add, Side::Left, Some(more)) => {
                let bytes = [self.bytes.borrow().clone(), more].concat();
                Ok(Value::object(ByteArray { bytes: RefCell::new(bytes) }))
            }
            _ => Ok(Value::NotImplemented),
        }
    }

    fn compare(&self, _vm: &mut Vm, _this: &Value, op: Comparison, other: &Value) -> Result<Value> {
        let Some(other) = content(other) else { return Ok(Value::NotImplemented) };
        Ok(Value::Bool(op.holds(self.bytes.borrow().as_slice().cmp(&other))))
    }

    fn hash(&self, _vm: &mut Vm, _this: &Value) -> Result<i64> {
        Err(type_error("unhashable type: 'bytearray'"))
    }
}
