//! Days and hours of the proleptic Gregorian calendar, and `strftime`: below `time`, and as `_calendar` below `datetime`.

use std::rc::Rc;

use crate::Result;
use crate::native::{Args, NativeFunction};
use crate::value::{Module, Value};
use crate::vm::Vm;

/// The ordinal, as Python counts days from 0001-01-01, of 1970-01-01.
const EPOCH_ORDINAL: i64 = 719_163;

/// A second of UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Moment {
    pub year: i64,
    /// From 1.
    pub month: i64,
    /// From 1.
    pub day: i64,
    pub hour: i64,
    pub minute: i64,
    pub second: i64,
    /// Millionths of the second.
    pub microsecond: i64,
}

const WEEKDAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Days from 1970-01-01 to a date. The year is taken to begin in March, so that the leap day is its last
/// (Howard Hinnant, "chrono-compatible low-level date algorithms").
fn days_from_epoch(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * (month + if month > 2 { -3 } else { 9 }) + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

impl Moment {
    /// The moment so many seconds after 1970 began.
    pub(super) fn from_timestamp(seconds: i64) -> Moment {
        let (days, rest) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
        let shifted = days + 719_468;
        let era = shifted.div_euclid(146_097);
        let day_of_era = shifted.rem_euclid(146_097);
        let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted_month = (5 * day_of_year + 2) / 153;
        let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
        Moment {
            year: year_of_era + era * 400 + i64::from(month <= 2),
            month,
            day: day_of_year - (153 * shifted_month + 2) / 5 + 1,
            hour: rest / 3600,
            minute: rest % 3600 / 60,
            second: rest % 60,
            microsecond: 0,
        }
    }

    /// From Monday, 0, to Sunday, 6.
    pub(super) fn weekday(&self) -> i64 {
        (days_from_epoch(self.year, self.month, self.day) + 3).rem_euclid(7)
    }

    /// From 1.
    pub(super) fn day_of_year(&self) -> i64 {
        days_from_epoch(self.year, self.month, self.day) - days_from_epoch(self.year, 1, 1) + 1
    }

    pub(super) fn timestamp(&self) -> i64 {
        let days = days_from_epoch(self.year, self.month, self.day);
        days * 86_400 + self.hour * 3600 + self.minute * 60 + self.second
    }

    /// The week of the year where weeks begin on that weekday (0 is Monday).
    fn week(&self, first: i64) -> i64 {
        (self.day_of_year() + 6 - (self.weekday() - first).rem_euclid(7)) / 7
    }
}

/// The integer arguments from `start` on.
fn integers<const N: usize>(vm: &mut Vm, args: &Args<'_>, start: usize) -> Result<[i64; N]> {
    let mut numbers = [0; N];
    for (number, value) in numbers.iter_mut().zip(&args.values[start..]) {
        *number = vm.index(value)?;
    }
    Ok(numbers)
}

static FUNCTIONS: &[NativeFunction] = &[
    NativeFunction::new("_calendar.ordinal", "(year, month, day, /)", "The number of a day.", |vm, args| {
        let [year, month, day] = integers(vm, &args, 0)?;
        Ok(Value::Int(days_from_epoch(year, month, day) + EPOCH_ORDINAL))
    }),
    NativeFunction::new("_calendar.date", "(ordinal, /)", "Year, month and day.", |vm, args| {
        let [ordinal] = integers(vm, &args, 0)?;
        let moment = Moment::from_timestamp((ordinal - EPOCH_ORDINAL) * 86_400);
        Ok(Value::tuple([moment.year, moment.month, moment.day].map(Value::Int)))
    }),
    NativeFunction::new(
        "_calendar.format",
        "(pattern, year, month, day, hour, minute, second, microsecond, /)",
        "What strftime() makes of a moment.",
        |vm, args| {
            let [year, month, day, hour, minute, second, microsecond] = integers(vm, &args, 1)?;
            let moment = Moment { year, month, day, hour, minute, second, microsecond };
            Ok(Value::str(format(&moment, args[0].as_str().unwrap_or_default())))
        },
    ),
];

/// Makes `_calendar`.
pub(super) fn load(_vm: &mut Vm) -> Result<Rc<Module>> {
    Ok(super::module_of("_calendar", "Days of the proleptic Gregorian calendar.", &[FUNCTIONS]))
}

/// `strftime` in the C locale.
pub(super) fn format(moment: &Moment, pattern: &str) -> String {
    let mut text = String::new();
    let mut chars = pattern.chars();
    while let Some(c) = chars.next() {
        if c != '%' {
            text.push(c);
            continue;
        }
        match chars.next() {
            Some(directive) => push_directive(moment, directive, &mut text),
            None => text.push('%'),
        }
    }
    text
}

fn push_directive(moment: &Moment, directive: char, text: &mut String) {
    let weekday = WEEKDAYS[moment.weekday() as usize];
    let month = MONTHS[(moment.month - 1) as usize];
    let hour12 = (moment.hour + 11) % 12 + 1;
    text.push_str(&match directive {
        'a' => weekday[..3].to_owned(),
        'A' => weekday.to_owned(),
        'b' | 'h' => month[..3].to_owned(),
        'B' => month.to_owned(),
        'c' => format(moment, "%a %b %e %H:%M:%S %Y"),
        'C' => format!("{:02}", moment.year / 100),
        'd' => format!("{:02}", moment.day),
        'D' | 'x' => format(moment, "%m/%d/%y"),
        'e' => format!("{:2}", moment.day),
        'f' => format!("{:06}", moment.microsecond),
        'F' => format(moment, "%Y-%m-%d"),
        'H' => format!("{:02}", moment.hour),
        'I' => format!("{hour12:02}"),
        'j' => format!("{:03}", moment.day_of_year()),
        'm' => format!("{:02}", moment.month),
        'M' => format!("{:02}", moment.minute),
        'n' => "\n".to_owned(),
        'p' => if moment.hour < 12 { "AM" } else { "PM" }.to_owned(),
        'r' => format(moment, "%I:%M:%S %p"),
        'R' => format(moment, "%H:%M"),
        's' => moment.timestamp().to_string(),
        'S' => format!("{:02}", moment.second),
        't' => "\t".to_owned(),
        'T' | 'X' => format(moment, "%H:%M:%S"),
        'u' => (moment.weekday() + 1).to_string(),
        'U' => format!("{:02}", moment.week(6)),
        'w' => ((moment.weekday() + 1) % 7).to_string(),
        'W' => format!("{:02}", moment.week(0)),
        'y' => format!("{:02}", moment.year.rem_euclid(100)),
        'Y' => moment.year.to_string(),
        'z' => "+0000".to_owned(),
        'Z' => "UTC".to_owned(),
        '%' => "%".to_owned(),
        other => format!("%{other}"),
    });
}
