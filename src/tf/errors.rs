//! TensorFlow's exception classes, and its words for what went wrong below.

use tape_grad::{Error, Kind, OpDef};
use tape_lang::exception::{
    EXCEPTION, INDEX_ERROR, KEYBOARD_INTERRUPT, LOOKUP_ERROR, RUNTIME_ERROR, TYPE_ERROR, VALUE_ERROR,
};
use tape_lang::{Exception, NativeClass, NativeFunction, Property, Raise, Value};
use tape_tensor::{DType, Shape};

const MODULE: &str = "tensorflow.python.framework.errors_impl";

/// Declares the classes of `tf.errors`: `CONSTANT "Name" code;`
macro_rules! op_errors {
    ($($constant:ident $name:literal $code:literal;)*) => {
        $(
            #[doc = concat!("`tf.errors.", $name, "`.")]
            pub static $constant: NativeClass =
                NativeClass::new($name).module(MODULE).base(&OP_ERROR).properties(PROPERTIES).constructor(&NEW);
        )*
        /// All of them, with their error codes.
        pub static CLASSES: &[(&NativeClass, i64)] = &[$((&$constant, $code)),*];

        /// Their dotted names.
        static PATHS: &[&str] = &[$(concat!("tf.errors.", $name)),*];
    };
}

/// `tf.errors.OpError`, the base of all.
pub static OP_ERROR: NativeClass =
    NativeClass::new("OpError").module(MODULE).base(&EXCEPTION).properties(PROPERTIES).constructor(&NEW);

op_errors! {
    CANCELLED "CancelledError" 1;
    UNKNOWN "UnknownError" 2;
    INVALID_ARGUMENT "InvalidArgumentError" 3;
    DEADLINE_EXCEEDED "DeadlineExceededError" 4;
    NOT_FOUND "NotFoundError" 5;
    ALREADY_EXISTS "AlreadyExistsError" 6;
    PERMISSION_DENIED "PermissionDeniedError" 7;
    RESOURCE_EXHAUSTED "ResourceExhaustedError" 8;
    FAILED_PRECONDITION "FailedPreconditionError" 9;
    ABORTED "AbortedError" 10;
    OUT_OF_RANGE "OutOfRangeError" 11;
    UNIMPLEMENTED "UnimplementedError" 12;
    INTERNAL "InternalError" 13;
    UNAVAILABLE "UnavailableError" 14;
    DATA_LOSS "DataLossError" 15;
    UNAUTHENTICATED "UnauthenticatedError" 16;
}

/// A program may raise one itself: `tf.errors.InvalidArgumentError(node_def, op, message)`.
static NEW: NativeFunction = NativeFunction::new(
    "OpError.__init__",
    "(cls, node_def=None, op=None, message='', error_code=None)",
    "An error of an op.",
    |_, args| match &args[0] {
        Value::Class(class) => {
            let message = if args[3].is_none() { Value::str("") } else { args[3].clone() };
            Ok(Value::from(std::rc::Rc::new(Exception::new(std::rc::Rc::clone(class), [message]))))
        }
        other => Ok(other.clone()),
    },
);

static PROPERTIES: &[Property] = &[
    Property::new("message", "The error message that describes the error.", |_, this| Ok(message_of(this))),
    Property::new("op", "The operation that failed, if known.", |_, _| Ok(Value::None)),
    Property::new("node_def", "The NodeDef of the op that failed.", |_, _| Ok(Value::None)),
    Property::new("error_code", "The integer error code that describes the error.", |_, this| {
        let class = this.class();
        let code = CLASSES.iter().find(|(own, _)| class.derives_from(own)).map_or(2, |(_, code)| *code);
        Ok(Value::Int(code))
    }),
];

fn message_of(this: &Value) -> Value {
    match this {
        Value::Exception(exception) => exception.args.borrow().first().cloned().unwrap_or(Value::None),
        _ => Value::None,
    }
}

/// How an op's message ends: TensorFlow's fast path always mentions the name that the call gave, its other path, taken
/// when an input was a list, only if there was one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tail {
    /// ` name: ` and nothing.
    #[default]
    Unnamed,
    /// Not even that.
    Absent,
    /// ` name: ` and a name.
    Named(&'static str),
}

/// TensorFlow's exception for an error from below.
#[must_use]
pub fn raise(error: Error, tail: Tail) -> Raise {
    match error.into_kind() {
        Kind::Foreign(foreign) => match foreign.downcast::<Raise>() {
            Ok(raise) => *raise,
            Err(_) => Raise::new(&RUNTIME_ERROR, "an error of another room went through a gradient"),
        },
        Kind::Kernel { op, inputs, error } => kernel(op, inputs, &error, tail),
        Kind::DTypeMismatch { op, position, expected, actual } => {
            let (expected, actual) = (expected.cpp_name(), actual.cpp_name());
            let text = format!(
                "cannot compute {} as input #{position}(zero-based) was expected to be a {expected} tensor but is a {actual} tensor",
                op.name
            );
            Raise::new(&INVALID_ARGUMENT, finish(op, text, tail))
        }
        Kind::DTypeNotAllowed { op, dtype, group } => {
            Raise::new(&INVALID_ARGUMENT, finish(op, not_allowed(op, dtype, group), tail))
        }
        Kind::Invalid(text) => Raise::new(&INVALID_ARGUMENT, text),
        Kind::Index(text) => Raise::new(&INDEX_ERROR, text),
        Kind::NoGradient { op } => {
            Raise::new(&LOOKUP_ERROR, format!("gradient registry has no entry for: {}", op.name))
        }
        Kind::TapeSpent => Raise::new(
            &RUNTIME_ERROR,
            "A non-persistent GradientTape can only be used to compute one set of gradients (or jacobians)",
        ),
        Kind::TapeRecording => Raise::new(
            &VALUE_ERROR,
            "Tape is still recording, This can happen if you try to re-enter an already-active tape.",
        ),
        Kind::TapeNotRecording => Raise::new(&VALUE_ERROR, "Tape is not recording."),
        Kind::GradientCount { expected, actual } => Raise::new(
            &VALUE_ERROR,
            format!("custom_gradient function expected to return {expected} gradients, but returned {actual} instead."),
        ),
        Kind::BatchMismatch { target, source } => Raise::new(
            &VALUE_ERROR,
            format!(
                "Need first dimension of target shape ({}) and source shape ({}) to match.",
                tape_show::shape::str(&target),
                tape_show::shape::str(&source)
            ),
        ),
        Kind::Value(text) => Raise::new(&VALUE_ERROR, text),
        Kind::Type(text) => Raise::new(&TYPE_ERROR, text),
    }
}

