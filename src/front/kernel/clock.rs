//! The time of day and names that nobody else has, as messages carry them.

use std::hash::{BuildHasher, Hasher, RandomState};
use std::time::{SystemTime, UNIX_EPOCH};

/// The time as ISO 8601 writes it, in UTC.
#[must_use]
pub fn now() -> String {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    iso(since.as_secs(), since.subsec_micros())
}

/// A name of 32 hexadecimal digits that is drawn at random. It tells sessions apart and is no secret.
#[must_use]
pub fn unique() -> String {
    // The standard library keys its hash maps with the system's random numbers.
    let draw = || RandomState::new().build_hasher().finish();
    format!("{:016x}{:016x}", draw(), draw())
}

/// Seconds since 1970 as a date and time.
fn iso(seconds: u64, micros: u32) -> String {
    let (days, second) = (seconds / 86_400, seconds % 86_400);
    let (year, month, day) = civil(days);
    let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{micros:06}Z")
}

/// The date so many days after 1970-01-01: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms" (`civil_from_days`).
fn civil(days: u64) -> (u64, u64, u64) {
    let days = days + 719_468;
    let (era, of_era) = (days / 146_097, days % 146_097);
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * of_year + 2) / 153;
    let (day, month) = (of_year - (153 * shifted + 2) / 5 + 1, if shifted < 10 { shifted + 3 } else { shifted - 9 });
    (era * 400 + year_of_era + u64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates() {
        assert_eq!(iso(0, 0), "1970-01-01T00:00:00.000000Z");
        assert_eq!(iso(951_782_400, 5), "2000-02-29T00:00:00.000005Z");
        assert_eq!(iso(1_795_893_599, 0), "2026-11-28T19:19:59.000000Z");
        assert_eq!(iso(4_102_444_799, 0), "2099-12-31T23:59:59.000000Z");
    }

    #[test]
    fn names_differ() {
        assert_ne!(unique(), unique());
        assert_eq!(unique().len(), 32);
    }
}
