//! `np.testing`: assertions about arrays.

use std::rc::Rc;

use tape_lang::exception::assertion_error;
use tape_lang::value::Module;
use tape_lang::vm::Namespace;
use tape_lang::{Args, Comparison, Name, NativeFunction, Result, Value, Vm};
use tape_show::{PrintOptions, array, scalar};
use tape_tensor::cast::cast;
use tape_tensor::layout::{argwhere, broadcast_to, take};
use tape_tensor::{Array, DType};

use crate::convert;
use crate::error::from_kernel;
use crate::functions::elements::close;
use crate::items::Items;
use crate::reduce::{self, Axes, End, Nans};
use crate::ufunc::{Binary, Operand, Unary, quiet_binary, quiet_unary};

static FUNCTIONS: &[NativeFunction] = &[
    NativeFunction::new(
        "assert_allclose",
        "(actual, desired, rtol=1e-07, atol=0, equal_nan=True, err_msg='', verbose=True, *, strict=False)",
        "Asserts that arrays are equal within a tolerance.",
        assert_allclose,
    )
    .python(),
    NativeFunction::new(
        "assert_array_equal",
        "(actual, desired, err_msg='', verbose=True, *, strict=False)",
        "Asserts that arrays are equal.",
        assert_array_equal,
    )
    .python(),
    NativeFunction::new(
        "assert_equal",
        "(actual, desired, err_msg='', verbose=True, *, strict=False)",
        "Asserts that two objects are equal.",
        assert_equal,
    )
    .python(),
    NativeFunction::new(
        "assert_almost_equal",
        "(actual, desired, decimal=7, err_msg='', verbose=True)",
        "Asserts that two numbers are equal to some decimals.",
        assert_almost_equal,
    )
    .python(),
    NativeFunction::new(
        "assert_array_almost_equal",
        "(actual, desired, decimal=6, err_msg='', verbose=True)",
        "Asserts that arrays are equal to some decimals.",
        assert_array_almost_equal,
    )
    .python(),
    NativeFunction::new(
        "assert_array_less",
        "(x, y, err_msg='', verbose=True, *, strict=False)",
        "Asserts that one array is less than another.",
        assert_array_less,
    )
    .python(),
    NativeFunction::new("assert_", "(val, msg='')", "Asserts a truth.", assert_true).python(),
];

/// Makes the module.
///
/// # Errors
/// None.
pub fn module(_vm: &mut Vm) -> Result<Rc<Module>> {
    Ok(Rc::new(Module::lazy("numpy.testing", Rc::new(Testing))))
}

struct Testing;

impl Namespace for Testing {
    fn get(&self, _vm: &mut Vm, name: Name) -> Result<Option<Value>> {
        Ok(FUNCTIONS.iter().find(|function| function.name() == name.as_str()).map(Value::Native))
    }

    fn names(&self) -> Vec<&'static str> {
        FUNCTIONS.iter().map(NativeFunction::name).collect()
    }
}

/// What is asserted about two arrays.
struct Claim<'a> {
    /// The first line of the message.
    header: String,
    /// The caller's own words.
    message: &'a str,
    /// What the two arrays are called.
    names: [&'a str; 2],
}

