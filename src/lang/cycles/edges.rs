//! What a value refers to.
//!
//! Each strong reference is named exactly once: one that is named twice would make a living object look like garbage. One that
//! is left out only keeps an object alive.

use std::rc::Rc;

use crate::class::Class;
use crate::exception::Exception;
use crate::value::words::may_hold_others;
use crate::value::{Dict, Function, Tuple, Value};

/// Takes what an object refers to.
pub(super) type Visitor<'a> = &'a mut dyn FnMut(Value);

/// Hands everything that a value refers to, and that may be part of a ring, to `visit`.
pub(super) fn visit(value: &Value, visit: Visitor<'_>) {
    match value {
        Value::List(list) => list.for_each(|item| each(item, visit)),
        Value::Tuple(tuple) => items(tuple, visit),
        Value::Dict(dict) => entries(dict, visit),
        Value::Set(set) | Value::FrozenSet(set) => set.for_each(|member| each(member, visit)),
        Value::Function(function) => of_function(function, visit),
        Value::Method(method) => {
            each(&method.receiver, visit);
            each(&method.function, visit);
        }
        Value::Class(class) => of_class(class, visit),
        Value::Instance(instance) => {
            program_class(instance.class(), visit);
            instance.dict_if_any().into_iter().for_each(|dict| visit(Value::Dict(Rc::clone(dict))));
            each(instance.payload(), visit);
        }
        Value::Exception(exception) => of_exception(exception, visit),
        Value::Generator(generator) => generator.visit(&mut |value| owned(value, visit)),
        Value::Cell(cell) => cell.for_each(|value| each(value, visit)),
        Value::Object(object) => object.object().visit(&mut |value| owned(value, visit)),
        _ => {}
    }
}

fn each(value: &Value, visit: Visitor<'_>) {
    match value {
        Value::Class(class) => program_class(class, visit),
        // Modules live for ever, ranges hold numbers.
        Value::Module(_) | Value::Range(_) => {}
        other if may_hold_others(other) => visit(other.clone()),
        _ => {}
    }
}

fn owned(value: Value, visit: Visitor<'_>) {
    match value {
        Value::Class(class) if class.native_table().is_some() => {}
        Value::Module(_) | Value::Range(_) => {}
        other if may_hold_others(&other) => visit(other),
        _ => {}
    }
}

fn items(tuple: &Tuple, visit: Visitor<'_>) {
    tuple.iter().for_each(|item| each(item, visit));
}

fn entries(dict: &Dict, visit: Visitor<'_>) {
    dict.for_each(|key, value| {
        each(key, visit);
        each(value, visit);
    });
}

/// Built-in classes live for ever and refer to nothing that a program made.
fn program_class(class: &Rc<Class>, visit: Visitor<'_>) {
    if class.native_table().is_none() {
        visit(Value::Class(Rc::clone(class)));
    }
}

fn of_function(function: &Function, visit: Visitor<'_>) {
    visit(Value::Dict(Rc::clone(&function.globals)));
    function.closure.iter().for_each(|cell| visit(Value::Cell(Rc::clone(cell))));
    visit(Value::Tuple(Rc::clone(&function.defaults.borrow())));
    let dicts = [&*function.keyword_defaults.borrow(), &*function.annotations.borrow()];
    dicts.into_iter().flatten().chain(function.dict.get()).for_each(|dict| visit(Value::Dict(Rc::clone(dict))));
}

fn of_class(class: &Rc<Class>, visit: Visitor<'_>) {
    class.bases().iter().chain(class.ancestors()).for_each(|class| program_class(class, visit));
    class.own_metaclass().into_iter().for_each(|class| program_class(class, visit));
    visit(Value::Dict(Rc::clone(class.dict())));
    class.for_each_cached(|value| each(value, visit));
}

fn of_exception(exception: &Exception, visit: Visitor<'_>) {
    program_class(exception.class(), visit);
    visit(Value::Tuple(Rc::clone(&exception.args.borrow())));
    exception.dict_if_any().into_iter().for_each(|dict| visit(Value::Dict(Rc::clone(dict))));
    for linked in [&exception.cause, &exception.context] {
        linked.borrow().iter().for_each(|exception| visit(Value::Exception(Rc::clone(exception))));
    }
    exception.traceback.borrow().iter().for_each(|entry| entry.visit(&mut |value| owned(value, visit)));
}
