//! `time`.
//!
//! There is one time zone, UTC: a program sees nothing of the machine's settings.

use std::rc::Rc;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use super::calendar::{self, Moment};
use crate::Result;
use crate::class::{Class, NativeClass, Property};
use crate::exception::{type_error, value_error};
use crate::native::NativeFunction;
use crate::object::Object;
use crate::operator::Comparison;
use crate::value::{Module, Value};
use crate::vm::Vm;

/// How long a sleep goes on before it looks whether it was interrupted.
const NAP: Duration = Duration::from_millis(20);

static FUNCTIONS: &[NativeFunction] = &[
    NativeFunction::new(
        "time.ctime",
        "(seconds=None, /)",
        "Convert a time in seconds since the Epoch to a string in local time.",
        |vm, args| {
            let moment = moment(vm, &args[0])?;
            Ok(Value::str(calendar::format(&moment, "%a %b %e %H:%M:%S %Y")))
        },
    ),
    NativeFunction::new(
        "time.gmtime",
        "(seconds=None, /)",
        "Convert seconds since the Epoch to a time tuple expressing UTC.",
        |vm, args| Ok(Value::object(StructTime { moment: moment(vm, &args[0])? })),
    ),
    NativeFunction::new(
        "time.localtime",
        "(seconds=None, /)",
        "Convert seconds since the Epoch to a time tuple expressing local time.",
        |vm, args| Ok(Value::object(StructTime { moment: moment(vm, &args[0])? })),
    ),
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
    NativeFunction::new("time.process_time_ns", "()", "Process time for profiling as nanoseconds.", |vm, _| {
        Ok(nanoseconds(clock(vm)))
    }),
    NativeFunction::new("time.sleep", "(seconds, /)", "Delay execution for a given number of seconds.", |vm, args| {
        let seconds = vm.float(&args[0])?;
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
    NativeFunction::new(
        "time.strftime",
        "(format, t=None, /)",
        "Convert a time tuple to a string according to a format specification.",
        |vm, args| {
            let format = args[0]
                .as_str()
                .ok_or_else(|| type_error(format!("strftime() argument 1 must be str, not {}", args[0].type_name())))?;
            let moment = match &args[1] {
                Value::None => moment(vm, &Value::None)?,
                given => match given.downcast::<StructTime>() {
                    Some(time) => time.moment,
                    None => return Err(type_error("Tuple or struct_time argument required")),
                },
            };
            Ok(Value::str(calendar::format(&moment, format)))
        },
    ),
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

fn moment(vm: &mut Vm, seconds: &Value) -> Result<Moment> {
    let seconds = match seconds {
        Value::None => since_epoch().as_secs() as i64,
        given => {
            let seconds = vm.float(given)?.floor();
            if !(-6.2e10..2.5e11).contains(&seconds) {
                return Err(value_error(format!("year is out of range for timestamp {seconds}")));
            }
            seconds as i64
        }
    };
    Ok(Moment::from_timestamp(seconds))
}

static STRUCT_TIME: NativeClass = NativeClass::new("struct_time")
    .module("time")
    .properties(PROPERTIES)
    .not_a_base()
    .doc("The time value as returned by gmtime() and localtime().");

static PROPERTIES: &[Property] = &[
    Property::new("tm_year", "year, for example, 1993", |_, this| field(this, 0)),
    Property::new("tm_mon", "month of year, range [1, 12]", |_, this| field(this, 1)),
    Property::new("tm_mday", "day of month, range [1, 31]", |_, this| field(this, 2)),
    Property::new("tm_hour", "hours, range [0, 23]", |_, this| field(this, 3)),
    Property::new("tm_min", "minutes, range [0, 59]", |_, this| field(this, 4)),
    Property::new("tm_sec", "seconds, range [0, 61]", |_, this| field(this, 5)),
    Property::new("tm_wday", "day of week, range [0, 6], Monday is 0", |_, this| field(this, 6)),
    Property::new("tm_yday", "day of year, range [1, 366]", |_, this| field(this, 7)),
    Property::new("tm_isdst", "1 if summer time is in effect, 0 if not, and -1 if unknown", |_, this| field(this, 8)),
];

struct StructTime {
    moment: Moment,
}

fn field(this: &Value, index: usize) -> Result<Value> {
    let time = this.downcast::<StructTime>().ok_or_else(|| type_error("a struct_time is required"))?;
    Ok(Value::Int(time.fields()[index]))
}

impl StructTime {
    fn fields(&self) -> [i64; 9] {
        let Moment { year, month, day, hour, minute, second, .. } = self.moment;
        let [weekday, day_of_year] = [self.moment.weekday(), self.moment.day_of_year()];
        [year, month, day, hour, minute, second, weekday, day_of_year, 0]
    }

    fn tuple(&self) -> Value {
        Value::tuple(self.fields().map(Value::Int))
    }
}

impl Object for StructTime {
    fn class(&self) -> Rc<Class> {
        STRUCT_TIME.class()
    }

    fn length(&self, _vm: &mut Vm) -> Option<Result<usize>> {
        Some(Ok(9))
    }

    fn item(&self, vm: &mut Vm, _this: &Value, key: &Value) -> Result<Value> {
        vm.item(&self.tuple(), key)
    }

    fn iterate(&self, vm: &mut Vm, _this: &Value) -> Option<Result<Value>> {
        Some(vm.iterate(&self.tuple()))
    }

    fn compare(&self, vm: &mut Vm, _this: &Value, op: Comparison, other: &Value) -> Result<Value> {
        match other.downcast::<StructTime>() {
            Some(other) => vm.compare(op, &self.tuple(), &other.tuple()),
            None => Ok(Value::NotImplemented),
        }
    }

    fn repr(&self, _vm: &mut Vm, _this: &Value) -> Result<String> {
        let fields = PROPERTIES.iter().zip(self.fields()).map(|(property, value)| format!("{}={value}", property.name));
        Ok(format!("time.struct_time({})", fields.collect::<Vec<_>>().join(", ")))
    }
}

/// Makes the module.
pub(super) fn load(_vm: &mut Vm) -> Result<Rc<Module>> {
    let module =
        super::module_of("time", "This module provides various functions to manipulate time values.", &[FUNCTIONS]);
    module.dict.set_str("struct_time", Value::from(&STRUCT_TIME));
    module.dict.set_str("timezone", Value::Int(0));
    module.dict.set_str("tzname", Value::tuple([Value::str("UTC"), Value::str("UTC")]));
    Ok(module)
}
