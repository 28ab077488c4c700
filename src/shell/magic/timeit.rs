//! `%timeit`: how long one run of a statement takes, from many.

use std::rc::Rc;
use std::time::Instant;

use tape_lang::compile::Mode;
use tape_lang::value::Dict;
use tape_lang::{Class, Name, NativeClass, Object, Result, Value, Vm};
use tape_text::Source;

use super::stopwatch::format_digits;
use super::{Call, options, usage_error};
use crate::shell::highlight::logical_line_length;
use crate::shell::state::State;

/// The function that repeats the statement.
const LOOP: &str = "__timeit__";

/// Loops are made longer until a run takes this many seconds.
const LONG_ENOUGH: f64 = 0.2;

/// `%timeit` and `%%timeit`.
pub fn timeit(vm: &mut Vm, call: Call<'_>) -> Result<Value> {
    let (flags, statement) = options(call.line, "tcqov", "nrp")?;
    let number = |letter: char, default: usize| match flags.iter().find(|(flag, _)| *flag == letter) {
        Some((_, text)) => text.parse().map_err(|_| usage_error(format!("-{letter} needs a number, not `{text}`"))),
        None => Ok(default),
    };
    let has = |wanted: char| flags.iter().any(|(flag, _)| *flag == wanted);
    let (setup, statement) = match call.cell {
        Some(cell) => (statement, cell),
        None => ("", statement),
    };
    if statement.trim().is_empty() {
        return Ok(Value::None);
    }
    let (loops, repeat, digits) = (number('n', 0)?, number('r', 7)?.max(1), number('p', 3)?);
    let function = function(vm, setup, statement)?;
    let loops = if loops == 0 { long_enough(vm, &function)? } else { loops };
    let mut runs = Vec::with_capacity(repeat);
    for _ in 0..repeat {
        runs.push(run(vm, &function, loops)? / loops as f64);
    }
    let timing = Timing { runs, loops, digits };
    if !has('q') {
        let text = timing.text(vm)?;
        vm.write_stdout(&format!("{}{text}\n", timing.warning()));
    }
    Ok(if has('o') { Value::object(timing) } else { Value::None })
}

/// How many loops take long enough to be measured.
fn long_enough(vm: &mut Vm, function: &Value) -> Result<usize> {
    let mut loops = 1;
    for _ in 0..9 {
        if run(vm, function, loops)? >= LONG_ENOUGH {
            break;
        }
        loops *= 10;
    }
    Ok(loops)
}

/// The seconds that so many loops take.
fn run(vm: &mut Vm, function: &Value, loops: usize) -> Result<f64> {
    let range = Value::Range(Rc::new(tape_lang::value::Range::new(0, loops as i64, 1)));
    vm.finish_deferred();
    let begin = Instant::now();
    vm.call_values(function, &[range])?;
    vm.finish_deferred();
    Ok(begin.elapsed().as_secs_f64())
}

/// A function whose locals are those of the statement, so that timing leaves no names behind.
fn function(vm: &mut Vm, setup: &str, statement: &str) -> Result<Value> {
    let (setup, statement) = (indented(setup, 1), indented(statement, 2));
    let text = format!("def {LOOP}(_it):\n{setup} for _i in _it:\n{statement}");
    let source = Source::new("<magic-timeit>", text);
    let globals: Rc<Dict> = Rc::clone(&vm.state::<State>().globals);
    vm.run_source(&source, &globals, Mode::default())?;
    Ok(globals.remove_name(Name::new(LOOP)).unwrap_or_default())
}

/// The statements indented by so many more blanks; the inside of strings stays.
fn indented(text: &str, blanks: usize) -> String {
    let text = super::transform(text);
    let mut indented = String::new();
    let mut rest = text.as_str();
    while !rest.is_empty() {
        let (line, after) = rest.split_at(logical_line_length(rest));
        if !line.trim().is_empty() {
            indented.push_str(&" ".repeat(blanks));
            indented.push_str(line);
        }
        rest = after;
    }
    if !indented.is_empty() && !indented.ends_with('\n') {
        indented.push('\n');
    }
    indented
}

/// What the runs took, in seconds a loop.
struct Timing {
    runs: Vec<f64>,
    loops: usize,
    digits: usize,
}

static TIMEIT_RESULT: NativeClass = NativeClass::new("TimeitResult").module("IPython.core.magics.execution");

impl Object for Timing {
    fn class(&self) -> Rc<Class> {
        TIMEIT_RESULT.class()
    }

    fn get_attribute(&self, _vm: &mut Vm, _this: &Value, name: Name) -> Result<Option<Value>> {
        Ok(Some(match name.as_str() {
            "average" => Value::Float(self.average()),
            "stdev" => Value::Float(self.deviation()),
            "best" => Value::Float(self.best()),
            "worst" => Value::Float(self.worst()),
            "loops" => Value::Int(self.loops as i64),
            "repeat" => Value::Int(self.runs.len() as i64),
            "timings" => Value::list(self.runs.iter().copied().map(Value::Float).collect()),
            _ => return Ok(None),
        }))
    }

    fn names(&self) -> Vec<Name> {
        ["average", "stdev", "best", "worst", "loops", "repeat", "timings"].map(Name::new).to_vec()
    }

    fn repr(&self, vm: &mut Vm, _this: &Value) -> Result<String> {
        Ok(format!("<TimeitResult : {}>", self.text(vm)?))
    }
}

impl Timing {
    fn average(&self) -> f64 {
        self.runs.iter().sum::<f64>() / self.runs.len() as f64
    }

    fn deviation(&self) -> f64 {
        let average = self.average();
        let squares: f64 = self.runs.iter().map(|run| (run - average).powi(2)).sum();
        (squares / self.runs.len() as f64).sqrt()
    }

    fn best(&self) -> f64 {
        self.runs.iter().copied().fold(f64::INFINITY, f64::min)
    }

    fn worst(&self) -> f64 {
        self.runs.iter().copied().fold(0.0, f64::max)
    }

    /// `5.42 ns ± 0.193 ns per loop (mean ± std. dev. of 7 runs, 100,000,000 loops each)`.
    fn text(&self, vm: &mut Vm) -> Result<String> {
        let average = format_digits(vm, self.average(), self.digits)?;
        let deviation = format_digits(vm, self.deviation(), self.digits)?;
        let plural = |count: usize| if count == 1 { "" } else { "s" };
        let (runs, loops) = (self.runs.len(), self.loops);
        Ok(format!(
            "{average} ± {deviation} per loop (mean ± std. dev. of {runs} run{}, {} loop{} each)",
            plural(runs),
            with_commas(loops),
            plural(loops)
        ))
    }

    /// What IPython says when the first run was much slower than the others.
    fn warning(&self) -> String {
        let (best, worst) = (self.best(), self.worst());
        if worst > 4.0 * best && best > 0.0 && worst > 1e-6 {
            let times = worst / best;
            return format!(
                "The slowest run took {times:.2} times longer than the fastest. This could mean that an intermediate result is being cached.\n"
            );
        }
        String::new()
    }
}

/// `100,000`.
fn with_commas(number: usize) -> String {
    let digits = number.to_string();
    let groups: Vec<&str> =
        digits.as_bytes().rchunks(3).rev().filter_map(|group| std::str::from_utf8(group).ok()).collect();
    groups.join(",")
}
