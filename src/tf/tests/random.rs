//! Values recorded from TensorFlow 2.21.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

use tape_lang::vm::Silent;
use tape_lang::{Args, Name, Value, Vm};

fn machine() -> Vm {
    let mut vm = Vm::new(Box::new(Silent));
    tape_tf::install(&mut vm);
    vm
}

fn function(vm: &mut Vm, path: &str) -> Value {
    let tf = vm.import("tensorflow").ok().unwrap();
    path.split('.').fold(tf, |value, name| vm.get_attribute(&value, Name::new(name)).ok().unwrap())
}

/// What a call prints, or its error.
fn shown(vm: &mut Vm, path: &str, values: &[Value], named: &[(&str, Value)]) -> String {
    let callee = function(vm, path);
    let all: Vec<Value> = values.iter().cloned().chain(named.iter().map(|(_, value)| value.clone())).collect();
    let names: Vec<Name> = named.iter().map(|(name, _)| Name::new(name)).collect();
    match vm.call(&callee, Args { values: &all, names: &names }) {
        Ok(value) => vm.str(&value).ok().unwrap(),
        Err(raised) => {
            let exception = Value::from(raised.into_exception());
            format!("{}: {}", exception.type_name(), vm.str(&exception).ok().unwrap())
        }
    }
}

fn ints(numbers: &[i64]) -> Value {
    Value::list(numbers.iter().map(|&number| Value::Int(number)).collect())
}

#[test]
fn the_global_seed_restarts_every_stream() {
    let mut vm = machine();
    let draw = |vm: &mut Vm| shown(vm, "random.uniform", &[ints(&[3])], &[]);
    shown(&mut vm, "random.set_seed", &[Value::Int(2026)], &[]);
    let first = draw(&mut vm);
    let second = draw(&mut vm);
    shown(&mut vm, "random.set_seed", &[Value::Int(2026)], &[]);
    assert_eq!((draw(&mut vm), draw(&mut vm)), (first, second));
}

#[test]
fn parameters_of_a_normal() {
    let mut vm = machine();
    shown(&mut vm, "random.set_seed", &[Value::Int(0)], &[]);
    let named = [("mean", Value::Float(10.0)), ("stddev", Value::Float(2.0))];
    let drawn = shown(&mut vm, "random.normal", &[ints(&[4])], &named);
    assert_eq!(drawn, "tf.Tensor([13.022125  10.845844   9.16061    7.9279256], shape=(4,), dtype=float32)");
}

#[test]
fn seeds_as_values() {
    let mut vm = machine();
    let drawn = shown(&mut vm, "random.stateless_uniform", &[ints(&[3])], &[("seed", ints(&[1, 2]))]);
    assert_eq!(drawn, "tf.Tensor([0.8440604  0.19204533 0.9962232 ], shape=(3,), dtype=float32)");
    let drawn = shown(&mut vm, "random.fold_in", &[ints(&[1, 2]), Value::Int(3)], &[]);
    assert_eq!(drawn, "tf.Tensor([1105988140          3], shape=(2,), dtype=int32)");
    let drawn = shown(&mut vm, "random.stateless_normal", &[ints(&[2]), ints(&[1, 2])], &[("alg", Value::str("nope"))]);
    assert_eq!(
        drawn,
        "ValueError: Argument `alg` got unsupported value nope. Supported values are philox for the Philox algorithm, threefry \
         for the ThreeFry algorithm, and auto_select for auto-selection."
    );
}

#[test]
fn the_dispatcher_words_wrong_calls() {
    let mut vm = machine();
    assert_eq!(shown(&mut vm, "random.normal", &[], &[]), "TypeError: Missing required positional argument");
    let unknown = shown(&mut vm, "random.normal", &[ints(&[2])], &[("foo", Value::Int(1))]);
    assert_eq!(unknown, "TypeError: Got an unexpected keyword argument 'foo'");
    let twice = shown(&mut vm, "random.normal", &[ints(&[2])], &[("shape", Value::Int(1))]);
    assert_eq!(twice, "TypeError: Got multiple values for argument 'shape'");
    let many = shown(&mut vm, "random.normal", &(0..8).map(Value::Int).collect::<Vec<_>>(), &[]);
    assert_eq!(many, "TypeError: Too many arguments were given. Expected 6 but got 8.");
}

#[test]
fn bounds_that_make_no_range() {
    let mut vm = machine();
    let float32 = function(&mut vm, "int32");
    let named = [("minval", Value::Int(3)), ("maxval", Value::Int(1)), ("dtype", float32)];
    assert_eq!(
        shown(&mut vm, "random.uniform", &[ints(&[2])], &named),
        "InvalidArgumentError: {{function_node __wrapped__RandomUniformInt_device_/job:localhost/replica:0/task:0/device:CPU:0}} \
         Need minval < maxval, got 3 >= 1 [Op:RandomUniformInt] name: "
    );
}

#[test]
fn dropout_scales_what_it_keeps() {
    let mut vm = machine();
    shown(&mut vm, "random.set_seed", &[Value::Int(10)], &[]);
    let ones = function(&mut vm, "ones");
    let x = vm.call_values(&ones, &[ints(&[2, 6])]).ok().unwrap();
    let dropped = shown(&mut vm, "nn.dropout", &[x], &[("rate", Value::Float(0.5))]);
    assert_eq!(dropped, "tf.Tensor(\n[[2. 2. 2. 2. 2. 2.]\n [0. 0. 2. 2. 0. 2.]], shape=(2, 6), dtype=float32)");
}
