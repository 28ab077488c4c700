//! The built-in classes, one table each. Their methods stand in [`methods`](crate::methods).

use std::rc::Rc;

use crate::Result;
use crate::class::{Class, NativeClass, Property};
use crate::methods::{self, protocol};
use crate::object::Object;
use crate::value::{Dict, List, Set, Value};
use crate::vm::Vm;

/// `object`.
pub static OBJECT: NativeClass = NativeClass::root("object")
    .methods(methods::object::METHODS)
    .class_methods(methods::object::CLASS_METHODS)
    .properties(methods::object::PROPERTIES)
    .constructor(&methods::object::NEW)
    .doc("The base class of the class hierarchy.");
/// `type`.
pub static TYPE: NativeClass = NativeClass::new("type")
    .methods(methods::class::METHODS)
    .properties(methods::class::PROPERTIES)
    .constructor(&methods::class::NEW)
    .doc("type(object) -> the object's type\ntype(name, bases, dict) -> a new type");
/// The class of `None`.
pub static NONE_TYPE: NativeClass = NativeClass::new("NoneType").not_a_base();
/// The class of `...`.
pub static ELLIPSIS: NativeClass = NativeClass::new("ellipsis").not_a_base();
/// The class of `NotImplemented`.
pub static NOT_IMPLEMENTED: NativeClass = NativeClass::new("NotImplementedType").not_a_base();
/// `int`.
pub static INT: NativeClass = NativeClass::new("int")
    .protocols(&[protocol::ARITHMETIC, protocol::REAL, protocol::INTEGER, protocol::ORDERED])
    .methods(methods::int::METHODS)
    .class_methods(methods::int::CLASS_METHODS)
    .properties(methods::int::PROPERTIES)
    .constructor(&methods::int::NEW)
    .doc("int([x]) -> integer\nint(x, base=10) -> integer");
/// `bool`.
pub static BOOL: NativeClass = NativeClass::new("bool")
    .base(&INT)
    .constructor(&methods::int::NEW_BOOL)
    .not_a_base()
    .doc("bool(x) -> bool\n\nReturns True when the argument x is true, False otherwise.");
/// `float`.
pub static FLOAT: NativeClass = NativeClass::new("float")
    .protocols(&[protocol::ARITHMETIC, protocol::REAL, protocol::ORDERED])
    .methods(methods::float::METHODS)
    .class_methods(methods::float::CLASS_METHODS)
    .properties(methods::float::PROPERTIES)
    .constructor(&methods::float::NEW)
    .doc("Convert a string or number to a floating point number, if possible.");
/// `complex`.
pub static COMPLEX: NativeClass = NativeClass::new("complex")
    .protocols(&[protocol::ARITHMETIC])
    .methods(methods::complex::METHODS)
    .properties(methods::complex::PROPERTIES)
    .constructor(&methods::complex::NEW)
    .doc("Create a complex number from a string or numbers.");
/// `str`.
pub static STR: NativeClass = NativeClass::new("str")
    .protocols(&[
        protocol::SIZED,
        protocol::ITERABLE,
        protocol::CONTAINER,
        protocol::SUBSCRIPT,
        protocol::CONCATENABLE,
        protocol::ORDERED,
        protocol::FORMATTING,
    ])
    .methods(methods::str::METHODS)
    .static_methods(methods::str::STATIC_METHODS)
    .constructor(&methods::str::NEW)
    .doc("str(object='') -> str\nstr(bytes_or_buffer[, encoding[, errors]]) -> str");
/// `bytes`.
pub static BYTES: NativeClass = NativeClass::new("bytes")
    .protocols(&[
        methods::byte_strings::BYTES,
        protocol::SIZED,
        protocol::ITERABLE,
        protocol::CONTAINER,
        protocol::SUBSCRIPT,
        protocol::CONCATENABLE,
        protocol::ORDERED,
        protocol::FORMATTING,
    ])
    .methods(methods::bytes::METHODS)
    .class_methods(methods::bytes::CLASS_METHODS)
    .static_methods(methods::bytes::STATIC_METHODS)
    .constructor(&methods::bytes::NEW)
    .doc("bytes(iterable_of_ints) -> bytes");
/// `list`.
pub static LIST: NativeClass = NativeClass::new("list")
    .protocols(&[
        protocol::SIZED,
        protocol::ITERABLE,
        protocol::CONTAINER,
        protocol::SUBSCRIPT,
        protocol::MUTABLE,
        protocol::CONCATENABLE,
        protocol::EXTENDABLE,
        protocol::ORDERED,
    ])
    .methods(methods::list::METHODS)
    .constructor(&methods::list::NEW)
    .empty(|| Value::List(Rc::new(List::new(Vec::new()))))
    .doc("Built-in mutable sequence.");
