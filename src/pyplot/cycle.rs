//! `rcParams['axes.prop_cycle']`: the colours that lines take in turn.

use std::rc::Rc;

use tape_lang::value::Dict;
use tape_lang::{Class, NativeClass, NativeFunction, Object, Result, Value, Vm};
use tape_plot::color::Color;

/// How many colours there are before they begin again.
const COLORS: usize = 10;

static CYCLER: NativeClass = NativeClass::new("Cycler").module("cycler").methods(METHODS);

static METHODS: &[NativeFunction] =
    &[NativeFunction::new("Cycler.by_key", "(self)", "What each property is in turn.", |_vm, _args| {
        let all = Dict::new();
        all.set_str("color", Value::list(colors().collect()));
        Ok(Value::Dict(Rc::new(all)))
    })];

/// The cycle.
struct Cycler;

/// The cycle as programs see it.
#[must_use]
pub fn value() -> Value {
    Value::object(Cycler)
}

fn colors() -> impl Iterator<Item = Value> {
    let part = |byte: u8| Value::Float(f64::from(byte) / 255.0);
    (0..COLORS).map(move |index| {
        let Color { red, green, blue, .. } = Color::of_cycle(index);
        Value::tuple([red, green, blue].map(part))
    })
}

impl Object for Cycler {
    fn class(&self) -> Rc<Class> {
        CYCLER.class()
    }

    fn iterate(&self, vm: &mut Vm, _this: &Value) -> Option<Result<Value>> {
        let each = |color| {
            let one = Dict::new();
            one.set_str("color", color);
            Value::Dict(Rc::new(one))
        };
        Some(vm.iterate(&Value::list(colors().map(each).collect())))
    }
}
