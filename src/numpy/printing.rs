//! Print options, and the functions that make text of arrays.

use std::cell::RefCell;
use std::rc::Rc;

use tape_lang::exception::{type_error, value_error};
use tape_lang::value::Dict;
use tape_lang::{Args, Class, Exception, NativeClass, NativeFunction, Object, Result, Value, Vm};
use tape_show::array::Around;
use tape_show::{FloatMode, PrintOptions, Sign, array};

use crate::arguments::unsupported;
use crate::convert;

/// The options in force on a machine.
#[derive(Default)]
pub struct PrintState(pub RefCell<Rc<PrintOptions>>);

/// The options in force: what `np.set_printoptions` has set.
#[must_use]
pub fn options(vm: &mut Vm) -> Rc<PrintOptions> {
    Rc::clone(&vm.state::<PrintState>().0.borrow())
}

/// The functions.
pub static FUNCTIONS: &[NativeFunction] = &[
    NativeFunction::new("set_printoptions", "(precision=None, threshold=None, edgeitems=None, linewidth=None, suppress=None, nanstr=None, infstr=None, formatter=None, sign=None, floatmode=None, *, legacy=None, override_repr=None)", "Set options of printing.", set_printoptions).python(),
    NativeFunction::new("get_printoptions", "()", "The options of printing.", get_printoptions).python(),
    NativeFunction::new("printoptions", "(*args, **kwargs)", "Options of printing for a with block.", printoptions).python(),
    NativeFunction::new("array2string", "(a, max_line_width=None, precision=None, suppress_small=None, separator=' ', prefix='', *, formatter=None, threshold=None, edgeitems=None, sign=None, floatmode=None, suffix='', legacy=None)", "The text of an array.", array2string).python(),
    NativeFunction::new("array_str", "(a, max_line_width=None, precision=None, suppress_small=None)", "The text of an array's elements.", array_str).python(),
    NativeFunction::new("array_repr", "(arr, max_line_width=None, precision=None, suppress_small=None)", "The text that makes an array.", array_repr).python(),
    NativeFunction::new("base_repr", "(number, base=2, padding=0)", "A number in another base.", base_repr).python(),
    NativeFunction::new("binary_repr", "(num, width=None)", "A number in binary.", binary_repr).python(),
];

/// The names of the options, in the order of the parameters of `set_printoptions`.
const NAMES: [&str; 10] = [
    "precision",
    "threshold",
    "edgeitems",
    "linewidth",
    "suppress",
    "nanstr",
    "infstr",
    "formatter",
    "sign",
    "floatmode",
];

/// Lays one option over others.
fn lay(vm: &mut Vm, options: &mut PrintOptions, name: &str, value: &Value) -> Result<()> {
    if value.is_none() || value.is_unset() {
        return Ok(());
    }
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    match name {
        "precision" => options.precision = size(vm, value)?,
        "threshold" => {
            let number = vm.float(value).map_err(|_| type_error("threshold must be numeric"))?;
            if number.is_nan() {
                return Err(value_error("threshold must be non-NAN, try sys.maxsize for untruncated representation"));
            }
            options.threshold = number as usize;
        }
        "edgeitems" => options.edgeitems = size(vm, value)?,
        "linewidth" => options.linewidth = size(vm, value)?,
        "suppress" => options.suppress = vm.truth(value)?,
        "nanstr" => options.nanstr = text(value),
        "infstr" => options.infstr = text(value),
        "sign" => {
            let refused = "sign option must be one of ' ', '+', or '-'";
            options.sign = Sign::from_name(&text(value)).ok_or_else(|| value_error(refused))?;
        }
        "floatmode" => {
            let refused = "floatmode option must be one of \"fixed\", \"unique\", \"maxprec\", \"maxprec_equal\"";
            options.floatmode = FloatMode::from_name(&text(value)).ok_or_else(|| value_error(refused))?;
        }
        other => return Err(unsupported(&format!("the print option '{other}'"))),
    }
    Ok(())
}

fn size(vm: &mut Vm, value: &Value) -> Result<usize> {
    usize::try_from(vm.index(value)?).map_err(|_| value_error("print options cannot be negative"))
}

/// The options in force with those of a call laid over them.
fn changed(vm: &mut Vm, args: &[Value]) -> Result<PrintOptions> {
    let mut options = (*options(vm)).clone();
    for (name, value) in NAMES.iter().zip(args) {
        lay(vm, &mut options, name, value)?;
    }
    Ok(options)
}

fn put(vm: &mut Vm, options: Rc<PrintOptions>) {
    *vm.state::<PrintState>().0.borrow_mut() = options;
}

fn set_printoptions(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let new = changed(vm, &args)?;
    put(vm, Rc::new(new));
    Ok(Value::None)
}

fn as_dict(options: &PrintOptions) -> Value {
    let dict = Rc::new(Dict::new());
    let entries = [
        ("edgeitems", Value::from(options.edgeitems)),
        ("threshold", Value::from(options.threshold)),
        ("floatmode", Value::str(options.floatmode.name())),
        ("precision", Value::from(options.precision)),
        ("suppress", Value::Bool(options.suppress)),
        ("linewidth", Value::from(options.linewidth)),
        ("nanstr", Value::str(options.nanstr.as_str())),
        ("infstr", Value::str(options.infstr.as_str())),
        ("sign", Value::str(options.sign.name())),
        ("formatter", Value::None),
        ("legacy", Value::Bool(false)),
        ("override_repr", Value::None),
    ];
    for (name, value) in entries {
        dict.set_str(name, value);
    }
    Value::Dict(dict)
}

