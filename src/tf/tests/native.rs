//! The room without a program: calls as native code makes them.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail loudly")]

use tape_lang::vm::Silent;
use tape_lang::{Name, Operator, Value, Vm};

fn machine() -> Vm {
    let mut vm = Vm::new(Box::new(Silent));
    tape_numpy::install(&mut vm);
    tape_tf::install(&mut vm);
    vm
}

fn tf(vm: &mut Vm, path: &str) -> Value {
    let mut value = vm.import("tensorflow").unwrap();
    for name in path.split('.') {
        value = vm.get_attribute(&value, Name::new(name)).unwrap();
    }
    value
}

fn call(vm: &mut Vm, path: &str, args: &[Value]) -> Value {
    let function = tf(vm, path);
    vm.call_values(&function, args).unwrap_or_else(|raised| panic!("{path}: {raised:?}"))
}

fn floats(items: &[f64]) -> Value {
    Value::list(items.iter().map(|&item| Value::Float(item)).collect())
}

#[test]
fn ops_take_lists_and_numbers() {
    let mut vm = machine();
    let x = call(&mut vm, "constant", &[floats(&[1.0, 2.0])]);
    assert_eq!(vm.repr(&x).unwrap(), "<tf.Tensor: shape=(2,), dtype=float32, numpy=array([1., 2.], dtype=float32)>");
    let y = vm.binary(Operator::Mult, &Value::Int(2), &x).unwrap();
    let sum = call(&mut vm, "reduce_sum", &[y]);
    assert_eq!(vm.str(&sum).unwrap(), "tf.Tensor(6.0, shape=(), dtype=float32)");
    let row = vm.item(&x, &Value::Int(-1)).unwrap();
    assert_eq!(vm.str(&row).unwrap(), "tf.Tensor(2.0, shape=(), dtype=float32)");
}

#[test]
fn a_tape_differentiates_with_respect_to_a_variable() {
    let mut vm = machine();
    let v = call(&mut vm, "Variable", &[Value::Float(3.0)]);
    let tape = call(&mut vm, "GradientTape", &[]);
    vm.call_method(&tape, Name::new("__enter__"), &[]).unwrap();
    let y = vm.binary(Operator::Pow, &v, &Value::Int(2)).unwrap();
    vm.call_method(&tape, Name::new("__exit__"), &[Value::None, Value::None, Value::None]).unwrap();
    let gradient = vm.call_method(&tape, Name::new("gradient"), &[y, v]).unwrap();
    assert_eq!(vm.str(&gradient).unwrap(), "tf.Tensor(6.0, shape=(), dtype=float32)");
}

#[test]
fn errors_are_tensorflows() {
    let mut vm = machine();
    let x = call(&mut vm, "constant", &[floats(&[1.0, 2.0])]);
    let y = call(&mut vm, "constant", &[floats(&[1.0, 2.0, 3.0])]);
    let raised = vm.binary(Operator::Add, &x, &y).unwrap_err();
    assert_eq!(
        format!("{raised:?}"),
        "InvalidArgumentError[Str(\"{{function_node __wrapped__AddV2_device_/job:localhost/replica:0/task:0/device:CPU:0}} \
         Incompatible shapes: [2] vs. [3] [Op:AddV2] name: \")]"
    );
    let sin = tf(&mut vm, "sin");
    let raised = vm.call_values(&sin, &[Value::Int(1)]).unwrap_err();
    assert!(
        format!("{raised:?}")
            .contains("Value for attr 'T' of int32 is not in the list of allowed values: bfloat16, half")
    );
}
