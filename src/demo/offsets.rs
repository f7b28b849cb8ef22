//! Dates written as offsets from a day: `+14d`, `-3w`, `+6m`.

use jiff::civil::Date;
use jiff::{Span, ToSpan};
use serde_json::Value;

/// The fields that hold a date. Elsewhere a text such as `+3d` is a text.
const DATE_FIELDS: &[&str] = &[
    "publish_from",
    "apply_by",
    "open_company_day",
    "start",
    "end",
    "available_from",
    "ended",
    "until",
    "review_on",
];

/// Longest offset: more than a working life, in days.
const MOST_DAYS: i64 = 40_000;

/// Replaces every offset that stands in a date field, however deep, by the date it means on this
/// day. Everything else stays as it is.
pub fn resolve_offsets(value: &mut Value, as_of: Date) {
    match value {
        Value::Object(map) => {
            for (name, field) in map {
                let is_date = DATE_FIELDS.contains(&name.as_str());
                let offset = field.as_str().filter(|_| is_date).and_then(offset);
                match offset.and_then(|span| as_of.checked_add(span).ok()) {
                    Some(date) => *field = Value::String(date.to_string()),
                    None => resolve_offsets(field, as_of),
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| resolve_offsets(item, as_of)),
        _ => {}
    }
}

/// The span of an offset: a sign, a number and `d` for days, `w` for weeks or `m` for months.
fn offset(text: &str) -> Option<Span> {
    let (sign, rest) = match text.split_at_checked(1)? {
        ("+", rest) => (1, rest),
        ("-", rest) => (-1, rest),
        _ => return None,
    };
    let (number, unit) = rest.split_at_checked(rest.len().checked_sub(1)?)?;
    if !number.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let count: i64 = number.parse().ok().filter(|&count| count <= MOST_DAYS)?;
    match unit {
        "d" => Some((sign * count).days()),
        "w" => Some((sign * count * 7).days()),
        "m" => Span::new().try_months(sign * count).ok(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    const DAY: Date = jiff::civil::date(2026, 11, 24);

    #[test]
    fn offsets_become_dates_wherever_a_date_field_stands() {
        let mut record = json!({
            "apply_by": "+14d",
            "publish_from": "-3d",
            "offers": [{"start": "+8w", "end": "2027-03-01"}],
            "resources": {"experience": [{"ended": "-2m"}]},
        });
        resolve_offsets(&mut record, DAY);
        assert_eq!(
            record,
            json!({
                "apply_by": "2026-12-08",
                "publish_from": "2026-11-21",
                "offers": [{"start": "2027-01-19", "end": "2027-03-01"}],
                "resources": {"experience": [{"ended": "2026-09-24"}]},
            })
        );
    }

    #[test]
    fn what_is_no_date_stays() {
        for text in [
            "+",
            "-",
            "",
            "+d",
            "+1",
            "14d",
            "+1y",
            "++1d",
            "+99999999999d",
            "+1ø",
            "æ",
        ] {
            let mut record = json!({"start": text});
            resolve_offsets(&mut record, DAY);
            assert_eq!(record, json!({"start": text}));
        }
        let mut record = json!({"title": "+14d", "hours_plan": {"start": 10}});
        resolve_offsets(&mut record, DAY);
        assert_eq!(record, json!({"title": "+14d", "hours_plan": {"start": 10}}));
    }

    proptest! {
        #[test]
        fn any_text_is_taken(text in "[+-]?[0-9]{0,12}.{0,3}") {
            let mut record = json!({"start": text});
            resolve_offsets(&mut record, DAY);
        }
    }
}
