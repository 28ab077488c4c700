//! `%time`: how long a statement takes.

use std::rc::Rc;
use std::time::{Duration, Instant};

use tape_lang::ast::{Module, Stmt, StmtKind};
use tape_lang::compile::{Mode, compile, compile_expression};
use tape_lang::parse::parse;
use tape_lang::syntax_error::SyntaxError;
use tape_lang::vm::raise_syntax_error;
use tape_lang::{Result, Value, Vm};
use tape_text::Source;

use super::Call;
use crate::shell::state::State;

/// `%time` and `%%time`.
pub fn time(vm: &mut Vm, call: Call<'_>) -> Result<Value> {
    let text = super::transform(call.cell.unwrap_or(call.line));
    let name = if call.cell.is_some() { "<timed exec>" } else { "<timed eval>" };
    let globals = Rc::clone(&vm.state::<State>().globals);
    let source = Source::new(name, text);
    let steps = steps(&source).map_err(|error| raise_syntax_error(&source, &error))?;
    vm.finish_deferred();
    let (wall, cpu) = (Instant::now(), CpuTime::now());
    let mut value = Value::None;
    for code in &steps {
        value = vm.run_code(code, &globals, None)?;
    }
    vm.finish_deferred();
    let (wall, cpu) = (wall.elapsed(), CpuTime::now().since(cpu));
    let (user, system) = (format(vm, cpu.user)?, format(vm, cpu.system)?);
    let (total, wall) = (format(vm, cpu.user + cpu.system)?, format(vm, wall.as_secs_f64())?);
    vm.write_stdout(&format!("CPU times: user {user}, sys: {system}, total: {total}\nWall time: {wall}\n"));
    Ok(value)
}

/// The program in two parts: what is done, and the last expression, whose value is wanted.
fn steps(source: &Rc<Source>) -> std::result::Result<Vec<Rc<tape_lang::code::Code>>, SyntaxError> {
    let mut module = parse(source)?;
    let last = match module.body.last() {
        Some(Stmt { kind: StmtKind::Expr(value), .. }) => Some(value.clone()),
        _ => None,
    };
    if last.is_some() {
        module.body.pop();
    }
    let mut steps = vec![compile(&Module { body: module.body }, source, Mode::default())?];
    if let Some(value) = last {
        steps.push(compile_expression(&value, source, Mode::default())?);
    }
    Ok(steps)
}

/// Seconds with three digits and the unit that fits, as IPython writes them.
///
/// # Errors
/// None in practice: a number is formatted.
pub fn format(vm: &mut Vm, seconds: f64) -> Result<String> {
    format_digits(vm, seconds, 3)
}

/// Seconds with so many digits and the unit that fits.
///
/// # Errors
/// As [`format`].
pub fn format_digits(vm: &mut Vm, seconds: f64, digits: usize) -> Result<String> {
    if seconds >= 60.0 {
        return Ok(long(seconds));
    }
    let units = [(1.0, "s"), (1e3, "ms"), (1e6, "µs"), (1e9, "ns")];
    // Below one second each unit takes the next three powers of ten.
    let order = if seconds > 0.0 { (-(seconds.log10().floor() as i64).div_euclid(3)).clamp(0, 3) } else { 3 };
    let (scale, unit) = units[order as usize];
    let number = vm.format(&Value::Float(seconds * scale), &format!(".{digits}g"))?;
    Ok(format!("{number} {unit}"))
}

/// `1h 2min 3s`.
fn long(seconds: f64) -> String {
    let mut rest = seconds;
    let mut parts = Vec::new();
    for (unit, length) in [("d", 86400.0), ("h", 3600.0), ("min", 60.0), ("s", 1.0)] {
        let count = (rest / length).floor();
        if count > 0.0 {
            rest %= length;
            parts.push(format!("{count}{unit}"));
        }
        if rest < 1.0 {
            break;
        }
    }
    parts.join(" ")
}

/// How much time the process has had of the processor.
#[derive(Clone, Copy)]
struct CpuTime {
    user: f64,
    system: f64,
}

impl CpuTime {
    #[cfg(unix)]
    fn now() -> CpuTime {
        use nix::sys::resource::{UsageWho, getrusage};
        use nix::sys::time::TimeValLike;
        let seconds =
            |time: nix::sys::time::TimeVal| Duration::from_micros(time.num_microseconds().unsigned_abs()).as_secs_f64();
        match getrusage(UsageWho::RUSAGE_SELF) {
            Ok(usage) => CpuTime { user: seconds(usage.user_time()), system: seconds(usage.system_time()) },
            Err(_) => CpuTime { user: 0.0, system: 0.0 },
        }
    }

    #[cfg(not(unix))]
    fn now() -> CpuTime {
        CpuTime { user: 0.0, system: 0.0 }
    }

    fn since(self, begin: CpuTime) -> CpuTime {
        CpuTime { user: self.user - begin.user, system: self.system - begin.system }
    }
}
