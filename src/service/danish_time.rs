//! Days begin and end, and moments are told, as in Denmark.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use std::sync::LazyLock;

static ZONE: LazyLock<TimeZone> =
    LazyLock::new(|| TimeZone::get("Europe/Copenhagen").unwrap_or(TimeZone::UTC));

/// The day in Denmark at a moment.
pub fn day(at: Timestamp) -> Date {
    at.to_zoned(ZONE.clone()).date()
}

/// Noon of a day in Denmark; nothing outside the calendar.
pub fn noon(day: Date) -> Option<Timestamp> {
    let noon = day.at(12, 0, 0, 0).to_zoned(ZONE.clone()).ok()?;
    Some(noon.timestamp())
}

/// The minute of the week in Denmark at a moment, 0 at midnight to Monday.
pub fn minute_of_week(at: Timestamp) -> u16 {
    let local = at.to_zoned(ZONE.clone());
    let day = local.weekday().to_monday_zero_offset() as u16;
    day * crate::domain::schedule::DAY + local.hour() as u16 * 60 + local.minute() as u16
}

/// A moment in seconds with Denmark's offset from UTC (RFC 3339).
pub fn text(at: Timestamp) -> String {
    at.to_zoned(ZONE.clone())
        .strftime("%Y-%m-%dT%H:%M:%S%:z")
        .to_string()
}

/// A moment in the precision in which it is kept, so that it is told alike before and after.
pub fn as_kept(at: Timestamp) -> Timestamp {
    Timestamp::from_microsecond(at.as_microsecond()).unwrap_or(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn summer_and_winter_have_their_offsets() {
        let at = |text: &str| text.parse::<Timestamp>().expect("a moment");
        assert_eq!(text(at("2026-11-24T08:00:00Z")), "2026-11-24T09:00:00+01:00");
        assert_eq!(text(at("2026-07-01T22:30:00Z")), "2026-07-02T00:30:00+02:00");
        // A Thursday.
        assert_eq!(minute_of_week(at("2026-07-01T22:30:00Z")), 3 * 24 * 60 + 30);
        assert_eq!(day(at("2026-07-01T22:30:00Z")), jiff::civil::date(2026, 7, 2));
    }
}