fn kernel(op: &'static OpDef, inputs: usize, error: &tape_tensor::Error, tail: Tail) -> Raise {
    use tape_tensor::Error as E;
    let (class, text) = match error {
        E::Interrupted => return Raise::with_args(&KEYBOARD_INTERRUPT, []),
        E::Broadcast { left, right } => (&INVALID_ARGUMENT, format!("Incompatible shapes: {left} vs. {right}")),
        E::Matmul { left, right } => (&INVALID_ARGUMENT, product_mismatch(op, left, right)),
        E::Axis { axis, rank } => {
            (&INVALID_ARGUMENT, format!("Invalid reduction dimension ({axis} for input with {rank} dimension(s)"))
        }
        E::DTypeMismatch { expected, found } => (
            &INVALID_ARGUMENT,
            format!("expected a {} tensor but found a {} tensor", expected.cpp_name(), found.cpp_name()),
        ),
        E::DivisionByZero => (&INVALID_ARGUMENT, "Integer division by zero".to_owned()),
        E::NegativePower => (&INVALID_ARGUMENT, "Integers to negative integer powers are not allowed".to_owned()),
        E::OutOfMemory { shape, dtype } => (
            &RESOURCE_EXHAUSTED,
            format!(
                "OOM when allocating tensor with shape{shape} and type {} on /job:localhost/replica:0/task:0/device:CPU:0 by allocator cpu",
                dtype.cpp_name()
            ),
        ),
        E::Invalid(text) => (&INVALID_ARGUMENT, text.clone()),
        E::OutOfRange(text) => (&OUT_OF_RANGE, text.clone()),
        E::Unimplemented(text) => (&UNIMPLEMENTED, text.clone()),
    };
    let count = count_of(op, inputs);
    let text = format!(
        "{{{{function_node __wrapped__{}{count}_device_/job:localhost/replica:0/task:0/device:CPU:0}}}} {text}",
        op.name
    );
    Raise::new(class, finish(op, text, tail))
}

/// The part of a message's first words that counts an op's inputs or outputs, for ops with any number of them.
fn count_of(op: &OpDef, count: usize) -> String {
    match op.name {
        "Split" | "SplitV" => format!("_num_split_{count}"),
        "Unpack" => format!("_num_{count}"),
        _ if op.inputs.last().is_some_and(|last| last.list) => format!("_N_{count}"),
        _ => String::new(),
    }
}

/// The three ways in which a matrix product says that its operands do not fit.
fn product_mismatch(op: &OpDef, left: &Shape, right: &Shape) -> String {
    if left.rank() != right.rank() {
        return format!("In[0] and In[1] has different ndims: {left} vs. {right}");
    }
    if left.rank() < 2 {
        return format!("In[0] and In[1] ndims must be == 2: {}", left.rank());
    }
    let inner = |shape: &Shape| shape[shape.rank() - 2..].to_vec();
    if op.name == "MatMul" || inner(left).last() != inner(right).first() {
        return format!("Matrix size-incompatible: In[0]: {left}, In[1]: {right}");
    }
    format!("In[0] and In[1] must have compatible batch dimensions: {left} vs. {right}")
}

fn not_allowed(op: &OpDef, dtype: DType, group: &str) -> String {
    let (name, dtype) = (op.name, dtype.cpp_name());
    let (listed, shown) = match tape_ops::registration(name) {
        Some(own) => (own.allowed(group).collect::<Vec<_>>().join(", "), own.summary(name)),
        None => (String::new(), String::new()),
    };
    format!(
        "Value for attr '{group}' of {dtype} is not in the list of allowed values: {listed}\n\t; NodeDef: {{{{node {name}}}}}; {shown}"
    )
}

fn finish(op: &OpDef, text: String, tail: Tail) -> String {
    let name = op.name;
    match tail {
        Tail::Unnamed => format!("{text} [Op:{name}] name: "),
        Tail::Absent => format!("{text} [Op:{name}]"),
        Tail::Named(given) => format!("{text} [Op:{name}] name: {given}"),
    }
}

/// The dotted name of a class of `tf.errors`.
#[must_use]
pub fn path(class: &NativeClass) -> Option<&'static str> {
    PATHS.iter().copied().find(|path| path.strip_prefix("tf.errors.") == Some(class.name()))
}
