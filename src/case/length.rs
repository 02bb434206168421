//! How long a sentence is, in the words of a court or as its last day.

use jiff::Span;
use jiff::civil::Date;

use super::value::{day_written, weeks_between};

/// A length of time from a day on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Length {
    /// Whole weeks.
    pub weeks: u32,
    /// The day it ends, where that was said or follows from months or years.
    pub ends: Option<Date>,
}

/// Reads `104`, `104 weeks`, `24 months`, `2 years 6 months` or a last day such as `2028-11-30` or `30/11/2028`. A number alone
/// is weeks. None where it is something else, or ends before it begins.
#[must_use]
pub fn length(text: &str, from: Date) -> Option<Length> {
    let text = text.trim().to_lowercase();
    if let Ok(weeks) = text.parse::<u32>() {
        return Some(Length { weeks, ends: None });
    }
    if let Some(ends) = day_written(&text) {
        return weeks_between(from, ends).map(|weeks| Length { weeks, ends: Some(ends) });
    }
    let span: Span = text.replace(" and ", " ").parse().ok()?;
    let of_days = span.get_hours() == 0 && span.get_minutes() == 0 && span.get_seconds() == 0;
    let ends = from.checked_add(span).ok().filter(|_| of_days && !span.is_negative())?;
    let weeks = weeks_between(from, ends)?;
    let in_weeks = span.get_years() == 0 && span.get_months() == 0;
    Some(Length { weeks, ends: (!in_weeks).then_some(ends) })
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    const FROM: Date = date(2026, 10, 5);

    #[test]
    fn a_length_is_given_in_weeks_months_or_years() {
        for (text, weeks) in [
            ("104", 104),
            ("104 weeks", 104),
            ("104w", 104),
            ("24 months", 104),
            ("2 years", 104),
            ("2 years 6 months", 130),
            ("1 year and 6 months", 78),
            ("12 Months", 52),
            ("10 days", 1),
        ] {
            assert_eq!(length(text, FROM).map(|length| length.weeks), Some(weeks), "{text}");
        }
    }

    #[test]
    fn a_last_day_is_kept_as_the_day_it_is() {
        for text in ["2027-10-04", "04/10/2027", "4.10.2027", "4 October 2027", "4 oct 2027"] {
            assert_eq!(
                length(text, FROM),
                Some(Length { weeks: 52, ends: Some(date(2027, 10, 4)) }),
                "{text}"
            );
        }
    }

    #[test]
    fn what_is_no_length_is_not_guessed_at() {
        for text in ["", "soon", "2 hours", "-4 weeks", "2026-10-04", "31/02/2027", "5 minutes", "1 year 3"] {
            assert_eq!(length(text, FROM), None, "{text}");
        }
    }
}
