//! What stands in a cell, as a person would have typed it.

use jiff::ToSpan as _;
use jiff::civil::{Date, date};

use super::format::Shows;

/// What a formula without a result stands as: a program wrote it, and nobody has worked it out.
pub(super) const NOT_WORKED_OUT: &str = "#NOT-WORKED-OUT!";

/// A number as it is shown: with the fifteen digits that spreadsheet programs keep, so that 0.57 × 100 is 57.
pub(super) fn number(number: f64, shows: Shows, days_from_1904: bool) -> String {
    match shows {
        Shows::Number => digits(number),
        Shows::Percent => digits(number * 100.0),
        Shows::Day => day(number, days_from_1904).map_or_else(|| digits(number), |day| day.to_string()),
        Shows::Time => time(number),
    }
}

fn digits(number: f64) -> String {
    let rounded: f64 = format!("{number:.14e}").parse().unwrap_or(number);
    // Zero has no sign here.
    if rounded == 0.0 { "0".to_owned() } else { rounded.to_string() }
}

/// A day by its count. The calendar of 1900 has a 29 February that never was.
fn day(count: f64, from_1904: bool) -> Option<Date> {
    let whole = (count + 1e-6).floor();
    let days = (1.0..3_000_000.0).contains(&whole).then_some(whole as i32)?;
    let first = match (from_1904, days) {
        (true, _) => date(1904, 1, 1),
        (false, 60) => return None,
        (false, ..60) => date(1899, 12, 31),
        (false, _) => date(1899, 12, 30),
    };
    first.checked_add(days.days()).ok()
}

/// A time, or a length of time: no answer is one, and the message about it shows what stands there.
fn time(days: f64) -> String {
    let seconds = (days * 86_400.0).round();
    if !(0.0..1e9).contains(&seconds) {
        return digits(days);
    }
    let seconds = seconds as u64;
    format!("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60)
}

/// A day as files write it, with or without a time.
pub(super) fn iso_day(written: &str) -> &str {
    match written.split_once(['T', ' ']) {
        Some((day, _)) => day,
        None => written,
    }
}

/// Yes or no.
pub(super) fn yes_no(written: &str) -> &'static str {
    if matches!(written.trim(), "1" | "true" | "TRUE") { "yes" } else { "no" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_as_they_are_shown() {
        for (value, shows, shown) in [
            (34.0, Shows::Number, "34"),
            (-0.0, Shows::Number, "0"),
            (56.999_999_999_999_99, Shows::Number, "57"),
            (6.5, Shows::Number, "6.5"),
            (1e15, Shows::Number, "1000000000000000"),
            (0.45, Shows::Percent, "45"),
            (0.57, Shows::Percent, "57"),
            (1.0, Shows::Percent, "100"),
            (0.455, Shows::Percent, "45.5"),
            (0.5, Shows::Time, "12:00:00"),
            (f64::NAN, Shows::Number, "NaN"),
        ] {
            assert_eq!(number(value, shows, false), shown);
        }
    }

    #[test]
    fn days_are_those_that_spreadsheet_programs_show() {
        for (count, from_1904, shown) in [
            (46_356.0, false, "2026-11-30"),
            (46_356.75, false, "2026-11-30"),
            (44_894.0, true, "2026-11-30"),
            (1.0, false, "1900-01-01"),
            (59.0, false, "1900-02-28"),
            (61.0, false, "1900-03-01"),
            (60.0, false, "60"),
            (-1.0, false, "-1"),
            (1e300, false, digits(1e300).as_str()),
        ] {
            assert_eq!(number(count, Shows::Day, from_1904), shown);
        }
    }
}