fn get_printoptions(vm: &mut Vm, _args: Args<'_>) -> Result<Value> {
    Ok(as_dict(&options(vm)))
}

/// `with np.printoptions(…):`.
struct Guard {
    new: Rc<PrintOptions>,
    old: RefCell<Option<Rc<PrintOptions>>>,
}

static GUARD: NativeClass = NativeClass::new("_GeneratorContextManager").module("contextlib").not_a_base();

impl Object for Guard {
    fn class(&self) -> Rc<Class> {
        GUARD.class()
    }

    fn enter(&self, vm: &mut Vm, _this: &Value) -> Result<Value> {
        *self.old.borrow_mut() = Some(options(vm));
        put(vm, Rc::clone(&self.new));
        Ok(as_dict(&self.new))
    }

    fn exit(&self, vm: &mut Vm, _exception: Option<&Rc<Exception>>) -> Result<bool> {
        if let Some(old) = self.old.borrow_mut().take() {
            put(vm, old);
        }
        Ok(false)
    }
}

fn printoptions(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let mut new = changed(vm, args.rest(0))?;
    if let Some(given) = args.keywords(1) {
        for (name, value) in given.items() {
            let name = name.as_str().unwrap_or_default().to_owned();
            if !NAMES.contains(&name.as_str()) && !matches!(name.as_str(), "legacy" | "override_repr") {
                return Err(type_error(format!("set_printoptions() got an unexpected keyword argument '{name}'")));
            }
            lay(vm, &mut new, &name, &value)?;
        }
    }
    Ok(Value::object(Guard { new: Rc::new(new), old: RefCell::default() }))
}

fn array2string(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let items = convert::items(vm, &args[0])?;
    let mut own = (*options(vm)).clone();
    let places = [
        ("linewidth", 1),
        ("precision", 2),
        ("suppress", 3),
        ("formatter", 6),
        ("threshold", 7),
        ("edgeitems", 8),
        ("sign", 9),
        ("floatmode", 10),
    ];
    for (name, place) in places {
        lay(vm, &mut own, name, &args[place])?;
    }
    let around = Around {
        separator: args[4].as_str().unwrap_or(" "),
        prefix: args[5].as_str().unwrap_or_default(),
        suffix: args[11].as_str().unwrap_or_default(),
    };
    Ok(Value::str(array::array2string(&items, &own, &around)))
}

/// The options of `array_str` and `array_repr`.
fn short_options(vm: &mut Vm, args: &Args<'_>) -> Result<PrintOptions> {
    let mut own = (*options(vm)).clone();
    for (name, place) in [("linewidth", 1), ("precision", 2), ("suppress", 3)] {
        lay(vm, &mut own, name, &args[place])?;
    }
    Ok(own)
}

fn array_str(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let items = convert::items(vm, &args[0])?;
    let own = short_options(vm, &args)?;
    Ok(Value::str(array::str(&items, &own)))
}

fn array_repr(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let items = convert::items(vm, &args[0])?;
    let own = short_options(vm, &args)?;
    Ok(Value::str(array::repr(&items, &own)))
}

fn base_repr(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let (number, base, padding) = (vm.index(&args[0])?, vm.index(&args[1])?, vm.index(&args[2])?);
    if base > 36 {
        return Err(value_error("Bases greater than 36 not handled in base_repr."));
    }
    if base < 2 {
        return Err(value_error("Bases less than 2 not handled in base_repr."));
    }
    let mut digits: Vec<char> = Vec::new();
    let mut rest = number.unsigned_abs();
    while rest > 0 {
        digits
            .extend(char::from_digit((rest % base as u64) as u32, base as u32).map(|digit| digit.to_ascii_uppercase()));
        rest /= base as u64;
    }
    digits.extend(std::iter::repeat_n('0', padding.clamp(0, 1 << 20) as usize));
    if number < 0 {
        digits.push('-');
    }
    let text: String = digits.into_iter().rev().collect();
    Ok(Value::str(if text.is_empty() { "0".to_owned() } else { text }))
}

fn binary_repr(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let number = vm.index(&args[0])?;
    if args[1].is_none() {
        let sign = if number < 0 { "-" } else { "" };
        return Ok(Value::str(format!("{sign}{:b}", number.unsigned_abs())));
    }
    let width = size(vm, &args[1])?.min(1 << 20);
    if number >= 0 {
        let digits = format!("{number:b}");
        return Ok(Value::str("0".repeat(width.saturating_sub(digits.len())) + &digits));
    }
    // Two's complement in as many digits.
    let text = format!("{number:064b}");
    let needed = 65 - number.leading_ones() as usize;
    if width < needed {
        return Err(value_error(format!("Insufficient bit width={width} provided for binwidth={needed}")));
    }
    let cut = text.len().saturating_sub(width);
    Ok(Value::str(format!("{}{}", "1".repeat(width.saturating_sub(64)), &text[cut..])))
}
