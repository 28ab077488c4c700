//! `tf.print`: tensors as TensorFlow's own kernels write them, structures as Python does.

use tape_lang::exception::{type_error, value_error};
use tape_lang::{Args, Name, NativeFunction, Result, Value, Vm};
use tape_tensor::DType;

use crate::convert::as_tensor;
use crate::{log, nest};

pub(crate) static PRINT: NativeFunction =
    NativeFunction::new("print_v2", "(*inputs, **kwargs)", "Prints the specified inputs.", |vm, args| {
        let options = Options::read(vm, args)?;
        let mut pieces = Vec::new();
        for input in args.rest(0) {
            pieces.push(top(vm, input, options.summarize)?);
        }
        let text = pieces.join(&options.separator) + &options.end;
        if options.to_stdout {
            vm.write_stdout(&text)
        } else {
            log::print(vm, &text)
        }
        Ok(Value::None)
    });

struct Options {
    to_stdout: bool,
    summarize: i64,
    separator: String,
    end: String,
}

impl Options {
    fn read(vm: &mut Vm, args: Args<'_>) -> Result<Options> {
        let mut options = Options { to_stdout: false, summarize: 3, separator: " ".to_owned(), end: "\n".to_owned() };
        let Some(given) = args.keywords(1) else { return Ok(options) };
        for (key, value) in given.items() {
            match key.as_str() {
                Some("output_stream") => options.to_stdout = goes_to_stdout(vm, &value)?,
                Some("summarize") if value.is_none() => {}
                Some("summarize") => options.summarize = vm.index(&value)?,
                Some("sep") => options.separator = text_option(vm, "sep", &value)?,
                Some("end") => options.end = text_option(vm, "end", &value)?,
                Some("name") => {}
                _ => {
                    let unknown = Value::from(single(vm, key, value)?);
                    return Err(value_error(format!(
                        "Unrecognized keyword arguments for tf.print: {}",
                        vm.repr(&unknown)?
                    )));
                }
            }
        }
        Ok(options)
    }
}

fn single(vm: &mut Vm, key: Value, value: Value) -> Result<tape_lang::value::Dict> {
    let dict = tape_lang::value::Dict::new();
    dict.insert(vm, key, value)?;
    Ok(dict)
}

fn text_option(vm: &mut Vm, name: &str, value: &Value) -> Result<String> {
    match value.as_str() {
        Some(text) => Ok(text.to_owned()),
        None => Err(type_error(format!("Expected string for argument '{name}' not {}.", vm.repr(value)?))),
    }
}

/// Whether a stream is standard output: `sys.stdout`, as opposed to `sys.stderr` and the logs.
fn goes_to_stdout(vm: &mut Vm, stream: &Value) -> Result<bool> {
    let sys = vm.import("sys")?;
    if vm.get_attribute(&sys, Name::new("stdout"))?.is(stream) {
        return Ok(true);
    }
    if vm.get_attribute(&sys, Name::new("stderr"))?.is(stream) {
        return Ok(false);
    }
    if stream.as_str().is_some_and(|text| text.starts_with("file://")) {
        return Err(tape_lang::exception::not_implemented_error("tf.print to a file is not supported by this shell."));
    }
    let shown = vm.str(stream)?;
    Err(value_error(format!(
        "Unsupported output stream, logging level, or file.{shown}. Supported streams are sys.stdout, sys.stderr, \
         tf.logging.info, tf.logging.warning, tf.logging.error. File needs to be in the form of 'file://<filepath>'."
    )))
}

/// An argument itself: a string stands bare, a string tensor without axes too.
fn top(vm: &mut Vm, value: &Value, summarize: i64) -> Result<String> {
    if let Some(tensor) = as_tensor(value)? {
        if tensor.dtype() == DType::String && tensor.rank() == 0 {
            let bytes = tensor.array().as_slice::<tape_tensor::array::Bytes>().and_then(<[_]>::first);
            return Ok(bytes.map(|bytes| String::from_utf8_lossy(bytes).into_owned()).unwrap_or_default());
        }
        return Ok(of_tensor(&tensor, summarize));
    }
    match value.as_str() {
        Some(text) => Ok(text.to_owned()),
        None => nested(vm, value, summarize),
    }
}

fn of_tensor(tensor: &tape_grad::Tensor, summarize: i64) -> String {
    String::from_utf8_lossy(&tape_show::tf_print::tensor(tensor.array(), summarize)).into_owned()
}

/// What stands in a structure, or is no tensor.
fn nested(vm: &mut Vm, value: &Value, summarize: i64) -> Result<String> {
    if let Some(tensor) = as_tensor(value)? {
        return Ok(of_tensor(&tensor, summarize));
    }
    match value {
        Value::List(list) => Ok(format!("[{}]", each(vm, &list.to_vec(), summarize)?.join(", "))),
        Value::Tuple(tuple) => {
            let items = each(vm, tuple, summarize)?;
            Ok(match items.as_slice() {
                [only] => format!("({only},)"),
                several => format!("({})", several.join(", ")),
            })
        }
        Value::Dict(dict) => {
            let mut entries = Vec::new();
            for (key, value) in nest::sorted(vm, dict)? {
                let shown = vm.deeper("", |vm| nested(vm, &value, summarize))?;
                entries.push(format!("{}: {shown}", vm.repr(&key)?));
            }
            Ok(format!("{{{}}}", entries.join(", ")))
        }
        Value::Instance(instance) => match (value.plain(), vm.find_attribute(value, Name::new("_fields"))?) {
            (Value::Tuple(tuple), Some(fields)) => {
                let names = vm.collect(&fields)?;
                let items = each(vm, tuple, summarize)?;
                let pairs =
                    names.iter().zip(items).map(|(name, item)| format!("{}={item}", name.as_str().unwrap_or("")));
                let pairs: Vec<String> = pairs.collect();
                Ok(format!("{}({})", instance.class().name(), pairs.join(", ")))
            }
            _ => vm.repr(value),
        },
        _ => vm.repr(value),
    }
}

fn each(vm: &mut Vm, items: &[Value], summarize: i64) -> Result<Vec<String>> {
    items.iter().map(|item| vm.deeper("", |vm| nested(vm, item, summarize))).collect()
}
