//! `matplotlib.ticker`: where ticks stand and what they say, as objects.

use std::rc::Rc;

use tape_lang::exception::{not_implemented_error, type_error};
use tape_lang::value::Module;
use tape_lang::{Args, Class, NativeClass, NativeFunction, Object, Result, Value, Vm};
use tape_plot::axis::Locator;
use tape_plot::tick_labels::Pattern;
use tape_plot::ticks::Rounding;

use crate::keywords::Keywords;
use crate::numbers::flat;

/// Where a locator has ticks.
#[derive(Clone, Debug)]
pub enum Places {
    /// At these places.
    At(Vec<f64>),
    /// Where a rule says.
    By(Locator),
}

/// What a formatter has ticks say.
#[derive(Clone)]
pub enum Texts {
    /// Nothing.
    Nothing,
    /// Their numbers.
    Own,
    /// Their numbers in a pattern.
    As(Pattern),
    /// What a function makes of their number and their index.
    By(Value),
}

struct LocatorHandle(&'static NativeClass, Places);
struct FormatterHandle(&'static NativeClass, Texts);

impl Object for LocatorHandle {
    fn class(&self) -> Rc<Class> {
        self.0.class()
    }
}

impl Object for FormatterHandle {
    fn class(&self) -> Rc<Class> {
        self.0.class()
    }
}

macro_rules! tickers {
    ($($class:ident $new:ident = $name:literal $signature:literal $doc:literal $make:expr;)*) => {
        $(
            static $class: NativeClass = NativeClass::new($name).module("matplotlib.ticker").constructor(&$new);
            static $new: NativeFunction = NativeFunction::new($name, $signature, $doc, $make);
        )*

        /// The classes by their names.
        pub static CLASSES: &[(&str, &NativeClass)] = &[$(($name, &$class)),*];
    };
}

tickers! {
    MAX_N NEW_MAX_N = "MaxNLocator" "(cls, nbins=10, **kwargs)" "At most so many steps between ticks." |vm, args| {
        let whole = Keywords::of(args, 2).truth(vm, &["integer"])?.unwrap_or(false);
        let most = if args[1].as_str().is_some() { None } else { Some(vm.index(&args[1])?.max(1) as usize) };
        let rule = Locator::Round(most, Rounding { whole, ..Rounding::FINE });
        Ok(Value::object(LocatorHandle(&MAX_N, Places::By(rule))))
    };
    MULTIPLE NEW_MULTIPLE = "MultipleLocator" "(cls, base=1.0, offset=0.0)" "Ticks at the multiples of a number." |vm, args| {
        let rule = Locator::Multiples(vm.float(&args[1])?);
        Ok(Value::object(LocatorHandle(&MULTIPLE, Places::By(rule))))
    };
    FIXED NEW_FIXED = "FixedLocator" "(cls, locs, nbins=None)" "Ticks at these places." |vm, args| {
        let places = flat(vm, &args[1])?;
        Ok(Value::object(LocatorHandle(&FIXED, Places::At(places))))
    };
    NO_PLACES NEW_NO_PLACES = "NullLocator" "(cls)" "No ticks." |_vm, _args| {
        Ok(Value::object(LocatorHandle(&NO_PLACES, Places::At(Vec::new()))))
    };
    AUTO NEW_AUTO = "AutoLocator" "(cls)" "Ticks as many as fit." |_vm, _args| {
        Ok(Value::object(LocatorHandle(&AUTO, Places::By(Locator::Round(None, Rounding::AXIS)))))
    };
    FORMAT NEW_FORMAT = "FormatStrFormatter" "(cls, fmt)" "Numbers in a pattern such as '%.2f'." of_pattern;
    STR_METHOD NEW_STR_METHOD = "StrMethodFormatter" "(cls, fmt)" "Numbers in a pattern such as '{x:.2f}'." of_pattern;
    PERCENT NEW_PERCENT = "PercentFormatter" "(cls, xmax=100, decimals=None, **kwargs)" "Shares as percentages." |vm, args| {
        let digits = if args[2].is_none() { 0 } else { vm.index(&args[2])?.max(0) as usize };
        let pattern = match vm.float(&args[1])? {
            100.0 => Pattern::percentage(digits),
            1.0 => Pattern::parse(&format!("{{x:.{digits}%}}")).unwrap_or_else(|| Pattern::percentage(digits)),
            other => return Err(not_implemented_error(format!("PercentFormatter(xmax={other}) is not drawn here: use 1 or 100"))),
        };
        Ok(Value::object(FormatterHandle(&PERCENT, Texts::As(pattern))))
    };
    SCALAR NEW_SCALAR = "ScalarFormatter" "(cls, useOffset=None, **kwargs)" "Numbers as they are." |_vm, _args| {
        Ok(Value::object(FormatterHandle(&SCALAR, Texts::Own)))
    };
    FUNCTION NEW_FUNCTION = "FuncFormatter" "(cls, func)" "What a function makes of numbers." |_vm, args| {
        Ok(Value::object(FormatterHandle(&FUNCTION, Texts::By(args[1].clone()))))
    };
    NO_TEXTS NEW_NO_TEXTS = "NullFormatter" "(cls)" "No labels." |_vm, _args| {
        Ok(Value::object(FormatterHandle(&NO_TEXTS, Texts::Nothing)))
    };
}

fn of_pattern(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let pattern = vm.str(&args[1])?;
    let texts = Texts::As(read_pattern(&pattern)?);
    Ok(Value::object(FormatterHandle(if pattern.contains('{') { &STR_METHOD } else { &FORMAT }, texts)))
}

fn read_pattern(pattern: &str) -> Result<Pattern> {
    let refused = || not_implemented_error(format!("ticks in the form '{pattern}' are not drawn here"));
    Pattern::parse(pattern).ok_or_else(refused)
}

/// What a locator says.
///
/// # Errors
/// `TypeError` for what is none.
pub fn locator(value: &Value) -> Result<Places> {
    let handle: Option<&LocatorHandle> = value.downcast();
    handle
        .map(|handle| handle.1.clone())
        .ok_or_else(|| type_error("locator must be an instance of matplotlib.ticker.Locator"))
}

/// What a formatter says: one of this module's, a pattern, or a function.
///
/// # Errors
/// `NotImplementedError` for patterns that are not drawn here, `TypeError` for what is no formatter.
pub fn pattern(vm: &Vm, value: &Value) -> Result<Texts> {
    if let Some(pattern) = value.as_str() {
        return read_pattern(pattern).map(Texts::As);
    }
    let handle: Option<&FormatterHandle> = value.downcast();
    match handle {
        Some(handle) => Ok(handle.1.clone()),
        None if vm.is_callable(value) => Ok(Texts::By(value.clone())),
        None => Err(type_error("formatter must be an instance of matplotlib.ticker.Formatter, a str or a function")),
    }
}

/// Makes `matplotlib.ticker`.
///
/// # Errors
/// None.
pub fn module(_vm: &mut Vm) -> Result<Rc<Module>> {
    let module = Module::new("matplotlib.ticker");
    for (name, class) in CLASSES {
        module.dict.set_str(name, Value::from(*class));
    }
    Ok(Rc::new(module))
}
