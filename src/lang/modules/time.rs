//! `_time`: the clocks of `time`.

use std::rc::Rc;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use crate::Result;
use crate::exception::value_error;
use crate::native::NativeFunction;
use crate::value::{Module, Value};
use crate::vm::Vm;

/// How long a sleep goes on before it looks whether it was interrupted.
const NAP: Duration = Duration::from_millis(20);

static FUNCTIONS: &[NativeFunction] = &[
    NativeFunction::new("time.monotonic", "()", "Monotonic clock, cannot go backward.", |vm, _| {
        Ok(Value::Float(clock(vm).as_secs_f64()))
    }),
    NativeFunction::new("time.monotonic_ns", "()", "Monotonic clock, cannot go backward, as nanoseconds.", |vm, _| {
        Ok(nanoseconds(clock(vm)))
    }),
    NativeFunction::new("time.perf_counter", "()", "Performance counter for benchmarking.", |vm, _| {
        Ok(Value::Float(clock(vm).as_secs_f64()))
    }),
    NativeFunction::new(
        "time.perf_counter_ns",
        "()",
        "Performance counter for benchmarking as nanoseconds.",
        |vm, _| Ok(nanoseconds(clock(vm))),
    ),
    NativeFunction::new("time.process_time", "()", "Process time for profiling.", |vm, _| {
        Ok(Value::Float(clock(vm).as_secs_f64()))
    }),
    NativeFunction::new("time.thread_time", "()", "Thread time for profiling.", |vm, _| {
        Ok(Value::Float(clock(vm).as_secs_f64()))
    }),
    NativeFunction::new("time.thread_time_ns", "()", "Thread time for profiling as nanoseconds.", |vm, _| {
        Ok(nanoseconds(clock(vm)))
    }),
    NativeFunction::new("time.process_time_ns", "()", "Process time for profiling as nanoseconds.", |vm, _| {
        Ok(nanoseconds(clock(vm)))
    }),
    NativeFunction::new("time.sleep", "(seconds, /)", "Delay execution for a given number of seconds.", |vm, args| {
        let seconds = match args[0].as_float() {
            Some(seconds) => seconds,
            None => vm.index(&args[0])? as f64,
        };
        if seconds < 0.0 {
            return Err(value_error("sleep length must be non-negative"));
        }
        let wait = Duration::try_from_secs_f64(seconds).map_err(|_| value_error("sleep length is too large"))?;
        let start = Instant::now();
        while let Some(left) = wait.checked_sub(start.elapsed()).filter(|left| !left.is_zero()) {
            std::thread::sleep(left.min(NAP));
            vm.check_interrupt()?;
        }
        Ok(Value::None)
    }),
    NativeFunction::new("time.time", "()", "Return the current time in seconds since the Epoch.", |vm, _| {
        vm.finish_deferred();
        Ok(Value::Float(since_epoch().as_secs_f64()))
    }),
    NativeFunction::new("time.time_ns", "()", "Return the current time in nanoseconds since the Epoch.", |vm, _| {
        vm.finish_deferred();
        Ok(nanoseconds(since_epoch()))
    }),
];

/// When the machine first looked at the clock.
struct Start(Instant);

impl Default for Start {
    fn default() -> Start {
        Start(Instant::now())
    }
}

fn clock(vm: &mut Vm) -> Duration {
    vm.finish_deferred();
    vm.state::<Start>().0.elapsed()
}

/// The time since 1970.
pub(super) fn since_epoch() -> Duration {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default()
}

fn nanoseconds(duration: Duration) -> Value {
    Value::big(duration.as_nanos().into())
}

/// Makes the module.
pub(super) fn load(_vm: &mut Vm) -> Result<Rc<Module>> {
    Ok(super::module_of("_time", "The clocks, and time tuples.", &[FUNCTIONS, super::time_tuple::FUNCTIONS]))
}