impl Claim<'_> {
    fn refuse(&self, x: &Items, y: &Items, details: &str) -> tape_lang::Raise {
        let options = PrintOptions::default();
        let [first, second] = self.names;
        let line = |name: &str, items: &Items| {
            let text = array::repr(items, &options);
            let text = if text.contains('\n') { format!("\n{text}") } else { format!(" {text}") };
            format!("\n {name}:{text}")
        };
        assertion_error(format!("\n{}\n{}\n{details}{}{}", self.header, self.message, line(first, x), line(second, y)))
    }

    /// Passes where the shapes fit and NaNs stand in the same places and `holds` everywhere else.
    fn check(
        &self,
        x: Items,
        y: Items,
        equal_nan: bool,
        holds: impl FnOnce(&Array, &Array) -> Result<Array>,
    ) -> Result<Value> {
        let fits = x.shape() == y.shape() || x.rank() == 0 || y.rank() == 0;
        if !fits {
            let (own, other) = (crate::error::tuple(x.shape()), crate::error::tuple(y.shape()));
            return Err(self.refuse(&x, &y, &format!("(shapes {own}, {other} mismatch)")));
        }
        if equal_nan && x.dtype() != DType::String && y.dtype() != DType::String {
            let (own, other) = (quiet_unary(Unary::Isnan, &x.array)?, quiet_unary(Unary::Isnan, &y.array)?);
            let same = quiet_binary(Binary::Equal, &own, &other)?;
            if same.as_slice::<bool>().is_some_and(|same| same.contains(&false)) {
                return Err(self.refuse(&x, &y, "nan location mismatch:"));
            }
        }
        let truth = holds(&x.array, &y.array)?;
        let wrong = quiet_unary(Unary::LogicalNot, &truth)?;
        let count = wrong.as_slice::<bool>().unwrap_or_default().iter().filter(|wrong| **wrong).count();
        if count == 0 {
            return Ok(Value::None);
        }
        let details = self.details(&x, &y, &wrong, count)?;
        Err(self.refuse(&x, &y, &details))
    }

    /// How many elements are wrong, which the first are, and by how much.
    fn details(&self, x: &Items, y: &Items, wrong: &Array, count: usize) -> Result<String> {
        let total = wrong.len();
        let percent = 100.0 * count as f64 / total as f64;
        let mut text = format!("Mismatched elements: {count} / {total} ({}%)", three_digits(percent));
        if x.dtype() == DType::String || y.dtype() == DType::String {
            return Ok(text);
        }
        let shape = wrong.shape();
        let spread = |array: &Array| broadcast_to(array, shape).map_err(from_kernel);
        let (own, other) = (spread(&x.array)?, spread(&y.array)?);
        let places = wrong.as_slice::<bool>().unwrap_or_default().iter().enumerate();
        let places: Vec<usize> = places.filter(|(_, wrong)| **wrong).map(|(place, _)| place).collect();
        if shape.rank() > 0 {
            text.push_str(&self.first_places(&own, &other, wrong, &places)?);
        }
        let pick = |array: &Array| take(&array.with_shape([total]), 0, &places).map_err(from_kernel);
        let (own, other) = (pick(&own)?, pick(&other)?);
        let distance = quiet_unary(Unary::Absolute, &quiet_binary(Binary::Subtract, &own, &other)?)?;
        text.push_str(&format!("\nMax absolute difference among violations: {}", largest(&distance)?));
        let size = quiet_unary(Unary::Absolute, &other)?;
        let relative = quiet_binary(Binary::Divide, &distance, &size)?;
        let nonzero = cast(&size, DType::Bool).map_err(from_kernel)?;
        let kept: Vec<usize> = nonzero
            .as_slice::<bool>()
            .unwrap_or_default()
            .iter()
            .enumerate()
            .filter(|(_, nonzero)| **nonzero)
            .map(|(place, _)| place)
            .collect();
        let most =
            if kept.is_empty() { "inf".to_owned() } else { largest(&take(&relative, 0, &kept).map_err(from_kernel)?)? };
        text.push_str(&format!("\nMax relative difference among violations: {most}"));
        Ok(text)
    }

    /// The first few wrong elements with their indices.
    fn first_places(&self, x: &Array, y: &Array, wrong: &Array, places: &[usize]) -> Result<String> {
        const SHOWN: usize = 5;
        let indices = argwhere(wrong).map_err(from_kernel)?;
        let rank = wrong.shape().rank();
        let rows = indices.as_slice::<i64>().unwrap_or_default().chunks_exact(rank);
        let [first, second] = self.names;
        let mut text = match places.len() {
            1 => "\nMismatch at index:".to_owned(),
            many if many <= SHOWN => "\nMismatch at indices:".to_owned(),
            _ => format!("\nFirst {SHOWN} mismatches are at indices:"),
        };
        for (row, &place) in rows.zip(places).take(SHOWN) {
            let index = row.iter().map(i64::to_string).collect::<Vec<_>>().join(", ");
            let shown = |array: &Array| array.get(place).map(|element| scalar::str(&element)).unwrap_or_default();
            text.push_str(&format!("\n [{index}]: {} ({first}), {} ({second})", shown(x), shown(y)));
        }
        Ok(text)
    }
}