/// `tuple`.
pub static TUPLE: NativeClass = NativeClass::new("tuple")
    .protocols(&[
        protocol::SIZED,
        protocol::ITERABLE,
        protocol::CONTAINER,
        protocol::SUBSCRIPT,
        protocol::CONCATENABLE,
        protocol::ORDERED,
    ])
    .methods(methods::tuple::METHODS)
    .constructor(&methods::tuple::NEW)
    .doc("Built-in immutable sequence.");
/// `dict`.
pub static DICT: NativeClass = NativeClass::new("dict")
    .protocols(&[
        protocol::SIZED,
        protocol::ITERABLE,
        protocol::CONTAINER,
        protocol::MAPPING,
        protocol::MUTABLE,
        protocol::UNITABLE,
    ])
    .methods(methods::dict::METHODS)
    .class_methods(methods::dict::CLASS_METHODS)
    .constructor(&methods::dict::NEW)
    .empty(|| Value::Dict(Rc::new(Dict::new())))
    .doc("dict() -> new empty dictionary");
/// `set`.
pub static SET: NativeClass = NativeClass::new("set")
    .protocols(&[protocol::SIZED, protocol::ITERABLE, protocol::CONTAINER, protocol::SET, protocol::ORDERED])
    .methods(methods::set::METHODS)
    .constructor(&methods::set::NEW)
    .empty(|| Value::Set(Rc::new(Set::new())))
    .doc("set() -> new empty set object\nset(iterable) -> new set object");
/// `frozenset`.
pub static FROZENSET: NativeClass = NativeClass::new("frozenset")
    .protocols(&[protocol::SIZED, protocol::ITERABLE, protocol::CONTAINER, protocol::SET, protocol::ORDERED])
    .methods(methods::set::FROZEN_METHODS)
    .constructor(&methods::set::NEW_FROZEN)
    .doc("frozenset() -> empty frozenset object\nfrozenset(iterable) -> frozenset object");
/// `range`.
pub static RANGE: NativeClass = NativeClass::new("range")
    .protocols(&[protocol::SIZED, protocol::ITERABLE, protocol::CONTAINER, protocol::SUBSCRIPT])
    .methods(methods::range::METHODS)
    .properties(methods::range::PROPERTIES)
    .constructor(&methods::range::NEW)
    .not_a_base()
    .doc("range(stop) -> range object\nrange(start, stop[, step]) -> range object");
/// `slice`.
pub static SLICE: NativeClass = NativeClass::new("slice")
    .methods(methods::range::SLICE_METHODS)
    .properties(methods::range::SLICE_PROPERTIES)
    .constructor(&methods::range::NEW_SLICE)
    .not_a_base()
    .doc("slice(stop)\nslice(start, stop[, step])");
/// The class of functions of the program.
pub static FUNCTION: NativeClass = NativeClass::new("function")
    .protocols(&[protocol::CALLABLE, protocol::DESCRIPTOR])
    .properties(methods::function::PROPERTIES)
    .methods(methods::function::METHODS)
    .not_a_base();
/// The class of bound methods.
pub static METHOD: NativeClass = NativeClass::new("method")
    .protocols(&[protocol::CALLABLE, protocol::DESCRIPTOR])
    .properties(methods::function::METHOD_PROPERTIES)
    .not_a_base();
/// The class of functions written in Rust.
pub static BUILTIN_FUNCTION: NativeClass = NativeClass::new("builtin_function_or_method")
    .protocols(&[protocol::CALLABLE])
    .properties(methods::function::NATIVE_PROPERTIES)
    .not_a_base();
/// The class of modules.
pub static MODULE: NativeClass =
    NativeClass::new("module").constructor(&methods::module::NEW).properties(methods::module::PROPERTIES);
/// The class of generators.
pub static GENERATOR: NativeClass = NativeClass::new("generator")
    .protocols(&[protocol::ITERATOR])
    .methods(methods::generator::METHODS)
    .properties(methods::generator::PROPERTIES)
    .not_a_base();
/// The class of a shared variable's box.
pub static CELL: NativeClass = NativeClass::new("cell").properties(methods::function::CELL_PROPERTIES).not_a_base();
/// `BaseException`.
pub static BASE_EXCEPTION: NativeClass = NativeClass::new("BaseException")
    .methods(methods::exception::METHODS)
    .properties(methods::exception::PROPERTIES)
    .constructor(&methods::exception::NEW)
    .doc("Common base class for all exceptions");
