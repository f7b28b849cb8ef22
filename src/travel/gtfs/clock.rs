//! Times of a timetable: counted from the start of the day of service, and past its end.

/// Later than this no trip can still be under way: three days after its day began.
const LATEST_HOUR: u32 = 71;

/// What a time in a file must be.
pub(super) const EXPECTED: &str = "H:MM:SS or HH:MM:SS up to 71:59:59 (24:00:00 and later is after midnight)";

/// Reads a time as seconds.
pub(super) fn parse(text: &str) -> Option<u32> {
    let mut parts = text.split(':');
    let (hour, minute, second) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || hour.len() > 2 {
        return None;
    }
    let hour = digits(hour).filter(|&hour| hour <= LATEST_HOUR)?;
    let sixty = |text: &str| digits(text).filter(|&part| text.len() == 2 && part < 60);
    Some(hour * 3600 + sixty(minute)? * 60 + sixty(second)?)
}

/// The time as it is written in a file.
pub(super) fn text(seconds: u32) -> String {
    format!(
        "{:02}:{:02}:{:02}",
        seconds / 3600,
        seconds / 60 % 60,
        seconds % 60
    )
}

/// Digits alone; `str::parse` would take a plus sign too.
fn digits(text: &str) -> Option<u32> {
    text.bytes()
        .all(|byte| byte.is_ascii_digit())
        .then(|| text.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_past_midnight_are_times_and_garbage_is_not() {
        assert_eq!(parse("00:00:00"), Some(0));
        assert_eq!(parse("7:05:09"), Some(7 * 3600 + 5 * 60 + 9));
        assert_eq!(parse("25:10:00"), Some(25 * 3600 + 600));
        assert_eq!(parse("71:59:59").map(text).as_deref(), Some("71:59:59"));
        for garbage in [
            "",
            "7:05",
            "07:5:00",
            "07:60:00",
            "07:00:60",
            "99:99:99",
            "72:00:00",
            "+7:00:00",
            "-1:00:00",
            "07:00:00:00",
            "9999999:00:00",
            "07.00.00",
            "æ7:00:00",
            "07:00:0æ",
        ] {
            assert_eq!(parse(garbage), None, "{garbage}");
        }
    }
}
