//! The calendar of `time`: time tuples and their texts.
//!
//! The class of time tuples is written in the language (`library/time.tape`), which hands it over when it has been made.

use std::cell::RefCell;
use std::rc::Rc;

use super::calendar::{Moment, format};
use super::time::since_epoch;
use crate::Result;
use crate::class::Class;
use crate::exception::{runtime_error, type_error, value_error};
use crate::native::NativeFunction;
use crate::value::{Instance, Value};
use crate::vm::Vm;

/// The seconds of the years that there are, 1 to 9999.
const SECONDS: std::ops::RangeInclusive<i64> = -62_135_596_800..=253_402_300_799;

/// The class of time tuples, once it has been made.
#[derive(Default)]
struct TupleClass(RefCell<Option<Rc<Class>>>);

/// What `%c` and `asctime()` show.
const TEXT: &str = "%a %b %e %H:%M:%S %Y";

pub(super) static FUNCTIONS: &[NativeFunction] = &[
    NativeFunction::new("_time.set_class", "(cls, /)", "Names the class of time tuples.", |vm, args| {
        let Value::Class(class) = &args[0] else { return Err(type_error("a class is needed")) };
        vm.state::<TupleClass>().0.replace(Some(Rc::clone(class)));
        Ok(Value::None)
    }),
    NativeFunction::new(
        "_time.tuple",
        "(year, month, day, hour, minute, second, is_dst, /)",
        "The time tuple of a moment without a zone.",
        |vm, args| {
            let mut numbers = [0; 7];
            for (number, value) in numbers.iter_mut().zip(args.values) {
                *number = vm.index(value)?;
            }
            let [year, month, day, hour, minute, second, is_dst] = numbers;
            tuple(vm, &Moment { year, month, day, hour, minute, second, microsecond: 0 }, is_dst, None)
        },
    ),
    NativeFunction::new(
        "time.gmtime",
        "(seconds=None, /)",
        "Convert seconds since the Epoch to a time tuple expressing UTC.",
        |vm, args| {
            let moment = moment(vm, &args[0])?;
            tuple(vm, &moment, 0, Some("GMT"))
        },
    ),
    NativeFunction::new(
        "time.localtime",
        "(seconds=None, /)",
        "Convert seconds since the Epoch to a time tuple expressing local time.",
        |vm, args| {
            let moment = moment(vm, &args[0])?;
            tuple(vm, &moment, 0, Some("UTC"))
        },
    ),
    NativeFunction::new(
        "time.mktime",
        "(t, /)",
        "Convert a time tuple in local time to seconds since the Epoch.",
        |vm, args| {
            let mut moment = fields(vm, &args[0], "mktime")?;
            // Months go on beyond the year, as days do beyond the month.
            moment.year += (moment.month - 1).div_euclid(12);
            moment.month = (moment.month - 1).rem_euclid(12) + 1;
            Ok(Value::Float(moment.timestamp() as f64))
        },
    ),
    NativeFunction::new(
        "time.strftime",
        "(format, t=None, /)",
        "Convert a time tuple to a string according to a format specification.",
        |vm, args| {
            let Some(pattern) = args[0].as_str() else {
                return Err(type_error(format!("strftime() argument 1 must be str, not {}", args[0].type_name())));
            };
            let moment = checked(vm, &args[1], "strftime")?;
            Ok(Value::str(format(&moment, pattern)))
        },
    ),
    NativeFunction::new(
        "time.asctime",
        "(t=None, /)",
        "Convert a time tuple to a string, e.g. 'Sat Jun 06 16:26:11 1998'.",
        |vm, args| {
            let moment = checked(vm, &args[0], "asctime")?;
            Ok(Value::str(format(&moment, TEXT)))
        },
    ),
    NativeFunction::new(
        "time.ctime",
        "(seconds=None, /)",
        "Convert a time in seconds since the Epoch to a string in local time.",
        |vm, args| {
            let moment = moment(vm, &args[0])?;
            Ok(Value::str(format(&moment, TEXT)))
        },
    ),
];

/// The moment so many seconds after 1970 began, or now.
fn moment(vm: &mut Vm, seconds: &Value) -> Result<Moment> {
    let seconds = match seconds.plain() {
        Value::None => {
            vm.finish_deferred();
            since_epoch().as_secs() as i64
        }
        Value::Float(float) if float.is_nan() => return Err(value_error("Invalid value NaN (not a number)")),
        // What is too large stays so.
        Value::Float(float) => float.floor() as i64,
        _ => vm.index(seconds)?,
    };
    if !SECONDS.contains(&seconds) {
        return Err(value_error(format!("year is out of range for timestamp {seconds}")));
    }
    Ok(Moment::from_timestamp(seconds))
}

/// The time tuple of a moment.
fn tuple(vm: &mut Vm, moment: &Moment, is_dst: i64, zone: Option<&str>) -> Result<Value> {
    let class = vm.state::<TupleClass>().0.borrow().clone();
    let class = class.ok_or_else(|| runtime_error("time tuples have no class yet"))?;
    let Moment { year, month, day, hour, minute, second, .. } = *moment;
    let (weekday, day_of_year) = (moment.weekday(), moment.day_of_year());
    let fields = [year, month, day, hour, minute, second, weekday, day_of_year, is_dst].map(Value::Int);
    let instance = Instance::with_payload(class, Value::tuple(fields));
    instance.dict().set_str("tm_zone", zone.map_or(Value::None, Value::str));
    instance.dict().set_str("tm_gmtoff", zone.map_or(Value::None, |_| Value::Int(0)));
    Ok(Value::Instance(Rc::new(instance)))
}

/// The moment of a time tuple, as it stands there.
fn fields(vm: &mut Vm, tuple: &Value, function: &str) -> Result<Moment> {
    let Value::Tuple(items) = tuple.plain() else {
        return Err(type_error("Tuple or struct_time argument required"));
    };
    if items.len() != 9 {
        return Err(type_error(format!("{function}(): illegal time tuple argument")));
    }
    let mut numbers = [0; 6];
    for (number, value) in numbers.iter_mut().zip(&items[..]) {
        *number = vm.index(value)?;
    }
    let [year, month, day, hour, minute, second] = numbers;
    Ok(Moment { year, month, day, hour, minute, second, microsecond: 0 })
}

/// The moment of a time tuple that can be shown, or now.
fn checked(vm: &mut Vm, given: &Value, function: &str) -> Result<Moment> {
    if given.is_none() {
        return moment(vm, given);
    }
    let mut moment = fields(vm, given, function)?;
    // A month or a day that was left at zero counts as the first.
    (moment.month, moment.day) = (moment.month + i64::from(moment.month == 0), moment.day + i64::from(moment.day == 0));
    let bounds = [
        (moment.month, 1..=12, "month"),
        (moment.day, 1..=31, "day of month"),
        (moment.hour, 0..=23, "hour"),
        (moment.minute, 0..=59, "minute"),
        (moment.second, 0..=61, "seconds"),
    ];
    match bounds.iter().find(|(value, bounds, _)| !bounds.contains(value)) {
        Some((_, _, what)) => Err(value_error(format!("{what} out of range"))),
        None => Ok(moment),
    }
}