/// A percentage as C's `%.3g` writes it.
fn three_digits(x: f64) -> String {
    let digits = if x >= 100.0 {
        0
    } else if x >= 10.0 {
        1
    } else if x >= 1.0 {
        2
    } else {
        3
    };
    let text = format!("{x:.digits$}");
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}

/// The largest element as it stands in an array: `1.`, `0.33333333`.
fn largest(array: &Array) -> Result<String> {
    let most = reduce::extreme(array, &Axes::new(None, array.shape().rank()), End::Largest, Nans::Spread)?;
    let text = array::array2string(&most.with_shape([1]), &PrintOptions::default(), &array::Around::default());
    Ok(text.trim_matches(['[', ']']).trim().to_owned())
}

fn pair(vm: &mut Vm, args: &Args<'_>) -> Result<(Items, Items)> {
    Ok((convert::items(vm, &args[0])?, convert::items(vm, &args[1])?))
}

const NAMES: [&str; 2] = ["ACTUAL", "DESIRED"];

fn assert_allclose(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let (x, y) = pair(vm, &args)?;
    let (rtol, atol) = (vm.float(&args[2])?, vm.float(&args[3])?);
    let equal_nan = vm.truth(&args[4])?;
    let (rtol_text, atol_text) = (general(rtol), general(atol));
    let claim = Claim {
        header: format!("Not equal to tolerance rtol={rtol_text}, atol={atol_text}"),
        message: args[5].as_str().unwrap_or_default(),
        names: NAMES,
    };
    claim.check(x, y, equal_nan, |x, y| close(x, y, rtol, atol, equal_nan))
}

/// A tolerance as `%g` writes it.
fn general(x: f64) -> String {
    let text = scalar::python_float(x);
    text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
}

fn equal(vm: &mut Vm, x: &Items, y: &Items) -> Result<Array> {
    Ok(crate::ufunc::binary(vm, Binary::Equal, &Operand::Items(x.clone()), &Operand::Items(y.clone()))?.array)
}

/// Whether elements are equal, NaNs among them.
fn equal_or_nan(vm: &mut Vm, x: &Items, y: &Items) -> Result<Array> {
    let same = equal(vm, x, y)?;
    if x.dtype() == DType::String || y.dtype() == DType::String {
        return Ok(same);
    }
    let both =
        quiet_binary(Binary::LogicalAnd, &quiet_unary(Unary::Isnan, &x.array)?, &quiet_unary(Unary::Isnan, &y.array)?)?;
    quiet_binary(Binary::LogicalOr, &same, &both)
}

fn assert_array_equal(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let (x, y) = pair(vm, &args)?;
    let message = args[2].as_str().unwrap_or_default();
    let claim = Claim { header: "Arrays are not equal".to_owned(), message, names: NAMES };
    let (own, other) = (x.clone(), y.clone());
    claim.check(x, y, true, |_, _| equal_or_nan(vm, &own, &other))
}

fn assert_equal(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let is_array = |value: &Value| crate::array_of(value).is_some_and(|array| array.shape().rank() > 0);
    if is_array(&args[0]) || is_array(&args[1]) {
        let [x, y, message] = [0, 1, 2].map(|place| args[place].clone());
        return assert_array_equal(vm, Args::positional(&[x, y, message, Value::Bool(true), Value::Bool(false)]));
    }
    assert_same(vm, &args[0], &args[1], args[2].as_str().unwrap_or_default())
}

