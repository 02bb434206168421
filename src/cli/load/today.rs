//! The only look at the clock.

use jiff::civil::Date;

/// Today, where this computer is; or the day that `SOURCE_DATE_EPOCH` gives in seconds, for output that has to be the same
/// each time it is made.
pub fn today() -> Date {
    let given = std::env::var("SOURCE_DATE_EPOCH").ok().and_then(|seconds| seconds.trim().parse().ok());
    let moment = given.and_then(|seconds: i64| jiff::Timestamp::from_second(seconds).ok());
    moment.map_or_else(|| jiff::Zoned::now().date(), |moment| moment.to_zoned(jiff::tz::TimeZone::UTC).date())
}
