//! What a user could do about an error, where TensorFlow's own text does not say it.

use std::rc::Rc;

use tape_lang::suggestion::suggestion;
use tape_lang::{Exception, Vm};

/// Errors that one meets with tapes, by class and a part of the message, with advice.
const ADVICE: &[(&str, &str, &str)] = &[
    (
        "RuntimeError",
        "non-persistent GradientTape can only be used",
        "a tape answers once; write tf.GradientTape(persistent=True) to ask it again",
    ),
    (
        "InvalidArgumentError",
        "was expected to be a",
        "the operands have different dtypes; tf.cast(x, dtype) converts one of them",
    ),
    (
        "InvalidArgumentError",
        "Matrix size-incompatible",
        "the inner sizes must be equal; transpose_a=True or transpose_b=True turns one matrix around",
    ),
    (
        "InvalidArgumentError",
        "Incompatible shapes",
        "shapes fit when each pair of sizes, counted from the last, is equal or holds a 1",
    ),
    (
        "TypeError",
        "EagerTensor' object does not support item assignment",
        "tensors never change; assign to a tf.Variable, or make a new tensor with tf.tensor_scatter_nd_update",
    ),
    ("TypeError", "Tensor is unhashable", "use t.ref() as the key"),
    (
        "ValueError",
        "Tape is still recording",
        "the tape is inside its own `with` block already; leave the block or use a second tape",
    ),
    (
        "ValueError",
        "The truth value of an array with more than one element is ambiguous",
        "a condition needs one value; tf.reduce_any and tf.reduce_all make one of many",
    ),
];

/// One line of advice, if there is any to give.
pub fn hint(vm: &mut Vm, exception: &Rc<Exception>, class: &str, message: &str) -> Option<String> {
    if let Some(name) = suggestion(vm, exception) {
        return Some(format!("did you mean {name}?"));
    }
    if class == "ModuleNotFoundError" {
        let wanted = message.split('\'').nth(1)?;
        let names = vm.module_names();
        let similar =
            names.iter().map(|name| (strsim::jaro_winkler(name, wanted), name)).max_by(|a, b| a.0.total_cmp(&b.0));
        return Some(match similar {
            Some((likeness, name)) if likeness > 0.85 => format!("did you mean {name}?"),
            _ => "this shell is closed to the machine by design: it has the modules that are built in and the files beside \
                  the program, no others"
                .to_owned(),
        });
    }
    let fits = |(of, part, _): &&(&str, &str, &str)| *of == class && message.contains(part);
    ADVICE.iter().find(fits).map(|(_, _, advice)| (*advice).to_owned())
}