/// Compares dicts and sequences item by item, anything else by `==`.
fn assert_same(vm: &mut Vm, actual: &Value, desired: &Value, message: &str) -> Result<Value> {
    match (actual, desired) {
        (Value::Dict(own), Value::Dict(other)) if own.len() == other.len() => {
            for (key, value) in other.items() {
                let label = format!("key={}\n{message}", vm.repr(&key)?);
                let found = own.get(vm, &key)?;
                let found = found.ok_or_else(|| assertion_error(format!("\nItems are not equal:\n{label}")))?;
                vm.deeper("", |vm| assert_same(vm, &found, &value, &label))?;
            }
            return Ok(Value::None);
        }
        (Value::List(_) | Value::Tuple(_), Value::List(_) | Value::Tuple(_)) => {
            let (own, other) = (vm.collect(actual)?, vm.collect(desired)?);
            if own.len() == other.len() {
                for (nth, (actual, desired)) in own.iter().zip(&other).enumerate() {
                    let label = format!("item={nth}\n{message}");
                    vm.deeper("", |vm| assert_same(vm, actual, desired, &label))?;
                }
                return Ok(Value::None);
            }
        }
        _ => {}
    }
    let same = vm.compare(Comparison::Eq, actual, desired)?;
    let is_nan = |value: &Value| matches!(value, Value::Float(x) if x.is_nan());
    if vm.truth(&same)? || (is_nan(actual) && is_nan(desired)) {
        return Ok(Value::None);
    }
    let (actual, desired) = (vm.repr(actual)?, vm.repr(desired)?);
    let message = if message.is_empty() { String::new() } else { format!("\n{message}") };
    Err(assertion_error(format!("\nItems are not equal:{message}\n ACTUAL: {actual}\n DESIRED: {desired}")))
}

fn almost_equal(vm: &mut Vm, args: &Args<'_>) -> Result<Value> {
    let (x, y) = pair(vm, args)?;
    let decimal = vm.index(&args[2])?;
    let limit = Array::scalar(1.5 * 10f64.powi(-(decimal.clamp(-300, 300) as i32)));
    let claim = Claim {
        header: format!("Arrays are not almost equal to {decimal} decimals"),
        message: args[3].as_str().unwrap_or_default(),
        names: NAMES,
    };
    let (own, other) = (x.clone(), y.clone());
    claim.check(x, y, true, |x, y| {
        let distance = quiet_unary(Unary::Absolute, &quiet_binary(Binary::Subtract, x, y)?)?;
        let distance = cast(&distance, DType::Float64).map_err(from_kernel)?;
        quiet_binary(
            Binary::LogicalOr,
            &quiet_binary(Binary::Less, &distance, &limit)?,
            &equal_or_nan(vm, &own, &other)?,
        )
    })
}

fn assert_array_almost_equal(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    almost_equal(vm, &args)
}

fn assert_almost_equal(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let (x, y) = pair(vm, &args)?;
    if x.rank() > 0 || y.rank() > 0 {
        return almost_equal(vm, &args);
    }
    let decimal = vm.index(&args[2])?;
    let number = |items: &Items| -> Result<f64> {
        let wide = cast(&items.array, DType::Float64).map_err(from_kernel)?;
        Ok(wide.as_slice::<f64>().and_then(|wide| wide.first().copied()).unwrap_or(f64::NAN))
    };
    let (own, other) = (number(&x)?, number(&y)?);
    let limit = 1.5 * 10f64.powi(-(decimal.clamp(-300, 300) as i32));
    if (own - other).abs() < limit || own == other || (own.is_nan() && other.is_nan()) {
        return Ok(Value::None);
    }
    let (actual, desired) = (vm.repr(&args[0])?, vm.repr(&args[1])?);
    let message = args[3].as_str().unwrap_or_default();
    let message = if message.is_empty() { String::new() } else { format!("\n{message}") };
    Err(assertion_error(format!(
        "\nArrays are not almost equal to {decimal} decimals{message}\n ACTUAL: {actual}\n DESIRED: {desired}"
    )))
}

fn assert_array_less(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let (x, y) = pair(vm, &args)?;
    let message = args[2].as_str().unwrap_or_default();
    let claim = Claim { header: "Arrays are not strictly ordered `x < y`".to_owned(), message, names: ["x", "y"] };
    claim.check(x, y, false, |x, y| quiet_binary(Binary::Less, x, y))
}

fn assert_true(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    if vm.truth(&args[0])? {
        return Ok(Value::None);
    }
    Err(assertion_error(vm.str(&args[1])?))
}