/// `property`.
pub static PROPERTY: NativeClass = NativeClass::new("property")
    .protocols(&[protocol::DESCRIPTOR])
    .methods(methods::descriptor::PROPERTY_METHODS)
    .properties(methods::descriptor::PROPERTY_PROPERTIES)
    .constructor(&methods::descriptor::NEW_PROPERTY)
    .doc("Property attribute.");
/// `classmethod`.
pub static CLASS_METHOD: NativeClass = NativeClass::new("classmethod")
    .protocols(&[protocol::DESCRIPTOR])
    .properties(methods::descriptor::WRAPPER_PROPERTIES)
    .constructor(&methods::descriptor::NEW_CLASS_METHOD)
    .doc("classmethod(function) -> method\n\nConvert a function to be a class method.");
/// `staticmethod`.
pub static STATIC_METHOD: NativeClass = NativeClass::new("staticmethod")
    .protocols(&[protocol::DESCRIPTOR])
    .properties(methods::descriptor::WRAPPER_PROPERTIES)
    .constructor(&methods::descriptor::NEW_STATIC_METHOD)
    .doc("staticmethod(function) -> method\n\nConvert a function to be a static method.");
/// `super`.
pub static SUPER: NativeClass = NativeClass::new("super")
    .constructor(&methods::descriptor::NEW_SUPER)
    .doc("super() -> same as super(__class__, <first argument>)");
/// `abc.ABCMeta`, the metaclass of classes with abstract methods.
pub static ABC_META: NativeClass =
    NativeClass::new("ABCMeta").module("abc").base(&TYPE).doc("Metaclass for defining Abstract Base Classes.");
/// The class of computed attributes of built-in classes.
pub static GETSET_DESCRIPTOR: NativeClass = NativeClass::new("getset_descriptor").not_a_base();

/// `property(getter, setter, deleter, doc)`.
pub struct PropertyObject {
    /// The name that a class gave it.
    pub name: std::cell::Cell<Option<crate::name::Name>>,
    /// What reads it, or `None`.
    pub getter: Value,
    /// What assigns to it, or `None`.
    pub setter: Value,
    /// What deletes it, or `None`.
    pub deleter: Value,
    /// Its documentation.
    pub doc: Value,
}

/// `classmethod(function)`.
pub struct ClassMethod {
    /// The function.
    pub function: Value,
}

/// `staticmethod(function)`.
pub struct StaticMethod {
    /// The function.
    pub function: Value,
}

/// `super(owner, receiver)`.
pub struct Super {
    /// The class whose successors are searched.
    pub owner: Rc<Class>,
    /// What methods are bound to: an instance, or a class in class methods and `__new__`.
    pub receiver: Value,
}

/// A computed attribute of a built-in class.
pub struct NativeProperty {
    /// Its table entry.
    pub property: &'static Property,
}

/// Wraps a function as a class method.
#[must_use]
pub fn class_method(function: Value) -> Value {
    Value::object(ClassMethod { function })
}

/// Wraps a function as a static method.
#[must_use]
pub fn static_method(function: Value) -> Value {
    Value::object(StaticMethod { function })
}

/// A computed attribute as it stands in a class.
#[must_use]
pub fn native_property(property: &'static Property) -> Value {
    Value::object(NativeProperty { property })
}

impl Object for NativeProperty {
    fn class(&self) -> Rc<Class> {
        GETSET_DESCRIPTOR.class()
    }

    fn descriptor_get(
        &self,
        vm: &mut Vm,
        _this: &Value,
        instance: Option<&Value>,
        _owner: &Rc<Class>,
    ) -> Option<Result<Value>> {
        instance.map(|instance| (self.property.get)(vm, instance))
    }

    fn descriptor_set(&self, vm: &mut Vm, instance: &Value, value: Option<Value>) -> Option<Result<()>> {
        let name = self.property.name;
        Some(match (self.property.set, value) {
            (Some(set), Some(value)) => set(vm, instance, value),
            // Their fields are members of a C struct, which have words of their own.
            _ if matches!(instance.plain(), Value::Slice(_) | Value::Range(_) | Value::Complex(_)) => {
                Err(crate::exception::attribute_error("readonly attribute"))
            }
            _ => Err(crate::exception::attribute_error(format!(
                "attribute '{name}' of '{}' objects is not writable",
                instance.type_name()
            ))),
        })
    }

    fn is_data_descriptor(&self) -> bool {
        true
    }
}
